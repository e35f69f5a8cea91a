/* Which parts go together, which are left alone, and which pull apart. */
#include "audit/audit.h"

#include "table/columns.h"
#include "table/tables_robust.h"

#include <math.h>

#define MATRIX_MOST 12 /* dimensions whose correlations have room side by side */

/* ---- pairs ----------------------------------------------------------------------------------- */

/* "A1 and A2", in the arena. */
static const char *pair_of(egb_audit_work *work, const egb_correlated *pair) {
  return egb_audit_format(work, "%s and %s", egb_audit_id(work, pair->x), egb_audit_id(work, pair->y));
}

static bool is_sibling(const egb_audit_work *work, const egb_correlated *pair) {
  (void)work;
  return pair->relation == EGB_RELATION_SIBLINGS;
}

/* A part of the node above it, which has others: alone it is that node. */
static bool is_part(const egb_audit_work *work, const egb_correlated *pair) {
  const size_t above = work->index->node[pair->x].parent;
  return pair->relation == EGB_RELATION_PARENT && above == pair->y && egb_audit_children(work, above) > 1;
}

static bool is_of_index(const egb_audit_work *work, const egb_correlated *pair) {
  return pair->relation == EGB_RELATION_INDEX && egb_audit_is_indicator(work, pair->x) &&
         egb_audit_indicators(work, 0) > 1;
}

static bool is_above(double r, double limit) {
  return r > limit;
}

static bool is_below(double r, double limit) {
  return r < -limit;
}

static bool is_near(double r, double limit) {
  return fabs(r) <= limit;
}

/* What is flagged of the pairs of one relation. */
static const struct flagged {
  const char *rule;
  bool (*of)(const egb_audit_work *work, const egb_correlated *pair);
  bool (*is)(double r, double limit);
  egb_severity severity;
  bool both; /* names both nodes; otherwise the first */
  const char *what, *says;
} flagged[] = {
    {"redundant", is_sibling, is_above, EGB_SEVERITY_WARNING, true, "Pairs of siblings that",
     "say nearly the same, so that what they measure counts twice"},
    {"opposed", is_sibling, is_below, EGB_SEVERITY_WARNING, true, "Pairs of siblings that",
     "run against each other, so that their scores cancel"},
    {"dominates", is_part, is_above, EGB_SEVERITY_WARNING, false, "Parts that",
     "determine the node that they are a part of nearly alone"},
    {"silent", is_part, is_near, EGB_SEVERITY_WARNING, false, "Parts that",
     "hardly show in the node that they are a part of"},
    {"against", is_part, is_below, EGB_SEVERITY_WARNING, false, "Parts that",
     "run against the node that they are a part of"},
    {"silent", is_of_index, is_near, EGB_SEVERITY_WARNING, false, "Indicators that", "hardly show in the index"},
    {"against", is_of_index, is_below, EGB_SEVERITY_WARNING, false, "Indicators that", "run against the index"},
    {"dominates", is_of_index, is_above, EGB_SEVERITY_WARNING, false, "Indicators that",
     "determine the index nearly alone"},
};

static void find_pairs(egb_audit_work *work, const egb_statistics *pairs, const struct flagged *of) {
  const double limit = egb_audit_limit(work, of->rule);
  egb_audit_list list = {0};
  size_t all = 0;
  for (size_t i = 0; i < pairs->count; i++) {
    const egb_correlated *pair = &pairs->row.pair[i];
    if (isnan(pair->pearson) || !of->of(work, pair))
      continue;
    all++;
    /* What runs against its whole is no longer one that hardly shows. */
    if (of->is(pair->pearson, limit))
      egb_audit_list_number(&list, of->both ? pair_of(work, pair) : egb_audit_id(work, pair->x), pair->pearson, 3);
  }
  const size_t count = list.count;
  const char *ids = egb_audit_list_end(work, &list);
  if (count > 0)
    egb_audit_find(work, of->severity, of->rule, "%s %s, %zu of %zu (r in brackets): %s.", of->what, of->says, count,
                   all, ids);
}

/* JRC's conclusion about an index that is coherent: all correlations within a category significant and positive. */
static void say_siblings(egb_audit_work *work, const egb_statistics *pairs) {
  const double level = egb_audit_limit(work, "significance");
  size_t all = 0, positive = 0, significant = 0, against = 0;
  for (size_t i = 0; i < pairs->count; i++) {
    const egb_correlated *pair = &pairs->row.pair[i];
    if (pair->relation != EGB_RELATION_SIBLINGS || isnan(pair->pearson))
      continue;
    all++;
    positive += pair->pearson > 0;
    significant += pair->pearson > 0 && pair->pearson_p < level;
    against += pair->pearson < 0 && pair->pearson_p < level;
  }
  if (all == 0) {
    egb_audit_say(work, "No two siblings have values that can be correlated.");
    return;
  }
  egb_audit_say(work,
                "Of %zu pairs of siblings %zu correlate positively, %zu of them significantly at %s; %zu correlate "
                "negatively, %zu of them significantly.",
                all, positive, significant, egb_audit_percent(work, level), all - positive, against);
  egb_audit_say(work,
                "A part belongs to its whole: of k parts that have nothing in common, equal in weight and spread, "
                "each still correlates with the mean of all by one over the root of k.");
}

/* ---- indicators and other dimensions --------------------------------------------------------- */

static void find_elsewhere(egb_audit_work *work, const egb_statistics *items) {
  egb_audit_list list = {0};
  size_t all = 0;
  for (size_t i = 0; i < items->count; i++) {
    const egb_item *item = &items->row.item[i];
    if (isnan(item->own) || isnan(item->other))
      continue;
    all++;
    if (!(item->other > item->own))
      continue;
    egb_audit_list_add(&list,
                       egb_audit_format(work, "%s with %s (%s against %s)", egb_audit_id(work, item->child),
                                        egb_audit_id(work, item->other_node), egb_audit_fixed(work, item->other, 2),
                                        egb_audit_fixed(work, item->own, 2)));
  }
  const size_t count = list.count;
  const char *ids = egb_audit_list_end(work, &list);
  if (count > 0)
    egb_audit_find(work, EGB_SEVERITY_WARNING, "elsewhere",
                   "Parts that correlate more with another dimension than with their own, %zu of %zu: %s.", count, all,
                   ids);
  else if (all > 0)
    egb_audit_say(work, "Every one of %zu parts correlates most with its own dimension.", all);
}

/* ---- size ------------------------------------------------------------------------------------ */

static bool has_population(const egb_audit_work *work) {
  const egb_results *results = work->results;
  size_t known = 0;
  for (size_t u = 0; u < results->unit_count; u++)
    known += results->screened[u] == NULL && !isnan(results->data->unit[u].population);
  return known > 3;
}

/* The index, its children and the population. */
static void say_size(egb_audit_work *work, const egb_statistics *st) {
  egb_audit_list list = {0};
  double index = NAN;
  size_t units = 0;
  for (size_t i = 0; i < st->count; i++) {
    const egb_correlated *pair = &st->row.pair[i];
    if (pair->relation != EGB_RELATION_COLUMN || isnan(pair->pearson))
      continue;
    if (pair->x == 0) {
      index = pair->pearson;
      units = pair->count;
    }
    if ((pair->x == 0 || work->index->node[pair->x].first_child != EGB_NONE) &&
        fabs(pair->pearson) > egb_audit_limit(work, "size"))
      egb_audit_list_number(&list, egb_audit_id(work, pair->x), pair->pearson, 2);
  }
  const size_t count = list.count;
  const char *ids = egb_audit_list_end(work, &list);
  if (!isnan(index))
    egb_audit_say(work, "The index and the population of its units correlate by %s (%s).",
                  egb_audit_fixed(work, index, 2), egb_audit_counted(work, units, "unit"));
  if (count > 0)
    egb_audit_find(work, EGB_SEVERITY_WARNING, "size", "%s %s with the population (r in brackets): %s.",
                   egb_audit_counted(work, count, "score"), count == 1 ? "rises or falls" : "rise or fall", ids);
}

static egb_status find_size(egb_audit_work *work) {
  const char *const columns[] = {"population", NULL};
  const egb_statistics_options options = {.size = sizeof options, .columns = columns};
  egb_statistics *st;
  if (!has_population(work))
    return EGB_OK;
  const egb_status status =
      egb_statistics_new(work->results, EGB_STATISTICS_CORRELATIONS, EGB_STAGE_SCORED, &options, work->diag, &st);
  if (status == EGB_OK)
    say_size(work, st);
  egb_statistics_free(st);
  return status;
}

/* ---- dimensions side by side ----------------------------------------------------------------- */

static double correlation_of(const egb_statistics *pairs, size_t x, size_t y) {
  for (size_t i = 0; i < pairs->count; i++) {
    const egb_correlated *pair = &pairs->row.pair[i];
    if (pair->relation != EGB_RELATION_COLUMN && ((pair->x == x && pair->y == y) || (pair->x == y && pair->y == x)))
      return pair->pearson;
  }
  return (double)NAN;
}

/* The children of the index, and the index as the last. */
static egb_status add_matrix(egb_audit_work *work, const egb_statistics *pairs) {
  const egb_node *nodes = work->index->node;
  const size_t k = egb_audit_children(work, 0);
  if (k < 2 || k > MATRIX_MOST)
    return EGB_OK;
  egb_table_column column[MATRIX_MOST + 2] = {{EGB_COLUMN_NODE}};
  size_t node[MATRIX_MOST + 1], count = 0;
  for (size_t i = nodes[0].first_child; i != EGB_NONE; i = nodes[i].next)
    if (work->results->active[i])
      node[count++] = i;
  node[count++] = 0;
  for (size_t i = 0; i < count; i++)
    column[i + 1] = (egb_table_column){.id = nodes[node[i]].id,
                                       .label = nodes[node[i]].id,
                                       .help = "Pearson's correlation with it.",
                                       .kind = EGB_CELL_NUMBER,
                                       .decimals = 2};
  egb_table *table = egb_audit_table(work, "egovbench.dimension-correlations/1",
                                     "correlations of the children of the index", column, count + 1, count);
  bool done = table != NULL;
  for (size_t row = 0; row < count && done; row++) {
    done = egb_table_put_text(table, row, 0, nodes[node[row]].id);
    for (size_t i = 0; i < count; i++)
      egb_table_put_number(table, row, i + 1, i == row ? 1 : correlation_of(pairs, node[row], node[i]));
  }
  if (!done) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  return egb_audit_adopt(work, EGB_OK, table);
}

/* ---- the section ----------------------------------------------------------------------------- */

egb_status egb_audit_correlations(egb_audit_work *work) {
  const egb_statistics *pairs, *items;
  egb_table *table = NULL;
  egb_status status = egb_audit_figures_of(work, EGB_STATISTICS_CORRELATIONS, EGB_STAGE_SCORED, &pairs);
  if (status == EGB_OK)
    status = egb_audit_figures_of(work, EGB_STATISTICS_ITEMS, EGB_STAGE_SCORED, &items);
  if (status != EGB_OK)
    return status;
  say_siblings(work, pairs);
  for (size_t i = 0; i < sizeof flagged / sizeof *flagged; i++)
    find_pairs(work, pairs, &flagged[i]);
  find_elsewhere(work, items);
  status = find_size(work);
  if (status == EGB_OK)
    status = add_matrix(work, pairs);
  if (status == EGB_OK)
    status = egb_audit_figures_table(work, EGB_STATISTICS_ITEMS, EGB_STAGE_SCORED);
  if (status == EGB_OK)
    status = egb_table_statistics(pairs, work->languages, work->diag, &table);
  return egb_audit_adopt_flagged(work, status, table);
}
