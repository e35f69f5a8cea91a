/* latex_page.h - how a table is set so that it fits a page of LaTeX: upright or across, in which size, with which
 * columns. */
#ifndef EGB_WRITE_LATEX_PAGE_H
#define EGB_WRITE_LATEX_PAGE_H

#include "write/layout.h"

typedef struct egb_latex_page {
  egb_table_layout layout;
  size_t *shown;     /* positions in the table of the columns that are set */
  size_t *paragraph; /* of each: its width in digits where its texts are set as paragraphs, else 0 */
  size_t count;
  size_t left_out; /* columns without room on any page */
  bool breaks;     /* a longtable, which may go over several pages */
  bool landscape;
  const char *size; /* the command of a smaller font; NULL: the document's */
} egb_latex_page;

/* False: out of memory. Always to be closed. */
bool egb_latex_page_open(egb_latex_page *page, const egb_table *table, int digits);
void egb_latex_page_close(egb_latex_page *page);

#endif
