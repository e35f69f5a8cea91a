/* Scales that do not match: of siblings with scores of very different spread, the wider one counts more than its weight
 * says (P. Paruolo, M. Saisana, A. Saltelli, "Ratings and rankings: voodoo or science?", Journal of the Royal
 * Statistical Society A 176 (2013), 609-634). */
#include "lint/lint.h"

#include "base/codes.h"
#include "base/number.h"
#include "stats/matrix.h"

#include <math.h>

#define LIMIT 3 /* our own */
#define LEAST 5 /* units */

typedef struct extreme {
  size_t node;
  double sd;
} extreme;

static void find(egb_lint_work *work, extreme wide, extreme narrow) {
  const egb_node *nodes = work->index->node;
  char more[EGB_NUMBER_MAX], wider[EGB_NUMBER_MAX], narrower[EGB_NUMBER_MAX];
  egb_buffer text = {0}, advice = {0};
  (void)egb_number_fixed(wide.sd / narrow.sd, 1, more);
  (void)egb_number_fixed(wide.sd, 2, wider);
  (void)egb_number_fixed(narrow.sd, 2, narrower);
  egb_buffer_format(&text, "the scores of %s spread %s times as widely as those of %s (standard deviations %s and %s)",
                    nodes[wide.node].id, more, nodes[narrow.node].id, wider, narrower);
  egb_buffer_format(&advice, "per point of weight %s decides that much more in %s: see how both are normalised",
                    nodes[wide.node].id, nodes[nodes[wide.node].parent].id);
  egb_lint_find(work, wide.node, nodes[wide.node].place, &text, &advice);
}

static void look_at(egb_lint_work *work, size_t parent) {
  const egb_node *nodes = work->index->node;
  extreme wide = {EGB_NONE, 0}, narrow = {EGB_NONE, INFINITY};
  for (size_t i = nodes[parent].first_child; i != EGB_NONE; i = nodes[i].next) {
    const double *column = egb_lint_column(work, EGB_STAGE_SCORED, i);
    double least, most;
    if (!work->results->active[i] || !(work->results->share[i] > 0) ||
        egb_lint_range(column, work->results->unit_count, &least, &most) < LEAST || least == most)
      continue;
    const double sd = egb_stats_sd_present(column, work->results->unit_count);
    if (sd > wide.sd)
      wide = (extreme){i, sd};
    if (sd < narrow.sd)
      narrow = (extreme){i, sd};
  }
  if (wide.node != EGB_NONE && narrow.node != wide.node && wide.sd > LIMIT * narrow.sd)
    find(work, wide, narrow);
}

static void look(egb_lint_work *work) {
  for (size_t i = 0; i < work->index->node_count; i++)
    if (work->results->active[i])
      look_at(work, i);
}

const egb_lint_rule egb_lint_spread = {.id = "spread",
                                       .code = EGB_W_LINT_SPREAD,
                                       .summary = "siblings on scales that do not match",
                                       .limit = "standard deviations of scores, one 3 times the other (our own)",
                                       .look = look};
