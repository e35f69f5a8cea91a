/* Parts of an analysis of sensitivity, made and merged. */
#include "simulate/sensitivity_part.h"

#include <math.h>

void egb_sensitivity_range(const egb_sensitivity_draft *s, size_t count, size_t *first, size_t *end) {
  const egb_portion *portion = s->portion;
  *first = 0;
  *end = count;
  if (portion == NULL || portion->which.number == 0)
    return;
  *first = count * (portion->which.number - 1) / portion->which.of;
  *end = count * portion->which.number / portion->which.of;
}

/* ---- draws of assumptions switched alone ----------------------------------------------------- */

void egb_sensitivity_put_draws(const egb_sensitivity_draft *s, const egb_shift *shift, const char *const *reason,
                               size_t count) {
  egb_buffer *out = s->portion->out;
  for (size_t i = 0; i < count; i++) {
    const egb_shift *one = &shift[i];
    egb_part_put(out, one->scored);
    if (!one->scored) {
      egb_part_put_text(out, reason[i] != NULL ? reason[i] : EGB_REPLAY_OTHERS);
      continue;
    }
    egb_part_put(out, one->moved5);
    egb_part_put(out, one->moved10);
    egb_part_put(out, one->moved20);
    egb_part_put(out, one->largest);
    egb_part_put(out, one->unit + 1); /* 0: none */
    egb_part_put_real(out, one->mean);
    egb_part_put_real(out, one->correlation);
  }
}

static egb_shift get_shift(egb_part_reader *in, size_t units) {
  egb_shift one = {.scored = true};
  one.moved5 = (size_t)egb_part_get(in, units);
  one.moved10 = (size_t)egb_part_get(in, one.moved5);
  one.moved20 = (size_t)egb_part_get(in, one.moved10);
  one.largest = (size_t)egb_part_get(in, units);
  one.unit = (size_t)egb_part_get(in, units) - 1;
  one.mean = egb_part_get_real(in);
  one.correlation = egb_part_get_real(in);
  in->failed = in->failed || (one.unit == SIZE_MAX) != (one.largest == 0);
  return one;
}

egb_status egb_sensitivity_get_draws(const egb_sensitivity_draft *s, egb_shift *shift, const char **reason,
                                     size_t draws) {
  const egb_part_set *set = s->portion->first;
  for (size_t i = 0; i < set->of; i++) {
    egb_part_reader *in = &set->reader[i];
    for (size_t d = draws * i / set->of; d < draws * (i + 1) / set->of && !in->failed; d++) {
      if (egb_part_get(in, 1) == 1)
        shift[d] = get_shift(in, s->results->unit_count);
      else
        reason[d] = egb_part_get_text(in, s->scratch);
    }
  }
  return egb_arena_failed(s->scratch) ? EGB_NO_MEMORY : EGB_OK;
}

/* ---- rows of the design ---------------------------------------------------------------------- */

void egb_sensitivity_put_row(const egb_sensitivity_draft *s, const egb_sensitivity_row *row) {
  egb_buffer *out = s->portion->out;
  egb_part_put(out, row->failed == NULL);
  if (row->failed != NULL) {
    egb_part_put_text(out, row->failed);
    return;
  }
  egb_part_put(out, row->replaced);
  if (row->replaced > 0)
    egb_part_put_text(out, row->why);
  for (size_t k = 0; k < s->count + 2; k++)
    egb_part_put_real(out, row->y[k]);
}

egb_sensitivity_row egb_sensitivity_get_row(const egb_sensitivity_draft *s, egb_part_reader *in, double *y) {
  egb_sensitivity_row row = {.y = y};
  if (egb_part_get(in, 1) == 0) {
    row.failed = egb_part_get_text(in, s->scratch);
    return row;
  }
  row.replaced = (size_t)egb_part_get(in, s->count + 2);
  if (row.replaced > 0)
    row.why = egb_part_get_text(in, s->scratch);
  for (size_t k = 0; k < s->count + 2; k++) {
    y[k] = egb_part_get_real(in);
    in->failed = in->failed || !(y[k] >= 0 && y[k] <= (double)s->results->unit_count);
  }
  return row;
}

/* ---- requests -------------------------------------------------------------------------------- */

size_t egb_sensitivity_parts_most(size_t rows) {
  rows = rows > 0 ? rows : EGB_SENSITIVITY_ROWS;
  return rows < EGB_PARTS_MAX ? rows : EGB_PARTS_MAX;
}

egb_status egb_sensitivity_part(const egb_plan *plan, const egb_results *results, size_t unit,
                                const egb_uncertainty_options *options, size_t number, size_t of, egb_diag *diag,
                                char **bytes, size_t *length) {
  egb_part_request request;
  egb_buffer counts = {0};
  egb_sensitivity *none = NULL;
  *bytes = NULL;
  *length = 0;
  egb_status status = egb_part_begin(&request, "sensitivity", plan, results, unit, options, EGB_SENSITIVITY_ROWS, diag);
  const size_t rows = request.options.draws > 0 ? request.options.draws : EGB_SENSITIVITY_ROWS;
  if (status == EGB_OK)
    status = egb_part_number(&request, number, of, rows, egb_sensitivity_parts_most(rows), diag);
  request.portion.out = &counts;
  if (status == EGB_OK)
    status = egb_sensitivity_make(plan, results, &request.options, unit, &request.portion, diag, &none);
  if (status == EGB_OK)
    status = egb_part_write(&request, &counts, bytes, length);
  egb_buffer_clear(&counts);
  egb_part_finish(&request);
  return status;
}

egb_status egb_sensitivity_merge(const egb_plan *plan, const egb_results *results, size_t unit,
                                 const egb_uncertainty_options *options, const egb_part *parts, size_t count,
                                 egb_diag *diag, egb_sensitivity **out) {
  egb_part_request request;
  *out = NULL;
  egb_status status = egb_part_begin(&request, "sensitivity", plan, results, unit, options, EGB_SENSITIVITY_ROWS, diag);
  if (status == EGB_OK)
    status = egb_part_read(&request, parts, count, false, diag);
  if (status == EGB_OK)
    status = egb_sensitivity_make(plan, results, &request.options, unit, &request.portion, diag, out);
  egb_part_finish(&request);
  return status;
}
