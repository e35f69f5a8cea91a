"""Files that people were stuck with, as excerpts: the right answer, or a refusal whose advice, followed, gives it."""
import csv
import io
import re
import unittest

from program import ProgramTest

# United Nations Development Programme, Human Development Report 2023/24, time series: rank and index of 2022 and their
# components. The publisher's file is Windows-1252.
HDR = """\
iso3,country,region,hdi_rank_2022,hdi_2022,le_2022,eys_2022,mys_2022,gnipc_2022
AFG,Afghanistan,SA,182,0.462,62.879,10.70538475,2.514790058,1335.205733
ALB,Albania,ECA,74,0.789,76.833,14.48746967,10.12114431,15293.32651
AUS,Australia,,10,0.946,83.579,21.0800209,12.72681999,49257.1352
CIV,Côte d'Ivoire,SSA,166,0.534,58.916,10.10165024,4.23697763,5376.396062
DNK,Denmark,,5,0.952,81.882,18.77403069,12.96049023,62018.95694
EST,Estonia,,31,0.899,79.155,15.94297981,13.54843044,37151.63384
JPN,Japan,,24,0.92,84.82,15.45631981,12.66923046,43643.86417
PRK,North Korea,EAP,,,73.578,,,
MCO,Monaco,,,,86.895,18.6915194,,
NER,Niger,SSA,189,0.394,62.08,7.186131428,1.341352433,1283.309235
CHE,Switzerland,,1,0.967,84.255,16.5837307,13.90406622,69432.78669
TUR,Türkiye,ECA,45,0.855,78.475,19.68494987,8.811284129,32833.53512
"""
HDI = """\
egovbench: 1
id: hdi
scale: 1
data: [{file: hdr.csv, unit: iso3%s}]
defaults: {normalise: {method: goalposts, clamp: true}, available: 1}
aggregate: geometric
rank: {decimals: 3}
indicators:
  - {id: health, column: le_2022, goalposts: [20, 85]}
  - id: education
    indicators:
      - {id: expected, compute: "min(eys_2022, 18)", goalposts: [0, 18]}
      - {id: mean, compute: "min(mys_2022, 15)", goalposts: [0, 15]}
  - {id: income, compute: "ln(gnipc_2022)", goalposts: ["ln(100)", "ln(75000)"]}
"""
# World Bank, World Development Indicators of 27 February 2020, SP.POP.TOTL: four lines above the header, a comma at every end.
POPULATION = """\ufeff"Data Source","World Development Indicators",\r
\r
"Last Updated Date","2020-02-27",\r
\r
"Country Name","Country Code","Indicator Name","Indicator Code","2017","2018","2019",\r
"Aruba","ABW","Population, total","SP.POP.TOTL","105366","105845","",\r
"Arab World","ARB","Population, total","SP.POP.TOTL","411898965","419790588","",\r
"China","CHN","Population, total","SP.POP.TOTL","1386395000","1392730000","",\r
"Cote d'Ivoire","CIV","Population, total","SP.POP.TOTL","24437469","25069229","",\r
"Congo, Dem. Rep.","COD","Population, total","SP.POP.TOTL","81398764","84068091","",\r
"Denmark","DNK","Population, total","SP.POP.TOTL","5764980","5797446","",\r
"Euro area","EMU","Population, total","SP.POP.TOTL","341164362","341783171","",\r
"India","IND","Population, total","SP.POP.TOTL","1338658835","1352617328","",\r
"Turkey","TUR","Population, total","SP.POP.TOTL","81101892","82319724","",\r
"World","WLD","Population, total","SP.POP.TOTL","7510990456","7594270356","",\r
"""
# United Nations, Statistical Yearbook 63 (2020), table 29: a title, a header that lacks a name, areas by their M49 number.
YEARBOOK = """\ufeffT29,Internet Usage,,,,,\r
Region/Country/Area,,Year,Series,Value,Footnotes,Source\r
1,"Total, all countries or areas",2017,Percentage of individuals using the internet,49.7159,,"International Telecommunication Union (ITU), Geneva"\r
4,Afghanistan,2017,Percentage of individuals using the internet,13.5000,Population aged 18 years and over.,ITU\r
48,Bahrain,2017,Percentage of individuals using the internet,95.8781,Estimate.,ITU\r
208,Denmark,2017,Percentage of individuals using the internet,97.0994,Users in the last 3 months.,ITU\r
384,Côte d’Ivoire,2017,Percentage of individuals using the internet,43.8399,,ITU\r
"""
# World Bank, GDP in US dollars (NY.GDP.MKTP.CD), 2023, long: groups of countries among the countries.
GDP = """\
Country Name,Country Code,Year,Value
China,CHN,2023,17794781986104.457
Denmark,DNK,2023,404198757537.9742
Estonia,EST,2023,40744848827.95366
High income,HIC,2023,67653743404264.14
Kosovo,XKX,2023,10438351483.167696
Namibia,NAM,2023,12351024843.746696
United States,USA,2023,27360935000000.0
World,WLD,2023,105435039507024.1
"""
# What a person typed into a spreadsheet;
SPELLINGS = 'unit,a,b\nDNK,"1 234,5","12,5%"\nEST,<5,>95\nLVA,12.3 b,: \nLTU,5 (2019),5[1]\nFIN,\u22125,1\u00a0234\nSVK,#DIV/0!,no data\nCZE,5.,(5)\n'
HEAD = "egovbench: 1\nid: j\ndefaults: {normalise: as-is}\n"
TWO = HEAD + "data: [a.csv, b.csv]\nindicators: [{id: a}, {id: b}]\n"

# The form of waseda-2016 without its descriptions, as a European Excel saves it, and the scores of the same table with commas and points.
EUROPEAN = """\
unit;name;NIP1;NIP2;NIP3;MO1;MO2;MO3;OS1;OS2;OS3;OS4;OS5;NPR1;NPR2;NPR3;NPR4;GCIO1;GCIO2;GCIO3;GCIO4;EPRO1;EPRO2;EPRO3;EPRO4;EPAR1;EPAR2;EPAR3;OGD1;OGD2;OGD3;CYB1;CYB2;CYB3;EMG1;EMG2;EMG3
CZE;Czechia;30,7;87,8;81,1;40,4;59,6;56,0;72,1;83,1;27,5;22,3;86,9;54,6;81,0;20,2;55,6;77,7;38,3;95,6;92,1;22,4;22,0;63,3;95,1;50,5;37,3;53,8;22,3;37,7;55,0;59,7;38,6;38,5;37,5;56,8;43,2
DNK;Denmark;21,7;87,0;64,5;71,4;34,9;99,4;88,8;29,7;46,6;77,7;76,9;94,9;53,8;86,4;73,6;44,3;67,0;90,6;87,7;60,4;67,1;22,8;39,4;83,8;53,1;33,8;63,9;76,2;74,0;50,0;55,1;60,7;82,3;61,7;51,5
EST;Estonia;59,2;22,4;23,5;76,3;98,7;67,5;51,5;33,6;60,2;98,6;81,6;63,2;88,8;38,6;61,1;96,2;66,2;56,7;41,5;63,8;96,6;20,5;82,7;85,6;90,9;79,2;84,7;61,5;64,9;54,1;24,5;89,6;65,6;36,0;60,4
SVK;Slovakia;58,8;48,5;47,7;63,1;69,9;69,0;56,7;22,2;38,4;34,2;66,8;88,9;83,9;83,8;85,3;40,4;87,3;73,8;26,7;21,3;21,2;80,4;40,0;28,8;70,0;47,6;25,6;32,8;62,2;33,5;41,8;76,9;56,4;45,8;57,9
TWN;Taiwan;21,9;50,9;53,7;35,0;28,7;92,0;60,8;36,7;68,5;85,4;21,7;21,4;31,7;77,5;32,8;76,4;74,3;63,6;37,6;98,0;83,8;61,3;37,9;71,9;51,6;66,1;45,7;70,5;24,7;43,9;97,4;90,0;44,5;88,7;44,8
"""
EUROPEAN_SCORES = {"EST": 64.06, "DNK": 63.59, "TWN": 56.94, "SVK": 53.90, "CZE": 53.34}


class Trials(ProgramTest):
    def write(self, definition, **files):
        (self.place / "i.yaml").write_text(definition, encoding="utf-8")
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (self.place / f"{name}.csv").write_bytes(data)

    def run_rank(self, code=0):
        return self.run_program("rank", "i.yaml", "--format", "csv", "--columns", "unit,rank,score", code=code)

    def scores(self):
        return {row["unit"]: row["score"] and float(row["score"]) for row in csv.DictReader(io.StringIO(self.run_rank().out))}

    def test_a_form_without_its_descriptions(self):
        """Refused once; what the message says to write, written."""
        (self.place / "de.csv").write_bytes(b"\xef\xbb\xbf" + EUROPEAN.replace("\n", "\r\n").encode())
        refused = self.run_program("rank", "waseda-2016", "--data", "de.csv", code=3).err
        argument = re.search("with the file: --data '(.*)'", refused)[1]
        rows = csv.DictReader(io.StringIO(self.run_program("rank", "waseda-2016", "--data", argument, "--format", "csv", code=0).out))
        scores = {row["unit"]: float(row["score"]) for row in rows if row["rank"]}
        self.assertEqual({unit: round(score, 2) for unit, score in scores.items() if score > 0}, EUROPEAN_SCORES)

    def test_windows_1252(self):
        self.write(HDI % "", hdr=HDR.encode("cp1252"))
        key = re.search("declare `([^`]*)`", self.run_rank(3).err).group(1)
        self.write(HDI % f", {key}")
        found = self.scores()
        published = {row["iso3"]: row for row in csv.DictReader(io.StringIO(HDR))}
        for unit, row in published.items():
            if row["hdi_rank_2022"]:
                self.assertAlmostEqual(found[unit], float(row["hdi_2022"]), delta=0.0005, msg=unit)
        for unit in ("MCO", "PRK"):
            self.assertEqual(found[unit], "")

    def advised(self, text, code=3):
        """The key of the first advice, declared in the entry of the file a.csv or of the unit list, until there is none."""
        for _ in range(4):
            self.write(text)
            done = self.run_rank(None)
            if done.code == 0:
                return done
            key = re.search(r"declare `([^`]*)`(?: with the unit list: `(units: [^`]*)`)?|with `(others: ignore)`", done.err)
            self.assertIsNotNone(key, done.err)
            if key.group(2):
                text = re.sub(r"units: \{file: ([^,}]*)", lambda found: found.group(0) + ", " + key.group(1), text)
            else:
                text = text.replace("{file: a.csv", "{file: a.csv, " + (key.group(1) or key.group(3)), 1)
        self.fail(text)

    def test_unit_list_with_semicolons(self):
        """A list of the European kind: names from COMMON NAME, groups from REGION."""
        self.write("", list="\ufeffCOUNTRY CODE;COMMON NAME;OFFICIAL NAME;REGION\r\nCIV;Côte d'Ivoire;Republic of Côte d'Ivoire;Africa\r\n"
                   "DNK;Denmark;Kingdom of Denmark;Europe\r\nTUR;Turkey;Republic of Turkey;Asia\r\n", a="iso3,a\nDNK,2\nCIV,1\nTUR,3\n")
        self.advised("egovbench: 1\nid: x\ndata: [{file: a.csv}]\nindicators: [{id: a}]\nunits: {file: list.csv, id: COUNTRY CODE, "
                     "names: {en: COMMON NAME}, groups: {region: REGION}}\n")
        self.assertEqual(self.scores(), {"TUR": 100, "DNK": 50, "CIV": 0})
        out = self.run_program("rank", "i.yaml", "--columns", "unit,name", "--group", "region=Asia", "--format", "csv", code=0).out
        self.assertIn("TUR,Turkey", out)

    def test_lines_above_the_header(self):
        self.write("", a=POPULATION)
        self.advised('egovbench: 1\nid: wb\ndata: [{file: a.csv, unit: Country Code, columns: {pop: "2018"}}]\nunits: countries.csv\nindicators: [{id: pop}]\n')
        found = {unit: round(score, 2) for unit, score in self.scores().items()}
        self.assertEqual(found, {"CHN": 100, "IND": 97.12, "COD": 6.03, "TUR": 5.90, "CIV": 1.79, "DNK": 0.41, "ABW": 0})

    def test_groups_among_countries(self):
        self.write("", a=GDP)
        self.advised("egovbench: 1\nid: x\ndata: [{file: a.csv, unit: Country Code, period: Year, columns: {gdp: Value}}]\nunits: countries.csv\nindicators: [{id: gdp}]\n")
        found = {unit: round(score, 2) for unit, score in self.scores().items()}
        self.assertEqual(found, {"USA": 100, "CHN": 65.02, "DNK": 1.44, "EST": 0.11, "NAM": 0.01, "XKX": 0})

    def test_title_line(self):
        self.write("", a=YEARBOOK)
        entry = "unit: Region/Country/Area, indicator: Series, value: Value, period: Year"
        text = "egovbench: 1\nid: un\ndata: [{file: a.csv, %s}]\nindicators: [{id: net, column: Percentage of individuals using the internet}]\n"
        self.advised(text % entry)
        self.assertEqual(len(self.scores()), 5)  # the total too: nothing says that 1 is no unit
        for keys in (entry + ", header: 2, match: name, others: ignore", "as: un-syb"):
            self.write(text % keys)
            found = self.scores()
            self.assertEqual((found["DNK"], found["AFG"], set(found)), (100, 0, {"DNK", "BHR", "CIV", "AFG"}))

    def test_spellings_of_numbers(self):
        """Every cell that is no number is named at its place with what to do; with that done, the rest is read."""
        self.write(TWO.replace("a.csv, b.csv", "a.csv"), a=SPELLINGS)
        err = self.run_rank(3).err
        for line, words in ((2, "thousands: space, decimal: comma"), (2, "decimal: comma, flags: strip"), (3, "flags: strip"), (4, "flags: strip"),
                            (5, "flags: strip"), (6, "thousands: space"), (7, 'missing: ["#DIV/0!"]'), (7, 'missing: ["no data"]'), (8, "or none: 5"), (8, "write -5")):
            self.assertRegex(err, rf"a\.csv:{line}:[^\n]*\n[^\n]*\n[^\n]*\n  help: [^\n]*{re.escape(words)}")
        self.assertEqual(err.count("error["), 13)
        mended = SPELLINGS.replace('"1 234,5","12,5%"', "1 234.5,12.5%").replace("5.,(5)", "5,-5")
        self.write(HEAD + "data: [{file: a.csv, thousands: space, flags: strip, missing: ['#DIV/0!', no data]}]\nindicators: [{id: a}, {id: b}]\n", a=mended)
        out = self.run_program("stages", "i.yaml", "--stage", "raw", "--format", "csv", code=0).out
        found = {row["unit"]: (row["a"], row["b"]) for row in csv.DictReader(io.StringIO(out))}
        self.assertEqual(found, {"DNK": ("1234.5", "12.5"), "EST": ("", ""), "LVA": ("12.3", ""), "LTU": ("5", "5"), "FIN": ("-5", "1234"),
                                 "SVK": ("", ""), "CZE": ("5", "-5")})

    def test_form_of_a_european_spreadsheet(self):
        """A table that a spreadsheet in a country with decimal commas saved: the same ranking, with the advice followed."""
        plain = "unit,name,a,b\r\nCZE,Czechia,30.7,87.8\r\nDNK,Denmark,21.7,87\r\nEST,Estonia,59.2,22.4\r\nSVK,Slovakia,,48.5\r\n"
        self.write(TWO.replace("a.csv, b.csv", "form.csv"), form=plain)
        right = self.scores()
        saved = "\ufeff" + plain.replace(",", ";").replace(".", ",")
        for content in (saved, saved.replace("\r\n", "\n"), "sep=;\r\n" + saved[1:]):
            (self.place / "saved.csv").write_bytes(content.encode())
            given = "saved.csv"
            for _ in range(3):
                done = self.run_program("rank", "i.yaml", "--data", given, "--columns", "unit,score", "--format", "csv", code=None)
                if done.code == 0:
                    break
                given = re.search("--data '([^']*)'", done.err).group(1)
            found = {row["unit"]: float(row["score"]) for row in csv.DictReader(io.StringIO(done.out))}
            self.assertEqual(found, right)

    def test_units_that_differ_in_spaces_or_case(self):
        for other, word in (("DNK ", "spaces"), ("dnk", "upper and lower case")):
            self.write(TWO, a="unit,a\nDNK,80\nEST,90\nLVA,10\n", b=f"unit,b\n{other},70\nEST,60\nLVA,20\n")
            err = self.run_rank().err
            self.assertIn(f"b.csv:2:1: warning[W0324]: the units `DNK` and `{other}` differ only in {word}", err)
            self.assertIn("write it as a.csv:2 does", err)
            self.write(TWO.replace("a.csv, b.csv", "{file: a.csv, match: name}, {file: b.csv, match: name}"))
            self.assertEqual(self.scores(), {"DNK": 75, "EST": 75, "LVA": 15})

    def test_weights_that_are_no_hundred(self):
        for first, total in (("25%", "95 %"), ("60%", "130 %")):
            self.write(HEAD + f"data: [a.csv]\nindicators: [{{id: a, weight: {first}}}, {{id: b, weight: 70%}}]\n",
                       a="unit,a,b\nDNK,80,70\nEST,90,60\nLVA,10,20\n")
            self.assertIn(f"add up to {total}, not 100 %", self.run_rank().err)
            self.assertIn("1 warning", self.run_program("validate", "i.yaml", code=0).out)

    def test_validate_says_what_rank_says(self):
        self.write("egovbench: 1\nid: j\ndata: [a.csv]\nweights: entropy\nindicators: [{id: a}, {id: b}]\n",
                   a="unit,a,b\nu0,0,0\nu1,1,0\nu2,1,0\n")
        text = "error[E0602]: b cannot be normalised by `minmax`: all values are equal"
        self.assertIn(text, self.run_rank(5).err)
        checked = self.run_program("validate", "i.yaml")
        self.assertNotEqual(checked.code, 0)
        self.assertIn(text, checked.err)

    def test_two_spellings_of_a_period(self):
        self.write(TWO, a="unit,year,a\nDNK,2018,80\nEST,2018,90\nLVA,2018,10\n",
                   b="unit,year,b\nDNK,2018.0,70\nEST,2018.0,60\nLVA,2018.0,20\n")
        err = self.run_rank(5).err
        self.assertIn("the periods `2018` and `2018.0` differ only in the notation of the number", err)
        self.write(TWO, b="unit,year,b\nDNK,2018,70\nEST,2018,60\nLVA,2018,20\n")
        self.assertEqual(self.scores(), {"DNK": 75, "EST": 75, "LVA": 15})

    def test_header_that_looks_like_the_period(self):
        for header in ("Year", "TIME_PERIOD"):
            entry = "{file: a.csv%s}"
            table = f"unit,{header},a,b\nDNK,2018,80,1\nDNK,2019,90,2\nLVA,2018,10,3\nLVA,2019,1,3\n"
            self.write(HEAD + f"data: [{entry % ''}]\nindicators: [{{id: a}}, {{id: b}}]\n", a=table)
            err = self.run_rank(3).err
            self.assertIn(f"declare `period: {header}`", err)
            self.write(HEAD + f"data: [{entry % f', period: {header}'}]\nindicators: [{{id: a}}, {{id: b}}]\n")
            self.assertEqual(self.scores(), {"DNK": 46, "LVA": 2})

    def test_column_of_row_numbers(self):
        """As pandas and R write a table: a column without a name, or a header that is one name short."""
        one = "egovbench: 1\nid: j\ndata: [{file: a.csv%s}]\nindicators: [{id: a}]\n"
        self.write(one % "", a=",iso3,a\n0,DNK,5\n1,EST,4\n")
        self.assertEqual(self.scores(), {"DNK": 100, "EST": 0})
        self.assertIn("column 1 has no header, and is used only where a key names it", self.run_program("validate", "i.yaml", code=0).err)
        self.write(one % ", missing: [NA]", a='"","iso3","a"\n"1","DNK",5\n"2","EST",4\n"3","LVA",NA\n')
        self.assertEqual(self.scores(), {"DNK": 100, "EST": 0, "LVA": ""})
        self.write(one % "", a='"iso3","a"\n"1","DNK",5\n"2","EST",4\n')
        self.assertIn("lacks the name of the first column, as R writes it, begin it with a comma", self.run_rank(3).err)
        self.write(one % "", a=',"iso3","a"\n"1","DNK",5\n"2","EST",4\n')
        self.assertEqual(self.scores(), {"DNK": 100, "EST": 0})


if __name__ == "__main__":
    unittest.main()
