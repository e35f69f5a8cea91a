/* warn.h - what can be computed and is probably not meant. Simulations, which score the same again, do not warn. */
#ifndef EGB_SCORE_WARN_H
#define EGB_SCORE_WARN_H

#include "score/panel.h"
#include "score/scale.h"

/* Indicator i with goalposts, once it is normalised: values far outside them, shares where percentages are meant. */
void egb_warn_goalposts(const egb_panel *panel, size_t i, const egb_scaling *scaling, egb_diag *diag);
/* Finished results: units ranked on imputed values alone, levels that do not fit the scale. */
void egb_warn_results(const egb_plan *plan, const egb_results *results, egb_diag *diag);

#endif
