"""The n-th open, read, write, fsync, rename, fchmod or close of the program fails, or is where kill -9 hits: for every n there is. The file is
the whole old or the whole new one; a failure is told and has an exit code of the manual; the next run clears what a killed one left."""
import errno
import os
import signal
import subprocess
import sys
import unittest

from program import DEFINITION, PROGRAM, ProgramTest, clean_environment

PRELOAD = os.environ["EGOVBENCH_FAIL_IO"]
MOST = 200
CALLS = {"open": errno.EIO, "read": errno.EIO, "write": errno.ENOSPC, "fsync": errno.EIO, "rename": errno.EIO, "fchmod": errno.EPERM,
         "close": errno.EIO}
COMMANDS = {
    "new": (["rank", "small.yaml", "-o", "out.csv"], "out.csv", None),
    "replaced": (["rank", "small.yaml", "-o", "out.csv", "--force"], "out.csv", b"an old file\n" * 2000),
    "recorded": (["weights", "set", "small.yaml", "speed=2", "--why", "so", "--write", "--quiet"], "small.yaml", DEFINITION.encode()),
    "edited": (["weights", "set", "small.yaml", "speed=2", "--write", "--quiet"], "small.yaml", DEFINITION.encode()),
}


@unittest.skipUnless(sys.platform == "linux" and os.environ.get("EGOVBENCH_SANITIZED", "") == "", "preloads into a plain program")
class Failing(ProgramTest):
    def run_with(self, command, call, at, error):
        """(exit code, stderr, whether the call was reached)"""
        reading, writing = os.pipe()
        environment = clean_environment(LD_PRELOAD=str(self.preload), EGB_IO_CALL=call, EGB_IO_AT=str(at), EGB_IO_ERROR=str(error),
                                        EGB_IO_REPORT=str(writing), LC_ALL="C")
        done = subprocess.run([PROGRAM, *command], cwd=self.place, env=environment, check=False, stdin=subprocess.DEVNULL, capture_output=True,
                              pass_fds=[writing])
        os.close(writing)
        with os.fdopen(reading, "rb") as report:
            return done.returncode, done.stderr, report.read() != b""

    def setUp(self):
        super().setUp()
        self.preload = self.place / "fail_io.so"
        self.preload.symlink_to(PRELOAD)

    def put_back(self, name, old):
        (self.place / "small.changes.yaml").unlink(missing_ok=True)
        (self.place / name).unlink(missing_ok=True)
        if old is not None:
            (self.place / name).write_bytes(old)

    def contents(self, name):
        path = self.place / name
        return path.read_bytes() if path.exists() else None

    def temporaries(self):
        return [name for name in os.listdir(self.place) if name.startswith(".egovbench-")]

    def whole(self, row):
        """What the file is when nothing fails."""
        command, name, old = COMMANDS[row]
        self.put_back(name, old)
        code, err, _ = self.run_with(command, "", 0, 0)
        self.assertEqual(code, 0, err)
        return self.contents(name)

    def every_call(self, row, call, error, check):
        command, name, old = COMMANDS[row]
        new = self.whole(row)
        self.assertNotEqual(new, old)
        reached = True
        for at in range(1, MOST):
            self.put_back(name, old)
            code, err, reached = self.run_with(command, call, at, error)
            if not reached:
                break
            told = f"{row}: {call} {at}: exit {code}\n{err.decode(errors='replace')}"
            self.assertIn(self.contents(name), (old, new), told)
            check(code, err, told, self.contents(name) == new)
        self.assertFalse(reached, "more calls than this test tries")
        self.assertGreater(at, 1, f"{row} makes no call of {call}")
        return new

    def test_errors(self):
        def check(code, err, told, is_new):
            self.assertIn(code, (0, 4), told)
            self.assertTrue(code != 0 or is_new, told)
            self.assertTrue(code == 0 or err != b"", told)
            self.assertEqual(self.temporaries(), [], told)
            self.assertEqual((self.place / "small.changes.yaml").exists(), is_new and recorded, told)  # both or none
        for row in COMMANDS:
            recorded = row == "recorded"
            for call, error in CALLS.items():
                if call != "fchmod" or COMMANDS[row][2] is not None:
                    self.every_call(row, call, error, check)

    def test_killed(self):
        def check(code, _, told, __):
            self.assertEqual(code, -signal.SIGKILL, told)
        for row in COMMANDS:
            for call in ("open", "write", "fsync", "rename", "close"):
                new = self.every_call(row, call, 0, check)
                command, name, old = COMMANDS[row]
                self.put_back(name, old)
                self.run_with(command, "", 0, 0)
                self.assertEqual(self.contents(name), new)
                self.assertEqual(self.temporaries(), [])


if __name__ == "__main__":
    unittest.main()
