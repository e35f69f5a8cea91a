"""tune in a terminal: keys in, cells out; the terminal is left as it was found."""
import csv
import io
import json
import os
import re
import signal
import subprocess
import termios
import unittest

from program import PROGRAM, ROOT, ProgramTest, clean_environment
from screen import Terminal

UP, DOWN, RIGHT, LEFT = "\x1bOA", "\x1bOB", "\x1bOC", "\x1bOD"
FINE_RIGHT = "\x1b[1;2C"
HAS_NCURSES = b"without ncurses" not in subprocess.run([PROGRAM, "tune"], stdin=subprocess.DEVNULL, capture_output=True,
                                                       env=clean_environment(), check=False).stderr
NCURSES = unittest.skipUnless(HAS_NCURSES, "built without ncurses")
PERCENT = re.compile(r"([\[ ])(\d+\.\d) %([\] ]|$)")


class TuneTest(ProgramTest):
    def desk(self, *arguments, **options):
        run = Terminal(self, "tune", *arguments, **options)
        run.until_text("q quit" if options.get("columns", 80) >= 78 else "find")
        return run

    @staticmethod
    def left(screen):
        return min(screen.columns * 9 // 20, 64)

    def shares(self, screen):
        """Percentages of the listed weights in order; locked ones as negative numbers."""
        half = self.left(screen)
        found = []
        for row in screen.cells[2:-2]:
            match = PERCENT.search("".join(row[:half]))
            if match:
                found.append(-float(match.group(2)) if match.group(1) == "[" else float(match.group(2)))
        return found

    def until_shares(self, run, expected):
        run.until(lambda screen: self.shares(screen) == expected, f"the shares {expected}")

    def ranking(self, screen):
        """(rank, name, score) as shown on the right, cut names with their mark."""
        left = self.left(screen)
        rows = []
        for row in screen.cells[2:-2]:
            match = re.match(r"[▸● ]? *(\d+|-) +(?:[▲▼]\d+ *)?(\S.*?) +(?:\d+(?:-\d+)? +)?(\d+\.\d+)(?: +[+-]\d+\.\d+)?\s*$", "".join(row[left + 2:]))
            if match:
                rows.append((match.group(1), match.group(2), match.group(3)))
        return rows

    def intervals(self, screen):
        """(rank, interval) of the rows that have one."""
        found = [re.match(r"[▸● ]? *(\d+) .* (\d+)(?:-(\d+))? +\d+\.\d+(?: +[+-]\d+\.\d+)?\s*$", "".join(row[self.left(screen) + 2:]))
                 for row in screen.cells[2:-2]]
        return [(int(match.group(1)), int(match.group(2)), int(match.group(3) or match.group(2))) for match in found if match]

    def expect_intervals(self, run, count, *arguments):
        """Those that `rank` has for the same weights."""
        rows = list(csv.DictReader(io.StringIO(self.run_program("rank", *arguments, "--format", "csv", code=0).out)))
        expected = [(int(row["rank"]), int(row["rank_low"]), int(row["rank_high"])) for row in rows[:count]]
        run.until(lambda screen: self.intervals(screen) == expected, f"the intervals {expected}")

    def expect_ranking(self, run, *arguments, digits=2):
        done = self.run_program("rank", *arguments, "--format", "csv", code=0)
        expected = [(row["rank"] or "-", row["name"], f"{float(row['score']):.{digits}f}") for row in csv.DictReader(io.StringIO(done.out))]

        def same(screen):
            shown = self.ranking(screen)
            return bool(shown) and all(
                rank == wanted[0] and score == wanted[2] and (name == wanted[1] or (name.endswith("…") and wanted[1].startswith(name[:-1])))
                for (rank, name, score), wanted in zip(shown, expected))

        run.until(same, f"the ranking of {arguments}")
        return self.ranking(run.screen)


@NCURSES
class Pages(TuneTest):
    def test_80_by_24(self):
        run = self.desk("--lang", "en")
        lines = run.screen.lines()
        self.assertIn("egovbench tune   Ten indicators of digital government", lines[0])
        self.assertTrue(lines[0].endswith("no rank changed"))
        self.assertEqual(self.shares(run.screen), [10.0] * 10)
        self.assertEqual(len(self.expect_ranking(run)), 20)
        self.assertEqual(lines[23], " ↑↓ choose ←→ 1 % < > 0.1 % space lock = equal u undo / find ? help q quit")
        self.assertTrue(all(row[36] == "│" for row in run.screen.cells[1:22]))
        self.assertEqual(run.screen.unknown, [])

    def test_120_by_40(self):
        run = self.desk(rows=40, columns=120)
        self.assertEqual(len(self.expect_ranking(run)), 36)
        run.keys(RIGHT)
        run.until_text("11.0 %")
        run.until(lambda screen: any(re.search(r"[▲▼]\d+ .* [+-]\d+\.\d\d$", line) for line in screen.lines()), "changes of scores")
        self.expect_ranking(run, "--set", "NIP=11%")

    def test_50_by_24(self):
        """The weights above, the ranking below: nothing is written over anything."""
        run = self.desk("--lang", "en", columns=50)
        lines = run.screen.lines()
        self.assertEqual(lines[23], " ↑↓ choose ←→ 1 % tab side ? help q quit / find")
        self.assertRegex(lines[1], r"^  Weights +bar to 20 %$")
        for line in lines[2:11]:
            self.assertRegex(line, r"^[▸ ] \+ [A-Z]{2,4} \S.*[ …] ?[█▏▎▍▌▋▊▉]+·+ +10\.0 %$")
        run.until(lambda screen: re.search(r"^  Rank +Name +From-to  Score$", screen.lines()[11]), "the head of the ranking")
        rows = list(csv.DictReader(io.StringIO(self.run_program("rank", "--format", "csv", code=0).out)))[:10]

        def wanted(row):
            low, high = row["rank_low"], row["rank_high"]
            interval = low if low == high else f"{low}-{high}"
            return rf"^ +{row['rank']} +{row['name'][:15]}.* {interval} +{float(row['score']):.2f}$"

        run.until(lambda screen: all(re.search(wanted(row), line) for row, line in zip(rows, screen.lines()[12:22])), "the ranking")
        run.keys(DOWN * 9)
        run.until_text("▸ + EMG")
        run.keys("\te" + DOWN + "e")
        part = r"^  \S.*?[ …] +\d+\.\d\d +\d+\.\d\d +[+-]\d+\.\d\d$"
        run.until(lambda screen: all(re.search(part, line) for line in screen.lines()[2:12]), "the pair")
        run.keys(" ?")
        run.until_text("a unit, as in `rank`")
        self.assertIn(" only those numbers change", run.screen.text())

    def test_resize(self):
        run = self.desk()
        run.keys(RIGHT)
        run.until_text("11.0 %")
        run.resize(40, 120, signal.SIGWINCH)
        run.until(lambda screen: len(self.ranking(screen)) == 36, "36 units")
        self.assertEqual(self.shares(run.screen), [11.0] + [9.9] * 9)
        run.resize(8, 40, signal.SIGWINCH)
        run.until_text("too small")
        run.resize(24, 80, signal.SIGWINCH)
        run.until(lambda screen: len(self.ranking(screen)) == 20, "20 units")
        self.expect_ranking(run, "--set", "NIP=11%")

    def straight(self, run, first, last, digits):
        """How many rows have wide characters; all scores must end in the same cell, all rules stand in the same."""
        wide = 0
        for row in run.screen.cells[first:last + 1]:
            self.assertEqual(row[36], "│")
            self.assertRegex("".join(row[70:79]), rf"^ +\d+\.\d{{{digits}}}$", "".join(row))
            wide += any(cell == "" for cell in row[38:62])
        return wide

    def test_wide_names_stand_straight(self):
        run = self.desk("egdi", "--lang", "zh-Hant")
        self.assertGreater(self.straight(run, 2, 21, 4), 15)
        run.keys(RIGHT * 3)
        run.until_text("36.3 %")
        self.assertGreater(self.straight(run, 2, 21, 4), 15)

    def test_names_of_every_width(self):
        names = ["Estonia", "日本のとても長い名前の国で入りきらない", "대한민국", "Co\u0302te d'Ivoire", "臺灣", "a日" * 20]
        rows = [f"U{i},{name},0.{i + 1},2,{i}" for i, name in enumerate(names)]
        (self.place / "small.csv").write_text("unit,name,portal,mobile,speed\n" + "\n".join(rows) + "\n", encoding="utf-8")
        run = self.desk("small.yaml")
        self.assertEqual(self.straight(run, 2, 7, 2), 4)
        self.assertEqual(run.screen.text().count("…"), 2)

    def test_intervals_follow_the_weights(self):
        run = self.desk()
        self.expect_intervals(run, 20)
        run.keys(RIGHT + RIGHT)
        self.until_shares(run, [12.0] + [9.8] * 9)
        self.expect_intervals(run, 20, "--set", "NIP=12%")
        run.resize(40, 120, signal.SIGWINCH)
        self.expect_intervals(run, 36, "--set", "NIP=12%")
        run.keys("u")
        self.expect_intervals(run, 36, "--set", "NIP=11%")
        run.keys(">" * 5 + "<" * 4)
        self.expect_intervals(run, 36, "--set", "NIP=11.1%")

    def test_no_intervals(self):
        run = self.desk("small.yaml", "--no-intervals")
        self.assertNotIn("From-to", run.screen.text())
        self.expect_ranking(run, "small.yaml")
        run = self.desk("small.yaml")
        self.assertIn("From-to", run.screen.text())

    def test_why_there_are_no_intervals(self):
        """Every unit has a part below 0: the only other aggregation, geometric, has no answer in any draw."""
        text = (self.place / "small.yaml").read_text(encoding="utf-8")
        text = text.replace("minmax", "as-is").replace("scenarios:", "uncertainty: {weights: fixed, aggregate: [geometric]}\nscenarios:")
        (self.place / "small.yaml").write_text(text, encoding="utf-8")
        (self.place / "small.csv").write_text("unit,name,portal,mobile,speed\nEST,E,0.9,3,-7\nTWN,T,0.8,2,-9\n", encoding="utf-8")
        run = self.desk("small.yaml")
        run.until_text("no intervals: none of the 500 draws")
        run.keys(RIGHT)
        self.until_shares(run, [67.7, 32.3])

    def test_surroundings_without_utf8(self):
        run = self.desk("egdi", "--lang", "zh-Hant", LC_ALL="C")
        run.until_text("丹麥")

    def test_names_cannot_reach_the_terminal(self):
        (self.place / "small.csv").write_text("unit,name,portal,mobile,speed\nEST,E\x1b[31mst\u202eonia,0.9,3,7\nTWN,T,0.8,2,9\n", encoding="utf-8")
        run = self.desk("small.yaml")
        run.until_text("E\ufffd[31mst\ufffdonia")

    def test_colour_is_a_choice(self):
        plain = Terminal(self, "tune", NO_COLOR="1")
        read, seen = plain.screen.feed, []
        plain.screen.feed = lambda text: (seen.append(text), read(text))
        plain.until_text("q quit")
        self.assertNotRegex("".join(seen), "\x1b\\[[0-9;]*3[1-7]m")

    def test_help(self):
        run = self.desk()
        run.keys("?")
        run.until_text("any key goes back")
        self.assertNotIn("…", run.screen.text())
        run.keys("x")
        run.until_text("q quit")


@NCURSES
class Weights(TuneTest):
    def test_steps(self):
        run = self.desk()
        run.keys(RIGHT)
        self.until_shares(run, [11.0] + [9.9] * 9)
        self.expect_ranking(run, "--set", "NIP=11%")
        run.keys(">" + FINE_RIGHT)
        self.until_shares(run, [11.2] + [9.9] * 9)
        run.keys("<" + LEFT)
        self.until_shares(run, [10.1] + [10.0] * 9)
        run.keys("q")
        self.assertEqual(run.end(), 0)

    def test_locked_ones_keep_their_share(self):
        run = self.desk("egdi")
        run.keys(RIGHT + DOWN + " ")
        self.until_shares(run, [34.3, -32.8, 32.8])
        run.keys(UP + RIGHT)
        self.until_shares(run, [35.3, -32.8, 31.8])
        run.keys(DOWN + RIGHT)
        run.until_text("this weight is locked")
        run.keys(UP + " " + DOWN + DOWN + RIGHT)
        run.until_text("all its siblings are locked")
        run.keys(UP + " " + "=")
        self.until_shares(run, [-35.3, 32.3, 32.3])

    def test_a_weight_stays_between_nothing_and_all(self):
        run = self.desk("egdi")
        run.keys(RIGHT * 80)
        self.until_shares(run, [100.0, 0.0, 0.0])
        run.until_text("it has everything that is not locked")
        run.keys(LEFT * 10)
        self.until_shares(run, [90.0, 5.0, 5.0])
        run.keys(LEFT * 99)
        self.until_shares(run, [0.0, 50.0, 50.0])

    def test_undo_and_redo(self):
        run = self.desk("egdi")
        run.keys(RIGHT + RIGHT)
        self.until_shares(run, [35.3, 32.3, 32.3])
        run.keys("u")
        self.until_shares(run, [34.3, 32.8, 32.8])
        run.keys("u" + "u")
        run.until_text("nothing to undo")
        self.until_shares(run, [33.3, 33.3, 33.3])
        self.expect_ranking(run, "egdi", digits=4)
        run.keys("r" + "r" + "r")
        run.until_text("nothing to redo")
        self.until_shares(run, [35.3, 32.3, 32.3])

    def test_parts_of_a_node(self):
        run = self.desk("small.yaml")
        self.until_shares(run, [66.7, 33.3])
        run.keys("\r")
        self.until_shares(run, [66.7, 50.0, 50.0, 33.3])
        run.keys(DOWN + RIGHT)
        self.until_shares(run, [66.7, 51.0, 49.0, 33.3])
        self.expect_ranking(run, "small.yaml", "--set", "portal=51%")
        run.keys(UP + "\r")
        self.until_shares(run, [66.7, 33.3])

    def test_options_of_rank(self):
        run = self.desk("small.yaml", "--scenario", "fast")
        self.expect_ranking(run, "small.yaml", "--scenario", "fast")

    def test_weights_from_the_data_stay(self):
        text = (self.place / "small.yaml").read_text(encoding="utf-8").replace("levels:", "weights: entropy\nlevels:")
        (self.place / "small.yaml").write_text(text.replace("weight: 2", "note: x").replace(", weight: 1", ""), encoding="utf-8")
        run = self.desk("small.yaml")
        run.keys(RIGHT)
        run.until_text("come from the data")


@NCURSES
class Countries(TuneTest):
    def test_find(self):
        run = self.desk()
        for typed, name in (("TWN", "Taiwan"), ("viet", "Viet Nam"), ("zealand", "New Zealand"), ("EL", "Greece"), ("Chinese Taipei", "Taiwan"), ("Burma", "Myanmar")):
            run.keys("/" + typed)
            run.until_text("find: " + typed)
            run.keys("\r")
            run.until(lambda screen: any(re.search(rf"▸ .*{name}", line) for line in screen.lines()), name)
        run.keys("/nowhere\r")
        run.until_text("no unit is called `nowhere`")
        run.keys("/Uruguya\r")
        run.until_text("no unit is called `Uruguya`: did you mean `Uruguay`?")
        run.keys("/Esp\x7f\x7fston\r")
        run.until(lambda screen: any(re.search(r"▸ .*Estonia", line) for line in screen.lines()), "Estonia")

    def test_what_is_known_is_no_part_of_another_name(self):
        """Of a name that means another country, or more than one, no unit is chosen that only looks like it."""
        (self.place / "few.csv").write_text("unit,name,a\nNGA,Nigeria,1\nCOG,Congo,2\nCOD,DR Congo,3\nEST,Estonia,4\n", encoding="utf-8")
        (self.place / "few.yaml").write_text("egovbench: 1\nid: few\ndata: [few.csv]\nindicators: [{id: a}]\n", encoding="utf-8")
        run = self.desk("few.yaml")
        run.keys("/Niger\r")
        run.until_text("`Niger` is not in this data")
        self.assertFalse(any(re.search("▸ .*Nigeria", line) for line in run.screen.lines()))
        run.keys("/Niger\x7f\x7f\r")
        run.until(lambda screen: any(re.search("▸ .*Nigeria", line) for line in screen.lines()), "Nigeria")
        run.keys("/Congo\r")
        run.until_text("`Congo` may be ")

    def test_typing_chinese(self):
        run = self.desk("egdi", "--lang", "zh-Hant")
        run.keys("/愛沙x\x7f\r")
        run.until(lambda screen: any(re.search("▸ .*愛沙尼亞", line) for line in screen.lines()), "愛沙尼亞")

    def pair(self, *arguments, one="EST", other="KOR"):
        """The rows of the page of a pair: name and numbers; `-` is None."""
        run = self.desk(*arguments)
        run.keys(f"/{one}\re/{other}\re")
        run.until_text("any key goes back")
        rows = {}
        for line in run.screen.lines():
            match = re.match(r"  (\S.*?)((?: +(?:-|[-+]?\d+(?:\.\d+)?%?))+)$", line)
            if match:
                rows[match.group(1)] = [None if cell == "-" else float(cell.rstrip("%")) for cell in match.group(2).split()]
        return run, rows

    def test_a_pair(self):
        run, rows = self.pair("egdi")
        self.assertIn("Estonia against Republic of Korea", run.screen.text())
        score = rows.pop("Score")
        self.assertEqual(len(rows), 3)
        self.assertAlmostEqual(sum(row[3] for row in rows.values()), score[2], delta=2e-4)
        self.assertAlmostEqual(score[0] - score[1], score[2], delta=2e-4)
        run.keys("x")
        run.until_text("q quit")

    def test_what_makes_a_pair_level(self):
        """The weights of single parts and of all jointly are those of `explain`, which tests prove."""
        run, rows = self.pair("--lang", "en", other="DNK")
        rows.pop("Score")
        exact = json.loads(self.run_program("explain", "EST", "DNK", "--format", "json", code=0).out)
        self.assertEqual(len(rows), len(exact["rows"]), rows)
        for shown, part in zip(rows.values(), exact["rows"]):
            ends = [end for end in (part["level_below"], part["level_above"]) if end is not None]
            alone = min(ends, key=lambda end: abs(end - part["share"])) if ends else None
            for cell, wanted in ((shown[0], part["share"]), (shown[4], alone), (shown[5], part["least_total_share"])):
                self.assertEqual(cell is None, wanted is None)
                if cell is not None:
                    self.assertAlmostEqual(cell, 100 * wanted, delta=0.051)
        hands = 50 * float(exact["provenance"]["least_total_change"])
        self.assertIn(f"tied when {hands:.1f} % of the weight moves; a little more and Denmark leads", run.screen.text())

    def test_a_pair_that_nothing_turns(self):
        run, _ = self.pair("egdi", other="DNK")
        self.assertIn("no weights put Estonia above Denmark: it is better in no part", run.screen.text())

    def test_a_pair_without_an_answer(self):
        text = (self.place / "small.yaml").read_text(encoding="utf-8").replace("aggregate: arithmetic", "aggregate: median")
        (self.place / "small.yaml").write_text(text, encoding="utf-8")
        run, rows = self.pair("small.yaml", other="TWN")
        self.assertIn("what makes them tie cannot be computed", run.screen.text())
        self.assertIn("Score", rows)
        parts = [row for name, row in rows.items() if name not in ("Score", "(interaction)")]
        self.assertEqual({row[3] for row in parts}, {None}, "below a median nothing adds up")
        run.keys("x")
        run.until_text("q quit")


@NCURSES
class Results(TuneTest):
    def command(self, run):
        run.keys("q")
        self.assertEqual(run.end(), 0)
        found = re.search(r"egovbench weights set( \S+)*", run.screen.text())
        return found.group(0).split()[3:] if found else None

    def test_the_command_makes_the_same_ranking(self):
        run = self.desk("small.yaml")
        run.keys(RIGHT + "\r" + DOWN + LEFT + LEFT)
        self.until_shares(run, [67.7, 48.0, 52.0, 32.3])
        shown = self.ranking(run.screen)
        words = self.command(run)
        self.assertEqual(words[0], "small.yaml")
        self.assertEqual(words[-1], "--write")
        self.assertEqual(len(words), 4)
        done = self.run_program("rank", words[0], "--set", ",".join(words[1:-1]), "--format", "csv", code=0)
        rows = list(csv.DictReader(io.StringIO(done.out)))
        self.assertEqual([(row[0], row[2]) for row in shown], [(row["rank"], f"{float(row['score']):.2f}") for row in rows])

    def test_a_shipped_definition_is_not_written(self):
        """Neither w nor s; the command that is printed in the end makes a copy."""
        shipped = (ROOT / "indicators" / "egdi.yaml").read_bytes()
        run = self.desk("egdi")
        run.keys(RIGHT)
        run.keys("w")
        run.until_text("never changed")
        words = self.command(run)
        self.assertEqual((ROOT / "indicators" / "egdi.yaml").read_bytes(), shipped)
        self.assertTrue(words[-1].startswith("--copy="), words)
        self.run_program("weights", "set", *words, code=0)

    def test_nothing_changed_nothing_printed(self):
        self.assertIsNone(self.command(self.desk("small.yaml")))
        run = self.desk("egdi")
        run.keys(RIGHT + "u")
        self.until_shares(run, [33.3, 33.3, 33.3])
        self.assertIsNone(self.command(run))

    def test_write_changes_the_numbers_only(self):
        path = self.place / "small.yaml"
        before = path.read_text(encoding="utf-8")
        run = self.desk("small.yaml")
        run.keys(DOWN + RIGHT)
        self.until_shares(run, [65.7, 34.3])
        run.keys("w")
        run.until_text("written in small.yaml")
        after = path.read_text(encoding="utf-8")
        self.assertNotEqual(after, before)
        number = re.compile(r"(weight: )[0-9.]+%?")
        self.assertEqual(number.sub(r"\1N", after), number.sub(r"\1N", before))
        self.expect_ranking(run, "small.yaml")
        run.keys("w")
        run.until_text("there is nothing to write")
        run.keys(RIGHT)
        self.until_shares(run, [64.7, 35.3])
        run.keys("w")
        run.until_text("written in small.yaml")
        self.expect_ranking(run, "small.yaml")

    def test_what_is_written_is_recorded(self):
        """With --why from the first on; with a record that is there always; a scenario never."""
        record = self.place / "small.changes.yaml"
        run = self.desk("small.yaml", "--why", "tried at the desk", "--when", "2026-01-02")
        run.keys(RIGHT + "sother\r")
        run.until_text("saved as scenario other")
        self.assertFalse(record.exists())
        run.keys("w")
        run.until_text("written in small.yaml")
        first = record.read_text(encoding="utf-8")
        self.assertRegex(first, r'\n- \{when: "2026-01-02", why: "tried at the desk", weights: \{services: \[2, 2\.03\d*\].*\}, moved: 0, correlation: 1\}\n$')
        run.keys(RIGHT)
        self.until_shares(run, [68.7, 31.3])
        run.keys("w")
        run.until(lambda screen: record.read_text(encoding="utf-8") != first, "a second line")
        self.assertTrue(record.read_text(encoding="utf-8").startswith(first))
        self.run_program("weights", "undo", "small.yaml", "--write", code=0)
        self.run_program("weights", "undo", "small.yaml", "--write", code=0)
        self.assertRegex((self.place / "small.yaml").read_text(encoding="utf-8"), r"weight: 2\n(.*\n)*.*weight: 1\}")

    def test_a_scenario(self):
        run = self.desk("small.yaml")
        run.keys(RIGHT + "s")
        run.until_text("save as scenario:")
        run.keys("../x\r")
        run.until_text("is named with letters")
        run.keys("smine\r")
        run.until_text("saved as scenario mine in small.yaml")
        self.expect_ranking(run, "small.yaml", "--scenario", "mine")
        run.keys(RIGHT + "sother\r")
        run.until_text("saved as scenario other in small.yaml")
        self.expect_ranking(run, "small.yaml", "--scenario", "other")
        self.until_shares(run, [68.7, 31.3])

    def test_a_file_that_was_changed_meanwhile_stays(self):
        run = self.desk("small.yaml")
        path = self.place / "small.yaml"
        text = path.read_text(encoding="utf-8") + "# theirs\n"
        path.write_text(text, encoding="utf-8")
        run.keys(RIGHT + "w")
        run.until_text("not written:")
        self.assertEqual(path.read_text(encoding="utf-8"), text)


@NCURSES
class TerminalState(TuneTest):
    def ends(self, way, code):
        run = self.desk("small.yaml")
        during = termios.tcgetattr(run.theirs)
        self.assertNotEqual(during, run.before)
        self.assertTrue(run.screen.modes.get(1049))
        self.assertFalse(run.screen.modes.get(25))
        run.keys(RIGHT)
        run.until_text("67.7 %")
        way(run)
        self.assertEqual(run.end(), code)
        self.assertEqual(termios.tcgetattr(run.theirs), run.before)
        self.assertFalse(run.screen.modes[1049])
        self.assertTrue(run.screen.modes[25])
        self.assertFalse(run.screen.modes.get(1))
        return run

    def test_quit(self):
        self.assertIn("egovbench weights set", self.ends(lambda run: run.keys("q"), 0).screen.text())

    def test_terminated(self):
        run = self.ends(lambda run: run.process.send_signal(signal.SIGTERM), -signal.SIGTERM)
        self.assertIn("egovbench weights set", run.screen.text())

    def test_interrupted(self):
        run = self.ends(lambda run: run.process.send_signal(signal.SIGINT), 130)
        self.assertIn("egovbench weights set", run.screen.text())

    def test_hung_up(self):
        self.ends(lambda run: run.process.send_signal(signal.SIGHUP), -signal.SIGHUP)

    def test_our_own_crash(self):
        for number in (signal.SIGSEGV, signal.SIGABRT, signal.SIGFPE):
            self.ends(lambda run, n=number: run.process.send_signal(n), -number)

    def test_the_terminal_is_gone(self):
        run = self.desk("small.yaml")
        ours = run.ours
        run.ours = os.open(os.devnull, os.O_RDONLY)
        os.close(run.theirs)
        run.theirs = os.open(os.devnull, os.O_RDONLY)
        os.close(ours)
        self.assertEqual(run.process.wait(60), -signal.SIGHUP)


class Refusals(TuneTest):
    def test_without_a_terminal(self):
        done = self.run_program("tune", "small.yaml", code=2)
        self.assertIn("error[E0901]", done.err)
        self.assertEqual(done.out, "")
        if HAS_NCURSES:
            self.assertIn("needs a terminal", done.err)
        else:
            self.assertIn("libncurses-dev", done.err)

    @NCURSES
    def test_terminals_that_cannot(self):
        for kind in ("dumb", "", "no-such-terminal"):
            run = Terminal(self, "tune", "small.yaml", TERM=kind)
            self.assertEqual(run.end(), 2)
            self.assertIn("the weight desk cannot be shown", run.screen.text().replace("\n", ""))
            self.assertEqual(termios.tcgetattr(run.theirs), run.before)

    @NCURSES
    def test_faults_leave_the_terminal_alone(self):
        for arguments, code in ((["nowhere"], 2), (["nowhere.yaml"], 4), (["small.yaml", "--set", "x=1"], 2)):
            run = Terminal(self, "tune", *arguments)
            self.assertEqual(run.end(), code)
            self.assertNotIn(1049, run.screen.modes)
            self.assertEqual(termios.tcgetattr(run.theirs), run.before)


if __name__ == "__main__":
    unittest.main()
