"""What the page's engine proves is what the program's commands print: stability, swaps, bounds; and a rank that it says can be reached is
reached by `rank` with the weights it gives."""
import csv
import io
import json
import math
import random
import unittest

from pages import EngineTest, number, payload, program, rows, settings
from program import ROOT

INDICES = ["egdi", "waseda-ten", "gtmi", "desi-2022", "odb-2014"]


def table(*arguments):
    return list(csv.DictReader(io.StringIO(program(*arguments, "--format", "csv", "--quiet"))))


class SameProofs(EngineTest):
    def each(self, ask):
        """ask(page, ranked): what is asked of the engine; yields (definition, page, ranked, asked, answers)."""
        jobs, cases = [], []
        for name in INDICES:
            page = json.loads(payload(str(ROOT / f"indicators/{name}.yaml")))
            ranking = rows("rank", name, "--no-intervals")
            place = {unit["id"]: i for i, unit in enumerate(page["units"])}
            ranked = [place[unit] for unit, row in ranking.items() if row["rank"]]
            asked = ask(page, ranked)
            cases.append((name, page, ranked, asked))
            jobs.append({"payload": self.write_payload(name, json.dumps(page)), "states": [{"weights": {}, "ask": asked}]})
        for case, (answer,) in zip(cases, self.run_jobs(jobs)):
            self.assertNotIn("error", answer)
            yield *case, answer["asked"]

    @staticmethod
    def family_total(page, node):
        parent = page["nodes"][node]["parent"]
        return sum(other["weight"] for other in page["nodes"] if other["parent"] == parent)

    def test_stability(self):
        for name, page, _, asked, answers in self.each(lambda page, _: [["stability", i] for i in range(1, len(page["nodes"]))]):
            expected = {row["node"]: row for row in table("stability", name)}
            self.assertEqual(len(answers), len(expected))
            for (_, i), answer in zip(asked, answers):
                row = expected[page["nodes"][i]["id"]]
                self.assertEqual(answer is None, row["reason"] != "", page["nodes"][i]["id"])
                for kind in ("first", "top", "all") if answer else ():
                    for end, share in zip(("low", "high"), answer[kind]):
                        said = row[f"{kind}_{end}"]
                        if said == "":  # nothing ends it
                            self.assertEqual(share, 0 if end == "low" else 1)
                        else:
                            self.same_numbers(share * self.family_total(page, i), float(said), f"{kind}_{end} of {row['node']}", 1e-9 * (1 + abs(float(said))))

    def test_swaps(self):
        def pairs(_, ranked):
            return [["swap", ranked[i], ranked[i + step]] for i, step in ((0, 1), (1, 1), (2, 5), (7, -3), (4, 9))]
        swapped = 0
        for name, page, _, asked, answers in self.each(pairs):
            for (_, a, b), answer in zip(asked, answers):
                if answer is None:
                    continue
                found = {row["node"]: row for row in table("explain", page["units"][a]["id"], page["units"][b]["id"], name)}
                for part in answer["parts"]:
                    node = page["nodes"][part["node"]]["id"]
                    self.same_numbers(part["difference"], number(found[node]["contribution"]), f"{node} of {a}, {b}", 1e-9)
                if not answer["possible"] or answer["nearest"] is None:
                    continue
                swapped += 1
                top = [node["id"] for node in page["nodes"] if node["parent"] == 0]
                before, after = rows("rank", name, "--no-intervals"), rows("rank", name, "--no-intervals", *settings(dict(zip(top, answer["nearest"]))))
                first, second = page["units"][a]["id"], page["units"][b]["id"]
                self.assertEqual(float(before[first]["rank"]) < float(before[second]["rank"]), float(after[first]["rank"]) > float(after[second]["rank"]),
                                 f"{first} and {second} of {name}")
        self.assertGreater(swapped, 5)

    def test_bounds_hold_what_the_program_proves(self):
        for name, page, ranked, asked, answers in self.each(lambda _, ranked: [["bounds", unit, 25] for unit in ranked[:20]]):
            expected = {row["unit"]: row for row in table("bounds", name, "--top", "20", "--time", "5")}
            for (_, unit, _), answer in zip(asked, answers):
                row = expected[page["units"][unit]["id"]]
                self.assertLessEqual(answer["bestProven"], int(row["best"]))
                self.assertGreaterEqual(answer["worstProven"], int(row["worst"]))
                self.assertGreaterEqual(answer["best"], int(row["best_proven"]))
                self.assertLessEqual(answer["worst"], int(row["worst_proven"]))
                self.assertLessEqual(answer["bestProven"], answer["best"])

    def test_reached_ranks_are_reached(self):
        def wishes(_, ranked):
            return [["reach", ranked[place], wanted] for place, wanted in ((1, 1), (5, 3), (9, 1), (0, 4), (12, 12), (15, 9))]
        reached = 0
        for name, page, _, asked, answers in self.each(wishes):
            top = [node["id"] for node in page["nodes"] if node["parent"] == 0]
            now = rows("rank", name, "--no-intervals")
            for (_, unit, wanted), answer in zip(asked, answers):
                if answer is None or answer["weights"] is None:
                    continue
                unit = page["units"][unit]["id"]
                got = float(rows("rank", name, "--no-intervals", *settings(dict(zip(top, answer["weights"]))))[unit]["rank"])
                better = wanted <= float(now[unit]["rank"])
                self.assertTrue(got <= wanted if better else got >= wanted, f"{unit} of {name}: {got} instead of {wanted}")
                reached += 1
        self.assertGreater(reached, 5)

    def test_no_weights_nearer_than_the_nearest_reach(self):
        """Random weights within the distance of those that are said to be the nearest do not give the rank."""
        def wishes(_, ranked):
            return [["reach", ranked[place], place + 1 + step] for place in range(2, min(40, len(ranked) - 2), 3)
                    for step in (-2, -1, 2)]
        chance, jobs, claims = random.Random(15), [], []
        for name, page, _, asked, answers in self.each(wishes):
            top = [i for i, node in enumerate(page["nodes"]) if node["parent"] == 0]
            now, path = shares([page["nodes"][i]["weight"] for i in top]), self.write_payload(f"near-{name}", json.dumps(page))
            for (_, unit, wanted), answer in zip(asked, answers):
                if answer is None or not answer["nearest"]:
                    continue
                tried = [w for w in (nearer(now, shares(answer["weights"]), chance) for _ in range(100)) if w]
                jobs.append({"payload": path, "states": [{"weights": {page["nodes"][i]["id"]: x for i, x in zip(top, w)}, "ask": [], "brief": True}
                                                         for w in [now, *tried]]})
                claims.append((name, unit, wanted))
        for (name, unit, wanted), (first, *others) in zip(claims, self.run_jobs(jobs)):
            gain = wanted < first["ranks"][unit]
            for other in others:
                self.assertTrue(other["ranks"][unit] > wanted if gain else other["ranks"][unit] < wanted, f"{unit} of {name} at {wanted}")
        self.assertGreater(len(claims), 20)


def shares(weights):
    return [w / sum(weights) for w in weights]


def nearer(now, then, chance):
    """Shares at random nearer than others, most of them in about their direction; None: one would be negative."""
    noise = chance.choice([0, 0.2, 1, 100])
    way = [b - a + noise * chance.gauss(0, 0.01) if a > 0 else 0 for a, b in zip(now, then)]
    mean = sum(way) / sum(share > 0 for share in now)
    way = [x - mean if share > 0 else 0 for x, share in zip(way, now)]
    step = math.dist(now, then) * chance.uniform(0.5, 0.99) / math.hypot(*way)
    moved = [share + x * step for x, share in zip(way, now)]
    return moved if min(moved) >= 0 else None


if __name__ == "__main__":
    unittest.main()
