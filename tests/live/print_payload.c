/* Prints the payload of a definition's page: print_payload DEFINITION [PERIOD]. */
#include "live/payload.h"

#include <stdio.h>

static int report(const egb_diag *diag, int status) {
  char *text = egb_diag_text(diag, EGB_DIAG_HUMAN, EGB_SEVERITY_WARNING, false);
  fputs(text != NULL ? text : "no memory\n", stderr);
  egb_free(text);
  return status;
}

int main(int count, char **argument) {
  const egb_plan_options period = {.size = sizeof period, .period = count > 2 ? argument[2] : NULL};
  const egb_live_options options = {.command = "egovbench report", .seed = 1};
  egb_diag *diag = egb_diag_new();
  egb_index *index = NULL;
  egb_dataset *data = NULL;
  egb_plan *plan = NULL;
  egb_results *results = NULL;
  egb_buffer out = {0};
  egb_status status = count > 1 ? egb_index_load(argument[1], diag, &index) : EGB_USAGE;
  if (status == EGB_OK)
    status = egb_dataset_load(index, NULL, diag, &data);
  if (status == EGB_OK)
    status = egb_plan_new(index, data, &period, diag, &plan);
  if (status == EGB_OK)
    status = egb_score(plan, diag, &results);
  if (status == EGB_OK)
    status = egb_live_payload(plan, results, &options, &out);
  if (status != EGB_OK)
    (void)report(diag, (int)status);
  else
    fwrite(out.text, 1, out.length, stdout);
  egb_buffer_clear(&out);
  egb_results_free(results);
  egb_plan_free(plan);
  egb_dataset_free(data);
  egb_index_free(index);
  egb_diag_free(diag);
  return (int)status;
}
