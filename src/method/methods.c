/* The registries: the rows that list.h names, and what is asked of all of them. */
#include "method/rows.h"
#include "model/grammar.h"

#include <math.h>
#include <string.h>

#define EGB_IMPUTE(name) &egb_impute_##name,
const egb_impute *const egb_imputations[] = {
#include "method/list.h"
    NULL};

#define EGB_TREAT(name) &egb_treat_##name,
const egb_treat *const egb_treatments[] = {
#include "method/list.h"
    NULL};

#define EGB_NORMALISE(name) &egb_normalise_##name,
const egb_normalise *const egb_normalisations[] = {
#include "method/list.h"
    NULL};

#define EGB_WEIGHT(name) &egb_weight_##name,
const egb_weigh *const egb_weighings[] = {
#include "method/list.h"
    NULL};

#define EGB_AGGREGATE(name) &egb_aggregate_##name,
const egb_aggregate *const egb_aggregations[] = {
#include "method/list.h"
    NULL};

/* Every row begins with its head, so that a pointer to the row is one to the head. */
const egb_method *egb_method_at(egb_method_family family, size_t i) {
  switch (family) {
  case EGB_FAMILY_IMPUTE:
    return egb_imputations[i] == NULL ? NULL : &egb_imputations[i]->head;
  case EGB_FAMILY_TREAT:
    return egb_treatments[i] == NULL ? NULL : &egb_treatments[i]->head;
  case EGB_FAMILY_NORMALISE:
    return egb_normalisations[i] == NULL ? NULL : &egb_normalisations[i]->head;
  case EGB_FAMILY_WEIGHT:
    return egb_weighings[i] == NULL ? NULL : &egb_weighings[i]->head;
  case EGB_FAMILY_AGGREGATE:
    return egb_aggregations[i] == NULL ? NULL : &egb_aggregations[i]->head;
  default:
    return NULL;
  }
}

const char *egb_grammar_family_key(egb_method_family family) {
  static const char *const keys[] = {"impute", "treat", "normalise", "weights", "aggregate"};
  return keys[family];
}

const egb_method *egb_method_named(egb_method_family family, const char *name) {
  const egb_method *method;
  for (size_t i = 0; (method = egb_method_at(family, i)) != NULL && strcmp(method->name, name) != 0; i++)
    ;
  return method;
}

size_t egb_aggregate_scratch(const egb_aggregate *method, size_t count, size_t child_count) {
  return method->scratch != NULL ? method->scratch(count, child_count) : EGB_METHOD_SCRATCH(child_count);
}

size_t egb_weigh_scratch(const egb_weigh *method, size_t count, size_t child_count) {
  return method->scratch != NULL ? method->scratch(count, child_count) : EGB_METHOD_SCRATCH(count + child_count);
}

const egb_weigh *egb_weighing_as_given(void) {
  size_t i = 0;
  while (!egb_weighings[i]->as_given)
    i++;
  return egb_weighings[i];
}

/* ---- facts of a row -------------------------------------------------------------------------- */

size_t egb_parameter_with_role(const egb_method *method, egb_parameter_role role) {
  for (size_t i = 0; i < method->parameter_count; i++)
    if (method->parameter[i].role == role)
      return i;
  return EGB_PARAMETER_NONE;
}

size_t egb_parameter_named(const egb_parameter *parameter, size_t count, const char *name) {
  size_t i = 0;
  while (i < count && strcmp(parameter[i].name, name) != 0)
    i++;
  return i;
}

size_t egb_parameter_of_kind(const egb_method *method, egb_parameter_kind kind) {
  for (size_t i = 0; i < method->parameter_count; i++)
    if (method->parameter[i].kind == kind)
      return i;
  return EGB_PARAMETER_NONE;
}

double egb_parameter_number(const egb_method *method, egb_parameter_role role, const double *parameter,
                            double otherwise) {
  const size_t i = egb_parameter_with_role(method, role);
  return i == EGB_PARAMETER_NONE ? otherwise : parameter[2 * i];
}

bool egb_aggregation_power(const egb_aggregate *method, const double *parameter, double *power) {
  *power = egb_parameter_number(&method->head, EGB_ROLE_POWER, parameter, method->power);
  return method->is_mean;
}

/* ---- for the grammar ------------------------------------------------------------------------- */

const char *egb_grammar_default(egb_method_family family) {
  const egb_method *method;
  for (size_t i = 0; (method = egb_method_at(family, i)) != NULL; i++)
    if (method->is_default)
      return method->name;
  return NULL;
}

const char *egb_grammar_implied_by(egb_method_family family, size_t i) {
  const egb_method *method = egb_method_at(family, i);
  return method == NULL ? NULL : method->implied_by;
}

bool egb_grammar_names_columns(egb_method_family family, const char *method, const char *parameter) {
  const egb_method *row = egb_method_named(family, method);
  const size_t i = row == NULL ? EGB_PARAMETER_NONE : egb_parameter_of_kind(row, EGB_PARAMETER_COLUMNS);
  return i != EGB_PARAMETER_NONE && strcmp(row->parameter[i].name, parameter) == 0;
}

bool egb_grammar_may_lack(egb_method_family family, const char *method, const char *parameter) {
  const egb_method *row = egb_method_named(family, method);
  for (size_t i = 0; row != NULL && i < row->parameter_count; i++)
    if (strcmp(row->parameter[i].name, parameter) == 0)
      return row->parameter[i].may_lack;
  return false;
}

bool egb_grammar_names_file(egb_method_family family, const char *method, const char *parameter) {
  const egb_method *row = egb_method_named(family, method);
  const size_t i = row == NULL ? EGB_PARAMETER_NONE : egb_parameter_of_kind(row, EGB_PARAMETER_FILE);
  return i != EGB_PARAMETER_NONE && strcmp(row->parameter[i].name, parameter) == 0;
}

const char *egb_grammar_method(egb_method_family family, size_t i) {
  const egb_method *method = egb_method_at(family, i);
  return method == NULL ? NULL : method->name;
}

const char *egb_grammar_parameter(egb_method_family family, const char *method, size_t i) {
  const egb_method *row = egb_method_named(family, method);
  if (row == NULL)
    return NULL;
  size_t shared;
  const egb_parameter *of_all = egb_common_parameters(family, &shared);
  if (i < row->parameter_count)
    return row->parameter[i].name;
  return i - row->parameter_count < shared ? of_all[i - row->parameter_count].name : NULL;
}

/* ---- what every normalisation, aggregation and treatment takes as well ---------------------------------- */

static const char *const logs[] = {"none", "ln", "log10", NULL};
static const char *const roundings[] = {"half-even", "half-up", "r", NULL};

/* The aggregations' share comes first, the treatments' last. */
static const egb_parameter common[] = {
    {.name = "round",
     .kind = EGB_PARAMETER_INTEGER,
     .role = EGB_ROLE_ROUND,
     .preset = {-1},
     .least = -1,
     .most = 15,
     .help = EGB_WORDS("Decimals that the result is rounded to; -1: it is not rounded.")},
    {.name = "rounding",
     .kind = EGB_PARAMETER_CHOICE,
     .role = EGB_ROLE_ROUNDING,
     .choices = roundings,
     .most = 2,
     .help = EGB_WORDS(
         "How an exact half is rounded: half-even to the even digit, half-up away from zero; r: as round() of R "
         "does, to the nearest binary number.")},
    {.name = "log",
     .kind = EGB_PARAMETER_CHOICE,
     .role = EGB_ROLE_LOG,
     .choices = logs,
     .most = 2,
     .help = EGB_WORDS("Logarithm of the values and of the goalposts, taken before the method.")},
    {.name = "zero",
     .kind = EGB_PARAMETER_NUMBER,
     .role = EGB_ROLE_ZERO,
     .preset = {NAN}, /* not given: results stay as they are */
     .least = 0,
     .most = 1e9,
     .help = EGB_WORDS("Results of 0 or less become this number, so that a geometric mean has an answer.")},
    {.name = "fit",
     .kind = EGB_PARAMETER_PERIODS,
     .role = EGB_ROLE_FIT,
     .preset = {NAN},
     .help = EGB_WORDS(
         "The periods that this method learns from: period, each its own; all of them together; or one period. "
         "Without it as `fit:` of the definition says.")},
};

/* Aggregations take the first of them, treatments the last. */
const egb_parameter *egb_common_parameters(egb_method_family family, size_t *count) {
  static const size_t all = sizeof common / sizeof *common;
  static const size_t counts[EGB_FAMILY_COUNT] = {
      [EGB_FAMILY_NORMALISE] = sizeof common / sizeof *common, [EGB_FAMILY_AGGREGATE] = 2, [EGB_FAMILY_TREAT] = 1};
  *count = counts[family];
  if (*count == 0)
    return NULL;
  return family == EGB_FAMILY_TREAT ? &common[all - 1] : common;
}
