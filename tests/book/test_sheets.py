"""The sheets of a workbook that computes, without a spreadsheet: their names, what is a formula and what is a value, and
names that would run if they were anything but text."""
import sys
import unittest
import zipfile
from xml.etree import ElementTree

import live_workbook
import program

SHEETS = ["About", "Ranking", "Weights", "Scores", "Ranks", "Levels", "Profile", "Data", "Normalised", "Rounded",
          "Methodology", "Sources", "Dictionary", "Log"]
HOSTILE = ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "<script>", "&amp;", "a!b'c", "]]>", "{x}", "%x", "\u202eabc", "中文名稱"]
FUNCTIONS = {"IF", "MIN", "MAX", "SUM", "SUMPRODUCT", "COUNT", "AVERAGE", "MATCH", "EXACT", "INDEX", "SUMIF", "ROUND", "RANK", "ABS",
             "AND", "OR", "ISTEXT", "IFERROR", "MOD", "ROW"}


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


class Sheets(program.ProgramTest):
    def export(self, *options, index="small.yaml"):
        self.run_program("export", index, "-o", "out.xlsx", "--force", *options, code=0)
        return live_workbook.read(self.place / "out.xlsx")

    def test_sheets_have_fixed_names(self):
        self.assertEqual(list(self.export()), SHEETS)
        with_more = (self.place / "small.yaml").read_text(encoding="utf-8").replace(
            "normalise: minmax,", "treat: log, normalise: minmax,").replace("  - id: services\n", "  - id: services\n    rescale: minmax\n")
        (self.place / "more.yaml").write_text(with_more, encoding="utf-8")
        self.assertEqual(list(self.export(index="more.yaml")), [*SHEETS[:8], "Prepared", "Normalised", "Steps", *SHEETS[9:]])

    def test_a_score_is_a_formula_of_formulas(self):
        book = self.export()
        for sheet in ("Scores", "Ranks", "Normalised", "Rounded"):
            cells = book[sheet]
            self.assertTrue(all(at in cells.formula for at in cells if at[0] >= 8 and 2 <= at[1] < 5 and cells[at] != ""), sheet)
        weights = book["Weights"]
        own = weights.column_named(7, "your weights")
        self.assertEqual([weights[weights.row_of(0, node), own] for node in ("services", "portal", "speed")], [2, 1, 1])
        self.assertEqual([weights[row, weights.column_named(7, "check")] for row in (8, 9)], ["ok", "ok"])
        self.assertEqual([at for at in weights.formula if at[1] == own], [(4, own)])

    def test_the_best_is_the_darkest(self):
        """Rank 1 and level 1 are the best: the colour of the lowest number is the darker one."""
        self.export()
        found = []
        with zipfile.ZipFile(self.place / "out.xlsx") as archive:
            for number, name in enumerate(SHEETS, 1):
                root = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
                for scale in root.iter(live_workbook.MAIN + "colorScale"):
                    low, high = (sum(bytes.fromhex(colour.get("rgb")[2:])) for colour in scale.iter(live_workbook.MAIN + "color"))
                    self.assertLess(low, high, name)
                    found.append(name)
        self.assertEqual(found, ["Ranks", "Levels"])

    def test_names_are_text(self):
        nodes = "".join(f"  - {{id: n{k}, name: {quoted(name)}, column: c{k}}}\n" for k, name in enumerate(HOSTILE))
        (self.place / "hostile.yaml").write_text(
            f"egovbench: 1\nid: hostile\ntitle: {quoted(HOSTILE[0])}\ndata: [{{file: hostile.csv}}]\n"
            f"levels: [{{id: a, name: {quoted(HOSTILE[0])}, from: 0}}]\nindicators:\n{nodes}", encoding="utf-8")
        rows = [",".join(["unit", "name", *[f"c{k}" for k in range(len(HOSTILE))]])]
        for u, name in enumerate(HOSTILE):
            rows.append(",".join([f"U{u}", '"' + name.replace('"', '""') + '"', *[str((u * 7 + k * 3) % 13) for k in range(len(HOSTILE))]]))
        (self.place / "hostile.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        book = self.export(index="hostile.yaml")
        self.assertIn(HOSTILE[0], book["Ranking"].values())
        self.assertEqual({book["Scores"][8 + u, 1] for u in range(len(HOSTILE))} & set(HOSTILE[:4]), set(HOSTILE[:4]))
        for name, sheet in book.items():
            for formula in sheet.formula.values():
                self.assertTrue(formula.isascii(), formula)
                self.assertFalse([text for text in HOSTILE if len(text) > 2 and text in formula], formula)
                words = set(live_workbook.re.findall(r"([A-Z][A-Z0-9.]*)\(", formula))
                self.assertEqual(words - FUNCTIONS, set(), (name, formula))

    def test_nothing_leads_out_of_the_file(self):
        self.export()
        with zipfile.ZipFile(self.place / "out.xlsx") as archive:
            for item in archive.namelist():
                ElementTree.fromstring(archive.read(item))
                self.assertNotIn(b"External", archive.read(item), item)
            self.assertEqual([name for name in archive.namelist() if "vba" in name.lower() or "external" in name.lower()], [])

    def test_the_same_bytes(self):
        self.export()
        first = (self.place / "out.xlsx").read_bytes()
        self.export()
        self.assertEqual(first, (self.place / "out.xlsx").read_bytes())

    def test_what_is_a_value_is_explained(self):
        text = (self.place / "small.yaml").read_text(encoding="utf-8").replace(
            "  - id: services\n", "  - id: services\n    aggregate: benefit-of-the-doubt\n").replace("    weight: 2\n", "    weight: 2\n")
        (self.place / "program.yaml").write_text(text, encoding="utf-8")
        book = self.export(index="program.yaml")
        about = book["About"]
        row = about.row_of(2, "services")
        self.assertEqual((about[row, 0], about[row, 1]),
                         ("Scores", "the method solves programs, which a spreadsheet has no formula for"))
        column = book["Scores"].column_named(2, "services")
        self.assertNotIn((8, column), book["Scores"].formula)
        self.assertIn((8, 2), book["Scores"].formula)  # what is above it goes on to follow
        plain = self.export()
        self.assertIn("None: every score and rank of this index is a formula.", plain["About"].values())

    def test_what_was_learned_elsewhere_is_a_value(self):
        rows = ["unit,period,a,b", *[f"U{u},{year},{(u * 7 + year) % 23 + 1},{(u * 5 + year) % 17 + 2}" for year in (2020, 2021) for u in range(8)]]
        (self.place / "years.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        (self.place / "years.yaml").write_text(
            "egovbench: 1\nid: years\ndata: [{file: years.csv}]\nfit: all\nrank: {decimals: 1, rounding: r}\n"
            "indicators: [{id: a, column: a}, {id: b, column: b, normalise: {method: zscore, fit: period, round: 2, rounding: r}}]\n", encoding="utf-8")
        book = self.export(index="years.yaml")
        about, normalised = book["About"], book["Normalised"]
        first = about.row_of(0, "fixed values") + 1
        self.assertEqual([tuple(about[first + k, column] for column in (0, 2, 1)) for k in range(3)], [
            ("Normalised", "a", "learned from other periods (`fit:`), which the workbook does not have"),
            ("Normalised", "b", "rounded as R does, to the nearest of binary numbers"),
            ("Rounded", "all nodes", "rounded as R does, to the nearest of binary numbers: ranks are those of the scores as written")])
        self.assertEqual([at in normalised.formula for at in ((5, 2), (8, 2), (5, 3), (8, 3))], [False, True, True, False])
        self.assertEqual([at in book["Rounded"].formula for at in ((8, 2), (8, 3))], [False, False])

    def test_the_record_of_changes_is_shown(self):
        self.run_program("weights", "set", "small.yaml", "speed=3", "--why", "panel 3", "--write", code=0)
        log = self.export()["Log"]
        self.assertEqual([log[4, at] for at in (3, 4, 5, 6)], ["panel 3", log[4, 4], log[4, 5], log[4, 6]])
        self.assertIn("speed", [value for (row, at), value in log.items() if at == 4])

    def test_the_table_itself_is_still_there(self):
        for option in (["--long"], ["--units", "EST"], ["--columns", "unit,score"]):
            self.assertNotIn("Weights", self.export(*option))

    def test_what_a_spreadsheet_would_not_compute_is_refused(self):
        rows = ["unit,a,b", *[f"U{u},{u % 97},{u % 89}" for u in range(7000)]]
        (self.place / "large.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        (self.place / "large.yaml").write_text(
            "egovbench: 1\nid: large\ndata: [{file: large.csv}]\nindicators: [{id: a, column: a}, {id: b, column: b}]\n", encoding="utf-8")
        done = self.run_program("export", "large.yaml", "-o", "out.xlsx", code=5)
        self.assertIn("7000 units and 3 nodes", done.err)
        self.run_program("export", "large.yaml", "-o", "index.csv", code=0)  # as the hint says
        columns = [f"c{k}" for k in range(9000)]  # each behind what it breaks ties by
        (self.place / "wide.csv").write_text(",".join(["unit", *columns]) + "\nA" + ",1" * 9000 + "\n", encoding="utf-8")
        (self.place / "wide.yaml").write_text(
            "egovbench: 1\nid: wide\ndata: [{file: wide.csv}]\ndefaults: {normalise: as-is}\nrank: {tie-breakers: ["
            + ", ".join(columns) + "]}\nindicators:\n" + "".join(f"  - {{id: {column}, column: {column}}}\n" for column in columns),
            encoding="utf-8")
        done = self.run_program("export", "wide.yaml", "-o", "out.xlsx", code=5)
        self.assertIn("9001 nodes would take 18019 columns", done.err)
        self.run_program("export", "wide.yaml", "-o", "values.csv", code=0)

    def test_what_is_longer_than_excel_takes(self):
        """A formula of too many bands is a value, and says so; a chart has no more series than it may."""
        bands, more = range(600), range(300)
        (self.place / "long.csv").write_text("unit,a,b\n" + "".join(f"U{u},{u},{u % 3}\n" for u in range(5)), encoding="utf-8")
        (self.place / "long.yaml").write_text(
            "egovbench: 1\nid: long\ndata: [{file: long.csv}]\ndefaults: {normalise: as-is}\nindicators:\n"
            f"  - {{id: a, column: a, normalise: {{method: bands, thresholds: {[*bands]}, scores: {[0, *bands]}}}}}\n"
            + "".join(f"  - {{id: b{k}, column: b}}\n" for k in more), encoding="utf-8")
        book = self.export(index="long.yaml")
        self.assertEqual([at for at in book["Normalised"].formula if at[1] == 2], [])
        self.assertIn("the formula would be longer than a spreadsheet takes", book["About"].values())
        with zipfile.ZipFile(self.place / "out.xlsx") as archive:
            series = [archive.read(item).count(b"<c:ser>") for item in archive.namelist() if "charts/chart" in item]
        self.assertEqual(series, [1, 2])  # scores, and a profile


class CoinTool(program.ProgramTest):
    """In the cells in which COINr (R/coinToolIn.R) reads them, counted from 0 here."""

    def export(self, index):
        self.run_program("export", index, "--coin-tool", "-o", "tool.xlsx", "--force", code=0)
        return live_workbook.read(self.place / "tool.xlsx")

    def test_cells(self):
        book = self.export("small.yaml")
        self.assertEqual(list(book), ["Database", "Framework", "Notes"])
        data, tree = book["Database"], book["Framework"]
        rows = {row: [data.get((row, column), "") for column in (4, 5, 6)] for row in range(6, 17)}
        self.assertEqual(rows, {
            6: [1, 1, 1], 7: [1, 1, 1], 8: [0, "", ""], 9: [1, "", ""], 10: ["Index"] * 3, 11: ["si.01"] * 3,
            12: ["p.01", "p.01", "p.02"], 13: ["sp.01"] * 3, 14: ["portal", "mobile", "speed"], 15: ["Ind.01", "Ind.02", "Ind.03"],
            16: [0.9, 3, 7]})
        self.assertEqual([data[16, 1], data[16, 2], data[19, 6]], ["Estonia", "EST", "n/a"])
        self.assertEqual([[tree.get((row, column), "") for column in (2, 4, 7)] for row in range(3, 8)],
                         [["Dimension/indicator", "Weight", "Name"], ["Index", 1, "A small index"], ["p.01", 2, "services"],
                          ["p.02", 1, "speed"], ["--", "", ""]])
        self.assertEqual(tree[51, 2], "--")  # row 52, the last
        notes = {row[0]: value for row, value in book["Notes"].items() if row[1] == 1}
        self.assertIn("its answers have points: Database has the numbers of the answers", notes.values())
        self.assertIn("it is normalised by another method than indicators before it: the tool has one for all", notes.values())

    def test_the_program_reads_it_again(self):
        self.export("small.yaml")
        if "minizip" in self.run_program("import", "tool.xlsx").err:
            self.skipTest("this program reads no workbooks")
        (self.place / "again.yaml").write_text(
            "egovbench: 1\nid: again\ndata: [{file: tool.xlsx, as: coin-tool}]\nindicators:\n"
            "  - {id: portal, column: Ind.01}\n  - {id: mobile, column: Ind.02}\n  - {id: speed, column: Ind.03}\n", encoding="utf-8")
        raw = [self.run_program("stages", index, "--stage", "raw", "--format", "csv", code=0).out for index in ("small.yaml", "again.yaml")]
        self.assertEqual(sorted(raw[0].splitlines()[1:]), sorted(raw[1].splitlines()[1:]))

    def test_what_does_not_fit_is_refused(self):
        many = "".join(f"  - {{id: i{k}, column: speed}}\n" for k in range(100))
        deep = "  - {id: a, indicators: [{id: b, indicators: [{id: c, indicators: [{id: d, indicators: [{id: e, column: speed}]}]}]}]}\n"
        wide = "".join(f"  - {{id: g{k}, indicators: [{{id: i{k}, column: speed}}]}}\n" for k in range(48))
        begin = "egovbench: 1\nid: x\ndata: [{file: small.csv, unit: unit}]\nindicators:\n"
        for text, said in ((many, "99 indicators"), (deep, "4 levels"), (wide, "48 nodes")):
            (self.place / "x.yaml").write_text(begin + text, encoding="utf-8")
            self.assertIn(f"the COIN Tool holds {said}", self.run_program("export", "x.yaml", "--coin-tool", "-o", "x.xlsx", code=5).err)
            self.assertFalse((self.place / "x.xlsx").exists())
        # as the hints say
        (self.place / "x.yaml").write_text(begin.replace("indicators:", "scenarios: {small: {drop: [i0]}}\nindicators:") + many, encoding="utf-8")
        self.run_program("export", "x.yaml", "--coin-tool", "-o", "fewer.xlsx", "--scenario", "small", code=0)
        rows = ["unit,speed", *[f"U{u},{u}" for u in range(300)]]
        (self.place / "fewer.csv").write_text("\n".join(rows[:-1]) + "\n", encoding="utf-8")
        (self.place / "small.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
        (self.place / "x.yaml").write_text(begin + "  - {id: speed, column: speed}\n", encoding="utf-8")
        self.assertIn("299 units", self.run_program("export", "x.yaml", "--coin-tool", "-o", "x.xlsx", code=5).err)
        self.run_program("export", "x.yaml", "--coin-tool", "-o", "x.xlsx", "--data", "fewer.csv", code=0)

    def test_units_without_a_rank_are_noted(self):
        text = (self.place / "small.yaml").read_text(encoding="utf-8")
        (self.place / "few.yaml").write_text(text + "screen: {exclude: {EST: too small}, unranked: {TWN: a total}}\n", encoding="utf-8")
        sheet = self.export("few.yaml")["Notes"]
        notes = {sheet[row, 0]: value for (row, at), value in sheet.items() if at == 1}
        self.assertIn("it takes no part in the index", notes["EST"])
        self.assertIn("it has no rank in the index", notes["TWN"])

    def test_it_is_about_a_workbook(self):
        for more in ([], ["--long", "-o", "x.xlsx"], ["-o", "x.csv"]):
            self.assertIn("--coin-tool is about a workbook", self.run_program("export", "small.yaml", "--coin-tool", *more, code=2).err)


if __name__ == "__main__":
    sys.exit(unittest.main())
