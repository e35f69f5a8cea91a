"""What describes a bundle is true of it: paths, sizes, checksums, headers, keys, types; for a clone without validators.

Readers are of this test's own: JSON strictly, CSV by Python, the YAML of CITATION.cff, SDMX-CSV.
"""
import csv
import hashlib
import io
import json
import re
import tempfile
import unittest
from pathlib import Path

from described import FULL, FULL_META, FULL_TABLE, BundleTest, marks, publish, records, simple_yaml, strict_json, write_index

WHOLE = ("http://", "https://", "mailto:", "tel:")
# What is written after datapackage.json, and what the list of checksums is.
UNLISTED = {"datapackage.json", "bundle.json", "SHA256SUMS", "SHA256SUMS.sha256"}


def walk(value, path=()):
    """(keys that lead there, value) of everything in a JSON value."""
    yield path, value
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from walk(child, (*path, key))


def files_of(bundle):
    return {path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if path.is_file()}


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Texts(BundleTest):
    def test_json_is_strict_and_nothing_in_it_is_empty(self):
        for bundle in self.each():
            names = [name for name in files_of(bundle) if name.endswith((".json", ".jsonld"))]
            self.assertGreaterEqual(len(names), 5)
            for name in names:
                for path, value in walk(strict_json(bundle / name)):
                    if path[-1:] != ("observation",):  # an empty object there is a word of SDMX
                        self.assertNotIn(value, ({}, [], None), f"{name}: {path}")
                    if value == "":
                        self.assertEqual((name, path[-1]), ("datapackage.json", "value"))

    def test_nothing_steers_a_terminal_or_ends_a_script(self):
        for bundle in self.each():
            for name in ("datapackage.json", "csv-metadata.json", "dcat-ap.jsonld", "schema-org.jsonld"):
                text = (bundle / name).read_text(encoding="utf-8")
                self.assertEqual(re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text), [], name)
            self.assertNotRegex((bundle / "schema-org.jsonld").read_text(encoding="utf-8"), "[<>&]")

    def test_hostile_texts_come_back_as_they_were(self):
        title = strict_json(self.folder / "full/datapackage.json")["title"]
        self.assertIn("</script><script>alert(1)</script> 'quoted' \\ \x1b[31m \u202e {{x}} ${y} # : 電子化政府", title)
        for name, key in (("schema-org.jsonld", "name"), ("CITATION.cff", "title")):
            path = self.folder / "full" / name
            value = strict_json(path)[key] if name.endswith("jsonld") else simple_yaml(path.read_text(encoding="utf-8"))[key]
            self.assertEqual(value, title)

    def test_the_same_input_gives_the_same_bytes(self):
        with tempfile.TemporaryDirectory() as folder:
            index = write_index(folder, FULL, FULL_TABLE, FULL_META)
            publish(index, Path(folder) / "again", "--when", "2024-09-01", "--portal", "data.gov.sk")
            for name in files_of(self.folder / "full"):
                self.assertEqual((Path(folder) / "again" / name).read_bytes(), (self.folder / "full" / name).read_bytes(), name)


class DataPackage(BundleTest):
    def test_every_file_is_a_resource_with_its_size_and_sum(self):
        for bundle in self.each():
            package = strict_json(bundle / "datapackage.json")
            resources = package["resources"]
            self.assertEqual({r["path"] for r in resources}, files_of(bundle) - UNLISTED)
            self.assertEqual(len({r["name"] for r in resources}), len(resources))
            for resource in resources:
                self.assertRegex(resource["name"], r"^[a-z0-9._-]+$")
                path = bundle / resource["path"]
                self.assertEqual(resource["bytes"], path.stat().st_size)
                self.assertEqual(resource["hash"], "sha256:" + sha256(path))

    def test_fields_are_the_header_and_keys_tell_rows_apart(self):
        tables = 0
        for bundle in self.each():
            for resource in strict_json(bundle / "datapackage.json")["resources"]:
                self.assertEqual("schema" in resource, resource.get("type") == "table")
                if "schema" not in resource:
                    continue
                tables += 1
                header, rows = records(bundle / resource["path"])
                fields = resource["schema"]["fields"]
                self.assertEqual([field["name"] for field in fields], header, resource["path"])
                self.check_cells(resource["path"], fields, rows)
                key = [header.index(name) for name in resource["schema"].get("primaryKey", [])]
                if key:
                    told = [tuple(row[at] for at in key) for row in rows]
                    self.assertEqual(len(set(told)), len(told), resource["path"])
                    self.assertNotIn("", {cell for row in told for cell in row}, resource["path"])
        self.assertGreater(tables, 15)

    def check_cells(self, path, fields, rows):
        number = re.compile(r"^(NaN|-?INF|[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?)?$")
        for at, field in enumerate(fields):
            self.assertIn(field["type"], ("string", "number", "integer"))
            pattern = {"number": number, "integer": re.compile(r"^([+-]?[0-9]+)?$")}.get(field["type"])
            for row in rows if pattern is not None else []:
                self.assertRegex(row[at], pattern, f"{path}: {field['name']}")

    def test_words_of_the_meta_file_describe_its_columns(self):
        resources = strict_json(self.folder / "full/datapackage.json")["resources"]
        data = next(r for r in resources if r["path"].endswith("full.csv"))
        field = {f["name"]: f for f in data["schema"]["fields"]}
        self.assertEqual((field["a, b"]["unit"], field["a, b"]["description"]), ("points", "The first, with a comma"))
        self.assertEqual(data["licenses"], [{"name": "CC0-1.0", "title": "CC0-1.0", "path": "https://creativecommons.org/publicdomain/zero/1.0/"}])
        self.assertEqual(data["sources"], [{"title": "Office of figures", "path": "https://example.org/figures"}])
        self.assertEqual(data["schema"]["primaryKey"], ["unit", "year"])

    def test_what_is_not_known_is_not_said(self):
        package = strict_json(self.folder / "bare/datapackage.json")
        self.assertEqual({"licenses", "contributors", "keywords", "created", "homepage", "title", "rights"} & set(package), set())
        self.assertFalse((self.folder / "bare/CITATION.cff").exists())


class Csvw(BundleTest):
    def test_tables_are_those_of_the_package(self):
        for bundle in self.each():
            whole = strict_json(bundle / "csv-metadata.json")
            self.assertEqual(whole["@context"], ["http://www.w3.org/ns/csvw", {"@language": "en"}])
            described = {r["path"]: r["schema"] for r in strict_json(bundle / "datapackage.json")["resources"] if "schema" in r}
            self.assertEqual({table["url"] for table in whole["tables"]}, set(described))
            for table in whole["tables"]:
                schema, package = table["tableSchema"], described[table["url"]]
                names = [column["name"] for column in schema["columns"]]
                self.assertEqual([column["titles"] for column in schema["columns"]], [f["name"] for f in package["fields"]])
                self.assertEqual([column["datatype"] for column in schema["columns"]], [f["type"] for f in package["fields"]])
                self.assertEqual(len(set(names)), len(names))
                for name in names:  # RFC 6570, 2.3: a variable; W3C tabular-metadata, 5.1: no leading _
                    self.assertRegex(name, r"^[A-Za-z0-9]([A-Za-z0-9_]|\.[A-Za-z0-9_])*$")
                title = dict(zip(names, [f["name"] for f in package["fields"]]))
                self.assertEqual([title[name] for name in schema.get("primaryKey", [])], package.get("primaryKey", []))


class Dcat(BundleTest):
    def test_distributions_are_files_with_their_size_and_sum(self):
        for bundle in self.each():
            for name in ("dcat-ap.jsonld", "data.gov.sk.jsonld"):
                if not (bundle / name).exists():
                    continue
                dataset = strict_json(bundle / name)
                paths = set()
                for one in dataset["dcat:distribution"]:
                    path = one["dcat:downloadURL"]["@id"]
                    paths.add(path)
                    self.assertEqual(one["dcat:accessURL"]["@id"], path)
                    self.assertEqual(one["dcat:byteSize"]["@value"], str((bundle / path).stat().st_size))
                    self.assertEqual(one["spdx:checksum"]["spdx:checksumValue"]["@value"], sha256(bundle / path))
                kept = {path for path in files_of(bundle) if path.startswith(("results/", "definition/"))}
                self.assertEqual(paths, {path for path in kept if not path.endswith((".meta.yaml", "-structure.json"))})

    def test_the_context_has_every_prefix_and_loads_nothing(self):
        for bundle in self.each():
            dataset = strict_json(bundle / "dcat-ap.jsonld")
            prefixes = {name for name in dataset["@context"] if not name.startswith("@")}
            for path, _ in walk({key: value for key, value in dataset.items() if key != "@context"}):
                for key in path:
                    if isinstance(key, str) and not key.startswith("@"):
                        self.assertIn(key.partition(":")[0], prefixes)

    def test_what_the_definition_says_is_there(self):
        dataset = strict_json(self.folder / "full/dcat-ap.jsonld")
        authority = "http://publications.europa.eu/resource/authority/"
        self.assertEqual(dataset["@context"]["@base"], "https://example.org/egov/2024/")
        self.assertEqual({t["@language"] for t in dataset["dct:title"]}, {"en", "sk", "zh-Hant"})
        self.assertEqual([k["@value"] for k in dataset["dcat:keyword"]], ["e-government", "</script>", "eGovernment", "index", "電子化政府"])
        self.assertEqual(dataset["dcat:theme"]["@id"], authority + "data-theme/GOVE")
        self.assertEqual(dataset["dct:accrualPeriodicity"]["@id"], authority + "frequency/ANNUAL")
        self.assertEqual(dataset["dct:accessRights"]["@id"], authority + "access-right/PUBLIC")
        self.assertEqual({x["@id"].rpartition("/")[2] for x in dataset["dct:language"]}, {"ENG", "SLK", "ZHO"})
        self.assertEqual(dataset["dcat:contactPoint"]["vcard:hasEmail"]["@id"], "mailto:desk@example.org")
        self.assertEqual(dataset["dcat:contactPoint"]["vcard:hasTelephone"]["@id"], "tel:02-12345678")
        self.assertEqual((dataset["dct:temporal"]["dcat:startDate"]["@value"], dataset["dct:temporal"]["dcat:endDate"]["@value"]),
                         ("2024-01-01", "2024-12-31"))
        self.assertEqual(dataset["dct:publisher"]["@id"], "https://data.gov.sk/id/legal-subject/00151513")

    def test_addresses_in_the_bundle_are_relative(self):
        for bundle in self.each():
            for name in ("dcat-ap.jsonld", "schema-org.jsonld", "csv-metadata.json", "datapackage.json"):
                for path, value in walk(strict_json(bundle / name)):
                    if path and path[-1] in ("contentUrl", "url", "path") and isinstance(value, str) and not value.startswith(WHOLE):
                        self.assertTrue((bundle / value).is_file(), f"{name}: {value}")
                    if isinstance(value, str) and value.startswith("file:"):
                        self.fail(f"{name}: {value}")


class SchemaOrg(BundleTest):
    """developers.google.com/search/docs/appearance/structured-data/dataset: name and description are required, the latter between
    50 and 5,000 characters."""

    def test_it_has_the_shape_that_is_asked_for(self):
        for bundle in self.each():
            dataset = strict_json(bundle / "schema-org.jsonld")
            self.assertEqual((dataset["@type"], dataset["@context"]["@vocab"]), ("Dataset", "https://schema.org/"))
            self.assertTrue(dataset["name"])
            self.assertTrue(50 <= len(dataset["description"]) <= 5000, len(dataset["description"]))
            for one in dataset["distribution"]:
                self.assertEqual(one["sha256"], sha256(bundle / one["contentUrl"]))
                self.assertTrue(one["encodingFormat"])
            variables = [variable["name"] for variable in dataset["variableMeasured"]]
            self.assertEqual(variables, records(bundle / "results/ranking.csv")[0])
        full = strict_json(self.folder / "full/schema-org.jsonld")
        self.assertEqual(len(full["description"]), 5000)
        self.assertEqual(full["license"], "https://creativecommons.org/licenses/by/4.0/")
        self.assertEqual(full["creator"]["name"], "Office of O'Brien & <sons>")
        self.assertEqual(full["temporalCoverage"], "2024-01-01/2024-12-31")


class Croissant(BundleTest):
    """docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html: required of a dataset are @context, @type, conformsTo, description,
    license, name, url, creator, datePublished; of a FileObject name, contentUrl, encodingFormat, sha256; of a Field source and dataType."""

    def test_tables_are_record_sets(self):
        bundle = self.folder / "full"
        dataset = strict_json(bundle / "croissant.json")
        required = {"@context", "@type", "conformsTo", "description", "license", "name", "url", "creator", "datePublished"}
        self.assertEqual(required - set(dataset), set())
        self.assertEqual(dataset["conformsTo"], "http://mlcommons.org/croissant/1.1")
        files = {one["@id"]: one for one in dataset["distribution"]}
        for path, one in files.items():
            self.assertEqual((one["contentUrl"], one["sha256"]), (path, sha256(bundle / path)))
        names = [one["@id"] for _, one in walk(dataset) if isinstance(one, dict) and len(one) > 1 and "@id" in one]
        self.assertEqual(len(set(names)), len(names))
        self.assertGreater(len(dataset["recordSet"]), 5)
        for records_of in dataset["recordSet"]:
            fields = {field["@id"]: field for field in records_of["field"]}
            self.assertLessEqual({key["@id"] for key in records_of.get("key", [])}, set(fields))
            (path,) = {field["source"]["fileObject"]["@id"] for field in fields.values()}
            self.assertIn(path, files)
            self.assertEqual([field["source"]["extract"]["column"] for field in fields.values()], records(bundle / path)[0])
            self.assertLessEqual({field["dataType"] for field in fields.values()}, {"sc:Text", "sc:Float", "sc:Integer"})

    def test_without_a_date_there_is_none(self):
        self.assertFalse((self.folder / "egdi/croissant.json").exists())
        self.assertFalse((self.folder / "egdi/ro-crate-metadata.json").exists())


class RoCrate(BundleTest):
    """www.researchobject.org/ro-crate/specification/1.2: a descriptor about the root, which has a name, a description, a date and a
    licence; every part is in the flat graph, once, and every reference leads to one."""

    def test_the_graph_is_flat_and_whole(self):
        bundle = self.folder / "full"
        crate = strict_json(bundle / "ro-crate-metadata.json")
        self.assertEqual(crate["@context"], "https://w3id.org/ro/crate/1.2/context")
        graph = {one["@id"]: one for one in crate["@graph"]}
        self.assertEqual(len(graph), len(crate["@graph"]))
        descriptor, root = graph["ro-crate-metadata.json"], graph["./"]
        self.assertEqual((descriptor["about"], descriptor["conformsTo"]), ({"@id": "./"}, {"@id": "https://w3id.org/ro/crate/1.2"}))
        self.assertEqual({"name", "description", "datePublished", "license"} - set(root), set())
        parts = {part["@id"] for part in root["hasPart"]}
        self.assertEqual(parts, {name for name, one in graph.items() if one["@type"] == "File"})
        behind = {"README.md", "ro-crate-metadata.json"}
        self.assertEqual(parts, files_of(bundle) - UNLISTED - behind)
        for part in parts:
            self.assertEqual((graph[part]["sha256"], int(graph[part]["contentSize"])), (sha256(bundle / part), (bundle / part).stat().st_size))
        for _, value in walk(crate["@graph"]):
            if isinstance(value, dict) and set(value) == {"@id"} and value["@id"] != "https://w3id.org/ro/crate/1.2":
                self.assertIn(value["@id"], graph)


class Citation(BundleTest):
    def test_required_keys_and_authors(self):
        for name in ("egdi", "full"):
            cff = simple_yaml((self.folder / name / "CITATION.cff").read_text(encoding="utf-8"))
            self.assertEqual((cff["cff-version"], cff["type"]), ("1.2.0", "dataset"))
            self.assertTrue(cff["message"] and cff["title"] and cff["authors"][0]["name"])
        self.assertEqual(cff["date-released"], "2024-09-01")
        self.assertEqual(cff["contact"], [{"name": "<b>Desk</b>", "email": "desk@example.org", "tel": "02-1234 5678"}])
        self.assertEqual(cff["license"], "CC-BY-4.0")
        self.assertEqual(len(cff["keywords"]), 5)


def decode(code):
    """The id that an SDMX code stands for."""
    return re.sub(rb"\$([0-9A-F]{2})", lambda found: bytes.fromhex(found.group(1).decode()), code.encode()).decode()


class Sdmx(BundleTest):
    """SDMX-CSV 2.0 (github.com/sdmx-twg/sdmx-csv, field guide): STRUCTURE, STRUCTURE_ID and ACTION come first, then dimensions, then
    OBS_VALUE and attributes; ids are IDType of SDMX-ML: letters, digits, _, @, $, -."""

    def read(self, bundle):
        """{(unit, node, measure): number} and the period."""
        header, rows = records(bundle / "results/sdmx.csv")
        self.assertEqual(header[:6], ["STRUCTURE", "STRUCTURE_ID", "ACTION", "REF_AREA", "INDICATOR", "MEASURE"])
        self.assertEqual(header[-2:], ["OBS_VALUE", "OBS_STATUS"])
        found, times = {}, set()
        for row in (dict(zip(header, row, strict=True)) for row in rows):
            self.assertEqual((row["STRUCTURE"], row["ACTION"]), ("datastructure", "I"))
            self.assertRegex(row["STRUCTURE_ID"], r"^[A-Za-z][A-Za-z0-9_-]*:[A-Za-z0-9_@$-]+\([0-9]+\.[0-9]+\.[0-9]+\)$")
            for dimension in ("REF_AREA", "INDICATOR", "MEASURE"):
                self.assertRegex(row[dimension], r"^[A-Za-z0-9_@$-]+$")
            key = decode(row["REF_AREA"]), decode(row["INDICATOR"]), row["MEASURE"]
            self.assertNotIn(key, found)
            found[key] = row["OBS_VALUE"]
            self.assertEqual(row["OBS_VALUE"] == "NaN", row["OBS_STATUS"] == "O")
            times.add(row.get("TIME_PERIOD"))
        self.assertEqual(len(times), 1)
        return found, times.pop()

    def test_every_number_is_that_of_the_ranking_and_the_scores(self):
        periods = {}
        for bundle in self.each():
            found, periods[bundle.name] = self.read(bundle)
            expected = {}
            header, rows = records(bundle / "results/scores.csv")
            for row in rows:
                for node, cell in zip(header[2:], row[2:], strict=True):
                    expected[row[0], node, "SCORE"] = cell or "NaN"
            root = header[2]
            header, rows = records(bundle / "results/ranking.csv")
            for row in (dict(zip(header, row, strict=True)) for row in rows):
                expected[row["unit"], root, "RANK"] = row["rank"] or "NaN"
                self.assertEqual(expected[row["unit"], root, "SCORE"], row["score"] or "NaN")
            self.assertEqual({k: float(v) for k, v in found.items() if v != "NaN"}, {k: float(v) for k, v in expected.items() if v != "NaN"})
            self.assertEqual(set(found), set(expected))
        self.assertEqual(periods, {"egdi": "2024", "full": "2024", "bare": None})


    def test_the_structure_has_every_column_and_every_code(self):
        for bundle in self.each():
            data = strict_json(bundle / "results/sdmx-structure.json")["data"]
            (structure,), lists = data["dataStructures"], {one["id"]: one for one in data["codelists"]}
            parts = structure["dataStructureComponents"]
            dimensions = parts["dimensionList"]["dimensions"]
            time = [parts["dimensionList"]["timeDimension"]] if "timeDimension" in parts["dimensionList"] else []
            columns = [*dimensions, *time, *parts["measureList"]["measures"], *parts["attributeList"]["attributes"]]
            header, rows = records(bundle / "results/sdmx.csv")
            self.assertEqual([one["id"] for one in columns], header[3:])
            self.assertEqual({row[1] for row in rows}, {"{agencyID}:{id}({version})".format(**structure)})
            concepts = {one["id"] for one in data["conceptSchemes"][0]["concepts"]}
            for one in columns:
                self.assertEqual(one["conceptIdentity"], f"urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=EGOVBENCH:CONCEPTS(1.0.0).{one['id']}")
                self.assertIn(one["id"], concepts)
                listed = one["localRepresentation"].get("enumeration")
                if listed is not None:
                    codes = lists[re.fullmatch(r"urn:sdmx:org\.sdmx\.infomodel\.codelist\.Codelist=EGOVBENCH:([A-Z]+)\(1\.0\.0\)", listed).group(1)]["codes"]
                    used = {row[header.index(one["id"])] for row in rows}
                    self.assertEqual(used - {code["id"] for code in codes}, set())
                    self.assertTrue(all(code["name"] for code in codes))


class LeftOut(BundleTest):
    def measures(self, folder, definition):
        """The nodes of each measure in the SDMX-CSV of a bundle whose data may not be handed on."""
        index = write_index(folder, definition, FULL_TABLE, FULL_META + "redistribution: no\nreason: bought\n")
        bundle = Path(folder) / "out"
        publish(index, bundle)
        self.assertEqual([name for name in files_of(bundle) if name.endswith("full.csv")], [])
        self.assertEqual({r["path"] for r in strict_json(bundle / "datapackage.json")["resources"]}, files_of(bundle) - UNLISTED)
        urls = {one["dcat:downloadURL"]["@id"] for one in strict_json(bundle / "dcat-ap.jsonld")["dcat:distribution"]}
        self.assertLessEqual(urls, files_of(bundle))
        _, rows = records(bundle / "results/sdmx.csv")
        return {measure: {row[4] for row in rows if row[5] == measure} for measure in ("RANK", "SCORE")}, records(bundle / "results/scores.csv")[0][1:]  # names are cells as well

    def test_what_is_kept_back_is_in_no_metadata(self):
        with tempfile.TemporaryDirectory() as folder:
            shown, scores = self.measures(folder, FULL)
            self.assertEqual(scores, ["Full.index-1"])  # one equation in several unknowns gives none of them back
            self.assertEqual(shown, {"RANK": {"Full$2Eindex-1"}, "SCORE": {"Full$2Eindex-1"}})
        with tempfile.TemporaryDirectory() as folder:
            shown, scores = self.measures(folder, FULL[: FULL.index("indicators:")] + 'indicators: [{id: only, column: "a, b"}]\n')
            self.assertEqual(scores, [])
            self.assertEqual(shown, {"RANK": {"Full$2Eindex-1"}, "SCORE": set()})


class Portals(BundleTest):
    def marks_of(self, definition, table, portal, *options, meta=FULL_META):
        with tempfile.TemporaryDirectory() as folder:
            index = write_index(folder, definition, table, meta)
            printed = publish(index, Path(folder) / "out", "--portal", portal, *options)
            return marks(printed), {name: (Path(folder) / "out" / name).read_bytes() for name in files_of(Path(folder) / "out")}

    def test_taiwan_fields_are_headers_in_order(self):
        whole = strict_json(self.folder / "bare/data.gov.tw.json")
        self.assertEqual(whole["type"], "rawData")
        tables = {r["path"]: r for r in strict_json(self.folder / "bare/datapackage.json")["resources"] if "schema" in r}
        self.assertEqual({r["resourceDownloadUrl"] for r in whole["distribution"]}, set(tables))
        for resource in whole["distribution"]:
            header, _ = records(self.folder / "bare" / resource["resourceDownloadUrl"])
            self.assertEqual([field["name"] for field in resource["resourceField"]], header)
            self.assertEqual((resource["resourceFormat"], resource["resourceCharacterEncoding"]), ("CSV", "UTF-8"))

    def test_taiwan_marks(self):
        six = ["linkable", "downloadable", "structure", "encoding_match", "desc_match", "csv"]  # data.gov.tw/about/doc?chapter=77
        found = marks(self.printed["bare"])
        self.assertEqual([(name, state) for name, (state, _) in found.items()],
                         list(zip(six, ["fails", "fails", "passes", "passes", "passes", "passes"])))
        self.assertIn("address:", found["linkable"][1])
        found, files = self.marks_of(FULL, FULL_TABLE, "data.gov.tw", "--when", "2024-09-01")
        self.assertEqual({found[name][0] for name in six[:2]}, {"unknown"})
        self.assertEqual({found[name][0] for name in six[2:]}, {"passes"})
        self.assertIn('"unittime": "年"', files["data.gov.tw.json"].decode())
        self.assertIn("https://example.org/egov/2024/results/ranking.csv", files["data.gov.tw.json"].decode())

    def test_slovakia_asks_for_slovak_and_terms(self):
        found = marks(self.printed["full"])
        self.assertEqual({name for name, (state, _) in found.items() if state == "fails"}, set())
        poor, _ = self.marks_of(FULL.replace("sk: Opis, ", "").replace("theme: GOVE", "access: public", 1).replace("  access: public\n  category", "  category")
                                .replace("    personal-data:", "    #"), FULL_TABLE, "data.gov.sk")
        self.assertEqual({name for name, (state, _) in poor.items() if state == "fails"}, {"description", "themes", "personalDataContainmentType"})
        terms = [one["leg:termsOfUse"] for one in strict_json(self.folder / "full/data.gov.sk.jsonld")["dcat:distribution"]]
        self.assertEqual({len(one) for one in terms}, {6})
        for name, scheme in (("data.gov.sk", "http"), ("dcat-ap", "https")):
            kinds = {one["dcat:mediaType"]["@id"] for one in strict_json(self.folder / f"full/{name}.jsonld")["dcat:distribution"]}
            self.assertIn(f"{scheme}://www.iana.org/assignments/media-types/text/csv", kinds)

    def test_an_address_is_that_of_a_folder(self):
        _, files = self.marks_of(FULL.replace("egov/2024/", "egov/2024"), FULL_TABLE, "data.gov.tw")
        self.assertEqual(json.loads(files["dcat-ap.jsonld"])["@context"]["@base"], "https://example.org/egov/2024/")
        self.assertEqual({one["resourceDownloadUrl"] for one in json.loads(files["data.gov.tw.json"])["distribution"]},
                         {f"https://example.org/egov/2024/{r['path']}" for r in json.loads(files["datapackage.json"])["resources"] if "schema" in r})

    def test_a_title_of_five_thousand_characters(self):
        long = FULL.replace("zh-Hant: 完整指數", "zh-Hant: " + "完" * 5000).replace("zh-Hant: 說明", "zh-Hant: 短")
        _, files = self.marks_of(long, FULL_TABLE, "data.gov.tw")
        whole = json.loads(files["data.gov.tw.json"])
        self.assertEqual(len(whole["title"]), 5000)
        self.assertTrue(50 <= len(whole["description"]) <= 5000)

    def test_marks_are_a_table_in_every_format(self):
        printed = publish("egdi", self.folder / "table", "--portal", "data.gov.tw", "--format", "csv")
        rows = list(csv.reader(io.StringIO(printed)))
        self.assertEqual(rows[0], ["mark", "state", "why"])
        lines = publish("egdi", self.folder / "lines", "--portal", "data.gov.tw")
        self.assertEqual({row[0]: (row[1], row[2]) for row in rows[1:]}, marks(lines))
        printed = publish("egdi", self.folder / "objects", "--portal", "data.gov.tw", "--format", "json")
        self.assertEqual([row["mark"] for row in json.loads(printed)["rows"]], [row[0] for row in rows[1:]])
        self.assertTrue((self.folder / "table/data.gov.tw.json").is_file())

    def test_europe_adds_up(self):
        """Points as data.europa.eu/mqa/methodology has them: by dimension 100, 100, 110, 75, 20; ratings from 351, 221, 121."""
        found, _ = self.marks_of(FULL, FULL_TABLE, "data.europa.eu", "--when", "2024-09-01")
        had = most = known = 0
        dimension = {}
        for name, (state, why) in found.items():
            if name == "all five":
                continue
            points = [int(number) for number in re.match(r"(\d+) (?:of|or) (\d+) points", why).groups()]
            dimension[name.partition(":")[0]] = dimension.get(name.partition(":")[0], 0) + points[1]
            had += points[0] if state == "passes" else 0
            known += points[1] if state == "unknown" else 0
            most += points[1]
        self.assertEqual(dimension, {"findability": 100, "accessibility": 100, "interoperability": 110, "reusability": 75, "contextuality": 20})
        self.assertEqual((had, known, most), (325, 80, 405))
        self.assertEqual(found["all five"], ("unknown", "325 to 405 of 405 points: good to excellent"))
        bare, _ = self.marks_of("egovbench: 1\nid: bare\ndata: [bare.csv]\nindicators: [{id: a}, {id: b}]\n", "unit,a,b\nX,1,2\nY,3,4\n",
                                "data.europa.eu", meta=None)
        self.assertEqual({name for name, (state, _) in bare.items() if state == "passes"},
                         {f"interoperability: {x}" for x in ("format", "media type", "vocabulary", "non-proprietary", "machine readable", "DCAT-AP")}
                         | {"contextuality: file size"})
        self.assertEqual(bare["all five"][1], "115 of 405 points: bad")


if __name__ == "__main__":
    unittest.main()
