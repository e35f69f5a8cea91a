/* Which units take part. Forced decisions go first, exclusion before inclusion; then the share of indicators a unit
 * has, overall and below every child of the root; then the share of zeros among those it has. Imputed values count as
 * missing, unless the definition says `after-imputation: true`. */
#include "score/panel.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

/* A share such as 9 of 10 meets a threshold of 0.9 whatever the rounding. */
#define TOLERANCE 1e-9

typedef struct tally {
  size_t below, present, zeros;
} tally;

static tally count_unit(const egb_plan *plan, const egb_frame *seen, size_t node, size_t unit) {
  const egb_node *nodes = plan->index->node;
  const size_t units = plan->data->unit_count;
  tally count = {0, 0, 0};
  for (size_t i = node; i < nodes[node].end; i++) {
    if (nodes[i].first_child != EGB_NONE || !plan->node[i].active)
      continue;
    const double value = seen->value[i * units + unit];
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

static const char *fault_of(const egb_plan *plan, const egb_frame *seen, size_t unit, egb_arena *arena, bool *memory) {
  const egb_screen *screen = &plan->index->screen;
  const egb_node *nodes = plan->index->node;
  const tally all = count_unit(plan, seen, 0, unit);
  char text[EGB_NUMBER_MAX];
  const char *reason = NULL;
  *memory = true;
  if (too_few(all, screen->available)) {
    reason = egb_arena_format(arena, "%zu of %zu indicators, but %s%% of them are required", all.present, all.below,
                              percent(screen->available, text));
    *memory = reason != NULL;
    return reason;
  }
  for (size_t child = nodes[0].first_child; child != EGB_NONE; child = nodes[child].next) {
    const tally part = plan->node[child].active ? count_unit(plan, seen, child, unit) : (tally){0, 0, 0};
    if (!too_few(part, screen->available_by_node))
      continue;
    reason = egb_arena_format(arena, "%zu of %zu indicators of %s, but %s%% of them are required", part.present,
                              part.below, nodes[child].id, percent(screen->available_by_node, text));
    *memory = reason != NULL;
    return reason;
  }
  if ((double)all.zeros <= (screen->zeros + TOLERANCE) * (double)all.present)
    return NULL;
  reason = egb_arena_format(arena, "%zu of its %zu values are zero, more than %s%%", all.zeros, all.present,
                            percent(screen->zeros, text));
  *memory = reason != NULL;
  return reason;
}

static egb_status screen_slice(const egb_plan *plan, const egb_slice *slice, egb_arena *arena) {
  const egb_screen *screen = &plan->index->screen;
  const egb_frame *seen = screen->after_imputation ? &slice->imputed : &slice->raw;
  for (size_t u = 0; u < plan->data->unit_count; u++) {
    const egb_forced *out = plan->exclude != NULL ? plan->exclude[u] : NULL;
    bool memory = true;
    if (out != NULL) {
      const bool said = out->reason != NULL && out->reason[0] != '\0';
      slice->screened[u] = egb_arena_format(arena, "left out%s%s", said ? ": " : "", said ? out->reason : "");
      memory = slice->screened[u] != NULL;
    } else if (plan->include == NULL || plan->include[u] == NULL) {
      slice->screened[u] = fault_of(plan, seen, u, arena, &memory);
    }
    if (!memory)
      return EGB_NO_MEMORY;
  }
  return EGB_OK;
}

egb_status egb_stage_screen(egb_panel *panel) {
  egb_status status = EGB_OK;
  if (!egb_plan_screens(panel->plan))
    return EGB_OK;
  for (size_t p = 0; p < panel->plan->data->period_count && status == EGB_OK; p++)
    if (panel->slice[p].whole)
      status =
          screen_slice(panel->plan, &panel->slice[p], p == panel->plan->period ? panel->results->arena : panel->arena);
  return status;
}
