"""What becomes of calculations without a finite result: every row of the table in egovbench-definition(5), tried.

usage: test_not_finite.py [PROGRAM]; without arguments the program of EGOVBENCH_BUILD.
"""
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 else os.path.join(os.environ.get("EGOVBENCH_BUILD", ""), "egovbench")
HEAD = "egovbench: 1\nid: t\ntitle: T\ndata: [{file: d.csv%s}]\n"
PLAIN = "defaults: {normalise: as-is}\n"
X = "unit,x\nAAA,0\nBBB,1\n"


def run(definition, data, stage="raw", keys=""):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "t.yaml").write_text(HEAD % keys + definition)
        Path(folder, "d.csv").write_text(data)
        return subprocess.run([PROGRAM, "stages", "t.yaml", "--stage", stage, "--format", "csv"], cwd=folder,
                              capture_output=True, text=True, check=False)


class NotFinite(unittest.TestCase):
    def refused(self, code, definition, data=X, **more):
        done = run(definition, data, **more)
        self.assertIn(f"error[{code}]", done.stderr)
        self.assertEqual((done.stdout, done.returncode > 0), ("", True))

    def gives(self, lines, definition, data=X, warning="", **more):
        done = run(definition, data, **more)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(sorted(done.stdout.splitlines()[1:]), lines)
        self.assertIn(f"warning[{warning}]" if warning else "", done.stderr)
        self.assertEqual("warning[" in done.stderr, bool(warning), done.stderr)

    def computed(self, text):
        return PLAIN + f'indicators: [{{id: a, compute: "{text}"}}]\n'

    def a_missing_value_in_an_expression(self):
        data = "unit,x,y\nAAA,,0\nBBB,2,2\n"
        self.gives(["AAA,AAA,", "BBB,BBB,1"], self.computed("y / x"), data)
        self.gives(["AAA,AAA,", "BBB,BBB,0.5"], self.computed("1 / y + x - x"), data)
        self.gives(["AAA,AAA,7", "BBB,BBB,2"], self.computed("if(missing(x), 7, x)"), data)
        self.gives(["AAA,AAA,1", "BBB,BBB,2"], self.computed("mean(y, x) + count(y, x) - y"), data.replace(",,0", ",,5"))

    def an_expression_whose_values_are_all_there(self):
        for text in ("ln(x)", "log10(x)", "0 / x", "x / x", "sqrt(x - 1)", "10 ^ (400 - x)", "clamp(x, 3, 2)",
                     "round(x, 0.5)", "mean(ln(x), 1)", "exp(800 + x)", "if(x < 1, 1 / x, 2)", "(0 - x - 1) ^ 0.5"):
            with self.subTest(text):
                self.refused("E0602", self.computed(text))
        self.gives(["AAA,AAA,5", "BBB,BBB,0"], self.computed("if(x > 0, ln(x), 5)"))
        self.gives(["AAA,AAA,1", "BBB,BBB,0"], self.computed("missing(ln(x))"))
        self.gives(["AAA,AAA,1", "BBB,BBB,2"], self.computed("count(ln(x), x)"))
        self.gives(["AAA,AAA,", "BBB,BBB,0"], self.computed("if(x > 0, ln(x), missing)"))

    def an_expression_without_names(self):
        for text in ("ln(0)", "1 / 0", "exp(1000)", "missing", "sqrt(-1)"):
            self.refused("E0211", f'indicators: [{{id: x, goalposts: [-9, "{text}"]}}]\n')

    def a_number_in_the_definition(self):
        for text in ("1e999", ".inf", ".nan", "nan"):
            done = run(f"indicators: [{{id: x, goalposts: [0, {text}]}}]\n", X)
            self.assertRegex(done.stderr, r"error\[E02\d\d\]", text)
        self.refused("E0211", self.computed("x + 1e999"))

    def a_cell_of_the_data(self):
        for text in ("1e999", "nan", "inf", "-inf", "NaN"):
            self.refused("E0312", PLAIN + "indicators: [{id: x}]\n", X.replace("BBB,1", f"BBB,{text}"))
        self.gives(["AAA,AAA,0", "BBB,BBB,"], PLAIN + "indicators: [{id: x}]\n", X.replace("BBB,1", "BBB,nan"),
                   keys=", missing: [nan]")
        self.gives(["AAA,AAA,0", "BBB,BBB,0"], PLAIN + "indicators: [{id: x}]\n", X.replace("BBB,1", "BBB,1e-999"))

    def an_empty_denominator(self):
        self.gives(["AAA,AAA,", "BBB,BBB,2"], PLAIN + "indicators: [{id: x, per: p}]\n", "unit,x,p\nAAA,1,\nBBB,4,2\n")

    def a_denominator_of_0_or_less(self):
        for text in ("0", "-1", "-0"):
            self.refused("E0602", PLAIN + "indicators: [{id: x, per: p}]\n", f"unit,x,p\nAAA,1,{text}\nBBB,4,2\n")
        self.gives(["AAA,AAA,", "BBB,BBB,2"], PLAIN + "indicators: [{id: x, per: p}]\n", "unit,x,p\nAAA,,0\nBBB,4,2\n")

    def a_denominator_too_small(self):
        self.refused("E0602", PLAIN + "indicators: [{id: x, per: p}]\n", "unit,x,p\nAAA,1e300,1e-30\nBBB,4,2\n")

    def a_logarithm_in_normalise(self):
        scale = "normalise: {method: goalposts, log: ln}"
        self.refused("E0602", f"indicators: [{{id: x, goalposts: [1, 9], {scale}}}]\n")
        self.refused("E0403", f"indicators: [{{id: x, goalposts: [0, 9], {scale}}}]\n", X.replace("AAA,0", "AAA,3"))

    def a_logarithm_in_treat(self):
        self.refused("E0602", "indicators: [{id: x, normalise: as-is, treat: log}]\n")
        self.gives(["AAA,AAA,0", "BBB,BBB,0.6931471805599453"],
                   "indicators: [{id: x, normalise: as-is, treat: {method: log, shift: one}}]\n", stage="treated")

    def normalise(self):
        self.gives(["AAA,AAA,0", "BBB,BBB,"], "indicators: [{id: x, goalposts: [0, 1e-300]}]\n",
                   X.replace("BBB,1", "BBB,1e300"), "W0604", stage="normalised")
        self.refused("E0602", "indicators: [{id: x, normalise: zscore}]\n", "unit,x\nAAA,1.7e308\nBBB,-1.7e308\n")

    def aggregate(self):
        self.gives(["AAA,AAA,,-1,2", "BBB,BBB,2,2,2"],
                   PLAIN + "aggregate: geometric\nindicators: [{id: x, bounds: [-1, 9]}, {id: y}]\n".replace(
                       ", bounds: [-1, 9]", ""), "unit,x,y\nAAA,-1,2\nBBB,2,2\n", "W0604", stage="scored")

    def then(self):
        tree = PLAIN + 'then: "%s"\nindicators: [{id: a}, {id: b, weight: 0}]\n'
        data = "unit,a,b\nAAA,4,\nBBB,2,1\nCCC,,2\n"
        self.gives(["AAA,AAA,,4,", "BBB,BBB,3,2,1", "CCC,CCC,,,2"], tree % "x + b", data, stage="scored")
        self.gives(["AAA,AAA,5,4,", "BBB,BBB,3,2,1", "CCC,CCC,,,2"], tree % "if(missing(b), 5, 3)", data, stage="scored")
        self.refused("E0602", tree % "1 / (b - 1)", data, stage="scored")
        self.gives(["AAA,AAA,,4,", "BBB,BBB,-1,2,1", "CCC,CCC,,,2"], tree % "1 / (b - 2)", data, stage="scored")

    def test_every_row(self):
        """A row of the table is a method here, and the other way round."""
        page = subprocess.run([PROGRAM, "schema", "--man"], capture_output=True, check=True).stdout.decode()
        table = re.search(r"^\.SH NOT FINITE\n(.*?)^\.SH", page, re.M | re.S).group(1)
        listed = [row.replace("\\-", "-").replace(" ", "_") for row in re.findall(r"^\\fB(.*?)\\fR$", table, re.M)]
        self.assertGreater(len(listed), 9)
        for row in listed:
            with self.subTest(row):
                getattr(self, row)()


if __name__ == "__main__":
    unittest.main()
