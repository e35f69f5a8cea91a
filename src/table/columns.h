/* columns.h - the columns that many tables have, described once. Used inside an initialiser, where a table adds what is
 * its own: {EGB_COLUMN_UNIT, .machine_only = true}. */
#ifndef EGB_TABLE_COLUMNS_H
#define EGB_TABLE_COLUMNS_H

#include "model/table.h"

#define EGB_COLUMN_UNIT                                                                                                \
  .id = "unit", .label = "Unit", .help = "Id of the unit; ISO 3166-1 alpha-3 for countries.", .kind = EGB_CELL_TEXT
#define EGB_COLUMN_NAME .id = "name", .label = "Name", .help = "Name of the unit.", .kind = EGB_CELL_TEXT
#define EGB_COLUMN_OTHER .id = "other", .label = "Other", .help = "Id of the other.", .kind = EGB_CELL_TEXT
#define EGB_COLUMN_OTHER_NAME .id = "other_name", .label = "Other", .help = "Name of the other.", .kind = EGB_CELL_TEXT
#define EGB_COLUMN_NODE .id = "node", .label = "Node", .help = "Id of the node.", .kind = EGB_CELL_TEXT
#define EGB_COLUMN_LABEL .id = "label", .label = "Name", .help = "Name in the chosen language.", .kind = EGB_CELL_TEXT
#define EGB_COLUMN_DEPTH                                                                                               \
  .id = "level", .label = "Depth", .help = "Depth in the tree; 0 is the index.", .kind = EGB_CELL_INTEGER,             \
  .machine_only = true
#define EGB_COLUMN_WORTH(what)                                                                                         \
  .id = "effective_draws", .label = "Worth",                                                                           \
  .help = "Independent draws that these are worth for the worst of " what                                              \
          ": fewer than there are where weights are drawn by hit-and-run, whose draws depend on each other "           \
          "(autocorrelation time by the initial monotone sequence, Geyer 1992).",                                      \
  .kind = EGB_CELL_INTEGER, .machine_only = true
#define EGB_BAR_SIGNS 20 /* of a column of bars */
#define EGB_COLUMN_BAR(what)                                                                                           \
  .id = "bar", .label = "", .help = (what), .kind = EGB_CELL_TEXT, .importance = 1, .people_only = true,               \
  .monospaced = true
#define EGB_COLUMN_SHARE                                                                                               \
  .id = "share", .label = "Share", .help = "Share among the siblings; siblings sum to 1.", .kind = EGB_CELL_NUMBER,    \
  .decimals = 4, .importance = 3
#define EGB_COLUMN_EFFECTIVE                                                                                           \
  .id = "effective_weight", .label = "Effective",                                                                      \
  .help = "Share of the whole index: the product of the shares up to the root.", .kind = EGB_CELL_NUMBER,              \
  .decimals = 4

#endif
