/* Slopes between rankings: a line per unit that all of them have, at its position among those, which tells rankings of
 * different lengths apart from rankings of different order. */
#include "draw/plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Columns of the table. */
enum { AT_UNIT, AT_STATUS };

#define COLUMN 260.0
#define MOST 12    /* rankings */
#define APART 10.0 /* places that a strong line has between its ends, at least; and a tenth of the units */

static size_t list_rankings(const egb_reading *read, size_t *column) {
  size_t count = 0;
  for (size_t c = 0; c < egb_table_column_count(read->table) && count < MOST; c++)
    if (strncmp(egb_table_column_id(read->table, c), "rank_", 5) == 0)
      column[count++] = c;
  return count;
}

static bool is_common(const egb_reading *read, size_t row) {
  return strcmp(egb_reading_text(read, row, AT_STATUS), "all") == 0;
}

/* Where the common units are in a ranking, by their rows. */
typedef struct ranking {
  double *position; /* among the common units; ties share the best */
  double *place;    /* where it is drawn: as many places as ties share are free below the best of them */
} ranking;

typedef struct rankings {
  size_t column[MOST], count, common;
  ranking of[MOST];
  double *room; /* of all of them */
} rankings;

typedef struct entry {
  double rank;
  size_t row;
} entry;

static int rises(const void *a, const void *b) {
  const entry *left = a, *right = b;
  if (left->rank < right->rank || left->rank > right->rank)
    return left->rank < right->rank ? -1 : 1;
  return left->row < right->row ? -1 : 1;
}

static void place_units(const egb_reading *read, size_t column, entry *list, ranking *out) {
  size_t count = 0, first = 0;
  for (size_t row = 0; row < read->rows; row++) {
    const double rank = egb_table_number(read->table, row, column);
    if (is_common(read, row))
      list[count++] = (entry){isnan(rank) ? INFINITY : rank, row};
  }
  qsort(list, count, sizeof *list, rises);
  for (size_t i = 0; i < count; i++) {
    first = list[first].rank < list[i].rank ? i : first;
    out->position[list[i].row] = 1 + (double)first;
    out->place[list[i].row] = 1 + (double)i;
  }
}

/* False: out of memory. Free `room` either way. */
static bool rank_units(const egb_reading *read, rankings *out) {
  *out = (rankings){.count = 0};
  out->count = list_rankings(read, out->column);
  entry *list = calloc(read->rows + 1, sizeof *list);
  out->room = calloc(2 * out->count * read->rows + 1, sizeof *out->room);
  const bool made = list != NULL && out->room != NULL;
  for (size_t row = 0; row < read->rows; row++)
    out->common += is_common(read, row);
  for (size_t k = 0; made && k < out->count; k++) {
    out->of[k] = (ranking){out->room + 2 * k * read->rows, out->room + (2 * k + 1) * read->rows};
    place_units(read, out->column[k], list, &out->of[k]);
  }
  free(list);
  return made;
}

static double apart(double units) {
  return fmax(APART, ceil(units / 10));
}

static void draw_unit(const egb_reading *read, size_t row, const rankings *all, const egb_axis *upright, double left,
                      egb_buffer *out) {
  double x[MOST], y[MOST], low = INFINITY, high = -INFINITY;
  const char *name = egb_reading_name(read, row);
  const size_t count = all->count;
  for (size_t k = 0; k < count; k++) {
    x[k] = left + COLUMN * (double)k;
    y[k] = egb_axis_at(upright, all->of[k].place[row]);
    egb_axis_stretch(&low, &high, all->of[k].position[row]);
  }
  egb_svg_polyline(out, high - low >= apart(upright->high) ? "s4" : "axis", x, y, count, name);
  for (size_t k = 0; k < count; k++)
    egb_svg_circle(out, "mark", x[k], y[k], 2.5, name);
  egb_svg_label(out, "minor", x[0] - 8, y[0] + 4, EGB_ANCHOR_END, 150, name);
  egb_svg_label(out, "minor", x[count - 1] + 8, y[count - 1] + 4, EGB_ANCHOR_START, 150, name);
}

static void draw_all(const egb_reading *read, const rankings *all, egb_buffer *out) {
  const double left = EGB_PLOT_MARGIN + 160, height = fmax(200, 15 * (double)all->common);
  const egb_axis upright =
      egb_axis_exact(1, all->common > 1 ? (double)all->common : 2, EGB_PLOT_TOP + 30, EGB_PLOT_TOP + 30 + height, 10);
  (void)egb_plot_open(out, read->table, fmax(660, 2 * left + COLUMN * (double)(all->count > 1 ? all->count - 1 : 1)),
                      EGB_PLOT_TOP + height + 76);
  for (size_t k = 0; k < all->count; k++)
    egb_svg_text(out, "strong", left + COLUMN * (double)k, EGB_PLOT_TOP + 12, EGB_ANCHOR_MIDDLE,
                 egb_table_column_label(read->table, all->column[k]));
  for (size_t i = 0; i < read->rows && all->count > 0; i++)
    if (is_common(read, i))
      draw_unit(read, i, all, &upright, left, out);
  egb_buffer note = {0};
  egb_buffer_format(&note, "Positions among the units that all rankings have; strong lines: %.0f apart or more",
                    apart(upright.high));
  egb_svg_text(out, "minor", EGB_PLOT_MARGIN, EGB_PLOT_TOP + height + 62, EGB_ANCHOR_START, egb_buffer_string(&note));
  egb_svg_release(out, &note);
}

static void draw(const egb_reading *read, egb_buffer *out) {
  rankings all;
  if (rank_units(read, &all))
    draw_all(read, &all, out);
  else
    out->failed = true;
  free(all.room);
}

/* ---- in text --------------------------------------------------------------------------------- */

#define PLACE ((size_t)4) /* columns of a position, */
#define MOVE ((size_t)6)  /* and of the way from the ranking before: a blank, a sign, places */
#define NAMES_MOST ((size_t)26)

static void put_move(egb_canvas *canvas, size_t x, size_t y, double before, double at) {
  if (at < before || at > before)
    egb_plot_put_text(canvas, x + 2, y, MOVE - 2, fabs(at - before), 0);
  (void)egb_canvas_sign(canvas, x + 1, y, at < before ? EGB_SIGN_UP : at > before ? EGB_SIGN_DOWN : EGB_SIGN_SAME);
}

static void put_unit(const rankings *all, size_t row, size_t count, size_t left, size_t wide, egb_canvas *canvas,
                     size_t y) {
  double before = 0;
  for (size_t k = 0; k < count; k++) {
    const double at = all->of[k].position[row];
    egb_plot_put_text(canvas, left + wide * k, y, PLACE, at, 0);
    if (k > 0)
      put_move(canvas, left + wide * k + PLACE, y, before, at);
    before = at;
  }
}

/* As many rankings as have room, with as much of their names as the columns have. */
static void put_all(const egb_reading *read, const rankings *all, egb_canvas *canvas, size_t y) {
  const size_t most = canvas->width / 3, names = egb_plot_columns(read, most < NAMES_MOST ? most : NAMES_MOST),
               left = names + 1;
  const size_t room = canvas->width - left, least = PLACE + MOVE,
               fit = room / least < all->count ? room / least : all->count, each = fit > 0 ? room / fit : least,
               wide = each < 2 * least ? each : 2 * least;
  for (size_t k = 0; k < fit; k++)
    egb_canvas_label(canvas, left + wide * k + 1, y, wide - 1, EGB_ANCHOR_START,
                     egb_table_column_label(read->table, all->column[k]));
  for (size_t i = 0; i < read->rows; i++)
    if (is_common(read, i)) {
      egb_canvas_label(canvas, 0, ++y, names, EGB_ANCHOR_START, egb_reading_name(read, i));
      put_unit(all, i, fit, left, wide, canvas, y);
    }
  y = egb_plot_part(canvas, y + 2, "first", fit, all->count, "rankings");
  (void)egb_canvas_paragraph(canvas, y,
                             "Positions among the units that all rankings have; and places apart from "
                             "the ranking before.");
}

static void text(const egb_reading *read, egb_canvas *canvas, size_t y) {
  rankings all;
  if (rank_units(read, &all))
    put_all(read, &all, canvas, y);
  else
    canvas->failed = true;
  free(all.room);
}

static const char *const columns[] = {[AT_UNIT] = "unit", [AT_STATUS] = "status", NULL};
const egb_plot_row egb_plot_crosswalk = {.name = "crosswalk",
                                         .help = "several rankings side by side",
                                         .schema = "egovbench.crosswalk/1",
                                         .columns = columns,
                                         .draw = draw,
                                         .text = text};
