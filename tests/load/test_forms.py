"""Forms that `init` hands out: what they say about their columns, filled in and read back, as they are and as spreadsheets of other countries
save them."""
import csv
import io
import random
import re
import shlex
import unittest
import zipfile
from xml.etree import ElementTree

from program import ProgramTest

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
INDICES = ("waseda-2016", "egdi", "gtmi-2022", "desi-2022", "oecd-dgi-2023")


def letters(column):
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def value_for(allowed, chance):
    """An answer that the form says is allowed."""
    bounds = re.fullmatch(r"(\S+) to (\S+)", allowed)
    if bounds:
        return f"{chance.uniform(float(bounds[1]), float(bounds[2])):.3f}"
    if allowed:
        return chance.choice([answer.lstrip(">=") for answer in allowed.split(", ") if not answer.startswith("any")] or ["1"])
    return f"{chance.uniform(0, 100):.3f}"


class Forms(ProgramTest):
    def form(self, index, *options):
        text = self.run_program("init", index, "-o", "-", *options, code=0).out
        return list(csv.reader(io.StringIO(text), strict=True))

    def filled(self, index, units=5):
        rows, chance = self.form(index), random.Random(index)
        head = {row[0]: row for row in rows if row[0].startswith("#")}
        allowed = head.get("#allowed", [""] * len(rows[0]))
        first = rows[0].index("name") + 1
        for row in [row for row in rows[1:] if not row[0].startswith("#")][:units]:
            row[first:] = [value_for(what, chance) for what in allowed[first:]]
        return rows, first

    def save(self, name, rows, delimiter=",", encoding="utf-8", mark=b"", lead="", comma=0):
        out = io.StringIO()
        out.write(lead)
        writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
        for i, row in enumerate(rows):
            number = comma and i > 0 and not row[0].startswith("#")
            writer.writerow([cell.replace(".", ",") if number and at >= comma else cell for at, cell in enumerate(row)])
        (self.place / name).write_bytes(mark + out.getvalue().encode(encoding, "replace"))

    def rank(self, index, data, code=0):
        done = self.run_program("rank", index, "--data", data, "--no-intervals", "--format", "csv")
        self.assertEqual(done.code, code, done.err)
        return done

    # ---- what it says

    def test_labels_measures_and_allowed_answers(self):
        (self.place / "i.yaml").write_text(
            "egovbench: 1\nid: t\ntitle: T\nunits: {file: u.csv}\nindicators:\n"
            "  - {id: a, name: {en: Speed, ja: 速度}, unit: Mbit/s, bounds: [0, 1000], note: Measured in spring., goalposts: [0, 100]}\n"
            "  - {id: b, name: Portal, points: {'yes, all': 1, some: 0.5, 'no': 0}}\n"
            "  - {id: c, name: Level, points: {0: 0, 1: 0.5, 2: 1}}\n"
            "  - {id: d, points: {'>=3': 1, else: 0}}\n  - {id: e, normalise: minmax}\n", encoding="utf-8")
        (self.place / "u.csv").write_text("unit,name\nEST,Estonia\nJPN,Japan\n", encoding="utf-8")
        self.assertEqual(self.form("i.yaml"), [
            ["unit", "name", "a", "b", "c", "d", "e"], ["#label", "", "Speed", "Portal", "Level", "d", "e"], ["#measure", "", "Mbit/s", "", "", "", ""],
            ["#allowed", "", "0 to 1000", "yes, all, some, no", "0, 1, 2", ">=3, any other answer", ""],
            ["EST", "Estonia", "", "", "", "", ""], ["JPN", "Japan", "", "", "", "", ""]])
        self.assertEqual(self.form("i.yaml", "--lang", "ja")[1][2], "速度")
        parts = self.workbook("i.yaml")
        rules = {rule.get("sqref"): rule for rule in parts["xl/worksheets/sheet1.xml"].iter(MAIN + "dataValidation")}
        self.assertEqual([(rules[cells].get("type"), [formula.text for formula in rules[cells]]) for cells in ("C5:C6", "D5:D6", "E5:E6", "F5:F6", "G5:G6")],
                         [("decimal", ["0", "1000"]), ("list", ["answers!$A$2:$A$4"]), ("list", ["answers!$B$2:$B$4"]), (None, []), (None, [])])
        self.assertEqual(rules["C5:C6"].get("prompt"), "Speed\nMbit/s\nAllowed: 0 to 1000\nMeasured in spring.")
        answers = [[(cell.get("t"), "".join(cell.itertext())) for cell in row] for row in parts["xl/worksheets/sheet2.xml"].iter(MAIN + "row")]
        self.assertEqual(answers[1], [("inlineStr", "yes, all"), (None, "0")])
        pane = parts["xl/worksheets/sheet1.xml"].find(f".//{MAIN}pane")
        self.assertEqual((pane.get("topLeftCell"), pane.get("state")), ("C5", "frozen"))
        self.assertIsNone(parts["xl/worksheets/sheet1.xml"].find(MAIN + "autoFilter"))  # sorting would move the descriptions

    def workbook(self, index, name="form.xlsx"):
        done = self.run_program("init", index, "-o", name, "--force")
        if "xlsx cannot be written: this egovbench was built without" in done.err:
            self.skipTest("built without minizip")
        self.assertEqual(done.code, 0, done.err)
        with zipfile.ZipFile(self.place / name) as archive:
            return {part: ElementTree.fromstring(archive.read(part)) for part in archive.namelist()}

    # ---- and back

    def test_filled_in_and_read(self):
        for index in INDICES:
            with self.subTest(index=index):
                rows, _ = self.filled(index)
                self.save("form.csv", rows)
                self.save("bare.csv", [row for row in rows if not row[0].startswith("#")])
                self.assertEqual(self.rank(index, "form.csv").out, self.rank(index, "bare.csv").out)

    def fill_workbook(self, index, rows, first, name):
        """As Excel does: texts go to a table of shared strings, numbers into cells."""
        parts = self.workbook(index, name)
        sheet, shared = parts["xl/worksheets/sheet1.xml"], []
        for cell in sheet.iter(MAIN + "c"):
            if cell.get("t") == "inlineStr":
                shared.append("".join(cell.itertext()))
                for child in list(cell):
                    cell.remove(child)
                cell.set("t", "s")
                ElementTree.SubElement(cell, MAIN + "v").text = str(len(shared) - 1)
        lines = list(sheet.iter(MAIN + "row"))
        for number, (line, row) in enumerate(zip(lines, rows), 1):
            for at, text in enumerate(row):
                if number > 1 and at >= first and text and not row[0].startswith("#"):
                    cell = ElementTree.SubElement(line, MAIN + "c", r=f"{letters(at)}{number}")
                    ElementTree.SubElement(cell, MAIN + "v").text = text
        strings = ElementTree.Element(MAIN + "sst")
        for text in shared:
            ElementTree.SubElement(ElementTree.SubElement(strings, MAIN + "si"), MAIN + "t").text = text
        parts["xl/sharedStrings.xml"] = strings
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
        ElementTree.SubElement(parts["xl/_rels/workbook.xml.rels"], "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship",
                               Id="rId99", Type=office, Target="sharedStrings.xml")
        with zipfile.ZipFile(self.place / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, tree in parts.items():
                archive.writestr(part, ElementTree.tostring(tree, encoding="utf-8"))

    def test_workbooks_are_read(self):
        for index in INDICES:
            with self.subTest(index=index):
                rows, first = self.filled(index)
                self.save("form.csv", rows)
                self.fill_workbook(index, rows, first, "filled.xlsx")
                done = self.rank(index, "filled.xlsx")
                self.assertEqual(done.out, self.rank(index, "form.csv").out)
                self.assertNotIn("this sheet is read", self.run_program("validate", index, "--data", "filled.xlsx", code=0).err)

    def test_european_spreadsheets(self):
        index = "waseda-2016"
        rows, first = self.filled(index)
        self.save("form.csv", rows)
        right = self.rank(index, "form.csv").out
        ways = {"de.csv": {"delimiter": ";", "mark": b"\xef\xbb\xbf", "comma": first}, "sep.csv": {"delimiter": ";", "lead": "sep=;\r\n", "comma": first},
                "unicode.txt": {"delimiter": "\t", "encoding": "utf-16-le", "mark": b"\xff\xfe", "comma": first},
                "ansi.csv": {"delimiter": ";", "encoding": "cp1252", "comma": first}, "tab.txt": {"delimiter": "\t"},
                "latin.csv": {"encoding": "cp1252"}}
        for name, way in ways.items():
            with self.subTest(name=name):
                self.save(name, rows, **way)
                done = self.rank(index, name)
                self.assertEqual(done.out, right)
                self.assertIn("warning[W0349]: a form as a spreadsheet saved it: read with ", done.err)
                said = shlex.split(re.search("to say it yourself: --data (.*)", done.err)[1])[0]
                again = self.rank(index, said)  # what the message says, followed literally
                self.assertEqual((again.out, again.err), (right, ""))

    def test_decimals_that_look_like_thousands(self):
        """0,500 and 1,500 between semicolons, in a table so small that commas would divide its lines just as well."""
        for values in (("0.9", "2", "7.25"), ("0.900", "2", "7.250"), ("1", "2", "7"), ("0.125", "2", "1.125"), ("1.000", "2", "7.125")):
            rows = self.form("small.yaml")
            for i, row in enumerate(rows[-5:], 1):
                row[2:] = [values[0], values[1], f"{i}{values[2]}"]
            self.save("form.csv", rows)
            self.save("de.csv", rows, delimiter=";", comma=2)
            self.assertEqual(self.rank("small.yaml", "de.csv").out, self.rank("small.yaml", "form.csv").out)

    def test_over_the_keys_of_the_definition(self):
        """The definition's own file has semicolons; the form has commas."""
        (self.place / "own.csv").write_text("unit;a\nEST;1,5\nFIN;2\n", encoding="utf-8")
        (self.place / "i.yaml").write_text("egovbench: 1\nid: t\ntitle: T\ndefaults: {normalise: as-is}\n"
                                           "data: [{file: own.csv, delimiter: semicolon, decimal: comma}]\nindicators: [{id: a}]\n", encoding="utf-8")
        rows = self.form("i.yaml")
        rows[2][2], rows[3][2] = "1.5", "2"
        self.save("form.csv", rows)
        self.assertEqual(self.rank("i.yaml", "form.csv").out, self.run_program("rank", "i.yaml", "--no-intervals", "--format", "csv", code=0).out)

    def test_points_and_commas_together_are_refused(self):
        rows, first = self.filled("waseda-2016")
        self.save("both.csv", rows, delimiter=";")
        text = (self.place / "both.csv").read_text(encoding="utf-8")
        (self.place / "both.csv").write_text(text.replace(f"{rows[3][first]};", rows[3][first].replace(".", ",") + ";", 1), encoding="utf-8")
        self.assertRegex(self.rank("waseda-2016", "both.csv", code=3).err, r"both\.csv:4:\d+: error\[E0312\]")

    def test_an_answer_that_is_not_allowed(self):
        rows, first = self.filled("waseda-2016")
        rows[3][first] = "101"
        self.save("form.csv", rows)
        self.assertIn("form.csv:4:", self.rank("waseda-2016", "form.csv", code=3).err)

    def test_import_passes_over_descriptions(self):
        rows, _ = self.filled("waseda-2016")
        self.save("form.csv", rows)
        self.run_program("import", "form.csv", "-o", "tidy.csv", code=0)
        self.assertNotIn("#label", (self.place / "tidy.csv").read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
