#include "score/frame.h"

#include <math.h>
#include <string.h>

void egb_frame_make(egb_arena *arena, egb_frame *frame, size_t nodes) {
  frame->value = egb_arena_array(arena, nodes, sizeof *frame->value);
  frame->state = egb_arena_array(arena, nodes, sizeof *frame->state);
  frame->own = egb_arena_array(arena, nodes, sizeof *frame->own);
  frame->own_state = egb_arena_array(arena, nodes, sizeof *frame->own_state);
}

bool egb_frame_own(egb_arena *arena, egb_frame *frame, size_t node, size_t units) {
  double *value = egb_arena_array(arena, units, sizeof *value);
  uint8_t *state = egb_arena_array(arena, units, sizeof *state);
  frame->value[node] = frame->own[node] = value;
  frame->state[node] = frame->own_state[node] = state;
  return value != NULL && state != NULL;
}

bool egb_frame_copy(egb_arena *arena, egb_frame *frame, size_t node, size_t units, const egb_frame *from) {
  if (!egb_frame_own(arena, frame, node, units))
    return false;
  memcpy(frame->own[node], from->value[node], units * sizeof *frame->own[node]);
  memcpy(frame->own_state[node], from->state[node], units * sizeof *frame->own_state[node]);
  return true;
}

void egb_frame_borrow(egb_frame *frame, size_t node, const egb_frame *from) {
  frame->value[node] = from->value[node];
  frame->state[node] = from->state[node];
  frame->own[node] = NULL;
  frame->own_state[node] = NULL;
}

size_t egb_frame_missing(const double *value, size_t count) {
  size_t missing = 0;
  for (size_t u = 0; u < count; u++)
    missing += isnan(value[u]) ? 1 : 0;
  return missing;
}
