/* An audit: its sections in their order, then the verdict. */
#include "audit/robust.h"

#include "base/codes.h"
#include "base/options.h"
#include "table/common.h"

static const struct section {
  egb_audit_phrase_id heading;
  egb_status (*write)(egb_audit_work *work);
} sections[] = {
    {EGB_SAY_section_framing, egb_audit_framing},
    {EGB_SAY_section_coverage, egb_audit_coverage},
    {EGB_SAY_section_distributions, egb_audit_distributions},
    {EGB_SAY_section_missing, egb_audit_missing},
    {EGB_SAY_section_correlations, egb_audit_correlations},
    {EGB_SAY_section_components, egb_audit_components},
    {EGB_SAY_section_reliability, egb_audit_reliability},
    {EGB_SAY_section_importance, egb_audit_importance},
    {EGB_SAY_section_added_value, egb_audit_added_value},
    {EGB_SAY_section_uncertainty, egb_audit_uncertainty},
    {EGB_SAY_section_sensitivity, egb_audit_sensitivity},
    {EGB_SAY_section_robustness, egb_audit_robustness},
    {EGB_SAY_section_groups, egb_audit_groups},
    {EGB_SAY_section_benchmarks, egb_audit_benchmarks},
};
#define SECTIONS (sizeof sections / sizeof *sections)

static bool start(egb_audit_work *work) {
  egb_table *head = work->document->head;
  const char *period = work->results->data->period[work->results->period];
  work->title = egb_report_title(head->arena, work->index, period, work->languages);
  head->title = egb_audit_format(work, EGB_SAY_title, EGB_ARGS(egb_arg_text(work->title)));
  return work->title != NULL && egb_report_index_facts(head, work->index, work->languages) &&
         egb_report_result_facts(head, work->results);
}

/* An audit is whole or there is none. */
static egb_status refuse_stopped(egb_audit_work *work) {
  egb_diag_say(work->diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, "interrupted before the audit was done");
  return EGB_UNCOMPUTABLE;
}

static egb_status write_sections(egb_audit_work *work) {
  for (size_t i = 0; i < SECTIONS; i++) {
    work->section = i + 1;
    egb_document_heading(
        work->document, 2,
        egb_audit_format(work, EGB_SAY_heading,
                         EGB_ARGS(egb_arg_count(i + 1), egb_arg_text(egb_audit_phrase(work, sections[i].heading)))));
    const egb_status status = sections[i].write(work);
    if (status == EGB_NO_MEMORY)
      return status;
    if (egb_audit_watch(work, 0, 0))
      return refuse_stopped(work);
    if (status != EGB_OK)
      return status;
  }
  work->section = 0;
  egb_document_heading(work->document, 2, egb_audit_phrase(work, EGB_SAY_section_verdict));
  return egb_audit_verdict(work);
}

static egb_status audit(egb_audit_work *work) {
  egb_status status = egb_audit_profile_make(work);
  if (status == EGB_OK && !start(work))
    status = EGB_NO_MEMORY;
  if (status == EGB_OK)
    status = write_sections(work);
  for (const egb_audit_figures *f = work->figures; f != NULL; f = f->next)
    egb_statistics_free(f->statistics);
  egb_audit_robust_free(work->robust);
  return status == EGB_OK && work->document->failed ? EGB_NO_MEMORY : status;
}

egb_status egb_audit(const egb_plan *plan, const egb_results *results, const egb_audit_options *options,
                     const char *const *languages, egb_diag *diag, egb_document **out) {
  egb_audit_work work = {.index = results->index,
                         .plan = plan,
                         .results = results,
                         .languages = languages,
                         .language = egb_phrase_language_of(languages),
                         .sections = SECTIONS,
                         .diag = diag};
  *out = NULL;
  egb_status status = EGB_OPTIONS_TAKE(work.asked, options, diag);
  if (status == EGB_OK)
    status = egb_index_refuse_foreign(work.index, plan, results, diag);
  if (status != EGB_OK)
    return status;
  work.document = egb_document_new("egovbench.audit/1");
  if (work.document == NULL)
    return EGB_NO_MEMORY;
  work.arena = work.document->head->arena;
  status = audit(&work);
  if (status == EGB_OK)
    *out = work.document;
  else
    egb_document_free(work.document);
  return status;
}
