#include "exact/dominance.h"

#include "base/codes.h"
#include "exact/dominance_order.h"
#include "exact/dominance_sets.h"
#include "model/dominance.h"
#include "score/stages.h"

#define PAIRS_MAX 2e9

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

bool egb_dominates(const egb_dominance *dominance, size_t a, size_t b) {
  const egb_dominance_order *order = dominance->order;
  bool above = false;
  if (a >= order->units || b >= order->units || a == b || !order->ranked[a] || !order->ranked[b])
    return false;
  return egb_dominance_compare(order, a, b, &above) && above;
}

/* ---- all pairs ------------------------------------------------------------------------------- */

/* One pair, the first no lower in the ranking: a unit never dominates one that is above it now. */
static void count_pair(draft *made, egb_dominance_unit *upper, egb_dominance_unit *lower) {
  bool above = false;
  bool fixed = egb_dominance_compare(made->order, upper->unit, lower->unit, &above);
  if (fixed && !above) {
    made->level++;
    return;
  }
  if (!fixed && upper->rank == lower->rank && egb_dominance_compare(made->order, lower->unit, upper->unit, &above) &&
      above) {
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
  if (!egb_dominance_sets(arena, value, count, ends, EGB_DOMINANCE_STEP, above, below, &made->level))
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
  if (!egb_dominance_order_make(made->order, plan, results, freedom) || !list_units(made, results))
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
