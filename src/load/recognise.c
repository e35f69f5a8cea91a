#include "load/recognise.h"

#include "load/dialect.h"
#include "read/encoding.h"
#include "read/xlsx.h"

#include <stdio.h>
#include <string.h>

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

/* ---- bytes ----------------------------------------------------------------------------------- */

/* Which sheet is read is said, also where it is the only one that is not hidden. */
static egb_status guess_sheet(egb_arena *arena, const egb_source *book, egb_diag *diag, egb_recognition *out) {
  egb_xlsx_sheet *sheet;
  size_t count, first = 0;
  const egb_status status = egb_xlsx_sheets(arena, book, diag, &sheet, &count);
  while (status == EGB_OK && first < count && sheet[first].hidden)
    first++;
  if (status != EGB_OK || first == count)
    return status;
  return egb_guess_add(out, "sheet", sheet[first].name,
                       count == 1 ? "the only one"
                                  : egb_arena_format(arena, "the first of %zu that is not hidden", count));
}

static egb_status decode_workbook(egb_arena *arena, const egb_source *source, egb_dialect *dialect, egb_diag *diag,
                                  egb_recognition *out, egb_source **text) {
  const egb_xlsx_options options = {
      .sheet = dialect->sheet, .range = dialect->range, .header_last = dialect->header_last};
  dialect->workbook = true;
  dialect->delimiter = ',';
  const egb_status status = dialect->sheet != NULL ? EGB_OK : guess_sheet(arena, source, diag, out);
  return status == EGB_OK ? egb_xlsx_text(arena, source, &options, diag, text) : status;
}

static egb_status decode(egb_arena *arena, const egb_source *source, egb_dialect *dialect, egb_diag *diag,
                         egb_recognition *out, const egb_source **text) {
  const char *evidence = "", *encoding = dialect->encoding;
  egb_source *converted = NULL;
  *text = source;
  if (egb_xlsx_is(source)) {
    const egb_status status = decode_workbook(arena, source, dialect, diag, out, &converted);
    *text = converted;
    return status;
  }
  if (encoding == NULL)
    encoding = egb_encoding_guess(source, &evidence);
  if (encoding == NULL)
    return EGB_OK;
  egb_status status = egb_guess_add(out, "encoding", encoding, evidence);
  if (status == EGB_OK)
    status = egb_encoding_convert(arena, source, encoding, dialect->encoding_place, diag, &converted);
  *text = converted;
  return status;
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
    const size_t line = egb_dialect_find_header(text, candidates[i], origin->signature);
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
  for (size_t i = 0; found->origin->signature[i] != NULL; i++)
    length += (size_t)snprintf(list + length, sizeof list - length, "%s`%s`", i == 0 ? "" : ", ",
                               found->origin->signature[i]);
  return egb_arena_format(arena, "line %zu has the headers %s", found->line, list);
}

/* The first of the headers that the line has; NULL: none. */
static const char *header_in(const egb_source *text, const match *found, const char *const *headers) {
  for (; headers != NULL && *headers != NULL; headers++) {
    const char *const one[] = {*headers, NULL};
    if (egb_dialect_find_header(text, found->delimiter, one) == found->line)
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
  const egb_source *text;
  egb_dialect dialect = from->given->dialect;
  egb_status status = decode(arena, source, &dialect, diag, out, &text);
  if (status != EGB_OK)
    return status;
  const match found = find_origin(text, dialect.as);
  out->origin = found.origin;
  out->other = found.other;
  if (found.origin == NULL)
    return dialect.as != NULL ? EGB_OK : egb_guess_keys(arena, text, &dialect, from, diag, out);
  status = add_origin(arena, text, &dialect, &found, out);
  return status == EGB_OK ? guess_rows(arena, text, dialect, from->given, &found, diag, out) : status;
}
