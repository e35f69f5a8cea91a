"""sweep: every scenario of a grid is what the same weights give elsewhere. Scores and ranks of each are compared, digit by digit, with those of
`rank --set`; the rule of the siblings and the order of the scenarios with sums written here; the tables that sum up with Python's statistics."""
import csv
import errno
import io
import itertools
import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import time
import unicodedata
import unittest

from definitions import Generator
from program import PROGRAM, ROOT, ProgramTest, clean_environment, columns

TRIALS = 12 if os.environ.get("EGOVBENCH_SANITIZED") else 60  # definitions and grids at random

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")

INDEX = "small.yaml"
TWO = """\
egovbench: 1
id: two
data: [two.csv]
defaults: {normalise: as-is}
indicators:
  - {id: a, weight: 6}
  - {id: b, weight: 3}
  - {id: c, weight: 1}
"""
ROWS = "unit,a,b,c\nA,50,40,1\nB,40,50,2\nC,30,30,9\nD,20,10,\nE,,,\n"


class Sweep(ProgramTest):
    def setUp(self):
        super().setUp()
        (self.place / "two.yaml").write_text(TWO, encoding="utf-8")
        (self.place / "two.csv").write_text(ROWS, encoding="utf-8")

    def rows(self, *arguments, command="sweep"):
        return list(csv.DictReader(io.StringIO(self.run_program(command, *arguments, "--format", "csv", code=0).out)))

    def refused(self, *arguments, index="two.yaml"):
        done = self.run_program("sweep", index, *arguments, code=2)
        self.assertEqual(done.out, "")
        return done.err

    # ---- numbers ----

    def compare(self, index, axes, spelled, *more):
        """A grid against `rank --set` for each of its combinations; axes: {node: texts of weights, in the order of the scenarios}."""
        rows = self.rows(index, "--grid", spelled, *more)
        scenarios = list(itertools.product(*axes.values()))
        base = {row["unit"]: row["rank"] for row in self.rows(index, "--no-intervals", *more, command="rank")}
        self.assertEqual(len(rows), len(scenarios) * len(base))
        number = 0
        for number, weights in enumerate(scenarios, 1):
            of = rows[(number - 1) * len(base):number * len(base)]
            settings = ",".join(f"{node}={weight}" for node, weight in zip(axes, weights))
            ranked = self.rows(index, "--set", settings, "--no-intervals", *more, command="rank")
            self.assertEqual({(row["unit"], row["score"], row["rank"]) for row in ranked}, {(row["unit"], row["score"], row["rank"]) for row in of}, settings)
            self.assertEqual([row["unit"] for row in of], list(base), "units are in the order of the ranking without the grid")
            for row in of:
                self.assertEqual(row["scenario"], str(number))
                self.assertEqual([float(row[f"weight_{node}"]) for node in axes], [float(weight) for weight in weights])
                both = row["rank"] and base[row["unit"]]
                self.assertEqual(row["change"], f"{float(base[row['unit']]) - float(row['rank']):g}" if both else "")

    def test_two_axes(self):
        self.compare("two.yaml", {"a": ["1", "2.5", "4"], "b": ["0", "3"]}, "a=1..4:3,b=0,3")

    def test_levels_of_a_tree_and_shipped_definitions(self):
        self.compare(INDEX, {"mobile": ["0", "0.5", "1"], "speed": ["0.1", "2.9"]}, "mobile=0..1:3,speed=0.1,2.9")
        self.compare("waseda-ten", {"OS": ["0.05", "0.3"], "I-18": ["0", "8"], "I-20": ["1"]}, "OS=0.05,0.3,I-18=0,8,I-20=1")
        self.compare("egdi", {"TII": ["0.9", "0.1"]}, "TII=0.9,0.1", "--period", "2022")

    def test_points_are_the_decimals_that_were_meant(self):
        rows = self.rows("two.yaml", "--grid", "a=0..1:11", "--units", "A")
        self.assertEqual([row["weight_a"] for row in rows], ["0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1"])
        falling = self.rows("two.yaml", "--grid", "a=1..0:3,7", "--units", "A")
        self.assertEqual([row["weight_a"] for row in falling], ["1", "0.5", "0", "7"])

    def test_shares_and_changes(self):
        self.assertEqual(self.rows("two.yaml", "--grid", "a=10%..30%:3"), self.rows("two.yaml", "--grid", "a=1..3:3"))
        self.assertEqual(self.rows("two.yaml", "--grid", "a+=-1..1:3,b-=1"), self.rows("two.yaml", "--grid", "a=5..7:3,b=2"))

    def test_grids_may_be_given_one_by_one(self):
        self.assertEqual(self.rows("two.yaml", "--grid", "a=1,2", "--grid", "b=1..3:3"), self.rows("two.yaml", "--grid", "a=1,2,b=1..3:3"))

    def test_rules_for_the_siblings(self):
        """a=2 of 10, b and c 3 to 1: they share 8 as 6 and 2. free: 2 + 3 + 1. from=b: b has 3 + 4. Scores of B: a 40, b 50, c 2."""
        for rule, expected in (("proportional", (2 * 40 + 6 * 50 + 2 * 2) / 10), ("free", (2 * 40 + 3 * 50 + 2) / 6), ("from=b", (2 * 40 + 7 * 50 + 2) / 10)):
            row = self.rows("two.yaml", "--grid", "a=2", "--rescale", rule, "--units", "B")[0]
            self.assertAlmostEqual(float(row["score"]), expected, places=12)

    def test_the_grid_lies_over_settings(self):
        """--set is the ranking that scenarios are compared with."""
        base = {row["unit"]: row["rank"] for row in self.rows("two.yaml", "--set", "b=9", "--no-intervals", command="rank")}
        for row in self.rows("two.yaml", "--set", "b=9", "--grid", "a=1,6"):
            self.assertEqual(row["change"], str(int(base[row["unit"]]) - int(row["rank"])) if row["rank"] else "")

    def test_generated_definitions(self):
        """Any tree, gaps, ties, methods: whatever can be scored at all has the scores of `rank --set` in each scenario."""
        compared = 0
        for seed in range(TRIALS):
            trial = Generator(seed)
            (self.place / "trial.yaml").write_text(trial.text(), encoding="utf-8")
            (self.place / "trial.csv").write_text(trial.table(), encoding="utf-8")
            leaves = [node for node in trial.definition["indicators"]]
            chance = random.Random(seed)
            node = chance.choice(leaves)["id"]
            if self.run_program("rank", "trial.yaml", "--no-intervals").code != 0 or len(leaves) < 2:
                continue
            done = self.run_program("sweep", "trial.yaml", "--grid", f"{node}=20%,70%", "--format", "csv")
            if done.code != 0:
                self.assertIn(done.code, (2, 5), done.err)
                continue
            rows = list(csv.DictReader(io.StringIO(done.out)))
            for number, weight in enumerate(("20%", "70%"), 1):
                ranked = self.run_program("rank", "trial.yaml", "--set", f"{node}={weight}", "--no-intervals", "--format", "csv")
                of = [row for row in rows if row["scenario"] == str(number)]
                if ranked.code != 0:
                    self.assertTrue(all(row["rank"] == "" for row in of), ranked.err)
                    continue
                self.assertEqual({(row["unit"], row["score"], row["rank"]) for row in csv.DictReader(io.StringIO(ranked.out))},
                                 {(row["unit"], row["score"], row["rank"]) for row in of}, seed)
                compared += 1
        self.assertGreater(compared, TRIALS * 2 // 3)

    # ---- tables ----

    GRID = ["waseda-ten", "--grid", "OS=0..0.4:9,CYB=0.05..0.2:4"]

    def test_summary(self):
        ranks, scores = {}, {}
        for row in self.rows(*self.GRID):
            ranks.setdefault(row["unit"], []).append(float(row["rank"]))
            scores.setdefault(row["unit"], []).append(float(row["score"]))
        base = {row["unit"]: float(row["rank"]) for row in self.rows("waseda-ten", "--no-intervals", command="rank")}
        summary = self.rows(*self.GRID, "--table", "summary")
        self.assertEqual([row["unit"] for row in summary], list(base))
        for row in summary:
            of = ranks[row["unit"]]
            self.assertEqual((float(row["rank_best"]), float(row["rank_worst"]), float(row["rank_median"])), (min(of), max(of), statistics.median(of)))
            self.assertEqual((float(row["score_low"]), float(row["score_high"])), (min(scores[row["unit"]]), max(scores[row["unit"]])))
            for column, count in (("share_kept", of.count(base[row["unit"]])), ("share_first", of.count(1)), ("share_top", sum(rank <= 10 for rank in of))):
                self.assertAlmostEqual(float(row[column]), count / 36, places=12)
            self.assertEqual(row["rankings"], "36")

    def test_scenarios(self):
        """Each row against `whatif` of its weights."""
        rows = self.rows(*self.GRID, "--table", "scenarios")
        self.assertEqual(len(rows), 36)
        for row in rows[::7]:
            whatif = json.loads(self.run_program("whatif", "waseda-ten", "--set", f"OS={row['weight_OS']},CYB={row['weight_CYB']}", "--threshold", "0",
                                                 "--no-intervals", "--format", "json", code=0).out)
            self.assertEqual(row["moved"], whatif["provenance"]["moved"])
            self.assertEqual(row["spearman"], whatif["provenance"].get("spearman", "1"))
            self.assertEqual(float(row["largest_change"]), max(abs(unit["change"]) for unit in whatif["rows"]))
            self.assertEqual(row["first"], next(unit["unit"] for unit in whatif["rows"] if unit["rank_after"] == 1))
            self.assertEqual(10 - int(row["top_kept"]), int(whatif["provenance"]["top_turnover"]))

    def test_which_table(self):
        self.assertIn("36 scenarios: OS 0 to 0.4 (9 values), CYB 0.05 to 0.2 (4 values).", self.run_program("sweep", *self.GRID, code=0).out)
        self.assertTrue(self.run_program("sweep", *self.GRID, "--format", "csv", code=0).out.startswith("scenario,weight_OS,weight_CYB,unit,name,score,rank,change\n"))
        self.run_program("sweep", *self.GRID, "-o", "all.csv", code=0)
        self.assertEqual((self.place / "all.csv").read_text(encoding="utf-8"), self.run_program("sweep", *self.GRID, "--format", "csv", code=0).out)
        for form in ("json", "ndjson", "html", "markdown", "xlsx", "tsv"):
            for table in ("long", "summary", "scenarios"):
                self.run_program("sweep", "two.yaml", "--grid", "a=1,2", "--table", table, "-o", f"{table}.{form}", "--format", form, code=0)
        whole = json.loads((self.place / "long.json").read_text(encoding="utf-8"))
        self.assertEqual((whole["schema"], len(whole["rows"])), ("egovbench.sweep/1", 10))

    def test_eighty_columns(self):
        for table in ("long", "summary", "scenarios"):
            out = self.run_terminal("sweep", "waseda-ten", "--grid", "OS=0.1,0.2,CYB=0.1,0.2,NIP=0.1", "--table", table, "--top", "30", width=80).out
            for line in ESCAPE.sub("", out).split("\n"):
                self.assertLessEqual(columns(line.rstrip("\r")), 80, line)

    def test_one_order_for_any_number_of_threads(self):
        for table in ("long", "summary", "scenarios"):
            outs = {self.run_program("sweep", "waseda-ten", "--grid", "OS=0..0.5:40,CYB=0..0.4:9", "--table", table, "--threads", threads, "--format", "csv",
                                     code=0).out for threads in ("1", "2", "3", "4")}
            self.assertEqual(len(outs), 1)

    # ---- what has no ranking, and what is refused ----

    def test_scenarios_without_a_ranking(self):
        """With all weight on c, D has no score; where no unit has what the weight is on, there is no ranking."""
        (self.place / "two.csv").write_text("unit,a,b,c\nA,50,40,\nB,40,50,\nC,,,7\n", encoding="utf-8")
        (self.place / "two.yaml").write_text(TWO + "available: 60%\n", encoding="utf-8")
        arguments = ["two.yaml", "--grid", "c=10,9"]
        rows = self.rows(*arguments)
        self.assertEqual([(row["score"], row["rank"], row["change"]) for row in rows[:2]], [("", "", "")] * 2)
        self.assertEqual([row["rank"] for row in rows[3:]], ["1", "2", ""])
        self.assertIn("1 scenario without a ranking, the first because no unit can be ranked with these weights.", self.run_program("sweep", *arguments, code=0).out)
        self.assertEqual([row["share_kept"] for row in self.rows(*arguments, "--table", "summary")], ["1", "1", "0"])
        done = self.run_program("sweep", "two.yaml", "--grid", "c=10", code=5)
        self.assertIn("no scenario of the grid has a ranking: no unit can be ranked with these weights", done.err)

    def test_impossible_weights_name_their_scenario(self):
        self.assertIn("in the scenario a=9, b=2: the weights set among the children of two add up to 11, more than their total of 10",
                      self.refused("--grid", "a=1..9:3,b=1,2"))
        self.assertIn("in the scenario a=1, b=1, c=1: the weights set among the children of two add up to 3, and no other child can take the remaining 7",
                      self.refused("--grid", "a=1,8,b=1,c=1"))
        self.assertIn("in the scenario a=-1: the weight of a must be a number of at least 0", self.refused("--grid", "a=-1..1:3"))
        self.assertIn("the weight of b is only 3", self.refused("--grid", "a=6,9.5", "--rescale", "from=b"))
        for grid in ("a=1..9:3,b=1,2", "a=1,8,b=1,c=1"):  # the fix, followed
            self.run_program("sweep", "two.yaml", "--grid", grid, "--rescale", "free", code=0)

    def test_every_combination_that_is_let_in_can_be_set(self):
        """What is refused is refused by `rank --set` for some combination, and what is not for none."""
        chance = random.Random(5)
        for _ in range(TRIALS):
            axes = {node: sorted({str(chance.choice([0, 1, 3, 5, 10])) for _ in range(2)}) for node in chance.sample("abc", chance.randint(1, 3))}
            rule = chance.choice(["proportional", "free", *(["from=" + node for node in "abc" if node not in axes] or ["free"])])
            spelled = ",".join(f"{node}={','.join(weights)}" for node, weights in axes.items())
            swept = self.run_program("sweep", "two.yaml", "--grid", spelled, "--rescale", rule, "--format", "csv")
            codes = {self.run_program("rank", "two.yaml", "--no-intervals", "--set", ",".join(f"{node}={weight}" for node, weight in zip(axes, weights)),
                                      "--rescale", rule).code for weights in itertools.product(*axes.values())}
            self.assertEqual(swept.code == 2, 2 in codes, (spelled, rule, swept.err))

    def test_faults_of_the_grid(self):
        for grid, words in (("z=1,2", "two has no node `z`"), ("1,2", "does not begin with the node"), ("=1", "does not begin with the node"),
                            ("a=1..2", "does not say how many"), ("a=1..2:1", "does not end in a number of weights"),
                            ("a=1..2:x", "does not end in a number of weights"), ("a=1..2:99999999999999999999", "does not end in a number of weights"),
                            ("a=x", "the weight `x` of a is not a number"), ("a=1,,2", "the weight `` of a is not a number"),
                            ("a=1,1", "the grid has 1 of a twice"), ("a=0..2:3,1", "the grid has 1 of a twice"), ("a=1,b=1,a=2", "the grid names a twice"),
                            ("a=1..1:3", "`1..1:3` has no room for 3 weights"), ("a=1..1.0000000000000002:3", "has no room for 3 weights"),
                            (" =1", "does not begin with the node"), ("a= ,1", "the weight `` of a is not a number"),
                            ("two=1", "two is the whole index"), ("a=0..1:1000,b=0..1:1001", "the grid has 1000 x 1001 scenarios, more than 1000000"),
                            ("a=0..1:600000,2..3:600000", "the grid has 1200000 weights of a, more than 1000000")):
            err = self.refused("--grid", grid)
            self.assertIn(words, err)
            self.assertIn("help: ", err)
        self.assertIn("has no node `z`", self.refused("--grid", "z=1", "--grid", "a=x"))
        self.assertIn("`x` of a is not a number", self.refused("--grid", "z=1", "--grid", "a=x"))
        self.assertIn("no weights are given to sweep", self.refused())
        self.assertIn("--grid is empty", self.refused("--grid", ""))

    def test_the_help_for_a_range_without_room_works(self):
        err = self.refused("--grid", "a=1..1:3")
        self.assertIn("write a=1 for one weight", err)
        self.rows("two.yaml", "--grid", "a=1")

    def test_blanks_are_no_part_of_names_and_weights(self):
        expected = self.run_program("sweep", "two.yaml", "--grid", "a=0.1,0.3..0.5:3,b=1", "--rescale", "free", "--format", "csv", code=0).out
        for grid in ("a = 0.1, 0.3 .. 0.5 : 3, b = 1", "a=0.1 ,\t0.3..0.5:3 ,b= 1 ", " a=0.1,0.3..0.5: 3,b=1"):
            self.assertEqual(self.run_program("sweep", "two.yaml", "--grid", grid, "--rescale", "free", "--format", "csv", code=0).out, expected, grid)
        for plain, spelled in (("a=0.3", " a = 0.3 "), ("a+=0.1", "a += 0.1"), ("a=20%", "a\t=20%")):
            self.assertEqual(*(self.run_program("rank", "two.yaml", "--set", text, "--rescale", "free", "--format", "csv", code=0).out for text in (plain, spelled)))

    def test_weights_from_data_are_refused(self):
        (self.place / "data.yaml").write_text(TWO.replace("indicators:", "weights: sd\nindicators:").replace(", weight: 6", "").replace(", weight: 3", "")
                                              .replace(", weight: 1", "").replace("id: two", "id: data"), encoding="utf-8")
        self.assertIn("come from the data by `sd`", self.refused("--grid", "a=1,2", index="data.yaml"))

    def test_more_rows_than_are_kept(self):
        text = "unit,a,b,c\n" + "".join(f"U{number},{number},1,2\n" for number in range(60))
        (self.place / "two.csv").write_text(text, encoding="utf-8")
        self.assertIn("scenarios of 60 units, more than 50000000", self.refused("--grid", "a=0..1:1000,b=0..1:1000"))

    def test_units_are_looked_for_before_the_work(self):
        err = self.refused("--grid", "a=1,2", "--units", "A,F,G")
        self.assertIn("`F`", err)
        self.assertIn("`G`", err)
        self.assertEqual({row["unit"] for row in self.rows("two.yaml", "--grid", "a=1,2", "--units", "a,B")}, {"A", "B"})

    def test_columns_and_rows_that_are_asked_for(self):
        rows = self.rows("two.yaml", "--grid", "a=1,2", "--columns", "rank,scenario,weight_a", "--top", "7")
        self.assertEqual([(row["scenario"], row["weight_a"]) for row in rows], [("1", "1")] * 5 + [("2", "2")] * 2)
        self.assertEqual(list(rows[0]), ["rank", "scenario", "weight_a"])

    def test_tables_that_sum_up_are_sorted(self):
        """Against Python's sort, which is stable; rows without a value are last in either direction."""
        grid = ["waseda-ten", "--grid", "OS=0..0.4:5,CYB=0.05,0.2"]
        for table in ("summary", "scenarios"):
            rows = self.rows(*grid, "--table", table)
            for column in rows[0]:
                texts = any(not self.is_number(row[column]) for row in rows if row[column])
                def key(row, column=column, texts=texts):
                    return self.letters(row[column]) if texts else float(row[column])
                there, missing = [row for row in rows if row[column]], [row for row in rows if not row[column]]
                for sign in ("", "-"):
                    expected = sorted(there, key=key, reverse=sign == "-")
                    self.assertEqual([key(row) for row in self.rows(*grid, "--table", table, f"--sort={sign}{column}") if row[column]],
                                     [key(row) for row in expected], (table, sign, column))
                self.assertEqual(self.rows(*grid, "--table", table, "--sort", column), sorted(there, key=key) + missing, (table, column))
        self.assertEqual(self.rows(*grid, "--table", "summary", "--sort=-share_kept", "--top", "3"),
                         sorted(self.rows(*grid, "--table", "summary"), key=lambda row: -float(row["share_kept"]))[:3])
        self.assertIn("no column `nothing`", self.refused("--grid", "a=1", "--table", "summary", "--sort", "nothing"))
        err = self.refused("--grid", "a=1", "--table", "long", "--sort", "rank")
        self.assertIn("--sort is for the tables that sum up", err)
        self.assertIn("add --table summary, or --table scenarios", err)

    @staticmethod
    def letters(text):
        return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()

    @staticmethod
    def is_number(text):
        try:
            float(text)
        except ValueError:
            return False
        return True

    def test_hostile_names(self):
        (self.place / "hostile.yaml").write_text(TWO.replace("two.csv", "hostile.csv").replace("{id: a, ", "{id: a, name: '<script>\\x1b[31m', "), encoding="utf-8")
        (self.place / "hostile.csv").write_text('unit,name,a,b,c\nA,"<script>alert(1)</script>",1,2,3\nB,\x1b[31mred,2,1,3\n', encoding="utf-8")
        for table in ("summary", "long"):
            page = self.run_program("sweep", "hostile.yaml", "--grid", "a=1,2", "--table", table, "--format", "html", code=0).out
            self.assertNotIn("<script>alert", page)
            self.assertNotIn("\x1b[31m", self.run_terminal("sweep", "hostile.yaml", "--grid", "a=1,2", "--table", table).out.replace("\x1b[31mred", "!"))


class Kept(ProgramTest):
    """Parts, and runs that were ended: what comes out in the end has the bytes of one run that was never ended."""

    GRID = ["waseda-ten", "--grid", "OS=0..0.5:30,CYB=0..0.4:7"]
    # Twelve million scores in tables of a scenario each, fewer under sanitizers: some seconds.
    LONG = ["waseda-ten", "--grid", f"OS=0..0.5:{5 * TRIALS},CYB=0..0.4:200", "--table", "scenarios", "--top", "40", "--threads", "2"]

    def whole(self, *arguments):
        return self.run_program("sweep", *arguments, code=0).out

    def parts(self, count, *arguments):
        names = [f"p{number}.egb" for number in range(1, count + 1)]
        for number, name in enumerate(names, 1):
            self.run_program("sweep", *arguments, "--part", f"{number}/{count}", "-o", name, "--threads", str(1 + number % 4), "--force", code=0)
        return names

    def test_parts(self):
        chance = random.Random(3)
        for count in (1, 2, 5, 9):
            names = self.parts(count, *self.GRID)
            chance.shuffle(names)
            for table in ("long", "summary", "scenarios"):
                for form in ("csv", "json"):
                    self.assertEqual(self.whole(*self.GRID, "--merge", *names, "--table", table, "--format", form),
                                     self.whole(*self.GRID, "--table", table, "--format", form))

    def test_parts_of_other_runs(self):
        names = self.parts(2, *self.GRID)
        self.assertIn("of 2 parts one is missing: 2", self.run_program("sweep", *self.GRID, "--merge", names[0], code=3).err)
        self.assertIn("are both part 1 of 2", self.run_program("sweep", *self.GRID, "--merge", names[0], *names, code=3).err)
        for arguments, words in ((["waseda-ten", "--grid", "OS=0..0.5:30,CYB=0..0.4:8"], "has grid "), ([*self.GRID, "--rescale", "free"], "has rescale "),
                                 ([*self.GRID, "--set", "NIP=0.2"], "is of another ranking"), (["egdi", "--grid", "TII=0.1"], "has index ")):
            done = self.run_program("sweep", *arguments, "--merge", *names, code=3)
            self.assertIn(words, done.err)
            self.assertIn("help: ", done.err)
        draws = self.run_program("uncertainty", "waseda-ten", "--draws", "40", "--part", "1/1", "-o", "draws.egb", code=0)
        self.assertIn("has analysis ", self.run_program("sweep", *self.GRID, "--merge", "draws.egb", code=3).err, draws)
        self.assertIn("is no part", self.run_program("sweep", *self.GRID, "--part", "3/2", "-o", "x.egb", code=2).err)
        self.run_program("sweep", *self.GRID, "--merge", *names, "-o", "x.egb", code=2)
        self.assertIn("leave --table to --merge", self.run_program("sweep", *self.GRID, "--table", "long", "--part", "1/2", "-o", "x.egb", code=2).err)
        self.assertFalse((self.place / "x.egb").exists())

    def test_more_parts_than_scenarios(self):
        grid = ["egdi", "--grid", "TII=0.1,0.2"]
        self.assertEqual(self.whole(*grid, "--merge", *self.parts(5, *grid), "--format", "csv"), self.whole(*grid, "--format", "csv"))

    def test_the_grid_may_be_spelled_otherwise(self):
        names = self.parts(2, "waseda-ten", "--grid", "OS=0.1..0.3:3,CYB=0.1")
        self.assertEqual(self.whole("waseda-ten", "--grid", "OS=10%,20%,30%", "--grid", "CYB=10%", "--merge", *names, "--format", "csv"),
                         self.whole("waseda-ten", "--grid", "OS=0.1..0.3:3,CYB=0.1", "--format", "csv"))

    def end(self, process, how, after):
        """Ends a run once it has kept something."""
        kept = self.place / "long.csv.part"
        before = kept.stat().st_size if kept.exists() else 0
        deadline = time.monotonic() + 120
        while process.poll() is None and time.monotonic() < deadline and not (how == signal.SIGINT or (kept.exists() and kept.stat().st_size > before)):
            time.sleep(0.01)
        time.sleep(after)
        process.send_signal(how)
        return process.communicate()[1].decode()

    def start(self, *arguments):
        return subprocess.Popen([PROGRAM, "sweep", *self.LONG, "-o", "long.csv", *arguments], cwd=self.place, env=clean_environment(),
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def test_killed_and_interrupted_it_goes_on(self):
        expected = self.whole(*self.LONG, "--format", "csv")
        kept = self.place / "long.csv.part"
        for how, after in ((signal.SIGINT, 0.4), (signal.SIGKILL, 0.05), (signal.SIGINT, 0.7)):
            process = self.start()
            messages = self.end(process, how, after)
            self.assertIn(process.returncode, (130, -how, 0), messages)
            if process.returncode == 0:  # a machine that is faster than that
                break
            self.assertFalse((self.place / "long.csv").exists())
            if how == signal.SIGINT and process.returncode == 130 and kept.exists():
                self.assertIn("interrupted; the same command goes on with what is in `long.csv.part`", messages)
        else:
            if kept.exists():  # a run that is ended while it writes may leave any end
                with kept.open("ab") as file:
                    file.write(b"torn")
            done = self.run_program("sweep", *self.LONG, "-o", "long.csv", code=0)
            self.assertIn("scenarios are taken from `long.csv.part`, which an interrupted run left", done.err)
            self.assertRegex(done.err, r"\d+ bytes of `long.csv.part` are damaged or unfinished, and are made again")
        self.assertEqual((self.place / "long.csv").read_text(encoding="utf-8"), expected)
        self.assertFalse(kept.exists())

    def test_what_lies_there_already(self):
        kept = self.place / "s.csv.part"
        kept.write_text("a text of mine, not to be deleted", encoding="utf-8")
        done = self.run_program("sweep", *self.GRID, "-o", "s.csv", code=3)
        self.assertIn("`s.csv.part` is no unfinished sweep", done.err)
        self.assertIn("--force, which deletes `s.csv.part`", done.err)
        self.assertEqual(kept.read_text(encoding="utf-8"), "a text of mine, not to be deleted")
        self.run_program("sweep", *self.GRID, "-o", "s.csv", "--force", code=0)
        self.assertFalse(kept.exists())
        kept.mkdir()
        self.assertIn("is no file", self.run_program("sweep", *self.GRID, "-o", "s.csv", "--force", code=4).err)
        kept.rmdir()
        kept.symlink_to("small.csv")
        self.assertIn("is no file", self.run_program("sweep", *self.GRID, "-o", "s.csv", "--force", code=4).err)
        self.assertTrue((self.place / "small.csv").read_text(encoding="utf-8").startswith("unit,"))

    def test_outputs_are_refused_before_the_work(self):
        """The work would end otherwise: with a fault of its own. What was there stays, and nothing is left beside it."""
        (self.place / "folder").mkdir()
        (self.place / "mine.json").write_text("{}", encoding="utf-8")
        (self.place / "mine.egb").write_text("mine", encoding="utf-8")
        grid = ["small.yaml", "--grid", "mobile=1e300"]
        self.assertIn("in the scenario", self.run_program("sweep", *grid, "-o", "new.csv", code=2).err)
        before = sorted(path.name for path in self.place.iterdir())
        for arguments, words in ((["-o", "folder"], "it is a folder"), (["-o", "nosuch/s.csv"], "no such file or folder"), (["-o", "small.csv"], "is read by this command"),
                                 (["-o", "mine.json"], "is not known to be an earlier result"), (["--part", "1/2", "-o", "mine.egb"], "is not known to be an earlier result")):
            err = self.run_program("sweep", *grid, *arguments, code=4).err
            self.assertIn(words, err)
            self.assertNotIn("in the scenario", err)
        self.assertEqual(sorted(path.name for path in self.place.iterdir()), before)

    @unittest.skipUnless(sys.platform == "linux" and os.environ.get("EGOVBENCH_SANITIZED", "") == "", "preloads into a plain program")
    def test_a_disk_without_room_for_what_is_kept(self):
        """The write that fails is the first, of what is kept: the output, which comes after it, is whole."""
        preload = self.place / "fail_io.so"
        preload.symlink_to(os.environ["EGOVBENCH_FAIL_IO"])
        done = subprocess.run([PROGRAM, "sweep", *self.LONG, "-o", "long.csv"], cwd=self.place, check=False, capture_output=True, text=True,
                              env=clean_environment(LD_PRELOAD=str(preload), EGB_IO_CALL="write", EGB_IO_AT="1", EGB_IO_ERROR=str(errno.ENOSPC)))
        if "W0908" not in done.stderr and done.returncode == 4:  # a machine so fast that nothing was to be kept
            return
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("warning[W0908]: no more of this run is kept for the case that it is interrupted: cannot write `long.csv.part`", done.stderr)
        self.assertEqual((self.place / "long.csv").read_text(encoding="utf-8"), self.whole(*self.LONG, "--format", "csv"))
        self.assertFalse((self.place / "long.csv.part").exists())

    def test_what_is_done_is_not_lost_with_the_output(self):
        """Only the header, which is made last, says that this table is no earlier one: what was scored is kept, and --force goes on with it."""
        process = self.start()
        self.end(process, signal.SIGKILL, 0)
        if process.returncode == 0:  # a machine that is faster than that
            return
        (self.place / "long.csv").write_text("mine\n", encoding="utf-8")
        done = self.run_program("sweep", *self.LONG, "-o", "long.csv", code=4)
        self.assertIn("is not known to be an earlier result", done.err)
        self.assertIn("scenarios that are done are kept in `long.csv.part`, for the same command to go on with", done.err)
        self.assertEqual((self.place / "long.csv").read_text(encoding="utf-8"), "mine\n")
        self.assertIn("are taken from `long.csv.part`", self.run_program("sweep", *self.LONG, "-o", "long.csv", "--force", code=0).err)
        self.assertFalse((self.place / "long.csv.part").exists())

    def test_damage_is_said(self):
        """In the first piece: nothing can be used, and the output is that of a run of its own."""
        process = self.start()
        self.end(process, signal.SIGKILL, 0)
        if process.returncode == 0:  # a machine that is faster than that
            return
        kept = self.place / "long.csv.part"
        damaged = bytearray(kept.read_bytes())
        damaged[200] ^= 1
        kept.write_bytes(damaged)
        done = self.run_program("sweep", *self.LONG, "-o", "long.csv", code=0)
        self.assertIn(f"{len(damaged)} bytes of `long.csv.part` are damaged or unfinished", done.err)
        self.assertEqual((self.place / "long.csv").read_text(encoding="utf-8"), self.whole(*self.LONG, "--format", "csv"))
        self.assertFalse(kept.exists())

    def test_a_piece_that_does_not_fit_is_taken_away_again(self):
        limited = subprocess.run(["sh", "-c", 'ulimit -f 1 && exec "$0" "$@"', PROGRAM, "sweep", *self.LONG, "-o", "long.csv"], cwd=self.place,
                                 env=clean_environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        self.assertEqual(limited.returncode, 4, limited.stderr)
        self.assertIn("the file is too large", limited.stderr)
        self.assertIn("raise the limit of the system", limited.stderr)
        self.assertFalse((self.place / "long.csv").exists())
        kept = self.place / "long.csv.part"
        self.assertTrue(not kept.exists() or kept.stat().st_size == 0)
        self.run_program("sweep", *self.LONG, "-o", "long.csv", code=0)
        self.assertFalse(kept.exists())

    def test_nothing_is_kept_of_short_runs_and_streams(self):
        self.run_program("sweep", *self.GRID, "-o", "s.csv", code=0)
        self.run_program("sweep", *self.GRID, "-o", "/dev/null", code=0)
        self.assertEqual([path.name for path in self.place.iterdir() if path.name.endswith(".part")], [])
        self.assertFalse(os.path.exists("/dev/null.part"))

    def test_the_script_of_the_page(self):
        page = (ROOT / "src/cli/egovbench-many-machines.7").read_text(encoding="utf-8")
        script = re.search(r"^\.SH SWEEPS\n.*?^\.nf\n(.*?)^\.fi$", page, re.M | re.S).group(1).replace("\\-", "-").replace("\\e\n", "\\\n")
        self.run_program("weights", "set", "OS=10%", "--copy", "mine.yaml", code=0)
        tools = self.place / "tools"
        tools.mkdir()
        (tools / "egovbench").symlink_to(PROGRAM)
        environment = clean_environment()
        environment["PATH"] = f"{tools}:{environment['PATH']}"
        done = subprocess.run(["sh", "-e", "-c", script], cwd=self.place, env=environment, capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual((self.place / "sweep.csv").read_text(encoding="utf-8"), self.whole("mine.yaml", "--grid", "OS=0..0.5:51,CYB=0..0.4:41", "--format", "csv"))


if __name__ == "__main__":
    unittest.main()
