/* Which parts go together, which are left alone, and which pull apart. */
#include "audit/sections.h"

#include "table/columns.h"
#include "table/tables_robust.h"

#include <math.h>
#include <string.h>

#define MATRIX_MOST 12 /* dimensions whose correlations have room side by side */

/* ---- pairs ----------------------------------------------------------------------------------- */

/* "A1 and A2", in the arena. */
static const char *pair_of(egb_audit_work *work, const egb_correlated *pair) {
  return egb_audit_format(
      work, EGB_SAY_pair,
      EGB_ARGS(egb_arg_text(egb_audit_id(work, pair->x)), egb_arg_text(egb_audit_id(work, pair->y))));
}

static bool is_sibling(const egb_audit_work *work, const egb_correlated *pair) {
  (void)work;
  return pair->relation == EGB_RELATION_SIBLINGS;
}

/* A part of the node above it, which has others: alone it is that node. */
static bool is_part(const egb_audit_work *work, const egb_correlated *pair) {
  const size_t above = work->index->node[pair->x].parent;
  return pair->relation == EGB_RELATION_PARENT && above == pair->y &&
         !egb_results_is_alone(work->results, pair->x, above);
}

static bool is_of_index(const egb_audit_work *work, const egb_correlated *pair) {
  return pair->relation == EGB_RELATION_INDEX && egb_audit_is_indicator(work, pair->x) &&
         !egb_results_is_alone(work->results, pair->x, 0);
}

/* What is flagged of the pairs of one relation. */
static const struct flagged {
  const char *rule;
  bool (*of)(const egb_audit_work *work, const egb_correlated *pair);
  egb_severity severity;
  bool both; /* names both nodes; otherwise the first */
  egb_audit_phrase_id says;
} flagged[] = {
    {"redundant", is_sibling, EGB_SEVERITY_WARNING, true, EGB_SAY_redundant},
    {"opposed", is_sibling, EGB_SEVERITY_WARNING, true, EGB_SAY_opposed},
    {"dominates", is_part, EGB_SEVERITY_WARNING, false, EGB_SAY_dominates_parts},
    {"silent", is_part, EGB_SEVERITY_WARNING, false, EGB_SAY_silent_parts},
    {"against", is_part, EGB_SEVERITY_WARNING, false, EGB_SAY_against_parts},
    {"silent", is_of_index, EGB_SEVERITY_WARNING, false, EGB_SAY_silent_index},
    {"against", is_of_index, EGB_SEVERITY_WARNING, false, EGB_SAY_against_index},
    {"dominates", is_of_index, EGB_SEVERITY_WARNING, false, EGB_SAY_dominates_index},
};

static void find_pairs(egb_audit_work *work, const egb_statistics *pairs, const struct flagged *of) {
  egb_audit_list list = {0};
  size_t all = 0;
  for (size_t i = 0; i < pairs->count; i++) {
    const egb_correlated *pair = &pairs->row.pair[i];
    if (isnan(pair->pearson) || !of->of(work, pair))
      continue;
    all++;
    const char *flag = egb_flag_pair(pairs, pair);
    if (flag != NULL && strcmp(flag, of->rule) == 0)
      egb_audit_list_number(work, &list, of->both ? pair_of(work, pair) : egb_audit_id(work, pair->x), pair->pearson,
                            3);
  }
  const size_t count = list.count;
  const char *ids = egb_audit_list_end(work, &list);
  if (count > 0)
    egb_audit_find(work, of->severity, of->rule, of->says,
                   EGB_ARGS(egb_arg_count(count), egb_arg_count(all), egb_arg_text(ids)));
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
    egb_audit_say(work, EGB_SAY_siblings_none, NULL);
    return;
  }
  egb_audit_say(work, EGB_SAY_siblings,
                EGB_ARGS(egb_arg_count(all), egb_arg_count(positive), egb_arg_count(significant), egb_arg_share(level),
                         egb_arg_count(all - positive), egb_arg_count(against)));
  egb_audit_say(work, EGB_SAY_siblings_by_chance, NULL);
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
    egb_audit_list_add(work, &list,
                       egb_audit_format(work, EGB_SAY_elsewhere_item,
                                        EGB_ARGS(egb_arg_text(egb_audit_id(work, item->child)),
                                                 egb_arg_text(egb_audit_id(work, item->other_node)),
                                                 egb_arg_fixed(item->other, 2), egb_arg_fixed(item->own, 2))));
  }
  const size_t count = list.count;
  const char *ids = egb_audit_list_end(work, &list);
  if (count > 0)
    egb_audit_find(work, EGB_SEVERITY_WARNING, "elsewhere", EGB_SAY_elsewhere,
                   EGB_ARGS(egb_arg_count(count), egb_arg_count(all), egb_arg_text(ids)));
  else if (all > 0)
    egb_audit_say(work, EGB_SAY_elsewhere_none, EGB_ARGS(egb_arg_count(all)));
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
      egb_audit_list_number(work, &list, egb_audit_id(work, pair->x), pair->pearson, 2);
  }
  const size_t count = list.count;
  const char *ids = egb_audit_list_end(work, &list);
  if (!isnan(index))
    egb_audit_say(work, EGB_SAY_size_index, EGB_ARGS(egb_arg_fixed(index, 2), egb_arg_count(units)));
  if (count > 0)
    egb_audit_find(work, EGB_SEVERITY_WARNING, "size", EGB_SAY_size, EGB_ARGS(egb_arg_count(count), egb_arg_text(ids)));
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

/* The rows of the correlations of siblings below the index, as a table of its own in the arena: what the picture of the
 * matrix is drawn from. */
static bool pick_dimensions(const egb_audit_work *work, const egb_statistics *pairs, const egb_table *all,
                            egb_table *out) {
  const size_t columns = all->column_count;
  *out = *all;
  out->cell = egb_arena_array(work->arena, all->row_count * columns, sizeof *out->cell);
  out->row_count = 0;
  for (size_t row = 0; row < all->row_count && out->cell != NULL; row++) {
    const egb_correlated *pair = &pairs->row.pair[row];
    if (pair->relation == EGB_RELATION_SIBLINGS && work->index->node[pair->x].parent == 0)
      memcpy(&out->cell[out->row_count++ * columns], &all->cell[row * columns], columns * sizeof *out->cell);
  }
  return out->cell != NULL;
}

static egb_status adopt_matrix(egb_audit_work *work, const egb_statistics *pairs, const egb_table *all,
                               egb_table *matrix) {
  egb_table from;
  if (!pick_dimensions(work, pairs, all, &from)) {
    egb_table_free(matrix);
    return EGB_NO_MEMORY;
  }
  egb_audit_shorten_title(work, matrix);
  from.title = matrix->title;
  return egb_audit_adopt_drawn_from(work, matrix, "correlations", &from);
}

/* The children of the index, and the index as the last. */
static egb_status add_matrix(egb_audit_work *work, const egb_statistics *pairs, const egb_table *all) {
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
  egb_table *table = egb_audit_table(work, "egovbench.dimension-correlations/1", EGB_SAY_table_dimension_correlations,
                                     column, count + 1, count);
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
  return adopt_matrix(work, pairs, all, table);
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
    status = egb_table_statistics(pairs, work->languages, work->diag, &table);
  if (status == EGB_OK)
    status = add_matrix(work, pairs, table);
  if (status == EGB_OK)
    status = egb_audit_figures_table(work, EGB_STATISTICS_ITEMS, EGB_STAGE_SCORED, NULL);
  if (status == EGB_OK)
    return egb_audit_adopt_flagged(work, status, table);
  egb_table_free(table);
  return status;
}
