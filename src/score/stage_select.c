/* Raw values of every indicator in a period: a column of the data, or an expression over columns; then per head, per
 * area, per whatever `per:` names. */
#include "score/panel.h"
#include "score/stages.h"

#include "base/codes.h"
#include "base/number.h"

#include <math.h>
#include <string.h>

typedef struct derivation {
  const egb_plan *plan;
  size_t period;
  egb_diag *diag;
  egb_arena *arena; /* of the scratch below; NULL before the first expression */
  const double **column;
  double *stack;
  size_t columns;
  const uint8_t *applies; /* egb_plan_applies */
} derivation;

/* " in 2018" for data with periods. */
static const char *in_period(const derivation *d, const char **period) {
  *period = d->plan->data->period[d->period];
  return (*period)[0] != '\0' ? " in " : "";
}

/* A node that is not for a unit has no value of it, whatever the data say. */
static bool applies(const derivation *d, size_t node, size_t unit) {
  return d->applies == NULL || d->applies[node * d->plan->data->unit_count + unit] != 0;
}

/* The column of the units that the node is for; NULL: out of memory. */
static const double *column_for(derivation *d, size_t node, size_t number) {
  const size_t units = d->plan->data->unit_count;
  const double *from = egb_dataset_values(d->plan->data, d->period, number);
  size_t all = 0;
  while (all < units && applies(d, node, all))
    all++;
  if (all == units)
    return from;
  double *masked = egb_arena_array(d->arena, units, sizeof *masked);
  for (size_t u = 0; masked != NULL && u < units; u++)
    masked[u] = applies(d, node, u) ? from[u] : (double)NAN;
  return masked;
}

/* "EST at data.csv:42" for a hint: the first column the expression names, for the unit that has no result. */
static void hint_cell(const derivation *d, const egb_expression *expression, size_t unit) {
  const egb_dataset *data = d->plan->data;
  const char *column = egb_expression_column_count(expression) > 0 ? egb_expression_column(expression, 0) : NULL;
  const size_t number = column != NULL ? egb_dataset_column(data, column) : EGB_NONE;
  if (number == EGB_NONE) {
    egb_diag_hint(d->diag, "change the expression");
    return;
  }
  char value[EGB_NUMBER_MAX];
  egb_number_shortest(egb_dataset_values(data, d->period, number)[unit], value);
  const egb_place place = egb_dataset_place(data, d->period, number, unit);
  if (place.source != NULL)
    egb_diag_hint(d->diag, "%s of %s is %s, at %s:%zu; correct it, leave it empty, or guard the expression with if()",
                  column, data->unit[unit].id, value, place.source->name, egb_place_line(place).line);
  else
    egb_diag_hint(d->diag, "%s of %s is %s; guard the expression with if()", column, data->unit[unit].id, value);
}

static void refuse_fault(const derivation *d, const egb_node *node, size_t faults, size_t unit) {
  const char *period, *in = in_period(d, &period);
  egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, node->compute_place,
              "the expression of %s has no finite result%s%s for %zu unit%s with all its values, first %s", node->id,
              in, period, faults, faults == 1 ? "" : "s", d->plan->data->unit[unit].id);
  hint_cell(d, node->compute, unit);
}

/* Values of data columns are checked against `bounds:` while reading; computed ones can only be checked here. */
static bool in_bounds(const derivation *d, const egb_node *node, const double *value) {
  for (size_t u = 0; node->has_bounds && u < d->plan->data->unit_count; u++) {
    if (isnan(value[u]) || (value[u] >= node->bounds[0] && value[u] <= node->bounds[1]))
      continue;
    char is[EGB_NUMBER_MAX], low[EGB_NUMBER_MAX], high[EGB_NUMBER_MAX];
    egb_number_shortest(value[u], is);
    egb_number_shortest(node->bounds[0], low);
    egb_number_shortest(node->bounds[1], high);
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_BOUNDS, node->compute_place,
                "%s of %s is %s, outside its bounds %s to %s", node->id, d->plan->data->unit[u].id, is, low, high);
    hint_cell(d, node->compute, u);
    return false;
  }
  return true;
}

static bool make_room(derivation *d, size_t columns) {
  if (d->arena == NULL)
    d->arena = egb_arena_new();
  if (d->stack == NULL)
    d->stack = egb_arena_array(d->arena, d->plan->data->unit_count, EGB_EXPRESSION_STACK * sizeof *d->stack);
  if (d->column == NULL || d->columns < columns) {
    d->column = egb_arena_array(d->arena, columns, sizeof *d->column);
    d->columns = columns;
  }
  return !egb_arena_failed(d->arena);
}

static egb_status compute(derivation *d, size_t at, double *out) {
  const egb_dataset *data = d->plan->data;
  const egb_node *node = &d->plan->index->node[at];
  const size_t columns = egb_expression_column_count(node->compute);
  egb_status status = EGB_OK;
  if (!make_room(d, columns))
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < columns; i++) {
    const char *name = egb_expression_column(node->compute, i);
    const size_t number = egb_dataset_column(data, name);
    if (number == EGB_NONE) {
      egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_COLUMN_MISSING, egb_expression_column_place(node->compute, i),
                  "the data has no column `%s`", name);
      status = EGB_REFUSED;
      continue;
    }
    d->column[i] = column_for(d, at, number);
    if (d->column[i] == NULL)
      return EGB_NO_MEMORY;
  }
  if (status != EGB_OK)
    return status;
  size_t unit = 0;
  const size_t faults = egb_expression_evaluate(node->compute, d->column, data->unit_count, out, d->stack, &unit);
  if (faults > 0)
    refuse_fault(d, node, faults, unit);
  return faults == 0 && in_bounds(d, node, out) ? EGB_OK : EGB_UNCOMPUTABLE;
}

/* value * scale / denominator. Without a denominator there is no value; one of zero or below is a fault of the data,
 * reported at its cell. */
static egb_status denominate(const derivation *d, size_t i, double *value) {
  const egb_node *node = &d->plan->index->node[i];
  const egb_dataset *data = d->plan->data;
  const size_t column = d->plan->node[i].per;
  const double *per = egb_dataset_values(data, d->period, column);
  egb_status status = EGB_OK;
  for (size_t u = 0; u < data->unit_count; u++) {
    if (isnan(value[u]) || per[u] > 0) {
      value[u] = value[u] * node->per_scale / per[u];
      continue;
    }
    if (!isnan(per[u])) {
      char is[EGB_NUMBER_MAX];
      egb_number_shortest(per[u], is);
      const egb_place place = egb_dataset_place(data, d->period, column, u);
      egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, place.source != NULL ? place : node->per_place,
                  "%s of %s cannot be divided by `%s`, which is %s", node->id, data->unit[u].id, node->per, is);
      egb_diag_hint(d->diag, "a denominator must be above 0: correct it, or leave it empty");
      status = EGB_UNCOMPUTABLE;
    }
    value[u] = (double)NAN;
  }
  return status;
}

static egb_status derive(derivation *d, size_t i, double *value) {
  const egb_node *node = &d->plan->index->node[i];
  const egb_planned_node *planned = &d->plan->node[i];
  egb_status status = EGB_OK;
  if (node->compute != NULL)
    status = compute(d, i, value);
  else
    memcpy(value, egb_dataset_values(d->plan->data, d->period, planned->column),
           d->plan->data->unit_count * sizeof *value);
  for (size_t u = 0; d->applies != NULL && u < d->plan->data->unit_count; u++)
    if (!applies(d, i, u))
      value[u] = (double)NAN;
  return status == EGB_OK && planned->per != EGB_NONE ? denominate(d, i, value) : status;
}

egb_status egb_stage_select(const egb_panel *panel, size_t period, egb_diag *diag) {
  const egb_plan *plan = panel->plan;
  const egb_frame *raw = &panel->slice[period].raw;
  const size_t units = plan->data->unit_count;
  derivation d = {.plan = plan, .period = period, .diag = diag, .applies = panel->slice[period].applies};
  egb_status status = EGB_OK;
  for (size_t i = 0; i < plan->index->node_count && status != EGB_NO_MEMORY; i++) {
    double *value = raw->value + i * units;
    if (plan->index->node[i].first_child != EGB_NONE || !plan->node[i].active) {
      for (size_t u = 0; u < units; u++) {
        value[u] = (double)NAN;
        raw->state[i * units + u] = EGB_STATE_MISSING;
      }
      continue;
    }
    const egb_status derived = derive(&d, i, value);
    if (derived != EGB_OK)
      status = derived;
    for (size_t u = 0; u < units; u++)
      raw->state[i * units + u] = (uint8_t)(!applies(&d, i, u) ? EGB_STATE_NOT_APPLICABLE
                                            : isnan(value[u])  ? EGB_STATE_MISSING
                                                               : EGB_STATE_OBSERVED);
  }
  egb_arena_free(d.arena);
  return status;
}
