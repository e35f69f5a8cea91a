/* phrase_list.h - what a report says, EGB_PHRASE(id, English, Chinese in traditional characters, Japanese). Whoever
 * includes it defines first what a line means; report.h makes the ids of it, compose.c the table. */
/* clang-format off */
#ifndef EGB_PHRASE
#define EGB_PHRASE(id, english, chinese, japanese)
#endif

EGB_PHRASE(FINDING, "The finding", "主要發現", "主な結果")
EGB_PHRASE(RANKING, "Ranking", "排名", "順位")
EGB_PHRASE(MAP, "Map", "地圖", "地図")
EGB_PHRASE(EDITIONS, "Over the editions", "歷次排名", "これまでの推移")
EGB_PHRASE(LEVELS, "Levels", "等級", "水準")
EGB_PHRASE(ROBUSTNESS, "How far the ranking holds", "排名的穩健程度", "順位の頑健性")
EGB_PHRASE(METHODOLOGY, "Methodology", "編製方法", "算出方法")
EGB_PHRASE(DATA, "Data and sources", "資料與來源", "データと出典")
EGB_PHRASE(CITE, "How to cite", "引用方式", "引用方法")

EGB_PHRASE(ABOUT, "{1} ranks {2} {2:unit|units} by {3} {3:indicator|indicators} in {4} {4:dimension|dimensions}.",
           "{1}以 {4} 個面向的 {3} 項指標為 {2} 個單位排名。", "{1}は{4}分野の{3}指標により{2}単位を順位付けしたものである。")
EGB_PHRASE(UNRANKED, "{1} {1:unit has|units have} too few data for a rank.", "另有 {1} 個單位資料不足，未列名次。",
           "ほかに{1}単位はデータが不足し、順位がない。")
EGB_PHRASE(EDITION, "Edition {1}, published by {2}.", "{1} 年版，{2}發布。", "{1}年版、公表：{2}。")
EGB_PHRASE(PUBLISHER, "Published by {1}.", "{1}發布。", "公表：{1}。")
EGB_PHRASE(PERIOD, "Data of {1}.", "資料期別：{1}。", "データの時期：{1}。")

EGB_PHRASE(LEADS_SURE,
           "{1} leads with a score of {2}, and this is certain as far as the assumptions go: it is first in all of {4} draws.",
           "{1}以 {2} 分居首；就所設的假設而言可以確定：在全部 {4} 次抽樣中均居首。",
           "首位は{1}（得点{2}）で、置いた仮定の範囲では確かである。{4}回の抽出のすべてで首位になる。")
EGB_PHRASE(LEADS_LIKELY,
           "{1} leads with a score of {2}, and this is very likely as far as the assumptions go: it is first in {3} of {4} draws.",
           "{1}以 {2} 分居首；就所設的假設而言很可能如此：在 {4} 次抽樣中有 {3} 居首。",
           "首位は{1}（得点{2}）で、置いた仮定の範囲ではその可能性が非常に高い。{4}回の抽出の{3}で首位になる。")
EGB_PHRASE(LEADS_UNSURE,
           "{1} leads with a score of {2}, but this is not certain: it is first in {3} of {4} draws, {5} in {6}.",
           "{1}以 {2} 分居首，但並不確定：在 {4} 次抽樣中有 {3} 居首，{5}則有 {6}。",
           "首位は{1}（得点{2}）だが、確かではない。{4}回の抽出のうち{3}で首位になり、{5}は{6}で首位になる。")
EGB_PHRASE(LEADS, "{1} leads with a score of {2}.", "{1}以 {2} 分居首。", "首位は{1}（得点{2}）である。")
EGB_PHRASE(LEADS_PUBLISHED, "{1} is first, as published.", "依發布結果，{1}居首。", "公表された順位では首位は{1}である。")
EGB_PHRASE(LEADS_TIED, "{1} {1:unit shares|units share} the first place with a score of {2}: {3}.",
           "{1} 個單位以 {2} 分並列第一：{3}。", "{1}単位が得点{2}で首位に並ぶ：{3}。")
EGB_PHRASE(SAME,
           "{1} of the {2} pairs of neighbours in the ranking cannot be distinguished: each of the two is ahead in at least {3} "
           "of the draws. The longest run of such pairs is from {4} to {5}.",
           "排名相鄰的 {2} 對之中有 {1} 對無法區分：雙方各在至少 {3} 的抽樣中領先。這類相鄰者最長的一段由{4}到{5}。",
           "順位が隣り合う{2}組のうち{1}組は区別できない。どちらも抽出の{3}以上で上位になる。そうした組が最も長く続くのは{4}から{5}まで。")
EGB_PHRASE(SAME_ALL,
           "No two neighbours in the ranking can be distinguished: in each of the {1} pairs each of the two is ahead in at least "
           "{2} of the draws.",
           "排名相鄰者全都無法區分：在 {1} 對中，雙方各在至少 {2} 的抽樣中領先。",
           "順位が隣り合う単位はどれも区別できない。{1}組のすべてで、どちらも抽出の{2}以上で上位になる。")
EGB_PHRASE(SAME_NONE, "All neighbours in the ranking can be distinguished: one of the two is ahead in more than {1} of the draws.",
           "排名相鄰者都能區分：其中一方在超過 {1} 的抽樣中領先。", "順位が隣り合う単位はすべて区別できる。一方が抽出の{1}を超えて上位になる。")
EGB_PHRASE(MOVED,
           "Since {1}, {2} {2:unit has|units have} gained places and {3} {3:has|have} lost some: {4} gained most ({5}), {6} lost "
           "most ({7}).",
           "與 {1} 相比，{2} 個單位名次上升，{3} 個下降：上升最多的是{4}（{5}），下降最多的是{6}（{7}）。",
           "{1}と比べ{2}単位が順位を上げ、{3}単位が下げた。最も上げたのは{4}（{5}）、最も下げたのは{6}（{7}）。")
EGB_PHRASE(CAUSES, "What moved the ranks: {1}.", "名次變動的原因：{1}。", "順位を動かしたもの：{1}。")
EGB_PHRASE(CAUSE_DATA, "the data ({1})", "資料（{1}）", "データ（{1}）")
EGB_PHRASE(CAUSE_WEIGHTS, "the weights ({1})", "權重（{1}）", "重み（{1}）")
EGB_PHRASE(CAUSE_METHOD, "the method ({1})", "方法（{1}）", "方法（{1}）")
EGB_PHRASE(CAUSE_MEMBERSHIP, "which units take part ({1})", "參與單位的增減（{1}）", "対象単位の変化（{1}）")
EGB_PHRASE(BY_DRIVER, "{1}, above all in {2}", "{1}，主要因{2}", "{1}、主に{2}")
EGB_PHRASE(PLACES, "{1} {1:place|places}", "{1} 名", "{1}位")
EGB_PHRASE(MOVED_UP, "Since {1}, {2} {2:unit has|units have} gained places and none has lost any: {3} gained most ({4}).",
           "與 {1} 相比，{2} 個單位名次上升，沒有單位下降：上升最多的是{3}（{4}）。",
           "{1}と比べ{2}単位が順位を上げ、下げた単位はない。最も上げたのは{3}（{4}）。")
EGB_PHRASE(MOVED_DOWN, "Since {1}, {2} {2:unit has|units have} lost places and none has gained any: {3} lost most ({4}).",
           "與 {1} 相比，{2} 個單位名次下降，沒有單位上升：下降最多的是{3}（{4}）。",
           "{1}と比べ{2}単位が順位を下げ、上げた単位はない。最も下げたのは{3}（{4}）。")
EGB_PHRASE(NOT_MOVED, "Since {1}, no unit has gained or lost a place.", "與 {1} 相比，名次沒有任何變動。", "{1}から順位の変化はない。")
EGB_PHRASE(BREAKS, "{1} and {2} are not comparable, so that part of this is a change in what was asked or measured: {3}.",
           "{1} 與 {2} 不可直接比較，部分變動來自題目或測量方式的改變：{3}。",
           "{1}と{2}はそのまま比較できず、変化の一部は問いや測り方の変更による：{3}。")
EGB_PHRASE(BREAKS_EDITIONS, "Not all editions are comparable: {1}.", "並非所有版次皆可比較：{1}。", "すべての版が比較できるわけではない：{1}。")
EGB_PHRASE(NO_EDITION, "There is no earlier edition in the data to compare with.", "資料中沒有更早的版次可供比較。",
           "比較できる以前の版はデータにない。")
EGB_PHRASE(WEIGHT_FIRST,
           "The weight that matters most is that of {1}: {2} stays first as long as the share of {1} among its siblings is {3} (now {4}).",
           "影響最大的權重是「{1}」：只要「{1}」在同層權重中的占比{3}（現為 {4}），{2}就保持第一。",
           "最も影響が大きい重みは「{1}」である。「{1}」が同じ階層に占める割合が{3}であれば（現在{4}）、{2}は首位のまま。")
EGB_PHRASE(WEIGHT_TOP,
           "No weight changed alone takes the first place from {1}. Who is among the first {2} depends most on the weight of "
           "{3}: they stay the same as long as the share of {3} among its siblings is {4} (now {5}).",
           "單獨改變任何一個權重都不會改變{1}的第一名。前 {2} 名最受「{3}」的權重影響：只要「{3}」在同層權重中的占比{4}（現為 {5}），成員就不變。",
           "どの重みを一つだけ変えても{1}の首位は変わらない。上位{2}単位の顔ぶれは「{3}」の重みに最も左右され、「{3}」が同じ階層に占める割合が{4}であれば（現在{5}）変わらない。")
EGB_PHRASE(WEIGHT_TOP_ALONE,
           "Who is among the first {1} depends most on the weight of {2}: they stay the same as long as the share of {2} among "
           "its siblings is {3} (now {4}).",
           "前 {1} 名最受「{2}」的權重影響：只要「{2}」在同層權重中的占比{3}（現為 {4}），成員就不變。",
           "上位{1}単位の顔ぶれは「{2}」の重みに最も左右され、「{2}」が同じ階層に占める割合が{3}であれば（現在{4}）変わらない。")
EGB_PHRASE(WEIGHT_PART, "This is about the {1} {1:weight|weights} for which there is an exact answer, of {2}.",
           "以上就 {2} 個權重中可求得精確答案的 {1} 個而言。", "以上は{2}の重みのうち、正確に求められる{1}についてである。")
EGB_PHRASE(BETWEEN, "between {1} and {2}", "介於 {1} 與 {2} 之間", "{1}から{2}の間")
EGB_PHRASE(BELOW, "below {1}", "低於 {1}", "{1}未満")
EGB_PHRASE(ABOVE, "above {1}", "高於 {1}", "{1}を超える値")
EGB_PHRASE(WEIGHT_NONE, "No weight changed alone takes the first place from {1} or changes who is among the first {2}.",
           "單獨改變任何一個權重，都不會改變{1}的第一名，也不會改變前 {2} 名的成員。",
           "どの重みを一つだけ変えても{1}の首位も上位{2}単位の顔ぶれも変わらない。")
EGB_PHRASE(WEIGHT_NONE_FIRST, "No weight changed alone takes the first place from {1}.", "單獨改變任何一個權重，都不會改變{1}的第一名。",
           "どの重みを一つだけ変えても{1}の首位は変わらない。")
EGB_PHRASE(RELIABLE,
           "The rank is reliable for {1} of {2} {2:unit|units}: those whose {3} interval is at most {4} {4:place|places} wide.",
           "{2} 個單位中有 {1} 個的名次可靠，即其 {3} 區間寬度不超過 {4} 名。",
           "{2}単位のうち{1}単位の順位は信頼できる。{3}区間の幅が{4}位以内の単位である。")
EGB_PHRASE(RELIABLE_FEW,
           "The rank is reliable for {1} of {2} {2:unit|units}: those whose {3} interval is a single rank.",
           "{2} 個單位中有 {1} 個的名次可靠，即其 {3} 區間只有一個名次。",
           "{2}単位のうち{1}単位の順位は信頼できる。{3}区間が一つの順位だけの単位である。")
EGB_PHRASE(NO_INTERVALS, "How certain the ranks are was not simulated: {1}", "未模擬名次的確定程度：{1}", "順位の確かさは模擬していない：{1}")

EGB_PHRASE(LIVE_PUBLISHED, "Other weights cannot be tried here: these ranks are as published, and no weights make them.",
           "此處無法試用其他權重：名次為原發布結果，並非由權重算出。", "ここでは他の重みを試せない。順位は公表されたもので、重みから算出していないためである。")
EGB_PHRASE(LIVE_LARGE,
           "Other weights cannot be tried here: the index has {1} values, and a page holds {2}. They can with: `{3}`.",
           "此處無法試用其他權重：此指標有 {1} 個數值，一頁最多容納 {2} 個。可改用：`{3}`。",
           "ここでは他の重みを試せない。値が{1}個あり、一つのページには{2}個までしか載らない。試すには：`{3}`。")
EGB_PHRASE(LIVE_EDITIONS, "Other weights can be tried here with {1} of the {2} editions: the others are too large, or have other indicators.",
           "此處可在 {2} 個版次中的 {1} 個試用其他權重；其餘版次過大，或指標不同。",
           "ここでは{2}版のうち{1}版で他の重みを試せる。残りは大きすぎるか、指標が異なる。")

EGB_PHRASE(NO_INTERVALS_PUBLISHED, "How certain the ranks are cannot be computed: they are as published, without what made them.",
           "無法計算名次的確定程度：名次為原發布結果，未附其計算依據。", "順位の確かさは計算できない。順位は公表されたもので、その元になった値がない。")
EGB_PHRASE(UNIT_RANK, "{1} ranks {2} of {3} {3:unit|units} with a score of {4}.", "{1}在 {3} 個單位中名列第 {2}，得分 {4}。",
           "{1}は{3}単位中{2}位で、得点は{4}である。")
EGB_PHRASE(UNIT_RANK_PUBLISHED, "{1} ranks {2}, as published; the list has the ranks of {3} {3:unit|units}.",
           "依發布結果，{1}名列第 {2}；名單列有 {3} 個單位的名次。",
           "公表された順位では{1}は{2}位で、一覧には{3}単位の順位がある。")
EGB_PHRASE(UNIT_UNRANKED, "{1} has no rank: {2}", "{1}未列名次：{2}", "{1}には順位がない：{2}")
EGB_PHRASE(UNIT_INTERVAL, "The {1} interval of the rank, in {4} draws, is from {2} to {3}.", "在 {4} 次抽樣中，名次的 {1} 區間由 {2} 到 {3}。",
           "{4}回の抽出における順位の{1}区間は{2}から{3}までである。")
EGB_PHRASE(UNIT_SAME, "Of its neighbours in the ranking it cannot be distinguished from {1}.", "在排名相鄰者之中，無法與{1}區分。",
           "順位の隣り合う単位のうち、{1}とは区別できない。")
EGB_PHRASE(UNIT_APART, "It can be distinguished from its neighbours in the ranking.", "可與排名相鄰者區分。", "順位の隣り合う単位とは区別できる。")
EGB_PHRASE(UNIT_LEVEL, "Level: {1}.", "等級：{1}。", "水準：{1}。")
EGB_PHRASE(UNIT_NO_LEVEL, "It reaches none of the levels.", "未達任何等級。", "どの水準にも達していない。")
EGB_PHRASE(UNIT_NEXT_LEVEL, "The next level", "下一等級", "次の水準")
EGB_PHRASE(UNIT_NEXT, "The next level, {1}, begins at {2}.", "下一等級「{1}」由 {2} 分起。", "次の水準「{1}」は{2}から始まる。")
EGB_PHRASE(UNIT_NEXT_BELOW, "The next level, {1}, is reached at or below {2}.", "下一等級「{1}」須在 {2} 分以下（含）。", "次の水準「{1}」には{2}以下で達する。")
EGB_PHRASE(UNIT_TAKES, "What it takes: {1}", "所需條件：{1}", "必要なこと：{1}")
EGB_PHRASE(UNIT_HELD, "It is held back most by {1}.", "最大的阻礙是「{1}」。", "最も妨げているのは「{1}」である。")
EGB_PHRASE(UNIT_WAY, "The smallest rise that is enough: {1} in {2} alone, or {3} in every dimension.",
           "足以升級的最小提升：僅「{2}」{1}，或每個面向各 {3}。", "足りる最小の上昇は「{2}」だけなら{1}、すべての分野なら{3}ずつである。")
EGB_PHRASE(UNIT_WAY_EVEN, "No dimension is enough alone; {1} in every dimension is.", "單一面向不足以升級；每個面向各 {1} 即可。",
           "一つの分野だけでは足りない。すべての分野で{1}ずつなら足りる。")
EGB_PHRASE(UNIT_WAY_NONE, "It is out of reach with the dimensions that the unit has.", "以現有的面向無法達到。", "現在ある分野だけでは届かない。")
EGB_PHRASE(UNIT_WAY_UNKNOWN, "What is enough cannot be computed: scores depend on other units, or on each other.",
           "無法計算所需的提升：得分取決於其他單位，或彼此相依。", "何が足りるかは計算できない。得点が他の単位に、または互いに依存するためである。")
EGB_PHRASE(UNIT_STRENGTHS, "Strengths (rank): {1}.", "強項（名次）：{1}。", "強み（順位）：{1}。")
EGB_PHRASE(UNIT_NO_STRENGTH, "No dimension is a strength.", "沒有任何面向屬於強項。", "強みといえる分野はない。")
EGB_PHRASE(UNIT_WEAKNESSES, "Weaknesses (rank): {1}.", "弱項（名次）：{1}。", "弱み（順位）：{1}。")
EGB_PHRASE(UNIT_NO_WEAKNESS, "No dimension is a weakness.", "沒有任何面向屬於弱項。", "弱みといえる分野はない。")
EGB_PHRASE(UNIT_RULE, "A strength or a weakness: a rank better or worse than the unit's own by at least {1} {1:place|places}.",
           "強項或弱項：該面向的名次比單位本身的名次高或低至少 {1} 名。", "強み・弱み：その分野の順位が単位自身の順位より{1}位以上よい、または悪い。")
EGB_PHRASE(UNIT_PEERS, "Peers: {1}, {2} {2:other|others} with a rank.", "同儕：{1}，另有 {2} 個列名單位。", "比較対象：{1}、順位のあるほかの{2}単位。")
EGB_PHRASE(UNIT_PEERS_NEAR, "Peers: the units nearest in score.", "同儕：得分最接近的單位。", "比較対象：得点が最も近い単位。")
EGB_PHRASE(UNIT_DIMENSIONS, "Dimensions", "各面向", "分野")
EGB_PHRASE(UNIT_ALL, "All units", "所有單位", "すべての単位")
EGB_PHRASE(STRENGTH, "strength", "強項", "強み")
EGB_PHRASE(WEAKNESS, "weakness", "弱項", "弱み")
EGB_PHRASE(COLUMN_VERDICT, "Profile", "特徵", "特徴")
EGB_PHRASE(COLUMN_PEERS, "Peers", "同儕", "比較対象")
EGB_PHRASE(COLUMN_HIGHEST, "Best", "最佳", "最高")
EGB_PHRASE(COLUMN_ADDS, "Adds", "貢獻", "寄与")
EGB_PHRASE(COLUMN_EDITION, "Edition", "版次", "版")
EGB_PHRASE(COLUMN_RANK, "Rank", "名次", "順位")
EGB_PHRASE(COLUMN_NAME, "Name", "名稱", "名称")
EGB_PHRASE(COLUMN_SCORE, "Score", "得分", "得点")
EGB_PHRASE(COLUMN_LEVEL, "Level", "等級", "水準")
EGB_PHRASE(COLUMN_LOW, "From", "最佳", "上限")
EGB_PHRASE(COLUMN_HIGH, "To", "最差", "下限")
EGB_PHRASE(COLUMN_BEST, "Best", "強項", "強み")
EGB_PHRASE(COLUMN_WEAKEST, "Weakest", "弱項", "弱み")
EGB_PHRASE(COLUMN_RISE, "To the next level", "升級所需", "次の水準まで")
EGB_PHRASE(COLUMN_IMPORTANCE, "Importance", "重要性", "重要度")
EGB_PHRASE(COLUMN_DIMENSION, "Dimension", "面向", "分野")
EGB_PHRASE(COLUMN_ID, "Id", "代號", "記号")
EGB_PHRASE(COLUMN_SHARE, "Weight", "權重", "重み")
EGB_PHRASE(COLUMN_INDICATORS, "Indicators", "指標數", "指標数")

EGB_PHRASE(RANKING_NOTE,
           "From and To: the middle {1} of {2} draws in which {3} vary. A bar, where there is one, shows the same, its tick the rank. "
           "= cannot be distinguished from the next one.",
           "最佳與最差：在 {2} 次抽樣（{3}變動）中居中的 {1}；若有橫線，則為同一區間，刻度為名次。= 與下一名無法區分。",
           "上限と下限：{3}を変えた{2}回の抽出の中央{1}。線があれば同じ区間を、その目盛りは順位を示す。= は次の順位と区別できない。")
EGB_PHRASE(MAP_NOTE, "A tile for each economy, about where it lies, all of one size: the values are those of the ranking. "
           "Boundaries are not shown, and no position is taken on them.",
           "每個經濟體一格，大小相同，約略依地理位置排列；數值見排名表。圖中不畫疆界，對疆界不表立場。",
           "各経済を同じ大きさの升目でおおよその位置に示す。値は順位表のとおり。境界は示さず、境界についていかなる立場も取らない。")
EGB_PHRASE(WORLD_NOTE, "Each economy in its outline; the values are those of the ranking. Boundaries are simplified and "
           "only help to find an economy: no position is taken on them. Outlines: Natural Earth.",
           "各經濟體依其輪廓顯示；數值見排名表。疆界經簡化，僅供辨識位置，對疆界不表立場。輪廓：Natural Earth。",
           "各経済をその輪郭で示す。値は順位表のとおり。境界は簡略化した目安であり、境界についていかなる立場も取らない。輪郭：Natural Earth。")
EGB_PHRASE(TOP_EDITIONS, "The first {1} of this edition in each edition.", "本版前 {1} 名在歷次的名次。", "今回の上位{1}単位の各版での順位。")
EGB_PHRASE(PROFILE_NOTE,
           "Best and weakest: the dimensions in which the unit ranks best and worst, by their ids, which the methodology "
           "names. To the next level: the smallest rise of one dimension, in points, that is enough; +: more than one must "
           "rise.",
           "強項與弱項：該單位名次最好與最差的面向，以代號表示，名稱見編製方法。升級所需：只提升一個面向即可升級的最小分數；+：須提升一個以上。",
           "強みと弱み：その単位の順位が最も良い分野と最も悪い分野を記号で示す。名称は算出方法にある。次の水準まで：一つの分野だけで足りる最小の得点の上昇。+ は二つ以上の上昇が必要。")
EGB_PHRASE(PROFILES_CUT, "Strengths and weaknesses are here for the first {1} units alone.", "強弱項僅列前 {1} 個單位。",
           "強みと弱みは上位{1}単位のみ示す。")
EGB_PHRASE(RANKING_CUT, "Only {1} of {2} units are here, to keep the page small; all of them: `{3}`.",
           "為使頁面精簡，僅列 {2} 個單位中的 {1} 個；全部：`{3}`。", "ページを小さく保つため{2}単位のうち{1}単位のみを載せる。全単位：`{3}`。")
EGB_PHRASE(COHERENCE_NOTE,
           "Importance: how much of the differences in the index each dimension accounts for (its correlation ratio, as a share of "
           "all), beside its weight; then the correlations of the dimensions (Pearson).",
           "重要性：各面向對總分差異的解釋程度（相關比占總和的比例），可與權重對照；其後為各面向間的相關係數（Pearson）。",
           "重要度：各分野が総合得点の差をどれだけ説明するか（相関比の構成比）。重みと比べられる。続く列は分野間の相関係数（Pearson）。")
EGB_PHRASE(AUDIT, "The whole statistical audit, with its rules and their sources: `{1}`.", "完整的統計稽核（含規則與出處）：`{1}`。",
           "規則とその出典を含む統計監査の全体：`{1}`。")
EGB_PHRASE(CHAPTER, "The whole chapter, with every indicator: `{1}`.", "完整方法章（含每一項指標）：`{1}`。", "全指標を含む算出方法の全体：`{1}`。")
EGB_PHRASE(SOURCE, "Source: {1}", "來源：{1}", "出典：{1}")
EGB_PHRASE(LICENCE, "Licence: {1}", "授權：{1}", "利用許諾：{1}")
EGB_PHRASE(AVAILABLE, "{1} of the values are observed; {2} of {3} {3:unit|units} have all of them.",
           "觀測值占 {1}；{3} 個單位中有 {2} 個資料齊全。", "値の{1}が観測値で、{3}単位のうち{2}単位は全て揃っている。")
EGB_PHRASE(COMMAND, "Made by egovbench {1} with this command:", "由 egovbench {1} 以下列指令產生：", "egovbench {1} が次の命令で作成：")

#undef EGB_PHRASE
