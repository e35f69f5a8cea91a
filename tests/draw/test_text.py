#!/usr/bin/env python3
"""Pictures in text: marks are where the table's values put them, in the columns there are, for every kind; nothing acts on the terminal.

What is drawn is read back from its signs and compared with the CSV of the same command.
"""
import csv
import io
import os
import re
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(os.environ["EGOVBENCH_SOURCE"]) / "tests/cli"))
from program import ProgramTest, clean_environment, columns  # noqa: E402

KINDS = {"ranks": ["--draws", "50"], "map": [], "world": [], "levels": [], "acceptability": ["--draws", "50"], "tornado": ["--draws", "8"],
         "sensitivity": ["--draws", "8"], "correlations": [], "distribution": [], "scree": [], "loadings": [], "biplot": [], "importance": [], "added-value": [], "contributions": [],
         "profile": [], "scatter": [], "bump": [], "changes": ["--period", "1", "2"], "crosswalk": [], "tree": []}
OPERANDS = {"profile": ["U000", "m.yaml"], "scatter": ["s", "p", "m.yaml"], "crosswalk": ["m.yaml@1", "m.yaml@2"]}
NAMES = ["Estonia", "臺北市", "A city with a name that is longer than its place", "東京都", "\x1b[31m<b>"]
DOTS = range(0x2800, 0x2900)


class Text(ProgramTest):
    def write_index(self, count):
        lines = ["unit,period,name,a,b,c,d"]
        for period in (1, 2):
            for i in range(count):
                values = ["" if (i + 3 * k + period) % 17 == 0 else str((37 * i * i + 53 * k + 29 * i * period + 11 * i * k) % 97) for k in range(4)]
                lines.append(f'U{i:03},{period},"{NAMES[i % len(NAMES)]} {i}",' + ",".join(values))
        (self.place / "m.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (self.place / "m.yaml").write_text(
            "egovbench: 1\nid: m\ntitle: 指標\ndata: [{file: m.csv, unit: unit}]\nlevels: [{id: A, name: High, from: 60}, {id: B, name: 低, from: 0}]\nindicators:\n"
            "  - {id: s, name: 服務, weight: 2, indicators: [{id: a, name: Online}, {id: b}]}\n"
            "  - {id: p, name: People, indicators: [{id: c}, {id: d, name: 技能}]}\n", encoding="utf-8")

    def words(self, kind):
        return ["plot", kind, *OPERANDS.get(kind, ["m.yaml"]), *KINDS[kind]]

    def drawn(self, *words, width=80, ascii_only=False):
        done = self.run_program("plot", *words, "--format", "text", "--width", str(width), *(["--ascii"] if ascii_only else []), code=0)
        return done.out.splitlines()

    def table(self, *words):
        return list(csv.DictReader(io.StringIO(self.run_program("plot", *words, "--format", "csv", code=0).out)))

    def linear(self, pairs, what):
        """(value, column) pairs lie on one line, to a column."""
        (v0, c0), (v1, c1) = min(pairs), max(pairs)
        self.assertGreater(v1 - v0, 0, what)
        for value, column in pairs:
            self.assertLessEqual(abs(column - (c0 + (value - v0) / (v1 - v0) * (c1 - c0))), 1.01, f"{what} {value}")

    # ---- every kind --------------------------------------------------------------------------

    def test_every_kind_keeps_to_its_columns(self):
        """One unit to 400, in few columns and many: lines that fit, without anything that acts on a terminal; ASCII where asked, but for names."""
        offered = [line.split("\t")[0] for line in self.run_program("__complete", "plots").out.splitlines()]
        self.assertEqual(offered, list(KINDS))
        for count in (1, 2, 5, 400):
            self.write_index(count)
            for kind in KINDS:
                for width, more in ((20, []), (40, ["--ascii"]), (80, []), (200, ["--ascii"])):
                    if count == 400 and width != 80:
                        continue
                    with self.subTest(f"{kind}, {count} units, {width} columns"):
                        done = self.run_program(*self.words(kind), "--format", "text", "--width", str(width), *more)
                        self.assertIn(done.code, (0, 5), done.err)
                        if done.code == 0:
                            self.check_lines(done.out, width, bool(more))

    def check_lines(self, text, width, ascii_only):
        lines = text.splitlines()
        self.assertGreater(len(lines), 2)
        for line in lines:
            self.assertLessEqual(columns(line), width, line)
            self.assertEqual(line, line.rstrip(" "))
            self.assertNotRegex(line, r"[\x00-\x1f\x7f]")
            if ascii_only:
                self.assertRegex(line, r"^[\x20-\x7e\ufffd指標臺北市東京都服務技能低]*$")

    def test_the_same_bytes(self):
        self.write_index(30)
        for kind in KINDS:
            once = self.run_program(*self.words(kind), "--format", "text", "--width", "80", code=0).out
            other = self.run_program(*self.words(kind), "--format", "text", "--width", "80", code=0, environment=clean_environment(LC_ALL="de_DE.UTF-8", EGOVBENCH_THREADS="3"))
            self.assertEqual(other.out, once, kind)

    def test_colour_adds_nothing_else(self):
        self.write_index(12)
        for kind in KINDS:
            plain = self.run_program(*self.words(kind), "--format", "text", "--width", "80", code=0).out
            coloured = self.run_program(*self.words(kind), "--format", "text", "--width", "80", "--color", "always", code=0).out
            self.assertEqual(re.sub(r"\x1b\[\d*m", "", coloured), plain, kind)
            for line in coloured.splitlines():
                self.assertTrue("\x1b" not in line or line.endswith("\x1b[0m") or re.search(r"\x1b\[0m[^\x1b]*$", line) or line.startswith("\x1b[1m"), line)
            self.assertIn("\x1b[1m", coloured)

    # ---- on a terminal -----------------------------------------------------------------------

    def test_on_a_terminal(self):
        """A picture where a table was asked for with nothing else; columns ask for the table; its encoding decides which signs."""
        self.write_index(5)
        out = self.run_terminal("plot", "bump", "m.yaml").out
        self.assertRegex(out, "[▲▼]")
        for name, value in (("LC_ALL", "C"), ("LC_CTYPE", "de_DE.ISO-8859-1"), ("LANG", "POSIX"), ("TERM", "linux")):
            self.assertNotRegex(self.run_terminal("plot", "bump", "m.yaml", environment=clean_environment(**{name: value})).out, "[▲▼]")
        for value in ("C.UTF-8", "zh_TW.utf8", "de_DE.UTF-8@euro"):
            self.assertRegex(self.run_terminal("plot", "bump", "m.yaml", environment=clean_environment(LANG=value)).out, "[▲▼]")
        self.assertNotRegex(self.run_terminal("plot", "bump", "m.yaml", "--ascii").out, "[▲▼]")
        asked = self.run_terminal("plot", "bump", "m.yaml", "--columns", "unit,period,rank").out
        self.assertIn("Period", asked)
        self.assertNotRegex(asked, "[▲▼]")
        self.assertIn("\x1b[1m", self.run_terminal("plot", "bump", "m.yaml").out)
        self.assertNotIn("\x1b", self.run_terminal("plot", "bump", "m.yaml", environment=clean_environment(NO_COLOR="1")).out)
        self.assertTrue(self.run_program("plot", "bump", "m.yaml", code=0).out.startswith("<svg"))

    def test_ascii_is_an_option_of_plots(self):
        self.write_index(5)
        self.assertIn("has no option --ascii", self.run_program("rank", "m.yaml", "--ascii", code=2).err)

    # ---- values ------------------------------------------------------------------------------

    def test_ranks_are_where_they_are(self):
        words = ["ranks", "egdi", "--draws", "50", "--top", "30"]
        rows, lines = self.table(*words), [line for line in self.drawn(*words) if re.match(r" {0,3}\d+ ", line)]
        self.assertEqual(len(lines), 30)
        pairs = []
        for row, line in zip(rows, lines):
            self.assertEqual(int(line[:4]), int(row["rank"]))
            pairs.append((float(row["rank"]), line.index("●")))
            if float(row["rank_high"]) > max(float(row["rank"]), float(row["rank_median"])):
                pairs.append((float(row["rank_high"]), len(line) - 1))
        self.linear(pairs, "rank")

    def test_bars_are_as_long_as_their_numbers(self):
        eighths = dict(zip("▏▎▍▌▋▊▉█", range(1, 9)))
        for words, column in ((["tornado", "--draws", "8"], "mean_shift"), (["tree", "desi-2022"], "effective_weight"), (["scree"], "eigenvalue")):
            rows = self.table(*words)
            rows = [row for row in rows if row.get("node") == rows[0]["node"]] if words[0] == "scree" else rows
            rows = sorted(rows, key=lambda row: -float(row[column])) if words[0] == "tornado" else rows
            bars = [sum(eighths.get(sign, 0) for sign in line) for line in self.drawn(*words) if re.search(r"\d( %)?$", line)]
            self.linear([(float(row[column]), bar / 8) for row, bar in zip(rows, bars)], words[0])

    def test_bars_of_several_columns(self):
        rows = [row for row in self.table("importance", "egdi") if row["node"] == "egdi"]
        lines = [line for line in self.drawn("importance", "egdi") if re.search(r"\d\.\d{3}$", line)]
        self.assertEqual([line.split()[-1] for line in lines], [f"{float(row[name]):.3f}" for row in rows for name in ("share", "effective")])
        self.linear([(0.0, 0), *((float(row["effective"]), line.count("▒")) for row, line in zip(rows, lines[1::2]))], "importance")

    def test_contributions_are_stacked(self):
        rows = self.table("contributions", "egdi", "--top", "10")
        lines = [line for line in self.drawn("contributions", "egdi", "--top", "10") if re.search(r"\d\.\d\d$", line)]
        self.assertEqual(len(lines), 10)
        pairs = [(0.0, 0)]
        for row, line in zip(rows, lines):
            bar = re.search(r" ([123]+) +[\d.]+$", line).group(1)
            self.assertEqual("".join(sorted(bar)), bar)
            pairs.append((float(row["score"]), len(bar)))
            self.assertAlmostEqual(bar.count("1") / len(bar), float(row["OSI"]) / float(row["score"]), delta=2 / len(bar))
        self.linear(pairs, "score")

    def test_changes(self):
        words = ["changes", "egdi", "--period", "2022", "2024", "--top", "12"]
        rows, lines = self.table(*words), [line for line in self.drawn(*words) if re.search(r"[▲▼=] +\d+$", line)]
        self.assertEqual([(line[-5], int(line[-4:])) for line in lines],
                         [("▲" if float(row["rank_change"]) > 0 else "▼", abs(int(row["rank_change"]))) for row in rows])
        self.linear([(float(row["score_after"]), line.index("●")) for row, line in zip(rows, lines)]
                    + [(float(row["score_before"]), line.index("○")) for row, line in zip(rows, lines) if "○" in line], "score")

    def test_positions_side_by_side(self):
        rows = [row for row in self.table("crosswalk", "desi-2022", "egdi") if row["status"] == "all"]
        lines = self.drawn("crosswalk", "desi-2022", "egdi")[3:3 + len(rows)]
        for row, line in zip(rows, lines):
            places = [1 + sum(float(other[name]) < float(row[name]) for other in rows) for name in ("rank_desi-2022", "rank_egdi")]
            before, after, moved = re.search(r" (\d+) +(\d+) ([▲▼=] *\d*)$", line).groups()
            self.assertEqual([int(before), int(after)], places)
            way = places[1] - places[0]
            self.assertEqual(moved.split(), ["="] if way == 0 else ["▲" if way < 0 else "▼", str(abs(way))])

    def test_ranks_over_the_periods(self):
        rows = self.table("bump", "egdi")
        rank = {(row["name"], row["period"]): row["rank"] for row in rows}
        lines = self.drawn("bump", "egdi", width=120)
        periods = lines[2].split()
        self.assertEqual(periods, sorted({row["period"] for row in rows}))
        named = [line for line in lines[3:] if re.search("[▲▼=]", line)]
        self.assertEqual(len(named), 10)
        whole = [line for line in named if "…" not in line]
        for line in whole:
            name = re.match(r"(.*?)  ", line).group(1)
            self.assertEqual(re.findall(r"\d+", line), [rank[name, period] for period in periods])

    def test_what_has_no_room_is_said(self):
        self.assertIn("The latest 4 of 9 periods", " ".join(self.drawn("bump", "egdi", width=45)))
        self.assertNotIn("no room", " ".join(self.drawn("bump", "egdi", width=200)))
        self.assertIn("The first 1 of 2 rankings", " ".join(self.drawn("crosswalk", "desi-2022", "egdi", width=24)))
        self.assertIn("of 10 ranks", " ".join(self.drawn("acceptability", "--draws", "20", "--top", "2", width=24)))
        lines = self.drawn("correlations", "gtmi-2022", width=40)
        self.assertTrue(any(re.fullmatch(r"[^…]*(….*)?…", line) and len(line) == 40 for line in lines))

    def test_shares_of_ranks(self):
        rows, lines = self.table("acceptability", "--draws", "200", "--top", "6"), self.drawn("acceptability", "--draws", "200", "--top", "6")[3:9]
        shade = ((0.8, "█"), (0.5, "▓"), (0.2, "▒"), (0.005, "░"))
        for row, line in zip(rows, lines):
            cells = re.findall(r"([█▓▒░]) ?([ \d]\d?\d)|(·)", line)
            shares = [float(row[f"p_rank_{rank}"]) for rank in range(1, 11)]
            self.assertEqual(len(cells), 10, line)
            for share, (sign, number, none) in zip(shares, cells):
                self.assertEqual(bool(none), share <= 0.005)
                if not none:
                    self.assertEqual(sign, next(name for least, name in shade if share >= least))
                    self.assertAlmostEqual(int(number), 100 * share, delta=0.51)

    def test_points_are_units(self):
        """A dot per unit, but for those that share one; of those named, the dot is beside the id where the values are."""
        rows = self.table("scatter", "OSI", "TII", "egdi")
        lines = self.drawn("scatter", "OSI", "TII", "egdi", width=200)
        dots = sum(bin(ord(sign) - 0x2800).count("1") for line in lines for sign in line if ord(sign) in DOTS)
        self.assertLessEqual(dots, len(rows))
        self.assertGreater(dots, 0.9 * len(rows))
        at = {}
        for number, line in enumerate(lines):
            for found in re.finditer("[A-Z]{3}", line):
                beside = [x for x in (found.start() - 1, found.end()) if 0 <= x < len(line) and ord(line[x]) in DOTS]
                if beside and number > 2:
                    at[found.group()] = number, beside
        value = {row["unit"]: (float(row["OSI"]), float(row["TII"])) for row in rows}
        named = [unit for unit in at if unit in value]
        self.assertGreater(len(named), 10)
        self.linear([(-value[unit][1], at[unit][0]) for unit in named], "up")
        self.linear([(value[unit][0], at[unit][1][0]) for unit in named if len(at[unit][1]) == 1], "across")

    def test_tiles_have_the_shade_of_their_level(self):
        rows = self.table("map", "gtmi-2022")
        lines = self.drawn("map", "gtmi-2022", width=400)
        shade = {"A": "█", "B": "▓", "C": "░", "D": "▁"}
        shown = dict((name, sign) for line in lines for sign, name in re.findall(r"([█▓▒░▁×])([A-Z]{3})\b", line))
        self.assertEqual(len(shown), len(rows))
        for row in rows:
            self.assertEqual(shown[row["unit"]], shade[row["level"]] if row["rank"] else "×", row)

    def test_levels_are_counted(self):
        rows = self.table("levels", "gtmi")
        period, counts, moves = "", {}, {}
        for line in self.drawn("levels", "gtmi")[2:]:
            heading = re.fullmatch(r"(\d{4})(?: +▲ (\d+) +▼ (\d+))?", line)
            if heading:
                period = heading.group(1)
                moves[period] = heading.groups()[1:]
            found = re.match(r"  (\S.*?) +[█▏▎▍▌▋▊▉]* *(\d+)$", line)
            if found and found.group(1) != "no level" and int(found.group(2)) > 0:
                counts[period, found.group(1)] = int(found.group(2))
        expected = {}
        for row in rows:
            if row["level"]:
                expected[row["period"], row["level_name"]] = expected.get((row["period"], row["level_name"]), 0) + 1
        self.assertEqual(counts, expected)
        level = {(row["unit"], row["period"]): row["level"] for row in rows}  # A is the highest
        for before, after in (("2020", "2022"), ("2022", "2025")):
            pairs = [(level[unit, before], level.get((unit, after))) for unit, period in level if period == before]
            pairs = [(a, b) for a, b in pairs if a and b]
            self.assertEqual(moves[after], (str(sum(b < a for a, b in pairs)), str(sum(b > a for a, b in pairs))))
        self.assertEqual(moves["2020"], (None, None))

    def test_correlations_have_their_numbers(self):
        rows = [row for row in self.table("correlations", "desi-2022") if row["relation"] == "siblings"]
        said = sorted(f"{float(row['pearson']):.2f}".replace("0.", ".") + ("?" if not float(row["pearson_p"]) < 0.05 else "") for row in rows)
        text = "\n".join(self.drawn("correlations", "desi-2022")[:-2])
        self.assertEqual(sorted(re.findall(r"(?<=[ █▓▒░])-?\.\d\d\??", text)), said)

    def test_strips(self):
        rows = self.table("distribution", "egdi")
        lines = self.drawn("distribution", "egdi")
        for node in ("OSI", "TII", "HCI"):
            values = sorted(float(row["value"]) for row in rows if row["node"] == node and row["value"])
            (line,) = [line for line in lines if line.startswith(node)]
            ends = line.index("├"), line.index("┤")
            self.linear([(values[0], ends[0]), (values[len(values) // 2], line.index("█")), (values[-1], ends[1])], node)

    def test_loadings_have_their_heads(self):
        rows = [row for row in self.table("loadings", "egdi") if row["node"] == "egdi"]
        lines = self.drawn("loadings", "egdi")
        for number, child in enumerate(dict.fromkeys(row["child"] for row in rows), 1):
            first, second = (float(next(row["loading"] for row in rows if row["child"] == child and row["component"] == component)) for component in "12")
            self.assertTrue(any(f"{number} {child} ({first:.2f}, {second:.2f})" in line for line in lines), child)


if __name__ == "__main__":
    unittest.main()
