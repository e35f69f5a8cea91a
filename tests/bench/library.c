/* library.c - times what the library does, step by step, inside one process.
 *
 * usage: library DEFINITION NODE RUNS; prints one JSON object: milliseconds of each step, and the median microseconds
 * of a re-score after the weight of NODE changed. */
#include "egovbench.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b) {
  const double x = *(const double *)a;
  const double y = *(const double *)b;
  return (x > y) - (x < y);
}

typedef struct bench {
  egb_diag *diag;
  egb_index *index;
  egb_dataset *data;
  egb_plan *plan;
  egb_results *results;
  double index_ms, data_ms, plan_ms, score_ms, rescore_us;
} bench;

static egb_status prepare(bench *b, const char *path) {
  const double t0 = now();
  egb_status status = egb_index_load(path, b->diag, &b->index);
  const double t1 = now();
  if (!status)
    status = egb_dataset_load(b->index, NULL, b->diag, &b->data);
  const double t2 = now();
  if (!status)
    status = egb_plan_new(b->index, b->data, NULL, b->diag, &b->plan);
  const double t3 = now();
  if (!status)
    status = egb_score(b->plan, b->diag, &b->results);
  const double t4 = now();
  b->index_ms = t1 - t0;
  b->data_ms = t2 - t1;
  b->plan_ms = t3 - t2;
  b->score_ms = t4 - t3;
  return status;
}

static egb_status rescore(bench *b, const char *node, long runs) {
  double *took = malloc((size_t)runs * sizeof *took);
  if (!took)
    return EGB_NO_MEMORY;
  const size_t at = egb_index_find(b->index, node);
  const double weight = at == SIZE_MAX ? 0 : egb_plan_weight(b->plan, at);
  egb_status status = at == SIZE_MAX ? EGB_USAGE : EGB_OK;
  for (long i = 0; !status && i < runs; i++) {
    const double start = now();
    status = egb_plan_set_weight(b->plan, node, weight * (i % 2 ? 0.5 : 0.75), EGB_RESCALE_PROPORTIONAL, b->diag);
    if (!status)
      status = egb_rescore(b->plan, b->results, b->diag);
    took[i] = (now() - start) * 1e3;
  }
  qsort(took, (size_t)runs, sizeof *took, compare);
  b->rescore_us = took[runs / 2];
  free(took);
  return status;
}

int main(int argc, char **argv) {
  const long runs = argc == 4 ? strtol(argv[3], NULL, 10) : 0;
  if (runs < 1 || runs > 10000000) {
    fprintf(stderr, "usage: %s DEFINITION NODE RUNS\n", argv[0]);
    return 2;
  }
  bench b = {.diag = egb_diag_new()};
  if (!b.diag)
    return 1;
  egb_status status = prepare(&b, argv[1]);
  if (!status)
    status = rescore(&b, argv[2], runs);
  if (status) {
    char *messages = egb_diag_text(b.diag, EGB_DIAG_HUMAN, EGB_SEVERITY_ERROR, false);
    fputs(messages ? messages : "out of memory\n", stderr);
    egb_free(messages);
  } else {
    printf(
        "{\"units\": %zu, \"nodes\": %zu, \"index_ms\": %.3f, \"data_ms\": %.3f, \"plan_ms\": %.3f, \"score_ms\": %.3f,"
        " \"rescore_us\": %.2f}\n",
        egb_dataset_unit_count(b.data), egb_index_node_count(b.index), b.index_ms, b.data_ms, b.plan_ms, b.score_ms,
        b.rescore_us);
  }
  egb_results_free(b.results);
  egb_plan_free(b.plan);
  egb_dataset_free(b.data);
  egb_index_free(b.index);
  egb_diag_free(b.diag);
  return status ? 1 : 0;
}
