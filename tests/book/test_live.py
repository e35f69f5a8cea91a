"""A workbook that computes gives the numbers of the program: recalculated by LibreOffice, before and after a weight, a
value, or the choice of weights is changed in it.

Needs soffice, and says so where there is none; what needs no spreadsheet is in test_sheets.py.
"""
import csv
import io
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import live_workbook
import program

TOLERANCE = 1e-9
FIRST = 8  # row of the first unit
UNITS = [f"U{number:02d}" for number in range(1, 15)]
COLUMNS = 6


def figures(changes=()):
    """Positive numbers without a pattern; gaps, and two units that agree in all they have."""
    rows = [["unit", *[f"c{column}" for column in range(1, COLUMNS + 1)]]]
    for u, unit in enumerate(UNITS):
        rows.append([unit, *[str(round(3 + 47 * ((u * 37 + column * 91 + u * u * column * 13) % 101) / 101, 2))
                             for column in range(COLUMNS)]])
    rows[5][2] = rows[5][3] = rows[8][1] = rows[8][6] = rows[11][4] = ""
    rows[10][1:] = rows[4][1:]
    rows[13][1:] = [rows[13][1], "", "", "", "", ""]
    for unit, column, value in changes:
        rows[1 + UNITS.index(unit)][column] = value
    return "\n".join(",".join(row) for row in rows) + "\n"


# The first is what leaves are normalised by, the second what their node is aggregated by; both in the words of a definition.
NORMALISATIONS = {
    "minmax": ["minmax", "{method: minmax, clamp: true, to: [10, 90], round: 2}", "{method: minmax, log: ln}",
               "{method: minmax, log: log10, zero: 0.5}", "{method: minmax, round: 1, rounding: half-up}"],
    "goalposts": ["{method: goalposts, clamp: true}", "goalposts"],
    "zscore": ["zscore", "{method: zscore, mean: 50, sd: 10}"],
    "target": ["target", "{method: target, cap: true}"],
    "reference-unit": ["{method: reference-unit, unit: U03, cap: true}", "{method: reference-unit, unit: U07}"],
    "distance-to-maximum": ["distance-to-maximum"],
    "fraction-of-maximum": ["fraction-of-maximum"],
    "two-sided": ["two-sided", "{method: two-sided, centre: median}", "{method: two-sided, ends: own}",
                  "{method: two-sided, below: 9, above: 30}"],
    "rank": [f"{{method: rank, ties: {ties}}}" for ties in
             ("competition", "modified-competition", "dense", "fractional", "ordinal")],
    "borda": ["borda", "{method: borda, ties: dense}"],
    "percentile": ["percentile", "{method: percentile, ties: fractional, to: [5, 50]}"],
    "scaled": ["{method: scaled, from: [5, 45], clamp: true}", "{method: scaled, from: [1, 60]}"],
    "linear": ["{method: linear, slope: 2, intercept: -3}"],
    "bands": ["{method: bands, thresholds: [10, 20, 30], scores: [0, 1, 5, 7]}",
              "{method: bands, thresholds: [10, 20, 30], scores: [0, 1, 5, 7], closed: high}"],
    "points": [],
    "as-is": ["as-is"],
}
IGNORE_DIRECTION = {"two-sided", "linear", "bands", "points", "as-is"}
AGGREGATIONS = {
    "arithmetic": ["arithmetic", "{method: arithmetic, round: 1}", "{method: arithmetic, round: 0, rounding: half-up}"],
    "geometric": ["geometric", "{method: geometric, least: 5}"],
    "harmonic": ["harmonic"],
    "power": ["{method: power, p: 2.5}", "{method: power, p: -3}", "{method: power, p: 0}", "{method: power, p: 80}"],
    "inverted-geometric": ["inverted-geometric", "{method: inverted-geometric, top: 120, shift: false}"],
    "median": ["median"],
    "minimum": ["minimum"],
    "maximum": ["maximum"],
    "sum": ["sum"],
    "mazziotta-pareto": ["mazziotta-pareto", "{method: mazziotta-pareto, penalty: add, deviation: sample}"],
    "mean-min": ["mean-min", "{method: mean-min, alpha: 0.7, beta: 3}"],
    "owa": ["{method: owa, weights: [1, 2, 3, 4]}", "{method: owa, weights: [3, 0, 1]}"],
    "copeland": ["copeland"],
    "outranking": ["outranking"],
}
VALUES = {"kemeny", "benefit-of-the-doubt"}  # no formula says these


def head(identity, more=""):
    return f"egovbench: 1\nid: {identity}\ndata: [{{file: {identity}.csv}}]\n{more}indicators:\n"


def leaf(identity, column, normalise, direction="higher", weight=1):
    return (f"{{id: {identity}, column: c{column}, weight: {weight}, direction: {direction}, goalposts: [10, 40], "
            f"target: 33, normalise: {normalise}}}")


def every_normalisation():
    text, count = head("normalised"), 0
    for method, choices in NORMALISATIONS.items():
        for choice in choices:
            for direction in ("higher",) if method in IGNORE_DIRECTION else ("higher", "lower"):
                count += 1
                text += "  - " + leaf(f"n{count}", count % COLUMNS + 1, choice, direction, count) + "\n"
    return text + "  - {id: answers, column: c1, points: {'<10': 1, '>=30': 4, missing: 0.5, else: 2}}\n"


def every_aggregation():
    text, count = head("aggregated", "defaults: {normalise: {method: minmax, to: [1, 100]}}\n"), 0
    for choices in AGGREGATIONS.values():
        for choice in choices:
            count += 1
            weigh = choice not in ("minimum", "maximum", "sum")  # where only 0 has a meaning
            children = ", ".join(f"{{id: g{count}_{k}, column: c{(count + k) % COLUMNS + 1}"
                                 + (f", weight: {(k * 7 + count) % 5}" if weigh else ", weight: 0" if k == 1 else "") + "}"
                                 for k in range(4))
            text += f"  - {{id: g{count}, aggregate: {choice}, indicators: [{children}]}}\n"
    return text


TREE = """\
  - {id: a, weight: 2, indicators: [{id: a1, column: c1}, {id: a2, column: c2, weight: 3}]}
  - {id: b, weight: 3, %s indicators: [{id: b1, column: c3}, {id: b2, column: c4}, {id: b3, column: c5, weight: 0}]}
  - {id: c, column: c6, %s}
"""
LEVELS = "levels: [{id: top, name: Top, from: 55, minimum: 30}, {id: mid, name: Mid, from: 45}, {id: low, name: Low, from: 0}]\n"
# More of what a definition says, and how the tree is written.
RULES = {
    "available": ("available: {share: 60%, of: children}\n", "available: 70%,", ""),
    "levels": (LEVELS, "", ""),
    "lower": ("direction: lower\n" + LEVELS.replace("from: 55, minimum: 30", "from: 30, minimum: 60")
              .replace("from: 0", "from: 100"), "", ""),
    "dense": ("rank: {ties: dense, decimals: 0}\n", "", ""),
    "fractional": ("rank: {ties: fractional, decimals: 0, rounding: half-up, tie-breakers: [b]}\n", "", ""),
    "ordinal": ("rank: {ties: ordinal, decimals: 0, tie-breakers: [c, a]}\n", "", ""),
    "competition": ("rank: {decimals: 1}\n", "", ""),
    "treated": ("defaults: {treat: {method: winsorise, skewness: 0.1, kurtosis: -2, force: true}}\n", "", ""),
    "logs": ("defaults: {treat: log}\n", "", "treat: {method: box-cox}"),
    "filled": ("defaults: {impute: median}\n", "", ""),
    "completed": ("", "available: 100%, impute: mean,", ""),
    "rescaled": ("", "rescale: minmax, available: 100%,", ""),
    "then": ("", "then: 'if(x > 50, x + 0.1 * min(a, 40), mean(x, c) - abs(a - 50) / 10)',", ""),
    "then_rescaled": ("", "then: 'x * 100 / maximum(x) - median(a) / 9', rescale: {method: zscore, mean: 50, sd: 10}, "
                          "aggregate: {method: geometric, round: 3},", ""),
    "screened": ("screen: {available: 60%, exclude: {U02: too small}, unranked: {U06: a total}}\n", "", ""),
    "spread": ("", "weights: sd,", ""),
    "scenario": ("scenarios:\n  other: {weights: {a: 70%, b1: 1.5}}\n  less: {drop: [c]}\n", "", ""),
}


def rule(name):
    more, of_node, of_leaf = RULES[name]
    tree = TREE.replace(", weight: 0", "") if "weights:" in of_node else TREE
    return head(name, more) + tree % (of_node, of_leaf)


def withheld():
    """Values below 0, for which these methods have no score: that is also not rounded."""
    text = head("withheld", "defaults: {normalise: as-is}\n")
    methods = ["geometric", "harmonic", "{method: power, p: 2}", "{method: inverted-geometric, top: 20}", "mazziotta-pareto"]
    rounds = ["round: 1", "round: 0, rounding: half-up"]
    for count, (method, how) in enumerate((method, how) for method in methods for how in rounds):
        name = method.removeprefix("{method: ").removesuffix("}")
        text += (f"  - {{id: g{count}, aggregate: {{method: {name}, {how}}}, indicators: "
                 f"[{{id: a{count}, compute: c1 - 20}}, {{id: b{count}, column: c2}}]}}\n")
    return text


# A unit alone: its lists have one cell.
ALONE = head("alone", "defaults: {normalise: as-is}\n") + TREE % ("", "normalise: rank")
CASES = {"withheld": withheld(), "alone": ALONE, "normalised": every_normalisation(), "aggregated": every_aggregation(), **{name: rule(name) for name in RULES}}
SHIPPED = ["egdi", "waseda-ten"]
UNCHANGED = ["withheld", "alone", "normalised", "aggregated", "then_rescaled", "egdi"]  # recalculated as they are
# Learned, or filled, once and for all: a changed value does not change that.
KEPT = {"withheld", "alone", "filled", "treated", "logs", "completed", "screened", *SHIPPED}
CHANGED_WEIGHT = {"withheld": ("g0", 3), "alone": ("a", 7), "normalised": ("n3", 11), "aggregated": ("g1_0", 9), "egdi": ("OSI", 0.5), "waseda-ten": ("MO", 0.25)}
CHANGED_VALUE = ("U09", 3, "77")


def weight_of(name):
    return CHANGED_WEIGHT.get(name, ("b", 1))


@unittest.skipIf(os.environ.get("EGOVBENCH_SANITIZED"), "workbooks are the same bytes, and LibreOffice runs no part of this program")
class Live(unittest.TestCase):
    """One start of LibreOffice for the workbooks of all tests."""

    NO_WEIGHTS = {"below": -0.5, "text": "much"}  # which may be pasted into a cell that refuses them

    @classmethod
    def setUpClass(cls):
        if live_workbook.SOFFICE is None:
            raise unittest.SkipTest("soffice is not here: no spreadsheet can recalculate the workbooks")
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.place = Path(cls.folder.name)
        cls.book, paths = {}, {}
        (cls.place / "changed.csv").write_text(figures([CHANGED_VALUE]), encoding="utf-8")
        for name, text in CASES.items():
            (cls.place / f"{name}.yaml").write_text(text, encoding="utf-8")
            lines = figures().splitlines(keepends=True)
            (cls.place / f"{name}.csv").write_text("".join(lines[:2] if name == "alone" else lines), encoding="utf-8")
        for name in [*CASES, *SHIPPED]:
            cls.book[name] = cls.export(name)
            paths[name, "changed"] = cls.copy(name, "changed", cls.changes(name))
        for name in UNCHANGED:
            paths[name, "same"] = cls.copy(name, "same", {})
        paths["scenario", "chosen"] = cls.copy("scenario", "chosen", {("Weights", 4, 1): "other"})
        weights = cls.book["scenario"]["Weights"]
        for what, weight in cls.NO_WEIGHTS.items():
            at = weights.row_of(0, "b1"), weights.column_named(7, "your weights")
            paths["scenario", what] = cls.copy("scenario", what, {("Weights", *at): weight})
        new = live_workbook.recalculate(paths.values(), cls.place)
        cls.computed = {key: live_workbook.read(path) for key, path in zip(paths, new)}

    @classmethod
    def run_program(cls, *arguments):
        done = subprocess.run([program.PROGRAM, *arguments], cwd=cls.place, capture_output=True, check=False,
                              env=program.clean_environment())
        if done.returncode != 0:
            raise AssertionError(f"{arguments}: {done.stderr.decode()}")
        return done.stdout.decode("utf-8")

    @classmethod
    def index(cls, name):
        return f"{name}.yaml" if name in CASES else name

    @classmethod
    def export(cls, name):
        cls.run_program("export", cls.index(name), "-o", f"{name}.xlsx")
        return live_workbook.read(cls.place / f"{name}.xlsx")

    @classmethod
    def copy(cls, name, what, inputs):
        out = cls.place / f"{name}-{what}.xlsx"
        live_workbook.with_inputs(cls.place / f"{name}.xlsx", out, inputs)
        return out

    @classmethod
    def changes(cls, name):
        """A weight, and unless it would not be followed, a value."""
        weights, data = cls.book[name]["Weights"], cls.book[name]["Data"]
        node, weight = weight_of(name)
        inputs = {("Weights", weights.row_of(0, node), weights.column_named(7, "your weights")): weight}
        unit, column, value = CHANGED_VALUE
        if name not in KEPT:
            row = data.row_of(0, unit)
            inputs |= {("Data", row, at): float(value) for (line, at), text in data.items() if line == 6 and text == f"c{column}"}
        return inputs

    # ---- what the program says

    def scores(self, index, *options):
        rows = list(csv.DictReader(io.StringIO(self.run_program("stages", index, "--stage", "scored", "--format", "csv", *options))))
        return {row["unit"]: row for row in rows}

    def ranks(self, index, *options):
        rows = list(csv.DictReader(io.StringIO(
            self.run_program("rank", index, "--format", "csv", "--no-intervals", *options))))
        return {row["unit"]: row for row in rows}

    def same(self, computed, expected, where):
        if expected == "":
            self.assertEqual(computed, "", where)
        else:
            self.assertIsInstance(computed, float, (where, expected))
            self.assertLessEqual(abs(computed - float(expected)), TOLERANCE * max(1, abs(float(expected))), where)

    def compare(self, book, key, *options):
        index = self.index(key[0])
        scores, ranks = self.scores(index, *options), self.ranks(index, *options)
        sheet, order = book["Scores"], book["Ranks"]
        nodes = {at: text for (row, at), text in sheet.items() if row == 2 and at >= 2 and text != ""}
        self.assertGreater(len(nodes), 2)
        for row in range(FIRST, FIRST + len(scores)):
            unit = sheet[row, 0]
            for at, node in nodes.items():
                self.same(sheet.get((row, at), ""), scores[unit][node], (*key, unit, node))
            self.same(order.get((row, 2), ""), ranks[unit]["rank"], (*key, unit, "rank"))
            if ranks[unit].get("level"):
                self.assertEqual(book["Levels"].get((row, 4), ""), ranks[unit]["level_name"], (*key, unit))
        listed = [unit for (row, at), unit in sorted(book["Ranking"].items()) if at == 0 and row >= 4 and unit != ""]
        self.assertEqual(listed, [unit for unit, row in ranks.items() if row["rank"] != ""], key)
        return scores

    def test_the_values_beside_formulas_are_those_of_the_program(self):
        for name in self.book:
            with self.subTest(name):
                self.compare(self.book[name], (name, "as written"))

    def test_every_formula_gives_the_value_beside_it(self):
        for name in UNCHANGED:
            for sheet, cells in self.book[name].items():
                for at in cells.formula:
                    one, other = cells.get(at, ""), self.computed[name, "same"][sheet].get(at, "")
                    if isinstance(one, float) and isinstance(other, float):
                        self.assertLessEqual(abs(one - other), TOLERANCE * max(1, abs(one)), (name, sheet, at, cells.formula[at]))
                    else:
                        self.assertEqual(one, other, (name, sheet, at, cells.formula[at]))

    def test_changes_are_followed(self):
        for name in self.book:
            options = ["--set", "{}={}".format(*weight_of(name)), "--rescale", "free"]
            if name not in KEPT:
                options += ["--data", "changed.csv"]
            with self.subTest(name):
                after = self.compare(self.computed[name, "changed"], (name, "changed"), *options)
                self.assertNotEqual(after, self.scores(self.index(name)), "the change changes nothing")

    def test_chosen_weights(self):
        self.compare(self.computed["scenario", "chosen"], ("scenario", "chosen"), "--scenario", "other")
        offered = [value for (row, at), value in self.book["scenario"]["Weights"].items()
                   if at == self.book["scenario"]["Weights"].column_named(7, "to choose from") and row >= FIRST]
        self.assertEqual(offered, ["your weights", "as defined", "other"])  # `less` changes more than weights

    def test_what_is_no_weight_is_seen(self):
        for what in self.NO_WEIGHTS:
            sheet = self.computed["scenario", what]["Weights"]
            checks = [sheet[sheet.row_of(0, node), sheet.column_named(7, "check")] for node in ("scenario", "a", "b")]
            self.assertEqual(checks, ["ok", "ok", "a weight is no number of at least 0"], what)

    def test_every_method_is_here(self):
        rows = list(csv.DictReader(io.StringIO(self.run_program("methods", "--format", "csv"))))
        self.assertEqual({row["name"] for row in rows if row["kind"] == "normalise"}, set(NORMALISATIONS))
        self.assertEqual({row["name"] for row in rows if row["kind"] == "aggregate"}, set(AGGREGATIONS) | VALUES)
        for name in ("normalised", "aggregated"):
            sheet = self.book[name]["Scores"]
            nodes = [at for (row, at), text in sheet.items() if row == 2 and at >= 2 and text != ""]
            self.assertEqual([at for at in nodes if (FIRST, at) not in sheet.formula], [], name)


if __name__ == "__main__":
    sys.exit(unittest.main())
