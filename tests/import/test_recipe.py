"""The log of an import is the recipe of the next one: the same file gives the same bytes, later editions are read by it
without a guess, and what does not fit is refused, with a fix that works when it is followed."""
import random
import unittest

from program import ProgramTest

SDG = ("Goal,SeriesCode,GeoAreaCode,GeoAreaName,TimePeriod,Value,Units\n"
       "17,IT.NET,233,Estonia,2019,89.5,PERCENT\n17,IT.NET,233,Estonia,2020,90.25 b,PERCENT\n"
       "17,IT.NET,208,Denmark,2019,<1,PERCENT\n17,IT.NET,1,World,2020,60,PERCENT\n")
EXCEL = "Table 7\n\nLand;Jahr;Wert a;Wert b\nÖsterreich;2019;1,5;10\nSchweiz;2019;2,5;..\n"
WIDE = "unit,year,speed,speed.error,note\nEST,2019,1.5,0.1,x\nDNK,2019,2.5,,\n"
YEARS = "ISO,Country,Series,2019,2020\nEST,Estonia,a,1,2\nDNK,Denmark,a,..,4\n"
OECD = ("LOCATION,Country,INDICATOR,SEX,Value,Flags\nAUS,Australia,JOBS,TOT,72,\nAUS,Australia,JOBS,MEN,78,\n"
        "AUT,Austria,JOBS,TOT,70,\nAUT,Austria,JOBS,MEN,75,\n")
SHAPES = {"sdg": SDG, "excel": EXCEL, "wide": WIDE, "years": YEARS, "oecd": OECD}


class Recipe(ProgramTest):
    def write(self, name, text, encoding="utf-8"):
        (self.place / name).write_bytes(text.encode(encoding))

    def read(self, name):
        return (self.place / name).read_text(encoding="utf-8")

    def make(self, text, *more, name="x.csv", encoding="utf-8"):
        self.write(name, text, encoding)
        self.run_program("import", name, "-o", "out.csv", "--force", *more, code=0)

    def again(self, text, *more, code=0, encoding="utf-8"):
        self.write("y.csv", text, encoding)
        return self.run_program("import", "--recipe", "out.import.yaml", "y.csv", "-o", "new.csv", "--force", *more, code=code)

    def refused(self, text, *parts, **more):
        done = self.again(text, code=3, **more)
        for part in parts:
            self.assertIn(part, done.err)
        self.assertIn("  help: ", done.err)
        self.assertFalse((self.place / "new.csv").exists())
        return done.err

    def edit(self, old, new):
        log = self.read("out.import.yaml")
        self.assertIn(old, log)
        self.write("out.import.yaml", log.replace(old, new, 1))


class Same(Recipe):
    def test_same_file_same_bytes(self):
        for name, text in SHAPES.items():
            for encoding in ("utf-8", "windows-1252", "utf-16"):
                with self.subTest(name, encoding=encoding):
                    self.make(text, encoding=encoding)
                    self.run_program("import", "--recipe", "out.import.yaml", "x.csv", "-o", "two.csv", "--force", code=0)
                    self.assertEqual(self.read("two.csv"), self.read("out.csv"))
                    self.assertEqual(self.read("two.import.yaml"), self.read("out.import.yaml"))

    def test_a_log_of_a_recipe_is_a_recipe(self):
        self.make(SDG)
        self.again(SDG.replace("2019", "2021"))
        log = self.read("new.import.yaml")
        self.assertIn("  - file: y.csv\n", log)
        self.run_program("import", "--recipe", "new.import.yaml", "y.csv", "-o", "two.csv", code=0)
        self.assertEqual(self.read("two.import.yaml"), log)

    def test_several_files_and_a_list(self):
        self.write("list.csv", "code;label\nEST;Eesti\nDNK;Taani\n")
        self.write("b.csv", "Label,Year,b\nEesti,2019,1\nTaani,2019,2\n")
        self.make(WIDE, "b.csv", "--units", "list.csv{id: code, names: {et: label}, delimiter: ;}")
        self.assertIn('units: {file: list.csv, id: code, names: {et: label}, delimiter: ";"}', self.read("out.import.yaml"))
        self.run_program("import", "--recipe", "out.import.yaml", "x.csv", "b.csv", "--units", "list.csv", "-o", "two.csv", code=0)
        self.assertEqual(self.read("two.csv"), self.read("out.csv"))
        self.assertEqual(self.read("two.import.yaml"), self.read("out.import.yaml"))
        one = self.run_program("import", "--recipe", "out.import.yaml", "x.csv", "--units", "list.csv", code=3).err
        self.assertIn("the recipe reads 2 files, and 1 was given", one)
        none = self.run_program("import", "--recipe", "out.import.yaml", "x.csv", "b.csv", code=3).err
        self.assertIn("help: give it as well: --units list.csv", none)

    def test_hostile_names(self):
        header = '"a ""b""",# c,"x: y",null,~,"[1",\'q,\\,{z,%,-,數位,"two\nlines",' + "l" * 2000
        self.make(f"unit,{header}\nEST,{','.join('1' * 14)}\nDNK,{','.join('2' * 14)}\n")
        self.again(self.read("x.csv"))
        self.assertEqual(self.read("new.csv"), self.read("out.csv"))


class TakenUp(Recipe):
    def test_rows_periods_and_series(self):
        self.make(SDG)
        self.again(SDG + "17,IT.NET,246,Finland,2021,93,PERCENT\n17,IT.OLD,208,Denmark,2021,5,PERCENT\n")
        self.assertIn("FIN,IT.NET,2021,93,,,Finland\n", self.read("new.csv"))
        self.assertIn("DNK,IT.OLD,2021,5,,,Denmark\n", self.read("new.csv"))

    def test_columns_of_periods(self):
        self.make(YEARS)
        self.again("ISO,Country,Series,2020,2021\nEST,Estonia,a,2,3\nDNK,Denmark,a,4,5\n")
        self.assertEqual(self.read("new.csv").split("\n")[1:3], ["EST,a,2020,2,,,Estonia", "EST,a,2021,3,,,Estonia"])

    def test_no_guess_is_made(self):
        """A column that looks like an indicator by now, and one that no longer does."""
        self.make(WIDE)
        self.again("unit,year,speed,speed.error,note\nEST,2019,1.5,0.1,7\nDNK,2019,,,8\n")
        self.assertNotIn("note", self.read("new.csv"))
        (self.place / "new.csv").unlink()
        err = self.refused("unit,year,speed,speed.error,note\nEST,2019,fast,,\n", "y.csv:2:10: error[E0312]")
        self.assertNotIn("no column holds numbers", err)

    def test_what_the_recipe_says_of_a_name(self):
        """A name of two countries, decided by hand."""
        self.make("Country,year,a\nEstonia,2019,1\nDenmark,2019,2\n")
        self.refused("Country,year,a\nKorea,2020,1\n", "`Korea` may be")
        self.edit("resolved:\n", "resolved:\n  - {text: Korea, id: KOR}\n")
        self.again("Country,year,a\nKorea,2020,1\n")
        self.assertIn("KOR,a,2020,1", self.read("new.csv"))


class Refused(Recipe):
    def test_a_column_is_gone(self):
        self.make(SDG)
        self.refused(SDG.replace("Units", "Unit"), "out.import.yaml:", "`y.csv` has no column `Units` (unused)", "did you mean `Unit`?",
                     "y.csv:1:58: error[E0346]: the recipe does not know the column `Unit`")
        self.refused("".join(line.rsplit(",", 1)[0] + "\n" for line in SDG.splitlines()), "it was not used: remove this line")
        self.edit("      - {column: Units, is: unused}\n", "")
        self.again("".join(line.rsplit(",", 1)[0] + "\n" for line in SDG.splitlines()))

    def test_a_new_column(self):
        self.make(WIDE)
        lines = WIDE.splitlines()
        text = f"{lines[0]},fast: 1\n{lines[1]},4\n{lines[2]},5\n"
        err = self.refused(text, "y.csv:1:34: error[E0346]: the recipe does not know the column `fast: 1`")
        line = err.split("out.import.yaml`: ")[1].split("}")[0] + "}"
        self.assertEqual(line, '- {column: "fast: 1", is: unused}')
        self.edit("    columns:\n", f"    columns:\n      {line}\n")
        self.again(text)
        self.assertNotIn("fast", self.read("new.csv"))
        (self.place / "new.csv").unlink()
        self.edit(line, line.replace("unused", "indicator"))
        self.again(text)
        self.assertIn("EST,fast: 1,2019,4,,\n", self.read("new.csv"))

    def test_a_unit_nobody_knows(self):
        self.make(SDG)
        text = SDG.replace("1,World", "9990,Mars")
        err = self.refused(text, "y.csv:5:11: error[E0346]: the recipe does not know the unit `9990`")
        line = err.split("out.import.yaml`: ")[1].split("}")[0] + "}"
        self.assertEqual(line, "- {unit: 9990}")
        self.edit("left-out:\n", f"left-out:\n  {line}\n")
        self.again(text)
        self.assertNotIn("9990", self.read("new.csv"))

    def test_rows_without_a_unit(self):
        owid = "Entity,Code,Year,share\nAfrica,,2020,40\nEstonia,EST,2020,89\n"
        self.make(owid)
        self.assertIn("left-out:\n  - {file: x.csv, line: 2, reason: no unit}\n", self.read("out.import.yaml"))
        self.again(owid)
        self.assertEqual(self.read("new.csv"), self.read("out.csv"))
        (self.place / "new.csv").unlink()
        self.make(owid.replace("Africa,,2020,40\n", ""))
        err = self.refused(owid, "this row has no unit, and the recipe knows no such rows")
        line = err.split("in `out.import.yaml`: ")[1].split("}")[0] + "}"
        self.edit("# No row was left out.\n", f"left-out:\n  {line}\n")
        self.again(owid)

    def test_a_name_that_means_another_unit(self):
        self.make(SDG)
        self.edit("{text: 233, id: EST, ", "{text: 233, id: FIN, ")
        self.refused(SDG, "`233` was FIN, which is another unit than it means now, EST", "remove this line to take it for EST")
        log = self.read("out.import.yaml")
        self.write("out.import.yaml", "".join(line for line in log.splitlines(True) if "id: FIN" not in line))
        self.again(SDG)

    def test_a_unit_that_was_left_out(self):
        self.make(SDG)
        self.edit("left-out:\n", "left-out:\n  - {unit: 246}\n")
        self.refused(SDG + "17,IT.NET,246,Finland,2021,93,PERCENT\n", "rows of `246` were left out, and now it is a unit",
                     "remove the lines of `246` from `left-out:`")

    def test_delimiter_encoding_header_and_marks(self):
        self.make(SDG)
        self.refused(SDG.replace(",", ";"), "none of the columns of the recipe is in the header", "`delimiter: semicolon` in the recipe's entry")
        self.refused(SDG.replace("Estonia", "Éstonia"), "may be windows-1252", "`encoding: windows-1252` in the recipe's entry",
                     encoding="windows-1252")
        self.refused(SDG.replace("90.25 b", "90.25 e"), "the recipe does not know the mark `e`", "to `statuses:` in `out.import.yaml`: e")
        self.edit("statuses:\n", "statuses:\n  - e\n")
        self.again(SDG.replace("90.25 b", "90.25 e"))
        (self.place / "new.csv").unlink()
        self.make(EXCEL, encoding="windows-1252")
        self.refused(EXCEL, "`y.csv` is UTF-8, and the recipe reads it as windows-1252")
        self.refused(EXCEL.replace("\n\n", "\n\n\n"), encoding="windows-1252")
        self.refused(EXCEL.replace("1,5", "1.5"), "error[E0312]", encoding="windows-1252")

    def test_two_ways_to_say_it(self):
        self.make(SDG)
        for more in (["--as", "owid"], ["--units", "x.csv{id: a}"]):
            self.assertIn("two ways to say how files are read", self.again(SDG, *more, code=2).err)
        done = self.run_program("import", "--recipe", "out.import.yaml", "x.csv{delimiter: tab}", code=2)
        self.assertIn("write it into the recipe, `out.import.yaml`", done.err)
        self.assertIn("the recipe uses no list of units", self.again(SDG, "--units", "x.csv", code=3).err)

    def test_standard_input(self):
        self.make(SDG)
        log = (self.place / "out.import.yaml").read_bytes()
        for words, text in ((["out.import.yaml", "-"], SDG.encode()), (["-", "x.csv"], log)):
            self.run_program("import", "--recipe", *words, "-o", "two.csv", "--force", stdin=text, code=0)
            self.assertEqual(self.read("two.csv"), self.read("out.csv"))
        for words in (["--recipe", "-", "-"], ["-", "--units", "-"], ["-", "-"]):
            done = self.run_program("import", *words, stdin=log, code=2)
            self.assertIn("standard input cannot be several files at once", done.err)
        self.run_program("import", "x.csv{others: ignore}", "--units", "-", "-o", "two.csv", "--force", stdin=b"iso3\nEST\n", code=0)
        self.assertNotIn("DNK", self.read("two.csv"))

    def test_the_recipe_is_never_replaced(self):
        self.make(SDG)
        before = self.read("out.import.yaml")
        self.run_program("import", "--recipe", "out.import.yaml", "x.csv", "-o", "out.csv", "--force", code=4)
        self.assertEqual(self.read("out.import.yaml"), before)


class Logs(Recipe):
    def test_faults_of_a_log(self):
        self.make(SDG)
        good = self.read("out.import.yaml")
        for old, new, message in (
                ("", "", "cannot"), ("data:", "date:", "unknown key `date`"), ("    as: un-sdg", "    as: un-sdh", "did you mean `un-sdg`?"),
                ("is: indicators", "is: indicatorss", "did you mean `indicators`?"), ("column: Goal", "column: SeriesCode", "is listed twice"),
                ("{text: 208, id: DNK", "{text: 233, id: DNK", "`233` means two things"), ("{text: 208, id: DNK", "{text: 208", "id"),
                ("left-out:", "left-out: &a", "E0103"), ("statuses:", "resolved:", "E0104"), ("sources:", "units: {", "E0101"),
                ("    columns:\n", "    columns: 5 #", "E0"), ("- file: x.csv\n    sha", "- fle: x.csv\n    sha", "did you mean `file`?")):
            with self.subTest(new=new):
                self.write("out.import.yaml", good.replace(old, new, 1) if old else "x")
                if old:
                    self.assertIn(old, good)
                err = self.refused(SDG, "out.import.yaml")
                if old:
                    self.assertIn(message, err)
        self.write("out.import.yaml", "data: [x.csv]\n")
        self.refused(SDG, "the recipe does not say which columns the files have")
        self.write("out.import.yaml", good + "    columns:\n")
        self.refused(SDG)
        self.write("out.import.yaml", "[" * 200)
        self.again(SDG, code=3)
        self.assertIn("there is no", self.run_program("import", "--recipe", "none.yaml", "x.csv", code=4).err + "there is no")


    def test_damaged_logs(self):
        """Whatever the log: read, or refused with what to do."""
        self.make(SDG)
        good, chance = (self.place / "out.import.yaml").read_bytes(), random.Random(3)
        for _ in range(80):
            log = bytearray(good)
            for _ in range(chance.choice([1, 1, 2, 5])):
                at = chance.randrange(len(log))
                kind = chance.randrange(3)
                if kind == 0:
                    log[at] = chance.randrange(256)
                elif kind == 1:
                    del log[at:at + chance.randrange(1, 40)]
                else:
                    log[at:at] = chance.choice([b"{", b"[", b": ", b"\n", b"- ", b'"', b"&a ", b"~", b"\xff", b"is: ", b"\t"])
            (self.place / "out.import.yaml").write_bytes(log)
            done = self.run_program("import", "--recipe", "out.import.yaml", "x.csv")
            self.assertIn(done.code, (0, 2, 3), bytes(log))
            self.assertTrue(done.code == 0 or "help: " in done.err, (bytes(log), done.err))


if __name__ == "__main__":
    unittest.main()
