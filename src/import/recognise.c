#include "import/recognise.h"

#include "base/codes.h"
#include "load/data_rows.h"
#include "load/data_text.h"
#include "load/dialect.h"
#include "read/encoding.h"
#include "read/xlsx.h"

#include <stdio.h>
#include <string.h>

#define SHEETS_SEARCHED 40
#define SHEETS_NAMED 6

static egb_status add(egb_recognition *out, egb_guess guess) {
  if (guess.value == NULL || guess.evidence == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < out->count; i++)
    if (strcmp(out->guess[i].key, guess.key) == 0)
      return EGB_OK;
  if (out->count < EGB_GUESSES_MOST)
    out->guess[out->count++] = guess;
  return EGB_OK;
}

egb_status egb_guess_add(egb_recognition *out, const char *key, const char *value, const char *evidence) {
  return add(out, (egb_guess){.key = key, .value = value, .evidence = evidence});
}

egb_status egb_guess_add_yaml(egb_recognition *out, const char *key, const char *value, const char *evidence) {
  return add(out, (egb_guess){.key = key, .value = value, .evidence = evidence, .yaml = true});
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

/* The most headers win; where two publishers have as many, both are named. */
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

static egb_status open_text(egb_arena *arena, const egb_source *source, const egb_dialect *dialect, egb_diag *diag,
                            egb_recognition *out, opened *file) {
  const char *encoding = dialect->encoding;
  egb_source *converted = NULL;
  file->text = source;
  egb_status status = egb_dialect_check_text(source, diag);
  if (status == EGB_OK && encoding == NULL)
    status = guess_encoding(arena, source, diag, out, &encoding);
  if (status == EGB_OK && encoding != NULL)
    status = egb_encoding_convert(arena, source, encoding, dialect->encoding_place, diag, &converted);
  if (status != EGB_OK)
    return status;
  status = egb_dialect_lines(arena, encoding != NULL ? converted : source, &file->text);
  if (status == EGB_OK)
    file->found = find_origin(file->text, dialect->as);
  return status;
}

/* A sheet that was not asked for: what is wrong with it is not reported. NULL: it cannot be read. */
static egb_status read_sheet(egb_arena *arena, const egb_source *source, const char *name, egb_diag *diag,
                             egb_source **text) {
  const egb_diag_point mark = egb_diag_mark(diag);
  const egb_status status = egb_xlsx_text(arena, source, &(egb_xlsx_options){.sheet = name}, diag, text);
  egb_diag_rewind(diag, mark);
  return status == EGB_NO_MEMORY ? status : EGB_OK;
}

/* ", beside `B` and `C`": what is not read is named. "": there is no memory for it. */
static const char *other_sheets(egb_arena *arena, const egb_xlsx_sheet *sheet, size_t count, size_t but) {
  char list[SHEETS_NAMED * (EGB_CLIP + 8)] = ", beside ";
  size_t length = strlen(list), named = 0;
  for (size_t i = 0; i < count && named < SHEETS_NAMED; i++) {
    char shown[EGB_CLIP];
    if (i == but)
      continue;
    length += (size_t)snprintf(list + length, sizeof list - length, "%s`%s`", named++ == 0 ? "" : ", ",
                               egb_clip(shown, sheet[i].name, strlen(sheet[i].name)));
  }
  const char *out = egb_arena_format(arena, "%s%s", list, named + 1 < count ? " and others" : "");
  return out != NULL ? out : "";
}

/* Which sheet is read is said, also where it is the only one that is not hidden. */
static egb_status name_first(egb_arena *arena, const egb_xlsx_sheet *sheet, size_t count, egb_recognition *out) {
  size_t first = 0;
  while (first < count && sheet[first].hidden)
    first++;
  if (first == count)
    return EGB_OK;
  return egb_guess_add(out, "sheet", sheet[first].name,
                       count == 1 ? "the only one"
                                  : egb_arena_format(arena, "the first of %zu that is not hidden%s", count,
                                                     other_sheets(arena, sheet, count, first)));
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
  if (status != EGB_OK)
    return status;
  return chosen == NULL ? name_first(arena, sheet, count, out) : egb_guess_add(out, "sheet", chosen, evidence);
}

static egb_status open_workbook(egb_arena *arena, const egb_source *source, egb_dialect *dialect, egb_diag *diag,
                                egb_recognition *out, opened *file) {
  const egb_xlsx_options options = {
      .sheet = dialect->sheet, .range = dialect->range, .header_last = dialect->header_last};
  egb_source *text = NULL;
  const egb_status status = egb_xlsx_text(arena, source, &options, diag, &text);
  file->text = text;
  file->workbook = dialect->workbook = true;
  dialect->delimiter = ',';
  if (status != EGB_OK)
    return status;
  file->found = find_origin(text, dialect->as);
  return dialect->sheet != NULL ? EGB_OK : choose_sheet(arena, source, dialect->as, diag, out, file);
}

/* Where each row is about a unit and the columns are periods, and no column says which indicator. */
static egb_status guess_only(egb_arena *arena, const opened *file, const egb_data_file *given, egb_diag *diag,
                             egb_recognition *out) {
  const egb_origin *origin = file->found.origin;
  const egb_dialect dialect = {.as = origin->name, .delimiter = file->found.delimiter, .workbook = file->workbook};
  egb_rows rows;
  bool has = false;
  if (strstr(origin->keys, "layout: periods") == NULL || given->indicator != NULL || given->only_indicator != NULL)
    return EGB_OK;
  const egb_diag_point mark = egb_diag_mark(diag);
  const egb_status status = egb_rows_open(&rows, arena, file->text, &dialect, diag);
  egb_diag_rewind(diag, mark);
  for (size_t i = 0; status == EGB_OK && origin->indicator[i] != NULL; i++)
    has = has || egb_rows_find(&rows, origin->indicator[i]) != EGB_NAMES_NONE;
  return has || status != EGB_OK ? status == EGB_NO_MEMORY ? status : EGB_OK
                                 : egb_guess_add(out, "only-indicator", "values", EGB_NO_INDICATOR);
}

const egb_origin *egb_description_of(const egb_source *text, egb_dialect *dialect) {
  const char delimiters[] = {egb_dialect_delimiter(&(egb_dialect){0}, text), ',', ';', '\t'};
  for (size_t i = 0; egb_description_origins[i] != NULL; i++)
    for (size_t k = 0; k < sizeof delimiters; k++) {
      const size_t line = egb_dialect_find_header(text, delimiters[k], egb_description_origins[i]);
      if (line == 0)
        continue;
      *dialect = (egb_dialect){.delimiter = delimiters[k], .header_first = line, .header_last = line};
      return egb_description_origins[i];
    }
  return NULL;
}

/* The columns of such a table would be taken for indicators. */
static egb_status refuse_description(const egb_source *text, egb_diag *diag) {
  egb_dialect dialect;
  const egb_origin *origin = egb_description_of(text, &dialect);
  if (origin == NULL)
    return EGB_OK;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_COLUMN_MISSING, (egb_place){0},
              "`%s` says how an index is made (%s), and holds no data", text->name, origin->publisher);
  egb_diag_hint(diag,
                "give the table with the data alone; `egovbench init --from DATA.csv %s` drafts a definition of both",
                text->name);
  return EGB_REFUSED;
}

/* The first of the headers that the line has; NULL: none. */
static const char *header_in(const egb_source *text, const match *found, const char *const *headers) {
  for (; headers != NULL && *headers != NULL; headers++) {
    const char *const one[] = {*headers, NULL};
    if (egb_dialect_find_header(text, found->delimiter, &(egb_origin){.signature = one}) == found->line)
      return *headers;
  }
  return NULL;
}

static const char *either(const char *given, const char *theirs) {
  return given != NULL ? given : theirs;
}

static egb_status guess_rows(egb_arena *arena, const egb_source *text, egb_dialect dialect, const egb_data_file *given,
                             const match *found, egb_diag *diag, egb_recognition *out) {
  const egb_origin *origin = found->origin;
  const egb_row_roles roles = {either(given->unit, header_in(text, found, origin->unit)),
                               either(given->period, header_in(text, found, origin->period)),
                               either(given->indicator, header_in(text, found, origin->indicator)),
                               either(given->value, header_in(text, found, origin->value))};
  dialect.as = origin->name;
  dialect.delimiter = found->delimiter;
  if (given->dialect.where_count != 0 || roles.unit == NULL || roles.value == NULL)
    return EGB_OK;
  return egb_guess_where(arena, text, &dialect, &roles, diag, out);
}

static egb_status add_origin(egb_arena *arena, const egb_source *text, const egb_dialect *dialect, const match *found,
                             egb_recognition *out) {
  const egb_status status = egb_guess_add(out, "as", found->origin->name, say_headers(arena, found));
  if (status != EGB_OK || found->delimiter == egb_dialect_delimiter(dialect, text))
    return status;
  return egb_guess_add(out, "delimiter", egb_delimiter_name(found->delimiter), "it separates these headers");
}

egb_status egb_recognise(egb_arena *arena, const egb_source *source, const egb_recognise_from *from, egb_diag *diag,
                         egb_recognition *out) {
  opened file = {0};
  egb_dialect dialect = from->given->dialect;
  egb_status status = egb_xlsx_is(source) ? open_workbook(arena, source, &dialect, diag, out, &file)
                                          : open_text(arena, source, &dialect, diag, out, &file);
  if (status == EGB_OK)
    status = refuse_description(file.text, diag);
  if (status != EGB_OK)
    return status;
  out->origin = file.found.origin;
  out->other = file.found.other;
  if (out->origin == NULL)
    return dialect.as != NULL ? EGB_OK : egb_guess_keys(arena, file.text, &dialect, from, diag, out);
  status = add_origin(arena, file.text, &dialect, &file.found, out);
  if (status == EGB_OK)
    status = guess_only(arena, &file, from->given, diag, out);
  return status == EGB_OK ? guess_rows(arena, file.text, dialect, from->given, &file.found, diag, out) : status;
}
