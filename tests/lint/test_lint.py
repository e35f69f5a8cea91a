"""lint: for every rule an index where it finds something, the same index where it does not, and the limits between. The expected numbers are
worked out here (Python's statistics), or follow from how the data is made."""
import csv
import io
import json
import random
import re
import statistics
import unittest

from program import ProgramTest

UNITS = [f"U{i:02}" for i in range(12)]
RISING = {unit: float(i + 1) for i, unit in enumerate(UNITS)}
MIXED = dict(zip(UNITS, [3.0, 9.0, 1.0, 12.0, 6.0, 2.0, 11.0, 5.0, 8.0, 4.0, 10.0, 7.0]))


class Lint(ProgramTest):
    def write(self, nodes, columns, more=""):
        """An index of these nodes (lines below `indicators:`) and columns of data."""
        (self.place / "x.yaml").write_text("egovbench: 1\nid: x\ndata: [{file: x.csv, unit: unit}]\ndefaults: {normalise: minmax}\n"
                                           f"{more}indicators:\n{nodes}", encoding="utf-8")
        rows = ["unit," + ",".join(columns)] + [f"{unit}," + ",".join(str(columns[name].get(unit, "")) for name in columns) for unit in UNITS]
        (self.place / "x.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")

    def found(self, *arguments):
        out = self.run_program("lint", "x.yaml", *arguments, "--format", "csv", code=0).out
        return [(row["rule"], row["node"], row["finding"]) for row in csv.DictReader(io.StringIO(out))]

    def rules(self, *arguments):
        return [(rule, node) for rule, node, _ in self.found(*arguments)]

    def clean(self, *arguments):
        self.assertEqual(self.found(*arguments), [])


class Rules(Lint):
    def test_idle_of_nothing(self):
        nodes = "  - {id: a}\n  - {id: b, weight: 0}\n"
        data = {"a": RISING, "b": MIXED}
        self.write(nodes, data)
        self.assertEqual(self.rules(), [("idle", "b")])
        self.write(nodes.replace("0", "1"), data)
        self.clean()
        self.write(nodes, data, "scenarios: {s: {weights: {b: 1}}}\n")  # there it has one
        self.clean()
        self.write(nodes, data, "rank: {tie-breakers: [b]}\n")
        self.clean()
        self.write(nodes.replace("{id: a}", '{id: a, compute: "b * 2 + y"}'), {"b": MIXED, "y": RISING})
        self.clean()

    def test_idle_of_an_only_child(self):
        nodes = "  - id: g\n    indicators:\n      - {id: a, weight: 3}\n  - {id: b}\n"
        data = {"a": RISING, "b": MIXED}
        self.write(nodes, data)
        self.assertEqual(self.rules(), [("idle", "a")])
        self.write(nodes.replace(", weight: 3", ""), data)
        self.clean()

    def test_idle_of_what_is_the_same_for_all(self):
        nodes = "  - {id: a}\n  - {id: b, goalposts: [0, 10]}\n"
        self.write(nodes, {"a": RISING, "b": dict.fromkeys(UNITS, 4.0)})
        self.assertEqual(self.rules(), [("idle", "b")])
        self.assertIn("the same for all 12 units", self.found()[0][2])

    def test_same(self):
        """About the limit of 0.9, by Python's own correlation; in another node, and over nine units, it is none."""
        nodes = "  - {id: a}\n  - {id: b}\n"
        rng, seen = random.Random(4), set()
        for noise in [x / 4 for x in range(24)]:
            b = {unit: round(value + rng.gauss(0, noise), 6) for unit, value in RISING.items()}
            r = statistics.correlation(list(RISING.values()), list(b.values()))
            self.write(nodes, {"a": RISING, "b": b})
            self.assertEqual(self.rules(), [("same", "b")] if r > 0.9 else [], r)
            seen.add(r > 0.9)
            if r > 0.9:
                self.assertIn(f"correlate with {r:.2f} over 12 units", self.found()[0][2])
        self.assertEqual(seen, {True, False})
        twice = {unit: 2 * value for unit, value in RISING.items()}
        self.write("  - id: g\n    indicators: [{id: a}, {id: c}]\n  - id: h\n    indicators: [{id: b}, {id: d}]\n",
                   {"a": RISING, "b": twice, "c": MIXED, "d": MIXED})
        self.clean()
        self.write(nodes, {"a": dict(list(RISING.items())[:9]), "b": twice})
        self.clean()
        self.write(nodes, {"a": dict(list(RISING.items())[:10]), "b": twice})
        self.assertEqual(self.rules(), [("same", "b")])

    def test_goalposts(self):
        data = {"a": RISING, "b": MIXED}  # 1 to 12
        for posts, word in {"[20, 40]": "all below", "[-9, 0]": "all above", "[0, 100]": "less than a fifth", "[0, 55.1]": "less than a fifth",
                            "[0, 54.9]": None, "[1, 12]": None, "[5, 6]": None, "[12, 40]": None}.items():
            self.write("  - {id: a}\n  - {id: b, goalposts: %s}\n" % posts, data)
            found = [text for rule, _, text in self.found() if rule == "goalposts"]
            self.assertEqual(len(found), 0 if word is None else 1, posts)
            if word:
                self.assertIn(word, found[0])
                self.assertIn("values of b, 1 to 12", found[0])

    def test_spread(self):
        nodes = "  - {id: a, normalise: as-is}\n  - {id: b, normalise: as-is}\n"
        for factor in (0.2, 0.32, 0.34, 1.0, 2.9, 3.1, 50.0):
            b = {unit: value * factor for unit, value in MIXED.items()}
            self.write(nodes, {"a": RISING, "b": b})
            ratio = statistics.stdev(b.values()) / statistics.stdev(RISING.values())
            wanted = [("spread", "b")] if ratio > 3 else [("spread", "a")] if ratio < 1 / 3 else []
            self.assertEqual(self.rules(), wanted, factor)
            if wanted:
                self.assertIn(f"{max(ratio, 1 / ratio):.1f} times", self.found()[0][2])

    def test_level(self):
        levels = "levels: [{id: A, from: 80}, {id: B, from: 40}, {id: C, from: 0}]\n"
        data = {"a": RISING, "b": MIXED}
        self.write("  - {id: a}\n  - {id: b}\n", data, levels)
        self.clean()
        self.write("  - {id: a}\n  - {id: b}\n", data, levels.replace("80", "99"))
        self.assertEqual([(rule, text) for rule, _, text in self.found()], [("level", "no unit of 12 is in the level `A`, from 99")])
        self.write("  - {id: a}\n  - {id: b}\n", data, "levels: [{id: A, from: 99}, {id: B, from: 98}, {id: C, from: 0}]\n")
        self.assertEqual([text for _, _, text in self.found()], ["no unit of 12 is in the level `A`, from 99", "no unit of 12 is in the level `B`, from 98",
                                                                 "all 12 units are in the level `C`, from 0"])

    def test_label(self):
        data = {"a": RISING, "b": MIXED}
        nodes = "  - {id: a, name: {en: Alpha, zh-Hant: 甲}}\n  - {id: b, name: {en: Beta, zh-Hant: 乙}}\n"
        title = "title: {en: An index, zh-Hant: 指數}\n"
        self.write(nodes, data, title)
        self.clean()
        self.write(nodes.replace(", zh-Hant: 乙", ""), data, title)
        self.assertEqual(self.found(), [("label", "b", "the name of b is missing in `zh-Hant`, which 2 of 3 names have")])
        self.write(nodes, data, "title: {en: An index}\n")
        self.assertEqual(self.rules(), [("label", "x")])
        self.write(nodes.replace("zh-Hant: 乙", "zh-Hnat: 乙"), data, title)
        self.assertEqual(self.found(), [("label", "b", "the name of b is missing in `zh-Hant`, which 2 of 3 names have"),
                                        ("label", "b", "only 1 of 3 names are in `zh-Hnat`")])
        self.write("  - {id: a}\n  - {id: b, name: Beta}\n", data)  # in no language
        self.clean()
        self.write(nodes, data, title + "levels: [{id: A, name: {en: High}, from: 50}, {id: B, name: {en: Low, zh-Hant: 低}, from: 0}]\n")
        self.assertEqual([text for _, _, text in self.found()], ["the name of the level A is missing in `zh-Hant`, which 4 of 5 names have"])

    def test_comment(self):
        record = self.place / "x.changes.yaml"
        record.write_text("egovbench-changes: 1\nchanges:\n- {weights: {a: [0.5, 0.6]}}\n- {weights: {a: [0.6, 0.25], b: [20, 75]}}\n", encoding="utf-8")
        stale = ["# half: 0.5", "# 50 % by the panel", "# weighs .5", "# was 0.60 before", "# 60%", "# 0.5, and more"]
        fine = ["# 0.25 by the panel", "# a quarter: 25 %", "# half", "# 0.55", "# 10.5", "# v0.5.1", "# a0.5", "# from 0.5 to 0.25", "# 2 parts", ""]
        for comments, wanted in ((stale, [("comment", "a")]), (fine, [])):
            for comment in comments:
                self.write(f"  - {{id: a, weight: 0.25}} {comment}\n  - {{id: b, weight: 0.75}}\n", {"a": RISING, "b": MIXED})
                self.assertEqual(self.rules(), wanted, comment)
                self.write(f"  {comment}\n  - {{id: a, weight: 0.25}}\n  - {{id: b, weight: 0.75}}\n", {"a": RISING, "b": MIXED})
                self.assertEqual(self.rules(), wanted, comment)
                self.write(f"  - id: a\n    weight: 0.25  {comment}\n  - {{id: b, weight: 0.75}}\n", {"a": RISING, "b": MIXED})
                self.assertEqual(self.rules(), wanted, comment)
        self.write("  - {id: a, weight: 0.25, note: half of it (0.5)}\n  - {id: b, weight: 0.75}\n", {"a": RISING, "b": MIXED})
        self.assertEqual(self.found(), [("comment", "a", "the note of the weight of a still says 0.5: change 1 made it another, and it is 0.25")])
        record.unlink()
        self.clean()


class Command(Lint):
    def setUp(self):
        super().setUp()
        self.write("  - {id: a}\n  - {id: b, weight: 0}\n", {"a": RISING, "b": MIXED})

    def test_for_people(self):
        done = self.run_program("lint", "x.yaml", code=0)
        self.assertEqual(done.out, "1 finding; egovbench lint --rules lists the rules\n")
        self.assertRegex(done.err, r"x\.yaml:7:21: warning\[W0701\]: the weight of b is 0")
        self.assertIn("^", done.err)
        self.assertIn("help: ", done.err)

    def test_exit_codes(self):
        self.run_program("lint", "x.yaml", "--exit-code", code=1)
        self.run_program("lint", "x.yaml", "--set", "b=1", "--rescale", "free", code=0)
        self.write("  - {id: a}\n  - {id: b}\n", {"a": RISING, "b": MIXED})
        self.assertEqual(self.run_program("lint", "x.yaml", "--exit-code", code=0).out, "nothing was found\n")
        (self.place / "x.changes.yaml").write_text("egovbench-changes: 1\nchanges:\n- {weights: 3}\n", encoding="utf-8")
        self.assertIn("E0511", self.run_program("lint", "x.yaml", "--exit-code", code=3).err)

    def test_for_programs(self):
        document = json.loads(self.run_program("lint", "x.yaml", "--format", "json", code=0).out)
        self.assertIn("W0701", self.run_program("lint", "x.yaml", "--diagnostics", "json").err)
        self.assertIn("::warning", self.run_program("lint", "x.yaml", "--diagnostics", "github").err)
        self.assertEqual(len(document["rows"]), 1)

    def test_the_rules_are_those_of_the_help(self):
        rows = list(csv.DictReader(io.StringIO(self.run_program("lint", "--rules", "--format", "csv", code=0).out)))
        codes = re.findall(r"^(W07\d\d): ", self.run_program("help", "codes", code=0).out, re.M)
        self.assertEqual(len(rows), len(codes))

    def test_hostile_names(self):
        self.write('  - {id: a, name: {en: "<script>\\e[31m"}}\n  - {id: b, weight: 0, name: {en: "=cmd()", zh: "\\u202e"}}\n', {"a": RISING, "b": MIXED})
        done = self.run_terminal("lint", "x.yaml")
        for character in ("\x1b[31m\x1b", "\u202e"):
            self.assertNotIn(character, done.out)

    def test_shipped_ones_are_looked_at(self):
        self.run_program("lint", "egdi", "--exit-code", code=0)
        self.assertIn("desi", self.run_program("lint", "desi-2022", "--exit-code", code=1).err)


if __name__ == "__main__":
    unittest.main()
