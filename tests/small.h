/* small.h - the one way the suites make an index and its data from two texts, or from a file of the source tree. */
#ifndef EGB_TESTS_SMALL_H
#define EGB_TESTS_SMALL_H

#include "check.h"
#include "model/results.h"
#include "model/trail.h"
#include "score/plan.h"

#include <stdio.h>
#include <stdlib.h>
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

/* ---- step by step, whatever comes of it ------------------------------------------------------ */

/* path: what places name, and the folder that data files are looked for in. */
static inline small small_parse(const char *path, const char *definition) {
  small s = {.diag = egb_diag_new()};
  s.status = s.diag == NULL ? EGB_NO_MEMORY : egb_index_parse(path, definition, strlen(definition), s.diag, &s.index);
  return s;
}

static inline void small_load(small *s, const egb_data_options *options) {
  if (s->status == EGB_OK)
    s->status = egb_dataset_load(s->index, options, s->diag, &s->data);
}

static inline small small_open(const char *definition, const char *csv) {
  static const char *const stdin_only[] = {"-"};
  const egb_data_options options = {
      .size = sizeof options, .files = stdin_only, .file_count = 1, .stdin_text = csv, .stdin_length = strlen(csv)};
  small s = small_parse("small.yaml", definition);
  small_load(&s, &options);
  return s;
}

static inline void small_go(small *s, const egb_plan_options *options) {
  if (s->status == EGB_OK)
    s->status = egb_plan_new(s->index, s->data, options, s->diag, &s->plan);
  if (s->status == EGB_OK)
    s->status = egb_score(s->plan, s->diag, &s->results);
}

/* Up to the plan: the reader or the plan finds a fault. */
static inline small small_plan(const char *definition, const char *csv, const egb_plan_options *options) {
  small s = small_open(definition, csv);
  if (s.status == EGB_OK)
    s.status = egb_plan_new(s.index, s.data, options, s.diag, &s.plan);
  return s;
}

/* Up to scoring. */
static inline small small_try(const char *definition, const char *csv) {
  small s = small_open(definition, csv);
  small_go(&s, NULL);
  return s;
}

/* ---- what must succeed ----------------------------------------------------------------------- */

#define small_ok(s) assert_ok((s)->status, (s)->diag)

static inline small small_read(const char *definition, const char *csv) {
  small s = small_open(definition, csv);
  small_ok(&s);
  return s;
}

static inline small small_score_with(const char *definition, const char *csv, const egb_plan_options *options) {
  small s = small_open(definition, csv);
  small_go(&s, options);
  small_ok(&s);
  return s;
}

static inline small small_score(const char *definition, const char *csv) {
  return small_score_with(definition, csv, NULL);
}

/* A path below the source root. */
static inline void small_path(char path[4096], const char *name) {
  const char *source = getenv("EGOVBENCH_SOURCE");
  (void)snprintf(path, 4096, "%s/%s", source != NULL ? source : ".", name);
}

/* A definition of the source tree with its data, scored. */
static inline small small_file(const char *name) {
  char path[4096], home[4096];
  small_path(path, name);
  small_path(home, "");
  small s = {.diag = egb_diag_new()};
  s.status = egb_index_load(path, s.diag, &s.index);
  small_load(&s, &(egb_data_options){.size = sizeof(egb_data_options), .home = home});
  small_go(&s, NULL);
  small_ok(&s);
  return s;
}

/* ---- asking ---------------------------------------------------------------------------------- */

static inline double small_node(const small *s, const char *node, const char *unit) {
  return egb_results_node_score(s->results, egb_index_find(s->index, node), egb_dataset_find_unit(s->data, unit));
}

static inline size_t small_unit(const small *s, const char *unit) {
  return egb_dataset_find_unit(s->data, unit);
}

/* Scores of every node and ranks of every unit of b are those of a, by id; the tolerance is relative, absolute below 1.
 */
static inline void small_same(const small *a, const small *b, double tolerance) {
  for (size_t u = 0; u < egb_dataset_unit_count(b->data); u++) {
    const char *unit = egb_dataset_unit_id(b->data, u);
    const double rank = egb_results_rank(a->results, small_unit(a, unit));
    if (!is_near(egb_results_rank(b->results, u), rank, 0))
      fail_msg("rank of %s: %g and %g", unit, rank, egb_results_rank(b->results, u));
    for (size_t i = 0; i < egb_index_node_count(b->index); i++) {
      const char *node = egb_index_node_id(b->index, i);
      const double x = small_node(a, node, unit), y = egb_results_node_score(b->results, i, u);
      if (!is_close(x, y, tolerance))
        fail_msg("%s of %s: %.17g and %.17g", node, unit, x, y);
    }
  }
}

/* Warning or error i has this code, place and parts of text and hint. line 0: no place. */
static inline void small_message(const small *s, size_t i, const char *code, size_t line, size_t column,
                                 const char *text, const char *hint) {
  const egb_message *m = NULL;
  for (size_t k = 0, seen = 0; k < egb_diag_kept(s->diag) && m == NULL; k++)
    if (egb_diag_message(s->diag, k)->severity != EGB_SEVERITY_NOTE && seen++ == i)
      m = egb_diag_message(s->diag, k);
  const bool placed =
      m != NULL && (line == 0 ? m->file == NULL : m->file != NULL && m->line == line && m->column == column);
  if (!placed || strcmp(m->code, code) != 0 || strstr(m->text, text) == NULL || m->hint == NULL ||
      strstr(m->hint, hint) == NULL) {
    print_messages(s->diag);
    fail_msg("message %zu is not %s at %zu:%zu with `%s` and `%s`", i, code, line, column, text, hint);
  }
}

#endif
