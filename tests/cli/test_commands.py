"""What each command promises beyond the common rules."""
import csv
import io
import json
import os
import re
import subprocess
import unittest

from program import DEFINITION, PROGRAM, ROOT, ProgramTest, clean_environment


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


class Show(ProgramTest):
    def test_weights(self):
        rows = {row["node"]: row for row in table(self.run_program("show", "small.yaml", "--format", "csv", code=0).out)}
        self.assertEqual(set(rows), {"small", "services", "portal", "mobile", "speed"})
        self.assertAlmostEqual(float(rows["services"]["share"]), 2 / 3)
        self.assertAlmostEqual(float(rows["portal"]["effective_weight"]), 1 / 3)
        changed = table(self.run_program("show", "small.yaml", "--set", "speed=50%", "--format", "csv", code=0).out)
        self.assertAlmostEqual(float({row["node"]: row for row in changed}["speed"]["share"]), 0.5)
        scenario = table(self.run_program("show", "small.yaml", "--scenario", "fast", "--format", "csv", code=0).out)
        self.assertAlmostEqual(float({row["node"]: row for row in scenario}["speed"]["share"]), 2 / 3)

    def test_without_data(self):
        """An index that waits for data is shown without a word; broken data is mentioned and does not hinder."""
        done = self.run_program("show", "waseda-2016", code=0)
        self.assertEqual(done.err, "")
        (self.place / "small.csv").write_text("unit,portal\nEST,x\n", encoding="utf-8")
        done = self.run_program("show", "small.yaml", code=0)
        self.assertIn("warning", done.err)
        self.assertIn("speed", done.out)
        self.run_program("show", "small.yaml", "--data", "missing.csv", code=4)


class Methods(ProgramTest):
    def test_all_stages_in_their_order(self):
        rows = table(self.run_program("methods", "--format", "csv", code=0).out)
        stages = [row["kind"] for row in rows]
        self.assertEqual(list(dict.fromkeys(stages)), ["impute", "treat", "normalise", "weights", "aggregate"])
        self.assertEqual(sorted(stages, key=["impute", "treat", "normalise", "weights", "aggregate"].index), stages)
        for row in rows:
            self.assertTrue(row["summary"] and row["formula"] and row["edges"] and row["reference"] and row["example"], row["name"])

    def test_parameters(self):
        row = table(self.run_program("methods", "minmax", "--format", "csv", code=0).out)[0]
        self.assertIn("to ([low, high], default [0, scale])", row["parameters"])
        self.assertIn("rounding (half-even, half-up or r, default half-even)", row["common_parameters"])
        self.assertIn("zero (a number from 0): ", row["common_parameters"])  # has no default
        self.assertIn("points (a whole number from 0, default 5)",
                      table(self.run_program("methods", "gii", "--format", "csv", code=0).out)[0]["parameters"])

    def test_a_name_in_several_stages(self):
        rows = table(self.run_program("methods", "none", "--format", "csv", code=0).out)
        self.assertEqual([row["kind"] for row in rows], ["impute", "treat"])


class Explain(ProgramTest):
    def test_units_tied_in_every_draw_are_marked(self):
        """50.2 and 49.8 are both 50 for ranks without decimals, whatever the weights: each is ahead in half of the draws, a
        tie counting half. C is never ahead. The rounding of ranks takes the general path of simulations."""
        (self.place / "t.yaml").write_text("egovbench: 1\nid: t\ndata: [t.csv]\nrank: {decimals: 0}\ndefaults: {normalise: as-is}\n"
                                           "indicators: [{id: a}, {id: b}]\n", encoding="utf-8")
        (self.place / "t.csv").write_text("unit,a,b\nA,50.2,50.2\nB,49.8,49.8\nC,10,10\n", encoding="utf-8")
        lines = self.run_program("rank", "t.yaml", code=0).out.splitlines()
        self.assertEqual([line.split()[0] for line in lines[3:6]], ["1=", "1", "3"])

    def test_unit_by_code_and_name(self):
        by_code = self.run_program("explain", "EST", "small.yaml", code=0).out
        self.assertIn("Estonia", by_code)
        for name in ("Estonia", "estonia", "ÉSTONIA"):
            self.assertEqual(self.run_program("explain", name, "--index", "small.yaml", code=0).out, by_code)
        self.assertIn("臺灣", self.run_program("explain", "臺灣", "small.yaml", code=0).out)

    def test_default_index(self):
        self.assertEqual(self.run_program("explain", "EST", code=0).out, self.run_program("explain", "EST", "waseda-ten", code=0).out)

    def test_index_given_twice(self):
        self.run_program("explain", "EST", "small.yaml", "--index", "egdi", code=2)


class Validate(ProgramTest):
    def test_shipped_definitions(self):
        done = self.run_program("validate", "waseda-ten", "gtmi-2022", "egdi", code=0)
        self.assertIn("3 definitions", done.out)
        self.run_program("validate", "waseda-2016", "--no-data", code=0)

    def test_definition_alone(self):
        (self.place / "small.csv").unlink()
        self.run_program("validate", "small.yaml", code=4)
        self.run_program("validate", "small.yaml", "--no-data", code=0)

    def test_every_file_is_checked(self):
        for name, old, new in (("a.yaml", "weight: 2", "weigth: 2"), ("b.yaml", "minmax", "minmx")):
            (self.place / name).write_text(DEFINITION.replace(old, new), encoding="utf-8")
        done = self.run_program("validate", "a.yaml", "small.yaml", "b.yaml", code=1)
        self.assertRegex(done.err, r"a\.yaml:\d+:\d+: error")
        self.assertRegex(done.err, r"b\.yaml:\d+:\d+: error")
        self.assertRegex(done.out, r"^not valid: 2 errors, \d+ warnings?, 3 definitions checked\n$")

    def test_faults_of_the_data(self):
        text = (self.place / "small.csv").read_text(encoding="utf-8")
        (self.place / "small.csv").write_text(text.replace("0.9", '"0,9"').replace("FJI,", "EST,"), encoding="utf-8")
        done = self.run_program("validate", "small.yaml", code=1)
        self.assertRegex(done.err, r"small\.csv:2:\d+: error\[E0312\]")
        self.assertRegex(done.err, r"small\.csv:4:\d+: error")

    def test_verdict_is_last_on_a_terminal(self):
        (self.place / "a.yaml").write_text(DEFINITION.replace("weight: 2", "weigth: 2"), encoding="utf-8")
        out = self.run_terminal("validate", "a.yaml", environment=clean_environment(NO_COLOR="1")).out
        self.assertTrue(out.strip().splitlines()[-1].startswith("not valid: 1 error"), out)


class Init(ProgramTest):
    def test_form_is_filled_in_and_ranked(self):
        done = self.run_program("init", "waseda-2016", code=0)
        self.assertEqual(done.out, "")
        self.assertIn("egovbench rank waseda-2016 --data waseda-2016-data.csv", done.err)
        path = self.place / "waseda-2016-data.csv"
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        self.assertGreater(len(rows[0]), 35)
        self.assertEqual({len(row) for row in rows}, {len(rows[0])})
        named = [i for i, row in enumerate(rows) if row[0] in ("EST", "TWN")]
        self.assertEqual(len(named), 2)
        for i in named:
            rows[i] = [cell if cell else "80" if rows[i][0] == "EST" else "70" for cell in rows[i]]
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        path.write_text(out.getvalue(), encoding="utf-8")
        ranked = table(self.run_program("rank", "waseda-2016", "--data", path.name, "--format", "csv", code=0).out)
        self.assertEqual([(row["unit"], float(row["score"]), row["rank"]) for row in ranked[:2]],
                         [("EST", 80.0, "1"), ("TWN", 70.0, "2")])

    def test_figures_are_never_overwritten(self):
        self.run_program("init", "small.yaml", code=0)
        path = self.place / "small-data.csv"
        filled = path.read_text(encoding="utf-8") + "XXX,filled in\n"
        path.write_text(filled, encoding="utf-8")
        self.assertIn("--force", self.run_program("init", "small.yaml", code=4).err)
        self.run_program("init", "small.yaml", "-o", "small-data.csv", code=4)
        self.assertEqual(path.read_text(encoding="utf-8"), filled)
        self.run_program("init", "small.yaml", "--force", code=0)
        self.assertNotEqual(path.read_text(encoding="utf-8"), filled)

    def test_only_what_is_read_back(self):
        self.run_program("init", "small.yaml", "-o", "form.md", code=2)
        self.run_program("init", "small.yaml", "--format", "json", code=2)
        out = self.run_program("init", "small.yaml", "-o", "-", code=0).out
        self.assertTrue(out.startswith("unit,"))
        self.assertEqual(self.leftovers(), [])


class MethodsSchemaDoctor(ProgramTest):
    def test_methods(self):
        text = self.run_program("methods", code=0).out
        for name in ("minmax", "goalposts", "zscore", "arithmetic", "geometric"):
            self.assertIn(name, text)
            self.assertIn(name, self.run_program("methods", name, code=0).out)

    def test_schema(self):
        schema = json.loads(self.run_program("schema", code=0).out)
        self.assertIn("draft-07", schema["$schema"])
        self.run_program("schema", "-o", "schema.json", code=0)
        self.assertEqual(json.loads((self.place / "schema.json").read_text(encoding="utf-8")), schema)
        self.run_program("schema", "-o", "schema.json", code=4)
        self.run_program("schema", "-o", "schema.json", "--force", code=0)

    def test_doctor(self):
        done = self.run_program("doctor", code=0)
        self.assertIn(str(ROOT), done.out)
        for name in ("waseda-ten", "gtmi-2022", "egdi", "waseda-2016"):
            self.assertIn(name, done.out)
        rows = json.loads(self.run_program("doctor", "--format", "json", code=0).out)["rows"]
        self.assertTrue(all(row["ok"] for row in rows))
        self.run_program("doctor", "--format", "csv", code=2)

    def test_doctor_finds_what_is_wrong(self):
        home = self.place / "home"
        (home / "indicators").mkdir(parents=True)
        (home / "indicators" / "broken.yaml").write_text(DEFINITION.replace("weight: 2", "weigth: 2"), encoding="utf-8")
        done = self.run_program("doctor", "--home", str(home), code=1)
        self.assertRegex(done.out, r"broken +WRONG: .*weigth")
        self.assertIn("there is no folder data/", done.out)


@unittest.skipUnless(any(os.access(os.path.join(folder, "groff"), os.X_OK) for folder in os.environ.get("PATH", "").split(os.pathsep)),
                     "groff is not installed")
class Manual(ProgramTest):
    def render(self, text):
        done = subprocess.run(["groff", "-K", "utf8", "-man", "-Tutf8", "-ww", "-P-cbou"], input=text.encode(), capture_output=True, check=True)
        self.assertEqual(done.stderr.decode(), "")
        return done.stdout.decode()

    def test_program_page(self):
        page = self.render(self.run_program("help", "--man", code=0).out)
        helped = "".join(self.run_program(name, "--help", code=0).out for name in ("rank", "explain", "validate", "schema"))
        for option in set(re.findall(r"--[a-z]+(?:-[a-z]+)*", helped)) - {"--option"}:
            self.assertIn(option, page)
        for name in ("rank", "show", "explain", "validate", "init", "methods", "schema", "completion", "doctor"):
            self.assertIn(name, page)
        self.assertNotIn("`", page)
        self.assertNotIn("__complete", page)

    def test_definition_page(self):
        self.assertIn("indicators", self.render(self.run_program("schema", "--man", code=0).out))

    def test_no_clock(self):
        self.assertNotRegex(self.run_program("help", "--man", code=0).out, r"20\d\d-\d\d")


class Provenance(ProgramTest):
    def test_every_key_comes_once(self):
        """A reader of JSON keeps one of two equal keys, and nobody knows which. What was simulated has its seed there."""
        def once(pairs):
            keys = [key for key, _ in pairs]
            self.assertEqual(sorted(keys), sorted(set(keys)))
            return dict(pairs)

        simulated = (["rank", "small.yaml"], ["whatif", "small.yaml", "--set", "speed=2"], ["profile", "EST", "small.yaml"],
                     ["weights", "set", "small.yaml", "speed=2"], ["uncertainty", "small.yaml", "--draws", "10"],
                     ["sensitivity", "small.yaml", "--draws", "4"])
        exact = (["rank", "small.yaml", "--no-intervals"], ["weights", "show", "small.yaml"], ["stability", "small.yaml"],
                 ["show", "small.yaml"], ["explain", "EST", "small.yaml"], ["bounds", "small.yaml"],
                 ["diff", "small.yaml", "--scenario", "none", "fast"], ["crosswalk", "small.yaml", "egdi"])
        for arguments in simulated + exact:
            text = self.run_program(*arguments, "--format", "json", code=0).out
            provenance = json.loads(text, object_pairs_hook=once)["provenance"]
            self.assertEqual(provenance.get("seed", "none"), "1" if arguments in simulated else "none", arguments)


class SameBytes(ProgramTest):
    def test_twice(self):
        for arguments in (["rank", "--format", "json"], ["help", "--man"], ["completion", "bash"], ["schema"]):
            self.assertEqual(self.run_program(*arguments, code=0).out, self.run_program(*arguments, code=0).out)

    def test_program_is_found_through_path(self):
        done = subprocess.run(["egovbench", "--version"], capture_output=True, check=False, executable=PROGRAM,
                              env=clean_environment(PATH=os.path.dirname(PROGRAM)))
        self.assertEqual(done.returncode, 0)

    def test_sorting_by_texts(self):
        """Levels in the order of the definition, the best first; other texts by the alphabet; what is empty last, both ways."""
        (self.place / "sort.csv").write_text("unit,name,region,p\nA,Delta,West,20\nB,Alpha,East,95\nC,Bravo,,70\nD,Charlie,East,40\nE,Echo,West,\n",
                                             encoding="utf-8")
        (self.place / "sort.yaml").write_text(
            "egovbench: 1\nid: sort\ntitle: Sort\ndata: [sort.csv]\nunits: {file: sort.csv, id: unit}\nlevels:\n"
            "  - {id: very-high, name: Zenith, from: 90}\n  - {id: high, name: Alto, from: 60}\n  - {id: middle, name: Centre, from: 30}\n"
            "  - {id: low, name: Base, from: 0}\nindicators: [{id: p, goalposts: [0, 100]}]\n", encoding="utf-8")

        def order(column):
            rows = self.run_program("rank", "sort.yaml", "--levels", "--sort", column, "--columns", "unit", "--format", "csv", code=0).out
            return "".join(rows.split()[1:])
        for column, wanted, turned in (("level", "BCDAE", "ADCBE"), ("level_name", "BCDAE", "ADCBE"), ("next_level", "CDABE", "ADCBE"),
                                       ("name", "BCDAE", "EADCB"), ("unit", "ABCDE", "EDCBA"), ("region", "BDAEC", "AEBDC"),
                                       ("status", "BCDAE", "EBCDA"), ("reason", "EBCDA", "EBCDA"), ("missing", "EBCDA", "EBCDA")):
            self.assertEqual((column, order(column)), (column, wanted))
            self.assertEqual((column, order("-" + column)), (column, turned))


if __name__ == "__main__":
    unittest.main()
