#include "tune_draw.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void tune_draw_bar(size_t row, size_t column, size_t width, double share) {
  static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const double bounded = isnan(share) || share < 0 ? 0 : share > 1 ? 1 : share;
  const size_t filled = (size_t)(bounded * (double)width * 8 + 0.5);
  for (size_t i = 0; i < width; i++) {
    const size_t cell = filled > 8 * i ? filled - 8 * i : 0;
    tune_terminal_put(row, column + i, 1, cell == 0 ? TUNE_DIM : TUNE_BAR,
                      cell == 0  ? "·"
                      : cell < 8 ? eighths[cell]
                                 : "█");
  }
}

void tune_draw_right(size_t row, size_t column, size_t width, tune_style style, const char *text) {
  const size_t own = egb_display_width(text);
  tune_terminal_put(row, column + (own < width ? width - own : 0), width, style, text);
}

void tune_draw_hints(size_t row, size_t columns, const tune_hint *hint, size_t count) {
  size_t at = 1;
  for (size_t i = 0; i < count; i++) {
    const size_t key = egb_display_width(hint[i].key), what = egb_display_width(hint[i].what);
    if (at + key + 1 + what > columns - 1)
      break;
    tune_terminal_put(row, at, key, TUNE_BOLD, hint[i].key);
    tune_terminal_put(row, at + key + 1, what, TUNE_PLAIN, hint[i].what);
    at += key + what + 3 - (columns < 100 ? 1 : 0);
  }
}

/* ---- help -------------------------------------------------------------------------------------------------------- */

void tune_draw_help(size_t rows, size_t columns) {
  static const tune_hint lines[] = {
      {"↑ ↓", "choose a weight, or a country once tab went over to the ranking"},
      {"← →", "a weight 1 % down or up; its siblings share the rest in their proportions"},
      {"< >", "0.1 % down or up; so do shift ← and shift →"},
      {"space", "lock a weight: it keeps its share while others move"},
      {"=", "make the siblings that are not locked equal"},
      {"enter", "list the parts of a node, or hide them"},
      {"u  r", "undo and redo"},
      {"tab", "over to the other side"},
      {"/", "find a country by its code or name"},
      {"e", "explain a pair: once on the one, once on the other country"},
      {"s", "save the weights as a scenario of the definition"},
      {"w", "write the weights into the definition: only those numbers change"},
      {"q", "quit; the command that sets these weights is printed"},
  };
  tune_terminal_fill(0, 0, columns, TUNE_TITLE);
  tune_terminal_put(0, 1, columns - 2, TUNE_TITLE, "egovbench tune   keys");
  for (size_t i = 0; i < sizeof lines / sizeof lines[0] && i + 3 < rows; i++) {
    tune_terminal_put(i + 2, 2, 6, TUNE_BOLD, lines[i].key);
    tune_terminal_put(i + 2, 10, columns - 11, TUNE_PLAIN, lines[i].what);
  }
  tune_terminal_put(rows - 1, 1, columns - 2, TUNE_DIM, "any key goes back");
}

/* ---- a pair ------------------------------------------------------------------------------------------------------ */

typedef struct pair_row {
  const char *name;
  double share, one, two, difference;
} pair_row;

static void put_number(size_t row, size_t end, int decimals, bool sign, double number) {
  char text[64];
  (void)snprintf(text, sizeof text, sign ? "%+.*f" : "%.*f", decimals, number);
  const tune_style style = !sign ? TUNE_PLAIN : number > 0 ? TUNE_UP : number < 0 ? TUNE_DOWN : TUNE_PLAIN;
  tune_draw_right(row, end - 9, 9, style, isnan(number) ? "-" : text);
}

static void put_row(const tune_desk *desk, size_t row, size_t columns, const pair_row *r) {
  char text[32];
  tune_terminal_put(row, 2, columns - 42, TUNE_PLAIN, r->name);
  if (!isnan(r->share)) {
    (void)snprintf(text, sizeof text, "%.1f %%", 100 * r->share);
    tune_draw_right(row, columns - 38, 7, TUNE_PLAIN, text);
  }
  put_number(row, columns - 21, desk->decimals, false, r->one);
  put_number(row, columns - 11, desk->decimals, false, r->two);
  put_number(row, columns - 1, desk->decimals, true, r->difference);
}

static double present_or_zero(double number) {
  return isnan(number) ? 0 : number;
}

/* Every part with its scores and the difference of what it adds to the total, as many as there is room for. */
static size_t put_parts(const tune_desk *desk, size_t row, size_t rows, size_t columns, double *explained) {
  const tune_model *model = &desk->model;
  for (size_t i = 1; i < model->node_count; i++) {
    if (egb_index_node_parent(model->index, i) != 0 || !egb_plan_takes_part(model->plan, i))
      continue;
    const double difference = present_or_zero(tune_model_contribution(model, i, desk->other)) -
                              present_or_zero(tune_model_contribution(model, i, desk->unit));
    const pair_row r = {egb_index_node_name(model->index, i, desk->languages), model->share[i],
                        egb_results_node_score(model->results, i, desk->other),
                        egb_results_node_score(model->results, i, desk->unit), difference};
    *explained += difference;
    if (row + 4 < rows)
      put_row(desk, row++, columns, &r);
  }
  return row;
}

void tune_draw_pair(const tune_desk *desk, size_t rows, size_t columns) {
  const tune_model *model = &desk->model;
  const char *one = egb_dataset_unit_name(model->data, desk->other, desk->languages);
  const char *two = egb_dataset_unit_name(model->data, desk->unit, desk->languages);
  const double total = egb_results_score(model->results, desk->other) - egb_results_score(model->results, desk->unit);
  char text[1200];
  double explained = 0;
  tune_terminal_fill(0, 0, columns, TUNE_TITLE);
  (void)snprintf(text, sizeof text, "%.500s against %.500s", one, two);
  tune_terminal_put(0, 1, columns - 2, TUNE_TITLE, text);
  tune_draw_right(1, columns - 40, 9, TUNE_BOLD, "Weight");
  tune_draw_right(1, columns - 30, 9, TUNE_BOLD, egb_dataset_unit_id(model->data, desk->other));
  tune_draw_right(1, columns - 20, 9, TUNE_BOLD, egb_dataset_unit_id(model->data, desk->unit));
  tune_draw_right(1, columns - 10, 9, TUNE_BOLD, "Adds");
  size_t row = put_parts(desk, 2, rows, columns, &explained);
  if (fabs(total - explained) > 1e-6 * egb_index_scale(model->index))
    put_row(desk, row++, columns,
            &(pair_row){"(what the parts do together)", (double)NAN, (double)NAN, (double)NAN, total - explained});
  put_row(desk, row + 1, columns,
          &(pair_row){"Score", (double)NAN, egb_results_score(model->results, desk->other),
                      egb_results_score(model->results, desk->unit), total});
  tune_terminal_put(rows - 1, 1, columns - 2, TUNE_DIM,
                    "what each part adds to the distance of the scores; any key goes back");
}
