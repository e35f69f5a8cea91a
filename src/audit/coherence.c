/* Do the children of a node measure one thing? */
#include "audit/sections.h"

#include "table/columns.h"
#include "table/tables_robust.h"

#include <math.h>

/* ---- principal components -------------------------------------------------------------------- */

/* The rows of one node in a list of components. */
typedef struct components {
  const egb_component *first; /* the largest */
  size_t count, above;        /* all; those with an eigenvalue above the limit of Kaiser's criterion */
} components;

static components take_node(const egb_statistics *st, size_t *at) {
  components out = {.first = &st->row.component[*at]};
  for (; *at < st->count && st->row.component[*at].node == out.first->node; ++*at) {
    out.count++;
    out.above += st->row.component[*at].eigenvalue > 1 + 1e-9;
  }
  return out;
}

static const char *describe(egb_audit_work *work, const components *of) {
  return egb_audit_format(work, EGB_SAY_components_item,
                          EGB_ARGS(egb_arg_text(egb_audit_id(work, of->first->node)), egb_arg_count(of->above),
                                   egb_arg_share(of->first->share)));
}

static void find_components(egb_audit_work *work, const egb_statistics *st) {
  egb_audit_list many = {0}, weak = {0};
  size_t nodes = 0, single = 0;
  for (size_t at = 0; at < st->count;) {
    const components of = take_node(st, &at);
    nodes++;
    single += of.above <= 1;
    if ((double)of.above > egb_audit_limit(work, "components"))
      egb_audit_list_add(work, &many, describe(work, &of));
    if (of.first->share < egb_audit_limit(work, "first-share"))
      egb_audit_list_number(work, &weak, egb_audit_id(work, of.first->node), of.first->share, 2);
  }
  const size_t counts[] = {many.count, weak.count};
  const char *ids[] = {egb_audit_list_end(work, &many), egb_audit_list_end(work, &weak)};
  if (nodes == 0) {
    egb_audit_say(work, EGB_SAY_components_none, NULL);
    return;
  }
  egb_audit_say(work, EGB_SAY_components_single, EGB_ARGS(egb_arg_count(single), egb_arg_count(nodes)));
  if (counts[0] > 0)
    egb_audit_find(work, EGB_SEVERITY_WARNING, "components", EGB_SAY_components_many,
                   EGB_ARGS(egb_arg_count(counts[0]), egb_arg_text(ids[0])));
  if (counts[1] > 0)
    egb_audit_find(work, EGB_SEVERITY_NOTE, "first-share", EGB_SAY_first_share_low,
                   EGB_ARGS(egb_arg_count(counts[1]), egb_arg_text(ids[1])));
  else
    egb_audit_say(work, EGB_SAY_first_share_all, EGB_ARGS(egb_arg_share(egb_audit_limit(work, "first-share"))));
}

enum { NODE, LABEL, CHILDREN, UNITS, ABOVE, FIRST, FIRST_SHARE, SECOND, COLUMNS };

static const egb_table_column columns[COLUMNS] = {
    [NODE] = {EGB_COLUMN_NODE},
    [LABEL] = {EGB_COLUMN_LABEL, .importance = 2, .comfort = 40},
    [CHILDREN] = {.id = "children", .label = "Children", .help = "Children that vary.", .kind = EGB_CELL_INTEGER},
    [UNITS] = {.id = "count", .label = "Units", .help = "Units that have every child.", .kind = EGB_CELL_INTEGER},
    [ABOVE] = {.id = "above",
               .label = "Above 1",
               .help = "Components with an eigenvalue above 1.",
               .kind = EGB_CELL_INTEGER},
    [FIRST] = {.id = "eigenvalue_1",
               .label = "First",
               .help = "The largest eigenvalue of the correlations.",
               .kind = EGB_CELL_NUMBER,
               .decimals = 3},
    [FIRST_SHARE] = {.id = "share_1",
                     .label = "Share",
                     .help = "Of the variance, that the first component accounts for, 0 to 1.",
                     .kind = EGB_CELL_NUMBER,
                     .decimals = 3},
    [SECOND] = {.id = "eigenvalue_2",
                .label = "Second",
                .help = "The second eigenvalue.",
                .kind = EGB_CELL_NUMBER,
                .decimals = 3,
                .importance = 1}};

static egb_status add_components(egb_audit_work *work, const egb_statistics *st) {
  size_t rows = 0;
  for (size_t at = 0; at < st->count; rows++)
    (void)take_node(st, &at);
  egb_table *table =
      egb_audit_table(work, "egovbench.component-counts/1", EGB_SAY_table_components, columns, COLUMNS, rows);
  bool done = table != NULL;
  for (size_t row = 0, at = 0; row < rows && done; row++) {
    const components of = take_node(st, &at);
    egb_table_put_integer(table, row, CHILDREN, (int64_t)of.count);
    egb_table_put_integer(table, row, UNITS, (int64_t)of.first->count);
    egb_table_put_integer(table, row, ABOVE, (int64_t)of.above);
    egb_table_put_number(table, row, FIRST, of.first->eigenvalue);
    egb_table_put_number(table, row, FIRST_SHARE, of.first->share);
    if (of.count > 1)
      egb_table_put_number(table, row, SECOND, of.first[1].eigenvalue);
    done = egb_robust_put_node(table, row, NODE, work->results, of.first->node, work->languages);
  }
  if (!done) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  return egb_audit_adopt(work, EGB_OK, table);
}

/* The loadings of nodes with more than one component to speak of. */
static egb_status add_loadings(egb_audit_work *work, const egb_statistics *st, const egb_statistics *loadings) {
  const char **node = egb_arena_array(work->arena, st->count + 1, sizeof *node);
  egb_table *table = NULL;
  size_t count = 0;
  if (node == NULL)
    return EGB_NO_MEMORY;
  for (size_t at = 0; at < st->count;) {
    const components of = take_node(st, &at);
    if ((double)of.above > egb_audit_limit(work, "components"))
      node[count++] = egb_audit_id(work, of.first->node);
  }
  if (count == 0)
    return EGB_OK;
  const egb_select_options options = {.size = sizeof options, .nodes = node};
  egb_status status = egb_table_statistics(loadings, work->languages, work->diag, &table);
  if (status == EGB_OK)
    status = egb_table_select(table, &options, work->diag);
  if (status == EGB_OK)
    return egb_audit_adopt(work, status, table);
  egb_table_free(table);
  return status;
}

/* Children that load on the first component with the sign of the minority. */
static void find_signs(egb_audit_work *work, const egb_statistics *st) {
  egb_audit_list list = {0};
  for (size_t at = 0; at < st->count;) {
    const size_t node = st->row.loading[at].node;
    size_t negative = 0;
    for (; at < st->count && st->row.loading[at].node == node; at++)
      negative += (size_t)(st->row.loading[at].number == 1 && st->row.loading[at].loading < -1e-9);
    if (negative > 0)
      egb_audit_list_number(work, &list, egb_audit_id(work, node), (double)negative, 0);
  }
  const size_t count = list.count;
  const char *ids = egb_audit_list_end(work, &list);
  if (count > 0)
    egb_audit_find(work, EGB_SEVERITY_WARNING, "signs", EGB_SAY_signs,
                   EGB_ARGS(egb_arg_count(count), egb_arg_text(ids)));
  else if (st->count > 0)
    egb_audit_say(work, EGB_SAY_signs_one, NULL);
}

egb_status egb_audit_components(egb_audit_work *work) {
  const egb_statistics *components_of, *loadings;
  egb_status status = egb_audit_figures_of(work, EGB_STATISTICS_COMPONENTS, EGB_STAGE_SCORED, &components_of);
  if (status == EGB_OK)
    status = egb_audit_figures_of(work, EGB_STATISTICS_LOADINGS, EGB_STAGE_SCORED, &loadings);
  if (status != EGB_OK)
    return status;
  find_components(work, components_of);
  find_signs(work, loadings);
  status = add_components(work, components_of);
  return status == EGB_OK ? add_loadings(work, components_of, loadings) : status;
}

/* ---- reliability ----------------------------------------------------------------------------- */

static void find_alpha(egb_audit_work *work, const egb_statistics *st) {
  const double limit = egb_audit_limit(work, "alpha"), low_limit = egb_audit_limit(work, "alpha-low");
  egb_audit_list low = {0}, moderate = {0};
  size_t nodes = 0;
  for (size_t i = 0; i < st->count; i++) {
    const egb_reliability *r = &st->row.reliability[i];
    nodes += isnan(r->alpha) ? 0 : 1;
    if (r->alpha < low_limit)
      egb_audit_list_number(work, &low, egb_audit_id(work, r->node), r->alpha, 2);
    else if (r->alpha < limit)
      egb_audit_list_number(work, &moderate, egb_audit_id(work, r->node), r->alpha, 2);
  }
  const size_t counts[] = {low.count, moderate.count};
  const char *ids[] = {egb_audit_list_end(work, &low), egb_audit_list_end(work, &moderate)};
  if (nodes == 0) {
    egb_audit_say(work, EGB_SAY_alpha_none, NULL);
    return;
  }
  egb_audit_say(work, EGB_SAY_alpha,
                EGB_ARGS(egb_arg_fixed(limit, 2), egb_arg_count(nodes - counts[0] - counts[1]), egb_arg_count(nodes)));
  if (counts[0] > 0)
    egb_audit_find(work, EGB_SEVERITY_WARNING, "alpha-low", EGB_SAY_alpha_low,
                   EGB_ARGS(egb_arg_count(counts[0]), egb_arg_text(ids[0])));
  if (counts[1] > 0)
    egb_audit_find(work, EGB_SEVERITY_NOTE, "alpha", EGB_SAY_alpha_moderate,
                   EGB_ARGS(egb_arg_count(counts[1]), egb_arg_text(ids[1])));
}

static void find_noise(egb_audit_work *work, const egb_statistics *st) {
  egb_audit_list noise = {0}, inadequate = {0};
  for (size_t i = 0; i < st->count; i++) {
    const egb_reliability *r = &st->row.reliability[i];
    if (r->p > egb_audit_limit(work, "noise"))
      egb_audit_list_number(work, &noise, egb_audit_id(work, r->node), r->p, 2);
    if (r->kmo < egb_audit_limit(work, "kmo"))
      egb_audit_list_number(work, &inadequate, egb_audit_id(work, r->node), r->kmo, 2);
  }
  const size_t counts[] = {noise.count, inadequate.count};
  const char *ids[] = {egb_audit_list_end(work, &noise), egb_audit_list_end(work, &inadequate)};
  if (counts[0] > 0)
    egb_audit_find(work, EGB_SEVERITY_WARNING, "noise", EGB_SAY_noise,
                   EGB_ARGS(egb_arg_count(counts[0]), egb_arg_text(ids[0])));
  if (counts[1] > 0)
    egb_audit_find(work, EGB_SEVERITY_NOTE, "kmo", EGB_SAY_kmo,
                   EGB_ARGS(egb_arg_count(counts[1]), egb_arg_text(ids[1])));
}

static double alpha_of(const egb_statistics *reliability, size_t node) {
  for (size_t i = 0; i < reliability->count; i++)
    if (reliability->row.reliability[i].node == node)
      return reliability->row.reliability[i].alpha;
  return (double)NAN;
}

static void find_items(egb_audit_work *work, const egb_statistics *reliability, const egb_statistics *items) {
  const double more = egb_audit_limit(work, "alpha-without");
  egb_audit_list list = {0};
  for (size_t i = 0; i < items->count; i++) {
    const egb_item *item = &items->row.item[i];
    const double alpha = alpha_of(reliability, item->node);
    if (!(item->alpha_without - alpha > more))
      continue;
    egb_audit_list_add(work, &list,
                       egb_audit_format(work, EGB_SAY_alpha_item,
                                        EGB_ARGS(egb_arg_text(egb_audit_id(work, item->child)),
                                                 egb_arg_text(egb_audit_id(work, item->node)), egb_arg_fixed(alpha, 2),
                                                 egb_arg_fixed(item->alpha_without, 2))));
  }
  const size_t count = list.count;
  const char *ids = egb_audit_list_end(work, &list);
  if (count > 0)
    egb_audit_find(work, EGB_SEVERITY_NOTE, "alpha-without", EGB_SAY_alpha_without,
                   EGB_ARGS(egb_arg_count(count), egb_arg_text(ids)));
}

egb_status egb_audit_reliability(egb_audit_work *work) {
  const egb_statistics *reliability, *items;
  egb_status status = egb_audit_figures_of(work, EGB_STATISTICS_RELIABILITY, EGB_STAGE_SCORED, &reliability);
  if (status == EGB_OK)
    status = egb_audit_figures_of(work, EGB_STATISTICS_ITEMS, EGB_STAGE_SCORED, &items);
  if (status != EGB_OK)
    return status;
  find_alpha(work, reliability);
  find_noise(work, reliability);
  find_items(work, reliability, items);
  return egb_audit_figures_table(work, EGB_STATISTICS_RELIABILITY, EGB_STAGE_SCORED, NULL);
}
