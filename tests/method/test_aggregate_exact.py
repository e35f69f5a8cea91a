"""Every aggregation against its formula in rational numbers and in decimals of 50 digits, on random small tables with gaps, ties, zeros, values
below 0, weights of 0, numbers of every size, and a unit that is there twice.

EGOVBENCH_AGGREGATIONS: how many tables (the suite: few); EGOVBENCH_AGGREGATIONS_FROM: the first seed."""
import csv
import decimal
import io
import itertools
import json
import os
import random
import unittest
from decimal import Decimal
from fractions import Fraction

from program import ProgramTest

COUNT = int(os.environ.get("EGOVBENCH_AGGREGATIONS", "0")) or 120
FIRST = int(os.environ.get("EGOVBENCH_AGGREGATIONS_FROM", "200"))
CONTEXT = decimal.Context(prec=50, Emax=10 ** 6, Emin=-10 ** 6)
COLUMNS = [lambda c: round(c.uniform(0, 100), 3), lambda c: c.choice([10, 20, 20, 30]), lambda c: 50, lambda c: c.choice([0, 0, 30]),
           lambda c: c.randint(0, 5), lambda c: c.choice([1, 0.1, 0.7, 0.3])]
ODD = [lambda c: round(c.gauss(0, 30), 2), lambda c: c.choice([1, 2, 3]) * 1e-300, lambda c: c.choice([1e-300, 1e300, 1, 1e-10, 1e10])]
UNWEIGHTED = ("minimum", "maximum", "sum")


def decimals(x):
    return CONTEXT.divide(Decimal(x.numerator), Decimal(x.denominator))


def mean(pairs):
    return sum(x * w for x, w in pairs) / sum(w for _, w in pairs)


def mean_of_logs(pairs):
    logs = sum((CONTEXT.multiply(decimals(w), CONTEXT.ln(decimals(x))) for x, w in pairs), Decimal(0))
    return CONTEXT.exp(CONTEXT.divide(logs, decimals(sum(w for _, w in pairs))))


# ---- a unit's own children: pairs of a value and a weight ------------------------------------------------------------------------------


def geometric(pairs, least=0):
    lifted = [(max(x, Fraction(least)), w) for x, w in pairs]
    return None if min(pairs)[0] < 0 else Fraction(0) if min(lifted)[0] == 0 else mean_of_logs(lifted)


def harmonic(pairs):
    lowest = min(pairs)[0]
    return None if lowest < 0 else Fraction(0) if lowest == 0 else 1 / mean([(1 / x, w) for x, w in pairs])


def power(pairs, p):
    lowest = min(pairs)[0]
    if lowest < 0 or p == 0:
        return None if lowest < 0 else geometric(pairs)
    if lowest == 0 and p < 0:
        return Fraction(0)
    exponent = Decimal(p)
    powers = [CONTEXT.multiply(decimals(w), CONTEXT.exp(CONTEXT.multiply(exponent, CONTEXT.ln(decimals(x))))) for x, w in pairs if x > 0]
    if not powers:
        return Fraction(0)
    total = CONTEXT.divide(sum(powers, Decimal(0)), decimals(sum(w for _, w in pairs)))
    return CONTEXT.exp(CONTEXT.divide(CONTEXT.ln(total), exponent))


def inverted(pairs, top=100, shift=True):
    if max(pairs)[0] > top:
        return None
    away = [((9 * (top - x) / Fraction(top) + 1) if shift else top - x, w) for x, w in pairs]
    reached = Decimal(0) if min(away)[0] <= 0 else mean_of_logs(away)
    return CONTEXT.divide(top * (10 - reached), Decimal(9)) if shift else top - reached


def median(pairs):
    ordered, half, so_far = sorted(pairs), sum(w for _, w in pairs) / 2, Fraction(0)
    for at, (x, w) in enumerate(ordered):
        so_far += w
        if so_far >= half:
            return (x + ordered[at + 1][0]) / 2 if so_far == half else x
    return None


def owa(pairs, weights):
    places, total, so_far, score = [Fraction(w) for w in weights], sum(w for _, w in pairs), Fraction(0), Fraction(0)

    def line(share):
        whole = int(share * len(places))
        rest = (share * len(places) - whole) * places[whole] if whole < len(places) else 0
        return (sum(places[:whole]) + rest) / sum(places)
    for x, w in sorted(pairs, key=lambda pair: -pair[0]):
        score += (line((so_far + w) / total) - line(so_far / total)) * x
        so_far += w
    return score


def mean_min(pairs, alpha=0.5, beta=0):
    apart, beta = decimals(mean(pairs) - min(pairs)[0]), Decimal(beta)
    return decimals(mean(pairs)) - Decimal(alpha) * (CONTEXT.sqrt(CONTEXT.add(CONTEXT.multiply(apart, apart), beta * beta)) - beta)


ROWS = {"arithmetic": mean, "geometric": geometric, "harmonic": harmonic, "power": power, "inverted-geometric": inverted, "median": median,
        "minimum": lambda pairs: min(pairs)[0], "maximum": lambda pairs: max(pairs)[0], "sum": lambda pairs: sum(x for x, _ in pairs), "owa": owa,
        "mean-min": mean_min}

# ---- units against each other ----------------------------------------------------------------------------------------------------------


def ahead(table, weights, u, v):
    """(weight with which u is ahead less that with which it is behind, weight of what both have)"""
    both = [(row[u] > row[v], row[u] < row[v], w) for row, w in zip(table, weights) if w > 0 and row[u] is not None and row[v] is not None]
    return sum(((a - b) * w for a, b, w in both), Fraction(0)), sum((w for _, _, w in both), Fraction(0))


def compared(method, table, weights, units):
    weights = [w / sum(weights) for w in weights]
    scores = []
    for u in range(units):
        others = [ahead(table, weights, u, v) for v in range(units) if v != u]
        there = any(w > 0 and row[u] is not None for row, w in zip(table, weights))
        points = sum((net > 0) - (net < 0) for net, _ in others) if method == "copeland" else sum((both + net) / 2 for net, both in others)
        scores.append(points if there else None)
    return scores


def best_worth(nets, units):
    return max(sum((nets[a, b] for a, b in itertools.combinations(order, 2)), Fraction(0)) for order in itertools.permutations(units))


class Exact(ProgramTest):
    def trial(self, seed):
        """A table, weights, parameters of the methods; the definition has a node per method, over the same columns."""
        chance = random.Random(f"aggregation {seed}")
        self.units, columns = chance.choice([1, 2, 3, 4, 5]), chance.randint(1, 5)
        kinds = COLUMNS + (ODD if chance.random() < 0.4 else [])
        self.table = []
        for _ in range(columns):
            kind, gaps = chance.choice(kinds), chance.choice([0, 0, 0.3, 0.6])
            row = [None if chance.random() < gaps else Fraction(float(kind(chance))) for _ in range(self.units)]
            self.table.append(row if any(x is not None for x in row) else [Fraction(1), *row[1:]])
        if chance.random() < 0.4:
            for row in self.table:
                row[-1] = row[0]
        self.weights = [Fraction(chance.choice([1, 1, 2, 0.5, 3.7, 0])) for _ in range(columns)]
        self.weights[0] = self.weights[0] or Fraction(1)
        places = [chance.choice([0, 1, 2, 0.5]) for _ in range(chance.randint(1, 5))] + [1]
        self.parameters = {"geometric": {"least": chance.choice([0, 1])}, "power": {"p": chance.choice([0, 1, -1, 2, 0.5, -0.5, 100, -100, 1e-3])},
                           "inverted-geometric": {"shift": chance.random() < 0.5, "top": chance.choice([50, 100])}, "owa": {"weights": places},
                           "mean-min": {"alpha": chance.choice([0, 0.5, 1]), "beta": chance.choice([0, 1.5])}}

    def scores(self):
        """By the program: {method: [score of each unit]}."""
        nodes = []
        for at, method in enumerate([*ROWS, "copeland", "outranking", "kemeny"]):
            weights = [{} if method in UNWEIGHTED and w > 0 else {"weight": float(w)} for w in self.weights]
            children = [{"id": f"n{at}x{i}", "column": f"c{i}", **weight} for i, weight in enumerate(weights)]
            nodes.append({"id": f"n{at}", "aggregate": {"method": method, **self.parameters.get(method, {})}, "indicators": children})
        definition = {"egovbench": 1, "id": "t", "title": "T", "data": ["t.csv"], "defaults": {"normalise": "as-is"}, "aggregate": "minimum",
                      "indicators": nodes}
        (self.place / "t.yaml").write_text(json.dumps(definition), encoding="utf-8")
        lines = [",".join(["unit", *(f"c{i}" for i in range(len(self.table)))])]
        lines += [",".join([f"U{u}", *("" if row[u] is None else repr(float(row[u])) for row in self.table)]) for u in range(self.units)]
        (self.place / "t.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        done = self.run_program("stages", "t.yaml", "--stage", "scored", "--format", "csv", "-q")
        if done.code != 0:  # not one unit has a value
            self.assertIn("E0601", done.err)
            return None
        rows = {row["unit"]: row for row in csv.DictReader(io.StringIO(done.out))}
        value = [[rows[f"U{u}"][f"n{at}"] for u in range(self.units)] for at in range(len(nodes))]
        return dict(zip([*ROWS, "copeland", "outranking", "kemeny"], [[float(x) if x else None for x in column] for column in value]))

    def expected(self, method):
        if method not in ROWS:
            return compared(method, self.table, self.weights, self.units)
        pairs = [[(row[u], w) for row, w in zip(self.table, self.weights) if row[u] is not None and w > 0] for u in range(self.units)]
        return [ROWS[method](children, **self.parameters.get(method, {})) if children else None for children in pairs]

    def close(self, method, got, expected):
        sizes = [abs(float(x)) for row in self.table for x in row if x is not None]
        for u, (x, y) in enumerate(zip(got, expected)):
            self.assertEqual(x is None, y is None, f"{method} of U{u}")
            loses = method in ("arithmetic", "sum", "median", "owa", "mean-min", "inverted-geometric")
            if x is not None and abs(x - float(y)) > 1e-11 * max(abs(float(y)), max(sizes + [100]) if loses else 0):
                self.fail(f"{method} of U{u}: {x!r}, not {float(y)!r}, of {self.parameters.get(method)}")

    def order_is_best(self, score):
        """Kemeny's: no order is worth more, and units that compare alike are level."""
        weights = [w / sum(self.weights) for w in self.weights]
        there = [u for u in range(self.units) if score[u] is not None]
        nets = {(u, v): ahead(self.table, weights, u, v)[0] for u in there for v in there}
        worth = sum((nets[u, v] for u in there for v in there if score[u] > score[v]), Fraction(0))
        self.assertEqual(worth, best_worth(nets, there), "kemeny")
        for u, v in itertools.combinations(there, 2):
            if all(nets[u, w] == nets[v, w] for w in there):
                self.assertEqual(score[u], score[v], "kemeny")

    def test_formulas(self):
        checked = 0
        for seed in range(FIRST, FIRST + COUNT):
            self.trial(seed)
            scores = self.scores()
            checked += scores is not None
            for method, got in (scores or {}).items():
                with self.subTest(seed=seed, method=method):
                    if method == "kemeny":
                        self.order_is_best(got)
                    else:
                        self.close(method, got, self.expected(method))
        self.assertGreater(checked, COUNT // 2)


if __name__ == "__main__":
    unittest.main()
