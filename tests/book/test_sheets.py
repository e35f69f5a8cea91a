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
             "AND", "OR", "IFERROR", "MOD"}


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


if __name__ == "__main__":
    sys.exit(unittest.main())
