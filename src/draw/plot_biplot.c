/* Units and children of a node on its first two components (K. R. Gabriel, "The biplot graphic display of matrices with
 * application to principal component analysis", Biometrika 58, 1971): a point per unit at its scores, an arrow per
 * child to its loadings, in one square, whose numbers are those of the scores; the circle is a correlation of 1. */
#include "draw/plot.h"
#include "draw/arrows.h"
#include "draw/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Columns of the table. */
enum { AT_NODE, AT_PART, AT_ID, AT_NAME, AT_FIRST, AT_SECOND };

#define NAMED_MOST 12 /* units, those that are the farthest from the middle */
#define LINE 11.0     /* height of a label */
#define GAP 5.0       /* from a point to its label */

typedef struct point {
  double x, y; /* pixels */
  double away; /* from the middle; negative: it has been asked for a label */
  const char *id;
} point;

static bool is_child(const egb_reading *read, size_t row) {
  return strcmp(egb_reading_text(read, row, AT_PART), "child") == 0;
}

static double shown(double number) {
  return isnan(number) ? 0 : number;
}

/* As wide on both sides of 0, up and across. */
static double reach(const egb_reading *read, const size_t *row, size_t rows) {
  double most = 1;
  for (size_t i = 0; i < rows; i++)
    if (!is_child(read, row[i]))
      most = fmax(most, fmax(fabs(shown(egb_reading_number(read, row[i], AT_FIRST))),
                             fabs(shown(egb_reading_number(read, row[i], AT_SECOND)))));
  return most * 1.05;
}

static size_t list_arrows(const egb_reading *read, const size_t *row, size_t rows, egb_arrow *out) {
  size_t count = 0;
  for (size_t i = 0; i < rows; i++)
    if (is_child(read, row[i]))
      out[count++] = (egb_arrow){.id = egb_reading_text(read, row[i], AT_ID),
                                 .name = egb_reading_text(read, row[i], AT_NAME),
                                 .first = shown(egb_reading_number(read, row[i], AT_FIRST)),
                                 .second = shown(egb_reading_number(read, row[i], AT_SECOND))};
  return count;
}

static point point_of(const egb_reading *read, size_t row, const egb_axis *across, const egb_axis *upright) {
  const double first = shown(egb_reading_number(read, row, AT_FIRST)),
               second = shown(egb_reading_number(read, row, AT_SECOND));
  return (point){egb_axis_at(across, first), egb_axis_at(upright, second), hypot(first, second),
                 egb_reading_text(read, row, AT_ID)};
}

static size_t draw_points(const egb_reading *read, const size_t *row, size_t rows, const egb_arrows *on, point *list,
                          egb_buffer *out) {
  size_t count = 0;
  for (size_t i = 0; i < rows; i++) {
    if (is_child(read, row[i]))
      continue;
    list[count] = point_of(read, row[i], &on->across, &on->upright);
    egb_svg_circle(out, "f6", list[count].x, list[count].y, 3, egb_reading_name(read, row[i]));
    count++;
  }
  return count;
}

typedef struct label {
  double x, y, width;
} label;

/* Whether a label would lie on a point or on one of those placed, or leave the square. */
static bool has_room(const label *at, const point *list, size_t points, const label *placed, size_t count) {
  const double end = at->x + at->width;
  bool room = at->x > EGB_ARROWS_LEFT && end < EGB_ARROWS_LEFT + EGB_ARROWS_SIZE;
  for (size_t i = 0; i < points && room; i++)
    room = fabs(list[i].y - at->y) >= LINE / 2 + 2 || list[i].x + 3 < at->x || list[i].x - 3 > end;
  for (size_t i = 0; i < count && room; i++)
    room = fabs(placed[i].y - at->y) >= LINE || placed[i].x > end || at->x > placed[i].x + placed[i].width;
  return room;
}

/* The point, not asked before, that is the farthest from the middle; NULL: none is left. */
static point *ask_next(point *list, size_t count) {
  point *far = NULL;
  for (size_t i = 0; i < count; i++)
    if (list[i].away >= 0 && (far == NULL || list[i].away > far->away))
      far = &list[i];
  if (far != NULL)
    far->away = -1;
  return far;
}

/* Ids at the right of their points or, where there is no room, at the left. */
static void draw_labels(point *list, size_t count, egb_buffer *out) {
  label placed[NAMED_MOST];
  size_t named = 0;
  for (size_t asked = 0; asked < 2 * NAMED_MOST && named < NAMED_MOST; asked++) {
    const point *far = ask_next(list, count);
    if (far == NULL)
      return;
    label at = {far->x + GAP, far->y, egb_svg_width(far->id)};
    if (!has_room(&at, list, count, placed, named))
      at.x = far->x - GAP - at.width;
    if (!has_room(&at, list, count, placed, named))
      continue;
    placed[named++] = at;
    egb_svg_text(out, "minor", at.x, at.y + 4, EGB_ANCHOR_START, far->id);
  }
}

static void draw_square(const egb_reading *read, const size_t *row, size_t rows, egb_arrow *arrow, point *list,
                        egb_buffer *out) {
  const double most = reach(read, row, rows), right = EGB_ARROWS_LEFT + EGB_ARROWS_SIZE,
               bottom = EGB_ARROWS_TOP + EGB_ARROWS_SIZE;
  const egb_arrows on = {.across = egb_axis_exact(-most, most, EGB_ARROWS_LEFT, right, 6),
                         .upright = egb_axis_exact(-most, most, bottom, EGB_ARROWS_TOP, 6)};
  const size_t count = list_arrows(read, row, rows, arrow);
  (void)egb_plot_open(out, read->table, EGB_ARROWS_WIDTH, egb_arrows_height(count) + 18);
  egb_axis_draw_across(out, &on.across, EGB_ARROWS_TOP, bottom, NULL);
  egb_axis_draw_upright(out, &on.upright, EGB_ARROWS_LEFT, right, NULL);
  const size_t points = draw_points(read, row, rows, &on, list, out);
  egb_arrows_draw(arrow, count, egb_reading_text(read, 0, AT_NODE), out);
  draw_labels(list, points, out);
  egb_svg_text(out, "minor", EGB_ARROWS_LEFT, egb_arrows_height(count) + 6, EGB_ANCHOR_START,
               "Points: scores of units, of variance 1. Arrows: loadings; the circle is a correlation of 1.");
}

static void draw(const egb_reading *read, egb_buffer *out) {
  size_t rows = 0;
  size_t *row = egb_rows_choose(read, AT_NODE, egb_reading_text(read, 0, AT_NODE), EGB_ROWS_AS_STORED, &rows);
  egb_arrow *arrow = calloc(rows + 1, sizeof *arrow);
  point *list = calloc(rows + 1, sizeof *list);
  out->failed = out->failed || row == NULL || arrow == NULL || list == NULL;
  if (!out->failed)
    draw_square(read, row, rows, arrow, list, out);
  free(list);
  free(arrow);
  free(row);
}

/* ---- in text --------------------------------------------------------------------------------- */

/* Ids beside the points that are the farthest from the middle, where cells are free. */
static void put_labels(const egb_plane *plane, point *list, size_t count, egb_canvas *canvas) {
  for (size_t asked = 0, named = 0; asked < 2 * NAMED_MOST && named < NAMED_MOST; asked++) {
    const point *far = ask_next(list, count);
    if (far == NULL)
      return;
    const size_t x = (size_t)far->x, y = (size_t)far->y, wide = egb_canvas_width(far->id);
    const bool right = x + 2 + wide <= plane->left + plane->width && egb_canvas_is_free(canvas, x + 1, y, wide + 1);
    const bool left = x >= plane->left + wide + 1 && egb_canvas_is_free(canvas, x - wide - 1, y, wide + 1);
    if (right || left)
      (void)egb_canvas_text(canvas, right ? x + 1 : x - wide, y, far->id);
    named += right || left;
  }
}

static size_t put_points(const egb_reading *read, const size_t *row, size_t rows, const egb_plane *plane, point *list,
                         egb_canvas *canvas) {
  size_t count = 0;
  for (size_t i = 0; i < rows; i++) {
    if (is_child(read, row[i]))
      continue;
    list[count] = point_of(read, row[i], &plane->across, &plane->upright);
    egb_canvas_dot(canvas, list[count].x, list[count].y);
    count++;
  }
  return count;
}

static void text(const egb_reading *read, egb_canvas *canvas, size_t top) {
  const char *node = egb_reading_text(read, 0, AT_NODE);
  size_t rows = 0;
  size_t *row = egb_rows_choose(read, AT_NODE, node, EGB_ROWS_AS_STORED, &rows);
  egb_arrow *arrow = calloc(rows + 1, sizeof *arrow);
  point *list = calloc(rows + 1, sizeof *list);
  canvas->failed = canvas->failed || row == NULL || arrow == NULL || list == NULL;
  if (!canvas->failed) {
    const size_t count = list_arrows(read, row, rows, arrow);
    const egb_plane plane = egb_arrows_text(arrow, count, reach(read, row, rows), node, canvas, top);
    put_labels(&plane, list, put_points(read, row, rows, &plane, list, canvas), canvas);
    (void)egb_canvas_paragraph(canvas, canvas->height + 1,
                               "Dots: scores of units, of variance 1. Numbers: loadings, up to 1 at the edge.");
  }
  free(list);
  free(arrow);
  free(row);
}

static const char *const columns[] = {[AT_NODE] = "node",
                                      [AT_PART] = "part",
                                      [AT_ID] = "id",
                                      [AT_NAME] = "name",
                                      [AT_FIRST] = "first",
                                      [AT_SECOND] = "second",
                                      NULL};
const egb_plot_row egb_plot_biplot = {.name = "biplot",
                                      .help = "units and a node's children on its first two components",
                                      .schema = "egovbench.biplot/1",
                                      .columns = columns,
                                      .draw = draw,
                                      .text = text};
