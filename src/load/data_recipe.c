/* Whether a file fits the recipe of its import: its columns, its encoding, its units. Everything else is said by the
 * keys of its entry, which are those of any data file. */
#include "base/codes.h"
#include "base/utf8.h"
#include "load/data_load.h"
#include "load/data_text.h"
#include "read/encoding.h"
#include "read/yaml_write.h"

#include <stdio.h>
#include <string.h>

#define QUOTED_MOST 240

/* ---- encoding -------------------------------------------------------------------------------- */

/* Text in an encoding of one byte per character is hardly ever UTF-8 by chance, and UTF-8 is read as any such encoding
 * without a fault. */
static egb_status check_encoding(egb_table_file *file) {
  egb_loader *loader = file->loader;
  const egb_source *bytes = loader->file[file->number].bytes;
  const egb_dialect *dialect = &file->spec->dialect;
  egb_encoding_reading reading[EGB_READINGS_MOST];
  size_t plain = 0, count = 0;
  if (dialect->encoding == NULL || dialect->workbook)
    return EGB_OK;
  const egb_status guessed = egb_encoding_guess(bytes, reading, &count);
  if (guessed != EGB_OK || count != 0)
    return guessed;
  while (plain < bytes->length && (unsigned char)bytes->text[plain] < 0x80)
    plain++;
  if (plain == bytes->length)
    return EGB_OK;
  EGB_LOAD_ERROR(loader, EGB_E_RECIPE, dialect->encoding_place, "`%s` is UTF-8, and the recipe reads it as %s",
                 bytes->name, dialect->encoding);
  egb_diag_hint(loader->diag, "remove this line");
  return EGB_REFUSED;
}

/* As a scalar of YAML, for advice that is followed to the letter; a text that is longer than any message is cut. */
static const char *quoted(char out[QUOTED_MOST], const egb_csv_field *field) {
  egb_buffer text = {0};
  char plain[QUOTED_MOST];
  const size_t length = egb_utf8_fit(field->text, field->length, QUOTED_MOST / 2);
  memcpy(plain, field->text, length);
  plain[length] = '\0';
  egb_yaml_put_text(&text, plain);
  (void)snprintf(out, QUOTED_MOST, "%s", text.failed ? plain : egb_buffer_string(&text));
  egb_buffer_clear(&text);
  return out;
}

/* ---- columns --------------------------------------------------------------------------------- */

static void hint_gone(egb_table_file *file, const egb_recipe_column *column) {
  egb_loader *loader = file->loader;
  char hint[256] = "";
  const char **fresh = egb_arena_array(loader->scratch, file->rows.header_count, sizeof *fresh);
  size_t count = 0;
  for (size_t i = 0; fresh != NULL && i < file->rows.header_count; i++) {
    const egb_csv_field *header = &file->rows.header[i];
    if (header->length != 0 &&
        egb_names_find(&loader->recipe_file->names, header->text, header->length) == EGB_NAMES_NONE)
      fresh[count++] = file->rows.names.item[i].text;
  }
  if (egb_load_suggests(loader, count))
    (void)egb_did_you_mean(hint, sizeof hint, column->name, fresh, count);
  if (hint[0] != '\0')
    egb_diag_hint(loader->diag, "%s then write it here, and wherever the entry of the file names it", hint);
  else if (column->use == EGB_USE_UNUSED)
    egb_diag_hint(loader->diag, "it was not used: remove this line");
  else
    egb_diag_hint(loader->diag,
                  "write here what it is called now; if the file can be read without it, remove this line "
                  "and what the entry says of it");
}

static void refuse_gone(egb_table_file *file, const egb_recipe_column *column) {
  char shown[EGB_CLIP];
  EGB_LOAD_ERROR(file->loader, EGB_E_RECIPE, column->place, "`%s` has no column `%s` (%s)", file->rows.source->name,
                 egb_clip(shown, column->name, strlen(column->name)), egb_column_uses[column->use]);
  if (egb_load_tells(file->loader))
    hint_gone(file, column);
}

static void refuse_new(egb_table_file *file, const egb_csv_field *header) {
  egb_loader *loader = file->loader;
  char shown[EGB_CLIP], text[QUOTED_MOST];
  bool wide = file->spec->layout != EGB_LAYOUT_PERIODS;
  for (size_t i = 0; i < loader->recipe_file->names.count; i++)
    wide = wide && loader->recipe_file->column[i].use != EGB_USE_INDICATORS;
  EGB_LOAD_ERROR(loader, EGB_E_RECIPE, header->place, "the recipe does not know the column `%s`",
                 egb_clip(shown, header->text, header->length));
  egb_diag_hint(loader->diag, "add a line to `columns:` of this file in `%s`: - {column: %s, is: unused}%s",
                loader->index->source->name, quoted(text, header),
                wide ? ", or is: indicator where it holds the values of one" : "");
}

/* When none of the columns is there, one message says what the file looks like instead of one per column. */
static bool looks_otherwise(egb_table_file *file, size_t gone) {
  egb_loader *loader = file->loader;
  const egb_recipe_file *recorded = loader->recipe_file;
  if (gone != recorded->names.count || gone == 0)
    return false;
  EGB_LOAD_ERROR(loader, EGB_E_RECIPE, file->rows.header_place, "none of the columns of the recipe is in the header");
  for (size_t i = 0; i < gone; i++)
    if (egb_advise_dialect(loader, &file->rows, recorded->column[i].name))
      return true;
  egb_diag_hint(loader->diag, "the file has another header, or none: import it anew without --recipe");
  return true;
}

static egb_status check_new(egb_table_file *file, size_t *count) {
  egb_loader *loader = file->loader;
  egb_status status = EGB_OK;
  for (size_t i = 0; i < file->rows.header_count && status == EGB_OK; i++) {
    const egb_csv_field *header = &file->rows.header[i];
    if (header->length == 0 ||
        egb_names_find(&loader->recipe_file->names, header->text, header->length) != EGB_NAMES_NONE)
      continue;
    if (file->spec->layout == EGB_LAYOUT_PERIODS && egb_names_period(loader->scratch, header, &status))
      continue;
    if (status == EGB_OK)
      refuse_new(file, header);
    ++*count;
  }
  return status;
}

egb_status egb_recipe_check(egb_table_file *file) {
  const egb_recipe_file *recorded = file->loader->recipe_file;
  size_t gone = 0, added = 0;
  egb_status status = check_encoding(file);
  if (status != EGB_OK)
    return status;
  for (size_t i = 0; i < recorded->names.count; i++)
    gone += egb_rows_find(&file->rows, recorded->column[i].name) == EGB_NAMES_NONE;
  if (looks_otherwise(file, gone))
    return EGB_REFUSED;
  for (size_t i = 0; i < recorded->names.count && gone != 0; i++)
    if (egb_rows_find(&file->rows, recorded->column[i].name) == EGB_NAMES_NONE)
      refuse_gone(file, &recorded->column[i]);
  status = check_new(file, &added);
  return status == EGB_OK && gone + added != 0 ? EGB_REFUSED : status;
}

/* ---- units ----------------------------------------------------------------------------------- */

static const egb_recipe_unit *find_unit(const egb_loader *loader, const egb_csv_field *field) {
  const egb_recipe *recipe = loader->recipe;
  if (recipe == NULL || recipe->file == NULL)
    return NULL;
  const size_t number = egb_names_find(&recipe->texts, field->text, field->length);
  return number != EGB_NAMES_NONE ? &recipe->unit[number] : NULL;
}

void egb_recipe_meaning(egb_loader *loader, const egb_csv_field *field, const char **id, bool *refused) {
  const egb_recipe_unit *known = find_unit(loader, field);
  char shown[EGB_CLIP], now[EGB_CLIP], before[EGB_CLIP];
  if (known == NULL || known->id == NULL)
    return;
  const size_t length = strlen(known->id);
  const bool listed = !loader->has_list || egb_names_find(&loader->listed, known->id, length) != EGB_NAMES_NONE;
  if (*id != NULL ? strcmp(*id, known->id) == 0 : listed) {
    *id = known->id;
    return;
  }
  *refused = true;
  egb_clip(shown, field->text, field->length);
  egb_clip(before, known->id, length);
  EGB_LOAD_ERROR(loader, EGB_E_RECIPE, known->place, "`%s` was %s, which is %s%s", shown, before,
                 *id != NULL ? "another unit than it means now, " : "not in the unit list",
                 *id != NULL ? egb_clip(now, *id, strlen(*id)) : "");
  if (*id != NULL)
    egb_diag_hint(loader->diag, "decide which it is: remove this line to take it for %s", now);
  else
    egb_diag_hint(loader->diag, "add the unit to the list, or correct this line");
  *id = NULL;
}

static void refuse_unknown(egb_loader *loader, const egb_csv_field *field) {
  char shown[EGB_CLIP], text[QUOTED_MOST];
  const char *log = loader->index->source->name;
  if (field->length == 0) {
    EGB_LOAD_ERROR(loader, EGB_E_RECIPE, field->place, "this row has no unit, and the recipe knows no such rows");
    egb_diag_hint(loader->diag, "to leave such rows out, add to `left-out:` in `%s`: - {reason: no unit}", log);
    return;
  }
  EGB_LOAD_ERROR(loader, EGB_E_RECIPE, field->place, "the recipe does not know the unit `%s`",
                 egb_clip(shown, field->text, field->length));
  quoted(text, field);
  egb_diag_hint(loader->diag,
                "to leave its rows out, add to `left-out:` in `%s`: - {unit: %s}; where it is a unit, add to "
                "`resolved:`: - {text: %s, id: ID}",
                log, text, text);
}

bool egb_recipe_takes(egb_loader *loader, const egb_csv_field *field, bool taken) {
  const egb_recipe_unit *known = find_unit(loader, field);
  char shown[EGB_CLIP];
  if (loader->recipe == NULL || loader->recipe->file == NULL)
    return true;
  const bool left_out = known != NULL && known->id == NULL;
  if (taken != left_out)
    return true;
  egb_clip(shown, field->text, field->length);
  if (taken) {
    EGB_LOAD_ERROR(loader, EGB_E_RECIPE, known->place, "rows of `%s` were left out, and now it is a unit", shown);
    egb_diag_hint(loader->diag, "decide: remove the lines of `%s` from `left-out:` to take it", shown);
  } else {
    refuse_unknown(loader, field);
  }
  return false;
}
