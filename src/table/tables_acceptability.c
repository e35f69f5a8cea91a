/* Acceptability: a row per unit, and the central weights of those that can be first. */
#include "table/cells.h"
#include "table/columns.h"
#include "table/common.h"
#include "table/simulation.h"

#include "base/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
  UNIT,
  NAME,
  SCORE,
  RANK,
  FIRST,
  TOP,
  HOLISTIC,
  CONFIDENCE,
  FIRST_ERROR,
  TOP_ERROR,
  HOLISTIC_ERROR,
  CONFIDENCE_ERROR,
  WORTH,
  STRIP,
  FIXED
};
enum { CENTRAL_UNIT, CENTRAL_NAME, CENTRAL_FIRST, CENTRAL_CONFIDENCE, CENTRAL_FIXED };

#define RANKS 10 /* first ranks that have a column each */
#define STRIP_SIGNS 20

static const egb_table_column fixed[FIXED] = {
    [UNIT] = {EGB_COLUMN_UNIT, .machine_only = true},
    [NAME] = {EGB_COLUMN_NAME, .comfort = 20},
    [SCORE] = {.id = "score",
               .label = "Score",
               .help = "Score as the definition has it.",
               .kind = EGB_CELL_NUMBER,
               .importance = 3},
    [RANK] = {.id = "rank", .label = "Rank", .help = "Rank as the definition has it.", .kind = EGB_CELL_INTEGER},
    [FIRST] = {.id = "p_first",
               .label = "First",
               .help = "Acceptability of the first rank: share of the draws in which the unit is first.",
               .kind = EGB_CELL_NUMBER,
               .decimals = 3},
    [TOP] = {.id = "p_top10",
             .label = "Top 10",
             .help = "Share of the draws in which it is among the first ten.",
             .kind = EGB_CELL_NUMBER,
             .decimals = 3,
             .importance = 1},
    [HOLISTIC] = {.id = "holistic",
                  .label = "Holistic",
                  .help = "Acceptabilities of all ranks with the centroid weights of ranks: 1 when always first.",
                  .kind = EGB_CELL_NUMBER,
                  .decimals = 3,
                  .importance = 2},
    [CONFIDENCE] =
        {.id = "confidence",
         .label = "Confidence",
         .help =
             "Share of draws of all that varies but the weights in which the unit is first with its central weights; "
             "empty: never first.",
         .kind = EGB_CELL_NUMBER,
         .decimals = 3,
         .machine_only = true},
    [FIRST_ERROR] =
        {.id = "p_first_error",
         .label = "First, error",
         .help =
             "Standard error of p_first, of so many draws as effective_draws (Agresti and Coull: two more on either "
             "side).",
         .kind = EGB_CELL_NUMBER,
         .machine_only = true},
    [TOP_ERROR] = {.id = "p_top10_error",
                   .label = "Top 10, error",
                   .help = "Standard error of p_top10, likewise.",
                   .kind = EGB_CELL_NUMBER,
                   .machine_only = true},
    [HOLISTIC_ERROR] = {.id = "holistic_error",
                        .label = "Holistic, error",
                        .help = "The largest standard error that holistic can have.",
                        .kind = EGB_CELL_NUMBER,
                        .machine_only = true},
    [CONFIDENCE_ERROR] = {.id = "confidence_error",
                          .label = "Confidence, error",
                          .help = "Standard error of confidence; 0 where nothing but the weights varies.",
                          .kind = EGB_CELL_NUMBER,
                          .machine_only = true},
    [WORTH] = {EGB_COLUMN_WORTH("rank, first and first ten")},
    [STRIP] = {.id = "strip",
               .label = "Ranks",
               .help = "How often the unit had each rank.",
               .kind = EGB_CELL_TEXT,
               .importance = 1,
               .people_only = true,
               .monospaced = true}};

static const egb_table_column central[CENTRAL_FIXED] = {
    [CENTRAL_UNIT] = {EGB_COLUMN_UNIT, .machine_only = true},
    [CENTRAL_NAME] = {EGB_COLUMN_NAME, .comfort = 12},
    [CENTRAL_FIRST] = {.id = "p_first",
                       .label = "First",
                       .help = "Share of the draws in which the unit is first.",
                       .kind = EGB_CELL_NUMBER,
                       .decimals = 3},
    [CENTRAL_CONFIDENCE] = {
        .id = "confidence",
        .label = "Confidence",
        .short_label = "Conf.",
        .help =
            "Share of draws of all that varies but the weights in which the unit is first with its central weights.",
        .kind = EGB_CELL_NUMBER,
        .decimals = 2,
        .importance = 5000}};

/* ---- columns of weights and ranks ------------------------------------------------------------ */

static bool put_part_columns(const egb_acceptability *a, egb_table *table, size_t at, bool machine_only) {
  const egb_index *index = a->simulation->results->index;
  for (size_t i = 0; i < a->about.parts; i++) {
    const char *id = index->node[a->about.part[i]].id;
    egb_table_column *column = &table->column[at + i];
    *column = (egb_table_column){
        .id = egb_arena_format(table->arena, "central_%s", id),
        .label = id,
        .help =
            "Mean share of this part among its siblings over the draws in which the unit is first; empty: never first.",
        .kind = EGB_CELL_NUMBER,
        .decimals = 2,
        .importance = 10 + (int)(i < 1000 ? i : 1000),
        .machine_only = machine_only};
    if (column->id == NULL)
      return false;
  }
  return true;
}

/* Mean weight of a part with which the unit is first; NaN: it never is. */
static double central_weight(const egb_acceptability *a, size_t unit, size_t part) {
  const double *mean = a->unit[unit].central;
  return mean != NULL ? mean[part] : (double)NAN;
}

/* NaN: never ranked, or not counted one by one. */
static double share_of_rank(const egb_acceptability *a, size_t unit, size_t rank) {
  const egb_rank_spread *spread = &a->simulation->unit[unit];
  return spread->count != NULL && spread->ranked > 0 ? spread->count[rank - 1] / (double)a->simulation->about.draws
                                                     : (double)NAN;
}

static void put_parts(const egb_acceptability *a, egb_table *table, size_t row, size_t at, size_t unit) {
  for (size_t i = 0; i < a->about.parts; i++)
    egb_table_put_number(table, row, at + i, central_weight(a, unit, i));
}

/* Two columns each: share and error. */
static bool put_rank_columns(egb_table *table, size_t ranks) {
  for (size_t r = 1; r <= ranks; r++) {
    egb_table_column *column = &table->column[FIXED + 2 * (r - 1)];
    column[0] = (egb_table_column){.id = egb_arena_format(table->arena, "p_rank_%zu", r),
                                   .help = "Acceptability of this rank: share of the draws in which the unit has it.",
                                   .kind = EGB_CELL_NUMBER,
                                   .decimals = 3,
                                   .machine_only = true};
    column[1] = (egb_table_column){.id = egb_arena_format(table->arena, "p_rank_%zu_error", r),
                                   .help = "Standard error of that share.",
                                   .kind = EGB_CELL_NUMBER,
                                   .machine_only = true};
    column[0].label = column[0].id;
    column[1].label = column[1].id;
    if (column[0].id == NULL || column[1].id == NULL)
      return false;
  }
  return true;
}

static bool put_part_errors(const egb_acceptability *a, egb_table *table, size_t at) {
  const egb_index *index = a->simulation->results->index;
  for (size_t i = 0; i < a->about.parts; i++) {
    const char *id = egb_arena_format(table->arena, "central_%s_error", index->node[a->about.part[i]].id);
    table->column[at + i] = (egb_table_column){.id = id,
                                               .label = id,
                                               .help = "The largest standard error that this central weight can have.",
                                               .kind = EGB_CELL_NUMBER,
                                               .machine_only = true};
    if (id == NULL)
      return false;
  }
  return true;
}

/* ---- the strip ------------------------------------------------------------------------------- */

static size_t ranked_units(const egb_simulation_table *m) {
  size_t count = 0;
  for (size_t u = 0; u < m->results->unit_count; u++)
    count += m->u->unit[u].ranked > 0;
  return count;
}

/* Ranks that share a sign, and signs. */
static size_t strip_group(size_t ranks) {
  return ranks <= STRIP_SIGNS ? 1 : (ranks + STRIP_SIGNS - 1) / STRIP_SIGNS;
}

static void draw_strip(const egb_acceptability *a, size_t unit, size_t ranks, char out[STRIP_SIGNS + 1]) {
  const size_t group = strip_group(ranks);
  size_t signs = 0;
  for (size_t first = 1; first <= ranks; first += group) {
    double share = 0;
    for (size_t r = first; r < first + group && r <= ranks; r++)
      share += share_of_rank(a, unit, r);
    out[signs++] = share <= 0 ? '.' : share < 0.05 ? '-' : share < 0.25 ? '+' : '#';
  }
  out[signs] = '\0';
}

static bool note_strip(const egb_simulation_table *m, size_t ranks) {
  const size_t group = strip_group(ranks);
  egb_buffer text = {0};
  egb_buffer_format(
      &text,
      "Ranks 1 to %zu from left to right, %zu to a sign: . never, - under 5 %% of the draws, + under 25 %%, # 25 %% or "
      "more.",
      ranks, group);
  return egb_report_note(m->table, &text);
}

/* ---- the table of units ---------------------------------------------------------------------- */

static void put_errors(const egb_acceptability *a, egb_table *table, size_t row, size_t unit) {
  const egb_acceptance *acceptance = &a->unit[unit];
  const size_t draws = a->simulation->unit[unit].effective, others = a->about.confidence_draws;
  egb_table_put_number(table, row, FIRST_ERROR, egb_share_error(acceptance->first, draws));
  egb_table_put_number(table, row, TOP_ERROR, egb_share_error(acceptance->top, draws));
  egb_table_put_number(table, row, HOLISTIC_ERROR, egb_share_error(acceptance->holistic, draws));
  egb_table_put_integer(table, row, WORTH, (int64_t)draws);
  if (!isnan(acceptance->confidence)) /* nothing was drawn for it where nothing else varies */
    egb_table_put_number(table, row, CONFIDENCE_ERROR,
                         others > 1 ? egb_share_error(acceptance->confidence, others) : 0);
}

static bool put_unit(const egb_acceptability *a, const egb_simulation_table *m, size_t row, size_t ranks,
                     size_t columns) {
  const size_t unit = m->unit[row], node = m->u->about.node;
  const egb_acceptance *acceptance = &a->unit[unit];
  egb_table *table = m->table;
  char strip[STRIP_SIGNS + 1];
  egb_table_put_number(table, row, SCORE, egb_results_node_score(m->results, node, unit));
  egb_cells_put_rank(table, row, RANK, m->u->unit[unit].rank);
  egb_table_put_number(table, row, FIRST, acceptance->first);
  egb_table_put_number(table, row, TOP, acceptance->top);
  egb_table_put_number(table, row, HOLISTIC, acceptance->holistic);
  egb_table_put_number(table, row, CONFIDENCE, acceptance->confidence);
  put_errors(a, table, row, unit);
  for (size_t r = 1; r <= columns; r++) {
    const double share = share_of_rank(a, unit, r);
    egb_table_put_number(table, row, FIXED + 2 * (r - 1), share);
    egb_table_put_number(table, row, FIXED + 2 * r - 1, egb_share_error(share, m->u->unit[unit].effective));
  }
  const size_t parts = a->about.parts,
               wins = (size_t)llrint(fmax(acceptance->first, 0) * (double)m->u->about.effective);
  put_parts(a, table, row, FIXED + 2 * columns, unit);
  for (size_t i = 0; i < parts; i++)
    egb_table_put_number(table, row, FIXED + 2 * columns + parts + i,
                         egb_share_error(central_weight(a, unit, i), wins));
  const bool counted = !isnan(share_of_rank(a, unit, 1));
  if (counted)
    draw_strip(a, unit, ranks, strip);
  return egb_cells_put(table, row, UNIT, m->results->data->unit[unit].id) &&
         egb_cells_put(table, row, NAME, egb_dataset_unit_name(m->results->data, unit, m->languages)) &&
         (!counted || egb_cells_put(table, row, STRIP, strip));
}

static bool fill(const egb_acceptability *a, egb_simulation_table *m) {
  const size_t ranks = ranked_units(m), columns = ranks < RANKS ? ranks : RANKS;
  if (!egb_table_shape(m->table, FIXED + 2 * (columns + a->about.parts), m->units))
    return false;
  memcpy(m->table->column, fixed, sizeof fixed);
  m->table->column[SCORE].decimals = egb_number_decimals(m->results->index->scale);
  if (!put_rank_columns(m->table, columns) || !put_part_columns(a, m->table, FIXED + 2 * columns, true) ||
      !put_part_errors(a, m->table, FIXED + 2 * columns + a->about.parts) ||
      !egb_cells_own_columns(m->table, FIXED + 2 * columns, m->table->column_count))
    return false;
  for (size_t row = 0; row < m->units; row++)
    if (!put_unit(a, m, row, ranks, columns))
      return false;
  const bool strips = m->u->count != NULL;
  m->table->column[STRIP].machine_only = m->table->column[HOLISTIC].machine_only = !strips; /* no unit has one then */
  if (!strips &&
      !egb_table_add_note(
          m->table,
          "With this many units ranks are not counted one by one; --frequencies counts those of up to 23000."))
    return false;
  return egb_simulation_title(m, "acceptability of ranks") && egb_simulation_note_sampling(a, m) &&
         (!strips || note_strip(m, ranks)) && egb_simulation_note_varied(m) && egb_simulation_note_failures(m) &&
         egb_simulation_facts(m) && egb_acceptability_facts(a, m->table);
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

egb_status egb_table_acceptability(const egb_acceptability *acceptability, const char *const *languages,
                                   const char *const *units, size_t top, egb_diag *diag, egb_table **out) {
  egb_simulation_table m = {.u = acceptability->simulation, .languages = languages};
  *out = NULL;
  const egb_status status = egb_simulation_start(&m, "egovbench.acceptability/1", units, diag);
  m.units = top > 0 && top < m.units ? top : m.units;
  return finish(&m, status, status == EGB_OK && fill(acceptability, &m), out);
}

/* ---- central weights ------------------------------------------------------------------------- */

static bool fill_central(const egb_acceptability *a, egb_simulation_table *m, size_t top) {
  size_t rows = 0;
  for (size_t i = 0; i < m->units; i++)
    if (a->unit[m->unit[i]].first > 0)
      m->unit[rows++] = m->unit[i];
  rows = top > 0 && top < rows ? top : rows;
  if (!egb_table_shape(m->table, CENTRAL_FIXED + a->about.parts, rows))
    return false;
  memcpy(m->table->column, central, sizeof central);
  if (!put_part_columns(a, m->table, CENTRAL_FIXED, false) ||
      !egb_cells_own_columns(m->table, CENTRAL_FIXED, m->table->column_count))
    return false;
  for (size_t row = 0; row < rows; row++) {
    const size_t unit = m->unit[row];
    const egb_acceptance *acceptance = &a->unit[unit];
    egb_table_put_number(m->table, row, CENTRAL_FIRST, acceptance->first);
    egb_table_put_number(m->table, row, CENTRAL_CONFIDENCE, acceptance->confidence);
    put_parts(a, m->table, row, CENTRAL_FIXED, unit);
    if (!egb_cells_put(m->table, row, CENTRAL_UNIT, m->results->data->unit[unit].id) ||
        !egb_cells_put(m->table, row, CENTRAL_NAME, egb_dataset_unit_name(m->results->data, unit, m->languages)))
      return false;
  }
  return egb_simulation_title(m, "central weights") && egb_acceptability_note_confidence(a, m->table) &&
         egb_simulation_facts(m) && egb_acceptability_facts(a, m->table);
}

egb_status egb_table_central_weights(const egb_acceptability *acceptability, const char *const *languages,
                                     const char *const *units, size_t top, egb_diag *diag, egb_table **out) {
  egb_simulation_table m = {.u = acceptability->simulation, .languages = languages};
  *out = NULL;
  const egb_status status = egb_simulation_start(&m, "egovbench.central-weights/1", units, diag);
  return finish(&m, status, status == EGB_OK && fill_central(acceptability, &m, top), out);
}
