/* How far the ranks can be trusted: simulated, by assumption, and in sentences. */
#include "audit/robust.h"

#include "table/common.h"

#include <math.h>
#include <string.h>

/* Draws are kept, for pairs of units, as long as they take no more than this. */
#define KEPT_BYTES ((size_t)200 << 20)
#define USUAL_DRAWS ((size_t)10000)

/* ---- simulations, made once ------------------------------------------------------------------ */

static egb_status simulate(egb_audit_work *work, egb_audit_robust *robust) {
  egb_uncertainty_options options = robust->design.options;
  const size_t draws = options.draws > 0 ? options.draws : USUAL_DRAWS;
  const egb_results *results = work->results;
  options.keep_draws =
      draws < KEPT_BYTES / (results->unit_count * sizeof(uint32_t) + results->node_count * sizeof(double));
  options.keep_scores = true;
  options.watch = egb_audit_watch;
  options.context = work;
  const egb_diag_point mark = egb_diag_mark(work->diag);
  const egb_status status = egb_uncertainty_new(work->plan, results, &options, work->diag, &robust->uncertainty);
  return status == EGB_USAGE ? status : egb_audit_reason(work, mark, status, &robust->reason);
}

/* As the simulation, but for the number of draws: rows of its own design. Warnings were those of the simulation. */
static egb_status analyse(egb_audit_work *work, egb_audit_robust *robust) {
  egb_uncertainty_options options = robust->design.options;
  options.draws = 0;
  options.watch = egb_audit_watch;
  options.context = work;
  const egb_diag_point mark = egb_diag_mark(work->diag);
  const egb_status status =
      egb_sensitivity_new(work->plan, work->results, SIZE_MAX, &options, work->diag, &robust->sensitivity);
  if (status == EGB_OK)
    egb_diag_rewind(work->diag, mark);
  return egb_audit_reason(work, mark, status, &robust->sensitivity_reason);
}

egb_status egb_audit_robust_of(egb_audit_work *work, egb_audit_robust **out) {
  *out = work->robust;
  if (work->robust != NULL)
    return EGB_OK;
  egb_audit_robust *robust = egb_arena_array(work->arena, 1, sizeof *robust);
  if (robust == NULL)
    return EGB_NO_MEMORY;
  *out = work->robust = robust;
  egb_status status = egb_audit_design_make(work, &robust->design);
  if (status == EGB_OK)
    status = simulate(work, robust);
  if (status == EGB_OK && robust->uncertainty != NULL)
    status = analyse(work, robust);
  return status;
}

void egb_audit_robust_free(egb_audit_robust *robust) {
  if (robust == NULL)
    return;
  egb_uncertainty_free(robust->uncertainty);
  egb_sensitivity_free(robust->sensitivity);
}

/* ---- 10: uncertainty ------------------------------------------------------------------------- */

static void find_failed(egb_audit_work *work, const egb_uncertainty *u) {
  const egb_uncertainty_summary *about = egb_uncertainty_about(u);
  const size_t all = about->draws + about->failed;
  if (all > 0 && (double)about->failed > egb_audit_limit(work, "failed-draws") * (double)all)
    egb_audit_find(work, EGB_SEVERITY_WARNING, "failed-draws", EGB_SAY_failed_draws,
                   EGB_ARGS(egb_arg_count(about->failed), egb_arg_count(all), egb_arg_text(about->reason)));
}

egb_status egb_audit_uncertainty(egb_audit_work *work) {
  egb_audit_robust *robust;
  egb_table *table = NULL;
  egb_status status = egb_audit_robust_of(work, &robust);
  if (status != EGB_OK)
    return status;
  if (robust->uncertainty == NULL) {
    egb_audit_say(work, EGB_SAY_simulation_none, EGB_ARGS(egb_arg_text(robust->reason)));
    return EGB_OK;
  }
  status = egb_audit_design_write(work, &robust->design, robust->uncertainty);
  if (status == EGB_OK)
    find_failed(work, robust->uncertainty);
  const egb_spread_options options = {.size = sizeof options, .languages = work->languages, .width = 100};
  if (status == EGB_OK)
    status = egb_table_uncertainty(robust->uncertainty, &options, work->diag, &table);
  status = egb_audit_adopt_drawn(work, status, table, "ranks");
  if (status != EGB_OK)
    return status;
  table = NULL;
  status = egb_table_uncertainty_scores(robust->uncertainty, &options, work->diag, &table);
  return egb_audit_adopt(work, status, table);
}

/* ---- 11: sensitivity ------------------------------------------------------------------------- */

static const egb_switch *strongest_switch(const egb_sensitivity *s) {
  const egb_switch *most = NULL;
  for (size_t i = 0; i < egb_sensitivity_switch_count(s); i++) {
    const egb_switch *at = egb_sensitivity_switch_at(s, i);
    if (!isnan(at->mean_shift) && (most == NULL || at->mean_shift > most->mean_shift))
      most = at;
  }
  return most;
}

static const egb_sobol_index *strongest_factor(const egb_sensitivity *s) {
  const egb_sobol_index *most = NULL;
  for (size_t i = 0; i < egb_sensitivity_count(s); i++) {
    const egb_sobol_index *at = egb_sensitivity_at(s, i);
    if (!isnan(at->total) && (most == NULL || at->total > most->total))
      most = at;
  }
  return most;
}

static void say_strongest(egb_audit_work *work, const egb_sensitivity *s) {
  const egb_switch *change = strongest_switch(s);
  const egb_sobol_index *factor = strongest_factor(s);
  egb_buffer text = {0};
  if (change != NULL) {
    const char *most =
        change->largest_unit == SIZE_MAX
            ? ""
            : egb_audit_format(work, EGB_SAY_strongest_unit,
                               EGB_ARGS(egb_arg_count(change->largest_shift),
                                        egb_arg_text(egb_dataset_unit_id(work->results->data, change->largest_unit))));
    egb_audit_put(work, &text, EGB_SAY_strongest,
                  EGB_ARGS(egb_arg_text(change->factor), egb_arg_text(change->alternative),
                           egb_arg_fixed(change->mean_shift, 2), egb_arg_text(most)));
  }
  if (factor != NULL && egb_sensitivity_count(s) > 1)
    egb_audit_put(work, &text, EGB_SAY_strongest_factor,
                  EGB_ARGS(egb_arg_text(factor->factor), egb_arg_fixed(factor->total, 2)));
  egb_audit_take(work, &text);
}

static void find_sensitive(egb_audit_work *work, const egb_sensitivity *s) {
  const double limit = egb_audit_limit(work, "sensitive") * (double)egb_audit_ranked(work->results);
  for (size_t i = 0; i < egb_sensitivity_switch_count(s); i++) {
    const egb_switch *at = egb_sensitivity_switch_at(s, i);
    if (at->mean_shift > limit)
      egb_audit_find(work, EGB_SEVERITY_WARNING, "sensitive", EGB_SAY_sensitive,
                     EGB_ARGS(egb_arg_text(at->factor), egb_arg_text(at->alternative), egb_arg_fixed(at->mean_shift, 2),
                              egb_arg_count(at->largest_shift)));
  }
}

egb_status egb_audit_sensitivity(egb_audit_work *work) {
  egb_audit_robust *robust;
  egb_table *table = NULL;
  egb_status status = egb_audit_robust_of(work, &robust);
  if (status != EGB_OK)
    return status;
  if (robust->sensitivity == NULL) {
    egb_audit_say(work, EGB_SAY_sensitivity_none,
                  EGB_ARGS(egb_arg_text(robust->reason != NULL ? robust->reason : robust->sensitivity_reason)));
    return EGB_OK;
  }
  say_strongest(work, robust->sensitivity);
  find_sensitive(work, robust->sensitivity);
  status = egb_table_switches(robust->sensitivity, work->languages, work->diag, &table);
  status = egb_audit_adopt_drawn(work, status, table, "tornado");
  if (status == EGB_OK) {
    table = NULL;
    status = egb_table_sensitivity(robust->sensitivity, work->languages, work->diag, &table);
    status = egb_audit_adopt_drawn(work, status, table, "sensitivity");
  }
  return status;
}

/* ---- 12: robustness -------------------------------------------------------------------------- */

bool egb_audit_inside(const egb_rank_spread *spread) {
  return spread->rank >= spread->low && spread->rank <= spread->high;
}

static void count_unit(const egb_rank_spread *spread, egb_audit_counts *out) {
  const double width = spread->high - spread->low, ends = (double)out->ends;
  const double shift = fmax(spread->rank - spread->low, spread->high - spread->rank);
  const double bottom = (double)(out->units - out->ends);
  out->inside += egb_audit_inside(spread);
  out->width2 += width <= 2;
  out->width5 += width <= 5;
  out->width10 += width <= 10;
  out->width20 += width >= 20;
  out->shift10 += shift <= 10;
  out->reliable += egb_audit_inside(spread) && width <= (double)out->places;
  out->top += spread->rank <= ends;
  out->top_kept += spread->rank <= ends && spread->high <= ends;
  out->top_rivals += spread->rank > ends && spread->low <= ends;
  out->bottom += spread->rank > bottom;
  out->bottom_kept += spread->rank > bottom && spread->low > bottom;
}

/* Units that have a rank, and an interval of it. */
static bool has_interval(const egb_rank_spread *spread) {
  return !isnan(spread->rank) && spread->ranked > 0;
}

void egb_audit_count(const egb_audit_work *work, const egb_uncertainty *u, egb_audit_counts *out) {
  const double most = egb_audit_limit(work, "reliable-width");
  *out = (egb_audit_counts){0};
  for (size_t i = 0; i < egb_uncertainty_count(u); i++)
    out->units += has_interval(egb_uncertainty_at(u, i));
  const size_t tenth = out->units / 10;
  out->places = (size_t)fmin((double)tenth, most);
  out->ends = out->units >= 20 ? 10 : out->units / 2;
  for (size_t i = 0; i < egb_uncertainty_count(u); i++)
    if (has_interval(egb_uncertainty_at(u, i)))
      count_unit(egb_uncertainty_at(u, i), out);
}

/* "Outside: A, B, C." for units of which `is` holds; nothing when there are none. */
static egb_status say_units(egb_audit_work *work, const egb_uncertainty *u, egb_audit_phrase_id says,
                            bool (*is)(const egb_rank_spread *)) {
  const size_t units = egb_uncertainty_count(u);
  size_t *unit = egb_arena_array(work->arena, units, sizeof *unit), count = 0;
  egb_buffer text = {0};
  if (unit == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < units; i++) {
    const size_t at = work->results->order[i];
    if (has_interval(egb_uncertainty_at(u, at)) && is(egb_uncertainty_at(u, at)))
      unit[count++] = at;
  }
  if (count == 0)
    return EGB_OK;
  egb_audit_put_units(work, &text, unit, count);
  egb_audit_say(work, says, EGB_ARGS(egb_arg_text(egb_buffer_string(&text))));
  work->document->failed = work->document->failed || text.failed;
  egb_buffer_clear(&text);
  return EGB_OK;
}

static bool is_outside(const egb_rank_spread *spread) {
  return !egb_audit_inside(spread);
}

static bool is_wide(const egb_rank_spread *spread) {
  return spread->high - spread->low >= 20;
}

static void say_counts(egb_audit_work *work, const egb_uncertainty *u, const egb_audit_counts *c) {
  egb_audit_say(work, EGB_SAY_robust_inside,
                EGB_ARGS(egb_arg_count(c->inside), egb_arg_count(c->units),
                         egb_arg_share(egb_uncertainty_about(u)->percent / 100)));
  egb_audit_say(work, EGB_SAY_robust_width,
                EGB_ARGS(egb_arg_count(c->width2), egb_arg_count(c->width5), egb_arg_count(c->width10),
                         egb_arg_count(c->width20), egb_arg_count(c->units)));
  egb_audit_say(work, EGB_SAY_robust_shift, EGB_ARGS(egb_arg_count(c->shift10), egb_arg_count(c->units)));
  egb_audit_say(work, EGB_SAY_robust_ends,
                EGB_ARGS(egb_arg_count(c->top), egb_arg_count(c->ends), egb_arg_count(c->top_kept),
                         egb_arg_count(c->top_rivals), egb_arg_count(c->bottom), egb_arg_count(c->bottom_kept)));
  egb_audit_say(work, EGB_SAY_robust_reliable,
                EGB_ARGS(egb_arg_count(c->reliable), egb_arg_count(c->units), egb_arg_count(c->places)));
}

static void find_in_counts(egb_audit_work *work, const egb_audit_counts *c) {
  const double units = (double)c->units, reliable = (double)c->reliable / units;
  if ((double)(c->units - c->inside) > egb_audit_limit(work, "outside") * units)
    egb_audit_find(work, EGB_SEVERITY_WARNING, "outside", EGB_SAY_outside,
                   EGB_ARGS(egb_arg_count(c->units - c->inside), egb_arg_count(c->units)));
  if (reliable < egb_audit_limit(work, "unreliable"))
    egb_audit_find(work, EGB_SEVERITY_WARNING, "unreliable", EGB_SAY_unreliable,
                   EGB_ARGS(egb_arg_count(c->reliable), egb_arg_count(c->units)));
  else if (reliable >= egb_audit_limit(work, "reliable"))
    egb_audit_find(work, EGB_SEVERITY_NOTE, "reliable", EGB_SAY_reliable,
                   EGB_ARGS(egb_arg_count(c->reliable), egb_arg_count(c->units)));
  if ((double)c->top_kept < egb_audit_limit(work, "top") * (double)c->top)
    egb_audit_find(work, EGB_SEVERITY_WARNING, "top", EGB_SAY_top,
                   EGB_ARGS(egb_arg_count(c->top_kept), egb_arg_count(c->top), egb_arg_count(c->ends)));
}

egb_status egb_audit_robustness(egb_audit_work *work) {
  egb_audit_robust *robust;
  egb_audit_counts counts;
  egb_status status = egb_audit_robust_of(work, &robust);
  if (status != EGB_OK)
    return status;
  if (robust->uncertainty == NULL) {
    egb_audit_say(work, EGB_SAY_robust_none, EGB_ARGS(egb_arg_text(robust->reason)));
    return EGB_OK;
  }
  egb_audit_count(work, robust->uncertainty, &counts);
  if (counts.units < EGB_AUDIT_UNITS) {
    egb_audit_say(work, EGB_SAY_robust_few, EGB_ARGS(egb_arg_count(EGB_AUDIT_UNITS)));
    return EGB_OK;
  }
  say_counts(work, robust->uncertainty, &counts);
  status = say_units(work, robust->uncertainty, EGB_SAY_robust_outside_units, is_outside);
  if (status == EGB_OK)
    status = say_units(work, robust->uncertainty, EGB_SAY_robust_wide_units, is_wide);
  find_in_counts(work, &counts);
  return status == EGB_OK ? egb_audit_parts(work, robust) : status;
}
