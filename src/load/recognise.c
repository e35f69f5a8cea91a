#include "load/recognise.h"

#include "load/dialect.h"
#include "read/encoding.h"
#include "read/xlsx.h"

#include <stdio.h>
#include <string.h>

egb_status egb_guess_add(egb_recognition *out, const char *key, const char *value, const char *evidence) {
  if (value == NULL || evidence == NULL)
    return EGB_NO_MEMORY;
  if (out->count < EGB_GUESSES_MOST)
    out->guess[out->count++] = (egb_guess){key, value, evidence};
  return EGB_OK;
}

/* ---- bytes ----------------------------------------------------------------------------------- */

static egb_status decode(egb_arena *arena, const egb_source *source, egb_diag *diag, egb_recognition *out,
                         const egb_source **text) {
  const char *evidence = "";
  egb_source *converted = NULL;
  *text = source;
  if (egb_xlsx_is(source)) {
    const egb_status status = egb_xlsx_text(arena, source, &(egb_xlsx_options){0}, diag, &converted);
    *text = converted;
    return status;
  }
  const char *encoding = egb_encoding_guess(source, &evidence);
  if (encoding == NULL)
    return EGB_OK;
  egb_status status = egb_guess_add(out, "encoding", encoding, evidence);
  if (status == EGB_OK)
    status = egb_encoding_convert(arena, source, encoding, (egb_place){0}, diag, &converted);
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

egb_status egb_recognise(egb_arena *arena, const egb_source *source, const char *as, egb_diag *diag,
                         egb_recognition *out) {
  const egb_source *text;
  *out = (egb_recognition){0};
  egb_status status = decode(arena, source, diag, out, &text);
  if (status != EGB_OK)
    return status;
  const match found = find_origin(text, as);
  out->origin = found.origin;
  out->other = found.other;
  if (found.origin == NULL)
    return as != NULL ? egb_guess_add(out, "as", as, "as was asked for; no line has the headers of its files")
                      : egb_guess_keys(arena, text, diag, out);
  status = egb_guess_add(out, "as", found.origin->name, say_headers(arena, &found));
  if (status == EGB_OK && found.delimiter != egb_dialect_delimiter(&(egb_dialect){0}, text))
    status = egb_guess_add(out, "delimiter", egb_delimiter_name(found.delimiter), "it separates these headers");
  return status;
}
