"""Definitions that combine what was built one by one, drawn at random (mixtures.py), against a twin of the engine and against each other's
ways of saying the same.

EGOVBENCH_MIXTURES: how many definitions of each test (the suite: few), EGOVBENCH_MIXTURES_FROM: the first seed. What fails is kept in the
folder EGOVBENCH_MIXTURES_KEEP when it is set."""
import csv
import io
import json
import math
import os
import re
import shutil
import unittest
from pathlib import Path

from books import sheet, workbook
from mixtures import Mixture, Refused, later, nodes, quantise, ranks
from program import ProgramTest

COUNT = int(os.environ.get("EGOVBENCH_MIXTURES", "0"))
FIRST = int(os.environ.get("EGOVBENCH_MIXTURES_FROM", "1"))
KEEP = os.environ.get("EGOVBENCH_MIXTURES_KEEP")
REFUSED, UNCOMPUTABLE = 3, 5


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def number(text):
    return None if text == "" else float(text)


class Mixtures(ProgramTest):
    def write(self, text, name="trial.yaml"):
        (self.place / name).write_text(text, encoding="utf-8")

    def write_rows(self, name, rows):
        self.write("".join(",".join(str(cell) for cell in row) + "\n" for row in rows), name)

    def begin(self, made):
        self.write(made.text())
        self.write_rows("trial.csv", made.rows())
        self.write_rows("list.csv", made.listed())

    def each(self, few, check, **options):
        """Runs check(mixture, period) for every definition, with one of its periods; check says whether there was anything to check."""
        checked, count = 0, COUNT or (few // 2 if few > 16 and os.environ.get("EGOVBENCH_SANITIZED") else few)
        for seed in range(FIRST, FIRST + count):
            made = Mixture(seed, **options)
            self.begin(made)
            with self.subTest(seed=seed):
                try:
                    checked += bool(check(made, made.chance.choice(made.periods)))
                except AssertionError:
                    if KEEP:
                        shutil.copytree(self.place, Path(KEEP) / f"{check.__name__}-{seed}", dirs_exist_ok=True)
                    raise
        self.assertGreater(checked, count // 4)

    def csv(self, *arguments):
        """Rows of a table; None where it is refused, with the reason in self.why."""
        done = self.run_program(*arguments, "--format", "csv", "-q")
        self.why = done.err
        if done.code in (REFUSED, UNCOMPUTABLE):
            self.assertIn("error[E", done.err)
            return None
        self.assertEqual(done.code, 0, (arguments, done.err))
        return table(done.out)

    def ranking(self, period, *arguments, name="trial.yaml"):
        rows = self.csv("rank", name, "--no-intervals", "--period", period, *arguments)
        return rows and {row["unit"]: row for row in rows}

    def close(self, one, other, about):
        """Both missing, or the same but for the last digits."""
        if one is None or other is None:
            self.assertEqual(one, other, about)
        else:
            self.assertTrue(math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9), (about, one, other))


class Core(Mixtures):
    def test_twin(self):
        self.each(62, self.as_the_twin)

    def as_the_twin(self, made, _):
        answers = 0
        for period in made.periods:
            stages = self.csv("stages", "trial.yaml", "--stage", "scored", "--period", period)
            try:
                expected = made.score(period)
            except (Refused, ZeroDivisionError):
                self.assertIsNone(stages, period)
                continue
            if stages is None:
                self.assertRegex(self.why, r"E0403|no unit is in the|no unit can be ranked|the data has no value for any indicator")
                continue
            answers += 1
            found = {row["unit"]: row for row in stages}
            for u, unit in enumerate(made.units):
                for node, scores in expected.items():
                    self.close(number(found[unit][node]), scores[u], (period, unit, node))
            printed = {node: [number(found[unit][node]) for unit in made.units] for node in expected}
            wanted = ranks(made, period, printed)
            for unit, row in self.ranking(period).items():
                self.assertEqual(row["rank"], "" if unit not in wanted else f"{wanted[unit]:g}", (period, unit))
        return answers


class Panel(Mixtures):
    def test_periods_in_any_order_are_each_alone(self):
        self.each(28, self.side_by_side)

    def side_by_side(self, made, _):
        alone = {}
        for period in made.periods:
            for unit, row in (self.ranking(period) or {}).items():
                if row["score"] or row["rank"]:
                    alone[unit, period] = row["score"], row["rank"]
        self.write_rows("trial.csv", made.rows(shuffled=True))
        rows = self.csv("panel", "trial.yaml", "--long")
        if rows is None:
            self.assertEqual(alone, {})
            return False
        self.assertEqual({(row["unit"], row["period"]): (row["score"], row["rank"]) for row in rows if row["score"] or row["rank"]}, alone)
        return True


    def test_whatever_the_methods(self):
        self.each(28, self.side_by_side, wild=True)

    def test_under_a_scenario(self):
        self.each(12, self.under_a_scenario, wild=True)

    def under_a_scenario(self, made, _):
        """The periods side by side, and the scenario beside the definition."""
        scenario, _ = change_of(made)
        self.write(made.text(change=lambda definition: definition.update(scenarios={"other": scenario})), "with.yaml")
        alone = {period: self.ranking(period, "--scenario", "other", name="with.yaml") for period in made.periods}
        rows = self.csv("panel", "with.yaml", "--scenario", "other", "--long")
        if rows is None:
            return self.assertNotIn(True, [row["score"] != "" for ranking in alone.values() for row in (ranking or {}).values()])
        self.assertEqual({(row["unit"], row["period"]): (row["score"], row["rank"]) for row in rows if row["score"]},
                         {(unit, period): (row["score"], row["rank"]) for period, ranking in alone.items() for unit, row in (ranking or {}).items()
                          if row["score"]})
        for period in made.periods:
            table_, plain = self.csv("scenarios", "with.yaml", "--period", period), self.ranking(period)
            if table_ is None or plain is None:
                self.assertEqual(table_, plain, self.why)
            elif alone[period] is None:
                self.assertNotEqual(table_[0]["reason"], "", scenario)
            else:
                pairs = [(float(plain[unit]["rank"]), float(alone[period][unit]["rank"])) for unit in made.units
                         if plain[unit]["rank"] and alone[period][unit]["rank"]]
                self.assertEqual((table_[0]["common"], table_[0]["moved"]), (str(len(pairs)), str(sum(a != b for a, b in pairs))), (scenario, table_))
        return True

    def test_valid_is_what_can_be_ranked(self):
        self.each(14, self.validated, wild=True)

    def validated(self, made, _):
        alone = [self.ranking(period) is not None for period in made.periods]
        done = self.run_program("validate", "trial.yaml", "-q")
        self.assertEqual(done.code == 0, all(alone), done.err)
        return all(alone)


class Saying(Mixtures):
    """The same said in another way gives the same."""

    def same(self, one, other, about):
        """Rankings, bit for bit; or no answer in both ways."""
        shown = [None if ranking is None else {unit: (row["score"], row["rank"]) for unit, row in ranking.items()} for ranking in (one, other)]
        self.assertEqual(*shown, about)
        return one is not None

    def test_a_weight_set_is_the_weight_edited(self):
        self.each(28, self.set_and_edited, means=("arithmetic", "geometric"))

    def set_and_edited(self, made, period):
        node = made.chance.choice(list(nodes(made.definition["indicators"])))["id"]
        set_, free = f"{node}=1.7", ("--rescale", "free")
        before, after = self.ranking(period), self.ranking(period, "--set", set_, *free)
        moved = self.csv("whatif", "trial.yaml", "--period", period, "--set", set_, *free, "--no-intervals", "--threshold", "0")
        self.write(made.text({node: 1.7}), "edited.yaml")
        edited = self.ranking(period, name="edited.yaml")
        if not self.same(after, edited, set_):
            return False
        for row in moved or []:
            unit = row["unit"]
            self.assertEqual((row["rank_before"], row["rank_after"]), (before[unit]["rank"], after[unit]["rank"]))
            if before[unit]["score"] and after[unit]["score"]:
                self.close(number(row["score_change"]), float(after[unit]["score"]) - float(before[unit]["score"]), unit)
        return True

    def test_a_workbook_is_a_table(self):
        self.each(12, self.in_a_workbook)

    def in_a_workbook(self, made, period):
        def change(definition):
            definition["data"] = ["trial.xlsx"]
            definition["units"]["file"] = "list.xlsx"
        plain = self.ranking(period)
        (self.place / "trial.xlsx").write_bytes(workbook(data=sheet(made.rows())))
        (self.place / "list.xlsx").write_bytes(workbook(units=sheet(made.listed())))
        self.write(made.text(change=change), "book.yaml")
        return self.same(plain, self.ranking(period, name="book.yaml"), period)

    def test_other_files_with_the_same(self):
        self.each(17, self.in_other_files, wild=True, means=("arithmetic", "geometric"))

    def in_other_files(self, made, period):
        """A long file, two unit lists, a file of weights."""
        plain, answer = self.ranking(period), made.rows()
        weights = [["node", "period", "weight"]]
        for node in nodes(made.definition["indicators"]):
            for since, weight in (node["weight"] if isinstance(node.get("weight"), dict) else {made.periods[0]: node.get("weight", 1)}).items():
                weights.append([node["id"], since, weight])

        def change(definition):
            for node in nodes(definition["indicators"]):
                node.pop("weight", None)
            definition["defaults"]["weights"] = {"method": "given", "file": "weights.csv"}
            definition["data"] = ["long.csv"]
            definition["units"] = [{"file": "one.csv", "groups": {"income": "income"}}, {"file": "two.csv", "groups": {"region": "region"}}]
        long = [[*row[:2], name, cell] for row in answer[1:] for name, cell in zip(answer[0][2:], row[2:])]
        made.chance.shuffle(long)
        self.write_rows("long.csv", [["unit", "period", "indicator", "value"]] + long)
        self.write_rows("one.csv", [row[:3] for row in made.listed()])
        self.write_rows("two.csv", [row[:2] + row[3:] for row in made.listed()])
        self.write_rows("weights.csv", weights)
        self.write(made.text(change=change), "files.yaml")
        other = self.ranking(period, name="files.yaml")
        if other is None and "has no effect" in self.why:  # a file has a weight for every node
            return False
        return self.same(plain, other, period)

    def test_intervals_from_bounds_of_the_score(self):
        self.each(14, self.intervals)

    def intervals(self, made, period):
        """Columns with bounds near the score; and the dispersion of the parts, whose standard error is worked out here."""
        plain = self.ranking(period)
        if plain is None:
            return False
        spread = made.chance.random() < 0.5
        bounds = {"dispersion": True, "confidence": 0.9} if spread else {"lower": "low", "upper": "high"}
        rows = [made.rows()[0] + ["low", "high"]] + [row + ["", ""] for row in made.rows()[1:]]
        for row in rows[1:]:
            if row[1] == period and plain[row[0]]["score"]:
                row[-2], row[-1] = (float(plain[row[0]]["score"]) + sign * made.chance.uniform(0, 20) for sign in (-1, 1))
        self.write_rows("trial.csv", rows)
        self.write(made.text(change=lambda definition: definition.setdefault("rank", {}).update(bounds=bounds)))
        shown = self.csv("rank", "trial.yaml", "--period", period)
        if shown is None:
            self.assertTrue(spread and (made.definition["aggregate"] != "arithmetic" or "then" in made.definition), self.why)
            return False
        rule, sense = made.definition.get("rank", {}), -1 if made.definition.get("direction") == "lower" else 1
        decimals = rule.get("decimals")
        decimals = decimals.get(period) if isinstance(decimals, dict) else decimals
        height = {row["unit"]: sense * quantise(float(row["score"]), decimals, rule.get("rounding")) for row in shown if row["rank"]}
        given = {row[0]: row[-2:] for row in rows[1:] if row[1] == period}
        for row in shown:
            low, high = self.dispersion(made, period, row) if spread else given[row["unit"]]
            if not row["rank"] or low == "":
                self.assertEqual((row["rank_low"], row["rank_high"]), ("", ""))
                continue
            self.close(float(row["score_low"]), low, row["unit"])
            ends = [sense * quantise(float(row[end]), decimals, rule.get("rounding")) for end in ("score_low", "score_high")]
            for rank, end in (("rank_low", max(ends)), ("rank_high", min(ends))):
                better = sum(other > end for unit, other in height.items() if unit != row["unit"])
                self.assertEqual(row[rank], str(better + 1), (row["unit"], rank))
        return True

    def dispersion(self, made, period, row):
        parts = [(float(row[node["id"]]), later(node.get("weight", 1), period)) for node in made.definition["indicators"] if row[node["id"]]]
        if len(parts) < 2:
            return "", ""
        mean, total = sum(x for x, _ in parts) / len(parts), sum(w for _, w in parts)
        error = math.sqrt(sum((x - mean) ** 2 for x, _ in parts) / (len(parts) - 1) * sum(w * w for _, w in parts)) / total
        return float(row["score"]) - 1.6448536269514722 * error, float(row["score"]) + 1.6448536269514722 * error

    def test_all_nodes_in_one_table(self):
        self.each(12, self.all_nodes, wild=True)

    def all_nodes(self, made, period):
        rows, stages = self.csv("rank", "trial.yaml", "--period", period, "--node", "all"), self.csv("stages", "trial.yaml", "--period", period)
        if rows is None:
            return False
        scores = {row["unit"]: row for row in stages}
        for row in rows:
            self.assertEqual(row["score"], scores[row["unit"]].get(row["node"], ""), row)
        root = {row["unit"]: row["rank"] for row in rows if row["node"] == "trial"}
        ties = made.definition.get("rank", {}).get("ties", "competition")
        if ties == "competition" and "tie-breakers" not in made.definition.get("rank", {}):
            self.assertEqual(root, {unit: row["rank"] for unit, row in self.ranking(period).items() if unit in root})
        return True

    def test_a_scenario_is_its_changes_made_by_hand(self):
        self.each(21, self.as_a_scenario)

    def test_a_scenario_whatever_the_methods(self):
        self.each(21, self.as_a_scenario, wild=True)

    def as_a_scenario(self, made, period):
        scenario, by_hand = change_of(made)
        self.write(made.text(change=lambda definition: definition.update(scenarios={"other": scenario})), "with.yaml")
        self.write(made.text(change=by_hand), "edited.yaml")
        return self.same(self.ranking(period, "--scenario", "other", name="with.yaml"), self.ranking(period, name="edited.yaml"), scenario)

    def test_a_child_is_the_text_laid_over_the_other(self):
        self.each(28, self.as_a_child)

    def as_a_child(self, made, period):
        scenario, by_hand = change_of(made)
        if made.chance.random() < 0.3:  # which a scenario says under weights:
            laid_over(scenario, {"nodes": {made.leaves[0]: {"weight": {made.periods[-1]: 7}}}})
        child = {"egovbench": 1, "id": "trial", "extends": "trial.yaml", **scenario}
        if "drop" in child:
            child["without"] = child.pop("drop")
        self.write(json.dumps(child), "child.yaml")
        self.write(made.text(change=by_hand), "edited.yaml")
        ranking, why = self.ranking(period, name="child.yaml"), self.why
        if "without" in child and ranking is None and re.search("E0206|E0310|no unit can have", why):  # it is named, or counted, elsewhere
            return False
        return self.same(ranking, self.ranking(period, name="edited.yaml"), child)


def laid_over(base, change):
    """Maps key by key; methods, lists and values as they are."""
    for key, value in change.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict) and key not in ("normalise", "impute", "aggregate"):
            laid_over(base[key], value)
        else:
            base[key] = value


def change_of(made):
    """(what a scenario says, the same made by hand): one or two changes of a definition."""
    chance, scenario = made.chance, {}
    every = list(nodes(made.definition["indicators"]))
    node = chance.choice(every)
    of_node = [{"only": {"income": ["High", "Low"]}}, {"impute": {"method": "group-mean", "group": "region"}}, {"impute": "mean"}]
    of_node += [{"available": {"share": 0.4}}, {"then": "x / 2 + 3"}] if "indicators" in node else [{"direction": "lower"}, {"compute": "extra + 1"}]
    changes = [{"nodes": {node["id"]: chance.choice(of_node)}}, {"nodes": {node["id"]: chance.choice(of_node)}}, {"drop": [node["id"]]},
               {"fit": "all"}, {"fit": made.periods[-1]}, {"rank": {"decimals": 1}}, {"rank": {"decimals": {made.periods[-1]: 1}}},
               {"defaults": {"impute": "mean"}},
               {"screen": {"exclude": {made.units[3]: "No", made.units[1]: {made.periods[-1]: "No"}}}}]
    for change in chance.sample(changes, chance.randint(1, 2)):
        laid_over(scenario, change)

    def by_hand(definition):
        for other in nodes(definition["indicators"]):
            laid_over(other, scenario.get("nodes", {}).get(other["id"], {}))
            if "compute" in scenario.get("nodes", {}).get(other["id"], {}):
                other.pop("column", None)
            if other["id"] in scenario.get("drop", []):
                other["optional"] = True
        laid_over(definition, {key: value for key, value in scenario.items() if key not in ("nodes", "drop")})
    return scenario, by_hand


class Parts(Mixtures):
    """What explains a score adds up to it."""

    def test_contributions(self):
        self.each(28, self.contributions)

    def contributions(self, made, period):
        ranking = self.ranking(period)
        for unit in [unit for unit in made.units if ranking and ranking[unit]["score"]][:3]:
            rows = {row["node"]: row for row in self.csv("explain", unit, "--index", "trial.yaml", "--period", period)}
            self.close(number(rows["trial"]["score"]), number(ranking[unit]["score"]), unit)
            for node in [made.definition, *nodes(made.definition["indicators"])]:
                if "indicators" not in node or node["id"] not in rows:  # not an aggregate, or left out as constant
                    continue
                children = [rows[child["id"]] for child in node["indicators"] if child["id"] in rows]
                parts = [number(child["contribution"]) for child in children if child["score"]]
                whole = number(rows[node["id"]]["contribution"])
                if whole is None:
                    continue
                self.assertIn(parts.count(None), (0, len(parts)), (unit, node["id"]))
                if None in parts:
                    self.assertTrue(node["aggregate"] not in ("arithmetic", "sum") or {"then", "impute", "rescale"} & set(node), (unit, node["id"]))
                elif parts:
                    self.close(sum(parts), whole, (unit, node["id"]))
        return ranking is not None

    def test_contributions_whatever_the_methods(self):
        self.each(21, self.contributions, wild=True)

    def test_differences(self):
        self.each(21, self.differences)

    def test_differences_whatever_the_methods(self):
        self.each(14, self.differences, wild=True)

    def differences(self, made, period):
        scenario, _ = change_of(made)
        self.write(made.text(change=lambda definition: definition.update(scenarios={"other": scenario})), "with.yaml")
        sides = ["--period", made.periods[0], made.periods[-1]] if made.chance.random() < 0.5 else ["--scenario", "none", "other"]
        before = self.ranking(made.periods[0] if "--period" in sides else made.periods[-1], name="with.yaml")
        after = self.ranking(made.periods[-1], *[] if "--period" in sides else ["--scenario", "other"], name="with.yaml")
        rows = self.csv("diff", "with.yaml", *sides)
        if rows is None:
            return False
        for row in rows:
            unit = row["unit"]
            for side, ranking in (("before", before), ("after", after)):
                self.assertEqual((row[f"score_{side}"], row[f"rank_{side}"]), (ranking[unit]["score"], ranking[unit]["rank"]), (unit, side))
            if row["score_change"]:
                self.close(float(row["score_change"]), float(row["score_after"]) - float(row["score_before"]), unit)
                parts = [row[part] for part in ("data", "weights", "method", "membership")]
                if "" in parts:  # no order of the exchanges gives the unit a score at every step
                    self.assertEqual(parts, [""] * 4)
                else:
                    self.close(sum(map(float, parts)), float(row["score_change"]), (unit, sides))
            if row["rank_change"] and row["rank_data"]:
                self.close(sum(float(row[f"rank_{part}"]) for part in ("data", "weights", "method", "membership")), float(row["rank_change"]), unit)
        return True


class Draws(Mixtures):
    def test_removals(self):
        self.each(12, self.removed)

    def removed(self, made, period):
        """The index without each part, in one table and one by one."""
        here, rows = self.ranking(period), self.csv("sensitivity", "trial.yaml", "--period", period, "--table", "removals")
        for row in rows or []:
            self.write(made.text(change=lambda definition: definition.update(scenarios={"less": {"drop": [row["node"]]}})), "less.yaml")
            there = self.ranking(period, "--scenario", "less", name="less.yaml")
            if row["reason"]:
                self.assertTrue(there is None or "siblings" in row["reason"] or "weight" in row["reason"], row)
                continue
            changes = [abs(float(there[unit]["rank"]) - float(here[unit]["rank"])) for unit in made.units if here[unit]["rank"] and there[unit]["rank"]]
            self.assertEqual((float(row["largest_change"]), int(row["moved"])), (max(changes, default=0), sum(change > 0 for change in changes)), row)
        return bool(rows)

    def test_nothing_varies(self):
        self.each(21, self.fixed)

    def fixed(self, made, period):
        ranking = self.ranking(period)
        rows = self.csv("uncertainty", "trial.yaml", "--period", period, "--weights", "fixed", "--error", "1e-30%", "--draws", "8")
        self.assertEqual(ranking is None, rows is None, self.why)
        for row in rows or []:
            self.assertEqual((row["rank_low"], row["rank_high"], row["rank"]), (row["rank"], row["rank"], ranking[row["unit"]]["rank"]), row["unit"])
        return rows is not None

    def test_both_engines_agree(self):
        self.each(17, self.fast_and_general)

    def test_both_engines_agree_whatever_the_methods(self):
        self.each(17, self.fast_and_general, wild=True)

    def test_methods_that_are_drawn(self):
        self.each(17, self.methods_again)

    def methods_again(self, made, period):
        """Aggregations, normalisations, indicators left out: what a draw says, written down and ranked."""
        if self.csv("uncertainty", "trial.yaml", "--period", period, "--weights", "fixed", "--leave-out", "indicators", "--normalise", "on,minmax",
                    "--aggregate", "on,arithmetic", "--draws", "4", "--draws-file", "draws.csv", "--force") is None:
            return False
        for draw in table((self.place / "draws.csv").read_text(encoding="utf-8")):
            def change(definition):
                if draw.get("aggregate") == "arithmetic":
                    definition["aggregate"] = "arithmetic"
                for node in nodes(definition["indicators"]):
                    if draw.get("aggregate") == "arithmetic":
                        node.pop("subtract", None)
                        if "indicators" in node:
                            node["aggregate"] = "arithmetic"
                    if draw.get("normalise") == "minmax" and node.pop("goalposts", None):
                        node["normalise"] = "minmax"
                    if draw["leave-out"] == node["id"]:
                        node["optional"] = True
            if draw.get("aggregate") == "arithmetic" and any("subtract" in node for node in nodes(made.definition["indicators"])):
                continue
            self.write(made.text(change=change), "again.yaml")
            again = self.ranking(period, name="again.yaml")
            drawn = {key[5:]: value for key, value in draw.items() if key.startswith("rank_")}
            if again is None and re.search("E0206|E0403", self.why):
                continue
            self.assertEqual(drawn, dict.fromkeys(made.units, "") if again is None else {unit: row["rank"] for unit, row in again.items()}, (draw, self.why))
        return True

    def fast_and_general(self, made, period):
        law = made.chance.choice(["uniform:25%", "uniform:100%", "flat", "dirichlet:20"])
        run = ("uncertainty", "trial.yaml", "--period", period, "--weights", law, "--draws", "32")
        fast = self.csv(*run)
        if fast is None and "only weights would vary" in self.why:
            return False
        self.assertEqual(fast, self.csv(*run, "--error", "1e-30%"), law)
        return fast is not None

    def test_every_draw_is_a_ranking(self):
        self.each(21, self.draws_again)

    def draws_again(self, made, period):
        law = made.chance.choice(["uniform:25%", "flat"])
        if self.csv("uncertainty", "trial.yaml", "--period", period, "--weights", law, "--draws", "6", "--draws-file", "draws.csv", "--force") is None:
            return False
        for draw in table((self.place / "draws.csv").read_text(encoding="utf-8"))[::2]:
            weights = {key[7:]: float(value) for key, value in draw.items() if key.startswith("weight_") and value}
            for node in [made.definition, *nodes(made.definition["indicators"])]:
                if node.get("aggregate") == "sum":
                    for child in node["indicators"]:
                        weights.pop(child["id"], None)
            self.write(made.text(weights), "again.yaml")
            again = self.ranking(period, name="again.yaml")
            self.assertEqual({key[5:]: value for key, value in draw.items() if key.startswith("rank_")},
                             {unit: row["rank"] for unit, row in again.items()}, draw["draw"])
        return True


class Exact(Mixtures):
    """Weights drawn here, against what is proven of all weights; scores on a border of rounding decide nothing."""

    def scores(self, period, *arguments, name="trial.yaml"):
        return {unit: (float(row["score"]) if row["rank"] else None, row["rank"]) for unit, row in self.ranking(period, *arguments, name=name).items()}

    def near(self, scores):
        """Whether two scores are so close that the last digits decide."""
        ordered = sorted(score for score, rank in scores.values() if rank)
        return any(0 < b - a < 1e-7 for a, b in zip(ordered, ordered[1:]))

    def order(self, scores):
        return {unit: rank for unit, (_, rank) in scores.items()}

    def test_stable_intervals(self):
        self.each(21, self.stable, calm=True)

    def test_stable_intervals_whatever_the_methods(self):
        self.each(14, self.stable, calm=True, wild=True, means=("arithmetic", "arithmetic", "geometric"))

    def stable(self, made, period):
        rows = self.csv("stability", "trial.yaml", "--period", period)
        if rows is None:
            return False
        here, answered = self.scores(period), 0
        for row in rows:
            if not row["all_low"] or not row["all_high"]:
                self.assertTrue(row["reason"] or row["node"] == "trial" or not row["share"] or row["share"] == "1", row)
                continue
            answered += 1
            low, high, total = float(row["all_low"]), float(row["all_high"]), float(row["weight"]) / float(row["share"])
            for weight, inside in ((low + 1e-4 * (high - low), True), (high - 1e-4 * (high - low), True), (low - 1e-5 * total, False), (high + 1e-5 * total, False)):
                if not 0 < weight < total * (1 - 1e-12):
                    continue
                there = self.scores(period, "--set", f"{row['node']}={weight!r}")
                if not self.near(there) and not self.near(here):
                    self.assertEqual(self.order(there) == self.order(here), inside, (row["node"], weight, low, high))
        return answered

    def drawn(self, made, period):
        parts = [node["id"] for node in made.definition["indicators"]]
        for _ in range(4):
            weights = {part: made.chance.expovariate(1) for part in parts}
            self.write(made.text(weights), "again.yaml")
            if self.ranking(period, name="again.yaml"):
                yield weights, self.scores(period, name="again.yaml")

    def test_bounds(self):
        self.each(21, self.bounded, calm=True, means=("arithmetic", "arithmetic", "geometric"))

    def bounded(self, made, period):
        rows = self.csv("bounds", "trial.yaml", "--period", period, "--limits", "any")
        if rows is None:
            return False
        bounds = {row["unit"]: row for row in rows}
        for weights, scores in self.drawn(made, period):
            for unit, (_, rank) in scores.items():
                if rank and not self.near(scores):
                    self.assertTrue(float(bounds[unit]["best_proven"]) <= float(rank) <= float(bounds[unit]["worst_proven"]), (unit, rank, weights))
        for row in rows[:3]:
            for end in ("best", "worst"):
                weights = dict(part.split("=") for part in row[f"{end}_weights"].split())
                self.write(made.text({part: float(weight) for part, weight in weights.items()}), "again.yaml")
                there = self.scores(period, name="again.yaml")
                if not self.near(there):
                    self.assertEqual(there[row["unit"]][1], row[end], (row["unit"], end, weights))
        return True

    def test_dominance(self):
        self.each(21, self.dominated, calm=True, means=("arithmetic", "arithmetic", "geometric"))

    def dominated(self, made, period):
        rows = self.csv("bounds", "trial.yaml", "--period", period, "--dominance")
        if rows is None:
            return False
        pairs = {(row["upper"], row["lower"]) for row in rows}
        for weights, scores in self.drawn(made, period):
            for upper, lower in pairs:
                self.assertLessEqual(float(scores[upper][1]), float(scores[lower][1]), (upper, lower, weights))
        return True

    def test_swaps(self):
        self.each(21, self.swapped, calm=True)

    def swapped(self, made, period):
        here = {unit: score for unit, (score, rank) in self.scores(period).items() if rank} if self.ranking(period) else {}
        ordered = sorted(here, key=here.get)
        if len(ordered) < 2:
            return False
        at = made.chance.randrange(len(ordered) - 1)
        pair = ordered[at], ordered[at + 1]
        rows = self.csv("explain", *pair, "--index", "trial.yaml", "--period", period)
        if rows is None:
            return False
        for row in rows:
            for side in ("level_below", "level_above"):
                if row[side]:
                    there = self.scores(period, "--set", f"{row['node']}={row[side]}")
                    self.close(round(there[pair[0]][0], 6), round(there[pair[1]][0], 6), (pair, row["node"], row[side]))
        return True


if __name__ == "__main__":
    unittest.main()
