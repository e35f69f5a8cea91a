/* Ranks over the periods: a line per unit, those best in the last period named and coloured, the others thin. */
#include "draw/plot.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH 860.0
#define HEIGHT 560.0
#define NAMED 10
#define PERIODS_MOST 200

typedef struct periods {
  const char *name[PERIODS_MOST];
  size_t count;
} periods;

static size_t period_of(const periods *all, const char *name) {
  size_t i = 0;
  while (i < all->count && strcmp(all->name[i], name) != 0)
    i++;
  return i;
}

/* Ascending, as the table has them for a unit with all of them: in the order of their text or number. */
static void list_periods(const egb_table *table, periods *all) {
  for (size_t row = 0; row < egb_table_row_count(table); row++) {
    const char *name = egb_plot_text(table, row, "period");
    if (all->count < PERIODS_MOST && period_of(all, name) == all->count) {
      size_t at = all->count++;
      for (; at > 0 && strcmp(all->name[at - 1], name) > 0; at--)
        all->name[at] = all->name[at - 1];
      all->name[at] = name;
    }
  }
}

typedef struct line {
  size_t first, rows; /* of the table */
  double last;        /* rank in the last period; NaN: none */
} line;

static size_t list_lines(const egb_table *table, const periods *all, line *out) {
  size_t count = 0;
  for (size_t row = 0; row < egb_table_row_count(table); row++) {
    const char *unit = egb_plot_text(table, row, "unit");
    if (count == 0 || strcmp(unit, egb_plot_text(table, out[count - 1].first, "unit")) != 0)
      out[count++] = (line){.first = row, .last = (double)NAN};
    out[count - 1].rows++;
    if (period_of(all, egb_plot_text(table, row, "period")) + 1 == all->count)
      out[count - 1].last = egb_plot_number(table, row, "rank");
  }
  return count;
}

static void draw_line(const egb_table *table, const periods *all, const line *of, const egb_axis *across,
                      const egb_axis *upright, bool named, size_t *series, egb_buffer *out) {
  double x[PERIODS_MOST], y[PERIODS_MOST];
  char class[8] = "thin";
  for (size_t p = 0; p < all->count; p++) {
    x[p] = egb_axis_at(across, (double)p);
    y[p] = (double)NAN;
  }
  for (size_t i = 0; i < of->rows; i++) {
    const size_t p = period_of(all, egb_plot_text(table, of->first + i, "period"));
    const double rank = egb_plot_number(table, of->first + i, "rank");
    if (p < all->count && !isnan(rank))
      y[p] = egb_axis_at(upright, rank);
  }
  if (named)
    (void)snprintf(class, sizeof class, "s%zu", (*series)++ % EGB_SVG_SERIES);
  egb_svg_polyline(out, class, x, y, all->count, egb_plot_name(table, of->first));
  if (!named)
    return;
  class[0] = 'f';
  for (size_t p = 0; p < all->count; p++)
    if (!isnan(y[p]))
      egb_svg_circle(out, class, x[p], y[p], 3, NULL);
  egb_svg_label(out, NULL, x[all->count - 1] + 8, y[all->count - 1] + 4, EGB_ANCHOR_START, 170,
                egb_plot_name(table, of->first));
}

static void draw_lines(const egb_table *table, const periods *all, const line *lines, size_t count, size_t named,
                       egb_buffer *out) {
  double low = 1, high = 2;
  size_t series = 0;
  for (size_t i = 0; i < count; i++)
    for (size_t r = 0; r < lines[i].rows; r++)
      egb_axis_stretch(&low, &high, egb_plot_number(table, lines[i].first + r, "rank"));
  const egb_axis across = {.low = 0,
                           .high = all->count > 1 ? (double)all->count - 1 : 1,
                           .from = EGB_PLOT_MARGIN + 40,
                           .to = WIDTH - EGB_PLOT_MARGIN - 180,
                           .step = 1};
  const egb_axis upright = egb_axis_exact(1, high, EGB_PLOT_TOP + 10, HEIGHT - 40, 8);
  egb_axis_draw_upright(out, &upright, across.from, across.to, NULL);
  for (size_t p = 0; p < all->count; p++)
    egb_svg_text(out, "minor", egb_axis_at(&across, (double)p), HEIGHT - 20, EGB_ANCHOR_MIDDLE, all->name[p]);
  for (int front = 0; front < 2; front++)
    for (size_t i = 0; i < count; i++)
      if ((lines[i].last <= (double)named) == (front == 1))
        draw_line(table, all, &lines[i], &across, &upright, front == 1, &series, out);
}

static void draw(const egb_table *table, const egb_plot_options *options, egb_buffer *out) {
  periods all = {0};
  line *lines = calloc(egb_table_row_count(table) + 1, sizeof *lines);
  out->failed = out->failed || lines == NULL;
  if (lines == NULL)
    return;
  list_periods(table, &all);
  const size_t count = list_lines(table, &all, lines);
  (void)egb_plot_open(out, table, WIDTH, HEIGHT);
  draw_lines(table, &all, lines, count, options->top != 0 ? options->top : NAMED, out);
  free(lines);
}

static const char *const columns[] = {"unit", "period", "rank", NULL};
const egb_plot_row egb_plot_bump = {
    .name = "bump", .help = "ranks over the periods", .source = EGB_PLOT_PANEL, .columns = columns, .draw = draw};
