/* phrase.h - what the program itself says about an index, in each language it speaks.
 *
 * A phrase is one text per language. Rooms keep theirs in a list, a line each, EGB_PHRASE(id, english, chinese,
 * japanese), from which an enum of the ids and a table of the texts are made (src/audit/phrases.h), so that an id that
 * is not there does not compile. Texts have placeholders, which say by number where an argument is put, so that the
 * order of words is free:
 *
 *   {1}             the first argument
 *   {1:unit|units}  one of two texts, by whether the first argument, a count, is 1
 *
 * Arguments are never read for placeholders. A placeholder without an argument stays as it is written, for a test to
 * find: tests/model/test_phrase.c compares the placeholders of all languages. */
#ifndef EGB_MODEL_PHRASE_H
#define EGB_MODEL_PHRASE_H

#include "base/buffer.h"

typedef enum egb_phrase_language {
  EGB_PHRASE_ENGLISH = 0, /* also where none of the languages asked for is spoken */
  EGB_PHRASE_CHINESE,     /* in traditional characters */
  EGB_PHRASE_JAPANESE,
  EGB_PHRASE_LANGUAGES
} egb_phrase_language;

typedef struct egb_phrase {
  const char *text[EGB_PHRASE_LANGUAGES];
} egb_phrase;

typedef enum egb_arg_kind {
  EGB_ARG_END = 0,
  EGB_ARG_TEXT,
  EGB_ARG_COUNT, /* 10,000 */
  EGB_ARG_FIXED, /* a number with so many decimals; nothing for NaN */
  EGB_ARG_SHARE  /* 0.649 is "64.9 %", or "64.9%" */
} egb_arg_kind;

typedef struct egb_arg {
  egb_arg_kind kind;
  int decimals;
  size_t count;
  double number;
  const char *text; /* borrowed; NULL is "" */
} egb_arg;

static inline egb_arg egb_arg_text(const char *text) {
  return (egb_arg){.kind = EGB_ARG_TEXT, .text = text};
}
static inline egb_arg egb_arg_count(size_t count) {
  return (egb_arg){.kind = EGB_ARG_COUNT, .count = count};
}
static inline egb_arg egb_arg_fixed(double number, int decimals) {
  return (egb_arg){.kind = EGB_ARG_FIXED, .number = number, .decimals = decimals};
}
static inline egb_arg egb_arg_share(double share) {
  return (egb_arg){.kind = EGB_ARG_SHARE, .number = share};
}
/* The arguments of one phrase: EGB_ARGS(egb_arg_count(3), egb_arg_text(name)). Good until the end of the block. */
#define EGB_ARGS(...)                                                                                                  \
  (const egb_arg[]) {                                                                                                  \
    __VA_ARGS__, {                                                                                                     \
      .kind = EGB_ARG_END                                                                                              \
    }                                                                                                                  \
  }

/* The first of the languages (BCP 47 tags as in egb_index_title, NULL-terminated; NULL: none) that phrases are in. */
egb_phrase_language egb_phrase_language_of(const char *const *languages);
/* Its tag: "zh-Hant". */
const char *egb_phrase_tag(egb_phrase_language language);

/* A phrase without placeholders, as it is. */
static inline const char *egb_phrase_text(const egb_phrase *phrase, egb_phrase_language language) {
  return phrase->text[language];
}
/* Appends a phrase with its arguments (EGB_ARGS; NULL: none). */
void egb_phrase_put(egb_buffer *out, const egb_phrase *phrase, egb_phrase_language language, const egb_arg *args);
/* Appends a share, rounded down, so that what misses a threshold never looks like meeting it. */
void egb_phrase_put_share(egb_buffer *out, egb_phrase_language language, double share);

/* A list of names in a sentence, the first EGB_PHRASE_NAMED of them: "A, B (0.31) and 7 more". Begin with {0}. */
#define EGB_PHRASE_NAMED 12
typedef struct egb_phrase_list {
  egb_buffer text;
  size_t count;
} egb_phrase_list;
/* A name, and a name with a number behind it; beyond EGB_PHRASE_NAMED they are counted only. */
void egb_phrase_list_add(egb_phrase_list *list, egb_phrase_language language, const char *item);
void egb_phrase_list_number(egb_phrase_list *list, egb_phrase_language language, const char *item, double value,
                            int decimals);
/* Appends how many more there are. The text is then whole; who made the list clears it. */
void egb_phrase_list_end(egb_phrase_list *list, egb_phrase_language language);

#endif
