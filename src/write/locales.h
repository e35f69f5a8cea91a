/* locales.h - what a spreadsheet of a language takes for a number, a date or a truth value when it opens a file of
 * text. */
#ifndef EGB_WRITE_LOCALES_H
#define EGB_WRITE_LOCALES_H

#include "base/buffer.h"

typedef struct egb_locale {
  const char *name;        /* a BCP 47 tag */
  const char *also;        /* tags with a region that has the same marks, between blanks; NULL: none */
  char delimiter, decimal; /* between cells, and in numbers */
  bool keeps_texts;        /* texts that it would change are written so that it does not */
  const char *truth;       /* its words for true and false, between blanks, beside the English ones */
  const char *month;       /* its names of months, in every form that has another beginning, beside the English ones */
  const char *money;       /* its sign of money where that is a word */
} egb_locale;

/* NULL: beyond the last. The first is what there is without a language. */
const egb_locale *egb_locale_at(size_t i);
/* The one with this name, or of this region, in any case; NULL: none. */
const egb_locale *egb_locale_named(const char *name);

/* The words of a locale made ready for comparison. */
typedef struct egb_locale_words {
  const egb_locale *locale;
  egb_buffer truth, month, money;
} egb_locale_words;
/* Memory alone can fail, which the buffers remember. */
void egb_locale_words_open(egb_locale_words *words, const egb_locale *locale);
bool egb_locale_words_failed(const egb_locale_words *words);
void egb_locale_words_close(egb_locale_words *words);
/* Whether a spreadsheet of the locale may take the text for something else: a number (`004`, `1E5`, more digits than
 * it keeps), a date (`1-2`, `3/4`, `MAR1`), money, a truth value, an error (`#N/A`). Not a whole number as short and
 * plain as `2024`, which looks the same as a number. Rather once too often: such a text has no quote in it and is at
 * most EGB_LOCALE_KEPT bytes long. */
#define EGB_LOCALE_KEPT ((size_t)255) /* "Excel specifications and limits": text values in formulas */
/* scratch: emptied and used. */
bool egb_locale_changes(const egb_locale_words *words, const char *text, egb_buffer *scratch);

#endif
