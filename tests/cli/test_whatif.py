"""whatif: who moves, by how much, by what; nothing is written.

Rank correlations: R 4.3, cor(c(1,2,3,4,5), c(2,1,3,5,4), method = "spearman") is 0.8, method = "kendall" 0.6.
"""
import json
import re
import unittest

from program import ProgramTest

# With a alone the order is A to E; with b alone B A C E D.
TWO = """\
egovbench: 1
id: two
data: [two.csv]
defaults: {normalise: as-is}
indicators:
  - {id: a, weight: 9}
  - {id: b, weight: 1}
scenarios:
  other: {weights: {a: 0}}
"""
ROWS = "unit,a,b\nA,50,40\nB,40,50\nC,30,30\nD,20,10\nE,10,20\n"


class Whatif(ProgramTest):
    def setUp(self):
        super().setUp()
        (self.place / "two.yaml").write_text(TWO, encoding="utf-8")
        (self.place / "two.csv").write_text(ROWS, encoding="utf-8")

    def json_of(self, *arguments):
        return json.loads(self.run_program("whatif", "two.yaml", *arguments, "--format", "json", code=0).out)

    def rows(self, *arguments):
        return {row["unit"]: row for row in self.json_of(*arguments)["rows"]}

    def notes(self, *arguments):
        return "\n".join(self.json_of(*arguments)["notes"])

    def test_movers(self):
        rows = self.rows("--set", "a=0")
        self.assertEqual({unit: (row["rank_before"], row["rank_after"], row["change"]) for unit, row in rows.items()},
                         {"A": (1, 2, -1), "B": (2, 1, 1), "D": (4, 5, -1), "E": (5, 4, 1)})
        self.assertEqual((rows["A"]["score_before"], rows["A"]["score_after"], rows["A"]["score_change"]), (49, 40, -9))

    def test_driver_is_the_dimension_that_moved_most_against_the_mean(self):
        # A falls from 49 to 40, its mean is 44.5: less weight on a, where it has 50, costs 0.9 (50 - 44.5) = 4.95, more on b
        # 0.9 (44.5 - 40) = 4.05. B gains the same. Over all units the contributions sum to 0.
        rows = self.rows("--set", "a=0", "--threshold", "0")
        self.assertEqual((rows["A"]["driver"], round(rows["A"]["driver_change"], 12)), ("a", -4.95))
        self.assertEqual((rows["B"]["driver"], round(rows["B"]["driver_change"], 12)), ("a", 4.95))
        self.assertEqual((rows["E"]["driver"], round(rows["E"]["driver_change"], 12)), ("a", 4.95))
        self.assertEqual(rows["C"]["change"], 0)

    def test_totals(self):
        whole = self.json_of("--set", "a=0")
        self.assertEqual(whole["schema"], "egovbench.whatif/1")
        self.assertAlmostEqual(float(whole["provenance"]["spearman"]), 0.8, places=12)
        self.assertEqual((whole["provenance"]["moved"], whole["provenance"]["compared"]), ("4", "5"))
        self.assertIn("4 of 5 ranked units move; Spearman rank correlation 0.8000; top 5: 0 in, 0 out.", whole["notes"])

    def test_turnover_of_the_first_ten(self):
        lines = ["unit,a,b"] + [f"U{i:02d},{100 - i},{100 - i if i != 12 else 100}" for i in range(1, 15)]
        (self.place / "two.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.assertIn("top 10: 1 in (U12), 1 out (U10).", self.notes("--set", "a=0"))
        self.assertIn("11 of 14 ranked units move, 1 of them by 2 or more", self.notes("--set", "a=0", "--threshold", "2"))

    def test_weights_as_they_are(self):
        self.assertIn("No weight changes: these are the weights as written.", self.notes("--set", "a=9"))

    def test_threshold_and_top(self):
        self.assertEqual(self.rows("--set", "a=0", "--threshold", "2"), {})
        self.assertEqual(len(self.rows("--set", "a=0", "--threshold", "0")), 5)
        self.assertEqual(list(self.rows("--set", "a=0", "--top", "1")), ["B"])
        self.assertEqual(list(self.rows("--set", "a=0", "--units", "A,C")), ["A"])

    def test_relative_wishes(self):
        command = "To make it last: egovbench weights set two.yaml "
        self.assertIn(command + "b=3", self.notes("--set", "b+=2"))
        self.assertIn(command + "a=6.5", self.notes("--set", "a-=2.5"))
        self.assertIn(command + "b=2", self.notes("--set", "b+=10%"))
        self.assertIn(command + "b=20%", self.notes("--set", "b=20%"))
        self.assertIn(command + "b=3 --rescale=from=a", self.notes("--set", "b+=2", "--rescale", "from=a"))
        self.assertIn("Changed weights: a=7 b=3.", self.notes("--set", "b+=2", "--rescale", "from=a"))
        self.assertIn("Changed weights: b=3.", self.notes("--set", "b+=2", "--rescale", "free"))
        for wishes, said in ((["a-=9.5"], "below 0"), (["a+=5"], "their total of 10"), (["a=+"], "not a number"),
                             (["c+=1"], "no node `c`"), (["a+=1", "--rescale", "from=a"], "it is set itself"),
                             (["b=9.5", "--rescale", "from=b"], "it is set itself"),
                             (["b=12", "--rescale", "from=a"], "the weight of a is only 9"),
                             (["b=2", "--rescale", "from=two"], "cannot come from two"),
                             (["b=2", "--rescale", "fron=a"], "unknown rule `fron=a`")):
            done = self.run_program("whatif", "two.yaml", "--set", *wishes, code=2)
            self.assertIn(said, done.err, wishes)

    def test_from_one_of_three(self):
        done = self.run_program("rank", "small.yaml", "--set", "portal+=0.5", "--rescale", "from=mobile", "--format", "json", code=0)
        self.assertEqual(json.loads(done.out)["provenance"]["weights"], "portal=1.5 mobile=0.5")
        done = self.run_program("rank", "small.yaml", "--set", "speed+=1", "--rescale", "from=portal", code=2)
        self.assertIn("they are not siblings", done.err)

    def test_ids_that_end_in_a_minus(self):
        (self.place / "two.yaml").write_text(TWO.replace("id: a,", "id: a-, column: a,").replace("{a: 0}", "{a-: 0}"), encoding="utf-8")
        self.assertIn("Changed weights: a-=4 b=6.", self.notes("--set", "a-=4"))
        self.assertIn("Changed weights: a-=5 b=5.", self.notes("--set", "a--=4"))

    def test_scenario_drop_method(self):
        self.assertEqual(self.rows("--scenario", "other"), self.rows("--set", "a=0"))
        self.assertNotIn("To make it last", self.notes("--scenario", "other"))
        dropped = self.json_of("--drop", "a")
        self.assertIn("Left out: a.", dropped["notes"])
        self.assertEqual([row["unit"] for row in dropped["rows"]], ["B", "A", "E", "D"])
        # sqrt(50 * 40), equal for A and B: geometric with 9 to 1 still tells them apart; with equal weights they tie.
        rows = self.rows("--method", "two=geometric,two=equal")
        self.assertEqual((rows["B"]["rank_after"], rows["B"]["change"]), (1, 1))
        self.assertAlmostEqual(rows["B"]["score_after"], 2000 ** 0.5, places=9)
        done = self.run_program("whatif", "desi-2022", "--method", "desi-2022=geometric", "--format", "json", code=0)
        self.assertIn("the score is not a weighted sum", "\n".join(json.loads(done.out)["notes"]))

    def write(self, *changes):
        text = TWO
        for old, new in changes:
            self.assertIn(old, text)
            text = text.replace(old, new)
        (self.place / "two.yaml").write_text(text, encoding="utf-8")

    def test_moves_inside_the_interval(self):
        """Weights of 5.1 and 4.9 varied by 25 %: about half of the draws have b above a, and then B is above A and E above D.
        No draw has C, at 30, between: it stands alone."""
        self.write(("weight: 9", "weight: 5.1"), ("weight: 1}", "weight: 4.9}"))
        rows = self.rows("--set", "a=4.9", "--threshold", "0")
        self.assertEqual({unit: (row["rank_low"], row["rank_high"], row["inside"]) for unit, row in rows.items()},
                         {"A": (1, 2, "yes"), "B": (1, 2, "yes"), "C": (3, 3, "yes"), "D": (4, 5, "yes"), "E": (4, 5, "yes")})
        whole = self.json_of("--set", "a=4.9")
        self.assertIn("Inside: 4 of 4 moves end within the interval of the old rank (90 % of the ranks in 500 draws; varied: "
                      "weights uniform within 25 %).", whole["notes"])
        self.assertEqual((whole["provenance"]["moved_inside"], whole["provenance"]["draws"]), ("4", "500"))

    def test_moves_outside_the_interval(self):
        """With 9 and 1, varied by 25 %, the share of a is never below 6.75 / 8: no rank changes in any draw."""
        rows = self.rows("--set", "a=0")
        self.assertEqual([(row["rank_low"], row["rank_high"], row["inside"]) for row in rows.values()],
                         [(row["rank_before"], row["rank_before"], "no") for row in rows.values()])
        self.assertIn("Inside: 0 of 4 moves", self.notes("--set", "a=0"))

    def test_intervals_are_those_of_rank(self):
        done = self.run_program("rank", "--format", "json", code=0)
        expected = {row["unit"]: (row["rank_low"], row["rank_high"]) for row in json.loads(done.out)["rows"]}
        moves = json.loads(self.run_program("whatif", "--set", "OS=0.2", "--format", "json", code=0).out)
        self.assertGreater(len(moves["rows"]), 100)
        for row in moves["rows"]:
            self.assertEqual((row["rank_low"], row["rank_high"]), expected[row["unit"]])
            self.assertEqual(row["inside"], "yes" if row["rank_low"] <= row["rank_after"] <= row["rank_high"] else "no")
        inside = sum(row["inside"] == "yes" for row in moves["rows"])
        self.assertTrue(0 < inside < len(moves["rows"]))
        self.assertEqual(moves["provenance"]["moved_inside"], str(inside))

    def test_no_intervals(self):
        plain = self.json_of("--set", "a=0", "--no-intervals")
        self.assertNotIn("inside", plain["rows"][0])
        self.assertNotIn("Inside", "\n".join(plain["notes"]))
        self.assertNotIn("draws", plain["provenance"])

    def test_an_index_that_cannot_be_simulated(self):
        """Its only other aggregation is geometric, and every unit has a score below 0, which has no geometric mean."""
        self.write(("scenarios:", "uncertainty: {weights: fixed, aggregate: [geometric]}\nscenarios:"))
        (self.place / "two.csv").write_text(re.sub(r"(?m)^([A-E]),", r"\1,-", ROWS), encoding="utf-8")
        for command in (["whatif", "two.yaml", "--set", "a=0"], ["weights", "set", "two.yaml", "a=0"]):
            done = self.run_program(*command, "--format", "json", code=0)
            self.assertIn("warning[W0907]: there are no intervals of the ranks", done.err)
            rows = json.loads(done.out)["rows"]
            self.assertTrue(rows)
            self.assertNotIn("inside", rows[0])

    def test_faults(self):
        for arguments, said in (([], "say what changes"), (["--drop", "two"], "whole index"), (["--drop", "c"], "no node `c`"),
                                (["--drop", "a,b"], "leaves nothing"), (["--method", "two=geometrik"], "did you mean `geometric`"),
                                (["--method", "a=geometric"], "no normalisation `geometric`"), (["--method", "two"], "ID=METHOD"),
                                (["--scenario", "otter"], "did you mean `other`")):
            done = self.run_program("whatif", "two.yaml", *arguments)
            self.assertIn(done.code, (2, 3), arguments)
            self.assertIn(said, done.err, arguments)
            self.assertEqual(done.out, "")

    def test_every_format(self):
        for name, said in (("text", "Driven by"), ("csv", "unit,name,rank_before,rank_after,change"), ("tsv", "rank_before\t"),
                           ("ndjson", '"rank_before": 2'), ("markdown", "| B |"), ("latex", "B & ")):
            self.assertIn(said, self.run_program("whatif", "two.yaml", "--set", "a=0", "--format", name, code=0).out, name)

    def test_the_command_makes_it_last(self):
        """What whatif shows and what the printed command does to the file are the same ranking."""
        note = [line for line in self.json_of("--set", "b+=2")["notes"] if line.startswith("To make it last: ")][0]
        words = note.removeprefix("To make it last: egovbench ").split()
        expected = self.rows("--set", "b+=2", "--threshold", "0")
        self.run_program(*words, "--write", code=0)
        ranks = json.loads(self.run_program("rank", "two.yaml", "--format", "json", code=0).out)["rows"]
        self.assertEqual({row["unit"]: row["rank"] for row in ranks}, {unit: row["rank_after"] for unit, row in expected.items()})

    def test_writes_nothing(self):
        before = {path.name: path.read_bytes() for path in self.place.iterdir()}
        self.run_program("whatif", "two.yaml", "--set", "a=0", code=0)
        self.assertEqual({path.name: path.read_bytes() for path in self.place.iterdir()}, before)


if __name__ == "__main__":
    unittest.main()
