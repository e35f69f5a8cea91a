/* From the bytes of a file to the text that records are read from: encodings, sheets of workbooks. */
#include "base/codes.h"
#include "base/utf8.h"
#include "load/data_load.h"
#include "load/data_start.h"
#include "load/data_text.h"
#include "load/dialect.h"
#include "read/encoding.h"
#include "read/xlsx.h"

#include <stdio.h>
#include <string.h>

#define SHEETS_SHOWN 8

/* Bytes that are not UTF-8 are never read as what they look like: that is named, with the key that says so, or what
 * they may be and how they read then. */
static egb_status refuse_encoding(egb_loader *loader, const egb_source *source, const egb_encoding_reading *reading,
                                  size_t count) {
  const bool wide = reading[0].word[0] == '\0' && strncmp(reading[0].name, "UTF-16", 6) == 0;
  const size_t bad = wide ? 0 : egb_utf8_check(source->text, source->length);
  const egb_place place = {source, (uint32_t)bad, 1};
  char key[40], list[EGB_READINGS_MOST * 80] = "";
  size_t length = 0;
  for (size_t i = 0; i < count; i++)
    length += (size_t)snprintf(list + length, sizeof list - length, "%s%s (`%s`)", i == 0 ? "" : " or ",
                               reading[i].name, reading[i].word);
  if (wide)
    EGB_LOAD_ERROR(loader, EGB_E_CSV_ENCODING, place, "the file is UTF-16, not UTF-8");
  else
    EGB_LOAD_ERROR(loader, EGB_E_CSV_ENCODING, place, "this is not UTF-8 text, and %s %s",
                   count > 1 ? "may be" : "looks like", list);
  (void)snprintf(key, sizeof key, "encoding: %s", reading[0].name);
  egb_hint_key(loader, key, "save the file as UTF-8 (spreadsheets call it `CSV UTF-8`), or %s",
               count > 1 ? "see which of these words is right, and for the first " : "");
  return EGB_REFUSED;
}

static egb_status decode_text(egb_loader *loader, egb_data_source *file, const egb_dialect *dialect) {
  egb_source *text = NULL;
  if (egb_dialect_check_text(file->source, loader->diag) != EGB_OK)
    return EGB_REFUSED;
  if (dialect->encoding == NULL) {
    egb_encoding_reading reading[EGB_READINGS_MOST];
    size_t count;
    const egb_status guessed = egb_encoding_guess(file->source, reading, &count);
    if (guessed != EGB_OK || count != 0)
      return guessed != EGB_OK ? guessed : refuse_encoding(loader, file->source, reading, count);
  } else {
    if (egb_source_text(file->source) == NULL)
      return egb_start_refuse(file->source, loader->diag);
    const egb_status status = egb_encoding_convert(loader->arena, file->source, dialect->encoding,
                                                   dialect->encoding_place, loader->diag, &text);
    if (status != EGB_OK)
      return status;
    file->source = text;
  }
  return egb_dialect_lines(loader->arena, file->source, &file->source);
}

/* ---- workbooks ------------------------------------------------------------------------------- */

/* Which sheet is read was not said: the others are named. */
static egb_status note_sheets(egb_loader *loader, const egb_source *book, const egb_source *text) {
  egb_xlsx_sheet *sheet;
  size_t count;
  char list[SHEETS_SHOWN * (EGB_CLIP + 4)], rest[40] = "";
  size_t length = 0;
  const egb_status status = egb_xlsx_sheets(loader->scratch, book, loader->diag, &sheet, &count);
  if (status != EGB_OK || count < 2)
    return status;
  for (size_t i = 0; i < count && i < SHEETS_SHOWN; i++) {
    char shown[EGB_CLIP];
    length += (size_t)snprintf(list + length, sizeof list - length, "%s`%s`", i == 0 ? "" : ", ",
                               egb_clip(shown, sheet[i].name, strlen(sheet[i].name)));
  }
  if (count > SHEETS_SHOWN)
    (void)snprintf(rest, sizeof rest, " and %zu more", count - SHEETS_SHOWN);
  egb_diag_at(loader->diag, EGB_SEVERITY_NOTE, EGB_N_COLUMN_UNUSED, (egb_place){text, 0, 0},
              "this sheet is read, of %zu that the workbook has: %s%s", count, list, rest);
  egb_diag_hint(loader->diag, "name the one that is meant: `sheet: NAME`");
  return EGB_OK;
}

static egb_status decode_workbook(egb_loader *loader, egb_data_source *file, egb_dialect *dialect) {
  const egb_xlsx_options options = {.sheet = dialect->sheet,
                                    .range = dialect->range,
                                    .header_last = dialect->header_last,
                                    .place = dialect->sheet_place};
  egb_source *text = NULL;
  const egb_status status = egb_xlsx_text(loader->arena, file->source, &options, loader->diag, &text);
  if (status != EGB_OK)
    return status;
  file->source = text;
  dialect->workbook = true;
  dialect->delimiter = ',';
  return dialect->sheet == NULL && !egb_text_is_form(text) ? note_sheets(loader, file->bytes, text) : EGB_OK;
}

/* ---- both ------------------------------------------------------------------------------------ */

/* A key that has no meaning for the kind of file is refused, unless it is the definition's and the file the user's. */
static egb_status refuse_key(egb_loader *loader, const egb_source *source, egb_place place, const char *keys,
                             const char *kind) {
  EGB_LOAD_ERROR(loader, EGB_E_KEYS_CLASH, place, "%s for %s, which `%s` is not", keys, kind, source->name);
  egb_diag_hint(loader->diag, "remove it from the entry of this file");
  return EGB_REFUSED;
}

egb_status egb_decode_file(egb_loader *loader, uint16_t number, egb_dialect *dialect, bool given) {
  egb_data_source *file = &loader->file[number];
  const egb_source *source = file->source;
  const bool workbook = egb_xlsx_is(source);
  const bool encoded = dialect->encoding_place.source != NULL;
  const egb_place key = !workbook ? dialect->sheet_place : encoded ? dialect->encoding_place : dialect->delimiter_place;
  if (key.source != NULL && !(given && key.source == loader->index->source))
    return workbook
               ? refuse_key(loader, source, key, encoded ? "`encoding:` is" : "`delimiter:` is", "texts such as CSV")
               : refuse_key(loader, source, key, "`sheet:` and `range:` are", "workbooks (.xlsx)");
  return workbook ? decode_workbook(loader, file, dialect) : decode_text(loader, file, dialect);
}
