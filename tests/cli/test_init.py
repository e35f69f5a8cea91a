"""`init --from`: a definition drafted from data files is valid at once, whatever the headers hold, and says what to decide."""
import csv
import io
import shutil
import unittest

from program import ROOT, ProgramTest


class Draft(ProgramTest):
    def draft(self, table, name="t.csv", *arguments):
        (self.place / name).write_text(table, encoding="utf-8")
        return self.run_program("init", "--from", name, *arguments, code=0)

    def rank(self, path="t.yaml", *arguments):
        done = self.run_program("rank", path, "--no-intervals", "--format", "csv", *arguments, code=0)
        return list(csv.DictReader(io.StringIO(done.out)))

    def test_files_of_the_tests(self):
        for source, units in (("load/data/wide.csv", 2), ("load/data/long.csv", 2), ("reference/egdi-published.csv", 100),
                              ("reference/gtmi-2022-published.csv", 100)):
            with self.subTest(source=source):
                shutil.copy(ROOT / "tests" / source, self.place / "a.csv")
                self.run_program("init", "--from", "a.csv", "--force", "-o", "a.yaml", code=0)
                self.run_program("validate", "a.yaml", code=0)
                self.assertGreaterEqual(len(self.rank("a.yaml")), units)

    def test_values_and_what_is_left_to_decide(self):
        # By hand: goalposts rounded outwards to a tenth of the distance, 0 to 100 between them, equal weights.
        self.draft("Country Name,Country Code,Year,GDP per head (USD),Users,Notes\n"
                   "Estonia,EST,2020,10000,90,good\nFinland,FIN,2020,30000,..,\nLatvia,LVA,2020,20000,40,\n")
        text = (self.place / "t.yaml").read_text(encoding="utf-8")
        for part in ('unit: "Country Code"', 'name: "Country Name"', 'period: "Year"', 'missing: [".."]', 'unit: "USD"',
                     "goalposts: [10000, 30000] # DECIDE: the data has 10000 to 30000",
                     "direction: higher # CONFIRM", '# Not used, as not all cells are numbers: "Notes"'):
            self.assertIn(part, text)
        self.assertEqual({row["unit"]: float(row["score"]) for row in self.rank()}, {"EST": 50, "FIN": 100, "LVA": 25})

    def test_european_excel(self):
        self.draft("Land;Wert\nÖsterreich;1,5\nSchweiz;2,5\n")
        text = (self.place / "t.yaml").read_text(encoding="utf-8")
        self.assertIn("delimiter: semicolon\n    decimal: comma\n", text)
        self.assertIn("goalposts: [1.5, 2.5]", text)
        self.assertEqual([row["unit"] for row in self.rank()], ["Schweiz", "Österreich"])

    def test_hostile_headers(self):
        headers = ["=cmd|' /C calc'!A0", 'a "quoted" one', "two\nlines", "數位", "指標", "- x: {y", "# no comment", "Speed", "speed",
                   "speed!", "\x1b[31mred", "null", "1990 x", "'", "\\", "\u202eleft", "%", "x" * 300]
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["unit", *headers])
        writer.writerow(["EST", *range(len(headers))])
        writer.writerow(["FIN", *range(1, len(headers) + 1)])
        self.draft(out.getvalue())
        self.run_program("validate", "t.yaml", code=0)
        self.assertEqual([(row["unit"], float(row["score"])) for row in self.rank()], [("FIN", 100), ("EST", 0)])
        text = (self.place / "t.yaml").read_text(encoding="utf-8")
        self.assertEqual(text.count("  - id: "), len(headers))
        self.assertNotRegex(text, "[\x00-\x09\x0b-\x1f\u202e]")

    def test_several_files(self):
        (self.place / "sub").mkdir()
        (self.place / "sub" / "b.csv").write_text("unit,b\nEST,1\nFIN,2\n", encoding="utf-8")
        self.draft("unit,a\nEST,1\nFIN,2\n", "a.csv", "sub/b.csv", "-o", "t.yaml")
        self.assertIn('  - file: "sub/b.csv"', (self.place / "t.yaml").read_text(encoding="utf-8"))
        self.assertEqual([row["unit"] for row in self.rank()], ["FIN", "EST"])

    def test_what_is_there_stays(self):
        (self.place / "t.yaml").write_text("mine", encoding="utf-8")
        (self.place / "t.csv").write_text("unit,a\nEST,1\nFIN,2\n", encoding="utf-8")
        self.assertNotEqual(self.run_program("init", "--from", "t.csv").code, 0)
        self.assertEqual((self.place / "t.yaml").read_text(encoding="utf-8"), "mine")
        self.run_program("init", "--from", "t.csv", "--force", "-o", "t.csv", code=4)
        self.assertTrue((self.place / "t.csv").read_text(encoding="utf-8").startswith("unit,a"))

    def test_refused(self):
        for table, message in (("unit,a,a\nEST,1,2\n", "the header `a` appears twice"), ("a,b\n1,2\n", "no column says which unit"),
                               ("unit,a\nEST,x\n", "no column holds numbers alone"), ("unit,a\n", "has a header but no rows"),
                               ("unit,a\nEST,1\nEST,2\n", "`EST` has several rows here")):
            with self.subTest(table=table):
                (self.place / "t.csv").write_text(table, encoding="utf-8")
                done = self.run_program("init", "--from", "t.csv", code=3)
                self.assertIn(message, done.err)
                self.assertIn("help: ", done.err)
                self.assertFalse((self.place / "t.yaml").exists())
        self.assertIn("cannot read `absent.csv`", self.run_program("init", "--from", "absent.csv").err)
        self.assertIn("needs an argument: INDEX", self.run_program("init", code=2).err)
        self.assertIn("unexpected argument `egdi`", self.run_program("init", "egdi", "egdi", code=2).err)
        (self.place / "below").mkdir()
        self.assertIn("not below its own folder", self.run_program("init", "--from", "small.csv", "-o", "below/x.yaml", code=2).err)


if __name__ == "__main__":
    unittest.main()
