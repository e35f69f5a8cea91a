"""Workbooks as other programs write them: each trap was seen in a published file or is allowed by the standard (ECMA-376),
and each is read to the value that a spreadsheet shows, or refused with the cell and what to do."""
import csv
import io
import re
import struct
import unittest
import zipfile

from books import MAIN, PACKAGE, RELATIONS, archive, column, link, parts, rows, sheet, strict, workbook
from program import ProgramTest

HEAD = "egovbench: 1\nid: t\ntitle: T\ndefaults: {normalise: as-is}\n"
HEADER = '<row r="1"><c r="A1" t="inlineStr"><is><t>unit</t></is></c><c r="B1" t="inlineStr"><is><t>a</t></is></c></row>'
# Formats: 0 General, 1 date, 2 percent, 3 own format with a d in a text, 4 elapsed hours, 5 own date, 6 thousands.
STYLES = ('<numFmts count="3"><numFmt numFmtId="165" formatCode="0.0&quot; days&quot;"/><numFmt numFmtId="166" formatCode="[h]:mm"/>'
          '<numFmt numFmtId="167" formatCode="[$-409]d\\-mmm\\-yy;@"/></numFmts><cellXfs count="7"><xf numFmtId="0"/><xf numFmtId="14"/>'
          '<xf numFmtId="10"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="3"/></cellXfs>')


def data(*cells):
    """The two columns unit and a, with the XML of each cell of a; the cell's place is put in."""
    out = [HEADER]
    for number, cell in enumerate(cells, 2):
        out.append(f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>U{number}</t></is></c>{cell.replace("<c", f"<c r={chr(34)}B{number}{chr(34)}", 1)}</row>')
    return "".join(out)


class Books(ProgramTest):
    def setUp(self):
        super().setUp()
        done = self.load(workbook(S=sheet([["unit", "a"], ["U2", 1], ["U3", 2]])), code=None)
        if "minizip" in done.err:
            self.skipTest("this program reads no workbooks")

    def load(self, content, entry="", command=("rank",), code=0):
        (self.place / "x.xlsx").write_bytes(content if isinstance(content, bytes) else archive(content))
        (self.place / "i.yaml").write_text(f"{HEAD}data: [{{file: x.xlsx{entry}}}]\nindicators: [{{id: a}}]\n", encoding="utf-8")
        return self.run_program(*command, "i.yaml", "--format", "csv", code=code)

    def values(self, content, entry=""):
        out = self.load(content, entry, ("stages", "--stage", "raw")).out
        return {row["unit"]: row["a"] for row in csv.DictReader(io.StringIO(out))}

    def check(self, content, *values, entry=""):
        self.assertEqual(self.values(content, entry), {f"U{i}": value for i, value in enumerate(values, 2)})

    def refused(self, content, *words, entry=""):
        done = self.load(content, entry, code=3)
        self.assertEqual(done.err.count("error["), 1, done.err)
        for word in (*words, "help: "):
            self.assertIn(word, done.err)


class Cells(Books):
    def test_numbers(self):
        """Digits as programs write them: 17 of them, powers, blanks of the layout around them."""
        cells = ["0.30000000000000004", "0.1", "1E3", "1.06508E+11", "-0", "5e-324", "1.7976931348623157E308", "\n 7\t"]
        self.check(parts({"S": rows(data(*(f"<c><v>{cell}</v></c>" for cell in cells)))}),
                   "0.30000000000000004", "0.1", "1000", "106508000000", "0", "5e-324", "1.7976931348623157e+308", "7")

    def test_formats_do_not_change_numbers(self):
        """As stored: 12.5 % is 0.125, a format that rounds rounds nothing, a length of time is days."""
        cells = ['<c s="2"><v>0.125</v></c>', '<c s="6"><v>1234.5678</v></c>', '<c s="3"><v>5</v></c>', '<c s="4"><v>1.5</v></c>']
        self.check(parts({"S": rows(data(*cells))}, styles=STYLES), "0.125", "1234.5678", "5", "1.5")

    def test_numbers_as_texts(self):
        """RSF: `92,65` is a text, whose marks are those of the entry; a number beside it has none."""
        book = parts({"S": rows(data('<c t="inlineStr"><is><t>92,65</t></is></c>', "<c><v>1.5</v></c>", '<c t="str"><v>7,5</v></c>'))})
        self.check(book, "92.65", "1.5", "7.5", entry=", decimal: comma")
        self.assertIn("`decimal: comma`", self.load(book, code=3).err)

    def test_ordinals_are_no_numbers(self):
        """FSI: the rank `1st`."""
        self.refused(parts({"S": rows(data('<c t="inlineStr"><is><t>1st</t></is></c>', "<c><v>1</v></c>"))}), "x.xlsx!S:2:", "`1st` is not a number")

    def test_formulas(self):
        """The result that was saved, of a number, a text, a shared and an array formula; without one it is refused."""
        cells = ["<c><f>1+1</f><v>2</v></c>", '<c t="str"><f>"3"</f><v>3</v></c>', '<c><f t="shared" ref="B4:B9" si="0">A1</f><v>4</v></c>',
                 '<c><f t="shared" si="0"/><v>5</v></c>', '<c><f t="array" ref="B6">SUM(A1)</f><v>6</v></c>', '<c t="str"><f>""</f><v></v></c>']
        self.check(parts({"S": rows(data(*cells))}), "2", "3", "4", "5", "6", "")
        self.refused(parts({"S": rows(data("<c><v>1</v></c>", "<c><f>1+1</f></c>"))}), "cell B3: a formula without a result", "calculates")

    def test_errors_and_booleans(self):
        cells = ['<c t="e"><v>#N/A</v></c>', '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', '<c t="b"><v>1</v></c>', "<c><v>1</v></c>"]
        self.check(parts({"S": rows(data(cells[0], cells[1], cells[3]))}), "", "", "1", entry=', missing: ["#N/A", "#DIV/0!"]')
        done = self.load(parts({"S": rows(data(*cells))}), code=3)
        for text in ("`#N/A` is not a number", "`#DIV/0!` is not a number", "`TRUE` is not a number", 'missing: ["#N/A"]'):
            self.assertIn(text, done.err)

    def test_dates_are_no_numbers(self):
        for cell, settings in (('<c s="1"><v>43101</v></c>', ""), ('<c s="5"><v>43101</v></c>', ""), ('<c s="1"><v>41639</v></c>', '<workbookPr date1904="1"/>'),
                               ('<c s="1"><v>41639</v></c>', '<workbookPr date1904="true"/>'), ('<c t="d"><v>2018-01-01T00:00:00</v></c>', "")):
            done = self.load(parts({"S": rows(data(cell, "<c><v>1</v></c>"))}, styles=STYLES, settings=settings), code=3)
            self.assertIn("`2018-01-01` is not a number", done.err, (cell, settings))

    def test_dates_as_periods(self):
        """Two systems of days; the same day of both is the same period."""
        for settings, first in (("", 43101), ('<workbookPr date1904="0"/>', 43101), ('<workbookPr date1904="1"/>', 41639)):
            header = HEADER.replace("</row>", '<c r="C1" t="inlineStr"><is><t>year</t></is></c></row>')
            body = "".join(f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{unit}</t></is></c><c r="B{n}"><v>{n}</v></c><c r="C{n}" s="1"><v>{first + days}</v></c></row>'
                           for n, unit, days in ((2, "U2", 0), (3, "U2", 365)))
            out = self.load(parts({"S": rows(header + body)}, styles=STYLES, settings=settings), command=("stages", "--stage", "raw", "--period", "2018-01-01")).out
            self.assertIn("U2", out)
            self.assertTrue(out.replace("\r", "").strip().endswith(",2"), out)


class Texts(Books):
    def name(self, **how):
        """The unit of the first row of data, as it was read."""
        out = self.load(parts(**how), command=("stages", "--stage", "raw")).out
        return next(csv.DictReader(io.StringIO(out)))["unit"]

    def test_shared(self):
        """Runs of rich text are one text; readings (rPh) are none of it; blanks count where xml:space keeps them."""
        cells = "".join(f'<row><c t="s"><v>{first}</v></c>{second}</row>' for first, second in ((0, '<c t="s"><v>1</v></c>'), (2, "<c><v>1</v></c>")))
        for text, shown in (("<t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh><phoneticPr fontId='1'/>", "東京"),
                            ("<r><rPr><b/></rPr><t>Côte </t></r><r><t xml:space='preserve'> d'Ivoire</t></r>", "Côte d'Ivoire"),
                            ("<r><t xml:space='preserve'>North </t></r><r><t>Macedonia</t></r>", "North Macedonia"), ("<t>a_x000D_b</t>", "a b"),
                            ("<t>two\nlines</t>", "two lines"), ("<t>&amp;&lt;&#x41;</t>", "&<A"), ("<t><![CDATA[<b>]]></t>", "<b>"), ("<t>_x005F_x0041_</t>", "_x0041_")):
            with self.subTest(shown):
                self.assertEqual(self.name(sheets={"S": rows(cells)}, strings=f"<si><t>unit</t></si><si><t>a</t></si><si>{text}</si>"), shown)

    def test_inline_and_plain(self):
        """No `r` on cells and rows; texts in the cell (inlineStr, str)."""
        body = ('<row><c t="str"><v>unit</v></c><c t="inlineStr"><is><r><t>a</t></r></is></c></row><row spans="1:2"/>'
                '<row><c t="inlineStr"><is><t>U2</t></is></c><c><v>5</v></c></row>')
        self.check(parts({"S": rows(body)}), "5")

    def test_header_of_several_lines(self):
        """B-READY: merged cells over four lines, line feeds and no-break spaces in headers, prose on the first sheet."""
        table = [["Title"], ["Pillar I\n(score)", None, "Pillar II"], ["first\u00a0part", "second", "first"], ["of all", "of all", "of some"], ["U2", 5, 7], ["U3", 6, 8]]
        book = workbook(Read_me=sheet([["What this is"]]), Data=sheet(table, ["A2:B2"]))
        entry = ", sheet: Data, header: 2..4, unit: \"Pillar I (score) first\u00a0part of all\", columns: {a: Pillar II first of some}"
        self.check(book, "7", "8", entry=entry)

    def test_title_above_and_sources_below(self):
        """SDG Index, CPI: a citation above the header, which is padded to the last column; notes below a blank row."""
        table = [["Source: nobody"], [], ["unit", "a"], ["U2", 1], ["U3", 2], [], ["Note: U3 is an estimate"]]
        text = sheet(table).replace('</row><row r="4">', '<c r="XFD3" s="1"/></row><row r="4">')
        self.check(parts({"S ": text}), "1", "2", entry=", header: 3, footer: blank")
        self.assertIn("`header: 3`", self.load(parts({"S ": text}), code=3).err)

    def test_summary_below(self):
        """GTMI: a block under the table whose rows are no countries is left out when that is asked for, and named."""
        book = workbook(S=sheet([["unit", "a"], ["EST", 1], ["DNK", 2], [], ["A", 30], ["B", 40]]))
        self.assertEqual(self.values(book, ", match: name, others: ignore"), {"EST": "1", "DNK": "2"})
        self.assertEqual(self.values(book, ", footer: blank"), {"EST": "1", "DNK": "2"})
        self.load(book, ", match: name, others: ignore")
        self.assertIn("`A`", self.run_program("validate", "i.yaml", code=0).err)

    def test_leading_space_in_a_header(self):
        """FSI: the message names the header as it is, and what it says is read."""
        book = workbook(S=sheet([["unit", " a"], ["U2", 1], ["U3", 2]]))
        self.assertIn("a", self.load(book, code=3).err)
        self.check(book, "1", "2", entry=', columns: {a: " a"}')


class Sheets(Books):
    ONE = sheet([["unit", "a"], ["U2", 1], ["U3", 2]])
    TWO = sheet([["unit", "a"], ["U2", 3], ["U3", 4]])

    def test_hidden(self):
        """Hidden sheets are passed over, read when they are named; hidden rows and columns are data."""
        for state in ("hidden", "veryHidden"):
            book = parts({"One": self.ONE, "Two": self.TWO}, states={"One": state})
            self.check(book, "3", "4")
            self.check(book, "1", "2", entry=", sheet: One")
        self.refused(parts({"One": self.ONE}, states={"One": "hidden"}), "all sheets are hidden", "sheet:")
        self.check(parts({"One": self.ONE.replace('<row r="3">', '<row r="3" hidden="1">').replace("<sheetData>", '<cols><col min="2" max="2" hidden="1"/></cols><sheetData>')}), "1", "2")

    def test_names(self):
        """CPI: a name with a blank at its end; names with marks of XML; numbers from 1."""
        book = parts({"CPI 2017 ": self.ONE, "R&D <1>": self.TWO})
        for entry, values in ((", sheet: CPI 2017", "12"), (', sheet: "CPI 2017 "', "12"), (", sheet: cpi 2017", "12"), (', sheet: "R&D <1>"', "34"), (", sheet: 2", "34")):
            self.check(book, *values, entry=entry)
        self.refused(book, "there is no sheet `CPI 2018`", "did you mean `CPI 2017 `?", entry=", sheet: CPI 2018")

    def test_order_is_that_of_the_workbook(self):
        """Not of the archive, nor of the numbers in its parts' names."""
        files = parts({"One": self.ONE, "Two": self.TWO})
        files["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{PACKAGE}">{link(2, "worksheet", "worksheets/sheet1.xml")}{link(1, "worksheet", "worksheets/sheet2.xml")}</Relationships>'
        self.check(dict(reversed(files.items())), "3", "4")

    def test_targets(self):
        """Relative, absolute, through `..`, leaning the other way, in other letters; out of the archive leads to nothing."""
        for target in ("worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml", "../xl/worksheets/sheet1.xml", "./worksheets/sheet1.xml", "worksheets\\sheet1.xml", "/XL/Worksheets/Sheet1.xml"):
            files = parts({"One": self.ONE})
            files["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{PACKAGE}">{link(1, "worksheet", target)}</Relationships>'
            self.check(files, "1", "2")
        for target in ("../../../etc/passwd", "http://example.org/sheet1.xml", "worksheets/none.xml"):
            files["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{PACKAGE}">{link(1, "worksheet", target)}</Relationships>'
            self.refused(files, "the part of its sheet `One` is not there")

    def test_package_decides_where_the_workbook_is(self):
        files = parts({"One": self.ONE})
        moved = {name.replace("xl/", "book/").replace("workbook.xml", "main.xml"): text for name, text in files.items()}
        moved["_rels/.rels"] = f'<Relationships xmlns="{PACKAGE}">{link(1, "officeDocument", "/book/main.xml")}</Relationships>'
        self.check(moved, "1", "2")
        del files["_rels/.rels"]
        self.check(files, "1", "2")

    def test_namespaces(self):
        """The strict standard, prefixes, and elements of others that are called the same."""
        self.check(strict(parts({"One": self.ONE})), "1", "2")
        files = parts({"One": self.ONE})
        prefixed = re.sub(r"<(/?)(worksheet|sheetData|row|c|v|is|t)\b", r"<\1x:\2", files["xl/worksheets/sheet1.xml"]).replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
        book = files["xl/workbook.xml"].replace("<", "<x:").replace("<x:/", "</x:").replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"').replace("r:id", "rel:id")
        self.check({**files, "xl/worksheets/sheet1.xml": prefixed, "xl/workbook.xml": book.replace("xmlns:r=", "xmlns:rel=")}, "1", "2")
        other = files["xl/worksheets/sheet1.xml"].replace("<sheetData>", '<ext xmlns="urn:other"><sheetData><row><c><v>9</v></c></row></sheetData></ext><sheetData>')
        self.check({**files, "xl/worksheets/sheet1.xml": other}, "1", "2")

    def test_what_others_leave_out_or_add(self):
        """A declaration, a mark of byte order, UTF-16, comments, a wrong dimension or none, views, columns, conditional formats."""
        text = self.ONE.replace("<sheetData>", '<!-- of no use --><dimension ref="A1:A1"/><sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetData>')
        text = text.replace("</worksheet>", '<conditionalFormatting sqref="B2"><cfRule type="cellIs" priority="1"><formula>1</formula></cfRule></conditionalFormatting></worksheet>')
        for made in (text, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n' + text, "\ufeff" + text,
                     ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16"), '<?xml version="1.0" encoding="ISO-8859-1"?>' + text):
            self.check({**parts({"One": self.ONE}), "xl/worksheets/sheet1.xml": made}, "1", "2")

    def test_charts_are_no_sheets(self):
        files = parts({"Chart": "<chartsheet/>", "One": self.ONE})
        files["xl/_rels/workbook.xml.rels"] = files["xl/_rels/workbook.xml.rels"].replace("/worksheet\"", "/chartsheet\"", 1)
        self.check(files, "1", "2")


class Archives(Books):
    FILES = parts({"S": sheet([["unit", "a"], ["U2", 1], ["U3", 2]])})

    def test_methods(self):
        for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            self.check(archive(self.FILES, method), "1", "2")
        for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
            self.refused(archive(self.FILES, method), "packed by a method that workbooks do not have")

    def test_written_as_a_stream(self):
        """Sizes behind each part (flag 8), as programs do that write to a pipe; 64-bit sizes; a comment at the end."""
        class Pipe(io.BytesIO):
            def seekable(self):
                return False

            def seek(self, *_):
                raise io.UnsupportedOperation("a pipe")

        pipe = Pipe()
        with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as book:
            for name, text in self.FILES.items():
                book.writestr(name, text)
        self.check(pipe.getvalue(), "1", "2")
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
            for name, text in self.FILES.items():
                with book.open(name, "w", force_zip64=True) as part:
                    part.write(text.encode())
            book.comment = b"PK made by hand " * 100
        self.check(out.getvalue(), "1", "2")

    def test_folders_and_other_parts(self):
        self.check({"xl/": "", "docProps/app.xml": "<x/>", "xl/media/image1.png": "\x89PNG", **self.FILES}, "1", "2")

    def test_bytes_that_are_too_many_or_too_few(self):
        self.check(archive(self.FILES) + b"\0" * 100, "1", "2")
        self.check(b"PK\3\4" + b"\0" * 96 + archive(self.FILES), "1", "2")
        self.refused(archive(self.FILES)[:-200], "damaged")

    def test_checksum(self):
        content = bytearray(archive(self.FILES, zipfile.ZIP_STORED))
        at = content.rindex(b"<v>1</v>", 0, content.index(b"PK\x01\x02"))
        content[at + 3] = ord("8")
        self.refused(bytes(content), "damaged", "checksum")

    def test_two_parts_of_one_name(self):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as book:
            for name, text in self.FILES.items():
                book.writestr(name, text)
            book.writestr("XL/worksheets/SHEET1.xml", "<x/>")
        self.refused(out.getvalue(), "two entries of the archive have one name")

    def test_other_kinds(self):
        self.refused(archive({"data.csv": "unit,a\n"}), "a zip archive that is not a workbook", "unpack it")
        self.refused(archive({"content.xml": "<x/>", "mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "OpenDocument", ".xlsx")
        self.refused(archive({"xl/workbook.bin": "x"}), "binary workbook", ".xlsx")
        self.refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xls")
        self.refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "encrypted", "password")


class Limits(Books):
    """Every bound of xlsx.h, just beyond it."""

    def test_entities(self):
        bomb = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10 if i else "x" * 10}">' for i in range(9))
        for kind in (f"<!DOCTYPE x [{bomb}]>", '<!DOCTYPE x SYSTEM "file:///etc/passwd">', '<!DOCTYPE x PUBLIC "a" "http://example.org/x">', "<!DOCTYPE x>"):
            files = parts({"S": sheet([["unit", "a"], ["U2", 1]])})
            for name in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
                self.refused({**files, name: kind + files[name]}, "a document type, which can define entities", "do not trust this file")

    def test_bomb(self):
        """Twenty megabytes of zeros, twenty kilobytes when packed."""
        for text in (rows(" " * 20_000_000), rows(HEADER + '<row r="2"><c t="str"><v>' + "0" * 20_000_000 + "</v></c></row>"),):
            self.refused(parts({"S": text}), "a zip bomb")
        self.refused(parts({"S": sheet([["unit", "a"]])}, strings=" " * 20_000_000), "a zip bomb")

    def test_size_that_is_not_true(self):
        """The list says ten bytes, the part has more: what is unpacked is counted, not what is said."""
        content = bytearray(archive(parts({"S": rows(" " * 20_000_000)})))
        at = 0
        while (at := content.find(b"PK\x01\x02", at)) >= 0:
            struct.pack_into("<I", content, at + 24, 10)
            at += 4
        self.refused(bytes(content), "error[E03")

    def test_entries(self):
        files = {**parts({"S": sheet([["unit", "a"], ["U2", 1]])}), **{f"x/{i}": "" for i in range(10_000)}}
        self.refused(archive(files, zipfile.ZIP_STORED), "more than 10000 entries in the archive")

    def test_sheets(self):
        one = sheet([["unit", "a"], ["U2", 1]])
        files = parts({"S": one})
        files["xl/workbook.xml"] = files["xl/workbook.xml"].replace("</sheets>", '<sheet name="x" r:id="r1"/>' * 4096 + "</sheets>")
        self.refused(files, "more than 4096 sheets")

    def test_rows_and_columns(self):
        for cell, words in (('<row r="1048577"/>', "a row"), ('<row r="1"><c r="XFE1"/></row>', "a cell is not in its row"), ('<row r="0"/>', "a row"),
                            ('<row r="2"/><row r="1"/>', "rows are out of order"), ('<row r="1"><c r="B1"/><c r="A1"/></row>', "cells are out of order"),
                            ('<row r="1"><c r="A2"/></row>', "a cell is not in its row"), ('<row r="99999999999999999999"/>', "a row"),
                            ("<row>" + "<c/>" * 16385 + "</row>", "more than 16,384 in a row")):
            self.refused(parts({"S": rows(cell)}), words)
        last = f'<row r="1048576"><c r="A1048576" t="str"><v>U2</v></c><c r="{column(16383)}1048576"><v>1</v></c></row>'
        self.check(parts({"S": rows(HEADER.replace("</row>", '<c r="XFD1" t="str"><v>b</v></c></row>') + last)}), "1", entry=", columns: {a: b}")

    def test_merged(self):
        table = rows(HEADER + '<row r="2"><c r="A2" t="str"><v>U2</v></c><c r="B2"><v>1</v></c></row>')
        for merged, words in (("A1:B1,A1:B1", "merged cells overlap"), ("A1:XFE1", "not a part of the sheet"), ("x", "not a part of the sheet")):
            cells = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged.split(","))
            text = table.replace("</worksheet>", f"<mergeCells>{cells}</mergeCells></worksheet>")
            self.refused(parts({"S": text}), words, entry=", header: 1")

    def test_merged_header_that_fills_too_much(self):
        text = rows(HEADER + '<row r="65"><c r="XFD65"><v>1</v></c></row>').replace("</worksheet>", '<mergeCells><mergeCell ref="A1:XFD65"/></mergeCells></worksheet>')
        self.refused(parts({"S": text}), "merged cells of its header cover more than a million", entry=", header: 1..65")

    def test_formats(self):
        for styles in ("<numFmts>" + "<numFmt/>" * (2**20 + 1) + "</numFmts>", "<cellXfs>" + "<xf/>" * (2**20 + 1) + "</cellXfs>"):
            self.refused(parts({"S": sheet([["unit", "a"], ["U2", 1]])}, styles=styles), "more than a million formats")

    def test_depth_and_tokens(self):
        self.refused(parts({"S": rows("<a>" * 70 + "</a>" * 70)}), "elements nested deeper than")
        # Letters that do not pack well: a bomb is another matter.
        noise = "".join(chr(97 + (i * i * 7919 >> 5) % 26) for i in range(1 << 20)) * 3
        for text in (f"<!--{noise}-->", f'<row x="{noise}"/>'):
            self.refused(archive(parts({"S": rows(text)}), zipfile.ZIP_STORED), "one tag or comment of more than 1 MiB")

    def test_texts_that_are_not_there(self):
        for cell in ('<c t="s"><v>1</v></c>', '<c t="s"><v>-1</v></c>', '<c t="s"><v>1e300</v></c>', '<c t="s"><v>x</v></c>'):
            self.refused(parts({"S": rows(data(cell))}, strings="<si><t>a</t></si>"), "cell B2: its text is not in the workbook's list of texts")
        self.refused(parts({"S": rows(data('<c t="s"><v>0</v></c>'))}), "its text is not in the workbook's list of texts")

    def test_broken_xml(self):
        files = parts({"S": sheet([["unit", "a"], ["U2", 1]])}, strings="<si><t>a</t></si>", styles=STYLES)
        for name in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"):
            self.refused({**files, name: files[name][:-5]}, "is not XML", name)
            self.refused({**files, name: ""}, "is not XML")
            self.refused({**files, name: files[name].replace(">", ">\x01", 1)}, "is not XML")


if __name__ == "__main__":
    unittest.main()
