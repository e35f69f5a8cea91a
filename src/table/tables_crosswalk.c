/* Several rankings side by side: units with their places, pairs with their correlations. */
#include "base/number.h"
#include "table/cells.h"
#include "table/columns.h"
#include "table/crosswalk.h"

#include <math.h>
#include <string.h>

enum { UNIT, NAME, LEADING }; /* before the rankings */
enum { BORDA, COPELAND, KEMENY, SPREAD, RANKINGS, STATUS, TRAILING };

static bool add_facts(egb_table *table, const egb_crosswalk_source *source, size_t count) {
  const char *tool = egb_arena_format(table->arena, "egovbench %s", egb_version());
  if (tool == NULL || !egb_table_add_fact(table, "tool", tool))
    return false;
  for (size_t r = 0; r < count; r++) {
    const egb_results *results = source[r].results;
    const char *period = results->data->period[results->period];
    const char *key = egb_arena_format(table->arena, "ranking_%zu", r + 1);
    const char *what =
        egb_arena_format(table->arena, "%s%s%s", results->index->id, period[0] == '\0' ? "" : " ", period);
    const char *sum = egb_arena_format(table->arena, "ranking_%zu:definition:sha256", r + 1);
    if (key == NULL || what == NULL || sum == NULL || !egb_table_add_fact(table, key, what) ||
        (results->index->source != NULL && !egb_table_add_checksum(table, sum, results->index->source)))
      return false;
  }
  return true;
}

/* Of the units in all rankings, in full digits: a sentence is nothing that a program can read. */
static bool add_concordance(const egb_crosswalk *c, egb_table *table) {
  static const char *const key[] = {"common_units", "kendall_w", "kendall_w_chi_squared", "kendall_w_freedom",
                                    "kendall_w_p"};
  const double value[] = {(double)c->common_count, c->w, c->chi_squared, c->freedom, c->p};
  for (size_t i = 0; i < sizeof value / sizeof *value; i++) {
    char number[EGB_NUMBER_MAX];
    if (isnan(value[i]))
      continue;
    (void)egb_number_shortest(value[i], number);
    const char *text = egb_arena_copy(table->arena, number);
    if (text == NULL || !egb_table_add_fact(table, key[i], text))
      return false;
  }
  return true;
}

static bool finish(const egb_crosswalk *c, egb_table *table) {
  egb_buffer title = {0};
  for (size_t r = 0; r < c->count; r++)
    egb_buffer_format(&title, r == 0 ? "%s" : r + 1 == c->count ? " and %s" : ", %s", c->name[r]);
  table->title = title.failed || title.text == NULL ? NULL : egb_arena_copy(table->arena, title.text);
  egb_buffer_clear(&title);
  egb_crosswalk_source *source = egb_arena_array(table->arena, c->count, sizeof *source);
  for (size_t r = 0; r < c->count && source != NULL; r++)
    source[r] = (egb_crosswalk_source){c->results[r], c->name[r]};
  return table->title != NULL && source != NULL && add_facts(table, source, c->count) && add_concordance(c, table);
}

/* ---- units ----------------------------------------------------------------------------------- */

/* The first rankings stay longer than the consensus, the others go before it. */
static int importance_of(size_t ranking) {
  return ranking < 4 ? (int)ranking : ranking > 10000 ? 10000 : (int)ranking + 4;
}

static const egb_table_column trailing_columns[TRAILING] = {
    [BORDA] = {.id = "borda",
               .label = "Borda",
               .help = "Place by Borda's points among the units that are in all rankings.",
               .kind = EGB_CELL_INTEGER,
               .decimals = -1,
               .importance = 6},
    [COPELAND] = {.id = "copeland",
                  .label = "Copeland",
                  .help = "Place by Copeland's rule among the units that are in all rankings.",
                  .kind = EGB_CELL_INTEGER,
                  .decimals = -1,
                  .importance = 7},
    [KEMENY] = {.id = "kemeny",
                .label = "Kemeny",
                .help = "Place in Kemeny's order of the units that are in all rankings.",
                .kind = EGB_CELL_INTEGER,
                .decimals = -1,
                .importance = 4},
    [SPREAD] = {.id = "spread",
                .label = "Places apart",
                .help = "Largest less smallest place among the units that are in all rankings.",
                .kind = EGB_CELL_NUMBER,
                .decimals = EGB_DECIMALS_AS_NEEDED,
                .importance = 5},
    [RANKINGS] = {.id = "rankings",
                  .label = "Rankings",
                  .help = "How many of the rankings have the unit.",
                  .kind = EGB_CELL_INTEGER,
                  .decimals = -1,
                  .machine_only = true},
    [STATUS] = {.id = "status",
                .label = "Status",
                .help = "all: in all rankings; some; one: in one only.",
                .kind = EGB_CELL_TEXT,
                .machine_only = true}};

static bool describe_units(const egb_crosswalk *c, egb_table *table) {
  egb_table_column *column = table->column;
  column[UNIT] = (egb_table_column){EGB_COLUMN_UNIT, .machine_only = true};
  column[NAME] = (egb_table_column){EGB_COLUMN_NAME};
  for (size_t r = 0; r < c->count; r++) {
    const bool published = egb_index_is_published(c->results[r]->index);
    column[LEADING + r] = (egb_table_column){.id = egb_arena_format(table->arena, "rank_%s", c->name[r]),
                                             .label = c->name[r],
                                             .help = published ? "Rank as published; empty: not in this ranking."
                                                               : "Rank; empty: not in this ranking.",
                                             .kind = EGB_CELL_NUMBER,
                                             .decimals = EGB_DECIMALS_AS_NEEDED,
                                             .importance = importance_of(r)};
    if (column[LEADING + r].id == NULL)
      return false;
  }
  memcpy(column + LEADING + c->count, trailing_columns, sizeof trailing_columns);
  return true;
}

static bool put_unit(const egb_crosswalk *c, egb_table *table, size_t row, const egb_crosswalk_unit *unit,
                     const char *const *languages) {
  const size_t trailing = LEADING + c->count;
  for (size_t r = 0; r < c->count; r++)
    egb_table_put_number(table, row, LEADING + r, unit->place[r]);
  for (int m = 0; m < EGB_CONSENSUS_COUNT; m++)
    egb_cells_put_rank(table, row, trailing + (size_t)m, unit->consensus[m]);
  egb_table_put_number(table, row, trailing + SPREAD, unit->spread);
  egb_table_put_integer(table, row, trailing + RANKINGS, (int64_t)unit->rankings);
  const char *status = unit->rankings == c->count ? "all" : unit->rankings == 1 ? "one" : "some";
  return egb_table_put_text(table, row, UNIT, unit->id) &&
         egb_table_put_text(table, row, NAME, egb_crosswalk_name(c, unit, languages)) &&
         egb_table_put_text(table, row, trailing + STATUS, status);
}

/* A unit is called by its id or by the name that any of the rankings has for it; `meant` is the unit of each. */
static bool is_asked(const egb_crosswalk *c, const egb_crosswalk_unit *unit, const char *asked, const size_t *meant) {
  if (strcmp(unit->id, asked) == 0)
    return true;
  for (size_t r = 0; r < c->count; r++)
    if (unit->unit[r] != EGB_NONE && unit->unit[r] == meant[r])
      return true;
  return false;
}

static egb_status unknown_unit(const egb_crosswalk *c, const char *asked, egb_arena *arena, egb_diag *diag) {
  egb_status known = EGB_OK;
  for (size_t r = 0; r < c->count && known == EGB_OK; r++)
    known = egb_dataset_explain_unit(c->results[r]->data, asked, diag);
  if (known != EGB_OK)
    return known;
  const char **names = egb_arena_array(arena, 2 * c->unit_count, sizeof *names);
  if (names == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < c->unit_count; i++) {
    names[2 * i] = c->unit[i].id;
    names[2 * i + 1] = egb_crosswalk_name(c, &c->unit[i], NULL);
  }
  egb_report_unknown(diag, "unit", asked, names, 2 * c->unit_count);
  return EGB_USAGE;
}

static egb_status choose_units(const egb_crosswalk *c, const char *const *asked, egb_arena *arena, egb_diag *diag,
                               bool *keep) {
  egb_status status = EGB_OK;
  const bool all = asked == NULL || asked[0] == NULL;
  size_t *meant = egb_arena_array(arena, c->count, sizeof *meant);
  if (meant == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < c->unit_count; i++)
    keep[i] = all;
  for (; !all && *asked != NULL && status != EGB_NO_MEMORY; asked++) {
    bool found = false;
    for (size_t r = 0; r < c->count; r++)
      meant[r] = egb_dataset_find_unit(c->results[r]->data, *asked);
    for (size_t i = 0; i < c->unit_count; i++)
      if (is_asked(c, &c->unit[i], *asked, meant))
        keep[i] = found = true;
    if (!found)
      status = unknown_unit(c, *asked, arena, diag);
  }
  return status;
}

static bool say_consensus(const egb_crosswalk *c, egb_table *table) {
  egb_buffer text = {0};
  egb_buffer_text(
      &text,
      "Borda, Copeland and Kemeny: positions in a consensus order of the units common to all rankings, which count "
      "equally. ");
  if (isnan(c->kemeny_short)) {
    egb_buffer_text(&text, "Kemeny's order has no answer for so many units.");
  } else if (!(c->kemeny_short > 0)) {
    egb_buffer_text(&text, "Kemeny's order is the best there is.");
  } else {
    egb_buffer_text(&text,
                    "Kemeny's order is a local optimum: its agreement with the rankings, pair by pair, is at most ");
    egb_report_fixed(&text, ceil(c->kemeny_short * 1e4) / 100, 2);
    egb_buffer_text(&text, " % less than that of the best order.");
  }
  return egb_report_note(table, &text);
}

static bool fill_units(const egb_crosswalk *c, egb_table *table, const bool *keep, size_t top,
                       const char *const *languages) {
  size_t rows = 0;
  for (size_t i = 0; i < c->unit_count; i++)
    rows += keep[i];
  if (top != 0 && rows > top)
    rows = top;
  if (!egb_table_shape(table, LEADING + c->count + TRAILING, rows) || !describe_units(c, table))
    return false;
  for (size_t i = 0, row = 0; i < c->unit_count && row < rows; i++)
    if (keep[i] && !put_unit(c, table, row++, &c->unit[i], languages))
      return false;
  return egb_crosswalk_notes(c, table, languages) && (c->common_count < 2 || say_consensus(c, table)) &&
         finish(c, table);
}

static egb_status end(egb_table *table, egb_status status, egb_table **out) {
  if (status == EGB_OK)
    *out = table;
  else
    egb_table_free(table);
  return status;
}

egb_status egb_table_crosswalk(const egb_crosswalk *crosswalk, const char *const *languages, const char *const *units,
                               size_t top, egb_diag *diag, egb_table **out) {
  *out = NULL;
  egb_table *table = egb_table_new("egovbench.crosswalk/1", 0, 0);
  bool *keep = table == NULL ? NULL : egb_arena_array(table->arena, crosswalk->unit_count, sizeof *keep);
  egb_status status = keep == NULL ? EGB_NO_MEMORY : choose_units(crosswalk, units, table->arena, diag, keep);
  if (status == EGB_OK && !fill_units(crosswalk, table, keep, top, languages))
    status = EGB_NO_MEMORY;
  return end(table, status, out);
}

/* ---- pairs ----------------------------------------------------------------------------------- */

enum {
  FIRST,
  SECOND,
  COUNT,
  SPEARMAN,
  SPEARMAN_LOW,
  SPEARMAN_HIGH,
  SPEARMAN_P,
  KENDALL,
  KENDALL_LOW,
  KENDALL_HIGH,
  KENDALL_P,
  APART,
  FIRST_PLACE,
  SECOND_PLACE,
  COMMON, /* of all rankings together: the same in every row */
  W,
  CHI_SQUARED,
  FREEDOM,
  W_P,
  PAIR_COLUMNS
};

#define NUMBER(name, title, text, digits, weight)                                                                      \
  {                                                                                                                    \
    .id = (name), .label = (title), .help = (text), .kind = EGB_CELL_NUMBER, .decimals = (digits),                     \
    .importance = (weight)                                                                                             \
  }
#define UPPER(name, weight)                                                                                            \
  {                                                                                                                    \
    .id = (name), .label = "to", .help = "Upper end of its interval of 95 %.", .kind = EGB_CELL_NUMBER, .decimals = 3, \
    .importance = (weight), .joined = true                                                                             \
  }

static void put_together(const egb_crosswalk *c, egb_table *table, size_t row) {
  egb_table_put_integer(table, row, COMMON, (int64_t)c->common_count);
  egb_table_put_number(table, row, W, c->w);
  egb_table_put_number(table, row, CHI_SQUARED, c->chi_squared);
  egb_table_put_number(table, row, FREEDOM, c->freedom);
  egb_table_put_number(table, row, W_P, c->p);
}

#define TOGETHER(name, text)                                                                                           \
  { .id = (name), .label = (name), .help = (text), .kind = EGB_CELL_NUMBER, .decimals = -1, .machine_only = true }

static const egb_table_column pair_columns[PAIR_COLUMNS] = {
    [FIRST] = {.id = "first", .label = "Ranking", .help = "One ranking.", .kind = EGB_CELL_TEXT},
    [SECOND] = {.id = "second", .label = "and", .help = "The other ranking.", .kind = EGB_CELL_TEXT},
    [COUNT] = {.id = "units", .label = "Units", .help = "Units in both.", .kind = EGB_CELL_INTEGER, .decimals = -1},
    [SPEARMAN] = NUMBER("spearman", "Spearman", "Spearman's rho.", 3, 0),
    [SPEARMAN_LOW] = NUMBER("spearman_low", "from", "Lower end of its interval of 95 %.", 3, 3),
    [SPEARMAN_HIGH] = UPPER("spearman_high", 3),
    [SPEARMAN_P] = NUMBER("spearman_p", "p", "Its two-sided p-value.", 4, 4),
    [KENDALL] = NUMBER("kendall", "Kendall", "Kendall's tau-b.", 3, 0),
    [KENDALL_LOW] = NUMBER("kendall_low", "from", "Lower end of its interval of 95 %.", 3, 5),
    [KENDALL_HIGH] = UPPER("kendall_high", 5),
    [KENDALL_P] = NUMBER("kendall_p", "p", "Its two-sided p-value.", 4, 4),
    [APART] = {.id = "furthest_apart",
               .label = "Furthest apart",
               .help = "The unit about which the two differ most.",
               .kind = EGB_CELL_TEXT,
               .importance = 1},
    [FIRST_PLACE] =
        NUMBER("first_place", "First", "Its place in the first, among the units in both.", EGB_DECIMALS_AS_NEEDED, 2),
    [SECOND_PLACE] = NUMBER("second_place", "Second", "Its place in the second, among the units in both.",
                            EGB_DECIMALS_AS_NEEDED, 2),
    [COMMON] = {.id = "common_units",
                .label = "In all",
                .help = "Units in all the rankings, not only in these two.",
                .kind = EGB_CELL_INTEGER,
                .decimals = -1,
                .machine_only = true},
    [W] = TOGETHER("kendall_w", "Kendall's W of all the rankings together, over the units in all."),
    [CHI_SQUARED] = TOGETHER("kendall_w_chi_squared", "Its chi-squared."),
    [FREEDOM] = TOGETHER("kendall_w_freedom", "The degrees of freedom of that."),
    [W_P] = TOGETHER("kendall_w_p", "The p-value of that.")};

static bool fill_pairs(const egb_crosswalk *c, egb_table *table, const char *const *languages) {
  if (!egb_table_shape(table, PAIR_COLUMNS, c->pair_count))
    return false;
  memcpy(table->column, pair_columns, sizeof pair_columns);
  for (size_t row = 0; row < c->pair_count; row++) {
    const egb_crosswalk_pair *pair = &c->pair[row];
    const double number[] = {pair->spearman, pair->spearman_low, pair->spearman_high, pair->spearman_p,
                             pair->kendall,  pair->kendall_low,  pair->kendall_high,  pair->kendall_p};
    for (size_t i = 0; i < sizeof number / sizeof *number; i++)
      egb_table_put_number(table, row, SPEARMAN + i, number[i]);
    egb_table_put_integer(table, row, COUNT, (int64_t)pair->count);
    put_together(c, table, row);
    if (pair->apart != EGB_NONE) {
      egb_table_put_number(table, row, FIRST_PLACE, pair->place[0]);
      egb_table_put_number(table, row, SECOND_PLACE, pair->place[1]);
      if (!egb_table_put_text(table, row, APART, egb_crosswalk_name(c, &c->unit[pair->apart], languages)))
        return false;
    }
    if (!egb_table_put_text(table, row, FIRST, c->name[pair->first]) ||
        !egb_table_put_text(table, row, SECOND, c->name[pair->second]))
      return false;
  }
  return egb_crosswalk_say_together(c, table) &&
         egb_table_add_note(
             table,
             "Intervals of 95 % by Fisher's transformation with the standard errors of Bonett and Wright (2000); p-values are two-sided: exact for few units without ties (Spearman up to 9, Kendall below 50), else by Student's t and the normal distribution.") &&
         finish(c, table);
}

egb_status egb_table_crosswalk_pairs(const egb_crosswalk *crosswalk, const char *const *languages, egb_diag *diag,
                                     egb_table **out) {
  (void)diag;
  *out = NULL;
  egb_table *table = egb_table_new("egovbench.crosswalk-pairs/1", 0, 0);
  if (table == NULL)
    return EGB_NO_MEMORY;
  return end(table, fill_pairs(crosswalk, table, languages) ? EGB_OK : EGB_NO_MEMORY, out);
}
