"""A method is one file and one line, as CONTRIBUTING.md says: an example is added outside the tree and is there everywhere."""
import csv
import math
import tempfile
import unittest
from pathlib import Path

from added import program_with, run

EXAMPLE = "tests/method/example/normalise_logistic.c"
INDEX = """egovbench: 1
id: curve
title: Curve
data: [curve.csv]
rescale: {method: logistic, slope: 1.5}
indicators:
  - id: a
    goalposts: [0, 100]
  - id: b
    normalise: {method: logistic, slope: 2}
"""
DATA = "unit,a,b\nU1,10,1\nU2,30,2\nU3,70,3\nU4,90,6\n"


class Example(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.program = program_with(cls.folder, "method/methods.c", EXAMPLE, "EGB_NORMALISE(asis)\n", "EGB_NORMALISE(logistic)\n")
        (cls.folder / "curve.yaml").write_text(INDEX, encoding="utf-8")
        (cls.folder / "curve.csv").write_text(DATA, encoding="utf-8")

    def ask(self, *arguments):
        return run(self.program, *arguments, cwd=self.folder)

    def test_help_and_schema_know_it(self):
        self.assertIn("logistic", self.ask("methods", "--format", "csv"))
        self.assertIn("How steep the curve is at the mean", self.ask("methods", "logistic"))
        self.assertIn('"logistic"', self.ask("schema"))

    def test_it_scores(self):
        text = self.ask("stages", "curve.yaml", "--stage", "normalised", "--format", "csv")
        scores = {row["unit"]: float(row["b"]) for row in csv.DictReader(text.splitlines())}
        values = {"U1": 1, "U2": 2, "U3": 3, "U4": 6}
        mean = sum(values.values()) / 4
        deviation = math.sqrt(sum((x - mean) ** 2 for x in values.values()) / 3)
        for unit, x in values.items():
            self.assertAlmostEqual(scores[unit], 100 / (1 + math.exp(-2 * (x - mean) / deviation)), 9)

    def test_simulations_try_it(self):
        text = self.ask("uncertainty", "curve.yaml", "--normalise", "on,logistic", "--draws", "50", "--format", "csv")
        self.assertIn("U4", text)

    def test_exact_answers_see_through_it(self):
        """The index's own score is rescaled by it, which keeps the order."""
        header, *rows = self.ask("stability", "curve.yaml", "--format", "csv").splitlines()
        self.assertEqual([row.split(",")[0] for row in rows], ["a", "b"])
        self.assertTrue(all(row.split(",")[header.split(",").index("top_high")] for row in rows))


if __name__ == "__main__":
    unittest.main()
