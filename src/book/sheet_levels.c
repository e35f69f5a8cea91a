/* Levels: the maturity level of each unit, and what reaches a level, which may be changed. */
#include "book/ledger.h"
#include "score/stages.h"

#include <math.h>

enum { ID, NAME, SCORE, NUMBER, LEVEL, GAP, WHICH, LEVEL_NAME, FROM, MINIMUM };

#define NESTED_MOST 60           /* spreadsheets nest 64 functions */
#define HALF_STEP "0.0000000005" /* of those in which scores are compared */

size_t egb_ledger_level_column(void) {
  return LEVEL;
}

static egb_reference own(egb_ledger *ledger, size_t row, size_t column, int fix) {
  return egb_ledger_cell(ledger, EGB_LEDGER_LEVELS, EGB_LEDGER_LEVELS, row, column, fix);
}

/* How many children of the index are for a unit, all of which must reach a minimum. */
static size_t children_for(const egb_ledger *ledger, size_t unit) {
  size_t count = 0;
  for (size_t k = 0; k < ledger->children[0]; k++)
    count += egb_results_applies(ledger->results, ledger->order[1 + k], unit);
  return count;
}

/* As scores are compared: a minimum is reached half a step before it. */
static void put_condition(egb_ledger *ledger, size_t level, size_t unit, egb_buffer *out) {
  const bool lower = ledger->index->lower;
  const size_t row = EGB_LEDGER_FIRST + unit, first = ledger->first[0];
  const egb_reference score = own(ledger, row, SCORE, EGB_FIX_COLUMN);
  const egb_reference from = own(ledger, EGB_LEDGER_FIRST + level, FROM, EGB_FIX_BOTH);
  egb_buffer_format(out, "ROUND(%s,9)%sROUND(%s,9)", score.text, lower ? "<=" : ">=", from.text);
  if (!isfinite(ledger->index->level[level].minimum))
    return;
  const egb_reference children =
      egb_ledger_range(ledger, EGB_LEDGER_LEVELS, EGB_LEDGER_SCORES,
                       (egb_area){row, first, row, first + ledger->children[0] - 1}, EGB_FIX_NONE);
  const egb_reference least = own(ledger, EGB_LEDGER_FIRST + level, MINIMUM, EGB_FIX_BOTH);
  egb_buffer_format(out, ",SUMPRODUCT((%s<>\"\")*(%s%s%s%s" HALF_STEP "))=%zu", children.text, children.text,
                    lower ? "<=" : ">=", least.text, lower ? "+" : "-", children_for(ledger, unit));
}

static void put_level(egb_ledger *ledger, size_t unit) {
  const size_t row = EGB_LEDGER_FIRST + unit, count = ledger->index->level_count;
  const size_t level = egb_level_of(ledger->results, unit);
  egb_look look = {.kind = EGB_LOOK_NUMBER, .role = EGB_ROLE_FORMULA};
  const egb_look text = {.kind = EGB_LOOK_GENERAL, .decimals = -1, .role = EGB_ROLE_FORMULA};
  const double number = level != EGB_NONE ? (double)(level + 1) : (double)NAN;
  const egb_reference score = own(ledger, row, SCORE, EGB_FIX_COLUMN);
  egb_buffer *out = egb_ledger_begin(ledger);
  egb_buffer_format(out, "IF(%s=\"\",\"\",", score.text);
  for (size_t i = 0; i < count && count <= NESTED_MOST; i++) {
    egb_buffer_text(out, "IF(AND(");
    put_condition(ledger, i, unit, out);
    egb_buffer_format(out, "),%zu,", i + 1);
  }
  egb_buffer_text(out, "\"\"");
  egb_buffer_repeat(out, ')', count + 1);
  if (count <= NESTED_MOST && out->length < EGB_FORMULA_MOST) {
    egb_ledger_put(ledger, EGB_LEDGER_LEVELS, row, NUMBER, look, EGB_SHEET_PLAIN, number);
  } else {
    look.role = EGB_ROLE_FIXED;
    egb_ledger_say(ledger, EGB_LEDGER_LEVELS, "levels",
                   "there are more levels than a formula of a spreadsheet can ask for");
    egb_ledger_number(ledger, EGB_LEDGER_LEVELS, row, NUMBER, look, number);
  }
  const egb_reference which = own(ledger, row, NUMBER, EGB_FIX_COLUMN);
  const egb_reference names = egb_ledger_range(
      ledger, EGB_LEDGER_LEVELS, EGB_LEDGER_LEVELS,
      (egb_area){EGB_LEDGER_FIRST, LEVEL_NAME, EGB_LEDGER_FIRST + count - 1, LEVEL_NAME}, EGB_FIX_BOTH);
  egb_buffer_format(egb_ledger_begin(ledger), "IF(%s=\"\",\"\",INDEX(%s,%s))", which.text, names.text, which.text);
  egb_ledger_put_text(ledger, EGB_LEDGER_LEVELS, row, LEVEL, text, EGB_SHEET_PLAIN,
                      level != EGB_NONE ? egb_index_level_name(ledger->index, level, ledger->languages) : "");
}

static void put_unit(egb_ledger *ledger, size_t unit) {
  const size_t row = EGB_LEDGER_FIRST + unit;
  egb_ledger_unit(ledger, EGB_LEDGER_LEVELS, unit);
  const egb_reference score =
      egb_ledger_cell(ledger, EGB_LEDGER_LEVELS, EGB_LEDGER_SCORES, row, ledger->column[0], EGB_FIX_NONE);
  egb_buffer_format(egb_ledger_begin(ledger), "IF(%s=\"\",\"\",%s)", score.text, score.text);
  egb_ledger_put(ledger, EGB_LEDGER_LEVELS, row, SCORE, egb_ledger_score(ledger, EGB_ROLE_FORMULA), EGB_SHEET_PLAIN,
                 egb_scores(ledger->results, 0)[unit]);
  if (ledger->index->level_count > 0)
    put_level(ledger, unit);
}

static void put_threshold(egb_ledger *ledger, size_t i) {
  const egb_level *level = &ledger->index->level[i];
  const size_t row = EGB_LEDGER_FIRST + i;
  const egb_look input = {.kind = EGB_LOOK_NUMBER, .decimals = -1, .role = EGB_ROLE_INPUT};
  egb_ledger_number(ledger, EGB_LEDGER_LEVELS, row, WHICH, (egb_look){.kind = EGB_LOOK_NUMBER}, (double)(i + 1));
  egb_ledger_text(ledger, EGB_LEDGER_LEVELS, row, LEVEL_NAME, EGB_LOOK_TEXT,
                  egb_index_level_name(ledger->index, i, ledger->languages));
  egb_ledger_number(ledger, EGB_LEDGER_LEVELS, row, FROM, input, level->from);
  if (isfinite(level->minimum))
    egb_ledger_number(ledger, EGB_LEDGER_LEVELS, row, MINIMUM, input, level->minimum);
}

void egb_ledger_levels(egb_ledger *ledger) {
  static const char *const heads[] = {"unit",
                                      "name",
                                      "score",
                                      "level",
                                      "name of the level",
                                      NULL,
                                      "level",
                                      "name of the level",
                                      "from a score of",
                                      "all children at"};
  const size_t in = ledger->sheet[EGB_LEDGER_LEVELS], levels = ledger->index->level_count;
  egb_book_width(ledger->book, in, ID, ID, 10, (egb_look){0});
  egb_book_width(ledger->book, in, NAME, NAME, 30, (egb_look){0});
  egb_book_width(ledger->book, in, SCORE, NUMBER, 10, (egb_look){0});
  egb_book_width(ledger->book, in, LEVEL, LEVEL, 24, (egb_look){0});
  egb_book_width(ledger->book, in, GAP, WHICH, 6, (egb_look){0});
  egb_book_width(ledger->book, in, LEVEL_NAME, MINIMUM, 20, (egb_look){0});
  egb_ledger_text(ledger, EGB_LEDGER_LEVELS, EGB_LEDGER_TITLE, 0, EGB_LOOK_TITLE, egb_ledger_name(EGB_LEDGER_LEVELS));
  egb_ledger_text(ledger, EGB_LEDGER_LEVELS, EGB_LEDGER_HELP, 0, EGB_LOOK_GENERAL,
                  levels > 0
                      ? "The level that each unit reaches, 1 the best. What reaches a level, at the right, may be "
                        "changed."
                      : "The definition of the index has no levels.");
  for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
    if (heads[i] != NULL && (levels > 0 || i < NUMBER))
      egb_ledger_text(ledger, EGB_LEDGER_LEVELS, EGB_LEDGER_FIRST - 1, i, EGB_LOOK_HEADER, heads[i]);
  for (size_t k = 0; k < ledger->units || k < levels; k++) {
    if (k < ledger->units)
      put_unit(ledger, k);
    if (k < levels)
      put_threshold(ledger, k);
  }
  if (levels > 0)
    egb_book_colours(ledger->book, in,
                     (egb_area){EGB_LEDGER_FIRST, NUMBER, EGB_LEDGER_FIRST + ledger->units - 1, NUMBER},
                     EGB_BEST_LOWEST);
  egb_book_freeze(ledger->book, in, EGB_LEDGER_FIRST, EGB_LEDGER_LEFT);
  egb_book_print(ledger->book, in, false, EGB_LEDGER_FIRST, EGB_LEDGER_LEFT);
}
