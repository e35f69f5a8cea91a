/* method_words.h - methods and their parameters in words, for the list of methods and for the methodology. */
#ifndef EGB_TABLE_METHOD_WORDS_H
#define EGB_TABLE_METHOD_WORDS_H

#include "base/buffer.h"
#include "method/method.h"
#include "model/index.h"

/* The values a parameter takes: "a whole number from 0 to 5", "half-even or half-up". */
void egb_words_kind(egb_buffer *out, const egb_parameter *parameter);
/* True when the method works without it being written and uses a value that can be named. */
bool egb_words_has_preset(const egb_parameter *parameter);
/* That value: "true", "[0, scale]" with the scale of the index inserted. */
void egb_words_preset(egb_buffer *out, const egb_parameter *parameter);
/* Method of this name in a family, NULL when there is none. */
const egb_method *egb_words_find(egb_method_family family, const char *name);
/* Whether a normalisation learns nothing from the data. */
bool egb_words_is_fixed(const char *normalisation);
/* A choice as it would be written: "winsorise (points: 5, skewness: 2)". */
void egb_words_choice(egb_buffer *out, const egb_choice *choice);
/* The value of one of its settings: "5", "[0, 10]". */
void egb_words_setting(egb_buffer *out, const egb_setting *setting);
/* What else a method of the family needs to be written or must not meet, as sentences; nothing when there is nothing.
 */
void egb_words_needs(egb_buffer *out, egb_method_family family, const char *name);
/* Where the bounds of the score of an index come from, as the end of a sentence: "the columns a and b of the data". */
void egb_words_rank_bounds(egb_buffer *out, const egb_index *index);

#endif
