/* dialect.h - how a file is written: what a definition says about the bytes of a data file or unit list.
 *
 * All zero is the default: UTF-8, cells separated by commas (by tabs in a file named .tsv or .tab), numbers with a
 * decimal point, the header in the first line that is not blank, every row taken, units by their ids, nothing stripped.
 * The keys are those of egb_grammar_dialect, the same for every section that names a file; load/dialect.h turns a file
 * written so into text, records and numbers. */
#ifndef EGB_MODEL_DIALECT_H
#define EGB_MODEL_DIALECT_H

#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>

/* `where:` - only rows whose cell in a column is one of the values, letter for letter. */
typedef struct egb_where {
  const char *column;
  const char *const *value;
  size_t count;
  egb_place place;
} egb_where;

/* What the cells of the unit column are: ids, or names and codes of any usual kind, which are looked up. */
typedef enum egb_match { EGB_MATCH_ID = 0, EGB_MATCH_NAME } egb_match;

/* Rows whose unit is not in the list, is not known or is empty. */
typedef enum egb_others { EGB_OTHERS_REFUSE = 0, EGB_OTHERS_IGNORE } egb_others;

/* Marks beside a number: part of a text that is no number; stripped and kept as the status of the cell, where `<5` is
 * missing; or stripped, where `<5` counts as 5. */
typedef enum egb_flags { EGB_FLAGS_REFUSE = 0, EGB_FLAGS_STRIP, EGB_FLAGS_AT_BOUND } egb_flags;

/* What ends the table before the file does: nothing, the first blank line below the first row, or the lines at the end
 * that fill one cell each. */
typedef enum egb_footer { EGB_FOOTER_NONE = 0, EGB_FOOTER_BLANK, EGB_FOOTER_NOTES } egb_footer;

typedef struct egb_dialect {
  const char *as;       /* the source whose files look like this, "worldbank"; NULL: none was named */
  const char *encoding; /* NULL: UTF-8 */
  egb_place encoding_place, delimiter_place;
  char delimiter; /* '\0': the default */
  char decimal;   /* '\0': the point */
  char thousands; /* between groups of three digits: comma, point, apostrophe or any space; '\0': nothing */
  size_t header_first, header_last; /* lines of the file, from 1, joined into one header; both 0: the first not blank */
  egb_place header_place;
  const char *sheet, *range; /* of a workbook; NULL: its first sheet, all of it */
  egb_place sheet_place;     /* of either */
  const egb_where *where;    /* every one must hold */
  size_t where_count;
  const char *const *missing; /* tokens in addition to the empty cell; those that are numbers in any spelling */
  size_t missing_count;
  const char *name; /* header of the column with the units' names; NULL: name, name_en and so on */
  egb_match match;
  egb_others others;
  egb_flags flags;
  egb_footer footer;
  bool workbook; /* set when it was read: what is not quoted is stored as a number, whatever the marks of texts are */
} egb_dialect;

#endif
