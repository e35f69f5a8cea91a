/* Choices of methods compared: what a trial takes over from the choice it replaces, and whether two come to
 * the same. */
#include "score/resolve.h"

#include "base/codes.h"

#include <math.h>
#include <string.h>

/* ---- parameters that two methods know -------------------------------------------------------- */

static const egb_parameter *find_parameter(egb_method_family family, const egb_method *head, const char *key) {
  size_t count;
  const egb_parameter *common = egb_common_parameters(family, &count);
  for (size_t i = 0; i < head->parameter_count; i++)
    if (strcmp(head->parameter[i].name, key) == 0)
      return &head->parameter[i];
  for (size_t i = 0; i < count; i++)
    if (strcmp(common[i].name, key) == 0)
      return &common[i];
  return NULL;
}

/* Of one name and meaning the same: what one allows the other does. */
static bool both_know(egb_method_family family, const egb_method *a, const egb_method *b, const char *key) {
  const egb_parameter *left = find_parameter(family, a, key), *right = find_parameter(family, b, key);
  return left != NULL && right != NULL && left->kind == right->kind && left->least == right->least &&
         left->most == right->most && left->choices == right->choices;
}

static bool has_setting(const egb_choice *choice, const char *key) {
  for (size_t i = 0; i < choice->count; i++)
    if (strcmp(choice->setting[i].key, key) == 0)
      return true;
  return false;
}

egb_status egb_choice_inherit(egb_arena *arena, const egb_choice *to, const egb_choice *from, egb_method_family family,
                              egb_choice *out, const char **dropped) {
  const egb_method *head = egb_method_named(family, to->name);
  const egb_method *before = from->name != NULL ? egb_method_named(family, from->name) : NULL;
  *out = *to;
  *dropped = NULL;
  if (head == NULL || before == NULL || from->count == 0)
    return EGB_OK;
  egb_setting *setting = egb_arena_array(arena, to->count + from->count, sizeof *setting);
  if (setting == NULL)
    return EGB_NO_MEMORY;
  size_t count = 0;
  for (size_t i = 0; i < from->count; i++)
    if (both_know(family, head, before, from->setting[i].key)) {
      if (!has_setting(to, from->setting[i].key))
        setting[count++] = from->setting[i];
    } else if (*dropped == NULL) {
      *dropped = from->setting[i].key;
    }
  for (size_t i = 0; i < to->count; i++)
    setting[count++] = to->setting[i];
  out->setting = setting;
  out->count = count;
  return EGB_OK;
}

/* ---- the same or not ------------------------------------------------------------------------- */

static bool same_number(double a, double b) {
  return a == b || (isnan(a) && isnan(b));
}

static bool same_list(const egb_list *a, const egb_list *b) {
  if (a->count != b->count || a->rows != b->rows)
    return false;
  for (size_t i = 0; i < a->count; i++)
    if (!same_number(a->item[i], b->item[i]))
      return false;
  return true;
}

static bool same_common(const egb_common *a, const egb_common *b) {
  return a->log == b->log && a->has_zero == b->has_zero && (!a->has_zero || a->zero == b->zero) &&
         a->round == b->round && a->rounding == b->rounding && same_number(a->fit, b->fit);
}

bool egb_chosen_equal(const egb_chosen *a, const egb_chosen *b) {
  for (size_t i = 0; i < EGB_PARAMETER_SLOTS; i++)
    if (!same_number(a->parameter[i], b->parameter[i]))
      return false;
  for (size_t i = 0; i < EGB_PARAMETERS_MAX; i++)
    if (!same_list(&a->list[i], &b->list[i]))
      return false;
  return same_common(&a->common, &b->common);
}
