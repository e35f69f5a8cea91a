"""import -> stages --stage raw in the long form -> import gives the same bits, whatever the shape of the file.

The values are Python's: what it writes for a number (`repr`, correctly rounded) is what has to come back, bit for bit."""
import csv
import io
import random
import struct
import unittest

from program import ProgramTest

UNITS = ["EST", "DNK", "FIN", "TWN"]
PERIODS = ["2019", "2020", "2021"]
COLUMNS = ["alpha", "beta two", "gamma, \"x\""]
SEEDS = range(6)


def bits(text):
    return struct.pack("<d", float(text)) if text else b""


def number(random_):
    """Any double that is a number."""
    kind = random_.randrange(4)
    if kind == 0:
        return float(random_.randrange(-10**6, 10**6))
    if kind == 1:
        return round(random_.uniform(-100, 100), random_.randrange(4))
    if kind == 2:
        return struct.unpack("<d", struct.pack("<Q", random_.getrandbits(52) | random_.randrange(2, 2040) << 52))[0]
    return random_.uniform(-1, 1) * 10 ** random_.randrange(-12, 12)


def made(seed):
    """{(unit, column, period): (value or None, error or None, mark)}; one column is whole."""
    random_ = random.Random(seed)
    cells = {}
    for unit in UNITS:
        for column in COLUMNS:
            for period in PERIODS:
                some = random_.random() < 0.8 or column == COLUMNS[0]
                error = abs(number(random_)) if some and random_.random() < 0.5 else None
                cells[unit, column, period] = (number(random_) if some else None, error,
                                               random_.choice(["", "", "b", "ep"]) if some else random_.choice(["", "..", ":"]))
    return cells


def cell(value, mark, decimal):
    text = mark if value is None else repr(value) + (f" {mark}" if mark else "")
    return text.replace(".", decimal) if value is not None else text


def table(rows, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue()


def long(cells, decimal=".", delimiter=","):
    rows = [[u, c, p, cell(value, mark, decimal), "" if error is None else cell(error, "", decimal)]
            for (u, c, p), (value, error, mark) in cells.items()]
    return table([["iso3", "Series name", "year", "value", "error"], *rows], delimiter)


def wide(cells, decimal=".", delimiter=",", errors=True):
    head = ["iso3", "year", *(name for c in COLUMNS for name in ([c, f"{c}.error"] if errors else [c]))]
    rows = []
    for unit in UNITS:
        for period in PERIODS:
            row = [unit, period]
            for column in COLUMNS:
                value, error, mark = cells[unit, column, period]
                row += [cell(value, mark, decimal)] + (["" if error is None else cell(error, "", decimal)] if errors else [])
            rows.append(row)
    return table([head, *rows], delimiter)


def periods(cells, decimal=".", delimiter=","):
    rows = [[u, c, *(cell(cells[u, c, p][0], cells[u, c, p][2], decimal) for p in PERIODS)] for u in UNITS for c in COLUMNS]
    return table([["iso3", "Series", *PERIODS], *rows], delimiter)


SHAPES = {"long": long, "wide": wide, "periods": periods, "long, European": lambda cells: long(cells, ",", ";"),
          "wide, European": lambda cells: wide(cells, ",", ";", errors=False), "periods, tabs": lambda cells: periods(cells, ".", "\t")}
WITH_ERRORS = {"long", "wide", "long, European"}


class RoundTrip(ProgramTest):
    def imported(self, name, text, *more):
        (self.place / name).write_text(text, encoding="utf-8")
        self.run_program("import", name, "-o", "out.csv", "--force", *more, code=0)
        return list(csv.DictReader(io.StringIO((self.place / "out.csv").read_text(encoding="utf-8"))))

    def stages(self):
        """All periods of the raw stage, as one table."""
        columns = ", ".join(f"{{id: i{n}, column: '{column}'}}" for n, column in enumerate(COLUMNS))
        (self.place / "i.yaml").write_text("egovbench: 1\nid: t\ntitle: T\ndefaults: {normalise: borda}\ndata: [out.csv]\n"
                                          f"indicators: [{columns}]\n", encoding="utf-8")
        lines = []
        for period in PERIODS:
            out = self.run_program("stages", "i.yaml", "--stage", "raw", "--long", "--format", "csv", "--period", period, code=0).out
            lines += out.replace("\r", "").splitlines(keepends=True)[1 if lines else 0:]
        return "".join(lines)

    def check(self, shape, cells):
        first = self.imported("x.csv", SHAPES[shape](cells))
        got = {(row["unit"], row["indicator"], row["period"]): row for row in first}
        for key, (value, error, mark) in cells.items():
            row = got.pop(key)
            self.assertEqual(bits(row["value"]), b"" if value is None else struct.pack("<d", value), (key, row))
            if shape in WITH_ERRORS:
                self.assertEqual(bits(row["error"]), b"" if error is None else struct.pack("<d", error), (key, row))
            self.assertEqual(row["status"], mark, (key, row))
        self.assertEqual(got, {})
        own = (self.place / "out.csv").read_text(encoding="utf-8")
        again = self.imported("s.csv", self.stages())
        names = {f"i{n}": column for n, column in enumerate(COLUMNS)}
        key = lambda row: (row["unit"], names.get(row["indicator"], row["indicator"]), row["period"])
        self.assertEqual({key(row): row["value"] for row in again}, {key(row): row["value"] for row in first})
        # Its own table once more: all but what is in place of a value.
        same = self.imported("o.csv", own)
        self.assertEqual([{**row, "status": ""} for row in first], same)

    def test_every_shape(self):
        for seed in SEEDS:
            for shape in SHAPES:
                with self.subTest(shape, seed=seed):
                    self.check(shape, made(seed))


if __name__ == "__main__":
    unittest.main()
