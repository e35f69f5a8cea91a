"""`then:`: scores that use other scores, against a twin that works every score out again, for every command that answers
from scores: right, or refused with the reason.

usage: test_then.py [PROGRAM]; without arguments the program of EGOVBENCH_BUILD.
"""
import csv
import io
import math
import os
import random
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 else os.path.join(os.environ.get("EGOVBENCH_BUILD", ""), "egovbench")
TREE = """\
egovbench: 1
id: t
title: T
data: [d.csv]
defaults: {normalise: as-is}
%sindicators:
  - id: g
    weight: 3
    then: "%s"
    indicators: [{id: a}, {id: b, weight: 2}]
  - id: h
    weight: 2
    indicators: [{id: c}, {id: d, indicators: [{id: d1}, {id: d2, weight: 3}]}]
  - {id: k, weight: 1}
%s"""
FORMULA = "x * (1 + (d - 1) / 36)"
LEAVES = ["a", "b", "c", "d1", "d2", "k"]
WEIGHTS = {"g": 3, "h": 2, "k": 1, "a": 1, "b": 2, "c": 1, "d": 1, "d1": 1, "d2": 3}


def by_formula(x, d):
    return x * (1 + (d - 1) / 36)


def mean(scores, weights, names):
    there = [name for name in names if scores[name] is not None]
    total = sum(weights[name] for name in there)
    return sum(weights[name] * scores[name] for name in there) / total if total > 0 else None


def score(row, weights, then=by_formula, top=lambda x: x):
    """Every score of a unit."""
    s = dict(row)
    s["d"] = mean(s, weights, ["d1", "d2"])
    s["h"] = mean(s, weights, ["c", "d"])
    x = mean(s, weights, ["a", "b"])
    s["g"] = None if x is None or s["d"] is None else then(x, s["d"])
    x = mean(s, weights, ["g", "h", "k"])
    s["t"] = None if x is None else top(x)
    return s


def ranks(units, weights, **how):
    """Competition ranks on scores in steps of 1e-9, and the least distance between two scores."""
    scores = {name: score(row, weights, **how)["t"] for name, row in units.items()}
    steps = {name: round(value * 1e9) for name, value in scores.items() if value is not None}
    ordered = sorted(value for value in scores.values() if value is not None)
    gap = min((b - a for a, b in zip(ordered, ordered[1:])), default=1)
    return {name: 1 + sum(other > value for other in steps.values()) for name, value in steps.items()}, gap


class Then(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def write(self, seed, count=9, gaps=True, formula=FORMULA, top="", more="", coarse=False):
        chance = random.Random(seed)
        self.units = {f"U{i}": {leaf: None if gaps and chance.random() < 0.12 else
                                float(chance.randint(1, 9)) if coarse else round(chance.uniform(1, 37), 3)
                                for leaf in LEAVES} for i in range(count)}
        Path(self.folder.name, "t.yaml").write_text(TREE % (top, formula, more))
        Path(self.folder.name, "d.csv").write_text("unit," + ",".join(LEAVES) + "\n" + "".join(
            f"{name},{','.join('' if row[leaf] is None else repr(row[leaf]) for leaf in LEAVES)}\n"
            for name, row in self.units.items()))

    def run_program(self, *arguments, code=0):
        done = subprocess.run([PROGRAM, *arguments, "t.yaml"], cwd=self.folder.name,
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, code, (arguments, done.stderr))
        return done

    def table(self, *arguments):
        return list(csv.DictReader(io.StringIO(self.run_program(*arguments, "--format", "csv").stdout)))

    def same(self, seen, wanted, about):
        if wanted is None:
            self.assertEqual(seen, "", about)
        else:
            self.assertTrue(math.isclose(float(seen), wanted, rel_tol=1e-12, abs_tol=1e-12), (about, seen, wanted))

    def test_scores(self):
        for seed in range(12):
            self.write(seed)
            for change in ({}, {"d1": 9}, {"b": 0.5, "d2": 0}, {"h": 0, "c": 4}):
                weights = {**WEIGHTS, **change}
                options = [part for node, weight in change.items() for part in ("--set", f"{node}={weight}")]
                for row in self.table("stages", "--stage", "scored", *options, *["--rescale=free"][:len(options)]):
                    wanted = score(self.units[row["unit"]], weights)
                    for node in ("t", "g", "h", "d"):
                        self.same(row[node], wanted[node], (seed, change, row["unit"], node))

    def test_order_of_writing(self):
        """What is used may be written before or after; chains of them come out in order."""
        definition = ("egovbench: 1\nid: t\ntitle: T\ndata: [d.csv]\ndefaults: {normalise: as-is}\nindicators:\n" + "".join(
            f"  - {{id: n{i}, then: \"{f'n{i + 1} + 1' if i < 40 else 'x'}\", indicators: [{{id: m{i}, column: a}}]}}\n"
            for i in range(41)))
        Path(self.folder.name, "d.csv").write_text("unit,a\nU0,5\nU1,7\n")
        for reverse in (False, True):
            head, lines = definition.split("indicators:\n", 1)
            order = sorted(lines.splitlines(keepends=True), reverse=reverse)
            Path(self.folder.name, "t.yaml").write_text(head + "indicators:\n" + "".join(order))
            rows = {row["unit"]: row for row in self.table("stages", "--stage", "scored")}
            self.assertEqual([float(rows["U1"][f"n{i}"]) for i in (40, 39, 0)], [7, 8, 47])

    def test_rounding_and_rescaling_come_after(self):
        self.write(1, gaps=False)
        text = Path(self.folder.name, "t.yaml").read_text()
        Path(self.folder.name, "t.yaml").write_text(
            text.replace("    then:", "    aggregate: {method: arithmetic, round: 1}\n    rescale: minmax\n    then:"))
        plain = {name: round(score(row, WEIGHTS)["g"], 1) for name, row in self.units.items()}
        low, high = min(plain.values()), max(plain.values())
        for row in self.table("stages", "--stage", "scored"):
            self.assertAlmostEqual(float(row["g"]), 100 * (plain[row["unit"]] - low) / (high - low), delta=1e-9)

    def test_over_the_units(self):
        self.write(2, count=700, formula="x / maximum(x) + d - median(d)")
        before = {name: score(row, WEIGHTS, then=lambda x, d: x) for name, row in self.units.items()}
        xs = [mean(row, WEIGHTS, ["a", "b"]) for row in self.units.values()]
        top = max(x for x in xs if x is not None)
        ds = sorted(s["d"] for s in before.values() if s["d"] is not None)
        middle = (ds[(len(ds) - 1) // 2] + ds[len(ds) // 2]) / 2
        for row in self.table("stages", "--stage", "scored"):
            wanted = score(self.units[row["unit"]], WEIGHTS, then=lambda x, d: x / top + d - middle)["g"]
            self.same(row["g"], wanted, row["unit"])

    def test_explain(self):
        self.write(3, gaps=False, top='then: "min(x, 20)"\n')
        for unit in ("U0", "U4"):
            rows = {row["node"]: row for row in self.table("explain", unit)}
            x = mean(self.units[unit], WEIGHTS, ["a", "b"])
            d = score(self.units[unit], WEIGHTS)["d"]
            before, _, words = rows["g"]["change"].partition(" by ")
            self.assertAlmostEqual(float(before), x, delta=1e-5)
            self.assertTrue(words.startswith(f"`{FORMULA}`, where d is "), words)
            self.assertAlmostEqual(float(words.rsplit(" ", 1)[1]), d, delta=1e-5)
            self.same(rows["t"]["score"], min(20, score(self.units[unit], WEIGHTS)["t"]), unit)
            self.assertEqual([rows[node]["contribution"] for node in LEAVES + ["g", "h"]], [""] * 8)

    def test_contributions_above_add_up(self):
        self.write(4, gaps=False)
        for unit in self.units:
            rows = {row["node"]: row for row in self.table("explain", unit)}
            parts = [float(rows[node]["contribution"]) for node in ("g", "h", "k")]
            self.assertAlmostEqual(sum(parts), score(self.units[unit], WEIGHTS)["t"], delta=1e-9)
            self.assertEqual((rows["a"]["contribution"], rows["b"]["contribution"]), ("", ""))
            self.assertNotEqual(rows["d1"]["contribution"], "")

    def test_what_if(self):
        for seed, top in ((5, ""), (6, 'then: "sqrt(x)"\n')):
            self.write(seed, gaps=False, top=top)
            last = math.sqrt if top else (lambda x: x)
            weights = {**WEIGHTS, "d1": 30, "g": 1}
            after, _ = ranks(self.units, weights, top=last)
            before, _ = ranks(self.units, WEIGHTS, top=last)
            for row in self.table("whatif", "--set", "d1=30", "--set", "g=1", "--rescale", "free"):
                self.assertEqual((int(row["rank_before"]), int(row["rank_after"])), (before[row["unit"]], after[row["unit"]]))
                change = score(self.units[row["unit"]], weights, top=last)["t"] - score(self.units[row["unit"]], WEIGHTS,
                                                                                       top=last)["t"]
                self.same(row["score_change"], change, row)
                self.assertEqual(row["driver"] == "", bool(top) or row["rank_before"] == row["rank_after"], row)

    def test_every_draw(self):
        """The weights of each draw, and the ranks that they give."""
        for seed, top, last in ((7, "", lambda x: x), (8, 'then: "min(x, 25)"\n', lambda x: min(x, 25))):
            self.write(seed, top=top)
            for weights in ("uniform:50%", "flat"):
                self.run_program("uncertainty", "--draws", "150", "--weights", weights, "--draws-file", "draws.csv", "--force")
                self.check_draws(last)

    def check_draws(self, last):
        with open(Path(self.folder.name, "draws.csv"), encoding="utf-8") as file:
            draws = list(csv.DictReader(file))
        self.assertEqual(len(draws), 150)
        for draw in draws:
            weights = {node: float(draw[f"weight_{node}"]) for node in WEIGHTS}
            wanted, gap = ranks(self.units, weights, top=last)
            if gap < 1e-8 and last(26) != 25:
                continue
            self.assertEqual({unit: int(draw[f"rank_{unit}"]) for unit in wanted}, wanted, draw["draw"])

    def test_the_full_way_is_the_fast_one(self):
        """A formula that changes nothing keeps the kernel away, and every figure as it is."""
        for command in (["uncertainty"], ["acceptability"], ["sensitivity", "--draws", "64"], ["rank"]):
            self.write(9, formula="x")
            full = self.run_program(*command, "--format", "csv").stdout
            text = Path(self.folder.name, "t.yaml").read_text()
            Path(self.folder.name, "t.yaml").write_text(text.replace('    then: "x"\n', ""))
            self.assertEqual(full, self.run_program(*command, "--format", "csv").stdout, command)

    def test_stability(self):
        """Intervals of the weights that have one hold against the twin; the others say why they have none."""
        for seed in range(10, 16):
            self.write(seed, gaps=False)
            rows = {row["node"]: row for row in self.table("stability")}
            for node in ("a", "b"):
                self.assertIn("the score of g is changed by `then:`", rows[node]["reason"])
            for node in ("d1", "d2"):
                self.assertIn("`then:` of g uses the score of d", rows[node]["reason"])
            first, _ = ranks(self.units, WEIGHTS)
            for node, siblings in (("g", "ghk"), ("h", "ghk"), ("k", "ghk"), ("c", "cd"), ("d", "cd")):
                self.assertEqual(rows[node]["reason"], "")
                self.check_range(node, list(siblings), rows[node], first)

    def check_range(self, node, siblings, row, before):
        total = sum(WEIGHTS[sibling] for sibling in siblings)
        low, high = float(row["all_low"]), float(row["all_high"])
        for weight, inside in ((low + 1e-6, True), (high - 1e-6, True), (low - 1e-6, False), (high + 1e-6, False)):
            if not 0 < weight < total or (inside and not low < weight < high):
                continue
            rest = (total - weight) / (total - WEIGHTS[node])
            weights = {**WEIGHTS, **{sibling: WEIGHTS[sibling] * rest for sibling in siblings}, node: weight}
            self.assertEqual(ranks(self.units, weights)[0] == before, inside, (node, weight, row))

    def test_two_units(self):
        """What would swap two: the weights that are named do it in the twin."""
        self.write(16, gaps=False)
        order = sorted(self.units, key=lambda name: -score(self.units[name], WEIGHTS)["t"])
        for row in self.table("explain", order[1], order[2]):
            low = row["level_below"]
            if low == "":
                continue
            rest = (6 - float(low)) / (6 - WEIGHTS[row["node"]])
            weights = {**WEIGHTS, **{n: WEIGHTS[n] * rest for n in "ghk"}, row["node"]: float(low)}
            pair = [score(self.units[name], weights)["t"] for name in order[1:3]]
            self.assertAlmostEqual(pair[0], pair[1], delta=1e-7)

    def test_bounds(self):
        """No weights of the parts give a rank beyond the bounds, and those that are named reach them."""
        chance = random.Random(17)
        for seed in (17, 18):
            self.write(seed, gaps=False)
            rows = {row["unit"]: row for row in self.table("bounds", "--limits", "any")}
            for _ in range(2000):
                drawn = {**WEIGHTS, **{n: chance.expovariate(1) ** 2 for n in "ghk"}}
                for unit, rank in ranks(self.units, drawn)[0].items():
                    self.assertGreaterEqual(rank, int(rows[unit]["best_proven"]))
                    self.assertLessEqual(rank, int(rows[unit]["worst_proven"]))
            for unit, row in rows.items():
                named = {part.split("=")[0]: float(part.split("=")[1]) for part in row["best_weights"].split()}
                wanted, gap = ranks(self.units, {**WEIGHTS, **{n: 0 for n in "ghk"}, **named})
                if gap > 1e-6:
                    self.assertEqual(wanted[unit], int(row["best"]))

    def test_dominance(self):
        chance = random.Random(19)
        self.write(19, count=14, gaps=False)
        pairs = [(row["upper"], row["lower"]) for row in self.table("bounds", "--dominance")]
        self.assertGreater(len(pairs), 3)
        for _ in range(1000):
            drawn = {**WEIGHTS, **{n: chance.expovariate(1) ** 3 for n in "ghk"}}
            s = {name: score(row, drawn)["t"] for name, row in self.units.items()}
            for upper, lower in pairs:
                self.assertGreater(s[upper], s[lower] - 1e-9)

    def test_refused_at_the_root(self):
        self.write(20, top='then: "x ^ 2 / 30"\n')
        for command in (["bounds"], ["bounds", "--dominance"], ["explain", "U0", "U1"]):
            self.assertIn("the score of t is changed by `then:`", self.run_program(*command, code=5).stderr)
        for row in self.table("stability"):
            self.assertIn("`then:`", row["reason"])

    def test_steps_to_the_next_level(self):
        levels = "levels: [{id: A, from: 30}, {id: B, from: 0}]\n"
        self.write(21, gaps=False, more=levels)
        text = self.run_program("profile", "U0").stdout
        self.assertIn("The step to the next level cannot be computed", text)

    def test_left_out(self):
        self.write(22, gaps=False)
        done = self.run_program("whatif", "--drop", "d", code=3)
        self.assertIn("`then:` of g uses the score of d, which takes no part", done.stderr)
        self.run_program("whatif", "--drop", "d1")
        self.run_program("whatif", "--drop", "g")
        # draws that leave out what another uses have no score, and the run says so
        done = self.run_program("uncertainty", "--draws", "60", "--leave-out", "dimensions", "--notes")
        self.assertIn("which takes no part", done.stdout + done.stderr)

    def test_an_operand_that_waits_for_a_scenario(self):
        self.write(23, gaps=False, more="  - {id: o, column: a, optional: true}\nscenarios: {with: {add: [o]}}\n",
                   formula="x + o")
        self.assertIn("`then:` of g uses the score of o, which takes no part", self.run_program("rank", code=3).stderr)
        self.run_program("rank", "--scenario", "with")

    def test_only_where_learned_periods_are_one(self):
        self.write(24, gaps=False, top="fit: all\n", formula="x / maximum(x)")
        self.assertIn("depends on the units of its period", self.run_program("rank", code=3).stderr)


if __name__ == "__main__":
    unittest.main()
