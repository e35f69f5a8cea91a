/* Rounded, and Ranks: scores as ranks compare them, in steps of 1e-9 or as published, and the ranks of every node. */
#include "book/ledger.h"
#include "score/stages.h"

#include <math.h>
#include <string.h>

/* Behind the nodes on Rounded: the order of ids, the first of each tie, then a column per tie breaker. */
enum { BY_ID, FIRST_OF_TIE, BREAKERS };

#define LAST_OF_ALL "-1E+300" /* a missing score of a tie breaker comes last */

static size_t behind(const egb_ledger *ledger, size_t which) {
  return EGB_LEDGER_LEFT + ledger->nodes + which;
}

/* The place of a unit where units of one rank have places by their ids: behind the nodes on Ranks. */
size_t egb_ledger_position_column(const egb_ledger *ledger) {
  return EGB_LEDGER_LEFT + ledger->nodes;
}

static bool falls(const egb_ledger *ledger, size_t node) {
  return egb_index_node_height(ledger->index, node, 1) > 0;
}

static const egb_look whole = {.kind = EGB_LOOK_NUMBER, .decimals = -1, .role = EGB_ROLE_FORMULA};

/* ---- Rounded ---------------------------------------------------------------------------------- */

/* Steps are whole numbers, in which a half is exact. R rounds by the digits behind them, which is said elsewhere. */
static void put_steps(egb_ledger *ledger, const char *x, int decimals) {
  const egb_rounding rounding = ledger->index->rank.rounding;
  char places[EGB_SHEET_NUMBER_MAX], tens[EGB_SHEET_NUMBER_MAX], power[EGB_SHEET_NUMBER_MAX];
  const double in_one = pow(10, 9 - decimals);
  const egb_sheet_word word[] = {{'x', x},
                                 {'d', egb_sheet_number(decimals, places)},
                                 {'t', egb_sheet_number(in_one, tens)},
                                 {'p', egb_sheet_number(pow(10, decimals), power)},
                                 {0, NULL}};
  egb_buffer *out = &ledger->formula;
  if (decimals < 0)
    egb_sheet_put(out, "ROUND(%x,9)", word);
  else if (rounding == EGB_ROUNDING_HALF_EVEN)
    egb_sheet_put(out,
                  "IF(MOD(ROUND(ABS(%x)*1E9,0),%t)=%t/2,2*ROUND(ROUND(%x*1E9,0)/%t/2,0),"
                  "ROUND(ROUND(%x*1E9,0)/%t,0))/%p",
                  word);
  else
    egb_sheet_put(out, "ROUND(ROUND(%x,9),%d)", word);
}

static bool rounds_as_r(const egb_ledger *ledger) {
  return ledger->plan->decimals >= 0 && ledger->index->rank.rounding == EGB_ROUNDING_R;
}

static void put_rounded(egb_ledger *ledger, size_t node, size_t unit) {
  const size_t row = EGB_LEDGER_FIRST + unit, column = ledger->column[node];
  const egb_results *r = ledger->results;
  const double score = egb_scores(r, node)[unit];
  const double value =
      isnan(score) ? score : egb_score_quantise(score, ledger->plan->decimals, ledger->index->rank.rounding);
  if (r->unranked[unit] != NULL)
    return;
  if (rounds_as_r(ledger)) {
    egb_look fixed = whole;
    fixed.role = EGB_ROLE_FIXED;
    egb_ledger_number(ledger, EGB_LEDGER_ROUNDED, row, column, fixed, value);
    return;
  }
  const egb_reference x = egb_ledger_cell(ledger, EGB_LEDGER_ROUNDED, EGB_LEDGER_SCORES, row, column, EGB_FIX_NONE);
  egb_buffer_format(egb_ledger_begin(ledger), "IF(%s=\"\",\"\",", x.text);
  put_steps(ledger, x.text, ledger->plan->decimals);
  egb_buffer_char(&ledger->formula, ')');
  egb_ledger_put(ledger, EGB_LEDGER_ROUNDED, row, column, whole, EGB_SHEET_PLAIN, value);
}

/* A tie breaker is compared at full precision, the better the higher. */
static double breaker_of(const egb_ledger *ledger, size_t node, size_t unit) {
  const double score = egb_scores(ledger->results, node)[unit];
  return isnan(score)
             ? -1e300
             : egb_index_node_height(ledger->index, node, 1) * egb_score_quantise(score, -1, EGB_ROUNDING_HALF_EVEN);
}

static void put_breaker(egb_ledger *ledger, size_t i, size_t unit) {
  const size_t node = ledger->index->rank.tie_breaker[i], row = EGB_LEDGER_FIRST + unit;
  if (!ledger->results->active[node])
    return;
  const egb_reference x =
      egb_ledger_cell(ledger, EGB_LEDGER_ROUNDED, EGB_LEDGER_SCORES, row, ledger->column[node], EGB_FIX_NONE);
  egb_buffer_format(egb_ledger_begin(ledger), "IF(%s=\"\"," LAST_OF_ALL ",%sROUND(%s,9))", x.text,
                    falls(ledger, node) ? "" : "-", x.text);
  egb_ledger_put(ledger, EGB_LEDGER_ROUNDED, row, behind(ledger, BREAKERS + i), whole, EGB_SHEET_PLAIN,
                 breaker_of(ledger, node, unit));
}

/* ---- the order of the index ------------------------------------------------------------------- */

/* For each of the units in `rows`: whether it is better, or as good as, the unit of a row, as a product of conditions.
 * sheet: where the formula is. */
static void put_compared(egb_ledger *ledger, egb_ledger_sheet sheet, egb_area rows, size_t row, bool better,
                         egb_buffer *out) {
  const egb_rank_rule *rule = &ledger->index->rank;
  size_t column[2] = {ledger->column[0], 0};
  egb_buffer equal = {0}, sum = {0};
  for (size_t i = 0; i <= rule->tie_breaker_count; i++) {
    if (i > 0 && !ledger->results->active[rule->tie_breaker[i - 1]])
      continue;
    column[1] = i == 0 ? column[0] : behind(ledger, BREAKERS + i - 1);
    rows.column = rows.last_column = column[1];
    const egb_reference all = egb_ledger_range(ledger, sheet, EGB_LEDGER_ROUNDED, rows, EGB_FIX_ROW);
    const egb_reference own = egb_ledger_cell(ledger, sheet, EGB_LEDGER_ROUNDED, row, column[1], EGB_FIX_NONE);
    const char *ahead = i > 0 || falls(ledger, 0) ? ">" : "<";
    egb_buffer_format(&sum, "%s%s(%s%s%s)", sum.length > 0 ? "+" : "", egb_buffer_string(&equal), all.text, ahead,
                      own.text);
    egb_buffer_format(&equal, "(%s=%s)*", all.text, own.text);
  }
  rows.column = rows.last_column = column[0];
  const egb_reference all = egb_ledger_range(ledger, sheet, EGB_LEDGER_ROUNDED, rows, EGB_FIX_ROW);
  if (better)
    egb_buffer_format(out, "(%s<>\"\")*(%s)", all.text, egb_buffer_string(&sum));
  else
    egb_buffer_format(out, "%s(%s<>\"\")", egb_buffer_string(&equal), all.text);
  out->failed = out->failed || equal.failed || sum.failed;
  egb_buffer_clear(&equal);
  egb_buffer_clear(&sum);
}

static egb_area all_rows(const egb_ledger *ledger) {
  return (egb_area){.row = EGB_LEDGER_FIRST, .last_row = EGB_LEDGER_FIRST + ledger->units - 1};
}

static bool is_ranked(const egb_ledger *ledger, size_t unit) {
  return !isnan(ledger->results->rank[unit]);
}

static bool same_key(const egb_ledger *ledger, size_t a, size_t b) {
  const egb_results *r = ledger->results;
  bool same = r->ranked_score[a] == r->ranked_score[b];
  for (size_t i = 0; i < ledger->index->rank.tie_breaker_count && same; i++) {
    const size_t node = ledger->index->rank.tie_breaker[i];
    same = !r->active[node] || breaker_of(ledger, node, a) == breaker_of(ledger, node, b);
  }
  return same;
}

/* 1 for the first of the units, from above, that are as good as each other: how many places a dense ranking counts. */
static void put_first(egb_ledger *ledger, size_t unit) {
  const size_t row = EGB_LEDGER_FIRST + unit;
  bool first = true;
  for (size_t u = 0; u < unit && first; u++)
    first = !is_ranked(ledger, u) || !is_ranked(ledger, unit) || !same_key(ledger, u, unit);
  egb_buffer *out = egb_ledger_begin(ledger);
  egb_area above = all_rows(ledger);
  above.last_row = row - 1;
  if (unit > 0) {
    egb_buffer_text(out, "IF(SUMPRODUCT(");
    put_compared(ledger, EGB_LEDGER_ROUNDED, above, row, false, out);
    egb_buffer_text(out, ")>0,0,1)");
  } else {
    egb_buffer_char(out, '1');
  }
  egb_ledger_put(ledger, EGB_LEDGER_ROUNDED, row, behind(ledger, FIRST_OF_TIE), whole, EGB_SHEET_PLAIN, first);
}

static void no_fact(egb_ledger *ledger, egb_ledger_sheet sheet, size_t row, size_t column, size_t node) {
  (void)ledger;
  (void)sheet;
  (void)row;
  (void)column;
  (void)node;
}

void egb_ledger_rounded(egb_ledger *ledger) {
  static const char *const labels[4] = {NULL};
  const size_t breakers = ledger->index->rank.tie_breaker_count;
  const size_t *by_id = egb_results_id_order(ledger->results);
  egb_ledger_head(ledger, EGB_LEDGER_ROUNDED, true, BREAKERS + breakers,
                  "The scores as ranks compare them: in steps of 0.000000001, or with the decimals of the publication.",
                  labels, no_fact);
  for (size_t k = 0; k < BREAKERS + breakers; k++)
    egb_ledger_text(ledger, EGB_LEDGER_ROUNDED, EGB_LEDGER_FIRST - 1, behind(ledger, k), EGB_LOOK_DESCRIPTION,
                    k == BY_ID          ? "order of ids"
                    : k == FIRST_OF_TIE ? "first of its tie"
                                        : ledger->index->node[ledger->index->rank.tie_breaker[k - BREAKERS]].id);
  if (rounds_as_r(ledger))
    egb_ledger_say(ledger, EGB_LEDGER_ROUNDED, "all nodes",
                   "rounded as R does, to the nearest of binary numbers: ranks are those of the scores as written");
  for (size_t u = 0; u < ledger->units; u++) {
    egb_ledger_unit(ledger, EGB_LEDGER_ROUNDED, u);
    for (size_t k = 0; k < ledger->nodes; k++)
      put_rounded(ledger, ledger->order[k], u);
    egb_ledger_number(ledger, EGB_LEDGER_ROUNDED, EGB_LEDGER_FIRST + u, behind(ledger, BY_ID),
                      (egb_look){.kind = EGB_LOOK_NUMBER}, (double)by_id[u]);
    put_first(ledger, u);
    for (size_t i = 0; i < breakers; i++)
      put_breaker(ledger, i, u);
  }
  egb_ledger_finish(ledger, EGB_LEDGER_ROUNDED);
}

/* ---- Ranks ------------------------------------------------------------------------------------ */

static void put_sum(egb_ledger *ledger, size_t row, bool better, const char *times) {
  egb_buffer *out = &ledger->formula;
  egb_buffer_text(out, "SUMPRODUCT(");
  put_compared(ledger, EGB_LEDGER_RANKS, all_rows(ledger), row, better, out);
  egb_buffer_format(out, "%s)", times);
}

/* The rank of the index, by its rule for ties; position: as if it were "ordinal". */
static void put_index_rank(egb_ledger *ledger, size_t unit, bool position) {
  const size_t row = EGB_LEDGER_FIRST + unit;
  const egb_ties ties = position ? EGB_TIES_ORDINAL : ledger->index->rank.ties;
  egb_buffer times = {0};
  const egb_reference key =
      egb_ledger_cell(ledger, EGB_LEDGER_RANKS, EGB_LEDGER_ROUNDED, row, ledger->column[0], EGB_FIX_NONE);
  const egb_reference ids = egb_ledger_units(ledger, EGB_LEDGER_RANKS, EGB_LEDGER_ROUNDED, behind(ledger, BY_ID));
  const egb_reference id =
      egb_ledger_cell(ledger, EGB_LEDGER_RANKS, EGB_LEDGER_ROUNDED, row, behind(ledger, BY_ID), EGB_FIX_NONE);
  const egb_reference first =
      egb_ledger_units(ledger, EGB_LEDGER_RANKS, EGB_LEDGER_ROUNDED, behind(ledger, FIRST_OF_TIE));
  egb_buffer_format(egb_ledger_begin(ledger), "IF(%s=\"\",\"\",1+", key.text);
  if (ties == EGB_TIES_DENSE)
    egb_buffer_format(&times, "*%s", first.text);
  put_sum(ledger, row, true, egb_buffer_string(&times));
  if (ties == EGB_TIES_FRACTIONAL) {
    egb_buffer_text(&ledger->formula, "+(");
    put_sum(ledger, row, false, "");
    egb_buffer_text(&ledger->formula, "-1)/2");
  } else if (ties == EGB_TIES_ORDINAL) {
    egb_buffer_format(&times, "*(%s<%s)", ids.text, id.text);
    egb_buffer_char(&ledger->formula, '+');
    put_sum(ledger, row, false, egb_buffer_string(&times));
  }
  egb_buffer_char(&ledger->formula, ')');
  ledger->failed = ledger->failed || times.failed;
  egb_buffer_clear(&times);
}

static void put_rank(egb_ledger *ledger, size_t node, size_t unit) {
  const size_t row = EGB_LEDGER_FIRST + unit, column = ledger->column[node];
  const egb_reference key = egb_ledger_cell(ledger, EGB_LEDGER_RANKS, EGB_LEDGER_ROUNDED, row, column, EGB_FIX_NONE);
  const egb_reference all = egb_ledger_units(ledger, EGB_LEDGER_RANKS, EGB_LEDGER_ROUNDED, column);
  if (node == 0)
    put_index_rank(ledger, unit, false);
  else
    egb_buffer_format(egb_ledger_begin(ledger), "IF(%s=\"\",\"\",RANK(%s,%s,%d))", key.text, key.text, all.text,
                      falls(ledger, node) ? 0 : 1);
  egb_ledger_put(ledger, EGB_LEDGER_RANKS, row, column, whole, EGB_SHEET_PLAIN,
                 node == 0 ? ledger->results->rank[unit] : ledger->rank[node * ledger->units + unit]);
}

void egb_ledger_ranks(egb_ledger *ledger) {
  static const char *const labels[4] = {NULL};
  const size_t column = egb_ledger_position_column(ledger);
  double *position = egb_arena_array(ledger->arena, ledger->units, sizeof *position);
  if (position == NULL)
    return;
  for (size_t i = 0; i < ledger->units; i++) {
    const size_t unit = ledger->results->order[i];
    position[unit] = is_ranked(ledger, unit) ? (double)(i + 1) : (double)NAN;
  }
  egb_ledger_head(ledger, EGB_LEDGER_RANKS, true, 1,
                  "The ranks of the units in the index, by its rule for ties, and in every node below it.", labels,
                  no_fact);
  egb_ledger_text(ledger, EGB_LEDGER_RANKS, EGB_LEDGER_FIRST - 1, column, EGB_LOOK_DESCRIPTION, "place in the list");
  for (size_t u = 0; u < ledger->units; u++) {
    egb_ledger_unit(ledger, EGB_LEDGER_RANKS, u);
    for (size_t k = 0; k < ledger->nodes; k++)
      put_rank(ledger, ledger->order[k], u);
    put_index_rank(ledger, u, true);
    egb_ledger_put(ledger, EGB_LEDGER_RANKS, EGB_LEDGER_FIRST + u, column, whole, EGB_SHEET_PLAIN, position[u]);
    if (ledger->results->unranked[u] != NULL)
      egb_ledger_say(ledger, EGB_LEDGER_RANKS, ledger->data->unit[u].id, ledger->results->unranked[u]);
  }
  const egb_area area = {EGB_LEDGER_FIRST, EGB_LEDGER_LEFT, EGB_LEDGER_FIRST + ledger->units - 1,
                         EGB_LEDGER_LEFT + ledger->nodes - 1};
  egb_book_colours(ledger->book, ledger->sheet[EGB_LEDGER_RANKS], area, EGB_BEST_LOWEST);
  egb_ledger_finish(ledger, EGB_LEDGER_RANKS);
}
