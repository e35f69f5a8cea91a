"""What tests/bench/shapes says of times, and that no command of the program is left out of it."""
import importlib.machinery
import importlib.util
import os
import types
import unittest
from pathlib import Path
from unittest import mock

_path = Path(__file__).resolve().parents[1] / "bench/shapes"
_spec = importlib.util.spec_from_loader("shapes", importlib.machinery.SourceFileLoader("shapes", str(_path)))
shapes = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(shapes)

PROGRAM = Path(os.environ["EGOVBENCH_BUILD"]) / "egovbench"
OPTIONS = types.SimpleNamespace(times=10, mark=1.3, limit=60)


def cell(*seconds, command="rank A", shape="units"):
    return shapes.cell(command, shape, [(each, "why\nmore") if each == "refused" else (each, "") for each in seconds], OPTIONS)


class Commands(unittest.TestCase):
    def test_none_is_left_out(self):
        self.assertEqual(shapes.unknown(PROGRAM), [])

    def test_one_that_is_left_out_is_named(self):
        kept = [command for command in shapes.COMMANDS if command.split()[0] != "panel" and not command.startswith("plot tree")]
        with mock.patch.object(shapes, "COMMANDS", kept):
            self.assertEqual(shapes.unknown(PROGRAM), ["panel", "plot tree"])

    def test_a_reason_belongs_to_a_line(self):
        with mock.patch.dict(shapes.QUADRATIC, {("nothing A", "units"): "so it is"}):
            self.assertEqual(shapes.unknown(PROGRAM), ["nothing A"])


class Exponents(unittest.TestCase):
    def test_the_start_is_taken_off(self):
        self.assertEqual(cell(1, 1.125, 2.25), ("1.00 ", None))
        self.assertEqual(cell(0, 0.5, 0.5), ("0.00 ", None))

    def test_what_grows_faster_is_marked_and_listed(self):
        shown, line = cell(0.5, 0.75, 25.5)
        self.assertEqual(shown, "2.00*")
        self.assertIn("2.00, 0.250 -> 25.000 s", line)
        shown, line = cell(0.5, 0.75, 25.5, command="stats peers A")
        self.assertEqual(shown, "2.00d")
        self.assertIn("each pair of units", line)

    def test_too_short_to_say(self):
        self.assertEqual(cell(0.25, 0.25, 0.254), (".", None))
        self.assertEqual(cell(0.25, 0.25, 0.26)[1], None)

    def test_no_time(self):
        self.assertEqual(cell(0.5, "refused", 1), ("refused", "            rank A: refused: why"))
        self.assertEqual(cell(0.5, 1, "limit"), ("limit", "units       rank A: limit: longer than 60 s"))


if __name__ == "__main__":
    unittest.main()
