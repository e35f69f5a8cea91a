/* data_spelling.h - what is wrong with a text that should be a number, beyond what keys of the entry mend: the right
 * spelling, for a hint. */
#ifndef EGB_LOAD_DATA_SPELLING_H
#define EGB_LOAD_DATA_SPELLING_H

#include "model/dialect.h"
#include "read/csv.h"

#define EGB_SPELLING_MOST 300

/* A hint in out, which is returned: digits of other scripts, dashes for a minus sign, parentheses around a loss, a
 * point or a minus sign at the end. NULL: none of these. */
const char *egb_spelling_hint(const egb_dialect *dialect, const egb_csv_field *field, char out[EGB_SPELLING_MOST]);
/* What a spreadsheet writes where it could not calculate: #DIV/0! and the like. */
bool egb_spelling_failed(const egb_csv_field *field);
/* The keys with which the cell would be read, "decimal: comma, thousands: space", in out, which is returned; none of
 * them is declared already. flags: with `flags: strip` as one of them. NULL: with none. */
const char *egb_spelling_keys(const egb_dialect *dialect, const egb_csv_field *field, bool flags,
                              char out[EGB_SPELLING_MOST]);
/* How numbers may be written, the usual first. `1,234` is read by the second and, as 1.234, by the third. */
typedef struct egb_number_marks {
  char decimal, thousands;
} egb_number_marks;
enum { EGB_MARKS = 8, EGB_MARKS_COMMA_GROUPS = 1, EGB_MARKS_COMMA = 2 };
extern const egb_number_marks egb_marks_list[];
/* Nothing that is declared would be declared otherwise. */
bool egb_marks_fit(const egb_dialect *dialect, egb_number_marks with);
/* Whether the cell is a number so written; flags: with marks beside it, as `flags: strip` reads it. */
bool egb_marks_read(const egb_dialect *dialect, egb_number_marks with, const egb_csv_field *field, bool flags);
/* Bytes of the blank at the start of the text, or at its end, among those that tables have: the space, the tab and the
 * no-break, narrow and thin ones; 0: none. */
size_t egb_blank_at(const char *text, size_t length);
size_t egb_blank_before(const char *text, size_t length);

#endif
