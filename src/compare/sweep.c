/* A sweep: made, made in parts, taken up again, and what is in it. */
#include "compare/sweep.h"

#include "base/codes.h"
#include "base/options.h"
#include "score/stages.h"

/* ---- all that is asked ----------------------------------------------------------------------- */

static egb_status make_room(egb_sweep *sweep) {
  const size_t rows = sweep->count * sweep->base->unit_count;
  size_t ranked = 0;
  for (size_t u = 0; u < sweep->base->unit_count; u++)
    ranked += sweep->base->rank[u] > 0;
  sweep->top = ranked < 10 ? ranked : 10;
  sweep->score = egb_arena_array(sweep->arena, rows, sizeof *sweep->score);
  sweep->place = egb_arena_array(sweep->arena, rows, sizeof *sweep->place);
  return egb_arena_failed(sweep->arena) ? EGB_NO_MEMORY : EGB_OK;
}

static egb_status check(const egb_plan *plan, const egb_results *results, const egb_sweep_options *options,
                        egb_sweep_options *own, egb_diag *diag) {
  egb_status status = EGB_OPTIONS_TAKE(*own, options, diag);
  if (status == EGB_OK)
    status = egb_results_refuse_foreign(results, plan, diag);
  return status == EGB_OK ? egb_index_refuse_published(plan->index, diag) : status;
}

/* Reads and checks the grid; of the whole range. To be closed whatever the status. */
static egb_status open_run(egb_sweep_run *r, const egb_plan *plan, const egb_results *results,
                           const egb_sweep_options *options, egb_diag *diag) {
  *r = (egb_sweep_run){.plan = plan};
  egb_status status = check(plan, results, options, &r->options, diag);
  if (status != EGB_OK)
    return status;
  egb_arena *arena = egb_arena_new();
  r->sweep = egb_arena_array(arena, 1, sizeof *r->sweep);
  if (r->sweep == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  *r->sweep = (egb_sweep){.arena = arena, .base = results};
  status = egb_sweep_read(plan, &r->options, r->sweep, &r->rule, diag);
  if (status == EGB_OK)
    status = egb_sweep_check(plan, r->sweep, &r->rule, diag);
  r->end = r->sweep->count;
  return status == EGB_OK ? make_room(r->sweep) : status;
}

/* Hands the sweep over, or frees it. */
static egb_status close_run(egb_sweep_run *r, egb_status status, egb_sweep **out) {
  egb_sweep_run_end(r);
  if (status == EGB_OK && out != NULL)
    *out = r->sweep;
  else
    egb_sweep_free(r->sweep);
  return status;
}

/* What is worked out of all scores. */
static egb_status conclude(egb_sweep_run *r, egb_diag *diag) {
  egb_status status = egb_sweep_count_failed(r, diag);
  if (status == EGB_OK && r->options.units)
    status = egb_sweep_find_units(r->sweep);
  if (status == EGB_OK && r->options.scenarios)
    status = egb_sweep_find_effects(r->sweep, egb_sweep_threads(r));
  return status;
}

egb_status egb_sweep_new(const egb_plan *plan, const egb_results *results, const egb_sweep_options *options,
                         egb_diag *diag, egb_sweep **out) {
  egb_sweep_run r;
  *out = NULL;
  egb_status status = open_run(&r, plan, results, options, diag);
  if (status == EGB_OK)
    status = egb_sweep_score_range(&r, diag);
  if (status == EGB_OK)
    status = conclude(&r, diag);
  return close_run(&r, status, out);
}

void egb_sweep_free(egb_sweep *sweep) {
  if (sweep != NULL)
    egb_arena_free(sweep->arena);
}

/* ---- in parts -------------------------------------------------------------------------------- */

/* Scenarios are shared alike; where there are more parts, some have none. */
static egb_status choose_part(egb_sweep_run *r, size_t number, size_t of, egb_diag *diag) {
  if (number < 1 || number > of || of > EGB_PARTS_MAX) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "there is no part %zu of %zu", number, of);
    egb_diag_hint(diag, "parts are numbered from 1, and there are at most %d of them: --part 1/8", EGB_PARTS_MAX);
    return EGB_USAGE;
  }
  r->which = (egb_part_which){.number = number, .of = of};
  egb_sweep_share(r->sweep->count, number, of, &r->first, &r->end);
  return EGB_OK;
}

egb_status egb_sweep_part(const egb_plan *plan, const egb_results *results, const egb_sweep_options *options,
                          size_t number, size_t of, egb_diag *diag, char **bytes, size_t *length) {
  egb_sweep_run r;
  egb_buffer file = {0};
  *bytes = NULL;
  *length = 0;
  egb_status status = open_run(&r, plan, results, options, diag);
  if (status == EGB_OK)
    status = choose_part(&r, number, of, diag);
  if (status == EGB_OK)
    status = egb_sweep_score_range(&r, diag);
  if (status == EGB_OK && r.sweep->done < r.end)
    status = EGB_UNCOMPUTABLE; /* `watch` ended it */
  if (status == EGB_OK)
    status = egb_sweep_put_part(&r, diag, &file);
  if (status == EGB_OK)
    *bytes = egb_buffer_take(&file, length);
  egb_buffer_clear(&file);
  return close_run(&r, status, NULL);
}

egb_status egb_sweep_merge(const egb_plan *plan, const egb_results *results, const egb_sweep_options *options,
                           const egb_part *parts, size_t count, egb_diag *diag, egb_sweep **out) {
  egb_sweep_run r;
  *out = NULL;
  egb_status status = open_run(&r, plan, results, options, diag);
  if (status == EGB_OK)
    status = egb_sweep_get_parts(&r, parts, count, diag);
  if (status == EGB_OK)
    status = conclude(&r, diag);
  return close_run(&r, status, out);
}

egb_status egb_sweep_kept(const egb_plan *plan, const egb_results *results, const egb_sweep_options *options,
                          size_t number, size_t of, const char *name, egb_diag *diag, size_t *usable, size_t *done) {
  egb_sweep_run r;
  *usable = *done = 0;
  egb_status status = open_run(&r, plan, results, options, diag);
  if (status == EGB_OK && of > 0)
    status = choose_part(&r, number, of, diag);
  if (status == EGB_OK)
    status = egb_sweep_get_kept(&r, name, diag, usable);
  if (status == EGB_OK)
    *done = r.sweep->done - r.first;
  return close_run(&r, status, NULL);
}

/* ---- what is in it --------------------------------------------------------------------------- */

size_t egb_sweep_count(const egb_sweep *sweep) {
  return sweep->count;
}

size_t egb_sweep_done(const egb_sweep *sweep) {
  return sweep->done;
}

size_t egb_sweep_failed(const egb_sweep *sweep, const char **reason) {
  if (reason != NULL)
    *reason = sweep->reason;
  return sweep->failed;
}

size_t egb_sweep_axes(const egb_sweep *sweep) {
  return sweep->axis_count;
}

size_t egb_sweep_node(const egb_sweep *sweep, size_t axis) {
  return axis < sweep->axis_count ? sweep->axis[axis].node : SIZE_MAX;
}

double egb_sweep_weight(const egb_sweep *sweep, size_t scenario, size_t axis) {
  return axis < sweep->axis_count && scenario < sweep->count ? egb_sweep_value(sweep, scenario, axis) : (double)NAN;
}

static size_t row_of(const egb_sweep *sweep, size_t scenario, size_t unit) {
  const size_t units = sweep->base->unit_count;
  return scenario < sweep->done && unit < units ? scenario * units + unit : SIZE_MAX;
}

double egb_sweep_score(const egb_sweep *sweep, size_t scenario, size_t unit) {
  const size_t row = row_of(sweep, scenario, unit);
  return row != SIZE_MAX ? sweep->score[row] : (double)NAN;
}

double egb_sweep_rank(const egb_sweep *sweep, size_t scenario, size_t unit) {
  const size_t row = row_of(sweep, scenario, unit);
  return row != SIZE_MAX ? egb_sweep_place_rank(sweep->place[row]) : (double)NAN;
}

const egb_sweep_unit *egb_sweep_unit_at(const egb_sweep *sweep, size_t unit) {
  return sweep->unit != NULL && unit < sweep->base->unit_count ? &sweep->unit[unit] : NULL;
}

const egb_scenario_effect *egb_sweep_effect_at(const egb_sweep *sweep, size_t scenario) {
  return sweep->effect != NULL && scenario < sweep->done ? &sweep->effect[scenario] : NULL;
}
