"""A command is one file and one line, as CONTRIBUTING.md says: an example is added outside the tree and is there everywhere."""
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
            cls.folder,
            "cli/commands.c",
            "tests/cli/example/cmd_grades.c",
            "CLI_COMMAND(command, methods)\n",
            "CLI_COMMAND(command, grades)\n",
        )

    def ask(self, *arguments):
        return run(self.program, *arguments, cwd=self.folder)

    def test_help_manual_and_completion_know_it(self):
        self.assertRegex(self.ask("help"), r"grades \[INDEX\] +the levels of an index")
        self.assertIn("of the default index", self.ask("grades", "-h"))
        self.assertIn("Prints the id of each level", self.ask("help", "--man"))
        self.assertIn("grades\tthe levels of an index", self.ask("__complete", "commands"))
        for shell in ("bash", "zsh", "fish"):
            self.assertRegex(self.ask("completion", shell), r"\bgrades\b")

    def test_it_runs(self):
        self.assertEqual(self.ask("grades", "waseda-ten").splitlines(), ["A", "B", "C", "D"])


if __name__ == "__main__":
    unittest.main()
