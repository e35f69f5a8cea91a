"""Every code of a message has a meaning, in the header of codes, in the library and in `egovbench help`."""
import os
import re
import subprocess
import unittest
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src"
PROGRAM = Path(os.environ["EGOVBENCH_BUILD"]) / "egovbench"


def ask(*arguments):
    return subprocess.run([PROGRAM, "help", *arguments], capture_output=True, text=True, check=False)


class Codes(unittest.TestCase):
    def test_the_list_is_that_of_the_header(self):
        listed = re.findall(r"^([EWN]\d{4}): [A-Z`].*\.$", ask("codes").stdout, re.M)
        self.assertEqual(listed, re.findall(r'^#define EGB_\w+ "([EWN]\d{4})"', (SOURCE / "base/codes.h").read_text(), re.M))
        self.assertEqual(len(listed), len(set(listed)))
        self.assertEqual(listed, sorted(listed, key=lambda code: (code[1:], "EWN".index(code[0]))))

    def test_no_other_code_is_used(self):
        used = {code for path in SOURCE.rglob("*.[ch]") for code in re.findall(r'"([EWN]0[1-9]\d\d)"', path.read_text())}
        self.assertLessEqual(used, set(re.findall(r"^([EWN]\d{4}):", ask("codes").stdout, re.M)))

    def test_one_code_is_explained(self):
        done = ask("E0321")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertRegex(done.stdout, r"^E0321: .*data")
        self.assertEqual(ask("E9999").returncode, 2)


if __name__ == "__main__":
    unittest.main()
