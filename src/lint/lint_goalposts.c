/* Goalposts that the data does not come near: beyond all values, or so far apart that scores differ little. */
#include "lint/lint.h"

#include "base/codes.h"

#include <math.h>

#define LIMIT 0.2 /* our own: with less than a fifth of the scale used, a weight counts less than a fifth */
#define LEAST 3

static void put_range(egb_buffer *out, double from, double to) {
  egb_buffer_number(out, from);
  egb_buffer_text(out, " to ");
  egb_buffer_number(out, to);
}

static void find(egb_lint_work *work, size_t i, const char *what, double least, double most) {
  const egb_node *node = &work->index->node[i];
  egb_buffer text = {0}, advice = {0};
  egb_buffer_format(&text, "the values of %s, ", node->id);
  put_range(&text, least, most);
  egb_buffer_format(&text, ", %s the goalposts ", what);
  put_range(&text, node->goalposts[0], node->goalposts[1]);
  egb_buffer_format(&advice, "set the goalposts nearer to the values, or note in the definition why they are there");
  egb_lint_find(work, i, node->goalposts_place, &text, &advice);
}

static void look_at(egb_lint_work *work, size_t i) {
  const egb_node *node = &work->index->node[i];
  const egb_results *r = work->results;
  const double low = node->goalposts[0], high = node->goalposts[1];
  double least, most, lowest, highest;
  if (egb_lint_range(egb_lint_column(work, EGB_STAGE_TREATED, i), r->unit_count, &least, &most) < LEAST)
    return;
  if (least > high || most < low) {
    find(work, i, least > high ? "are all above" : "are all below", least, most);
    return;
  }
  /* On a logarithmic scale little of the goalposts is much of the scores: both have to be narrow. */
  (void)egb_lint_range(egb_lint_column(work, EGB_STAGE_NORMALISED, i), r->unit_count, &lowest, &highest);
  if (least < most && fmin(most, high) - fmax(least, low) < LIMIT * (high - low) &&
      highest - lowest < LIMIT * work->index->scale)
    find(work, i, "use less than a fifth of", least, most);
}

static void look(egb_lint_work *work) {
  for (size_t i = 1; i < work->index->node_count; i++)
    if (work->results->active[i] && work->index->node[i].has_goalposts)
      look_at(work, i);
}

const egb_lint_rule egb_lint_goalposts = {.id = "goalposts",
                                          .code = EGB_W_LINT_GOALPOSTS,
                                          .summary = "goalposts that the data does not come near",
                                          .limit = "less than a fifth of the scale used (our own)",
                                          .look = look};
