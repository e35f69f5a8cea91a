/* guess.h - what is counted of a text's cells, and the parts that guess keys from it (private to guess*.c). */
#ifndef EGB_IMPORT_GUESS_H
#define EGB_IMPORT_GUESS_H

#include "import/recognise.h"

typedef struct egb_guess_column {
  const char *header;
  size_t filled, numbers, points, commas, years, codes, names, tokens;
  size_t ids;               /* codes that are ids themselves */
  size_t listed, named;     /* ids and names of the list */
  egb_names texts;          /* distinct, of the rows that are looked up */
  size_t looked_at, words;  /* cells of these rows, and those that are texts */
  size_t marks;             /* numbers with marks beside them, which count as numbers */
  const char *comma, *mark; /* the first number with a decimal comma, and with a mark */
} egb_guess_column;

typedef struct egb_guesser {
  egb_arena *arena;
  egb_recognition *out;
  const egb_data_file *given;
  const egb_known_units *units;
  egb_dialect dialect;
  egb_guess_column *column;
  size_t count, rows;
  const egb_guess_column *unit, *period, *kind;
  size_t *token; /* per token and column, how many cells */
} egb_guesser;

/* guess_cells.c: reads all rows. Faults of the file are for the load to report. */
egb_status egb_guess_cells(egb_guesser *g, const egb_source *text, egb_diag *diag);
/* `decimal`, `missing`, `flags`. */
egb_status egb_guess_numbers(egb_guesser *g);
/* A year between EGB_YEAR_FIRST and EGB_YEAR_LAST. */
bool egb_guess_is_year(const char *text, size_t length);
/* guess_unit.c: `unit`, `match`, and `name` where its cells are countries; and `name` where they are not. */
egb_status egb_guess_unit(egb_guesser *g);
egb_status egb_guess_name(egb_guesser *g);
/* guess.c */
egb_status egb_guess_say(egb_guesser *g, const char *key, const char *value, const char *evidence);
const egb_guess_column *egb_guess_column_of(const egb_guesser *g, const char *header);
/* One of the words is part of the header, in any case. */
bool egb_guess_has_word(const char *header, const char *const *words);
/* A header that is found without being named. */
bool egb_guess_is_usual(const char *const *headers, const egb_guess_column *here);

#endif
