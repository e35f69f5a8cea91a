/* recipe.h - the log of an import as what it is to the next one: a recipe that leaves nothing to be guessed. */
#ifndef EGB_MODEL_RECIPE_H
#define EGB_MODEL_RECIPE_H

#include "base/diag.h"
#include "base/names.h"
#include "model/index.h"

/* What a column was read as; in the order of the choices of `is:`. */
typedef enum egb_column_use {
  EGB_USE_UNUSED = 0,
  EGB_USE_UNIT,
  EGB_USE_NAME, /* of the unit */
  EGB_USE_PERIOD,
  EGB_USE_WHERE,      /* says which rows are read */
  EGB_USE_INDICATOR,  /* the values of one indicator */
  EGB_USE_ERROR,      /* its standard errors */
  EGB_USE_INDICATORS, /* which indicator a row is about */
  EGB_USE_VALUES,
  EGB_USE_ERRORS
} egb_column_use;

/* The words for them, NULL-terminated. */
extern const char *const egb_column_uses[];

typedef struct egb_recipe_column {
  const char *name;
  egb_place place;
  egb_column_use use;
} egb_recipe_column;

/* The columns of a file; those whose header is a period come and go. */
typedef struct egb_recipe_file {
  egb_names names; /* number = position in column */
  const egb_recipe_column *column;
} egb_recipe_file;

/* What a text in a column of units was taken for. */
typedef struct egb_recipe_unit {
  const char *id; /* NULL: its rows were left out */
  egb_place place;
} egb_recipe_unit;

typedef struct egb_recipe {
  egb_index *index;            /* a definition of nothing but `data:` and `units:`; owns everything */
  const egb_recipe_file *file; /* per data file; NULL: the columns are not said */
  egb_names texts;             /* number = position in unit */
  const egb_recipe_unit *unit;
  egb_names statuses; /* marks beside values, and what is in place of one */
} egb_recipe;

/* Reads the text of a log, which may be nothing but `data:` (then no file has to have certain columns). Refused: what
 * is no log, with the place. Release with egb_index_free(recipe->index). In `define`. */
egb_status egb_recipe_parse(const char *name, const char *text, size_t length, egb_diag *diag, egb_recipe **out);

#endif
