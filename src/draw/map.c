#include "draw/map.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CELL 190.0 /* of a unit without a place */
#define FIFTHS 5

const char *const egb_map_columns[] = {
    [EGB_MAP_UNIT] = "unit",   [EGB_MAP_SCORE] = "score",     [EGB_MAP_RANK] = "rank",
    [EGB_MAP_LEVEL] = "level", [EGB_MAP_NAME] = "level_name", NULL};

size_t egb_map_class_count(const egb_map *m) {
  return m->levels.count > 0 ? m->levels.count : FIFTHS;
}

size_t egb_map_class(const egb_map *m, size_t row) {
  const double rank = egb_reading_number(m->read, row, EGB_MAP_RANK);
  if (isnan(rank))
    return SIZE_MAX;
  if (m->levels.count > 0) {
    const size_t level = egb_levels_of(&m->levels, row);
    return level < m->levels.count ? level : SIZE_MAX;
  }
  return (size_t)(FIFTHS * fmax(0, rank - 1) / m->last);
}

bool egb_map_open(egb_map *m, const egb_reading *read) {
  *m = (egb_map){.read = read, .last = 1};
  m->rest = calloc(read->rows + 1, sizeof *m->rest);
  if (m->rest == NULL)
    return false;
  egb_levels_list(read->table, &m->levels);
  for (size_t row = 0; row < read->rows; row++) {
    const double rank = egb_reading_number(read, row, EGB_MAP_RANK);
    const bool none = egb_map_class(m, row) == SIZE_MAX;
    m->last = fmax(m->last, isnan(rank) ? 1 : rank);
    m->hatched = m->hatched || none;
    m->levelless = m->levelless || (none && !isnan(rank));
  }
  return true;
}

void egb_map_close(egb_map *m) {
  free(m->rest);
}

/* ---- drawing --------------------------------------------------------------------------------- */

void egb_map_shade(const egb_map *m, size_t class, char out[EGB_MAP_SHADE]) {
  if (class == SIZE_MAX)
    (void)snprintf(out, EGB_MAP_SHADE, "none");
  else
    (void)snprintf(out, EGB_MAP_SHADE, "%s tile", egb_plot_shade(class, egb_map_class_count(m)));
}

void egb_map_square(const egb_map *m, size_t class, double x, double y, double size, const char *tip, egb_buffer *out) {
  char name[EGB_MAP_SHADE];
  egb_map_shade(m, class, name);
  egb_svg_rectangle(out, name, x, y, size, size, tip);
  if (class == SIZE_MAX)
    egb_svg_rectangle(out, "hatch", x, y, size, size, NULL);
}

void egb_map_say(const egb_map *m, size_t row, egb_buffer *out) {
  const double rank = egb_reading_number(m->read, row, EGB_MAP_RANK);
  const size_t level = egb_levels_of(&m->levels, row);
  egb_buffer_text(out, egb_reading_name(m->read, row));
  if (isnan(rank)) {
    egb_buffer_text(out, ": not ranked");
    return;
  }
  egb_buffer_text(out, ": ");
  egb_plot_put(out, egb_reading_number(m->read, row, EGB_MAP_SCORE), 2);
  egb_buffer_text(out, ", rank ");
  egb_plot_put(out, rank, 0);
  if (level < m->levels.count)
    egb_buffer_format(out, ", %s", m->levels.name[level]);
}

static size_t rest_columns(const egb_map *m) {
  return (size_t)((m->width - 2 * EGB_PLOT_MARGIN) / CELL);
}

static void draw_rest(const egb_map *m, double top, egb_buffer *out) {
  for (size_t i = 0; i < m->rest_count; i++) {
    const size_t column = i % rest_columns(m), line = i / rest_columns(m);
    const double x = EGB_PLOT_MARGIN + CELL * (double)column, y = top + EGB_PLOT_ROW * (double)line;
    egb_buffer tip = {0}, number = {0};
    egb_map_say(m, m->rest[i], &tip);
    egb_plot_put(&number, egb_reading_number(m->read, m->rest[i], EGB_MAP_RANK), 0);
    egb_map_square(m, egb_map_class(m, m->rest[i]), x, y + 2, 12, egb_buffer_string(&tip), out);
    egb_svg_text(out, "minor", x + 42, y + 12, EGB_ANCHOR_END, egb_buffer_string(&number));
    egb_svg_label(out, NULL, x + 48, y + 12, EGB_ANCHOR_START, CELL - 60, egb_reading_name(m->read, m->rest[i]));
    egb_svg_release(out, &tip);
    egb_svg_release(out, &number);
  }
}

void egb_map_name(const egb_map *m, size_t class, egb_buffer *out) {
  const double from = ceil((double)class * m->last / FIFTHS) + 1, to = ceil(((double)class + 1) * m->last / FIFTHS);
  if (class == SIZE_MAX)
    egb_buffer_text(out, m->levelless ? "no level" : "not ranked");
  else if (m->levels.count > 0)
    egb_buffer_text(out, m->levels.name[class]);
  else if (from <= to)
    egb_buffer_format(out, from < to ? "ranks %.0f to %.0f" : "rank %.0f", from, to);
}

/* Draws the keys, or only finds where their last line is; returns that. */
static double draw_keys(const egb_map *m, double y, bool shown, egb_buffer *out) {
  double x = EGB_PLOT_MARGIN;
  for (size_t i = 0; i < egb_map_class_count(m) + m->hatched; i++) {
    const size_t class = i < egb_map_class_count(m) ? i : SIZE_MAX;
    egb_buffer name = {0};
    egb_map_name(m, class, &name);
    const double width = 18 + egb_svg_width(egb_buffer_string(&name)) + 22;
    if (x > EGB_PLOT_MARGIN && x + width > m->width) {
      x = EGB_PLOT_MARGIN;
      y += EGB_PLOT_ROW;
    }
    if (shown && name.length > 0) {
      egb_map_square(m, class, x, y - 10, 12, NULL, out);
      egb_svg_text(out, "minor", x + 18, y, EGB_ANCHOR_START, egb_buffer_string(&name));
    }
    x += name.length > 0 ? width : 0;
    egb_svg_release(out, &name);
  }
  return y;
}

static double keys_at(const egb_map *m, double below) {
  const size_t lines = (m->rest_count + rest_columns(m) - 1) / rest_columns(m);
  return below + EGB_PLOT_ROW * (double)lines + 18;
}

double egb_map_end(const egb_map *m, double below) {
  egb_buffer unused = {0};
  return draw_keys(m, keys_at(m, below), false, &unused);
}

void egb_map_draw_below(const egb_map *m, double below, egb_buffer *out) {
  draw_rest(m, below, out);
  (void)draw_keys(m, keys_at(m, below), true, out);
}
