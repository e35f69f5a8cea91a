/* example.c - a program that uses the installed library: it scores an index, prints the first places, gives one
 * dimension more weight, scores again and prints who moved. It is C and C++ at once.
 *
 * usage: example DEFINITION NODE WEIGHT
 *
 * cc example.c -o example $(pkg-config --cflags --libs egovbench) */
#include <egovbench.h>

#include <stdio.h>
#include <stdlib.h>

enum { PLACES = 5 };

static void print_places(const egb_results *results, const egb_dataset *data) {
  for (size_t place = 0; place < PLACES && place < egb_dataset_unit_count(data); place++) {
    const size_t unit = egb_results_order(results, place);
    printf("%.0f %s %.2f\n", egb_results_rank(results, unit), egb_dataset_unit_id(data, unit),
           egb_results_score(results, unit));
  }
}

/* Scores, changes the weight, scores again. What cannot be done is explained in diag. */
static egb_status compare(const char *path, const char *node, double weight, egb_diag *diag) {
  egb_index *index = NULL;
  egb_dataset *data = NULL;
  egb_plan *plan = NULL;
  egb_results *results = NULL;
  egb_status status = egb_index_load(path, diag, &index);
  if (status == EGB_OK)
    status = egb_dataset_load(index, NULL, diag, &data);
  if (status == EGB_OK)
    status = egb_plan_new(index, data, NULL, diag, &plan);
  if (status == EGB_OK)
    status = egb_score(plan, diag, &results);
  if (status == EGB_OK) {
    printf("%s: %lu units\n", egb_index_id(index), (unsigned long)egb_dataset_unit_count(data));
    print_places(results, data);
    status = egb_plan_set_weight(plan, node, weight, EGB_RESCALE_PROPORTIONAL, diag);
  }
  if (status == EGB_OK)
    status = egb_rescore(plan, results, diag);
  if (status == EGB_OK) {
    printf("with %s at %g (share %.3f)\n", node, weight, egb_plan_share(plan, egb_index_find(index, node)));
    print_places(results, data);
  }
  egb_results_free(results);
  egb_plan_free(plan);
  egb_dataset_free(data);
  egb_index_free(index);
  return status;
}

int main(int argc, char **argv) {
  if (argc != 4) {
    fprintf(stderr, "usage: %s DEFINITION NODE WEIGHT\n", argv[0]);
    return 2;
  }
  egb_diag *diag = egb_diag_new();
  if (diag == NULL)
    return 5;
  const egb_status status = compare(argv[1], argv[2], atof(argv[3]), diag);
  char *messages = egb_diag_text(diag, EGB_DIAG_HUMAN, EGB_WARNING, false);
  if (messages != NULL)
    fputs(messages, stderr);
  egb_free(messages);
  egb_diag_free(diag);
  return status == EGB_OK ? 0 : 3;
}
