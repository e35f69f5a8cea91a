/* Statistics of columns and units. */
#include "table/columns.h"
#include "table/statistics.h"

#include <math.h>

/* ---- summary --------------------------------------------------------------------------------- */

enum {
  S_NODE,
  S_LABEL,
  S_COUNT,
  S_MISSING,
  S_IMPUTED,
  S_LEAST,
  S_LOWER,
  S_MEDIAN,
  S_UPPER,
  S_MOST,
  S_MEAN,
  S_SD,
  S_SKEWNESS,
  S_KURTOSIS,
  S_ZEROS,
  S_DIFFERENT,
  S_FENCES,
  S_MAD,
  S_FLAG,
  S_COLUMNS
};

#define VALUE(name, heading, what, rank)                                                                               \
  { EGB_FIGURE(name, heading, what, EGB_DECIMALS_AS_NEEDED), .importance = rank }

static const egb_table_column summary_columns[S_COLUMNS] = {
    [S_NODE] = {EGB_COLUMN_NODE},
    [S_LABEL] = {EGB_COLUMN_LABEL, .importance = 6},
    [S_COUNT] = {EGB_COUNTED("count", "Units", "Units with a value.")},
    [S_MISSING] = {EGB_COUNTED("missing", "Missing", "Units without a value, of those that the node is for."),
                   .importance = 4},
    [S_IMPUTED] = {EGB_COUNTED("imputed", "Imputed", "Units whose value was imputed."), .machine_only = true},
    [S_LEAST] = VALUE("minimum", "Minimum", "The lowest value.", 2),
    [S_LOWER] = VALUE("lower_quartile", "Q1", "Lower quartile (type 7 of Hyndman and Fan 1996).", 5),
    [S_MEDIAN] = VALUE("median", "Median", "The median.", 1),
    [S_UPPER] = VALUE("upper_quartile", "Q3", "Upper quartile (type 7).", 5),
    [S_MOST] = VALUE("maximum", "Maximum", "The highest value.", 2),
    [S_MEAN] = VALUE("mean", "Mean", "The arithmetic mean.", 1),
    [S_SD] = VALUE("sd", "SD", "Standard deviation of a sample (divisor n - 1).", 3),
    [S_SKEWNESS] = {EGB_FIGURE("skewness", "Skewness", "Sample skewness, type 2 of Joanes and Gill (1998), as Excel's.",
                               2)},
    [S_KURTOSIS] = {EGB_FIGURE("kurtosis", "Kurtosis",
                               "Sample excess kurtosis, type 2: 0 for normal values, as Excel's.", 2)},
    [S_ZEROS] = {EGB_COUNTED("zeros", "Zeros", "Values of 0."), .importance = 7},
    [S_DIFFERENT] = {EGB_COUNTED("different", "Different", "Different values."), .importance = 7},
    [S_FENCES] = {EGB_COUNTED(
                      "beyond_fences", "Beyond fences",
                      "Values further from the quartiles than 1.5 times the distance between them (Tukey 1977)."),
                  .importance = 8},
    [S_MAD] = {EGB_COUNTED(
                   "beyond_mad", "Beyond 3 MAD",
                   "Values further from the median than three times 1.4826 times the median absolute deviation (Hampel "
                   "1974)."),
               .importance = 9},
    [S_FLAG] = {.id = "flag",
                .label = "Flag",
                .help = "skewed: |skewness| above 2 and kurtosis above 3.5, or kurtosis above 10 (JRC's pocket guide; "
                        "other limits by `audit:`); constant: one value only.",
                .kind = EGB_CELL_TEXT,
                .importance = 3}};

static const char *flag_of(const egb_statistics *st, const egb_node_summary *s) {
  return s->count > 0 && s->different < 2 ? "constant" : egb_flag_is_skewed(&st->limits, s) ? "skewed" : NULL;
}

static bool fill_summary(egb_table *table, const egb_statistics *st, const char *const *languages) {
  for (size_t row = 0; row < st->count; row++) {
    const egb_node_summary *s = &st->row.summary[row];
    const double number[] = {s->least, s->lower_quartile, s->median,  s->upper_quartile, s->most, s->mean,
                             s->sd,    s->skewness,       s->kurtosis};
    const size_t count[] = {s->zeros, s->different, s->beyond_fences, s->beyond_mad};
    if (!egb_robust_put_node(table, row, S_NODE, st->results, s->node, languages) ||
        !egb_cells_put(table, row, S_FLAG, flag_of(st, s)))
      return false;
    egb_table_put_integer(table, row, S_COUNT, (int64_t)s->count);
    egb_table_put_integer(table, row, S_MISSING, (int64_t)s->missing);
    egb_table_put_integer(table, row, S_IMPUTED, (int64_t)s->imputed);
    for (size_t i = 0; i < sizeof number / sizeof *number; i++)
      egb_table_put_number(table, row, S_LEAST + i, number[i]);
    for (size_t i = 0; i < sizeof count / sizeof *count; i++)
      egb_table_put_integer(table, row, S_ZEROS + i, (int64_t)count[i]);
  }
  return true;
}

/* ---- outliers -------------------------------------------------------------------------------- */

enum { O_NODE, O_LABEL, O_UNIT, O_NAME, O_VALUE, O_FENCES, O_MAD, O_COLUMNS };

static const egb_table_column outlier_columns[O_COLUMNS] = {
    [O_NODE] = {EGB_COLUMN_NODE},
    [O_LABEL] = {EGB_COLUMN_LABEL, .importance = 3},
    [O_UNIT] = {EGB_COLUMN_UNIT},
    [O_NAME] = {.id = "unit_name",
                .label = "Unit's name",
                .help = "Name of the unit.",
                .kind = EGB_CELL_TEXT,
                .importance = 1},
    [O_VALUE] = VALUE("value", "Value", "The value in the stage.", 0),
    [O_FENCES] = {.id = "fences",
                  .label = "Fences",
                  .help = "yes: further from the quartiles than 1.5 times the distance between them (Tukey 1977).",
                  .kind = EGB_CELL_TEXT,
                  .importance = 2},
    [O_MAD] = {
        .id = "mad",
        .label = "3 MAD",
        .help =
            "yes: further from the median than three times 1.4826 times the median absolute deviation (Hampel 1974).",
        .kind = EGB_CELL_TEXT,
        .importance = 2}};

static bool fill_outliers(egb_table *table, const egb_statistics *st, const char *const *languages) {
  for (size_t row = 0; row < st->count; row++) {
    const egb_outlier *o = &st->row.outlier[row];
    if (!egb_robust_put_node(table, row, O_NODE, st->results, o->node, languages) ||
        !egb_robust_put_unit(table, row, O_UNIT, st->results, o->unit) ||
        !egb_cells_put(table, row, O_NAME, egb_dataset_unit_name(st->results->data, o->unit, languages)) ||
        !egb_cells_put(table, row, O_FENCES, o->fences ? "yes" : NULL) ||
        !egb_cells_put(table, row, O_MAD, o->mad ? "yes" : NULL))
      return false;
    egb_table_put_number(table, row, O_VALUE, o->value);
  }
  return true;
}

/* ---- coverage -------------------------------------------------------------------------------- */

enum { C_UNIT, C_NAME, C_OBSERVED, C_SHARE, C_LEAST, C_WHERE, C_FLAG, C_COLUMNS };

static const egb_table_column coverage_columns[C_COLUMNS] = {
    [C_UNIT] = {EGB_COLUMN_UNIT},
    [C_NAME] = {EGB_COLUMN_NAME, .importance = 1},
    [C_OBSERVED] = {EGB_COUNTED("observed", "Observed",
                                "Indicators with a value in the data, of those that are for the unit."),
                    .importance = 2},
    [C_SHARE] = {EGB_FIGURE(
        "share", "Share",
        "Of the indicators that take part for the unit, 0 to 1 (65 % is asked of units by JRC's pocket guide).", 3)},
    [C_LEAST] = {EGB_FIGURE("least", "Least", "The share below the child of the node where it is least.", 3)},
    [C_WHERE] = {.id = "least_in",
                 .label = "in",
                 .help = "That dimension; the node itself when none has less than the whole.",
                 .kind = EGB_CELL_TEXT},
    [C_FLAG] = {.id = "flag",
                .label = "Flag",
                .help = "below: either share is less than the threshold.",
                .kind = EGB_CELL_TEXT}};

static bool fill_coverage(egb_table *table, const egb_statistics *st, const char *const *languages) {
  size_t below = 0;
  for (size_t row = 0; row < st->count; row++) {
    const egb_unit_coverage *c = &st->row.coverage[row];
    if (!egb_robust_put_unit(table, row, C_UNIT, st->results, c->unit) ||
        !egb_cells_put(table, row, C_NAME, egb_dataset_unit_name(st->results->data, c->unit, languages)) ||
        !egb_table_put_text(table, row, C_WHERE, st->results->index->node[c->least_node].id) ||
        !egb_cells_put(table, row, C_FLAG, c->below ? "below" : NULL))
      return false;
    egb_table_put_integer(table, row, C_OBSERVED, (int64_t)c->observed);
    egb_table_put_number(table, row, C_SHARE, c->share);
    egb_table_put_number(table, row, C_LEAST, c->least);
    below += c->below;
  }
  egb_buffer text = {0};
  egb_report_count(&text, below, "unit");
  egb_buffer_text(&text, " of ");
  egb_report_count(&text, st->count, "unit");
  egb_buffer_text(&text, below == 1 ? " has" : " have");
  egb_buffer_text(&text, " less than ");
  egb_report_percent(&text, st->threshold);
  egb_buffer_text(&text, " in all or in a dimension.");
  return egb_report_note(table, &text);
}

/* ---- all kinds ------------------------------------------------------------------------------- */

#define KIND(name, title, columns, function)                                                                           \
  { "egovbench." name "/1", title, columns, sizeof columns / sizeof *columns, function }

static const egb_statistics_table summary_table = KIND("summary", "figures", summary_columns, fill_summary),
                                  outlier_table = KIND("outliers", "values apart", outlier_columns, fill_outliers),
                                  coverage_table = KIND("coverage", "coverage", coverage_columns, fill_coverage);

static const egb_statistics_table *const tables[] = {[EGB_STATISTICS_SUMMARY] = &summary_table,
                                                     [EGB_STATISTICS_OUTLIERS] = &outlier_table,
                                                     [EGB_STATISTICS_COVERAGE] = &coverage_table,
                                                     [EGB_STATISTICS_CORRELATIONS] = &egb_statistics_correlations,
                                                     [EGB_STATISTICS_COMPONENTS] = &egb_statistics_components,
                                                     [EGB_STATISTICS_LOADINGS] = &egb_statistics_loadings,
                                                     [EGB_STATISTICS_COMPONENT_SCORES] = &egb_statistics_scores,
                                                     [EGB_STATISTICS_BIPLOT] = &egb_statistics_biplot,
                                                     [EGB_STATISTICS_RELIABILITY] = &egb_statistics_reliability,
                                                     [EGB_STATISTICS_ITEMS] = &egb_statistics_items,
                                                     [EGB_STATISTICS_IMPORTANCE] = &egb_statistics_importance,
                                                     [EGB_STATISTICS_PARTIAL] = &egb_statistics_partial,
                                                     [EGB_STATISTICS_COVERAGE_NODES] = &egb_statistics_coverage_nodes,
                                                     [EGB_STATISTICS_REGRESSION] = &egb_statistics_regression,
                                                     [EGB_STATISTICS_PEERS] = &egb_statistics_peers};

static bool note_units(egb_table *table, const egb_statistics *st) {
  egb_buffer text = {0};
  egb_report_count(&text, st->unit_count, "ranked unit");
  egb_buffer_format(&text, "; %s.",
                    st->stage == EGB_STAGE_SCORED ? "normalised values of indicators, scores of the other nodes"
                                                  : egb_stage_name(st->stage));
  if (st->turned)
    egb_buffer_text(&text, " What is subtracted is turned: less of it is better.");
  return egb_table_add_fact(table, "stage", egb_stage_name(st->stage)) &&
         egb_report_note_of(table, EGB_NOTE_READING, &text);
}

static bool add_files(egb_table *table, const egb_statistics *st) {
  bool done = true;
  for (size_t i = 0; i < st->column_count && done; i++)
    done = st->file[i] == NULL || egb_report_file_facts(table, st->file[i]);
  return done;
}

egb_status egb_table_statistics(const egb_statistics *statistics, const char *const *languages, egb_diag *diag,
                                egb_table **out) {
  (void)diag;
  *out = NULL;
  const egb_statistics_table *of = tables[statistics->kind];
  egb_table *table = egb_robust_table(of->schema, of->what, statistics->results, languages, of->column,
                                      of->column_count, statistics->count);
  if (table != NULL && of->fill(table, statistics, languages) && note_units(table, statistics) &&
      add_files(table, statistics)) {
    *out = table;
    return EGB_OK;
  }
  egb_table_free(table);
  return EGB_NO_MEMORY;
}
