/* Parts of an analysis, made and merged. */
#include "simulate/part.h"

#include "base/codes.h"
#include "base/options.h"
#include "score/stages.h"
#include "simulate/acceptability.h"

#include <string.h>

static egb_part_subject subject_of(const egb_plan *plan, const egb_results *results,
                                   const egb_uncertainty_options *options, const char *analysis) {
  const size_t node = options->node != NULL ? egb_index_find(plan->index, options->node) : 0;
  return (egb_part_subject){.analysis = analysis,
                            .plan = plan,
                            .results = results,
                            .options = options,
                            .draws = options->draws > 0 ? options->draws : EGB_UNCERTAINTY_DRAWS,
                            .level = options->level > 0 ? options->level : 90,
                            .node = node != EGB_NONE ? node : 0};
}

static egb_status check_options(const egb_uncertainty_options *options, egb_diag *diag) {
  if (!options->keep_draws)
    return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "parts do not keep their draws one by one");
  egb_diag_hint(diag, "leave --draws-file out, or make all draws in one run");
  return EGB_USAGE;
}

static egb_status check_part(const egb_part_subject *subject, size_t number, size_t of, egb_diag *diag) {
  const size_t most = (subject->draws + EGB_BLOCK - 1) / EGB_BLOCK;
  if (number >= 1 && number <= of && of <= EGB_PARTS_MAX && of <= most)
    return EGB_OK;
  if (number < 1 || number > of)
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "there is no part %zu of %zu", number, of);
  else
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "%zu draws make %zu parts at most", subject->draws,
                 most < EGB_PARTS_MAX ? most : EGB_PARTS_MAX);
  egb_diag_hint(diag, "parts are whole groups of %d draws, numbered from 1: --part 1/%zu", EGB_BLOCK,
                most < 8 ? most : (size_t)8);
  return EGB_USAGE;
}

static egb_status make_part(const egb_part_subject *subject, egb_portion *portion, egb_diag *diag, char **bytes,
                            size_t *length) {
  egb_uncertainty_draft draft;
  egb_buffer counts = {0}, file = {0};
  portion->out = &counts;
  egb_status status = egb_uncertainty_begin(&draft, subject->plan, subject->results, subject->options,
                                            strcmp(subject->analysis, "acceptability") == 0, portion, diag);
  if (status == EGB_OK)
    status = egb_part_close(subject, portion, &file);
  egb_uncertainty_end(&draft, EGB_REFUSED); /* there is no answer that would keep its arena */
  if (status == EGB_OK)
    *bytes = egb_buffer_take(&file, length);
  egb_buffer_clear(&counts);
  egb_buffer_clear(&file);
  return status;
}

static egb_status part(const char *analysis, const egb_plan *plan, const egb_results *results,
                       const egb_uncertainty_options *options, size_t number, size_t of, egb_diag *diag, char **bytes,
                       size_t *length) {
  egb_uncertainty_options asked;
  egb_portion portion = {.number = number, .of = of};
  *bytes = NULL;
  *length = 0;
  egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  if (status == EGB_OK)
    status = egb_results_refuse_foreign(results, plan, diag);
  if (status != EGB_OK)
    return status;
  const egb_part_subject subject = subject_of(plan, results, &asked, analysis);
  status = egb_status_worse(check_options(&asked, diag), check_part(&subject, number, of, diag));
  return status == EGB_OK ? make_part(&subject, &portion, diag, bytes, length) : status;
}

egb_status egb_uncertainty_part(const egb_plan *plan, const egb_results *results,
                                const egb_uncertainty_options *options, size_t number, size_t of, egb_diag *diag,
                                char **bytes, size_t *length) {
  return part("uncertainty", plan, results, options, number, of, diag, bytes, length);
}

egb_status egb_acceptability_part(const egb_plan *plan, const egb_results *results,
                                  const egb_uncertainty_options *options, size_t number, size_t of, egb_diag *diag,
                                  char **bytes, size_t *length) {
  return part("acceptability", plan, results, options, number, of, diag, bytes, length);
}

/* Opens the files; what follows is an analysis like any other. options: a copy of the library's own. */
static egb_status open_parts(const char *analysis, const egb_plan *plan, const egb_results *results,
                             const egb_uncertainty_options *options, egb_portion *portion, egb_arena *arena,
                             egb_diag *diag) {
  if (portion->count == 0) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "there are no parts to merge");
    egb_diag_hint(diag, "make them with --part 1/8 -o part1.egb and so on, and name them all");
    return EGB_USAGE;
  }
  egb_status status = egb_results_refuse_foreign(results, plan, diag);
  if (status == EGB_OK)
    status = check_options(options, diag);
  const egb_part_subject subject = subject_of(plan, results, options, analysis);
  return status == EGB_OK ? egb_part_open(&subject, portion, arena, diag) : status;
}

egb_status egb_uncertainty_merge(const egb_plan *plan, const egb_results *results,
                                 const egb_uncertainty_options *options, const egb_part *parts, size_t count,
                                 egb_diag *diag, egb_uncertainty **out) {
  egb_uncertainty_options asked;
  egb_portion portion = {.part = parts, .count = count};
  egb_arena *arena = egb_arena_new();
  *out = NULL;
  egb_status status = arena != NULL ? EGB_OPTIONS_TAKE(asked, options, diag) : EGB_NO_MEMORY;
  if (status == EGB_OK)
    status = open_parts("uncertainty", plan, results, &asked, &portion, arena, diag);
  if (status == EGB_OK)
    status = egb_uncertainty_make(plan, results, &asked, &portion, diag, out);
  egb_arena_free(arena);
  return status;
}

egb_status egb_acceptability_merge(const egb_plan *plan, const egb_results *results,
                                   const egb_uncertainty_options *options, const egb_part *parts, size_t count,
                                   egb_diag *diag, egb_acceptability **out) {
  egb_uncertainty_options asked;
  egb_portion portion = {.part = parts, .count = count};
  egb_arena *arena = egb_arena_new();
  *out = NULL;
  egb_status status = arena != NULL ? EGB_OPTIONS_TAKE(asked, options, diag) : EGB_NO_MEMORY;
  if (status == EGB_OK)
    status = open_parts("acceptability", plan, results, &asked, &portion, arena, diag);
  if (status == EGB_OK)
    status = egb_acceptability_make(plan, results, &asked, &portion, diag, out);
  egb_arena_free(arena);
  return status;
}
