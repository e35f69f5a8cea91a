/* methods.c - times every normalisation and every aggregation: a whole score of 198 units x 45 indicators in one node.
 *
 * usage: methods [--json]; a line per method: median microseconds of a score, nanoseconds per cell. Normalisations are
 * measured below an arithmetic mean, aggregations over min-max; each with the settings of its own example. */
#include "egovbench.h"
#include "method/method.h"
#include "model/grammar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define UNITS 198
#define INDICATORS 45
#define RUNS 1001
#define PATIENCE 300e3 /* microseconds per method */

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int compare(const void *a, const void *b) {
  const double x = *(const double *)a;
  const double y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Numbers from 1 to 100, the same in every run; about one in 50 is missing. */
static char *make_table(void) {
  const size_t room = (size_t)(UNITS + 1) * (INDICATORS + 1) * 16;
  char *text = malloc(room);
  if (!text)
    return NULL;
  unsigned state = 1;
  size_t used = (size_t)snprintf(text, room, "unit");
  for (int i = 0; i < INDICATORS; i++)
    used += (size_t)snprintf(text + used, room - used, ",x%d", i);
  for (int u = 0; u < UNITS; u++) {
    used += (size_t)snprintf(text + used, room - used, u == 0 ? "\nEST" : "\nU%d", u);
    for (int i = 0; i < INDICATORS; i++) {
      state = state * 1664525U + 1013904223U;
      const unsigned value = 10 + (state >> 8) % 990;
      used += value % 50 == 0 ? (size_t)snprintf(text + used, room - used, ",")
                              : (size_t)snprintf(text + used, room - used, ",%u.%u", value / 10, value % 10);
    }
  }
  (void)snprintf(text + used, room - used, "\n");
  return text;
}

/* The line of an example that begins with the key, without what follows it. */
static void example_line(const char *example, const char *key, char *line, size_t size) {
  const char *at = strstr(example, key);
  const size_t length = at ? strcspn(at, "\n") : 0;
  (void)snprintf(line, size, "%.*s", (int)length, at ? at : "");
}

static char *make_definition(const char *normalise, const char *aggregate) {
  const size_t room = 1000 + (size_t)INDICATORS * 300;
  char *text = malloc(room);
  if (!text)
    return NULL;
  size_t used = (size_t)snprintf(text, room, "egovbench: 1\nid: bench\n%s\nindicators:\n", aggregate);
  for (int i = 0; i < INDICATORS; i++)
    used += (size_t)snprintf(text + used, room - used, "  - {id: x%d, goalposts: [0, 100], target: 90, %s}\n", i,
                             normalise);
  return text;
}

/* The median of a score in microseconds; 0 when there is none. */
static double measure(const char *definition, const char *table) {
  static const char *const standard_input[] = {"-"};
  const egb_data_options options = {.size = sizeof options,
                                    .files = standard_input,
                                    .file_count = 1,
                                    .stdin_text = table,
                                    .stdin_length = strlen(table)};
  egb_diag *diag = egb_diag_new();
  egb_index *index = NULL;
  egb_dataset *data = NULL;
  egb_plan *plan = NULL;
  double *took = malloc(RUNS * sizeof *took), begin = now();
  size_t runs = 0;
  egb_status status =
      diag && took ? egb_index_parse("bench.yaml", definition, strlen(definition), diag, &index) : EGB_NO_MEMORY;
  if (!status)
    status = egb_dataset_load(index, &options, diag, &data);
  if (!status)
    status = egb_plan_new(index, data, NULL, diag, &plan);
  for (begin = now(); !status && runs < RUNS && (runs < 3 || now() - begin < PATIENCE); runs++) {
    egb_results *results = NULL;
    const double start = now();
    status = egb_score(plan, diag, &results);
    egb_results_free(results);
    took[runs] = now() - start;
  }
  if (!status)
    qsort(took, runs, sizeof *took, compare);
  const double median = status ? 0 : took[runs / 2];
  free(took);
  egb_plan_free(plan);
  egb_dataset_free(data);
  egb_index_free(index);
  egb_diag_free(diag);
  return median;
}

static bool print_method(egb_method_family family, const egb_method *method, const char *table, bool json, bool first) {
  const bool scale = family == EGB_FAMILY_NORMALISE;
  char line[200];
  example_line(method->example, scale ? "normalise:" : "aggregate:", line, sizeof line);
  if (line[0] == '\0')
    return false; /* it needs more than numbers: answers with points */
  char *definition = make_definition(scale ? line : "normalise: minmax", scale ? "aggregate: arithmetic" : line);
  const double median = definition ? measure(definition, table) : 0;
  const double cell = median * 1e3 / (UNITS * INDICATORS);
  free(definition);
  if (!(median > 0))
    return false; /* its own example asks too much of so many indicators */
  if (json)
    printf("%s\n  {\"family\": \"%s\", \"method\": \"%s\", \"us\": %.1f, \"ns_per_cell\": %.2f}", first ? "" : ",",
           egb_grammar_family_key(family), method->name, median, cell);
  else
    printf("  %-10s %-22s %10.1f %10.2f\n", egb_grammar_family_key(family), method->name, median, cell);
  return true;
}

int main(int argc, char **argv) {
  const bool json = argc == 2 && strcmp(argv[1], "--json") == 0;
  if (argc > 1 && !json) {
    fprintf(stderr, "usage: %s [--json]\n", argv[0]);
    return 2;
  }
  char *table = make_table();
  if (!table)
    return 1;
  if (json)
    printf("[");
  else
    printf("score of %d x %d                       microseconds  ns per cell\n", UNITS, INDICATORS);
  static const egb_method_family families[] = {EGB_FAMILY_NORMALISE, EGB_FAMILY_AGGREGATE};
  bool first = true;
  char *warm = make_definition("normalise: minmax", "aggregate: arithmetic");
  if (warm)
    (void)measure(warm, table); /* the first is measured while the machine wakes up */
  free(warm);
  for (size_t f = 0; f < sizeof families / sizeof *families; f++)
    for (size_t i = 0; egb_method_at(families[f], i); i++)
      if (print_method(families[f], egb_method_at(families[f], i), table, json, first))
        first = false;
  if (json)
    printf("\n]\n");
  free(table);
  return 0;
}
