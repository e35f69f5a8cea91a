/* small.h - an index and its data from two texts, for tests of the score room. */
#ifndef EGB_TESTS_SMALL_H
#define EGB_TESTS_SMALL_H

#include "model/results.h"
#include "model/trail.h"
#include "score/plan.h"

#include <stdio.h>
#include <string.h>

typedef struct small {
  egb_diag *diag;
  egb_index *index;
  egb_dataset *data;
  egb_plan *plan;
  egb_results *results;
  egb_status status; /* of the last step taken */
} small;

static inline void small_free(small *s) {
  egb_results_free(s->results);
  egb_plan_free(s->plan);
  egb_dataset_free(s->data);
  egb_index_free(s->index);
  egb_diag_free(s->diag);
  *s = (small){0};
}

static inline void small_complain(const small *s) {
  char *text = egb_diag_text(s->diag, EGB_DIAG_HUMAN, EGB_NOTE, false);
  print_message("%s", text != NULL ? text : "");
  egb_free(text);
}

static inline small small_open(const char *definition, const char *csv) {
  static const char *const stdin_only[] = {"-"};
  small s = {.diag = egb_diag_new()};
  const egb_data_options options = {
      .size = sizeof options, .files = stdin_only, .file_count = 1, .stdin_text = csv, .stdin_length = strlen(csv)};
  s.status = egb_index_parse("small.yaml", definition, strlen(definition), s.diag, &s.index);
  if (s.status == EGB_OK)
    s.status = egb_dataset_load(s.index, &options, s.diag, &s.data);
  return s;
}

/* Reads both; what is wrong with them is the test's own fault. */
static inline small small_read(const char *definition, const char *csv) {
  small s = small_open(definition, csv);
  if (s.status != EGB_OK) {
    small_complain(&s);
    fail_msg("the test's own definition or data is refused");
  }
  return s;
}

/* Whoever finds it, the reader or the plan: a fault is a fault. */
static inline small small_plan(const char *definition, const char *csv, const egb_plan_options *options) {
  small s = small_open(definition, csv);
  if (s.status == EGB_OK)
    s.status = egb_plan_new(s.index, s.data, options, s.diag, &s.plan);
  return s;
}

/* Read, planned and scored; must succeed. */
static inline small small_score(const char *definition, const char *csv) {
  small s = small_plan(definition, csv, NULL);
  if (s.status == EGB_OK)
    s.status = egb_score(s.plan, s.diag, &s.results);
  if (s.status != EGB_OK) {
    small_complain(&s);
    fail_msg("not scored");
  }
  return s;
}

/* Up to scoring, whatever comes of it. */
static inline small small_try(const char *definition, const char *csv) {
  small s = small_plan(definition, csv, NULL);
  if (s.status == EGB_OK)
    s.status = egb_score(s.plan, s.diag, &s.results);
  return s;
}

static inline double small_node(const small *s, const char *node, const char *unit) {
  return egb_results_node_score(s->results, egb_index_find(s->index, node), egb_dataset_find_unit(s->data, unit));
}

static inline size_t small_unit(const small *s, const char *unit) {
  return egb_dataset_find_unit(s->data, unit);
}

/* Warning or error i has this code, place and parts of text and hint. line 0: no place. */
static inline void small_message(const small *s, size_t i, const char *code, size_t line, size_t column,
                                 const char *text, const char *hint) {
  const egb_message *m = NULL;
  for (size_t k = 0, seen = 0; k < egb_diag_kept(s->diag) && m == NULL; k++)
    if (egb_diag_message(s->diag, k)->severity != EGB_NOTE && seen++ == i)
      m = egb_diag_message(s->diag, k);
  const bool placed =
      m != NULL && (line == 0 ? m->file == NULL : m->file != NULL && m->line == line && m->column == column);
  if (!placed || strcmp(m->code, code) != 0 || strstr(m->text, text) == NULL || m->hint == NULL ||
      strstr(m->hint, hint) == NULL) {
    small_complain(s);
    fail_msg("message %zu is not %s at %zu:%zu with `%s` and `%s`", i, code, line, column, text, hint);
  }
}

#endif
