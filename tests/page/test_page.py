"""The explorer in a real browser: what is clicked is what the program computes, nothing leaves the page and nothing runs
that came with the data."""
import csv
import json
import re
import shlex
import shutil
import subprocess
import tempfile
import unittest
import xml.dom.minidom
from pathlib import Path

from chromium import CHROMIUM, BrowserTest
from pages import number, program, rows
from program import ROOT

REPORTS = ROOT / "reports"
SCRIPTS = ["engine.js", *sorted(path.name for path in REPORTS.glob("explorer*.js"))]

LINE, SIZE, SHOWN = 250, 67000, 60000  # bytes of the script: as it is kept, and as a page has it
# Headers of the ranking are words by the key of their column.
COLUMNS = {"rank", "change", "name", "score", "interval", "level", "compare"}

SCENARIOS = """\
# Two people, written by hand and by `weights set --scenario`.
scenarios:
  anna:
    weights: {OS: 20%, NPR: 15%,
      EGOV: 5%}
    note: >-
      Services first: {and: what people meet}
      on two lines
  bert: {weights: {NIP: 0}}
  carol:
    weights:
      OS: 0.3  # in the definition's units
      CYB: 5%
""".replace("EGOV", "EMG")

HOSTILE = '''\
egovbench: 1
id: hostile
title: {en: "</script><img src=x onerror=alert(1)>", ja: "\\u202e<svg onload=alert(1)>"}
data: [{file: hostile.csv, unit: unit}]
units: units.csv
defaults: {normalise: minmax, aggregate: arithmetic}
levels: [{id: A, name: "<img src=x onerror=alert(1)>", from: 50}, {id: B, name: "'; alert(1); '", from: 0}]
indicators:
  - id: one
    name: "<img src=x onerror=alert(1)>"
    weight: 2
    indicators:
      - {id: a, name: "\\u202eevil", column: a}
      - {id: b, name: "]]>&lt;script>alert(1)</script>", column: b}
  - {id: two, name: {en: "\\u0645\\u0631\\u062d\\u0628\\u0627", ja: "${alert(1)}"}, column: c, weight: 1}
scenarios:
  s: {weights: {two: 2}, note: "\\" onmouseover=alert(1) x=\\""}
'''
HOSTILE_DATA = "unit,a,b,c\nA1,1,2,3\nA2,4,1,2\nA3,2,2,9\nA4,7,3,1\nA5,0,5,4\n"
HOSTILE_UNITS = """\
id,name,region
A1,<img src=x onerror=alert(1)>,</option><script>alert(1)</script>
A2,"=HYPERLINK(""http://x"",""y"")",+1
A3,\u202egnp.exe,@SUM(A1)
A4,\u0627\u0644\u0639\u0631\u0628\u064a\u0629,</option><script>alert(1)</script>
A5,</title></svg>]]>,-2
"""

# Ids, periods, a level's description and the name of a grouping, which come by other ways than names.
ODD = '''\
egovbench: 1
id: odd
title: Odd
data: [{file: odd.csv, unit: unit, period: year}]
units: odd-units.csv
defaults: {normalise: minmax, aggregate: arithmetic}
levels: [{id: A, name: High, description: "</p><svg onload=alert(1)>", from: 50}, {id: B, name: Low, from: 0}]
indicators: [{id: a, column: a, weight: 2}, {id: b, column: b}, {id: c, column: c}]
'''
ODD_UNITS = ["<img src=x onerror=alert(1)>", "Korea, Rep. of", "a'b\"c", "\u202e&amp;%2C#", "</script>"]
ODD_PERIODS = ["2019<svg onload=alert(1)>", "20'20\""]


def odd(folder):
    (folder / "odd.yaml").write_text(ODD, encoding="utf-8")
    with open(folder / "odd.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["unit", "year", "a", "b", "c"], *([unit, period, i * 7 % 5, i * i % 4, (i + p) % 5]
                                   for p, period in enumerate(ODD_PERIODS) for i, unit in enumerate(ODD_UNITS))])
    with open(folder / "odd-units.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "name", "<b onclick=alert(1)>"], *([unit, unit, f"{unit}{i % 2}"] for i, unit in enumerate(ODD_UNITS))])
    return folder / "odd.yaml"


def many(folder, count):
    """An index of many units."""
    (folder / "many.yaml").write_text(
        "egovbench: 1\nid: many\ntitle: Many\ndata: [{file: many.csv, unit: unit}]\ndefaults: {normalise: minmax, aggregate: geometric}\n"
        "indicators: [{id: a, column: a, weight: 3, goalposts: [-1, 100]}, {id: b, column: b, weight: 1, goalposts: [-1, 100]}]\n", encoding="utf-8")
    (folder / "many.csv").write_text("unit,a,b\n" + "".join(f"U{i},{i * 7919 % 101 * 0.99},{i * 104729 % 997 / 10}\n" for i in range(count)), encoding="utf-8")
    return folder / "many.yaml"


def without_breaks(text):
    return re.sub(r"[-\s]", "", text)


def pdf_text(path):
    reader = shutil.which("pdftotext")
    return subprocess.run([reader, path, "-"], capture_output=True, text=True, check=True).stdout if reader else None


class Browser(BrowserTest):
    def make_pages(self, folder):
        (folder / "hostile.yaml").write_text(HOSTILE, encoding="utf-8")
        (folder / "hostile.csv").write_text(HOSTILE_DATA, encoding="utf-8")
        (folder / "units.csv").write_text(HOSTILE_UNITS, encoding="utf-8")
        made = {}
        for name, definition in {"main": "waseda-ten", "editions": "egdi", "many": many(folder, 2000), "hostile": folder / "hostile.yaml",
                                 "odd": odd(folder)}.items():
            made[name] = str(folder / f"{name}.html")
            program("report", str(definition), "--draws", "200", "--quiet", "-o", made[name])
        return made

    def test_page(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            job = {"chromium": CHROMIUM, "profile": str(folder / "profile"), "pages": self.make_pages(folder), "main": "main",
                   "scenarios": SCENARIOS, "pdf": str(folder / "page.pdf")}
            (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
            answer = json.loads(self.node(folder, "drive.mjs", folder / "job.json"))
            for name, fault in answer["checks"]:
                with self.subTest(check=name):
                    self.assertIsNone(fault, fault)
            self.same_ranks(folder, answer)
            self.printed(job["pdf"])

    def same_ranks(self, folder, answer):
        """What the page says about the command line is what the program does."""
        self.assertGreaterEqual(len(answer["commands"]), 3)
        for command, ranks in answer["commands"]:
            with self.subTest(command=command):
                words = shlex.split(command)
                self.assertEqual(words[:2], ["egovbench", "rank"])
                self.ranked(rows(*words[1:], "--no-intervals"), ranks)
        for scenario, ranks in answer["scenarios"]:
            with self.subTest(scenario=scenario):
                self.ranked(rows("rank", "--scenario", scenario, "--no-intervals"), ranks)
        name, text, ranks = answer["yaml"]
        (folder / name).write_text(text, encoding="utf-8")
        self.ranked(rows("rank", str(folder / name), "--scenario", "mine", "--no-intervals"), ranks)
        for key in ("svg", "hostileSvg"):
            xml.dom.minidom.parseString(answer[key])

    def ranked(self, found, ranks):
        self.assertEqual({unit: None if row["rank"] == "" else number(row["rank"]) for unit, row in found.items()}, ranks)

    def test_a_unit_is_a_page_of_paper(self):
        """Of A4 and of Letter; what is repeated on each page and the provenance are on it as well."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            program("report", "waseda-ten", "--profiles", "-o", f"{folder}/units/", "--draws", "100")
            job = {"chromium": CHROMIUM, "profile": str(folder / "profile"), "print": [
                [str(folder / "units/u-ITA.html"), paper, str(folder / f"{paper}.pdf")] for paper in ("A4", "Letter")]}
            (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
            self.node(folder, "print.mjs", folder / "job.json")
            for paper, width in (("A4", "595"), ("Letter", "612")):
                data = (folder / f"{paper}.pdf").read_bytes()
                self.assertEqual(len(re.findall(rb"/Type /Page\b(?!s)", data)), 1, paper)
                self.assertRegex(data, rf"/MediaBox \[0 0 {width}".encode())
                text = pdf_text(folder / f"{paper}.pdf")
                if text is not None:  # a line may end at a hyphen, which the reader of the PDF takes for hyphenation
                    for words in ("Italy ranks", "Dimensions", "Network Preparedness", "file: waseda-ten.yaml", "tool: egovbench"):
                        self.assertIn(without_breaks(words), without_breaks(text))

    def printed(self, path):
        text = pdf_text(path)
        if text is not None:
            self.assertIn("Republic of Korea", text)
            self.assertNotIn("Try other weights", text)


class Source(unittest.TestCase):
    def test_names_become_text_only(self):
        for name in SCRIPTS:
            text = (REPORTS / name).read_text(encoding="utf-8")
            for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser", "eval(", "new Function", "srcdoc",
                        "createContextualFragment", "fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "importScripts"):
                self.assertNotIn(way, text, f"{name}: {way}")
            self.assertNotIn("</script", text)
            self.assertNotIn("<!--", text)

    def test_the_script_stays_readable_and_small(self):
        texts = {name: (REPORTS / name).read_text(encoding="utf-8") for name in SCRIPTS}
        for name, text in texts.items():
            self.assertEqual([line for line in text.splitlines() if len(line) > LINE], [], name)
        self.assertLess(sum(len(text.encode()) for text in texts.values()), SIZE)
        page = program("report", "egdi", "--draws", "20", "--quiet", "--format", "html")
        self.assertLess(len(page[page.rindex("<script>"):].encode()), SHOWN)

    def test_words_are_in_all_languages_and_in_use(self):
        words = json.loads((REPORTS / "words.json").read_text(encoding="utf-8"))
        languages = words.pop("languages")
        source = "".join(path.read_text(encoding="utf-8") for path in [*(REPORTS / name for name in SCRIPTS), *(ROOT / "src/live").glob("*.c")])
        for key, texts in words.items():
            self.assertEqual(len(texts), len(languages), key)
            self.assertTrue(all(texts), key)
            holes = [sorted(set(re.findall(r"\{\d\}", text))) for text in texts]
            self.assertEqual(holes, [holes[0]] * len(holes), key)
            self.assertTrue(key in COLUMNS or f'"{key}"' in source, f"{key} is not used")


if __name__ == "__main__":
    unittest.main()
