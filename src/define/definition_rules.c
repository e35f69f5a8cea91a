/* What the grammar cannot say. */
#include "base/codes.h"
#include "base/number.h"
#include "define/definition.h"

#include <math.h>
#include <string.h>

static egb_status check_ids(egb_definition *d) {
  const size_t count = d->index->node_count;
  const egb_node *const *sorted = d->index->by_id;
  const egb_node **first = egb_arena_array(d->arena, count, sizeof(egb_node *));
  if (first == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 1, start = 0; i < count; i++) {
    if (sorted[i]->id[0] != '\0' && strcmp(sorted[i]->id, sorted[start]->id) == 0)
      first[sorted[i] - d->index->node] = sorted[start];
    else
      start = i;
  }
  for (size_t i = 0; i < count; i++) {
    if (first[i] == NULL)
      continue;
    const egb_node *node = &d->index->node[i];
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_ID_DUPLICATE, node->place, "the id `%s` appears twice", node->id);
    if (egb_diag_count(d->diag, EGB_SEVERITY_ERROR) <= EGB_DIAG_CAP)
      egb_diag_hint(d->diag, "it names another node in line %zu: give each node its own id%s",
                    egb_place_line(first[i]->place).line,
                    node->first_child == EGB_NONE ? ", and write the data column as `column:`" : "");
  }
  return EGB_OK;
}

static void check_reserved(egb_definition *d) {
  for (size_t i = d->index->node[0].first_child; i != EGB_NONE; i = d->index->node[i].next)
    for (const char *const *reserved = egb_index_reserved; *reserved != NULL; reserved++)
      if (strcmp(d->index->node[i].id, *reserved) == 0) {
        egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_KEY_VALUE, d->index->node[i].place,
                    "the id `%s` is the name of another column of the ranking", *reserved);
        egb_diag_hint(d->diag, "choose another id for this child of the index");
      }
}

/* True when the weight in the file was refused: then it counts as unknown, and its siblings are not judged. */
static bool weight_refused(const egb_definition *d, size_t node) {
  const size_t map = d->origin[node];
  for (size_t i = d->yaml.node[map].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    if (strcmp(d->yaml.node[i].key, "weight") != 0)
      continue;
    bool faulty = d->yaml.node[i].faulty;
    for (size_t k = d->yaml.node[i].kind == EGB_YAML_MAP ? d->yaml.node[i].first : EGB_YAML_NONE; k != EGB_YAML_NONE;
         k = d->yaml.node[k].next)
      faulty = faulty || d->yaml.node[k].faulty;
    return faulty;
  }
  return false;
}

static bool is_percent(const egb_definition *d, size_t node) {
  const egb_node *of = &d->index->node[node];
  double weight;
  bool percent = false;
  if (of->weight_of_count > 0)
    return of->weight_of[0].percent;
  const char *text = egb_definition_text(d, d->origin[node], "weight");
  return text != NULL && egb_definition_weight(text, &weight, &percent) && percent;
}

/* Half of the last digit that a percentage is written with: what rounding may have taken from it. */
static double rounding_of(const char *text) {
  const char *point = strchr(text, '.');
  double half = 0.5;
  for (const char *digit = point == NULL ? "" : point + 1; *digit >= '0' && *digit <= '9'; digit++)
    half /= 10;
  return half;
}

/* Percentages add up to 100, as closely as their digits say; an optional child may be one of them or have a weight of
 * its own. */
static void check_percentages(egb_definition *d, size_t parent) {
  const egb_node *node = d->index->node;
  const size_t first = node[parent].first_child;
  double sum = 0, always = 0, slack = 1e-9;
  for (size_t i = first; i != EGB_NONE; i = node[i].next) {
    sum += node[i].weight;
    always += node[i].optional ? 0 : node[i].weight;
    slack += rounding_of(egb_definition_text(d, d->origin[i], "weight"));
  }
  if (fabs(sum - 100) <= slack || fabs(always - 100) <= slack)
    return;
  char text[EGB_NUMBER_MAX];
  egb_number_shortest(rint(sum * 1e6) / 1e6, text);
  egb_diag_at(d->diag, EGB_SEVERITY_WARNING, EGB_W_WEIGHT_SUM, node[first].weight_place,
              "the weights of the children of `%s` add up to %s %%, not 100 %%: each counts as its share of that",
              node[parent].id, text);
  egb_diag_hint(d->diag, "correct them, or write plain numbers where only their proportions matter");
}

static void check_weights(egb_definition *d, size_t parent) {
  const egb_node *node = d->index->node;
  size_t percent = EGB_NONE, plain = EGB_NONE;
  bool periods = false;
  double sum = 0;
  for (size_t i = node[parent].first_child; i != EGB_NONE; i = node[i].next) {
    if (weight_refused(d, i))
      return;
    if (is_percent(d, i))
      percent = percent == EGB_NONE ? i : percent;
    else
      plain = plain == EGB_NONE ? i : plain;
    periods = periods || node[i].weight_of_count > 0;
    sum += node[i].weight;
  }
  if (!isfinite(sum)) {
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_WEIGHT, node[node[parent].first_child].weight_place,
                "the weights of the children of `%s` are too large to add up", node[parent].id);
    egb_diag_hint(d->diag, "write smaller numbers: only their proportions matter");
  } else if (sum == 0) {
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_WEIGHT, node[node[parent].first_child].weight_place,
                "all children of `%s` have the weight 0", node[parent].id);
    egb_diag_hint(d->diag, "give at least one of them a weight above 0");
  } else if (percent != EGB_NONE && plain != EGB_NONE) {
    const bool written = node[plain].weight_place.source != NULL;
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_WEIGHT, written ? node[plain].weight_place : node[plain].place,
                "`%s` has %s, but its sibling `%s` has a percentage", node[plain].id,
                written ? "a plain weight" : "no weight", node[percent].id);
    egb_diag_hint(d->diag, "write all weights of one list in percent, or none");
  } else if (percent != EGB_NONE && !periods) {
    check_percentages(d, parent);
  }
}

static void check_order(egb_definition *d, bool given, const double pair[2], egb_place place, const char *what,
                        const char *advice) {
  if (!given || pair[0] < pair[1])
    return;
  const bool equal = pair[0] == pair[1];
  egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_GOALPOSTS, place, "the %s are %s", what, equal ? "equal" : "reversed");
  if (equal)
    egb_diag_hint(d->diag, "write the lower and the higher value");
  else
    egb_diag_hint(d->diag, "write the lower value first%s", advice);
}

/* What a double holds must hold the way from one to the other. */
static void check_reach(egb_definition *d, const egb_node *node) {
  const double *post = node->goalposts;
  if (!node->has_goalposts || !(post[0] < post[1]) || isfinite(post[1] - post[0]))
    return;
  egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_GOALPOSTS, node->goalposts_place,
              "the goalposts are too far apart to compute with");
  egb_diag_hint(d->diag, "write posts of less than 1e300 in size");
}

/* More than there can be would leave every unit out. */
static void check_least(egb_definition *d, size_t parent) {
  const egb_node *nodes = d->index->node, *node = &nodes[parent];
  size_t most = node->available_of_children ? node->child_count : 0;
  for (size_t i = parent; i < node->end && !node->available_of_children; i++)
    most += nodes[i].first_child == EGB_NONE;
  if (node->available_least <= most)
    return;
  egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_KEY_VALUE, node->available_place,
              "no unit can have %zu %s `%s`, which has %zu", node->available_least,
              node->available_of_children ? "children of" : "indicators below", node->id, most);
  egb_diag_hint(d->diag, "write on `%s` itself `available: {least: %zu%s}`, or less", node->id, most,
                node->available_of_children ? ", of: children" : "");
}

egb_status egb_definition_rules(egb_definition *d) {
  const egb_status status = check_ids(d);
  if (status != EGB_OK)
    return status;
  check_reserved(d);
  for (size_t i = 0; i < d->index->node_count; i++) {
    const egb_node *node = &d->index->node[i];
    if (node->first_child != EGB_NONE)
      check_weights(d, i);
    check_least(d, i);
    check_order(d, node->has_goalposts, node->goalposts, node->goalposts_place, "goalposts",
                "; when low values are better, add `direction: lower` to the indicator");
    check_reach(d, node);
    check_order(d, node->has_bounds, node->bounds, node->bounds_place, "bounds", "");
  }
  return EGB_OK;
}
