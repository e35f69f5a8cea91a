/* Weights from files: `weights: {method: given, file: weights.csv}`. A row is a node and its weight, or its weight from
 * a period on; which of them holds is decided when a period is scored. */
#include "base/codes.h"
#include "base/number.h"
#include "base/text.h"
#include "load/data_load.h"
#include "load/data_text.h"
#include "load/dialect.h"
#include "model/period.h"

#include <string.h>

/* A row as read. */
typedef struct weight_row {
  size_t node;
  egb_period_weight of;
  struct weight_row *next; /* the row before, of whatever node */
} weight_row;

typedef struct weight_file {
  egb_loader *loader;
  const char *name; /* as the definition has it */
  egb_rows rows;
  size_t node_at, weight_at, parent_at, period_at;
  weight_row *row; /* the last one */
  size_t others;   /* rows of nodes whose siblings are weighted otherwise, */
  egb_place first; /* the first of them */
  bool refused;    /* of some row it is not known what it says */
} weight_file;

/* The file that a node's children have their weights from; NULL: none. */
static const egb_scalar *file_of(const egb_node *node) {
  for (size_t i = 0; node->first_child != EGB_NONE && i < node->weights.count; i++)
    if (node->weights.setting[i].file && node->weights.setting[i].count > 0)
      return &node->weights.setting[i].value[0];
  return NULL;
}

static bool is_of(const weight_file *file, size_t node) {
  const egb_scalar *named = node == EGB_NONE ? NULL : file_of(&file->loader->index->node[node]);
  return named != NULL && strcmp(named->text, file->name) == 0;
}

/* ---- rows ------------------------------------------------------------------------------------ */

#define WEIGHT_ERROR(file, ...) ((file)->refused = true, EGB_LOAD_ERROR((file)->loader, __VA_ARGS__))

static void refuse_node(weight_file *file, const egb_csv_field *field) {
  const egb_index *index = file->loader->index;
  const char **id = egb_arena_array(file->loader->scratch, index->node_count, sizeof *id);
  char shown[EGB_CLIP], hint[256] = "";
  WEIGHT_ERROR(file, EGB_E_ID_UNKNOWN, field->place, "%s has no node `%s`", index->id,
               egb_clip(shown, field->text, field->length));
  for (size_t i = 0; id != NULL && i < index->node_count; i++)
    id[i] = index->node[i].id;
  if (id != NULL && egb_load_suggests(file->loader, index->node_count))
    (void)egb_did_you_mean(hint, sizeof hint, shown, id, index->node_count);
  egb_diag_hint(file->loader->diag, "%s", hint[0] != '\0' ? hint : "write the id of a node, or remove the row");
}

static bool check_parent(weight_file *file, size_t node) {
  const egb_index *index = file->loader->index;
  if (file->parent_at == EGB_NAMES_NONE)
    return true;
  const egb_csv_field *field = &file->rows.field[file->parent_at];
  const char *parent = index->node[index->node[node].parent].id;
  if (field->length == strlen(parent) && memcmp(field->text, parent, field->length) == 0)
    return true;
  char shown[EGB_CLIP];
  WEIGHT_ERROR(file, EGB_E_TREE, field->place, "%s is below `%s` here, and below `%s` in the definition",
               index->node[node].id, egb_clip(shown, field->text, field->length), parent);
  egb_diag_hint(file->loader->diag, "weights are relative among siblings: write `%s` if that is what is meant", parent);
  return false;
}

/* "30" or "30%". */
static bool read_weight(weight_file *file, const char *id, egb_period_weight *out) {
  const egb_csv_field *field = &file->rows.field[file->weight_at];
  char shown[EGB_CLIP];
  egb_csv_field number = *field;
  out->place = field->place;
  out->percent = number.length > 0 && number.text[number.length - 1] == '%';
  if (out->percent)
    number.length--;
  while (out->percent && number.length > 0 && number.text[number.length - 1] == ' ')
    number.length--;
  const egb_number_fault fault = egb_number_parse(number.text, number.length, &out->weight);
  if (fault == EGB_NUMBER_OK && out->weight >= 0 && (!out->percent || out->weight <= 100))
    return true;
  (void)egb_clip(shown, field->text, field->length);
  if (field->length == 0)
    WEIGHT_ERROR(file, EGB_E_WEIGHT, field->place, "the weight of %s is empty", id);
  else if (fault != EGB_NUMBER_OK)
    WEIGHT_ERROR(file, EGB_E_WEIGHT, field->place, "the weight of %s must be a number, not `%s`", id, shown);
  else
    WEIGHT_ERROR(file, EGB_E_WEIGHT, field->place, "the weight of %s is %s: %s", id,
                 out->weight < 0 ? "negative" : "more than all of it", shown);
  egb_diag_hint(file->loader->diag, "write a number from 0 on, such as 0.3 or 30, or a percentage such as 30%%");
  return false;
}

static egb_status read_row(weight_file *file) {
  const egb_index *index = file->loader->index;
  const egb_csv_field *field = &file->rows.field[file->node_at];
  const char *id = egb_arena_text(file->loader->scratch, field->text, field->length);
  weight_row *row = egb_arena_array(file->loader->scratch, 1, sizeof *row);
  if (id == NULL || row == NULL)
    return EGB_NO_MEMORY;
  const size_t node = egb_index_find(index, id);
  if (node == EGB_NONE) {
    refuse_node(file, field);
    return EGB_OK;
  }
  if (node == 0)
    return EGB_OK; /* the index itself has no siblings */
  if (!is_of(file, index->node[node].parent)) {
    file->first = file->others++ == 0 ? field->place : file->first;
    return EGB_OK;
  }
  *row = (weight_row){.node = node, .next = file->row};
  if (!check_parent(file, node) || !read_weight(file, id, &row->of))
    return EGB_OK;
  const egb_csv_field *period = file->period_at == EGB_NAMES_NONE ? NULL : &file->rows.field[file->period_at];
  if (period != NULL && period->length > 0 &&
      (row->of.period = egb_arena_text(file->loader->arena, period->text, period->length)) == NULL)
    return EGB_NO_MEMORY;
  file->row = row;
  return EGB_OK;
}

/* ---- all of them together -------------------------------------------------------------------- */

static egb_status collect(const weight_file *file, egb_given *given) {
  const size_t count = file->loader->index->node_count;
  egb_period_weight **list = egb_arena_array(file->loader->scratch, count, sizeof *list);
  size_t *left = egb_arena_array(file->loader->scratch, count, sizeof *left);
  if (list == NULL || left == NULL)
    return EGB_NO_MEMORY;
  for (const weight_row *row = file->row; row != NULL; row = row->next)
    left[row->node] = ++given[row->node].count;
  for (size_t i = 0; i < count; i++)
    if (left[i] > 0 && (given[i].item = list[i] = egb_arena_array(file->loader->arena, left[i], sizeof **list)) == NULL)
      return EGB_NO_MEMORY;
  for (const weight_row *row = file->row; row != NULL; row = row->next)
    list[row->node][--left[row->node]] = row->of;
  for (size_t i = 0; i < count; i++)
    if (list[i] != NULL)
      egb_period_weights_sort(list[i], given[i].count);
  return EGB_OK;
}

static void check_twice(weight_file *file, size_t node, const egb_given *given) {
  for (size_t i = 1; i < given->count; i++) {
    const egb_period_weight *one = &given->item[i - 1], *other = &given->item[i];
    if (!egb_period_weights_clash(one, other))
      continue;
    const egb_period_weight *late = one->place.offset > other->place.offset ? one : other;
    const egb_period_weight *early = late == one ? other : one;
    WEIGHT_ERROR(file, EGB_E_WEIGHT, late->place, "the weight of %s%s%s is given twice",
                 file->loader->index->node[node].id, late->period != NULL ? " from " : "",
                 late->period != NULL ? late->period : "");
    egb_diag_hint(file->loader->diag, "keep one of the two; the other is in line %zu%s",
                  egb_place_line(early->place).line,
                  one->period == NULL && other->period == NULL ? "" : ", and one without a period is for all periods");
  }
}

/* The children of a node: each has a weight, all of them in percent or none. */
static void check_family(weight_file *file, size_t parent, const egb_given *given) {
  const egb_node *nodes = file->loader->index->node;
  const egb_period_weight *percent = NULL, *plain = NULL;
  size_t percent_node = 0, plain_node = 0;
  for (size_t child = nodes[parent].first_child; child != EGB_NONE; child = nodes[child].next) {
    if (given[child].count == 0) {
      WEIGHT_ERROR(file, EGB_E_WEIGHT, file->rows.header_place, "`%s` has no weight of %s, a child of %s", file->name,
                   nodes[child].id, nodes[parent].id);
      egb_diag_hint(file->loader->diag, "add a row for it; 0 leaves it out");
    }
    check_twice(file, child, &given[child]);
    for (size_t i = 0; i < given[child].count; i++) {
      const egb_period_weight *of = &given[child].item[i];
      percent_node = of->percent ? child : percent_node;
      plain_node = of->percent ? plain_node : child;
      percent = of->percent ? of : percent;
      plain = of->percent ? plain : of;
    }
  }
  if (percent == NULL || plain == NULL)
    return;
  WEIGHT_ERROR(file, EGB_E_WEIGHT, plain->place, "`%s` has a plain weight, but %s `%s` has a percentage",
               nodes[plain_node].id, plain_node == percent_node ? "from another period on" : "its sibling",
               nodes[percent_node].id);
  egb_diag_hint(file->loader->diag, "write all weights of the children of %s in percent, or none", nodes[parent].id);
}

static void note_others(const weight_file *file) {
  if (file->others > 0)
    egb_diag_at(file->loader->diag, EGB_SEVERITY_NOTE, EGB_N_WEIGHTS_UNUSED, file->first,
                "%zu row%s of `%s` not used: the siblings there have their weights from elsewhere", file->others,
                file->others == 1 ? "" : "s", file->name);
}

/* ---- the file -------------------------------------------------------------------------------- */

static egb_status find_columns(weight_file *file) {
  const egb_rows *rows = &file->rows;
  const size_t node = egb_rows_find(rows, "node");
  file->node_at = node != EGB_NAMES_NONE ? node : egb_rows_find(rows, "id");
  file->weight_at = egb_rows_find(rows, "weight");
  file->parent_at = egb_rows_find(rows, "parent");
  file->period_at = egb_rows_find(rows, "period");
  if (file->node_at != EGB_NAMES_NONE && file->weight_at != EGB_NAMES_NONE)
    return EGB_OK;
  EGB_LOAD_ERROR(file->loader, EGB_E_COLUMN_MISSING, rows->header_place, "the file of weights `%s` has no column `%s`",
                 file->name, file->node_at == EGB_NAMES_NONE ? "node" : "weight");
  if (!egb_advise_dialect(file->loader, rows, NULL))
    egb_diag_hint(file->loader->diag,
                  "its columns are node and weight, separated by commas; `egovbench weights show --format csv` prints "
                  "such a file");
  return EGB_REFUSED;
}

static egb_status read_file(weight_file *file, const egb_scalar *named, egb_given *given) {
  egb_loader *loader = file->loader;
  egb_dialect *dialect = egb_arena_array(loader->scratch, 1, sizeof *dialect);
  uint16_t number = 0;
  bool more = true;
  if (dialect == NULL)
    return EGB_NO_MEMORY;
  egb_status status = egb_find_file(loader, named->text, named->place, "weights", &number);
  if (status == EGB_OK)
    status = egb_decode_file(loader, number, dialect, false);
  if (status == EGB_OK)
    status = egb_rows_open(&file->rows, loader->scratch, loader->file[number].source, dialect, loader->diag);
  if (status == EGB_OK)
    status = find_columns(file);
  while (status == EGB_OK && more) {
    status = egb_rows_next(&file->rows, loader->diag, &more);
    if (status == EGB_OK && more)
      status = read_row(file);
  }
  if (status == EGB_OK)
    status = collect(file, given);
  if (status != EGB_OK)
    return status;
  note_others(file);
  const bool whole = !file->refused && !file->rows.failed; /* else it is not known what is missing */
  for (size_t i = 0; whole && i < loader->index->node_count; i++)
    if (is_of(file, i))
      check_family(file, i, given);
  return file->refused || file->rows.failed ? EGB_REFUSED : EGB_OK;
}

/* Whether a node before this one names the same file. */
static bool is_known(const egb_index *index, size_t node, const char *name) {
  for (size_t i = 0; i < node; i++) {
    const egb_scalar *other = file_of(&index->node[i]);
    if (other != NULL && strcmp(other->text, name) == 0)
      return true;
  }
  return false;
}

egb_status egb_load_weights(egb_loader *loader, egb_dataset *data) {
  const egb_index *index = loader->index;
  egb_given *given = NULL;
  for (size_t i = 0; i < index->node_count; i++) {
    const egb_scalar *named = file_of(&index->node[i]);
    weight_file file = {.loader = loader};
    if (named == NULL || is_known(index, i, named->text))
      continue;
    if (given == NULL && (given = egb_arena_array(loader->arena, index->node_count, sizeof *given)) == NULL)
      return EGB_NO_MEMORY;
    file.name = named->text;
    const egb_status status = read_file(&file, named, given);
    if (status == EGB_NO_MEMORY)
      return status;
    loader->status = loader->status == EGB_OK ? status : loader->status;
  }
  data->given = given;
  return EGB_OK;
}

const char *egb_weights_file(const egb_index *index, size_t node) {
  const egb_scalar *named = file_of(&index->node[node]);
  return named == NULL || is_known(index, node, named->text) ? NULL : named->text;
}
