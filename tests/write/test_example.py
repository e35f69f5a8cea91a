"""A format is one file and one line, as CONTRIBUTING.md says: an example is added outside the tree and is there everywhere."""
import csv
import tempfile
import unittest
from pathlib import Path

from added import program_with, run


class Example(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.program = program_with(
            cls.folder, "write/writers.c", "tests/write/example/write_org.c", "EGB_WRITER(xlsx)\n", "EGB_WRITER(org)\n"
        )

    def ask(self, *arguments):
        return run(self.program, *arguments, cwd=self.folder)

    def test_help_manual_and_completion_know_it(self):
        self.assertRegex(self.ask("rank", "--help"), r"(?s)--format FORMAT\b.*\borg\b")
        self.assertIn("is for the outlines of Emacs.", self.ask("help", "--man"))
        self.assertIn("org\tis for the outlines", self.ask("__complete", "formats"))
        for shell in ("bash", "zsh", "fish"):
            self.assertRegex(self.ask("completion", shell), r"xlsx\W+org\b")

    def test_it_writes(self):
        rows = self.ask("rank", "waseda-ten", "--format", "org").splitlines()
        expected = list(csv.reader(self.ask("rank", "waseda-ten", "--format", "csv").splitlines()))
        cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows if row != "|-"]
        units = [row[expected[0].index("unit")] for row in expected]
        self.assertEqual([row[cells[0].index("unit")] for row in cells], units)
        self.assertEqual(rows[1], "|-")

    def test_a_file_by_its_extension(self):
        self.ask("rank", "waseda-ten", "-o", "ranking.org")
        self.assertTrue((self.folder / "ranking.org").read_text(encoding="utf-8").startswith("| "))


if __name__ == "__main__":
    unittest.main()
