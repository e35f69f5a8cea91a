"""Every example of README.md is run as printed, in a folder of its own; where README shows output, the program must print it.

A line `...` in the shown output stands for any lines. Files that README shows (yaml, csv) are written first.
"""
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ARGUMENTS = [a for a in sys.argv[1:] if not a.startswith("-")]
BUILD = os.environ.get("EGOVBENCH_BUILD", "")
PROGRAM = Path(ARGUMENTS[0] if ARGUMENTS else Path(BUILD) / "egovbench").resolve()
SOURCE = Path(ARGUMENTS[1] if len(ARGUMENTS) > 1 else os.environ.get("EGOVBENCH_SOURCE", ".")).resolve()
README = (SOURCE / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.S | re.M)
ANSWER_IS_NO = ("validate broken.yaml",)


def examples():
    """(command, shown output lines) in the order of the page."""
    for kind, text in BLOCKS:
        if kind != "console":
            continue
        command, shown = None, []
        for line in text.splitlines():
            if line.startswith("$ "):
                if command:
                    yield command, shown
                command, shown = line[2:], []
            else:
                shown.append(line)
        yield command, shown


def matches(shown, printed):
    """True when the printed lines are the shown ones, `...` standing for any number of lines."""
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line.rstrip()) + r"\s*?\n" for line in shown)
    return re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in printed)) is not None


class Readme(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        (definition,) = [text for kind, text in BLOCKS if kind == "yaml"]
        (table,) = [text for kind, text in BLOCKS if kind == "csv"]
        (self.folder / "two-pillars.yaml").write_text(definition, encoding="utf-8")
        (self.folder / "broken.yaml").write_text(definition.replace("minmax", "minmx"), encoding="utf-8")
        (self.folder / "two-pillars.csv").write_text(table, encoding="utf-8")

    def test_every_example(self):
        count = 0
        for command, shown in examples():
            with self.subTest(command=command):
                self.assertTrue(command.startswith("./egovbench "), command)
                expected = 1 if command.endswith(ANSWER_IS_NO) else 0
                printed = []
                for one in command.split(" && "):
                    done = subprocess.run([str(PROGRAM), *shlex.split(one)[1:]], cwd=self.folder, text=True,
                                          capture_output=True, encoding="utf-8", check=False,
                                          env={**os.environ, "EGOVBENCH_HOME": str(SOURCE)})
                    self.assertEqual(done.returncode, expected, done.stderr)
                    printed += (done.stderr + done.stdout if expected else done.stdout).splitlines()
                if shown:
                    self.assertTrue(matches(shown, printed), "\n".join(["shown:", *shown, "printed:", *printed]))
                count += 1
        self.assertGreater(count, 10)


    # What the World Bank's indicator download looks like; the values are made up.
    DOWNLOAD = ('\ufeff"Data Source","World Development Indicators",\r\n\r\n"Last Updated Date","2024-07-21",\r\n\r\n'
                '"Country Name","Country Code","Indicator Name","Indicator Code","2022","2023",\r\n'
                '"Estonia","EST","Individuals using the Internet","IT.NET.USER.ZS","91","93.5",\r\n'
                '"World","WLD","Individuals using the Internet","IT.NET.USER.ZS","63","67",\r\n'
                '"Denmark","DNK","Individuals using the Internet","IT.NET.USER.ZS","","98.8",\r\n')

    def test_from_a_download_to_a_ranking(self):
        """Three commands, and the fourth that reads the next edition."""
        text = self.DOWNLOAD.encode("utf-8")
        (self.folder / "API_IT.NET.USER.ZS.csv").write_bytes(text)
        (self.folder / "API_IT.NET.USER.ZS-new.csv").write_bytes(text.replace(b'"2023"', b'"2024"'))
        commands = [line for kind, block in BLOCKS if kind == "sh" and " import " in block for line in block.splitlines()]
        self.assertEqual(len(commands), 4)
        for command in commands:
            done = subprocess.run([str(PROGRAM), *shlex.split(command, comments=True)[1:]], cwd=self.folder, text=True,
                                  capture_output=True, encoding="utf-8", check=False, env={**os.environ, "EGOVBENCH_HOME": str(SOURCE)})
            self.assertEqual(done.returncode, 0, (command, done.stderr))
            if " init " in command:
                self.assertIn('name: "Individuals using the Internet"', (self.folder / "internet.yaml").read_text(encoding="utf-8"))
            if " rank " in command:
                self.assertRegex(done.stdout, r"(?m)^ *1 .* Denmark ")
        self.assertIn("DNK,IT.NET.USER.ZS,2024,98.8,,", (self.folder / "internet-new.csv").read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
