/* Parts of an analysis of uncertainty or of acceptability, made, joined and merged. */
#include "simulate/part.h"

#include "base/codes.h"
#include "simulate/acceptability.h"

typedef struct analysis {
  const char *name;
  bool parts; /* weights of the ranked node's parts are what varies: acceptability */
} analysis;

static const analysis uncertainty = {"uncertainty", false}, acceptability = {"acceptability", true};

size_t egb_parts_most(size_t draws) {
  const size_t walks = ((draws > 0 ? draws : EGB_UNCERTAINTY_DRAWS) + EGB_BLOCK - 1) / EGB_BLOCK;
  return walks < EGB_PARTS_MAX ? walks : EGB_PARTS_MAX;
}

static egb_status begin(egb_part_request *request, const analysis *of, const egb_plan *plan, const egb_results *results,
                        const egb_uncertainty_options *options, egb_diag *diag) {
  return egb_part_begin(request, of->name, plan, results, SIZE_MAX, options, EGB_UNCERTAINTY_DRAWS, diag);
}

/* Runs what is requested, and makes a file of its counts. */
static egb_status write_counts(egb_part_request *request, const analysis *of, const egb_plan *plan,
                               const egb_results *results, egb_diag *diag, char **bytes, size_t *length) {
  egb_uncertainty_draft draft;
  egb_buffer counts = {0};
  request->portion.out = &counts;
  egb_status status =
      egb_uncertainty_begin(&draft, plan, results, &request->options, of->parts, &request->portion, diag);
  if (status == EGB_OK)
    status = egb_part_write(request, &counts, bytes, length);
  egb_uncertainty_end(&draft, EGB_REFUSED); /* there is no answer that would keep its arena */
  egb_buffer_clear(&counts);
  return status;
}

static egb_status part(const analysis *of, const egb_plan *plan, const egb_results *results,
                       const egb_uncertainty_options *options, size_t number, size_t parts, egb_diag *diag,
                       char **bytes, size_t *length) {
  egb_part_request request;
  *bytes = NULL;
  *length = 0;
  egb_status status = begin(&request, of, plan, results, options, diag);
  const size_t draws = request.options.draws > 0 ? request.options.draws : EGB_UNCERTAINTY_DRAWS;
  if (status == EGB_OK)
    status = egb_part_number(&request, number, parts, draws, egb_parts_most(draws), diag);
  if (status == EGB_OK && request.options.refine != NULL)
    status = egb_part_read(&request, request.options.refine, 1, false, diag);
  if (status == EGB_OK)
    status = write_counts(&request, of, plan, results, diag, bytes, length);
  egb_part_finish(&request);
  return status;
}

egb_status egb_uncertainty_part(const egb_plan *plan, const egb_results *results,
                                const egb_uncertainty_options *options, size_t number, size_t of, egb_diag *diag,
                                char **bytes, size_t *length) {
  return part(&uncertainty, plan, results, options, number, of, diag, bytes, length);
}

egb_status egb_acceptability_part(const egb_plan *plan, const egb_results *results,
                                  const egb_uncertainty_options *options, size_t number, size_t of, egb_diag *diag,
                                  char **bytes, size_t *length) {
  return part(&acceptability, plan, results, options, number, of, diag, bytes, length);
}

static egb_status join(const analysis *of, const egb_plan *plan, const egb_results *results,
                       const egb_uncertainty_options *options, const egb_part *parts, size_t count, egb_diag *diag,
                       char **bytes, size_t *length, bool *again) {
  egb_part_request request;
  *bytes = NULL;
  *length = 0;
  egb_status status = begin(&request, of, plan, results, options, diag);
  if (status == EGB_OK)
    status = egb_part_read(&request, parts, count, false, diag);
  if (status == EGB_OK)
    status = write_counts(&request, of, plan, results, diag, bytes, length);
  *again = request.portion.banded;
  egb_part_finish(&request);
  return status;
}

egb_status egb_uncertainty_join(const egb_plan *plan, const egb_results *results,
                                const egb_uncertainty_options *options, const egb_part *parts, size_t count,
                                egb_diag *diag, char **bytes, size_t *length, bool *again) {
  return join(&uncertainty, plan, results, options, parts, count, diag, bytes, length, again);
}

egb_status egb_acceptability_join(const egb_plan *plan, const egb_results *results,
                                  const egb_uncertainty_options *options, const egb_part *parts, size_t count,
                                  egb_diag *diag, char **bytes, size_t *length, bool *again) {
  return join(&acceptability, plan, results, options, parts, count, diag, bytes, length, again);
}

/* Opens the files; what follows is an analysis like any other. */
static egb_status open_parts(egb_part_request *request, const analysis *of, const egb_plan *plan,
                             const egb_results *results, const egb_uncertainty_options *options, const egb_part *parts,
                             size_t count, egb_diag *diag) {
  const egb_status status = begin(request, of, plan, results, options, diag);
  return status == EGB_OK ? egb_part_read(request, parts, count, true, diag) : status;
}

egb_status egb_uncertainty_merge(const egb_plan *plan, const egb_results *results,
                                 const egb_uncertainty_options *options, const egb_part *parts, size_t count,
                                 egb_diag *diag, egb_uncertainty **out) {
  egb_part_request request;
  *out = NULL;
  egb_status status = open_parts(&request, &uncertainty, plan, results, options, parts, count, diag);
  if (status == EGB_OK)
    status = egb_uncertainty_make(plan, results, &request.options, &request.portion, diag, out);
  egb_part_finish(&request);
  return status;
}

egb_status egb_acceptability_merge(const egb_plan *plan, const egb_results *results,
                                   const egb_uncertainty_options *options, const egb_part *parts, size_t count,
                                   egb_diag *diag, egb_acceptability **out) {
  egb_part_request request;
  *out = NULL;
  egb_status status = open_parts(&request, &acceptability, plan, results, options, parts, count, diag);
  if (status == EGB_OK)
    status = egb_acceptability_make(plan, results, &request.options, &request.portion, diag, out);
  egb_part_finish(&request);
  return status;
}
