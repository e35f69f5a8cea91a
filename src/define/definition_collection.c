#include "base/codes.h"
#include "base/number.h"
#include "define/definition.h"

#include <math.h>
#include <string.h>

#define ANSWERS_MAX 500

bool egb_definition_is_filled(egb_definition *d, size_t at, egb_yaml_kind kind, const char *wanted) {
  const egb_yaml_node *node = &d->yaml.node[at];
  const egb_key *key = d->key[at];
  if (node->kind == kind && node->count > 0)
    return true;
  if (egb_definition_is_null(node))
    egb_definition_fault(d, at, EGB_E_KEY_KIND, "`%s` has no value", key->name);
  else if (node->kind == kind)
    egb_definition_fault(d, at, EGB_E_KEY_VALUE, "`%s` is empty", key->name);
  else
    egb_definition_fault(d, at, EGB_E_KEY_KIND, "`%s` must be %s", key->name, wanted);
  egb_diag_hint(d->diag, "for instance `%s: %s`", key->name, key->example);
  return false;
}

/* An entry of a map that is laid over another one, where nothing removes it. */
static bool removes(const egb_definition *d, size_t entry) {
  const egb_section *section = d->section[d->yaml.node[d->yaml.node[entry].parent].parent];
  return section != NULL && section->partial && egb_definition_is_null(&d->yaml.node[entry]);
}

/* Keys of a map that are no language tags are reported, and their entries marked. */
static void check_languages(egb_definition *d, size_t map) {
  for (size_t i = d->yaml.node[map].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    egb_yaml_node *entry = &d->yaml.node[i];
    if (entry->faulty || egb_definition_is_language(entry->key))
      continue;
    entry->faulty = true;
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_KEY_VALUE, entry->key_place, "`%.*s` is not a language tag",
                egb_definition_shown(entry->key), entry->key);
    egb_diag_hint(d->diag, "write a tag such as en, ja or zh-Hant");
  }
}

static void check_labels(egb_definition *d, size_t at) {
  if (d->yaml.node[at].kind == EGB_YAML_SCALAR_NODE) {
    (void)egb_definition_is_scalar(d, at, d->key[at]->name);
    return;
  }
  if (!egb_definition_is_filled(d, at, EGB_YAML_MAP, "a text or a map from language to text"))
    return;
  check_languages(d, at);
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    if (!d->yaml.node[i].faulty && !removes(d, i))
      (void)egb_definition_is_scalar(d, i, d->yaml.node[i].key);
}

/* Two numbers or expressions; what the expressions say is checked when they are compiled. */
static void check_pair(egb_definition *d, size_t at) {
  if (!egb_definition_is_filled(d, at, EGB_YAML_LIST, "a list of two numbers"))
    return;
  const egb_key *key = d->key[at];
  if (d->yaml.node[at].count != 2) {
    egb_definition_fault(d, at, EGB_E_KEY_VALUE, "`%s` must have two numbers, not %zu", key->name,
                         d->yaml.node[at].count);
    egb_diag_hint(d->diag, "for instance `%s: %s`", key->name, key->example);
    return;
  }
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    if (!d->yaml.node[i].faulty)
      egb_definition_check_constant(d, i, key->name);
  }
}

static void check_texts(egb_definition *d, size_t at) {
  if (!egb_definition_is_filled(d, at, EGB_YAML_LIST, "a list of texts"))
    return;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    if (!d->yaml.node[i].faulty && d->yaml.node[i].kind != EGB_YAML_SCALAR_NODE)
      (void)egb_definition_is_scalar(d, i, d->key[at]->name);
}

static void check_ids(egb_definition *d, size_t at) {
  if (!egb_definition_is_filled(d, at, EGB_YAML_LIST, "a list of ids"))
    return;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    if (!d->yaml.node[i].faulty && egb_definition_is_scalar(d, i, d->key[at]->name))
      egb_definition_check_id(d, i);
}

/* A map whose keys mean something only later (columns, node ids). */
static void check_map(egb_definition *d, size_t at, bool weights) {
  if (!egb_definition_is_filled(d, at, EGB_YAML_MAP,
                                weights ? "a map from node id to weight" : "a map from text to text"))
    return;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    const egb_yaml_node *entry = &d->yaml.node[i];
    if (entry->faulty || removes(d, i))
      continue;
    if (weights)
      (void)egb_definition_check_weight(d, i, entry->key);
    else
      (void)egb_definition_is_scalar(d, i, entry->key);
  }
}

/* A weight, or one per period: all of them percentages, or none. */
static void check_weight(egb_definition *d, size_t at) {
  size_t first = EGB_YAML_NONE;
  double weight;
  bool percent, first_percent = false;
  if (d->yaml.node[at].kind == EGB_YAML_SCALAR_NODE) {
    (void)egb_definition_check_weight(d, at, d->key[at]->name);
    return;
  }
  if (!egb_definition_is_filled(d, at, EGB_YAML_MAP, "a weight, or a map from period to weight"))
    return;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    const egb_yaml_node *entry = &d->yaml.node[i];
    if (entry->faulty || !egb_definition_check_weight(d, i, entry->key) ||
        !egb_definition_weight(entry->text, &weight, &percent))
      continue;
    if (first == EGB_YAML_NONE)
      first_percent = percent;
    first = i;
    if (percent == first_percent)
      continue;
    egb_definition_fault(d, i, EGB_E_WEIGHT, "some of these weights are percentages, others plain numbers");
    egb_diag_hint(d->diag, "write all of them in percent, or none");
  }
}

/* For each unit a reason, or one per period. */
static void check_reasons(egb_definition *d, size_t at) {
  if (!egb_definition_is_filled(d, at, EGB_YAML_MAP, "a map from unit to reason"))
    return;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    const egb_yaml_node *entry = &d->yaml.node[i];
    if (entry->faulty)
      continue;
    if (entry->kind != EGB_YAML_MAP) {
      (void)egb_definition_is_scalar(d, i, entry->key);
      continue;
    }
    if (entry->count == 0) {
      egb_definition_fault(d, i, EGB_E_KEY_VALUE, "`%.*s` is empty", egb_definition_shown(entry->key), entry->key);
      egb_diag_hint(d->diag, "for instance `%s: %s`", d->key[at]->name, d->key[at]->example);
    }
    for (size_t k = entry->first; k != EGB_YAML_NONE; k = d->yaml.node[k].next)
      if (!d->yaml.node[k].faulty)
        (void)egb_definition_is_scalar(d, k, d->yaml.node[k].key);
  }
}

/* Each value is a text or a list of them. */
static void check_texts_map(egb_definition *d, size_t at, const char *wanted, bool languages) {
  if (!egb_definition_is_filled(d, at, EGB_YAML_MAP, wanted))
    return;
  if (languages)
    check_languages(d, at);
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    if (d->yaml.node[i].faulty || removes(d, i))
      continue;
    if (d->yaml.node[i].kind != EGB_YAML_LIST) {
      (void)egb_definition_is_scalar(d, i, d->yaml.node[i].key);
      continue;
    }
    if (d->yaml.node[i].count == 0) {
      egb_definition_fault(d, i, EGB_E_KEY_VALUE, "`%.*s` is empty", egb_definition_shown(d->yaml.node[i].key),
                           d->yaml.node[i].key);
      egb_diag_hint(d->diag, "for instance `%s: %s`", d->key[at]->name, d->key[at]->example);
    }
    for (size_t k = d->yaml.node[i].first; k != EGB_YAML_NONE; k = d->yaml.node[k].next)
      (void)egb_definition_is_scalar(d, k, d->yaml.node[i].key);
  }
}

static void check_lines(egb_definition *d, size_t at) {
  size_t first, last;
  if (!egb_definition_is_scalar(d, at, d->key[at]->name) || egb_definition_lines(d->yaml.node[at].text, &first, &last))
    return;
  egb_definition_fault(d, at, EGB_E_KEY_VALUE, "`%.*s` is no line of a file",
                       egb_definition_shown(d->yaml.node[at].text), d->yaml.node[at].text);
  egb_diag_hint(d->diag, "write the number of a line, from 1 to %d, or the first and the last one: 2..3",
                EGB_LINES_MOST);
}

/* Finer than ranks compare is refused by its reason, everything else as any number out of its range. */
static void check_places(egb_definition *d, size_t at, const char *name, const egb_key *key) {
  const egb_yaml_node *node = &d->yaml.node[at];
  double value = 0;
  if (node->kind != EGB_YAML_SCALAR_NODE || egb_number_parse(node->text, node->length, &value) != EGB_NUMBER_OK ||
      value <= key->most) {
    (void)egb_definition_check_integer(d, at, name, key->least, key->most);
    return;
  }
  egb_definition_fault(d, at, EGB_E_KEY_VALUE, "`%.*s` cannot be `%.*s`: ranks compare scores in steps of 1e-9",
                       egb_definition_shown(name), name, egb_definition_shown(node->text), node->text);
  egb_diag_hint(d->diag, "write a value from %g to %g, or leave it out to rank by nine decimals", key->least,
                key->most);
}

static void check_decimals(egb_definition *d, size_t at) {
  const egb_key *key = d->key[at];
  if (d->yaml.node[at].kind == EGB_YAML_SCALAR_NODE) {
    check_places(d, at, key->name, key);
    return;
  }
  if (!egb_definition_is_filled(d, at, EGB_YAML_MAP, "a whole number or a map from period to one"))
    return;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    if (!d->yaml.node[i].faulty)
      check_places(d, i, d->yaml.node[i].key, key);
}

/* ---- rubrics --------------------------------------------------------------------------------- */

bool egb_definition_answer(const char *text, egb_rubric_rule *rule, const char **code_text) {
  static const struct comparison {
    const char *sign;
    egb_rubric_kind kind;
  } comparisons[] = {
      {">=", EGB_RUBRIC_AT_LEAST}, {"<=", EGB_RUBRIC_AT_MOST}, {">", EGB_RUBRIC_ABOVE}, {"<", EGB_RUBRIC_BELOW}};
  *code_text = NULL;
  for (size_t i = 0; egb_grammar_rubric_words[i] != NULL; i++)
    if (strcmp(text, egb_grammar_rubric_words[i]) == 0) {
      rule->kind = (egb_rubric_kind)(EGB_RUBRIC_VALUE + i);
      return true;
    }
  for (size_t i = 0; i < sizeof comparisons / sizeof comparisons[0]; i++) {
    const size_t size = strlen(comparisons[i].sign);
    if (strncmp(text, comparisons[i].sign, size) != 0)
      continue;
    const char *number = text + size;
    while (*number == ' ')
      number++;
    rule->kind = comparisons[i].kind;
    return egb_number_parse(number, strlen(number), &rule->code) == EGB_NUMBER_OK;
  }
  rule->kind = EGB_RUBRIC_EQUALS;
  if (egb_number_parse(text, strlen(text), &rule->code) != EGB_NUMBER_OK)
    *code_text = text;
  return text[0] != '=' && text[0] != '\0';
}

static void check_answer(egb_definition *d, size_t at) {
  egb_yaml_node *entry = &d->yaml.node[at];
  egb_rubric_rule rule = {0};
  const char *code_text;
  if (!egb_definition_answer(entry->key, &rule, &code_text)) {
    entry->faulty = true;
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_RUBRIC, entry->key_place, "`%.*s` is not an answer",
                egb_definition_shown(entry->key), entry->key);
    egb_diag_hint(
        d->diag,
        "write a number, a text, a comparison with a number such as \">=1\", or one of: value, answered, missing, "
        "else");
    return;
  }
  if (!egb_definition_check_number(d, at, entry->key, 0, 0))
    return;
  double points = 0;
  (void)egb_number_parse(entry->text, entry->length, &points);
  if (points >= 0)
    return;
  egb_definition_fault(d, at, EGB_E_RUBRIC, "an answer cannot earn `%.*s` points", egb_definition_shown(entry->text),
                       entry->text);
  egb_diag_hint(d->diag, "write 0 or more");
}

/* The same number written in two forms (1 and 1.0): the map's keys differ, the answers do not. */
static void check_codes(egb_definition *d, size_t at) {
  egb_rubric_rule seen[ANSWERS_MAX];
  size_t where[ANSWERS_MAX], count = 0;
  const char *code_text;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    egb_rubric_rule rule = {0};
    if (d->yaml.node[i].faulty || !egb_definition_answer(d->yaml.node[i].key, &rule, &code_text) || code_text != NULL)
      continue;
    size_t k = 0;
    while (k < count && !(seen[k].kind == rule.kind && seen[k].code == rule.code))
      k++;
    if (k == count) {
      where[count] = i;
      seen[count++] = rule;
      continue;
    }
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_RUBRIC, d->yaml.node[i].key_place,
                "the answer `%s` appears twice: also as `%s`", d->yaml.node[i].key, d->yaml.node[where[k]].key);
    egb_diag_hint(d->diag, "keep one of the two");
  }
}

static void check_together(egb_definition *d, size_t at) {
  size_t value = EGB_YAML_NONE, other = EGB_YAML_NONE;
  bool earns = false, unsure = false;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    const egb_yaml_node *entry = &d->yaml.node[i];
    if (strcmp(entry->key, "value") == 0)
      value = i;
    else if (strcmp(entry->key, "missing") != 0)
      other = i;
    double points = 0;
    unsure |= entry->faulty;
    if (!entry->faulty && strcmp(entry->key, "missing") != 0 &&
        egb_number_parse(entry->text, entry->length, &points) == EGB_NUMBER_OK)
      earns |= points > 0;
  }
  if (value != EGB_YAML_NONE && other != EGB_YAML_NONE) {
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_RUBRIC, d->yaml.node[other].key_place,
                "the answer `%.*s` cannot be combined with `value`", egb_definition_shown(d->yaml.node[other].key),
                d->yaml.node[other].key);
    egb_diag_hint(d->diag, "`value` covers every answer: only `missing` may be combined with it");
  } else if (!earns && !unsure) {
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_RUBRIC, d->yaml.node[at].key_place, "no answer earns any points");
    egb_diag_hint(d->diag, "give at least one answer more than 0 points");
  }
}

static void check_rubric(egb_definition *d, size_t at) {
  if (!egb_definition_is_filled(d, at, EGB_YAML_MAP, "a map from answer to points"))
    return;
  if (d->yaml.node[at].count > ANSWERS_MAX) {
    egb_definition_fault(d, at, EGB_E_RUBRIC, "more than %d answers", ANSWERS_MAX);
    egb_diag_hint(d->diag, "write comparisons such as \">=1\" for ranges");
    return;
  }
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    if (!d->yaml.node[i].faulty)
      check_answer(d, i);
  check_codes(d, at);
  check_together(d, at);
}

void egb_definition_check_collection(egb_definition *d, size_t at) {
  switch (d->key[at]->kind) {
  case EGB_KEY_LABELS:
    check_labels(d, at);
    break;
  case EGB_KEY_PAIR:
    check_pair(d, at);
    break;
  case EGB_KEY_TEXTS:
    check_texts(d, at);
    break;
  case EGB_KEY_IDS:
    check_ids(d, at);
    break;
  case EGB_KEY_TEXT_MAP:
    check_map(d, at, false);
    break;
  case EGB_KEY_TEXTS_MAP:
    check_texts_map(d, at, "a map from text to text or list of texts", false);
    break;
  case EGB_KEY_KEYWORDS:
    check_texts_map(d, at, "a map from language to text or list of texts", true);
    break;
  case EGB_KEY_LINES:
    check_lines(d, at);
    break;
  case EGB_KEY_WEIGHT_MAP:
    check_map(d, at, true);
    break;
  case EGB_KEY_DECIMALS:
    check_decimals(d, at);
    break;
  case EGB_KEY_WEIGHT:
    check_weight(d, at);
    break;
  case EGB_KEY_REASONS:
    check_reasons(d, at);
    break;
  case EGB_KEY_METHOD:
    egb_definition_check_method(d, at);
    break;
  case EGB_KEY_RUBRIC:
    check_rubric(d, at);
    break;
  default:
    break;
  }
}
