/* The value of one key: labels, a method, a pair, a rubric. */
#include "base/codes.h"
#include "base/number.h"
#include "define/definition.h"

#include <math.h>
#include <string.h>

const char *egb_definition_text(const egb_definition *d, size_t map, const char *key) {
  const size_t at = egb_yaml_child(&d->yaml, map, key);
  return at == EGB_YAML_NONE ? NULL : d->yaml.node[at].text;
}

double egb_definition_number(const egb_definition *d, size_t map, const char *key, double preset) {
  const size_t at = egb_yaml_child(&d->yaml, map, key);
  double value = preset;
  if (at != EGB_YAML_NONE)
    (void)egb_number_parse(d->yaml.node[at].text, d->yaml.node[at].length, &value);
  return value;
}

egb_status egb_definition_labels(egb_definition *d, size_t at, egb_labels *out) {
  *out = (egb_labels){0};
  if (at == EGB_YAML_NONE)
    return EGB_OK;
  const egb_yaml_node *node = &d->yaml.node[at];
  const size_t room = node->kind == EGB_YAML_MAP ? node->count : 1;
  egb_label *item = egb_arena_array(d->arena, room, sizeof *item);
  if (item == NULL)
    return EGB_NO_MEMORY;
  if (node->kind == EGB_YAML_SCALAR_NODE)
    item[out->count++] = (egb_label){"", node->text};
  for (size_t i = node->first; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    if (!d->yaml.node[i].faulty)
      item[out->count++] = (egb_label){d->yaml.node[i].key, d->yaml.node[i].text};
  out->item = item;
  return EGB_OK;
}

/* A number, or an expression without columns. NaN when it was refused. */
egb_status egb_definition_constant(egb_definition *d, size_t at, double *out) {
  const egb_yaml_node *node = &d->yaml.node[at];
  *out = NAN;
  if (egb_number_parse(node->text, node->length, out) == EGB_NUMBER_OK)
    return EGB_OK;
  *out = NAN;
  const size_t errors = egb_diag_count(d->diag, EGB_SEVERITY_ERROR);
  const egb_expression *expression = egb_expression_parse(d->arena, node->text, node->place, d->diag);
  if (expression == NULL)
    return egb_diag_count(d->diag, EGB_SEVERITY_ERROR) > errors ? EGB_OK : EGB_NO_MEMORY;
  *out = egb_expression_constant(expression);
  if (isfinite(*out))
    return EGB_OK;
  *out = NAN;
  const bool columns = egb_expression_column_count(expression) > 0;
  egb_definition_fault(d, at, EGB_E_EXPRESSION,
                       columns ? "`%.*s` depends on the data, but a fixed number is needed here"
                               : "`%.*s` has no finite value",
                       egb_definition_shown(node->text), node->text);
  egb_diag_hint(d->diag, "write a number, or an expression of numbers such as \"ln(100)\"");
  return EGB_OK;
}

egb_status egb_definition_pair(egb_definition *d, size_t at, double out[2], egb_place *place, bool *given) {
  *given = false;
  if (at == EGB_YAML_NONE)
    return EGB_OK;
  const size_t first = d->yaml.node[at].first, second = d->yaml.node[first].next;
  if (d->yaml.node[first].faulty || d->yaml.node[second].faulty)
    return EGB_OK;
  *place = d->yaml.node[first].place;
  place->length = d->yaml.node[second].place.offset + d->yaml.node[second].place.length - place->offset;
  egb_status status = egb_definition_constant(d, first, &out[0]);
  if (status == EGB_OK)
    status = egb_definition_constant(d, second, &out[1]);
  *given = status == EGB_OK && isfinite(out[0]) && isfinite(out[1]);
  return status;
}

egb_status egb_definition_rubric(egb_definition *d, size_t at, egb_node *node) {
  if (at == EGB_YAML_NONE)
    return EGB_OK;
  egb_rubric_line *line = egb_arena_array(d->arena, d->yaml.node[at].count, sizeof *line);
  if (line == NULL)
    return EGB_NO_MEMORY;
  size_t count = 0;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    const egb_yaml_node *entry = &d->yaml.node[i];
    if (entry->faulty)
      continue;
    egb_rubric_line *next = &line[count++];
    next->place = entry->key_place;
    (void)egb_definition_answer(entry->key, &next->rule, &next->code_text);
    (void)egb_number_parse(entry->text, entry->length, &next->rule.points);
  }
  node->rubric = line;
  node->rubric_count = count;
  return EGB_OK;
}
