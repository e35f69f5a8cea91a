#include "method/target.h"

egb_sheet_kind egb_target_sheet(const egb_normalise_input *input, egb_target to, bool clamp, const egb_sheet_value *at,
                                egb_buffer *out) {
  char low[EGB_SHEET_NUMBER_MAX], span[EGB_SHEET_NUMBER_MAX];
  const egb_sheet_word word[] = {{'x', at->x},
                                 {'a', at->fitted[0]},
                                 {'b', at->fitted[1]},
                                 {'l', egb_sheet_number(to.low, low)},
                                 {'s', egb_sheet_number(to.span, span)},
                                 {0, NULL}};
  egb_sheet_put(out, clamp ? "%l+%s*MAX(0,MIN(1," : "%l+%s*(", word);
  egb_sheet_put(out, input->direction < 0 ? "(%b-%x)/(%b-%a)" : "(%x-%a)/(%b-%a)", word);
  egb_buffer_text(out, clamp ? "))" : ")");
  return EGB_SHEET_PLAIN;
}

egb_sheet_kind egb_target_sheet_range(const egb_normalise_input *input, size_t k, const char *all, egb_buffer *out) {
  (void)input;
  const egb_sheet_word word[] = {{'v', all}, {0, NULL}};
  egb_sheet_put(out, k == 0 ? "MIN(%v)" : "MAX(%v)", word);
  return EGB_SHEET_PLAIN;
}
