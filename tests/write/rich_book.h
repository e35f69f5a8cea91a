/* rich_book.h - a book with everything that a book can have, and hostile names wherever a text of users may be. */
#ifndef EGB_TESTS_RICH_BOOK_H
#define EGB_TESTS_RICH_BOOK_H

#include "hostile.h"
#include "write/book.h"

#include <math.h>

enum { RICH_CHARTS = 0, RICH_INPUTS, RICH_VALUES, RICH_LOOKS, RICH_SHEETS };
#define RICH_FIRST ((size_t)2) /* row of the first unit on RICH_VALUES */
#define RICH_TITLE "R&D&P <\xE8\x87\xBA\xE7\x81\xA3> & \"2023\" & _x0041_ &&"

static const egb_look rich_text = {.kind = EGB_LOOK_TEXT, .decimals = -1};

static egb_range rich_range(size_t row, size_t column, size_t last_row, size_t last_column) {
  return (egb_range){RICH_VALUES, {row, column, last_row, last_column}};
}

/* Titles and labels are hostile names. */
static void rich_charts(egb_book *book, size_t units) {
  const egb_range title = rich_range(0, 0, 0, 0), labels = rich_range(1, 0, 1, 0), values = rich_range(1, 1, 1, 1);
  egb_chart_series series[10];
  for (size_t i = 0; i < 10; i++)
    series[i] = (egb_chart_series){rich_range(1, 1 + i, 1, 1 + i), rich_range(RICH_FIRST, 0, RICH_FIRST + units - 1, 0),
                                   rich_range(RICH_FIRST, 1 + i, RICH_FIRST + units - 1, 1 + i)};
  for (int kind = EGB_CHART_BARS; kind <= EGB_CHART_SCATTER; kind++) {
    if (kind == EGB_CHART_SCATTER)
      for (size_t i = 0; i < 10; i++)
        series[i].labels = rich_range(RICH_FIRST, 1, RICH_FIRST + units - 1, 1);
    const size_t row = 20 * (size_t)(kind / 2), column = 8 * (size_t)(kind % 2);
    const egb_chart chart = {.kind = (egb_chart_kind)kind,
                             .title = kind != EGB_CHART_RADAR ? &title : NULL,
                             .labels_title = kind == EGB_CHART_SCATTER ? &labels : NULL,
                             .values_title = kind == EGB_CHART_SCATTER ? &values : NULL,
                             .series = series,
                             .count = kind == EGB_CHART_BARS ? 1 : 10,
                             .place = {row, column, row + 18, column + 6},
                             .least = 0,
                             .most = kind == EGB_CHART_STACKED ? 0 : 1};
    egb_book_chart(book, RICH_CHARTS, &chart);
  }
}

/* One unit's profile: along a row. */
static void rich_profile(egb_book *book) {
  const egb_chart_series series = {rich_range(RICH_FIRST, 0, RICH_FIRST, 0), rich_range(1, 1, 1, 10),
                                   rich_range(RICH_FIRST, 1, RICH_FIRST, 10)};
  egb_book_chart(book, RICH_INPUTS,
                 &(egb_chart){.kind = EGB_CHART_RADAR, .series = &series, .count = 1, .place = {0, 4, 18, 10}});
}

static double rich_value(size_t unit, size_t column) {
  return fmod((double)(unit * 37 + column * 21) / 100, 1);
}

/* A row of formulas behind a name; some give texts, one nothing. */
static void rich_row(egb_book *book, size_t unit) {
  const size_t row = RICH_FIRST + unit;
  const egb_look number = {.kind = EGB_LOOK_NUMBER, .decimals = 3, .role = EGB_ROLE_FORMULA};
  const char *name = hostile_names[unit % HOSTILE_COUNT];
  egb_book_text(book, RICH_VALUES, row, 0, rich_text, name);
  for (size_t i = 1; i <= 10; i++)
    egb_book_formula(book, RICH_VALUES, row, i, number, "IF(1<2,SUM(A1:B1)&\"<&>\",2)",
                     &(egb_cell){.kind = EGB_CELL_NUMBER, .as.number = rich_value(unit, i)});
  egb_book_formula(book, RICH_VALUES, row, 11, rich_text, "A3&\"\"",
                   &(egb_cell){.kind = EGB_CELL_TEXT, .as.text = name});
  egb_book_formula(book, RICH_VALUES, row, 12, rich_text, "\"\"", &(egb_cell){.kind = EGB_CELL_EMPTY});
  egb_book_text(book, RICH_VALUES, row, 13, (egb_look){.role = EGB_ROLE_LINK}, "\xE2\x86\x92");
  egb_book_link(book, RICH_VALUES, row, 13, RICH_LOOKS, unit, 0);
  egb_book_array(book, RICH_VALUES, row, 14, number, "SUM(IF(B3:K3<0.5,1,0))",
                 &(egb_cell){.kind = EGB_CELL_INTEGER, .as.integer = 4});
}

static void rich_values(egb_book *book, size_t units) {
  egb_book_text(book, RICH_VALUES, 0, 0, (egb_look){.kind = EGB_LOOK_TITLE}, "\xE5\x88\x86 <scores> & \"more\"");
  for (size_t i = 0; i <= 10; i++)
    egb_book_text(book, RICH_VALUES, 1, i, (egb_look){.kind = EGB_LOOK_HEADER}, hostile_names[i]);
  for (size_t unit = 0; unit < units; unit++)
    rich_row(book, unit);
  const egb_area area = {RICH_FIRST, 1, RICH_FIRST + units - 1, 10};
  egb_book_filter(book, RICH_VALUES, (egb_area){1, 0, RICH_FIRST + units - 1, 10});
  egb_book_bars(book, RICH_VALUES, area, 0, 1);
  egb_book_colours(book, RICH_VALUES, area, EGB_BEST_HIGHEST);
  egb_book_when(book, RICH_VALUES, area, "AND(B3<0.5,\"&\"<>\"<\")", EGB_ROLE_FAULT);
}

/* What may be typed in, and what prompts say of it. */
static void rich_inputs(egb_book *book) {
  for (size_t i = 0; i < HOSTILE_COUNT; i++) {
    egb_book_text(book, RICH_INPUTS, i, 0, rich_text, hostile_names[i]);
    egb_book_number(book, RICH_INPUTS, i, 1, (egb_look){EGB_LOOK_PERCENT, 1, EGB_ROLE_INPUT, false},
                    i % 2 == 0 ? 0.25 : (double)NAN);
    const egb_area cell = {i, 1, i, 1};
    if (i % 3 == 0)
      egb_book_limit(book, RICH_INPUTS, cell, 0, 1.5, hostile_names[i], hostile_names[i]);
    else if (i % 3 == 1)
      egb_book_choose(book, RICH_INPUTS, cell, "Values!$A$3:$A$9", hostile_names[i], hostile_names[i]);
    else
      egb_book_prompt(book, RICH_INPUTS, cell, NULL, hostile_names[i]);
  }
  egb_book_width(book, RICH_INPUTS, 0, 0, 30.5, rich_text);
  egb_book_width(book, RICH_INPUTS, 1, 3, 12, (egb_look){0});
  egb_book_freeze(book, RICH_INPUTS, 0, 1);
  egb_book_protect(book, RICH_INPUTS);
  egb_book_print(book, RICH_INPUTS, false, 0, 1);
  egb_book_name(book, "inputs", "'Inputs-2'!$B$1:$B$3");
}

/* A row per kind, a column per role. */
static void rich_looks(egb_book *book) {
  for (int kind = 0; kind < EGB_LOOK_COUNT; kind++)
    for (int role = 0; role < EGB_LOOK_ROLE_COUNT; role++) {
      const egb_look look = {(egb_look_kind)kind, kind - 1, (egb_look_role)role, role % 2 == 1};
      if (kind == EGB_LOOK_NUMBER || kind == EGB_LOOK_PERCENT)
        egb_book_number(book, RICH_LOOKS, (size_t)kind, (size_t)role, look, 1.0 / 3);
      else
        egb_book_text(book, RICH_LOOKS, (size_t)kind, (size_t)role, look, "look");
    }
  egb_book_width(book, RICH_LOOKS, 0, EGB_LOOK_ROLE_COUNT - 1, 60, (egb_look){0});
  egb_book_print(book, RICH_LOOKS, true, 2, 3);
}

/* NULL: out of memory. */
static egb_book *rich_book(size_t units) {
  static const char *const names[RICH_SHEETS] = {"Charts", "Inputs-2", "Values", "Looks"};
  egb_book *book = egb_book_new(RICH_TITLE);
  if (book == NULL)
    return NULL;
  for (size_t i = 0; i < RICH_SHEETS; i++)
    (void)egb_book_sheet(book, names[i]);
  rich_charts(book, units);
  rich_profile(book);
  rich_values(book, units);
  rich_inputs(book);
  rich_looks(book);
  egb_book_print(book, RICH_CHARTS, true, 0, 0);
  return book;
}

#endif
