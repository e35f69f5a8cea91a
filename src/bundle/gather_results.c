/* The tables of results, without what would give back the cells of a file that is left out. */
#include "base/diag.h"
#include "bundle/gather.h"
#include "model/results.h"

#include <string.h>

/* ---- what is not shown ----------------------------------------------------------------------- */

/* Whether a column may be that of a hidden node: by its id, or the score of the index. */
static bool is_hidden(const egb_bundle *bundle, const char *id) {
  const size_t node = egb_index_find(bundle->index, id);
  return (node != SIZE_MAX && bundle->hidden[node]) || (strcmp(id, "score") == 0 && bundle->hidden[0]);
}

static egb_status hide(const egb_bundle *bundle, egb_table *table, egb_diag *diag) {
  egb_select_options keep = EGB_SELECT_OPTIONS_INIT;
  if (bundle->hidden == NULL)
    return EGB_OK;
  const egb_index *index = bundle->index;
  const bool by_row = egb_table_find_column(table, "node") != SIZE_MAX;
  const char **list =
      egb_arena_array(bundle->arena, (by_row ? index->node_count : egb_table_column_count(table)) + 1, sizeof *list);
  size_t count = 0;
  if (list == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; by_row && i < index->node_count; i++)
    if (!bundle->hidden[i])
      list[count++] = index->node[i].id;
  for (size_t i = 0; !by_row && i < egb_table_column_count(table); i++)
    if (!is_hidden(bundle, egb_table_column_id(table, i)))
      list[count++] = egb_table_column_id(table, i);
  if (by_row && count == 0) { /* all rows go: the header alone is left */
    table->row_count = 0;
    return EGB_OK;
  }
  if (by_row)
    keep.nodes = list;
  else
    keep.columns = list;
  return egb_table_select(table, &keep, diag);
}

/* ---- the tables ------------------------------------------------------------------------------ */

static egb_status make_ranking(const egb_bundle *bundle, egb_diag *diag, egb_table **out) {
  egb_ranking_options options = EGB_RANKING_OPTIONS_INIT;
  options.no_bounds = bundle->hidden != NULL; /* bounds are of columns of the data */
  return egb_table_ranking(bundle->results, &options, diag, out);
}

static egb_status make_scores(const egb_bundle *bundle, egb_diag *diag, egb_table **out) {
  return egb_table_stage(bundle->results, EGB_STAGE_SCORED, NULL, NULL, diag, out);
}

static egb_status make_stages(const egb_bundle *bundle, egb_diag *diag, egb_table **out) {
  return egb_table_stage_long(bundle->results, EGB_STAGE_ALL, NULL, diag, out);
}

static bool weights_are_hidden(const egb_bundle *bundle) {
  for (size_t i = 0; bundle->hidden != NULL && i < bundle->data->file_count; i++)
    if (strcmp(bundle->data->file[i].role, "weights") == 0)
      return true;
  return false;
}

/* Where weights are in a file, and some file is left out, which one is not looked at: none are shown. */
static egb_status make_weights(const egb_bundle *bundle, egb_diag *diag, egb_table **out) {
  const egb_plan *const plans[] = {bundle->plan};
  *out = NULL;
  return weights_are_hidden(bundle) ? EGB_UNCOMPUTABLE
                                    : egb_table_weights(bundle->index, plans, 1, NULL, NULL, diag, out);
}

static egb_status make_long(const egb_bundle *bundle, egb_diag *diag, egb_table **out) {
  egb_export_options options = EGB_EXPORT_OPTIONS_INIT;
  const egb_uncertainty *const uncertainty[] = {bundle->uncertainty};
  options.uncertainty = uncertainty;
  return egb_table_long(&bundle->results, 1, &options, diag, out);
}

static egb_status make_uncertainty(const egb_bundle *bundle, egb_diag *diag, egb_table **out) {
  *out = NULL;
  return bundle->uncertainty == NULL ? EGB_UNCOMPUTABLE : egb_table_uncertainty(bundle->uncertainty, NULL, diag, out);
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
  if (status == EGB_OK)
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
