"""A result longer than the terminal is paged: where it is, how it is chosen, and that leaving the pager is no fault."""
import os
import shutil
import signal
import unittest

from program import ProgramTest, clean_environment
from screen import Terminal

MARK = "sed 's/^/#/'"  # a pager that shows what passed through it


class Pager(ProgramTest):
    def on_terminal(self, *arguments, **changes):
        return self.run_terminal(*arguments, environment=clean_environment(NO_COLOR="1", **changes))

    def is_paged(self, *arguments, **changes):
        done = self.on_terminal(*arguments, **changes)
        self.assertEqual(done.code, 0, done.out)
        return done.out.startswith("#")

    def test_only_what_is_longer_than_the_terminal(self):
        self.assertTrue(self.is_paged("rank", EGOVBENCH_PAGER=MARK))
        self.assertTrue(self.is_paged("show", "egdi", "--methodology", EGOVBENCH_PAGER=MARK))
        self.assertTrue(self.is_paged("help", "rank", EGOVBENCH_PAGER=MARK))
        self.assertTrue(self.is_paged("rank", "--format", "csv", EGOVBENCH_PAGER=MARK))
        self.assertFalse(self.is_paged("rank", "small.yaml", EGOVBENCH_PAGER=MARK))
        self.assertFalse(self.is_paged("rank", "-h", EGOVBENCH_PAGER=MARK))

    def test_who_decides(self):
        for changes, expected in (
            ({"PAGER": MARK, "EGOVBENCH_PAGER": None}, True),
            ({"PAGER": "false", "EGOVBENCH_PAGER": MARK}, True),
            ({"PAGER": MARK, "EGOVBENCH_PAGER": ""}, False),
            ({"PAGER": MARK, "EGOVBENCH_PAGER": "cat"}, False),
            ({"PAGER": "", "EGOVBENCH_PAGER": None}, False),
            ({"EGOVBENCH_PAGER": MARK, "TERM": "dumb"}, False),
        ):
            with self.subTest(changes=changes):
                self.assertEqual(self.is_paged("rank", **changes), expected)
        self.assertFalse(self.is_paged("rank", "--no-pager", EGOVBENCH_PAGER=MARK))

    def test_never_in_a_pipe_or_a_file(self):
        environment = clean_environment(EGOVBENCH_PAGER=MARK)
        self.assertNotIn("#", self.run_program("rank", environment=environment, code=0).out[:1])
        self.assertEqual(self.on_terminal("rank", "-o", "r.csv", EGOVBENCH_PAGER=MARK).out, "")

    def test_a_pager_left_early_is_no_fault(self):
        for arguments, code in ((["rank"], 0), (["diff", "egdi", "--period", "2018", "2022", "--top", "200", "--exit-code"], 1)):
            done = self.on_terminal(*arguments, EGOVBENCH_PAGER="head -n 2")
            self.assertEqual((done.code, len(done.out.splitlines())), (code, 2), done.out)

    def test_all_tables_of_a_command_are_one_text(self):
        out = self.on_terminal("sensitivity", "--draws", "4", EGOVBENCH_PAGER="cat; echo END").out
        self.assertEqual(out.count("END"), 1)

    def test_without_the_pager_the_text_is_printed(self):
        plain = self.on_terminal("rank").out
        self.assertTrue(self.on_terminal("rank", EGOVBENCH_PAGER="no-such-pager 2>&-").out.endswith(plain))

    def test_messages_follow_the_pager(self):
        out = self.on_terminal("rank", "egdi", "--lang", "xx", EGOVBENCH_PAGER=MARK).out
        self.assertLess(out.rindex("\n#"), out.index("--lang xx has no effect"))


@unittest.skipUnless(shutil.which("less"), "less is not installed")
class Less(ProgramTest):
    def test_the_first_screen_has_rank_one_and_keys_work(self):
        terminal = Terminal(self, "rank", EGOVBENCH_PAGER=None, PAGER=None, LESS=None, NO_COLOR="1")
        terminal.until(lambda screen: screen.lines()[-1].startswith(":"), "the prompt of less")
        self.assertRegex(terminal.screen.text(), r"(?m)^ +1 ")
        terminal.keys(" ")
        terminal.until(lambda screen: not any(line.lstrip().startswith("1 ") for line in screen.lines()), "the next screen")
        os.killpg(terminal.process.pid, signal.SIGINT)  # Ctrl-C is the pager's: it stays
        self.assertFalse(terminal.read(0.5) and terminal.process.poll() is not None)
        while terminal.process.poll() is None:  # an interrupted less forgets the keys it has not read yet
            terminal.keys("q")
            terminal.read(0.1)
        self.assertEqual(terminal.end(), 0)


if __name__ == "__main__":
    unittest.main()
