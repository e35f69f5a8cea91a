"""The command line itself: options anywhere, slips answered with a suggestion, all faults at once, in every message format."""
import json
import os
import re
import subprocess
import unittest

from program import COMMANDS, ENDLESS, PROGRAM, ProgramTest, clean_environment


class Options(ProgramTest):
    def test_anywhere_and_in_both_spellings(self):
        expected = self.run_program("rank", "small.yaml", "--format", "csv", "--top", "2", code=0).out
        self.assertEqual(len(expected.splitlines()), 3)
        for arguments in (["--format=csv", "rank", "--top=2", "small.yaml"], ["rank", "--top", "2", "small.yaml", "--format=csv"],
                          ["--top", "2", "--format", "csv", "rank", "small.yaml"], ["rank", "--top=2", "--format=csv", "--", "small.yaml"],
                          ["rank", "--format=json", "--top", "9", "small.yaml", "--top=2", "--format=csv"]):
            self.assertEqual(self.run_program(*arguments, code=0).out, expected, arguments)

    def test_two_dashes_end_options(self):
        (self.place / "--top.yaml").write_text((self.place / "small.yaml").read_text(encoding="utf-8"), encoding="utf-8")
        self.run_program("rank", "--", "--top.yaml", code=0)
        self.run_program("rank", "--top.yaml", code=2)

    def test_letters(self):
        self.run_program("rank", "small.yaml", "-q", "-oa.csv", code=0)
        self.run_program("rank", "small.yaml", "-qo", "b.csv", code=0)
        self.assertEqual(self.leftovers(), ["a.csv", "b.csv"])
        self.run_program("rank", "small.yaml", "-o=c.csv", code=0)  # as people write it after --output=c.csv
        self.assertEqual(self.leftovers(), ["a.csv", "b.csv", "c.csv"])
        self.run_program("rank", "small.yaml", "-o==d.csv", code=0)  # only the first sign is the spelling's
        self.assertEqual(self.leftovers(), ["=d.csv", "a.csv", "b.csv", "c.csv"])
        self.run_program("rank", "small.yaml", "-x", code=2)

    def test_values_that_begin_with_a_dash(self):
        up = self.run_program("rank", "small.yaml", "--sort", "score", "--format", "csv", code=0).out.splitlines()[1:]
        down = self.run_program("rank", "small.yaml", "--sort", "-score", "--format", "csv", code=0).out.splitlines()[1:]
        self.assertEqual(up, down[::-1])
        self.assertIn("--data needs a value", self.run_program("rank", "small.yaml", "--data", "--top", "3", code=2).err)
        self.assertIn("--data needs a value", self.run_program("rank", "small.yaml", "--data", code=2).err)

    def test_lists(self):
        one = self.run_program("rank", "small.yaml", "--columns", "unit,rank", "--format", "csv", code=0).out
        two = self.run_program("rank", "small.yaml", "--columns", "unit", "--columns", " rank", "--format", "csv", code=0).out
        self.assertEqual(one, two)
        two = self.run_program("rank", "small.yaml", "--columns", " unit  ,  rank ", "--format", "csv", code=0).out
        self.assertEqual(one, two)
        self.assertTrue(one.startswith("unit,rank\n"))
        self.run_program("rank", "small.yaml", "--columns", "unit,,rank", code=2)
        set_once = self.run_program("rank", "small.yaml", "--set", "services=1,speed=2", "--rescale", "free", "--format", "csv", code=0)
        set_twice = self.run_program("rank", "small.yaml", "--set", "services=1", "--set", "speed=2", "--rescale=free", "--format=csv", code=0)
        self.assertEqual(set_once.out, set_twice.out)
        # services 95, speed 75; weights 1 : 2
        self.assertAlmostEqual(float(next(line for line in set_once.out.splitlines() if line.startswith("EST")).split(",")[2]),
                               (95 + 2 * 75) / 3, delta=1e-9)

    def test_names_with_commas(self):
        done = self.run_program("rank", "small.yaml", "--units", "EST,Bonaire, Sint Eustatius and Saba, fiji", "--columns", "unit",
                                "--format", "csv", code=0)
        self.assertEqual(sorted(done.out.split()), ["BES", "EST", "FJI", "unit"])

    def test_groups(self):
        done = self.run_program("rank", "--group", "region=Middle East, North Africa, Afghanistan & Pakistan", "--group", "income",
                                "--format", "csv", code=0)
        self.assertIn("Bahrain", done.out)
        self.assertNotIn("Estonia", done.out)
        header = done.out.splitlines()[0].split(",")
        self.assertIn("rank_region", header)
        self.assertIn("rank_income", header)

    def test_slips(self):
        cases = [(["rnak"], "`rank`"), (["explian", "EST"], "`explain`"), (["rank", "--fromat", "csv"], "`--format`"),
                 (["rank", "--tpo=3"], "`--top`"), (["rank", "--format", "josn"], "`json`"), (["rank", "waseda-tne"], "`waseda-ten`"),
                 (["rank", "small.yaml", "--set", "sped=1"], "`speed`"), (["rank", "small.yaml", "--scenario", "fats"], "`fast`"),
                 (["explain", "estnia", "small.yaml"], "`Estonia`"), (["rank", "small.yaml", "-o", "r.jsn"], "`json`"),
                 (["methods", "minmx"], "`minmax`"), (["completion", "bsh"], "`bash`"), (["help", "rnk"], "`rank`"),
                 (["rank", "small.yaml", "--color=alway"], "`always`"), (["rank", "--columns", "scor"], "`score`")]
        for arguments, suggestion in cases:
            done = self.run_program(*arguments, code=2)
            self.assertIn("did you mean", done.err, arguments)
            self.assertIn(suggestion, done.err, arguments)

    def test_option_of_another_command(self):
        self.assertIn("no option --top", self.run_program("show", "small.yaml", "--top", "3", code=2).err)

    def test_all_faults_at_once(self):
        err = self.run_program("rank", "--fromat", "--top", "x", "--set", "OS=0,3", "--color=blue", "a", "b", code=2).err
        for part in ("--fromat", "--top", "decimal comma", "blue", "`b`"):
            self.assertIn(part, err)
        self.assertEqual(err.count("error[E0901]"), 5)

    def test_numbers(self):
        for value in ("0", "-1", "1.5", "", "99999999999999999999", "+3", " 3", "3x", "0x3"):
            self.run_program("rank", "small.yaml", f"--top={value}", code=2)
        self.assertEqual(self.run_program("rank", "small.yaml", "--digits", "0", code=0).code, 0)
        self.run_program("rank", "small.yaml", "--digits", "16", code=2)

    def test_wrong_number_of_arguments(self):
        for arguments in (["explain"], ["init"], ["rank", "a", "b"], ["explain", "EST", "a", "b"], ["completion"], []):
            self.run_program(*arguments, code=2)

    def test_bytes_that_are_not_utf8(self):
        for argument in (b"\xff", b"small\xc3.yaml", b"--set=\xe0\x80\x80=1", b"\xed\xa0\x80"):
            done = subprocess.run([PROGRAM.encode(), b"rank", argument], cwd=self.place, capture_output=True,
                                  env=clean_environment(), check=False)
            self.assertEqual(done.returncode, 2)
            self.assertIn(b"not UTF-8", done.stderr)
            done.stderr.decode("utf-8")

    def test_help_wins_over_faults(self):
        for arguments in (["rank", "--fromat", "-h"], ["rank", "a", "b", "--help"], ["show", "--top", "3", "--help"]):
            self.run_program(*arguments, code=0)
        self.assertRegex(self.run_program("--version", code=0).out, r"^egovbench \d+\.\d+\.\d+\n$")

    def test_quiet(self):
        loud = self.run_program("rank", "small.yaml", "--format", "csv", "--digits", "3", code=0)
        self.assertIn("warning", loud.err)
        self.assertEqual(self.run_program("rank", "small.yaml", "--format", "csv", "--digits", "3", "--quiet", code=0).err, "")
        self.assertIn("error", self.run_program("rank", "nowhere", "--quiet", code=2).err)
        self.assertEqual(self.run_program("validate", "small.yaml", "-q", code=0).out, "")

    def test_odd_arguments_never_crash(self):
        odd = ["", "-", "--", "---", "--=", "--=x", "-=", "--set", "--set=", "--set==", "--color", "--color=", "-o", "-o=", "-qq", "--help=1",
               "%s%n", "a" * 5000, "--" + "a" * 5000, "\t", "\x1b[31m", "ÿ", "--top=" + "9" * 400, "--lang=,", "--units=,,,", "--group=="]
        step = 2 if os.environ.get("EGOVBENCH_SANITIZED") else 1  # of slow programs each takes every other one
        for number, command in enumerate([name for name in COMMANDS if name not in ENDLESS] + [""]):
            for argument in odd[number % step::step]:
                done = self.run_program(*([command] if command else []), argument)
                self.assertIn(done.code, (0, 1, 2, 3, 4), (command, argument, done.err))
                if not argument.startswith("--color"):
                    self.assertNotIn("\x1b", done.err)


class Diagnostics(ProgramTest):
    def faults(self, form):
        (self.place / "bad.yaml").write_text((self.place / "small.yaml").read_text(encoding="utf-8").replace("weight: 2", "weigth: 2"),
                                             encoding="utf-8")
        return [self.run_program("validate", "bad.yaml", "--diagnostics", form, code=1),
                self.run_program("rank", "bad.yaml", "--diagnostics", form, code=3),
                self.run_program("rank", "--fromat", "--diagnostics", form, code=2),
                self.run_program("rank", "--diagnostics", form, "nowhere", code=2)]

    def test_json(self):
        for done in self.faults("json"):
            messages = json.loads(done.err)
            self.assertGreaterEqual(len(messages), 1)
            self.assertTrue(all(re.fullmatch(r"[EWN]\d{4}", message["code"]) for message in messages))
        self.assertEqual(json.loads(self.run_program("rank", "small.yaml", "--diagnostics", "json", code=0).err), [])

    def test_sarif(self):
        for done in self.faults("sarif"):
            log = json.loads(done.err)
            self.assertEqual(log["version"], "2.1.0")
            self.assertGreaterEqual(len(log["runs"][0]["results"]), 1)

    def test_github(self):
        validate, _, usage, _ = self.faults("github")
        self.assertRegex(validate.err, r"^::error file=bad\.yaml,line=\d+,col")
        self.assertRegex(usage.err, r"^::error")

    def test_human(self):
        err = self.faults("human")[0].err
        lines = err.splitlines()
        self.assertRegex(lines[0], r"^bad\.yaml:\d+:\d+: error\[E0201\]: ")
        self.assertEqual(lines[2].index("^"), lines[1].index("weigth"))
        self.assertIn("help: did you mean `weight`?", err)


if __name__ == "__main__":
    unittest.main()
