"""publish: the same bytes for the same input; nothing of the machine; what may not be handed on is not, nor what would give it back."""
import csv
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import unittest
import zipfile

from bundles import SUMS, numbers, read_folder
from program import PROGRAM, ROOT, ProgramTest, clean_environment

QUICK = ["--draws", "20"]


class Publish(ProgramTest):
    def publish(self, *arguments, code=0, environment=None):
        return self.run_program("publish", *arguments, *QUICK, code=code, environment=environment)

    def bundle(self, *arguments, into="bundle"):
        self.publish(*arguments, "-o", into)
        return read_folder(self.place / into)

    def table(self, text):
        return list(csv.DictReader(io.StringIO(text.decode())))


class Files(Publish):
    def test_what_is_in_it(self):
        files = self.bundle("small.yaml")
        for name in ("small.yaml", "small.csv"):
            self.assertEqual(files[f"definition/{name}"], (self.place / name).read_bytes())
        self.assertLessEqual({"results/ranking.csv", "results/scores.csv", "results/long.csv", "results/weights.csv", "results/uncertainty.csv",
                              "documents/methodology.md", "documents/report.html", "dictionary.csv", "LICENCES.md", "README.md", "bundle.json",
                              "datapackage.json", SUMS, SUMS + ".sha256"}, set(files))
        ranking = self.run_program("rank", "small.yaml", "--no-intervals", "--format", "csv", code=0).out
        self.assertEqual(files["results/ranking.csv"].decode(), ranking)
        self.assertIn("A small index", files["README.md"].decode())

    def test_sums(self):
        done = self.publish("small.yaml", "-o", "bundle")
        files = read_folder(self.place / "bundle")
        sums = dict(reversed(line.split("  ", 1)) for line in files[SUMS].decode().splitlines())
        self.assertEqual(sums, {name: hashlib.sha256(text).hexdigest() for name, text in files.items() if not name.startswith(SUMS)})
        announced = hashlib.sha256(files[SUMS]).hexdigest()
        self.assertEqual(files[SUMS + ".sha256"].decode(), f"{announced}  {SUMS}\n")
        self.assertIn(announced, done.out)
        self.assertIn(f"{len(files)} files, {sum(map(len, files.values()))} bytes", done.out)

    @unittest.skipUnless(shutil.which("sha256sum"), "no sha256sum")
    def test_sums_are_those_of_the_tool(self):
        self.publish("small.yaml", "-o", "bundle")
        for name in (SUMS, SUMS + ".sha256"):
            done = subprocess.run(["sha256sum", "-c", "--strict", "--quiet", name], cwd=self.place / "bundle", capture_output=True, check=False)
            self.assertEqual((done.returncode, done.stdout), (0, b""), done.stderr)

    def test_two_files_with_one_description(self):
        (self.place / "small.yml").write_text("- {unit: EST, more: 1}\n- {unit: TWN, more: 2}\n- {unit: FJI, more: 3}\n", encoding="utf-8")
        (self.place / "small.meta.yaml").write_text("licence: CC0-1.0\n", encoding="utf-8")
        text = (self.place / "small.yaml").read_text(encoding="utf-8")
        (self.place / "two.yaml").write_text(text.replace("unit: unit}]", "unit: unit}, {file: small.yml, unit: unit}]").replace(
            "scenarios:", "  - {id: more, goalposts: [0, 9]}\nscenarios:"), encoding="utf-8")
        self.assertEqual([name for name in self.bundle("two.yaml") if name.endswith("meta.yaml")], ["definition/small.meta.yaml"])
        self.run_program("verify", "bundle", code=0)

    def test_the_archive_is_the_folder(self):
        files = self.bundle("small.yaml")
        self.publish("small.yaml", "-o", "bundle.zip")
        with zipfile.ZipFile(self.place / "bundle.zip") as archive:
            self.assertIsNone(archive.testzip())
            self.assertEqual({name: archive.read(name) for name in archive.namelist()}, files)

    def test_every_column_is_in_the_dictionary(self):
        files = self.bundle("egdi")
        told = {}
        for row in self.table(files["dictionary.csv"]):
            told.setdefault(row["file"], []).append(row["column"])
        for name, text in files.items():
            if name.endswith(".csv"):
                self.assertEqual(next(csv.reader(io.StringIO(text.decode()))), told.get(name), name)
        kinds = {(row["file"], row["column"]): row["kind"] for row in self.table(files["dictionary.csv"])}
        self.assertEqual(kinds["definition/data/countries.csv", "m49"], "text")  # 004
        self.assertEqual(kinds["results/ranking.csv", "score"], "number")


class SameBytes(Publish):
    def test_ranks_are_the_same_everywhere(self):
        """Those of published ranks, too, which have the gaps of their list."""
        for name in ("egdi", "waseda-published"):
            with self.subTest(name=name):
                files = self.bundle(name, into=name)
                ranks = {row["unit"]: row["rank"] for row in self.table(files["results/ranking.csv"]) if row["rank"]}
                long = [row for row in self.table(files["results/long.csv"]) if row["node"] == name and row["stage"] == "scored"]
                sdmx = [row for row in self.table(files["results/sdmx.csv"]) if row["MEASURE"] == "RANK" and row["OBS_VALUE"] != "NaN"]
                self.assertEqual({row["unit"]: row["rank"] for row in long if row["rank"]}, ranks)
                self.assertEqual({row["REF_AREA"]: row["OBS_VALUE"] for row in sdmx}, ranks)

    def test_wherever_it_is_made(self):
        first = self.bundle("small.yaml", "--threads", "1", into="one")
        (self.place / "far/away").mkdir(parents=True)
        for name in ("small.yaml", "small.csv"):
            shutil.copy(self.place / name, self.place / "far/away" / name)
        self.assertEqual(self.bundle("far/away/small.yaml", "--threads", "4", into="two"), first)
        environment = clean_environment(LC_ALL="de_DE.UTF-8", TZ="Asia/Taipei", HOME="/nowhere", USER="somebody", COLUMNS="40")
        self.publish("./small.yaml", "-o", "three.zip", environment=environment)
        self.publish("small.yaml", "-o", "four.zip")
        self.assertEqual((self.place / "three.zip").read_bytes(), (self.place / "four.zip").read_bytes())

    def test_nothing_of_this_machine(self):
        for name, text in self.bundle(str(self.place / "small.yaml")).items():
            for trace in (str(self.place), str(ROOT)):
                self.assertNotIn(trace.encode(), text, name)

    def test_a_date_only_when_asked(self):
        self.assertNotIn("when", json.loads(self.bundle("small.yaml")["bundle.json"]))
        self.publish("small.yaml", "-o", "dated", environment=clean_environment(SOURCE_DATE_EPOCH="0"))
        self.assertEqual(json.loads((self.place / "dated/bundle.json").read_text(encoding="utf-8"))["when"], "1970-01-01")

    def again(self, files):
        """By the command that the bundle has, in the bundle."""
        command = json.loads(files["bundle.json"])["command"]
        self.assertTrue(command.startswith("egovbench publish definition/"))
        inside = self.place / "inside"
        shutil.rmtree(inside, ignore_errors=True)
        for name, text in files.items():
            if name.startswith("definition/"):
                (inside / name).parent.mkdir(parents=True, exist_ok=True)
                (inside / name).write_bytes(text)
        # Nothing else is there: no home, but for the one that the command names.
        (self.place / "empty/indicators").mkdir(parents=True, exist_ok=True)
        words = re.findall(r"'[^']*'|\S+", command)[1:]
        words = [word.strip("'") for word in words]
        words[-1] = "../again"
        shutil.rmtree(self.place / "again", ignore_errors=True)
        done = subprocess.run([PROGRAM, *words], cwd=inside, capture_output=True, check=False,
                              env=clean_environment(EGOVBENCH_HOME=str(self.place / "empty")))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(read_folder(self.place / "again"), files)

    def test_the_command_makes_it_again(self):
        self.again(self.bundle("small.yaml"))
        self.again(self.bundle("egdi", "--period", "2018", into="period"))
        self.again(self.bundle("small.yaml", "--scenario", "fast", "--when", "2026-01-02", into="scenario"))
        (self.place / "mine.yaml").write_text("egovbench: 1\nextends: egdi\nid: mine\n", encoding="utf-8")
        self.again(self.bundle("mine.yaml", into="extends"))
        text = (self.place / "small.yaml").read_text(encoding="utf-8")
        (self.place / "listed.yaml").write_text(text + "units: countries.csv\n", encoding="utf-8")
        self.again(self.bundle("listed.yaml", into="listed"))
        shutil.move(self.place / "small.csv", self.place / "far table.csv")
        self.publish("small.yaml", "--data", "far table.csv", "-o", "given", code=2)  # a name with a blank
        shutil.move(self.place / "far table.csv", self.place / "far.csv")
        self.again(self.bundle("small.yaml", "--data", "far.csv{decimal: point}", into="given"))

    def test_the_record_of_changes(self):
        (self.place / "small.changes.yaml").write_text(
            'egovbench-changes: 1\nchanges:\n- {when: 2026-01-01, who: Jane Roe, why: "<b>panel</b> | of \\"experts\\"", weights: {speed: [2, 1]}}\n', encoding="utf-8")
        files = self.bundle("small.yaml")
        self.assertIn("speed from 2 to 1", files["CHANGES.md"].decode())
        self.assertNotIn("<b>", files["CHANGES.md"].decode())
        self.again(files)


class Refused(Publish):
    def unchanged(self, before):
        self.assertEqual({path: path.read_bytes() for path in self.place.rglob("*") if path.is_file()}, before)

    def test_what_is_there_stays(self):
        (self.place / "full").mkdir()
        (self.place / "full/mine.txt").write_text("mine", encoding="utf-8")
        (self.place / "file").write_text("mine", encoding="utf-8")
        (self.place / "old.zip").write_bytes(b"PK\x03\x04mine")
        os.symlink("nowhere-yet", self.place / "link")
        before = {path: path.read_bytes() for path in self.place.rglob("*") if path.is_file()}
        for into in ("full", "file", "old.zip", "small.yaml", "small.csv", "nowhere/b", "nowhere/b.zip", "full/", "link"):
            said = self.publish("small.yaml", "-o", into, code=4).err
            self.assertNotIn("replace it with --force", said)  # which publish does not take
            self.unchanged(before)
        self.publish("small.yaml", code=2)
        self.publish("small.yaml", "-o", "-", code=2)
        self.publish("small.yaml", "-o", "b", "--when", "soon", code=2)
        self.publish("small.yaml", "-o", "b", "--portal", "nowhere", code=2)
        self.run_program("publish", "small.yaml", "-o", "b", "--draws", "1000001", code=2)
        self.run_program("publish", "-", "-o", "b", stdin=(self.place / "small.yaml").read_bytes(), code=2)
        self.run_program("publish", "small.yaml", "--data", "-", "-o", "b", stdin=(self.place / "small.csv").read_bytes(), code=2)
        self.unchanged(before)

    def test_names(self):
        for name in ("smäll.csv", "a b.csv", "a%2e.csv", "c:d.csv"):
            shutil.copy(self.place / "small.csv", self.place / name)
            text = (self.place / "small.yaml").read_text(encoding="utf-8")
            (self.place / "other.yaml").write_text(text.replace("file: small.csv", f'file: "{name}"'), encoding="utf-8")
            self.assertIn("a name that not every system can have", self.publish("other.yaml", "-o", "b", code=2).err)
        self.assertFalse((self.place / "b").exists())

    def test_descriptions_that_say_nothing(self):
        """A licence that cannot be read is not taken for none."""
        for text, message in (("redistribution: perhaps\n", "yes or no"), ("redistribution: [no]\n", "yes or no"), ("- a\n", "has keys"),
                              ("Redistribution: no\n", "write `redistribution: ...`"),
                              ("redistributon: no\n", "write `redistribution: ...`"), ("license: CC0-1.0\n", "write `licence: ...`"),
                              ("", "or take the file away"), ("\n", "or take the file away"),
                              ("licence: {a: b}\n", "is no text"), ("a: &x b\n", "anchor"), ("licence: [\n", "small.meta.yaml:"), ("\xff", "UTF-8")):
            (self.place / "small.meta.yaml").write_bytes(text.encode("latin-1"))
            done = self.publish("small.yaml", "-o", "b", code=3)
            self.assertIn(message, done.err, text)
            self.assertIn("small.meta.yaml", done.err, text)
        os.unlink(self.place / "small.meta.yaml")
        os.symlink("/etc/hostname", self.place / "small.meta.yaml")
        self.assertIn("no regular file", self.publish("small.yaml", "-o", "b", code=3).err)
        self.assertFalse((self.place / "b").exists())


class Licences(Publish):
    META = "title: Figures\npublisher: An office\nlicence: all rights reserved\naddress: https://example.org/\nredistribution: no\nreason: only for use in the house\n"
    OPEN = "unit,portal\nEST,0.31415\nTWN,0.27182\nFJI,0.16180\nCIV,0.57721\nBES,0.69314\n"
    CLOSED = "unit,mobile,speed,age\nEST,71.828,41.421,7.0711\nTWN,23.606,73.205,8.6603\nFJI,44.948,64.575,9.1287\nCIV,31.662,,5.1639\nBES,12.310,55.279,6.4549\n"
    TREE = """\
egovbench: 1
id: mixed
data: [open.csv, closed.csv]
defaults: {normalise: minmax, aggregate: arithmetic, available: 0}
indicators:
%s
"""
    # One of three is hidden: the score gives it away. Two of three: it does not, but where a unit lacks one of them.
    ONE = TREE % "  - {id: portal}\n  - {id: again, column: portal}\n  - {id: speed}"
    TWO = TREE % "  - {id: portal}\n  - {id: mobile}\n  - {id: age}"
    SAME = TREE % "  - {id: portal}\n  - {id: mobile}\n  - {id: phones, column: mobile, normalise: zscore}"  # one unknown in two children
    GAP = TREE % "  - {id: portal}\n  - {id: mobile}\n  - {id: speed}"
    LEVELS = TREE % ("  - {id: inside, weight: 2, indicators: [{id: portal}, {id: speed}]}\n"
                     "  - {id: outside, indicators: [{id: mobile}, {id: age}]}")
    LEAST = (TREE % "  - {id: portal}\n  - {id: mobile}\n  - {id: age}").replace("arithmetic", "minimum")
    COMPUTED = TREE % '  - {id: portal}\n  - {id: mix, compute: "portal * 2 + speed / 100"}\n  - {id: more, compute: "mix + 1"}\n  - {id: per, column: portal, per: mobile}'

    def publish_kept_back(self, definition, into="kept"):
        (self.place / "mixed.yaml").write_text(definition, encoding="utf-8")
        (self.place / "open.csv").write_text(self.OPEN, encoding="utf-8")
        (self.place / "closed.csv").write_text(self.CLOSED, encoding="utf-8")
        (self.place / "closed.meta.yaml").write_text(self.META, encoding="utf-8")
        shutil.rmtree(self.place / into, ignore_errors=True)
        done = self.publish("mixed.yaml", "-o", into)
        return done, read_folder(self.place / into)

    def withheld(self, definition):
        return set(json.loads(self.publish_kept_back(definition)[1]["bundle.json"])["withheld"])

    def test_what_would_give_cells_back(self):
        self.assertEqual(self.withheld(self.ONE), {"mixed", "speed"})
        self.assertEqual(self.withheld(self.TWO), {"mobile", "age"})
        self.assertEqual(self.withheld(self.SAME), {"mixed", "mobile", "phones"})
        self.assertEqual(self.withheld(self.GAP), {"mixed", "mobile", "speed"})
        self.assertEqual(self.withheld(self.LEVELS), {"mixed", "inside", "speed", "mobile", "age"})
        self.assertEqual(self.withheld(self.LEAST), {"mixed", "mobile", "age"})
        self.assertEqual(self.withheld(self.COMPUTED), {"mixed", "mix", "more", "per"})

    def test_no_cell_is_in_any_file(self):
        """Raw, normalised or as an extreme that a method learned: numbers of the closed file and those that are one step from them."""
        cells = [float(cell) for row in list(csv.reader(io.StringIO(self.CLOSED)))[1:] for cell in row[1:] if cell]
        for definition in (self.ONE, self.TWO, self.GAP, self.LEVELS, self.LEAST, self.COMPUTED):
            _, files = self.publish_kept_back(definition)
            self.assertNotIn("definition/closed.csv", files)
            self.assertIn("definition/open.csv", files)
            self.assertNotIn("documents/report.html", files)
            hidden = json.loads(files["bundle.json"])["withheld"]
            for name, text in files.items():
                if name in ("definition/mixed.yaml", "definition/open.csv") or not name.endswith((".csv", ".md", ".json", ".jsonld", ".cff")):
                    continue
                found = numbers(text.decode())
                for cell in cells:
                    self.assertFalse([n for n in found if abs(n - cell) < 1e-9], (name, cell))
                for node in hidden:
                    if name.startswith("results/") and name != "results/weights.csv":
                        rows = list(csv.reader(io.StringIO(text.decode())))
                        self.assertNotIn(node, rows[0], name)
                        if "node" in rows[0]:
                            self.assertNotIn(node, [row[rows[0].index("node")] for row in rows[1:]], name)

    def test_names_and_weights_are_cells(self):
        (self.place / "list.csv").write_text("unit,name,region\nEST,Eestimaa,Baltikum\nTWN,Formosa,Orient\nFJI,Viti,Oceania\nCIV,Ivoire,Ouest\nBES,Bonaire,Iles\n", encoding="utf-8")
        (self.place / "list.meta.yaml").write_text(self.META, encoding="utf-8")
        for definition in (self.TWO.replace("indicators", "units: list.csv\nindicators", 1),):
            _, files = self.publish_kept_back(definition)
            for name, text in files.items():
                for cell in ("Eestimaa", "Baltikum", "Formosa", "Oceania"):
                    self.assertNotIn(cell.encode(), text, name)
            self.assertEqual({row["unit"] for row in self.table(files["results/ranking.csv"])}, {"EST", "TWN", "FJI", "CIV", "BES"})
            self.assertIn("called by their codes", files["README.md"].decode())
        (self.place / "shares.csv").write_text("node,parent,weight\nportal,mixed,0.123454\nmobile,mixed,0.246897\nage,mixed,0.629649\n", encoding="utf-8")
        (self.place / "shares.meta.yaml").write_text(self.META, encoding="utf-8")
        _, files = self.publish_kept_back(self.TWO.replace("indicators", "weights: {method: given, file: shares.csv}\nindicators", 1))
        self.assertNotIn("results/weights.csv", files)
        self.assertIn("mixed", json.loads(files["bundle.json"])["withheld"])
        for name, text in files.items():
            for cell in (b"0.123454", b"0.246897", b"0.629649", b"12.3454", b"12.35"):
                self.assertNotIn(cell, text, name)

    def test_it_is_said(self):
        done, files = self.publish_kept_back(self.TWO)
        self.assertIn("left out: definition/closed.csv: only for use in the house", done.out)
        left = json.loads(files["bundle.json"])["left-out"]
        self.assertEqual([(one["path"], one["sha256"], one["bytes"]) for one in left],
                         [("definition/closed.csv", hashlib.sha256(self.CLOSED.encode()).hexdigest(), len(self.CLOSED))])
        for name in ("README.md", "LICENCES.md"):
            self.assertIn("only for use in the house", files[name].decode())
        self.assertIn("definition/closed.meta.yaml", files)
        ranks = [row["rank"] for row in self.table(files["results/ranking.csv"])]
        self.assertEqual(ranks, [str(i + 1) for i in range(5)])

    def test_with_the_file(self):
        self.publish_kept_back(self.LEVELS)
        alone = self.run_program("verify", "kept", code=0).out
        self.assertIn("left out", alone)
        self.assertIn("All was computed again", self.run_program("verify", "kept", "--with", "closed.csv", code=0).out)
        (self.place / "other.csv").write_text(self.CLOSED.replace("71.828", "71.829"), encoding="utf-8")
        self.assertIn("its SHA-256 is another", self.run_program("verify", "kept", "--with", "other.csv", code=2).err)

    def test_ranks_without_the_file(self):
        """TWO has scores: a rank that does not follow from them is found."""
        self.publish_kept_back(self.TWO)
        path = self.place / "kept/results/ranking.csv"
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        at = rows[0].index("rank")
        rows[1][at], rows[4][at] = rows[4][at], rows[1][at]
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
        self.assertIn("the rank does not follow from the scores", self.run_program("verify", "kept", code=1).out)

    def test_hostile_texts(self):
        """Names reach Markdown, JSON and the terminal, and do nothing there."""
        evil = "<script>alert(1)</script> [x](javascript:1) \\u001b[31m | # \\u202e ' $(id)"
        for name in ("small.yaml",):
            text = (self.place / name).read_text(encoding="utf-8").replace("A small index", '"<script>alert(1)</script> [x](javascript:1)"')
            (self.place / name).write_text(text + f'licence: "{evil}"\ncitation: "{evil}"\npublisher: "{evil}"\n', encoding="utf-8")
        (self.place / "small.meta.yaml").write_text(
            "\n".join(f'{key}: "{evil}"' for key in ("title", "publisher", "licence", "address", "reason")) + "\nredistribution: no\n", encoding="utf-8")
        done = self.publish("small.yaml", "-o", "evil")
        self.assertNotRegex(done.out, "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
        for name, text in read_folder(self.place / "evil").items():
            if name.endswith((".md", ".json", ".jsonld", ".html")):
                self.assertNotIn("\x1b", text.decode(), name)
            if name.endswith(".md"):
                self.assertNotIn("<script>", text.decode(), name)
                self.assertNotRegex(text.decode(), r"(?<!\\)\]\(javascript", name)
            if name.endswith((".json", ".jsonld")):
                json.loads(text)
        self.run_program("verify", "evil", "--with", "small.csv", code=0)


if __name__ == "__main__":
    unittest.main()
