/* An edit as a unified diff. Splices either stay within a line or add whole lines, so that no search for common lines
 * is needed. */
#include "edit/edit.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

#define CONTEXT 3

/* One line of the diff; text with its line end, if it has one. */
typedef struct diff_line {
  char sign; /* ' ', '-', '+' */
  const char *text;
  size_t length;
} diff_line;

typedef struct differ {
  egb_arena *arena;
  const egb_source *source;
  const egb_splice *splice;
  size_t splices, next; /* the next splice */
  diff_line *line;
  size_t count;
} differ;

static void put(differ *d, char sign, const char *text, size_t length) {
  d->line[d->count++] = (diff_line){sign, text, length};
}

/* All lines of a text. */
static void put_lines(differ *d, char sign, const char *text, size_t length) {
  while (length > 0) {
    const char *end = memchr(text, '\n', length);
    const size_t size = end != NULL ? (size_t)(end - text) + 1 : length;
    put(d, sign, text, size);
    text += size;
    length -= size;
  }
}

/* The splices within bytes [from, to) of the old text, to included at its very end. */
static bool put_changed(differ *d, size_t from, size_t to) {
  const egb_splice *splice = d->splice;
  egb_buffer line = {0};
  bool inside = false;
  for (; d->next < d->splices && (splice[d->next].offset < to || to == d->source->length); d->next++) {
    const egb_splice *here = &splice[d->next];
    const size_t length = strlen(here->text);
    if (!inside && here->offset == from && here->length == 0 && length > 0 && here->text[length - 1] == '\n') {
      put_lines(d, '+', here->text, length);
      continue;
    }
    if (!inside)
      put(d, '-', d->source->text + from, to - from);
    inside = true;
    egb_buffer_add(&line, d->source->text + from, here->offset - from);
    egb_buffer_text(&line, here->text);
    from = here->offset + here->length;
  }
  if (!inside) {
    if (to > from)
      put(d, ' ', d->source->text + from, to - from);
    return true;
  }
  egb_buffer_add(&line, d->source->text + from, to - from);
  const char *text = line.failed ? NULL : egb_arena_text(d->arena, line.text, line.length);
  if (text != NULL)
    put_lines(d, '+', text, line.length);
  egb_buffer_clear(&line);
  return text != NULL;
}

static bool collect(differ *d) {
  const egb_source *source = d->source;
  for (size_t from = 0, to; from < source->length; from = to) {
    const char *end = memchr(source->text + from, '\n', source->length - from);
    to = end != NULL ? (size_t)(end - source->text) + 1 : source->length;
    const bool last_ended = to == source->length && end != NULL;
    if (d->next == d->splices || (d->splice[d->next].offset >= to && (last_ended || to < source->length))) {
      put(d, ' ', source->text + from, to - from);
      continue;
    }
    if (!put_changed(d, from, to))
      return false;
  }
  for (; d->next < d->splices; d->next++) /* behind the last line */
    put_lines(d, '+', d->splice[d->next].text, strlen(d->splice[d->next].text));
  return true;
}

static void write_line(egb_buffer *out, const diff_line *line, bool shown) {
  size_t length = line->length;
  const bool ended = length > 0 && line->text[length - 1] == '\n';
  length -= ended;
  if (shown && ended && length > 0 && line->text[length - 1] == '\r')
    length--;
  egb_buffer_char(out, line->sign);
  if (shown)
    egb_utf8_show(out, line->text, length);
  else
    egb_buffer_add(out, line->text, length);
  egb_buffer_text(out, ended ? "\n" : "\n\\ No newline at end of file\n");
}

static void write_range(egb_buffer *out, char sign, size_t before, size_t count) {
  egb_buffer_format(out, count == 1 ? "%c%zu" : "%c%zu,%zu", sign, before + (count > 0), count);
}

/* Those of the lines [from, to) with a sign: of neighbours that change, the old ones come before the new ones. */
static void write_run(egb_buffer *out, const differ *d, size_t from, size_t to, char sign, bool shown) {
  for (size_t i = from; i < to; i++)
    if (d->line[i].sign == sign)
      write_line(out, &d->line[i], shown);
}

/* Lines [from, to) of the diff as one hunk; the numbers count the lines of both texts before it. */
static void write_hunk(egb_buffer *out, const differ *d, size_t from, size_t to, size_t old_before, size_t new_before,
                       bool shown) {
  size_t old_count = 0, new_count = 0;
  for (size_t i = from; i < to; i++) {
    old_count += d->line[i].sign != '+';
    new_count += d->line[i].sign != '-';
  }
  egb_buffer_text(out, "@@ ");
  write_range(out, '-', old_before, old_count);
  egb_buffer_char(out, ' ');
  write_range(out, '+', new_before, new_count);
  egb_buffer_text(out, " @@\n");
  for (size_t i = from, end; i < to; i = end) {
    for (end = i + 1; end < to && d->line[i].sign != ' ' && d->line[end].sign != ' '; end++)
      ;
    write_run(out, d, i, end, d->line[i].sign == ' ' ? ' ' : '-', shown);
    if (d->line[i].sign != ' ')
      write_run(out, d, i, end, '+', shown);
  }
}

static void write_diff(egb_buffer *out, const differ *d, bool shown) {
  size_t old_before = 0, new_before = 0, from = 0;
  for (size_t i = 0; i < d->count;) {
    if (d->line[i].sign == ' ') {
      i++;
      continue;
    }
    const size_t start = i - from > CONTEXT ? i - CONTEXT : from;
    for (; from < start; from++) {
      old_before += d->line[from].sign != '+';
      new_before += d->line[from].sign != '-';
    }
    size_t end = i + 1, quiet = 0;
    for (; end < d->count && quiet <= 2 * CONTEXT; end++)
      quiet = d->line[end].sign == ' ' ? quiet + 1 : 0;
    end -= quiet > CONTEXT ? quiet - CONTEXT : 0;
    write_hunk(out, d, start, end, old_before, new_before, shown);
    i = end;
  }
}

static size_t lines_of(const char *text, size_t length) {
  size_t count = 1;
  for (size_t i = 0; i < length; i++)
    count += text[i] == '\n';
  return count;
}

egb_status egb_edit_diff(const egb_edit *edit, bool shown, char **out, size_t *length) {
  const egb_source *source = edit->index->source;
  egb_buffer text = {0};
  egb_arena *arena = egb_arena_new();
  differ d = {.arena = arena, .source = source, .splice = edit->splice, .splices = edit->splice_count};
  *out = NULL;
  *length = 0;
  const size_t lines = lines_of(source->text, source->length) + lines_of(edit->text, edit->length);
  d.line = egb_arena_array(arena, lines + 2, sizeof *d.line);
  if (d.line != NULL && collect(&d)) {
    for (int side = 0; side < 2 && d.splices > 0; side++) {
      egb_buffer_text(&text, side == 0 ? "--- " : "+++ ");
      egb_utf8_show(&text, source->name, strlen(source->name));
      egb_buffer_char(&text, '\n');
    }
    write_diff(&text, &d, shown);
    *out = egb_buffer_take(&text, length);
  }
  egb_arena_free(arena);
  return *out != NULL ? EGB_OK : EGB_NO_MEMORY;
}
