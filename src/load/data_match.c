/* `match: name`: units by their names, or by codes of any usual kind, in place of their ids. */
#include "base/codes.h"
#include "base/text.h"
#include "load/data_load.h"
#include "load/data_text.h"
#include "names/names.h"

#include <stdio.h>
#include <string.h>

#define SHOWN 6

/* Names first: most codes are among them; numbers are codes only. */
static egb_status resolve(const char *text, size_t length, const char *id[EGB_NAMES_MEANINGS], size_t *count) {
  *count = 0;
  if (egb_means_no_unit(text, length))
    return EGB_OK;
  *count = egb_names_resolve(text, length, id, EGB_NAMES_MEANINGS);
  if (*count == 0)
    *count = egb_names_resolve_code(text, length, id, EGB_NAMES_MEANINGS);
  return *count == EGB_NAMES_FAILED ? EGB_NO_MEMORY : EGB_OK;
}

static bool is_number(const char *text, size_t length) {
  size_t digits = 0;
  while (digits < length && egb_is_digit(text[digits]))
    digits++;
  return digits == length;
}

/* ---- what the unit list has ------------------------------------------------------------------ */

static egb_status add_key(egb_names *map, const char *key, size_t length, uint32_t number) {
  bool fresh;
  const size_t at = egb_names_add(map, key, length, &fresh);
  if (at == EGB_NAMES_NONE)
    return EGB_NO_MEMORY;
  if (fresh)
    map->item[at].mark = number;
  else if (map->item[at].mark != number)
    map->item[at].mark = UINT32_MAX; /* two units: neither is meant */
  return EGB_OK;
}

static egb_status add_name(egb_loader *loader, const char *name, uint32_t number) {
  egb_buffer key = {0};
  egb_names_fold(&key, name, strlen(name));
  const egb_status status =
      key.failed ? EGB_NO_MEMORY
                 : (key.length == 0 ? EGB_OK : add_key(&loader->listed_by_name, key.text, key.length, number));
  egb_buffer_clear(&key);
  return status;
}

/* What the ids of the list mean, and the names it gives its units: once per load, when first asked. */
static egb_status prepare(egb_loader *loader) {
  egb_status status = EGB_OK;
  if (loader->match_ready)
    return EGB_OK;
  loader->match_ready = true;
  loader->listed_by_meaning.arena = loader->listed_by_name.arena = loader->scratch;
  for (size_t i = 0; i < loader->listed.count && status == EGB_OK; i++) {
    const egb_name *name = &loader->listed.item[i];
    const char *id[EGB_NAMES_MEANINGS];
    size_t count;
    status = resolve(name->text, name->length, id, &count);
    if (status == EGB_OK && count == 1)
      status = add_key(&loader->listed_by_meaning, id[0], strlen(id[0]), (uint32_t)i);
    for (size_t k = 0; k < loader->list[i].name.count && status == EGB_OK; k++)
      status = add_name(loader, loader->list[i].name.item[k].text, (uint32_t)i);
  }
  return status;
}

static const char *listed_at(const egb_loader *loader, const egb_names *map, const char *key, size_t length) {
  const size_t at = egb_names_find(map, key, length);
  return at == EGB_NAMES_NONE || map->item[at].mark == UINT32_MAX ? NULL : loader->listed.item[map->item[at].mark].text;
}

/* By the names that the list itself gives; NULL: none, or out of memory (*status). */
static const char *by_name(egb_loader *loader, const egb_csv_field *field, egb_status *status) {
  egb_buffer key = {0};
  egb_names_fold(&key, field->text, field->length);
  const char *found =
      key.failed || key.length == 0 ? NULL : listed_at(loader, &loader->listed_by_name, key.text, key.length);
  if (key.failed)
    *status = EGB_NO_MEMORY;
  egb_buffer_clear(&key);
  return found;
}

/* ---- a text ---------------------------------------------------------------------------------- */

static void refuse_ambiguous(egb_loader *loader, const egb_csv_field *field, const char *const *id, size_t count) {
  char shown[EGB_CLIP], list[EGB_NAMES_MEANINGS * EGB_CLIP] = "";
  size_t length = 0;
  for (size_t i = 0; i < count && i < EGB_NAMES_MEANINGS; i++) {
    const char *english = egb_names_english(id[i]);
    char name[EGB_CLIP];
    length += (size_t)snprintf(list + length, sizeof list - length, "%s%s (%s)", i == 0 ? "" : " or ", id[i],
                               egb_clip(name, english != NULL ? english : "", english != NULL ? strlen(english) : 0));
    if (length + EGB_CLIP + 16 > sizeof list)
      break;
  }
  EGB_LOAD_ERROR(loader, EGB_E_UNIT_UNKNOWN, field->place, "`%s` may be %s",
                 egb_clip(shown, field->text, field->length), list);
  egb_diag_hint(loader->diag, "write the id of the one that is meant, or its full name%s",
                loader->has_list     ? "; or let the unit list give this name to it"
                : loader->everything ? "; or give a list of units that has this name, --units FILE"
                                     : "");
}

/* By the list alone: its ids are themselves, and a name that it gives is its unit. */
static egb_status look_up_listed(egb_loader *loader, const egb_csv_field *field, const char **id) {
  const egb_status status = prepare(loader);
  const size_t itself = egb_names_find(&loader->listed, field->text, field->length);
  egb_status failed = EGB_OK;
  *id = itself != EGB_NAMES_NONE ? loader->listed.item[itself].text : NULL;
  if (status == EGB_OK && *id == NULL)
    *id = by_name(loader, field, &failed);
  return status == EGB_OK ? failed : status;
}

static bool any_listed(const egb_loader *loader, const char *const *id, size_t count) {
  for (size_t i = 0; i < count && i < EGB_NAMES_MEANINGS; i++)
    if (egb_names_find(&loader->listed_by_meaning, id[i], strlen(id[i])) != EGB_NAMES_NONE)
      return true;
  return count > EGB_NAMES_MEANINGS;
}

/* By the list when there is one; else what the text means, as the list calls it; a recipe has the last word. */
static egb_status look_up(egb_loader *loader, const egb_csv_field *field, bool by_list, egb_match_answer *answer) {
  const char *id[EGB_NAMES_MEANINGS];
  size_t count = 0;
  *answer = (egb_match_answer){NULL, false};
  egb_status status = by_list ? look_up_listed(loader, field, &answer->id) : EGB_OK;
  if (status == EGB_OK && answer->id == NULL)
    status = resolve(field->text, field->length, id, &count);
  if (status != EGB_OK)
    return status;
  if (by_list && count > 1 && !any_listed(loader, id, count))
    count = 0; /* whichever it is, the list does not have it */
  if (count == 1)
    answer->id = by_list ? listed_at(loader, &loader->listed_by_meaning, id[0], strlen(id[0])) : id[0];
  egb_recipe_meaning(loader, field, &answer->id, &answer->refused);
  if (count > 1 && answer->id == NULL && !answer->refused) {
    refuse_ambiguous(loader, field, id, count);
    answer->refused = true;
  }
  return status;
}

egb_status egb_match_text(egb_loader *loader, egb_matcher *matcher, const egb_csv_field *field, bool by_list,
                          egb_match_answer *answer) {
  bool fresh;
  matcher->text.arena = loader->scratch;
  const size_t number = egb_names_add(&matcher->text, field->text, field->length, &fresh);
  if (number == EGB_NAMES_NONE)
    return EGB_NO_MEMORY;
  if (matcher->room < matcher->text.room) {
    egb_match_answer *larger = egb_arena_array(loader->scratch, matcher->text.room, sizeof *larger);
    if (larger == NULL)
      return EGB_NO_MEMORY;
    if (matcher->room != 0)
      memcpy(larger, matcher->answer, matcher->room * sizeof *larger);
    matcher->answer = larger;
    matcher->room = matcher->text.room;
  }
  egb_status status = EGB_OK;
  if (fresh) {
    matcher->text.item[number].offset = field->place.offset;
    status = look_up(loader, field, by_list, &matcher->answer[number]);
  }
  *answer = matcher->answer[number];
  return status;
}

/* ---- what is said ---------------------------------------------------------------------------- */

void egb_report_matched(egb_loader *loader, const egb_matcher *matcher, const egb_source *source) {
  char list[SHOWN * (2 * EGB_CLIP + 16)], rest[40] = "";
  size_t length = 0, count = 0;
  egb_place first = {source, 0, 0};
  for (size_t i = 0; i < matcher->text.count; i++) {
    const egb_name *name = &matcher->text.item[i];
    const char *id = matcher->answer[i].id;
    if (id == NULL || (strlen(id) == name->length && memcmp(id, name->text, name->length) == 0))
      continue;
    char shown[EGB_CLIP], unit[EGB_CLIP];
    if (count == 0)
      first = (egb_place){source, name->offset, (uint32_t)name->length};
    if (count++ < SHOWN)
      length += (size_t)snprintf(list + length, sizeof list - length, "%s`%s` is %s", count == 1 ? "" : ", ",
                                 egb_clip(shown, name->text, name->length), egb_clip(unit, id, strlen(id)));
  }
  if (count == 0)
    return;
  if (count > SHOWN)
    (void)snprintf(rest, sizeof rest, " and %zu more", count - SHOWN);
  egb_diag_at(loader->diag, EGB_SEVERITY_NOTE, EGB_N_UNITS_MATCHED, first, "%zu unit%s found by name or code: %s%s",
              count, count == 1 ? "" : "s", list, rest);
}

bool egb_hint_meaning(egb_loader *loader, const egb_csv_field *field, egb_status *status) {
  const char *id[EGB_NAMES_MEANINGS];
  const bool number = is_number(field->text, field->length);
  size_t count = 0;
  *status = prepare(loader);
  if (*status == EGB_OK)
    *status = resolve(field->text, field->length, id, &count);
  if (*status != EGB_OK || count != 1)
    return false;
  const char *listed = listed_at(loader, &loader->listed_by_meaning, id[0], strlen(id[0])),
             *english = egb_names_english(id[0]);
  if (english == NULL || (listed == NULL && number)) /* a number may mean anything */
    return false;
  if (listed != NULL)
    egb_hint_key(loader, "match: name", "it is %s, `%s` in the list: ", english, listed);
  else
    egb_hint_key(loader, "others: ignore",
                 "it is %s (%s), which the list does not have: add it, or leave its rows out: ", english, id[0]);
  return true;
}
