"""The built program has what makes a fault of memory end it: read-only relocations, immediate binding, a stack that cannot run, a place of its
own in memory, and the checked functions of the C library."""
import json
import os
import shutil
import subprocess
import unittest
from pathlib import Path

BUILD = Path(os.environ["EGOVBENCH_BUILD"])
PROGRAM = BUILD / "egovbench"


def flags():
    """What the program was compiled with."""
    entries = json.loads((BUILD / "compile_commands.json").read_text(encoding="utf-8"))
    return next(entry["command"] for entry in entries if entry["file"].endswith("cli/main.c")).split()


@unittest.skipUnless(shutil.which("readelf"), "no readelf")
class Hardening(unittest.TestCase):
    def read(self, *arguments):
        done = subprocess.run(["readelf", "-W", *arguments, str(PROGRAM)], capture_output=True, text=True, check=False)
        if done.returncode != 0 or "Not an ELF" in done.stderr:
            self.skipTest("not an ELF program")
        return done.stdout

    def test_read_only_relocations_and_immediate_binding(self):
        segments, dynamic = self.read("-l"), self.read("-d")
        self.assertIn("GNU_RELRO", segments)
        self.assertRegex(dynamic, r"BIND_NOW|FLAGS_1\).*\bNOW\b")
        stack = next(line for line in segments.splitlines() if "GNU_STACK" in line)
        self.assertNotIn("RWE", stack)

    def test_any_place_in_memory(self):
        self.assertRegex(self.read("-h"), r"Type:\s+DYN")

    def test_stack_protector_and_checked_functions(self):
        symbols = self.read("-s")
        used = flags()
        self.assertIn("-fstack-protector-strong", used)
        self.assertIn("__stack_chk_fail", symbols)
        if "-D_FORTIFY_SOURCE=2" in used:
            self.assertRegex(symbols, r"__(snprintf|vsnprintf|memcpy|read|readlink|fprintf)_chk")


if __name__ == "__main__":
    unittest.main()
