/* people.h - what the formats for people (text, Markdown, LaTeX, HTML) have in common: which columns they show, in
 * which order, and how a number looks. */
#ifndef EGB_WRITE_PEOPLE_H
#define EGB_WRITE_PEOPLE_H

#include "model/table.h"

/* Positions of the columns to show, in order, into out (room for every column); returns how many. in_full: names
 * instead of codes where a table has both. Columns of texts that are empty in every row are left out. What the user
 * chose is shown as chosen. */
size_t egb_people_columns(const egb_table *table, bool in_full, size_t *out);
/* The heading of a column: the short label when there is one. */
const char *egb_people_heading(const egb_table_column *column);
/* True for columns that are set flush right. */
bool egb_people_numeric(const egb_table_column *column);
/* Position in shown[] of the column a tree is indented in (the first text column); count when there is none or the
 * table is flat. */
size_t egb_people_tree_column(const egb_table *table, const size_t *shown, size_t count);

/* What is needed, rounded away from zero to so many decimals: the number shown is enough. Half a millionth of the last
 * place is rounding of the computation, not a need. */
double egb_people_enough(double needed, int decimals);

/* Decimals of its numbers, or EGB_DECIMALS_AS_NEEDED; digits < 0: the column's own choice. */
int egb_people_decimals(const egb_table_column *column, int digits);

#define EGB_PEOPLE_NUMBER_MAX 48
/* A number as EGB_DECIMALS_AS_NEEDED shows it. */
size_t egb_people_raw(double number, char out[EGB_PEOPLE_NUMBER_MAX]);
/* A NUMBER or INTEGER cell as text; digits < 0: the column's own choice. Returns the length; 0 for other cells. */
size_t egb_people_number(const egb_table_column *column, const egb_cell *cell, int digits,
                         char out[EGB_PEOPLE_NUMBER_MAX]);

#endif
