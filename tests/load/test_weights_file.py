"""Weights from files and by period: `weights: {method: given, file: weights.csv}`, `weight: {2018: 10, 2020: 12}`."""
import csv
import io
import unittest

from program import ProgramTest

FILE = "weights: {method: given, file: weights.csv}"
DEFINITION = """\
egovbench: 1
id: w
data: [d.csv]
defaults: {normalise: {method: goalposts}, %s}
indicators:
  - id: A%s
    indicators: [{id: a1, goalposts: [0, 10]}, {id: a2, goalposts: [0, 10]}]
  - {id: b, goalposts: [0, 10]%s}
"""
DATA = "unit,period,a1,a2,b\n" + "".join(f"{u},{p},{a},{b},{c}\n" for p in (2018, 2019, 2020)
                                        for u, a, b, c in (("X", 1, 2, 3), ("Y", 2, 5, 1), ("Z", 4, 1, 2)))


class WeightsFile(ProgramTest):
    def write(self, weights=None, choice=FILE, a="", b="", data=DATA):
        (self.place / "w.yaml").write_text(DEFINITION % (choice, a, b))
        (self.place / "d.csv").write_text(data)
        if weights is not None:
            (self.place / "weights.csv").write_text(weights)

    def table(self, *arguments):
        plain = () if arguments[0] in ("panel", "diff") else ("--no-intervals",)
        done = self.run_program(*arguments, "--format", "csv", *plain, code=0)
        return list(csv.DictReader(io.StringIO(done.out)))

    def score(self, *arguments):
        return {row["unit"]: float(row["score"]) for row in self.table("rank", "w.yaml", *arguments)}

    def refused(self, code, *texts, arguments=("rank", "w.yaml")):
        done = self.run_program(*arguments)
        self.assertNotEqual(done.code, 0)
        self.assertIn(code, done.err)
        for text in texts:
            self.assertIn(text, done.err)
        return done.err

    def test_the_same_as_in_the_definition(self):
        self.write("node,weight\nA,2\nb,3\na1,10%\na2,90%\n")
        found = self.score()
        # by hand: A of X is 0.1 * 10 + 0.9 * 20 = 19, and (2 * 19 + 3 * 30) / 5 = 25.6
        self.assertAlmostEqual(found["X"], 25.6, places=12)
        shown = self.run_program("weights", "show", "w.yaml", "--no-intervals", "--format", "csv", code=0).out
        self.assertIn("weights.csv:2", shown)
        self.assertIn("weights.csv", self.run_program("show", "w.yaml", "--methodology", code=0).out)
        self.assertIn("Weights are from weights.csv", self.run_program("explain", "X", "w.yaml", "--notes", code=0).out)
        self.assertIn("file:weights.csv:sha256", self.run_program("rank", "w.yaml", "--format", "json", code=0).out)

    def test_what_weights_show_prints_is_a_file_of_weights(self):
        self.write("node,weight\nA,2\nb,3\na1,10%\na2,90%\n")
        before = self.score()
        shown = self.run_program("weights", "show", "w.yaml", "--no-intervals", "--format", "csv", code=0).out
        (self.place / "weights.csv").write_text(shown)
        self.assertEqual(self.score(), before)

    def test_a_weight_holds_until_the_next_one(self):
        self.write("node,parent,period,weight\nA,w,2020,1\nA,w,2018,2\nb,w,,3\na1,A,,1\na2,A,,9\n")
        in_definition = dict(choice="weights: given", a="\n    weight: {2018: 2, 2020: 1}", b=", weight: 3")
        # by hand, X: A is 19, b 30
        expected = {"2018": (2 * 19 + 3 * 30) / 5, "2019": (2 * 19 + 3 * 30) / 5, "2020": (19 + 3 * 30) / 4}
        for period, score in expected.items():
            self.assertAlmostEqual(self.score("--period", period)["X"], score, places=12)
        panel = {row["unit"]: row for row in self.table("panel", "w.yaml")}
        self.assertAlmostEqual(float(panel["X"]["score_2018"]), expected["2018"], places=12)
        self.assertAlmostEqual(float(panel["X"]["score_2020"]), expected["2020"], places=12)
        diff = self.table("diff", "w.yaml", "--period", "2018", "2020")
        change = next(row for row in diff if row["unit"] == "X")
        self.assertAlmostEqual(float(change["weights"]), expected["2020"] - expected["2018"], places=12)
        self.write(**in_definition)
        text = (self.place / "w.yaml").read_text().replace("{id: a2,", "{id: a2, weight: 9,")
        (self.place / "w.yaml").write_text(text)
        for period, score in expected.items():
            self.assertAlmostEqual(self.score("--period", period)["X"], score, places=12)
        self.assertIn("2 from 2018 on, 1 from 2020 on", self.run_program("show", "w.yaml", "--methodology", code=0).out)

    def test_faults_have_their_place_in_the_file(self):
        for weights, *texts in (
                ("node,weight\nA,1\nb,x\na1,1\na2,-1\nzz,3\n", "weights.csv:3:3", "not `x`", "weights.csv:5:4", "negative",
                 "weights.csv:6:1", "no node `zz`"),
                ("node,weight\nA,1\na1,1\na2,20%\n", "weights.csv:1:1", "no weight of b", "weights.csv:3:4",
                 "a plain weight", "in percent, or none"),
                ("node,weight\nA,1\nA,2\nb,1\na1,1\na2,2\n", "weights.csv:3:3", "given twice", "the other is in line 2"),
                ("node,period,weight\nA,,1\nA,2018,2\nb,,1\na1,,1\na2,,2\n", "weights.csv:3:8", "given twice", "for all periods"),
                ("node,period,weight\nA,2018,1\nA,2018.0,2\nb,,1\na1,,1\na2,,2\n", "weights.csv:3:10", "given twice"),
                ("node,parent,weight\nA,w,1\nb,A,1\na1,A,1\na2,A,2\n", "weights.csv:3:3", "below `w` in the definition"),
                ("node,weight\nA,1\nb,\na1,1\na2,120%\n", "weights.csv:3:3", "empty", "weights.csv:5:4", "more than all"),
                ("x,weight\nA,1\n", "weights.csv:1:1", "no column `node`"),
                ("", "weights.csv:1:1", "empty")):
            self.write(weights)
            self.refused("error[", *texts)

    def test_no_such_file_and_files_outside(self):
        self.write()
        self.refused("E0501", "there is no file `weights.csv`")
        self.write(choice="weights: {method: given, file: /etc/passwd}")
        self.refused("E0506", "cannot read `/etc/passwd`")

    def test_a_period_without_a_weight_is_refused(self):
        self.write("node,period,weight\nA,2019,1\nb,,1\na1,,1\na2,,2\n")
        self.refused("E0317", "A has no weight in 2018", "add one for 2018 or earlier", arguments=("rank", "w.yaml", "--period", "2018"))
        panel = self.run_program("panel", "w.yaml", code=0)
        self.assertIn("the period `2018` is left out: A has no weight in 2018", panel.err)
        self.write("node,period,weight\nA,first wave,1\nb,,1\na1,,1\na2,,2\n")
        self.refused("E0317", "A has no weight in 2020")
        self.write("node,period,weight\nA,2018,1\nb,,1\na1,,1\na2,,2\n", data="unit,a1,a2,b\nX,1,2,3\nY,2,1,1\n")
        self.refused("E0317", "the data has no periods")

    def test_two_sources_contradict_each_other(self):
        self.write("node,weight\nA,1\nb,1\na1,1\na2,2\n", b=", weight: 3")
        self.refused("E0403", "w.yaml:8:41", "have their weights from a file")

    def test_rows_that_are_not_used_are_noted(self):
        self.write("node,weight\nA,1\nb,1\na1,1\na2,2\n", choice="weights: given", a="\n    weights: {method: given, file: weights.csv}")
        done = self.run_program("validate", "w.yaml", "--diagnostics", "json")
        self.assertIn("N0350", done.err)

    def test_an_edit_changes_no_file_of_weights(self):
        self.write("node,weight\nA,1\nb,1\na1,1\na2,2\n")
        self.refused("E0505", "weights.csv:2:3", "by hand", arguments=("weights", "set", "w.yaml", "A=2", "--write"))
        self.run_program("weights", "set", "w.yaml", "A=75%", "--scenario", "half", "--write", code=0)
        self.assertAlmostEqual(self.score("--scenario", "half")["X"], 0.75 * (10 + 2 * 20) / 3 + 0.25 * 30, places=12)
        self.write(choice="weights: given", b=", weight: {2018: 1, 2020: 2}")
        self.refused("E0505", "depend on the period", arguments=("weights", "set", "w.yaml", "A=2", "--write"))

    def test_what_follows_from_weights_follows_the_file(self):
        """Other commands take the weights in force, not those of the definition."""
        file = "node,weight\nA,2\nb,3\na1,1\na2,9\n"
        for arguments in (("uncertainty", "w.yaml", "--draws", "200"), ("stability", "w.yaml"), ("bounds", "w.yaml"),
                          ("whatif", "w.yaml", "--set", "A=0.7", "--rescale", "free"), ("weights", "candidates", "w.yaml")):
            self.write(file)
            from_file = self.run_program(*arguments, "--format", "csv").out
            self.write(choice="weights: given", a="\n    weight: 2", b=", weight: 3")
            text = (self.place / "w.yaml").read_text().replace("{id: a2,", "{id: a2, weight: 9,")
            (self.place / "w.yaml").write_text(text)
            self.assertEqual(self.run_program(*arguments, "--format", "csv").out, from_file, arguments)

    def test_an_exclusion_that_ends_is_a_matter_of_the_membership(self):
        """The data are the same in both periods: what the others lose to the unit that is new is no change of the data."""
        self.write(choice="weights: given")
        text = (self.place / "w.yaml").read_text().replace("method: goalposts", "method: minmax").replace(", goalposts: [0, 10]", "")
        (self.place / "w.yaml").write_text(text + "screen: {exclude: {Z: {2018: No survey}}}\n")
        for row in self.table("diff", "w.yaml", "--period", "2018", "2020"):
            if row["unit"] == "Z":
                self.assertEqual((row["score_before"], row["status"]), ("", "new"), row)
                continue
            self.assertNotEqual(float(row["score_change"]), 0, row)
            self.assertAlmostEqual(float(row["membership"]), float(row["score_change"]), places=9)
            self.assertEqual([float(row[cause]) for cause in ("data", "weights", "method")], [0, 0, 0])

    def test_exclusions_of_a_period(self):
        self.write(choice="weights: given")
        text = (self.place / "w.yaml").read_text()
        (self.place / "w.yaml").write_text(text + "screen: {exclude: {Z: {2018: No survey}, Y: {2025: Later}}, unranked: {X: {2019: Guest}}}\n")
        self.assertEqual({row["unit"]: row["reason"] for row in self.table("rank", "w.yaml", "--period", "2018") if row["reason"]},
                         {"Z": "left out: No survey"})
        self.assertEqual([row["unit"] for row in self.table("rank", "w.yaml", "--period", "2019") if not row["rank"]], ["X"])
        self.assertEqual([row["unit"] for row in self.table("rank", "w.yaml") if not row["rank"]], [])
        self.assertIn("a period the data does not have", self.run_program("rank", "w.yaml", code=0).err)
        # One warning for a unit that is not there, however many periods it is named for; what is behind it counts.
        (self.place / "w.yaml").write_text(text + "screen: {exclude: {Nowhere: {2018: A, 2019: B, 2020: C}, Z: {2019: D, 2018: E}, Y: {2018: F}}}\n")
        err = self.run_program("rank", "w.yaml", "--period", "2018", code=0).err
        self.assertEqual(err.count("names Nowhere, a unit the data does not have"), 1, err)
        self.assertEqual({row["unit"]: row["reason"] for row in self.table("rank", "w.yaml", "--period", "2018") if row["reason"]},
                         {"Z": "left out: E", "Y": "left out: F"})
        (self.place / "w.yaml").write_text(text + "screen: {exclude: {Z: {2018: No survey}}}\n")
        self.assertIn("Z is excluded in 2018", self.run_program("show", "w.yaml", "--methodology", code=0).out)


if __name__ == "__main__":
    unittest.main()
