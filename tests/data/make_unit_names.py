#!/usr/bin/env python3
"""Makes data/unit-names.csv, by hand, when a source has a new edition; the build does not need it.

usage: make_unit_names.py ISO_CODES LOCALES CLDR COUNTRY_CODES > data/unit-names.csv

ISO_CODES      iso_3166-1.json of Debian's iso-codes 4.15.0-1
               sha256 f01b812b57fba9f31ff621bf33e7c7570a01964dbeb5be2167e94decf538c89f
LOCALES        the folder with its translations, LANGUAGE/LC_MESSAGES/iso_3166-1.mo, of the same package
CLDR           cldr-localenames-full-48.2.0.tgz, `npm pack cldr-localenames-full@48.2.0`
               sha256 7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57
COUNTRY_CODES  country-codes.csv of github.com/datasets/country-codes, May 2026
               sha256 67b009b529330b0a6043551189f43faa785c9c3cc0011ad2bdb4eac876356c43
and unit-names-own.csv beside this script: what none of them has, of our own writing.

Of spellings that the program folds to one, the first is kept, with the languages and sources of all."""
import csv
import gettext
import hashlib
import io
import json
import os
import re
import sys
import tarfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(HERE, "..", "..", "src", "names"))
from make_table import fold  # noqa: E402  (beside the library, which is built with it)

EXPECTED = {
    "iso": "f01b812b57fba9f31ff621bf33e7c7570a01964dbeb5be2167e94decf538c89f",
    "cldr": "7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57",
    "translations": "16ec68a7a751872a79e3a7f9525ef8c03e3c3801050a5929ca4dc18c50514edd",
    "own": "342c94b708545a796da07359627770193992e8575f72b08a6c764b263967c5c9",
    "codes": "67b009b529330b0a6043551189f43faa785c9c3cc0011ad2bdb4eac876356c43",
}
# In this order a spelling is kept. Vietnamese is left out: its short names fold to codes (Áo is Austria, AO Angola).
LANGUAGES = ("en zh-Hant zh-Hans ja ko fr es de it pt ru ar nl pl sv da nb fi et lv lt cs sk sl hr hu ro bg el mt ga tr uk"
             ).split()
GETTEXT = {"zh-Hant": "zh_TW", "zh-Hans": "zh_CN"}
UN = {"English": "en", "French": "fr", "Spanish": "es", "Russian": "ru", "Arabic": "ar", "Chinese": "zh-Hans"}
OFFICIAL = {"fr": "fr", "ar": "ar", "es": "es", "cn": "zh-Hans", "en": "en", "ru": "ru"}
ARTICLE_AFTER = re.compile(r" \((?:le|la|les|l['’]|el|las|los|the)\)$")
ARTICLE_BEFORE = re.compile(r"^(?:le |la |les |l['’]|el |las |los |the )")
# Which of two kinds a name keeps when sources differ: `former` is our own word, said of names that others still list.
RANK = ["iso3", "iso2", "m49", "eurostat", "worldbank", "other-code", "shared", "former", "name", "everyday", "official"]
CODES = RANK[:6]


class Names:
    def __init__(self):
        self.rows = {}

    def add(self, unit, name, kind, language, source):
        name = " ".join(name.split())
        key = (unit, name.lstrip("0") if kind == "m49" else fold(name), kind in CODES)
        if not key[1] or (kind not in CODES and re.fullmatch(r"[\x00-\x7f]", key[1])):
            return
        row = self.rows.setdefault(key, {"id": unit, "name": name, "kind": kind, "language": [], "source": []})
        if RANK.index(kind) < RANK.index(row["kind"]):
            row["kind"] = kind
        row["language"] += [tag for tag in language.split() if tag not in row["language"]]
        row["source"] += [source] if source not in row["source"] else []

    def share(self):
        """A name that the own list calls shared is so whoever else gives it to one of the units."""
        shared = {key[1] for key, row in self.rows.items() if row["kind"] == "shared"}
        for key, row in self.rows.items():
            if key[1] in shared and row["kind"] not in CODES:
                row["kind"] = "shared"

    def write(self, out):
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["id", "name", "kind", "language", "source"])
        # A name that folds to a code says nothing new, or another unit (RU is Spanish for the United Kingdom).
        codes = {key[1] for key in self.rows if key[2]}
        rows = [row for key, row in self.rows.items() if key[2] or key[1] not in codes]
        for row in sorted(rows, key=lambda row: (row["id"], row["name"])):
            writer.writerow([row["id"], row["name"], row["kind"], " ".join(row["language"]), ", ".join(row["source"])])


def checked(path, name):
    with open(path, "rb") as file:
        content = file.read()
    if hashlib.sha256(content).hexdigest() != EXPECTED[name]:
        raise SystemExit(f"{path} is not the file that the table was made from: {hashlib.sha256(content).hexdigest()}")
    return content


def check_translations(folder):
    """One checksum over the translations used, in the order of LANGUAGES."""
    total = hashlib.sha256()
    for tag in LANGUAGES:
        path = os.path.join(folder, GETTEXT.get(tag, tag), "LC_MESSAGES", "iso_3166-1.mo")
        if os.path.exists(path):
            with open(path, "rb") as file:
                total.update(file.read())
    if total.hexdigest() != EXPECTED["translations"]:
        raise SystemExit(f"{folder} has other translations than the table was made from: {total.hexdigest()}")


def add_cldr(names, content, of_alpha_2, spoken):
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        def territories(tag):
            try:
                file = archive.extractfile(f"package/main/{tag}/territories.json")
            except KeyError:
                return {}
            return json.load(file)["main"][tag]["localeDisplayNames"]["territories"]

        def add(tag, only=None):
            for code, name in territories("zh" if tag == "zh-Hans" else "no" if tag == "nb" else tag).items():
                unit = of_alpha_2.get(code[:2])
                alternative = code[2:]
                if unit and (only is None or unit in only) and name != code[:2] and (not alternative or "-alt-" in alternative):
                    names.add(unit, name, "everyday" if alternative else "name", tag, "CLDR")

        for tag in LANGUAGES:
            add(tag)
        for tag in sorted(spoken):
            if tag not in LANGUAGES and tag != "vi":
                add(tag, spoken[tag])
        add("vi", {"VNM"})


def add_iso(names, entries, folder):
    for tag in LANGUAGES:
        try:
            texts = gettext.translation("iso_3166-1", folder, [GETTEXT.get(tag, tag)])
        except FileNotFoundError:
            if tag != "en":
                continue
            texts = gettext.NullTranslations()
        for entry in entries:
            for field, kind in (("common_name", "everyday"), ("name", "everyday"), ("official_name", "official")):
                text = texts.gettext(entry[field]) if field in entry else ""
                if kind == "official" and LANGUAGES.index(tag) > LANGUAGES.index("ar"):
                    continue
                if text and (tag == "en" or text != entry[field]):
                    names.add(entry["alpha_3"], text, kind, tag, "iso-codes")
                    # Where "Congo" is one word, it may be either.
                    if entry["alpha_3"] == "COG" and field == "name" and " " not in fold(text):
                        for unit in ("COG", "COD"):
                            names.add(unit, text, "shared", tag, "iso-codes")


def add_un(names, rows):
    for row in rows:
        unit = row["ISO3166-1-Alpha-3"]
        for language, tag in UN.items():
            for form, kind in (("Short", "everyday"), ("Formal", "official")):
                text = row[f"UNTERM {language} {form}"]
                text = ARTICLE_AFTER.sub("", text)
                if tag in ("fr", "es", "en"):
                    text = ARTICLE_BEFORE.sub("", text)
                if text:
                    names.add(unit, text, kind, tag, "country-codes")
        for column, tag in OFFICIAL.items():
            if row[f"official_name_{column}"] and "_" not in row[f"official_name_{column}"]:
                names.add(unit, row[f"official_name_{column}"], "everyday", tag, "country-codes")
        if row["CLDR display name"]:
            names.add(unit, row["CLDR display name"], "everyday", "en", "country-codes")


def spoken_in(rows):
    """Language -> the units that speak it, for the names that countries have for themselves."""
    spoken = {}
    for row in rows:
        for tag in row["Languages"].split(","):
            spoken.setdefault(tag.split("-")[0].strip(), set()).add(row["ISO3166-1-Alpha-3"])
    spoken.pop("", None)
    spoken.pop("zh", None)
    for tag, unit in (("sq", "XKX"), ("sr", "XKX")):
        spoken.setdefault(tag, set()).add(unit)
    return spoken


def add_saints(names):
    """`St. Lucia` and `Saint Lucia` are written as freely as `&`, which folding takes for `and`."""
    for key, row in list(names.rows.items()):
        if "en" in row["language"] and re.search(r"\b(?:St\.|Saint) ", row["name"]):
            other = row["name"].replace("St. ", "Saint ") if "St. " in row["name"] else row["name"].replace("Saint ", "St. ")
            names.add(row["id"], other, "everyday", "en", "own")


def main():
    entries = json.loads(checked(sys.argv[1], "iso"))["3166-1"]
    archive = checked(sys.argv[3], "cldr")
    rows = list(csv.DictReader(io.StringIO(checked(sys.argv[4], "codes").decode("utf-8-sig"))))
    own = list(csv.DictReader(io.StringIO(checked(os.path.join(HERE, "unit-names-own.csv"), "own").decode("utf-8"))))
    check_translations(sys.argv[2])
    names = Names()
    for entry in entries:
        names.add(entry["alpha_3"], entry["alpha_3"], "iso3", "", "iso-codes")
        names.add(entry["alpha_3"], entry["alpha_2"], "iso2", "", "iso-codes")
        names.add(entry["alpha_3"], entry["numeric"], "m49", "", "iso-codes")
    of_alpha_2 = {entry["alpha_2"]: entry["alpha_3"] for entry in entries} | {"XK": "XKX"}
    add_cldr(names, archive, of_alpha_2, spoken_in(rows))
    add_iso(names, entries, sys.argv[2])
    add_un(names, rows)
    for row in own:
        names.add(row["id"], row["name"], row["kind"], row["language"], "own")
    add_saints(names)
    names.share()
    names.write(sys.stdout)


if __name__ == "__main__":
    main()
