#!/usr/bin/env python3
"""Writes data/boundaries.csv, which the build reads: the outline of every economy as a path of whole numbers, on a map 1000 wide.

Run by hand after a change, in a folder of its own:

    npm install world-atlas@2.0.2 mapshaper@0.7.70
    npx mapshaper node_modules/world-atlas/countries-50m.json -drop target=land -proj robin target=countries \\
        -simplify 5% keep-shapes -o world.json format=geojson id-field=FID force
    python3 .../tests/draw/make_boundaries.py world.json

world-atlas 2.0.2 holds Natural Earth 4.1 at 1 : 50 million, which is in the public domain (https://www.naturalearthdata.com/about/terms-of-use/); its countries have ISO 3166-1
numbers. What has none there is drawn with the economy whose ISO 3166 code covers it: Northern Cyprus, Somaliland.
Antarctica, the Siachen Glacier (a dot) and what has a name for several economies are left out.
"""
import csv
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WIDTH = 1000
WITHOUT_NUMBER = {"Kosovo": "XKX", "Somaliland": "SOM", "N. Cyprus": "CYP"}
LEFT_OUT = {"ATA"}
# Not in the source: a dot at these degrees east and north, with the factors of A. Robinson, "A new map projection: its development and characteristics" (1974), at 5 and 10 degrees.
ALSO = {"TUV": (179.2, -8.5)}
ROBINSON = ((5, 0.9986, 0.0620), (10, 0.9954, 0.1240))
EARTH = 6378137


def robinson(east, north):
    (low, across, up), (high, more_across, more_up) = ROBINSON
    share = (abs(north) - low) / (high - low)
    x = 0.8487 * EARTH * (across + share * (more_across - across)) * east / 57.29577951308232
    y = 1.3523 * EARTH * (up + share * (more_up - up)) * (1 if north > 0 else -1)
    return x, y


def shapes(world):
    with open(ROOT / "data/countries.csv", encoding="utf-8") as file:
        codes = {row["m49"]: row["iso3"] for row in csv.DictReader(file) if row["m49"]}
    found = {}
    for feature in world["features"]:
        iso3 = codes.get(feature["properties"].get("FID") or feature.get("id")) or WITHOUT_NUMBER.get(feature["properties"]["name"])
        if iso3 is None or iso3 in LEFT_OUT:
            continue
        geometry = feature["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        found.setdefault(iso3, []).extend(part for polygon in polygons for ring in polygon for part in cut(ring))
    return found


def grid(ring, left, top, scale):
    """Whole numbers, none twice in a row."""
    points = []
    for x, y in ring[:-1]:
        point = round((x - left) * scale), round((top - y) * scale)
        if not points or points[-1] != point:
            points.append(point)
    while len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return points


def cut(ring):
    """The parts of a ring east and west of the middle, where it leaps over the 180th meridian."""
    if all(abs(a[0] - b[0]) < EARTH for a, b in zip(ring, ring[1:])):
        return [ring]
    sides = [[point for point in ring[:-1] if point[0] > 0], [point for point in ring[:-1] if point[0] <= 0]]
    return [side + side[:1] for side in sides if side]


def area(points):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1]))) / 2


def joined(numbers):
    return "".join(f"{number}" if number < 0 or i == 0 else f" {number}" for i, number in enumerate(numbers))


def path(rings):
    """A subpath per ring, relative to its first point; the largest first, whose middle is that of the economy; what is smaller than a cell of the grid only where there is nothing else."""
    rings = sorted(rings, key=area, reverse=True)
    kept = [points for points in rings if len(points) > 2 and area(points) >= 1] or rings[:1]
    text = ""
    for points in kept:
        text += f"M{joined(points[0])}"
        steps = [n for (a, b), (c, d) in zip(points, points[1:]) for n in (c - a, d - b)]
        text += f"l{joined(steps)}z" if steps else "z"
    return text


def main():
    found = shapes(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    points = [point for rings in found.values() for ring in rings for point in ring]
    left, right, top = min(x for x, _ in points), max(x for x, _ in points), max(y for _, y in points)
    scale = WIDTH / (right - left)
    paths = {iso3: path([grid(ring, left, top, scale) for ring in rings]) for iso3, rings in found.items()}
    paths.update({iso3: path([grid([robinson(*place)] * 2, left, top, scale)]) for iso3, place in ALSO.items()})
    with open(ROOT / "data/boundaries.csv", "w", encoding="ascii", newline="") as file:
        file.write("iso3,path\n" + "".join(f"{iso3},{text}\n" for iso3, text in sorted(paths.items())))


if __name__ == "__main__":
    main()
