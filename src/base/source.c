#include "base/source.h"

#include "base/utf8.h"

#include <string.h>

/* A line ends at LF; the CR of a CRLF belongs to the line end. Only a text without any LF is counted by its CRs. */
static char line_end(const egb_source *source) {
  return source->length != 0 && memchr(source->text, '\n', source->length) == NULL ? '\r' : '\n';
}

/* The line with this number that starts at `start`, and the place's column in it. */
static egb_line line_at(egb_place place, size_t number, size_t start, char end) {
  const char *text = place.source->text;
  const size_t length = place.source->length;
  const size_t offset = place.offset < length ? place.offset : length;
  egb_line line = {.line = number, .start = start};
  if (start == 0 && length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
    line.start = 3;
  const char *stop = line.start < length ? memchr(text + line.start, end, length - line.start) : NULL;
  line.length = (stop != NULL ? (size_t)(stop - text) : length) - line.start;
  if (stop != NULL && end == '\n' && line.length > 0 && text[line.start + line.length - 1] == '\r')
    line.length--;
  line.column = 1 + (offset > line.start ? egb_utf8_count(text + line.start, offset - line.start) : 0);
  return line;
}

egb_line egb_place_line(egb_place place) {
  const char *text = place.source->text;
  const size_t offset = place.offset < place.source->length ? place.offset : place.source->length;
  const char end = line_end(place.source);
  size_t at = 0, number = 1;
  while (at < offset) {
    const char *found = memchr(text + at, end, offset - at);
    if (found == NULL)
      break;
    at = (size_t)(found - text) + 1;
    number++;
  }
  return line_at(place, number, at, end);
}

bool egb_line_starts_find(const egb_source *source, egb_arena *arena, egb_line_starts *out) {
  const char *text = source->text;
  *out = (egb_line_starts){.end = line_end(source), .count = 1};
  for (size_t i = 0; i < source->length; i++)
    out->count += text[i] == out->end;
  uint32_t *start = egb_arena_array(arena, out->count, sizeof *start);
  for (size_t i = 0, line = 1; start != NULL && i < source->length; i++)
    if (text[i] == out->end)
      start[line++] = (uint32_t)(i + 1);
  out->start = start;
  return start != NULL;
}

egb_line egb_line_starts_line(const egb_line_starts *starts, egb_place place) {
  const size_t length = place.source->length;
  const size_t offset = place.offset < length ? place.offset : length;
  size_t low = 0, high = starts->count;
  while (high - low > 1) {
    const size_t middle = low + (high - low) / 2;
    if (starts->start[middle] <= offset)
      low = middle;
    else
      high = middle;
  }
  return line_at(place, low + 1, starts->start[low], starts->end);
}
