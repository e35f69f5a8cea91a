/* Beside each unit of the ranking: what it is best and weakest at, and the smallest rise to the next level. */
#include "report/report.h"

#include "model/profile.h"
#include "table/cells.h"

#include "base/number.h"
#include "write/people.h"

#include <math.h>
#include <stdlib.h>

#define NAMED ((size_t)3)

enum { BEST, WEAKEST, RISE };

static const struct {
  const char *id, *help;
  egb_report_phrase label;
} columns[EGB_REPORT_PROFILE_COLUMNS] = {
    [BEST] = {"best", "Ids of the dimensions that the unit ranks best in.", EGB_REPORT_COLUMN_BEST},
    [WEAKEST] = {"weakest", "Ids of those it ranks worst in, the worst first.", EGB_REPORT_COLUMN_WEAKEST},
    [RISE] = {"rise",
              "The smallest rise of one dimension that is enough for the next level; +: more than one must rise.",
              EGB_REPORT_COLUMN_RISE}};

/* Dimensions by rank; those that the unit lacks are left out. */
static size_t by_rank(const egb_profile *profile, const egb_profile_row **row) {
  size_t count = 0;
  for (size_t i = 1; i < profile->row_count; i++) {
    const egb_profile_row *at = &profile->row[i];
    if (isnan(at->rank))
      continue;
    size_t place = count++;
    for (; place > 0 && at->rank < row[place - 1]->rank; place--)
      row[place] = row[place - 1];
    row[place] = at;
  }
  return count;
}

/* No dimension is among the best and among the weakest. */
static bool put_ends(const egb_report_work *work, const egb_profile *profile, egb_table *table, size_t row,
                     size_t first) {
  const egb_profile_row **sorted = calloc(profile->row_count, sizeof *sorted);
  egb_buffer best = {0}, weakest = {0};
  if (sorted == NULL)
    return false;
  const size_t count = by_rank(profile, sorted), named = count / 2 < NAMED ? count / 2 : NAMED;
  for (size_t i = 0; i < named; i++) {
    egb_buffer_format(&best, i == 0 ? "%s" : " %s", work->index->node[sorted[i]->node].id);
    egb_buffer_format(&weakest, i == 0 ? "%s" : " %s", work->index->node[sorted[count - 1 - i]->node].id);
  }
  free(sorted);
  const bool done = !best.failed && !weakest.failed &&
                    egb_cells_put(table, row, first + BEST, egb_buffer_string(&best)) &&
                    egb_cells_put(table, row, first + WEAKEST, egb_buffer_string(&weakest));
  egb_buffer_clear(&best);
  egb_buffer_clear(&weakest);
  return done;
}

/* "NIP +2.31": that much is enough, rounded up; a lower score is better with a lower one. */
static bool put_rise(const egb_report_work *work, const egb_profile *profile, egb_table *table, size_t row,
                     size_t column) {
  const int decimals = egb_number_decimals(work->index->scale);
  char number[EGB_NUMBER_MAX];
  egb_buffer text = {0};
  if (profile->step.next == EGB_NONE || !profile->has_way)
    return true;
  if (profile->shortest != EGB_NONE) {
    const egb_profile_row *at = &profile->row[profile->shortest];
    const double rise = egb_people_enough(at->alone, decimals);
    (void)egb_number_fixed(rise, decimals, number);
    egb_buffer_format(&text, "%s %s%s", work->index->node[at->node].id, rise > 0 ? "+" : "", number);
  } else {
    egb_buffer_char(&text, '+');
  }
  const bool done = !text.failed && egb_cells_put(table, row, column, egb_buffer_string(&text));
  egb_buffer_clear(&text);
  return done;
}

static egb_status put_unit(egb_report_work *work, egb_table *table, size_t row, size_t first, size_t unit) {
  egb_profile *profile = NULL;
  egb_status status = egb_profile_new(work->plan, work->results, unit, work->diag, &profile);
  if (status != EGB_OK)
    return status;
  if (!put_ends(work, profile, table, row, first) || !put_rise(work, profile, table, row, first + RISE))
    status = EGB_NO_MEMORY;
  egb_profile_free(profile);
  return status;
}

egb_status egb_report_profile_columns(egb_report_work *work, egb_table *table, size_t first) {
  egb_status status = EGB_OK;
  for (size_t i = 0; i < EGB_REPORT_PROFILE_COLUMNS; i++)
    table->column[first + i] = (egb_table_column){.id = columns[i].id,
                                                  .label = egb_report_phrase_of(work, columns[i].label, NULL),
                                                  .help = columns[i].help,
                                                  .kind = EGB_CELL_TEXT,
                                                  .importance = 2};
  for (size_t row = 0; row < table->row_count && row < EGB_REPORT_PROFILES && status == EGB_OK; row++) {
    const size_t unit = egb_dataset_find_unit(work->results->data, egb_table_text(table, row, 0));
    if (unit != EGB_NONE && !isnan(work->results->rank[unit]))
      status = put_unit(work, table, row, first, unit);
  }
  return status;
}
