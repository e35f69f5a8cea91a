#!/usr/bin/env python3
"""Writes src/draw/tiles.c: a cell of a grid for every economy that `plot map` draws as a tile.

The layout is the project's own. Each economy has a rough position below, in whole degrees; the degrees are stretched where economies are small and many, and
the cells are given out so that the sum of the squared distances is the least (Kuhn 1955, Munkres 1957), as in Eppstein, van Kreveld, Speckmann and Staals,
"Improved grid map layout by point set matching" (2013). Run by hand after a change: `tests/draw/lay_tiles.py > src/draw/tiles.c`; `--show` prints the map.
"""
import sys

# Degrees east and north. Islands east of the date line have theirs beyond 180.
PLACES = """
ABW -70 12, AFG 66 34, AGO 18 -12, AIA -63 19, ALB 20 41, AND 2 42, ARE 54 24, ARG -65 -35, ARM 45 40, ASM 189 -14, ATG -61 17, AUS 134 -25, AUT 14 47, AZE 48 40, BDI 30 -3,
BEL 4 51, BEN 2 9, BFA -2 12, BGD 90 24, BGR 25 43, BHR 51 26, BHS -77 25, BIH 18 44, BLR 28 53, BLZ -89 17, BMU -65 32, BOL -65 -17, BRA -53 -10, BRB -59 13, BRN 115 5,
BTN 90 27, BWA 24 -22, CAF 21 7, CAN -100 58, CHE 8 47, CHL -71 -32, CHN 104 36, CIV -6 8, CMR 12 6, COD 24 -3, COG 15 -1, COK 200 -21, COL -73 4, COM 44 -12, CPV -24 15,
CRI -84 10, CUB -79 22, CUW -69 12, CYM -81 19, CYP 33 35, CZE 15 50, DEU 10 51, DJI 43 12, DMA -61 15, DNK 10 56, DOM -70 19, DZA 3 28, ECU -78 -2, EGY 30 27, ERI 39 15,
ESP -4 40, EST 26 59, ETH 39 9, FIN 26 63, FJI 178 -18, FLK -59 -52, FRA 2 47, FRO -7 62, FSM 158 7, GAB 12 -1, GBR -2 54, GEO 43 42, GHA -1 8, GIB -5 36, GIN -11 10,
GMB -16 13, GNB -15 12, GNQ 10 2, GRC 22 39, GRD -62 12, GRL -42 70, GTM -90 15, GUF -53 4, GUM 145 13, GUY -59 5, HKG 114 22, HND -87 15, HRV 16 45, HTI -73 19, HUN 19 47,
IDN 114 -3, IMN -5 54, IND 79 22, IRL -8 53, IRN 53 32, IRQ 44 33, ISL -19 65, ISR 35 31, ITA 12 43, JAM -77 18, JOR 37 31, JPN 138 37, KAZ 67 48, KEN 38 1, KGZ 75 41,
KHM 105 13, KIR 187 -2, KNA -63 17, KOR 128 36, KWT 48 29, LAO 103 19, LBN 36 34, LBR -9 6, LBY 17 27, LCA -61 14, LIE 10 47, LKA 81 8, LSO 28 -30, LTU 24 55, LUX 6 50,
LVA 25 57, MAC 113 22, MAR -7 32, MCO 7 44, MDA 28 47, MDG 47 -19, MDV 73 3, MEX -102 24, MHL 171 8, MKD 22 42, MLI -4 17, MLT 14 36, MMR 96 21, MNE 19 43, MNG 103 47,
MNP 146 16, MOZ 35 -18, MRT -11 20, MUS 58 -20, MWI 34 -13, MYS 102 4, NAM 17 -22, NCL 165 -21, NER 8 17, NGA 8 10, NIC -85 13, NIU 190 -19, NLD 5 52, NOR 10 62, NPL 84 28,
NRU 167 -1, NZL 174 -41, OMN 56 21, PAK 69 30, PAN -80 9, PER -75 -10, PHL 122 12, PLW 134 7, PNG 145 -6, POL 19 52, PRI -66 18, PRK 127 40, PRT -8 40, PRY -58 -23, PSE 35 32,
PYF 211 -17, QAT 51 25, ROU 25 46, RUS 60 58, RWA 30 -2, SAU 45 24, SDN 30 15, SEN -14 14, SGP 104 1, SLB 160 -9, SLE -12 8, SLV -89 14, SMR 12 44, SOM 46 4, SRB 21 44,
SSD 31 7, STP 7 0, SUR -56 4, SVK 20 49, SVN 15 46, SWE 17 62, SWZ 31 -27, SXM -63 18, SYC 55 -5, SYR 38 35, TCA -72 22, TCD 19 15, TGO 1 8, THA 101 15, TJK 71 39, TKM 59 39,
TLS 126 -9, TON 185 -20, TTO -61 10, TUN 9 34, TUR 35 39, TUV 178 -8, TWN 121 24, TZA 35 -6, UGA 32 1, UKR 31 49, URY -56 -33, USA -98 39, UZB 64 41, VAT 12 42, VCT -61 13,
VEN -66 7, VGB -64 18, VIR -65 18, VNM 106 16, VUT 167 -16, WSM 188 -14, XKX 21 43, YEM 48 15, ZAF 24 -30, ZMB 28 -14, ZWE 30 -19
"""
# Degrees to cells, straight lines between: wide where there is much to show.
ACROSS = [(-125, 0), (-90, 2.5), (-75, 5.5), (-60, 9), (-40, 10), (-18, 11.2), (-8, 13), (2, 15), (10, 17), (20, 20), (30, 22.5), (45, 24.5), (60, 26.5), (75, 28), (105, 30.5),
          (125, 32.5), (145, 34), (165, 35.5), (190, 37.5), (215, 39)]
DOWN = [(72, 0), (62, 1), (57, 2.5), (50, 4.5), (45, 7), (40, 9), (35, 10.5), (25, 12), (17, 13.5), (10, 15.5), (0, 17.5), (-10, 19.5), (-20, 21), (-35, 23), (-55, 25)]
COLUMNS, ROWS = 40, 26


def straight(value, bends):
    for (a, x), (b, y) in zip(bends, bends[1:]):
        if min(a, b) <= value <= max(a, b):
            return x + (value - a) / (b - a) * (y - x)
    raise ValueError(value)


def places():
    for line in PLACES.replace("\n", " ").split(","):
        name, east, north = line.split()
        yield name, straight(int(east), ACROSS), straight(int(north), DOWN)


def assign(cost):
    """Kuhn's method with potentials: the column of each row."""
    n, m = len(cost), len(cost[0])
    u, v, row_of, way = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        row_of[0], at = i, 0
        least, used = [float("inf")] * (m + 1), [False] * (m + 1)
        while row_of[at]:
            used[at] = True
            row, delta, to = cost[row_of[at] - 1], float("inf"), 0
            offset = u[row_of[at]]
            for j in range(1, m + 1):
                if used[j]:
                    continue
                reduced = row[j - 1] - offset - v[j]
                if reduced < least[j]:
                    least[j], way[j] = reduced, at
                if least[j] < delta:
                    delta, to = least[j], j
            for j in range(m + 1):
                if used[j]:
                    u[row_of[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            at = to
        while at:
            row_of[at], at = row_of[way[at]], way[at]
    return [j for _, j in sorted((row_of[j], j - 1) for j in range(1, m + 1) if row_of[j])]


def lay():
    wanted = list(places())
    cells = [(column, row) for row in range(ROWS) for column in range(COLUMNS)]
    chosen = assign([[(x - column) ** 2 + (y - row) ** 2 for column, row in cells] for _, x, y in wanted])
    return {name: cells[cell] for (name, _, _), cell in zip(wanted, chosen)}


def show(tiles):
    names = {cell: name for name, cell in tiles.items()}
    for row in range(ROWS):
        print(" ".join(names.get((column, row), " . ") for column in range(COLUMNS)).rstrip())


def write(tiles):
    left, top = min(column for column, _ in tiles.values()), min(row for _, row in tiles.values())
    rows = [f'{{"{name}", {column - left}, {row - top}}}' for name, (column, row) in sorted(tiles.items())]
    lines = [""]
    for text in rows:
        if len(lines[-1]) + len(text) + 2 > 112:
            lines.append("")
        lines[-1] += f"{text}, "
    print('/* Made by tests/draw/lay_tiles.py. */\n#include "draw/tiles.h"\n\n#include <string.h>\n\n/* clang-format off */')
    print("static const egb_tile tiles[] = { /* by id */")
    print("\n".join("    " + line.rstrip() for line in lines))
    print("};\n/* clang-format on */\n")
    print("""#define COUNT (sizeof tiles / sizeof *tiles)

size_t egb_tile_count(void) {
  return COUNT;
}

const egb_tile *egb_tile_at(size_t i) {
  return i < COUNT ? &tiles[i] : NULL;
}

const egb_tile *egb_tile_find(const char *id) {
  size_t low = 0, high = COUNT;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const int order = strcmp(id, tiles[middle].id);
    if (order == 0)
      return &tiles[middle];
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return NULL;
}""")


if __name__ == "__main__":
    (show if "--show" in sys.argv else write)(lay())
