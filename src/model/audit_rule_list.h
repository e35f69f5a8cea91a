/* audit_rule_list.h - the rules of audits, with the limits of the profile jrc-pocket: JRC's "10-step pocket guide to
 * composite indicators and scoreboards" where it has a number, else the sources named here. Made into rows
 * (audit_rules.c) and into keys of the definition (grammar_audit.c).
 *
 * EGB_AUDIT_LIMIT(id, limit, least, most, mark, relation, source): what is flagged is related to a limit that may be
 * another one between least and most. EGB_AUDIT_RULE(id, mark, relation, source): the rule in words. Relation (ready
 * for the limit to be written behind it) and source in English, Chinese in traditional characters, and Japanese. */
/* clang-format off */
#ifndef EGB_AUDIT_LIMIT
#define EGB_AUDIT_LIMIT(id, limit, least, most, mark, relation, source)
#endif
#ifndef EGB_AUDIT_RULE
#define EGB_AUDIT_RULE(id, mark, relation, source)
#endif
#define POCKET ("JRC pocket guide", "JRC 口袋指南", "JRCポケットガイド")

EGB_AUDIT_LIMIT("few-indicators", 3, 0, 65535, EGB_AUDIT_QUOTED,
                ("indicators < ", "指標數 < ", "指標数 < "),
                POCKET)
EGB_AUDIT_LIMIT("many-indicators", 40, 0, 65535, EGB_AUDIT_READ,
                ("indicators > ", "指標數 > ", "指標数 > "),
                ("FAQ of JRC's COIN: 30 to 40", "JRC COIN 常見問答：30 至 40", "JRC COINのFAQ：30から40"))
EGB_AUDIT_LIMIT("coverage", 0.65, 0, 1, EGB_AUDIT_QUOTED,
                ("share < ", "比率 < ", "割合 < "),
                POCKET)
EGB_AUDIT_LIMIT("indicator-coverage", 0.65, 0, 1, EGB_AUDIT_READ,
                ("share < ", "比率 < ", "割合 < "),
                ("FAQ of JRC's COIN", "JRC COIN 常見問答", "JRC COINのFAQ"))
EGB_AUDIT_LIMIT("skewness", 2, 0, 1e6, EGB_AUDIT_QUOTED,
                ("with `kurtosis`, |skewness| > ", "併 `kurtosis`，|偏態| > ", "`kurtosis` とともに|歪度| > "),
                POCKET)
EGB_AUDIT_LIMIT("kurtosis", 3.5, 0, 1e6, EGB_AUDIT_QUOTED,
                ("with `skewness`, kurtosis > ", "併 `skewness`，峰度 > ", "`skewness` とともに尖度 > "),
                POCKET)
EGB_AUDIT_LIMIT("kurtosis-alone", 10, 0, 1e6, EGB_AUDIT_QUOTED,
                ("kurtosis > ", "峰度 > ", "尖度 > "),
                POCKET)
EGB_AUDIT_LIMIT("dominates", 0.95, 0, 1, EGB_AUDIT_QUOTED,
                ("r > ", "r > ", "r > "),
                POCKET)
EGB_AUDIT_LIMIT("silent", 0.3, 0, 1, EGB_AUDIT_QUOTED,
                ("|r| <= ", "|r| <= ", "|r| <= "),
                POCKET)
EGB_AUDIT_LIMIT("against", 0.3, 0, 1, EGB_AUDIT_QUOTED,
                ("r < -", "r < -", "r < -"),
                POCKET)
EGB_AUDIT_LIMIT("size", 0.6, 0, 1, EGB_AUDIT_QUOTED,
                ("|r| > ", "|r| > ", "|r| > "),
                POCKET)
EGB_AUDIT_LIMIT("redundant", 0.9, 0, 1, EGB_AUDIT_READ,
                ("r > ", "r > ", "r > "),
                ("SDG Index, COINr", "SDG Index、COINr", "SDG Index、COINr"))
EGB_AUDIT_LIMIT("opposed", 0.4, 0, 1, EGB_AUDIT_READ,
                ("r < -", "r < -", "r < -"),
                ("COINr", "COINr", "COINr"))
EGB_AUDIT_RULE("elsewhere", EGB_AUDIT_READ,
               ("more with another dimension than with its own", "與其他構面的相關高於與所屬構面", "自らの分野よりほかの分野と強い"),
               ("JRC's audit of the SSI 2012", "JRC 對 SSI 2012 的稽核", "JRCによるSSI 2012の監査"))
EGB_AUDIT_LIMIT("components", 1, 0, 65535, EGB_AUDIT_READ,
                ("eigenvalues above 1: more than ", "大於 1 的特徵值多於 ", "1を超える固有値の数 > "),
                ("Kaiser's criterion", "Kaiser 準則", "カイザー基準"))
EGB_AUDIT_LIMIT("first-share", 0.65, 0, 1, EGB_AUDIT_CUSTOM,
                ("share < ", "比率 < ", "割合 < "),
                ("common in JRC's audits", "JRC 稽核常見", "JRCの監査で一般的"))
EGB_AUDIT_RULE("signs", EGB_AUDIT_CUSTOM,
               ("loadings on the first component with different signs", "第一主成分負荷量正負不一", "第1主成分の負荷量の符号が異なる"),
               ("common in JRC's audits", "JRC 稽核常見", "JRCの監査で一般的"))
EGB_AUDIT_RULE("constant", EGB_AUDIT_READ,
               ("one value only", "僅有一個值", "値がひとつだけ"),
               ("it separates no units", "無法區分單位", "対象を区別しない"))
EGB_AUDIT_LIMIT("noise", 0.05, 0, 1, EGB_AUDIT_READ,
                ("p > ", "p > ", "p > "),
                ("Bartlett's test", "Bartlett 檢定", "バートレット検定"))
EGB_AUDIT_LIMIT("significance", 0.05, 0, 1, EGB_AUDIT_CUSTOM,
                ("p < ", "p < ", "p < "),
                ("usual", "通用", "通例"))
EGB_AUDIT_LIMIT("kmo", 0.5, 0, 1, EGB_AUDIT_CUSTOM,
                ("KMO < ", "KMO < ", "KMO < "),
                ("H. F. Kaiser", "H. F. Kaiser", "H. F. Kaiser"))
EGB_AUDIT_LIMIT("alpha-without", 0.05, 0, 1, EGB_AUDIT_CUSTOM,
                ("alpha without it, less alpha, > ", "除去後 alpha 減 alpha > ", "除いたアルファとアルファの差 > "),
                ("common", "常見", "一般的"))
EGB_AUDIT_LIMIT("alpha", 0.7, 0, 1, EGB_AUDIT_CUSTOM,
                ("alpha < ", "alpha < ", "アルファ < "),
                ("common", "常見", "一般的"))
EGB_AUDIT_LIMIT("alpha-low", 0.4, 0, 1, EGB_AUDIT_READ,
                ("alpha < ", "alpha < ", "アルファ < "),
                ("SDG Index 2018", "SDG Index 2018", "SDG Index 2018"))
EGB_AUDIT_LIMIT("balance", 2, 1, 1e6, EGB_AUDIT_CUSTOM,
                ("importance by weight > or < 1 / ", "重要性與權重之比 > 或 < 1 / ", "重要度とウェイトの比 > または < 1 / "),
                ("common", "常見", "一般的"))
EGB_AUDIT_LIMIT("places", 10, 0, 1e6, EGB_AUDIT_CUSTOM,
                ("places >= ", "名次差 >= ", "順位の差 >= "),
                ("common in JRC's audits", "JRC 稽核常見", "JRCの監査で一般的"))
EGB_AUDIT_LIMIT("added-value", 0.1, 0, 1, EGB_AUDIT_CUSTOM,
                ("share of units < ", "單位比率 < ", "対象の割合 < "),
                ("common", "常見", "一般的"))
EGB_AUDIT_LIMIT("failed-draws", 0.05, 0, 1, EGB_AUDIT_CUSTOM,
                ("share of draws > ", "抽樣比率 > ", "試行の割合 > "),
                ("common", "常見", "一般的"))
EGB_AUDIT_LIMIT("sensitive", 0.05, 0, 1, EGB_AUDIT_CUSTOM,
                ("mean shift by the number of units > ", "平均移動除以單位數 > ", "平均移動と対象数の比 > "),
                ("common", "常見", "一般的"))
EGB_AUDIT_LIMIT("outside", 0.1, 0, 1, EGB_AUDIT_CUSTOM,
                ("share of units > ", "單位比率 > ", "対象の割合 > "),
                ("what an interval of 90 % leaves out", "90% 區間所排除者", "90%区間が除くもの"))
EGB_AUDIT_LIMIT("reliable-width", 10, 1, 1e6, EGB_AUDIT_QUOTED,
                ("places <= ", "名次 <= ", "順位の幅 <= "),
                ("audits by JRC count shifts of 10 places", "JRC 稽核以移動 10 名計", "JRCの監査は10位の移動を数える"))
EGB_AUDIT_LIMIT("unreliable", 0.5, 0, 1, EGB_AUDIT_CUSTOM,
                ("share of reliable ranks < ", "可靠名次比率 < ", "信頼できる順位の割合 < "),
                ("common", "常見", "一般的"))
EGB_AUDIT_LIMIT("reliable", 0.9, 0, 1, EGB_AUDIT_CUSTOM,
                ("share of reliable ranks >= ", "可靠名次比率 >= ", "信頼できる順位の割合 >= "),
                ("common", "常見", "一般的"))
EGB_AUDIT_LIMIT("top", 0.5, 0, 1, EGB_AUDIT_CUSTOM,
                ("share of the first that stay < ", "前列維持比率 < ", "上位にとどまる割合 < "),
                ("common", "常見", "一般的"))
EGB_AUDIT_LIMIT("distinguished", 0.95, 0.5, 1, EGB_AUDIT_CUSTOM,
                ("share of draws in which one is ahead >= ", "一方領先的抽樣比率 >= ", "一方が上回る試行の割合 >= "),
                ("common", "常見", "一般的"))
EGB_AUDIT_LIMIT("doubt", 0.7, 0, 1, EGB_AUDIT_CUSTOM,
                ("rank correlation < ", "名次相關 < ", "順位相関 < "),
                ("common", "常見", "一般的"))
EGB_AUDIT_LIMIT("unrelated", 0.05, 0, 1, EGB_AUDIT_CUSTOM,
                ("p of that many correlations by chance > ", "偶然出現如此多相關的 p > ", "偶然にそれだけの相関が出るp > "),
                ("binomial test", "二項檢定", "二項検定"))

#undef EGB_AUDIT_LIMIT
#undef EGB_AUDIT_RULE
#undef POCKET
