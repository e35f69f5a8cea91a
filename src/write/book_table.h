/* book_table.h - a table as a sheet of a book.
 *
 * The columns and headers are those of CSV. Numbers are numbers with all their digits, shown with the decimals of their
 * column; texts are texts whatever they look like, inline in their cell; what is missing is no cell. There are no
 * formulas. The header stays in sight, columns are as wide as what they hold, rows can be filtered. */
#ifndef EGB_WRITE_BOOK_TABLE_H
#define EGB_WRITE_BOOK_TABLE_H

#include "write/book.h"

/* A new sheet, which is called after the table ("egovbench.ranking/1": "ranking"), unlike those before it; its number.
 * digits: as egb_people_number takes them. */
size_t egb_book_table(egb_book *book, const egb_table *table, int digits);
/* What may be filled into the table on the sheet; answers: the sheet with the answers of each list, column by column,
 * under a header. */
void egb_book_table_rules(egb_book *book, size_t sheet, const egb_table *table, size_t answers);

#endif
