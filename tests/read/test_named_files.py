#!/usr/bin/env python3
"""Files that a definition names: only ordinary ones below its folders are opened, and nothing of another is shown.

usage: test_named_files.py [PROGRAM SOURCE_ROOT]; without arguments from EGOVBENCH_BUILD and EGOVBENCH_SOURCE.
"""
import os
import socket
import subprocess
import tempfile
import unittest
from pathlib import Path

from program import PROGRAM, clean_environment

SECRET = "root:x:0:0:secret words:/root"
TABLE = "unit,a\nEST,1\nTWN,2\n"
DEFINITION = "egovbench: 1\nid: t\ntitle: T\n{}\nindicators: [{{id: a}}]\n"
KEYS = {"data": "data: [%s]", "data map": "data: [{file: %s}]", "units": "data: [d.csv]\nunits: %s",
        "units map": "data: [d.csv]\nunits: {file: %s}"}
PATIENCE = 20  # seconds; only a program that waits for ever needs them


class NamedFiles(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.top = Path(folder.name).resolve()
        self.place = self.top / "inner" / "indices"
        self.place.mkdir(parents=True)
        (self.top / "secret.csv").write_text(SECRET + "\n", encoding="utf-8")
        (self.place / "d.csv").write_text(TABLE, encoding="utf-8")
        os.mkfifo(self.place / "pipe")
        self.socket = socket.socket(socket.AF_UNIX)
        self.addCleanup(self.socket.close)
        self.socket.bind(str(self.place / "socket"))
        (self.place / "folder").mkdir()
        for name, to in {"zero": "/dev/zero", "tty": "/dev/tty", "passwd": "/etc/passwd", "out.csv": "../../secret.csv",
                         "up": "../..", "maps": "/proc/self/maps", "in.csv": "d.csv"}.items():
            (self.place / name).symlink_to(to)

    def run_program(self, *arguments, stdin=b"", cwd=None):
        return subprocess.run([PROGRAM, *arguments], cwd=cwd or self.place, input=stdin, capture_output=True, check=False,
                              env=clean_environment(NO_COLOR="1"), timeout=PATIENCE)

    def write(self, entry, name, folder=None):
        ((folder or self.place) / "i.yaml").write_text(DEFINITION.format(KEYS[entry] % name), encoding="utf-8")

    def test_nothing_else_is_opened_or_shown(self):
        hostile = ["/etc/passwd", "/dev/zero", str(self.top / "secret.csv"), "../../secret.csv", "pipe", "socket", "zero",
                   "tty", "passwd", "out.csv", "up/secret.csv", "folder/../../../secret.csv", "maps", "folder", "/proc/self/environ",
                   "up/inner/../secret.csv", str(self.place / "d.csv")]
        for entry in KEYS:
            for name in hostile:
                self.write(entry, name)
                for command, code in (["rank"], 3), (["validate"], 1), (["rank", "--diagnostics", "github"], 3):
                    with self.subTest(entry=entry, name=name, command=command):
                        done = self.run_program(command[0], "i.yaml", *command[1:])
                        text = (done.stdout + done.stderr).decode()
                        self.assertEqual(done.returncode, code, text)
                        self.assertIn("E0506", text)
                        for words in (SECRET, "secret words", "root:", "HOME=", "r-xp"):
                            self.assertNotIn(words, text)
                        if "data" in entry:
                            self.assertIn("--data", text)

    def test_completion_neither_waits_nor_shows(self):
        for name in "pipe", "zero", "tty", "/etc/passwd":
            self.write("data", name)
            for kind in "units", "nodes", "periods", "groups", "columns":
                done = self.run_program("__complete", kind, "./i.yaml")
                self.assertEqual((done.returncode, done.stderr), (0, b""))
                self.assertNotIn(b"root", done.stdout)
        for index in "./pipe", "-", "/dev/zero":
            self.assertEqual(self.run_program("__complete", "units", index).stdout, b"")

    def test_the_folders_of_a_definition_stay_readable(self):
        data = self.place.parent / "data"
        data.mkdir()
        (data / "beside.csv").write_text(TABLE, encoding="utf-8")
        (self.place / "folder" / "below.csv").write_text(TABLE, encoding="utf-8")
        for name in "d.csv", "./d.csv", "in.csv", "folder/below.csv", "beside.csv", "../data/beside.csv", "folder/../d.csv":
            self.write("data", name)
            for cwd, path in (self.place, "./i.yaml"), (self.top, "inner/indices/i.yaml"), (self.top, str(self.place / "i.yaml")):
                done = self.run_program("rank", path, "--format", "csv", cwd=cwd)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn(b"TWN", done.stdout)
        self.write("data", "folder/below.csv")
        text = (self.place / "i.yaml").read_bytes()
        self.assertEqual(self.run_program("rank", "-", stdin=text).returncode, 0)
        self.write("data", "../../secret.csv")
        done = self.run_program("rank", "-", stdin=(self.place / "i.yaml").read_bytes())
        self.assertEqual(done.returncode, 3)
        self.assertNotIn(SECRET.encode(), done.stderr)

    def test_a_data_folder_that_is_a_link_is_none(self):
        (self.place.parent / "data").symlink_to(self.top)
        self.write("data", "secret.csv")
        done = self.run_program("rank", "i.yaml")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertNotIn(SECRET.encode(), done.stderr)

    def test_the_command_line_stays_free(self):
        self.write("data", "d.csv")
        for path in str(self.place / "d.csv"), "in.csv":
            self.assertEqual(self.run_program("rank", "i.yaml", "--data", path).returncode, 0)
        script = f'"{PROGRAM}" rank i.yaml --data <(cat d.csv) --format csv && "{PROGRAM}" rank <(cat i.yaml) --data d.csv --format csv'
        done = subprocess.run(["bash", "-c", script], cwd=self.place, capture_output=True, check=False,
                              env=clean_environment(), timeout=PATIENCE)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(sum(line.startswith(b"TWN,") for line in done.stdout.splitlines()), 2)


if __name__ == "__main__":
    unittest.main()
