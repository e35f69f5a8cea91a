"""Simulated rankings against the pipeline itself: every draw that the program writes is scored again by `rank` with that draw's weights
and choices, and the ranks must be the same, also with missing data. And what the tables promise: the same bytes for any number of
threads, nothing silent, intervals that cover."""
import csv
import io
import json
import math
import os
import random
import re
import signal
import statistics
import subprocess
import time
import unittest

from program import PROGRAM, ProgramTest, clean_environment

DEFINITION = """\
egovbench: 1
id: trial
title: Trial
data: [{{file: trial.csv, unit: unit}}]
defaults: {{normalise: {normalise}, aggregate: {aggregate}{more}}}
{top}
levels: [{{id: high, from: 60}}, {{id: low, from: 0}}]
indicators:
  - id: A
    weight: 3
    available: 0.5
    indicators: [{{id: a, weight: 2}}, {{id: b}}, {{id: c}}]
  - id: B
    weight: 2
    indicators: [{{id: d}}, {{id: e, weight: 3, direction: lower}}]
  - {{id: f, weight: 1}}
scenarios:
{scenarios}
"""
LEAVES = "abcdef"


def definition(normalise="minmax", aggregate="arithmetic", more="", top=""):
    scenarios = "".join(f"  without-{leaf}: {{drop: [{leaf}]}}\n" for leaf in LEAVES)
    return DEFINITION.format(normalise=normalise, aggregate=aggregate, more=more, top=top, scenarios=scenarios)


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


class Trial(ProgramTest):
    units = 40

    def setUp(self):
        super().setUp()
        chance = random.Random(4)
        lines = ["unit," + ",".join(LEAVES)]
        for unit in range(self.units):
            cells = [f"{chance.gauss(50 + unit / 4, 15):.3f}" if chance.random() > 0.12 else "" for _ in LEAVES]
            lines.append(f"U{unit:02}," + ",".join(cells))
        (self.place / "trial.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.write("trial.yaml", definition())

    def write(self, name, text):
        (self.place / name).write_text(text, encoding="utf-8")

    def draws(self, *arguments):
        done = self.run_program("uncertainty", "trial.yaml", "--draws-file", "draws.csv", "--force", "--format", "json", *arguments, code=0)
        return json.loads(done.out), table((self.place / "draws.csv").read_text(encoding="utf-8"))

    def check(self, draw, file, *arguments):
        """The ranks of a draw are those of `rank` with its weights."""
        weights = {key[7:]: value for key, value in draw.items() if key.startswith("weight_")}
        left = draw.get("leave-out", "nothing")
        wishes = [f"{node}={value}" for node, value in weights.items() if node != left and value]
        scenario = [] if left == "nothing" else ["--scenario", f"without-{left}"]
        done = self.run_program("rank", file, "--no-intervals", "--set", ",".join(wishes), "--rescale", "free", "--format", "csv", *scenario, *arguments, code=0)
        expected = {row["unit"]: row["rank"] for row in table(done.out)}
        got = {key[5:]: value for key, value in draw.items() if key.startswith("rank_")}
        self.assertEqual(got, expected, f"draw {draw['draw']}")


class Exact(Trial):
    def test_weights_alone(self):
        for law in ("uniform:25%", "uniform:100%", "dirichlet:20", "flat"):
            with self.subTest(law=law):
                _, draws = self.draws("--weights", law, "--draws", "60")
                for draw in draws[::7]:
                    self.check(draw, "trial.yaml")

    def test_geometric_means(self):
        self.write("trial.yaml", definition(normalise="{method: minmax, to: [1, 100]}", aggregate="geometric"))
        _, draws = self.draws("--weights", "flat", "--draws", "40")
        for draw in draws[::5]:
            self.check(draw, "trial.yaml")

    def test_a_method_that_no_kernel_has(self):
        self.write("trial.yaml", definition(normalise="{method: minmax, to: [1, 100]}", aggregate="harmonic"))
        _, draws = self.draws("--weights", "uniform:50%", "--draws", "40")
        for draw in draws[::5]:
            self.check(draw, "trial.yaml")

    def test_everything_at_once(self):
        ways = {"minmax": "minmax", "zscore": "{method: zscore, mean: 50, sd: 10, zero: 1}"}
        top = f"uncertainty: {{weights: {{uniform: 30%}}, normalise: [{', '.join(ways.values())}], aggregate: [arithmetic, geometric], leave-out: indicators, treat: [on, winsorise]}}"
        self.write("trial.yaml", definition(top=top))
        _, draws = self.draws("--draws", "200")
        seen = set()
        for draw in draws[:40]:
            way = "minmax" if draw["normalise"] == "as defined" else draw["normalise"].split(" ")[0]
            mean = "arithmetic" if draw["aggregate"] == "as defined" else draw["aggregate"]
            treat = "" if draw["treat"] == "as defined" else ", treat: " + draw["treat"]
            seen |= {way, mean, treat}
            self.write("variant.yaml", definition(normalise=ways[way], aggregate=mean, more=treat))
            self.check(draw, "variant.yaml")
        self.assertEqual(len(seen), 6)

    def test_ties_that_the_definition_breaks(self):
        for ties in ("competition", "dense", "fractional", "ordinal"):
            for breakers in ("", ", tie-breakers: [f]"):
                with self.subTest(ties=ties, breakers=breakers):
                    self.write("trial.yaml", definition(top=f"rank: {{ties: {ties}, decimals: 0{breakers}}}"))
                    _, draws = self.draws("--draws", "40")
                    for draw in draws[::8]:
                        self.check(draw, "trial.yaml")


class Tables(Trial):
    def rows(self, *arguments):
        return table(self.run_program("uncertainty", "trial.yaml", "--format", "csv", *arguments, code=0).out)

    def test_the_same_bytes_for_any_number_of_threads(self):
        for what in ([], ["--aggregate", "on,geometric", "--leave-out", "indicators"], ["--error", "20%", "--draws", "300"]):
            runs = {self.run_program("uncertainty", "trial.yaml", "--format", "json", "--threads", str(count), *what, code=0).out
                    for count in (1, 2, 3, 8)}
            self.assertEqual(len(runs), 1, what)
        self.assertNotEqual(self.rows("--seed", "1"), self.rows("--seed", "2"))

    def test_figures_are_those_of_the_draws(self):
        result, draws = self.draws("--draws", "500", "--level", "80", "--frequencies", "ranks.csv")
        counts = {row["unit"]: row for row in table((self.place / "ranks.csv").read_text(encoding="utf-8"))}
        for row in result["rows"]:
            ranks = sorted(int(draw["rank_" + row["unit"]]) for draw in draws if draw["rank_" + row["unit"]])
            if not ranks:
                self.assertNotIn("rank_mean", {key for key, value in row.items() if value is not None})
                continue
            self.assertAlmostEqual(row["rank_mean"], sum(ranks) / len(ranks), delta=1e-9)
            self.assertEqual(row["p_first"], ranks.count(1) / len(ranks))
            self.assertAlmostEqual(row["p_top10"], sum(rank <= 10 for rank in ranks) / len(ranks), delta=1e-12)
            inside = sum(row["rank_low"] <= rank <= row["rank_high"] for rank in ranks)
            self.assertGreaterEqual(inside, 0.8 * len(ranks))
            for rank in range(1, self.units + 1):
                if f"rank_{rank}" in counts[row["unit"]]:
                    self.assertEqual(int(counts[row["unit"]][f"rank_{rank}"] or 0), ranks.count(rank))

    def test_bars_of_the_first_rows(self):
        rows = self.rows("--draws", "300")
        self.assertEqual(self.rows("--draws", "300", "--top", "5"), rows[:5])
        self.assertNotIn("bar", rows[0])
        for width in ("60", "80", "120"):
            text = self.run_program("uncertainty", "trial.yaml", "--draws", "300", "--top", "5", "--width", width, code=0).out
            lines = text.split("\n\n")[1].splitlines()
            last = max(float(row["rank_high"]) for row in rows[:5])
            self.assertRegex(lines[0], rf"  1 +{last:.0f}( |$)")
            for line, row in zip(lines[1:], rows[:5]):
                (bar,) = [word for word in line.split() if "o" in word and set(word) <= set(".=|o")]
                self.assertTrue(line.startswith(row["name"] or row["unit"]) and len(line) <= int(width), line)
                place = round((float(row["rank"]) - 1) / (last - 1) * (len(bar) - 1))
                self.assertLessEqual(abs(bar.index("o") - place), 1)

    def test_levels_add_up(self):
        for row in self.rows("--draws", "300"):
            if row["rank"]:
                self.assertAlmostEqual(float(row["p_level_high"]) + float(row["p_level_low"]), 1, delta=1e-12)

    def test_what_failed_is_told(self):
        done = self.run_program("uncertainty", "trial.yaml", "--normalise", "on,zscore", "--aggregate", "on,geometric", "--draws", "400",
                                "--format", "json", code=0)
        result = json.loads(done.out)
        failed = [note for note in result["notes"] if "could not be scored" in note]
        causes = [cause.split(": ", 1) for cause in result["provenance"]["failures"].split("; ")]
        self.assertEqual(sum(int(count) for count, _ in causes), int(result["provenance"]["failed"]))
        for count, reason in causes:
            self.assertIn(f"{count} of the draws could not be scored and are left out: {reason}.", failed)
        self.assertTrue(failed and "geometric" in failed[0], result["notes"])
        self.assertEqual(int(result["provenance"]["draws"]) + int(result["provenance"]["failed"]), 400)
        self.assertIn("seed", result["provenance"])

    def test_wrong_options_are_refused_with_advice(self):
        for arguments, word in ((["--weights", "unifrm:2"], "uniform:25%"), (["--normalise", "minmx"], "minmax"), (["--node", "Z"], "node"),
                                (["--error", "x"], "10%"), (["--leave-out", "dimension"], "dimensions"), (["--normalise", "points"], "points")):
            done = self.run_program("uncertainty", "trial.yaml", *arguments)
            self.assertIn(done.code, (2, 3), arguments)
            self.assertIn(word, done.err)

    def test_a_wrong_declaration_is_a_fault_of_the_definition(self):
        self.write("trial.yaml", definition(top="uncertainty: {normalise: [minmx], aggregate: [{method: power, exponent: x}]}"))
        done = self.run_program("validate", "trial.yaml", code=1)
        self.assertIn("minmax", done.err)
        self.assertIn("not valid", done.out)
        self.assertIn("no parameter `exponent`", done.err)

    def test_a_part_of_the_index(self):
        rows = self.rows("--node", "B", "--draws", "200")
        expected = sorted((row for row in rows if row["score"]), key=lambda row: -float(row["score"]))
        self.assertEqual([row["rank"] for row in expected], [str(i + 1) for i in range(len(expected))])

    def test_ctrl_c_prints_what_is_done(self):
        with subprocess.Popen([PROGRAM, "uncertainty", "trial.yaml", "--error", "20%", "--draws", "100000000", "--threads", "1", "--format", "json"],
                              cwd=self.place, env=clean_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
            while run.poll() is None and os.stat(f"/proc/{run.pid}/stat") and cpu(run.pid) < 100:
                time.sleep(0.05)
            run.send_signal(signal.SIGINT)
            out, err = run.communicate(timeout=60)
        self.assertEqual(run.returncode, 130, err)
        result = json.loads(out)
        self.assertEqual(result["provenance"]["interrupted"], "true")
        self.assertGreaterEqual(int(result["provenance"]["draws"]), 4096)


class Available(ProgramTest):
    """`available: {of: children}`: Two has both children of the root, though only two of three indicators."""

    def test_children_and_not_indicators_decide(self):
        (self.place / "oc.yaml").write_text("""\
egovbench: 1
id: oc
title: Of children
data: [oc.csv]
available: {share: 1, of: children}
indicators:
  - id: A
    indicators: [{id: a1, goalposts: [0, 100]}, {id: a2, goalposts: [0, 100]}]
  - {id: b1, goalposts: [0, 100]}
""", encoding="utf-8")
        (self.place / "oc.csv").write_text("unit,name,a1,a2,b1\nU1,One,90,80,70\nU2,Two,,75,60\nU3,Three,50,40,30\n", encoding="utf-8")
        for command in (["rank"], ["uncertainty", "--draws", "100"], ["uncertainty", "--draws", "100", "--error", "0.0001%"]):
            rows = table(self.run_program(command[0], "oc.yaml", *command[1:], "--format", "csv", code=0).out)
            self.assertEqual([(row["name"], row["rank"], row["rank_low"], row["rank_high"]) for row in rows],
                             [("One", "1", "1", "1"), ("Two", "2", "2", "2"), ("Three", "3", "3", "3")], command)


def quantile(ranks, p):
    """Type 7 of Hyndman and Fan (1996), in whole numbers: p in percent."""
    ranks, at = sorted(ranks), p * (len(ranks) - 1)
    below, part = divmod(at, 100)
    return ranks[below] if part == 0 else ranks[below] + part / 100 * (ranks[below + 1] - ranks[below])


class Intervals(Trial):
    """Every interval is the quantile of the draws one by one, on both sides of each size at which the counting changes."""

    def index(self, units, top=""):
        chance = random.Random(units)
        rows = [f"U{unit},{chance.random() * 100:.4f},{chance.random() * 100:.4f},{chance.choice([1, 2])}" for unit in range(units)]
        (self.place / "trial.csv").write_text("\n".join(["unit,a,b,c", *rows]) + "\n", encoding="utf-8")
        self.write("trial.yaml", f"egovbench: 1\nid: trial\ntitle: Trial\ndata: [trial.csv]\n{top}\ndefaults: {{normalise: as-is}}\n"
                                 "indicators: [{id: a}, {id: b}, {id: c, weight: 20}]\n")

    def check_intervals(self, units, draws, *arguments, top=""):
        self.index(units, top)
        rows, kept = self.draws("--draws", str(draws), *arguments)
        ranks = {row["unit"]: [] for row in rows["rows"]}
        for draw in kept:
            for key, value in draw.items():
                if key.startswith("rank_") and value:
                    ranks[key[5:]].append(float(value))
        half = 2 if "fractional" in top else 1
        for row in rows["rows"]:
            mine = ranks[row["unit"]]
            self.assertEqual(row["rank_low"], math.floor(quantile(mine, 5) * half) / half, row)
            self.assertEqual(row["rank_high"], math.ceil(quantile(mine, 95) * half) / half, row)
            self.assertAlmostEqual(row["rank_median"], quantile(mine, 50), delta=1e-9)
            self.assertAlmostEqual(row["rank_mean"], sum(mine) / len(mine), delta=1e-9)
            self.assertAlmostEqual(row["rank_mean_error"], statistics.stdev(mine) / math.sqrt(len(mine)), delta=1e-6 * units)
            self.assertLessEqual(row["rank_low_best"], row["rank_low"])
            self.assertGreaterEqual(row["rank_high_worst"], row["rank_high"])

    def test_fast_path(self):
        for units in (2047, 2049, 4096, 4097):  # 4096 * 4096 counters are the largest table with a line per rank
            self.check_intervals(units, 24)  # the quantiles lie between two order statistics

    def test_general_path(self):
        self.check_intervals(2049, 24, "--error", "5%")
        self.check_intervals(2900, 24, top="rank: {ties: fractional, decimals: 1}")  # ranks in halves: two lines per unit

    def test_whole_quantiles(self):
        """(draws - 1) * 5 % is whole: an order statistic, not the one after it."""
        for draws in (21, 101, 201, 1001):
            self.check_intervals(30, draws)
            self.check_intervals(30, draws, "--error", "50%")

    def test_large_indices_only_on_request(self):
        self.index(20001)
        plain = self.run_program("rank", "trial.yaml", "--format", "csv", "--top", "3", code=0)
        self.assertNotIn("rank_low", plain.out)
        self.assertIn("20001 units", plain.err)
        self.assertIn("--intervals", plain.err)
        self.assertEqual(self.run_program("rank", "trial.yaml", "--format", "csv", "--no-intervals", code=0).err, "")
        asked = self.run_program("rank", "trial.yaml", "--format", "csv", "--intervals", code=0)
        self.assertEqual(asked.err, "")
        for row in table(asked.out)[1000:1003]:
            self.assertLess(float(row["rank_low"]), float(row["rank_high"]), row)

    def test_weights_that_no_method_reads_are_not_simulated(self):
        def write(**top):
            self.write("trial.yaml", re.sub(r"weight: \d(, )?", "", definition(aggregate="benefit-of-the-doubt", **top)))
        write()
        done = self.run_program("rank", "trial.yaml", "--format", "csv", code=0)
        self.assertNotIn("rank_low", done.out)
        self.assertIn("`benefit-of-the-doubt` does not use them", done.err)
        write(top="uncertainty: {leave-out: indicators}")
        self.assertIn("rank_low", self.run_program("rank", "trial.yaml", "--format", "csv", code=0).out)

    def test_sorted_by_an_end_of_the_interval(self):
        for column in ("rank_low", "rank_high_worst"):
            rows = table(self.run_program("rank", "trial.yaml", "--sort", column, "--format", "csv", code=0).out)
            ends = [float(row[column]) for row in rows if row[column]]
            self.assertEqual(ends, sorted(ends))
            self.assertGreater(len(set(ends)), 5)


class Neighbours(Trial):
    """`=` in `rank`: each of two neighbours is ahead of the other in at least 10 % of the draws, equal ranks counting half (README). `rank`
    takes the first 500 draws of seed 1."""
    units = 60

    def check_marks(self):
        _, draws = self.draws("--draws", "500")
        shown = json.loads(self.run_program("rank", "trial.yaml", "--format", "json", code=0).out)["rows"]
        order = [row["unit"] for row in shown if row["rank"]]
        text = self.run_program("rank", "trial.yaml", "--width", "0", "--columns", "unit,rank,rank_low", code=0).out
        marks = {words[0]: words[1].endswith("=") for words in map(str.split, text.splitlines()) if words and words[0] in order}
        near = 0
        for one, next_one in zip(order, order[1:]):
            ranks = [(int(draw["rank_" + one]), int(draw["rank_" + next_one])) for draw in draws if draw["rank_" + one] and draw["rank_" + next_one]]
            ahead = sum((a < b) + (a == b) / 2 for a, b in ranks) / len(ranks)
            self.assertEqual(marks[one], 0.1 <= ahead <= 0.9, (one, next_one, ahead))
            near += 0.8 < ahead <= 0.9 or 0.9 < ahead < 0.97
        self.assertGreater(near, 2)  # pairs on both sides of the threshold
        return order, marks

    def twin(self):
        lines = (self.place / "trial.csv").read_text(encoding="utf-8").splitlines()
        lines.append("TWIN," + lines[1].split(",", 1)[1])
        (self.place / "trial.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def test_marks_are_those_of_the_draws(self):
        self.twin()
        for mean in ("arithmetic", "mean-min"):  # the kernel; the general path
            self.write("trial.yaml", definition(aggregate=mean))
            order, marks = self.check_marks()
            first = min(order.index("U00"), order.index("TWIN"))
            self.assertEqual({order[first], order[first + 1]}, {"U00", "TWIN"})
            self.assertTrue(marks[order[first]], "tied in every draw")


class Bounds(ProgramTest):
    def test_errors_end_at_what_is_possible(self):
        """Two units at a bound: with probability 1/4 the errors of both are cut there, and they are level; else either is ahead as
        often: each is not behind the other in 1/4 + 3/8 of the draws."""
        (self.place / "top.yaml").write_text("egovbench: 1\nid: top\ntitle: Top\ndata: [top.csv]\ndefaults: {normalise: as-is}\n"
                                             "indicators: [{id: x, bounds: [0, 100]}]\n", encoding="utf-8")
        share = 0.625
        for bound in (100, 0):
            (self.place / "top.csv").write_text(f"unit,x\nA,{bound}\nB,{bound}\nC,{10 if bound else 90}\n", encoding="utf-8")
            rows = {row["unit"]: row for row in table(self.run_program("uncertainty", "top.yaml", "--error", "20%", "--draws", "4000",
                                                                       "--draws-file", "draws.csv", "--force", "--format", "csv", code=0).out)}
            draws = table((self.place / "draws.csv").read_text(encoding="utf-8"))
            for unit, other in ("AB", "BA"):
                ahead = sum(int(draw[f"rank_{unit}"]) <= int(draw[f"rank_{other}"]) for draw in draws) / len(draws)
                self.assertAlmostEqual(ahead, share, delta=5 * math.sqrt(share * (1 - share) / 4000), msg=(bound, unit))
                if bound:
                    self.assertAlmostEqual(float(rows[unit]["p_first"]), ahead, places=9)


class MonteCarlo(Trial):
    """Errors against what they promise: figures of many seeds around those of many draws."""
    units = 15

    def rows(self, seed, draws):
        done = self.run_program("uncertainty", "trial.yaml", "--weights", "uniform:80%", "--seed", str(seed), "--draws", str(draws), "--format", "csv", code=0)
        return {row["unit"]: {key: float(value) for key, value in row.items() if key not in ("unit", "name") and value} for row in table(done.out)}

    def test_errors_cover(self):
        truth = self.rows(1, 400000)
        shares, ends = ("p_first", "p_top10", "p_level_high"), ("rank_low", "rank_high")
        hits = {figure: [] for figure in ("rank_mean", *shares, *ends)}
        for seed in range(2, 82):
            for unit, row in self.rows(seed, 300).items():
                for figure in ("rank_mean", *shares):
                    # A share near 0 or 1 has no normal error; a mean that hardly varies neither.
                    if 0.05 < truth[unit].get(figure, 0) < 0.95 if figure in shares else truth[unit].get("rank_mean_error", 0) > 1e-4:
                        hits[figure].append(abs(row[figure] - truth[unit][figure]) <= 1.96 * row[figure + "_error"])
                for end in ends:
                    if end in row:
                        hits[end].append(row[end + "_best"] <= truth[unit][end] <= row[end + "_worst"])
        for figure, hit in hits.items():
            share = sum(hit) / len(hit)
            self.assertGreaterEqual(len(hit), 80, figure)
            # 95 % of normal errors are within 1.96 of them. Figures of one seed hang together, so the limits are those of 80 figures:
            # three standard errors of 0.024. Ends are whole ranks, which more often than 95 % lie inside.
            self.assertGreater(share, 0.95 - 0.073, figure)
            if figure not in ends:
                self.assertLess(share, 0.995, figure)


    def test_errors_of_acceptabilities_cover(self):
        """A is first when the weight of x is above 0.4: in 0.6 of all weights, with x at 0.7 on average."""
        (self.place / "two.yaml").write_text("egovbench: 1\nid: two\ntitle: Two\ndata: [two.csv]\ndefaults: {normalise: as-is}\n"
                                             "indicators: [{id: x}, {id: y}]\n", encoding="utf-8")
        (self.place / "two.csv").write_text("unit,x,y\nA,1,0\nB,0.4,0.4\n", encoding="utf-8")
        hits = {"p_first": [], "p_rank_2": [], "central_x": []}
        for seed in range(100):
            rows = table(self.run_program("acceptability", "two.yaml", "--draws", "200", "--seed", str(seed), "--format", "csv", code=0).out)
            (row,) = [row for row in rows if row["unit"] == "A"]
            for figure, truth in (("p_first", 0.6), ("p_rank_2", 0.4), ("central_x", 0.7)):
                hits[figure].append(abs(float(row[figure]) - truth) <= 1.96 * float(row[figure + "_error"]))
        self.assertGreaterEqual(sum(hits["p_first"]), 88)  # 95 of 100, less three standard errors of 2.2
        self.assertLess(sum(hits["p_first"]), 100)
        self.assertEqual(hits["p_rank_2"], hits["p_first"])
        self.assertGreaterEqual(sum(hits["central_x"]), 95)  # the largest error there can be


class Sensitivity(Trial):
    def rows(self, *arguments):
        return table(self.run_program("sensitivity", "trial.yaml", "--draws", "64", "--format", "csv", *arguments, code=0).out)

    def test_indices_of_what_varies(self):
        rows = self.rows("--weights", "uniform:50%", "--leave-out", "indicators")
        self.assertEqual([row["assumption"] for row in rows], ["weights", "leave-out"])
        for row in rows:
            self.assertLessEqual(float(row["total_low"]), float(row["total"]))
            self.assertLessEqual(float(row["total"]), float(row["total_high"]))
        self.assertEqual(len(self.rows()), 2)  # weights and means; min-max is what the definition has

    def test_a_switch_is_what_rank_says(self):
        (row,) = self.rows("--table", "switches", "--weights", "fixed", "--aggregate", "on,median")
        ranks = []
        for mean in ("arithmetic", "median"):
            self.write("trial.yaml", definition(aggregate=mean))
            done = self.run_program("rank", "trial.yaml", "--no-intervals", "--format", "csv", code=0)
            ranks.append({one["unit"]: int(one["rank"]) for one in table(done.out) if one["rank"]})
        moved = [abs(ranks[0][unit] - ranks[1][unit]) for unit in ranks[0].keys() & ranks[1].keys()]
        self.assertEqual(int(row["largest_shift"]), max(moved))
        self.assertAlmostEqual(float(row["mean_shift"]), sum(moved) / len(moved), delta=1e-9)
        self.assertEqual(float(row["moved_5"]), sum(step >= 5 for step in moved))

    def test_one_unit_and_nothing_to_vary(self):
        text = self.run_program("sensitivity", "trial.yaml", "--draws", "32", "--unit", "U05", code=0).out
        self.assertIn("rank of U05", text)
        self.assertIn("switched alone", text)
        done = self.run_program("sensitivity", "trial.yaml", "--weights", "fixed", code=5)
        self.assertIn("uncertainty:", done.err)
        self.assertEqual(self.run_program("sensitivity", "trial.yaml", "--unit", "nobody").code, 2)

    def test_every_part_can_be_left_out(self):
        rows = self.rows("--table", "removals")
        self.assertTrue({"A", "B", "f", "a"} <= {row["node"] for row in rows})


def cpu(pid):
    """Hundredths of a second of work; not a clock: the first draws are done whatever the load."""
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


class Coverage(Trial):
    """Truth plus normal error of known size: how often does the 90 % interval hold the true rank?"""
    units = 30

    def test_interval_covers_the_true_rank(self):
        chance, inside, all_ranks = random.Random(11), 0, 0
        self.write("trial.yaml", definition(top="uncertainty: {error: {indicators: {a: 4, b: 4, c: 4, d: 4, e: 4, f: 4}}}"))
        for _ in range(12):
            truth = {f"U{unit:02}": [chance.gauss(50, 15) for _ in LEAVES] for unit in range(self.units)}
            self.tell(truth, lambda value: value)
            done = self.run_program("rank", "trial.yaml", "--no-intervals", "--format", "csv", code=0)
            true_rank = {row["unit"]: int(row["rank"]) for row in table(done.out)}
            self.tell(truth, lambda value: chance.gauss(value, 4))
            for row in table(self.run_program("uncertainty", "trial.yaml", "--draws", "300", "--format", "csv", code=0).out):
                inside += float(row["rank_low"]) <= true_rank[row["unit"]] <= float(row["rank_high"])
                all_ranks += 1
        print(f"# coverage of the 90 % interval: {inside / all_ranks:.3f} of {all_ranks}")
        # Ranks are whole and the ends are rounded outwards: a little more than 0.9. Units of a trial hang together: wide limits.
        self.assertGreater(inside / all_ranks, 0.85)
        self.assertLess(inside / all_ranks, 0.98)

    def tell(self, truth, measured):
        lines = ["unit," + ",".join(LEAVES)]
        lines += [unit + "," + ",".join(f"{measured(value):.6f}" for value in values) for unit, values in truth.items()]
        (self.place / "trial.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    unittest.main()
