/* example.c - a program that uses the installed library: it scores an index, prints the first places, gives one
 * dimension more weight, scores again, prints who changed rank, how far the first ranks can be trusted, and where a
 * value of the first unit is in its file. It is C and C++ at once.
 *
 * usage: example DEFINITION NODE WEIGHT
 *
 * cc example.c -o example $(pkg-config --cflags --libs egovbench) */
#include <egovbench.h>

#include <stdio.h>
#include <stdlib.h>

enum { PLACES = 5 };

/* Everything about one index; all zero: nothing is made yet. */
typedef struct study {
  egb_diag *diag;
  egb_index *index;
  egb_dataset *data;
  egb_plan *plan, *other;
  egb_results *before, *after;
  egb_whatif *whatif;
  egb_table *table;
  egb_uncertainty *uncertainty;
} study;

static void print_places(const study *s, const egb_results *results) {
  const double *score = egb_results_column(results, EGB_STAGE_SCORED, 0);
  for (size_t place = 0; place < PLACES && place < egb_dataset_unit_count(s->data); place++) {
    const size_t unit = egb_results_order(results, place);
    printf("%.0f %s %.2f\n", egb_results_rank(results, unit), egb_dataset_unit_id(s->data, unit), score[unit]);
  }
}

/* The first value there is of the unit at the top: the cell of the data, and where it is. */
static void print_source(const study *s) {
  const size_t unit = egb_results_order(s->before, 0);
  egb_datum datum = EGB_DATUM_INIT;
  for (size_t node = 0; node < egb_index_node_count(s->index); node++)
    if (egb_results_datum(s->before, node, unit, &datum) && datum.file != NULL) {
      printf("%s of %s is %.*s: line %lu, column %lu of %s\n", egb_index_node_id(s->index, node),
             egb_dataset_unit_id(s->data, unit), (int)datum.length, datum.text, (unsigned long)datum.line,
             (unsigned long)datum.column, datum.file);
      return;
    }
}

static egb_status score(study *s, const char *path) {
  egb_status status = egb_index_load(path, s->diag, &s->index);
  if (status == EGB_OK)
    status = egb_dataset_load(s->index, NULL, s->diag, &s->data);
  if (status == EGB_OK)
    status = egb_plan_new(s->index, s->data, NULL, s->diag, &s->plan);
  if (status == EGB_OK)
    status = egb_score(s->plan, s->diag, &s->before);
  return status;
}

/* A second plan of the same index and data, with another weight. */
static egb_status change(study *s, const char *node, double weight) {
  egb_status status = egb_plan_new(s->index, s->data, NULL, s->diag, &s->other);
  if (status == EGB_OK)
    status = egb_plan_set_weight(s->other, node, weight, EGB_RESCALE_PROPORTIONAL, s->diag);
  if (status == EGB_OK)
    status = egb_score(s->other, s->diag, &s->after);
  if (status == EGB_OK)
    status = egb_whatif_new(s->before, s->after, s->diag, &s->whatif);
  return status;
}

/* Tables are numbers, too: the columns are those of `egovbench whatif`. */
static egb_status print_changes(study *s) {
  egb_whatif_options options = EGB_WHATIF_OPTIONS_INIT;
  options.threshold = 1;
  options.top = PLACES;
  const egb_status status = egb_table_whatif(s->whatif, &options, s->diag, &s->table);
  if (status != EGB_OK)
    return status;
  const size_t unit = egb_table_find_column(s->table, "unit"), places = egb_table_find_column(s->table, "change");
  for (size_t row = 0; row < egb_table_row_count(s->table); row++)
    printf("%s %+.0f\n", egb_table_text(s->table, row, unit), egb_table_number(s->table, row, places));
  return EGB_OK;
}

static egb_status print_intervals(study *s) {
  egb_uncertainty_options options = EGB_UNCERTAINTY_OPTIONS_INIT;
  options.draws = 1000;
  options.seed = 1;
  options.weights = "uniform:25%";
  const egb_status status = egb_uncertainty_new(s->plan, s->before, &options, s->diag, &s->uncertainty);
  for (size_t place = 0; status == EGB_OK && place < PLACES && place < egb_dataset_unit_count(s->data); place++) {
    const size_t unit = egb_results_order(s->before, place);
    const egb_rank_spread *spread = egb_uncertainty_at(s->uncertainty, unit);
    printf("%s %.0f to %.0f\n", egb_dataset_unit_id(s->data, unit), spread->low, spread->high);
  }
  return status;
}

static egb_status run(study *s, const char *path, const char *node, double weight) {
  egb_status status = score(s, path);
  if (status != EGB_OK)
    return status;
  printf("%s: %lu units\n", egb_index_id(s->index), (unsigned long)egb_dataset_unit_count(s->data));
  print_places(s, s->before);
  status = change(s, node, weight);
  if (status != EGB_OK)
    return status;
  printf("with %s at %g (share %.3f)\n", node, weight, egb_plan_share(s->other, egb_index_find(s->index, node)));
  print_places(s, s->after);
  printf("largest changes of rank\n");
  status = print_changes(s);
  if (status != EGB_OK)
    return status;
  printf("ranks in 90 of 100 draws of the weights\n");
  status = print_intervals(s);
  if (status == EGB_OK)
    print_source(s);
  return status;
}

static void close_study(study *s) {
  egb_uncertainty_free(s->uncertainty);
  egb_table_free(s->table);
  egb_whatif_free(s->whatif);
  egb_results_free(s->after);
  egb_results_free(s->before);
  egb_plan_free(s->other);
  egb_plan_free(s->plan);
  egb_dataset_free(s->data);
  egb_index_free(s->index);
  egb_diag_free(s->diag);
}

int main(int argc, char **argv) {
  if (argc != 4) {
    fprintf(stderr, "usage: %s DEFINITION NODE WEIGHT\n", argv[0]);
    return 2;
  }
  study s = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  s.diag = egb_diag_new();
  if (s.diag == NULL)
    return 5;
  const egb_status status = run(&s, argv[1], argv[2], atof(argv[3]));
  char *messages = egb_diag_text(s.diag, EGB_DIAG_HUMAN, EGB_SEVERITY_WARNING, false); /* what went wrong, and where */
  if (messages != NULL)
    fputs(messages, stderr);
  egb_free(messages);
  close_study(&s);
  return status == EGB_OK ? 0 : 3;
}
