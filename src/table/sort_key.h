/* sort_key.h - what rows are sorted by: numbers before texts, and what is missing last in either direction. */
#ifndef EGB_TABLE_SORT_KEY_H
#define EGB_TABLE_SORT_KEY_H

#include "base/arena.h"

typedef struct egb_sort_key {
  bool missing, reverse;
  double number;
  const char *text; /* folded; NULL: by number */
  size_t place;     /* before: equal keys keep it */
  size_t item;      /* free for the user */
} egb_sort_key;

/* Of two keys, for qsort. */
int egb_sort_key_compare(const void *left, const void *right);
/* The text of a key: folded, in the arena. False: out of memory. */
bool egb_sort_key_fold(egb_sort_key *key, const char *text, size_t length, egb_arena *arena);

#endif
