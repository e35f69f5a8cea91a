#!/usr/bin/env python3
"""The ASEM example of COINr through the whole program: every stage of the build, every variant, and the panel.

source     COINr 1.1.14 on R 4.2.2, by people outside this project (asem/README.md says what each file is)
tolerance  1e-9 of the larger of 1 and the figure, where nothing else is said: COINr wrote 17 digits, both sides compute in doubles.
           Ranks, marks and who is screened out: exactly
not ours   where COINr is wrong, or has no figure, the test says so at the variant and holds ours to the formula

The variants are made from asem/asem.yaml: other data, other defaults, another tree. Methods by themselves are compared in tests/method; here
the question is whether definition, reader, plan and stages bring them the right columns in the right order.
"""
import contextlib
import csv
import io
import math
import os
import re
import shutil
import subprocess
import tempfile
import unittest

from ranking import HERE, places, published

PROGRAM, ROOT = places()
ASEM = os.path.join(HERE, "asem")
TOLERANCE = 1e-9
PILLARS = ["Physical", "ConEcFin", "Political", "Instit", "P2P", "Environ", "Social", "SusEcFin"]
SUBINDICES = {"Conn": PILLARS[:5], "Sust": PILLARS[5:]}
NODES = ["asem", "Conn", "Sust"] + PILLARS
BUILD = {"impute": "{method: group-mean, group: EurAsia}", "treat": "{method: winsorise, points: 5, then: log}",
         "normalise": "minmax", "aggregate": "arithmetic"}


def figures(name):
    return published(os.path.join("asem", name))


def number(text):
    return float(text) if text != "" else math.nan


def table(name, what, key="variant"):
    """{unit: {column: number}} of one variant of a file."""
    rows = {row["unit"]: {column: number(text) for column, text in row.items() if column not in (key, "unit", "period")}
            for row in figures(name) if row[key] == what}
    assert rows, (name, what)
    return rows


ABOUT = {row["node"]: row for row in figures("indicators.csv")}
INDICATORS = list(ABOUT)


def below(pillar):
    return [node for node, row in ABOUT.items() if row["parent"] == pillar]


def lower(node):
    return ABOUT[node]["direction"] == "-1"


class Folder(contextlib.AbstractContextManager):
    """Definitions and their data for the time of a test."""

    def __init__(self):
        self.path = tempfile.mkdtemp()
        for name in ("asem.csv", "asem-units.csv", "asem-panel.csv"):
            shutil.copy(os.path.join(ASEM, name), self.path)

    def __exit__(self, *_):
        shutil.rmtree(self.path)

    def write(self, name, text):
        path = os.path.join(self.path, name)
        with open(path, "w", encoding="utf-8", newline="") as out:
            out.write(text)
        return path

    def data(self, rows, periods=False):
        """A data file from {unit: {column: number}} or {(unit, period): ...}."""
        columns = list(next(iter(rows.values())))
        lines = [",".join(["unit"] + (["period"] if periods else []) + columns)]
        for key, row in rows.items():
            lines.append(",".join(list(key if periods else [key]) +
                                  ["" if math.isnan(row[column]) else repr(row[column]) for column in columns]))
        self.write("data.csv", "\n".join(lines) + "\n")
        return "data.csv"

    def variant(self, data="asem.csv", denominators=True, directions=True, screen="", leaf=None, weight=None, top="", **defaults):
        """asem.yaml with other data and defaults; leaf gives an indicator more keys, weight nodes other weights."""
        with open(os.path.join(ASEM, "asem.yaml"), encoding="utf-8") as lines:
            text = lines.read()
        choices = ", ".join(f"{key}: {value}" for key, value in {**BUILD, **defaults}.items() if value is not None)
        text = re.sub(r"(?m)^data: .*$", f"data: [{data}]", text)
        text = re.sub(r"(?m)^screen: .*$", f"screen: {screen}" if screen else "", text)
        text = re.sub(r"(?m)^defaults: .*$", lambda _: f"defaults: {{{choices}}}\n{top}", text)
        if not directions:
            text = text.replace(", direction: lower", "")
        if not denominators:
            text = re.sub(r", per: \w+", "", text)
        if leaf:
            text = re.sub(r"- \{id: (\w+), ", lambda match: match.group(0) + leaf(match.group(1)), text)
        if weight:
            text = re.sub(r"(- id: (\w+)\n.*\n\s+weight:) 1\n", lambda m: f"{m.group(1)} {weight[m.group(2)]}\n", text)
            text = re.sub(r"- \{id: (\w+), ", lambda m: f"{m.group(0)}weight: {weight[m.group(1)]}, ", text)
        else:
            text = re.sub(r"\n\s+weight: 1\n", "\n", text)  # weights that come from data do not stand beside written ones
        return self.write("variant.yaml", text)

    def flat(self, children, rows, periods=False, top="", leaf=""):
        """An index whose children are the columns of a table."""
        data = self.data(rows, periods)
        tree = "".join(f"  - {{id: {child}{leaf}}}\n" for child in children)
        return self.write("flat.yaml", f"egovbench: 1\nid: asem\ndata: [{data}]\n{top}\nindicators:\n{tree}")


def run(*arguments, code=0):
    done = subprocess.run([PROGRAM, *arguments, "--format", "csv"], capture_output=True, text=True, encoding="utf-8",
                          check=False)
    if done.returncode != code:
        raise AssertionError(f"{' '.join(arguments)}: exit {done.returncode}\n{done.stderr[:2000]}")
    return list(csv.DictReader(io.StringIO(done.stdout)))


def stage(definition, name, *options):
    """{unit: {node: number}} of a stage."""
    return {row["unit"]: {node: number(text) for node, text in row.items() if node not in ("unit", "name")}
            for row in run("stages", definition, "--stage", name, *options)}


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = self.enterContext(Folder())

    def one(self, what, got, expected, tolerance=TOLERANCE):
        if math.isnan(expected):
            self.assertTrue(math.isnan(got), (what, got))
        elif not abs(got - expected) <= tolerance * max(1, abs(expected)):
            self.fail(f"{what}: {got!r} where COINr has {expected!r}")

    def same(self, what, got, expected, columns=None, tolerance=TOLERANCE):
        """Every column of every unit; columns that only the program has are not looked at."""
        self.assertEqual(set(got), set(expected), what)
        for unit, row in expected.items():
            for column in columns or row:
                self.one((what, unit, column), got[unit][column], row[column], tolerance)


class Scenario(Case):
    """The build beside its variant with min-max 1..100 and geometric means, as a scenario of one definition."""

    GEOMETRIC = "scenarios: {geometric: {methods: {normalise: {method: minmax, to: [1, 100]}, aggregate: geometric}}}"

    def setUp(self):
        super().setUp()
        self.definition = self.folder.variant(screen="{available: 0.9, after-imputation: true}", top=self.GEOMETRIC)
        self.ranks = {row["unit"]: (int(row["nominal"]), int(row["geometric"])) for row in figures("scenario.csv")}

    def test_ranks_of_both(self):
        got = {row["unit"]: (int(row["rank"]), int(row["rank_geometric"])) for row in run("scenarios", self.definition, "--ranks")}
        self.assertEqual(got, self.ranks)
        for row in run("scenarios", self.definition, "--ranks"):
            low, high = sorted(self.ranks[row["unit"]])
            self.assertEqual([float(row[key]) for key in ("rank_best", "rank_worst", "rank_median")], [low, high, (low + high) / 2])

    def test_the_table(self):
        """From COINr's ranks, which have no ties: rho = 1 - 6 sum(d^2) / (n (n^2 - 1)), tau = (concordant - discordant) / pairs."""
        before, after = zip(*self.ranks.values())
        count, shifts = len(before), [abs(a - b) for a, b in self.ranks.values()]
        self.assertEqual((len(set(before)), len(set(after))), (count, count))
        pairs = [(i, k) for i in range(count) for k in range(i)]
        order = sum(1 if (before[i] - before[k]) * (after[i] - after[k]) > 0 else -1 for i, k in pairs)
        [row] = run("scenarios", self.definition)
        self.one("spearman", float(row["spearman"]), 1 - 6 * sum(d * d for d in shifts) / (count * (count**2 - 1)))
        self.one("kendall", float(row["kendall"]), order / len(pairs))
        self.one("mean", float(row["mean_change"]), sum(shifts) / count)
        self.assertEqual(int(row["largest_change"]), max(shifts))
        self.assertEqual(abs(self.ranks[row["largest_unit"]][0] - self.ranks[row["largest_unit"]][1]), max(shifts))
        self.assertEqual(int(row["moved"]), sum(d > 0 for d in shifts))
        self.assertEqual(int(row["moved_10"]), sum(d >= 10 for d in shifts))
        self.assertEqual(row["first"], next(unit for unit, rank in self.ranks.items() if rank[1] == 1))
        self.assertEqual(int(row["top_kept"]), sum(a <= 10 and b <= 10 for a, b in self.ranks.values()))
        self.assertEqual((int(row["ranked"]), int(row["common"])), (count, count))


class Build(Case):
    """asem.yaml as it is."""

    @classmethod
    def setUpClass(cls):
        cls.definition = os.path.join(ASEM, "asem.yaml")

    def test_size(self):
        self.assertEqual((len(INDICATORS), len(table("stages.csv", "raw", "stage"))), (49, 51))

    def test_denominated(self):
        self.same("denominated", stage(self.definition, "raw"), table("stages.csv", "denominated", "stage"))

    def test_raw(self):
        got = stage(self.folder.variant(denominators=False), "raw")
        self.same("raw", got, table("stages.csv", "raw", "stage"))

    def test_imputed(self):
        self.same("imputed", stage(self.definition, "imputed"), table("stages.csv", "imputed", "stage"))

    def test_screened(self):
        self.same("screened", stage(self.definition, "imputed"), table("stages.csv", "screened", "stage"))
        self.assertEqual({row["status"] for row in run("rank", self.definition)}, {"ok"})

    def test_treated(self):
        self.same("treated", stage(self.definition, "treated"), table("stages.csv", "treated", "stage"))

    def test_normalised(self):
        self.same("normalised", stage(self.definition, "normalised"), table("stages.csv", "normalised", "stage"))

    def test_aggregated(self):
        self.same("scores", stage(self.definition, "scored"), table("results.csv", "score", "what"), NODES)

    def test_plain(self):
        definition = self.folder.variant(denominators=False, impute="none")
        self.same("plain, raw", stage(definition, "raw"), table("stages.csv", "plain-raw", "stage"))
        self.same("plain, normalised", stage(definition, "normalised"), table("stages.csv", "plain-normalised", "stage"))

    def test_ranks(self):
        expected = table("results.csv", "rank", "what")
        for row in run("rank", self.definition):
            self.assertEqual(float(row["rank"]), expected[row["unit"]]["asem"], row["unit"])
        for unit, ranks in expected.items():
            rows = {row["node"]: row for row in run("explain", unit, self.definition)}
            for node in NODES:
                self.assertEqual(float(rows[node]["rank"]), ranks[node], (unit, node))

    def test_ranks_in_groups(self):
        expected = table("results.csv", "rank-in-EurAsia", "what")
        scores = stage(self.definition, "scored")
        for node in NODES:  # the root's own, and each other node as an index of its own
            definition = self.definition
            if node != "asem":
                definition = self.folder.flat(["node"], {unit: {"node": row[node]} for unit, row in scores.items()},
                                              top="units: {file: asem-units.csv, id: unit, groups: {EurAsia: EurAsia}}\n"
                                                  "defaults: {normalise: as-is}")
            for row in run("rank", definition, "--group", "EurAsia"):
                self.assertEqual(float(row["rank_EurAsia"]), expected[row["unit"]][node], (row["unit"], node))


class Normalise(Case):
    def normalised(self, raw=False, **options):
        plain = {"denominators": False, "impute": "none", "treat": "none"} if raw else {}
        return stage(self.folder.variant(**{**plain, **options}), "normalised")

    def test_variants(self):
        variants = {
            "minmax-0-100": "minmax",
            "minmax-1-100": "{method: minmax, to: [1, 100]}",
            "minmax-0-1": "{method: minmax, to: [0, 1]}",
            "zscore-0-1": "zscore",
            "rank": "rank",
            "rank-average": "{method: rank, ties: fractional}",
            "borda": "borda",
            "distance-to-max": "{method: distance-to-maximum, to: [0, 1]}",
            "distance-to-target-raw": "{method: target, to: [0, 1]}",
            "distance-to-target-capped-raw": "{method: target, to: [0, 1], cap: true}",
        }
        for name, method in variants.items():
            with self.subTest(name):
                self.same(name, self.normalised(name.endswith("-raw"), normalise=method), table("normalise.csv", name))

    def test_goalposts(self):
        def posts(node):
            return f"goalposts: [{ABOUT[node]['goalpost_low']}, {ABOUT[node]['goalpost_high']}], "

        got = self.normalised(True, normalise="{method: goalposts, clamp: true}", leaf=posts)
        self.same("goalposts", got, table("normalise.csv", "goalposts-clamped-raw"))

    def test_scaled(self):
        """COINr's range is one of the values times -1: [0, 50] of those is [-50, 0] of the values themselves."""
        def scaled(node):
            return "normalise: {method: scaled, from: [-50, 0]}, " if lower(node) else ""

        got = self.normalised(normalise="{method: scaled, from: [0, 50]}", leaf=scaled)
        self.same("scaled", got, table("normalise.csv", "scaled-0-50-x100"))

    def test_distance_to_a_unit(self):
        """Where Australia is last COINr divides by zero and has no figure; the program refuses the indicator."""
        expected = table("normalise.csv", "distance-to-reference-AUS")
        empty = [node for node in INDICATORS if all(math.isnan(row[node]) for row in expected.values())]
        self.assertTrue(0 < len(empty) < len(INDICATORS))
        method = "{method: reference-unit, unit: AUS, to: [0, 1]}"
        refused = self.folder.variant(normalise="minmax", leaf=lambda node: f"normalise: {method}, " if node == empty[0] else "")
        with self.assertRaisesRegex(AssertionError, empty[0]):
            run("rank", refused)
        got = self.normalised(normalise=method, leaf=lambda node: "normalise: rank, " if node in empty else "")
        self.same("reference unit", got, expected, [node for node in INDICATORS if node not in empty])

    def test_fraction_of_the_largest(self):
        """COINr divides the values of a negative indicator, times -1, by the largest of them: x / min, more than 1 for all but the best.
        Ours is the share of the best, min / x: the inverse. Where the best value is 0 neither has a figure."""
        expected = table("normalise.csv", "fraction-of-max")
        treated = table("stages.csv", "treated", "stage")
        usable = [node for node in INDICATORS if not math.isnan(expected["AUS"][node])]
        usable = [node for node in usable if not lower(node) or all(row[node] > 0 for row in treated.values())]
        got = self.normalised(normalise="{method: fraction-of-maximum, to: [0, 1]}",
                              leaf=lambda node: "" if node in usable else "normalise: rank, ")
        inverse = [node for node in usable if lower(node)]
        self.assertTrue(len(inverse) > 5 and len(usable) > 40, (len(inverse), len(usable)))
        self.same("fraction", got, expected, [node for node in usable if not lower(node)])
        for unit, row in expected.items():
            for node in inverse:
                self.one((unit, node), got[unit][node] * row[node], 1)


class Treat(Case):
    VARIANTS = {
        "winsorise-5": "{method: winsorise, points: 5}",
        "winsorise-unlimited": "{method: winsorise, points: 1000}",
        "winsorise-3-log-ct": "{method: winsorise, points: 3, then: log}",
        "winsorise-5-log-ct-plus": "{method: winsorise, then: log, shift: tail}",
        "winsorise-5-log-ct-orig": "{method: winsorise, then: log, shift: one}",
        "winsorise-log-combined": "{method: winsorise, then: log-of-winsorised}",
        "winsorise-5-forced": "{method: winsorise, force: true}",
        "log-ct": "{method: log, shift: range}",
        "log-ct-plus": "{method: log, shift: tail}",
        "log-ct-orig": "{method: log, shift: one}",
        "boxcox-0": "{method: box-cox, lambda: 0}",
        "boxcox-2": "{method: box-cox, lambda: 2}",
    }

    def test_variants(self):
        self.assertEqual(set(self.VARIANTS), {row["variant"] for row in figures("treat.csv")})
        for name, method in self.VARIANTS.items():
            with self.subTest(name):
                self.same(name, stage(self.folder.variant(treat=method, normalise="rank"), "treated"), table("treat.csv", name))

    def test_marks(self):
        """Which cell became what. Of an indicator whose logarithm is taken every cell is marked; COINr's +log_CT says so, too."""
        for name in sorted({row["variant"] for row in figures("treat-points.csv")}):
            marks = {(row["unit"], row["node"]): row["mark"] for row in figures("treat-points.csv") if row["variant"] == name}
            logged = {node for (_, node), mark in marks.items() if "log" in mark}
            definition = self.folder.variant(treat=self.VARIANTS.get(name, BUILD["treat"]), normalise="rank")
            changes = {(row["unit"], row["indicator"]): row["change"] for row in run("stages", definition, "--log")
                       if row["stage"] == "treated"}
            with self.subTest(name):
                self.assertEqual({key for key in changes if key[1] not in logged}, {key for key in marks if key[1] not in logged})
                self.assertEqual({node for _, node in changes} & logged, logged)
                for key, mark in marks.items():
                    if key[1] not in logged:
                        self.assertTrue(changes[key].startswith({"winhi": "lowered", "winlo": "raised"}[mark]), (key, changes[key]))


class Impute(Case):
    def test_variants(self):
        variants = {
            "input": "none",
            "mean": "mean",
            "median": "median",
            "mean-by-EurAsia": "{method: group-mean, group: EurAsia}",
            "mean-by-GDPpc": "{method: group-mean, group: GDPpc}",
            "row-mean": "{method: row-mean, within: index}",
            "row-mean-in-pillar": "{method: row-mean, within: parent}",
            "row-mean-in-subindex": "{method: row-mean, within: dimension}",
        }
        self.assertEqual(set(variants), {row["variant"] for row in figures("impute.csv")})
        for name, method in variants.items():
            with self.subTest(name):
                self.same(name, stage(self.folder.variant(impute=method), "imputed"), table("impute.csv", name))

    def test_panels(self):
        rows = {}
        for row in figures("impute-panel.csv"):
            values = {node: number(row[node]) for node in ("LPI", "Flights", "Ship", "Goods", "Services")}
            rows.setdefault(row["variant"], {})[row["unit"], row["period"]] = values
        variants = {"first-latest": ("first", "latest"), "first-latest-max-1": ("first", "{method: latest, max-age: 1}"),
                    "first-constant": ("first", "constant"), "second-latest": ("second", "latest"),
                    "second-constant": ("second", "constant")}
        self.assertEqual(set(variants) | {"first-input", "second-input", "first-latest-year-used"}, set(rows))
        for name, (start, method) in variants.items():
            with self.subTest(name):
                expected = rows[name]
                definition = self.folder.flat(list(next(iter(expected.values()))), rows[start + "-input"], True,
                                              f"defaults: {{impute: {method}, normalise: as-is}}")
                got = {(unit, period): row for period in sorted({period for _, period in expected})
                       for unit, row in stage(definition, "imputed", "--period", period).items()}
                self.same(name, got, expected)
        for key, years in rows["first-latest-year-used"].items():  # where the values of `latest` come from
            for node, year in years.items():
                if not math.isnan(year):
                    self.assertEqual(rows["first-input"][key[0], str(int(year))][node], rows["first-latest"][key][node])


class Aggregate(Case):
    def scores(self, missing=False, weight=None, top="", **choices):
        data = self.folder.data(table("aggregate-input.csv", "minmax-1-100" + ("-missing" if missing else "")))
        return stage(self.folder.variant(data=data, denominators=False, directions=False, impute=None, treat=None,
                                         normalise="as-is", weight=weight, top=top, **choices), "scored")

    def test_variants(self):
        unequal = {row["node"]: row["weight"] for row in figures("weights.csv") if row["variant"] == "unequal"}
        missing = {"missing": True}
        copeland_first = {"tiers": "{2: {aggregate: copeland}}"}
        variants = {
            "arithmetic": {},
            "arithmetic-weighted": {"weight": unequal},
            "arithmetic-missing": missing,
            "arithmetic-missing-available-0.9": {"available": "{share: 0.9, of: children}", **missing},
            "arithmetic-arithmetic-geometric": {"tiers": "{0: {aggregate: geometric}}"},
            "geometric": {"aggregate": "geometric"},
            "geometric-weighted": {"aggregate": "geometric", "weight": unequal},
            "harmonic": {"aggregate": "harmonic"},
            "harmonic-missing": {"aggregate": "harmonic", **missing},
            "power-2": {"aggregate": "{method: power, p: 2}"},
            "power-2-weighted": {"aggregate": "{method: power, p: 2}", "weight": unequal},
            "power--1": {"aggregate": "{method: power, p: -1}"},
            "copeland": {"aggregate": "copeland"},
            "copeland-arithmetic-arithmetic": copeland_first,
            "arithmetic-arithmetic-copeland": {"tiers": "{0: {aggregate: copeland}}"},
        }
        elsewhere = {"power-2-missing", "copeland-missing"}
        self.assertEqual(set(variants) | elsewhere, {row["variant"] for row in figures("aggregate.csv")})
        for name, choices in variants.items():
            with self.subTest(name):
                self.same(name, self.scores(**choices), table("aggregate.csv", name), NODES)

    def test_power_mean_without_all_children(self):
        """COINr's power mean has no figure where a child is missing; ours leaves the weight to the others, as its arithmetic mean does.
        Compared where COINr has one."""
        expected = table("aggregate.csv", "power-2-missing")
        got = self.scores(True, aggregate="{method: power, p: 2}")
        compared = 0
        for unit, row in expected.items():
            for node in NODES:
                self.assertFalse(math.isnan(got[unit][node]))
                if not math.isnan(row[node]):
                    self.one((unit, node), got[unit][node], row[node])
                    compared += 1
        self.assertTrue(0 < compared < 51 * len(NODES))

    def test_copeland_without_all_children(self):
        """COINr gives the weight of an indicator that one side lacks to the unit that stands later in the data (shown in
        tests/method/test_aggregate.c): it is compared only where nothing is missing, ours otherwise with the rule that a pair with a missing
        side adds to neither."""
        expected = table("aggregate.csv", "copeland-missing")
        data = table("aggregate-input.csv", "minmax-1-100-missing")
        got = self.scores(True, aggregate="copeland")
        whole = 0
        for pillar in PILLARS:
            children = below(pillar)
            complete = not any(math.isnan(row[child]) for row in data.values() for child in children)
            whole += complete
            for unit, row in data.items():
                score = 0
                for other, against in data.items():
                    ahead = sum((row[child] > against[child]) - (row[child] < against[child]) for child in children)
                    score += (ahead > 0) - (ahead < 0) if other != unit else 0
                self.one((unit, pillar), got[unit][pillar], score)
                if complete:
                    self.one((unit, pillar), got[unit][pillar], expected[unit][pillar])
        self.assertTrue(whole >= 1)

    def test_pairs(self):
        """Sums over the rows of COINr's matrices, and Copeland from the same matrices. COINr's own Copeland of the 49 indicators is wrong for
        ten units: rounding makes 0.49999999999999994 of an even pair, which it takes for a defeat. One indicator (TolMin) of one pair
        differs in the 16th digit, from rounding of the same value: COINr counts a win, the program two halves."""
        direct = {row["unit"]: row for row in figures("copeland-direct.csv")}
        sources = {"pillars": (PILLARS, table("aggregate.csv", "arithmetic"), 0),
                   "indicators": (INDICATORS, table("aggregate-input.csv", "minmax-1-100"), 10)}
        for name, (children, rows, wrong) in sources.items():
            matrix = table("outrank.csv", name)
            rows = {unit: {child: row[child] for child in children} for unit, row in rows.items()}
            even = [(unit, other, child) for unit in matrix for other in matrix for child in children
                    if 0 < rows[unit][child] - rows[other][child] <= 1e-14 * abs(rows[unit][child])]
            self.assertEqual({child for _, _, child in even}, {"TolMin"} if name == "indicators" else set(), even)
            for above, below, _ in even:
                matrix[above][below] -= 0.5 / len(children)
                matrix[below][above] += 0.5 / len(children)
            for method in ("outranking", "copeland"):
                got = stage(self.folder.flat(children, rows, top=f"aggregate: {method}\ndefaults: {{normalise: as-is}}"), "scored")
                different = 0
                for unit, shares in matrix.items():
                    others = [share for other, share in shares.items() if other != unit]
                    wins = sum((share > 0.5 + 1e-9) - (share < 0.5 - 1e-9) for share in others)
                    self.one((name, method, unit), got[unit]["asem"], sum(others) if method == "outranking" else wins)
                    different += method == "copeland" and got[unit]["asem"] != float(direct[unit][name])
                self.assertEqual(different, wrong if method == "copeland" else 0, name)


class Weights(Case):
    def shares(self, definition, column="weight"):
        """Of the siblings, as used."""
        return {row["node"]: number(row[column]) for row in run("explain", "AUS", definition)}

    def test_effective(self):
        effective = self.shares(os.path.join(ASEM, "asem.yaml"), "effective_weight")
        shown = {row["node"]: number(row["effective_weight"]) for row in run("show", os.path.join(ASEM, "asem.yaml"))}
        for row in figures("weights.csv"):
            if row["variant"] == "effective-of-equal":
                self.one(row["node"], effective[row["node"]], number(row["weight"]))
                self.one(row["node"], shown[row["node"]], number(row["weight"]))

    def test_principal_components(self):
        """Loadings have length 1: their squares are the shares, and signs fall out. The index has two children, whose loadings are equal
        whatever they are."""
        for tier, name in enumerate(("pca-index", "pca-subindices", "pca-pillars")):
            loadings = {row["node"]: number(row["weight"]) for row in figures("weights.csv") if row["variant"] == name}
            shares = self.shares(self.folder.variant(tiers=f"{{{tier}: {{weights: pca}}}}"))
            for node in (list(SUBINDICES), PILLARS, INDICATORS)[tier]:
                self.one((name, node), shares[node], loadings[node] ** 2)

    def test_correlation_balanced(self):
        """What COINr's search minimises is met with its own weights; found here is a better answer than its search by default gives (nine
        evaluations). Run to the end it takes negative weights, which ours never does; `infomax` we do not have."""
        optimised = {row["variant"]: number(row["objective"]) for row in figures("weights-optimised.csv")}
        pillars = {unit: {pillar: row[pillar] for pillar in PILLARS} for unit, row in table("results.csv", "score", "what").items()}

        def correlation(a, b):
            ma, mb = math.fsum(a) / len(a), math.fsum(b) / len(b)
            return (math.fsum((x - ma) * (y - mb) for x, y in zip(a, b)) /
                    math.sqrt(math.fsum((x - ma) ** 2 for x in a) * math.fsum((y - mb) ** 2 for y in b)))

        def objective(scores):
            r = [correlation([row[pillar] for row in pillars.values()], [scores[unit]["asem"] for unit in pillars])
                 for pillar in PILLARS]
            return math.log(math.fsum((x / sum(r) - 1 / len(r)) ** 2 for x in r) / len(r))

        for name in ("balance-default", "balance-tight"):
            self.one(name, objective(table("weights-scores.csv", name)), optimised[name])
        definition = self.folder.flat(PILLARS, pillars, top="weights: correlation-balanced\ndefaults: {normalise: as-is}")
        got = stage(definition, "scored")
        self.assertLess(objective(got), optimised["balance-default"])
        weights = self.shares(definition)
        self.assertTrue(all(weights[pillar] >= 0 for pillar in PILLARS))

    def test_scores_of_found_weights(self):
        """COINr's weights, given to the program, bring COINr's scores; negative ones are not taken."""
        compared = []
        for name in sorted({row["variant"] for row in figures("weights-scores.csv")}):
            weight = {row["node"]: row["weight"] for row in figures("weights.csv") if row["variant"] == name}
            if min(map(float, weight.values())) < 0:
                continue
            got = stage(self.folder.variant(weight=weight), "scored")
            self.same(name, got, table("weights-scores.csv", name), NODES)
            compared.append(name)
        self.assertEqual(compared, ["balance-default", "infomax-default", "infomax-tight"])


class Screen(Case):
    THRESHOLDS = {"by-missing": "{available: 0.9}", "by-zeros": "{zeros: 0.1}",
                  "by-missing-and-zeros": "{available: 0.9, zeros: 0.1}"}

    def test_who_takes_part(self):
        for name, screen in self.THRESHOLDS.items():
            expected = {row["unit"]: row["included"] == "1" for row in figures("screen.csv") if row["variant"] == name}
            definition = self.folder.variant(denominators=False, impute="none", screen=screen)
            got = {row["unit"]: row["status"] != "screened" for row in run("rank", definition)}
            with self.subTest(name):
                self.assertEqual(got, expected)

    def test_availability(self):
        """Shares of missing values, in the index and every node; nothing is screened."""
        overall = table("screen.csv", "availability")
        nodes = {row["unit"]: row for row in figures("screen-nodes.csv")}
        definition = self.folder.variant(denominators=False, impute="none")
        for unit in nodes:
            rows = {row["node"]: row for row in run("explain", unit, definition)}
            self.one((unit, "available"), number(rows["asem"]["coverage"]), overall[unit]["available"])
            for node in NODES:
                self.one((unit, node), number(rows[node]["coverage"]), number(nodes[unit][node]))
            self.assertEqual(sum(rows[node]["value"] == "" for node in INDICATORS), overall[unit]["missing"], unit)


class Panel(Case):
    def test_stages(self):
        definition = self.folder.variant(data="asem-panel.csv", denominators=False, impute="none", screen="{available: 0.9}")
        rows = {name: {} for name in ("screened", "treated")}
        for row in figures("panel-stages.csv"):
            values = {node: number(row[node]) for node in INDICATORS}
            rows[row["stage"]].setdefault(row["period"], {})[row["unit"]] = values
        self.assertEqual(len(rows["screened"]), 5)
        for period, expected in rows["screened"].items():
            ranked = {row["unit"] for row in run("rank", definition, "--period", period) if row["status"] != "screened"}
            self.assertEqual(ranked, set(expected), period)
            for ours, theirs in (("raw", "screened"), ("treated", "treated")):
                got = stage(definition, ours, "--period", period)
                self.same((theirs, period), {unit: got[unit] for unit in expected}, rows[theirs][period])

    def test_treated_by_year_and_normalised_over_all(self):
        """`fit: {treat: period, normalise: all}`, as build_example_purse() with Normalise(global = TRUE): each year treated
        by itself, then the lowest and highest value of COINr's treated figures of all years."""
        definition = self.folder.variant(data="asem-panel.csv", denominators=False, impute="none", screen="{available: 0.9}",
                                         normalise="{method: minmax, to: [0, 100]}", top="fit: {treat: period, normalise: all}")
        treated = {}
        for row in figures("panel-stages.csv"):
            if row["stage"] == "treated":
                treated.setdefault(row["period"], {})[row["unit"]] = {node: number(row[node]) for node in INDICATORS}
        cells = 0
        for period, expected in treated.items():
            got = {name: stage(definition, name, "--period", period) for name in ("treated", "normalised")}
            self.same(("treated", period), {unit: got["treated"][unit] for unit in expected}, expected)
            for node in INDICATORS:
                every = [row[node] for rows in treated.values() for row in rows.values() if not math.isnan(row[node])]
                low, high = min(every), max(every)
                for unit, row in expected.items():
                    way = (row[node] - low) / (high - low)
                    want = 100 * (1 - way if lower(node) else way)
                    self.one((period, unit, node), got["normalised"][unit][node], want)
                    cells += 1
        self.assertEqual(cells, 230 * 49)

    def growth(self, rows, top=""):
        return {row["unit"]: row for row in run("panel", self.folder.flat(["x"], rows, True, top))}

    def test_growth(self):
        values = {}
        for row in figures("asem-panel.csv"):
            values[row["unit"], row["period"]] = row
        for node in ("LPI", "Goods"):
            expected = {row["unit"]: number(row["growth"]) for row in figures("panel-trends.csv") if row["node"] == node}
            rows = {key: {"x": number(row[node])} for key, row in values.items() if key[0] in expected}
            got = self.growth(rows, "defaults: {normalise: as-is}")
            for unit, growth in expected.items():
                self.one((unit, node), number(got[unit]["growth"]), growth)

    def test_growth_and_trend_of_four_numbers(self):
        """10, 12, 11, 15: compound growth, and the yearly change in percent of the first point of the line, as asem/README.md has them."""
        series = dict(zip(("2018", "2019", "2020", "2021"), (10.0, 12.0, 11.0, 15.0)))
        got = self.growth({("A", period): {"x": value} for period, value in series.items()}, "defaults: {normalise: as-is}")["A"]
        self.one("growth", number(got["growth"]), 0.14471424255333187)
        slope = number(got["trend"])
        self.one("trend", 100 * slope / (sum(series.values()) / 4 - 1.5 * slope), 14.141414141414005)


if __name__ == "__main__":
    unittest.main()
