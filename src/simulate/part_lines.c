/* What a part is a part of, and which one: what all analyses in parts share. */
#include "base/codes.h"
#include "base/options.h"
#include "kernel/polytope.h"
#include "parts/part_subject.h"
#include "score/stages.h"
#include "simulate/part.h"

#include <inttypes.h>

static void put_options(egb_buffer *lines, const egb_uncertainty_options *o, size_t draws) {
  egb_buffer_format(lines, "seed %" PRIu64 "\ndraws %zu\nlevel ", o->seed, draws);
  egb_buffer_number(lines, o->level > 0 ? o->level : 90);
  egb_buffer_char(lines, '\n');
  egb_part_line(lines, "weights", o->weights);
  egb_part_line_list(lines, "where", o->where);
  egb_part_line_list(lines, "impute", o->impute);
  egb_part_line_list(lines, "treat", o->treat);
  egb_part_line_list(lines, "normalise", o->normalise);
  egb_part_line_list(lines, "aggregate", o->aggregate);
  egb_part_line_list(lines, "aggregate-at", o->aggregate_at);
  egb_part_line(lines, "split-weights", o->split_weights);
  egb_part_line(lines, "leave-out", o->leave_out);
  egb_part_line(lines, "error", o->error);
  egb_part_line(lines, "imputed", o->imputed);
  egb_part_line(lines, "error-correlation", o->error_correlation);
  egb_part_line(lines, "failed", o->failed);
  egb_part_line(lines, "frequencies", o->keep_counts ? "yes" : "no");
  egb_part_line(lines, "scores", o->keep_scores ? "yes" : "no");
  egb_part_line(lines, "pairs", o->keep_pairs ? "yes" : "no");
}

static egb_status check_options(const egb_uncertainty_options *options, egb_diag *diag) {
  if (!options->keep_draws)
    return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "parts do not keep their draws one by one");
  egb_diag_hint(diag, "leave --draws-file out, or make all draws in one run");
  return EGB_USAGE;
}

/* A name that is no node's is refused by the run itself. */
static size_t node_of(const egb_plan *plan, const egb_uncertainty_options *options) {
  const size_t node = options->node != NULL ? egb_index_find(plan->index, options->node) : 0;
  return node != EGB_NONE ? node : 0;
}

egb_status egb_part_begin(egb_part_request *request, const char *analysis, const egb_plan *plan,
                          const egb_results *results, size_t unit, const egb_uncertainty_options *options, size_t draws,
                          egb_diag *diag) {
  *request = (egb_part_request){.arena = egb_arena_new()};
  egb_uncertainty_options *o = &request->options;
  egb_status status = request->arena != NULL ? EGB_OPTIONS_TAKE(*o, options, diag) : EGB_NO_MEMORY;
  if (status == EGB_OK)
    status = egb_results_refuse_foreign(results, plan, diag);
  if (status == EGB_OK)
    status = check_options(o, diag);
  if (status == EGB_OK && unit != SIZE_MAX)
    status = egb_results_refuse_unit(results, unit, diag);
  if (status == EGB_OK)
    status = egb_part_find_sources(plan, diag);
  if (status != EGB_OK)
    return status;
  egb_part_put_subject(&request->lines, analysis, plan, results, node_of(plan, o));
  egb_part_line(&request->lines, "unit", unit != SIZE_MAX ? plan->data->unit[unit].id : NULL);
  put_options(&request->lines, o, o->draws > 0 ? o->draws : draws);
  return request->lines.failed ? EGB_NO_MEMORY : EGB_OK;
}

egb_status egb_part_number(egb_part_request *request, size_t number, size_t of, size_t draws, size_t most,
                           egb_diag *diag) {
  request->portion.which.number = number;
  request->portion.which.of = of;
  if (number >= 1 && number <= of && of <= most)
    return EGB_OK;
  if (number < 1 || number > of)
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "there is no part %zu of %zu", number, of);
  else
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "%zu draws make %zu parts at most", draws, most);
  egb_diag_hint(diag, "parts are numbered from 1: --part 1/%zu", most < 8 ? most : (size_t)8);
  return EGB_USAGE;
}

egb_status egb_part_read(egb_part_request *request, const egb_part *part, size_t count, bool second, egb_diag *diag) {
  if (count == 0) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "there are no parts to merge");
    egb_diag_hint(diag, "make them with --part 1/8 -o part1.egb and so on, and name them all");
    return EGB_USAGE;
  }
  request->portion.first = &request->first;
  request->portion.second = &request->second;
  return egb_part_open(&request->lines, part, count, request->arena, diag, &request->first,
                       second ? &request->second : NULL);
}

egb_status egb_part_write(egb_part_request *request, const egb_buffer *counts, char **bytes, size_t *length) {
  egb_part_which which = request->portion.which;
  egb_buffer file = {0};
  if (which.number == 0)
    which.number = which.of = 1; /* all draws are the only part there is */
  const egb_status status = egb_part_close(&request->lines, &which, counts, &file);
  if (status == EGB_OK)
    *bytes = egb_buffer_take(&file, length);
  egb_buffer_clear(&file);
  return status;
}

void egb_part_finish(egb_part_request *request) {
  egb_buffer_clear(&request->lines);
  egb_arena_free(request->arena);
}

egb_status egb_part_stopped(egb_diag *diag) {
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, "interrupted before all draws of the part were done");
  egb_diag_hint(diag, "make it again: a part is whole or not at all");
  return EGB_UNCOMPUTABLE;
}

void egb_part_range(size_t draws, size_t number, size_t of, size_t *first, size_t *end) {
  const uint64_t walks = ((uint64_t)draws + EGB_BLOCK - 1) / EGB_BLOCK;
  const uint64_t from = walks * (number - 1) / of * EGB_BLOCK, to = walks * number / of * EGB_BLOCK;
  *first = from < draws ? (size_t)from : draws;
  *end = to < draws ? (size_t)to : draws;
}
