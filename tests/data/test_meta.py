#!/usr/bin/env python3
"""Every table in data/ has a companion description, NAME.csv -> NAME.meta.yaml, that fits it.

usage: test_meta.py [PROGRAM SOURCE_ROOT]; without arguments from EGOVBENCH_SOURCE. The program is not used.
"""
import csv
import hashlib
import os
import re
import sys
import unittest

ROOT = sys.argv[2] if len(sys.argv) > 2 else os.environ.get(
    "EGOVBENCH_SOURCE", os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
DATA = os.path.join(ROOT, "data")
KEYS = ["file", "title", "publisher", "licence", "address", "edition", "retrieved", "source", "changes", "missing"]
KEY = re.compile(r"^([a-z]+):(?: (.*))?$")
COLUMN = re.compile(r'^  - \{id: ([^,{}]+), unit: ([^,{}]+), description: ("[^"]+"|[^,{}"]+)\}$')


def tables():
    return sorted(name for name in os.listdir(DATA) if name.endswith(".csv"))


def read(name):
    """(key -> text, list of (id, unit, description)); the files are flat, so no YAML reader is needed."""
    keys, columns, key = {}, [], None
    with open(os.path.join(DATA, name), encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\n")
            if line.startswith("#") or not line:
                continue
            top = KEY.match(line)
            if top:
                key = top.group(1)
                if key in keys:
                    raise AssertionError(f"{name}:{number}: key `{key}` stands twice")
                keys[key] = "" if top.group(2) in (None, ">-") else top.group(2)
            elif key == "columns":
                column = COLUMN.match(line)
                if not column:
                    raise AssertionError(f"{name}:{number}: not a column: {line}")
                columns.append(column.groups())
            elif line.startswith("  "):
                keys[key] = (keys[key] + " " + line.strip()).strip()
            else:
                raise AssertionError(f"{name}:{number}: neither key nor text: {line}")
    return keys, columns


class Descriptions(unittest.TestCase):
    def test_the_table_of_names_was_made_from_the_own_names_there_are(self):
        with open(os.path.join(ROOT, "tests", "data", "unit-names-own.csv"), "rb") as file:
            self.assertIn(hashlib.sha256(file.read()).hexdigest(), read("unit-names.meta.yaml")[0]["edition"])

    def test_there_are_tables(self):
        self.assertIn("countries.csv", tables())

    def test_every_table_is_described_and_every_description_has_its_table(self):
        described = sorted(name.replace(".meta.yaml", ".csv") for name in os.listdir(DATA) if name.endswith(".meta.yaml"))
        self.assertEqual(described, tables())

    def test_nothing_is_left_unsaid(self):
        for table in tables():
            keys, columns = read(table[:-4] + ".meta.yaml")
            for key in KEYS:
                with self.subTest(table=table, key=key):
                    self.assertTrue(keys.get(key))
            self.assertEqual(keys["file"], table)
            self.assertTrue(columns)

    def test_columns_are_those_of_the_header(self):
        for table in tables():
            with open(os.path.join(DATA, table), encoding="utf-8", newline="") as lines:
                header = next(csv.reader(lines))
            with self.subTest(table=table):
                self.assertEqual([column[0] for column in read(table[:-4] + ".meta.yaml")[1]], header)

    def test_units_say_what_is_in_the_cells(self):
        for table in tables():
            units = {column: unit for column, unit, _ in read(table[:-4] + ".meta.yaml")[1]}
            with open(os.path.join(DATA, table), encoding="utf-8", newline="") as lines:
                for row in csv.DictReader(lines):
                    for column, unit in units.items():
                        limits = re.fullmatch(r"(?:answer )?(\d+) to (\d+)", unit)
                        if limits and row[column]:
                            self.assertTrue(float(limits[1]) <= float(row[column]) <= float(limits[2]),
                                            f"{table}: {column} = {row[column]} is not within {unit}")

    def test_form_of_the_tables(self):
        for table in tables():
            with self.subTest(table=table):
                with open(os.path.join(DATA, table), "rb") as file:
                    content = file.read()
                self.assertFalse(content.startswith(b"\xef\xbb\xbf"))
                self.assertNotIn(b"\r", content)
                self.assertTrue(content.endswith(b"\n"))
                rows = list(csv.reader(content.decode("utf-8").splitlines()))
                self.assertEqual({len(row) for row in rows}, {len(rows[0])})
                keys = [tuple(row[:2]) if rows[0][1] in ("period", "name") else row[0] for row in rows[1:]]
                self.assertEqual(len(keys), len(set(keys)))
                self.assertEqual(keys, sorted(keys))

    def test_every_unit_is_in_the_unit_list(self):
        with open(os.path.join(DATA, "countries.csv"), encoding="utf-8", newline="") as lines:
            known = {row["iso3"] for row in csv.DictReader(lines)}
        for table in tables():
            with open(os.path.join(DATA, table), encoding="utf-8", newline="") as lines:
                rows = list(csv.DictReader(lines))
            if "iso3" in rows[0]:
                self.assertEqual({row["iso3"] for row in rows} - known, set(), table)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
