/* The sections in their order, and what they share. */
#include "audit/robust.h"

#include "base/codes.h"
#include "base/options.h"
#include "table/common.h"

#include <float.h>
#include <math.h>
#include <string.h>

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

/* ---- what sections write --------------------------------------------------------------------- */

void egb_audit_shorten_title(const egb_audit_work *work, egb_table *table) {
  const size_t own = strlen(work->title);
  if (table->title == NULL || strncmp(table->title, work->title, own) != 0 || strncmp(table->title + own, ": ", 2) != 0)
    return;
  const size_t length = strlen(table->title + own + 2);
  char *title = egb_arena_array(table->arena, length + 1, 1);
  work->document->failed = work->document->failed || title == NULL;
  if (title == NULL)
    return;
  memcpy(title, table->title + own + 2, length + 1);
  title[0] = (char)(title[0] >= 'a' && title[0] <= 'z' ? title[0] - 'a' + 'A' : title[0]);
  table->title = title;
}

egb_status egb_audit_adopt(egb_audit_work *work, egb_status status, egb_table *table) {
  if (status != EGB_OK)
    return status;
  if (table->row_count == 0) { /* the text says that there are none */
    egb_table_free(table);
    return EGB_OK;
  }
  egb_audit_shorten_title(work, table);
  egb_document_adopt(work->document, table);
  return EGB_OK;
}

/* The list doubles. */
static egb_audit_finding *add_finding(egb_audit_work *work) {
  if (work->finding_count == work->finding_room) {
    const size_t room = work->finding_room == 0 ? 16 : 2 * work->finding_room;
    egb_audit_finding *wider = egb_arena_array(work->arena, room, sizeof *wider);
    if (wider == NULL)
      return NULL;
    if (work->finding_count > 0)
      memcpy(wider, work->finding, work->finding_count * sizeof *wider);
    work->finding = wider;
    work->finding_room = room;
  }
  return &work->finding[work->finding_count++];
}

void egb_audit_find(egb_audit_work *work, egb_severity severity, const char *id, egb_audit_phrase_id says,
                    const egb_arg *args) {
  const egb_audit_rule *rule = egb_audit_rule_of(work, id);
  egb_audit_finding *finding = add_finding(work);
  egb_buffer reference = {0}, item = {0};
  work->document->failed = work->document->failed || finding == NULL || rule == NULL;
  if (finding == NULL || rule == NULL)
    return;
  *finding = (egb_audit_finding){severity, rule, work->section};
  work->document->finding[severity]++;
  egb_audit_put_rule(work, &reference, rule);
  egb_audit_put(
      work, &item, severity == EGB_SEVERITY_NOTE ? EGB_SAY_note : EGB_SAY_flag,
      EGB_ARGS(egb_arg_text(egb_audit_format(work, says, args)), egb_arg_text(egb_buffer_string(&reference))));
  work->document->failed = work->document->failed || reference.failed;
  egb_buffer_clear(&reference);
  egb_document_take(work->document, EGB_BLOCK_ITEM, &item);
}

/* ---- statistics ------------------------------------------------------------------------------ */

/* What helps there, another node, is no choice here. */
static egb_status refuse_figures(egb_audit_work *work, egb_diag_point mark, egb_status status) {
  const char *reason;
  const egb_status failed = egb_audit_reason(work, mark, status, &reason);
  if (failed != EGB_OK)
    return failed;
  egb_diag_say(work->diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "the index is too large to be audited: %s", reason);
  egb_diag_hint(work->diag, "gather its indicators in nodes: siblings are correlated with each other");
  return status;
}

egb_status egb_audit_figures_of(egb_audit_work *work, egb_statistics_kind kind, egb_stage stage,
                                const egb_statistics **out) {
  *out = NULL;
  for (const egb_audit_figures *f = work->figures; f != NULL; f = f->next)
    if (f->kind == kind && f->stage == stage) {
      *out = f->statistics;
      return EGB_OK;
    }
  egb_audit_figures *made = egb_arena_array(work->arena, 1, sizeof *made);
  if (made == NULL)
    return EGB_NO_MEMORY;
  const egb_statistics_options options = {.size = sizeof options,
                                          .threshold = fmax(egb_audit_limit(work, "coverage"), DBL_MIN)};
  *made = (egb_audit_figures){.kind = kind, .stage = stage, .next = work->figures};
  const egb_diag_point mark = egb_diag_mark(work->diag);
  const egb_status status = egb_statistics_new(work->results, kind, stage, &options, work->diag, &made->statistics);
  if (status != EGB_OK)
    return refuse_figures(work, mark, status);
  egb_flag_limits_take(&work->profile, &made->statistics->limits);
  work->figures = made;
  *out = made->statistics;
  return EGB_OK;
}

egb_status egb_audit_figures_table(egb_audit_work *work, egb_statistics_kind kind, egb_stage stage, const char *plot) {
  const egb_statistics *statistics;
  egb_table *table = NULL;
  egb_status status = egb_audit_figures_of(work, kind, stage, &statistics);
  if (status == EGB_OK)
    status = egb_table_statistics(statistics, work->languages, work->diag, &table);
  return plot == NULL ? egb_audit_adopt(work, status, table) : egb_audit_adopt_drawn(work, status, table, plot);
}

/* ---- the whole ------------------------------------------------------------------------------- */

static bool start(egb_audit_work *work) {
  egb_table *head = work->document->head;
  const char *period = work->results->data->period[work->results->period];
  work->title = egb_report_title(head->arena, work->index, period, work->languages);
  head->title = egb_audit_format(work, EGB_SAY_title, EGB_ARGS(egb_arg_text(work->title)));
  return work->title != NULL && egb_report_index_facts(head, work->index, work->languages) &&
         egb_report_result_facts(head, work->results);
}

bool egb_audit_watch(void *context, size_t done, size_t all) {
  egb_audit_work *work = context;
  const size_t before = work->section > 0 ? work->section - 1 : SECTIONS;
  (void)done;
  (void)all;
  if (!work->stopped && work->asked.watch != NULL)
    work->stopped = work->asked.watch(work->asked.context, before, SECTIONS + 1);
  return work->stopped;
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
