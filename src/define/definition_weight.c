/* The weight of a node: one number, or one for each of some periods. */
#include "base/codes.h"
#include "define/definition.h"
#include "model/period.h"

/* Two entries for one time, as 2018 and 2018.0 are, leave open which holds. */
static void check_periods(egb_definition *d, const egb_node *node) {
  for (size_t i = 1; i < node->weight_of_count; i++) {
    const egb_period_weight *one = &node->weight_of[i - 1], *other = &node->weight_of[i];
    if (!egb_period_weights_clash(one, other))
      continue;
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_WEIGHT, other->place,
                "`%s` has two weights for one period: %s and %s", node->id, one->period, other->period);
    egb_diag_hint(d->diag, "keep one of the two");
  }
}

static bool bind_periods(egb_definition *d, size_t at, egb_node *node) {
  egb_period_weight *list = egb_arena_array(d->arena, d->yaml.node[at].count, sizeof *list);
  size_t count = 0;
  if (list == NULL)
    return false;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    const egb_yaml_node *entry = &d->yaml.node[i];
    egb_period_weight *next = &list[count];
    *next = (egb_period_weight){.period = entry->key, .place = entry->place};
    if (!entry->faulty && egb_definition_weight(entry->text, &next->weight, &next->percent))
      count++;
  }
  egb_period_weights_sort(list, count);
  if (count == 0)
    return true;
  node->weight_of = list;
  node->weight_of_count = count;
  node->weight = list[count - 1].weight;
  node->weight_place = list[count - 1].place;
  check_periods(d, node);
  return true;
}

bool egb_definition_bind_weight(egb_definition *d, size_t at, egb_node *node) {
  bool percent;
  if (d->yaml.node[at].kind == EGB_YAML_MAP)
    return bind_periods(d, at, node);
  (void)egb_definition_weight(d->yaml.node[at].text, &node->weight, &percent);
  node->weight_place = d->yaml.node[at].place;
  return true;
}
