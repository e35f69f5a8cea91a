"""Completion in the shells themselves, over a pseudo-terminal: names that would be commands are only ever text."""
import os
import shutil
import unittest

from program import ProgramTest
from shell import Shell

INDEX = """\
egovbench: 1
id: hostile
title: Hostile
data: [{{file: {name}.csv, unit: unit}}]
indicators: [{{id: a, goalposts: [0, 1]}}]
"""
# Each is the only unit of an index, so that one Tab writes it out whole.
HOSTILE = ["`touch${IFS}PWNED`", "$(touch PWNED)", "a;touch PWNED", "a&touch PWNED", "a|touch PWNED", "a>PWNED", "it's", 'say "x"',
           "'\"$(touch PWNED)\"'", "two  words", "~root", "a*", "?", "[a-z]", "{a,b}", "!!", "a!touch", "!$", "#a", "=ls", "%1", "^a^b",
           "back\\slash", "a\\", "$HOME", "臺灣", "Côte d'Ivoire", "a=b:c@d", "a$'\\n'", "\u00a0a", "(a)", "<a", "a,b"]
# Never offered: what no shell can type back, and what would be an option.
NOT_OFFERED = ["--output=PWNED", "-q", "a\ntouch PWNED", "a\x1b[31m", "a\u202eb", "a\u200bb", "a\tb"]


def csv_field(text):
    return '"' + text.replace('"', '""') + '"'


class Shells:
    """The same for every shell; the classes below name them."""

    shell = None
    quotes = "", "'", '"'
    left_out = ()  # names that this shell would expand whatever a script does: not offered

    def setUp(self):
        super().setUp()
        if shutil.which(self.shell) is None:
            self.skipTest(f"{self.shell} is not installed")
        for i, unit in enumerate(HOSTILE + NOT_OFFERED):
            (self.place / f"{i}.yaml").write_text(INDEX.format(name=i), encoding="utf-8")
            (self.place / f"{i}.csv").write_text(f"unit,a\n{csv_field(unit)},1\n", encoding="utf-8")
        self.at = Shell(self.shell, self.place, self.run_program("completion", self.shell, code=0).out)
        self.addCleanup(self.at.close)

    def harmless(self):
        self.assertFalse((self.place / "PWNED").exists(), "a name was run")

    def test_hostile_names(self):
        self.at.run("egovbench !")  # a history that !! could recall
        for i, unit in enumerate(HOSTILE):
            if unit in self.left_out:
                self.assertEqual(self.at.run(f"egovbench explain --index {i}.yaml \t"), ["explain", "--index", f"{i}.yaml"])
                continue
            for quote in self.quotes if self.shell == "bash" else self.quotes[i % 3:][:1]:
                with self.subTest(unit=unit, quote=quote):
                    self.assertEqual(self.at.run(f"egovbench explain --index {i}.yaml {quote}\t"),
                                     ["explain", "--index", f"{i}.yaml", unit])
                    self.harmless()
            if not unit[0].isalnum():
                with self.subTest(unit=unit, quote="\\"):
                    self.assertEqual(self.at.run(f"egovbench explain --index {i}.yaml \\{unit[0]}\t"),
                                     ["explain", "--index", f"{i}.yaml", unit])
                    self.harmless()

    def test_hostile_values(self):
        for i, unit in enumerate(HOSTILE[:12]):
            if unit in self.left_out:
                continue
            with self.subTest(unit=unit):
                self.assertEqual(self.at.run(f"egovbench sensitivity {i}.yaml --unit \t"), ["sensitivity", f"{i}.yaml", "--unit", unit])
                self.assertEqual(self.at.run(f"egovbench sensitivity {i}.yaml --unit=\t"), ["sensitivity", f"{i}.yaml", f"--unit={unit}"])
                self.assertEqual([word.rstrip() for word in self.at.run(f"egovbench rank {i}.yaml --units x,\t")],
                                 ["rank", f"{i}.yaml", "--units", f"x,{unit}"])
                self.harmless()

    def test_not_offered(self):
        for i, unit in enumerate(NOT_OFFERED, len(HOSTILE)):
            with self.subTest(unit=unit):
                words = self.at.run(f"egovbench sensitivity {i}.yaml --unit xyz\t")
                self.assertEqual(words, ["sensitivity", f"{i}.yaml", "--unit", "xyz"])
                self.assertEqual(self.run_program("__complete", "units", f"{i}.yaml", code=0).out, "")
                self.harmless()

    def test_what_is_known(self):
        for line, words in (("rank --form\t csv", "rank --format csv"),
                            ("ran\t small.yaml", "rank small.yaml"),
                            ("rank small.yaml --format ma\t", "rank small.yaml --format markdown"),
                            ("rank small.yaml --format=ma\t", "rank small.yaml --format=markdown"),
                            ("rank small.yaml --sort sc\t", "rank small.yaml --sort score"),
                            ("rank small.yaml --scenario f\t", "rank small.yaml --scenario fast"),
                            ("rank small.yaml --set sp\t2", "rank small.yaml --set speed=2"),
                            ("rank small.yaml --set services=1,sp\t2", "rank small.yaml --set services=1,speed=2"),
                            ("rank small.yaml --units EST,FJ\t", "rank small.yaml --units EST,FJI"),
                            ("rank small.yaml --units EST,Fi\t", "rank small.yaml --units EST,Fiji"),
                            ("rank --units F\t", "rank --units F"),
                            ("explain --index small.yaml ES\t", "explain --index small.yaml EST"),
                            ("explain --index small.yaml EST FJ\t", "explain --index small.yaml EST FJI"),
                            ("uncertainty --normalise bo\t", "uncertainty --normalise borda"),
                            ("uncertainty --aggregate geo\t", "uncertainty --aggregate geometric"),
                            ("methods minm\t", "methods minmax"),
                            ("weights cri\t", "weights critic"),
                            ("completion fi\t", "completion fish"),
                            ("show waseda-pu\t", "show waseda-published"),
                            ("rank small.yaml --lang j\t", "rank small.yaml --lang ja")):
            with self.subTest(line=line):
                self.assertEqual(" ".join(self.at.run(f"egovbench {line}")).replace(" ,", ","), words)


class Bash(Shells, ProgramTest):
    shell = "bash"


class Zsh(Shells, ProgramTest):
    shell = "zsh"


class Fish(Shells, ProgramTest):
    shell = "fish"
    left_out = ("~root",)


if __name__ == "__main__":
    os.environ.pop("HISTFILE", None)
    unittest.main()
