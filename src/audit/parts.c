/* How far the ranks by each dimension hold: a simulation of its own, with fewer draws. What varies is that of the
 * index; the usual design leaves out the aggregation of the index, which does not reach below it, and imputation, whose
 * methods would have to be run for every dimension again. */
#include "audit/robust.h"

#include "table/tables_robust.h"

#include <math.h>

#define DRAWS 1000

enum { NODE, LABEL, UNITS, INSIDE, WIDTH, RELIABLE, REASON, COLUMNS };

#define COUNT(name, heading, what)                                                                                     \
  { .id = name, .label = heading, .help = what, .kind = EGB_CELL_INTEGER }

static const egb_table_column columns[COLUMNS] = {
    [NODE] = {.id = "node", .label = "Node", .help = "Id of the node.", .kind = EGB_CELL_TEXT},
    [LABEL] = {.id = "label", .label = "Name", .help = "Name in the chosen language.", .kind = EGB_CELL_TEXT},
    [UNITS] = COUNT("units", "Units", "Units that have a rank by it."),
    [INSIDE] = COUNT("inside", "Inside", "Of these have the rank inside its interval."),
    [WIDTH] = {.id = "mean_width",
               .label = "Mean width",
               .help = "Mean width of the intervals, in places.",
               .kind = EGB_CELL_NUMBER,
               .decimals = 1},
    [RELIABLE] = COUNT("reliable", "Reliable", "Of these have a reliable rank, by the rule of the index."),
    [REASON] = {.id = "reason", .label = "Why not", .help = "Why there is no simulation.", .kind = EGB_CELL_TEXT}};

/* Children of the index that have parts themselves. */
static size_t list_parts(const egb_audit_work *work, size_t *part) {
  const egb_node *nodes = work->index->node;
  size_t count = 0;
  for (size_t i = nodes[0].first_child; i != EGB_NONE; i = nodes[i].next)
    if (work->results->active[i] && nodes[i].first_child != EGB_NONE)
      part[count++] = i;
  return count;
}

static double mean_width(const egb_uncertainty *u) {
  double sum = 0, count = 0;
  for (size_t i = 0; i < egb_uncertainty_count(u); i++) {
    const egb_rank_spread *spread = egb_uncertainty_at(u, i);
    if (isnan(spread->rank) || spread->ranked == 0)
      continue;
    sum += spread->high - spread->low;
    count++;
  }
  return count > 0 ? sum / count : (double)NAN;
}

static void put_counts(const egb_audit_work *work, egb_table *table, size_t row, const egb_uncertainty *u) {
  egb_audit_counts counts;
  egb_audit_count(work, u, &counts);
  egb_table_put_integer(table, row, UNITS, (int64_t)counts.units);
  egb_table_put_integer(table, row, INSIDE, (int64_t)counts.inside);
  egb_table_put_integer(table, row, RELIABLE, (int64_t)counts.reliable);
  egb_table_put_number(table, row, WIDTH, mean_width(u));
}

static egb_status put_part(egb_audit_work *work, const egb_audit_design *design, egb_table *table, size_t row,
                           size_t node) {
  egb_uncertainty_options options = design->options;
  egb_uncertainty *u = NULL;
  const char *reason = NULL;
  options.node = work->index->node[node].id;
  options.draws = DRAWS;
  options.watch = egb_audit_watch;
  options.context = work;
  options.impute = options.aggregate = options.aggregate_at = NULL;
  const egb_diag_point mark = egb_diag_mark(work->diag);
  egb_status status = egb_uncertainty_new(work->plan, work->results, &options, work->diag, &u);
  if (status == EGB_OK) {
    egb_diag_rewind(work->diag, mark); /* the simulation of the index warned of the same */
    put_counts(work, table, row, u);
  }
  egb_uncertainty_free(u);
  status = egb_audit_reason(work, mark, status, &reason);
  if (status != EGB_OK)
    return status;
  return egb_robust_put_node(table, row, NODE, work->results, node, work->languages) &&
                 egb_cells_put(table, row, REASON, reason)
             ? EGB_OK
             : EGB_NO_MEMORY;
}

egb_status egb_audit_parts(egb_audit_work *work, const egb_audit_robust *robust) {
  size_t *part = egb_arena_array(work->arena, work->index->node_count, sizeof *part);
  const size_t count = part != NULL ? list_parts(work, part) : 0;
  if (part == NULL || count == 0)
    return part == NULL ? EGB_NO_MEMORY : EGB_OK;
  egb_table *table = egb_audit_table(work, "egovbench.audit-parts/1", EGB_SAY_table_parts, columns, COLUMNS, count);
  egb_status status = table != NULL ? EGB_OK : EGB_NO_MEMORY;
  for (size_t i = 0; i < count && status == EGB_OK; i++)
    status = put_part(work, &robust->design, table, i, part[i]);
  if (status == EGB_OK &&
      !egb_audit_note(
          work, table, EGB_SAY_parts_note,
          EGB_ARGS(egb_arg_count(DRAWS),
                   egb_arg_text(robust->design.declared ? "" : egb_audit_phrase(work, EGB_SAY_parts_usual)))))
    status = EGB_NO_MEMORY;
  if (status != EGB_OK)
    egb_table_free(table);
  return status == EGB_OK ? egb_audit_adopt(work, EGB_OK, table) : status;
}
