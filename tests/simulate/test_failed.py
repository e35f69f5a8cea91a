"""Draws that fail, and draws that are run again without the culprit. The choices of every draw are in --draws-file; which of them fail, and
why, follows from the definition, so that all counts are worked out here. A replaced draw has the ranks of the draw of the same number in a
run that does not vary the culprit: each assumption has random numbers of its own."""
import csv
import io
import json
import unittest

from program import ProgramTest

# U6 lacks b: without a, c or d it has two of three indicators and is left out by `screen:`, and d is then the same for all others.
DEFINITION = """\
egovbench: 1
id: trial
title: Trial
data: [{{file: trial.csv, unit: unit}}]
screen: {{available: 0.7}}
defaults: {{normalise: minmax}}
{more}
indicators: [{{id: a}}, {{id: b}}, {{id: c}}, {{id: d}}]
"""
DATA = "unit,a,b,c,d\nU1,1,9,4,5\nU2,3,2,8,5\nU3,5,7,1,5\nU4,8,4,6,5\nU5,9,1,2,5\nU6,4,,7,8\n"
VARIED = {"normalise": ["--normalise", "on,zscore"], "aggregate": ["--aggregate", "on,geometric"], "leave-out": ["--leave-out", "indicators"]}
NEGATIVE, CONSTANT = "not defined for negative scores", "all values are equal"


def fate(draw):
    """(the culprits in the order they come up, whether the draw can be scored without the first)."""
    negative = draw["normalise"] == "zscore" and draw["aggregate"] == "geometric"
    constant = draw["leave-out"] in "ac"
    if negative:
        return ["aggregate"], not constant
    if constant:  # the failure names the normalisation: where that is the definition's own, what was left out is nearest before it
        return (["normalise"], False) if draw["normalise"] == "zscore" else (["leave-out"], True)
    return [], True


class Failed(ProgramTest):
    def setUp(self):
        super().setUp()
        self.define()
        (self.place / "trial.csv").write_text(DATA, encoding="utf-8")

    def define(self, more=""):
        (self.place / "trial.yaml").write_text(DEFINITION.format(more=more), encoding="utf-8")

    def draws(self, *arguments, count=300):
        self.run_program("uncertainty", "trial.yaml", "--draws", str(count), "--draws-file", "draws.csv", "--force", "--format", "csv", *arguments, code=0)
        return list(csv.DictReader(io.StringIO((self.place / "draws.csv").read_text(encoding="utf-8"))))

    def facts(self, *arguments, count=300):
        return json.loads(self.run_program("uncertainty", "trial.yaml", "--draws", str(count), "--format", "json", *arguments, code=0).out)["provenance"]

    def ranks(self, draw):
        return [draw[f"rank_U{unit}"] for unit in range(1, 7)]

    def everything(self, without=None):
        return [word for name, words in VARIED.items() if name != without for word in words]

    def compare(self, *more):
        """Every draw of a run that replaces against those of runs that do not vary its culprit. Returns what became of the draws."""
        before = self.draws(*self.everything(), *more)
        after = self.draws(*self.everything(), "--failed", "replace", *more)
        others = {name: self.draws(*self.everything(name), *more) for name in VARIED}
        counts = {}
        for number, (drawn, scored) in enumerate(zip(before, after)):
            culprits, mended = fate(drawn)
            self.assertEqual(any(self.ranks(drawn)), not culprits, (number, drawn))
            expected = drawn
            if culprits and mended:
                expected = others[culprits[0]][number]
                named = "nothing" if culprits == ["leave-out"] else "as defined"
                self.assertEqual({name: scored[name] for name in VARIED}, {name: drawn[name] for name in VARIED} | {culprits[0]: named})
            self.assertEqual(self.ranks(scored), self.ranks(expected), (number, drawn))
            key = (*culprits, mended)
            counts[key] = counts.get(key, 0) + 1
        self.assertEqual(len(counts), 5)  # scored; replaced either way; failed twice either way
        return counts

    def test_counts_follow_from_the_draws(self):
        counts = self.compare()
        failed = sum(count for key, count in counts.items() if not key[-1])
        facts = self.facts(*self.everything(), "--failed", "replace")
        self.assertEqual(int(facts["draws"]), 300 - failed)
        self.assertEqual(int(facts["failed"]), failed)
        self.assertEqual(int(facts["replaced"]), counts["aggregate", True] + counts["leave-out", True])
        replaced = dict.fromkeys(VARIED, 0)
        for entry in facts["replacements"].split("; "):
            count, name, cause = entry.split(": ", 2)
            replaced[name] += int(count)
            self.assertIn(NEGATIVE if name == "aggregate" else CONSTANT, cause)
        self.assertEqual(replaced, {"normalise": 0, "aggregate": counts["aggregate", True], "leave-out": counts["leave-out", True]})
        for cause in facts["failures"].replace("; and", " and").split("; "):
            self.assertRegex(cause, f"({NEGATIVE}|{CONSTANT}).* and with `(aggregate|normalise)` as the definition has it: .*{CONSTANT}")
        notes = " ".join(self.run_program("uncertainty", "trial.yaml", "--draws", "300", "--notes", *self.everything(), "--failed", "replace", code=0).out.split())
        self.assertIn(f"{counts['leave-out', True]} of the draws could not be scored as they were drawn, and were run again with `leave-out` as the definition has it: ", notes)

    def test_what_draws_had_in_the_end_is_counted(self):
        had = {}
        for draw in self.draws(*self.everything(), "--failed", "replace"):
            for name in VARIED:
                had[f"{name}={draw[name]}"] = had.get(f"{name}={draw[name]}", 0) + 1
        varied = dict(entry.rsplit(": ", 1) for entry in self.facts(*self.everything(), "--failed", "replace")["varied"].split("; "))
        self.assertEqual({name: int(count) for name, count in varied.items() if not name.startswith("weights")}, had)

    def test_whatever_scores_a_draw(self):
        self.compare("--weights", "fixed")
        self.compare("--weights", "flat")
        self.define("rank: {ties: dense}")  # no kernel
        self.compare()
        self.define()
        self.compare("--error", "1%")

    def test_an_error_that_fails_is_put_back(self):
        self.define("levels: [{id: x, name: X, from: 0}]")
        text = (self.place / "trial.yaml").read_text(encoding="utf-8").replace("screen: {available: 0.7}\n", "").replace("{id: a}", "{id: a, normalise: {method: minmax, log: ln}}")
        (self.place / "trial.yaml").write_text(text, encoding="utf-8")
        more = ["--error", "40%"]
        before, after, without = self.draws(*more), self.draws(*more, "--failed", "replace"), self.draws()
        failed = [number for number, draw in enumerate(before) if not any(self.ranks(draw))]
        self.assertTrue(0 < len(failed) < 300)
        for number, draw in enumerate(after):
            self.assertEqual(self.ranks(draw), self.ranks(without[number] if number in failed else before[number]))
        facts = self.facts(*more, "--failed", "replace")
        self.assertEqual((facts["replaced"], facts["draws"], "failed" in facts), (str(len(failed)), "300", False))
        self.assertIn(f"error=normal: {300 - len(failed)}", facts["varied"])

    def test_the_definitions_method_need_not_be_an_alternative(self):
        self.define("aggregate: geometric")
        more = ["--normalise", "zscore,percentile"]
        before, after, without = self.draws(*more), self.draws(*more, "--failed", "replace"), self.draws()
        self.assertEqual({draw["normalise"] for draw in after}, {"percentile", "as defined"})
        for number, draw in enumerate(before):
            same = draw["normalise"] == "percentile"
            self.assertEqual(any(self.ranks(draw)), same)
            self.assertEqual(self.ranks(after[number]), self.ranks(draw if same else without[number]))
            self.assertEqual(after[number]["normalise"], "percentile" if same else "as defined")
        count = sum(draw["normalise"] == "zscore" for draw in before)
        self.assertIn(f"normalise=zscore: 0; normalise=percentile: {300 - count}; normalise=as defined: {count}", self.facts(*more, "--failed", "replace")["varied"])

    def test_the_definition_says_it_too(self):
        asked = self.run_program("uncertainty", "trial.yaml", *self.everything(), "--failed", "replace", "--draws", "300", "--format", "csv", code=0).out
        left = self.run_program("uncertainty", "trial.yaml", *self.everything(), "--draws", "300", "--format", "csv", code=0).out
        self.assertNotEqual(asked, left)
        self.define("uncertainty: {normalise: [on, zscore], aggregate: [on, geometric], leave-out: indicators, failed: replace}")
        self.assertEqual(self.run_program("uncertainty", "trial.yaml", "--draws", "300", "--format", "csv", code=0).out, asked)
        self.assertEqual(self.run_program("uncertainty", "trial.yaml", "--draws", "300", "--format", "csv", "--failed", "report", code=0).out, left)

    def test_any_number_of_threads(self):
        for command in (["uncertainty", "--draws", "5000"], ["sensitivity", "--draws", "64"], ["acceptability", "--draws", "500"]):
            for more in ([], ["--error", "1%", "--draws", "300"] if command[0] == "uncertainty" else []):
                run = [*command, "trial.yaml", *self.everything(), "--failed", "replace", "--format", "json", *more]
                self.assertEqual(len({self.run_program(*run, "--threads", threads, code=0).out for threads in "137"}), 1, command)

    def test_only_weights_have_nothing_to_put_back(self):
        same = {self.run_program("uncertainty", "trial.yaml", "--draws", "500", "--format", "csv", *more, code=0).out for more in ([], ["--failed", "replace"])}
        self.assertEqual(len(same), 1)

    def test_sensitivity_replaces_runs_of_the_design_only(self):
        rows = json.loads(self.run_program("sensitivity", "trial.yaml", *self.everything(), "--format", "json", "--draws", "64", code=0).out)
        done = self.run_program("sensitivity", "trial.yaml", *self.everything(), "--failed", "replace", "--draws", "64", "--notes", code=0).out
        replaced = json.loads(self.run_program("sensitivity", "trial.yaml", *self.everything(), "--failed", "replace", "--format", "json", "--draws", "64", code=0).out)
        find = lambda made: int((made.get("provenance") or made["tables"][0]["provenance"])["rows"])
        self.assertGreater(find(replaced), find(rows))
        words = " ".join(done.split())
        self.assertIn("runs could not be scored as they were drawn, and were run again", words)
        self.assertIn("leave-out a could not be scored in 1 of 1 draws", words)


class Again(ProgramTest):
    """Draws that only their weights make fail: the cause is named, and the next draw does not take the scores of the one before."""

    def test_weights_that_leave_one_value(self):
        (self.place / "trial.csv").write_text("unit,a,b,c\nU1,5,1,2\nU2,5,2,4\nU3,5,7,1\n", encoding="utf-8")
        (self.place / "trial.yaml").write_text("""\
egovbench: 1
id: trial
title: Trial
data: [{file: trial.csv, unit: unit}]
defaults: {normalise: goalposts}
indicators:
  - {id: P, rescale: minmax, indicators: [{id: a, goalposts: [0, 10]}, {id: b, goalposts: [0, 10]}]}
  - {id: c, goalposts: [0, 10]}
""", encoding="utf-8")
        done = self.run_program("uncertainty", "trial.yaml", "--where", "a >= 100%", "--draws", "50", code=5)
        self.assertIn("none of the 50 draws could be scored: the scores of P cannot be rescaled by `minmax`: all values are equal", " ".join(done.err.split()))


if __name__ == "__main__":
    unittest.main()
