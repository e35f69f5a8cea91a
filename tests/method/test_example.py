"""A method is one file and one line, as CONTRIBUTING.md says: an example is added outside the tree and is there everywhere."""
import csv
import json
import math
import os
import shlex
import subprocess
import tempfile
import unittest
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("EGOVBENCH_BUILD", SOURCE / ".build")).resolve()
EXAMPLE = SOURCE / "tests/method/example/normalise_logistic.c"
LAST = "EGB_NORMALISE(asis)\n"
INDEX = """egovbench: 1
id: curve
title: Curve
data: [curve.csv]
rescale: {method: logistic, slope: 1.5}
indicators:
  - id: a
    goalposts: [0, 100]
  - id: b
    normalise: {method: logistic, slope: 2}
"""
DATA = "unit,a,b\nU1,10,1\nU2,30,2\nU3,70,3\nU4,90,6\n"


def run(*command, **more):
    return subprocess.run(command, check=True, capture_output=True, text=True, **more).stdout


def compile_command(source):
    """How the build compiles a source of the library, without output and input."""
    for entry in json.loads((BUILD / "compile_commands.json").read_text(encoding="utf-8")):
        if entry["file"].endswith(source) and "libegovbench" in entry["command"]:
            words = shlex.split(entry["command"])
            return words[: words.index("-MD")]
    raise LookupError(source)


def link_command():
    """How the build links the program."""
    command = run("ninja", "-C", str(BUILD), "-t", "commands", "egovbench").splitlines()[-1]
    return shlex.split(command)


class Example(unittest.TestCase):
    """Only what the new line changes is compiled: the registries and the file itself."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        methods = cls.folder / "src/method"
        methods.mkdir(parents=True)
        text = (SOURCE / "src/method/list.h").read_text(encoding="utf-8")
        assert LAST in text
        (methods / "list.h").write_text(text.replace(LAST, LAST + "EGB_NORMALISE(logistic)\n"), encoding="utf-8")
        objects = []
        for source in (SOURCE / "src/method/methods.c", EXAMPLE):
            objects.append(str(cls.folder / (source.stem + ".o")))
            first, *rest = compile_command("src/method/methods.c")
            compiler = [first] if first != "ccache" else [first, rest.pop(0)]
            run(*compiler, f"-I{cls.folder / 'src'}", *rest, "-o", objects[-1], "-c", str(source), cwd=BUILD)
        words = link_command()
        cls.program = str(cls.folder / "egovbench")
        output = words.index("-o") + 1
        words[output] = cls.program
        # Before the library, so that its own registries are not needed.
        run(*words[: output + 1], *objects, *words[output + 1 :], cwd=BUILD)
        (cls.folder / "curve.yaml").write_text(INDEX, encoding="utf-8")
        (cls.folder / "curve.csv").write_text(DATA, encoding="utf-8")

    def ask(self, *arguments):
        return run(self.program, *arguments, cwd=self.folder)

    def test_help_and_schema_know_it(self):
        self.assertIn("logistic", self.ask("methods", "--format", "csv"))
        self.assertIn("How steep the curve is at the mean", self.ask("methods", "logistic"))
        self.assertIn('"logistic"', self.ask("schema"))

    def test_it_scores(self):
        text = self.ask("stages", "curve.yaml", "--stage", "normalised", "--format", "csv")
        scores = {row["unit"]: float(row["b"]) for row in csv.DictReader(text.splitlines())}
        values = {"U1": 1, "U2": 2, "U3": 3, "U4": 6}
        mean = sum(values.values()) / 4
        deviation = math.sqrt(sum((x - mean) ** 2 for x in values.values()) / 3)
        for unit, x in values.items():
            self.assertAlmostEqual(scores[unit], 100 / (1 + math.exp(-2 * (x - mean) / deviation)), 9)

    def test_simulations_try_it(self):
        text = self.ask("uncertainty", "curve.yaml", "--normalise", "on,logistic", "--draws", "50", "--format", "csv")
        self.assertIn("U4", text)

    def test_exact_answers_see_through_it(self):
        """The index's own score is rescaled by it, which keeps the order."""
        header, *rows = self.ask("stability", "curve.yaml", "--format", "csv").splitlines()
        self.assertEqual([row.split(",")[0] for row in rows], ["a", "b"])
        self.assertTrue(all(row.split(",")[header.split(",").index("top_high")] for row in rows))


if __name__ == "__main__":
    unittest.main()
