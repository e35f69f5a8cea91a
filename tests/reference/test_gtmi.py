#!/usr/bin/env python3
"""GovTech Maturity Index: 2022 from its answers, components, index and group of all 198 economies; 2020, 2022 and 2025
from their components, index and group of 593 economies and editions.

source     World Bank, GovTech Dataset, October 2022 (gtmi-2022-published.csv), package gtmiR (gtmi-published.csv);
           README.md beside them
tolerance  2022: 1e-9, the published doubles are unrounded. Editions: 2e-16, the last digit of a double below 1
"""
import unittest

from ranking import places, published, rank

PROGRAM, ROOT = places()
TOLERANCE = 1e-9


class GovTechMaturityIndex(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rows = {row["unit"]: row for row in rank(PROGRAM, ROOT, "gtmi-2022")}
        cls.published = {row["iso3"]: row for row in published("gtmi-2022-published.csv")}

    def test_economies(self):
        self.assertEqual(len(self.published), 198)
        self.assertEqual(set(self.rows), set(self.published))

    def compare(self, column, published_column):
        for unit, row in self.published.items():
            with self.subTest(unit=unit):
                self.assertLessEqual(abs(float(self.rows[unit][column]) - float(row[published_column])), TOLERANCE)

    def test_index(self):
        self.compare("score", "GTMI")

    def test_core_systems(self):
        self.compare("CGSI", "CGSI")

    def test_service_delivery(self):
        self.compare("PSDI", "PSDI")

    def test_citizen_engagement(self):
        self.compare("DCEI", "DCEI")

    def test_enablers(self):
        self.compare("GTEI", "GTEI")

    def test_groups(self):
        self.assertEqual({unit: row["level"] for unit, row in self.rows.items()},
                         {unit: row["group"] for unit, row in self.published.items()})

    def test_ranks_are_those_of_the_published_index(self):
        scores = [round(float(row["GTMI"]), 9) for row in self.published.values()]
        for unit, row in self.published.items():
            better = sum(score > round(float(row["GTMI"]), 9) for score in scores)
            self.assertEqual(int(self.rows[unit]["rank"]), better + 1, unit)


class Editions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.published = {(row["period"], row["iso3"]): row for row in published("gtmi-published.csv")}
        cls.rows = {(period, row["unit"]): row for period in ("2020", "2022", "2025")
                    for row in rank(PROGRAM, ROOT, "gtmi", "--period", period)}

    def test_index_and_group_of_all_593(self):
        self.assertEqual(len(self.published), 593)
        for key, row in self.published.items():
            with self.subTest(key=key):
                self.assertLessEqual(abs(float(self.rows[key]["score"]) - float(row["GTMI"])), 2e-16)
                self.assertEqual(self.rows[key]["level"], row["group"])

    def test_ranks_are_those_of_the_published_index(self):
        for period in ("2020", "2022", "2025"):
            scores = [round(float(row["GTMI"]), 9) for key, row in self.published.items() if key[0] == period]
            for key, row in self.published.items():
                if key[0] == period:
                    better = sum(score > round(float(row["GTMI"]), 9) for score in scores)
                    self.assertEqual(int(self.rows[key]["rank"]), better + 1, key)

    def test_nicaragua_is_not_in_the_latest_edition(self):
        missing = {key for key, row in self.rows.items() if not row["rank"]}
        self.assertEqual(missing, {("2025", "NIC")})

    def test_2022_is_what_the_answers_give(self):
        answers = {row["unit"]: row for row in rank(PROGRAM, ROOT, "gtmi-2022")}
        self.assertEqual(len(answers), 198)
        for unit, row in answers.items():
            for column in ("score", "CGSI", "PSDI", "DCEI", "GTEI"):
                self.assertLessEqual(abs(float(row[column]) - float(self.rows["2022", unit][column])), TOLERANCE, (unit, column))


if __name__ == "__main__":
    unittest.main()
