"""Unit lists that have a unit once per period, and columns that only the unit list has."""
import csv
import io
import unittest

from program import ProgramTest

DEFINITION = """\
egovbench: 1
id: u
data: [d.csv]
units: %s
defaults: {normalise: {method: goalposts}}
indicators:
  - {id: a, %s, goalposts: [0, 10]}
  - {id: b, compute: "b / area", impute: {method: group-mean, group: income}, goalposts: [0, 10]}
"""
DATA = "unit,period,a,b\n" + "".join(f"{u},{p},{a},{b}\n" for p in (2018, 2019, 2020) for u, a, b in (("X", 10, 2), ("Y", 20, 5), ("Z", 40, "")))
LIST = """\
unit,year,name,income,region,population,area
X,2018,Ex,Low,EU,10,1
X,2019,Exx,High,EU,11,1
X,2020,Exx,,EU,12,1
Y,2018,Why,High,AS,10,2
Y,2018,Why,High,AS,10,2
Y,2019,Why,High,AS,10,2
Y,2020,Why,High,AS,10,2
Z,2018,Zed,Low,AS,20,3
Z,2019,Zed,,AS,,3
Z,2020,Zed,High,AS,25,3
"""


class UnitsPanel(ProgramTest):
    def write(self, listed=LIST, units="list.csv", per="per: population", data=DATA):
        (self.place / "u.yaml").write_text(DEFINITION % (units, per))
        (self.place / "d.csv").write_text(data)
        (self.place / "list.csv").write_text(listed)

    def table(self, *arguments):
        done = self.run_program(*arguments, "--format", "csv", code=0)
        return {row["unit"]: row for row in csv.DictReader(io.StringIO(done.out))}

    def refused(self, *texts):
        done = self.run_program("rank", "u.yaml")
        self.assertNotEqual(done.code, 0)
        for text in texts:
            self.assertIn(text, done.err)

    def test_the_group_of_the_period(self):
        self.write()
        for period, groups in {"2018": ["Low", "High", "Low"], "2019": ["High", "High", "Low"], "2020": ["High", "High", "High"]}.items():
            found = self.table("rank", "u.yaml", "--period", period, "--no-intervals", "--group", "income")
            self.assertEqual([found[unit]["income"] for unit in "XYZ"], groups, period)
            if "Low" not in groups:
                continue
            kept = self.table("rank", "u.yaml", "--period", period, "--no-intervals", "--group", "income=Low")
            self.assertEqual(sorted(kept), [unit for unit, group in zip("XYZ", groups) if group == "Low"], period)

    def test_a_form_has_the_periods(self):
        """Groups change: a form without periods could not be read."""
        self.write(units="{file: list.csv, id: unit, period: year, names: {en: name}, groups: {income: income}}")
        done = self.run_program("init", "u.yaml", "-o", "form.csv", code=0)
        self.assertIn("9 rows to fill in", done.err + done.out)
        self.assertNotIn("error", done.err)
        form = (self.place / "form.csv").read_text(encoding="utf-8").splitlines()
        rows = [line.split(",") for line in form if line[0] in "XYZ"]
        self.assertEqual([row[::2][:2] for row in rows], [[unit, year] for unit in "XYZ" for year in ("2018", "2019", "2020")])
        header = form[0].split(",")
        filled = [",".join(str(n) if head in ("a", "b") else cell for head, cell in zip(header, line.split(","))) if line[0] in "XYZ"
                  else line for n, line in enumerate(form)]
        (self.place / "form.csv").write_text("\n".join(filled) + "\n", encoding="utf-8")
        self.table("rank", "u.yaml", "--data", "form.csv", "--period", "2019", "--no-intervals")

    def test_a_form_has_what_the_list_has(self):
        self.write(units="{file: list.csv, id: unit, period: year, names: {en: name}, groups: {income: income}}")
        self.run_program("init", "u.yaml", "-o", "form.csv", code=0)
        rows = list(csv.DictReader(io.StringIO((self.place / "form.csv").read_text(encoding="utf-8"))))
        self.assertEqual({row["area"] for row in rows if row["unit"] == "Z"}, {"3"})
        self.assertEqual([row["population"] for row in rows if row["unit"] == "X"], ["10", "11", "12"])

    def test_a_form_of_groups_that_stay_has_no_periods(self):
        listed = "unit,year,income\n" + "".join(f"{unit},{year},High\n" for unit in "XYZ" for year in (2018, 2019))
        self.write(listed, "{file: list.csv, id: unit, period: year, groups: {income: income}}")
        self.assertIn("3 rows to fill in", self.run_program("init", "u.yaml", "-o", "form.csv", code=0).err)

    def test_imputation_by_the_group_of_the_period(self):
        self.write()
        # b / area: X 2, Y 2.5. Z is Low with X in 2018, High with both in 2020, and alone in 2019.
        for period, value in {"2018": 2, "2019": None, "2020": 2.25}.items():
            found = self.table("stages", "u.yaml", "--stage", "imputed", "--period", period)["Z"]["b"]
            self.assertEqual(float(found) if found else None, value, period)

    def test_names_are_the_latest(self):
        self.write()
        self.assertEqual(self.table("rank", "u.yaml", "--period", "2018", "--no-intervals")["X"]["name"], "Exx")

    def test_the_population_of_the_list(self):
        self.write()
        found = self.table("stages", "u.yaml", "--stage", "raw", "--period", "2018")
        self.assertEqual([float(found[unit]["a"]) for unit in "XYZ"], [1, 2, 2])
        found = self.table("stages", "u.yaml", "--stage", "raw", "--period", "2020")
        self.assertEqual([float(found[unit]["a"]) for unit in "XYZ"], [10 / 12, 2, 40 / 25])
        self.assertEqual(self.table("stages", "u.yaml", "--stage", "raw", "--period", "2019")["Z"]["a"], "")

    def test_a_list_with_every_unit_once_holds_for_all_periods(self):
        self.write("unit,year,people,area,income\nX,2021,10,1,Low\nY,2019,10,2,Low\nZ,2018,20,3,High\n", "{file: list.csv, population: people}")
        for period in ("2018", "2020"):
            found = self.table("stages", "u.yaml", "--stage", "raw", "--period", period)
            self.assertEqual([float(found[unit]["a"]) for unit in "XYZ"], [1, 2, 2])
        self.assertIn("d.csv", self.run_program("explain", "X", "u.yaml", "--format", "json", code=0).out)

    def test_the_data_come_first(self):
        self.write(data=DATA.replace("a,b\n", "a,b,population\n").replace("\nX,2020,10,2", "\nX,2020,10,2,5"))
        self.refused("E0302")  # rows of the others are too short
        rows = [line + ",5" for line in DATA.splitlines()[1:]]
        self.write(data="unit,period,a,b,population\n" + "\n".join(rows) + "\n")
        self.assertEqual(float(self.table("stages", "u.yaml", "--stage", "raw")["X"]["a"]), 2)

    def test_contradictions_in_a_period(self):
        self.write(LIST.replace("Y,2018,Why,High,AS,10,2\nY,2019", "Y,2018,Why,Low,AS,10,2\nY,2019"))
        self.refused("list.csv:6:1", "income of unit `Y` is `Low` here and `High` in line 5, both in 2018")
        self.write(LIST.replace("Y,2018,Why,High,AS,10,2\nY,2019", "Y,2018,Wy,High,AS,10,2\nY,2019"))
        self.refused("list.csv:6:1", "the name of unit `Y` is `Wy` here and `Why` in line 5")
        self.write(LIST.replace("Y,2018,Why,High,AS,10,2\nY,2019", "Y,2018,Why,High,AS,11,2\nY,2019"))
        self.refused("list.csv:6:20", "`population` of unit `Y` has another value in line 5")

    def test_without_a_column_of_periods_a_unit_is_there_once(self):
        self.write(LIST.replace("unit,year", "unit,edition"))
        self.refused("E0315", "appears twice in the unit list")
        self.write(LIST.replace("unit,year", "unit,edition"), "{file: list.csv, period: edition}")
        self.assertEqual(self.table("rank", "u.yaml", "--period", "2018", "--group", "income", "--no-intervals")["Z"]["income"], "Low")
        self.write(units="{file: list.csv, period: edition}")
        self.refused("E0310", "has no column `edition`")

    def test_groups_that_change_need_periods_in_the_data(self):
        self.write(data="unit,a,b\nX,10,2\nY,20,5\nZ,40,\n")
        self.refused("E0317", "list.csv:4:1", "where: {year: 2020}")
        self.write(data="unit,a,b\nX,10,2\nY,20,5\nZ,40,\n", units="{file: list.csv, where: {year: \"2020\"}}")
        self.run_program("rank", "u.yaml", code=0)

    SEVERAL = "[{file: names.csv, id: code, names: {en: label}}, {file: classes.csv%s}, {file: people.csv}]"

    def write_several(self, keys="", names="code,label,region\nX,Ex,EU\nY,Why,AS\nZ,Zed,\n", classes=None,
                      people="unit,name_ja,population,area,region\nX,エ,10,1,EU\nZ,ゼ,20,3,AS\nY,ワ,10,2,AS\n"):
        self.write(units=self.SEVERAL % keys)
        (self.place / "names.csv").write_text(names)
        (self.place / "classes.csv").write_text(classes or "unit,year,income\nX,2018,Low\nX,2019,High\nY,2018,High\nZ,2018,Low\nZ,2020,High\n")
        (self.place / "people.csv").write_text(people)

    def test_names_from_one_list_groups_from_another(self):
        self.write_several()
        for period, groups in {"2018": ["Low", "High", "Low"], "2019": ["High", "High", "Low"], "2020": ["High", "High", "High"]}.items():
            found = self.table("rank", "u.yaml", "--period", period, "--no-intervals", "--group", "income", "--group", "region", "--lang", "en,ja")
            self.assertEqual([found[unit]["income"] for unit in "XYZ"], groups, period)
            self.assertEqual([found[unit]["region"] for unit in "XYZ"], ["EU", "AS", "AS"], period)
            self.assertEqual([found[unit]["name"] for unit in "XYZ"], ["Ex", "Why", "Zed"])
            self.assertEqual([found[unit]["name_ja"] for unit in "XYZ"], ["エ", "ワ", "ゼ"])
        found = self.table("stages", "u.yaml", "--stage", "raw", "--period", "2018")
        self.assertEqual([float(found[unit]["a"]) for unit in "XYZ"], [1, 2, 2])
        self.assertIn("people.csv", self.run_program("show", "u.yaml", "--methodology", code=0).out)

    def test_lists_that_do_not_fit(self):
        self.write_several(people="unit,population,area,region\nX,10,1,AS\nY,10,2,AS\nZ,20,3,AS\n")
        self.refused("E0315", "people.csv:2:1", "region of unit `X` is `AS` here and `EU` in another unit list", "line 2 of `names.csv`")
        more = "unit,year,income\nX,2018,Low\nW,2018,Low\nY,2018,High\nZ,2018,Low\n"
        self.write_several(classes=more)
        self.refused("E0314", "classes.csv:3:1", "1 unit of `classes.csv` not in the first unit list, `names.csv`: W", "`others: ignore`")
        self.write_several(", others: ignore", classes=more)
        self.run_program("rank", "u.yaml", code=0)
        self.write_several(people="unit,population\nX,10\nY,10\nZ,20\n")
        self.refused("E0310", "nor has the unit list", "`label`", "`income`")
        self.write_several()
        (self.place / "people.csv").unlink()
        self.refused("E0501", "there is no file `people.csv`")

    def test_absent_from_both(self):
        self.write(LIST.replace("area", "zone"))
        self.refused("E0310", "no data file has the column `area`, nor has the unit list", "the unit list has `unit`, `year`", "`zone`")
        self.write(LIST.replace("area", "aera"))
        self.refused("E0310", "did you mean `aera`?")


if __name__ == "__main__":
    unittest.main()
