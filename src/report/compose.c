/* The sections in their order, and what they share. */
#include "report/report.h"

#include "base/number.h"
#include "base/options.h"
#include "base/text.h"
#include "table/common.h"
#include "table/intervals.h"

#include <math.h>
#include <string.h>

#define EGB_PHRASE(id, english, chinese, japanese) {{english, chinese, japanese}},
static const egb_phrase phrases[EGB_REPORT_PHRASES] = {
#include "report/phrase_list.h"
};

static egb_status (*const sections[])(egb_report_work *) = {
    egb_report_finding,    egb_report_live,        egb_report_ranking, egb_report_editions,
    egb_report_robustness, egb_report_methodology, egb_report_data,    egb_report_cite,
};

/* ---- texts ----------------------------------------------------------------------------------- */

const char *egb_report_phrase_of(egb_report_work *work, egb_report_phrase phrase, const egb_arg *args) {
  egb_buffer text = {0};
  egb_phrase_put(&text, &phrases[phrase], work->language, args);
  return egb_document_keep(work->document, &text);
}

void egb_report_say(egb_report_work *work, egb_report_phrase phrase, const egb_arg *args) {
  egb_document_text(work->document, EGB_BLOCK_PARAGRAPH, egb_report_phrase_of(work, phrase, args));
}

void egb_report_section(egb_report_work *work, const char *anchor, egb_report_phrase phrase) {
  egb_document_heading(work->document, 2, egb_report_phrase_of(work, phrase, NULL));
  egb_document_anchor(work->document, "", anchor);
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
  return egb_document_keep(work->document, &text);
}

const char *egb_report_command(egb_report_work *work, const char *command, const char *options) {
  egb_buffer text = {0};
  egb_buffer_format(&text, "egovbench %s %s%s", command, work->index->id, options);
  return egb_document_keep(work->document, &text);
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
  const egb_message *first = egb_diag_first_error(work->diag, mark);
  if (first != NULL)
    work->reason = egb_arena_copy(work->arena, first->text);
  egb_diag_rewind(work->diag, mark);
  /* without one, memory ran out when it was reported */
  return work->reason != NULL ? EGB_OK : EGB_NO_MEMORY;
}

egb_status egb_report_head(egb_report_work *work, const char *of) {
  egb_table *head = work->document->head;
  head->title =
      egb_report_title(head->arena, work->index, work->results->data->period[work->results->period], work->languages);
  if (head->title != NULL && of != NULL)
    head->title = egb_arena_format(head->arena, "%s: %s", of, head->title);
  const bool done = head->title != NULL && egb_report_index_facts(head, work->index, work->languages) &&
                    egb_report_result_facts(head, work->results) &&
                    (work->uncertainty == NULL || egb_intervals_facts(work->uncertainty, head));
  return done ? EGB_OK : EGB_NO_MEMORY;
}

egb_status egb_report_renew(egb_report_work *work) {
  egb_document_free(work->document);
  work->document = egb_document_new("egovbench.report/1");
  work->arena = work->document == NULL ? NULL : work->document->head->arena;
  work->reason = work->live_note = NULL; /* they were the document's */
  return work->document == NULL ? EGB_NO_MEMORY : EGB_OK;
}

/* What all pages of the results have in common. */
static egb_status start(egb_report_work *work) {
  for (size_t u = 0; u < work->results->unit_count; u++)
    work->ranked += isnan(work->results->rank[u]) ? 0 : 1;
  return simulate(work);
}

static egb_status compose(egb_report_work *work, egb_status (*const *section)(egb_report_work *), size_t count) {
  egb_status status = egb_report_head(work, NULL);
  for (size_t i = 0; i < count && status == EGB_OK; i++)
    status = section[i](work);
  return status == EGB_OK && work->document->failed ? EGB_NO_MEMORY : status;
}

static egb_status begin(egb_report_work *work, const egb_plan *plan, const egb_results *results,
                        const egb_report_options *options, const char *const *languages, egb_diag *diag) {
  *work = (egb_report_work){.index = results->index,
                            .plan = plan,
                            .results = results,
                            .languages = languages,
                            .language = egb_phrase_language_of(languages),
                            .diag = diag};
  egb_status status = EGB_OPTIONS_TAKE(work->asked, options, diag);
  if (status == EGB_OK)
    status = egb_index_refuse_foreign(work->index, plan, results, diag);
  if (status == EGB_OK)
    status = egb_report_renew(work);
  return status == EGB_OK ? start(work) : status;
}

static void end(egb_report_work *work) {
  egb_uncertainty_free(work->uncertainty);
  egb_document_free(work->document);
}

egb_status egb_report(const egb_plan *plan, const egb_results *results, const egb_report_options *options,
                      const char *const *languages, egb_diag *diag, egb_document **out) {
  egb_report_work work;
  *out = NULL;
  egb_status status = begin(&work, plan, results, options, languages, diag);
  if (status == EGB_OK)
    status = compose(&work, sections, sizeof sections / sizeof *sections);
  if (status == EGB_OK) {
    *out = work.document;
    work.document = NULL;
  }
  end(&work);
  return status;
}

egb_status egb_report_profiles(const egb_plan *plan, const egb_results *results, const egb_report_options *options,
                               const char *const *languages, egb_report_take *take, void *context, egb_diag *diag) {
  static egb_status (*const of_all[])(egb_report_work *) = {egb_report_finding, egb_report_ranking, egb_report_cite};
  egb_report_work work;
  egb_status status = begin(&work, plan, results, options, languages, diag);
  work.pages = true;
  if (status == EGB_OK)
    status = compose(&work, of_all, sizeof of_all / sizeof *of_all);
  if (status == EGB_OK)
    status = take(context, "index", work.document);
  if (status == EGB_OK)
    status = egb_report_each_unit(&work, take, context);
  end(&work);
  return status;
}
