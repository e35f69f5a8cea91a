/* The weights as several factors. */
#include "simulate/factors.h"

#include "base/codes.h"

#include <string.h>

typedef struct splitting {
  egb_factors *factors;
  const egb_results *nominal;
  size_t top;
  bool done; /* not out of memory */
} splitting;

static egb_status refuse(egb_diag *diag, const char *text, const char *hint) {
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "%s", text);
  egb_diag_hint(diag, "%s", hint);
  return EGB_USAGE;
}

static bool has_weight(const splitting *s, size_t node) {
  return s->nominal->active[node] && s->nominal->share[node] > 0;
}

/* It has a weight, and a sibling that has one too: alone its share is 1 whatever is drawn. */
static bool shares(const splitting *s, size_t node) {
  const egb_node *nodes = s->factors->plan->index->node;
  for (size_t i = nodes[nodes[node].parent].first_child; i != EGB_NONE && has_weight(s, node); i = nodes[i].next)
    if (i != node && has_weight(s, i))
      return true;
  return false;
}

static uint16_t add_group(splitting *s, const char *format, const char *id, size_t level) {
  egb_factors *factors = s->factors;
  const char *name = egb_arena_format(factors->arena, format, id != NULL ? id : "", level);
  s->done = s->done && name != NULL;
  factors->group_name[factors->groups++] = name;
  return (uint16_t)factors->groups;
}

static void split_parts(splitting *s) {
  const egb_index *index = s->factors->plan->index;
  const size_t end = index->node[s->top].end, depth = index->node[s->top].depth + 1;
  uint16_t below = 0;
  for (size_t i = s->top + 1; i < end; i++)
    if (index->node[i].depth == depth && shares(s, i))
      s->factors->group[i] = add_group(s, "weight %s", index->node[i].id, 0);
  for (size_t i = s->top + 1; i < end; i++)
    if (index->node[i].depth > depth && shares(s, i))
      s->factors->group[i] = below = below != 0 ? below : add_group(s, "weights below", NULL, 0);
}

static void split_levels(splitting *s) {
  const egb_index *index = s->factors->plan->index;
  const size_t top = index->node[s->top].depth;
  bool more = true;
  for (size_t depth = top + 1; more; depth++) {
    uint16_t group = 0;
    more = false;
    for (size_t i = s->top + 1; i < index->node[s->top].end; i++) {
      more = more || index->node[i].depth > depth;
      if (index->node[i].depth == depth && shares(s, i))
        s->factors->group[i] = group = group != 0 ? group : add_group(s, "weights level %s%zu", NULL, depth - top);
    }
  }
}

egb_status egb_factors_split(egb_factors *factors, const egb_results *nominal, size_t node, const char *how,
                             egb_diag *diag) {
  const size_t nodes = factors->plan->index->node_count;
  const bool parts = strcmp(how, "parts") == 0;
  if (!parts && strcmp(how, "levels") != 0)
    return refuse(diag, "weights are split by `parts` or by `levels`", "write one of the two");
  if (!factors->factor[EGB_FACTOR_WEIGHTS].varies)
    return refuse(diag, "the weights do not vary, so that they cannot be split",
                  "say how they vary, for instance --weights uniform:25%");
  if (parts && factors->weights != EGB_UNCERTAIN_WEIGHTS_UNIFORM)
    return refuse(diag, "only weights that vary within a part of themselves vary one by one",
                  "split them by `levels`, or write --weights uniform:25%");
  if (nodes > UINT16_MAX)
    return refuse(diag, "the index has too many nodes to split their weights", "omit the splitting");
  splitting s = {.factors = factors, .nominal = nominal, .top = node, .done = true};
  factors->group = egb_arena_array(factors->arena, nodes, sizeof *factors->group);
  factors->group_name = egb_arena_array(factors->arena, nodes, sizeof *factors->group_name);
  if (factors->group == NULL || factors->group_name == NULL)
    return EGB_NO_MEMORY;
  if (parts)
    split_parts(&s);
  else
    split_levels(&s);
  return s.done ? EGB_OK : EGB_NO_MEMORY;
}
