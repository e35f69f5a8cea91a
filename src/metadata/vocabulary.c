/* The lists are EU Vocabularies (op.europa.eu/en/web/eu-vocabularies): licence, file-type, frequency, access-right,
 * language. Only entries that are needed and certain are here. */
#include "metadata/vocabulary.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct entry {
  const char *word, *code;
} entry;

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static const char *find(const entry *list, size_t count, const char *word) {
  for (size_t i = 0; word != NULL && i < count; i++)
    if (strcmp(list[i].word, word) == 0)
      return list[i].code;
  return NULL;
}

static const entry licences[] = {
    {"CC0-1.0", "CC0"}, {"CC-BY-4.0", "CC_BY_4_0"}, {"CC-BY-SA-4.0", "CC_BYSA_4_0"}, {"CC-BY-NC-4.0", "CC_BYNC_4_0"}};

const char *egb_vocabulary_licence(const char *licence) {
  return find(licences, COUNT(licences), licence);
}

static const entry formats[] = {
    {"text/csv", "CSV"},          {"text/tab-separated-values", "TSV"},
    {"application/json", "JSON"}, {"application/ld+json", "JSON_LD"},
    {"text/html", "HTML"},        {"text/plain", "TXT"},
    {"application/zip", "ZIP"},   {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"}};

const char *egb_vocabulary_format(const char *media_type) {
  return find(formats, COUNT(formats), media_type);
}

static const struct frequency {
  const char *word, *code;
  size_t count;
  char unit;
} frequencies[] = {{"daily", "DAILY", 1, 'D'},         {"weekly", "WEEKLY", 7, 'D'},
                   {"monthly", "MONTHLY", 1, 'M'},     {"quarterly", "QUARTERLY", 3, 'M'},
                   {"semiannual", "ANNUAL_2", 6, 'M'}, {"annual", "ANNUAL", 1, 'Y'},
                   {"biennial", "BIENNIAL", 2, 'Y'},   {"triennial", "TRIENNIAL", 3, 'Y'},
                   {"irregular", "IRREG", 0, 'D'},     {"never", "NEVER", 0, 'D'}};

static const struct frequency *find_frequency(const char *word) {
  for (size_t i = 0; word != NULL && i < COUNT(frequencies); i++)
    if (strcmp(frequencies[i].word, word) == 0)
      return &frequencies[i];
  return NULL;
}

const char *egb_vocabulary_frequency(const char *word) {
  const struct frequency *found = find_frequency(word);
  return found != NULL ? found->code : NULL;
}

size_t egb_vocabulary_interval(const char *frequency, char *unit) {
  const struct frequency *found = find_frequency(frequency);
  if (found == NULL)
    return 0;
  *unit = found->unit;
  return found->count;
}

static const entry rights[] = {{"public", "PUBLIC"}, {"restricted", "RESTRICTED"}, {"non-public", "NON_PUBLIC"}};

const char *egb_vocabulary_access(const char *word) {
  return find(rights, COUNT(rights), word);
}

/* data-theme: its labels. */
static const entry themes[] = {{"AGRI", "Agriculture, fisheries, forestry and food"},
                               {"ECON", "Economy and finance"},
                               {"EDUC", "Education, culture and sport"},
                               {"ENER", "Energy"},
                               {"ENVI", "Environment"},
                               {"GOVE", "Government and public sector"},
                               {"HEAL", "Health"},
                               {"INTR", "International issues"},
                               {"JUST", "Justice, legal system and public safety"},
                               {"REGI", "Regions and cities"},
                               {"SOCI", "Population and society"},
                               {"TECH", "Science and technology"},
                               {"TRAN", "Transport"}};

const char *egb_vocabulary_theme(const char *code) {
  return find(themes, COUNT(themes), code);
}

/* ISO 639-3 in capitals: the official languages of the European Union, and those of names in this program. */
static const entry languages[] = {
    {"bg", "BUL"}, {"cs", "CES"}, {"da", "DAN"}, {"de", "DEU"}, {"el", "ELL"}, {"en", "ENG"}, {"es", "SPA"},
    {"et", "EST"}, {"fi", "FIN"}, {"fr", "FRA"}, {"ga", "GLE"}, {"hr", "HRV"}, {"hu", "HUN"}, {"it", "ITA"},
    {"ja", "JPN"}, {"ko", "KOR"}, {"lt", "LIT"}, {"lv", "LAV"}, {"mt", "MLT"}, {"nl", "NLD"}, {"pl", "POL"},
    {"pt", "POR"}, {"ro", "RON"}, {"sk", "SLK"}, {"sl", "SLV"}, {"sv", "SWE"}, {"uk", "UKR"}, {"zh", "ZHO"}};

const char *egb_vocabulary_language(const char *tag) {
  for (size_t i = 0; tag != NULL && i < COUNT(languages); i++)
    if (egb_lower(tag[0]) == languages[i].word[0] && egb_lower(tag[1]) == languages[i].word[1] &&
        (tag[2] == '\0' || tag[2] == '-'))
      return languages[i].code;
  return NULL;
}

/* spdx.org/licenses: what data, and definitions of indices, are usually under. */
#define SPDX(id)                                                                                                       \
  { id, "https://spdx.org/licenses/" id ".html" }
#define CREATIVE "https://creativecommons.org/licenses/"
static const entry spdx[] = {{"CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"},
                             {"CC-BY-4.0", CREATIVE "by/4.0/"},
                             {"CC-BY-3.0", CREATIVE "by/3.0/"},
                             {"CC-BY-3.0-IGO", CREATIVE "by/3.0/igo/"},
                             {"CC-BY-SA-4.0", CREATIVE "by-sa/4.0/"},
                             {"CC-BY-SA-3.0", CREATIVE "by-sa/3.0/"},
                             {"CC-BY-NC-4.0", CREATIVE "by-nc/4.0/"},
                             {"CC-BY-NC-SA-4.0", CREATIVE "by-nc-sa/4.0/"},
                             {"CC-BY-ND-4.0", CREATIVE "by-nd/4.0/"},
                             SPDX("ODbL-1.0"),
                             SPDX("ODC-By-1.0"),
                             SPDX("PDDL-1.0"),
                             SPDX("OGL-UK-3.0"),
                             SPDX("OGL-UK-2.0"),
                             SPDX("etalab-2.0"),
                             SPDX("DL-DE-BY-2.0"),
                             SPDX("OGDL-Taiwan-1.0"),
                             SPDX("MIT"),
                             SPDX("Apache-2.0"),
                             SPDX("BSD-3-Clause"),
                             SPDX("GPL-3.0-or-later"),
                             SPDX("GPL-3.0-only")};

const char *egb_vocabulary_licence_address(const char *licence) {
  return find(spdx, COUNT(spdx), licence);
}

/* One of them, not a list. */
bool egb_vocabulary_is_address(const char *text) {
  if (text == NULL || (strncmp(text, "https://", 8) != 0 && strncmp(text, "http://", 7) != 0))
    return false;
  for (const char *at = text; *at != '\0'; at++)
    if ((unsigned char)*at <= ' ' || strchr("\"<>\\^`{|}", *at) != NULL)
      return false;
  return true;
}

/* Digits at the start of a text as a number; SIZE_MAX: there are fewer. */
static size_t number(const char *text, size_t digits) {
  size_t value = 0;
  for (size_t i = 0; i < digits; i++) {
    if (!egb_is_digit(text[i]))
      return (size_t)-1;
    value = value * 10 + (size_t)(text[i] - '0');
  }
  return value;
}

static size_t days_of(size_t year, size_t month) {
  static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return days[month - 1] + (size_t)(leap && month == 2);
}

/* The months of what follows YYYY-: "", Q3, H2, S2, 07. */
static bool read_months(const char *text, size_t *first, size_t *last) {
  const char kind = text[0] != '\0' ? text[1] : '\0';
  const size_t part = text[0] == '\0' ? 1 : kind == '\0' ? 0 : number(text + 2, 1);
  const size_t width = text[0] == '\0' ? 12 : kind == 'Q' ? 3 : kind == 'H' || kind == 'S' ? 6 : 1;
  if (width == 1 && (text[0] != '-' || number(text + 1, 2) - 1 >= 12))
    return false;
  *first = width == 1 ? number(text + 1, 2) : (part - 1) * width + 1;
  *last = *first + width - 1;
  return width == 1 || width == 12 || (text[0] == '-' && part - 1 < 12 / width && text[3] == '\0');
}

bool egb_vocabulary_days(const char *period, char first[11], char last[11]) {
  const size_t year = period != NULL ? number(period, 4) : 0;
  size_t from, to;
  if (period == NULL || year - 1 > 9998 || !read_months(period + 4, &from, &to))
    return false;
  size_t day = 1, end = days_of(year, to);
  const char *rest = period + 4 + (from == to ? 3 : strlen(period + 4));
  if (rest[0] != '\0') {
    if (rest[0] != '-' || number(rest + 1, 2) - 1 >= end || rest[3] != '\0')
      return false;
    day = end = number(rest + 1, 2);
  }
  (void)snprintf(first, 11, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)from % 100, (unsigned)day % 100);
  (void)snprintf(last, 11, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)to % 100, (unsigned)end % 100);
  return true;
}
