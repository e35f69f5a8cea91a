"""Every example of the tutorial is run in order in one fresh folder, in a terminal 72 columns wide, and must print what the text shows. A
line `...` stands for any lines; a fenced block that names a file is that file. Both languages have the same examples."""
import os
import re
import shlex
import shutil
import unittest

from program import ROOT, ProgramTest, clean_environment, columns

LANGUAGES = ["en", "zh-Hant"]
WIDTH = 72  # of the terminal
ANSWER_IS_NO = 1  # the exit code of a command whose example says so


def blocks(language):
    """(what is behind the fence, lines) of every fenced block."""
    text = (ROOT / "reports" / f"tutorial.{language}.md").read_text(encoding="utf-8")
    return [(kind.strip(), body.splitlines()) for kind, body in re.findall(r"^```(.*)\n((?:.*\n)*?)^```$", text, re.M)]


def examples(language):
    """(command, lines shown) or (None, (name, lines)) of a file, in order."""
    found = []
    for kind, lines in blocks(language):
        if kind != "console":
            found.append((None, (kind.split()[1], lines)))
            continue
        for line in lines:
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif found[-1][0] is not None and found[-1][0].endswith("\\"):
                found[-1] = (found[-1][0][:-1] + line.lstrip("> "), [])
            else:
                found[-1][1].append(line)
    return found


def matches(shown, printed):
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else re.escape(line.rstrip()) + r"[ ]*\n" for line in shown)
    return re.fullmatch(r"\s*" + pattern + r"\s*", "".join(line.rstrip() + "\n" for line in printed)) is not None


class Tutorial(ProgramTest):
    def shell(self, words):
        """The few commands of others that the text uses."""
        if words[0] == "cp":
            found = sorted(self.place.glob(words[1]))
            self.assertTrue(found, words)
            for path in found:
                shutil.copy(path, self.place / words[2])
            return 0, []
        if words[0] == "cat":
            return 0, (self.place / words[1]).read_text(encoding="utf-8").splitlines()
        self.assertEqual(words[0], "egovbench", words)
        done = self.run_terminal(*words[1:], width=WIDTH, environment=clean_environment(NO_COLOR="1"))
        return done.code, done.out.replace("\r", "").splitlines()

    def run_examples(self, language):
        for name in ("small.yaml", "small.csv"):
            os.remove(self.place / name)
        count = 0
        for command, shown in examples(language):
            if command is None:
                (self.place / shown[0]).write_text("\n".join(shown[1]) + "\n", encoding="utf-8")
                continue
            code, printed = self.shell(shlex.split(command))
            self.assertIn(code, (0, ANSWER_IS_NO), (command, printed))
            if shown or code == ANSWER_IS_NO:
                self.assertTrue(matches(shown, printed), "\n".join([f"$ {command}", "shown:", *shown, "printed:", *printed]))
            count += 1
        return count

    def test_every_example(self):
        self.assertGreater(self.run_examples("en"), 25)

    def test_both_languages_have_the_same_examples(self):
        english, *others = [examples(language) for language in LANGUAGES]
        for other in others:
            self.assertEqual(other, english)

    def test_the_program_shows_it(self):
        for language in LANGUAGES:
            text = (ROOT / "reports" / f"tutorial.{language}.md").read_text(encoding="utf-8")
            out = self.run_program("help", "tutorial", "--lang", language, "--width", "80", code=0).out
            for kind, lines in blocks(language):
                for line in lines:
                    self.assertIn("      " + line if line else "", out.splitlines())
                    self.assertLessEqual(columns(line), WIDTH + 2, line)
            self.assertLessEqual(max(columns(line) for line in out.splitlines()), 80)
            self.assertFalse([line for line in out.splitlines() if line != line.rstrip()])
            # Nothing is lost on the way: the words of the text are those of the page.
            prose = re.sub(r"^```.*\n(?:.*\n)*?^```$", "", text, flags=re.M)
            self.assertIn("".join(re.sub(r"^(# |## |- )", "", prose.strip().splitlines()[-1], flags=re.M).split()), "".join(out.split()))
            for heading in re.findall(r"^##? (.*)$", prose, re.M):
                self.assertIn("".join(heading.split()), "".join(out.split()))
        self.assertEqual(self.run_program("help", "tutorial", "--lang", "xx", code=0).out, self.run_program("help", "tutorial", code=0).out)

    def test_it_is_found(self):
        self.assertIn("did you mean `tutorial`?", self.run_program("help", "tutoril", code=2).err)
        for arguments in (["-h"], ["help", "--help"]):
            self.assertIn("help tutorial", self.run_program(*arguments, code=0).out)

    def test_as_a_manual_page(self):
        for language, word in (("en", "SEE ALSO"), ("zh-Hant", "參見")):
            page = self.run_program("help", "tutorial", "--man", "--lang", language, code=0).out
            self.assertTrue(page.startswith(".TH EGOVBENCH\\-TUTORIAL 7"))
            self.assertIn(f".SH {word}", page)
            self.assertEqual(page.count("\n.nf\n"), page.count("\n.fi\n"))
            self.assertEqual(page.count("\n.nf\n"), len(blocks(language)))


if __name__ == "__main__":
    unittest.main()
