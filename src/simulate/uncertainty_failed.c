/* Draws that could not be scored, or not as they were drawn: how many, why, and what they had of each assumption. */
#include "simulate/uncertainty_state.h"

#include <string.h>

static bool same(const egb_failure *a, const char *reason, const char *dropped) {
  return strcmp(a->reason, reason) == 0 && a->dropped == dropped; /* names of factors are there once */
}

/* Reasons beyond the first few are counted together. */
static void note(egb_failure_list *list, const char *reason, const char *dropped, egb_arena *arena) {
  size_t i = 0;
  while (i < list->count && i < EGB_FAILURES && !same(&list->item[i], reason, dropped))
    i++;
  if (i == list->count || i == EGB_FAILURES) {
    const char *copy = i < EGB_FAILURES ? egb_arena_copy(arena, reason) : EGB_REPLAY_OTHERS;
    list->item[i].reason = copy != NULL ? copy : EGB_REPLAY_OTHERS;
    list->item[i].dropped = i < EGB_FAILURES || dropped == NULL ? dropped : EGB_REPLAY_ANY;
    list->count = i + 1;
  }
  list->item[i].draws++;
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
      note(&u->replacement, failures->replaced[i], u->factors->factor[culprit].name, u->arena);
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
      note(&u->failure, failures->reason[i], NULL, u->arena);
  }
}
