"""The desk in a real browser: what files are dropped on it is ranked as the program ranks it, what is wrong in them is beside the text,
nothing leaves the page and nothing runs that came with a file."""
import json
import re
import shlex
import subprocess
import tempfile
import unittest
from pathlib import Path

from assemble import REPORTS
from chromium import CHROMIUM, BrowserTest
from pages import number, rows
from program import PROGRAM, ROOT, clean_environment
from test_page import HOSTILE, HOSTILE_DATA, HOSTILE_UNITS

DESK = ["desk_module.js", "desk_editor.js", "desk.js"]
LINE = 250
SHIPPED, PUBLISHED = "egdi", "waseda-published"
BIG5 = "egovbench: 1\nid: big5\ndata: [{file: FILE.csv, encoding: Big5}]\nindicators: [{id: x, goalposts: [0, 10]}]\n"


def inputs(name):
    """A shipped definition and the files that it names."""
    path = ROOT / f"indicators/{name}.yaml"
    named = set(re.findall(r"[\w.-]+\.(?:csv|yaml)\b", path.read_text(encoding="utf-8")))
    return [path, *(file for file in (ROOT / "data").iterdir() if file.name in named)]


class Browser(BrowserTest):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def files(self):
        big5 = "unit,name,x\nT,臺北,3\nK,高雄,4\n".encode("big5")
        made = {"hostile.yaml": HOSTILE, "hostile.csv": HOSTILE_DATA, "units.csv": HOSTILE_UNITS, "big5.yaml": BIG5.replace("FILE", "big5"), "big5.csv": big5,
                "big5-bad.yaml": BIG5.replace("FILE", "big5-bad"), "big5-bad.csv": big5.replace(b",4", b"\xff,4")}
        found = {name: str(self.write(name, content)) for name, content in made.items()}
        for path in (REPORTS / "example.yaml", REPORTS / "example.csv", *inputs(SHIPPED), *inputs(PUBLISHED)):
            found[path.name] = str(path)
        return found

    def write(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def drive(self):
        page = self.folder / "desk.html"
        subprocess.run([PROGRAM, "report", "--desk", "-o", page], check=True, env=clean_environment())
        job = {"chromium": CHROMIUM, "profile": str(self.folder / "profile"), "page": str(page), "files": self.files(),
               "shipped": [path.name for path in inputs(SHIPPED)], "published": [path.name for path in inputs(PUBLISHED)]}
        return json.loads(self.node(self.folder, "drive_desk.mjs", self.write("job.json", json.dumps(job))))

    def test_desk(self):
        answer = self.drive()
        for name, fault in answer["checks"]:
            with self.subTest(check=name):
                self.assertIsNone(fault, fault)
        texts, ranks = answer["texts"], answer["ranks"]
        data = (REPORTS / "example.csv").read_text(encoding="utf-8")
        self.ranked(ranks["example"], (REPORTS / "example.yaml").read_text(encoding="utf-8"), data)
        self.ranked(ranks["changed"], texts["changed"], data)
        self.ranked(ranks["data"], (REPORTS / "example.yaml").read_text(encoding="utf-8"), texts["data"])
        self.ranked(ranks["draft"], texts["draft"].replace("cities.csv", "example.csv"), data)
        self.assertNotEqual(ranks["changed"], ranks["example"])
        self.assertNotEqual(ranks["data"], ranks["example"])
        self.same(ranks["shipped"], rows("rank", SHIPPED, "--no-intervals"))
        published = {row["name"]: row for row in rows("rank", PUBLISHED, "--no-intervals").values()}
        self.same(ranks["published"], {name: row for name, row in published.items() if name in ranks["published"]})
        self.moved(texts["moved"], ranks["moved"])
        self.tables(texts)
        self.assertIn("FF", texts["spoilt"])

    def same(self, found, expected):
        self.assertEqual(found, {unit: None if row["rank"] == "" else number(row["rank"]) for unit, row in expected.items()})

    def ranked(self, found, definition, data):
        """The program ranks the texts of the page as the page does."""
        self.write("example.yaml", definition)
        self.write("example.csv", data)
        self.same(found, rows("rank", str(self.folder / "example.yaml"), "--no-intervals"))

    def moved(self, command, ranks):
        words = shlex.split(command)
        self.assertEqual(words[:3], ["egovbench", "rank", "example.yaml"])
        self.same(ranks, rows("rank", str(REPORTS / "example.yaml"), *words[3:], "--no-intervals"))

    def tables(self, texts):
        def program(*words):
            return subprocess.run([PROGRAM, *words, "--format", "csv"], cwd=REPORTS, capture_output=True, text=True, check=True, env=clean_environment()).stdout
        self.assertEqual(texts["table-ranking"], program("rank", "example.yaml", "--no-intervals"))
        self.assertEqual(texts["table-raw"], program("stages", "example.yaml", "--stage", "raw"))
        self.assertEqual(texts["table-normalised"], program("stages", "example.yaml", "--stage", "normalised"))
        self.assertEqual(texts["table-tree"], program("show", "example.yaml"))


class Source(unittest.TestCase):
    def test_names_become_text_only(self):
        for name in DESK:
            text = (REPORTS / name).read_text(encoding="utf-8")
            for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser", "eval(", "new Function", "srcdoc",
                        "createContextualFragment", "fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "importScripts", "localStorage"):
                self.assertNotIn(way, text, f"{name}: {way}")
            self.assertNotIn("</script", text)
            self.assertNotIn("<!--", text)
            self.assertEqual([line for line in text.splitlines() if len(line) > LINE], [], name)

    def test_words_are_in_all_languages_and_in_use(self):
        words = json.loads((REPORTS / "desk_words.json").read_text(encoding="utf-8"))
        script = "".join((REPORTS / name).read_text(encoding="utf-8") for name in DESK)
        made = re.findall(r"`(desk\w+)\$\{", script)  # keys that a name completes
        for key, texts in words.items():
            self.assertEqual(len(texts), 3, key)
            self.assertTrue(all(texts), key)
            holes = [sorted(set(re.findall(r"\{\d\}", text))) for text in texts]
            self.assertEqual(holes, [holes[0]] * len(holes), key)
            self.assertTrue(f'"{key}"' in script or any(key.startswith(begin) for begin in made), f"{key} is not used")


if __name__ == "__main__":
    unittest.main()
