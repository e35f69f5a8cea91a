/* Any bytes as a data file. The first byte chooses CSV (with a delimiter) or YAML, and with or without a unit list;
 * what follows is the file. Nothing may crash or leak, a dataset comes out exactly when no error was told, and every
 * place lies inside its source. */
#include "model/dataset.h"
#include "standalone.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define INDICATORS                                                                                                     \
  "indicators: [{id: a, bounds: [-100, 100]}, {id: b, points: {yes: 1, no: 0}}, {id: c, points: {1: 1, '>=3': 2}}, "   \
  "{id: x, compute: 'd + 1'}]\n"
#define HEAD "egovbench: 1\nid: f\ntitle: F\n"

static const char *const definitions[] = {
    HEAD "data: [{file: '-', missing: ['..', NA]}]\n" INDICATORS,
    HEAD "data: [{file: '-', delimiter: semicolon, columns: {a: A}, errors: {a: E}}]\n" INDICATORS,
    HEAD "data: [{file: '-', layout: long, indicator: i}]\n" INDICATORS,
    HEAD "units: '-'\ndata: [{file: '-'}]\n" INDICATORS,
};

static void require(bool condition) {
  if (!condition)
    abort();
}

static void check(const egb_dataset *data) {
  for (size_t p = 0; p < data->period_count; p++)
    for (size_t c = 0; c < data->column_count; c++)
      for (size_t u = 0; u < data->unit_count; u++) {
        const egb_place place = egb_dataset_place(data, p, c, u);
        require(place.source == NULL || (size_t)place.offset + place.length <= place.source->length);
      }
  for (size_t u = 0; u < data->unit_count; u++)
    require(egb_dataset_find_unit(data, egb_dataset_unit_id(data, u)) == u);
}

/* Each definition is read once and kept: its reader has a fuzzer of its own. */
static const egb_index *index_of(size_t number) {
  static egb_index *kept[sizeof definitions / sizeof definitions[0]];
  if (kept[number] != NULL)
    return kept[number];
  egb_diag *diag = egb_diag_new();
  require(diag != NULL);
  const char *text = definitions[number];
  require(egb_index_parse("f.yaml", text, strlen(text), diag, &kept[number]) == EGB_OK);
  egb_diag_free(diag);
  return kept[number];
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  if (size == 0)
    return 0;
  const egb_index *index = index_of(bytes[0] % 4);
  const bool lenient = (bytes[0] & 4) != 0;
  static const char *const files[] = {"-"};
  egb_diag *diag = egb_diag_new();
  egb_dataset *data = NULL;
  if (diag == NULL)
    return 0;
  const egb_data_options options = {
      .size = sizeof options,
      .files = lenient ? files : NULL,
      .file_count = lenient,
      .stdin_text = (const char *)bytes + 1,
      .stdin_length = size - 1,
  };
  const egb_status status = egb_dataset_load(index, &options, diag, &data);
  require((status == EGB_OK) == (data != NULL));
  require(status == EGB_NO_MEMORY || (status == EGB_OK) == (egb_diag_count(diag, EGB_SEVERITY_ERROR) == 0));
  if (data != NULL)
    check(data);
  char *text = egb_diag_text(diag, EGB_DIAG_HUMAN, EGB_SEVERITY_NOTE, true);
  egb_free(text);
  egb_dataset_free(data);
  egb_diag_free(diag);
  return 0;
}
