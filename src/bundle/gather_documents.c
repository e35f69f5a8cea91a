/* The documents: how it is made, a report for everybody, what changed. */
#include "base/diag.h"
#include "bundle/editions.h"
#include "bundle/gather.h"
#include "model/history.h"
#include "model/results.h"

#include <stdio.h>
#include <string.h>

/* What was learned from the data (the least and the largest value of an indicator) is data. */
static egb_status add_methodology(egb_bundle *bundle, egb_diag *diag) {
  egb_document *document = NULL;
  const egb_results *results = bundle->hidden == NULL ? bundle->results : NULL;
  const egb_status status =
      egb_methodology(bundle->index, bundle->hides_weights ? NULL : bundle->plan, results, NULL, diag, &document);
  return status != EGB_OK ? status
                          : egb_bundle_add_document(bundle,
                                                    (egb_bundle_file){.path = "documents/methodology.md",
                                                                      .role = EGB_KEPT_DOCUMENT,
                                                                      .media_type = "text/markdown",
                                                                      .title = "How the ranking is made"},
                                                    document, EGB_FORMAT_MARKDOWN, diag);
}

/* Without what readers could try: that is packed by zlib, whose versions do not all give the same bytes. */
static egb_status add_report(egb_bundle *bundle, egb_diag *diag) {
  const egb_bundle_options *o = bundle->options;
  egb_report_options options = EGB_REPORT_OPTIONS_INIT;
  egb_document *document = NULL;
  egb_format html;
  if (bundle->hidden != NULL || !egb_format_by_name("html", &html))
    return EGB_OK;
  options.draws = o->draws;
  options.seed = o->seed;
  options.threads = o->threads;
  options.level = o->level;
  options.command = bundle->about.command;
  egb_bundle_editions editions;
  const egb_diag_point before = egb_diag_mark(diag);
  egb_status status = egb_bundle_score_editions(bundle, diag, &editions);
  options.editions = (const egb_results *const *)editions.results;
  options.edition_count = editions.count;
  if (status == EGB_OK)
    status = egb_report(bundle->plan, bundle->results, &options, NULL, diag, &document);
  if (status == EGB_OK)
    status = egb_bundle_add_document(bundle,
                                     (egb_bundle_file){.path = "documents/report.html",
                                                       .role = EGB_KEPT_DOCUMENT,
                                                       .media_type = "text/html",
                                                       .title = "A report for everybody"},
                                     document, html, diag);
  egb_bundle_free_editions(&editions);
  if (status != EGB_UNCOMPUTABLE)
    return status;
  egb_diag_rewind(diag, before); /* an index of published ranks, for instance: there is no report */
  return EGB_OK;
}

static void put_entry(egb_document *document, const egb_history_entry *entry, size_t number) {
  egb_buffer line = {0};
  egb_document_format(document, EGB_BLOCK_PARAGRAPH, "%zu. %s%s%s%s", number, entry->when == NULL ? "" : entry->when,
                      entry->when == NULL ? "" : ": ", entry->why == NULL ? "no reason was recorded" : entry->why,
                      entry->undoes ? " (takes an earlier change back)" : "");
  for (size_t i = 0; i < entry->count; i++)
    egb_buffer_format(&line, "%s%s from %s to %s", i == 0 ? "" : "; ", entry->weight[i].id,
                      entry->weight[i].from_none ? "none" : entry->weight[i].from,
                      entry->weight[i].to_none ? "none" : entry->weight[i].to);
  document->failed = document->failed || line.failed;
  egb_document_text(document, EGB_BLOCK_ITEM, egb_buffer_string(&line));
  egb_buffer_clear(&line);
}

/* Who made a change is not handed on. */
static egb_status add_changes(egb_bundle *bundle, egb_diag *diag) {
  const egb_history *history = bundle->options->history;
  if (history == NULL || history->count == 0)
    return EGB_OK;
  egb_document *document = egb_document_new("egovbench.changes/1");
  if (document == NULL)
    return EGB_NO_MEMORY;
  document->head->title = "Changes of weights";
  for (size_t i = history->count; i-- > 0;)
    put_entry(document, &history->entry[i], i + 1);
  return egb_bundle_add_document(bundle,
                                 (egb_bundle_file){.path = "CHANGES.md",
                                                   .role = EGB_KEPT_DOCUMENT,
                                                   .media_type = "text/markdown",
                                                   .title = "Changes of weights, the latest first"},
                                 document, EGB_FORMAT_MARKDOWN, diag);
}

egb_status egb_bundle_gather_documents(egb_bundle *bundle, egb_diag *diag) {
  egb_status status = add_methodology(bundle, diag);
  if (status == EGB_OK)
    status = add_report(bundle, diag);
  return status == EGB_OK ? add_changes(bundle, diag) : status;
}
