/* `uncertainty:`. Which methods there are is checked when it is used, as methods are by the plan. */
#include "base/codes.h"
#include "base/number.h"
#include "define/definition.h"
#include "model/statement.h"

#include <string.h>

static void bind_law(egb_uncertain *out, const char *law) {
  if (strcmp(law, "flat") == 0)
    out->weights = EGB_UNCERTAIN_WEIGHTS_FLAT;
  else if (strcmp(law, "fixed") == 0)
    out->weights = EGB_UNCERTAIN_WEIGHTS_FIXED;
}

/* All comparisons of all statements, one after the other. */
static egb_status bind_statements(egb_definition *d, size_t list, egb_uncertain *out) {
  if (list == EGB_YAML_NONE)
    return EGB_OK;
  egb_statement_list all = {0};
  for (size_t i = d->yaml.node[list].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    const egb_yaml_node *item = &d->yaml.node[i];
    if (!item->faulty &&
        egb_statement_read(d->index, item->text, item->place, d->arena, d->diag, &all) == EGB_NO_MEMORY)
      return EGB_NO_MEMORY;
  }
  out->statement = all.item;
  out->statement_count = all.count;
  return EGB_OK;
}

/* The text of its first key, or a map. */
static egb_status bind_weights(egb_definition *d, size_t at, egb_uncertain *out) {
  if (at == EGB_YAML_NONE)
    return EGB_OK;
  const egb_yaml_node *node = &d->yaml.node[at];
  if (node->kind == EGB_YAML_SCALAR_NODE) {
    bind_law(out, node->text);
    if (out->weights != EGB_UNCERTAIN_WEIGHTS_UNSAID)
      return EGB_OK;
    egb_definition_fault(d, at, EGB_E_KEY_VALUE, "`weights` of `uncertainty:` cannot be `%.*s`",
                         egb_definition_shown(node->text), node->text);
    egb_diag_hint(d->diag, "write flat, fixed, {uniform: 25%%}, {dirichlet: 50} or {statements: [A >= B]}");
    return EGB_OK;
  }
  const char *law = egb_definition_text(d, at, "law"), *uniform = egb_definition_text(d, at, "uniform");
  if (law != NULL)
    bind_law(out, law);
  else if (uniform != NULL && egb_definition_share(uniform, &out->spread))
    out->weights = EGB_UNCERTAIN_WEIGHTS_UNIFORM;
  else if (egb_yaml_child(&d->yaml, at, "dirichlet") != EGB_YAML_NONE) {
    out->weights = EGB_UNCERTAIN_WEIGHTS_DIRICHLET;
    out->concentration = egb_definition_number(d, at, "dirichlet", 1);
  }
  const size_t list = egb_yaml_child(&d->yaml, at, "statements");
  if (list == EGB_YAML_NONE)
    return EGB_OK;
  if (out->weights == EGB_UNCERTAIN_WEIGHTS_FIXED) {
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_KEYS_CLASH, d->yaml.node[list].key_place,
                "`statements` cannot be combined with `law: fixed`");
    egb_diag_hint(d->diag, "remove `law`: weights without a statement are certain");
  }
  if (out->weights == EGB_UNCERTAIN_WEIGHTS_UNSAID)
    out->weights = EGB_UNCERTAIN_WEIGHTS_STATED;
  return d->yaml.node[list].faulty ? EGB_OK : bind_statements(d, list, out);
}

static egb_status bind_choices(egb_definition *d, size_t at, const egb_choice **out, size_t *count) {
  if (at == EGB_YAML_NONE)
    return EGB_OK;
  egb_choice *choice = egb_arena_array(d->arena, d->yaml.node[at].count, sizeof *choice);
  egb_status status = choice != NULL ? EGB_OK : EGB_NO_MEMORY;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE && status == EGB_OK; i = d->yaml.node[i].next)
    if (!d->yaml.node[i].faulty)
      status = egb_definition_choice(d, i, &choice[(*count)++]);
  *out = choice;
  return status;
}

/* Unlike other lists of ids this one may name the index. */
static egb_status bind_aggregate_at(egb_definition *d, size_t at, egb_uncertain *out) {
  if (at == EGB_YAML_NONE)
    return EGB_OK;
  size_t *node = egb_arena_array(d->arena, d->yaml.node[at].count, sizeof *node);
  if (node == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    const egb_yaml_node *item = &d->yaml.node[i];
    const size_t found =
        item->faulty ? EGB_NONE
                     : egb_definition_find(d, item->text, item->place, "nodes whose aggregation is drawn are named");
    if (found == EGB_NONE)
      continue;
    if (d->index->node[found].first_child == EGB_NONE) {
      egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_KEY_VALUE, item->place,
                  "`%s` is an indicator and aggregates nothing", d->index->node[found].id);
      egb_diag_hint(d->diag, "name the index or one of its parts that have parts of their own");
      continue;
    }
    node[out->aggregate_at_count++] = found;
  }
  out->aggregate_at = node;
  return EGB_OK;
}

static egb_status bind_single_errors(egb_definition *d, size_t map, egb_uncertain *out) {
  if (map == EGB_YAML_NONE)
    return EGB_OK;
  egb_indicator_error *error = egb_arena_array(d->arena, d->yaml.node[map].count, sizeof *error);
  if (error == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = d->yaml.node[map].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    const egb_yaml_node *entry = &d->yaml.node[i];
    const size_t node =
        entry->faulty ? EGB_NONE : egb_definition_find(d, entry->key, entry->key_place, "errors are given");
    if (node == EGB_NONE)
      continue;
    if (d->index->node[node].first_child != EGB_NONE || d->index->node[node].rubric_count > 0) {
      egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_KEY_VALUE, entry->key_place,
                  "`%s` %s, which has no measurement error", d->index->node[node].id,
                  d->index->node[node].first_child != EGB_NONE ? "is an aggregate" : "gives points for answers");
      egb_diag_hint(d->diag, "name indicators with measured values");
      continue;
    }
    egb_indicator_error *next = &error[out->error_of_count++];
    *next = (egb_indicator_error){.node = node, .place = entry->place};
    (void)egb_definition_weight(entry->text, &next->amount, &next->percent);
  }
  out->error_of = error;
  return EGB_OK;
}

static egb_status bind_error(egb_definition *d, size_t at, egb_uncertain *out) {
  if (at == EGB_YAML_NONE)
    return EGB_OK;
  const char *data = egb_definition_text(d, at, "data"), *all = egb_definition_text(d, at, "all");
  const char *imputed = egb_definition_text(d, at, "imputed");
  const char *residuals = egb_definition_text(d, at, "imputed-residuals");
  out->has_error = true;
  out->data_errors = data == NULL || strcmp(data, "true") == 0;
  out->imputed_residuals = residuals != NULL && strcmp(residuals, "true") == 0;
  if (all != NULL)
    (void)egb_definition_share(all, &out->error);
  out->imputed_predictive = imputed != NULL && strcmp(imputed, "predictive") == 0;
  if (imputed != NULL && !out->imputed_predictive)
    (void)egb_definition_share(imputed, &out->imputed_error);
  const char *correlation = egb_definition_text(d, at, "correlation");
  const size_t by = egb_yaml_child(&d->yaml, at, "by");
  if (correlation != NULL && by != EGB_YAML_NONE) {
    (void)egb_definition_share(correlation, &out->error_correlation);
    out->error_by = (egb_error_by)egb_definition_choice_of(d, at, "by");
    out->error_by_place = d->yaml.node[by].place;
  }
  return bind_single_errors(d, egb_yaml_child(&d->yaml, at, "indicators"), out);
}

egb_status egb_definition_bind_uncertainty(egb_definition *d) {
  const size_t at = egb_yaml_child(&d->yaml, 0, "uncertainty");
  if (at == EGB_YAML_NONE)
    return EGB_OK;
  egb_uncertain *out = &d->index->uncertainty;
  out->place = d->yaml.node[at].key_place;
  egb_status status = bind_weights(d, egb_yaml_child(&d->yaml, at, "weights"), out);
  for (int i = 0; i < EGB_FAMILY_COUNT && status == EGB_OK; i++)
    if (i != EGB_FAMILY_WEIGHT)
      status = bind_choices(d, egb_yaml_child(&d->yaml, at, egb_grammar_family_key((egb_method_family)i)),
                            &out->choice[i], &out->choice_count[i]);
  if (status == EGB_OK)
    status = bind_aggregate_at(d, egb_yaml_child(&d->yaml, at, "aggregate-at"), out);
  out->leave_out = (egb_leave_out)egb_definition_choice_of(d, at, "leave-out");
  out->replace_failed = egb_definition_choice_of(d, at, "failed") == 1;
  return status == EGB_OK ? bind_error(d, egb_yaml_child(&d->yaml, at, "error"), out) : status;
}
