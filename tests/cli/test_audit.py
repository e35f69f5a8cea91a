"""`audit`, sections 1 to 9: every flag on an index made to raise it, and on one made not to; formats, folders, exit codes.

The figures of the incoherent index are those of R in tests/reference/statistics; the others follow from how the data is made.
"""
import csv
import io
import json
import random
import re
import unittest

from page import Page
from program import ROOT, ProgramTest

QUICK = ("--draws", "40", "--threads", "1")
DIMENSIONS = {"A": 4, "B": 4, "C": 4}
# Rules of the sections that are tested here; those of other sections are not looked at.
STATIC = {"few-indicators", "many-indicators", "coverage", "indicator-coverage", "skewness", "kurtosis-alone", "constant", "dominates",
          "silent", "against", "redundant", "opposed", "elsewhere", "size", "components", "first-share", "signs", "noise", "kmo", "alpha",
          "alpha-low", "alpha-without", "balance", "added-value"}


def tree(name, dimensions, keys=()):
    lines = ["egovbench: 1", f"id: {name}", f"data: [{{file: {name}.csv, unit: unit}}]", *keys,
             "defaults: {normalise: minmax, aggregate: arithmetic}", "indicators:"]
    for dimension, count in dimensions.items():
        parts = ", ".join(f"{{id: {dimension}{i + 1}}}" for i in range(count))
        lines.append(f"  - {{id: {dimension}, indicators: [{parts}]}}")
    return "\n".join(lines) + "\n"


def table(dimensions, rows):
    names = [f"{dimension}{i + 1}" for dimension, count in dimensions.items() for i in range(count)]
    lines = [",".join(["unit", *names])]
    for i, row in enumerate(rows):
        lines.append(",".join([f"U{i:03d}", *("" if value is None else repr(value) for value in row)]))
    return "\n".join(lines) + "\n"


def unrelated(units, count, seed=11):
    """White noise."""
    values = random.Random(seed)
    return [[values.gauss(50, 10) for _ in range(count)] for _ in range(units)]


def related(units, dimensions, seed=11):
    """One factor of the index, one of each dimension, and noise: as coherent as an index can be hoped to be."""
    values, rows = random.Random(seed), []
    for _ in range(units):
        index, row = values.gauss(0, 1), []
        for count in dimensions.values():
            own = values.gauss(0, 1)
            row += [50 + 10 * (0.7 * index + 0.4 * own + 0.6 * values.gauss(0, 1)) for _ in range(count)]
        rows.append(row)
    return rows


class AuditTest(ProgramTest):
    def write(self, name, text):
        (self.place / name).write_text(text, encoding="utf-8")

    def index(self, name, dimensions, rows, keys=()):
        self.write(f"{name}.yaml", tree(name, dimensions, keys))
        self.write(f"{name}.csv", table(dimensions, rows))
        return f"{name}.yaml"

    def incoherent(self):
        """40 units: A hangs together and has a redundant pair, B is noise, C runs against A (tests/reference/statistics)."""
        folder = ROOT / "tests/reference/statistics/incoherent"
        self.write("incoherent.yaml", tree("incoherent", DIMENSIONS).replace("normalise: minmax", "normalise: as-is").replace(
            "id: incoherent", "id: incoherent\nscale: 1000"))
        self.write("incoherent.csv", (folder / "values.csv").read_text(encoding="utf-8"))
        return "incoherent.yaml"

    def document(self, *arguments):
        return json.loads(self.run_program("audit", *arguments, *QUICK, "--format", "json", code=0).out)

    def audit(self, *arguments):
        """Paragraphs by the number of their section, and flags as (section, rule, severity, text)."""
        said, flags, section = {}, [], 0
        for block in self.document(*arguments)["blocks"]:
            if block["kind"] == "heading":
                number = re.match(r"(\d+)\. ", block["text"])
                section = int(number.group(1)) if number else 0
            elif block["kind"] == "paragraph":
                said[section] = said.get(section, "") + block["text"] + "\n"
            elif block["kind"] == "item":
                found = re.fullmatch(r"(Flag|Note): (.*) \[([\w-]+): .*\]", block["text"], re.DOTALL)
                self.assertIsNotNone(found, block["text"])
                flags.append((section, found.group(3), found.group(1), found.group(2)))
        return said, flags

    def one(self, flags, section, rule):
        """The text of the only flag of a rule in a section."""
        found = [text for at, name, _, text in flags if (at, name) == (section, rule)]
        self.assertEqual(len(found), 1, f"{rule} in {section}: {flags}")
        return found[0]


class Coherence(AuditTest):
    def test_a_coherent_index_is_not_flagged(self):
        said, flags = self.audit(self.index("coherent", DIMENSIONS, related(100, DIMENSIONS)))
        self.assertEqual([flag for flag in flags if flag[0] in range(1, 10)], [])
        self.assertIn("12 indicators in 4 aggregates, the index included, on 2 levels below it; its dimensions are 3.", said[1])
        self.assertIn("Normalisation of the indicators: minmax (12). Aggregation: arithmetic (4).", said[1])
        self.assertIn("equal effective weights, 8.33 % of the index each", said[1])
        self.assertIn("The data has 100 units; 100 take part in the ranking.", said[2])
        self.assertIn("Of the 1200 values that 12 indicators of 100 ranked units could have, 1200 (100 %) are observed.", said[2])
        self.assertIn("Every indicator is observed for at least 65 % of the ranked units.", said[2])
        self.assertIn("All 100 ranked units have at least 65 % of the indicators, in all and in every dimension.", said[2])
        self.assertIn("No indicator is skewed or heavy-tailed as it is in the data.", said[3])
        self.assertIn("The definition treats no outliers.", said[3])
        self.assertIn("No value of a ranked unit is missing.", said[4])
        self.assertIn("Of 21 pairs of siblings 21 correlate positively, 21 of them significantly at 5 %; 0 correlate negatively", said[5])
        self.assertIn("Every one of 12 parts correlates most with its own dimension.", said[5])
        self.assertIn("In 4 of 4 nodes the children have one component with an eigenvalue above 1", said[6])
        self.assertIn("The first component accounts for at least 65 % of the variance in every one of them.", said[6])
        self.assertIn("All children load on the first component of their node with one sign.", said[6])
        self.assertIn("Cronbach's alpha is 0.70 or more in 4 of 4 nodes.", said[7])
        self.assertIn("The importance of 15 of 15 parts is within a factor of 2.0 of their weights.", said[8])

    def test_white_noise_is_called_noise(self):
        said, flags = self.audit(self.index("noise", DIMENSIONS, unrelated(100, 12)))
        self.assertIn("Of 21 pairs of siblings", said[5])
        self.assertRegex(self.one(flags, 7, "noise"), r"^The children of 4 nodes cannot be distinguished from noise: .*noise \(0\.\d+\), A \(")
        self.assertRegex(self.one(flags, 7, "alpha-low"), r"^The children of 4 nodes hardly vary together")
        self.assertRegex(self.one(flags, 6, "first-share"), r"^In 4 nodes ")
        self.assertIn("0.70 or more in 0 of 4 nodes", said[7])

    def test_what_an_incoherent_index_is_told(self):
        said, flags = self.audit(self.incoherent())
        by_section = {section: [(rule, severity) for at, rule, severity, _ in flags if at == section] for section in range(1, 10)}
        self.assertEqual([by_section[section] for section in (1, 2, 3, 4, 9)], [[], [], [], [], []])
        silent = [text for _, rule, _, text in flags if rule == "silent"]
        # r2 with the index: A 0.0153, C 0.0296; the values of R in importance.csv
        self.assertEqual(silent[0], "Parts that hardly show in the node that they are a part of, 2 of 15 (r in brackets): A (0.124), C (0.172).")
        self.assertRegex(silent[1], r"^Indicators that hardly show in the index, 8 of 12 \(r in brackets\): A1 \(0\.168\), ")
        self.assertRegex(self.one(flags, 5, "redundant"), r"counts twice, 1 of 21 \(r in brackets\): A1 and A2 \(0\.9\d+\)\.$")
        self.assertRegex(self.one(flags, 5, "opposed"), r"cancel, 1 of 21 \(r in brackets\): A and C \(-0\.[89]\d*\)\.$")
        self.assertRegex(self.one(flags, 5, "dominates"), r"nearly alone, 1 of 15 \(r in brackets\): A1 \(0\.953\)\.$")
        # pca_eigen.csv: B 1.203 and 1.189 above 1, first shares 0.301 (B), 0.637 (index)
        self.assertRegex(self.one(flags, 6, "components"), r"^The children of 1 node have .*: B \(2 above 1, the first 30 %\)\.$")
        self.assertEqual(self.one(flags, 6, "first-share").split("brackets): ")[1], "incoherent (0.64), B (0.30).")
        self.assertRegex(self.one(flags, 6, "signs"), r"incoherent \(1\), B \(2\)\.$")
        # alpha.csv
        self.assertEqual(self.one(flags, 7, "alpha-low").split(": ")[1], "incoherent (-4.93), B (0.08).")
        self.assertIn("0.70 or more in 2 of 4 nodes", said[7])
        self.assertRegex(self.one(flags, 7, "noise"), r"of 1 node cannot .*: B \(0\.68\)\.$")
        self.assertRegex(self.one(flags, 7, "kmo"), r": B \(0\.43\)\.$")
        self.assertRegex(self.one(flags, 7, "alpha-without"), r"A of incoherent \(-4\.93, without it 0\.15\)")
        self.assertRegex(self.one(flags, 8, "balance"), r"A of incoherent \(0\.33, 0\.0\d\), B of incoherent \(0\.33, 0\.9\d\)")
        self.assertIn("furthest apart in B: weight 0.33, importance 0.9", said[8])
        rows = csv.DictReader(io.StringIO(self.run_program("weights", "correlation-balanced", "--index", "incoherent.yaml", "--format", "csv", code=0).out))
        weights = [f"{row['node']} ({float(row['correlation-balanced']):.2f})" for row in rows if row["kind"] == "weight"]
        self.assertIn("as close to them as can be: " + ", ".join(weights) + ". The ranks would correlate", said[8])
        self.assertEqual({severity for _, rule, severity, _ in flags if rule in ("first-share", "kmo", "alpha-without")}, {"Note"})

    def test_a_part_that_runs_against_its_whole_and_one_that_belongs_elsewhere(self):
        rows = related(100, DIMENSIONS)
        for row in rows:
            row[3] = 100 - row[3]  # A4 turned over
            row[11] = row[4] + 0.2 * row[11]  # C4 is B1
        said, flags = self.audit(self.index("turned", DIMENSIONS, rows))
        against = [text for _, rule, _, text in flags if rule == "against"]
        self.assertRegex(against[0], r"^Parts that run against the node that they are a part of, 1 of 15 .*: A4 \(-0\.\d+\)\.$")
        self.assertRegex(against[1], r"^Indicators that run against the index, 1 of 12 .*: A4 \(-0\.\d+\)\.$")
        self.assertRegex(self.one(flags, 5, "elsewhere"), r"^Parts that correlate more .*, \d of 12: .*C4 with B \(0\.\d+ against 0\.\d+\)")
        self.assertNotIn("Every one of", said[5])

    def test_an_index_that_is_one_of_its_parts(self):
        rows = [[10 * row[0], *(row[1:])] for row in related(100, {"A": 1, "B": 1})]
        self.write("one.yaml", "egovbench: 1\nid: one\nscale: 1000\ndata: [{file: one.csv, unit: unit}]\n"
                               "defaults: {normalise: as-is, aggregate: arithmetic}\nindicators: [{id: A1, weight: 99}, {id: B1, weight: 1}]\n")
        self.write("one.csv", table({"A": 1, "B": 1}, rows))
        said, flags = self.audit("one.yaml")
        self.assertRegex(self.one(flags, 9, "added-value"), r"^The index ranks units nearly as 1 dimension alone.*: A1 \(0\.00\)\.$")
        self.assertIn("for 0 of 100 units (A1) at least", said[9])
        self.assertRegex(said[9], r"The ranks correlate by 0\.\d+ \(B1\) to 1\.00 \(A1\)\.")
        self.assertRegex(self.one(flags, 5, "dominates"), r"1 of 2 \(r in brackets\): A1 \(1\.000\)")
        few, _ = self.audit(self.index("small", {"A": 1, "B": 1}, rows[:12]))
        self.assertIn("With so few units, 10 places are more than a quarter of the ranking", few[9])

    def test_an_index_without_two_parts(self):
        said, flags = self.audit(self.index("single", {"A": 1}, related(30, {"A": 1})))
        self.assertIn("No two siblings have values that can be correlated.", said[5])
        names = {block.get("name") for block in self.document("single.yaml")["blocks"] if block["kind"] == "table"}
        self.assertEqual(names & {"items", "component-counts", "reliability"}, set())  # nothing is in them
        self.assertIn("No node has children enough", said[6])
        self.assertIn("No node has two children that vary", said[7])
        self.assertIn("No node has two children whose importance can be distinguished.", said[8])
        self.assertIn("no two children that rank units", said[9])
        self.assertEqual([rule for section, rule, _, _ in flags if section in range(1, 10)], ["few-indicators"])


class Data(AuditTest):
    def messy(self, keys=()):
        """60 units: A1 with a heavy tail, A2 the same for all, B1 missing for half, U000 with little, C follows the population."""
        dimensions = {"A": 3, "B": 4, "C": 2}
        rows = related(60, dimensions)
        for i, row in enumerate(rows):
            row[0] = 1.0 + i if i < 58 else 10.0 ** (i - 54)
            row[1] = 7.0
            row[3] = None if i % 2 else row[3]
            row[7] = row[8] = float(i)
        for column in (2, 4, 5):
            rows[0][column] = None
        self.write("units.csv", "id,name,population\n" + "".join(f"U{i:03d},Unit {i},{1000 + 10 * i}\n" for i in range(60)))
        path = self.index("messy", dimensions, rows, ("units: units.csv", *keys))
        text = (self.place / path).read_text(encoding="utf-8")
        self.write(path, text.replace("{id: A2}", "{id: A2, normalise: goalposts, goalposts: [0, 10]}"))
        return path

    def test_gaps_tails_and_size(self):
        said, flags = self.audit(self.messy())
        self.assertEqual(self.one(flags, 1, "few-indicators"), "1 dimension is measured by few indicators: C (2).")
        self.assertEqual(self.one(flags, 2, "indicator-coverage"),
                         "Indicators that are observed for less than 65 % of the ranked units, 1 of 9: B1 (0.50).")
        self.assertEqual(self.one(flags, 2, "coverage"),
                         "Ranked units with less than 65 % of the indicators, in all or in a dimension, 1 of 60: U000 (0.50).")
        self.assertIn("Of the 540 values that 9 indicators of 60 ranked units could have, 507 (93.8 %) are observed.", said[2])
        self.assertEqual(self.one(flags, 3, "constant"), "1 indicator has the same value for every ranked unit: A2.")
        self.assertEqual(self.one(flags, 3, "skewness"), "Indicators that are skewed or heavy-tailed as they are normalised, 1 of 9: A1.")
        self.assertIn("as they are in the data, 1 of 9: A1.", said[3])
        self.assertIn("33 values of the ranked units are missing, of 4 indicators and 31 units.", said[4])
        self.assertIn("33 stay missing: a part without a value leaves its weight to its siblings", said[4])
        self.assertRegex(self.one(flags, 5, "size"), r"with the population \(r in brackets\): .*C \(1\.00\)")
        self.assertIn("The index and the population of its units correlate by ", said[5])

    def test_what_treatment_and_imputation_do(self):
        path = self.messy()
        text = (self.place / path).read_text(encoding="utf-8")
        self.write(path, text.replace("defaults: {", "defaults: {treat: {method: winsorise, points: 5}, impute: mean, "))
        said, flags = self.audit(path)
        self.assertRegex(said[3], r"The treatment brings in \d+ values? of 1 indicator, and transforms 0 indicators\.")
        self.assertIn("After it none is.", said[3])
        self.assertEqual([flag for flag in flags if flag[1] in ("skewness", "kurtosis-alone")], [])
        self.assertIn("Imputation as defined fills 33 of them.", said[4])
        self.assertNotIn("stay missing", said[4])

    def test_units_that_are_left_out(self):
        said, flags = self.audit(self.messy(("screen: {available: 80%}",)))
        self.assertIn("59 take part in the ranking.", said[2])
        self.assertIn("1 unit is left out by the rules of screening: U000.", said[2])
        self.assertEqual(self.one(flags, 2, "coverage"), "Of the units left out, 1 is below it: U000 (0.50).")
        self.assertEqual([severity for _, rule, severity, _ in flags if rule == "coverage"], ["Note"])
        said, _ = self.audit(self.messy(("screen: {unranked: {U003: a total}}",)))
        self.assertIn("1 unit is scored without a rank: U003.", said[2])

    def test_many_indicators_and_unequal_weights(self):
        dimensions = {"A": 30, "B": 11}
        said, flags = self.audit(self.index("many", dimensions, related(60, dimensions)))
        self.assertIn("41 indicators", self.one(flags, 1, "many-indicators"))
        self.assertIn("run from 1.67 % (A1) to 4.55 % (B1) of the index; equal weights would be 2.44 %.", said[1])


class Program(AuditTest):
    def setUp(self):
        super().setUp()
        self.path = self.incoherent()
        self.fine = self.index("coherent", DIMENSIONS, related(100, DIMENSIONS))

    def test_each_flag_names_its_rule_limit_and_source(self):
        text = self.run_program("audit", self.path, *QUICK, "--width", "0", code=0).out
        self.assertIn("[dominates: r > 0.95, jrc-pocket (JRC pocket guide, as quoted)]", text)
        self.assertIn("[redundant: r > 0.9, jrc-pocket (SDG Index, COINr)]", text)
        self.assertIn("[alpha-low: alpha < 0.4, jrc-pocket (SDG Index 2018)]", text)
        self.assertIn("[first-share: share < 0.65, jrc-pocket (common in JRC's audits, custom)]", text)

    def test_another_limit(self):
        said, flags = self.audit(self.path, "--rule", "redundant=0.98,alpha-low=0")
        self.assertNotIn("redundant", [rule for _, rule, _, _ in flags])
        self.assertEqual(self.one(flags, 7, "alpha"), "The children of 1 node vary together in part only: B (0.08).")
        self.assertEqual(said[7], self.audit(self.path)[0][7])
        for wrong, hint in (("redundant", "RULE=NUMBER"), ("twins=3", "few-indicators, "), ("elsewhere=1", "RULE=NUMBER"), ("alpha=x", "`alpha=0.7`"),
                            ("alpha=1.5", "`alpha=0.7`"), ("alpha=-1", "`alpha=0.7`"), ("told-apart=0.9", "distinguished, ")):
            done = self.run_program("audit", self.path, "--rule", wrong, code=2)
            self.assertIn(hint, done.err)

    def strict(self, name="strict", limits="{redundant: 0.98, alpha-low: 0.3, few-indicators: 5}"):
        """The incoherent index with limits of its own, in line 4."""
        text = (self.place / self.path).read_text(encoding="utf-8").replace("id: incoherent\n", f"id: {name}\n")
        self.write(f"{name}.yaml", text.replace("scale: 1000\n", f"scale: 1000\naudit: {{limits: {limits}}}\n"))
        return f"{name}.yaml"

    def sources(self, *arguments):
        """Rule -> what is flagged and who says so: in the flags, and the same in the table of flags."""
        document = self.document(*arguments)
        items = [re.fullmatch(r"(Flag|Note): .* \[([\w-]+): (.*)\]", block["text"], re.DOTALL).groups()
                 for block in document["blocks"] if block["kind"] == "item"]
        table = next(block for block in document["blocks"] if block["kind"] == "table" and block["name"] == "audit-flags")
        self.assertEqual({row["limit"] for row in table["rows"]}, {f"{rule}: {text}" for kind, rule, text in items if kind == "Flag"})
        return {rule: text for _, rule, text in items}

    def test_a_limit_of_the_definition(self):
        plain, own = self.sources(self.path), self.sources(self.strict())
        self.assertIn("redundant", plain)
        self.assertNotIn("redundant", own)  # the pair is at 0.97
        self.assertNotIn("few-indicators", plain)
        self.assertEqual(own["few-indicators"], "indicators < 5, the definition, line 4")
        self.assertEqual(own["alpha-low"], "alpha < 0.3, the definition, line 4")
        self.assertEqual(own["dominates"], "r > 0.95, jrc-pocket (JRC pocket guide, as quoted)")

    def test_tables_have_the_limits_of_the_sentences(self):
        """A flag in a table of statistics is the rule that the audit states, with the limit in force."""
        def flagged(document, name):
            return {(row.get("node"), row.get("x", row.get("child")), row.get("y")): row["flag"]
                    for block in document["blocks"] if block["kind"] == "table" and block["name"] == name for row in block["rows"] if row["flag"]}
        pair, limits = (None, "A1", "A2"), "{redundant: 0.98, dominates: 0.96, opposed: 0.9, silent: 0.05, alpha-low: 0}"
        plain = self.document(self.path)
        self.assertEqual(flagged(plain, "correlations")[pair], "redundant")
        self.assertEqual(flagged(plain, "correlations")[None, "A", "C"], "opposed")
        self.assertEqual(flagged(plain, "correlations")[None, "A1", "A"], "dominates")
        for document in (self.document(self.strict("strict", limits)),
                         self.document(self.path, "--rule", limits[1:-1].replace(": ", "=").replace(" ", ""))):
            flags = flagged(document, "correlations")
            self.assertNotIn(pair, flags)
            self.assertNotIn("opposed", flags.values())
            self.assertNotIn("dominates", flags.values())
            self.assertNotIn("redundant", flagged(document, "items").values())
            self.assertEqual(flagged(document, "reliability"), {("strict" if "strict" in document["title"] else "incoherent", None, None): "opposed", ("B", None, None): "moderate"})
        rows = list(csv.DictReader(io.StringIO(self.run_program("stats", "correlations", "strict.yaml", "--format", "csv", code=0).out)))
        self.assertFalse({row["flag"] for row in rows} & {"redundant", "opposed", "dominates"})

    def test_limits_of_coverage_and_skewness(self):
        data = [[10.0 * i + k for k in range(12)] for i in range(12)]
        data[4][2:] = [None] * 10
        for i, row in enumerate(data):
            row[0] = 4.0 ** i
        path = self.index("gappy", DIMENSIONS, data)
        text = (self.place / path).read_text(encoding="utf-8")
        self.write("lax.yaml", text + "audit: {limits: {coverage: 0, skewness: 9, kurtosis-alone: 99}}\n")
        for command, flag, row in (("coverage", "below", "U004"), ("summary", "skewed", "A1")):
            for name, wanted in ((path, flag), ("lax.yaml", "")):
                rows = csv.DictReader(io.StringIO(self.run_program("stats", command, name, "--format", "csv", code=0).out))
                self.assertEqual(next(r["flag"] for r in rows if row in (r.get("unit"), r.get("node"))), wanted, (command, name))
        for name, extra in (("lax.yaml", ()), (path, ("--rule", "coverage=0,skewness=9,kurtosis-alone=99"))):
            raised = [rule for _, rule, _, _ in self.audit(name, *extra)[1]]
            self.assertFalse({"coverage", "skewness", "kurtosis-alone"} & set(raised), name)

    def test_an_option_precedes_the_definition(self):
        asked = self.sources(self.strict(), "--rule", "few-indicators=6,alpha-low=0")
        self.assertEqual(asked["few-indicators"], "indicators < 6, as asked")
        self.assertEqual(asked["alpha-low"], "alpha < 0, as asked")
        self.assertNotIn("redundant", asked)  # the definition's still
        self.assertEqual(self.sources("strict.yaml", "--profile", "jrc-pocket"), self.sources(self.path))
        both = self.sources("strict.yaml", "--profile", "jrc-pocket", "--rule", "few-indicators=6")
        self.assertEqual(both, {**self.sources(self.path), "few-indicators": "indicators < 6, as asked"})

    def test_limits_are_inherited_rule_by_rule(self):
        self.strict()
        self.write("base.yaml", (self.place / "strict.yaml").read_text(encoding="utf-8") + "scenarios: {equal: {weights: {A: 2}}}\n")
        self.assertEqual(self.sources("base.yaml", "--scenario", "equal")["few-indicators"], "indicators < 5, the definition, line 4")
        self.write("over.yaml", "egovbench: 1\nid: over\nextends: base.yaml\naudit: {limits: {few-indicators: 7, redundant: ~}}\n")
        own = self.sources("over.yaml")
        self.assertEqual(own["few-indicators"], "indicators < 7, the definition, line 4")
        self.assertEqual(own["redundant"], "r > 0.9, jrc-pocket (SDG Index, COINr)")
        self.assertRegex(own["alpha-low"], r"^alpha < 0\.3, (.*/)?base\.yaml, line 4$")

    def test_where_a_limit_is_from_in_three_languages(self):
        path = self.strict()
        for language, wanted in (("zh-Hant", ("，指數定義第 4 行", "，使用者指定", "，jrc-pocket（JRC 口袋指南，據轉引）")),
                                 ("ja", ("、定義の4行目", "、利用者の指定", "、jrc-pocket（JRCポケットガイド、引用による）"))):
            text = self.run_program("audit", path, *QUICK, "--width", "0", "--lang", language, "--rule", "alpha=0.85", code=0).out
            for words in wanted:
                self.assertIn(words, text)

    def test_an_index_with_too_many_siblings(self):
        names = [f"x{i}" for i in range(1420)]  # 1,007,490 pairs
        self.write("wide.yaml", "egovbench: 1\nid: wide\ndata: [{file: wide.csv, unit: unit}]\ndefaults: {normalise: minmax}\nindicators:\n"
                   + "".join(f"  - {{id: {name}}}\n" for name in names))
        self.write("wide.csv", "unit," + ",".join(names) + "\n" + "".join(
            f"U{unit}," + ",".join(str((unit * i) % 7 + unit) for i in range(1420)) + "\n" for unit in range(4)))
        done = self.run_program("audit", "wide.yaml", *QUICK, code=2)
        self.assertIn("the index is too large to be audited", done.err)
        self.assertIn("gather its indicators in nodes", done.err)
        self.assertNotIn("name a node", done.err)

    def test_exit_code(self):
        self.run_program("audit", self.path, *QUICK, "--exit-code", code=1)
        self.run_program("audit", self.path, *QUICK, code=0)

    def test_limits_of_the_definition_decide_the_exit_code(self):
        """Flags of a coherent index are notes, or none; a limit it misses makes a flag."""
        self.run_program("audit", self.fine, *QUICK, "--exit-code", "--rule", "unreliable=0,sensitive=1", code=0)
        text = (self.place / self.fine).read_text(encoding="utf-8").replace("id: coherent\n", "id: fussy\naudit: {limits: {few-indicators: 5}}\n")
        self.write("fussy.yaml", text)
        self.run_program("audit", "fussy.yaml", *QUICK, "--exit-code", "--rule", "unreliable=0,sensitive=1", code=1)
        self.run_program("audit", "fussy.yaml", *QUICK, "--exit-code", "--rule", "unreliable=0,sensitive=1,few-indicators=3", code=0)

    def test_formats(self):
        markdown = self.run_program("audit", self.path, *QUICK, "--format", "markdown", code=0).out
        self.assertIn("\n## 7\\. Reliability\n", markdown)
        self.assertIn("\n### Reliability\n", markdown)
        self.assertIn("| Node |", markdown)
        latex = self.run_program("audit", self.path, *QUICK, "--format", "latex", code=0).out
        self.assertIn("\\subsection{7. Reliability}", latex)
        document = self.document(self.path)
        self.assertEqual(document["schema"], "egovbench.audit/1")
        names = [block["name"] for block in document["blocks"] if block["kind"] == "table"]
        self.assertEqual(len(names), len(set(names)))
        self.assertLessEqual({"framing", "coverage-dimensions", "distributions", "items", "component-counts", "reliability", "importance",
                              "added-value"}, set(names))
        self.assertIn("this format holds tables only", self.run_program("audit", self.path, "--format", "csv", code=2).err)

    def test_pictures_in_html(self):
        """A picture of each table that has one, which is behind it; its numbers are those of the table."""
        text = self.run_program("audit", self.path, *QUICK, "--format", "html", code=0).out
        page = Page(text)  # well-formed, no id twice, nothing that runs or loads
        tables = {block["name"]: block for block in self.document(self.path)["blocks"] if block["kind"] == "table"}
        figures = dict(re.findall(r"<figure tabindex=0>\n(<svg .*?</svg>)\n<details><summary>(.*?)</summary>\n<div", text, re.DOTALL))
        drawn = {title: picture for picture, title in figures.items()}
        names = ["dimension-correlations", "importance", "added-value", "uncertainty", "switches", "sensitivity"]
        self.assertEqual(list(drawn), [tables[name]["title"] for name in names])
        for title, picture in drawn.items():
            self.assertIn(f">{title}</title>", picture)
        self.assertEqual(len([tag for tag in page.tags if tag == "figure"]), len(names))
        matrix = {row["node"]: row for row in tables["dimension-correlations"]["rows"]}
        cells = {frozenset(pair.split(", ")): float(r) for pair, r in re.findall(r"<title>(\w+, \w+): (-?[\d.]+)<", drawn[tables["dimension-correlations"]["title"]])}
        self.assertEqual(cells, {frozenset((a, b)): round(matrix[a][b], 2) for a, b in ("AB", "AC", "BC")})
        shares = [f"{row['effective']:.3f}" for row in tables["importance"]["rows"] if row["node"] == "incoherent"]
        self.assertEqual(len(shares), 3)
        for share in shares:
            self.assertIn(f">{share}<", drawn[tables["importance"]["title"]])
        far = [row["share"] for row in tables["added-value"]["rows"]]
        for share in far:
            self.assertIn(f">{share:.3f}<", drawn[tables["added-value"]["title"]])
        ranks = re.findall(r"<title>(\w+): (\d+) \((\d+)\u2013(\d+)\)</title>", drawn[tables["uncertainty"]["title"]])
        self.assertEqual(ranks, [(row["name"], *(str(row[key]) for key in ("rank", "rank_low", "rank_high"))) for row in tables["uncertainty"]["rows"]])

    def test_html_without_what_cannot_be_drawn(self):
        """A flat index of one indicator: no children to correlate, no assumption to change; every text is hostile."""
        self.write("one.yaml", "egovbench: 1\nid: one\ntitle: '</title><script>alert(1)</script>'\ndata: [{file: one.csv, unit: unit}]\n"
                               "indicators: [{id: x, name: '<img src=x onerror=alert(1)>', normalise: as-is}]\n")
        self.write("one.csv", "unit,x\n" + "".join(f"u{i},{i * i % 17}\n" for i in range(9)))
        text = self.run_program("audit", "one.yaml", *QUICK, "--format", "html", code=0).out
        Page(text)
        self.assertNotIn("Correlations of the children", text)

    def test_a_folder_of_tables(self):
        self.run_program("audit", self.path, *QUICK, "-o", "tables/", code=0)
        files = {path.name for path in (self.place / "tables").iterdir()}
        names = {block["name"] + ".csv" for block in self.document(self.path)["blocks"] if block["kind"] == "table"}
        self.assertEqual(files, names)
        rows = list(csv.DictReader(io.StringIO((self.place / "tables/reliability.csv").read_text(encoding="utf-8"))))
        self.assertAlmostEqual({row["node"]: float(row["alpha"]) for row in rows}["A"], 0.91993385629, 9)  # alpha.csv

    def test_a_folder_that_exists_is_spared(self):
        folder = self.place / "tables"
        folder.mkdir()
        (folder / "mine.csv").write_text("mine", encoding="utf-8")
        for force in ((), ("--force",)):
            done = self.run_program("audit", self.path, *QUICK, "-o", "tables/", *force, code=4)
            self.assertIn("name a folder that does not exist yet, or an empty one", done.err)
            self.assertEqual([path.name for path in folder.iterdir()], ["mine.csv"])
            self.assertEqual([path.name for path in self.place.glob("tables.*")], [])
        (folder / "mine.csv").unlink()
        self.run_program("audit", self.path, *QUICK, "-o", "tables/", "--format", "tsv", code=0)  # as the hint says
        self.assertIn("reliability.tsv", {path.name for path in folder.iterdir()})
        self.assertIn("the folder `nowhere/tables` cannot be written", self.run_program("audit", self.path, *QUICK, "-o", "nowhere/tables/", code=4).err)
        self.assertIn("a folder is for the tables", self.run_program("audit", self.path, "-o", "more/", "--format", "json", code=2).err)

    def test_profiles_by_name(self):
        said = self.run_program("audit", self.path, *QUICK, code=0).out
        self.assertEqual(self.run_program("audit", self.path, *QUICK, "--profile", "jrc-pocket", code=0).out, said)
        refused = self.run_program("audit", self.path, *QUICK, "--profile", "jrc", code=2).err
        self.assertIn("there is no audit profile `jrc`", refused)
        self.assertIn("there is `jrc-pocket`", refused)

    def test_every_rule_here_is_raised_by_some_test(self):
        text = (ROOT / "tests/cli/test_audit.py").read_text(encoding="utf-8")
        for rule in STATIC - {"kurtosis-alone"}:
            self.assertTrue(re.search(rf'self\.one\(flags, \d, "{rule}"\)|rule == "{rule}"', text), rule)


# These sentences hold a command, or a message of the program in English.
QUOTING = ("相同數字", "同じ数値", "未抽取", "抽出しない")


class Languages(AuditTest):
    """The same document in every language: block by block, with the numbers of its verdict, and no sentence left in English."""

    def verdict(self, document):
        texts = [block["text"] for block in document["blocks"] if block["kind"] == "paragraph"]
        last = [i for i, block in enumerate(document["blocks"]) if block["kind"] == "heading"][-1]
        return document["blocks"][last]["text"], [block["text"] for block in document["blocks"][last + 1:] if block["kind"] == "paragraph"], texts

    def test_each_language_says_the_same(self):
        indices = {"mixed": self.incoherent(), "noise": self.index("noise", DIMENSIONS, unrelated(100, 12)),
                   "coherent": self.index("coherent", DIMENSIONS, related(100, DIMENSIONS))}
        for name, file in indices.items():
            english = self.document(file)
            for language, title, heading, sign in (("zh-Hant", "稽核：", "結論", "。"), ("ja", "監査：", "結論", "。")):
                with self.subTest(index=name, language=language):
                    document = self.document(file, "--lang", language)
                    self.assertEqual([block["kind"] for block in document["blocks"]], [block["kind"] for block in english["blocks"]])
                    self.assertTrue(document["title"].startswith(title))
                    said, sentences, paragraphs = self.verdict(document)
                    self.assertEqual(said, heading)
                    for text, other in zip(sentences, self.verdict(english)[1]):
                        self.assertEqual(sorted(re.findall(r"\d+\.?\d*\b", text, re.ASCII)), sorted(re.findall(r"\d+\.?\d*\b", other, re.ASCII)))
                    for text in paragraphs:
                        self.assertNotRegex(text, r"\{\d|\b(the|of|and|are)\b" if not text.startswith(QUOTING) else r"\{\d")
                    self.assertTrue(all(text.endswith(sign) for text in sentences), sentences)

    def test_a_language_of_sentences_alone_is_no_mistake(self):
        file = self.index("coherent", DIMENSIONS, related(40, DIMENSIONS))
        self.assertEqual(self.run_program("audit", file, *QUICK, "--lang", "ja", code=0).err, self.run_program("audit", file, *QUICK, code=0).err)
        self.assertIn("--lang fr has no effect", self.run_program("audit", file, *QUICK, "--lang", "fr", code=0).err)
        self.assertIn("--lang ja has no effect", self.run_program("rank", file, "--lang", "ja", code=0).err)

    def test_nothing_is_left_over(self):
        """Shipped indices, which have gaps, editions and published ranks."""
        for index in ("egdi", "gtmi-2022", "waseda-published"):
            for language in ("en", "zh-Hant", "ja"):
                with self.subTest(index=index, language=language):
                    text = self.run_program("audit", index, "--draws", "40", "--threads", "1", "--lang", language, "--format", "markdown", code=0).out
                    self.assertNotRegex(text, r"\\?\{\d")


if __name__ == "__main__":
    unittest.main()
