"""verify: bundles hold, and whatever is changed in one is found, with its place. Archives and manifests of unknown origin do no harm."""
import csv
import hashlib
import io
import json
import os
import re
import shutil
import stat
import struct
import unittest
import zipfile

from bundles import SUMS, packed, read_folder, summed, write_folder
from program import ProgramTest, clean_environment

QUICK = ["--draws", "20"]
MADE = {}  # bundles that were published, by their arguments
WORLD_BANK = ('"Data Source","World Development Indicators",\n\n"Last Updated Date","2021-07-21",\n\n'
              '"Country Name","Country Code","Indicator Name","Indicator Code","2019","2020",\n'
              '"Denmark","DNK","Individuals using the Internet","IT.NET.USER.ZS","98.0","96.5",\n'
              '"Estonia","EST","Individuals using the Internet","IT.NET.USER.ZS","90.2","89.1",\n')


class Verify(ProgramTest):
    def bundle(self, *arguments, into="bundle"):
        """The files; those of an index that no test changes are made once."""
        if (arguments, into) not in MADE or not {"small.yaml", "egdi"} >= set(arguments):
            self.run_program("publish", *arguments, *QUICK, "-o", into, code=0)
            MADE[arguments, into] = read_folder(self.place / into) if not into.endswith(".zip") else {}
        elif not (self.place / into).exists():
            write_folder(self.place / into, MADE[arguments, into])
        return dict(MADE[arguments, into])

    def verify(self, what, *arguments, code=0):
        return self.run_program("verify", what, *arguments, code=code)

    def findings(self, files, *arguments, code=1):
        """Rows about the files in an archive."""
        (self.place / "changed.zip").write_bytes(packed(files))
        return list(csv.DictReader(io.StringIO(self.verify("changed.zip", "--format", "csv", *arguments, code=code).out)))


class Holds(Verify):
    def holds(self, *arguments):
        self.bundle(*arguments, into="holds.zip")
        out = self.verify("holds.zip").out
        self.assertIn("Nothing differs in", out)
        self.assertIn("All was computed again from the bundle alone", out)
        os.unlink(self.place / "holds.zip")

    def test_shipped_ones(self):
        for name in ("egdi", "waseda-ten", "waseda-published"):
            with self.subTest(name=name):
                self.holds(name)

    def test_periods_scenarios_and_what_is_extended(self):
        self.holds("egdi", "--period", "2018", "--scenario", "geometric", "--level", "95%", "--seed", "18446744073709551")
        self.holds("small.yaml", "--scenario", "fast", "--portal", "data.gov.tw", "--when", "2026-01-02")
        (self.place / "mine.yaml").write_text("egovbench: 1\nextends: egdi\nid: mine\nscale: 1\n", encoding="utf-8")
        self.holds("mine.yaml")

    def test_ones_own_data(self):
        (self.place / "elsewhere").mkdir()
        shutil.move(self.place / "small.csv", self.place / "elsewhere/small.csv")
        self.holds("small.yaml", "--data", "elsewhere/small.csv")
        text = (self.place / "elsewhere/small.csv").read_text(encoding="utf-8").replace(",", ";").replace("0.", "0,")
        (self.place / "other.csv").write_text(text.replace("Bonaire;", "Bonaire,"), encoding="utf-8")
        self.holds("small.yaml", "--data", "other.csv{delimiter: semicolon, decimal: comma}")

    def test_a_file_for_two_purposes(self):
        """Given in place of the definition's data, and its list of units."""
        (self.place / "data").mkdir()
        shutil.copy(self.place / "small.csv", self.place / "data/small.csv")
        text = (self.place / "small.yaml").read_text(encoding="utf-8")
        (self.place / "own.yaml").write_text(re.sub(r"(?m)^(data: .*)$", r"\1\nunits: {file: data/small.csv, id: unit}", text), encoding="utf-8")
        for given in ("data/small.csv", "./data/small.csv", str(self.place / "data/small.csv")):
            self.holds("own.yaml", "--data", given)
        (self.place / "data/small.meta.yaml").write_text("redistribution: no\n", encoding="utf-8")
        self.bundle("own.yaml", "--data", "data/small.csv", into="kept")
        self.assertIn("All was computed again", self.verify("kept", "--with", "data/small.csv").out)

    def test_a_publisher(self):
        (self.place / "API.csv").write_text(WORLD_BANK, encoding="utf-8")
        (self.place / "wb.yaml").write_text("egovbench: 1\nid: wb\ndata: [{file: API.csv, as: worldbank}]\n"
                                            "indicators: [{id: net, column: IT.NET.USER.ZS, goalposts: [0, 100]}]\n", encoding="utf-8")
        self.holds("wb.yaml")

    def test_where_it_lies_does_not_matter(self):
        self.bundle("small.yaml")
        shutil.move(self.place / "bundle", self.place / "moved")
        for name in ("small.yaml", "small.csv"):
            os.unlink(self.place / name)
        self.run_program("verify", str(self.place / "moved"), environment=clean_environment(EGOVBENCH_HOME=None), code=0)
        shutil.make_archive(str(self.place / "zipped"), "zip", self.place, "moved")  # with everything in one folder, and entries for folders
        self.verify("zipped.zip")

    def test_signatures_may_lie_beside(self):
        files = self.bundle("small.yaml")
        for name in (SUMS + ".minisig", SUMS + ".asc"):
            files[name] = b"signed"
        self.assertEqual(self.findings(files, code=0), [])


def replace(name, old, new):
    def change(files):
        assert old in files[name], (name, old)
        files[name] = files[name].replace(old, new, 1)
    return change


def byte(name):
    """One bit in the middle of the file."""
    def change(files):
        text = bytearray(files[name])
        text[len(text) // 2] ^= 1
        files[name] = bytes(text)
    return change


def cell(name, row, column, value):
    def change(files):
        rows = list(csv.reader(io.StringIO(files[name].decode())))
        rows[row][rows[0].index(column)] = value
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        files[name] = out.getvalue().encode()
    return change


def columns(name, order):
    def change(files):
        rows = list(csv.reader(io.StringIO(files[name].decode())))
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([order(row) for row in rows])
        files[name] = out.getvalue().encode()
    return change


def removed(name):
    return lambda files: files.pop(name)


def added(name, text):
    return lambda files: files.__setitem__(name, text)


RANKING, WEIGHTS, STAGES = "results/ranking.csv", "results/weights.csv", "results/long.csv"
# What is done to the files, whether the lists of checksums are made to fit, and a finding: file, row, column, words.
BROKEN = {
    **{f"a bit in {name}": (byte(name), False, name, None, None, "the file was changed")
       for name in ("definition/small.yaml", "definition/small.csv", RANKING, STAGES, WEIGHTS, "results/uncertainty.csv", "results/scores.csv",
                    "dictionary.csv", "LICENCES.md", "README.md", "documents/methodology.md", "documents/report.html", "datapackage.json")},
    "a sum that is another": (replace(SUMS, b"a", b"b"), False, SUMS, None, None, "the file was changed"),
    "a line of the list that is none": (added(SUMS, b"nothing\n"), False, SUMS, "1", None, "this line is not a sum"),
    "no list": (removed(SUMS), False, SUMS, None, None, "the file is missing"),
    "no sum of the list": (removed(SUMS + ".sha256"), False, SUMS + ".sha256", None, None, "the file is missing"),
    "missing": (removed(STAGES), False, STAGES, None, None, "the file is missing"),
    "missing, and not in the list": (removed(STAGES), True, STAGES, None, None, "a file that is not there"),
    "missing description": (removed("LICENCES.md"), True, "LICENCES.md", None, None, "the file is missing"),
    "missing data": (removed("definition/small.csv"), True, "definition/small.yaml", "4", None, "nothing can be computed again"),
    "added": (added("results/more.csv", b"a,b\n1,2\n"), False, "results/more.csv", None, None, "the file was added"),
    "added to the list": (added("results/more.csv", b"a,b\n1,2\n"), True, "results/more.csv", None, None, "nothing in the bundle makes this file"),
    "a rank": (cell(RANKING, 1, "rank", "2"), True, RANKING, "1", "rank", "the figure is not what is computed"),
    "a score in its seventh digit": (cell(RANKING, 2, "score", "82.500001"), True, RANKING, "2", "score", "the figure is not what is computed"),
    "a name": (cell(RANKING, 1, "name", "Estland"), True, RANKING, "1", "name", "the figure is not what is computed"),
    "a text for a number": (cell(RANKING, 1, "score", "much"), True, RANKING, "1", "score", "the cell is no number"),
    "half a rank": (cell("results/uncertainty.csv", 1, "draws", "199.5"), True, "results/uncertainty.csv", "1", "draws", "the cell is no integer"),
    "a weight": (cell(WEIGHTS, 2, "weight", "3"), True, WEIGHTS, "2", "weight", "the figure is not what is computed"),
    "a swapped header": (columns(RANKING, lambda row: [row[0], row[1], row[3], row[2], *row[4:]]), True, RANKING, None, "score", "the header is not the one"),
    "a renamed header": (replace(RANKING, b"score", b"points"), True, RANKING, None, "score", "the column is missing"),
    "a column more": (columns(RANKING, lambda row: [*row, "x"]), True, RANKING, None, "x", "the column was added"),
    "a row less": (lambda files: files.update({RANKING: b"".join(files[RANKING].splitlines(True)[:-1])}), True, RANKING, "5", None, "rows are missing"),
    "a row more": (lambda files: files.update({RANKING: files[RANKING] + files[RANKING].splitlines(True)[-1]}), True, RANKING, "6", None, "rows were added"),
    "a row cut": (lambda files: files.update({RANKING: files[RANKING].rsplit(b",", 1)[0] + b"\n"}), True, RANKING, "5", None, "more or fewer cells"),
    "no table": (added(RANKING, b'unit,"name\n'), True, RANKING, None, None, "the table cannot be read"),
    "data of another year": (cell("definition/small.csv", 3, "portal", "0.9"), True, RANKING, None, "score", "the figure is not what is computed"),
    "another weight in the definition": (replace("definition/small.yaml", b"column: speed, weight: 1", b"column: speed, weight: 4"), True, WEIGHTS, None,
                                         "weight", "the figure is not what is computed"),
    "a definition that is none": (replace("definition/small.yaml", b"indicators:", b"indikators:"), True, "definition/small.yaml", None, None,
                                  "nothing can be computed again"),
    "a reading of a file outside": (replace("definition/small.yaml", b"file: small.csv", b"file: ../../../../etc/passwd"), True, "definition/small.yaml",
                                    "4", None, "nothing can be computed again"),
    "another dictionary": (replace("dictionary.csv", b"results/ranking.csv,score", b"results/ranking.csv,point"), True, RANKING, None, "point",
                           "the header is not the one that dictionary.csv describes"),
    "a broken dictionary": (added("dictionary.csv", b'file,column,label,kind\n"'), True, "dictionary.csv", None, None, "the description cannot be read"),
    "a broken package": (added("datapackage.json", b"{"), False, "datapackage.json", None, None, "the description cannot be read"),
    "another hash in the package": (replace("datapackage.json", b'"hash": "sha256:', b'"hash": "sha256:0'), False, "definition/small.yaml", None, None,
                                    "another SHA-256 than datapackage.json says"),
    "words of the readme": (replace("README.md", b"A small index", b"A large index"), True, "README.md", "1", None, "not what is made of the rest"),
    "words of the report": (replace("documents/report.html", b"Estonia", b"Estland"), True, "documents/report.html", None, None,
                            "not what is made of the rest"),
    "another seed": (replace("bundle.json", b'"seed": "1"', b'"seed": "2"'), True, "documents/report.html", None, None, "not what is made of the rest"),
    "another command": (replace("bundle.json", b"egovbench publish", b"rm -rf /; egovbench publish"), True, "bundle.json", None, None,
                        "not what is made of the rest"),
}


class Broken(Verify):
    def test_each_way(self):
        whole = self.bundle("small.yaml")
        self.assertEqual(self.findings(whole, code=0), [])
        self.assertEqual(self.findings(summed(whole), code=0), [])
        write_folder(self.place / "changed", {**whole, "README.md": b"other words"})
        self.assertEqual(self.verify("changed", "--format", "csv", code=1).out,
                         self.verify_archive({**whole, "README.md": b"other words"}))  # a folder says the same
        for what, (change, sums, file, row, column, words) in BROKEN.items():
            with self.subTest(what=what):
                files = dict(whole)
                change(files)
                found = self.findings(summed(files) if sums else files)
                fitting = [one for one in found if one["file"] == file and words in one["finding"] and one["severity"] == "error" and
                           row in (None, one["row"]) and column in (None, one["column"])]
                self.assertTrue(fitting, (what, found[:5]))
                if words == "the figure is not what is computed":
                    self.assertNotEqual(fitting[0]["there"], fitting[0]["here"])

    def verify_archive(self, files):
        (self.place / "changed.zip").write_bytes(packed(files))
        return self.verify("changed.zip", "--format", "csv", code=1).out

    def test_values(self):
        """Both values, and where they are in the file: by a reader of the test's own."""
        files = self.bundle("small.yaml")
        rows = list(csv.reader(io.StringIO(files[RANKING].decode())))
        right = rows[2][rows[0].index("score")]
        cell(RANKING, 2, "score", "1.5")(files)
        found = [one for one in self.findings(summed(files)) if one["file"] == RANKING]
        self.assertEqual([(one["row"], one["column"], one["there"], one["here"]) for one in found], [("2", "score", "1.5", right)])

    def test_the_last_digits_of_another_library(self):
        """A figure that differs by less than 1e-9 is the same, and documents, which have checksums of it, are not compared: that is said."""
        files = self.bundle("small.yaml")
        rows = list(csv.reader(io.StringIO(files[RANKING].decode())))
        score = float(rows[2][rows[0].index("score")])
        cell(RANKING, 2, "score", repr(score * (1 + 1e-13)))(files)
        found = self.findings(summed({**files, "README.md": b"other words"}), code=0)
        self.assertEqual([one["severity"] for one in found], ["note"])
        self.assertIn("documents and descriptions were not compared", found[0]["finding"])
        cell(RANKING, 2, "score", repr(score * (1 + 1e-8)))(files)
        self.assertEqual([one["severity"] for one in self.findings(summed(files))], ["error", "note"])

    def test_the_same_cells_written_in_another_way(self):
        """Nor is that a way to have other words in a document."""
        whole = self.bundle("small.yaml")
        for old, new in ((b"\n", b"\r\n"), (b"unit,", b'"unit",')):
            files = {**whole, RANKING: whole[RANKING].replace(old, new), "README.md": b"other words"}
            found = {one["file"] for one in self.findings(summed(files)) if one["severity"] == "error"}
            self.assertLessEqual({RANKING, "README.md"}, found)

    def test_more_than_can_be_shown(self):
        files = self.bundle("egdi")
        files[STAGES] = re.sub(rb",0\.(\d)", rb",1.\1", files[STAGES])
        found = self.findings(summed(files))
        self.assertEqual(len(found), 1000)

    def test_nothing_reaches_the_terminal(self):
        files = self.bundle("small.yaml")
        cell(RANKING, 1, "name", "\x1b[31mred\u202e")(files)
        out = self.verify_folder(summed(files)).out
        self.assertNotRegex(out, "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")

    def test_one_file_named_endlessly(self):
        """Each is read once, whatever names it again: thousands of times two megabytes would hardly end."""
        files = self.bundle("small.yaml")
        files["results/large.csv"] = b"a,b\n" + b"1,2\n" * 500000
        large, other = b"results/large.csv,a,,number,,\n", b"dictionary.csv,file,,text,,\n"
        files["dictionary.csv"] += (large + other) * 5000
        package = json.loads(files["datapackage.json"])
        package["resources"] += [{"path": "results/large.csv", "name": f"n{i}", "hash": "sha256:" + "0" * 64} for i in range(1000)]
        files["datapackage.json"] = json.dumps(package).encode()
        files = summed(files)
        files[SUMS] += files[SUMS].splitlines(True)[-1] * 5000
        found = {(one["file"], one["finding"]) for one in self.findings(files)}
        self.assertIn((SUMS, "the file of this line is listed twice"), found)

    def test_described_twice(self):
        files = self.bundle("small.yaml")
        files["dictionary.csv"] += files["dictionary.csv"].splitlines(True)[1]
        package = json.loads(files["datapackage.json"])
        package["resources"].append(package["resources"][0])
        files["datapackage.json"] = json.dumps(package).encode()
        found = [one["file"] for one in self.findings(summed(files)) if one["finding"].endswith("is described twice")]
        self.assertEqual(found, ["dictionary.csv", "datapackage.json"])

    def test_what_is_no_text(self):
        """Bytes of a document that are no UTF-8, or a character that is cut, do not make the table itself unreadable."""
        files = self.bundle("small.yaml")
        for text in (b"\xff\xfe" + files["README.md"], ("\u4e2d" * 300).encode() + files["README.md"], b"a" + ("\u4e2d" * 300).encode()):
            (self.place / "changed.zip").write_bytes(packed(summed({**files, "README.md": text})))
            for kind in ("csv", "json", "markdown"):
                self.assertIn("README.md", self.verify("changed.zip", "--format", kind, code=1).out)

    def verify_folder(self, files, code=1):
        shutil.rmtree(self.place / "changed", ignore_errors=True)
        write_folder(self.place / "changed", files)
        return self.verify("changed", code=code)


class Versions(Verify):
    def manifest(self, files, **changes):
        told = json.loads(files["bundle.json"])
        told.update({key.replace("_", "-"): value for key, value in changes.items()})
        return {**files, "bundle.json": json.dumps({key: value for key, value in told.items() if value is not None}).encode()}

    def refused(self, files):
        shutil.rmtree(self.place / "changed", ignore_errors=True)
        write_folder(self.place / "changed", summed(files))
        return self.verify("changed", code=3).err

    def test_later_ones_are_refused(self):
        files = self.bundle("small.yaml")
        later = self.refused(self.manifest(files, egovbench_bundle=2, program="7.0.0"))
        self.assertIn("a bundle of version 2", later)
        self.assertIn("7.0.0 or later", later)

    def test_another_program(self):
        """Results are compared by the columns that both have; documents are not."""
        files = self.manifest(self.bundle("small.yaml"), program="0.1.0")
        columns(RANKING, lambda row: [*row[:4], *row[5:], "old"])(files)
        files["documents/methodology.md"] = b"other words"
        files["documents/notes.md"] = b"of that time"
        dictionary = files["dictionary.csv"].decode().splitlines(True)
        header = next(csv.reader(io.StringIO(files[RANKING].decode())))
        files["dictionary.csv"] = "".join([line for line in dictionary if not line.startswith(RANKING)] +
                                          [f"{RANKING},{name},,text,,\n" for name in header]).encode()
        files.pop("datapackage.json")
        found = self.findings(summed(files), code=0)
        self.assertEqual({one["severity"] for one in found}, {"note"})
        self.assertIn("made by egovbench 0.1.0", " ".join(one["finding"] for one in found))
        cell(RANKING, 1, "rank", "4")(files)
        self.assertEqual([one["column"] for one in self.findings(summed(files)) if one["severity"] == "error"], ["rank"])

    def test_manifests_that_are_none(self):
        files = self.bundle("small.yaml")
        for change in ({"egovbench_bundle": None}, {"egovbench_bundle": 0}, {"egovbench_bundle": "x"}, {"egovbench_bundle": [1]}, {"definition": None},
                       {"definition": ["a"]}, {"draws": 0}, {"draws": 1e9}, {"draws": None}, {"seed": 1.5}, {"seed": "99999999999999999999"}, {"seed": "-1"},
                       {"level": 100}, {"data": []}, {"data": "x"}, {"data": ["-"]}, {"data": ["-{unit: unit}"]}, {"data": [["a"]]}, {"left_out": [{"path": "a"}]},
                       {"left_out": [{"path": "a", "sha256": "short"}]}, {"program": None}):
            self.assertIn("bundle.json", self.refused(self.manifest(files, **change)), change)
        for text in (b"", b"{", b"[]", b"\xff", b"x: &a 1\n", b"[" * 500, b'{"egovbench-bundle": 1, "egovbench-bundle": 1}'):
            self.assertTrue(self.refused({**files, "bundle.json": text}), text)
        self.assertIn("this is no bundle", self.refused({"a.txt": b""}))

    def test_what_is_left_out_is_not_there(self):
        """A manifest that leaves out what is there does not keep anything from being computed."""
        files = self.bundle("small.yaml")
        files[RANKING] = files[RANKING].replace(b",1,", b",2,", 1)
        found = self.findings(summed(self.manifest(files, left_out=[{"path": "README.md", "sha256": "0" * 64, "why": "x"}])))
        self.assertIn(("README.md", "bundle.json says that this file is left out, and it is there"),
                      [(one["file"], one["finding"]) for one in found])
        self.assertIn(RANKING, [one["file"] for one in found])

    def test_places_outside(self):
        """Neither the definition nor data nor a list of units is read from anywhere else."""
        files = self.bundle("small.yaml")
        (self.place / "secret.yaml").write_text((self.place / "small.yaml").read_text(encoding="utf-8"), encoding="utf-8")
        for change in ({"definition": "/etc/passwd"}, {"definition": "../small.yaml"}, {"definition": str(self.place / "small.yaml")},
                       {"definition": "definition/../../small.yaml"}, {"data": [str(self.place / "small.csv")]}, {"data": ["../small.csv"]}):
            found = self.findings(summed(self.manifest(files, **change)))
            self.assertIn("nothing can be computed again", " ".join(one["finding"] for one in found), change)
            self.assertNotIn("Estonia", " ".join(one["finding"] for one in found))


class Archives(Verify):
    def refused(self, archive, words, code=3):
        (self.place / "evil.zip").write_bytes(archive)
        self.assertIn(words, self.verify("evil.zip", code=code).err)

    def test_what_is_not_unpacked(self):
        files = self.bundle("small.yaml")
        whole = packed(files)
        for name in ("../evil", "/etc/evil", "a/../../evil", "a\\..\\evil", "C:/evil", "a//b", "./a", "a/.", "a/./b", "\x01", "ä", "a b", "x" * 600):
            self.refused(packed({**files, name: b"evil"}), "a name that no file of a bundle has" if len(name) < 512 else "the name of an entry")
        for cut in (0, 1, 20, len(whole) // 2, len(whole) - 1):
            self.refused(whole[:cut], "no zip archive, or a damaged one")
        self.refused(b"no archive at all", "no zip archive, or a damaged one")
        broken = bytearray(whole)
        broken[200] ^= 0xFF
        self.refused(bytes(broken), "no zip archive, or a damaged one")

    def test_a_name_twice(self):
        files = self.bundle("small.yaml")
        import warnings
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            twice = packed([*files.items(), ("bundle.json", b"{}")])
        self.refused(twice, "two entries of the archive have one name")

    def test_links(self):
        def link(info):
            if info.filename == "link":
                info.create_system = 3
                info.external_attr = (stat.S_IFLNK | 0o777) << 16
            return info
        files = self.bundle("small.yaml")
        self.refused(packed({**files, "link": b"/etc/passwd"}, change=link), "`link` is a link")
        for target in ("/etc/passwd", "README.md", "."):
            shutil.rmtree(self.place / "linked", ignore_errors=True)
            write_folder(self.place / "linked", files)
            os.symlink(target, self.place / "linked/link")
            self.assertIn("is no file, or a link", self.verify("linked", code=3).err)
        os.unlink(self.place / "linked/link")
        os.mkfifo(self.place / "linked/link")
        self.assertIn("is no file, or a link", self.verify("linked", code=3).err)

    def test_folders_without_end(self):
        self.bundle("small.yaml")
        (self.place / "bundle" / "/".join("abcdefghijklmnopqrstuvwxyz")).mkdir(parents=True)
        self.assertIn("too deep", self.verify("bundle", code=3).err)
        for i in range(300):
            (self.place / f"many/{i}").mkdir(parents=True)
        (self.place / "many/bundle.json").touch()
        self.assertIn("one folder too many", self.verify("many", code=3).err)

    def test_bombs(self):
        files = self.bundle("small.yaml")
        self.refused(packed({**files, "zeros": b"\0" * (1 << 25)}), "a zip bomb")
        self.refused(packed({f"f{i}": b"" for i in range(4097)}), "more than 4096 files")

    def test_what_is_encrypted(self):
        whole = bytearray(packed(self.bundle("small.yaml")))
        for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            place = -1
            while (place := whole.find(signature, place + 1)) >= 0:
                whole[place + at] |= 1
        self.refused(bytes(whole), "the archive is encrypted")

    def test_an_unknown_method(self):
        whole = bytearray(packed(self.bundle("small.yaml")))
        for signature, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
            place = -1
            while (place := whole.find(signature, place + 1)) >= 0:
                struct.pack_into("<H", whole, place + at, 93)
        self.refused(bytes(whole), "packed by a method")

    def test_stored_entries(self):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for name, text in self.bundle("small.yaml").items():
                archive.writestr(name, text)
        (self.place / "stored.zip").write_bytes(out.getvalue())
        self.verify("stored.zip")

    def test_what_is_not_there(self):
        self.verify("nowhere", code=4)
        self.verify("nowhere.zip", code=4)
        self.run_program("verify", code=2)
        (self.place / "empty").mkdir()
        self.assertIn("this is no bundle", self.verify("empty", code=3).err)
        (self.place / "empty/a folder of one's own").mkdir()  # whatever is in it
        self.assertIn("this is no bundle", self.verify("empty", code=3).err)

    def test_nothing_is_written(self):
        self.bundle("small.yaml")
        before = {path: path.read_bytes() for path in self.place.rglob("*") if path.is_file()}
        self.verify("bundle")
        self.assertEqual({path: path.read_bytes() for path in self.place.rglob("*") if path.is_file()}, before)


if __name__ == "__main__":
    unittest.main()
