/* A pack into a plan: what reading, resolving and checking a definition would have made of it. Nothing here is trusted:
 * a page may be edited by hand. */
#include "live/engine_state.h"
#include "method/rows.h"
#include "model/grammar.h"
#include "score/resolve.h"

#include <math.h>
#include <string.h>

#define UNITS_MAX 1000000
#define LIST_MAX 100000
#define IDS 8 /* bytes of an id that says a position: 7 digits */

double egb_pack_take(egb_pack *pack) {
  pack->fault = pack->fault || pack->at >= pack->count;
  return pack->fault ? (double)NAN : pack->number[pack->at++];
}

size_t egb_pack_whole(egb_pack *pack, size_t most) {
  const double x = egb_pack_take(pack);
  pack->fault = pack->fault || !(x >= 0 && x <= (double)most && x == floor(x));
  return pack->fault ? 0 : (size_t)x;
}

bool egb_pack_yes(egb_pack *pack) {
  return egb_pack_whole(pack, 1) == 1;
}

/* NULL: none. */
static const char *take_name(egb_pack *pack) {
  const double x = egb_pack_take(pack);
  if (x == -1 || pack->fault)
    return NULL;
  pack->at--;
  const size_t i = egb_pack_whole(pack, pack->name_count);
  pack->fault = pack->fault || i >= pack->name_count;
  return pack->fault ? NULL : pack->name[i];
}

/* ---- methods --------------------------------------------------------------------------------- */

/* A list or a matrix of one row: what methods that the engine has take. */
static void take_list(egb_engine *engine, egb_pack *pack, size_t count, egb_list *out) {
  double *item = egb_arena_array(engine->arena, count, sizeof *item);
  for (size_t i = 0; i < count && item != NULL; i++)
    item[i] = egb_pack_take(pack);
  *out = (egb_list){item, count, 1};
}

/* A number within the limits of a parameter; of a unit its position. */
static double take_allowed(const egb_engine *engine, egb_pack *pack, const egb_parameter *parameter) {
  if (parameter->kind == EGB_PARAMETER_UNIT)
    return (double)egb_pack_whole(pack, engine->data.unit_count - 1);
  const double x = egb_pack_take(pack);
  pack->fault = pack->fault || !(x >= parameter->least && x <= parameter->most);
  return x;
}

static void take_parameter(egb_engine *engine, egb_pack *pack, const egb_method *head, egb_method_family family,
                           egb_chosen *out) {
  const char *name = take_name(pack);
  const size_t count = egb_pack_whole(pack, LIST_MAX);
  size_t shared;
  const egb_parameter *common = egb_common_parameters(family, &shared);
  const size_t own =
      name != NULL ? egb_parameter_named(head->parameter, head->parameter_count, name) : EGB_PARAMETERS_MAX;
  const size_t of_all = name != NULL ? egb_parameter_named(common, shared, name) : shared;
  if (own < head->parameter_count && head->parameter[own].kind == EGB_PARAMETER_LIST)
    take_list(engine, pack, count, &out->list[own]);
  else if (own < head->parameter_count && count >= 1 && count <= 2)
    for (size_t i = 0; i < count; i++)
      out->parameter[2 * own + i] = take_allowed(engine, pack, &head->parameter[own]);
  else if (of_all < shared && count == 1)
    egb_chosen_keep(&out->common, common[of_all].role, take_allowed(engine, pack, &common[of_all]));
  else
    pack->fault = true;
}

static const egb_chosen *take_parameters(egb_engine *engine, egb_pack *pack, const egb_method *head,
                                         egb_method_family family) {
  egb_chosen *out = egb_arena_array(engine->arena, 1, sizeof *out);
  const size_t count = egb_pack_whole(pack, EGB_PARAMETERS_MAX + 5);
  if (out == NULL)
    return NULL;
  if (head != NULL)
    egb_chosen_preset(head, out);
  pack->fault = pack->fault || (head == NULL && count > 0);
  for (size_t i = 0; i < count && !pack->fault; i++)
    take_parameter(engine, pack, head, family, out);
  return out;
}

/* ---- nodes ----------------------------------------------------------------------------------- */

/* The row of the index itself, and of every node as a child: where it hangs. */
static void hang(egb_engine *engine, egb_pack *pack, size_t i, size_t parent) {
  egb_node *nodes = engine->index.node, *node = &nodes[i];
  size_t above = i - 1; /* the node before is on the way down to this one's parent */
  while (above != parent && above != 0)
    above = nodes[above].parent;
  pack->fault = pack->fault || above != parent || nodes[parent].depth >= EGB_GRAMMAR_TIERS_MAX;
  if (pack->fault)
    return;
  node->parent = parent;
  node->depth = nodes[parent].depth + 1;
  if (nodes[parent].first_child == EGB_NONE) {
    nodes[parent].first_child = i;
  } else {
    size_t last = nodes[parent].first_child;
    while (nodes[last].next != EGB_NONE)
      last = nodes[last].next;
    nodes[last].next = i;
  }
  nodes[parent].child_count++;
}

static void take_rescale(egb_engine *engine, egb_pack *pack, size_t i) {
  egb_planned_node *planned = &engine->plan.node[i];
  egb_node *node = &engine->index.node[i];
  const char *name = take_name(pack);
  planned->rescale = name != NULL ? egb_engine_normalise(name) : NULL;
  pack->fault = pack->fault || (name != NULL && planned->rescale == NULL);
  planned->rescale_with =
      take_parameters(engine, pack, planned->rescale != NULL ? &planned->rescale->head : NULL, EGB_FAMILY_NORMALISE);
  node->has_goalposts = egb_pack_whole(pack, 2) == 2;
  for (size_t k = 0; node->has_goalposts && k < 2; k++)
    node->goalposts[k] = egb_pack_take(pack);
  pack->fault = pack->fault || (planned->rescale != NULL && planned->rescale->needs_goalposts && !node->has_goalposts);
}

static void take_node(egb_engine *engine, egb_pack *pack, size_t i) {
  egb_node *node = &engine->index.node[i];
  egb_planned_node *planned = &engine->plan.node[i];
  *node = (egb_node){.id = "", .parent = EGB_NONE, .first_child = EGB_NONE, .next = EGB_NONE, .end = i + 1};
  node->direction = 1;
  node->target = (double)NAN;
  const double parent = egb_pack_take(pack);
  if (i > 0 && parent >= 0 && parent < (double)i && parent == floor(parent))
    hang(engine, pack, i, (size_t)parent);
  else
    pack->fault = pack->fault || i > 0;
  engine->plan.weight[i] = engine->plan.given[i] = egb_pack_take(pack);
  node->available = egb_pack_take(pack);
  node->available_least = egb_pack_whole(pack, EGB_GRAMMAR_NODES_MAX);
  node->available_of_children = egb_pack_yes(pack);
  node->subtract = egb_pack_yes(pack);
  planned->kept = egb_pack_yes(pack);
  planned->active = true;
  pack->fault = pack->fault || !(node->available >= 0 && node->available <= 1);
  const char *name = take_name(pack);
  planned->aggregate = name != NULL ? egb_engine_aggregate(name) : NULL;
  planned->aggregate_with = take_parameters(engine, pack, planned->aggregate != NULL ? &planned->aggregate->head : NULL,
                                            EGB_FAMILY_AGGREGATE);
  take_rescale(engine, pack, i);
}

/* Indicators have no method, and the others have one. A score that is kept is not computed, whatever its method. */
static void check_methods(egb_engine *engine, egb_pack *pack) {
  for (size_t i = 0; i < engine->index.node_count; i++) {
    egb_planned_node *planned = &engine->plan.node[i];
    const bool leaf = engine->index.node[i].first_child == EGB_NONE;
    if (leaf) {
      pack->fault = pack->fault || planned->aggregate != NULL || planned->rescale != NULL || planned->kept;
      planned->normalise = &egb_normalise_asis;
      continue;
    }
    if (planned->kept) {
      planned->aggregate = &egb_aggregate_arithmetic;
      planned->rescale = NULL;
    }
    pack->fault = pack->fault || planned->aggregate == NULL;
    planned->weigh = &egb_weight_given;
  }
  for (size_t i = engine->index.node_count; i-- > 1;) {
    const size_t parent = engine->index.node[i].parent;
    if (!pack->fault && engine->index.node[parent].end < engine->index.node[i].end)
      engine->index.node[parent].end = engine->index.node[i].end;
  }
}

/* ---- all of it ------------------------------------------------------------------------------- */

static void take_rule(egb_engine *engine, egb_pack *pack) {
  egb_index *index = &engine->index;
  const size_t breakers = egb_pack_whole(pack, index->node_count);
  size_t *breaker = egb_arena_array(engine->arena, breakers, sizeof *breaker);
  for (size_t i = 0; i < breakers && breaker != NULL; i++)
    breaker[i] = egb_pack_whole(pack, index->node_count - 1);
  index->rank.tie_breaker = breaker;
  index->rank.tie_breaker_count = breakers;
  index->level_count = egb_pack_whole(pack, LIST_MAX);
  egb_level *level = egb_arena_array(engine->arena, index->level_count, sizeof *level);
  for (size_t i = 0; i < index->level_count && level != NULL; i++) {
    level[i].from = egb_pack_take(pack);
    const double minimum = egb_pack_take(pack);
    level[i].minimum = isnan(minimum) ? -INFINITY : minimum;
  }
  index->level = level;
}

static bool make_lists(egb_engine *engine) {
  egb_arena *arena = engine->arena;
  const size_t nodes = engine->index.node_count, units = engine->data.unit_count;
  egb_plan *plan = &engine->plan;
  engine->index.node = egb_arena_array(arena, nodes, sizeof *engine->index.node);
  plan->node = egb_arena_array(arena, nodes, sizeof *plan->node);
  plan->weight = egb_arena_array(arena, nodes, sizeof *plan->weight);
  plan->given = egb_arena_array(arena, nodes, sizeof *plan->given);
  plan->share = egb_arena_array(arena, nodes, sizeof *plan->share);
  plan->effective = egb_arena_array(arena, nodes, sizeof *plan->effective);
  plan->points = egb_arena_array(arena, nodes, sizeof *plan->points);
  engine->weight = egb_arena_array(arena, nodes, sizeof *engine->weight);
  engine->spare = egb_arena_array(arena, nodes, sizeof *engine->spare);
  engine->level = egb_arena_array(arena, units, sizeof *engine->level);
  return !egb_arena_failed(arena);
}

/* Of a tree in pre-order: from the end, every node comes after its children. */
static bool make_order(egb_engine *engine) {
  const size_t nodes = engine->index.node_count;
  size_t *order = egb_arena_array(engine->arena, nodes, sizeof *order);
  for (size_t i = 0; i < nodes && order != NULL; i++)
    order[i] = nodes - 1 - i;
  engine->index.order = order;
  return order != NULL;
}

egb_status egb_engine_read(egb_engine *engine, egb_pack *pack) {
  static const char *const periods[] = {""};
  egb_index *index = &engine->index;
  pack->fault = egb_pack_take(pack) != EGB_ENGINE_FORMAT;
  index->id = "";
  index->node_count = egb_pack_whole(pack, EGB_GRAMMAR_NODES_MAX);
  engine->data.unit_count = egb_pack_whole(pack, UNITS_MAX);
  index->scale = egb_pack_take(pack);
  index->lower = egb_pack_yes(pack);
  index->rank.ties = (egb_ties)egb_pack_whole(pack, EGB_TIES_ORDINAL);
  index->rank.rounding = (egb_rounding)egb_pack_whole(pack, EGB_ROUNDING_R);
  engine->plan.decimals = (int)egb_pack_whole(pack, EGB_RANK_DECIMALS_MAX + 1) - 1;
  if (pack->fault || index->node_count < 2 || engine->data.unit_count == 0)
    return EGB_REFUSED;
  engine->data.index = index;
  engine->data.period = periods;
  engine->data.period_count = 1;
  engine->plan.index = index;
  engine->plan.data = &engine->data;
  engine->plan.arena = engine->arena;
  if (!make_lists(engine) || !make_order(engine))
    return EGB_NO_MEMORY;
  take_rule(engine, pack);
  for (size_t i = 0; i < index->node_count && !pack->fault && !egb_arena_failed(engine->arena); i++)
    take_node(engine, pack, i);
  if (!pack->fault && !egb_arena_failed(engine->arena))
    check_methods(engine, pack);
  return egb_arena_failed(engine->arena) ? EGB_NO_MEMORY : pack->fault ? EGB_REFUSED : EGB_OK;
}

/* ---- units ----------------------------------------------------------------------------------- */

/* Ids that sort as the positions say. */
static bool name_units(egb_engine *engine, egb_pack *pack, bool *unranked) {
  const size_t units = engine->data.unit_count;
  egb_unit *unit = egb_arena_array(engine->arena, units, sizeof *unit);
  char *id = egb_arena_array(engine->arena, units, IDS);
  for (size_t u = 0; u < units && unit != NULL && id != NULL; u++) {
    size_t position = egb_pack_whole(pack, units - 1);
    for (size_t k = IDS - 1; k-- > 0; position /= 10)
      id[u * IDS + k] = (char)('0' + position % 10);
    unit[u].id = id + u * IDS;
    unranked[u] = egb_pack_yes(pack);
  }
  engine->data.unit = unit;
  return unit != NULL && id != NULL;
}

static bool take_applies(egb_engine *engine, egb_pack *pack) {
  const size_t cells = engine->index.node_count * engine->data.unit_count;
  engine->plan.has_only = egb_pack_yes(pack);
  if (!engine->plan.has_only)
    return true;
  uint8_t *applies = cells <= pack->count ? egb_arena_array(engine->arena, cells, sizeof *applies) : NULL;
  for (size_t i = 0; i < cells && applies != NULL; i++)
    applies[i] = egb_pack_yes(pack);
  engine->applies = applies;
  return applies != NULL;
}

egb_status egb_engine_read_values(egb_engine *engine, egb_pack *pack) {
  const size_t units = engine->data.unit_count;
  bool *unranked = egb_arena_array(engine->arena, units, sizeof *unranked);
  if (unranked == NULL || !name_units(engine, pack, unranked) || !take_applies(engine, pack))
    return EGB_NO_MEMORY;
  egb_results *results = pack->fault ? NULL : egb_results_blank(&engine->plan);
  if (pack->fault || results == NULL)
    return pack->fault ? EGB_REFUSED : EGB_NO_MEMORY;
  engine->results = results;
  if (engine->plan.has_only)
    results->applies = engine->applies;
  for (size_t u = 0; u < units; u++)
    results->unranked[u] = unranked[u] ? "" : NULL;
  for (size_t i = 0; i < results->node_count; i++) {
    const bool given = engine->index.node[i].first_child == EGB_NONE || engine->plan.node[i].kept;
    for (size_t u = 0; u < units; u++)
      results->own_score[i][u] = given ? egb_pack_take(pack) : (double)NAN;
  }
  return pack->fault || pack->at < pack->count ? EGB_REFUSED : EGB_OK;
}
