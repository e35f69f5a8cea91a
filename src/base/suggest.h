/* suggest.h - what somebody who mistyped a name may have meant. */
#ifndef EGB_BASE_SUGGEST_H
#define EGB_BASE_SUGGEST_H

#include <stddef.h>

/* Up to limit candidates nearest to what was typed (case and accents ignored); returns how many were put in out,
 * nearest first, none when nothing is near. Not what was typed itself: to write it again is no advice. */
size_t egb_suggest(const char *typed, const char *const *candidates, size_t count, const char **out, size_t limit);

#endif
