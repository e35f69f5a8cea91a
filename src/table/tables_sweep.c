/* The scenarios of a grid of weights: what their tables share, and a row per scenario and unit. */
#include "base/number.h"
#include "base/options.h"
#include "table/columns.h"
#include "table/sweep.h"
#include "table/tables_robust.h"

#include <string.h>

enum { SCENARIO, LEADING };
static const egb_table_column leading[LEADING] = {
    [SCENARIO] = {.id = "scenario",
                  .label = "Scenario",
                  .help = "Number of the scenario, from 1: of the weights that are swept the last one changes first.",
                  .kind = EGB_CELL_INTEGER}};

/* The units asked for. */
static egb_status choose(egb_sweep_maker *m, egb_arena *arena) {
  const egb_results *base = m->sweep->base;
  bool *keep = egb_arena_array(arena, base->unit_count, sizeof *keep);
  m->unit = egb_arena_array(arena, base->unit_count, sizeof *m->unit);
  if (keep == NULL || m->unit == NULL)
    return EGB_NO_MEMORY;
  memset(keep, 1, base->unit_count * sizeof *keep);
  const egb_status status = egb_report_keep_units(base->data, m->options->units, arena, m->diag, keep);
  for (size_t i = 0; i < base->unit_count; i++)
    if (keep[base->order[i]])
      m->unit[m->units++] = base->order[i];
  return status;
}

egb_table *egb_sweep_table(const egb_sweep_maker *m, const char *schema, const char *what,
                           const egb_table_column *columns, size_t count, size_t rows, size_t *behind) {
  const egb_sweep *sweep = m->sweep;
  const size_t first = *behind = LEADING + sweep->axis_count;
  egb_arena *arena = egb_arena_new();
  egb_table_column *all = egb_arena_array(arena, first + count, sizeof *all);
  egb_table *table =
      all != NULL ? egb_robust_table(schema, what, sweep->base, m->options->languages, all, first + count, rows) : NULL;
  egb_arena_free(arena);
  if (table == NULL)
    return NULL;
  memcpy(table->column, leading, sizeof leading);
  memcpy(table->column + first, columns, count * sizeof *columns);
  bool done = true;
  for (size_t i = 0; i < sweep->axis_count && done; i++) {
    const char *node = sweep->base->index->node[sweep->axis[i].node].id;
    const char *id = egb_arena_format(table->arena, "weight_%s", node);
    const char *help = egb_arena_format(table->arena, "Weight of %s in the scenario, in the definition's units.", node);
    table->column[LEADING + i] = (egb_table_column){
        .id = id, .label = node, .help = help, .kind = EGB_CELL_NUMBER, .decimals = EGB_DECIMALS_AS_NEEDED};
    done = id != NULL && help != NULL;
  }
  if (done && egb_cells_own_columns(table, LEADING, first))
    return table;
  egb_table_free(table);
  return NULL;
}

void egb_sweep_put_weights(egb_table *table, size_t row, const egb_sweep *sweep, size_t scenario) {
  egb_table_put_integer(table, row, SCENARIO, (int64_t)scenario + 1);
  for (size_t i = 0; i < sweep->axis_count; i++)
    egb_table_put_number(table, row, LEADING + i, egb_sweep_value(sweep, scenario, i));
}

egb_status egb_sweep_make(const egb_sweep *sweep, const egb_sweep_table_options *options, egb_diag *diag,
                          egb_table *(*of)(const egb_sweep_maker *m), egb_table **out) {
  egb_sweep_table_options asked;
  *out = NULL;
  egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  if (status != EGB_OK)
    return status;
  egb_arena *arena = egb_arena_new();
  egb_sweep_maker m = {.sweep = sweep, .options = &asked, .diag = diag};
  status = arena != NULL ? choose(&m, arena) : EGB_NO_MEMORY;
  if (status == EGB_OK) {
    *out = of(&m);
    status = *out != NULL ? EGB_OK : EGB_NO_MEMORY;
  }
  egb_arena_free(arena);
  return status;
}

/* ---- notes ----------------------------------------------------------------------------------- */

static void put_axes(egb_buffer *out, const egb_sweep *sweep) {
  for (size_t i = 0; i < sweep->axis_count; i++) {
    const egb_sweep_axis *axis = &sweep->axis[i];
    egb_buffer_format(out, "%s%s ", i > 0 ? ", " : "", sweep->base->index->node[axis->node].id);
    egb_buffer_number(out, axis->value[0]);
    if (axis->count > 1) {
      egb_buffer_format(out, " to ");
      egb_buffer_number(out, axis->value[axis->count - 1]);
      egb_buffer_format(out, " (%zu values)", axis->count);
    }
  }
}

bool egb_sweep_notes(egb_table *table, const egb_sweep *sweep) {
  egb_buffer text = {0};
  egb_report_count(&text, sweep->count, "scenario");
  egb_buffer_text(&text, ": ");
  put_axes(&text, sweep);
  egb_buffer_text(&text, ".");
  bool done = egb_report_note_of(table, EGB_NOTE_ALWAYS, &text);
  if (done && sweep->done < sweep->count) {
    egb_buffer_format(&text, "Interrupted: the first %zu of %zu scenarios.", sweep->done, sweep->count);
    done = egb_report_note_of(table, EGB_NOTE_ALWAYS, &text) && egb_table_add_fact(table, "interrupted", "true");
  }
  if (done && sweep->failed > 0) {
    egb_report_count(&text, sweep->failed, "scenario");
    egb_buffer_format(&text, " without a ranking, the first because %s.", sweep->reason);
    done = egb_report_note_of(table, EGB_NOTE_ALWAYS, &text);
  }
  const char *count = egb_arena_format(table->arena, "%zu", sweep->done);
  egb_buffer_clear(&text);
  return done && count != NULL && egb_table_add_fact(table, "scenarios", count);
}

/* ---- a row per scenario and unit ------------------------------------------------------------- */

enum { UNIT, NAME, SCORE, RANK, CHANGE, LONG };
static const egb_table_column long_columns[LONG] = {
    [UNIT] = {EGB_COLUMN_UNIT},
    [NAME] = {EGB_COLUMN_NAME, .importance = 1},
    [SCORE] = {.id = "score",
               .label = "Score",
               .help = "Score of the index in the scenario; empty: none.",
               .kind = EGB_CELL_NUMBER,
               .decimals = -1},
    [RANK] = {.id = "rank",
              .label = "Rank",
              .help = "Rank in the scenario; empty: none.",
              .kind = EGB_CELL_NUMBER,
              .decimals = EGB_DECIMALS_AS_NEEDED},
    [CHANGE] = {.id = "change",
                .label = "Gained",
                .help = "Places gained on the ranking without the grid; negative: lost; empty: unranked in either.",
                .kind = EGB_CELL_NUMBER,
                .decimals = EGB_DECIMALS_AS_NEEDED}};

/* What rows are made of when a writer asks for them: there may be many millions. In the table's memory, but for the
 * sweep. */
typedef struct long_rows {
  const egb_sweep *sweep;
  size_t *unit; /* those that are shown */
  size_t units;
  const char **id, **name; /* of each */
  size_t behind;           /* the first column behind the weights */
} long_rows;

static const long_rows *keep_rows(const egb_sweep_maker *m, size_t behind, egb_arena *arena) {
  const egb_dataset *data = m->sweep->base->data;
  long_rows *rows = egb_arena_array(arena, 1, sizeof *rows);
  if (rows == NULL)
    return NULL;
  *rows = (long_rows){.sweep = m->sweep,
                      .unit = egb_arena_duplicate(arena, m->unit, m->units, sizeof *rows->unit),
                      .units = m->units,
                      .id = egb_arena_array(arena, m->units, sizeof *rows->id),
                      .name = egb_arena_array(arena, m->units, sizeof *rows->name),
                      .behind = behind};
  for (size_t i = 0; i < m->units && !egb_arena_failed(arena); i++) {
    const char *name = egb_dataset_unit_name(data, m->unit[i], m->options->languages);
    rows->id[i] = egb_arena_copy(arena, data->unit[m->unit[i]].id);
    rows->name[i] = name != NULL && name[0] != '\0' ? egb_arena_copy(arena, name) : NULL;
  }
  return egb_arena_failed(arena) ? NULL : rows;
}

static void put_row(egb_table *piece, size_t row, const long_rows *rows, size_t scenario, size_t i) {
  const egb_sweep *sweep = rows->sweep;
  const egb_results *base = sweep->base;
  const size_t u = rows->unit[i], at = scenario * base->unit_count + u;
  const double rank = egb_sweep_place_rank(sweep->place[at]);
  egb_sweep_put_weights(piece, row, sweep, scenario);
  egb_table_put_lasting(piece, row, rows->behind + UNIT, rows->id[i]);
  if (rows->name[i] != NULL)
    egb_table_put_lasting(piece, row, rows->behind + NAME, rows->name[i]);
  egb_table_put_number(piece, row, rows->behind + SCORE, sweep->score[at]);
  egb_cells_put_rank(piece, row, rows->behind + RANK, rank);
  egb_cells_put_rank(piece, row, rows->behind + CHANGE, base->rank[u] - rank);
}

static bool fill_rows(const void *from, size_t first, egb_table *piece) {
  const long_rows *rows = from;
  size_t scenario = first / rows->units, i = first % rows->units;
  for (size_t row = 0; row < piece->row_count; row++) {
    put_row(piece, row, rows, scenario, i);
    if (++i == rows->units) {
      i = 0;
      scenario++;
    }
  }
  return true;
}

static egb_table *make_long(const egb_sweep_maker *m) {
  const egb_sweep *sweep = m->sweep;
  size_t behind;
  egb_table *table = egb_sweep_table(m, "egovbench.sweep/1", "scenarios of weights", long_columns, LONG, 0, &behind);
  if (table == NULL)
    return NULL;
  table->column[behind + SCORE].decimals = egb_number_decimals(sweep->base->index->scale);
  const long_rows *rows = egb_sweep_notes(table, sweep) ? keep_rows(m, behind, table->arena) : NULL;
  if (rows != NULL) {
    egb_table_rows_on_demand(table, sweep->done * m->units, fill_rows, rows);
    return table;
  }
  egb_table_free(table);
  return NULL;
}

egb_status egb_table_sweep(const egb_sweep *sweep, const egb_sweep_table_options *options, egb_diag *diag,
                           egb_table **out) {
  return egb_sweep_make(sweep, options, diag, make_long, out);
}
