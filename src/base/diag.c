#include "base/diag.h"

#include "base/diag_list.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_MAX 2000   /* bytes of a message; names from hostile files may be huge */
#define LINE_BEFORE 400 /* bytes of a source line kept before and after its place */
#define LINE_AFTER 400

egb_diag *egb_diag_new(void) {
  egb_diag *diag = calloc(1, sizeof *diag);
  if (diag == NULL)
    return NULL;
  diag->arena = egb_arena_new();
  if (diag->arena == NULL) {
    free(diag);
    return NULL;
  }
  diag->files = &diag->own;
  return diag;
}

egb_diag *egb_diag_beside(const egb_diag *diag) {
  egb_diag *beside = egb_diag_new();
  if (beside != NULL)
    beside->files = diag->files;
  return beside;
}

void egb_diag_free(egb_diag *diag) {
  if (diag == NULL)
    return;
  egb_arena_free(diag->arena);
  free(diag->own.item);
  free(diag);
}

void egb_diag_clear(egb_diag *diag) {
  egb_arena *fresh = egb_arena_new(); /* without memory for one the old texts stay until the end */
  if (fresh != NULL) {
    egb_arena_free(diag->arena);
    diag->arena = fresh;
  }
  memset(diag->counts, 0, sizeof diag->counts);
  memset(diag->kept, 0, sizeof diag->kept);
  diag->lost = diag->count = 0;
  diag->last = NULL;
}

egb_diag_point egb_diag_mark(const egb_diag *diag) {
  egb_diag_point point = {.kept = diag->count, .lost = diag->lost, .number = diag->reports};
  memcpy(point.reported, diag->counts, sizeof diag->counts);
  return point;
}

/* By the numbers of the reports and not by their places, which egb_diag_sort changes. The numbers never go back, so
 * that a point that was rewound over, or cleared, knows none of what was reported later. */
void egb_diag_rewind(egb_diag *diag, egb_diag_point to) {
  size_t count = 0;
  memset(diag->kept, 0, sizeof diag->kept);
  for (size_t i = 0; i < diag->count; i++)
    if (diag->entries[i].number < to.number) {
      diag->kept[diag->entries[i].message.severity]++;
      diag->entries[count++] = diag->entries[i];
    }
  diag->count = count;
  diag->last = NULL;
  for (size_t s = 0; s < EGB_SEVERITIES; s++)
    diag->counts[s] = diag->counts[s] < to.reported[s] ? diag->counts[s] : to.reported[s];
  diag->lost = diag->lost < to.lost ? diag->lost : to.lost;
}

size_t egb_diag_count(const egb_diag *diag, egb_severity severity) {
  return (size_t)severity < EGB_SEVERITIES ? diag->counts[severity] : 0;
}

size_t egb_diag_kept(const egb_diag *diag) {
  return diag->count;
}

size_t egb_diag_lost(const egb_diag *diag) {
  return diag->lost;
}

const egb_message *egb_diag_first_error(const egb_diag *diag, egb_diag_point since) {
  for (size_t i = since.kept; i < diag->count && diag->lost <= since.lost; i++)
    if (diag->entries[i].message.severity == EGB_SEVERITY_ERROR)
      return &diag->entries[i].message;
  return NULL;
}

const egb_message *egb_diag_message(const egb_diag *diag, size_t i) {
  return i < diag->count ? &diag->entries[i].message : NULL;
}

bool egb_diag_failed(const egb_diag *diag) {
  return diag->counts[EGB_SEVERITY_ERROR] != 0;
}

/* Moves a cut back to the start of a character. */
static size_t character_start(const char *text, size_t at) {
  for (int i = 0; i < 3 && at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80; i++)
    at--;
  return at;
}

static char *format_text(egb_arena *arena, const char *format, va_list arguments) EGB_PRINTF(2, 0);
static char *format_text(egb_arena *arena, const char *format, va_list arguments) {
  char text[TEXT_MAX + 4];
  int length = vsnprintf(text, TEXT_MAX, format, arguments);
  if (length < 0)
    length = 0;
  if (length >= TEXT_MAX) {
    length = (int)character_start(text, TEXT_MAX - 1);
    memcpy(text + length, "\xE2\x80\xA6", 3);
    length += 3;
  }
  return egb_arena_text(arena, text, (size_t)length);
}

/* Fills in where the message is; false when memory ran out. */
static bool locate(egb_diag *diag, egb_diag_entry *entry, egb_place place) {
  if (egb_source_text(place.source) == NULL)
    return true; /* the text is lost, and with it the place */
  const egb_line line = egb_place_line(place);
  const char *text = place.source->text + line.start;
  size_t offset = place.offset > line.start ? place.offset - line.start : 0;
  if (offset > line.length)
    offset = line.length;
  size_t end = line.length - offset < place.length ? line.length : offset + place.length;
  const size_t from = offset > LINE_BEFORE ? character_start(text, offset - LINE_BEFORE) : 0;
  const size_t to = line.length - offset > LINE_AFTER ? character_start(text, offset + LINE_AFTER) : line.length;
  if (end > to)
    end = to;

  egb_message *message = &entry->message;
  message->line = line.line;
  message->column = line.column;
  message->width = end > offset ? egb_utf8_count(text + offset, end - offset) : 1;
  message->file = egb_arena_copy(diag->arena, place.source->name);
  message->source_line = egb_arena_text(diag->arena, text + from, to - from);
  entry->cut = egb_utf8_count(text, from);
  return message->file != NULL && message->source_line != NULL;
}

static void report(egb_diag *diag, egb_severity severity, const char *code, egb_place place, const char *format,
                   va_list arguments) EGB_PRINTF(5, 0);
static void report(egb_diag *diag, egb_severity severity, const char *code, egb_place place, const char *format,
                   va_list arguments) {
  diag->counts[severity]++;
  diag->last = NULL;
  const size_t number = diag->reports++;
  if (diag->kept[severity] == EGB_DIAG_CAP)
    return;
  egb_diag_entry entry = {.message = {.severity = severity}, .number = number};
  entry.message.code = egb_arena_copy(diag->arena, code);
  entry.message.text = format_text(diag->arena, format, arguments);
  if (entry.message.code == NULL || entry.message.text == NULL ||
      (place.source != NULL && !locate(diag, &entry, place))) {
    diag->lost++;
    return;
  }
  diag->kept[severity]++;
  diag->last = &diag->entries[diag->count++];
  *diag->last = entry;
}

void egb_diag_at(egb_diag *diag, egb_severity severity, const char *code, egb_place place, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  report(diag, severity, code, place, format, arguments);
  va_end(arguments);
}

void egb_diag_say(egb_diag *diag, egb_severity severity, const char *code, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  report(diag, severity, code, (egb_place){0}, format, arguments);
  va_end(arguments);
}

void egb_diag_hint(egb_diag *diag, const char *format, ...) {
  if (diag->last == NULL)
    return;
  va_list arguments;
  va_start(arguments, format);
  diag->last->message.hint = format_text(diag->arena, format, arguments);
  va_end(arguments);
}

/* True when b belongs before a, which was reported first. */
static bool stands_before(const egb_message *b, const egb_message *a) {
  if (a->file == NULL || b->file == NULL || strcmp(a->file, b->file) != 0)
    return false;
  return b->line != a->line ? b->line < a->line : b->column < a->column;
}

/* Insertion sort: the list is short, and messages at one place stay in the order of their reporting. */
void egb_diag_sort(egb_diag *diag) {
  diag->last = NULL;
  for (size_t i = 1; i < diag->count; i++) {
    const egb_diag_entry entry = diag->entries[i];
    size_t at = i;
    for (; at > 0 && stands_before(&entry.message, &diag->entries[at - 1].message); at--)
      diag->entries[at] = diag->entries[at - 1];
    diag->entries[at] = entry;
  }
}

const char *egb_severity_name(egb_severity severity) {
  return severity == EGB_SEVERITY_ERROR ? "error" : severity == EGB_SEVERITY_WARNING ? "warning" : "note";
}

bool egb_diag_rest(const egb_diag *diag, egb_severity least, egb_buffer *out) {
  bool any = false;
  for (int severity = EGB_SEVERITY_ERROR; severity >= (int)least; severity--) {
    const size_t rest = diag->counts[severity] - diag->kept[severity];
    if (rest == 0)
      continue;
    egb_buffer_format(out, "%s%zu more %s%s", any ? ", " : "", rest, egb_severity_name((egb_severity)severity),
                      rest == 1 ? "" : "s");
    any = true;
  }
  if (any)
    egb_buffer_text(out, diag->lost != 0 ? " not shown (memory ran out)" : " not shown");
  return any;
}

char *egb_diag_text(const egb_diag *diag, egb_diag_format format, egb_severity least, bool colour) {
  egb_buffer out = {0};
  switch (format) {
  case EGB_DIAG_HUMAN:
    egb_diag_print_human(diag, least, colour, &out);
    break;
  case EGB_DIAG_JSON:
    egb_diag_print_json(diag, least, &out);
    break;
  case EGB_DIAG_SARIF:
    egb_diag_print_sarif(diag, least, &out);
    break;
  case EGB_DIAG_GITHUB:
    egb_diag_print_github(diag, least, &out);
    break;
  }
  return egb_buffer_take(&out, NULL);
}
