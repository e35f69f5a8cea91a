/* The units of the data: their names, and each of them against the unit list. */
#include "base/codes.h"
#include "base/suggest.h"
#include "load/data_load.h"
#include "load/data_text.h"
#include "model/units.h"
#include "names/names.h"

#include <math.h>
#include <string.h>

/* ---- names ----------------------------------------------------------------------------------- */

/* "name_zh_hant" -> "zh-Hant": a language tag as BCP 47 writes it (script with a capital, region in capitals). */
static char *language_of(egb_arena *arena, const char *header) {
  char *tag = egb_arena_copy(arena, header + strlen("name_"));
  for (char *part = tag; part != NULL && *part != '\0';) {
    const size_t length = strcspn(part, "_");
    if (part != tag && (length == 4 || length == 2))
      for (size_t i = 0; i < (length == 4 ? 1U : 2U); i++)
        if (part[i] >= 'a' && part[i] <= 'z')
          part[i] = (char)(part[i] - 'a' + 'A');
    part += length;
    if (*part == '_')
      *part++ = '-';
  }
  return tag;
}

egb_status egb_name_columns(egb_arena *arena, const egb_rows *rows, egb_label **names, size_t **at, size_t *count) {
  *count = 0;
  *names = egb_arena_array(arena, rows->header_count, sizeof **names);
  *at = egb_arena_array(arena, rows->header_count, sizeof **at);
  if (*names == NULL || *at == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < rows->header_count; i++) {
    const char *header = rows->names.item[i].text;
    const char *said = rows->dialect->name;
    const bool plain = strcmp(header, said != NULL ? said : "name") == 0;
    if (!plain && (said != NULL || strncmp(header, "name_", 5) != 0 || header[5] == '\0'))
      continue;
    const char *language = plain ? "" : language_of(arena, header);
    if (language == NULL)
      return EGB_NO_MEMORY;
    (*names)[*count] = (egb_label){language, header};
    (*at)[(*count)++] = i;
  }
  return EGB_OK;
}

egb_status egb_row_labels(egb_arena *arena, const egb_rows *rows, const egb_label *names, const size_t *at,
                          size_t count, egb_labels *out) {
  egb_label *item = egb_arena_array(arena, count, sizeof *item);
  *out = (egb_labels){item, 0};
  if (item == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < count; i++) {
    const egb_csv_field *field = &rows->field[at[i]];
    if (field->length == 0)
      continue;
    const char *text = egb_arena_text(arena, field->text, field->length);
    if (text == NULL)
      return EGB_NO_MEMORY;
    item[out->count++] = (egb_label){names[i].language, text};
  }
  return EGB_OK;
}

/* ---- units of the data ----------------------------------------------------------------------- */

/* "did you mean `GRC` (Greece)?" and what to do otherwise: codes of groups of countries look like those of some. */
static void hint_unit(egb_loader *loader, const egb_unit *unit, const char *name, const char *otherwise) {
  if (strcmp(unit->id, name) == 0)
    egb_diag_hint(loader->diag, "did you mean `%s`?%s", unit->id, otherwise);
  else
    egb_diag_hint(loader->diag, "did you mean `%s` (%s)?%s", unit->id, name, otherwise);
}

/* What the table of names knows of a unit that is not in the list; *known is false when that is nothing. */
static egb_status hint_known(egb_loader *loader, const char *id, bool *known) {
  egb_unit_answer answer;
  egb_buffer message = {0}, advice = {0};
  egb_status status = egb_units_find(loader->list, loader->listed.count, id, &answer);
  *known = status == EGB_OK && answer.count != 0;
  if (!*known)
    return status;
  if (answer.unit != EGB_NONE) {
    const egb_unit *unit = &loader->list[answer.unit];
    hint_unit(loader, unit, egb_labels_pick(unit->name, NULL, unit->id), "");
    return EGB_OK;
  }
  egb_units_say(&answer, loader->list, id, "the list", &message, &advice);
  if (message.failed || advice.failed)
    status = EGB_NO_MEMORY;
  else if (advice.length == 0)
    egb_hint_key(loader, "others: ignore", "%s: add the unit to the list, or leave its rows out: ", message.text);
  else
    egb_diag_hint(loader->diag, "%s: %s", message.text, advice.text);
  egb_buffer_clear(&message);
  egb_buffer_clear(&advice);
  return status;
}

/* False: nothing is near. */
static bool hint_near(egb_loader *loader, const char *id) {
  const char *near = NULL;
  if (egb_suggest(id, loader->candidate, loader->candidate_count, &near, 1) != 1)
    return false;
  size_t i = 0;
  while (loader->candidate[i] != near)
    i++;
  const char *owner = loader->candidate_id[i];
  const egb_unit *unit = &loader->list[egb_names_find(&loader->listed, owner, strlen(owner))];
  hint_unit(loader, unit, near != owner ? near : egb_labels_pick(unit->name, NULL, owner),
            " Rows of what is no unit of the list are left out with `others: ignore`");
  return true;
}

static void refuse_unit(egb_table_file *file, const egb_csv_field *field, const char *id, egb_status *status) {
  egb_loader *loader = file->loader;
  char shown[EGB_CLIP];
  egb_clip(shown, field->text, field->length);
  if (loader->has_list)
    EGB_LOAD_ERROR(loader, EGB_E_UNIT_UNKNOWN, field->place, "unit `%s` is not in the unit list", shown);
  else
    EGB_LOAD_ERROR(loader, EGB_E_UNIT_UNKNOWN, field->place, "`%s` is no name or code of a unit that is known", shown);
  bool known = false;
  if (egb_load_tells(loader) && loader->has_list && egb_hint_meaning(loader, field, status))
    return;
  if (*status == EGB_OK && loader->has_list && egb_load_suggests(loader, loader->candidate_count)) {
    *status = hint_known(loader, id, &known);
    if (*status != EGB_OK || known || hint_near(loader, id))
      return;
  }
  if (!loader->has_list)
    egb_hint_key(loader, "others: ignore", "correct it, write its ISO 3166 code, or leave its rows out: ");
  else
    egb_hint_key(loader, "others: ignore", "correct the id, add the unit to the list%s%s, or leave its rows out: ",
                 loader->index->units.file != NULL ? ", " : "",
                 loader->index->units.file != NULL ? loader->index->units.file : "");
}

egb_status egb_label_room(egb_loader *loader, size_t number) {
  if (number < loader->label_room)
    return EGB_OK;
  egb_labels *larger = egb_arena_array(loader->scratch, loader->unit.room, sizeof *larger);
  if (larger == NULL)
    return EGB_NO_MEMORY;
  if (loader->label_room != 0)
    memcpy(larger, loader->label, loader->label_room * sizeof *larger);
  loader->label = larger;
  loader->label_room = loader->unit.room;
  return EGB_OK;
}

static egb_status keep_labels(egb_table_file *file, size_t number) {
  egb_loader *loader = file->loader;
  if (egb_label_room(loader, number) != EGB_OK)
    return EGB_NO_MEMORY;
  if (file->name_count == 0 || loader->label[number].count != 0)
    return EGB_OK;
  return egb_row_labels(loader->arena, &file->rows, file->names, file->names_at, file->name_count,
                        &loader->label[number]);
}

/* A name of the unit column is the unit's name, where no other column has it. */
static egb_status keep_name(egb_table_file *file, const egb_csv_field *field, size_t number) {
  egb_loader *loader = file->loader;
  const char *code;
  if (loader->label[number].count != 0)
    return EGB_OK;
  const size_t codes = egb_names_resolve_code(field->text, field->length, &code, 1);
  if (codes != 0)
    return codes == EGB_NAMES_FAILED ? EGB_NO_MEMORY : EGB_OK;
  egb_label *item = egb_arena_array(loader->arena, 1, sizeof *item);
  const char *text = egb_arena_text(loader->arena, field->text, field->length);
  if (item == NULL || text == NULL)
    return EGB_NO_MEMORY;
  *item = (egb_label){"", text};
  loader->label[number] = (egb_labels){item, 1};
  return EGB_OK;
}

/* The id of what the unit column says: the text itself, or what it means. False: neither listed nor known. */
static bool find_id(egb_table_file *file, const egb_csv_field *field, const char **id, size_t *length, bool *refused,
                    egb_status *status) {
  egb_loader *loader = file->loader;
  *id = field->text;
  *length = field->length;
  *refused = false;
  if (file->spec->dialect.match != EGB_MATCH_NAME || field->length == 0)
    return !loader->has_list || egb_names_find(&loader->listed, field->text, field->length) != EGB_NAMES_NONE;
  egb_match_answer answer;
  *status = egb_match_text(loader, &file->matcher, field, loader->has_list, &answer);
  if (*status != EGB_OK)
    return false;
  *refused = answer.refused;
  if (answer.id != NULL) {
    *id = answer.id;
    *length = strlen(answer.id);
  }
  return answer.id != NULL;
}

size_t egb_unit_number(egb_table_file *file, const egb_csv_field *field, egb_status *status) {
  egb_loader *loader = file->loader;
  const char *id;
  size_t length;
  bool refused;
  const bool listed = find_id(file, field, &id, &length, &refused, status);
  if (*status != EGB_OK || refused)
    return EGB_NAMES_NONE;
  if (file->spec->dialect.others == EGB_OTHERS_IGNORE && (field->length == 0 || !listed)) {
    *status = egb_ignore_row(file, field);
    return EGB_NAMES_NONE;
  }
  if (field->length == 0) {
    EGB_LOAD_ERROR(loader, EGB_E_UNIT_UNKNOWN, field->place, "this row has no unit");
    egb_hint_key(loader, "others: ignore", "write the unit's id in column `%s`, or leave such rows out: ",
                 file->rows.names.item[file->unit_at].text);
    return EGB_NAMES_NONE;
  }
  bool fresh;
  const size_t number = egb_names_add(&loader->unit, id, length, &fresh);
  if (number == EGB_NAMES_NONE) {
    *status = EGB_NO_MEMORY;
    return number;
  }
  egb_name *name = &loader->unit.item[number];
  if (fresh) {
    name->offset = field->place.offset;
    name->mark = file->number;
  }
  if (fresh && listed && !egb_recipe_takes(loader, field, true))
    name->mark |= EGB_NAME_REFUSED;
  if (fresh && !listed) {
    name->mark |= EGB_NAME_REFUSED; /* reported once, however many rows it has */
    refuse_unit(file, field, name->text, status);
  }
  if ((name->mark & EGB_NAME_REFUSED) != 0)
    return EGB_NAMES_NONE;
  if (!loader->has_list)
    *status = keep_labels(file, number);
  if (!loader->has_list && *status == EGB_OK && file->spec->dialect.match == EGB_MATCH_NAME)
    *status = keep_name(file, field, number);
  return *status == EGB_OK ? number : EGB_NAMES_NONE;
}

egb_status egb_unit_table(egb_loader *loader, const egb_unit **out) {
  egb_unit *unit = egb_arena_array(loader->arena, loader->unit.count, sizeof *unit);
  if (unit == NULL)
    return EGB_NO_MEMORY;
  *out = unit;
  for (size_t i = 0; i < loader->unit.count; i++) {
    const egb_name *name = &loader->unit.item[i];
    const size_t listed = egb_names_find(&loader->listed, name->text, name->length);
    if (loader->has_list && listed != EGB_NAMES_NONE)
      unit[i] = loader->list[listed];
    else
      unit[i] = (egb_unit){.id = name->text, .population = NAN};
    if (!loader->has_list && i < loader->label_room)
      unit[i].name = loader->label[i];
  }
  return EGB_OK;
}
