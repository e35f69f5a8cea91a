/* Applying what a treatment learned. Edges: NaN stays NaN; a value outside the domain of the transformation (another
 * period's value below a shift that was fitted elsewhere) gives NaN, which the caller reports. */
#include "method/treatment.h"

#include "stats/describe.h"
#include "stats/shape.h"
#include "stats/sum.h"

#include <math.h>
#include <string.h>

#define AT_LIMIT 1e-9

egb_treatment egb_treatment_none(void) {
  return (egb_treatment){.low = -INFINITY,
                         .high = INFINITY,
                         .factor = 1,
                         .skewness = {(double)NAN, (double)NAN},
                         .kurtosis = {(double)NAN, (double)NAN}};
}

bool egb_treatment_passes(double skewness, double kurtosis, const egb_treatment_rule *rule) {
  /* Without a figure (few values, no spread) no outlier can be found. One value apart from three equal ones has a
   * skewness of 2 and a kurtosis of 4: rounding does not decide about a limit that is met. */
  return !(fabs(skewness) >= rule->skewness - AT_LIMIT) || !(kurtosis >= rule->kurtosis - AT_LIMIT);
}

/* Through expm1 where the power is near 1, so that no digits are lost when 1 is taken off. */
static double box_cox(double x, double lambda) {
  const double exponent = lambda * log(x);
  return (fabs(exponent) < 0.5 ? expm1(exponent) : pow(x, lambda) - 1) / lambda;
}

static double transform(const egb_treatment *t, double x) {
  const double clipped = fmin(fmax(x, t->low), t->high), shifted = fma(clipped, t->factor, t->shift) + t->rest;
  switch (t->transform) {
  case EGB_TRANSFORM_LOG:
    return log(shifted);
  case EGB_TRANSFORM_LOG_MIRRORED:
    return -log(fma(-clipped, t->factor, t->shift) + t->rest);
  case EGB_TRANSFORM_BOX_COX:
    return t->lambda == 0 ? log(shifted) : box_cox(shifted, t->lambda);
  default:
    return clipped * t->factor;
  }
}

void egb_treatment_shift_by(egb_treatment *treatment, double plus, double times, double value) {
  egb_sum sum = {0};
  egb_sum_add(&sum, plus);
  egb_sum_add_product(&sum, times, value);
  treatment->shift = sum.total;
  treatment->rest = isfinite(sum.total) ? sum.rest : 0;
}

void egb_treatment_apply(const egb_treatment *treatment, const double *x, double *y, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const double value = isnan(x[i]) ? x[i] : transform(treatment, x[i]);
    y[i] = isfinite(value) ? value : (double)NAN;
  }
}

const char *const egb_treatment_shifts[] = {"none", "one", "range", "tail", NULL};

const char *egb_treatment_log(egb_treatment *treatment, egb_treatment_shift shift, const double *present, size_t count,
                              double *scratch) {
  double least, most;
  egb_treatment_apply(treatment, present, scratch, count);
  egb_stats_range(scratch, count, &least, &most);
  if (shift == EGB_SHIFT_NONE && !(least > 0))
    return "there are values of 0 or less, which have no logarithm";
  if (shift >= EGB_SHIFT_RANGE && !(most > least))
    return "all values are equal";
  const double margin = 0.01 * (most - least);
  if (!isfinite(margin))
    return "the values are too far apart";
  treatment->transform = EGB_TRANSFORM_LOG;
  if (shift != EGB_SHIFT_NONE)
    egb_treatment_shift_by(treatment, shift == EGB_SHIFT_ONE ? 1 : margin, -1, least);
  if (shift == EGB_SHIFT_TAIL && egb_stats_skewness(scratch, count) < 0) {
    treatment->transform = EGB_TRANSFORM_LOG_MIRRORED;
    egb_treatment_shift_by(treatment, margin, 1, most);
  }
  return NULL;
}

void egb_treatment_judge(egb_treatment *treatment, const egb_treatment_rule *rule, const double *present, size_t count,
                         double *scratch) {
  treatment->skewness[0] = egb_stats_skewness(present, count);
  treatment->kurtosis[0] = egb_stats_kurtosis(present, count);
  egb_treatment_apply(treatment, present, scratch, count);
  treatment->skewness[1] = egb_stats_skewness(scratch, count);
  treatment->kurtosis[1] = egb_stats_kurtosis(scratch, count);
  treatment->passed = egb_treatment_passes(treatment->skewness[1], treatment->kurtosis[1], rule);
}

void egb_treatment_winsorise(egb_treatment *treatment, const egb_treatment_rule *rule, size_t points, bool forced,
                             const double *present, size_t count, double *scratch) {
  double *sorted = scratch, *work = scratch + count;
  memcpy(sorted, present, count * sizeof *sorted);
  memcpy(work, present, count * sizeof *work);
  egb_stats_sort_values(sorted, count);
  size_t low = 0, high = count - 1; /* the values at these places are the ends as they are now */
  while (treatment->winsorised_low + treatment->winsorised_high < points && sorted[low] < sorted[high]) {
    size_t lower = low, upper = high;
    const double skewness = egb_stats_skewness(work, count);
    if (!forced && egb_treatment_passes(skewness, egb_stats_kurtosis(work, count), rule))
      break;
    if (skewness >= 0 || isnan(skewness)) {
      while (sorted[upper] == sorted[high])
        upper--;
    } else {
      while (sorted[lower] == sorted[low])
        lower++;
    }
    if (!forced && !(sorted[lower] < sorted[upper]))
      break; /* all would be one value, which distinguishes no units */
    if (upper < high) {
      treatment->high = sorted[upper];
      treatment->winsorised_high = count - 1 - upper;
    } else {
      treatment->low = sorted[lower];
      treatment->winsorised_low = lower;
    }
    low = lower;
    high = upper;
    for (size_t i = 0; i < count; i++)
      work[i] = fmin(fmax(present[i], treatment->low), treatment->high);
  }
}

void egb_treatment_sheet(const egb_treatment *treatment, const char *x, egb_buffer *out) {
  static const char *const around[] = {
      [EGB_TRANSFORM_NONE] = "%c", [EGB_TRANSFORM_LOG] = "LN(%c+%s)", [EGB_TRANSFORM_LOG_MIRRORED] = "-LN(%s-%c)"};
  char low[EGB_SHEET_NUMBER_MAX], high[EGB_SHEET_NUMBER_MAX], factor[EGB_SHEET_NUMBER_MAX], shift[EGB_SHEET_NUMBER_MAX],
      lambda[EGB_SHEET_NUMBER_MAX];
  egb_buffer clipped = {0};
  egb_sheet_word word[] = {{'x', x},
                           {'a', egb_sheet_number(treatment->low, low)},
                           {'b', egb_sheet_number(treatment->high, high)},
                           {'f', egb_sheet_number(treatment->factor, factor)},
                           {'s', egb_sheet_number(treatment->shift, shift)},
                           {'l', egb_sheet_number(treatment->lambda, lambda)},
                           {'c', NULL},
                           {0, NULL}};
  const bool below = isfinite(treatment->low), above = isfinite(treatment->high);
  egb_sheet_put(&clipped,
                below && above ? "MIN(MAX(%x,%a),%b)"
                : below        ? "MAX(%x,%a)"
                : above        ? "MIN(%x,%b)"
                               : "%x",
                word);
  if (treatment->factor != 1)
    egb_sheet_put(&clipped, "*%f", word);
  word[6].text = egb_buffer_string(&clipped);
  if (treatment->transform == EGB_TRANSFORM_BOX_COX)
    egb_sheet_put(out, treatment->lambda == 0 ? "LN(%c+%s)" : "((%c+%s)^%l-1)/%l", word);
  else
    egb_sheet_put(out, around[treatment->transform], word);
  out->failed = out->failed || clipped.failed;
  egb_buffer_clear(&clipped);
}
