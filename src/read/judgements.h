/* judgements.h - the cells of experts' tables: what the readers of comparisons and of budgets share. */
#ifndef EGB_READ_JUDGEMENTS_H
#define EGB_READ_JUDGEMENTS_H

#include "model/revision.h"
#include "read/csv.h"

typedef struct egb_judging {
  egb_judgements *out;
  const egb_index *index;
  egb_diag *diag;
  size_t *place; /* per node: position among the children, EGB_NONE */
  bool failed;   /* a fault was reported */
} egb_judging;

/* Reports a fault at a place. */
void egb_judging_refuse(egb_judging *r, egb_place place, const char *text, const char *hint);
/* A field without blanks around it; NULL: out of memory. */
const char *egb_judging_text(const egb_judging *r, const egb_csv_field *field);
/* The node of this id; EGB_NONE, reported, when there is none. */
size_t egb_judging_find(egb_judging *r, const char *id, egb_place place);
/* A number or a fraction of two; NaN for an empty cell and for one that was refused. */
double egb_judging_number(egb_judging *r, const egb_csv_field *field, double least, double most);
/* Opens a file at its first row, with room for a node per column in *column; *column stays NULL when it is empty. */
egb_status egb_judging_open(egb_judging *r, const char *path, egb_csv *csv, size_t **column);
/* The nodes that the columns of the first row, from `first` on, are about; finds the children, or checks that they are
 * those of the file before. */
egb_status egb_judging_header(egb_judging *r, const egb_csv *csv, size_t first, size_t *column);
/* A row to be skipped; a row with too few or too many cells, reported. */
bool egb_judging_is_blank(const egb_csv *csv);
bool egb_judging_is_ragged(egb_judging *r, const egb_csv *csv, size_t columns);

#endif
