/* What the index adds to its parts: does it rank units as one of them alone does? */
#include "audit/sections.h"

#include "model/node_ranks.h"
#include "stats/agreement.h"
#include "table/columns.h"
#include "table/tables_robust.h"

#include <math.h>

/* From so many times the places of the rule on, being so many places apart is a rare thing to miss. */
#define ROOM 4

enum { NODE, LABEL, COUNT, SPEARMAN, KENDALL, FAR, SHARE, MOST, UNIT, COLUMNS };

static const egb_table_column columns[COLUMNS] = {
    [NODE] = {EGB_COLUMN_NODE},
    [LABEL] = {EGB_COLUMN_LABEL, .importance = 2, .comfort = 40},
    [COUNT] = {.id = "count", .label = "Units", .help = "Units ranked by both.", .kind = EGB_CELL_INTEGER},
    [SPEARMAN] = {.id = "spearman",
                  .label = "Spearman",
                  .help = "Spearman's correlation of the ranks by the index and by the node alone.",
                  .kind = EGB_CELL_NUMBER,
                  .decimals = 3},
    [KENDALL] = {.id = "kendall",
                 .label = "Kendall",
                 .help = "Kendall's tau-b of them.",
                 .kind = EGB_CELL_NUMBER,
                 .decimals = 3,
                 .importance = 1},
    [FAR] = {.id = "far",
             .label = "Far apart",
             .help = "Units whose ranks differ by the limit of the rule `places` or more.",
             .kind = EGB_CELL_INTEGER},
    [SHARE] =
        {.id = "share", .label = "Share", .help = "Of those units, 0 to 1.", .kind = EGB_CELL_NUMBER, .decimals = 3},
    [MOST] = {.id = "largest",
              .label = "Largest",
              .help = "The largest difference of ranks.",
              .kind = EGB_CELL_NUMBER,
              .decimals = EGB_DECIMALS_AS_NEEDED},
    [UNIT] = {.id = "unit",
              .label = "of",
              .help = "A unit that has it; empty for 0.",
              .kind = EGB_CELL_TEXT,
              .importance = 1}};

typedef struct added {
  size_t node, count, far, unit;
  double spearman, kendall, most;
} added;

/* Ranks of a node beside those of the index, in x and y. */
static egb_status compare(egb_audit_work *work, added *out, double *x, double *y, double *scratch) {
  const double places = egb_audit_limit(work, "places");
  egb_node_ranks *ranks;
  egb_agreement agreement;
  const egb_status status = egb_node_ranks_new(work->results, out->node, work->diag, &ranks);
  if (status != EGB_OK)
    return status;
  for (size_t i = 0; i < ranks->count; i++) {
    const egb_node_rank *of = &ranks->item[i];
    const double rank = work->results->rank[of->unit], apart = fabs(of->rank - rank);
    if (isnan(apart))
      continue;
    x[out->count] = rank;
    y[out->count++] = of->rank;
    out->far += apart >= places;
    if (apart > out->most) {
      out->most = apart;
      out->unit = of->unit;
    }
  }
  egb_node_ranks_free(ranks);
  egb_stats_agree_spearman(x, y, out->count, scratch, &agreement);
  out->spearman = agreement.estimate;
  egb_stats_agree_kendall(x, y, out->count, scratch, &agreement);
  out->kendall = agreement.estimate;
  return EGB_OK;
}

static egb_status make_table(egb_audit_work *work, const added *row, size_t count, egb_table **out) {
  egb_table *table =
      egb_audit_table(work, "egovbench.added-value/1", EGB_SAY_table_added_value, columns, COLUMNS, count);
  bool done = table != NULL;
  for (size_t i = 0; i < count && done; i++) {
    egb_table_put_integer(table, i, COUNT, (int64_t)row[i].count);
    egb_table_put_number(table, i, SPEARMAN, row[i].spearman);
    egb_table_put_number(table, i, KENDALL, row[i].kendall);
    egb_table_put_integer(table, i, FAR, (int64_t)row[i].far);
    egb_table_put_number(table, i, SHARE, (double)row[i].far / (double)row[i].count);
    egb_table_put_number(table, i, MOST, row[i].most);
    done = egb_robust_put_node(table, i, NODE, work->results, row[i].node, work->languages) &&
           egb_robust_put_unit(table, i, UNIT, work->results, row[i].unit);
  }
  if (!done) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  *out = table;
  return EGB_OK;
}

static void find_added_value(egb_audit_work *work, const added *row, size_t count) {
  const double places = egb_audit_limit(work, "places"), limit = egb_audit_limit(work, "added-value");
  egb_audit_list list = {0};
  size_t least = 0, most = 0, alike = 0, unlike = 0;
  for (size_t i = 0; i < count; i++) {
    const double share = (double)row[i].far / (double)row[i].count;
    least = row[i].far * row[least].count < row[least].far * row[i].count ? i : least;
    alike = row[i].spearman > row[alike].spearman ? i : alike;
    unlike = row[i].spearman < row[unlike].spearman ? i : unlike;
    most = row[i].far * row[most].count > row[most].far * row[i].count ? i : most;
    if (share < limit && (double)row[i].count >= ROOM * places)
      egb_audit_list_number(work, &list, egb_audit_id(work, row[i].node), share, 2);
  }
  const size_t flagged = list.count;
  const char *ids = egb_audit_list_end(work, &list);
  egb_audit_say(work, EGB_SAY_added_range,
                EGB_ARGS(egb_arg_fixed(places, 0), egb_arg_count(row[least].far), egb_arg_count(row[least].count),
                         egb_arg_text(egb_audit_id(work, row[least].node)), egb_arg_count(row[most].far),
                         egb_arg_count(row[most].count), egb_arg_text(egb_audit_id(work, row[most].node))));
  egb_audit_say(work, EGB_SAY_added_correlate,
                EGB_ARGS(egb_arg_fixed(row[unlike].spearman, 2), egb_arg_text(egb_audit_id(work, row[unlike].node)),
                         egb_arg_fixed(row[alike].spearman, 2), egb_arg_text(egb_audit_id(work, row[alike].node))));
  if ((double)row[most].count < ROOM * places)
    egb_audit_say(work, EGB_SAY_added_few, EGB_ARGS(egb_arg_fixed(places, 0)));
  if (flagged > 0)
    egb_audit_find(work, EGB_SEVERITY_WARNING, "added-value", EGB_SAY_added_little,
                   EGB_ARGS(egb_arg_count(flagged), egb_arg_text(ids)));
}

/* A row per child of the index that ranks units. */
static egb_status compare_all(egb_audit_work *work, added **out, size_t *count) {
  const egb_node *nodes = work->index->node;
  const size_t children = egb_audit_children(work, 0), units = work->results->unit_count;
  added *row = *out = egb_arena_array(work->arena, children, sizeof *row);
  double *x = egb_arena_array(work->arena, 2 * units, sizeof *x);
  double *scratch = egb_arena_array(work->arena, egb_stats_agreement_scratch(units), sizeof *scratch);
  *count = 0;
  if (row == NULL || x == NULL || scratch == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = nodes[0].first_child; i != EGB_NONE; i = nodes[i].next) {
    if (!work->results->active[i])
      continue;
    row[*count] = (added){.node = i, .unit = EGB_NONE};
    const egb_status status = compare(work, &row[*count], x, x + units, scratch);
    if (status != EGB_OK)
      return status;
    *count += row[*count].count > 0;
  }
  return EGB_OK;
}

egb_status egb_audit_added_value(egb_audit_work *work) {
  added *row;
  size_t count;
  egb_table *table = NULL;
  egb_status status = compare_all(work, &row, &count);
  if (status != EGB_OK)
    return status;
  if (count < 2) {
    egb_audit_say(work, EGB_SAY_added_none, NULL);
    return EGB_OK;
  }
  find_added_value(work, row, count);
  status = make_table(work, row, count, &table);
  return egb_audit_adopt_drawn(work, status, table, "added-value");
}

egb_status egb_table_added_value(const egb_results *results, const char *const *languages, egb_diag *diag,
                                 egb_table **out) {
  added *row;
  size_t count;
  egb_audit_work work = {.index = results->index,
                         .results = results,
                         .languages = languages,
                         .language = egb_phrase_language_of(languages),
                         .diag = diag,
                         .document = egb_document_new("egovbench.audit/1")};
  *out = NULL;
  if (work.document == NULL)
    return EGB_NO_MEMORY;
  work.arena = work.document->head->arena;
  egb_status status = egb_audit_profile_make(&work);
  if (status == EGB_OK)
    status = compare_all(&work, &row, &count);
  if (status == EGB_OK)
    status = make_table(&work, row, count, out);
  egb_document_free(work.document);
  return status;
}
