"""Which assumptions are varied and what is said about them: the usual ones when nothing is declared, weights as several factors, the
aggregation of single nodes, methods that leave most units level, units that the definition does not rank, and the error of imputed values."""
import csv
import io
import json
import math
import random
import statistics
import unittest

import test_uncertainty as base

FLAT = """\
egovbench: 1
id: flat
title: Flat
data: [{{file: flat.csv, unit: unit}}]
defaults: {{normalise: {{method: goalposts, clamp: false}}{impute}}}
indicators: [{{id: x, goalposts: [0, 100]}}{more}]
uncertainty: {{error: {{{error}}}}}
"""


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


class Assumptions(base.Trial):
    def rows(self, command, *arguments, file="trial.yaml"):
        return table(self.run_program(command, file, "--format", "csv", *arguments, code=0).out)

    def ranks(self, file):
        return {row["unit"]: int(row["rank"]) for row in self.rows("rank", "--no-intervals", file=file) if row["rank"]}

    def notes(self, command, *arguments, file="trial.yaml"):
        return " ".join(json.loads(self.run_program(command, file, "--format", "json", *arguments, code=0).out)["notes"])


class Usual(Assumptions):
    def test_only_the_index_itself_is_aggregated_otherwise(self):
        """A switch to the geometric mean is what `rank` says of a definition with it at the top and scores below 1 counting as 1."""
        for row in self.rows("sensitivity", "--draws", "4", "--table", "switches"):
            if row["assumption"] == "aggregate":
                self.assertEqual(row["alternative"], "geometric (least 1)")
                before = self.ranks("trial.yaml")
                self.write("other.yaml", base.definition(top="aggregate: {method: geometric, least: 1}"))
                after = self.ranks("other.yaml")
                moved = [abs(before[unit] - after[unit]) for unit in before]
                self.assertGreater(max(moved), 0)
                self.assertEqual(int(row["largest_shift"]), max(moved))
                self.assertAlmostEqual(float(row["mean_shift"]), sum(moved) / len(moved), delta=1e-9)
                break
        else:
            self.fail("the aggregation does not vary")

    def test_it_is_said(self):
        text = self.notes("sensitivity", "--draws", "4")
        self.assertIn("Nothing is declared", text)
        self.assertIn("1 % of the scale", text)
        self.assertNotIn("Nothing is declared", self.notes("sensitivity", "--draws", "4", "--weights", "uniform:10%"))

    def test_no_geometric_mean_of_what_may_be_negative(self):
        self.write("trial.yaml", base.definition(normalise="zscore", aggregate="median"))
        rows = self.rows("sensitivity", "--draws", "16")
        self.assertEqual([row["assumption"] for row in rows], ["weights", "normalise", "aggregate"])
        text = self.notes("sensitivity", "--draws", "16")
        self.assertIn("not tried", text)
        self.assertNotIn("could not be scored", text)


class AggregateAt(Assumptions):
    def test_draws_have_it_there_only(self):
        self.write("trial.yaml", base.definition(top="uncertainty: {weights: {uniform: 40%}, aggregate: [on, {method: geometric, least: 2}], aggregate-at: [trial, B]}"))
        _, draws = self.draws("--draws", "30")
        seen = set()
        for draw in draws[::3]:
            seen.add(draw["aggregate"])
            other = draw["aggregate"] != "as defined"
            text = base.definition(top="aggregate: {method: geometric, least: 2}" if other else "")
            self.write("variant.yaml", text.replace("- id: B\n", "- id: B\n    aggregate: {method: geometric, least: 2}\n") if other else text)
            self.check(draw, "variant.yaml")
        self.assertEqual(len(seen), 2)

    def test_the_option_says_the_same(self):
        self.write("declared.yaml", base.definition(top="uncertainty: {aggregate: [on, harmonic], aggregate-at: [A]}"))
        said = self.rows("uncertainty", "--draws", "50", "--aggregate", "on,harmonic", "--aggregate-at", "A")
        self.assertEqual(said, self.rows("uncertainty", "--draws", "50", file="declared.yaml"))
        self.assertNotEqual(said, self.rows("uncertainty", "--draws", "50", "--aggregate", "on,harmonic"))
        # what the option lists is for all nodes unless it says otherwise
        self.assertEqual(self.rows("uncertainty", "--draws", "50", "--aggregate", "on,harmonic", file="declared.yaml"),
                         self.rows("uncertainty", "--draws", "50", "--aggregate", "on,harmonic"))

    def test_wrong_places(self):
        for arguments in (["--aggregate", "on,median", "--aggregate-at", "a"], ["--aggregate", "on,median", "--aggregate-at", "nowhere"], ["--aggregate-at", "A"]):
            self.assertIn("aggregat", self.run_program("uncertainty", "trial.yaml", *arguments, code=2).err)


class Level(Assumptions):
    """Half of the units and more have the lowest value of some indicator."""

    def setUp(self):
        super().setUp()
        lines = ["unit," + ",".join(base.LEAVES)]
        for unit in range(self.units):
            lines.append(f"U{unit:02}," + ",".join(str(0 if unit % 5 != 0 and leaf == base.LEAVES[unit % 6] else 1 + unit + place) for place, leaf in enumerate(base.LEAVES)))
        (self.place / "trial.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def test_zeros_are_not_passed_over_in_silence(self):
        self.write("geometric.yaml", base.definition(aggregate="geometric"))
        ranks = self.ranks("geometric.yaml")
        level = sum(rank == max(ranks.values()) for rank in ranks.values())
        self.assertGreater(2 * level, len(ranks))
        expected = f"`aggregate: geometric` on its own leaves {level} of the {len(ranks)} units tied for last place"
        for command, *arguments in (("uncertainty", "--draws", "40"), ("sensitivity", "--draws", "4", "--table", "switches")):
            text = self.notes(command, *arguments, "--aggregate", "on,geometric")
            self.assertIn(expected, text)
            self.assertIn("least: 1}", text)
            self.assertNotIn("on its own leaves", self.notes(command, *arguments, "--aggregate", "on,harmonic", "--aggregate-at", "trial"))
        self.write("declared.yaml", base.definition(top="uncertainty: {aggregate: [on, geometric]}"))
        self.assertIn(expected, self.notes("rank", file="declared.yaml"))

    def test_units_that_lose_their_rank(self):
        # four of five units lack something: without imputation they have too little
        lines = (self.place / "trial.csv").read_text(encoding="utf-8").splitlines()
        cells = [line.split(",") for line in lines]
        for unit, row in enumerate(cells[1:]):
            if unit % 5 != 0:
                row[1 + unit % 6] = ""
        (self.place / "trial.csv").write_text("\n".join(",".join(row) for row in cells) + "\n", encoding="utf-8")
        self.write("trial.yaml", base.definition(more=", impute: median", top="available: 1").replace("available: 0.5", "available: 1"))
        text = self.notes("uncertainty", "--draws", "40", "--impute", "on,off")
        self.assertIn("`impute: none` on its own leaves 32 of the 40 units unranked", text)


class Split(Assumptions):
    def names(self, *arguments):
        return [row["assumption"] for row in self.rows("sensitivity", "--draws", "16", *arguments)]

    def test_parts_and_levels(self):
        uniform = ("--weights", "uniform:50%")
        self.assertEqual(self.names(*uniform), ["weights"])
        self.assertEqual(self.names(*uniform, "--split-weights", "parts"), ["weight A", "weight B", "weight f", "weights below"])
        self.assertEqual(self.names(*uniform, "--split-weights", "levels"), ["weights level 1", "weights level 2"])
        self.assertEqual(self.names("--weights", "flat", "--split-weights", "levels"), ["weights level 1", "weights level 2"])
        self.assertEqual(self.names(*uniform, "--split-weights", "parts", "--node", "A"), ["weight a", "weight b", "weight c"])

    def test_what_cannot_be_split(self):
        for arguments, word in ((["--weights", "flat", "--split-weights", "parts"], "levels"), (["--weights", "fixed", "--aggregate", "on,median", "--split-weights", "levels"], "do not vary"),
                                (["--split-weights", "units"], "parts")):
            self.assertIn(word, self.run_program("sensitivity", "trial.yaml", *arguments, code=2).err)

    def test_weights_that_matter_to_nobody_have_no_share(self):
        """Indicators of a part are all the same: the weights below the parts change nothing, exactly."""
        lines = ["unit," + ",".join(base.LEAVES)]
        for unit in range(self.units):
            a, d, f = unit * 7 % 41, unit * 11 % 43, unit * 13 % 47
            lines.append(f"U{unit:02},{a},{a},{a},{d},{-d},{f}")
        (self.place / "trial.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        for how, still in (("parts", "weights below"), ("levels", "weights level 2")):
            rows = {row["assumption"]: row for row in self.rows("sensitivity", "--draws", "64", "--weights", "uniform:50%", "--split-weights", how)}
            self.assertEqual((float(rows[still]["first"]), float(rows[still]["total"])), (0, 0))
            self.assertTrue(all(float(row["total"]) > 0.01 for row in rows.values() if row["assumption"] != still))
            (switch,) = [row for row in self.rows("sensitivity", "--draws", "4", "--weights", "uniform:50%", "--split-weights", how, "--table", "switches")
                         if row["assumption"] == still]
            self.assertEqual(float(switch["mean_shift"]), 0)


class Unranked(Assumptions):
    def test_nobody_has_their_place(self):
        """Units that the definition lists without a rank do not push others down, on either path."""
        self.write("trial.yaml", base.definition(top="screen: {unranked: {U39: an average, U20: another}}"))
        for arguments in (["--weights", "uniform:60%"], ["--weights", "flat", "--aggregate", "on,geometric"], ["--error", "30%"]):
            _, draws = self.draws("--draws", "20", *arguments)
            for draw in draws:
                self.assertEqual((draw["rank_U39"], draw["rank_U20"]), ("", ""))
                best = [int(value) for key, value in draw.items() if key.startswith("rank_") and value]
                self.assertEqual(min(best), 1)
        _, draws = self.draws("--draws", "20", "--weights", "uniform:60%")
        for draw in draws[::6]:
            self.check(draw, "trial.yaml")
        rows = {row["unit"]: row for row in self.rows("uncertainty", "--node", "B", "--draws", "20")}
        self.assertEqual((rows["U39"]["rank"], rows["U39"]["rank_median"]), ("", ""))


class Imputed(base.ProgramTest):
    """One indicator, one gap filled by the median, with a standard error of half a standard deviation."""

    def test_imputed_values_vary_and_observed_ones_do_not(self):
        values = [3.0 * step for step in range(1, 31)]
        text = "unit,x\nGAP,\n" + "".join(f"U{step:02},{value}\n" for step, value in enumerate(values, 1))
        (self.place / "flat.csv").write_text(text, encoding="utf-8")
        (self.place / "flat.yaml").write_text(FLAT.format(impute=", impute: median", error="imputed: 50%", more=""), encoding="utf-8")
        draws = 4000
        self.run_program("uncertainty", "flat.yaml", "--draws", str(draws), "--draws-file", "draws.csv", code=0)
        lines = table((self.place / "draws.csv").read_text(encoding="utf-8"))
        mean = sum(values) / len(values)
        error = 0.5 * math.sqrt(sum((value - mean) ** 2 for value in values) / (len(values) - 1))
        above = dict.fromkeys(range(1, 31), 0)
        for line in lines:
            order = [int(line[f"rank_U{step:02}"]) for step in range(30, 0, -1)]
            self.assertEqual(order, sorted(order))
            gap = int(line["rank_GAP"])
            for step in above:
                above[step] += gap < int(line[f"rank_U{step:02}"])
        for step, count in above.items():
            expected = 0.5 * (1 + math.erf((46.5 - values[step - 1]) / error / math.sqrt(2)))
            # five standard errors of a share; the draws follow from the seed
            self.assertAlmostEqual(count / draws, expected, delta=5 * math.sqrt(0.25 / draws), msg=f"U{step:02}")

    def test_residuals_of_the_imputation_itself(self):
        """Worked out here: a tenth of the observed values hidden at a time, and what the median of the others misses them by."""
        chance = random.Random(5)
        values = [round(chance.gauss(50, 12), 2) for _ in range(40)]
        square = 0
        for fold in range(10):
            others = [value for place, value in enumerate(values) if place % 10 != fold]
            square += sum((statistics.median(others) - value) ** 2 for place, value in enumerate(values) if place % 10 == fold)
        error, middle, draws = math.sqrt(square / len(values)), statistics.median(values), 4000
        (self.place / "flat.csv").write_text("unit,x\nGAP,\n" + "".join(f"U{place:02},{value}\n" for place, value in enumerate(values)), encoding="utf-8")
        (self.place / "flat.yaml").write_text(FLAT.format(impute=", impute: median", error="imputed-residuals: true", more=""), encoding="utf-8")
        self.run_program("uncertainty", "flat.yaml", "--draws", str(draws), "--draws-file", "draws.csv", code=0)
        lines = table((self.place / "draws.csv").read_text(encoding="utf-8"))
        for place, value in enumerate(values):
            count = sum(int(line["rank_GAP"]) < int(line[f"rank_U{place:02}"]) for line in lines)
            expected = 0.5 * (1 + math.erf((middle - value) / error / math.sqrt(2)))
            self.assertAlmostEqual(count / draws, expected, delta=5 * math.sqrt(0.25 / draws), msg=f"U{place:02}")

    def test_without_it_nothing_varies(self):
        (self.place / "flat.csv").write_text("unit,x\nGAP,\nA,10\nB,20\nC,60\n", encoding="utf-8")
        (self.place / "flat.yaml").write_text(FLAT.format(impute=", impute: median", error="imputed: 0%", more=""), encoding="utf-8")
        text = self.run_program("uncertainty", "flat.yaml", "--draws", "10", "--notes", code=0).out
        self.assertIn("weights: uniform", text)

    def test_none_takes_back_what_is_declared(self):
        (self.place / "flat.csv").write_text("unit,x\nA,10\nB,20\nC,60\nD,61\n", encoding="utf-8")
        (self.place / "flat.yaml").write_text(FLAT.format(impute="", error="all: 50%", more=""), encoding="utf-8")
        for error, still in (([], False), (["--error", "none"], True)):
            out = self.run_program("uncertainty", "flat.yaml", "--draws", "200", *error, "--format", "csv", code=0).out
            rows = list(csv.DictReader(io.StringIO(out)))
            self.assertEqual(all(row["rank_low"] == row["rank_high"] for row in rows), still)


if __name__ == "__main__":
    unittest.main()
