"""A wide file is kept in columns, which become those of the dataset where the file is all there is: whatever its lines end
with, however many files and periods there are, the same cells come out as from a long file, with the places they have."""
import random
import re
import unittest

from program import ProgramTest

COLUMNS = ["a", "b", "c"]
UNITS = [f"U{number}" for number in range(60)]
PERIODS = ["2020", "2021"]


def definition(files, dated):
    entries = ", ".join("{file: %s%s%s}" % (file, ", period: year" if dated else "",
                                             ", indicator: of, value: is" if "long" in file else "") for file in files)
    return (f"egovbench: 1\nid: made\ntitle: Made up\ndata: [{entries}]\ndefaults: {{normalise: minmax}}\nindicators:\n"
            + "".join(f"  - id: {column}\n" for column in COLUMNS))


def made(seed, periods):
    numbers = random.Random(seed)
    return {(unit, period, column): "" if numbers.random() < 0.1 else repr(numbers.uniform(-50, 50))
            for unit in UNITS for period in periods for column in COLUMNS}


def wide(cells, periods, columns=COLUMNS, units=UNITS, end="\n", last=True):
    rows = ["unit," + ("year," if len(periods) > 1 else "") + ",".join(columns)]
    rows += [",".join([unit, *([period] if len(periods) > 1 else []), *(cells[unit, period, column] for column in columns)])
             for unit in units for period in periods]
    return end.join(rows) + (end if last else "")


def long(cells, periods):
    rows = ["unit," + ("year," if len(periods) > 1 else "") + "of,is"]
    rows += [",".join([unit, *([period] if len(periods) > 1 else []), column, value])
             for (unit, period, column), value in cells.items()]
    return "\n".join(rows) + "\n"


class Wide(ProgramTest):
    def cells(self, files, dated):
        for name, text in files.items():
            (self.place / name).write_bytes(text.encode())
        (self.place / "made.yaml").write_text(definition(files, dated), encoding="utf-8")
        period = ["--period", "2021"] if dated else []
        return self.run_program("stages", "made.yaml", "--stage", "raw", "--format", "csv", *period, code=0).out

    def test_the_same_cells_as_from_a_long_file(self):
        for dated in (False, True):
            periods = PERIODS if dated else PERIODS[:1]
            cells = made(7, periods)
            expected = self.cells({"long.csv": long(cells, periods)}, dated)
            self.assertGreater(expected.count("\n"), len(UNITS))
            for end in ("\n", "\r\n", "\n\n"):
                for last in (True, False):
                    self.assertEqual(self.cells({"wide.csv": wide(cells, periods, end=end, last=last)}, dated), expected)
            halves = {f"{i}.csv": wide(cells, periods, units=half) for i, half in enumerate((UNITS[:20], UNITS[20:]))}
            self.assertEqual(self.cells(halves, dated), expected)
            split = {f"{i}.csv": wide(cells, periods, columns=some) for i, some in enumerate((COLUMNS[:1], COLUMNS[1:]))}
            self.assertEqual(self.cells(split, dated), expected)
            names = {"1.csv": "unit,name\n" + "".join(f"{unit},Place {unit}\n" for unit in UNITS),
                     "2.csv": wide(cells, periods, units=UNITS[::-1])}
            if not dated:
                self.assertEqual(re.sub(",Place [^,]*,", lambda name: "," + name[0][7:], self.cells(names, dated)), expected)
            turned = {"wide.csv": wide(cells, periods, columns=COLUMNS[::-1])}
            self.assertEqual(self.cells(turned, dated), expected)
            twice = {"1.csv": wide(cells, periods), "2.csv": wide(cells, periods, units=UNITS[::-1])}
            self.assertEqual(self.cells(twice, dated), expected)

    def test_places_of_cells(self):
        """A cell that contradicts another file is reported at its place, and so is the other."""
        cells = made(8, PERIODS[:1])
        other = {**cells, ("U30", "2020", "b"): "99"}
        cells["U30", "2020", "b"] = "98"
        for end in ("\n", "\r\n"):
            files = {"1.csv": wide(cells, PERIODS[:1], end=end), "2.csv": wide(other, PERIODS[:1], units=UNITS[::-1])}
            for name, text in files.items():
                (self.place / name).write_bytes(text.encode())
            (self.place / "made.yaml").write_text(definition(files, False), encoding="utf-8")
            messages = self.run_program("rank", "made.yaml", code=3).err
            row = UNITS[::-1].index("U30") + 2
            column = len("U30," + other["U30", "2020", "a"] + ",") + 1
            self.assertIn(f"2.csv:{row}:{column}", messages)
            self.assertEqual(len(re.findall(r"is given twice", messages)), 1, messages)

    def test_a_refused_cell_is_the_only_one(self):
        cells = made(9, PERIODS[:1])
        cells["U59", "2020", "c"] = "many"
        (self.place / "wide.csv").write_text(wide(cells, PERIODS[:1], last=False), encoding="utf-8")
        (self.place / "made.yaml").write_text(definition(["wide.csv"], False), encoding="utf-8")
        messages = self.run_program("rank", "made.yaml", code=3).err
        self.assertIn("wide.csv:61:", messages)
        self.assertEqual(messages.count("error"), 1, messages)

    def test_as_many_siblings_as_columns(self):
        """What a family of 12,000 takes grows with it, not with its square: that would be more than is ever asked for at once."""
        names = [f"i{number}" for number in range(12000)]
        (self.place / "broad.csv").write_text("unit," + ",".join(names) + "\n" + "".join(
            f"U{unit}," + ",".join(str((unit * 7 + number) % 100) for number in range(len(names))) + "\n" for unit in range(3)), encoding="utf-8")
        (self.place / "broad.yaml").write_text("egovbench: 1\nid: broad\ntitle: Broad\ndata: [broad.csv]\ndefaults: {normalise: as-is}\nindicators:\n"
                                               + "".join(f"  - {{id: {name}}}\n" for name in names), encoding="utf-8")
        self.run_program("weights", "show", "broad.yaml", "--format", "csv", code=0)
        means = {f"U{unit}": sum((unit * 7 + number) % 100 for number in range(len(names))) / len(names) for unit in range(3)}
        out = self.run_program("rank", "broad.yaml", "--format", "csv", "--no-intervals", "--columns", "unit,score", code=0).out
        self.assertEqual({row.split(",")[0]: round(float(row.split(",")[1]), 9) for row in out.splitlines()[1:]},
                         {unit: round(mean, 9) for unit, mean in means.items()})


if __name__ == "__main__":
    unittest.main()
