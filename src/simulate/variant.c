#include "simulate/variant.h"

#include "base/codes.h"
#include "kernel/maths.h"
#include "kernel/random.h"
#include "score/resolve.h"

#include <math.h>
#include <string.h>

/* Streams of random numbers besides the weights', whose numbers are those of nodes. */
#define DATA_STREAM 0x80000000u   /* + period and column */
#define SHARED_STREAM 0x90000000u /* + period and number of the group that varies together */
#define DRAWN_STREAM 0xA0000000u  /* + period and node */
#define RAW_STREAM 0xC0000000u    /* + period and node */
#define IMPUTED_STREAM 0xE0000000u
#define STREAMS 0x0FFFFFFFu

/* ---- choices --------------------------------------------------------------------------------- */

static void replace(const egb_factors *factors, egb_plan *plan, egb_factor_kind kind, const egb_alternative *with) {
  const egb_method_family family = egb_factor_family(kind);
  for (size_t i = 0; i < plan->index->node_count; i++) {
    egb_planned_node *node = &plan->node[i];
    if (!egb_factors_changes(factors, kind, i))
      continue;
    node->choice[family] = (egb_planned_choice){with->head, with->with != NULL ? with->with[i] : NULL};
    node->tried[family] = true;
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

/* Errors of the values of a column, one after the other. */
typedef struct errors {
  const egb_factors *factors;
  egb_random own, shared;
  bool together;
} errors;

static size_t number_of(const size_t *together, size_t at) {
  return together != NULL ? together[at] : EGB_NONE;
}

/* together: the number of the group it varies with, or EGB_NONE. */
static void start_errors(errors *e, const egb_disturbance *d, uint32_t stream, size_t period, size_t width, size_t at,
                         size_t together) {
  e->factors = d->context;
  e->together = together != EGB_NONE;
  start(&e->own, d, stream, period, width, at);
  if (e->together)
    start(&e->shared, d, SHARED_STREAM, period, e->factors->plan->index->node_count, together);
}

/* Standard normal, with the share of the variance in common that makes the correlation. */
static double next_error(errors *e) {
  const double own = egb_random_normal(&e->own);
  return e->together ? e->factors->shared * egb_random_normal(&e->shared) + e->factors->alone * own : own;
}

static double kept_within(const egb_node *node, double value) {
  if (!node->has_bounds)
    return value;
  return value < node->bounds[0] ? node->bounds[0] : value > node->bounds[1] ? node->bounds[1] : value;
}

static void disturb_raw(const egb_disturbance *d, const egb_plan *plan, size_t period, egb_frame *raw) {
  const egb_factors *factors = d->context;
  const size_t units = plan->data->unit_count, nodes = plan->index->node_count;
  errors e;
  for (size_t i = 0; i < nodes; i++) {
    const egb_node *node = &plan->index->node[i];
    double *value = raw->own[i];
    if (!egb_planned_is_measured(&plan->node[i]))
      continue;
    start_errors(&e, d, RAW_STREAM, period, nodes, i, number_of(factors->together, i));
    for (size_t u = 0; u < units; u++) {
      if (factors->deviation[i] > 0) {
        const double error = factors->deviation[i] * next_error(&e);
        if (!has_own(factors, plan, i, period, u))
          value[u] += error; /* a missing value stays NaN */
      }
      value[u] = kept_within(node, value[u]);
    }
  }
}

static void disturb_imputed(const egb_disturbance *d, const egb_plan *plan, size_t period, egb_frame *imputed) {
  const egb_factors *factors = d->context;
  const size_t units = plan->data->unit_count, nodes = plan->index->node_count;
  egb_random random;
  for (size_t i = 0; i < nodes; i++) {
    const egb_node *node = &plan->index->node[i];
    if (!egb_planned_is_measured(&plan->node[i]) || !(factors->imputed[i] > 0 || factors->predictive))
      continue;
    start(&random, d, IMPUTED_STREAM, period, nodes, i);
    for (size_t u = 0; u < units; u++) {
      const double error = factors->imputed[i] * egb_random_normal(&random);
      double *value = &imputed->own[i][u];
      if (imputed->state[i][u] == EGB_STATE_IMPUTED)
        *value = kept_within(node, *value + error);
    }
  }
}

/* ---- draws of imputed values ----------------------------------------------------------------- */

static double chance_uniform(void *state) {
  return egb_random_uniform(state);
}

static double chance_normal(void *state) {
  return egb_random_normal(state);
}

static double chance_chi_square(void *state, double freedom) {
  return 2 * egb_maths_exp(egb_random_log_gamma(state, freedom / 2));
}

static size_t chance_below(void *state, size_t count) {
  return egb_random_below(state, count);
}

/* Answers with points are not drawn: the only method they share with values copies an answer. */
static const char *draw_missing(const egb_disturbance *d, const egb_plan *plan, size_t node, const egb_impute *method,
                                const egb_impute_input *input) {
  egb_random random;
  if (method->draw == NULL)
    return method->apply(input);
  start(&random, d, DRAWN_STREAM, input->period, plan->index->node_count, node);
  const egb_chance chance = {.uniform = chance_uniform,
                             .normal = chance_normal,
                             .chi_square = chance_chi_square,
                             .below = chance_below,
                             .state = &random};
  return method->draw(input, &chance);
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
  out->plan.data_changes = factors->data_errors;
  out->disturbance = (egb_disturbance){.raw = disturb_raw,
                                       .imputed = disturb_imputed,
                                       .fill = factors->predictive ? draw_missing : NULL,
                                       .context = factors};
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
      errors e;
      start_errors(&e, &variant->disturbance, DATA_STREAM, p, columns, c,
                   number_of(variant->factors->column_together, c));
      const size_t at = (p * columns + c) * units;
      for (size_t u = 0; u < units; u++) {
        const double normal = next_error(&e);
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
  out->plan.blamed = &out->blamed;
  bool edited = false;
  for (egb_factor_kind k = EGB_FACTOR_IMPUTE; k <= EGB_FACTOR_AGGREGATE; k++) {
    const egb_alternative *chosen = egb_factors_chosen(factors, draw, k);
    if (chosen->declared)
      continue;
    replace(factors, &out->plan, k, chosen);
    edited = true;
  }
  egb_status status = EGB_OK;
  const egb_alternative *left = egb_factors_chosen(factors, draw, EGB_FACTOR_LEAVE_OUT);
  if (left->node != EGB_NONE)
    status = egb_plan_leave_out(&out->plan, left->node, diag);
  if (status != EGB_OK)
    egb_plan_blame(&out->plan, EGB_BLAMED_PARTS);
  if (status == EGB_OK && edited)
    status = egb_plan_check(&out->plan, diag);
  if (status == EGB_OK && factors->factor[EGB_FACTOR_ERROR].varies)
    status = copy_data(factors, arena, out);
  return status;
}

void egb_variant_fix_weights(egb_variant *variant, const egb_results *results) {
  egb_plan *plan = &variant->plan;
  const egb_weigh *given = egb_weighing_as_given();
  for (size_t i = 0; i < plan->index->node_count; i++) {
    if (plan->node[i].weigh != NULL && plan->node[i].weigh->needs_data)
      plan->node[i].weigh = given;
    plan->weight[i] = results->weight[i];
  }
}
