#include "parts/part_subject.h"

#include "base/checksum.h"
#include "base/codes.h"
#include "score/stages.h"

static void add_source(egb_buffer *out, const egb_source *source) {
  char hex[EGB_PART_SUM];
  if (source == NULL)
    return;
  const char *text = egb_source_text(source);
  if (text == NULL) {
    out->failed = true; /* lost since egb_part_find_sources() */
    return;
  }
  egb_sha256_hex(text, source->length, hex);
  egb_buffer_add(out, hex, EGB_PART_SUM - 1);
}

static void put_definition(egb_buffer *lines, const egb_index *index) {
  egb_buffer all = {0};
  add_source(&all, index->source);
  for (size_t i = 0; i < index->extended_count; i++)
    add_source(&all, index->extended[i]);
  egb_part_line_sum(lines, "definition", &all);
  egb_buffer_clear(&all);
}

/* What was read of a file: a packed one is what it was packed as. */
static const egb_source *bytes_of(const egb_dataset *data, size_t file) {
  return data->file[file].bytes != NULL ? data->file[file].bytes : data->file[file].source;
}

egb_status egb_part_find_sources(const egb_plan *plan, egb_diag *diag) {
  for (size_t i = 0; i < plan->data->file_count; i++) {
    const egb_source *source = bytes_of(plan->data, i);
    if (source == NULL || egb_source_text(source) != NULL)
      continue;
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_PART, "`%.300s` has changed since it was read", source->name);
    egb_diag_hint(diag, "run it again once no other program writes the file: all parts are of the same data");
    return EGB_REFUSED;
  }
  return EGB_OK;
}

static void put_data(egb_buffer *lines, const egb_dataset *data) {
  egb_buffer all = {0};
  for (size_t i = 0; i < data->file_count; i++)
    add_source(&all, bytes_of(data, i));
  egb_part_line_sum(lines, "data", &all);
  egb_buffer_clear(&all);
}

/* What is ranked as it stands: of other weights, another period or another scenario it is another. In steps of the
 * quantum, as the last digits may be those of another machine. */
static void put_ranking(egb_buffer *lines, const egb_plan *plan, const egb_results *results, size_t node) {
  egb_buffer all = {0};
  for (size_t i = 0; i < results->node_count; i++)
    egb_part_put_real(&all,
                      egb_score_quantise(results->active[i] ? results->share[i] : -1, -1, EGB_ROUNDING_HALF_EVEN));
  for (size_t u = 0; u < results->unit_count; u++) {
    const double score = egb_scores(results, node)[u];
    egb_part_put_text(&all, plan->data->unit[u].id);
    if (score == score)
      egb_part_put_real(&all, egb_score_quantise(score, -1, EGB_ROUNDING_HALF_EVEN));
  }
  egb_part_line_sum(lines, "ranking", &all);
  egb_buffer_clear(&all);
}

void egb_part_put_subject(egb_buffer *lines, const char *analysis, const egb_plan *plan, const egb_results *results,
                          size_t node) {
  egb_part_line(lines, "program", egb_version());
  egb_part_line(lines, "analysis", analysis);
  egb_part_line(lines, "index", plan->index->id);
  put_definition(lines, plan->index);
  put_data(lines, plan->data);
  egb_part_line(lines, "node", plan->index->node[node].id);
  put_ranking(lines, plan, results, node);
}
