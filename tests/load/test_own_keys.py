"""Keys of a data file on the command line, --data 'FILE{key: value}': the same ones, with messages that can be followed."""
import shlex
import unittest
from pathlib import Path

from program import ProgramTest

# The form of waseda-2016 as a European Excel saves it: byte order mark, CRLF, semicolons, decimal commas.
VALUES = {"CZE": 50.5, "DNK": 61.25, "EST": 59.75}


class OwnKeys(ProgramTest):
    def setUp(self):
        super().setUp()
        self.run_program("init", "waseda-2016", code=0)
        header = (self.place / "waseda-2016-data.csv").read_text(encoding="utf-8-sig").splitlines()[0].strip().split(",")
        rows = [header] + [[unit] + [unit if name == "name" else f"{value + i % 7 * 0.25:g}" for i, name in enumerate(header[1:])]
                           for unit, value in VALUES.items()]
        (self.place / "en.csv").write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
        text = "".join(";".join(cell.replace(".", ",") for cell in row) + "\r\n" for row in rows)
        (self.place / "de.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())

    def rank(self, *data, code=0, stdin=b""):
        options = [word for one in data for word in ("--data", one)]
        return self.run_program("rank", "waseda-2016", *options, "--format", "csv", code=code, stdin=stdin)

    def test_advice_followed_to_the_end(self):
        """Twice refused, each time with the whole argument to write."""
        argument = ["--data", "de.csv"]
        for _ in range(2):
            done = self.run_program("rank", "waseda-2016", *argument, "--format", "csv", code=3)
            argument = shlex.split(next(line for line in done.err.split("\n") if "with the file: " in line).split("with the file: ")[1])
        self.assertEqual(argument, ["--data", "de.csv{delimiter: semicolon, decimal: comma}"])
        done = self.run_program("rank", "waseda-2016", *argument, "--format", "csv", code=0)
        self.assertEqual(done.out, self.rank("en.csv").out)

    def test_standard_input(self):
        text = (self.place / "de.csv").read_bytes()
        self.assertEqual(self.rank("-{delimiter: ;, decimal: ','}", stdin=text).out, self.rank("en.csv").out)

    def test_faults_of_the_keys(self):
        cases = [("{delimter: tab}", "--data de.csv:1:2: error[E0201]: unknown key `delimter`", "`delimiter`"),
                 ("{decimal: dot}", "--data de.csv:1:11: error[E0204]", "`comma`"),
                 ("{file: x}", "--data de.csv:1:2: error[E0201]: unknown key `file`", "`unit`"),
                 ("{decimal: comma", "there is no file", ""), ("{decimal: comma, decimal: comma}", "E0104", ""),
                 ("{a: b}: c}", "error[E0101]", ""), ("{[}", "error[E0101]", "")]
        for keys, text, help_text in cases:
            done = self.rank(f"de.csv{keys}", code=None)
            self.assertIn(done.code, (2, 3, 4), done.err)
            self.assertTrue(text in done.err or "cannot read" in done.err, f"{keys}: {done.err}")
            self.assertIn(help_text, done.err)

    def test_what_is_named_must_be_there(self):
        done = self.rank("de.csv{delimiter: semicolon, decimal: comma, unit: Land}", code=3)
        self.assertIn("`de.csv` has no column `Land` (the units)", done.err)

    def test_over_the_definition(self):
        (self.place / "i.yaml").write_text("egovbench: 1\nid: t\ntitle: T\ndefaults: {normalise: as-is}\n"
                                           "data: [{file: small.csv, unit: unit, missing: [x], decimal: comma, only-period: 2020}]\n"
                                           "indicators: [{id: a}]\n", encoding="utf-8")
        Path(self.place / "mine.csv").write_text("unit,a,year\nEST,1.5,2021\nDNK,x,2021\n", encoding="utf-8")
        done = self.run_program("rank", "i.yaml", "--data", "mine.csv{decimal: point, period: year}", "--format", "csv",
                                "--columns", "unit,score", code=0)
        self.assertEqual(done.out.replace("\r", "").split("\n")[1], "EST,1.5")
        self.assertIn("2021", self.run_program("rank", "i.yaml", "--data", "mine.csv{decimal: point, period: year}", "--format",
                                               "json", code=0).out)

    def give(self, entry, table, argument="mine.csv", code=0, **files):
        (self.place / "i.yaml").write_text("egovbench: 1\nid: t\ntitle: T\ndefaults: {normalise: as-is}\n"
                                           f"data: [{{file: theirs.csv, {entry}}}]\nindicators: [{{id: a}}]\n", encoding="utf-8")
        (self.place / argument.split("{")[0]).write_text(table, encoding="utf-8")
        done = self.run_program("rank", "i.yaml", "--data", argument, "--format", "csv", "--columns", "unit,score", code=code)
        return done.out.replace("\r", "").splitlines()[1:], done.err

    def test_a_file_of_another_name_is_the_users_own(self):
        """It is not read by the marks of the definition's file, which the form that `init` writes does not have."""
        entry = "delimiter: semicolon, decimal: comma, header: 3, encoding: windows-1252, match: name, others: ignore, missing: [x]"
        rows, err = self.give(entry, "unit,a\nEST,1.5\nDNK,x\nÅland,0.5\n")
        self.assertEqual(rows, ["EST,1.5", "Åland,0.5", "DNK,"])
        self.assertEqual(err, "")

    def test_a_later_edition_is_given_with_the_keys(self):
        entry = 'delimiter: semicolon, decimal: ",", columns: {a: Wert}, unit: Land, match: name, missing: [n.v.]'
        table = "Land;Wert\nEstland;1,5\nSchweiz;n.v.\n"
        rows, err = self.give(entry, table, code=3)
        self.assertIn("mine.csv:1:1: warning[W0347]: `mine.csv` has another name than `theirs.csv`", err)
        argument = shlex.split(next(line for line in err.splitlines() if "say so: --data" in line).split("say so: --data ")[1])[0]
        self.assertEqual(argument, 'mine.csv{delimiter: semicolon, decimal: ",", columns: {a: Wert}, unit: Land, match: name, missing: [n.v.]}')
        rows, err = self.give(entry, table, argument)
        self.assertEqual((rows, err), (["EST,1.5", "CHE,"], ""))
        (self.place / "sub").mkdir()
        self.assertEqual(self.give(entry, table, "sub/theirs.csv")[0], rows)

    def test_a_number_that_would_be_another_is_said(self):
        entry = "delimiter: comma, decimal: comma, thousands: point"
        rows, err = self.give(entry, "unit,a\nEST,1.500\nDNK,2.250\n")
        self.assertEqual(rows, ["DNK,2.25", "EST,1.5"])
        self.assertEqual(err.count("warning[W0347]"), 1)
        self.assertIn("mine.csv:2:5: warning[W0347]: `1.500` is read as 1.5, and would be 1500 as the definition's `theirs.csv` is written", err)
        argument = shlex.split(err.split("with the file: --data ")[1].splitlines()[0])[0]
        self.assertEqual(argument, "mine.csv{decimal: point}")
        self.assertEqual(self.give(entry, "unit,a\nEST,1.500\nDNK,2.250\n", argument)[1], "")
        self.assertEqual(self.give(entry, "unit,a\nEST,1500\nDNK,2.25\n")[1], "")

    def test_a_publishers_file_is_never_read_as_anothers(self):
        rows, err = self.give("as: owid, columns: {a: net}", "Entity,Code,Year,net\nEstonia,EST,2020,1\n", code=3)
        self.assertIn("no column says which unit", err)
        self.assertIn("--data 'mine.csv{as: owid, columns: {a: net}}'", err)
        rows, err = self.give("as: owid, columns: {a: net}", "unit,net\nEST,1\n")
        self.assertEqual((rows, err), (["EST,1"], ""))

    def test_a_sheet(self):
        done = self.rank("en.csv{sheet: Scores}", code=3)
        self.assertIn("--data en.csv:1:9: error[E0207]: `sheet:` and `range:` are for workbooks", done.err)


if __name__ == "__main__":
    unittest.main()
