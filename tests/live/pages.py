"""What the tests of the page's engine share: payloads of definitions, the engine in node, the program's own answers.

Node is not needed to build or to use the program: without it these tests are skipped and say so."""
import csv
import io
import json
import math
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from program import PROGRAM, ROOT, clean_environment

UNCOMPUTABLE = 5
NODE = shutil.which("node")
PRINTER = os.environ.get("EGOVBENCH_PRINT_PAYLOAD", "")
MODULE = Path(os.environ.get("EGOVBENCH_ENGINE", ROOT / "reports/engine.wasm"))


def program(*arguments):
    """What a command prints; None where there is no answer."""
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, cwd=ROOT, env=clean_environment())
    if done.returncode not in (0, UNCOMPUTABLE):
        raise AssertionError(f"{arguments}: {done.returncode}\n{done.stderr}")
    return done.stdout if done.returncode == 0 else None


def rows(*arguments):
    """A command's table: {unit: {column: text}}; None where there is no answer."""
    text = program(*arguments, "--format", "csv", "--quiet")
    return None if text is None else {row["unit"]: row for row in csv.DictReader(io.StringIO(text))}


def payload(definition, *period):
    """The payload of a definition's page, as text."""
    done = subprocess.run([PRINTER, definition, *period], capture_output=True, text=True, cwd=ROOT, env=clean_environment())
    if done.returncode != 0:
        raise AssertionError(f"{definition}: {done.returncode}\n{done.stderr}")
    return done.stdout


def number(text):
    return math.nan if text in (None, "") else float(text)


def settings(weights):
    """Weights as options of the program."""
    return ["--rescale", "free", *(f"--set={node}={value!r}" for node, value in weights.items())] if weights else []


@unittest.skipUnless(NODE, "node is not installed")
@unittest.skipUnless(PRINTER, "the printer of payloads is not built: EGOVBENCH_PRINT_PAYLOAD names it")
class EngineTest(unittest.TestCase):
    """Jobs are gathered, and run by one node."""

    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()) if hasattr(self, "enterContext") else self.made())

    def made(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        return folder.name

    def write_payload(self, name, text):
        path = self.folder / f"{name}.json"
        path.write_text(text, encoding="utf-8")
        return str(path)

    def run_jobs(self, jobs):
        done = subprocess.run([NODE, str(ROOT / "tests/live/run_engine.js"), str(MODULE)], input=json.dumps(jobs),
                              capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads(done.stdout)

    def same_numbers(self, found, expected, what, tolerance=0.0):
        """null of JSON is NaN."""
        found = math.nan if found is None else found
        if math.isnan(expected) or math.isnan(found):
            self.assertTrue(math.isnan(expected) and math.isnan(found), f"{what}: {found} instead of {expected}")
        else:
            self.assertLessEqual(abs(found - expected), tolerance, f"{what}: {found} instead of {expected}")
