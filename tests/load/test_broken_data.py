#!/usr/bin/env python3
"""Broken data: every refusal names its place, shows it, says the fix and ends with the right exit code.

usage: test_broken_data.py [PROGRAM SOURCE_ROOT]; without arguments from EGOVBENCH_BUILD and EGOVBENCH_SOURCE.

Each case is a definition and a table made here, a list of expected errors (code, line, column, width of the underline
in characters, words of the message, words of the help) and nothing else: `rank` tells exactly these, in this order.
"""
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
import unittest
from pathlib import Path


def places():
    if len(sys.argv) > 1 and os.path.isfile(sys.argv[1]):
        program = sys.argv.pop(1)
        if len(sys.argv) > 1 and os.path.isdir(sys.argv[1]):
            return os.path.abspath(program), sys.argv.pop(1)
        return os.path.abspath(program), str(Path(__file__).resolve().parents[2])
    build = Path(os.environ.get("EGOVBENCH_BUILD", "."))
    found = [path for path in (build / "src" / "egovbench", build / "egovbench") if path.is_file()]
    if not found:
        sys.exit("the program was not found: give PROGRAM, or set EGOVBENCH_BUILD")
    return str(found[0].resolve()), os.environ.get("EGOVBENCH_SOURCE", str(Path(__file__).resolve().parents[2]))


PROGRAM, ROOT = places()
HEAD = "egovbench: 1\nid: t\ntitle: T\n"
TWO = HEAD + "data: [d.csv]\nindicators: [{id: a}, {id: b}]\n"
UNITS = "iso3,name_en\nEST,Estonia\nTWN,Taiwan\nCIV,Côte d'Ivoire\n"
MESSAGE = re.compile(r"^(?P<file>[^:\n]+):(?P<line>\d+):(?P<column>\d+): (?P<severity>\w+)\[(?P<code>[EWN]\d{4})\]: (?P<text>.*)$")


def columns(text):
    wide = 0
    for character in text:
        if unicodedata.category(character) not in ("Mn", "Me", "Cf"):
            wide += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return wide


def messages(text):
    """The messages on stderr as dictionaries; source and caret line, help."""
    found = []
    lines = text.split("\n")
    for i, line in enumerate(lines):
        match = MESSAGE.match(line)
        if not match:
            continue
        entry = match.groupdict()
        entry.update(line=int(entry["line"]), column=int(entry["column"]), source=lines[i + 1], caret=lines[i + 2],
                     help=lines[i + 3].strip()[len("help: "):] if lines[i + 3].strip().startswith("help: ") else "")
        found.append(entry)
    return found


class BrokenData(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.place = Path(folder.name)

    def run_program(self, *arguments, stdin=b""):
        environment = {key: value for key, value in os.environ.items() if not key.startswith("EGOVBENCH_")}
        environment.update(EGOVBENCH_HOME=ROOT, NO_COLOR="1")
        return subprocess.run([PROGRAM, *arguments], cwd=self.place, input=stdin, capture_output=True, check=False,
                              env=environment)

    def write(self, definition, table, name="d.csv"):
        (self.place / "i.yaml").write_bytes(definition.encode())
        (self.place / name).write_bytes(table if isinstance(table, bytes) else table.encode())

    def check_caret(self, entry, file_bytes, width):
        """The line shown is that of the file, and the caret stands under the character of that column."""
        text = file_bytes.decode("utf-8", "replace").removeprefix("\ufeff")
        line = (text.split("\n") + [""])[entry["line"] - 1].rstrip("\r").split("\0")[0]
        shown = entry["source"].removeprefix("  ")
        if "\t" not in line and len(line) < 90:
            self.assertEqual(shown, line)
            self.assertEqual(entry["caret"].index("^") - 2, columns(line[:entry["column"] - 1]))
        if width is not None:
            start = entry["column"] - 1
            self.assertEqual(len(entry["caret"].strip()), max(1, columns(line[start:start + width])))

    def refuse(self, definition, table, *expected, name="d.csv", code=3):
        self.write(definition, table, name)
        done = self.run_program("rank", "i.yaml")
        err = done.stderr.decode("utf-8")
        found = [entry for entry in messages(err) if entry["severity"] == "error"]
        self.assertEqual([(entry["file"], entry["code"], entry["line"], entry["column"]) for entry in found],
                         [(case[6] if len(case) > 6 else name, *case[:3]) for case in expected], err)
        self.assertEqual(done.returncode, code, err)
        self.assertEqual(done.stdout, b"")
        for entry, case in zip(found, expected):
            self.check_caret(entry, (self.place / entry["file"]).read_bytes(), case[3])
            self.assertIn(case[4], entry["text"])
            self.assertIn(case[5], entry["help"])
        checked = self.run_program("validate", "i.yaml")
        self.assertEqual(checked.returncode, 4 if code == 4 else 1, checked.stderr)

    # ---- text of the file

    def test_empty_file(self):
        self.refuse(TWO, "", ("E0305", 1, 1, None, "empty", "header"))

    def test_header_only(self):
        self.refuse(TWO, "unit,a,b\n", ("E0305", 1, 1, 8, "no rows", "row for every unit"))

    def test_nul(self):
        self.refuse(TWO, b"unit,a,b\nEST,1,\x002\n", ("E0304", 2, 7, None, "NUL", "remove it"))

    def test_latin_1(self):
        self.refuse(TWO, "unit,name,a,b\nCIV,Côte,1,2\n".encode("latin-1"),
                    ("E0303", 2, 6, None, "not UTF-8", "CSV UTF-8"))

    def test_utf_16(self):
        self.refuse(TWO, "unit,a,b\nEST,1,2\n".encode("utf-16"), ("E0303", 1, 1, None, "UTF-16", "CSV UTF-8"))

    def test_old_line_ends(self):
        """Carriage returns alone are line ends; among others one is a fault."""
        self.write(TWO, "unit,a,b\rEST,1,2\rTWN,3,x\r")
        err = self.run_program("rank", "i.yaml").stderr.decode()
        self.assertIn("d.csv:3:7: error[E0312]: `x` is not a number", err)
        self.write(TWO, "unit,a,b\rEST,1,2\n")
        err = self.run_program("rank", "i.yaml").stderr.decode()
        self.assertIn("d.csv:1:9: error[E0303]: a carriage return without a line feed", err)

    def test_quote_never_closed(self):
        self.refuse(TWO, "unit,a,b\nEST,\"1,2\nTWN,3,x\n", ("E0301", 2, 5, 1, "never closed", "close it"),
                    ("E0312", 3, 7, 1, "not a number", "plain number"))

    def test_text_after_quote(self):
        self.refuse(TWO, 'unit,a,b\n"EST" x,1,2\nTWN,1,2\n', ("E0301", 2, 6, 1, "after a closing quote", '""'))

    def test_quote_in_plain_field(self):
        self.refuse(TWO, 'unit,a,b\nE"ST,1,2\nTWN,1,2\n', ("E0301", 2, 2, 1, "quote inside", "double the quotes"))

    def test_ragged_rows(self):
        self.refuse(TWO, "unit,a,b\nEST,1\nTWN,3,14,5\n",
                    ("E0302", 2, 6, None, "2 fields where the header has 3", "comma"),
                    ("E0302", 3, 10, 1, "4 fields where the header has 3", "point"))

    def test_headers(self):
        self.refuse(TWO, "unit,a,b,a\nEST,1,2,3\n", ("E0306", 1, 10, 1, "appears twice", "rename or remove"))

    def test_other_delimiter(self):
        self.refuse(TWO, "unit;a;b\nEST;1;2\n", ("E0310", 1, 1, 8, "which unit", "delimiter: semicolon"))

    def test_long_field(self):
        self.refuse(TWO, "unit,a,b\nEST,1," + "x" * (1 << 20) + "y\n",
                    ("E0307", 2, 7, 1, "longer than 1 MiB", ""))

    # ---- cells

    def test_numbers(self):
        rows = [("3,14", "has a decimal comma", "3.14 instead of 3,14"), ("NaN", "not a finite number", "missing:"),
                ("inf", "not a finite number", "empty"), ("1e999", "too large", "exponent"),
                ("0x1F", "hexadecimal", "decimal digits"), ("12%", "percent", "12 instead of 12%"),
                ("1,234,567", "separators", "without separators"), ("12 units", "not a number", "plain number"),
                ("n/a", "not a number", 'missing: ["n/a"]'), ("..", "not a number", 'missing: [".."]'),
                (" 7", "spaces around", "write it without them"), ("=1+1", "not a number", "plain number")]
        table = "unit,name,a,b\n" + "".join(f'U{i},"愛沙尼亞","{cell}",1\n' for i, (cell, _, _) in enumerate(rows))
        self.refuse(TWO, table, *(("E0312", i + 2, 11 + len(str(i)), len(cell), words, fix)
                                  for i, (cell, words, fix) in enumerate(rows)))

    def test_place_behind_line_breaks_and_wide_text(self):
        self.refuse(TWO, '\ufeffunit,name,a,b\r\nEST,"愛沙\r\n尼亞",x,1\r\nTWN,"臺\r\n\r\n""灣""",1,臺灣\r\n',
                    ("E0312", 3, 5, 1, "`x` is not a number", "plain"),
                    ("E0312", 6, 10, 2, "`臺灣` is not a number", "plain"))

    def test_bounds(self):
        self.refuse(HEAD + "data: [d.csv]\nindicators: [{id: a, bounds: [0, 1]}]\n", "unit,a\nEST,1.01\nTWN,-0.5\n",
                    ("E0313", 2, 5, 4, "outside the bounds of `a`, 0 to 1", "bounds:"),
                    ("E0313", 3, 5, 4, "`-0.5`", "bounds:"))

    def test_answers(self):
        definition = HEAD + "data: [d.csv]\nindicators: [{id: a, points: {1: 0.5, 2: 1}}, {id: b, points: {yes: 1, no: 0}}]\n"
        self.refuse(definition, "unit,a,b\nEST,3,yes\nTWN,2,yess\nCIV,,\n",
                    ("E0318", 2, 5, 1, "no points for the answer `3`", "the answers are 1, 2"),
                    ("E0318", 3, 7, 4, "no points for the answer `yess`", "did you mean `yes`?"))

    def test_standard_errors(self):
        self.refuse(TWO, "unit,a,a.error,b\nEST,1,-0.1,2\nTWN,2,0.1,2\n",
                    ("E0319", 2, 7, 4, "cannot be negative", "from 0 on"))

    # ---- units, periods, cells given twice

    def test_unknown_units(self):
        (self.place / "units.csv").write_text(UNITS, encoding="utf-8")
        self.refuse(TWO + "units: units.csv\n", "unit,a,b\nESX,1,2\nCote d'ivoire,1,2\nQQQQQ,3,4\n,1,2\n",
                    ("E0314", 2, 1, 3, "`ESX` is not in the unit list", "`EST` (Estonia)"),
                    ("E0314", 3, 1, 13, "not in the unit list", "`CIV`"),
                    ("E0314", 4, 1, 5, "not in the unit list", "units.csv"),
                    ("E0314", 5, 1, None, "no unit", "column `unit`"))

    def test_unit_twice(self):
        self.refuse(TWO, "unit,a,b\nEST,1,2\nTWN,1,2\nEST,1,2\n",
                    ("E0315", 4, 1, 3, "`EST` has two rows", "the first is line 2"))
        self.refuse(TWO, "unit,year,a,b\nEST,2020,1,2\nEST,2022,1,2\nEST,2020,1,2\n",
                    ("E0315", 4, 1, 3, "two rows for 2020", "line 2"))

    def test_unit_twice_in_list(self):
        (self.place / "units.csv").write_text(UNITS + "EST,Eesti\n", encoding="utf-8")
        self.refuse(TWO + "units: units.csv\n", "unit,a,b\nEST,1,2\nTWN,1,3\n",
                    ("E0315", 5, 1, 3, "twice in the unit list", "the first is line 2", "units.csv"))

    def test_cell_twice(self):
        self.refuse(TWO, "unit,indicator,value\nEST,a,1\nEST,b,2\nEST,a,1\n",
                    ("E0316", 4, 7, 1, "`a` of unit `EST` is given twice", "d.csv:2 has 1"))

    def test_files_disagree(self):
        (self.place / "e.csv").write_text("iso3,b\nEST,2\nTWN,5\n", encoding="utf-8")
        self.refuse(TWO.replace("[d.csv]", "[d.csv, e.csv]"), "unit,a,b\nEST,1,2\nTWN,3,4\n",
                    ("E0316", 3, 5, 1, "`b` of unit `TWN`", "d.csv:3 has 4", "e.csv"))

    def test_row_without_period(self):
        self.refuse(TWO, "unit,year,a,b\nEST,,1,2\nTWN,2020,1,2\n", ("E0317", 2, 5, None, "no period", "`year`"))

    # ---- columns

    def test_indicator_in_definition_only(self):
        self.refuse(HEAD + "data: [d.csv]\nindicators: [{id: a}, {id: b, column: mobile_use}]\n",
                    "unit,a,mobil_use\nEST,1,2\n",
                    ("E0310", 5, 39, 10, "no data file has the column `mobile_use`", "did you mean `mobil_use`?", "i.yaml"))

    def test_indicator_in_data_only(self):
        self.write(TWO, "unit,a,b,c,d\nEST,1,2,3,4\nTWN,2,3,4,5\n")
        done = self.run_program("validate", "i.yaml")
        err = done.stderr.decode()
        self.assertEqual(done.returncode, 0, err)
        self.assertIn("d.csv:1:10: note[N0311]: columns that the definition does not use: `c`, `d`\n", err)
        quiet = self.run_program("rank", "i.yaml")
        self.assertEqual((quiet.returncode, quiet.stderr), (0, b""))

    def test_data_of_the_user(self):
        self.write(TWO.replace("{id: b}", "{id: internet}"), "unit,a,internet\nEST,1,2\nTWN,3,4\n")
        (self.place / "mine.csv").write_text("unit,a,internt\nEST,1,2\nTWN,3,4\n", encoding="utf-8")
        done = self.run_program("rank", "i.yaml", "--data", "mine.csv")
        err = done.stderr.decode()
        self.assertEqual(done.returncode, 3, err)
        found = {(entry["code"], entry["line"], entry["column"]): entry for entry in messages(err)}
        self.assertEqual(set(found), {("W0311", 1, 8), ("E0310", 1, 1)}, err)
        self.assertIn("did you mean `internet`?", found["W0311", 1, 8]["help"])
        self.assertIn("did you mean `internt`?", found["E0310", 1, 1]["help"])

    def test_stdin(self):
        self.write(TWO, "unit,a,b\nEST,1,2\nTWN,2,3\n")
        good = self.run_program("rank", "i.yaml", "--data", "-", "--format", "csv", stdin=b"unit,a,b\nFIN,1,2\nEST,2,3\n")
        self.assertEqual(good.returncode, 0, good.stderr)
        self.assertIn(b"\nFIN,", good.stdout)
        bad = self.run_program("rank", "i.yaml", "--data", "-", stdin=b"unit,a,b\nFIN,1,x\n")
        self.assertEqual(bad.returncode, 3)
        self.assertTrue(bad.stderr.startswith(b"<stdin>:2:7: error[E0312]: "), bad.stderr)

    # ---- YAML

    def test_yaml(self):
        definition = TWO.replace("d.csv", "d.yaml")
        self.refuse(definition, "- {unit: EST, a: 1, b: '3,14'}\n- {unit: TWN, a: [2], b: 3}\n- {unit: EST, a: 1, b: 1}\n",
                    ("E0312", 1, 25, 4, "decimal comma", "3.14"), ("E0203", 2, 18, None, "single value", "list of records"),
                    ("E0315", 3, 10, 3, "two rows", "line 1"), name="d.yaml")
        self.refuse(definition, "unit: EST\na: 1\n", ("E0203", 1, 1, None, "list of records", "- {unit"), name="d.yaml")
        self.refuse(definition, "- {unit: EST, a: 1, a: 2, b: 1}\n", ("E0104", 1, 21, 1, "", ""), name="d.yaml")
        self.refuse(definition, "", ("E0107", 1, 1, None, "", ""), name="d.yaml")

    # ---- files

    def test_absent_file(self):
        self.refuse(TWO.replace("d.csv", "absent.csv"), "",
                    ("E0501", 4, 8, 10, "no file `absent.csv`", "looked for", "i.yaml"), code=4)

    def test_folder_as_file(self):
        (self.place / "folder").mkdir()
        self.write(TWO, "")
        done = self.run_program("rank", "i.yaml", "--data", "folder")
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertIn(b"error[E0501]: cannot read `folder`", done.stderr)

    @unittest.skipIf(os.geteuid() == 0, "root can read every file")
    def test_unreadable_file(self):
        self.write(TWO, "unit,a,b\n")
        os.chmod(self.place / "d.csv", 0)
        done = self.run_program("rank", "i.yaml")
        self.assertEqual(done.returncode, 4, done.stderr)

    # ---- hostile names and many faults

    def test_names_never_reach_the_terminal_raw(self):
        self.write(TWO, "unit,name,a,b\n\x1b[31mX,<script>,x,1\n\u202eY,=cmd|' /C calc'!A0,y,2\n")
        done = self.run_program("rank", "i.yaml")
        self.assertEqual(done.returncode, 3)
        err = done.stderr.decode()
        self.assertNotIn("\x1b", err)
        self.assertNotIn("\u202e", err)
        self.assertEqual(len(messages(err)), 2)

    def test_all_faults_at_once_up_to_fifty(self):
        self.write(TWO, "unit,a,b\n" + "".join(f"U{i},x,1\n" for i in range(120)))
        done = self.run_program("rank", "i.yaml")
        self.assertEqual(done.returncode, 3)
        self.assertEqual(len(messages(done.stderr.decode())), 50)
        self.assertIn(b"70 more errors", done.stderr)


if __name__ == "__main__":
    unittest.main()
