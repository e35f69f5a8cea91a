/* The ranking beside others made of the same scores: by the weights that suit each unit best, by its weakest part, and
 * by who is ahead in more parts. */
#include "audit/robust.h"

#include <math.h>

enum { DOUBT, WEAKEST, VOTES, METHODS };
static const char *const methods[METHODS] = {
    [DOUBT] = "benefit-of-the-doubt", [WEAKEST] = "minimum", [VOTES] = "copeland"};

static void say_doubt(egb_audit_work *work, egb_audit_robust *robust, const egb_audit_trial *trial) {
  if (trial->reason != NULL) {
    egb_audit_say(work, EGB_SAY_doubt_none, EGB_ARGS(egb_arg_text(trial->reason)));
    return;
  }
  if (isnan(trial->correlation))
    return;
  robust->doubt = trial->correlation;
  egb_audit_say(work, EGB_SAY_doubt_correlation, EGB_ARGS(egb_arg_fixed(trial->correlation, 2)));
  egb_audit_say(work, EGB_SAY_doubt_first, EGB_ARGS(egb_arg_count(trial->first)));
  if (trial->correlation < egb_audit_limit(work, "doubt"))
    egb_audit_find(work, EGB_SEVERITY_WARNING, "doubt", EGB_SAY_doubt, EGB_ARGS(egb_arg_fixed(trial->correlation, 2)));
}

egb_status egb_audit_benchmarks(egb_audit_work *work) {
  egb_audit_trial trial[METHODS];
  egb_audit_robust *robust;
  egb_status status = egb_audit_robust_of(work, &robust);
  if (status == EGB_OK && egb_index_is_published(work->index)) {
    egb_audit_say(work, EGB_SAY_published, NULL);
    return EGB_OK;
  }
  for (size_t m = 0; m < METHODS && status == EGB_OK; m++)
    status = egb_audit_try(work, &(egb_audit_choices){.aggregate = methods[m]}, &trial[m]);
  if (status != EGB_OK)
    return status;
  say_doubt(work, robust, &trial[DOUBT]);
  status =
      egb_audit_trials_table(work, "egovbench.audit-benchmarks/1", EGB_SAY_table_benchmarks, methods, trial, METHODS);
  egb_audit_say(work, EGB_SAY_benchmarks_links, NULL);
  return status;
}
