/* What is missing, and what the definition does about it. */
#include "audit/sections.h"

#include "table/columns.h"
#include "table/tables_robust.h"

#include <math.h>

enum { NODE, LABEL, MISSING, SHARE, METHOD, IMPUTED, LEFT, COLUMNS };

static const egb_table_column columns[COLUMNS] = {
    [NODE] = {EGB_COLUMN_NODE},
    [LABEL] = {EGB_COLUMN_LABEL, .importance = 2, .comfort = 40},
    [MISSING] = {.id = "missing",
                 .label = "Missing",
                 .help = "Ranked units without a value in the data.",
                 .kind = EGB_CELL_INTEGER},
    [SHARE] = {.id = "share",
               .label = "Share",
               .help = "Of the ranked units, 0 to 1.",
               .kind = EGB_CELL_NUMBER,
               .decimals = 3},
    [METHOD] = {.id = "impute",
                .label = "Imputation",
                .help = "The method that the definition chooses for the indicator.",
                .kind = EGB_CELL_TEXT},
    [IMPUTED] = {.id = "imputed", .label = "Imputed", .help = "Values that it filled in.", .kind = EGB_CELL_INTEGER},
    [LEFT] = {.id = "left",
              .label = "Left",
              .help = "Ranked units that still have no value: their scores are of the other indicators.",
              .kind = EGB_CELL_INTEGER}};

static bool put_row(egb_audit_work *work, egb_table *table, size_t row, const egb_node_summary *before,
                    const egb_node_summary *after) {
  egb_table_put_integer(table, row, MISSING, (int64_t)before->missing);
  egb_table_put_number(table, row, SHARE, (double)before->missing / (double)(before->missing + before->count));
  egb_table_put_integer(table, row, IMPUTED, (int64_t)after->imputed);
  egb_table_put_integer(table, row, LEFT, (int64_t)after->missing);
  return egb_robust_put_node(table, row, NODE, work->results, before->node, work->languages) &&
         egb_cells_put(table, row, METHOD, work->index->node[before->node].impute.name);
}

static egb_status add_table(egb_audit_work *work, const egb_statistics *raw, const egb_statistics *imputed,
                            size_t rows) {
  egb_table *table = egb_audit_table(work, "egovbench.missing/1", EGB_SAY_table_missing, columns, COLUMNS, rows);
  bool done = table != NULL;
  for (size_t i = 0, row = 0; i < raw->count && done; i++)
    if (raw->row.summary[i].missing > 0)
      done = put_row(work, table, row++, &raw->row.summary[i], &imputed->row.summary[i]);
  if (!done) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  return egb_audit_adopt(work, EGB_OK, table);
}

/* Ranked units without a value of some indicator. */
static size_t count_units(const egb_audit_work *work, const egb_statistics *raw) {
  const egb_results *results = work->results;
  size_t count = 0;
  for (size_t u = 0; u < raw->unit_count; u++) {
    bool gap = false;
    for (size_t i = 0; i < raw->count && !gap; i++)
      gap = isnan(results->raw.value[raw->row.summary[i].node][raw->unit[u]]);
    count += gap;
  }
  return count;
}

egb_status egb_audit_missing(egb_audit_work *work) {
  const egb_statistics *raw, *imputed;
  egb_status status = egb_audit_figures_of(work, EGB_STATISTICS_SUMMARY, EGB_STAGE_RAW, &raw);
  if (status == EGB_OK)
    status = egb_audit_figures_of(work, EGB_STATISTICS_SUMMARY, EGB_STAGE_IMPUTED, &imputed);
  if (status != EGB_OK)
    return status;
  size_t missing = 0, filled = 0, left = 0, indicators = 0;
  for (size_t i = 0; i < raw->count; i++) {
    missing += raw->row.summary[i].missing;
    indicators += raw->row.summary[i].missing > 0;
    filled += imputed->row.summary[i].imputed;
    left += imputed->row.summary[i].missing;
  }
  if (missing == 0) {
    egb_audit_say(work, EGB_SAY_missing_none, NULL);
    return egb_audit_imputations(work);
  }
  egb_audit_say(work, EGB_SAY_missing_some,
                EGB_ARGS(egb_arg_count(missing), egb_arg_count(indicators), egb_arg_count(count_units(work, raw))));
  if (filled > 0)
    egb_audit_say(work, EGB_SAY_missing_filled, EGB_ARGS(egb_arg_count(filled)));
  if (left > 0)
    egb_audit_say(work, EGB_SAY_missing_left, EGB_ARGS(egb_arg_count(left)));
  status = add_table(work, raw, imputed, indicators);
  return status == EGB_OK ? egb_audit_imputations(work) : status;
}
