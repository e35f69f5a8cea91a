"""Workbooks made by hand, part by part, so that each can have what some program writes and no other does."""
import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
# ISO/IEC 29500 Strict writes the same under other names.
STRICT = {MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main", RELATIONS: "http://purl.oclc.org/ooxml/officeDocument/relationships"}
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def column(number):
    letters = ""
    while number >= 0:
        letters, number = chr(65 + number % 26) + letters, number // 26 - 1
    return letters


def sheet(rows, merged=()):
    """A sheet of cells: numbers as numbers, texts inline, None: no cell."""
    out = [f'<worksheet xmlns="{MAIN}"><sheetData>']
    for r, row in enumerate(rows, 1):
        out.append(f'<row r="{r}">')
        for c, value in enumerate(row):
            if isinstance(value, str):
                out.append(f'<c r="{column(c)}{r}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>')
            elif value is not None:
                out.append(f'<c r="{column(c)}{r}"><v>{value}</v></c>')
        out.append("</row>")
    out.append("</sheetData>")
    if merged:
        out.append("<mergeCells>" + "".join(f'<mergeCell ref="{ref}"/>' for ref in merged) + "</mergeCells>")
    return "".join(out) + "</worksheet>"


def rows(text):
    """A sheet whose rows are written out."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{text}</sheetData></worksheet>'


def link(number, kind, target):
    return f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target={quoteattr(target)}/>'


def parts(sheets, strings=None, styles=None, settings="", states=None):
    """The parts of a workbook by name. sheets: the XML of each by its name; states: of some of them, hidden or veryHidden."""
    names = list(sheets)
    states = states or {}
    listed = "".join(f'<sheet name={quoteattr(name)} sheetId="{i}" r:id="r{i}"' +
                     (f' state="{states[name]}"' if name in states else "") + "/>" for i, name in enumerate(names, 1))
    links = "".join(link(i, "worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(names) + 1))
    out = {"[Content_Types].xml": f'<Types xmlns="{TYPES}"/>',
           "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{link(1, "officeDocument", "xl/workbook.xml")}</Relationships>',
           "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{settings}<sheets>{listed}</sheets></workbook>'}
    if strings is not None:
        out["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
        links += link(900, "sharedStrings", "sharedStrings.xml")
    if styles is not None:
        out["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
        links += link(901, "styles", "styles.xml")
    out["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>'
    for i, name in enumerate(names, 1):
        out[f"xl/worksheets/sheet{i}.xml"] = sheets[name]
    return out


def archive(files, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as book:
        for name, text in files.items():
            book.writestr(name, text)
    return out.getvalue()


def workbook(**sheets):
    """The bytes of a workbook: a sheet per name, as sheet() makes them."""
    return archive(parts(sheets))


def strict(files):
    """The same workbook under the names of the strict standard."""
    out = {}
    for name, text in files.items():
        for old, new in STRICT.items():
            text = text.replace(old, new)
        out[name] = text
    return out
