"""--excel=LOCALE: what a spreadsheet of a language reads as it was meant, by three readers: csv of Python, the program's own, and
LibreOffice where it is installed."""
import csv
import io
import os
import re
import shutil
import subprocess
import unittest

from program import ProgramTest

# Texts that spreadsheets change, some that only look so, and one that they would run.
TEXTS = ["004", "1E5", "1-2", "3/4", "MAR1", "TRUE", "12345678901234567890", "2024-01-02", "+421 2 123", "#N/A", "1a", "X1", "臺灣", 'say "5"', "a;b, c",
         "=cmd|' /C calc'!A0"]
HOSTILE = TEXTS[-1]
DEFINITION = """\
egovbench: 1
id: odd
data: [{file: odd.csv, unit: unit}]
defaults: {normalise: as-is}
indicators: [{id: a}, {id: b}]
"""


def kept(cell):
    """What a spreadsheet makes of a cell with a constant text as its formula."""
    match = re.fullmatch('="((?:[^"]|"")*)"', cell)
    return cell if match is None else match[1].replace('""', '"')


class Excel(ProgramTest):
    def setUp(self):
        super().setUp()
        rows = [["unit", "name", "a", "b"]] + [[text, text, f"{i / 8:g}", f"{10.0 ** -i:g}"] for i, text in enumerate(TEXTS)]
        with open(self.place / "odd.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        (self.place / "odd.yaml").write_text(DEFINITION, encoding="utf-8")

    def write(self, *arguments):
        return self.run_program("stages", "odd.yaml", "--stage", "raw", "--format", "csv", *arguments, code=0).out_bytes.decode("utf-8-sig")

    def test_python_reads_the_same(self):
        plain = list(csv.reader(io.StringIO(self.write(), newline="")))
        for locale, delimiter, decimal in (("de", ";", ","), ("zh-Hant", ",", "."), ("de-CH", ";", "."), ("sk", ";", ",")):
            text = self.write(f"--excel={locale}")
            self.assertEqual(text.count("\n"), text.count("\r\n"))
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
            self.assertEqual([[kept(cell).removeprefix("'") for cell in row[:2]] + [cell.replace(decimal, ".") for cell in row[2:]] for row in rows], plain, locale)
            self.assertTrue({"004", "TRUE", "1E5"}.isdisjoint(cell for row in rows for cell in row), locale)

    def test_our_reader_reads_the_same(self):
        plain = self.run_program("rank", "odd.yaml", "--format", "csv", code=0).out
        for locale, keys in (("de", "{delimiter: semicolon, decimal: comma}"), ("en", ""), ("de-CH", "{delimiter: semicolon}")):
            (self.place / "raw.csv").write_bytes(b"\xef\xbb\xbf" + self.write(f"--excel={locale}").encode())
            again = self.run_program("rank", "odd.yaml", "--data", "raw.csv" + keys, "--format", "csv", code=0).out
            # What would run keeps its apostrophe: whoever takes that away has to know why.
            self.assertEqual(again.replace("'" + HOSTILE, HOSTILE), plain, locale)
        help_text = " ".join(self.run_program("rank", "--help", code=0).out.split())
        self.assertIn("--data 'FILE{delimiter: semicolon, decimal: comma}'", help_text)

    def test_without_its_keys_it_is_refused_with_them(self):
        (self.place / "raw.csv").write_text(self.write("--excel=de"), encoding="utf-8")
        self.assertIn("--data 'raw.csv{delimiter: semicolon, decimal: comma}'", self.run_program("rank", "odd.yaml", "--data", "raw.csv", code=3).err)

    def test_alone_it_is_as_it_was(self):
        self.assertEqual(self.write("--excel"), self.write("--excel=plain"))
        self.assertIn("\r\n004,004,", self.write("--excel"))
        self.assertIn("did you mean", self.run_program("rank", "odd.yaml", "--format", "csv", "--excel=zh-Hnt", code=2).err)

    def test_regions(self):
        """Marks by the Unicode CLDR: es-AR as in Spain, es-US as in Mexico, de-LI as in Switzerland. A region of other marks is refused."""
        for region, locale in (("pt-BR", "pt"), ("fr-CA", "fr"), ("en-GB", "en"), ("de-AT", "de"), ("es-AR", "es"), ("es-US", "es-MX"), ("de-LI", "de-CH"),
                               ("zh-TW", "zh-Hant"), ("zh-CN", "zh-Hans"), ("PT-br", "pt"), ("DE", "de")):
            self.assertEqual(self.write(f"--excel={region}"), self.write(f"--excel={locale}"), region)
        for region in ("it-CH", "fr-CH", "es-PE", "en-ZA", "de-", "de-A", "e", "-AT", "de-AT de-BE", "xx-YY"):
            self.assertIn("--excel does not know", self.run_program("rank", "odd.yaml", "--format", "csv", f"--excel={region}", code=2).err, region)

    def test_a_form_comes_back(self):
        """`init --excel=de`, filled in by a spreadsheet in German, ranks as the plain form does: also as the hint of `init` says."""
        done = self.run_program("init", "small.yaml", "--excel=de", "-o", "de.csv", code=0)
        self.run_program("init", "small.yaml", "-o", "en.csv", code=0)
        for name, delimiter, decimal in (("de.csv", ";", ","), ("en.csv", ",", ".")):
            text = (self.place / name).read_text(encoding="utf-8")
            for unit, values in {"EST,Estonia": ["0.9", "3", "7.5"], "TWN,臺灣": ["0.8", "2", "9"]}.items():
                row = unit.replace(",", delimiter) + 3 * delimiter
                self.assertIn(row, text)
                text = text.replace(row, unit.replace(",", delimiter) + "".join(delimiter + value.replace(".", decimal) for value in values))
            (self.place / name).write_text(text, encoding="utf-8")
        self.assertIn("egovbench rank small.yaml --data de.csv", done.err)
        plain = self.run_program("rank", "small.yaml", "--data", "en.csv", "--format", "csv", code=0).out
        for keys in ("", "{delimiter: semicolon, decimal: comma}"):
            self.assertEqual(self.run_program("rank", "small.yaml", "--data", "de.csv" + keys, "--format", "csv", code=0).out, plain)

    def test_libreoffice_reads_the_same(self):
        if shutil.which("soffice") is None or os.environ.get("EGOVBENCH_SANITIZED"):
            self.skipTest("LibreOffice is not installed, or runs no part of this program")
        (self.place / "raw.csv").write_bytes(b"\xef\xbb\xbf" + self.write("--excel=de").encode())
        # Separator, quote, UTF-8, from line 1, German, "evaluate formulas"; out: comma, every cell as it is shown.
        done = subprocess.run(["soffice", f"-env:UserInstallation=file://{self.place}/profile", "--headless", "--convert-to",
                               "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", "--outdir", "out",
                               "--infilter=CSV:59,34,76,1,,1031,false,true,false,false,false,0,true", "raw.csv"],
                              cwd=self.place, capture_output=True, check=False, timeout=300)
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = list(csv.reader(io.StringIO((self.place / "out" / "raw.csv").read_text(encoding="utf-8-sig"), newline="")))
        plain = list(csv.reader(io.StringIO(self.write(), newline="")))
        self.assertEqual([[row[0].removeprefix("'"), row[1].removeprefix("'")] for row in rows], [row[:2] for row in plain])
        self.assertEqual([float(cell) for row in rows[1:] for cell in row[2:]], [float(cell) for row in plain[1:] for cell in row[2:]])


if __name__ == "__main__":
    unittest.main()
