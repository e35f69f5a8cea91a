"""Laws of weights, failures, what becomes of them, threads and imputations, crossed at random: every draw again by hand through `rank`.

EGOVBENCH_GENERATED: how many cases (the suite: few), EGOVBENCH_GENERATED_FROM: the first seed."""
import csv
import io
import json
import os
import random
import unittest

from program import ProgramTest

COUNT = int(os.environ.get("EGOVBENCH_GENERATED", "0")) or 16
FIRST = int(os.environ.get("EGOVBENCH_GENERATED_FROM", "1"))
DRAWS = 24
TREE = {"p": ["a", "b", "c"], "q": ["d", "e"]}
LEAVES = [leaf for leaves in TREE.values() for leaf in leaves]
LAWS = ["uniform:60%", "dirichlet:20", "p >= q, a >= 2 * b", "flat", "fixed", "2 * b >= a, 2 * c >= b, 3 * a >= b, p <= 4 * q"]
# Alternatives as options and as a definition writes them; the first is the definition's own. What may fail: means of powers below zero
# under zscore, logarithms of what an error or an imputation makes negative, regressions on too few units, values that are all the same.
WAYS = {
    "normalise": {"as defined": "{method: minmax, to: [1, 100]}", "zscore": "zscore", "borda": "borda"},
    "aggregate": {"as defined": "arithmetic", "geometric": "geometric", "harmonic": "harmonic"},
    "impute": {"as defined": "mean", "median": "median", "none": "none"},
}
# Of an indicator with a logarithm, which other normalisations keep.
LOGGED = {"as defined": "{method: minmax, to: [1, 100], log: ln}", "zscore": "{method: zscore, log: ln}", "borda": "{method: borda, log: ln}"}
WORDS = {"as defined": "on", "none": "off"}


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


class Case:
    """A definition, its data, and what varies."""

    def __init__(self, seed):
        chance = random.Random(seed)
        self.chance, self.law = chance, chance.choice(LAWS)
        self.varied = {name: ["as defined", *chance.sample(list(ways)[1:], chance.choice((1, 2)))] for name, ways in WAYS.items() if chance.random() < 0.8}
        self.leave_out = chance.random() < 0.7
        self.screen = chance.random() < 0.6
        self.log = chance.random() < 0.3
        self.error = chance.random() < 0.25  # too small to be seen: only the way of computing is another
        self.data = self.make_data(chance)

    def make_data(self, chance, units=9):
        """The last unit lacks values: a screening leaves it out or not, and the indicator of its own is then the same for all others."""
        lines = ["unit," + ",".join(LEAVES)]
        for unit in range(units):
            cells = [f"{chance.lognormvariate(1, 0.7):.4g}" if chance.random() > 0.12 else "" for _ in LEAVES]
            cells[-1] = "5" if self.screen else cells[-1]
            lines.append(f"U{unit}," + ",".join(cells))
        lines.append(f"U{units},3.5,,2.5,1.5," + ("9" if self.screen else "4"))
        return "\n".join(lines) + "\n"

    def text(self, chosen=None, weights=None):
        chosen = chosen or {}
        way = {name: ways[chosen.get(name, "as defined")] for name, ways in WAYS.items()}
        left, text = chosen.get("leave-out"), ["egovbench: 1", "id: trial", "title: Trial", "data: [{file: trial.csv, unit: unit}]"]
        text.append(f"defaults: {{normalise: {way['normalise']}, aggregate: {way['aggregate']}, impute: {way['impute']}}}")
        if self.screen:
            text.append("screen: {available: 0.8}")
        text.append("indicators:")
        for part, leaves in TREE.items():
            below = []
            for leaf in leaves:
                if leaf == left:
                    continue
                weight = "" if weights is None else f", weight: {weights[leaf]!r}"
                own = f", normalise: {LOGGED[chosen.get('normalise', 'as defined')]}" if self.log and leaf == "a" else ""
                below.append(f"{{id: {leaf}{weight}{own}}}")
            weight = "" if weights is None else f", weight: {weights[part]!r}"
            text.append(f"  - {{id: {part}{weight}, indicators: [{', '.join(below)}]}}")
        return "\n".join(text) + "\n"

    def options(self):
        words = []
        for name, ways in self.varied.items():
            words += [f"--{name}", ",".join(WORDS.get(way, way) for way in ways)]
        words += ["--leave-out", "indicators"] if self.leave_out else []
        words += ["--error", "1e-20%"] if self.error else []
        return words + ["--where" if ">=" in self.law else "--weights", self.law]


class Crossed(ProgramTest):
    def write(self, text, name="trial.yaml"):
        (self.place / name).write_text(text, encoding="utf-8")

    def simulate(self, case, *more, code=0):
        """(all that is written, the provenance, the draws): the same for any number of threads."""
        runs = []
        for threads in ("1", "2", "8"):
            done = self.run_program("uncertainty", "trial.yaml", "--draws", str(DRAWS), "--draws-file", "draws.csv", "--force", "--format", "json",
                                    "--threads", threads, *case.options(), *more)
            if done.code == 5:  # none can be scored
                self.assertIn("draws could be scored", done.err)
                return None
            self.assertEqual(done.code, 0, done.err)
            runs.append((done.out, (self.place / "draws.csv").read_text(encoding="utf-8")))
        self.assertEqual(runs[0], runs[1])
        self.assertEqual(runs[0], runs[2])
        return json.loads(runs[0][0])["provenance"], table(runs[0][1])

    def by_hand(self, case, chosen, weights):
        self.write(case.text(chosen, weights), "again.yaml")
        done = self.run_program("rank", "again.yaml", "--no-intervals", "--format", "csv", "-q")
        self.assertIn(done.code, (0, 3, 5), done.err)
        return {row["unit"]: row["rank"] for row in table(done.out)} if done.code == 0 else None

    @staticmethod
    def chosen(draw):
        return {name: draw[name] for name in [*WAYS, "leave-out"] if name in draw}

    @staticmethod
    def ranks(draw):
        found = {key[5:]: value for key, value in draw.items() if key.startswith("rank_")}
        return found if any(found.values()) else None

    def check(self, case, draw):
        """A scored draw against `rank` under its weights; one that failed against the nominal ones, as here no weights decide that."""
        got = self.ranks(draw)
        weights = {key[7:]: float(value) for key, value in draw.items() if key.startswith("weight_")} if got else None
        self.assertEqual(self.by_hand(case, self.chosen(draw), weights), got, draw)

    def one(self, seed):
        case = Case(seed)
        self.write(case.text())
        (self.place / "trial.csv").write_text(case.data, encoding="utf-8")
        report, replace = self.simulate(case), self.simulate(case, "--failed", "replace")
        if report is None or replace is None:
            return None
        changed = {}
        for before, after in zip(report[1], replace[1]):
            self.check(case, before)
            if self.ranks(before):
                self.assertEqual(before, after)
                continue
            if not self.ranks(after):
                self.assertEqual(self.chosen(before), self.chosen(after))
                continue
            self.check(case, after)
            moved = [name for name, way in self.chosen(before).items() if after[name] != way]
            self.assertEqual(len(moved), 1, (before, after))
            self.assertIn(after[moved[0]], ("as defined", "nothing"))
            changed[moved[0]] = changed.get(moved[0], 0) + 1
        self.count(report, replace, changed)
        return sum(not self.ranks(draw) for draw in report[1]), sum(changed.values())

    def count(self, report, replace, changed):
        """What is reported is what the draws are."""
        for facts, draws in (report, replace):
            failed = sum(not self.ranks(draw) for draw in draws)
            self.assertEqual((int(facts["draws"]), int(facts.get("failed", 0))), (DRAWS - failed, failed))
            self.assertEqual(sum(int(entry.split(":")[0]) for entry in facts.get("failures", "0:").replace("; and", " and").split("; ")), failed)
        self.assertNotIn("replaced", report[0])
        self.assertEqual(int(replace[0].get("replaced", 0)), sum(changed.values()))
        named = {}
        for entry in replace[0]["replacements"].split("; ") if changed else []:
            count, name, _ = entry.split(": ", 2)
            named[name] = named.get(name, 0) + int(count)
        self.assertEqual(named, changed)

    def test_every_draw_again(self):
        failed, replaced, cases = 0, 0, 0
        for seed in range(FIRST, FIRST + COUNT):
            with self.subTest(seed=seed):
                done = self.one(seed)
                if done is not None:
                    cases, failed, replaced = cases + 1, failed + done[0], replaced + done[1]
        self.assertGreater(cases, COUNT // 2)
        self.assertGreater(replaced, COUNT)  # and some that cannot be
        self.assertGreater(failed, replaced)

    def test_drawn_imputations_whatever_fails(self):
        """Values drawn by their imputation cannot be given to `rank`. Draws do not depend on those beside them: a run of more draws begins
        with those of a run of fewer, replaced or not, with any number of threads."""
        for seed, impute in enumerate(("{method: regression, columns: [d, e]}", "em", "{method: knn, columns: [d, e]}")):
            case = Case(100 + seed)
            case.varied = {"normalise": ["as defined", "zscore"], "aggregate": ["as defined", "geometric"]}
            case.error, case.log, case.screen, case.law = False, False, False, LAWS[seed]
            self.write(case.text().replace("impute: mean", f"impute: {impute}"))
            (self.place / "trial.csv").write_text(case.make_data(random.Random(seed), 30), encoding="utf-8")
            with self.subTest(impute=impute):
                more = ["--imputed", "predictive", "--failed", "replace"]
                facts, draws = self.simulate(case, *more)
                self.assertGreater(int(facts["replaced"]), 0)
                longer = self.simulate(case, *more, "--draws", str(3 * DRAWS))[1]
                self.assertEqual(draws, longer[:DRAWS])
                without = self.simulate(case, "--imputed", "predictive")[1]
                for before, after in zip(without, draws):
                    if self.ranks(before):
                        self.assertEqual(before, after)


if __name__ == "__main__":
    unittest.main()
