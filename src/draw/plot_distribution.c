/* A strip of values and a box per indicator; changed values as hollow circles. */
#include "base/names.h"
#include "draw/plot.h"
#include "stats/shape.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Columns of the table. */
enum { AT_UNIT, AT_NODE, AT_VALUE, AT_STATE };

#define NAME_MOST 220.0
#define WIDTH 820.0
#define ROW 26.0

/* Nodes in the order in which they first come, and the rows of each in the order of the table. */
typedef struct nodes {
  egb_names names;
  size_t *begin; /* of the rows of a node in `row`; those of the next end them */
  size_t *row;
  double *value; /* room for those of a node */
} nodes;

static void close_nodes(nodes *n) {
  egb_arena_free(n->names.arena);
  free(n->begin);
  free(n->row);
  free(n->value);
}

/* Rows are counted per node, then put behind each other. */
static bool sort_rows(nodes *n, const egb_reading *read, size_t *node) {
  for (size_t row = 0; row < read->rows; row++) {
    const char *id = egb_reading_text(read, row, AT_NODE);
    bool fresh;
    node[row] = egb_names_add(&n->names, id, strlen(id), &fresh);
    if (node[row] == EGB_NAMES_NONE)
      return false;
    n->begin[node[row] + 2]++;
  }
  for (size_t i = 2; i < read->rows + 2; i++)
    n->begin[i] += n->begin[i - 1];
  for (size_t row = 0; row < read->rows; row++)
    n->row[n->begin[node[row] + 1]++] = row;
  return true;
}

/* False: out of memory. Close it either way. */
static bool open_nodes(nodes *n, const egb_reading *read) {
  size_t *node = calloc(read->rows + 1, sizeof *node);
  *n = (nodes){.names = {.arena = egb_arena_new()},
               .begin = calloc(read->rows + 2, sizeof *n->begin),
               .row = calloc(read->rows + 1, sizeof *n->row),
               .value = calloc(read->rows + 1, sizeof *n->value)};
  const bool made = node != NULL && n->names.arena != NULL && n->begin != NULL && n->row != NULL && n->value != NULL &&
                    sort_rows(n, read, node);
  free(node);
  return made;
}

static void draw_box(const double *sorted, size_t count, const egb_axis *axis, double y, egb_buffer *out) {
  const double low = egb_axis_at(axis, egb_stats_quantile(sorted, count, 0.25));
  const double high = egb_axis_at(axis, egb_stats_quantile(sorted, count, 0.75));
  const double median = egb_axis_at(axis, egb_stats_quantile(sorted, count, 0.5));
  egb_svg_line(out, "axis", egb_axis_at(axis, sorted[0]), y, egb_axis_at(axis, sorted[count - 1]), y);
  egb_svg_rectangle(out, "box", low, y - 6, high - low, 12, NULL);
  egb_svg_line(out, "span", median, y - 7, median, y + 7);
}

static bool is_changed(const egb_reading *read, size_t row) {
  return strcmp(egb_reading_text(read, row, AT_STATE), "observed") != 0;
}

/* Those of a node, ascending; returns how many. */
static size_t take_values(const egb_reading *read, const nodes *n, size_t node) {
  size_t count = 0;
  for (size_t i = n->begin[node]; i < n->begin[node + 1]; i++) {
    const double value = egb_reading_number(read, n->row[i], AT_VALUE);
    if (!isnan(value))
      n->value[count++] = value;
  }
  if (count > 0)
    egb_stats_sort_values(n->value, count);
  return count;
}

static egb_axis make_axis(const egb_reading *read, double from, double to) {
  double low = INFINITY, high = -INFINITY;
  for (size_t row = 0; row < read->rows; row++)
    egb_axis_stretch(&low, &high, egb_reading_number(read, row, AT_VALUE));
  return egb_axis_make(low, high, from, to, 8);
}

static void draw_node(const egb_reading *read, const nodes *n, size_t node, const egb_axis *axis, double y,
                      egb_buffer *out) {
  const size_t count = take_values(read, n, node);
  if (count == 0)
    return;
  draw_box(n->value, count, axis, y, out);
  for (size_t i = n->begin[node]; i < n->begin[node + 1]; i++) {
    const double at = egb_reading_number(read, n->row[i], AT_VALUE);
    const bool changed = is_changed(read, n->row[i]);
    if (!isnan(at))
      egb_svg_circle(out, changed ? "hollow" : "f0", egb_axis_at(axis, at), y + 9, changed ? 3 : 2,
                     egb_reading_text(read, n->row[i], AT_UNIT));
  }
}

static void draw_nodes(const egb_reading *read, const nodes *n, egb_buffer *out) {
  double names = 40;
  for (size_t i = 0; i < n->names.count; i++)
    names = fmin(NAME_MOST, fmax(names, egb_svg_width(n->names.item[i].text)));
  const double left = EGB_PLOT_MARGIN + names + 12, bottom = EGB_PLOT_TOP + ROW * (double)n->names.count;
  const egb_axis axis = make_axis(read, left, WIDTH - EGB_PLOT_MARGIN - 8);
  (void)egb_plot_open(out, read->table, WIDTH, bottom + 44);
  egb_axis_draw_across(out, &axis, EGB_PLOT_TOP, bottom, "Value in the stage");
  for (size_t i = 0; i < n->names.count; i++) {
    const double y = EGB_PLOT_TOP + ROW * ((double)i + 0.4);
    egb_svg_label(out, NULL, left - 8, y + 4, EGB_ANCHOR_END, names, n->names.item[i].text);
    draw_node(read, n, i, &axis, y, out);
  }
}

static void draw(const egb_reading *read, egb_buffer *out) {
  nodes n;
  if (open_nodes(&n, read))
    draw_nodes(read, &n, out);
  else
    out->failed = true;
  close_nodes(&n);
}

/* ---- in text --------------------------------------------------------------------------------- */

static size_t column_at(const egb_axis *axis, double value) {
  return (size_t)egb_axis_at(axis, value);
}

/* The range, the quartiles, the median, and values that were changed where nothing else says more. */
static void put_strip(const egb_reading *read, const nodes *n, size_t node, const egb_axis *axis, size_t y,
                      egb_canvas *canvas) {
  const size_t count = take_values(read, n, node);
  const double *value = n->value;
  if (count == 0)
    return;
  egb_canvas_signs(canvas, column_at(axis, value[0]), column_at(axis, value[count - 1]) + 1, y, EGB_SIGN_ACROSS);
  (void)egb_canvas_sign(canvas, column_at(axis, value[0]), y, EGB_SIGN_BEGIN);
  (void)egb_canvas_sign(canvas, column_at(axis, value[count - 1]), y, EGB_SIGN_END);
  egb_canvas_signs(canvas, column_at(axis, egb_stats_quantile(value, count, 0.25)),
                   column_at(axis, egb_stats_quantile(value, count, 0.75)) + 1, y, EGB_SIGN_QUARTILES);
  for (size_t i = n->begin[node]; i < n->begin[node + 1]; i++) {
    const double at = egb_reading_number(read, n->row[i], AT_VALUE);
    if (is_changed(read, n->row[i]) && !isnan(at))
      (void)egb_canvas_sign(canvas, column_at(axis, at), y, EGB_SIGN_HOLLOW);
  }
  (void)egb_canvas_sign(canvas, column_at(axis, egb_stats_quantile(value, count, 0.5)), y, EGB_SIGN_MEDIAN);
}

static const egb_sign_key keys[] = {{EGB_SIGN_ACROSS, "range"},
                                    {EGB_SIGN_QUARTILES, "quartiles"},
                                    {EGB_SIGN_MEDIAN, "median"},
                                    {EGB_SIGN_HOLLOW, "changed value"}};

static void put_nodes(const egb_reading *read, const nodes *n, egb_canvas *canvas, size_t y) {
  size_t names = 1;
  for (size_t i = 0; i < n->names.count; i++) {
    const size_t wide = egb_canvas_width(n->names.item[i].text);
    names = wide > names ? wide : names;
  }
  names = names < canvas->width / 3 ? names : canvas->width / 3;
  const size_t left = names + 2, width = canvas->width - left;
  const egb_axis axis = egb_canvas_scale(make_axis(read, 0, 1), left, width);
  for (size_t i = 0; i < n->names.count; i++, y++) {
    egb_canvas_label(canvas, 0, y, names, EGB_ANCHOR_START, n->names.item[i].text);
    put_strip(read, n, i, &axis, y, canvas);
  }
  (void)egb_plot_keys(canvas, egb_canvas_axis(canvas, left, width, y, &axis) + 1, keys, sizeof keys / sizeof *keys);
}

static void text(const egb_reading *read, egb_canvas *canvas, size_t y) {
  nodes n;
  if (open_nodes(&n, read))
    put_nodes(read, &n, canvas, y);
  else
    canvas->failed = true;
  close_nodes(&n);
}

static const char *const columns[] = {
    [AT_UNIT] = "unit", [AT_NODE] = "node", [AT_VALUE] = "value", [AT_STATE] = "state", NULL};
const egb_plot_row egb_plot_distribution = {.name = "distribution",
                                            .help = "the values of every indicator, with quartiles",
                                            .schema = "egovbench.stages/1",
                                            .columns = columns,
                                            .draw = draw,
                                            .text = text};
