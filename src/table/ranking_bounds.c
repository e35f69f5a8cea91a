/* Bounds of the score from the data, and the ranks they allow. */
#include "table/common.h"
#include "table/method_words.h"
#include "table/ranking.h"

#include <math.h>

bool egb_ranking_find_bounds(egb_ranking *ranking) {
  const egb_ranking_options *options = ranking->options;
  if (options->no_bounds || options->uncertainty != NULL || !egb_index_has_rank_bounds(ranking->index))
    return true;
  egb_rank_bound *bound = egb_arena_array(ranking->arena, ranking->results->unit_count, sizeof *bound);
  ranking->bound = bound;
  return bound != NULL && egb_results_rank_bounds(ranking->results, bound) == EGB_OK;
}

double egb_ranking_bound(const egb_ranking *ranking, const egb_field *field, size_t unit) {
  const egb_rank_bound *bound = &ranking->bound[unit];
  const double value[] = {bound->best, bound->worst, bound->lower, bound->upper};
  return value[field->item];
}

static bool shows_bounds(const egb_ranking *ranking) {
  for (size_t i = 0; i < ranking->chosen_count; i++)
    if (ranking->chosen[i]->with == EGB_WITH_BOUNDS)
      return true;
  return false;
}

bool egb_ranking_bound_facts(const egb_ranking *ranking, egb_table *table) {
  egb_buffer text = {0};
  if (ranking->bound == NULL || !shows_bounds(ranking))
    return true;
  egb_words_rank_bounds(&text, ranking->index);
  const bool done = !text.failed && egb_table_add_fact(table, "bounds", text.text);
  egb_buffer_clear(&text);
  return done;
}

bool egb_ranking_bound_notes(const egb_ranking *ranking, egb_table *table) {
  if (ranking->bound == NULL || !shows_bounds(ranking))
    return true;
  egb_buffer text = {0};
  egb_name_list without = {0};
  egb_buffer_text(&text,
                  "Interval: the ranks that the bounds of the score allow, the others at their scores; bounds from ");
  egb_words_rank_bounds(&text, ranking->index);
  egb_buffer_char(&text, '.');
  for (size_t i = 0; i < ranking->unit_count; i++) {
    const size_t unit = ranking->unit[i];
    if (!isnan(ranking->results->rank[unit]) && isnan(ranking->bound[unit].best))
      egb_name_list_add(&without, egb_dataset_unit_name(ranking->data, unit, ranking->language[0]));
  }
  return egb_report_note_of(table, EGB_NOTE_READING, &text) && egb_name_list_note(table, "No bounds", &without);
}
