#!/usr/bin/env python3
"""`stats` against R: psych, e1071 and base R on three indices, and correlation ratios against closed forms.

source     statistics/README.md: files made outside this project
tolerance  1e-9 of the larger of 1 and the figure (the files have 12 digits, the largest 9: 1e-8); varimax 1e-5 and omega 1e-4, which R finds by
           iterations that end there
"""
import csv
import io
import math
import os
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
    with open(os.path.join(FOLDER, case, "values.csv"), encoding="utf-8") as file, \
            open(os.path.join(folder, "values.csv"), "w", encoding="utf-8") as copy:
        copy.write(file.read())
    path = os.path.join(folder, "index.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return path


class Case:
    """What `stats` prints of one index, each kind once."""

    def __init__(self, case, stage=None):
        self.case, self.stage, self.kinds = case, stage, {}
        self.folder = tempfile.TemporaryDirectory()  # until the tests end
        self.path = definition(case, self.folder.name)

    def kind(self, name, *options):
        key = (name, *options)
        if key not in self.kinds:
            stage = ["--stage", self.stage] if self.stage else []
            done = subprocess.run([PROGRAM, "stats", name, self.path, *stage, *options, "--format", "csv"],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
            assert done.returncode == 0, done.stderr.decode()
            self.kinds[key] = list(csv.DictReader(io.StringIO(done.stdout.decode())))
        return self.kinds[key]


CASES = {}


def case_of(name, stage=None):
    return CASES.setdefault(name, Case(name, stage))


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
        for name, case in self.each():
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
        for name, case in self.each():
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

    def test_reliability(self):
        for name, case in self.each():
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
        for name in ("asem", "incoherent"):
            key = lambda row: (row["node"], row["child"])
            ours = case_of(name).kind("items")
            self.columns(ours, rows_of(name, "alpha_if_deleted.csv"), key, {"alpha_without": "alpha_if_deleted", "rest": "r_item_rest"})
            self.columns(ours, [row for row in rows_of(name, "kmo.csv") if row["child"] != "(overall)"], key, {"kmo": "kmo"})

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
