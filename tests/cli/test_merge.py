"""weights merge: weights by node, everything else by line; with git as it calls its drivers."""
import csv
import io
import itertools
import random
import re
import shlex
import shutil
import subprocess
import unittest

from program import PROGRAM, ProgramTest, clean_environment

BASE = """\
egovbench: 1
id: x
title: {en: An index}
# the weights of the panel
indicators:
  - {id: a, weight: 0.5} # half
  - {id: b, weight: 0.3}
  - id: g
    weight: 0.20
    indicators:
      - {id: c, weight: 20%}
      - {id: d, weight: 80%}
      - {id: e, weight: "0%"}
"""


class Merge(ProgramTest):
    def merge(self, base, ours, theirs, *arguments, code=0):
        for name, text in (("base.yaml", base), ("ours.yaml", ours), ("theirs.yaml", theirs)):
            (self.place / name).write_text(text, encoding="utf-8", newline="")
        return self.run_program("weights", "merge", "base.yaml", "ours.yaml", "theirs.yaml", *arguments, code=code)

    def merged(self, ours, theirs, code=0, base=BASE):
        done = self.merge(base, ours, theirs, "--write", code=code)
        return (self.place / "ours.yaml").read_bytes().decode(), done.err


class Nodes(Merge):
    def test_each_changed_other_families(self):
        ours = BASE.replace("0.5}", "0.6}").replace("0.3}", "0.2}")
        theirs = BASE.replace("20%", "30%").replace("80%", "70%")
        self.assertEqual(self.merged(ours, theirs), (ours.replace("20%", "30%").replace("80%", "70%"), "egovbench: `ours.yaml` was merged\n"))

    def test_one_side_only(self):
        changed = BASE.replace("0.5}", "0.6}")
        self.assertEqual(self.merged(BASE, changed)[0], changed)
        self.assertEqual(self.merged(changed, BASE)[0], changed)
        self.assertEqual(self.merged(changed, changed)[0], changed)
        self.assertEqual(self.merged(BASE, BASE)[0], BASE)

    def test_conflict_by_node(self):
        ours, theirs = BASE.replace("0.5}", "0.6}"), BASE.replace("0.5}", "0.7}").replace('"0%"', '"1%"')
        text, err = self.merged(ours, theirs, code=1)
        self.assertEqual(text, ours.replace('"0%"', '"1%"'))  # what is in no conflict is merged all the same
        self.assertRegex(err, r"ours\.yaml:6:21: error\[E0513\]: the weight of a is in conflict: base 0\.5, ours 0\.6, theirs 0\.7")
        self.assertEqual(err.count("E0513"), 1)

    def test_the_same_number_written_otherwise(self):
        self.assertEqual(self.merged(BASE.replace("0.5}", "0.60}"), BASE.replace("0.5}", "0.6}"))[0], BASE.replace("0.5}", "0.60}"))

    def test_a_family_that_no_longer_sums(self):
        """Ours moved weight from a to b, theirs from g to b; no weight but b would be in conflict, and the sum would be off."""
        ours = BASE.replace("0.5}", "0.4}").replace("0.3}", "0.4}")
        theirs = BASE.replace("weight: 0.20", "weight: 0.1").replace("0.3}", "0.4}")
        text, err = self.merged(ours, theirs, code=1)
        self.assertEqual(text, ours)
        self.assertEqual(err.count("both changed nodes of x"), 2)
        free = BASE.replace("weight: 0.20", "weight: 0.1")  # a sum that theirs let go
        self.assertEqual(self.merged(ours, free)[0], ours.replace("weight: 0.20", "weight: 0.1"))

    def test_weights_that_were_not_written(self):
        base = BASE.replace(", weight: 0.3", "")
        changed = BASE.replace("0.3", "0.7")
        self.assertEqual(self.merged(base, changed, base=base)[0], changed)
        ours = base.replace("An index", "Our index")
        self.assertEqual(self.merged(ours, changed, base=base)[0], changed.replace("An index", "Our index"))
        self.assertEqual(self.merged(changed, base.replace("id: b", "id: b, weight: 0.8"), code=1, base=base)[0], changed)

    def test_table(self):
        out = self.merge(BASE, BASE.replace("0.5}", "0.6}"), BASE.replace("0.5}", "0.7}").replace('"0%"', '"1%"'), "--format", "csv", code=1).out
        self.assertEqual(list(csv.reader(io.StringIO(out))), [["node", "base", "ours", "theirs", "merged", "from"], ["a", "0.5", "0.6", "0.7", "0.6", "conflict"],
                                                              ["e", "0", "0", "1", "1", "theirs"]])

    def test_without_write_nothing_changes(self):
        ours = BASE.replace("0.5}", "0.6}")
        self.merge(BASE, ours, BASE.replace('"0%"', '"1%"'))
        self.assertEqual((self.place / "ours.yaml").read_text(encoding="utf-8"), ours)


class Lines(Merge):
    def test_other_lines_of_both(self):
        ours = BASE.replace("An index", "Our index").replace("0.5}", "0.6}").replace("0.3}", "0.2}")
        theirs = BASE.replace("# half", "# three fifths").replace("20%", "30%").replace("80%", "70%") + "scenarios: {s: {weights: {a: 1}}}\n"
        wanted = ours.replace("# half", "# three fifths").replace("20%", "30%").replace("80%", "70%") + "scenarios: {s: {weights: {a: 1}}}\n"
        self.assertEqual(self.merged(ours, theirs)[0], wanted)

    def test_nodes_come_and_go(self):
        ours = BASE.replace("  - {id: b, weight: 0.3}\n", "  - {id: b, weight: 0.3}\n  - {id: new, weight: 1}\n")
        theirs = BASE.replace('      - {id: e, weight: "0%"}\n', "")
        self.assertEqual(self.merged(ours, theirs)[0], ours.replace('      - {id: e, weight: "0%"}\n', ""))

    def test_one_line_changed_by_both(self):
        text, err = self.merged(BASE.replace("An index", "Ours"), BASE.replace("An index", "Theirs").replace('"0%"', '"1%"'), code=1)
        self.assertEqual(text, BASE.replace("An index", "Ours").replace('"0%"', '"1%"'))
        self.assertIn("the first at line 3 of `ours.yaml`", err)

    def test_what_does_not_go_together(self):
        """Each is correct, both together have an id twice."""
        ours = BASE.replace("  - {id: a,", "  - {id: new}\n  - {id: a,")
        theirs = BASE + "  - {id: new}\n"
        done = self.merge(BASE, ours, theirs, "--write", code=3)
        self.assertIn("no correct definition", done.err)
        self.assertEqual((self.place / "ours.yaml").read_text(encoding="utf-8"), ours)

    def test_line_ends(self):
        crlf = BASE.replace("\n", "\r\n").rstrip("\r\n")
        ours, theirs = crlf.replace("0.5}", "0.6}"), crlf.replace("An index", "Theirs")
        self.assertEqual(self.merged(ours, theirs, base=crlf)[0], ours.replace("An index", "Theirs"))

    @unittest.skipUnless(shutil.which("git"), "no git")
    def test_as_git_merges_lines(self):
        """Comments changed at random places by both: where git's own merge is clean, and no weight differs, the text is the same."""
        clean = 0
        for seed in range(60):
            rng = random.Random(seed)
            base = [f"# line {i}\n" for i in range(30)]

            def change(lines):
                lines = list(lines)
                for _ in range(rng.randint(1, 3)):
                    at = rng.randrange(len(lines))
                    rng.choice([lambda: lines.insert(at, f"# new {rng.random()}\n"), lambda: lines.pop(at),
                                lambda: lines.__setitem__(at, f"# changed {rng.random()}\n")])()
                return lines
            texts = [BASE + "".join(lines) for lines in (base, change(base), change(base))]
            done = self.merge(*texts, "--write", code=None)
            for name, text in zip(("b", "o", "t"), texts):
                (self.place / name).write_text(text, encoding="utf-8")
            git = subprocess.run(["git", "merge-file", "-p", "o", "b", "t"], cwd=self.place, capture_output=True, check=False)
            if git.returncode == 0:
                clean += 1
                self.assertEqual(done.code, 0, (seed, done.err))
                self.assertEqual((self.place / "ours.yaml").read_bytes(), git.stdout, seed)
        self.assertGreater(clean, 20)


class Command(Merge):
    def test_order_does_not_matter_without_conflicts(self):
        changes = [("0.5}", "0.6}"), ("20%", "25%"), ("An index", "Another"), ("# half", "# more"), ('"0%"', '"3%"')]
        for one, other in itertools.permutations(changes, 2):
            ours, theirs = BASE.replace(*one), BASE.replace(*other)
            if one[0] in ("0.5}", "# half") and other[0] in ("0.5}", "# half"):
                continue
            self.assertEqual(self.merged(ours, theirs)[0], BASE.replace(*one).replace(*other))

    def test_faults(self):
        self.run_program("weights", "merge", "a", "b", code=2)
        self.run_program("weights", "merge", "-", "b", "c", code=2)
        self.assertEqual(self.merge(BASE, BASE, "egovbench: 1\nid: [\n", "--write", code=3).out, "")
        self.assertEqual(self.merge("", BASE, BASE, "--write", code=3).out, "")
        self.run_program("weights", "merge", "no.yaml", "ours.yaml", "theirs.yaml", code=4)
        self.run_program("weights", "merge", "base.yaml", "ours.yaml", "theirs.yaml", "--write", "--dry-run", code=2)
        self.run_program("weights", "merge", "base.yaml", "ours.yaml", "theirs.yaml", "--why", "x", code=2)

    @unittest.skipUnless(shutil.which("git"), "no git")
    def test_driver_of_git(self):
        """As the help says, in a folder below, of a definition that extends another one; and with a conflict."""
        help_text = " ".join(self.run_program("weights", "--help", code=0).out.split())
        line = re.search(r"git config merge\.weights\.driver '([^']*)'", help_text).group(1)
        environment = clean_environment(GIT_AUTHOR_NAME="x", GIT_AUTHOR_EMAIL="x@example.org", GIT_COMMITTER_NAME="x",
                                        GIT_COMMITTER_EMAIL="x@example.org", GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_NOSYSTEM="1")

        def git(*arguments, code=0):
            done = subprocess.run(["git", "-c", "merge.weights.driver=" + line.replace("egovbench", shlex.quote(PROGRAM), 1), *arguments], cwd=self.place,
                                  env=environment, capture_output=True, check=False)
            self.assertEqual(done.returncode, code, (arguments, done.stdout, done.stderr))
            return done

        below = self.place / "a b"
        below.mkdir()
        path = below / "x.yaml"
        (below / "over.yaml").write_text(BASE, encoding="utf-8")
        child = "egovbench: 1\nextends: over.yaml\nid: y\nindicators:\n  - {id: n, weight: 1}\n  - {id: m, weight: 2}\n"
        path.write_text(child, encoding="utf-8")
        (self.place / ".gitattributes").write_text("x.yaml merge=weights\n", encoding="utf-8")
        git("init", "-q", "-b", "main")
        git("add", ".")
        git("commit", "-qm", "base")
        for branch, change in (("theirs", ("m, weight: 2", "m, weight: 3")), ("clash", ("n, weight: 1", "n, weight: 5"))):
            git("checkout", "-q", "-b", branch, "main")
            path.write_text(child.replace(*change), encoding="utf-8")
            git("commit", "-qam", branch)
        git("checkout", "-q", "main")
        ours = child.replace("n, weight: 1", "n, weight: 4")
        path.write_text(ours, encoding="utf-8")
        git("commit", "-qam", "ours")
        git("merge", "-q", "theirs", "-m", "merged")
        self.assertEqual(path.read_text(encoding="utf-8"), ours.replace("m, weight: 2", "m, weight: 3"))
        done = git("merge", "-q", "clash", "-m", "merged", code=1)
        self.assertIn(b"the weight of n is in conflict: base 1, ours 4, theirs 5", done.stderr + done.stdout)
        self.assertEqual(path.read_text(encoding="utf-8"), ours.replace("m, weight: 2", "m, weight: 3"))


if __name__ == "__main__":
    unittest.main()
