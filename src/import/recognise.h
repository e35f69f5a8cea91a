/* recognise.h - which keys an entry of `data:` needs for a file, and why: by the rows of model/origins.h, else by what
 * its lines look like. Guesses, to be shown to a person; no load asks for them. */
#ifndef EGB_IMPORT_RECOGNISE_H
#define EGB_IMPORT_RECOGNISE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/names.h"
#include "model/index.h"
#include "model/origins.h"
#include "read/csv.h"

#define EGB_GUESSES_MOST 40
/* Why a file of periods needs `only-indicator:`. */
#define EGB_NO_INDICATOR "no column says what they are: write what they are called"

/* A number is taken for a year between these. */
#define EGB_YEAR_FIRST 1900
#define EGB_YEAR_LAST 2100

typedef struct egb_guess {
  const char *key, *value;
  const char *evidence; /* part of a sentence without a full stop; "": none */
  bool yaml;            /* the value is YAML, else a text */
  bool escaped;         /* the evidence is as a log has it */
} egb_guess;

typedef struct egb_recognition {
  const egb_origin *origin; /* NULL: no publisher's */
  const egb_origin *other;  /* whose files look the same; NULL: none */
  egb_guess guess[EGB_GUESSES_MOST];
  size_t count;
  egb_csv_field odd; /* the first text with digits in the column with the most that are no numbers; text NULL: none */
  const char *odd_header;
} egb_recognition;

/* The units of a list: their ids, and their names as egb_names_fold has them. */
typedef struct egb_known_units {
  egb_names ids, names;
} egb_known_units;

/* What is known before anything is guessed. */
typedef struct egb_recognise_from {
  const egb_data_file *given;   /* keys that were given, which `out` has as well: never guessed */
  const egb_known_units *units; /* NULL: no list */
} egb_recognise_from;

/* Adds what is guessed to `out`. Refused: a workbook or a text that cannot be opened (reported). The texts live in the
 * arena. */
egb_status egb_recognise(egb_arena *arena, const egb_source *source, const egb_recognise_from *from, egb_diag *diag,
                         egb_recognition *out);
/* Whether a text says how an index is made and holds no data, and how it is written; NULL: it does not. */
const egb_origin *egb_description_of(const egb_source *text, egb_dialect *dialect);
/* guess.c: what the keys of a text of no publisher are. */
egb_status egb_guess_keys(egb_arena *arena, const egb_source *text, const egb_dialect *dialect,
                          const egb_recognise_from *from, egb_diag *diag, egb_recognition *out);
/* guess_where.c: which rows are totals, where a unit has several for an indicator and period. NULL: no such column. */
typedef struct egb_row_roles {
  const char *unit, *period, *indicator, *value;
} egb_row_roles;
egb_status egb_guess_where(egb_arena *arena, const egb_source *text, const egb_dialect *dialect,
                           const egb_row_roles *roles, egb_diag *diag, egb_recognition *out);
/* How many of the first lines have as many cells as the line before, and more than one. */
size_t egb_guess_regular_lines(const egb_source *text, char delimiter);
/* Unless the key is there; the texts are kept as they are. */
egb_status egb_guess_add(egb_recognition *out, const char *key, const char *value, const char *evidence);
/* The same for a value that is YAML. */
egb_status egb_guess_add_yaml(egb_recognition *out, const char *key, const char *value, const char *evidence);

#endif
