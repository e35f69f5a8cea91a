#include "simulate/variant.h"

#include "base/codes.h"
#include "score/resolve.h"
#include "simulate/random.h"

#include <math.h>
#include <string.h>

/* Streams of random numbers besides the weights', whose numbers are those of nodes. */
#define DATA_STREAM 0x80000000u /* + period and column */
#define RAW_STREAM 0xC0000000u  /* + period and node */
#define IMPUTED_STREAM 0xE0000000u
#define STREAMS 0x0FFFFFFFu

/* ---- choices --------------------------------------------------------------------------------- */

static bool measured(const egb_planned_node *node) {
  return node->active && node->normalise != NULL && !node->normalise->needs_rubric;
}

static void replace(const egb_factors *factors, egb_plan *plan, egb_factor_kind kind, const egb_alternative *with) {
  for (size_t i = 0; i < plan->index->node_count; i++) {
    egb_planned_node *node = &plan->node[i];
    if (!egb_factors_changes(factors, kind, i))
      continue;
    if (kind == EGB_FACTOR_AGGREGATE) {
      node->aggregate = (const egb_aggregate *)with->head;
      node->aggregate_with = with->with != NULL ? with->with[i] : NULL;
      node->aggregate_tried = true;
    } else if (kind == EGB_FACTOR_IMPUTE) {
      node->impute = (const egb_impute *)with->head;
      node->impute_with = with->with != NULL ? with->with[i] : NULL;
    } else if (kind == EGB_FACTOR_TREAT) {
      node->treat = (const egb_treat *)with->head;
      node->treat_with = with->with != NULL ? with->with[i] : NULL;
    } else {
      node->normalise = (const egb_normalise *)with->head;
      node->normalise_with = with->with != NULL ? with->with[i] : NULL;
    }
  }
}

/* ---- errors ---------------------------------------------------------------------------------- */

/* The standard error that the data itself has for an indicator's value. */
static bool has_own(const egb_factors *factors, const egb_plan *plan, size_t node, size_t period, size_t unit) {
  const egb_dataset *data = plan->data;
  const size_t column = plan->node[node].column;
  return factors->data_errors && column != EGB_NONE &&
         data->error[(period * data->column_count + column) * data->unit_count + unit] > 0;
}

static void start(egb_random *random, const egb_disturbance *d, uint32_t stream, size_t period, size_t width,
                  size_t at) {
  egb_random_start(random, d->seed, d->number, stream + (uint32_t)((period * width + at) & STREAMS));
}

static void disturb_raw(const egb_disturbance *d, const egb_plan *plan, size_t period, egb_frame *raw) {
  const egb_factors *factors = d->context;
  const size_t units = plan->data->unit_count, nodes = plan->index->node_count;
  egb_random random;
  for (size_t i = 0; i < nodes; i++) {
    const egb_node *node = &plan->index->node[i];
    double *value = raw->value + i * units;
    if (!measured(&plan->node[i]))
      continue;
    start(&random, d, RAW_STREAM, period, nodes, i);
    for (size_t u = 0; u < units; u++) {
      if (factors->deviation[i] > 0) {
        const double error = factors->deviation[i] * egb_random_normal(&random);
        if (!has_own(factors, plan, i, period, u))
          value[u] += error; /* a missing value stays NaN */
      }
      if (node->has_bounds)
        value[u] = value[u] < node->bounds[0]   ? node->bounds[0]
                   : value[u] > node->bounds[1] ? node->bounds[1]
                                                : value[u];
    }
  }
}

static void disturb_imputed(const egb_disturbance *d, const egb_plan *plan, size_t period, egb_frame *imputed) {
  const egb_factors *factors = d->context;
  const size_t units = plan->data->unit_count, nodes = plan->index->node_count;
  egb_random random;
  for (size_t i = 0; i < nodes; i++) {
    if (!measured(&plan->node[i]) || !(factors->imputed[i] > 0))
      continue;
    start(&random, d, IMPUTED_STREAM, period, nodes, i);
    for (size_t u = 0; u < units; u++) {
      const double error = factors->imputed[i] * egb_random_normal(&random);
      if (imputed->state[i * units + u] == EGB_STATE_IMPUTED)
        imputed->value[i * units + u] += error;
    }
  }
}

static egb_status copy_data(const egb_factors *factors, egb_arena *arena, egb_variant *out) {
  const egb_dataset *data = factors->plan->data;
  out->data = *data;
  if (factors->data_errors) {
    out->data.value =
        egb_arena_array(arena, data->period_count * data->column_count, data->unit_count * sizeof(double));
    if (out->data.value == NULL)
      return EGB_NO_MEMORY;
  }
  out->plan.data = &out->data;
  out->disturbance = (egb_disturbance){.raw = disturb_raw, .imputed = disturb_imputed, .context = factors};
  return EGB_OK;
}

void egb_variant_disturb(egb_variant *variant, uint64_t seed, uint64_t number) {
  const egb_dataset *data = variant->factors->plan->data;
  const size_t units = data->unit_count, columns = data->column_count;
  variant->disturbance.seed = seed;
  variant->disturbance.number = number;
  variant->plan.disturbance = number == EGB_DRAW_NOMINAL ? NULL : &variant->disturbance;
  if (!variant->factors->data_errors)
    return;
  memcpy(variant->data.value, data->value, data->period_count * columns * units * sizeof *data->value);
  for (size_t p = 0; p < data->period_count && number != EGB_DRAW_NOMINAL; p++)
    for (size_t c = 0; c < columns; c++) {
      egb_random random;
      start(&random, &variant->disturbance, DATA_STREAM, p, columns, c);
      const size_t at = (p * columns + c) * units;
      for (size_t u = 0; u < units; u++) {
        const double normal = egb_random_normal(&random);
        if (data->error[at + u] > 0)
          variant->data.value[at + u] += data->error[at + u] * normal;
      }
    }
}

/* ---- both ------------------------------------------------------------------------------------ */

egb_status egb_variant_make(const egb_factors *factors, const egb_draw *draw, egb_arena *arena, egb_diag *diag,
                            egb_variant *out) {
  *out = (egb_variant){.factors = factors};
  if (!egb_plan_copy(factors->plan, arena, &out->plan))
    return EGB_NO_MEMORY;
  bool edited = false;
  for (egb_factor_kind k = EGB_FACTOR_IMPUTE; k <= EGB_FACTOR_AGGREGATE; k++) {
    const egb_alternative *chosen = &factors->factor[k].alternative[draw->option[k]];
    if (chosen->declared)
      continue;
    replace(factors, &out->plan, k, chosen);
    edited = true;
  }
  egb_status status = EGB_OK;
  const egb_alternative *left = &factors->factor[EGB_FACTOR_LEAVE_OUT].alternative[draw->option[EGB_FACTOR_LEAVE_OUT]];
  if (left->node != EGB_NONE)
    status = egb_plan_leave_out(&out->plan, left->node, diag);
  if (status == EGB_OK && edited)
    status = egb_plan_check(&out->plan, diag);
  if (status == EGB_OK && factors->factor[EGB_FACTOR_ERROR].varies)
    status = copy_data(factors, arena, out);
  return status;
}

void egb_variant_fix_weights(egb_variant *variant, const egb_results *results) {
  egb_plan *plan = &variant->plan;
  const egb_weigh *given = egb_weighings[0];
  for (size_t i = 0; i < plan->index->node_count; i++) {
    if (plan->node[i].weigh != NULL && plan->node[i].weigh->needs_data)
      plan->node[i].weigh = given;
    plan->weight[i] = results->weight[i];
  }
}
