#include "metadata/portal.h"
#include "metadata/metadata.h"

#include <string.h>

void egb_mark(egb_marks *marks, const char *name, egb_mark_state state, const char *why) {
  if (marks->count < EGB_BUNDLE_MARKS)
    marks->mark[marks->count++] = (egb_bundle_mark){name, state, egb_arena_copy(marks->arena, why)};
}

void egb_mark_if(egb_marks *marks, const char *name, bool passes, const char *why, const char *advice) {
  egb_mark(marks, name, passes ? EGB_MARK_PASSES : EGB_MARK_FAILS, passes ? why : advice);
}

bool egb_bundle_speaks(const egb_bundle_text *text, size_t count, const char *language) {
  for (size_t i = 0; i < count; i++)
    if (text[i].language != NULL && strcmp(text[i].language, language) == 0 && text[i].text[0] != '\0')
      return true;
  return false;
}
