"""What of a table is shown: the same options for every command, all formats obey them, and on a terminal the long tables
show what fits and say how to get the rest."""
import csv
import io
import unittest

from program import ProgramTest, clean_environment

TERMINAL = {"NO_COLOR": "1", "EGOVBENCH_PAGER": "cat"}


def rows(text):
    return list(csv.reader(io.StringIO(text)))


class Columns(ProgramTest):
    TABLES = (
        "rank",
        "show",
        "explain EST",
        "explain EST DNK",
        "profile EST",
        "stages",
        "export",
        "export --long",
        "panel egdi",
        "crosswalk egdi gtmi-2022",
        "crosswalk egdi gtmi-2022 --pairs",
        "stability",
        "bounds --top 3",
        "bounds egdi --dominance",
        "whatif --set OS=0.2",
        "weights show",
        "diff egdi --period 2018 2022",
        "methods",
        "uncertainty --draws 10",
        "acceptability --draws 10",
        "sensitivity --draws 4",
    )

    def test_every_table_is_cut_as_asked(self):
        for command in self.TABLES:
            with self.subTest(command=command):
                arguments = command.split() + ["--format", "csv"]
                whole = rows(self.run_program(*arguments, code=0).out)
                last, first = whole[0][-1], whole[0][0]
                done = rows(self.run_program(*arguments, "--columns", f"{last},{first}", code=0).out)
                self.assertEqual(done, [[row[-1], row[0]] for row in whole])

    def test_unknown_columns_are_refused_with_the_nearest(self):
        for command in ("show", "stability", "explain EST"):
            done = self.run_program(*command.split(), "--columns", "node,nodee", code=2)
            self.assertIn("there is no column `nodee`\n  help: did you mean `node`?", done.err)
            self.assertEqual(done.out, "")


class Clashes(ProgramTest):
    """Nodes and groupings that are called as columns are, or as what is renamed for it; with and without ranks within groups."""

    NODES = ["score", "node_score", "unit", "node_unit", "rank", "Rank", "value_rank", "rank_change", "rank_land", "period", "name_ja", "Period", "Coverage", "Rank_Low", "Value_Unit",
             "Name"]
    GROUPINGS = ["score", "group_score", "group_group_score", "node_rank", "land", "low", "change", "rank_land", "rank_low", "name", "group_rank_low",
                 "unit", "value_period", "period", "name_ja", "Land_2", "Top"]

    def setUp(self):
        super().setUp()
        nodes = "".join(f"  - {{id: {name}, column: a, goalposts: [0, 10]}}\n" for name in self.NODES)
        self.index = ("egovbench: 1\nid: clash\ndata: [{file: a.csv, unit: unit}]\nunits: {file: u.csv, groups: {GROUPS}}\n"
                      "indicators:\n- id: top\n  indicators:\n" + nodes)
        (self.place / "a.csv").write_text("unit,year,a\nAAA,2020,3\nBBB,2020,5\nAAA,2021,4\nBBB,2021,3\n", encoding="utf-8")
        (self.place / "u.csv").write_text("unit,g\nAAA,x\nBBB,x\n", encoding="utf-8")

    def test_no_two_columns_have_one_name(self):
        within = [option for name in self.GROUPINGS for option in ("--group", name + "=x")]
        for groupings in (self.GROUPINGS, self.GROUPINGS[::-1]):
            (self.place / "clash.yaml").write_text(self.index.replace("GROUPS", ", ".join(name + ": g" for name in groupings)), encoding="utf-8")
            for command in (["rank"], ["rank", *within, "--lang", "en,ja"], ["rank", "--compare", "2020", "--levels"], ["stages"], ["export"],
                            ["export", "--long"], ["export", "--period", "all"], ["uncertainty"], ["profile", "AAA"], ["panel"]):
                with self.subTest(command=command[:2], groupings=groupings[0]):
                    header = self.run_program(*command, "clash.yaml", "--format", "csv", code=0).out.splitlines()[0].split(",")
                    self.assertEqual(sorted(set(header)), sorted(header))
                    if command[0] in ("rank", "export"):  # as DuckDB, SQLite and the tables of Excel compare names
                        self.assertEqual(sorted({name.lower() for name in header}), sorted(name.lower() for name in header))
            done = self.run_program("rank", "clash.yaml", "--columns", "unit,group_rank_land", "--format", "csv", code=0).out
            self.assertEqual(done.splitlines()[0], "unit,group_rank_land")


    def test_ids_that_differ_in_case_alone(self):
        """Those of one file stay what they are: whoever wrote them looks for them. Beside a column of the program they are renamed."""
        (self.place / "cased.yaml").write_text(
            "egovbench: 1\nid: cased\ndata: [{file: a.csv, unit: unit}]\nlevels: [{id: low, from: 0}, {id: LOW, from: 40}]\n"
            "indicators:\n" + "".join(f"- {{id: {name}, column: a, goalposts: [0, 10]}}\n" for name in ("a", "A", "Rank", "Unit")) +
            "scenarios: {Best: {drop: [a]}, up: {drop: [a]}, UP: {drop: [a]}}\n", encoding="utf-8")
        for command, kept, renamed in ((["export"], ["a", "A", "value_a", "value_A", "rank", "node_Rank"], "Rank"), (["rank"], ["a", "A", "node_Rank"], "Rank"),
                                       (["uncertainty"], ["p_level_low", "p_level_LOW"], None), (["stages"], ["a", "A", "Rank", "node_Unit"], "Unit"),
                                       (["scenarios", "--ranks"], ["rank_best", "rank_Best_2", "rank_up", "rank_UP"], "rank_Best")):
            header = self.run_program(*command, "cased.yaml", "--format", "csv", code=0).out.splitlines()[0].split(",")
            self.assertLessEqual(set(kept), set(header))
            self.assertNotIn(renamed, header)

    def test_columns_named_after_ids_of_files(self):
        """Parts, groupings, levels, scenarios and rankings whose columns would be called as others are, of the program or of theirs."""
        (self.place / "other.yaml").write_text(
            "egovbench: 1\nid: ID\ndata: [{file: a.csv, unit: unit}]\nunits: {file: u.csv, groups: {all: g, near: g, near_2: g}}\n"
            "levels: [{id: low, from: 0}, {id: low_error, from: 40}, {id: low_error_2, from: 60}]\n"
            "indicators:\n" + "".join(f"- {{id: {name}, column: a, goalposts: [0, 10]}}\n" for name in ("p", "p_error", "p_error_2", "p_error_error")) +
            "scenarios: {best: {drop: [p]}, worst: {drop: [p]}, best_2: {drop: [p]}, median: {drop: [p]}}\n", encoding="utf-8")
        text = (self.place / "other.yaml").read_text(encoding="utf-8")
        for name in ("own", "own_2"):
            (self.place / f"{name}.yaml").write_text(text.replace("id: ID", f"id: {name}"), encoding="utf-8")
        twice = ["./own.yaml", "./own.yaml", "./own_2.yaml"]
        for command, kept in ((["acceptability", "own.yaml"], ["p_rank_1_error", "central_p", "central_p_error"]),
                              (["acceptability", "own.yaml", "--pairs"], []), (["uncertainty", "own.yaml"], ["p_level_low", "p_level_low_error"]),
                              (["profile", "AAA", "own.yaml"], ["mean_all", "mean_near", "mean_all_2"]),
                              (["scenarios", "own.yaml", "--ranks"], ["rank_best", "rank_worst", "rank_best_2", "rank_median"]),
                              (["crosswalk", *twice], ["rank_own", "rank_own_2"]), (["crosswalk", *twice, "--unit", "AAA"], ["rank_own", "of_own_2"])):
            with self.subTest(command=command):
                header = self.run_program(*command, "--format", "csv", code=0).out.splitlines()[0].split(",")
                self.assertEqual(sorted(set(header)), sorted(header))
                self.assertLessEqual(set(kept), set(header))


class Rows(ProgramTest):
    def test_the_first_rows(self):
        for command in ("stages", "panel egdi", "crosswalk egdi gtmi-2022 --pairs", "bounds egdi --dominance"):
            with self.subTest(command=command):
                arguments = command.split() + ["--format", "csv"]
                whole = rows(self.run_program(*arguments, code=0).out)
                self.assertEqual(rows(self.run_program(*arguments, "--top", "1", code=0).out), whole[:2])

    def test_a_branch_and_its_depth(self):
        whole = [row[0] for row in rows(self.run_program("show", "--format", "csv", "--columns", "node", code=0).out)]
        for command in ("show", "explain EST", "stability"):
            with self.subTest(command=command):
                def nodes(*more):
                    out = self.run_program(*command.split(), "--format", "csv", "--columns", "node", *more, code=0).out
                    return [row[0] for row in rows(out)[1:]]
                branch = nodes("--node", "NPR")
                self.assertEqual(branch, ["NPR", "I-19"] + [f"I-19.{i}" for i in range(2, 8)])
                self.assertEqual(nodes("--node", "OS", "--depth", "1")[:4], ["OS", "I-18", "I-12", "tax-portal"])
                self.assertNotIn("I-20", nodes("--node", "OS", "--depth", "1"))
                self.assertIn("I-20", nodes("--depth", "3"))
                self.assertTrue(set(branch) < set(whole))

    def test_a_branch_begins_at_the_margin(self):
        out = self.run_program("show", "--node", "tax-portal", "--columns", "node,label", code=0).out
        self.assertIn("\ntax-portal  ", out)
        self.assertIn("\n  I-20 ", out)

    def test_an_unknown_node(self):
        done = self.run_program("explain", "EST", "--node", "OZ", code=2)
        self.assertIn("waseda-ten has no node `OZ`\n  help: did you mean `OS`?", done.err)


class Screen(ProgramTest):
    def on_terminal(self, *arguments):
        done = self.run_terminal(*arguments, environment=clean_environment(**TERMINAL))
        self.assertEqual(done.code, 0, done.out)
        return done.out

    def test_what_is_long_shows_what_fits_and_the_way_to_all(self):
        for command, note, more in (
            ("show", "of 156 rows, those of depth 1: --depth 3 shows all", ["--depth", "3"]),
            ("explain EST", "rows, those of depth 1: --depth 3 shows all", ["--depth", "3"]),
            ("crosswalk egdi gtmi-2022", "of 198 rows: --top 198 shows all", ["--top", "198"]),
        ):
            with self.subTest(command=command):
                short = self.on_terminal(*command.split())
                self.assertIn(note, " ".join(short.split()))
                self.assertLessEqual(len(short.splitlines()), 24)
                whole = self.on_terminal(*command.split(), *more)
                self.assertNotIn("shows all", whole)
                self.assertGreater(len(whole.splitlines()), 100)

    def test_pairs_and_movers_too(self):
        for command in ("bounds egdi --dominance", "whatif --set OS=0.2", "diff egdi --period 2018 2022"):
            with self.subTest(command=command):
                self.assertIn("shows all.", " ".join(self.on_terminal(*command.split()).split()))

    def test_never_in_a_pipe_a_file_or_another_format(self):
        self.assertNotIn("shows all", self.run_program("show", "--width", "80", code=0).out)
        self.assertNotIn("shows all", self.on_terminal("show", "--format", "markdown"))
        self.assertEqual(len(self.on_terminal("show", "--format", "csv").splitlines()), 157)


if __name__ == "__main__":
    unittest.main()
