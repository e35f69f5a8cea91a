/* A tile per economy, about where it lies, in the shade of its level or, without levels, of the fifth of its rank;
 * units without a tile (cities, agencies) in rows below. */
#include "draw/levels.h"
#include "draw/plot.h"
#include "draw/tiles.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TILE 28.0
#define CELL 190.0 /* of a unit without a tile */
#define LEAST_WIDTH 640.0
#define WIDE 1010.0 /* for many units without a tile */
#define MANY 60
#define FIFTHS 5
#define NOWHERE SIZE_MAX

typedef struct map {
  const egb_table *table;
  egb_levels levels; /* none: by fifths */
  double last;       /* the highest rank */
  size_t *row;       /* of the table, per tile; NOWHERE: the unit is not in the table */
  size_t *rest;      /* rows without a tile */
  size_t rest_count;
  size_t left, right, top, bottom; /* of the tiles that are drawn; left > right: none is */
  double width;
  bool hatched;   /* some unit has no class, */
  bool levelless; /* though it is ranked */
} map;

static size_t class_count(const map *m) {
  return m->levels.count > 0 ? m->levels.count : FIFTHS;
}

/* SIZE_MAX: none; not ranked, or below every level. */
static size_t class_of(const map *m, size_t row) {
  const double rank = egb_plot_number(m->table, row, "rank");
  if (isnan(rank))
    return SIZE_MAX;
  if (m->levels.count > 0) {
    const size_t level = egb_levels_of(&m->levels, m->table, row);
    return level < m->levels.count ? level : SIZE_MAX;
  }
  return (size_t)(FIFTHS * fmax(0, rank - 1) / m->last);
}

static void place_rows(map *m) {
  for (size_t row = 0; row < egb_table_row_count(m->table); row++) {
    const double rank = egb_plot_number(m->table, row, "rank");
    const egb_tile *tile = egb_tile_find(egb_plot_text(m->table, row, "unit"));
    m->last = fmax(m->last, isnan(rank) ? 1 : rank);
    m->hatched = m->hatched || class_of(m, row) == SIZE_MAX;
    m->levelless = m->levelless || (class_of(m, row) == SIZE_MAX && !isnan(rank));
    if (tile == NULL) {
      m->rest[m->rest_count++] = row;
      continue;
    }
    m->row[tile - egb_tile_at(0)] = row;
    m->left = tile->column < m->left ? tile->column : m->left;
    m->right = tile->column > m->right ? tile->column : m->right;
    m->top = tile->row < m->top ? tile->row : m->top;
    m->bottom = tile->row > m->bottom ? tile->row : m->bottom;
  }
}

/* ---- drawing --------------------------------------------------------------------------------- */

/* A square in the shade of a class, hatched for SIZE_MAX. */
static void draw_square(const map *m, size_t class, double x, double y, double size, const char *tip, egb_buffer *out) {
  char name[16] = "none";
  if (class != SIZE_MAX)
    (void)snprintf(name, sizeof name, "%s tile", egb_plot_shade(class, class_count(m)));
  egb_svg_rectangle(out, name, x, y, size, size, tip);
  if (class == SIZE_MAX)
    egb_svg_rectangle(out, "hatch", x, y, size, size, NULL);
}

/* "Estonia: 95.89, rank 3, Very high". */
static void say_unit(const map *m, size_t row, egb_buffer *out) {
  const double rank = egb_plot_number(m->table, row, "rank");
  const size_t level = egb_levels_of(&m->levels, m->table, row);
  egb_buffer_text(out, egb_plot_name(m->table, row));
  if (isnan(rank)) {
    egb_buffer_text(out, ": not ranked");
    return;
  }
  egb_buffer_text(out, ": ");
  egb_plot_put(out, egb_plot_number(m->table, row, "score"), 2);
  egb_buffer_text(out, ", rank ");
  egb_plot_put(out, rank, 0);
  if (level < m->levels.count)
    egb_buffer_format(out, ", %s", m->levels.name[level]);
}

static void draw_tile(const map *m, const egb_tile *tile, size_t row, double x, double y, egb_buffer *out) {
  egb_buffer tip = {0}, number = {0};
  char ink[24];
  const size_t class = class_of(m, row);
  say_unit(m, row, &tip);
  egb_plot_put(&number, egb_plot_number(m->table, row, "rank"), 0);
  (void)snprintf(ink, sizeof ink, "tiny%s%s", class == SIZE_MAX ? "" : " ",
                 class == SIZE_MAX ? "" : egb_plot_ink(egb_plot_shade(class, class_count(m))));
  draw_square(m, class, x, y, TILE - 2, egb_buffer_string(&tip), out);
  egb_svg_text(out, ink, x + TILE / 2 - 1, y + 11, EGB_ANCHOR_MIDDLE, tile->id);
  egb_svg_text(out, ink, x + TILE / 2 - 1, y + 22, EGB_ANCHOR_MIDDLE, egb_buffer_string(&number));
  egb_svg_release(out, &tip);
  egb_svg_release(out, &number);
}

/* Economies that the table does not have keep an empty tile, so that the map can be read. */
static void draw_tiles(const map *m, double y, egb_buffer *out) {
  const double across = TILE * (double)(m->right + 1 - m->left), left = (m->width - across) / 2;
  for (size_t i = 0; i < egb_tile_count(); i++) {
    const egb_tile *tile = egb_tile_at(i);
    if (tile->column < m->left || tile->column > m->right || tile->row < m->top || tile->row > m->bottom)
      continue;
    const double x = left + TILE * (double)(tile->column - m->left), at = y + TILE * (double)(tile->row - m->top);
    if (m->row[i] == NOWHERE)
      egb_svg_rectangle(out, "outline", x + 6, at + 6, TILE - 14, TILE - 14, NULL);
    else
      draw_tile(m, tile, m->row[i], x, at, out);
  }
}

static size_t rest_columns(const map *m) {
  return (size_t)((m->width - 2 * EGB_PLOT_MARGIN) / CELL);
}

static void draw_rest(const map *m, double top, egb_buffer *out) {
  for (size_t i = 0; i < m->rest_count; i++) {
    const size_t column = i % rest_columns(m), line = i / rest_columns(m);
    const double x = EGB_PLOT_MARGIN + CELL * (double)column, y = top + EGB_PLOT_ROW * (double)line;
    egb_buffer tip = {0}, number = {0};
    say_unit(m, m->rest[i], &tip);
    egb_plot_put(&number, egb_plot_number(m->table, m->rest[i], "rank"), 0);
    draw_square(m, class_of(m, m->rest[i]), x, y + 2, 12, egb_buffer_string(&tip), out);
    egb_svg_text(out, "minor", x + 42, y + 12, EGB_ANCHOR_END, egb_buffer_string(&number));
    egb_svg_label(out, NULL, x + 48, y + 12, EGB_ANCHOR_START, CELL - 60, egb_plot_name(m->table, m->rest[i]));
    egb_svg_release(out, &tip);
    egb_svg_release(out, &number);
  }
}

/* What a class is; nothing when no rank can be in it: fewer ranks than fifths. */
static void name_class(const map *m, size_t class, egb_buffer *out) {
  const double from = ceil((double)class * m->last / FIFTHS) + 1, to = ceil(((double)class + 1) * m->last / FIFTHS);
  if (class == SIZE_MAX)
    egb_buffer_text(out, m->levelless ? "no level" : "not ranked");
  else if (m->levels.count > 0)
    egb_buffer_text(out, m->levels.name[class]);
  else if (from <= to)
    egb_buffer_format(out, from < to ? "ranks %.0f to %.0f" : "rank %.0f", from, to);
}

/* Draws the keys, or only finds where their last line is; returns that. */
static double draw_keys(const map *m, double y, bool shown, egb_buffer *out) {
  double x = EGB_PLOT_MARGIN;
  for (size_t i = 0; i < class_count(m) + m->hatched; i++) {
    const size_t class = i < class_count(m) ? i : SIZE_MAX;
    egb_buffer name = {0};
    name_class(m, class, &name);
    const double width = 18 + egb_svg_width(egb_buffer_string(&name)) + 22;
    if (x > EGB_PLOT_MARGIN && x + width > m->width) {
      x = EGB_PLOT_MARGIN;
      y += EGB_PLOT_ROW;
    }
    if (shown && name.length > 0) {
      draw_square(m, class, x, y - 10, 12, NULL, out);
      egb_svg_text(out, "minor", x + 18, y, EGB_ANCHOR_START, egb_buffer_string(&name));
    }
    x += name.length > 0 ? width : 0;
    egb_svg_release(out, &name);
  }
  return y;
}

static void draw_map(map *m, egb_buffer *out) {
  const bool any = m->left <= m->right;
  m->width = fmax(m->rest_count > MANY ? WIDE : LEAST_WIDTH,
                  any ? 2 * EGB_PLOT_MARGIN + TILE * (double)(m->right + 1 - m->left) : 0);
  const double below = EGB_PLOT_TOP + (any ? TILE * (double)(m->bottom + 1 - m->top) + 12 : 0);
  const size_t lines = (m->rest_count + rest_columns(m) - 1) / rest_columns(m);
  const double keys = below + EGB_PLOT_ROW * (double)lines + 18;
  const double last = draw_keys(m, keys, false, out);
  (void)egb_plot_open(out, m->table, m->width, last + (any ? 34 : 16));
  if (any) {
    draw_tiles(m, EGB_PLOT_TOP, out);
    egb_svg_text(out, "minor", EGB_PLOT_MARGIN, last + 22, EGB_ANCHOR_START,
                 "A tile of the same size for each economy, about where it lies; no position is taken on boundaries");
  }
  draw_rest(m, below, out);
  (void)draw_keys(m, keys, true, out);
}

static void draw(const egb_table *table, egb_buffer *out) {
  map m = {.table = table, .last = 1, .left = SIZE_MAX, .top = SIZE_MAX};
  m.row = malloc(egb_tile_count() * sizeof *m.row);
  m.rest = calloc(egb_table_row_count(table) + 1, sizeof *m.rest);
  out->failed = out->failed || m.row == NULL || m.rest == NULL;
  if (!out->failed) {
    for (size_t i = 0; i < egb_tile_count(); i++)
      m.row[i] = NOWHERE;
    egb_levels_list(table, &m.levels);
    place_rows(&m);
    draw_map(&m, out);
  }
  free(m.row);
  free(m.rest);
}

static const char *const columns[] = {"unit", "score", "rank", "level", "level_name", NULL};
const egb_plot_row egb_plot_map = {.name = "map",
                                   .help = "a tile per country, by level or fifth of the ranks",
                                   .schema = "egovbench.ranking/1",
                                   .columns = columns,
                                   .draw = draw};
