"""Libraries that few commands need are loaded by these alone: without them all other commands work, and these say what
is missing. A file of no bytes comes before the real library."""
import gzip
import re
import shutil
import subprocess
import sys
import unittest

from assemble import from_base91
from program import PROGRAM, ProgramTest, clean_environment
from screen import Terminal


def needed():
    """The libraries that the program names as its own, where readelf can say so."""
    try:
        done = subprocess.run(["readelf", "-d", PROGRAM], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return [line.split("[")[1].rstrip("]") for line in done.stdout.splitlines() if "(NEEDED)" in line]


def named(start):
    """The files of late libraries that the program asks for by name."""
    with open(PROGRAM, "rb") as file:
        parts = file.read().split(b"\0")
    return sorted({part.decode() for part in parts if part.startswith(start.encode()) and b".so" in part and b" " not in part})


LATE = {start: named(start) for start in ("libglpk", "libncurses", "libminizip", "libexpat", "libz.")}

# What each of them is needed for: the library, its name for people, what it does, the command, its exit code, and what
# comes before the reason. Files are those that Late.before makes.
NEEDED_FOR = [
    ("libglpk", "GLPK", "solves linear programs", ["whatif", "small.yaml", "--no-intervals", "--method", "small=benefit-of-the-doubt"], 5, ""),
    ("libz.", "zlib", "packs archives", ["rank", "small.yaml", "--format", "xlsx"], 2, "xlsx cannot be written: "),
    ("libz.", "zlib", "packs archives", ["export", "small.yaml", "-o", "live.xlsx"], 2, "xlsx cannot be written: "),
    ("libz.", "zlib", "packs archives", ["publish", "small.yaml", "-o", "bundle.zip"], 2, "a zip archive cannot be packed: "),
    ("libminizip", "minizip", "reads archives", ["verify", "before.zip"], 2, "a zip archive cannot be read: "),
    ("libminizip", "minizip", "reads archives", ["import", "before.xlsx"], 3, "before.xlsx: workbooks cannot be read: "),
    ("libexpat", "expat", "reads XML", ["import", "before.xlsx"], 3, "before.xlsx: workbooks cannot be read: "),
]


@unittest.skipUnless(sys.platform == "linux", "how the loader of Linux finds libraries")
class Late(ProgramTest):
    def setUp(self):
        super().setUp()
        if not any(LATE.values()):
            self.skipTest("built with -Dlate=disabled, or without these libraries")
        self.folder = self.place / "no libraries"
        self.hide(*LATE)

    def hide(self, *starts):
        """These libraries, no others, are found to be files of no bytes."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        for start in starts:
            for name in LATE[start]:
                (self.folder / name).write_bytes(b"")

    def run_without(self, *arguments, code):
        surroundings = clean_environment(LD_LIBRARY_PATH=str(self.folder))
        return self.run_program(*arguments, code=code, environment=surroundings)

    def before(self):
        """What the commands of NEEDED_FOR read, made while all libraries are there."""
        if LATE["libz."]:
            self.run_program("rank", "small.yaml", "-o", "before.xlsx", code=0)
            self.run_program("publish", "small.yaml", "-o", "before.zip", code=0)

    def test_what_is_loaded_late_is_not_linked(self):
        if needed() is None:
            self.skipTest("needs readelf")
        for start, names in LATE.items():
            if names:
                self.assertEqual([name for name in needed() if name.startswith(start)], [])
                self.assertEqual(len(names), 1)

    def test_other_commands_do_without(self):
        for command in (["--version"], ["rank", "small.yaml"], ["rank", "small.yaml", "--format", "csv"], ["bounds", "--help"], ["import", "small.csv"]):
            self.assertEqual(self.run_without(*command, code=0).out, self.run_program(*command, code=0).out)

    def test_each_is_said_to_be_missing_by_what_needs_it(self):
        self.before()
        for start, name, does, command, code, cannot in NEEDED_FOR:
            if LATE[start]:
                self.hide(start)
                with self.subTest(start, command=command):
                    files = sorted(self.place.iterdir())
                    done = self.run_without(*command, code=code)
                    self.assertEqual((done.out, sorted(self.place.iterdir())), ("", files))
                    self.assertIn(f"{cannot}{name} ({LATE[start][0]}), which {does}, is not installed here: install the package", done.err)
                    self.assertIn(start.rstrip("."), done.err)

    def test_bounds_say_that_glpk_is_missing(self):
        if not LATE["libglpk"]:
            self.skipTest("GLPK is linked, or no part of the build")
        self.assertIn("has no GLPK", self.run_without("bounds", "waseda-ten", "--time", "1", "--notes", code=0).out)

    def test_a_page_without_zlib_carries_the_same_at_greater_length(self):
        if not LATE["libz."]:
            self.skipTest("zlib is linked, or no part of the build")
        carried = []
        for run in (self.run_program, self.run_without):
            page = run("report", "small.yaml", "--format", "html", code=0).out
            parts = re.findall(r"<script type=\"text/plain\" id=([a-z-]+) data-encoding=([a-z0-9-]+)>(.*?)</script>", page, re.DOTALL)
            self.assertEqual(len(parts), 3)
            carried.append([(name, from_base91(text) if encoding == "base91" else gzip.decompress(from_base91(text))) for name, encoding, text in parts])
        self.assertEqual(carried[0], carried[1])

    def test_the_desk_says_that_ncurses_is_missing(self):
        if not LATE["libncurses"]:
            self.skipTest("ncurses is linked, or no part of the build")
        run = Terminal(self, "tune", "small.yaml", columns=200, LD_LIBRARY_PATH=str(self.folder))
        self.assertEqual(run.end(), 2)
        said = run.screen.text()
        self.assertIn(f"the weight desk cannot be shown: ncurses ({LATE['libncurses'][0]}), which shows it, is not installed here", said)
        self.assertIn("libncurses", said)
        self.assertIn("egovbench whatif", said)


if __name__ == "__main__":
    unittest.main()
