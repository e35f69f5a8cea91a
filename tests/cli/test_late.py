"""Libraries that few commands need are loaded by these alone: without them all other commands work, and these say what
is missing. A file of no bytes comes before the real library."""
import subprocess
import sys
import unittest

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


LATE = {start: named(start) for start in ("libglpk", "libncurses")}


@unittest.skipUnless(sys.platform == "linux", "how the loader of Linux finds libraries")
class Late(ProgramTest):
    def setUp(self):
        super().setUp()
        if not any(LATE.values()):
            self.skipTest("built with -Dlate=disabled, or without these libraries")
        self.folder = self.place / "no libraries"
        self.folder.mkdir()
        for names in LATE.values():
            for name in names:
                (self.folder / name).write_bytes(b"")

    def run_without(self, *arguments, code):
        surroundings = clean_environment(LD_LIBRARY_PATH=str(self.folder))
        return self.run_program(*arguments, code=code, environment=surroundings)

    def test_what_is_loaded_late_is_not_linked(self):
        if needed() is None:
            self.skipTest("needs readelf")
        for start, names in LATE.items():
            if names:
                self.assertEqual([name for name in needed() if name.startswith(start)], [])
                self.assertEqual(len(names), 1)

    def test_other_commands_do_without(self):
        for command in (["--version"], ["rank", "small.yaml"], ["bounds", "--help"]):
            self.assertEqual(self.run_without(*command, code=0).out, self.run_program(*command, code=0).out)

    def test_a_linear_program_says_that_glpk_is_missing(self):
        if not LATE["libglpk"]:
            self.skipTest("GLPK is linked, or no part of the build")
        done = self.run_without("whatif", "small.yaml", "--no-intervals", "--method", "small=benefit-of-the-doubt", code=5)
        self.assertEqual(done.out, "")
        self.assertIn(f"GLPK ({LATE['libglpk'][0]}), which solves linear programs, is not installed here", done.err)
        self.assertIn("libglpk", done.err)

    def test_bounds_say_that_glpk_is_missing(self):
        if not LATE["libglpk"]:
            self.skipTest("GLPK is linked, or no part of the build")
        self.assertIn("has no GLPK", self.run_without("bounds", "waseda-ten", "--time", "1", "--notes", code=0).out)

    def test_the_desk_says_that_ncurses_is_missing(self):
        if not LATE["libncurses"]:
            self.skipTest("ncurses is linked, or no part of the build")
        run = Terminal(self, "tune", "small.yaml", columns=200, LD_LIBRARY_PATH=str(self.folder))
        self.assertEqual(run.end(), 2)
        said = run.screen.text()
        self.assertIn(f"the weight desk cannot be shown: ncurses ({LATE['libncurses'][0]}), which shows it, is not installed here", said)
        self.assertIn("egovbench whatif", said)


if __name__ == "__main__":
    unittest.main()
