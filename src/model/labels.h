/* labels.h - one text in several languages. */
#ifndef EGB_MODEL_LABELS_H
#define EGB_MODEL_LABELS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct egb_label {
  const char *language; /* BCP 47 tag as written ("zh-Hant"); "" for a text given without a language */
  const char *text;
} egb_label;

typedef struct egb_labels {
  const egb_label *item;
  size_t count;
} egb_labels;

/* The text in the first of the NULL-terminated languages that exists (tags compare without case; "zh-Hant" also finds
 * "zh-Hant-TW" and "zh" as a last resort before the next language); else the first label; else fallback.
 * languages may be NULL. */
const char *egb_labels_pick(egb_labels labels, const char *const *languages, const char *fallback);
/* Whether one of the labels is in the language, or in one that a reader of it is content with. */
bool egb_labels_speak(egb_labels labels, const char *language);

#endif
