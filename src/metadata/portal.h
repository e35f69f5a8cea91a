/* portal.h - what the checks of portals have in common. */
#ifndef EGB_METADATA_PORTAL_H
#define EGB_METADATA_PORTAL_H

#include "metadata/metadata.h"

/* The marks in the making. */
typedef struct egb_marks {
  const egb_bundle *bundle;
  egb_arena *arena;
  egb_bundle_mark *mark; /* room for EGB_BUNDLE_MARKS */
  size_t count;
} egb_marks;

/* Nothing beyond the room; `why` is copied. */
void egb_mark(egb_marks *marks, const char *name, egb_mark_state state, const char *why);
/* A mark that depends on one thing: why it passes, or what to do. */
void egb_mark_if(egb_marks *marks, const char *name, bool passes, const char *why, const char *advice);
/* Texts in a language. */
bool egb_bundle_speaks(const egb_bundle_text *text, size_t count, const char *language);

#endif
