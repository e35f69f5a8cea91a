/* A normalisation as formulas, with what is around it: `zero` and rounding. Logarithms are taken on Prepared. */
#include "book/ledger.h"
#include "score/learned.h"
#include "score/resolve.h"
#include "score/scale.h"

#include <math.h>

static egb_scaling make(const egb_ledger *ledger, size_t node) {
  egb_scaling out;
  egb_scaling_make(ledger->plan, node, (double)NAN, NULL, &out);
  return out;
}

static size_t fitted_count(const egb_normalise *method) {
  size_t count = 0;
  while (method->head.fitted != NULL && method->head.fitted[count] != NULL)
    count++;
  return count;
}

/* Whether it learns from the values of the workbook, which has one period. */
static bool learns_here(const egb_ledger *ledger, size_t node) {
  return ledger->leaf[node] == EGB_NONE || ledger->data->period_count == 1 ||
         !egb_fit_is_shared(egb_plan_fit(ledger->plan, node));
}

void egb_ledger_put_fitted(egb_ledger *ledger, const egb_ledger_scaling *s, size_t k) {
  const egb_scaling scaling = make(ledger, s->node);
  const size_t row = EGB_LEDGER_FACTS + 1 + k;
  const double value = ledger->results->fitted[s->node * EGB_FITTED_MAX + k];
  egb_look look = {.kind = EGB_LOOK_NUMBER, .decimals = -1, .role = EGB_ROLE_FORMULA};
  if (k >= fitted_count(scaling.method))
    return;
  const bool here = learns_here(ledger, s->node);
  const egb_reference all = egb_ledger_units(ledger, s->fitted, s->values, s->values_column);
  egb_buffer *out = egb_ledger_begin(ledger);
  const egb_sheet_kind kind = here && scaling.method->sheet_fit != NULL
                                  ? scaling.method->sheet_fit(&scaling.input, k, all.text, out)
                                  : EGB_SHEET_NONE;
  if (kind != EGB_SHEET_NONE) {
    egb_ledger_put(ledger, s->fitted, row, s->fitted_column, look, kind, value);
    return;
  }
  if (!here && !scaling.method->fixed)
    egb_ledger_say(ledger, s->fitted, ledger->index->node[s->node].id,
                   "learned from other periods (`fit:`), which the workbook does not have");
  look.role = here ? EGB_ROLE_INPUT : EGB_ROLE_FIXED;
  egb_ledger_number(ledger, s->fitted, row, s->fitted_column, look, value);
}

/* An exact half goes to the even digit; what is within a billionth of one is one, as egb_round takes it. A method may
 * have no result, which is the empty text. */
egb_sheet_kind egb_ledger_round(egb_buffer *out, const char *value, int decimals, egb_rounding rounding) {
  char places[EGB_SHEET_NUMBER_MAX], steps[EGB_SHEET_NUMBER_MAX];
  const egb_sheet_word word[] = {{'v', value},
                                 {'d', egb_sheet_number(decimals, places)},
                                 {'p', egb_sheet_number(pow(10, decimals), steps)},
                                 {0, NULL}};
  if (rounding == EGB_ROUNDING_R)
    return EGB_SHEET_NONE;
  egb_sheet_put(out, "IF((%v)=\"\",\"\",", word);
  if (rounding == EGB_ROUNDING_HALF_UP)
    egb_sheet_put(out, "ROUND((%v),%d))", word);
  else
    egb_sheet_put(
        out,
        "IF(ABS(MOD(ABS(%v)*%p,1)-0.5)<=MIN(1E-9*MAX(1,ABS(%v)*%p),1E-6),2*ROUND((%v)*%p/2,0),ROUND((%v)*%p,0))/%p)",
        word);
  return EGB_SHEET_PLAIN;
}

/* "zero" and rounding around a result, which the buffer holds and which the answer takes the place of. */
static egb_sheet_kind wrap(egb_ledger *ledger, const egb_common *common, egb_sheet_kind kind, egb_buffer *result,
                           const char **why) {
  egb_buffer *out = &ledger->formula;
  egb_buffer lifted = {0};
  char zero[EGB_SHEET_NUMBER_MAX];
  const egb_sheet_word word[] = {
      {'y', egb_buffer_string(result)}, {'z', egb_sheet_number(common->zero, zero)}, {0, NULL}};
  egb_sheet_put(&lifted, common->has_zero ? "IF(%y<=0,%z,%y)" : "%y", word);
  if (common->round < 0) {
    egb_buffer_text(out, egb_buffer_string(&lifted));
  } else if (egb_ledger_round(out, egb_buffer_string(&lifted), common->round, common->rounding) == EGB_SHEET_NONE) {
    *why = "rounded as R does, to the nearest of binary numbers";
    kind = EGB_SHEET_NONE;
  }
  out->failed = out->failed || lifted.failed || result->failed;
  egb_buffer_clear(&lifted);
  return kind;
}

egb_sheet_kind egb_ledger_scale(egb_ledger *ledger, const egb_ledger_scaling *s, size_t unit, const char **why) {
  const egb_scaling scaling = make(ledger, s->node);
  const egb_reference x =
      egb_ledger_cell(ledger, s->sheet, s->values, EGB_LEDGER_FIRST + unit, s->values_column, EGB_FIX_NONE);
  const egb_reference all = egb_ledger_units(ledger, s->sheet, s->values, s->values_column);
  egb_reference cell[EGB_FITTED_MAX];
  const char *fitted[EGB_FITTED_MAX];
  for (size_t k = 0; k < EGB_FITTED_MAX; k++) {
    cell[k] = egb_ledger_cell(ledger, s->sheet, s->fitted, EGB_LEDGER_FACTS + 1 + k, s->fitted_column, EGB_FIX_ROW);
    fitted[k] = cell[k].text;
  }
  const egb_sheet_value at = {.x = x.text, .all = all.text, .fitted = fitted};
  egb_buffer result = {0};
  egb_sheet_kind kind =
      scaling.method->sheet != NULL ? scaling.method->sheet(&scaling.input, &at, &result) : EGB_SHEET_NONE;
  *why = "a spreadsheet has no formula for the method";
  if (ledger->leaf[s->node] == EGB_NONE && scaling.with->common.log != 0)
    kind = EGB_SHEET_NONE; /* of indicators they are on Prepared */
  if (kind != EGB_SHEET_NONE)
    kind = wrap(ledger, &scaling.with->common, kind, &result, why);
  egb_buffer_clear(&result);
  return kind;
}
