/* Settings of a chosen method to checked numbers: parameters of the row, and those that its family has in common. */
#include "base/suggest.h"
#include "score/resolve.h"

#include "base/buffer.h"
#include "base/codes.h"
#include "base/number.h"

#include <math.h>
#include <string.h>

#define PARAMETERS_MOST (2 * EGB_PARAMETERS_MAX) /* of a row and its family */
#define SUGGESTED_MOST 5000                      /* names that are searched for one that is near */

typedef struct reader {
  egb_plan *plan;
  const egb_method *head;
  const egb_parameter *common;
  size_t common_count;
  egb_diag *diag;
} reader;

void egb_hint_names(egb_diag *diag, const char *typed, const char *const *names, size_t count, const char *what) {
  const char *near[1];
  if (count <= SUGGESTED_MOST && egb_suggest(typed, names, count, near, 1) > 0) {
    egb_diag_hint(diag, "did you mean `%s`?", near[0]);
    return;
  }
  egb_buffer list = {0};
  for (size_t i = 0; i < count && i < 64; i++)
    egb_buffer_format(&list, "%s%s", i > 0 ? ", " : "", names[i]);
  egb_diag_hint(diag, "%s: %s", what, list.text != NULL ? list.text : "none");
  egb_buffer_clear(&list);
}

/* ---- numbers --------------------------------------------------------------------------------- */

/* "1/3", "ln(100)". EGB_REFUSED: reported. */
static egb_status read_expression(const reader *r, const egb_scalar *scalar, const egb_parameter *parameter,
                                  double *out) {
  const size_t before = egb_diag_count(r->diag, EGB_SEVERITY_ERROR);
  const egb_expression *expression = egb_expression_parse(r->plan->arena, scalar->text, scalar->place, r->diag);
  if (expression == NULL)
    return egb_diag_count(r->diag, EGB_SEVERITY_ERROR) > before ? EGB_REFUSED : EGB_NO_MEMORY;
  *out = egb_expression_constant(expression);
  if (isfinite(*out))
    return EGB_OK;
  egb_diag_at(r->diag, EGB_SEVERITY_ERROR, EGB_E_PARAMETER, scalar->place, "`%s` of `%s` is not a number", scalar->text,
              parameter->name);
  egb_diag_hint(r->diag, "write a number, or an expression of numbers such as 1/3 or ln(100)");
  return EGB_REFUSED;
}

static egb_status read_number(const reader *r, const egb_scalar *scalar, const egb_parameter *parameter, double *out) {
  const egb_number_fault fault = egb_number_parse(scalar->text, strlen(scalar->text), out);
  const egb_status status = fault == EGB_NUMBER_TEXT ? read_expression(r, scalar, parameter, out) : EGB_OK;
  if (status != EGB_OK)
    return status;
  if (fault != EGB_NUMBER_OK && fault != EGB_NUMBER_TEXT) {
    egb_diag_at(r->diag, EGB_SEVERITY_ERROR, EGB_E_PARAMETER, scalar->place, "`%s` of `%s` is not a number: %s",
                scalar->text, parameter->name, egb_number_fault_text(fault));
    egb_diag_hint(r->diag, "%s", egb_number_fault_help(fault));
    return EGB_REFUSED;
  }
  const bool whole = parameter->kind != EGB_PARAMETER_INTEGER || *out == floor(*out);
  if (whole && *out >= parameter->least && *out <= parameter->most)
    return EGB_OK;
  char least[EGB_NUMBER_MAX], most[EGB_NUMBER_MAX];
  egb_number_shortest(parameter->least, least);
  egb_number_shortest(parameter->most, most);
  egb_diag_at(r->diag, EGB_SEVERITY_ERROR, EGB_E_PARAMETER, scalar->place,
              "`%s` must be a%s number from %s to %s, not %s", parameter->name,
              parameter->kind == EGB_PARAMETER_INTEGER ? " whole" : "", least, most, scalar->text);
  egb_diag_hint(r->diag, "%s", parameter->help);
  return EGB_REFUSED;
}

static egb_status read_range(const reader *r, const egb_setting *setting, const egb_parameter *parameter,
                             double out[2]) {
  const egb_status low = read_number(r, &setting->value[0], parameter, &out[0]);
  const egb_status high = read_number(r, &setting->value[1], parameter, &out[1]);
  if (low != EGB_OK || high != EGB_OK)
    return egb_status_worse(low, high);
  if (out[0] < out[1])
    return EGB_OK;
  egb_diag_at(r->diag, EGB_SEVERITY_ERROR, EGB_E_PARAMETER, setting->value[0].place,
              "the first number of `%s` must be below the second", parameter->name);
  egb_diag_hint(r->diag, "write [low, high]; where less is better, say `direction: lower` on the indicator");
  return EGB_REFUSED;
}

/* ---- words ----------------------------------------------------------------------------------- */

static egb_status read_choice(const reader *r, const egb_scalar *scalar, const egb_parameter *parameter, double *out) {
  static const char *const yes_no[] = {"false", "true", NULL};
  const char *const *choices = parameter->kind == EGB_PARAMETER_BOOL ? yes_no : parameter->choices;
  size_t count = 0;
  for (; choices[count] != NULL; count++)
    if (strcmp(choices[count], scalar->text) == 0) {
      *out = (double)count;
      return EGB_OK;
    }
  egb_diag_at(r->diag, EGB_SEVERITY_ERROR, EGB_E_PARAMETER, scalar->place, "`%s` of `%s` is not known", scalar->text,
              parameter->name);
  egb_hint_names(r->diag, scalar->text, choices, count, "write one of");
  return EGB_REFUSED;
}

static egb_status read_unit(const reader *r, const egb_scalar *scalar, const egb_parameter *parameter, double *out) {
  const egb_dataset *data = r->plan->data;
  const size_t found = egb_dataset_find_unit(data, scalar->text);
  *out = (double)found;
  if (found != EGB_NONE)
    return EGB_OK;
  egb_diag_at(r->diag, EGB_SEVERITY_ERROR, EGB_E_UNIT_UNKNOWN, scalar->place,
              "the data has no unit `%s`, which `%s` names", scalar->text, parameter->name);
  egb_diag_hint(r->diag, "write the id of a unit of the data%s%s", data->unit_count > 0 ? ", such as " : "",
                data->unit_count > 0 ? data->unit[0].id : "");
  return EGB_REFUSED;
}

static egb_status read_grouping(const reader *r, const egb_scalar *scalar, const egb_parameter *parameter,
                                double *out) {
  const egb_dataset *data = r->plan->data;
  for (size_t i = 0; i < data->grouping_count; i++)
    if (strcmp(data->grouping[i], scalar->text) == 0) {
      *out = (double)i;
      return EGB_OK;
    }
  egb_diag_at(r->diag, EGB_SEVERITY_ERROR, EGB_E_PARAMETER, scalar->place,
              "the units have no grouping `%s`, which `%s` names", scalar->text, parameter->name);
  if (data->grouping_count > 0)
    egb_hint_names(r->diag, scalar->text, data->grouping, data->grouping_count, "the groupings are");
  else
    egb_diag_hint(r->diag, "name a column of the unit list under `units: {groups: ...}`");
  return EGB_REFUSED;
}

static egb_status read_column(const reader *r, const egb_scalar *scalar, const egb_parameter *parameter, double *out) {
  const size_t found = egb_dataset_column(r->plan->data, scalar->text);
  *out = (double)found;
  if (found != EGB_NONE)
    return EGB_OK;
  egb_diag_at(r->diag, EGB_SEVERITY_ERROR, EGB_E_COLUMN_MISSING, scalar->place,
              "the data has no column `%s`, which `%s` names", scalar->text, parameter->name);
  egb_hint_names(r->diag, scalar->text, r->plan->data->column, r->plan->data->column_count, "the columns are");
  return EGB_REFUSED;
}

static egb_status read_scalar(const reader *r, const egb_scalar *scalar, const egb_parameter *parameter, double *out) {
  switch (parameter->kind) {
  case EGB_PARAMETER_BOOL:
  case EGB_PARAMETER_CHOICE:
    return read_choice(r, scalar, parameter, out);
  case EGB_PARAMETER_UNIT:
    return read_unit(r, scalar, parameter, out);
  case EGB_PARAMETER_GROUPING:
    return read_grouping(r, scalar, parameter, out);
  case EGB_PARAMETER_COLUMNS:
    return read_column(r, scalar, parameter, out);
  case EGB_PARAMETER_PERIODS:
    return egb_read_fit(r->plan->data, scalar->text, scalar->place, out, r->diag);
  case EGB_PARAMETER_FILE:
    *out = 1; /* read with the data */
    return EGB_OK;
  default:
    return read_number(r, scalar, parameter, out);
  }
}

/* ---- settings -------------------------------------------------------------------------------- */

static const char *shape_of(egb_parameter_kind kind) {
  switch (kind) {
  case EGB_PARAMETER_RANGE:
    return "a list of two numbers";
  case EGB_PARAMETER_LIST:
    return "a list of numbers";
  case EGB_PARAMETER_MATRIX:
    return "a list of rows, each a list of equally many numbers";
  case EGB_PARAMETER_COLUMNS:
    return "a list of columns";
  default:
    return "a single value";
  }
}

static bool shaped(const egb_setting *setting, egb_parameter_kind kind) {
  switch (kind) {
  case EGB_PARAMETER_RANGE:
    return setting->list && setting->rows == 0 && setting->count == 2;
  case EGB_PARAMETER_LIST:
  case EGB_PARAMETER_COLUMNS:
    return setting->list && setting->rows == 0 && setting->count > 0;
  case EGB_PARAMETER_MATRIX:
    return setting->rows > 0 && setting->count > 0;
  default:
    return !setting->list && setting->count == 1;
  }
}

static egb_status read_list(const reader *r, const egb_setting *setting, const egb_parameter *parameter,
                            egb_list *out) {
  double *item = egb_arena_array(r->plan->arena, setting->count, sizeof *item);
  egb_status status = EGB_OK;
  if (item == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < setting->count; i++) {
    item[i] = (double)NAN;
    if (!parameter->may_lack || strcmp(setting->value[i].text, EGB_SCALAR_NOTHING) != 0)
      status = egb_status_worse(status, read_scalar(r, &setting->value[i], parameter, &item[i]));
  }
  *out = (egb_list){.item = item, .count = setting->count, .rows = setting->rows > 0 ? setting->rows : 1};
  return status;
}

static egb_status read_setting(const reader *r, const egb_setting *setting, const egb_parameter *parameter,
                               double *slot, egb_list *list) {
  if (!shaped(setting, parameter->kind)) {
    egb_diag_at(r->diag, EGB_SEVERITY_ERROR, EGB_E_PARAMETER, setting->place, "`%s` wants %s", parameter->name,
                shape_of(parameter->kind));
    switch (parameter->kind) {
    case EGB_PARAMETER_RANGE:
    case EGB_PARAMETER_LIST:
      egb_diag_hint(r->diag, "write %s: [0, 10]", parameter->name);
      break;
    case EGB_PARAMETER_MATRIX:
      egb_diag_hint(r->diag, "write %s: [[1, 3], [1/3, 1]]", parameter->name);
      break;
    case EGB_PARAMETER_COLUMNS:
      egb_diag_hint(r->diag, "write %s: [column, column]", parameter->name);
      break;
    default:
      egb_diag_hint(r->diag, "write %s: value", parameter->name);
    }
    return EGB_REFUSED;
  }
  switch (parameter->kind) {
  case EGB_PARAMETER_RANGE:
    return read_range(r, setting, parameter, slot);
  case EGB_PARAMETER_LIST:
  case EGB_PARAMETER_MATRIX:
  case EGB_PARAMETER_COLUMNS:
    return list != NULL ? read_list(r, setting, parameter, list) : EGB_INTERNAL; /* no common parameter is a list */
  default:
    return read_scalar(r, setting->value, parameter, slot);
  }
}

static void refuse_setting(const reader *r, const egb_setting *setting) {
  const char *names[PARAMETERS_MOST];
  size_t count = 0;
  for (size_t i = 0; i < r->head->parameter_count; i++)
    names[count++] = r->head->parameter[i].name;
  for (size_t i = 0; i < r->common_count; i++)
    names[count++] = r->common[i].name;
  egb_diag_at(r->diag, EGB_SEVERITY_ERROR, EGB_E_PARAMETER, setting->place, "the method `%s` has no parameter `%s`",
              r->head->name, setting->key);
  if (count == 0)
    egb_diag_hint(r->diag, "remove it; `%s` has no parameters", r->head->name);
  else
    egb_hint_names(r->diag, setting->key, names, count, "its parameters are");
}

egb_status egb_read_parameters(egb_plan *plan, const egb_choice *choice, const egb_method *head,
                               egb_method_family family, egb_chosen *out, egb_diag *diag) {
  reader r = {.plan = plan, .head = head, .diag = diag};
  r.common = egb_common_parameters(family, &r.common_count);
  bool given[EGB_PARAMETERS_MAX] = {false};
  egb_status status = EGB_OK;
  egb_chosen_preset(head, out);
  for (size_t i = 0; i < choice->count && status != EGB_NO_MEMORY; i++) {
    const egb_setting *setting = &choice->setting[i];
    const size_t own = egb_parameter_named(head->parameter, head->parameter_count, setting->key);
    const size_t shared = egb_parameter_named(r.common, r.common_count, setting->key);
    egb_status read = EGB_REFUSED;
    if (own < head->parameter_count) {
      given[own] = true;
      read = read_setting(&r, setting, &head->parameter[own], &out->parameter[2 * own], &out->list[own]);
    } else if (shared < r.common_count) {
      double value[2] = {r.common[shared].preset[0]};
      read = read_setting(&r, setting, &r.common[shared], value, NULL);
      egb_chosen_keep(&out->common, r.common[shared].role, value[0]);
    } else {
      refuse_setting(&r, setting);
    }
    status = egb_status_worse(status, read);
  }
  for (size_t i = 0; i < head->parameter_count && status != EGB_NO_MEMORY; i++)
    if (head->parameter[i].required && !given[i]) {
      egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PARAMETER, choice->place, "the method `%s` needs `%s`", head->name,
                  head->parameter[i].name);
      egb_diag_hint(diag, "%s", head->parameter[i].help);
      status = EGB_REFUSED;
    }
  out->of = choice;
  return status;
}
