/* Edits of weights in any definition that is valid: only the bytes of numbers give way, what is put in is a number or a
 * weight, and the new text says what was asked for: parse(write(x)) = x. Asked again, it has nothing to change. */
#include "base/number.h"
#include "edit/edit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#define WISHES 6

static void require(bool condition) {
  if (!condition)
    abort();
}

static bool is_number(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (strchr("0123456789.eE+-_", text[i]) == NULL || text[i] == '\0')
      return false;
  return length > 0;
}

/* What the splices make of the old text, put together here by hand. */
static void only_numbers(const egb_edit *edit) {
  const egb_source *source = edit->index->source;
  size_t at = 0, made = 0;
  for (size_t i = 0; i < edit->splice_count; i++) {
    const egb_splice *splice = &edit->splice[i];
    const size_t length = strlen(splice->text);
    require(splice->offset >= at && splice->length <= source->length - splice->offset);
    require(memcmp(edit->text + made, source->text + at, splice->offset - at) == 0);
    made += splice->offset - at;
    require(memcmp(edit->text + made, splice->text, length) == 0);
    made += length;
    at = splice->offset + splice->length;
    if (splice->length == 0)
      require(strstr(splice->text, "weight") != NULL);
    else
      require(is_number(source->text + splice->offset, splice->length) && is_number(splice->text, length));
  }
  require(edit->length - made == source->length - at);
  require(memcmp(edit->text + made, source->text + at, source->length - at) == 0);
}

static egb_index *read_again(const egb_edit *edit) {
  egb_diag *diag = egb_diag_new();
  egb_index *again = NULL;
  require(diag != NULL);
  require(egb_index_parse(edit->index->source->name, edit->text, edit->length, diag, &again) == EGB_OK);
  require(again->node_count == edit->index->node_count);
  for (size_t i = 0; i < again->node_count; i++) {
    require(strcmp(again->node[i].id, edit->index->node[i].id) == 0);
    require(again->node[i].weight == (edit->words[i] != NULL ? edit->weight[i] : edit->index->node[i].weight));
  }
  egb_diag_free(diag);
  return again;
}

static egb_plan *plan_of(const egb_index *index, egb_dataset **data) {
  static const char *const file = "-";
  static const char units[] = "unit\nA\nB\n";
  const egb_data_options options = {
      .size = sizeof options, .files = &file, .file_count = 1, .stdin_text = units, .stdin_length = sizeof units - 1};
  egb_diag *diag = egb_diag_new();
  egb_plan *plan = NULL;
  if (diag != NULL && egb_dataset_blank(index, &options, diag, data) == EGB_OK)
    (void)egb_plan_new(index, *data, NULL, diag, &plan);
  egb_diag_free(diag);
  return plan;
}

static egb_edit *edit_of(const egb_plan *plan, const char *wish, const char *rescale) {
  const egb_edit_options options = {.size = sizeof options, .settings = &wish, .count = 1, .rescale = rescale};
  egb_diag *diag = egb_diag_new();
  egb_edit *edit = NULL;
  require(diag != NULL);
  const egb_status status = egb_edit_new(plan, &options, diag, &edit);
  require(status == EGB_OK || egb_diag_count(diag, EGB_SEVERITY_ERROR) != 0);
  egb_diag_free(diag);
  return edit;
}

/* The number as it was written is what the new text has; asked once more, nothing is left to do. */
static void ask_again(const egb_index *index, const char *wish, const char *rescale) {
  egb_dataset *data = NULL;
  egb_plan *plan = plan_of(index, &data);
  egb_edit *edit = plan != NULL ? edit_of(plan, wish, rescale) : NULL;
  if (edit != NULL)
    require(!egb_edit_changes(edit));
  egb_edit_free(edit);
  egb_plan_free(plan);
  egb_dataset_free(data);
}

static void try_wish(const egb_plan *plan, const char *wish, const char *rescale) {
  egb_edit *edit = edit_of(plan, wish, rescale);
  if (edit == NULL)
    return;
  only_numbers(edit);
  egb_index *again = read_again(edit);
  if (rescale != NULL && strchr(wish, '%') == NULL) /* a share would be one of the new total */
    ask_again(again, wish, rescale);
  egb_index_free(again);
  egb_edit_free(edit);
}

static void try_all(const egb_index *index, uint8_t from) {
  static const char *const value[] = {"0.3", "25%", "1", "0", "0.1234567", "7e-3"};
  egb_dataset *data = NULL;
  egb_plan *plan = plan_of(index, &data);
  for (size_t i = 0; plan != NULL && i < WISHES && index->node_count > 1; i++) {
    char wish[256];
    const size_t node = 1 + (from + i * 7) % (index->node_count - 1), length = strlen(index->node[node].id);
    if (length + 32 > sizeof wish)
      continue;
    memcpy(wish, index->node[node].id, length);
    wish[length] = '=';
    memcpy(wish + length + 1, value[(from + i) % 6], strlen(value[(from + i) % 6]) + 1);
    try_wish(plan, wish, i % 2 == 0 ? NULL : "free");
  }
  egb_plan_free(plan);
  egb_dataset_free(data);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  if (size > 16384)
    return 0;
  egb_diag *diag = egb_diag_new();
  egb_index *index = NULL;
  if (diag != NULL && egb_index_parse("fuzz.yaml", (const char *)bytes, size, diag, &index) == EGB_OK)
    try_all(index, size > 0 ? bytes[size / 2] : 0);
  egb_index_free(index);
  egb_diag_free(diag);
  return 0;
}
