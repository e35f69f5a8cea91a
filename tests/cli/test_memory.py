"""The record of changes of weights: what is written into it, what is taken back byte for byte, what is refused of a record that was edited by hand."""
import csv
import io
import random
import subprocess
import unittest

from program import PROGRAM, ROOT, ProgramTest, clean_environment
from test_weights import Text

HOSTILE = ['"', "\\", "'", "# no comment", "a: b", "- x", "{", "}", "[1, 2]", "&a", "*a", "!tag", "%", "`", "~", "null", "line\nline", "\r\n", "\t",
           "\x1b[31mred", "\x07", "\u202eevil", "\u2028", "\u0085", "\ufeff", "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "\\input{x}", "...", "---",
           "陳", "é", "e\u0301", "😀", "'''", '"""', "x" * 4000, " lead", "trail ", "@x", "\x7f", "1", "true"]


class Memory(ProgramTest):
    def setUp(self):
        super().setUp()
        self.path, self.record = self.place / "small.yaml", self.place / "small.changes.yaml"

    def set(self, *arguments, code=0, environment=None):
        return self.run_program("weights", "set", "small.yaml", *arguments, "--write", "--no-intervals", code=code, environment=environment)

    def undo(self, *arguments, code=0):
        return self.run_program("weights", "undo", "small.yaml", *arguments, "--no-intervals", code=code)

    def log(self, name="small.yaml", code=0):
        return list(csv.DictReader(io.StringIO(self.run_program("weights", "log", name, "--format", "csv", code=code).out)))

    def notes(self):
        return self.run_program("weights", "log", "small.yaml", "--notes", code=0).out


class Record(Memory):
    def test_what_a_line_says(self):
        self.set("speed=50%", "--why", "expert panel 3", "--who", "me", "--when", "2026-01-02")
        lines = self.record.read_text(encoding="utf-8").splitlines()
        self.assertEqual(lines[2:4], ["egovbench-changes: 1", "changes:"])
        self.assertEqual(lines[4], '- {when: "2026-01-02", who: "me", why: "expert panel 3", weights: {services: [2, 1.5], speed: [1, 1.5]}, '
                                   'moved: 0, correlation: 1}')
        self.assertEqual(len(lines), 5)
        self.assertEqual(self.log(), [{"change": "1", "when": "2026-01-02", "who": "me", "why": "expert panel 3",
                                       "weights": "services 2 to 1.5; speed 1 to 1.5", "moved": "0", "correlation": "1"}])

    def test_moves_and_correlation_are_those_of_the_rankings(self):
        """Counted and worked out here from two rankings, ties none: 1 - 6 sum d^2 / (n (n^2 - 1))."""
        def ranks():
            rows = csv.DictReader(io.StringIO(self.run_program("rank", "waseda.yaml", "--format", "csv", code=0).out))
            return {row["unit"]: float(row["rank"]) for row in rows if row["rank"]}
        text = (ROOT / "indicators" / "waseda-ten.yaml").read_text(encoding="utf-8").replace("../data/", f"{ROOT}/data/")
        (self.place / "waseda.yaml").write_text(text, encoding="utf-8")
        before = ranks()
        self.run_program("weights", "set", "waseda.yaml", "OS=40%", "--why", "x", "--write", "--no-intervals", code=0)
        after = ranks()
        row = self.log("waseda.yaml")[0]
        moved = [unit for unit in before if before[unit] != after[unit]]
        self.assertGreater(len(moved), 5)
        self.assertEqual(int(row["moved"]), len(moved))
        if len(set(before.values())) == len(before) and len(set(after.values())) == len(after):
            n, d = len(before), sum((before[unit] - after[unit]) ** 2 for unit in before)
            self.assertAlmostEqual(float(row["correlation"]), 1 - 6 * d / (n * (n * n - 1)), delta=1e-6)

    def test_no_record_unless_asked(self):
        self.set("speed=50%")
        self.assertFalse(self.record.exists())
        self.assertIn("No change is recorded", self.notes())
        warned = self.set("speed=40%", "--who", "me").err
        self.assertIn("--who has no effect", warned)
        self.assertFalse(self.record.exists())

    def test_once_kept_every_change_has_a_line(self):
        self.set("speed=50%", "--why", "one")
        self.set("speed=40%")
        self.set("speed=1", "--rescale", "free", "--scenario", "mine")
        self.assertEqual([row["why"] for row in self.log()], ["one", ""])

    def test_nothing_is_recorded_of_what_is_only_shown(self):
        self.run_program("weights", "set", "small.yaml", "speed=50%", "--why", "x", code=0)
        self.assertEqual(self.leftovers(), [])
        self.run_program("weights", "set", "small.yaml", "speed=50%", "--why", "x", "--copy", "new.yaml", code=2)
        self.assertEqual(self.leftovers(), [])

    def test_no_clock_unless_asked(self):
        self.set("speed=50%", "--why", "x")
        self.set("speed=40%", environment=clean_environment(SOURCE_DATE_EPOCH="0"))
        self.set("speed=30%", "--when", "2024-02-29", environment=clean_environment(SOURCE_DATE_EPOCH="86399"))
        self.set("speed=20%", environment=clean_environment(SOURCE_DATE_EPOCH="951868799"))
        self.assertEqual([row["when"] for row in self.log()], ["", "1970-01-01", "2024-02-29", "2000-02-29"])
        self.set("speed=10%", "--when", "today")
        self.assertRegex(self.log()[-1]["when"], r"^20\d\d-\d\d-\d\d$")
        before = self.record.read_bytes()
        for wrong in ("2023-02-29", "2024-13-01", "yesterday", "2024-1-1", "2024-01-01T00:00", "", "0000-00-00"):
            self.set("speed=5%", "--when", wrong, code=2)
        for wrong in ("x", "1e9", "99999999999999999999"):
            self.assertIn("SOURCE_DATE_EPOCH", self.set("speed=5%", environment=clean_environment(SOURCE_DATE_EPOCH=wrong), code=2).err)
        self.assertEqual(self.record.read_bytes(), before)

    def test_hostile_texts_come_back(self):
        for number, text in enumerate(HOSTILE):
            self.set(f"speed={number % 9 + 10}%", "--why", text, "--who", text)
            self.assertEqual(len(self.record.read_bytes().split(b"\n")), number + 6, text)  # always one line
        self.assertEqual([row["why"].replace("\r\n", "\n") for row in self.log()], [text.replace("\r\n", "\n") for text in HOSTILE])
        shown = self.run_terminal("weights", "log", "small.yaml").out
        for character in ("\x1b[31m", "\x07", "\u202e", "\x7f"):
            self.assertNotIn(character, shown)

    def test_texts_that_cannot_be_kept(self):
        self.assertIn("--why is empty", self.set("speed=50%", "--why", "", code=2).err)
        self.assertIn("E0511", self.set("speed=50%", "--why", "x" * 4001, code=2).err)
        done = subprocess.run([PROGRAM, "weights", "set", "small.yaml", "speed=50%", "--why", b"\xff", "--write"],
                              cwd=self.place, env=clean_environment(), capture_output=True, check=False)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(self.leftovers(), [])

    def test_a_file_of_the_users_stays(self):
        for text in (b"my notes\n", b"", b"egovbench-changes: 2\nchanges: []\n", b"egovbench-changes: 1\nchanges: []\n", b"\xff\xfe", b"a: 1\n"):
            self.record.write_bytes(text)
            old = self.path.read_bytes()
            done = self.set("speed=50%", "--why", "x", code=None)
            self.assertIn(done.code, (1, 2, 3, 4), (text, done.err))
            self.assertEqual((self.record.read_bytes(), self.path.read_bytes()), (text, old), text)
            self.assertIn("small.changes.yaml", done.err)
        self.record.unlink()
        self.record.mkdir()
        done = self.set("speed=50%", "--why", "x", code=None)
        self.assertNotEqual(done.code, 0)
        self.assertEqual(self.path.read_bytes(), old)

    def test_line_ends_stay(self):
        self.record.write_bytes(b"egovbench-changes: 1\r\nchanges:\r\n- {weights: {speed: [3, 1]}}")
        self.set("speed=50%", "--why", "x")
        lines = self.record.read_bytes().split(b"\r\n")
        self.assertEqual(len(lines), 5)
        self.assertNotIn(b"\n", b"".join(lines))

    def test_lines_of_two_people_merge(self):
        """git's own union merge, as the head of the file says."""
        self.set("speed=50%", "--why", "base")
        base = self.record.read_bytes()
        ours = base + b'- {why: "ours", weights: {speed: [1.5, 1]}}\n'
        theirs = base + b'- {why: "theirs", weights: {services: [1.5, 3]}}\n'
        names = []
        for name, text in (("ours", ours), ("base", base), ("theirs", theirs)):
            (self.place / name).write_bytes(text)
            names.append(name)
        try:
            merged = subprocess.run(["git", "merge-file", "-p", "--union", *names], cwd=self.place, capture_output=True, check=True).stdout
        except FileNotFoundError:
            self.skipTest("no git")
        self.record.write_bytes(merged)
        self.assertEqual([row["why"] for row in self.log()], ["base", "ours", "theirs"])

    def test_a_record_is_read_where_the_definition_is(self):
        (self.place / "there").mkdir()
        (self.place / "there" / "x.yml").write_text(self.path.read_text(encoding="utf-8").replace("small.csv", "../small.csv"), encoding="utf-8")
        done = self.run_program("weights", "set", "--index", "there/x.yml", "speed=50%", "--why", "x", "--write", code=None)
        if done.code == 0:
            self.assertTrue((self.place / "there" / "x.changes.yaml").exists())
        self.assertIn("E", self.run_program("weights", "set", "-", "speed=50%", "--why", "x", stdin=self.path.read_bytes(), code=2).err)


class Undo(Memory):
    def test_byte_for_byte(self):
        """Definitions of every style; each change of a chain is taken back in turn, until the first bytes are there again."""
        for seed in range(60):
            text = Text(seed)
            self.path.write_bytes(text.bytes())
            self.record.unlink(missing_ok=True)
            rng, states = random.Random(seed), [text.bytes()]
            for number in range(rng.randint(1, 3)):
                name = rng.choice(sorted(text.weight))
                weight = rng.choice(["0.5", "2.25", "7", "0.125"])
                done = self.run_program("weights", "set", "small.yaml", f"{name}={weight}", "--rescale", "free", "--why", f"{number}", "--write", code=0)
                if "already has" not in done.err:
                    states.append(self.path.read_bytes())
            for wanted in reversed(states[:-1]):
                self.undo("--write")
                self.assertEqual(self.path.read_bytes(), wanted, f"seed {seed}")
            if len(states) > 1:
                self.assertIn("taken back already", self.undo(code=2).err)
            self.assertEqual(len(self.log()), 2 * (len(states) - 1))

    def test_without_write_it_is_shown(self):
        self.set("speed=50%", "--why", "x")
        text, record = self.path.read_bytes(), self.record.read_bytes()
        self.assertIn("+  - {id: speed, column: speed, weight: 1}", self.undo().out)
        self.assertEqual((self.path.read_bytes(), self.record.read_bytes()), (text, record))

    def test_a_change_between_is_taken_back_first(self):
        self.set("speed=50%", "--why", "one")
        self.undo("--write")
        self.set("speed=40%", "--why", "two")
        self.set("speed=30%", "--why", "three")
        self.undo("--write", "--why", "no")
        self.undo("--write", "--why", "no")
        self.assertIn("taken back already", self.undo(code=2).err)
        self.assertEqual([row["why"] for row in self.log()], ["one", "takes back change 1", "two", "three", "no", "no"])

    def test_not_what_was_changed_by_hand(self):
        self.set("speed=50%", "--why", "x")
        text = self.path.read_text(encoding="utf-8").replace("speed, weight: 1.5", "speed, weight: 1.6")
        text = text.replace("column: speed, weight: 1.5", "column: speed, weight: 1.6")
        self.path.write_text(text, encoding="utf-8")
        done = self.undo("--write", code=None)
        self.assertNotEqual(done.code, 0)
        self.assertRegex(done.err, r"small\.yaml:\d+:\d+.*E0511.*speed is no longer 1\.5, what change 1 made of it")
        self.assertIn("^", done.err)
        self.assertEqual(self.path.read_text(encoding="utf-8"), text)
        self.assertIn("Since change 1 the weight of speed was changed from 1.5 to 1.6 without an entry.", self.notes())
        self.set("speed=50%", "--why", "y")
        self.assertIn("Between changes 1 and 2 the weight of speed was changed from 1.5 to 1.6 without an entry.", self.notes())

    def test_a_node_that_is_gone(self):
        self.record.write_text("egovbench-changes: 1\nchanges:\n- {weights: {nowhere: [3, 1]}}\n", encoding="utf-8")
        self.assertIn("nowhere", self.undo(code=None).err)
        self.assertEqual(len(self.log()), 1)

    def test_no_record(self):
        self.assertIn("no change", self.undo(code=2).err)
        self.undo("speed=3", code=2)
        self.run_program("weights", "undo", "egdi", code=2)


class Compare(Memory):
    def test_two_entries(self):
        """The same as of copies that were kept at those moments; one entry alone is compared with what is there now."""
        kept = ["kept-0.yaml"]
        (self.place / kept[0]).write_bytes(self.path.read_bytes())
        for number, wish in enumerate(("speed=50%", "portal=2", "speed=90%"), 1):
            self.set(wish, "--why", "x", "--rescale", "free")
            kept.append(f"kept-{number}.yaml")
            (self.place / kept[-1]).write_bytes(self.path.read_bytes())

        def rows(*arguments):
            return self.run_program("diff", *arguments, "--format", "csv", code=0).out
        for i in range(4):
            for k in range(4):
                self.assertEqual(rows(f"small.yaml@{i}", f"small.yaml@{k}"), rows(kept[i], kept[k]), (i, k))
            self.assertEqual(rows(f"small.yaml@{i}"), rows(kept[i], "small.yaml"))
        self.assertIn("small.yaml@3 compared with small.yaml@1", self.run_program("diff", "small.yaml@1", "small.yaml@3", code=0).out)
        self.run_program("diff", "small.yaml@1", "small.yaml@1", "--exit-code", code=0)
        self.run_program("diff", "small.yaml@0", "small.yaml@1", "--exit-code", code=1)

    def test_an_undoing_is_an_entry(self):
        self.set("portal=2", "--why", "x", "--rescale", "free")  # portal had no weight of its own
        self.undo("--write")
        self.run_program("diff", "small.yaml@0", "small.yaml@2", "--exit-code", code=0)
        self.run_program("diff", "small.yaml@1", "small.yaml@2", "--exit-code", code=1)

    def test_what_is_no_entry(self):
        self.assertIn("no changes of its weights", self.run_program("diff", "small.yaml@0", code=2).err)
        self.assertIn("--period A B", self.run_program("diff", "egdi@2022", "egdi@2018", code=2).err)
        self.set("speed=50%", "--why", "x")
        for wrong in ("2", "-1", "x", "1x", "99999999999999999999", "+1", " 1"):
            self.assertNotEqual(self.run_program("diff", f"small.yaml@{wrong}").code, 0, wrong)

    def test_an_at_sign_may_belong_to_a_name(self):
        (self.place / "a@1.yaml").write_bytes(self.path.read_bytes())
        (self.place / "small.yaml@1").write_bytes(self.path.read_bytes())
        self.run_program("diff", "a@1.yaml", "./small.yaml@1", "--exit-code", code=0)

    def test_a_definition_that_lost_a_node(self):
        self.set("speed=50%", "--why", "x")
        self.record.write_text(self.record.read_text(encoding="utf-8") + "- {weights: {old: [1, 2]}}\n", encoding="utf-8")
        done = self.run_program("diff", "small.yaml@0", "small.yaml@1", "--exit-code", code=1)
        self.assertIn("change 2 is of `old`, which small no longer has", done.err)


HEAD = "egovbench-changes: 1\nchanges:\n- {weights: {speed: [3, 1]}}\n"
# What stands behind a good line: (text, what the message says, the place)
BROKEN = [("- {weights: {speed: [1]}}\n", "has two numbers", "4:"), ("- {weights: {speed: 1}}\n", "has two numbers", "4:"),
          ("- {weights: {speed: [1, 2, 3]}}\n", "has two numbers", "4:"), ("- {weights: {speed: [1, x]}}\n", "not a number", "4:25"),
          ("- {weights: {speed: [-1, 2]}}\n", "not a number", "4:"), ("- {weights: {speed: [nan, 2]}}\n", "not a number", "4:"),
          ("- {weights: {speed: [inf, 2]}}\n", "not a number", "4:"), ("- {weights: {speed: [{}, 2]}}\n", "not a number", "4:"),
          ("- {weights: [speed]}\n", "are a map", "4:"), ("- {weights: {}}\n", "has no weights", "4:"), ("- {why: \"x\"}\n", "has no weights", "4:"),
          ("- x\n", "is a map", "4:"), ("- {weights: {speed: [1, 2]}, wyh: \"x\"}\n", "no such key", "4:30"),
          ("- {weights: {speed: [1, 2]}, why: [x]}\n", "is no text", "4:"), ("- {weights: {speed: [1, 2]}, moved: many}\n", "not a number", "4:"),
          ("- {weights: {speed: [1, 2]}, correlation: 2}\n", "not a number", "4:"), ("- {weights: {speed: [1, 2]}, undo: false}\n", "not `true`", "4:"),
          ("- {weights: {speed: [1, 2]}\n", "", ""), ("- {weights: {speed: [1, 2], speed: [1, 2]}}\n", "", "4:"), ("<<<<<<< ours\n", "", ""),
          ("more: 1\n", "nothing else", "1:"), ("- {weights: {speed: [&a 1, *a]}}\n", "", "4:"), ("---\nx: 1\n", "", "")]


class ByHand(Memory):
    def test_every_fault_has_its_place(self):
        for text, says, place in BROKEN:
            self.record.write_text(HEAD + text, encoding="utf-8")
            old = self.path.read_bytes()
            for arguments in (["log", "small.yaml"], ["undo", "small.yaml", "--write"], ["set", "small.yaml", "speed=50%", "--why", "x", "--write"]):
                done = self.run_program("weights", *arguments)
                self.assertNotEqual(done.code, 0, (text, arguments))
                self.assertRegex(done.err, r"small\.changes\.yaml:" + (place or r"\d+:"), (text, done.err))
                self.assertIn(says, done.err, text)
                self.assertIn("^", done.err, text)
                self.assertIn("help:", done.err, text)
            self.assertEqual((self.path.read_bytes(), self.record.read_text(encoding="utf-8")), (old, HEAD + text))

    def test_where_no_line_can_be_appended(self):
        """Correct, and its last line is no end of a list: nothing is written, and the fix works."""
        for text in ("changes:\n- {weights: {speed: [3, 1]}}\negovbench-changes: 1\n", "{egovbench-changes: 1, changes: [{weights: {speed: [3, 1]}}]}\n",
                     "egovbench-changes: 1\nchanges: [{weights: {speed: [3, 1]}}]\n", "egovbench-changes: 1\nchanges:\n    - {weights: {speed: [3, 1]}}\n",
                     HEAD + "...\n"):
            self.record.write_text(text, encoding="utf-8")
            self.assertEqual(len(self.log()), 1)
            done = self.set("speed=50%", "--why", "x", code=None)
            self.assertIn("no line can be appended", done.err, text)
            self.assertEqual(self.record.read_text(encoding="utf-8"), text)
        self.record.write_text(HEAD, encoding="utf-8")
        self.set("speed=50%", "--why", "x")

    def test_many(self):
        self.record.write_text("egovbench-changes: 1\nchanges:\n" + "- {weights: {speed: [1, 2], other: [2, 1]}}\n" * 50000, encoding="utf-8")
        self.assertEqual(len(self.log()), 50000)


if __name__ == "__main__":
    unittest.main()
