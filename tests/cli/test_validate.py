#!/usr/bin/env python3
"""validate = rank: what `rank` refuses in any scenario or period, `validate` refuses with the same message, and nothing else.

usage: test_validate.py [PROGRAM SOURCE_ROOT]; without arguments from EGOVBENCH_BUILD and EGOVBENCH_SOURCE. EGOVBENCH_VARIANTS and
EGOVBENCH_SEED: how many generated pairs, and from what; a fixed seed in the suite, more by hand.
"""
import json
import os
import random
import unittest
from concurrent.futures import ThreadPoolExecutor

from program import PROGRAM, ROOT, ProgramTest

VARIANTS, SEED = int(os.environ.get("EGOVBENCH_VARIANTS", "60")), int(os.environ.get("EGOVBENCH_SEED", "1"))
DEFINITIONS = ROOT / "tests" / "define" / "definitions"
NO_DATA = "E0321"  # nothing is wrong with a definition that waits for data: validate checks it alone


class Validate(ProgramTest):
    maxDiff = None

    def messages(self, *arguments):
        """Exit code and the errors of a run, each with its place."""
        done = self.run_program(*arguments, "--diagnostics", "json")
        found = json.loads(done.err) if done.err else []
        if done.code != 0:
            self.assertNotEqual(found, [])
        return done.code, {(one["code"], one["message"], one["file"], one.get("line")) for one in found if one["severity"] == "error"}

    def agree(self, path, scenarios=(None,), periods=(None,)):
        code, told = self.messages("validate", path)
        worst = 0
        for scenario in scenarios:
            for period in periods:
                more = [*(["--scenario", scenario] if scenario else []), *(["--period", period] if period else [])]
                ranked, refused = self.messages("rank", path, "--no-intervals", *more)
                if NO_DATA in {one[0] for one in refused}:
                    return None
                self.assertLessEqual(refused, told, (path, more))
                worst = max(worst, ranked)
        self.assertEqual(code == 0, worst == 0, (path, told))
        if worst == 4:
            self.assertEqual(code, 4)
        return worst

    def test_definitions_of_the_tests_and_shipped(self):
        paths = [*sorted((DEFINITIONS / "broken").glob("*.yaml")), *sorted((DEFINITIONS / "good").glob("*.yaml")),
                 *sorted((ROOT / "indicators").glob("*.yaml")), *sorted((ROOT / "tests" / "indicators" / "fixtures").glob("*.yaml"))]
        self.assertGreater(len(paths), 90)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda path: self.agree(str(path)), paths))

    # ---- kinds that were called valid

    def kind(self, definition, table, words, **more):
        (self.place / "i.yaml").write_text("egovbench: 1\nid: t\ntitle: T\ndata: [d.csv]\n" + definition, encoding="utf-8")
        (self.place / "d.csv").write_text(table, encoding="utf-8")
        self.assertNotEqual(self.agree("i.yaml", **more), 0)
        self.assertIn(words, self.run_program("validate", "i.yaml", code=1).err)

    def test_constant_indicators(self):
        self.kind("weights: entropy\nindicators: [{id: a}, {id: b}]\n", "unit,a,b\nu0,0,1\nu1,1,1\n", "all values are equal")

    def test_no_value_at_all(self):
        self.kind("indicators: [{id: a}, {id: b}]\n", "unit,a,b\nu0,,\nu1,,\n", "no value")

    def test_the_logarithm_of_zero(self):
        self.kind("indicators: [{id: a, treat: log}]\n", "unit,a\nu0,0\nu1,1\nu2,5\n", "a")

    def test_another_period(self):
        self.kind("indicators: [{id: a}, {id: b}]\n", "unit,year,a,b\nu0,2019,1,\nu1,2019,2,\nu0,2020,1,2\nu1,2020,2,1\n",
                  "b has no value at all in 2019", periods=(None, "2019", "2020"))

    def test_another_scenario(self):
        self.kind("indicators: [{id: a}, {id: b}]\nscenarios:\n  alone: {drop: [a]}\n",
                  "unit,a,b\nu0,1,1\nu1,2,\nu2,3,\n", "there is only one value", scenarios=(None, "alone"))

    def test_the_period_of_the_definition(self):
        self.kind("period: 2021\nindicators: [{id: a}]\n", "unit,year,a\nu0,2020,1\nu1,2020,2\n", "no period `2021`")

    def test_one_scenario_or_period_alone(self):
        self.kind("indicators: [{id: a}, {id: b}]\n", "unit,year,a,b\nu0,2019,1,\nu1,2019,2,\nu0,2020,1,2\nu1,2020,2,1\n", "b has",
                  periods=(None, "2019"))
        self.run_program("validate", "i.yaml", "--period", "2020", code=0)
        self.run_program("validate", "i.yaml", "--period", "2019", code=1)
        self.run_program("validate", "i.yaml", "--period", "1999", code=2)

    # ---- variants

    def variant(self, chance):
        """A definition and a table, each with something that may be wrong."""
        pick = chance.choice
        methods = ["minmax", "zscore", "rank", "{method: goalposts, clamp: true}", "as-is", "{method: minmax, log: true}", "percentile"]
        node = lambda name, more="": f"{{id: {name}{more}}}"
        extra = lambda: pick(["", "", ", goalposts: [0, 10]", ", weight: 0", ", weight: 40%", ", impute: mean", ", treat: log", ", bounds: [0, 50]",
                              ", points: {1: 0, 2: 1, else: 0.5}", ", direction: lower", ", optional: true", ", compute: \"ln(b)\""])
        text = ["egovbench: 1", "id: t", "title: T", "data: [d.csv]", f"defaults: {{normalise: {pick(methods)}}}"]
        text += pick([[], [], ["available: 1"], ["aggregate: geometric"], ["weights: entropy"], ["screen: {available: 0.9}"], ["period: 2020"],
                      ["weights: pca"], ["aggregate: harmonic"], ["fit: all"], ["screen: {exclude: [u0, u1, u2]}"]])
        text += ["indicators:", f"  - {node('a', extra())}", f"  - {node('b', extra())}",
                 f"  - {{id: g, indicators: [{node('c', extra())}, {node('d', extra())}]}}",
                 "scenarios:", f"  one: {pick(['{drop: [a]}', '{weights: {a: 3}}', '{drop: [g]}', '{weights: {c: 90%}}', '{drop: [a, b]}'])}"]
        dated = chance.random() < 0.5
        cell = lambda: pick(["", "1", "2", "2", "7.5", "-3", "0", "100", "3"] if chance.random() < 0.95 else ["x", "1,5", "NaN"])
        flat = {column: pick(["", "1", "0"]) if chance.random() < 0.2 else None for column in "abcd"}
        rows = ["unit," + ("year," if dated else "") + "a,b,c,d"]
        for period in ("2019", "2020") if dated else ("",):
            for unit in range(chance.randint(1, 5)):
                rows.append(f"u{unit}," + (period + "," if dated else "") + ",".join(cell() if flat[c] is None else flat[c] for c in "abcd"))
        return "\n".join(text) + "\n", "\n".join(rows) + "\n", dated

    def test_variants(self):
        chance = random.Random(SEED)
        outcomes = []
        for number in range(VARIANTS):
            definition, table, dated = self.variant(chance)
            folder = self.place / str(number)
            folder.mkdir()
            (folder / "i.yaml").write_text(definition, encoding="utf-8")
            (folder / "d.csv").write_text(table, encoding="utf-8")
            outcomes.append((f"{number}/i.yaml", dated))
        check = lambda one: self.agree(one[0], (None, "one"), (None, "2019", "2020") if one[1] else (None,))
        with ThreadPoolExecutor(2) as pool:
            codes = list(pool.map(check, outcomes))
        self.assertGreaterEqual(len(set(codes)), 3, codes)  # good ones, refused ones, ones without an answer


if __name__ == "__main__":
    unittest.main()
