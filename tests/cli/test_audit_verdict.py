"""`audit`, the verdict: which of its sentences each of these indices gets, and which not. The data are made so that what a
sentence says is known: one factor, numbers that have nothing in common, halves that oppose each other, and small changes
of them. The last test asks that every sentence of the list of phrases is said of one index and not said of another."""
import re
import unittest

from program import ROOT
from test_audit_robust import HEAD, Audit, factor, noise

WRAPPERS = {"coherence", "some", "plain", "ranks"}  # around other phrases
# What varies, so that the cases stay what they are when what audits vary by themselves changes.
USUAL = "uncertainty: {weights: {uniform: 25%}, aggregate: [arithmetic, geometric]}\n"
LITTLE = "uncertainty: {weights: {uniform: 2%}}\n"  # weights that are nearly known


def phrases():
    """id: what its English is in a text; arguments are anything."""
    text = (ROOT / "src/audit/phrase_list.h").read_text(encoding="utf-8")
    found = {}
    for name, english in re.findall(r'^EGB_PHRASE\(verdict_(\w+), "(.*?)",$', text, re.MULTILINE):
        pattern = "[^\n]+?".join(re.escape(part) for part in re.split(r"\{\d[^}]*\}", english))
        found[name] = pattern if english.endswith(".") else pattern + r"(?=: | \(section|\.)"
    return {name: pattern for name, pattern in found.items() if name not in WRAPPERS}


def one_stray(rows, other):
    """The last column is another's."""
    return [row[:-1] + [stray] for row, (stray,) in zip(rows, other)]


def without(rows, *cells):
    for unit, column in cells:
        rows[unit][column] = None
    return rows


def doubling(rows):
    """The first column doubles every other unit."""
    return [[2.0 ** (i / 2), *row[1:]] for i, row in enumerate(rows)]


def weighted(first):
    return "".join(f"  - {{id: x{k}, weight: {first if k == 0 else 1}}}\n" for k in range(6))


# What is the same for most of them.
FINE = {"data_none", "skew_none", "end"}
SURE = {"hold_all", "sensitive_none", "doubt_none"}
UNSURE = {"hold_not", "intervals", "sensitive_some"}
ALIKE = {"coherent", "rules_none", "balance_none"}
APART = {"rules", "balance_some"}


class Verdict(Audit):
    SAID = {
        # One factor, and half as much again of each indicator's own: related, none of them the whole; few doubts.
        "nothing": (dict(rows=factor(29), more=LITTLE), {*ALIKE, *FINE, *SURE, "added_none", "no_flags"}),
        # The same in every indicator.
        "twins": (dict(rows=factor(0.3)), {*ALIKE, *FINE, *SURE, "added_some", "twins"}),
        "noise": (dict(rows=noise()), {*FINE, *UNSURE, "noise", "balance_some", "added_none", "order_noise", "doubt_none"}),
        "halves": (dict(rows=factor(8, signs=(1, 1, 1, -1, -1, -1))),
                   {*APART, *FINE, *UNSURE, "incoherent", "twins", "added_none", "doubt_none"}),
        # Of two that oppose each other, weights of its own put either end first.
        "opposed": (dict(rows=factor(0.5, signs=(1, -1))),
                    {*FINE, *UNSURE, "incoherent", "rules", "balance_none", "added_none", "doubt_some"}),
        # A sixth indicator that has nothing to do with the five.
        "stray": (dict(rows=one_stray(factor(15), noise(1))),
                  {*APART, *FINE, "mixed", "added_some", "hold_partly", "intervals", "sensitive_some", "doubt_none"}),
        # One has 20 of 25 parts of the weight, all of them vary together.
        "weights": (dict(rows=factor(15), nodes=weighted(20)),
                    {*FINE, *SURE, "coherent", "rules_none", "balance_some", "added_some", "twins"}),
        # A unit with one value of six, which is where the others of it would be.
        "gaps": (dict(rows=without(factor(15), *((3, k) for k in range(1, 6)))),
                 {*ALIKE, *SURE, "added_none", "data_some", "skew_none", "impute_none", "end"}),
        # The best of two, whose other two values would be the worst.
        "filled": (dict(rows=without(factor(2, signs=(1, -1, 1, -1)), (39, 1), (39, 3))), {"impute_some", "data_some", "skew_none", "end"}),
        "tails": (dict(rows=doubling(factor(15))), {*ALIKE, *SURE, "added_some", "data_none", "skew_some", "end"}),
        "alone": (dict(rows=[row[:1] for row in factor(3)]), {*FINE, *SURE, "unknown", "no_flags"}),
        "two": (dict(rows=[[1, 2], [2, 1]]), {"ranks_unknown", "data_none", "end"}),
    }
    PARTLY = {"filled": {"impute_some", "impute_none", "data_some", "data_none", "skew_some", "skew_none", "end"},
              "two": {"ranks_unknown", "hold_all", "hold_partly", "hold_not", "intervals", "data_some", "data_none", "end"}}

    def said(self, case):
        options, wanted = self.SAID[case]
        self.make(**{"more": USUAL, **options}, head=HEAD)
        texts = self.sections()
        names = {name for name, pattern in phrases().items() if re.search(pattern, texts["Verdict"])}
        if "cannot be computed" in texts["14. Benchmarks"]:  # built without GLPK
            wanted = wanted - {"doubt_some", "doubt_none"}
        return names, wanted

    def test_what_is_said(self):
        found = {}
        for case in self.SAID:
            with self.subTest(case):
                found[case], wanted = self.said(case)
                self.assertEqual(found[case] & self.PARTLY.get(case, found[case]), wanted)
        for name in phrases():
            if name != "end" and not name.startswith("doubt"):
                self.assertTrue(any(name in names for names in found.values()), f"{name} is said of none")
                self.assertTrue(any(name not in names for names in found.values()), f"{name} is said of all")

    def test_every_sentence_is_expected_of_some_and_not_of_others(self):
        every = set(phrases())
        self.assertGreater(len(every), 25)
        self.assertEqual(set().union(*(wanted for _, wanted in self.SAID.values())), every)
        for name in every - {"end"}:
            self.assertTrue(any(name not in wanted for _, wanted in self.SAID.values()), name)


if __name__ == "__main__":
    unittest.main(verbosity=1)
