"""One country: level, what holds it back, the way up, strengths, peers. Every number is worked out again here from the ranking and
the stages that the program prints, by the rules its help states."""
import csv
import io
import json
import re
import random
import unittest

from program import ProgramTest, columns

DEFINITION = """\
egovbench: 1
id: demo
title: {en: A demonstration, zh-Hant: 示範, ja: 試験}
data: [{file: demo.csv, unit: unit}]
units: units.csv
defaults: {normalise: as-is}
aggregate: arithmetic
levels:
  - {id: top, name: {en: Top, zh-Hant: 高, ja: 上}, from: 60, minimum: 30}
  - {id: mid, name: {en: Middle, zh-Hant: 中, ja: 中}, from: 40}
  - {id: low, name: {en: Low, zh-Hant: 低, ja: 下}, from: 10}
indicators:
  - {id: a, name: {en: Alpha, zh-Hant: 甲, ja: ア}, weight: 1}
  - {id: b, name: {en: Beta, zh-Hant: 乙, ja: イ}, weight: 1}
  - {id: c, name: {en: Gamma, zh-Hant: 丙, ja: ウ}, weight: 2}
"""
DATA = """\
unit,a,b,c
AAA,50,50,40
BBB,100,20,80
CCC,90,90,20
DDD,5,5,5
EEE,70,60,90
FFF,80,,20
GGG,100,100,10
"""
UNITS = "unit,name,region\nAAA,Aland,North\nBBB,Beland,North\nCCC,Celand,South\nDDD,Deland,South\nEEE,Eland,North\nFFF,Feland,East\nGGG,Geland,South\n"


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


class Demo(ProgramTest):
    def setUp(self):
        super().setUp()
        self.define(DEFINITION)
        (self.place / "demo.csv").write_text(DATA, encoding="utf-8")
        (self.place / "units.csv").write_text(UNITS, encoding="utf-8")

    def define(self, text):
        (self.place / "demo.yaml").write_text(text, encoding="utf-8")

    def rows(self, *arguments):
        rows = table(self.run_program("profile", *arguments, "--format", "csv", code=0).out)
        return rows[0], {row["node"]: row for row in rows[1:]}

    def said(self, *arguments):
        return " ".join(self.run_program("profile", *arguments, "--notes", code=0).out.split())


class Profile(Demo):
    def test_a_mean_on_its_way(self):
        """AAA: (50 + 50 + 2 * 40) / 4 = 45; 15 to the top: 60 in a or b alone is beyond 100, 30 in c, 15 in all."""
        root, parts = self.rows("AAA", "demo.yaml")
        self.assertEqual((root["level"], root["next_level"], float(root["to_next_level"])), ("mid", "top", 15))
        self.assertEqual((parts["a"]["to_next_level"], parts["b"]["to_next_level"]), ("", ""))
        self.assertAlmostEqual(float(parts["c"]["to_next_level"]), 30, delta=1e-8)
        self.assertEqual([parts[k]["holds_back"] for k in "abc"], ["", "", "yes"])
        out = self.said("AAA", "demo.yaml")
        self.assertIn("Level: Middle. Next: Top, from 60.00 and no dimension below 30.00; +15.00 needed.", out)
        self.assertIn("Held back most by Gamma (c).", out)
        self.assertIn("+30.00 in Gamma alone (from 40.00); or +15.00 in every dimension", out)

    def test_a_minimum_alone(self):
        """BBB has 70 points, but 20 in b; 10 more in b is all that is needed."""
        root, parts = self.rows("BBB", "demo.yaml")
        self.assertEqual((root["level"], root["next_level"], float(root["to_next_level"])), ("mid", "top", 0))
        self.assertAlmostEqual(float(parts["b"]["to_next_level"]), 10, delta=1e-8)
        self.assertEqual([parts[k]["holds_back"] for k in "abc"], ["", "yes", ""])
        self.assertEqual((parts["a"]["to_next_level"], parts["c"]["to_next_level"]), ("", ""))  # b stays below the minimum
        self.assertIn("+10.00 in Beta alone (from 20.00); or +10.00 in every dimension", self.said("BBB", "demo.yaml"))

    def test_a_minimum_and_points(self):
        """CCC: 55 points, c at 20 of 30. With c at 30 it has 60: nothing else is needed. GGG: 55, c at 10; 30 gives 65."""
        root, parts = self.rows("CCC", "demo.yaml")
        self.assertEqual((root["score"], root["level"]), ("55", "mid"))
        self.assertAlmostEqual(float(parts["c"]["to_next_level"]), 10, delta=1e-8)
        self.assertEqual(parts["c"]["holds_back"], "yes")
        self.assertIn("+10.00 in Gamma alone (from 20.00); or +10.00 in every dimension", self.said("CCC", "demo.yaml"))

    def test_a_minimum_counts_in_every_dimension(self):
        """A: 55 points, p0 at 20 of 45. 25 more lift p0 to the minimum and give 67.5; 25 more in both as well, as p1 ends at
        100. 0.1.0 thought p0 lifted for nothing and said +0.00 in every dimension. C: two dimensions are below the minimum."""
        self.define("egovbench: 1\nid: two\ntitle: Two\ndata: [demo.csv]\ndefaults: {normalise: as-is}\n"
                    "levels: [{id: hi, from: 60, minimum: 45}, {id: lo, from: 10}]\nindicators: [{id: p0}, {id: p1}]\n")
        (self.place / "demo.csv").write_text("unit,p0,p1\nA,20,90\nB,70,70\nC,40,30\n", encoding="utf-8")
        _, parts = self.rows("A", "demo.yaml")
        self.assertEqual((parts["p0"]["to_next_level"], parts["p1"]["to_next_level"]), ("25", ""))
        self.assertIn("+25.00 in p0 alone (from 20.00); or +25.00 in every dimension", self.said("A", "demo.yaml"))
        self.assertIn("no dimension is enough alone, as 2 are below the minimum; +25.00 in every dimension",
                      self.said("C", "demo.yaml"))

    def test_a_missing_dimension(self):
        """FFF has no b: weights 1/3 and 2/3, 40 points. The top asks for a minimum of every dimension: out of reach."""
        root, parts = self.rows("FFF", "demo.yaml")
        self.assertAlmostEqual(float(root["score"]), 40, delta=1e-12)
        self.assertEqual((root["level"], parts["b"]["holds_back"], parts["b"]["score"], parts["b"]["weight"]), ("mid", "yes", "", ""))
        self.assertIn("out of reach with the dimensions that the unit has", self.said("FFF", "demo.yaml"))

    def test_the_top_and_below_all(self):
        self.assertIn("Level: Top. There is none above.", self.said("EEE", "demo.yaml"))
        root, _ = self.rows("DDD", "demo.yaml")
        self.assertEqual((root["level"], root["next_level"], float(root["to_next_level"])), ("", "low", 5))
        self.assertIn("Level: none. Next: Low, from 10.00; +5.00 needed.", self.said("DDD", "demo.yaml"))

    def test_other_aggregations(self):
        """(a b c^2)^(1/4) = 60: b = 60^4 / (a c^2). And a score that compares units tells no way."""
        self.define(DEFINITION.replace("aggregate: arithmetic", "aggregate: geometric").replace(", minimum: 30", ""))
        _, parts = self.rows("AAA", "demo.yaml")
        self.assertAlmostEqual(float(parts["c"]["to_next_level"]), (60 ** 4 / 2500) ** 0.5 - 40, delta=1e-7)
        self.assertEqual(parts["a"]["to_next_level"], "")  # 162 would be needed
        even = self.said("AAA", "demo.yaml")
        self.assertIn("alone (from 40.00); or +", even)
        self.define(DEFINITION.replace("aggregate: arithmetic", "aggregate: copeland").replace("from: 60, minimum: 30", "from: 6"))
        self.assertIn("scores depend on the other units", self.said("AAA", "demo.yaml"))
        self.define(DEFINITION.split("levels:")[0] + "indicators:" + DEFINITION.split("indicators:")[1])
        self.assertNotIn("Level:", self.said("AAA", "demo.yaml"))

    def test_the_margin_of_a_strength_is_met_by_a_tenth(self):
        """Ten units, a margin of one place: U5 is fifth in all (50 points), fourth in a, sixth in b, fifth in c."""
        self.define("egovbench: 1\nid: demo\ntitle: Demo\ndata: [demo.csv]\ndefaults: {normalise: as-is}\n"
                    "indicators: [{id: a}, {id: b}, {id: c}]\n")
        figures = {u: [10 * (10 - u)] * 3 for u in range(10)}  # U0 100 to U9 10: U5 has 50
        figures[5], figures[4], figures[6] = [55, 46, 51], [52, 60, 60], [40, 50, 40]
        (self.place / "demo.csv").write_text("unit,a,b,c\n" + "".join("U%d,%d,%d,%d\n" % (u, *v) for u, v in figures.items()), encoding="utf-8")
        for unit, own in figures.items():
            root, parts = self.rows("U%d" % unit, "demo.yaml")
            for k, node in enumerate("abc"):
                place = 1 + sum(other[k] > own[k] for other in figures.values())
                apart = place - int(root["rank"])
                self.assertEqual(parts[node]["verdict"], "strength" if apart <= -1 else "weakness" if apart >= 1 else "", (unit, node))
        root, parts = self.rows("U5", "demo.yaml")
        self.assertEqual({parts["a"]["verdict"], parts["b"]["verdict"]}, {"strength", "weakness"})

    def test_every_step_is_enough_and_a_little_less_is_not(self):
        """Random indices: each rise, put into the figures, reaches the level; 1e-6 less does not. The rises are those of the CSV."""
        dice = random.Random(20261127)
        tried = 0
        for trial in range(12):
            minimum = ", minimum: %d" % dice.randint(10, 60) if trial % 3 else ""
            rescale = "rescale: {method: minmax}\n" if trial % 4 == 3 else ""
            aggregate = ("arithmetic", "geometric", "harmonic", "minimum")[trial // 3]
            self.define("egovbench: 1\nid: demo\ntitle: Demo\ndata: [demo.csv]\ndefaults: {normalise: as-is}\naggregate: %s\n%s"
                        "levels: [{id: hi, from: %d%s}, {id: mid, from: 30}]\nindicators:\n" % (aggregate, rescale, dice.randint(40, 75), minimum)
                        + "".join("  - {id: p%d%s}\n" % (k, "" if aggregate == "minimum" else ", weight: %d" % dice.randint(1, 4)) for k in range(3)))
            figures = {"U%d" % u: [dice.randint(1, 99) for _ in range(3)] for u in range(6)}
            figures["U9"] = [2, 3, 1]  # keeps the least where scores are rescaled

            def level(unit, rise):
                rows = dict(figures, **{unit: [value + more for value, more in zip(figures[unit], rise)]})
                (self.place / "demo.csv").write_text("unit,p0,p1,p2\n" + "".join(
                    "%s,%s\n" % (u, ",".join(repr(v) for v in values)) for u, values in rows.items()), encoding="utf-8")
                return self.rows(unit, "demo.yaml")

            for unit in ("U0", "U1"):
                root, parts = level(unit, [0, 0, 0])
                wanted = root["next_level"]
                for k in range(3):
                    rise = parts["p%d" % k]["to_next_level"]
                    if wanted == "" or rise in ("", "0"):
                        continue
                    tried += 1
                    self.assertEqual(level(unit, [float(rise) * (i == k) for i in range(3)])[0]["level"], wanted)
                    self.assertNotEqual(level(unit, [(float(rise) - 1e-6) * (i == k) for i in range(3)])[0]["level"], wanted)
        self.assertGreater(tried, 10)

    def test_peers_and_the_best(self):
        root, parts = self.rows("AAA", "demo.yaml")
        self.assertAlmostEqual(float(parts["a"]["mean_region"]), (100 + 70) / 2, delta=1e-12)
        self.assertAlmostEqual(float(parts["b"]["mean_all"]), (20 + 90 + 5 + 60 + 100) / 5, delta=1e-12)
        self.assertEqual((parts["a"]["best"], parts["a"]["best_unit"], parts["a"]["gap"]), ("100", "BBB", "50"))
        self.assertEqual(root["best_unit"], "EEE")
        self.assertIn("region North (2 others ranked)", self.said("AAA", "demo.yaml"))
        self.assertIn("nearest in score: Feland 40.00, Celand 55.00, Geland 55.00, Beland 70.00, Eland 77.50.", self.said("AAA", "demo.yaml"))

    def test_peers_are_of_the_same_group_and_none_is_no_group(self):
        (self.place / "units.csv").write_text(UNITS.replace("Beland,North", "Beland,Nordic").replace("Feland,East", "Feland,")
                                              .replace("Geland,South", "Geland,"), encoding="utf-8")
        self.assertAlmostEqual(float(self.rows("AAA", "demo.yaml")[1]["a"]["mean_region"]), 70, delta=1e-12)
        self.assertEqual(self.rows("FFF", "demo.yaml")[1]["a"]["mean_region"], "")
        self.assertNotIn("region", self.said("FFF", "demo.yaml"))

    def test_strengths_by_the_rule(self):
        """Of a shipped index, from its ranking: ranks of dimensions against the rank, a tenth of the ranked units."""
        ranking = {row["unit"]: row for row in table(self.run_program("rank", "egdi", "--format", "csv", code=0).out)}
        ranked = [row for row in ranking.values() if row["rank"]]
        for unit in ("IND", "DNK", "VNM", "KIR"):
            root, parts = self.rows(unit, "egdi")
            self.assertEqual((root["rank"], root["of"]), (ranking[unit]["rank"], str(len(ranked))))
            for node, row in parts.items():
                mine = float(ranking[unit][node])
                rank = 1 + sum(float(other[node]) - mine > 1e-9 for other in ranked)
                self.assertEqual(int(row["rank"]), rank)
                margin = len(ranked) / 10
                wanted = "strength" if rank <= int(root["rank"]) - margin else "weakness" if rank >= int(root["rank"]) + margin else ""
                self.assertEqual(row["verdict"], wanted, (unit, node))
                region = [float(other[node]) for other in ranked
                          if other["region"] == ranking[unit]["region"] and other["unit"] != unit]
                self.assertAlmostEqual(float(row["mean_region"]), sum(region) / len(region), delta=1e-12)
                others = [other for other in ranked if other["unit"] != unit]
                near = sorted(others, key=lambda other: abs(float(other["score"]) - float(ranking[unit]["score"])))[:5]
                self.assertAlmostEqual(float(row["mean_near"]), sum(float(other[node]) for other in near) / 5, delta=1e-12)
                self.assertAlmostEqual(float(row["best"]), max(float(other[node]) for other in ranked), delta=1e-12)

    def test_the_way_up_is_enough(self):
        """Raising what the profile names, in the data, reaches the next level; a little less does not."""
        root, parts = self.rows("IND", "egdi")
        rise = float(parts["TII"]["to_next_level"])
        self.assertAlmostEqual(rise, 3 * float(root["to_next_level"]), delta=1e-7)
        for factor, level in ((1 + 1e-6, "very-high"), (1 - 1e-6, "high")):
            lines = "iso3,period,OSI,TII,HCI\nIND,2024," + ",".join(
                repr(float(parts[k]["score"]) + (rise * factor if k == "TII" else 0)) for k in ("OSI", "TII", "HCI")) + "\n"
            (self.place / "india.csv").write_text(lines, encoding="utf-8")
            done = self.run_program("rank", "egdi", "--data", "india.csv", "--columns", "unit,level", "--format", "csv", "-q", code=0)
            self.assertEqual(table(done.out), [{"unit": "IND", "level": level}])

    def test_the_interval_of_the_rank(self):
        """The one that `rank` shows."""
        done = self.run_program("rank", "--format", "json", code=0)
        rank = {row["unit"]: row for row in json.loads(done.out)["rows"]}["TWN"]
        shown = json.loads(self.run_program("profile", "TWN", "--format", "json", code=0).out)
        self.assertEqual((shown["rows"][0]["rank_low"], shown["rows"][0]["rank_high"]), (rank["rank_low"], rank["rank_high"]))
        self.assertIsNone(shown["rows"][1]["rank_low"])
        text = self.run_program("profile", "TWN", code=0).out
        self.assertIn(f"rank {rank['rank']} ({rank['rank_low']} to {rank['rank_high']}) of 198", text.splitlines()[0])
        self.assertIn("In brackets behind the rank: the middle 90 % of 500 draws; varied: weights uniform within 25 %.", shown["notes"])
        plain = self.run_program("profile", "TWN", "--no-intervals", code=0).out
        self.assertIn(f"rank {rank['rank']} of 198", plain.splitlines()[0])
        self.assertNotIn("In brackets", plain)

    def test_languages_and_width(self):
        for language, said in (("en", "Level: Middle. Next: Top"), ("zh-Hant", "Level: 中. Next: 高"), ("ja", "Held back most by ウ (c)")):
            self.assertIn(said, self.said("AAA", "demo.yaml", "--lang", language))
        for language in ("en", "zh-Hant", "ja"):
            for unit, index in (("TWN", "waseda-ten"), ("IND", "egdi"), ("EST", "gtmi-2022"), ("DEU", "desi-2022")):
                out = self.run_program("profile", unit, index, "--lang", language, "--width", "80", code=0).out
                self.assertLessEqual(max(columns(line) for line in out.splitlines()), 80)
        out = self.run_program("profile", "IND", "egdi", code=0).out
        self.assertRegex(out, r"Online Service Index +0\.8184 +={11}\+====\.*o")

    def test_bars_are_for_people(self):
        out = json.loads(self.run_program("profile", "AAA", "demo.yaml", "--format", "json", code=0).out)
        self.assertNotIn("bar", out["rows"][0])
        self.assertNotIn("bar", [column["id"] for column in out["columns"]])
        self.assertIn("====", self.run_program("profile", "AAA", "demo.yaml", "--format", "markdown", code=0).out)
        self.assertEqual(out["provenance"]["unit"], "AAA")

    def test_slips(self):
        self.assertIn("did you mean", self.run_program("profile", "Alnd", "demo.yaml", code=2).err)
        self.run_program("profile", code=2)
        self.assertIn("given twice", self.run_program("profile", "AAA", "demo.yaml", "--index", "egdi", code=2).err)


class Levels(Demo):
    def test_rank_with_levels(self):
        rows = {row["unit"]: row for row in table(self.run_program("rank", "demo.yaml", "--levels", "--format", "csv", code=0).out)}
        for unit, level, following, missing, back in (("AAA", "mid", "top", 15, "c"), ("BBB", "mid", "top", 0, "b"), ("DDD", "", "low", 5, "c"),
                                                 ("EEE", "top", "", None, ""), ("FFF", "mid", "top", 20, "b")):
            row = rows[unit]
            self.assertEqual((row["level"], row["next_level"], row["held_back_by"]), (level, following, back), unit)
            if missing is None:
                self.assertEqual(row["to_next_level"], "")
            else:
                self.assertAlmostEqual(float(row["to_next_level"]), missing, delta=1e-12)
        self.assertNotIn("next_level", self.run_program("rank", "demo.yaml", "--format", "csv", code=0).out)
        self.assertIn("Held back by: where", self.run_program("rank", "demo.yaml", "--levels", "--notes", code=0).out)

    def test_columns_and_sorting(self):
        rows = table(self.run_program("rank", "demo.yaml", "--levels", "--sort", "to_next_level", "--columns", "unit,to_next_level", "--top", "2",
                                      "--format", "csv", code=0).out)
        self.assertEqual([row["unit"] for row in rows][0], "BBB")
        self.assertIn("add --levels", self.run_program("rank", "demo.yaml", "--columns", "to_next_level", code=2).err)

    def test_one_rounding_of_what_is_needed(self):
        """51.2444 points of 60: 8.7556 are needed, and 8.75 would not be enough. The same figure in the table and below."""
        (self.place / "round.yaml").write_text(
            "egovbench: 1\nid: round\ntitle: R\ndata: [round.csv]\nlevels: [{id: hi, name: Hi, from: 60}, {id: lo, name: Lo, from: 0}]\n"
            "indicators: [{id: p, goalposts: [0, 100]}]\n", encoding="utf-8")
        for score, needed in ("51.2444", "8.76"), ("51.2488", "8.76"), ("51.25", "8.75"), ("51.2451", "8.76"):
            (self.place / "round.csv").write_text(f"unit,p\nA,{score}\nB,70\n", encoding="utf-8")
            out = self.run_program("profile", "A", "round.yaml", "--width", "200", code=0).out
            self.assertIn(f"+{needed} needed", out)
            self.assertEqual(set(re.findall(r"(?<!\d)8\.7\d", out)), {needed}, out)
            levels = self.run_program("rank", "round.yaml", "--levels", "--width", "200", code=0).out
            self.assertEqual(set(re.findall(r"(?<!\d)8\.7\d", levels)), {needed}, levels)


if __name__ == "__main__":
    unittest.main()
