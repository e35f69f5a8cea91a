"""Where results and messages go, in which format, with which exit code, and what happens when they cannot go there."""
import csv
import io
import json
import os
import subprocess
import sys
import unittest
from pathlib import Path

from program import DEFINITION, FORMATS, PROGRAM, ROOT, TABLE, ProgramTest, clean_environment

FULL = "/dev/full"


class Streams(ProgramTest):
    def test_results_on_stdout_and_nothing_else(self):
        for form in FORMATS:
            done = self.run_program("rank", "small.yaml", "--format", form)
            if "built without" in done.err:
                continue
            self.assertEqual(done.code, 0, done.err)
            if form != "xlsx":  # no text: tests/write/test_workbook.py
                self.assertIn("Estonia", done.out)
            self.assertEqual(done.err, "")

    def test_messages_on_stderr_and_nothing_on_stdout(self):
        for arguments, code in ((["rank", "nowhere"], 2), (["rank", "./nowhere.yaml"], 4), (["rank", "--nothing"], 2)):
            done = self.run_program(*arguments, code=code)
            self.assertEqual(done.out, "")
            self.assertRegex(done.err, r"error\[E\d{4}\]")

    def test_csv_is_rfc_4180_with_the_promised_header(self):
        done = self.run_program("rank", "small.yaml", "--format", "csv", code=0)
        self.assertFalse(done.out.startswith("\ufeff"))
        self.assertNotIn("\r", done.out)
        rows = list(csv.reader(io.StringIO(done.out)))
        self.assertEqual(rows[0][:6], ["unit", "name", "score", "rank", "services", "speed"])
        self.assertEqual({len(row) for row in rows}, {len(rows[0])})
        self.assertEqual(sorted(row[0] for row in rows[1:]), ["BES", "CIV", "EST", "FJI", "TWN"])
        self.assertIn("Bonaire, Sint Eustatius and Saba", {row[1] for row in rows})

    def test_json_envelope(self):
        done = self.run_program("rank", "small.yaml", "--format", "json", code=0)
        table = json.loads(done.out)
        self.assertTrue({"schema", "provenance", "rows"} <= set(table))
        self.assertEqual(len(table["rows"]), 5)
        rows = self.run_program("rank", "small.yaml", "--format", "ndjson", code=0).out.splitlines()
        self.assertEqual([json.loads(row)["unit"] for row in rows], [row["unit"] for row in table["rows"]])

    def test_numbers_read_back_and_no_locale(self):
        plain = self.run_program("rank", "small.yaml", "--format", "csv", code=0)
        for locale in ("de_DE.UTF-8", "C", "ja_JP.UTF-8"):
            other = self.run_program("rank", "small.yaml", "--format", "csv", environment=clean_environment(LC_ALL=locale))
            self.assertEqual(other.out_bytes, plain.out_bytes)
        # EST: services = mean of 0.9 and 1 on 0..100 = 95, speed = (7-1)/(9-1) = 75; weights 2 : 1
        row = next(row for row in csv.DictReader(io.StringIO(plain.out)) if row["unit"] == "EST")
        self.assertAlmostEqual(float(row["score"]), (2 * 95 + 75) / 3, delta=1e-9)

    def test_excel(self):
        done = self.run_program("rank", "small.yaml", "--format", "csv", "--excel", code=0)
        self.assertTrue(done.out_bytes.startswith(b"\xef\xbb\xbf"))
        self.assertEqual(done.out_bytes.count(b"\n"), done.out_bytes.count(b"\r\n"))
        self.run_program("rank", "small.yaml", "--excel", "--format", "json", code=2)

    def test_stdin_for_definition_or_data(self):
        plain = self.run_program("rank", "small.yaml", "--format", "csv", code=0).out
        self.assertEqual(self.run_program("rank", "-", "--format", "csv", stdin=DEFINITION.encode(), code=0).out, plain)
        data = self.run_program("rank", "small.yaml", "--data", "-", "--format", "csv", stdin=TABLE.encode(), code=0)
        self.assertEqual(data.out, plain)
        self.run_program("rank", "-", "--data", "-", stdin=DEFINITION.encode(), code=2)

    def test_no_box_drawing_in_a_pipe(self):
        self.assertNotIn("─", self.run_program("rank", "small.yaml", code=0).out)

    def test_start_with_closed_streams(self):
        """A file opened while stdout or stderr is closed must not become the stream."""
        for closing, codes in ((">&-", {4}), ("2>&-", {0}), ("<&-", {0}), (">&- 2>&- <&-", {4})):
            done = subprocess.run(["sh", "-c", f'"$0" rank small.yaml -o closed.csv {closing}', PROGRAM], cwd=self.place,
                                  capture_output=True, env=clean_environment(), check=False)
            self.assertEqual(done.returncode, 0, closing)
            text = (self.place / "closed.csv").read_text(encoding="utf-8")
            self.assertTrue(text.startswith("unit,name,score,rank"))
            done = subprocess.run(["sh", "-c", f'"$0" rank small.yaml {closing}', PROGRAM], cwd=self.place,
                                  capture_output=True, env=clean_environment(), check=False)
            self.assertIn(done.returncode, codes, closing)


class Files(ProgramTest):
    def test_format_follows_the_extension(self):
        begins = {"csv": "unit,name", "tsv": "unit\tname", "json": "{", "ndjson": "{", "md": "", "tex": "", "txt": ""}
        for extension, begin in begins.items():
            name = f"r.{extension}"
            done = self.run_program("rank", "small.yaml", "-o", name, code=0)
            self.assertEqual(done.out, "")
            text = (self.place / name).read_text(encoding="utf-8")
            self.assertTrue(text.startswith(begin), name)
        self.assertIn("|", (self.place / "r.md").read_text(encoding="utf-8"))
        self.assertIn("\\begin", (self.place / "r.tex").read_text(encoding="utf-8"))

    def test_format_option_wins_over_the_extension(self):
        self.run_program("rank", "small.yaml", "-o", "r.csv", "--format", "json", code=0)
        json.loads((self.place / "r.csv").read_text(encoding="utf-8"))

    def test_unknown_extension_is_asked_about(self):
        done = self.run_program("rank", "small.yaml", "-o", "r.docx", code=2)
        self.assertIn(".docx", done.err)
        self.assertEqual(self.leftovers(), [])

    def test_result_is_replaced_foreign_file_is_not(self):
        self.run_program("rank", "small.yaml", "-o", "r.csv", code=0)
        before = (self.place / "r.csv").read_bytes()
        self.run_program("rank", "small.yaml", "--top", "2", "-o", "r.csv", code=0)
        self.assertNotEqual((self.place / "r.csv").read_bytes(), before)
        (self.place / "mine.csv").write_text("my own notes\n", encoding="utf-8")
        done = self.run_program("rank", "small.yaml", "-o", "mine.csv", code=4)
        self.assertIn("--force", done.err)
        self.assertEqual((self.place / "mine.csv").read_text(encoding="utf-8"), "my own notes\n")
        self.run_program("rank", "small.yaml", "-o", "mine.csv", "--force", code=0)
        self.assertTrue((self.place / "mine.csv").read_text(encoding="utf-8").startswith("unit,name"))

    def test_data_that_is_read_is_never_the_output(self):
        """The data begins like a ranking does; it must not be taken for an earlier one."""
        (self.place / "own.csv").write_text(TABLE, encoding="utf-8")
        done = self.run_program("rank", "small.yaml", "--data", "own.csv", "-o", "./own.csv", code=4)
        self.assertIn("is read by this command", done.err)
        self.assertEqual((self.place / "own.csv").read_text(encoding="utf-8"), TABLE)

    def test_refused_run_leaves_no_file(self):
        for arguments, code in ((["rank", "nowhere", "-o", "r.csv"], 2), (["rank", "small.yaml", "--data", "x.csv", "-o", "r.csv"], 4)):
            self.run_program(*arguments, code=code)
            self.assertEqual(self.leftovers(), [])

    def test_folder_that_is_missing_or_closed(self):
        self.run_program("rank", "small.yaml", "-o", "missing/r.csv", code=4)
        if os.geteuid() != 0:
            closed = self.place / "closed"
            closed.mkdir(mode=0o500)
            self.run_program("rank", "small.yaml", "-o", "closed/r.csv", code=4)
            self.assertEqual(os.listdir(closed), [])

    def test_dash_is_stdout(self):
        self.assertEqual(self.run_program("rank", "small.yaml", "-o", "-", "--format", "csv", code=0).out,
                         self.run_program("rank", "small.yaml", "--format", "csv", code=0).out)


@unittest.skipUnless(os.path.exists(FULL), "this system has no /dev/full")
class FullDisk(ProgramTest):
    def to_full(self, *arguments):
        with open(FULL, "wb") as full:
            done = self.run_program(*arguments, stdout=full)
        self.assertEqual(done.code, 4, arguments)
        self.assertIn("No space left", done.err)

    def test_every_format_of_rank(self):
        for form in FORMATS:
            if "built without" in self.run_program("rank", "small.yaml", "--format", form).err:
                continue
            self.to_full("rank", "small.yaml", "--format", form)
            done = self.run_program("rank", "small.yaml", "--format", form, "-o", FULL)
            self.assertEqual(done.code, 4, form)

    def test_every_other_command(self):
        for arguments in (["show", "small.yaml"], ["explain", "EST", "small.yaml"], ["validate", "small.yaml"], ["methods"],
                          ["schema"], ["schema", "--man"], ["init", "small.yaml", "-o", "-"], ["completion", "bash"], ["doctor"],
                          ["help"], ["help", "--man"], ["--version"], ["-h"], ["rank", "--help"],
                          ["validate", "small.yaml", "--diagnostics", "json"]):
            self.to_full(*arguments)

    def test_a_disk_that_fills_up_leaves_the_old_file(self):
        """A limit on the size of files stands for the disk: SIGXFSZ is ignored, write() fails with EFBIG."""
        old = "unit,name,score,rank\nOLD,Old,1,1\n"
        (self.place / "r.csv").write_text(old, encoding="utf-8")
        limited = ("import resource, signal, subprocess, sys\n"
                   "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
                   "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
                   "sys.exit(subprocess.call(sys.argv[1:], restore_signals=False))\n")
        done = subprocess.run([sys.executable, "-c", limited, PROGRAM, "rank", "small.yaml", "-o", "r.csv"], cwd=self.place,
                              capture_output=True, env=clean_environment(), check=False)
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertEqual((self.place / "r.csv").read_text(encoding="utf-8"), old)
        self.assertEqual(self.leftovers(), ["r.csv"])


MANY = ("egovbench: 1\nid: many\ntitle: Many\ndata: [many.csv]\n"
        "indicators: [{id: a, normalise: minmax}, {id: b, normalise: minmax}]\n")


class ManyRows(ProgramTest):
    """More rows than are made at once."""

    def setUp(self):
        super().setUp()
        rows = "".join(f"U{i:05},Place {i},{i * 7919 % 6007},{i * 104729 % 5003}\n" for i in range(6000))
        (self.place / "many.yaml").write_text(MANY, encoding="utf-8")
        (self.place / "many.csv").write_text("unit,name,a,b\n" + rows, encoding="utf-8")

    def rank(self, *arguments, **how):
        return self.run_program("rank", "many.yaml", "--no-intervals", *arguments, **how)

    def test_a_file_and_the_stream_have_the_same_bytes(self):
        for form in ("csv", "tsv", "json", "ndjson"):
            self.rank("-o", f"r.{form}", code=0)
            self.assertEqual((self.place / f"r.{form}").read_text(encoding="utf-8"), self.rank("--format", form, code=0).out)

    def test_every_unit_is_there_once_in_the_order_of_ranks(self):
        rows = list(csv.DictReader(self.rank("--format", "csv", code=0).out.splitlines()))
        self.assertEqual(sorted(row["unit"] for row in rows), [f"U{i:05}" for i in range(6000)])
        ranks = [int(row["rank"]) for row in rows]
        self.assertEqual(ranks, sorted(ranks))
        self.assertTrue(all(row["name"] == f"Place {int(row['unit'][1:])}" for row in rows))

    def test_a_disk_that_fills_up_in_the_middle_leaves_the_old_file(self):
        self.rank("--top", "3", "-o", "r.csv", code=0)
        old = (self.place / "r.csv").read_bytes()
        limited = ("import resource, signal, subprocess, sys\n"
                   "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
                   "resource.setrlimit(resource.RLIMIT_FSIZE, (200000, 200000))\n"
                   "sys.exit(subprocess.call(sys.argv[1:], restore_signals=False))\n")
        for name in ("r.csv", "new.csv"):
            done = subprocess.run([sys.executable, "-c", limited, PROGRAM, "rank", "many.yaml", "--no-intervals", "-o", name],
                                  cwd=self.place, capture_output=True, env=clean_environment(), check=False)
            self.assertEqual(done.returncode, 4, done.stderr)
        self.assertEqual((self.place / "r.csv").read_bytes(), old)
        self.assertEqual(self.leftovers(), ["many.csv", "many.yaml", "r.csv"])

    def test_a_foreign_file_is_left_alone(self):
        (self.place / "r.csv").write_text("unit,mine\nA,1\n", encoding="utf-8")
        self.rank("-o", "r.csv", code=4)
        self.assertEqual((self.place / "r.csv").read_text(encoding="utf-8"), "unit,mine\nA,1\n")

    def test_a_reader_that_has_seen_enough(self):
        for output in ("", "-o /dev/stdout", "-o /dev/fd/1", "-o -"):
            line = f"'{PROGRAM}' rank many.yaml --no-intervals --format csv {output} | head -n 2; exit ${{PIPESTATUS[0]}}"
            done = subprocess.run(["bash", "-c", line], cwd=self.place, capture_output=True, env=clean_environment(), check=False, text=True)
            self.assertEqual((len(done.stdout.splitlines()), done.stderr, done.returncode), (2, "", 0), output)


class ClosedPipe(ProgramTest):
    def test_a_reader_that_went_away_is_no_error(self):
        for arguments in (["rank", "gtmi-2022", "--format", "json"], ["schema"], ["help", "--man"], ["completion", "zsh"]):
            reading, writing = os.pipe()
            os.close(reading)
            with os.fdopen(writing, "wb") as pipe:
                done = self.run_program(*arguments, stdout=pipe)
            self.assertEqual((done.code, done.err), (0, ""), arguments)


class ExitCodes(ProgramTest):
    def test_refused_definition_and_data(self):
        (self.place / "bad.yaml").write_text(DEFINITION.replace("weight: 2", "weigth: 2"), encoding="utf-8")
        done = self.run_program("rank", "bad.yaml", code=3)
        self.assertRegex(done.err, r"bad\.yaml:\d+:\d+: error\[E0201\]")
        (self.place / "bad.csv").write_text(TABLE.replace("0.9", "0,9x").replace("Estonia", "Estonia"), encoding="utf-8")
        self.run_program("rank", "small.yaml", "--data", "bad.csv", code=3)

    def test_unreadable(self):
        self.run_program("rank", "small.yaml", "--data", "missing.csv", code=4)
        self.run_program("rank", "./missing.yaml", code=4)
        self.run_program("rank", "./", code=4)

    def test_no_answer(self):
        (self.place / "none.csv").write_text("unit,name,portal,mobile,speed\nEST,Estonia,,,\nFJI,Fiji,,,\n", encoding="utf-8")
        done = self.run_program("rank", "small.yaml", "--data", "none.csv")
        self.assertIn(done.code, (3, 5))
        self.assertIn("error[", done.err)

    def test_validate_says_no(self):
        (self.place / "bad.yaml").write_text(DEFINITION.replace("weight: 2", "weigth: 2").replace("id: speed", "id: portal"),
                                           encoding="utf-8")
        done = self.run_program("validate", "bad.yaml", code=1)
        self.assertIn("weigth", done.err)
        self.assertIn("E0205", done.err)
        self.assertTrue(done.out.startswith("not valid: "))
        self.run_program("validate", "missing/x.yaml", code=4)
        self.assertTrue(self.run_program("validate", "small.yaml", code=0).out.startswith("valid: 0 errors"))

    def test_names_that_do_not_exist(self):
        for arguments in (["rank", "small.yaml", "--scenario", "x"], ["rank", "small.yaml", "--set", "nope=1"],
                          ["rank", "small.yaml", "--units", "nope"], ["rank", "small.yaml", "--columns", "nope"],
                          ["rank", "small.yaml", "--sort", "nope"], ["rank", "small.yaml", "--group", "nope"],
                          ["rank", "egdi", "--period", "1999"], ["explain", "nope", "small.yaml"], ["methods", "nope"],
                          ["help", "nope"], ["completion", "tcsh"]):
            done = self.run_program(*arguments)
            self.assertEqual(done.code, 2, (arguments, done.err))

    def test_interrupt(self):
        """Ctrl-C while the program waits for its input: a shell sees 130."""
        script = '"$0" rank - & child=$!; sleep 0.2; kill -INT $child; wait $child; echo $?'
        reading, writing = os.pipe()
        try:
            # A background child of sh ignores SIGINT unless job control is on.
            done = subprocess.run(["bash", "-c", "set -m; exec <&3; " + script.replace("rank -", "rank - <&3"), PROGRAM],
                                  cwd=self.place, pass_fds=[reading], stdin=subprocess.DEVNULL, capture_output=True,
                                  preexec_fn=lambda: os.dup2(reading, 3), env=clean_environment(), check=False)
        finally:
            os.close(reading)
            os.close(writing)
        self.assertEqual(done.stdout.split()[-1:], [b"130"], done.stderr)


class Home(ProgramTest):
    def test_option_and_variable(self):
        bare = clean_environment(EGOVBENCH_HOME=None)
        self.run_program("show", "egdi", "--home", str(ROOT), environment=bare, code=0)
        self.assertIn("--home", self.run_program("doctor", "--home", str(ROOT), environment=bare, code=0).out)
        self.run_program("show", "egdi", "--home", "nowhere", code=4)
        self.run_program("show", "egdi", environment=clean_environment(EGOVBENCH_HOME="/nowhere"), code=4)

    def test_installed_layout(self):
        """bin/egovbench finds share/egovbench beside bin, from any folder, also through a link."""
        (self.place / "p" / "bin").mkdir(parents=True)
        (self.place / "p" / "share" / "egovbench" / "data").mkdir(parents=True)
        (self.place / "p" / "share" / "egovbench" / "indicators").mkdir()
        (self.place / "p" / "share" / "egovbench" / "indicators" / "mine.yaml").write_text(DEFINITION, encoding="utf-8")
        (self.place / "p" / "share" / "egovbench" / "data" / "small.csv").write_text(TABLE, encoding="utf-8")
        copy = self.place / "p" / "bin" / "egovbench"
        copy.write_bytes(Path(PROGRAM).read_bytes())
        copy.chmod(0o755)
        link = self.place / "link"
        link.symlink_to(copy)
        for program in (copy, link):
            done = subprocess.run([str(program), "rank", "mine", "--format", "csv"], cwd="/", capture_output=True,
                                  env=clean_environment(EGOVBENCH_HOME=None), check=False)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(b"Estonia", done.stdout)


if __name__ == "__main__":
    unittest.main()
