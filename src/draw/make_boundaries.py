#!/usr/bin/env python3
"""Makes the table of boundaries (boundaries.h) from data/boundaries.csv.

usage: make_boundaries.py BOUNDARIES_CSV OUT
"""
import csv
import re
import sys

PATH = re.compile(r"(M\d+ \d+(l[-0-9 ]+)?z)+")  # numbers and letters only: a picture has them as they are


def main():
    with open(sys.argv[1], encoding="ascii", newline="") as file:
        rows = [(row["iso3"], row["path"]) for row in csv.DictReader(file)]
    if rows != sorted(rows) or not all(re.fullmatch("[A-Z]{3}", iso3) and PATH.fullmatch(path) for iso3, path in rows):
        sys.exit(f"{sys.argv[1]}: not a list of paths by code")
    with open(sys.argv[2], "w", encoding="ascii") as out:
        print('/* Made from data/boundaries.csv by make_boundaries.py. */\n#include "draw/boundaries.h"\n', file=out)
        print("const egb_boundary egb_boundaries[] = {", *(f'{{"{iso3}", "{path}"}},' for iso3, path in rows), "};", sep="\n", file=out)
        print(f"const size_t egb_boundary_count = {len(rows)};", file=out)


if __name__ == "__main__":
    main()
