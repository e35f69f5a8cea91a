"""Files as publishers ship them: small files of each shape are recognised, the entry that is printed reads them to the
right values when it is pasted into a definition, and what is not sure says so."""
import csv
import io
import re
import unittest

from books import sheet, workbook
from program import ProgramTest

HEAD = "egovbench: 1\nid: t\ntitle: T\ndefaults: {normalise: as-is, aggregate: arithmetic}\n"

# Shapes of the files; the values are made up.
WORLDBANK = ('\ufeff"Data Source","World Development Indicators",\r\n\r\n"Last Updated Date","2021-07-21",\r\n\r\n'
             '"Country Name","Country Code","Indicator Name","Indicator Code","2019","2020",\r\n'
             '"Estonia","EST","Individuals","IT.NET","89.5","90.25",\r\n"Denmark","DNK","Individuals","IT.NET","","98",\r\n')
DATABANK = ('\ufeffSeries Name,Series Code,Country Name,Country Code,2019 [YR2019],2020 [YR2020]\r\n'
            'Individuals,IT.NET,Estonia,EST,89.5,90.25\r\nIndividuals,IT.NET,Denmark,DNK,..,98\r\n\r\n\r\n\r\n'
            'Data from database: World Development Indicators\r\nLast Updated: 07/21/2021\r\n')
DATA360 = ('FREQ,FREQ_LABEL,REF_AREA,REF_AREA_LABEL,INDICATOR,INDICATOR_LABEL,COMP_BREAKDOWN_1,TIME_PERIOD,OBS_VALUE\n'
           'A,Annual,EST,Estonia,IT.NET,Individuals,_Z,2019,89.5\nA,Annual,EST,Estonia,IT.NET,Individuals,_Z,2020,90.25\n'
           'A,Annual,DNK,Denmark,IT.NET,Individuals,_Z,2020,98\n')
SDMX = ('STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,OBS_STATUS\r\n'
        'dataflow,ILO:DF(1.0),I,A,EST,IT.NET,2019,89.5,A\r\ndataflow,ILO:DF(1.0),I,A,EST,IT.NET,2020,90.25,A\r\n'
        'dataflow,ILO:DF(1.0),I,A,DNK,IT.NET,2020,98,A\r\n')
OECD = ('LOCATION,Country,INDICATOR,Indicator,TIME,Time,Value,Flag Codes,Flags\n'
        'EST,Estonia,IT.NET,Individuals,2019,2019,89.5,,\nEST,Estonia,IT.NET,Individuals,2020,2020,90.25,,\n'
        'DNK,Denmark,IT.NET,Individuals,2020,2020,98,E,Estimated\n')
UIS = OECD.replace("LOCATION,Country,INDICATOR,Indicator", "SDG_IND,Indicator,LOCATION,Country")
UIS = re.sub(r"(EST|DNK),(\w+),IT.NET,Individuals", r"IT.NET,Individuals,\1,\2", UIS)
ITU = ('\ufeff"seriesID","seriesCode","seriesName","entityID","entityIso","entityName","dataValue","dataYear","dataNote"\n'
       '"1","IT.NET","Individuals","9","EST","Estonia","89.5","2019",""\n'
       '"1","IT.NET","Individuals","9","EST","Estonia","90.25","2020",""\n'
       '"1","IT.NET","Individuals","8","DNK","Denmark","98","2020",""\n')
OWID = "Entity,Code,Year,IT.NET\nAfrica,,2020,40\nEstonia,EST,2019,89.5\nEstonia,EST,2020,90.25\nDenmark,DNK,2020,98\n"
EUROSTAT = ("DATAFLOW,LAST UPDATE,freq,indic_is,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
            "ESTAT:X(1.0),22/09/26,A,IT.NET,EST,2019,89.5,\nESTAT:X(1.0),22/09/26,A,IT.NET,EST,2020,90.25,b\n"
            "ESTAT:X(1.0),22/09/26,A,IT.NET,DNK,2020,98,\n")
COINR = "uName,uCode,Time,IT.NET\nEstonia,EST,2019,89.5\nEstonia,EST,2020,90.25\nDenmark,DNK,2019,NA\nDenmark,DNK,2020,98\n"
# The indicator is the header, or what is said in words; the units are names and numbers.
EGOVKB = ("Survey Year,Country Name,E-Government Rank,E-Government Index,IT.NET\n2019,Estonia ,3,0.9,89.5\n"
          "2020,Estonia ,2,0.9,90.25\n2020,Denmark ,1,0.95,98\n")
SDG = ("Goal,Target,SeriesCode,SeriesDescription,GeoAreaCode,GeoAreaName,TimePeriod,Value,Units\n"
       "17,17.8,IT.NET,Individuals,233,Estonia,2019,89.5,PERCENT\n17,17.8,IT.NET,Individuals,233,Estonia,2020,90.25,PERCENT\n"
       "17,17.8,IT.NET,Individuals,208,Denmark,2019,<1,PERCENT\n17,17.8,IT.NET,Individuals,208,Denmark,2020,98,PERCENT\n"
       "17,17.8,IT.NET,Individuals,1,World,2020,60,PERCENT\n")
SYB = ("\ufeffT29,Internet Usage,,,,,\nRegion/Country/Area,,Year,Series,Value,Footnotes,Source\n"
       '1,"Total, all countries or areas",2020,IT.NET,60,,ITU\n233,Estonia,2019,IT.NET,89.5,,ITU\n'
       "233,Estonia,2020,IT.NET,90.25,Estimate.,ITU\n208,Denmark,2020,IT.NET,98,,ITU\n")
UNU = "country-code,country-name,year,e-gov-rank,e-gov-index,osi,IT.NET\nEST,Estonia,2019,3.0,0.9,0.8,89.5\n" \
      "EST,Estonia,2020,2.0,0.9,0.8,90.25\nDNK,Denmark,2020,1.0,0.95,0.9,98\n"
LIVE = ("STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,LOCATION,Country,INDICATOR,Indicator,TIME_PERIOD,Time,OBS_VALUE,Observation Value\r\n"
        "DATAFLOW,OECD:DF_DP_LIVE(1.0),OECD Data Archive,I,EST,Estonia,IT.NET,Individuals,2019,,89.5,\r\n"
        "DATAFLOW,OECD:DF_DP_LIVE(1.0),OECD Data Archive,I,EST,Estonia,IT.NET,Individuals,2020,,90.25,\r\n"
        "DATAFLOW,OECD:DF_DP_LIVE(1.0),OECD Data Archive,I,DNK,Denmark,IT.NET,Individuals,2020,,98,\r\n")
LABELS = ("Indicator,Country,Industry,Measure,Time,Value,Flags\nIT.NET,Estonia,All,Share,2019,89.5,\n"
          "IT.NET,Estonia,All,Share,2020,90.25,\nIT.NET,Denmark,All,Share,2020,98,Provisional value\n")
GSMA = ("\ufeffISO Code,Country,Region,Year,Cluster,Index,IT.NET\r\nEST,Estonia,Europe,2019,Leader,80,89.5\r\n"
        "EST,Estonia,Europe,2020,Leader,81,90.25\r\nDNK,Denmark,Europe,2020,Leader,85,98\r\n")
ODIN = ('"Year","Rank","Country code","Country","Region Code","Overall","Coverage","Openness","IT.NET"\n'
        '"2019","2","EST","Estonia","154","80","70","90","89.5"\n"2020","2","EST","Estonia","154","81","71","90","90.25"\n'
        '"2020","1","DNK","Denmark","154","90","90","90","98"\n')
IDS = ("DATASET_ID,INDICATOR_ID,INDICATOR_NAME,REF_AREA_ID,REF_AREA_NAME,TIME_PERIOD,OBS_VALUE\n"
       "WB,IT.NET,Individuals,EST,Estonia,2019,89.5\nWB,IT.NET,Individuals,EST,Estonia,2020,90.25\n"
       "WB,IT.NET,Individuals,DNK,Denmark,2020,98\n")
WGI = ("codeindyr,code,countryname,year,indicator,estimate,stddev,nsource,pctrank,pctranklower,pctrankupper\n"
       "ESTx2019,EST,Estonia,2019,IT.NET,89.5,0.25,9,80,70,90\nESTx2020,EST,Estonia,2020,IT.NET,90.25,0.5,9,80,70,90\n"
       "DNKx2019,DNK,Denmark,2019,IT.NET,..,..,..,..,..,..\nDNKx2020,DNK,Denmark,2020,IT.NET,98,0.125,9,99,90,100\n")
TSV = ("freq,indic_is,unit,geo\\TIME_PERIOD\t2018 \t2019 \t2020 \nA,IT.NET,PC,EE\t: \t89.5 \t90.25 b\n"
       "A,IT.NET,PC,DK\t: c\t:\t98 ep\nA,IT.NET,PC,EU27_2020\t: \t70.0 \t71.5 \n")
ODB = ("Year,ISO2,ISO3,Country,Variable,Dataset,CalculatedScore,isOpen,aExists\r\n2019,EE,EST,Estonia,IT.NET,Map,89.5,0,5\r\n"
       "2020,EE,EST,Estonia,IT.NET,Map,90.25,0,5\r\n2020,DK,DNK,Denmark,IT.NET,Map,98,1,5\r\n")
RANKINGS = ("Year,Region,Income,ISO2,ISO3,ODB-Rank,Country,ODB-Score,IT.NET\n2019,Europe,High income,EE,EST,20,Estonia,-0.1,89.5\n"
            "2020,Europe,High income,EE,EST,19,Estonia,0.1,90.25\n2020,Europe,High income,DK,DNK,6,Denmark,0.9,98\n")
SHAPES = {"unu-egov": UNU, "oecd-live": LIVE, "oecd-labels": LABELS, "gsma": GSMA, "odin": ODIN, "data360-ids": IDS, "wgi": WGI,
          "eurostat-tsv": TSV, "odb": ODB, "odb-rankings": RANKINGS, "worldbank": WORLDBANK, "databank": DATABANK, "data360": DATA360, "sdmx-csv": SDMX, "oecd-stat": OECD, "uis": UIS,
          "itu": ITU, "owid": OWID, "eurostat-csv": EUROSTAT, "coinr": COINR, "egovkb": EGOVKB, "un-sdg": SDG, "un-syb": SYB}
SEVERAL = {"egovkb", "unu-egov", "gsma", "odin", "odb-rankings"}  # more columns of numbers than the one
# No publisher's: (content, keys that the entry must have).
OTHERS = [
    ("M49 code,Year,IT.NET\n233,2019,89.5\n233,2020,90.25\n208,2020,98\n", None, ["unit: M49 code", "match: name"]),
    ("Country;Region;Jahr;IT.NET\nEstonia;X;2019;89,5\nEstonia;X;2020;90,25\nDenmark;X;2020;98,0\n", None,
     ["delimiter: semicolon", "decimal: comma", "unit: Country", "match: name"]),
    ("geo,year,IT.NET\nEE,2019,89.5\nEE,2020,90.25\nDK,2020,98\n", None, ["unit: geo", "match: name"]),
    ("Table 7\n\nISO,Country,2019,2020\nEST,Estonia,89.5,90.25\nDNK,Denmark,,98\n", "IT.NET",
     ["header: 3", "unit: ISO", "layout: periods"]),
    ("Code3,Year,Series,Value\nEST,2019,IT.NET,89.5\nEST,2020,IT.NET,90.25\nDNK,2020,IT.NET,98\n", None,
     ["unit: Code3", "period: Year", "indicator: Series", "value: Value"]),
]


class Import(ProgramTest):
    def write(self, name, text):
        (self.place / name).write_bytes(text.encode("utf-8"))

    def entry(self, name, *more, code=0):
        return self.run_program("import", name, *more, code=code)

    def values(self, entry, period):
        """Raw values by unit, of a definition with the entry as it was printed."""
        self.write("i.yaml", HEAD + entry + "indicators: [{id: net, column: IT.NET}]\n")
        out = self.run_program("stages", "i.yaml", "--stage", "raw", "--period", period, "--format", "csv").out
        return {row["unit"]: row["net"] for row in csv.DictReader(io.StringIO(out))}

    def check_values(self, entry, est, dnk):
        self.assertEqual(self.values(entry, "2020"), {est: "90.25", dnk: "98"})
        self.assertEqual(self.values(entry, "2019")[est], "89.5")


class Known(Import):
    def test_recognised_and_read(self):
        for name, text in SHAPES.items():
            with self.subTest(name):
                self.write("x.csv", text)
                entry = self.entry("x.csv").out
                self.assertRegex(entry, f"    as: {name}  # .*line 1|    as: {name}  # line ")
                self.assertRegex(entry, f"# read: 2 units, {'[2-9]' if name in SEVERAL else 1} indicator")
                self.check_values(entry, "EST", "DNK")

    def test_every_name_is_tried(self):
        done = self.run_program("import", "none.csv", "--as", "nobody", code=2)
        names = re.search("there are (.*)", done.err).group(1).split(", ")
        self.assertEqual(set(names), {*SHAPES, "coin-tool"})

    def test_errors_of_estimates(self):
        self.write("x.csv", WGI)
        self.entry("x.csv", "-o", "out.csv")
        self.assertIn("EST,IT.NET,2020,90.25,0.5,,Estonia\n", (self.place / "out.csv").read_text())

    def test_packed_cells(self):
        self.write("x.tsv", TSV)
        self.entry("x.tsv", "-o", "out.csv")
        self.assertEqual((self.place / "out.csv").read_text(), "unit,indicator,period,value,error,status\nEST,IT.NET,2018,,,:\n"
                         "EST,IT.NET,2019,89.5,,\nEST,IT.NET,2020,90.25,,b\nDNK,IT.NET,2018,,,: c\nDNK,IT.NET,2019,,,:\n"
                         "DNK,IT.NET,2020,98,,ep\n")

    def test_packed_cells_without_an_indicator(self):
        self.write("x.tsv", TSV.replace(",indic_is", "").replace(",IT.NET", "").replace("TIME_PERIOD", "time"))
        entry = self.entry("x.tsv").out
        self.assertIn("only-indicator: values  # no column says what they are", entry)
        self.check_values(entry.replace("only-indicator: values", "only-indicator: IT.NET"), "EST", "DNK")

    def test_packed_rows_that_differ_in_a_dimension(self):
        self.write("x.tsv", TSV + "A,IT.NET,THS,DK\t: \t5 \t1 \n")
        self.write("i.yaml", HEAD + "data: [{file: x.tsv, as: eurostat-tsv}]\nindicators: [{id: net, column: IT.NET}]\n")
        err = self.run_program("rank", "i.yaml", code=3).err
        key = re.search("declare `([^`]*)`", err).group(1)
        self.assertEqual(key, 'where: {"unit": "PC"}')
        self.check_values(f"data: [{{file: x.tsv, as: eurostat-tsv, {key}}}]\n", "EST", "DNK")

    def test_packed_faults_have_places(self):
        self.write("x.tsv", TSV.replace("98 ep", "9x"))
        self.write("i.yaml", HEAD + "data: [{file: x.tsv, as: eurostat-tsv}]\nindicators: [{id: net, column: IT.NET}]\n")
        self.assertIn("x.tsv:3:22: error[E0312]: `9x` is not a number", self.run_program("rank", "i.yaml", code=3).err)
        self.write("x.tsv", TSV.replace("A,IT.NET,PC,DK", "A,IT.NET,DK"))
        self.assertIn("x.tsv:3:24: error[E0302]: this row has 6 fields where the header has 7",
                      self.run_program("rank", "i.yaml", code=3).err)

    def test_scores_of_datasets_without_a_year(self):
        self.write("x.csv", "Variable,Country,ISO2,Dataset,CalculatedScore,isOpen\nIT.NET,Estonia,EE,D1 - Map,80,0\nIT.NET,Denmark,DK,D1 - Map,95,1\n")
        entry = self.entry("x.csv").out
        self.assertIn("    as: odb  # line 1", entry)
        self.assertIn("2 units, 1 indicator, no periods; 2 values", entry)

    def test_separated_otherwise(self):
        self.write("x.csv", OWID.replace(",", ";"))
        entry = self.entry("x.csv").out
        self.assertIn("delimiter: semicolon", entry)
        self.check_values(entry, "EST", "DNK")

    def test_title_lines_lost(self):
        self.write("x.csv", WORLDBANK.split("\r\n\r\n")[2])
        self.check_values(self.entry("x.csv").out, "EST", "DNK")

    def test_keys_of_the_entry_come_first(self):
        self.write("x.csv", OWID.replace("Code", "Code,ISO").replace("EST", "EST,E1").replace("DNK", "DNK,D1").replace(",,", ",,A1,"))
        self.check_values("data: [{file: x.csv, as: owid, unit: ISO, where: {Code: [EST, DNK]}}]\n", "E1", "D1")

    def test_several_files(self):
        self.write("x.csv", OWID)
        self.write("y.csv", WORLDBANK.replace("IT.NET", "OTHER"))
        entry = self.entry("x.csv", "y.csv").out
        self.assertIn("2 indicators", entry)
        self.check_values(entry, "EST", "DNK")


def coin_tool(indicators=("Ind.01", "Ind.02"), rows=(("Estonia", "EST", 90.25, 1), ("Denmark", "DNK", 98, "n/a"), (None, None, "n/a", "n/a"))):
    """The COIN Tool of the Joint Research Centre as the function import_coin_tool of COINr reads it: sheet Database, weights,
    directions and names above row 16, the codes of indicators in it from column E on, names and codes of units in B and C."""
    table = [[None] for _ in range(15)]
    table[6] = [None, None, None, "weight", 1, 0.5]
    table[7] = [None, None, None, "direction", 1, -1]
    table[14] = [None, None, None, "name", "Individuals", "Others"]
    table.append([None, None, None, None, *indicators])
    table += [[None, name, code, None, *values] for name, code, *values in rows]
    return workbook(Intro=sheet([["COIN Tool"]]), Framework=sheet([["Dimension/indicator"]]), Database=sheet(table))


class Workbooks(Import):
    def setUp(self):
        super().setUp()
        (self.place / "x.xlsx").write_bytes(coin_tool())
        if "minizip" in self.run_program("import", "x.xlsx", code=None).err:
            self.skipTest("this program reads no workbooks")

    def test_coin_tool(self):
        entry = self.entry("x.xlsx").out
        self.assertIn("    sheet: Database  # ", entry)
        self.assertIn("    as: coin-tool  # line 16 has the headers", entry)
        self.assertIn("# read: 2 units, 2 indicators, no periods; 3 values, 1 empty", entry)
        for data in (entry, "data: [{file: x.xlsx, as: coin-tool}]\n"):
            self.write("i.yaml", HEAD + data + "indicators: [{id: net, column: Ind.01}, {id: other, column: Ind.02}]\n")
            out = self.run_program("stages", "i.yaml", "--stage", "raw", "--format", "csv", code=0).out
            found = {row["unit"]: (row["name"], row["net"], row["other"]) for row in csv.DictReader(io.StringIO(out))}
            self.assertEqual(found, {"EST": ("Estonia", "90.25", "1"), "DNK": ("Denmark", "98", "")})

    def test_coin_tool_with_other_codes(self):
        """Codes that the user wrote are not recognised, and read by name."""
        (self.place / "x.xlsx").write_bytes(coin_tool(("IT.NET", "x")))
        self.write("i.yaml", HEAD + "data: [{file: x.xlsx, as: coin-tool}]\nindicators: [{id: net, column: IT.NET}]\n")
        self.assertIn("DNK,Denmark,98", self.run_program("rank", "i.yaml", "--columns", "unit,name,score", "--format", "csv", code=0).out)

    def test_prose_on_the_first_sheet(self):
        (self.place / "x.xlsx").write_bytes(workbook(About=sheet([["What this is"], ["and what not"]]), Short=sheet([["a", "b"], [1, 2]]),
                                                     Data=sheet([["Title"], [], ["unit", "year", "IT.NET"], ["EST", 2019, 89.5], ["EST", 2020, 90.25], ["DNK", 2020, 98]])))
        entry = self.entry("x.xlsx").out
        self.assertIn("    sheet: Data  # the first sheet is no table\n    header: 3  # ", entry)
        self.check_values(entry, "EST", "DNK")

    def test_publisher_on_a_later_sheet(self):
        header, *table = [line.split(",") for line in WGI.split("\n") if line]
        cells = [[float(cell) if re.fullmatch("[0-9.]*[0-9]", cell) else cell for cell in row] for row in table]
        (self.place / "x.xlsx").write_bytes(workbook(About=sheet([["Read me"]]), Data=sheet([header, *cells])))
        entry = self.entry("x.xlsx").out
        self.assertIn("    sheet: Data  # ", entry)
        self.assertIn("    as: wgi  # line 1", entry)
        self.check_values(entry, "EST", "DNK")

    def test_sheet_per_dimension(self):
        """The older workbook of the Worldwide Governance Indicators: a block of columns per year under two lines of headers."""
        table = [["Worldwide Governance Indicators"], [], [None, None, 2019, None, None, 2020],
                 ["Country/Territory", "Code", "Estimate", "StdErr", "NumSrc", "Estimate", "StdErr", "NumSrc"],
                 ["Estonia", "EST", 89.5, 0.25, 9, 90.25, 0.5, 9], ["Denmark", "DNK", "#N/A", "#N/A", "#N/A", 98, 0.125, 9]]
        (self.place / "x.xlsx").write_bytes(workbook(Intro=sheet([["x"]]), VoiceandAccountability=sheet(table, ["C3:E3", "F3:H3"])))
        entry = ("{file: x.xlsx, sheet: VoiceandAccountability, header: 3..4, unit: Code, name: Country/Territory, missing: ['#N/A'], "
                 "only-period: YEAR, columns: {IT.NET: YEAR Estimate}, errors: {IT.NET: YEAR StdErr}}")
        self.check_values(f"data: [{entry.replace('YEAR', '2019')}, {entry.replace('YEAR', '2020')}]\n", "EST", "DNK")


class Lists(Import):
    """Unit lists as publishers ship them."""
    METADATA = ('\ufeff"Country Code","Region","IncomeGroup","SpecialNotes","TableName",\n"EST","Europe & Central Asia","High income","","Estonia",\n'
                '"DNK","Europe & Central Asia","High income","Fiscal year","Denmark",\n"EUU","","","Aggregate","European Union",\n')
    CLASS = ('Economy,Code,Region,Income group,Lending category\nEstonia,EST,Europe & Central Asia,High income,\n'
             'Denmark,DNK,Europe & Central Asia,High income,\n,,,,\nArab World,ARB,,,\n')
    M49 = ("\ufeffGlobal Code;Global Name;Region Code;Region Name;Sub-region Code;Sub-region Name;Intermediate Region Code;"
           "Intermediate Region Name;Country or Area;M49 Code;ISO-alpha2 Code;ISO-alpha3 Code;Least Developed Countries (LDC)\r\n"
           "001;World;150;Europe;154;Northern Europe;;;Estonia;233;EE;EST;\r\n001;World;150;Europe;154;Northern Europe;;;Denmark;208;DK;DNK;\r\n"
           "001;World;150;Europe;154;Northern Europe;830;Channel Islands;Sark;680;;;\r\n")
    OWID = "Entity,Code,Year,Continent\nAfrica,,2023,\nEstonia,EST,2023,Europe\nDenmark,DNK,2023,Europe\n"
    CASES = {"worldbank-countries": (METADATA, "Europe & Central Asia"), "worldbank-classification": (CLASS, "Europe & Central Asia"),
             "m49": (M49, "Europe"), "owid-regions": (OWID, "Europe")}

    def columns(self, units, columns, code=0):
        self.write("d.csv", "unit,a\nEST,1\nDNK,2\n")
        self.write("i.yaml", HEAD + f"data: [d.csv]\nunits: {{file: u.csv, {units}}}\nindicators: [{{id: a}}]\n")
        return self.run_program("rank", "i.yaml", "--columns", columns, "--format", "csv", code=code)

    def test_each(self):
        for name, (text, region) in self.CASES.items():
            with self.subTest(name):
                self.write("u.csv", text)
                more = ", groups: {region: Continent}" if name == "owid-regions" else ""
                out = self.columns(f"as: {name}{more}", "unit,name,score").out.replace("\r", "")
                self.assertEqual(out.split("\n")[1:3], ["DNK,Denmark,2", "EST,Estonia,1"])
                self.assertIn("DNK", self.run_program("rank", "i.yaml", "--group", f"region={region}", "--format", "csv", code=0).out)

    def test_keys_beside_it_come_first(self):
        self.write("u.csv", self.M49.replace(";", ","))
        out = self.columns("as: m49, delimiter: comma, names: {en: Sub-region Name}", "unit,name,score").out
        self.assertIn("DNK,Northern Europe,2", out)

    def test_of_another_publisher(self):
        self.write("u.csv", self.M49)
        done = self.columns("as: worldbank-countries", "unit", code=3)
        self.assertIn("this is no file of `as: worldbank-countries`: none of its first lines has the headers `Country Code`", done.err)

    def test_names_of_data_files_are_no_lists(self):
        self.write("u.csv", self.M49)
        self.assertIn("did you mean `worldbank-", self.columns("as: worldbank", "unit", code=3).err)


class Given(Import):
    """`as:` behind a file of the command line, and keys beside it."""
    def rank(self, given, text, code=0):
        self.write("x.csv", text)
        self.write("i.yaml", HEAD + "data: [d.csv]\nindicators: [{id: net, column: IT.NET}]\n")
        done = self.run_program("rank", "i.yaml", "--data", given, "--period", "2020", "--columns", "unit,score", "--format", "csv", code=code)
        return done.out.replace("\r", "").split("\n")[1:3] if code == 0 else done

    def test_each(self):
        for name, text in SHAPES.items():
            with self.subTest(name):
                more = ", columns: {IT.NET: IT.NET}" if name in SEVERAL else ""
                self.assertEqual(self.rank(f"x.csv{{as: {name}{more}}}", text), ["DNK,98", "EST,90.25"])

    def test_other_keys_come_first(self):
        comma = WORLDBANK.replace("89.5", "89,5").replace("90.25", "90,25")
        self.assertEqual(self.rank('x.csv{as: worldbank, decimal: ","}', comma), ["DNK,98", "EST,90.25"])
        self.assertEqual(self.rank("x.csv{as: worldbank, unit: Country Name, match: id}", WORLDBANK), ["Denmark,98", "Estonia,90.25"])
        self.assertEqual(self.rank("x.csv{as: owid, delimiter: semicolon, decimal: comma}",
                                   OWID.replace(",", ";").replace(".", ",").replace("IT,NET", "IT.NET")), ["DNK,98", "EST,90.25"])
        self.assertEqual(self.rank("x.csv{as: databank, missing: [x]}", DATABANK.replace("..,", "x,")), ["DNK,98", "EST,90.25"])
        done = self.rank("x.csv{as: databank, missing: [x]}", DATABANK, 3)
        self.assertIn("`..` is not a number", done.err)
        done = self.rank("x.csv{as: un-sdg, others: refuse}", SDG, 3)
        self.assertIn("others: ignore", done.err)

    def test_not_of_the_publisher(self):
        """A file that the user names is taken for what the user says, although it lacks the headers."""
        done = self.rank("x.csv{as: owid}", SDMX, 3)
        self.assertIn("x.csv", done.err)


class Written(Import):
    def files(self):
        return sorted(path.name for path in self.place.iterdir() if path.name.startswith("out"))

    def test_round_trip(self):
        for name, text in SHAPES.items():
            with self.subTest(name):
                self.write("x.csv", text)
                self.entry("x.csv", "-o", "out.csv", "--force")
                self.assertEqual(self.files(), ["out.csv", "out.import.yaml", "out.meta.yaml"])
                self.check_values("data: [out.csv]\n", "EST", "DNK")

    def test_log_names_what_was_left_out_and_found(self):
        self.write("x.csv", SDG)
        self.entry("x.csv", "-o", "out.csv")
        log = (self.place / "out.import.yaml").read_text(encoding="utf-8")
        self.assertIn("    as: un-sdg  # line 1 has the headers", log)
        self.assertIn('left-out:\n  - {file: x.csv, line: 6, unit: 1, reason: unit not known}\n', log)
        self.assertIn("  - {text: 233, id: EST, how: \"UN M49 code, iso-codes\"}\n", log)
        self.assertIn("DNK,IT.NET,2019,,,<1,Denmark,Individuals\n", (self.place / "out.csv").read_text(encoding="utf-8"))

    def test_all_or_nothing(self):
        self.write("x.csv", OWID)
        for name in ["out.csv", "out.meta.yaml", "out.import.yaml"]:
            with self.subTest(name):
                self.write(name, "mine\n")
                self.assertIn(f"`{name}` exists, and nothing was written", self.entry("x.csv", "-o", "out.csv", code=4).err)
                self.assertEqual(self.files(), [name])
                self.assertEqual((self.place / name).read_text(), "mine\n")
                (self.place / name).unlink()
        self.write("x.csv", OWID.replace("98", "much"))
        self.entry("x.csv", "-o", "out.csv", code=3)
        self.assertEqual(self.files(), [])

    def test_never_over_its_own_input(self):
        self.write("out.csv", OWID)
        self.entry("out.csv", "-o", "out.csv", "--force", code=4)
        self.assertEqual(self.files(), ["out.csv"])
        self.assertEqual((self.place / "out.csv").read_text(), OWID)


class Listed(Import):
    """--units: rows are matched against a list, as `units:` in a definition does."""
    LIST = "iso3,name_en,region\nEST,Estonia,Europe\nDNK,Denmark,Europe\n"

    def test_by_ids_and_names(self):
        self.write("list.csv", self.LIST)
        for name, text in SHAPES.items():
            with self.subTest(name):
                self.write("x.csv", text)
                entry = self.entry("x.csv{others: ignore}", "--units", "list.csv").out
                self.assertIn("\nunits: {file: list.csv}\n", entry)
                self.check_values(entry, "EST", "DNK")

    def test_names_that_only_the_list_has(self):
        self.write("list.csv", "id;label\nt1;Tartu linn\nt2;Põltsamaa\n")
        self.write("x.csv", "Town,2019,2020\nTartu Linn,89.5,90.25\nPõltsamaa,,98\n")
        entry = self.entry("x.csv{only-indicator: IT.NET}", "--units", "list.csv{delimiter: semicolon, names: {et: label}}").out
        self.assertIn("    unit: Town  # 2 of its 2 cells are names of the list\n    match: name", entry)
        self.assertIn("units: {file: list.csv, delimiter: semicolon, names: {et: label}}\n", entry)
        self.check_values(entry, "t1", "t2")

    def test_labels_of_indicators_beside_a_list(self):
        self.write("list.csv", self.LIST)
        self.write("x.csv", "Country,Series,Description,Year,Value\nEstonia,IT.NET,People online,2020,90\nDenmark,IT.NET,People online,2020,98\n")
        self.entry("x.csv", "--units", "list.csv", "-o", "out.csv")
        self.assertEqual((self.place / "out.csv").read_text(encoding="utf-8").splitlines()[:2],
                         ["unit,indicator,period,value,error,status,name,label", "EST,IT.NET,2020,90,,,Estonia,People online"])

    def test_a_shipped_list(self):
        """By its name, where there is no such file; the file of the user comes first."""
        self.write("x.csv", EGOVKB.replace("Denmark ", "Congo "))
        self.run_program("import", "x.csv", code=3)
        self.run_program("import", "x.csv", "--units", "countries.csv", "-o", "out.csv", code=0)
        self.assertIn("\nCOG,", (self.place / "out.csv").read_text(encoding="utf-8"))
        self.assertIn("units: {file: countries.csv}", (self.place / "out.import.yaml").read_text(encoding="utf-8"))
        self.run_program("import", "--recipe", "out.import.yaml", "x.csv", "--units", "countries.csv", code=0)
        self.write("countries.csv", "unit,name\nEST,Estonia\n")
        self.assertIn("`Congo `", self.run_program("import", "x.csv", "--units", "countries.csv", code=3).err)
        self.run_program("import", "x.csv", "--units", "nowhere.csv", code=4)

    def test_others_are_refused_or_left_out(self):
        self.write("list.csv", self.LIST.replace("DNK,Denmark", "COG,Congo"))
        self.write("x.csv", EGOVKB)
        done = self.entry("x.csv", "--units", "list.csv", "-o", "out.csv", code=3)
        self.assertIn("unit `Denmark ` is not in the unit list", done.err)
        argument = done.err.split("with the file: import '")[1].split("'")[0]
        self.assertEqual(argument, "x.csv{others: ignore}")
        self.entry(argument, "--units", "list.csv", "-o", "out.csv")
        log = (self.place / "out.import.yaml").read_text(encoding="utf-8")
        self.assertIn('left-out:\n  - {file: x.csv, line: 4, unit: "Denmark ", reason: unit not in the list}\n', log)
        self.assertIn('  - {text: "Estonia ", id: EST, how: ', log)
        # A name of two countries is the list's, or of none of its units.
        for congo, code in (("COG,Congo", 0), ("DNK,Denmark", 0), ("COG,Republic of the Congo", 3)):
            with self.subTest(congo):
                self.write("list.csv", self.LIST.replace("DNK,Denmark", congo))
                self.write("x.csv", EGOVKB.replace("Denmark ", "Congo "))
                done = self.entry("x.csv{others: ignore}", "--units", "list.csv", code=code)
                self.assertEqual("let the unit list give this name to it" in done.err, code == 3)

    def test_faults_of_the_list(self):
        self.write("x.csv", EGOVKB)
        self.assertIn("cannot read `none.csv`", self.entry("x.csv", "--units", "none.csv", code=4).err)
        self.write("list.csv", "a\nEST\n")
        self.assertIn("the unit list has no column with the units' ids", self.entry("x.csv", "--units", "list.csv", code=3).err)
        self.assertIn("--units list.csv:1:2: error[E0201]: unknown key `ids` under `units:`",
                      self.entry("x.csv", "--units", "list.csv{ids: a}", code=3).err)
        self.assertIn("import x.csv:1:2: error[E0201]: unknown key `delimter`", self.entry("x.csv{delimter: tab}", code=3).err)

    def test_keys_that_were_given_are_not_guessed(self):
        self.write("x.csv", "A;B;year;IT.NET\nEST;Estonia;2019;89,5\nEST;Estonia;2020;90,25\nDNK;Denmark;2020;98\n")
        entry = self.entry("x.csv{unit: B, delimiter: ;, match: id}").out
        self.assertIn('    unit: B  # as given\n    delimiter: ";"  # as given\n    match: id  # as given\n    decimal: comma  # 2 numbers', entry)
        self.check_values(entry, "Estonia", "Denmark")


class Totals(Import):
    """Files with breakdowns: several rows for a unit, indicator and period, one of them the total."""

    def test_the_total_is_proposed(self):
        rows = [(unit, series, year, sex, label, value) for unit, total in (("EST", 90.25), ("DNK", 98)) for year in (2019, 2020)
                for series in ("IT.NET", "OTHER")
                for sex, label, value in (("M", "Men", 1), ("_T", "All of them", total - (year == 2019) * 0.75), ("F", "Women", 2))]
        self.write("x.csv", "iso3,Series,year,SEX,Sex,Value,Flag\n" + "".join(",".join(map(str, row)) + ",\n" for row in rows))
        entry = self.entry("x.csv").out
        self.assertIn("    where: {SEX: _T}  # 16 of 24 rows are about a unit, indicator and period that another row is about; with the totals "
                      "alone 8 rows are left, without those for `M`, `F` of `SEX`\n", entry)
        self.check_values(entry, "EST", "DNK")

    def test_two_breakdowns_of_a_known_publisher(self):
        head = "REF_AREA,INDICATOR,TIME_PERIOD,SEX,AGE,UNIT_MEASURE,OBS_VALUE\n"
        rows = [f"{unit},IT.NET,{year},{sex},{age},{measure},{value if (sex, age) == ('_T', 'TOTAL') else 5}\n"
                for unit, year, value in (("EST", 2019, 89.5), ("EST", 2020, 90.25), ("DNK", 2020, 98))
                for sex, measure in (("_T", "PS"), ("F", "PS")) for age in ("Y_GE15", "TOTAL")]
        self.write("x.csv", head + "".join(rows))
        entry = self.entry("x.csv").out
        self.assertIn("    as: sdmx-csv  # ", entry)
        self.assertIn("    where: {SEX: _T, AGE: TOTAL}  # ", entry)
        self.check_values(entry, "EST", "DNK")

    def test_nothing_is_proposed(self):
        """No breakdown; no total; several rows that no column tells apart."""
        for rows in ("EST,a,_T,1\nDNK,a,_T,2\n", "EST,a,_T,1\nDNK,a,M,2\n"):
            self.write("x.csv", "iso3,Series,SEX,Value\n" + rows)
            self.assertNotIn("where", self.entry("x.csv").out)
        for rows in ("EST,a,M,1\nEST,a,F,2\n", "EST,a,_T,1\nEST,a,_T,2\n"):
            self.write("x.csv", "iso3,Series,SEX,Value\n" + rows)
            self.assertNotIn("where: {SEX", self.entry("x.csv", code=3).out)


class Refused(Import):
    def test_of_another_publisher(self):
        self.write("x.csv", SDMX)
        done = self.entry("x.csv", "--as", "owid", code=3)
        self.assertIn("this is no file of `as: owid`: none of its first lines has the headers `Entity`, `Code`, `Year`", done.err)
        self.write("i.yaml", HEAD + "data: [{file: x.csv, as: owid}]\nindicators: [{id: a}]\n")
        done = self.run_program("rank", "i.yaml", code=3)
        self.assertIn("`egovbench import x.csv` shows what it looks like", done.err)

    def test_unknown_publisher(self):
        self.write("x.csv", SDMX)
        self.assertIn("there are worldbank, databank, ", self.entry("x.csv", "--as", "world", code=2).err)

    def test_no_file(self):
        self.entry("none.csv", code=4)

    def test_description_of_an_index(self):
        """The table iMeta of COINr is no data: its weights and levels are not taken for indicators."""
        text = ("iCode,iName,Direction,Level,Type,Unit,Weight,Parent\nIT.NET,Individuals,1,1,Indicator,%,0.5,Access\n"
                "Access,Access,1,2,Aggregate,Score,1,Index\nIndex,The index,1,3,Aggregate,Score,1,NA\n")
        for content in (text, text.replace(",", ";"), "\ufeff" + text):
            self.write("x.csv", content)
            done = self.entry("x.csv", code=3)
            self.assertIn("`x.csv` says how an index is made (COINr, the table iMeta), and holds no data", done.err)
            self.assertIn("`egovbench init --from DATA.csv x.csv` drafts a definition of both", done.err)

    def test_nothing_to_read(self):
        self.write("x.csv", "unit,a\nEST,x\n")
        self.assertIn("no column holds numbers", self.entry("x.csv", code=3).err)


class Guessed(Import):
    def test_guesses_with_evidence(self):
        for text, only, keys in OTHERS:
            with self.subTest(keys[0]):
                self.write("x.csv", text)
                entry = self.entry("x.csv").out
                for key in keys:
                    self.assertRegex(entry, f"    {key}  # .*[a-z]")
                if only is not None:
                    entry = entry.replace("only-indicator: values", f"only-indicator: {only}")
                self.check_values(entry, "EST", "DNK")

    def test_header_may_lack_a_name(self):
        self.write("x.csv", ",unit,a\n0,EST,1\n1,DNK,2\n")
        self.assertNotIn("header:", self.entry("x.csv").out)

    def test_two_decimal_marks_are_no_guess(self):
        self.write("x.csv", 'unit,a,b\nEST,"1,5",1.5\nDNK,"2,5",2.5\n')
        self.assertNotIn("decimal", self.entry("x.csv").out)


if __name__ == "__main__":
    unittest.main()
