"""Intervals of scores and of their differences: against the scores that `rank` gives with the weights and methods of every single draw,
against closed forms, and what is promised of memory and threads."""
import random
import statistics
import unittest

from test_uncertainty import Trial, definition, table


def quantile(values, share):
    """Type 7: linear between order statistics."""
    rising = sorted(values)
    place = share * (len(rising) - 1)
    below = int(place + 1e-9)
    part = max(place - below, 0)
    return rising[below] + (part * (rising[below + 1] - rising[below]) if part > 1e-9 else 0)


class Draws(Trial):
    units = 12

    def scores(self, draws, files):
        """Per draw, what `rank` makes of its weights: {unit: score}."""
        for draw in draws:
            wishes = [f"{key[7:]}={value}" for key, value in draw.items() if key.startswith("weight_") and value]
            done = self.run_program("rank", files[draw.get("aggregate", "")], "--no-intervals", "--set", ",".join(wishes), "--rescale", "free",
                                    "--format", "csv", code=0)
            yield {row["unit"]: float(row["score"]) for row in table(done.out) if row["rank"]}

    def check_figures(self, row, column, values):
        self.assertEqual(int(row["draws"]), len(values))
        for name, share in (("low", 0.1), ("high", 0.9), ("median", 0.5)):
            self.assertAlmostEqual(float(row[f"{column}_{name}"]), quantile(values, share), delta=2e-9)
        self.assertAlmostEqual(float(row[f"{column}_mean"]), statistics.fmean(values), delta=2e-9)
        self.assertAlmostEqual(float(row[f"{column}_sd"]), statistics.stdev(values), delta=1e-8)

    def check_all(self, files, *varied):
        options = ["trial.yaml", "--draws", "30", "--level", "80", *varied]
        _, draws = self.draws(*options[1:])
        made = list(self.scores(draws, files))
        for row in table(self.run_program("uncertainty", *options, "--scores", "--format", "csv", code=0).out):
            values = [scores[row["unit"]] for scores in made if row["unit"] in scores]
            if values:
                self.check_figures(row, "score", values)
        pairs = table(self.run_program("uncertainty", *options, "--pairs", "--format", "csv", code=0).out)
        ranked = {unit for scores in made for unit in scores}
        self.assertEqual(len(pairs), len(ranked) * (len(ranked) - 1) // 2)
        for row in pairs:
            values = [scores[row["unit"]] - scores[row["other"]] for scores in made if {row["unit"], row["other"]} <= set(scores)]
            self.check_figures(row, "difference", values)
            for name, count in (("above", sum(v > 5e-10 for v in values)), ("below", sum(v < -5e-10 for v in values))):
                self.assertAlmostEqual(float(row[f"p_{name}"]), count / len(values), places=12)

    def test_only_weights(self):
        self.check_all({"": "trial.yaml"}, "--weights", "uniform:50%")

    def test_replayed(self):
        self.write("geometric.yaml", definition(aggregate="geometric"))
        self.check_all({"as defined": "trial.yaml", "geometric": "geometric.yaml"}, "--aggregate", "on,geometric")

    def test_the_same_bytes_for_any_number_of_threads(self):
        for what in ([], ["--aggregate", "on,geometric"]):
            for table_of in ("--scores", "--pairs"):
                runs = {self.run_program("uncertainty", "trial.yaml", "--draws", "300", "--format", "csv", "--threads", str(count), table_of, *what, code=0).out
                        for count in (1, 2, 3)}
                self.assertEqual(len(runs), 1)

    def test_one_table_at_a_time(self):
        self.assertIn("leave one of them out", self.run_program("uncertainty", "trial.yaml", "--scores", "--pairs", code=2).err)


class ClosedForms(Trial):
    def test_two_indicators_with_any_weights(self):
        """The weight w of `a` is uniform on [0, 1], so that a + w (b - a) is uniform between the two values. Each end of an interval lies
        within its own 95 % confidence limits, widened to four standard errors of the order statistic."""
        self.write("two.csv", "unit,a,b\nX,100,0\nY,0,100\nZ,40,20\n")
        self.write("two.yaml", "egovbench: 1\nid: two\ntitle: Two\ndata: [two.csv]\naggregate: arithmetic\ndefaults: {normalise: as-is}\n"
                               "indicators: [{id: a}, {id: b}]\n")
        options = ["two.yaml", "--weights", "flat", "--draws", "20000", "--seed", "11", "--format", "csv"]
        expected = {"X": (0, 100), "Y": (0, 100), "Z": (20, 40)}
        error = 4 * (0.05 * 0.95 / 20000) ** 0.5
        for row in table(self.run_program("uncertainty", *options, "--scores", code=0).out):
            low, high = expected[row["unit"]]
            self.assertAlmostEqual(float(row["score_low"]), low + 0.05 * (high - low), delta=error * (high - low))
            self.assertAlmostEqual(float(row["score_high"]), low + 0.95 * (high - low), delta=error * (high - low))
            self.assertAlmostEqual(float(row["score_sd"]), (high - low) / 12 ** 0.5, delta=error * (high - low))
            self.assertLess(float(row["score_low_least"]), float(row["score_low"]))
            self.assertLess(float(row["score_low"]), float(row["score_low_most"]))
            width = float(row["score_low_most"]) - float(row["score_low_least"])
            self.assertAlmostEqual(width, 2 * 1.96 * error / 4 * (high - low), delta=0.4 * width)
        row, = table(self.run_program("uncertainty", *options, "--pairs", "--units", "X,Z", code=0).out)
        self.assertEqual((row["unit"], row["other"]), ("X", "Z"))  # 100 w - 20 - 20 w: above 0 where w > 1/4
        self.assertAlmostEqual(float(row["p_above"]), 0.75, delta=4 * (0.75 * 0.25 / 20000) ** 0.5)
        self.assertAlmostEqual(float(row["difference_low"]), -20 + 0.05 * 80, delta=error * 80)
        self.assertAlmostEqual(float(row["difference_high"]), -20 + 0.95 * 80, delta=error * 80)


class Memory(Trial):
    """256 MB hold 8 bytes of 300 units in 111848 draws."""

    def setUp(self):
        super().setUp()
        chance = random.Random(8)
        self.write("many.csv", "unit,a,b\n" + "".join(f"U{i},{chance.randrange(1, 99)},{chance.randrange(1, 99)}\n" for i in range(300)))
        self.write("many.yaml", "egovbench: 1\nid: many\ntitle: Many\ndata: [many.csv]\naggregate: arithmetic\ndefaults: {normalise: as-is}\n"
                                "indicators: [{id: a}, {id: b}]\n")

    def test_the_first_draws_are_kept(self):
        def rows(draws, threads):
            return self.run_program("uncertainty", "many.yaml", "--scores", "--top", "4", "--draws", draws, "--threads", threads, "--format", "csv", code=0).out
        self.assertEqual(rows("120000", "2"), rows("111848", "1"))
        done = self.run_program("uncertainty", "many.yaml", "--scores", "--top", "4", "--draws", "120000", "--notes", code=0)
        self.assertIn("the first 111848 draws", " ".join(done.out.split()))

    def test_too_many_pairs(self):
        done = self.run_program("uncertainty", "many.yaml", "--pairs", "--draws", "111848", code=2)
        self.assertIn("44850 pairs", done.err)
        self.assertIn("--top 19200", done.err)
        self.run_program("uncertainty", "many.yaml", "--pairs", "--draws", "111848", "--top", "2", code=0)


del Trial
if __name__ == "__main__":
    unittest.main()
