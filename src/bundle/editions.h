/* editions.h - every period of a bundle's data, for its report. */
#ifndef EGB_BUNDLE_EDITIONS_H
#define EGB_BUNDLE_EDITIONS_H

#include "bundle/bundle.h"
#include "model/results.h"

typedef struct egb_bundle_editions {
  egb_results **results; /* in the order of time */
  size_t count;
} egb_bundle_editions;

/* Of data with one period: none. Free them whatever the status. EGB_NO_MEMORY. */
egb_status egb_bundle_score_editions(const egb_bundle *bundle, egb_diag *diag, egb_bundle_editions *out);
void egb_bundle_free_editions(egb_bundle_editions *editions);

#endif
