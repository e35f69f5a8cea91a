/* A definition, a line `====`, and its data: read, checked, planned, scored and written in every format. Nothing may
 * crash or leak; what fails says why; and `validate` (egb_check) refuses exactly what scoring one of the scenarios in
 * one of the periods refuses. */
#include "model/dataset.h"
#include "standalone.h"

#include <stdlib.h>
#include <string.h>

#define CELLS_MOST 20000 /* nodes x units x periods; larger ones are slow and no other */
#define MARK "\n====\n"

static void require(bool condition) {
  if (!condition)
    abort();
}

static void write_all(egb_table *table, egb_diag *diag) {
  (void)diag;
  for (size_t format = 0; format < egb_format_count(); format++) {
    char *text = NULL;
    size_t length = 0;
    const egb_status status = egb_table_write(table, (egb_format)format, NULL, diag, &text, &length);
    require((status == EGB_OK) == (text != NULL));
    require(text == NULL || strlen(text) == length || egb_format_is_workbook((egb_format)format));
    egb_free(text);
  }
  egb_table_free(table);
}

static void write_results(const egb_index *index, const egb_plan *plan, const egb_results *results) {
  const egb_ranking_options options = {.size = sizeof options, .levels = true};
  egb_diag *diag = egb_diag_new();
  egb_table *table = NULL;
  if (diag == NULL)
    return;
  if (egb_table_ranking(results, &options, diag, &table) == EGB_OK)
    write_all(table, diag);
  if (egb_table_tree(index, plan, NULL, diag, &table) == EGB_OK)
    write_all(table, diag);
  if (egb_table_stage_long(results, EGB_STAGE_ALL, NULL, diag, &table) == EGB_OK)
    write_all(table, diag);
  egb_diag_free(diag);
}

/* Whether `rank` takes it; what it refuses, it says. */
static bool score(const egb_index *index, const egb_dataset *data, const char *scenario, const char *period) {
  const egb_plan_options options = {.size = sizeof options, .scenario = scenario, .period = period};
  egb_diag *diag = egb_diag_new();
  egb_plan *plan = NULL;
  egb_results *results = NULL;
  if (diag == NULL)
    return false;
  egb_status status = egb_plan_new(index, data, &options, diag, &plan);
  if (status == EGB_OK)
    status = egb_score(plan, diag, &results);
  require(status == EGB_NO_MEMORY || (status == EGB_OK) == (egb_diag_count(diag, EGB_SEVERITY_ERROR) == 0));
  if (status == EGB_OK)
    write_results(index, plan, results);
  egb_results_free(results);
  egb_plan_free(plan);
  egb_diag_free(diag);
  return status == EGB_OK;
}

static void score_all(const egb_index *index, const egb_dataset *data) {
  egb_diag *diag = egb_diag_new();
  if (diag == NULL)
    return;
  bool fine = true;
  for (size_t s = 0; s <= index->scenario_count; s++) {
    const char *scenario = s == 0 ? NULL : index->scenario[s - 1].id;
    fine = score(index, data, scenario, NULL) && fine;
    for (size_t p = 0; p < data->period_count && data->period_count > 1; p++)
      fine = score(index, data, scenario, data->period[p]) && fine;
  }
  const egb_status status = egb_check(index, data, diag);
  require((status == EGB_OK) == fine);
  require((egb_diag_count(diag, EGB_SEVERITY_ERROR) == 0) == fine);
  egb_diag_free(diag);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  static const char *const files[] = {"-"};
  const size_t mark = strlen(MARK);
  size_t cut = 0;
  while (cut + mark <= size && memcmp(bytes + cut, MARK, mark) != 0)
    cut++;
  egb_diag *diag = egb_diag_new();
  egb_index *index = NULL;
  egb_dataset *data = NULL;
  if (diag == NULL || cut + mark > size ||
      egb_index_parse("f.yaml", (const char *)bytes, cut + 1, diag, &index) != EGB_OK)
    goto done;
  const egb_data_options options = {.size = sizeof options,
                                    .files = files,
                                    .file_count = 1,
                                    .stdin_text = (const char *)bytes + cut + mark,
                                    .stdin_length = size - cut - mark};
  if (index->units.file == NULL && egb_dataset_load(index, &options, diag, &data) == EGB_OK &&
      index->node_count * data->unit_count * data->period_count <= CELLS_MOST)
    score_all(index, data);
done:
  egb_dataset_free(data);
  egb_index_free(index);
  egb_diag_free(diag);
  return 0;
}
