"""Files in other encodings and in workbooks, by the program: what is refused names the key that helps, and with that key
written as the message has it the file is read to what it says."""
import hashlib
import re
import unittest

from books import sheet, workbook
from program import ProgramTest

HEAD = "egovbench: 1\nid: t\ntitle: T\ndefaults: {normalise: as-is}\n"


class Dialect(ProgramTest):
    def rank(self, entry, content, file="d.csv", rest="indicators: [{id: a}]\n", code=0):
        (self.place / file).write_bytes(content)
        (self.place / "i.yaml").write_text(f"{HEAD}data: [{{file: {file}{entry}}}]\n{rest}", encoding="utf-8")
        return self.run_program("rank", "i.yaml", "--columns", "unit,name,score", "--format", "csv", code=code)

    def advice(self, done):
        """The key that the first help names, between back quotes."""
        return re.search(r"declare `([^`]*)`", done.err).group(1)


class Encodings(Dialect):
    TABLE = "unit,name,a\nCIV,{civ},5\nTUR,{tur},6\n"

    def test_advice_followed(self):
        cases = [("cp1252", "windows-1252", ["Côte d’Ivoire", "Türkiye"]), ("utf-16", "UTF-16", ["Côte d’Ivoire", "Türkiye"]),
                 ("cp1250", "windows-1250", ["Pobřeží slonoviny, žluť", "Turecko, říše"]),
                 ("big5", "Big5", ["科特迪瓦象牙海岸", "土耳其共和國"]), ("cp932", "Shift-JIS", ["コートジボワール", "トルコの国"]),
                 ("euc-kr", "EUC-KR", ["코트디부아르 공화국", "튀르키예 공화국"])]
        for codec, name, names in cases:
            with self.subTest(codec):
                content = "unit,name,a\n" + "".join(f'{unit},"{label}",{i}\n' for i, (unit, label) in
                                                    enumerate(zip(["CIV", "TUR"], names), 5))
                done = self.rank("", content.encode(codec), code=3)
                self.assertIn("error[E0303]", done.err)
                key = self.advice(done)
                self.assertEqual(key, f"encoding: {name}")
                out = self.rank(f", {key}", content.encode(codec)).out
                for label in names:
                    self.assertIn(label, out)
                self.assertIn("TUR", out.split("\n")[1])

    def test_place_is_that_of_the_file(self):
        done = self.rank(", encoding: windows-1252", "unit,name,a\nCIV,Côte,x\n".encode("cp1252"), code=3)
        self.assertIn("d.csv:2:10: error[E0312]: `x` is not a number", done.err)

    def test_unknown_name(self):
        done = self.rank(", encoding: windows-1259", b"unit,a\nCIV,1\n", code=3)
        self.assertIn("i.yaml:5:", done.err)
        self.assertIn("windows-125", done.err)

    def test_unit_list(self):
        (self.place / "u.csv").write_bytes("iso3;name\nCIV;Côte d’Ivoire\nTUR;Türkiye\n".encode("cp1252"))
        rest = "units: {file: u.csv, delimiter: semicolon%s}\nindicators: [{id: a}]\n"
        self.assertEqual(self.advice(self.rank("", b"unit,a\nCIV,1\nTUR,2\n", rest=rest % "", code=3)), "encoding: windows-1252")
        out = self.rank("", b"unit,a\nCIV,1\nTUR,2\n", rest=rest % ", encoding: windows-1252").out
        self.assertIn("Türkiye", out)

    def test_checksum_is_of_the_file(self):
        content = "unit,name,a\nCIV,Côte,1\nTUR,Türkiye,2\n".encode("cp1252")
        self.rank(", encoding: windows-1252", content)
        done = self.run_program("rank", "i.yaml", "--format", "json", code=0)
        self.assertIn(hashlib.sha256(content).hexdigest(), done.out)


class Workbooks(Dialect):
    BOOK = staticmethod(lambda: workbook(
        Contents=sheet([["What this workbook is about"]]),
        Scores=sheet([["Published yesterday"], ["Country", None, "Scores"], ["code", "label", "of all", "of some"],
                      ["EST", "Estonia", 5.5, 7], ["DNK", "Denmark", 6, "8,5"], [None], ["Source: nobody", None, None, "x"]],
                     ["A2:B2", "C2:D2"])))

    def setUp(self):
        super().setUp()
        done = self.rank("", workbook(S=sheet([["unit", "a"], ["EST", 1], ["DNK", 2]])), "t.xlsx", code=None)
        if "minizip" in done.err:
            self.skipTest("this program reads no workbooks")

    def test_plain(self):
        out = self.rank("", workbook(S=sheet([["unit", "name", "a"], ["EST", "Estonia", 1], ["DNK", "Denmark", 2.5]])), "d.xlsx").out
        self.assertEqual(out.replace("\r", "").split("\n")[1:3], ["DNK,Denmark,2.5", "EST,Estonia,1"])

    def test_other_sheet_is_named(self):
        done = self.rank("", self.BOOK(), "d.xlsx", code=3)
        checked = self.run_program("validate", "i.yaml")
        self.assertIn("d.xlsx!Contents:1:1", done.err)
        self.assertIn("`Contents`, `Scores`", checked.err)

    def test_header_sheet_range(self):
        entry = ", sheet: Scores, range: '2:5', header: 2..3, unit: Country code, name: Country label, columns: {a: Scores of all}"
        out = self.rank(entry, self.BOOK(), "d.xlsx").out
        self.assertEqual(out.replace("\r", "").split("\n")[1:3], ["DNK,Denmark,6", "EST,Estonia,5.5"])

    def test_marks_are_those_of_texts(self):
        entry = (", sheet: 2, range: 'A2:D5', header: 2..3, unit: Country code, decimal: comma, "
                 "columns: {a: Scores of all, b: Scores of some}")
        out = self.rank(entry, self.BOOK(), "d.xlsx", rest="indicators: [{id: a}, {id: b}]\n").out
        self.assertEqual(out.replace("\r", "").split("\n")[1:3], ["DNK,DNK,7.25", "EST,EST,6.25"])

    def test_place_leads_to_the_row(self):
        entry = ", sheet: Scores, range: '2:5', header: 2..3, unit: Country code, columns: {a: Scores of some}"
        done = self.rank(entry, self.BOOK(), "d.xlsx", code=3)
        self.assertIn("d.xlsx!Scores:5:", done.err)
        self.assertIn("`decimal: comma`", done.err)

    def test_sheet_called_like_another_format(self):
        for name in ("s.yaml", "s.tsv"):
            self.rank("", workbook(**{name: sheet([["unit", "a"], ["EST", 1], ["DNK", 2]])}), "d.xlsx")

    def test_keys_of_the_other_kind(self):
        done = self.rank(", sheet: Scores", b"unit,a\nEST,1\nDNK,2\n", code=3)
        self.assertIn("i.yaml:5:29: error[E0207]: `sheet:` and `range:` are for workbooks (.xlsx), which `d.csv` is not", done.err)
        done = self.rank(", encoding: Big5", self.BOOK(), "d.xlsx", code=3)
        self.assertIn("`encoding:` is for texts", done.err)
        done = self.rank(", delimiter: semicolon", self.BOOK(), "d.xlsx", code=3)
        self.assertIn("`delimiter:` is for texts", done.err)
        done = self.rank(", sheet: Scorse", self.BOOK(), "d.xlsx", code=3)
        self.assertIn("i.yaml:5:30: error[E0342]", done.err)
        self.assertIn("`Scores`", done.err)


class Cells(Dialect):
    def table(self, cells):
        return ("unit,a\n" + "".join(f'U{i},"{cell}"\n' for i, cell in enumerate(cells)) + "Z,1\n").encode()

    def values(self):
        out = self.run_program("stages", "i.yaml", "--stage", "raw", "--format", "csv", code=0).out
        return {line.split(",")[0]: line.replace("\r", "").split(",")[-1] for line in out.split("\n")[1:] if line}


class Flags(Cells):
    """Marks as Eurostat, the OECD and UNESCO write them beside numbers; each cell has a truth, None: missing."""
    CELLS = [("12.3 b", 12.3), ("628 ep", 628), ("5[1]", 5), ("5 (2019)", 5), ("7*", 7), ("8 \u2020", 8), ("12.5%", 12.5), ("9 ", 9),
             (": c", None), (":", None), (": ", None), ("<5", None), (">95", None), ("<0.1 b", None)]
    REFUSED = ["12 km", "1.2 M", "b", "(5)", "5.", "#DIV/0!", "no data", "5 b 6", "<", "12 bcdef", "[1]", "%", "\u20135", "1 2"]

    def test_each(self):
        self.rank(", flags: strip", self.table(cell for cell, _ in self.CELLS))
        found = self.values()
        for i, (cell, truth) in enumerate(self.CELLS):
            self.assertEqual(found[f"U{i}"], "" if truth is None else f"{truth:g}", cell)
        err = self.run_program("validate", "i.yaml", code=0).err
        self.assertIn("8 values have marks, read without them: `b` (1), `ep` (1), ", err)
        self.assertIn("6 cells say that they have no exact value, and are missing: `: c` (1), `:` (2), `<5` (1), ", err)

    def test_bounds_count(self):
        self.rank(", flags: at-bound", self.table(["<5", ">95", ": c"]))
        self.assertEqual([self.values()[unit] for unit in ("U0", "U1", "U2")], ["5", "95", ""])

    def test_the_cell_is_kept(self):
        self.rank(", flags: strip", self.table(["12.3 b", "5"]))
        self.assertIn("12.3 b", self.run_program("explain", "U0", "i.yaml", "--format", "csv", code=0).out)

    def test_nothing_else(self):
        done = self.rank(", flags: strip", self.table(self.REFUSED), code=3)
        for i, cell in enumerate(self.REFUSED):
            self.assertIn(f"d.csv:{i + 2}:", done.err, cell)

    def test_advice_followed(self):
        for cell in ["12.3 b", "5[1]", "<5", ": c", ": ", "12,5%", "12%", "1 234", "1,234,567", "1'234", "1.234.567", "3,14", "1 234,5"]:
            keys = ""
            for _ in range(3):
                done = self.rank(keys, self.table([cell]), code=None)
                if done.code == 0:
                    break
                keys += ", " + self.advice(done)
            self.assertEqual(done.code, 0, f"{cell}{keys}: {done.err}")


class Numbers(Cells):
    """How numbers are written in the world: each is read as it is, or after the advice of its message, followed to the letter;
    or it is refused with what to write."""
    READ = {"-5": -5, "\u22125": -5, "\u22125.25": -5.25, "+5": 5, ".5": 0.5, "-.5": -0.5, "00012": 12, "1e5": 100000, "1.06508E+11": 106508e6}
    ADVISED = {"\u22125,25": -5.25, "\u22121 234": -1234, "-1.234,5": -1234.5, "1'234": 1234, "1\u2019234": 1234, "1'234.5": 1234.5,
               "1'234,5": 1234.5, "1 234": 1234, "1\u00a0234": 1234, "1\u202f234": 1234, "1\u2009234": 1234, "1 234 567,8": 1234567.8,
               "1.234.567,8": 1234567.8, "1,234.5": 1234.5, "1,234": 1234, "1,234,567": 1234567, "0,234": 0.234, "0,5": 0.5, "1,06508E+11": 106508e6,
               "5 %": 5, "5\u00a0%": 5, "12,5\u00a0%": 12.5, "1.234,5 %": 1234.5, " 5": 5, "5 ": 5, "\u00a05": 5, "5\u202f": 5, "12.3\u00a0b": 12.3,
               "1 234,5 b": 1234.5, "1,234 b": 1234, "0,234 b": 0.234, "12,3*": 12.3, "< 0,1": None, "<5": None, ": c": None,
               "#DIV/0!": None, "#N/A": None, "Err:502": None, "\u2013": None, "\u2014": None, "\u2212": None, "n.d.": None, "no data": None, "NaN": None}
    REFUSED = {"\u20135": "write a hyphen, -5", "\u20105": "(U+2010): write a hyphen, -5", "(5)": "write -5", "5-": "-5", "5.": "or none: 5",
               "１２．５": "(U+FF11): write the digits 0 to 9, 12.5", "－５": "write the digits 0 to 9, -5", "٣٫١٤": "(U+0663): write the digits 0 to 9, 3.14",
               "३": "the digits 0 to 9, 3", "١٢٬٣": "write the digits 0 to 9", "\u00a0": "leave the cell completely empty", "1_000": "1234567.8", "1\u00b7234": "without separators",
               "1,23,456": "without separators", "1 23": "without separators", "1.2.3": "without separators", "$5": "a plain number", "½": "a plain number",
               "12:30": "a plain number", "TRUE": "a plain number", "0x1F": "in decimal digits", "1e999": "1.8e308", "\u221e": "empty when it is missing"}

    def follow(self, cell):
        """The value when the advice was followed, with all keys at once; and these keys."""
        done = self.rank("", self.table([cell]), code=None)
        found = re.search(r"declare `([^`]*)`", done.err) or re.search(r'(missing: \["[^"]*"\])', done.err)
        keys = f", {found.group(1)}" if found else ""
        self.rank(keys, self.table([cell]))
        return self.values()["U0"], keys

    def test_each(self):
        for cells, advised in ((self.READ, False), (self.ADVISED, True)):
            for cell, truth in cells.items():
                with self.subTest(cell):
                    value, keys = self.follow(cell)
                    self.assertEqual(value, "" if truth is None else f"{truth:.12g}", keys)
                    self.assertEqual(bool(keys), advised)

    def test_nothing_else(self):
        for cell, words in self.REFUSED.items():
            with self.subTest(cell):
                done = self.rank("", self.table([cell]), code=3)
                self.assertIn(words, done.err)
                self.assertNotIn("declare `", done.err)

    def test_no_thousands_behind_zero(self):
        done = self.rank(", thousands: comma", self.table(["0,234"]), code=3)
        self.assertIn("`0,234` has a decimal comma", done.err)


# OECD, Better Life Index 2017: a row per country, indicator and group of people; the first column has no header.
BETTER_LIFE = """\
,LOCATION,Country,INDICATOR,INEQUALITY,Inequality,Unit,Value,Flags
619,AUS,Australia,JE_EMPL,TOT,Total,Percentage,72.0,
624,DNK,Denmark,JE_EMPL,TOT,Total,Percentage,73.0,
630,ISL,Iceland,JE_EMPL,TOT,Total,Percentage,82.0,
656,AUS,Australia,JE_EMPL,MN,Men,Percentage,78.0,
661,DNK,Denmark,JE_EMPL,MN,Men,Percentage,75.0,
667,ISL,Iceland,JE_EMPL,MN,Men,Percentage,84.0,
730,AUS,Australia,JE_EMPL,HGH,High,Percentage,83.0,Estimated value
"""


class Rows(Dialect):
    ENTRY = ", unit: LOCATION, indicator: INDICATOR, value: Value, columns: {a: JE_EMPL}"

    def test_column_that_tells_rows_apart(self):
        done = self.rank(self.ENTRY, BETTER_LIFE.encode(), code=3)
        self.assertIn("differ in column `INEQUALITY`, `TOT` and `MN`", done.err)
        key = self.advice(done)
        out = self.rank(f"{self.ENTRY}, {key}", BETTER_LIFE.encode()).out
        self.assertEqual(out.replace("\r", "").split("\n")[1:4], ["ISL,ISL,82", "DNK,DNK,73", "AUS,AUS,72"])

    def test_wide_too(self):
        table = b"unit,sex,a\nEST,F,1\nEST,M,2\nDNK,F,3\nDNK,M,4\n"
        key = self.advice(self.rank("", table, code=3))
        self.assertEqual(key, 'where: {"sex": "F"}')
        self.assertEqual(self.rank(f", {key}", table).out.replace("\r", "").split("\n")[1:3], ["DNK,DNK,3", "EST,EST,1"])

    def test_a_note_is_no_kind_of_rows(self):
        done = self.rank("", b"unit,note,a\nEST,x,1\nEST,y,2\nDNK,,3\n", code=3)
        self.assertIn("keep one of them; the first is line 2", done.err)

    def test_keys_of_another_layout(self):
        cases = {"wide": ["indicator: x", "value: x", "error: x", "only-indicator: a"], "long": ["errors: {a: b}", "only-indicator: a"],
                 "periods": ["value: x", "error: x", "errors: {a: b}", "period: x", "only-period: x"]}
        for layout, keys in cases.items():
            for key in keys:
                done = self.rank(f", layout: {layout}, {key}", b"unit,a\nEST,1\nDNK,2\n", code=3)
                self.assertIn(f"error[E0207]: `{key.split(':')[0]}` says nothing about a file of layout `{layout}`", done.err)


if __name__ == "__main__":
    unittest.main()
