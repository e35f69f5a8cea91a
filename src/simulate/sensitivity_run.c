/* Assumptions switched one at a time, and all together by the design of sobol.h. */
#include "simulate/sensitivity.h"

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

typedef struct running {
  egb_sensitivity_draft *s;
  const egb_uncertainty_options *options;
  egb_shift *shift; /* per draw of the replay in progress */
  double *scratch;  /* per thread, for correlations; NULL: none are wanted */
  size_t all;       /* draws of the whole run, for progress */
  egb_replay_answers *answers;
  atomic_bool stop;
  atomic_size_t done;
} running;

static egb_status take(void *context, size_t worker, size_t draw, const egb_replayed *replayed) {
  running *r = context;
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

static egb_status replay(running *r, const egb_draw *draw, size_t count, bool replace, egb_replay_failures *failures) {
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

/* ---- one at a time --------------------------------------------------------------------------- */

static bool is_random(egb_factor_kind kind) {
  return kind == EGB_FACTOR_WEIGHTS || kind == EGB_FACTOR_ERROR;
}

/* One row of the table, and the draws it is a mean of. */
static void set_switch(const egb_sensitivity_draft *s, const egb_assumption *of, size_t option, egb_switch *change,
                       egb_draw *draw) {
  const egb_factor *factor = &s->factors->factor[of->kind];
  const egb_alternative *alternative = is_random(of->kind) ? NULL : &factor->alternative[option];
  *change = (egb_switch){.factor = of->name,
                         .alternative = alternative == NULL ? "at random" : alternative->name,
                         .draws = alternative == NULL ? EGB_SENSITIVITY_DRAWS : 1,
                         .largest_unit = SIZE_MAX,
                         .level = alternative == NULL ? 0 : alternative->level,
                         .unranked = alternative == NULL ? 0 : alternative->unranked};
  for (size_t k = 0; k < change->draws; k++) {
    draw[k] = egb_factors_nominal(s->factors);
    if (of->group != 0) {
      draw[k].other = k;
      draw[k].group = of->group;
    } else if (of->kind == EGB_FACTOR_WEIGHTS) {
      draw[k].weights = k;
    } else if (of->kind == EGB_FACTOR_ERROR) {
      draw[k].error = k;
    } else {
      draw[k].option[of->kind] = (uint16_t)option;
    }
  }
}

/* Lists the switches and their draws; draw NULL: only counts. */
static size_t list_switches(egb_sensitivity_draft *s, egb_draw *draw) {
  size_t count = 0, at = 0;
  for (size_t i = 0; i < s->count; i++) {
    const egb_assumption *of = &s->assumption[i];
    const egb_factor *factor = &s->factors->factor[of->kind];
    const size_t options = is_random(of->kind) ? 1 : factor->count;
    for (size_t option = 0; option < options; option++) {
      if (!is_random(of->kind) && factor->alternative[option].declared)
        continue;
      if (draw != NULL)
        set_switch(s, of, option, &s->change[count], draw + at);
      at += is_random(of->kind) ? EGB_SENSITIVITY_DRAWS : 1;
      count++;
    }
  }
  s->changes = count;
  return at;
}

static void summarise(const egb_sensitivity_draft *s, egb_switch *change, const egb_draw *draw, const egb_shift *shift,
                      const char *const *reason) {
  const bool weights = draw->weights != EGB_DRAW_NOMINAL || draw->group != 0;
  size_t scored = 0;
  for (size_t k = 0; k < change->draws; k++) {
    if (!shift[k].scored) {
      change->failed++;
      if (change->reason == NULL && reason[k] != NULL)
        change->reason = egb_arena_copy(s->arena, reason[k]);
      continue;
    }
    scored++;
    change->moved5 += (double)shift[k].moved5;
    change->moved10 += (double)shift[k].moved10;
    change->moved20 += (double)shift[k].moved20;
    change->mean_shift += shift[k].mean;
    change->correlation += shift[k].correlation;
    if (shift[k].largest > change->largest_shift) {
      change->largest_shift = shift[k].largest;
      change->largest_unit = shift[k].unit;
    }
  }
  double *const means[] = {&change->moved5, &change->moved10, &change->moved20, &change->mean_shift,
                           &change->correlation};
  for (size_t i = 0; i < sizeof means / sizeof means[0]; i++)
    *means[i] = scored > 0 ? *means[i] / (double)scored : (double)NAN;
  change->effective = egb_worth(weights ? s->time : 1, scored);
}

static egb_status run_switches(running *r) {
  egb_sensitivity_draft *s = r->s;
  const size_t draws = list_switches(s, NULL);
  egb_arena *arena = egb_arena_new();
  if (arena == NULL)
    return EGB_NO_MEMORY;
  egb_replay_failures failures = {0};
  egb_draw *draw = egb_arena_array(arena, draws, sizeof *draw);
  r->shift = egb_arena_array(arena, draws, sizeof *r->shift);
  r->scratch = egb_arena_array(arena, s->threads, egb_sensitivity_scratch(s) * sizeof *r->scratch);
  s->change = egb_arena_array(s->arena, s->changes, sizeof *s->change);
  egb_status status =
      draw != NULL && r->shift != NULL && r->scratch != NULL && s->change != NULL ? EGB_OK : EGB_NO_MEMORY;
  if (status == EGB_OK) {
    (void)list_switches(s, draw);
    status = replay(r, draw, draws, false, &failures); /* alone, what fails has no other choice */
  }
  size_t at = 0;
  for (size_t i = 0; i < s->changes && status == EGB_OK; i++) {
    summarise(s, &s->change[i], draw + at, r->shift + at, failures.reason + at);
    at += s->change[i].draws;
  }
  if (status == EGB_OK)
    egb_replay_failures_clear(&failures);
  egb_arena_free(arena);
  r->scratch = NULL;
  return status;
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

static void take_row(egb_sensitivity_draft *s, const egb_shift *shift, const egb_replay_failures *failures,
                     size_t first, const outputs *out) {
  const char *const *reason = failures->reason + first;
  for (size_t k = 0; k < s->count + 2; k++)
    if (!shift[k].scored || isnan(shift[k].target)) {
      s->failed++;
      const char *why = reason[k] != NULL ? reason[k] : "the unit was not ranked in every run";
      if (s->reason == NULL)
        s->reason = egb_arena_copy(s->arena, why);
      return;
    }
  out->a[s->rows] = shift[0].target;
  out->b[s->rows] = shift[1].target;
  for (size_t i = 0; i < s->count; i++)
    out->ab[i * out->asked + s->rows] = shift[i + 2].target;
  for (size_t k = 0; k < s->count + 2; k++) {
    const char *why = failures->replaced[first + k];
    s->replaced += why != NULL;
    if (why != NULL && s->replaced_reason == NULL)
      s->replaced_reason = egb_arena_copy(s->arena, why);
  }
  s->rows++;
}

static egb_status run_rows(running *r, const double *point, const outputs *out) {
  egb_sensitivity_draft *s = r->s;
  const size_t width = s->count + 2;
  egb_status status = EGB_OK;
  size_t runs = RUNS_FIRST;
  for (size_t row = 0; row < s->asked && status == EGB_OK && !s->stopped; runs = runs < RUNS_MOST ? 2 * runs : runs) {
    const size_t some = runs / width > 0 ? runs / width : 1, rows = s->asked - row < some ? s->asked - row : some;
    egb_arena *arena = egb_arena_new();
    egb_draw *draw = arena != NULL ? egb_arena_array(arena, rows * width, sizeof *draw) : NULL;
    r->shift = arena != NULL ? egb_arena_array(arena, rows * width, sizeof *r->shift) : NULL;
    egb_replay_failures failures = {0};
    status = draw != NULL && r->shift != NULL ? EGB_OK : EGB_NO_MEMORY;
    for (size_t k = 0; k < rows && status == EGB_OK; k++)
      design(s, point + (row + k) * 2 * s->coordinates, row + k, draw + k * width);
    if (status == EGB_OK)
      status = replay(r, draw, rows * width, s->factors->replace_failed, &failures);
    for (size_t k = 0; k < rows && status == EGB_OK && !s->stopped; k++)
      take_row(s, r->shift + k * width, &failures, k * width, out);
    if (status == EGB_OK)
      egb_replay_failures_clear(&failures);
    egb_arena_free(arena);
    row += rows;
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

static egb_status run_design(running *r, egb_arena *arena) {
  egb_sensitivity_draft *s = r->s;
  const outputs out = {.a = egb_arena_array(arena, s->asked, sizeof(double)),
                       .b = egb_arena_array(arena, s->asked, sizeof(double)),
                       .ab = egb_arena_array(arena, s->asked, s->count * sizeof(double)),
                       .asked = s->asked};
  double *point = egb_arena_array(arena, s->asked, 2 * s->coordinates * sizeof *point);
  if (out.a == NULL || out.b == NULL || out.ab == NULL || point == NULL ||
      !egb_stats_sequence(2 * s->coordinates, s->asked, point))
    return EGB_NO_MEMORY;
  const egb_status status = run_rows(r, point, &out);
  return status == EGB_OK && s->rows > 1 ? find_indices(s, &out, arena) : status;
}

egb_status egb_sensitivity_simulate(egb_sensitivity_draft *s, const egb_uncertainty_options *options, egb_diag *diag) {
  running r = {.s = s, .options = options};
  atomic_init(&r.stop, false);
  atomic_init(&r.done, 0);
  egb_arena *arena = egb_arena_new();
  egb_status status = arena != NULL ? egb_replay_answers_new(&r.answers) : EGB_NO_MEMORY;
  if (status == EGB_OK)
    status = rank_nominal(s);
  r.all = s->asked * (s->count + 2) + list_switches(s, NULL);
  if (status == EGB_OK)
    status = run_switches(&r);
  if (status == EGB_OK && !s->stopped)
    status = run_design(&r, arena);
  egb_replay_answers_free(r.answers);
  egb_arena_free(arena);
  if (status == EGB_OK && s->rows < 2) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE,
                 s->stopped ? "interrupted before the first runs were done"
                            : "no row of the design could be scored: %s",
                 s->reason != NULL ? s->reason : EGB_REPLAY_OTHERS);
    if (!s->stopped)
      egb_diag_hint(diag, "leave the method that cannot be computed on this data out of what is varied");
    status = EGB_UNCOMPUTABLE;
  }
  return status;
}
