/* Two nodes against each other, a point per unit, with their correlation. */
#include "draw/plot.h"
#include "stats/matrix.h"

#include <math.h>
#include <stdlib.h>

/* Columns of the table. */
enum { AT_UNIT, AT_NAME };

#define WIDTH 640.0
#define HEIGHT 560.0
#define NAMED_MOST 60   /* labels */
#define ASKED_MOST 1000 /* points that are asked for room */
#define LINE 11.0       /* height of a label */

typedef struct label {
  double x, y, width;
} label;

/* The first two columns of numbers. */
static void find_columns(const egb_reading *read, size_t column[2]) {
  size_t count = 0;
  for (size_t c = 0; c < egb_table_column_count(read->table) && count < 2; c++)
    if (egb_table_column_kind(read->table, c) != EGB_COLUMN_TEXT)
      column[count++] = c;
}

static egb_axis make_axis(const double *value, size_t count, double from, double to) {
  double low = INFINITY, high = -INFINITY;
  for (size_t i = 0; i < count; i++)
    egb_axis_stretch(&low, &high, value[i]);
  return egb_axis_make(low, high, from, to, 6);
}

static bool overlaps(const label *a, const label *b) {
  return a->x < b->x + b->width && b->x < a->x + a->width && fabs(a->y - b->y) < LINE;
}

/* On a point, or beyond the picture. */
static bool hides(const label *at, const egb_axis *across, const egb_axis *upright, const double *x, const double *y,
                  size_t rows) {
  for (size_t i = 0; i < rows; i++) {
    const double px = egb_axis_at(across, x[i]), py = egb_axis_at(upright, y[i]);
    if (px + 3 > at->x && px - 3 < at->x + at->width && fabs(py - (at->y - 4)) < LINE / 2 + 2)
      return true;
  }
  return at->x + at->width > WIDTH;
}

/* The unit not yet asked whose point is farthest from the diagonal of the two axes; rows: none is left. */
static size_t farthest(const egb_axis *across, const egb_axis *upright, const double *x, const double *y,
                       const bool *asked, size_t rows) {
  size_t found = rows;
  double most = -1;
  for (size_t i = 0; i < rows; i++) {
    const double away = fabs((x[i] - across->low) / (across->high - across->low) -
                             (y[i] - upright->low) / (upright->high - upright->low));
    if (!asked[i] && away > most) {
      most = away;
      found = i;
    }
  }
  return found;
}

/* Ids beside the points, as many as there is room for, those first that stand out from the diagonal. */
static void draw_labels(const egb_reading *read, const egb_axis *across, const egb_axis *upright, const double *x,
                        const double *y, size_t rows, egb_buffer *out) {
  label placed[NAMED_MOST];
  size_t count = 0, asks = 0;
  bool *asked = calloc(rows + 1, sizeof *asked);
  out->failed = out->failed || asked == NULL;
  while (asked != NULL && count < NAMED_MOST && asks++ < ASKED_MOST) {
    const size_t i = farthest(across, upright, x, y, asked, rows);
    if (i == rows)
      break;
    const char *id = egb_reading_text(read, i, AT_UNIT);
    const label at = {egb_axis_at(across, x[i]) + 6, egb_axis_at(upright, y[i]) + 4, egb_svg_width(id)};
    bool fits = !hides(&at, across, upright, x, y, rows);
    for (size_t k = 0; k < count && fits; k++)
      fits = !overlaps(&at, &placed[k]);
    asked[i] = true;
    if (!fits)
      continue;
    placed[count++] = at;
    egb_svg_text(out, "minor", at.x, at.y, EGB_ANCHOR_START, id);
  }
  free(asked);
}

static void draw_points(const egb_reading *read, const double *x, const double *y, size_t rows, egb_buffer *out) {
  const egb_axis across = make_axis(x, rows, EGB_PLOT_MARGIN + 46, WIDTH - EGB_PLOT_MARGIN - 20);
  const egb_axis upright = make_axis(y, rows, HEIGHT - 56, EGB_PLOT_TOP + 20);
  egb_axis_draw_across(out, &across, EGB_PLOT_TOP + 20, HEIGHT - 56, NULL);
  egb_axis_draw_upright(out, &upright, across.from, across.to, NULL);
  for (size_t i = 0; i < rows; i++) {
    if (isnan(x[i]) || isnan(y[i]))
      continue;
    egb_svg_circle(out, "f0", egb_axis_at(&across, x[i]), egb_axis_at(&upright, y[i]), 3.5, egb_reading_name(read, i));
  }
  draw_labels(read, &across, &upright, x, y, rows, out);
}

/* The values of the first node, then those of the second; their columns. NULL: out of memory. */
static double *take_values(const egb_reading *read, size_t column[2]) {
  const size_t rows = read->rows;
  double *x = calloc(2 * rows + 1, sizeof *x);
  column[0] = column[1] = SIZE_MAX;
  find_columns(read, column);
  for (size_t i = 0; x != NULL && i < rows; i++) {
    x[i] = egb_table_number(read->table, i, column[0]);
    x[rows + i] = egb_table_number(read->table, i, column[1]);
  }
  return x;
}

/* Nothing for fewer than two units, and where all are the same. */
static void say_correlation(const double *x, const double *y, size_t rows, egb_buffer *out) {
  const double r = egb_stats_correlation(x, y, rows);
  if (isnan(r))
    return;
  egb_buffer_text(out, "r = ");
  egb_plot_put(out, r, 3);
}

static void draw(const egb_reading *read, egb_buffer *out) {
  const size_t rows = read->rows;
  size_t column[2];
  double *x = take_values(read, column);
  egb_buffer note = {0};
  out->failed = out->failed || x == NULL;
  if (x == NULL)
    return;
  (void)egb_plot_open(out, read->table, WIDTH, HEIGHT);
  draw_points(read, x, x + rows, rows, out);
  egb_svg_label(out, "minor", WIDTH / 2, HEIGHT - 20, EGB_ANCHOR_MIDDLE, WIDTH - 60,
                egb_table_column_label(read->table, column[0]));
  egb_svg_label(out, "minor", EGB_PLOT_MARGIN, EGB_PLOT_TOP + 6, EGB_ANCHOR_START, WIDTH - 200,
                egb_table_column_label(read->table, column[1]));
  say_correlation(x, x + rows, rows, &note);
  if (note.length > 0)
    egb_svg_text(out, "strong", WIDTH - EGB_PLOT_MARGIN - 20, EGB_PLOT_TOP + 6, EGB_ANCHOR_END,
                 egb_buffer_string(&note));
  egb_svg_release(out, &note);
  free(x);
}

/* ---- in text --------------------------------------------------------------------------------- */

/* Ids beside the points where cells are free, those first that stand out from the diagonal. */
static void put_labels(const egb_reading *read, const egb_plane *plane, const double *x, const double *y, size_t rows,
                       egb_canvas *canvas) {
  bool *asked = calloc(rows + 1, sizeof *asked);
  canvas->failed = canvas->failed || asked == NULL;
  for (size_t asks = 0; asked != NULL && asks < ASKED_MOST; asks++) {
    const size_t i = farthest(&plane->across, &plane->upright, x, y, asked, rows);
    if (i == rows)
      break;
    asked[i] = true;
    const char *id = egb_reading_text(read, i, AT_UNIT);
    const size_t column = (size_t)egb_axis_at(&plane->across, x[i]), row = (size_t)egb_axis_at(&plane->upright, y[i]),
                 wide = egb_canvas_width(id), right = column + 1, end = plane->left + plane->width;
    if (right + wide + 1 <= end && egb_canvas_is_free(canvas, right, row, wide + 1))
      (void)egb_canvas_text(canvas, right, row, id);
    else if (column >= plane->left + wide + 1 && egb_canvas_is_free(canvas, column - wide - 1, row, wide + 1))
      (void)egb_canvas_text(canvas, column - wide, row, id);
  }
  free(asked);
}

static void text(const egb_reading *read, egb_canvas *canvas, size_t top) {
  const size_t rows = read->rows;
  size_t column[2];
  egb_buffer note = {0};
  double *x = take_values(read, column);
  canvas->failed = canvas->failed || x == NULL;
  if (x == NULL)
    return;
  egb_plane plane = {.top = top + 1, .across = make_axis(x, rows, 0, 1), .upright = make_axis(x + rows, rows, 0, 1)};
  plane.left = egb_plane_margin(&plane.upright);
  plane.width = canvas->width - plane.left;
  plane.height = egb_plane_height(canvas);
  egb_plane_fit(&plane);
  say_correlation(x, x + rows, rows, &note);
  const size_t wide = egb_canvas_width(egb_buffer_string(&note));
  egb_canvas_label(canvas, 0, top, canvas->width - wide - 2, EGB_ANCHOR_START,
                   egb_table_column_label(read->table, column[1]));
  (void)egb_canvas_text(canvas, canvas->width - wide, top, egb_buffer_string(&note));
  const size_t below = egb_plane_draw(canvas, &plane);
  egb_canvas_label(canvas, plane.left, below, plane.width, EGB_ANCHOR_MIDDLE,
                   egb_table_column_label(read->table, column[0]));
  for (size_t i = 0; i < rows; i++)
    egb_canvas_dot(canvas, egb_axis_at(&plane.across, x[i]), egb_axis_at(&plane.upright, x[rows + i]));
  put_labels(read, &plane, x, x + rows, rows, canvas);
  canvas->failed = canvas->failed || note.failed;
  egb_buffer_clear(&note);
  free(x);
}

static const char *const columns[] = {[AT_UNIT] = "unit", [AT_NAME] = "name", NULL};
const egb_plot_row egb_plot_scatter = {.name = "scatter",
                                       .help = "two nodes against each other",
                                       .schema = "egovbench.stage/1",
                                       .columns = columns,
                                       .draw = draw,
                                       .text = text};
