"""A stranger's files: one table, written in the ways that people save and publish it. Each is read to its very values, or refused
with a message whose fix, followed to the letter, reads it; nothing of it is lost without a word."""
import csv
import io
import re
import shlex
import unittest

from books import sheet, workbook
from program import ProgramTest

# id, then its name in English, French, Chinese (both scripts), Japanese and Korean; a share, and a number with groups of digits.
UNITS = [("DNK", "Denmark", "Danemark", "丹麥", "丹麦", "デンマーク", "덴마크", 98.7, 5935.5), ("EST", "Estonia", "Estonie", "愛沙尼亞", "爱沙尼亚", "エストニア", "에스토니아", 91.06, 1331057.25),
         ("KOR", "Republic of Korea", "République de Corée", "南韓", "韩国", "韓国", "대한민국", 97.5, 51628117.5),
         ("CIV", "Côte d'Ivoire", "Côte d’Ivoire", "象牙海岸", "科特迪瓦", "コートジボワール", "코트디부아르", 45.43, 28160.75),
         ("TUR", "Türkiye", "Turquie", "土耳其", "土耳其", "トルコ", "튀르키예", 86.25, 85279.5), ("NAM", "Namibia", "Namibie", "納米比亞", "纳米比亚", "ナミビア", "나미비아", 53.5, 2567012.5)]
ENGLISH, FRENCH, TAIWAN, CHINA, JAPANESE, KOREAN = range(1, 7)
SHARE = {unit[0]: unit[7] for unit in UNITS}
PEOPLE = {unit[0]: unit[8] for unit in UNITS}
BOTH = {"share": SHARE, "people": PEOPLE}
BEFORE = {unit[0]: unit[7] - 1 for unit in UNITS}


def grouped(number, mark, decimal="."):
    return f"{number:,.2f}".replace(",", "@").replace(".", decimal).replace("@", mark)


def table(head, row, end="\n"):
    """row: of the number of a unit and its line in UNITS."""
    return head.replace("\n", end) + "".join(row(i, unit) + end for i, unit in enumerate(UNITS))


def plain(name=ENGLISH, delimiter=",", share=str, people=str, head="unit_{}share_{}people", end="\n"):
    head = head.replace("unit_", "country").replace("share_", "share").replace("{}", delimiter) + "\n"
    return table(head, lambda i, u: delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in (u[name], share(u[7]), people(u[8]))), end)


def marked(marks, cell=str):
    """Some shares are others' words for a missing value."""
    return table("country,share,people\n", lambda i, u: f'"{u[1]}",{marks.get(i, cell(u[7]))},{u[8]}')


def without(numbers):
    return {**BOTH, "share": {unit[0]: unit[7] for i, unit in enumerate(UNITS) if i not in numbers}}


def comma(number):
    return str(number).replace(".", ",")


NOTES = "Note: estimates.\nSource: a ministry\n"
YEARS = {"2021": BEFORE, "2022": SHARE}
# Name: (bytes or text, values by column or by period, keys of the entry).
READ = {
    "title and notes": ("Internet users\nSource: a ministry\n\n" + plain() + "\n" + NOTES, BOTH, ["header: 4", "footer: notes"]),
    "notes without a blank line": (plain() + NOTES, BOTH, ["footer: notes"]),
    "notes of a spreadsheet": (plain() + NOTES.replace("\n", ",,\n"), BOTH, ["footer: notes"]),
    "notes of two cells": (plain() + "\n1,Estimate.\n2,Provisional.\n".replace("1", "a").replace("2", "b"), BOTH, ["footer: blank"]),
    "labels above years": (table(",Users,,People,\ncountry,2021,2022,2021,2022\n", lambda i, u: f'"{u[1]}",{u[7] - 1},{u[7]},{u[8] - 1},{u[8]}'),
                           {"Users 2022": SHARE, "People 2022": PEOPLE}, ["header: 1..2"]),
    "a line of units of measurement": (table("country,code,share,people\n,,%,persons\n", lambda i, u: f'"{u[1]}",{u[0]},{u[7]},{u[8]}'),
                                       {"share %": SHARE, "people persons": PEOPLE}, ["header: 1..2"]),
    "footnotes": (table("country,share,people\n", lambda i, u: f'"{u[1]}",{u[7]}{["*", "¹", " (a)", "[1]", " e", "²³"][i]},{u[8]}'), BOTH, ["flags: strip"]),
    "percent": (plain(share=lambda x: f"{x}%", people=lambda x: grouped(x, ",")), BOTH, ["flags: strip", "thousands: comma"]),
    "French": (plain(FRENCH, ";", comma, lambda x: grouped(x, "\u202f", ",")), BOTH, ["delimiter: semicolon", "decimal: comma", "thousands: space"]),
    "French in Windows": (plain(FRENCH, ";", comma, lambda x: grouped(x, "\u00a0", ","), end="\r\n").encode("cp1252", "replace"), BOTH, ["encoding: windows-1252", "thousands: space"]),
    "thin spaces": (plain(people=lambda x: grouped(x, "\u2009")), BOTH, ["thousands: space"]),
    "German": (plain(ENGLISH, ";", comma, lambda x: grouped(x, ".", ",")), BOTH, ["decimal: comma", "thousands: point"]),
    "points alone": (plain(ENGLISH, ";", lambda x: str(int(x)), lambda x: f"{int(x):,}".replace(",", ".")),
                     {"people": {u[0]: int(u[8]) for u in UNITS}}, ["thousands: point"]),
    "Swiss": (plain(ENGLISH, ";", str, lambda x: grouped(x, "’")), BOTH, ["thousands: apostrophe"]),
    "dots and dashes": (marked({0: "..", 2: "–", 4: "—"}), without({0, 2, 4}), ['missing: [".."']),
    "words": (marked({0: "No data", 2: "not available", 4: "#N/A"}), without({0, 2, 4}), ["missing: "]),
    "words of other languages": (marked({0: "無資料", 2: "データなし", 4: "자료없음"}), without({0, 2, 4}), ["missing: "]),
    "a year without a value": (table("country,indicator,2020,2021,2022\n", lambda i, u: f'"{u[1]}",users,..,{u[7] - 1},{u[7]}'), YEARS, ["layout: periods", 'missing: [".."]']),
    "days": (table("country,date,share\n", lambda i, u: f'"{u[1]}",2021-12-31,{u[7] - 1}\n"{u[1]}",2022-12-31,{u[7]}'),
             {"2021-12-31": BEFORE, "2022-12-31": SHARE}, ["period: date"]),
    "UTF-16": (plain(delimiter="\t", end="\r\n").encode("utf-16"), BOTH, ["encoding: UTF-16"]),
    "UTF-16 without a mark": (plain(end="\r\n").encode("utf-16-be"), BOTH, ["encoding: UTF-16BE"]),
    "a mark of UTF-8": ("\ufeff" + plain(), BOTH, []),
    "a line sep=": ("sep=;\r\n" + plain(delimiter=";", share=comma, people=comma, end="\r\n"), BOTH, ["decimal: comma"]),
    "tabs": (plain(delimiter="\t"), BOTH, ["delimiter: tab"]),
    "pipes": (plain(delimiter="|"), BOTH, ["delimiter: pipe"]),
    "a Mac": (plain(end="\r"), BOTH, []),
    "an old French Mac": (plain(FRENCH, ";", comma, comma, end="\r").encode("mac_roman", "replace"), BOTH, ["encoding: macintosh"]),
    "Taiwan": (plain(TAIWAN), BOTH, ["match: name"]),
    "Big5": (plain(TAIWAN, end="\r\n").encode("big5"), BOTH, ["encoding: Big5"]),
    "China": (plain(CHINA, end="\r\n").encode("gb18030"), BOTH, ["encoding: GB18030"]),
    "Japan": (plain(JAPANESE, end="\r\n").encode("cp932"), BOTH, ["encoding: Shift-JIS"]),
    "Korea": (plain(KOREAN, end="\r\n").encode("cp949"), BOTH, ["encoding: EUC-KR"]),
    "empty columns and rows": (plain().replace("\n", ",,,\n") + ",,,,,\n" * 40, BOTH, []),
    "a very long cell": (table("country,share,people,more\n", lambda i, u: f'"{u[1]}",{u[7]},{u[8]},"{"lorem ipsum, " * 20000}"'), BOTH, []),
    "indented": (plain().replace('"', "").replace("\n", "\n   ").rstrip(), BOTH, []),
    "ranks that are missing": (table("country,share,rank\n", lambda i, u: f'"{u[1]}",{u[7]},n.a.'), {"share": SHARE}, ["unit: country"]),
    "ranks that are NA": (table("country,share,rank\n", lambda i, u: f'"{u[1]}",{u[7]},NA'), {"share": SHARE}, ["unit: country"]),
    "merged cells": (workbook(T=sheet([["A title"], [], ["country", "code", "Users", None, "People"], [None, None, 2021, 2022, 2022],
                                       *[[u[1], u[0], u[7] - 1, u[7], u[8]] for u in UNITS], ["Source: a ministry"]],
                                      ["A1:E1", "A3:A4", "B3:B4", "C3:D3"])),
                     {"Users 2022": SHARE, "People 2022": PEOPLE}, ["header: 3..4", "footer: notes"]),
    "no name above the units": (plain().replace("country", "", 1), BOTH, ["unit: column 1", "match: name"]),
    "no name above the units, years": (table(",2021,2022\n", lambda i, u: f'"{u[1]}",{u[7] - 1},{u[7]}'), YEARS, ["unit: column 1", "layout: periods"]),
    "prose before the table": (workbook(About=sheet([["Read me"], ["This is about"]]), Data=sheet([["country", "share"], *[[u[1], u[7]] for u in UNITS]])),
                               {"share": SHARE}, ["sheet: Data"]),
}
# Name: (text, what the message says, whether its command reads the file then).
REFUSED = {
    "no header": (plain().split("\n", 1)[1], "this line is read as the header, and looks like a row: `Denmark` is a unit, `98.7` a number", False),
    "totals": (plain() + "World,66,7900000000\nHigh income,92,12\n", "`World` is no name or code of a unit", True),
    "groups between the units": (plain().replace("Türkiye", "Others,,\nTürkiye"), "`Others` is no name or code of a unit", True),
    "a workbook with groups": (workbook(T=sheet([["Table A1"], ["(per cent)"], ["", "users", "people"], ["Europe"], *[[u[1], u[7], u[8]] for u in UNITS[:3]], ["Others"],
                                                 *[[f"  {u[1]}", u[7], u[8]] for u in UNITS[3:]], ["Note: made up"]])), "`Europe` is no name or code of a unit", True),
    "a mark that is not known": (marked({0: "..", 2: "x"}), "`x` is not a number", True),
    "twice": (plain() + "Denmark,1,2\n", "unit `DNK` has two rows", False),
    "losses": (table("country,balance\n", lambda i, u: f'"{u[1]}",({u[7]})'), "no column holds numbers: in `balance`, for one, `(98.7)` is none", False),
    "blanks between cells": (table("code share people\n", lambda i, u: f"{u[0]}   {u[7]}   {u[8]}"), "cells are separated by commas, semicolons, tabs or |", False),
    "zeros behind the text": (plain() + "\0" * 30, "a NUL byte in a text file", False),
    "empty": ("", "the file is empty", False), "blank": ("\n \n", "", False),
}


class Strangers(ProgramTest):
    def setUp(self):
        super().setUp()
        self.tidy = self.place / "tidy.csv"

    def write(self, name, content):
        name = name.replace(" ", "-") + (".xlsx" if content[:2] == b"PK" else ".csv")
        (self.place / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    def values(self, *command):
        """What was read, by column, and by period where there are periods."""
        for old in self.place.glob("tidy.*"):
            old.unlink()
        self.run_program("import", *command, "-o", "tidy.csv", code=0)
        out = {}
        for row in csv.DictReader(io.StringIO(self.tidy.read_text())):
            for key in (row["indicator"], row.get("period", "")):
                if row["value"] != "":
                    out.setdefault(key, {})[row["unit"]] = float(row["value"])
        return out

    def test_read_to_their_values(self):
        for name, (content, wanted, keys) in READ.items():
            with self.subTest(name):
                file = self.write(name, content)
                entry = self.run_program("import", file, code=0).out
                for key in keys:
                    self.assertIn(f"    {key}", entry)
                values = self.values(file)
                for column, of in wanted.items():
                    self.assertEqual(values.get(column), of, column)

    def test_the_draft_ranks(self):
        """The same from the file to a ranking, whose entry is the one that was printed."""
        for name in READ:
            with self.subTest(name):
                file = self.write(name, READ[name][0])
                self.run_program("init", "--from", file, "-o", "draft.yaml", "--force", code=0)
                ranked = self.run_program("rank", "draft.yaml", "--no-intervals", "--format", "csv", code=0).out
                self.assertLessEqual(4, len(ranked.splitlines()), ranked)

    def test_the_log_reads_the_same(self):
        """What was guessed once is read by its log without a guess, to the same bytes."""
        for name, (content, _, _) in READ.items():
            with self.subTest(name):
                file = self.write(name, content)
                self.values(file)
                first = self.tidy.read_bytes()
                (self.place / "log.yaml").write_bytes((self.place / "tidy.import.yaml").read_bytes())
                self.values("--recipe", "log.yaml", file)
                self.assertEqual(self.tidy.read_bytes(), first)

    def test_refused_and_followed(self):
        for name, (content, message, mends) in REFUSED.items():
            with self.subTest(name):
                file = self.write(name, content)
                err = self.run_program("import", file, code=3).err
                self.assertIn(message, err)
                self.assertIn("help: ", err)
                if mends:
                    command = re.search(r"with the file: (import .*)", err).group(1)
                    values = self.values(*shlex.split(command)[1:])
                    self.assertEqual(values["people"], PEOPLE)

    def test_fixes_are_commands_whatever_the_file_is_called(self):
        for name in ("l'indice", "a \"b\"", "$HOME", "-x"):
            with self.subTest(name):
                file = self.write(name, REFUSED["totals"][0])
                err = self.run_program("import", "./" + file, code=3).err
                command = re.search(r"with the file: (import .*)", err).group(1)
                self.assertEqual(self.values(*shlex.split(command)[1:])["people"], PEOPLE)

    def test_numbers_that_are_not_read_are_named(self):
        """Marks that disagree, or that may be of thousands or of decimals: no guess, and no silence."""
        for text, hint in ((plain(delimiter=";", share=comma, people=lambda x: grouped(x, ",")), "{decimal: comma}"),
                           (plain(delimiter=";", share=lambda x: "1,234", people=lambda x: "5"), "{decimal: comma} or {thousands: comma}")):
            file = self.write("x", text)
            done = self.run_program("import", file)
            self.assertIn("warning[W0311]: column `share` looks like numbers, which are not read", done.err)
            self.assertIn(hint, done.err)
            self.assertNotIn("name: ", done.out)

    def test_days_of_another_order(self):
        """Days whose order is not that of their text are no guess; the warning's command takes them for periods."""
        file = self.write("x", table("country,Date,share\n", lambda i, u: f'"{u[1]}",31.12.2021,{u[7] - 1}\n"{u[1]}",31.12.2022,{u[7]}'))
        err = self.run_program("import", file, code=3).err
        command = re.search(r"where it is, declare `period: Date` with the file: (import .*)", err).group(1)
        self.assertEqual(self.values(*shlex.split(command)[1:])["31.12.2022"], SHARE)

    def test_no_column_says_the_unit(self):
        """The advice names the column without a header, and works in the definition."""
        self.write("x", plain().replace("country", "", 1))
        text = "egovbench: 1\nid: t\ndata: [{{file: x.csv{}}}]\ndefaults: {{normalise: minmax}}\nindicators: [{{id: share}}]\n"
        (self.place / "i.yaml").write_text(text.format(""))
        fix = re.search(r"has no header: declare `(.*?)`", self.run_program("rank", "i.yaml", code=3).err)[1]
        (self.place / "i.yaml").write_text(text.format(f", {fix}"))
        self.assertIn("Denmark", self.run_program("rank", "i.yaml", "--no-intervals", code=0).out)

    def test_sheets_that_are_not_read_are_named(self):
        rows = [["country", "share"], *[[u[1], u[7]] for u in UNITS]]
        file = self.write("x", workbook(First=sheet(rows), Second=sheet(rows)))
        self.assertIn("sheet: First  # the first of 2 that is not hidden, beside `Second`", self.run_program("import", file, code=0).out)

    def test_a_table_on_its_side(self):
        file = self.write("x", "indicator," + ",".join(u[1] for u in UNITS) + "\nusers," + ",".join(str(u[7]) for u in UNITS) + "\n")
        self.assertIn("6 of 7 columns are called as countries are", self.run_program("import", file, code=0).err)

    def test_a_unit_without_values_is_no_note(self):
        """Units that are not known: a row with its unit alone may be one."""
        file = self.write("x", "agency,a,b\nTax Office,1,2\nCustoms,2,3\nLand Registry,,\n")
        done = self.run_program("import", file, code=0)
        self.assertNotIn("footer", done.out)


if __name__ == "__main__":
    unittest.main()
