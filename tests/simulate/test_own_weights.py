"""Methods that find weights of their own, drawn among others: every draw has the ranks of `rank` for its combination of choices, with the
weights as defined, and figures are those of the combinations, each counted as often as it was drawn."""
import json
import unittest

import test_uncertainty as base

METHOD = "benefit-of-the-doubt"
WAYS = {
    "normalise": {"as defined": "{method: minmax, to: [1, 100]}", "borda": "borda"},
    "impute": {"as defined": "mean", "median": "median"},
}


class OwnWeights(base.Trial):
    def setUp(self):
        super().setUp()
        self.write("trial.yaml", self.definition())
        if "GLPK" in self.run_program("whatif", "trial.yaml", "--no-intervals", "--method", f"trial={METHOD}").err:
            self.skipTest("built without GLPK")

    def definition(self, draw=None, top="", node=""):
        chosen = {key: ways[(draw or {}).get(key, "as defined")] for key, ways in WAYS.items()}
        text = base.definition(normalise=chosen["normalise"], more=f", impute: {chosen['impute']}", top=top)
        if top:  # of the index alone
            text = text.replace("  - id: A\n", "  - id: A\n    aggregate: arithmetic\n").replace("  - id: B\n", "  - id: B\n    aggregate: arithmetic\n")
        return text.replace("    weight: 3\n", "    weight: 3\n" + node)

    def unweighted(self, text):
        """Weights that no method uses are no part of a definition."""
        return text.replace("    weight: 3\n", "").replace("    weight: 2\n", "").replace("{id: f, weight: 1}", "{id: f}")

    def ranks(self, text, *arguments):
        self.write("variant.yaml", text)
        rows = base.table(self.run_program("rank", "variant.yaml", "--no-intervals", "--format", "csv", *arguments, code=0).out)
        return {row["unit"]: row["rank"] for row in rows}

    def chosen(self, draw):
        return {key[5:]: value for key, value in draw.items() if key.startswith("rank_")}

    OPTIONS = ["--normalise", "on,borda", "--impute", "on,median", "--aggregate", f"on,minimum,{METHOD}", "--aggregate-at", "trial"]

    def test_ranks_are_those_of_the_combination(self):
        document, draws = self.draws("--draws", "300", "--weights", "uniform:50%", *self.OPTIONS)
        expected, nominal, seen = {}, {"A": 3 / 6, "a": 2 / 4, "d": 1 / 4, "f": 1 / 6}, set()
        for draw in draws:
            if draw["aggregate"] != METHOD:
                seen.add(draw["weight_a"])
                continue
            key = (draw["normalise"], draw["impute"])
            if key not in expected:
                expected[key] = self.ranks(self.unweighted(self.definition(draw, top=f"aggregate: {METHOD}")))
            self.assertEqual(self.chosen(draw), expected[key])
            for node, share in nominal.items():
                self.assertAlmostEqual(float(draw[f"weight_{node}"]), share, places=14)
        self.assertEqual(len(expected), 4)
        self.assertGreater(len({tuple(ranks.items()) for ranks in expected.values()}), 1)
        self.assertGreater(len(seen), 150)  # the others have weights at random
        self.assertIn(f"Draws with the aggregate `{METHOD}` have the weights below it as defined", json.dumps(document))

    def test_the_lowest_part_by_any_weights_below_it(self):
        _, draws = self.draws("--draws", "120", "--weights", "uniform:90%", *self.OPTIONS)
        some = [draw for draw in draws if draw["aggregate"] == "minimum"]
        self.assertGreater(len(some), 25)
        for draw in some[::5]:
            self.write("variant.yaml", self.unweighted(self.definition(draw, top="aggregate: minimum")))
            self.check({key: value for key, value in draw.items() if key not in ("weight_A", "weight_B", "weight_f")}, "variant.yaml")

    def test_means_are_those_of_combinations_by_how_often_they_were_drawn(self):
        options = ["--draws", "6000", "--weights", "fixed", *self.OPTIONS]  # more than one round
        document, draws = self.draws(*options)
        count, total = {}, {}
        for draw in draws:
            key = (draw["normalise"], draw["impute"], draw["aggregate"])
            count[key] = count.get(key, 0) + 1
        self.assertEqual(len(count), 12)
        for key, times in count.items():
            draw = dict(zip(("normalise", "impute"), key))
            top = "" if key[2] == "as defined" else f"aggregate: {key[2]}"
            text = self.definition(draw, top=top)
            for unit, rank in self.ranks(text if key[2] == "as defined" else self.unweighted(text)).items():
                total[unit] = total.get(unit, 0) + times * int(rank)
        rows = {row["unit"]: row for row in document["rows"]}
        self.assertEqual(set(rows), set(total))
        for unit, row in rows.items():
            self.assertAlmostEqual(row["rank_mean"], total[unit] / len(draws), places=9)
            self.assertEqual(row["draws"], len(draws))

    def test_draws_are_the_same_however_many_and_on_any_threads(self):
        options = ["--weights", "uniform:50%", *self.OPTIONS]
        _, few = self.draws("--draws", "50", *options)
        runs = []
        for threads in "123":
            done = self.run_program("uncertainty", "trial.yaml", "--draws", "9000", "--threads", threads, "--format", "json", "--draws-file",
                                    f"draws{threads}.csv", *options, code=0)
            runs.append((done.out, (self.place / f"draws{threads}.csv").read_text(encoding="utf-8")))
        self.assertEqual(runs[0], runs[1])
        self.assertEqual(runs[0], runs[2])
        self.assertEqual(base.table(runs[0][1])[:50], few)
        first, second = (self.run_program("sensitivity", "trial.yaml", "--threads", threads, "--format", "json", *options, code=0).out for threads in "12")
        self.assertEqual(first, second)

    def test_a_node_that_finds_its_weights_holds_those_below_it_alone(self):
        _, draws = self.draws("--draws", "40", "--weights", "uniform:50%", "--aggregate", f"on,{METHOD}", "--aggregate-at", "A")
        some = [draw for draw in draws if draw["aggregate"] == METHOD]
        self.assertGreater(len(some), 9)
        self.assertEqual({draw["weight_a"] for draw in some}, {"0.5"})
        self.assertEqual(len({draw["weight_d"] for draw in some}), len(some))
        variant = self.definition(node=f"    aggregate: {METHOD}\n")
        for draw in some[::4]:
            kept = {key: value for key, value in draw.items() if key not in ("weight_a", "weight_b", "weight_c")}
            variant = self.definition(node=f"    aggregate: {METHOD}\n").replace("{id: a, weight: 2}", "{id: a}")
            self.write("variant.yaml", variant)
            self.check(kept, "variant.yaml")

    def test_ranks_of_a_part_know_nothing_of_it(self):
        options = ["--node", "A", "--draws", "40", "--weights", "uniform:50%"]
        _, plain = self.draws(*options)
        _, others = self.draws(*options, "--aggregate", f"on,{METHOD}", "--aggregate-at", "trial")
        for draw, other in zip(plain, others):
            self.assertEqual(self.chosen(draw), self.chosen(other))
            self.assertEqual(draw["weight_a"], other["weight_a"])

    def test_an_index_that_is_defined_so_varies_with_the_weights_below(self):
        self.write("trial.yaml", self.unweighted(self.definition(top=f"aggregate: {METHOD}")))
        _, draws = self.draws("--draws", "10", "--weights", "uniform:90%")
        self.assertEqual(len({draw["weight_a"] for draw in draws}), 10)
        self.assertGreater(len({tuple(self.chosen(draw).items()) for draw in draws}), 1)

    def test_draws_that_fail_are_reported(self):
        document, draws = self.draws("--draws", "300", "--normalise", "on,zscore", "--aggregate", f"on,{METHOD}", "--aggregate-at", "trial")
        failed = [draw for draw in draws if not any(self.chosen(draw).values())]
        self.assertEqual(failed, [draw for draw in draws if (draw["normalise"], draw["aggregate"]) == ("zscore", METHOD)])
        self.assertIn(f"{len(failed)} of the draws could not be scored and are left out: ", json.dumps(document))
        self.assertGreater(len(failed), 50)
        self.assertEqual({row["draws"] for row in document["rows"]}, {300 - len(failed)})


if __name__ == "__main__":
    unittest.main()
