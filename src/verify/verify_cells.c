/* A table as it is in the bundle and as it is computed, cell by cell. */
#include "base/names.h"
#include "base/number.h"
#include "read/csv.h"
#include "verify/verify.h"

#include <math.h>
#include <string.h>

#define ALIKE 1e-9 /* of a figure, or of 1 where it is less: the step in which ranks see scores */
#define SHOWN 200

typedef struct side {
  egb_csv csv;
  egb_names header;
  bool more;
} side;

typedef struct cells {
  egb_verifying *v;
  const char *path;
  bool same;
  bool exact; /* so far every cell is the same text */
  side there, here;
  size_t *at; /* per column as computed, its position in the bundle; EGB_NAMES_NONE */
  size_t columns;
} cells;

static void differs(const cells *c, egb_severity severity, size_t row, const char *column, const char *text) {
  egb_verify_find(c->v, (egb_verification_finding){
                            .severity = severity, .file = c->path, .row = row, .column = column, .text = text});
}

static egb_status open_side(side *s, egb_arena *arena, const egb_source *source, egb_diag *diag) {
  s->header.arena = arena;
  egb_status status = egb_csv_open(&s->csv, arena, source, ',', diag);
  if (status == EGB_OK)
    status = egb_csv_next(&s->csv, diag, &s->more);
  if (status != EGB_OK || !s->more || s->csv.failed)
    return status == EGB_OK ? EGB_REFUSED : status;
  for (size_t i = 0; i < s->csv.field_count; i++) {
    bool fresh;
    if (egb_names_add(&s->header, s->csv.field[i].text, s->csv.field[i].length, &fresh) == EGB_NAMES_NONE)
      return EGB_NO_MEMORY;
    if (!fresh)
      return EGB_REFUSED;
  }
  return EGB_OK;
}

/* Columns by their names; what only one of two versions has is no difference. */
static void match_columns(cells *c) {
  const egb_severity severity = c->same ? EGB_SEVERITY_ERROR : EGB_SEVERITY_NOTE;
  for (size_t i = 0; i < c->columns; i++) {
    const egb_name *name = &c->here.header.item[i];
    c->at[i] = egb_names_find(&c->there.header, name->text, name->length);
    if (c->at[i] == EGB_NAMES_NONE)
      differs(c, severity, 0, egb_arena_text(c->v->arena, name->text, name->length), "the column is missing");
    else if (c->same && c->at[i] != i)
      differs(c, severity, 0, egb_arena_text(c->v->arena, name->text, name->length), "the column is elsewhere");
  }
  for (size_t i = 0; i < c->there.header.count; i++) {
    const egb_name *name = &c->there.header.item[i];
    if (egb_names_find(&c->here.header, name->text, name->length) == EGB_NAMES_NONE)
      differs(c, severity, 0, egb_arena_text(c->v->arena, name->text, name->length),
              c->same ? "the column was added" : "this version does not compute the column");
  }
}

static bool is_text(const egb_csv_field *a, const egb_csv_field *b) {
  return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

static bool is_alike(const egb_csv_field *a, const egb_csv_field *b) {
  double x, y;
  return egb_number_parse(a->text, a->length, &x) == EGB_NUMBER_OK &&
         egb_number_parse(b->text, b->length, &y) == EGB_NUMBER_OK &&
         fabs(x - y) <= ALIKE * fmax(1, fmax(fabs(x), fabs(y)));
}

static void copy_shown(const egb_csv_field *field, char out[SHOWN + 1]) {
  const size_t length = field->length < SHOWN ? field->length : SHOWN;
  memcpy(out, field->text, length);
  out[length] = '\0';
}

static void compare_row(cells *c, size_t row) {
  char there[SHOWN + 1], here[SHOWN + 1];
  for (size_t i = 0; i < c->columns && i < c->here.csv.field_count; i++) {
    const size_t at = c->at[i];
    if (at == EGB_NAMES_NONE || at >= c->there.csv.field_count)
      continue;
    const bool text = is_text(&c->there.csv.field[at], &c->here.csv.field[i]);
    c->exact = c->exact && text;
    if (text || is_alike(&c->there.csv.field[at], &c->here.csv.field[i])) {
      c->v->out->about.figures++;
      continue;
    }
    copy_shown(&c->there.csv.field[at], there);
    copy_shown(&c->here.csv.field[i], here);
    const egb_name *name = &c->here.header.item[i];
    egb_verify_find(c->v, (egb_verification_finding){.severity = EGB_SEVERITY_ERROR,
                                                     .file = c->path,
                                                     .row = row,
                                                     .column = egb_arena_text(c->v->arena, name->text, name->length),
                                                     .text = "the figure is not what is computed",
                                                     .there = there,
                                                     .here = here});
  }
}

static egb_status next(side *s, egb_diag *diag) {
  const egb_status status = egb_csv_next(&s->csv, diag, &s->more);
  return status == EGB_OK && s->csv.failed ? EGB_REFUSED : status;
}

static egb_status compare_rows(cells *c, egb_diag *diag) {
  egb_status status = EGB_OK;
  for (size_t row = 1; status == EGB_OK; row++) {
    status = next(&c->there, diag);
    if (status == EGB_OK)
      status = next(&c->here, diag);
    if (status != EGB_OK || !c->there.more || !c->here.more) {
      if (status == EGB_OK && c->there.more != c->here.more)
        differs(c, EGB_SEVERITY_ERROR, row, NULL,
                c->there.more ? "rows were added from here on" : "rows are missing from here on");
      return status;
    }
    if (c->there.csv.field_count == c->there.header.count)
      compare_row(c, row);
    else
      differs(c, EGB_SEVERITY_ERROR, row, NULL, "the row has more or fewer cells than the header");
  }
  return status;
}

static egb_status compare(cells *c, const egb_source *there, const egb_source *here, egb_arena *arena, egb_diag *diag) {
  egb_status status = open_side(&c->there, arena, there, diag);
  if (status == EGB_OK)
    status = open_side(&c->here, arena, here, diag);
  if (status != EGB_OK)
    return status;
  c->columns = c->here.header.count;
  c->at = egb_arena_array(arena, c->columns, sizeof *c->at);
  if (c->at == NULL)
    return EGB_NO_MEMORY;
  match_columns(c);
  return compare_rows(c, diag);
}

bool egb_verify_cells(egb_verifying *v, const egb_source *there, const egb_source *here, bool same) {
  egb_arena *arena = egb_arena_new();
  egb_diag *aside = egb_diag_new();
  cells c = {.v = v, .path = there->name, .same = same, .exact = true};
  const size_t before = v->out->about.differences;
  const egb_status status = arena == NULL || aside == NULL ? EGB_NO_MEMORY : compare(&c, there, here, arena, aside);
  if (status == EGB_NO_MEMORY)
    v->failed = true;
  else if (status != EGB_OK)
    differs(&c, EGB_SEVERITY_ERROR, 0, NULL, "the table cannot be read");
  egb_diag_free(aside);
  egb_arena_free(arena);
  return c.exact && status == EGB_OK && v->out->about.differences == before;
}
