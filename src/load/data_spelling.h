/* data_spelling.h - what is wrong with a text that should be a number, beyond what keys of the entry mend: the right
 * spelling, for a hint. */
#ifndef EGB_LOAD_DATA_SPELLING_H
#define EGB_LOAD_DATA_SPELLING_H

#include "model/dialect.h"
#include "read/csv.h"

#define EGB_SPELLING_MOST 300

/* A hint in out, which is returned: digits of other scripts, dashes for a minus sign, parentheses around a loss, a
 * point or a minus sign at the end, what a spreadsheet calculated in vain. NULL: none of these. */
const char *egb_spelling_hint(const egb_dialect *dialect, const egb_csv_field *field, char out[EGB_SPELLING_MOST]);
/* The keys with which the cell would be read, "decimal: comma, thousands: space", in out, which is returned; none of
 * them is declared already. flags: with `flags: strip` as one of them. NULL: with none. */
const char *egb_spelling_keys(const egb_dialect *dialect, const egb_csv_field *field, bool flags,
                              char out[EGB_SPELLING_MOST]);
/* Bytes of the blank at the start of the text, or at its end, among those that tables have: the space, the tab and the
 * no-break, narrow and thin ones; 0: none. */
size_t egb_blank_at(const char *text, size_t length);
size_t egb_blank_before(const char *text, size_t length);

#endif
