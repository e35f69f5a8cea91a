/* options.h - structures of options that may grow: the first member of each is its size, as the caller's header has it.
 */
#ifndef EGB_BASE_OPTIONS_H
#define EGB_BASE_OPTIONS_H

#include "egovbench.h"

/* Copies what the caller gave into `own`, which is zeroed first; NULL: all defaults. A structure of an older header is
 * shorter, one of a newer header longer. EGB_USAGE, reported: it has no size, or sets a member that this library does
 * not know and would have to ignore. */
egb_status egb_options_take(void *own, size_t size, const void *given, egb_diag *diag);

/* The other way round, for answers in the caller's memory: copies what both know of `own`; the caller's size stays. */
void egb_options_give(void *given, const void *own, size_t size);

#define EGB_OPTIONS_TAKE(own, given, diag) egb_options_take(&(own), sizeof(own), (given), (diag))

#endif
