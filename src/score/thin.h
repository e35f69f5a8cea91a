/* thin.h - a latest period that is not complete yet. */
#ifndef EGB_SCORE_THIN_H
#define EGB_SCORE_THIN_H

#include "base/diag.h"
#include "model/dataset.h"

/* Warns when a period that was not asked for has fewer than half as many values as the one before. */
void egb_warn_thin(const egb_dataset *data, size_t period, egb_diag *diag);

#endif
