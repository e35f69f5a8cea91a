"""Periods side by side and against each other. Compound growth is compared with COINr's figures (tests/reference/asem)."""
import csv
import io
import json
import unittest

from program import ROOT, ProgramTest

DEFINITION = """\
egovbench: 1
id: years
title: Years
data: [{file: years.csv, unit: unit}]
defaults: {normalise: as-is, aggregate: arithmetic}
indicators: [{id: v, weight: 1}, {id: w, weight: 1}]
scenarios: {v-only: {weights: {v: 100%}}}
"""
# Scores: AAA 10 12 11 15; BBB 20 - 8 8; CCC comes in 2020; DDD goes.
TABLE = """\
unit,year,v,w
AAA,2018,10,10
AAA,2019,12,12
AAA,2020,11,11
AAA,2021,14,16
BBB,2018,20,20
BBB,2020,8,8
BBB,2021,8,8
CCC,2020,9,9
CCC,2021,5,5
DDD,2018,1,1
DDD,2019,1,1
"""


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


class Warnings(ProgramTest):
    def test_what_all_periods_warn_of_is_said_once(self):
        """A negative value has no geometric mean, in every one of three periods: one warning, of the first."""
        (self.place / "years.yaml").write_text(DEFINITION.replace("aggregate: arithmetic", "aggregate: geometric"), encoding="utf-8")
        (self.place / "years.csv").write_text("unit,year,v,w\n" + "".join(
            f"AAA,{year},-1,10\nBBB,{year},3,5\n" for year in (2018, 2019, 2020)), encoding="utf-8")
        done = self.run_program("panel", "years.yaml", code=0)
        self.assertEqual(done.err.count("warning["), 1, done.err)


class Years(ProgramTest):
    def setUp(self):
        super().setUp()
        (self.place / "years.yaml").write_text(DEFINITION, encoding="utf-8")
        (self.place / "years.csv").write_text(TABLE, encoding="utf-8")

    def rows(self, *arguments):
        return {row["unit"]: row for row in table(self.run_program(*arguments, "--format", "csv", code=0).out)}


class Panel(Years):
    def test_scores_and_ranks_of_every_period(self):
        rows = self.rows("panel", "years.yaml")
        self.assertEqual([rows["AAA"][f"score_{year}"] for year in range(2018, 2022)], ["10", "12", "11", "15"])
        self.assertEqual([rows["AAA"][f"rank_{year}"] for year in range(2018, 2022)], ["2", "1", "1", "1"])
        self.assertEqual(rows["BBB"]["score_2019"], "")
        self.assertEqual(rows["BBB"]["periods"], "3")

    def test_change_growth_and_trend(self):
        row = self.rows("panel", "years.yaml")["AAA"]
        self.assertEqual(float(row["change"]), 5)
        self.assertAlmostEqual(float(row["growth"]), 0.14471424255333187, delta=1e-15)  # COINr's CAGR
        self.assertAlmostEqual(float(row["trend"]), 1.4, delta=1e-12)
        alone = self.rows("panel", "small.yaml")["EST"]
        self.assertEqual((alone["change"], alone["growth"], alone["trend"]), ("", "", ""))

    def test_growth_of_asem(self):
        """Ten published rows: the compound growth of two indicators of five countries, 2018 to 2022."""
        folder = ROOT / "tests" / "reference" / "asem"
        published = table((folder / "panel-trends.csv").read_text(encoding="utf-8"))
        self.assertEqual(len(published), 10)
        for node in ("LPI", "Goods"):
            (self.place / "asem.yaml").write_text(
                f"egovbench: 1\nid: asem\ndata: [asem-panel.csv]\n"
                f"indicators: [{{id: one, column: {node}, normalise: as-is}}]\n", encoding="utf-8")
            rows = self.rows("panel", "asem.yaml", "--data", str(folder / "asem-panel.csv"))
            for row in published:
                if row["node"] == node:
                    self.assertAlmostEqual(float(rows[row["unit"]]["growth"]), float(row["growth"]), delta=1e-12, msg=row)

    def test_membership_is_told(self):
        out = self.run_program("panel", "years.yaml", "--notes", code=0).out
        self.assertIn("Ranked in 2018, but not in 2019: BBB.", out)
        self.assertIn("New in 2020: BBB; CCC.", out)
        self.assertIn("Ranked in 2019, but not in 2020: DDD.", out)

    def test_long_form(self):
        rows = table(self.run_program("panel", "years.yaml", "--long", "--format", "csv", code=0).out)
        self.assertEqual(len(rows), 4 * 4)
        self.assertEqual({(row["period"], row["score"], row["rank"]) for row in rows if row["unit"] == "AAA"},
                         {("2018", "10", "2"), ("2019", "12", "1"), ("2020", "11", "1"), ("2021", "15", "1")})
        self.assertEqual({row["level"] + row["level_name"] for row in rows}, {""})

    def test_levels_in_the_long_form(self):
        """From 12 on and from 9 on, by hand from the scores above."""
        (self.place / "years.yaml").write_text(DEFINITION + "levels: [{id: A, name: {en: High, zh-Hant: 高}, from: 12}, {id: B, name: Fair, from: 9}]\n", encoding="utf-8")
        rows = table(self.run_program("panel", "years.yaml", "--long", "--lang", "zh-Hant", "--format", "csv", code=0).out)
        levels = {(row["unit"], row["period"]): (row["level"], row["level_name"]) for row in rows}
        self.assertEqual([levels["AAA", period] for period in ("2018", "2019", "2020", "2021")], [("B", "Fair"), ("A", "高"), ("B", "Fair"), ("A", "高")])
        self.assertEqual([levels["BBB", period] for period in ("2018", "2019", "2020")], [("A", "高"), ("", ""), ("", "")])
        self.assertIn("High", self.run_program("panel", "years.yaml", "--long", code=0).out)

    def test_units_and_scenarios(self):
        rows = self.rows("panel", "years.yaml", "--units", "AAA", "--scenario", "v-only")
        self.assertEqual(set(rows), {"AAA"})
        self.assertEqual(rows["AAA"]["score_2021"], "14")
        self.assertEqual(self.rows("panel", "years.yaml", "--set", "w=100%")["AAA"]["score_2021"], "16")
        self.run_program("panel", "years.yaml", "--period", "2018", code=2)

    def test_a_period_without_scores_is_left_out(self):
        text = TABLE + "AAA,2022,,\n"
        (self.place / "years.csv").write_text(text, encoding="utf-8")
        done = self.run_program("panel", "years.yaml", "--format", "csv", code=0)
        self.assertIn("the period `2022` is left out", done.err)
        self.assertIn("score_2021", done.out)
        self.assertNotIn("score_2022", done.out)
        (self.place / "years.csv").write_text("unit,year,v,w\nAAA,2018,,\n", encoding="utf-8")
        self.run_program("panel", "years.yaml", code=5)


class Compare(Years):
    def test_changes(self):
        rows = self.rows("rank", "years.yaml", "--compare", "2018")
        self.assertEqual([rows["AAA"][key] for key in ("previous_score", "previous_rank", "score_change", "rank_change", "membership")],
                         ["10", "2", "5", "1", ""])
        self.assertEqual([rows["BBB"][key] for key in ("previous_rank", "rank", "score_change", "rank_change")], ["1", "2", "-12", "-1"])
        self.assertEqual([rows["CCC"][key] for key in ("previous_rank", "score_change", "rank_change", "membership")], ["", "", "", "new"])
        self.assertEqual([rows["DDD"][key] for key in ("rank", "previous_rank", "membership")], ["", "3", "gone"])

    def test_a_scenario_in_force_is_said(self):
        for arguments in (["rank"], ["panel"], ["stages"], ["explain", "AAA"], ["explain", "AAA", "BBB"], ["profile", "AAA"], ["uncertainty"],
                          ["stability"], ["bounds"], ["sensitivity"]):
            out = self.run_program(*arguments, "years.yaml", "--scenario", "v-only", code=0).out
            self.assertIn("Scenario v-only.", out, arguments)
        for arguments in (["rank"], ["show"], ["stages"], ["explain", "AAA"]):
            self.assertIn("Weights changed: v=3", self.run_program(*arguments, "years.yaml", "--set", "v=3", "--rescale", "free", code=0).out, arguments)

    def test_membership_is_never_hidden(self):
        out = self.run_program("rank", "years.yaml", "--compare", "2018", "--top", "1", "--notes", code=0).out
        self.assertIn("Ranked now, but not in 2018: CCC.", out)
        self.assertIn("Ranked in 2018, but not now: DDD.", out)

    def test_moving_scale_is_told(self):
        said = "The scale of each period is learned from its own data"
        self.assertNotIn(said, self.run_program("rank", "years.yaml", "--compare", "2018", code=0).out)
        for fit, told in (("", True), ("fit: all\n", False)):
            (self.place / "years.yaml").write_text(DEFINITION.replace("as-is", "minmax") + fit, encoding="utf-8")
            out = self.run_program("rank", "years.yaml", "--period", "2020", "--compare", "2018", code=0).out
            self.assertEqual(said in out, told, fit)

    def test_sorted_and_chosen(self):
        rows = table(self.run_program("rank", "years.yaml", "--compare=2018", "--sort", "-rank_change", "--columns", "unit,rank_change",
                                      "--format", "csv", code=0).out)
        self.assertEqual([row["unit"] for row in rows][:2], ["AAA", "BBB"])
        self.assertEqual(list(rows[0]), ["unit", "rank_change"])

    def test_slips(self):
        self.assertIn("--compare PERIOD", self.run_program("rank", "years.yaml", "--columns", "rank_change", code=2).err)
        self.assertIn("2017", self.run_program("rank", "years.yaml", "--compare", "2017", code=2).err)

    def test_provenance(self):
        facts = json.loads(self.run_program("rank", "years.yaml", "--compare", "2018", "--format", "json", code=0).out)["provenance"]
        self.assertEqual((facts["period"], facts["compare"]), ("2021", "2018"))


if __name__ == "__main__":
    unittest.main()
