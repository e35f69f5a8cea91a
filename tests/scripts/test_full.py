"""What takes hours is seldom run: the tests, targets, scripts and options that .ci/full names are there, and it knows its items."""
import json
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

SOURCE = Path(os.environ["EGOVBENCH_SOURCE"])
BUILD = Path(os.environ["EGOVBENCH_BUILD"])
FULL = SOURCE / ".ci/full"
TEXT = FULL.read_text(encoding="utf-8").replace("\\\n", " ")


def run_full(*words):
    return subprocess.run([FULL, *words], check=False, capture_output=True, text=True)


def described(name):
    return json.loads((BUILD / "meson-info" / f"intro-{name}.json").read_text(encoding="utf-8"))


class Names(unittest.TestCase):
    def test_every_item_is_a_function(self):
        items = re.search(r"^items=\((.*)\)$", TEXT, re.MULTILINE)[1].split()
        listed = run_full("--list")
        self.assertEqual([line.split()[0] for line in listed.stdout.splitlines()], items)
        self.assertEqual([item for item in items if f"\n{item}() {{\n" not in TEXT], [])
        self.assertTrue(all(line.split()[1:] for line in listed.stdout.splitlines()))

    def test_what_it_runs_is_there(self):
        tests = {test["name"] for test in described("tests")}
        rooms = {name.split()[0] for name in tests}
        named = {words for line in TEXT.splitlines() if re.search(r"\btests [\"']", line)
                 for words in re.findall(r"'(\w+ \w+)'", line)}
        self.assertGreater(len(named), 6)
        self.assertEqual(named - tests, set())
        drawn = set(re.findall(r'"(\w+)"', re.search(r'split\(\)\[0\] in \((.*)\)\]', TEXT)[1]))
        self.assertGreater(len(drawn), 1)
        self.assertEqual(drawn - rooms, set())

    def test_what_it_builds_is_there(self):
        targets = {target["name"] for target in described("targets")}
        for line in re.findall(r"\bmake ((?:tests/\w+ ?)+)", TEXT):
            for name in line.split():
                self.assertIn(name.removeprefix("tests/"), targets)

    def test_scripts_have_the_options(self):
        """Each `figure`: a script of the tree, with options that its help names."""
        calls = [line.split() for line in re.findall(r"^ *figure '[^']*' (?:node )?(tests/\S+ .*)$", TEXT, re.MULTILINE)]
        self.assertGreater(len(calls), 6)
        for script, *words in calls:
            path = SOURCE / script
            self.assertTrue(path.is_file(), script)
            if path.suffix:
                continue
            text = subprocess.run([sys.executable, path, "--help"], check=False, capture_output=True, text=True).stdout
            for option in filter(lambda word: word.startswith("--"), words):
                self.assertIn(option, text, script)

    def test_options_of_builds_are_there(self):
        known = {option["name"] for option in described("buildoptions")}
        self.assertEqual(set(re.findall(r"-D([a-z_]+)=", TEXT)) - known, set())

    def test_what_it_does_not_know_is_refused(self):
        for words, code in ((("nothing",), 2), (("--divide", "0"), 2), (("--seed",), 2), (("--help",), 0)):
            self.assertEqual(run_full(*words).returncode, code, words)


if __name__ == "__main__":
    unittest.main()
