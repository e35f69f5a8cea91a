/* Methods to choose from: the alternatives of one family, as declared, with the parameters that each node gives them.
 */
#include "simulate/factors.h"

#include "base/buffer.h"
#include "base/codes.h"
#include "model/grammar.h"
#include "score/resolve.h"

#include <string.h>

egb_method_family egb_factor_family(egb_factor_kind kind) {
  static const egb_method_family families[EGB_FACTOR_COUNT] = {[EGB_FACTOR_IMPUTE] = EGB_FAMILY_IMPUTE,
                                                               [EGB_FACTOR_TREAT] = EGB_FAMILY_TREAT,
                                                               [EGB_FACTOR_NORMALISE] = EGB_FAMILY_NORMALISE,
                                                               [EGB_FACTOR_AGGREGATE] = EGB_FAMILY_AGGREGATE};
  return families[kind];
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
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_METHOD_UNKNOWN, choice->place, "unknown %s method `%s`",
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
      egb_choice_inherit(r->scratch->arena, r->choice, from != NULL ? from : &nothing, egb_factor_family(r->kind),
                         merged, &dropped) != EGB_OK)
    return EGB_NO_MEMORY;
  r->dropped = r->dropped != NULL ? r->dropped : dropped;
  r->from[r->past % PAST] = from;
  r->with[r->past++ % PAST] = *out = with;
  return egb_read_parameters(r->scratch, merged, r->head, egb_factor_family(r->kind), with, r->diag);
}

/* The parameters of an alternative: its own, and those of each node that it leaves open. Where it changes no node it is
 * checked all the same. */
static egb_status read_for_nodes(const egb_factors *factors, egb_plan *scratch, const egb_choice *choice,
                                 egb_factor_kind kind, egb_alternative *out, egb_diag *diag) {
  reading r = {factors, scratch, choice, kind, out->head, diag, {0}, {0}, 0, NULL};
  const egb_chosen *unused;
  egb_status status = out->nodes == 0 ? read_for(&r, NULL, &unused) : EGB_OK;
  for (size_t i = 0; i < factors->plan->index->node_count && status == EGB_OK; i++) {
    if (!egb_factors_changes(factors, kind, i))
      continue;
    const egb_planned_choice *now = &factors->plan->node[i].choice[egb_factor_family(kind)];
    const egb_choice *from = now->method != NULL ? now->with->of : NULL;
    for (size_t k = 0; k < r.past && k < PAST && out->with[i] == NULL; k++)
      if (from == r.from[k] || (from != NULL && r.from[k] != NULL && egb_same_choice(from, r.from[k])))
        out->with[i] = r.with[k];
    if (out->with[i] == NULL)
      status = read_for(&r, from, &out->with[i]);
  }
  if (status == EGB_OK && r.dropped != NULL && choice->place.source == NULL)
    egb_diag_say(diag, EGB_SEVERITY_WARNING, EGB_W_SWITCH, "`%s` has no place in `%s`, which is tried without it",
                 r.dropped, choice->name);
  return status;
}

static egb_status read_alternative(const egb_factors *factors, egb_plan *scratch, const egb_choice *choice,
                                   egb_factor_kind kind, bool drawn, egb_alternative *out, egb_diag *diag) {
  const egb_method_family family = egb_factor_family(kind);
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
  if (choice->name == NULL)
    return EGB_INTERNAL; /* "on" and "off" were taken above */
  out->head = egb_method_named(family, choice->name);
  if (out->head == NULL)
    return refuse_method(choice, family, diag);
  if (kind == EGB_FACTOR_NORMALISE && ((const egb_normalise *)out->head)->needs_rubric) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, choice->place,
                "`%s` belongs to indicators with points and cannot be an alternative for the others", choice->name);
    egb_diag_hint(diag, "choose among normalisations of measured values, such as minmax and zscore");
    return EGB_REFUSED;
  }
  if (kind == EGB_FACTOR_IMPUTE && drawn && ((const egb_impute *)out->head)->draw == NULL)
    return egb_factors_refuse_undrawn(out->head, "values cannot be", choice->place, diag);
  out->with = egb_arena_array(scratch->arena, factors->plan->index->node_count, sizeof *out->with);
  out->name = spell(scratch->arena, choice);
  if (out->with == NULL || out->name == NULL)
    return EGB_NO_MEMORY;
  return read_for_nodes(factors, scratch, choice, kind, out, diag);
}

/* Whether every node has exactly this method already, so that the alternative is what the definition has. */
static bool same_as_declared(const egb_factors *factors, egb_factor_kind kind, const egb_alternative *alternative) {
  for (size_t i = 0; i < factors->plan->index->node_count; i++) {
    if (!egb_factors_changes(factors, kind, i))
      continue;
    const egb_planned_choice *now = &factors->plan->node[i].choice[egb_factor_family(kind)];
    if (now->method != alternative->head || (now->method != NULL && !egb_chosen_equal(now->with, alternative->with[i])))
      return false;
  }
  return true; /* of nothing, all are the same */
}

/* Of an alternative of the aggregation: whether it, or what a node has as defined, finds weights of its own. */
static bool holds_weights(const egb_factors *factors, const egb_alternative *alternative) {
  if (!factors->factor[EGB_FACTOR_AGGREGATE].varies)
    return false;
  for (size_t i = 0; i < factors->plan->index->node_count; i++) {
    if (!egb_factors_changes(factors, EGB_FACTOR_AGGREGATE, i))
      continue;
    const egb_method *head = alternative->declared ? &factors->plan->node[i].aggregate->head : alternative->head;
    if (((const egb_aggregate *)head)->own_weights) /* a row begins with its head */
      return true;
  }
  return false;
}

egb_status egb_factors_make_methods(egb_factors *factors, egb_plan *scratch, egb_factor_kind kind,
                                    const egb_uncertain *declared, egb_diag *diag) {
  egb_factor *factor = &factors->factor[kind];
  const egb_method_family family = egb_factor_family(kind);
  const size_t count = declared->choice_count[family];
  factor->alternative = egb_arena_array(factors->arena, count > 0 ? count : 1, sizeof *factor->alternative);
  if (factor->alternative == NULL)
    return EGB_NO_MEMORY;
  factor->declared = EGB_OPTION_DECLARED;
  const bool drawn = declared->has_error && declared->imputed_predictive;
  egb_status status = EGB_OK;
  for (size_t i = 0; i < count; i++) {
    egb_alternative *next = &factor->alternative[factor->count];
    const egb_status read = read_alternative(factors, scratch, &declared->choice[family][i], kind, drawn, next, diag);
    if (read == EGB_NO_MEMORY)
      return read;
    if (read != EGB_OK) {
      status = read;
      continue;
    }
    next->declared = next->declared || same_as_declared(factors, kind, next);
    if (next->declared && factor->declared != EGB_OPTION_DECLARED)
      continue; /* what the definition has, a second time */
    factor->declared = next->declared ? (uint16_t)factor->count : factor->declared;
    factor->count++;
  }
  if (factor->count > 1000) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_KEY_VALUE, declared->choice[family][0].place,
                "%zu alternatives are too many", factor->count);
    return EGB_REFUSED;
  }
  factor->varies = factor->count > 1 || (factor->count == 1 && factor->declared != 0);
  for (size_t i = 0; i < factor->count && kind == EGB_FACTOR_AGGREGATE; i++)
    factor->alternative[i].holds_weights = holds_weights(factors, &factor->alternative[i]);
  if (factor->count == 0) { /* nothing to choose from */
    factor->alternative[factor->count++] = (egb_alternative){.name = "as defined", .declared = true, .node = EGB_NONE};
    factor->declared = 0;
  }
  return status;
}
