/* The interval beside each rank. */
#include "table/common.h"
#include "table/ranking.h"
#include "table/tables_robust.h"

#include "base/number.h"
#include "table/intervals.h"

#include <math.h>

/* Two neighbours cannot be distinguished when each is ahead of the other in at least this share of the draws. */
#define DISTINGUISHED 0.1

#define MORE_DRAWS 10000 /* what a simulation takes that is asked for; see egb_uncertainty_options */

bool egb_ranking_shows_intervals(const egb_ranking *ranking) {
  for (size_t i = 0; i < ranking->chosen_count; i++)
    if (ranking->chosen[i]->with == EGB_WITH_SIMULATION)
      return true;
  return false;
}

double egb_ranking_interval(const egb_ranking *ranking, const egb_field *field, size_t unit) {
  const egb_rank_spread *spread = &ranking->options->uncertainty->unit[unit];
  if (isnan(ranking->results->rank[unit]))
    return (double)NAN;
  const double end[] = {spread->low,       spread->high,      spread->low_best,
                        spread->low_worst, spread->high_best, spread->high_worst};
  return end[field->item];
}

void egb_ranking_mark_rank(const egb_ranking *ranking, const egb_field *field, size_t unit, egb_cell *cell) {
  (void)field;
  const egb_results *results = ranking->results;
  if (ranking->options->uncertainty == NULL || isnan(results->rank[unit]) || !egb_ranking_shows_intervals(ranking))
    return;
  const double ahead = ranking->options->uncertainty->unit[unit].ahead;
  cell->mark = ahead >= DISTINGUISHED && ahead <= 1 - DISTINGUISHED;
  cell->sign = '=';
}

/* How far the ends would move with other draws: the largest of the units shown. */
static void put_error(const egb_ranking *ranking, egb_buffer *out) {
  char ranks[EGB_NUMBER_MAX];
  double most = 0;
  for (size_t i = 0; i < ranking->unit_count; i++) {
    const egb_rank_spread *spread = &ranking->options->uncertainty->unit[ranking->unit[i]];
    most = fmax(most, fmax(spread->low - spread->low_best, spread->low_worst - spread->low)); /* NaN does not count */
    most = fmax(most, fmax(spread->high - spread->high_best, spread->high_worst - spread->high));
  }
  (void)egb_number_shortest(most, ranks);
  if (most == 0)
    egb_buffer_text(out, "Other draws would give the same ends (95 % confidence)");
  else
    egb_buffer_format(out, "Other draws may move an end by up to %s %s (95 %% confidence)", ranks,
                      most == 1 ? "rank" : "ranks");
  if (ranking->options->uncertainty->about.draws < MORE_DRAWS)
    egb_buffer_format(out, "; `egovbench uncertainty` takes %d.", MORE_DRAWS);
  else
    egb_buffer_char(out, '.');
}

bool egb_ranking_interval_notes(const egb_ranking *ranking, egb_table *table) {
  const egb_uncertainty *u = ranking->options->uncertainty;
  if (u == NULL || !egb_ranking_shows_intervals(ranking))
    return true;
  egb_buffer text = {0};
  egb_buffer_text(&text, "Interval: ");
  egb_intervals_words(u, &text);
  egb_buffer_char(&text, '.');
  egb_intervals_failed(u, &text);
  bool done = egb_report_note_of(table, EGB_NOTE_READING, &text);
  if (done) /* else the text would have no owner */
    put_error(ranking, &text);
  done = done && egb_report_note_of(table, EGB_NOTE_DETAIL, &text);
  for (size_t i = 0; i < u->varied_count && done; i++) {
    const egb_varied *varied = &u->varied[i];
    done = egb_robust_note_level(table, u->results, varied->factor, varied->alternative, varied->level,
                                 varied->unranked, u->about.ranked);
  }
  return done &&
         (!egb_ranking_any_tie(ranking) ||
          egb_table_add_note(
              table,
              "= Cannot be distinguished from the next unit: each of the two is ahead in at least 10 % of the draws."));
}

bool egb_ranking_interval_facts(const egb_ranking *ranking, egb_table *table) {
  const egb_uncertainty *u = ranking->options->uncertainty;
  return u == NULL || !egb_ranking_shows_intervals(ranking) || egb_intervals_facts(u, table);
}
