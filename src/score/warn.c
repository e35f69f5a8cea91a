/* Rules of thumb, each said in its message. They are wide: honest data are to pass without a word. */
#include "score/warn.h"
#include "score/stages.h"
#include "score/waiting.h"

#include "base/buffer.h"
#include "base/codes.h"
#include "base/number.h"

#include <math.h>
#include <stdio.h>

#define BEYOND 1         /* widths of the goalposts that a value may be outside them where nearly all are inside, */
#define INSIDE 0.9       /* this share of them; posts such as a mean and a deviation above it have many outside */
#define BEYOND_ALWAYS 10 /* the same whatever the others do */
#define UNITS_NAMED 10
#define TINY_LEVEL 0.02  /* of the scale */
#define FEW_STEPS 1000.0 /* of ranks, between the first and the last unit */
#define ROUNDING 1e-12   /* of a score */

/* ---- goalposts ------------------------------------------------------------------------------- */

static double beyond(const double posts[2], double value) {
  const double width = posts[1] - posts[0];
  return value > posts[1] ? (value - posts[1]) / width : value < posts[0] ? (posts[0] - value) / width : 0;
}

typedef struct outside {
  size_t present, inside;
  size_t far, very_far;             /* beyond the two limits; those that the goalposts hold count only as very far */
  size_t first_far, first_very_far; /* units */
} outside;

/* Of the units from `from` on. */
static void add_outside(const double posts[2], const double *given, const double *value, const double ends[2],
                        size_t from, size_t count, outside *out) {
  const double least = fmin(ends[0], ends[1]), most = fmax(ends[0], ends[1]);
  for (size_t u = 0; u < count; u++) {
    if (isnan(given[u]) || isnan(value[u]))
      continue;
    const double widths = beyond(posts, given[u]);
    out->present++;
    out->inside += widths == 0;
    if (widths > BEYOND && (value[u] < least || value[u] > most) && out->far++ == 0)
      out->first_far = from + u;
    if (widths > BEYOND_ALWAYS && out->very_far++ == 0)
      out->first_very_far = from + u;
  }
}

static outside count_outside(const egb_plan *plan, const egb_results *r, size_t i, const double ends[2]) {
  outside out = {0};
  double room[2 * EGB_STRETCH];
  for (size_t from = 0; from < r->unit_count; from += EGB_STRETCH) {
    const size_t count = r->unit_count - from < EGB_STRETCH ? r->unit_count - from : EGB_STRETCH;
    const double *value = egb_stretch_of(r, i, from, count, (egb_stretch_values){room, room + EGB_STRETCH});
    add_outside(plan->index->node[i].goalposts, r->treated.value[i] + from, value, ends, from, count, &out);
  }
  return out;
}

static void warn_far(const egb_plan *plan, size_t i, const outside *found, double value, egb_diag *diag) {
  const egb_node *node = &plan->index->node[i];
  const bool very = found->very_far > 0;
  const size_t first = very ? found->first_very_far : found->first_far;
  const size_t count = very ? found->very_far : found->far;
  char shown[EGB_NUMBER_MAX], low[EGB_NUMBER_MAX], high[EGB_NUMBER_MAX];
  egb_number_shortest(value, shown);
  egb_number_shortest(node->goalposts[0], low);
  egb_number_shortest(node->goalposts[1], high);
  egb_diag_at(diag, EGB_SEVERITY_WARNING, EGB_W_OUTSIDE, egb_value_place(plan, i, plan->period, first),
              "%s of %s is %s, outside the goalposts %s to %s by more than %stheir width (%zu of %zu values)", node->id,
              plan->data->unit[first].id, shown, low, high, very ? "10 times " : "", count, found->present);
  egb_diag_hint(diag, "correct the value or the goalposts of %s; `bounds:` refuses what cannot be", node->id);
}

/* All between 0 and 1, and some of them no whole number: shares, where the goalposts are percentages. */
static bool are_shares(const double *value, size_t count) {
  size_t present = 0, between = 0;
  for (size_t u = 0; u < count; u++) {
    if (isnan(value[u]))
      continue;
    if (value[u] < 0 || value[u] > 1)
      return false;
    present++;
    between += value[u] > 0 && value[u] < 1;
  }
  return present >= 2 && between > 0;
}

void egb_warn_goalposts(const egb_panel *panel, size_t i, const egb_scaling *scaling, egb_diag *diag) {
  const egb_plan *plan = panel->plan;
  const egb_results *r = panel->results;
  const egb_node *node = &plan->index->node[i];
  const double *given = r->treated.value[i];
  if (!node->has_goalposts || !plan->node[i].normalise->needs_goalposts ||
      plan->node[i].normalise_with->common.log != 0)
    return;
  double ends[2], side[2];
  egb_scaling_apply(scaling, r->fitted + i * EGB_FITTED_MAX, node->goalposts, ends, 2, side);
  const outside found = count_outside(plan, r, i, ends);
  const bool stray = found.far > 0 && (double)found.inside >= INSIDE * (double)(found.present - found.far);
  if (found.very_far > 0 || stray) {
    warn_far(plan, i, &found, given[found.very_far > 0 ? found.first_very_far : found.first_far], diag);
  } else if (node->goalposts[0] == 0 && node->goalposts[1] == 100 && are_shares(given, r->unit_count)) {
    egb_diag_at(diag, EGB_SEVERITY_WARNING, EGB_W_OUTSIDE, node->goalposts_place,
                "every value of %s is between 0 and 1, and its goalposts are 0 to 100", node->id);
    egb_diag_hint(diag, "if the values are shares, write `goalposts: [0, 1]`");
  }
}

/* ---- results --------------------------------------------------------------------------------- */

static bool observed(const egb_plan *plan, const egb_results *r, size_t unit) {
  for (size_t i = 0; i < r->node_count; i++)
    if (plan->index->node[i].first_child == EGB_NONE && plan->node[i].active && !isnan(r->raw.value[i][unit]))
      return true;
  return false;
}

static void warn_imputed(const egb_plan *plan, const egb_results *r, egb_diag *diag) {
  egb_buffer names = {0};
  size_t count = 0;
  for (size_t u = 0; u < r->unit_count; u++) {
    if (isnan(r->rank[u]) || observed(plan, r, u))
      continue;
    if (count++ < UNITS_NAMED)
      egb_buffer_format(&names, "%s%s", count == 1 ? "" : ", ", plan->data->unit[u].id);
  }
  if (count > UNITS_NAMED)
    egb_buffer_format(&names, " and %zu more", count - UNITS_NAMED);
  if (count > 0 && !names.failed) {
    egb_diag_say(diag, EGB_SEVERITY_WARNING, EGB_W_ONLY_IMPUTED,
                 "%zu unit%s ranked without any value%s%s, on what was imputed alone: %s", count,
                 count == 1 ? " is" : "s are", egb_in_period(plan->data, plan->period),
                 plan->data->period[plan->period], names.text);
    egb_diag_hint(diag, "ask for a share of observed values with `screen: {available: 0.5}`, or remove the rows");
  }
  egb_buffer_clear(&names);
}

static void warn_levels(const egb_plan *plan, const egb_results *r, egb_diag *diag) {
  const egb_index *index = plan->index;
  if (index->level_count < 2 || index->lower) /* there `from:` is the highest score of a band */
    return;
  const egb_level *top = &index->level[0];
  double best = -INFINITY, worst = INFINITY;
  for (size_t u = 0; u < r->unit_count; u++)
    if (!isnan(r->rank[u])) {
      best = fmax(best, egb_scores(r, 0)[u]);
      worst = fmin(worst, egb_scores(r, 0)[u]);
    }
  char from[EGB_NUMBER_MAX], scale[EGB_NUMBER_MAX];
  egb_number_shortest(top->from, from);
  egb_number_shortest(index->scale, scale);
  const bool beyond_all = top->from > index->scale && top->from > best;
  const bool below_all = top->from <= TINY_LEVEL * index->scale && top->from > 0 && worst > top->from;
  if (!beyond_all && !below_all)
    return;
  egb_diag_at(diag, EGB_SEVERITY_WARNING, EGB_W_LEVELS_SCALE, top->place,
              beyond_all ? "the level `%s` begins at %s, above the scale of %s and every score"
                         : "the highest level `%s` begins at %s of a scale of %s, and every score is in it",
              top->id, from, scale);
  egb_diag_hint(diag, "write `from:` on the scale of the scores, 0 to %s, or set `scale:`", scale);
}

/* Scores are compared in steps, so that rounding decides no rank: all scores within few of them are on another scale
 * than that. Differences of rounding alone mean nothing. */
static void warn_small(const egb_plan *plan, const egb_results *r, egb_diag *diag) {
  double least = INFINITY, most = -INFINITY;
  for (size_t u = 0; u < r->unit_count; u++)
    if (!isnan(r->rank[u])) {
      least = fmin(least, egb_scores(r, 0)[u]);
      most = fmax(most, egb_scores(r, 0)[u]);
    }
  const double apart = most - least;
  if (!(apart > ROUNDING * fmax(fabs(most), fabs(least))) || apart > FEW_STEPS / EGB_SCORE_QUANTUM)
    return;
  char text[EGB_NUMBER_MAX];
  (void)snprintf(text, sizeof text, "%.2g", apart);
  egb_diag_say(diag, EGB_SEVERITY_WARNING, EGB_W_SMALL,
               "all scores of %s lie within %s of each other, and ranks distinguish steps of 1e-9", plan->index->id,
               text);
  egb_diag_hint(diag, "bring the scores onto a larger scale: `normalise: minmax`, or the data in a smaller unit");
}

void egb_warn_results(const egb_plan *plan, const egb_results *results, egb_diag *diag) {
  if (results->imputed_share != NULL)
    warn_imputed(plan, results, diag);
  warn_levels(plan, results, diag);
  if (plan->decimals < 0)
    warn_small(plan, results, diag);
}
