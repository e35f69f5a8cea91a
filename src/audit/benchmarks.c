/* The ranking beside others made of the same scores: by the weights that suit each unit best, by its weakest part, and
 * by who is ahead in more parts. */
#include "audit/robust.h"

#include "table/common.h"

#include <math.h>

enum { DOUBT, WEAKEST, VOTES, METHODS };
static const char *const methods[METHODS] = {
    [DOUBT] = "benefit-of-the-doubt", [WEAKEST] = "minimum", [VOTES] = "copeland"};

static void say_correlation(egb_audit_work *work, const char *begin, const egb_audit_trial *trial, const char *end) {
  egb_buffer text = {0};
  egb_buffer_format(&text, "%s ", begin);
  egb_report_fixed(&text, trial->correlation, 2);
  egb_buffer_text(&text, end);
  egb_audit_take(work, &text);
}

static void say_doubt(egb_audit_work *work, egb_audit_robust *robust, const egb_audit_trial *trial) {
  egb_buffer text = {0};
  if (trial->reason != NULL) {
    egb_audit_say(work, "The benefit of the doubt cannot be computed: %s.", trial->reason);
    return;
  }
  if (isnan(trial->correlation))
    return;
  robust->doubt = trial->correlation;
  say_correlation(
      work,
      "With the weights that suit each unit best (benefit of the doubt, shares without bounds) the ranks correlate by",
      trial, " with those of the index.");
  egb_audit_say(work, "%zu units then share the first place.", trial->first);
  if (trial->correlation < egb_audit_limit(work, "doubt")) {
    egb_report_fixed(&text, trial->correlation, 2);
    egb_audit_find(work, EGB_SEVERITY_WARNING, "doubt",
                   "The ranks correlate by only %s with those by the weights that suit each unit best: they depend on "
                   "the weights.",
                   egb_buffer_string(&text));
    work->document->failed = work->document->failed || text.failed;
    egb_buffer_clear(&text);
  }
}

egb_status egb_audit_benchmarks(egb_audit_work *work) {
  egb_audit_trial trial[METHODS];
  egb_audit_robust *robust;
  egb_status status = egb_audit_robust_of(work, &robust);
  if (status == EGB_OK && egb_index_is_published(work->index)) {
    egb_audit_say(work, "The ranks are those that were published: there are no parts to put together otherwise.");
    return EGB_OK;
  }
  for (size_t m = 0; m < METHODS && status == EGB_OK; m++)
    status = egb_audit_try(work, &(egb_audit_choices){.aggregate = methods[m]}, &trial[m]);
  if (status != EGB_OK)
    return status;
  say_doubt(work, robust, &trial[DOUBT]);
  status = egb_audit_trials_table(work, "egovbench.audit-benchmarks/1", "the parts of the index put together otherwise",
                                  methods, trial, METHODS);
  egb_audit_say(work, "Links with other indices need their figures: `egovbench crosswalk` compares rankings.");
  return status;
}
