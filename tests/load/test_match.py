"""Units by name or code, under `match: name`: excerpts of files as their publishers ship them, and the figures in them."""
import csv
import io
import unittest

from program import ProgramTest

HEAD = "egovbench: 1\nid: t\ntitle: T\n"

# United Nations, E-Government Survey 2022: names without codes, most with a space behind; ranks and indices are in the file.
EGDI = """\
Survey Year,Country Name,E-Government Rank,E-Government Index,E-Participation Index,Online Service Index,Human Capital Index,Telecommunication Infrastructure Index
2022,"Iraq ",146,0.43830,0.21590,0.20600,0.58880,0.52010
2022,"Lao People's Democratic Republic ",159,0.37640,0.26140,0.30050,0.54680,0.28200
2022,"Republic of Korea ",3,0.95290,0.94320,0.98260,0.90870,0.96740
2022,"Bolivia ",98,0.61650,0.31820,0.51930,0.74830,0.58180
2022,"Congo ",161,0.36750,0.23860,0.31770,0.56770,0.21700
2022,"Côte d'Ivoire ",120,0.54670,0.37500,0.54670,0.57480,0.51860
2022,"Czech Republic ",45,0.80880,0.60230,0.66930,0.91140,0.84560
2022,"Democratic People's Republic of Korea ",180,0.28590,0.05680,0.15790,0.64900,0.05080
2022,"Democratic Republic of the Congo ",175,0.30570,0.25000,0.23410,0.53550,0.14770
2022,"Denmark ",1,0.97170,0.88640,0.97970,0.95590,0.97950
2022,Georgia (Country),60,0.75010,0.53410,0.61110,0.89840,0.74090
2022,Eswatini,141,0.44980,0.14770,0.32400,0.67030,0.35500
2022,"Venezuela ",128,0.50530,0.12500,0.30560,0.81810,0.39230
2022,"Viet Nam ",86,0.67870,0.53410,0.64840,0.69030,0.69730
2022,Türkiye,48,0.79830,0.78410,0.86000,0.87220,0.66260
2022,"United Republic of Tanzania ",153,0.41690,0.27270,0.47000,0.51000,0.27090
"""
# Eurostat, isoc_ciegi_ac, SDMX-CSV of 15 December 2022: EL is Greece; a group of countries; a value that is absent.
EUROSTAT = """\
DATAFLOW,LAST UPDATE,freq,indic_is,unit,ind_type,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG
ESTAT:ISOC_CIEGI_AC(1.0),15/12/22 23:00:00,A,I_IUGOV12,PC_IND,IND_TOTAL,AT,2021,71.98,
ESTAT:ISOC_CIEGI_AC(1.0),15/12/22 23:00:00,A,I_IUGOV12,PC_IND,IND_TOTAL,BE,2021,66.33,b
ESTAT:ISOC_CIEGI_AC(1.0),15/12/22 23:00:00,A,I_IUGOV12,PC_IND,IND_TOTAL,EL,2021,69.4,
ESTAT:ISOC_CIEGI_AC(1.0),15/12/22 23:00:00,A,I_IUGOV12,PC_IND,IND_TOTAL,EU27_2020,2021,58.49,b
ESTAT:ISOC_CIEGI_AC(1.0),15/12/22 23:00:00,A,I_IUGOV12,PC_IND,IND_TOTAL,FR,2021,,u
ESTAT:ISOC_CIEGI_AC(1.0),15/12/22 23:00:00,A,I_IGOV12FM,PC_IND,IND_TOTAL,AT,2021,55.1,
ESTAT:ISOC_CIEGI_AC(1.0),15/12/22 23:00:00,A,I_IGOV12FM,PC_IND,IND_TOTAL,BE,2021,42.0,
ESTAT:ISOC_CIEGI_AC(1.0),15/12/22 23:00:00,A,I_IGOV12FM,PC_IND,IND_TOTAL,EL,2021,50.2,
"""
# Our World in Data: groups without a code or with one of their own, which Kosovo has too.
OWID = """\
Entity,Code,Year,share
Africa,,2020,40
Denmark,DNK,2020,97
Kosovo,OWID_KOS,2020,89
World,OWID_WRL,2020,59
Estonia,EST,2020,89
"""


class Match(ProgramTest):
    def write(self, entry, table, rest):
        (self.place / "d.csv").write_text(table, encoding="utf-8")
        (self.place / "i.yaml").write_text(f"{HEAD}data: [{{file: d.csv, {entry}}}]\n{rest}", encoding="utf-8")

    def scores(self, entry, table, rest):
        self.write(entry, table, rest)
        out = self.run_program("rank", "i.yaml", "--columns", "unit,name,rank,score", "--format", "csv", code=0).out
        return {row["unit"]: row for row in csv.DictReader(io.StringIO(out))}

    def errors(self, entry, table, rest):
        self.write(entry, table, rest)
        return self.run_program("rank", "i.yaml", code=3).err

    def test_un_names(self):
        entry = ("unit: Country Name, match: name, period: Survey Year, columns: {OSI: Online Service Index, "
                 "TII: Telecommunication Infrastructure Index, HCI: Human Capital Index}")
        rest = ("scale: 1\nunits: countries.csv\ndefaults: {normalise: as-is}\nrank: {decimals: 4}\n"
                "indicators: [{id: OSI}, {id: TII}, {id: HCI}]\n")
        found = self.scores(entry, EGDI, rest)
        published = sorted(csv.DictReader(io.StringIO(EGDI)), key=lambda row: int(row["E-Government Rank"]))
        self.assertEqual(len(found), len(published))
        for row, mine in zip(published, found.values()):  # both in the order of their ranks
            self.assertAlmostEqual(float(mine["score"]), float(row["E-Government Index"]), delta=1e-4)
        for unit in ("BOL", "CZE", "GEO", "VEN", "CIV", "COG", "COD", "KOR", "PRK", "LAO", "TUR", "SWZ"):
            self.assertIn(unit, found)
        note = self.run_program("validate", "i.yaml", code=0).err
        self.assertRegex(note, r"d\.csv:2:7: note\[N0329\]: \d+ units found by name or code: `Iraq ` is IRQ, ")

    def test_advice_is_the_key(self):
        entry = "unit: Country Name, period: Survey Year, columns: {OSI: Online Service Index}"
        err = self.errors(entry, EGDI, "units: countries.csv\nindicators: [{id: OSI}]\n")
        self.assertIn("it is Iraq, `IRQ` in the list: declare `match: name` in the definition's entry of the file", err)

    def test_without_a_list(self):
        found = self.scores("unit: Country Name, match: name, period: Survey Year, columns: {OSI: Online Service Index}",
                            "".join(line for line in EGDI.splitlines(True) if '"Congo ' not in line), "indicators: [{id: OSI}]\n")
        self.assertEqual(found["GEO"]["name"], "Georgia (Country)")

    def test_m49(self):
        table = "m49,a\n208,1\n233,2\n4,3\n52,4\n48,5\n84,6\n"
        rest = "units: {file: countries.csv, id: m49%s}\nindicators: [{id: a}]\n"
        err = self.errors("unit: m49", table, rest % "")
        self.assertIn("it is Afghanistan, `004` in the list: declare `match: name`", err)
        self.assertNotIn("did you mean", err)
        found = self.scores("unit: m49, match: name", table, rest % ", others: ignore")
        self.assertEqual({unit: float(row["score"]) for unit, row in found.items()},
                         {"208": 0, "233": 20, "004": 40, "052": 60, "048": 80, "084": 100})
        found = self.scores("unit: m49, match: name", table, "units: countries.csv\nindicators: [{id: a}]\n")
        self.assertEqual(float(found["AFG"]["score"]), 40)

    def test_eurostat(self):
        entry = "unit: geo, indicator: indic_is, value: OBS_VALUE, period: TIME_PERIOD%s"
        rest = ("units: {file: countries.csv, id: iso2}\n"
                "indicators: [{id: use, column: I_IUGOV12, goalposts: [0, 100]}, {id: form, column: I_IGOV12FM, goalposts: [0, 100]}]\n")
        err = self.errors(entry % "", EUROSTAT, rest)
        self.assertIn("it is Greece, `GR` in the list: declare `match: name`", err)
        self.assertIn("`EU27_2020`", self.errors(entry % ", match: name", EUROSTAT, rest))
        found = self.scores(entry % ", match: name, others: ignore", EUROSTAT, rest)
        self.assertEqual({unit: row["score"] and round(float(row["score"]), 9) for unit, row in found.items()},
                         {"AT": 63.54, "GR": 59.8, "BE": 54.165, "FR": ""})

    def test_our_world_in_data(self):
        rest = "units: countries.csv\nindicators: [{id: share}]\n"
        self.assertIn("`others: ignore`", self.errors("unit: Code, period: Year", OWID, rest))
        found = self.scores("unit: Code, period: Year, match: name, others: ignore", OWID, rest)
        self.assertEqual({unit: float(row["score"]) for unit, row in found.items()}, {"DNK": 100, "EST": 0, "XKX": 0})
        checked = self.run_program("validate", "i.yaml", code=0).err
        self.assertIn("2 rows left out by `others: ignore`, of units not in the list: ``, `OWID_WRL`", checked)
        self.assertIn("1 unit found by name or code: `OWID_KOS` is XKX", checked)

    def test_ambiguous(self):
        for ignored in ("", ", others: ignore"):
            err = self.errors("match: name" + ignored, "unit,a\nKorea,1\nEstonia,2\n", "indicators: [{id: a}]\n")
            self.assertIn("d.csv:2:1: error[E0314]: `Korea` may be KOR (", err)
            self.assertIn("PRK (", err)

    def test_unknown(self):
        err = self.errors("match: name", "unit,a\nAtlantis,1\nEstonia,2\n", "indicators: [{id: a}]\n")
        self.assertIn("d.csv:2:1: error[E0314]: `Atlantis` is no name or code", err)
        found = self.scores("match: name, others: ignore", "unit,a\nAtlantis,1\nEstonia,2\nTürkiye,3\n", "indicators: [{id: a}]\n")
        self.assertEqual(list(found), ["TUR", "EST"])

    def test_names_of_the_list(self):
        (self.place / "u.csv").write_text("id,name\nN1,North Town\nS1,South Town\n", encoding="utf-8")
        found = self.scores("match: name", "unit,a\nnorth  town,1\nS1,2\n", "units: u.csv\nindicators: [{id: a}]\n")
        self.assertEqual(list(found), ["S1", "N1"])

    def test_names_of_the_list_come_first(self):
        (self.place / "u.csv").write_text("id,name\nGA,Georgia\nFL,Florida\n", encoding="utf-8")
        found = self.scores("match: name", "unit,a\nGeorgia,1\nFlorida,2\n", "units: u.csv\nindicators: [{id: a}]\n")
        self.assertEqual(list(found), ["FL", "GA"])

    def test_list_by_name(self):
        (self.place / "u.csv").write_text("country,bloc\nTürkiye,x\nViet Nam,y\nCzech Republic,x\n", encoding="utf-8")
        rest = "units: {file: u.csv, id: country, match: name, groups: {bloc: bloc}}\nindicators: [{id: a}]\n"
        found = self.scores("match: name", "unit,a\nTUR,1\nVietnam,2\nCZ,3\n", rest)
        self.assertEqual(list(found), ["CZE", "VNM", "TUR"])

    def test_one_unit_under_two_names(self):
        err = self.errors("match: name", "unit,a\nTürkiye,1\nTurkey,2\n", "indicators: [{id: a}]\n")
        self.assertIn("d.csv:3:1: error[E0315]: unit `TUR` has two rows", err)


if __name__ == "__main__":
    unittest.main()
