"""What the tests of bundles share: definitions, bundles made of them by the program, readers of their own."""
import csv
import io
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from program import PROGRAM, ROOT

MINIMAL = """\
egovbench: 1
id: bare
data: [bare.csv]
indicators: [{id: a}, {id: b}]
"""
BARE_TABLE = "unit,a,b\nX,1,2\nY,3,4\nZ,,1\n"

# What hostile people write: quotes, the end of a script, control characters, directions, Chinese, 5,000 characters and more.
HOSTILE = '</script><script>alert(1)</script> "quoted" \\\\ \\e[31m \\u202E {{x}} ${y} # : 電子化政府'
FULL = f"""\
egovbench: 1
id: Full.index-1
title: {{en: "Full {HOSTILE.replace('"quoted"', "'quoted'")}", sk: Úplný index, zh-Hant: 完整指數}}
description: {{en: "{'電子化政府 </script> ' * 400}", sk: Opis, zh-Hant: 說明}}
edition: "2024"
version: 1.2.0
publisher: "Office of O'Brien & <sons>"
licence: CC-BY-4.0
citation: Office (2024)
data: [{{file: full.csv, unit: unit, period: year}}]
period: "2024"
publication:
  address: https://example.org/egov/2024/
  contact: {{name: "<b>Desk</b>", email: desk@example.org, phone: 02-1234 5678}}
  keywords: {{en: [e-government, "</script>"], sk: [eGovernment, index], zh-Hant: 電子化政府}}
  theme: GOVE
  frequency: annual
  spatial: http://publications.europa.eu/resource/authority/country/SVK
  publisher-id: https://data.gov.sk/id/legal-subject/00151513
  access: public
  category: I00
  terms:
    authors-work: http://publications.europa.eu/resource/authority/licence/CC_BY_4_0
    original-database: http://publications.europa.eu/resource/authority/licence/CC_BY_4_0
    special-rights: http://publications.europa.eu/resource/authority/licence/CC_BY_4_0
    personal-data: https://data.gov.sk/def/personal-data-occurence-type/2
indicators:
  - id: services
    indicators: [{{id: one.a, column: "a, b"}}, {{id: two, column: "=x"}}]
  - {{id: speed-2, column: "速度"}}
"""
FULL_TABLE = '''\
unit,year,"a, b",=x,速度,"say ""hi"""
A B,2024,1,0.1,3,"two
lines"
電,2024,2.5,,4,x
C$D,2024,3,0.30000000000000004,1e-7,=1+1
A B,2023,1,1,1,
電,2023,2,2,2,
C$D,2023,3,3,3,
'''
FULL_META = """\
title: "Figures </script>"
publisher: "Office of figures"
licence: CC0-1.0
address: https://example.org/figures
columns:
  - {id: "a, b", unit: points, description: "The first, with a comma"}
  - {id: "=x", description: "Begins like a formula"}
"""


def clean():
    """The environment without what would change a result."""
    kept = {name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH", "EGOVBENCH_HOME", "LANG")}
    return {**kept, "EGOVBENCH_HOME": str(ROOT), "LC_ALL": "C.UTF-8"}


def publish(index, out, *options):
    """(what it printed); a refusal fails."""
    done = subprocess.run([PROGRAM, "publish", str(index), "-o", str(out), "--draws", "50", "--seed", "1", *options],
                          capture_output=True, text=True, env=clean())
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return done.stdout


def marks(printed):
    """{name: (state, why)} of what publish printed; states: passes, fails, unknown."""
    found = {}
    for line in printed.splitlines():
        for state, words in (("passes", ": passes: "), ("fails", ": fails: "), ("unknown", ": cannot be seen from here: ")):
            name, said, why = line.partition(words)
            if said:
                found[name] = (state, why)
    return found


def write_index(folder, definition, table, meta=None, name="index"):
    """The definition's path; the name of the data file is the one that the definition has."""
    folder = Path(folder)
    data = "full.csv" if "full.csv" in definition else "bare.csv"
    (folder / f"{name}.yaml").write_text(definition, encoding="utf-8")
    (folder / data).write_bytes(table if isinstance(table, bytes) else table.encode())
    if meta is not None:
        (folder / data).with_suffix(".meta.yaml").write_text(meta, encoding="utf-8")
    return folder / f"{name}.yaml"


def records(path):
    """(header, rows) of a CSV, by Python's own reader."""
    text = Path(path).read_bytes().decode("utf-8")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    return rows[0], rows[1:]


def strict_json(path):
    """A JSON text without keys that come twice and without numbers that are none."""

    def no_twice(pairs):
        keys = [key for key, _ in pairs]
        if len(keys) != len(set(keys)):
            raise ValueError(f"{path}: a key comes twice: {keys}")
        return dict(pairs)

    def refuse(word):
        raise ValueError(f"{path}: {word}")

    return json.loads(Path(path).read_bytes().decode("utf-8"), object_pairs_hook=no_twice, parse_constant=refuse)


def simple_yaml(text):
    """The part of YAML that CITATION.cff is written in: keys, lists of texts, lists of maps; texts as JSON or as they are."""

    def value(word):
        return json.loads(word) if word.startswith('"') else word

    top, current, entry = {}, None, None
    for line in text.splitlines():
        if not line.startswith(" "):
            key, _, rest = line.partition(":")
            if key in top:
                raise ValueError(f"{key} comes twice")
            current = top[key] = value(rest.strip()) if rest.strip() else []
        elif line.startswith("  - "):
            rest = line[4:]
            if rest.startswith('"'):
                current.append(value(rest))
            else:
                key, _, word = rest.partition(": ")
                entry = {key: value(word)}
                current.append(entry)
        elif line.startswith("    "):
            key, _, word = line[4:].partition(": ")
            entry[key] = value(word)
        else:
            raise ValueError(f"not understood: {line!r}")
    return top


class BundleTest(unittest.TestCase):
    """Bundles of a shipped index, of one that says everything, of one that says nothing; each made once."""

    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory(prefix="egovbench-bundles-")
        cls.folder = Path(cls.holder.name)
        for name in ("full", "bare"):
            (cls.folder / f"{name}-source").mkdir()
        full = write_index(cls.folder / "full-source", FULL, FULL_TABLE, FULL_META)
        bare = write_index(cls.folder / "bare-source", MINIMAL, BARE_TABLE)
        cls.printed = {
            "egdi": publish("egdi", cls.folder / "egdi"),
            "full": publish(full, cls.folder / "full", "--when", "2024-09-01", "--portal", "data.gov.sk"),
            "bare": publish(bare, cls.folder / "bare", "--portal", "data.gov.tw"),
        }

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def each(self):
        return [self.folder / name for name in self.printed]
