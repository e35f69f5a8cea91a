#!/usr/bin/env python3
"""Every shipped definition has its title, dimensions and levels in English, Traditional Chinese and Japanese.

usage: test_labels.py [PROGRAM SOURCE_ROOT]; without arguments from EGOVBENCH_SOURCE. The program is not used: the files
are read as the house writes them, a node in one line or its name in the line below its id.
"""
import os
import re
import sys
import unittest

ROOT = sys.argv[2] if len(sys.argv) > 2 else os.environ.get(
    "EGOVBENCH_SOURCE", os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
FOLDER = os.path.join(ROOT, "indicators")
LANGUAGES = ["en", "zh-Hant", "ja"]
SHIPPED = ["egdi.yaml", "gtmi.yaml", "gtmi-2022.yaml", "waseda-2016.yaml", "waseda-ten.yaml"]
CHINESE_OR_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def lines_of(name):
    with open(os.path.join(FOLDER, name), encoding="utf-8") as lines:
        return lines.read().split("\n")


def labels(text):
    """language -> label of `name: {en: ..., ja: ...}` in a line."""
    inside = re.search(r"name: \{([^{}]*)\}", text)
    return dict(re.findall(r"([A-Za-z-]+): ([^,]+)", inside.group(1))) if inside else {}


def entries(name, key):
    """(id, labels) of the entries directly below a key at the top level."""
    found, inside, lines = [], False, lines_of(name)
    for number, line in enumerate(lines):
        if re.match(r"\S", line):
            inside = line.startswith(key + ":")
        entry = re.match(r"  - \{?id: ([^,}]+)", line) if inside else None
        if entry:
            found.append((entry.group(1), labels(line if "{" in line else lines[number + 1])))
    return found


class Labels(unittest.TestCase):
    def check(self, where, given):
        self.assertEqual(sorted(given), sorted(LANGUAGES), where)
        self.assertIsNone(CHINESE_OR_JAPANESE.search(given["en"]), where)
        for language in LANGUAGES[1:]:
            self.assertIsNotNone(CHINESE_OR_JAPANESE.search(given[language]), where)

    def test_all_are_there(self):
        self.assertLessEqual(set(SHIPPED), set(os.listdir(FOLDER)))

    def test_dimensions(self):
        counts = {}
        for name in sorted(file for file in os.listdir(FOLDER) if file.endswith(".yaml")):
            dimensions = entries(name, "indicators")
            counts[name] = len(dimensions)
            for node, given in dimensions:
                with self.subTest(definition=name, node=node):
                    self.check(f"{name}: {node}", given)
        self.assertEqual({name: counts[name] for name in SHIPPED}, dict(zip(SHIPPED, (3, 4, 4, 10, 10))))

    def test_levels(self):
        for name in SHIPPED:
            levels = entries(name, "levels")
            self.assertEqual(len(levels), 4, name)
            for level, given in levels:
                with self.subTest(definition=name, level=level):
                    self.check(f"{name}: {level}", given)

    def test_titles(self):
        for name in SHIPPED:
            text = "\n".join(lines_of(name))
            title = re.search(r"^title:((?: \{[^{}]*\})|(?:\n  .*)+)", text, re.MULTILINE).group(1)
            with self.subTest(definition=name):
                self.assertEqual(re.findall(r"(?:^|[ {,])(en|zh-Hant|ja): ", title), LANGUAGES)

    def test_no_node_is_named_by_its_id_alone(self):
        """A node in one line has its name there, any other in the line below its id."""
        for name in sorted(file for file in os.listdir(FOLDER) if file.endswith(".yaml")):
            lines = lines_of(name)
            nodes = lines[lines.index("indicators:") + 1:]
            ids = [(number, node) for number, line in enumerate(nodes) for node in re.findall(r"\bid: ([^,}\s]+)", line)]
            self.assertGreater(len(ids), 0)
            for number, node in ids:
                entry = re.search(r"\bid: " + re.escape(node) + r"(?:, |\s+)([^\n]*)", "\n".join(nodes[number:number + 2]))
                with self.subTest(definition=name, node=node):
                    self.assertRegex(entry.group(1) if entry else "", r"\bname: \S")

    def test_the_ten_are_the_same_ten(self):
        ten, of_2016 = (dict(entries(name, "indicators")) for name in ("waseda-ten.yaml", "waseda-2016.yaml"))
        self.assertEqual(list(ten), ["NIP", "MO", "OS", "NPR", "GCIO", "EPRO", "EPAR", "OGD", "CYB", "EMG"])
        self.assertEqual(ten, of_2016)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
