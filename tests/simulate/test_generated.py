"""Random definitions through every engine that has an opinion about them: each draw of a simulation scored again by `rank`, the fast path
of the simulation against the general one, exact answers against weights drawn here.

EGOVBENCH_GENERATED: how many definitions (the suite: few), EGOVBENCH_GENERATED_FROM: the first seed. What fails is kept in the folder
EGOVBENCH_GENERATED_KEEP when it is set."""
import csv
import io
import os
import random
import shutil
import unittest
from pathlib import Path

from definitions import Generator, nodes
from program import ProgramTest

COUNT = int(os.environ.get("EGOVBENCH_GENERATED", "0"))
FIRST = int(os.environ.get("EGOVBENCH_GENERATED_FROM", "1"))
KEEP = os.environ.get("EGOVBENCH_GENERATED_KEEP")
LAWS = ["uniform:25%", "uniform:100%", "dirichlet:20", "flat"]
USAGE, REFUSED, UNCOMPUTABLE = 2, 3, 5


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


class Generated(ProgramTest):
    def each(self, few, check, **options):
        """Runs check(generator, ranking) for every definition that the engine accepts. Without options every other one is of weighted
        means alone, which the fast path of a simulation takes."""
        accepted = 0
        count = COUNT or (few // 3 if os.environ.get("EGOVBENCH_SANITIZED") else few)
        for seed in range(FIRST, FIRST + count):
            made = Generator(seed, **(options or {"plain": seed % 2 == 0}))
            self.write(made.text())
            (self.place / "trial.csv").write_text(made.table(), encoding="utf-8")
            ranked = self.run_program("rank", "trial.yaml", "--no-intervals", "--format", "csv", "-q")
            self.assertIn(ranked.code, (0, REFUSED, UNCOMPUTABLE), f"seed {seed}: {ranked.err}")
            if ranked.code != 0:
                continue
            accepted += 1
            with self.subTest(seed=seed):
                try:
                    check(made, table(ranked.out))
                except AssertionError:
                    if KEEP:
                        self.write(made.text())
                        shutil.copytree(self.place, Path(KEEP) / f"{check.__name__}-{seed}", dirs_exist_ok=True)
                    raise
        self.assertGreater(accepted, count // 3)

    def write(self, text, name="trial.yaml"):
        (self.place / name).write_text(text, encoding="utf-8")

    def ranks(self, name="trial.yaml", *arguments):
        """rank of every unit, '' without; None where the engine has no answer."""
        done = self.run_program("rank", name, "--no-intervals", "--format", "csv", "-q", *arguments)
        return {row["unit"]: row["rank"] for row in table(done.out)} if done.code == 0 else None


class Simulation(Generated):
    def test_each_draw_is_what_rank_says(self):
        self.each(60, self.draws_again)

    def draws_again(self, made, _):
        self.again(made, "--weights", made.chance.choice(LAWS))

    def again(self, made, *law):
        done = self.run_program("uncertainty", "trial.yaml", *law, "--draws", "12", "--draws-file", "draws.csv", "--force", "--format", "csv", "-q")
        if done.code in (UNCOMPUTABLE, USAGE):
            return
        self.assertEqual(done.code, 0, done.err)
        for draw in table((self.place / "draws.csv").read_text(encoding="utf-8"))[::4]:
            weights = {key[7:]: float(value) for key, value in draw.items() if key.startswith("weight_") and value}
            got = {key[5:]: value for key, value in draw.items() if key.startswith("rank_")}
            if not weights:  # the draw left no unit with a score: it counts for nothing, and its weights are not written
                self.assertEqual(set(got.values()), {""})
                continue
            self.write(made.text(weights), "again.yaml")
            expected = self.ranks("again.yaml")
            if expected is not None:
                self.assertEqual(got, expected, f"draw {draw['draw']} of {law}")

    def test_weights_that_are_0_in_draws(self):
        """A child whose drawn weight is 0 does not take part, also where a value below 0 would refuse the mean: held there by a statement, or
        because a draw of it is next to nothing."""
        self.each(40, self.zero_in_draws, below=True, plain=True)

    def zero_in_draws(self, made, ranked):
        for law in (["--where", f"{made.below} = 0"], ["--weights", "dirichlet:0.01"]):
            self.engines(made, ranked, *law)
            self.again(made, *law)

    def test_scores_that_change_their_sign(self):
        """Draws in which a part is below 0 and draws in which it is not: what is available above its geometric mean follows the draw."""
        for seed in range(12):
            chance = random.Random(seed)
            above, share = chance.choice(["arithmetic", "minimum"]), chance.choice([20, 60, 60, 100])
            self.write("egovbench: 1\nid: trial\ntitle: Trial\ndata: [trial.csv]\ndefaults: {normalise: as-is}\n"
                       f"aggregate: {above}\navailable: {{share: {share}%, of: {chance.choice(['children', 'children', 'indicators'])}}}\nindicators:\n"
                       "  - {id: g, aggregate: geometric, indicators: [{id: h, aggregate: arithmetic, indicators: [{id: a}, {id: b}]}, {id: c}]}\n"
                       "  - {id: d}\n  - {id: e}\n")
            rows = [f"U{unit:02},{chance.choice([-2, -1, 3, 5])},{chance.choice([-3, 1, 1.5, 4])},{chance.randint(1, 9)},{chance.randint(1, 9)},"
                    + ("" if unit % 3 == 0 else str(chance.randint(1, 9))) for unit in range(12)]
            (self.place / "trial.csv").write_text("\n".join(["unit,a,b,c,d,e", *rows]) + "\n", encoding="utf-8")
            with self.subTest(seed=seed):
                self.engines(None, table(self.run_program("rank", "trial.yaml", "--no-intervals", "--format", "csv", "-q", code=0).out),
                             "--weights", "flat")

    def test_units_that_have_the_same(self):
        """They have the same rank, whatever is compared with what, also in every draw of weights."""
        self.each(60, self.twins_are_level)
        self.each(30, self.twins_are_level, pairs=True)

    def twins_are_level(self, made, ranked):
        first, last = made.rows[0], made.rows[-1]
        if {**first, "unit": ""} != {**last, "unit": ""} or made.definition.get("rank", {}).get("ties") == "ordinal":
            return
        ranks = {row["unit"]: row["rank"] for row in ranked}
        self.assertEqual(ranks[first["unit"]], ranks[last["unit"]])
        done = self.run_program("uncertainty", "trial.yaml", "--weights", "uniform:50%", "--draws", "48", "--draws-file", "draws.csv", "--force",
                                "--format", "csv", "-q")
        if done.code == UNCOMPUTABLE:
            return
        self.assertEqual(done.code, 0, done.err)
        for draw in table((self.place / "draws.csv").read_text(encoding="utf-8")):
            self.assertEqual(draw[f"rank_{first['unit']}"], draw[f"rank_{last['unit']}"], f"draw {draw['draw']}")

    def test_both_engines_agree(self):
        """An error of 1e-30 % of a standard deviation changes no value, and sends the draws another way."""
        self.each(60, self.fast_and_general)

    def fast_and_general(self, made, ranked):
        self.engines(made, ranked, "--weights", made.chance.choice(LAWS))

    def engines(self, _, ranked, *law):
        runs = [self.run_program("uncertainty", "trial.yaml", *law, "--draws", "48", "--format", "csv", "-q", *more)
                for more in ([], ["--error", "1e-30%"])]
        self.assertEqual(runs[0].code, runs[1].code, runs[0].err + runs[1].err)
        if runs[0].code != 0:
            return
        fast, general = table(runs[0].out), table(runs[1].out)
        self.assertEqual(fast, general, law)
        self.assertEqual({row["unit"]: row["rank"] for row in fast}, {row["unit"]: row["rank"] for row in ranked})

    def test_no_variation_is_the_ranking(self):
        """Weights that move by 1e-12 of themselves: the interval is the rank itself, unless a score sits on a border of rounding."""
        self.each(40, self.nothing_varies)

    def nothing_varies(self, made, ranked):
        done = self.run_program("uncertainty", "trial.yaml", "--weights", "fixed", "--error", "1e-30%", "--draws", "8", "--format", "csv", "-q")
        self.assertEqual(done.code, 0, done.err)
        for row in table(done.out):
            self.assertEqual((row["rank_low"], row["rank_high"], row["rank_median"]), (row["rank"],) * 3, row["unit"])


class Exact(Generated):
    """Exact answers are for weighted means; they follow scores that are not rounded, so these definitions say nothing about ranks."""

    def parts(self, made):
        """Those with a weight: exact answers, as draws, give none to the others."""
        return [node["id"] for node in made.definition["indicators"] if node.get("weight") != 0]

    def drawn(self, made):
        """Ranks under weights of the parts drawn here, flat on the simplex."""
        for _ in range(6):
            weights = {part: made.chance.expovariate(1) for part in self.parts(made)}
            self.write(made.text(weights), "again.yaml")
            yield weights, self.ranks("again.yaml")

    def test_no_weights_go_beyond_bounds(self):
        self.each(30, self.inside_bounds, plain=True, calm=True)

    def inside_bounds(self, made, _):
        done = self.run_program("bounds", "trial.yaml", "--limits", "any", "--format", "csv", "-q")
        if done.code == UNCOMPUTABLE:
            return
        self.assertEqual(done.code, 0, done.err)
        bounds = {row["unit"]: row for row in table(done.out)}
        for weights, ranks in self.drawn(made):
            for unit, rank in (ranks or {}).items():
                if rank:
                    self.assertTrue(int(bounds[unit]["best"]) <= int(rank) <= int(bounds[unit]["worst"]), f"{unit} is {rank} with {weights}")

    def test_no_weights_break_a_dominance(self):
        self.each(30, self.dominance_holds, plain=True, calm=True)

    def dominance_holds(self, made, _):
        done = self.run_program("bounds", "trial.yaml", "--dominance", "--format", "csv", "-q")
        if done.code == UNCOMPUTABLE:
            return
        self.assertEqual(done.code, 0, done.err)
        pairs = [(row["upper"], row["lower"]) for row in table(done.out)]
        for weights, ranks in self.drawn(made):
            for upper, lower in pairs:
                if ranks and ranks[upper] and ranks[lower]:
                    self.assertLessEqual(int(ranks[upper]), int(ranks[lower]), f"{upper} over {lower} with {weights}")

    def test_ranks_stay_inside_the_stable_interval(self):
        self.each(20, self.stable_inside, plain=True, calm=True)

    def stable_inside(self, made, ranked):
        done = self.run_program("stability", "trial.yaml", "--format", "csv", "-q")
        if done.code == UNCOMPUTABLE:
            return
        self.assertEqual(done.code, 0, done.err)
        here = {row["unit"]: row["rank"] for row in ranked}
        for row in table(done.out):
            if not row["all_low"] or not row["all_high"]:
                continue
            low, high = float(row["all_low"]), float(row["all_high"])
            for share in (0.001, 0.999):
                weight = low + share * (high - low)
                self.assertEqual(self.ranks("trial.yaml", "--set", f"{row['node']}={weight!r}"), here, f"{row['node']} at {weight}")


if __name__ == "__main__":
    unittest.main()
