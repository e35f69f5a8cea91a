"""`only: {income: High}`: for every group of units the index is the one that is written without what the group leaves out.

Normalisations are fixed, so that no unit's score depends on other units: then the equality is exact, group by group.
"""
import csv
import io
import random
import unittest

from program import ProgramTest

GROUPS = ["High", "Middle", "Low"]
MEANS = ["arithmetic", "geometric", "harmonic", "median", "minimum", "maximum", "sum", "{method: power, p: 2}", "mazziotta-pareto", "mean-min"]
UNITS = 18


class Tree:
    """A random definition; write(None) with `only:`, write(group) without the nodes that are not for the group."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.leaves = 0
        self.root = [self.node(1) for _ in range(self.random.randint(2, 4))]
        self.head = self.random.choice(MEANS)
        self.available = self.random.choice(["", "0.5", "{least: 2}", "{share: 0.6, of: children}", "{least: 1, of: children}"])
        self.screen = self.random.choice(["", "screen: {available: 0.4}\n", "screen: {available-by-dimension: 0.3}\n"])

    def node(self, depth):
        of = {"weight": self.random.randint(1, 9), "only": None, "id": None, "children": []}
        if self.random.random() < 0.35:
            of["only"] = sorted(self.random.sample(GROUPS, self.random.randint(1, 2)))
        if depth < 3 and self.random.random() < 0.5:
            of["children"] = [self.node(depth + 1) for _ in range(self.random.randint(1, 4))]
            of["aggregate"] = self.random.choice(MEANS)
        else:
            of["id"] = f"i{self.leaves}"
            of["impute"] = self.random.random() < 0.2
            self.leaves += 1
        return of

    def write_node(self, of, group, name, indent):
        if group is not None and of["only"] is not None and group not in of["only"]:
            return ""
        only = f", only: {{income: [{', '.join(of['only'])}]}}" if of["only"] is not None and group is None else ""
        if not of["children"]:
            impute = ", impute: {method: value, value: 3}" if of["impute"] else ""
            return f"{indent}- {{id: {of['id']}, weight: {of['weight']}, goalposts: [0, 10]{impute}{only}}}\n"
        below = "".join(self.write_node(child, group, f"{name}{k}", indent + "    ") for k, child in enumerate(of["children"]))
        if not below:
            return ""
        head = f"{indent}- id: {name}\n{indent}  weight: {of['weight']}\n{indent}  aggregate: {of['aggregate']}\n"
        return head + (f"{indent}  {only[2:]}\n" if only else "") + f"{indent}  indicators:\n" + below

    def write(self, group):
        below = "".join(self.write_node(of, group, f"n{k}", "  ") for k, of in enumerate(self.root))
        available = f", available: {self.available}" if self.available else ""
        return below and ("egovbench: 1\nid: t\ndata: [d.csv]\nunits: list.csv\n" + self.screen +
                          f"aggregate: {self.head}\ndefaults: {{normalise: {{method: goalposts, to: [1, 100]}}{available}}}\nindicators:\n" + below)

    def data(self):
        rows = ["unit," + ",".join(f"i{k}" for k in range(self.leaves))]
        for u in range(UNITS):
            rows.append(f"U{u:02}," + ",".join("" if self.random.random() < 0.15 else f"{self.random.uniform(0, 10):.3f}"
                                               for _ in range(self.leaves)))
        return "\n".join(rows) + "\n"


class Only(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("list.csv", "unit,income\n" + "".join(f"U{u:02},{GROUPS[u % 3]}\n" for u in range(UNITS)))

    def write(self, name, text):
        (self.place / name).write_text(text)

    def table(self, *arguments, code=0):
        done = self.run_program(*arguments, "--format", "csv", code=code)
        return {row["unit"]: row for row in csv.DictReader(io.StringIO(done.out))}

    def test_group_by_group(self):
        """The score, the coverage, what is missing and whether it is partial, of every unit; and every node."""
        compared = 0
        for seed in range(100):
            tree = Tree(seed)
            self.write("d.csv", tree.data())
            self.write("all.yaml", tree.write(None))
            if self.run_program("rank", "all.yaml", "--no-intervals").code != 0:
                continue
            ranked = self.table("rank", "all.yaml", "--no-intervals")
            nodes = self.table("stages", "all.yaml", "--stage", "scored")
            for number, group in enumerate(GROUPS):
                text = tree.write(group)
                if not text:
                    self.assertTrue(all(ranked[f"U{u:02}"]["score"] == "" for u in range(number, UNITS, 3)))
                    continue
                self.write("one.yaml", text)
                if self.run_program("rank", "one.yaml", "--no-intervals").code != 0:
                    continue  # no unit has enough for a rank
                expected = self.table("rank", "one.yaml", "--no-intervals")
                wanted = self.table("stages", "one.yaml", "--stage", "scored")
                for u in range(number, UNITS, 3):
                    unit = f"U{u:02}"
                    for column in ("score", "coverage", "missing", "status", "reason"):
                        self.same(ranked[unit][column], expected[unit][column], (seed, group, unit, column))
                    for node, value in wanted[unit].items():
                        self.same(nodes[unit][node], value, (seed, group, unit, node))
                    compared += 1
        self.assertGreater(compared, 400)

    def same(self, one, other, where):
        try:
            self.assertAlmostEqual(float(one), float(other), places=9, msg=where)
        except ValueError:
            self.assertEqual(one, other, where)

    DEFINITION = """\
egovbench: 1
id: o
data: [d.csv]
units: list.csv
defaults: {normalise: {method: goalposts}%s}
%sindicators:
  - id: A
    weight: 2
    indicators: [{id: a1, goalposts: [0, 10], only: {income: High}%s}, {id: a2, goalposts: [0, 10]}]
  - {id: b, goalposts: [0, 10], weight: 3}
  - {id: c, goalposts: [0, 10], only: {income: [Low, Middle]}}
"""
    DATA = "unit,a1,a2,b,c\n" + "".join(f"U{u:02},{u % 7},{u % 5},{u * 3 % 10},{u % 4}\n" for u in range(UNITS))

    def define(self, defaults="", head="", leaf="", data=DATA):
        self.write("o.yaml", self.DEFINITION % (defaults, head, leaf))
        self.write("d.csv", data)

    def test_fast_and_replayed_draws_are_the_same(self):
        """Tie-breakers send the draws through the stages; none is tied."""
        for method in ("arithmetic", "geometric"):
            data = "unit,a1,a2,b,c\n" + "".join(f"U{u:02},{1 + u * 0.37},{1 + u * 0.29 % 3},{1 + u * 1.7 % 8},{1 + u * 0.91 % 5}\n" for u in range(UNITS))
            self.define(f", aggregate: {method}", data=data)
            fast = self.table("uncertainty", "o.yaml", "--draws", "300")
            self.define(f", aggregate: {method}", "rank: {tie-breakers: [a2]}\n", data=data)
            replayed = self.table("uncertainty", "o.yaml", "--draws", "300")
            self.assertEqual(fast, replayed)

    def test_parts_left_out_by_draws(self):
        self.define(head="uncertainty: {weights: fixed, leave-out: indicators}\n")
        self.table("uncertainty", "o.yaml", "--draws", "200")

    def test_a_part_of_nothing_that_is_for_a_unit(self):
        """Without a2, A is a part for High units alone: for others it is not missing, it is not there."""
        self.define()
        self.write("o.yaml", (self.place / "o.yaml").read_text() + "scenarios: {short: {drop: [a2]}}\n")
        found = self.table("rank", "o.yaml", "--no-intervals", "--scenario", "short")
        self.assertEqual({(row["status"], row["missing"], row["coverage"]) for row in found.values()}, {("ok", "", "1")})

    def test_the_ends_of_the_bounds_are_reached(self):
        self.define()
        for row in self.table("bounds", "o.yaml", "--limits", "25%").values():
            self.assertLessEqual(int(row["best"]), int(row["rank"]))
            self.assertGreaterEqual(int(row["worst"]), int(row["rank"]))

    def test_nothing_fills_what_is_not_there(self):
        for impute in ("mean", "row-mean", "{method: value, value: 5}", "knn"):
            self.define(f", impute: {impute}")
            found = self.table("stages", "o.yaml", "--stage", "imputed")
            self.assertEqual([found[f"U{u:02}"]["a1"] == "" for u in range(UNITS)], [u % 3 != 0 for u in range(UNITS)], impute)

    def test_nor_does_a_filled_score(self):
        """A is for High units: its missing scores are filled for these alone."""
        for impute in ("mean", "{method: value, value: 5}", "{method: group-mean, group: income}"):
            self.define()
            text = (self.place / "o.yaml").read_text()
            self.write("o.yaml", text.replace("    weight: 2\n", f"    impute: {impute}\n    only: {{income: High}}\n", 1))
            self.write("d.csv", "unit,a1,a2,b,c\n" + "".join(f"U{u:02},{u % 7 if u > 5 else ''},{u % 5 if u > 5 else ''},{u * 3 % 10},{u % 4}\n"
                                                           for u in range(UNITS)))
            found = self.table("stages", "o.yaml", "--stage", "scored")
            self.assertEqual([found[f"U{u:02}"]["A"] == "" for u in range(UNITS)], [u % 3 != 0 for u in range(UNITS)], impute)

    def test_a_period_in_which_it_is_for_no_unit_learns_for_the_others(self):
        """`fit: all`: the panel learns once, in the first period. It has nobody there whose a1 counts."""
        for normalise, posts in (("minmax", ""), ("goalposts", ", goalposts: [0, 20]"), ("{method: minmax, log: ln}", "")):
            self.write("list.csv", "unit,period,income\n" + "".join(f"U0{u},{p},{'High' if p > 2018 and u < 3 else 'Low'}\n"
                                                                    for p in (2018, 2019, 2020) for u in range(5)))
            self.write("d.csv", "unit,period,a1,b\n" + "".join(f"U0{u},{p},{1 + u * 3 + p % 7},{u * u + p % 5}\n"
                                                              for p in (2018, 2019, 2020) for u in range(5)))
            self.write("o.yaml", "egovbench: 1\nid: o\ndata: [d.csv]\nunits: list.csv\nfit: all\nindicators:\n"
                                 f"  - {{id: a1, only: {{income: High}}, normalise: {normalise}{posts}}}\n  - {{id: b}}\n")
            panel = self.table("panel", "o.yaml")
            for period in ("2018", "2019", "2020"):
                alone = self.table("rank", "o.yaml", "--no-intervals", "--period", period)
                self.assertEqual([panel[unit][f"score_{period}"] for unit in alone], [row["score"] for row in alone.values()], (normalise, period))

    def test_points_for_a_missing_answer_are_not_given(self):
        self.write("o.yaml", "egovbench: 1\nid: o\ndata: [d.csv]\nunits: list.csv\nindicators:\n"
                             "  - {id: a, points: {missing: 0, 1: 1}, only: {income: High}}\n  - {id: b, goalposts: [0, 10]}\n")
        self.write("d.csv", "unit,a,b\nU00,1,5\nU01,,5\nU02,1,5\nU03,,5\n")
        found = self.table("rank", "o.yaml", "--no-intervals")
        self.assertEqual([float(found[f"U0{u}"]["score"]) for u in range(4)], [75, 50, 50, 25])

    def test_expressions_are_not_computed_for_others(self):
        self.write("o.yaml", "egovbench: 1\nid: o\ndata: [d.csv]\nunits: list.csv\nindicators:\n"
                             "  - {id: a, compute: \"x / y\", goalposts: [0, 10], only: {income: High}}\n  - {id: b, goalposts: [0, 10]}\n"
                             "  - {id: c, per: y, goalposts: [0, 10], only: {income: High}}\n")
        self.write("d.csv", "unit,x,y,b,c\nU00,4,2,5,4\nU01,1,0,5,1\n")
        found = self.table("rank", "o.yaml", "--no-intervals")
        self.assertEqual([float(found[unit]["score"]) for unit in ("U00", "U01")], [30, 50])

    def test_what_takes_no_part_has_no_other_values_for_it(self):
        """What b is computed from is for High units, whether it takes part or not: then left out, optional, or dropped by a scenario."""
        text = ("egovbench: 1\nid: o\ndata: [d.csv]\nunits: list.csv\nindicators:\n"
                "  - {id: b, compute: \"a * 2\", goalposts: [0, 10]}\n  - {id: c, goalposts: [0, 10]}\n"
                "  - {id: G%s, only: {income: High}, indicators: [{id: a, column: x, goalposts: [0, 10]}]}\nscenarios: {less: {drop: [G]}}\n")
        self.write("d.csv", "unit,x,c\n" + "".join(f"U0{u},{u},{u + 1}\n" for u in range(5)))
        for optional, arguments in (("", ()), (", optional: true", ()), ("", ("--scenario", "less"))):
            self.write("o.yaml", text % optional)
            found = self.table("stages", "o.yaml", "--stage", "raw", *arguments)
            self.assertEqual([found[f"U0{u}"]["b"] for u in range(5)], ["0", "", "", "6", ""], arguments)

    def test_levels_ask_nothing_of_it(self):
        self.define(head="levels: [{id: good, from: 0, minimum: 1}]\n", data="unit,a1,a2,b,c\nU00,5,5,5,0\nU01,0,5,5,0\nU02,0,5,5,9\n")
        found = self.table("rank", "o.yaml", "--no-intervals")
        self.assertEqual([found[unit]["level"] for unit in ("U00", "U01", "U02")], ["good", "", "good"])

    def test_the_group_of_the_period(self):
        self.write("list.csv", "unit,period,income\nU00,2018,High\nU00,2020,Low\nU01,2018,Low\nU01,2020,Low\nU02,2018,Middle\nU02,2020,High\n")
        self.define(data="unit,period,a1,a2,b,c\n" + "".join(f"U0{u},{p},9,1,5,3\n" for p in (2018, 2020) for u in range(3)))
        inside, outside = (2 * 50 + 3 * 50) / 5, (2 * 10 + 3 * 50 + 30) / 6
        for period, expected in {"2018": [inside, outside, outside], "2020": [outside, outside, inside]}.items():
            found = self.table("rank", "o.yaml", "--no-intervals", "--period", period)
            for u, score in enumerate(expected):
                self.assertAlmostEqual(float(found[f"U0{u}"]["score"]), score, places=9)
        panel = self.table("panel", "o.yaml")
        self.assertAlmostEqual(float(panel["U00"]["change"]), outside - inside, places=9)

    def test_said_in_words(self):
        self.define()
        self.assertIn("Not for this unit (`only:`), as if not written: a1.", self.run_program("explain", "U01", "o.yaml", code=0).out)
        self.assertIn("not applicable", self.run_program("explain", "U01", "o.yaml", "--format", "csv", code=0).out)
        words = " ".join(self.run_program("show", "o.yaml", "--methodology", code=0).out.split())
        self.assertIn("c is only for units with the income Low or Middle", words)

    def refused(self, code, *texts):
        done = self.run_program("rank", "o.yaml", "--no-intervals")
        self.assertNotEqual(done.code, 0)
        for text in (code, *texts):
            self.assertIn(text, done.err)

    def test_refusals(self):
        self.define(", aggregate: copeland")
        self.refused("E0403", "cannot be for some units only", "compares units")
        self.define(", weights: entropy")
        self.refused("E0403", "from the data of all units")
        self.define(head="weights: equal-indicators\n")
        self.refused("E0403", "o.yaml")
        text = self.DEFINITION % ("", "", "")
        for wrong, code, found in (("{incom: High}", "E0204", "did you mean `income`?"), ("{income: Hihg}", "E0204", "did you mean `High`?"),
                                   ("High", "E0203", "`only` must be a map")):
            self.write("o.yaml", text.replace("{income: High}", wrong))
            self.refused(code, found)
        self.write("o.yaml", text)
        self.write("list.csv", "unit,income\n" + "".join(f"U{u:02},{GROUPS[u % 3] if u != 5 else ''}\n" for u in range(UNITS)))
        self.assertIn("whose income is not known: U05", self.run_program("rank", "o.yaml", code=0).err)
        self.write("o.yaml", text.replace("units: list.csv\n", ""))
        self.refused("E0204", "the units have no grouping `income`", "units: {file: ..., groups: {income: ...}}")


if __name__ == "__main__":
    unittest.main()
