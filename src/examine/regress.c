/* Every node on a column beside, as it is and by its natural logarithm: does the index say more than the column? */
#include "examine/examine.h"

#include "base/codes.h"
#include "stats/line.h"

#include <math.h>

typedef struct room {
  double *x, *y, *scratch;
} room;

static void regress(const egb_examined *e, size_t node, const double *column, bool logged, const room *w,
                    egb_regressed *out) {
  const double *value = egb_examined_column(e, node);
  size_t n = 0;
  for (size_t i = 0; i < e->units; i++)
    if (!isnan(value[i]) && !isnan(column[i])) {
      w->x[n] = logged ? log(column[i]) : column[i];
      w->y[n++] = value[i];
    }
  const egb_line_fit line = egb_stats_line(w->x, w->y, n, w->scratch);
  out->node = node;
  out->logged = logged;
  out->count = n;
  out->intercept = line.intercept;
  out->slope = line.slope;
  out->slope_error = line.slope_error;
  out->t = line.t;
  out->p = line.p;
  out->r_squared = line.r_squared;
  out->sigma = line.sigma;
  out->koenker = line.koenker;
  out->koenker_p = line.koenker_p;
}

/* Values of 0 and below have no logarithm: then the column is taken as it is only. */
static bool has_logarithm(const egb_examined *e, const double *column) {
  for (size_t i = 0; i < e->units; i++)
    if (column[i] <= 0)
      return false;
  return true;
}

static egb_status refuse_none(const egb_examined *e) {
  egb_diag_say(e->diag, EGB_SEVERITY_ERROR, EGB_E_USAGE,
               "a regression needs a column that the scores are held against");
  egb_diag_hint(e->diag, "name one, such as population of the list of units: --with population");
  return EGB_USAGE;
}

egb_status egb_examine_regression(egb_examined *e, const egb_statistics_options *asked) {
  const size_t end = e->results->index->node[e->top].end;
  const double **column;
  const egb_status status = egb_examined_columns(e, asked, &column);
  if (status != EGB_OK)
    return status;
  if (e->out->column_count == 0)
    return refuse_none(e);
  egb_regressed *row = egb_arena_array(e->out->arena, 2 * e->out->column_count * (end - e->top), sizeof *row);
  double *values = egb_arena_array(e->out->arena, 3 * e->units, sizeof *values);
  if (egb_arena_failed(e->out->arena))
    return EGB_NO_MEMORY;
  const room w = {values, values + e->units, values + 2 * e->units};
  for (size_t c = 0; c < e->out->column_count; c++)
    for (size_t form = 0; form < (has_logarithm(e, column[c]) ? 2U : 1U); form++)
      for (size_t node = e->top; node < end; node++)
        if (e->has[node]) {
          row[e->out->count].column = c;
          regress(e, node, column[c], form > 0, &w, &row[e->out->count++]);
        }
  e->out->row.regressed = row;
  return EGB_OK;
}
