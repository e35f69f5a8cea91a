"""A method tried in a simulation is the method tried by `whatif`: every row of the registries gives the same ranks both ways. And a part whose
weight is 0 keeps it in every command, whatever law the weights have."""
import csv
import io
import json
import math
import re
import unittest

from program import ProgramTest

# Weights are written, so that methods that use none must bear them; D has none.
DEFINITION = """\
egovbench: 1
id: trial
title: Trial
data: [{{file: trial.csv, unit: unit}}]

levels: [{{id: high, name: High, from: 50}}, {{id: low, name: Low, from: 0}}]
indicators:
  - {{id: A, weight: 3, indicators: [{{id: a, weight: 2, goalposts: [1, 100], normalise: {normalise}, target: 90}}, {{id: b, goalposts: [1, 100], normalise: {normalise}, target: 80}}]}}
  - {{id: B, weight: 2, indicators: [{{id: c, goalposts: [1, 100], normalise: {normalise}, target: 95}}]}}
  - {{id: C, weight: 1, goalposts: [1, 100], normalise: {normalise}, target: 70}}
  - {{id: D, weight: {weight}, goalposts: [1, 100], normalise: {normalise}, target: 85}}
  - {{id: E, weight: 1, goalposts: [1, 100], normalise: {normalise}, target: 85}}
{more}
"""
LEAVES = "abcCDE"
# What a method without presets is given.
SETTINGS = {"power": "p: 0.5", "owa": "weights: [0.3, 0.2, 0.2, 0.2, 0.1]", "scaled": "from: [0, 100]"}


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


class Trial(ProgramTest):
    def setUp(self):
        super().setUp()
        lines = ["unit,name," + ",".join(LEAVES)]
        for unit in range(12):
            lines.append(f"U{unit:02},Unit {unit}," + ",".join(str((unit * factor + shift) % 89 + 5) for factor, shift in ((31, 5), (47, 11), (13, 60), (71, 2), (29, 40), (53, 17))))
        (self.place / "trial.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.define()

    def define(self, weight=1, more="", normalise="minmax"):
        (self.place / "trial.yaml").write_text(DEFINITION.format(weight=weight, more=more, normalise=normalise), encoding="utf-8")

    def rows(self, command, *arguments, code=0):
        return table(self.run_program(command, "trial.yaml", "--format", "csv", *arguments, code=code).out)

    def draws(self, *arguments, count=2):
        self.run_program("uncertainty", "trial.yaml", "--draws", str(count), "--draws-file", "draws.csv", "--force", "--format", "csv", *arguments, code=0)
        return table((self.place / "draws.csv").read_text(encoding="utf-8"))


    def ranks_with(self, moves):
        """All ranks: those of `rank`, but for the units that `whatif` lists because they move."""
        ranks = {row["unit"]: row["rank"] for row in self.rows("rank", "--no-intervals")}
        return ranks | {row["unit"]: row["rank_after"] for row in moves}


class Switches(Trial):
    def methods(self, family):
        return [row["name"] for row in table(self.run_program("methods", "--format", "csv", code=0).out) if row["kind"] == family and row["name"] not in SETTINGS]

    def compare(self, family, method, nodes, *arguments):
        what_if = [word for node in nodes for word in ("--method", f"{node}={method}")]
        told = self.run_program("whatif", "trial.yaml", "--format", "csv", "--no-intervals", *what_if)
        if told.code != 0:  # refused by both
            self.assertIn(told.code, (3, 5), told.err)
            self.assertEqual(self.run_program("uncertainty", "trial.yaml", "--draws", "2", "--weights", "fixed", f"--{family}", method, *arguments).code in (3, 5), True)
            return 0
        expected = self.ranks_with(table(told.out))
        for draw in self.draws("--weights", "fixed", f"--{family}", method, *arguments):
            self.assertEqual({unit: draw[f"rank_{unit}"] for unit in expected}, expected, method)
        return 1

    def test_every_aggregation(self):
        methods = self.methods("aggregate")
        self.assertGreater(len(methods), 8)
        done = sum(self.compare("aggregate", method, ["trial"], "--aggregate-at", "trial") for method in methods)
        self.assertGreaterEqual(done, len(methods) - 1)  # benefit-of-the-doubt may not be built in

    def test_every_normalisation(self):
        methods = self.methods("normalise")
        self.assertGreater(len(methods), 8)
        self.assertGreater(sum(self.compare("normalise", method, LEAVES) for method in methods), 6)

    def test_no_draw_is_dropped_for_a_weight_that_has_no_effect(self):
        for method in ("minimum", "median", "copeland"):
            rows = self.rows("uncertainty", "--draws", "40", "--aggregate", f"on,{method}")
            self.assertEqual({row["draws"] for row in rows}, {"40"}, method)


class Kept(Trial):
    """A logarithm and rounding are the indicator's and not the method's: a switch keeps what both methods know and says what it drops."""

    OWN = "{method: goalposts, log: ln, round: 0, clamp: true}"
    OTHER = "{method: zscore, log: ln, round: 0}"

    def ranks(self):
        return {row["unit"]: row["rank"] for row in self.rows("rank", "--no-intervals")}

    def test_a_switch_is_an_edit_of_the_method_alone(self):
        self.define(normalise=self.OTHER)
        expected = self.ranks()
        self.define(normalise=self.OWN)
        switch = [word for leaf in LEAVES for word in ("--method", f"{leaf}=zscore")]
        done = self.run_program("whatif", "trial.yaml", "--format", "csv", "--no-intervals", *switch, code=0)
        self.assertEqual(self.ranks_with(table(done.out)), expected)
        self.assertIn("`clamp` of a has no place in `zscore`", done.err)
        self.assertNotIn("log", done.err)
        for command in (["uncertainty", "--weights", "fixed", "--draws", "2", "--draws-file", "draws.csv"], ["sensitivity", "--draws", "4", "--table", "switches"]):
            done = self.run_program(command[0], "trial.yaml", "--format", "csv", "--normalise", "zscore", *command[1:], code=0)
            self.assertIn("`clamp` has no place in `zscore`", done.err)
        for draw in table((self.place / "draws.csv").read_text(encoding="utf-8")):
            self.assertEqual({unit: draw[f"rank_{unit}"] for unit in expected}, expected)
        (row,) = [row for row in table(done.out) if row["assumption"] == "normalise"]
        now = self.ranks()
        self.assertAlmostEqual(float(row["mean_shift"]), sum(abs(int(now[unit]) - int(expected[unit])) for unit in now) / len(now), delta=1e-12)
        self.assertNotEqual(now, expected)

    def test_what_is_said_counts_more_than_what_is_there(self):
        self.define(normalise="{method: minmax, log: ln, round: 1}")
        expected = self.ranks()
        self.define(normalise=self.OWN, more="uncertainty: {normalise: [{method: minmax, round: 1}]}")
        self.run_program("uncertainty", "trial.yaml", "--weights", "fixed", "--draws", "2", "--draws-file", "draws.csv", code=0)
        for draw in table((self.place / "draws.csv").read_text(encoding="utf-8")):
            self.assertEqual({unit: draw[f"rank_{unit}"] for unit in expected}, expected)


LAWS = {
    "uniform": ["--weights", "uniform:90%"],
    "dirichlet": ["--weights", "dirichlet:5"],
    "flat": ["--weights", "flat"],
    "statements": ["--where", "A >= B"],
    "statements about it": ["--where", "A >= D"],
    "statements and flat": ["--where", "A >= B", "--weights", "flat"],
}
COMMANDS = {
    "fast": [],
    "general": ["--aggregate", "on,harmonic"],
    "from the data": ["--error", "1%"],
}


class Zero(Trial):
    """Whatever is declared or drawn, D counts for nothing: figures are those of the definition without it."""

    def setUp(self):
        super().setUp()
        self.define(weight=0)

    def test_no_draw_gives_it_a_share(self):
        for law, options in LAWS.items():
            for command, more in COMMANDS.items():
                with self.subTest(law=law, command=command):
                    for draw in self.draws(*options, *more, count=40):
                        self.assertEqual(float(draw["weight_D"]), 0)
                        self.assertAlmostEqual(sum(float(draw[f"weight_{node}"]) for node in "ABCE"), 1, delta=1e-12)

    def test_acceptability_and_bounds_are_those_without_it(self):
        zero = {command: self.rows(*command.split()) for command in ("acceptability", "bounds", "uncertainty --weights flat --draws 100", "sensitivity --weights flat --draws 8", "sensitivity --weights flat --split-weights levels --draws 8")}
        self.define(weight=1, more="scenarios: {without: {drop: [D]}}")
        for command, rows in zero.items():
            with self.subTest(command):
                self.assertEqual(rows, self.rows(*command.split(), "--scenario", "without"))

    def test_leaving_it_out_is_no_alternative(self):
        lines = self.run_program("uncertainty", "trial.yaml", "--leave-out", "dimensions", "--draws", "60", "--draws-file", "draws.csv", "--format", "csv", code=0)
        self.assertIsNotNone(lines)
        left = {draw["leave-out"] for draw in table((self.place / "draws.csv").read_text(encoding="utf-8"))}
        self.assertEqual(left, {"nothing", "A", "B", "C", "E"})


FLAT = """\
egovbench: 1
id: trial
title: Trial
data: [{file: trial.csv, unit: unit}]
defaults: {normalise: as-is}
indicators: [{id: a, weight: 5}, {id: b, weight: 3}, {id: c, weight: 2}, {id: C, weight: 2}, {id: D, weight: 1}]
"""


class Amounts(Trial):
    """One spelling of shares in all options, and one meaning of "within 25 % of itself"."""

    SAME = {
        ("uncertainty", "--draws", "50", "--level"): ("0.8", "80%", "80"),
        ("uncertainty", "--draws", "50", "--error"): ("0.1", "10%", "10.0%"),
        ("uncertainty", "--draws", "50", "--weights"): ("uniform:0.25", "uniform:25%", "uniform"),
        ("sensitivity", "--draws", "4", "--weights", "uniform:25%", "--level"): ("0.8", "80%", "80"),
        ("bounds", "--limits"): ("0.25", "25%", "2.5e-1"),
        ("bounds", "--limit"): ("A=0.1..0.3", "A=10%..30%", "A=0.1..30%"),
        ("acceptability", "--draws", "50", "--where"): ("A <= 0.4", "A <= 40%"),
    }
    WRONG = {
        ("uncertainty", "--level"): ("0", "0%", "100", "100%", "1.5x", "-5%", "nan"),
        ("uncertainty", "--error"): ("10", "101%", "-1%", "1,5%", "%", "0x1"),
        ("uncertainty", "--weights"): ("uniform:25", "uniform:101%", "uniform:-1%", "uniform:"),
        ("bounds", "--limits"): ("25", "0", "101%", "0x1", "nan"),
        ("bounds", "--limit"): ("A=10..30", "A=0.1..300%"),
    }

    def test_a_bare_number_is_a_fraction(self):
        for (command, *options), spellings in self.SAME.items():
            with self.subTest(options=options):
                first, *others = [self.run_program(command, "trial.yaml", *options, spelling, "--format", "csv", code=0).out for spelling in spellings]
                for other in others:
                    self.assertEqual(other, first)

    def test_what_is_no_share(self):
        for (command, *options), spellings in self.WRONG.items():
            for spelling in spellings:
                with self.subTest(options=options, spelling=spelling):
                    self.assertIn("help:", self.run_program(command, "trial.yaml", *options, spelling, code=2).err)

    def test_percent_is_said_without_dust(self):
        done = self.run_program("uncertainty", "trial.yaml", "--draws", "20", "--weights", "uniform:55%", "--level", "55%", "--notes", code=0)
        self.assertIn("uniform within 55 %", done.out)
        self.assertIn("holds 55 % of", done.out)

    def test_draws_of_a_law_lie_in_the_exact_bounds_of_the_same_statement(self):
        (self.place / "trial.yaml").write_text(FLAT, encoding="utf-8")
        weights = {"a": 5, "b": 3, "c": 2, "C": 2, "D": 1}
        for spread in (0.1, 0.25, 0.6):
            with self.subTest(spread=spread):
                bounds = self.rows("bounds", "--limits", str(spread))
                draws = self.draws("--weights", f"uniform:{spread}", count=1000)
                for row in bounds:
                    ranks = [int(draw[f"rank_{row['unit']}"]) for draw in draws]
                    self.assertTrue(int(row["best_proven"]) <= min(ranks) and max(ranks) <= int(row["worst_proven"]), row["unit"])
                # shares as the notes say: by hand, the part at one end and its siblings at the other
                told = " ".join(self.run_program("uncertainty", "trial.yaml", "--draws", "20", "--weights", f"uniform:{spread}", "--notes", code=0).out.split())
                limits = " ".join(self.run_program("bounds", "trial.yaml", "--limits", str(spread), "--notes", code=0).out.split())
                wider = False
                for node, weight in weights.items():
                    low = weight * (1 - spread) / (weight * (1 - spread) + (13 - weight) * (1 + spread))
                    high = weight * (1 + spread) / (weight * (1 + spread) + (13 - weight) * (1 - spread))
                    shares = [float(draw[f"weight_{node}"]) for draw in draws]
                    self.assertTrue(low <= min(shares) and max(shares) <= high)
                    wider = wider or max(shares) > weight / 13 * (1 + spread)
                    for text in (told, limits):
                        found = re.search(rf"\b{node} ([0-9.]+) to ([0-9.]*[0-9])", text)
                        self.assertAlmostEqual(float(found.group(1)), low, delta=1e-5)
                        self.assertAlmostEqual(float(found.group(2)), high, delta=1e-5)
                self.assertTrue(wider)


class Default(Trial):
    """Weights vary by a quarter of themselves unless something is said about them, whatever varies beside."""

    def rows_of(self, *arguments):
        return self.rows("uncertainty", "--draws", "60", *arguments)

    def test_other_assumptions_are_added(self):
        for more in (["--error", "2%"], ["--aggregate", "on,harmonic"], ["--normalise", "on,zscore"], ["--impute", "on,mean"], ["--leave-out", "dimensions"], ["--treat", "on,winsorise"]):
            with self.subTest(more=more):
                self.assertEqual(self.rows_of(*more), self.rows_of("--weights", "uniform:25%", *more))
                for draw in self.draws("--weights", "fixed", *more, count=5):
                    if draw.get("leave-out", "nothing") == "nothing":
                        self.assertAlmostEqual(float(draw["weight_A"]), 3 / 8, delta=1e-12)

    def test_the_definition_says_the_same(self):
        by_option = self.rows_of("--error", "2%")
        self.define(more="uncertainty: {error: {all: 2%}}")
        self.assertEqual(self.rows_of(), by_option)
        self.define(more="uncertainty: {weights: fixed, error: {all: 2%}}")
        self.assertNotEqual(self.rows_of(), by_option)

    def test_what_varies_and_what_does_not_is_said(self):
        done = self.run_program("uncertainty", "trial.yaml", "--draws", "20", "--error", "2%", "--notes", code=0)
        self.assertIn("Not varied: impute, treat, normalise, aggregate, leave-out.", " ".join(done.out.split()))
        facts = json.loads(self.run_program("uncertainty", "trial.yaml", "--draws", "20", "--error", "2%", "--weights", "fixed", "--format", "json", code=0).out)["provenance"]
        self.assertEqual(facts["fixed"], "weights, impute, treat, normalise, aggregate, leave-out")
        self.assertEqual(facts["varied"], "error=normal: 20")


POINTS = """\
egovbench: 1
id: trial
title: Trial
data: [{file: trial.csv, unit: unit}]
defaults: {weights: points}
indicators:
  - id: A
    indicators: [{id: a, points: {1: 0, 2: 5, 3: 10}}, {id: b, points: {1: 0, 2: 15, 3: 30}}]
  - id: B
    indicators: [{id: c, points: {1: 0, 2: 5, 3: 20}}, {id: C, points: {1: 0, 2: 5, 3: 10}}]
scenarios: {a: {drop: [a]}, b: {drop: [b]}, c: {drop: [c]}, C: {drop: [C]}}
"""


class LeftOut(Trial):
    def test_weights_by_points_follow(self):
        """An indicator that is left out takes its points with it, on all levels: as a scenario that drops it."""
        (self.place / "trial.yaml").write_text(POINTS, encoding="utf-8")
        lines = ["unit,a,b,c,C"] + [f"U{unit:02}," + ",".join(str(1 + (unit * factor + shift) % 7 % 3) for factor, shift in ((3, 1), (5, 2), (2, 6), (4, 3))) for unit in range(14)]
        (self.place / "trial.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        seen = {draw["leave-out"]: draw for draw in self.draws("--weights", "fixed", "--leave-out", "indicators", count=60)}
        self.assertEqual(set(seen), {"nothing", "a", "b", "c", "C"})
        self.assertAlmostEqual(float(seen["b"]["weight_A"]), 10 / 40, delta=1e-12)
        for left, draw in seen.items():
            rows = self.rows("rank", "--no-intervals", *([] if left == "nothing" else ["--scenario", left]))
            self.assertEqual({row["unit"]: draw[f"rank_{row['unit']}"] for row in rows}, {row["unit"]: row["rank"] for row in rows}, left)


def mean_ranks(values):
    return [sum(other < value for other in values) + (sum(other == value for other in values) + 1) / 2 for value in values]


def correlation(left, right):
    n, x, y = len(left), sum(left) / len(left), sum(right) / len(right)
    product = sum((a - x) * (b - y) for a, b in zip(left, right))
    return product / math.sqrt(sum((a - x) ** 2 for a in left) * sum((b - y) ** 2 for b in right)) if n > 1 else math.nan


class Sensitivity(Trial):
    def test_correlation_of_switches_is_spearmans(self):
        """Many units share a rank: 1, 2, 2, 4 and not 1, 2.5, 2.5, 4 would be another correlation."""
        lines = ["unit," + ",".join(LEAVES)] + [f"U{unit:02}," + ",".join(str(1 + unit * unit * factor % 7 + unit // 2) for factor in (3, 2, 1, 5, 4, 6)) for unit in range(12)]
        (self.place / "trial.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (switch,) = self.rows("sensitivity", "--draws", "4", "--aggregate", "on,minimum", "--aggregate-at", "trial", "--table", "switches", "--weights", "fixed")
        now = {row["unit"]: float(row["rank"]) for row in self.rows("rank", "--no-intervals")}
        then = self.ranks_with(self.rows("whatif", "--no-intervals", "--method", "trial=minimum"))
        before, after = list(now.values()), [float(then[unit]) for unit in now]
        self.assertLess(len(set(after)), 12)
        self.assertAlmostEqual(float(switch["rank_correlation"]), correlation(mean_ranks(before), mean_ranks(after)), delta=1e-12)
        self.assertGreater(abs(correlation(before, after) - correlation(mean_ranks(before), mean_ranks(after))), 1e-4)

    def test_shares_of_one_units_rank(self):
        """A unit far down. With two assumptions the first order of one and the total of the other make 1, and the first order of the
        discrete one is the share of variance between its two ways: found from 4,000 draws here, to within 0.15 (five standard errors of 512
        rows)."""
        options = ("--weights", "uniform:25%", "--aggregate", "on,geometric", "--aggregate-at", "waseda-ten")
        self.run_program("uncertainty", "waseda-ten", "--draws", "4000", "--draws-file", "draws.csv", "--format", "csv", *options, code=0)
        draws = table((self.place / "draws.csv").read_text(encoding="utf-8"))
        ways = {}
        for draw in draws:
            ways.setdefault(draw["aggregate"], []).append(float(draw["rank_SYR"]))
        every = [rank for ranks in ways.values() for rank in ranks]
        mean = sum(every) / len(every)
        variance = sum((rank - mean) ** 2 for rank in every) / len(every)
        between = sum(len(ranks) * (sum(ranks) / len(ranks) - mean) ** 2 for ranks in ways.values()) / len(every) / variance
        for seed in ("1", "2", "3"):
            rows = table(self.run_program("sensitivity", "waseda-ten", "--unit", "SYR", "--seed", seed, "--format", "csv", *options, code=0).out)
            row = {row["assumption"]: row for row in rows}
            self.assertAlmostEqual(float(row["aggregate"]["first"]), between, delta=0.15)
            self.assertAlmostEqual(float(row["weights"]["first"]) + float(row["aggregate"]["total"]), 1, delta=0.2)
            self.assertTrue(0.2 < float(row["weights"]["first"]) < 0.6)


if __name__ == "__main__":
    unittest.main()
