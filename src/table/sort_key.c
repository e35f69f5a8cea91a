#include "table/sort_key.h"

#include "base/buffer.h"
#include "base/utf8.h"

#include <string.h>

int egb_sort_key_compare(const void *left, const void *right) {
  const egb_sort_key *a = left, *b = right;
  if (a->missing != b->missing)
    return a->missing ? 1 : -1;
  int order = (a->number > b->number) - (a->number < b->number);
  if (a->text != NULL || b->text != NULL)
    order = a->text != NULL && b->text != NULL ? strcmp(a->text, b->text) : a->text != NULL ? 1 : -1;
  if (order != 0)
    return a->reverse ? -order : order;
  return (a->place > b->place) - (a->place < b->place);
}

bool egb_sort_key_fold(egb_sort_key *key, const char *text, size_t length, egb_arena *arena) {
  egb_buffer folded = {0};
  egb_utf8_fold(&folded, text, length);
  key->text = folded.failed ? NULL : egb_arena_text(arena, egb_buffer_string(&folded), folded.length);
  egb_buffer_clear(&folded);
  return key->text != NULL;
}
