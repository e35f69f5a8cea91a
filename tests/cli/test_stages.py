"""Imputed and treated cells stay marked wherever they are shown; who is screened out is told with the reason.

The figures are computed by hand: x of DDD and FFF is imputed by the median of 1, 1, 2, 3, 100 (2), EEE's 100 is pulled in to
the next lower value 3; y is a sum in which less is better, and a missing one is taken for 4. FFF has one value of three.
"""
import csv
import io
import json
import unittest

from program import ProgramTest

DEFINITION = """\
egovbench: 1
id: every
title: {en: An index with every stage}
data: [{file: every.csv, unit: unit}]
defaults: {normalise: minmax, aggregate: arithmetic}
screen: {available: 0.6, exclude: {ZZZ: test data}}
rank: {decimals: 2, rounding: half-up, tie-breakers: [b]}
indicators:
  - id: a
    indicators:
      - {id: x, impute: median, treat: {method: winsorise, points: 1}, per: {column: people, scale: 100}}
      - {id: y, compute: y_one + y_two, direction: lower, impute: {method: value, value: 4}}
  - {id: b, goalposts: [0, 10]}
  - {id: c, optional: true, column: b}
scenarios:
  short: {drop: [a], note: Without a}
  wide: {add: [c]}
"""
TABLE = """\
unit,period,x,people,y_one,y_two,b
AAA,2020,1,100,1,1,1
BBB,2020,2,100,2,1,2
CCC,2020,3,100,,2,3
DDD,2020,,100,3,3,4
EEE,2020,100,100,5,3,5
FFF,2020,,100,,3,6
ZZZ,2020,1,100,1,1,5
"""


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


class Every(ProgramTest):
    def setUp(self):
        super().setUp()
        (self.place / "every.yaml").write_text(DEFINITION, encoding="utf-8")
        (self.place / "every.csv").write_text(TABLE, encoding="utf-8")

    def rows(self, *arguments):
        return table(self.run_program(*arguments, "every.yaml", "--format", "csv", code=0).out)


class Stages(Every):
    def column(self, stage, node):
        return {row["unit"]: row[node] for row in self.rows("stages", "--stage", stage)}

    def test_every_stage_has_its_values(self):
        self.assertEqual(self.column("raw", "x"), {"AAA": "1", "BBB": "2", "CCC": "3", "DDD": "", "EEE": "100", "FFF": "", "ZZZ": "1"})
        self.assertEqual(self.column("imputed", "x")["DDD"], "2")
        self.assertEqual(self.column("treated", "x"), {"AAA": "1", "BBB": "2", "CCC": "3", "DDD": "2", "EEE": "3", "FFF": "", "ZZZ": ""})
        self.assertEqual(self.column("normalised", "x")["DDD"], "50")
        self.assertAlmostEqual(float(self.column("normalised", "y")["CCC"]), 100 * (8 - 4) / (8 - 2), delta=1e-12)
        self.assertEqual(self.column("scored", "every")["EEE"], "50")

    def test_the_default_is_the_scored_stage(self):
        self.assertEqual(self.rows("stages"), self.rows("stages", "--stage", "scored"))
        self.assertNotIn("c", self.rows("stages")[0])  # waits for a scenario
        self.assertIn("c", self.rows("stages", "--scenario", "wide")[0])

    def test_marks(self):
        out = self.run_program("stages", "every.yaml", "--stage", "treated", code=0).out
        self.assertRegex(out, r"EEE +EEE +3\^")
        self.assertRegex(out, r"DDD +DDD +2~")
        self.assertIn("~ Imputed", out)
        self.assertIn("^ Changed by the treatment", out)
        markdown = self.run_program("stages", "every.yaml", "--stage", "treated", "--format", "markdown", code=0).out
        self.assertIn("| 2\\~ |", markdown)
        latex = self.run_program("stages", "every.yaml", "--stage", "treated", "--format", "latex", code=0).out
        self.assertIn("3\\textsuperscript{\\textasciicircum{}}", latex)

    def test_long_form_has_the_state_of_every_cell(self):
        rows = self.rows("stages", "--long")
        self.assertEqual(len(rows), 7 * (4 * 3 + 5))
        state = {(row["unit"], row["node"], row["stage"]): row["state"] for row in rows}
        self.assertEqual(state["DDD", "x", "raw"], "missing")
        for stage in ("imputed", "treated", "normalised", "scored"):
            self.assertEqual(state["DDD", "x", stage], "imputed", stage)
        self.assertEqual(state["EEE", "x", "imputed"], "observed")
        for stage in ("treated", "normalised", "scored"):
            self.assertEqual(state["EEE", "x", stage], "treated", stage)
        self.assertEqual({row["period"] for row in rows}, {"2020"})
        self.assertEqual({row["stage"] for row in self.rows("stages", "--long", "--stage", "raw")}, {"raw"})

    def test_log(self):
        rows = self.rows("stages", "--log")
        found = {(row["unit"], row["indicator"], row["stage"]): (row["before"], row["after"], row["method"]) for row in rows}
        self.assertEqual(found["DDD", "x", "imputed"], ("", "2", "median"))
        self.assertEqual(found["CCC", "y", "imputed"], ("", "4", "value"))
        self.assertEqual(found["EEE", "x", "treated"], ("100", "3", "winsorise"))
        self.assertEqual({key for key in found if key[0] != "FFF"},
                         {("DDD", "x", "imputed"), ("CCC", "y", "imputed"), ("EEE", "x", "treated")})
        self.assertIn("lowered from 100 to 3", [row["change"] for row in rows])
        self.assertIn("No value was imputed or treated", self.run_program("stages", "small.yaml", "--log", code=0).out)

    def test_units(self):
        self.assertEqual([row["unit"] for row in self.rows("stages", "--units", "eee,AAA")], ["EEE", "AAA"])
        self.assertIn("did you mean", self.run_program("stages", "small.yaml", "--units", "Estonai", code=2).err)

    def test_log_stands_alone(self):
        for option in (["--long"], ["--stage", "raw"]):
            self.assertIn(option[0], self.run_program("stages", "every.yaml", "--log", *option, code=2).err)
        self.assertIn("`treated`", self.run_program("stages", "every.yaml", "--stage", "traeted", code=2).err)


class Ranking(Every):
    def test_share_of_imputed_values(self):
        rows = {row["unit"]: row for row in self.rows("rank")}
        self.assertEqual(float(rows["CCC"]["imputed"]), 1 / 3)
        self.assertEqual(rows["BBB"]["imputed"], "0")
        self.assertNotIn("imputed", table(self.run_program("rank", "small.yaml", "--format", "csv", code=0).out)[0])

    def test_marks_and_notes(self):
        out = self.run_program("rank", "every.yaml", "--notes", code=0).out
        self.assertRegex(out, r"CCC +56\.67~ +83\.33~")
        self.assertIn("~ Imputed, or computed in part from imputed values.", out)
        self.assertNotRegex(out, r"BBB +[\d.]+~")

    def test_screened_units_are_told_with_the_reason(self):
        rows = {row["unit"]: row for row in self.rows("rank")}
        self.assertEqual(rows["ZZZ"]["status"], "screened")
        self.assertEqual(rows["ZZZ"]["reason"], "left out: test data")
        self.assertEqual(rows["FFF"]["status"], "screened")
        self.assertIn("1 of 3 indicators", rows["FFF"]["reason"])
        out = self.run_program("rank", "every.yaml", code=0).out
        self.assertIn("Not ranked, left out: test data: ZZZ.", out)

    def test_scenario_that_drops(self):
        done = self.run_program("rank", "every.yaml", "--scenario", "short", code=0)
        self.assertIn("Scenario short: Without a. Left out: a.", done.out)
        self.assertNotIn("Scored without", done.out)  # what is left out is not missing
        rows = self.rows("rank", "--scenario", "short")
        self.assertNotIn("a", rows[0])
        self.assertEqual(rows[0]["status"], "ok")

    def test_provenance_has_the_rule_of_ranks(self):
        facts = json.loads(self.run_program("rank", "every.yaml", "--format", "json", code=0).out)["provenance"]
        self.assertEqual(facts["ranks"], "ties competition; scores rounded half up to 2 decimals; ties broken by b")
        facts = json.loads(self.run_program("rank", "small.yaml", "--format", "json", code=0).out)["provenance"]
        self.assertEqual(facts["ranks"], "ties competition; full precision (steps of 1e-9)")


class Explain(Every):
    def rows_of(self, unit):
        return {row["node"]: row for row in self.rows("explain", unit)}

    def test_values_of_the_stages(self):
        x = self.rows_of("EEE")["x"]
        self.assertEqual((x["value"], x["imputed"], x["treated"], x["normalised"], x["state"]), ("100", "100", "3", "100", "treated"))
        self.assertEqual(x["change"], "lowered from 100 to 3")
        y = self.rows_of("CCC")["y"]
        self.assertEqual((y["value"], y["imputed"], y["treated"], y["state"]), ("", "4", "4", "imputed"))
        self.assertEqual(y["change"], "by `y_one + y_two`, where y_one is missing, y_two is 2; then imputed by value (value: 4)")
        self.assertEqual(self.rows_of("AAA")["x"]["change"], "")

    def test_what_is_left_out_is_not_shown(self):
        self.assertNotIn("c", self.rows_of("AAA"))

    def test_for_people(self):
        out = self.run_program("explain", "CCC", "every.yaml", code=0).out
        self.assertIn("Imputed", out)
        self.assertIn("imputed by value", out)
        self.assertRegex(out, r"83\.33~")
        self.assertNotIn("Imputed", self.run_program("explain", "EST", "small.yaml", code=0).out)
        self.assertIn("not ranked, left out: test data", self.run_program("explain", "ZZZ", "every.yaml", code=0).out)

    def test_answers_in_words_are_shown_in_words_and_read_back(self):
        """Positions among the answers of the data are nobody's values: yes comes first there, and was shown as 0."""
        (self.place / "words.csv").write_text('unit,law,x\nA,yes,3\nB,"no, not yet",4\nC,partly,5\nD,,6\n', encoding="utf-8")
        definition = ("egovbench: 1\nid: words\ntitle: Words\ndata: [{file}]\nindicators:\n"
                      "  - {{id: law, points: {{yes: 1, partly: 0.5, 'no, not yet': 0}}}}\n  - {{id: x, goalposts: [0, 10], impute: mean}}\n")
        (self.place / "words.yaml").write_text(definition.format(file="words.csv"), encoding="utf-8")
        answers = {"A": "yes", "B": "no, not yet", "C": "partly", "D": ""}
        for stage in "raw", "imputed":
            exported = self.run_program("stages", "words.yaml", "--stage", stage, "--format", "csv", code=0).out
            rows = list(csv.DictReader(io.StringIO(exported)))
            self.assertEqual({row["unit"]: row["law"] for row in rows}, answers)
            document = json.loads(self.run_program("stages", "words.yaml", "--stage", stage, "--format", "json", code=0).out)
            self.assertEqual({row["unit"]: row["law"] or "" for row in document["rows"]}, answers)
            self.assertEqual({column["id"]: column["kind"] for column in document["columns"]}["law"], "text")
        (self.place / "back.csv").write_text(exported, encoding="utf-8")
        (self.place / "back.yaml").write_text(definition.format(file="back.csv"), encoding="utf-8")
        self.assertEqual(self.run_program("rank", "back.yaml", "--format", "csv", code=0).out,
                         self.run_program("rank", "words.yaml", "--format", "csv", code=0).out)
        long = csv.DictReader(io.StringIO(self.run_program("stages", "words.yaml", "--long", "--format", "csv", code=0).out))
        shown = {(row["unit"], row["stage"]): row["value"] for row in long if row["node"] == "law"}
        self.assertEqual({unit: shown[unit, "raw"] for unit in answers}, answers)
        self.assertEqual(shown["C", "normalised"], "50")
        trail = json.loads(self.run_program("explain", "A", "words.yaml", "--format", "json", code=0).out)
        self.assertIn("yes", [row["value"] for row in trail["rows"]])


if __name__ == "__main__":
    unittest.main()
