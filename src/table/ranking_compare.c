/* This period against another: the columns and notes of `compare`. */
#include "model/breaks.h"
#include "table/cells.h"
#include "table/method_words.h"
#include "table/ranking.h"

#include "base/codes.h"

#include <math.h>
#include <string.h>

egb_status egb_ranking_check_comparison(const egb_ranking *ranking) {
  const egb_results *other = ranking->options->compare;
  if (other == NULL || (other->index == ranking->index && other->data == ranking->data))
    return EGB_OK;
  egb_diag_say(ranking->diag, EGB_SEVERITY_ERROR, EGB_E_USAGE,
               "only periods of the same index and data can be compared");
  return EGB_USAGE;
}

static bool ranked_in_both(const egb_ranking *ranking, size_t unit) {
  return !isnan(ranking->results->rank[unit]) && !isnan(ranking->options->compare->rank[unit]);
}

double egb_ranking_score_change(const egb_ranking *ranking, const egb_field *field, size_t unit) {
  (void)field;
  const double before = egb_results_score(ranking->options->compare, unit);
  return ranked_in_both(ranking, unit) ? egb_results_score(ranking->results, unit) - before : (double)NAN;
}

double egb_ranking_rank_change(const egb_ranking *ranking, const egb_field *field, size_t unit) {
  (void)field;
  const double before = egb_results_rank(ranking->options->compare, unit);
  return ranked_in_both(ranking, unit) ? before - egb_results_rank(ranking->results, unit) : (double)NAN;
}

const char *egb_ranking_membership(const egb_ranking *ranking, size_t unit) {
  const bool now = !isnan(ranking->results->rank[unit]);
  const bool before = !isnan(ranking->options->compare->rank[unit]);
  return now && !before ? "new" : before && !now ? "gone" : "";
}

const char *egb_ranking_other_period(const egb_ranking *ranking) {
  return ranking->data->period[ranking->options->compare->period];
}

/* Whether any indicator's scale is learned anew in every period. */
bool egb_ranking_scale_moves(const egb_results *results) {
  const egb_index *index = results->index;
  for (size_t i = 0; i < index->node_count; i++) {
    if (index->node[i].first_child != EGB_NONE || !egb_cells_active(results, i))
      continue;
    const char *own = egb_choice_fit(&index->node[i].normalise), *fit = own != NULL ? own : index->fit;
    if ((fit == NULL || strcmp(fit, "period") == 0) && !egb_words_is_fixed(index->node[i].normalise.name))
      return true;
  }
  return false;
}

/* Units outside the rows shown are named as well: membership changes are never hidden by --top. */
static bool membership(const egb_ranking *ranking, egb_table *table, const char *which, const char *before,
                       const char *after) {
  egb_name_list list = {.count = 0};
  for (size_t i = 0; i < ranking->results->unit_count; i++) {
    const size_t unit = ranking->results->order[i];
    if (strcmp(egb_ranking_membership(ranking, unit), which) == 0)
      egb_name_list_add(&list, egb_dataset_unit_name(ranking->data, unit, ranking->language[0]));
  }
  const char *what = egb_arena_format(table->arena, "%s%s%s", before, egb_ranking_other_period(ranking), after);
  return what != NULL && egb_name_list_note(table, what, &list);
}

static bool legend(const egb_ranking *ranking, egb_table *table) {
  const char *text =
      egb_arena_format(table->arena, "Change and Gained: against %s; Gained counts places, negative: lost.",
                       egb_ranking_other_period(ranking));
  return text != NULL && egb_table_add_note(table, text);
}

static bool put_breaks(const egb_ranking *ranking, egb_table *table) {
  const egb_results *results = ranking->results;
  egb_buffer text = {0};
  egb_buffer_format(&text, "Not comparable with %s: ", egb_ranking_other_period(ranking));
  if (egb_results_breaks(results, egb_ranking_other_period(ranking), ranking->data->period[results->period], &text) ==
      0)
    egb_buffer_clear(&text);
  else
    egb_buffer_char(&text, '.');
  return egb_report_note_of(table, EGB_NOTE_READING, &text);
}

bool egb_ranking_compare_notes(const egb_ranking *ranking, egb_table *table) {
  if (ranking->options->compare == NULL)
    return true;
  return legend(ranking, table) && put_breaks(ranking, table) &&
         membership(ranking, table, "new", "Ranked now, but not in ", "") &&
         membership(ranking, table, "gone", "Ranked in ", ", but not now") &&
         (!egb_ranking_scale_moves(ranking->results) ||
          egb_table_add_note_of(table, EGB_NOTE_READING, EGB_RANKING_SCALE_MOVES));
}
