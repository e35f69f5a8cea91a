/* Below a profile, in sentences: the level, what holds the unit back and the shortest steps to the next level,
 * strengths and weaknesses with their rule, the peers, and how to read the bars. */
#include "base/number.h"
#include "table/common.h"
#include "table/profile.h"
#include "write/people.h"

#include <math.h>
#include <string.h>

static const char *node_name(const egb_profile_table *t, size_t node) {
  return egb_index_node_name(t->index, node, t->languages);
}

/* A rise, or a fall where a lower score is better, rounded up: the printed number is enough. */
static void put_rise(const egb_profile_table *t, egb_buffer *out, double rise) {
  egb_buffer_char(out, t->index->lower ? '-' : '+');
  egb_report_fixed(out, egb_people_enough(rise, t->decimals), t->decimals);
}

static bool say_level(const egb_profile_table *t) {
  const egb_level_step *step = &t->profile->step;
  egb_buffer text = {0};
  if (t->index->level_count == 0 || isnan(t->profile->row[0].score))
    return true;
  egb_buffer_format(&text, "Level: %s.",
                    step->level == SIZE_MAX ? "none" : egb_index_level_name(t->index, step->level, t->languages));
  if (step->next == SIZE_MAX) {
    egb_buffer_text(&text, " There is none above.");
    return egb_report_note_of(t->table, EGB_NOTE_ALWAYS, &text);
  }
  const egb_level *next = &t->index->level[step->next];
  egb_buffer_format(&text, " Next: %s, %s ", egb_index_level_name(t->index, step->next, t->languages),
                    t->index->lower ? "at or below" : "from");
  egb_report_fixed(&text, next->from, t->decimals);
  if (isfinite(next->minimum)) {
    egb_buffer_text(&text, t->index->lower ? " and no dimension above " : " and no dimension below ");
    egb_report_fixed(&text, next->minimum, t->decimals);
  }
  if (step->missing > 0) {
    egb_buffer_text(&text, "; ");
    put_rise(t, &text, step->missing);
    egb_buffer_text(&text, " needed");
  }
  egb_buffer_char(&text, '.');
  const char *asks = egb_index_level_description(t->index, step->next, t->languages);
  if (asks[0] != '\0')
    egb_buffer_format(&text, " What it takes: %s", asks);
  if (step->node != SIZE_MAX)
    egb_buffer_format(&text, " Held back most by %s (%s).", node_name(t, step->node), t->index->node[step->node].id);
  return egb_report_note_of(t->table, EGB_NOTE_ALWAYS, &text);
}

static bool say_way(const egb_profile_table *t) {
  const egb_profile *p = t->profile;
  egb_buffer text = {0};
  if (p->step.next == SIZE_MAX || isnan(p->row[0].score))
    return true;
  if (!p->has_way)
    return egb_table_add_note_of(
        t->table, EGB_NOTE_ALWAYS,
        "The step to the next level cannot be computed: scores depend on the other units, or on "
        "each other by `then:`.");
  if (isnan(p->evenly))
    return egb_table_add_note_of(t->table, EGB_NOTE_ALWAYS,
                                 "The next level is out of reach with the dimensions that the unit has.");
  egb_buffer_text(&text, "The shortest way there: ");
  if (p->shortest != EGB_NONE) {
    const egb_profile_row *row = &p->row[p->shortest];
    put_rise(t, &text, row->alone);
    egb_buffer_format(&text, " in %s alone (from ", node_name(t, row->node));
    egb_report_fixed(&text, row->score, t->decimals);
    egb_buffer_char(&text, ')');
    egb_buffer_text(&text, "; or ");
  } else if (p->below_minimum > 1) {
    egb_buffer_format(&text, "no dimension is enough alone, as %zu are %s; ", p->below_minimum,
                      t->index->lower ? "above the most it allows" : "below the minimum");
  } else {
    egb_buffer_text(&text, "no dimension is enough alone; ");
  }
  put_rise(t, &text, p->evenly);
  egb_buffer_text(&text, " in every dimension, none beyond the scale.");
  return egb_report_note_of(t->table, EGB_NOTE_ALWAYS, &text);
}

static void put_verdicts(const egb_profile_table *t, int verdict, egb_buffer *out) {
  size_t count = 0;
  for (size_t i = 1; i < t->profile->row_count; i++) {
    const egb_profile_row *row = &t->profile->row[i];
    if (row->verdict != verdict)
      continue;
    egb_buffer_format(out, count++ == 0 ? "%s (" : ", %s (", node_name(t, row->node));
    egb_report_fixed(out, row->rank, 0);
    egb_buffer_char(out, ')');
  }
  egb_buffer_text(out, count == 0 ? "none" : "");
}

static bool say_verdicts(const egb_profile_table *t) {
  egb_buffer text = {0};
  if (isnan(t->profile->row[0].rank))
    return true;
  egb_buffer_text(&text, "Strengths: ");
  put_verdicts(t, 1, &text);
  egb_buffer_text(&text, ". Weaknesses: ");
  put_verdicts(t, -1, &text);
  egb_buffer_text(&text, ". The rule: a dimension's rank better or worse than rank ");
  egb_report_fixed(&text, t->profile->row[0].rank, 0);
  egb_buffer_text(&text, " by at least a tenth of the units ranked (");
  egb_report_count(&text, (size_t)ceil(EGB_PROFILE_MARGIN * (double)t->profile->ranked - 1e-9), "place");
  egb_buffer_text(&text, ").");
  return egb_report_note_of(t->table, EGB_NOTE_READING, &text);
}

static bool say_peers(const egb_profile_table *t) {
  const egb_profile *p = t->profile;
  egb_buffer text = {0};
  for (size_t kind = EGB_PEERS_GROUPS; kind < p->kinds; kind++) {
    const char *group = egb_dataset_group(t->data, p->results->period, p->unit, kind - EGB_PEERS_GROUPS);
    if (group[0] != '\0')
      egb_buffer_format(&text, "%s%s %s (%zu others ranked)", text.length == 0 ? "Peers: " : ", ",
                        t->data->grouping[kind - EGB_PEERS_GROUPS], group, p->peers[kind]);
  }
  for (size_t i = 0; i < p->near_count; i++) {
    egb_buffer_text(&text, i > 0 ? ", " : text.length == 0 ? "Peers nearest in score: " : "; nearest in score: ");
    egb_buffer_format(&text, "%s ", egb_dataset_unit_name(t->data, p->near[i], t->languages));
    egb_report_fixed(&text, egb_results_score(p->results, p->near[i]), t->decimals);
  }
  egb_buffer_text(&text, text.length == 0 ? "" : ".");
  return egb_report_note_of(t->table, EGB_NOTE_DETAIL, &text);
}

static bool say_bars(const egb_profile_table *t) {
  egb_buffer text = {0};
  egb_buffer_text(&text, "Bars: = the score, from 0 to ");
  egb_report_fixed(&text, t->index->scale, 0);
  if (t->kind == EGB_PEERS_ALL)
    egb_buffer_text(&text, "; + the mean of all others");
  else
    egb_buffer_format(&text, "; + the mean of its %s", t->data->grouping[t->kind - EGB_PEERS_GROUPS]);
  egb_buffer_text(&text, "; o the best.");
  return egb_report_note(t->table, &text);
}

bool egb_profile_notes(const egb_profile_table *t) {
  return say_level(t) && say_way(t) && say_verdicts(t) && say_peers(t) && say_bars(t);
}
