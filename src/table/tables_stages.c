/* The values of a stage: units in rows, nodes in columns; or a row per unit and node with the state of the cell. Rows
 * are made on demand: there may be many millions. */
#include "base/codes.h"
#include "base/number.h"
#include "base/options.h"
#include "base/text.h"
#include "table/cells.h"
#include "table/columns.h"
#include "table/common.h"

#include <string.h>

/* A node in a stage; values and states are per unit. */
typedef struct stage_node {
  size_t node;
  const double *value;
  const uint8_t *state;
} stage_node;

/* The nodes that have values in a stage. */
typedef struct stage_nodes {
  egb_stage stage;
  stage_node *node;
  size_t count;
} stage_nodes;

/* What rows are made of, in the table's memory. */
typedef struct stages {
  const egb_results *results;
  size_t *unit; /* in the order of the ranking */
  const char **name;
  size_t unit_count;
  stage_nodes of[EGB_STAGE_SCORED + 1]; /* one, or those of all stages */
  size_t stages;
} stages;

/* Values in the units of the data, in words where the data has words. */
static bool is_raw(egb_stage stage) {
  return stage != EGB_STAGE_NORMALISED && stage != EGB_STAGE_SCORED;
}

/* Raw values and what became of them exist for indicators alone, and so do normalised ones. A column of results may be
 * made when it is first asked for: that is now, before threads ask. */
static bool list_nodes(stages *s, egb_arena *arena, egb_stage stage) {
  const egb_results *results = s->results;
  stage_nodes *of = &s->of[s->stages++];
  *of = (stage_nodes){.stage = stage, .node = egb_arena_array(arena, results->node_count, sizeof *of->node)};
  for (size_t i = 0; of->node != NULL && i < results->node_count; i++)
    if (egb_cells_active(results, i) && (stage == EGB_STAGE_SCORED || results->index->node[i].first_child == EGB_NONE))
      of->node[of->count++] = (stage_node){
          .node = i, .value = egb_results_column(results, stage, i), .state = egb_results_states(results, stage, i)};
  return of->node != NULL;
}

static egb_status choose_units(stages *s, const egb_stage_options *options, egb_arena *arena, egb_diag *diag) {
  const egb_results *results = s->results;
  bool *keep = egb_arena_array(arena, results->unit_count, sizeof *keep);
  s->name = egb_arena_array(arena, results->unit_count, sizeof *s->name);
  if (egb_arena_failed(arena))
    return EGB_NO_MEMORY;
  memset(keep, 1, results->unit_count * sizeof *keep);
  const egb_status status = egb_report_keep_units(results->data, options->units, arena, diag, keep);
  s->unit = egb_report_pick_units(results, keep, arena, &s->unit_count);
  for (size_t i = 0; i < s->unit_count; i++)
    s->name[i] = egb_dataset_unit_name(results->data, s->unit[i], options->languages);
  return s->unit == NULL ? EGB_NO_MEMORY : status;
}

static void put_word(egb_table *piece, size_t row, size_t column, const char *word) {
  if (word != NULL && word[0] != '\0')
    egb_table_put_lasting(piece, row, column, word);
}

static void put_value(const stages *s, egb_stage stage, const stage_node *of, size_t unit, egb_table *piece, size_t row,
                      size_t column) {
  if (is_raw(stage) && piece->column[column].kind == EGB_CELL_TEXT)
    egb_cells_put_value(piece, row, column, s->results, of->node, of->value[unit]);
  else
    egb_table_put_number(piece, row, column, of->value[unit]);
  if (!piece->plain)
    egb_cells_mark(egb_table_cell(piece, row, column), s->results, of->node, unit, (egb_state)of->state[unit]);
}

static bool has_words(const stages *s, const stage_nodes *in, size_t i) {
  return is_raw(in->stage) && egb_cells_has_words(s->results, in->stage, in->node[i].node, s->unit, s->unit_count);
}

static void see_all(const stages *s, egb_cells_seen *seen) {
  for (size_t k = 0; k < s->stages; k++)
    for (size_t i = 0; i < s->of[k].count; i++)
      egb_cells_see_values(seen, s->results, s->of[k].stage, s->of[k].node[i].node, s->unit, s->unit_count);
}

static bool finish(const stages *s, const egb_cells_seen *seen, const char *const *languages, egb_table *table) {
  const egb_dataset *data = s->results->data;
  const size_t period = s->results->period;
  table->title = egb_report_title(table->arena, s->results->index,
                                  data->period_count > period ? data->period[period] : "", languages);
  return table->title != NULL && egb_cells_seen_notes(seen, table) &&
         egb_report_index_facts(table, s->results->index, languages) && egb_report_result_facts(table, s->results);
}

/* ---- wide ------------------------------------------------------------------------------------ */

/* A node may be called like the columns before it. */
static const char *column_id(egb_arena *arena, const egb_index *index, size_t node) {
  const char *id = index->node[node].id;
  while (id != NULL && (egb_text_same(id, "unit") || egb_text_same(id, "name") ||
                        (id != index->node[node].id && egb_cells_names_node(index, id))))
    id = egb_arena_format(arena, "node_%s", id);
  return id;
}

static bool put_columns(const stages *s, const char *const *languages, egb_table *table) {
  const stage_nodes *of = &s->of[0];
  table->column[0] = (egb_table_column){EGB_COLUMN_UNIT};
  table->column[1] = (egb_table_column){EGB_COLUMN_NAME, .importance = 1};
  for (size_t i = 0; i < of->count; i++) {
    egb_table_column *column = &table->column[i + 2];
    const size_t node = of->node[i].node;
    column->id = column_id(table->arena, s->results->index, node);
    column->label = egb_index_node_name(s->results->index, node, languages);
    column->short_label = s->results->index->node[node].id;
    column->help = "Value of this node in the stage; empty: missing.";
    column->kind = has_words(s, of, i) ? EGB_CELL_TEXT : EGB_CELL_NUMBER;
    column->decimals = is_raw(of->stage) ? EGB_DECIMALS_AS_NEEDED : egb_number_decimals(s->results->index->scale);
    column->importance = 2 + (node > 60000 ? 60000 : (int)node);
    if (column->id == NULL)
      return false;
  }
  return true;
}

/* Column by column: what lies side by side in the results is read so. */
static bool fill_wide(const void *from, size_t first, egb_table *piece) {
  const stages *s = from;
  const stage_nodes *of = &s->of[0];
  for (size_t row = 0; row < piece->row_count; row++) {
    put_word(piece, row, 0, s->results->data->unit[s->unit[first + row]].id);
    put_word(piece, row, 1, s->name[first + row]);
  }
  for (size_t i = 0; i < of->count; i++)
    for (size_t row = 0; row < piece->row_count; row++)
      put_value(s, of->stage, &of->node[i], s->unit[first + row], piece, row, i + 2);
  return true;
}

static bool make_wide(stages *s, egb_stage stage, const char *const *languages, egb_table *table) {
  egb_cells_seen seen = {.imputed = false};
  if (!list_nodes(s, table->arena, stage) ||
      !egb_table_shape_on_demand(table, s->of[0].count + 2, s->unit_count, fill_wide, s) ||
      !put_columns(s, languages, table) || !egb_table_add_fact(table, "stage", egb_stage_name(stage)))
    return false;
  see_all(s, &seen);
  return (!seen.partial ||
          egb_table_add_note(table, "* Computed from the parts that have a value, their weights re-scaled.")) &&
         finish(s, &seen, languages, table);
}

/* ---- long ------------------------------------------------------------------------------------ */

enum { UNIT, PERIOD, NODE, STAGE, VALUE, STATE, COLUMNS };

static const egb_table_column columns[COLUMNS] = {
    [UNIT] = {EGB_COLUMN_UNIT},
    [PERIOD] = {.id = "period",
                .label = "Period",
                .help = "Period of the data; empty: it has none.",
                .kind = EGB_CELL_TEXT},
    [NODE] = {EGB_COLUMN_NODE},
    [STAGE] = {.id = "stage",
               .label = "Stage",
               .help = "raw, imputed, treated, normalised or scored.",
               .kind = EGB_CELL_TEXT},
    [VALUE] = {.id = "value",
               .label = "Value",
               .help = "Value in the stage, an answer in words as its text; empty: missing.",
               .kind = EGB_CELL_NUMBER,
               .decimals = EGB_DECIMALS_AS_NEEDED},
    [STATE] = {.id = "state",
               .label = "State",
               .help =
                   "observed, imputed, treated, partial (weights of the present children re-scaled), withheld (too few "
                   "indicators) or missing.",
               .kind = EGB_CELL_TEXT},
};

static void put_long(const stages *s, const stage_nodes *in, const stage_node *of, size_t unit, egb_table *piece,
                     size_t row) {
  const egb_results *results = s->results;
  const egb_dataset *data = results->data;
  put_word(piece, row, UNIT, data->unit[unit].id);
  put_word(piece, row, PERIOD, data->period_count > results->period ? data->period[results->period] : "");
  put_word(piece, row, NODE, results->index->node[of->node].id);
  put_word(piece, row, STAGE, egb_stage_name(in->stage));
  put_value(s, in->stage, of, unit, piece, row, VALUE);
  put_word(piece, row, STATE, egb_state_name((egb_state)of->state[unit]));
}

/* Stage by stage, and in each unit by unit. */
static bool fill_long(const void *from, size_t first, egb_table *piece) {
  const stages *s = from;
  const stage_nodes *in = s->of;
  size_t at = first;
  for (size_t row = 0; row < piece->row_count; row++, at++) {
    while (at >= in->count * s->unit_count)
      at -= in++->count * s->unit_count;
    put_long(s, in, &in->node[at % in->count], s->unit[at / in->count], piece, row);
  }
  return true;
}

static bool make_long(stages *s, egb_stage stage, const char *const *languages, egb_table *table) {
  const egb_stage first = stage == EGB_STAGE_ALL ? EGB_STAGE_RAW : stage;
  const egb_stage last = stage == EGB_STAGE_ALL ? EGB_STAGE_SCORED : stage;
  egb_cells_seen seen = {.imputed = false};
  bool words = false;
  size_t rows = 0;
  for (egb_stage at = first; at <= last; at++) {
    if (!list_nodes(s, table->arena, at))
      return false;
    const stage_nodes *of = &s->of[s->stages - 1];
    rows += of->count * s->unit_count;
    for (size_t i = 0; i < of->count && !words; i++)
      words = has_words(s, of, i);
  }
  if (!egb_table_shape_on_demand(table, COLUMNS, rows, fill_long, s))
    return false;
  memcpy(table->column, columns, sizeof columns);
  table->column[VALUE].kind = words ? EGB_CELL_TEXT : EGB_CELL_NUMBER;
  see_all(s, &seen);
  return finish(s, &seen, languages, table);
}

/* ---- both ------------------------------------------------------------------------------------ */

static egb_status make(const egb_results *results, egb_stage stage, const egb_stage_options *options, egb_diag *diag,
                       egb_table *table) {
  stages *s = egb_arena_array(table->arena, 1, sizeof *s);
  if (s == NULL)
    return EGB_NO_MEMORY;
  s->results = results;
  const egb_status status = choose_units(s, options, table->arena, diag);
  if (status != EGB_OK)
    return status;
  if (options->each_value ? !make_long(s, stage, options->languages, table)
                          : !make_wide(s, stage, options->languages, table))
    return EGB_NO_MEMORY;
  return options->on_demand ? EGB_OK : egb_table_make_rows(table);
}

egb_status egb_table_stages(const egb_results *results, egb_stage stage, const egb_stage_options *options,
                            egb_diag *diag, egb_table **out) {
  egb_stage_options asked;
  *out = NULL;
  egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  if (status != EGB_OK)
    return status;
  if (stage > EGB_STAGE_SCORED && !(stage == EGB_STAGE_ALL && asked.each_value)) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "there is no stage with the number %d", (int)stage);
    return EGB_USAGE;
  }
  egb_table *table = egb_table_new(asked.each_value ? "egovbench.stages/1" : "egovbench.stage/1", 0, 0);
  status = table == NULL ? EGB_NO_MEMORY : make(results, stage, &asked, diag, table);
  if (status == EGB_OK)
    *out = table;
  else
    egb_table_free(table);
  return status;
}

egb_status egb_table_stage(const egb_results *results, egb_stage stage, const char *const *languages,
                           const char *const *units, egb_diag *diag, egb_table **out) {
  const egb_stage_options options = {.size = sizeof options, .languages = languages, .units = units};
  return egb_table_stages(results, stage, &options, diag, out);
}

egb_status egb_table_stage_long(const egb_results *results, egb_stage stage, const char *const *units, egb_diag *diag,
                                egb_table **out) {
  const egb_stage_options options = {.size = sizeof options, .units = units, .each_value = true};
  return egb_table_stages(results, stage, &options, diag, out);
}
