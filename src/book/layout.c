#include "book/layout.h"

#include "score/resolve.h"

bool egb_ledger_takes(const egb_ledger *ledger, size_t node, egb_ledger_step step) {
  const egb_planned_node *planned = &ledger->plan->node[node];
  switch (step) {
  case EGB_LEDGER_THEN:
    return ledger->index->node[node].then != NULL;
  case EGB_LEDGER_RESCALED:
    return planned->rescale != NULL;
  case EGB_LEDGER_COMPLETED:
    return planned->fill != NULL;
  default:
    return true;
  }
}

/* The index, its children, then those of each aggregate in turn: a queue that is its own answer. */
static void order_nodes(egb_ledger *ledger) {
  const egb_node *nodes = ledger->index->node;
  const bool *active = ledger->results->active;
  size_t count = 0;
  ledger->order[count++] = 0;
  for (size_t k = 0; k < count; k++) {
    const size_t node = ledger->order[k];
    ledger->column[node] = EGB_LEDGER_LEFT + k;
    ledger->first[node] = EGB_LEDGER_LEFT + count;
    for (size_t child = nodes[node].first_child; child != EGB_NONE; child = nodes[child].next)
      if (active[child])
        ledger->order[count++] = child;
    ledger->children[node] = EGB_LEDGER_LEFT + count - ledger->first[node];
  }
  ledger->nodes = count;
}

static void order_leaves(egb_ledger *ledger) {
  const egb_node *nodes = ledger->index->node;
  for (size_t i = 0; i < ledger->index->node_count; i++) {
    ledger->leaf[i] = EGB_NONE;
    if (ledger->column[i] == EGB_NONE)
      continue;
    if (nodes[i].first_child == EGB_NONE) {
      ledger->leaf[i] = EGB_LEDGER_LEFT + ledger->leaves;
      ledger->leaf_node[ledger->leaves++] = i;
    }
  }
  for (size_t i = 0; i < ledger->index->node_count; i++)
    for (size_t k = i; k < nodes[i].end; k++)
      if (ledger->leaf[k] != EGB_NONE && ledger->below[i]++ == 0)
        ledger->below_first[i] = ledger->leaf[k];
}

static void lay_steps(egb_ledger *ledger) {
  for (size_t i = 0; i < ledger->index->node_count; i++)
    for (size_t step = 0; step < EGB_LEDGER_STEPS_MOST; step++) {
      bool more = false;
      for (size_t next = step + 1; next < EGB_LEDGER_STEPS_MOST; next++)
        more = more || egb_ledger_takes(ledger, i, (egb_ledger_step)next);
      const bool kept = more && ledger->column[i] != EGB_NONE && ledger->leaf[i] == EGB_NONE &&
                        egb_ledger_takes(ledger, i, (egb_ledger_step)step);
      const size_t at = i * EGB_LEDGER_STEPS_MOST + step;
      ledger->step_column[at] = kept ? EGB_LEDGER_LEFT + ledger->step_count : EGB_NONE;
      if (kept)
        ledger->step_at[ledger->step_count++] = at;
    }
}

/* Whether values change before they are normalised: outliers, logarithms, units that are left out. */
static bool prepares(const egb_ledger *ledger) {
  for (size_t k = 0; k < ledger->leaves; k++) {
    const egb_planned_node *planned = &ledger->plan->node[ledger->leaf_node[k]];
    if (planned->treat != NULL || planned->normalise_with->common.log != 0)
      return true;
  }
  for (size_t u = 0; u < ledger->units; u++)
    if (ledger->results->screened[u] != NULL)
      return true;
  return false;
}

bool egb_ledger_lay(egb_ledger *ledger) {
  const size_t nodes = ledger->index->node_count;
  size_t **const lists[] = {&ledger->order,    &ledger->column, &ledger->leaf,        &ledger->row,      &ledger->first,
                            &ledger->children, &ledger->below,  &ledger->below_first, &ledger->leaf_node};
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
    *lists[i] = egb_arena_array(ledger->arena, nodes, sizeof **lists[i]);
  ledger->step_column = egb_arena_array(ledger->arena, nodes, EGB_LEDGER_STEPS_MOST * sizeof *ledger->step_column);
  ledger->step_at = egb_arena_array(ledger->arena, nodes, EGB_LEDGER_STEPS_MOST * sizeof *ledger->step_at);
  ledger->contribution = egb_arena_array(ledger->arena, nodes, sizeof *ledger->contribution);
  ledger->contributed = EGB_NONE;
  if (egb_arena_failed(ledger->arena))
    return false;
  for (size_t i = 0; i < nodes; i++)
    ledger->column[i] = EGB_NONE;
  order_nodes(ledger);
  order_leaves(ledger);
  size_t row = EGB_LEDGER_FIRST;
  for (size_t i = 0; i < nodes; i++)
    ledger->row[i] = ledger->column[i] != EGB_NONE ? row++ : EGB_NONE;
  lay_steps(ledger);
  ledger->prepared = prepares(ledger);
  return true;
}
