#include "base/codes.h"
#include "base/number.h"
#include "base/text.h"
#include "base/utf8.h"
#include "define/definition.h"

#include <math.h>
#include <string.h>

/* ---- texts as values ------------------------------------------------------------------------- */

static bool is_letter_or_digit(char c) {
  return egb_is_letter(c) || egb_is_digit(c);
}

/* Subtags of one to eight letters or digits, the first of two to eight letters. */
bool egb_definition_is_language(const char *text) {
  size_t part = 0;
  bool first = true;
  for (size_t i = 0;; i++) {
    const char c = text[i];
    if (c == '-' || c == '\0') {
      if (part < (first ? 2 : 1))
        return false;
      if (c == '\0')
        return true;
      part = 0;
      first = false;
    } else if (!is_letter_or_digit(c) || (first && egb_is_digit(c)) || ++part > 8) {
      return false;
    }
  }
}

bool egb_definition_is_null(const egb_yaml_node *node) {
  static const char *const nothing[] = {"", "~", "null", "Null", "NULL"};
  if (node->kind != EGB_YAML_SCALAR_NODE || node->quoted)
    return false;
  for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++)
    if (strcmp(node->text, nothing[i]) == 0)
      return true;
  return false;
}

bool egb_definition_weight(const char *text, double *weight, bool *percent) {
  size_t length = strlen(text);
  *percent = length > 0 && text[length - 1] == '%';
  if (*percent) {
    length--;
    while (length > 0 && text[length - 1] == ' ')
      length--;
  }
  return egb_number_parse(text, length, weight) == EGB_NUMBER_OK;
}

bool egb_definition_share(const char *text, double *share) {
  bool percent;
  if (!egb_definition_weight(text, share, &percent))
    return false;
  if (percent)
    *share /= 100;
  return *share >= 0 && *share <= 1;
}

/* ---- checks with a message ------------------------------------------------------------------- */

static void hint_value(egb_definition *d, size_t at) {
  const egb_yaml_node *node = &d->yaml.node[at];
  const egb_key *key = d->key[at];
  if (key != NULL)
    egb_diag_hint(d->diag, "write for instance `%s: %s`%s", key->name, key->example,
                  key->required ? "" : ", or remove the key");
  else if (node->kind != EGB_YAML_SCALAR_NODE)
    egb_diag_hint(d->diag, "write one text or number");
  else if (node->length == 0)
    egb_diag_hint(d->diag, "write a value, or remove the entry");
  else
    egb_diag_hint(d->diag, "put the word in quotes when it is meant as a text, or remove the entry");
}

bool egb_definition_is_scalar(egb_definition *d, size_t at, const char *name) {
  const egb_yaml_node *node = &d->yaml.node[at];
  if (node->kind != EGB_YAML_SCALAR_NODE) {
    egb_definition_fault(d, at, EGB_E_KEY_KIND, "`%.*s` must be a single value, not a %s", egb_definition_shown(name),
                         name, node->kind == EGB_YAML_LIST ? "list" : "map");
  } else if (node->length == 0 || egb_definition_is_null(node)) {
    egb_definition_fault(d, at, EGB_E_KEY_KIND, "`%.*s` has no value", egb_definition_shown(name), name);
  } else {
    return true;
  }
  hint_value(d, at);
  return false;
}

static void report_number(egb_definition *d, size_t at, const char *name, egb_number_fault fault) {
  const char *text = d->yaml.node[at].text;
  if (fault == EGB_NUMBER_TEXT)
    egb_definition_fault(d, at, EGB_E_KEY_VALUE, "`%.*s` must be a number, not `%.*s`", egb_definition_shown(name),
                         name, egb_definition_shown(text), text);
  else
    egb_definition_fault(d, at, EGB_E_KEY_VALUE, "`%.*s` must be a number, not `%.*s`: %s", egb_definition_shown(name),
                         name, egb_definition_shown(text), text, egb_number_fault_text(fault));
  egb_diag_hint(d->diag, "%s",
                fault == EGB_NUMBER_NOT_FINITE ? "write a finite number such as 12.5" : egb_number_fault_help(fault));
}

static void report_range(egb_definition *d, size_t at, const char *name, const char *least, const char *most) {
  const char *text = d->yaml.node[at].text;
  egb_definition_fault(d, at, EGB_E_KEY_VALUE, "`%.*s` cannot be `%.*s`", egb_definition_shown(name), name,
                       egb_definition_shown(text), text);
  egb_diag_hint(d->diag, "write a value from %s to %s", least, most);
}

bool egb_definition_check_number(egb_definition *d, size_t at, const char *name, double least, double most) {
  if (!egb_definition_is_scalar(d, at, name))
    return false;
  double value;
  const egb_number_fault fault = egb_number_parse(d->yaml.node[at].text, d->yaml.node[at].length, &value);
  if (fault != EGB_NUMBER_OK) {
    report_number(d, at, name, fault);
    return false;
  }
  if ((least != 0 || most != 0) && (value < least || value > most)) {
    char low[EGB_NUMBER_MAX], high[EGB_NUMBER_MAX];
    egb_number_shortest(least, low);
    egb_number_shortest(most, high);
    report_range(d, at, name, low, high);
    return false;
  }
  return true;
}

void egb_definition_check_constant(egb_definition *d, size_t at, const char *name) {
  const egb_yaml_node *node = &d->yaml.node[at];
  double value;
  if (!egb_definition_is_scalar(d, at, name))
    return;
  const egb_number_fault fault = egb_number_parse(node->text, node->length, &value);
  if (fault != EGB_NUMBER_OK && fault != EGB_NUMBER_TEXT)
    report_number(d, at, name, fault);
}

bool egb_definition_check_integer(egb_definition *d, size_t at, const char *name, double least, double most) {
  if (!egb_definition_check_number(d, at, name, least, most))
    return false;
  double value = 0;
  (void)egb_number_parse(d->yaml.node[at].text, d->yaml.node[at].length, &value);
  if (value == floor(value))
    return true;
  const char *text = d->yaml.node[at].text;
  egb_definition_fault(d, at, EGB_E_KEY_VALUE, "`%.*s` must be a whole number, not `%.*s`", egb_definition_shown(name),
                       name, egb_definition_shown(text), text);
  egb_diag_hint(d->diag, "leave out the decimals");
  return false;
}

bool egb_definition_check_weight(egb_definition *d, size_t at, const char *name) {
  if (!egb_definition_is_scalar(d, at, name))
    return false;
  const egb_yaml_node *node = &d->yaml.node[at];
  double weight;
  bool percent;
  if (!egb_definition_weight(node->text, &weight, &percent)) {
    const egb_number_fault fault = egb_number_parse(node->text, node->length, &weight);
    report_number(d, at, name, fault);
    return false;
  }
  if (weight >= 0 && (!percent || weight <= 100))
    return true;
  egb_definition_fault(d, at, EGB_E_WEIGHT, "the weight `%.*s` is %s", egb_definition_shown(node->text), node->text,
                       weight < 0 ? "negative" : "more than all of it");
  egb_diag_hint(d->diag, weight < 0
                             ? "write 0 or more; when low values are better, write `direction: lower` on the indicator"
                             : "write at most 100%%");
  return false;
}

/* A share, or a word in its place. */
static void check_share(egb_definition *d, size_t at, const egb_key *key) {
  double share;
  bool percent;
  const char *name = key->name;
  const egb_yaml_node *node = &d->yaml.node[at];
  if (egb_definition_share(node->text, &share))
    return;
  for (size_t i = 0; key->choices != NULL && key->choices[i] != NULL; i++)
    if (strcmp(node->text, key->choices[i]) == 0)
      return;
  if (key->choices != NULL) {
    egb_definition_fault(d, at, EGB_E_KEY_VALUE, "`%s` cannot be `%.*s`", name, egb_definition_shown(node->text),
                         node->text);
    egb_diag_hint(d->diag, "write a value from 0 to 1, or from 0%% to 100%%, or `%s`", key->choices[0]);
    return;
  }
  if (!egb_definition_weight(node->text, &share, &percent))
    report_number(d, at, name, egb_number_parse(node->text, node->length, &share));
  else
    report_range(d, at, name, "0", "1, or from 0% to 100%");
}

static void check_choice(egb_definition *d, size_t at, const egb_key *key) {
  const char *text = d->yaml.node[at].text;
  size_t count = 0;
  for (; key->choices[count] != NULL; count++)
    if (strcmp(key->choices[count], text) == 0)
      return;
  egb_definition_fault(d, at, EGB_E_KEY_VALUE, "`%s` cannot be `%.*s`", key->name, egb_definition_shown(text), text);
  egb_definition_hint_words(d, text, key->choices, count);
}

void egb_definition_check_id(egb_definition *d, size_t at) {
  const char *text = d->yaml.node[at].text;
  if (egb_text_is_id(text))
    return;
  egb_definition_fault(d, at, EGB_E_KEY_VALUE, "`%.*s` is not an id", egb_definition_shown(text), text);
  egb_diag_hint(
      d->diag,
      "an id begins with a letter or digit, followed by letters, digits, `.`, `_`, `-`; at most 64 of them; other "
      "texts belong in `name:`");
}

static void check_version(egb_definition *d, size_t at) {
  const egb_yaml_node *node = &d->yaml.node[at];
  double version;
  if (egb_number_parse(node->text, node->length, &version) == EGB_NUMBER_OK && version == 1)
    return;
  egb_definition_fault(d, at, EGB_E_FORMAT_VERSION, "this program does not know version `%.*s` of the format",
                       egb_definition_shown(node->text), node->text);
  egb_diag_hint(d->diag, "write `egovbench: 1`, or use a newer program");
}

static void check_bool(egb_definition *d, size_t at, const char *name) {
  static const char *const words[] = {"true", "false"};
  const char *text = d->yaml.node[at].text;
  if (strcmp(text, words[0]) == 0 || strcmp(text, words[1]) == 0)
    return;
  egb_definition_fault(d, at, EGB_E_KEY_VALUE, "`%s` cannot be `%.*s`", name, egb_definition_shown(text), text);
  egb_definition_hint_words(d, text, words, 2);
}

/* What people see as a word: no blank, control or character that only looks like one. */
static bool is_one_word(const char *text) {
  const size_t length = strlen(text);
  for (size_t at = 0, size; at < length; at += size) {
    const int32_t c = egb_utf8_next(text + at, length - at, &size);
    if (c <= ' ' || c == '"' || c == '<' || c == '>' || c == '\\' || egb_utf8_unsafe(c))
      return false;
  }
  return true;
}

static void check_address(egb_definition *d, size_t at, const char *name) {
  const char *text = d->yaml.node[at].text;
  const size_t scheme = strncmp(text, "https://", 8) == 0 ? 8 : strncmp(text, "http://", 7) == 0 ? 7 : 0;
  if (scheme > 0 && text[scheme] != '\0' && text[scheme] != '/' && is_one_word(text))
    return;
  egb_definition_fault(d, at, EGB_E_KEY_VALUE, "`%s` must be an address, not `%.*s`", name, egb_definition_shown(text),
                       text);
  egb_diag_hint(d->diag, "write it whole, beginning with https:// or http://, without blanks");
}

/* Something, one @, and a domain with a dot: what a portal will take, not all that RFC 5322 allows. */
static void check_email(egb_definition *d, size_t at, const char *name) {
  const char *text = d->yaml.node[at].text, *sign = strchr(text, '@');
  const char *dot = sign != NULL ? strrchr(sign, '.') : NULL;
  if (sign != NULL && sign > text && strchr(sign + 1, '@') == NULL && dot != NULL && dot > sign + 1 && dot[1] != '\0' &&
      is_one_word(text))
    return;
  egb_definition_fault(d, at, EGB_E_KEY_VALUE, "`%s` must be an e-mail address, not `%.*s`", name,
                       egb_definition_shown(text), text);
  egb_diag_hint(d->diag, "write one address such as data@example.org");
}

void egb_definition_check_value(egb_definition *d, size_t at) {
  const egb_key *key = d->key[at];
  switch (key->kind) {
  case EGB_KEY_NUMBER:
    (void)egb_definition_check_number(d, at, key->name, key->least, key->most);
    return;
  case EGB_KEY_INTEGER:
    (void)egb_definition_check_integer(d, at, key->name, key->least, key->most);
    return;
  case EGB_KEY_CONSTANT:
    egb_definition_check_constant(d, at, key->name);
    return;
  case EGB_KEY_TEXT:
  case EGB_KEY_EXPRESSION:
  case EGB_KEY_ID:
  case EGB_KEY_SHARE:
  case EGB_KEY_SHARE_OR_SECTION:
  case EGB_KEY_CHOICE:
  case EGB_KEY_VERSION:
  case EGB_KEY_BOOL:
  case EGB_KEY_ADDRESS:
  case EGB_KEY_EMAIL:
    if (!egb_definition_is_scalar(d, at, key->name))
      return;
    break;
  default:
    egb_definition_check_collection(d, at);
    return;
  }
  if (key->kind == EGB_KEY_ID)
    egb_definition_check_id(d, at);
  else if (key->kind == EGB_KEY_SHARE || key->kind == EGB_KEY_SHARE_OR_SECTION)
    check_share(d, at, key);
  else if (key->kind == EGB_KEY_CHOICE)
    check_choice(d, at, key);
  else if (key->kind == EGB_KEY_VERSION)
    check_version(d, at);
  else if (key->kind == EGB_KEY_BOOL)
    check_bool(d, at, key->name);
  else if (key->kind == EGB_KEY_ADDRESS)
    check_address(d, at, key->name);
  else if (key->kind == EGB_KEY_EMAIL)
    check_email(d, at, key->name);
}

size_t egb_definition_choice_of(const egb_definition *d, size_t map, const char *name) {
  const char *text = egb_definition_text(d, map, name);
  const egb_key *key = egb_grammar_key(d->section[map], name);
  for (size_t i = 0; text != NULL && key->choices[i] != NULL; i++)
    if (strcmp(text, key->choices[i]) == 0)
      return i;
  return 0;
}
