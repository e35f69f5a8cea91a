#include "model/phrase.h"

#include "base/number.h"
#include "egovbench.h"
#include "model/labels.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define GROUPED 5 /* digits: 10,000, but 2024 */

/* ---- languages ------------------------------------------------------------------------------- */

/* By the rule of labels; the text of each is its tag. */
static const egb_label tags[EGB_PHRASE_LANGUAGES] = {[EGB_PHRASE_ENGLISH] = {"en", "en"},
                                                     [EGB_PHRASE_CHINESE] = {"zh-Hant", "zh-Hant"},
                                                     [EGB_PHRASE_JAPANESE] = {"ja", "ja"}};
static const egb_labels spoken = {tags, EGB_PHRASE_LANGUAGES};

const char *egb_phrase_tag(egb_phrase_language language) {
  return tags[language].language;
}

egb_phrase_language egb_phrase_language_of(const char *const *languages) {
  const char *picked = egb_labels_pick(spoken, languages, NULL);
  egb_phrase_language language = EGB_PHRASE_ENGLISH;
  for (size_t i = 0; i < EGB_PHRASE_LANGUAGES; i++)
    if (strcmp(picked, tags[i].text) == 0)
      language = (egb_phrase_language)i;
  return language;
}

bool egb_phrases_speak(const char *language) {
  return egb_labels_speak(spoken, language);
}

/* ---- placeholders ---------------------------------------------------------------------------- */

void egb_phrase_put_share(egb_buffer *out, egb_phrase_language language, double share) {
  char number[EGB_NUMBER_MAX];
  /* 0.7 * 1000 is a little below 700 in binary: a tiny bit is added before rounding down. */
  size_t length = egb_number_fixed(floor(share * 1000 + 1e-9) / 10, 1, number);
  if (length > 2 && number[length - 1] == '0')
    length -= 2;
  egb_buffer_add(out, number, length);
  egb_buffer_text(out, language == EGB_PHRASE_ENGLISH ? " %" : "%");
}

/* Digits in groups of three from five digits on: all three languages write a comma. */
static void put_count(egb_buffer *out, size_t count) {
  char digits[3 * sizeof count + 1];
  const int length = snprintf(digits, sizeof digits, "%zu", count);
  for (int i = 0; i < length; i++) {
    if (i > 0 && length >= GROUPED && (length - i) % 3 == 0)
      egb_buffer_char(out, ',');
    egb_buffer_char(out, digits[i]);
  }
}

static void put_arg(egb_buffer *out, egb_phrase_language language, const egb_arg *arg) {
  char number[EGB_NUMBER_MAX];
  switch (arg->kind) {
  case EGB_ARG_TEXT:
    egb_buffer_text(out, arg->text == NULL ? "" : arg->text);
    break;
  case EGB_ARG_COUNT:
    put_count(out, arg->count);
    break;
  case EGB_ARG_FIXED:
    egb_buffer_add(out, number, egb_number_fixed(arg->number, arg->decimals, number));
    break;
  case EGB_ARG_SHARE:
    egb_phrase_put_share(out, language, arg->number);
    break;
  case EGB_ARG_END:
    break;
  }
}

/* Argument of the digit after a brace; NULL when there is none. */
static const egb_arg *arg_at(const egb_arg *args, char digit) {
  for (char at = '1'; args != NULL && args->kind != EGB_ARG_END; args++, at++)
    if (at == digit)
      return args;
  return NULL;
}

/* "one|other}" after the colon. */
static void put_choice(egb_buffer *out, const char *choice, size_t length, size_t count) {
  const char *bar = memchr(choice, '|', length);
  const size_t one = bar == NULL ? length : (size_t)(bar - choice);
  if (count == 1)
    egb_buffer_add(out, choice, one);
  else if (bar != NULL)
    egb_buffer_add(out, bar + 1, length - one - 1);
}

/* At a brace; returns what is behind the placeholder. */
static const char *put_placeholder(egb_buffer *out, egb_phrase_language language, const char *at, const egb_arg *args) {
  const char *end = strchr(at, '}');
  const size_t length = end == NULL ? 0 : (size_t)(end - at);
  const egb_arg *arg = length < 2 ? NULL : arg_at(args, at[1]);
  if (arg != NULL && length == 2)
    put_arg(out, language, arg);
  else if (arg != NULL && at[2] == ':' && arg->kind == EGB_ARG_COUNT)
    put_choice(out, at + 3, length - 3, arg->count);
  else {
    egb_buffer_char(out, '{');
    return at + 1;
  }
  return end + 1;
}

void egb_phrase_put(egb_buffer *out, const egb_phrase *phrase, egb_phrase_language language, const egb_arg *args) {
  const char *at = phrase->text[language];
  while (*at != '\0') {
    const size_t plain = strcspn(at, "{");
    egb_buffer_add(out, at, plain);
    at += plain;
    if (*at == '{')
      at = put_placeholder(out, language, at, args);
  }
}

/* ---- lists ----------------------------------------------------------------------------------- */

static const egb_phrase separator = {{", ", "、", "、"}};
static const egb_phrase with_number = {{"{1} ({2})", "{1}（{2}）", "{1}（{2}）"}};
static const egb_phrase more = {{" and {1} more", "，另有 {1} 個", "、ほか{1}件"}};

static bool begin_item(egb_phrase_list *list, egb_phrase_language language) {
  if (list->count++ >= EGB_PHRASE_NAMED)
    return false;
  if (list->count > 1)
    egb_phrase_put(&list->text, &separator, language, NULL);
  return true;
}

void egb_phrase_list_add(egb_phrase_list *list, egb_phrase_language language, const char *item) {
  if (begin_item(list, language))
    egb_buffer_text(&list->text, item);
}

void egb_phrase_list_number(egb_phrase_list *list, egb_phrase_language language, const char *item, double value,
                            int decimals) {
  if (begin_item(list, language))
    egb_phrase_put(&list->text, &with_number, language, EGB_ARGS(egb_arg_text(item), egb_arg_fixed(value, decimals)));
}

void egb_phrase_list_end(egb_phrase_list *list, egb_phrase_language language) {
  if (list->count > EGB_PHRASE_NAMED)
    egb_phrase_put(&list->text, &more, language, EGB_ARGS(egb_arg_count(list->count - EGB_PHRASE_NAMED)));
}
