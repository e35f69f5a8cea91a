#include "model/labels.h"

#include <string.h>

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* True when tag equals the first length bytes of wanted, or continues with a subtag. */
static int match(const char *tag, const char *wanted, size_t length) {
  size_t i = 0;
  for (; i < length; i++)
    if (lower(tag[i]) != lower(wanted[i]) || tag[i] == '\0')
      return 0;
  return tag[i] == '\0' ? 2 : tag[i] == '-';
}

/* The exact tag, else a longer one ("zh-Hant" finds "zh-Hant-TW"). */
static const char *find(egb_labels labels, const char *wanted, size_t length) {
  const char *longer = NULL;
  for (size_t i = 0; i < labels.count; i++) {
    const int matched = match(labels.item[i].language, wanted, length);
    if (matched == 2)
      return labels.item[i].text;
    if (matched == 1 && longer == NULL)
      longer = labels.item[i].text;
  }
  return longer;
}

/* The text in a language, NULL when there is none. */
static const char *pick(egb_labels labels, const char *language) {
  const size_t length = strlen(language);
  if (length == 0)
    return NULL;
  const char *text = find(labels, language, length);
  /* Drop subtags from the right: "zh-Hant" is content with "zh", but not with "zh-Hans". */
  for (size_t cut = length; text == NULL && cut-- > 1;) {
    if (language[cut] != '-')
      continue;
    for (size_t k = 0; k < labels.count && text == NULL; k++)
      if (match(labels.item[k].language, language, cut) == 2)
        text = labels.item[k].text;
  }
  return text;
}

bool egb_labels_speak(egb_labels labels, const char *language) {
  return pick(labels, language) != NULL;
}

const char *egb_labels_pick(egb_labels labels, const char *const *languages, const char *fallback) {
  for (size_t i = 0; languages != NULL && languages[i] != NULL; i++) {
    const char *text = pick(labels, languages[i]);
    if (text != NULL)
      return text;
  }
  return labels.count > 0 ? labels.item[0].text : fallback;
}
