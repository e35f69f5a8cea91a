#include "table/method_words.h"

#include "base/number.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#define UNLIMITED 1e6 /* limits of this size only keep numbers finite: they say nothing to a reader */

static void put_choices(egb_buffer *out, const char *const *choices) {
  for (size_t i = 0; choices != NULL && choices[i] != NULL; i++) {
    egb_buffer_text(out, i == 0 ? "" : choices[i + 1] == NULL ? " or " : ", ");
    egb_buffer_text(out, choices[i]);
  }
}

static void put_limits(egb_buffer *out, const egb_parameter *parameter) {
  if (!(parameter->least < parameter->most))
    return;
  if (parameter->least > -UNLIMITED) {
    egb_buffer_text(out, " from ");
    egb_buffer_number(out, parameter->least);
  }
  if (parameter->most < UNLIMITED) {
    egb_buffer_text(out, parameter->least > -UNLIMITED ? " to " : " up to ");
    egb_buffer_number(out, parameter->most);
  }
}

void egb_words_kind(egb_buffer *out, const egb_parameter *parameter) {
  static const char *const words[] = {[EGB_PARAMETER_NUMBER] = "a number",
                                      [EGB_PARAMETER_INTEGER] = "a whole number",
                                      [EGB_PARAMETER_BOOL] = "true or false",
                                      [EGB_PARAMETER_RANGE] = "[low, high]",
                                      [EGB_PARAMETER_CHOICE] = "",
                                      [EGB_PARAMETER_LIST] = "a list of numbers",
                                      [EGB_PARAMETER_MATRIX] = "a list of lists of numbers",
                                      [EGB_PARAMETER_UNIT] = "the id of a unit",
                                      [EGB_PARAMETER_COLUMNS] = "a list of columns of the data",
                                      [EGB_PARAMETER_GROUPING] = "the id of a grouping, such as region",
                                      [EGB_PARAMETER_PERIODS] = "period, all, or a period of the data",
                                      [EGB_PARAMETER_FILE] = "a file"};
  egb_buffer_text(out, words[parameter->kind]);
  switch (parameter->kind) {
  case EGB_PARAMETER_CHOICE:
    put_choices(out, parameter->choices);
    break;
  case EGB_PARAMETER_NUMBER:
  case EGB_PARAMETER_INTEGER:
  case EGB_PARAMETER_RANGE:
  case EGB_PARAMETER_LIST:
  case EGB_PARAMETER_MATRIX:
    put_limits(out, parameter);
    break;
  default:
    break;
  }
  if (parameter->may_lack)
    egb_buffer_text(out, ", or `~`");
}

bool egb_words_has_preset(const egb_parameter *parameter) {
  switch (parameter->kind) {
  case EGB_PARAMETER_NUMBER:
  case EGB_PARAMETER_INTEGER:
  case EGB_PARAMETER_BOOL:
  case EGB_PARAMETER_RANGE:
  case EGB_PARAMETER_CHOICE:
    return !parameter->required && !isnan(parameter->preset[0]);
  default:
    return false; /* lists and names have no value of their own */
  }
}

void egb_words_preset(egb_buffer *out, const egb_parameter *parameter) {
  const double *preset = parameter->preset;
  if (parameter->kind == EGB_PARAMETER_BOOL) {
    egb_buffer_text(out, preset[0] != 0 ? "true" : "false");
  } else if (parameter->kind == EGB_PARAMETER_CHOICE) {
    egb_buffer_text(out, parameter->choices[(size_t)preset[0]]);
  } else if (parameter->kind == EGB_PARAMETER_RANGE) {
    egb_buffer_char(out, '[');
    egb_buffer_number(out, preset[0]);
    egb_buffer_text(out, ", ");
    if (isnan(preset[1])) /* a range that ends where the scores do */
      egb_buffer_text(out, "scale");
    else
      egb_buffer_number(out, preset[1]);
    egb_buffer_char(out, ']');
  } else {
    egb_buffer_number(out, preset[0]);
  }
}

static size_t find(egb_method_family family, const char *name) {
  const egb_method *method;
  for (size_t i = 0; name != NULL && (method = egb_method_at(family, i)) != NULL; i++)
    if (strcmp(method->name, name) == 0)
      return i;
  return SIZE_MAX;
}

const egb_method *egb_words_find(egb_method_family family, const char *name) {
  const size_t i = find(family, name);
  return i == SIZE_MAX ? NULL : egb_method_at(family, i);
}

bool egb_words_is_fixed(const char *normalisation) {
  const size_t i = find(EGB_FAMILY_NORMALISE, normalisation);
  return i != SIZE_MAX && egb_normalisations[i]->fixed;
}

void egb_words_setting(egb_buffer *out, const egb_setting *setting) {
  const size_t columns = setting->rows > 0 ? setting->count / setting->rows : setting->count;
  egb_buffer_text(out, setting->rows > 0 ? "[[" : setting->list ? "[" : "");
  for (size_t i = 0; i < setting->count; i++) {
    egb_buffer_text(out, i == 0 ? "" : setting->rows > 0 && i % columns == 0 ? "], [" : ", ");
    egb_buffer_text(out, setting->value[i].text);
  }
  egb_buffer_text(out, setting->rows > 0 ? "]]" : setting->list ? "]" : "");
}

void egb_words_choice(egb_buffer *out, const egb_choice *choice) {
  egb_buffer_text(out, choice->name == NULL ? "none" : choice->name);
  for (size_t i = 0; i < choice->count; i++) {
    egb_buffer_format(out, "%s%s: ", i == 0 ? " (" : ", ", choice->setting[i].key);
    egb_words_setting(out, &choice->setting[i]);
  }
  egb_buffer_text(out, choice->count > 0 ? ")" : "");
}

static void say(egb_buffer *out, bool holds, const char *sentence) {
  if (holds)
    egb_buffer_format(out, "%s%s", out->length == 0 ? "" : " ", sentence);
}

void egb_words_needs(egb_buffer *out, egb_method_family family, const char *name) {
  const size_t i = find(family, name);
  if (i == SIZE_MAX)
    return;
  if (family == EGB_FAMILY_IMPUTE) {
    say(out, egb_imputations[i]->needs_periods, "Needs data with several periods.");
    say(out, egb_imputations[i]->along_row, "Looks along the row: the unit's other indicators.");
    say(out, egb_imputations[i]->alone, "May also fill missing scores of a node with children.");
  } else if (family == EGB_FAMILY_NORMALISE) {
    const egb_normalise *row = egb_normalisations[i];
    say(out, row->needs_goalposts, "Needs `goalposts:` on the indicator.");
    say(out, row->needs_rubric, "Needs `points:` on the indicator.");
    say(out, row->needs_target, "Needs `target:` on the indicator.");
    say(out, row->may_be_negative, "Its results may be negative: not below a geometric or harmonic mean.");
    say(out, row->ignores_direction, "Pays no attention to `direction:`.");
    say(out, row->fixed, "Learns nothing from the data, so that scores of different periods compare as they are.");
  } else if (family == EGB_FAMILY_WEIGHT) {
    const egb_weigh *row = egb_weighings[i];
    say(out, row->uses_given, "Uses `weight:` of the parts.");
    say(out, row->needs_points, "Needs indicators with `points:` below.");
    say(out, row->needs_data, "Learns the weights from the data.");
    if (row->most_children != 0)
      egb_buffer_format(out, "%sOf at most %zu parts.", out->length == 0 ? "" : " ", row->most_children);
  } else if (family == EGB_FAMILY_AGGREGATE) {
    const egb_aggregate *row = egb_aggregations[i];
    say(out, row->needs_nonnegative, "Refused over scores that may be negative.");
    say(out, row->may_be_negative, "Its results may be negative: not below a geometric or harmonic mean.");
    say(out, row->ignores_weights, "Pays no attention to weights, but one of 0 leaves a part out.");
    say(out, row->own_weights,
        "Where a simulation draws it among other aggregations, it is solved once per combination of the other choices, "
        "with the parts weighed as defined.");
    say(out, row->whole, "Compares units with each other: the score of a unit depends on which units take part.");
    say(out, row->linear || row->subtracts, "Contributions of the parts add up to the score.");
    say(out, row->subtracts, "Takes parts with `subtract: true` away.");
  }
}

void egb_words_rank_bounds(egb_buffer *out, const egb_index *index) {
  const egb_score_bounds *from = &index->rank.bounds;
  char percent[EGB_NUMBER_MAX];
  if (from->lower.text != NULL) {
    egb_buffer_format(out, "the columns %s and %s of the data", from->lower.text, from->upper.text);
    return;
  }
  egb_number_shortest(rint(from->confidence * 1e8) / 1e6, percent);
  egb_buffer_format(out, "its standard error, %s%s (%s %% of a normal distribution)",
                    from->dispersion ? "the dispersion of the parts of the index over the square root of their number"
                                     : "the column ",
                    from->dispersion ? "" : from->error.text, percent);
}
