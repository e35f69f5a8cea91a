#!/usr/bin/env python3
"""Five definitions of well-known shapes: caps and logarithms, rounding at every tier, two-sided distances over five tiers, means of
expressions.

The figures in fixtures/*-expected.csv come from the formulas below, which share nothing with the program; the first test computes them
again. hdi-published.csv: the index as the Human Development Report 2021/22 prints it (Table 1); its inputs are printed with one decimal,
so the index is met to 0.0015.

Two by hand. Switzerland in hdi: (84 - 20) / 65 = 0.98462; (16.5 / 18 + 13.9 / 15) / 2 = 0.92167; ln(669.33) / ln(750) = 6.50628 / 6.62007
= 0.98281; the cube root of their product 0.89188 is 0.96258, published 0.962. AAA in crisis-risk: quake 5.6 / 8 -> 7.0, flood
450 * 1000 / 20000 = 22.5 of 50 -> 4.5, natural 5.75 -> 5.8, conflict 7.0; distances 9 * 0.42 + 1 = 4.78 and 9 * 0.3 + 1 = 3.7, root of
17.686 = 4.2055, hazard (10 - 4.2055) / 0.9 = 6.438 -> 6.4.

usage: test_fixtures.py [PROGRAM SOURCE_ROOT]; without arguments from EGOVBENCH_BUILD and EGOVBENCH_SOURCE.
       test_fixtures.py --write: writes fixtures/*-expected.csv anew.
"""
import csv
import io
import math
import os
import statistics
import subprocess
import sys
import unittest
from decimal import ROUND_HALF_UP, Decimal

HERE = os.path.dirname(os.path.abspath(__file__))
FIXTURES = os.path.join(HERE, "fixtures")
from ranking import places


def table(name):
    with open(os.path.join(FIXTURES, name), encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def numbers(row):
    """The cells of a row as numbers, None where there is nothing."""
    return {key: float(text) if text else None for key, text in row.items() if key != "unit"}


def between(value, low, high):
    """Where a value stands from low to high, held between 0 and 1."""
    return min(max((value - low) / (high - low), 0), 1)


def geometric(*values):
    return math.prod(values) ** (1 / len(values))


# ---- each index: unit -> {node: score}, with `score` for the index itself; None when the index has no score ----


def hdi(rows):
    result = {}
    for row in rows:
        x = numbers(row)
        parts = {"health": between(x["life_expectancy"], 20, 85), "education": None, "income": None}
        if x["mean_years"] is not None:
            parts["education"] = (min(x["expected_years"], 18) / 18 + between(x["mean_years"], 0, 15)) / 2
        if x["gni_per_head"] is not None:
            parts["income"] = between(math.log(x["gni_per_head"]), math.log(100), math.log(75000))
        whole = None not in parts.values()
        result[row["unit"]] = {**parts, "score": geometric(*parts.values()) if whole else None}
    return result


def tenth(value):
    """Half up; what is off a half by the noise of binary fractions is meant to be the half."""
    return float(Decimal(f"{value:.9f}").quantize(Decimal("0.1"), ROUND_HALF_UP))


def tenth_mean(*pairs):
    """Of (weight, score), over those that are there."""
    there = [(weight, score) for weight, score in pairs if score is not None]
    return tenth(sum(weight * score for weight, score in there) / sum(weight for weight, _ in there))


def tenth_inverted(*scores):
    """10 is the worst; distances to it are moved to 1 to 10, and their geometric mean is moved back."""
    return tenth((10 - geometric(*[9 * (10 - score) / 10 + 1 for score in scores])) / 9 * 10)


def crisis_risk(rows):
    result = {}
    for row in rows:
        x = numbers(row)

        def risk(name, low, high, lower=False, per=False, log=False):
            value = x[name]
            if value is None:
                return None
            if per:
                value = value * 1000 / x["population"]
            if log:
                value, low, high = math.log10(value), math.log10(low), math.log10(high)
            way = between(value, low, high)
            return tenth(10 * (1 - way if lower else way))

        natural = tenth_mean((1, risk("quake", 0, 8)), (1, risk("flood", 0, 50, per=True)))
        social = tenth_mean((1, risk("poverty", 0, 0.6)), (0.5, risk("inequality", 25, 65)))
        groups = tenth_mean((1, risk("uprooted", 0.01, 100, per=True, log=True)), (2, risk("hunger", 5, 45)))
        infrastructure = tenth_mean((1, risk("phones", 0, 120, lower=True)), (1, risk("doctors", 0, 4, lower=True, per=True)))
        governance = risk("governance", -2.5, 2.5, lower=True)
        coping = [infrastructure] if governance is None else [governance, infrastructure]
        parts = {"hazard": tenth_inverted(natural, risk("conflict", 0, 10)), "vulnerability": tenth_inverted(social, groups),
                 "coping": tenth_inverted(*coping)}
        result[row["unit"]] = {**parts, "score": tenth(geometric(*parts.values()))}
    return result


def near(value, centre, below, above):
    """100 at the centre, 0 as far below or above it as that, and beyond."""
    return None if value is None else 100 * max(0, 1 - abs(value - centre) / (below if value < centre else above))


def balance(rows):
    x = {row["unit"]: numbers(row) for row in rows}

    def spread(name, centre=None):
        """The centre, the median without one, and the largest distance to it."""
        values = [cells[name] for cells in x.values() if cells[name] is not None]
        centre = statistics.median(values) if centre is None else centre
        widest = max(abs(value - centre) for value in values)
        return centre, widest, widest

    result = {}
    for unit, cells in x.items():
        public = geometric(near(cells["debt"], 40, 60, 120), near(cells["budget"], 0, 10, 10))
        prices = near(cells["inflation"], 2, 4, 8)
        prices = prices if prices > 0 else 1
        money = ((math.sqrt(public) + 2 * math.sqrt(prices)) / 3) ** 2
        staff = math.exp((2 * math.log(near(cells["employees"], *spread("employees")) or 1e-300)
                          + math.log(near(cells["contractors"], *spread("contractors")) or 1e-300)) / 3)
        staff = 0 if staff < 1e-90 else staff
        state = 4 / (3 / money + 1 / staff) if money > 0 and staff > 0 else 0
        work = [near(cells["hours"], *spread("hours", 36)), near(cells["leave"], 25, 20, 20)]
        society = geometric(*[score for score in work if score is not None])
        result[unit] = {"state": state, "society": society, "score": 0.6 * state + 0.4 * society}
    return result


def gender_parts(x):
    health = math.sqrt(10 / max(x["maternal_deaths"], 10) / max(x["young_births"], 0.1))
    seats = max(x["seats"], 0.1) / 100
    return ((health, math.sqrt(seats * x["school_women"] / 100), x["work_women"] / 100),
            (1, math.sqrt((1 - seats) * x["school_men"] / 100), x["work_men"] / 100))


def gender(rows):
    result = {}
    for row in rows:
        x = numbers(row)
        if x["school_women"] is None:
            x["school_women"] = 0  # anything: only what men have is looked at
            result[row["unit"]] = {"women": None, "men": geometric(*gender_parts(x)[1]), "score": None}
            continue
        women, men = (geometric(*parts) for parts in gender_parts(x))
        result[row["unit"]] = {"women": women, "men": men, "score": 2 / (1 / women + 1 / men)}
    return result


def gender_inequality(rows):
    result = {}
    for row in rows:
        x = numbers(row)
        if None in x.values():
            result[row["unit"]] = {"equality": None, "score": None}
            continue
        women, men = gender_parts(x)
        apart = 2 / (1 / geometric(*women) + 1 / geometric(*men))
        together = geometric(*[(w + m) / 2 for w, m in zip(women, men)])
        result[row["unit"]] = {"equality": apart / together, "score": apart / together}
    return result


INDICES = {"hdi": hdi, "crisis-risk": crisis_risk, "balance": balance, "gender": gender, "gender-inequality": gender_inequality}
DATA = {"gender-inequality": "gender.csv"}
BANDS = {
    "hdi": [(0.8, "very-high"), (0.7, "high"), (0.55, "medium"), (0, "low")],
    "crisis-risk": [(6.5, "very-high"), (5, "high"), (3.5, "medium"), (2, "low"), (0, "very-low")],
    "balance": [(80, "A"), (60, "B"), (40, "C"), (20, "D"), (0, "E")],
}


def computed(index):
    """Rows of the expected table: unit, score, rank, level, then the children of the index."""
    scores = INDICES[index](table(DATA.get(index, index + ".csv")))
    ranked = [cells["score"] for cells in scores.values() if cells["score"] is not None]
    rows = []
    for unit, cells in sorted(scores.items()):
        score = cells.pop("score")
        rank = "" if score is None else 1 + sum(other > score for other in ranked)
        level = "" if score is None else next((name for low, name in BANDS.get(index, [(-math.inf, "")]) if score >= low), "")
        parts = {name: "" if value is None else repr(float(value)) for name, value in cells.items()}
        rows.append({"unit": unit, "score": "" if score is None else repr(float(score)), "rank": str(rank), "level": level, **parts})
    return rows


def write():
    for index in INDICES:
        rows = computed(index)
        with open(os.path.join(FIXTURES, index + "-expected.csv"), "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


class Fixtures(unittest.TestCase):
    def assert_same(self, got, wanted, tolerance, name):
        self.assertEqual([row["unit"] for row in got], [row["unit"] for row in wanted], name)
        for one, other in zip(got, wanted):
            for key, text in other.items():
                with self.subTest(index=name, unit=other["unit"], column=key):
                    if key in ("unit", "rank", "level") or text == "":
                        self.assertEqual(one[key], text)
                    else:
                        self.assertAlmostEqual(float(one[key]), float(text), delta=tolerance)

    def test_the_expected_tables_are_those_of_the_formulas(self):
        for index in INDICES:
            self.assert_same(computed(index), table(index + "-expected.csv"), 1e-12, index)

    def test_the_program_finds_them(self):
        for index in INDICES:
            rows = self.ranking(index)
            self.assert_same(sorted(rows, key=lambda row: row["unit"]), table(index + "-expected.csv"), 1e-9, index)

    def test_published_human_development(self):
        got = {row["unit"]: float(row["score"]) for row in self.ranking("hdi") if row["score"]}
        published = table("hdi-published.csv")
        self.assertEqual(set(got), {row["unit"] for row in published})
        for row in published:
            self.assertAlmostEqual(got[row["unit"]], float(row["hdi"]), delta=0.0015, msg=row["unit"])

    def test_rounding_is_there_at_every_tier(self):
        """Half even instead of half up changes a category, and with it the score of a unit."""
        definition = os.path.join(FIXTURES, "crisis-risk.yaml")
        with open(definition, encoding="utf-8") as file:
            text = file.read().replace("half-up", "half-even")
        other = os.path.join(os.environ.get("TMPDIR", "/tmp"), f"egovbench-fixture-{os.getpid()}.yaml")
        try:
            with open(other, "w", encoding="utf-8") as file:
                file.write(text)
            even = {row["unit"]: row["hazard"] for row in self.rank_file(other, "--data", os.path.join(FIXTURES, "crisis-risk.csv"))}
        finally:
            os.unlink(other)
        up = {row["unit"]: row["hazard"] for row in self.ranking("crisis-risk")}
        self.assertNotEqual(up, even)

    def ranking(self, index):
        return self.rank_file(os.path.join(FIXTURES, index + ".yaml"))

    def rank_file(self, path, *more):
        run = subprocess.run([PROGRAM, "rank", path, *more, "--format", "csv"], capture_output=True, text=True, encoding="utf-8", check=False)
        self.assertEqual(run.returncode, 0, run.stderr)
        return list(csv.DictReader(io.StringIO(run.stdout)))


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        write()
    else:
        PROGRAM, _ = places()
        unittest.main()
