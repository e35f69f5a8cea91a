/* Made by tests/draw/lay_tiles.py. */
#include "draw/tiles.h"

#include <string.h>

/* clang-format off */
static const egb_tile tiles[] = { /* by id */
    {"ABW", 4, 15}, {"AFG", 25, 11}, {"AGO", 17, 20}, {"AIA", 6, 12}, {"ALB", 18, 9}, {"AND", 13, 8},
    {"ARE", 24, 12}, {"ARG", 6, 23}, {"ARM", 22, 9}, {"ASM", 36, 20}, {"ATG", 8, 13}, {"AUS", 31, 22},
    {"AUT", 16, 6}, {"AZE", 23, 9}, {"BDI", 20, 18}, {"BEL", 13, 4}, {"BEN", 13, 15}, {"BFA", 12, 15},
    {"BGD", 27, 12}, {"BGR", 20, 8}, {"BHR", 23, 12}, {"BHS", 3, 12}, {"BIH", 18, 7}, {"BLR", 20, 4},
    {"BLZ", 1, 13}, {"BMU", 6, 11}, {"BOL", 6, 21}, {"BRA", 7, 19}, {"BRB", 8, 15}, {"BRN", 29, 16},
    {"BTN", 28, 12}, {"BWA", 19, 21}, {"CAF", 18, 16}, {"CAN", 0, 2}, {"CHE", 14, 6}, {"CHL", 4, 23},
    {"CHN", 28, 10}, {"CIV", 11, 16}, {"CMR", 16, 16}, {"COD", 19, 18}, {"COG", 17, 18}, {"COK", 36, 22},
    {"COL", 4, 17}, {"COM", 22, 20}, {"CPV", 9, 14}, {"CRI", 2, 16}, {"CUB", 3, 13}, {"CUW", 5, 15},
    {"CYM", 2, 13}, {"CYP", 20, 10}, {"CZE", 16, 4}, {"DEU", 15, 4}, {"DJI", 22, 15}, {"DMA", 7, 14},
    {"DNK", 15, 3}, {"DOM", 4, 13}, {"DZA", 13, 12}, {"ECU", 3, 18}, {"EGY", 20, 12}, {"ERI", 22, 14},
    {"ESP", 12, 9}, {"EST", 20, 2}, {"ETH", 22, 16}, {"FIN", 19, 1}, {"FJI", 34, 21}, {"FLK", 7, 25},
    {"FRA", 13, 6}, {"FRO", 11, 1}, {"FSM", 33, 16}, {"GAB", 16, 18}, {"GBR", 12, 3}, {"GEO", 22, 8},
    {"GHA", 12, 16}, {"GIB", 12, 10}, {"GIN", 11, 15}, {"GMB", 9, 15}, {"GNB", 10, 15}, {"GNQ", 15, 17},
    {"GRC", 19, 9}, {"GRD", 6, 15}, {"GRL", 8, 0}, {"GTM", 0, 14}, {"GUF", 8, 17}, {"GUM", 32, 15}, {"GUY", 7, 16},
    {"HKG", 29, 13}, {"HND", 1, 14}, {"HRV", 17, 7}, {"HTI", 4, 14}, {"HUN", 18, 6}, {"IDN", 29, 18},
    {"IMN", 11, 3}, {"IND", 26, 13}, {"IRL", 11, 4}, {"IRN", 24, 11}, {"IRQ", 23, 10}, {"ISL", 9, 1},
    {"ISR", 21, 12}, {"ITA", 16, 8}, {"JAM", 3, 14}, {"JOR", 22, 11}, {"JPN", 32, 10}, {"KAZ", 25, 5},
    {"KEN", 22, 17}, {"KGZ", 26, 8}, {"KHM", 28, 15}, {"KIR", 35, 18}, {"KNA", 6, 14}, {"KOR", 31, 10},
    {"KWT", 23, 11}, {"LAO", 28, 13}, {"LBN", 21, 10}, {"LBR", 11, 17}, {"LBY", 17, 12}, {"LCA", 8, 14},
    {"LIE", 15, 6}, {"LKA", 26, 16}, {"LSO", 20, 22}, {"LTU", 19, 3}, {"LUX", 14, 5}, {"LVA", 19, 2},
    {"MAC", 29, 12}, {"MAR", 11, 11}, {"MCO", 14, 7}, {"MDA", 20, 6}, {"MDG", 23, 21}, {"MDV", 26, 17},
    {"MEX", 0, 12}, {"MHL", 34, 16}, {"MKD", 19, 8}, {"MLI", 12, 13}, {"MLT", 16, 10}, {"MMR", 27, 13},
    {"MNE", 17, 8}, {"MNG", 28, 6}, {"MNP", 32, 14}, {"MOZ", 21, 21}, {"MRT", 10, 13}, {"MUS", 24, 21},
    {"MWI", 21, 20}, {"MYS", 28, 17}, {"NAM", 17, 21}, {"NCL", 33, 21}, {"NER", 14, 13}, {"NGA", 14, 15},
    {"NIC", 2, 15}, {"NIU", 36, 21}, {"NLD", 14, 4}, {"NOR", 15, 1}, {"NPL", 27, 11}, {"NRU", 34, 18},
    {"NZL", 34, 24}, {"OMN", 24, 13}, {"PAK", 26, 11}, {"PAN", 3, 16}, {"PER", 3, 19}, {"PHL", 30, 15},
    {"PLW", 31, 16}, {"PNG", 32, 19}, {"POL", 18, 4}, {"PRI", 5, 14}, {"PRK", 31, 9}, {"PRT", 11, 9},
    {"PRY", 7, 21}, {"PSE", 21, 11}, {"PYF", 37, 21}, {"QAT", 23, 13}, {"ROU", 19, 6}, {"RUS", 24, 2},
    {"RWA", 21, 18}, {"SAU", 22, 12}, {"SDN", 20, 14}, {"SEN", 10, 14}, {"SGP", 29, 17}, {"SLB", 33, 19},
    {"SLE", 10, 16}, {"SLV", 1, 15}, {"SMR", 16, 7}, {"SOM", 23, 17}, {"SRB", 19, 7}, {"SSD", 21, 16},
    {"STP", 14, 17}, {"SUR", 7, 17}, {"SVK", 18, 5}, {"SVN", 17, 6}, {"SWE", 17, 1}, {"SWZ", 21, 22},
    {"SXM", 7, 13}, {"SYC", 24, 18}, {"SYR", 22, 10}, {"TCA", 4, 12}, {"TCD", 18, 14}, {"TGO", 13, 16},
    {"THA", 28, 14}, {"TJK", 26, 9}, {"TKM", 24, 9}, {"TLS", 31, 19}, {"TON", 35, 21}, {"TTO", 6, 16},
    {"TUN", 15, 11}, {"TUR", 21, 9}, {"TUV", 35, 19}, {"TWN", 30, 12}, {"TZA", 21, 19}, {"UGA", 21, 17},
    {"UKR", 21, 5}, {"URY", 7, 23}, {"USA", 0, 9}, {"UZB", 25, 9}, {"VAT", 15, 8}, {"VCT", 7, 15}, {"VEN", 5, 16},
    {"VGB", 6, 13}, {"VIR", 5, 13}, {"VNM", 29, 14}, {"VUT", 34, 20}, {"WSM", 35, 20}, {"XKX", 18, 8},
    {"YEM", 23, 14}, {"ZAF", 19, 22}, {"ZMB", 20, 20}, {"ZWE", 20, 21},
};
/* clang-format on */

#define COUNT (sizeof tiles / sizeof *tiles)

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
}
