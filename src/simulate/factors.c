#include "simulate/factors.h"

#include "base/buffer.h"
#include "base/codes.h"
#include "model/grammar.h"
#include "score/resolve.h"
#include "simulate/imputed_error.h"
#include "simulate/random.h"
#include "stats/describe.h"

#include <math.h>
#include <string.h>

#define USUAL_SPREAD 0.25         /* of weights about which nothing is said */
#define CHOICE_STREAM 0xF0000000u /* + kind of the factor */

static const char *const names[EGB_FACTOR_COUNT] = {"weights",   "impute",    "treat", "normalise",
                                                    "aggregate", "leave-out", "error"};
static const egb_method_family families[EGB_FACTOR_COUNT] = {[EGB_FACTOR_IMPUTE] = EGB_FAMILY_IMPUTE,
                                                             [EGB_FACTOR_TREAT] = EGB_FAMILY_TREAT,
                                                             [EGB_FACTOR_NORMALISE] = EGB_FAMILY_NORMALISE,
                                                             [EGB_FACTOR_AGGREGATE] = EGB_FAMILY_AGGREGATE};

/* Where the definition's own way stands among the alternatives. */
static size_t declared_at(const egb_factor *factor) {
  size_t at = 0;
  while (at < factor->count && !factor->alternative[at].declared)
    at++;
  return at;
}

/* ---- methods to choose from ------------------------------------------------------------------ */

bool egb_factors_changes(const egb_factors *factors, egb_factor_kind kind, size_t node) {
  const egb_planned_node *planned = &factors->plan->node[node];
  if (!planned->active)
    return false;
  if (kind == EGB_FACTOR_AGGREGATE)
    return planned->aggregate != NULL && (factors->aggregate_at == NULL || factors->aggregate_at[node]);
  return planned->normalise != NULL && !planned->normalise->needs_rubric;
}

/* How many nodes an alternative changes. */
static size_t touched(const egb_factors *factors, egb_factor_kind kind) {
  size_t count = 0;
  for (size_t i = 0; i < factors->plan->index->node_count; i++)
    count += egb_factors_changes(factors, kind, i);
  return count;
}

static egb_status refuse_method(const egb_choice *choice, egb_method_family family, egb_diag *diag) {
  const char *list[64];
  size_t count = 0;
  for (const egb_method *head; count < 64 && (head = egb_method_at(family, count)) != NULL; count++)
    list[count] = head->name;
  egb_diag_at(diag, EGB_ERROR, EGB_E_METHOD_UNKNOWN, choice->place, "unknown %s method `%s`",
              egb_grammar_family(family), choice->name);
  egb_hint_names(diag, choice->name, list, count, "the methods are");
  return EGB_REFUSED;
}

/* "winsorise (points 3, then log)": the same method may be there with other parameters. */
static const char *spell(egb_arena *arena, const egb_choice *choice) {
  egb_buffer text = {0};
  egb_buffer_text(&text, choice->name);
  for (size_t i = 0; i < choice->count; i++) {
    egb_buffer_format(&text, "%s%s", i == 0 ? " (" : ", ", choice->setting[i].key);
    for (size_t k = 0; k < choice->setting[i].count && k < 4; k++)
      egb_buffer_format(&text, " %s", choice->setting[i].value[k].text);
  }
  egb_buffer_text(&text, choice->count > 0 ? ")" : "");
  const char *copy = text.failed ? NULL : egb_arena_copy(arena, text.text);
  egb_buffer_clear(&text);
  return copy;
}

/* What a node has now. */
static const egb_method *method_of(const egb_planned_node *node, egb_factor_kind kind, const egb_chosen **with) {
  switch (kind) {
  case EGB_FACTOR_IMPUTE:
    *with = node->impute_with;
    return node->impute != NULL ? &node->impute->head : NULL;
  case EGB_FACTOR_TREAT:
    *with = node->treat_with;
    return node->treat != NULL ? &node->treat->head : NULL;
  case EGB_FACTOR_NORMALISE:
    *with = node->normalise_with;
    return node->normalise != NULL ? &node->normalise->head : NULL;
  default:
    *with = node->aggregate_with;
    return node->aggregate != NULL ? &node->aggregate->head : NULL;
  }
}

/* Nodes that inherited one choice share what is read: the latest are remembered. */
#define PAST 32

typedef struct reading {
  const egb_factors *factors;
  egb_plan *scratch;
  const egb_choice *choice;
  egb_factor_kind kind;
  const egb_method *head;
  egb_diag *diag;
  const egb_choice *from[PAST];
  const egb_chosen *with[PAST];
  size_t past;
  const char *dropped;
} reading;

static egb_status read_for(reading *r, const egb_choice *from, const egb_chosen **out) {
  static const egb_choice nothing = {0};
  egb_choice *merged = egb_arena_array(r->scratch->arena, 1, sizeof *merged);
  egb_chosen *with = egb_arena_array(r->scratch->arena, 1, sizeof *with);
  const char *dropped = NULL;
  if (merged == NULL || with == NULL ||
      egb_choice_inherit(r->scratch->arena, r->choice, from != NULL ? from : &nothing, families[r->kind], merged,
                         &dropped) != EGB_OK)
    return EGB_NO_MEMORY;
  r->dropped = r->dropped != NULL ? r->dropped : dropped;
  r->from[r->past % PAST] = from;
  r->with[r->past++ % PAST] = *out = with;
  return egb_read_parameters(r->scratch, merged, r->head, families[r->kind], with, r->diag);
}

/* The parameters of an alternative: its own, and those of each node that it leaves open. Where it changes no node it is
 * checked all the same. */
static egb_status read_for_nodes(const egb_factors *factors, egb_plan *scratch, const egb_choice *choice,
                                 egb_factor_kind kind, egb_alternative *out, egb_diag *diag) {
  reading r = {factors, scratch, choice, kind, out->head, diag, {0}, {0}, 0, NULL};
  const egb_chosen *unused;
  egb_status status = out->nodes == 0 ? read_for(&r, NULL, &unused) : EGB_OK;
  for (size_t i = 0; i < factors->plan->index->node_count && status == EGB_OK; i++) {
    const egb_chosen *now;
    if (!egb_factors_changes(factors, kind, i))
      continue;
    const egb_choice *from = method_of(&factors->plan->node[i], kind, &now) != NULL ? now->of : NULL;
    for (size_t k = 0; k < r.past && k < PAST && out->with[i] == NULL; k++)
      if (from == r.from[k] || (from != NULL && r.from[k] != NULL && egb_same_choice(from, r.from[k])))
        out->with[i] = r.with[k];
    if (out->with[i] == NULL)
      status = read_for(&r, from, &out->with[i]);
  }
  if (status == EGB_OK && r.dropped != NULL && choice->place.source == NULL)
    egb_diag_say(diag, EGB_WARNING, EGB_W_SWITCH, "`%s` has no place in `%s`, which is tried without it", r.dropped,
                 choice->name);
  return status;
}

static egb_status read_alternative(const egb_factors *factors, egb_plan *scratch, const egb_choice *choice,
                                   egb_factor_kind kind, egb_alternative *out, egb_diag *diag) {
  const egb_method_family family = families[kind];
  const bool optional = kind == EGB_FACTOR_IMPUTE || kind == EGB_FACTOR_TREAT;
  *out = (egb_alternative){.node = EGB_NONE, .nodes = touched(factors, kind)};
  if (choice->name != NULL && choice->count == 0 &&
      (strcmp(choice->name, "on") == 0 || strcmp(choice->name, "true") == 0)) {
    *out = (egb_alternative){.name = "as defined", .declared = true, .node = EGB_NONE};
    return EGB_OK;
  }
  if (optional && (choice->name == NULL ||
                   (choice->count == 0 && (strcmp(choice->name, "off") == 0 || strcmp(choice->name, "false") == 0 ||
                                           strcmp(choice->name, "none") == 0)))) {
    out->name = "none";
    return EGB_OK;
  }
  size_t row;
  if (choice->name == NULL)
    return EGB_INTERNAL; /* "on" and "off" were taken above */
  out->head = egb_method_named(family, choice->name, &row);
  if (out->head == NULL)
    return refuse_method(choice, family, diag);
  if (kind == EGB_FACTOR_NORMALISE && ((const egb_normalise *)out->head)->needs_rubric) {
    egb_diag_at(diag, EGB_ERROR, EGB_E_PLAN_CLASH, choice->place,
                "`%s` belongs to indicators with points and is no alternative for the others", choice->name);
    egb_diag_hint(diag, "choose among normalisations of measured values, such as minmax and zscore");
    return EGB_REFUSED;
  }
  out->with = egb_arena_array(scratch->arena, factors->plan->index->node_count, sizeof *out->with);
  out->name = spell(scratch->arena, choice);
  if (out->with == NULL || out->name == NULL)
    return EGB_NO_MEMORY;
  return read_for_nodes(factors, scratch, choice, kind, out, diag);
}

/* Whether every node has exactly this method already, so that the alternative is what the definition has. */
static bool same_as_declared(const egb_factors *factors, egb_factor_kind kind, const egb_alternative *alternative) {
  for (size_t i = 0; i < factors->plan->index->node_count; i++) {
    const egb_chosen *with;
    if (!egb_factors_changes(factors, kind, i))
      continue;
    const egb_method *has = method_of(&factors->plan->node[i], kind, &with);
    if (has != alternative->head || (has != NULL && !egb_chosen_equal(with, alternative->with[i])))
      return false;
  }
  return true; /* of nothing, all are the same */
}

static egb_status make_choices(egb_factors *factors, egb_plan *scratch, egb_factor_kind kind,
                               const egb_uncertain *declared, egb_diag *diag) {
  egb_factor *factor = &factors->factor[kind];
  const egb_method_family family = families[kind];
  const size_t count = declared->choice_count[family];
  factor->alternative = egb_arena_array(factors->arena, count + 1, sizeof *factor->alternative);
  if (factor->alternative == NULL)
    return EGB_NO_MEMORY;
  egb_status status = EGB_OK;
  for (size_t i = 0; i < count; i++) {
    egb_alternative *next = &factor->alternative[factor->count];
    const egb_status read = read_alternative(factors, scratch, &declared->choice[family][i], kind, next, diag);
    if (read == EGB_NO_MEMORY)
      return read;
    if (read != EGB_OK) {
      status = read;
      continue;
    }
    next->declared = next->declared || same_as_declared(factors, kind, next);
    if (next->declared && declared_at(factor) < factor->count)
      continue; /* the definition's own way, a second time */
    factor->count++;
  }
  if (factor->count > 1000) {
    egb_diag_at(diag, EGB_ERROR, EGB_E_KEY_VALUE, declared->choice[family][0].place, "%zu alternatives are too many",
                factor->count);
    return EGB_REFUSED;
  }
  factor->varies = factor->count > 1 || (factor->count == 1 && !factor->alternative[0].declared);
  if (declared_at(factor) == factor->count)
    factor->alternative[factor->count] = (egb_alternative){.name = "as defined", .declared = true, .node = EGB_NONE};
  if (factor->count == 0)
    factor->count = 1;
  return status;
}

static egb_status make_aggregate_at(egb_factors *factors, const egb_uncertain *declared) {
  if (declared->aggregate_at == NULL)
    return EGB_OK;
  factors->aggregate_at =
      egb_arena_array(factors->arena, factors->plan->index->node_count, sizeof *factors->aggregate_at);
  for (size_t i = 0; factors->aggregate_at != NULL && i < declared->aggregate_at_count; i++)
    factors->aggregate_at[declared->aggregate_at[i]] = true;
  return factors->aggregate_at != NULL ? EGB_OK : EGB_NO_MEMORY;
}

/* ---- leaving out ----------------------------------------------------------------------------- */

/* A node can be left out when it counts at all, and a sibling that counts stays on the way up. */
static bool can_go(const egb_plan *plan, const egb_results *nominal, size_t node) {
  const egb_node *nodes = plan->index->node;
  for (size_t i = node; i != 0 && nominal->effective[node] > 0; i = nodes[i].parent)
    for (size_t k = nodes[nodes[i].parent].first_child; k != EGB_NONE; k = nodes[k].next)
      if (k != i && plan->node[k].active && nominal->share[k] > 0)
        return true;
  return false;
}

static egb_status make_leave_out(egb_factors *factors, const egb_results *nominal, egb_leave_out what) {
  const egb_plan *plan = factors->plan;
  egb_factor *factor = &factors->factor[EGB_FACTOR_LEAVE_OUT];
  factor->alternative = egb_arena_array(factors->arena, plan->index->node_count + 1, sizeof *factor->alternative);
  if (factor->alternative == NULL)
    return EGB_NO_MEMORY;
  factor->alternative[factor->count++] = (egb_alternative){.name = "nothing", .declared = true, .node = EGB_NONE};
  for (size_t i = 1; what != EGB_LEAVE_OUT_NOTHING && i < plan->index->node_count && factor->count < 60000; i++) {
    const egb_node *node = &plan->index->node[i];
    const bool wanted = what == EGB_LEAVE_OUT_INDICATORS ? node->first_child == EGB_NONE : node->parent == 0;
    if (wanted && plan->node[i].active && can_go(plan, nominal, i))
      factor->alternative[factor->count++] = (egb_alternative){.name = node->id, .node = i};
  }
  factor->varies = factor->count > 1;
  return EGB_OK;
}

/* ---- measurement error ----------------------------------------------------------------------- */

/* Standard deviation of an indicator over the units that have it and take part, as the data has it. */
static double spread_of(const egb_results *nominal, size_t node, double *room) {
  const size_t units = nominal->unit_count;
  size_t count = 0;
  for (size_t u = 0; u < units; u++)
    if (nominal->screened[u] == NULL && nominal->raw.state[node * units + u] == EGB_STATE_OBSERVED)
      room[count++] = nominal->raw.value[node * units + u];
  const double sd = egb_stats_sd(room, count);
  return isfinite(sd) ? sd : 0;
}

static bool data_has_errors(const egb_plan *plan) {
  const egb_dataset *data = plan->data;
  if (data->error == NULL)
    return false;
  const size_t cells = data->column_count * data->unit_count;
  for (size_t i = 0; i < cells; i++)
    if (data->error[plan->period * cells + i] > 0)
      return true;
  return false;
}

static egb_status make_errors(egb_factors *factors, const egb_results *nominal, const egb_uncertain *declared) {
  const egb_plan *plan = factors->plan;
  const size_t nodes = plan->index->node_count;
  factors->deviation = egb_arena_array(factors->arena, nodes, sizeof *factors->deviation);
  factors->imputed = egb_arena_array(factors->arena, nodes, sizeof *factors->imputed);
  double *room = egb_arena_array(factors->arena, nominal->unit_count, sizeof *room);
  if (factors->deviation == NULL || factors->imputed == NULL || room == NULL)
    return EGB_NO_MEMORY;
  factors->data_errors = declared->has_error && declared->data_errors && data_has_errors(plan);
  if (declared->has_error && declared->imputed_residuals) {
    const egb_status status = egb_imputed_error(plan, factors->arena, factors->imputed);
    if (status != EGB_OK)
      return status;
  }
  bool varies = factors->data_errors;
  for (size_t i = 0; i < nodes && declared->has_error; i++) {
    if (plan->node[i].normalise == NULL || plan->node[i].normalise->needs_rubric || !plan->node[i].active)
      continue;
    const double sd = spread_of(nominal, i, room);
    factors->deviation[i] = declared->error * sd;
    if (!declared->imputed_residuals)
      factors->imputed[i] = declared->imputed_error * sd;
    for (size_t k = 0; k < declared->error_of_count; k++)
      if (declared->error_of[k].node == i)
        factors->deviation[i] =
            declared->error_of[k].percent ? declared->error_of[k].amount / 100 * sd : declared->error_of[k].amount;
    varies = varies || factors->deviation[i] > 0 || factors->imputed[i] > 0;
  }
  factors->factor[EGB_FACTOR_ERROR].varies = varies;
  return EGB_OK;
}

/* ---- all of them ----------------------------------------------------------------------------- */

/* Where nothing is said about the weights: what audits of composite indicators do, whatever else varies beside. */
static void choose_law(egb_factors *factors, const egb_uncertain *declared) {
  const bool unsaid = declared->weights == EGB_UNCERTAIN_WEIGHTS_UNSAID;
  factors->weights = unsaid ? EGB_UNCERTAIN_WEIGHTS_UNIFORM : declared->weights;
  factors->spread = unsaid ? USUAL_SPREAD : declared->spread;
  factors->concentration = declared->concentration;
}

static bool weights_vary(const egb_factors *factors) {
  switch (factors->weights) {
  case EGB_UNCERTAIN_WEIGHTS_FIXED:
  case EGB_UNCERTAIN_WEIGHTS_STATED:
    return factors->stated_count > 0;
  case EGB_UNCERTAIN_WEIGHTS_UNIFORM:
    return factors->stated_count > 0 || factors->spread > 0;
  default:
    return true;
  }
}

/* All faults at once: only a lack of memory ends it early. */
static egb_status make(egb_factors *factors, const egb_results *nominal, const egb_uncertain *declared,
                       egb_diag *diag) {
  egb_plan scratch = *factors->plan; /* parameters are read into an arena of ours */
  scratch.arena = factors->arena;
  for (size_t k = 0; k < EGB_FACTOR_COUNT; k++)
    factors->factor[k].name = names[k];
  choose_law(factors, declared);
  egb_status status = make_aggregate_at(factors, declared);
  for (egb_factor_kind k = EGB_FACTOR_IMPUTE; k <= EGB_FACTOR_AGGREGATE && status < EGB_NO_MEMORY; k++)
    status = egb_status_worse(status, make_choices(factors, &scratch, k, declared, diag));
  if (status < EGB_NO_MEMORY)
    status = egb_status_worse(status, make_leave_out(factors, nominal, declared->leave_out));
  if (status < EGB_NO_MEMORY)
    status = egb_status_worse(status, make_errors(factors, nominal, declared));
  if (status < EGB_NO_MEMORY)
    status = egb_status_worse(status, egb_stated_new(factors->plan, nominal->share, declared, factors->arena, diag,
                                                     &factors->stated, &factors->stated_count));
  factors->factor[EGB_FACTOR_WEIGHTS].varies = weights_vary(factors);
  return status;
}

egb_status egb_factors_new(const egb_plan *plan, const egb_results *nominal, const egb_uncertain *declared,
                           egb_diag *diag, egb_factors **out) {
  *out = NULL;
  if (egb_index_is_published(plan->index)) {
    egb_diag_say(diag, EGB_ERROR, EGB_E_UNCOMPUTABLE,
                 "%s has ranks as published: nothing that can be varied makes them", plan->index->id);
    return EGB_UNCOMPUTABLE;
  }
  egb_arena *arena = egb_arena_new();
  egb_factors *factors = arena != NULL ? egb_arena_array(arena, 1, sizeof *factors) : NULL;
  if (factors == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  factors->arena = arena;
  factors->plan = plan;
  const egb_status status = make(factors, nominal, declared, diag);
  if (status == EGB_OK)
    *out = factors;
  else
    egb_factors_free(factors);
  return status;
}

void egb_factors_free(egb_factors *factors) {
  if (factors == NULL)
    return;
  egb_stated_clear(factors->stated, factors->stated_count);
  egb_arena_free(factors->arena);
}

size_t egb_factors_varying(const egb_factors *factors) {
  size_t count = 0;
  for (size_t k = 0; k < EGB_FACTOR_COUNT; k++)
    count += factors->factor[k].varies;
  return count;
}

/* ---- draws ----------------------------------------------------------------------------------- */

egb_draw egb_factors_nominal(const egb_factors *factors) {
  egb_draw draw = {.weights = EGB_DRAW_NOMINAL, .error = EGB_DRAW_NOMINAL};
  for (size_t k = 0; k < EGB_FACTOR_COUNT; k++)
    if (factors->factor[k].alternative != NULL)
      draw.option[k] = (uint16_t)declared_at(&factors->factor[k]);
  return draw;
}

size_t egb_factors_drawn(const egb_factors *factors, egb_factor_kind kind) {
  return factors->factor[kind].count;
}

egb_draw egb_factors_draw(const egb_factors *factors, uint64_t seed, uint64_t number) {
  egb_draw draw = {.weights = number, .error = number};
  for (size_t k = 0; k < EGB_FACTOR_COUNT; k++)
    if (factors->factor[k].alternative != NULL && factors->factor[k].count > 1) {
      egb_random random;
      egb_random_start(&random, seed, number, CHOICE_STREAM + (uint32_t)k);
      draw.option[k] = (uint16_t)egb_random_below(&random, factors->factor[k].count);
    }
  return draw;
}

uint64_t egb_factors_variant(const egb_factors *factors, const egb_draw *draw) {
  uint64_t variant = 0;
  for (size_t k = 0; k < EGB_FACTOR_COUNT; k++)
    variant = variant * (factors->factor[k].count + 1) + draw->option[k];
  return variant;
}
