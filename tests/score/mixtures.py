"""Random definitions that combine what a definition can say: baskets (`only:`), formulas (`compute:`, `then:`), filled values and scores,
subtracted items, `fit:` per method, weights, groups and exclusions per period; and a twin of the engine in a few plain functions, which
shares nothing with it.

A definition is written as JSON, which YAML reads; the same seed gives the same definition."""
import json
import math
import random

GROUPS = {"income": ["High", "Middle", "Low"], "region": ["North", "South"]}
YEARS = ["2018", "2019", "2020", "2021"]


class Refused(Exception):
    """What the twin has no answer for either."""


# ---- expressions: the text, and what it means; None is missing --------------------------------------------------------------------------


def whole(function):
    """A function of values that are all there."""
    return lambda p, q, ps: None if p is None or q is None else function(p, q)


def there(ps):
    return [p for p in ps if p is not None]


def median(values):
    values = sorted(values)
    return (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2


FORMULAS = {
    "{p} + {q} / 2": whole(lambda p, q: p + q / 2),
    "{p} * (1 + {q} / 100)": whole(lambda p, q: p * (1 + q / 100)),
    "if(missing({q}), {p}, {p} + {q})": lambda p, q, ps: p if q is None else None if p is None else p + q,
    "if({p} > {q} + 0.0007, {p}, 20)": whole(lambda p, q: p if p > q + 0.0007 else 20),
    "max({p}, {q}, 30)": whole(lambda p, q: max(p, q, 30)),
    "mean({p}, {q})": lambda p, q, ps: math.fsum(there([p, q])) / len(there([p, q])) if there([p, q]) else None,
    "{p} + 3 * count({p}, {q})": lambda p, q, ps: None if p is None else p + 3 * len(there([p, q])),
    "clamp({p}, 20, 70) + missing({q})": lambda p, q, ps: None if p is None else min(max(p, 20), 70) + (q is None),
    "{p} - minimum({p}) + 1 + 0 * {q}": whole(lambda p, q: None),
    "{p} / maximum({p}) * 50 + 0 * {q}": whole(lambda p, q: None),
    "{p} + median({p}) + 0 * {q}": whole(lambda p, q: None),
}
OVER_UNITS = {
    "{p} - minimum({p}) + 1 + 0 * {q}": lambda p, ps: p - min(there(ps)) + 1,
    "{p} / maximum({p}) * 50 + 0 * {q}": lambda p, ps: p / max(there(ps)) * 50,
    "{p} + median({p}) + 0 * {q}": lambda p, ps: p + median(there(ps)),
}


def evaluate(formula, p, q):
    """One value per unit."""
    result = []
    for a, b in zip(p, q):
        if formula in OVER_UNITS and a is not None and b is not None:
            result.append(OVER_UNITS[formula](a, p))
        else:
            result.append(FORMULAS[formula](a, b, p))
    return result


# ---- definitions ------------------------------------------------------------------------------------------------------------------------


def nodes(tree):
    """Every node below, parents first."""
    for node in tree:
        yield node
        yield from nodes(node.get("indicators", []))


def later(weight, period):
    """The value of a map from period, of the latest one not after this period."""
    if not isinstance(weight, dict):
        return weight
    return weight[max(key for key in weight if key <= period)]


class Mixture:
    """One random definition: `text` of the file, `table` of the data, `listing` of the units, `score` of a period by the twin."""

    def __init__(self, seed, means=("arithmetic", "arithmetic", "geometric", "sum"), calm=False, wild=False):
        """calm: nothing that only ranks have (ties, rounding, tie-breakers), no excluded units; wild: methods that the twin does not
        know."""
        self.chance = chance = random.Random(f"mixture {seed}")
        self.means, self.count, self.leaves, self.formulas = means, 0, [], {}
        self.periods = sorted(chance.sample(YEARS, chance.randint(1, 4)))
        self.units = [f"U{unit:02}" for unit in range(chance.choice([5, 8, 13]))]
        self.definition = {"egovbench": 1, "id": "trial", "title": "Trial", "data": ["trial.csv"],
                           "units": {"file": "list.csv", "groups": {name: name for name in GROUPS}}}
        self.definition["defaults"] = {"normalise": self.scale()}
        if chance.random() < 0.3:
            self.definition["fit"] = chance.choice(["all", {"normalise": "all"}, self.periods[0]])
        if chance.random() < 0.2:
            self.definition["direction"] = "lower"
        self.tree()
        if chance.random() < 0.3:
            self.definition["defaults"]["impute"] = chance.choice(["mean", {"method": "group-mean", "group": "income"}])
        self.formulate()
        if not calm:
            self.ranks()
        if wild:
            self.run_wild()
        self.data()

    def scale(self):
        return self.chance.choice(["minmax", {"method": "minmax", "to": [1, 100]}, {"method": "minmax", "fit": "all"},
                                   {"method": "minmax", "to": [5, 50], "fit": self.periods[-1]}])

    def tree(self):
        children, mean = self.family(self.chance.choice([1, 2, 2, 3]), self.chance.randint(2, 4))
        self.definition["indicators"], self.definition["aggregate"] = children, mean
        self.available(self.definition, children)

    def available(self, node, children):
        """What is withheld for lack of data is what there is to fill."""
        if self.chance.random() < (0.8 if "impute" in node else 0.3):
            node["available"] = self.chance.choice([0.5, 0.65, 1, {"share": 0.6, "of": "children"}, {"share": 1, "of": "children"}] +
                                                   [{"least": 2, "of": "children"}, {"least": 2}] * (len(children) > 1))

    def family(self, depth, count):
        """Children and how they are aggregated."""
        children = [self.node(depth) for _ in range(count)]
        mean = self.chance.choice(self.means)
        for child in children:
            if mean == "sum":
                if self.chance.random() < 0.3:
                    child["subtract"] = True
            elif self.chance.random() < 0.6:
                weights = [0.5, 1, 2, 3, 3.7, 10]
                child["weight"] = self.chance.choice(weights)
                if self.chance.random() < 0.4:
                    child["weight"] = {period: self.chance.choice(weights)
                                       for period in {self.periods[0], self.chance.choice(self.periods)}}
        return children, mean

    def node(self, depth):
        self.count += 1
        node, chance = {"id": f"n{self.count}"}, self.chance
        if chance.random() < 0.15:
            name = chance.choice(list(GROUPS))
            node["only"] = {name: chance.sample(GROUPS[name], chance.randint(1, len(GROUPS[name]) - 1))}
        if depth > 1 and chance.random() < 0.7:
            if chance.random() < 0.4:
                node["impute"] = chance.choice(["mean", {"method": "group-mean", "group": chance.choice(list(GROUPS))},
                                                {"method": "value", "value": 33}])
            node["indicators"], node["aggregate"] = self.family(depth - 1, chance.randint(1, 3))
            self.available(node, node["indicators"])
            return node
        if chance.random() < 0.3:
            node["goalposts"] = chance.choice([[0, 100], [10, 90]])
        elif chance.random() < 0.3:
            node["normalise"] = self.scale()
        if chance.random() < 0.25:
            node["direction"] = "lower"
        if chance.random() < 0.15:
            node["impute"] = chance.choice(["mean", "none", {"method": "group-mean", "group": chance.choice(list(GROUPS))},
                                            {"method": "value", "value": 40}])
        self.leaves.append(node["id"])
        return node

    def formulate(self):
        """Formulas use what comes later in the definition, or, turned round, what comes earlier: never in a circle."""
        chance, turned = self.chance, self.chance.random() < 0.5
        every = list(nodes(self.definition["indicators"]))
        if turned:
            every = list(self.after(self.definition["indicators"]))
        place = {node["id"]: at for at, node in enumerate(every)}
        for node in every:
            below = {other["id"] for other in nodes([node])}
            beyond = [other for other in every if other["id"] not in below and (
                place[other["id"]] < place[node["id"]] if turned else place[other["id"]] > place[node["id"]])]
            if "indicators" in node:
                others = [other["id"] for other in beyond] + ["x"]
                if chance.random() < 0.3:
                    self.formula(node, "then", "x", chance.choice(others))
            elif chance.random() < 0.3:
                others = [other["id"] for other in beyond if "indicators" not in other] + ["extra", "other"]
                self.formula(node, "compute", chance.choice(others), chance.choice(others))
        if chance.random() < 0.15:
            self.formula({"id": "trial"}, "then", "x", chance.choice(["x", every[0]["id"]]))
            self.definition["then"] = self.formulas["trial"][0].format(p="x", q=self.formulas["trial"][2])

        for node in every:
            if "indicators" not in node and "compute" not in node and chance.random() < 0.7:
                node["column"] = f"c{node['id']}"

    def after(self, tree):
        for node in tree:
            yield from self.after(node.get("indicators", []))
            yield node

    def formula(self, node, key, p, q):
        learns = "\"fit\"" in json.dumps(self.definition) and self.chance.random() < 0.95  # from other periods: then no unit is compared
        formula = self.chance.choice([text for text in FORMULAS if not (learns and text in OVER_UNITS)])
        self.formulas[node["id"]] = (formula, p, q)
        node[key] = formula.format(p=p, q=q)

    def ranks(self):
        chance, rank = self.chance, {}
        if chance.random() < 0.5:
            rank["ties"] = chance.choice(["competition", "dense", "fractional", "ordinal"])
        if chance.random() < 0.4:
            rank["decimals"] = chance.choice([0, 0, 1, {self.periods[0]: 0, self.periods[-1]: 1}])
            rank["rounding"] = chance.choice(["half-up", "half-even"])
        if chance.random() < 0.3:
            every = [node["id"] for node in nodes(self.definition["indicators"])]
            rank["tie-breakers"] = chance.sample(every, min(len(every), chance.randint(1, 2)))
        if rank:
            self.definition["rank"] = rank
        if chance.random() < 0.4:
            self.definition["screen"] = {"exclude": {self.units[1]: {chance.choice(self.periods): "No survey"}}}
            if chance.random() < 0.5:
                self.definition["screen"]["unranked"] = {self.units[0]: "A guest"}

    def run_wild(self):
        chance = self.chance
        compares = any(formula[0] in OVER_UNITS for formula in self.formulas.values())
        learns = "\"fit\"" in json.dumps(self.definition)

        def fit(method):
            return {**method, "fit": chance.choice(["all", self.periods[0], self.periods[-1]])} if chance.random() < 0.4 and not compares else method

        for node in nodes(self.definition["indicators"]):
            if "indicators" in node:
                if chance.random() < 0.3 and node["aggregate"] != "sum":
                    weighted = any("weight" in child for child in node["indicators"])
                    node["aggregate"] = chance.choice(["harmonic", {"method": "power", "p": 2}] if weighted else ["median", "minimum", "maximum"])
                if chance.random() < 0.2:
                    node["rescale"] = chance.choice(["minmax", {"method": "minmax", "to": [1, 100]}, "percentile"])
                continue
            if chance.random() < 0.3:
                node.pop("goalposts", None)
                node["normalise"] = fit(chance.choice([{"method": "zscore", "mean": 50, "sd": 10, "zero": 0.1}, {"method": "distance-to-maximum"}]))
                if not learns and chance.random() < 0.5:
                    node["normalise"] = chance.choice(["rank", "percentile", "borda"])
            if chance.random() < 0.3:
                node["treat"] = fit(chance.choice([{"method": "winsorise"}, {"method": "gii"}]))
            if chance.random() < 0.2:
                node["impute"] = chance.choice(["row-mean", "knn", "latest", "linear", "median"])
            if chance.random() < 0.2:
                node["if-constant"] = "drop"
            if chance.random() < 0.1:
                node["per"] = {"column": "other", "scale": 10}
        if chance.random() < 0.2:
            self.definition.setdefault("screen", {})["available"] = 0.5
        if chance.random() < 0.3:
            self.definition["levels"] = [{"id": "high", "from": 60}, {"id": "low", "from": -1000, "minimum": 0}]

    def data(self):
        chance = self.chance
        leaves = [node for node in nodes(self.definition["indicators"]) if node["id"] in self.leaves and node["id"] not in self.formulas]
        columns = [leaf.get("column", leaf["id"]) for leaf in leaves] + ["extra", "other"]
        kinds = {column: chance.choice(["wide", "whole", "few"]) for column in columns}
        gaps = chance.choice([0, 0.08, 0.2, 0.3])
        self.values, self.groups = {}, {}
        for period in self.periods:
            for unit in self.units:
                for column in columns:
                    value = {"wide": round(chance.uniform(2, 98), 3), "whole": chance.randint(1, 99),
                             "few": chance.choice([10, 50, 50, 90])}[kinds[column]]
                    self.values[period, unit, column] = None if chance.random() < gaps else float(value)
                self.groups[period, unit] = {name: chance.choice(GROUPS[name]) for name in GROUPS}
        if chance.random() < 0.5:  # groups that never change
            for period, unit in self.groups:
                self.groups[period, unit] = self.groups[self.periods[0], unit]
        if chance.random() < 0.4:  # a twin: tied whatever the weights
            for period in self.periods:
                self.groups[period, self.units[-1]] = self.groups[period, self.units[2]]
                for column in columns:
                    self.values[period, self.units[-1], column] = self.values[period, self.units[2], column]
        self.columns = columns

    def text(self, weights=None, change=None):
        """The definition, with other weights of nodes, or as change(definition) leaves it."""
        definition = json.loads(json.dumps(self.definition))
        for node in nodes(definition["indicators"]):
            if weights and node["id"] in weights:
                node["weight"] = weights[node["id"]]
        if change:
            change(definition)
        return json.dumps(definition)

    def rows(self, shuffled=False):
        rows = [[unit, period] + [self.values[period, unit, column] for column in self.columns] for period in self.periods for unit in self.units]
        if shuffled:
            random.Random(1).shuffle(rows)
        return [["unit", "period", *self.columns]] + [["" if cell is None else cell for cell in row] for row in rows]

    def listed(self):
        return [["unit", "period", *GROUPS]] + [[unit, period, *self.groups[period, unit].values()] for period in self.periods for unit in self.units]

    # ---- the twin -------------------------------------------------------------------------------------------------------------------------

    def score(self, period):
        """(scores of every node, units that are left out): scores[id] has a value per unit, in their order."""
        return Twin(self, period).scores()


def parameters(choice):
    return choice if isinstance(choice, dict) else {"method": choice}


class Twin:
    """The core once more, as plainly as it can be said."""

    def __init__(self, mixture, period):
        self.mixture, self.period = mixture, period
        self.definition = mixture.definition
        self.tree = {node["id"]: node for node in nodes(self.definition["indicators"])}
        self.root = {"id": "trial", **{key: self.definition[key] for key in ("indicators", "aggregate", "available") if key in self.definition}}
        self.parent = {child["id"]: node for node in [self.root, *self.tree.values()] for child in node.get("indicators", [])}
        self.count = range(len(mixture.units))

    def applies(self, node, period, u):
        """Whether a node is for a unit: by itself, by all above it, and one with children by any of them."""
        above = node
        while above is not None:
            for name, allowed in above.get("only", {}).items():
                if self.mixture.groups[period, self.mixture.units[u]][name] not in allowed:
                    return False
            above = self.parent.get(above["id"])
        return "indicators" not in node or any(self.applies(child, period, u) for child in node["indicators"])

    def raw(self, node, period, known):
        """Values of an indicator, from data columns and the indicators that its formula names."""
        if node["id"] not in known:
            formula = self.mixture.formulas.get(node["id"])
            takes = [self.applies(node, period, u) for u in self.count]
            columns = [[self.mixture.values[period, unit, name] for unit in self.mixture.units] if name in self.mixture.columns else
                       self.raw(self.tree[name], period, known) for name in (formula[1:] if formula else [])]
            if formula:
                columns = [[x if take else None for x, take in zip(column, takes)] for column in columns]
                values = evaluate(formula[0], *columns)
            else:
                values = [self.mixture.values[period, unit, node.get("column", node["id"])] for unit in self.mixture.units]
            known[node["id"]] = [x if take else None for x, take in zip(values, takes)]
        return known[node["id"]]

    def fill(self, node, choice, period, values):
        """Missing values by the mean of all or of the group; nothing for units that the node is not for."""
        choice = parameters(choice)
        groups = [self.mixture.groups[period, unit].get(choice.get("group")) for unit in self.mixture.units]
        filled = []
        for u, value in enumerate(values):
            others = [x for x, group in zip(values, groups) if x is not None and group == groups[u]]
            if value is not None or not self.applies(node, period, u) or choice["method"] == "none":
                filled.append(value)
            elif choice["method"] == "value":
                filled.append(choice["value"])
            else:
                filled.append(math.fsum(others) / len(others) if others else None)
        return filled

    def left_out(self, period, u):
        return period in self.definition.get("screen", {}).get("exclude", {}).get(self.mixture.units[u], {})

    def screened(self, node, period):
        values = self.raw(node, period, self.known.setdefault(period, {}))
        values = self.fill(node, node.get("impute", self.definition["defaults"].get("impute", "none")), period, values)
        return [None if self.left_out(period, u) else value for u, value in enumerate(values)]

    def normalised(self, node):
        """By goalposts, or by the lowest and highest value of the periods that are learned from."""
        choice = parameters(node.get("normalise", self.definition["defaults"]["normalise"]))
        low, high = choice.get("to", [0, 100])
        here = self.screened(node, self.period)
        if not any(self.applies(node, self.period, u) for u in self.count):
            return here
        if "goalposts" in node:
            bottom, top = node["goalposts"]
            low, high = 0, 100
        else:
            fit = self.definition.get("fit", "period")
            fit = choice.get("fit", fit["normalise"] if isinstance(fit, dict) else fit)
            periods = {"all": self.mixture.periods, "period": [self.period]}.get(fit, [fit])
            learned = there([x for period in periods for x in self.screened(node, period)])
            if not there(here) or not learned or min(learned) == max(learned):
                raise Refused(f"{node['id']} is constant")
            bottom, top = min(learned), max(learned)
        if not there(here):
            raise Refused(f"{node['id']} is empty")
        lower = node.get("direction") == "lower"
        return [None if x is None else low + (high - low) * ((top - x) if lower else (x - bottom)) / (top - bottom) for x in here]

    def scores(self):
        self.known, self.scored = {}, {}
        for node in self.tree.values():
            if "indicators" not in node:
                self.scored[node["id"]] = self.normalised(node)
        self.of(self.root)
        for node in self.tree.values():
            self.of(node)
        return self.scored

    def leaves_there(self, node, u):
        leaves = [leaf for leaf in nodes([node]) if "indicators" not in leaf and self.applies(leaf, self.period, u)]
        return sum(self.scored[leaf["id"]][u] is not None for leaf in leaves), len(leaves)

    def enough(self, node, u, children):
        rule = node.get("available", 0)
        rule = rule if isinstance(rule, dict) else {"share": rule}
        if rule.get("of") == "children":
            has, of = len(there(children)), sum(self.applies(child, self.period, u) for child in node["indicators"])
        else:
            has, of = self.leaves_there(node, u)
        return has >= rule.get("least", 0) and has >= rule.get("share", 0) * of - 1e-9

    def of(self, node):
        """The scores of a node, those that it needs first."""
        if node["id"] in self.scored:
            return self.scored[node["id"]]
        children = [self.of(child) for child in node["indicators"]]
        score = []
        for u in self.count:
            column = [child[u] for child in children]
            score.append(self.mean(node, column) if self.enough(node, u, column) else None)
        if node["id"] in self.mixture.formulas:
            formula, _, q = self.mixture.formulas[node["id"]]
            other = score if q == "x" else self.of(self.tree[q])
            score = [None if x is None else value for x, value in zip(score, evaluate(formula, score, other))]
        if "impute" in node:
            score = [None if self.left_out(self.period, u) else x for u, x in enumerate(self.fill(node, node["impute"], self.period, score))]
        self.scored[node["id"]] = score
        return score

    def mean(self, node, column):
        pairs = [(x, child) for x, child in zip(column, node["indicators"]) if x is not None]
        if not pairs:
            return None
        if node["aggregate"] == "sum":
            return math.fsum(-x if child.get("subtract") else x for x, child in pairs)
        weights = [later(child.get("weight", 1), self.period) for _, child in pairs]
        if node["aggregate"] == "arithmetic":
            return math.fsum(w * x for w, (x, _) in zip(weights, pairs)) / math.fsum(weights)
        if min(x for x, _ in pairs) < 0:
            return None
        if min(x for x, _ in pairs) == 0:
            return 0.0
        return math.exp(math.fsum(w * math.log(x) for w, (x, _) in zip(weights, pairs)) / math.fsum(weights))


# ---- ranks ------------------------------------------------------------------------------------------------------------------------------


def quantise(score, decimals, rounding):
    steps = round(score * 1e9)
    if decimals is None:
        return steps
    tens = 10 ** (9 - decimals)
    if rounding == "half-up":
        return (abs(steps) * 2 + tens) // (2 * tens) * (1 if steps >= 0 else -1)
    whole_steps, rest = divmod(steps, tens)
    return whole_steps + (2 * rest > tens or (2 * rest == tens and whole_steps % 2 == 1))


def ranks(mixture, period, scores):
    """The rank of every unit, None without, from scores of every node as the program printed them."""
    rule, sense = mixture.definition.get("rank", {}), -1 if mixture.definition.get("direction") == "lower" else 1
    decimals = rule.get("decimals")
    decimals = decimals.get(period) if isinstance(decimals, dict) else decimals  # a period that is not named has none
    unranked = mixture.definition.get("screen", {}).get("unranked", {})
    keys = {}
    for u, unit in enumerate(mixture.units):
        if scores["trial"][u] is None or unit in unranked:
            continue
        key = [sense * quantise(scores["trial"][u], decimals, rule.get("rounding"))]
        for breaker in rule.get("tie-breakers", []):
            score, height = scores[breaker][u], sense * subtracted(mixture, breaker)
            key.append(-math.inf if score is None else height * round(score * 1e9))
        keys[unit] = key
    ordered = sorted(keys.values(), reverse=True)
    result = {}
    for unit, key in keys.items():
        better, same = sum(k > key for k in ordered), sum(k == key for k in ordered)
        dense = len({tuple(k) for k in ordered if k > key})
        before = sum(keys[other] == key for other in keys if other < unit)
        result[unit] = {"competition": better + 1, "dense": dense + 1, "fractional": better + (same + 1) / 2,
                        "ordinal": better + 1 + before}[rule.get("ties", "competition")]
    return result


def subtracted(mixture, identifier):
    """-1 for a node that is below an odd number of subtracted ones."""
    def walk(tree, sign):
        for node in tree:
            mine = -sign if node.get("subtract") else sign
            if node["id"] == identifier:
                return mine
            found = walk(node.get("indicators", []), mine)
            if found:
                return found
        return 0
    return walk(mixture.definition["indicators"], 1)
