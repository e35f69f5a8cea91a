"""What the tests of the command line share: the program, a small index of its own, a terminal.

usage of every test here: test_x.py [PROGRAM SOURCE_ROOT]; without arguments from EGOVBENCH_BUILD and EGOVBENCH_SOURCE.
"""
import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios
import unicodedata
import unittest
from pathlib import Path


def places():
    """(program, source root); takes the arguments away so that unittest does not see them."""
    if len(sys.argv) > 2 and os.path.isfile(sys.argv[1]):
        program, root = sys.argv[1:3]
        del sys.argv[1:3]
        return os.path.abspath(program), Path(root).resolve()
    build = Path(os.environ.get("EGOVBENCH_BUILD", "."))
    found = [path for path in (build / "src" / "egovbench", build / "egovbench") if path.is_file()]
    if not found:
        sys.exit("the program was not found: give PROGRAM and SOURCE_ROOT, or set EGOVBENCH_BUILD")
    return str(found[0].resolve()), Path(os.environ.get("EGOVBENCH_SOURCE", Path(__file__).resolve().parents[2]))


PROGRAM, ROOT = places()


def formats():
    """The names of the formats, as completion offers them."""
    done = subprocess.run([PROGRAM, "__complete", "formats"], capture_output=True, text=True, check=True)
    return [line.split("\t")[0] for line in done.stdout.splitlines()]


def commands():
    """The names of the commands, in the order of `egovbench help`."""
    text = subprocess.run([PROGRAM, "help"], capture_output=True, text=True, check=True,
                          env={**os.environ, "EGOVBENCH_HOME": str(ROOT), "COLUMNS": "80"}).stdout
    listed = text.split("\nCommands:\n")[1].split("\n\n")[0]
    return re.findall(r"^  ([a-z]+)", listed, re.M)


COMMANDS, FORMATS = commands(), formats()
ENDLESS = ["watch", "tune"]  # until somebody ends them

# Three countries; names that are wide, that combine, that hold a comma, and one that would run in a terminal or a spreadsheet.
DEFINITION = """\
egovbench: 1
id: small
title: {en: A small index, ja: 小さな指標}
data: [{file: small.csv, unit: unit}]
defaults: {normalise: minmax, aggregate: arithmetic}
levels: [{id: A, name: High, from: 50}, {id: B, name: Low, from: 0}]
indicators:
  - id: services
    weight: 2
    indicators:
      - {id: portal, column: portal, goalposts: [0, 1]}
      - {id: mobile, column: mobile, points: {1: 0, 2: 0.5, 3: 1}}
  - {id: speed, column: speed, weight: 1}
scenarios:
  fast: {weights: {speed: 2}}
"""
TABLE = """\
unit,name,portal,mobile,speed
EST,Estonia,0.9,3,7
TWN,臺灣,0.8,2,9
FJI,Fiji,0.2,1,1
CIV,Co\u0302te d'Ivoire,0.4,2,
BES,"Bonaire, Sint Eustatius and Saba",0.3,1,4
"""


def clean_environment(**changes):
    """The surroundings without whatever decides about colour, width or places."""
    kept = {key: value for key, value in os.environ.items()
            if key not in ("NO_COLOR", "CLICOLOR_FORCE", "COLUMNS", "LC_ALL", "LANG") and not key.startswith("EGOVBENCH_")}
    kept.update(EGOVBENCH_HOME=str(ROOT), EGOVBENCH_PAGER="cat", TERM="xterm")
    kept.update(changes)
    return {key: value for key, value in kept.items() if value is not None}


class Done:
    """A finished run: exit code, bytes and texts of both streams."""

    def __init__(self, code, out, err):
        self.code, self.out_bytes, self.err_bytes = code, out, err
        self.out = out.decode("utf-8") if isinstance(out, bytes) and not out.startswith(b"PK\x03\x04") else None  # a workbook is no text
        self.err = err.decode("utf-8") if isinstance(err, bytes) else None


class ProgramTest(unittest.TestCase):
    """Each test runs in a folder of its own that holds small.yaml and small.csv."""

    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.place = Path(folder.name)
        (self.place / "small.yaml").write_text(DEFINITION, encoding="utf-8")
        (self.place / "small.csv").write_text(TABLE, encoding="utf-8")

    def run_program(self, *arguments, stdin=b"", environment=None, stdout=subprocess.PIPE, code=None):
        done = subprocess.run([PROGRAM, *arguments], cwd=self.place, input=stdin, stdout=stdout, check=False,
                              stderr=subprocess.PIPE, env=environment or clean_environment())
        if code is not None:
            self.assertEqual(done.returncode, code, f"{arguments}: {done.stderr.decode('utf-8', 'replace')}")
        return Done(done.returncode, done.stdout, done.stderr)

    def run_terminal(self, *arguments, width=80, environment=None):
        """What stdout gets when it is a terminal of this width; stderr is the same terminal."""
        ours, theirs = pty.openpty()
        settings = termios.tcgetattr(theirs)
        settings[1] &= ~termios.ONLCR  # line ends as the program wrote them
        termios.tcsetattr(theirs, termios.TCSANOW, settings)
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
        with subprocess.Popen([PROGRAM, *arguments], cwd=self.place, stdin=subprocess.DEVNULL, stdout=theirs,
                              stderr=theirs, env=environment or clean_environment()) as process:
            os.close(theirs)
            pieces = []
            while True:
                try:
                    piece = os.read(ours, 65536)
                except OSError:  # Linux: the other side is closed
                    break
                if not piece:
                    break
                pieces.append(piece)
            os.close(ours)
            process.wait()
        out = b"".join(pieces)
        return Done(process.returncode, out, b"")

    def leftovers(self):
        """Files that are neither the index nor its data."""
        return sorted(set(os.listdir(self.place)) - {"small.yaml", "small.csv"})


def columns(text):
    """Terminal columns by the Unicode tables of Python, independent of the program's."""
    wide = 0
    for character in text:
        if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
            continue
        wide += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return wide
