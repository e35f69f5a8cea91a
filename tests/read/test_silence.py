#!/usr/bin/env python3
"""What used to be accepted without a word: each kind is told, with its places, and honest data are not.

usage: test_silence.py [PROGRAM SOURCE_ROOT]; without arguments from EGOVBENCH_BUILD and EGOVBENCH_SOURCE.
"""
import csv
import io
import random
import re
import subprocess
import tempfile
import unicodedata
import unittest
from pathlib import Path

from program import PROGRAM, ROOT, clean_environment

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
        out, _ = self.run_program("rank", "i.yaml", "--notes")
        self.assertIn("In the list units.csv, but in no data file: Unit number 0; Unit number 1; Unit number 2; Unit number 4;", out)
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
        out, _ = self.run_program("rank", "i.yaml", "--notes")
        self.assertIn("Without a row in a.csv: LVA.", out)
        self.assertIn("Without a row in b.csv: DNK.", out)
        _, err = self.run_program("validate", "i.yaml")
        self.assertIn("note[N0323]: 1 unit without a row in `a.csv`: LVA", err)

    def test_files_that_share_the_units_leave_no_gap(self):
        self.write(i_yaml=TWO, a_csv="unit,a,b\nDNK,1,2\nEST,2,3\n", b_csv="unit,a,b\nLVA,1,1\n")
        out, _ = self.run_program("rank", "i.yaml", "--notes")
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

    # ---- weights

    def test_percentages_that_do_not_add_up(self):
        table = "unit,a,b,c\nDNK,80,70,1\nEST,90,60,2\n"
        one = HEAD + "data: [d.csv]\nindicators:\n  - {{id: a, weight: {}%}}\n  - {{id: b, weight: {}%}}\n  - {{id: c, weight: {}%}}\n"
        for weights, total in ((25, 60, 10), 95), ((60, 60, 10), 130), ((0, 50, 49), None), ((10, 10, 10), 30):
            found = self.warnings(i_yaml=one.format(*weights), d_csv=table)
            if total is None:
                self.assertEqual(found, [], weights)
            else:
                self.assertEqual([entry[:2] for entry in found], [("W0215", "i.yaml:6:21")], weights)
                self.assertIn(f"add up to {total} %, not 100 %", found[0][2])
        for weights in ((25, 60, 15), ("33.3", "33.3", "33.3"), (33, 33, 33), ("33.3", "33.3", "33"), ("16.67", "16.67", "66.67"), ("0.5", "99.5", 0)):
            self.assertEqual(self.warnings(i_yaml=one.format(*weights), d_csv=table), [], weights)
        optional = one.replace("{{id: c, ", "{{id: c, optional: true, ")
        for weights in (60, 40, 20), (50, 40, 10):
            self.assertEqual(self.warnings(i_yaml=optional.format(*weights), d_csv=table), [], weights)

    # ---- values

    def values(self, node, *cells, data="d.csv", head=""):
        table = "unit,a\n" + "".join(f"U{i},{cell}\n" for i, cell in enumerate(cells))
        return [entry[0] for entry in self.warnings(i_yaml=HEAD + head + f"data: [{data}]\nindicators: [{{id: a{node}}}]\n", d_csv=table)]

    def test_values_far_outside_the_goalposts(self):
        posts = ", goalposts: [0, 100]"
        self.assertEqual(self.values(posts, 950, 20, 40, 60, 80), ["W0605"])
        self.assertEqual(self.values(posts, -150, 20, 40, 60, 80), ["W0605"])
        self.assertEqual(self.values(", goalposts: [0, 1]", 95, 20, 40, 60, 80), ["W0605"])  # percentages against shares
        for honest in (105, 20, 40, 60), (200, 20, 40, 60), (0, 100, 50, 3), (150, 160, 170, 190):
            self.assertEqual(self.values(posts, *honest), [], honest)
        clamped = posts + ", normalise: {method: goalposts, clamp: true}"
        self.assertEqual(self.values(clamped, 950, 20, 40, 60, 80), [])  # what a cap is for
        self.assertEqual(self.values(clamped, 95000, 20, 40, 60, 80), ["W0605"])
        self.assertEqual(self.values(", goalposts: [50, 60]", 5, 10, 95, 99, 55, 54, 40, 80), [])  # a mean and a deviation

    def test_shares_against_percentages(self):
        posts = ", goalposts: [0, 100]"
        self.assertEqual(self.values(posts, 0.2, 0.5, 1), ["W0605"])
        for honest in (0, 1, 1), (0.2, 0.5, 1.5), (20, 50, 100):
            self.assertEqual(self.values(posts, *honest), [], honest)

    def test_declared_missing_in_another_spelling(self):
        """A number under `missing:` means that number: nothing is read as a value, and nothing is left to warn of."""
        for cell, token in ("-999.0", -999), ("-9.99e2", -999), ("-0999", -999), ("-999", -999), ("0", "-0"):
            found = self.values("", cell, 1, 2, 3, data="{file: d.csv, missing: [%s]}" % token)
            self.assertEqual(found, [], cell)

    def test_numbers_that_look_missing(self):
        for code in -99, -999, -9999, 999, 9999, 99999:
            self.assertEqual(self.values("", code, 1, 20, 100), ["W0326"], code)
        for honest in (-99, -5, 20, 100), (999, 1000, 998, 5), (9999, 8000, 10500, 12000), (99, 1, 2, 3), (999, 1, 2):
            self.assertEqual(self.values("", *honest), [], honest)
        self.assertEqual(self.values(", bounds: [-1000, 100]", -999, 1, 20, 100), [])
        self.assertEqual(self.values(", points: {1: 0, 999: 1}", 999, 1, 1, 1), [])

    def test_numbers_that_look_missing_in_long_columns(self):
        """Wherever the code is, and whatever is around it: the rule of the manual written anew."""
        numbers = random.Random(7)
        codes = -99, -999, -9999, 999, 9999, 99999
        warned = 0
        for _ in range(80):
            low, high = numbers.choice(((0, 100), (-20, 100), (0, 1000), (990, 1010)))
            draw = numbers.choice((lambda: numbers.randint(low, high), lambda: round(numbers.uniform(low, high), 3)))
            values = [draw() for _ in range(numbers.choice((5, 63, 64, 65, 130, 200)))]
            for _ in range(numbers.choice((0, 1, 1, 3))):
                values[numbers.randrange(len(values))] = numbers.choice(codes)
            others = [value for value in values if value not in codes]
            found = len(others) >= 3 and any(
                min(others) >= 0 if value < 0 else value - max(others) > max(others) - min(0, min(others))
                for value in values if value in codes)
            warned += found
            gaps = [value if numbers.random() < 0.9 or value in codes else "" for value in values]
            kept = [value for value in gaps if value != "" and value not in codes]
            if len(kept) < 3 or (min(kept), max(kept)) != (min(others), max(others)):
                gaps = values
            self.assertEqual(self.values("", *gaps), ["W0326"] if found else [], gaps)
        self.assertTrue(15 < warned < 65, warned)

    def test_ranked_on_imputation_alone(self):
        one = HEAD + "data: [d.csv]\ndefaults: {impute: mean}\nindicators: [{id: a}, {id: b}]\n"
        found = self.warnings(i_yaml=one, d_csv="unit,a,b\nDNK,1,2\nEST,2,3\nXKX,,\nLVA,,1\n")
        self.assertEqual(found, [("W0606", "egovbench", "1 unit is ranked without any value, on what was imputed alone: XKX")])
        self.assertEqual(self.warnings(i_yaml=one.replace("impute: mean", "normalise: minmax"), d_csv="unit,a,b\nDNK,1,2\nEST,2,3\nXKX,,\n"), [])
        self.assertEqual(self.warnings(i_yaml=one + "screen: {available: 0.5}\n", d_csv="unit,a,b\nDNK,1,2\nEST,2,3\nXKX,,\n"), [])

    # ---- what is asked for and is not there

    def test_levels_that_do_not_fit_the_scale(self):
        levels = "levels: [{{id: A, from: {}}}, {{id: B, from: {}}}, {{id: C, from: 0}}]\n"
        for scale, high, low, told in (1, 75, 50, True), (100, 0.75, 0.5, True), (100, 75, 50, False), (1, 0.75, 0.5, False), (100, 100, 50, False):
            found = self.values(", goalposts: [0, 10]", 3, 5, 9, head=f"scale: {scale}\n" + levels.format(high, low))
            self.assertEqual(found, ["W0607"] if told else [], (scale, high))

    def test_a_period_of_data_without_periods(self):
        found = self.warnings(i_yaml=HEAD + "period: 2020\ndata: [d.csv]\nindicators: [{id: a}]\n", d_csv="unit,a\nDNK,1\nEST,2\n")
        self.assertEqual([entry[0] for entry in found], ["W0410"])

    def test_languages(self):
        self.write(i_yaml=HEAD.replace("title: T", "title: {en: T, ja: T, zh-Hant: T}") + "data: [d.csv]\nindicators: [{id: a}]\n",
                   d_csv="unit,name_fr,a\nDNK,Danemark,1\nEST,Estonie,2\n")
        for language, told in ("xx", True), ("de", True), ("zh-Hans", True), ("ja", False), ("zh-Hant", False), ("fr", False), ("en-GB", False):
            _, err = self.run_program("rank", "i.yaml", "--lang", language)
            self.assertEqual(f"--lang {language} has no effect here" in err, told, language)
        self.write(i_yaml=HEAD + "data: [d.csv]\nindicators: [{id: a}]\n")
        _, err = self.run_program("rank", "i.yaml", "--lang", "en")
        self.assertEqual(err, "")

    def test_options_without_effect(self):
        self.write(i_yaml=HEAD + "data: [d.csv]\nindicators: [{id: a}, {id: b}]\n", d_csv="unit,a,b\nDNK,1,2\nEST,2,1\n")
        told = [("rank i.yaml --rescale free", "--rescale"), ("rank i.yaml --force", "--force"), ("rank i.yaml --format csv --width 80", "--width"),
                ("rank i.yaml --format csv --digits 2", "--digits"), ("validate i.yaml --no-data --data d.csv", "--data"),
                ("validate i.yaml --no-data --period 2020", "--period"), ("init i.yaml --force", "--force")]
        for line, option in told:
            _, err = self.run_program(*line.split())
            self.assertIn(f"warning[W0904]: {option} has no effect here", err, line)
        for line in ("rank i.yaml --set a=2 --rescale free", "rank i.yaml -o out.csv --force", "rank i.yaml --width 80",
                     "weights set a=2 --index i.yaml --rescale free", "show i.yaml --format markdown --width 60"):
            _, err = self.run_program(*line.split())
            self.assertNotIn("no effect", err, line)

    # ---- honest data

    def test_the_shipped_indices_are_silent(self):
        for path in sorted((ROOT / "indicators").glob("*.yaml")):
            _, err = self.run_program("validate", str(path))
            self.assertNotIn("warning", err, path.name)


if __name__ == "__main__":
    unittest.main()
