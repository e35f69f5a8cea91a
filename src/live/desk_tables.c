/* Tables of what is open, by their names. */
#include "live/desk_state.h"

#include <string.h>

typedef egb_status make_table(egb_desk *desk, egb_table **out);

static egb_status ranking(egb_desk *desk, egb_table **out) {
  return egb_table_ranking(desk->results, NULL, desk->diag, out);
}

static egb_status tree(egb_desk *desk, egb_table **out) {
  return egb_table_tree(desk->index, desk->plan, NULL, desk->diag, out);
}

static egb_status contributions(egb_desk *desk, egb_table **out) {
  return egb_table_contributions(desk->results, NULL, NULL, desk->diag, out);
}

static egb_status raw(egb_desk *desk, egb_table **out) {
  return egb_table_stage(desk->results, EGB_STAGE_RAW, NULL, NULL, desk->diag, out);
}

static egb_status normalised(egb_desk *desk, egb_table **out) {
  return egb_table_stage(desk->results, EGB_STAGE_NORMALISED, NULL, NULL, desk->diag, out);
}

static egb_status stages(egb_desk *desk, egb_table **out) {
  return egb_table_stage_long(desk->results, EGB_STAGE_ALL, NULL, desk->diag, out);
}

/* A data file to fill in. */
static egb_status form(egb_desk *desk, egb_table **out) {
  return egb_table_form(desk->data, NULL, desk->diag, out);
}

static const struct {
  const char *name;
  make_table *make;
} rows[] = {
    {"ranking", ranking}, {"tree", tree}, {"contributions", contributions}, {"raw", raw}, {"normalised", normalised},
    {"stages", stages},   {"form", form},
};

static make_table *find(const char *name) {
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (strcmp(rows[i].name, name) == 0)
      return rows[i].make;
  return NULL;
}

egb_status egb_desk_table(egb_desk *desk, const char *table, const char *format) {
  make_table *make = find(table);
  egb_format chosen;
  egb_table *made = NULL;
  char *text = NULL;
  size_t length = 0;
  egb_desk_take(desk, NULL, 0);
  if (make == NULL || desk->results == NULL || !egb_format_by_name(format, &chosen))
    return EGB_USAGE;
  egb_status status = make(desk, &made);
  if (status == EGB_OK)
    status = egb_table_write(made, chosen, NULL, desk->diag, &text, &length);
  egb_table_free(made);
  egb_desk_take(desk, text, length);
  return status;
}
