/* Assumptions switched one at a time. */
#include "simulate/sensitivity_part.h"
#include "simulate/worth.h"

#include <math.h>

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

size_t egb_sensitivity_list_switches(egb_sensitivity_draft *s, egb_draw *draw) {
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

/* The draws of this run, into their places of `shift` and `reason`. The texts are those of `failures`. */
static egb_status make_draws(egb_sensitivity_run *r, const egb_draw *draw, size_t draws, egb_shift *shift,
                             const char **reason, egb_replay_failures *failures) {
  size_t first, end;
  egb_sensitivity_range(r->s, draws, &first, &end);
  r->shift = shift + first;
  /* alone, what fails has no other choice */
  const egb_status status = egb_sensitivity_replay(r, draw + first, end - first, false, failures);
  for (size_t i = first; i < end && status == EGB_OK; i++)
    reason[i] = failures->reason[i - first];
  if (status == EGB_OK && egb_portion_writes(r->s->portion))
    egb_sensitivity_put_draws(r->s, shift + first, reason + first, end - first);
  return status;
}

static egb_status run_draws(egb_sensitivity_run *r, egb_arena *arena, size_t draws, egb_replay_failures *failures) {
  egb_sensitivity_draft *s = r->s;
  egb_draw *draw = egb_arena_array(arena, draws, sizeof *draw);
  egb_shift *shift = egb_arena_array(arena, draws, sizeof *shift);
  const char **reason = egb_arena_array(arena, draws, sizeof *reason);
  r->scratch = egb_arena_array(arena, s->threads, egb_sensitivity_scratch(s) * sizeof *r->scratch);
  s->change = egb_arena_array(s->arena, s->changes, sizeof *s->change);
  if (draw == NULL || shift == NULL || reason == NULL || r->scratch == NULL || s->change == NULL)
    return EGB_NO_MEMORY;
  (void)egb_sensitivity_list_switches(s, draw);
  const egb_status status = egb_portion_reads(s->portion) ? egb_sensitivity_get_draws(s, shift, reason, draws)
                                                          : make_draws(r, draw, draws, shift, reason, failures);
  for (size_t i = 0, at = 0; i < s->changes && status == EGB_OK && !egb_portion_writes(s->portion);
       at += s->change[i++].draws)
    summarise(s, &s->change[i], draw + at, shift + at, reason + at);
  return status;
}

egb_status egb_sensitivity_switches(egb_sensitivity_run *r) {
  const size_t draws = egb_sensitivity_list_switches(r->s, NULL);
  egb_arena *arena = egb_arena_new();
  egb_replay_failures failures = {0};
  const egb_status status = arena != NULL ? run_draws(r, arena, draws, &failures) : EGB_NO_MEMORY;
  egb_replay_failures_clear(&failures);
  egb_arena_free(arena);
  r->scratch = NULL;
  return status;
}
