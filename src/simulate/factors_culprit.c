/* Which of a draw's choices a failure is put down to. */
#include "simulate/factors.h"

static bool differs(const egb_factors *factors, const egb_draw *draw, egb_factor_kind kind) {
  const egb_factor *factor = &factors->factor[kind];
  if (kind == EGB_FACTOR_ERROR)
    return factor->varies && draw->error != EGB_DRAW_NOMINAL;
  return factor->varies && draw->option[kind] != factor->declared;
}

egb_factor_kind egb_factors_culprit(const egb_factors *factors, const egb_draw *draw, egb_blamed stage) {
  static const struct {
    egb_blamed stage;
    egb_factor_kind kind;
  } back[] = {{EGB_BLAMED_AGGREGATE, EGB_FACTOR_AGGREGATE}, {EGB_BLAMED_NORMALISE, EGB_FACTOR_NORMALISE},
              {EGB_BLAMED_TREAT, EGB_FACTOR_TREAT},         {EGB_BLAMED_IMPUTE, EGB_FACTOR_IMPUTE},
              {EGB_BLAMED_DATA, EGB_FACTOR_ERROR},          {EGB_BLAMED_PARTS, EGB_FACTOR_LEAVE_OUT}};
  const egb_blamed from = stage == EGB_BLAMED_NOTHING ? EGB_BLAMED_AGGREGATE : stage;
  for (size_t i = 0; i < sizeof back / sizeof back[0]; i++)
    if (back[i].stage <= from && differs(factors, draw, back[i].kind))
      return back[i].kind;
  return EGB_FACTOR_COUNT;
}

egb_draw egb_factors_put_back(const egb_factors *factors, const egb_draw *draw, egb_factor_kind kind) {
  egb_draw without = *draw;
  if (kind == EGB_FACTOR_ERROR)
    without.error = EGB_DRAW_NOMINAL;
  else
    without.option[kind] = factors->factor[kind].declared;
  return without;
}
