"""edition freeze: what was read byte for byte, results that follow from it alone, a folder whole or not at all."""
import csv
import hashlib
import io
import os
import shutil
import subprocess
import unittest

from program import ROOT, ProgramTest, clean_environment


class Edition(ProgramTest):
    def freeze(self, *arguments, code=0, environment=None):
        return self.run_program("edition", "freeze", *arguments, code=code, environment=environment)

    def tree(self, folder):
        return {path.relative_to(self.place / folder).as_posix(): path.read_bytes() for path in (self.place / folder).rglob("*") if path.is_file()}

    def test_files(self):
        self.freeze("small.yaml", "--into", "frozen/")
        files = self.tree("frozen")
        self.assertEqual(set(files), {"definition/small.yaml", "definition/small.csv", "results/ranking.csv", "results/stages.csv", "results/weights.csv",
                                      "EDITION.txt", "SHA256SUMS"})
        for name in ("small.yaml", "small.csv"):
            self.assertEqual(files[f"definition/{name}"], (self.place / name).read_bytes())
        for name, command in {"ranking": ["rank", "small.yaml", "--no-intervals"], "stages": ["stages", "small.yaml", "--long"]}.items():
            self.assertEqual(files[f"results/{name}.csv"].decode(), self.run_program(*command, "--format", "csv", code=0).out)
        sums = dict(reversed(line.split("  ", 1)) for line in files["SHA256SUMS"].decode().splitlines())
        self.assertEqual(sums, {name: hashlib.sha256(text).hexdigest() for name, text in files.items() if name != "SHA256SUMS"})

    @unittest.skipUnless(shutil.which("sha256sum"), "no sha256sum")
    def test_sums_are_those_of_the_tool(self):
        self.freeze("small.yaml", "--into", "frozen")
        done = subprocess.run(["sha256sum", "-c", "--strict", "--quiet", "SHA256SUMS"], cwd=self.place / "frozen", capture_output=True, check=False)
        self.assertEqual((done.returncode, done.stdout), (0, b""), done.stderr)

    def test_the_same_bytes_again(self):
        self.freeze("small.yaml", "--into", "one")
        self.freeze("./small.yaml", "--into", "far-two/")
        self.assertEqual(self.tree("one"), self.tree("far-two"))

    def test_next_year(self):
        """The edition is compared with the definition as it becomes, also after its folder was moved and the files it came from are gone."""
        self.freeze("small.yaml", "--into", "frozen")
        (self.place / "archive").mkdir()
        shutil.move(self.place / "frozen", self.place / "archive" / "2024")
        old, new = "archive/2024/definition/small.yaml", "small.yaml"
        self.run_program("diff", old, new, "--exit-code", code=0)
        (self.place / "small.csv").write_text((self.place / "small.csv").read_text(encoding="utf-8").replace("0.2,1,1", "0.9,3,8"), encoding="utf-8")
        rows = {row["unit"]: row for row in csv.DictReader(io.StringIO(self.run_program("diff", old, new, "--format", "csv", code=0).out))}
        self.assertGreater(float(rows["FJI"]["data"]), 0)
        os.unlink(self.place / "small.csv")
        ranking = (self.place / "archive/2024/results/ranking.csv").read_text(encoding="utf-8")
        self.assertEqual(self.run_program("rank", old, "--no-intervals", "--format", "csv", code=0).out, ranking)

    def test_files_elsewhere_and_what_is_extended(self):
        """The tree below the folder that has them all; references are as they were."""
        (self.place / "a/parts/figures").mkdir(parents=True)
        text = (self.place / "small.yaml").read_text(encoding="utf-8").replace("file: small.csv", "file: ./figures/../figures/small.csv")
        (self.place / "a/parts/base.yaml").write_text(text, encoding="utf-8")
        (self.place / "a/child.yaml").write_text("egovbench: 1\nextends: parts/base.yaml\nid: child\n", encoding="utf-8")
        shutil.copy(self.place / "small.csv", self.place / "a/parts/figures/small.csv")
        self.freeze("a/child.yaml", "--into", "frozen")
        self.assertLessEqual({"definition/child.yaml", "definition/parts/base.yaml", "definition/parts/figures/small.csv"}, set(self.tree("frozen")))
        self.run_program("diff", "frozen/definition/child.yaml", "a/child.yaml", "--exit-code", code=0)

    def test_what_others_may_change_is_refused(self):
        """A definition that extends a shipped one, or names a file by its place on this machine, would not be frozen."""
        (self.place / "mine.yaml").write_text("egovbench: 1\nextends: egdi\nid: mine\n", encoding="utf-8")
        done = self.freeze("mine.yaml", "--into", "frozen", code=2)
        self.assertIn("egdi.yaml` is not named by its place beside the definition", done.err)
        before = set(os.listdir(self.place))
        text = (self.place / "small.yaml").read_text(encoding="utf-8").replace("file: small.csv", f"file: {self.place}/small.csv")
        (self.place / "small.yaml").write_text(text, encoding="utf-8")
        self.assertNotEqual(self.freeze("small.yaml", "--into", "frozen", code=None).code, 0)
        self.assertEqual(set(os.listdir(self.place)), before)

    def test_shipped_ones(self):
        for path in sorted((ROOT / "indicators").glob("*.yaml")):
            if "\ndata:" not in path.read_text(encoding="utf-8"):
                continue
            with self.subTest(path=path.stem):
                self.freeze(path.stem, "--into", path.stem)
                self.assertEqual(self.tree(path.stem)[f"definition/indicators/{path.name}"], path.read_bytes())
                shutil.rmtree(self.place / path.stem)

    def test_words(self):
        self.freeze("small.yaml", "--into", "frozen")
        self.assertNotIn("frozen:", self.tree("frozen")["EDITION.txt"].decode())  # no clock unless asked
        self.freeze("small.yaml", "--into", "dated", "--who", "me\nindex: other", "--why", "published", environment=clean_environment(SOURCE_DATE_EPOCH="0"))
        lines = self.tree("dated")["EDITION.txt"].decode().splitlines()
        self.assertLessEqual({"index: small", "title: A small index", "frozen: 1970-01-01", "by: me index: other", "why: published",
                              "definition: definition/small.yaml"}, set(lines))
        self.assertNotIn("index: other", lines)
        for line in lines:
            if line.startswith("egovbench rank "):
                self.assertEqual(line.split()[2], "definition/small.yaml")

    def test_a_period(self):
        (self.place / "small.csv").write_text("unit,year,portal,mobile,speed\nEST,1,0.9,3,7\nTWN,1,0.1,1,9\nEST,2,0.1,1,7\nTWN,2,0.9,3,9\n", encoding="utf-8")
        self.freeze("small.yaml", "--period", "1", "--into", "first")
        self.freeze("small.yaml", "--into", "last")
        self.assertIn("period: 1", self.tree("first")["EDITION.txt"].decode())
        self.assertNotEqual(self.tree("first")["results/ranking.csv"], self.tree("last")["results/ranking.csv"])

    def test_a_folder_that_is_there_stays(self):
        (self.place / "frozen").mkdir()
        (self.place / "frozen" / "mine.txt").write_text("mine", encoding="utf-8")
        (self.place / "file").write_text("mine", encoding="utf-8")
        for into in ("frozen", "file", "nowhere/below", "small.yaml"):
            self.freeze("small.yaml", "--into", into, code=4)
        self.assertEqual(self.leftovers(), ["file", "frozen"])
        self.assertEqual(self.tree("frozen"), {"mine.txt": b"mine"})
        (self.place / "empty").mkdir()
        self.freeze("small.yaml", "--into", "empty")

    def test_faults(self):
        self.freeze("small.yaml", code=2)
        self.run_program("edition", code=2)
        self.run_program("edition", "thaw", "--into", "x", code=2)
        self.run_program("edition", "freeze", "-", "--into", "x", stdin=(self.place / "small.yaml").read_bytes(), code=2)
        self.freeze("small.yaml", "--into", "x", "--when", "soon", code=2)
        self.assertEqual(self.leftovers(), [])


if __name__ == "__main__":
    unittest.main()
