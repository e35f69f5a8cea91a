/* What a text that is not UTF-8 probably is: it is read as each encoding that has all of its bytes, and the one as
 * which its words are words is the best. Encodings that make the same text of it are one guess. */
#include "base/text.h"
#include "base/utf8.h"
#include "read/encoding.h"
#include "read/encoding_reading.h"

#include <string.h>

#define LOOKED_AT ((size_t)1 << 16)
/* Faults per character, and in all, that two readings may differ in while neither is certain. */
#define ALIKE 0.1
#define ALIKE_FAULTS 1.5
#define NO_WORDS 0.9 /* faults per character of what is no text of that encoding */

/* Those that few files have need to read better than those that many have. Of those that make the same text the first
 * is named. */
static const struct candidate {
  const char *name;
  double rare;
  bool kana; /* it is of Japanese */
} candidates[] = {{"windows-1252", 0, false},    {"windows-1250", 0, false},
                  {"windows-1251", 0, false},    {"Big5", 0, false},
                  {"Shift-JIS", 0, true},        {"EUC-JP", 0.02, true},
                  {"EUC-KR", 0, false},          {"GB18030", 0, false},
                  {"windows-1254", 0.02, false}, {"windows-1257", 0.02, false},
                  {"windows-1253", 0.02, false}, {"windows-1256", 0.02, false},
                  {"ISO-8859-2", 0.02, false},   {"ISO-8859-15", 0.02, false},
                  {"KOI8-R", 0.1, false},        {"IBM850", 0.1, false},
                  {"IBM866", 0.1, false},        {"macintosh", 0.1, false}};
#define CANDIDATES (sizeof candidates / sizeof candidates[0])

typedef struct attempt {
  egb_buffer text;
  double cost;
  size_t characters;
  bool possible;
} attempt;

/* Zeros at every other place of what is mostly ASCII. */
static const char *of_zeros(const unsigned char *text, size_t length) {
  size_t zeros[2] = {0, 0};
  if (memchr(text, 0, length) == NULL)
    return NULL;
  for (size_t i = 0; i < length; i++)
    zeros[i % 2] += text[i] == 0;
  if (length >= 2 && zeros[1] * 5 >= length && zeros[0] * 20 < length)
    return "UTF-16LE";
  return length >= 2 && zeros[0] * 5 >= length && zeros[1] * 20 < length ? "UTF-16BE" : NULL;
}

static const char *of_wide(const egb_source *source) {
  const unsigned char *text = (const unsigned char *)source->text;
  if (source->length >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0))
    return "UTF-16";
  return of_zeros(text, source->length < LOOKED_AT ? source->length : LOOKED_AT);
}

/* From the line of the first byte that is no UTF-8: what is not ASCII may begin late. */
static const char *look_at(const egb_source *source, size_t bad, size_t *length) {
  size_t from = bad;
  while (from > 0 && bad - from < LOOKED_AT / 2 && source->text[from - 1] != '\n')
    from--;
  *length = source->length - from < LOOKED_AT ? source->length - from : LOOKED_AT;
  return source->text + from;
}

static bool is_same(const attempt *a, const attempt *b) {
  return a->text.length == b->text.length && memcmp(a->text.text, b->text.text, a->text.length) == 0;
}

/* The best that is left and reads otherwise than those before it. */
static size_t next_best(const attempt *all, const size_t *taken, size_t count) {
  size_t best = CANDIDATES;
  for (size_t i = 0; i < CANDIDATES; i++) {
    bool open = all[i].possible && (best == CANDIDATES || all[i].cost < all[best].cost);
    for (size_t k = 0; k < count; k++)
      open = open && taken[k] != i && !is_same(&all[taken[k]], &all[i]);
    best = open ? i : best;
  }
  return best;
}

static size_t first_difference(const attempt *a, const attempt *b) {
  size_t at = 0;
  while (at < a->text.length && at < b->text.length && a->text.text[at] == b->text.text[at])
    at++;
  return at;
}

/* Words at the first place where the readings differ. */
static void show(const attempt *all, const size_t *taken, size_t count, egb_encoding_reading *reading) {
  for (size_t i = 0; i < count; i++) {
    const attempt *one = &all[taken[i]];
    const size_t other = i == 0 ? 1 : 0, from = count > 1 ? first_difference(one, &all[taken[other]]) : 0;
    reading[i].name = candidates[taken[i]].name;
    egb_reading_word(one->text.text, one->text.length, from, reading[i].word, sizeof reading->word);
  }
}

/* Nearly as good as the best. */
static bool is_alike(const attempt *one, const attempt *best) {
  return one->cost <= best->cost + ALIKE + ALIKE_FAULTS / (double)best->characters && one->cost <= NO_WORDS;
}

static void choose(const attempt *all, egb_encoding_reading *reading, size_t *count) {
  size_t taken[EGB_READINGS_MOST] = {0};
  while (*count < EGB_READINGS_MOST) {
    const size_t best = next_best(all, taken, *count);
    if (best == CANDIDATES)
      break;
    if (*count != 0 && !is_alike(&all[best], &all[taken[0]]))
      break;
    taken[(*count)++] = best;
  }
  show(all, taken, *count, reading);
}

egb_status egb_encoding_guess(const egb_source *source, egb_encoding_reading reading[EGB_READINGS_MOST],
                              size_t *count) {
  attempt all[CANDIDATES] = {0};
  size_t length;
  egb_status status = EGB_OK;
  const char *wide = of_wide(source);
  *count = wide != NULL;
  reading[0] = (egb_encoding_reading){wide, ""};
  const bool known = wide != NULL || (source->again != NULL && source->again->utf8);
  const size_t bad = known ? source->length : egb_utf8_check(source->text, source->length);
  if (bad == source->length || source->text[bad] == '\0') /* that is no text in any encoding, as its readers say */
    return EGB_OK;
  const char *text = look_at(source, bad, &length);
  for (size_t i = 0; i < CANDIDATES && status != EGB_NO_MEMORY; i++) {
    status = egb_encoding_decode(candidates[i].name, text, length, &all[i].text);
    all[i].possible = status == EGB_OK && all[i].text.length != 0;
    if (all[i].possible)
      all[i].cost = candidates[i].rare +
                    egb_reading_cost(all[i].text.text, all[i].text.length, candidates[i].kana, &all[i].characters);
  }
  if (status != EGB_NO_MEMORY)
    choose(all, reading, count);
  for (size_t i = 0; i < CANDIDATES; i++)
    egb_buffer_clear(&all[i].text);
  return status == EGB_NO_MEMORY ? status : EGB_OK;
}
