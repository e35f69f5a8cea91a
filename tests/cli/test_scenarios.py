"""Scenarios that change more than weights: methods, nodes, data, units; and what distinguishes them.

The figures of `toy` are worked out by hand at each test.
"""
import json
import unittest

from program import ProgramTest

# x to 0..100 by [0, 10]: 10 90 50 70; y by its range 1..9: 12.5 25 100 0; z: 0 100 100 0.
TOY = """\
egovbench: 1
id: toy
data: [a.csv]
defaults: {normalise: minmax, aggregate: arithmetic}
indicators:
  - id: A
    weight: 2
    indicators:
      - {id: x, goalposts: [0, 10], weight: 1}
      - {id: y, weight: 3}
  - {id: z, weight: 1, points: {1: 0, 2: 1}}
scenarios:
"""
ROWS = "unit,x,y,z\nu1,1,2,1\nu2,9,3,2\nu3,5,9,2\nu4,7,1,1\n"
OTHER = "unit,x,y,z\nu1,8,2,1\nu2,9,3,2\nu3,5,9,2\nu4,7,1,1\n"


class Toy(ProgramTest):
    def setUp(self):
        super().setUp()
        (self.place / "a.csv").write_text(ROWS, encoding="utf-8")
        (self.place / "b.csv").write_text(OTHER, encoding="utf-8")

    def define(self, *scenarios, **changes):
        text = TOY + "".join(f"  {line}\n" for line in scenarios)
        for old, new in changes.items():
            text = text.replace(old, new)
        (self.place / "toy.yaml").write_text(text, encoding="utf-8")


class Scenarios(Toy):
    def scores(self, scenario, *arguments):
        text = self.run_program("rank", "toy.yaml", "--scenario", scenario, "--no-intervals", "--format", "json", *arguments, code=0).out
        self.document = json.loads(text)
        return {row["unit"]: row["score"] for row in self.document["rows"]}

    def assert_scores(self, scenario, wanted):
        for unit, score in self.scores(scenario).items():
            if wanted[unit] is None:
                self.assertIsNone(score, unit)
            else:
                self.assertAlmostEqual(score, wanted[unit], 9, unit)

    def test_a_node(self):
        # x by [0, 20]: 5 45 25 35; A: (5 + 3 * 12.5) / 4 = 10.625, 30, 81.25, 8.75; (2 A + z) / 3
        self.define("posts: {nodes: {x: {goalposts: [0, 20]}}}")
        self.assert_scores("posts", {"u1": 21.25 / 3, "u2": 160 / 3, "u3": 262.5 / 3, "u4": 17.5 / 3})
        self.assertEqual(self.document["provenance"]["scenario_changes"], "nodes: {x: {goalposts: [0, 20]}}")
        self.assertIn("Scenario posts. Changed: nodes: {x: {goalposts: [0, 20]}}.", self.document["notes"])

    def test_the_index_itself_is_a_node(self):
        # The geometric mean of A and z with 2/3 and 1/3, A as in the definition: 11.875 41.25 87.5 17.5.
        self.define("root: {nodes: {toy: {aggregate: geometric}}}")
        self.assert_scores("root", {"u1": 0, "u2": (41.25**2 * 100) ** (1 / 3), "u3": (87.5**2 * 100) ** (1 / 3), "u4": 0})

    def test_everywhere(self):
        # Equal weights: A is (x + y) / 2, the index (A + z) / 2. Weights that are written have no part in it, and are no fault.
        self.define("equal: {methods: {weights: equal}}")
        self.assert_scores("equal", {"u1": 5.625, "u2": 78.75, "u3": 87.5, "u4": 17.5})

    def test_everywhere_is_also_where_something_is_written(self):
        # x by its range 1..9: 0 100 50 75, whatever goalposts it has; points stay points.
        self.define("range: {methods: {normalise: minmax}}", **{"{id: y,": "{id: y, normalise: rank,"})
        self.assert_scores("range", {"u1": (0 + 3 * 12.5) / 6, "u2": (100 + 3 * 25) / 6 + 100 / 3, "u3": (50 + 300) / 6 + 100 / 3, "u4": 75 / 6})

    def test_defaults_are_for_nodes_that_say_nothing(self):
        # A keeps its arithmetic mean, the index becomes the harmonic one: 3 / (2 / A + 1 / z). Of two units y is 0 and 100.
        self.define("defaults: {defaults: {aggregate: harmonic}, screen: {exclude: {u1: No, u4: No}}}",
                    **{"id: A\n": "id: A\n    aggregate: arithmetic\n"})
        self.assert_scores("defaults", {"u1": None, "u2": 3 / (2 / 22.5 + 0.01), "u3": 3 / (2 / 87.5 + 0.01), "u4": None})

    def test_nothing_removes_a_key_and_what_cannot_be_combined_goes(self):
        # Without points z is a number like others: 1 2 2 1 to 0 100 100 0. With points x is 10 for 5 alone.
        self.define("plain: {nodes: {z: {points: ~, goalposts: [0, 2]}, x: {points: {5: 1, else: 0}}}}")
        self.assert_scores("plain", {"u1": (0 + 37.5) / 6 + 50 / 3, "u2": 75 / 6 + 100 / 3, "u3": 400 / 6 + 100 / 3, "u4": 50 / 3})

    def test_data_and_units(self):
        # x of u1 is 80 now: A is 29.375.
        self.define("other: {data: [b.csv], screen: {exclude: {u3: Too small}}}")
        rows = self.scores("other")
        self.assertIsNone(rows["u3"])
        # Without u3 y runs from 1 to 3: 50 100 0.
        self.assertAlmostEqual(rows["u1"], (80 + 150) / 6, 9)
        self.assertIn("file:b.csv:sha256", self.document["provenance"])
        self.assertNotIn("file:a.csv:sha256", self.document["provenance"])

    def test_weights_beside_changes(self):
        # z weighs 2 of 3, A the rest.
        self.define("both: {nodes: {x: {goalposts: [0, 20]}}, weights: {z: 2}}")
        self.assert_scores("both", {"u1": 10.625 / 3, "u2": 230 / 3, "u3": 281.25 / 3, "u4": 8.75 / 3})

    def test_every_command_sees_the_scenario(self):
        self.define("geo: {nodes: {toy: {aggregate: geometric}}}", "other: {data: [b.csv]}")
        self.assertIn("geometric", self.run_program("show", "toy.yaml", "--scenario", "geo", code=0).out)
        self.assertIn("geometric", self.run_program("explain", "u2", "--index", "toy.yaml", "--scenario", "geo", code=0).out)
        self.assertIn("geometric", self.run_program("show", "toy.yaml", "--methodology", "--scenario", "geo", code=0).out)
        self.assertIn("geo: Changed: nodes: {toy: {aggregate: geometric}}.",
                      self.run_program("show", "toy.yaml", "--methodology", code=0).out.replace("\n  ", " "))
        self.assertIn("u2", self.run_program("whatif", "toy.yaml", "--scenario", "geo", "--threshold", "0", code=0).out)
        self.assertIn("80", self.run_program("explain", "u1", "--index", "toy.yaml", "--scenario", "other", code=0).out)
        self.run_program("uncertainty", "toy.yaml", "--scenario", "geo", "--draws", "100", code=0)
        self.run_program("weights", "show", "toy.yaml", code=0)
        self.run_program("stages", "toy.yaml", "--scenario", "other", code=0)
        rows = json.loads(self.run_program("diff", "toy.yaml", "--scenario", "none", "other", "--format", "json", code=0).out)["rows"]
        self.assertAlmostEqual({row["unit"]: row["score_change"] for row in rows}["u1"], 70 / 6, 9)
        rows = json.loads(self.run_program("diff", "toy.yaml", "--scenario", "other", "none", "--format", "json", code=0).out)["rows"]
        self.assertAlmostEqual({row["unit"]: row["score_change"] for row in rows}["u1"], -70 / 6, 9)

    def test_weights_derived_under_a_scenario(self):
        self.define("other: {data: [b.csv], nodes: {x: {goalposts: [0, 20]}}}")
        done = self.run_program("weights", "equal", "--index", "toy.yaml", "--scenario", "other", "--format", "json", code=0)
        self.assertEqual(json.loads(done.out)["rows"][0]["node"], "A")

    def test_many_scenarios_are_bounded(self):
        # All variants together have at most 2^20 nodes of YAML: thousands for a usual index, some for one of 2000 nodes.
        lines = [f"s{i}: {{nodes: {{x: {{goalposts: [0, {i + 11}]}}}}}}" for i in range(1000)]
        self.define(*lines)
        self.run_program("show", "toy.yaml", code=0)
        tree = "".join(f"  - {{id: i{i}, weight: {i}, name: {{en: Name}}, goalposts: [0, 1], source: Here, unit: m}}\n" for i in range(2000))
        head, rest = TOY.split("  - id: A\n")
        (self.place / "toy.yaml").write_text(head + tree + "  - id: A\n" + rest + "".join(f"  {line}\n" for line in lines), encoding="utf-8")
        done = self.run_program("show", "toy.yaml", code=3)
        self.assertIn("the scenarios up to this one are too many for a definition of this size", done.err)

    def test_what_if_names_the_command_that_compares_other_data(self):
        self.define("other: {data: [b.csv]}")
        done = self.run_program("whatif", "toy.yaml", "--scenario", "other", code=2)
        self.assertIn("`egovbench diff INDEX --scenario none other`", done.err)

    def test_validate_reads_the_data_of_every_scenario(self):
        self.define("lost: {data: [c.csv]}", "lower: {nodes: {x: {bounds: [0, 8]}}}")
        done = self.run_program("validate", "toy.yaml", code=4)
        self.assertIn("toy.yaml:13:17: error[E0501]: there is no file `c.csv`", done.err)
        self.assertIn("a.csv:3:4: error", done.err)  # 9 is out of bounds
        self.run_program("rank", "toy.yaml", code=0)

    def test_faults_of_plans_lead_to_the_scenario(self):
        self.define("a: {nodes: {y: {normalise: goalposts}}}", "b: {nodes: {x: {normalise: {method: minmax, clamp: perhaps}}}}")
        done = self.run_program("validate", "toy.yaml", code=1)
        self.assertIn("y is normalised by `goalposts`, but has no goalposts", done.err)
        self.assertIn("toy.yaml:14:", done.err)

    def test_saving_weights_as_a_scenario_is_about_the_definition(self):
        self.define("geo: {methods: {aggregate: geometric}}")
        self.run_program("weights", "set", "toy.yaml", "z=2", "--scenario", "mine", "--write", "--no-intervals", code=0)
        self.assertIn("  mine: {weights: {z: 2}}\n", (self.place / "toy.yaml").read_text(encoding="utf-8"))
        done = self.run_program("weights", "set", "toy.yaml", "z=2", "--scenario", "geo", "--write", "--no-intervals", code=2)
        self.assertIn("has a scenario `geo` already", done.err)


class Table(Toy):
    """`egovbench scenarios`. Ranks of toy: u3 u2 u4 u1."""

    def rows(self, *arguments):
        return json.loads(self.run_program("scenarios", "toy.yaml", *arguments, "--format", "json", code=0).out)["rows"]

    def test_ties_and_units_without_a_rank(self):
        # none: geometric means of 0 are 0: u3 u2, and u1 and u4 share 3; other: u2 u1 u4 without u3.
        self.define("geo: {nodes: {toy: {aggregate: geometric}}}", "other: {data: [b.csv], screen: {exclude: {u3: Too small}}}")
        geo, other = self.rows()
        # Before 1 2 3 4, after 1 2 3 3. Spearman of 1 2 3 4 and 1 2 3.5 3.5: 4.5 / sqrt(5 * 4.5); tau-b 5 / sqrt(6 * 5).
        self.assertAlmostEqual(geo["spearman"], 4.5 / (5 * 4.5) ** 0.5, 12)
        self.assertAlmostEqual(geo["kendall"], 5 / 30**0.5, 12)
        self.assertEqual((geo["ranked"], geo["common"], geo["lost"], geo["gained"]), (4, 4, 0, 0))
        self.assertEqual((geo["mean_change"], geo["largest_change"], geo["largest_unit"]), (0.25, 1, "u1"))
        self.assertEqual((geo["first"], geo["top_kept"], geo["moved"], geo["moved_10"]), ("u3", 4, 1, 0))
        self.assertEqual(geo["changes"], "nodes: {toy: {aggregate: geometric}}")
        # u2 2 to 1, u4 3 to 3, u1 4 to 2: places among the three 1 2 3 and 1 3 2: rho 0.5, tau 1/3.
        self.assertAlmostEqual(other["spearman"], 0.5, 12)
        self.assertAlmostEqual(other["kendall"], 1 / 3, 12)
        self.assertEqual((other["ranked"], other["common"], other["lost"], other["gained"]), (3, 3, 1, 0))
        self.assertEqual((other["mean_change"], other["largest_change"], other["largest_unit"], other["first"]), (1, 2, "u1", "u2"))

    def test_ranks_of_units(self):
        self.define("geo: {nodes: {toy: {aggregate: geometric}}}", "other: {data: [b.csv], screen: {exclude: {u3: Too small}}}")
        rows = {row["unit"]: row for row in self.rows("--ranks")}
        self.assertEqual([rows[unit]["rank_other"] for unit in ("u1", "u2", "u3", "u4")], [2, 1, None, 3])
        self.assertEqual([rows["u1"][key] for key in ("rank", "rank_geo", "rank_best", "rank_worst", "rank_median", "rankings")],
                         [4, 3, 2, 4, 3, 3])
        self.assertEqual([rows["u3"][key] for key in ("rank_best", "rank_worst", "rank_median", "rankings")], [1, 1, 1, 2])
        self.assertEqual([row["unit"] for row in self.rows("--ranks", "--units", "u1,u2")], ["u2", "u1"])
        text = self.run_program("scenarios", "toy.yaml", "--ranks", "--long", "--format", "csv", "--units", "u3", code=0).out
        self.assertEqual([line.split(",")[2::2] for line in text.splitlines()], [["scenario", "rank"], ["", "1"], ["geo", "1"], ["other", ""]])

    def test_units_of_a_scenario_alone(self):
        (self.place / "b.csv").write_text(OTHER + "u5,10,9,2\n", encoding="utf-8")
        self.define("more: {data: [b.csv]}")
        [row] = self.rows()
        self.assertEqual((row["ranked"], row["common"], row["gained"], row["first"]), (5, 4, 1, "u5"))
        self.assertEqual([row["unit"] for row in self.rows("--ranks")], ["u3", "u2", "u4", "u1", "u5"])

    def test_one_that_has_no_answer_is_a_row_that_says_why(self):
        self.define("none: {screen: {available: 1, exclude: {u1: a, u2: b, u3: c, u4: d}}}", "geo: {methods: {aggregate: geometric}}")
        none, geo = self.rows()
        self.assertIn("`screen:` leaves no unit of toy", none["reason"])
        self.assertIsNone(none["ranked"])
        self.assertEqual(geo["ranked"], 4)

    def test_without_scenarios(self):
        (self.place / "plain.yaml").write_text(TOY.replace("scenarios:\n", ""), encoding="utf-8")
        self.assertIn("`toy` has no scenarios", self.run_program("scenarios", "plain.yaml", code=2).err)


if __name__ == "__main__":
    unittest.main()
