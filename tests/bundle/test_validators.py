"""Metadata of bundles before validators that others wrote: JSON Schema of Data Package 2.0 and of CITATION.cff 1.2.0, SHACL
shapes of DCAT-AP 3.0.1.

The schemas are where EGOVBENCH_VALIDATORS says, or in ../shared/validators beside the project; the validators are python3-jsonschema
and the packages of package.json (npm ci in this folder, or NODE_PATH). What is absent is skipped and said so. Each validator has
to refuse a file that was broken.
"""
import copy
import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from described import BundleTest, simple_yaml, strict_json
from pages import NODE
from program import ROOT

try:
    import jsonschema
except ImportError:
    jsonschema = None
try:
    import yaml
except ImportError:
    yaml = None

HERE = Path(__file__).resolve().parent
SCHEMAS = Path(os.environ.get("EGOVBENCH_VALIDATORS") or ROOT.parent / "shared/validators")
NAMES = ("jsonld", "n3", "rdf-validate-shacl")


def packages():
    """The folder that has them."""
    named = [Path(folder) for folder in os.environ.get("NODE_PATH", "").split(os.pathsep) if folder]
    return next((folder for folder in [HERE / "node_modules", *named] if all((folder / name).is_dir() for name in NAMES)), None)


def refused(schema, value):
    """What a schema finds; formats are checked as well."""
    validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    return [error.message for error in validator.iter_errors(value)]


@unittest.skipUnless(SCHEMAS.is_dir(), f"there are no schemas in {SCHEMAS}: set EGOVBENCH_VALIDATORS")
@unittest.skipUnless(jsonschema, "python3-jsonschema is not installed")
class Schemas(BundleTest):
    def test_data_package(self):
        schema = json.loads((SCHEMAS / "datapackage-2.0/datapackage.json").read_text(encoding="utf-8"))
        for bundle in self.each():
            self.assertEqual(refused(schema, strict_json(bundle / "datapackage.json")), [], bundle.name)
        package = strict_json(bundle / "datapackage.json")
        breaks = (
            lambda p: p.pop("resources"),
            lambda p: p["resources"][0].pop("name"),
            lambda p: p["resources"][0].update(path="/etc/passwd"),
            lambda p: p.update(licenses=[]),
            lambda p: p["resources"][0].update(schema={"fields": [{"name": "a", "type": "figure"}]}),
        )
        for number, change in enumerate(breaks):
            broken = copy.deepcopy(package)
            change(broken)
            self.assertNotEqual(refused(schema, broken), [], number)

    def test_table_schemas(self):
        schema = json.loads((SCHEMAS / "datapackage-2.0/tableschema.json").read_text(encoding="utf-8"))
        for bundle in self.each():
            tables = [r["schema"] for r in strict_json(bundle / "datapackage.json")["resources"] if "schema" in r]
            for table in tables:
                self.assertEqual(refused(schema, table), [])
            self.assertNotEqual(refused(schema, {**tables[0], "primaryKey": []}), [])

    def test_citation(self):
        schema = json.loads((SCHEMAS / "cff/schema-1.2.0.json").read_text(encoding="utf-8"))
        for name in ("egdi", "full"):
            text = (self.folder / name / "CITATION.cff").read_text(encoding="utf-8")
            whole = simple_yaml(text)
            self.assertEqual(refused(schema, whole), [], name)
            if yaml is not None:  # another reader of YAML understands the same
                self.assertEqual(yaml.load(text, yaml.BaseLoader), whole)
        for change in ({"authors": []}, {"license": "free"}, {"type": "data"}, {"date-released": "soon"}, {"cff-version": "2"}):
            self.assertNotEqual(refused(schema, {**whole, **change}), [], change)


@unittest.skipUnless(SCHEMAS.is_dir(), f"there are no schemas in {SCHEMAS}: set EGOVBENCH_VALIDATORS")
@unittest.skipUnless(NODE, "node is not installed")
@unittest.skipUnless(packages(), "jsonld, n3 and rdf-validate-shacl are not installed: npm ci in tests/bundle")
@unittest.skipIf(os.environ.get("EGOVBENCH_SANITIZED"), "metadata are the same bytes, and node runs no part of this program")
class Shapes(BundleTest):
    BASE = "https://publisher.example/bundle/"

    def validate(self, path):
        """What the SHACL shapes of DCAT-AP find in a JSON-LD file. Modules are looked for beside the script alone."""
        script = HERE / "shacl.mjs"
        if packages() != HERE / "node_modules":
            script = self.folder / "shacl.mjs"
            shutil.copy(HERE / "shacl.mjs", script)
            if not (self.folder / "node_modules").exists():
                (self.folder / "node_modules").symlink_to(packages().resolve())
        done = subprocess.run([NODE, script, SCHEMAS / "dcat-ap-3.0.1/dcat-ap-SHACL.ttl", path, self.BASE],
                              capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads(done.stdout)

    def test_dcat_ap(self):
        for bundle in self.each():
            for name in ("dcat-ap.jsonld", "data.gov.sk.jsonld"):
                if (bundle / name).exists():
                    report = self.validate(bundle / name)
                    self.assertEqual((report["conforms"], report["faults"]), (True, []), f"{bundle.name}/{name}")
                    self.assertGreater(report["triples"], 80)
                    self.check_names(report["quads"], "https://example.org/egov/2024/" if bundle.name == "full" else self.BASE)

    def check_names(self, quads, base):
        """Every triple has a name that a harvester can follow, and files are below the place of publication."""
        downloads = 0
        for quad in quads:
            subject, predicate, target = quad.split(" ", 2)
            self.assertTrue(subject.startswith("<http"), quad)
            self.assertFalse(target.startswith("_:"), quad)
            if predicate == "<http://www.w3.org/ns/dcat#downloadURL>":
                downloads += 1
                self.assertTrue(target.startswith(f"<{base}"), quad)
        self.assertGreater(downloads, 4)

    def test_what_is_broken_is_refused(self):
        whole = strict_json(self.folder / "full/dcat-ap.jsonld")
        breaks = (
            lambda d: d.pop("dct:title"),
            lambda d: d.pop("dct:description"),
            lambda d: d["dcat:distribution"][0].pop("dcat:accessURL"),
            lambda d: d["dct:publisher"].pop("foaf:name"),
            lambda d: d["dcat:distribution"][0]["spdx:checksum"].pop("spdx:checksumValue"),
            lambda d: d["dcat:distribution"][0].update({"dcat:byteSize": "large"}),
        )
        for number, change in enumerate(breaks):
            broken = copy.deepcopy(whole)
            change(broken)
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "broken.jsonld"
                path.write_text(json.dumps(broken), encoding="utf-8")
                self.assertFalse(self.validate(path)["conforms"], number)


if __name__ == "__main__":
    unittest.main()
