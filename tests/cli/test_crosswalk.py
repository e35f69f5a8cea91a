"""Several rankings side by side. Correlations, concordance and consensus are worked out again here by their definitions; what R
and scipy print for published data is in tests/stats/test_agreement.c."""
import csv
import io
import itertools
import json
import math
import unittest

from program import ROOT, ProgramTest

FIRST = {"A": 1, "B": 2, "C": 3, "D": 4, "E": 5, "F": 6, "X": 7}
SECOND = {"A": 2, "B": 1, "C": 3, "D": 6, "E": 4, "F": 5, "Y": 7}
THIRD = {"A": 6, "B": 1, "C": 2, "D": 3, "E": 3, "F": 5}
COMMON = "ABCDEF"


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def sign(x):
    return (x > 0) - (x < 0)


def middle_ranks(values):
    return [sum(w < v for w in values) + (1 + sum(w == v for w in values)) / 2 for v in values]


def pearson(x, y):
    a, b = sum(x) / len(x), sum(y) / len(y)
    top = sum((p - a) * (q - b) for p, q in zip(x, y))
    return top / math.sqrt(sum((p - a) ** 2 for p in x) * sum((q - b) ** 2 for q in y))


def tau_b(x, y):
    pairs = list(itertools.combinations(range(len(x)), 2))
    top = sum(sign(x[i] - x[j]) * sign(y[i] - y[j]) for i, j in pairs)
    return top / math.sqrt(sum(x[i] != x[j] for i, j in pairs) * sum(y[i] != y[j] for i, j in pairs))


class Crosswalk(ProgramTest):
    def setUp(self):
        super().setUp()
        for name, ranks in (("first", FIRST), ("second", SECOND), ("third", THIRD)):
            lines = [f"{unit},{rank}" for unit, rank in ranks.items()]
            (self.place / f"{name}.csv").write_text("unit,rank\n" + "\n".join(lines) + "\n", encoding="utf-8")

    def rows(self, *arguments):
        return table(self.run_program("crosswalk", *arguments, "--format", "csv", code=0).out)

    def three(self, *arguments):
        return self.rows("first.csv", "second.csv", "third.csv", *arguments)

    def test_places_and_status(self):
        rows = {row["unit"]: row for row in self.three()}
        self.assertEqual(set(rows), set("ABCDEFXY"))
        self.assertEqual([rows["A"][key] for key in ("rank_first", "rank_second", "rank_third")], ["1", "2", "6"])
        self.assertEqual((rows["A"]["status"], rows["X"]["status"], rows["X"]["rank_second"]), ("all", "one", ""))
        self.assertEqual((rows["A"]["spread"], rows["X"]["spread"]), ("5", ""))

    def test_consensus(self):
        rows = {row["unit"]: row for row in self.three()}
        voters = [FIRST, SECOND, THIRD]
        net = {(u, v): sum(sign(voter[v] - voter[u]) for voter in voters) for u in COMMON for v in COMMON}
        borda = {u: sum((voter[v] > voter[u]) + (v != u and voter[v] == voter[u]) / 2 for voter in voters for v in COMMON) for u in COMMON}
        copeland = {u: sum(sign(net[u, v]) for v in COMMON) for u in COMMON}
        for name, score in (("borda", borda), ("copeland", copeland)):
            self.assertEqual({u: int(rows[u][name]) for u in COMMON}, {u: 1 + sum(s > score[u] for s in score.values()) for u in COMMON}, name)
        def worth(order):
            return sum(net[u, v] for u, v in itertools.combinations(order, 2))
        best = max(worth(order) for order in itertools.permutations(COMMON))
        kemeny = sorted(COMMON, key=lambda u: int(rows[u]["kemeny"]))
        self.assertEqual(worth(kemeny), best)

    def test_pairs(self):
        lists = {"first": FIRST, "second": SECOND, "third": THIRD}
        rows = self.three("--pairs")
        self.assertEqual([(row["first"], row["second"]) for row in rows], [("first", "second"), ("first", "third"), ("second", "third")])
        for row in rows:
            a, b = lists[row["first"]], lists[row["second"]]
            both = sorted(set(a) & set(b))
            x, y = [a[u] for u in both], [b[u] for u in both]
            self.assertEqual(int(row["units"]), 6)
            rho = pearson(middle_ranks(x), middle_ranks(y))
            self.assertAlmostEqual(float(row["spearman"]), rho, delta=1e-12)
            self.assertAlmostEqual(float(row["kendall"]), tau_b(x, y), delta=1e-12)
            error = 1.959963984540054 * math.sqrt((1 + rho * rho / 2) / 3)
            self.assertAlmostEqual(float(row["spearman_low"]), math.tanh(math.atanh(rho) - error), delta=1e-12)
            self.assertAlmostEqual(float(row["spearman_high"]), math.tanh(math.atanh(rho) + error), delta=1e-12)
        # Without ties the p-value is the share of all 720 orders that agree at least as much, on both sides.
        x, y = [FIRST[u] for u in COMMON], [SECOND[u] for u in COMMON]
        orders = [tau_b(x, order) for order in itertools.permutations(y)]
        share = sum(t >= tau_b(x, y) - 1e-9 for t in orders) / len(orders)
        self.assertAlmostEqual(float(rows[0]["kendall_p"]), 2 * share, delta=1e-12)

    def test_concordance(self):
        """W by its definition, ties included."""
        ranks = [middle_ranks([voter[u] for u in COMMON]) for voter in (FIRST, SECOND, THIRD)]
        total = [sum(column) for column in zip(*ranks)]
        squares = sum((t - 3 * 3.5) ** 2 for t in total)
        w = 12 * squares / (9 * (216 - 6) - 3 * (8 - 2))
        done = self.run_program("crosswalk", "first.csv", "second.csv", "third.csv", code=0)
        self.assertIn(f"6 units of 8 in all 3 rankings; Kendall's W {w:.3f} (chi-squared {15 * w:.1f} with 5 degrees of freedom", done.out)
        for row in self.three("--pairs"):
            self.assertAlmostEqual(float(row["kendall_w"]), w, delta=1e-12)
            self.assertAlmostEqual(float(row["kendall_w_chi_squared"]), 15 * w, delta=1e-12)
            # The tail of chi-squared with 5 degrees of freedom in closed form.
            x = 15 * w
            tail = math.erfc(math.sqrt(x / 2)) + math.sqrt(2 * x / math.pi) * math.exp(-x / 2) * (1 + x / 3)
            self.assertAlmostEqual(float(row["kendall_w_p"]), tail, delta=1e-9)
            self.assertEqual((row["kendall_w_freedom"], row["common_units"]), ("5", "6"))
        facts = json.loads(self.run_program("crosswalk", "first.csv", "second.csv", "third.csv", "--format", "json", code=0).out)["provenance"]
        self.assertAlmostEqual(float(facts["kendall_w"]), w, delta=1e-12)
        self.assertEqual((facts["common_units"], facts["kendall_w_freedom"]), ("6", "5"))
        done = self.run_program("crosswalk", "first.csv", "second.csv", "third.csv", "--notes", code=0)
        self.assertIn("they differ most on A (places 1 and 6 among the units in both)", done.out)
        self.assertIn("Widest spread: A, place 1 in first, 2 in second, 6 in third", done.out)
        self.assertIn("Only in first: X.", done.out)
        self.assertIn("Only in second: Y.", done.out)

    def test_definitions_and_periods(self):
        rows = {row["unit"]: row for row in self.rows("egdi@2022", "waseda-published@2022", "gtmi-2022")}
        self.assertEqual(rows["DNK"]["rank_egdi"], "1")
        self.assertEqual(rows["TWN"]["rank_waseda-published"], "9")
        self.assertEqual(rows["TWN"]["rank_egdi"], "")
        self.assertEqual(rows["IRL"]["rank_waseda-published"], "14")  # as published, though the twelfth of those listed
        years = self.rows("egdi@2018", "egdi@2022", "--units", "DNK,Viet Nam")
        self.assertEqual({row["unit"] for row in years}, {"DNK", "VNM"})
        self.assertEqual((years[0]["rank_egdi_2018"], years[0]["rank_egdi_2022"]), ("1", "1"))

    def test_a_unit_over_the_years(self):
        rows = {row["period"]: row for row in self.rows("waseda-published", "egdi", "gtmi-2022", "--unit", "TWN")}
        with open(ROOT / "data" / "waseda-ranks.csv", encoding="utf-8", newline="") as lines:
            published = {row["period"]: row["rank"] for row in csv.DictReader(lines) if row["iso3"] == "TWN" and row["rank"]}
        self.assertEqual({period: row["rank_waseda-published"] for period, row in rows.items()}, published)
        self.assertGreater(len(published), 12)
        self.assertEqual(rows["2022"]["of_gtmi-2022"], "198")
        done = self.run_program("crosswalk", "egdi", "waseda-published", "--unit", "台灣", "--lang", "zh-Hant", code=0)
        self.assertIn("台灣", done.out)
        self.assertIn("Not ranked at any time in: egdi.", done.out)
        self.assertIn("As published, and perhaps not all units: waseda-published.", done.out)
        korea = {row["period"]: row for row in self.rows("egdi", "--unit", "KOR")}
        self.assertEqual((korea["2012"]["rank_egdi"], korea["2014"]["rank_egdi"]), ("1", "1"))  # as the UN published

    def test_at_80_columns_the_rankings_stay(self):
        heading = self.run_program("crosswalk", "egdi", "gtmi-2022", "oecd-dgi-2023", "waseda-published", "--width", "80", code=0).out.splitlines()[2]
        self.assertEqual(heading.split(), ["Name", "egdi", "gtmi-2022", "oecd-dgi-2023", "waseda-published"])

    def test_ranks_with_periods(self):
        (self.place / "years.csv").write_text("iso3,period,rank\nA,2020,1\nB,2020,2\nA,2021,2\nB,2021,1\n", encoding="utf-8")
        rows = {row["unit"]: row for row in self.rows("first.csv", "years.csv@2020")}
        self.assertEqual([rows[unit]["rank_years"] for unit in "AB"], ["1", "2"])
        rows = {row["unit"]: row for row in self.rows("first.csv", "years.csv")}
        self.assertEqual([rows[unit]["rank_years"] for unit in "AB"], ["2", "1"])

    def test_nothing_in_common(self):
        (self.place / "other.csv").write_text("unit,rank\nP,1\nQ,2\n", encoding="utf-8")
        done = self.run_program("crosswalk", "first.csv", "other.csv", code=0)
        self.assertIn("0 units of 9 in all 2 rankings: too few for a consensus.", done.out)
        self.assertEqual(self.rows("first.csv", "other.csv", "--pairs")[0]["spearman"], "")

    def test_slips(self):
        self.assertIn("2 rankings or more", self.run_program("crosswalk", "egdi", code=2).err)
        self.assertIn("no period `1999`", self.run_program("crosswalk", "egdi@1999", "gtmi-2022", code=2).err)
        self.assertIn("there is no unit `TWM`", self.run_program("crosswalk", "egdi", "--unit", "TWM", code=2).err)
        self.assertIn("leave out --pairs", self.run_program("crosswalk", "egdi", "--unit", "EST", "--pairs", code=2).err)
        (self.place / "bad.csv").write_text("unit,rank\nA,first\n", encoding="utf-8")
        self.assertIn("bad.csv:2:3", self.run_program("crosswalk", "first.csv", "bad.csv", code=3).err)
        (self.place / "none.csv").write_text("unit,score\nA,1\n", encoding="utf-8")
        self.assertIn("rank", self.run_program("crosswalk", "first.csv", "none.csv", code=3).err)
        self.run_program("crosswalk", "first.csv", "gone.csv", code=4)

    def test_provenance(self):
        out = json.loads(self.run_program("crosswalk", "egdi@2022", "gtmi-2022", "--format", "json", code=0).out)
        self.assertEqual((out["schema"], out["provenance"]["ranking_1"], out["provenance"]["ranking_2"]),
                         ("egovbench.crosswalk/1", "egdi 2022", "gtmi-2022"))


if __name__ == "__main__":
    unittest.main()
