/* Draws that could not be scored, or not as they were drawn: how many, why, and what they had of each assumption. */
#include "simulate/uncertainty_state.h"

#include <string.h>

static bool same(const egb_failure *a, const char *reason, const char *dropped) {
  return strcmp(a->reason, reason) == 0 && a->dropped == dropped; /* names of factors are there once */
}

/* A part has more, so that those of all parts together are the first few of all. */
static size_t reasons_most(const egb_uncertainty_draft *u) {
  return egb_portion_writes(u->portion) ? EGB_FAILURES_OF_A_PART : EGB_FAILURES;
}

void egb_uncertainty_note(const egb_uncertainty_draft *u, egb_failure_list *list, const char *reason,
                          const char *dropped, size_t draws) {
  const size_t most = reasons_most(u);
  size_t i = 0;
  while (i < list->count && i < most && !same(&list->item[i], reason, dropped))
    i++;
  if (i == list->count || i == most) {
    const char *copy = i < most ? egb_arena_copy(u->arena, reason) : EGB_REPLAY_OTHERS;
    list->item[i].reason = copy != NULL ? copy : EGB_REPLAY_OTHERS;
    list->item[i].dropped = i < most || dropped == NULL ? dropped : EGB_REPLAY_ANY;
    list->count = i + 1;
  }
  list->item[i].draws += draws;
}

/* Where the alternative of a draw is counted: what the definition has comes last where it is none of them. */
static egb_used *used_by(const egb_uncertainty_draft *u, const egb_draw *draw, size_t kind) {
  const uint16_t option = draw->option[kind];
  return &u->used[kind][option == EGB_OPTION_DECLARED ? u->factors->factor[kind].count : option];
}

void egb_uncertainty_account(egb_uncertainty_draft *u, egb_draw *draw, size_t count,
                             const egb_replay_failures *failures) {
  for (size_t i = 0; i < count; i++) {
    const bool failed = failures->reason[i] != NULL;
    const egb_factor_kind culprit = (egb_factor_kind)failures->culprit[i];
    if (failures->replaced[i] != NULL) {
      u->replaced++;
      used_by(u, &draw[i], culprit)->dropped++;
      egb_uncertainty_note(u, &u->replacement, failures->replaced[i], u->factors->factor[culprit].name, 1);
      draw[i] = egb_factors_put_back(u->factors, &draw[i], culprit);
    }
    for (size_t k = 0; k < EGB_FACTOR_COUNT; k++) {
      if (k == EGB_FACTOR_ERROR && draw[i].error == EGB_DRAW_NOMINAL)
        continue; /* without error */
      used_by(u, &draw[i], k)->drawn++;
      used_by(u, &draw[i], k)->failed += failed;
    }
    u->failed += failed;
    if (failed)
      egb_uncertainty_note(u, &u->failure, failures->reason[i], NULL, 1);
  }
}
