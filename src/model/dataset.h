/* dataset.h - units x columns x periods of numbers, each cell with its state and its place.
 *
 * Columns are those the definition uses (indicator columns and the columns named in expressions), in order of first
 * use. */
#ifndef EGB_MODEL_DATASET_H
#define EGB_MODEL_DATASET_H

#include "base/arena.h"
#include "base/source.h"
#include "model/cell.h"
#include "model/index.h"
#include "model/recipe.h"

typedef struct egb_unit {
  const char *id;
  egb_labels name;          /* from the unit list, else from the data's `name` column, else the id */
  const char *const *group; /* per grouping; "" when unknown */
  double population;        /* NaN when unknown */
} egb_unit;

/* A file that was read, for provenance. */
typedef struct egb_data_source {
  const egb_source *source; /* its text: what places of cells are in */
  const char *role;         /* "data", "units" */
  const egb_source *bytes;  /* the file itself, which checksums are of */
} egb_data_source;

/* Units that have no row with the columns of a data file, although others do. */
typedef struct egb_gap {
  const char *file;
  const size_t *unit;
  size_t count;
} egb_gap;

/* What an import did not take, and what it took for a unit of another name; only an import keeps them. */
typedef struct egb_dropped {
  const char *unit;
  uint32_t offset; /* of the unit in its source */
  uint16_t file;
} egb_dropped;

typedef struct egb_resolved {
  const char *text, *id;
  uint16_t file;
} egb_resolved;

typedef struct egb_noted_column {
  const char *name;
  uint16_t file;
  egb_column_use use;
} egb_noted_column;

typedef struct egb_import_notes {
  egb_dropped *dropped;
  egb_resolved *resolved;
  egb_noted_column *column;
  egb_noted_column *skipped; /* columns and indicators that are none for the texts among their values */
  size_t dropped_count, dropped_room, resolved_count, resolved_room, column_count, column_room, skipped_count,
      skipped_room;
} egb_import_notes;

typedef struct egb_named_column {
  const char *name;
  size_t column;
} egb_named_column;

/* Where the cells are of a dataset that is one table, each unit a record of it. */
typedef struct egb_records {
  const uint32_t *offset; /* per unit: where its record begins */
  const uint32_t *field;  /* per column: which field of the record */
  char delimiter;
  uint16_t file; /* in file[] */
} egb_records;

/* The weights of a node in a file of weights, in the order of time. */
typedef struct egb_given {
  const egb_period_weight *item;
  size_t count;
} egb_given;

struct egb_dataset {
  egb_arena *arena;
  const egb_index *index;
  size_t threads;       /* as the caller's options have it */
  const egb_unit *unit; /* in order of first appearance in the data */
  size_t unit_count;
  const char *const *grouping;
  size_t grouping_count;
  const char *const *column;
  size_t column_count;
  const egb_named_column *by_name; /* the columns in the order of their names */
  const char *const *period;       /* ascending (numbers by value, else text); one "" when the data has none */
  size_t period_count;
  /* cell (period p, column c, unit u) is at (p * column_count + c) * unit_count + u */
  double *value; /* NaN when missing, and only then */
  double *error; /* standard errors, NaN when unknown; NULL when the data has none at all */
  /* Where the cells are: `records`, or what follows per cell (egb_dataset_cell_file, egb_dataset_cell_place) */
  const egb_records *records;
  uint32_t *cell_offset, *cell_length; /* of the cell's text in its source */
  uint16_t *cell_source;               /* number in file[], or UINT16_MAX; NULL: all cells are in no file */
  const egb_data_source *file;
  size_t file_count;
  const egb_unit *absent; /* units of the list that no data file has */
  size_t absent_count;
  const egb_gap *gap; /* per file with such units */
  size_t gap_count;
  egb_import_notes notes;
  const char *const **codes; /* per column: NULL, or its list of text answers; value is the position in it */
  size_t *code_count;
  const egb_given *given; /* per node: its weights in a file; NULL: there is no such file */
  /* per period and unit (p * unit_count + u): its groups then; NULL: no group changes, they are those of the unit,
   * which are the latest ones otherwise */
  const char *const **group_of;
  bool mixture; /* of the values of two others: whoever makes it decides on the weights, too */
};

/* Fills by_name when the names of the columns are set. False: out of memory. */
bool egb_dataset_sort_columns(egb_arena *arena, egb_dataset *data);
/* Position of a column, EGB_NONE when the dataset has none of that name. */
size_t egb_dataset_column(const egb_dataset *data, const char *name);
/* Whether any unit has a value of any column in a period. */
bool egb_dataset_has_values(const egb_dataset *data, size_t period);
/* Start of a column in a period: values[unit]. */
const double *egb_dataset_values(const egb_dataset *data, size_t period, size_t column);
/* The group that a unit is in, in a period; "" when it is not known. */
const char *egb_dataset_group(const egb_dataset *data, size_t period, size_t unit, size_t grouping);
/* The file that has a cell, by its number in file[]; UINT16_MAX: none has a row for it. */
uint16_t egb_dataset_cell_file(const egb_dataset *data, size_t cell);
egb_place egb_dataset_cell_place(const egb_dataset *data, size_t cell);
egb_place egb_dataset_place(const egb_dataset *data, size_t period, size_t column, size_t unit);

/* Places of many cells: egb_dataset_place reads the record of a cell from its start each time, this no field twice
 * while the cells asked for are of one unit, whatever the order of the columns. */
typedef struct egb_cell_places {
  const egb_dataset *data;
  size_t unit;
  egb_record record; /* of the unit, behind those of its fields that are known */
  egb_place *field;
  size_t known;
} egb_cell_places;
/* False: out of memory. */
bool egb_cell_places_begin(const egb_dataset *data, egb_arena *arena, egb_cell_places *out);
egb_place egb_cell_places_at(egb_cell_places *places, size_t period, size_t column, size_t unit);

#endif
