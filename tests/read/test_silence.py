#!/usr/bin/env python3
"""What used to be accepted without a word: each kind is told, with its places, and honest data are not.

usage: test_silence.py [PROGRAM SOURCE_ROOT]; without arguments from EGOVBENCH_BUILD and EGOVBENCH_SOURCE.
"""
import csv
import io
import re
import subprocess
import sys
import tempfile
import unicodedata
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))
from program import PROGRAM, ROOT, clean_environment  # noqa: E402

HEAD = "egovbench: 1\nid: t\ntitle: T\n"
TWO = HEAD + "data: [a.csv, b.csv]\ndefaults: {normalise: as-is}\nindicators: [{id: a}, {id: b}]\n"
WARNING = re.compile(r"^(?P<place>\S+): warning\[(?P<code>W\d{4})\]: (?P<text>.*)$", re.MULTILINE)


class Silence(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.place = Path(folder.name)

    def run_program(self, *arguments, stdin=b"", code=0):
        done = subprocess.run([PROGRAM, *arguments], cwd=self.place, input=stdin, capture_output=True, check=False,
                              env=clean_environment(NO_COLOR="1"))
        self.assertEqual(done.returncode, code, done.stderr.decode())
        return done.stdout.decode(), done.stderr.decode()

    def write(self, **files):
        for name, text in files.items():
            (self.place / (name.replace("_", "."))).write_text(text, encoding="utf-8")

    def warnings(self, *arguments, code=0, **files):
        """(code, place, text) of each warning of `rank`, which `validate` repeats."""
        self.write(**files)
        _, err = self.run_program("rank", "i.yaml", *arguments, code=code)
        found = [(entry["code"], entry["place"], entry["text"]) for entry in WARNING.finditer(err)]
        if not arguments:
            _, again = self.run_program("validate", "i.yaml", code=1 if code else 0)
            for _, _, text in found:
                self.assertIn(text, again)
        return found

    # ---- units that would vanish

    def test_units_of_the_list_without_data_are_named(self):
        units = "unit,name\n" + "".join(f"U{i},Unit number {i}\n" for i in range(30))
        self.write(i_yaml=HEAD + "data: [d.csv]\nunits: units.csv\nindicators: [{id: a}]\n", units_csv=units,
                   d_csv="unit,a\nU3,1\nU5,2\n")
        out, _ = self.run_program("rank", "i.yaml")
        self.assertIn("In the list units.csv, but in no data file: Unit number 0, Unit number 1, Unit number 2, Unit number 4,", out)
        self.assertIn("and 18 more. `egovbench validate` names all.", " ".join(out.split()))
        _, err = self.run_program("validate", "i.yaml")
        for i in range(30):
            self.assertEqual(re.search(rf"\bU{i}\b", err) is not None, i not in (3, 5), i)

    def test_thousands_of_units_are_named(self):
        units = "unit\n" + "".join(f"unit-{i:05}\n" for i in range(4000))
        self.write(i_yaml=HEAD + "data: [d.csv]\nunits: units.csv\nindicators: [{id: a}]\n", units_csv=units,
                   d_csv="unit,a\nunit-00000,1\nunit-00001,2\n")
        _, err = self.run_program("validate", "i.yaml")
        self.assertEqual(len(set(re.findall(r"unit-\d{5}", err))), 3998)

    def test_units_without_a_row_in_one_file_are_named(self):
        self.write(i_yaml=TWO, a_csv="unit,a\nDNK,1\nEST,2\n", b_csv="unit,b\nEST,1\nLVA,2\n")
        out, _ = self.run_program("rank", "i.yaml")
        self.assertIn("Without a row in a.csv: LVA.", out)
        self.assertIn("Without a row in b.csv: DNK.", out)
        _, err = self.run_program("validate", "i.yaml")
        self.assertIn("note[N0323]: 1 unit without a row in `a.csv`: LVA", err)

    def test_files_that_share_the_units_leave_no_gap(self):
        self.write(i_yaml=TWO, a_csv="unit,a,b\nDNK,1,2\nEST,2,3\n", b_csv="unit,a,b\nLVA,1,1\n")
        out, _ = self.run_program("rank", "i.yaml")
        self.assertNotIn("Without a row", out)

    # ---- what looks like one and is two

    ALIKE = [("Denmark ", "Denmark", "spaces"), ("Denmark\u00a0", "Denmark", "spaces"), ("New\u00a0Zealand", "New Zealand", "spaces"),
             ("New\u3000Zealand", "New  Zealand", "spaces"), ("\tDNK", "DNK", "spaces"), ("DNK", "dnk", "case"), ("\u00c5", "\u00e5", "case"),
             (unicodedata.normalize("NFD", "C\u00f4te"), "C\u00f4te", "Unicode form"), ("EST\u200b", "EST", "Unicode form"),
             ("Cote d'Ivoire", "Cote d\u2019Ivoire", "apostrophe"), ("Guinea\u2010Bissau", "Guinea-Bissau", "hyphen"),
             ("004", "4", "number"), ("208.0", "208", "number"), (" dnk", "DNK", "spaces, letter case")]
    DIFFERENT = [("Curacao", "Cura\u00e7ao"), ("1.10", "1.1"), ("AB", "A B"), ("10", "100"), ("0", "00x"), ("U1", "U01"), ("-1", "1"),
                 ("\u2460", "1")]

    def test_units(self):
        for one, other, words in self.ALIKE:
            with self.subTest(one=one, other=other):
                found = self.warnings(i_yaml=TWO, a_csv=f"unit,a\nXXX,3\n{one},1\nEST0,2\n", b_csv=f"unit,b\nEST0,2\n{other},1\nXXX,1\n")
                self.assertEqual([entry[:2] for entry in found], [("W0324", "b.csv:3:1")])
                self.assertIn(words, found[0][2])
                _, err = self.run_program("rank", "i.yaml")
                self.assertIn("as a.csv:3 does", err)
        for one, other in self.DIFFERENT:
            with self.subTest(one=one, other=other):
                self.assertEqual(self.warnings(i_yaml=TWO, a_csv=f"unit,a,b\n{one},1,2\n{other},2,1\n", b_csv="unit,b\n"
                                               f"{other},1\n{one},2\n"), [])

    def test_periods(self):
        for one, other in ("2018", "2018.0"), (" 2021", "2021"), ("2001-Q1", "2001-q1"), ("2018\u20132019", "2018-2019"):
            with self.subTest(one=one):
                self.write(i_yaml=TWO, a_csv=f"unit,year,a,b\nDNK,{one},1,2\nEST,{other},2,1\n", b_csv="unit,year,c\nDNK,2018,1\n")
                done = subprocess.run([PROGRAM, "rank", "i.yaml"], cwd=self.place, capture_output=True, check=False,
                                      env=clean_environment())
                err = done.stderr.decode()
                self.assertIn("W0324", err)
                self.assertIn("the periods `", err)

    def test_one_name_for_two_units(self):
        found = self.warnings(i_yaml=HEAD + "data: [d.csv]\nindicators: [{id: a}]\n",
                              d_csv="unit,name,a\nGEO,Georgia,1\nGEX,georgia,2\nEST,Estonia,2\n")
        self.assertEqual(found, [("W0324", "d.csv:3:1", "`georgia` is the name of two units, `GEO` and `GEX`")])
        found = self.warnings(i_yaml=HEAD + "data: [d.csv]\nunits: u.csv\nindicators: [{id: a}]\n",
                              u_csv="unit,name_en,name_fr\nA,Niger,Niger\nB,Nigeria,Niger\n", d_csv="unit,a\nA,1\nB,2\n")
        self.assertEqual(found, [("W0324", "u.csv:3:1", "`Niger` is the name of two units, `A` and `B`")])

    def test_columns(self):
        one = HEAD + "data: [d.csv, e.csv]\nindicators: [{id: OSI}, {id: b}]\n"
        found = self.warnings(i_yaml=one, d_csv="unit,OSI,b\nDNK,1,2\nEST,2,1\n", e_csv="unit,osi\nLVA,3\n")
        self.assertEqual([entry[:2] for entry in found], [("W0324", "e.csv:1:6")])
        found = self.warnings(i_yaml=HEAD + "data: [d.csv]\nindicators: [{id: OSI}, {id: b}]\n",
                              d_csv="unit,indicator,value\nDNK,OSI,1\nDNK,b,2\nEST,OSI ,3\nEST,b,1\nLVA,OSI,2\n")
        self.assertEqual([entry[:2] for entry in found], [("W0324", "d.csv:4:5")])
        self.assertEqual(self.warnings(i_yaml=HEAD + "data: [d.csv]\nindicators: [{id: OSI}]\n", d_csv="unit,OSI,osi\nDNK,1,2\nEST,2,1\n"), [])

    def test_a_column_that_looks_like_the_period(self):
        one = HEAD + "data: [d.csv]\nindicators: [{id: a}]\n"
        for header in "Year", "YEAR", "TIME_PERIOD", "Period", "Date", "time":
            found = self.warnings(i_yaml=one, d_csv=f"unit,{header},a\nDNK,2010,1\nEST,2010,2\n")
            self.assertEqual([entry[:2] for entry in found], [("W0325", "d.csv:1:6")], header)
        found = self.warnings(i_yaml=one, d_csv="unit,year,Year,a\nDNK,2010,2009,1\nEST,2010,2009,2\n")
        self.assertIn("the period is column `year`", found[0][2])
        for text in (one.replace("[d.csv]", "[{file: d.csv, only-period: 2010}]"), one.replace("[d.csv]", "[{file: d.csv, period: Year}]").replace("{id: a}", "{id: a, goalposts: [0, 2]}"),
                     one.replace("{id: a}", "{id: a}, {id: Year}")):
            self.assertEqual(self.warnings(i_yaml=text, d_csv="unit,Year,a\nDNK,2010,1\nEST,2011,2\n"), [])

    # ---- honest data

    def test_the_shipped_indices_are_silent(self):
        for path in sorted((ROOT / "indicators").glob("*.yaml")):
            _, err = self.run_program("validate", str(path))
            self.assertNotIn("warning", err, path.name)


if __name__ == "__main__":
    unittest.main()
