"""`init --from`: a definition drafted from data files is valid at once, whatever the headers hold, and says what to decide."""
import csv
import io
import shutil
import unittest
import zipfile

from program import ROOT, ProgramTest


def write_workbook(path, rows):
    """A workbook of one sheet, as small as it may be; texts are stored in the cells."""
    def cell(column, row, value):
        place = f"{chr(65 + column)}{row}"
        return (f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>' if isinstance(value, str) else f'<c r="{place}"><v>{value}</v></c>')
    sheet = "".join(f'<row r="{n}">' + "".join(cell(i, n, value) for i, value in enumerate(row)) + "</row>" for n, row in enumerate(rows, 1))
    main, office = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>')
        book.writestr("_rels/.rels", f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" '
                                     'Target="xl/workbook.xml"/></Relationships>')
        book.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>')
        book.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/worksheet" '
                                                    'Target="worksheets/sheet1.xml"/></Relationships>')
        book.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>')


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
        for part in ('unit: Country Code  # 3 of its 3 cells are codes of countries', 'name: Country Name  # ', 'period: Year  # its 3 cells are years',
                     'missing: [".."]  # `..` is in 1 cell', 'unit: "USD"',
                     "goalposts: [10000, 30000] # DECIDE: the data has 10000 to 30000",
                     "direction: higher # CONFIRM", '# Not used, as not all values are numbers: "Notes"'):
            self.assertIn(part, text)
        self.assertEqual({row["unit"]: float(row["score"]) for row in self.rank()}, {"EST": 50, "FIN": 100, "LVA": 25})

    def test_names_of_countries(self):
        """A table without names: the list that is shipped has them."""
        self.draft("unit,a\nEST,1\nFIN,2\n")
        text = (self.place / "t.yaml").read_text(encoding="utf-8")
        self.assertIn("\n# units: countries.csv # DECIDE", text)
        self.assertEqual({row["name"] for row in self.rank()}, {"EST", "FIN"})
        (self.place / "t.yaml").write_text(text.replace("# units:", "units:"), encoding="utf-8")
        self.run_program("validate", "t.yaml", code=0)
        self.assertEqual({row["name"] for row in self.rank()}, {"Estonia", "Finland"})
        self.draft("unit,a\nEST,1\nTartu,2\n", "t.csv", "--force")
        self.assertNotIn("units:", (self.place / "t.yaml").read_text(encoding="utf-8"))

    def test_european_excel(self):
        self.draft("Land;Wert\nÖsterreich;1,5\nSchweiz;2,5\n")
        text = (self.place / "t.yaml").read_text(encoding="utf-8")
        self.assertRegex(text, "    delimiter: semicolon  # .*\n    decimal: comma  # .*\n    unit: Land  # .*\n    match: name  # ")
        self.assertIn("goalposts: [1.5, 2.5]", text)
        self.assertEqual([row["unit"] for row in self.rank()], ["CHE", "AUT"])

    def test_hostile_headers(self):
        headers = ["=cmd|' /C calc'!A0", 'a "quoted" one', "two\nlines", "數位", "指標", "- x: {y", "# no comment", "Speed", "speed",
                   "speed!", "\x1b[31mred", "\U000E0001tag", "null", "1990 x", "'", "\\", "\u202eleft", "%", "x" * 300]
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

    def check_scores(self, name, scores, *more):
        """Ranked at once, by what `init` prints; by hand, between the least and the most of each column."""
        done = self.run_program("init", "--from", name, *more, "-o", "t.yaml", "--force", code=0)
        for line in done.err.replace("Then:", "     ").splitlines():
            if line.startswith("      egovbench "):
                self.run_program(*line.split()[1:], code=0)
        self.run_program("validate", "t.yaml", code=0)
        self.assertEqual({row["unit"]: round(float(row["score"]), 9) for row in self.rank()}, scores)

    def test_columns_of_periods(self):
        (self.place / "p.csv").write_text("Table 7\n\nISO,Country,2019,2020\nEST,Estonia,1,2\nDNK,Denmark,..,4\nLVA,Latvia,1,3\n")
        self.check_scores("p.csv", {"EST": round(100 / 3, 9), "DNK": 100, "LVA": round(200 / 3, 9)})
        self.assertIn("only-indicator: values  # ", (self.place / "t.yaml").read_text(encoding="utf-8"))

    def test_files_of_publishers(self):
        (self.place / "w.csv").write_text('"Data Source","WDI",\n\n"Country Name","Country Code","Indicator Name","Indicator Code","2019","2020",\n'
                                          '"Estonia","EST","Individuals","IT.NET","80","90",\n"Denmark","DNK","Individuals","IT.NET","","100",\n'
                                          '"World","WLD","Individuals","IT.NET","50","60",\n')
        self.check_scores("w.csv", {"EST": 50, "DNK": 100})
        (self.place / "w.csv").write_text((self.place / "w.csv").read_text().replace('"2020",', '"2020","2021",').replace(',\n', ',"",\n')
                                          .replace('"WDI",""', '"WDI"').replace('"2021","",', '"2021",'))
        self.check_scores("w.csv", {"EST": 50, "DNK": 100})
        self.assertIn('period: "2020" # DECIDE: the last one with values; "2021" has none\n', (self.place / "t.yaml").read_text(encoding="utf-8"))
        (self.place / "o.csv").write_text("LOCATION,Country,INDICATOR,SEX,TIME,Value,Flags\n" + "".join(
            f"{unit},x,JOBS,{sex},2020,{value if sex == 'TOT' else 1},\n" for unit, value in (("AUS", 60), ("AUT", 80)) for sex in ("MEN", "TOT")))
        self.check_scores("o.csv", {"AUS": 0, "AUT": 100})
        text = (self.place / "t.yaml").read_text(encoding="utf-8")
        self.assertRegex(text, r"    as: oecd-stat  # .*\n    where: \{SEX: TOT\}  # 2 of 4 rows .* `MEN` of `SEX`\n")

    def test_labels_of_long_files(self):
        (self.place / "s.csv").write_text("Goal,SeriesCode,SeriesDescription,GeoAreaCode,GeoAreaName,TimePeriod,Value\n" + "".join(
            f"17,{code},{name},{unit},x,2020,{value}\n" for code, name in (("A.B", "Users of it (%)"), ("C.D", '"Speed, mean"'), ("E.F", "Other"))
            for unit, value in ((233, 1), (208, 2))))
        self.check_scores("s.csv", {"EST": 0, "DNK": 100})
        text = (self.place / "t.yaml").read_text(encoding="utf-8")
        self.assertIn('  - id: "A.B"\n    name: "Users of it"\n    unit: "%"\n', text)
        self.assertIn('  - id: "C.D"\n    name: "Speed, mean"\n', text)
        # A text for two indicators, or two texts for one, is no label.
        for old, new in (("Other", "Users of it (%)"), ("E.F,Other,233", "E.F,Others,233")):
            (self.place / "u.csv").write_text((self.place / "s.csv").read_text().replace(old, new))
            self.check_scores("u.csv", {"EST": 0, "DNK": 100})
            self.assertNotIn("Speed", (self.place / "t.yaml").read_text(encoding="utf-8"))

    def test_encodings(self):
        table = "Gemeinde;Wert (€)\nSölden;1.234,5\nWörgl;2.234,5\nGmünd;-\n"
        for encoding in ("windows-1252", "utf-16", "utf-8-sig"):
            with self.subTest(encoding):
                (self.place / "e.csv").write_bytes(table.replace("1.234", "1234").replace("2.234", "2234").encode(encoding))
                self.run_program("init", "--from", "e.csv", "-o", "t.yaml", "--force", code=0)
                text = (self.place / "t.yaml").read_text(encoding="utf-8")
                self.assertIn('    unit: Gemeinde  # every row has a text in it, 3 different ones\n', text)
                self.assertRegex(text, '    missing: \\["-"\\]  # ')
                self.assertIn("DECIDE: the data has 1234.5 to 2234.5\n", text)
                self.assertEqual(sorted(row["unit"] for row in self.rank() if row["score"]), ["Sölden", "Wörgl"])

    def test_advice_followed_to_the_end(self):
        (self.place / "t.csv").write_text("Country,Value (%)\nEstonia,1.5 b\nDenmark,2.5\nAtlantis,5[1]\n", encoding="utf-8")
        done = self.run_program("init", "--from", "t.csv", code=3)
        argument = done.err.split("with the file: init --from '")[1].split("'")[0]
        self.assertEqual(argument, "t.csv{others: ignore}")
        self.check_scores(argument, {"EST": 0, "DNK": 100})
        text = (self.place / "t.yaml").read_text(encoding="utf-8")
        self.assertIn('  - file: "t.csv"\n    others: ignore  # as given\n', text)
        self.assertIn("    flags: strip  # 2 numbers have a mark, such as `1.5 b`\n", text)

    def test_columns_with_texts_are_left_out(self):
        (self.place / "l.csv").write_text("unit,series,value\nEST,a,1\nEST,b,2\nDNK,a,3\nDNK,b,much\n")
        self.check_scores("l.csv", {"EST": 0, "DNK": 100})
        self.assertIn('# Not used, as not all values are numbers: "b"', (self.place / "t.yaml").read_text(encoding="utf-8"))

    def test_workbook(self):
        rows = [["Some title"], [], ["Land", "Wert", "Zahl als Text"], ["Estland", 1.5, "1,5"], ["Dänemark", 2.5, "3,5"]]
        write_workbook(self.place / "table.xlsx", rows)
        if self.run_program("init", "--from", "table.xlsx").code == 3:
            self.skipTest("built without workbooks")
        self.assertIn("sheet: Data  # the only one", (self.place / "table.yaml").read_text(encoding="utf-8"))
        self.check_scores("table.xlsx", {"EST": 0, "DNK": 100})
        (self.place / "b.csv").write_text("iso3,b\nEST,1\nDNK,0\n")
        self.check_scores("table.xlsx", {"EST": round(100 / 3, 9), "DNK": round(200 / 3, 9)}, "b.csv")

    def test_what_is_there_stays(self):
        (self.place / "t.yaml").write_text("mine", encoding="utf-8")
        (self.place / "t.csv").write_text("unit,a\nEST,1\nFIN,2\n", encoding="utf-8")
        self.assertNotEqual(self.run_program("init", "--from", "t.csv").code, 0)
        self.assertEqual((self.place / "t.yaml").read_text(encoding="utf-8"), "mine")
        self.run_program("init", "--from", "t.csv", "--force", "-o", "t.csv", code=4)
        self.assertTrue((self.place / "t.csv").read_text(encoding="utf-8").startswith("unit,a"))

    def test_refused(self):
        for table, message in (("unit,a,a\nEST,1,2\n", "the header `a` appears twice"), ("a,b\n1,2\n", "no column says which unit"),
                               ("unit,a\nEST,x\n", "no column holds numbers"), ("unit,a\n", "has a header but no rows"),
                               ("unit,a\nEST,1\nEST,2\n", "unit `EST` has two rows")):
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


class Described(ProgramTest):
    """The tables iData and iMeta of COINr."""
    DATA = "uName,uCode,Group,Area,Users,Cost,Skills\nEstonia,EST,a,45,90,2,NA\nFinland,FIN,b,338,50,4,60\nLatvia,LVA,a,65,10,6,20\n"
    META = ("Level,iCode,iName,Direction,Weight,Unit,Target,Denominator,Parent,Type\n"
            "1,Users,People online,1,3,%,95,Area,Access,Indicator\n1,Cost,Price,-1,1,USD,NA,,Access,Indicator\n"
            "1,Skills,Digital skills,1,NA,,,NA,People,Indicator\n2,Access,Access to the net,1,2,,,,Index,Aggregate\n"
            "2,People,People,1,0.5,,,,Index,Aggregate\n3,Index,The whole index,1,1,,,,NA,Aggregate\n"
            "NA,Area,Land area,NA,NA,,,,NA,Denominator\nNA,Group,A group,NA,NA,,,,NA,Group\n")

    def draft(self, meta=META, data=DATA, code=0, files=("d.csv", "m.csv")):
        (self.place / "d.csv").write_text(data, encoding="utf-8")
        (self.place / "m.csv").write_text(meta, encoding="utf-8")
        return self.run_program("init", "--from", *files, "-o", "t.yaml", "--force", code=code)

    def scores(self):
        done = self.run_program("rank", "t.yaml", "--no-intervals", "--format", "csv", code=0)
        return {row["unit"]: float(row["score"]) for row in csv.DictReader(io.StringIO(done.out))}

    def test_the_tree_is_that_of_the_description(self):
        for files in (("d.csv", "m.csv"), ("m.csv", "d.csv")):
            for meta in (self.META, self.META.replace(",", ";"), "\ufeff" + self.META):
                with self.subTest(files=files, meta=meta[:9]):
                    self.draft(meta, files=files)
                    self.run_program("validate", "t.yaml", code=0)
                    # Users 100 50 0, Cost (less is better) 100 50 0: Access 100 50 0. Skills - 100 0. Weights 2 and 0.5.
                    got = self.scores()
                    for unit, score in {"EST": 100, "FIN": (2 * 50 + 0.5 * 100) / 2.5, "LVA": 0}.items():
                        self.assertAlmostEqual(got[unit], score, 9, unit)
        text = (self.place / "t.yaml").read_text(encoding="utf-8")
        for part in ('title: "The whole index"', '  - id: "Access"\n    name: "Access to the net"\n    weight: 2\n    indicators:\n      - id: "Users"\n',
                     "        direction: lower\n", '# per: "Area" # DECIDE', "        target: 95\n", '        unit: "%"\n'):
            self.assertIn(part, text)
        self.assertNotIn("CONFIRM", text)

    def test_a_denominator_can_be_taken(self):
        self.draft()
        text = (self.place / "t.yaml").read_text(encoding="utf-8").replace("# per:", "per:").replace("goalposts: [10, 90]", "normalise: minmax")
        (self.place / "t.yaml").write_text(text, encoding="utf-8")
        self.assertEqual(self.scores()["EST"], 100)

    def test_a_workbook(self):
        rows = [[float(cell) if cell.replace(".", "").replace("-", "").isdigit() else cell for cell in row] for row in csv.reader(io.StringIO(self.META))]
        write_workbook(self.place / "m.xlsx", rows)
        self.draft(files=("d.csv", "m.xlsx"))
        self.assertEqual(self.scores()["EST"], 100)

    def test_several_tops_and_none(self):
        self.draft(self.META.replace(",Index,Aggregate", ",NA,Aggregate").replace("3,Index,The whole index,1,1,,,,NA,Aggregate\n", ""))
        self.assertAlmostEqual(self.scores()["FIN"], 60, 9)
        # No aggregate: a flat index.
        flat = "".join(line.replace(",Access,", ",,").replace(",People,Ind", ",,Ind") + "\n" for line in self.META.splitlines() if "Aggregate" not in line)
        self.draft(flat)
        self.assertAlmostEqual(self.scores()["FIN"], (3 * 50 + 50 + 100) / 5, 9)

    def test_an_indicator_without_a_parent(self):
        self.draft(self.META.replace("NA,People,Indicator", "NA,NA,Indicator"))
        self.assertIn('\n# Not in the tree, as the description gives them no parent: "Skills"\n', (self.place / "t.yaml").read_text(encoding="utf-8"))
        self.assertEqual(self.scores()["FIN"], 50)
        alone = self.META.replace(",Access,Indicator", ",,Indicator").replace(",People,Indicator", ",,Indicator")
        self.assertIn("m.csv:2:3: error[E0214]: no indicator of the description is below its index", self.draft(alone, code=3).err)

    def test_an_indicator_without_values(self):
        data = self.DATA.replace(",60\n", ",NA\n").replace(",20\n", ",NA\n")
        done = self.draft(data=data, code=3)
        self.assertIn("m.csv:4:3: error[E0310]: no column of numbers in the data is called `Skills`", done.err)
        self.assertIn("remove the row", done.err)
        self.draft("".join(line + "\n" for line in self.META.splitlines() if "Skills" not in line), data)
        self.assertNotIn('"People"', (self.place / "t.yaml").read_text(encoding="utf-8"))
        self.assertEqual(self.scores()["FIN"], 50)

    def test_what_cannot_be_right(self):
        for old, new, place, said in (
                ("Access,Indicator\n1,Cost", "Acces,Indicator\n1,Cost", "2:3", "the parent of `Users` is no row of type Aggregate"),
                (",Index,Aggregate\n2,People", ",Users,Aggregate\n2,People", "5:3", "the parent of `Access` is no row of type Aggregate"),
                ("1,1,,,,NA,Aggregate", "1,1,,,,Access,Aggregate", "2:3", "the parents of `Users` lead in a circle, or are too many"),
                ("1,Cost,", "1,Users,", "3:3", "the code `Users` is in two rows"),
                ("1,Cost,", "1,,", "3:3", "a row without a code"),
                ("1,3,%", "1,-3,%", "2:25", "`-3` cannot be right here"),
                ("Price,-1,1", "Price,2,1", "3:14", "`2` cannot be right here"),
                ("skills,1,NA", "skills,1,0", "6:3", "all that are below `People` have the weight 0"),
                ("1,Cost,", "1,Costs,", "3:3", "no column of numbers in the data is called `Costs`")):
            with self.subTest(new):
                self.assertIn(old, self.META)
                done = self.draft(self.META.replace(old, new, 1), code=3)
                self.assertRegex(done.err, rf"m\.csv:{place}: error\[E0\d+\]: .*{said}")
                self.assertIn("  help: ", done.err)
        self.assertIn("give the table with the data as well: init --from DATA.csv m.csv", self.draft(files=["m.csv"], code=2).err)
        self.assertIn("both say how the index is made", self.draft(files=["m.csv", "d.csv", "m.csv"], code=2).err)


if __name__ == "__main__":
    unittest.main()
