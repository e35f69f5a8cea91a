"""What moved and why: parts that sum, signs that turn, what only one side has, the summary, exit codes."""
import csv
import io
import json
import re
import unittest
from pathlib import Path

from program import ProgramTest, ROOT

BEFORE = """\
egovbench: 1
id: demo
title: {en: A demonstration, zh-Hant: 示範}
data: [{file: demo.csv, unit: unit}]
defaults: {normalise: as-is, aggregate: arithmetic}
indicators:
  - {id: a, name: {en: Alpha, zh-Hant: 甲}, weight: 1}
  - {id: b, weight: 1}
scenarios: {mostly-a: {weights: {a: 80%}}}
"""
AFTER = BEFORE.replace("id: demo\n", "id: demo2\n").replace("{id: b, weight: 1}", "{id: b, weight: 1}\n  - {id: c, weight: 2}")
TABLE = """\
unit,name,name_zh_hant,year,a,b,c
AAA,Aland,甲國,1,10,20,1
BBB,Beland,乙國,1,30,14,2
CCC,Celand,丙國,1,5,5,90
AAA,Aland,甲國,2,40,30,50
BBB,Beland,乙國,2,30,14,2
DDD,Deland,丁國,2,1,2,3
"""
FACTORS = ["data", "weights", "method", "membership"]


def table(text):
    return {row["unit"]: row for row in csv.DictReader(io.StringIO(text))}


def scenarios_of(path):
    """The names below `scenarios:` of a shipped definition, which indents by two."""
    body = re.search(r"(?ms)^scenarios:\n(.*?)(?=^\S|\Z)", path.read_text(encoding="utf-8"))
    return re.findall(r"(?m)^  ([\w-]+):", body.group(1)) if body else []


class Diff(ProgramTest):
    def setUp(self):
        super().setUp()
        for name, text in {"demo.yaml": BEFORE, "demo2.yaml": AFTER, "demo.csv": TABLE,
                           "new.csv": TABLE.replace("BBB,Beland,乙國,2,30,14,2", "BBB,Beland,乙國,2,30,15,2")}.items():
            (self.place / name).write_text(text, encoding="utf-8")

    def rows(self, *arguments, code=0):
        return table(self.run_program("diff", *arguments, "--format", "csv", code=code).out)

    def check(self, rows):
        """Every unit's parts sum to its change, in score, in rank and by dimension."""
        seen = 0
        for row in rows.values():
            if row["score_change"] == "":
                continue
            seen += 1
            self.assertAlmostEqual(sum(float(row[factor]) for factor in FACTORS), float(row["score_change"]), delta=1e-9)
            self.assertAlmostEqual(float(row["score_after"]) - float(row["score_before"]), float(row["score_change"]), delta=1e-9)
            dimensions = [key for key in row if key.startswith("by_")]
            if dimensions:
                self.assertAlmostEqual(sum(float(row[key]) for key in dimensions), float(row["score_change"]), delta=1e-9)
            if row["rank_change"] != "":
                self.assertAlmostEqual(sum(float(row["rank_" + factor]) for factor in FACTORS), float(row["rank_change"]), delta=1e-9)
                self.assertEqual(float(row["rank_before"]) - float(row["rank_after"]), float(row["rank_change"]))
        self.assertTrue(seen)
        return rows

    def test_periods(self):
        rows = self.check(self.rows("demo.yaml", "--period", "1", "2"))
        self.assertEqual(float(rows["AAA"]["data"]), 20)
        self.assertEqual([rows["AAA"][key] for key in ("rank_before", "rank_after", "status")], ["2", "1", "both"])
        self.assertEqual((rows["CCC"]["status"], rows["DDD"]["status"]), ("gone", "new"))
        self.assertEqual((float(rows["AAA"]["by_a"]), float(rows["AAA"]["by_b"])), (15, 5))

    def test_the_other_way_round(self):
        there, back = self.rows("demo.yaml", "--period", "1", "2"), self.rows("demo.yaml", "--period=2", "1")
        for unit, row in there.items():
            for key in FACTORS + ["rank_" + factor for factor in FACTORS] + ["score_change", "rank_change", "by_a", "by_b"]:
                self.assertEqual(row[key] == "", back[unit][key] == "", (unit, key))
                if row[key]:
                    self.assertAlmostEqual(float(row[key]), -float(back[unit][key]), delta=1e-9)

    def test_scenarios(self):
        rows = self.check(self.rows("demo.yaml", "--scenario", "none", "mostly-a"))
        for unit, change in {"AAA": 3, "BBB": 4.8, "DDD": -0.3}.items():  # of year 2, the latest
            self.assertAlmostEqual(float(rows[unit]["weights"]), change, delta=1e-12)
            self.assertEqual({float(rows[unit][key]) for key in ("data", "method", "membership")}, {0})
        self.assertEqual((rows["CCC"]["status"], rows["CCC"]["weights"]), ("unranked", ""))

    def test_definitions(self):
        done = self.run_program("diff", "demo.yaml", "demo2.yaml", "--notes", code=0)
        self.assertIn("Only in demo2 2 (a change of method): c.", done.out)
        rows = self.check(self.rows("demo.yaml", "demo2.yaml"))
        self.assertEqual(float(rows["AAA"]["method"]), (40 + 30 + 2 * 50) / 4 - 35)  # b keeps its share among a and b
        self.assertEqual(float(rows["AAA"]["weights"]), 0)

    def test_data_files(self):
        done = self.run_program("diff", "demo.yaml", "--data", "demo.csv", "new.csv", code=0)
        self.assertIn("new.csv compared with demo.csv", done.out)
        rows = self.check(self.rows("demo.yaml", "--data", "demo.csv", "new.csv"))
        self.assertEqual([float(rows[unit]["data"]) for unit in ("AAA", "BBB")], [0, 0.5])

    def test_a_summary_to_read_aloud(self):
        out = self.run_program("diff", "demo.yaml", "--period", "1", "2", "--lang", "zh-Hant", "--notes", code=0).out
        self.assertIn("From demo 1 to demo 2: 2 units ranked in both; 1 gained places, 1 lost places, 0 kept their rank.", out)
        self.assertIn("甲國 gained most: 1 place, from 2 to 1, most of it by data (+1.0).", out)
        self.assertIn("Ranked only in demo 2: 丁國.", out)
        self.assertIn("Ranked only in demo 1: 丙國.", out)

    def test_shipped_editions(self):
        rows = self.check(self.rows("egdi", "--period", "2018", "2022"))
        self.assertEqual(len(rows), 193)
        self.assertEqual([rows["DNK"][key] for key in ("rank_before", "rank_after")], ["1", "1"])  # as published
        rows = self.check(self.rows("desi-2022", "--period", "2021", "2022"))
        self.assertTrue(any(abs(float(row["data"] or 0)) > 1 for row in rows.values()))
        self.check(self.rows("gtmi-2022", "waseda-ten"))
        self.check(self.rows("waseda-ten", "--scenario", "none", "without-network"))

    def test_one_attribution_for_both_commands(self):
        """`whatif --scenario S` and `diff --scenario none S` name the same driver with the same number, for every scenario
        of every shipped index; the contributions sum to the change."""
        with_driver = 0
        for path in sorted((Path(ROOT) / "indicators").glob("*.yaml")):
            for scenario in scenarios_of(path):
                arguments = ["--scenario", scenario, "--threshold", "0", "--no-intervals", "--format", "csv"]
                moved = table(self.run_program("whatif", path, *arguments, code=0).out)
                rows = self.check(self.rows(path, "--scenario", "none", scenario))
                for unit, row in moved.items():
                    name, by = (rows[unit]["drivers"].split(",")[0].split(" ") + [""])[:2]
                    self.assertEqual(row["driver"], name, (path.name, scenario, unit))
                    if name:
                        with_driver += 1
                        decimals = len(by.split(".")[1])  # as the scale of the index has them
                        self.assertEqual(f"{float(row['driver_change']):+.{decimals}f}", by, (path.name, scenario, unit))
        self.assertGreater(with_driver, 50)

    def test_drivers_are_measured_against_the_mean(self):
        """Each driver's number is its contribution less the mean over the units ranked on both sides; the first is the
        furthest in the direction of the rank."""
        rows = self.rows("waseda-ten", "--scenario", "none", "without-network")
        both = [row for row in rows.values() if row["status"] == "both"]
        names = [key for key in both[0] if key.startswith("by_")]
        mean = {name: sum(float(row[name]) for row in both) / len(both) for name in names}
        for row in both:
            way = (float(row["rank_change"]) > 0) - (float(row["rank_change"]) < 0)
            far = {name[3:]: float(row[name]) - mean[name] for name in names}
            reach = {name: by * way if way else abs(by) for name, by in far.items()}
            first = row["drivers"].split(" ")[0]
            self.assertAlmostEqual(reach[first], max(reach.values()), delta=1e-8)

    def test_exit_code(self):
        self.run_program("diff", "demo.yaml", "demo.yaml", "--exit-code", code=0)
        self.run_program("diff", "demo.yaml", "--period", "1", "2", "--exit-code", code=1)
        self.run_program("diff", "demo.yaml", "--period", "1", "2", code=0)

    def test_slips(self):
        self.assertIn("nothing to compare", self.run_program("diff", "demo.yaml", code=2).err)
        self.assertIn("--period PERIOD PERIOD", self.run_program("diff", "demo.yaml", "--period", "1", code=2).err)
        self.assertIn("period `9`", self.run_program("diff", "demo.yaml", "--period", "1", "9", code=2).err)
        self.assertIn("--period takes two values here, and `egdi` is an index", self.run_program("diff", "--period", "2022", "egdi", code=2).err)
        self.assertIn("`demo.yaml` is an index", self.run_program("diff", "--scenario", "none", "demo.yaml", code=2).err)
        self.assertIn("no scenario `mostly`", self.run_program("diff", "demo.yaml", "--scenario", "none", "mostly", code=2).err)
        self.assertIn("more than once", self.run_program("diff", "demo.yaml", "--period", "1", "2", "--period", "1", "2", code=2).err)
        self.assertIn("there is no unit `Alnd`", self.run_program("diff", "demo.yaml", "--period", "1", "2", "--units", "Alnd", code=2).err)

    def test_selection_and_provenance(self):
        self.assertEqual(set(self.rows("demo.yaml", "--period", "1", "2", "--units", "Aland,CCC")), {"AAA", "CCC"})
        self.assertEqual(len(self.rows("demo.yaml", "--period", "1", "2", "--top", "1")), 1)
        out = json.loads(self.run_program("diff", "demo.yaml", "--period", "1", "2", "--format", "json", code=0).out)
        self.assertEqual((out["schema"], out["provenance"]["before"], out["provenance"]["after"]),
                         ("egovbench.difference/1", "demo 1", "demo 2"))


if __name__ == "__main__":
    unittest.main()
