#!/usr/bin/env python3
"""`stats` against R (psych, e1071, lmtest and base R) on four indices, one of them as it is shipped, against COINr on its own
example through all stages, and correlation ratios against closed forms.

source     statistics/README.md and asem/README.md: files made outside this project
tolerance  1e-9 of the larger of 1 and the figure (the files have 12 digits, the largest 9: 1e-8); varimax 1e-5 and omega 1e-4, which R finds by
           iterations that end there
"""
import csv
import io
import math
import os
import re
import shutil
import subprocess
import tempfile
import unittest

from ranking import HERE, places

PROGRAM, ROOT = places()
FOLDER = os.path.join(HERE, "statistics")
TOLERANCE = 1e-9


def rows_of(*path):
    with open(os.path.join(FOLDER, *path), encoding="utf-8") as file:
        return list(csv.DictReader(file))


def number(text):
    return float(text) if text != "" else math.nan


def definition(case, folder):
    """The index of structure.csv over values.csv, its values taken as they are."""
    tree, root = {}, None
    for row in rows_of(case, "structure.csv"):
        tree.setdefault(row["parent"], []).append(row)
    named = {row["id"] for rows in tree.values() for row in rows}
    root = tree[""][0]["id"] if "" in tree else next(parent for parent in tree if parent not in named)
    lines = ["egovbench: 1", f"id: {root}", "scale: 1000", f"data: [values.csv]",
             "defaults: {normalise: as-is, aggregate: arithmetic}", "indicators:"]

    def write(parent, depth):
        for row in tree.get(parent, []):
            lines.append("  " * depth + f"- id: {row['id']}")
            lines.append("  " * depth + f"  weight: {row['share']}")
            if row["id"] in tree:
                lines.append("  " * depth + "  indicators:")
                write(row["id"], depth + 2)

    write(root, 1)
    beside = {}
    if os.path.exists(os.path.join(FOLDER, case, "covariates.csv")):
        beside = {row["unit"]: row["log_gdp_per_head"] for row in rows_of(case, "covariates.csv")}
    with open(os.path.join(FOLDER, case, "values.csv"), encoding="utf-8") as file, \
            open(os.path.join(folder, "values.csv"), "w", encoding="utf-8") as copy:
        for number, line in enumerate(file):  # a column that the definition does not name, for --with
            log = beside.get(line.split(",")[0], "")
            gdp = repr(math.exp(float(log))) if log else ""
            copy.write(line.rstrip("\n") + (",ln_gdp,gdp" if number == 0 else f",{log},{gdp}") + "\n")
    path = os.path.join(folder, "index.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return path


class Case:
    """What `stats` prints of one index, each kind once; index: one of the shipped, and options that choose its period."""

    def __init__(self, case, stage=None, index=None):
        self.case, self.stage, self.kinds = case, stage, {}
        self.folder = tempfile.TemporaryDirectory()  # until the tests end
        self.index = index or [definition(case, self.folder.name)]

    def kind(self, name, *options):
        key = (name, *options)
        if key not in self.kinds:
            stage = ["--stage", self.stage] if self.stage else []
            done = subprocess.run([PROGRAM, "stats", name, *self.index, *stage, *options, "--format", "csv"], cwd=ROOT,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
            assert done.returncode == 0, done.stderr.decode()
            self.kinds[key] = list(csv.DictReader(io.StringIO(done.stdout.decode())))
        return self.kinds[key]


CASES = {}
BESIDE = os.path.join(FOLDER, "desi-2022", "covariates.csv") + ":log_gdp_per_head"  # a column of another file


def case_of(name, stage=None):
    if name not in CASES:
        CASES[name] = Case(name, stage, ["desi-2022", "--period", "2022"] if name == "desi-2022" else None)
    return CASES[name]


class Statistics(unittest.TestCase):
    def near(self, ours, theirs, what, tolerance=TOLERANCE):
        ours, theirs = number(ours), number(theirs)
        if math.isnan(theirs):
            self.assertTrue(math.isnan(ours), f"{what}: {ours}, R has none")
            return
        self.assertFalse(math.isnan(ours), f"{what}: none, R has {theirs}")
        self.assertLessEqual(abs(ours - theirs), tolerance * max(1, abs(theirs)), f"{what}: {ours}, R has {theirs}")

    def columns(self, ours, theirs, key, pairs, tolerance=TOLERANCE):
        """Rows with the same key agree in every pair of columns; returns how many were compared."""
        found = {key(row): row for row in ours}
        for row in theirs:
            self.assertIn(key(row), found)
            for mine, other in pairs.items():
                self.near(found[key(row)][mine], row[other], f"{key(row)} {mine}", tolerance)
        return len(theirs)

    def each(self):
        return [(name, case_of(name, stage)) for name, stage in (("asem", None), ("asem-raw", "raw"), ("incoherent", None))]

    def test_figures_of_columns(self):
        pairs = {"count": "n", "missing": "missing", "minimum": "min", "lower_quartile": "q1", "median": "median",
                 "upper_quartile": "q3", "maximum": "max", "mean": "mean", "sd": "sd", "skewness": "skew_type2",
                 "kurtosis": "kurt_type2", "zeros": "zeros", "different": "unique", "beyond_fences": "tukey_1.5"}
        for name, case in [*self.each(), ("desi-2022", case_of("desi-2022"))]:
            theirs = rows_of(name, "descriptives.csv")
            ours = {row["node"]: row for row in case.kind("summary")}
            for row in theirs:
                id = row["id"]
                for mine, other in pairs.items():
                    self.near(ours[id][mine], row[other], f"{id} {mine}")
                self.assertEqual(int(ours[id]["beyond_mad"]), int(row["mad_3"] or 0), id)
            self.assertGreaterEqual(len(theirs), 16)

    def test_correlations(self):
        for name, case in self.each():
            theirs = rows_of(name, "correlations.csv")
            ours = {frozenset((row["x"], row["y"])): row for row in case.kind("correlations")}
            compared = 0
            for row in theirs:
                key = frozenset((row["x"], row["y"]))
                if row["kind"] == "covariate":
                    continue
                if row["kind"] == "other_pillar" and key not in ours:
                    continue  # R's list has dimensions that are below others
                self.assertIn(key, ours)
                tolerance = 1e-8 if len(theirs) > 1000 else TOLERANCE
                for mine, other in {"count": "n", "pearson": "pearson", "pearson_p": "p", "spearman": "spearman",
                                    "spearman_p": "spearman_p_t", "kendall": "kendall_b", "kendall_p": "kendall_p"}.items():
                    if other in row:
                        self.near(ours[key][mine], row[other], f"{sorted(key)} {mine}", max(tolerance, 1e-8))
                compared += 1
            self.assertGreater(compared, 20)

    def test_correlations_of_complete_units(self):
        ours = {frozenset((row["x"], row["y"])): row for row in case_of("asem-raw", "raw").kind("correlations", "--complete")}
        theirs = rows_of("asem-raw", "correlations_complete.csv")
        for row in theirs:
            for mine, other in {"count": "n", "pearson": "pearson", "spearman": "spearman", "kendall": "kendall_b"}.items():
                self.near(ours[frozenset((row["x"], row["y"]))][mine], row[other], f"{row['x']} {row['y']} {mine}", 1e-8)
        self.assertGreater(len(theirs), 50)

    def test_components(self):
        for name, case in [*self.each(), ("desi-2022", case_of("desi-2022"))]:
            key = lambda row: (row["node"], int(row["component"]))
            self.columns(case.kind("components"), rows_of(name, "pca_eigen.csv"), key,
                         {"count": "n", "eigenvalue": "eigenvalue", "share": "share", "cumulative": "cumulative"})

    def test_loadings(self):
        for name, case in self.each():
            ours = {(row["node"], int(row["component"]), row["child"]): row for row in case.kind("loadings")}
            compared = 0
            for row in rows_of(name, "pca_loadings.csv"):
                key = (row["node"], int(row["component"]), row["child"])
                if key in ours:
                    self.near(ours[key]["loading"], row["loading"], str(key), 1e-8)
                    compared += 1
            self.assertGreater(compared, 10)

    def test_varimax(self):
        compared = 0
        for name, case in self.each():
            ours = {(row["node"], int(row["component"]), row["child"]): row for row in case.kind("loadings")}
            for row in rows_of(name, "varimax_loadings.csv"):
                key = (row["node"], int(row["factor"]), row["child"])
                self.near(ours[key]["rotated"], row["loading"], str(key), 1e-5)
                self.near(ours[key]["uniqueness"], row["uniqueness"], str(key), 1e-5)
                compared += 1
        self.assertGreater(compared, 50)

    def test_component_scores(self):
        for name in ("asem", "incoherent"):
            ours = {(row["node"], row["unit"]): row for row in case_of(name).kind("component-scores")}
            compared = 0
            for row in rows_of(name, "pca_scores.csv"):
                if row["component"] == "1":
                    self.near(ours[row["node"], row["unit"]]["score"], row["score_unit_variance"], str(row), 1e-8)
                    compared += 1
            self.assertGreater(compared, 30)

    def test_biplot(self):
        """Scores on two components up to a common sign, loadings, and Gabriel's product, the standardised values where two components are all."""
        for name in ("asem", "incoherent"):
            rows = case_of(name).kind("biplot")
            ours = {(row["node"], row["part"], row["id"]): row for row in rows}
            theirs = {(row["node"], int(row["component"]), row["child"]): float(row["loading"]) for row in rows_of(name, "pca_loadings.csv")}
            sign = {}
            for (node, component, child), loading in theirs.items():
                if component <= 2 and abs(loading) > 0.1:
                    sign[node, component] = math.copysign(1, loading * float(ours[node, "child", child][("first", "second")[component - 1]]))
            compared = 0
            for (node, component, child), loading in theirs.items():
                if component <= 2:
                    self.near(float(ours[node, "child", child][("first", "second")[component - 1]]) * sign[node, component], loading, f"{node} {child}", 1e-8)
            for row in rows_of(name, "pca_scores.csv"):
                component = int(row["component"])
                if component <= 2:
                    got = float(ours[row["node"], "unit", row["unit"]][("first", "second")[component - 1]])
                    self.near(got * sign[row["node"], component], row["score_unit_variance"], str(row), 1e-8)
                    compared += component == 2
            self.assertGreater(compared, 30)

    def test_components_of_coinr(self):
        """COINr's scores are not divided by the component's standard deviation, and its loadings are eigenvectors; each node's components up to their signs."""
        ours = {(row["node"], row["part"], row["id"]): row for row in case_of("asem").kind("biplot")}
        theirs = rows_of("asem", "coinr_components.csv")
        for node in {row["node"] for row in theirs}:
            for column in ("first", "second"):
                pairs = []
                for row in theirs:
                    if row["node"] == node:
                        sdev = float(row["sdev_" + column])
                        pairs.append((float(ours[node, row["part"], row["id"]][column]), float(row[column]) * (sdev if row["part"] == "child" else 1 / sdev)))
                sign = math.copysign(1, sum(a * b for a, b in pairs))
                self.assertGreater(len(pairs), 51)
                for got, expected in pairs:
                    self.near(sign * got, expected, f"{node} {column}", 1e-9)

    def test_reliability(self):
        for name, case in [*self.each(), ("desi-2022", case_of("desi-2022"))]:
            by_node = lambda row: row["node"]
            ours = case.kind("reliability")
            self.columns(ours, rows_of(name, "alpha.csv"), by_node,
                         {"items": "items", "constant": "dropped_constant", "complete": "n_complete", "alpha": "alpha_pairwise",
                          "alpha_standardised": "alpha_std_pairwise", "mean_correlation": "average_r_pairwise"})
            self.columns(ours, rows_of(name, "bartlett.csv"), by_node,
                         {"determinant": "determinant", "bartlett_chi_squared": "chi2", "bartlett_freedom": "df", "bartlett_p": "p"})
            overall = [row for row in rows_of(name, "kmo.csv") if row["child"] == "(overall)"]
            self.columns(ours, overall, by_node, {"kmo": "kmo"})

    def test_omega(self):
        """One factor by minimum residuals; where R's ends at its limit for communalities both are not to be relied on."""
        compared = 0
        for name, case in self.each():
            ours = {row["node"]: row for row in case.kind("reliability")}
            for row in rows_of(name, "omega.csv"):
                if ours[row["node"]]["flag"] == "improper" or float(row["min_uniqueness_ml"] or 0) <= 0.005:
                    continue
                self.near(ours[row["node"]]["omega"], row["omega_minres1_model"], f"{name} {row['node']}", 1e-4)
                compared += 1
        self.assertGreater(compared, 8)

    def test_items(self):
        for name in ("asem", "incoherent", "desi-2022"):
            key = lambda row: (row["node"], row["child"])
            ours = case_of(name).kind("items")
            self.columns(ours, rows_of(name, "alpha_if_deleted.csv"), key, {"alpha_without": "alpha_if_deleted", "rest": "r_item_rest"})
            self.columns(ours, [row for row in rows_of(name, "kmo.csv") if row["child"] != "(overall)"], key, {"kmo": "kmo"})

    def test_correlations_of_a_shipped_index(self):
        theirs = rows_of("desi-2022", "correlations.csv")
        ours = {frozenset((row["x"], row["y"])): row for row in case_of("desi-2022").kind("correlations")}
        compared = 0
        for row in theirs:
            if row["kind"] == "covariate":
                continue
            for mine, other in {"count": "n", "pearson": "pearson", "pearson_p": "p", "spearman": "spearman", "kendall": "kendall_b"}.items():
                self.near(ours[frozenset((row["x"], row["y"]))][mine], row[other], f"{row['x']} {row['y']} {mine}", 1e-8)
            compared += 1
        self.assertGreater(compared, 150)

    def test_correlations_with_a_column_that_no_definition_names(self):
        theirs = {row["x"] if row["y"].startswith("log") else row["y"]: row for row in rows_of("asem", "correlations.csv")
                  if row["kind"] == "covariate"}
        ours = {row["x"]: row for row in case_of("asem").kind("correlations", "--with", "ln_gdp") if row["relation"] == "column"}
        self.assertGreater(len(theirs), 40)
        for id, row in theirs.items():
            for mine, other in {"count": "n", "pearson": "pearson", "pearson_p": "p", "spearman": "spearman", "kendall": "kendall_b"}.items():
                self.near(ours[id][mine], row[other], f"{id} {mine}", 1e-8)

    def test_partial_correlations(self):
        """Given the other siblings, and given the logarithm of GDP per head."""
        for name, given, options in (("asem", "siblings", []), ("incoherent", "siblings", []), ("desi-2022", "siblings", []),
                                     ("asem", "gdp", ["--with", "ln_gdp"]), ("desi-2022", "gdp", ["--with", BESIDE])):
            ours = {(row["node"], frozenset((row["x"], row["y"]))): row for row in case_of(name).kind("partial", *options)}
            theirs = [row for row in rows_of(name, "partial.csv") if row["given"] == given]
            self.assertGreaterEqual(len(theirs), 20)
            for row in theirs:
                mine = ours[row["node"], frozenset((row["x"], row["y"]))]
                for column, other in {"count": "n", "partial": "r", "p": "p"}.items():
                    self.near(mine[column], row[other], f"{name} {row['x']} {row['y']} {column}", 1e-8)

    def test_regression(self):
        """On the logarithm of GDP per head; the test for residuals of one variance is lmtest's bptest, studentised."""
        pairs = {"count": "n", "intercept": "intercept", "slope": "slope", "slope_error": "slope_se", "t": "t", "p": "p",
                 "r_squared": "r2", "residual_sd": "sigma", "koenker": "bp_koenker", "koenker_p": "bp_p"}
        for name, column, form in (("asem", "gdp", "ln"), ("asem", "ln_gdp", "value"), ("desi-2022", BESIDE, "value")):
            ours = {row["node"]: row for row in case_of(name).kind("regression", "--with", column) if row["form"] == form}
            theirs = rows_of(name, "regression.csv")
            self.assertGreaterEqual(len(theirs), 3)
            for row in theirs:
                for mine, other in pairs.items():
                    self.near(ours[row["y"]][mine], row[other], f"{row['y']} {mine}")

    def test_importance(self):
        """r^2 exactly; the ratio where R's spline finds a straight line, or means are all there is, as far as smoothers agree."""
        for name in ("asem", "incoherent"):
            ours = {(row["node"], row["child"]): row for row in case_of(name).kind("importance")}
            compared = 0
            for row in rows_of(name, "importance.csv"):
                mine = ours.get((row["target"], row["child"]))
                if mine is None:
                    continue
                self.near(mine["r_squared"], row["r2"], f"{name} {row['child']}", 1e-8)
                self.near(mine["share"], row["share"], f"{name} {row['child']}")
                if mine["smoother"] == "means":
                    self.near(mine["ratio"], row["eta2_group_means"], f"{name} {row['child']}", 1e-8)
                elif mine["smoother"] == "line":
                    self.near(mine["ratio"], row["r2"], f"{name} {row['child']}", 1e-8)
                compared += 1
            self.assertGreater(compared, 10)

    def test_what_an_incoherent_index_is_told(self):
        """statistics/README.md says how it was made."""
        case = case_of("incoherent")
        flags = {(row["node"], row["child"]): row["flag"] for row in case.kind("items")}
        self.assertEqual(flags["A", "A1"], "redundant")
        self.assertEqual(flags["A", "A2"], "redundant")
        self.assertEqual(flags["incoherent", "A"], "against")
        self.assertEqual(flags["incoherent", "C"], "against")
        self.assertEqual({flags["C", f"C{i}"] for i in range(1, 5)}, {""})
        flags = {row["node"]: row["flag"] for row in case.kind("reliability")}
        self.assertEqual(flags, {"incoherent": "opposed", "A": "", "B": "low", "C": ""})


class Coinr(unittest.TestCase):
    """COINr's get_stats, get_corr, get_cronbach, get_PCA and get_denom_corr on its own example, built by this program from its raw data."""
    near = Statistics.near

    @classmethod
    def setUpClass(cls):
        cls.place = os.path.join(HERE, "asem")
        cls.printed = {}

    def theirs(self, name):
        with open(os.path.join(self.place, f"statistics{name}.csv"), encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def stats(self, *arguments):
        if arguments not in self.printed:
            done = subprocess.run([PROGRAM, "stats", *arguments, os.path.join(self.place, "asem.yaml"), "--format", "csv"],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
            self.assertEqual(done.returncode, 0, done.stderr.decode())
            self.printed[arguments] = list(csv.DictReader(io.StringIO(done.stdout.decode())))
        return self.printed[arguments]

    def test_figures_of_three_stages(self):
        pairs = {"minimum": "min", "maximum": "max", "mean": "mean", "median": "median", "sd": "sd", "skewness": "skewness",
                 "kurtosis": "kurtosis", "count": "available", "different": "unique"}
        theirs = self.theirs("")
        for row in theirs:
            ours = next(one for one in self.stats("summary", "--stage", row["stage"]) if one["node"] == row["id"])
            what = f"{row['stage']} {row['id']}"
            for mine, other in pairs.items():
                self.near(ours[mine], row[other], f"{what} {mine}")
            self.assertEqual(int(ours["count"]) - int(ours["zeros"]), int(row["nonzero"]), what)
        self.assertEqual(len(theirs), 49 + 49 + 60)

    def test_correlations(self):
        ours = {frozenset((row["x"], row["y"])): row for row in self.stats("correlations")}
        theirs = self.theirs("-correlations")
        for row in theirs:
            for column in ("pearson", "kendall", *(["pearson_p"] if row["pearson_p"] else [])):
                self.near(ours[frozenset((row["x"], row["y"]))][column], row[column], f"{row['x']} {row['y']} {column}")
        self.assertGreater(len(theirs), 250)

    def test_alpha(self):
        ours = {row["node"]: row for row in self.stats("reliability")}
        for row in self.theirs("-alpha"):
            self.near(ours[row["node"]]["alpha"], row["alpha"], row["node"])
            self.assertEqual(ours[row["node"]]["items"], row["items"])

    def test_components(self):
        ours = {(row["node"], row["component"]): row for row in self.stats("components")}
        for row in self.theirs("-components"):
            for column in ("eigenvalue", "share", "cumulative"):
                self.near(ours[row["node"], row["component"]][column], row[column], f"{row['node']} {row['component']}")

    def test_denominators(self):
        """Of indicators before they are divided: those that the example divides are compared where they are not."""
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(self.place, "asem.yaml"), encoding="utf-8") as file:
                text = re.sub(r", per: \w+", "", file.read())
            for name in ("asem.csv", "asem-units.csv"):
                shutil.copy(os.path.join(self.place, name), folder)
            path = os.path.join(folder, "plain.yaml")
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            done = subprocess.run([PROGRAM, "stats", "correlations", path, "--stage", "raw", "--with", "Energy,GDP,Population", "--format", "csv"],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
            self.assertEqual(done.returncode, 0, done.stderr.decode())
            ours = {(row["x"], row["y"]): row for row in csv.DictReader(io.StringIO(done.stdout.decode())) if row["relation"] == "column"}
            theirs = self.theirs("-denominators")
            for row in theirs:
                self.near(ours[row["x"], row["column"]]["pearson"], row["pearson"], f"{row['x']} {row['column']}")
            self.assertEqual({(row["x"], row["column"]) for row in theirs},
                             {key for key, row in ours.items() if row["pearson"] and abs(float(row["pearson"])) > 0.6})


class Ratios(unittest.TestCase):
    def test_closed_forms(self):
        """That of the true curve in this sample within 0.02. A step, which no smooth curve follows: 0.05. A full sine, whose peaks a local line flattens:
        R's local linear regression with the plug-in bandwidth of KernSmooth::dpill has 0.599, ours 0.02 around that."""
        exact = {row["y"]: row for row in rows_of("closed-forms-ratio.csv")}
        with tempfile.TemporaryDirectory() as folder:
            data = rows_of("closed-forms.csv")
            for y in exact:
                with open(os.path.join(folder, "d.csv"), "w", encoding="utf-8") as file:
                    file.write("unit,x,rest\n")
                    for i, row in enumerate(data):
                        file.write(f"u{i:03},{row['x']},{float(row[y]) - float(row['x'])!r}\n")
                path = os.path.join(folder, "i.yaml")
                with open(path, "w", encoding="utf-8") as file:
                    file.write("egovbench: 1\nid: y\nscale: 10\ndata: [d.csv]\ndefaults: {normalise: as-is, aggregate: sum}\n"
                               "indicators: [{id: x}, {id: rest}]\n")
                done = subprocess.run([PROGRAM, "stats", "importance", path, "--format", "csv"], stdout=subprocess.PIPE,
                                      stderr=subprocess.PIPE, check=False)
                self.assertEqual(done.returncode, 0, done.stderr.decode())
                row = next(row for row in csv.DictReader(io.StringIO(done.stdout.decode())) if row["child"] == "x")
                with self.subTest(y):
                    truth = 0.599 if y == "y_sine" else float(exact[y]["eta2_of_true_curve_in_sample"])
                    self.assertLess(abs(float(row["ratio"]) - truth), 0.05 if y == "y_step" else 0.02, row)
                    self.assertLess(abs(float(row["r_squared"]) - float(exact[y]["r2"])), 1e-9)


def tearDownModule():
    for case in CASES.values():
        case.folder.cleanup()


if __name__ == "__main__":
    unittest.main()
