"""More units than 16 bits number: threads work on one tile of scores together (kernel/wide.h). What comes out is what the stages give draw by
draw, with any number of threads and in parts.

A part without weight changes no answer; one whose method is no mean makes the program take the stages."""
import csv
import io
import random
import unittest

from program import ProgramTest

UNITS = 65537 + 63  # the last tile and the last piece are not whole
SHOWN = ["name", "rank", "rank_low", "rank_high", "rank_median", "rank_mean", "rank_mean_error", "p_first", "p_top10", "draws", "p_ahead_of_next",
         "p_level_top", "p_level_rest"]


def table(seed):
    """Gaps, ties, units without any number, values below zero."""
    chance = random.Random(seed)
    lines = ["unit,a,b,c,d"]
    for unit in range(UNITS):
        values = [f"{chance.uniform(1, 100):.3f}" for _ in range(4)]
        if unit % 7 == 0:
            values[chance.randrange(4)] = ""
        if unit % 11 == 0:
            values = [str(chance.randrange(1, 4)) for _ in range(4)]
        if unit % 1000 == 0:
            values[2] = "-1"
        if unit % 5000 == 1:
            values = [""] * 4
        lines.append(f"U{unit}," + ",".join(values))
    return "\n".join(lines) + "\n"


STAGES = "  - {id: h, weight: 0, aggregate: median, indicators: [{id: e, column: a}, {id: f, column: d}]}\n"


def definition(above, below, more="", stages=""):
    weight = "" if below == "minimum" else ", weight: 3"
    return ("egovbench: 1\nid: many\ntitle: Many\ndata: [many.csv]\ndefaults: {normalise: as-is}\n"
            f"aggregate: {above}\n{more}levels: [{{id: top, from: 60}}, {{id: rest, from: -1000}}]\n"
            f"indicators:\n  - {{id: g, weight: 2, aggregate: {below}, indicators: [{{id: a}}, {{id: b{weight}}}]}}\n"
            "  - {id: c, weight: 0}\n  - {id: d}\n" + stages)


class ManyUnits(ProgramTest):
    def setUp(self):
        super().setUp()
        (self.place / "many.csv").write_text(table(5), encoding="utf-8")

    def write(self, *how, **more):
        (self.place / "many.yaml").write_text(definition(*how, **more), encoding="utf-8")

    def simulate(self, *options):
        return self.run_program("uncertainty", "many.yaml", "--format", "csv", *options, code=0)

    def rows(self, *options):
        rows = list(csv.DictReader(io.StringIO(self.simulate(*options).out)))
        self.assertEqual(len(rows), UNITS)
        return [[row[name] for name in SHOWN if name in row] for row in rows]

    def test_as_the_stages(self):
        for above, below, more in (("arithmetic", "arithmetic", ""), ("geometric", "geometric", "rank: {decimals: 1}\n"),
                                   ("arithmetic", "minimum", "")):
            self.write(above, below, more)
            kernel = self.rows("--draws", "8")
            self.write(above, below, more, stages=STAGES)
            stages = self.rows("--draws", "8")
            self.assertTrue(kernel == stages, (above, below, [(a, b) for a, b in zip(kernel, stages) if a != b][:3]))

    def test_threads_and_parts(self):
        self.write("arithmetic", "arithmetic")
        draws = ["--draws", "300"]
        whole = self.simulate(*draws, "--threads", "1")
        self.assertTrue(self.simulate(*draws, "--threads", "3").out == whole.out)
        for part in ("1", "2"):
            self.run_program("uncertainty", "many.yaml", *draws, "--part", f"{part}/2", "-o", f"p{part}.egb", code=0)
        self.assertTrue(self.simulate(*draws, "--merge", "p2.egb", "p1.egb").out == whole.out)

    def test_what_else_is_asked(self):
        """Scores, and weights drawn by walks, whose ranks are looked at draw by draw."""
        self.write("arithmetic", "arithmetic")
        for options in (["--scores", "--draws", "33"], ["--where", "g >= d", "--where", "a >= b", "--draws", "520"]):
            one, three = (self.simulate(*options, "--threads", threads).out for threads in ("1", "3"))
            self.assertTrue(one == three)

    def test_what_does_not_fit(self):
        self.write("arithmetic", "arithmetic")
        for command in ("uncertainty", "acceptability"):
            done = self.run_program(command, "many.yaml", "--draws", "20", "--frequencies", "all.csv", code=2)
            self.assertIn(f"how often each of {UNITS} units had each rank is too much to count", done.err)
            self.assertIn("help: leave out --frequencies", done.err)

    def test_intervals_of_a_ranking(self):
        """Where they are asked for, by the draws of `uncertainty` with the same law and seed: 500 up to 100,000 units."""
        self.write("arithmetic", "arithmetic")
        self.assertIn("add --intervals", self.run_program("rank", "many.yaml", "--format", "csv", code=0).err)
        ranked = csv.DictReader(io.StringIO(self.run_program("rank", "many.yaml", "--intervals", "--format", "csv", code=0).out))
        drawn = csv.DictReader(io.StringIO(self.simulate("--draws", "500").out))
        self.assertTrue([(row["rank_low"], row["rank_high"]) for row in ranked] == [(row["rank_low"], row["rank_high"]) for row in drawn])


if __name__ == "__main__":
    unittest.main()
