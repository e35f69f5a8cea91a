/* The other periods of the data, scored, for the report; one that cannot be is left out. */
#include "bundle/editions.h"
#include "base/diag.h"

static egb_status score(egb_bundle_editions *out, const egb_bundle *bundle, const char *period, egb_diag *diag) {
  const egb_plan_options options = {.size = sizeof options, .scenario = bundle->results->scenario, .period = period};
  egb_plan *plan = NULL;
  egb_results *results = NULL;
  const egb_diag_point before = egb_diag_mark(diag);
  egb_status status = egb_plan_new(bundle->index, bundle->data, &options, diag, &plan);
  if (status == EGB_OK)
    status = egb_score_like(plan, out->count == 0 ? NULL : out->results[0], diag, &results);
  egb_plan_free(plan);
  egb_diag_rewind(diag, before);
  if (results != NULL)
    out->results[out->count++] = results;
  return status == EGB_NO_MEMORY ? status : EGB_OK;
}

egb_status egb_bundle_score_editions(const egb_bundle *bundle, egb_diag *diag, egb_bundle_editions *out) {
  const size_t periods = egb_dataset_period_count(bundle->data);
  *out = (egb_bundle_editions){.results = egb_arena_array(bundle->arena, periods + 1, sizeof *out->results)};
  egb_status status = out->results == NULL ? EGB_NO_MEMORY : EGB_OK;
  for (size_t i = 0; status == EGB_OK && periods > 1 && i < periods; i++)
    status = score(out, bundle, egb_dataset_period(bundle->data, i), diag);
  return status;
}

void egb_bundle_free_editions(egb_bundle_editions *editions) {
  for (size_t i = 0; i < editions->count; i++)
    egb_results_free(editions->results[i]);
}
