"""What is read is never replaced, and what is no earlier result only with --force: every command, every option that writes a file, every
way to name one. Commands and options are those the program itself lists; a command without arguments here is a fault of this test."""
import itertools
import os
import re
import subprocess
import unittest

from program import PROGRAM, ROOT, ProgramTest, clean_environment

DEFINITION = """\
egovbench: 1
id: two-pillars
title: {en: Two pillars}
scale: 100
units: {file: list.csv}
data: [two-pillars.csv]
levels: [{id: A, name: High, from: 50}, {id: B, name: Low, from: 0}]
indicators:
  - id: services
    weight: 2
    indicators:
      - {id: portal, points: {0: 0, 1: 0.5, 2: 1}}
      - {id: forms, goalposts: [0, 100]}
  - {id: connection, weight: 1, normalise: minmax}
scenarios:
  cables: {weights: {connection: 2}}
"""
DATA = "unit,name,portal,forms,connection\nEST,Estonia,2,99,88\nDNK,Denmark,2,98,96\nTWN,臺灣,1,80,93\nFJI,Fiji,0,20,11\n"
UNITS = "unit,name\nEST,Estonia\nDNK,Denmark\nTWN,臺灣\nFJI,Fiji\n"
MATRIX = ",services,connection\nservices,1,3\nconnection,,1\n"
INCOME = "unit,income\nEST,30\nDNK,60\nTWN,40\n"
POINTS = "services,connection\n60,40\n70,30\n"
CHANGES = "egovbench-changes: 1\nchanges:\n- {weights: {connection: [3, 1]}}\n"
INPUTS = {"two-pillars.yaml": DEFINITION, "two-pillars.csv": DATA, "list.csv": UNITS, "matrix.csv": MATRIX, "points.csv": POINTS,
          "income.csv": INCOME, "two-pillars.changes.yaml": CHANGES}
READ = ["two-pillars.yaml", "two-pillars.csv", "list.csv"]

INDEX, RECORD = "two-pillars.yaml", "two-pillars.changes.yaml"
QUICK = ["--draws", "40"]
# command: (arguments, files that it reads)
CALLS = {
    "rank": [([INDEX], READ)],
    "report": [([INDEX, *QUICK], READ)],  # --desk is a page alone: test_report.py
    "show": [([INDEX], READ), ([INDEX, "--methodology"], READ)],
    "explain": [(["EST", INDEX], READ), (["EST", "DNK", INDEX], READ)],
    "profile": [(["EST", INDEX], READ)],
    "stages": [([INDEX], READ), ([INDEX, "--long"], READ), ([INDEX, "--log"], READ), ([INDEX, "--stage", "raw"], READ)],
    "export": [([INDEX], READ), ([INDEX, "--long", "--period", "all"], READ)],
    "panel": [([INDEX], READ), ([INDEX, "--long"], READ)],
    "crosswalk": [([INDEX, "./two-pillars.yaml"], READ), ([INDEX, INDEX, "--pairs"], READ), ([INDEX, "--unit", "EST"], READ)],
    "uncertainty": [([INDEX, *QUICK], READ), ([INDEX, *QUICK, "--scores"], READ), ([INDEX, *QUICK, "--pairs"], READ)],
    "stats": [([kind, INDEX], READ) for kind in ("summary", "outliers", "coverage", "correlations", "components", "loadings",
                                                "component-scores", "biplot", "reliability", "items", "importance", "partial", "coverage-nodes",
                                                "peers")] + [(["regression", INDEX, "--with", "income.csv:income"], [*READ, "income.csv"])],
    "audit": [([INDEX, *QUICK], READ)],
    "plot": [(["tree", INDEX], READ), (["contributions", INDEX], READ), (["added-value", INDEX], READ), (["scree", INDEX], READ)],
    "sensitivity": [([INDEX, *QUICK, "--table", "switches"], READ), ([INDEX, "--table", "removals"], READ)],
    "acceptability": [([INDEX, *QUICK], READ), ([INDEX, *QUICK, "--pairs"], READ)],
    "stability": [([INDEX], READ)],
    "bounds": [([INDEX], READ), ([INDEX, "--dominance"], READ)],
    "scenarios": [([INDEX], READ), ([INDEX, "--ranks"], READ), ([INDEX, "--ranks", "--long"], READ)],
    "whatif": [([INDEX, "--set", "connection=40%"], READ)],
    "sweep": [([INDEX, "--grid", "connection=1,2", "--table", table], READ) for table in ("long", "summary", "scenarios")],
    "weights": [(["show", INDEX], READ), (["set", INDEX, "connection=50%"], [*READ, RECORD]), (["log", INDEX], ["two-pillars.yaml", RECORD]),
                (["undo", INDEX], [*READ, RECORD]),
                (["merge", INDEX, INDEX, INDEX], ["two-pillars.yaml"]), (["equal", "pca", "--index", INDEX], READ),
                (["ahp", "matrix.csv", "--index", INDEX], [*READ, "matrix.csv"]), (["budget", "points.csv", "--index", INDEX], [*READ, "points.csv"])],
    "diff": [([INDEX, "--scenario", "none", "cables"], READ), ([f"{INDEX}@0", f"{INDEX}@1"], [*READ, RECORD])],
    "publish": [([INDEX, *QUICK], [*READ, RECORD])],
    "verify": [(["far/bundle"], [])],
    "lint": [([INDEX], [*READ, RECORD]), (["--rules"], [])],
    "watch": [([INDEX], READ)],
    "import": [(["two-pillars.csv"], ["two-pillars.csv"])],
    "init": [([INDEX], ["two-pillars.yaml", "list.csv"])],
    "methods": [([], [])],
    "schema": [([], [])],
    "completion": [(["bash"], [])],
    "doctor": [([], [])],
}
KNOWN = {"rank", "profile", "panel", "uncertainty", "acceptability", "bounds", "stability", "whatif", "sweep", "crosswalk", "diff", "explain", "show",
         "methods", "sensitivity", "scenarios", "plot", "export"}
DOCUMENTS = {"audit", "report"}  # texts


def listed(environment):
    """(command, option) of everything that writes a file, as the program's own help has it."""
    names = subprocess.run([PROGRAM, "__complete", "commands"], capture_output=True, text=True, check=True, env=environment).stdout
    for line in names.splitlines():
        command = line.split("\t")[0]
        text = subprocess.run([PROGRAM, command, "--help"], capture_output=True, text=True, check=True, env=environment).stdout
        for option in re.findall(r"^  (?:-\w, )?(--[\w-]+) FILE\b", text, re.MULTILINE):
            if option not in ("--data", "--from", "--units", "--with"):
                yield command, option, "--format" in text


class Outputs(ProgramTest):
    def setUp(self):
        super().setUp()
        (self.place / "far").mkdir()
        self.write_inputs()
        self.run_program("publish", INDEX, *QUICK, "-o", "far/bundle", code=0)
        self.serial = 0

    def write_inputs(self):
        for name, text in INPUTS.items():
            (self.place / name).write_text(text, encoding="utf-8")

    def other_name(self, name):
        """The file by the next of several other ways."""
        self.serial += 1
        way = self.serial % 5
        if way < 3:
            return [name, "./" + name, f"far/../{name}"][way]
        link = self.place / "far" / f"link-{self.serial}.csv"
        if way == 3:
            link.symlink_to(os.path.join("..", name))
        else:
            os.link(self.place / name, link)
        return f"far/{link.name}"

    def unchanged(self, what):
        for name, text in INPUTS.items():
            self.assertEqual((self.place / name).read_text(encoding="utf-8"), text, what)

    def test_every_output_of_every_command(self):
        calls = list(listed(clean_environment()))
        self.assertEqual({command for command, _, _ in calls}, set(CALLS), "a command that writes files has no arguments here")
        self.assertEqual({option for _, option, _ in calls}, {"--output", "--frequencies", "--draws-file", *self.copies(calls)})
        for (command, option, formats) in calls:
            for arguments, read in CALLS[command]:
                for name, force in itertools.product(INPUTS, (False, True)):
                    if force and name not in read:
                        continue  # may be replaced: the user says so
                    form = ["--format", "csv"] if formats and option == "--output" else []
                    if "--methodology" in arguments or command in DOCUMENTS:
                        form = ["--format", "markdown"]
                    line = [command, *arguments, option, self.other_name(name), *form, *(["--force"] if force else [])]
                    if command == "watch" and name not in read:
                        continue  # would go on
                    done = self.run_program(*line)
                    self.assertIn(done.code, (2, 4), (line, done.err))
                    self.unchanged(line)

    @staticmethod
    def copies(calls):
        return {option for _, option, _ in calls if option == "--copy"}

    def test_the_calls_work(self):
        """What is refused above is refused for the name of its output alone."""
        for command, calls in CALLS.items():
            for number, (arguments, _) in enumerate(calls):
                extension = "md" if "--methodology" in arguments or command in DOCUMENTS else "txt" if command == "doctor" else "csv"
                if command != "watch":
                    self.run_program(command, *arguments, "-o", f"far/new-{command}-{number}.{extension}", code=0)
        self.unchanged("new names")

    def test_what_replaces_itself(self):
        """A table whose header only results have replaces an earlier one; all others and all other formats ask for --force. Data, as it is read or
        filled in, begins like none of those."""
        for command, calls in CALLS.items():
            if command in ("watch", "doctor", "schema", "completion", "publish"):  # a bundle never replaces anything: tests/bundle
                continue
            arguments = calls[0][0]
            for extension in ("csv", "json", "md", "tex", "txt"):
                if (command == "init" and extension != "csv") or (command in DOCUMENTS and extension == "csv"):
                    continue
                line = [command, *arguments, "-o", f"far/r-{command}.{extension}"]
                self.run_program(*line, code=0)
                again = self.run_program(*line)
                wanted = 0 if extension == "csv" and (command in KNOWN or arguments[0] == "show") else 4
                self.assertEqual(again.code, wanted, (line, again.err))
                self.run_program(*line, "--force", code=0)

    def test_columns_of_ones_own_may_be_data(self):
        (self.place / "own.csv").write_text("unit,name,services\nEST,Estonia,7\n", encoding="utf-8")
        line = ["rank", INDEX, "--columns", "unit,name,services", "-o", "own.csv"]
        self.assertIn("--force", self.run_program(*line, code=4).err)
        self.run_program(*line, "--force", code=0)

    def test_another_header_is_another_file(self):
        (self.place / "r.csv").write_text("unit,name,score,rank\nEST,Estonia,7,1\n", encoding="utf-8")
        self.run_program("rank", INDEX, "-o", "r.csv", code=4)
        (self.place / "r.csv").write_text("", encoding="utf-8")
        self.run_program("rank", INDEX, "-o", "r.csv", code=0)
        (self.place / "form.csv").write_text((self.place / "r.csv").read_text(encoding="utf-8").splitlines()[0] + ",mine\n", encoding="utf-8")
        self.run_program("rank", INDEX, "-o", "form.csv", code=4)

    def test_two_outputs_with_one_name(self):
        (self.place / "link.csv").symlink_to("not-yet.csv")
        (self.place / "there.csv").write_text("", encoding="utf-8")
        os.link(self.place / "there.csv", self.place / "hard.csv")
        pairs = [("a.csv", "a.csv"), ("a.csv", "./a.csv"), ("a.csv", "far/../a.csv"), ("link.csv", "not-yet.csv"), ("there.csv", "hard.csv"),
                 (str(self.place / "a.csv"), "a.csv")]
        options = ["-o", "--frequencies", "--draws-file"]
        for (one, two), (first, second) in itertools.product(pairs, itertools.permutations(options, 2)):
            done = self.run_program("uncertainty", INDEX, "--draws", "1000000000", first, one, second, two, "--force", code=2)
            self.assertIn("name the same file", done.err)
        self.assertFalse((self.place / "a.csv").exists())
        self.run_program("uncertainty", INDEX, *QUICK, "-o", "/dev/null", "--frequencies", "f.csv", "--draws-file", "d.csv", code=0)

    def run_shell(self, line):
        done = subprocess.run(["sh", "-c", line, PROGRAM], cwd=self.place, capture_output=True, env=clean_environment(), check=False)
        self.assertEqual(done.returncode, 4, (line, done.stderr))
        self.unchanged(line)

    @unittest.skipUnless(os.path.exists("/dev/fd"), "no /dev/fd")
    def test_redirections(self):
        """Standard input is read as well; standard output may be what was read."""
        for line in ('"$0" rank - -o two-pillars.yaml --format csv --force < two-pillars.yaml',
                     '"$0" rank two-pillars.yaml --data - -o two-pillars.csv --force < two-pillars.csv',
                     '"$0" rank two-pillars.yaml --format csv >> two-pillars.csv', '"$0" rank two-pillars.yaml 1<> two-pillars.csv',
                     '"$0" rank two-pillars.yaml -o /dev/stdout >> two-pillars.csv', '"$0" stages two-pillars.yaml >> list.csv'):
            self.run_shell(line)

    def test_limit_of_file_size_is_an_error(self):
        """SIGXFSZ would end the program; the old file stays, and no temporary one."""
        (self.place / "d.csv").write_text("old\n", encoding="utf-8")
        line = 'ulimit -f 8; exec "$0" uncertainty two-pillars.yaml --draws 20000 --draws-file d.csv --force'
        done = subprocess.run(["sh", "-c", line, PROGRAM], cwd=self.place, capture_output=True, env=clean_environment(), check=False)
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertIn(b"too large", done.stderr)
        self.assertEqual((self.place / "d.csv").read_text(encoding="utf-8"), "old\n")
        self.assertEqual([name for name in os.listdir(self.place) if name.startswith(".egovbench-")], [])

    def test_no_quiet_messages_beside(self):
        """Messages that may be thrown away still remember what was read."""
        free = {"main.c", "cmd_watch.c", "tune_keys.c", "tune_model.c", "tune_pair.c"}  # the first, a new one per save, and three that read nothing
        for path in (path for room in ("cli", "command", "desk") for path in (ROOT / "src" / room).glob("*.c")):
            if path.name not in free:
                self.assertNotIn("egb_diag_new()", path.read_text(encoding="utf-8"), path.name)


if __name__ == "__main__":
    unittest.main()
