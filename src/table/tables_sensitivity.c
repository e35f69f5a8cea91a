/* Which assumption matters: shares of the variance, and every assumption switched alone. */
#include "model/sensitivity.h"
#include "table/cells.h"
#include "table/columns.h"
#include "table/common.h"
#include "table/interval_bar.h"
#include "table/tables_robust.h"

#include "base/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SHARE(name, heading, what, rank)                                                                               \
  .id = name, .label = heading, .help = what, .kind = EGB_CELL_NUMBER, .decimals = 3, .importance = rank
#define MOVES(name, heading, what)                                                                                     \
  { .id = name, .label = heading, .help = what, .kind = EGB_CELL_NUMBER, .decimals = 1, .importance = 1 }

enum { FACTOR, FIRST, FIRST_LOW, FIRST_HIGH, TOTAL, TOTAL_LOW, TOTAL_HIGH, INDEX_COLUMNS };

static const egb_table_column index_columns[INDEX_COLUMNS] = {
    [FACTOR] = {.id = "assumption", .label = "Assumption", .help = "What varies.", .kind = EGB_CELL_TEXT},
    [FIRST] = {SHARE("first", "Alone", "First order: share of the variance that it accounts for alone.", 0)},
    [FIRST_LOW] = {SHARE("first_low", "From", "Lower end of the bootstrap interval.", 1)},
    [FIRST_HIGH] = {SHARE("first_high", "To", "Upper end of the bootstrap interval.", 1), .joined = true},
    [TOTAL] = {SHARE("total", "In all", "Total order: share of the variance it is involved in, interactions included.",
                     0)},
    [TOTAL_LOW] = {SHARE("total_low", "From", "Lower end of the bootstrap interval.", 2)},
    [TOTAL_HIGH] = {SHARE("total_high", "To", "Upper end of the bootstrap interval.", 2), .joined = true}};

static bool note_target(egb_table *table, const egb_sensitivity *s, const char *const *languages) {
  const egb_results *results = s->results;
  const size_t unit = s->about.unit;
  egb_buffer text = {0};
  if (unit == SIZE_MAX)
    egb_buffer_text(&text, "Shares of the variance of the mean absolute shift of the ranks");
  else
    egb_buffer_format(&text, "Shares of the variance of the rank of %s",
                      egb_dataset_unit_name(results->data, unit, languages));
  if (s->about.node != 0)
    egb_buffer_format(&text, " in %s", egb_index_node_name(results->index, s->about.node, languages));
  egb_buffer_format(
      &text,
      ", over %zu rows of the design (%zu runs), seed %llu. Alone: first order; in all: with every interaction; from, "
      "to: ",
      s->about.rows, s->about.rows * (s->count + 2), (unsigned long long)s->about.seed);
  egb_buffer_number(&text, s->about.percent);
  egb_buffer_text(&text, " % bootstrap interval. Estimates of small shares may fall below 0.");
  if (s->about.effective < s->about.rows)
    egb_buffer_format(&text,
                      " Weights of neighbouring rows are of one walk and depend on each other: for the worst of the "
                      "weights the rows are worth %zu independent ones (initial monotone sequence, Geyer 1992), and "
                      "the intervals are those of so many.",
                      s->about.effective);
  if (s->about.stopped)
    egb_buffer_text(&text, " Interrupted: fewer rows than asked for.");
  return egb_report_note(table, &text);
}

static bool note_usual(egb_table *table, const egb_sensitivity *s) {
  char least[EGB_NUMBER_MAX];
  if (!s->about.usual)
    return true;
  egb_number_shortest(s->results->index->scale / 100, least);
  return s->about.geometric
             ? egb_robust_note(
                   table,
                   "Nothing is declared, so that what audits switch most varies: weights within 25 %%, the aggregation "
                   "at the top arithmetic or geometric (scores below %s, 1 %% of the scale, count as %s), "
                   "normalisation as defined or min-max.",
                   least, least)
             : egb_robust_note(
                   table,
                   "Nothing is declared, so that what audits switch most varies: weights within 25 %%, normalisation "
                   "as defined or min-max, and the aggregation at the top as defined or arithmetic; a geometric mean "
                   "is not tried because scores may be negative.");
}

static bool note_failures(egb_table *table, const egb_sensitivity *s) {
  if (s->about.replaced > 0 &&
      !egb_robust_note(table,
                       "%zu runs could not be scored as they were drawn, and were run again with what the failure "
                       "names as the definition has it: %s.",
                       s->about.replaced,
                       s->about.replaced_reason != NULL ? s->about.replaced_reason : "other reasons"))
    return false;
  if (s->about.failed == 0)
    return true;
  return egb_robust_note(table, "%zu rows are left out because a run of theirs could not be scored: %s.",
                         s->about.failed, s->about.reason != NULL ? s->about.reason : "other reasons");
}

static bool put_facts(egb_table *table, const egb_sensitivity *s) {
  char text[32];
  (void)snprintf(text, sizeof text, "%llu", (unsigned long long)s->about.seed);
  bool done = egb_table_add_fact(table, "seed", text);
  (void)snprintf(text, sizeof text, "%zu", s->about.rows);
  done = done && egb_table_add_fact(table, "rows", text);
  if (s->about.effective < s->about.rows) {
    (void)snprintf(text, sizeof text, "%zu", s->about.effective);
    done = done && egb_table_add_fact(table, "effective_rows", text);
  }
  if (s->about.replaced > 0) {
    (void)snprintf(text, sizeof text, "%zu", s->about.replaced);
    done = done && egb_table_add_fact(table, "replaced", text);
  }
  char number[EGB_NUMBER_MAX];
  egb_number_shortest(s->about.variance, number);
  done = done && egb_table_add_fact(table, "variance", number);
  return done && (!s->about.stopped || egb_table_add_fact(table, "interrupted", "true"));
}

static bool fill_indices(egb_table *table, const egb_sensitivity *s, const char *const *languages) {
  for (size_t i = 0; i < s->count; i++) {
    const egb_sobol_index *index = &s->index[i];
    const double value[] = {index->first, index->first_low, index->first_high,
                            index->total, index->total_low, index->total_high};
    if (!egb_table_put_text(table, i, FACTOR, index->factor))
      return false;
    for (size_t k = 0; k < sizeof value / sizeof value[0]; k++)
      egb_table_put_number(table, i, FIRST + k, value[k]);
  }
  if (!(s->about.variance > 0) &&
      !egb_table_add_note(table, "Nothing changes the target, so that there is no variance to share."))
    return false;
  return note_target(table, s, languages) && note_usual(table, s) && note_failures(table, s) && put_facts(table, s);
}

static egb_status finish(egb_table *table, bool filled, egb_table **out) {
  if (filled)
    *out = table;
  else
    egb_table_free(table);
  return filled ? EGB_OK : EGB_NO_MEMORY;
}

egb_status egb_table_sensitivity(const egb_sensitivity *sensitivity, const char *const *languages, egb_diag *diag,
                                 egb_table **out) {
  (void)diag;
  *out = NULL;
  egb_table *table = egb_robust_table("egovbench.sensitivity/1", "which assumption matters", sensitivity->results,
                                      languages, index_columns, INDEX_COLUMNS, sensitivity->count);
  return finish(table, table != NULL && fill_indices(table, sensitivity, languages), out);
}

/* ---- switched alone -------------------------------------------------------------------------- */

enum {
  ASSUMPTION,
  ALTERNATIVE,
  MOVED5,
  MOVED10,
  MOVED20,
  LARGEST,
  UNIT,
  MEAN,
  CORRELATION,
  DRAWS,
  FAILED,
  WORTH,
  REASON,
  BAR,
  SWITCH_COLUMNS
};

static const egb_table_column switch_columns[SWITCH_COLUMNS] = {
    [ASSUMPTION] = {.id = "assumption", .label = "Assumption", .help = "What is switched.", .kind = EGB_CELL_TEXT},
    [ALTERNATIVE] = {.id = "alternative", .label = "Switched to", .help = "To what.", .kind = EGB_CELL_TEXT},
    [MOVED5] = MOVES("moved_5", "5 places", "Units that move five places or more."),
    [MOVED10] = MOVES("moved_10", "10", "Units that move ten places or more."),
    [MOVED20] = MOVES("moved_20", "20", "Units that move twenty places or more."),
    [LARGEST] = {.id = "largest_shift",
                 .label = "Largest",
                 .help = "Largest shift of a rank.",
                 .kind = EGB_CELL_INTEGER},
    [UNIT] =
        {.id = "largest_unit", .label = "of", .help = "The unit that has it.", .kind = EGB_CELL_TEXT, .importance = 2},
    [MEAN] = {.id = "mean_shift",
              .label = "Mean shift",
              .help = "Mean absolute shift of the ranks.",
              .kind = EGB_CELL_NUMBER,
              .decimals = 2},
    [CORRELATION] = {.id = "rank_correlation",
                     .label = "Correlation",
                     .help = "Correlation of the ranks with those of the definition.",
                     .kind = EGB_CELL_NUMBER,
                     .decimals = 4,
                     .importance = 3},
    [DRAWS] = {.id = "draws",
               .label = "Draws",
               .help = "Draws that the row is a mean of.",
               .kind = EGB_CELL_INTEGER,
               .machine_only = true},
    [FAILED] = {.id = "failed",
                .label = "Failed",
                .help = "Draws that could not be scored.",
                .kind = EGB_CELL_INTEGER,
                .machine_only = true},
    [WORTH] = {EGB_COLUMN_WORTH("the weights")},
    [REASON] = {.id = "reason",
                .label = "Why not",
                .help = "Why it could not be scored.",
                .kind = EGB_CELL_TEXT,
                .machine_only = true},
    [BAR] = {EGB_COLUMN_BAR("The mean shift as a bar.")}};

static double largest_mean(const egb_sensitivity *s) {
  double most = 0;
  for (size_t i = 0; i < s->change_count; i++)
    most = fmax(most, s->change[i].mean_shift);
  return most;
}

static bool put_switch(egb_table *table, size_t row, const egb_switch *change, double most,
                       const egb_results *results) {
  char bar[EGB_BAR_MOST + 1];
  egb_bar_of(change->mean_shift, (double)NAN, most, EGB_BAR_SIGNS, bar);
  const bool scored = change->failed < change->draws;
  egb_table_put_number(table, row, MOVED5, change->moved5);
  egb_table_put_number(table, row, MOVED10, change->moved10);
  egb_table_put_number(table, row, MOVED20, change->moved20);
  if (scored)
    egb_table_put_integer(table, row, LARGEST, (int64_t)change->largest_shift);
  egb_table_put_number(table, row, MEAN, change->mean_shift);
  egb_table_put_number(table, row, CORRELATION, change->correlation);
  egb_table_put_integer(table, row, DRAWS, (int64_t)change->draws);
  egb_table_put_integer(table, row, FAILED, (int64_t)change->failed);
  egb_table_put_integer(table, row, WORTH, (int64_t)change->effective);
  return egb_table_put_text(table, row, ASSUMPTION, change->factor) &&
         egb_table_put_text(table, row, ALTERNATIVE, change->alternative) &&
         egb_robust_put_unit(table, row, UNIT, results, change->largest_unit) &&
         egb_cells_put(table, row, REASON, change->reason) && egb_cells_put(table, row, BAR, bar);
}

static bool fill_switches(egb_table *table, const egb_sensitivity *s) {
  size_t random = 0, worth = SIZE_MAX;
  for (size_t i = 0; i < s->change_count; i++) {
    const egb_switch *change = &s->change[i];
    if (!put_switch(table, i, change, largest_mean(s), s->results))
      return false;
    random = change->draws > random ? change->draws : random;
    if (change->effective + change->failed < change->draws)
      worth = change->effective < worth ? change->effective : worth;
    if (!egb_robust_note_level(table, s->results, change->factor, change->alternative, change->level, change->unranked,
                               s->about.ranked))
      return false;
    if (change->reason != NULL &&
        !egb_robust_note(table, "%s %s could not be scored in %zu of %zu draws: %s.", change->factor,
                         change->alternative, change->failed, change->draws, change->reason))
      return false;
  }
  if (random > 1 && !egb_robust_note(table, "At random: means over %zu draws, but for the largest shift.", random))
    return false;
  if (worth < SIZE_MAX &&
      !egb_robust_note(
          table,
          "Weights at random are draws of a walk, which depend on each other: for the worst of the weights "
          "they are worth %zu independent ones (initial monotone sequence, Geyer 1992).",
          worth))
    return false;
  return put_facts(table, s);
}

egb_status egb_table_switches(const egb_sensitivity *sensitivity, const char *const *languages, egb_diag *diag,
                              egb_table **out) {
  (void)diag;
  *out = NULL;
  egb_table *table = egb_robust_table("egovbench.switches/1", "each assumption switched alone", sensitivity->results,
                                      languages, switch_columns, SWITCH_COLUMNS, sensitivity->change_count);
  return finish(table, table != NULL && fill_switches(table, sensitivity), out);
}
