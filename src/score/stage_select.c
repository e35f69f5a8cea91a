/* Raw values of every indicator in a period: a column of the data, or an expression over columns and other indicators'
 * raw values; then per head, per area, per whatever `per:` names. */
#include "score/frame.h"
#include "score/panel.h"
#include "score/stages.h"

#include "base/codes.h"
#include "base/number.h"

#include <math.h>
#include <string.h>

typedef struct derivation {
  const egb_panel *panel;
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

/* Values of the units that a node is for, so that an expression sees no others; NULL: out of memory. */
static const double *values_for(derivation *d, size_t node, const double *from) {
  const size_t units = d->plan->data->unit_count;
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

/* The first value that the expression names, for the unit that has no result, and where it is written. */
static void hint_cell(const derivation *d, size_t i, size_t unit) {
  const egb_dataset *data = d->plan->data;
  const egb_expression *expression = d->plan->index->node[i].compute;
  if (egb_expression_column_count(expression) == 0) {
    egb_diag_hint(d->diag, "change the expression");
    return;
  }
  const char *name = egb_expression_column(expression, 0);
  const size_t column = d->plan->node[i].operand[0].column;
  char value[EGB_NUMBER_MAX];
  egb_number_shortest(d->column[0][unit], value);
  const egb_place place =
      column != EGB_NONE ? egb_dataset_place(data, d->period, column, unit) : (egb_place){.source = NULL};
  if (isnan(d->column[0][unit]))
    egb_diag_hint(d->diag, "%s of %s is missing; guard the expression with if()", name, data->unit[unit].id);
  else if (place.source != NULL)
    egb_diag_hint(d->diag, "%s of %s is %s, at %s:%zu; correct it, leave it empty, or guard the expression with if()",
                  name, data->unit[unit].id, value, place.source->name, egb_place_line(place).line);
  else
    egb_diag_hint(d->diag, "%s of %s is %s; guard the expression with if()", name, data->unit[unit].id, value);
}

static void refuse_fault(const derivation *d, size_t i, size_t faults, size_t unit) {
  const egb_node *node = &d->plan->index->node[i];
  const char *period, *in = in_period(d, &period);
  egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, node->compute_place,
              "the expression of %s has no finite result%s%s for %zu unit%s, first %s", node->id, in, period, faults,
              faults == 1 ? "" : "s", d->plan->data->unit[unit].id);
  hint_cell(d, i, unit);
}

/* Values of data columns are checked against `bounds:` while reading; computed ones can only be checked here. */
static bool in_bounds(const derivation *d, size_t i, const double *value) {
  const egb_node *node = &d->plan->index->node[i];
  for (size_t u = 0; node->has_bounds && u < d->plan->data->unit_count; u++) {
    if (isnan(value[u]) || (value[u] >= node->bounds[0] && value[u] <= node->bounds[1]))
      continue;
    char is[EGB_NUMBER_MAX], low[EGB_NUMBER_MAX], high[EGB_NUMBER_MAX];
    egb_number_shortest(value[u], is);
    egb_number_shortest(node->bounds[0], low);
    egb_number_shortest(node->bounds[1], high);
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_BOUNDS, node->compute_place,
                "%s of %s is %s, outside its bounds %s to %s", node->id, d->plan->data->unit[u].id, is, low, high);
    hint_cell(d, i, u);
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

/* Values that the expression names come before it in the order. */
static egb_status compute(derivation *d, size_t i, const egb_frame *raw, double *out) {
  const egb_dataset *data = d->plan->data;
  const egb_expression *expression = d->plan->index->node[i].compute;
  const size_t columns = egb_expression_column_count(expression);
  if (!make_room(d, columns))
    return EGB_NO_MEMORY;
  for (size_t k = 0; k < columns; k++) {
    const egb_operand *operand = &d->plan->node[i].operand[k];
    d->column[k] = values_for(d, i,
                              operand->column != EGB_NONE ? egb_dataset_values(data, d->period, operand->column)
                                                          : raw->value[operand->node]);
    if (d->column[k] == NULL)
      return EGB_NO_MEMORY;
  }
  size_t unit = 0;
  const size_t faults = egb_expression_evaluate(expression, d->column, data->unit_count, out, d->stack, &unit);
  if (faults > 0)
    refuse_fault(d, i, faults, unit);
  return faults == 0 && in_bounds(d, i, out) ? EGB_OK : EGB_UNCOMPUTABLE;
}

/* value * scale / denominator. Without a denominator there is no value; one of zero or below, or so small that the
 * result is not finite, is a fault of the data, reported at its cell. */
static egb_status denominate(const derivation *d, size_t i, double *value) {
  const egb_node *node = &d->plan->index->node[i];
  const egb_dataset *data = d->plan->data;
  const size_t column = d->plan->node[i].per;
  const double *per = egb_dataset_values(data, d->period, column);
  egb_status status = EGB_OK;
  for (size_t u = 0; u < data->unit_count; u++) {
    const double derived = per[u] > 0 ? value[u] * node->per_scale / per[u] : (double)NAN;
    if (isnan(value[u]) || isfinite(derived)) {
      value[u] = derived;
      continue;
    }
    if (!isnan(per[u])) {
      char is[EGB_NUMBER_MAX];
      egb_number_shortest(per[u], is);
      const egb_place place = egb_dataset_place(data, d->period, column, u);
      egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, place.source != NULL ? place : node->per_place,
                  "%s of %s cannot be divided by `%s`, which is %s", node->id, data->unit[u].id, node->per, is);
      egb_diag_hint(d->diag, per[u] > 0 ? "the result is too large for a number: correct it, or leave it empty"
                                        : "a denominator must be above 0: correct it, or leave it empty");
      status = EGB_UNCOMPUTABLE;
    }
    value[u] = (double)NAN;
  }
  return status;
}

/* Whether the raw values are the column of the data as it is, for as long as results of the plan are used. */
static bool is_column(const derivation *d, size_t i) {
  return d->plan->index->node[i].compute == NULL && d->plan->node[i].per == EGB_NONE && d->applies == NULL &&
         d->plan->disturbance == NULL && !d->plan->data_changes;
}

static egb_status derive(derivation *d, size_t i, egb_frame *raw) {
  const egb_planned_node *planned = &d->plan->node[i];
  egb_status status = EGB_OK;
  if (is_column(d, i)) {
    raw->value[i] = egb_dataset_values(d->plan->data, d->period, planned->column);
    return EGB_OK;
  }
  if (!egb_frame_own(egb_panel_arena(d->panel, d->period), raw, i, d->plan->data->unit_count))
    return EGB_NO_MEMORY;
  double *value = raw->own[i];
  if (d->plan->index->node[i].compute != NULL)
    status = compute(d, i, raw, value);
  else
    memcpy(value, egb_dataset_values(d->plan->data, d->period, planned->column),
           d->plan->data->unit_count * sizeof *value);
  for (size_t u = 0; d->applies != NULL && u < d->plan->data->unit_count; u++)
    if (!applies(d, i, u))
      value[u] = (double)NAN;
  return status == EGB_OK && planned->per != EGB_NONE ? denominate(d, i, value) : status;
}

static void set_nothing(const egb_results *r, egb_frame *raw, size_t i) {
  raw->value[i] = r->no_value;
  raw->state[i] = r->no_state;
  raw->own[i] = NULL;
  raw->own_state[i] = NULL;
}

/* Of an indicator. Where every unit has a value that nothing will change, the column of states is one for all. */
static bool set_states(const derivation *d, egb_frame *raw, size_t i) {
  const size_t units = d->plan->data->unit_count;
  const double *value = raw->value[i];
  if (raw->own_state[i] == NULL && egb_frame_missing(value, units) == 0) {
    raw->state[i] = d->panel->results->all_state;
    return true;
  }
  uint8_t *state = raw->own_state[i];
  if (state == NULL)
    state = egb_arena_array(egb_panel_arena(d->panel, d->period), units, sizeof *state);
  for (size_t u = 0; state != NULL && u < units; u++)
    state[u] = (uint8_t)(!applies(d, i, u) ? EGB_STATE_NOT_APPLICABLE
                         : isnan(value[u]) ? EGB_STATE_MISSING
                                           : EGB_STATE_OBSERVED);
  raw->state[i] = raw->own_state[i] = state;
  return state != NULL;
}

/* Aggregates have no raw values, and what takes no part has none beyond the expressions that needed them. */
static bool settle(const derivation *d, egb_frame *raw) {
  const egb_plan *plan = d->plan;
  const egb_results *r = d->panel->results;
  for (size_t i = 0; i < plan->index->node_count; i++) {
    if (plan->index->node[i].first_child != EGB_NONE || !plan->node[i].active)
      set_nothing(r, raw, i);
    else if (!set_states(d, raw, i))
      return false;
  }
  return true;
}

egb_status egb_stage_select(const egb_panel *panel, size_t period, egb_diag *diag) {
  const egb_plan *plan = panel->plan;
  egb_frame *raw = &panel->slice[period].raw;
  derivation d = {
      .panel = panel, .plan = plan, .period = period, .diag = diag, .applies = panel->slice[period].applies};
  egb_status status = EGB_OK;
  for (size_t k = 0; k < plan->derive_count && status != EGB_NO_MEMORY; k++) {
    const egb_status derived = derive(&d, plan->derive[k], raw);
    if (derived != EGB_OK)
      status = derived;
  }
  if (status != EGB_NO_MEMORY && !settle(&d, raw))
    status = EGB_NO_MEMORY;
  egb_arena_free(d.arena);
  return status;
}
