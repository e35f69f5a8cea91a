/* A row per language. Decimal marks are those of the Unicode CLDR; between cells stands what Windows calls the list
 * separator, which is the semicolon where the comma is the decimal mark. A tag with a region is in the row whose marks
 * its region has: es-AR with Spain's, es-US with Mexico's; one in no row (fr-CH, en-ZA, of which sources differ) is not
 * known. */
#include "write/locales.h"

#include "base/text.h"
#include "base/utf8.h"
#include "egovbench.h"

#include <string.h>

#define ENGLISH_TRUTH "TRUE FALSE"
#define ENGLISH_MONTHS "January February March April May June July August September October November December"
#define GERMAN_MONTHS "Januar Jänner Februar Feber März April Mai Juni Juli August September Oktober November Dezember"
#define SPANISH_MONTHS                                                                                                 \
  "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre"
#define POINT .delimiter = ',', .decimal = '.', .keeps_texts = true
#define COMMA .delimiter = ';', .decimal = ',', .keeps_texts = true

static const egb_locale locales[] = {
    {.name = "plain", .delimiter = ',', .decimal = '.'},
    {.name = "en", .also = "en-AU en-CA en-GB en-HK en-IE en-IN en-KE en-NZ en-PH en-SG en-US", POINT},
    {.name = "bg",
     .also = "bg-BG",
     COMMA,
     .money = "лв",
     .month = "януари февруари март април май юни юли август септември октомври ноември декември"},
    {.name = "cs",
     .also = "cs-CZ",
     COMMA,
     .truth = "PRAVDA NEPRAVDA",
     .money = "Kč",
     .month = "leden ledna únor února březen března duben dubna květen května červen června červenec července srpen "
              "srpna září říjen října listopad prosinec prosince"},
    {.name = "da",
     .also = "da-DK",
     COMMA,
     .truth = "SAND FALSK",
     .money = "kr",
     .month = "januar februar marts april maj juni juli august september oktober november december"},
    {.name = "de", .also = "de-AT de-BE de-DE de-IT de-LU", COMMA, .truth = "WAHR FALSCH", .month = GERMAN_MONTHS},
    {.name = "de-CH",
     .also = "de-LI",
     .delimiter = ';',
     .decimal = '.',
     .keeps_texts = true,
     .truth = "WAHR FALSCH",
     .money = "CHF",
     .month = GERMAN_MONTHS},
    {.name = "el",
     .also = "el-CY el-GR",
     COMMA,
     .truth = "ΑΛΗΘΕΣ ΨΕΥΔΕΣ",
     .month = "Ιανουάριος Φεβρουάριος Μάρτιος Απρίλιος Μάιος Μαΐου Ιούνιος Ιουνίου Ιούλιος Ιουλίου Αύγουστος Αυγούστου "
              "Σεπτέμβριος Οκτώβριος Νοέμβριος Δεκέμβριος Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Σεπτεμβρίου "
              "Οκτωβρίου Νοεμβρίου Δεκεμβρίου"},
    {.name = "es",
     .also = "es-AR es-BO es-CL es-CO es-CR es-EC es-ES es-PY es-UY es-VE",
     COMMA,
     .truth = "VERDADERO FALSO",
     .month = SPANISH_MONTHS},
    {.name = "es-MX", .also = "es-US", POINT, .truth = "VERDADERO FALSO", .month = SPANISH_MONTHS},
    {.name = "et",
     .also = "et-EE",
     COMMA,
     .truth = "TÕENE VÄÄR",
     .month = "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember"},
    {.name = "fi",
     .also = "fi-FI",
     COMMA,
     .truth = "TOSI EPÄTOSI",
     .month = "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu "
              "joulukuu tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta "
              "syyskuuta lokakuuta marraskuuta joulukuuta"},
    {.name = "fr",
     .also = "fr-BE fr-CA fr-CI fr-CM fr-FR fr-LU fr-MC fr-SN",
     COMMA,
     .truth = "VRAI FAUX",
     .month = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"},
    {.name = "hr",
     .also = "hr-BA hr-HR",
     COMMA,
     .truth = "ISTINA",
     .month = "siječanj siječnja veljača veljače ožujak ožujka travanj travnja svibanj svibnja lipanj lipnja srpanj "
              "srpnja kolovoz kolovoza rujan rujna listopad listopada studeni studenoga prosinac prosinca"},
    {.name = "hu",
     .also = "hu-HU",
     COMMA,
     .truth = "IGAZ HAMIS",
     .money = "Ft",
     .month = "január február március április május június július augusztus szeptember október november december"},
    {.name = "id",
     .also = "id-ID",
     COMMA,
     .truth = "BENAR SALAH",
     .money = "Rp",
     .month = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"},
    {.name = "it",
     .also = "it-IT it-SM",
     COMMA,
     .truth = "VERO FALSO",
     .month = "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"},
    {.name = "ja", .also = "ja-JP", POINT},
    {.name = "ko", .also = "ko-KR", POINT},
    {.name = "lt",
     .also = "lt-LT",
     COMMA,
     .month = "sausis vasaris kovas balandis gegužė birželis liepa rugpjūtis rugsėjis spalis lapkritis gruodis sausio "
              "vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio"},
    {.name = "lv",
     .also = "lv-LV",
     COMMA,
     .month = "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris"},
    {.name = "nb",
     .also = "nb-NO",
     COMMA,
     .truth = "SANN USANN",
     .money = "kr",
     .month = "januar februar mars april mai juni juli august september oktober november desember"},
    {.name = "nl",
     .also = "nl-BE nl-NL",
     COMMA,
     .truth = "WAAR ONWAAR",
     .month = "januari februari maart mrt april mei juni juli augustus september oktober november december"},
    {.name = "pl",
     .also = "pl-PL",
     COMMA,
     .truth = "PRAWDA FAŁSZ",
     .money = "zł",
     .month = "styczeń stycznia luty lutego marzec marca kwiecień kwietnia maj maja czerwiec czerwca lipiec lipca "
              "sierpień sierpnia wrzesień września październik października listopad listopada grudzień grudnia"},
    {.name = "pt",
     .also = "pt-AO pt-BR pt-MZ pt-PT",
     COMMA,
     .truth = "VERDADEIRO FALSO",
     .money = "R",
     .month = "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"},
    {.name = "ro",
     .also = "ro-MD ro-RO",
     COMMA,
     .truth = "ADEVĂRAT FALS",
     .money = "lei",
     .month = "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie"},
    {.name = "ru",
     .also = "ru-BY ru-KG ru-KZ ru-MD ru-RU ru-UA",
     COMMA,
     .truth = "ИСТИНА ЛОЖЬ",
     .month = "январь января февраль февраля март марта апрель апреля май мая июнь июня июль июля август августа "
              "сентябрь сентября октябрь октября ноябрь ноября декабрь декабря"},
    {.name = "sk",
     .also = "sk-SK",
     COMMA,
     .truth = "PRAVDA NEPRAVDA",
     .month = "január január február marec marca apríl máj mája jún júna júl júla august september október november "
              "december"},
    {.name = "sl",
     .also = "sl-SI",
     COMMA,
     .month = "januar februar marec marca april maj maja junij julij avgust september oktober november december"},
    {.name = "sv",
     .also = "sv-FI sv-SE",
     COMMA,
     .truth = "SANT FALSKT",
     .money = "kr",
     .month = "januari februari mars april maj juni juli augusti september oktober november december"},
    {.name = "tr",
     .also = "tr-CY tr-TR",
     COMMA,
     .truth = "DOĞRU YANLIŞ",
     .money = "TL",
     .month = "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık"},
    {.name = "uk",
     .also = "uk-UA",
     COMMA,
     .truth = "ІСТИНА ХИБНІСТЬ",
     .month = "січень січня лютий лютого березень березня квітень квітня травень травня червень червня липень липня "
              "серпень серпня вересень вересня жовтень жовтня листопад листопада грудень грудня"},
    {.name = "zh-Hans", .also = "zh-CN zh-SG zh-Hans-CN zh-Hans-SG", POINT},
    {.name = "zh-Hant", .also = "zh-HK zh-MO zh-TW zh-Hant-HK zh-Hant-MO zh-Hant-TW", POINT},
};

const egb_locale *egb_locale_at(size_t i) {
  return i < sizeof locales / sizeof *locales ? &locales[i] : NULL;
}

/* Whether a tag is one of those between blanks, in any case (BCP 47, 2.1.1). */
static bool lists(const char *tags, const char *tag) {
  while (tags != NULL) {
    size_t same = 0;
    while (tag[same] != '\0' && tag[same] != ' ' && egb_lower(tags[same]) == egb_lower(tag[same]))
      same++;
    if (tag[same] == '\0' && (tags[same] == ' ' || tags[same] == '\0'))
      return true;
    tags = strchr(tags, ' ');
    tags = tags == NULL ? NULL : tags + 1;
  }
  return false;
}

const egb_locale *egb_locale_named(const char *name) {
  for (size_t i = 0; i < sizeof locales / sizeof *locales; i++)
    if (egb_text_same(locales[i].name, name) || lists(locales[i].also, name))
      return &locales[i];
  return NULL;
}

const char *egb_spreadsheet_name(size_t i) {
  const egb_locale *locale = egb_locale_at(i);
  return locale == NULL ? NULL : locale->name;
}

const char *egb_spreadsheet_named(const char *tag) {
  const egb_locale *locale = egb_locale_named(tag);
  return locale == NULL ? NULL : locale->name;
}

/* ---- words ----------------------------------------------------------------------------------- */

static void add_words(egb_buffer *out, const char *words) {
  if (words == NULL)
    return;
  egb_utf8_fold(out, words, strlen(words));
  egb_buffer_char(out, ' ');
}

void egb_locale_words_open(egb_locale_words *words, const egb_locale *locale) {
  *words = (egb_locale_words){.locale = locale};
  add_words(&words->truth, ENGLISH_TRUTH);
  add_words(&words->truth, locale->truth);
  add_words(&words->month, ENGLISH_MONTHS);
  add_words(&words->month, locale->month);
  add_words(&words->money, locale->money);
}

bool egb_locale_words_failed(const egb_locale_words *words) {
  return words->truth.failed || words->month.failed || words->money.failed;
}

void egb_locale_words_close(egb_locale_words *words) {
  egb_buffer_clear(&words->truth);
  egb_buffer_clear(&words->month);
  egb_buffer_clear(&words->money);
}

/* Whether a word is one of those between blanks, or, of at least so many characters, the beginning of one. */
static bool is_word(const char *words, const egb_buffer *word, size_t least) {
  if (word->length == 0 || word->failed)
    return false;
  const size_t characters = egb_utf8_count(word->text, word->length);
  for (const char *next; (next = strchr(words, ' ')) != NULL; words = next + 1) {
    const size_t length = (size_t)(next - words);
    const bool whole = length == word->length;
    if ((whole || (characters >= least && length > word->length)) && memcmp(words, word->text, word->length) == 0)
      return true;
  }
  return false;
}

/* ---- texts ----------------------------------------------------------------------------------- */

/* Signs that numbers, dates and times are written with, beside digits. */
static bool is_mark(int32_t c) {
  static const int32_t marks[] = {0xA0,   0x2009, 0x202F, 0x3000, 0x2212, 0x2019, 0xA3,   0xA5,   0x20A9,
                                  0x20AA, 0x20AB, 0x20AC, 0x20B4, 0x20BA, 0x20BD, 0xFFE5, 0xFF05, 0xFF0C,
                                  0xFF0E, 0xFF0F, 0xFF1A, 0xFF0B, 0xFF0D, 0x5E74, 0x6708, 0x65E5, 0x6642,
                                  0x5206, 0x79D2, 0xB144, 0xC6D4, 0xC77C, 0x4E0A, 0x4E0B, 0x5348};
  if (c < 0x80)
    return c != 0 && strchr(" .,:/-+%()'$", (char)c) != NULL;
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (marks[i] == c)
      return true;
  return false;
}

static bool is_number_sign(int32_t c) {
  return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

/* `#N/A`, `#DIV/0!`, `#NAME?` and what other languages have for them. */
static bool is_error(const char *text) {
  return text[0] == '#' && text[1] != '\0' &&
         strspn(text + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/!?") == strlen(text + 1);
}

/* A whole number that a spreadsheet shows as it is written: `2024`. With more digits it would be 1.2E+11. */
static bool is_shown_alike(const char *text, size_t length) {
  return length <= 11 && strspn(text, "0123456789") == length && (text[0] != '0' || length == 1);
}

typedef struct piece {
  size_t digits;
  size_t words;
  size_t word, word_length; /* the last one */
  bool blank_before;
} piece;

/* What a text is made of; false: also of something that no number or date has. */
static bool take_apart(const char *text, size_t length, piece *out) {
  bool in_word = false;
  int32_t before = ' ';
  *out = (piece){0};
  for (size_t at = 0, size; at < length; at += size) {
    const int32_t c = egb_utf8_next(text + at, length - at, &size);
    const bool letter = c > 0 && !is_number_sign(c) && !is_mark(c);
    if (c <= 0 || (letter && c < 0x80 && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z')))
      return false;
    if (letter && !in_word) {
      if (++out->words > 1)
        return false;
      out->word = at;
      out->blank_before = before == ' ';
    }
    out->word_length += letter ? size : 0;
    out->digits += is_number_sign(c);
    in_word = letter;
    before = c;
  }
  return true;
}

/* `1E5`, `2 pm`, `MAR1`, `5 Kč`. */
static bool word_counts(const egb_locale_words *words, const char *text, const piece *p, egb_buffer *scratch) {
  scratch->length = 0;
  egb_utf8_fold(scratch, text + p->word, p->word_length);
  if (scratch->length == 1 && scratch->text[0] == 'e')
    return true;
  return is_word(egb_buffer_string(&words->month), scratch, 3) ||
         is_word(egb_buffer_string(&words->money), scratch, SIZE_MAX) ||
         (p->blank_before && is_word("a p am pm ", scratch, SIZE_MAX));
}

bool egb_locale_changes(const egb_locale_words *words, const char *text, egb_buffer *scratch) {
  const size_t length = strlen(text);
  piece p;
  if (!words->locale->keeps_texts || length == 0 || length > EGB_LOCALE_KEPT || is_shown_alike(text, length))
    return false;
  if (is_error(text))
    return true;
  if (!take_apart(text, length, &p))
    return false;
  if (p.digits > 0)
    return p.words == 0 || word_counts(words, text, &p, scratch);
  scratch->length = 0;
  egb_utf8_fold(scratch, text + p.word, p.word_length);
  return p.words == 1 && is_word(egb_buffer_string(&words->truth), scratch, SIZE_MAX);
}
