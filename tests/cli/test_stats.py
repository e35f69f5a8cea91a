"""`stats`: which values the figures are about, what is refused, and flags on data made to raise them and not to.

Figures are checked against R in tests/reference/test_statistics.py; those here are worked out by hand.
"""
import csv
import hashlib
import io
import json
import math
import random
import unittest

from program import ProgramTest

DEFINITION = """\
egovbench: 1
id: small
data: [{file: small.csv, unit: unit}]
units: {file: units.csv, id: id, groups: {kind: kind}, population: population}
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
UNITS = ("id,name,kind,population,area\nAAA,A,m,10,1\nBBB,B,m,20,2\nCCC,C,n,40,4\nDDD,D,m,30,8\nEEE,E,,50,16\nALL,All,m,150,1000\n"
         "XXX,X,m,1,7\n")


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

    def test_what_is_alone_in_its_whole_does_not_dominate_it(self):
        """r is 1 by how the index is built: alone in its node, and in the node above that."""
        self.write("alone.yaml", DEFINITION.replace("id: small", "id: alone").replace("[{id: c}, {id: d, impute: mean}]",
                                                                                     "[{id: r, indicators: [{id: c}]}]"))
        rows = {(row["x"], row["y"]): row for row in self.stats("correlations", index="alone.yaml")}
        for pair in (("c", "r"), ("c", "q"), ("r", "q")):
            self.assertAlmostEqual(float(rows[pair]["pearson"]), 1)
            self.assertEqual(rows[pair]["flag"], "")
        self.assertEqual(rows["p", "alone"]["flag"], "dominates")  # beside q
        flags = self.succeeds("audit", "alone.yaml", "--draws", "10", "--threads", "1", "--format", "json")
        self.assertNotIn("r (1.000)", flags)
        self.assertNotIn("c (1.000)", flags)

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

    def test_coverage_of_nodes(self):
        """Six units, XXX among them, which is screened out: a has a value of all, b, c of five, d of four."""
        rows = {row["node"]: row for row in self.stats("coverage-nodes")}
        columns = ("indicators", "units", "observed", "share", "complete", "below", "flag")
        self.assertEqual([rows["a"][key] for key in columns], ["1", "6", "6", "1", "6", "0", ""])
        self.assertEqual([rows["q"][key] for key in columns], ["2", "6", "9", "0.75", "4", "2", ""])
        self.assertEqual([rows["small"][key] for key in ("observed", "complete", "below")], ["20", "4", "1"])
        rows = {row["node"]: row for row in self.stats("coverage-nodes", "--coverage", "80%")}
        self.assertEqual({node for node, row in rows.items() if row["flag"]}, {"d", "q"})
        self.assertEqual(rows["small"]["below"], "2")

    def test_a_column_that_only_the_list_of_units_has(self):
        rows = {(row["x"], row["y"]): row for row in self.stats("correlations", "--with", "area", "--stage", "raw")}
        self.assertEqual(rows["a", "area"]["count"], "5")
        self.assertAlmostEqual(float(rows["a", "area"]["spearman"]), 1)
        done = self.run_program("stats", "correlations", "small.yaml", "--with", "kind", code=3)
        self.assertEqual(done.err.count("error["), 1)
        self.assertIn("the column `kind` holds text, such as `m`", done.err)
        self.assertIn("name a column of numbers", done.err)
        self.assertEqual(self.succeeds("rank", "small.yaml"), self.succeeds("rank", "small.yaml"))

    def test_a_column_of_another_file(self):
        self.write("gdp.csv", "unit,gdp,words\nEEE,16,a\nDDD,8,b\nCCC,4,c\nBBB,2,d\nAAA,1,e\nZZZ,9,f\n")
        listed = self.stats("regression", "--with", "area")
        rows = self.stats("regression", "--with", "gdp.csv:gdp")
        self.assertEqual({row["on"] for row in rows}, {"gdp.csv:gdp"})
        self.assertEqual([{**row, "on": ""} for row in rows], [{**row, "on": ""} for row in listed])
        digest = hashlib.sha256((self.place / "gdp.csv").read_bytes()).hexdigest()
        for given in ("gdp.csv:gdp", "gdp.csv:gdp,gdp.csv:gdp"):
            facts = json.loads(self.succeeds("stats", "regression", "--with", given, "small.yaml", "--format", "json"))["provenance"]
            self.assertEqual([(key, value) for key, value in facts.items() if key.startswith("file:gdp.csv")], [("file:gdp.csv:sha256", digest)])
        own = json.loads(self.succeeds("stats", "regression", "--with", "small.csv:a", "small.yaml", "--format", "json"))["provenance"]
        self.assertEqual([key for key in own if key.startswith("file:small.csv")], ["file:small.csv:sha256"])
        self.write("keys.csv", (self.place / "gdp.csv").read_text().replace("unit,", "code,"))
        keyed = self.stats("regression", "--with", "keys.csv{unit: code}:gdp")
        self.assertEqual([{**row, "on": ""} for row in keyed], [{**row, "on": ""} for row in rows])
        both = {row["y"] for row in self.stats("correlations", "--with", "population,gdp.csv:gdp") if row["relation"] == "column"}
        self.assertEqual(both, {"population", "gdp.csv:gdp"})
        self.write("others.csv", "unit,gdp\nZZZ,1\nYYY,2\n")
        for file, words in (("none.csv:gdp", "none.csv"), ("gdp.csv:gpd", "gpd"), ("gdp.csv:words", "words"),
                            ("others.csv:gdp", "no unit of others.csv is one of the index")):
            done = self.run_program("stats", "correlations", "small.yaml", "--with", file)
            self.assertIn(done.code, (2, 3, 4), file)
            self.assertIn(words, done.err)

    def test_regression(self):
        """a is 0 to 4, of 0 to 900 that make 0 to 100; area 1, 2, 4, 8, 16: a is a straight line of its logarithm."""
        rows = {(row["node"], row["form"]): row for row in self.stats("regression", "--with", "area")}
        row = rows["a", "ln"]
        self.assertEqual([row["count"], row["r_squared"], row["p"], row["koenker"]], ["5", "1", "0", ""])
        self.assertAlmostEqual(float(row["slope"]), 100 / 900 / math.log(2))
        self.assertAlmostEqual(float(row["intercept"]), 0)
        self.assertLess(float(rows["a", "value"]["r_squared"]), 0.9)

    def test_partial(self):
        """r_xy.z = (r_xy - r_xz r_yz) / sqrt((1 - r_xz^2) (1 - r_yz^2)); two siblings alone have nothing to be held fixed."""
        self.assertEqual(self.stats("partial"), [])
        row = next(row for row in self.stats("partial", "--with", "area") if row["x"] == "c")
        r = {(one["x"], one["y"]): float(one["pearson"]) for one in self.stats("correlations", "--with", "area") if one["pearson"]}
        xy, xz, yz = r["c", "d"], r["c", "area"], r["d", "area"]
        self.assertAlmostEqual(float(row["partial"]), (xy - xz * yz) / math.sqrt((1 - xz * xz) * (1 - yz * yz)))
        self.assertEqual([row["count"], row["given"]], ["5", "1"])
        self.assertEqual(next(row for row in self.stats("partial", "--with", "population") if row["x"] == "a")["flag"], "singular")

    def test_peers(self):
        """Groups: AAA, BBB, DDD; CCC alone; EEE in none. Below p, a and b are 0, 25, ... 100 in both: one step is 25 / sd(0 25 50 75 100)."""
        rows = {row["unit"]: row for row in self.stats("peers", "--group", "kind", "--node", "p")}
        self.assertEqual(set(rows), {"AAA", "BBB", "CCC", "DDD", "EEE"})
        step = 25 / math.sqrt(1562.5)
        score = {unit: float(row["score"]) for unit, row in rows.items()}
        self.assertAlmostEqual(float(rows["AAA"]["difference"]), score["AAA"] - (score["BBB"] + score["DDD"]) / 2)
        self.assertAlmostEqual(float(rows["AAA"]["distance"]), 2 * step)  # BBB and DDD are one and three steps away
        self.assertEqual([rows["AAA"][key] for key in ("group", "group_size", "nearest_1", "nearest_2", "nearest_3")],
                         ["m", "3", "BBB", "CCC", "DDD"])
        self.assertAlmostEqual(float(rows["AAA"]["distance_2"]), 2 * step)
        self.assertEqual(rows["CCC"]["nearest_1"], "BBB")  # the first of equals
        self.assertEqual([rows["CCC"][key] for key in ("group", "group_size", "group_mean", "distance")], ["n", "1", "", ""])
        self.assertEqual([rows["EEE"][key] for key in ("group", "group_size", "group_mean")], ["", "", ""])
        self.assertEqual({row["group"] for row in self.stats("peers")}, {""})

    def test_weights_that_make_importance_equal(self):
        """`weights correlation-balanced`: squared correlations with the whole are what the weights say, here 1/2, 1/4 and 1/4."""
        numbers = random.Random(3)
        lines = ["unit,x,y,z"]
        for u in range(60):
            common = numbers.gauss(0, 1)
            lines.append(f"u{u:02},{common + numbers.gauss(0, 1):.6f},{common + numbers.gauss(0, 2):.6f},{5 * numbers.gauss(0, 1):.6f}")
        self.write("even.csv", "\n".join(lines) + "\n")
        text = ("egovbench: 1\nid: even\nscale: 1\ndata: [even.csv]\ndefaults: {normalise: as-is%s}\n"
                "indicators: [{id: x, weight: 2}, {id: y, weight: 1}, {id: z, weight: 1}]\n")
        for name, more in (("even.yaml", ""), ("evened.yaml", ", weights: correlation-balanced")):
            self.write(name, text % more)
        def shares(index):
            squared = {row["child"]: float(row["r_squared"]) for row in self.stats("importance", index=index)}
            return {id: square / sum(squared.values()) for id, square in squared.items()}
        self.assertGreater(shares("even.yaml")["z"], 0.4)
        for id, share in {"x": 0.5, "y": 0.25, "z": 0.25}.items():
            self.assertAlmostEqual(shares("evened.yaml")[id], share)

    def test_what_is_for_some_units_only(self):
        """d is for kind m: AAA, BBB, DDD. The others lack nothing by it."""
        self.write("only.yaml", DEFINITION.replace("{id: d, impute: mean}", "{id: d, only: {kind: m}}"))
        rows = {row["unit"]: row for row in self.stats("coverage", index="only.yaml")}
        self.assertEqual([rows["CCC"][key] for key in ("observed", "share", "least")], ["3", "1", "1"])
        self.assertEqual([rows["BBB"][key] for key in ("observed", "share", "least", "least_in")], ["3", "0.75", "0.5", "q"])
        rows = {row["node"]: row for row in self.stats("coverage-nodes", index="only.yaml")}
        self.assertEqual([rows["d"][key] for key in ("units", "observed", "complete", "below")], ["4", "2", "2", "2"])
        self.assertEqual(rows["q"]["units"], "6")
        self.assertAlmostEqual(float(rows["q"]["share"]), 7 / 10)
        rows = {row["node"]: row for row in self.stats("summary", index="only.yaml")}
        self.assertEqual([rows["d"]["count"], rows["d"]["missing"]], ["2", "1"])
        pairs = {(row["x"], row["y"]): row["count"] for row in self.stats("correlations", index="only.yaml")}
        self.assertEqual([pairs["c", "d"], pairs["d", "small"], pairs["c", "small"]], ["2", "2", "5"])

    def test_what_is_subtracted(self):
        """Faults, which rise as a and b fall: turned, they agree with both, and none of the three is against its whole."""
        self.write("less.csv", "unit,a,b,f\n" + "".join(f"U{i},{i},{i + i % 3},{12 - i - i % 2}\n" for i in range(12)))
        self.write("less.yaml", "egovbench: 1\nid: less\ndata: [less.csv]\ndefaults: {normalise: as-is, aggregate: sum}\nscale: 40\n"
                   "indicators: [{id: a}, {id: b}, {id: f, subtract: true}]\n")
        rows = {row["child"]: row for row in self.stats("items", index="less.yaml")}
        self.assertNotIn("against", {row["flag"] for row in rows.values()})
        self.assertGreater(float(rows["f"]["own"]), 0.9)
        self.assertGreater(float(rows["f"]["rest"]), 0.9)
        self.assertGreater(float(self.stats("reliability", index="less.yaml")[0]["alpha"]), 0.9)
        pairs = {(row["x"], row["y"]): float(row["pearson"]) for row in self.stats("correlations", index="less.yaml")}
        self.assertGreater(min(pairs.values()), 0.9)
        raw = {(row["x"], row["y"]): float(row["pearson"]) for row in self.stats("correlations", "--stage", "raw", index="less.yaml")}
        self.assertLess(raw["a", "f"], -0.9)  # as it is in the data
        self.assertEqual({row["node"]: row["maximum"] for row in self.stats("summary", index="less.yaml")}["f"], "12")
        self.assertIn("What is subtracted is turned", self.succeeds("stats", "items", "less.yaml"))

    def test_an_option_of_another_kind(self):
        done = self.run_program("stats", "summary", "small.yaml", "--with", "population", code=0)
        self.assertIn("--with has no effect on stats summary", done.err)

    def test_a_node_with_too_many_children(self):
        names = [f"x{i}" for i in range(1001)]
        self.write("many.csv", "unit," + ",".join(names) + "\nA" + ",1" * 1001 + "\nB" + ",2" * 1001 + "\n")
        self.write("many.yaml", "egovbench: 1\nid: many\ndata: [many.csv]\ndefaults: {normalise: minmax}\nindicators: ["
                   + ", ".join(f"{{id: {name}}}" for name in names) + "]\n")
        for kind in ("components", "reliability", "items", "partial"):
            self.assertIn("at most 1000 can be examined together", self.run_program("stats", kind, "many.yaml", code=2).err)
        self.succeeds("stats", "importance", "many.yaml")

    def test_gaps(self):
        self.write("gaps.yaml", DEFINITION.replace(", impute: mean", ""))
        pairs = {(row["x"], row["y"]): row["count"] for row in self.stats("correlations", index="gaps.yaml")}
        self.assertEqual([pairs["a", "b"], pairs["c", "d"]], ["5", "4"])
        whole = {(row["x"], row["y"]): row["count"] for row in self.stats("correlations", "--complete", index="gaps.yaml")}
        self.assertEqual(set(whole.values()), {"4"})

    def test_what_is_refused(self):
        for arguments, words in ((["sumary", "small.yaml"], ["no figures called `sumary`", "there are summary,"]),
                                 (["summary", "small.yaml", "--node", "zz"], ["no node `zz`"]),
                                 (["correlations", "small.yaml", "--with", "gdp"], ["has a column `gdp`", "name a column of numbers"]),
                                 (["items", "small.yaml", "--stage", "raw"], ["about scores", "leave the stage out"]),
                                 (["peers", "small.yaml", "--stage", "raw"], ["about scores", "leave the stage out"]),
                                 (["peers", "small.yaml", "--group", "kind=x"], ["one grouping"]),
                                 (["peers", "small.yaml", "--group", "area"], ["no grouping `area`", "it has kind"]),
                                 (["regression", "small.yaml"], ["needs a column", "--with population"])):
            done = self.run_program("stats", *arguments, code=2)
            for word in words:
                self.assertIn(word, done.err)

    def test_each_figure_says_whose_it_is(self):
        """Every column of every kind is described, and a figure that has a convention names it."""
        source = {"summary": {"lower_quartile": "Hyndman", "sd": "n - 1", "skewness": "Joanes", "kurtosis": "excess", "beyond_fences": "Tukey",
                              "beyond_mad": "Hampel", "flag": "pocket guide"},
                  "outliers": {"fences": "Tukey", "mad": "Hampel"}, "coverage": {"share": "pocket guide"},
                  "coverage-nodes": {"below": "pocket guide"},
                  "correlations": {"pearson_p": "n - 2", "spearman_p": "exact up to 9", "kendall": "tau-b", "kendall_p": "ties", "flag": "COINr"},
                  "components": {"eigenvalue": "prcomp"}, "loadings": {"rotated": "Kaiser 1958"}, "component-scores": {"score": "eigenvector"},
                  "reliability": {"alpha": "Cronbach", "omega": "McDonald", "kmo": "Kaiser", "bartlett_chi_squared": "Bartlett 1950", "flag": "SDG"},
                  "items": {"alpha_without": "Cronbach", "kmo": "Kaiser", "flag": "pocket guide"},
                  "importance": {"ratio": "Saisana", "bandwidth": "cross-validation"}, "partial": {"partial": "inverse", "p": "given"},
                  "regression": {"slope_error": "one variance", "koenker": "Koenker 1981"}, "peers": {"distance": "Legendre"}}
        for kind, words in source.items():
            arguments = ["--with", "population"] if kind == "regression" else []
            columns = {column["id"]: column["help"] for column in
                       json.loads(self.succeeds("stats", kind, "small.yaml", *arguments, "--format", "json"))["columns"]}
            for id, help in columns.items():
                self.assertTrue(help.endswith("."), f"{kind} {id}: {help}")
            for id, word in words.items():
                self.assertIn(word, columns[id], f"{kind} {id}")

    def test_nothing_to_say(self):
        """Two units, constants, single children: empty cells, no crash and no number out of nothing."""
        self.write("two.csv", "unit,a,b,c,d\nAAA,1,1,5,2\nBBB,2,2,5,3\n")
        self.write("two.yaml", DEFINITION.replace("small.csv", "two.csv").replace("id: c}", "id: c, goalposts: [0, 10]}").replace(
            "units: {file: units.csv, id: id, groups: {kind: kind}, population: population}\n", "").replace("unranked: {ALL: all together}, ", ""))
        for kind in ("summary", "outliers", "coverage", "correlations", "components", "loadings", "component-scores", "biplot", "reliability",
                     "items", "importance", "partial", "coverage-nodes", "peers"):
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
