/* Simulated scores: a row per unit, or per pair of units. */
#include "base/codes.h"
#include "base/number.h"
#include "base/options.h"
#include "base/threads.h"
#include "table/cells.h"
#include "table/columns.h"
#include "table/common.h"
#include "table/intervals.h"
#include "table/simulation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORK ((uint64_t)1 << 31) /* pairs times draws that a table is made of */

/* ---- figures of both ------------------------------------------------------------------------- */

enum {
  VALUE,
  LOW,
  HIGH,
  MEDIAN,
  MEAN,
  SD,
  ABOVE,
  BELOW,
  EQUAL,
  DRAWS, /* for machines from here on */
  LOW_LEAST,
  LOW_MOST,
  HIGH_LEAST,
  HIGH_MOST,
  MEAN_ERROR,
  ABOVE_ERROR,
  WORTH,
  FIGURES
};

#define SCORE(name, heading, what)                                                                                     \
  { .id = "score" name, .label = heading, .help = what, .kind = EGB_CELL_NUMBER }
#define DIFFERENCE(name, heading, what)                                                                                \
  { .id = "difference" name, .label = heading, .help = what, .kind = EGB_CELL_NUMBER }
#define SHARE(name, heading, what)                                                                                     \
  { .id = name, .label = heading, .help = what, .kind = EGB_CELL_NUMBER, .decimals = 3 }

static const egb_table_column scores[FIGURES] = {
    [VALUE] = SCORE("", "Score", "Score as the definition has it."),
    [LOW] = SCORE("_low", "From", "Lower end of the interval of the simulated scores."),
    [HIGH] = SCORE("_high", "to", "Upper end of the interval."),
    [MEDIAN] = SCORE("_median", "Median", "Median of the simulated scores."),
    [MEAN] = SCORE("_mean", "Mean", "Mean of the simulated scores."),
    [SD] = SCORE("_sd", "SD", "Standard deviation of the simulated scores."),
    [DRAWS] = {.id = "draws",
               .label = "Draws",
               .help = "Draws whose scores were kept, and in which the unit was ranked.",
               .kind = EGB_CELL_INTEGER},
    [LOW_LEAST] = SCORE("_low_least", "From, least",
                        "Monte Carlo error of score_low: with 95 % confidence it is not less than this for endless "
                        "draws. By order statistics."),
    [LOW_MOST] = SCORE("_low_most", "From, most", "And not more than this."),
    [HIGH_LEAST] = SCORE("_high_least", "To, least", "The same of score_high."),
    [HIGH_MOST] = SCORE("_high_most", "To, most", "The same of score_high."),
    [MEAN_ERROR] =
        SCORE("_mean_error", "Mean, error", "Standard error of score_mean: score_sd / sqrt(effective_draws)."),
    [WORTH] = {EGB_COLUMN_WORTH("score and the ends of the interval")}};

static const egb_table_column differences[FIGURES] = {
    [VALUE] = DIFFERENCE("", "Difference", "Score of the unit less that of the other, as the definition has them."),
    [LOW] = DIFFERENCE("_low", "From", "Lower end of the interval of the simulated differences."),
    [HIGH] = DIFFERENCE("_high", "to", "Upper end of the interval."),
    [MEDIAN] = DIFFERENCE("_median", "Median", "Median of the simulated differences."),
    [MEAN] = DIFFERENCE("_mean", "Mean", "Mean of the simulated differences."),
    [SD] = DIFFERENCE("_sd", "SD", "Standard deviation of the simulated differences."),
    [ABOVE] = SHARE("p_above", "Above 0", "Share of the draws in which the unit has the higher score."),
    [BELOW] = SHARE("p_below", "Below 0", "Share of the draws in which the other has the higher score."),
    [EQUAL] = SHARE("p_equal", "Equal", "Share of the draws in which both have the same score."),
    [DRAWS] = {.id = "draws",
               .label = "Draws",
               .help = "Draws whose scores were kept, and in which both units were ranked.",
               .kind = EGB_CELL_INTEGER},
    [LOW_LEAST] = DIFFERENCE("_low_least", "From, least",
                             "Monte Carlo error of difference_low: with 95 % confidence it is not less than this for "
                             "endless draws. By order statistics."),
    [LOW_MOST] = DIFFERENCE("_low_most", "From, most", "And not more than this."),
    [HIGH_LEAST] = DIFFERENCE("_high_least", "To, least", "The same of difference_high."),
    [HIGH_MOST] = DIFFERENCE("_high_most", "To, most", "The same of difference_high."),
    [MEAN_ERROR] = DIFFERENCE("_mean_error", "Mean, error",
                              "Standard error of difference_mean: difference_sd / sqrt(effective_draws)."),
    [ABOVE_ERROR] = {.id = "p_above_error",
                     .label = "Above 0, error",
                     .help = "Standard error of p_above (Agresti and Coull: two draws more on either side).",
                     .kind = EGB_CELL_NUMBER},
    [WORTH] = {EGB_COLUMN_WORTH("difference, its sign and the ends of the interval")}};

/* The columns from `first` on; figures that this table has not are skipped. Returns how many there are. */
static size_t put_columns(const egb_simulation_table *m, const egb_table_column *figure, size_t first,
                          egb_table_column *out) {
  const int decimals = egb_number_decimals(m->results->index->scale);
  size_t at = first;
  for (size_t i = 0; i < FIGURES; i++) {
    if (figure[i].id == NULL)
      continue;
    out[at] = figure[i];
    out[at].machine_only = i >= DRAWS;
    out[at].joined = i == HIGH;
    out[at].importance = i == VALUE || i == LOW || i == HIGH || i == ABOVE ? 0 : (int)i;
    if (i < ABOVE)
      out[at].decimals = decimals;
    at++;
  }
  return at;
}

static void put_figures(egb_table *table, size_t row, size_t first, const egb_table_column *figure,
                        const egb_score_spread *s) {
  const double value[FIGURES] = {[VALUE] = s->value,
                                 [LOW] = s->low,
                                 [HIGH] = s->high,
                                 [MEDIAN] = s->median,
                                 [MEAN] = s->mean,
                                 [SD] = s->sd,
                                 [ABOVE] = s->above,
                                 [BELOW] = round((1 - s->above - s->equal) * (double)s->draws) / (double)s->draws,
                                 [EQUAL] = s->equal,
                                 [LOW_LEAST] = s->low_least,
                                 [LOW_MOST] = s->low_most,
                                 [HIGH_LEAST] = s->high_least,
                                 [HIGH_MOST] = s->high_most,
                                 [MEAN_ERROR] = s->mean_error,
                                 [ABOVE_ERROR] = s->above_error};
  for (size_t i = 0, at = first; i < FIGURES; i++) {
    if (figure[i].id == NULL)
      continue;
    if (i == DRAWS || i == WORTH)
      egb_table_put_integer(table, row, at++, (int64_t)(i == DRAWS ? s->draws : s->effective));
    else
      egb_table_put_number(table, row, at++, value[i]);
  }
}

/* Which of the draws were kept is said of the interval. */
static bool note_draws(const egb_simulation_table *m, const char *what) {
  const egb_uncertainty *u = m->u;
  egb_buffer of = {0};
  egb_buffer_format(&of, "of the %s, cut equally at both ends.", what);
  if (u->score_draws < u->about.draws + u->about.failed)
    egb_buffer_format(&of, " Scores of the first %zu draws are kept and counted here, as many as fit into 256 MB.",
                      u->score_draws);
  const bool done = !of.failed && egb_simulation_note_draws(m, of.text);
  egb_buffer_clear(&of);
  return done;
}

static bool finish_text(const egb_simulation_table *m, const char *title, const char *what) {
  char kept[32];
  (void)snprintf(kept, sizeof kept, "%zu", m->u->score_draws);
  return egb_simulation_title(m, title) && note_draws(m, what) && egb_simulation_note_varied(m) &&
         egb_simulation_note_failures(m) && egb_simulation_facts(m) && egb_table_add_fact(m->table, "draws_kept", kept);
}

/* Opens the table of what was asked for. */
static egb_status start(egb_simulation_table *m, const egb_uncertainty *u, const char *schema,
                        const egb_spread_options *options, egb_diag *diag, egb_spread_options *asked) {
  *m = (egb_simulation_table){.u = u};
  egb_status status = EGB_OPTIONS_TAKE(*asked, options, diag);
  if (status != EGB_OK)
    return status;
  m->languages = asked->languages;
  if (u->score == NULL) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "the scores of the draws were not kept");
    egb_diag_hint(diag, "simulate with keep_scores");
    return EGB_USAGE;
  }
  return egb_simulation_start(m, schema, asked->units, diag);
}

/* ---- a row per unit -------------------------------------------------------------------------- */

enum { UNIT, NAME, RANK, UNIT_COLUMNS };

static const egb_table_column of_unit[UNIT_COLUMNS] = {[UNIT] = {EGB_COLUMN_UNIT, .machine_only = true},
                                                       [NAME] = {EGB_COLUMN_NAME},
                                                       [RANK] = {.id = "rank",
                                                                 .label = "Rank",
                                                                 .help = "Rank as the definition has it.",
                                                                 .kind = EGB_CELL_NUMBER,
                                                                 .decimals = EGB_DECIMALS_AS_NEEDED}};

static egb_status put_unit(const egb_simulation_table *m, size_t row, size_t unit) {
  egb_score_spread spread;
  const egb_status status = egb_uncertainty_score(m->u, unit, SIZE_MAX, &spread);
  if (status != EGB_OK)
    return status;
  const bool done = egb_cells_put(m->table, row, UNIT, m->results->data->unit[unit].id) &&
                    egb_cells_put(m->table, row, NAME, egb_dataset_unit_name(m->results->data, unit, m->languages));
  egb_cells_put_rank(m->table, row, RANK, m->u->unit[unit].rank);
  put_figures(m->table, row, UNIT_COLUMNS, scores, &spread);
  return done ? EGB_OK : EGB_NO_MEMORY;
}

egb_status egb_table_uncertainty_scores(const egb_uncertainty *uncertainty, const egb_spread_options *options,
                                        egb_diag *diag, egb_table **out) {
  egb_simulation_table m;
  egb_spread_options asked;
  egb_table_column column[UNIT_COLUMNS + FIGURES];
  *out = NULL;
  egb_status status = start(&m, uncertainty, "egovbench.uncertainty-scores/1", options, diag, &asked);
  if (status == EGB_OK) {
    const size_t rows = asked.top > 0 && asked.top < m.units ? asked.top : m.units;
    memcpy(column, of_unit, sizeof of_unit);
    const size_t columns = put_columns(&m, scores, UNIT_COLUMNS, column);
    status = egb_table_shape(m.table, columns, rows) ? EGB_OK : EGB_NO_MEMORY;
    for (size_t i = 0; i < columns && status == EGB_OK; i++)
      m.table->column[i] = column[i];
    for (size_t row = 0; row < rows && status == EGB_OK; row++)
      status = put_unit(&m, row, m.unit[row]);
  }
  return egb_simulation_finish(
      &m, status, status == EGB_OK && finish_text(&m, "how far its scores can be trusted", "unit's scores"), out);
}

/* ---- a row per pair -------------------------------------------------------------------------- */

enum { ONE, ONE_NAME, OTHER, OTHER_NAME, PAIR_COLUMNS };

static const egb_table_column of_pair[PAIR_COLUMNS] = {[ONE] = {EGB_COLUMN_UNIT, .machine_only = true},
                                                       [ONE_NAME] = {EGB_COLUMN_NAME},
                                                       [OTHER] = {EGB_COLUMN_OTHER, .machine_only = true},
                                                       [OTHER_NAME] = {EGB_COLUMN_OTHER_NAME}};

#define JOB 16 /* pairs that a thread does at a time */

typedef struct pair {
  size_t unit, other;
  egb_score_spread spread;
} pair;

/* Spreads of pairs, worked out by threads before the table is made. */
typedef struct pairs {
  const egb_uncertainty *u;
  const egb_spread_options *asked;
  pair *item;
  size_t count, done; /* done: the first so many, where the caller ended it */
  atomic_size_t counted;
  atomic_bool stop;
} pairs;

static egb_status do_pairs(void *context, size_t worker, size_t job) {
  pairs *p = context;
  const size_t first = job * JOB, end = first + JOB < p->count ? first + JOB : p->count;
  egb_status status = EGB_OK;
  for (size_t i = first; i < end && status == EGB_OK; i++)
    status = egb_uncertainty_score(p->u, p->item[i].unit, p->item[i].other, &p->item[i].spread);
  const size_t counted = atomic_fetch_add(&p->counted, end - first) + end - first;
  if (worker == 0 && p->asked->watch != NULL && p->asked->watch(p->asked->context, counted, p->count))
    atomic_store(&p->stop, true);
  return status;
}

static egb_status run_pairs(pairs *p) {
  const egb_control control = {.stop = &p->stop};
  size_t jobs = 0;
  const egb_status status =
      egb_threads_run(egb_threads_wanted(p->asked->threads), (p->count + JOB - 1) / JOB, do_pairs, p, &control, &jobs);
  p->done = jobs * JOB < p->count ? jobs * JOB : p->count;
  return status;
}

/* Pairs of units in the order of their ranks: each unit with those behind it, or with the next one alone. */
static void list_pairs(const egb_simulation_table *m, const egb_spread_options *asked, pairs *p) {
  size_t at = 0;
  for (size_t i = 0; i < m->units; i++) {
    const size_t end = asked->neighbours && i + 2 < m->units ? i + 2 : m->units;
    for (size_t k = i + 1; k < end && at < p->count; k++)
      p->item[at++] = (pair){.unit = m->unit[i], .other = m->unit[k]};
  }
}

static size_t count_pairs(size_t units, bool neighbours) {
  return units < 2 ? 0 : neighbours ? units - 1 : units * (units - 1) / 2;
}

static egb_status put_pair(const egb_simulation_table *m, size_t row, const pair *of) {
  const egb_dataset *data = m->results->data;
  put_figures(m->table, row, PAIR_COLUMNS, differences, &of->spread);
  return egb_cells_put(m->table, row, ONE, data->unit[of->unit].id) &&
                 egb_cells_put(m->table, row, ONE_NAME, egb_dataset_unit_name(data, of->unit, m->languages)) &&
                 egb_cells_put(m->table, row, OTHER, data->unit[of->other].id) &&
                 egb_cells_put(m->table, row, OTHER_NAME, egb_dataset_unit_name(data, of->other, m->languages))
             ? EGB_OK
             : EGB_NO_MEMORY;
}

static egb_status check_work(const egb_simulation_table *m, size_t rows, egb_diag *diag) {
  const uint64_t draws = m->u->score_draws > 0 ? m->u->score_draws : 1;
  if (rows <= WORK / draws)
    return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "%zu pairs of %llu draws are too many for a table", rows,
               (unsigned long long)draws);
  egb_diag_hint(diag, "name units with --units, or ask for at most --top %llu", (unsigned long long)(WORK / draws));
  return EGB_USAGE;
}

static egb_status fill_pairs(const egb_simulation_table *m, const pairs *p) {
  egb_table_column column[PAIR_COLUMNS + FIGURES];
  memcpy(column, of_pair, sizeof of_pair);
  const size_t columns = put_columns(m, differences, PAIR_COLUMNS, column);
  egb_status status = egb_table_shape(m->table, columns, p->done) ? EGB_OK : EGB_NO_MEMORY;
  for (size_t i = 0; i < columns && status == EGB_OK; i++)
    m->table->column[i] = column[i];
  for (size_t row = 0; row < p->done && status == EGB_OK; row++)
    status = put_pair(m, row, &p->item[row]);
  return status;
}

static bool finish_pairs(const egb_simulation_table *m, const pairs *p) {
  const char *title =
      p->asked->neighbours ? "differences between the scores of neighbours" : "differences between scores";
  egb_buffer text = {0};
  if (p->done < p->count) {
    egb_buffer_format(&text, "Interrupted: the first %zu of %zu pairs.", p->done, p->count);
    if (!egb_report_note_of(m->table, EGB_NOTE_READING, &text))
      return false;
  }
  return finish_text(m, title, "differences of a pair");
}

egb_status egb_table_uncertainty_pairs(const egb_uncertainty *uncertainty, const egb_spread_options *options,
                                       egb_diag *diag, egb_table **out) {
  egb_simulation_table m;
  egb_spread_options asked;
  pairs p = {.u = uncertainty, .asked = &asked};
  atomic_init(&p.counted, 0);
  atomic_init(&p.stop, false);
  *out = NULL;
  egb_status status = start(&m, uncertainty, "egovbench.uncertainty-pairs/1", options, diag, &asked);
  if (status == EGB_OK) {
    const size_t all = count_pairs(egb_simulation_keep_ranked(&m), asked.neighbours);
    p.count = asked.top > 0 && asked.top < all ? asked.top : all;
    status = check_work(&m, p.count, diag);
  }
  if (status == EGB_OK && (p.item = calloc(p.count + 1, sizeof *p.item)) == NULL)
    status = EGB_NO_MEMORY;
  if (status == EGB_OK) {
    list_pairs(&m, &asked, &p);
    status = run_pairs(&p);
  }
  if (status == EGB_OK)
    status = fill_pairs(&m, &p);
  status = egb_simulation_finish(&m, status, status == EGB_OK && finish_pairs(&m, &p), out);
  free(p.item);
  return status;
}
