"""Editions that ask something else: breaks between periods, one id for two things in two definitions, a thin latest period."""
import csv
import io
import unittest

from program import ProgramTest

DEFINITION = """\
egovbench: 1
id: asked
title: Asked
data: [asked.csv]
defaults: {normalise: as-is}
indicators:
  - {id: q1, name: {en: Portal, ja: 窓口}, source: Survey, breaks: {2021: the portal must be open to all}}
  - {id: q2, points: {none: 0, yes: 10, partly: 5}, optional: true}
  - {id: q3, unit: per cent}
scenarios: {without: {drop: [q1]}}
"""
DATA = "unit,year,q1,q2,q3\n" + "".join(f"{unit},{year},{year - 2010 + k},,{k}\n" for k, unit in enumerate(("AAA", "BBB"))
                                        for year in (2019, 2020, 2021, 2023))


class Editions(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("asked.yaml", DEFINITION)
        self.write("asked.csv", DATA)

    def write(self, name, text):
        (self.place / name).write_text(text, encoding="utf-8")

    def rows(self, *arguments):
        out = self.run_program(*arguments, "--format", "csv", code=0).out
        return {row["unit"]: row for row in csv.DictReader(io.StringIO(out))}


class Breaks(Editions):
    def test_a_panel_compares_what_is_comparable(self):
        row = self.rows("panel", "asked.yaml")["AAA"]
        self.assertEqual((row["score_2019"], row["score_2023"], row["change"], row["periods"]), ("4.5", "6.5", "1", "4"))
        self.assertEqual(float(row["trend"]), 0.5)  # from 2021 on
        text = " ".join(self.run_program("panel", "asked.yaml", "--notes", code=0).out.split())
        self.assertIn("Change, growth and trend are those from 2021 on: earlier periods are not comparable. "
                      "q1 in 2021: the portal must be open to all.", text)

    def test_nothing_is_left_after_the_last_period(self):
        self.write("asked.yaml", DEFINITION.replace("2021:", "2022:"))
        row = self.rows("panel", "asked.yaml")["AAA"]
        self.assertEqual((row["change"], row["growth"], row["trend"]), ("", "", ""))
        text = " ".join(self.run_program("panel", "asked.yaml", "--notes", code=0).out.split())
        self.assertIn("There is no change, growth or trend: earlier periods are not comparable. q1 in 2022", text)

    def test_a_node_that_takes_no_part_breaks_nothing(self):
        row = self.rows("panel", "asked.yaml", "--scenario", "without")["AAA"]
        self.assertEqual((row["change"], row["trend"]), ("0", "0"))

    def test_two_periods(self):
        said = "q1 in 2021: the portal must be open to all"
        for pair in (("2020", "2023"), ("2023", "2020")):
            done = self.run_program("diff", "asked.yaml", "--period", *pair, code=0)
            self.assertIn(f"warning[W0420]: {pair[0]} and {pair[1]} are not comparable: {said}", done.err)
        self.assertEqual(self.run_program("diff", "asked.yaml", "--period", "2019", "2020", code=0).err, "")
        self.assertEqual(self.run_program("diff", "asked.yaml", "--period", "2021", "2023", code=0).err, "")
        notes = " ".join(self.run_program("rank", "asked.yaml", "--compare", "2020", "--notes", code=0).out.split())
        self.assertIn(f"Not comparable with 2020: {said}.", notes)
        self.assertNotIn("Not comparable", self.run_program("rank", "asked.yaml", "--compare", "2021", "--notes", code=0).out)

    def test_periods_that_are_no_times(self):
        text = DEFINITION.replace("2021:", "second round:")
        self.write("asked.yaml", text)
        self.assertIn("error[E0317]: `breaks:` of q1 names `second round`", self.run_program("rank", "asked.yaml", code=3).err)
        self.write("asked.csv", DATA.replace("2019", "first round").replace("2020", "second round").replace("2021", "third round").replace("2023", "zeroth"))
        self.write("asked.yaml", text.replace("second round:", "third round:"))
        row = self.rows("panel", "asked.yaml")["AAA"]
        self.assertEqual((row["change"], row["periods"]), ("1", "4"))
        self.write("asked.yaml", text.replace("second round:", "third ruond:"))
        self.assertIn("did you mean `third round`?", self.run_program("rank", "asked.yaml", code=3).err)

    def test_it_is_explained(self):
        self.assertIn("Not comparable with earlier periods: q1 in 2021",
                      " ".join(self.run_program("explain", "AAA", "asked.yaml", "--notes", code=0).out.split()))
        self.assertNotIn("Not comparable", self.run_program("explain", "AAA", "asked.yaml", "--period", "2020", "--notes", code=0).out)
        self.assertIn("q1: not comparable with periods before 2021: the portal must be open to all.",
                      " ".join(self.run_program("show", "asked.yaml", "--methodology", code=0).out.split()))

    def test_the_shipped_index(self):
        """GTMI: enlarged in 2022; I-26 was not asked before 2025, I-40 and I-41 are other questions then."""
        row = self.rows("panel", "gtmi", "--units", "EST")["EST"]
        self.assertEqual((row["change"], row["growth"], row["trend"], row["periods"]), ("", "", "", "3"))
        notes = " ".join(self.run_program("panel", "gtmi", "--top", "1", "--notes", code=0).out.split())
        self.assertRegex(notes, "gtmi in 2022: .*; PSDI in 2025: question I-26 .*; GTEI in 2025: questions I-40 and I-41 ")


class Definitions(Editions):
    def warned(self, before, after):
        self.write("after.yaml", DEFINITION.replace(before, after).replace("optional: true", "optional: false"))
        self.write("asked.yaml", DEFINITION.replace("optional: true", "optional: false"))
        self.write("asked.csv", DATA.replace(",,", ",yes,"))
        return self.run_program("diff", "asked.yaml", "after.yaml", "--period", "2023", "2023", code=0).err

    def test_what_is_another_thing(self):
        for before, after, said in (("en: Portal", "en: Gateway", "`q1` (name `Portal`, then `Gateway`)"),
                                    ("ja: 窓口", "ja: 入口", ""),
                                    ("source: Survey", "source: Census", "`q1` (source `Survey`, then `Census`)"),
                                    ("unit: per cent", "unit: points", "`q3` (unit `per cent`, then `points`)"),
                                    ("partly: 5", "mostly: 5", "`q2` (other answers)"),
                                    ("partly: 5", "partly: 5, mostly: 7", "`q2` (other answers)"),
                                    ("{id: q3,", "{id: q3, direction: lower, normalise: minmax,", "`q3` (the direction)")):
            err = self.warned(before, after)
            if said:
                self.assertIn(f"warning[W0421]: 1 id is not the same in both definitions: {said}", err)
            else:
                self.assertEqual(err, "")  # the first language that both have is the same

    def test_what_is_the_same(self):
        for before, after in (("partly: 5", "partly: 4"), ("source: Survey, ", ""), ("{en: Portal, ja: 窓口}", "{fr: Portail}"), ("Asked", "Else")):
            self.assertEqual(self.warned(before, after), "")


class Thin(Editions):
    """Four units have a value in 2022; the rule is half of them."""

    def rank(self, count, more="", *arguments):
        self.write("few.csv", "unit,year,q\n" + "".join(f"{unit},2022,{k}\n{unit},2023,{k if k < count else ''}\n"
                                                       for k, unit in enumerate("ABCD")))
        self.write("few.yaml", f"egovbench: 1\nid: few\ntitle: Few\ndata: [few.csv]\n{more}defaults: {{normalise: as-is}}\n"
                   "indicators: [{id: q}]\n")
        return self.run_program("rank", "few.yaml", "--no-intervals", *arguments, code=0).err

    def test_fewer_than_half(self):
        self.assertEqual(self.rank(2), "")
        err = self.rank(1)
        self.assertIn("warning[W0422]: the latest period, 2023, has 1 value, fewer than half of the 4 of 2022", err)
        self.assertIn("--period 2022", err)

    def test_a_period_that_is_asked_for_is_meant(self):
        self.assertEqual(self.rank(1, "", "--period", "2023"), "")
        self.assertEqual(self.rank(1, 'period: "2023"\n'), "")
        self.assertIn("W0422", self.rank(1, "period: latest\n"))


if __name__ == "__main__":
    unittest.main()
