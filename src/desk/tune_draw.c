#include "tune_draw.h"

#include "base/utf8.h"

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

/* ---- help ------------------------------------------------------------------------------------ */

/* The bytes of text that go on one line: as many whole words as there is room for, or a cut word. */
static size_t line_of(const char *text, size_t width) {
  const size_t length = strlen(text), fitting = egb_utf8_fit(text, length, width);
  size_t end = fitting;
  while (fitting < length && end > 0 && text[end] != ' ')
    end--;
  return end > 0 ? end : fitting;
}

/* Returns the row below. */
static size_t put_wrapped(size_t row, size_t rows, size_t column, size_t width, const char *text) {
  for (; *text != '\0' && row < rows; row++) {
    char line[200];
    const size_t bytes = line_of(text, width);
    (void)snprintf(line, sizeof line, "%.*s", (int)bytes, text);
    tune_terminal_put(row, column, width, TUNE_PLAIN, line);
    text += bytes + (text[bytes] == ' ');
  }
  return row;
}

void tune_draw_help(size_t rows, size_t columns) {
  static const tune_hint lines[] = {
      {"↑ ↓", "choose a weight or, after Tab, a unit"},
      {"← →", "a weight 1 % down or up; its siblings share the rest in proportion"},
      {"< >", "0.1 % down or up; also shift ← →"},
      {"space", "lock a weight: its share stays"},
      {"=", "make the unlocked siblings equal"},
      {"enter", "show or hide the children of a node"},
      {"u  r", "undo and redo"},
      {"tab", "to the other side"},
      {"/", "find a unit by its code or name"},
      {"e", "explain a pair: press it on both units"},
      {"s", "save the weights as a scenario of the definition"},
      {"w", "write the weights into the definition: only those numbers change"},
      {"q", "quit; prints the command that sets these weights"},
      {"", "From-to is where 90 % of the draws rank a unit, as in `rank`"},
  };
  size_t row = 2;
  tune_terminal_fill(0, 0, columns, TUNE_TITLE);
  tune_terminal_put(0, 1, columns - 2, TUNE_TITLE, "egovbench tune   keys");
  for (size_t i = 0; i < sizeof lines / sizeof lines[0] && row + 1 < rows; i++) {
    tune_terminal_put(row, 2, 6, TUNE_BOLD, lines[i].key);
    row = put_wrapped(row, rows - 1, 10, columns - 11, lines[i].what);
  }
  tune_terminal_put(rows - 1, 1, columns - 2, TUNE_DIM, "any key goes back");
}
