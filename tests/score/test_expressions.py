"""Expressions from outside: random ones against Python's own evaluation of them, indicators that others are computed
from, circles, names that are two things.

usage: test_expressions.py [PROGRAM]; without arguments the program of EGOVBENCH_BUILD.
"""
import csv
import io
import math
import os
import random
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 else os.path.join(os.environ.get("EGOVBENCH_BUILD", ""), "egovbench")
HEAD = "egovbench: 1\nid: t\ntitle: T\ndata: [d.csv]\ndefaults: {normalise: as-is}\n"
DATA = "unit,gni,pop,x,y\nAAA,100,10,1,2\nBBB,400,20,,4\nCCC,900,30,3,\nDDD,0,5,4,4\n"


def run(definition, data, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "t.yaml").write_text(definition)
        Path(folder, "d.csv").write_text(data)
        return subprocess.run([PROGRAM, *arguments[:1], "t.yaml", *arguments[1:]], cwd=folder, capture_output=True, text=True,
                              check=False)


def rows(definition, data=DATA, stage="raw", *arguments):
    done = run(definition, data, "stages", "--stage", stage, "--format", "csv", *arguments)
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return {row["unit"]: {key: float(value) if value else None for key, value in row.items() if key not in ("unit", "name")}
            for row in csv.DictReader(io.StringIO(done.stdout))}


# ---- Python's evaluation: None is missing; what Python cannot work out raises, which is a fault -----------------------

class Fault(Exception):
    pass


def settle(call, *values):
    """A result of values that are all there."""
    if any(value is None for value in values):
        return None
    try:
        result = call(*values)
    except (ValueError, ZeroDivisionError, OverflowError) as error:
        raise Fault from error
    if isinstance(result, complex) or not math.isfinite(result):
        raise Fault
    return float(result)


def later(call):
    """Of arguments that are faults themselves: missing comes before a fault."""
    def evaluate(*arguments):
        values, fault = [], False
        for argument in arguments:
            try:
                values.append(argument())
            except Fault:
                fault = True
        if fault and None not in values:
            raise Fault
        return None if fault else settle(call, *values)
    return evaluate


def choose(condition, then, otherwise):
    decided = condition()
    return None if decided is None else then() if decided != 0 else otherwise()


def is_missing(x):
    try:
        return 1.0 if x() is None else 0.0
    except Fault:
        return 1.0


def mean(*arguments):
    there, fault = [], False
    for argument in arguments:
        try:
            there.append(argument())
        except Fault:
            fault = True
    there = [value for value in there if value is not None]
    if fault:
        raise Fault
    return settle(lambda: sum(there) / len(there)) if there else None


def power(a, b):
    return math.copysign(math.inf, a) if abs(a) > 1 and b * math.log(abs(a)) > 710 else a ** b


def rounded(x, decimals):
    return math.copysign(math.floor(abs(x) * 10 ** decimals + 0.5), x) / 10 ** decimals


def clamp(x, low, high):
    if low > high:
        raise ValueError
    return min(max(x, low), high)


UNARY = {"ln": math.log, "log10": math.log10, "sqrt": math.sqrt, "abs": abs, "exp": math.exp}
BINARY = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b,
          "^": power, "<": lambda a, b: float(a < b), "<=": lambda a, b: float(a <= b), ">": lambda a, b: float(a > b),
          ">=": lambda a, b: float(a >= b), "!=": lambda a, b: float(a != b), "=": lambda a, b: float(a == b)}


def make(chance, names, depth):
    """A text, and a function from a row to a function without arguments that evaluates it."""
    kind = chance.choice(["name", "number", "missing"]) if depth == 0 else chance.choice(
        ["name", "number", *["two"] * 5, "one", "one", "negative", "if", "missing()", "mean", "count", "min", "max", "clamp"])
    parts = [make(chance, names, depth - 1) for _ in range(3)] if depth > 0 else []
    texts, values = [part[0] for part in parts], [part[1] for part in parts]
    if kind == "name":
        name = chance.choice(names)
        return name, lambda row: lambda: row[name]
    if kind == "number":
        number = chance.choice([0, 1, 2, 0.5, 10, 3.25, 1e3])
        return repr(number), lambda row: lambda: float(number)
    if kind == "missing":
        return "missing", lambda row: lambda: None
    if kind == "two":
        sign = chance.choice(sorted(BINARY))
        return (f"({texts[0]} {sign} {texts[1]})",
                lambda row: lambda: later(BINARY[sign])(values[0](row), values[1](row)))
    if kind == "one":
        name = chance.choice(sorted(UNARY))
        return f"{name}({texts[0]})", lambda row: lambda: later(UNARY[name])(values[0](row))
    if kind == "negative":
        return f"(-{texts[0]})", lambda row: lambda: later(lambda x: -x)(values[0](row))
    if kind == "if":
        return f"if({', '.join(texts)})", lambda row: lambda: choose(*(value(row) for value in values))
    if kind == "missing()":
        return f"missing({texts[0]})", lambda row: lambda: is_missing(values[0](row))
    if kind == "clamp":
        return f"clamp({', '.join(texts)})", lambda row: lambda: later(clamp)(*(value(row) for value in values))
    used = values[:chance.randint(1, 3)]
    text = f"{kind}({', '.join(texts[:len(used)])})"
    if kind == "mean":
        return text, lambda row: lambda: mean(*(value(row) for value in used))
    if kind == "count":
        return text, lambda row: lambda: sum(1 - is_missing(value(row)) for value in used)
    call = min if kind == "min" else max
    return text, lambda row: lambda: later(lambda *all: call(all))(*(value(row) for value in used))


class Random(unittest.TestCase):
    def test_against_python(self):
        chance = random.Random(20261127)
        names = ["a", "b", "c"]
        units = [{name: chance.choice([None, 0.0, 1.0, -1.0, 2.5, 100.0, chance.uniform(-5, 5)]) for name in names}
                 for _ in range(40)]
        data = "unit," + ",".join(names) + "\n" + "".join(
            f"U{i:02},{','.join('' if row[name] is None else repr(row[name]) for name in names)}\n"
            for i, row in enumerate(units))
        made = [make(chance, names, chance.randint(1, 4)) for _ in range(400)]
        # A fault anywhere is a refusal of all: -12345 stands for it, and for missing.
        definition = HEAD + "indicators:\n  - {id: const, compute: '1'}\n" + "".join(
            f"  - {{id: e{i}, compute: \"if(missing({text}), -12345, {text})\", optional: false}}\n"
            for i, (text, _) in enumerate(made))
        got = rows(definition, data)
        there = absent = 0
        for u, row in enumerate(units):
            for i, (text, value) in enumerate(made):
                try:
                    wanted = value(row)()
                except Fault:
                    wanted = None
                wanted = -12345 if wanted is None else wanted
                there, absent = there + (wanted != -12345), absent + (wanted == -12345)
                seen = got[f"U{u:02}"][f"e{i}"]
                self.assertTrue(math.isclose(seen, wanted, rel_tol=1e-12, abs_tol=1e-12), (text, row, seen, wanted))
        self.assertGreater(min(there, absent), 2000)

    def test_over_the_units(self):
        chance = random.Random(3)
        values = [chance.uniform(-9, 9) if chance.random() > 0.2 else None for _ in range(31)]
        data = "unit,a\n" + "".join(f"U{i},{'' if v is None else repr(v)}\n" for i, v in enumerate(values))
        there = sorted(v for v in values if v is not None)
        for values_there in (there, there[:-1]):
            kept = data if values_there is there else data.replace(repr(there[-1]), "")
            got = rows(HEAD + 'indicators: [{id: l, compute: "minimum(a)"}, {id: h, compute: "maximum(a * 2)"}, '
                              '{id: m, compute: "median(a)"}, {id: d, compute: "a - median(a)"}]\n', kept)
            middle = (values_there[(len(values_there) - 1) // 2] + values_there[len(values_there) // 2]) / 2
            for row in got.values():
                self.assertEqual(row["l"], values_there[0])
                self.assertEqual(row["h"], 2 * values_there[-1])
                self.assertAlmostEqual(row["m"], middle, delta=1e-12)
            self.assertEqual(sum(row["d"] is None for row in got.values()), 31 - len(values_there))

    def test_a_fault_is_that_of_its_unit(self):
        done = run(HEAD + 'indicators: [{id: a, compute: "ln(gni) / maximum(ln(gni))"}]\n', DATA, "rank")
        self.assertEqual(done.returncode, 5, done.stderr)
        self.assertIn("no finite result for 1 unit", done.stderr)
        self.assertIn("first DDD", done.stderr)

    def test_not_where_others_are_learned_from(self):
        done = run(HEAD + 'fit: all\nindicators: [{id: a, compute: "x / maximum(x)"}]\n', DATA, "rank")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("E0403", done.stderr)


class Others(unittest.TestCase):
    """Indicators that are computed from other indicators."""

    def test_what_takes_no_part_is_not_refused_for_what_it_compares(self):
        """Optional, or optional and of another period than its own: nobody sees its values."""
        for fit, own in (("fit: all\n", ""), ("", ", normalise: {method: minmax, fit: all}")):
            done = run(HEAD + fit + 'indicators: [{id: x}, {id: a, optional: true, compute: "x / maximum(x)"' + own + "}]\n", DATA, "rank")
            self.assertEqual(done.returncode, 0, done.stderr)
        done = run(HEAD + 'fit: all\nindicators: [{id: x}, {id: b, compute: a}, {id: a, optional: true, compute: "x / maximum(x)"}]\n', DATA, "rank")
        self.assertIn("the expression of a depends on the units of its period", done.stderr)

    def test_values_after_their_own_compute_and_per(self):
        got = rows(HEAD + "indicators:\n"
                   '  - {id: ratio, compute: "head / maximum(head)"}\n'
                   "  - {id: head, column: gni, per: {column: pop, scale: 10}, impute: {method: value, value: 7}}\n"
                   '  - {id: again, compute: "ratio + head"}\n')
        self.assertEqual([got[u]["head"] for u in ("AAA", "BBB", "CCC", "DDD")], [100, 200, 300, 0])
        self.assertEqual([got[u]["ratio"] for u in ("AAA", "BBB", "CCC", "DDD")], [100 / 300, 200 / 300, 1, 0])
        self.assertEqual(got["AAA"]["again"], 100 / 300 + 100)

    def test_before_imputation(self):
        got = rows(HEAD + "indicators:\n  - {id: z, column: x, impute: {method: value, value: 7}}\n"
                   '  - {id: double, compute: "z * 2"}\n', DATA, "imputed")
        self.assertEqual((got["BBB"]["z"], got["BBB"]["double"]), (7, None))

    def test_one_that_takes_no_part(self):
        definition = (HEAD + "indicators:\n  - {id: double, compute: \"helper * 2\"}\n"
                      "  - {id: helper, compute: \"deep + 1\", optional: true}\n"
                      "  - {id: deep, column: y, optional: true}\n"
                      "  - {id: z, column: x}\n"
                      "scenarios: {short: {drop: [z]}, with: {add: [helper]}}\n")
        self.assertEqual(rows(definition)["DDD"], {"double": 10, "z": 4})
        self.assertEqual(rows(definition, DATA, "raw", "--scenario", "short")["DDD"], {"double": 10})
        self.assertEqual(rows(definition, DATA, "raw", "--scenario", "with")["DDD"], {"double": 10, "helper": 5, "z": 4})
        text = " ".join(run(definition, DATA, "show", "--methodology").stdout.split())
        self.assertIn("helper only serves to compute others", text)
        self.assertIn("deep only serves to compute others", text)

    def test_the_data_column_first(self):
        done = run(HEAD + 'indicators: [{id: a, compute: "x + 1"}, {id: x, column: y}]\n', DATA, "stages", "--stage", "raw",
                   "--format", "csv")
        self.assertIn("W0219", done.stderr)
        self.assertIn("AAA,AAA,2,2", done.stdout)
        # its own id is the column, and an indicator that is its column is no other thing
        done = run(HEAD + 'indicators: [{id: x, compute: "min(x, 3)"}, {id: y}, {id: b, compute: "y * 2"}]\n', DATA, "rank")
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_long_data_and_forms(self):
        definition = HEAD + 'indicators: [{id: a, compute: "b * 2"}, {id: b, column: x}]\n'
        got = rows(definition, "unit,indicator,value\nAAA,x,4\nBBB,x,5\n")
        self.assertEqual(got["BBB"], {"a": 10, "b": 5})

    def test_circles(self):
        done = run(HEAD + 'indicators: [\n{id: a, compute: "b + 1"},\n{id: b, compute: "x + c"},\n{id: c, compute: "a"},\n'
                          '{id: d, compute: "a"}]\n', DATA, "rank")
        self.assertEqual(done.returncode, 3)
        self.assertIn("a -> b -> c -> a", done.stderr)
        self.assertIn("a in line 7, b in line 8, c in line 9", done.stderr)

    def test_names(self):
        for name, part in (("gnii", "did you mean `gni`?"), ("hed", "did you mean `head`?"), ("g", "g is an aggregate")):
            done = run(HEAD + f'indicators: [{{id: a, compute: "{name} + 1"}}, {{id: head, column: gni}}, '
                              '{id: g, indicators: [{id: y}]}]\n', DATA, "rank")
            self.assertEqual(done.returncode, 3)
            self.assertIn(part, done.stderr)

    def test_answers_in_words(self):
        done = run(HEAD + 'indicators: [{id: a, compute: "q + 1"}, {id: q, column: w, points: {yes: 1, no: 0}}]\n',
                   "unit,w\nAAA,yes\nBBB,no\n", "rank")
        self.assertEqual(done.returncode, 3)
        self.assertIn("answers in words", done.stderr)

    def test_errors_of_the_data_reach_what_is_computed(self):
        """Draws disturb columns first: an error of x is one of what is computed from it, through any number of steps."""
        definition = HEAD.replace("as-is", "{method: goalposts}") + (
            "indicators:\n  - {id: a, compute: \"b * 1\", goalposts: [0, 10]}\n  - {id: b, compute: \"x + 0\", optional: true}\n"
            "uncertainty: {weights: fixed, error: {data: true}}\n")
        data = "unit,x,x.error\nAAA,5,2\nBBB,6,2\n"
        done = run(definition, data, "uncertainty", "--format", "csv", "--draws", "2000")
        self.assertEqual(done.returncode, 0, done.stderr)
        plain = run(definition.replace("b * 1", "x + 0"), data, "uncertainty", "--format", "csv", "--draws", "2000")
        self.assertEqual(done.stdout, plain.stdout)
        self.assertIn("1,2", done.stdout)

    def test_explain(self):
        definition = HEAD + ('indicators: [{id: a, compute: "b / maximum(b) + y + o"}, {id: b, column: gni, per: pop}, '
                             '{id: o, column: x, optional: true}, {id: c, compute: "x * 2", impute: {method: value, value: 9}}]\n')
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "t.yaml").write_text(definition)
            Path(folder, "d.csv").write_text(DATA)
            done = subprocess.run([PROGRAM, "explain", "BBB", "t.yaml", "--format", "csv"], cwd=folder, capture_output=True,
                                  text=True, check=True)
        said = {row["node"]: row["change"] for row in csv.DictReader(io.StringIO(done.stdout))}
        self.assertEqual(said["a"], "by `b / maximum(b) + y + o`, where b is 20, y is 4")
        self.assertEqual(said["c"], "by `x * 2`, where x is missing; then imputed by value (value: 9)")
        self.assertEqual(said["b"], "")

    def test_many(self):
        """A chain of thousands is no recursion, and comes out in order whichever end is written first."""
        count = 3000
        chain = [f"  - {{id: e{i}, compute: \"e{i + 1} + 1\"}}\n" for i in range(count)] + [f"  - {{id: e{count}, column: y}}\n"]
        for lines in (chain, chain[::-1]):
            got = rows(HEAD + "indicators:\n" + "".join(lines))
            self.assertEqual(got["AAA"]["e0"], 2 + count)


if __name__ == "__main__":
    unittest.main()
