"""Long runs on a terminal: a line that says how far they are, after half a second of work and not with --quiet, and Ctrl-C, which prints what
is done by then and ends with 130. The terminal is real; that time passes is read from the line itself, never measured."""
import json
import os
import pty
import random
import re
import signal
import subprocess
import time
import unittest

from program import PROGRAM, ProgramTest, clean_environment

PARTS, UNITS = 12, 150
ENOUGH = 12000  # runs: the switches of a sensitivity and the first rows of its design
LINE = re.compile(rb"\r(\d+) of (\d+) (\w+) \((\d+) %\), (?:[\d.]+ per second, \d+ s left, )?Ctrl-C ends\x1b\[K")
LONG = {
    "draws": ["uncertainty", "long.yaml", "--draws", "1000000000", "--threads", "1"],
    "runs": ["sensitivity", "long.yaml", "--draws", "1000000", "--threads", "1", "--split-weights", "parts"],
    "units": ["bounds", "long.yaml", "--limits", "any"],
    "sections": ["audit", "long.yaml", "--draws", "100000000", "--threads", "1"],
}


class Interrupt(ProgramTest):
    def setUp(self):
        super().setUp()
        chance = random.Random(2)
        names = [f"x{part}" for part in range(PARTS)]
        (self.place / "long.yaml").write_text("egovbench: 1\nid: long\ntitle: Long\ndata: [{file: long.csv, unit: unit}]\ndefaults: {normalise: as-is}\nindicators: ["
                                              + ", ".join(f"{{id: {name}}}" for name in names) + "]\n", encoding="utf-8")
        lines = ["unit," + ",".join(names)]
        lines += [f"U{unit:03}," + ",".join(f"{chance.gauss(50, 4):.2f}" for _ in names) for unit in range(UNITS)]
        (self.place / "long.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def test_never_a_fault_of_ours(self):
        """At any moment: before the first draw, in the middle, while the table is made. What is done is printed, or nothing; 130 or the signal."""
        chance = random.Random(7)
        commands = [*LONG.values(), ["acceptability", "long.yaml", "--draws", "1000000000", "--threads", "1"], ["bounds", "long.yaml", "--dominance"],
                    ["rank", "long.yaml"], ["crosswalk", "long.yaml", "./long.yaml"], ["sensitivity", "long.yaml", "--table", "removals"],
                    ["stability", "long.yaml"], ["sensitivity", "long.yaml", "--draws", "100000", "--unit", "U001"]]
        for number in range(3 * len(commands)):
            process = subprocess.Popen([PROGRAM, *commands[number % len(commands)]], cwd=self.place, env=clean_environment(),
                                       stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            time.sleep(chance.choice([0, 0.003, 0.01, 0.03]) + chance.random() / 100)
            process.send_signal(signal.SIGINT)
            _, messages = process.communicate()
            what = (commands[number % len(commands)], messages)
            self.assertIn(process.returncode, (0, 130, -signal.SIGINT), what)
            self.assertNotIn(b"went wrong", messages, what)
            self.assertNotIn(b"report it", messages, what)

    def start(self, *arguments):
        ours, theirs = pty.openpty()
        process = subprocess.Popen([PROGRAM, *arguments], cwd=self.place, env=clean_environment(), stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=theirs)
        os.close(theirs)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.addCleanup(process.stdout.close)
        self.addCleanup(os.close, ours)
        return process, ours

    @staticmethod
    def rest(terminal):
        try:
            return os.read(terminal, 65536)
        except OSError:
            return b""

    def interrupt(self, what, *more):
        """Ctrl-C once the line has shown that something is done; the line's numbers and what was printed."""
        process, ours = self.start(*LONG[what], *more)
        seen = b""
        while True:
            seen += os.read(ours, 4096)
            found = LINE.findall(seen)
            if found and int(found[-1][0]) > ENOUGH * (what in ("draws", "runs")):
                break
        process.send_signal(signal.SIGINT)
        out = process.stdout.read()
        self.assertEqual(process.wait(), 130)
        os.set_blocking(ours, False)
        self.assertNotIn(b"went wrong", seen + self.rest(ours))
        self.assertTrue(all(name.decode() == what for _, _, name, _ in found))
        return found[-1], json.loads(out) if out else None

    def test_pairs(self):
        """The draws are done soon; of their pairs the first ones are printed, with a note."""
        process, ours = self.start("uncertainty", "long.yaml", "--pairs", "--draws", "100000", "--threads", "2", "--format", "json")
        seen = b""
        while not [found for found in LINE.findall(seen) if found[2] == b"pairs" and int(found[0]) > 0]:
            seen += os.read(ours, 4096)
        process.send_signal(signal.SIGINT)
        document = json.loads(process.stdout.read())
        self.assertEqual(process.wait(), 130)
        every = UNITS * (UNITS - 1) // 2
        self.assertTrue(0 < len(document["rows"]) < every)
        self.assertIn(f"Interrupted: the first {len(document['rows'])} of {every} pairs.", json.dumps(document))
        first = self.run_program("uncertainty", "long.yaml", "--pairs", "--draws", "100000", "--top", "16", "--format", "json", code=0).out
        self.assertEqual(document["rows"][:16], json.loads(first)["rows"])

    def test_uncertainty(self):
        (done, every, _, _), result = self.interrupt("draws", "--format", "json")
        self.assertEqual(int(every), 1000000000)
        self.assertEqual(result["provenance"]["interrupted"], "true")
        self.assertLess(int(result["provenance"]["draws"]), int(every))
        self.assertEqual(len(result["rows"]), UNITS)
        self.assertGreater(int(done), 0)

    def test_sensitivity(self):
        (_, every, _, _), result = self.interrupt("runs", "--format", "json")
        self.assertEqual(result["provenance"]["interrupted"], "true")
        rows = int(result["provenance"]["rows"])
        self.assertTrue(2 <= rows < 1000000)
        self.assertEqual(len(result["rows"]), PARTS + 2)  # weights, normalisation, aggregation
        self.assertGreater(int(every), 1000000 * (PARTS + 4))

    def test_audit(self):
        """Whole or not at all, also the folder of tables."""
        for more in ([], ["--format", "json"], ["-o", "tables/"]):
            (done, every, _, _), result = self.interrupt("sections", *more)
            self.assertEqual((int(done), int(every)), (9, 15))  # of the simulation
            self.assertIsNone(result)
            self.assertFalse((self.place / "tables").exists())

    def test_bounds(self):
        """What is said is true all the same: the rank is between the ends that are proven."""
        (_, every, _, _), result = self.interrupt("units", "--format", "json")
        self.assertEqual(int(every), UNITS)
        self.assertEqual(result["provenance"]["exact"], "false")
        for row in result["rows"]:
            self.assertTrue(1 <= row["best_proven"] <= row["best"] <= row["rank"] <= row["worst"] <= row["worst_proven"] <= UNITS)

    def test_quiet_and_pipes_have_no_line(self):
        for arguments in (["--quiet"], []):
            command = ["sensitivity", "long.yaml", "--draws", "6000", "--threads", "1", *arguments]
            if arguments:
                process, ours = self.start(*command)
                process.stdout.read()
                process.wait()
                os.set_blocking(ours, False)
                try:
                    seen = os.read(ours, 4096)
                except OSError:
                    seen = b""
            else:
                seen = self.run_program(*command, code=0).err_bytes
            self.assertEqual(seen, b"")


if __name__ == "__main__":
    unittest.main()
