/* What a page needs to try other weights, or the sentence that says why this one does not. */
#include "report/report.h"

#include "live/payload.h"

#include <string.h>

#define VALUES_MOST ((size_t)1000000) /* that a browser keeps and a page carries: about 10 MB */

/* Values of an edition: of every indicator, of every unit. */
static size_t values_of(const egb_report_work *work) {
  size_t leaves = 0;
  for (size_t i = 0; i < work->index->node_count; i++)
    leaves += work->results->active[i] && work->index->node[i].first_child == EGB_NONE;
  return leaves * work->results->unit_count;
}

/* An edition of the same data, in which the same nodes take part. */
static bool is_another(const egb_report_work *work, const egb_results *edition) {
  return edition->data == work->results->data && edition->period != work->results->period &&
         memcmp(edition->active, work->results->active, work->index->node_count * sizeof *edition->active) == 0;
}

/* The newest that there is room for, in their order; how many there are. */
static size_t choose_editions(const egb_report_work *work, const egb_results **chosen) {
  const size_t each = values_of(work), room = each == 0 ? 0 : VALUES_MOST / each - 1;
  size_t there = 0, count = 0;
  for (size_t i = 0; i < work->asked.edition_count; i++)
    there += is_another(work, work->asked.editions[i]);
  for (size_t i = 0, left = there; i < work->asked.edition_count; i++)
    if (is_another(work, work->asked.editions[i]) && left-- <= room)
      chosen[count++] = work->asked.editions[i];
  return count;
}

static egb_status put_payload(egb_report_work *work) {
  const egb_results **edition = egb_arena_array(work->arena, work->asked.edition_count, sizeof *edition);
  egb_buffer command = {0};
  if (edition == NULL)
    return EGB_NO_MEMORY;
  egb_buffer_format(&command, "egovbench report %s", work->index->id);
  const egb_live_options options = {.command = work->asked.live_command != NULL ? work->asked.live_command
                                                                                : egb_buffer_string(&command),
                                    .edition = edition,
                                    .editions = choose_editions(work, edition),
                                    .draws = work->asked.draws,
                                    .seed = work->asked.seed,
                                    .level = work->asked.level};
  work->document->payload_at = work->document->count;
  egb_status status =
      command.failed ? EGB_NO_MEMORY : egb_live_payload(work->plan, work->results, &options, &work->document->payload);
  if (options.editions + 1 < work->asked.edition_count)
    work->live_note =
        egb_report_phrase_of(work, EGB_REPORT_LIVE_EDITIONS,
                             EGB_ARGS(egb_arg_count(options.editions + 1), egb_arg_count(work->asked.edition_count)));
  egb_buffer_clear(&command);
  return status;
}

egb_status egb_report_live(egb_report_work *work) {
  if (!work->asked.live)
    return EGB_OK;
  if (egb_index_is_published(work->index))
    work->live_note = egb_report_phrase_of(work, EGB_REPORT_LIVE_PUBLISHED, NULL);
  else if (values_of(work) > VALUES_MOST)
    work->live_note = egb_report_phrase_of(work, EGB_REPORT_LIVE_LARGE,
                                           EGB_ARGS(egb_arg_count(values_of(work)), egb_arg_count(VALUES_MOST),
                                                    egb_arg_text(egb_report_command(work, "tune", ""))));
  else if (work->ranked > 0)
    return put_payload(work);
  return EGB_OK;
}
