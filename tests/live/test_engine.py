"""The page's engine gives what the program gives: scores, ranks, levels and intervals of all shipped indices and of random
definitions, as they are and under other weights."""
import csv
import io
import json
import random
import unittest

from definitions import Generator
from pages import EngineTest, number, payload, program, rows, settings
from program import ROOT

DRAWS = 300
RANDOM = 20


def shipped():
    """Shipped definitions that have data, by their id."""
    return [path for path in sorted((ROOT / "indicators").glob("*.yaml")) if "\ndata:" in path.read_text(encoding="utf-8")]


def weighed_by_hand(definition):
    """Nodes whose children have the weights that are written, or equal ones."""
    table = csv.DictReader(io.StringIO(program("show", definition, "--format", "csv", "--quiet")))
    return {row["node"] for row in table if row["weights"] in ("given", "equal", "points")}


def changes(definition, page, chance):
    """Weights to try: as they are, a part without weight, one part alone, all of them at random with a zero here and there."""
    families, free = {}, weighed_by_hand(definition)
    for i, node in enumerate(page["nodes"]):
        parent = page["nodes"][node["parent"]]
        if i > 0 and parent["live"] and parent["id"] in free:
            families.setdefault(node["parent"], []).append(node["id"])
    tried = [{}]
    top = families.get(0, [])
    if len(top) > 1:
        tried += [{top[0]: 0}, {node: int(node == top[-1]) for node in top}]
    everything = {}
    for family in families.values():
        drawn = [round(chance.choice([0, 1, 1, 1, 1]) * chance.random() * 40, 2) for _ in family]
        drawn[chance.randrange(len(family))] = 7.5
        everything |= dict(zip(family, drawn))
    return tried + [everything] if everything else tried


class SameEngine(EngineTest):
    def compare(self, cases):
        """cases: (what it is called, definition, page, weights to try)."""
        jobs = []
        for name, _, page, tried in cases:
            ask = [] if page["uncertainty"]["why"] else [["intervals", {**page["uncertainty"], "draws": DRAWS}]]
            jobs.append({"payload": self.write_payload(name, json.dumps(page)), "states": [{"weights": w, "ask": ask} for w in tried]})
        for (name, definition, page, tried), answers in zip(cases, self.run_jobs(jobs)):
            for i, (weights, answer) in enumerate(zip(tried, answers)):
                with self.subTest(index=name, state=i):
                    self.same_answer(definition, page, weights, answer)

    def same_answer(self, definition, page, weights, answer):
        ranking = rows("rank", definition, "--no-intervals", *settings(weights))
        if ranking is None:
            self.assertIn("error", answer)
            return
        self.assertNotIn("error", answer)
        ids = [level["id"] for level in page["levels"]]
        for u, unit in enumerate(page["units"]):
            row = ranking.get(unit["id"], {"score": "", "rank": ""})
            self.same_numbers(answer["scores"][page["nodes"][0]["id"]][u], number(row["score"]), f"score of {unit['id']}", 1e-9)
            self.same_numbers(answer["ranks"][u], number(row["rank"]), f"rank of {unit['id']}")
            for node in page["nodes"][1:]:
                if node["parent"] == 0 and node["id"] in row:
                    self.same_numbers(answer["scores"][node["id"]][u], number(row[node["id"]]), f"{node['id']} of {unit['id']}", 1e-9)
            level = answer["levels"][u]
            if ids and row["rank"]:
                self.assertEqual(ids[level] if level >= 0 else "", row["level"], f"level of {unit['id']}")
        for asked in answer["asked"]:
            self.same_intervals(definition, page, weights, asked)

    def same_intervals(self, definition, page, weights, asked):
        spread = rows("uncertainty", definition, "--draws", str(DRAWS), *settings(weights))
        for u, unit in enumerate(page["units"] if spread is not None else []):
            row = spread.get(unit["id"], {"rank_low": "", "rank_high": ""})
            for end in ("low", "high"):
                self.same_numbers(asked[end][u], number(row[f"rank_{end}"]), f"rank_{end} of {unit['id']}")

    def test_shipped_indices(self):
        chance = random.Random(13)
        cases = []
        for path in shipped():
            page = json.loads(payload(str(path)))
            if page["published"]:  # no weights make its ranks: its page has nothing to move
                self.assertFalse(page["nodes"][0]["live"])
                continue
            cases.append((path.stem, str(path), page, changes(str(path), page, chance)))
        self.assertGreater(len(cases), 8)
        self.compare(cases)

    def test_random_definitions(self):
        chance = random.Random(14)
        cases, seed = [], 0
        while len(cases) < RANDOM and seed < 10 * RANDOM:
            seed += 1
            made = Generator(seed)
            definition = self.folder / str(seed) / "trial.yaml"
            definition.parent.mkdir()
            definition.write_text(made.text(), encoding="utf-8")
            (definition.parent / "trial.csv").write_text(made.table(), encoding="utf-8")
            try:
                page = json.loads(payload(str(definition)))
            except AssertionError:
                continue  # refused on purpose
            cases.append((f"random-{seed}", str(definition), page, changes(str(definition), page, chance)))
        self.assertEqual(len(cases), RANDOM)
        self.compare(cases)


if __name__ == "__main__":
    unittest.main()
