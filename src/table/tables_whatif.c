/* Who moves when something is changed. */
#include "base/number.h"
#include "base/options.h"
#include "model/revision.h"
#include "table/cells.h"
#include "table/columns.h"
#include "table/common.h"
#include "table/intervals.h"
#include "write/people.h"

#include <math.h>
#include <string.h>

enum {
  UNIT,
  NAME,
  BEFORE,
  AFTER,
  CHANGE,
  SCORE_BEFORE,
  SCORE_AFTER,
  SCORE_CHANGE,
  DRIVER,
  DRIVER_CHANGE,
  PLAIN, /* the columns without a simulation */
  LOW = PLAIN,
  HIGH,
  INSIDE,
  COLUMNS
};

static const egb_table_column columns[COLUMNS] = {
    [UNIT] = {EGB_COLUMN_UNIT, .importance = 3},
    [NAME] = {EGB_COLUMN_NAME},
    [BEFORE] = {.id = "rank_before",
                .label = "Rank before",
                .short_label = "Before",
                .help = "Rank without the change; empty: unranked.",
                .kind = EGB_CELL_NUMBER,
                .decimals = EGB_DECIMALS_AS_NEEDED},
    [AFTER] = {.id = "rank_after",
               .label = "Rank after",
               .short_label = "After",
               .help = "Rank with the change; empty: unranked.",
               .kind = EGB_CELL_NUMBER,
               .decimals = EGB_DECIMALS_AS_NEEDED},
    [CHANGE] = {.id = "change",
                .label = "Gained",
                .help = "Places gained; negative: lost.",
                .kind = EGB_CELL_NUMBER,
                .decimals = EGB_DECIMALS_AS_NEEDED},
    [SCORE_BEFORE] = {.id = "score_before",
                      .label = "Score before",
                      .help = "Score without the change.",
                      .kind = EGB_CELL_NUMBER,
                      .decimals = -1,
                      .machine_only = true},
    [SCORE_AFTER] = {.id = "score_after",
                     .label = "Score",
                     .help = "Score with the change.",
                     .kind = EGB_CELL_NUMBER,
                     .decimals = -1,
                     .importance = 3},
    [SCORE_CHANGE] = {.id = "score_change",
                      .label = "Score +/-",
                      .help = "Score with the change less the score without it.",
                      .kind = EGB_CELL_NUMBER,
                      .decimals = -1,
                      .importance = 3},
    [DRIVER] =
        {.id = "driver",
         .label = "Driven by",
         .help = "The dimension whose contribution to the change of the score, less its mean over all units ranked in "
                 "both, moved the unit furthest in the direction of its rank.",
         .kind = EGB_CELL_TEXT,
         .decimals = -1,
         .importance = 1},
    [DRIVER_CHANGE] = {.id = "driver_change",
                       .label = "Points",
                       .help = "That contribution less its mean.",
                       .kind = EGB_CELL_NUMBER,
                       .decimals = -1,
                       .importance = 1},
    [LOW] = {.id = "rank_low",
             .label = "From",
             .help = "Best rank of the interval of the rank without the change.",
             .kind = EGB_CELL_INTEGER,
             .machine_only = true},
    [HIGH] = {.id = "rank_high",
              .label = "To",
              .help = "Worst rank of that interval.",
              .kind = EGB_CELL_INTEGER,
              .machine_only = true},
    [INSIDE] =
        {.id = "inside",
         .label = "In interval",
         .help =
             "yes: the rank with the change lies within the interval of the rank without it; no: it does not; empty: "
             "unranked with or without it, or in every draw.",
         .kind = EGB_CELL_TEXT},
};

/* For people it stands beside the change. */
static const size_t people_order[COLUMNS] = {UNIT,          NAME,         BEFORE,      AFTER,        CHANGE,
                                             INSIDE,        SCORE_BEFORE, SCORE_AFTER, SCORE_CHANGE, DRIVER,
                                             DRIVER_CHANGE, LOW,          HIGH};

typedef enum standing { UNKNOWN, OUTSIDE, WITHIN } standing;

static standing stands(const egb_uncertainty *uncertainty, const egb_mover *m) {
  const egb_rank_spread *spread = uncertainty == NULL ? NULL : egb_uncertainty_unit(uncertainty, m->unit);
  if (spread == NULL || isnan(m->change) || isnan(spread->low))
    return UNKNOWN;
  return m->after >= spread->low && m->after <= spread->high ? WITHIN : OUTSIDE;
}

static bool put_inside(egb_table *table, size_t row, const egb_uncertainty *uncertainty, const egb_mover *m) {
  static const char *const words[] = {[UNKNOWN] = NULL, [OUTSIDE] = "no", [WITHIN] = "yes"};
  const egb_rank_spread *spread = egb_uncertainty_unit(uncertainty, m->unit);
  if (spread != NULL && !isnan(m->before)) {
    egb_cells_put_rank(table, row, LOW, spread->low);
    egb_cells_put_rank(table, row, HIGH, spread->high);
  }
  return egb_cells_put(table, row, INSIDE, words[stands(uncertainty, m)]);
}

static bool put_row(egb_table *table, size_t row, const egb_whatif *w, const egb_mover *m,
                    const egb_whatif_options *options) {
  const egb_dataset *data = w->before->data;
  egb_cells_put_rank(table, row, BEFORE, m->before);
  egb_cells_put_rank(table, row, AFTER, m->after);
  egb_cells_put_rank(table, row, CHANGE, m->change);
  egb_table_put_number(table, row, SCORE_BEFORE, m->score_before);
  egb_table_put_number(table, row, SCORE_AFTER, m->score_after);
  egb_table_put_number(table, row, SCORE_CHANGE, m->score_after - m->score_before);
  egb_table_put_number(table, row, DRIVER_CHANGE, m->driver_change);
  return egb_cells_put(table, row, UNIT, data->unit[m->unit].id) &&
         egb_cells_put(table, row, NAME, egb_dataset_unit_name(data, m->unit, options->languages)) &&
         egb_cells_put(table, row, DRIVER, m->driver == EGB_NONE ? NULL : w->before->index->node[m->driver].id) &&
         (options->uncertainty == NULL || put_inside(table, row, options->uncertainty, m));
}

/* Every unit moved at least as far as asked; those that came or went always count. */
static bool is_shown(const egb_mover *m, size_t threshold) {
  if (isnan(m->before) && isnan(m->after))
    return false;
  return threshold == 0 || isnan(m->change) || fabs(m->change) >= (double)threshold;
}

static void put_names(egb_buffer *out, const egb_whatif *w, const size_t *unit, size_t count) {
  for (size_t i = 0; i < count; i++)
    egb_buffer_format(out, i == 0 ? " (%s" : ", %s", w->before->data->unit[unit[i]].id);
  egb_buffer_text(out, count > 0 ? ")" : "");
}

static void put_totals(egb_buffer *out, const egb_whatif *w, size_t threshold) {
  size_t far = 0;
  for (size_t i = 0; i < w->count; i++)
    far += fabs(w->mover[i].change) >= (double)threshold && w->mover[i].change != 0;
  egb_buffer_format(out, "%zu of ", w->moved);
  egb_report_count(out, w->compared, "ranked unit");
  egb_buffer_text(out, w->moved == 1 ? " moves" : " move");
  if (threshold > 1)
    egb_buffer_format(out, ", %zu of them by %zu or more", far, threshold);
  if (!isnan(w->spearman)) {
    char number[EGB_NUMBER_MAX];
    egb_number_fixed(w->spearman, 4, number);
    egb_buffer_format(out, "; Spearman rank correlation %s", number);
  }
  egb_buffer_format(out, "; top %zu: %zu in", w->top, w->top_in_count);
  put_names(out, w, w->top_in, w->top_in_count);
  egb_buffer_format(out, ", %zu out", w->top_out_count);
  put_names(out, w, w->top_out, w->top_out_count);
  egb_buffer_text(out, ".");
}

static bool put_changed(egb_table *table, const egb_results *after) {
  egb_buffer text = {0};
  bool done = true;
  if (after->weights_changed) {
    egb_buffer list = {0};
    egb_report_changed_weights(&list, after, 12);
    if (list.length == 0)
      egb_buffer_text(&text, "No weight changes: these are the weights as written.");
    else
      egb_buffer_format(&text, "Changed weights: %s.", list.text);
    text.failed = text.failed || list.failed;
    egb_buffer_clear(&list);
    done = egb_report_note(table, &text);
  }
  size_t dropped = 0;
  for (size_t i = 1; i < after->node_count; i++) {
    if (egb_cells_active(after, i) || !egb_cells_active(after, after->index->node[i].parent))
      continue;
    egb_buffer_format(&text, dropped++ == 0 ? "Left out: %s" : ", %s", after->index->node[i].id);
  }
  if (done && dropped > 0) {
    egb_buffer_text(&text, ".");
    done = egb_report_note(table, &text);
  }
  egb_buffer_clear(&text);
  return done;
}

static bool put_facts(egb_table *table, const egb_whatif *w) {
  char number[EGB_NUMBER_MAX];
  const char *moved = egb_arena_format(table->arena, "%zu", w->moved);
  const char *compared = egb_arena_format(table->arena, "%zu", w->compared);
  const char *in = egb_arena_format(table->arena, "%zu", w->top_in_count);
  egb_number_shortest(w->spearman, number);
  return moved != NULL && compared != NULL && in != NULL && egb_table_add_fact(table, "moved", moved) &&
         egb_table_add_fact(table, "compared", compared) &&
         (number[0] == '\0' || egb_table_add_fact(table, "spearman", number)) &&
         egb_table_add_fact(table, "top_turnover", in);
}

/* How many of those that move stay where they may be anyway. */
static bool put_intervals(egb_table *table, const egb_whatif *w, const egb_uncertainty *uncertainty) {
  egb_buffer text = {0};
  size_t inside = 0;
  if (uncertainty == NULL)
    return true;
  for (size_t i = 0; i < w->count; i++)
    inside += w->mover[i].change != 0 && stands(uncertainty, &w->mover[i]) == WITHIN;
  if (w->moved > 0) {
    egb_buffer_format(&text, "In interval: %zu of %zu moves end within the interval of the old rank (", inside,
                      w->moved);
    egb_intervals_words(uncertainty, &text);
    egb_buffer_text(&text, ").");
    egb_intervals_failed(uncertainty, &text);
  }
  const char *count = egb_arena_format(table->arena, "%zu", inside);
  return egb_report_note(table, &text) && count != NULL && egb_table_add_fact(table, "moved_inside", count);
}

static bool note_drivers(egb_table *table, const egb_whatif *w) {
  return egb_table_add_note(table, w->attribution.contribution != NULL ? EGB_ATTRIBUTION_RULE : EGB_ATTRIBUTION_NONE);
}

static bool put_notes(egb_table *table, const egb_whatif *w, const egb_whatif_options *options) {
  egb_buffer text = {0};
  put_totals(&text, w, options->threshold);
  bool done = egb_report_note_of(table, EGB_NOTE_ALWAYS, &text) && put_intervals(table, w, options->uncertainty) &&
              put_changed(table, w->after) && note_drivers(table, w);
  if (done && w->entered + w->left > 0) {
    egb_buffer_format(&text, "%zu newly ranked, %zu no longer ranked.", w->entered, w->left);
    done = egb_report_note(table, &text);
  }
  if (done && options->command != NULL) {
    egb_buffer_format(&text, "To save this change:\n  %s", options->command);
    done = egb_report_note_of(table, EGB_NOTE_ALWAYS, &text);
  }
  return done && put_facts(table, w);
}

static egb_status fill(egb_table *table, const egb_whatif *w, const egb_whatif_options *options, egb_diag *diag) {
  const egb_dataset *data = w->before->data;
  bool *keep = egb_arena_array(table->arena, data->unit_count, sizeof *keep);
  if (keep == NULL)
    return EGB_NO_MEMORY;
  memset(keep, 1, data->unit_count * sizeof *keep);
  const egb_status status = egb_report_keep_units(data, options->units, table->arena, diag, keep);
  if (status != EGB_OK)
    return status;
  size_t rows = 0, row = 0;
  for (size_t i = 0; i < w->count; i++)
    rows += keep[w->mover[i].unit] && is_shown(&w->mover[i], options->threshold);
  if (options->top > 0 && rows > options->top)
    rows = options->top;
  const size_t count = options->uncertainty == NULL ? PLAIN : COLUMNS;
  if (!egb_table_shape(table, count, rows))
    return EGB_NO_MEMORY;
  memcpy(table->column, columns, count * sizeof *columns);
  table->people_order = options->uncertainty == NULL ? NULL : people_order;
  const int decimals = egb_number_decimals(w->before->index->scale);
  table->column[SCORE_BEFORE].decimals = table->column[SCORE_AFTER].decimals = decimals;
  table->column[SCORE_CHANGE].decimals = table->column[DRIVER_CHANGE].decimals = decimals;
  for (size_t i = 0; i < w->count && row < rows; i++)
    if (keep[w->mover[i].unit] && is_shown(&w->mover[i], options->threshold) &&
        !put_row(table, row++, w, &w->mover[i], options))
      return EGB_NO_MEMORY;
  table->title = egb_report_title(table->arena, w->before->index, data->period[w->before->period], options->languages);
  return table->title != NULL && egb_report_scenario(table, w->after) && put_notes(table, w, options) &&
                 egb_report_index_facts(table, w->before->index, options->languages) &&
                 egb_report_provenance(table, w->after) &&
                 (options->uncertainty == NULL || egb_intervals_facts(options->uncertainty, table))
             ? EGB_OK
             : EGB_NO_MEMORY;
}

egb_status egb_table_whatif(const egb_whatif *whatif, const egb_whatif_options *options, egb_diag *diag,
                            egb_table **out) {
  egb_whatif_options asked;
  *out = NULL;
  egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  if (status != EGB_OK)
    return status;
  egb_table *table = egb_table_new("egovbench.whatif/1", 0, 0);
  status = table == NULL ? EGB_NO_MEMORY : fill(table, whatif, &asked, diag);
  if (status == EGB_OK)
    *out = table;
  else
    egb_table_free(table);
  return status;
}
