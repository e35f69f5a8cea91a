#include "table/changes.h"

#include "table/cells.h"
#include "table/method_words.h"
#include "write/people.h"

#include <math.h>
#include <string.h>

static void put_number(egb_buffer *out, double number) {
  char text[EGB_PEOPLE_NUMBER_MAX];
  (void)egb_people_raw(number, text);
  egb_buffer_text(out, text);
}

bool egb_changes_is_imputed(const egb_results *results, size_t node, size_t unit) {
  return results->imputed.state[node][unit] == EGB_STATE_IMPUTED;
}

bool egb_changes_is_treated(const egb_results *results, size_t node, size_t unit) {
  const double before = results->imputed.value[node][unit], after = results->treated.value[node][unit];
  /* Cells of units that are screened out become missing, which is no treatment. */
  return results->treatment != NULL && results->treatment[node].applied && !isnan(before) && !isnan(after) &&
         before != after;
}

void egb_changes_imputed(egb_buffer *out, const egb_results *results, size_t node, size_t unit) {
  if (!egb_changes_is_imputed(results, node, unit))
    return;
  egb_buffer_text(out, "imputed by ");
  egb_words_choice(out, &results->index->node[node].impute);
}

bool egb_changes_is_filled(const egb_results *results, size_t node, size_t unit) {
  return results->index->node[node].first_child != EGB_NONE &&
         egb_score_states(results, node)[unit] == EGB_STATE_IMPUTED;
}

void egb_changes_filled(egb_buffer *out, const egb_results *results, size_t node, size_t unit) {
  if (!egb_changes_is_filled(results, node, unit))
    return;
  egb_buffer_text(out, "score imputed by ");
  egb_words_choice(out, &results->index->node[node].fill);
}

static bool transforms(const egb_treatment_record *record) {
  return record->transform != NULL && strcmp(record->transform, "none") != 0;
}

static void put_transform(egb_buffer *out, const egb_treatment_record *record) {
  egb_buffer_text(out, record->transform);
  if (strcmp(record->transform, "Box-Cox") == 0) {
    egb_buffer_text(out, ", lambda ");
    put_number(out, record->lambda);
  }
  egb_buffer_text(out, ", shift ");
  put_number(out, record->shift);
}

void egb_changes_treated(egb_buffer *out, const egb_results *results, size_t node, size_t unit, const char *before) {
  if (!egb_changes_is_treated(results, node, unit))
    return;
  const egb_treatment_record *record = &results->treatment[node];
  const double x = results->imputed.value[node][unit];
  const bool low = x<record->low, high = x> record->high;
  egb_buffer_text(out, before);
  if (low || high) {
    egb_buffer_text(out, low ? "raised from " : "lowered from ");
    put_number(out, x);
    egb_buffer_text(out, " to ");
    put_number(out, low ? record->low : record->high);
  }
  if (transforms(record)) {
    egb_buffer_text(out, low || high ? "; " : "");
    put_transform(out, record);
  }
}

static void put_shape(egb_buffer *out, const egb_treatment_record *record, int side) {
  egb_buffer_text(out, side == 0 ? "skewness " : " before, ");
  put_number(out, record->skewness[side]);
  egb_buffer_text(out, side == 0 ? ", kurtosis " : " and ");
  put_number(out, record->kurtosis[side]);
  egb_buffer_text(out, side == 0 ? "" : " after");
}

void egb_changes_learned(egb_buffer *out, const egb_treatment_record *record) {
  if (!record->applied)
    return;
  if (record->winsorised > 0) {
    egb_buffer_format(out, "%zu value%s winsorised", record->winsorised, record->winsorised == 1 ? "" : "s");
    if (isfinite(record->low)) {
      egb_buffer_text(out, " to at least ");
      put_number(out, record->low);
    }
    if (isfinite(record->high)) {
      egb_buffer_text(out, isfinite(record->low) ? " and at most " : " to at most ");
      put_number(out, record->high);
    }
  }
  if (transforms(record)) {
    egb_buffer_text(out, record->winsorised > 0 ? "; " : "");
    put_transform(out, record);
  }
  if (record->winsorised == 0 && !transforms(record))
    egb_buffer_text(out, "nothing changed");
  if (isfinite(record->skewness[0]) && isfinite(record->kurtosis[0])) {
    egb_buffer_text(out, "; ");
    put_shape(out, record, 0);
    if (isfinite(record->skewness[1]) && isfinite(record->kurtosis[1]))
      put_shape(out, record, 1);
  }
}

static void put_text(egb_buffer *out, egb_place place) {
  egb_buffer_text(out, "by `");
  egb_buffer_add(out, place.source->text + place.offset, place.length);
  egb_buffer_char(out, '`');
}

static void put_named(egb_buffer *out, const char *name, double value, size_t *named) {
  egb_buffer_format(out, (*named)++ == 0 ? ", where %s is " : ", %s is ", name);
  if (isnan(value))
    egb_buffer_text(out, "missing");
  else
    put_number(out, value);
}

/* Values of indicators that take no part are not kept. */
void egb_changes_computed(egb_buffer *out, const egb_results *results, size_t node, size_t unit) {
  const egb_node *of = &results->index->node[node];
  if (of->compute == NULL)
    return;
  put_text(out, of->compute_place);
  for (size_t k = 0, named = 0; k < egb_expression_column_count(of->compute); k++) {
    const char *name = egb_expression_column(of->compute, k);
    const size_t column = egb_dataset_column(results->data, name);
    const size_t other = column == EGB_NONE ? egb_index_find(results->index, name) : EGB_NONE;
    if (column != EGB_NONE)
      put_named(out, name, egb_dataset_values(results->data, results->period, column)[unit], &named);
    else if (other != EGB_NONE && results->active[other])
      put_named(out, name, results->raw.value[other][unit], &named);
  }
}

void egb_changes_then(egb_buffer *out, const egb_results *results, size_t node, size_t unit) {
  const egb_node *of = &results->index->node[node];
  const size_t units = results->unit_count;
  if (of->then == NULL || isnan(results->before_then[node * units + unit]))
    return;
  put_number(out, results->before_then[node * units + unit]);
  egb_buffer_char(out, ' ');
  put_text(out, of->then_place);
  for (size_t k = 0, named = 0; k < egb_expression_column_count(of->then); k++) {
    const size_t other = of->then_operand[k];
    if (other != EGB_NONE)
      put_named(out, results->index->node[other].id, egb_scores(results, other)[unit], &named);
  }
}
