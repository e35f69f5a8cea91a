"""Multiple imputation and correlated errors through the program: the same for any number of threads, what is reported per unit, and what
is refused with a place. What the draws are is the matter of test_predictive.c."""
import csv
import io
import json
import math
import random
import unittest

from program import ProgramTest

INDEX = """\
egovbench: 1
id: gaps
title: Gaps
data: [{{file: gaps.csv, unit: unit}}]
defaults: {{normalise: {{method: goalposts, clamp: false}}, impute: {impute}}}
indicators:
  - {{id: y, goalposts: [0, 100], {more}}}
  - {{id: z, goalposts: [0, 100]}}
uncertainty: {{weights: {weights}, error: {{{error}}}}}
"""


class Predictive(ProgramTest):
    def setUp(self):
        super().setUp()
        chance = random.Random(3)
        lines = ["unit,y,z,p"]
        for place in range(30):
            p = chance.gauss(50, 10)
            y = "" if place < 4 else f"{p + chance.gauss(0, 5):.3f}"
            lines.append(f"U{place:02},{y},{p + chance.gauss(0, 8):.3f},{p:.3f}")
        (self.place / "gaps.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def define(self, impute="{method: regression, columns: [p]}", error="imputed: predictive", weights="fixed", more="weight: 1"):
        text = INDEX.format(impute=impute, error=error, weights=weights, more=more)
        (self.place / "gaps.yaml").write_text(text, encoding="utf-8")

    def rows(self, *arguments):
        out = self.run_program("uncertainty", "gaps.yaml", "--draws", "300", "--format", "csv", *arguments, code=0).out
        return {row["unit"]: row for row in csv.DictReader(io.StringIO(out.decode() if isinstance(out, bytes) else out))}

    def test_threads_make_no_difference(self):
        for impute in ("{method: regression, columns: [p]}", "{method: em, columns: [p]}", "{method: knn, columns: [p]}", "median"):
            self.define(impute=impute, error="imputed: predictive, all: 5%, correlation: 0.5, by: unit")
            self.assertEqual(self.rows("--threads", "1"), self.rows("--threads", "3"))

    def test_only_gaps_are_uncertain(self):
        self.define()
        for unit, row in self.rows().items():
            gap = unit in ("U00", "U01", "U02", "U03")
            self.assertEqual(float(row["imputation_sd"]) > 1, gap, unit)
            self.assertEqual(row["missing_information"], "")  # nothing else varies

    def test_missing_information(self):
        """With an error of 5 in one indicator of two its share of the score's variance is (5 / 2)^2; between imputations
        it is what the table says: both are estimated from 300 draws, each with a standard error of 8 %."""
        self.define(error="imputed: predictive, indicators: {z: 5}")
        for unit in ("U00", "U01", "U02", "U03"):
            row = self.rows()[unit]
            between = float(row["imputation_sd"]) ** 2
            self.assertAlmostEqual(float(row["missing_information"]), between / (between + 6.25), delta=0.1)

    def test_option_is_the_key(self):
        self.define()
        declared = self.rows()
        self.define(error="all: 0%")
        self.assertEqual(self.rows("--imputed", "predictive"), declared)

    def test_methods_without_a_distribution_are_refused(self):
        self.define(impute="{method: value, value: 5}")
        said = self.run_program("uncertainty", "gaps.yaml", code=3).err
        self.assertIn("`y` is imputed by `value`", said)
        self.assertIn("gaps.yaml:5:", said)
        for method in ("regression", "em", "knn", "mean", "median", "group-mean"):
            self.assertIn(method, said)
        self.define()
        said = self.run_program("uncertainty", "gaps.yaml", "--impute", "on,hot-deck", code=3).err
        self.assertIn("`hot-deck`", said)

    def test_correlations_out_of_range(self):
        for wrong in ("-0.1", "1.5"):
            self.define(error=f"all: 5%, correlation: {wrong}, by: unit")
            said = self.run_program("validate", "--no-data", "gaps.yaml", code=1).err
            self.assertIn("gaps.yaml:9:", said)
            self.assertIn(f"`correlation` cannot be `{wrong}`", said)
            self.define(error="all: 5%")
            self.assertIn(wrong, self.run_program("uncertainty", "gaps.yaml", "--error-correlation", f"unit:{wrong}", code=2).err)

    def test_sources_must_be_there(self):
        self.define(error="all: 5%, correlation: 0.5, by: source")
        said = self.run_program("uncertainty", "gaps.yaml", code=3).err
        self.assertIn("gaps.yaml:9:", said)
        self.assertIn("write `source:`", said)
        self.define(error="all: 5%, correlation: 0.5, by: source", more="source: ITU")
        notes = json.loads(self.run_program("uncertainty", "gaps.yaml", "--draws", "20", "--format", "json", code=0).out)["notes"]
        self.assertIn("correlation 0.5 by source", " ".join(notes))

    def test_what_has_nothing_to_be_about_is_said(self):
        self.define(impute="none", error="all: 0%")
        said = self.run_program("uncertainty", "gaps.yaml", "--draws", "20", "--weights", "uniform:10%", "--imputed", "predictive",
                                "--error-correlation", "unit:0.5", code=0).err
        self.assertIn("no value is imputed, so that none is drawn", said)
        self.assertIn("no value is measured with error", said)

    def test_a_unit_whose_errors_agree_varies_more(self):
        """The variance of a mean of two errors with correlation 1 is twice that of independent ones: of ranks that is more width."""
        width = {}
        for rho in ("0", "1"):
            self.define(error=f"all: 20%, correlation: {rho}, by: unit")
            width[rho] = sum(float(row["width"]) for row in self.rows().values())
        self.assertGreater(width["1"], width["0"] * math.sqrt(1.3))


if __name__ == "__main__":
    unittest.main()
