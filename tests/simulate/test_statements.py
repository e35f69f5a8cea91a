"""Acceptability and statements about weights through the program: the same bytes for any number of threads, no draw outside what is
stated, every figure the one of the draws that `uncertainty` writes, and faults with their places."""
import csv
import io
import json
import os
import signal
import subprocess
import time
import unittest

from program import PROGRAM, ProgramTest, clean_environment

DEFINITION = """\
egovbench: 1
id: trial
title: Trial
data: [{{file: trial.csv, unit: unit}}]
defaults: {{normalise: as-is, aggregate: {aggregate}}}
scale: 1
{top}
indicators:
  - {{id: A, weight: 3, indicators: [{{id: a, weight: 2}}, {{id: b}}]}}
  - {{id: B, weight: 2, indicators: [{{id: c}}, {{id: d}}]}}
  - {{id: C, weight: 1}}
  - {{id: D, weight: 1}}
scenarios: {{short: {{drop: [D]}}}}
"""
STATEMENTS = ["A >= B >= C", "2 * B <= 3 * D", "A <= 40%", "10% <= C", "a >= 2 b"]


def holds(weight):
    """Shares as the file has them; what is at a bound is so to within rounding."""
    slack = 1e-12
    return (weight["A"] >= weight["B"] - slack and weight["B"] >= weight["C"] - slack and 2 * weight["B"] <= 3 * weight["D"] + slack
            and weight["A"] <= 0.4 + slack and weight["C"] >= 0.1 - slack and weight["a"] >= 2 * weight["b"] - slack)


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


class Trial(ProgramTest):
    def setUp(self):
        super().setUp()
        lines = ["unit,name,a,b,c,d,C,D"]
        for unit in range(25):
            cells = [f"{(unit * factor + shift) % 97 / 97:.6f}" for factor, shift in ((31, 5), (47, 11), (13, 60), (71, 2), (29, 40), (53, 17))]
            lines.append(f"U{unit:02},Unit {unit}," + ",".join(cells))
        (self.place / "trial.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.define()

    def define(self, top="", aggregate="arithmetic"):
        (self.place / "trial.yaml").write_text(DEFINITION.format(top=top, aggregate=aggregate), encoding="utf-8")

    def rows(self, *arguments):
        return table(self.run_program("acceptability", "trial.yaml", "--format", "csv", *arguments, code=0).out)

    def draws(self, *arguments):
        self.run_program("uncertainty", "trial.yaml", "--draws-file", "draws.csv", "--force", *arguments, code=0)
        return table((self.place / "draws.csv").read_text(encoding="utf-8"))


class Statements(Trial):
    def shares(self, *arguments):
        return [{key[7:]: float(value) for key, value in draw.items() if key.startswith("weight_")} for draw in self.draws(*arguments)]

    def test_no_draw_is_outside(self):
        where = [word for statement in STATEMENTS for word in ("--where", statement)]
        for more in ([], ["--aggregate", "on,geometric"], ["--error", "5%", "--draws", "400"]):
            shares = self.shares("--draws", "2000", *where, *more)
            self.assertGreaterEqual(len(shares), 400)
            for weight in shares:
                self.assertTrue(holds(weight), weight)
                self.assertEqual((weight["c"], weight["d"]), (0.5, 0.5))  # nothing is stated about them
            self.assertGreater(len({weight["A"] for weight in shares}), 300)

    def test_a_declaration_says_the_same_as_options(self):
        listed = self.shares("--draws", "300", "--where", ",".join(STATEMENTS))
        self.define("uncertainty: {weights: {statements: [" + ", ".join(STATEMENTS) + "]}}")
        self.assertEqual(self.shares("--draws", "300"), listed)
        self.assertTrue(all(weight["A"] <= 0.2 for weight in self.shares("--draws", "50", "--where", "A <= 20%")))
        self.assertTrue(any(not holds(weight) for weight in self.shares("--draws", "50", "--weights", "flat")))

    def test_other_weights_may_be_free(self):
        shares = self.shares("--draws", "300", "--weights", "flat", "--where", "A >= 50%")
        self.assertTrue(all(weight["A"] >= 0.5 for weight in shares))
        self.assertTrue(min(weight["c"] for weight in shares) < 0.05 < 0.95 < max(weight["c"] for weight in shares))

    def test_the_general_path_has_the_same_draws(self):
        plain = self.draws("--draws", "600", "--where", ",".join(STATEMENTS))
        varied = self.draws("--draws", "600", "--where", ",".join(STATEMENTS), "--aggregate", "arithmetic,geometric")
        for one, other in zip(plain, varied):
            self.assertEqual({key: one[key] for key in one if key.startswith("weight_")},
                             {key: other[key] for key in other if key.startswith("weight_")})

    def test_what_is_left_out_leaves_its_share(self):
        for draw in self.draws("--draws", "300", "--where", "A >= B >= C", "--leave-out", "dimensions"):
            shares = [float(draw["weight_" + part]) for part in "ABCD"]
            self.assertAlmostEqual(sum(shares), 1, delta=1e-12)
            if draw["leave-out"] not in ("nothing", "B"):
                self.assertTrue(shares[0] >= shares[1] >= shares[2] or 0 in shares)

    def test_a_part_that_is_dropped(self):
        done = self.run_program("uncertainty", "trial.yaml", "--scenario", "short", "--where", "A >= D,A >= 40%", "--draws", "50", code=0)
        self.assertIn("`D`, which takes no part", done.err)

    def test_what_cannot_hold_is_told_by_name(self):
        done = self.run_program("uncertainty", "trial.yaml", "--where", "A >= 60%,C >= D,B >= 50%", code=2)
        self.assertIn("no weights satisfy `A >= 60%` and `B >= 50%` together", done.err)
        self.assertIn("loosen any one", done.err)
        self.define("uncertainty:\n  weights:\n    statements:\n      - A >= 60%\n      - C >= D\n      - B >= 50%")
        for command, code in (("uncertainty", 3), ("acceptability", 3), ("validate", 1)):
            done = self.run_program(command, "trial.yaml", code=code)
            self.assertIn("trial.yaml:10:9: error[E0409]: no weights satisfy `A >= 60%` (line 10) and `B >= 50%` (line 12) together", done.err)
        self.assertIn("no intervals", self.run_program("rank", "trial.yaml", code=0).err)

    def test_wrong_statements_are_refused_with_advice(self):
        for statement, word in (("A >= Bb", "did you mean `b`"), ("A >= a", "not a sibling"), ("A", "comparison"), ("trial >= A", "the index itself")):
            self.assertIn(word, self.run_program("uncertainty", "trial.yaml", "--where", statement, code=2).err)
        done = self.run_program("uncertainty", "trial.yaml", "--weights", "dirichlet:9", "--where", "A >= B", code=2)
        self.assertIn("cannot be combined with statements about weights", done.err)

    def test_sensitivity_takes_statements(self):
        done = self.run_program("sensitivity", "trial.yaml", "--where", "A >= B", "--leave-out", "indicators", "--draws", "64", "--format", "csv", code=0)
        self.assertEqual([row["assumption"] for row in table(done.out)], ["weights", "leave-out"])


class Acceptability(Trial):
    def test_the_same_bytes_for_any_number_of_threads(self):
        for what in ([], ["--where", ",".join(STATEMENTS)], ["--aggregate", "on,geometric", "--leave-out", "indicators", "--where", "A >= B"],
                     ["--error", "20%", "--draws", "300"], ["--pairs"], ["--node", "A"]):
            runs = {self.run_program("acceptability", "trial.yaml", "--format", "json", "--draws", "3000", "--threads", str(count), *what, code=0).out
                    for count in (1, 2, 3, 8)}
            self.assertEqual(len(runs), 1, what)
        self.assertNotEqual(self.rows("--seed", "1"), self.rows("--seed", "2"))

    def test_figures_are_those_of_the_draws(self):
        where = ("--where", "A >= B,C >= 5%,D >= 5%", "--draws", "700")
        draws = self.draws(*where)
        rows = self.rows(*where, "--frequencies", "ranks.csv")
        pairs = {(row["unit"], row["other"]): row for row in self.rows(*where, "--pairs")}
        counts = {row["unit"]: row for row in table((self.place / "ranks.csv").read_text(encoding="utf-8"))}
        self.assertEqual(len(pairs), 25 * 24 // 2)
        ranks = {row["unit"]: [int(draw["rank_" + row["unit"]]) for draw in draws] for row in rows}
        for row in rows:
            own = ranks[row["unit"]]
            self.assertEqual(float(row["p_first"]), own.count(1) / 700)
            self.assertAlmostEqual(float(row["p_top10"]), sum(rank <= 10 for rank in own) / 700, delta=1e-12)
            for rank in range(1, 11):
                self.assertEqual(float(row[f"p_rank_{rank}"]), own.count(rank) / 700)
                self.assertEqual(int(counts[row["unit"]][f"rank_{rank}"]), own.count(rank))
            first = [draw for draw, rank in zip(draws, own) if rank == 1]
            for part in "ABCD":
                central = row["central_" + part]
                self.assertEqual(central != "", bool(first))
                if first:
                    self.assertAlmostEqual(float(central), sum(float(draw["weight_" + part]) for draw in first) / len(first), delta=1e-9)
        for (unit, other), row in pairs.items():
            self.assertEqual(float(row["p_ahead"]), sum(a < b for a, b in zip(ranks[unit], ranks[other])) / 700)
            self.assertEqual(float(row["p_behind"]), sum(a > b for a, b in zip(ranks[unit], ranks[other])) / 700)
            self.assertEqual(float(row["p_equal"]), sum(a == b for a, b in zip(ranks[unit], ranks[other])) / 700)

    def test_laws_of_the_parts(self):
        """flat is what there is without a law, byte for byte; a narrow law leaves the ranking as it is; a law moves the parts and nothing else."""
        def text(*arguments):
            return self.run_program("acceptability", "trial.yaml", "--format", "json", "--draws", "2000", *arguments, code=0).out
        for where in ([], ["--where", "A >= B"], ["--where", "a >= b"]):
            plain = text(*where)
            self.assertEqual(text(*where, "--weights", "flat"), plain)
            if where:
                self.assertEqual(text(*where, "--weights", "statements"), plain)
        self.define("uncertainty: {weights: {statements: [A >= B]}}")
        self.assertEqual(text("--weights", "statements"), text())
        self.assertNotEqual(text("--weights", "flat"), text())
        self.define("uncertainty: {weights: {uniform: 10%}}")  # the declaration of `uncertainty` is not about acceptability
        self.assertEqual(text("--weights", "flat"), text())
        self.define()
        order = [(row["unit"], int(row["rank"])) for row in table(self.run_program("rank", "trial.yaml", "--no-intervals", "--format", "csv", code=0).out)]
        for law in ("uniform:0.1%", "dirichlet:100000000"):
            rows = {row["unit"]: row for row in self.rows("--weights", law, "--draws", "2000")}
            for unit, rank in order[:10]:
                self.assertGreater(float(rows[unit][f"p_rank_{rank}"]), 0.99, (law, unit))
            central = [float(rows[order[0][0]]["central_" + part]) for part in "ABCD"]
            for share, weight in zip(central, (3, 2, 1, 1)):
                self.assertAlmostEqual(share, weight / 7, delta=0.001)
            self.assertEqual(rows[order[0][0]]["confidence"], "1")
        for law, what in (("uniform:25%", "uniform within 25 % among the parts"), ("dirichlet:50", "Dirichlet, concentration 50 among the parts")):
            notes = " ".join(json.loads(text("--weights", law))["notes"])
            self.assertIn(what, notes)
            self.assertIn("weights of the parts drawn around themselves", notes)
            self.assertEqual(text("--weights", law, "--threads", "1"), text("--weights", law, "--threads", "3"))
            for fast, general in zip(self.rows("--weights", law), self.rows("--weights", law, "--aggregate", "on,arithmetic")):
                self.assertEqual({key: fast[key] for key in fast if key != "confidence_error"}, {key: general[key] for key in fast if key != "confidence_error"})
        # central weights under a law are the means of the draws that `uncertainty` makes, where the index has no deeper level
        for law in ("uniform:25%", "dirichlet:50"):
            draws = self.draws("--weights", law, "--draws", "700")
            for row in self.rows("--weights", law, "--draws", "700"):
                if float(row["p_first"]) == 1:
                    for part in "ABCD":
                        mean = sum(float(draw["weight_" + part]) for draw in draws) / len(draws)
                        self.assertAlmostEqual(float(row["central_" + part]), mean, delta=1e-9)

    def test_laws_that_draw_nothing(self):
        for law, word in (("fixed", "no weight is drawn"), ("uniform:0%", "no weight is drawn"), ("statements", "there are no statements"),
                          ("odd", "write uniform:25%, dirichlet:50, flat, statements or fixed")):
            self.assertIn(word, self.run_program("acceptability", "trial.yaml", "--weights", law, code=2).err)
        self.assertIn("cannot be combined", self.run_program("acceptability", "trial.yaml", "--weights", "dirichlet:9", "--where", "A >= B", code=2).err)
        self.assertIn("there are no statements", self.run_program("uncertainty", "trial.yaml", "--weights", "statements", code=2).err)

    def test_confidence_is_what_rank_says(self):
        """With nothing else that varies: is the unit first when its central weights are set?"""
        checked = 0
        for row in self.rows("--draws", "2000"):
            self.assertEqual(row["confidence"] == "", float(row["p_first"]) == 0)
            if row["confidence"]:
                wishes = ",".join(f"{part}={row['central_' + part]}" for part in "ABCD")
                done = self.run_program("rank", "trial.yaml", "--no-intervals", "--set", wishes, "--rescale", "free", "--format", "csv", code=0)
                first = {one["unit"] for one in table(done.out) if one["rank"] == "1"}
                self.assertEqual(float(row["confidence"]), float(row["unit"] in first))
                checked += 1
        self.assertGreater(checked, 1)

    def test_no_rank_is_beyond_the_proven_bounds(self):
        bounds = {row["unit"]: row for row in table(self.run_program("bounds", "trial.yaml", "--limits", "any", "--format", "csv", code=0).out)}
        first = 0
        for row in self.rows("--draws", "20000", "--frequencies", "ranks.csv"):
            first += float(row["p_first"]) > 0
            self.assertTrue(bounds[row["unit"]]["first"] == "yes" or float(row["p_first"]) == 0, row["unit"])
        self.assertGreater(first, 1)
        for row in table((self.place / "ranks.csv").read_text(encoding="utf-8")):
            had = [rank for rank in range(1, 26) if int(row[f"rank_{rank}"]) > 0]
            self.assertLessEqual(int(bounds[row["unit"]]["best_proven"]), min(had))
            self.assertGreaterEqual(int(bounds[row["unit"]]["worst_proven"]), max(had))

    def test_what_people_see(self):
        text = self.run_program("acceptability", "trial.yaml", "--where", "A >= B >= C", "--width", "80", "--top", "5", "--notes", code=0).out
        self.assertLessEqual(max(map(len, text.splitlines())), 80)
        self.assertRegex(text, r"\n\S.* +\d+\.\d+ +1 +\d\.\d{3} +\d\.\d{3} +\d\.\d{3}  [.+#-]{13}\n")
        self.assertIn("Central weights", text)
        self.assertIn("A >= B >= C", text)
        self.assertIn("drawn exactly (order)", text)
        self.assertIn("hit-and-run", self.run_program("acceptability", "trial.yaml", "--where", "24% <= A <= 25%,24% <= B <= 25%,24% <= C <= 25%", "--notes", code=0).out)
        result = json.loads(self.run_program("acceptability", "trial.yaml", "--where", "A >= B", "--format", "json", code=0).out)
        self.assertEqual(result["provenance"]["sampler"], "order")
        self.assertEqual(float(result["provenance"]["convergence"]), 1)

    THIN = ["--where", "1000 * A >= 999 * B,1000 * B >= 999 * A,1000 * C >= 999 * D,1000 * D >= 999 * C"]

    def test_what_draws_of_a_walk_are_worth(self):
        """A body with a thin edge: errors are those of fewer draws, in all tables alike; exact draws are worth what they are."""
        thin = [*self.THIN, "--draws", "4000"]
        for command, more, error in (("acceptability", [], "p_first"), ("uncertainty", [], "p_first"), ("uncertainty", ["--pairs"], "p_above")):
            result = json.loads(self.run_program(command, "trial.yaml", *more, "--format", "json", *thin, code=0).out)
            worth = int(result["provenance"]["effective_draws"])
            self.assertTrue(100 < worth < 4000, worth)
            rows = table(self.run_program(command, "trial.yaml", *more, "--format", "csv", *thin, code=0).out)
            each = [int(row["effective_draws"]) for row in rows]
            self.assertTrue(worth / 2 < min(each) < 3000, (worth, each))
            if not more:
                self.assertIn(f"worth {worth} independent ones, for the ranks of a unit from {min(each)} to {max(each)} (", " ".join(result["notes"]))
            for row, draws in zip(rows, each):
                share = (float(row[error]) * draws + 2) / (draws + 4)
                self.assertAlmostEqual(float(row[error + "_error"]), (share * (1 - share) / (draws + 4)) ** 0.5, delta=1e-12)
            exact = json.loads(self.run_program(command, "trial.yaml", *more, "--format", "json", "--where", "A >= B", code=0).out)
            self.assertNotIn("effective_draws", exact["provenance"])
            self.assertNotIn("independent ones", " ".join(exact["notes"]))
            for row in table(self.run_program(command, "trial.yaml", *more, "--format", "csv", "--where", "A >= B", "--draws", "700", code=0).out):
                self.assertEqual(row["effective_draws"], row.get("draws", "700"))

    def test_errors_are_how_far_seeds_differ(self):
        """What an error claims is how far figures of other draws are apart: the deviation over 150 independent runs against the mean of
        their errors, both over all units. That of one unit is known to 1 / sqrt(2 * 149) = 6 %; errors of independent draws would be
        too small by the root of what these are worth, from 20 to 25 %. Shares near 0 and 1 are left out: errors add two draws to them."""
        figures = {"score_mean": ["--scores"], "rank_mean": [], "p_first": []}
        for figure, more in figures.items():
            runs = [table(self.run_program("uncertainty", "trial.yaml", *self.THIN, *more, "--draws", "512", "--threads", "1", "--seed", str(seed),
                                           "--format", "csv", code=0).out) for seed in range(150)]
            apart, claimed, independent = 0, 0, 0
            for rows in zip(*runs):
                values = [float(row[figure]) for row in rows]
                mean = sum(values) / len(values)
                if figure.startswith("p_") and not 0.1 < mean < 0.9:
                    continue
                apart += sum((value - mean) ** 2 for value in values) / (len(values) - 1)
                claimed += sum(float(row[figure + "_error"]) ** 2 for row in rows) / len(values)
                independent += sum(float(row[figure + "_error"]) ** 2 * int(row["effective_draws"]) / 512 for row in rows) / len(values)
            self.assertTrue(0.85 < (apart / claimed) ** 0.5 < 1.05 and (apart / independent) ** 0.5 > 1.15, (figure, apart, claimed, independent))

    def test_sensitivity_says_what_its_rows_are_worth(self):
        more = ["--aggregate", "on,geometric", "--error", "1%", "--draws", "256"]
        def made(*arguments):
            return json.loads(self.run_program("sensitivity", "trial.yaml", *more, *arguments, "--format", "json", code=0).out)
        rows, switches = made(*self.THIN), made(*self.THIN, "--table", "switches")
        worth, each = int(rows["provenance"]["effective_rows"]), {row["assumption"]: int(row["effective_draws"]) for row in switches["rows"]}
        self.assertTrue(100 < worth < 220, (worth, rows["notes"]))
        self.assertIn(f"the rows are worth {worth} independent ones", " ".join(rows["notes"]))
        self.assertEqual({name: each[name] for name in ("aggregate", "error")}, {"aggregate": 1, "error": 200})
        self.assertAlmostEqual(each["weights"] / 200, worth / 256, delta=0.01)
        self.assertIn(f"they are worth {each['weights']} independent ones", " ".join(switches["notes"]))
        exact = made("--where", "A >= B"), made("--where", "A >= B", "--table", "switches")
        self.assertNotIn("effective_rows", exact[0]["provenance"])
        self.assertEqual([int(row["effective_draws"]) for row in exact[1]["rows"]], [int(row["draws"]) for row in exact[1]["rows"]])
        self.assertNotIn("independent ones", " ".join(exact[0]["notes"] + exact[1]["notes"]))

    def test_units_and_parts(self):
        rows = self.rows("--units", "U03,U07", "--node", "A", "--draws", "100")
        self.assertEqual({row["unit"] for row in rows}, {"U03", "U07"})
        self.assertEqual([key for key in rows[0] if key.startswith("central_") and not key.endswith("_error")], ["central_a", "central_b"])
        self.assertIn("no two parts", self.run_program("acceptability", "trial.yaml", "--node", "C", code=2).err)
        self.assertEqual(self.run_program("acceptability", "trial.yaml", "--units", "nobody").code, 2)

    def test_ctrl_c_prints_what_is_done(self):
        for what in ([], ["--error", "20%"]):
            with subprocess.Popen([PROGRAM, "acceptability", "trial.yaml", "--draws", "1000000000", "--threads", "1", "--format", "json", *what],
                                  cwd=self.place, env=clean_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
                while run.poll() is None and os.stat(f"/proc/{run.pid}/stat") and cpu(run.pid) < 100:
                    time.sleep(0.05)
                run.send_signal(signal.SIGINT)
                out, err = run.communicate(timeout=60)
            self.assertEqual(run.returncode, 130, err)
            result = json.loads(out)
            self.assertEqual(result["provenance"]["interrupted"], "true")
            self.assertGreaterEqual(int(result["provenance"]["draws"]), 4096)


def cpu(pid):
    """Hundredths of a second of work; not a clock: the first draws are done whatever the load."""
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


if __name__ == "__main__":
    unittest.main()
