/* The runs of an analysis of sensitivity, and all assumptions varied together by the design of sobol.h. */
#include "simulate/sensitivity_part.h"

#include "base/codes.h"
#include "simulate/sobol.h"
#include "simulate/worth.h"
#include "stats/agreement.h"
#include "stats/sequence.h"

#include <math.h>
#include <string.h>

#define RUNS_FIRST 4096 /* of the design, before a run that is stopped has something to show */
#define RUNS_MOST 65536

/* ---- one draw against the nominal ranking ----------------------------------------------- */

egb_shift egb_sensitivity_shift(const egb_sensitivity_draft *s, const uint32_t *rank) {
  egb_shift shift = {.scored = true, .unit = SIZE_MAX};
  double n = 0, sum = 0; /* whole numbers: exact */
  for (size_t u = 0; u < s->results->unit_count; u++) {
    if (rank[u] == 0 || s->nominal[u] == 0)
      continue;
    const size_t moved = rank[u] > s->nominal[u] ? rank[u] - s->nominal[u] : s->nominal[u] - rank[u];
    shift.moved5 += moved >= 5;
    shift.moved10 += moved >= 10;
    shift.moved20 += moved >= 20;
    if (moved > shift.largest) {
      shift.largest = moved;
      shift.unit = u;
    }
    n++;
    sum += (double)moved;
  }
  shift.mean = n > 0 ? sum / n : (double)NAN;
  const bool ranked = s->unit != SIZE_MAX && rank[s->unit] != 0;
  shift.target = s->unit == SIZE_MAX ? shift.mean : ranked ? (double)rank[s->unit] : (double)NAN;
  return shift;
}

size_t egb_sensitivity_scratch(const egb_sensitivity_draft *s) {
  const size_t units = s->results->unit_count;
  return 2 * units + egb_stats_agreement_scratch(units);
}

double egb_sensitivity_correlation(const egb_sensitivity_draft *s, const uint32_t *rank, double *scratch) {
  const size_t units = s->results->unit_count;
  double *before = scratch, *after = scratch + units;
  size_t count = 0;
  for (size_t u = 0; u < units; u++)
    if (rank[u] != 0 && s->nominal[u] != 0) {
      before[count] = s->nominal[u];
      after[count++] = rank[u];
    }
  return egb_stats_spearman(before, after, count, scratch + 2 * units);
}

static egb_status take(void *context, size_t worker, size_t draw, const egb_replayed *replayed) {
  egb_sensitivity_run *r = context;
  r->shift[draw] = egb_sensitivity_shift(r->s, replayed->rank);
  if (r->scratch != NULL)
    r->shift[draw].correlation =
        egb_sensitivity_correlation(r->s, replayed->rank, r->scratch + worker * egb_sensitivity_scratch(r->s));
  const size_t done = atomic_fetch_add(&r->done, 1) + 1;
  if (worker == 0 && r->options->watch != NULL && r->options->watch(r->options->context, done, r->all))
    atomic_store(&r->stop, true);
  return EGB_OK;
}

static egb_status keep_nominal(void *context, size_t worker, size_t draw, const egb_replayed *replayed) {
  egb_sensitivity_draft *s = context;
  (void)worker;
  (void)draw;
  memcpy(s->nominal, replayed->rank, s->results->unit_count * sizeof *s->nominal);
  return EGB_OK;
}

egb_status egb_sensitivity_replay(egb_sensitivity_run *r, const egb_draw *draw, size_t count, bool replace,
                                  egb_replay_failures *failures) {
  const egb_sensitivity_draft *s = r->s;
  const egb_control control = {.stop = &r->stop};
  const egb_replay run = {.plan = s->plan,
                          .factors = s->factors,
                          .seed = s->seed,
                          .node = s->node,
                          .draw = draw,
                          .count = count,
                          .threads = s->threads,
                          .answers = r->answers,
                          .replace = replace,
                          .sink = take,
                          .context = r,
                          .control = &control};
  size_t finished = 0;
  memset(r->shift, 0, count * sizeof *r->shift);
  const egb_status status = egb_replay_run(&run, failures, &finished);
  r->s->stopped = status == EGB_OK && finished < count;
  return status;
}

static egb_status rank_nominal(egb_sensitivity_draft *s) {
  const egb_draw draw = egb_factors_nominal(s->factors);
  const egb_replay run = {.plan = s->plan,
                          .factors = s->factors,
                          .seed = s->seed,
                          .node = s->node,
                          .draw = &draw,
                          .count = 1,
                          .threads = 1,
                          .sink = keep_nominal,
                          .context = s};
  egb_replay_failures failures;
  size_t finished = 0;
  s->nominal = egb_arena_array(s->scratch, s->results->unit_count, sizeof *s->nominal);
  if (s->nominal == NULL)
    return EGB_NO_MEMORY;
  const egb_status status = egb_replay_run(&run, &failures, &finished);
  const bool failed = status == EGB_OK && failures.reason[0] != NULL;
  egb_replay_failures_clear(&failures);
  return failed ? EGB_INTERNAL : status; /* these results exist */
}

/* ---- all together ---------------------------------------------------------------------------- */

/* Outputs of the rows so far that have them all. */
typedef struct outputs {
  double *a, *b, *ab; /* ab[i * asked + row] */
  size_t asked;
} outputs;

/* point: 2 * coordinates, those of A and then those of B. */
static void set_factor(const egb_sensitivity_draft *s, size_t i, const double *point, bool from_b, size_t row,
                       egb_draw *draw) {
  const egb_assumption *of = &s->assumption[i];
  const uint64_t number = from_b ? s->asked + row : row;
  const size_t count = s->factors->factor[of->kind].count;
  if (of->kind == EGB_FACTOR_WEIGHTS) {
    draw->weights = number;
  } else if (of->kind == EGB_FACTOR_ERROR) {
    draw->error = number;
  } else {
    const size_t option = (size_t)(point[from_b ? s->coordinates + of->coordinate : of->coordinate] * (double)count);
    draw->option[of->kind] = (uint16_t)(option < count ? option : count - 1);
  }
}

/* The runs of one row: A, B, then A with each factor from B. */
static void design(const egb_sensitivity_draft *s, const double *point, size_t row, egb_draw *draw) {
  for (size_t k = 0; k < s->count + 2; k++) {
    draw[k] = egb_factors_nominal(s->factors);
    for (size_t i = 0; i < s->count; i++)
      set_factor(s, i, point, k == 1 || (k == i + 2 && s->assumption[i].group == 0), row, &draw[k]);
    if (k >= 2 && s->assumption[k - 2].group != 0) {
      draw[k].other = s->asked + row;
      draw[k].group = s->assumption[k - 2].group;
    }
  }
}

/* What the runs of a row come to; y: room for count + 2 numbers. */
static egb_sensitivity_row row_of(const egb_sensitivity_draft *s, const egb_shift *shift,
                                  const egb_replay_failures *failures, size_t first, double *y) {
  egb_sensitivity_row row = {.y = y};
  for (size_t k = 0; k < s->count + 2; k++) {
    const char *reason = failures->reason[first + k], *replaced = failures->replaced[first + k];
    if (!shift[k].scored || isnan(shift[k].target))
      return (egb_sensitivity_row){.failed = reason != NULL ? reason : "the unit was not ranked in every run"};
    y[k] = shift[k].target;
    row.replaced += replaced != NULL;
    if (row.why == NULL)
      row.why = replaced;
  }
  return row;
}

static egb_status take_row(egb_sensitivity_draft *s, const egb_sensitivity_row *row, const outputs *out) {
  const bool failed = row->failed != NULL;
  const char **kept = failed ? &s->reason : &s->replaced_reason, *reason = failed ? row->failed : row->why;
  if (*kept == NULL && reason != NULL && (*kept = egb_arena_copy(s->arena, reason)) == NULL)
    return EGB_NO_MEMORY;
  if (failed) {
    s->failed++;
    return EGB_OK;
  }
  out->a[s->rows] = row->y[0];
  out->b[s->rows] = row->y[1];
  for (size_t i = 0; i < s->count; i++)
    out->ab[i * out->asked + s->rows] = row->y[i + 2];
  s->replaced += row->replaced;
  s->rows++;
  return EGB_OK;
}

/* Some rows at a time: their outputs, or into the file of a part what they are worked out of. */
static egb_status run_batch(egb_sensitivity_run *r, const double *point, size_t row, size_t rows, const outputs *out,
                            egb_arena *arena) {
  egb_sensitivity_draft *s = r->s;
  const size_t width = s->count + 2;
  egb_draw *draw = egb_arena_array(arena, rows * width, sizeof *draw);
  double *y = egb_arena_array(arena, width, sizeof *y);
  r->shift = egb_arena_array(arena, rows * width, sizeof *r->shift);
  if (draw == NULL || y == NULL || r->shift == NULL)
    return EGB_NO_MEMORY;
  for (size_t k = 0; k < rows; k++)
    design(s, point + (row + k) * 2 * s->coordinates, row + k, draw + k * width);
  egb_replay_failures failures = {0};
  egb_status status = egb_sensitivity_replay(r, draw, rows * width, s->factors->replace_failed, &failures);
  if (status != EGB_OK)
    return status;
  for (size_t k = 0; k < rows && status == EGB_OK && !s->stopped; k++) {
    const egb_sensitivity_row one = row_of(s, r->shift + k * width, &failures, k * width, y);
    if (egb_portion_writes(s->portion))
      egb_sensitivity_put_row(s, &one);
    else
      status = take_row(s, &one, out);
  }
  egb_replay_failures_clear(&failures);
  return status;
}

static egb_status run_rows(egb_sensitivity_run *r, const double *point, const outputs *out) {
  egb_sensitivity_draft *s = r->s;
  egb_status status = EGB_OK;
  size_t runs = RUNS_FIRST, row, end;
  egb_sensitivity_range(s, s->asked, &row, &end);
  for (; row < end && status == EGB_OK && !s->stopped; runs = runs < RUNS_MOST ? 2 * runs : runs) {
    const size_t some = runs / (s->count + 2) > 0 ? runs / (s->count + 2) : 1,
                 rows = end - row < some ? end - row : some;
    egb_arena *arena = egb_arena_new();
    status = arena != NULL ? run_batch(r, point, row, rows, out, arena) : EGB_NO_MEMORY;
    egb_arena_free(arena);
    row += rows;
  }
  return status;
}

/* The rows of all parts. */
static egb_status read_rows(egb_sensitivity_draft *s, const outputs *out, egb_arena *arena, egb_diag *diag) {
  const egb_part_set *set = s->portion->first;
  double *y = egb_arena_array(arena, s->count + 2, sizeof *y);
  egb_status status = y != NULL ? EGB_OK : EGB_NO_MEMORY;
  for (size_t i = 0; i < set->of && status == EGB_OK; i++) {
    egb_part_reader *in = &set->reader[i];
    for (size_t row = s->asked * i / set->of; row < s->asked * (i + 1) / set->of && !in->failed && status == EGB_OK;
         row++) {
      const egb_sensitivity_row one = egb_sensitivity_get_row(s, in, y);
      if (!in->failed)
        status = take_row(s, &one, out);
    }
    if (status == EGB_OK)
      status = egb_arena_failed(s->scratch) ? EGB_NO_MEMORY : egb_part_end(in, diag);
  }
  return status;
}

static egb_status find_indices(egb_sensitivity_draft *s, const outputs *out, egb_arena *arena) {
  const size_t n = s->count;
  double *ab = egb_arena_array(arena, n * s->rows, sizeof *ab), *value = egb_arena_array(arena, n, 6 * sizeof *value);
  if (ab == NULL || value == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < n; i++)
    memcpy(ab + i * s->rows, out->ab + i * out->asked, s->rows * sizeof *ab);
  const egb_sobol_outputs y = {.rows = s->rows, .factors = n, .a = out->a, .b = out->b, .ab = ab};
  egb_sobol_indices(&y, value, value + n, &s->variance);
  const size_t worth = egb_worth(s->time, s->rows);
  const egb_status status =
      egb_sobol_bootstrap(&y, worth > 2 ? worth : 2, s->seed, EGB_SENSITIVITY_SAMPLES, (1 - s->level / 100) / 2,
                          value + 2 * n, value + 3 * n, value + 4 * n, value + 5 * n);
  for (size_t i = 0; i < n; i++)
    s->index[i] = (egb_sobol_index){.factor = s->assumption[i].name,
                                    .first = value[i],
                                    .first_low = value[2 * n + i],
                                    .first_high = value[3 * n + i],
                                    .total = value[n + i],
                                    .total_low = value[4 * n + i],
                                    .total_high = value[5 * n + i]};
  return status;
}

/* Rows that are made here. */
static egb_status make_rows(egb_sensitivity_run *r, const outputs *out, egb_arena *arena) {
  const egb_sensitivity_draft *s = r->s;
  double *point = egb_arena_array(arena, s->asked, 2 * s->coordinates * sizeof *point);
  if (point == NULL || !egb_stats_sequence(2 * s->coordinates, s->asked, point))
    return EGB_NO_MEMORY;
  return run_rows(r, point, out);
}

static egb_status run_design(egb_sensitivity_run *r, egb_arena *arena, egb_diag *diag) {
  egb_sensitivity_draft *s = r->s;
  if (egb_portion_writes(s->portion))
    return make_rows(r, NULL, arena);
  const outputs out = {.a = egb_arena_array(arena, s->asked, sizeof(double)),
                       .b = egb_arena_array(arena, s->asked, sizeof(double)),
                       .ab = egb_arena_array(arena, s->asked, s->count * sizeof(double)),
                       .asked = s->asked};
  if (out.a == NULL || out.b == NULL || out.ab == NULL)
    return EGB_NO_MEMORY;
  const egb_status status = egb_portion_reads(s->portion) ? read_rows(s, &out, arena, diag) : make_rows(r, &out, arena);
  return status == EGB_OK && s->rows > 1 ? find_indices(s, &out, arena) : status;
}

static egb_status no_rows(const egb_sensitivity_draft *s, egb_diag *diag) {
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE,
               s->stopped ? "interrupted before the first runs were done" : "no row of the design could be scored: %s",
               s->reason != NULL ? s->reason : EGB_REPLAY_OTHERS);
  if (!s->stopped)
    egb_diag_hint(diag, "leave the method that cannot be computed on this data out of what is varied");
  return EGB_UNCOMPUTABLE;
}

/* How many runs this process makes, for progress. */
static size_t count_runs(egb_sensitivity_draft *s) {
  size_t first, end, row, last;
  egb_sensitivity_range(s, egb_sensitivity_list_switches(s, NULL), &first, &end);
  egb_sensitivity_range(s, s->asked, &row, &last);
  return (last - row) * (s->count + 2) + end - first;
}

egb_status egb_sensitivity_simulate(egb_sensitivity_draft *s, const egb_uncertainty_options *options, egb_diag *diag) {
  egb_sensitivity_run r = {.s = s, .options = options};
  atomic_init(&r.stop, false);
  atomic_init(&r.done, 0);
  egb_arena *arena = egb_arena_new();
  egb_status status = arena != NULL ? egb_replay_answers_new(&r.answers) : EGB_NO_MEMORY;
  if (status == EGB_OK)
    status = rank_nominal(s);
  r.all = count_runs(s);
  if (status == EGB_OK)
    status = egb_sensitivity_switches(&r);
  if (status == EGB_OK && !s->stopped)
    status = run_design(&r, arena, diag);
  egb_replay_answers_free(r.answers);
  egb_arena_free(arena);
  if (status == EGB_OK && egb_portion_writes(s->portion))
    return s->stopped ? egb_part_stopped(diag) : s->portion->out->failed ? EGB_NO_MEMORY : EGB_OK;
  return status == EGB_OK && s->rows < 2 ? no_rows(s, diag) : status;
}
