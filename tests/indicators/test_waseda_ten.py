#!/usr/bin/env python3
"""waseda-ten: who is ranked, what is missing, and how weights work, checked against the answers themselves.

usage: test_waseda_ten.py [PROGRAM SOURCE_ROOT]; without arguments from EGOVBENCH_BUILD and EGOVBENCH_SOURCE.
expected values: computed here from data/gtmi-2022.csv; tolerance 1e-9.
"""
import csv
import os
import unittest

from ranking import places, rank

PROGRAM, ROOT = places()
TEN = ["NIP", "MO", "OS", "NPR", "GCIO", "EPRO", "EPAR", "OGD", "CYB", "EMG"]
WITHOUT_UN_INDICES = {"HKG", "MAC", "PSE", "TWN", "XKX"}


def key(answer):
    """0, 1 and 2 earn nothing, half and all."""
    return float(answer) / 2


def detail(answer):
    return 1.0 if float(answer) >= 1 else 0.0


def mean(values):
    present = [value for value in values if value is not None]
    return sum(present) / len(present)


def index(answer):
    return float(answer) if answer else None


def part(row, question, most, details, top=None, top_most=0):
    """Points of a key question with steps 0 to 2, its details of one point and its last detail with steps 0 to 2."""
    earned = most * key(row[question]) + sum(detail(row[f"{question}.{number}"]) for number in details)
    if top is not None:
        earned += top_most * key(row[f"{question}.{top}"])
    return earned / (most + len(details) + top_most)


def portal(row):
    return part(row, "I-19", 9, [2, 3, 4, 5, 6], 7, 2)


def management(row):
    return mean([key(row[f"I-{number}"]) for number in (2, 3, 4, 5, 6, 13, 14, 15)])


def services(row):
    details = {"I-20": [2, 3, 4, 5], "I-21": [2, 3, 4, 5], "I-22": [2, 3, 4], "I-23": [2, 3, 4], "I-24": [2, 3, 5],
               "I-25": [2, 3, 4, 5]}
    parts = [part(row, question, 9, numbers) for question, numbers in details.items()]
    return mean([index(row["I-18"]), key(row["I-12"]), *parts])


def officers(row):
    entity = 12 * key(row["I-33"]) + sum(detail(row[f"I-33.{number}"]) for number in (4, 5, 8, 9))
    entity += (1 if row["I-33.6"] else 0) + 4 * key(row["I-33.10"])
    return mean([entity / 21, part(row, "I-34", 12, [4, 5, 6], 7, 4)])


def participation(row):
    steps = [12 * float(row["I-30"]) + 8 * key(row["I-30.6"]) + 2 * sum(detail(row[f"I-30.{n}"]) for n in (3, 4, 5)),
             12 * float(row["I-31"]) + 8 * key(row["I-31.6"]) + 2 * sum(detail(row[f"I-31.{n}"]) for n in (2, 3, 4, 5)),
             9 * float(row["I-32"]) + 2 * sum(detail(row[f"I-32.{n}"]) for n in (2, 3, 4))]
    return mean([index(row["I-27"]), index(row["I-44"]), steps[0] / 26, steps[1] / 28, steps[2] / 15])


def security(row):
    protection = 6 * key(row["I-38"]) + detail(row["I-38.4"]) + 2 * key(row["I-38.5"])
    protection += 6 * key(row["I-39"]) + 2 * key(row["I-39.4"])
    signature = 3 * float(row["I-42"]) + sum(detail(row[f"I-42.{n}"]) for n in (3, 4, 5)) + 2 * key(row["I-42.6"])
    return mean([index(row["I-43"]), protection / 17, signature / 14])


BY_HAND = {"NIP": lambda row: index(row["I-16"]), "MO": management, "OS": services, "NPR": portal, "GCIO": officers,
           "EPAR": participation, "CYB": security}


class TenIndicators(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rows = rank(PROGRAM, ROOT, "waseda-ten")
        with open(os.path.join(ROOT, "data", "gtmi-2022.csv"), encoding="utf-8", newline="") as lines:
            cls.answers = {row["iso3"]: row for row in csv.DictReader(lines)}

    def compare(self, rows, weights):
        """Score and rank follow from the ten columns; an empty column's weight is carried by the others."""
        scores = {}
        for row in rows:
            present = [node for node in TEN if row[node]]
            total = sum(weights[node] for node in present)
            scores[row["unit"]] = sum(weights[node] * float(row[node]) for node in present) / total
            self.assertAlmostEqual(float(row["score"]), scores[row["unit"]], delta=1e-9)
        for row in rows:
            better = sum(round(score, 9) > round(scores[row["unit"]], 9) for score in scores.values())
            self.assertEqual(int(row["rank"]), better + 1, row["unit"])

    def test_all_economies_are_ranked(self):
        self.assertEqual({row["unit"] for row in self.rows}, set(self.answers))
        self.assertEqual(len(self.rows), 198)
        self.assertEqual([row["unit"] for row in self.rows if not row["rank"]], [])

    def test_what_is_missing_is_marked(self):
        missing = {row["unit"]: row["missing"] for row in self.rows if row["missing"]}
        self.assertEqual(missing, dict.fromkeys(WITHOUT_UN_INDICES, "NIP"))
        for row in self.rows:
            if row["unit"] in WITHOUT_UN_INDICES:
                self.assertEqual((row["NIP"], row["status"]), ("", "partial"))
                self.assertLess(float(row["coverage"]), 1)

    def test_equal_weights(self):
        self.compare(self.rows, dict.fromkeys(TEN, 0.1))

    def test_indicators_computed_by_hand(self):
        for row in self.rows:
            for node, by_hand in BY_HAND.items():
                expected = by_hand(self.answers[row["unit"]])
                with self.subTest(unit=row["unit"], node=node):
                    if expected is None:
                        self.assertEqual(row[node], "")
                    else:
                        self.assertAlmostEqual(float(row[node]), 100 * expected, delta=1e-9)

    def test_every_indicator_stays_on_its_scale(self):
        for row in self.rows:
            for node in TEN:
                if row[node]:
                    self.assertTrue(0 <= float(row[node]) <= 100 + 1e-9, (row["unit"], node))

    def test_levels(self):
        for row in self.rows:
            score = round(float(row["score"]), 9)
            self.assertEqual(row["level"], "A" if score >= 75 else "B" if score >= 50 else "C" if score >= 25 else "D")

    def test_a_weight_set_to_30_percent(self):
        rows = rank(PROGRAM, ROOT, "waseda-ten", "--set", "OS=0.3")
        self.compare(rows, {**dict.fromkeys(TEN, 0.7 / 9), "OS": 0.3})
        self.assertNotEqual([row["unit"] for row in rows], [row["unit"] for row in self.rows])

    def test_services_first(self):
        rows = rank(PROGRAM, ROOT, "waseda-ten", "--scenario", "services-first")
        self.compare(rows, {**dict.fromkeys(TEN, 0.86 / 9), "OS": 0.14})

    def test_citizens_first(self):
        rows = rank(PROGRAM, ROOT, "waseda-ten", "--scenario", "citizens-first")
        fixed = {"OS": 0.2, "NPR": 0.15, "EPAR": 0.2, "OGD": 0.15}
        self.compare(rows, {**dict.fromkeys(TEN, 0.3 / 6), **fixed})

    def test_without_network(self):
        rows = rank(PROGRAM, ROOT, "waseda-ten", "--scenario", "without-network")
        self.compare(rows, {**dict.fromkeys(TEN, 0.1), "NIP": 0})


class Published(unittest.TestCase):
    """Ranks as the sources print them, in every edition: the ranking is a copy of the data, with its gaps."""

    def test_every_edition(self):
        meant = {}
        with open(os.path.join(ROOT, "data", "waseda-ranks.csv"), encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["rank"]:
                    meant.setdefault(row["period"], {})[row["iso3"]] = row["rank"]
        self.assertGreater(len(meant), 15)
        for period, ranks in meant.items():
            rows = rank(PROGRAM, ROOT, "waseda-published", "--period", period)
            self.assertEqual({row["unit"]: row["rank"] for row in rows if row["rank"]}, ranks, period)
            self.assertNotIn("rank_low", rows[0])
        self.assertEqual(meant["2025"]["JPN"], "9")  # the first ten of 2025 have a gap at 8


if __name__ == "__main__":
    unittest.main()
