/* What `screen:` says of single units: its lists, which name them, as an entry per unit. */
#include "base/codes.h"
#include "base/names.h"
#include "score/resolve.h"

#include <string.h>

static egb_status number_units(const egb_dataset *data, egb_names *out) {
  for (size_t u = 0; u < data->unit_count; u++) {
    bool fresh;
    if (egb_names_add(out, data->unit[u].id, strlen(data->unit[u].id), &fresh) == EGB_NAMES_NONE)
      return EGB_NO_MEMORY;
  }
  return EGB_OK;
}

/* The data may be another than the definition was written for, so an absent unit is not a fault; but it may be a slip.
 */
static void warn_absent(const egb_dataset *data, const egb_forced *entry, const char *key, egb_diag *diag) {
  const bool any = data->unit_count > 0;
  egb_diag_at(diag, EGB_SEVERITY_WARNING, EGB_W_SCREEN_UNIT, entry->place,
              "`screen: %s` names %s, a unit the data does not have", key, entry->unit);
  egb_diag_hint(diag, "write the id of a unit of the data%s%s", any ? ", such as " : "", any ? data->unit[0].id : "");
}

static void warn_period(const egb_dataset *data, const egb_forced *entry, const char *key, egb_diag *diag) {
  const bool none = data->period_count == 1 && data->period[0][0] == '\0';
  for (size_t p = 0; p < data->period_count; p++)
    if (entry->period == NULL || strcmp(data->period[p], entry->period) == 0)
      return;
  egb_diag_at(diag, EGB_SEVERITY_WARNING, EGB_W_SCREEN_UNIT, entry->place,
              "`screen: %s` names %s for %s, a period the data does not have", key, entry->unit, entry->period);
  if (none)
    egb_diag_hint(diag, "the data has no periods: write the reason without one");
  else
    egb_diag_hint(diag, "write a period of the data, such as %s", data->period[data->period_count - 1]);
}

const egb_forced *egb_plan_forced(const egb_plan *plan, const egb_forced *const *list, size_t unit, size_t period) {
  const egb_forced *first = list != NULL ? list[unit] : NULL;
  /* In a mixture the side of the membership says who is there in the period scored. */
  const bool decided = plan->data->mixture && period == plan->period && first != NULL && plan->exclude != NULL &&
                       plan->exclude[unit] == first;
  for (size_t i = 0; first != NULL && i <= first->more; i++)
    if (first[i].period == NULL || (!decided && strcmp(first[i].period, plan->data->period[period]) == 0))
      return &first[i];
  return NULL;
}

/* *out stays NULL for an empty list. Unit ids are unique, so a unit's number in the table is its own. */
static egb_status place_list(const egb_plan *plan, const egb_names *units, const egb_forced *list, size_t count,
                             const char *key, const egb_forced ***out, egb_diag *diag) {
  if (count == 0)
    return EGB_OK;
  *out = egb_arena_array(plan->arena, plan->data->unit_count, sizeof(const egb_forced *));
  if (*out == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < count; i++) {
    const size_t unit = egb_names_find(units, list[i].unit, strlen(list[i].unit));
    if (unit == EGB_NAMES_NONE)
      warn_absent(plan->data, &list[i], key, diag);
    else
      warn_period(plan->data, &list[i], key, diag);
    if (unit != EGB_NAMES_NONE && (*out)[unit] == NULL)
      (*out)[unit] = &list[i];
    else if (unit == EGB_NAMES_NONE)
      i += list[i].more; /* one warning is enough */
  }
  return EGB_OK;
}

egb_status egb_plan_force(egb_plan *plan, egb_diag *diag) {
  const egb_screen *screen = &plan->index->screen;
  if (screen->include_count + screen->exclude_count + screen->unranked_count == 0)
    return EGB_OK;
  egb_arena *scratch = egb_arena_new();
  egb_names units = {.arena = scratch};
  egb_status status = number_units(plan->data, &units);
  if (status == EGB_OK)
    status = place_list(plan, &units, screen->include, screen->include_count, "include", &plan->include, diag);
  if (status == EGB_OK)
    status = place_list(plan, &units, screen->exclude, screen->exclude_count, "exclude", &plan->exclude, diag);
  if (status == EGB_OK)
    status = place_list(plan, &units, screen->unranked, screen->unranked_count, "unranked", &plan->unranked, diag);
  egb_arena_free(scratch);
  return status;
}
