"""`egovbench schema` and `egovbench validate` give the same verdict on every file of tests/define/definitions.

A broken file whose first line is "# schema: cannot tell" holds only what JSON Schema has no words for: equal ids, the order
of goalposts, what an expression means, a key written twice. Such files the schema may accept; all others it must refuse.

usage: test_schema_corpus.py [PROGRAM]; without arguments the program of EGOVBENCH_BUILD. Without the modules yaml and
jsonschema: exit 77, which counts as skipped.
"""
import json
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

CORPUS = Path(__file__).resolve().parent / "definitions"
PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 else os.path.join(os.environ.get("EGOVBENCH_BUILD", ""), "egovbench")
MARK = "# schema: cannot tell\n"


class Core(yaml.SafeLoader):
    """YAML 1.2 core schema as editors read it, less what JSON has no number for (hexadecimal, octal, .inf, .nan)."""

    yaml_implicit_resolvers = {}
    yaml_constructors = dict(yaml.SafeLoader.yaml_constructors)


def whole(loader, node):
    return int(loader.construct_scalar(node))


def decimal(loader, node):
    return float(loader.construct_scalar(node))


def mapping(loader, node):
    """Keys are texts, as in JSON."""
    result = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise yaml.constructor.ConstructorError(None, None, "a key must be a scalar", key.start_mark)
        result[key.value] = loader.construct_object(value, deep=True)
    return result


for tag, pattern, first in (
    ("null", r"(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"(true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", list("-+.0123456789")),
):
    Core.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(pattern), first)
Core.add_constructor("tag:yaml.org,2002:int", whole)
Core.add_constructor("tag:yaml.org,2002:float", decimal)
Core.add_constructor("tag:yaml.org,2002:map", mapping)


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, check=False)


class SchemaCorpus(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.schema = json.loads(run("schema").stdout)
        jsonschema.Draft7Validator.check_schema(cls.schema)
        cls.validator = jsonschema.Draft7Validator(cls.schema)

    def schema_faults(self, path):
        try:
            content = yaml.load(path.read_bytes().decode("utf-8-sig"), Core)
        except (yaml.YAMLError, UnicodeDecodeError) as fault:
            return [f"not YAML: {fault}"]
        return [f"{'/'.join(map(str, e.path))}: {e.message[:200]}" for e in self.validator.iter_errors(content)]

    def test_good(self):
        files = sorted((CORPUS / "good").glob("*.yaml"))
        self.assertGreaterEqual(len(files), 12)
        for path in files:
            with self.subTest(path.name):
                verdict = run("validate", str(path))
                self.assertEqual((verdict.returncode, self.schema_faults(path)), (0, []), verdict.stderr.decode())

    def test_broken(self):
        files = sorted((CORPUS / "broken").glob("*.yaml"))
        self.assertGreaterEqual(len(files), 60)
        for path in files:
            with self.subTest(path.name):
                self.assertEqual(run("validate", str(path)).returncode, 1)
                marked = path.read_bytes().decode(errors="replace").startswith(MARK)
                refused = bool(self.schema_faults(path))
                self.assertNotEqual(refused, marked, "the mark says otherwise than the schema")

    def test_shipped(self):
        for path in sorted((CORPUS.parents[2] / "indicators").glob("*.yaml")):
            with self.subTest(path.name):
                self.assertEqual(self.schema_faults(path), [])

    def test_examples(self):
        """What hover texts and messages give as an example must itself be right."""
        sections = {"": self.schema, **self.schema["definitions"]}
        examples = 0
        for name, section in sections.items():
            for key, value in section.get("properties", {}).items():
                example = value["description"].rsplit("\nExample: ", 1)[1]
                with self.subTest(f"{name}.{key}"):
                    content = yaml.load(example, Core)
                    part = {"definitions": self.schema["definitions"], "properties": {key: value}}
                    self.assertEqual(list(content), [key])
                    self.assertEqual([e.message for e in jsonschema.Draft7Validator(part).iter_errors(content)], [])
                    examples += 1
        self.assertGreater(examples, 60)


if __name__ == "__main__":
    unittest.main()
