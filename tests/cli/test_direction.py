"""An index where a lower score is better is the same index turned round: leaves reversed, scores s' = S - s, and every rank, tie, level, interval and exact answer as before.

Trees, weights and values are those of shipped indices; the root is a weighted mean, what lies below too.
"""
import csv
import io
import subprocess
import tempfile
import unittest
from pathlib import Path

from program import PROGRAM, ROOT

LEVELS = [("top", 0.7, 0.5), ("good", 0.55, None), ("fair", 0.4, 0.2), ("low", 0.2, None)]


def run(*arguments, status=0):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=120)
    if done.returncode != status:
        raise AssertionError(f"{' '.join(map(str, arguments))}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout if status == 0 else done.stderr


def rows(*arguments):
    return list(csv.DictReader(io.StringIO(run(*arguments, "--format", "csv"))))


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


class Pair:
    """The same figures with the better score higher (plain) and lower (turned)."""

    def __init__(self, folder, index):
        self.folder, self.index = Path(folder), index
        home = ROOT / "indicators" / f"{index}.yaml"
        self.tree = rows("show", home)
        self.table = run("stages", home, "--stage", "normalised", "--format", "csv")
        most = max(number(x) or 0 for row in csv.DictReader(io.StringIO(self.table)) for k, x in row.items() if k not in ("unit", "name"))
        self.scale = next(scale for scale in (1, 10, 100) if most <= scale)
        (self.folder / "values.csv").write_text(self.table)
        self.plain, self.turned = self.write("plain", False), self.write("turned", True)

    def lines(self, at, turned):
        node = self.tree[at]
        children = [i for i, other in enumerate(self.tree) if other["parent"] == node["node"]]
        indent = "  " * int(node["level"])
        if not children:
            way = ", direction: lower" if turned else ""
            yield f"{indent}- {{id: {node['node']}, weight: {node['weight']}, goalposts: [0, {self.scale}]{way}}}"
            return
        if at > 0:
            yield f"{indent}- id: {node['node']}"
            yield f"{indent}  weight: {node['weight']}"
            yield f"{indent}  indicators:"
        for child in children:
            yield from self.lines(child, turned)

    def write(self, name, turned):
        levels = []
        for level, start, least in LEVELS:
            start, least = (x if x is None or not turned else 1 - x for x in (start, least))
            minimum = "" if least is None else f", minimum: {least * self.scale!r}"
            levels.append(f"{{id: {level}, from: {start * self.scale!r}{minimum}}}")
        first = next(node["node"] for node in self.tree if node["level"] == "1")
        head = ["egovbench: 1", "id: turn", "title: Turned", f"scale: {self.scale}", "data: [values.csv]",
                f"levels: [{', '.join(levels)}]", f"rank: {{decimals: 2, tie-breakers: [{first}]}}", "indicators:"]
        if turned:
            head.insert(1, "direction: lower")
        path = self.folder / f"{name}.yaml"
        path.write_text("\n".join(head + list(self.lines(0, turned))) + "\n")
        return path


class Turned(unittest.TestCase):
    """Each command on both; columns in `scores` are S - s, those in `signed` change their sign, all others are equal."""

    @classmethod
    def setUpClass(cls):
        cls.folders = [tempfile.TemporaryDirectory() for _ in range(2)]
        cls.pairs = [Pair(folder.name, index) for folder, index in zip(cls.folders, ["egdi", "gtmi-2022"])]

    @classmethod
    def tearDownClass(cls):
        for folder in cls.folders:
            folder.cleanup()

    def same(self, command, *options, scores=(), signed=(), either=()):
        for pair in self.pairs:
            given = [option(pair) if callable(option) else option for option in options]
            last = bool(given) and command in ("profile", "explain")  # the units come first there
            one, two = (rows(command, *given, index) if last else rows(command, index, *given) for index in (pair.plain, pair.turned))
            self.assertEqual(len(one), len(two))
            self.assertGreater(len(one), 0)
            dimensions = {node["node"] for node in pair.tree[1:]} if command == "rank" else set()
            for a, b in zip(one, two):
                for column in a:
                    where = (pair.index, command, column, a.get("unit") or a.get("node"))
                    x, y = number(a[column]), number(b[column])
                    if column in either:
                        continue
                    if x is None or y is None:
                        self.assertEqual(a[column], b[column], where)
                    elif column in scores or column in dimensions:
                        self.assertAlmostEqual(x + y, pair.scale, delta=2e-6 * pair.scale, msg=where)
                    else:
                        self.assertAlmostEqual(x, -y if column in signed else y, delta=2e-6 * (1 + abs(x)), msg=where)

    @staticmethod
    def best(pair):
        return rows("rank", pair.plain, "--no-intervals")[0]["unit"]

    @staticmethod
    def middle(pair):
        return rows("rank", pair.plain, "--no-intervals")[30]["unit"]

    def test_ranks_ties_and_levels(self):
        self.same("rank", "--no-intervals", "--levels", scores=["score"])

    def test_intervals(self):
        self.same("rank", scores=["score"])

    def test_uncertainty(self):
        self.same("uncertainty", "--draws", "300", scores=["score"])
        self.same("uncertainty", "--draws", "200", "--leave-out", "dimensions", "--weights", "flat", scores=["score"])

    def test_acceptability(self):
        self.same("acceptability", "--draws", "300", scores=["score"])

    def test_stability(self):
        self.same("stability")

    def test_bounds(self):
        self.same("bounds", "--top", "5", either=["best_weights", "worst_weights"])

    def test_dominance(self):
        self.same("bounds", "--dominance")

    def test_profile(self):
        self.same("profile", self.middle, scores=["score", "best", "mean", "mean_all", "mean_near"], signed=[])

    def test_explain(self):
        self.same("explain", self.best, self.middle, scores=["score_a", "score_b"], signed=["contribution"])

    def test_whatif(self):
        self.same("whatif", "--set", lambda pair: f"{pair.tree[1]['node']}+=0.5",
                  scores=["score_before", "score_after", "score"], signed=["score_change", "driver_change", "driver_contribution"])

    def test_the_two_directions_agree_in_a_crosswalk(self):
        for pair in self.pairs:
            for row in rows("crosswalk", pair.plain, pair.turned):
                places = [row[column] for column in row if column in ("plain", "turned", "turn", "turn_2")]
                self.assertLessEqual(len(set(places)), 1, row)

    def test_prose_says_which_way(self):
        for pair in self.pairs:
            chapter = run("show", "--methodology", pair.turned)
            self.assertIn("a lower score is better", chapter)
            self.assertIn("Rank 1 is the lowest score", chapter)
            self.assertIn("Between equal scores the lower score of", chapter)
            self.assertIn("At or below", chapter)
            self.assertNotIn("highest level", chapter)
            note = run("profile", rows("rank", pair.plain, "--no-intervals")[-60]["unit"], pair.turned)
            self.assertRegex(note, r"Next: \w+, at or below [0-9.]+")
            self.assertRegex(note, r"-[0-9.]+ in every dimension|out of reach")


class Written(unittest.TestCase):
    """A small index of risk, its ranks and levels by hand."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        (self.folder / "risk.csv").write_text("unit,name,a,b\nU1,One,1,2\nU2,Two,5,1\nU3,Three,9,10\nU4,Four,2,1\nU5,Five,4,6\n")

    def define(self, levels, more=""):
        path = self.folder / "risk.yaml"
        path.write_text("egovbench: 1\nid: risk\ntitle: Risk\ndata: [risk.csv]\nscale: 10\ndirection: lower\n"
                        f"levels: [{levels}]\n{more}indicators:\n  - {{id: a, goalposts: [0, 10]}}\n  - {{id: b, goalposts: [0, 10]}}\n")
        return path

    def test_bands_are_reached_at_or_below(self):
        path = self.define("{id: low, from: 3, minimum: 4}, {id: medium, from: 5}, {id: high, from: 10}", "rank: {tie-breakers: [b]}\n")
        table = {row["unit"]: (row["rank"], row["level"]) for row in rows("rank", path, "--no-intervals", "--levels")}
        # scores 1.5, 3, 9.5, 1.5, 5: U4 has the lower b; U2 is at 3 but its a of 5 is above the most that `low` allows; U5 is exactly at 5
        self.assertEqual(table, {"U4": ("1", "low"), "U1": ("2", "low"), "U2": ("3", "medium"), "U5": ("4", "medium"), "U3": ("5", "high")})

    def test_lower_edges_are_pointed_out(self):
        path = self.define("{id: low, from: 0}, {id: medium, from: 3}, {id: high, from: 5}")
        said = subprocess.run([PROGRAM, "validate", str(path)], capture_output=True, text=True, timeout=60)
        self.assertIn("only a score of 0", said.stderr + said.stdout)

    def test_what_flatters_is_refused(self):
        path = self.define("{id: all, from: 10}", "aggregate: benefit-of-the-doubt\n")
        said = run("rank", path, status=3)
        self.assertIn("a lower score is better", said)


if __name__ == "__main__":
    unittest.main()
