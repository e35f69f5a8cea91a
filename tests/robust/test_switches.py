"""A method tried in a simulation is the method tried by `whatif`: every row of the registries gives the same ranks both ways. And a part whose
weight is 0 keeps it in every command, whatever law the weights have."""
import csv
import io
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))
from program import ProgramTest  # noqa: E402

# Weights are written, so that methods that use none must bear them; D has none.
DEFINITION = """\
egovbench: 1
id: trial
title: Trial
data: [{{file: trial.csv, unit: unit}}]
defaults: {{normalise: {normalise}}}
levels: [{{id: high, name: High, from: 50}}, {{id: low, name: Low, from: 0}}]
indicators:
  - {{id: A, weight: 3, indicators: [{{id: a, weight: 2, goalposts: [1, 100], target: 90}}, {{id: b, goalposts: [1, 100], target: 80}}]}}
  - {{id: B, weight: 2, indicators: [{{id: c, goalposts: [1, 100], target: 95}}]}}
  - {{id: C, weight: 1, goalposts: [1, 100], target: 70}}
  - {{id: D, weight: {weight}, goalposts: [1, 100], target: 85}}
  - {{id: E, weight: 1, goalposts: [1, 100], target: 85}}
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
        expected = {row["unit"]: row["rank_after"] for row in table(told.out)}
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


if __name__ == "__main__":
    unittest.main()
