/* The tree: weights, methods and what of it is live. */
#include "live/payload_state.h"

#include <math.h>
#include <string.h>

static bool is_same(double a, double b) {
  return a == b || (isnan(a) && isnan(b));
}

/* ---- methods --------------------------------------------------------------------------------- */

static void put_list(egb_payload *p, const egb_list *list) {
  egb_buffer_char(p->out, '[');
  for (size_t i = 0; i < list->count; i++) {
    egb_buffer_text(p->out, i > 0 ? "," : "");
    egb_payload_number(p, list->item[i]);
  }
  egb_buffer_char(p->out, ']');
}

/* Of a parameter as preset nothing is said. False: nothing was written. */
static bool put_parameter(egb_payload *p, const egb_chosen *with, const egb_parameter *parameter, size_t i,
                          bool first) {
  const double *value = &with->parameter[2 * i];
  const bool two = parameter->kind == EGB_PARAMETER_RANGE && !isnan(value[1]);
  if (with->list[i].rows > 0) {
    egb_payload_key(p, parameter->name, first);
    put_list(p, &with->list[i]);
    return true;
  }
  if (isnan(value[0]) || (is_same(value[0], parameter->preset[0]) && is_same(value[1], parameter->preset[1])))
    return false;
  egb_payload_key(p, parameter->name, first);
  put_list(p, &(egb_list){value, two ? 2 : 1, 1});
  return true;
}

/* The value of one of those that a family has in common; NaN: as preset. */
static double common_value(const egb_common *common, egb_parameter_role role) {
  switch (role) {
  case EGB_ROLE_ROUND:
    return common->round >= 0 ? common->round : (double)NAN;
  case EGB_ROLE_ROUNDING:
    return common->round >= 0 && common->rounding != 0 ? (double)common->rounding : (double)NAN;
  case EGB_ROLE_LOG:
    return common->log != 0 ? common->log : (double)NAN;
  case EGB_ROLE_ZERO:
    return common->has_zero ? common->zero : (double)NAN;
  default:
    return (double)NAN;
  }
}

/* ["power", {"power": [0.5]}] */
static void put_method(egb_payload *p, const egb_method *head, egb_method_family family, const egb_chosen *with) {
  size_t shared;
  const egb_parameter *common = egb_common_parameters(family, &shared);
  bool first = true;
  egb_buffer_char(p->out, '[');
  egb_payload_text(p, head->name);
  egb_buffer_text(p->out, ",{");
  for (size_t i = 0; i < head->parameter_count; i++)
    first = !put_parameter(p, with, &head->parameter[i], i, first) && first;
  for (size_t i = 0; i < shared; i++) {
    const double value = common_value(&with->common, common[i].role);
    if (isnan(value))
      continue;
    egb_payload_key(p, common[i].name, first);
    put_list(p, &(egb_list){&value, 1, 1});
    first = false;
  }
  egb_buffer_char(p->out, '}');
}

static void put_rescale(egb_payload *p, size_t i) {
  const egb_planned_node *planned = &p->plan->node[i];
  const egb_node *node = &p->plan->index->node[i];
  egb_payload_key(p, "rescale", false);
  if (planned->rescale == NULL) {
    egb_buffer_text(p->out, "null");
    return;
  }
  put_method(p, &planned->rescale->head, EGB_FAMILY_NORMALISE, planned->rescale_with);
  if (node->has_goalposts) {
    egb_buffer_char(p->out, ',');
    put_list(p, &(egb_list){node->goalposts, 2, 1});
  }
  egb_buffer_char(p->out, ']');
}

/* ---- nodes ----------------------------------------------------------------------------------- */

static void put_aggregate(egb_payload *p, size_t i) {
  const egb_planned_node *planned = &p->plan->node[i];
  const egb_node *node = &p->plan->index->node[i];
  const egb_live_reason why = egb_live_obstacle(p->plan, i);
  egb_payload_key(p, "aggregate", false);
  put_method(p, &planned->aggregate->head, EGB_FAMILY_AGGREGATE, planned->aggregate_with);
  egb_buffer_char(p->out, ']');
  egb_payload_key(p, "available", false);
  egb_payload_number(p, node->available);
  egb_payload_key(p, "least", false);
  egb_payload_number(p, (double)node->available_least);
  egb_payload_key(p, "ofChildren", false);
  egb_buffer_text(p->out, node->available_of_children ? "true" : "false");
  put_rescale(p, i);
  egb_payload_key(p, "live", false);
  egb_buffer_text(p->out, why.key == NULL ? "true" : "false");
  egb_payload_reason(p, why);
}

static void put_node(egb_payload *p, size_t i) {
  const egb_node *node = &p->plan->index->node[i];
  egb_buffer_char(p->out, '{');
  egb_payload_key(p, "id", true);
  egb_payload_text(p, node->id);
  egb_payload_key(p, "name", false);
  egb_payload_labels(p, node->name);
  egb_payload_key(p, "parent", false);
  egb_payload_number(p, i == 0 ? -1 : (double)p->row[node->parent]);
  egb_payload_key(p, "weight", false);
  egb_payload_number(p, p->results->weight[i]);
  egb_payload_key(p, "subtract", false);
  egb_buffer_text(p->out, node->subtract ? "true" : "false");
  egb_payload_key(p, "direction", false);
  egb_payload_number(p, node->direction);
  if (node->first_child != EGB_NONE)
    put_aggregate(p, i);
  egb_buffer_char(p->out, '}');
}

void egb_payload_nodes(egb_payload *p) {
  egb_payload_key(p, "nodes", false);
  egb_buffer_char(p->out, '[');
  for (size_t k = 0; k < p->nodes; k++) {
    egb_buffer_text(p->out, k > 0 ? ",\n" : "\n");
    put_node(p, p->node[k]);
  }
  egb_buffer_char(p->out, ']');
}
