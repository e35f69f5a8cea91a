#!/usr/bin/env python3
"""waseda-2016: a table filled by a script gives the mean of means, and its faults are refused.

usage: test_waseda_2016.py [PROGRAM SOURCE_ROOT]; without arguments from EGOVBENCH_BUILD and EGOVBENCH_SOURCE.
expected values: computed here, arithmetic means of means; tolerance 1e-9.
"""
import csv
import io
import os
import random
import subprocess
import unittest

from ranking import places, rank

PROGRAM, ROOT = places()
SUBS = {"NIP": 3, "MO": 3, "OS": 5, "NPR": 4, "GCIO": 4, "EPRO": 4, "EPAR": 3, "OGD": 3, "CYB": 3, "EMG": 3}
COLUMNS = [f"{indicator}{number}" for indicator, count in SUBS.items() for number in range(1, count + 1)]
UNITS = ["AUS", "DNK", "EST", "HKG", "JPN", "KOR", "SGP", "TWN", "USA", "XKX"]


def write(folder, cells):
    path = os.path.join(folder, "scores.csv")
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["iso3", *COLUMNS])
        writer.writerows([unit, *(cells[unit][column] for column in COLUMNS)] for unit in UNITS)
    return path


class FilledTable(unittest.TestCase):
    def setUp(self):
        import tempfile
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        draw = random.Random(2016)
        self.cells = {unit: {column: draw.randint(0, 1000) / 10 for column in COLUMNS} for unit in UNITS}

    def rank(self, *options, **more):
        return rank(PROGRAM, ROOT, "waseda-2016", "--data", write(self.folder.name, self.cells), *options, **more)

    def dimensions(self, unit):
        means = {}
        for indicator, count in SUBS.items():
            values = [self.cells[unit][f"{indicator}{number}"] for number in range(1, count + 1)]
            values = [value for value in values if value != ""]
            if values:
                means[indicator] = sum(values) / len(values)
        return means

    def compare(self, rows, weights):
        self.assertEqual({row["unit"] for row in rows if row["rank"]}, set(UNITS))
        scores = {}
        for unit in UNITS:
            means = self.dimensions(unit)
            scores[unit] = sum(weights[i] * means[i] for i in means) / sum(weights[i] for i in means)
        for row in rows:
            if row["rank"]:
                self.assertAlmostEqual(float(row["score"]), scores[row["unit"]], delta=1e-9)
                self.assertEqual(int(row["rank"]), 1 + sum(score > scores[row["unit"]] for score in scores.values()))

    def test_there_are_35(self):
        self.assertEqual(len(COLUMNS), 35)

    def test_mean_of_means(self):
        self.compare(self.rank(), dict.fromkeys(SUBS, 1))

    def test_an_indicator_left_empty_is_carried_by_the_others(self):
        for number in range(1, 4):
            self.cells["TWN"][f"NIP{number}"] = ""
        rows = self.rank()
        self.compare(rows, dict.fromkeys(SUBS, 1))
        taiwan = next(row for row in rows if row["unit"] == "TWN")
        self.assertEqual((taiwan["NIP"], taiwan["missing"], taiwan["status"]), ("", "NIP", "partial"))

    def test_one_of_three_is_too_few(self):
        self.cells["TWN"]["NIP2"] = self.cells["TWN"]["NIP3"] = ""
        taiwan = next(row for row in self.rank() if row["unit"] == "TWN")
        self.assertEqual((taiwan["NIP"], taiwan["missing"]), ("", "NIP"))

    def test_a_changed_weight(self):
        self.compare(self.rank("--set", "OS=0.3"), {**dict.fromkeys(SUBS, 0.7 / 9), "OS": 0.3})

    def test_a_score_above_100_is_refused_with_its_place(self):
        self.cells["JPN"]["OS2"] = 730
        path = write(self.folder.name, self.cells)
        command = [PROGRAM, "rank", os.path.join(ROOT, "indicators", "waseda-2016.yaml"), "--data", path]
        run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        self.assertEqual((run.returncode, run.stdout), (3, ""))
        column = len(",".join(["JPN", *(str(self.cells["JPN"][c]) for c in COLUMNS[:COLUMNS.index("OS2")]), ""])) + 1
        self.assertIn(f"{path}:{UNITS.index('JPN') + 2}:{column}: error", run.stderr)

    def test_init_writes_a_table_to_fill_in(self):
        path = os.path.join(self.folder.name, "empty.csv")
        definition = os.path.join(ROOT, "indicators", "waseda-2016.yaml")
        run = subprocess.run([PROGRAM, "init", definition, "-o", path], capture_output=True, text=True, check=False)
        self.assertEqual(run.returncode, 0, run.stderr)
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(io.StringIO(file.read())))
        self.assertLessEqual(set(COLUMNS), set(rows[0]))
        self.assertEqual({row[column] for row in rows for column in COLUMNS if not row["unit"].startswith("#")}, {""})


if __name__ == "__main__":
    unittest.main()
