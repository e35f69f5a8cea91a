/* Draws of any numbers: blocks of a polytope are made once, in the order of their numbers. */
#include "simulate/stated.h"

#include <stdlib.h>
#include <string.h>

typedef struct numbered {
  uint64_t number;
  size_t draw;
} numbered;

static int by_number(const void *a, const void *b) {
  const numbered *left = a, *right = b;
  if (left->number != right->number)
    return left->number < right->number ? -1 : 1;
  return (left->draw > right->draw) - (left->draw < right->draw);
}

egb_status egb_stated_draw(const egb_stated *stated, uint64_t seed, const uint64_t *number, size_t draws, double *out) {
  egb_arena *arena = egb_arena_new();
  numbered *sorted = arena != NULL ? egb_arena_array(arena, draws, sizeof *sorted) : NULL;
  double *block = sorted != NULL ? egb_arena_array(arena, EGB_BLOCK * stated->count, sizeof *block) : NULL;
  uint64_t held = UINT64_MAX;
  for (size_t i = 0; block != NULL && i < draws; i++)
    sorted[i] = (numbered){number[i], i};
  if (block != NULL)
    qsort(sorted, draws, sizeof *sorted, by_number);
  for (size_t i = 0; block != NULL && i < draws && sorted[i].number != UINT64_MAX; i++) {
    if (held != sorted[i].number / EGB_BLOCK) {
      held = sorted[i].number / EGB_BLOCK;
      egb_polytope_block(stated->polytope, seed, (uint32_t)stated->parent, held, block);
    }
    memcpy(out + sorted[i].draw * stated->count, block + sorted[i].number % EGB_BLOCK * stated->count,
           stated->count * sizeof *out);
  }
  egb_arena_free(arena);
  return block != NULL ? EGB_OK : EGB_NO_MEMORY;
}

bool egb_stated_take(const egb_stated *stated, const double *row, const size_t *node, size_t count, double *share,
                     size_t stride) {
  double total = 0;
  for (size_t i = 0, at = 0; i < count; i++) {
    while (stated->node[at] != node[i])
      at++;
    share[i * stride] = row[at];
    total += row[at];
  }
  for (size_t i = 0; i < count && count < stated->count && total > 0; i++)
    share[i * stride] /= total;
  return total > 0;
}
