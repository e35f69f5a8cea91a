"""The program with its n-th allocation failing: an error and an exit code of the manual, never a signal, never half a file.

Every n is tried for one failing allocation where a command has few; where it has many, an even spread of them.
tests/oom/test_library.c tries every n inside the library.
"""
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from books import parts, archive, rows

BUILD = Path(os.environ["EGOVBENCH_BUILD"])
PRELOAD = os.environ["EGOVBENCH_FAIL_NTH"]
TRIES = int(os.environ.get("EGOVBENCH_TRIES", "60"))  # per command; more by hand
FEW = {"doctor": 20}  # loads every shipped index each time
REFUSALS = {1, 3, 4, 5, 70}

DEFINITION = """\
egovbench: 1
id: small
title: {en: A small index, ja: 小さな指標}
data: [{file: small.csv, unit: unit}]
defaults: {normalise: minmax, aggregate: arithmetic}
levels: [{id: A, name: High, from: 50}, {id: B, name: Low, from: 0}]
indicators:
  - id: services
    weight: 2
    indicators:
      - {id: portal, column: portal, goalposts: [0, 1]}
      - {id: mobile, column: mobile, points: {1: 0, 2: 0.5, 3: 1}}
  - {id: speed, column: speed, weight: 1}
"""
TABLE = "unit,name,portal,mobile,speed\nEST,Estonia,0.9,3,7\nTWN,臺灣,0.8,2,9\nFJI,Fiji,0.2,1,\n"
# Weights that only walks find.
WALKED = """\
egovbench: 1
id: walked
data: [{file: small.csv, unit: unit}]
indicators: [{id: portal}, {id: mobile}, {id: speed}]
uncertainty: {weights: {statements: [40% <= portal <= 40.1%, 30% <= mobile <= 30.1%]}}
"""
META = ("iCode,iName,Direction,Level,Type,Weight,Parent\nportal,Portal,1,1,Indicator,2,web\nspeed,,-1,1,Indicator,1,web\n"
        "web,On the web,1,2,Aggregate,1,\n")
# Totals and parts of them, units by their names; a list of the units, and the log of an import.
PARTS = "Land;SEX;Series;Value\nEstonia;T;a;1,5 b\nEstonia;F;a;2\nFiji;T;a;..\nWorld;T;a;3\n"
# As people publish: a title, labels above years, numbers in groups, words for what is missing, notes, old line ends.
STRANGE = ("A title\r\rCountry,Users,,People,\r,2021,2022,2021,2022\rEstonia,5%,6*,\"1,234\",\"1,234,567.5\"\rFiji,..,-,n/a,\"2,345\"\r"
           "Latvia,1,2,\"3,456\",4\rWorld,1,2,3,4\r\rNote: made up\rSource: nobody\r")
UNITS = "code,name\nEST,Estonia\nFJI,Fiji\n"
LOG = """\
data:
  - file: parts.csv
    others: ignore  # as given
    delimiter: semicolon
    decimal: comma
    unit: Land
    match: name
    flags: strip
    missing: [".."]
    where: {SEX: T}
    indicator: Series
    value: Value
units: {file: list.csv, id: code}
sources:
  - {file: list.csv}
  - {file: parts.csv, columns: [{column: Land, is: unit}, {column: SEX, is: where}, {column: Series, is: indicators}, {column: Value, is: values}]}
left-out: [{unit: World}]
resolved: [{text: Estonia, id: EST}]
statuses: [b, ".."]
"""
# Every stage, two periods.
STAGES = """\
egovbench: 1
id: every
data: [{file: every.csv, unit: unit}]
screen: {exclude: {ZZZ: test data}}
publication: {keywords: {en: [a, b], sk: c}, contact: {email: a@example.org}, theme: GOVE, frequency: annual, spatial: Here}
indicators:
  - {id: x, impute: median, treat: {method: winsorise, points: 1}, per: people}
  - {id: y, compute: "mean(z, people) + people", direction: lower}
  - {id: g, weight: 0, then: "z * 2 + w", indicators: [{id: w, column: people, goalposts: [0, 9]}, {id: z, column: x}]}
  - {id: zz, column: x, optional: true}
scenarios:
  short: {drop: [y]}
  mean: {nodes: {x: {impute: mean, direction: lower}}, methods: {aggregate: geometric}, screen: {available: 0.4}}
  own: {data: [{file: every.csv, unit: unit}]}
"""
CHILD = """\
egovbench: 1
extends: every.yaml
id: child
nodes: {x: {impute: ~, name: {en: The first}}, y: {weight: 2}}
without: [zz]
indicators: [{id: v, column: x}]
"""
CHANGES = """\
egovbench-changes: 1
changes:
- {when: "2026-01-02", who: "me", why: "so", weights: {y: [3, 2], gone: [1, 2]}, moved: 1, correlation: 0.5}
- {weights: {g: [~, 0]}}
"""
YEARS = "unit,year,x,people\nAAA,1,1,1\nBBB,1,2,1\nCCC,1,,2\nDDD,1,90,1\nZZZ,1,1,1\nAAA,2,1,1\nBBB,2,3,1\nDDD,2,9,1\n"
# Weights from a file, units once per year, a column of theirs, nodes for some of them; and what is refused of such files.
GROUPED = """\
egovbench: 1
id: grouped
data: [{file: every.csv, unit: unit}]
units: [{file: listed.csv}, {file: more.csv, others: ignore}]
screen: {exclude: {ZZZ: {2: test data}}}
weights: {method: given, file: weights.csv}
indicators:
  - {id: x, goalposts: [0, 90], impute: {method: group-mean, group: income}}
  - {id: y, compute: x / area, goalposts: [0, 90], only: {income: [High, Low]}}
  - {id: z, weights: given, indicators: [{id: people, goalposts: [0, 3], weight: {1: 2, 2: 3}, only: {income: High}}, {id: x2, column: x, goalposts: [0, 90]}]}
"""
LISTED = "unit,year,name,income,area\n" + "".join(f"{unit},{year},{unit},{'High' if unit < 'CCC' or year == 2 else 'Low'},{year}\n"
                                                 for unit in ("AAA", "BBB", "CCC", "DDD", "ZZZ") for year in (1, 2))
WEIGHTS = "node,parent,period,weight\nx,grouped,1,2\nx,grouped,2,1\ny,grouped,,1\nz,grouped,,1\n"
# Shared and inline texts, dates, merged headers, two sheets; rows whose first cell holds several; a unit list of a publisher.
CELLS = ('<row r="1"><c r="B1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="s"><v>2</v></c><c r="C2" t="str"><v>b</v></c></row>'
         '<row r="3"><c r="A3" t="inlineStr"><is><t>EST</t></is></c><c r="B3"><v>1.5</v></c><c r="C3" s="1"><v>43101</v></c></row>'
         '<row r="4"><c r="A4" t="inlineStr"><is><t>DNK</t></is></c><c r="B4"><v>2</v></c><c r="C4" s="1"><v>43102</v></c></row>')
BOOK = parts({"About": rows("<row><c t='str'><v>prose</v></c></row>"), "Data": rows(CELLS).replace(
    "</worksheet>", '<mergeCells><mergeCell ref="B1:C1"/></mergeCells></worksheet>')}, "<si><t>top</t></si><si><t>unit</t></si><si><r><t>a</t></r></si>",
             '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>')
PACKED = "freq,unit,geo\\TIME_PERIOD\t2019 \t2020 \nA,PC,EE\t: c\t1.5 b\nA,PC,DK\t2 \t3 ep\nA,PC,EU27_2020\t1 \t2 \n"
OF_BOOK = "egovbench: 1\nid: book\ndata: [{file: book.xlsx, sheet: Data, header: 1..2, unit: unit, columns: {a: top a}}]\nindicators: [{id: a}]\n"
OF_PACKED = ("egovbench: 1\nid: packed\ndata: [{file: packed.tsv, as: eurostat-tsv, only-indicator: a}]\n"
             "units: {file: regions.csv, as: owid-regions}\nindicators: [{id: a}]\n")
COMMANDS = {
    "grouped": ["explain", "AAA", "grouped.yaml", "--period", "1"],
    "grouped_draws": ["uncertainty", "grouped.yaml", "--draws", "8", "--threads", "1", "--leave-out", "indicators"],
    "grouped_broken": ["validate", "ungrouped.yaml"],
    "rank": ["rank", "small.yaml"],
    "tutorial": ["help", "tutorial", "--lang", "zh-Hant"],
    "tutorial_man": ["help", "tutorial", "--man"],
    "rank_csv": ["rank", "small.yaml", "--format", "csv", "--set", "speed=30%"],
    "rank_excel": ["rank", "small.yaml", "--no-intervals", "--format", "csv", "--excel=de"],
    "rank_json": ["rank", "small.yaml", "--format", "json"],
    "rank_file": ["rank", "small.yaml", "-o", "out.csv"],
    "rank_workbook": ["rank", "small.yaml", "--no-intervals", "-o", "out.xlsx"],
    "explain": ["explain", "EST", "--index", "small.yaml"],
    "draft": ["init", "--from", "small.csv", "-o", "-"],
    "show": ["show", "small.yaml"],
    "methodology": ["show", "every.yaml", "--methodology"],
    "methodology_latex": ["show", "every.yaml", "--methodology", "--format", "latex"],
    "methodology_json": ["show", "every.yaml", "--methodology", "--format", "json"],
    "audit": ["audit", "every.yaml", "--draws", "4", "--threads", "1"],
    "report": ["report", "every.yaml", "--draws", "4", "--threads", "1", "--format", "html"],
    "report_markdown": ["report", "small.yaml", "--draws", "4", "--threads", "1", "--format", "markdown", "--lang", "ja"],
    "report_profiles": ["report", "every.yaml", "--draws", "4", "--threads", "1", "--profiles", "-o", "pages/"],
    "audit_json": ["audit", "small.yaml", "--draws", "4", "--threads", "1", "--format", "json"],
    "audit_folder": ["audit", "small.yaml", "--draws", "4", "--threads", "1", "-o", "tables/"],
    "compare": ["rank", "every.yaml", "--compare", "1", "--scenario", "short"],
    "explain_changes": ["explain", "DDD", "every.yaml", "--period", "1"],
    "stages": ["stages", "every.yaml", "--period", "1", "--stage", "treated"],
    "stages_long": ["stages", "every.yaml", "--long"],
    "stages_log": ["stages", "every.yaml", "--period", "1", "--log"],
    "panel": ["panel", "every.yaml"],
    "export": ["export", "every.yaml", "--period", "all", "--format", "csv"],
    "export_long": ["export", "small.yaml", "--long", "--format", "csv"],
    "export_workbook": ["export", "small.yaml", "--format", "xlsx"],
    "export_workbook_every": ["export", "every.yaml", "--period", "1", "--format", "xlsx"],
    "export_coin_tool": ["export", "small.yaml", "--coin-tool", "--format", "xlsx"],
    "panel_long": ["panel", "every.yaml", "--long", "--format", "csv"],
    "stats": ["stats", "items", "small.yaml"],
    "stats_csv": ["stats", "correlations", "small.yaml", "--format", "csv"],
    "stats_beside": ["stats", "regression", "small.yaml", "--with", "small.csv:speed,portal"],
    "stats_peers": ["stats", "peers", "small.yaml"],
    "plot": ["plot", "contributions", "small.yaml"],
    "plot_file": ["plot", "tree", "small.yaml", "-o", "tree.svg"],
    "uncertainty": ["uncertainty", "small.yaml", "--draws", "20", "--threads", "1", "--frequencies", "rank-shares.csv"],
    "uncertainty_pairs": ["uncertainty", "small.yaml", "--draws", "20", "--threads", "1", "--pairs"],
    "uncertainty_general": ["uncertainty", "small.yaml", "--draws", "8", "--threads", "1", "--weights", "dirichlet:9", "--aggregate", "on,geometric",
                            "--normalise", "on,zscore", "--error", "10%", "--leave-out", "indicators", "--draws-file", "draws.csv", "--format", "csv"],
    "uncertainty_replaced": ["uncertainty", "small.yaml", "--draws", "8", "--threads", "1", "--aggregate", "on,geometric", "--normalise", "on,zscore",
                             "--leave-out", "indicators", "--failed", "replace", "--format", "json"],
    "uncertainty_walks": ["uncertainty", "walked.yaml", "--draws", "520", "--threads", "1", "--scores", "--format", "json"],
    "uncertainty_at": ["uncertainty", "small.yaml", "--draws", "8", "--threads", "1", "--aggregate", "on,geometric", "--aggregate-at", "small", "--top", "2"],
    "stability": ["stability", "small.yaml"],
    "extends": ["show", "child.yaml"],
    "extends_set": ["weights", "set", "child.yaml", "y=3", "--rescale", "free", "--no-intervals"],
    "scenarios": ["scenarios", "every.yaml"],
    "scenario_ranks": ["scenarios", "every.yaml", "--ranks", "--format", "csv"],
    "scenario_rows": ["scenarios", "every.yaml", "--ranks", "--long", "--units", "AAA,BBB"],
    "scenario": ["rank", "every.yaml", "--scenario", "mean"],
    "bounds": ["bounds", "small.yaml", "--top", "2"],
    "sensitivity_usual": ["sensitivity", "small.yaml", "--draws", "4", "--threads", "1", "--split-weights", "parts"],
    "uncertainty_stated": ["uncertainty", "small.yaml", "--draws", "20", "--threads", "1", "--where", "services >= 2 * speed", "--where", "speed >= 10%",
                           "--draws-file", "draws.csv"],
    "acceptability": ["acceptability", "small.yaml", "--draws", "20", "--threads", "1", "--where", "services <= 60%,portal >= mobile", "--frequencies", "rank-shares.csv"],
    "acceptability_general": ["acceptability", "small.yaml", "--draws", "8", "--threads", "1", "--where", "services <= 60%", "--aggregate", "on,geometric", "--error", "10%",
                              "--leave-out", "indicators", "--pairs", "--format", "json"],
    "sensitivity": ["sensitivity", "small.yaml", "--draws", "4", "--threads", "1", "--aggregate", "on,geometric,copeland"],
    "whatif": ["whatif", "small.yaml", "--set", "speed+=0.5", "--rescale", "from=services", "--method", "small=geometric"],
    "whatif_drop": ["whatif", "every.yaml", "--drop", "y", "--period", "1", "--format", "json"],
    "sweep": ["sweep", "small.yaml", "--grid", "speed=0.5..2:3,mobile=0,1", "--threads", "1", "--format", "csv"],
    "sweep_from": ["sweep", "small.yaml", "--grid", "speed+=0.5", "--rescale", "from=services", "--threads", "1", "--table", "summary"],
    "sweep_part": ["sweep", "small.yaml", "--grid", "speed=30%..60%:4", "--threads", "1", "--part", "2/3", "-o", "p.egb", "--force"],
    "sweep_scenarios": ["sweep", "small.yaml", "--grid", "speed=30%..60%:2", "--threads", "1", "--table", "scenarios", "--format", "json"],
    "weights_show": ["weights", "show", "small.yaml"],
    "weights_show_plain": ["weights", "show", "small.yaml", "--no-intervals", "--format", "csv"],
    "whatif_plain": ["whatif", "small.yaml", "--set", "speed=2", "--no-intervals"],
    "weights_set": ["weights", "set", "small.yaml", "speed=2"],
    "weights_scenario": ["weights", "set", "small.yaml", "speed=50%", "--scenario", "half", "--format", "csv"],
    "weights_record": ["weights", "set", "small.yaml", "speed=2", "--why", "a panel", "--when", "2026-01-02", "--no-intervals"],
    "publish": ["publish", "small.yaml", "--draws", "5", "--threads", "1", "--portal", "data.gov.tw", "-o", "bundle"],
    "verify": ["verify", "there", "--threads", "1"],
    "verify_zip": ["verify", "there.zip", "--threads", "1", "--format", "csv"],
    "publish_marks": ["publish", "every.yaml", "--period", "1", "--draws", "5", "--threads", "1", "--portal", "data.europa.eu", "--format", "csv", "-o", "b.zip"],
    "edition": ["edition", "freeze", "small.yaml", "--into", "frozen"],
    "weights_merge": ["weights", "merge", "grouped.yaml", "grouped-ours.yaml", "grouped-theirs.yaml", "--format", "csv"],
    "weights_log": ["weights", "log", "every.yaml"],
    "weights_undo": ["weights", "undo", "every.yaml", "--no-intervals"],
    "weights_copy": ["weights", "set", "small.yaml", "speed=2", "--copy", "copy.yaml", "--no-intervals"],
    "weights_ahp": ["weights", "ahp", "ana.csv", "ben.csv", "--index", "small.yaml"],
    "weights_budget": ["weights", "budget", "budget.csv", "--index", "small.yaml"],
    "weights_methods": ["weights", "equal", "sd", "--index", "small.yaml"],
    "diff": ["diff", "every.yaml", "--period", "1", "2"],
    "diff_recorded": ["diff", "every.yaml@0", "every.yaml@1", "--period", "1", "1"],
    "diff_two": ["diff", "small.yaml", "every.yaml", "--format", "json"],
    "crosswalk": ["crosswalk", "small.yaml", "every.yaml@1", "ranks.csv"],
    "crosswalk_pairs": ["crosswalk", "small.yaml", "ranks.csv", "--pairs"],
    "crosswalk_unit": ["crosswalk", "every.yaml", "ranks.csv", "--unit", "AAA"],
    "profile": ["profile", "EST", "small.yaml"],
    "levels": ["rank", "small.yaml", "--levels", "--sort", "held_back_by"],
    "lint": ["lint", "every.yaml", "--period", "1", "--format", "csv"],
    "lint_messages": ["lint", "small.yaml", "--exit-code"],
    "lint_rules": ["lint", "--rules"],
    "validate": ["validate", "small.yaml"],
    "validate_broken": ["validate", "broken.yaml"],
    "schema": ["schema"],
    "methods": ["methods"],
    "import": ["import", "small.csv"],
    "import_latin": ["import", "latin.csv"],
    "import_strange": ["import", "strange.csv{others: ignore}"],
    "import_book": ["import", "table.xlsx"],
    "import_packed": ["import", "packed.tsv"],
    "rank_book": ["rank", "book.yaml"],
    "rank_packed": ["rank", "packed.yaml"],
    "import_written": ["import", "small.csv", "-o", "imported.csv", "--force"],
    "import_breakdown": ["import", "parts.csv{others: ignore}", "--units", "list.csv{id: code}", "-o", "imported.csv", "--force"],
    "import_recipe": ["import", "--recipe", "parts.import.yaml", "parts.csv", "--units", "list.csv", "-o", "imported.csv", "--force"],
    "init_from": ["init", "--from", "tidy.csv{others: ignore}", "small.csv", "-o", "draft.yaml"],
    "init_described": ["init", "--from", "small.csv", "meta.csv", "-o", "draft.yaml"],
    "init": ["init", "small.yaml", "-o", "form.csv"],
    "init_workbook": ["init", "small.yaml", "-o", "form.xlsx"],
    "stats": ["stats", "importance", "small.yaml"],
    "plot": ["plot", "contributions", "small.yaml"],
    "plot_added_value": ["plot", "added-value", "small.yaml"],
    "plot_text": ["plot", "contributions", "small.yaml", "--format", "text"],
    "plot_map": ["plot", "map", "small.yaml", "-o", "out.svg"],
    "plot_levels": ["plot", "levels", "small.yaml"],
    "form": ["rank", "small.yaml", "--no-intervals", "--data", "filled.csv"],
    "help": ["help", "--man"],
    "completion": ["completion", "zsh"],
    "completion_bash": ["completion", "bash"],
    "completion_fish": ["completion", "fish"],
    "doctor": ["doctor"],
    "parts_made": ["sensitivity", "small.yaml", "--draws", "4", "--threads", "1", "--aggregate", "on,geometric", "--part", "1/2", "-o", "part.egb", "--force"],
    "parts_joined": ["uncertainty", "small.yaml", "--draws", "300", "--threads", "1", "--merge", "one.egb", "two.egb", "-o", "all.egb", "--force"],
    "parts_merged": ["uncertainty", "small.yaml", "--draws", "300", "--threads", "1", "--merge", "one.egb", "two.egb"],
    "sensitivity_removals": ["sensitivity", "small.yaml", "--table", "removals"],
    "explain_pair": ["explain", "EST", "TWN", "small.yaml"],
    "method": ["methods", "minmax"],
}
# These stay open until they are stopped or want a terminal; what they compute is what the others compute.
OPEN = {"watch", "tune"}


@unittest.skipIf(os.environ.get("EGOVBENCH_SANITIZED"), "a sanitizer brings its own allocator")
class EveryAllocation(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.place = Path(self.folder.name)
        (self.place / "small.yaml").write_text(DEFINITION, encoding="utf-8")
        (self.place / "broken.yaml").write_text(DEFINITION.replace("weight", "weigth").replace("minmax", "minmx"))
        (self.place / "small.csv").write_text(TABLE, encoding="utf-8")
        (self.place / "strange.csv").write_bytes(STRANGE.encode())
        (self.place / "meta.csv").write_text(META, encoding="utf-8")
        (self.place / "parts.csv").write_text(PARTS, encoding="utf-8")
        (self.place / "tidy.csv").write_text(PARTS.replace(" b", ""), encoding="utf-8")
        (self.place / "list.csv").write_text(UNITS, encoding="utf-8")
        (self.place / "parts.import.yaml").write_text(LOG, encoding="utf-8")
        (self.place / "ranks.csv").write_text("unit,rank\nAAA,1\nEST,2\nTWN,3\nBBB,4\n", encoding="utf-8")
        (self.place / "walked.yaml").write_text(WALKED, encoding="utf-8")
        (self.place / "every.yaml").write_text(STAGES, encoding="utf-8")
        (self.place / "child.yaml").write_text(CHILD, encoding="utf-8")
        (self.place / "every.changes.yaml").write_text(CHANGES, encoding="utf-8")
        (self.place / "every.csv").write_text(YEARS, encoding="utf-8")
        (self.place / "grouped.yaml").write_text(GROUPED, encoding="utf-8")
        (self.place / "grouped-ours.yaml").write_text(GROUPED.replace("id: x,", "id: x, weight: 2,"), encoding="utf-8")
        (self.place / "grouped-theirs.yaml").write_text(GROUPED.replace("id: x,", "id: x, weight: 3,").replace("others", "  others") + "# end\n",
                                                        encoding="utf-8")
        (self.place / "listed.csv").write_text(LISTED, encoding="utf-8")
        (self.place / "more.csv").write_text("unit,name_ja,region\nAAA,ア,EU\nBBB,ビ,AS\nQQQ,ク,AS\n", encoding="utf-8")
        (self.place / "weights.csv").write_text(WEIGHTS, encoding="utf-8")
        (self.place / "ungrouped.yaml").write_text(GROUPED.replace("High, Low", "Hihg, Low").replace("listed", "two")
                                                   .replace("weights.csv", "bad.csv"), encoding="utf-8")
        (self.place / "two.csv").write_text(LISTED + "AAA,2,aaa,High,3\n", encoding="utf-8")
        (self.place / "bad.csv").write_text(WEIGHTS + "q,w,,1\ny,grouped,,2%\nx,grouped,1,-1\n", encoding="utf-8")
        lines = [";".join(row.split(",")).replace(".", ",") for row in TABLE.splitlines()]
        lines.insert(1, "#label;;Portal;Mobile;Speed")
        (self.place / "filled.csv").write_text("\n".join(lines), encoding="utf-16")
        (self.place / "ana.csv").write_text(",services,speed\nservices,1,3\nspeed,1/3,1\n")
        (self.place / "ben.csv").write_text(",speed,services\nspeed,1,2\nservices,,1\n")
        (self.place / "book.xlsx").write_bytes(archive(BOOK))
        (self.place / "table.xlsx").write_bytes(archive({**BOOK, "xl/worksheets/sheet2.xml": rows(CELLS[CELLS.index("<row r=\"2\""):])}))
        (self.place / "book.yaml").write_text(OF_BOOK)
        (self.place / "latin.csv").write_bytes("unit,name,a\nCIV,Côte d'Ivoire,1\nHRV,Hýrvatistan,2\n".encode("cp1252"))
        (self.place / "packed.tsv").write_text(PACKED)
        (self.place / "packed.yaml").write_text(OF_PACKED)
        (self.place / "regions.csv").write_text("Entity,Code,Year\nAfrica,,2020\nEstonia,EST,2020\nDenmark,DNK,2020\n")
        (self.place / "budget.csv").write_text("who,services,speed\nana,60,40\nben,1,3\n")
        if "verify" in self._testMethodName or "format" in self._testMethodName:
            self.publish()
        if "parts" in self._testMethodName or "format" in self._testMethodName:
            for part, name in (("1/2", "one.egb"), ("2/2", "two.egb")):
                subprocess.run([str(BUILD / "egovbench"), "uncertainty", "small.yaml", "--draws", "300", "--part", part, "-o", name], cwd=self.place, check=True,
                               capture_output=True)
        # LD_PRELOAD is a list divided by spaces and colons, which a build folder may have in its name.
        self.preload = self.place / "fail_nth.so"
        self.preload.symlink_to(PRELOAD)
        self.files = set(os.listdir(self.place))

    def publish(self):
        """A bundle, and one that differs."""
        for into in ("there", "there.zip"):
            subprocess.run([str(BUILD / "egovbench"), "publish", "small.yaml", "--draws", "5", "-o", into], cwd=self.place, check=True, capture_output=True)
        (self.place / "there/README.md").write_text("other words", encoding="utf-8")

    def run_with(self, command, at, mode):
        """(exit code, stdout, stderr, whether allocation `at` was reached, new files)"""
        reading, writing = os.pipe()
        environment = dict(os.environ, LC_ALL="C", LD_PRELOAD=str(self.preload), EGB_OOM_AT=str(at), EGB_OOM_MODE=mode,
                           EGB_OOM_REPORT=str(writing))
        done = subprocess.run([str(BUILD / "egovbench"), *command], cwd=self.place, env=environment, check=False,
                              stdin=subprocess.DEVNULL, capture_output=True, pass_fds=[writing])
        os.close(writing)
        with os.fdopen(reading, "rb") as report:
            reached = report.read() != b""
        made = {}
        for path in [self.place / name for name in set(os.listdir(self.place)) - self.files]:
            if path.is_dir():  # whose files are named with it
                made.update({file.relative_to(self.place).as_posix(): file.read_bytes() for file in path.rglob("*") if file.is_file()})
                shutil.rmtree(path)
            else:
                made[path.name] = path.read_bytes()
                path.unlink()
        return done.returncode, done.stdout, done.stderr, reached, made

    def allocations(self, command):
        """How many allocations the command makes, by bisection."""
        low, high = 0, 1
        while self.run_with(command, high, "one")[3]:
            low, high = high, high * 2
        while high - low > 1:
            middle = (low + high) // 2
            if self.run_with(command, middle, "one")[3]:
                low = middle
            else:
                high = middle
        return low

    def check(self, command):
        calm = self.run_with(command, 0, "one")
        if b"minizip" in calm[2]:
            self.skipTest("this program reads no workbooks")
        self.assertIn(calm[0], (0, 1), calm[2])
        total = self.allocations(command)
        self.assertGreater(total, 0)
        step = max(1, total // FEW.get(command[0], TRIES))
        for mode, stride in (("one", step), ("from", step * 4)):
            for n in range(1, total + 1, stride):
                code, out, err, _, made = self.run_with(command, n, mode)
                told = f"{' '.join(command)}, allocation {n} of {total}, {mode}: exit {code}\n{err.decode(errors='replace')}"
                if (code, out, made) == (calm[0], calm[1], calm[4]):
                    continue  # it did without
                if code == calm[0] and b"GLPK failed or memory ran out" in b"".join([out, *made.values()]):
                    continue  # an audit says so of one of its figures
                self.assertIn(code, REFUSALS, told)
                self.assertEqual(made, {}, told)
                # What does not load is in the report that doctor prints.
                self.assertNotEqual(err or (out if command == ["doctor"] else b""), b"", told)

    def shown_by(self, *words):
        done = subprocess.run([str(BUILD / "egovbench"), *words], check=True, capture_output=True, text=True)
        return done.stdout

    def test_no_command_is_left_out(self):
        names = {line.split("\t")[0] for line in self.shown_by("__complete", "commands").splitlines()}
        self.assertGreater(len(names), 20)
        self.assertEqual(names - {command[0] for command in COMMANDS.values()}, OPEN)

    def test_completions_get_fewer(self):
        """Completions report no error but that one; without memory there are fewer of them, and no signal."""
        words = ["__complete", "units", "small.yaml"]
        whole = self.run_with(words, 0, "one")[1].splitlines()
        self.assertEqual(len(whole), 6)  # ids and names
        total = self.allocations(words)
        for n in range(1, total + 1, max(1, total // 50)):
            code, out, err, _, made = self.run_with(words, n, "from")
            self.assertGreaterEqual(code, 0, n)
            self.assertIn(err, (b"", b"egovbench: out of memory\n"), n)
            self.assertEqual(made, {}, n)
            self.assertLessEqual(set(out.splitlines()), set(whole), n)

    def formats(self):
        text = re.search(r"--format FORMAT +(.*?)\.\s", self.shown_by("rank", "--help"), re.DOTALL).group(1)
        text = " ".join(text.split())
        names = re.split(r", | or ", text)
        self.assertIn("latex", names)
        return names

    def check_file(self, command, name, total):
        """The last allocations, which are the writer's, of a command that takes about `total` of them."""
        words = [*command, "--format", name, "-o", "out.file"]
        calm = self.run_with(words, 0, "one")
        if calm[0] == 2:  # it has no such format
            return False
        self.assertEqual(list(calm[4]), ["out.file"], (words, calm[2]))
        for n in [max(1, total * k // 100) for k in (30, 60, 80, 90, 95, 98, 100, 103, 107, 115)]:
            code, out, err, _, made = self.run_with(words, n, "from")
            if (code, out, made) == (calm[0], calm[1], calm[4]):
                continue
            told = f"{' '.join(words)}, allocation {n} of about {total}: exit {code}\n{err.decode(errors='replace')}"
            self.assertIn(code, REFUSALS, told)
            self.assertEqual(made, {}, told)
            self.assertNotEqual(err, b"", told)
        return True

    def test_every_format_into_a_file(self):
        first = {}
        for command in COMMANDS.values():
            other = {"-o", "--format", "--frequencies", "--draws-file"} & set(command)  # two files are two matters
            if not other and command[0] not in {*first, "__complete"} and "--format FORMAT" in self.shown_by(command[0], "--help"):
                first[command[0]] = command
        self.assertGreater(len(first), 12)
        for command in first.values():
            total = self.allocations(command)
            written = [name for name in self.formats() if self.check_file(command, name, total)]
            self.assertTrue(written, command)


def add_case(name, command):
    setattr(EveryAllocation, f"test_{name}", lambda self: self.check(command))


for row in COMMANDS.items():
    add_case(*row)

if __name__ == "__main__":
    unittest.main()
