"""`export` hands over what other commands print: every number of its two tables is joined with the command that says it, as text, so
that not even a digit may differ."""
import csv
import io
import unittest
import zipfile

from program import ProgramTest
from test_stages import DEFINITION as EVERY, TABLE as EVERY_TABLE

LONG = "index,period,unit,node,level,stage,value,status,weight,contribution,rank,low,high,source".split(",")

# Nodes and groupings that are called as columns are; two periods; a unit that is ranked in one of them only.
NAMED = """\
egovbench: 1
id: named
data: [{file: named.csv, unit: unit}]
units: {file: list.csv, groups: {value_period: value_period, status: status}}
indicators:
  - {id: period, goalposts: [0, 10]}
  - {id: value_x, goalposts: [0, 10], weight: 3}
  - id: pair
    indicators:
      - {id: x, goalposts: [0, 10]}
      - {id: value_value_x, column: period, goalposts: [0, 10], direction: lower}
"""
NAMED_DATA = "unit,year,period,value_x,x\nAAA,2020,1,2,3\nAAA,2021,4,5,6\nBBB,2020,9,8,7\nCCC,2021,1,1,\n"
LIST = "unit,name,value_period,status\nAAA,Alpha,left,a\nBBB,Beta,right,b\nCCC,Gamma,left,a\n"


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


class Export(ProgramTest):
    def setUp(self):
        super().setUp()
        for name, text in {"every.yaml": EVERY, "every.csv": EVERY_TABLE, "named.yaml": NAMED, "named.csv": NAMED_DATA, "list.csv": LIST}.items():
            (self.place / name).write_text(text, encoding="utf-8")

    def rows(self, *arguments):
        return table(self.run_program(*arguments, "--format", "csv", code=0).out)

    def joined(self, index, *options):
        """The long table by unit, node and stage, each once."""
        rows = self.rows("export", index, "--long", *options)
        self.assertEqual(list(rows[0]), LONG)
        cells = {(row["period"], row["unit"], row["node"], row["stage"]): row for row in rows}
        self.assertEqual(len(cells), len(rows))
        return cells

    def test_long_is_what_others_print(self):
        for index, options in (("every.yaml", []), ("every.yaml", ["--scenario", "wide", "--set", "b=3"]), ("small.yaml", []), ("desi-2022", []),
                               ("named.yaml", ["--period", "2021"])):
            cells = self.joined(index, *options)
            period = next(iter(cells))[0]
            stages = {(row["period"], row["unit"], row["node"], row["stage"]): row for row in self.rows("stages", index, "--long", *options)}
            self.assertEqual({key: (row["value"], row["state"]) for key, row in stages.items()},
                             {key: (row["value"], row["status"]) for key, row in cells.items()}, index)
            scored = {(row["unit"], row["node"]): row for key, row in cells.items() if key[3] == "scored"}
            ranks = {(row["unit"], row["node"]): row for row in self.rows("rank", index, "--node", "all", *options)}
            self.assertEqual({key: (row["rank"], row["level"]) for key, row in scored.items()},
                             {key: (row["rank"], row["level"]) for key, row in ranks.items()}, index)
            weights = {row["node"]: row["effective_weight"]
                       for row in self.rows(*(("show", index) if "--set" in options else ("weights", "show", index, "--no-intervals")), *options)}
            for (unit, node), row in scored.items():
                self.assertEqual(row["weight"], weights.get(node, "1"), (index, node))
            self.assertEqual({row["index"] for row in cells.values()}, {index.removesuffix(".yaml")})
            for unit in {unit for unit, _ in scored}:
                for row in self.rows("explain", unit, index, *options):
                    at = (period, unit, row["node"])
                    self.assertEqual(row["contribution"], scored[unit, row["node"]]["contribution"], (index, at))
                    if (*at, "raw") in cells:
                        self.assertEqual(row["place"].rpartition("/")[2], cells[(*at, "raw")]["source"], (index, at))

    def test_intervals_are_those_of_the_ranking(self):
        for options in ([], ["--no-intervals"]):
            ranking = {row["unit"]: (row.get("rank_low", ""), row.get("rank_high", "")) for row in self.rows("rank", "small.yaml", *options)}
            self.assertEqual(any(low != "" for low, _ in ranking.values()), options == [])
            cells = self.joined("small.yaml", *options)
            self.assertEqual({row["unit"]: (row["low"], row["high"]) for row in cells.values() if row["node"] == "small"}, ranking)
            self.assertFalse([row for row in cells.values() if row["node"] != "small" and row["low"] + row["high"]])
            self.assertEqual({row["unit"]: (row.get("rank_low", ""), row.get("rank_high", "")) for row in self.rows("export", "small.yaml", *options)}, ranking)

    def test_bounds_of_the_data_are_the_intervals(self):
        definition = (self.place / "small.yaml").read_text(encoding="utf-8") + "rank: {bounds: {lower: portal, upper: speed}}\n"
        (self.place / "small.yaml").write_text(definition, encoding="utf-8")
        ranking = {row["unit"]: (row["rank_low"], row["rank_high"]) for row in self.rows("rank", "small.yaml")}
        self.assertTrue(any(low != "" for low, _ in ranking.values()))
        self.assertEqual({row["unit"]: (row["low"], row["high"]) for row in self.joined("small.yaml").values() if row["node"] == "small"}, ranking)

    def test_wide_is_what_others_print(self):
        for index, options in (("every.yaml", []), ("every.yaml", ["--scenario", "wide"]), ("small.yaml", ["--lang", "en,ja"]), ("gtmi-2022", [])):
            wide = self.rows("export", index, *options)
            ranking = self.rows("rank", index, *options)
            self.assertEqual([{key: row[key] for key in ranking[0]} for row in wide], ranking, index)
            for stage, prefix in (("scored", ""), ("treated", "value_")):
                nodes = {row["unit"]: row for row in self.rows("stages", index, "--stage", stage, *options)}
                ids = [node for node in next(iter(nodes.values())) if node not in ("unit", "name", index.removesuffix(".yaml"))]
                self.assertTrue(set(prefix + node for node in ids) <= set(wide[0]))
                for row in wide:
                    self.assertEqual([row[prefix + node] for node in ids], [nodes[row["unit"]][node] for node in ids], (index, stage))

    def test_all_periods_are_each_period(self):
        for form in ([], ["--long"]):
            together = self.rows("export", "named.yaml", "--period", "all", *form)
            each = [row for period in ("2020", "2021") for row in self.rows("export", "named.yaml", "--period", period, *form)]
            self.assertEqual(together, each)
            self.assertEqual(self.rows("export", "named.yaml", *form), each[-len(self.rows("export", "named.yaml", *form)):])
        # No workbook computes several periods: it has the table.
        done = self.run_program("export", "named.yaml", "--period", "all", "-o", "all.xlsx")
        self.assertGreaterEqual(done.code, 0, done.err)
        if done.code == 0:  # workbooks need a library
            with zipfile.ZipFile(self.place / "all.xlsx") as book:
                self.assertEqual(book.read("xl/worksheets/sheet1.xml").count(b"<row "), 1 + 2 * 3)
        self.assertIn("--coin-tool is about a workbook",
                      self.run_program("export", "named.yaml", "--period", "all", "--coin-tool", "-o", "tool.xlsx", code=2).err)
        (self.place / "named.csv").write_text(NAMED_DATA.replace("2021", "all"), encoding="utf-8")
        self.assertEqual({row["period"] for row in self.rows("export", "named.yaml", "--period", "all")}, {"all"})

    def test_every_column_has_a_name_of_its_own_and_a_meaning(self):
        out = self.run_program("export", "named.yaml", "--format", "csv", code=0).out
        header = out.splitlines()[0].split(",")
        self.assertEqual(len(set(header)), len(header), header)
        self.assertEqual(header[:2], ["unit", "period"])
        row = self.rows("export", "named.yaml", "--units", "AAA")[0]
        self.assertEqual((row["period"], row["node_period"], row["value_x"], row["value_period"]), ("2021", "40", "50", "left"))
        # Of four indicators called so that their columns meet: each has its score and its value, x and value_x their own.
        self.assertEqual((row["x"], row["value_value_x"]), ("60", "60"))
        self.assertEqual(sorted(value for key, value in row.items() if key.startswith("value_")), sorted(["50", "60", "5", "6", "4", "4", "left"]))

    def test_units_and_columns(self):
        self.assertEqual([row["unit"] for row in self.rows("export", "small.yaml", "--units", "taiwan,EST")], ["EST", "TWN"])
        self.assertEqual({row["unit"] for row in self.rows("export", "small.yaml", "--long", "--units", "FJI")}, {"FJI"})
        self.assertEqual(list(self.rows("export", "small.yaml", "--columns", "rank,unit")[0]), ["rank", "unit"])
        self.assertIn("did you mean", self.run_program("export", "small.yaml", "--units", "Estonai", code=2).err)
        self.assertIn("2017", self.run_program("export", "named.yaml", "--period", "2017", code=2).err)

    def test_the_cell_of_the_data_is_named(self):
        row = self.joined("small.yaml")["", "FJI", "mobile", "raw"]
        self.assertEqual(row["source"], "small.csv:4:14")
        self.assertEqual((self.place / "small.csv").read_text(encoding="utf-8").splitlines()[3][13], row["value"])


if __name__ == "__main__":
    unittest.main()
