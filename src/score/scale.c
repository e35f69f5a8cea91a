#include "score/scale.h"

#include "score/rounding.h"

#include <math.h>

enum { LOG_NONE, LOG_NATURAL, LOG_DECIMAL }; /* egb_common.log */

/* NaN where there is none. */
static double logarithm(int kind, double x) {
  if (kind == LOG_NONE || isnan(x))
    return x;
  if (!(x > 0))
    return (double)NAN;
  return kind == LOG_DECIMAL ? log10(x) : log(x);
}

void egb_scaling_make(const egb_plan *plan, size_t node, double reference, double *scratch, egb_scaling *out) {
  const egb_node *of = &plan->index->node[node];
  const egb_planned_node *planned = &plan->node[node];
  const bool leaf = of->first_child == EGB_NONE;
  out->method = leaf ? planned->normalise : planned->rescale;
  out->with = leaf ? planned->normalise_with : planned->rescale_with;
  const int kind = out->with->common.log;
  out->goalposts[0] = logarithm(kind, of->goalposts[0]);
  out->goalposts[1] = logarithm(kind, of->goalposts[1]);
  out->input = (egb_normalise_input){.parameter = out->with->parameter,
                                     .list = out->with->list,
                                     .direction = leaf ? of->direction : 1,
                                     .scale = plan->index->scale,
                                     .goalposts = of->has_goalposts ? out->goalposts : NULL,
                                     .rubric = planned->rubric.count > 0 ? &planned->rubric : NULL,
                                     .target = leaf ? logarithm(kind, of->target) : (double)NAN,
                                     .reference = logarithm(kind, reference),
                                     .scratch = scratch};
}

size_t egb_scaling_reference(const egb_normalise *method, const egb_chosen *with) {
  for (size_t i = 0; i < method->head.parameter_count; i++)
    if (method->head.parameter[i].kind == EGB_PARAMETER_UNIT && with->parameter[2 * i] >= 0)
      return (size_t)with->parameter[2 * i];
  return EGB_NONE;
}

const char *egb_scaling_fit(const egb_scaling *scaling, const double *present, size_t count, double *room,
                            double *fitted) {
  const int kind = scaling->with->common.log;
  size_t kept = kind == LOG_NONE ? count : 0;
  for (size_t i = kept; i < count; i++) {
    const double value = logarithm(kind, present[i]);
    if (!isnan(value))
      room[kept++] = value;
  }
  present = kind == LOG_NONE ? present : room;
  if (kept == 0 && !scaling->method->fixed)
    return "no value has a logarithm";
  return scaling->method->fit != NULL ? scaling->method->fit(&scaling->input, present, kept, fitted) : NULL;
}

void egb_scaling_apply(const egb_scaling *scaling, const double *fitted, const double *x, double *y, size_t count,
                       double *logs) {
  const egb_common *common = &scaling->with->common;
  if (common->log != LOG_NONE) {
    for (size_t i = 0; i < count; i++)
      logs[i] = logarithm(common->log, x[i]);
    x = logs;
  }
  scaling->method->apply(&scaling->input, fitted, x, y, count);
  for (size_t i = 0; i < count; i++) {
    if (!isfinite(y[i]))
      y[i] = (double)NAN;
    else if (common->has_zero && y[i] <= 0)
      y[i] = common->zero;
    if (common->round >= 0)
      y[i] = egb_round(y[i], common->round, common->rounding);
  }
}
