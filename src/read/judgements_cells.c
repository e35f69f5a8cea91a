#include "base/suggest.h"
#include "read/judgements.h"

#include "base/codes.h"
#include "base/number.h"
#include "files/file.h"

#include <math.h>
#include <string.h>

const char *egb_judging_text(const egb_judging *r, const egb_csv_field *field) {
  size_t from = 0, length = field->length;
  while (length > 0 && (field->text[from] == ' ' || field->text[from] == '\t')) {
    from++;
    length--;
  }
  while (length > 0 && (field->text[from + length - 1] == ' ' || field->text[from + length - 1] == '\t'))
    length--;
  return egb_arena_text(r->out->arena, field->text + from, length);
}

void egb_judging_refuse(egb_judging *r, egb_place place, const char *text, const char *hint) {
  egb_diag_at(r->diag, EGB_SEVERITY_ERROR, EGB_E_JUDGEMENT, place, "%s", text);
  egb_diag_hint(r->diag, "%s", hint);
  r->failed = true;
}

size_t egb_judging_find(egb_judging *r, const char *id, egb_place place) {
  const size_t node = egb_index_find(r->index, id);
  const char **ids = NULL, *near[1];
  if (node != EGB_NONE && node != 0)
    return node;
  egb_diag_at(r->diag, EGB_SEVERITY_ERROR, EGB_E_ID_UNKNOWN, place, "%s has no part `%s`", r->index->id, id);
  ids = egb_arena_array(r->out->arena, r->index->node_count, sizeof *ids);
  for (size_t i = 0; ids != NULL && i < r->index->node_count; i++)
    ids[i] = r->index->node[i].id;
  if (ids != NULL && egb_suggest(id, ids, r->index->node_count, near, 1) > 0)
    egb_diag_hint(r->diag, "did you mean `%s`?", near[0]);
  else
    egb_diag_hint(r->diag, "name the parts of one node by their ids; `egovbench show` lists them");
  r->failed = true;
  return EGB_NONE;
}

/* ---- numbers --------------------------------------------------------------------------------- */

/* A number, or a fraction of two. */
static bool parse(const char *text, double *out) {
  const char *slash = strchr(text, '/');
  double below = 1;
  size_t length = slash == NULL ? strlen(text) : (size_t)(slash - text);
  while (length > 0 && text[length - 1] == ' ')
    length--;
  if (egb_number_parse(text, length, out) != EGB_NUMBER_OK)
    return false;
  if (slash != NULL) {
    slash += 1 + strspn(slash + 1, " ");
    if (egb_number_parse(slash, strlen(slash), &below) != EGB_NUMBER_OK || !(below > 0))
      return false;
  }
  *out /= below;
  return true;
}

/* NaN for an empty cell and for one that was refused. */
double egb_judging_number(egb_judging *r, const egb_csv_field *field, double least, double most) {
  double value = (double)NAN;
  const char *text = egb_judging_text(r, field);
  if (text == NULL || text[0] == '\0')
    return value;
  if (!parse(text, &value)) {
    egb_judging_refuse(r, field->place, "this is neither a number nor a fraction", "write for instance 3, 1/3 or 0.5");
    return (double)NAN;
  }
  if (value >= least && value <= most)
    return value;
  egb_judging_refuse(
      r, field->place, least > 0 ? "a comparison must be above 0" : "points cannot be negative",
      least > 0
          ? "on Saaty's scale: 1 equal, 3 moderately, 5 strongly, 7 very strongly, 9 extremely more important, or the "
            "reciprocal"
          : "write 0 or more");
  return (double)NAN;
}

/* ---- the first row --------------------------------------------------------------------------- */

/* Which node each column from `first` on is about; sets or checks the children. */
/* Which node each field names; *parent: theirs, known before where there was another file. *count: how many. */
static egb_status name_nodes(egb_judging *r, const egb_csv *csv, size_t first, size_t *column, bool *named,
                             size_t *parent, size_t *count) {
  const egb_judgements *out = r->out;
  const egb_node *nodes = r->index->node;
  for (size_t i = first; i < csv->field_count; i++) {
    const char *id = egb_judging_text(r, &csv->field[i]);
    if (id == NULL)
      return EGB_NO_MEMORY;
    column[i] = egb_judging_find(r, id, csv->field[i].place);
    if (column[i] == EGB_NONE)
      continue;
    if (*parent == EGB_NONE)
      *parent = nodes[column[i]].parent;
    if (nodes[column[i]].parent != *parent)
      egb_judging_refuse(r, csv->field[i].place, "not all of these are parts of the same node",
                         "judge the parts of one node in a file");
    else if (out->child != NULL && r->place[column[i]] == EGB_NONE)
      egb_judging_refuse(r, csv->field[i].place, "the first file does not judge this part",
                         "every file names the same ones");
    else if (named[column[i]])
      egb_judging_refuse(r, csv->field[i].place, "this child appears twice", "remove one of the two columns");
    else
      ++*count;
    named[column[i]] = true;
  }
  return EGB_OK;
}

/* The children that are judged, in the order of the index, and the place of each. */
static egb_status keep_children(egb_judging *r, size_t parent, const bool *named, size_t count) {
  const egb_node *nodes = r->index->node;
  egb_judgements *out = r->out;
  size_t *child = egb_arena_array(out->arena, count, sizeof *child);
  if (child == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = nodes[parent].first_child; i != EGB_NONE; i = nodes[i].next) {
    r->place[i] = EGB_NONE;
    if (named[i]) {
      r->place[i] = out->child_count;
      child[out->child_count++] = i;
    }
  }
  out->node = parent;
  out->child = child;
  return EGB_OK;
}

egb_status egb_judging_header(egb_judging *r, const egb_csv *csv, size_t first, size_t *column) {
  const egb_judgements *out = r->out;
  bool *named = egb_arena_array(out->arena, r->index->node_count, sizeof *named);
  size_t parent = out->child != NULL ? out->node : EGB_NONE, count = 0;
  const egb_status status = named == NULL ? EGB_NO_MEMORY : name_nodes(r, csv, first, column, named, &parent, &count);
  if (status != EGB_OK || r->failed)
    return status;
  if (count < 2 || (out->child != NULL && count != out->child_count)) {
    egb_judging_refuse(r, csv->record_place,
                       count < 2 ? "at least two parts are needed" : "the files judge different parts",
                       count < 2 ? "the first row names the parts" : "every file names the same ones");
    return EGB_OK;
  }
  return out->child != NULL ? EGB_OK : keep_children(r, parent, named, count);
}

egb_status egb_judging_open(egb_judging *r, const char *path, egb_csv *csv, size_t **column) {
  egb_source *source = NULL;
  bool more = false;
  egb_status status = egb_file_read(r->out->arena, path, (egb_place){0}, r->diag, &source);
  if (status == EGB_OK)
    status = egb_csv_open(csv, r->out->arena, source, ',', r->diag);
  if (status == EGB_OK)
    status = egb_csv_next(csv, r->diag, &more);
  if (status != EGB_OK)
    return status;
  if (!more) {
    egb_judging_refuse(r, (egb_place){source, 0, 0}, "the file is empty", "the first row names the parts");
    return EGB_OK;
  }
  *column = egb_arena_array(r->out->arena, csv->field_count, sizeof **column);
  return *column != NULL ? EGB_OK : EGB_NO_MEMORY;
}

bool egb_judging_is_blank(const egb_csv *csv) {
  for (size_t i = 0; i < csv->field_count; i++)
    for (size_t k = 0; k < csv->field[i].length; k++)
      if (csv->field[i].text[k] != ' ')
        return false;
  return true;
}

bool egb_judging_is_ragged(egb_judging *r, const egb_csv *csv, size_t columns) {
  if (csv->field_count == columns)
    return false;
  egb_diag_at(r->diag, EGB_SEVERITY_ERROR, EGB_E_CSV_RAGGED, csv->record_place,
              "this row has %zu cells, the first row %zu", csv->field_count, columns);
  egb_diag_hint(r->diag, "leave cells empty rather than out");
  r->failed = true;
  return true;
}
