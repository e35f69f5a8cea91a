"""The table of names for the library, from data/unit-names.csv: keys folded and sorted, so that a program has nothing to do
at its start. Usage: make_table.py unit-names.csv OUT.c

fold() is the twin of egb_names_fold (fold.c); tests/names/test_names.c compares the two for every row."""
import csv
import re
import sys
import unicodedata

BLOCK = 4096
APOSTROPHES = dict.fromkeys(map(ord, "`´ʹʻʼʽ‘’‛′＇ꞌ"), "'")
DASHES = dict.fromkeys([*range(0x2010, 0x2016), 0x2212, 0xFE63, 0xFF0D], "-")
MARK = re.compile(r"(?<=.)(?:[*†‡§¹²³⁰⁴-⁹]|(?<=.)\[(?:\d{1,3}|\d{0,2}[a-z])\]|(?<=.)\((?:\d{1,3}|\d{0,2}[a-z])\)|(?<=.) \d{1,3}/)$")
ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
IGNORED = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")


def fold(text):
    text = " ".join(text.split()).translate({**APOSTROPHES, **DASHES})
    while True:
        shorter = MARK.sub("", text.rstrip(" "))
        if shorter == text:
            break
        text = shorter
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", IGNORED.sub("", text)).casefold())
    text = re.sub("['.·・‧•]", "", ACCENTS.sub("", text)).replace("&", " and ")
    text = " ".join(re.sub(r'[-,/()\[\]"_:; ]+', " ", text).split(" ")).strip(" ")
    if len(text) > 4 and text.startswith("the "):
        text = text[4:]
    if len(text) > 4 and text.endswith(" the"):
        text = text[:-4]
    return text


NUMBERS = {"m49"}
KINDS = {"name": "name", "official": "official name", "everyday": "everyday name", "former": "former name",
         "shared": "name of several", "iso3": "ISO 3166 alpha-3 code", "iso2": "ISO 3166 alpha-2 code",
         "m49": "UN M49 code", "eurostat": "Eurostat code", "worldbank": "World Bank code", "former-code": "former code",
         "other-code": "code"}
CODES = {"iso3", "iso2", "eurostat", "worldbank", "former-code", "other-code"}


def key_of(row):
    return row["name"].lstrip("0") if row["kind"] in NUMBERS else fold(row["name"])


def enumerator(kind):
    return "NUMBER" if kind in NUMBERS else "CODE" if kind in CODES else "NAME"


def literal(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def blocks(keys):
    """Keys in blocks of literals, and the place of each."""
    texts, place, used = [[]], {}, 0
    for key in keys:
        size = len(key.encode()) + 1
        if used + size > BLOCK:
            texts.append([])
            used = 0
        place[key] = (len(texts) - 1) * BLOCK + used
        texts[-1].append(key)
        used += size
    # The NUL at the end of a block is the literal's own.
    return ['"' + "\\000".join(part) + '"' for part in texts], place


def main():
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    units = sorted({row["id"] for row in table})
    english = {row["id"]: row["name"] for row in table if row["kind"] == "name" and row["language"].split()[0] == "en"}
    rows = sorted((key_of(row).encode(), row["id"], row) for row in table)
    reasons = sorted({(row["kind"], row["source"]) for row in table})
    texts, place = blocks(sorted({key.decode() for key, _, _ in rows}))
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        print("/* Made from data/unit-names.csv by make_table.py. */\n#include \"names/table.h\"\n", file=out)
        print("const char egb_names_keys[][EGB_NAMES_BLOCK] = {", *(f"{text}," for text in texts), "};", sep="\n", file=out)
        print("const egb_names_row egb_names_rows[] = {", file=out)
        for key, unit, row in rows:
            print(f"{{{place[key.decode()]}, {units.index(unit)}, EGB_NAMES_{enumerator(row['kind'])},"
                  f" {reasons.index((row['kind'], row['source']))}}},", file=out)
        print(f"}};\nconst size_t egb_names_row_count = {len(rows)};", file=out)
        print("const egb_names_unit_row egb_names_unit[] = {", file=out)
        print(*(f"{{{literal(unit)}, {literal(english[unit])}}}," for unit in units), "};", sep="\n", file=out)
        print(f"const size_t egb_names_unit_count = {len(units)};\nconst char *const egb_names_reason[] = {{", file=out)
        print(*(f"{literal(f'{KINDS[kind]}, {source}')}," for kind, source in reasons), "};", sep="\n", file=out)


if __name__ == "__main__":
    main()
