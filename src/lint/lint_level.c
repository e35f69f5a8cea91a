/* Levels that no unit reaches, or that all units are in. */
#include "lint/lint.h"

#include "base/codes.h"

#include <math.h>

static size_t count_units(const egb_lint_work *work, size_t level, size_t *of) {
  size_t count = 0;
  *of = 0;
  for (size_t u = 0; u < work->results->unit_count; u++) {
    *of += egb_level_of(work->results, u) != EGB_NONE;
    count += egb_level_of(work->results, u) == level;
  }
  return count;
}

static void find(egb_lint_work *work, const egb_level *level, bool all, size_t of) {
  egb_buffer text = {0}, advice = {0};
  if (all)
    egb_buffer_format(&text, "all %zu units are in the level `%s`", of, level->id);
  else
    egb_buffer_format(&text, "no unit of %zu is in the level `%s`", of, level->id);
  egb_buffer_text(&text, ", from ");
  egb_buffer_number(&text, level->from);
  egb_buffer_text(&advice, all ? "set `from:` of the levels so that they separate units"
                               : "set `from:` so that some unit is in it, or note why it is there");
  egb_lint_find(work, EGB_NONE, level->place, &text, &advice);
}

static void look(egb_lint_work *work) {
  for (size_t i = 0; i < work->index->level_count; i++) {
    size_t of;
    const size_t count = count_units(work, i, &of);
    if (of > 1 && (count == 0 || (count == of && work->index->level_count > 1)))
      find(work, &work->index->level[i], count == of, of);
  }
}

const egb_lint_rule egb_lint_level = {.id = "level",
                                      .code = EGB_W_LINT_LEVEL,
                                      .summary = "levels that no unit reaches, or all units are in",
                                      .look = look};
