/* The rules in turn, and their findings as messages. */
#include "lint/lint.h"

#include "base/diag.h"

#include <math.h>
#include <stdlib.h>

#define EGB_LINT(name) extern const egb_lint_rule egb_lint_##name;
#include "lint/list.h"

static const egb_lint_rule *const rules[] = {
#define EGB_LINT(name) &egb_lint_##name,
#include "lint/list.h"
};
#define RULES (sizeof rules / sizeof rules[0])

void egb_lint_find(egb_lint_work *work, size_t node, egb_place place, egb_buffer *text, egb_buffer *advice) {
  egb_arena *arena = work->out->arena;
  egb_lint_finding *finding = egb_arena_array(arena, 1, sizeof *finding);
  const char *said = text->failed ? NULL : egb_arena_text(arena, egb_buffer_string(text), text->length);
  const char *advised = advice->failed ? NULL : egb_arena_text(arena, egb_buffer_string(advice), advice->length);
  egb_buffer_clear(text);
  egb_buffer_clear(advice);
  if (finding == NULL || said == NULL || advised == NULL) {
    work->failed = true;
    return;
  }
  *finding = (egb_lint_finding){work->rule->id, work->rule->code, node, place, said, advised, NULL};
  if (work->last == NULL)
    work->out->first = finding;
  else
    work->last->next = finding;
  work->last = finding;
  work->out->count++;
}

size_t egb_lint_range(const double *value, size_t count, double *least, double *most) {
  size_t present = 0;
  *least = INFINITY;
  *most = -INFINITY;
  for (size_t u = 0; u < count; u++) {
    if (isnan(value[u]))
      continue;
    *least = fmin(*least, value[u]);
    *most = fmax(*most, value[u]);
    present++;
  }
  return present;
}

egb_status egb_lint_new(const egb_results *results, const egb_history *history, egb_diag *diag, egb_lint **out) {
  (void)diag;
  *out = NULL;
  egb_arena *arena = egb_arena_new();
  egb_lint *lint = egb_arena_array(arena, 1, sizeof *lint);
  if (lint == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  *lint = (egb_lint){.arena = arena, .results = results};
  egb_lint_work work = {.out = lint, .index = results->index, .results = results, .history = history};
  for (size_t i = 0; i < RULES && !work.failed; i++) {
    work.rule = rules[i];
    rules[i]->look(&work);
  }
  if (work.failed) {
    egb_lint_free(lint);
    return EGB_NO_MEMORY;
  }
  *out = lint;
  return EGB_OK;
}

void egb_lint_free(egb_lint *lint) {
  if (lint != NULL)
    egb_arena_free(lint->arena);
}

size_t egb_lint_count(const egb_lint *lint) {
  return lint->count;
}

void egb_lint_report(const egb_lint *lint, egb_diag *diag) {
  for (const egb_lint_finding *f = lint->first; f != NULL; f = f->next) {
    egb_diag_at(diag, EGB_SEVERITY_WARNING, f->code, f->place, "%s", f->text);
    egb_diag_hint(diag, "%s", f->advice);
  }
}

const char *egb_lint_rule_id(size_t i) {
  return i < RULES ? rules[i]->id : NULL;
}

const char *egb_lint_rule_summary(size_t i) {
  return i < RULES ? rules[i]->summary : NULL;
}

const char *egb_lint_rule_limit(size_t i) {
  return i < RULES ? rules[i]->limit : NULL;
}
