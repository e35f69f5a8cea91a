#include "load/recognise.h"

#include "base/codes.h"
#include "load/data_rows.h"
#include "load/dialect.h"
#include "read/encoding.h"
#include "read/xlsx.h"

#include <stdio.h>
#include <string.h>

#define SHEETS_SEARCHED 40

egb_status egb_guess_add(egb_recognition *out, const char *key, const char *value, const char *evidence) {
  if (value == NULL || evidence == NULL)
    return EGB_NO_MEMORY;
  if (out->count < EGB_GUESSES_MOST)
    out->guess[out->count++] = (egb_guess){key, value, evidence};
  return EGB_OK;
}

/* ---- publishers ------------------------------------------------------------------------------ */

typedef struct match {
  const egb_origin *origin, *other;
  size_t line, headers;
  char delimiter;
} match;

static size_t count_headers(const egb_origin *origin) {
  size_t count = 0;
  while (origin->signature[count] != NULL)
    count++;
  return count;
}

/* The line with the headers of a publisher, by whatever separates them. */
static size_t find_line(const egb_source *text, const egb_origin *origin, char *delimiter) {
  const char candidates[] = {egb_dialect_delimiter(&(egb_dialect){0}, text), ',', ';', '\t', '|'};
  for (size_t i = 0; i < sizeof candidates; i++) {
    const size_t line = egb_dialect_find_header(text, candidates[i], origin);
    *delimiter = candidates[i];
    if (line != 0)
      return line;
  }
  return 0;
}

/* The most headers win; as many of two publishers are told. */
static match find_origin(const egb_source *text, const char *as) {
  match best = {0};
  for (size_t i = 0; egb_origins[i] != NULL; i++) {
    const egb_origin *origin = egb_origins[i];
    char delimiter = '\0';
    const size_t headers = count_headers(origin);
    if ((as != NULL && strcmp(as, origin->name) != 0) || headers < best.headers)
      continue;
    const size_t line = find_line(text, origin, &delimiter);
    if (line != 0 && headers == best.headers)
      best.other = origin;
    else if (line != 0)
      best = (match){origin, NULL, line, headers, delimiter};
  }
  return best;
}

static const char *say_headers(egb_arena *arena, const match *found) {
  char list[400];
  size_t length = 0;
  if (found->origin->packed != NULL)
    return egb_arena_format(arena, "the first cell of line %zu names several columns, the last of them `%s`",
                            found->line, found->origin->packed);
  for (size_t i = 0; found->origin->signature[i] != NULL; i++)
    length += (size_t)snprintf(list + length, sizeof list - length, "%s`%s`", i == 0 ? "" : ", ",
                               found->origin->signature[i]);
  return egb_arena_format(arena, "line %zu has the headers %s", found->line, list);
}

/* ---- files ----------------------------------------------------------------------------------- */

/* What a file is read as: of a workbook one sheet. */
typedef struct opened {
  const egb_source *text;
  match found;
  bool workbook;
} opened;

/* The best guess, and beside it what else it may be: with how a word reads, a person can choose. */
static egb_status guess_encoding(egb_arena *arena, const egb_source *source, egb_diag *diag, egb_recognition *out,
                                 const char **encoding) {
  egb_encoding_reading reading[EGB_READINGS_MOST];
  char others[EGB_READINGS_MOST * 80] = "";
  size_t count = 0, length = 0;
  const egb_status status = egb_encoding_guess(source, reading, &count);
  *encoding = status == EGB_OK && count != 0 ? reading[0].name : NULL;
  if (*encoding == NULL)
    return status;
  for (size_t i = 1; i < count; i++)
    length += (size_t)snprintf(others + length, sizeof others - length, "%s %s (`%s`)", i == 1 ? "; or" : " or",
                               reading[i].name, reading[i].word);
  if (count > 1) {
    egb_diag_say(diag, EGB_SEVERITY_WARNING, EGB_W_ENCODING, "%s may be %s (`%s`)%s", source->name, *encoding,
                 reading[0].word, others + 1);
    egb_diag_hint(diag, "see which of these words is right, and write its encoding into the entry: `encoding:`");
  }
  const char *evidence = reading[0].word[0] == '\0'
                             ? "its byte order mark, or every other byte is zero"
                             : egb_arena_format(arena, "a word reads `%s`%s", reading[0].word, others);
  return egb_guess_add(out, "encoding", *encoding, evidence);
}

static egb_status open_text(egb_arena *arena, const egb_source *source, const char *as, egb_diag *diag,
                            egb_recognition *out, opened *file) {
  const char *encoding = NULL;
  egb_source *converted = NULL;
  file->text = source;
  egb_status status = egb_dialect_check_text(source, diag);
  if (status == EGB_OK)
    status = guess_encoding(arena, source, diag, out, &encoding);
  if (status == EGB_OK && encoding != NULL)
    status = egb_encoding_convert(arena, source, encoding, (egb_place){0}, diag, &converted);
  if (status != EGB_OK)
    return status;
  if (encoding != NULL)
    file->text = converted;
  file->found = find_origin(file->text, as);
  return EGB_OK;
}

/* A sheet that nobody asked for: what is wrong with it is nobody's concern. NULL: it cannot be read. */
static egb_status read_sheet(egb_arena *arena, const egb_source *source, const char *name, egb_diag *diag,
                             egb_source **text) {
  const egb_diag_point mark = egb_diag_mark(diag);
  const egb_status status = egb_xlsx_text(arena, source, &(egb_xlsx_options){.sheet = name}, diag, text);
  egb_diag_rewind(diag, mark);
  return status == EGB_NO_MEMORY ? status : EGB_OK;
}

/* The first sheet that is not hidden, unless another one is a publisher's, or it is prose and another one a table. */
static egb_status choose_sheet(egb_arena *arena, const egb_source *source, const char *as, egb_diag *diag,
                               egb_recognition *out, opened *file) {
  egb_xlsx_sheet *sheet = NULL;
  size_t count = 0, most = egb_guess_regular_lines(file->text, ',');
  const char *chosen = NULL, *evidence = NULL;
  const bool prose = most == 0 && as == NULL;
  egb_status status = egb_xlsx_sheets(arena, source, diag, &sheet, &count);
  for (size_t i = 0; status == EGB_OK && i < count && i < SHEETS_SEARCHED && file->found.origin == NULL; i++) {
    egb_source *text = NULL;
    status = read_sheet(arena, source, sheet[i].name, diag, &text);
    const match found = text != NULL ? find_origin(text, as) : (match){0};
    const size_t lines = text != NULL && !sheet[i].hidden ? egb_guess_regular_lines(text, ',') : 0;
    if (found.origin == NULL && !(prose && lines > most))
      continue;
    file->found = found;
    file->text = text;
    most = lines;
    chosen = sheet[i].name;
    evidence = found.origin != NULL ? "it has the headers below" : "the first sheet is no table";
  }
  return status != EGB_OK || chosen == NULL ? status : egb_guess_add(out, "sheet", chosen, evidence);
}

static egb_status open_workbook(egb_arena *arena, const egb_source *source, const char *as, egb_diag *diag,
                                egb_recognition *out, opened *file) {
  egb_source *text = NULL;
  const egb_status status = egb_xlsx_text(arena, source, &(egb_xlsx_options){0}, diag, &text);
  file->text = text;
  file->workbook = true;
  if (status != EGB_OK)
    return status;
  file->found = find_origin(text, as);
  return file->found.origin != NULL ? EGB_OK : choose_sheet(arena, source, as, diag, out, file);
}

/* Where each row is about a unit and the columns are periods, and no column says which indicator. */
static egb_status guess_only(egb_arena *arena, const opened *file, egb_diag *diag, egb_recognition *out) {
  const egb_origin *origin = file->found.origin;
  const egb_dialect dialect = {.as = origin->name, .delimiter = file->found.delimiter, .workbook = file->workbook};
  egb_rows rows;
  bool has = false;
  if (strstr(origin->keys, "layout: periods") == NULL)
    return EGB_OK;
  const egb_diag_point mark = egb_diag_mark(diag);
  const egb_status status = egb_rows_open(&rows, arena, file->text, &dialect, diag);
  egb_diag_rewind(diag, mark);
  for (size_t i = 0; status == EGB_OK && origin->indicator[i] != NULL; i++)
    has = has || egb_rows_find(&rows, origin->indicator[i]) != EGB_NAMES_NONE;
  return has || status != EGB_OK ? status == EGB_NO_MEMORY ? status : EGB_OK
                                 : egb_guess_add(out, "only-indicator", "values", EGB_NO_INDICATOR);
}

/* The columns of such a table would be taken for indicators. */
static egb_status refuse_description(const egb_source *text, egb_diag *diag) {
  const char delimiters[] = {egb_dialect_delimiter(&(egb_dialect){0}, text), ',', ';', '\t'};
  for (size_t i = 0; egb_description_origins[i] != NULL; i++)
    for (size_t k = 0; k < sizeof delimiters; k++) {
      const egb_origin *origin = egb_description_origins[i];
      if (egb_dialect_find_header(text, delimiters[k], origin) == 0)
        continue;
      egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_COLUMN_MISSING, (egb_place){0},
                  "`%s` says how an index is made (%s), and holds no data", text->name, origin->publisher);
      egb_diag_hint(diag,
                    "give the table with the data alone; write codes, weights, directions and parents of this one "
                    "under `indicators:` of the definition");
      return EGB_REFUSED;
    }
  return EGB_OK;
}

egb_status egb_recognise(egb_arena *arena, const egb_source *source, const char *as, egb_diag *diag,
                         egb_recognition *out) {
  opened file = {0};
  *out = (egb_recognition){0};
  egb_status status = egb_xlsx_is(source) ? open_workbook(arena, source, as, diag, out, &file)
                                          : open_text(arena, source, as, diag, out, &file);
  if (status != EGB_OK)
    return status;
  status = refuse_description(file.text, diag);
  if (status != EGB_OK)
    return status;
  out->origin = file.found.origin;
  out->other = file.found.other;
  if (out->origin == NULL)
    return as != NULL ? egb_guess_add(out, "as", as, "as was asked for; no line has the headers of its files")
                      : egb_guess_keys(arena, file.text, diag, out);
  status = egb_guess_add(out, "as", out->origin->name, say_headers(arena, &file.found));
  if (status == EGB_OK && file.found.delimiter != egb_dialect_delimiter(&(egb_dialect){0}, file.text))
    status = egb_guess_add(out, "delimiter", egb_delimiter_name(file.found.delimiter), "it separates these headers");
  return status == EGB_OK ? guess_only(arena, &file, diag, out) : status;
}
