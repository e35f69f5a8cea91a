#!/usr/bin/env python3
"""Pictures: well-formed SVG whose marks are where the table's values put them, for every kind; nothing by colour alone.

Positions are worked out from the CSV of the same command and compared with those drawn, so that a picture cannot say anything else than its table.
"""
import csv
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

PROGRAM = os.path.join(os.environ["EGOVBENCH_BUILD"], "egovbench")
ROOT = Path(os.environ["EGOVBENCH_SOURCE"])
SVG = "{http://www.w3.org/2000/svg}"
KINDS = {
    "ranks": ["--draws", "50", "--top", "12"],
    "map": ["egdi"],
    "world": ["egdi"],
    "levels": ["egdi"],
    "acceptability": ["--draws", "200", "--top", "6"],
    "tornado": ["--draws", "16"],
    "sensitivity": ["--draws", "16"],
    "correlations": [],
    "distribution": [],
    "scree": [],
    "loadings": [],
    "biplot": [],
    "importance": [],
    "added-value": [],
    "contributions": ["--top", "10"],
    "profile": None,
    "scatter": None,
    "bump": ["egdi"],
    "changes": ["egdi", "--period", "2022", "2024", "--top", "8"],
    "crosswalk": ["desi-2022", "egdi"],
    "tree": [],
}
NAMES = {"profile": ["profile", "TWN"], "scatter": ["scatter", "OS", "EPAR"]}


def environment(**changes):
    kept = {key: value for key, value in os.environ.items() if not key.startswith("EGOVBENCH_") and key not in ("LANG", "LC_ALL")}
    return {**kept, "EGOVBENCH_HOME": str(ROOT), "EGOVBENCH_PAGER": "cat", **changes}


class Plots(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.place = Path(folder.name)

    def run_program(self, *arguments, code=0, env=None):
        done = subprocess.run([PROGRAM, *arguments], cwd=self.place, capture_output=True, check=False, env=env or environment())
        self.assertEqual(done.returncode, code, f"{arguments}: {done.stderr.decode()}")
        return done

    def plot(self, *arguments):
        """The picture that a program gets, parsed."""
        return ElementTree.fromstring(self.run_program("plot", *arguments).stdout)

    def arguments(self, kind):
        return NAMES.get(kind, [kind]) + (KINDS[kind] or [])

    def table(self, *arguments):
        return list(csv.DictReader(io.StringIO(self.run_program("plot", *arguments, "--format", "csv").stdout.decode())))

    def test_every_kind_is_listed_and_drawn(self):
        offered = self.run_program("__complete", "plots").stdout.decode().splitlines()
        self.assertEqual([line.split("\t")[0] for line in offered], list(KINDS))
        for kind in KINDS:
            with self.subTest(kind):
                once = self.run_program("plot", *self.arguments(kind)).stdout
                root = ElementTree.fromstring(once)
                self.assertEqual(root.tag, SVG + "svg")
                self.assertTrue(root.find(SVG + "title").text)
                self.assertTrue(len(list(root.iter(SVG + "text"))) >= 3)
                self.assertEqual(once, self.run_program("plot", *self.arguments(kind), env=environment(LC_ALL="de_DE.UTF-8")).stdout)
                for element in root.iter():
                    self.assertFalse({"fill", "stroke", "style", "onload", "href"} & set(element.attrib), ElementTree.tostring(element))
                    for value in element.attrib.values():
                        self.assertNotRegex(value, r"(?i)nan|inf\b|e[+-]\d")

    def test_nothing_leaves_the_picture(self):
        for kind in KINDS:
            with self.subTest(kind):
                self.inside(self.plot(*self.arguments(kind)))

    def inside(self, root):
        width, height = float(root.get("width")), float(root.get("height"))
        for element in root.iter():
            for name, most in (("x", width), ("cx", width), ("x1", width), ("x2", width), ("y", height), ("cy", height), ("y1", height), ("y2", height)):
                if name in element.attrib:
                    self.assertGreaterEqual(float(element.get(name)), -0.01)
                    self.assertLessEqual(float(element.get(name)), most + 0.01, ElementTree.tostring(element))
            if element.tag == SVG + "rect":
                self.assertLessEqual(float(element.get("x")) + float(element.get("width")), width + 0.01)
                self.assertLessEqual(float(element.get("y")) + float(element.get("height")), height + 0.01)

    def linear(self, pairs, what):
        """(value, pixel) pairs lie on one line, to the two decimals of a coordinate."""
        pairs = sorted(set(pairs))
        (v0, p0), (v1, p1) = pairs[0], pairs[-1]
        self.assertGreater(v1 - v0, 0)
        for value, pixel in pairs:
            self.assertAlmostEqual(pixel, p0 + (value - v0) / (v1 - v0) * (p1 - p0), delta=0.02, msg=f"{what} {value}")

    def test_ranks_are_where_they_are(self):
        rows = self.table(*self.arguments("ranks"))
        root = self.plot(*self.arguments("ranks"))
        dots = [circle for circle in root.iter(SVG + "circle") if circle.get("class") == "f0" and circle.find(SVG + "title") is not None]
        self.assertEqual(len(dots), len(rows))
        self.linear([(float(row["rank"]), float(dot.get("cx"))) for row, dot in zip(rows, dots)], "rank")
        for row, dot in zip(rows, dots):
            self.assertTrue(dot.find(SVG + "title").text.startswith(row["name"] + ":"))
        spans = [line for line in root.iter(SVG + "line") if line.get("class") == "span" and line.get("y1") == line.get("y2")]
        self.linear([(float(row["rank_low"]), float(line.get("x1"))) for row, line in zip(rows, spans)]
                    + [(float(row["rank_high"]), float(line.get("x2"))) for row, line in zip(rows, spans)], "interval")

    def test_bars_are_as_long_as_their_numbers(self):
        importance = [row for row in self.table("importance") if row["node"] == "waseda-ten"]
        for kind, name, column, rows in (("importance", "f6", "share", importance), ("importance", "f0", "effective", importance),
                                         *(("added-value", *bar, self.table("added-value")) for bar in (("f0", "share"), ("f6", "spearman")))):
            root = self.plot(kind)
            bars = [rect for rect in root.iter(SVG + "rect") if rect.get("class") == name and rect.find(SVG + "title") is not None]
            self.assertEqual(len(bars), len(rows))
            for row, bar in zip(rows, bars):
                self.assertAlmostEqual(float(bar.get("width")) / float(row[column]), float(bars[0].get("width")) / float(rows[0][column]), delta=0.5)

    def test_contributions_add_up(self):
        rows = self.table(*self.arguments("contributions"))
        parts = [key for key in rows[0] if key not in ("unit", "name", "score")]
        for row in rows:
            self.assertAlmostEqual(sum(float(row[key] or 0) for key in parts), float(row["score"]), places=9)
        root = self.plot(*self.arguments("contributions"))
        ends = {}
        for rect in root.iter(SVG + "rect"):
            tip = rect.find(SVG + "title")
            if tip is not None:
                name = tip.text.split(", ")[0]
                ends[name] = max(ends.get(name, 0), float(rect.get("x")) + float(rect.get("width")))
        self.linear([(float(row["score"]), ends[row["name"]]) for row in rows], "score")

    def test_correlations_have_their_numbers_and_hatching(self):
        rows = [row for row in self.table("correlations") if row["relation"] == "siblings"]
        root = self.plot("correlations")
        tips = [rect.find(SVG + "title").text for rect in root.iter(SVG + "rect") if rect.find(SVG + "title") is not None]
        self.assertEqual(sorted(tips), sorted(f"{row['x']}, {row['y']}: {float(row['pearson']):.2f}" if row["pearson"] else f"{row['x']}, {row['y']}: -"
                                              for row in rows))
        hatched = sum(1 for rect in root.iter(SVG + "rect") if rect.get("class") == "hatch")
        self.assertEqual(hatched, 1 + sum(1 for row in rows if row["pearson"] and not float(row["pearson_p"] or 1) < 0.05))

    def test_changes(self):
        rows = self.table(*self.arguments("changes"))
        root = self.plot(*self.arguments("changes"))
        after = [circle for circle in root.iter(SVG + "circle") if circle.get("class") == "mark"][:-1]
        before = [circle for circle in root.iter(SVG + "circle") if circle.get("class") == "hollow"][:-1]
        self.linear([(float(row["score_after"]), float(c.get("cx"))) for row, c in zip(rows, after)]
                    + [(float(row["score_before"]), float(c.get("cx"))) for row, c in zip(rows, before)], "score")

    def test_tree_heights_are_weights(self):
        rows = {row["label"]: float(row["effective_weight"]) for row in self.table("tree")}
        root = self.plot("tree")
        heights = [(rect.find(SVG + "title").text, float(rect.get("height")) + 1) for rect in root.iter(SVG + "rect") if rect.find(SVG + "title") is not None]
        self.assertGreater(len(heights), 100)
        for tip, height in heights[:12]:
            name = tip.rsplit(": ", 1)[0]
            self.assertAlmostEqual(height / heights[0][1], rows[name], delta=1e-4)

    def test_labels_of_the_tree_have_room(self):
        """Every part is named: the picture is as high as its smallest part needs, unless that is too high for any use."""
        for index in ("waseda-ten", "gtmi-2022", "desi-2022", "egdi"):
            root = self.plot("tree", index)
            named = [text for text in root.iter(SVG + "text") if text.get("class") == "minor dark"]
            heights = [float(rect.get("height")) for rect in root.iter(SVG + "rect") if rect.find(SVG + "title") is not None]
            self.assertEqual(len(named), sum(1 for height in heights if height >= 12.5), index)
            self.assertTrue(len(named) == len(heights) or max(heights) > 2398, index)

    def test_tiles_are_units_in_the_shade_of_their_level(self):
        rows = self.table("map", "egdi")
        root = self.plot("map", "egdi")
        tiles = [rect for rect in root.iter(SVG + "rect") if rect.find(SVG + "title") is not None]
        self.assertEqual(len(tiles), len(rows))
        self.assertEqual(len({(tile.get("x"), tile.get("y")) for tile in tiles}), len(tiles))
        tips = {tile.find(SVG + "title").text: tile.get("class") for tile in tiles}
        shade = {"Very high": "p4 tile", "High": "p3 tile", "Middle": "p1 tile", "Low": "p0 tile"}
        for row in rows:
            tip = f"{row['name']}: {float(row['score']):.2f}, rank {row['rank']}, {row['level_name']}" if row["rank"] else f"{row['name']}: not ranked"
            self.assertEqual(tips[tip], shade[row["level_name"]] if row["rank"] else "none")
        hatched = [rect for rect in root.iter(SVG + "rect") if rect.get("class") == "hatch"]
        unranked = [row for row in rows if not row["rank"]]
        self.assertEqual(len(hatched), len(unranked) + bool(unranked))

    def test_a_unit_below_every_level(self):
        """It is ranked, and the key says no else."""
        (self.place / "b.csv").write_text("unit,a\nEST,1\nLVA,50\nLTU,90\n", encoding="utf-8")
        (self.place / "b.yaml").write_text("egovbench: 1\nid: b\ndata: [{file: b.csv, unit: unit}]\ndefaults: {normalise: as-is}\nindicators: [{id: a}]\n"
                                           "levels: [{id: A, from: 60}, {id: B, from: 30}]\n", encoding="utf-8")
        texts = ["".join(element.itertext()) for element in self.plot("map", "b.yaml").iter() if element.tag in (SVG + "text", SVG + "title")]
        self.assertIn("no level", texts)
        self.assertNotIn("not ranked", texts)
        self.assertIn("EST: 1.00, rank 3", texts)

    def test_tiles_without_levels_are_by_fifths(self):
        rows = [row for row in self.table("map", "desi-2022") if row["rank"]]
        tips = {rect.find(SVG + "title").text.split(":")[0]: rect.get("class") for rect in self.plot("map", "desi-2022").iter(SVG + "rect")
                if rect.find(SVG + "title") is not None}
        last = max(int(row["rank"]) for row in rows)
        for row in rows:
            self.assertEqual(tips[row["name"]], f"p{4 - 5 * (int(row['rank']) - 1) // last} tile", row)

    def test_units_without_a_tile_are_in_rows_below(self):
        self.write_many(400)
        root = self.plot("map", "many.yaml")
        shown = [text for text in root.iter(SVG + "text") if "City" in "".join(text.itertext())]
        self.assertEqual(len(shown), 400)
        self.assertEqual(len({(text.get("x"), text.get("y")) for text in shown}), 400)

    def test_the_layout_is_what_the_script_makes(self):
        done = subprocess.run([sys.executable, str(ROOT / "tests/draw/lay_tiles.py")], capture_output=True, check=True)
        self.assertEqual(done.stdout.decode(), (ROOT / "src/draw/tiles.c").read_text(encoding="utf-8"))

    def test_every_economy_of_a_shipped_index_has_a_tile(self):
        tiled = set(re.findall(r'\{"([A-Z]{3})"', (ROOT / "src/draw/tiles.c").read_text(encoding="utf-8")))
        for name in ("gtmi-2022", "egdi", "oecd-dgi-2023"):
            with open(ROOT / "data" / f"{name}.csv", encoding="utf-8-sig", newline="") as file:
                self.assertEqual({row["iso3"] for row in csv.DictReader(file)} - tiled - {"EU27"}, set(), name)

    def test_outlines_of_all_economies(self):
        """Each unit of the ranking once, with its numbers; what is too small a dot, too; the table is the one the description speaks of."""
        data = (ROOT / "data/boundaries.csv").read_bytes()
        described = (ROOT / "data/boundaries.meta.yaml").read_text(encoding="utf-8")
        self.assertIn(hashlib.sha256(data).hexdigest(), described)
        self.assertLess(len(data), 40000)
        paths = {row["iso3"]: row["path"] for row in csv.DictReader(io.StringIO(data.decode()))}
        for name in ("gtmi-2022", "egdi", "oecd-dgi-2023"):
            with open(ROOT / "data" / f"{name}.csv", encoding="utf-8-sig", newline="") as file:
                self.assertEqual({row["iso3"] for row in csv.DictReader(file)} - set(paths) - {"EU27"}, set(), name)
        root = self.plot("world", "gtmi-2022")
        drawn, dots = ([element for element in root.iter(SVG + tag) if element.find(SVG + "title") is not None] for tag in ("path", "circle"))
        by_path = {element.get("d"): element for element in drawn}
        for row in self.table("world", "gtmi-2022"):
            element = by_path[paths[row["unit"]]]
            self.assertEqual(element.find(SVG + "title").text, f"{row['name']}: {float(row['score']):.2f}, rank {row['rank']}, {row['level_name']}")
        self.assertEqual(len(drawn), 198)
        small = {dot.find(SVG + "title").text.split(":")[0] for dot in dots}
        self.assertTrue({"Singapore", "Malta", "Tuvalu"} <= small, small)
        self.assertFalse({"France", "Taiwan", "Estonia"} & small, small)
        self.assertIn("Natural Earth; no position taken", "".join(root.itertext()))

    @staticmethod
    def areas(path):
        """The points of each area of a path: steps from a first one."""
        found = []
        for part in path.split("z")[:-1]:
            numbers = [float(number) for number in re.findall(r"-?[\d.]+", part)]
            x, y, points = 0, 0, []
            for dx, dy in zip(numbers[::2], numbers[1::2]):
                x, y = x + dx, y + dy
                points.append((x, y))
            found.append(points)
        return found

    def test_a_region_fills_the_map(self):
        """Outlines of the data on one scale, rounded point by point; the economies of the table whole, others where they are beside them."""
        with open(ROOT / "data/boundaries.csv", encoding="ascii", newline="") as file:
            outline = {row["iso3"]: self.areas(row["path"]) for row in csv.DictReader(file)}
        for units, least in ((["EST", "LVA", "LTU"], 3), (["DNK", "NOR", "SWE", "FIN", "ISL"], 2), (["SGP"], 3), (["JPN"], 2)):
            root = self.plot("world", "gtmi-2022", "--units", ",".join(units))
            (window,) = root.findall(SVG + "svg")
            drawn = [element for element in window.iter(SVG + "path") if element.get("class") != "hatch"]
            titled = [element for element in drawn if element.find(SVG + "title") is not None]
            self.assertEqual(len(titled), len(units))
            self.assertLess(len(drawn), 120)
            named = {row["name"]: row["unit"] for row in self.table("world", "gtmi-2022", "--units", ",".join(units))}
            left, top = (-float(number) for number in re.findall(r"-?[\d.]+", titled[0].get("transform")))
            scales = []
            for element in titled:
                unit = named[element.find(SVG + "title").text.split(":")[0]]
                shown = self.areas(element.get("d"))
                self.assertEqual([len(points) for points in shown], [len(points) for points in outline[unit]])
                for x, y in shown[0]:
                    self.assertTrue(left <= x <= left + float(window.get("width")) and top <= y <= top + float(window.get("height")), unit)
                scale = shown[0][0][0] / outline[unit][0][0][0]
                scales.append(scale)
                for points, kept in zip(shown, outline[unit]):
                    for (x, y), (u, v) in zip(points, kept):
                        self.assertAlmostEqual(x, u * scale, delta=0.15)
                        self.assertAlmostEqual(y, v * scale, delta=0.15)
            self.assertGreaterEqual(min(scales), least)
            self.assertLess(max(scales) - min(scales), 0.001)
        self.assertEqual(len([circle for circle in self.plot("world", "gtmi-2022", "--units", "SGP").iter(SVG + "circle")]), 1)
        self.assertIn("Natural Earth; no position taken", "".join(root.itertext()))

    def test_points_and_arrows_of_a_biplot(self):
        """Points at the scores, one scale up and across; arrows end at the loadings, of which 1 is half the square; the units named are among the farthest."""
        rows = [row for row in self.table("biplot", "egdi") if row["node"] == "egdi"]
        root = self.plot("biplot", "egdi")
        circles = list(root.iter(SVG + "circle"))
        units = [row for row in rows if row["part"] == "unit"]
        self.assertEqual([circle.find(SVG + "title").text for circle in circles], [row["name"] for row in units])
        reach = 1.05 * max(abs(float(row[axis])) for row in units for axis in ("first", "second"))
        for row, circle in zip(units, circles):
            self.assertAlmostEqual(float(circle.get("cx")), 290 + 230 * float(row["first"]) / reach, delta=0.02)
            self.assertAlmostEqual(float(circle.get("cy")), 294 - 230 * float(row["second"]) / reach, delta=0.02)
        heads = [path for path in root.iter(SVG + "path") if path.get("class") == "f0"]
        for row, head in zip((row for row in rows if row["part"] == "child"), heads, strict=True):
            x, y = (float(number) for number in re.match(r"M([-\d.]+) ([-\d.]+)", head.get("d")).groups())
            self.assertAlmostEqual(x, 290 + 230 * float(row["first"]), delta=0.02)
            self.assertAlmostEqual(y, 294 - 230 * float(row["second"]), delta=0.02)
        named = [text.text for text in root.iter(SVG + "text") if re.fullmatch("[A-Z]{3}", text.text or "")]
        farthest = sorted(units, key=lambda row: -(float(row["first"]) ** 2 + float(row["second"]) ** 2))
        self.assertLessEqual(len(named), 12)
        self.assertEqual(named[0], farthest[0]["id"])
        self.assertTrue(set(named) <= {row["id"] for row in farthest[:24]})

    def test_no_outline_leaps_over_the_map(self):
        """What lies on both sides of the 180th meridian is two areas."""
        with open(ROOT / "data/boundaries.csv", encoding="ascii", newline="") as file:
            for row in csv.DictReader(file):
                for part in row["path"].split("z")[:-1]:
                    steps = [int(number) for number in re.findall(r"-?\d+", part)][2:]
                    self.assertLess(max([abs(step) for step in steps], default=0), 200, row["iso3"])

    def test_levels_are_counted(self):
        rows = self.table("levels", "egdi")
        root = self.plot("levels", "egdi")
        tips = [(rect.find(SVG + "title").text, float(rect.get("height"))) for rect in root.iter(SVG + "rect") if rect.find(SVG + "title") is not None]
        by_x = {}
        for rect in root.iter(SVG + "rect"):
            if rect.find(SVG + "title") is not None:
                by_x.setdefault(float(rect.get("x")), []).append(rect)
        periods = sorted({row["period"] for row in rows})
        self.assertEqual(len(by_x), len(periods))
        for (_, boxes), period in zip(sorted(by_x.items()), periods):
            drawn = {box.find(SVG + "title").text.split(":")[0]: int(box.find(SVG + "title").text.split(": ")[1]) for box in boxes}
            counted = {}
            for row in rows:
                if row["period"] == period and row["level"]:
                    counted[row["level_name"]] = counted.get(row["level_name"], 0) + 1
            self.assertEqual({name: count for name, count in drawn.items() if name != "no level"}, counted)
        self.linear([(int(tip.split(": ")[1]), height) for tip, height in tips], "units")

    def test_movement_between_levels(self):
        """The bands of two periods are the pairs of levels that units had in them."""
        rows = self.table("levels", "gtmi")
        level = {(row["unit"], row["period"]): row["level_name"] for row in rows}
        moves = {}
        for unit in {row["unit"] for row in rows}:
            for before, after in (("2020", "2022"), ("2022", "2025")):
                pair = [level.get((unit, period)) or "no level" for period in (before, after)]
                if pair != ["no level"] * 2:
                    moves[tuple(pair), before] = moves.get((tuple(pair), before), 0) + 1
        tips = sorted(path.find(SVG + "title").text for path in self.plot("levels", "gtmi").iter(SVG + "path") if path.get("class") == "band")
        self.assertEqual(tips, sorted(f"{a} to {b}: {count}" for ((a, b), _), count in moves.items()))

    def test_many_levels_and_periods(self):
        """The latest twelve periods; what is beyond 32 levels is as if it had none; units stay as many as they are."""
        units, periods, levels = 40, 15, 40
        (self.place / "l.csv").write_text("unit,year,a\n" + "".join(f"U{u},{2000 + p},{(u * 7 + p * 11) % units}\n" for u in range(units) for p in range(periods)), encoding="utf-8")
        (self.place / "l.yaml").write_text("egovbench: 1\nid: l\ndata: [{file: l.csv, unit: unit}]\ndefaults: {normalise: as-is}\nindicators: [{id: a}]\nlevels:\n" + "".join(
            f"  - {{id: L{n}, from: {levels - 1 - n}}}\n" for n in range(levels)), encoding="utf-8")
        root = self.plot("levels", "l.yaml")
        self.inside(root)
        years = [text.text for text in root.iter(SVG + "text") if text.get("class") == "strong"]
        self.assertEqual(years, [str(2003 + n) for n in range(12)])
        columns = {}
        for rect in root.iter(SVG + "rect"):
            if rect.find(SVG + "title") is not None:
                columns[rect.get("x")] = columns.get(rect.get("x"), 0) + int(rect.find(SVG + "title").text.split(": ")[1])
        self.assertEqual(len(columns), 12)
        self.assertLessEqual(max(columns.values()), units)
        self.assertEqual(len(set(columns.values())), 1)
        self.assertFalse([text for text in root.iter(SVG + "text") if not "".join(text.itertext())])

    def test_without_levels(self):
        done = self.run_program("plot", "levels", "desi-2022", code=5)
        self.assertIn("no row has a `level`", done.stderr.decode())

    def test_arrows_point_to_the_loadings(self):
        rows = [row for row in self.table("loadings") if row["node"] == "waseda-ten"]
        heads = {path.find(SVG + "title").text.split(":")[0]: [float(n) for n in re.findall(r"-?[\d.]+", path.get("d"))][:2]
                 for path in self.plot("loadings").iter(SVG + "path") if path.get("class") == "f0"}
        for component, at in (("1", 0), ("2", 1)):
            self.linear([(float(row["loading"]), heads[row["child"]][at]) for row in rows if row["component"] == component], "loading")

    def write_many(self, count):
        (self.place / "many.csv").write_text("unit,name,a,b\n" + "".join(f"C{i:03},City {i},{i * 37 % 101},{i * 61 % 89}\n" for i in range(count)), encoding="utf-8")
        (self.place / "many.yaml").write_text("egovbench: 1\nid: many\ndata: [{file: many.csv, unit: unit}]\nindicators: [{id: a}, {id: b}]\n", encoding="utf-8")

    def test_few_units_and_many(self):
        """One unit, two, and 400: a picture or a reason, coordinates inside, ticks of ranks at whole numbers."""
        for count in (1, 2, 5, 400):
            self.write_many(count)
            for kind in (["ranks", "--draws", "20"], ["map"], ["world"], ["acceptability", "--draws", "20"], ["tornado", "--draws", "8"], ["distribution"], ["importance"],
                         ["contributions"], ["tree"], ["bump"]):
                arguments = ["plot", kind[0], "many.yaml", *kind[1:]]
                done = subprocess.run([PROGRAM, *arguments], cwd=self.place, capture_output=True, check=False, env=environment())
                self.assertIn(done.returncode, (0, 5), f"{arguments}: {done.stderr.decode()}")
                if done.returncode != 0:
                    self.assertTrue(done.stderr, arguments)
                    continue
                root = ElementTree.fromstring(done.stdout)
                self.inside(root)
                if kind[0] in ("ranks", "bump"):
                    numbers = [text.text for text in root.iter(SVG + "text") if re.fullmatch(r"[\d.]+", text.text or "")]
                    self.assertEqual([number for number in numbers if "." in number], [], arguments)

    def test_pictures_of_the_readme(self):
        """What README shows is what the commands beside it draw; to renew one: plot KIND INDEX -o tests/draw/pictures/KIND.svg --force."""
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        for kind, index in (("map", "egdi"), ("levels", "gtmi")):
            self.assertIn(f"plot {kind} {index} -o {kind}.svg", readme)
            self.assertIn(f"tests/draw/pictures/{kind}.svg", readme)
            self.assertEqual((ROOT / "tests/draw/pictures" / f"{kind}.svg").read_bytes(), self.run_program("plot", kind, index).stdout)

    def test_names_of_a_crosswalk_are_apart(self):
        """Ties share a position, and each has a line of its own."""
        (self.place / "t.csv").write_text("unit,a,b\n" + "".join(f"U{i:02},{i // 4},{i % 3}\n" for i in range(24)), encoding="utf-8")
        for name in "ab":
            (self.place / f"{name}.yaml").write_text(f"egovbench: 1\nid: by-{name}\ndata: [t.csv]\ndefaults: {{normalise: as-is}}\nindicators: [{{id: {name}}}]\n", encoding="utf-8")
        labels = [(text.get("text-anchor", "start"), float(text.get("y")), "".join(text.itertext())) for text in self.plot("crosswalk", "a.yaml", "b.yaml").iter(SVG + "text")
                  if re.fullmatch(r"U\d\d", "".join(text.itertext()))]
        self.assertEqual(len(labels), 48)
        for side in ("start", "end"):
            at = sorted(y for anchor, y, _ in labels if anchor == side)
            self.assertEqual(len(at), 24)
            self.assertGreater(min(b - a for a, b in zip(at, at[1:])), 10)
        rows = {row["unit"]: row for row in self.table("crosswalk", "a.yaml", "b.yaml")}
        left = [name for _, name in sorted((y, name) for anchor, y, name in labels if anchor == "end")]
        self.assertEqual([float(rows[name]["rank_by-a"]) for name in left], sorted(float(row["rank_by-a"]) for row in rows.values()))

    def test_units_asked_for_are_named(self):
        """Few units are all named, also those that are not among the best, or are ranked no longer."""
        asked = {"EST": "Estonia", "USA": "United States of America", "TCD": "Chad", "ERI": "Eritrea"}
        texts = ["".join(text.itertext()) for text in self.plot("bump", "egdi", "--units", ",".join(asked)).iter(SVG + "text")]
        self.assertEqual([name for name in asked.values() if name not in texts], [])
        (self.place / "p.csv").write_text("unit,period,a\n" + "".join(f"U{u},{p},{u}\n" for p in (1, 2, 3) for u in range(6) if u != 2 or p < 3), encoding="utf-8")
        (self.place / "p.yaml").write_text("egovbench: 1\nid: p\ndata: [p.csv]\ndefaults: {normalise: as-is}\nindicators: [{id: a}]\n", encoding="utf-8")
        labels = {"".join(text.itertext()): float(text.get("x")) for text in self.plot("bump", "p.yaml").iter(SVG + "text")}
        self.assertEqual({f"U{u}" for u in range(6)} - set(labels), set())
        self.assertLess(labels["U2"], labels["U1"])

    def test_one_period_has_no_lines_through_names(self):
        self.write_many(5)
        root = self.plot("bump", "many.yaml")
        names = [text for text in root.iter(SVG + "text") if "City" in "".join(text.itertext())]
        self.assertEqual(len(names), 5)
        for line in root.iter(SVG + "line"):
            self.assertLess(float(line.get("x2")), min(float(text.get("x")) for text in names))

    def test_hostile_names_are_text(self):
        (self.place / "h.csv").write_text('unit,name,a,b\nU1,"<script>alert(1)</script>",1,2\nU2,"]]>&amp;""\x1b[31m",2,1\nU3,臺灣,3,3\nU4,d,4,5\n', encoding="utf-8")
        (self.place / "h.yaml").write_text("egovbench: 1\nid: h\ntitle: '<b>&'\ndata: [h.csv]\nindicators: [{id: a, name: '\"><x'}, {id: b}]\n", encoding="utf-8")
        for kind in (["ranks"], ["contributions"], ["scatter", "a", "b"], ["correlations"], ["distribution"], ["tree"], ["map"], ["loadings"], ["biplot"], ["profile", "U1"]):
            done = self.run_program("plot", *kind, "h.yaml")
            root = ElementTree.fromstring(done.stdout)
            self.assertNotIn(b"\x1b", done.stdout)
            self.assertEqual({element.tag for element in root.iter()} - {SVG + tag for tag in (
                "svg", "title", "desc", "style", "defs", "pattern", "path", "rect", "circle", "line", "text")}, set())
        self.assertIn("<script>alert(1)</script>", "".join(self.plot("ranks", "h.yaml").itertext()))

    def test_the_values_are_those_of_the_command(self):
        self.assertEqual(self.run_program("plot", "importance", "--format", "csv").stdout,
                         self.run_program("stats", "importance", "--format", "csv").stdout)
        self.run_program("plot", "changes", "egdi", "--period", "2022", "2024", "-o", "c.csv")
        self.assertEqual((self.place / "c.csv").read_bytes(), self.run_program("diff", "egdi", "--period", "2022", "2024", "--format", "csv").stdout)

    def test_the_text_has_bars(self):
        """As long as their numbers; machine formats have none."""
        for command, kind, column, more in ((["stats", "importance"], "importance", "effective", []), (["stats", "components"], "scree", "share", []),
                                            (["sensitivity", "--table", "switches"], "tornado", "mean_shift", ["--draws", "16"])):
            rows = self.table(kind, *more)
            self.assertNotIn("bar", rows[0])
            lines = self.run_program(*command, *more, "--format", "text", "--width", "200").stdout.decode().splitlines()
            bars = [re.search(r"[=|.]{20}$", line.rstrip()) for line in lines]
            bars = [bar.group() for bar in bars if bar]
            self.assertEqual(len(bars), len(rows), kind)
            for row, bar in zip(rows, bars):
                most = 1 if kind == "scree" else max(float(other[name]) for other in rows if other.get("node") == row.get("node")
                                                     for name in ((column, "share") if kind == "importance" else (column,)))
                length = len(bar.replace("|", "=").rstrip("=.")) + len(re.sub(r"[.]", "", bar))
                if "|" not in bar:
                    self.assertAlmostEqual(length, 20 * float(row[column]) / most, delta=0.51, msg=f"{kind} {row}")
        text = self.run_program("plot", "contributions", "--top", "3", "--format", "text", "--width", "200", "--columns", "name,score,bar", "--notes").stdout.decode()
        for row in self.table("contributions", "--top", "3"):
            (line,) = [line for line in text.splitlines() if row["name"] in line]
            bar = re.search(r"[1-9a.]{40}$", line.rstrip()).group()
            self.assertAlmostEqual(len(bar.rstrip(".")), 40 * float(row["score"]) / 100, delta=0.51)
            self.assertEqual("".join(sorted(bar.rstrip("."))), bar.rstrip("."))
        self.assertIn("1 Network Preparedness / Infrastructure", " ".join(text.split()))

    def test_what_is_refused(self):
        for arguments, words in ((["rank", "-o", "x.svg"], "pictures are made by `plot`"),
                                 (["plot", "rangs"], "there is no plot of `rangs`"),
                                 (["plot", "tree", "--draws", "5"], "`show` has no option --draws"),
                                 (["plot", "scatter", "OS"], "a plot of scatter needs: NODE NODE [INDEX]"),
                                 (["plot", "scatter", "OS", "XX"], "has no node `XX`"),
                                 (["plot", "ranks", "--columns", "unit"], "cannot be drawn from a table without `rank`")):
            done = self.run_program(*arguments, code=2)
            self.assertIn(words, done.stderr.decode())
        self.assertEqual(os.listdir(self.place), [])

    def test_an_existing_file_is_kept(self):
        (self.place / "mine.svg").write_text("mine", encoding="utf-8")
        self.run_program("plot", "scree", "-o", "mine.svg", code=4)
        self.assertEqual((self.place / "mine.svg").read_text(encoding="utf-8"), "mine")

    def test_without_the_converter(self):
        done = self.run_program("plot", "scree", "-o", "x.png", code=5, env=environment(PATH="/nowhere"))
        self.assertIn("librsvg2-bin", done.stderr.decode())
        self.assertEqual(os.listdir(self.place), [])

    @unittest.skipUnless(shutil.which("rsvg-convert"), "rsvg-convert draws them")
    def test_other_formats(self):
        for kind in KINDS:
            self.run_program("plot", *self.arguments(kind), "-o", f"{kind}.png")
            data = (self.place / f"{kind}.png").read_bytes()
            self.assertTrue(data.startswith(b"\x89PNG"))
            self.assertGreater(len(data), 3000, f"{kind}: an empty picture")
        self.run_program("plot", "scree", "-o", "a.pdf")
        self.run_program("plot", "scree", "-o", "b.pdf")
        self.assertTrue((self.place / "a.pdf").read_bytes().startswith(b"%PDF"))
        self.assertEqual((self.place / "a.pdf").read_bytes(), (self.place / "b.pdf").read_bytes())


def luminance(colour):
    colour = colour.lstrip("#")
    colour = "".join(2 * c for c in colour) if len(colour) == 3 else colour
    channels = [int(colour[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a, b):
    """WCAG 2.1, 1.4.3."""
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


class Contrast(unittest.TestCase):
    def setUp(self):
        done = subprocess.run([PROGRAM, "plot", "scree"], capture_output=True, check=True, env=environment())
        style = re.search(r"<style>(.*?)</style>", done.stdout.decode(), re.S).group(1)
        light, dark = self.sheet = style.split("@media (prefers-color-scheme:dark)", 1)
        self.light = self.rules(light)
        self.dark = {**self.light, **self.rules(dark)}

    @staticmethod
    def rules(text):
        found = {}
        for name, body in re.findall(r"\.?([\w]+)\{([^{}]*)\}", text):
            for key, value in re.findall(r"(fill|stroke):(#[0-9a-f]+)", body):
                found[name, key] = value
        return found

    def test_text_and_lines(self):
        for rules, paper in ((self.light, "#fff"), (self.dark, self.dark["paper", "fill"])):
            self.assertGreaterEqual(contrast(rules["text", "fill"], paper), 7)
            self.assertGreaterEqual(contrast(rules["minor", "fill"], paper), 4.5)
            for name in ("span", "axis"):
                self.assertGreaterEqual(contrast(rules[name, "stroke"], paper), 3, name)
            self.assertGreaterEqual(contrast(rules["mark", "fill"], paper), 3)

    @staticmethod
    def cascade(text):
        """(class, property, colour) in the order of the style sheet, which decides between classes of one element."""
        return [(name, key, value) for name, body in re.findall(r"\.?([\w]+)\{([^{}]*)\}", text)
                for key, value in re.findall(r"(fill|stroke):(#[0-9a-f]+)", body)]

    def colour(self, element, rules):
        classes = (element.get("class") or "").split()
        of_tag = [value for name, key, value in rules if key == "fill" and element.tag == SVG + name]
        return ([value for name, key, value in rules if key == "fill" and name in classes] or of_tag)[-1]

    def test_text_on_what_is_under_it(self):
        """Every text of every kind, on light paper and on dark, against the last area drawn before it at its place."""
        styles = (self.cascade(self.sheet[0]), self.cascade(self.sheet[0]) + self.cascade(self.sheet[1]))
        for kind, more in KINDS.items():
            words = [PROGRAM, "plot", *NAMES.get(kind, [kind]), *(more or [])]
            root = ElementTree.fromstring(subprocess.run(words, capture_output=True, check=True, env=environment()).stdout)
            for dark, rules in enumerate(styles):
                seen = set()
                areas = []
                for element in root.iter():
                    if element.tag == SVG + "rect" and element.get("class") not in ("hatch", "outline"):
                        areas.append((float(element.get("x")), float(element.get("y")), float(element.get("width")), float(element.get("height")), element))
                    if element.tag != SVG + "text" or element.get("x") is None:
                        continue
                    x, y = float(element.get("x")), float(element.get("y")) - 3
                    under = [area[4] for area in areas if area[0] <= x <= area[0] + area[2] and area[1] <= y <= area[1] + area[3]][-1]
                    pair = element.get("class"), under.get("class")
                    if pair not in seen:
                        seen.add(pair)
                        self.assertGreaterEqual(contrast(self.colour(element, rules), self.colour(under, rules)), 4.5, f"{kind}, {'dark' if dark else 'light'}: {pair}")

    def test_neighbours_of_a_stack_differ_in_lightness(self):
        shades = [luminance(self.light[f"f{i}", "fill"]) for i in range(8)]
        for a, b in zip(shades, shades[1:] + shades[:1]):
            self.assertGreater(max(a, b) + 0.05, 1.25 * (min(a, b) + 0.05))


if __name__ == "__main__":
    unittest.main()
