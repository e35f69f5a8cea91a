/* Profile: one unit, to be chosen, beside the mean of all. */
#include "book/ledger.h"

#include <math.h>
#include <string.h>

enum { ID, NAME, SCORE, MEAN, DIFFERENCE, RANK, SHARE, CONTRIBUTION, COLUMNS };
enum { CHOICE = 3, ABOUT = 4, HEAD = 8, FIRST = 9 };

typedef struct profile {
  egb_ledger *ledger;
  size_t unit;   /* the one that is chosen first */
  size_t column; /* of Scores, by which units are chosen: their names, or their ids where names are not unique */
  bool adds;
} profile;

/* Units of a workbook are few enough to compare each with each. */
static bool names_differ(const egb_ledger *ledger) {
  for (size_t u = 0; u < ledger->units; u++)
    for (size_t v = 0; v < u; v++)
      if (strcmp(egb_ledger_unit_name(ledger, u), egb_ledger_unit_name(ledger, v)) == 0)
        return false;
  return true;
}

static egb_reference own(egb_ledger *ledger, size_t row, size_t column, int fix) {
  return egb_ledger_cell(ledger, EGB_LEDGER_PROFILE, EGB_LEDGER_PROFILE, row, column, fix);
}

/* "IF(INDEX(Scores!C$9:C$206,$C$4)="","",INDEX(Scores!C$9:C$206,$C$4))" */
static void begin_found(egb_ledger *ledger, egb_ledger_sheet sheet, size_t column) {
  const egb_reference at = own(ledger, CHOICE, SCORE, EGB_FIX_BOTH);
  const egb_reference all = egb_ledger_units(ledger, EGB_LEDGER_PROFILE, sheet, column);
  egb_buffer_format(egb_ledger_begin(ledger), "IF(INDEX(%s,%s)=\"\",\"\",INDEX(%s,%s))", all.text, at.text, all.text,
                    at.text);
}

static void put_choice(const profile *p) {
  egb_ledger *ledger = p->ledger;
  const size_t in = ledger->sheet[EGB_LEDGER_PROFILE];
  const egb_look chosen = {.kind = EGB_LOOK_TEXT, .decimals = -1, .role = EGB_ROLE_INPUT, .bold = true};
  const egb_area all = {EGB_LEDGER_FIRST, p->column, EGB_LEDGER_FIRST + ledger->units - 1, p->column};
  egb_ledger_text(ledger, EGB_LEDGER_PROFILE, CHOICE, ID, EGB_LOOK_HEADER, "unit");
  egb_book_text(ledger->book, in, CHOICE, NAME, chosen,
                p->column == 0 ? ledger->data->unit[p->unit].id : egb_ledger_unit_name(ledger, p->unit));
  const egb_reference cell = own(ledger, CHOICE, NAME, EGB_FIX_BOTH);
  const egb_reference names = egb_ledger_range(ledger, EGB_LEDGER_PROFILE, EGB_LEDGER_SCORES, all, EGB_FIX_BOTH);
  egb_ledger_put_chosen(ledger, EGB_LEDGER_PROFILE, CHOICE, SCORE, EGB_LEDGER_SCORES, all, cell, p->unit + 1);
  egb_book_choose(ledger->book, in, (egb_area){CHOICE, NAME, CHOICE, NAME}, names.text, "Unit",
                  "The one that this page is about.");
}

static void put_about(const profile *p) {
  egb_ledger *ledger = p->ledger;
  const egb_look text = {.kind = EGB_LOOK_GENERAL, .decimals = -1, .role = EGB_ROLE_FORMULA};
  egb_look number = {.kind = EGB_LOOK_NUMBER, .decimals = -1, .role = EGB_ROLE_FORMULA, .bold = true};
  egb_ledger_text(ledger, EGB_LEDGER_PROFILE, ABOUT, ID, EGB_LOOK_HEADER, "rank");
  begin_found(ledger, EGB_LEDGER_RANKS, ledger->column[0]);
  egb_ledger_put(ledger, EGB_LEDGER_PROFILE, ABOUT, NAME, number, EGB_SHEET_PLAIN, ledger->results->rank[p->unit]);
  egb_ledger_text(ledger, EGB_LEDGER_PROFILE, ABOUT + 1, ID, EGB_LOOK_HEADER, "score");
  begin_found(ledger, EGB_LEDGER_SCORES, ledger->column[0]);
  number.decimals = ledger->decimals;
  egb_ledger_put(ledger, EGB_LEDGER_PROFILE, ABOUT + 1, NAME, number, EGB_SHEET_PLAIN,
                 egb_scores(ledger->results, 0)[p->unit]);
  if (ledger->index->level_count == 0)
    return;
  const size_t level = egb_level_of(ledger->results, p->unit);
  egb_ledger_text(ledger, EGB_LEDGER_PROFILE, ABOUT + 2, ID, EGB_LOOK_HEADER, "level");
  begin_found(ledger, EGB_LEDGER_LEVELS, egb_ledger_level_column());
  egb_ledger_put_text(ledger, EGB_LEDGER_PROFILE, ABOUT + 2, NAME, text, EGB_SHEET_PLAIN,
                      level != EGB_NONE ? egb_index_level_name(ledger->index, level, ledger->languages) : "");
}

/* What a child of the index adds to the score of the unit. */
static void put_contribution(const profile *p, size_t node, size_t row) {
  egb_ledger *ledger = p->ledger;
  (void)egb_ledger_begin(ledger);
  egb_ledger_add_contribution(ledger, EGB_LEDGER_PROFILE, node, own(ledger, CHOICE, SCORE, EGB_FIX_BOTH));
  egb_ledger_put(ledger, EGB_LEDGER_PROFILE, row, CONTRIBUTION, egb_ledger_score(ledger, EGB_ROLE_FORMULA),
                 EGB_SHEET_PLAIN, egb_ledger_contribution(ledger, node, p->unit));
}

static void put_node(const profile *p, size_t k) {
  egb_ledger *ledger = p->ledger;
  const size_t node = ledger->order[k], row = FIRST + k - 1, column = ledger->column[node];
  const egb_look look = egb_ledger_score(ledger, EGB_ROLE_FORMULA);
  const egb_look rank = {.kind = EGB_LOOK_NUMBER, .decimals = -1, .role = EGB_ROLE_FORMULA};
  const egb_look share = {.kind = EGB_LOOK_PERCENT, .decimals = 2, .role = EGB_ROLE_FORMULA};
  const double value = egb_scores(ledger->results, node)[p->unit], mean = egb_ledger_mean(ledger, node);
  egb_ledger_text(ledger, EGB_LEDGER_PROFILE, row, ID, EGB_LOOK_TEXT, ledger->index->node[node].id);
  egb_ledger_text(ledger, EGB_LEDGER_PROFILE, row, NAME, EGB_LOOK_TEXT, egb_ledger_node_name(ledger, node));
  begin_found(ledger, EGB_LEDGER_SCORES, column);
  egb_ledger_put(ledger, EGB_LEDGER_PROFILE, row, SCORE, look, EGB_SHEET_PLAIN, value);
  egb_reference from =
      egb_ledger_cell(ledger, EGB_LEDGER_PROFILE, EGB_LEDGER_SCORES, EGB_LEDGER_FACTS + 3, column, EGB_FIX_BOTH);
  egb_buffer_text(egb_ledger_begin(ledger), from.text);
  egb_ledger_put(ledger, EGB_LEDGER_PROFILE, row, MEAN, look, EGB_SHEET_PLAIN, mean);
  const egb_reference a = own(ledger, row, SCORE, EGB_FIX_NONE), b = own(ledger, row, MEAN, EGB_FIX_NONE);
  egb_buffer_format(egb_ledger_begin(ledger), "IF(OR(%s=\"\",%s=\"\"),\"\",%s-%s)", a.text, b.text, a.text, b.text);
  egb_ledger_put(ledger, EGB_LEDGER_PROFILE, row, DIFFERENCE, look, EGB_SHEET_PLAIN, value - mean);
  begin_found(ledger, EGB_LEDGER_RANKS, column);
  egb_ledger_put(ledger, EGB_LEDGER_PROFILE, row, RANK, rank, EGB_SHEET_PLAIN,
                 ledger->rank[node * ledger->units + p->unit]);
  from = egb_ledger_cell(ledger, EGB_LEDGER_PROFILE, EGB_LEDGER_SCORES, EGB_LEDGER_FACTS + 1, column, EGB_FIX_BOTH);
  egb_buffer_text(egb_ledger_begin(ledger), from.text);
  egb_ledger_put(ledger, EGB_LEDGER_PROFILE, row, SHARE, share, EGB_SHEET_PLAIN, ledger->results->share[node]);
  if (p->adds && ledger->index->node[node].parent == 0)
    put_contribution(p, node, row);
}

/* Its children of the index beside the mean: a radar of three or more, else bars. */
static void put_chart(const profile *p) {
  const egb_ledger *ledger = p->ledger;
  const size_t in = ledger->sheet[EGB_LEDGER_PROFILE], last = FIRST + ledger->children[0] - 1;
  const egb_range names = {in, {FIRST, NAME, last, NAME}}, title = {in, {CHOICE, NAME, CHOICE, NAME}};
  const egb_chart_series series[] = {{{in, {CHOICE, NAME, CHOICE, NAME}}, names, {in, {FIRST, SCORE, last, SCORE}}},
                                     {{in, {HEAD, MEAN, HEAD, MEAN}}, names, {in, {FIRST, MEAN, last, MEAN}}}};
  const egb_chart chart = {.kind = ledger->children[0] >= 3 ? EGB_CHART_RADAR : EGB_CHART_BARS,
                           .title = &title,
                           .series = series,
                           .count = 2,
                           .place = {CHOICE, COLUMNS + 1, CHOICE + 22, COLUMNS + 9}};
  egb_book_chart(ledger->book, in, &chart);
}

void egb_ledger_profile(egb_ledger *ledger) {
  static const char *const heads[] = {
      "node", "name", "score", "mean of all", "difference", "rank", "share of siblings", "adds to the index"};
  const size_t in = ledger->sheet[EGB_LEDGER_PROFILE];
  profile p = {.ledger = ledger,
               .unit = ledger->results->order[0],
               .adds = egb_ledger_adds(ledger),
               .column = names_differ(ledger) ? 1 : 0};
  egb_book_width(ledger->book, in, ID, ID, 20, (egb_look){0});
  egb_book_width(ledger->book, in, NAME, NAME, 40, (egb_look){0});
  egb_book_width(ledger->book, in, SCORE, CONTRIBUTION, 12, (egb_look){0});
  put_chart(&p);
  egb_ledger_text(ledger, EGB_LEDGER_PROFILE, 0, 0, EGB_LOOK_TITLE, egb_ledger_name(EGB_LEDGER_PROFILE));
  egb_ledger_text(ledger, EGB_LEDGER_PROFILE, 1, 0, EGB_LOOK_GENERAL,
                  "Choose a unit: everything on this page is about it. The children of the index come first.");
  put_choice(&p);
  put_about(&p);
  for (size_t i = 0; i < COLUMNS; i++)
    if (i != CONTRIBUTION || p.adds)
      egb_ledger_text(ledger, EGB_LEDGER_PROFILE, HEAD, i, EGB_LOOK_HEADER, heads[i]);
  for (size_t k = 1; k < ledger->nodes; k++)
    put_node(&p, k);
  egb_book_freeze(ledger->book, in, FIRST, 0);
  egb_book_print(ledger->book, in, true, FIRST, 0);
}
