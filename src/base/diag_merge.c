/* Messages of several runs over the same files. */
#include "base/diag_list.h"

#include <string.h>

static bool same_text(const char *a, const char *b) {
  return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool has(const egb_diag *diag, const egb_message *message) {
  for (size_t i = 0; i < diag->count; i++) {
    const egb_message *other = &diag->entries[i].message;
    if (other->severity == message->severity && other->line == message->line && other->column == message->column &&
        same_text(other->code, message->code) && same_text(other->text, message->text) &&
        same_text(other->file, message->file))
      return true;
  }
  return false;
}

static bool copy_text(egb_arena *arena, const char **text) {
  if (*text != NULL)
    *text = egb_arena_copy(arena, *text);
  return *text != NULL;
}

static void add(egb_diag *into, const egb_diag_entry *entry) {
  const egb_severity severity = entry->message.severity;
  into->counts[severity]++;
  const size_t number = into->reports++;
  if (into->kept[severity] == EGB_DIAG_CAP)
    return;
  egb_diag_entry copy = *entry;
  copy.number = number;
  egb_message *message = &copy.message;
  const bool placed = message->file == NULL ||
                      (copy_text(into->arena, &message->file) && copy_text(into->arena, &message->source_line));
  const bool helped = message->hint == NULL || copy_text(into->arena, &message->hint);
  if (!placed || !helped || !copy_text(into->arena, &message->code) || !copy_text(into->arena, &message->text)) {
    into->lost++;
    return;
  }
  into->kept[severity]++;
  into->entries[into->count++] = copy;
}

void egb_diag_merge(egb_diag *into, const egb_diag *from) {
  into->last = NULL;
  for (size_t i = 0; i < from->count; i++)
    if (!has(into, &from->entries[i].message))
      add(into, &from->entries[i]);
  for (int s = 0; s < EGB_SEVERITIES; s++) { /* which of those that were not kept are new is unknown */
    const size_t rest = from->counts[s] - from->kept[s];
    if (into->counts[s] - into->kept[s] < rest)
      into->counts[s] = into->kept[s] + rest;
  }
  into->lost += from->lost;
}
