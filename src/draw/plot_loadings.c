/* The first two components of a node's children: an arrow for each child, to its correlations with them. */
#include "draw/arrows.h"
#include "draw/plot.h"
#include "draw/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Loading of a child on a component; NaN: none. */
static double loading_of(const egb_table *table, const size_t *row, size_t rows, const char *child, double component) {
  for (size_t i = 0; i < rows; i++)
    if (fabs(egb_plot_number(table, row[i], "component") - component) < 0.5 &&
        strcmp(egb_plot_text(table, row[i], "child"), child) == 0)
      return egb_plot_number(table, row[i], "loading");
  return (double)NAN;
}

/* Of the children of the chosen rows; returns how many. */
static size_t list_arrows(const egb_table *table, const size_t *row, size_t rows, egb_arrow *out) {
  size_t count = 0;
  for (size_t i = 0; i < rows; i++) {
    const char *child = egb_plot_text(table, row[i], "child");
    if (fabs(egb_plot_number(table, row[i], "component") - 1) > 0.5)
      continue;
    const double second = loading_of(table, row, rows, child, 2);
    out[count++] = (egb_arrow){.id = child,
                               .name = egb_plot_text(table, row[i], "label"),
                               .first = egb_plot_number(table, row[i], "loading"),
                               .second = isnan(second) ? 0 : second};
  }
  return count;
}

static void draw(const egb_table *table, egb_buffer *out) {
  const egb_arrows on = egb_arrows_plane();
  const char *node = egb_plot_text(table, 0, "node");
  size_t rows;
  size_t *row = egb_rows_choose(table, "node", node, NULL, &rows);
  egb_arrow *arrow = calloc(row == NULL ? 1 : rows + 1, sizeof *arrow);
  out->failed = out->failed || row == NULL || arrow == NULL;
  if (!out->failed) {
    const size_t count = list_arrows(table, row, rows, arrow);
    (void)egb_plot_open(out, table, EGB_ARROWS_WIDTH, egb_arrows_height(count));
    egb_axis_draw_across(out, &on.across, EGB_ARROWS_TOP, EGB_ARROWS_TOP + EGB_ARROWS_SIZE, NULL);
    egb_axis_draw_upright(out, &on.upright, EGB_ARROWS_LEFT, EGB_ARROWS_LEFT + EGB_ARROWS_SIZE, NULL);
    egb_arrows_draw(arrow, count, node, out);
  }
  free(arrow);
  free(row);
}

static void text(const egb_table *table, egb_canvas *canvas, size_t top) {
  const char *node = egb_plot_text(table, 0, "node");
  size_t rows;
  size_t *row = egb_rows_choose(table, "node", node, NULL, &rows);
  egb_arrow *arrow = calloc(row == NULL ? 1 : rows + 1, sizeof *arrow);
  canvas->failed = canvas->failed || row == NULL || arrow == NULL;
  if (!canvas->failed)
    (void)egb_arrows_text(arrow, list_arrows(table, row, rows, arrow), 1, node, canvas, top);
  free(arrow);
  free(row);
}

static const char *const columns[] = {"node", "child", "component", "loading", NULL};
const egb_plot_row egb_plot_loadings = {.name = "loadings",
                                        .help = "a node's children on their first two components",
                                        .schema = "egovbench.loadings/1",
                                        .columns = columns,
                                        .draw = draw,
                                        .text = text};
