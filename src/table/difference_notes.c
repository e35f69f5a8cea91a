/* Below the table of a difference: how many moved, who moved furthest and by what, who came and went, what has no
 * counterpart. Sentences, so that they can be read aloud. */
#include "base/number.h"
#include "table/common.h"
#include "table/difference.h"
#include "table/ranking.h"

#include <math.h>
#include <string.h>

#define IDS_MAX 20 /* unmatched nodes named in a note */

const char *const egb_difference_causes[EGB_CAUSE_COUNT] = {"data", "weights", "method", "membership"};
const char *egb_difference_name(const egb_difference_table *t, const egb_unit_difference *unit) {
  const int side = unit->unit[EGB_AFTER] != EGB_NONE ? EGB_AFTER : EGB_BEFORE;
  return egb_dataset_unit_name(t->d->results[side]->data, unit->unit[side], t->options->languages);
}

bool egb_difference_idle(const egb_difference *d, int cause) {
  for (size_t i = 0; i < d->count; i++)
    if (fabs(d->unit[i].score_part[cause]) > EGB_DIFFERENCE_ENOUGH ||
        fabs(d->unit[i].rank_part[cause]) > EGB_DIFFERENCE_ENOUGH)
      return false;
  return true;
}

void egb_difference_signed(egb_buffer *out, double value, int decimals) {
  char number[EGB_NUMBER_MAX];
  (void)egb_number_fixed(value, decimals, number);
  egb_buffer_text(out, value > 0 && strspn(number, "0.") != strlen(number) ? "+" : "");
  egb_buffer_text(out, number);
}

/* ---- the summary ----------------------------------------------------------------------------- */

static void put_places(egb_buffer *out, double places) {
  char number[EGB_NUMBER_MAX];
  size_t length = egb_number_fixed(places, 1, number);
  if (length > 2 && strcmp(number + length - 2, ".0") == 0)
    number[length - 2] = '\0';
  egb_buffer_format(out, strcmp(number, "1") == 0 ? "%s place" : "%s places", number);
}

static bool say_moves(const egb_difference_table *t) {
  const egb_difference *d = t->d;
  egb_buffer text = {0};
  egb_buffer_format(&text, "From %s to %s: ", t->side[0], t->side[1]);
  egb_report_count(&text, d->compared, "unit");
  egb_buffer_format(&text, " ranked in both; %zu gained places, %zu lost places, %zu kept their rank.", d->gained,
                    d->lost, d->compared - d->gained - d->lost);
  if (d->compared > 0 && d->mean_rank_move > 0) {
    egb_buffer_text(&text, " A unit moved by ");
    put_places(&text, d->mean_rank_move);
    egb_buffer_text(&text, " on average.");
  }
  return egb_report_note_of(t->table, EGB_NOTE_READING, &text);
}

static bool say_mean(const egb_difference_table *t) {
  const egb_difference *d = t->d;
  egb_buffer text = {0};
  if (d->compared == 0)
    return true;
  egb_buffer_text(&text, "The mean score changed by ");
  egb_difference_signed(&text, d->mean_score_change, t->decimals);
  size_t parts = 0;
  for (int f = 0; f < EGB_CAUSE_COUNT; f++) {
    if (egb_difference_idle(d, f))
      continue;
    egb_buffer_format(&text, parts++ == 0 ? ": %s " : ", %s ", egb_difference_causes[f]);
    egb_difference_signed(&text, d->mean_score_part[f], t->decimals);
  }
  egb_buffer_text(&text, d->per_cent ? ". The scales differ: scores are per cent of their scale." : ".");
  return egb_report_note(t->table, &text);
}

/* The unit that gained or lost most places, and what did it. */
static bool say_furthest(const egb_difference_table *t, int direction) {
  const egb_unit_difference *unit = NULL;
  for (size_t i = 0; i < t->d->count; i++)
    if (direction * t->d->unit[i].rank_change > (unit == NULL ? 0 : direction * unit->rank_change))
      unit = &t->d->unit[i];
  if (unit == NULL)
    return true;
  egb_buffer text = {0};
  egb_buffer_format(&text, direction > 0 ? "%s gained most: " : "%s lost most: ", egb_difference_name(t, unit));
  put_places(&text, fabs(unit->rank_change));
  char number[EGB_NUMBER_MAX];
  (void)egb_number_shortest(unit->rank[EGB_BEFORE], number);
  egb_buffer_format(&text, ", from %s", number);
  (void)egb_number_shortest(unit->rank[EGB_AFTER], number);
  egb_buffer_format(&text, " to %s", number);
  int main_cause = -1;
  for (int f = 0; f < EGB_CAUSE_COUNT; f++)
    if (direction * unit->rank_part[f] >
        (main_cause < 0 ? EGB_DIFFERENCE_ENOUGH : direction * unit->rank_part[main_cause]))
      main_cause = f;
  if (main_cause >= 0) {
    egb_buffer_format(&text, ", most of it by %s (", egb_difference_causes[main_cause]);
    egb_difference_signed(&text, unit->rank_part[main_cause], 1);
    egb_buffer_char(&text, ')');
  }
  egb_buffer_char(&text, '.');
  return egb_report_note(t->table, &text);
}

static bool say_members(const egb_difference_table *t, int side) {
  egb_name_list list = {.count = 0};
  for (size_t i = 0; i < t->d->count; i++)
    if (!isnan(t->d->unit[i].rank[side]) && isnan(t->d->unit[i].rank[!side]))
      egb_name_list_add(&list, egb_difference_name(t, &t->d->unit[i]));
  const char *what = egb_arena_format(t->table->arena, "Ranked only in %s", t->side[side]);
  return what != NULL && egb_name_list_note(t->table, what, &list);
}

static bool say_unmatched(const egb_difference_table *t, int side) {
  egb_buffer text = {0};
  for (size_t i = 0; i < t->d->only_count[side] && i < IDS_MAX; i++) {
    if (i == 0)
      egb_buffer_format(&text, "Only in %s (a change of method): ", t->side[side]);
    egb_buffer_format(&text, i == 0 ? "%s" : ", %s", t->d->only[side][i]);
  }
  if (t->d->only_count[side] > IDS_MAX)
    egb_buffer_format(&text, " and %zu more", t->d->only_count[side] - IDS_MAX);
  egb_buffer_text(&text, t->d->only_count[side] > 0 ? "." : "");
  return egb_report_note_of(t->table, EGB_NOTE_DETAIL, &text);
}

/* "the data and the method of A with the weights of B" */
static void put_mixture(const egb_difference_table *t, unsigned mixture, egb_buffer *out) {
  for (unsigned side = 0; side < 2; side++) {
    size_t said = 0;
    for (unsigned f = 0; f < EGB_CAUSE_COUNT; f++)
      if ((mixture >> f & 1) == side && !(t->d->same >> f & 1))
        egb_buffer_format(out, said++ == 0 ? "%s" : ", %s", egb_difference_causes[f]);
    egb_buffer_format(out, " of %s%s", t->side[side], side == 0 ? " with " : "");
  }
}

static bool say_unscored(const egb_difference_table *t) {
  egb_buffer text = {0};
  if (t->d->unscored == 0)
    return true;
  egb_buffer_text(&text, "No scores can be computed for ");
  put_mixture(t, t->d->unscored_mixture, &text);
  egb_buffer_format(&text, ": %s.", t->d->unscored_reason);
  if (t->d->unscored > 1)
    egb_buffer_format(&text, " Nor for %zu more of the mixtures.", t->d->unscored - 1);
  egb_buffer_text(&text, " The parts are means over the orders of exchanging that do without.");
  return egb_report_note(t->table, &text);
}

static bool say_rules(const egb_difference_table *t) {
  egb_buffer text = {0};
  if (t->d->unsplit > 0) {
    egb_report_count(&text, t->d->unsplit, "unit");
    egb_buffer_text(&text, " cannot be split: no order of the exchanges gives it a score at every step.");
    if (!egb_report_note(t->table, &text))
      return false;
  }
  return egb_table_add_note(
             t->table,
             "Parts: what exchanging the data, the weights, the method or the membership changes, as the mean over all orders of exchanging them one by one; they sum to the change.") &&
         egb_table_add_note(t->table,
                            t->d->attribution.contribution != NULL ? EGB_ATTRIBUTION_RULE : EGB_ATTRIBUTION_NONE);
}

/* Scores of indices with opposite directions cannot be compared by their sign; ranks can. */
static bool say_direction(const egb_difference_table *t) {
  const bool before = t->d->results[EGB_BEFORE]->index->lower, after = t->d->results[EGB_AFTER]->index->lower;
  return before == after ||
         egb_table_add_note_of(t->table, EGB_NOTE_ALWAYS,
                               after ? "Before, a higher score was better; after, a lower one is: ranks compare, "
                                       "changes of the score do not."
                                     : "Before, a lower score was better; after, a higher one is: ranks compare, "
                                       "changes of the score do not.");
}

bool egb_difference_notes(const egb_difference_table *t) {
  return say_moves(t) && say_direction(t) && say_furthest(t, 1) && say_furthest(t, -1) && say_mean(t) &&
         say_members(t, EGB_AFTER) && say_members(t, EGB_BEFORE) && say_unmatched(t, EGB_BEFORE) &&
         say_unmatched(t, EGB_AFTER) && say_unscored(t) && say_rules(t);
}
