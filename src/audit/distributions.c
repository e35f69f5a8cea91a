/* How the values of indicators are distributed, before and after their outliers are treated. */
#include "audit/sections.h"

#include "table/columns.h"
#include "table/tables_robust.h"

#include <math.h>
#include <string.h>

/* By its kurtosis and not by its skewness. */
static bool is_heavy_alone(const egb_flag_limits *limits, const egb_node_summary *s) {
  return egb_flag_is_skewed(limits, s) && !(fabs(s->skewness) > limits->skewness);
}

static const char *list_skewed(egb_audit_work *work, const egb_statistics *st, size_t *count) {
  egb_audit_list list = {0};
  for (size_t i = 0; i < st->count; i++)
    if (egb_flag_is_skewed(&st->limits, &st->row.summary[i]))
      egb_audit_list_add(work, &list, egb_audit_id(work, st->row.summary[i].node));
  *count = list.count;
  return egb_audit_list_end(work, &list);
}

static void find_constant(egb_audit_work *work, const egb_statistics *raw) {
  egb_audit_list list = {0};
  for (size_t i = 0; i < raw->count; i++)
    if (raw->row.summary[i].count > 0 && raw->row.summary[i].different < 2)
      egb_audit_list_add(work, &list, egb_audit_id(work, raw->row.summary[i].node));
  const size_t count = list.count;
  const char *ids = egb_audit_list_end(work, &list);
  if (count > 0)
    egb_audit_find(work, EGB_SEVERITY_WARNING, "constant", EGB_SAY_constant,
                   EGB_ARGS(egb_arg_count(count), egb_arg_text(ids)));
}

/* What the treatment did, from its records. */
static void say_treatment(egb_audit_work *work) {
  const egb_treatment_record *record = work->results->treatment;
  size_t clipped = 0, values = 0, transformed = 0;
  if (record == NULL) {
    egb_audit_say(work, EGB_SAY_untreated, NULL);
    return;
  }
  for (size_t i = 0; i < work->results->node_count; i++) {
    if (!egb_audit_is_indicator(work, i) || !record[i].applied)
      continue;
    clipped += record[i].winsorised > 0;
    values += record[i].winsorised;
    transformed += record[i].transform != NULL && strcmp(record[i].transform, "none") != 0;
  }
  egb_audit_say(work, EGB_SAY_treated,
                EGB_ARGS(egb_arg_count(values), egb_arg_count(clipped), egb_arg_count(transformed)));
}

static void find_skewed(egb_audit_work *work, const egb_statistics *raw, const egb_statistics *treated) {
  size_t before, after;
  const char *ids = list_skewed(work, raw, &before), *left = list_skewed(work, treated, &after);
  const bool alone = treated->count > 0 && after > 0;
  bool heavy = alone;
  for (size_t i = 0; i < treated->count; i++)
    heavy = heavy && (!egb_flag_is_skewed(&treated->limits, &treated->row.summary[i]) ||
                      is_heavy_alone(&treated->limits, &treated->row.summary[i]));
  if (before == 0)
    egb_audit_say(work, EGB_SAY_skewed_none, NULL);
  else
    egb_audit_say(work, EGB_SAY_skewed_some,
                  EGB_ARGS(egb_arg_count(before), egb_arg_count(raw->count), egb_arg_text(ids)));
  say_treatment(work);
  if (after > 0)
    egb_audit_find(work, EGB_SEVERITY_WARNING, heavy ? "kurtosis-alone" : "skewness", EGB_SAY_skewed_left,
                   EGB_ARGS(egb_arg_count(after), egb_arg_count(treated->count), egb_arg_text(left)));
  else if (before > 0)
    egb_audit_say(work, EGB_SAY_skewed_cured, NULL);
}

/* ---- before and after ------------------------------------------------------------------------ */

enum {
  NODE,
  LABEL,
  COUNT,
  LEAST,
  MEDIAN,
  MOST,
  MEAN,
  SD,
  SKEWNESS,
  KURTOSIS,
  DONE,
  CLIPPED,
  SKEWNESS_AFTER,
  KURTOSIS_AFTER,
  FLAG,
  COLUMNS
};

#define NUMBER(name, heading, what, places, rank)                                                                      \
  { .id = name, .label = heading, .help = what, .kind = EGB_CELL_NUMBER, .decimals = places, .importance = rank }

static const egb_table_column columns[COLUMNS] = {
    [NODE] = {EGB_COLUMN_NODE},
    [LABEL] = {EGB_COLUMN_LABEL, .importance = 7, .comfort = 30},
    [COUNT] = {.id = "count",
               .label = "Units",
               .help = "Ranked units with a value.",
               .kind = EGB_CELL_INTEGER,
               .importance = 3},
    [LEAST] = NUMBER("minimum", "Minimum", "The lowest value in the data.", EGB_DECIMALS_AS_NEEDED, 4),
    [MEDIAN] = NUMBER("median", "Median", "The median.", EGB_DECIMALS_AS_NEEDED, 4),
    [MOST] = NUMBER("maximum", "Maximum", "The highest value.", EGB_DECIMALS_AS_NEEDED, 4),
    [MEAN] = NUMBER("mean", "Mean", "The arithmetic mean.", EGB_DECIMALS_AS_NEEDED, 5),
    [SD] = NUMBER("sd", "SD", "Standard deviation of a sample.", EGB_DECIMALS_AS_NEEDED, 5),
    [SKEWNESS] = NUMBER("skewness", "Skewness", "Sample skewness of the values in the data, type 2.", 2, 0),
    [KURTOSIS] = NUMBER("kurtosis", "Kurtosis", "Sample excess kurtosis, type 2.", 2, 0),
    [DONE] = {.id = "transform",
              .label = "Transform",
              .help = "How the treatment transformed the indicator.",
              .kind = EGB_CELL_TEXT,
              .importance = 2},
    [CLIPPED] = {.id = "winsorised",
                 .label = "Winsorised",
                 .help = "Values that the treatment brought in.",
                 .kind = EGB_CELL_INTEGER,
                 .importance = 2},
    [SKEWNESS_AFTER] =
        NUMBER("skewness_after", "Skewness after", "Skewness of what is normalised: imputed and treated.", 2, 1),
    [KURTOSIS_AFTER] = NUMBER("kurtosis_after", "Kurtosis after", "Kurtosis of what is normalised.", 2, 1),
    [FLAG] = {.id = "flag",
              .label = "Flag",
              .help = "constant: one value only; skewed: beyond the limits as normalised; treated: only before that.",
              .kind = EGB_CELL_TEXT}};

static const char *flag_of(const egb_flag_limits *limits, const egb_node_summary *before,
                           const egb_node_summary *after) {
  return before->count > 0 && before->different < 2 ? "constant"
         : egb_flag_is_skewed(limits, after)        ? "skewed"
         : egb_flag_is_skewed(limits, before)       ? "treated"
                                                    : NULL;
}

static bool put_row(egb_audit_work *work, egb_table *table, size_t row, const egb_statistics *raw,
                    const egb_statistics *of_treated) {
  const egb_node_summary *before = &raw->row.summary[row], *after = &of_treated->row.summary[row];
  const double number[] = {before->least, before->median,   before->most,    before->mean,
                           before->sd,    before->skewness, before->kurtosis};
  const egb_treatment_record *record = work->results->treatment;
  const bool treated = record != NULL && record[before->node].applied;
  egb_table_put_integer(table, row, COUNT, (int64_t)before->count);
  for (size_t i = 0; i < sizeof number / sizeof *number; i++)
    egb_table_put_number(table, row, LEAST + i, number[i]);
  egb_table_put_number(table, row, SKEWNESS_AFTER, after->skewness);
  egb_table_put_number(table, row, KURTOSIS_AFTER, after->kurtosis);
  if (treated)
    egb_table_put_integer(table, row, CLIPPED, (int64_t)record[before->node].winsorised);
  return egb_robust_put_node(table, row, NODE, work->results, before->node, work->languages) &&
         egb_cells_put(table, row, DONE, treated ? record[before->node].transform : NULL) &&
         egb_cells_put(table, row, FLAG, flag_of(&raw->limits, before, after));
}

static egb_status add_table(egb_audit_work *work, const egb_statistics *raw, const egb_statistics *treated) {
  egb_table *table =
      egb_audit_table(work, "egovbench.distributions/1", EGB_SAY_table_distributions, columns, COLUMNS, raw->count);
  bool done = table != NULL;
  for (size_t row = 0; row < raw->count && done; row++)
    done = put_row(work, table, row, raw, treated);
  if (!done) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  return egb_audit_adopt(work, EGB_OK, table);
}

egb_status egb_audit_distributions(egb_audit_work *work) {
  const egb_statistics *raw, *treated;
  egb_status status = egb_audit_figures_of(work, EGB_STATISTICS_SUMMARY, EGB_STAGE_RAW, &raw);
  if (status == EGB_OK)
    status = egb_audit_figures_of(work, EGB_STATISTICS_SUMMARY, EGB_STAGE_TREATED, &treated);
  if (status != EGB_OK)
    return status;
  find_constant(work, raw);
  find_skewed(work, raw, treated);
  return add_table(work, raw, treated);
}
