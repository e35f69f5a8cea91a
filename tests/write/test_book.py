"""The parts of a workbook that has everything a book can have (rich_book.h): XML, content types, relationships, the order of elements, texts of
users that stay texts, what is told apart without colours. Element orders, sizes and codes are those of ECMA-376-1 (5th edition).

Its own schemas (ISO/IEC 29500-4, transitional: sml.xsd and what it needs) are asked too, by xmllint (Debian: libxml2-utils), where they are at hand:
in the folder ooxml-transitional of EGOVBENCH_VALIDATORS, or of ../shared/validators beside the project."""
import io
import os
import posixpath
import re
import shutil
import subprocess
import unittest
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from test_style import contrast
from test_workbook import letters, unescape

PRINTER = os.environ.get("EGOVBENCH_PRINT_BOOK", "")
ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = Path(os.environ.get("EGOVBENCH_VALIDATORS") or ROOT.parent / "shared/validators") / "ooxml-transitional"
SCHEMA_OF = {"xl/charts/": "dml-chart.xsd", "xl/drawings/": "dml-spreadsheetDrawing.xsd", "xl/theme/": "dml-main.xsd", "xl/": "sml.xsd"}
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAW = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PLACE = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COUNT = 41  # of hostile names
TITLE = 'R&D&P <臺灣> & "2023" & _x0041_ &&'
# 18.3.1.99, CT_Worksheet
ORDER = ["sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios",
         "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
         "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches",
         "ignoredErrors", "smartTags", "drawing"]
# 21.2.2: series of bars, radars and points; axes; the chart.
SERIES = ["idx", "order", "tx", "spPr", "invertIfNegative", "marker", "dLbls", "cat", "val", "xVal", "yVal", "smooth"]
AXIS = ["axId", "scaling", "delete", "axPos", "majorGridlines", "title", "numFmt", "majorTickMark", "minorTickMark", "tickLblPos", "spPr", "txPr",
        "crossAx", "crosses", "crossBetween", "auto", "lblAlgn", "lblOffset", "tickLblSkip", "noMultiLvlLbl"]
CONTENT = {"worksheet": "spreadsheetml.worksheet", "styles": "spreadsheetml.styles", "theme": "theme", "drawing": "drawing", "chart": "drawingml.chart",
           "officeDocument": "spreadsheetml.sheet.main"}


def local(element):
    return element.tag.split("}")[1]


def units(text):
    return len(text.encode("utf-16-le")) // 2


def cells_of(reference):
    """Sheet and cells of "Values!$A$3:$A$9", row by row."""
    sheet, area = reference.rsplit("!", 1)
    ends = [re.fullmatch(r"\$([A-Z]+)\$(\d+)", end).groups() for end in area.split(":")]
    columns = [sum((ord(letter) - 64) * 26 ** i for i, letter in enumerate(reversed(end[0]))) - 1 for end in ends]
    rows = [int(end[1]) for end in ends]
    return sheet.strip("'"), [f"{letters(c)}{r}" for r in range(rows[0], rows[-1] + 1) for c in range(columns[0], columns[-1] + 1)]


@unittest.skipUnless(PRINTER, "built without what writes workbooks")
class Book(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.bytes = subprocess.run([PRINTER], check=True, capture_output=True).stdout
        with zipfile.ZipFile(io.BytesIO(cls.bytes)) as archive:
            assert archive.testzip() is None
            cls.entries = archive.namelist()
            cls.raw = {name: archive.read(name) for name in cls.entries}
        cls.parts = {name: ElementTree.fromstring(text) for name, text in cls.raw.items()}  # well formed, each
        cls.sheets = {}
        for number, sheet in enumerate(cls.parts["xl/workbook.xml"].iter(MAIN + "sheet"), 1):
            cls.sheets[sheet.get("name")] = cls.parts[f"xl/worksheets/sheet{number}.xml"]
        cls.hostile = [cls.text(cell) for row in cls.sheets["Inputs-2"].iter(MAIN + "row") for cell in row if cell.get("r").startswith("A")]

    @staticmethod
    def text(cell):
        return unescape("".join(cell.find(MAIN + "is").itertext())) if cell.get("t") == "inlineStr" else cell.findtext(MAIN + "v") or ""

    def value(self, sheet, reference):
        return next((self.text(cell) for cell in self.sheets[sheet].iter(MAIN + "c") if cell.get("r") == reference), "")

    # ---- the package

    def test_the_same_bytes_without_a_clock(self):
        self.assertEqual(self.bytes, subprocess.run([PRINTER], check=True, capture_output=True).stdout)
        self.assertEqual(len(self.entries), len(set(self.entries)))
        with zipfile.ZipFile(io.BytesIO(self.bytes)) as archive:
            self.assertEqual({entry.date_time for entry in archive.infolist()}, {(1980, 1, 1, 0, 0, 0)})

    def test_every_part_has_its_content_type(self):
        types = self.parts["[Content_Types].xml"]
        named = {part.get("PartName")[1:]: part.get("ContentType") for part in types if local(part) == "Override"}
        self.assertEqual(set(named), {name for name in self.entries if not name.endswith(".rels") and name != "[Content_Types].xml"})
        for source, relation in self.relations():
            kind = relation.get("Type").rsplit("/", 1)[1]
            wanted = "vnd.openxmlformats-package.core-properties" if kind == "core-properties" else f"vnd.openxmlformats-officedocument.{CONTENT[kind]}"
            self.assertEqual(named[self.target(source, relation)], f"application/{wanted}+xml")

    def relations(self):
        for name in self.entries:
            if name.endswith(".rels"):
                folder, file = posixpath.split(name)
                for relation in self.parts[name]:
                    yield posixpath.join(posixpath.dirname(folder), file[:-5]), relation

    @staticmethod
    def target(source, relation):
        return posixpath.normpath(posixpath.join(posixpath.dirname(source), relation.get("Target")))

    def test_relationships_lead_to_parts_of_the_file(self):
        found = set()
        for source, relation in self.relations():
            self.assertIsNone(relation.get("TargetMode"))
            self.assertIn(self.target(source, relation), self.entries)
            found.add((source, relation.get("Id")))
        for name, part in self.parts.items():
            for element in part.iter():
                for key, value in element.attrib.items():
                    if key.startswith("{" + OFFICE + "}"):
                        self.assertIn((name, value), found)
        self.assertEqual(len(found), len(list(self.relations())))
        self.assertFalse([name for name in self.entries if re.search("vba|macro|external|embed|activex|ctrlprop", name, re.I)])

    def test_elements_are_in_their_order(self):
        for name, sheet in self.sheets.items():
            places = [ORDER.index(local(element)) for element in sheet]
            self.assertEqual(places, sorted(places), name)
        for name, part in self.parts.items():
            if name.startswith("xl/charts/"):
                for tag, order in (("ser", SERIES), ("catAx", AXIS), ("valAx", AXIS)):
                    for element in part.iter(CHART + tag):
                        places = [order.index(local(child)) for child in element]
                        self.assertEqual(places, sorted(places), (name, tag))

    @unittest.skipUnless(SCHEMAS.is_dir() and shutil.which("xmllint"), "no schemas of ISO/IEC 29500-4, or no xmllint: the order of elements alone is checked")
    def test_parts_are_valid(self):
        def is_valid(schema, text):
            command = ["xmllint", "--noout", "--nonet", "--schema", str(SCHEMAS / schema), "-"]
            return subprocess.run(command, input=text, capture_output=True)

        for name in self.entries:
            if name.startswith("xl/") and not name.endswith(".rels"):
                schema = next(schema for folder, schema in SCHEMA_OF.items() if name.startswith(folder))
                text = self.raw[name].replace(b' xml:space="preserve"', b"")  # which the schemas do not know, and Excel writes
                done = is_valid(schema, text)
                self.assertEqual(done.returncode, 0, done.stderr.decode())
        turned = self.raw["xl/styles.xml"].replace(b"<fonts", b"<fills").replace(b"</fonts", b"</fills")
        self.assertNotEqual(is_valid("sml.xsd", turned).returncode, 0)  # the schemas are asked

    # ---- texts of users

    def test_hostile_texts_are_text_cells(self):
        self.assertEqual(len(self.hostile), COUNT)
        self.assertIn("=cmd|' /C calc'!A0", self.hostile)
        for sheet in self.sheets.values():
            for cell in sheet.iter(MAIN + "c"):
                formula = cell.findtext(MAIN + "f")
                if formula is None:
                    self.assertIn(cell.get("t", "n"), ("n", "inlineStr"))
                else:
                    self.assertIn(formula, ('IF(1<2,SUM(A1:B1)&"<&>",2)', 'A3&""', '""', "SUM(IF(B3:K3<0.5,1,0))"))
                    array = (cell.find(MAIN + "f").get("t"), cell.find(MAIN + "f").get("ref"))
                    self.assertEqual(array, ("array", cell.get("r")) if formula.startswith("SUM(") else (None, None))
                    self.assertIsNotNone(cell.find(MAIN + "v"))
        values = [self.value("Values", f"A{row}") for row in range(3, 3 + COUNT)]
        self.assertEqual(values, self.hostile)
        for row, text in enumerate(values, 3):
            cell = next(cell for cell in self.sheets["Values"].iter(MAIN + "c") if cell.get("r") == f"L{row}")
            self.assertEqual((cell.get("t"), unescape(cell.findtext(MAIN + "v"))), ("str", text))

    def test_prompts_fit_and_act_on_nothing(self):
        rules = list(self.sheets["Inputs-2"].iter(MAIN + "dataValidation"))
        self.assertEqual(len(rules), COUNT)
        self.assertEqual(self.sheets["Inputs-2"].find(MAIN + "dataValidations").get("count"), str(COUNT))
        for i, rule in enumerate(rules):
            self.assertEqual(rule.get("type"), ["decimal", "list", None][i % 3])
            self.assertLessEqual(units(rule.get("prompt")), 255)
            self.assertEqual((rule.get("error"), rule.get("errorTitle")), (rule.get("prompt"), rule.get("promptTitle")))
            self.assertLessEqual(units(rule.get("promptTitle", "")), 32)
            self.assertEqual(re.findall("[\x00-\x09\x0b-\x1f]", rule.get("prompt")), [])
            self.assertEqual(rule.findtext(MAIN + "formula1"), ["0", "Values!$A$3:$A$9", None][i % 3])
        self.assertEqual(rules[5].get("prompt"), self.hostile[5].replace("\r", " "))

    def test_headers_of_pages_have_no_codes_but_ours(self):
        for name, sheet in self.sheets.items():
            header = sheet.find(MAIN + "headerFooter")
            if name == "Values":
                self.assertIsNone(header)
                continue
            text = unescape(header.findtext(MAIN + "oddHeader"))
            self.assertLessEqual(units(text), 255)
            self.assertEqual(re.findall("&[^&]", text.replace("&&", "")), ["&L", "&R", "&A"])
            self.assertEqual(text[2:-4].replace("&&", "&"), TITLE)
            self.assertEqual(header.findtext(MAIN + "oddFooter"), "&Legovbench&R&P / &N")

    def test_links_stay_inside(self):
        links = list(self.sheets["Values"].iter(MAIN + "hyperlink"))
        self.assertEqual([link.get("location") for link in links], [f"Looks!A{i}" for i in range(1, 1 + COUNT)])
        self.assertFalse([link for link in links if link.get("{" + OFFICE + "}id")])

    # ---- names, print, protection

    def test_names(self):
        names = {(name.get("name"), name.get("localSheetId")): name.text for name in self.parts["xl/workbook.xml"].iter(MAIN + "definedName")}
        self.assertEqual(names, {("_xlnm._FilterDatabase", "2"): f"Values!$A$2:$K${2 + COUNT}", ("_xlnm.Print_Titles", "1"): "'Inputs-2'!$A:$A",
                                 ("_xlnm.Print_Area", "1"): "'Inputs-2'!$A$1:$B$41,'Inputs-2'!$E$1:$K$19",
                                 ("_xlnm.Print_Titles", "3"): "'Looks'!$A:$C,'Looks'!$1:$2", ("inputs", None): "'Inputs-2'!$B$1:$B$3"})
        self.assertEqual(self.sheets["Values"].find(MAIN + "autoFilter").get("ref"), f"A2:K{2 + COUNT}")
        self.assertEqual(self.parts["xl/workbook.xml"].find(MAIN + "calcPr").get("fullCalcOnLoad"), "1")

    def test_pages(self):
        for name, sheet in self.sheets.items():
            setup = sheet.find(MAIN + "pageSetup")
            if name != "Values":
                # Looks: 7 columns of 60, 3 of them on each page; half as large as they are, 293 fit on A4 across, at 96 pixels an inch
                self.assertEqual((setup.get("fitToHeight"), setup.get("fitToWidth")), ("0", "3" if name == "Looks" else "1"))
                self.assertEqual(sheet.find(f"{MAIN}sheetPr/{MAIN}pageSetUpPr").get("fitToPage"), "1")
                self.assertEqual(setup.get("orientation"), "portrait" if name == "Inputs-2" else "landscape")

    def test_only_inputs_are_open(self):
        formats = list(self.parts["xl/styles.xml"].find(MAIN + "cellXfs"))
        opened = [index for index, form in enumerate(formats) if form.find(MAIN + "protection") is not None]
        protection = self.sheets["Inputs-2"].find(MAIN + "sheetProtection")
        self.assertEqual(protection.get("sheet"), "1")
        self.assertIsNone(protection.get("password") or protection.get("hashValue"))
        for cell in self.sheets["Inputs-2"].iter(MAIN + "c"):
            self.assertEqual(int(cell.get("s", 0)) in opened, cell.get("r").startswith("B"), cell.get("r"))
        self.assertEqual([cell.get("r") for cell in self.sheets["Inputs-2"].iter(MAIN + "c")][1:4:2], ["B1", "B2"])  # also where it is empty

    # ---- looks

    def look(self, cell):
        """Font, fill, border, number format of a cell."""
        styles = self.parts["xl/styles.xml"]
        form = styles.find(MAIN + "cellXfs")[int(cell.get("s", 0))]
        return *(ElementTree.tostring(styles.find(MAIN + kind)[int(form.get(key))], encoding="unicode")
                 for kind, key in (("fonts", "fontId"), ("fills", "fillId"), ("borders", "borderId"))), form.get("numFmtId")

    def test_styles_are_those_there_are(self):
        styles = self.parts["xl/styles.xml"]
        for kind in ("numFmts", "fonts", "fills", "borders", "cellXfs", "cellStyles", "dxfs"):
            element = styles.find(MAIN + kind)
            self.assertEqual(int(element.get("count")), len(element))
            if kind in ("fonts", "fills", "borders"):
                texts = [ElementTree.tostring(child) for child in element]
                self.assertEqual(len(texts), len(set(texts)), kind)
        for form in styles.find(MAIN + "cellXfs"):
            for kind, key in (("fonts", "fontId"), ("fills", "fillId"), ("borders", "borderId")):
                self.assertLess(int(form.get(key)), len(styles.find(MAIN + kind)))
        for sheet in self.sheets.values():
            for rule in sheet.iter(MAIN + "cfRule"):
                self.assertLess(int(rule.get("dxfId", 0)), len(styles.find(MAIN + "dxfs")))
            priorities = [rule.get("priority") for rule in sheet.iter(MAIN + "cfRule")]
            self.assertEqual(len(priorities), len(set(priorities)))

    def test_roles_differ_without_colours_and_can_be_read(self):
        seen = {}
        for cell in next(self.sheets["Looks"].iter(MAIN + "row")):  # GENERAL, one role after the other
            font, fill, border, _ = self.look(cell)
            shade, ink = (re.search(r'rgb="FF(\w{6})"', text) for text in (fill, font))
            self.assertGreaterEqual(contrast("#" + (ink[1] if ink else "000000"), "#" + (shade[1] if shade else "FFFFFF")), 4.5, cell.get("r"))
            bare = re.sub(r'<\w+:b ?/>|<\w+:color [^>]*>', "", font), re.sub(r'rgb="\w+"', "", border)
            self.assertNotIn(bare, seen, cell.get("r"))
            seen[bare] = cell.get("r")

    def test_a_formula_is_no_text(self):
        """A formula in a cell of format "@" becomes its own text once somebody edits it."""
        for name, sheet in self.sheets.items():
            for cell in sheet.iter(MAIN + "c"):
                number = self.look(cell)[3]
                if cell.find(MAIN + "f") is not None:
                    self.assertNotEqual(number, "49", cell.get("r"))
                elif cell.get("t") == "inlineStr" and name in ("Values", "Inputs-2") and not cell.get("r").startswith("N"):
                    self.assertEqual(number, "49", cell.get("r"))

    def test_scale_of_colours_can_be_read(self):
        scale = self.sheets["Values"].find(f".//{MAIN}colorScale")
        colours = ["#" + colour.get("rgb")[2:] for colour in scale.iter(MAIN + "color")]
        self.assertGreater(contrast(colours[0], colours[1]), 2)  # seen by lightness
        for colour in colours:
            self.assertGreaterEqual(contrast("#000000", colour), 7)
        self.assertGreater(contrast("#000000", colours[0]), contrast("#000000", colours[1]))  # the best, here the highest, is the darkest

    # ---- charts

    def charts(self):
        return [self.parts[name] for name in self.entries if name.startswith("xl/charts/")]

    def test_charts_have_the_values_of_their_cells(self):
        kinds = [next(tag for tag in ("barChart", "radarChart", "scatterChart") if chart.find(f".//{CHART}{tag}") is not None) for chart in self.charts()]
        self.assertEqual(kinds, ["barChart", "barChart", "radarChart", "scatterChart", "radarChart"])
        count = 0
        for chart in self.charts():
            for reference in [*chart.iter(CHART + "numRef"), *chart.iter(CHART + "strRef")]:
                sheet, cells = cells_of(reference.findtext(CHART + "f"))
                cache = reference[1]
                self.assertEqual(int(cache.find(CHART + "ptCount").get("val")), len(cells))
                found = {cells[int(point.get("idx"))]: unescape(point.findtext(CHART + "v")) for point in cache.iter(CHART + "pt")}
                self.assertEqual(found, {cell: self.value(sheet, cell) for cell in cells if self.value(sheet, cell) != ""})
                count += len(found)
        self.assertGreater(count, 1000)

    def test_bars_begin_at_0(self):
        least = [chart.find(f".//{CHART}valAx/{CHART}scaling/{CHART}min") for chart in self.charts()]
        self.assertEqual([least[0].get("val"), least[1].get("val")], ["0", "0"])
        self.assertIsNone(self.charts()[1].find(f".//{CHART}valAx/{CHART}scaling/{CHART}max"))
        self.assertIsNone(least[4])

    def test_series_differ_without_colours(self):
        bars, stacked, radar, scatter, _ = self.charts()
        looks = [[(series.find(f".//{DRAW}pattFill") is None) for series in stacked.iter(CHART + "ser")]]
        self.assertEqual(looks[0][:8], [True, False] * 4)  # neighbours
        dashes = [series.find(f".//{DRAW}prstDash").get("val") for series in radar.iter(CHART + "ser")]
        for chart in (radar, scatter):
            markers = [series.find(f"{CHART}marker/{CHART}symbol").get("val") for series in chart.iter(CHART + "ser")]
            self.assertEqual(len(set(markers[:8])), 8)
        self.assertEqual(len(set(dashes[:8])), 8)
        self.assertIsNone(bars.find(f".//{CHART}legend"))
        self.assertIsNotNone(stacked.find(f".//{CHART}legend"))

    def test_charts_are_placed_and_described(self):
        drawing = self.parts["xl/drawings/drawing1.xml"]
        frames = list(drawing.iter(PLACE + "cNvPr"))
        self.assertEqual(len({frame.get("id") for frame in frames}), 4)
        self.assertEqual([frame.get("descr") for frame in frames], ['分 <scores> & "more"'] * 2 + [self.hostile[1], '分 <scores> & "more"'])
        corner = [(anchor.find(PLACE + "from").findtext(PLACE + "row"), anchor.find(PLACE + "to").findtext(PLACE + "col")) for anchor in drawing]
        self.assertEqual(corner, [("0", "7"), ("0", "15"), ("20", "7"), ("20", "15")])

    def test_fonts_for_every_script(self):
        theme = self.parts["xl/theme/theme1.xml"]
        for fonts in (theme.find(f".//{DRAW}minorFont"), theme.find(f".//{DRAW}majorFont")):
            self.assertLessEqual({"Jpan", "Hang", "Hans", "Hant"}, {font.get("script") for font in fonts.iter(DRAW + "font")})
        for font in self.parts["xl/styles.xml"].find(MAIN + "fonts"):
            self.assertEqual(font.find(MAIN + "scheme").get("val"), "minor")


if __name__ == "__main__":
    unittest.main()
