"""`extends:`: a definition laid over another one. The figures are worked out by hand at each test."""
import hashlib
import json
import unittest

from program import ProgramTest

# x to 0..100 by [0, 10]: 10 90 50 70; y by its range 1..9: 12.5 25 100 0; z: 0 100 100 0.
BASE = """\
egovbench: 1
id: base
title: {en: A base, ja: 基礎}
data: [a.csv]
defaults: {normalise: minmax, aggregate: arithmetic}
indicators:
  - id: A
    weight: 2
    indicators:
      - {id: x, goalposts: [0, 10], weight: 1}
      - {id: y, weight: 3}
  - {id: z, weight: 1, points: {1: 0, 2: 1}}
scenarios:
  geo: {methods: {aggregate: geometric}}
  root: {nodes: {base: {aggregate: geometric}}}
"""
ROWS = "unit,x,y,z\nu1,1,2,1\nu2,9,3,2\nu3,5,9,2\nu4,7,1,1\n"
HEAD = "egovbench: 1\nextends: base.yaml\nid: child\n"


class Extends(ProgramTest):
    def setUp(self):
        super().setUp()
        (self.place / "base.yaml").write_text(BASE, encoding="utf-8")
        (self.place / "a.csv").write_text(ROWS, encoding="utf-8")

    def write(self, text, name="child.yaml"):
        path = self.place / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text, encoding="utf-8")

    def rank(self, *arguments, name="child.yaml"):
        done = self.run_program("rank", name, "--no-intervals", "--format", "json", *arguments, code=0)
        self.document = json.loads(done.out)
        return {row["unit"]: row["score"] for row in self.document["rows"]}

    def assert_scores(self, got, *wanted):
        for unit, score in zip(("u1", "u2", "u3", "u4"), wanted, strict=True):
            self.assertAlmostEqual(got[unit], score, 9, unit)

    def test_an_id_alone_is_the_same_index(self):
        self.write(HEAD)
        self.assertEqual(self.rank(), self.rank(name="base.yaml"))
        self.assertEqual(self.rank("--scenario", "root"), self.rank("--scenario", "root", name="base.yaml"))

    def test_nodes_change_by_their_ids(self):
        # x by [0, 20]: 5 45 25 35, weighs as much as y: A is 8.75 35 62.5 17.5.
        self.write(HEAD + "nodes: {x: {goalposts: [0, 20], weight: 3}}\n")
        self.assert_scores(self.rank(), 17.5 / 3, 170 / 3, 225 / 3, 35 / 3)

    def test_the_tree_is_merged_by_ids(self):
        # A loses y; the index gains w, which is y: (2 x + z + w) / 4.
        self.write(HEAD + "without: [y]\nindicators:\n  - {id: w, column: y}\n  - {id: A, name: The first}\n")
        self.assert_scores(self.rank(), 32.5 / 4, 305 / 4, 300 / 4, 140 / 4)
        self.assertIn("The first", self.run_program("show", "child.yaml", code=0).out)

    def test_nothing_removes_a_key_and_maps_are_merged(self):
        self.write(HEAD + "title: {en: A child}\nnodes: {x: {goalposts: ~}}\nscenarios: {geo: ~, own: {weights: {z: 2}}}\n")
        # x by its range 1..9: 0 100 50 75.
        self.assert_scores(self.rank(), 75 / 12, (100 + 75) / 6 + 100 / 3, 350 / 6 + 100 / 3, 75 / 6)
        self.assertEqual(self.run_program("__complete", "scenarios", "child.yaml", code=0).out.split(), ["root", "own"])
        self.assertIn("基礎", self.run_program("show", "child.yaml", "--lang", "ja", code=0).out)

    def test_units_left_out_are_merged(self):
        self.write(BASE.replace("defaults:", "screen: {exclude: {u1: Too small}}\ndefaults:"), "base.yaml")
        for change, left in (("{u3: Late}", "u2 u4"), ("{u1: ~, u2: Absent}", "u1 u3 u4")):
            with self.subTest(change):
                self.write(HEAD + f"screen: {{exclude: {change}}}\n")
                self.assertEqual(sorted(unit for unit, score in self.rank().items() if score is not None), left.split())

    def test_names_in_one_language_are_removed(self):
        for place in ("nodes: {A: {name: {ja: ~}}}", "indicators: [{id: A, name: {ja: ~}}]"):
            with self.subTest(place):
                self.write(BASE.replace("id: A", "id: A\n    name: {en: The first, ja: 第一}"), "base.yaml")
                self.write(HEAD + place + "\n")
                shown = self.run_program("show", "child.yaml", "--lang", "ja,en", code=0).out
                self.assertIn("The first", shown)
                self.assertNotIn("第一", shown)

    def test_a_key_that_is_removed_is_a_key(self):
        for text, place, word in (("titel: ~\n", "4:1", "titel"), ("nodes: {x: {goalpost: ~}}\n", "4:13", "goalpost"),
                                  ("indicators: [{id: A, weigth: ~}]\n", "4:22", "weigth"), ("rank: {tie: ~}\n", "4:8", "tie"),
                                  ("scenarios: {geo: {method: ~}}\n", "4:19", "method")):
            with self.subTest(text):
                self.write(BASE.replace("defaults:", "rank: {ties: dense}\ndefaults:"), "base.yaml")
                self.write(HEAD + text)
                err = self.run_program("validate", "child.yaml", code=1).err
                self.assertIn(f"child.yaml:{place}: error[E0201]: unknown key `{word}`", err)
                self.assertEqual(err.count("error["), 1, err)
                self.assertIn("  help: did you mean `", err)

    def test_a_method_of_the_child_leaves_weights_of_the_base_unused(self):
        self.write(HEAD + "nodes: {A: {weights: equal}, child: {weights: equal}}\n")
        self.assert_scores(self.rank(), 5.625, 78.75, 87.5, 17.5)
        self.write(HEAD + "nodes: {A: {weights: equal}, x: {weight: 2}}\n")
        self.assertIn("the weight of x has no effect", self.run_program("rank", "child.yaml", code=3).err)

    def test_a_weight_of_the_child_under_a_method_of_the_base_is_refused(self):
        (self.place / "base.yaml").write_text(BASE.replace("  - id: A\n    weight: 2\n", "  - id: A\n    weight: 2\n    aggregate: sum\n")
                                              .replace(", weight: 1}", "}").replace("{id: y, weight: 3}", "{id: y}"), encoding="utf-8")
        self.write(HEAD + "nodes: {x: {weight: 2}}\n")
        self.assertIn("the weight of x has no effect: A is aggregated by `sum`", self.run_program("rank", "child.yaml", code=3).err)
        self.write(HEAD + "nodes: {A: {weight: 1}}\n")
        self.rank()

    def test_units_that_are_left_out_are_merged(self):
        """What the child says of one unit, or of one period, leaves what the base says of others."""
        (self.place / "base.yaml").write_text(BASE.replace("{id: y,", "{id: y, goalposts: [0, 9],") + "screen: {exclude: {u1: Small, u4: {2018: No survey}}}\n", encoding="utf-8")
        (self.place / "a.csv").write_text("unit,period,x,y,z\n" + "".join(f"{row.split(',', 1)[0]},{period},{row.split(',', 1)[1]}\n"
                                                                         for period in (2018, 2020) for row in ROWS.splitlines()[1:]), encoding="utf-8")
        for change, out in (("", {2018: "u1 u4", 2020: "u1"}), ("u2: No", {2018: "u1 u2 u4", 2020: "u1 u2"}), ("u1: ~", {2018: "u4", 2020: ""}),
                            ("u4: {2020: No}", {2018: "u1 u4", 2020: "u1 u4"}), ("u4: {2018: ~, 2020: No}", {2018: "u1", 2020: "u1 u4"}),
                            ("u4: No", {2018: "u1 u4", 2020: "u1 u4"})):
            self.write(HEAD + (f"screen: {{exclude: {{{change}}}}}\n" if change else ""))
            for period, units in out.items():
                scores = self.rank("--period", str(period))
                self.assertEqual(" ".join(sorted(unit for unit, score in scores.items() if score is None)), units, (change, period))

    def test_weights_and_decimals_of_other_periods_stay(self):
        (self.place / "base.yaml").write_text(BASE.replace("weight: 2\n", "weight: {2018: 2, 2020: 3}\n") + "rank: {decimals: {2018: 0, 2020: 1}}\n",
                                              encoding="utf-8")
        (self.place / "a.csv").write_text("unit,period,x,y,z\n" + "".join(f"{row.split(',', 1)[0]},{period},{row.split(',', 1)[1]}\n"
                                                                         for period in (2018, 2020) for row in ROWS.splitlines()[1:]), encoding="utf-8")
        self.write(HEAD + "nodes: {A: {weight: {2020: 1}}}\nrank: {decimals: {2020: 0}}\n")
        # A is 11.875 41.25 87.5 17.5, z 0 100 100 0.
        self.assert_scores(self.rank("--period", "2018"), 23.75 / 3, 182.5 / 3, 275 / 3, 35 / 3)
        self.assert_scores(self.rank("--period", "2020"), 11.875 / 2, 141.25 / 2, 187.5 / 2, 17.5 / 2)

    def test_a_child_of_a_child_and_files_where_they_are_written(self):
        self.write("egovbench: 1\nextends: deep/middle.yaml\nid: child\nnodes: {z: {weight: 2}, middle: {available: 0.5}}\n")
        self.write(BASE.replace("a.csv", "b.csv"), "deep/base.yaml")
        self.write("egovbench: 1\nextends: base.yaml\nid: middle\nunits: units.csv\nnodes: {base: {aggregate: harmonic}}\n", "deep/middle.yaml")
        self.write("unit,name\nu1,Eins\nu2,Zwei\nu3,Drei\nu4,Vier\n", "deep/units.csv")
        self.write(ROWS, "deep/b.csv")
        got = self.rank()
        self.assertAlmostEqual(got["u3"], 2 / (1 / 87.5 + 1 / 100), 9)
        self.assertEqual(self.document["rows"][0]["name"], "Drei")
        for name in ("base.yaml", "middle.yaml", "b.csv", "units.csv"):
            digest = hashlib.sha256((self.place / "deep" / name).read_bytes()).hexdigest()
            self.assertEqual(self.document["provenance"][f"file:{name}:sha256"], digest)
        self.assertEqual(self.document["provenance"]["extends"], "middle.yaml")

    def test_a_shipped_index_by_its_name(self):
        self.write("egovbench: 1\nextends: egdi\nid: mine\nnodes: {OSI: {weight: 2}}\n")
        rows = {row["unit"]: row for row in json.loads(
            self.run_program("rank", "child.yaml", "--no-intervals", "--format", "json", code=0).out)["rows"]}
        danish = rows["DNK"]
        self.assertAlmostEqual(danish["score"], (2 * danish["OSI"] + danish["TII"] + danish["HCI"]) / 4, 9)

    def test_what_it_extends_is_said(self):
        self.write(HEAD)
        self.assertIn("Extends base.yaml.", self.run_program("show", "child.yaml", code=0).out)
        self.assertIn("a variant of the definition in base.yaml", self.run_program("show", "child.yaml", "--methodology", "--width", "0", code=0).out)
        self.assertIn("note[N0434]: it extends `base.yaml`", self.run_program("validate", "child.yaml", code=0).err)

    def test_messages_lead_to_the_file_that_says_it(self):
        self.write(BASE.replace("normalise: minmax", "normalise: minmx"), "base.yaml")
        self.write(HEAD + "nodes: {q: {weight: 1}, x: {goalposts: [20, 0]}}\nwithout: [v]\n")
        err = self.run_program("rank", "child.yaml", code=3).err
        for place in ("base.yaml:5:23: error[E0401]", "child.yaml:4:9: error[E0206]", "child.yaml:4:41: error[E0209]", "child.yaml:5:11: error[E0206]"):
            self.assertEqual(err.count(place), 1, place + "\n" + err)

    def test_hostile_files(self):
        for text, code, message in (("a.yaml", 4, "there is no such file"), ("/etc/passwd", 3, "not below the definition's folder"),
                                    ("../up.yaml", 4, "there is no such file"), (".", 3, "it is a folder"), ("", 4, "cannot be extended"),
                                    ("child.yaml", 3, "extends itself: child.yaml → child.yaml"), ("a.csv", 4, "there is no such file"),
                                    ("text.yaml", 3, "is no definition"), ("broken.yaml", 3, "broken.yaml:")):
            with self.subTest(text):
                self.write("egovbench: 1\nextends: \"%s\"\nid: child\n" % text)
                self.write("[1, 2]\n", "text.yaml")
                self.write("a: [\n", "broken.yaml")
                if text == ".":
                    (self.place / ".yaml").mkdir()
                    self.write("egovbench: 1\nextends: ./.yaml\nid: child\n")
                self.assertIn(message, self.run_program("rank", "child.yaml", code=code).err)
        (self.place / "link.yaml").symlink_to("/etc/passwd")
        self.write("egovbench: 1\nextends: link.yaml\nid: child\n")
        done = self.run_program("rank", "child.yaml", code=3)
        self.assertIn("not below", done.err)
        self.assertNotIn("root", done.err)

    def test_many_files(self):
        for i in range(9):
            self.write(f"egovbench: 1\nextends: f{i + 1}.yaml\nid: f{i}\n", f"f{i}.yaml")
        self.write(BASE, "f9.yaml")
        self.assertIn("too many files extend each other", self.run_program("rank", "f0.yaml", code=3).err)
        self.assertEqual(self.rank(name="f1.yaml"), self.rank(name="base.yaml"))

    def test_what_was_read_is_not_written_over(self):
        self.write(HEAD)
        for name in ("base.yaml", "child.yaml", "./base.yaml"):
            self.run_program("rank", "child.yaml", "-o", name, "--format", "csv", "--force", code=4)
        self.assertEqual((self.place / "base.yaml").read_text(encoding="utf-8"), BASE)

    def test_edits_write_the_child_alone(self):
        self.write(HEAD + "nodes:\n  x: {weight: 2}\n  y: {weight: 3}\n")
        self.run_program("weights", "set", "child.yaml", "x=1", "--rescale", "free", "--write", "--no-intervals", code=0)
        self.assertEqual((self.place / "child.yaml").read_text(encoding="utf-8"), HEAD + "nodes:\n  x: {weight: 1}\n  y: {weight: 3}\n")
        self.run_program("weights", "set", "child.yaml", "z=2", "--scenario", "mine", "--write", "--no-intervals", code=0)
        self.assertTrue((self.place / "child.yaml").read_text(encoding="utf-8").endswith("scenarios:\n  mine: {weights: {z: 2}}\n"))
        self.rank("--scenario", "mine")
        self.assertEqual((self.place / "base.yaml").read_text(encoding="utf-8"), BASE)

    def test_a_weight_of_the_base_is_refused_with_what_to_write(self):
        self.write(HEAD)
        err = self.run_program("weights", "set", "child.yaml", "z=2", "--rescale", "free", "--write", "--no-intervals", code=3).err
        self.assertIn("base.yaml:12:21: error[E0505]", err)
        advice = err.split("write in `child.yaml` under `nodes:`: ")[1].splitlines()[0]
        self.assertEqual(advice, "{z: {weight: 2}}")
        before = self.rank("--set", "z=2", "--rescale", "free")
        self.write(HEAD + f"nodes: {advice}\n")
        self.assertEqual(self.rank(), before)

    def test_standard_input(self):
        done = self.run_program("rank", "-", "--no-intervals", "--format", "csv", stdin=HEAD.encode(), code=0)
        self.assertEqual(done.out, self.run_program("rank", "base.yaml", "--no-intervals", "--format", "csv", code=0).out)


if __name__ == "__main__":
    unittest.main()
