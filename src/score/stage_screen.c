/* Which units take part. Forced decisions go first, exclusion before inclusion; then the share of indicators a unit
 * has, overall and below every child of the root; then the share of zeros among those it has. Imputed values count as
 * missing, unless the definition says `after-imputation: true`. */
#include "score/frame.h"
#include "score/panel.h"

#include "base/number.h"

#include <math.h>

/* A share such as 9 of 10 meets a threshold of 0.9 whatever the rounding. */
#define TOLERANCE 1e-9

typedef struct tally {
  size_t below, present, zeros;
} tally;

static tally count_unit(const egb_plan *plan, const egb_slice *slice, size_t node, size_t unit) {
  const egb_frame *seen = plan->index->screen.after_imputation ? &slice->imputed : &slice->raw;
  const egb_node *nodes = plan->index->node;
  const size_t units = plan->data->unit_count;
  tally count = {0, 0, 0};
  for (size_t i = node; i < nodes[node].end; i++) {
    if (nodes[i].first_child != EGB_NONE || !plan->node[i].active || !egb_slice_applies(slice, i, units, unit))
      continue;
    const double value = seen->value[i][unit];
    count.below++;
    count.present += isnan(value) ? 0 : 1;
    count.zeros += value == 0;
  }
  return count;
}

static bool too_few(tally count, double least) {
  return (double)count.present < (least - TOLERANCE) * (double)count.below;
}

/* A share as a percentage without noise behind the point. */
static const char *percent(double share, char *out) {
  egb_number_shortest(rint(share * 1e6) / 1e4, out);
  return out;
}

/* Why a unit has too little, NULL when it has enough. */
static const char *fault_of(const egb_plan *plan, const egb_slice *slice, size_t unit, egb_arena *arena) {
  const egb_screen *screen = &plan->index->screen;
  const egb_node *nodes = plan->index->node;
  const tally all = count_unit(plan, slice, 0, unit);
  char text[EGB_NUMBER_MAX];
  if (too_few(all, screen->available))
    return egb_arena_format(arena, "%zu of %zu indicators, but %s%% of them are required", all.present, all.below,
                            percent(screen->available, text));
  for (size_t child = nodes[0].first_child; child != EGB_NONE; child = nodes[child].next) {
    const tally part = plan->node[child].active ? count_unit(plan, slice, child, unit) : (tally){0, 0, 0};
    if (too_few(part, screen->available_by_node))
      return egb_arena_format(arena, "%zu of %zu indicators of %s, but %s%% of them are required", part.present,
                              part.below, nodes[child].id, percent(screen->available_by_node, text));
  }
  if ((double)all.zeros <= (screen->zeros + TOLERANCE) * (double)all.present)
    return NULL;
  return egb_arena_format(arena, "%zu of its %zu values are zero, more than %s%%", all.zeros, all.present,
                          percent(screen->zeros, text));
}

static void screen_units(const egb_plan *plan, size_t period, const egb_slice *slice, egb_arena *arena) {
  for (size_t u = 0; u < plan->data->unit_count; u++) {
    const egb_forced *out = egb_plan_forced(plan, plan->exclude, u, period);
    if (out != NULL) {
      const bool explained = out->reason != NULL && out->reason[0] != '\0';
      slice->screened[u] = egb_arena_format(arena, "left out%s%s", explained ? ": " : "", explained ? out->reason : "");
    } else if (egb_plan_forced(plan, plan->include, u, period) == NULL) {
      slice->screened[u] = fault_of(plan, slice, u, arena);
    }
  }
}

static bool any_screened(const egb_slice *slice, size_t units) {
  for (size_t u = 0; u < units; u++)
    if (slice->screened[u] != NULL)
      return true;
  return false;
}

/* Begins the next frame: from here on a unit that does not take part is missing. What neither that nor a treatment
 * changes stays in the frame before. */
static bool leave_out(const egb_panel *panel, size_t period) {
  const egb_plan *plan = panel->plan;
  const size_t units = plan->data->unit_count;
  egb_slice *slice = &panel->slice[period];
  const bool screened = any_screened(slice, units);
  for (size_t i = 0; i < plan->index->node_count; i++) {
    const egb_planned_node *planned = &plan->node[i];
    egb_frame_borrow(&slice->treated, i, &slice->imputed);
    if (!planned->active || planned->normalise == NULL || (planned->treat == NULL && !screened))
      continue;
    if (!egb_frame_copy(egb_panel_arena(panel, period), &slice->treated, i, units, &slice->imputed))
      return false;
    for (size_t u = 0; screened && u < units; u++)
      if (slice->screened[u] != NULL) {
        slice->treated.own[i][u] = (double)NAN;
        slice->treated.own_state[i][u] = EGB_STATE_MISSING;
      }
  }
  return true;
}

egb_status egb_stage_screen(egb_panel *panel) {
  const egb_results *r = panel->results;
  bool whole = true;
  if (r->treated.value == r->imputed.value)
    return EGB_OK; /* no unit is left out, and none treated */
  for (size_t p = 0; p < panel->plan->data->period_count; p++) {
    const egb_slice *slice = &panel->slice[p];
    if (!slice->whole)
      continue;
    if (panel->screens)
      screen_units(panel->plan, p, slice, egb_panel_arena(panel, p));
    whole = leave_out(panel, p) && whole;
  }
  return !whole || egb_arena_failed(r->arena) || egb_arena_failed(panel->arena) ? EGB_NO_MEMORY : EGB_OK;
}
