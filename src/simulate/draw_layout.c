/* Scored results as a kernel and samplers. */
#include "kernel/ranker.h"
#include "score/stages.h"
#include "simulate/replay.h"

#include <math.h>
#include <string.h>

/* What the kernel knows: the two means whose rows fix the power at 1 or 0, and the lowest. */
static bool is_geometric(const egb_aggregate *method) {
  return method != NULL && method->is_mean && method->power == 0;
}

static bool is_known(const egb_aggregate *method) {
  return method->lowest || (method->is_mean && (method->power == 1 || method->power == 0));
}

/* Whether what the kernel knows is all there is below the node, and its ranks those of the definition. */
static bool is_plain(const egb_plan *plan, size_t node, bool levels, bool wide) {
  const egb_index *index = plan->index;
  const size_t units = plan->data->unit_count;
  if (!egb_kernel_fits(units, index->node[node].end - node) || (units > EGB_RANKER_ROWS_MAX && !wide) ||
      index->node[node].first_child == EGB_NONE)
    return false;
  for (size_t i = node; i < index->node[node].end; i++) {
    const egb_planned_node *planned = &plan->node[i];
    if (planned->aggregate == NULL || !planned->active)
      continue;
    if (index->node[i].then != NULL || planned->kept || !is_known(planned->aggregate) || planned->rescale != NULL ||
        planned->fill != NULL || planned->aggregate_with->common.round >= 0)
      return false;
  }
  if (node != 0)
    return true;
  if ((index->rank.ties != EGB_TIES_COMPETITION && index->rank.ties != EGB_TIES_FRACTIONAL) ||
      index->rank.tie_breaker_count > 0)
    return false;
  for (size_t i = 0; i < index->level_count && levels; i++)
    if (isfinite(index->level[i].minimum))
      return false;
  return true;
}

typedef struct maker {
  const egb_plan *plan;
  const egb_results *results;
  const egb_factors *factors;
  egb_arena *arena;
  egb_draw_layout *out;
  size_t *row; /* index node -> kernel node, EGB_NONE */
  bool *held;  /* per node: the weights of its children are no matter of draws */
} maker;

static egb_sampler_kind kind_of(egb_uncertain_weights weights) {
  switch (weights) {
  case EGB_UNCERTAIN_WEIGHTS_UNIFORM:
    return EGB_SAMPLER_AROUND;
  case EGB_UNCERTAIN_WEIGHTS_DIRICHLET:
    return EGB_SAMPLER_DIRICHLET;
  case EGB_UNCERTAIN_WEIGHTS_FLAT:
    return EGB_SAMPLER_FLAT;
  default:
    return EGB_SAMPLER_FIXED;
  }
}

/* Whose shares a draw has to find: those of siblings that have a weight. No draw gives one to the others. */
static bool is_drawn(const maker *m, const egb_stated *stated, size_t node) {
  return stated != NULL && stated->polytope != NULL ? egb_stated_has(stated, node) : m->results->share[node] > 0;
}

/* Some children of a node with what their shares are now. */
typedef struct siblings {
  double *centre;
  size_t *on_index, *on_kernel, count;
} siblings;

static egb_status open_siblings(const maker *m, size_t most, siblings *out) {
  *out = (siblings){.centre = egb_arena_array(m->arena, most, sizeof *out->centre),
                    .on_index = egb_arena_array(m->arena, most, sizeof *out->on_index),
                    .on_kernel = egb_arena_array(m->arena, most, sizeof *out->on_kernel)};
  return out->centre != NULL && out->on_index != NULL && out->on_kernel != NULL ? EGB_OK : EGB_NO_MEMORY;
}

static void keep_sampler(const maker *m, const siblings *of, egb_sampler sampler, bool inside) {
  sampler.count = of->count;
  sampler.centre = of->centre;
  sampler.node = of->on_index;
  m->out->sampler[m->out->samplers++] = sampler;
  sampler.node = of->on_kernel;
  if (inside)
    m->out->inside[m->out->insides++] = sampler;
}

/* The children of a node that take part: one sampler for those with a weight (one alone needs none: its share is 1),
 * one for those without. */
static egb_status add_samplers(const maker *m, size_t parent, bool inside) {
  const egb_node *nodes = m->plan->index->node;
  const egb_stated *stated =
      m->held[parent] ? NULL : egb_stated_find(m->factors->stated, m->factors->stated_count, parent);
  siblings drawn, zero;
  if (open_siblings(m, nodes[parent].child_count, &drawn) != EGB_OK ||
      open_siblings(m, nodes[parent].child_count, &zero) != EGB_OK)
    return EGB_NO_MEMORY;
  for (size_t i = nodes[parent].first_child; i != EGB_NONE; i = nodes[i].next) {
    if (!m->plan->node[i].active)
      continue;
    siblings *to = is_drawn(m, stated, i) ? &drawn : &zero;
    to->centre[to->count] = to == &drawn ? m->results->share[i] : 0;
    to->on_index[to->count] = i;
    to->on_kernel[to->count++] = m->row[i];
  }
  const egb_sampler sampler = {.kind = m->held[parent]            ? EGB_SAMPLER_FIXED
                                       : stated == NULL           ? kind_of(m->factors->weights)
                                       : stated->polytope == NULL ? kind_of(m->factors->parts_law)
                                                                  : EGB_SAMPLER_POLYTOPE,
                               .held = m->held[parent],
                               .polytope = stated != NULL ? stated->polytope : NULL,
                               .spread = m->factors->spread,
                               .concentration = m->factors->concentration,
                               .stream = (uint32_t)parent};
  if (drawn.count > 1)
    keep_sampler(m, &drawn, sampler, inside);
  if (zero.count > 0)
    keep_sampler(m, &zero, (egb_sampler){.kind = EGB_SAMPLER_FIXED, .held = true, .stream = (uint32_t)parent}, inside);
  return EGB_OK;
}

/* All weights below a node that finds weights of its own are as defined, down to the indicators. */
static void find_held(const maker *m, size_t node) {
  const egb_node *nodes = m->plan->index->node;
  for (size_t i = node; i < nodes[node].end; i++)
    m->held[i] = (i > node && m->held[nodes[i].parent]) || egb_factors_hold(m->factors, m->plan, i);
}

/* A child without weight counts for nothing in the mean above it, also where one below 0 would refuse it; no draw gives
 * it a weight. The kernel does not know the weights, and takes what is missing to count for nothing. */
static bool counts(const maker *m, size_t node) {
  const size_t parent = m->plan->index->node[node].parent;
  const egb_stated *stated = egb_stated_find(m->factors->stated, m->factors->stated_count, parent);
  return is_drawn(m, stated, node);
}

/* Gamma variates of small shapes a lie as far apart as e^(1 / a) reaches; one below e^-708 of another, the least that
 * there is in doubles, has a chance of about e^(-708 a), which is nothing above this. */
#define SHAPE_LEAST 0.125

/* Whether a child with a weight has none in some of the draws, or in all of them. */
static bool may_lose(const maker *m, size_t node) {
  const size_t parent = m->plan->index->node[node].parent;
  const egb_stated *stated = egb_stated_find(m->factors->stated, m->factors->stated_count, parent);
  if (m->held[parent])
    return false;
  if (stated != NULL && stated->polytope != NULL)
    return egb_stated_holds_zero(stated, node);
  const egb_uncertain_weights law = stated == NULL ? m->factors->weights : m->factors->parts_law;
  return law == EGB_UNCERTAIN_WEIGHTS_DIRICHLET && m->factors->concentration * m->results->share[node] < SHAPE_LEAST;
}

/* Whether some unit has a value below 0 at the node or below it. */
static bool has_negative(const maker *m, size_t node) {
  const egb_node *nodes = m->plan->index->node;
  for (size_t i = node; i < nodes[node].end; i++) {
    const double *score = egb_scores(m->results, i);
    for (size_t u = 0; u < m->results->unit_count && m->plan->node[i].active && nodes[i].first_child == EGB_NONE; u++)
      if (score[u] < 0)
        return true;
  }
  return false;
}

/* Whether a node above this one, up to the ranked one, asks how many of its children are there. */
static bool is_asked_above(const maker *m, size_t ranked, size_t node) {
  const egb_node *nodes = m->plan->index->node;
  while (node != ranked) {
    node = nodes[node].parent;
    if (nodes[node].available_of_children && (nodes[node].available > 0 || nodes[node].available_least > 0))
      return true;
  }
  return false;
}

/* Whether a child below 0 refuses a mean in the ranking and not in a draw, or the other way round: what is available
 * above the mean differs then as well, which the kernel takes from the ranking. */
static bool refuses_otherwise(const maker *m, size_t node) {
  const egb_node *nodes = m->plan->index->node;
  for (size_t i = node + 1; i < nodes[node].end; i++)
    if (m->plan->node[i].active && is_geometric(m->plan->node[nodes[i].parent].aggregate) && counts(m, i) &&
        (may_lose(m, i) || (nodes[i].first_child != EGB_NONE && is_asked_above(m, node, nodes[i].parent))) &&
        has_negative(m, i))
      return true;
  return false;
}

/* Where too little is available below a node, whatever the weights; nowhere that it has a score. present: scratch of
 * one number per unit. */
static void find_withheld(const maker *m, size_t node, uint32_t *present, uint8_t *withheld) {
  const egb_node *nodes = m->plan->index->node;
  const size_t units = m->results->unit_count;
  const double *own = egb_scores(m->results, node);
  size_t children = 0;
  memset(present, 0, units * sizeof *present);
  for (size_t i = nodes[node].first_child; i != EGB_NONE; i = nodes[i].next) {
    const double *score = egb_scores(m->results, i);
    children += m->results->active[i];
    for (size_t u = 0; m->results->active[i] && u < units; u++)
      present[u] += isnan(score[u]) ? 0U : 1U;
  }
  for (size_t u = 0; u < units; u++)
    withheld[u] = isnan(own[u]) && !egb_score_enough(m->results, node, u, present[u], children);
}

static void describe_node(const maker *m, size_t i, double *least, bool *geometric, bool *lowest) {
  const egb_planned_node *planned = &m->plan->node[i];
  *geometric = is_geometric(planned->aggregate);
  *lowest = planned->aggregate != NULL && planned->aggregate->lowest;
  *least = *geometric
               ? egb_parameter_number(&planned->aggregate->head, EGB_ROLE_LEAST, planned->aggregate_with->parameter, 0)
               : 0;
}

static egb_status add_kernel(const maker *m, size_t node) {
  const size_t units = m->results->unit_count, rows = m->out->nodes;
  const egb_index *index = m->plan->index;
  size_t *parent = egb_arena_array(m->arena, rows, sizeof *parent);
  bool *flags = egb_arena_array(m->arena, 3 * rows, sizeof *flags);
  const double **value = egb_arena_array(m->arena, rows, sizeof *value);
  double *least = egb_arena_array(m->arena, rows, sizeof *least);
  uint32_t *present = egb_arena_array(m->arena, units, sizeof *present);
  uint8_t *withheld = egb_arena_array(m->arena, rows * units, sizeof *withheld);
  if (parent == NULL || flags == NULL || least == NULL || value == NULL || present == NULL || withheld == NULL)
    return EGB_NO_MEMORY;
  bool *geometric = flags, *lowest = flags + rows, *weightless = flags + 2 * rows;
  for (size_t k = 0; k < rows; k++) {
    const size_t i = m->out->node[k];
    parent[k] = k == 0 ? 0 : m->row[index->node[i].parent];
    value[k] = egb_scores(m->results, i);
    describe_node(m, i, &least[k], &geometric[k], &lowest[k]);
    weightless[k] = k > 0 && geometric[parent[k]] && !counts(m, i);
    if (index->node[i].first_child != EGB_NONE)
      find_withheld(m, i, present, withheld + k * units);
  }
  for (size_t u = 0; u < units; u++) /* what the definition leaves unranked is not ranked in a draw either */
    withheld[u] |= m->results->unranked[u] != NULL;
  const egb_kernel_input input = {.units = units,
                                  .nodes = rows,
                                  .parent = parent,
                                  .geometric = geometric,
                                  .lowest = lowest,
                                  .least = least,
                                  .value = value,
                                  .weightless = weightless,
                                  .withheld = withheld,
                                  .decimals = node == 0 ? m->plan->decimals : -1};
  return egb_kernel_new(&input, &m->out->kernel);
}

egb_status egb_draw_layout_make(const egb_plan *plan, const egb_results *results, size_t node,
                                const egb_factors *factors, bool levels, bool wide, egb_arena *arena,
                                egb_draw_layout *out) {
  const egb_index *index = plan->index;
  const size_t count = index->node_count;
  *out = (egb_draw_layout){0};
  maker m = {.plan = plan, .results = results, .factors = factors, .arena = arena, .out = out};
  m.row = egb_arena_array(arena, count, sizeof *m.row);
  m.held = egb_arena_array(arena, count, sizeof *m.held);
  out->node = egb_arena_array(arena, count, sizeof *out->node);
  out->sampler = egb_arena_array(arena, count, sizeof *out->sampler);
  out->inside = egb_arena_array(arena, count, sizeof *out->inside);
  if (m.row == NULL || m.held == NULL || out->node == NULL || out->sampler == NULL || out->inside == NULL)
    return EGB_NO_MEMORY;
  find_held(&m, node);
  const bool plain = is_plain(plan, node, levels, wide) && !refuses_otherwise(&m, node);
  for (size_t i = 0; i < count; i++) {
    const bool in = plain && i >= node && i < index->node[node].end && plan->node[i].active;
    m.row[i] = in ? out->nodes : EGB_NONE;
    if (in)
      out->node[out->nodes++] = i;
  }
  egb_status status = EGB_OK;
  for (size_t i = 0; i < count && status == EGB_OK; i++)
    if (index->node[i].first_child != EGB_NONE && plan->node[i].active)
      status = add_samplers(&m, i, m.row[i] != EGB_NONE);
  return status == EGB_OK && plain ? add_kernel(&m, node) : status;
}
