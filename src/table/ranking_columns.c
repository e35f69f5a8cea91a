/* Every column the ranking can have: one row each, with the function that gives its value for a unit. Rows come in the
 * machine's order; a row with `list` makes one column per language, node or grouping. */
#include "table/cells.h"
#include "table/columns.h"
#include "table/intervals.h"
#include "table/ranking.h"

#include <math.h>
#include <string.h>

/* ---- identity and outcome -------------------------------------------------------------------- */

static const char *unit_id(const egb_ranking *ranking, const egb_field *field, size_t unit) {
  (void)field;
  return ranking->data->unit[unit].id;
}

static const char *unit_name(const egb_ranking *ranking, const egb_field *field, size_t unit) {
  return egb_dataset_unit_name(ranking->data, unit, ranking->language[field->item]);
}

static bool adapt_name(const egb_ranking *ranking, egb_field *field) {
  if (field->item == 0)
    return true;
  field->column.importance = 1;
  field->column.label = egb_arena_format(ranking->arena, "Name (%s)", ranking->language[field->item][0]);
  return field->column.label != NULL;
}

static const double *scores(const egb_ranking *ranking, const egb_field *field) {
  return egb_results_column(ranking->results, EGB_STAGE_SCORED, field->item);
}

static void mark_score(const egb_ranking *ranking, const egb_field *field, size_t unit, egb_cell *cell) {
  (void)field;
  egb_cells_mark(cell, ranking->results, 0, unit,
                 egb_ranking_is_partial(ranking, unit) ? EGB_STATE_PARTIAL : EGB_STATE_OBSERVED);
}

static double rank(const egb_ranking *ranking, const egb_field *field, size_t unit) {
  (void)field;
  return egb_results_rank(ranking->results, unit);
}

/* Ranks that were published stand in the place of those worked out. */
static const double *ranks(const egb_ranking *ranking, const egb_field *field) {
  (void)field;
  return egb_index_is_published(ranking->index) ? NULL : egb_results_ranks(ranking->results);
}

/* ---- nodes ----------------------------------------------------------------------------------- */

static void mark_node(const egb_ranking *ranking, const egb_field *field, size_t unit, egb_cell *cell) {
  egb_cells_mark(cell, ranking->results, field->item, unit, egb_ranking_state(ranking, field->item, unit));
}

static bool adapt_node(const egb_ranking *ranking, egb_field *field) {
  egb_table_column *column = &field->column;
  column->label = egb_index_node_name(ranking->index, field->item, ranking->language[0]);
  column->short_label = column->id;
  column->help = ranking->index->node[field->item].first_child == EGB_NONE
                     ? "Normalised value of this indicator; empty: missing."
                     : "Score in this part of the index; empty: missing or too few indicators.";
  /* In a narrow terminal the first dimensions stay longest. */
  column->importance = 10 + (field->item > 60000 ? 60000 : (int)field->item);
  return true;
}

/* ---- levels: sorted as the definition lists them, the best first ----------------------------- */

static double level(const egb_ranking *ranking, const egb_field *field, size_t unit) {
  (void)field;
  const size_t reached = egb_level_of(ranking->results, unit);
  return reached == EGB_NONE ? (double)NAN : (double)reached;
}

static const char *level_id(const egb_ranking *ranking, const egb_field *field, size_t unit) {
  (void)field;
  const size_t reached = egb_level_of(ranking->results, unit);
  return reached == EGB_NONE ? NULL : ranking->index->level[reached].id;
}

static const char *level_name(const egb_ranking *ranking, const egb_field *field, size_t unit) {
  (void)field;
  if (egb_level_of(ranking->results, unit) == EGB_NONE)
    return NULL;
  const egb_level *reached = &ranking->index->level[egb_level_of(ranking->results, unit)];
  return egb_labels_pick(reached->name, ranking->language[0], reached->id);
}

static bool no_levels(const egb_ranking *ranking) {
  return ranking->index->level_count == 0;
}

static bool adapt_level_name(const egb_ranking *ranking, egb_field *field) {
  field->column.machine_only = ranking->index->level_count == 0;
  return true;
}

static double next_level(const egb_ranking *ranking, const egb_field *field, size_t unit) {
  (void)field;
  egb_level_step step = EGB_LEVEL_STEP_INIT;
  return egb_results_level_step(ranking->results, unit, &step) ? (double)step.next : (double)NAN;
}

static const char *next_level_id(const egb_ranking *ranking, const egb_field *field, size_t unit) {
  (void)field;
  egb_level_step step = EGB_LEVEL_STEP_INIT;
  return egb_results_level_step(ranking->results, unit, &step) ? egb_index_level_id(ranking->index, step.next) : NULL;
}

static double to_next_level(const egb_ranking *ranking, const egb_field *field, size_t unit) {
  (void)field;
  egb_level_step step = EGB_LEVEL_STEP_INIT;
  return egb_results_level_step(ranking->results, unit, &step) ? step.missing : (double)NAN;
}

static const char *held_back_by(const egb_ranking *ranking, const egb_field *field, size_t unit) {
  (void)field;
  egb_level_step step = EGB_LEVEL_STEP_INIT;
  const bool above = egb_results_level_step(ranking->results, unit, &step) && step.node != EGB_NONE;
  return above ? ranking->index->node[step.node].id : NULL;
}

/* ---- how complete the figures are ------------------------------------------------------------ */

static const double *coverages(const egb_ranking *ranking, const egb_field *field) {
  return egb_results_coverages(ranking->results, field->item);
}

static double imputed(const egb_ranking *ranking, const egb_field *field, size_t unit) {
  (void)field;
  return isnan(ranking->results->rank[unit]) ? (double)NAN : egb_cells_imputed(ranking->results, 0, unit);
}

static bool adapt_imputed(const egb_ranking *ranking, egb_field *field) {
  field->hidden = !egb_cells_has_stage(ranking->results, EGB_STAGE_IMPUTED);
  return true;
}

static void missing(const egb_ranking *ranking, const egb_field *field, size_t unit, egb_buffer *out) {
  (void)field;
  egb_ranking_missing(ranking, unit, out);
}

static bool none_lacks(const egb_ranking *ranking) {
  return !ranking->any_lacking;
}

static const char *unit_status(const egb_ranking *ranking, const egb_field *field, size_t unit) {
  (void)field;
  return egb_ranking_status(ranking, unit);
}

static void reason(const egb_ranking *ranking, const egb_field *field, size_t unit, egb_buffer *out) {
  (void)field;
  egb_ranking_reason(ranking, unit, out);
}

/* Units without a rank come last. */
static bool all_ranked(const egb_ranking *ranking) {
  const egb_results *results = ranking->results;
  return results->unit_count == 0 || !isnan(results->rank[results->order[results->unit_count - 1]]);
}

/* ---- another period -------------------------------------------------------------------------- */

static double previous_rank(const egb_ranking *ranking, const egb_field *field, size_t unit) {
  (void)field;
  return egb_results_rank(ranking->options->compare, unit);
}

static const double *previous_scores(const egb_ranking *ranking, const egb_field *field) {
  return egb_results_column(ranking->options->compare, EGB_STAGE_SCORED, field->item);
}

/* "Score 2022" of "Score". */
static bool adapt_previous(const egb_ranking *ranking, egb_field *field) {
  field->column.label =
      egb_arena_format(ranking->arena, "%s %s", field->column.label, egb_ranking_other_period(ranking));
  return field->column.label != NULL;
}

static const char *membership(const egb_ranking *ranking, const egb_field *field, size_t unit) {
  (void)field;
  return egb_ranking_membership(ranking, unit);
}

/* ---- groups ---------------------------------------------------------------------------------- */

static const char *group(const egb_ranking *ranking, const egb_field *field, size_t unit) {
  return egb_dataset_group(ranking->data, ranking->results->period, unit, field->item);
}

static bool adapt_group(const egb_ranking *ranking, egb_field *field) {
  field->column.label = ranking->data->grouping[field->item];
  return true;
}

static const double *group_ranks(const egb_ranking *ranking, const egb_field *field) {
  return ranking->group_rank[field->item];
}

static bool adapt_group_rank(const egb_ranking *ranking, egb_field *field) {
  const char *grouping = ranking->data->grouping[field->item];
  field->column.label = egb_arena_format(ranking->arena, "Rank in %s", grouping);
  field->column.short_label = egb_arena_format(ranking->arena, "in %s", grouping);
  return field->column.label != NULL && field->column.short_label != NULL;
}

/* ---- intervals ------------------------------------------------------------------------------- */

/* "90 % from" and "to": the lower end names the interval. */
static bool adapt_interval(const egb_ranking *ranking, egb_field *field) {
  if (field->item == 0)
    field->column.label = egb_intervals_heading(ranking->options->uncertainty, ranking->arena);
  return field->column.label != NULL;
}

/* ---- the rows -------------------------------------------------------------------------------- */

/* People see the two ends; their Monte Carlo errors have no place for people and are for machines only. */
#define END_OF_INTERVAL(which, place, name, heading, meaning)                                                          \
  {                                                                                                                    \
    .column = {.id = (name),                                                                                           \
               .label = (heading),                                                                                     \
               .help = (meaning),                                                                                      \
               .importance = 1,                                                                                        \
               .joined = (which) == 1,                                                                                 \
               .machine_only = (place) == 0},                                                                          \
    .measure = EGB_FIELD_BOUND, .with = EGB_WITH_SIMULATION, .people = (place), .item = (which),                       \
    .number = egb_ranking_interval, .adapt = adapt_interval                                                            \
  }

/* The same ends by bounds of the score, and those bounds. */
#define BOUND(which, place, of, name, heading, meaning)                                                                \
  {                                                                                                                    \
    .column = {.id = (name),                                                                                           \
               .label = (heading),                                                                                     \
               .help = (meaning),                                                                                      \
               .importance = 1,                                                                                        \
               .joined = (which) == 1,                                                                                 \
               .machine_only = (place) == 0},                                                                          \
    .measure = (of), .with = EGB_WITH_BOUNDS, .people = (place), .item = (which), .number = egb_ranking_bound          \
  }

const egb_field egb_ranking_field[] = {
    {.column = {EGB_COLUMN_UNIT, .machine_only = true}, .word = unit_id},
    {.column = {EGB_COLUMN_NAME}, .people = 4, .word = unit_name, .adapt = adapt_name, .list = egb_ranking_list_names},
    {.column = {.id = "score", .label = "Score", .help = "Score of the index; empty: none."},
     .measure = EGB_FIELD_SCORE,
     .people = 5,
     .values = scores,
     .mark = mark_score},
    {.column = {.id = "rank", .label = "Rank", .help = "Rank by score, 1 is best; empty: not ranked."},
     .measure = EGB_FIELD_RANK,
     .people = 1,
     .number = rank,
     .values = ranks,
     .mark = egb_ranking_mark_rank},
    {.measure = EGB_FIELD_SCORE,
     .of_node = true,
     .values = scores,
     .mark = mark_node,
     .adapt = adapt_node,
     .list = egb_ranking_list_dimensions},
    {.column = {.id = "level",
                .label = "Level id",
                .help = "Id of the maturity level reached; empty: none.",
                .machine_only = true},
     .word = level_id,
     .number = level,
     .nothing = no_levels},
    {.column = {.id = "level_name", .label = "Level", .help = "Name of the maturity level reached.", .importance = 1},
     .people = 6,
     .word = level_name,
     .number = level,
     .nothing = no_levels,
     .adapt = adapt_level_name},
    {.column = {.id = "next_level",
                .label = "Next level",
                .help = "Id of the level above; empty: none.",
                .machine_only = true},
     .with = EGB_WITH_LEVELS,
     .word = next_level_id,
     .number = next_level},
    {.column = {.id = "to_next_level",
                .label = "To the next",
                .help = "Points of the score to the level above; 0: only a minimum is not met; empty: none above.",
                .upward = true,
                .importance = 1},
     .measure = EGB_FIELD_SCORE,
     .with = EGB_WITH_LEVELS,
     .people = 7,
     .number = to_next_level},
    {.column = {.id = "held_back_by",
                .label = "Held back by",
                .help = "The dimension that holds the unit back from the level above.",
                .importance = 1},
     .with = EGB_WITH_LEVELS,
     .people = 8,
     .word = held_back_by},
    {.column = {.id = "coverage",
                .label = "Coverage",
                .help = "Share of the indicators that the unit has, 0 to 1.",
                .decimals = -1,
                .machine_only = true},
     .measure = EGB_FIELD_SHARE,
     .values = coverages},
    {.column = {.id = "imputed",
                .label = "Imputed",
                .help = "Share of the unit's indicators that are imputed.",
                .decimals = 2,
                .importance = 3},
     .measure = EGB_FIELD_SHARE,
     .number = imputed,
     .adapt = adapt_imputed},
    {.column = {.id = "missing",
                .label = "Missing",
                .help = "Ids of the parts of the index that are missing, separated by blanks.",
                .machine_only = true},
     .text = missing,
     .nothing = none_lacks},
    {.column = {.id = "status",
                .label = "Status",
                .help = "ok; partial: scored without the missing parts, weights of the others re-scaled; unranked.",
                .machine_only = true},
     .word = unit_status},
    {.column = {.id = "reason", .label = "Reason", .help = "Why the unit is not ranked.", .machine_only = true},
     .text = reason,
     .nothing = all_ranked},
    END_OF_INTERVAL(0, 2, "rank_low", "From", "Best rank of the interval; empty: not ranked."),
    END_OF_INTERVAL(1, 3, "rank_high", "to", "Worst rank of the interval."),
    END_OF_INTERVAL(
        2, 0, "rank_low_best", "From, best",
        "Monte Carlo error of rank_low: with 95 % confidence it is not better than this rank for endless draws."),
    END_OF_INTERVAL(3, 0, "rank_low_worst", "From, worst", "And not worse than this one. By order statistics."),
    END_OF_INTERVAL(4, 0, "rank_high_best", "To, best", "The same of rank_high."),
    END_OF_INTERVAL(5, 0, "rank_high_worst", "To, worst", "The same of rank_high."),
    BOUND(0, 2, EGB_FIELD_BOUND, "rank_low", "From", "Best rank that the bounds of the score allow; empty: none."),
    BOUND(1, 3, EGB_FIELD_BOUND, "rank_high", "to", "Worst rank that they allow."),
    BOUND(2, 0, EGB_FIELD_SCORE, "score_low", "Score, from", "Lower bound of the score; empty: none."),
    BOUND(3, 0, EGB_FIELD_SCORE, "score_high", "Score, to", "Upper bound of the score."),
    {.column = {.id = "previous_score",
                .label = "Score",
                .help = "Score in the period that is compared with.",
                .importance = 4},
     .measure = EGB_FIELD_SCORE,
     .with = EGB_WITH_COMPARE,
     .values = previous_scores,
     .adapt = adapt_previous},
    {.column =
         {.id = "previous_rank", .label = "Rank", .help = "Rank in the period that is compared with.", .importance = 3},
     .measure = EGB_FIELD_RANK,
     .with = EGB_WITH_COMPARE,
     .number = previous_rank,
     .adapt = adapt_previous},
    {.column = {.id = "score_change",
                .label = "Change",
                .help = "Score less the score of the period that is compared with.",
                .importance = 1},
     .measure = EGB_FIELD_SCORE,
     .with = EGB_WITH_COMPARE,
     .people = 9,
     .number = egb_ranking_score_change},
    {.column = {.id = "rank_change",
                .label = "Gained",
                .help = "Places gained since the period that is compared with; negative: lost.",
                .importance = 1},
     .measure = EGB_FIELD_RANK,
     .with = EGB_WITH_COMPARE,
     .people = 10,
     .number = egb_ranking_rank_change},
    {.column = {.id = "membership",
                .label = "Membership",
                .help = "new: ranked now, not then; gone: ranked then, not now; empty: the same in both.",
                .machine_only = true},
     .with = EGB_WITH_COMPARE,
     .word = membership},
    {.column = {.help = "Group of the unit; empty: unknown.", .machine_only = true},
     .word = group,
     .adapt = adapt_group,
     .list = egb_ranking_list_groupings},
    {.column = {.help = "Rank within the unit's own group.", .importance = 2},
     .measure = EGB_FIELD_RANK,
     .people = 11,
     .values = group_ranks,
     .adapt = adapt_group_rank,
     .list = egb_ranking_list_group_ranks},
    {.measure = EGB_FIELD_SCORE,
     .of_node = true,
     .values = scores,
     .mark = mark_node,
     .adapt = adapt_node,
     .list = egb_ranking_list_below},
};
const size_t egb_ranking_field_count = sizeof egb_ranking_field / sizeof *egb_ranking_field;
