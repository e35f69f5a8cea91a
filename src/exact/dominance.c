#include "exact/dominance.h"

#include "base/codes.h"
#include "exact/dominance_sets.h"

#define PAIRS_MAX 2e9
#define STEP 5e-10 /* half a step in which scores are compared: what differs by less is level */

/* The tree as far as weights are free, in pre-order with parents before children; ends are nodes whose scores are taken
 * as they are: indicators, and nodes that no weights move. */
typedef struct branch {
  size_t parent; /* position in the tree */
  size_t node;
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

struct egb_dominance {
  egb_arena *arena;
  egb_freedom freedom;
  branch *tree;
  size_t count, units;
  double *least, *most; /* [unit * count + branch]: NaN when missing */
  balance *pending;     /* per branch */
  bool *whole, *ranked; /* per unit: nothing is missing in the tree; it has a rank */
  egb_dominance_unit *unit;
  size_t unit_count, fixed, level;
};

void egb_dominance_free(egb_dominance *dominance) {
  if (dominance != NULL)
    egb_arena_free(dominance->arena);
}

size_t egb_dominance_count(const egb_dominance *dominance) {
  return dominance->unit_count;
}

const egb_dominance_unit *egb_dominance_at(const egb_dominance *dominance, size_t i) {
  return i < dominance->unit_count ? &dominance->unit[i] : NULL;
}

size_t egb_dominance_pairs(const egb_dominance *dominance) {
  return dominance->unit_count * (dominance->unit_count - (dominance->unit_count > 0)) / 2;
}

size_t egb_dominance_fixed(const egb_dominance *dominance) {
  return dominance->fixed;
}

size_t egb_dominance_level(const egb_dominance *dominance) {
  return dominance->level;
}

egb_freedom egb_dominance_freedom(const egb_dominance *dominance) {
  return dominance->freedom;
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

static bool make_tree(egb_dominance *dominance, const egb_plan *plan, const egb_results *results) {
  const egb_node *nodes = plan->index->node;
  const size_t all = plan->index->node_count;
  size_t *place = egb_arena_array(dominance->arena, all, sizeof *place);
  dominance->tree = egb_arena_array(dominance->arena, all, sizeof *dominance->tree);
  dominance->pending = egb_arena_array(dominance->arena, all, sizeof *dominance->pending);
  if (place == NULL || dominance->tree == NULL || dominance->pending == NULL)
    return false;
  for (size_t i = 0; i < all;) {
    if (i > 0 && (!results->active[i] || !(results->share[i] > 0))) {
      i = nodes[i].end; /* and all that is below */
      continue;
    }
    branch *b = &dominance->tree[dominance->count];
    *b = (branch){.parent = i > 0 ? place[nodes[i].parent] : EGB_NONE, .node = i};
    if (!is_end(dominance->arena, plan, dominance->freedom, i, &b->end))
      return false;
    place[i] = dominance->count++;
    i = b->end ? nodes[i].end : i + 1;
  }
  return true;
}

/* Least and largest score at the ends below every branch. */
static bool make_ranges(egb_dominance *dominance, const egb_results *results) {
  const size_t count = dominance->count, units = results->unit_count;
  if (count > EGB_ARENA_REQUEST_MAX / units)
    return false;
  dominance->least = egb_arena_array(dominance->arena, count * units, sizeof *dominance->least);
  dominance->most = egb_arena_array(dominance->arena, count * units, sizeof *dominance->most);
  dominance->whole = egb_arena_array(dominance->arena, units, sizeof *dominance->whole);
  if (dominance->least == NULL || dominance->most == NULL || dominance->whole == NULL)
    return false;
  for (size_t u = 0; u < units; u++) {
    dominance->whole[u] = true;
    double *least = dominance->least + u * count, *most = dominance->most + u * count;
    for (size_t i = 0; i < count; i++)
      least[i] = most[i] = (double)NAN;
    for (size_t i = count; i-- > 0;) {
      const branch *b = &dominance->tree[i];
      const double score = egb_index_height(results->index, results->scored.value[b->node * units + u]);
      if (b->end || isnan(score)) /* without a score: too little is available, or nothing */
        least[i] = most[i] = score;
      dominance->whole[u] = dominance->whole[u] && !isnan(score);
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
static bool compare_whole(const egb_dominance *dominance, const double *a, const double *b, bool *above) {
  *above = false;
  for (size_t i = 0; i < dominance->count; i++) {
    if (!dominance->tree[i].end)
      continue;
    if (a[i] < b[i] - STEP)
      return false;
    *above = *above || a[i] > b[i] + STEP;
  }
  return true;
}

/* The first unit is never below the second. *above: it is above for some weights. */
static bool compare(const egb_dominance *dominance, size_t first, size_t second, bool *above) {
  const size_t count = dominance->count;
  const double *a_least = dominance->least + first * count, *a_most = dominance->most + first * count;
  const double *b_least = dominance->least + second * count, *b_most = dominance->most + second * count;
  balance *pending = dominance->pending;
  if (dominance->whole[first] && dominance->whole[second])
    return compare_whole(dominance, a_least, b_least, above);
  for (size_t i = 0; i < count; i++)
    if (!dominance->tree[i].end)
      begin(&pending[i]);
  for (size_t i = count; i-- > 0;) {
    const branch *b = &dominance->tree[i];
    bool holds = a_least[i] >= b_least[i] - STEP, better = a_least[i] > b_least[i] + STEP;
    if (!b->end) {
      holds = never_below(&pending[i]);
      /* Where one lacks a child, scores of different children meet: any two that differ show for some weights. */
      better = pending[i].above || ((pending[i].a_only || pending[i].b_only) && a_most[i] > b_least[i] + STEP);
    }
    if (i == 0) {
      *above = better;
      return holds;
    }
    if (b->parent == 0 && !holds && !isnan(a_least[i]) && !isnan(b_least[i]))
      return false;
    join(&pending[b->parent], a_least[i], b_most[i], holds, better);
  }
  return false;
}

bool egb_dominates(const egb_dominance *dominance, size_t a, size_t b) {
  bool above = false;
  if (a >= dominance->units || b >= dominance->units || a == b || !dominance->ranked[a] || !dominance->ranked[b])
    return false;
  return compare(dominance, a, b, &above) && above;
}

/* ---- all pairs ------------------------------------------------------------------------------- */

/* One pair, the first no lower in the ranking: a unit never dominates one that is above it now. */
static void count_pair(egb_dominance *dominance, egb_dominance_unit *upper, egb_dominance_unit *lower) {
  bool above = false;
  bool fixed = compare(dominance, upper->unit, lower->unit, &above);
  if (fixed && !above) {
    dominance->level++;
    return;
  }
  if (!fixed && upper->rank == lower->rank && compare(dominance, lower->unit, upper->unit, &above) && above) {
    egb_dominance_unit *swap = upper;
    upper = lower;
    lower = swap;
    fixed = true;
  }
  if (fixed) {
    upper->below++;
    lower->above++;
    dominance->fixed++;
  }
}

/* Units that have everything, among themselves: end by end, many at a time. False: out of memory. */
static bool count_whole(egb_dominance *dominance) {
  egb_arena *arena = dominance->arena;
  const size_t units = dominance->unit_count;
  size_t ends = 0, count = 0;
  for (size_t i = 0; i < dominance->count; i++)
    ends += dominance->tree[i].end;
  for (size_t i = 0; i < units; i++)
    count += dominance->whole[dominance->unit[i].unit];
  double *value = egb_arena_array(arena, count, ends * sizeof *value);
  size_t *above = egb_arena_array(arena, count, 3 * sizeof *above);
  if (count == 0 || value == NULL || above == NULL)
    return count == 0;
  size_t *below = above + count, *which = below + count, at = 0;
  for (size_t i = 0; i < units; i++) {
    const size_t unit = dominance->unit[i].unit;
    if (!dominance->whole[unit])
      continue;
    double *to = value + at * ends;
    for (size_t k = 0; k < dominance->count; k++)
      if (dominance->tree[k].end)
        *to++ = dominance->least[unit * dominance->count + k];
    which[at++] = i;
  }
  if (!egb_dominance_sets(arena, value, count, ends, STEP, above, below, &dominance->level))
    return false;
  for (size_t i = 0; i < count; i++) {
    dominance->unit[which[i]].above += above[i];
    dominance->unit[which[i]].below += below[i];
    dominance->fixed += below[i];
  }
  return true;
}

/* Pairs of which one or both lack something, one by one: the first of each is the one no lower in the ranking. */
static void count_gaps(egb_dominance *dominance) {
  const size_t count = dominance->unit_count;
  egb_dominance_unit *unit = dominance->unit;
  for (size_t i = 0; i < count; i++) {
    if (dominance->whole[unit[i].unit])
      continue;
    for (size_t k = 0; k < i; k++)
      if (dominance->whole[unit[k].unit])
        count_pair(dominance, &unit[k], &unit[i]);
    for (size_t k = i + 1; k < count; k++)
      count_pair(dominance, &unit[i], &unit[k]);
  }
}

static bool count_pairs(egb_dominance *dominance) {
  const size_t count = dominance->unit_count;
  if (!count_whole(dominance))
    return false;
  count_gaps(dominance);
  for (size_t i = 0; i < count; i++) {
    dominance->unit[i].best = 1 + dominance->unit[i].above;
    dominance->unit[i].worst = count - dominance->unit[i].below;
  }
  return true;
}

/* Units with gaps meet all others one by one: beyond a number of pairs that takes a minute, not at all. */
static egb_status refuse_many(const egb_dominance *dominance, egb_diag *diag) {
  size_t gaps = 0;
  for (size_t i = 0; i < dominance->unit_count; i++)
    gaps += dominance->whole[dominance->unit[i].unit] ? 0 : 1;
  if ((double)gaps * (double)dominance->unit_count <= PAIRS_MAX)
    return EGB_OK;
  egb_diag_say(
      diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE,
      "pairs whose order no weights change cannot be counted: %zu of the %zu units lack a part, and each of them is compared "
      "with every other by itself",
      gaps, dominance->unit_count);
  egb_diag_hint(diag, "use fewer units, or parts that nearly all units have; units that lack nothing have no limit");
  return EGB_UNCOMPUTABLE;
}

static egb_status fill(egb_dominance *dominance, const egb_plan *plan, const egb_results *results, egb_diag *diag) {
  egb_ranked_order by_rank;
  if (!egb_ranked_order_make(dominance->arena, results, &by_rank) || !make_tree(dominance, plan, results) ||
      !make_ranges(dominance, results))
    return EGB_NO_MEMORY;
  dominance->unit = egb_arena_array(dominance->arena, by_rank.count, sizeof *dominance->unit);
  dominance->ranked = egb_arena_array(dominance->arena, results->unit_count, sizeof *dominance->ranked);
  if (dominance->unit == NULL || dominance->ranked == NULL)
    return EGB_NO_MEMORY;
  dominance->unit_count = by_rank.count;
  for (size_t i = 0; i < by_rank.count; i++) {
    dominance->unit[i] = (egb_dominance_unit){.unit = by_rank.order[i], .rank = by_rank.rank[by_rank.order[i]]};
    dominance->ranked[by_rank.order[i]] = true;
  }
  const egb_status few = refuse_many(dominance, diag);
  if (few != EGB_OK)
    return few;
  return count_pairs(dominance) ? EGB_OK : EGB_NO_MEMORY;
}

egb_status egb_dominance_new(const egb_plan *plan, const egb_results *results, egb_freedom freedom, egb_diag *diag,
                             egb_dominance **out) {
  *out = NULL;
  egb_arena *arena = egb_arena_new();
  egb_dominance *dominance = arena != NULL ? egb_arena_array(arena, 1, sizeof *dominance) : NULL;
  if (dominance == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  *dominance = (egb_dominance){.arena = arena, .freedom = freedom, .units = results->unit_count};
  egb_status status = egb_exact_demand(arena, plan, "what no weights can change", diag);
  if (status == EGB_OK)
    status = fill(dominance, plan, results, diag);
  if (status != EGB_OK) {
    egb_dominance_free(dominance);
    return status;
  }
  *out = dominance;
  return EGB_OK;
}
