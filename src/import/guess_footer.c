/* `footer`: what ends the table before the file ends. Notes and sources below it are lines that fill one cell, or
 * texts below a blank line. */
#include "import/guess.h"
#include "load/data_rows.h"
#include "load/data_text.h"
#include "names/names.h"

#include <string.h>

/* What the last lines are. */
typedef struct tail {
  size_t rows;  /* above it */
  size_t notes; /* lines with one cell at the end */
  size_t below, numbers,
      wide;                 /* below the first blank line: lines, numbers in them, lines with as many cells as rows */
  const char *note, *first; /* the first of either */
  bool unit;                /* a line with one cell may be a unit that has no value */
} tail;

/* A row that has nothing but its unit is no note. */
static bool may_be_unit(const egb_guesser *g, const egb_rows *rows, const egb_csv_field *field) {
  const char *id;
  if (rows->csv.field_count < rows->header_count)
    return false;
  if (g->unit == NULL || (g->unit->codes + g->unit->names) * 2 < g->unit->looked_at)
    return true;
  return egb_names_resolve_code(field->text, field->length, &id, 1) == 1 ||
         egb_names_resolve(field->text, field->length, &id, 1) == 1;
}

static const char *keep(egb_guesser *g, const char *before, const egb_csv_field *field) {
  return before != NULL || field == NULL ? before : egb_arena_text(g->arena, field->text, field->length);
}

static void look_at(egb_guesser *g, const egb_rows *rows, bool behind_blank, tail *out) {
  const egb_csv_field *only = NULL;
  size_t filled = 0, numbers = 0;
  for (size_t i = 0; i < rows->csv.field_count; i++) {
    const egb_csv_field *field = &rows->csv.field[i];
    if (field->length == 0)
      continue;
    only = only == NULL ? field : only;
    filled++;
    numbers += egb_guess_is_number(g, field);
  }
  if (filled == 0)
    return;
  const bool note = filled == 1 && out->rows != 0;
  const bool blank = out->below != 0 || (behind_blank && out->rows != 0);
  out->note = note ? keep(g, out->note, only) : NULL;
  out->unit = note && (out->unit || (out->below == 0 && !blank && may_be_unit(g, rows, only)));
  out->notes = note ? out->notes + 1 : 0;
  out->first = blank ? keep(g, out->first, only) : NULL;
  out->below += blank;
  out->numbers += blank ? numbers : 0;
  out->rows += !note && !blank;
}

static egb_status read_tail(egb_guesser *g, const egb_source *text, egb_diag *diag, tail *out) {
  egb_rows rows;
  const egb_diag_point mark = egb_diag_mark(diag);
  egb_status status = egb_rows_open(&rows, g->arena, text, &g->dialect, diag);
  bool more = status == EGB_OK, blank = false;
  while (more && status == EGB_OK) {
    const size_t before = rows.csv.at;
    status = egb_csv_next(&rows.csv, diag, &more);
    if (!more || status != EGB_OK)
      break;
    bool empty = true;
    for (size_t i = 0; i < rows.csv.field_count; i++)
      empty = empty && rows.csv.field[i].length == 0;
    blank = blank || empty || rows.csv.record_place.offset > before;
    look_at(g, &rows, blank, out);
    blank = blank && empty;
  }
  egb_diag_rewind(diag, mark);
  return status == EGB_NO_MEMORY ? status : EGB_OK;
}

egb_status egb_guess_footer(egb_guesser *g, const egb_source *text, egb_diag *diag) {
  char shown[EGB_CLIP];
  tail end = {0};
  if (g->dialect.footer != EGB_FOOTER_NONE)
    return EGB_OK;
  const egb_status status = read_tail(g, text, diag, &end);
  if (status != EGB_OK || end.rows == 0 || (end.notes == 0 && end.below == 0))
    return status;
  if (end.notes != 0 && end.notes >= end.below && !end.unit && end.note != NULL)
    return egb_guess_say(g, "footer", "notes",
                         egb_arena_format(g->arena, "%zu line%s at the end %s one cell, from `%s`", end.notes,
                                          end.notes == 1 ? "" : "s", end.notes == 1 ? "fills" : "fill",
                                          egb_clip(shown, end.note, strlen(end.note))));
  if (end.below == 0 || end.numbers != 0 || end.first == NULL)
    return EGB_OK;
  return egb_guess_say(g, "footer", "blank",
                       egb_arena_format(g->arena, "below a blank line %s %zu without a number, from `%s`",
                                        end.below == 1 ? "is" : "are", end.below,
                                        egb_clip(shown, end.first, strlen(end.first))));
}
