/* `rank:` and `screen:`: how units are ordered, and which take part. */
#include "base/codes.h"
#include "base/names.h"
#include "base/number.h"
#include "define/definition.h"

#include <string.h>

/* ---- rank ------------------------------------------------------------------------------------ */

static egb_status bind_decimals(egb_definition *d, size_t at, egb_rank_rule *rule) {
  if (at == EGB_YAML_NONE)
    return EGB_OK;
  const egb_yaml_node *node = &d->yaml.node[at];
  egb_rank_decimals *decimals = egb_arena_array(d->arena, node->count + 1, sizeof *decimals);
  if (decimals == NULL)
    return EGB_NO_MEMORY;
  double value = 0;
  if (node->kind == EGB_YAML_SCALAR_NODE && egb_number_parse(node->text, node->length, &value) == EGB_NUMBER_OK)
    decimals[rule->count++] = (egb_rank_decimals){NULL, (int)value};
  for (size_t i = node->first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    const egb_yaml_node *entry = &d->yaml.node[i];
    if (!entry->faulty && egb_number_parse(entry->text, entry->length, &value) == EGB_NUMBER_OK)
      decimals[rule->count++] = (egb_rank_decimals){entry->key, (int)value};
  }
  rule->decimals = decimals;
  return EGB_OK;
}

static egb_scalar column_of(const egb_definition *d, size_t map, const char *key) {
  const size_t at = egb_yaml_child(&d->yaml, map, key);
  return at == EGB_YAML_NONE ? (egb_scalar){0} : (egb_scalar){d->yaml.node[at].text, d->yaml.node[at].place};
}

/* dispersion: false, and nothing else, is the same as not written. */
static void bind_bounds(egb_definition *d, size_t at, egb_score_bounds *out) {
  if (at == EGB_YAML_NONE)
    return;
  const char *dispersion = egb_definition_text(d, at, "dispersion");
  const char *confidence = egb_definition_text(d, at, "confidence");
  out->lower = column_of(d, at, "lower");
  out->upper = column_of(d, at, "upper");
  out->error = column_of(d, at, "error");
  out->dispersion = dispersion != NULL && strcmp(dispersion, "true") == 0;
  out->confidence = 0.9;
  if (confidence != NULL)
    (void)egb_definition_share(confidence, &out->confidence);
  if (out->dispersion || out->error.text != NULL || (out->lower.text != NULL && out->upper.text != NULL))
    out->place = d->yaml.node[at].place;
  if (out->confidence > 0 && out->confidence < 1)
    return;
  egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_KEY_VALUE,
              d->yaml.node[egb_yaml_child(&d->yaml, at, "confidence")].place, "no bounds are as sure as %s",
              confidence);
  egb_diag_hint(d->diag, "write a share above 0 and below 1, such as 90%%");
}

egb_status egb_definition_bind_rank(egb_definition *d) {
  const size_t rank = egb_yaml_child(&d->yaml, 0, "rank");
  if (rank == EGB_YAML_NONE)
    return EGB_OK;
  egb_rank_rule *rule = &d->index->rank;
  rule->ties = (egb_ties)egb_definition_choice_of(d, rank, "ties");
  rule->rounding = (egb_rounding)egb_definition_choice_of(d, rank, "rounding");
  bind_bounds(d, egb_yaml_child(&d->yaml, rank, "bounds"), &rule->bounds);
  const egb_status status = bind_decimals(d, egb_yaml_child(&d->yaml, rank, "decimals"), rule);
  return status == EGB_OK ? egb_definition_bind_ids(d, egb_yaml_child(&d->yaml, rank, "tie-breakers"),
                                                    "ties are broken", &rule->tie_breaker, &rule->tie_breaker_count)
                          : status;
}

/* ---- screen ---------------------------------------------------------------------------------- */

/* The entries of a unit lie one behind the other. */
static size_t add_forced(const egb_definition *d, size_t at, egb_forced *to) {
  const egb_yaml_node *entry = &d->yaml.node[at];
  size_t count = 0;
  if (entry->kind != EGB_YAML_MAP) {
    to[count++] = (egb_forced){.unit = entry->key, .reason = entry->text, .place = entry->key_place};
    return count;
  }
  for (size_t i = entry->first; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    if (!d->yaml.node[i].faulty)
      to[count++] = (egb_forced){.unit = entry->key,
                                 .reason = d->yaml.node[i].text,
                                 .place = d->yaml.node[i].key_place,
                                 .period = d->yaml.node[i].key};
  for (size_t i = 0; i < count; i++)
    to[i].more = count - 1 - i;
  return count;
}

static egb_status bind_forced(egb_definition *d, size_t at, const egb_forced **out, size_t *count) {
  size_t most = 0;
  if (at == EGB_YAML_NONE)
    return EGB_OK;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    most += d->yaml.node[i].kind == EGB_YAML_MAP ? d->yaml.node[i].count : 1;
  egb_forced *forced = egb_arena_array(d->arena, most, sizeof *forced);
  if (forced == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    if (!d->yaml.node[i].faulty)
      *count += add_forced(d, i, forced + *count);
  *out = forced;
  return EGB_OK;
}

/* Whether two entries say something about the same period. */
static bool forced_together(const egb_definition *d, size_t a, size_t b) {
  if (d->yaml.node[a].kind != EGB_YAML_MAP || d->yaml.node[b].kind != EGB_YAML_MAP)
    return true;
  for (size_t i = d->yaml.node[a].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    if (egb_yaml_child(&d->yaml, b, d->yaml.node[i].key) != EGB_YAML_NONE)
      return true;
  return false;
}

/* A unit cannot be forced in, or kept without a rank, and out: reported where it is forced out. */
static egb_status check_forced(egb_definition *d, size_t include, size_t exclude, const char *what) {
  egb_names included = {.arena = d->arena};
  bool fresh;
  if (include == EGB_YAML_NONE || exclude == EGB_YAML_NONE)
    return EGB_OK;
  for (size_t i = d->yaml.node[include].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    if (egb_names_add(&included, d->yaml.node[i].key, strlen(d->yaml.node[i].key), &fresh) == EGB_NAMES_NONE)
      return EGB_NO_MEMORY;
  for (size_t i = d->yaml.node[exclude].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    const egb_yaml_node *entry = &d->yaml.node[i];
    if (entry->faulty || egb_names_find(&included, entry->key, strlen(entry->key)) == EGB_NAMES_NONE ||
        !forced_together(d, egb_yaml_child(&d->yaml, include, entry->key), i))
      continue;
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_KEYS_CLASH, entry->key_place, "the unit `%.*s` is %s and excluded",
                egb_definition_shown(entry->key), entry->key, what);
    egb_diag_hint(d->diag, "keep one of the two");
  }
  return EGB_OK;
}

egb_status egb_definition_bind_screen(egb_definition *d) {
  const size_t at = egb_yaml_child(&d->yaml, 0, "screen");
  if (at == EGB_YAML_NONE)
    return EGB_OK;
  egb_screen *screen = &d->index->screen;
  const struct slot {
    const char *key;
    double *to;
  } shares[] = {{"available", &screen->available},
                {"available-by-dimension", &screen->available_by_node},
                {"zeros", &screen->zeros}};
  for (size_t i = 0; i < sizeof shares / sizeof shares[0]; i++) {
    const char *text = egb_definition_text(d, at, shares[i].key);
    if (text != NULL)
      (void)egb_definition_share(text, shares[i].to);
  }
  const char *imputed = egb_definition_text(d, at, "after-imputation");
  screen->after_imputation = imputed != NULL && strcmp(imputed, "true") == 0;
  const size_t include = egb_yaml_child(&d->yaml, at, "include"), exclude = egb_yaml_child(&d->yaml, at, "exclude");
  const size_t unranked = egb_yaml_child(&d->yaml, at, "unranked");
  egb_status status = check_forced(d, include, exclude, "included");
  if (status == EGB_OK)
    status = check_forced(d, unranked, exclude, "unranked");
  if (status == EGB_OK)
    status = bind_forced(d, include, &screen->include, &screen->include_count);
  if (status == EGB_OK)
    status = bind_forced(d, exclude, &screen->exclude, &screen->exclude_count);
  return status == EGB_OK ? bind_forced(d, unranked, &screen->unranked, &screen->unranked_count) : status;
}
