"""Draws shared by many processes: what --merge prints of the parts has the bytes of one run, and what does not fit is refused. The scripts of
egovbench-many-machines(7) run as they stand there."""
import hashlib
import os
import random
import re
import shutil
import subprocess
import unittest

from program import PROGRAM, ROOT, clean_environment
from test_uncertainty import Trial, definition, table

PAGE = ROOT / "src/cli/egovbench-many-machines.7"
DRAWS = ["--draws", "2100"]  # 9 groups of 256, the last not whole


def scripts():
    """The examples of the page, in their order."""
    found = re.findall(r"^\.EX\n(.*?)^\.EE$", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    return [text.replace("\\-", "-").replace("\\e", "\\") for text in found]


def many_units(test, count=4200):
    """More units than have a line for every rank; of 1,100 draws or more, which are then made twice."""
    chance = random.Random(3)
    test.write("trial.yaml", "egovbench: 1\nid: many\ntitle: Many\ndata: [{file: many.csv, unit: unit}]\ndefaults: {normalise: as-is}\n"
                             "indicators: [{id: a}, {id: b}]\n")
    test.write("many.csv", "unit,a,b\n" + "".join(f"U{i},{chance.uniform(1, 2):.6f},{chance.uniform(1, 2):.6f}\n" for i in range(count)))


class Parts(Trial):
    units = 12

    def part(self, number, of, *options, command="uncertainty", name="part", code=0):
        return self.run_program(command, "trial.yaml", *options, "--part", f"{number}/{of}", "-o", f"{name}{number}.egb", "--force", code=code)

    def parts(self, of, *options, **more):
        for number in range(1, of + 1):
            self.part(number, of, *options, **more)
        files = [f"{more.get('name', 'part')}{number}.egb" for number in range(1, of + 1)]
        random.Random(of).shuffle(files)
        return files

    def same(self, *options, command="uncertainty", shown=(), counts=(1, 2, 3, 8)):
        whole = self.run_program(command, "trial.yaml", *options, *shown, code=0)
        for of in counts:
            with self.subTest(options=options, of=of):
                files = self.parts(of, *options, "--threads", str(1 + of % 2), command=command)
                merged = self.run_program(command, "trial.yaml", "--merge", *files, *options, *shown, code=0)
                self.assertEqual(merged.err, whole.err)
                self.assertTrue(merged.out == whole.out)
        return whole

    def refused(self, message, *arguments, code=3):
        done = self.run_program("uncertainty", *arguments, code=code)
        self.assertRegex(done.err, message)
        self.assertIn("help: ", done.err)
        self.assertEqual(done.out, "")
        return done


class Same(Parts):
    def test_weights(self):
        for law in ("uniform:25%", "flat", "dirichlet:20"):
            self.same(*DRAWS, "--weights", law, shown=["--format", "csv"])

    def test_every_format(self):
        files = self.parts(3, *DRAWS)
        for name in ("text", "csv", "tsv", "json", "ndjson", "markdown", "latex", "html", "xlsx"):
            done = [self.run_program("uncertainty", "trial.yaml", *DRAWS, *merge, "--format", name, "-o", f"{which}.out", "--force")
                    for which, merge in (("whole", []), ("merged", ["--merge", *files]))]
            self.assertEqual(done[0].code, done[1].code)
            if done[0].code == 0:  # workbooks need a library
                self.assertEqual((self.place / "merged.out").read_bytes(), (self.place / "whole.out").read_bytes(), name)

    def test_scores_and_pairs(self):
        self.same(*DRAWS, "--scores", shown=["--format", "json"], counts=(3,))
        self.same(*DRAWS, "--pairs", shown=["--format", "csv", "--top", "9"], counts=(3,))

    def test_methods_are_drawn(self):
        """Draw by draw, some of which fail; reasons are counted in the order of draws."""
        varied = ["--normalise", "on,zscore,rank", "--aggregate", "on,geometric", "--leave-out", "indicators", "--error", "10%"]
        self.same(*DRAWS, *varied, shown=["--format", "json"], counts=(3, 8))
        self.same(*DRAWS, *varied, "--failed", "replace", "--scores", shown=["--format", "json"], counts=(2,))

    def test_ties_are_shared(self):
        self.write("trial.yaml", definition(top="rank: {ties: fractional}"))
        self.same(*DRAWS, shown=["--format", "json"], counts=(3,))

    def test_walks(self):
        """Draws that depend on each other: what they are worth is found of the first walks, whoever made them."""
        known = "A >= 40%, A <= 42%, B >= 3 * f, a >= 3 * b, b >= 3 * c, c >= 4%"
        done = self.run_program("acceptability", "trial.yaml", *DRAWS, "--where", known, "--format", "json", code=0)
        self.assertIn("hit-and-run", done.out)
        self.same(*DRAWS, "--where", known, shown=["--format", "json"], counts=(3, 8))

    def test_frequencies(self):
        files = self.parts(3, *DRAWS, "--frequencies", "none.csv")
        self.assertFalse((self.place / "none.csv").exists())
        self.run_program("uncertainty", "trial.yaml", *DRAWS, "--merge", *files, "--frequencies", "merged.csv", code=0)
        self.run_program("uncertainty", "trial.yaml", *DRAWS, "--frequencies", "whole.csv", code=0)
        self.assertEqual((self.place / "merged.csv").read_text(), (self.place / "whole.csv").read_text())

    def test_acceptability(self):
        self.same(*DRAWS, command="acceptability", shown=["--format", "csv"], counts=(1, 3))
        self.same(*DRAWS, "--pairs", command="acceptability", shown=["--format", "csv"], counts=(3,))

    def test_to_standard_output(self):
        done = subprocess.run([PROGRAM, "uncertainty", "trial.yaml", *DRAWS, "--part", "1/2"], cwd=self.place, env=clean_environment(),
                              capture_output=True, check=True)
        self.part(1, 2, *DRAWS)
        self.assertEqual(done.stdout, (self.place / "part1.egb").read_bytes())

    def test_sensitivity(self):
        """Indices and switches, with assumptions that fail and weights drawn by walks; parts of one row, too."""
        varied = ["--draws", "13", "--weights", "uniform:50%", "--aggregate", "on,geometric,harmonic", "--normalise", "on,zscore", "--error", "10%"]
        for shown in (["--format", "csv"], ["--table", "switches", "--format", "json"], []):
            self.same(*varied, command="sensitivity", shown=shown, counts=(1, 2, 5, 13) if "csv" in shown else (3,))
        self.same(*varied, "--failed", "replace", command="sensitivity", shown=["--format", "json"], counts=(2,))
        self.same("--draws", "9", "--unit", "U04", "--split-weights", "parts", command="sensitivity", shown=["--format", "json"], counts=(2, 3))
        self.same("--draws", "9", "--where", "A >= 40%, A <= 42%", command="sensitivity", counts=(3,))

    def test_sensitivity_of_what_is_usual(self):
        self.same("--draws", "8", command="sensitivity", counts=(2,))


class Rounds(Parts):
    """More units than have a line for every rank: one run makes its draws twice, and so do parts."""

    draws = ["--draws", "1100"]

    def setUp(self):
        super().setUp()
        many_units(self)

    def join(self, *options, files):
        return self.run_program("uncertainty", "trial.yaml", *options, "--merge", *files, "-o", "first.egb", "--force", code=0)

    def test_one_round_is_not_exact(self):
        """--merge says so, and what to do; what is no quantile is the same."""
        shown = ["--format", "csv"]
        whole = self.run_program("uncertainty", "trial.yaml", *self.draws, *shown, code=0)
        merged = self.run_program("uncertainty", "trial.yaml", *self.draws, *shown, "--merge", *self.parts(2, *self.draws), code=0)
        self.assertRegex(merged.err, r"warning\[W0610\]: .* 4200 units are known to within bands of 9 ranks only.*\n  help: .*-o first.egb.* --refine first.egb")
        self.assertTrue(merged.out != whole.out)
        for one, other in zip(table(merged.out), table(whole.out), strict=True):
            for name in ("unit", "score", "rank", "rank_mean", "p_first", "p_top10", "draws"):
                self.assertEqual(one[name], other[name])

    def test_few_draws_have_one_round(self):
        """Where only weights vary and ties share the better rank their ranks are kept one by one, also in parts."""
        self.same("--draws", "520", "--weights", "flat", shown=["--format", "csv"], counts=(1, 3))
        self.same("--draws", "520", command="acceptability", shown=["--format", "csv"], counts=(2,))

    def test_few_draws_of_methods_and_of_shared_ties(self):
        self.check("--draws", "520", "--aggregate", "on,geometric", first=2, second=1)
        text = (self.place / "trial.yaml").read_text()
        self.write("trial.yaml", text.replace("defaults:", "rank: {ties: fractional}\ndefaults:"))
        self.check("--draws", "520", first=1, second=2)

    def check(self, *options, first, second):
        """What the messages of --merge say, followed."""
        whole = self.run_program("uncertainty", "trial.yaml", *options, code=0)
        done = self.join(*options, files=self.parts(first, *options))
        self.assertIn("make each part again with --refine first.egb,\nand then `uncertainty --merge first.egb` with the files of these\n", done.err)
        self.assertNotIn("warning", done.err)
        again = self.parts(second, *options, "--refine", "first.egb", name="again")
        again.insert(len(again) // 2, "first.egb")
        merged = self.run_program("uncertainty", "trial.yaml", *options, "--merge", *again, code=0)
        self.assertTrue((merged.out, merged.err) == (whole.out, whole.err))

    def test_two_rounds(self):
        for first, second in ((2, 3), (5, 1)):
            self.check(*self.draws, first=first, second=second)

    def test_two_rounds_of_methods(self):
        self.check(*self.draws, "--aggregate", "on,geometric", "--failed", "replace", first=1, second=2)

    def test_all_parts_are_part_one_of_one(self):
        self.join(*self.draws, files=self.parts(3, *self.draws))
        self.part(1, 1, *self.draws, name="whole")
        self.assertEqual((self.place / "first.egb").read_bytes(), (self.place / "whole1.egb").read_bytes())

    def test_acceptability(self):
        files = self.parts(2, *self.draws, command="acceptability")
        whole = self.run_program("acceptability", "trial.yaml", *self.draws, "--format", "json", code=0)
        self.run_program("acceptability", "trial.yaml", *self.draws, "--merge", *files, "-o", "first.egb", code=0)
        files = self.parts(2, *self.draws, "--refine", "first.egb", command="acceptability", name="again")
        merged = self.run_program("acceptability", "trial.yaml", *self.draws, "--merge", "first.egb", *files, "--format", "json", code=0)
        self.assertTrue((merged.out, merged.err) == (whole.out, whole.err))

    def test_refused(self):
        merge = ["trial.yaml", *self.draws, "--merge"]
        first = self.parts(2, *self.draws)
        self.join(*self.draws, files=first)
        self.parts(2, *self.draws, "--refine", "first.egb", name="again")
        self.refused("of 2 parts of the second round one is missing: 2\n.*--part N/2 --refine FILE", *merge, "first.egb", "again1.egb")
        self.refused("the parts of the first round are missing", *merge, "again1.egb", "again2.egb")
        self.refused("`again1.egb` is of a second round", "trial.yaml", *self.draws, "--refine", "again1.egb", "--part", "1/2", "-o", "x.egb")
        self.refused("of 2 parts one is missing", "trial.yaml", *self.draws, "--refine", "part1.egb", "--part", "1/2", "-o", "x.egb")
        self.refused("`first.egb` has draws 1100, and here it is 1101", "trial.yaml", "--draws", "1101", "--refine", "first.egb", "--part", "1/2", "-o", "x.egb")
        whole = bytearray((self.place / "again2.egb").read_bytes()[:-32])
        whole[-1] ^= 1
        (self.place / "again2.egb").write_bytes(whole + hashlib.sha256(whole).digest())
        self.refused("are not those of the first\n.*--refine", *merge, "first.egb", "again1.egb", "again2.egb")
        whole = whole[:-20]
        (self.place / "again2.egb").write_bytes(whole + hashlib.sha256(whole).digest())
        self.refused(r"the counts of `again2.egb` contradict each other at byte \d+", *merge, "first.egb", "again1.egb", "again2.egb")
        (self.place / "again2.egb").write_bytes(whole)
        self.refused("`again2.egb` is damaged, or not whole", *merge, "first.egb", "again1.egb", "again2.egb")
        # Of other parts of the same run: the sums are the same, whatever the division was.
        self.refused("`again1.egb` is of a second round|second round one is missing", *merge, *first, "again1.egb")
        self.assertFalse((self.place / "x.egb").exists())


class Refused(Parts):
    def setUp(self):
        super().setUp()
        self.files = self.parts(3, *DRAWS)

    def merge(self, *options):
        return ["trial.yaml", "--merge", *self.files, *(options or DRAWS)]

    def test_another_run(self):
        for options, said in ((["--draws", "2101"], "has draws 2100, and here it is 2101"), ([*DRAWS, "--seed", "2"], "has seed 1, and here it is 2"),
                              ([*DRAWS, "--weights", "flat"], 'has weights -, and here it is "flat"'),
                              ([*DRAWS, "--level", "80%"], "has level 90, and here it is 80"), ([*DRAWS, "--scores"], 'has scores "no", and here it is "yes"'),
                              ([*DRAWS, "--leave-out", "indicators"], 'has leave-out -, and here it is "indicators"')):
            self.refused(r"error\[E0515\]: `part\d\.egb` " + said, *self.merge(*options))

    def test_another_definition_or_other_data(self):
        text = (self.place / "trial.yaml").read_text()
        self.write("trial.yaml", text + "# changed\n")
        self.refused(r"`part\d\.egb` is of another definition", *self.merge())
        self.write("trial.yaml", text)
        lines = (self.place / "trial.csv").read_text()
        self.write("trial.csv", lines + "\n")
        self.refused(r"`part\d\.egb` is of another data", *self.merge())
        self.write("trial.csv", lines)
        self.refused(r"`part\d\.egb` is of another ranking", *self.merge(*DRAWS, "--set", "A+=1"))

    def test_another_analysis(self):
        done = self.run_program("acceptability", "trial.yaml", *DRAWS, "--merge", *self.files, code=3)
        self.assertRegex(done.err, 'has analysis "uncertainty", and here it is "acceptability"')

    def test_missing_twice_and_of_another_division(self):
        self.refused("of 3 parts one is missing: 2\\n.*--part N/3", "trial.yaml", *DRAWS, "--merge", "part1.egb", "part3.egb")
        self.refused("of 3 parts these are missing: 1, 3", "trial.yaml", *DRAWS, "--merge", "part2.egb")
        shutil.copy(self.place / "part1.egb", self.place / "copy.egb")
        self.refused("`part1.egb` and `copy.egb` are both part 1 of 3", "trial.yaml", *DRAWS, "--merge", "part1.egb", "copy.egb", "part2.egb", "part3.egb")
        self.part(2, 2, *DRAWS, name="half")
        self.refused("`half2.egb` is one of 2 parts, and `part1.egb` one of 3", "trial.yaml", *DRAWS, "--merge", "part1.egb", "half2.egb")

    def test_of_another_version(self):
        whole = (self.place / "part1.egb").read_bytes()[:-32]
        whole = whole.replace(b'program "', b'program "9', 1)
        (self.place / "part1.egb").write_bytes(whole + hashlib.sha256(whole).digest())
        self.refused('`part1.egb` has program "9', *self.merge())
        whole = whole.replace(b"egovbench part 2", b"egovbench part 7", 1)
        (self.place / "part1.egb").write_bytes(whole + hashlib.sha256(whole).digest())
        self.refused("`part1.egb` is a part in another form", *self.merge())

    def test_damaged(self):
        whole = (self.place / "part1.egb").read_bytes()
        for bad in (whole[:-1], whole[:200], whole[:100] + b"x" + whole[101:], whole + b"x", whole[:40]):
            (self.place / "part1.egb").write_bytes(bad)
            self.refused("`part1.egb` is (damaged|a part in another form)", *self.merge())
        for bad in (b"", b"unit,a\n", b"\0" * 300):
            (self.place / "part1.egb").write_bytes(bad)
            self.refused("`part1.egb` is no part of an analysis", *self.merge())

    def test_hostile(self):
        """With a checksum that is right: a result or a refusal, whatever the counts say, and never a fault of ours."""
        whole = (self.place / "part1.egb").read_bytes()[:-32]
        chance, counts = random.Random(5), whole.index(b"\n\n") + 2
        seen = set()
        for run in range(60):
            bad = bytearray(whole)
            for _ in range(1 + run % 3):
                at = chance.randrange(counts if run % 5 else 0, len(bad))
                bad[at:at + chance.randrange(2)] = bytes(chance.choice([0, 1, 0x7f, 0x80, 0xff, chance.randrange(256)]) for _ in range(chance.randrange(12)))
            if run % 7 == 0:
                del bad[chance.randrange(counts, len(bad)):]
            (self.place / "part1.egb").write_bytes(bytes(bad) + hashlib.sha256(bad).digest())
            done = self.run_program("uncertainty", *self.merge())
            self.assertIn(done.code, (0, 3), done.err)
            seen.add("contradict" in done.err)
        self.assertEqual(seen, {False, True})

    def test_usage(self):
        for said, *arguments in (("`4/3` is no part", "--part", "4/3", "-o", "x.egb"), ("`0/3` is no part", "--part", "0/3", "-o", "x.egb"),
                                 ("`3` is no part", "--part", "3", "-o", "x.egb"), ("2100 draws make 9 parts at most", *DRAWS, "--part", "1/10", "-o", "x.egb"),
                                 ("not written to `x.csv`", "--part", "1/2", "-o", "x.csv"), ("not written to `x`", "--part", "1/2", "-o", "x"), ("a part is no table", "--part", "1/2", "--format", "csv"),
                                 ("no parts to merge", "--merge"), ("--part makes a part", "--part", "1/2", "--merge", "part1.egb"),
                                 ("with --merge only", "part1.egb"), ("unexpected argument `other`", "other"), ("unexpected argument `other`", "other", "--merge", "part1.egb"),
                                 ("do not keep their draws", "--part", "1/2", "--draws-file", "d.csv", "-o", "x.egb"),
                                 ("do not keep their draws", "--merge", *self.files, "--draws-file", "d.csv"),
                                 ("--refine is about a part.*\n.*add --part", "--refine", "part1.egb"),
                                 ("--refine is about a part.*\n.*among the parts", "--refine", "part1.egb", "--merge", *self.files),
                                 ("--top is about a table.*\n.*a --merge that prints it", "--merge", *self.files, "--top", "3", "-o", "x.egb")):
            self.refused(said, "trial.yaml", *arguments, code=2)
            self.assertFalse((self.place / "x.egb").exists())

    def test_few_units_have_one_round(self):
        done = self.run_program("uncertainty", *self.merge(), "-o", "all.egb", code=0)
        self.assertIn("`uncertainty --merge all.egb` prints what they come to", done.err)
        self.refused("the first round of `all.egb` is exact, and no second one refines it", "trial.yaml", *DRAWS, "--refine", "all.egb", "--part", "1/2", "-o", "x.egb")
        whole = self.run_program("uncertainty", "trial.yaml", *DRAWS, code=0).out
        self.assertEqual(self.run_program("uncertainty", "trial.yaml", *DRAWS, "--merge", "all.egb", code=0).out, whole)

    def test_of_a_sensitivity(self):
        run = ["sensitivity", "trial.yaml", "--draws", "6"]
        self.parts(2, "--draws", "6", command="sensitivity", name="row")
        files = ["row1.egb", "row2.egb"]
        for code, said, *arguments in ((3, 'has unit -, and here it is "U03"', *run, "--merge", *files, "--unit", "U03"),
                                       (3, 'has split-weights -, and here it is "parts"', *run, "--merge", *files, "--split-weights", "parts"),
                                       (3, "has draws 6, and here it is 7", "sensitivity", "trial.yaml", "--draws", "7", "--merge", *files),
                                       (3, 'has analysis "sensitivity", and here it is "uncertainty"', "uncertainty", "trial.yaml", "--draws", "6", "--merge", *files),
                                       (3, "of 2 parts one is missing: 1", *run, "--merge", "row2.egb"),
                                       (2, "6 draws make 6 parts at most", *run, "--part", "1/7", "-o", "x.egb"),
                                       (2, "--table removals draws nothing, and has no parts", *run, "--merge", *files, "--table", "removals"),
                                       (2, "--table is about a table", *run, "--part", "1/2", "--table", "switches", "-o", "x.egb"),
                                       (2, "has one round of draws", *run, "--merge", *files, "-o", "x.egb")):
            done = self.run_program(*arguments, code=code)
            self.assertRegex(done.err, said)
            self.assertIn("help: ", done.err)
            self.assertEqual(done.out, "")
        self.assertFalse((self.place / "x.egb").exists())

    def test_what_shapes_a_table_is_left_to_merge(self):
        """Every option of the headings about what is shown and written but those that say what is drawn, kept, or written where."""
        values = {"units": "a", "top": "3", "table": "switches", "columns": "unit", "lang": "en", "format": "csv", "excel": "de", "templates": os.path.join(os.environ["EGOVBENCH_HOME"], "reports"), "digits": "3", "width": "70"}
        for command in ("uncertainty", "acceptability", "sensitivity"):
            text = self.run_program(command, "--help", code=0).out
            text = text[text.index("What is shown:"):text.index("General:")]
            shown = set(re.findall(r"^  (?:-\w, )?--([\w-]+)", text, re.MULTILINE)) - {"node", "unit", "pairs", "scores", "frequencies", "draws-file", "output", "force"}
            self.assertGreaterEqual(shown, {"table", "digits", "notes"} if command == "sensitivity" else {"units", "top", "digits", "notes"})
            for name in sorted(shown):
                option = f"--{name}={values[name]}" if name in values else f"--{name}"
                more = ["--format", "csv"] if name == "excel" else []
                done = self.run_program(command, "trial.yaml", "--part", "1/2", option, *more, "-o", "x.egb", code=2)
                self.assertIn(f"--{name} is about a table, and a part is no table", done.err)
                self.assertIn(f"leave --{name} to --merge", done.err)
                self.assertFalse((self.place / "x.egb").exists())

    def test_a_part_is_not_replaced(self):
        done = self.run_program("uncertainty", "trial.yaml", *DRAWS, "--part", "1/3", "-o", "part1.egb", code=4)
        self.assertIn("--force", done.err)
        done = self.run_program("uncertainty", *self.merge(), "-o", "part1.egb", "--force", code=4)
        self.assertIn("`part1.egb` is read by this command", done.err)


class Page(Parts):
    """mine.yaml is the trial; `egovbench` is the program of this build."""

    program = PROGRAM

    def take_trial(self, *options):
        shutil.move(self.place / "trial.yaml", self.place / "mine.yaml")
        tools = self.place / "tools"
        tools.mkdir()
        (tools / "egovbench").symlink_to(self.program)
        self.whole = self.run_program("uncertainty", "mine.yaml", *options, "--format", "csv", code=0).out

    def need_parallel(self):
        if not shutil.which("parallel") or "GNU" not in subprocess.run(["parallel", "--version"], capture_output=True, text=True, check=False).stdout:
            self.skipTest("GNU parallel is not installed")

    def run_script(self, text, **more):
        environment = {**clean_environment(), **more, "PATH": f"{self.place / 'tools'}:{os.environ['PATH']}"}
        done = subprocess.run(["sh", "-e"], input=text, cwd=self.place, env=environment, capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)

    def check_result(self):
        self.assertEqual((self.place / "trust.csv").read_text(encoding="utf-8"), self.whole)


class Scripts(Page):
    def setUp(self):
        super().setUp()
        self.take_trial("--draws", "100000")

    def test_scripts(self):
        self.assertEqual(len(scripts()), 7)
        for text in scripts():
            self.assertLessEqual(max(map(len, text.splitlines())), 72)

    def test_a_loop_of_the_shell(self):
        self.run_script(scripts()[0])
        self.check_result()

    def test_gnu_parallel(self):
        self.need_parallel()
        self.run_script(scripts()[1])
        self.check_result()

    def test_slurm(self):
        """`sbatch` here runs each task of the array, then what depends on them; it knows what the page uses of it."""
        (self.place / "tools/sbatch").write_text("""#!/bin/sh -e
case $1 in
--parsable)
  grep -q '^#SBATCH --array=1-8$' "$2"
  for task in 1 2 3 4 5 6 7 8; do SLURM_ARRAY_TASK_ID=$task sh "$2"; done
  echo 42 ;;
--dependency=afterok:42)
  test "$2" = --wrap
  sh -c "$3" ;;
*) exit 9 ;;
esac
""", encoding="utf-8")
        (self.place / "tools/sbatch").chmod(0o755)
        self.write("parts.sh", scripts()[2])
        self.run_script(scripts()[3])
        self.check_result()


class ScriptsOfTwoRounds(Page):
    """On more units than have a line for every rank."""

    def setUp(self):
        super().setUp()
        many_units(self)
        self.take_trial("--draws", "2000")

    def test_a_loop_of_the_shell(self):
        self.run_script(scripts()[4])
        self.check_result()

    def test_gnu_parallel(self):
        self.need_parallel()
        self.run_script(scripts()[5])
        self.check_result()


if __name__ == "__main__":
    unittest.main()
