"""Every table as a workbook, read without the project's reader: archive, XML, types of cells. And read with it, as data: the same ranking to
the last bit."""
import csv
import datetime
import io
import json
import re
import unittest
import zipfile
from xml.etree import ElementTree

from program import ProgramTest

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TABLES = [
    ["rank", "waseda-ten"], ["rank", "waseda-ten", "--lang", "ja"], ["rank", "egdi", "--period", "2018", "--levels"],
    ["rank", "waseda-ten", "--columns", "name,score"], ["show", "egdi"], ["show", "gtmi-2022", "--lang", "zh-Hant"], ["methods"],
    ["methods", "zscore"], ["explain", "EST", "egdi"], ["explain", "EST", "DNK", "egdi"], ["profile", "EST", "egdi"], ["stages", "egdi"],
    ["stages", "waseda-ten", "--long"], ["stages", "egdi", "--log"], ["panel", "egdi"], ["panel", "egdi", "--long"],
    ["crosswalk", "egdi", "waseda-ten"], ["crosswalk", "egdi", "waseda-ten", "--pairs"], ["uncertainty", "small.yaml", "--draws", "100"],
    ["sensitivity", "small.yaml", "--table", "removals"], ["acceptability", "small.yaml", "--draws", "100"], ["stability", "small.yaml"],
    ["bounds", "small.yaml"], ["bounds", "small.yaml", "--dominance"], ["whatif", "small.yaml", "--set", "speed=40%"],
    ["weights", "show", "small.yaml"], ["weights", "equal", "pca", "--index", "small.yaml"], ["diff", "egdi", "--period", "2018", "2022"],
]


def sheets(data):
    """Name: rows of (type, text) by column letters, without the project's reader. Every part is well formed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert all(entry.date_time == (1980, 1, 1, 0, 0, 0) for entry in archive.infolist())
        parts = {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}
    names = [sheet.get("name") for sheet in parts["xl/workbook.xml"].iter(MAIN + "sheet")]
    out = {}
    for number, name in enumerate(names, 1):
        part = parts[f"xl/worksheets/sheet{number}.xml"]
        assert not list(part.iter(MAIN + "f")), "a formula"
        rows = []
        for row in part.iter(MAIN + "row"):
            cells = {}
            for cell in row:
                kind = cell.get("t", "n")
                text = "".join(cell.itertext())
                cells[re.sub(r"\d", "", cell.get("r"))] = (kind, unescape(text) if kind == "inlineStr" else text)
            rows.append(cells)
        out[name] = rows
    return out, parts


def unescape(text):
    """ST_Xstring, ECMA-376-1 22.9.2.19."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def letters(column):
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def number_format(parts, reference):
    """Of a cell of the first sheet."""
    styles = [style.get("numFmtId") for style in parts["xl/styles.xml"].find(MAIN + "cellXfs")]
    codes = {code.get("numFmtId"): code.get("formatCode") for code in parts["xl/styles.xml"].iter(MAIN + "numFmt")}
    cell = next(cell for cell in parts["xl/worksheets/sheet1.xml"].iter(MAIN + "c") if cell.get("r") == reference)
    return codes[styles[int(cell.get("s"))]]


class Workbook(ProgramTest):
    def written(self, *arguments):
        done = self.run_program(*arguments, "--format", "xlsx")
        if b"xlsx cannot be written: this egovbench was built without" in done.err_bytes:
            self.skipTest("built without minizip")
        self.assertEqual(done.code, 0, (arguments, done.err))
        return done.out_bytes

    def test_every_table_has_the_fields_of_csv(self):
        for arguments in TABLES:
            with self.subTest(arguments=arguments):
                data = self.written(*arguments)
                table = list(csv.reader(io.StringIO(self.run_program(*arguments, "--format", "csv", code=0).out), strict=True))
                values = json.loads(self.run_program(*arguments, "--format", "json", code=0).out)["rows"]
                rows = next(iter(sheets(data)[0].values()))
                self.assertEqual(len(rows), len(table))
                for line, (cells, fields) in enumerate(zip(rows, table)):
                    self.assertEqual([cells.get(letters(i), ("", ""))[1] for i in range(len(fields))], fields)
                    for i, field in enumerate(fields):
                        if field != "":
                            number = line > 0 and not isinstance(values[line - 1][table[0][i]], str)
                            self.assertEqual(cells[letters(i)][0], "n" if number else "inlineStr", (line, table[0][i]))

    def test_beside_the_table(self):
        data = self.written("rank", "waseda-ten")
        found, parts = sheets(data)
        self.assertEqual(list(found), ["ranking", "columns", "about"])
        about = [(row["A"][1], row.get("B", ("", ""))[1]) for row in found["about"][1:]]
        self.assertIn(("index", "waseda-ten"), about)
        self.assertTrue(any(re.fullmatch("[0-9a-f]{64}", value) for key, value in about if key.endswith("sha256")))
        self.assertIn("note", [key for key, _ in about])
        self.assertEqual([row["A"][1] for row in found["columns"][1:]], [cell[1] for cell in found["ranking"][0].values()])
        sheet = parts["xl/worksheets/sheet1.xml"]
        self.assertEqual(sheet.find(f".//{MAIN}pane").get("state"), "frozen")
        self.assertEqual(sheet.find(MAIN + "autoFilter").get("ref"), sheet.find(MAIN + "dimension").get("ref"))
        names = {name.text for name in parts["xl/workbook.xml"].iter(MAIN + "definedName")}
        self.assertTrue(any(name.startswith("ranking!$A$1:") for name in names), names)

    def test_the_same_bytes_and_no_clock(self):
        self.assertEqual(self.written("rank", "egdi"), self.written("rank", "egdi"))
        today = str(datetime.date.today().year).encode()
        with zipfile.ZipFile(io.BytesIO(self.written("rank", "small.yaml"))) as archive:
            self.assertFalse([name for name in archive.namelist() if today in archive.read(name)])

    def test_hostile_names_are_texts(self):
        hostile = ["=HYPERLINK(\"http://x\",\"y\")", "+1", "@SUM(A1)", "007", "1e5", "TRUE", "2020-01-01", "_x0041_", "臺灣", "a\x01b\x1bc",
                   " ends ", "\ufffe", "]]><t>&amp;"]
        table = io.StringIO()
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(["unit", "portal", "mobile", "speed", "name"])
        for i, name in enumerate(hostile):
            writer.writerow([f"U{i}", 0.1 * i / 2, 1 + i % 3, i, name])
        (self.place / "small.csv").write_text(table.getvalue(), encoding="utf-8")
        rows = sheets(self.written("rank", "small.yaml", "--columns", "unit,name"))[0]["ranking"][1:]
        found = {row["A"][1]: row["B"] for row in rows}
        for i, name in enumerate(hostile):
            self.assertEqual(found[f"U{i}"], ("inlineStr", name.replace("\ufffe", "\ufffd")))

    def test_widths_count_wide_characters_twice(self):
        (self.place / "small.csv").write_text("unit,name,portal,mobile,speed\nA,中華民國政府數位服務,0.1,1,1\nB,Estonia,0.2,2,2\n", encoding="utf-8")
        part = sheets(self.written("rank", "small.yaml", "--columns", "unit,name"))[1]["xl/worksheets/sheet1.xml"]
        self.assertEqual([column.get("width") for column in part.iter(MAIN + "col")], ["8", "22"])

    def test_decimals_are_shown_and_digits_are_kept(self):
        found, parts = sheets(self.written("rank", "waseda-ten"))
        score = next(key for key, cell in found["ranking"][0].items() if cell[1] == "score")
        self.assertEqual(number_format(parts, score + "2"), "0.00")
        self.assertGreater(len(found["ranking"][1][score][1]), 8)
        other, parts = sheets(self.written("rank", "waseda-ten", "--digits", "4"))
        self.assertEqual(other["ranking"], found["ranking"])
        self.assertEqual(number_format(parts, score + "2"), "0.0000")

    def test_read_back_as_data(self):
        for index in ("waseda-ten", "egdi", "desi-2022"):
            with self.subTest(index=index):
                ways = {}
                for form in ("csv", "xlsx"):
                    done = self.run_program("stages", index, "--stage", "raw", "-o", f"{index}.{form}")
                    if "built without" in done.err:
                        self.skipTest("built without minizip")
                    self.assertEqual(done.code, 0, done.err)
                    ways[form] = self.run_program("rank", index, "--data", f"{index}.{form}", "--no-intervals", "--format", "csv")
                self.assertEqual(ways["csv"].out, ways["xlsx"].out)
                self.assertEqual(ways["csv"].code, ways["xlsx"].code)

    def test_frequencies(self):
        for form in ("csv", "xlsx"):
            done = self.run_program("uncertainty", "small.yaml", "--draws", "50", "--frequencies", f"f.{form}")
            if "built without" in done.err:
                self.skipTest("built without minizip")
            self.assertEqual(done.code, 0, done.err)
        rows = next(iter(sheets((self.place / "f.xlsx").read_bytes())[0].values()))
        table = list(csv.reader(io.StringIO((self.place / "f.csv").read_text(encoding="utf-8"))))
        self.assertEqual([[row.get(letters(i), ("", ""))[1] for i in range(len(table[0]))] for row in rows], table)
        self.assertIn("draws are not written as", self.run_program("uncertainty", "small.yaml", "--draws-file", "d.xlsx", code=2).err)

    def test_only_into_files(self):
        if self.run_program("rank", "small.yaml", "-o", "t.xlsx").code != 0:
            self.skipTest("built without minizip")
        done = self.run_terminal("rank", "small.yaml", "--format", "xlsx")
        self.assertEqual(done.code, 2)
        self.assertIn("name a file: -o FILE.xlsx", done.out)
        self.assertIn("--force", self.run_program("rank", "small.yaml", "-o", "t.xlsx", code=4).err)
        self.assertIn("--excel is for CSV and TSV", self.run_program("rank", "small.yaml", "--excel", "-o", "u.xlsx", code=2).err)
        self.assertIn("this format holds tables only", self.run_program("show", "egdi", "--methodology", "-o", "u.xlsx", code=2).err)

    def test_what_a_cell_cannot_hold(self):
        (self.place / "small.csv").write_text("unit,name,portal,mobile,speed\nA," + "x" * 32768 + ",0.1,1,1\nB,b,0.2,2,2\n", encoding="utf-8")
        done = self.run_program("rank", "small.yaml", "-o", "t.xlsx")
        if "built without" in done.err:
            self.skipTest("built without minizip")
        self.assertEqual(done.code, 5)
        self.assertIn("the text in row 3 of column `name` is longer", done.err)
        self.assertEqual(self.leftovers(), [])


if __name__ == "__main__":
    unittest.main()
