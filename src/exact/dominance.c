#include "exact/dominance.h"

#include "base/codes.h"
#include "exact/dominance_sets.h"
#include "model/dominance.h"
#include "score/stages.h"

#define PAIRS_MAX 2e9
#define STEP 5e-10 /* half a step in which scores are compared: what differs by less is level */

/* The tree as far as weights are free, in pre-order with parents before children; ends are nodes whose scores are taken
 * as they are: indicators, and nodes that no weights move. */
typedef struct branch {
  size_t parent; /* position in the tree */
  size_t node;
  size_t after; /* position behind all that is below it */
  bool end;
} branch;

/* How the children of one branch compare. */
typedef struct balance {
  bool never_below; /* in what both have */
  bool above;       /* better somewhere, for some weights */
  bool a_only, b_only;
  double a_least, a_least_alone; /* a's worst; the same among what b lacks */
  double b_most, b_most_alone;
} balance;

/* The tree, and every unit's scores in it: what two units are compared by. */
typedef struct egb_dominance_order {
  egb_arena *arena;
  branch *tree;
  size_t count, units;
  double *least, *most; /* [unit * count + branch]: NaN when missing */
  bool *whole, *ranked; /* per unit: nothing is missing in the tree; it has a rank */
} egb_dominance_order;

/* An answer in the making. */
typedef struct draft {
  egb_arena *arena;
  egb_dominance_order *order;
  egb_dominance_unit *unit; /* ranked ones, by rank */
  size_t count, fixed, level;
} draft;

void egb_dominance_free(egb_dominance *dominance) {
  if (dominance != NULL)
    egb_arena_free(dominance->arena);
}

const egb_dominance_summary *egb_dominance_about(const egb_dominance *dominance) {
  return &dominance->about;
}

size_t egb_dominance_count(const egb_dominance *dominance) {
  return dominance->count;
}

const egb_dominance_unit *egb_dominance_at(const egb_dominance *dominance, size_t i) {
  return i < dominance->count ? &dominance->unit[i] : NULL;
}

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
    branch *b = &order->tree[order->count];
    *b = (branch){.parent = i > 0 ? place[nodes[i].parent] : EGB_NONE, .node = i};
    if (!is_end(order->arena, plan, freedom, i, &b->end))
      return false;
    place[i] = order->count++;
    i = b->end ? nodes[i].end : i + 1;
  }
  for (size_t i = 0; i < order->count; i++)
    order->tree[i].after = i + 1;
  for (size_t i = order->count; i-- > 1;) { /* what is below a node comes right behind it, the last first here */
    branch *up = &order->tree[order->tree[i].parent];
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
      const branch *b = &order->tree[i];
      const double score = egb_index_height(results->index, results->scored.value[b->node * units + u]);
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
  return b->never_below && (!b->b_only || b->a_least >= b->b_most_alone - STEP) &&
         (!b->a_only || b->a_least_alone >= b->b_most - STEP);
}

/* Both have everything: end by end. */
static bool compare_whole(const egb_dominance_order *order, const double *a, const double *b, bool *above) {
  *above = false;
  for (size_t i = 0; i < order->count; i++) {
    if (!order->tree[i].end)
      continue;
    if (a[i] < b[i] - STEP)
      return false;
    *above = *above || a[i] > b[i] + STEP;
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
  const bool above = p->a_least[s->at] > p->b_least[s->at] + STEP;
  if (order->tree[s->at].end) {
    *better = above;
    return p->a_least[s->at] >= p->b_least[s->at] - STEP;
  }
  /* Where one lacks a child, scores of different children meet: any two that differ show for some weights. */
  *better = s->sum.above || ((s->sum.a_only || s->sum.b_only) && p->a_most[s->at] > p->b_least[s->at] + STEP);
  return never_below(&s->sum);
}

/* The same for the whole tree, branch by branch from the leaves. */
static bool compare_tree(const egb_dominance_order *order, const pair *p, bool *better) {
  step path[DEPTH_MOST];
  size_t depth = 0;
  enter(&path[0], 0);
  while (true) {
    step *s = &path[depth];
    const branch *b = &order->tree[s->at];
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

/* The first unit is never below the second. *above: it is above for some weights. */
static bool compare(const egb_dominance_order *order, size_t first, size_t second, bool *above) {
  const size_t count = order->count;
  const pair p = {.a_least = order->least + first * count,
                  .a_most = order->most + first * count,
                  .b_least = order->least + second * count,
                  .b_most = order->most + second * count};
  if (order->whole[first] && order->whole[second])
    return compare_whole(order, p.a_least, p.b_least, above);
  return compare_tree(order, &p, above);
}

bool egb_dominates(const egb_dominance *dominance, size_t a, size_t b) {
  const egb_dominance_order *order = dominance->order;
  bool above = false;
  if (a >= order->units || b >= order->units || a == b || !order->ranked[a] || !order->ranked[b])
    return false;
  return compare(order, a, b, &above) && above;
}

/* ---- all pairs ------------------------------------------------------------------------------- */

/* One pair, the first no lower in the ranking: a unit never dominates one that is above it now. */
static void count_pair(draft *made, egb_dominance_unit *upper, egb_dominance_unit *lower) {
  bool above = false;
  bool fixed = compare(made->order, upper->unit, lower->unit, &above);
  if (fixed && !above) {
    made->level++;
    return;
  }
  if (!fixed && upper->rank == lower->rank && compare(made->order, lower->unit, upper->unit, &above) && above) {
    egb_dominance_unit *swap = upper;
    upper = lower;
    lower = swap;
    fixed = true;
  }
  if (fixed) {
    upper->below++;
    lower->above++;
    made->fixed++;
  }
}

/* Units that have everything, among themselves: end by end, many at a time. False: out of memory. */
static bool count_whole(draft *made) {
  egb_arena *arena = made->arena;
  const size_t units = made->count;
  size_t ends = 0, count = 0;
  for (size_t i = 0; i < made->order->count; i++)
    ends += made->order->tree[i].end;
  for (size_t i = 0; i < units; i++)
    count += made->order->whole[made->unit[i].unit];
  double *value = egb_arena_array(arena, count, ends * sizeof *value);
  size_t *above = egb_arena_array(arena, count, 3 * sizeof *above);
  if (count == 0 || value == NULL || above == NULL)
    return count == 0;
  size_t *below = above + count, *which = below + count, at = 0;
  for (size_t i = 0; i < units; i++) {
    const size_t unit = made->unit[i].unit;
    if (!made->order->whole[unit])
      continue;
    double *to = value + at * ends;
    for (size_t k = 0; k < made->order->count; k++)
      if (made->order->tree[k].end)
        *to++ = made->order->least[unit * made->order->count + k];
    which[at++] = i;
  }
  if (!egb_dominance_sets(arena, value, count, ends, STEP, above, below, &made->level))
    return false;
  for (size_t i = 0; i < count; i++) {
    made->unit[which[i]].above += above[i];
    made->unit[which[i]].below += below[i];
    made->fixed += below[i];
  }
  return true;
}

/* Pairs of which one or both lack something, one by one: the first of each is the one no lower in the ranking. */
static void count_gaps(draft *made) {
  const size_t count = made->count;
  egb_dominance_unit *unit = made->unit;
  for (size_t i = 0; i < count; i++) {
    if (made->order->whole[unit[i].unit])
      continue;
    for (size_t k = 0; k < i; k++)
      if (made->order->whole[unit[k].unit])
        count_pair(made, &unit[k], &unit[i]);
    for (size_t k = i + 1; k < count; k++)
      count_pair(made, &unit[i], &unit[k]);
  }
}

static bool count_pairs(draft *made) {
  const size_t count = made->count;
  if (!count_whole(made))
    return false;
  count_gaps(made);
  for (size_t i = 0; i < count; i++) {
    made->unit[i].best = 1 + made->unit[i].above;
    made->unit[i].worst = count - made->unit[i].below;
  }
  return true;
}

/* Units with gaps meet all others one by one: beyond a number of pairs that takes a minute, not at all. */
static egb_status refuse_many(const draft *made, egb_diag *diag) {
  size_t gaps = 0;
  for (size_t i = 0; i < made->count; i++)
    gaps += made->order->whole[made->unit[i].unit] ? 0 : 1;
  if ((double)gaps * (double)made->count <= PAIRS_MAX)
    return EGB_OK;
  egb_diag_say(
      diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE,
      "pairs whose order no weights change cannot be counted: %zu of the %zu units lack a part, and each of them is compared "
      "with every other by itself",
      gaps, made->count);
  egb_diag_hint(diag, "use fewer units, or parts that nearly all units have; units that lack nothing have no limit");
  return EGB_UNCOMPUTABLE;
}

static bool list_units(draft *made, const egb_results *results) {
  egb_ranked_order by_rank;
  if (!egb_ranked_order_make(made->arena, results, &by_rank))
    return false;
  made->unit = egb_arena_array(made->arena, by_rank.count, sizeof *made->unit);
  made->order->ranked = egb_arena_array(made->arena, results->unit_count, sizeof *made->order->ranked);
  if (made->unit == NULL || made->order->ranked == NULL)
    return false;
  made->count = by_rank.count;
  for (size_t i = 0; i < by_rank.count; i++) {
    made->unit[i] = (egb_dominance_unit){.unit = by_rank.order[i], .rank = by_rank.rank[by_rank.order[i]]};
    made->order->ranked[by_rank.order[i]] = true;
  }
  return true;
}

/* Weights below a node count for another that uses its score by `then:`, in a way that only the scores say. */
static egb_status refuse_then(const egb_plan *plan, egb_diag *diag) {
  for (size_t i = 0; plan->index->then_count > 0 && i < plan->index->node_count; i++) {
    if (!plan->node[i].active || plan->index->node[i].then == NULL)
      continue;
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, plan->index->node[i].then_place,
                "what no weights at any level can change cannot be found: the score of %s is changed by `then:`",
                plan->index->node[i].id);
    egb_diag_hint(diag, "ask about the weights of the parts of the index alone");
    return EGB_UNCOMPUTABLE;
  }
  return EGB_OK;
}

static egb_status fill(draft *made, const egb_plan *plan, const egb_results *results, egb_freedom freedom,
                       egb_diag *diag) {
  const egb_status computed = egb_exact_demand(made->arena, plan, "what no weights can change", diag);
  if (computed != EGB_OK)
    return computed;
  if (freedom == EGB_FREE_ALL && refuse_then(plan, diag) != EGB_OK)
    return EGB_UNCOMPUTABLE;
  made->order = egb_arena_array(made->arena, 1, sizeof *made->order);
  if (made->order == NULL)
    return EGB_NO_MEMORY;
  *made->order = (egb_dominance_order){.arena = made->arena, .units = results->unit_count};
  if (!make_tree(made->order, plan, results, freedom) || !make_ranges(made->order, results) ||
      !list_units(made, results))
    return EGB_NO_MEMORY;
  const egb_status few = refuse_many(made, diag);
  if (few != EGB_OK)
    return few;
  return count_pairs(made) ? EGB_OK : EGB_NO_MEMORY;
}

egb_status egb_dominance_new(const egb_plan *plan, const egb_results *results, egb_freedom freedom, egb_diag *diag,
                             egb_dominance **out) {
  *out = NULL;
  egb_status status = egb_results_refuse_foreign(results, plan, diag);
  if (status != EGB_OK)
    return status;
  egb_arena *arena = egb_arena_new();
  egb_dominance *dominance = arena != NULL ? egb_arena_array(arena, 1, sizeof *dominance) : NULL;
  if (dominance == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  draft made = {.arena = arena};
  status = fill(&made, plan, results, freedom, diag);
  if (status != EGB_OK) {
    egb_arena_free(arena);
    return status;
  }
  const size_t pairs = made.count * (made.count - (made.count > 0)) / 2;
  *dominance = (egb_dominance){.arena = arena,
                               .results = results,
                               .about = {.freedom = freedom, .pairs = pairs, .fixed = made.fixed, .level = made.level},
                               .unit = made.unit,
                               .count = made.count,
                               .order = made.order};
  *out = dominance;
  return EGB_OK;
}
