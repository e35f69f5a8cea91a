/* guess.h - what is counted of a text's cells, and the parts that guess keys from it (private to guess*.c). */
#ifndef EGB_IMPORT_GUESS_H
#define EGB_IMPORT_GUESS_H

#include "import/recognise.h"
#include "load/data_spelling.h"

typedef struct egb_guess_column {
  const char *header; /* `column 1` where there is none */
  bool unnamed;
  size_t filled, years, dates, codes, names, tokens;
  size_t any, reads[EGB_MARKS]; /* cells that some marks, and that each pair of them, read as numbers */
  size_t numbers;               /* those that the chosen pair reads */
  size_t commas, groups, marks; /* of these, with a decimal comma, with groups of digits, with marks beside them */
  size_t odds;                  /* neither numbers nor missing, but with digits */
  size_t ids;                   /* codes that are ids themselves */
  size_t listed, named;         /* ids and names of the list */
  egb_names texts;              /* distinct, of the rows that are looked up */
  size_t looked_at, words;      /* cells of these rows, and those that are texts */
  const char *comma, *grouped, *mark, *unread, *odd; /* the first of each */
  egb_csv_field unread_field,
      odd_field; /* the first number that is none as the file is declared, and the first odd one */
} egb_guess_column;

typedef struct egb_guesser {
  egb_arena *arena;
  egb_recognition *out;
  const egb_data_file *given;
  const egb_known_units *units;
  egb_dialect dialect;
  egb_guess_column *column;
  size_t count, rows;
  egb_place header_place;
  const egb_guess_column *unit, *period, *kind;
  size_t *token; /* per word for a missing value and column, how many cells */
} egb_guesser;

/* Each step reads the text, or what was counted of it, and adds keys. guess_lines.c: `delimiter`, `header`. */
egb_status egb_guess_lines(egb_guesser *g, const egb_source *text, egb_diag *diag);
/* Refuses a row in place of the header; warns where columns are units. */
egb_status egb_guess_check_header(egb_guesser *g, const egb_source *text, egb_diag *diag);
/* guess_cells.c: reads all rows. Faults of the file are for the load to report. */
egb_status egb_guess_cells(egb_guesser *g, const egb_source *text, egb_diag *diag);
/* guess_numbers.c: `decimal`, `thousands`, `missing`, `flags`. */
egb_status egb_guess_numbers(egb_guesser *g, const egb_source *text, egb_diag *diag);
/* The pair of marks that is declared, or the usual one; EGB_MARKS: it is none that is known. */
size_t egb_guess_declared(const egb_dialect *dialect);
/* Columns of numbers that are not read as numbers. */
void egb_guess_warn_unread(const egb_guesser *g, egb_diag *diag);
/* guess_unit.c: `unit`, `match`, and `name` where its cells are countries; and `name` where they are not. */
egb_status egb_guess_unit(egb_guesser *g, const egb_source *text, egb_diag *diag);
egb_status egb_guess_name(egb_guesser *g);
/* guess_footer.c */
egb_status egb_guess_footer(egb_guesser *g, const egb_source *text, egb_diag *diag);
/* A year between EGB_YEAR_FIRST and EGB_YEAR_LAST. */
bool egb_guess_is_year(const char *text, size_t length);
/* A number, however it is written, also with marks beside it. */
bool egb_guess_is_number(const egb_guesser *g, const egb_csv_field *field);
/* guess.c */
egb_status egb_guess_say(egb_guesser *g, const char *key, const char *value, const char *evidence);
const egb_guess_column *egb_guess_column_of(const egb_guesser *g, const char *header);
/* One of the words is part of the header, in any case. */
bool egb_guess_has_word(const char *header, const char *const *words);
/* A header that is found without being named. */
bool egb_guess_is_usual(const char *const *headers, const egb_guess_column *here);

#endif
