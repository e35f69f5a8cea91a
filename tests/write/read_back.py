"""Reads what the writers wrote with other people's readers (csv and json of Python) and compares it with what was meant.
Markdown and LaTeX are undone by the rules of CommonMark (section 2.4, entities) and of TeX that the writers may use.

usage: read_back.py FOLDER     with truth.txt: a line per row "NAME-BYTES-IN-HEX BITS-OF-VALUE COUNT-OR-DASH"
"""
import csv
import html
import json
import re
import struct
import sys
from pathlib import Path

from page import Page

folder = Path(sys.argv[1])
truth = []
for line in (folder / "truth.txt").read_text().splitlines():
    name, bits, count = line.split(" ")
    truth.append((bytes.fromhex(name), struct.unpack(">d", bytes.fromhex(bits))[0], None if count == "-" else int(count)))
header = ["id", "name", "value", "count", "late"]


def same_bits(written, meant):
    # -0 is written as 0: to a reader of a table they are one number.
    return struct.pack(">d", float(written)) == struct.pack(">d", meant + 0.0)


def check_separated(name, delimiter):
    with open(folder / name, encoding="utf-8", errors="surrogateescape", newline="") as file:
        rows = list(csv.reader(file, delimiter=delimiter, strict=True))
    assert rows[0] == header, (name, rows[0])
    assert len(rows) == len(truth) + 1, (name, len(rows))
    for i, (text, value, count) in enumerate(truth):
        row = rows[i + 1]
        assert row[1].encode("utf-8", "surrogateescape") == text, (name, i, row[1])
        assert same_bits(row[2], value), (name, i, row[2], value)
        assert row[3] == ("" if count is None else str(count)), (name, i, row[3])
        assert row[4].encode("utf-8", "surrogateescape") == truth[-1 - i][0], (name, i, row[4])


def check_excel(name, delimiter=",", decimal="."):
    data = (folder / name).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), name
    with open(folder / name, encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        rows = list(csv.reader(file, delimiter=delimiter, strict=True))
    assert rows[0] == header
    for i, (text, value, count) in enumerate(truth):
        meant = text.decode("utf-8", "surrogateescape")
        cell = rows[i + 1][1]
        assert same_bits(rows[i + 1][2].replace(decimal, "."), value), (name, i)
        if decimal == "," and re.fullmatch(r'="[^"]*"', cell) and "=" not in meant:  # a formula that is nothing but a text
            assert cell[2:-1] == meant and len(meant) <= 255, (name, i, cell)
            continue
        # Only apostrophes are added, each at the start of the cell or behind something that a spreadsheet may cut at.
        bare = re.compile(r"(^|(?<=[,;|\t\r\n]))'+")
        assert bare.sub("", cell) == bare.sub("", meant), (name, i, cell, meant)
        assert len(cell) >= len(meant), (name, i, cell, meant)
        assert cell[:1] not in ("\t", "\r", "\n"), (name, i, cell)
        for piece in re.split(r"[,;|\t\r\n]", cell):
            start = re.sub(r'^[\s"\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+', "", piece)
            assert start[:1] not in tuple("=+-@\uff1d\uff0b\uff0d\uff20"), (name, i, piece)


def visible(text):
    """What people are shown: everything a terminal would obey, and everything they could not see, as U+FFFD."""
    return re.sub("[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
                  "\ufff9-\ufffb\U000e0000-\U000e007f]", "\ufffd", text)


def meant_for_people(text):
    """White space of every kind is a space in documents; bytes that are no UTF-8 are replaced one by one."""
    decoded = text.decode("utf-8", "surrogateescape")
    return visible(re.sub("[\t\r\n]", " ", re.sub("[\udc80-\udcff]", "\ufffd", decoded)))


def check_shown(name):
    """CSV on a terminal: the same texts, nothing that a terminal obeys."""
    data = (folder / name).read_bytes().decode("utf-8")
    assert visible(data.replace("\n", "")) == data.replace("\n", ""), name
    rows = list(csv.reader(data.splitlines(True), strict=True))
    assert len(rows) == len(truth) + 1, (name, len(rows))
    for i, (text, _, _) in enumerate(truth):
        decoded = re.sub("[\udc80-\udcff]", "\ufffd", text.decode("utf-8", "surrogateescape"))
        assert rows[i + 1][1] == visible(decoded), (name, i, rows[i + 1][1])


COMMENT = "<!-- -->"


def check_markdown(name):
    lines = [line for line in (folder / name).read_bytes().decode("utf-8").split("\n") if line.startswith("| ")][2:]
    assert len(lines) == len(truth), (name, len(lines))
    for i, (text, _, _) in enumerate(truth):
        cells = re.split(r"(?<!\\)(?:\\\\)*\|", lines[i])
        assert len(cells) == 6, (name, i, lines[i])
        match = re.match(r"\| (.*?) \| [-+0-9.e]+ \|", lines[i])
        cell = match.group(1)
        plain = cell.replace(COMMENT, "")
        assert re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]~$^{}<>|#]", plain) is None, (name, i, cell)
        assert re.search(r"&(?!lt;|gt;|amp;)", plain) is None, (name, i, cell)
        assert re.search(r"(?i)www\.|(?<!\\):/", cell) is None, (name, i, cell)
        assert re.search("@(?!" + COMMENT + r")|\\#(?=\d)", cell) is None, (name, i, cell)
        read = html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", plain.replace("\\&", "\\\\&")))
        assert read.strip() == meant_for_people(text).strip(), (name, i, cell, read)


def check_latex(name):
    body = (folder / name).read_bytes().decode("utf-8")
    start, end = (r"\\endfoot\n", r"\\end\{longtable\}") if "longtable}" in body else (r"\\midrule\n", r"\\bottomrule")
    rows = re.search(start + "(.*)" + end, body, re.DOTALL).group(1)
    assert len(rows.split("\n")) - 1 == len(truth), name
    commands = {"textbackslash", "textasciitilde", "textasciicircum", "textless", "textgreater", "textbar"}
    for i, row in enumerate(rows.split("\n")[:-1]):
        assert row.endswith(" \\\\"), (name, i, row)
        row = row[:-3]
        for command in re.findall(r"\\([A-Za-z]+)", row):
            assert command in commands or command == "char", (name, i, row)
        row = re.sub(r"& \$-[0-9.e+-]+\$ ", "& 1 ", row)  # a negative number
        bare = re.sub(r"\\(?:[A-Za-z]+(?:34|96)?\{\}|[{}$&#_%])", "", row)
        assert len(re.findall("&", bare)) == 3, (name, i, row)
        assert re.search(r"[\\$#_%~^\"`]", bare) is None, (name, i, row)
        assert visible(row) == row, (name, i, row)


def check_html(name):
    page = Page((folder / name).read_bytes().decode("utf-8"))
    assert len(page.rows) == len(truth) + 1, (name, len(page.rows))
    for i, (text, _, count) in enumerate(truth):
        row = page.rows[i + 1]
        assert row[0].rstrip("\n") == meant_for_people(text), (name, i, row)
        assert row[2].replace("\u2212", "-") == ("" if count is None else str(count)), (name, i, row)


def check_rows(name, rows):
    assert len(rows) == len(truth), name
    for i, (text, value, count) in enumerate(truth):
        row = rows[i]
        assert list(row) == header, (name, list(row))
        assert row["name"] == text.decode("utf-8", "replace"), (name, i, row["name"])
        assert same_bits(row["value"], value), (name, i, row["value"])
        assert row["count"] == count, (name, i, row["count"])


def no_repeats(pairs):
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), keys
    return dict(pairs)


check_separated("table.csv", ",")
check_separated("table.tsv", "\t")
check_excel("excel.csv")
check_excel("german.csv", ";", ",")
check_shown("shown.csv")
check_markdown("table.md")
check_latex("table.tex")
check_html("table.html")
document = json.loads((folder / "table.json").read_text(encoding="utf-8"), object_pairs_hook=no_repeats)
assert list(document) == ["schema", "title", "provenance", "columns", "notes", "rows"], list(document)
assert document["schema"] == "egovbench.test/1"
assert document["provenance"] == {"index": 'hostile "quoted"'}
assert [column["id"] for column in document["columns"]] == header
assert [column["kind"] for column in document["columns"]] == ["text", "text", "number", "integer", "text"]
assert document["columns"][1]["help"] == "What it is called."
check_rows("table.json", document["rows"])
lines = (folder / "table.ndjson").read_text(encoding="utf-8").split("\n")
assert lines.pop() == ""
check_rows("table.ndjson", [json.loads(line, object_pairs_hook=no_repeats) for line in lines])
