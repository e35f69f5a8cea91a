/* The tables of results, without what would give back the cells of a file that is left out. */
#include "base/diag.h"
#include "bundle/gather.h"
#include "model/results.h"

#include <string.h>

/* ---- what is not shown ----------------------------------------------------------------------- */

static bool is_name(const egb_bundle *bundle, const char *id) {
  bool is = strcmp(id, "name") == 0 || strncmp(id, "name_", strlen("name_")) == 0;
  for (size_t i = 0; i < bundle->data->grouping_count && !is; i++)
    is = strcmp(id, bundle->data->grouping[i]) == 0;
  return is;
}

/* Whether a column may be that of a hidden node: by its id, or the score of the index. Or of names and groups. */
static bool is_hidden(const egb_bundle *bundle, const char *id) {
  const size_t node = egb_index_find(bundle->index, id);
  const bool of_weights = strcmp(id, "weight") == 0 || strcmp(id, "contribution") == 0;
  return (bundle->hides_names && is_name(bundle, id)) || (bundle->hides_weights && of_weights) ||
         (node != SIZE_MAX && bundle->hidden[node]) || (strcmp(id, "score") == 0 && bundle->hidden[0]);
}

static egb_status hide(const egb_bundle *bundle, egb_table *table, egb_diag *diag) {
  const egb_index *index = bundle->index;
  const bool by_row = egb_table_find_column(table, "node") != SIZE_MAX;
  const size_t width = egb_table_column_count(table);
  const char **columns = egb_arena_array(bundle->arena, width + 1, sizeof *columns),
             **nodes = egb_arena_array(bundle->arena, index->node_count + 1, sizeof *nodes);
  size_t count = 0, rows = 0;
  if (columns == NULL || nodes == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < width; i++)
    if (!is_hidden(bundle, egb_table_column_id(table, i)))
      columns[count++] = egb_table_column_id(table, i);
  for (size_t i = 0; i < index->node_count; i++)
    if (!bundle->hidden[i])
      nodes[rows++] = index->node[i].id;
  if (by_row && rows == 0) /* the header alone is left */
    table->row_count = 0;
  return egb_table_select(table,
                          &EGB_OPTIONS(egb_select_options, .columns = count < width ? columns : NULL,
                                       .nodes = by_row && rows != 0 ? nodes : NULL),
                          diag);
}

/* ---- the tables ------------------------------------------------------------------------------ */

/* Of the tables the bundle keeps what their columns are; their rows, which may be millions, are written at once. */

static egb_status make_ranking(const egb_bundle *bundle, egb_diag *diag, egb_table **out) {
  egb_ranking_options options = EGB_RANKING_OPTIONS_INIT;
  options.on_demand = true;
  options.no_bounds = bundle->hidden != NULL; /* bounds are of columns of the data */
  return egb_table_ranking(bundle->results, &options, diag, out);
}

static egb_status make_scores(const egb_bundle *bundle, egb_diag *diag, egb_table **out) {
  const egb_stage_options options = {.size = sizeof options, .on_demand = true};
  return egb_table_stages(bundle->results, EGB_STAGE_SCORED, &options, diag, out);
}

static egb_status make_stages(const egb_bundle *bundle, egb_diag *diag, egb_table **out) {
  const egb_stage_options options = {.size = sizeof options, .each_value = true, .on_demand = true};
  return egb_table_stages(bundle->results, EGB_STAGE_ALL, &options, diag, out);
}

static egb_status make_weights(const egb_bundle *bundle, egb_diag *diag, egb_table **out) {
  const egb_plan *const plans[] = {bundle->plan};
  *out = NULL;
  return bundle->hides_weights ? EGB_UNCOMPUTABLE : egb_table_weights(bundle->index, plans, 1, NULL, NULL, diag, out);
}

static egb_status make_long(const egb_bundle *bundle, egb_diag *diag, egb_table **out) {
  egb_export_options options = EGB_EXPORT_OPTIONS_INIT;
  const egb_uncertainty *const uncertainty[] = {bundle->uncertainty};
  options.uncertainty = uncertainty;
  options.on_demand = true;
  return egb_table_long(&bundle->results, 1, &options, diag, out);
}

static egb_status make_uncertainty(const egb_bundle *bundle, egb_diag *diag, egb_table **out) {
  const egb_spread_options options = {.size = sizeof options, .on_demand = true};
  *out = NULL;
  return bundle->uncertainty == NULL ? EGB_UNCOMPUTABLE
                                     : egb_table_uncertainty(bundle->uncertainty, &options, diag, out);
}

/* An index of published ranks, for instance, has none. */
static egb_status simulate(egb_bundle *bundle, egb_diag *diag) {
  const egb_bundle_options *o = bundle->options;
  const egb_uncertainty_options options = {
      .size = sizeof options, .draws = o->draws, .seed = o->seed, .threads = o->threads, .level = o->level};
  const egb_diag_point before = egb_diag_mark(diag);
  const egb_status status = egb_uncertainty_new(bundle->plan, bundle->results, &options, diag, &bundle->uncertainty);
  if (status != EGB_UNCOMPUTABLE)
    return status;
  egb_diag_rewind(diag, before);
  return EGB_OK;
}

static const egb_bundle_result results[] = {
    {.path = "results/ranking.csv",
     .title = "The ranking",
     .description = "A row per unit: score, rank, scores of the dimensions, level, what is missing.",
     .key = {"unit"},
     .open = true,
     .edition = true,
     .make = make_ranking},
    {.path = "results/scores.csv",
     .title = "Scores of every node",
     .description =
         "A row per unit, a column per node of the tree: normalised values of indicators, scores of the rest.",
     .key = {"unit"},
     .open = true,
     .make = make_scores},
    {.path = "results/long.csv",
     .title = "Everything, a row each",
     .description = "A row per unit, node and stage, from the cell of the data to the rank: value, status, weight, "
                    "contribution, rank with its interval, and where a raw value was read.",
     .key = {"unit", "node", "stage"},
     .open = true,
     .make = make_long},
    {.path = "results/stages.csv",
     .title = "Values of every stage",
     .description = "A row per unit, node and stage of the computation, from the raw value to the score.",
     .key = {"unit", "node", "stage"},
     .edition = true,
     .make = make_stages},
    {.path = "results/weights.csv",
     .title = "Weights",
     .description = "A row per node: its weight, its share among its siblings and of the whole index.",
     .key = {"node"},
     .open = true,
     .edition = true,
     .may_have_none = true,
     .make = make_weights},
    {.path = "results/uncertainty.csv",
     .title = "How certain the ranks are",
     .description = "A row per unit: the interval of its rank over random draws of what is not certain.",
     .key = {"unit"},
     .open = true,
     .may_have_none = true,
     .make = make_uncertainty}};

const egb_bundle_result *egb_bundle_result_at(size_t i) {
  return i < sizeof results / sizeof results[0] ? &results[i] : NULL;
}

static egb_status add_result(egb_bundle *bundle, const egb_bundle_result *row, egb_diag *diag) {
  const egb_diag_point before = egb_diag_mark(diag);
  egb_table *table = NULL;
  egb_status status = row->make(bundle, diag, &table);
  if (status == EGB_UNCOMPUTABLE && row->may_have_none) {
    egb_diag_rewind(diag, before);
    return EGB_OK;
  }
  if (status == EGB_OK && bundle->hidden != NULL)
    status = hide(bundle, table, diag);
  if (status != EGB_OK) {
    egb_table_free(table);
    return status;
  }
  return egb_bundle_add_table(bundle,
                              (egb_bundle_file){.path = row->path,
                                                .role = EGB_KEPT_RESULT,
                                                .title = row->title,
                                                .description = row->description,
                                                .key = row->key[0] == NULL ? NULL : row->key},
                              table, diag);
}

egb_status egb_bundle_gather_results(egb_bundle *bundle, egb_diag *diag) {
  const bool edition = bundle->options->kind == EGB_BUNDLE_EDITION;
  const egb_bundle_result *row;
  egb_status status = edition ? EGB_OK : simulate(bundle, diag);
  for (size_t i = 0; status == EGB_OK && (row = egb_bundle_result_at(i)) != NULL; i++)
    if (edition ? row->edition : row->open)
      status = add_result(bundle, row, diag);
  return status;
}
