#include "read/encoding_reading.h"

#include "base/text.h"
#include "base/utf8.h"

#include <string.h>

typedef enum script { NO_LETTER, LATIN, GREEK, CYRILLIC, ARABIC, HAN, KANA, HANGUL } script;

#define SCRIPTS (HANGUL + 1)
#define CONTROL 3.0 /* faults of a character that no table has */
#define FOREIGN 0.3 /* of a letter of another language: tables of countries have names of many */
#define CERTAIN 0.3 /* fewer, of what is hardly ever seen by chance */

/* ---- characters ------------------------------------------------------------------------------ */

static bool within(int32_t c, int32_t first, int32_t last) {
  return c >= first && c <= last;
}

static script script_of(int32_t c) {
  if (c < 0x80)
    return egb_is_letter((char)c) ? LATIN : NO_LETTER;
  if ((within(c, 0xC0, 0x24F) && c != 0xD7 && c != 0xF7) || within(c, 0x1E00, 0x1EFF))
    return LATIN;
  if (within(c, 0x386, 0x3FF) && c != 0x387)
    return GREEK;
  if (within(c, 0x400, 0x52F))
    return CYRILLIC;
  if (within(c, 0x621, 0x6D5))
    return ARABIC;
  if (within(c, 0x3041, 0x30FF))
    return KANA;
  if (within(c, 0xAC00, 0xD7A3))
    return HANGUL;
  return within(c, 0x3400, 0x9FFF) || within(c, 0xF900, 0xFAFF) || c == 0x3005 ? HAN : NO_LETTER;
}

/* In Latin Extended-A letters come in pairs, of which the first is the capital; where the pairs begin changes twice. */
static bool is_capital(int32_t c) {
  if (c < 0x80)
    return c >= 'A' && c <= 'Z';
  if (within(c, 0x139, 0x148) || within(c, 0x178, 0x17E))
    return c % 2 == 1 || c == 0x178;
  if (within(c, 0x100, 0x17F))
    return c % 2 == 0 && c != 0x138;
  return within(c, 0xC0, 0xDE) || c == 0x218 || c == 0x21A || (within(c, 0x386, 0x3AB) && c != 0x390) ||
         within(c, 0x400, 0x42F) || c == 0x490;
}

static int32_t small(int32_t c) {
  if (!is_capital(c) || c < 0x80)
    return c < 0x80 ? egb_lower((char)c) : c;
  if (c == 0x178)
    return 0xFF;
  if (within(c, 0x100, 0x17F) || c == 0x218 || c == 0x21A || c == 0x490)
    return c + 1;
  return within(c, 0x400, 0x40F) ? c + 0x50 : c == 0x386 ? 0x3AC : within(c, 0x388, 0x38A) ? c + 0x25 : c + 0x20;
}

/* Signs that stand beside letters in any text. */
static bool may_touch(int32_t c) {
  static const int32_t signs[] = {0xA0, 0xA1, 0xAA, 0xAB, 0xB0, 0xB7, 0xBA, 0xBB, 0xBF, 0x301, 0x385};
  for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
    if (c == signs[i])
      return true;
  return within(c, 0x2010, 0x201F) || c == 0x2026 || c == 0x2039 || c == 0x203A || within(c, 0x3000, 0x303F) ||
         within(c, 0xFF01, 0xFF5E) || within(c, 0x2000, 0x200B);
}

/* ---- languages ------------------------------------------------------------------------------- */

/* Small letters besides those of English. */
static const struct alphabet {
  script script;
  const char *letters;
} alphabets[] = {
    {LATIN, "àâæçèéêëîïôœùûüÿ"},   /* French */
    {LATIN, "áéíñóúü"},            /* Spanish */
    {LATIN, "áâãàçéêíóôõúü"},      /* Portuguese */
    {LATIN, "äöüß"},               /* German */
    {LATIN, "àèéìíîòóùú"},         /* Italian, Maltese in part */
    {LATIN, "áéíóúëïèöüê"},        /* Dutch, Irish */
    {LATIN, "åäöéü"},              /* Swedish, Finnish */
    {LATIN, "æøåéóô"},             /* Danish, Norwegian */
    {LATIN, "áðéíóúýþæöø"},        /* Icelandic, Faroese */
    {LATIN, "ąćęłńóśźż"},          /* Polish */
    {LATIN, "áčďéěíňóřšťúůýžäöü"}, /* Czech */
    {LATIN, "áäčďéíĺľňóôŕšťúýž"},  /* Slovak */
    {LATIN, "áéíóöőúüű"},          /* Hungarian */
    {LATIN, "ăâîșțşţ"},            /* Romanian */
    {LATIN, "čćđšž"},              /* Slovene, Croatian */
    {LATIN, "çğıöşüâîû"},          /* Turkish */
    {LATIN, "ąčęėįšųūž"},          /* Lithuanian */
    {LATIN, "āčēģīķļņšūž"},        /* Latvian */
    {LATIN, "äõöüšž"},             /* Estonian */
    {LATIN, "ċġħżàèìòù"},          /* Maltese */
    {GREEK, "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋ"},
    {CYRILLIC, "абвгдежзийклмнопрстуфхцчшщъыьэюяё"}, /* Russian, Bulgarian */
    {CYRILLIC, "абвгдежзийклмнопрстуфхцчшщьюяєіїґ"}, /* Ukrainian */
    {CYRILLIC, "абвгдежзиклмнопрстуфхцчшђјљњћџѓќѕ"}, /* Serbian, Macedonian */
};
#define ALPHABETS (sizeof alphabets / sizeof alphabets[0])

static bool has_letter(const char *letters, int32_t c) {
  const size_t length = strlen(letters);
  for (size_t at = 0, size; at < length; at += size)
    if (egb_utf8_next(letters + at, length - at, &size) == c)
      return true;
  return false;
}

/* ---- words ----------------------------------------------------------------------------------- */

typedef struct reading {
  size_t characters;         /* that are not ASCII */
  size_t letters[SCRIPTS];   /* of them */
  size_t covered[ALPHABETS]; /* of those of its script */
  double faults;
  int32_t before;
  script word; /* of the letters of this word */
  bool has_small;
} reading;

/* A word of Japanese has both; Korean and Chinese have neither kana nor, mostly, each other. */
static bool go_together(script a, script b) {
  return a == b || (a == HAN && b == KANA) || (a == KANA && b == HAN);
}

static void count_letter(reading *r, int32_t c, script here) {
  const bool capital = is_capital(c), plain = c < 0x80;
  const bool two_scripts = r->word != NO_LETTER && !go_together(r->word, here);
  r->faults += two_scripts || (capital && r->has_small && (!plain || r->before >= 0x80));
  r->has_small = r->has_small || (!capital && here <= CYRILLIC);
  r->word = here;
  if (plain)
    return;
  r->letters[here]++;
  const int32_t letter = small(c);
  for (size_t i = 0; i < ALPHABETS; i++)
    r->covered[i] += alphabets[i].script == here && has_letter(alphabets[i].letters, letter);
}

static void count(reading *r, int32_t c) {
  const script here = script_of(c);
  r->characters += c >= 0x80;
  if (here != NO_LETTER) {
    const bool touched = r->before >= 0x80 && script_of(r->before) == NO_LETTER && !may_touch(r->before);
    r->faults += touched;
    count_letter(r, c, here);
  } else {
    const bool touches = c >= 0x80 && !may_touch(c) && !within(c, 0x200C, 0x200F) && script_of(r->before) != NO_LETTER;
    const bool joiner = within(c, 0x200C, 0x200F) && r->word == ARABIC; /* and marks of direction */
    const bool never = (within(c, 0x200C, 0x200F) && !joiner) || within(c, 0x80, 0x9F) || within(c, 0xE000, 0xF8FF) ||
                       within(c, 0xFF61, 0xFF9F) || c == 0xFFFD;
    r->faults += never ? CONTROL : touches;
    if (c < 0x80 || !touches) {
      r->word = NO_LETTER;
      r->has_small = false;
    }
  }
  r->before = c;
}

/* Letters that the language which has the most of them does not have. */
static double foreign(const reading *r) {
  size_t missing = 0;
  for (script s = LATIN; s <= CYRILLIC; s++) {
    size_t most = 0;
    for (size_t i = 0; i < ALPHABETS; i++)
      if (alphabets[i].script == s && r->covered[i] > most)
        most = r->covered[i];
    missing += r->letters[s] - most;
  }
  return FOREIGN * (double)missing;
}

/* Han among hangul or hangul among Han: the fewer of the two. */
static double mixed(const reading *r) {
  const size_t han = r->letters[HAN] + r->letters[KANA], hangul = r->letters[HANGUL];
  return (double)(hangul > han ? han : hangul);
}

/* What bytes that mean something else hardly become: hangul and nothing else, or kana among kanji. */
static double certain(const reading *r, bool kana) {
  const size_t hangul = r->letters[HANGUL], syllables = r->letters[KANA], han = r->letters[HAN];
  const bool korean = hangul >= 16 && han + syllables == 0, japanese = kana && syllables >= 8 && syllables * 5 >= han;
  return korean || japanese ? CERTAIN * (double)r->characters : 0;
}

double egb_reading_cost(const char *text, size_t length, bool kana, size_t *characters) {
  reading r = {.before = ' '};
  for (size_t at = 0, size; at < length; at += size) {
    const int32_t c = egb_utf8_next(text + at, length - at, &size);
    count(&r, c < 0 ? 0xFFFD : c);
  }
  *characters = r.characters;
  const double strange = kana ? 0 : (double)r.letters[KANA];
  return r.characters == 0 ? 0
                           : (r.faults + foreign(&r) + mixed(&r) + strange - certain(&r, kana)) / (double)r.characters;
}

static bool is_inner(int32_t c) {
  return c >= 0x80 || c == '\'' || (c > 0 && egb_is_letter((char)c));
}

void egb_reading_word(const char *text, size_t length, size_t from, char *out, size_t room) {
  size_t at = from, first, to = 0;
  while (at < length && (unsigned char)text[at] < 0x80)
    at++;
  while (at > 0 && at < length && ((unsigned char)text[at] & 0xC0) == 0x80)
    at--;
  first = at;
  while (first > 0 && at - first < room / 2 && is_inner((unsigned char)text[first - 1]))
    first--;
  while (first < at && ((unsigned char)text[first] & 0xC0) == 0x80)
    first++;
  for (size_t size; first < length; first += size) {
    const int32_t c = egb_utf8_next(text + first, length - first, &size);
    if (!is_inner(c) || to + size + 1 > room)
      break;
    const bool shown = !egb_utf8_unsafe(c);
    memcpy(out + to, shown ? text + first : "?", shown ? size : 1);
    to += shown ? size : 1;
  }
  out[to] = '\0';
}
