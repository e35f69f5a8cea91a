"""The whole library as WebAssembly (desk.wasm) gives what the program gives: rankings of all shipped indices, messages, drafts and encodings."""
import base64
import csv
import io
import json
import os
import random
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

from pages import NODE, number
from program import PROGRAM, ROOT, clean_environment

MODULE = Path(os.environ.get("EGOVBENCH_DESK", ROOT / "reports/desk.wasm"))
BROKEN = ROOT / "tests/define/definitions/broken"
EXAMPLE = ROOT / "reports"
REFUSED = 1
# Without folders it was looked for elsewhere.
LOOKED = re.compile(r"^  help: it was looked for in .*$", re.M)


def shipped():
    return [path for path in sorted((ROOT / "indicators").glob("*.yaml")) if "\ndata:" in path.read_text(encoding="utf-8")]


def program(folder, *arguments):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, cwd=folder, env=clean_environment())
    return done.returncode, done.stdout, done.stderr


def messages(folder, name):
    """What the program says about a definition that it ranks, where it shows no notes."""
    return plain(program(folder, "rank", name, "--no-intervals", "--format", "csv")[2])


def plain(report):
    return LOOKED.sub("", report).strip()


def without_notes(parsed):
    return plain("\n".join(message["shown"] for message in parsed if message["severity"] != "note"))


def inline(content):
    return {"base64": base64.b64encode(content if isinstance(content, bytes) else content.encode()).decode()}


@unittest.skipUnless(NODE, "node is not installed")
class Desk(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def run_jobs(self, jobs):
        done = subprocess.run([NODE, str(ROOT / "tests/live/run_desk.js"), str(MODULE)], input=json.dumps(jobs), capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads(done.stdout)

    def write(self, **files):
        """Files by their names, written for the program, and as a job has them."""
        for name, content in files.items():
            (self.folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return {name: inline(content) for name, content in files.items()}

    def same_table(self, found, expected, what):
        """Texts and ranks are the same; other numbers to 1e-9, as the two C libraries round some functions otherwise."""
        found, expected = (list(csv.DictReader(io.StringIO(text))) for text in (found, expected))
        self.assertEqual([row["unit"] for row in found], [row["unit"] for row in expected], what)
        for mine, theirs in zip(found, expected):
            self.assertEqual(list(mine), list(theirs))
            for key, text in theirs.items():
                if mine[key] != text:
                    self.assertNotEqual(key, "rank", (what, theirs["unit"]))
                    self.assertLessEqual(abs(number(mine[key]) - number(text)), 1e-9, (what, theirs["unit"], key))


class Rankings(Desk):
    def test_shipped_indices(self):
        files = {path.name: str(path) for folder in ("indicators", "data") for path in (ROOT / folder).iterdir() if path.is_file()}
        steps = lambda path: [["open", path.name], ["report"], ["table", "ranking", "csv"], ["engine"]]
        answers = self.run_jobs([{"files": files, "steps": steps(path)} for path in shipped()])
        self.assertGreater(len(answers), 8)
        for path, (status, report, ranking, ranks) in zip(shipped(), answers):
            with self.subTest(path.stem):
                self.assertEqual(status, 0, report)
                expected = program(ROOT, "rank", str(path), "--no-intervals", "--format", "csv")[1]
                self.same_table(ranking, expected, path.stem)
                for row in csv.DictReader(io.StringIO(expected)) if ranks is not None else []:
                    self.assertEqual(ranks[row["unit"]], None if row["rank"] == "" else number(row["rank"]), row["unit"])

    def test_the_example_is_ranked_without_a_word(self):
        files = {name: str(EXAMPLE / name) for name in ("example.yaml", "example.csv")}
        ((status, report, ranking),) = self.run_jobs([{"files": files, "steps": [["open", "example.yaml"], ["report"], ["table", "ranking", "csv"]]}])
        self.assertEqual((status, report), (0, ""))
        self.same_table(ranking, program(EXAMPLE, "rank", "example.yaml", "--no-intervals", "--format", "csv")[1], "example")

    def test_a_file_is_found_whatever_folder_a_definition_names(self):
        text = (EXAMPLE / "example.yaml").read_text(encoding="utf-8").replace("[example.csv]", "[some/folder/example.csv]")
        files = {"example.yaml": inline(text), "example.csv": str(EXAMPLE / "example.csv")}
        ((status,),) = self.run_jobs([{"files": files, "steps": [["open", "example.yaml"]]}])
        self.assertEqual(status, 0)

    def test_every_table_in_every_format(self):
        files = {name: str(EXAMPLE / name) for name in ("example.yaml", "example.csv")}
        tables = re.findall(r'"(\w+)"', re.search(r"EGB_TABLES = \[(.*)\]", (EXAMPLE / "desk.js").read_text(encoding="utf-8"))[1])
        asked = [["table", table, form] for table in tables for form in ("csv", "json", "html")]
        ((status, *made, none, odd),) = self.run_jobs([{"files": files, "steps": [["open", "example.yaml"], *asked, ["table", "nothing", "csv"], ["table", "ranking", "nothing"]]}])
        self.assertGreater(len(tables), 5)
        for (_, table, form), text in zip(asked, made):
            self.assertTrue(text, (table, form))
            if form == "json":
                json.loads(text)
        self.assertEqual((none, odd), (None, None))


class Messages(Desk):
    def test_broken_definitions(self):
        paths = sorted(path for path in BROKEN.glob("*.yaml") if path.stem != "extends")  # a page has no folder above
        self.assertGreater(len(paths), 50)
        others = {path.name: str(path) for path in (*BROKEN.glob("**/*.yaml"), *(BROKEN.parent / "data").glob("*.csv"))}
        jobs = [{"files": others, "steps": [["open", path.name], ["report"], ["messages"]]} for path in paths]
        for path, (status, report, parsed) in zip(paths, self.run_jobs(jobs)):
            with self.subTest(path.stem):
                self.assertNotEqual(status, 0)
                self.assertEqual(without_notes(parsed), messages(BROKEN, path.name))
                self.split(report, parsed)

    def split(self, report, parsed):
        """Each message has its own lines of the whole."""
        self.assertEqual("\n".join(message["shown"] for message in parsed).strip(), report.strip())
        for message in parsed:
            self.assertIn(f"[{message['code']}]", message["shown"].split("\n")[0])

    def test_texts_that_are_being_typed(self):
        """Whatever an editor leaves in the middle of a change: the program says the same, and the library lives on."""
        chance, text = random.Random(27), (EXAMPLE / "example.yaml").read_text(encoding="utf-8")
        texts = []
        for _ in range(60):
            lines, at = text.split("\n"), chance.randrange(1, text.count("\n"))
            how = chance.randrange(4)
            cut = chance.randrange(1, len(lines[at]) + 1)
            lines[at:at + 1] = [[], [lines[at], lines[at]], [lines[at][:cut]], [lines[at][:cut] + chance.choice("{}[]:,\"'#&*!|>%@\t-") + lines[at][cut:]]][how]
            texts.append("\n".join(lines))
        data = (EXAMPLE / "example.csv").read_bytes()
        steps = [step for text in texts for step in (["put", "typed.yaml", text], ["open", "typed.yaml"], ["messages"])]
        (answers,) = self.run_jobs([{"files": self.write(**{"example.csv": data}), "steps": [*steps, ["put", "typed.yaml", text], ["open", "typed.yaml"]]}])
        self.assertEqual(answers[-1], 0)
        refused = 0
        for i, text in enumerate(texts):
            (self.folder / "typed.yaml").write_text(text, encoding="utf-8")
            code, _, said = program(self.folder, "rank", "typed.yaml", "--no-intervals", "--format", "csv")
            self.assertEqual(answers[3 * i + 1] == 0, code == 0, text)
            self.assertEqual(without_notes(answers[3 * i + 2]), plain(said), text)
            refused += code != 0
        self.assertGreater(refused, 20)

    def test_faults_of_data(self):
        table = "unit,name,portal,forms,connection\nA,Aldmoor,2,99,x\nA,Again,2,98,96\nB,Bay,7,10,10\n"
        files = self.write(**{"example.yaml": (EXAMPLE / "example.yaml").read_bytes(), "example.csv": table})
        ((status, report),) = self.run_jobs([{"files": files, "steps": [["open", "example.yaml"], ["report"]]}])
        self.assertEqual(status, REFUSED)
        self.assertIn("example.csv:3:1", report)
        self.assertEqual(report.strip(), messages(self.folder, "example.yaml"))

    def test_a_file_that_is_not_there(self):
        text = str(EXAMPLE / "example.yaml")
        ((absent, parsed, present, gone),) = self.run_jobs([{"files": {"example.yaml": text, "other.csv": str(EXAMPLE / "example.csv")}, "steps": [
            ["open", "example.yaml"], ["messages"], ["open", "other.yaml"], ["messages"]]}])
        self.assertNotEqual((absent, present), (0, 0))
        code = re.search(r'EGB_NO_FILE = "(\w+)"', (EXAMPLE / "desk_editor.js").read_text(encoding="utf-8"))[1]
        self.assertEqual([(message["code"], message["line"]) for message in parsed], [(code, 6)])
        self.assertEqual(len(gone), 1)

    def test_a_removed_file_is_gone(self):
        files = {name: str(EXAMPLE / name) for name in ("example.yaml", "example.csv")}
        ((before, _, after),) = self.run_jobs([{"files": files, "steps": [["open", "example.yaml"], ["remove", "example.csv"], ["open", "example.yaml"]]}])
        self.assertEqual(before, 0)
        self.assertNotEqual(after, 0)


class Reading(Desk):
    def test_a_draft_is_that_of_the_program(self):
        data = (EXAMPLE / "example.csv").read_bytes()
        files = self.write(**{"cities.csv": data})
        code, expected, said = program(self.folder, "init", "--from", "cities.csv", "-o", "-")
        self.assertEqual(code, 0, said)
        ((text, again),) = self.run_jobs([{"files": files, "steps": [["draft", "cities"], ["draft", "cities"]]}])
        self.assertEqual((text, again), (expected, expected))
        ((status,),) = self.run_jobs([{"files": {**files, "cities.yaml": inline(text)}, "steps": [["open", "cities.yaml"]]}])
        self.assertEqual(status, 0)

    def test_no_draft_of_nothing(self):
        ((text,),) = self.run_jobs([{"files": {"a.yaml": inline("id: a\n")}, "steps": [["draft", "a"]]}])
        self.assertIsNone(text)

    def test_encodings(self):
        """As the C library's iconv reads them, in bytes that exist and in bytes that do not."""
        names = {"big5": "臺北", "shift_jis": "東京", "euc_kr": "서울", "gb18030": "北京", "cp1252": "Åbo – “ö”", "cp1251": "Київ", "iso8859-2": "Łódź",
                 "koi8-r": "Москва", "cp850": "Århus", "utf-16": "Ōsaka", "euc_jp": "京都", "mac_roman": "Zürich"}
        written = {"cp1252": "windows-1252", "cp1251": "windows-1251", "cp850": "IBM850", "mac_roman": "macintosh", "shift_jis": "Shift-JIS",
                   "euc_kr": "EUC-KR", "iso8859-2": "ISO-8859-2", "euc_jp": "EUC-JP"}
        spoilt = {"big5": b"\xa4", "cp1252": b"\x81", "cp1251": b"\x98"}
        jobs, cases = [], []
        for encoding, name in names.items():
            definition = ("egovbench: 1\nid: e\ndata: [{file: %s.csv, encoding: %s}]\nindicators: [{id: x, goalposts: [0, 10]}]\n"
                          % (encoding, written.get(encoding, encoding)))
            for kind, odd in (("good", b""), ("bad", spoilt.get(encoding, b"\xff\xff"))):
                data = f"unit,name,x\nA,{name},3\nB,{name}".encode(encoding) + odd + ",4\n".encode(encoding).removeprefix(b"\xff\xfe")
                folder = self.folder / f"{encoding}-{kind}"
                folder.mkdir()
                (folder / f"{encoding}.csv").write_bytes(data)
                (folder / "e.yaml").write_text(definition, encoding="utf-8")
                jobs.append({"files": {"e.yaml": inline(definition), f"{encoding}.csv": inline(data)},
                             "steps": [["open", "e.yaml"], ["report"], ["table", "ranking", "csv"]]})
                cases.append(folder)
        for folder, (status, report, ranking) in zip(cases, self.run_jobs(jobs)):
            with self.subTest(folder.name):
                code, expected, said = program(folder, "rank", "e.yaml", "--no-intervals", "--format", "csv")
                self.assertEqual(report.strip(), said.strip())
                self.assertEqual(status == 0, code == 0)
                if code == 0:
                    self.same_table(ranking, expected, folder.name)


if __name__ == "__main__":
    unittest.main()
