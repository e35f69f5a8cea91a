#include "base/source.h"

#include "base/utf8.h"

#include <string.h>

/* A line ends at LF; the CR of a CRLF belongs to the line end. Only a text without any LF is counted by its CRs. */
static char line_end(const egb_source *source) {
  return source->length != 0 && memchr(source->text, '\n', source->length) == NULL ? '\r' : '\n';
}

/* Where the text of a line begins: a byte order mark is not a column. */
static size_t behind_mark(const egb_source *source, size_t start) {
  const bool marked = start == 0 && source->length >= 3 && memcmp(source->text, "\xEF\xBB\xBF", 3) == 0;
  return marked ? 3 : start;
}

egb_line egb_place_line(egb_place place) {
  const char *text = egb_source_text(place.source);
  if (text == NULL)
    return (egb_line){0};
  const size_t length = place.source->length;
  const size_t offset = place.offset < length ? place.offset : length;
  const char end = line_end(place.source);
  egb_line line = {.line = 1};
  size_t at = 0;
  while (at < offset) {
    const char *found = memchr(text + at, end, offset - at);
    if (found == NULL)
      break;
    at = (size_t)(found - text) + 1;
    line.line++;
  }
  at = behind_mark(place.source, at);
  const char *stop = at < length ? memchr(text + at, end, length - at) : NULL;
  line.start = at;
  line.length = (stop != NULL ? (size_t)(stop - text) : length) - at;
  if (stop != NULL && end == '\n' && line.length > 0 && text[at + line.length - 1] == '\r')
    line.length--;
  line.column = 1 + (offset > at ? egb_utf8_count(text + at, offset - at) : 0);
  return line;
}

bool egb_line_starts_find(const egb_source *source, egb_arena *arena, egb_line_starts *out) {
  const char *text = egb_source_text(source), end = line_end(source);
  if (text == NULL) {
    *out = (egb_line_starts){.source = source, .start = egb_arena_array(arena, 1, sizeof(uint32_t))};
    return out->start != NULL;
  }
  size_t count = 1;
  for (size_t i = 0; i < source->length; i++)
    count += text[i] == end;
  uint32_t *start = egb_arena_array(arena, count, sizeof *start);
  for (size_t i = 0, line = 1; start != NULL && i < source->length; i++)
    if (text[i] == end)
      start[line++] = (uint32_t)(i + 1);
  *out = (egb_line_starts){.source = source, .start = start, .count = count, .line = SIZE_MAX};
  return start != NULL;
}

/* The last line that starts at the offset or before. */
static size_t find_line(const egb_line_starts *starts, size_t offset) {
  size_t low = 0, high = starts->count;
  while (high - low > 1) {
    const size_t middle = low + (high - low) / 2;
    if (starts->start[middle] <= offset)
      low = middle;
    else
      high = middle;
  }
  return low;
}

void egb_line_starts_place(egb_line_starts *starts, size_t offset, size_t *line, size_t *column) {
  const egb_source *source = starts->source;
  if (starts->count == 0) {
    *line = *column = 0;
    return;
  }
  offset = offset < source->length ? offset : source->length;
  const size_t found = find_line(starts, offset), start = behind_mark(source, starts->start[found]);
  const size_t to = offset > start ? offset : start, here = starts->offset;
  if (found != starts->line)
    starts->column = 1 + egb_utf8_count(source->text + start, to - start);
  else if (to >= here)
    starts->column += egb_utf8_count(source->text + here, to - here);
  else
    starts->column -= egb_utf8_count(source->text + to, here - to);
  starts->line = found;
  starts->offset = to;
  *line = found + 1;
  *column = starts->column;
}
