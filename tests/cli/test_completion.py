"""Completion scripts: they load, and offer what the tables and the definition on the command line hold."""
import csv
import io
import os
import re
import shlex
import shutil
import subprocess
import unittest

from program import COMMANDS, FORMATS, PROGRAM, ROOT, ProgramTest, clean_environment

REPLACED_QUOTED = re.compile(r"""(?<=["'])[^"']*$""")


class Candidates(ProgramTest):
    def ask(self, *arguments):
        done = self.run_program("__complete", *arguments, code=0)
        self.assertEqual(done.err, "")
        return done.out.splitlines()

    def words(self, *arguments):
        return [line.split("\t")[0] for line in self.ask(*arguments)]

    def test_kinds(self):
        self.assertEqual(self.ask("indices"), sorted(path.stem for path in (ROOT / "indicators").glob("*.yaml")))
        self.assertEqual([line.split("\t")[0] for line in self.ask("nodes", "small.yaml")], ["services", "portal", "mobile", "speed"])
        self.assertIn("EST\tEstonia", self.ask("units", "small.yaml"))
        self.assertIn("Estonia\tEST", self.ask("units", "small.yaml"))  # names, too
        self.assertEqual(self.ask("scenarios", "small.yaml"), ["fast"])
        self.assertTrue({"2018", "2024", "latest"} <= set(self.ask("periods", "egdi")))
        self.assertTrue({"region", "income", "region=Europe & Central Asia"} <= set(self.ask("groups")))
        self.assertEqual(self.ask("columns", "small.yaml")[:6], ["unit", "name", "score", "rank", "services", "speed"])
        self.assertTrue({"minmax", "arithmetic"} <= set(self.words("methods")))
        self.assertEqual(self.words("commands"), COMMANDS)
        self.assertEqual(self.words("formats")[:2], ["text", "csv"])

    def test_what_help_explains_is_offered_and_explained(self):
        usage = self.run_program("help", "help", code=0).out
        named = re.search(r"egovbench help \[COMMAND\|CODE\|([a-z|]+)\]", usage)
        topics = self.words("topics")
        self.assertEqual(topics[:len(COMMANDS)], COMMANDS)
        self.assertLessEqual(set(named.group(1).split("|")), set(topics))
        for word in self.words("topics"):
            self.assertTrue(self.run_program("help", word, code=0).out, word)

    def test_columns_are_those_of_the_command(self):
        whole = {"rank": ["egdi"], "panel": ["egdi"], "show": ["egdi"], "stages": ["egdi"], "explain": ["EST", "egdi"],
                 "profile": ["EST", "egdi"], "uncertainty": ["egdi", "--draws", "10"], "acceptability": ["egdi", "--draws", "10"],
                 "stability": ["egdi"], "sensitivity": ["egdi", "--draws", "2"], "bounds": ["egdi", "--top", "1"],
                 "diff": ["egdi", "egdi"], "weights": ["show", "egdi"]}
        for command, arguments in whole.items():
            with self.subTest(command=command):
                header = self.run_program(command, *arguments, "--format", "csv", code=0).out.split("\n")[0].split(",")
                offered = self.ask(f"columns:{command}", "egdi")
                self.assertEqual([column for column in offered if column in header], header)
                pictures = set(offered) - set(header)  # bars and signs for people, which can be asked for as well
                self.assertLessEqual(len(pictures), 6)
        self.assertEqual(self.ask("columns", "egdi"), self.ask("columns:rank", "egdi"))
        for command in "whatif", "validate", "nonsense", "":  # they want more, or have none
            self.assertEqual(self.ask(f"columns:{command}", "egdi"), [])

    def test_methods_are_those_of_the_registries(self):
        rows = list(csv.DictReader(io.StringIO(self.run_program("methods", "--format", "csv", code=0).out)))
        of = {stage: [row["name"] for row in rows if row["kind"] == stage] for stage in {row["kind"] for row in rows}}
        self.assertEqual(self.words("methods"), list(dict.fromkeys(row["name"] for row in rows)))
        self.assertEqual(self.words("imputations"), ["on", "off", *of["impute"]])
        self.assertEqual(self.words("treatments"), ["on", "off", *of["treat"]])
        self.assertEqual(self.words("normalisations"), ["on", *of["normalise"]])
        self.assertEqual(self.words("aggregations"), ["on", *of["aggregate"]])
        self.assertEqual(self.words("weights"), ["show", "set", "undo", "log", "merge", "ahp", "budget", *of["weights"]])
        for kind in "methods", "normalisations", "weights":
            for line in self.ask(kind):
                self.assertRegex(line, r"^[a-z-]+(\t[^\t]+)?$")

    def test_languages_are_those_of_the_definition_and_its_data(self):
        self.assertEqual(self.words("languages", "small.yaml"), ["en", "ja"])
        self.assertEqual(self.words("languages"), ["en", "zh-Hant", "ja"])

    def test_standard_input_is_not_asked(self):
        self.assertEqual(self.ask("nodes", "-"), [])

    def test_faults_are_silent(self):
        for arguments in (["nodes", "nowhere"], ["units", "./x.yaml"], ["nonsense"], ["scenarios", "small.csv"]):
            self.assertEqual(self.ask(*arguments), [])

    def test_names_are_harmless(self):
        (self.place / "small.csv").write_text("unit,name,portal,mobile,speed\nEST,\"E\x1b[31m\tst\u202eo\nnia\u009b\",0.9,3,7\nFJI,Fiji,0.2,1,1\n",
                                              encoding="utf-8")
        lines = self.ask("units", "small.yaml")
        self.assertEqual(len(lines), 3)  # two ids, and the name that a shell can type back
        self.assertNotRegex("\n".join(lines), "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]")


@unittest.skipUnless(shutil.which("bash"), "bash is not installed")
class Bash(ProgramTest):
    def complete(self, line, breaks=" \t\n\"'><=;|&(:"):
        """What bash would get for a line that ends at the cursor: the texts that replace what is behind the last break."""
        script = self.run_program("completion", "bash", code=0).out
        replaced = REPLACED_QUOTED.search(line) or re.search(rf"(?<![^{re.escape(breaks)}])(?:\\.|[^\\{re.escape(breaks)}])*$", line)
        test = (script + f"\nCOMP_LINE={shlex.quote(line)}\nCOMP_POINT={len(line)}\n"
                f"_egovbench egovbench {shlex.quote(replaced.group())} ''\n"
                "for word in \"${COMPREPLY[@]}\"; do printf '%s\\n' \"$word\"; done\n")
        links = self.place / "bin"
        links.mkdir(exist_ok=True)
        if not (links / "egovbench").exists():
            (links / "egovbench").symlink_to(PROGRAM)
        done = subprocess.run(["bash", "--norc", "-c", test], cwd=self.place, capture_output=True, check=False,
                              env=clean_environment(PATH=f"{links}{os.pathsep}{os.environ['PATH']}"))
        self.assertEqual(done.stderr.decode(), "")
        return done.stdout.decode("utf-8").splitlines()

    def test_loads(self):
        script = self.run_program("completion", "bash", code=0).out
        done = subprocess.run(["bash", "-n"], input=script.encode(), capture_output=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        done = subprocess.run(["bash", "--norc", "-c", script + "\ncomplete -p egovbench"], capture_output=True, check=True)
        self.assertIn(b"_egovbench", done.stdout)

    def test_commands_and_options(self):
        self.assertEqual(sorted(self.complete("egovbench ")), sorted(COMMANDS))
        self.assertEqual(self.complete("egovbench ex"), ["explain", "export"])
        self.assertTrue({"--format", "--set", "--units"} <= set(self.complete("egovbench rank --")))
        self.assertNotIn("--units", self.complete("egovbench show --"))
        self.assertEqual(self.complete("egovbench rank --form"), ["--format"])

    def test_values(self):
        self.assertEqual(self.complete("egovbench rank --format "), FORMATS)
        self.assertEqual(self.complete("egovbench rank --format j"), ["json"])
        self.assertEqual(self.complete("egovbench rank --format=j"), ["json"])
        self.assertEqual(self.complete("egovbench rank --format=j", breaks=" \t\n"), ["--format=json"])
        self.assertEqual(self.complete("egovbench rank --lang en,z"), ["en,zh-Hant"])
        self.assertEqual(self.complete("egovbench completion z"), ["zsh"])
        self.assertEqual(self.complete("egovbench methods minm"), ["minmax"])

    def test_what_the_definition_holds(self):
        self.assertEqual(self.complete("egovbench rank wase"), ["waseda-2016", "waseda-published", "waseda-ten"])
        self.assertEqual(self.complete("egovbench rank small.yaml --set sp"), ["speed="])
        self.assertEqual(self.complete("egovbench rank small.yaml --set services=1,sp"), ["1,speed="])
        self.assertEqual(self.complete("egovbench rank small.yaml --set services=1,sp", breaks=" \t\n"), ["services=1,speed="])
        self.assertEqual(self.complete("egovbench rank --scenario f"), [])
        self.assertEqual(self.complete("egovbench rank small.yaml --scenario f"), ["fast"])
        self.assertIn("2018", self.complete("egovbench rank --top 3 egdi --period 201"))
        self.assertNotIn("2024", self.complete("egovbench rank --top 3 egdi --period 201"))
        self.assertEqual(self.complete("egovbench explain ES"), ["ESP", "EST"])
        self.assertEqual(self.complete("egovbench explain --index small.yaml ES"), ["EST"])
        self.assertEqual(self.complete("egovbench explain EST eg"), ["egdi"])
        self.assertEqual(self.complete("egovbench rank small.yaml --units EST,F"), ["EST,FJI", "EST,Fiji"])
        self.assertEqual(self.complete("egovbench import small.yaml --units EST,F"), [])  # a file
        self.assertEqual(self.complete("egovbench rank --sort sco"), ["score"])
        self.assertEqual(self.complete("egovbench rank small.yaml --columns rank,sco"), ["rank,score"])
        self.assertEqual(self.complete("egovbench show small.yaml --columns eff"), ["effective_weight"])
        self.assertEqual(self.complete("egovbench show small.yaml --columns sco"), [])

    def test_names_with_spaces(self):
        self.assertEqual(self.complete("egovbench rank --group region=Eu"), [r"Europe\ \&\ Central\ Asia"])
        self.assertEqual(self.complete(r"egovbench rank --group region=Europe\ \&"), [r"Europe\ \&\ Central\ Asia"])
        self.assertEqual(self.complete("egovbench rank --group inc")[0], "income")
        self.assertEqual(self.complete('egovbench rank --group "region=Eu'), ["region=Europe & Central Asia"])

    def test_files_are_left_to_readline(self):
        self.assertEqual(self.complete("egovbench rank --data sm"), [])
        self.assertEqual(self.complete("egovbench rank ./sm"), [])


class OtherShells(ProgramTest):
    """Without the shell at hand: every command and every option has its row. With it: its own syntax check."""

    def rows(self, shell):
        text = self.run_program("completion", shell, code=0).out
        for name in COMMANDS:
            self.assertIn(name, text)
        helped = set(re.findall(r"^  (?:-\w, )?--([a-z-]+)", self.run_program("rank", "--help", code=0).out, re.MULTILINE))
        self.assertGreater(len(helped), 15)
        for option in helped:
            self.assertRegex(text, rf"(--{option}\b|-l {option}\b)")
        self.assertNotIn("__complete'", text.split("__complete", 1)[0])
        return text

    def check(self, shell, *arguments):
        text = self.rows(shell)
        if shutil.which(shell):
            path = self.place / f"c.{shell}"
            path.write_text(text, encoding="utf-8")
            done = subprocess.run([shell, *arguments, str(path)], capture_output=True, check=False)
            self.assertEqual((done.returncode, done.stderr), (0, b""))

    def test_zsh(self):
        self.check("zsh", "-n")

    def test_fish(self):
        self.check("fish", "--no-execute")


if __name__ == "__main__":
    unittest.main()
