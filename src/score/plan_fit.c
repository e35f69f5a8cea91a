/* `fit:`: the periods that methods learn from, of the definition, of its stages and of single methods. */
#include "base/codes.h"
#include "base/suggest.h"
#include "score/resolve.h"

#include <math.h>
#include <string.h>

static egb_status refuse_fit(const egb_dataset *data, const char *fit, egb_place place, egb_diag *diag) {
  const char *near[1];
  const bool none = data->period_count == 1 && data->period[0][0] == '\0';
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PERIOD_UNKNOWN, place,
              "`fit:` names `%s`, and the data has no such period", fit);
  if (none)
    egb_diag_hint(diag, "this data has no periods; leave `fit:` out");
  else if (egb_suggest(fit, data->period, data->period_count, near, 1) > 0)
    egb_diag_hint(diag, "did you mean `%s`? The data runs from %s to %s", near[0], data->period[0],
                  data->period[data->period_count - 1]);
  else
    egb_diag_hint(diag, "write `all`, or a period from %s to %s", data->period[0],
                  data->period[data->period_count - 1]);
  return EGB_REFUSED;
}

egb_status egb_read_fit(const egb_dataset *data, const char *text, egb_place place, double *out, egb_diag *diag) {
  const bool none = data->period_count == 1 && data->period[0][0] == '\0';
  *out = EGB_PERIODS_OWN;
  if (text == NULL || strcmp(text, "period") == 0)
    return EGB_OK;
  if (strcmp(text, "all") == 0) {
    *out = EGB_PERIODS_ALL;
    return EGB_OK;
  }
  for (size_t i = 0; !none && i < data->period_count; i++)
    if (strcmp(data->period[i], text) == 0) {
      *out = (double)i;
      return EGB_OK;
    }
  return refuse_fit(data, text, place, diag);
}

egb_status egb_plan_choose_fits(egb_plan *plan, egb_diag *diag) {
  const egb_index *index = plan->index;
  const egb_status status = egb_read_fit(plan->data, index->fit, index->fit_place, &plan->fit, diag);
  plan->fit_treat = plan->fit;
  if (index->fit_treat == index->fit)
    return status; /* one text for both: one message */
  const egb_status treat = egb_read_fit(plan->data, index->fit_treat, index->fit_treat_place, &plan->fit_treat, diag);
  return status != EGB_OK ? status : treat;
}

/* What the method itself says comes first. */
static double fit_of(const egb_chosen *with, double otherwise) {
  return with != NULL && !isnan(with->common.fit) ? with->common.fit : otherwise;
}

double egb_plan_fit(const egb_plan *plan, size_t node) {
  return fit_of(plan->node[node].normalise_with, plan->fit);
}

double egb_plan_fit_treat(const egb_plan *plan, size_t node) {
  return fit_of(plan->node[node].treat_with, plan->fit_treat);
}

bool egb_fit_has(const egb_plan *plan, double fit, size_t period) {
  if (fit < 0)
    return fit <= EGB_PERIODS_ALL || period == plan->period;
  return period == (size_t)fit;
}

bool egb_plan_learns_own(const egb_plan *plan) {
  bool own = plan->fit == EGB_PERIODS_OWN;
  for (size_t i = 0; i < plan->index->node_count && own; i++) {
    const char *fit = egb_choice_fit(&plan->index->node[i].normalise);
    own = !plan->node[i].active || fit == NULL || strcmp(fit, "period") == 0;
  }
  return own;
}
