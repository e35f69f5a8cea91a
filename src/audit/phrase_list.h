/* phrase_list.h - every sentence of an audit: id, English, Chinese in traditional characters, Japanese
 * (model/phrase.h). Whole sentences, so that each language has its own order of words; included by phrases.h and
 * phrases.c. */
/* clang-format off */
#ifndef EGB_PHRASE
#define EGB_PHRASE(id, english, chinese, japanese)
#endif

/* ---- document */
EGB_PHRASE(title, "Audit: {1}",
           "稽核：{1}",
           "監査：{1}")
EGB_PHRASE(heading, "{1}. {2}",
           "{1}. {2}",
           "{1}. {2}")
EGB_PHRASE(section_framing, "Framing",
           "架構",
           "枠組み")
EGB_PHRASE(section_coverage, "Data and coverage",
           "資料與涵蓋率",
           "データと充足率")
EGB_PHRASE(section_distributions, "Distributions and their treatment",
           "分布與離群值處理",
           "分布とその処理")
EGB_PHRASE(section_missing, "Missing values",
           "缺漏值",
           "欠測値")
EGB_PHRASE(section_correlations, "Correlations",
           "相關",
           "相関")
EGB_PHRASE(section_components, "Principal components",
           "主成分",
           "主成分")
EGB_PHRASE(section_reliability, "Reliability",
           "信度",
           "信頼性")
EGB_PHRASE(section_importance, "Weights and importance",
           "權重與重要性",
           "ウェイトと重要度")
EGB_PHRASE(section_added_value, "Added value of the index",
           "指數的附加價值",
           "指数の付加価値")
EGB_PHRASE(section_uncertainty, "Uncertainty",
           "不確定性",
           "不確実性")
EGB_PHRASE(section_sensitivity, "Sensitivity",
           "敏感度",
           "感度")
EGB_PHRASE(section_robustness, "Robustness",
           "穩健性",
           "頑健性")
EGB_PHRASE(section_groups, "Groups of units and changes",
           "單位分群與變動",
           "対象の群と変化")
EGB_PHRASE(section_benchmarks, "Benchmarks",
           "比較基準",
           "比較基準")
EGB_PHRASE(section_verdict, "Verdict",
           "結論",
           "結論")
EGB_PHRASE(flag, "Flag: {1} [{2}]",
           "警示：{1} [{2}]",
           "警告：{1} [{2}]")
EGB_PHRASE(note, "Note: {1} [{2}]",
           "說明：{1} [{2}]",
           "注記：{1} [{2}]")
EGB_PHRASE(rule, "{1}: {2}, {3}",
           "{1}：{2}，{3}",
           "{1}：{2}、{3}")
EGB_PHRASE(mark_read, "",
           "",
           "")
EGB_PHRASE(mark_quoted, ", as quoted",
           "，據轉引",
           "、引用による")
EGB_PHRASE(mark_custom, ", custom",
           "，慣例",
           "、慣例")
EGB_PHRASE(source_profile, "{1} ({2}{3})",
           "{1}（{2}{3}）",
           "{1}（{2}{3}）")
EGB_PHRASE(source_definition, "the definition, line {1}",
           "指數定義第 {1} 行",
           "定義の{1}行目")
EGB_PHRASE(source_extended, "{1}, line {2}",
           "{1} 第 {2} 行",
           "{1}の{2}行目")
EGB_PHRASE(source_asked, "as asked",
           "使用者指定",
           "利用者の指定")

/* ---- section 1 */
EGB_PHRASE(structure, "The index {1} summarises {2} {2:indicator|indicators} in {3} {3:aggregate|aggregates}, the index included, on {4} {4:level|levels} below it; {5}. Scores run from 0 to {6}, and {7}.",
           "指數 {1} 將 {2} 個指標匯集為 {3} 個彙總節點（含指數本身），其下有 {4} 層；{5}。分數由 0 至 {6}，{7}。",
           "指数 {1} は{2}個の指標を、指数自身を含む{3}個の集約項目にまとめ、その下に{4}段ある。{5}。スコアは0から{6}までで、{7}。")
EGB_PHRASE(structure_flat, "its children are the indicators themselves",
           "下一層即為指標",
           "指数の直下は指標そのものである")
EGB_PHRASE(structure_dimensions, "its dimensions are {1}",
           "構面有 {1} 個",
           "分野の数は{1}である")
EGB_PHRASE(better_higher, "a higher score is better",
           "分數愈高愈好",
           "高いほど良い")
EGB_PHRASE(better_lower, "a lower score is better",
           "分數愈低愈好",
           "低いほど良い")
EGB_PHRASE(methods, "Normalisation of the indicators: {1}. Aggregation: {2}. {3}",
           "指標的標準化：{1}。彙總：{2}。{3}",
           "指標の正規化：{1}。集約：{2}。{3}")
EGB_PHRASE(direction_higher, "Higher values are better in every indicator.",
           "所有指標皆以數值較高者為佳。",
           "すべての指標で値が高いほど良い。")
EGB_PHRASE(direction_lower, "Lower values are better in {1} {1:indicator|indicators}: {2}.",
           "{1} 個指標以數值較低者為佳：{2}。",
           "{1}個の指標では値が低いほど良い：{2}。")
EGB_PHRASE(weights_equal, "The indicators have equal effective weights, {1} % of the index each.",
           "各指標的有效權重相等，各占指數的 {1}%。",
           "各指標の実効ウェイトは等しく、それぞれ指数の{1}%である。")
EGB_PHRASE(weights_range, "The effective weights of the indicators run from {1} % ({2}) to {3} % ({4}) of the index; equal weights would be {5} %.",
           "指標的有效權重占指數的比率，由 {1}%（{2}）至 {3}%（{4}）；若權重相等則為 {5}%。",
           "指標の実効ウェイトは指数の{1}%（{2}）から{3}%（{4}）までで、等しいウェイトなら{5}%である。")
EGB_PHRASE(few_indicators, "{1} {1:dimension is|dimensions are} measured by few indicators: {2}.",
           "{1} 個構面的指標過少：{2}。",
           "{1}個の分野は少ない指標で測られている：{2}。")
EGB_PHRASE(many_indicators, "The index has {1} indicators, more than its reader can keep in view.",
           "指數有 {1} 個指標，超出讀者所能掌握。",
           "指数には{1}個の指標があり、読み手が見渡せる数を超える。")
EGB_PHRASE(table_framing, "structure and weights",
           "結構與權重",
           "構造とウェイト")

/* ---- section 2 */
EGB_PHRASE(units, "The data has {1} {1:unit|units}; {2} {2:takes|take} part in the ranking.",
           "資料有 {1} 個單位，其中 {2} 個列入排名。",
           "データには{1}の対象があり、うち{2}が順位に加わる。")
EGB_PHRASE(screened, "{1} {1:unit|units} {1:is|are} left out by the rules of screening: {2}.",
           "依篩選規則排除 {1} 個單位：{2}。",
           "選別の規則により{1}の対象が除かれる：{2}。")
EGB_PHRASE(unranked, "{1} {1:unit|units} {1:is|are} scored without a rank: {2}.",
           "{1} 個單位有分數而無名次：{2}。",
           "{1}の対象はスコアのみで順位がない：{2}。")
EGB_PHRASE(coverage_below, "Ranked units with less than {1} of the indicators, in all or in a dimension, {2} of {3}: {4}.",
           "列入排名而全體或某構面的指標不足 {1} 的單位，{3} 個中有 {2} 個：{4}。",
           "順位のある対象のうち、全体またはいずれかの分野で指標が{1}に満たないものは{3}のうち{2}：{4}。")
EGB_PHRASE(coverage_all, "All {1} ranked units have at least {2} of the indicators, in all and in every dimension.",
           "列入排名的 {1} 個單位，其全體及各構面的指標皆至少有 {2}。",
           "順位のある{1}の対象はすべて、全体でも各分野でも指標の{2}以上を有する。")
EGB_PHRASE(coverage_out, "Of the units left out, {1} {1:is|are} below it: {2}.",
           "被排除的單位中，{1} 個低於此限：{2}。",
           "除かれた対象のうち{1}はこれに満たない：{2}。")
EGB_PHRASE(coverage_near, "{1} {1:ranked unit|ranked units} {1:is|are} less than 5 points above it: {2}.",
           "列入排名的 {1} 個單位高於此限不足 5 個百分點：{2}。",
           "順位のある{1}の対象は、これを上回る幅が5ポイント未満である：{2}。")
EGB_PHRASE(observed, "Of the {1} values that {2} {2:indicator|indicators} of {3} {3:ranked unit|ranked units} could have, {4} ({5}) are observed.",
           "列入排名的 {3} 個單位、{2} 個指標應有 {1} 個值，其中 {4} 個（{5}）為觀測值。",
           "順位のある{3}の対象と{2}個の指標がとりうる{1}個の値のうち、{4}個（{5}）が観測されている。")
EGB_PHRASE(indicators_below, "Indicators that are observed for less than {1} of the ranked units, {2} of {3}: {4}.",
           "列入排名的單位中觀測值不足 {1} 的指標，{3} 個中有 {2} 個：{4}。",
           "順位のある対象の{1}未満でしか観測されていない指標は{3}個のうち{2}個：{4}。")
EGB_PHRASE(indicators_covered, "Every indicator is observed for at least {1} of the ranked units.",
           "每個指標在列入排名的單位中皆至少有 {1} 的觀測值。",
           "どの指標も順位のある対象の{1}以上で観測されている。")
EGB_PHRASE(table_dimensions, "coverage of dimensions",
           "各構面的涵蓋率",
           "分野の充足率")

/* ---- section 3 */
EGB_PHRASE(constant, "{1} {1:indicator|indicators} {1:has|have} the same value for every ranked unit: {2}.",
           "{1} 個指標在所有列入排名的單位上數值相同：{2}。",
           "{1}個の指標は順位のあるすべての対象で同じ値である：{2}。")
EGB_PHRASE(untreated, "The definition treats no outliers.",
           "定義未處理離群值。",
           "定義は外れ値を処理しない。")
EGB_PHRASE(treated, "The treatment brings in {1} {1:value|values} of {2} {2:indicator|indicators}, and transforms {3} {3:indicator|indicators}.",
           "離群值處理收斂了 {2} 個指標的 {1} 個值，並轉換了 {3} 個指標。",
           "外れ値の処理は{2}個の指標の{1}個の値を範囲内に引き寄せ、{3}個の指標を変換する。")
EGB_PHRASE(skewed_none, "No indicator is skewed or heavy-tailed as it is in the data.",
           "原始資料中沒有偏態或厚尾的指標。",
           "データのままで歪んだ、または裾の重い指標はない。")
EGB_PHRASE(skewed_some, "Indicators that are skewed or heavy-tailed as they are in the data, {1} of {2}: {3}.",
           "原始資料中偏態或厚尾的指標，{2} 個中有 {1} 個：{3}。",
           "データのままで歪んだ、または裾の重い指標は{2}個のうち{1}個：{3}。")
EGB_PHRASE(skewed_left, "Indicators that are skewed or heavy-tailed as they are normalised, {1} of {2}: {3}.",
           "進入標準化時仍偏態或厚尾的指標，{2} 個中有 {1} 個：{3}。",
           "正規化の時点で歪んだ、または裾の重い指標は{2}個のうち{1}個：{3}。")
EGB_PHRASE(skewed_cured, "After it none is.",
           "處理後皆已不再如此。",
           "処理の後にはひとつもない。")
EGB_PHRASE(table_distributions, "distributions before and after treatment",
           "處理前後的分布",
           "処理前後の分布")

/* ---- section 4 */
EGB_PHRASE(missing_none, "No value of a ranked unit is missing.",
           "列入排名的單位沒有缺漏值。",
           "順位のある対象に欠測値はない。")
EGB_PHRASE(missing_some, "{1} {1:value|values} of the ranked units {1:is|are} missing, of {2} {2:indicator|indicators} and {3} {3:unit|units}.",
           "列入排名的單位有 {1} 個缺漏值，涉及 {2} 個指標與 {3} 個單位。",
           "順位のある対象の{1}個の値が欠けており、{2}個の指標と{3}の対象に及ぶ。")
EGB_PHRASE(missing_filled, "Imputation as defined fills {1} of them.",
           "依定義插補填入其中 {1} 個。",
           "定義された補完はそのうち{1}個を埋める。")
EGB_PHRASE(missing_left, "{1} {1:stays|stay} missing: a part without a value leaves its weight to its siblings, so that units are compared by different sets of indicators.",
           "仍有 {1} 個缺漏：沒有值的項目將權重讓給同層項目，因此各單位是以不同的指標組合相互比較。",
           "{1}個は欠けたままである。値のない項目のウェイトは同列の項目に回るため、対象は異なる指標の組で比べられる。")
EGB_PHRASE(table_missing, "missing values of indicators",
           "各指標的缺漏值",
           "指標の欠測値")
EGB_PHRASE(imputed_published, "The ranks are those that were published: nothing is imputed.",
           "名次為已公布者，未作插補。",
           "順位は公表されたものであり、補完は行われない。")
EGB_PHRASE(imputed_nothing, "No unit that takes part lacks a value: imputation changes no rank.",
           "參與的單位皆無缺漏值，插補不影響任何名次。",
           "加わる対象に値の欠けたものはなく、補完で順位は変わらない。")
EGB_PHRASE(imputed_beside, "The ranks when nothing is imputed, with expectation maximisation (em) and with the nearest neighbours (knn), each beside the ranking as defined.",
           "不插補、以期望最大化（em）及以最近鄰（knn）插補時的名次，各與定義的排名並列。",
           "補完しない場合、期待値最大化（em）、最近傍（knn）による順位を、それぞれ定義どおりの順位と並べる。")
EGB_PHRASE(imputed_same, "No rank of a unit with missing values differs between them.",
           "有缺漏值的單位，其名次在各法之間皆無差異。",
           "欠測値のある対象の順位は、これらの間で違わない。")
EGB_PHRASE(imputed_far, "The ranks of {1} of {2} units with missing values depend on how these are imputed: {3}.",
           "有缺漏值的 {2} 個單位中，{1} 個的名次取決於插補方式：{3}。",
           "欠測値のある{2}の対象のうち{1}の順位は、補完の仕方に左右される：{3}。")
EGB_PHRASE(imputed_shown, "The {1} units whose ranks are farthest apart, of {2} with missing values.",
           "有缺漏值的 {2} 個單位中，名次相差最大的 {1} 個。",
           "欠測値のある{2}の対象のうち、順位の開きが最も大きい{1}。")
EGB_PHRASE(table_imputations, "other imputations",
           "其他插補法",
           "ほかの補完")
EGB_PHRASE(table_imputed_ranks, "ranks under other imputations",
           "其他插補法下的名次",
           "ほかの補完による順位")

/* ---- section 5 */
EGB_PHRASE(pair, "{1} and {2}",
           "{1} 與 {2}",
           "{1}と{2}")
EGB_PHRASE(redundant, "Pairs of siblings that say nearly the same, so that what they measure counts twice, {1} of {2} (r in brackets): {3}.",
           "所言幾乎相同、致所測內容重複計算的同層項目對，{2} 對中有 {1} 對（括號內為 r）：{3}。",
           "ほぼ同じことを示し、測る内容が二重に数えられる同列の項目の組は{2}組のうち{1}組（括弧内はr）：{3}。")
EGB_PHRASE(opposed, "Pairs of siblings that run against each other, so that their scores cancel, {1} of {2} (r in brackets): {3}.",
           "方向相反、致分數互相抵銷的同層項目對，{2} 對中有 {1} 對（括號內為 r）：{3}。",
           "逆向きに動き、スコアが打ち消し合う同列の項目の組は{2}組のうち{1}組（括弧内はr）：{3}。")
EGB_PHRASE(dominates_parts, "Parts that determine the node that they are a part of nearly alone, {1} of {2} (r in brackets): {3}.",
           "幾乎單獨決定所屬節點的項目，{2} 個中有 {1} 個（括號內為 r）：{3}。",
           "属するノードをほぼ単独で決める項目は{2}個のうち{1}個（括弧内はr）：{3}。")
EGB_PHRASE(silent_parts, "Parts that hardly show in the node that they are a part of, {1} of {2} (r in brackets): {3}.",
           "在所屬節點中幾乎未顯現的項目，{2} 個中有 {1} 個（括號內為 r）：{3}。",
           "属するノードにほとんど表れない項目は{2}個のうち{1}個（括弧内はr）：{3}。")
EGB_PHRASE(against_parts, "Parts that run against the node that they are a part of, {1} of {2} (r in brackets): {3}.",
           "與所屬節點方向相反的項目，{2} 個中有 {1} 個（括號內為 r）：{3}。",
           "属するノードと逆向きに動く項目は{2}個のうち{1}個（括弧内はr）：{3}。")
EGB_PHRASE(silent_index, "Indicators that hardly show in the index, {1} of {2} (r in brackets): {3}.",
           "在指數中幾乎未顯現的指標，{2} 個中有 {1} 個（括號內為 r）：{3}。",
           "指数にほとんど表れない指標は{2}個のうち{1}個（括弧内はr）：{3}。")
EGB_PHRASE(against_index, "Indicators that run against the index, {1} of {2} (r in brackets): {3}.",
           "與指數方向相反的指標，{2} 個中有 {1} 個（括號內為 r）：{3}。",
           "指数と逆向きに動く指標は{2}個のうち{1}個（括弧内はr）：{3}。")
EGB_PHRASE(dominates_index, "Indicators that determine the index nearly alone, {1} of {2} (r in brackets): {3}.",
           "幾乎單獨決定指數的指標，{2} 個中有 {1} 個（括號內為 r）：{3}。",
           "指数をほぼ単独で決める指標は{2}個のうち{1}個（括弧内はr）：{3}。")
EGB_PHRASE(siblings_none, "No two siblings have values that can be correlated.",
           "沒有可計算相關的同層項目。",
           "相関を求められる同列の項目の組がない。")
EGB_PHRASE(siblings, "Of {1} pairs of siblings {2} correlate positively, {3} of them significantly at {4}; {5} correlate negatively, {6} of them significantly.",
           "同層項目共 {1} 對，{2} 對正相關，其中 {3} 對在 {4} 水準下顯著；{5} 對負相關，其中 {6} 對顯著。",
           "同列の項目{1}組のうち{2}組は正の相関で、うち{3}組は{4}水準で有意である。{5}組は負の相関で、うち{6}組は有意である。")
EGB_PHRASE(siblings_by_chance, "A part belongs to its whole: of k parts that have nothing in common, equal in weight and spread, each still correlates with the mean of all by one over the root of k.",
           "項目屬於其整體：k 個毫無共通、權重與離散程度相等的項目，各自與總平均的相關仍為 k 平方根的倒數。",
           "項目は全体の一部である。共通点のない、ウェイトと散らばりの等しいk個の項目でも、それぞれ全体の平均とkの平方根の逆数だけ相関する。")
EGB_PHRASE(elsewhere_item, "{1} with {2} ({3} against {4})",
           "{1} 與 {2}（{3} 對 {4}）",
           "{1}と{2}（{4}に対し{3}）")
EGB_PHRASE(elsewhere, "Parts that correlate more with another dimension than with their own, {1} of {2}: {3}.",
           "與其他構面的相關高於與所屬構面者，{2} 個項目中有 {1} 個：{3}。",
           "自らの分野よりほかの分野と強く相関する項目は{2}個のうち{1}個：{3}。")
EGB_PHRASE(elsewhere_none, "Every one of {1} parts correlates most with its own dimension.",
           "{1} 個項目皆與所屬構面相關最高。",
           "{1}個の項目はいずれも自らの分野と最も強く相関する。")
EGB_PHRASE(size_index, "The index and the population of its units correlate by {1} ({2} {2:unit|units}).",
           "指數與各單位人口的相關為 {1}（{2} 個單位）。",
           "指数と対象の人口の相関は{1}である（{2}の対象）。")
EGB_PHRASE(size, "{1} {1:score|scores} {1:rises or falls|rise or fall} with the population (r in brackets): {2}.",
           "{1} 個分數隨人口升降（括號內為 r）：{2}。",
           "{1}個のスコアは人口とともに増減する（括弧内はr）：{2}。")
EGB_PHRASE(table_dimension_correlations, "correlations of the children of the index",
           "指數下一層的相關",
           "指数の直下の項目の相関")

/* ---- section 6 */
EGB_PHRASE(components_item, "{1} ({2} above 1, the first {3})",
           "{1}（{2} 個大於 1，第一個占 {3}）",
           "{1}（1を超えるもの{2}個、第1は{3}）")
EGB_PHRASE(components_none, "No node has children enough, with units enough that have all of them, for components.",
           "沒有節點具備足夠的下層項目與完整的單位以計算主成分。",
           "主成分を求めるだけの項目と、それらをすべて備えた対象をもつノードがない。")
EGB_PHRASE(components_single, "In {1} of {2} {2:node|nodes} the children have one component with an eigenvalue above 1, or none.",
           "{2} 個節點中，{1} 個的下層項目至多一個主成分的特徵值大於 1。",
           "{2}個のノードのうち{1}個では、固有値が1を超える主成分がひとつか、まったくない。")
EGB_PHRASE(components_many, "The children of {1} {1:node|nodes} have more than one component with an eigenvalue above 1, and may measure more than one thing: {2}.",
           "{1} 個節點的下層項目有多於一個特徵值大於 1 的主成分，可能測量不只一件事：{2}。",
           "{1}個のノードの項目には固有値が1を超える主成分が複数あり、ひとつのことを測っているとは限らない：{2}。")
EGB_PHRASE(first_share_low, "In {1} {1:node|nodes} the first component accounts for less than is wanted (share in brackets): {2}.",
           "{1} 個節點的第一主成分解釋比率低於期望（括號內為比率）：{2}。",
           "{1}個のノードでは第1主成分の寄与率が望ましい値に満たない（括弧内は寄与率）：{2}。")
EGB_PHRASE(first_share_all, "The first component accounts for at least {1} of the variance in every one of them.",
           "每個節點的第一主成分皆解釋至少 {1} 的變異。",
           "いずれにおいても第1主成分が分散の{1}以上を説明する。")
EGB_PHRASE(signs, "In {1} {1:node|nodes} not all children load on the first component with one sign (negative ones in brackets): {2}.",
           "{1} 個節點的下層項目在第一主成分上的負荷量正負不一（括號內為負號個數）：{2}。",
           "{1}個のノードでは第1主成分の負荷量の符号がそろわない（括弧内は負の数）：{2}。")
EGB_PHRASE(signs_one, "All children load on the first component of their node with one sign.",
           "所有項目在其節點第一主成分上的負荷量正負號一致。",
           "すべての項目は、そのノードの第1主成分に同じ符号で負荷する。")
EGB_PHRASE(table_components, "principal components of the children",
           "下層項目的主成分",
           "項目の主成分")

/* ---- section 7 */
EGB_PHRASE(alpha_none, "No node has two children that vary, so that alpha does not exist.",
           "沒有節點具有兩個會變動的下層項目，故 alpha 不存在。",
           "変動する項目を2つもつノードがなく、アルファは存在しない。")
EGB_PHRASE(alpha, "Cronbach's alpha is {1} or more in {2} of {3} {3:node|nodes}. A low alpha is no fault where children are meant to add up without varying together; their sum is then no measure of one thing.",
           "{3} 個節點中，{2} 個的 Cronbach's alpha 達 {1} 以上。若下層項目本意在相加而非同步變動，alpha 偏低並非錯誤；惟其總和即非單一事物的測量。",
           "{3}個のノードのうち{2}個でクロンバックのアルファが{1}以上である。ともに変動することを意図せず足し合わせる項目であれば低いアルファは誤りではないが、その和はひとつのことの尺度ではない。")
EGB_PHRASE(alpha_low, "The children of {1} {1:node|nodes} hardly vary together, or against each other: {2}.",
           "{1} 個節點的下層項目幾乎不同步變動，或彼此相反：{2}。",
           "{1}個のノードの項目はほとんどともに変動しないか、逆に動く：{2}。")
EGB_PHRASE(alpha_moderate, "The children of {1} {1:node|nodes} vary together in part only: {2}.",
           "{1} 個節點的下層項目僅部分同步變動：{2}。",
           "{1}個のノードの項目は部分的にしかともに変動しない：{2}。")
EGB_PHRASE(noise, "The children of {1} {1:node|nodes} cannot be distinguished from noise: that none of them correlate is not refuted (p in brackets): {2}.",
           "{1} 個節點的下層項目與雜訊無從區別：無法否定其彼此皆不相關（括號內為 p）：{2}。",
           "{1}個のノードの項目は雑音と区別できない。互いに無相関であることが否定されない（括弧内はp）：{2}。")
EGB_PHRASE(kmo, "The children of {1} {1:node|nodes} have too little in common for components to mean much (KMO in brackets): {2}.",
           "{1} 個節點的下層項目共通性過低，主成分意義不大（括號內為 KMO）：{2}。",
           "{1}個のノードの項目は共通するところが少なく、主成分にあまり意味がない（括弧内はKMO）：{2}。")
EGB_PHRASE(alpha_item, "{1} of {2} ({3}, without it {4})",
           "{2} 的 {1}（{3}，除去後 {4}）",
           "{2}の{1}（{3}、除くと{4}）")
EGB_PHRASE(alpha_without, "Alpha would rise without {1} {1:part|parts}: {2}.",
           "除去下列 {1} 個項目之一，alpha 會提高：{2}。",
           "次の{1}個の項目を除けばアルファは上がる：{2}。")

/* ---- section 8 */
EGB_PHRASE(balance_item, "{1} of {2} ({3}, {4})",
           "{2} 的 {1}（{3}、{4}）",
           "{2}の{1}（{3}、{4}）")
EGB_PHRASE(balance_none, "No node has two children whose importance can be distinguished.",
           "沒有節點具有兩個可區分重要性的下層項目。",
           "重要度を区別できる項目を2つもつノードがない。")
EGB_PHRASE(balance, "A weight is a rate of exchange; how much of the variance of a score a part accounts for also depends on its spread and on what it has in common with the others. The importance of {1} of {2} parts is within a factor of {3} of their weights.",
           "權重是交換比率；項目解釋多少分數變異，亦取決於其離散程度及與其他項目的共通處。{2} 個項目中，{1} 個的重要性與其權重相差不逾 {3} 倍。",
           "ウェイトは交換の比率である。項目がスコアの分散をどれだけ説明するかは、その散らばりと、ほかの項目との共通部分にもよる。{2}個の項目のうち{1}個の重要度は、ウェイトの{3}倍以内に収まる。")
EGB_PHRASE(balance_most, "Of the children of the index, weight and importance are furthest apart in {1}: weight {2}, importance {3}.",
           "指數下一層中，權重與重要性相差最大者為 {1}：權重 {2}，重要性 {3}。",
           "指数の直下では、ウェイトと重要度の開きが最も大きいのは{1}である：ウェイト{2}、重要度{3}。")
EGB_PHRASE(balance_off, "Parts that count far more, or far less, than their weights say, {1} of {2} (weight and importance in brackets): {3}.",
           "影響遠大於或遠小於其權重的項目，{2} 個中有 {1} 個（括號內為權重與重要性）：{3}。",
           "ウェイトよりはるかに大きく、または小さく効く項目は{2}個のうち{1}個（括弧内はウェイトと重要度）：{3}。")
EGB_PHRASE(balanced, "Weights of the children with which the shares of their squared correlations with the index, were it their arithmetic mean, would be the weights that they are given, or as close to them as can be: {1}.{2} They show what balance would take, and are no advice.",
           "若指數為下一層的算術平均，能使各項與指數相關平方所占比率等於或最接近所賦權重的權重：{1}。{2}此僅顯示達成平衡所需，並非建議。",
           "指数が直下の項目の算術平均であるとして、指数との相関の2乗の割合が与えられたウェイトに一致するか、最も近くなるウェイト：{1}。{2}これは釣り合いに要するものを示すだけで、勧めるものではない。")
EGB_PHRASE(balanced_ranks, " The ranks would correlate with the present ones by {1}.",
           "其名次與現行名次的相關為 {1}。",
           "その順位と現在の順位の相関は{1}である。")
EGB_PHRASE(balanced_none, "There are no weights that would balance the importance of the children: {1}.",
           "沒有能使下一層重要性平衡的權重：{1}。",
           "項目の重要度を釣り合わせるウェイトはない：{1}。")
EGB_PHRASE(table_balanced, "Weights that balance importance",
           "使重要性平衡的權重",
           "重要度を釣り合わせるウェイト")

/* ---- section 9 */
EGB_PHRASE(added_none, "The index has no two children that rank units, so that there is nothing to compare it with.",
           "指數沒有兩個可排名的下層項目，故無從比較。",
           "順位をつけられる項目が直下に2つなく、比べるものがない。")
EGB_PHRASE(added_range, "The ranks by the index and by one of its children alone differ by {1} or more places for {2} of {3} units ({4}) at least, and for {5} of {6} ({7}) at most.",
           "指數名次與單一下層項目名次相差 {1} 名以上的單位，最少為 {3} 個中的 {2} 個（{4}），最多為 {6} 個中的 {5} 個（{7}）。",
           "指数による順位と直下の1項目だけによる順位が{1}位以上違う対象は、最少で{3}のうち{2}（{4}）、最多で{6}のうち{5}（{7}）である。")
EGB_PHRASE(added_correlate, "The ranks correlate by {1} ({2}) to {3} ({4}).",
           "名次的相關由 {1}（{2}）至 {3}（{4}）。",
           "順位の相関は{1}（{2}）から{3}（{4}）までである。")
EGB_PHRASE(added_few, "With so few units, {1} places are more than a quarter of the ranking: the correlations of the ranks say more.",
           "單位甚少，{1} 名已逾排名的四分之一：名次相關更具參考價值。",
           "対象が少なく、{1}位は順位全体の4分の1を超えるため、順位の相関のほうが参考になる。")
EGB_PHRASE(added_little, "The index ranks units nearly as {1} {1:dimension|dimensions} alone, to which it adds little (share of units far apart in brackets): {2}.",
           "指數的排名與 {1} 個構面單獨的排名幾乎相同，附加甚少（括號內為名次差距大的單位比率）：{2}。",
           "指数の順位は{1}個の分野の単独の順位とほぼ同じで、付け加えるものが少ない（括弧内は順位の大きく違う対象の割合）：{2}。")
EGB_PHRASE(table_added_value, "the index and its children alone",
           "指數與單一下層項目",
           "指数と直下の各項目")

/* ---- section 10 */
EGB_PHRASE(simulation_none, "There is no simulation: {1}.",
           "沒有模擬：{1}。",
           "シミュレーションはない：{1}。")
EGB_PHRASE(failed_draws, "{1} of {2} draws could not be scored, the first: {3}.",
           "{2} 次抽樣中有 {1} 次無法計分，首例：{3}。",
           "{2}回の試行のうち{1}回は採点できない。最初の例：{3}。")
EGB_PHRASE(design_declared, "What is uncertain is what the definition declares under `uncertainty:`.",
           "不確定者即定義於 `uncertainty:` 所宣告者。",
           "不確実なものは、定義が `uncertainty:` に宣言したものである。")
EGB_PHRASE(design_usual, "The definition declares nothing under `uncertainty:`. What audits vary most varies: weights, the aggregation of the index, normalisation and, where values are missing, imputation.",
           "定義未於 `uncertainty:` 宣告任何項目。故變動稽核最常變動者：權重、指數的彙總、標準化，有缺漏值時並及插補。",
           "定義は `uncertainty:` に何も宣言していない。監査で最もよく変えるもの、すなわちウェイト、指数の集約、正規化、値が欠けている場合は補完を変える。")
EGB_PHRASE(design_not_drawn, "Not drawn: {1} `{2}`, {3}.",
           "未抽取：{1} `{2}`，{3}。",
           "抽出しないもの：{1} `{2}`、{3}。")
EGB_PHRASE(design_alone, " Alone it moves {1} units by ten places or more, at most by {2}.",
           "單獨採用時，{1} 個單位移動十名以上，最多 {2} 名。",
           "単独では{1}の対象が10位以上動き、最大で{2}位動く。")
EGB_PHRASE(design_complete, "No unit that takes part lacks a value, so that imputation has nothing to change.",
           "參與的單位皆無缺漏值，故插補無可變動。",
           "加わる対象に値の欠けたものはなく、補完で変わるものはない。")
EGB_PHRASE(design_failed, "{1} of {2} draws could not be scored and are left out: {3}.",
           "{2} 次抽取中有 {1} 次無法計分，已剔除：{3}。",
           "{2}回の抽出のうち{1}回は採点できず、除いた：{3}。")
EGB_PHRASE(design_replaced, "{1} of {2} draws could not be scored as they were drawn, and were run again with `{3}` as the definition has it: {4}.",
           "{2} 次抽取中有 {1} 次無法依所抽者計分，改以定義所定之 `{3}` 重算：{4}。",
           "{2}回の抽出のうち{1}回は抽出したままでは採点できず、`{3}` を定義どおりにして再計算した：{4}。")
EGB_PHRASE(design_walks, "Weights are drawn by hit-and-run, whose draws depend on each other: for the worst of the weights the {1} draws are worth {2} independent ones (initial monotone sequence, Geyer 1992).",
           "權重以 hit-and-run 抽取，各次抽取彼此相依：就最差之權重而言，{1} 次抽取相當於 {2} 次獨立抽取（initial monotone sequence，Geyer 1992）。",
           "ウェイトは hit-and-run で抽出し、抽出は互いに独立でない：最も悪いウェイトについて、{1}回の抽出は独立な{2}回に相当する（initial monotone sequence、Geyer 1992）。")
EGB_PHRASE(design_command, "The same numbers: {1}",
           "相同數字的指令：{1}",
           "同じ数値を得るコマンド：{1}")
EGB_PHRASE(design_same_weights, ", with the same weights set",
           "，並設定相同權重",
           "（同じウェイトを設定）")
EGB_PHRASE(fault_together, "together with `{1}`: {2}",
           "與 `{1}` 併用時：{2}",
           "`{1}` と併せると：{2}")
EGB_PHRASE(fault_level, "it leaves {1} of {2} units in the last place",
           "使 {2} 個單位中的 {1} 個並列末位",
           "{2}の対象のうち{1}が最下位に並ぶ")
EGB_PHRASE(fault_first, "it puts {1} of {2} units in the first place",
           "使 {2} 個單位中的 {1} 個並列首位",
           "{2}の対象のうち{1}が首位に並ぶ")
EGB_PHRASE(fault_lost, "it leaves {1} of {2} units without a rank",
           "使 {2} 個單位中的 {1} 個沒有名次",
           "{2}の対象のうち{1}に順位がなくなる")
EGB_PHRASE(design_more, " and more",
           " 等",
           "ほか")
EGB_PHRASE(as_defined, "as defined",
           "依定義",
           "定義どおり")
EGB_PHRASE(nothing, "none",
           "無",
           "なし")
EGB_PHRASE(at_random, "at random",
           "隨機",
           "無作為")
EGB_PHRASE(equally_often, "each equally often",
           "各以相等機率",
           "それぞれ等しい確率で")
EGB_PHRASE(equally_often_held, "each equally often; weights below it as defined",
           "各以相等機率；其下權重依定義",
           "それぞれ等しい確率で。下のウェイトは定義どおり")
EGB_PHRASE(table_design, "what the simulation varies",
           "模擬所變動者",
           "シミュレーションで変えるもの")

/* ---- section 11 */
EGB_PHRASE(sensitivity_none, "There is no analysis of sensitivity: {1}.",
           "沒有敏感度分析：{1}。",
           "感度分析はない：{1}。")
EGB_PHRASE(strongest, "Switched alone, {1} ({2}) moves the ranks most: by {3} places on average{4}.",
           "單獨改變時，{1}（{2}）使名次移動最多：平均 {3} 名{4}。",
           "単独で変えたとき、{1}（{2}）が順位を最も動かす：平均{3}位{4}。")
EGB_PHRASE(strongest_unit, ", at most by {1} ({2})",
           "，最多 {1} 名（{2}）",
           "、最大{1}位（{2}）")
EGB_PHRASE(strongest_factor, " Of the variance of the mean shift of all ranks, {1} is involved in the largest share, {2}.",
           "在所有名次平均移動的變異中，{1} 涉及的比率最大，為 {2}。",
           "全順位の平均移動の分散のうち、{1}の関わる割合が最も大きく、{2}である。")
EGB_PHRASE(sensitive, "{1} {2} alone moves the ranks by {3} places on average, at most by {4}.",
           "單是 {1} {2} 即使名次平均移動 {3} 名，最多 {4} 名。",
           "{1} {2} だけで順位は平均{3}位、最大{4}位動く。")

/* ---- section 12 */
EGB_PHRASE(robust_none, "Without a simulation nothing can be said: {1}.",
           "沒有模擬，無從論斷：{1}。",
           "シミュレーションなしには何も言えない：{1}。")
EGB_PHRASE(robust_few, "Fewer than {1} units have a rank: of their places nothing can be said.",
           "有名次的單位不足 {1} 個：其名次無從論斷。",
           "順位のある対象が{1}に満たず、その順位について何も言えない。")
EGB_PHRASE(robust_inside, "The rank of {1} of {2} units lies in its interval of {3}.",
           "{2} 個單位中，{1} 個的名次落在其 {3} 區間內。",
           "{2}の対象のうち{1}の順位が、その{3}区間に入る。")
EGB_PHRASE(robust_width, "The interval is at most 2 places wide for {1} units, at most 5 for {2}, at most 10 for {3}, and 20 or more for {4}, of {5}.",
           "{5} 個單位中，區間寬度至多 2 名者 {1} 個，至多 5 名者 {2} 個，至多 10 名者 {3} 個，20 名以上者 {4} 個。",
           "{5}の対象のうち、区間の幅が2位以下のものは{1}、5位以下は{2}、10位以下は{3}、20位以上は{4}である。")
EGB_PHRASE(robust_shift, "A shift of 10 or fewer places, from the rank to the farther end of its interval, for {1} of {2} units.",
           "由名次至其區間較遠一端，移動 10 名以內者為 {2} 個單位中的 {1} 個。",
           "順位から区間の遠い端までの移動が10位以内のものは、{2}の対象のうち{1}である。")
EGB_PHRASE(robust_ends, "Of the {1} units in the first {2} places {3} stay there in the whole interval, and the intervals of {4} others reach there; of the {5} in the last {2} places {6} stay there.",
           "前 {2} 名的 {1} 個單位中，{3} 個在整個區間內皆維持於此，另有 {4} 個單位的區間及於此；後 {2} 名的 {5} 個單位中，{6} 個維持於此。",
           "上位{2}位の{1}の対象のうち{3}は区間全体でそこにとどまり、ほかの{4}の区間がそこに届く。下位{2}位の{5}の対象のうち{6}はそこにとどまる。")
EGB_PHRASE(robust_reliable, "The ranks are reliable for {1} of {2} units. Rule: the rank lies in its interval, which is at most {3} places wide (a tenth of the units, up to the limit of `reliable-width`).",
           "{2} 個單位中，{1} 個的名次可靠。規則：名次落在其區間內，且區間寬度至多 {3} 名（單位數的十分之一，並以 `reliable-width` 的限值為上限）。",
           "{2}の対象のうち{1}の順位は信頼できる。規則：順位がその区間に入り、区間の幅が{3}位以下であること（対象数の10分の1、ただし `reliable-width` の限度まで）。")
EGB_PHRASE(robust_outside_units, "Outside their interval: {1}.",
           "落在區間之外：{1}。",
           "区間の外にあるもの：{1}。")
EGB_PHRASE(robust_wide_units, "Intervals of 20 places or more: {1}.",
           "區間寬達 20 名以上：{1}。",
           "区間が20位以上のもの：{1}。")
EGB_PHRASE(outside, "{1} of {2} units have a rank outside its own interval: the choices of the definition are on one side of what was drawn.",
           "{2} 個單位中，{1} 個的名次落在其區間之外：定義的選擇偏於所抽取者的一側。",
           "{2}の対象のうち{1}の順位がその区間の外にある。定義の選択は、抽出されたものの一方に偏っている。")
EGB_PHRASE(unreliable, "The ranks are reliable for {1} of {2} units only.",
           "{2} 個單位中，僅 {1} 個的名次可靠。",
           "{2}の対象のうち{1}の順位しか信頼できない。")
EGB_PHRASE(reliable, "The ranks are reliable for {1} of {2} units.",
           "{2} 個單位中，{1} 個的名次可靠。",
           "{2}の対象のうち{1}の順位は信頼できる。")
EGB_PHRASE(top, "Only {1} of the {2} units in the first {3} places surely belong there.",
           "前 {3} 名的 {2} 個單位中，僅 {1} 個確定屬於此列。",
           "上位{3}位の{2}の対象のうち、確かにそこに属するのは{1}だけである。")
EGB_PHRASE(parts_note, "{1} draws each{2}.",
           "各抽樣 {1} 次{2}。",
           "それぞれ{1}回の試行{2}。")
EGB_PHRASE(parts_usual, "; imputation and the aggregation of the index as defined",
           "；插補與指數的彙總依定義",
           "。補完と指数の集約は定義どおり")
EGB_PHRASE(table_parts, "how far the ranks by each dimension hold",
           "各構面名次的穩健程度",
           "各分野の順位の頑健さ")

/* ---- section 13 */
EGB_PHRASE(groups_none, "Without a simulation units cannot be compared: {1}.",
           "沒有模擬，無法比較單位：{1}。",
           "シミュレーションなしに対象は比べられない：{1}。")
EGB_PHRASE(groups_few, "Fewer than two units have a rank.",
           "有名次的單位不足兩個。",
           "順位のある対象が2つに満たない。")
EGB_PHRASE(groups_too_many, "There are too many units or draws to compare every pair: ask for fewer draws.",
           "單位或抽樣次數過多，無法逐對比較：請減少抽樣次數。",
           "対象または試行が多すぎてすべての組を比べられない。試行を減らすこと。")
EGB_PHRASE(groups_pairs, "Two units are distinguished when one of them is ahead of the other in at least {1} of the draws; the first {2} are compared. So are {3} of {4} pairs, and {5} of the {6} pairs of neighbours.",
           "若一單位在至少 {1} 的抽樣中領先另一單位，兩者即可區分；比較前 {2} 次抽樣。{4} 對中 {3} 對可區分，相鄰的 {6} 對中 {5} 對可區分。",
           "一方が試行の{1}以上で他方を上回るとき、2つの対象は区別される。最初の{2}回を比べた。{4}組のうち{3}組、隣り合う{6}組のうち{5}組が区別される。")
EGB_PHRASE(groups, "There are {1} groups. Each is led by the best unit without a group, and has all other units without a group that cannot be distinguished from the leader.",
           "共有 {1} 群。各群以尚未分群者中最佳的單位為首，並包含其餘尚未分群而與群首無法區分的單位。",
           "群は{1}ある。各群の先頭は群に属さない最上位の対象で、先頭と区別されない残りの対象がそれに加わる。")
EGB_PHRASE(groups_differences, "The difference between the scores of two neighbours has an interval of {1} that does not hold 0 for {2} of {3} pairs.",
           "{3} 對相鄰單位中，{2} 對的分數差，其 {1} 區間不含 0。",
           "隣り合う{3}組のうち{2}組では、得点の差の{1}の区間が0を含まない。")
EGB_PHRASE(table_groups, "groups that cannot be distinguished",
           "無法區分的群",
           "区別できない群")
EGB_PHRASE(table_apart, "units distinguished",
           "可區分的單位",
           "区別される対象")
EGB_PHRASE(changes, "Since {1}, of the {2} units with a rank both times, the rank of {3} has changed, and that of {4} beyond what is uncertain: its interval then and its interval now have no rank in common.",
           "自 {1} 以來，兩期皆有名次的 {2} 個單位中，{3} 個名次有變動，其中 {4} 個的變動超出不確定性：前後兩區間沒有共同的名次。",
           "{1}以来、両方に順位のある{2}の対象のうち{3}の順位が変わり、{4}の変化は不確実さを超える。当時と今の区間に共通の順位がない。")
EGB_PHRASE(edition_before, "the edition before",
           "前一版",
           "前の版")
EGB_PHRASE(changes_fail, "Changes since the edition before cannot be compared: {1}.",
           "無法比較自前一版以來的變動：{1}。",
           "前の版からの変化は比べられない：{1}。")
EGB_PHRASE(changes_none, "There is no edition before this one in the data, so that no change can be looked at.",
           "資料中沒有前一版，無從檢視變動。",
           "データにこれより前の版がなく、変化は見られない。")
EGB_PHRASE(changes_weights, "The weights are not those of the definition: changes since the edition before are left out.",
           "權重並非定義所定，故略去自前一版以來的變動。",
           "ウェイトが定義のものではないため、前の版からの変化は省く。")
EGB_PHRASE(table_changes, "changes since the edition before",
           "自前一版以來的變動",
           "前の版からの変化")

/* ---- section 14 */
EGB_PHRASE(published, "The ranks are those that were published: there are no parts to put together otherwise.",
           "名次為已公布者：沒有項目可另行組合。",
           "順位は公表されたものであり、別の仕方で組み合わせる項目がない。")
EGB_PHRASE(doubt_none, "The benefit of the doubt cannot be computed: {1}.",
           "無法以疑義利益法（BoD）計算：{1}。",
           "ベネフィット・オブ・ザ・ダウトは計算できない：{1}。")
EGB_PHRASE(doubt_correlation, "With the weights that suit each unit best (benefit of the doubt, shares without bounds) the ranks correlate by {1} with those of the index.",
           "以最有利於各單位的權重（疑義利益法，比率不設界限），其名次與指數名次的相關為 {1}。",
           "各対象に最も有利なウェイト（ベネフィット・オブ・ザ・ダウト、割合に制限なし）による順位と指数の順位の相関は{1}である。")
EGB_PHRASE(doubt_first, "{1} units then share the first place.",
           "此時 {1} 個單位並列第一。",
           "このとき{1}の対象が首位に並ぶ。")
EGB_PHRASE(doubt, "The ranks correlate by only {1} with those by the weights that suit each unit best: they depend on the weights.",
           "名次與以最有利權重所得者的相關僅 {1}：名次取決於權重。",
           "順位は、各対象に最も有利なウェイトによる順位と{1}しか相関しない。順位はウェイトに左右される。")
EGB_PHRASE(benchmarks_links, "Links with other indices need their figures: `egovbench crosswalk` compares rankings.",
           "與其他指數的關聯須有其數據：`egovbench crosswalk` 可比較排名。",
           "ほかの指数との関連にはその数値が要る。`egovbench crosswalk` は順位を比べる。")
EGB_PHRASE(table_benchmarks, "the parts of the index put together otherwise",
           "以其他方式組合指數的項目",
           "指数の項目を別の仕方で組み合わせたもの")

/* ---- verdict */
EGB_PHRASE(verdict_noise, "{1} of {2} correlations between siblings are significant, where unrelated numbers would give {3}: the parts of the index cannot be distinguished from noise (section {4}).",
           "同層項目的 {2} 個相關中，{1} 個顯著，而互不相關的數字亦會有 {3} 個：指數的項目與雜訊無從區別（第 {4} 節）。",
           "同列の項目の{2}個の相関のうち{1}個が有意であるが、無関係な数値でも{3}個になる。指数の項目は雑音と区別できない（第{4}節）。")
EGB_PHRASE(verdict_unknown, "Whether the parts belong together cannot be said: no two siblings can be correlated (section {1}).",
           "項目是否相屬無從論斷：沒有可計算相關的同層項目（第 {1} 節）。",
           "項目が一体をなすかは言えない。相関を求められる同列の項目がない（第{1}節）。")
EGB_PHRASE(verdict_coherence, "{1}: of {2} correlations between siblings {3} are significantly positive and {4} significantly negative (section {5}), and in sections {5} to {6} {7}.",
           "{1}：同層項目的 {2} 個相關中，{3} 個顯著為正，{4} 個顯著為負（第 {5} 節）；第 {5} 至 {6} 節中，{7}。",
           "{1}：同列の項目の{2}個の相関のうち{3}個が有意に正、{4}個が有意に負であり（第{5}節）、第{5}節から第{6}節では{7}。")
EGB_PHRASE(verdict_incoherent, "The index is not coherent",
           "指數不具一致性",
           "指数は整合していない")
EGB_PHRASE(verdict_mixed, "The index is coherent in part",
           "指數部分具一致性",
           "指数は部分的に整合している")
EGB_PHRASE(verdict_coherent, "The index is coherent",
           "指數具一致性",
           "指数は整合している")
EGB_PHRASE(verdict_rules_none, "no rule flags parts that do not belong together",
           "沒有規則標示不相屬的項目",
           "一体をなさない項目を指摘する規則はない")
EGB_PHRASE(verdict_rules, "these rules flag parts that may not belong together: {1}",
           "下列規則標示可能不相屬的項目：{1}",
           "次の規則が、一体をなさないかもしれない項目を指摘する：{1}")
EGB_PHRASE(verdict_some, "{1} (section {2}, {3} {3:flag|flags}).",
           "{1}（第 {2} 節，{3} 個警示）。",
           "{1}（第{2}節、警告{3}件）。")
EGB_PHRASE(verdict_plain, "{1} (section {2}).",
           "{1}（第 {2} 節）。",
           "{1}（第{2}節）。")
EGB_PHRASE(verdict_data_some, "The data call for caution",
           "資料須審慎看待",
           "データには注意が要る")
EGB_PHRASE(verdict_data_none, "The data cover units and indicators as the limits ask",
           "資料對單位與指標的涵蓋符合限值",
           "データは限度の求めるとおり対象と指標を満たす")
EGB_PHRASE(verdict_skew_some, "Some indicators are lopsided or vary too little",
           "部分指標過於偏態或變異過小",
           "偏りすぎた、または変動の小さすぎる指標がある")
EGB_PHRASE(verdict_skew_none, "No indicator is too lopsided",
           "沒有過於偏態的指標",
           "偏りすぎた指標はない")
EGB_PHRASE(verdict_impute_some, "Some ranks depend on how missing values are imputed",
           "部分名次取決於缺漏值的插補方式",
           "欠測値の補完の仕方に左右される順位がある")
EGB_PHRASE(verdict_impute_none, "No rank depends on how missing values are imputed beyond the limit",
           "沒有名次因缺漏值的插補方式而逾限變動",
           "欠測値の補完の仕方に限度を超えて左右される順位はない")
EGB_PHRASE(verdict_twins, "Some parts say nearly the same as others, or as their whole",
           "部分項目與其他項目或其整體所言幾乎相同",
           "ほかの項目、または全体とほぼ同じことを示す項目がある")
EGB_PHRASE(verdict_balance_some, "Some parts count far more, or far less, than their weights say",
           "部分項目的影響遠大於或遠小於其權重",
           "ウェイトよりはるかに大きく、または小さく効く項目がある")
EGB_PHRASE(verdict_balance_none, "Parts count about as much as their weights say",
           "各項目的影響大致與其權重相符",
           "項目はおおむねウェイトどおりに効く")
EGB_PHRASE(verdict_added_some, "The index adds little to a single part of it",
           "指數較其單一項目附加甚少",
           "指数がその単一の項目に付け加えるものは少ない")
EGB_PHRASE(verdict_added_none, "The index says something that no single part of it says",
           "指數表達了任一單獨項目所未表達者",
           "指数は、どの単一の項目も示さないことを示す")
EGB_PHRASE(verdict_ranks_unknown, "How far the ranks hold cannot be said",
           "名次的穩健程度無從論斷",
           "順位がどこまで頑健かは言えない")
EGB_PHRASE(verdict_ranks, "{1}: reliable for {2} of {3} units, by the rule of section {4}.",
           "{1}：依第 {4} 節的規則，{3} 個單位中 {2} 個可靠。",
           "{1}：第{4}節の規則により、{3}の対象のうち{2}が信頼できる。")
EGB_PHRASE(verdict_hold_all, "The ranks are robust against what was varied",
           "名次對所變動者具穩健性",
           "順位は、変えたものに対して頑健である")
EGB_PHRASE(verdict_hold_not, "The ranks are not robust against what was varied",
           "名次對所變動者不具穩健性",
           "順位は、変えたものに対して頑健でない")
EGB_PHRASE(verdict_hold_partly, "The ranks hold for a part of the units",
           "部分單位的名次穩健",
           "一部の対象の順位は頑健である")
EGB_PHRASE(verdict_intervals, "Single ranks should not be quoted without their intervals, nor small differences between neighbours (sections {1} and {2}).",
           "引用個別名次時應併陳其區間，亦不宜引用相鄰單位間的細微差距（第 {1} 與 {2} 節）。",
           "個々の順位は区間を添えずに引用すべきでなく、隣り合うものの小さな差も同様である（第{1}節と第{2}節）。")
EGB_PHRASE(verdict_sensitive_some, "Single assumptions move the ranks far: they need a reason that is written down",
           "個別假設使名次大幅移動：須以書面說明其理由",
           "個々の仮定が順位を大きく動かす。その理由を書き残す必要がある")
EGB_PHRASE(verdict_sensitive_none, "No single assumption moves the ranks beyond the limit",
           "沒有個別假設使名次移動逾限",
           "限度を超えて順位を動かす単独の仮定はない")
EGB_PHRASE(verdict_doubt_some, "The ranks depend on the weights",
           "名次取決於權重",
           "順位はウェイトに左右される")
EGB_PHRASE(verdict_doubt_none, "Weights that suit each unit best do not turn the ranking over",
           "以最有利於各單位的權重，排名亦未翻轉",
           "各対象に最も有利なウェイトでも順位は覆らない")
EGB_PHRASE(verdict_order_noise, "Where the parts cannot be distinguished from noise, neither can the order of the units, however narrow the intervals are.",
           "項目與雜訊無從區別時，無論區間多窄，單位的順序亦無從區別。",
           "項目が雑音と区別できないなら、区間がどれほど狭くても、対象の順序も区別できない。")
EGB_PHRASE(verdict_no_flags, "No section has a flag.",
           "各節皆無警示。",
           "警告のある節はない。")
EGB_PHRASE(verdict_end, "These sentences follow from the figures of the sections that they name. They say nothing of whether the indicators measure what the index is about, nor of assumptions that were not varied.",
           "以上各句皆由所指章節的數據得出，並未論及指標是否測量指數所欲測量者，亦未論及未變動的假設。",
           "これらの文は、挙げた節の数値から導かれる。指標が指数の対象とするものを測っているか、また変えなかった仮定については何も述べない。")
EGB_PHRASE(table_flags, "flags by section",
           "各節警示",
           "節ごとの警告")

#undef EGB_PHRASE
