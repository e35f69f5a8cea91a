/* The sections in their order, and what they share. */
#include "report/report.h"

#include "base/number.h"
#include "base/options.h"
#include "table/common.h"

#include <math.h>
#include <string.h>

#define EGB_PHRASE(id, english, chinese, japanese) {#id, {english, chinese, japanese}},
static const egb_phrase phrases[EGB_REPORT_PHRASES] = {
#include "report/phrase_list.h"
};

static egb_status (*const sections[])(egb_report_work *) = {
    egb_report_finding,    egb_report_live,        egb_report_ranking, egb_report_editions,
    egb_report_robustness, egb_report_methodology, egb_report_data,    egb_report_cite,
};

/* ---- texts ----------------------------------------------------------------------------------- */

static const char *keep(egb_report_work *work, egb_buffer *text) {
  const char *copy = text->failed ? NULL : egb_arena_copy(work->arena, egb_buffer_string(text));
  work->document->failed = work->document->failed || copy == NULL;
  egb_buffer_clear(text);
  return copy == NULL ? "" : copy;
}

const char *egb_report_phrase_of(egb_report_work *work, egb_report_phrase phrase, const egb_arg *args) {
  egb_buffer text = {0};
  egb_phrase_put(&text, &phrases[phrase], work->language, args);
  return keep(work, &text);
}

void egb_report_say(egb_report_work *work, egb_report_phrase phrase, const egb_arg *args) {
  egb_document_text(work->document, EGB_BLOCK_PARAGRAPH, egb_report_phrase_of(work, phrase, args));
}

void egb_report_item(egb_report_work *work, egb_report_phrase phrase, const egb_arg *args) {
  egb_document_text(work->document, EGB_BLOCK_ITEM, egb_report_phrase_of(work, phrase, args));
}

void egb_report_section(egb_report_work *work, const char *anchor, egb_report_phrase phrase) {
  egb_document_heading(work->document, 2, egb_report_phrase_of(work, phrase, NULL));
  egb_document_anchor(work->document, "", anchor);
}

/* What ends a sentence is not of the address. */
static size_t address_at(const char *text) {
  if (strncmp(text, "https://", 8) != 0 && strncmp(text, "http://", 7) != 0)
    return 0;
  size_t length = strcspn(text, " \t\r\n<>\"'`()[]{}|\\^");
  while (length > 0 && strchr(".,;:!?", text[length - 1]) != NULL)
    length--;
  return length;
}

void egb_report_linked(egb_report_work *work, egb_block_kind kind, const char *text) {
  egb_document_text(work->document, kind, text);
  for (size_t at = 0; text[at] != '\0';) {
    const size_t length = address_at(text + at);
    const char *address = length == 0 ? NULL : egb_arena_text(work->arena, text + at, length);
    if (address != NULL)
      egb_document_link(work->document, at, at + length, address);
    at += length > 0 ? length : 1;
  }
}

const char *egb_report_unit(const egb_report_work *work, size_t unit) {
  return egb_dataset_unit_name(work->results->data, unit, work->languages);
}

const char *egb_report_node(const egb_report_work *work, size_t node) {
  return egb_index_node_name(work->index, node, work->languages);
}

size_t egb_report_dimensions(const egb_report_work *work) {
  const egb_node *node = work->index->node;
  size_t count = 0;
  for (size_t i = node[0].first_child; i != EGB_NONE; i = node[i].next)
    count += work->results->active[i] ? 1 : 0;
  return count;
}

const char *egb_report_score(egb_report_work *work, double score) {
  egb_buffer text = {0};
  egb_report_fixed(&text, score, egb_number_decimals(work->index->scale));
  return keep(work, &text);
}

const char *egb_report_command(egb_report_work *work, const char *command, const char *options) {
  egb_buffer text = {0};
  egb_buffer_format(&text, "egovbench %s %s%s", command, work->index->id, options);
  return keep(work, &text);
}

const char *egb_report_when(const egb_results *results) {
  const char *period = results->data->period[results->period];
  return period[0] != '\0' || results->index->edition == NULL ? period : results->index->edition;
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* An index whose weights cannot vary has no intervals: the report says why. */
static egb_status simulate(egb_report_work *work) {
  const egb_uncertainty_options options = {.size = sizeof options,
                                           .draws = work->asked.draws,
                                           .seed = work->asked.seed,
                                           .threads = work->asked.threads,
                                           .level = work->asked.level,
                                           .watch = work->asked.watch,
                                           .context = work->asked.context};
  const egb_diag_point mark = egb_diag_mark(work->diag);
  const egb_status status = egb_uncertainty_new(work->plan, work->results, &options, work->diag, &work->uncertainty);
  if (status != EGB_UNCOMPUTABLE)
    return status;
  for (size_t i = mark.kept; i < egb_diag_kept(work->diag) && work->reason == NULL; i++)
    if (egb_diag_message(work->diag, i)->severity == EGB_SEVERITY_ERROR)
      work->reason = egb_arena_copy(work->arena, egb_diag_message(work->diag, i)->text);
  egb_diag_rewind(work->diag, mark);
  return EGB_OK;
}

static egb_status start(egb_report_work *work) {
  egb_table *head = work->document->head;
  head->title =
      egb_report_title(head->arena, work->index, work->results->data->period[work->results->period], work->languages);
  if (head->title == NULL || !egb_report_index_facts(head, work->index, work->languages) ||
      !egb_report_result_facts(head, work->results))
    return EGB_NO_MEMORY;
  for (size_t u = 0; u < work->results->unit_count; u++)
    work->ranked += isnan(work->results->rank[u]) ? 0 : 1;
  return simulate(work);
}

static egb_status compose(egb_report_work *work) {
  egb_status status = start(work);
  for (size_t i = 0; i < sizeof sections / sizeof *sections && status == EGB_OK; i++)
    status = sections[i](work);
  egb_uncertainty_free(work->uncertainty);
  return status == EGB_OK && work->document->failed ? EGB_NO_MEMORY : status;
}

egb_status egb_report(const egb_plan *plan, const egb_results *results, const egb_report_options *options,
                      const char *const *languages, egb_diag *diag, egb_document **out) {
  egb_report_work work = {.index = results->index,
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
  work.document = egb_document_new("egovbench.report/1");
  if (work.document == NULL)
    return EGB_NO_MEMORY;
  work.arena = work.document->head->arena;
  status = compose(&work);
  if (status == EGB_OK)
    *out = work.document;
  else
    egb_document_free(work.document);
  return status;
}
