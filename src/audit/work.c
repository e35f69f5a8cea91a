/* What the sections of an audit share: tables and findings that they add, statistics that are made once. */
#include "audit/work.h"

#include "base/codes.h"

#include <float.h>
#include <math.h>
#include <string.h>

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

egb_status egb_audit_reason(egb_audit_work *work, egb_diag_point mark, egb_status status, const char **reason) {
  *reason = NULL;
  if (status != EGB_REFUSED && status != EGB_UNCOMPUTABLE && status != EGB_USAGE)
    return status;
  const egb_message *first = egb_diag_first_error(work->diag, mark);
  if (first != NULL)
    *reason = egb_arena_copy(work->arena, first->text);
  egb_diag_rewind(work->diag, mark);
  /* without one, memory ran out when it was reported */
  return *reason != NULL ? EGB_OK : EGB_NO_MEMORY;
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

/* ---- progress -------------------------------------------------------------------------------- */

bool egb_audit_watch(void *context, size_t done, size_t all) {
  egb_audit_work *work = context;
  const size_t before = work->section > 0 ? work->section - 1 : work->sections;
  (void)done;
  (void)all;
  if (!work->stopped && work->asked.watch != NULL)
    work->stopped = work->asked.watch(work->asked.context, before, work->sections + 1);
  return work->stopped;
}
