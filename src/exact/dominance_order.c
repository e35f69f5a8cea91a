#include "exact/dominance_order.h"

/* How the children of one branch compare. */
typedef struct balance {
  bool never_below; /* in what both have */
  bool above;       /* better somewhere, for some weights */
  bool a_only, b_only;
  double a_least, a_least_alone; /* a's worst; the same among what b lacks */
  double b_most, b_most_alone;
} balance;

/* ---- the tree -------------------------------------------------------------------------------- */

/* False: out of memory. end: no weights move the node. */
static bool is_end(egb_arena *arena, const egb_plan *plan, egb_freedom freedom, size_t node, bool *end) {
  const egb_node *of = &plan->index->node[node];
  *end = of->first_child == EGB_NONE || (freedom == EGB_FREE_PARTS && of->depth == 1);
  if (*end)
    return true;
  const char *obstacle = egb_exact_obstacle(arena, plan, node);
  *end = obstacle != NULL && obstacle[0] != '\0';
  return obstacle != NULL;
}

static bool make_tree(egb_dominance_order *order, const egb_plan *plan, const egb_results *results,
                      egb_freedom freedom) {
  const egb_node *nodes = plan->index->node;
  const size_t all = plan->index->node_count;
  size_t *place = egb_arena_array(order->arena, all, sizeof *place);
  order->tree = egb_arena_array(order->arena, all, sizeof *order->tree);
  if (place == NULL || order->tree == NULL)
    return false;
  for (size_t i = 0; i < all;) {
    if (i > 0 && (!results->active[i] || !(results->share[i] > 0))) {
      i = nodes[i].end; /* and all that is below */
      continue;
    }
    egb_dominance_branch *b = &order->tree[order->count];
    *b = (egb_dominance_branch){.parent = i > 0 ? place[nodes[i].parent] : EGB_NONE, .node = i};
    if (!is_end(order->arena, plan, freedom, i, &b->end))
      return false;
    place[i] = order->count++;
    i = b->end ? nodes[i].end : i + 1;
  }
  for (size_t i = 0; i < order->count; i++)
    order->tree[i].after = i + 1;
  for (size_t i = order->count; i-- > 1;) { /* what is below a node comes right behind it, the last first here */
    egb_dominance_branch *up = &order->tree[order->tree[i].parent];
    up->after = up->after > order->tree[i].after ? up->after : order->tree[i].after;
  }
  return true;
}

/* Least and largest score at the ends below every branch. */
static bool make_ranges(egb_dominance_order *order, const egb_results *results) {
  const size_t count = order->count, units = results->unit_count;
  if (count > EGB_ARENA_REQUEST_MAX / units)
    return false;
  order->least = egb_arena_array(order->arena, count * units, sizeof *order->least);
  order->most = egb_arena_array(order->arena, count * units, sizeof *order->most);
  order->whole = egb_arena_array(order->arena, units, sizeof *order->whole);
  if (order->least == NULL || order->most == NULL || order->whole == NULL)
    return false;
  for (size_t u = 0; u < units; u++) {
    order->whole[u] = true;
    double *least = order->least + u * count, *most = order->most + u * count;
    for (size_t i = 0; i < count; i++)
      least[i] = most[i] = (double)NAN;
    for (size_t i = count; i-- > 0;) {
      const egb_dominance_branch *b = &order->tree[i];
      const double score = egb_index_height(results->index, egb_scores(results, b->node)[u]);
      if (b->end || isnan(score)) /* without a score: too little is available, or nothing */
        least[i] = most[i] = score;
      order->whole[u] = order->whole[u] && !isnan(score);
      if (i > 0) {
        least[b->parent] = fmin(least[b->parent], least[i]);
        most[b->parent] = fmax(most[b->parent], most[i]);
      }
    }
  }
  return true;
}

bool egb_dominance_order_make(egb_dominance_order *order, const egb_plan *plan, const egb_results *results,
                              egb_freedom freedom) {
  return make_tree(order, plan, results, freedom) && make_ranges(order, results);
}

/* ---- a pair ---------------------------------------------------------------------------------- */

static void begin(balance *b) {
  *b = (balance){.never_below = true,
                 .a_least = INFINITY,
                 .a_least_alone = INFINITY,
                 .b_most = -INFINITY,
                 .b_most_alone = -INFINITY};
}

/* A child whose own comparison is done joins its parent's. */
static void join(balance *up, double a_least, double b_most, bool holds, bool better) {
  const bool a = !isnan(a_least), b = !isnan(b_most);
  if (a && b) {
    up->never_below = up->never_below && holds;
    up->above = up->above || better;
  }
  if (a) {
    up->a_least = fmin(up->a_least, a_least);
    up->a_only = up->a_only || !b;
    up->a_least_alone = b ? up->a_least_alone : fmin(up->a_least_alone, a_least);
  }
  if (b) {
    up->b_most = fmax(up->b_most, b_most);
    up->b_only = up->b_only || !a;
    up->b_most_alone = a ? up->b_most_alone : fmax(up->b_most_alone, b_most);
  }
}

static bool never_below(const balance *b) {
  return b->never_below && (!b->b_only || b->a_least >= b->b_most_alone - EGB_DOMINANCE_STEP) &&
         (!b->a_only || b->a_least_alone >= b->b_most - EGB_DOMINANCE_STEP);
}

/* Both have everything: end by end. */
static bool compare_whole(const egb_dominance_order *order, const double *a, const double *b, bool *above) {
  *above = false;
  for (size_t i = 0; i < order->count; i++) {
    if (!order->tree[i].end)
      continue;
    if (a[i] < b[i] - EGB_DOMINANCE_STEP)
      return false;
    *above = *above || a[i] > b[i] + EGB_DOMINANCE_STEP;
  }
  return true;
}

/* Scores of a pair, per branch. */
typedef struct pair {
  const double *a_least, *a_most, *b_least, *b_most;
} pair;

/* A branch whose children are being compared; next: the child whose turn it is. */
typedef struct step {
  size_t at, next;
  balance sum;
} step;

/* As deep as a tree can be: each node is a map in a list, and YAML is read to EGB_YAML_DEPTH of 64. */
#define DEPTH_MOST 64

static void enter(step *s, size_t at) {
  s->at = at;
  s->next = at + 1;
  begin(&s->sum);
}

/* The first is never below the second at a branch whose children were compared. *better: it is above for some
 * weights. */
static bool conclude(const egb_dominance_order *order, const pair *p, const step *s, bool *better) {
  const bool above = p->a_least[s->at] > p->b_least[s->at] + EGB_DOMINANCE_STEP;
  if (order->tree[s->at].end) {
    *better = above;
    return p->a_least[s->at] >= p->b_least[s->at] - EGB_DOMINANCE_STEP;
  }
  /* Where one lacks a child, scores of different children meet: any two that differ show for some weights. */
  *better =
      s->sum.above || ((s->sum.a_only || s->sum.b_only) && p->a_most[s->at] > p->b_least[s->at] + EGB_DOMINANCE_STEP);
  return never_below(&s->sum);
}

/* The same for the whole tree, branch by branch from the leaves. */
static bool compare_tree(const egb_dominance_order *order, const pair *p, bool *better) {
  step path[DEPTH_MOST];
  size_t depth = 0;
  enter(&path[0], 0);
  while (true) {
    step *s = &path[depth];
    const egb_dominance_branch *b = &order->tree[s->at];
    if (!b->end && s->next < b->after && depth + 1 < DEPTH_MOST) {
      const size_t child = s->next;
      s->next = order->tree[child].after;
      enter(&path[++depth], child);
      continue;
    }
    bool above;
    const bool holds = conclude(order, p, s, &above);
    if (depth == 0) {
      *better = above;
      return holds;
    }
    const size_t child = s->at;
    s = &path[--depth];
    if (s->at == 0 && !holds && !isnan(p->a_least[child]) && !isnan(p->b_least[child]))
      return false; /* whatever the others are */
    join(&s->sum, p->a_least[child], p->b_most[child], holds, above);
  }
}

bool egb_dominance_compare(const egb_dominance_order *order, size_t first, size_t second, bool *above) {
  const size_t count = order->count;
  const pair p = {.a_least = order->least + first * count,
                  .a_most = order->most + first * count,
                  .b_least = order->least + second * count,
                  .b_most = order->most + second * count};
  if (order->whole[first] && order->whole[second])
    return compare_whole(order, p.a_least, p.b_least, above);
  return compare_tree(order, &p, above);
}
