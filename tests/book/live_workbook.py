"""A workbook that computes, from the outside: its cells, a copy with other inputs and without any of the values that
formulas had, and what LibreOffice makes of it.
"""
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
SOFFICE = shutil.which("soffice")
# Recalculates whatever is loaded, however it was saved.
REGISTRY = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def column_of(reference):
    number = 0
    for letter in re.match("[A-Z]+", reference)[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def letters(column):
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def parts(archive):
    """The part of each sheet by its name, in their order."""
    relations = {
        item.get("Id"): item.get("Target")
        for item in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    return {
        sheet.get("name"): "xl/" + relations[sheet.get(RELATION)].removeprefix("/xl/")
        for sheet in book.find(MAIN + "sheets")
    }


def shared_strings(archive):
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    return ["".join(text.text or "" for text in item.iter(MAIN + "t"))
            for item in ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))]


class Sheet(dict):
    """(row, column) -> value: a number, a text, or an error as ("#N/A",)."""

    def __init__(self, xml, strings):
        super().__init__()
        self.formula = {}
        for cell in ElementTree.fromstring(xml).iter(MAIN + "c"):
            reference = cell.get("r")
            at = int(re.search("[0-9]+", reference)[0]) - 1, column_of(reference)
            kind, value, formula = cell.get("t", "n"), cell.find(MAIN + "v"), cell.find(MAIN + "f")
            if formula is not None:
                self.formula[at] = formula.text
            if kind == "inlineStr":
                self[at] = "".join(text.text or "" for text in cell.iter(MAIN + "t"))
            elif value is None or value.text is None:
                self[at] = ""
            elif kind == "s":
                self[at] = strings[int(value.text)]
            elif kind == "str":
                self[at] = value.text
            elif kind == "e":
                self[at] = (value.text,)
            else:
                self[at] = float(value.text)

    def row_of(self, column, text):
        return next(row for (row, at), value in self.items() if at == column and value == text)

    def column_named(self, row, text):
        return next(at for (line, at), value in self.items() if line == row and value == text)


def read(path):
    with zipfile.ZipFile(path) as archive:
        strings = shared_strings(archive)
        return {name: Sheet(archive.read(part), strings) for name, part in parts(archive).items()}


def with_inputs(path, out, inputs):
    """A copy with other numbers or texts in cells ({(sheet, row, column): value}), and formulas without values."""
    left = dict(inputs)
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        names = {part: name for name, part in parts(archive).items()}
        for item in archive.namelist():
            data = archive.read(item)
            if item in names:
                text = re.sub("</f><v>[^<]*</v>", "</f>", data.decode("utf-8"))
                for (sheet, row, column), value in inputs.items():
                    if sheet != names[item]:
                        continue
                    cell = f"{letters(column)}{row + 1}"
                    written = (f"><v>{value!r}</v></c>" if not isinstance(value, str) else
                               f' t="inlineStr"><is><t>{value}</t></is></c>')
                    text, count = re.subn(f'<c r="{cell}"( s="[0-9]+")?(/>|[^/]*?(?<!/)>.*?</c>)',
                                          lambda found: f'<c r="{cell}"{found[1] or ""}' + written, text, count=1)
                    assert count == 1, (sheet, cell)
                    del left[sheet, row, column]
                data = text.encode("utf-8")
            copy.writestr(item, data)
    assert not left, left


def recalculate(paths, folder):
    """One start of LibreOffice for all; where the new files are."""
    folder = Path(folder)
    profile, out = folder / "profile", folder / "recalculated"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(REGISTRY, encoding="utf-8")
    subprocess.run([SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--convert-to",
                    "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), *map(str, paths)],
                   check=True, capture_output=True, timeout=300)
    return [out / Path(path).name for path in paths]
