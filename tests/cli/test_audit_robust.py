"""`audit`, what other choices do: numbers equal those of `uncertainty` and `sensitivity`, and each sentence of the sections
on robustness and of the verdict on data made for it and on data made not to have it.

The data are made here, from seeds of Python's generator: a common factor with a little of each indicator's own, numbers
that have nothing in common, and halves that oppose each other.
"""
import csv
import io
import json
import random
import shlex
import unittest

from program import ProgramTest

UNITS = 40
HEAD = """\
egovbench: 1
id: made
data: [{file: made.csv, unit: unit}]
defaults: {normalise: minmax, aggregate: arithmetic}
indicators:
"""


def name(i):
    return f"U{i:02d}"


def factor(own, signs=(1, 1, 1, 1, 1, 1), seed=1):
    """Rows of one factor from 0 to 100, evenly spaced; own: the standard deviation of what each indicator adds."""
    rng = random.Random(seed)
    return [[sign * (100 * i / (UNITS - 1) + rng.gauss(0, own)) for sign in signs] for i in range(UNITS)]


def noise(width=6, seed=2):
    rng = random.Random(seed)
    return [[rng.gauss(0, 1) for _ in range(width)] for _ in range(UNITS)]


class Audit(ProgramTest):
    def make(self, rows, more="", nodes=None, head=HEAD):
        """An index of these rows; None: missing."""
        width = len(rows[0])
        nodes = nodes or "".join(f"  - {{id: x{k}}}\n" for k in range(width))
        (self.place / "made.yaml").write_text(head + nodes + more, encoding="utf-8")
        lines = ["unit," + ",".join(f"x{k}" for k in range(width))]
        lines += [name(i) + "," + ",".join("" if v is None else f"{v:.6f}" for v in row) for i, row in enumerate(rows)]
        (self.place / "made.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def audit(self, *options, index="made.yaml"):
        out = self.run_program("audit", index, "--format", "json", "--draws", "2000", *options, code=0).out
        return json.loads(out)["blocks"]

    def sections(self, *options, index="made.yaml"):
        """Texts by the heading that they follow."""
        texts, at = {}, None
        for block in self.audit(*options, index=index):
            if block["kind"] == "heading":
                at = block["text"]
                texts[at] = ""
            elif block["kind"] != "table":
                texts[at] += " ".join(block["text"].split()) + "\n"
        return texts

    def table(self, blocks, *columns):
        """The rows of the table that has these columns."""
        found = [b["rows"] for b in blocks if b["kind"] == "table" and set(columns) <= {c["id"] for c in b["columns"]}]
        self.assertEqual(len(found), 1, columns)
        return found[0]

    def csv_rows(self, *arguments):
        return list(csv.DictReader(io.StringIO(self.run_program(*arguments, "--format", "csv", code=0).out)))


class Numbers(Audit):
    def same(self, rows, others, columns):
        self.assertEqual(len(rows), len(others))
        for row, other in zip(rows, others):
            for column in columns:
                value = row[column]
                if isinstance(value, str) or value is None:
                    self.assertEqual(value or "", other[column], column)
                else:
                    self.assertAlmostEqual(value, float(other[column]), places=9, msg=column)

    def check_command(self, *options):
        blocks = self.audit(*options)
        said = next(b["text"] for b in blocks if b["kind"] == "paragraph" and "The same numbers: " in b["text"])
        command = shlex.split(" ".join(said.split()).split("egovbench ")[1])
        self.assertEqual(command[:2], ["uncertainty", "made"])
        command[1] = "made.yaml"
        self.same(self.table(blocks, "unit", "rank_low", "p_top10"), self.csv_rows(*command),
                  ["unit", "rank", "rank_low", "rank_high", "rank_median", "rank_mean"])
        at = command.index("--draws")
        command = ["sensitivity", *command[1:at], *command[at + 2:]]
        self.same(self.table(blocks, "assumption", "total"), self.csv_rows(*command), ["assumption", "first", "total"])
        self.same(self.table(blocks, "assumption", "alternative", "moved_20"),
                  self.csv_rows(*command, "--table", "switches"), ["alternative", "moved_5", "mean_shift", "largest_unit"])
        return command

    def test_those_of_the_usual_design(self):
        rows = factor(12)
        rows[3][1] = rows[20][2] = None
        self.make(rows)
        command = self.check_command("--seed", "7")
        self.assertEqual(command[command.index("--seed") + 1], "7")
        self.assertIn("--impute", command)
        self.assertIn("--aggregate-at", command)

    def test_those_of_what_is_declared(self):
        self.make(factor(12), more="uncertainty: {weights: {uniform: 50%}, leave-out: indicators}\n")
        command = self.check_command("--level", "60%")
        self.assertEqual(command[-2:], ["--level", "60%"])
        self.assertNotIn("--weights", command)
        self.assertNotIn("--normalise", command)

    def test_differences_of_neighbours_are_those_of_pairs(self):
        self.make(factor(12))
        blocks = self.audit("--seed", "3")
        rows = self.table(blocks, "unit", "other", "difference_low")
        self.assertEqual(len(rows), UNITS - 1)
        said = next(b["text"] for b in blocks if b["kind"] == "paragraph" and "The same numbers: " in b["text"])
        command = shlex.split(" ".join(said.split()).split("egovbench ")[1])
        command[1] = "made.yaml"
        pairs = {(r["unit"], r["other"]): r for r in self.csv_rows(*command, "--pairs")}
        self.same(rows, [pairs[row["unit"], row["other"]] for row in rows],
                  ["difference", "difference_low", "difference_high", "difference_median", "p_above"])
        order = sorted((r for r in self.csv_rows("rank", "made.yaml", "--no-intervals")), key=lambda r: float(r["rank"]))
        self.assertEqual([(r["unit"], r["other"]) for r in rows], [(a["unit"], b["unit"]) for a, b in zip(order, order[1:])])
        apart = sum(r["difference_low"] > 0 or r["difference_high"] < 0 for r in rows)
        self.assertIn(f"has an interval of 90 % that does not hold 0 for {apart} of {UNITS - 1} pairs.",
                      " ".join(" ".join(b["text"].split()) for b in blocks if b["kind"] == "paragraph"))

    def test_threads_change_nothing(self):
        self.make(factor(12))
        one, two = (self.run_program("audit", "made.yaml", "--draws", "500", "--threads", n, code=0).out for n in "12")
        self.assertEqual(one, two)

    def test_counts_are_those_of_the_intervals(self):
        self.make(factor(15))
        blocks = self.audit()
        rows = self.table(blocks, "unit", "rank_low", "p_top10")
        inside = sum(r["rank_low"] <= r["rank"] <= r["rank_high"] for r in rows)
        widths = [r["rank_high"] - r["rank_low"] for r in rows]
        reliable = sum(r["rank_low"] <= r["rank"] <= r["rank_high"] and r["rank_high"] - r["rank_low"] <= 4 for r in rows)
        shifts = sum(max(r["rank"] - r["rank_low"], r["rank_high"] - r["rank"]) <= 10 for r in rows)
        kept = sum(r["rank"] <= 10 and r["rank_high"] <= 10 for r in rows)
        rivals = sum(r["rank"] > 10 and r["rank_low"] <= 10 for r in rows)
        bottom = sum(r["rank"] > 30 and r["rank_low"] > 30 for r in rows)
        text = self.sections()["12. Robustness"]
        for sentence in [f"The rank of {inside} of 40 units lies in its interval of 90 %.",
                         f"at most 2 places wide for {sum(w <= 2 for w in widths)} units, at most 5 for "
                         f"{sum(w <= 5 for w in widths)}, at most 10 for {sum(w <= 10 for w in widths)}, and 20 or more for "
                         f"{sum(w >= 20 for w in widths)}, of 40.",
                         f"for {shifts} of 40 units.",
                         f"Of the 10 units in the first 10 places {kept} stay there in the whole interval, and the intervals of "
                         f"{rivals} others reach there; of the 10 in the last 10 places {bottom} stay there.",
                         f"The ranks are reliable for {reliable} of 40 units.", "which is at most 4 places wide"]:
            self.assertIn(sentence, text)


    def test_of_two_units_nothing_is_said(self):
        (self.place / "made.yaml").write_text(HEAD + "  - {id: x0}\n  - {id: x1}\n", encoding="utf-8")
        (self.place / "made.csv").write_text("unit,x0,x1\nA,1,2\nB,2,1\n", encoding="utf-8")
        texts = self.sections()
        self.assertEqual(texts["12. Robustness"], "Fewer than 3 units have a rank: of their places nothing can be said.\n")
        self.assertIn("How far the ranks hold cannot be said (section 12).", texts["Verdict"])
        self.assertNotIn("robust", texts["Verdict"])


class Design(Audit):
    def test_methods_that_cannot_be_put_together_are_not_drawn(self):
        self.make(factor(10))
        text = self.sections()["10. Uncertainty"]
        self.assertIn("Not drawn: normalise `zscore`, together with `geometric`: ", text)
        self.assertIn("not defined for negative scores", text)
        self.assertIn("No unit that takes part lacks a value", text)
        self.assertNotIn("failed-draws", text)

    def test_z_scores_are_drawn_where_nothing_is_against_them(self):
        self.make(factor(10), head=HEAD.replace("minmax", "zscore"))
        blocks = self.audit()
        rows = self.table(blocks, "factor", "distribution")
        self.assertNotIn("geometric", [r["alternative"] for r in rows])
        self.assertIn(("normalise", "zscore", "minmax"), [(r["factor"], r["reference"], r["alternative"]) for r in rows])
        self.assertEqual(sum(r["failed"] for r in rows), 0)

    def without_glpk(self):
        return "GLPK" in self.run_program("whatif", "made.yaml", "--no-intervals", "--method", "made=benefit-of-the-doubt").err

    def test_the_weakest_part_and_the_benefit_of_the_doubt_are_drawn(self):
        self.make(factor(10))
        if self.without_glpk():
            self.skipTest("built without GLPK")
        rows = {r["alternative"]: r for r in self.table(self.audit(), "factor", "distribution")}
        self.assertEqual(rows["minimum"]["distribution"], "each equally often")
        self.assertEqual(rows["benefit-of-the-doubt"]["distribution"], "each equally often; weights below it as defined")
        drawn = [rows[name]["draws"] for name in ("as defined", "geometric", "minimum", "benefit-of-the-doubt")]
        self.assertEqual(sum(drawn), 2000)
        self.assertTrue(all(abs(n - 500) < 100 for n in drawn), drawn)
        self.assertEqual(sum(r["failed"] for r in rows.values()), 0)

    def test_a_benefit_of_the_doubt_that_cannot_be_computed_is_said_and_not_drawn(self):
        self.make(factor(10), head=HEAD.replace("minmax", "zscore"))
        if self.without_glpk():
            self.skipTest("built without GLPK")
        self.assertRegex(self.sections()["10. Uncertainty"], r"Not drawn: aggregate `benefit-of-the-doubt`, [^\n]*not defined for negative scores")
        self.make(factor(10), head=HEAD.replace("minmax", "zscore"), more="uncertainty: {aggregate: [on, benefit-of-the-doubt]}\n")
        text = self.sections()["10. Uncertainty"]
        self.assertRegex(text, r"Flag: \d+ of 2000 draws could not be scored, the first: .*benefit-of-the-doubt")

    def test_a_benefit_of_the_doubt_that_levels_most_units_is_not_drawn(self):
        self.make(noise(12))
        if self.without_glpk():
            self.skipTest("built without GLPK")
        self.assertRegex(self.sections()["10. Uncertainty"], r"Not drawn: aggregate `benefit-of-the-doubt`, it puts \d\d of 40 units in the first place")

    def test_a_choice_that_levels_most_units_is_not_drawn(self):
        rows = [[100.0 * (k == i % 6) for k in range(6)] for i in range(UNITS)]  # a 0 in all parts but one
        for i, row in enumerate(rows):
            row[i % 6] += i
        self.make(rows)
        self.assertRegex(self.sections()["10. Uncertainty"], r"Not drawn: aggregate `geometric`, it leaves 40 of 40 units in the last place")

    def test_draws_that_fail_are_flagged_with_the_reason(self):
        self.make(factor(10), more="uncertainty: {normalise: [zscore, minmax], aggregate: [geometric, arithmetic]}\n")
        text = self.sections()["10. Uncertainty"]
        self.assertRegex(text, r"Flag: \d+ of 2000 draws could not be scored, the first: .*geometric")
        self.assertIn("declares under `uncertainty:`", text)

    def test_draws_by_cause(self):
        """Each cause, and what became of the draws, with the numbers of `uncertainty`; one cause is said by the flag alone."""
        rows = factor(10)
        for row in rows[1:]:
            row[0] = 5.0  # the same for all but the unit that lacks x1: left out with less
        rows[0][1] = None
        head = HEAD.replace("indicators:", "screen: {available: 0.82}\nindicators:")
        declared = "uncertainty: {normalise: [on, zscore], aggregate: [on, geometric], leave-out: indicators%s}\n"
        for more, failed in (("", "report"), (", failed: replace", "replace")):
            self.make(rows, head=head, more=declared % more)
            said = self.sections()["10. Uncertainty"]
            facts = json.loads(self.run_program("uncertainty", "made.yaml", "--draws", "2000", "--format", "json", "--failed", failed, code=0).out)["provenance"]
            causes = facts["failures"].replace("; and with", ", and with").split("; ")
            self.assertGreater(len(causes), 1)
            for cause in causes:
                count, reason = cause.split(": ", 1)
                self.assertIn(f"{count} of 2000 draws could not be scored and are left out: {reason}".replace(", and with", "; and with"), said)
            for entry in facts["replacements"].split("; ") if failed == "replace" else []:
                count, dropped, reason = entry.split(": ", 2)
                self.assertIn(f"{count} of 2000 draws could not be scored as they were drawn, and were run again with `{dropped}` as the definition has it: {reason}", said)
            self.assertEqual("run again" in said, failed == "replace")
        self.make(factor(10), more="uncertainty: {normalise: [zscore, minmax], aggregate: [geometric, arithmetic]}\n")
        self.assertNotIn("left out: ", self.sections()["10. Uncertainty"].split("The same numbers")[0])

    def test_draws_of_walks(self):
        thin = "uncertainty: {weights: {statements: [1000 * x0 >= 999 * x1, 1000 * x1 >= 999 * x0, 1000 * x2 >= 999 * x3, 1000 * x3 >= 999 * x2]}}\n"
        self.make(factor(10), more=thin)
        worth = json.loads(self.run_program("uncertainty", "made.yaml", "--draws", "2000", "--format", "json", code=0).out)["provenance"]["effective_draws"]
        self.assertIn(f"the 2000 draws are worth {worth} independent ones", self.sections()["10. Uncertainty"])
        self.make(factor(10), more="uncertainty: {weights: flat}\n")
        self.assertNotIn("independent ones", self.sections()["10. Uncertainty"])

    def test_weights_of_the_command_line(self):
        self.make(factor(10))
        self.assertIn("--weights uniform:50%", self.sections("--weights", "uniform:50%")["10. Uncertainty"])

    def test_published_ranks_have_no_choices(self):
        texts = self.sections(index="waseda-published")
        self.assertIn("There is no simulation: ", texts["10. Uncertainty"])
        self.assertIn("There is no analysis of sensitivity: ", texts["11. Sensitivity"])
        self.assertIn("those that were published", texts["14. Benchmarks"])
        self.assertIn("How far the ranks hold cannot be said", texts["Verdict"])
        for word in ("imputed", "weights", "single part", "coherent"):
            self.assertNotIn(word, texts["Verdict"].split("These sentences")[0])

    def test_errors_of_the_definition_do_not_reach_what_is_tried_alone(self):
        rows = factor(10)
        rows[5][0] = None
        self.make(rows, more="uncertainty: {error: {all: 30%}}\n")
        blocks = self.audit()
        none = next(b["rows"][0] for b in blocks if b["kind"] == "table" and b["columns"][0]["id"] == "method")
        self.assertEqual((none["method"], none["mean_shift"]), ("none", 0))


class Sentences(Audit):
    def test_a_robust_index_is_said_to_be_robust(self):
        self.make(factor(0.3))
        texts = self.sections()
        self.assertIn("The ranks are reliable for 40 of 40 units. [reliable: ", texts["12. Robustness"])
        self.assertNotIn("Flag:", texts["11. Sensitivity"] + texts["12. Robustness"])
        self.assertIn("The index is coherent: ", texts["Verdict"])
        self.assertIn("The ranks are robust against what was varied: reliable for 40 of 40 units", texts["Verdict"])
        self.assertIn("No single assumption moves the ranks beyond the limit (section 11).", texts["Verdict"])
        self.assertNotIn("noise", texts["Verdict"])
        self.assertIn("There are 40 groups.", texts["13. Groups of units and changes"])
        self.assertIn("780 of 780 pairs, and 39 of the 39 pairs of neighbours", texts["13. Groups of units and changes"])

    def test_noise_is_called_noise(self):
        self.make(noise())
        texts = self.sections()
        self.assertRegex(texts["Verdict"], r"Flag: [0-2] of 15 correlations between siblings are significant, where unrelated numbers "
                                           r"would give 0\.[78]: the parts of the index cannot be distinguished from noise \(section 5\)")
        self.assertIn("neither can the order of the units", texts["Verdict"])
        self.assertNotIn("is coherent", texts["Verdict"])
        self.assertRegex(texts["12. Robustness"], r"Flag: The ranks are reliable for \d+ of 40 units only\. \[unreliable")
        self.assertIn("The ranks are not robust", texts["Verdict"])
        self.assertIn("should not be quoted without their intervals", texts["Verdict"])

    def test_an_incoherent_index_is_told_so(self):
        self.make(factor(8, signs=(1, 1, 1, -1, -1, -1)))
        verdict = self.sections()["Verdict"]
        self.assertIn("The index is not coherent: of 15 correlations between siblings 6 are significantly positive and 9 significantly "
                      "negative (section 5)", verdict)
        self.assertNotIn("noise", verdict.split("\n")[0].split("flag parts")[0])

    def test_single_assumptions_that_decide(self):
        self.make(noise(seed=5), more="uncertainty: {weights: flat}\n")
        texts = self.sections()
        self.assertRegex(texts["11. Sensitivity"], r"Flag: weights at random alone moves the ranks by [\d.]+ places")
        self.assertIn("Single assumptions move the ranks far", texts["Verdict"])
        self.assertRegex(texts["12. Robustness"], r"Flag: Only [0-4] of the 10 units in the first 10 places surely belong there\. \[top")

    def test_ranks_outside_their_intervals(self):
        nodes = "  - {id: x0}\n  - {id: x1}\n  - {id: x2}\n"
        self.make(noise(3, seed=3), nodes=nodes, head=HEAD.replace("arithmetic", "minimum"),
                  more="uncertainty: {aggregate: [arithmetic]}\n")
        texts = self.sections()
        self.assertRegex(texts["12. Robustness"], r"Flag: \d+ of 40 units have a rank outside its own interval")
        self.assertIn("Outside their interval: ", texts["12. Robustness"])
        self.make(factor(5))
        texts = self.sections()
        self.assertNotIn("outside its own interval", texts["12. Robustness"])

    def test_imputation_that_decides(self):
        rows = factor(2, signs=(1, -1, 1, -1))
        rows[-1][1] = rows[-1][3] = None  # the best of two: its other two would be the worst
        self.make(rows)
        texts = self.sections()
        self.assertRegex(texts["4. Missing values"], r"Flag: The ranks of 1 of 1 units with missing values depend on how these are "
                                                     r"imputed: U39\. \[places")
        self.assertIn("Some ranks depend on how missing values are imputed (section 4, 1 flag).", texts["Verdict"])

    def test_imputation_that_does_not(self):
        rows = factor(2)
        rows[-1][1] = None
        self.make(rows)
        texts = self.sections()
        self.assertNotIn("depend on how these are imputed", texts["4. Missing values"])
        self.assertIn("No rank depends on how missing values are imputed beyond the limit (section 4).", texts["Verdict"])
        self.make(factor(2))
        texts = self.sections()
        self.assertIn("imputation changes no rank", texts["4. Missing values"])
        self.assertNotIn("imputed", texts["Verdict"])

    def test_benefit_of_the_doubt(self):
        self.make(factor(0.5, signs=(1, -1)))
        texts = self.sections()
        if "cannot be computed" in texts["14. Benchmarks"]:
            self.skipTest("built without GLPK")
        self.assertIn("they depend on the weights", texts["14. Benchmarks"])
        self.assertIn("The ranks depend on the weights (section 14, 1 flag).", texts["Verdict"])
        self.make(factor(0.5))
        texts = self.sections()
        self.assertNotIn("Flag:", texts["14. Benchmarks"])
        self.assertIn("do not turn the ranking over (section 14).", texts["Verdict"])

    def test_flags_are_listed_with_their_sections(self):
        self.make(noise())
        rows = self.table(self.audit(), "section", "rule", "limit")
        self.assertIn((12, "unreliable"), [(r["section"], r["rule"]) for r in rows])
        self.make(factor(0.3))
        flags = [b for b in self.audit() if b["kind"] == "table" and b["columns"][0]["id"] == "section"]
        self.assertNotIn("unreliable", [r["rule"] for b in flags for r in b["rows"]])


class Changes(Audit):
    def panel(self, later):
        """Two periods: the factor, then the same with other rows for some units."""
        self.make(factor(0.3), head=HEAD.replace("unit: unit", "unit: unit, period: year"))
        lines = ["unit,year," + ",".join(f"x{k}" for k in range(6))]
        for year in (2023, 2024):
            rows = factor(0.3)
            if year == 2024:
                rows = [later.get(i, row) for i, row in enumerate(rows)]
            lines += [f"{name(i)},{year}," + ",".join(f"{v:.6f}" for v in row) for i, row in enumerate(rows)]
        (self.place / "made.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def test_a_change_beyond_both_intervals(self):
        self.panel({0: [101 + k for k in range(6)]})
        blocks = self.audit()
        rows = {r["unit"]: r for r in self.table(blocks, "rank_before", "sure")}
        self.assertEqual((rows["U00"]["rank_before"], rows["U00"]["rank"], rows["U00"]["change"], rows["U00"]["sure"]), (40, 1, 39, "yes"))
        self.assertRegex(self.sections()["13. Groups of units and changes"], r"Since 2023, of the 40 units with a rank both times, the rank "
                                                                            r"of 40 has changed, and that of \d+ beyond")

    def test_no_change(self):
        self.panel({})
        self.assertIn("the rank of 0 has changed, and that of 0 beyond", self.sections()["13. Groups of units and changes"])

    def test_no_edition_before(self):
        self.make(factor(5))
        self.assertIn("There is no edition before", self.sections()["13. Groups of units and changes"])
        self.panel({})
        self.assertIn("There is no edition before", self.sections("--period", "2023")["13. Groups of units and changes"])


class Groups(Audit):
    def test_groups_hold_every_unit_once_and_pairs_add_up(self):
        self.make(factor(20))
        blocks = self.audit()
        groups = self.table(blocks, "group", "leader")
        self.assertEqual(sum(r["units"] for r in groups), 40)
        units = self.table(blocks, "behind", "level", "ahead")
        self.assertTrue(all(r["behind"] + r["level"] + r["ahead"] == 39 for r in units))
        self.assertEqual(sum(r["ahead"] for r in units), sum(r["behind"] for r in units))
        leaders = {r["leader"] for r in groups}
        first = [next(u["unit"] for u in units if u["group"] == r["group"]) for r in groups]
        self.assertEqual(leaders, set(first))


class Parts(Audit):
    NODES = "".join(f"  - id: p{p}\n    indicators: [{{id: x{3 * p}}}, {{id: x{3 * p + 1}}}, {{id: x{3 * p + 2}}}]\n" for p in range(2))

    def test_a_row_per_dimension_of_its_own_simulation(self):
        self.make([even + odd for even, odd in zip(factor(0.3, signs=(1, 1, 1)), noise(3))], nodes=self.NODES)
        rows = self.table(self.audit(), "node", "reliable", "mean_width")
        self.assertEqual([(r["node"], r["units"], r["reason"]) for r in rows], [("p0", 40, None), ("p1", 40, None)])
        self.assertEqual((rows[0]["inside"], rows[0]["reliable"]), (40, 40))
        self.assertLess(rows[1]["reliable"], 40)
        ours = self.csv_rows("uncertainty", "made.yaml", "--node", "p1", "--draws", "1000", "--weights", "uniform:25%")
        widths = [float(r["rank_high"]) - float(r["rank_low"]) for r in ours]
        self.assertAlmostEqual(rows[1]["mean_width"], sum(widths) / 40, places=9)

    def test_none_without_dimensions(self):
        self.make(factor(5))
        self.assertFalse([b for b in self.audit() if b["kind"] == "table" and "mean_width" in {c["id"] for c in b["columns"]}])

    def test_a_dimension_that_no_weight_changes(self):
        nodes = self.NODES.replace("id: p1\n", "id: p1\n    aggregate: minimum\n")
        self.make(factor(5), nodes=nodes)
        rows = self.table(self.audit(), "node", "reliable", "mean_width")
        self.assertIn("`minimum` does not use them", rows[1]["reason"])
        self.assertIsNone(rows[1]["reliable"])


if __name__ == "__main__":
    unittest.main(verbosity=1)
