/* Simulated ranks: the table of units, how often each unit had each rank, and draw by draw. */
#include "report/cells.h"
#include "report/common.h"
#include "report/interval_bar.h"
#include "report/simulation.h"
#include "report/tables_robust.h"

#include "base/codes.h"
#include "base/number.h"
#include "base/utf8.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { UNIT, NAME, SCORE, RANK, LOW, HIGH, BAR, WIDTH, MEDIAN, MEAN, FIRST, TOP, RANKED, LEVELS };

/* Width of text: what names are cut to before columns go, and what score, rank, interval and median take. */
#define NAME_MOST 24
#define NUMBERS 36

/* What people see besides. */
typedef struct strips {
  size_t first, last, width; /* ranks at the ends of the strips; their signs */
} strips;

/* Units by their rank in the node, unranked last, both in the order of the index's ranking. */
static egb_status choose_units(egb_simulation_table *m, const char *const *asked, egb_diag *diag) {
  const size_t units = m->results->unit_count;
  m->unit = egb_arena_array(m->table->arena, units, sizeof *m->unit);
  bool *keep = egb_arena_array(m->table->arena, units, sizeof *keep);
  size_t *at = egb_arena_array(m->table->arena, units + 2, sizeof *at);
  if (m->unit == NULL || keep == NULL || at == NULL)
    return EGB_NO_MEMORY;
  for (size_t u = 0; u < units; u++)
    keep[u] = true;
  const egb_status status = egb_report_keep_units(m->results->data, asked, m->table->arena, diag, keep);
  if (status != EGB_OK)
    return status;
  /* Ranks are at most the number of units: counted, then placed. */
  for (int pass = 0; pass < 2; pass++) {
    for (size_t i = 0; i < units; i++) {
      const size_t unit = m->results->order[i];
      const double rank = egb_uncertainty_rank(m->u, unit);
      const size_t place = isnan(rank) ? units : (size_t)rank - 1;
      if (!keep[unit])
        continue;
      if (pass == 0)
        at[place + 1]++;
      else
        m->unit[at[place]++] = unit;
    }
    for (size_t i = 0; pass == 0 && i <= units; i++)
      at[i + 1] += at[i];
  }
  m->units = at[units];
  return EGB_OK;
}

egb_status egb_simulation_start(egb_simulation_table *m, const char *schema, const char *const *asked, egb_diag *diag) {
  m->results = egb_uncertainty_results(m->u);
  m->levels = egb_uncertainty_node(m->u) == 0 ? m->results->index->level_count : 0;
  m->table = egb_table_new(schema, 0, 0);
  return m->table != NULL ? choose_units(m, asked, diag) : EGB_NO_MEMORY;
}

/* ---- notes ------------------------------------------------------------------------------------------------------- */

static void put_number(egb_buffer *out, double value) {
  char text[EGB_NUMBER_MAX];
  egb_number_shortest(value, text);
  egb_buffer_text(out, text);
}

/* "normalise: minmax in 5032 draws, zscore in 4968 (28 indicators)." per assumption. */
bool egb_simulation_note_varied(const egb_simulation_table *m) {
  egb_buffer text = {0};
  const char *factor = NULL;
  const size_t count = egb_uncertainty_varied_count(m->u);
  if (count == 0)
    return egb_table_add_note(m->table, "Nothing varies: every draw is the same.");
  egb_buffer_text(&text, "Varied: ");
  for (size_t i = 0; i < count; i++) {
    const egb_varied *v = egb_uncertainty_varied(m->u, i);
    const bool next = factor == NULL || strcmp(factor, v->factor) != 0;
    if (next && strcmp(v->factor, "leave-out") == 0) { /* many, and all alike */
      size_t ways = 0, least = v->drawn, most = v->drawn;
      for (; i < count && strcmp(egb_uncertainty_varied(m->u, i)->factor, "leave-out") == 0; i++, ways++) {
        const size_t drawn = egb_uncertainty_varied(m->u, i)->drawn;
        least = drawn < least ? drawn : least;
        most = drawn > most ? drawn : most;
      }
      i--;
      egb_buffer_format(&text, "%sleave-out: nothing or one of %zu, each in %zu to %zu draws",
                        factor != NULL ? "; " : "", ways - 1, least, most);
      factor = v->factor;
      continue;
    }
    egb_buffer_format(&text, "%s%s%s%s in %zu draws",
                      factor == NULL ? ""
                      : next         ? "; "
                                     : ", ",
                      next ? v->factor : "", next ? ": " : "", v->way, v->drawn);
    if (v->nodes > 0) {
      egb_buffer_text(&text, " (on ");
      egb_report_count(&text, v->nodes, strcmp(v->factor, "aggregate") == 0 ? "aggregate" : "indicator");
      egb_buffer_char(&text, ')');
    }
    factor = v->factor;
  }
  egb_buffer_char(&text, '.');
  return egb_report_note(m->table, &text);
}

bool egb_simulation_note_failures(const egb_simulation_table *m) {
  size_t draws = 0;
  const char *reason;
  for (size_t i = 0; (reason = egb_uncertainty_reason(m->u, i, &draws)) != NULL; i++) {
    egb_buffer text = {0};
    egb_buffer_format(&text, "%zu of the draws could not be scored and are left out: %s.", draws, reason);
    if (!egb_report_note(m->table, &text))
      return false;
  }
  return true;
}

static bool note_level(const egb_simulation_table *m) {
  for (size_t i = 0; i < egb_uncertainty_varied_count(m->u); i++) {
    const egb_varied *v = egb_uncertainty_varied(m->u, i);
    if (!egb_robust_note_level(m->table, m->results, v->factor, v->way, v->level, v->unranked,
                               egb_uncertainty_ranked(m->u)))
      return false;
  }
  return true;
}

static bool note_draws(const egb_simulation_table *m) {
  egb_buffer text = {0};
  egb_buffer_format(&text, "%zu draws, seed %llu; the interval holds ", egb_uncertainty_draws(m->u),
                    (unsigned long long)egb_uncertainty_seed(m->u));
  put_number(&text, egb_uncertainty_percent(m->u));
  egb_buffer_text(&text, " % of a unit's ranks, cut equally at both ends and rounded outwards.");
  if (egb_uncertainty_stopped(m->u))
    egb_buffer_text(&text, " Interrupted: fewer draws than asked for.");
  return egb_report_note(m->table, &text);
}

static bool note_limits(const egb_simulation_table *m) {
  if (!egb_uncertainty_exact(m->u)) {
    const bool done = egb_table_add_note(m->table, "With this many units ranks were counted in bands: median and "
                                                   "interval are right to within half a band of 1/512 of the units.");
    if (!done)
      return false;
  }
  if (m->results->index->rank.ties == EGB_TIES_FRACTIONAL && egb_uncertainty_node(m->u) == 0)
    return egb_table_add_note(m->table, "Equal scores share the better rank here (1 2 2 4).");
  return true;
}

/* ---- provenance -------------------------------------------------------------------------------------------------- */

bool egb_simulation_facts(const egb_simulation_table *m) {
  egb_table *table = m->table;
  char seed[24], draws[24], percent[EGB_NUMBER_MAX];
  egb_buffer varied = {0};
  for (size_t i = 0; i < egb_uncertainty_varied_count(m->u); i++) {
    const egb_varied *v = egb_uncertainty_varied(m->u, i);
    egb_buffer_format(&varied, "%s%s=%s: %zu", i == 0 ? "" : "; ", v->factor, v->way, v->drawn);
  }
  (void)snprintf(seed, sizeof seed, "%llu", (unsigned long long)egb_uncertainty_seed(m->u));
  (void)snprintf(draws, sizeof draws, "%zu", egb_uncertainty_draws(m->u));
  egb_number_shortest(egb_uncertainty_percent(m->u), percent);
  bool done = !varied.failed && egb_report_index_facts(table, m->results->index, m->languages) &&
              egb_report_result_facts(table, m->results) && egb_table_add_fact(table, "seed", seed) &&
              egb_table_add_fact(table, "draws", draws) && egb_table_add_fact(table, "level", percent) &&
              egb_table_add_fact(table, "varied", varied.text == NULL ? "" : varied.text);
  if (done && egb_uncertainty_failed(m->u) > 0) {
    (void)snprintf(draws, sizeof draws, "%zu", egb_uncertainty_failed(m->u));
    done = egb_table_add_fact(table, "failed", draws);
  }
  if (done && egb_uncertainty_stopped(m->u))
    done = egb_table_add_fact(table, "interrupted", "true");
  if (done && egb_uncertainty_node(m->u) != 0)
    done = egb_table_add_fact(table, "node", m->results->index->node[egb_uncertainty_node(m->u)].id);
  egb_buffer_clear(&varied);
  return done;
}

bool egb_simulation_title(const egb_simulation_table *m, const char *what) {
  const egb_results *r = m->results;
  const char *period = r->data->period_count > r->period ? r->data->period[r->period] : "";
  const char *title = egb_report_title(m->table->arena, r->index, period, m->languages);
  const size_t node = egb_uncertainty_node(m->u);
  if (title == NULL)
    return false;
  m->table->title = node == 0 ? egb_arena_format(m->table->arena, "%s: %s", title, what)
                              : egb_arena_format(m->table->arena, "%s: %s of %s", title, what,
                                                 egb_index_node_name(r->index, node, m->languages));
  return m->table->title != NULL;
}

/* ---- the table of units ------------------------------------------------------------------------------------------ */

static bool put_columns(const egb_simulation_table *m, const strips *s) {
  static const egb_table_column columns[LEVELS] = {
      {.id = "unit", .label = "Unit", .help = "Id of the unit.", .kind = EGB_CELL_TEXT, .machine_only = true},
      {.id = "name", .label = "Name", .help = "Name of the unit.", .kind = EGB_CELL_TEXT},
      {.id = "score",
       .label = "Score",
       .help = "Score as the definition has it.",
       .kind = EGB_CELL_NUMBER,
       .importance = 3},
      {.id = "rank", .label = "Rank", .help = "Rank as the definition has it.", .kind = EGB_CELL_INTEGER},
      {.id = "rank_low", .label = "From", .help = "Best rank of the interval.", .kind = EGB_CELL_NUMBER},
      {.id = "rank_high", .label = "To", .help = "Worst rank of the interval.", .kind = EGB_CELL_NUMBER},
      {.id = "bar",
       .help = "The interval, the median and the rank between the first and the last rank.",
       .kind = EGB_CELL_TEXT,
       .importance = 1,
       .people_only = true},
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
       .machine_only = true}};
  const egb_index *index = m->results->index;
  memcpy(m->table->column, columns, sizeof columns);
  m->table->column[SCORE].decimals = egb_report_decimals(index->scale);
  for (size_t i = LOW; i <= MEDIAN; i++)
    m->table->column[i].decimals = EGB_DECIMALS_AS_NEEDED;
  char heading[EGB_BAR_MOST + 1];
  egb_bar_heading(s->first, s->last, s->width, heading);
  m->table->column[BAR].comfort = s->width;
  m->table->column[BAR].label = egb_arena_copy(m->table->arena, heading);
  if (m->table->column[BAR].label == NULL)
    return false;
  if (index->rank.ties == EGB_TIES_FRACTIONAL) {
    m->table->column[RANK].kind = EGB_CELL_NUMBER;
    m->table->column[RANK].decimals = EGB_DECIMALS_AS_NEEDED;
  }
  for (size_t k = 0; k < m->levels; k++) {
    const char *name = egb_labels_pick(index->level[k].name, m->languages, index->level[k].id);
    m->table->column[LEVELS + k] =
        (egb_table_column){.id = egb_arena_format(m->table->arena, "p_level_%s", index->level[k].id),
                           .label = name,
                           .help = "Share of the draws in which the unit is at this level.",
                           .kind = EGB_CELL_NUMBER,
                           .decimals = 3,
                           .importance = 10 + (int)(k < 1000 ? k : 1000)};
    if (m->table->column[LEVELS + k].id == NULL)
      return false;
  }
  return true;
}

/* The ranks that the rows have or may have: with a few rows the strips show only these. */
static void find_ends(const egb_simulation_table *m, strips *s) {
  double first = (double)INFINITY, last = 1;
  for (size_t row = 0; row < m->units; row++) {
    const egb_rank_spread *spread = egb_uncertainty_unit(m->u, m->unit[row]);
    const double rank = egb_uncertainty_rank(m->u, m->unit[row]);
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

static bool put_bar(const egb_simulation_table *m, const strips *s, size_t row, const egb_rank_spread *spread) {
  char text[EGB_BAR_MOST + 1];
  const egb_bar bar = {.first = s->first,
                       .last = s->last,
                       .width = s->width,
                       .low = spread->low,
                       .high = spread->high,
                       .median = spread->median,
                       .rank = egb_uncertainty_rank(m->u, m->unit[row])};
  if (spread->ranked == 0)
    return true;
  egb_bar_draw(&bar, text);
  return egb_cells_put(m->table, row, BAR, text);
}

static bool put_unit(const egb_simulation_table *m, const strips *s, size_t row) {
  const size_t unit = m->unit[row], node = egb_uncertainty_node(m->u);
  const egb_rank_spread *spread = egb_uncertainty_unit(m->u, unit);
  egb_table *table = m->table;
  const struct {
    size_t column;
    double value;
  } list[] = {{LOW, spread->low},       {HIGH, spread->high}, {WIDTH, spread->high - spread->low},
              {MEDIAN, spread->median}, {MEAN, spread->mean}, {FIRST, spread->first},
              {TOP, spread->top}};
  egb_table_put_number(table, row, SCORE, egb_results_node_score(m->results, node, unit));
  egb_cells_put_rank(table, row, RANK, egb_uncertainty_rank(m->u, unit));
  for (size_t i = 0; i < sizeof list / sizeof list[0]; i++)
    egb_table_put_number(table, row, list[i].column, list[i].value);
  egb_table_put_integer(table, row, RANKED, (int64_t)spread->ranked);
  for (size_t k = 0; k < m->levels; k++)
    egb_table_put_number(table, row, LEVELS + k, egb_uncertainty_level(m->u, unit, k));
  return egb_cells_put(table, row, UNIT, m->results->data->unit[unit].id) &&
         egb_cells_put(table, row, NAME, egb_dataset_unit_name(m->results->data, unit, m->languages)) &&
         put_bar(m, s, row, spread);
}

static bool fill(const egb_simulation_table *m, const strips *s) {
  if (!egb_table_shape(m->table, LEVELS + m->levels, m->units) || !put_columns(m, s))
    return false;
  for (size_t row = 0; row < m->units; row++)
    if (!put_unit(m, s, row))
      return false;
  return egb_simulation_title(m, "how far its ranks can be trusted") && note_draws(m) &&
         egb_table_add_note(m->table, "Bar: = the interval, | the median, o the rank as defined.") &&
         egb_simulation_note_varied(m) && note_level(m) && egb_simulation_note_failures(m) && note_limits(m) &&
         egb_simulation_facts(m);
}

static egb_status finish(egb_simulation_table *m, egb_status status, bool filled, egb_table **out) {
  if (status == EGB_OK && !filled)
    status = EGB_NO_MEMORY;
  if (status == EGB_OK)
    *out = m->table;
  else
    egb_table_free(m->table);
  return status;
}

egb_status egb_table_uncertainty(const egb_uncertainty *uncertainty, const egb_spread_options *options, egb_diag *diag,
                                 egb_table **out) {
  static const egb_spread_options none = {0};
  options = options != NULL ? options : &none;
  egb_simulation_table m = {.u = uncertainty, .languages = options->languages};
  strips s = {0};
  *out = NULL;
  const egb_status status = egb_simulation_start(&m, "egovbench.uncertainty/1", options->units, diag);
  m.units = options->top > 0 && options->top < m.units ? options->top : m.units;
  if (status == EGB_OK) {
    find_ends(&m, &s);
    s.width = bar_width(&m, options->width);
  }
  return finish(&m, status, status == EGB_OK && fill(&m, &s), out);
}

/* ---- how often each rank ----------------------------------------------------------------------------------------- */

static bool fill_frequencies(const egb_simulation_table *m, size_t ranks) {
  egb_table *table = m->table;
  if (!egb_table_shape(table, ranks + 2, m->units))
    return false;
  table->column[0] =
      (egb_table_column){.id = "unit", .label = "Unit", .help = "Id of the unit.", .kind = EGB_CELL_TEXT};
  table->column[1] = (egb_table_column){
      .id = "name", .label = "Name", .help = "Name of the unit.", .kind = EGB_CELL_TEXT, .importance = 1};
  for (size_t r = 1; r <= ranks; r++) {
    const char *id = egb_arena_format(table->arena, "rank_%zu", r), *label = egb_arena_format(table->arena, "%zu", r);
    if (id == NULL || label == NULL)
      return false;
    table->column[r + 1] = (egb_table_column){.id = id,
                                              .label = label,
                                              .help = "Draws in which the unit had this rank.",
                                              .kind = EGB_CELL_INTEGER,
                                              .importance = 2 + (int)(r < 100000 ? r : 100000)};
  }
  for (size_t row = 0; row < m->units; row++) {
    const size_t unit = m->unit[row];
    if (!egb_cells_put(table, row, 0, m->results->data->unit[unit].id) ||
        !egb_cells_put(table, row, 1, egb_dataset_unit_name(m->results->data, unit, m->languages)))
      return false;
    for (size_t r = 1; r <= ranks; r++)
      egb_table_put_integer(table, row, r + 1, (int64_t)egb_uncertainty_count(m->u, unit, r));
  }
  return egb_simulation_title(m, "draws by rank") && note_draws(m) && egb_simulation_facts(m);
}

egb_status egb_table_frequencies(const egb_uncertainty *uncertainty, const char *const *languages, egb_diag *diag,
                                 egb_table **out) {
  egb_simulation_table m = {.u = uncertainty, .languages = languages};
  *out = NULL;
  if (!egb_uncertainty_has_counts(uncertainty)) {
    egb_diag_say(diag, EGB_ERROR, EGB_E_USAGE, "the table of ranks was not kept");
    return EGB_USAGE;
  }
  const egb_status status = egb_simulation_start(&m, "egovbench.frequencies/1", NULL, diag);
  return finish(&m, status, status == EGB_OK && fill_frequencies(&m, m.units), out);
}

/* ---- draw by draw ------------------------------------------------------------------------------------------------ */

/* Assumptions with alternatives, each once. */
static size_t list_factors(const egb_uncertainty *u, const char **out, size_t room) {
  size_t count = 0;
  for (size_t i = 0; i < egb_uncertainty_varied_count(u) && count < room; i++) {
    const char *name = egb_uncertainty_varied(u, i)->factor;
    if (strcmp(name, "weights") != 0 && strcmp(name, "error") != 0 && (count == 0 || strcmp(out[count - 1], name) != 0))
      out[count++] = name;
  }
  return count;
}

/* Columns: draw, the ways drawn, the shares of all nodes but the root, the ranks of all units. */
static bool draw_columns(const egb_simulation_table *m, const char *const *factor, size_t factors) {
  const egb_index *index = m->results->index;
  egb_table_column *column = m->table->column;
  size_t at = 0;
  column[at++] =
      (egb_table_column){.id = "draw", .label = "Draw", .help = "Number of the draw.", .kind = EGB_CELL_INTEGER};
  for (size_t i = 0; i < factors; i++)
    column[at++] = (egb_table_column){
        .id = factor[i], .label = factor[i], .help = "The way that was drawn.", .kind = EGB_CELL_TEXT, .importance = 1};
  for (size_t i = 1; i < index->node_count; i++)
    column[at++] = (egb_table_column){.id = egb_arena_format(m->table->arena, "weight_%s", index->node[i].id),
                                      .label = index->node[i].id,
                                      .help = "Weight as a share among the siblings; 0: left out.",
                                      .kind = EGB_CELL_NUMBER,
                                      .decimals = 4,
                                      .importance = 2};
  for (size_t u = 0; u < m->results->unit_count; u++)
    column[at++] = (egb_table_column){.id = egb_arena_format(m->table->arena, "rank_%s", m->results->data->unit[u].id),
                                      .label = m->results->data->unit[u].id,
                                      .help = "Rank of this unit in the draw; empty: not ranked.",
                                      .kind = EGB_CELL_INTEGER,
                                      .importance = 3};
  for (size_t i = 0; i < at; i++)
    if (column[i].id == NULL)
      return false;
  return true;
}

static bool fill_draws(const egb_simulation_table *m, size_t first, size_t count) {
  const char *factor[8];
  const size_t factors = list_factors(m->u, factor, 8), nodes = m->results->node_count, units = m->results->unit_count;
  if (!egb_table_shape(m->table, factors + nodes + units, count) || !draw_columns(m, factor, factors))
    return false;
  for (size_t row = 0; row < count; row++) {
    size_t at = 0;
    egb_table_put_integer(m->table, row, at++, (int64_t)(first + row));
    for (size_t i = 0; i < factors; i++)
      if (!egb_cells_put(m->table, row, at++, egb_uncertainty_draw_way(m->u, first + row, factor[i])))
        return false;
    for (size_t i = 1; i < nodes; i++)
      egb_table_put_number(m->table, row, at++, egb_uncertainty_draw_share(m->u, first + row, i));
    for (size_t u = 0; u < units; u++, at++) {
      const size_t rank = egb_uncertainty_draw_rank(m->u, first + row, u);
      if (rank > 0)
        egb_table_put_integer(m->table, row, at, (int64_t)rank);
    }
  }
  return egb_simulation_title(m, "draws") && egb_simulation_facts(m);
}

egb_status egb_table_draws(const egb_uncertainty *uncertainty, size_t first, size_t count, egb_diag *diag,
                           egb_table **out) {
  egb_simulation_table m = {.u = uncertainty};
  *out = NULL;
  if (!egb_uncertainty_has_draws(uncertainty)) {
    egb_diag_say(diag, EGB_ERROR, EGB_E_USAGE, "the draws were not kept");
    return EGB_USAGE;
  }
  const egb_status status = egb_simulation_start(&m, "egovbench.draws/1", NULL, diag);
  const size_t all = egb_uncertainty_draws(uncertainty) + egb_uncertainty_failed(uncertainty);
  const size_t rows = first >= all ? 0 : all - first < count ? all - first : count;
  return finish(&m, status, status == EGB_OK && fill_draws(&m, first, rows), out);
}
