/* Simulated ranks: the table of units. */
#include "base/options.h"
#include "table/cells.h"
#include "table/columns.h"
#include "table/common.h"
#include "table/interval_bar.h"
#include "table/intervals.h"
#include "table/simulation.h"

#include "base/number.h"
#include "base/utf8.h"

#include <math.h>
#include <string.h>

enum {
  UNIT,
  NAME,
  SCORE,
  RANK,
  LOW,
  HIGH,
  BAR,
  WIDTH,
  MEDIAN,
  MEAN,
  FIRST,
  TOP,
  RANKED,
  LOW_BEST, /* Monte Carlo errors from here on, for machines */
  LOW_WORST,
  HIGH_BEST,
  HIGH_WORST,
  MEAN_ERROR,
  FIRST_ERROR,
  TOP_ERROR,
  IMPUTATION,
  INFORMATION,
  WORTH,
  LEVELS /* two columns each: share, error */
};

/* Width of text: what names are cut to before columns go, and what score, rank, interval and median take. */
#define NAME_MOST 24
#define NUMBERS 41

/* What people see besides. */
typedef struct strips {
  size_t first, last, width; /* ranks at the ends of the strips; their signs */
} strips;

/* ---- the table of units ---------------------------------------------------------------------- */

static bool put_level_columns(const egb_simulation_table *m, size_t k) {
  const egb_index *index = m->results->index;
  egb_table_column *column = &m->table->column[LEVELS + 2 * k];
  column[0] = (egb_table_column){.id = egb_arena_format(m->table->arena, "p_level_%s", index->level[k].id),
                                 .label = egb_labels_pick(index->level[k].name, m->languages, index->level[k].id),
                                 .help = "Share of the draws in which the unit is at this level.",
                                 .kind = EGB_CELL_NUMBER,
                                 .decimals = 3,
                                 .importance = 10 + (int)(k < 1000 ? k : 1000)};
  column[1] = (egb_table_column){.id = egb_arena_format(m->table->arena, "p_level_%s_error", index->level[k].id),
                                 .label = column[0].label,
                                 .help = "Standard error of that share.",
                                 .kind = EGB_CELL_NUMBER,
                                 .machine_only = true};
  return column[0].id != NULL && column[1].id != NULL;
}

static const egb_table_column columns[LEVELS] = {
    {EGB_COLUMN_UNIT, .machine_only = true},
    {EGB_COLUMN_NAME},
    {.id = "score",
     .label = "Score",
     .help = "Score as the definition has it.",
     .kind = EGB_CELL_NUMBER,
     .importance = 3},
    {.id = "rank", .label = "Rank", .help = "Rank as the definition has it.", .kind = EGB_CELL_INTEGER},
    {.id = "rank_low", .label = "From", .help = "Best rank of the interval.", .kind = EGB_CELL_NUMBER},
    {.id = "rank_high", .label = "to", .help = "Worst rank of the interval.", .kind = EGB_CELL_NUMBER, .joined = true},
    {.id = "bar",
     .help = "The interval, the median and the rank between the first and the last rank.",
     .kind = EGB_CELL_TEXT,
     .importance = 1,
     .people_only = true,
     .monospaced = true},
    {.id = "width", .label = "Width", .help = "Ranks between the two.", .kind = EGB_CELL_NUMBER, .importance = 4},
    {.id = "rank_median",
     .label = "Median",
     .help = "Median of the simulated ranks.",
     .kind = EGB_CELL_NUMBER,
     .importance = 2},
    {.id = "rank_mean",
     .label = "Mean",
     .help = "Mean of the simulated ranks.",
     .kind = EGB_CELL_NUMBER,
     .decimals = 1,
     .importance = 5},
    {.id = "p_first",
     .label = "First",
     .help = "Share of the draws in which it is first.",
     .kind = EGB_CELL_NUMBER,
     .decimals = 3,
     .importance = 6},
    {.id = "p_top10",
     .label = "Top 10",
     .help = "Share of the draws in which it is among the first ten.",
     .kind = EGB_CELL_NUMBER,
     .decimals = 3,
     .importance = 7},
    {.id = "draws",
     .label = "Draws",
     .help = "Draws in which the unit was ranked.",
     .kind = EGB_CELL_INTEGER,
     .machine_only = true},
    {.id = "rank_low_best",
     .label = "From, best",
     .help = "Monte Carlo error of rank_low: with 95 % confidence it is not better than this rank for endless draws.",
     .kind = EGB_CELL_NUMBER,
     .machine_only = true},
    {.id = "rank_low_worst",
     .label = "From, worst",
     .help = "And not worse than this one. By order statistics.",
     .kind = EGB_CELL_NUMBER,
     .machine_only = true},
    {.id = "rank_high_best",
     .label = "To, best",
     .help = "The same of rank_high.",
     .kind = EGB_CELL_NUMBER,
     .machine_only = true},
    {.id = "rank_high_worst",
     .label = "To, worst",
     .help = "The same of rank_high.",
     .kind = EGB_CELL_NUMBER,
     .machine_only = true},
    {.id = "rank_mean_error",
     .label = "Mean, error",
     .help = "Standard error of rank_mean: deviation of the ranks / sqrt(effective_draws).",
     .kind = EGB_CELL_NUMBER,
     .machine_only = true},
    {.id = "p_first_error",
     .label = "First, error",
     .help = "Standard error of p_first (Agresti and Coull: two draws more on either side).",
     .kind = EGB_CELL_NUMBER,
     .machine_only = true},
    {.id = "p_top10_error",
     .label = "Top 10, error",
     .help = "Standard error of p_top10, likewise.",
     .kind = EGB_CELL_NUMBER,
     .machine_only = true},
    {.id = "imputation_sd",
     .label = "Imputed",
     .help = "Where imputed values are drawn from their predictive distribution: standard deviation of the score when "
             "nothing else varies (the root of Rubin's variance between imputations).",
     .kind = EGB_CELL_NUMBER,
     .importance = 9,
     .machine_only = true},
    {.id = "missing_information",
     .label = "Missing",
     .help = "Share of missing information: that variance over itself and the variance of the score when all else "
             "varies and imputed values do not. Empty where nothing else does.",
     .kind = EGB_CELL_NUMBER,
     .machine_only = true},
    {EGB_COLUMN_WORTH("rank, first, first ten and the ends of the interval")}};

static bool put_columns(const egb_simulation_table *m, const strips *s) {
  const egb_index *index = m->results->index;
  memcpy(m->table->column, columns, sizeof columns);
  m->table->column[SCORE].decimals = egb_number_decimals(index->scale);
  for (size_t i = LOW; i <= MEDIAN; i++)
    m->table->column[i].decimals = EGB_DECIMALS_AS_NEEDED;
  m->table->column[LOW].label = egb_intervals_heading(m->u, m->table->arena);
  char heading[EGB_BAR_MOST + 1];
  egb_bar_heading(s->first, s->last, s->width, heading);
  m->table->column[BAR].comfort = s->width;
  m->table->column[BAR].label = egb_arena_copy(m->table->arena, heading);
  if (m->table->column[BAR].label == NULL || m->table->column[LOW].label == NULL)
    return false;
  if (index->rank.ties == EGB_TIES_FRACTIONAL) {
    m->table->column[RANK].kind = EGB_CELL_NUMBER;
    m->table->column[RANK].decimals = EGB_DECIMALS_AS_NEEDED;
  }
  for (size_t k = 0; k < m->levels; k++)
    if (!put_level_columns(m, k))
      return false;
  return egb_cells_own_columns(m->table, LEVELS, m->table->column_count);
}

/* The ranks that the rows have or may have: with a few rows the strips show only these. */
static void find_ends(const egb_simulation_table *m, strips *s) {
  double first = (double)INFINITY, last = 1;
  for (size_t row = 0; row < m->units; row++) {
    const egb_rank_spread *spread = &m->u->unit[m->unit[row]];
    const double rank = m->u->unit[m->unit[row]].rank;
    first = fmin(first, fmin(rank, spread->low)); /* NaN does not count */
    last = fmax(last, fmax(rank, spread->high));
  }
  s->first = isfinite(first) ? (size_t)first : 1;
  s->last = (size_t)last;
}

/* What the name and the numbers beside it leave of the width. */
static size_t bar_width(const egb_simulation_table *m, size_t width) {
  size_t name = 0;
  for (size_t row = 0; row < m->units; row++) {
    const char *text = egb_dataset_unit_name(m->results->data, m->unit[row], m->languages);
    const size_t wide = egb_utf8_width(text, strlen(text));
    name = wide > name ? wide : name;
  }
  const size_t taken = NUMBERS + (name < NAME_MOST ? name : NAME_MOST);
  const size_t room = width > taken ? width - taken : 0;
  return room < EGB_BAR_LEAST ? EGB_BAR_LEAST : room > EGB_BAR_MOST ? EGB_BAR_MOST : room;
}

/* What rows are made of, in the table's memory. */
typedef struct spreads {
  const egb_uncertainty *u;
  const double *score; /* of the node, per unit */
  size_t *unit;        /* rows */
  const char **name;
  size_t levels;
  strips strips;
} spreads;

static bool put_bar(const spreads *of, size_t unit, egb_table *piece, size_t row) {
  const egb_rank_spread *spread = &of->u->unit[unit];
  char text[EGB_BAR_MOST + 1];
  const egb_bar bar = {.first = of->strips.first,
                       .last = of->strips.last,
                       .width = of->strips.width,
                       .low = spread->low,
                       .high = spread->high,
                       .median = spread->median,
                       .rank = spread->rank};
  if (spread->ranked == 0)
    return true;
  egb_bar_draw(&bar, text);
  return egb_cells_put(piece, row, BAR, text);
}

static bool put_unit(const spreads *of, size_t at, egb_table *table, size_t row) {
  const size_t unit = of->unit[at];
  const egb_rank_spread *spread = &of->u->unit[unit];
  const struct {
    size_t column;
    double value;
  } list[] = {{LOW, spread->low},
              {HIGH, spread->high},
              {WIDTH, spread->high - spread->low},
              {MEDIAN, spread->median},
              {MEAN, spread->mean},
              {FIRST, spread->first},
              {TOP, spread->top},
              {LOW_BEST, spread->low_best},
              {LOW_WORST, spread->low_worst},
              {HIGH_BEST, spread->high_best},
              {HIGH_WORST, spread->high_worst},
              {MEAN_ERROR, spread->mean_error},
              {FIRST_ERROR, spread->first_error},
              {TOP_ERROR, spread->top_error},
              {IMPUTATION, spread->imputation_sd},
              {INFORMATION, spread->missing_information}};
  egb_table_put_number(table, row, SCORE, of->score[unit]);
  egb_cells_put_rank(table, row, RANK, spread->rank);
  for (size_t i = 0; i < sizeof list / sizeof list[0]; i++)
    egb_table_put_number(table, row, list[i].column, list[i].value);
  egb_table_put_integer(table, row, RANKED, (int64_t)spread->ranked);
  egb_table_put_integer(table, row, WORTH, (int64_t)spread->effective);
  for (size_t k = 0; k < of->levels; k++) {
    egb_table_put_number(table, row, LEVELS + 2 * k, spread->level[k]);
    egb_table_put_number(table, row, LEVELS + 2 * k + 1, spread->level_error[k]);
  }
  egb_table_put_lasting(table, row, UNIT, of->u->results->data->unit[unit].id);
  if (of->name[at] != NULL && of->name[at][0] != '\0')
    egb_table_put_lasting(table, row, NAME, of->name[at]);
  return put_bar(of, unit, table, row);
}

static bool fill_rows(const void *from, size_t first, egb_table *piece) {
  bool done = true;
  for (size_t row = 0; row < piece->row_count && done; row++)
    done = put_unit(from, first + row, piece, row);
  return done;
}

/* A column of results may be made when it is first asked for: that is now, before threads ask. NULL: out of memory. */
static const spreads *keep(const egb_simulation_table *m, const strips *s) {
  egb_arena *arena = m->table->arena;
  spreads *of = egb_arena_array(arena, 1, sizeof *of);
  const char **name = egb_arena_array(arena, m->units, sizeof *name);
  if (egb_arena_failed(arena))
    return NULL;
  for (size_t i = 0; i < m->units; i++)
    name[i] = egb_dataset_unit_name(m->results->data, m->unit[i], m->languages);
  *of = (spreads){.u = m->u,
                  .score = egb_results_column(m->results, EGB_STAGE_SCORED, m->u->about.node),
                  .unit = m->unit,
                  .name = name,
                  .levels = m->levels,
                  .strips = *s};
  return of;
}

static bool fill(const egb_simulation_table *m, const strips *s) {
  const spreads *of = keep(m, s);
  if (of == NULL || !egb_table_shape_on_demand(m->table, LEVELS + 2 * m->levels, m->units, fill_rows, of) ||
      !put_columns(m, s))
    return false;
  return egb_simulation_title(m, "how far its ranks can be trusted") &&
         egb_simulation_note_draws(m, EGB_SIMULATION_OF_RANKS) &&
         egb_table_add_note(m->table, "Bar: = the interval, | the median, o the rank as defined.") &&
         egb_simulation_note_varied(m) && egb_uncertainty_notes(m) && egb_simulation_facts(m);
}

egb_status egb_table_uncertainty(const egb_uncertainty *uncertainty, const egb_spread_options *options, egb_diag *diag,
                                 egb_table **out) {
  egb_spread_options asked;
  *out = NULL;
  egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  if (status != EGB_OK)
    return status;
  egb_simulation_table m = {.u = uncertainty, .languages = asked.languages};
  strips s = {0};
  status = egb_simulation_start(&m, "egovbench.uncertainty/1", asked.units, diag);
  m.units = asked.top > 0 && asked.top < m.units ? asked.top : m.units;
  if (status == EGB_OK) {
    find_ends(&m, &s);
    s.width = bar_width(&m, asked.width);
  }
  bool done = status == EGB_OK && fill(&m, &s);
  if (done && !asked.on_demand)
    done = egb_table_make_rows(m.table) == EGB_OK;
  return egb_simulation_finish(&m, status, done, out);
}
