/* This period against another: the columns and notes of `compare`. */
#include "table/cells.h"
#include "table/method_words.h"
#include "table/ranking.h"

#include "base/codes.h"

#include <math.h>
#include <string.h>

bool egb_ranking_is_compared(egb_field_kind kind) {
  return kind == EGB_FIELD_BEFORE_SCORE || kind == EGB_FIELD_BEFORE_RANK || kind == EGB_FIELD_SCORE_CHANGE ||
         kind == EGB_FIELD_RANK_CHANGE || kind == EGB_FIELD_MEMBERSHIP;
}

egb_status egb_ranking_check_comparison(const egb_ranking *ranking) {
  const egb_results *other = ranking->options->compare;
  if (other == NULL || (other->index == ranking->index && other->data == ranking->data))
    return EGB_OK;
  egb_diag_say(ranking->diag, EGB_ERROR, EGB_E_USAGE, "only periods of the same index and data can be compared");
  return EGB_USAGE;
}

double egb_ranking_comparison(const egb_ranking *ranking, egb_field_kind kind, size_t unit) {
  const egb_results *now = ranking->results, *before = ranking->options->compare;
  const bool both = !isnan(now->rank[unit]) && !isnan(before->rank[unit]);
  switch (kind) {
  case EGB_FIELD_BEFORE_SCORE:
    return egb_results_score(before, unit);
  case EGB_FIELD_BEFORE_RANK:
    return egb_results_rank(before, unit);
  case EGB_FIELD_SCORE_CHANGE:
    return both ? egb_results_score(now, unit) - egb_results_score(before, unit) : (double)NAN;
  case EGB_FIELD_RANK_CHANGE:
    return both ? egb_results_rank(before, unit) - egb_results_rank(now, unit) : (double)NAN;
  default:
    return (double)NAN;
  }
}

const char *egb_ranking_membership(const egb_ranking *ranking, size_t unit) {
  const bool now = !isnan(ranking->results->rank[unit]);
  const bool before = !isnan(ranking->options->compare->rank[unit]);
  return now && !before ? "new" : before && !now ? "gone" : "";
}

static const char *other_period(const egb_ranking *ranking) {
  return ranking->data->period[ranking->options->compare->period];
}

bool egb_ranking_compare_column(const egb_ranking *ranking, const egb_field *field, egb_table_column *column) {
  const char *period = other_period(ranking);
  const int decimals = egb_report_decimals(ranking->index->scale);
  switch (field->kind) {
  case EGB_FIELD_BEFORE_SCORE:
    column->label = egb_arena_format(ranking->arena, "Score %s", period);
    column->help = "Score in the period that is compared with.";
    column->kind = EGB_CELL_NUMBER;
    column->decimals = decimals;
    column->importance = 4;
    break;
  case EGB_FIELD_BEFORE_RANK:
    column->label = egb_arena_format(ranking->arena, "Rank %s", period);
    column->help = "Rank in the period that is compared with.";
    column->importance = 3;
    break;
  case EGB_FIELD_SCORE_CHANGE:
    column->label = "Change";
    column->help = "Score less the score of the period that is compared with.";
    column->kind = EGB_CELL_NUMBER;
    column->decimals = decimals;
    column->importance = 1;
    break;
  case EGB_FIELD_RANK_CHANGE:
    column->label = "Climbed";
    column->help = "Ranks climbed since the period that is compared with; negative: fallen.";
    column->importance = 1;
    break;
  default:
    column->label = "Membership";
    column->help = "new: ranked now, not then; gone: ranked then, not now; empty: the same in both.";
    column->machine_only = true;
    break;
  }
  return column->label != NULL;
}

/* Whether any indicator's scale is learned anew in every period. */
bool egb_ranking_scale_moves(const egb_results *results) {
  const egb_index *index = results->index;
  if (index->fit != NULL && strcmp(index->fit, "period") != 0)
    return false;
  for (size_t i = 0; i < index->node_count; i++) {
    if (index->node[i].first_child != EGB_NONE || !egb_cells_active(results, i))
      continue;
    if (!egb_words_is_fixed(index->node[i].normalise.name))
      return true;
  }
  return false;
}

/* Units outside the rows shown are told as well: membership changes are never hidden by --top. */
static bool membership(const egb_ranking *ranking, egb_table *table, const char *which, const char *before,
                       const char *after) {
  egb_name_list list = {.count = 0};
  for (size_t i = 0; i < ranking->results->unit_count; i++) {
    const size_t unit = ranking->results->order[i];
    if (strcmp(egb_ranking_membership(ranking, unit), which) == 0)
      egb_name_list_add(&list, egb_dataset_unit_name(ranking->data, unit, ranking->language[0]));
  }
  const char *what = egb_arena_format(table->arena, "%s%s%s", before, other_period(ranking), after);
  return what != NULL && egb_name_list_note(table, what, &list);
}

static bool legend(const egb_ranking *ranking, egb_table *table) {
  const char *text = egb_arena_format(
      table->arena, "Change and Climbed: against %s; Climbed counts ranks, negative for a unit that fell.",
      other_period(ranking));
  return text != NULL && egb_table_add_note(table, text);
}

bool egb_ranking_compare_notes(const egb_ranking *ranking, egb_table *table) {
  if (ranking->options->compare == NULL)
    return true;
  return legend(ranking, table) && membership(ranking, table, "new", "Ranked now, but not in ", "") &&
         membership(ranking, table, "gone", "Ranked in ", ", but not now") &&
         (!egb_ranking_scale_moves(ranking->results) || egb_table_add_note(table, EGB_RANKING_SCALE_MOVES));
}
