/* Ranking: the units in the order of their ranks, which is found anew when ranks change, with what the children of the
 * index add to the score, and the charts of both. */
#include "book/ledger.h"

#include <math.h>

enum { ID, NAME, RANK, SCORE, CHILDREN };
enum { HEAD = 3, FIRST = 4 };
#define SHOWN 40        /* units of a chart */
#define SERIES_MOST 255 /* of a chart, in Excel */
#define CHART_COLUMNS 9

typedef struct ranking {
  egb_ledger *ledger;
  bool adds;     /* what children add to the index is a number */
  size_t ranked; /* units */
} ranking;

static egb_reference own(egb_ledger *ledger, size_t row, size_t column, int fix) {
  return egb_ledger_cell(ledger, EGB_LEDGER_RANKING, EGB_LEDGER_RANKING, row, column, fix);
}

/* Behind the children: which unit of the other sheets it is, which the other columns ask for. */
static size_t row_column(const egb_ledger *ledger) {
  return CHILDREN + ledger->children[0];
}

static void put_row(const ranking *r, size_t k) {
  egb_ledger *ledger = r->ledger;
  const egb_look look = {.kind = EGB_LOOK_NUMBER, .role = EGB_ROLE_FORMULA};
  const egb_reference places =
      egb_ledger_units(ledger, EGB_LEDGER_RANKING, EGB_LEDGER_RANKS, egb_ledger_position_column(ledger));
  egb_buffer_format(egb_ledger_begin(ledger), "IFERROR(MATCH(ROW()-%d,%s,0),\"\")", (int)FIRST, places.text);
  egb_ledger_put(ledger, EGB_LEDGER_RANKING, FIRST + k, row_column(ledger), look, EGB_SHEET_PLAIN,
                 k < r->ranked ? (double)(ledger->results->order[k] + 1) : (double)NAN);
}

/* "IF($H5="","",INDEX(Scores!C$9:C$206,$H5))" */
static void begin_found(egb_ledger *ledger, size_t row, egb_ledger_sheet sheet, size_t column) {
  const egb_reference at = own(ledger, row, row_column(ledger), EGB_FIX_COLUMN);
  const egb_reference all = egb_ledger_units(ledger, EGB_LEDGER_RANKING, sheet, column);
  egb_buffer_format(egb_ledger_begin(ledger), "IF(%s=\"\",\"\",INDEX(%s,%s))", at.text, all.text, at.text);
}

static void put_names(const ranking *r, size_t k) {
  egb_ledger *ledger = r->ledger;
  const size_t row = FIRST + k, unit = ledger->results->order[k];
  const bool there = k < r->ranked;
  const egb_look text = {.kind = EGB_LOOK_GENERAL, .decimals = -1, .role = EGB_ROLE_FORMULA};
  const egb_look rank = {.kind = EGB_LOOK_NUMBER, .decimals = -1, .role = EGB_ROLE_FORMULA, .bold = true};
  begin_found(ledger, row, EGB_LEDGER_SCORES, 0);
  egb_ledger_put_text(ledger, EGB_LEDGER_RANKING, row, ID, text, EGB_SHEET_PLAIN,
                      there ? ledger->data->unit[unit].id : "");
  begin_found(ledger, row, EGB_LEDGER_SCORES, 1);
  egb_ledger_put_text(ledger, EGB_LEDGER_RANKING, row, NAME, text, EGB_SHEET_PLAIN,
                      there ? egb_ledger_unit_name(ledger, unit) : "");
  begin_found(ledger, row, EGB_LEDGER_RANKS, ledger->column[0]);
  egb_ledger_put(ledger, EGB_LEDGER_RANKING, row, RANK, rank, EGB_SHEET_PLAIN, ledger->results->rank[unit]);
  begin_found(ledger, row, EGB_LEDGER_SCORES, ledger->column[0]);
  egb_ledger_put(ledger, EGB_LEDGER_RANKING, row, SCORE, egb_ledger_score(ledger, EGB_ROLE_FORMULA), EGB_SHEET_PLAIN,
                 there ? egb_scores(ledger->results, 0)[unit] : (double)NAN);
}

/* The score of a child, or what it adds to that of the index. */
static void put_child(const ranking *r, size_t k, size_t i) {
  egb_ledger *ledger = r->ledger;
  const size_t row = FIRST + k, unit = ledger->results->order[k], column = ledger->first[0] + i;
  const size_t child = ledger->order[column - EGB_LEDGER_LEFT];
  const egb_reference at = own(ledger, row, row_column(ledger), EGB_FIX_COLUMN);
  double value = egb_scores(ledger->results, child)[unit];
  if (r->adds) {
    value = egb_ledger_contribution(ledger, child, unit);
    egb_buffer_format(egb_ledger_begin(ledger), "IF(%s=\"\",\"\",", at.text);
    egb_ledger_add_contribution(ledger, EGB_LEDGER_RANKING, child, at);
    egb_buffer_char(&ledger->formula, ')');
  } else {
    begin_found(ledger, row, EGB_LEDGER_SCORES, column);
  }
  egb_ledger_put(ledger, EGB_LEDGER_RANKING, row, CHILDREN + i, egb_ledger_score(ledger, EGB_ROLE_FORMULA),
                 EGB_SHEET_PLAIN, k < r->ranked ? value : (double)NAN);
}

/* ---- charts ----------------------------------------------------------------------------------- */

static void put_charts(const ranking *r) {
  const egb_ledger *ledger = r->ledger;
  const size_t in = ledger->sheet[EGB_LEDGER_RANKING], children = ledger->children[0];
  const size_t shown = r->ranked < SHOWN ? r->ranked : SHOWN, left = CHILDREN + children + 2;
  const size_t height = 6 + shown * 7 / 8 < 18 ? 18 : 6 + shown * 7 / 8;
  egb_chart_series *series = egb_arena_array(ledger->arena, children + 1, sizeof *series);
  const egb_range names = {in, {FIRST, NAME, FIRST + shown - 1, NAME}};
  const egb_range title = {in, {0, 0, 0, 0}}, scores = {in, {HEAD, SCORE, HEAD, SCORE}};
  if (series == NULL || shown == 0)
    return;
  series[0] = (egb_chart_series){scores, names, {in, {FIRST, SCORE, FIRST + shown - 1, SCORE}}};
  const egb_chart bars = {.kind = EGB_CHART_BARS,
                          .title = &title,
                          .values_title = &scores,
                          .series = series,
                          .count = 1,
                          .place = {FIRST, left, FIRST + height, left + CHART_COLUMNS}};
  egb_book_chart(ledger->book, in, &bars);
  if (!r->adds || children > SERIES_MOST)
    return;
  for (size_t i = 0; i < children; i++)
    series[i] = (egb_chart_series){{in, {HEAD, CHILDREN + i, HEAD, CHILDREN + i}},
                                   names,
                                   {in, {FIRST, CHILDREN + i, FIRST + shown - 1, CHILDREN + i}}};
  const egb_chart stacked = {.kind = EGB_CHART_STACKED,
                             .title = &title,
                             .series = series,
                             .count = children,
                             .place = {FIRST + height + 2, left, FIRST + 2 * height + 2, left + CHART_COLUMNS}};
  egb_book_chart(ledger->book, in, &stacked);
}

void egb_ledger_ranking(egb_ledger *ledger) {
  static const char *const heads[] = {"unit", "name", "rank", "score"};
  const size_t in = ledger->sheet[EGB_LEDGER_RANKING], children = ledger->children[0];
  ranking r = {.ledger = ledger, .adds = egb_ledger_adds(ledger)};
  while (r.ranked < ledger->units && !isnan(ledger->results->rank[ledger->results->order[r.ranked]]))
    r.ranked++;
  egb_book_width(ledger->book, in, ID, ID, 12, (egb_look){0});
  egb_book_width(ledger->book, in, NAME, NAME, 30, (egb_look){0});
  egb_book_width(ledger->book, in, RANK, RANK, 8, (egb_look){0});
  egb_book_width(ledger->book, in, SCORE, row_column(ledger), 14, (egb_look){0});
  put_charts(&r);
  egb_ledger_text(ledger, EGB_LEDGER_RANKING, 0, 0, EGB_LOOK_TITLE, egb_ledger_node_name(ledger, 0));
  egb_ledger_text(ledger, EGB_LEDGER_RANKING, 1, 0, EGB_LOOK_GENERAL,
                  r.adds
                      ? "The units in the order of their ranks, and what each child of the index adds to the score. "
                        "Units without a rank are not listed."
                      : "The units in the order of their ranks, and their scores of the children of the index. Units "
                        "without a rank are not listed.");
  for (size_t i = 0; i < CHILDREN; i++)
    egb_ledger_text(ledger, EGB_LEDGER_RANKING, HEAD, i, EGB_LOOK_HEADER, heads[i]);
  for (size_t i = 0; i < children; i++)
    egb_ledger_text(ledger, EGB_LEDGER_RANKING, HEAD, CHILDREN + i, EGB_LOOK_HEADER,
                    egb_ledger_node_name(ledger, ledger->order[1 + i]));
  egb_ledger_text(ledger, EGB_LEDGER_RANKING, HEAD, row_column(ledger), EGB_LOOK_HEADER, "row");
  for (size_t k = 0; k < ledger->units; k++) {
    put_names(&r, k);
    for (size_t i = 0; i < children; i++)
      put_child(&r, k, i);
    put_row(&r, k);
  }
  egb_book_bars(ledger->book, in, (egb_area){FIRST, SCORE, FIRST + ledger->units - 1, SCORE}, 0, ledger->index->scale);
  egb_book_freeze(ledger->book, in, FIRST, SCORE + 1);
  egb_book_print(ledger->book, in, false, FIRST, 0);
}
