"""What people type in their first hour: each slip is named, and what the message says to do instead does it."""
import re
import shlex
import unittest

from program import ProgramTest

DEFINITION = """egovbench: 1
id: two
title: Two pillars
data: [two.csv]
defaults: {normalise: minmax, aggregate: arithmetic}
indicators:
  - {id: services, weight: 2}
  - {id: connection, weight: 1}
"""
DATA = "unit,name,services,connection\nEST,Estonia,90,80\nDNK,Denmark,95,85\nLVA,Latvia,70,75\n"
# What is typed, what is said to do, and the command that does it ({}: what the message names).
SLIPS = [
    ("whatif two.yaml services=50%", r"--set services=50%", "whatif two.yaml {}"),
    ("rank two.yaml --unit EST", r"did you mean `(--units)`", "rank two.yaml {} EST"),
    ("rank two.csv", r"egovbench (init --from two.csv);", "{} -o drafted.yaml"),
    ("rank ./two.csv", r"egovbench (init --from ./two.csv);", "{} -o drafted.yaml"),
    ("weights show two", r"for the file here write (two\.yaml)", "weights show {}"),
    ("plot ranks two.yaml -o a.jpg", r"pictures are (svg), png and pdf", "plot ranks two.yaml -o a.{}"),
    ("explain two.yaml EST", r"egovbench (explain EST two\.yaml)", "{}"),
    ("explain two.yaml EST DNK", r"egovbench (explain EST DNK two\.yaml)", "{}"),
    ("weights set two.yaml services=20", r"shares of it such as (20%)", "weights set two.yaml services={}"),
    ("rank two.yaml --columns rank,scor", r"did you mean `(score)`", "rank two.yaml --columns rank,{}"),
    ("weights set two.yaml service=50%", r"did you mean `(services)`", "weights set two.yaml {}=50%"),
]
# In the definition: what is written, in place of what, and the message's fix, which is put there.
WRITTEN = [
    ("data: two.csv", "data: [two.csv]", r"write `(data: \[two\.csv\])`"),
    ("  -{id: connection", "  - {id: connection", r"write a space behind the dash that begins an entry of a list: `(- )`"),
    ("agregate", "aggregate", r"did you mean `(aggregate)`"), ("min-max", "minmax", r"did you mean `(minmax)`"),
]


class FirstHour(ProgramTest):
    def setUp(self):
        super().setUp()
        (self.place / "two.yaml").write_text(DEFINITION)
        (self.place / "two.csv").write_text(DATA)

    def test_slips_on_the_command_line(self):
        for typed, fix, command in SLIPS:
            with self.subTest(typed):
                err = self.run_program(*shlex.split(typed), code=2).err
                self.assertRegex(err, "  help: [^\n]*" + fix)
                found = re.search(fix, err)
                (self.place / "drafted.yaml").unlink(missing_ok=True)
                self.run_program(*shlex.split(command.format(found[found.re.groups])), code=0)

    def test_slips_in_the_definition(self):
        for written, right, fix in WRITTEN:
            with self.subTest(written):
                (self.place / "two.yaml").write_text(DEFINITION.replace(right, written))
                err = self.run_program("rank", "two.yaml", code=3).err
                self.assertRegex(err, "  help: [^\n]*" + fix)
                self.assertIn(re.search(fix, err)[1], right)

    def test_an_option_of_another_command(self):
        """Every option that a command does not have is refused with a hint, none of them with a fault of the program."""
        options = set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", "".join(self.run_program(name, "--help", code=0).out for name in ("rank", "explain", "plot", "import", "init", "uncertainty")), re.M))
        for option in sorted(options - {"--help", "--version"}):
            done = self.run_program("show", "two.yaml", option, "1")
            self.assertIn(done.code, (0, 2, 4), option + done.err)
            if "has no option" in done.err:
                self.assertIn("help: ", done.err)


if __name__ == "__main__":
    unittest.main()
