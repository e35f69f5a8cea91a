/* data_loader.h - what the steps of a load share while a dataset is being made. */
#ifndef EGB_LOAD_DATA_LOADER_H
#define EGB_LOAD_DATA_LOADER_H

#include "base/buffer.h"
#include "base/names.h"
#include "load/data_rows.h"
#include "model/dataset.h"
#include "model/recipe.h"

#define EGB_PERIOD_EVERY UINT32_MAX /* an observation of a file without periods */
#define EGB_FILES_MOST 1000
#define EGB_COMPARISONS_MOST 50000
#define EGB_OBSERVATIONS_PER_CHUNK 4096
/* Marks of names: the file they were first seen in, and whether they were refused. */
#define EGB_NAME_FILE 0xFFFFU /* as a file: in none */
#define EGB_NAME_REFUSED 0x10000U

/* A column of the data that the definition uses. */
typedef struct egb_wanted {
  const char *name;
  egb_place place;       /* where the definition first names it */
  bool answers;          /* its cells are answers in words; the value is a position in the code list */
  bool found;            /* some file has it */
  bool spared;           /* where no file has it, another node of that id is meant */
  bool expressed;        /* named in an expression, and nowhere else */
  bool beside;           /* the definition does not name it: whoever loads asked for it */
  bool refused;          /* beside: it holds text, which was reported once */
  const egb_node **node; /* indicators that put conditions on its values: bounds, a rubric */
  size_t node_count;
  uint64_t taken; /* bit k: the answer k breaks none of these conditions; where it is not set, it may yet */
  egb_names codes;
} egb_wanted;

typedef struct egb_observation {
  double value, error; /* NaN: missing; unknown */
  uint32_t unit, column, period;
  uint32_t offset, length;
  uint16_t file;
} egb_observation;

/* The observations of a wide file, in columns; where a cell was is found again in its record. */
typedef struct egb_block {
  egb_arena *arena;                 /* of the columns; NULL: they became those of the dataset */
  size_t room;                      /* the cell of a row in a column is at column * room + row */
  size_t row_count;                 /* finished rows */
  size_t column_count;              /* those the file has */
  uint32_t *column;                 /* per column: which of the wanted ones it is */
  uint32_t *field;                  /* per column: which field of a record */
  uint32_t *unit, *period, *offset; /* per row; where its record begins */
  double *value;
  bool *refused; /* per cell that it is no observation; NULL: none was refused */
  char delimiter;
  uint16_t file;
} egb_block;

/* Observations in the order of reading. */
typedef struct egb_chunk {
  struct egb_chunk *next;
  egb_block *block; /* those of the block; NULL: those of the list */
  size_t count;
  egb_observation *item;
} egb_chunk;

/* What a text in a column of units means. */
typedef struct egb_match_answer {
  const char *id; /* NULL: nothing that is known */
  bool refused;   /* more than one unit: reported */
} egb_match_answer;

/* `match: name`: the texts of a column of units, and what each means. */
typedef struct egb_matcher {
  egb_names text; /* number = position in answer */
  egb_match_answer *answer;
  size_t room;
} egb_matcher;

/* What a unit list says of a unit in a period. */
typedef struct egb_listed_row {
  struct egb_listed_row *next; /* an earlier one of the unit */
  uint32_t period;             /* number in list_period */
  uint32_t offset;             /* of the id */
  egb_unit unit;
} egb_listed_row;

typedef struct egb_loader {
  const egb_index *index;
  const egb_data_options *options; /* never NULL */
  egb_diag *diag;
  egb_arena *arena;   /* the dataset's */
  egb_arena *scratch; /* released at the end of the load */
  size_t piece;       /* bytes of them that are read at once; 0: the usual */
  size_t block;       /* of a large file, and then any file is one; 0: the usual */
  bool arrays;        /* what "-" stands for was made of arrays: the definition says nothing about its columns */
  egb_status status;  /* the first thing that went wrong beyond single cells */

  egb_import_notes notes;             /* when everything is wanted */
  const egb_recipe *recipe;           /* of the import; NULL: none */
  const egb_recipe_file *recipe_file; /* of the file that is read; NULL: its columns are not said */
  bool everything;                    /* every column that looks like an indicator's is wanted */
  bool whole;                         /* of these only what has no text among its values */
  egb_wanted *wanted;
  size_t wanted_count, wanted_room;
  egb_names wanted_names; /* number = position in wanted */

  bool has_list;    /* a unit list was read */
  egb_names listed; /* its ids; number = position in list; mark: its file */
  egb_unit *list;
  size_t list_room;
  egb_listed_row **listed_row; /* per unit of a list with periods: its last row; NULL: the list has none */
  egb_names list_period;
  double *list_time;     /* per such period; NaN: a text */
  bool list_repeats;     /* some unit has rows of several periods */
  uint16_t list_file;    /* in file[] */
  size_t list_period_at; /* position of the column with its periods; EGB_NAMES_NONE: none */
  egb_names list_header;
  const egb_unit_list *list_spec;
  struct egb_loader *more; /* further unit lists, each read as if it were the only one */
  size_t more_count;
  const char **all_grouping; /* of all lists, each once */
  size_t all_grouping_count;
  const char **grouping;
  size_t grouping_count;
  const char **candidate, **candidate_id; /* for suggestions: ids and names of the list, and the unit of each */
  size_t candidate_count;

  bool match_ready;            /* the two below are filled */
  egb_names listed_by_meaning; /* what ids of the list mean; mark: the unit's number, UINT32_MAX: of more than one */
  egb_names listed_by_name;    /* names of the list, folded; mark: the same */

  egb_names unit;    /* the units of the data; refused: not in the list */
  egb_labels *label; /* names the data gives its units, room label_room */
  size_t label_room;
  egb_names period;
  egb_chunk *first, *last;
  size_t observation_count;
  bool has_errors;

  egb_data_source *file;
  size_t file_count, file_room;
  egb_names unused;                 /* headers no indicator uses, to suggest for missing ones */
  egb_place header_place;           /* of the file read last */
  size_t comparisons;               /* made for suggestions */
  const egb_dialect **dialect;      /* per file, how it was read */
  size_t compared_file;             /* 1 + the one whose rows were compared last for a hint */
  const char *given;                /* the file that is read, when the user named it; NULL: the definition does */
  const egb_data_file *passed_over; /* the definition's only entry, when how it is written does not count for `given` */
  const char *given_keys;           /* the keys it was given with, in braces; NULL: none */
  const char *given_by;             /* the word before it on a command line: "--data", "import" */
  bool incomplete;                  /* a file could not be read: what is missing may be there */
  bool in_list;                     /* the unit list is read */
} egb_loader;

/* Two records of a file that are about the same thing. */
typedef struct egb_two_rows {
  uint16_t file;
  uint32_t first, second; /* places in them; the cell at the second is no part of what tells them apart */
  const bool *skip;       /* per column: neither is it; NULL: none */
} egb_two_rows;

/* The entries of a `columns:` or `errors:`, found by the column they are about. */
typedef struct egb_rename_map {
  egb_names columns; /* mark: position of its first entry */
  size_t *next;      /* per entry: the next one for the same column, EGB_NAMES_NONE */
} egb_rename_map;

/* A cell under `flags:`. */
typedef struct egb_flagged {
  double value;
  bool absent;      /* `: c`: there is no value */
  bool bound;       /* `<5`: value is a bound of it */
  const char *mark; /* behind the number */
  size_t mark_length;
} egb_flagged;

/* A data file while it is read. */
typedef struct egb_table_file {
  egb_loader *loader;
  const egb_data_file *spec;
  bool lenient; /* given by the user in place of the definition's: the headers of the entry need not be there */
  egb_rows rows;
  uint16_t number; /* in loader->file */
  bool is_long;
  size_t unit_at, period_at, indicator_at, value_at, error_at; /* EGB_NAMES_NONE: no such column */
  egb_rename_map renames, errors;
  size_t *column_at, *errors_at; /* wide, per wanted column */
  egb_label *names;              /* language and header of the columns with the units' names */
  size_t *names_at;
  size_t name_count;
  uint32_t *period_header; /* layout periods, per column: its period; EGB_PERIOD_EVERY: it is none */
  size_t only_column;      /* layout periods without a column of indicators: what all rows are about */
  bool row_ignored;        /* the row describes columns, or `others: ignore` leaves it out */
  size_t ignored_rows;
  egb_matcher matcher;
  egb_names marks, no_values; /* `flags:`: marks beside numbers, cells in place of one; mark: how many */
  egb_names ignored;          /* units of such rows */
  egb_names missing;          /* the tokens of `missing:` */
  egb_names missing_numbers;  /* those that are numbers, as the bytes of the number */
  egb_names seen;             /* wide, with a column of periods: (unit, period) of the rows so far */
  uint32_t *row_of;           /* wide, without: per unit, 1 + the offset of its row; 0: it has none yet */
  size_t row_room;
  egb_block *block; /* wide: where its cells are kept; NULL: in the list */
  egb_names unused; /* headers (wide) or indicators (long) that the definition does not use; offset: where first */
  bool units_only;  /* its units are read, no cell: what the columns with values are is not asked */
} egb_table_file;

#endif
