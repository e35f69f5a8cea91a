"""Assumptions two by two: each draw scored again by `rank` with what it chose, whatever else varies beside; and the tables of every command
that takes them."""
import itertools
import unittest

import test_uncertainty as base

# What a draw may have chosen, in the words of a definition. "as defined" is what the definition of the trial has.
WAYS = {
    "aggregate": {"as defined": "arithmetic", "geometric": "geometric", "median": "median", "minimum": "minimum"},
    "normalise": {"as defined": "{method: minmax, to: [1, 100], round: 1}", "zscore": "{method: zscore, round: 1}",
                  "borda": "{method: borda, round: 1}"},
    "impute": {"as defined": "mean", "median": "median", "none": "none"},
}
OPTIONS = {
    "weights": ["--weights", "dirichlet:20"],
    "aggregate": ["--aggregate", "on,geometric,median,minimum"],
    "normalise": ["--normalise", "on,zscore,borda"],
    "impute": ["--impute", "on,median,off"],
    "leave-out": ["--leave-out", "indicators"],
    "error": ["--error", "1e-10%"],  # too small to be seen: only the way of computing is another
}


def trial(draw=None):
    chosen = {key: ways[(draw or {}).get(key, "as defined")] for key, ways in WAYS.items()}
    # a switch keeps `to` and `round` as far as the method knows them
    return base.definition(normalise=chosen["normalise"], aggregate=chosen["aggregate"], more=f", impute: {chosen['impute']}")


class Combinations(base.Trial):
    def setUp(self):
        super().setUp()
        self.write("trial.yaml", trial())

    def options(self, pair):
        options = [word for name in pair for word in OPTIONS[name]]
        return options if "weights" in pair else options + ["--weights", "uniform:50%"]

    def test_draws_are_what_rank_says(self):
        for pair in itertools.combinations(OPTIONS, 2):
            with self.subTest(pair=pair):
                document, draws = self.draws("--draws", "30", *self.options(pair))
                scored = [draw for draw in draws if any(value for key, value in draw.items() if key.startswith("rank_"))]
                self.assertGreater(len(scored), 9)
                self.assertIn("varied", document["provenance"])
                for draw in scored[::11]:
                    if draw.get("aggregate") in ("minimum", "median"):
                        continue  # a definition with them must not write weights: test_switches compares them with `whatif`
                    self.write("variant.yaml", trial(draw))
                    self.check(draw, "variant.yaml")

    def test_every_command_takes_them(self):
        for pair in itertools.combinations(OPTIONS, 2):
            with self.subTest(pair=pair):
                options = self.options(pair)
                first = self.run_program("sensitivity", "trial.yaml", "--draws", "8", "--split-weights", "levels", "--threads", "1", "--format", "csv", *options, code=0).out
                names = {row["assumption"] for row in base.table(first)}
                self.assertEqual({name for name in names if name.startswith("weights level")}, {"weights level 1", "weights level 2"})
                self.assertEqual({name for name in names if not name.startswith("weight")}, {name for name in pair if name != "weights"})
                for row in base.table(first):
                    self.assertTrue(row["total"] == "" or float(row["total"]) >= 0)
                self.assertEqual(first, self.run_program("sensitivity", "trial.yaml", "--draws", "8", "--split-weights", "levels", "--threads", "2", "--format", "csv", *options, code=0).out)
                if "weights" not in pair:
                    others = [word for name in pair for word in OPTIONS[name]]
                    rows = base.table(self.run_program("acceptability", "trial.yaml", "--draws", "40", "--format", "csv", *others, code=0).out)
                    self.assertAlmostEqual(sum(float(row["p_rank_1"]) for row in rows if row["p_rank_1"]), 1, delta=0.2)


if __name__ == "__main__":
    unittest.main()
