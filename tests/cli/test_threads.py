"""--threads: commands that load a large file keep to it, from reading to writing, and their output is the same for any number."""
import os
import random
import subprocess
import sys
import unittest

from program import PROGRAM, ProgramTest, clean_environment

PRELOAD = os.environ["EGOVBENCH_COUNT_THREADS"]
UNITS, COLUMNS = 6000, 26  # more bytes than one piece of a file, more units and rows than one thread is given
MOST = 4
COMMANDS = {
    "rank": ["rank", "large.yaml", "--format", "csv"],
    "uncertainty": ["uncertainty", "large.yaml", "--draws", "20", "--format", "csv"],
    "sweep": ["sweep", "large.yaml", "--grid", "d0=0.4,0.6", "--units", "U3", "--format", "csv"],
    "rank text": ["rank", "large.yaml", "--top", "5"],
    "rank json": ["rank", "large.yaml", "--no-intervals", "--format", "json"],
    "given data": ["rank", "large.yaml", "--data", "large.csv", "--no-intervals", "--format", "ndjson"],
    "export": ["export", "large.yaml", "--no-intervals", "--format", "csv"],
    "export --long": ["export", "large.yaml", "--long", "--no-intervals", "--units", "U0,U5999", "--format", "csv"],
    "stages": ["stages", "large.yaml", "--stage", "normalised", "--format", "tsv"],
    "stages --long": ["stages", "large.yaml", "--long", "--stage", "raw", "--format", "ndjson"],
    "validate": ["validate", "large.yaml"],
    "stats": ["stats", "large.yaml", "--format", "csv"],
    "profile": ["profile", "U17", "--index", "large.yaml", "--no-intervals"],
    "diff": ["diff", "large.yaml", "large.yaml", "--data", "large.csv", "large.csv", "--top", "3"],
    "crosswalk": ["crosswalk", "large.yaml", "large.yaml", "--top", "3"],
    "import": ["import", "large.csv"],
}


@unittest.skipIf(os.environ.get("EGOVBENCH_SANITIZED", "") != "", "large files are slow there")
class Threads(ProgramTest):
    def setUp(self):
        super().setUp()
        numbers = random.Random(3)
        with open(self.place / "large.csv", "w", encoding="utf-8") as table:
            table.write("unit," + ",".join(f"x{i}" for i in range(COLUMNS)) + "\n")
            for unit in range(UNITS):
                cells = ("" if numbers.random() < 0.01 else f"{numbers.uniform(0, 100):.6g}" for _ in range(COLUMNS))
                table.write(f"U{unit}," + ",".join(cells) + "\n")
        nodes = "".join(f"  - id: d{d}\n    indicators:\n" + "".join(f"      - {{id: x{i}, normalise: minmax}}\n" for i in range(d, COLUMNS, 2))
                        for d in range(2))
        (self.place / "large.yaml").write_text("egovbench: 1\nid: large\ntitle: Large\ndata: [large.csv]\n"
                                               f"indicators:\n{nodes}", encoding="utf-8")

    def run_with(self, command, threads):
        return self.run_program(*command, *([] if threads is None else ["--threads", str(threads)]))

    def test_any_number_of_threads_gives_the_same_bytes(self):
        for name, command in COMMANDS.items():
            first = self.run_with(command, None)
            self.assertEqual(first.code, 0, (name, first.err))
            for threads in range(1, MOST + 1):
                again = self.run_with(command, threads)
                self.assertEqual((again.code, again.out, again.err), (first.code, first.out, first.err), f"{name} with {threads} threads")

    def beside(self, command, threads):
        """Threads beside the first, at most at one time."""
        reading, writing = os.pipe()
        environment = clean_environment(LD_PRELOAD=str(self.preload), EGB_THREADS_REPORT=str(writing), LC_ALL="C")
        subprocess.run([PROGRAM, *command, "--threads", str(threads)], cwd=self.place, env=environment, check=True, stdin=subprocess.DEVNULL,
                       capture_output=True, pass_fds=[writing])
        os.close(writing)
        with os.fdopen(reading, "rb") as report:
            return int(report.read())

    @unittest.skipUnless(sys.platform == "linux", "preloads into the program")
    def test_no_command_starts_more_than_it_is_given(self):
        self.preload = self.place / "count_threads.so"
        self.preload.symlink_to(PRELOAD)
        for name, command in COMMANDS.items():
            for threads in (1, 3):
                self.assertLessEqual(self.beside(command, threads), threads - 1, f"{name} with {threads} threads")
        self.assertEqual(self.beside(COMMANDS["rank"], 3), 2)  # else nothing was counted
        self.assertEqual(self.beside(COMMANDS["export"], 3), 2)


if __name__ == "__main__":
    unittest.main()
