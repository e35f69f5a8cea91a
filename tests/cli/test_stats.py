"""`stats`: which values the figures are about, what is refused, and flags on data made to raise them and not to.

Figures are checked against R in tests/reference/test_statistics.py; those here are worked out by hand.
"""
import csv
import io
import json
import random
import unittest

from program import ProgramTest

DEFINITION = """\
egovbench: 1
id: small
data: [{file: small.csv, unit: unit}]
units: units.csv
screen: {unranked: {ALL: all together}, available: 50%}
defaults: {normalise: minmax, aggregate: arithmetic}
indicators:
  - id: p
    indicators: [{id: a}, {id: b, direction: lower, goalposts: [0, 4]}]
  - id: q
    indicators: [{id: c}, {id: d, impute: mean}]
"""
DATA = """\
unit,a,b,c,d
AAA,0,4,1,10
BBB,1,3,2,
CCC,2,2,4,30
DDD,3,1,3,20
EEE,4,0,5,40
ALL,900,900,900,900
XXX,7,,,
"""
UNITS = "id,name,population\nAAA,A,10\nBBB,B,20\nCCC,C,40\nDDD,D,30\nEEE,E,50\nALL,All,150\nXXX,X,1\n"


class Stats(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("small.yaml", DEFINITION)
        self.write("small.csv", DATA)
        self.write("units.csv", UNITS)

    def write(self, name, text):
        (self.place / name).write_text(text, encoding="utf-8")

    def succeeds(self, *arguments):
        return self.run_program(*arguments, code=0).out

    def stats(self, *arguments, index="small.yaml"):
        out = self.succeeds("stats", *arguments, index, "--format", "csv")
        return list(csv.DictReader(io.StringIO(out)))

    def test_summary_is_about_ranked_units(self):
        rows = {row["node"]: row for row in self.stats("summary", "--stage", "raw")}
        self.assertEqual(set(rows), {"a", "b", "c", "d"})
        self.assertEqual([rows["a"][key] for key in ("count", "missing", "minimum", "median", "maximum", "mean")],
                         ["5", "0", "0", "2", "4", "2"])
        self.assertEqual([rows["d"][key] for key in ("count", "missing", "imputed", "mean")], ["4", "1", "0", "25"])
        self.assertAlmostEqual(float(rows["a"]["sd"]) ** 2, 2.5)
        self.assertAlmostEqual(float(rows["a"]["kurtosis"]), -1.2)  # of 1 to 5, as Excel's KURT
        imputed = {row["node"]: row for row in self.stats("summary", "--stage", "imputed")}
        self.assertEqual([imputed["d"][key] for key in ("count", "missing", "imputed")], ["5", "0", "1"])

    def test_scores_belong_to_every_node(self):
        rows = {row["node"]: row for row in self.stats("summary")}
        self.assertEqual(set(rows), {"small", "p", "a", "b", "q", "c", "d"})
        self.assertEqual(rows["b"]["mean"], "50")  # turned: 0 of b is 100
        self.assertEqual({row["node"] for row in self.stats("summary", "--node", "q")}, {"q", "c", "d"})

    def test_the_word_alone(self):
        self.assertEqual(self.succeeds("stats", "small.yaml"), self.succeeds("stats", "summary", "small.yaml"))
        self.write("outliers", DEFINITION)
        self.assertIn("values apart", self.succeeds("stats", "outliers", "small.yaml"))

    def test_coverage(self):
        rows = {row["unit"]: row for row in self.stats("coverage")}
        self.assertNotIn("ALL", rows)
        self.assertEqual([rows["BBB"][key] for key in ("observed", "share", "least", "least_in", "flag")], ["3", "0.75", "0.5", "q", "below"])
        self.assertEqual([rows["XXX"][key] for key in ("observed", "share", "least", "least_in")], ["1", "0.25", "0", "q"])
        self.assertEqual(rows["AAA"]["flag"], "")
        self.assertEqual({row["unit"]: row["flag"] for row in self.stats("coverage", "--coverage", "50%")}["BBB"], "")

    def test_correlations_with_the_population(self):
        rows = {(row["x"], row["y"]): row for row in self.stats("correlations", "--with", "population,c")}
        self.assertAlmostEqual(float(rows["a", "b"]["pearson"]), 1)
        self.assertEqual(rows["a", "b"]["relation"], "siblings")
        self.assertEqual([row["relation"] for key, row in rows.items() if key in (("a", "p"), ("a", "small"), ("a", "q"))],
                         ["parent", "index", "other"])
        self.assertAlmostEqual(float(rows["a", "population"]["pearson"]), 0.9)  # 1 to 5 against 1 2 4 3 5
        self.assertEqual(rows["a", "population"]["flag"], "size")
        self.assertAlmostEqual(float(rows["c", "population"]["spearman"]), 1)
        self.assertEqual(rows["a", "population"]["count"], "5")

    def test_gaps(self):
        self.write("gaps.yaml", DEFINITION.replace(", impute: mean", ""))
        pairs = {(row["x"], row["y"]): row["count"] for row in self.stats("correlations", index="gaps.yaml")}
        self.assertEqual([pairs["a", "b"], pairs["c", "d"]], ["5", "4"])
        whole = {(row["x"], row["y"]): row["count"] for row in self.stats("correlations", "--complete", index="gaps.yaml")}
        self.assertEqual(set(whole.values()), {"4"})

    def test_what_is_refused(self):
        for arguments, words in ((["sumary", "small.yaml"], ["no figures called `sumary`", "there are summary,"]),
                                 (["summary", "small.yaml", "--node", "zz"], ["no node `zz`"]),
                                 (["correlations", "small.yaml", "--with", "gdp"], ["reads no column `gdp`", "population"]),
                                 (["items", "small.yaml", "--stage", "raw"], ["about scores", "leave the stage out"])):
            done = self.run_program("stats", *arguments, code=2)
            for word in words:
                self.assertIn(word, done.err)

    def test_nothing_to_say(self):
        """Two units, constants, single children: empty cells, no crash and no number out of nothing."""
        self.write("two.csv", "unit,a,b,c,d\nAAA,1,1,5,2\nBBB,2,2,5,3\n")
        self.write("two.yaml", DEFINITION.replace("small.csv", "two.csv").replace("id: c}", "id: c, goalposts: [0, 10]}").replace(
            "units: units.csv\n", "").replace("unranked: {ALL: all together}, ", ""))
        for kind in ("summary", "outliers", "coverage", "correlations", "components", "loadings", "component-scores", "reliability",
                     "items", "importance"):
            out = self.succeeds("stats", kind, "two.yaml", "--format", "json")
            json.loads(out, parse_constant=lambda word: self.fail(f"{kind}: {word}"))
        row = next(row for row in self.stats("reliability", index="two.yaml") if row["node"] == "p")
        self.assertEqual([row["kmo"], row["omega"], row["bartlett_p"], row["flag"]], ["", "", "", "opposed"])
        self.assertEqual([row["flag"] for row in self.stats("summary", index="two.yaml") if row["node"] == "c"], ["constant"])

    def test_noise_is_called_noise(self):
        """Independent numbers: alpha near 0, no first component to speak of, the rest no better than chance."""
        numbers = random.Random(7)
        names = [f"x{i}" for i in range(6)]
        lines = ["unit," + ",".join(names)]
        lines += [f"u{u:03}," + ",".join(f"{numbers.gauss(50, 10):.6f}" for _ in names) for u in range(300)]
        self.write("noise.csv", "\n".join(lines) + "\n")
        self.write("noise.yaml", "egovbench: 1\nid: noise\ndata: [noise.csv]\ndefaults: {normalise: minmax}\nindicators: ["
                   + ", ".join(f"{{id: {name}}}" for name in names) + "]\n")
        row = self.stats("reliability", index="noise.yaml")[0]
        self.assertIn(row["flag"], ("low", "opposed"))
        self.assertLess(float(self.stats("components", index="noise.yaml")[0]["share"]), 0.25)
        self.assertLess(max(abs(float(row["rest"])) for row in self.stats("items", index="noise.yaml")), 0.25)
        shares = [float(row["effective"]) for row in self.stats("importance", index="noise.yaml")]
        self.assertAlmostEqual(sum(shares), 1)


if __name__ == "__main__":
    unittest.main()
