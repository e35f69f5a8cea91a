/* The first two components of a node's children: an arrow for each child, to its correlations with them. */
#include "base/names.h"
#include "draw/arrows.h"
#include "draw/plot.h"
#include "draw/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Columns of the table. */
enum { AT_NODE, AT_CHILD, AT_COMPONENT, AT_LOADING, AT_LABEL };

typedef struct loadings {
  size_t *row; /* of the node, in the table */
  size_t rows;
  egb_arrow *arrow; /* of its children */
  egb_names names;  /* their ids: as many arrows */
} loadings;

static bool is_of(const egb_reading *read, size_t row, double component) {
  return fabs(egb_reading_number(read, row, AT_COMPONENT) - component) < 0.5;
}

/* A child without a second component has 0 there. */
static bool list_arrows(const egb_reading *read, loadings *of) {
  for (size_t i = 0; i < of->rows; i++) {
    const char *child = egb_reading_text(read, of->row[i], AT_CHILD);
    bool fresh;
    const size_t at = is_of(read, of->row[i], 1) ? egb_names_add(&of->names, child, strlen(child), &fresh) : 0;
    if (at == EGB_NAMES_NONE)
      return false;
    if (is_of(read, of->row[i], 1))
      of->arrow[at] = (egb_arrow){.id = child,
                                  .name = egb_reading_text(read, of->row[i], AT_LABEL),
                                  .first = egb_reading_number(read, of->row[i], AT_LOADING)};
  }
  for (size_t i = 0; i < of->rows; i++) {
    const char *child = egb_reading_text(read, of->row[i], AT_CHILD);
    const size_t at = is_of(read, of->row[i], 2) ? egb_names_find(&of->names, child, strlen(child)) : EGB_NAMES_NONE;
    const double second = egb_reading_number(read, of->row[i], AT_LOADING);
    if (at != EGB_NAMES_NONE && !isnan(second))
      of->arrow[at].second = second;
  }
  return true;
}

/* Of the first node of the table. False: out of memory. Close it either way. */
static bool open_loadings(const egb_reading *read, loadings *of) {
  *of = (loadings){.names = {.arena = egb_arena_new()}};
  of->row = egb_rows_choose(read, AT_NODE, egb_reading_text(read, 0, AT_NODE), EGB_ROWS_AS_STORED, &of->rows);
  of->arrow = calloc(of->rows + 1, sizeof *of->arrow);
  return of->row != NULL && of->arrow != NULL && of->names.arena != NULL && list_arrows(read, of);
}

static void close_loadings(loadings *of) {
  egb_arena_free(of->names.arena);
  free(of->arrow);
  free(of->row);
}

static void draw(const egb_reading *read, egb_buffer *out) {
  const egb_arrows on = egb_arrows_plane();
  loadings of;
  if (open_loadings(read, &of)) {
    (void)egb_plot_open(out, read->table, EGB_ARROWS_WIDTH, egb_arrows_height(of.names.count));
    egb_axis_draw_across(out, &on.across, EGB_ARROWS_TOP, EGB_ARROWS_TOP + EGB_ARROWS_SIZE, NULL);
    egb_axis_draw_upright(out, &on.upright, EGB_ARROWS_LEFT, EGB_ARROWS_LEFT + EGB_ARROWS_SIZE, NULL);
    egb_arrows_draw(of.arrow, of.names.count, egb_reading_text(read, 0, AT_NODE), out);
  } else
    out->failed = true;
  close_loadings(&of);
}

static void text(const egb_reading *read, egb_canvas *canvas, size_t top) {
  loadings of;
  if (open_loadings(read, &of))
    (void)egb_arrows_text(of.arrow, of.names.count, 1, egb_reading_text(read, 0, AT_NODE), canvas, top);
  else
    canvas->failed = true;
  close_loadings(&of);
}

static const char *const columns[] = {[AT_NODE] = "node",       [AT_CHILD] = "child", [AT_COMPONENT] = "component",
                                      [AT_LOADING] = "loading", [AT_LABEL] = "label", NULL};
const egb_plot_row egb_plot_loadings = {.name = "loadings",
                                        .help = "a node's children on their first two components",
                                        .schema = "egovbench.loadings/1",
                                        .columns = columns,
                                        .optional = 1,
                                        .draw = draw,
                                        .text = text};
