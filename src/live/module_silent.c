/* Of the module alone: reports and texts for people go nowhere. A page explains by itself what a status means, and
 * printf would be a third of the module. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/system.h"
#include "exact/bounds_state.h"

void egb_diag_at(egb_diag *diag, egb_severity severity, const char *code, egb_place place, const char *format, ...) {
  (void)diag;
  (void)severity;
  (void)code;
  (void)place;
  (void)format;
}

void egb_diag_say(egb_diag *diag, egb_severity severity, const char *code, const char *format, ...) {
  (void)diag;
  (void)severity;
  (void)code;
  (void)format;
}

void egb_diag_hint(egb_diag *diag, const char *format, ...) {
  (void)diag;
  (void)format;
}

/* Never empty: an obstacle stays one. */
char *egb_arena_format(egb_arena *arena, const char *format, ...) {
  return egb_arena_copy(arena, format);
}

size_t egb_number_shortest(double value, char *out) {
  (void)value;
  out[0] = '\0';
  return 0;
}

void egb_buffer_format(egb_buffer *buffer, const char *format, ...) {
  (void)buffer;
  (void)format;
}

/* One page is as another here. */
void egb_system_expect_use(void *bytes, size_t size) {
  (void)bytes;
  (void)size;
}

/* No program is solved here, so that nothing waits for a time to come. */
double egb_bounds_now(void) {
  return 0;
}
