"""Random definitions with their data: trees of one to four levels, gaps, ties, rounding, directions, every kind of `available`, of
aggregation, of ties, levels, tie-breakers, screening, rescaling. What the engine refuses is refused on purpose now and then.

A definition is written as JSON, which YAML reads; the same seed gives the same definition."""
import json
import random

# (method, needs scores that are not negative)
MEANS = [("arithmetic", False)] * 6 + [("geometric", True)] * 3 + [
    ({"method": "geometric", "least": 5}, True), ("harmonic", True), ({"method": "power", "p": 2}, True), ({"method": "power", "p": -0.5}, True),
    ("inverted-geometric", True), ("median", False), ("minimum", False), ({"method": "owa", "weights": [1, 2]}, False),
    ("mazziotta-pareto", True), ("mean-min", False), ("copeland", False), ("outranking", False), ("kemeny", False), ("benefit-of-the-doubt", True)]
SCALES = ["minmax"] * 3 + [
    {"method": "minmax", "to": [1, 100]}, {"method": "zscore", "mean": 50, "sd": 10}, "zscore", "rank", "percentile", "borda", "as-is",
    {"method": "minmax", "round": 0}, {"method": "minmax", "round": 1, "rounding": "half-up"}, "distance-to-maximum"]
GOALPOSTS = [[0, 100], [10, 90], [-20, 120]]


def nodes(tree):
    """Every node below, parents first."""
    for node in tree:
        yield node
        yield from nodes(node.get("indicators", []))


class Generator:
    """One random definition: `text` of the file, `table` of the data."""

    def __init__(self, seed, plain=False, calm=False, below=None, pairs=False):
        """plain: only weighted means, for exact answers; calm: nothing that a definition of ranks adds (rounded ranks, ties, levels); below: a
        child of a geometric mean has values below 0 and, if it is True, a weight; pairs: every node compares units with each other."""
        self.chance = random.Random(f"definition {seed}")
        self.corner = random.Random(f"corner {seed}")  # weights of 0 and values below it, where they meet
        self.plain, self.pairs, self.count = plain, pairs, 0
        self.leaves = []
        self.definition = {"egovbench": 1, "id": "trial", "title": "Trial", "data": [{"file": "trial.csv", "unit": "unit"}]}
        self.definition["defaults"] = {"normalise": self.scale(), "aggregate": self.mean()}
        self.available(self.definition["defaults"], 0.4)
        depth = self.chance.choice([1, 1, 2, 2, 3, 4])
        self.definition["indicators"] = self.family(depth, self.chance.randint(2, 5))
        self.available(self.definition, 0.3)
        if self.chance.random() < 0.3:
            self.definition["aggregate"] = self.mean()
        self.below = self.negative(weighty=bool(below)) if below or self.corner.random() < 0.25 else None
        if not calm:
            self.ranks()
        self.rows = self.data()

    def mean(self):
        if self.pairs:
            return self.chance.choice(["outranking", "outranking", "copeland", "kemeny"])
        if self.plain:
            return self.chance.choice(["arithmetic"] * 4 + ["geometric"] * 2 + ["harmonic"])
        mean = self.chance.choice(MEANS)[0]
        if self.chance.random() < 0.15:
            mean = {**(mean if isinstance(mean, dict) else {"method": mean}), "round": self.chance.choice([0, 1, 2])}
        return mean

    def scale(self):
        return "minmax" if self.plain and self.chance.random() < 0.7 else self.chance.choice(SCALES[:4] if self.plain else SCALES)

    def available(self, node, likely):
        if self.chance.random() < likely:
            share = self.chance.choice([0.3, 0.5, 0.65, 2 / 3, 0.75, 1])
            node["available"] = {"share": share, "of": "children"} if self.chance.random() < 0.5 else share

    def family(self, depth, count):
        return [self.node(depth) for _ in range(count)]

    def node(self, depth):
        self.count += 1
        node = {"id": f"n{self.count}"}
        if self.chance.random() < 0.6:
            node["weight"] = self.chance.choice([0.5, 1, 2, 3, 3.7, 10])
        if self.corner.random() < 0.08:
            node["weight"] = 0
        if depth > 1 and self.chance.random() < 0.6:
            self.available(node, 0.3)
            if self.chance.random() < 0.3:
                node["aggregate"] = self.mean()
            if not self.plain and self.chance.random() < 0.1:
                node["rescale"] = self.chance.choice(["minmax", {"method": "minmax", "to": [1, 100]}, "percentile"])
            node["indicators"] = self.family(depth - 1, self.chance.randint(1, 4))
            return node
        if self.chance.random() < 0.3:
            node["goalposts"] = self.chance.choice(GOALPOSTS)
        elif self.chance.random() < 0.3:
            node["normalise"] = self.scale()
        if self.chance.random() < 0.25 and "goalposts" not in node and node.get("normalise", self.definition["defaults"]["normalise"]) != "as-is":
            node["direction"] = "lower"
        if not self.plain and self.chance.random() < 0.08:
            node["impute"] = self.chance.choice(["mean", "median"])
        self.leaves.append(node["id"])
        return node

    def negative(self, weighty):
        """A child of a geometric mean, with values below 0; without weight these count for nothing."""
        leaf = self.corner.choice([node for node in nodes(self.definition["indicators"]) if "indicators" not in node])
        for key in ("goalposts", "direction", "impute"):
            leaf.pop(key, None)
        leaf.update(weight=2 if weighty else 0, normalise="as-is")
        above = [node for node in [self.definition, *nodes(self.definition["indicators"])] if leaf in node.get("indicators", [])][0]
        above["aggregate"] = "geometric"
        return leaf["id"]

    def ranks(self):
        chance, rank = self.chance, {}
        if chance.random() < 0.4:
            rank["ties"] = chance.choice(["competition", "dense", "fractional", "ordinal"])
        if chance.random() < 0.35:
            rank["decimals"] = chance.choice([0, 0, 1, 2])
            if chance.random() < 0.5:
                rank["rounding"] = chance.choice(["half-up", "half-even"])
        if chance.random() < 0.25:
            every = [node["id"] for node in nodes(self.definition["indicators"])]
            rank["tie-breakers"] = chance.sample(every, min(len(every), chance.randint(1, 2)))
        if rank:
            self.definition["rank"] = rank
        if chance.random() < 0.4:
            self.definition["levels"] = [{"id": "high", "from": 60}, {"id": "middle", "from": 40}, {"id": "low", "from": -1000}]
            if chance.random() < 0.3:
                self.definition["levels"][0]["minimum"] = 30
        if chance.random() < 0.15:
            self.definition["screen"] = {"available": chance.choice([0.5, 0.7])}

    def data(self):  # no zero: an error of next to nothing is nothing beside any other number
        chance, rows = self.chance, []
        gaps, units = chance.choice([0, 0.08, 0.2, 0.4]), chance.choice([4, 7, 12, 17])
        kinds = {leaf: chance.choice(["wide", "whole", "few"]) for leaf in self.leaves}
        for unit in range(units):
            row = {"unit": f"U{unit:02}"}
            for leaf in self.leaves:
                value = {"wide": f"{chance.gauss(50, 20):.3f}", "whole": str(chance.randint(1, 100)), "few": str(chance.choice([10, 50, 50, 90]))}[kinds[leaf]]
                row[leaf] = "" if chance.random() < gaps else value
                if row[leaf] and self.corner.random() < (0.5 if leaf == self.below else 0.02):
                    row[leaf] = f"-{value.lstrip('-')}"
            rows.append(row)
        if chance.random() < 0.4:  # a twin: tied whatever the weights
            rows[-1] = {**rows[0], "unit": rows[-1]["unit"]}
        return rows

    def text(self, weights=None, drop=None):
        """The definition, with other weights of the nodes where they are given."""
        definition = json.loads(json.dumps(self.definition))
        for node in nodes(definition["indicators"]):
            if weights and node["id"] in weights:
                node["weight"] = weights[node["id"]]
        if drop:
            definition["scenarios"] = {"without": {"drop": [drop]}}
        return json.dumps(definition)

    def table(self):
        return "\n".join([",".join(["unit", *self.leaves])] + [",".join(row.values()) for row in self.rows]) + "\n"
