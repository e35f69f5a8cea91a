"""What a file that is not UTF-8 is taken for. Tables of units in their own languages, out of the names that are shipped, in
every encoding that offices have written them in: the right one is always among those that the message names, each with a
word as it would read, and no other one is ever named alone.

Of 302 tables of 2026: how often the right one was named alone, as the first of several, as another one of several.

    windows-1252    4  36   0        ISO-8859-1     4  16   0        Big5          6   0   0
    windows-1250    8  22  12        ISO-8859-2     4  18  10        Shift-JIS     6   0   0
    windows-1251   12   6   0        ISO-8859-15    2   6   0        EUC-JP        6   0   0
    windows-1253    0   6   0        KOI8-R         0   6   0        EUC-KR        6   0   0
    windows-1254    0   2   2        IBM850         6   2   4        GB18030       2   2   2
    windows-1256    6   0   0        IBM866         6   0   0        UTF-16       42   0   0
    windows-1257    0  12   6        macintosh      8   2   2
"""
import csv
import gzip
import os
import re
import unittest
from pathlib import Path

from program import ProgramTest

NAMES = Path(os.environ["EGOVBENCH_SOURCE"]) / "data" / "unit-names.csv"
# Name of the encoding, Python's codec, languages written in it.
ENCODINGS = [("windows-1252", "cp1252", "en fr es de it pt nl sv da nb fi"), ("windows-1250", "cp1250", "pl cs sk hu ro sl hr de"),
             ("windows-1251", "cp1251", "ru uk bg"), ("windows-1253", "cp1253", "el"), ("windows-1254", "cp1254", "tr"),
             ("windows-1256", "cp1256", "ar"), ("windows-1257", "cp1257", "lv lt et"), ("ISO-8859-1", "latin-1", "fr es de pt sv"),
             ("ISO-8859-2", "iso8859-2", "pl cs sk hu sl hr"), ("ISO-8859-15", "iso8859-15", "fr fi"), ("KOI8-R", "koi8_r", "ru"),
             ("IBM850", "cp850", "fr es de"), ("IBM866", "cp866", "ru"), ("macintosh", "mac_roman", "fr es de"), ("Big5", "cp950", "zh-Hant"),
             ("Shift-JIS", "cp932", "ja"), ("EUC-JP", "euc_jp", "ja"), ("EUC-KR", "cp949", "ko"), ("GB18030", "gb18030", "zh-Hans"),
             ("UTF-16", "utf-16", "fr ru"), ("UTF-16LE", "utf-16-le", "fr ja zh-Hant"), ("UTF-16BE", "utf-16-be", "fr ko")]
CODECS = {name: codec for name, codec, _ in ENCODINGS}
UNICODE = ("UTF-16", "UTF-16LE", "UTF-16BE")


def names(language, codec):
    """A name per unit in the language, of those that the encoding has letters for."""
    out = {}
    with open(NAMES, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if language in row["language"].split() and row["kind"] not in ("m49", "iso2", "iso3"):
                try:
                    row["name"].encode(codec)
                    out.setdefault(row["id"], row["name"])
                except UnicodeEncodeError:
                    pass
    return list(out.items())


def tables(listed):
    """A few units, some, and all; with codes and quotes, and as a European spreadsheet writes names alone."""
    for first, count in ((31, 4), (140, 25), (0, len(listed))):
        part = listed[first:first + count]
        yield "iso3,name,a\n" + "".join(f'{unit},"{name}",{i}\n' for i, (unit, name) in enumerate(part))
        yield "Name;a\r\n" + "".join(f"{name};{i},5\r\n" for i, (_, name) in enumerate(part))


class Encodings(ProgramTest):
    def guesses(self, content):
        """The encodings that a refusal names, and the key it advises."""
        (self.place / "d.csv").write_bytes(content)
        (self.place / "i.yaml").write_text("egovbench: 1\nid: t\ndata: [d.csv]\nindicators: [{id: a}]\n")
        err = self.run_program("rank", "i.yaml", code=3).err
        if "is UTF-16" not in err:
            self.assertRegex(err, r"this is not UTF-8 text, and (looks like|may be) \S+ \(`[^`]+`\)")
        key = re.search(r"declare `encoding: (\S+)`", err).group(1)
        line = err.split("\n")[0]
        return re.findall(r"(\S+) \(`", line) or [key], key

    def reads(self, name, content, text):
        try:
            return content.decode(CODECS[name]) == text
        except UnicodeDecodeError:
            return False

    def test_right_one_is_named(self):
        counts = {}
        for name, codec, languages in ENCODINGS:
            for language in languages.split():
                for text in tables(names(language, codec)):
                    content = text.encode(codec)
                    if content == text.encode("utf-8"):
                        continue  # ASCII
                    found, key = self.guesses(content)
                    self.assertEqual(found[0], key)
                    right = [self.reads(one, content, text) for one in found]
                    self.assertTrue(any(right), f"{name} of {language}: {found} in\n{text[:300]}")
                    kind = 0 if right == [True] else 1 if right[0] else 2
                    counts.setdefault(name, [0, 0, 0])[kind] += 1
        total = [sum(column) for column in zip(*counts.values())]
        self.assertGreater(sum(total), 250)
        self.assertLess(total[2] * 7, sum(total), counts)
        for name in UNICODE + ("Shift-JIS", "EUC-JP"):
            self.assertEqual(counts[name][1:], [0, 0], counts)
        for name in ("windows-1251", "Big5", "EUC-KR"):
            self.assertEqual(counts[name][2], 0, counts)
            self.assertGreater(counts[name][0], counts[name][1], counts)
        if os.environ.get("EGOVBENCH_SHOW"):
            print(sum(total), counts)

    def test_compressed(self):
        (self.place / "d.csv").write_bytes(gzip.compress("unit,a\nEST,1\n".encode()))
        (self.place / "i.yaml").write_text("egovbench: 1\nid: t\ndata: [d.csv]\nindicators: [{id: a}]\n")
        self.assertIn("`d.csv` is compressed (gzip)\n  help: unpack it, as `gunzip` does", self.run_program("rank", "i.yaml", code=3).err)
        self.assertIn("is compressed (gzip)", self.run_program("import", "d.csv", code=3).err)

    def test_words_to_choose_by(self):
        (self.place / "d.csv").write_bytes("iso3,name,a\nHRV,Hırvatistan,1\nTUR,Türkiye,2\n".encode("cp1254"))
        (self.place / "i.yaml").write_text("egovbench: 1\nid: t\ndata: [d.csv]\nindicators: [{id: a}]\n")
        err = self.run_program("rank", "i.yaml", code=3).err
        self.assertIn("windows-1252 (`Hýrvatistan`)", err)
        self.assertIn("windows-1254 (`Hırvatistan`)", err)
        self.assertIn("see which of these words is right", err)
        done = self.run_program("import", "d.csv", code=0)
        self.assertIn("warning[W0348]: d.csv may be windows-1252 (`Hýrvatistan`) or ", done.err)
        self.assertIn("windows-1254 (`Hırvatistan`)", done.out)


if __name__ == "__main__":
    unittest.main()
