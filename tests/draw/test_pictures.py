#!/usr/bin/env python3
"""Pictures as they look: every kind, rendered, against a small grey picture kept beside this test.

64 times 64 shades, 0 black to f white, so that another font or another version of the renderer is the same picture and a bar elsewhere is not. The index is made
here: nothing but the program changes these pictures. `tests/draw/test_pictures.py --renew` writes them anew, to be looked at before they are committed.
"""
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
import zlib
from pathlib import Path

RENEW = "--renew" in sys.argv
SOURCE = Path(os.environ.get("EGOVBENCH_SOURCE", Path(__file__).resolve().parents[2]))
PROGRAM = os.path.join(os.environ.get("EGOVBENCH_BUILD", SOURCE / ".build"), "egovbench")
KEPT = SOURCE / "tests/draw/pictures"
SIDE, BLOCK = 64, 3
APART = 0.11  # of the ink: another font moves up to 0.09 of it, other numbers 0.12 and more

DEFINITION = """\
egovbench: 1
id: made
title: Made for a test
data: [{file: made.csv, unit: unit}]
levels: [{id: A, name: High, from: 65}, {id: B, name: Middle, from: 45}, {id: C, name: Low, from: 0}]
indicators:
  - {id: services, name: Services, weight: 2, indicators: [{id: a, name: Online}, {id: b, name: Mobile}, {id: c, name: Reuse}]}
  - {id: people, name: People, weight: 1, indicators: [{id: d, name: Skills}, {id: e, name: Access}]}
  - {id: trust, name: 信任, weight: 1, indicators: [{id: f, name: Security}, {id: g, name: 開放}]}
"""
UNITS = [("EST", "Estonia"), ("LVA", "Latvia"), ("LTU", "Lithuania"), ("FIN", "Finland"), ("SWE", "Sweden"), ("NOR", "Norway"), ("DNK", "Denmark"), ("POL", "Poland"),
         ("DEU", "Germany"), ("CZE", "Czechia"), ("TPE", "臺北市"), ("HEL", "Helsinki, a city with a name that is longer than its place")]
KINDS = {
    "ranks": ["--draws", "200"], "map": [], "world": [], "levels": [], "acceptability": ["--draws", "200"], "tornado": ["--draws", "32"], "sensitivity": ["--draws", "64"],
    "correlations": [], "distribution": [], "scree": [], "loadings": [], "biplot": [], "importance": [], "added-value": [], "contributions": [], "profile": None, "scatter": None, "bump": [],
    "changes": ["--period", "1", "2"], "crosswalk": None, "tree": []}
OPERANDS = {"profile": ["EST", "made.yaml"], "scatter": ["services", "people", "made.yaml"], "crosswalk": ["made.yaml@1", "made.yaml@2"]}


def table(turn):
    """Numbers that follow no order, some of them missing."""
    lines = ["unit,period,name," + ",".join("abcdefg")]
    for period in (1, 2):
        for i, (unit, name) in enumerate(UNITS):
            values = ["" if (i + 3 * k + period) % 17 == 0 else str((37 * i * i + 53 * k + 29 * i * period + 11 * i * k + turn * (i + 1) * 41) % 97) for k in range(7)]
            lines.append(f'{unit},{period},"{name}",' + ",".join(values))
    return "\n".join(lines) + "\n"


def unfilter(data, width, height, deep):
    """Bytes of the pixels of a PNG with so many bytes each (PNG specification, section 9)."""
    size, rows, before = deep * width, [], bytes(deep * width)
    for y in range(height):
        kind, line = data[y * (size + 1)], bytearray(data[y * (size + 1) + 1:(y + 1) * (size + 1)])
        for i in range(size):
            left, up = line[i - deep] if i >= deep else 0, before[i]
            if kind == 1:
                line[i] = (line[i] + left) & 255
            elif kind == 2:
                line[i] = (line[i] + up) & 255
            elif kind == 3:
                line[i] = (line[i] + (left + up) // 2) & 255
            elif kind == 4:
                corner = before[i - deep] if i >= deep else 0
                guess = left + up - corner
                a, b, c = abs(guess - left), abs(guess - up), abs(guess - corner)
                line[i] = (line[i] + (left if a <= b and a <= c else up if b <= c else corner)) & 255
        rows.append(bytes(line))
        before = line
    return rows


def shades(svg):
    """The picture squeezed into a square, as lines of hexadecimal shades."""
    done = subprocess.run(["rsvg-convert", "-w", str(SIDE * BLOCK), "-h", str(SIDE * BLOCK), "-f", "png"], input=svg, capture_output=True, check=True)
    png, at, packed, header = done.stdout, 8, b"", None
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at:at + 8])
        body = png[at + 8:at + 8 + length]
        header = struct.unpack(">IIBBBBB", body) if kind == b"IHDR" else header
        packed += body if kind == b"IDAT" else b""
        at += 12 + length
    width, height, bits, colours, _, _, interlaced = header
    assert bits == 8 and colours in (2, 6) and interlaced == 0 and (width, height) == (SIDE * BLOCK, SIDE * BLOCK), header
    deep = 3 if colours == 2 else 4
    rows = unfilter(zlib.decompress(packed), width, height, deep)
    lines = []
    for y in range(0, height, BLOCK):
        line = ""
        for x in range(0, width, BLOCK):
            pixels = [rows[y + j][deep * (x + i):deep * (x + i) + 3] for j in range(BLOCK) for i in range(BLOCK)]
            grey = sum(0.299 * r + 0.587 * g + 0.114 * b for r, g, b in pixels) / len(pixels)  # ITU-R BT.601
            line += f"{round(grey / 17):x}"
        lines.append(line)
    return lines


def ink(lines):
    """How dark each cell and its eight neighbours are."""
    dark = [[0] * (SIDE + 2)] + [[0, *(15 - int(shade, 16) for shade in line), 0] for line in lines] + [[0] * (SIDE + 2)]
    return [sum(dark[y + j][x + i] for j in range(3) for i in range(3)) for y in range(SIDE) for x in range(SIDE)]


def compare(one, other):
    """Share of the ink of both that is not where the other has it (Bray and Curtis 1957)."""
    a, b = ink(one), ink(other)
    return sum(abs(x - y) for x, y in zip(a, b)) / sum(x + y for x, y in zip(a, b))


def same(one, other):
    return compare(one, other) < APART


@unittest.skipUnless(shutil.which("rsvg-convert"), "rsvg-convert draws them")
class Pictures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.place = Path(cls.folder.name)
        (cls.place / "made.yaml").write_text(DEFINITION, encoding="utf-8")
        cls.drawn = {kind: cls.draw(kind, 0) for kind in KINDS}
        cls.shown = {kind: shades(svg) for kind, svg in cls.drawn.items()}

    @classmethod
    def draw(cls, kind, turn):
        (cls.place / "made.csv").write_text(table(turn), encoding="utf-8")
        kept = {key: value for key, value in os.environ.items() if not key.startswith("EGOVBENCH_") and key not in ("LANG", "LC_ALL")}
        return subprocess.run([PROGRAM, "plot", kind, *OPERANDS.get(kind, ["made.yaml"]), *(KINDS[kind] or [])], cwd=cls.place, capture_output=True, check=True,
                              env={**kept, "EGOVBENCH_HOME": str(SOURCE)}).stdout

    def test_every_kind_looks_as_it_did(self):
        for kind, lines in self.shown.items():
            with self.subTest(kind):
                file = KEPT / f"{kind}.txt"
                if RENEW:
                    file.write_text("\n".join(lines) + "\n", encoding="ascii")
                kept = file.read_text(encoding="ascii").split()
                self.assertTrue(same(lines, kept), f"{kind}: {compare(lines, kept):.3f} of the ink is elsewhere")

    def test_another_font_is_the_same_picture(self):
        for kind, svg in self.drawn.items():
            with self.subTest(kind):
                other = shades(re.sub(rb"font:12px [^;}]*", b"font:12px 'DejaVu Sans',serif", svg))
                self.assertTrue(same(other, self.shown[kind]), compare(other, self.shown[kind]))

    def test_other_numbers_are_another_picture(self):
        for kind in KINDS:
            if kind not in ("tree", "correlations", "importance", "tornado", "world"):  # where little moves, or nothing
                with self.subTest(kind):
                    self.assertFalse(same(shades(self.draw(kind, 1)), self.shown[kind]))

    def test_kinds_differ(self):
        kinds = list(KINDS)
        for a, b in zip(kinds, kinds[1:]):
            self.assertFalse(same(self.shown[a], self.shown[b]), (a, b))

    def test_paper_is_white(self):
        """The dark style is a browser's: a file made here is for white paper."""
        for kind, lines in self.shown.items():
            self.assertEqual({lines[0][0], lines[0][-1], lines[-1][0], lines[-1][-1]}, {"f"}, kind)


if __name__ == "__main__":
    unittest.main(argv=[argument for argument in sys.argv if argument != "--renew"])
