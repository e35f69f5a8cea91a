"""The exact answers as the program prints them, against small indices worked out by hand and against the program itself:
what a table promises about other weights is tried with --set."""
import csv
import io
import json
import unittest

from program import ProgramTest

# Two parts, arithmetic. A: 0.8 x + 0.2 y etc. by hand: U1 = (1, 0), U2 = (0, 1), U3 = (0.4, 0.4): U1 and U2 are level at half,
# U3 is never first: it is below the better of the two, which has at least 0.5.
PLAIN = """\
egovbench: 1
id: plain
title: Plain
data: [{file: plain.csv, unit: unit}]
defaults: {normalise: as-is, aggregate: arithmetic}
scale: 1
indicators:
  - {id: x, weight: 3}
  - {id: y, weight: 1}
"""
VALUES = "unit,name,x,y\nU1,First,1,0\nU2,Second,0,1\nU3,Third,0.4,0.4\nU4,Fourth,0.3,0.4\n"


class Robust(ProgramTest):
    def setUp(self):
        super().setUp()
        (self.place / "plain.yaml").write_text(PLAIN, encoding="utf-8")
        (self.place / "plain.csv").write_text(VALUES, encoding="utf-8")

    def rows(self, *arguments):
        return list(csv.DictReader(io.StringIO(self.run_program(*arguments, "--format", "csv", code=0).out)))

    def ranks(self, *arguments):
        return {row["unit"]: int(float(row["rank"])) for row in self.rows("rank", *arguments, "--no-intervals") if row["rank"]}


class Stability(Robust):
    def test_by_hand(self):
        """x has 3 of 4. U1 = t, U2 = 1 - t, U3 = 0.4, U4 = 0.4 - 0.1 t. Now t = 0.75: U1 0.75, U3 0.4, U4 0.325, U2 0.25.
        U2 passes U4 at 1 - t = 0.4 - 0.1 t, t = 2/3; U2 passes U1 at t = 1/2; U1 is first above that."""
        row = self.rows("stability", "plain.yaml")[0]
        self.assertEqual((row["node"], row["swap_low_gains"], row["swap_low_loses"]), ("x", "U2", "U4"))
        self.assertAlmostEqual(float(row["all_low"]), 4 * 2 / 3, places=9)
        self.assertAlmostEqual(float(row["all_high"]), 4, places=9)
        self.assertEqual(row["swap_high_gains"], "")
        self.assertAlmostEqual(float(row["first_low"]), 2, places=9)
        self.assertEqual(row["first_low_gains"], "U2")

    def test_a_zero_beside_what_falls_below_zero(self):
        """U3 has a 0 under the harmonic mean; what stands beside it is x - 2 y (1 - t), below zero once t < 2/3, and then U3 has
        no score at all: no interval may say that its rank stays."""
        (self.place / "zero.yaml").write_text(
            "egovbench: 1\nid: zero\ntitle: Zero\ndata: [{file: zero.csv, unit: unit}]\ndefaults: {normalise: as-is}\nscale: 1\n"
            "aggregate: harmonic\nindicators:\n  - {id: a}\n  - id: g\n    aggregate: arithmetic\n"
            "    indicators: [{id: x, weight: 3}, {id: y, weight: 1}]\n", encoding="utf-8")
        (self.place / "zero.csv").write_text("unit,a,x,y\nU1,1,0.5,0.5\nU2,0,1,1\nU3,0,1,-1\n", encoding="utf-8")
        self.assertEqual(self.ranks("zero.yaml"), {"U1": 1, "U2": 2, "U3": 2})
        self.assertNotIn("U3", self.ranks("zero.yaml", "--set", "x=1"))
        row = next(row for row in self.rows("stability", "zero.yaml") if row["node"] == "x")
        self.assertEqual((row["all_low"], row["all_high"]), ("", ""))
        self.assertIn("below zero", row["reason"])

    def test_the_nearer_of_two_crossings(self):
        """With the share t of x, U1 has 0.05 + t and U2, which lacks z, 2 t / (1 + t): they cross twice, where t^2 - 0.95 t + 0.05 = 0."""
        (self.place / "twice.yaml").write_text(
            "egovbench: 1\nid: twice\ntitle: Twice\ndata: [{file: twice.csv, unit: unit}]\ndefaults: {normalise: as-is}\nscale: 2\n"
            "indicators: [{id: x, weight: 2}, {id: y, weight: 49}, {id: z, weight: 49}]\n", encoding="utf-8")
        (self.place / "twice.csv").write_text("unit,x,y,z\nU1,1.05,0.05,0.05\nU2,1,0,\n", encoding="utf-8")
        row = self.rows("stability", "twice.yaml")[0]
        self.assertAlmostEqual(float(row["all_high"]), 50 * (0.95 - 0.7025 ** 0.5), places=9)
        self.assertEqual(row["swap_high_gains"], "U2")

    def test_places(self):
        """The first two are U1 and U3 until U2 passes U3 at t = 0.6."""
        row = self.rows("stability", "plain.yaml", "--places", "2")[0]
        self.assertAlmostEqual(float(row["top_low"]), 2.4, places=9)
        self.assertEqual((row["top_low_gains"], row["top_low_loses"]), ("U2", "U3"))

    def test_what_is_promised_holds(self):
        """Just inside an interval of waseda-ten no rank changes, just outside one does: by the program's own ranking."""
        before = self.ranks("waseda-ten")
        for row in [row for row in self.rows("stability", "waseda-ten") if row["level"] == "1"][:4]:
            low, high, now = float(row["all_low"]), float(row["all_high"]), float(row["weight"])
            for end in (low, high):
                for beyond in (-1e-4, 1e-4):
                    weight = end + beyond * (end - now)
                    after = self.ranks("waseda-ten", "--set", f"{row['node']}={weight!r}")
                    self.assertEqual(after == before, beyond < 0, (row["node"], end, beyond))
            loses, gains = row["swap_low_loses"], row["swap_low_gains"]
            after = self.ranks("waseda-ten", "--set", f"{row['node']}={low - 1e-4 * (now - low)!r}")
            self.assertLess(after[gains], after[loses])
            self.assertGreater(before[gains], before[loses])

    def test_other_methods_tell_why(self):
        (self.place / "plain.yaml").write_text(PLAIN.replace("aggregate: arithmetic", "aggregate: median"), encoding="utf-8")
        row = self.rows("stability", "plain.yaml")[0]
        self.assertNotEqual(row["reason"], "")
        text = self.run_program("stability", "plain.yaml", "--notes", code=0).out
        self.assertIn("no answer", text)
        self.assertNotIn("No single weight", text)  # nothing is known about them

    def test_people_see_the_parts_first(self):
        every = [row["node"] for row in self.rows("stability", "small.yaml")]
        self.assertEqual(every, ["services", "portal", "mobile", "speed"])
        for arguments, nodes in ((["--notes"], ["services", "speed"]), (["--all", "--notes"], every), (["--format", "markdown"], ["services", "speed"])):
            text = self.run_program("stability", "small.yaml", *arguments, code=0).out
            self.assertEqual([node for node in every if f"{node} " in text.split("\nOne weight")[0]], nodes)
            self.assertEqual("2 nodes further down are not shown" in text, len(nodes) == 2)

    def test_formats_and_width(self):
        self.assertEqual(json.loads(self.run_program("stability", "plain.yaml", "--format", "json", code=0).out)["schema"], "egovbench.stability/1")
        out = self.run_program("stability", "--width", "80", "--notes", code=0).out
        self.assertLessEqual(max(map(len, out.splitlines())), 80)
        self.assertIn("The least change that moves the first place", out.replace("\n", " "))


class Compare(Robust):
    def test_by_hand(self):
        """U1 - U2 = t - (1 - t): x contributes 0.75, y -0.25; level when x has half: 0.25 less, 0.25 more."""
        rows = {row["node"]: row for row in self.rows("explain", "U1", "U2", "plain.yaml")}
        self.assertAlmostEqual(float(rows["x"]["contribution"]), 0.75)
        self.assertAlmostEqual(float(rows["y"]["contribution"]), -0.25)
        self.assertAlmostEqual(float(rows["x"]["level_below"]), 2)
        self.assertAlmostEqual(float(rows["y"]["level_above"]), 2)
        for column in ("least_squares_share", "least_total_share"):
            self.assertAlmostEqual(float(rows["x"][column]), 0.5)
        facts = json.loads(self.run_program("explain", "U1", "U2", "plain.yaml", "--format", "json", code=0).out)["provenance"]
        self.assertAlmostEqual(float(facts["least_total_change"]), 0.5)

    def test_the_settings_swap_them(self):
        for pair in (("EST", "DNK"), ("JPN", "JOR"), ("POL", "EGY")):
            before = self.ranks("waseda-ten")
            notes = json.loads(self.run_program("explain", *pair, "--format", "json", code=0).out)["notes"]
            settings = [note.split("--set ")[1] for note in notes if "--set " in note]
            self.assertEqual(len(settings), 2, notes)
            for setting in settings:
                after = self.ranks("waseda-ten", "--rescale", "free", "--set", setting)
                self.assertNotEqual(before[pair[0]] < before[pair[1]], after[pair[0]] < after[pair[1]], (pair, setting))

    def test_proof_that_none_can(self):
        out = self.run_program("explain", "U3", "U4", "plain.yaml", code=0).out
        self.assertIn("No weights put Fourth above Third", out)
        self.assertNotIn("--set", out)

    def test_which_argument_is_what(self):
        by_code = self.run_program("explain", "U1", "U2", "plain.yaml", code=0).out
        self.assertEqual(self.run_program("explain", "First", "second", "--index", "plain.yaml", code=0).out, by_code)
        self.assertEqual(self.run_program("explain", "EST", "DNK", code=0).out, self.run_program("explain", "EST", "DNK", "waseda-ten", code=0).out)
        self.assertIn("EST", self.run_program("explain", "EST", "egdi", code=0).out)
        self.assertIn("`U2`", self.run_program("explain", "U1", "U22", "--index", "plain.yaml", code=2).err)
        self.assertIn("same unit", self.run_program("explain", "U1", "First", "plain.yaml", code=2).err)
        self.assertIn("twice", self.run_program("explain", "U1", "U2", "plain.yaml", "--index", "egdi", code=2).err)
        self.assertIn("`egdi`", self.run_program("explain", "EST", "egdii", code=2).err)


class Files(Robust):
    def test_names_are_checked_first(self):
        """A name that says no format is told before anything is computed, printed or written."""
        for options in (["--frequencies", "a.xyz"], ["--draws-file", "b.json"], ["--frequencies", "a.xyz", "--draws-file", "b.json"]):
            done = self.run_program("uncertainty", "plain.yaml", *options, "-o", "c.csv", code=2)
            self.assertEqual(done.out, "")
            self.assertEqual(done.err.count("error["), len(options) // 2, done.err)
            self.assertFalse((self.place / "c.csv").exists())


class Bounds(Robust):
    def test_by_hand(self):
        """Weights of x 1.8 to 4.2 and of y 0.6 to 1.4: the share t of x from 1.8 / 3.2 = 0.5625 to 4.2 / 4.8 = 0.875. U1 = t is always
        first. U2 = 1 - t is above U3 = 0.4 below t = 0.6 and above U4 = 0.4 - 0.1 t below t = 2/3."""
        rows = {row["unit"]: row for row in self.rows("bounds", "plain.yaml", "--limits", "40%")}
        found = {unit: (int(row["best"]), int(row["worst"]), row["first"], row["exact"]) for unit, row in rows.items()}
        self.assertEqual(found, {"U1": (1, 1, "yes", "yes"), "U2": (2, 4, "no", "yes"),
                                 "U3": (2, 3, "no", "yes"), "U4": (3, 4, "no", "yes")})

    def test_one_limit(self):
        """x from 0.3 to 0.4 of 1: U2 is first with 0.6 to 0.7; U3 0.4, U4 0.36 to 0.37; U1 from last to level with U3."""
        rows = {row["unit"]: row for row in self.rows("bounds", "plain.yaml", "--limits", "any", "--limit", "x=0.3..40%")}
        self.assertEqual({unit: (int(row["best"]), int(row["worst"])) for unit, row in rows.items()},
                         {"U1": (2, 4), "U2": (1, 1), "U3": (2, 2), "U4": (3, 4)})

    def test_any_weights_against_a_grid(self):
        """Every rank on a fine grid of weights lies within the bounds, and the ends are found on it."""
        rows = self.rows("bounds", "plain.yaml", "--limits", "any")
        seen = {}
        for step in range(1, 40):
            for unit, rank in self.ranks("plain.yaml", "--set", f"x={step * 0.1:.1f}").items():
                seen.setdefault(unit, set()).add(rank)
        for row in rows:
            self.assertEqual((int(row["best"]), int(row["worst"])), (min(seen[row["unit"]]), max(seen[row["unit"]])), row["unit"])
            self.assertEqual(row["first"], "yes" if min(seen[row["unit"]]) == 1 else "no")

    def test_weights_reach_the_ranks(self):
        """The weights that a table gives for the ends are tried with --set."""
        rows = self.rows("bounds", "waseda-ten")
        for row in rows[1:40:13]:
            for end in ("best", "worst"):
                setting = row[f"{end}_weights"].replace(" ", ",")
                after = self.ranks("waseda-ten", "--rescale", "free", "--set", setting)
                self.assertEqual(after[row["unit"]], int(row[end]), (row["unit"], end))

    def test_top(self):
        """The first rows are those of the whole search."""
        rows = self.rows("bounds", "plain.yaml", "--limits", "any")
        self.assertEqual(self.rows("bounds", "plain.yaml", "--limits", "any", "--top", "2"), rows[:2])
        for option in (["--limits", "10%"], ["--limit", "x=0..1"], ["--time", "3"]):
            self.assertIn("--dominance cannot be combined with", self.run_program("bounds", "plain.yaml", "--dominance", *option, code=2).err)

    def test_dominance(self):
        """U3 is never below U4; U1 and U2 can pass everybody; level pairs: none."""
        rows = self.rows("bounds", "plain.yaml", "--dominance")
        self.assertEqual([(row["upper"], row["lower"]) for row in rows], [("U3", "U4")])

    def test_refused(self):
        for limit, word in (("x=1", "form"), ("z=0.1..0.2", "id"), ("x=0.5..0.2", "above"), ("x=0.1..3", "numbers"), ("x=a..b", "numbers")):
            self.assertIn(word, self.run_program("bounds", "plain.yaml", "--limit", limit, code=2).err)
        for limits in ("x", "0", "-5%", "101%", ""):
            self.run_program("bounds", "plain.yaml", f"--limits={limits}", code=2)
        self.run_program("bounds", "plain.yaml", "--limit", "x=0..0.1", "--limit", "y=0..0.1", code=3)


class Searched(Robust):
    def test_a_local_optimum_is_said(self):
        """Three orders that contradict each other, 39 units: whatever order is found, no order agrees with all three, and the note says how far
        the best may be. Up to 25 units the best order is found, or a warning says that it was not looked for."""
        for count in (39, 21):
            lines = [f"U{u},{u % 13},{(u * 7) % count},{(u * 11 + 5) % count},{(u * u) % count}" for u in range(count)]
            (self.place / "plain.csv").write_text("unit,x,y,z,w\n" + "\n".join(lines) + "\n", encoding="utf-8")
            (self.place / "plain.yaml").write_text(
                "egovbench: 1\nid: plain\ntitle: Plain\ndata: [plain.csv]\naggregate: kemeny\n"
                "indicators: [{id: x}, {id: y}, {id: z}, {id: w}]\n", encoding="utf-8")
            done = self.run_program("rank", "plain.yaml", "--no-intervals", code=0)
            if count == 39:
                self.assertRegex(done.out, r"plain: a local optimum of `kemeny`, .* at most [0-9.]+ % less")
                self.assertEqual(done.err, "")
            else:
                self.assertEqual("local optimum" in done.out, "warning[W0608]" in done.err)


class Published(ProgramTest):
    def test_what_could_vary_is_refused(self):
        """Ranks as published are made by no weights: one refusal for all that asks what others would do."""
        for command in ("uncertainty", "acceptability", "stability", "bounds", "bounds --dominance", "sensitivity",
                        "sensitivity --table removals", "explain GBR DNK", "whatif --method published-rank=minmax"):
            name, *options = command.split()
            done = self.run_program(*([name, *options] if name == "explain" else [name]), "waseda-published", *([] if name == "explain" else options))
            self.assertEqual(done.code, 5, command + done.err)
            self.assertIn("error[E0602]", done.err, command)
            self.assertIn("ranks as published", done.err, command)

    def test_weights_are_shown_without_intervals(self):
        done = self.run_program("weights", "show", "waseda-published", code=0)
        self.assertEqual(done.err, "")


if __name__ == "__main__":
    unittest.main()
