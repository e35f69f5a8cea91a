#include "tune_screen.h"

#include "base/utf8.h"
#include "tune_draw.h"
#include "tune_pair.h"
#include "tune_terminal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define ROWS_LEAST 10
#define COLUMNS_LEAST 50
#define LEFT_MOST 64
#define INTERVAL 7 /* columns */

/* ---- what is listed -------------------------------------------------------------------------- */

static bool is_listed(const tune_desk *desk, size_t node) {
  if (!egb_plan_takes_part(desk->model.plan, node))
    return false;
  for (size_t up = egb_index_node_parent(desk->model.index, node); up != SIZE_MAX;
       up = egb_index_node_parent(desk->model.index, up))
    if (!desk->open[up])
      return false;
  return true;
}

void tune_desk_list(tune_desk *desk) {
  const size_t chosen = desk->lines == 0 ? SIZE_MAX : desk->line[desk->chosen];
  desk->lines = 0;
  desk->chosen = 0;
  for (size_t i = 1; i < desk->model.node_count; i++) {
    if (!is_listed(desk, i))
      continue;
    if (i <= chosen && chosen != SIZE_MAX)
      desk->chosen = desk->lines;
    desk->line[desk->lines++] = i;
  }
}

size_t tune_desk_position(const tune_desk *desk) {
  for (size_t i = 0; desk->unit != SIZE_MAX && i < desk->model.unit_count; i++)
    if (egb_results_order(desk->model.results, i) == desk->unit)
      return i;
  return SIZE_MAX;
}

/* The first line to show so that one of them is in sight. */
static size_t scroll(size_t top, size_t chosen, size_t count, size_t rows) {
  if (count <= rows)
    return 0;
  if (chosen < top)
    top = chosen;
  if (chosen >= top + rows)
    top = chosen - rows + 1;
  return top + rows > count ? count - rows : top;
}

/* ---- weights --------------------------------------------------------------------------------- */

static size_t depth_of(const tune_desk *desk, size_t node) {
  size_t depth = 0;
  for (size_t up = egb_index_node_parent(desk->model.index, node); up != 0 && up != SIZE_MAX;
       up = egb_index_node_parent(desk->model.index, up))
    depth++;
  return depth;
}

/* What a whole bar stands for among these siblings: room for the largest to grow, in even steps. */
static double full_of(const tune_desk *desk, size_t node) {
  static const double steps[] = {0.1, 0.2, 0.4, 0.6, 0.8};
  const size_t parent = egb_index_node_parent(desk->model.index, node);
  double largest = 0;
  for (size_t i = parent + 1; i < desk->model.node_count; i++)
    if (egb_index_node_parent(desk->model.index, i) == parent && desk->model.share[i] > largest)
      largest = desk->model.share[i];
  for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
    if (1.25 * largest <= steps[i])
      return steps[i];
  return 1;
}

static void draw_weight(const tune_desk *desk, size_t row, size_t width, size_t line) {
  const size_t node = desk->line[line], indent = 2 * depth_of(desk, node);
  const bool chosen = line == desk->chosen, locked = desk->model.locked[node];
  const bool changed = fabs(desk->model.share[node] - desk->model.start[node]) > 1e-12;
  const size_t bar = width * 3 / 10, percent = 9, used = bar + percent + 5;
  const size_t name = width > used + indent ? width - used - indent : 1;
  const bool leaf = egb_index_node_is_indicator(desk->model.index, node);
  char text[600], number[32];
  if (chosen)
    tune_terminal_put(row, 0, 1, TUNE_BOLD, desk->in_ranking ? "›" : "▸");
  const char *id = egb_index_node_id(desk->model.index, node);
  const char *label = egb_index_node_name(desk->model.index, node, desk->languages);
  (void)snprintf(text, sizeof text, "%s%.60s%s%.400s",
                 leaf               ? ""
                 : desk->open[node] ? "- "
                                    : "+ ",
                 id, strcmp(id, label) == 0 ? "" : " ", strcmp(id, label) == 0 ? "" : label);
  tune_terminal_put(row, 2 + indent, name, chosen && !desk->in_ranking ? TUNE_CHOSEN : TUNE_PLAIN, text);
  tune_draw_bar(row, width - bar - percent - 2, bar, desk->model.share[node] / full_of(desk, node));
  (void)snprintf(number, sizeof number, locked ? "[%.1f %%]" : "%.1f %% ", 100 * desk->model.share[node]);
  tune_draw_right(row, width - percent - 1, percent, changed || chosen ? TUNE_BOLD : TUNE_PLAIN, number);
}

static void draw_weights(tune_desk *desk, size_t first, size_t rows, size_t width) {
  char text[64];
  tune_terminal_put(first, 2, width - 2, TUNE_BOLD, "Weights");
  if (desk->lines != 0) {
    (void)snprintf(text, sizeof text, "bar to %.0f %%", 100 * full_of(desk, desk->line[desk->chosen]));
    tune_draw_right(first, 10, width - 11, TUNE_DIM, text);
  }
  desk->top = scroll(desk->top, desk->chosen, desk->lines, rows);
  for (size_t i = 0; i < rows && desk->top + i < desk->lines; i++)
    draw_weight(desk, first + 1 + i, width, desk->top + i);
}

/* ---- ranking --------------------------------------------------------------------------------- */

static void draw_move(size_t row, size_t column, double start, double rank) {
  char text[32];
  if (isnan(start) || isnan(rank) || !(rank < start || rank > start))
    return;
  (void)snprintf(text, sizeof text, "%s%.0f", rank < start ? "▲" : "▼", ceil(fabs(start - rank)));
  tune_terminal_put(row, column, 4, rank < start ? TUNE_UP : TUNE_DOWN, text);
}

/* "58-67", or "1" where the ends are the same. */
static void draw_interval(const tune_model *model, size_t row, size_t column, size_t unit) {
  char text[64];
  const double low = model->low[unit], high = model->high[unit];
  if (!model->simulated || isnan(low) || isnan(egb_results_rank(model->results, unit)))
    return;
  (void)snprintf(text, sizeof text, low < high ? "%.0f-%.0f" : "%.0f", low, high);
  tune_draw_right(row, column, INTERVAL, TUNE_PLAIN, text);
}

static void draw_unit(const tune_desk *desk, size_t row, size_t column, size_t width, size_t position) {
  const tune_model *model = &desk->model;
  const size_t unit = egb_results_order(model->results, position);
  const double rank = egb_results_rank(model->results, unit), score = egb_results_score(model->results, unit);
  const size_t number = 7, change = width >= 54 ? 8 : 0, interval = model->simulates ? INTERVAL + 1 : 0;
  const size_t fixed = 2 + 4 + 1 + 4 + 1 + interval + number + change;
  const bool chosen = unit == desk->unit;
  char text[64];
  tune_terminal_put(row, column, 1, TUNE_BOLD, unit == desk->other ? "●" : chosen && desk->in_ranking ? "▸" : " ");
  (void)snprintf(text, sizeof text, isnan(rank) ? "-" : rank < floor(rank) + 0.25 ? "%.0f" : "%.1f", rank);
  tune_draw_right(row, column + 2, 4, TUNE_PLAIN, text);
  draw_move(row, column + 7, model->start_rank[unit], rank);
  tune_terminal_put(row, column + 11, width - fixed, chosen ? TUNE_CHOSEN : TUNE_PLAIN,
                    egb_dataset_unit_name(model->data, unit, desk->languages));
  draw_interval(model, row, column + width - number - change - INTERVAL, unit);
  if (isnan(score))
    return;
  (void)snprintf(text, sizeof text, "%.*f", desk->decimals, score);
  tune_draw_right(row, column + width - number - change, number, TUNE_PLAIN, text);
  const double difference = score - model->start_score[unit];
  const bool visible = change != 0 && !isnan(difference) && fabs(difference) * pow(10, desk->decimals) >= 0.5;
  (void)snprintf(text, sizeof text, "%+.*f", desk->decimals, difference);
  if (visible)
    tune_draw_right(row, column + width - change, change, difference > 0 ? TUNE_UP : TUNE_DOWN, text);
}

static void draw_ranking(tune_desk *desk, size_t first, size_t rows, size_t column, size_t width) {
  const size_t position = tune_desk_position(desk);
  tune_terminal_put(first, column + 2, width - 2, TUNE_BOLD, "Rank");
  tune_terminal_put(first, column + 11, 10, TUNE_BOLD, "Name");
  const size_t change = width >= 54 ? 8 : 0;
  if (desk->model.simulates)
    tune_draw_right(first, column + width - change - 7 - INTERVAL, INTERVAL, TUNE_BOLD, "From-to");
  tune_draw_right(first, column + width - change - 7, 7, TUNE_BOLD, "Score");
  if (change != 0)
    tune_draw_right(first, column + width - 8, 8, TUNE_BOLD, "Change");
  desk->ranking_rows = rows;
  if (position != SIZE_MAX)
    desk->ranking_top = scroll(desk->ranking_top, position, desk->model.unit_count, rows);
  for (size_t i = 0; i < rows && desk->ranking_top + i < desk->model.unit_count; i++)
    draw_unit(desk, first + 1 + i, column, width, desk->ranking_top + i);
}

/* ---- around them ----------------------------------------------------------------------------- */

static void draw_title(const tune_desk *desk, size_t columns) {
  char text[600];
  const size_t moved = tune_model_moved(&desk->model);
  tune_terminal_fill(0, 0, columns, TUNE_TITLE);
  (void)snprintf(text, sizeof text, moved == 0 ? "no rank changed " : "%zu rank%s changed ", moved,
                 moved == 1 ? "" : "s");
  const size_t right = egb_display_width(text) + 1;
  tune_draw_right(0, columns - right, right, TUNE_TITLE, text);
  (void)snprintf(text, sizeof text, "egovbench tune   %.500s", desk->title);
  tune_terminal_put(0, 1, columns > right + 2 ? columns - right - 2 : 1, TUNE_TITLE, text);
}

/* The chosen weight in words, where nothing more urgent is to be said. */
static void describe(const tune_desk *desk, char *out, size_t room) {
  const tune_model *model = &desk->model;
  const size_t node = desk->lines == 0 ? 0 : desk->line[desk->chosen];
  if (desk->message[0] != '\0' || node == 0) {
    (void)snprintf(out, room, "%s", desk->message);
    return;
  }
  (void)snprintf(out, room, "%.1f %% of its siblings%s, %.1f %% of all; %.1f %% at the start: %s",
                 100 * model->share[node], model->locked[node] ? " (locked)" : "",
                 100 * egb_plan_effective_weight(model->plan, node), 100 * model->start[node],
                 egb_index_node_name(model->index, node, desk->languages));
}

/* Where there is little room the keys that lead to all others come first. */
static void draw_hints(size_t row, size_t columns) {
  static const tune_hint narrow[] = {{"↑↓", "choose"}, {"←→", "1 %"}, {"tab", "side"},   {"?", "help"},
                                     {"q", "quit"},    {"/", "find"}, {"space", "lock"}, {"=", "equal"}};
  static const tune_hint hints[] = {{"↑↓", "choose"}, {"←→", "1 %"},  {"< >", "0.1 %"}, {"space", "lock"},
                                    {"=", "equal"},   {"u", "undo"},  {"/", "find"},    {"?", "help"},
                                    {"q", "quit"},    {"r", "redo"},  {"e", "explain"}, {"s", "scenario"},
                                    {"w", "write"},   {"tab", "side"}};
  if (columns < TUNE_NARROW)
    tune_draw_hints(row, columns, narrow, sizeof narrow / sizeof narrow[0]);
  else
    tune_draw_hints(row, columns, hints, sizeof hints / sizeof hints[0]);
}

static void draw_foot(const tune_desk *desk, size_t rows, size_t columns) {
  char text[1000];
  if (desk->prompt.label != NULL)
    (void)snprintf(text, sizeof text, "%s %s", desk->prompt.label, desk->prompt.text);
  else
    describe(desk, text, sizeof text);
  tune_terminal_put(rows - 2, 1, columns - 2, desk->message[0] != '\0' ? TUNE_BOLD : TUNE_PLAIN, text);
  draw_hints(rows - 1, columns);
}

/* The weights on the left, the ranking on the right. */
static void draw_beside(tune_desk *desk, size_t rows, size_t columns) {
  const size_t share = columns * 9 / 20, left = share < LEFT_MOST ? share : LEFT_MOST;
  const size_t list = rows - 4; /* title, headings, message, keys */
  draw_weights(desk, 1, list, left);
  for (size_t i = 1; i < rows - 2; i++)
    tune_terminal_put(i, left, 1, TUNE_DIM, "│");
  draw_ranking(desk, 1, list, left + 2, columns - left - 3);
}

/* The weights above, at most as many as take half the lines, the ranking below. */
static void draw_stacked(tune_desk *desk, size_t rows, size_t columns) {
  const size_t lists = rows - 5; /* title, two headings, message, keys */
  const size_t weights = desk->lines < lists / 2 ? desk->lines : lists / 2;
  draw_weights(desk, 1, weights, columns);
  draw_ranking(desk, 2 + weights, lists - weights, 0, columns - 1);
}

static void draw_desk(tune_desk *desk, size_t rows, size_t columns) {
  draw_title(desk, columns);
  if (columns < TUNE_NARROW)
    draw_stacked(desk, rows, columns);
  else
    draw_beside(desk, rows, columns);
  draw_foot(desk, rows, columns);
}

void tune_draw(tune_desk *desk) {
  size_t rows, columns, cursor_row = SIZE_MAX, cursor_column = 0;
  tune_terminal_size(&rows, &columns);
  tune_terminal_erase();
  if (rows < ROWS_LEAST || columns < COLUMNS_LEAST) {
    char text[80];
    (void)snprintf(text, sizeof text, "too small: %dx%d is needed, q quits", COLUMNS_LEAST, ROWS_LEAST);
    tune_terminal_put(0, 0, columns, TUNE_PLAIN, text);
  } else if (desk->page == TUNE_HELP) {
    tune_draw_help(rows, columns);
  } else if (desk->page == TUNE_PAIR) {
    tune_draw_pair(desk, rows, columns);
  } else {
    draw_desk(desk, rows, columns);
  }
  if (desk->prompt.label != NULL && rows >= 2) {
    const size_t at = 2 + egb_display_width(desk->prompt.label) + egb_display_width(desk->prompt.text);
    cursor_row = rows - 2;
    cursor_column = at < columns ? at : columns - 1;
  }
  tune_terminal_show(cursor_row, cursor_column);
}
