"""Messages and notes that name some of many: those that are named and `and N more` are as many as there are, for every number of
them; never none more, and never more named than before."""
import re
import unittest

from program import ProgramTest

HEAD = "egovbench: 1\nid: t\ntitle: T\n"
COUNTS = [*range(1, 15), 45]


def data(units, columns="ab"):
    return f"unit,{','.join(columns)}\n" + "".join(f"{unit},{','.join(str((k * 7 + c) % 11 + 1) for c in range(len(columns)))}\n"
                                                   for k, unit in enumerate(units))


class Named(ProgramTest):
    def write(self, name, text):
        (self.place / name).write_text(text, encoding="utf-8")

    def check(self, make, command, pattern, separator=", ", least=1):
        """make(n) writes the files of a case with n things; group 1 of the pattern is their list, up to the end of its line."""
        most = 0
        for n in COUNTS[least - 1:]:
            make(n)
            done = self.run_program(*command)
            text = done.err + done.out
            found = re.search(pattern, text)
            self.assertIsNotNone(found, f"{n}: {pattern}\n{text[:3000]}")
            more = re.search(r"[;,]? (?:and |\()(\d+) more\)?$", found[1])
            named = found[1][:more.start()] if more else found[1]
            count = len(named.split(separator))
            with self.subTest(n=n, list=found[1]):
                self.assertEqual(count + (int(more[1]) if more else 0), n)
                self.assertTrue(more is None or int(more[1]) > 0)
                self.assertGreaterEqual(count, most)
            most = count
        self.assertLess(most, COUNTS[-1])

    def test_units_of_imputed_values_alone(self):
        def make(n):
            self.write("d.csv", data(["A", "B", "C"]) + "".join(f"u{k},,\n" for k in range(n)))
            self.write("t.yaml", HEAD + "data: [d.csv]\ndefaults: {impute: mean, normalise: minmax}\nindicators: [{id: a}, {id: b}]\n")
        self.check(make, ["rank", "t.yaml", "--no-intervals"], r"on what was imputed alone: (.*)")

    def test_units_whose_group_is_not_known(self):
        def make(n):
            units = ["A", "B", "C"] + [f"u{k}" for k in range(n)]
            self.write("d.csv", data(units))
            self.write("l.csv", "unit,income\n" + "".join(f"{unit},{'High' if len(unit) == 1 else ''}\n" for unit in units))
            self.write("t.yaml", HEAD + "data: [d.csv]\nunits: l.csv\ndefaults: {normalise: minmax}\n"
                       "indicators: [{id: a, only: {income: High}}, {id: b}]\n")
        self.check(make, ["rank", "t.yaml", "--no-intervals"], r"whose income is not known: (.*)")

    def test_columns_that_are_not_used(self):
        def make(n):
            self.write("d.csv", data("ABC", ["a", "b"] + [f"x{k}" for k in range(n)]))
            self.write("t.yaml", HEAD + "data: [d.csv]\ndefaults: {normalise: minmax}\nindicators: [{id: a}, {id: b}]\n")
        self.check(make, ["validate", "t.yaml"], r"columns that the definition does not use: (.*)")

    def test_rows_of_units_that_are_not_in_the_list(self):
        def make(n):
            self.write("d.csv", data(["A", "B", "C"] + [f"u{k}" for k in range(n)]))
            self.write("l.csv", "unit\nA\nB\nC\n")
            self.write("t.yaml", HEAD + "data: [{file: d.csv, others: ignore}]\nunits: l.csv\ndefaults: {normalise: minmax}\n"
                       "indicators: [{id: a}, {id: b}]\n")
        self.check(make, ["validate", "t.yaml"], r"of units not in the list: (.*)")

    def test_marks_beside_values(self):
        def make(n):
            units = [f"u{k}" for k in range(n + 1)]
            marks = ["", *(f" [{k}]" for k in range(n))]
            self.write("d.csv", "unit,a,b\n" + "".join(f"{unit},{k + 1}{mark},{k % 5}\n" for k, (unit, mark) in enumerate(zip(units, marks))))
            self.write("t.yaml", HEAD + "data: [{file: d.csv, flags: strip}]\ndefaults: {normalise: minmax}\nindicators: [{id: a}, {id: b}]\n")
        self.check(make, ["validate", "t.yaml"], r"(?:has a mark|have marks), read without (?:it|them): (.*)")

    def test_indicators_of_one_definition_only(self):
        def make(n):
            self.write("d.csv", data("ABC", ["a", "b"] + [f"x{k}" for k in range(n)]))
            head = HEAD + "data: [d.csv]\ndefaults: {normalise: minmax}\nindicators:\n  - id: a\n  - id: b\n"
            self.write("t.yaml", head)
            self.write("more.yaml", head + "".join(f"  - id: x{k}\n" for k in range(n)))
        self.check(make, ["diff", "t.yaml", "more.yaml", "--notes"], r"\(a change of method\): ([^.]*)\.")

    def test_units_without_the_same_part(self):
        def make(n):
            self.write("d.csv", data(["A", "B", "C"]) + "".join(f"u{k},,3\n" for k in range(n)))
            self.write("t.yaml", HEAD + "data: [d.csv]\ndefaults: {normalise: minmax}\navailable: 0.3\nindicators: [{id: a}, {id: b}]\n")
        self.check(make, ["rank", "t.yaml", "--no-intervals", "--width", "999"], r"[Ww]ithout a[^:\n]*: (.*?)\.\n", "; ")

    def test_a_circle(self):
        def make(n):
            self.write("d.csv", data("ABC", ["a"]))
            self.write("t.yaml", HEAD + "data: [d.csv]\ndefaults: {normalise: minmax}\nindicators:\n  - {id: a}\n" +
                       "".join(f"  - {{id: x{k}, compute: x{(k + 1) % n} + 1}}\n" for k in range(n)))
        self.check(make, ["validate", "t.yaml"], r"(x\d+ in line \d+.*)", least=2)

    def test_shares_that_are_reached(self):
        def make(n):
            ids = [f"x{k}" for k in range(n)]
            self.write("d.csv", data("ABC", ["a"] + ids))
            self.write("t.yaml", HEAD + "data: [d.csv]\ndefaults: {normalise: minmax}\nindicators:\n  - {id: a, weight: 0}\n" +
                       "  - {id: z, indicators: [{id: a2, column: a}]}\n" + "".join(f"  - {{id: {i}}}\n" for i in ids[1:]))
        self.check(make, ["uncertainty", "t.yaml", "--draws", "64", "--notes"], r"Shares reached: (.*?)\.(?:\n| [A-Z])", least=2)

    def test_breaks_of_series(self):
        def make(n):
            ids = [f"x{k}" for k in range(n)]
            self.write("d.csv", "unit,year," + ",".join(ids) + "\n" + "".join(f"{unit},{year}" + f",{ord(unit) % 7 + year % 3}" * n + "\n"
                                                                              for unit in "ABC" for year in (2020, 2021)))
            self.write("t.yaml", HEAD + "data: [d.csv]\ndefaults: {normalise: as-is}\nindicators:\n" +
                       "".join(f"  - {{id: {i}, breaks: {{2021: counted anew}}}}\n" for i in ids))
        self.check(make, ["diff", "t.yaml", "--period", "2020", "2021", "--width", "999"], r"(x0 in 2021: .*?)\.?\n", "; ")

    def test_columns_without_room(self):
        """More than a hundred: in one line of the width, as many as are not in the head."""
        ids = [f"dimension{k}" for k in range(115)]
        self.write("d.csv", data("ABC", ids))
        self.write("t.yaml", HEAD + "data: [d.csv]\ndefaults: {normalise: minmax}\nindicators:\n" + "".join(f"  - id: {i}\n" for i in ids))
        for width in range(44, 112):
            lines = self.run_program("rank", "t.yaml", "--no-intervals", "--width", str(width), code=0).out.splitlines()
            line = next(line for line in lines if line.startswith("Not shown: "))
            self.assertLessEqual(len(line), width)
            named = re.fullmatch(r"Not shown: (.*?)(?: and (\d+) more)? \(--width or CSV\)\.", line)
            shown = sum(word in ids for text in lines for word in text.split() if "Rank" in text)
            count = int(named[1].split()[0]) if named[1].endswith("columns") else len(named[1].split(", "))
            self.assertEqual(count + int(named[2] or 0), len(ids) - shown, line)


if __name__ == "__main__":
    unittest.main()
