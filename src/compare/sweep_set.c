/* The weights of a scenario of a sweep. */
#include "base/buffer.h"
#include "base/codes.h"
#include "compare/sweep.h"

#include <string.h>

bool egb_sweep_setter_make(const egb_plan *plan, const egb_sweep *sweep, egb_arena *arena, egb_sweep_setter *out) {
  *out = (egb_sweep_setter){.weight =
                                egb_arena_duplicate(arena, plan->weight, plan->index->node_count, sizeof *out->weight),
                            .change = egb_arena_array(arena, sweep->axis_count + 1, sizeof *out->change)};
  return egb_plan_copy(plan, arena, &out->plan) && !egb_arena_failed(arena);
}

/* One weight per axis. */
static egb_status set(egb_sweep_setter *setter, const egb_sweep *sweep, const egb_sweep_rule *rule, egb_diag *diag) {
  size_t count = sweep->axis_count;
  egb_plan *plan = &setter->plan;
  memcpy(plan->weight, setter->weight, plan->index->node_count * sizeof *plan->weight);
  const egb_status status =
      rule->from != NULL ? egb_plan_take_from(plan, rule->from, setter->change, &count, diag) : EGB_OK;
  return status == EGB_OK ? egb_plan_change_weights(plan, setter->change, count, rule->how, EGB_USAGE, diag) : status;
}

egb_status egb_sweep_set(egb_sweep_setter *setter, const egb_sweep *sweep, const egb_sweep_rule *rule, size_t scenario,
                         egb_diag *diag) {
  for (size_t i = 0; i < sweep->axis_count; i++)
    setter->change[i] = (egb_weight_change){.node = sweep->axis[i].node, .weight = egb_sweep_value(sweep, scenario, i)};
  return set(setter, sweep, rule, diag);
}

/* ---- whether all are possible ---------------------------------------------------------------- */

static double extreme(const egb_sweep_axis *axis, bool most) {
  double out = axis->value[0];
  for (size_t i = 1; i < axis->count; i++)
    if (most ? axis->value[i] > out : axis->value[i] < out)
      out = axis->value[i];
  return out;
}

/* "OS=0.3, CS=0.9" */
static void name_scenario(egb_buffer *out, const egb_plan *plan, const egb_sweep *sweep,
                          const egb_weight_change *change) {
  for (size_t i = 0; i < sweep->axis_count; i++) {
    egb_buffer_format(out, "%s%s=", i > 0 ? ", " : "", plan->index->node[sweep->axis[i].node].id);
    egb_buffer_number(out, change[i].weight);
  }
}

/* The faults that were found, each of the scenario that has it. */
static egb_status report(const egb_diag *own, const char *scenario, egb_diag *diag) {
  for (size_t i = 0; i < egb_diag_kept(own); i++) {
    const egb_message *m = egb_diag_message(own, i);
    egb_buffer text = {0};
    egb_buffer_format(&text, "in the scenario %.200s: %s", scenario, m->text);
    if (text.failed)
      return EGB_NO_MEMORY;
    egb_diag_report(diag, m->severity, m->code, egb_buffer_string(&text), m->hint);
    egb_buffer_clear(&text);
  }
  return egb_diag_lost(own) > 0 ? EGB_NO_MEMORY : EGB_USAGE;
}

static egb_status try(egb_sweep_setter *setter, const egb_sweep *sweep, const egb_sweep_rule *rule, bool most,
                      egb_diag *diag) {
  egb_buffer name = {0};
  egb_diag *own = egb_diag_beside(diag);
  if (own == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < sweep->axis_count; i++)
    setter->change[i] = (egb_weight_change){.node = sweep->axis[i].node, .weight = extreme(&sweep->axis[i], most)};
  egb_status status = set(setter, sweep, rule, own);
  if (status == EGB_USAGE) {
    name_scenario(&name, &setter->plan, sweep, setter->change);
    status = name.failed ? EGB_NO_MEMORY : report(own, egb_buffer_string(&name), diag);
  }
  egb_buffer_clear(&name);
  egb_diag_free(own);
  return status;
}

/* Two scenarios answer for all: the one of the largest weights and the one of the smallest. Whatever is asked of the
 * weights of a scenario is a bound on their sum among the siblings, from above (the total, what a sibling can give) or
 * from below (what no other sibling could take, all weights 0), or on one of them from below (0). */
egb_status egb_sweep_check(const egb_plan *plan, const egb_sweep *sweep, const egb_sweep_rule *rule, egb_diag *diag) {
  egb_arena *arena = egb_arena_new();
  egb_sweep_setter setter;
  egb_status status = arena != NULL && egb_sweep_setter_make(plan, sweep, arena, &setter) ? EGB_OK : EGB_NO_MEMORY;
  if (status == EGB_OK)
    status = try(&setter, sweep, rule, true, diag);
  if (status == EGB_OK)
    status = try(&setter, sweep, rule, false, diag);
  egb_arena_free(arena);
  return status;
}
