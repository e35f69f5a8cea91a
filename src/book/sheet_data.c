/* Data, Prepared and Normalised: the values of indicators, as they are in the data or filled, as they enter the
 * normalisation, and on the common scale. */
#include "book/ledger.h"
#include "method/method.h"
#include "score/scale.h"

#include <math.h>

static const egb_look raw_look = {.kind = EGB_LOOK_NUMBER, .decimals = -1};

/* ---- Data ------------------------------------------------------------------------------------- */

/* "0 = no, 1 = yes" */
static void put_codes(egb_ledger *ledger, egb_buffer *out, size_t node) {
  const size_t column = ledger->plan->node[node].column;
  if (column == EGB_NONE || ledger->data->codes == NULL || ledger->data->codes[column] == NULL)
    return;
  for (size_t i = 0; i < ledger->data->code_count[column]; i++)
    egb_buffer_format(out, "%s%zu = %s", i > 0 ? ", " : "", i, ledger->data->codes[column][i]);
}

static void data_fact(egb_ledger *ledger, egb_ledger_sheet sheet, size_t row, size_t column, size_t node) {
  const egb_node *of = &ledger->index->node[node];
  egb_buffer text = {0};
  switch (row - EGB_LEDGER_FACTS) {
  case 0:
    egb_buffer_text(&text, of->unit != NULL ? of->unit : "");
    break;
  case 1:
    egb_buffer_text(&text, ledger->plan->node[node].normalise->ignores_direction ? ""
                           : of->direction < 0                                   ? "lower is better"
                                                                                 : "higher is better");
    break;
  case 2:
    egb_buffer_text(&text, of->compute != NULL ? "computed" : of->per != NULL ? "divided" : of->column);
    break;
  default:
    put_codes(ledger, &text, node);
  }
  ledger->failed = ledger->failed || text.failed;
  egb_ledger_text(ledger, sheet, row, column, EGB_LOOK_DESCRIPTION, egb_buffer_string(&text));
  egb_buffer_clear(&text);
}

void egb_ledger_data(egb_ledger *ledger) {
  static const char *const labels[] = {"measured in", "direction", "column", "answers"};
  const egb_frame *frame = &ledger->results->imputed;
  egb_ledger_head(ledger, EGB_LEDGER_DATA, false, 0,
                  "The values of the indicators. A value that is changed here changes every score and rank above it; a "
                  "filled one is marked.",
                  labels, data_fact);
  for (size_t u = 0; u < ledger->units; u++) {
    egb_ledger_unit(ledger, EGB_LEDGER_DATA, u);
    for (size_t k = 0; k < ledger->leaves; k++) {
      const size_t node = ledger->leaf_node[k];
      egb_look look = raw_look;
      look.role = frame->state[node][u] == EGB_STATE_IMPUTED ? EGB_ROLE_FILLED : EGB_ROLE_PLAIN;
      if (look.role == EGB_ROLE_FILLED)
        egb_ledger_say(ledger, EGB_LEDGER_DATA, ledger->index->node[node].id,
                       "missing values are filled by the imputation, which a spreadsheet has no formula for; they do "
                       "not follow when other values change");
      egb_ledger_number(ledger, EGB_LEDGER_DATA, EGB_LEDGER_FIRST + u, EGB_LEDGER_LEFT + k, look,
                        frame->value[node][u]);
    }
  }
  for (size_t k = 0; k < ledger->leaves; k++) {
    const egb_node *node = &ledger->index->node[ledger->leaf_node[k]];
    if (node->compute != NULL || node->per != NULL)
      egb_ledger_say(ledger, EGB_LEDGER_DATA, node->id,
                     "computed from columns of the data that are not in the workbook");
  }
  egb_ledger_finish(ledger, EGB_LEDGER_DATA);
}

/* ---- Prepared --------------------------------------------------------------------------------- */

/* What the treatment of an indicator learned; false: it has none. */
static bool treatment_of(const egb_ledger *ledger, size_t node, egb_treatment *out) {
  const egb_treatment_record *record = ledger->results->treatment != NULL ? &ledger->results->treatment[node] : NULL;
  if (record == NULL || !record->applied)
    return false;
  *out = (egb_treatment){.low = record->low,
                         .high = record->high,
                         .transform = (egb_transform)record->kind,
                         .shift = record->shift,
                         .lambda = record->lambda,
                         .factor = record->factor};
  return true;
}

static void prepared_fact(egb_ledger *ledger, egb_ledger_sheet sheet, size_t row, size_t column, size_t node) {
  static const char *const logs[] = {"", "ln", "log10"};
  const egb_planned_node *planned = &ledger->plan->node[node];
  const egb_look fixed = {.kind = EGB_LOOK_NUMBER, .decimals = -1, .role = EGB_ROLE_FIXED};
  egb_treatment treatment;
  const bool treated = treatment_of(ledger, node, &treatment);
  switch (row - EGB_LEDGER_FACTS) {
  case 0:
    egb_ledger_text(ledger, sheet, row, column, EGB_LOOK_DESCRIPTION, treated ? planned->treat->head.name : "");
    break;
  case 1:
  case 2:
    if (treated) {
      const double end = row - EGB_LEDGER_FACTS == 1 ? treatment.low : treatment.high;
      egb_ledger_number(ledger, sheet, row, column, fixed, isfinite(end) ? end : (double)NAN);
    }
    break;
  default:
    egb_ledger_text(ledger, sheet, row, column, EGB_LOOK_DESCRIPTION, logs[planned->normalise_with->common.log]);
  }
}

/* The value, treated, then its logarithm. */
static void put_prepared(egb_ledger *ledger, size_t k, size_t unit) {
  static const char *const logs[] = {"", "LN(", "LOG10("};
  const size_t node = ledger->leaf_node[k], column = EGB_LEDGER_LEFT + k, row = EGB_LEDGER_FIRST + unit;
  const int kind = ledger->plan->node[node].normalise_with->common.log;
  const double treated = ledger->results->treated.value[node][unit];
  const egb_reference x = egb_ledger_cell(ledger, EGB_LEDGER_PREPARED, EGB_LEDGER_DATA, row, column, EGB_FIX_NONE);
  egb_buffer *out = egb_ledger_begin(ledger);
  egb_treatment treatment;
  egb_buffer_format(out, "IF(%s=\"\",\"\",%s", x.text, logs[kind]);
  if (treatment_of(ledger, node, &treatment))
    egb_treatment_sheet(&treatment, x.text, out);
  else
    egb_buffer_text(out, x.text);
  egb_buffer_text(out, kind != 0 ? "))" : ")");
  egb_look look = raw_look;
  look.role = EGB_ROLE_FORMULA;
  egb_ledger_put(ledger, EGB_LEDGER_PREPARED, row, column, look, EGB_SHEET_PLAIN,
                 kind == 0   ? treated
                 : kind == 1 ? log(treated)
                             : log10(treated));
}

void egb_ledger_prepared(egb_ledger *ledger) {
  static const char *const labels[] = {"treated by", "not below", "not above", "logarithm"};
  egb_ledger_head(ledger, EGB_LEDGER_PREPARED, false, 0,
                  "The values as they are normalised: of the units that take part, outliers treated, logarithms taken.",
                  labels, prepared_fact);
  for (size_t u = 0; u < ledger->units; u++) {
    egb_ledger_unit(ledger, EGB_LEDGER_PREPARED, u);
    const bool out = ledger->results->screened[u] != NULL;
    for (size_t k = 0; k < ledger->leaves && !out; k++)
      put_prepared(ledger, k, u);
    if (out)
      egb_ledger_say(ledger, EGB_LEDGER_PREPARED, ledger->data->unit[u].id, ledger->results->screened[u]);
  }
  for (size_t k = 0; k < ledger->leaves; k++)
    if (ledger->plan->node[ledger->leaf_node[k]].treat != NULL)
      egb_ledger_say(ledger, EGB_LEDGER_PREPARED, ledger->index->node[ledger->leaf_node[k]].id,
                     "what the treatment of outliers learned are numbers: it does not learn anew when values change");
  egb_ledger_finish(ledger, EGB_LEDGER_PREPARED);
}

/* ---- Normalised ------------------------------------------------------------------------------- */

static egb_ledger_scaling scaling_of(const egb_ledger *ledger, size_t node) {
  return (egb_ledger_scaling){.sheet = EGB_LEDGER_NORMALISED,
                              .values = egb_ledger_source(ledger),
                              .values_column = ledger->leaf[node],
                              .fitted = EGB_LEDGER_NORMALISED,
                              .fitted_column = ledger->leaf[node],
                              .node = node};
}

static void normalised_fact(egb_ledger *ledger, egb_ledger_sheet sheet, size_t row, size_t column, size_t node) {
  const egb_ledger_scaling scaling = scaling_of(ledger, node);
  if (row == EGB_LEDGER_FACTS)
    egb_ledger_text(ledger, sheet, row, column, EGB_LOOK_DESCRIPTION, ledger->plan->node[node].normalise->head.name);
  else
    egb_ledger_put_fitted(ledger, &scaling, row - EGB_LEDGER_FACTS - 1);
}

/* What a missing value gets: a rubric may have points for it; NaN: nothing. */
static double of_missing(const egb_ledger *ledger, size_t node) {
  double x = (double)NAN, y = (double)NAN, room;
  egb_scaling scaling;
  if (!ledger->plan->node[node].normalise->needs_rubric)
    return y;
  egb_scaling_make(ledger->plan, node, (double)NAN, NULL, &scaling);
  egb_scaling_apply(&scaling, ledger->results->fitted + node * EGB_FITTED_MAX, &x, &y, 1, &room);
  return y;
}

static void put_normalised(egb_ledger *ledger, size_t k, size_t unit) {
  const size_t node = ledger->leaf_node[k], row = EGB_LEDGER_FIRST + unit, column = EGB_LEDGER_LEFT + k;
  const double value = egb_results_column(ledger->results, EGB_STAGE_NORMALISED, node)[unit],
               missing = of_missing(ledger, node);
  const egb_ledger_scaling scaling = scaling_of(ledger, node);
  const egb_reference x = egb_ledger_cell(ledger, EGB_LEDGER_NORMALISED, scaling.values, row, column, EGB_FIX_NONE);
  const char *why;
  char number[EGB_SHEET_NUMBER_MAX];
  egb_buffer *out = egb_ledger_begin(ledger);
  egb_buffer_format(out, "IF(%s=\"\",%s,", x.text, isnan(missing) ? "\"\"" : egb_sheet_number(missing, number));
  const egb_sheet_kind kind = egb_ledger_scale(ledger, &scaling, unit, &why);
  egb_buffer_char(out, ')');
  const char *id = ledger->index->node[node].id;
  if (kind != EGB_SHEET_NONE && egb_ledger_fits(ledger, EGB_LEDGER_NORMALISED, id)) {
    egb_ledger_put(ledger, EGB_LEDGER_NORMALISED, row, column, egb_ledger_score(ledger, EGB_ROLE_FORMULA), kind, value);
    return;
  }
  if (kind == EGB_SHEET_NONE)
    egb_ledger_say(ledger, EGB_LEDGER_NORMALISED, id, why);
  egb_ledger_number(ledger, EGB_LEDGER_NORMALISED, row, column, egb_ledger_score(ledger, EGB_ROLE_FIXED), value);
}

void egb_ledger_normalised(egb_ledger *ledger) {
  static const char *const labels[] = {"method", "learned, or given: 1", "2", "3"};
  const egb_results *r = ledger->results;
  egb_ledger_head(ledger, EGB_LEDGER_NORMALISED, false, 0,
                  "The indicators on the common scale, by the formula of their method.", labels, normalised_fact);
  for (size_t u = 0; u < ledger->units; u++) {
    egb_ledger_unit(ledger, EGB_LEDGER_NORMALISED, u);
    for (size_t k = 0; k < ledger->leaves && r->screened[u] == NULL; k++)
      if (egb_results_applies(r, ledger->leaf_node[k], u))
        put_normalised(ledger, k, u);
  }
  egb_ledger_finish(ledger, EGB_LEDGER_NORMALISED);
}
