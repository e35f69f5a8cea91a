"""egovbench-definition(5): every key, choice, method and parameter is in it, and roff has nothing to complain about.

usage: test_manual.py [PROGRAM]; without arguments the program of EGOVBENCH_BUILD.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 else os.path.join(os.environ.get("EGOVBENCH_BUILD", ""), "egovbench")


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, check=True).stdout.decode()


def constants(schema):
    """Names of methods in a family, and of all their parameters."""
    for shape in schema["oneOf"]:
        if "const" in shape:
            yield shape["const"]
        else:
            yield from shape["properties"]


class Manual(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.page = run("schema", "--man")
        cls.schema = json.loads(run("schema"))
        bold = re.findall(r"\\fB(.*?)\\fR", cls.page)
        cls.bold = {text.replace("\\-", "-").replace("\\&", "").replace("\\e", "\\") for text in bold}

    def test_keys(self):
        wanted = set()
        for section in [self.schema, *self.schema["definitions"].values()]:
            for key, value in section.get("properties", {}).items():
                wanted.add(key)
                wanted.update(word for word in value.get("enum", []) if isinstance(word, str))
        self.assertGreater(len(wanted), 50)
        self.assertEqual(wanted - self.bold, set())

    def test_methods(self):
        for family in ("normalise_method", "aggregate_method", "weights_method"):
            wanted = set(constants(self.schema["definitions"][family])) - {"method"}
            self.assertGreater(len(wanted), 1)
            self.assertEqual(wanted - self.bold, set())

    def test_publishers(self):
        """Every name that `as:` takes is explained, and no other."""
        sections = self.schema["definitions"]
        for heading, names in (("FILES OF PUBLISHERS", self.names_of("data file")), ("UNIT LISTS OF PUBLISHERS", self.names_of("units"))):
            text = self.page.split(f'.SH {heading}\n', 1)[1].split("\n.SH ", 1)[0]
            terms = re.findall(r"^\.TP\n\\fB(.*?)\\fR", text, re.M)
            self.assertEqual([term.replace("\\-", "-") for term in terms], names, sections.keys())
            self.assertEqual(text.count("Known by its headers"), len(names))

    def names_of(self, section):
        """The choices of the key `as` in a section of the schema."""
        found = [value["properties"]["as"]["enum"] for name, value in self.schema["definitions"].items()
                 if "enum" in value.get("properties", {}).get("as", {}) and ("id" in value["properties"]) == (section == "units")]
        self.assertEqual(len(found), 1)
        return found[0]

    def test_usual_headers(self):
        """The headers that are found without a key are those that the help names."""
        for section, key in (("data_file", "unit"), ("units", "id")):
            said = self.schema["definitions"][section]["properties"][key]["description"].split("the first of ")[1].split(" that the file")[0]
            with self.subTest(section), tempfile.TemporaryDirectory() as folder:
                for header in said.split(", "):
                    data, listed = (header, "iso3") if section == "data_file" else ("unit", header)
                    Path(folder, "d.csv").write_text(f"{data},a\nEST,1\nFIN,2\n")
                    Path(folder, "l.csv").write_text(f"{listed},name\nEST,Estonia\nFIN,Finland\n")
                    Path(folder, "i.yaml").write_text("egovbench: 1\nid: i\ndata: [d.csv]\nunits: l.csv\nindicators: [{id: a}]\n")
                    run("validate", str(Path(folder, "i.yaml")))
                self.assertEqual(sorted(said.split(", ")), ["code", "id", "iso3", "unit"])

    def test_no_accidental_requests(self):
        known = {"TH", "SH", "SS", "TP", "PP", "nf", "fi", "RS", "RE", "br", "BR"}
        requests = {line[1:].split()[0] for line in self.page.splitlines() if line.startswith((".", "'"))}
        self.assertEqual(requests - known, set())

    @unittest.skipUnless(shutil.which("groff"), "groff is not installed")
    def test_roff(self):
        done = subprocess.run(
            ["groff", "-ww", "-K", "utf8", "-man", "-Tutf8"], input=self.page.encode(), capture_output=True, check=False
        )
        complaints = [
            line
            for line in done.stderr.decode().splitlines()
            if "can't break line" not in line and "cannot break line" not in line and "cannot adjust line" not in line
        ]
        self.assertEqual((done.returncode, complaints), (0, []))


if __name__ == "__main__":
    unittest.main()
