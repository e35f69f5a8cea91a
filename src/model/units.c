#include "model/units.h"

#include "base/text.h"
#include "base/utf8.h"

#include <string.h>

#define CODES_LEAST 10 /* so many of a list's ids are codes of one form */
#define CODES_TENTHS 9 /* and so many tenths of them */

static void add_meaning(egb_unit_answer *out, size_t unit, const char *country) {
  if (out->count < EGB_NAMES_MEANINGS)
    out->meaning[out->count++] = (egb_unit_meaning){unit, country};
}

/* ---- by the list's own ids and names --------------------------------------------------------- */

/* True when the text has the given comparison key. scratch is reused. */
static bool has_key(const egb_buffer *key, egb_buffer *scratch, const char *text) {
  scratch->length = 0;
  egb_utf8_fold(scratch, text, strlen(text));
  return !scratch->failed && scratch->length == key->length &&
         (key->length == 0 || memcmp(scratch->text, key->text, key->length) == 0);
}

static bool is_called(const egb_unit *unit, const egb_buffer *key, egb_buffer *scratch, bool by_id) {
  if (by_id)
    return has_key(key, scratch, unit->id);
  for (size_t i = 0; i < unit->name.count; i++)
    if (has_key(key, scratch, unit->name.item[i].text))
      return true;
  return false;
}

/* An id in other letters has priority over a name: "at" is Austria's code before it is a name. */
static egb_status find_called(const egb_unit *list, size_t count, const char *text, egb_unit_answer *out) {
  egb_buffer key = {0}, scratch = {0};
  egb_utf8_fold(&key, text, strlen(text));
  for (int by_id = 1; by_id >= 0 && !key.failed && key.length != 0 && out->count == 0; by_id--)
    for (size_t i = 0; i < count && !scratch.failed; i++)
      if (is_called(&list[i], &key, &scratch, by_id == 1))
        add_meaning(out, i, NULL);
  const bool failed = key.failed || scratch.failed;
  egb_buffer_clear(&key);
  egb_buffer_clear(&scratch);
  if (out->count == 1)
    out->unit = out->meaning[0].unit;
  return failed ? EGB_NO_MEMORY : EGB_OK;
}

/* ---- by the table of countries' names -------------------------------------------------------- */

typedef enum code_form { FORM_NONE, FORM_LETTERS, FORM_NUMBER } code_form;

static bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static code_form form_of(const char *id) {
  const size_t length = strlen(id);
  if (length == 2 && is_letter(id[0]) && is_letter(id[1]))
    return FORM_LETTERS;
  for (size_t i = 0; i < length; i++)
    if (!egb_is_digit(id[i]))
      return FORM_NONE;
  return length > 0 && length <= 3 ? FORM_NUMBER : FORM_NONE;
}

/* The form that the ids of the list are codes of. */
static egb_status form_of_list(const egb_unit *list, size_t count, code_form *out) {
  size_t codes[] = {[FORM_NONE] = 0, [FORM_LETTERS] = 0, [FORM_NUMBER] = 0};
  for (size_t i = 0; i < count; i++) {
    const char *id;
    const code_form form = form_of(list[i].id);
    const size_t found = form == FORM_NONE ? 0 : egb_names_resolve_code(list[i].id, strlen(list[i].id), &id, 1);
    if (found == EGB_NAMES_FAILED)
      return EGB_NO_MEMORY;
    codes[form] += found == 1;
  }
  *out = FORM_NONE;
  for (int form = FORM_LETTERS; form <= FORM_NUMBER; form++)
    if (codes[form] >= CODES_LEAST && codes[form] * 10 >= count * CODES_TENTHS)
      *out = (code_form)form;
  return EGB_OK;
}

/* The countries that a text means, where ids of `form` are codes. */
static size_t resolve(const char *text, code_form form, const char **id, size_t room) {
  return form == FORM_NUMBER && form_of(text) == FORM_NUMBER ? egb_names_resolve_code(text, strlen(text), id, room)
                                                             : egb_names_resolve(text, strlen(text), id, room);
}

/* A list compared with the countries that a text may mean. */
typedef struct country_list {
  const char *const *wanted;
  size_t wanted_count;
  code_form form;
  size_t known; /* units that are countries */
  bool has_each[EGB_NAMES_MEANINGS];
} country_list;

/* *found: the wanted country that a text means, one of `count`; unchanged when it means none of them, or several. */
static void compare(const country_list *c, const char *id, size_t count, size_t *found) {
  for (size_t i = 0; count == 1 && i < c->wanted_count; i++)
    if (strcmp(id, c->wanted[i]) == 0)
      *found = i;
}

/* By the names; where all that are known are those of several countries ("Congo"), by the id if it is a code. */
static egb_status compare_unit(country_list *c, const egb_unit *unit, size_t *found) {
  bool known = false, shared = false;
  const char *id;
  *found = EGB_NONE;
  const bool by_id = unit->name.count == 0 && (strlen(unit->id) >= 3 || form_of(unit->id) == c->form);
  for (size_t i = 0; i < unit->name.count + by_id; i++) {
    const size_t count = resolve(by_id ? unit->id : unit->name.item[i].text, c->form, &id, 1);
    if (count == EGB_NAMES_FAILED)
      return EGB_NO_MEMORY;
    known = known || count == 1;
    shared = shared || count > 1;
    compare(c, id, count, found);
  }
  if (shared && !known) {
    const size_t count = egb_names_resolve_code(unit->id, strlen(unit->id), &id, 1);
    if (count == EGB_NAMES_FAILED)
      return EGB_NO_MEMORY;
    compare(c, id, count, found);
  }
  c->known += known || shared;
  return EGB_OK;
}

/* Where most of the list are no countries, a country that it lacks is not what was meant. */
static egb_status find_country(const egb_unit *list, size_t count, const char *text, egb_unit_answer *out) {
  const char *id[EGB_NAMES_MEANINGS];
  country_list c = {.wanted = id};
  egb_status status = form_of_list(list, count, &c.form);
  if (status != EGB_OK)
    return status;
  c.wanted_count = resolve(text, c.form, id, EGB_NAMES_MEANINGS);
  if (c.wanted_count == EGB_NAMES_FAILED)
    return EGB_NO_MEMORY;
  for (size_t u = 0; u < count && status == EGB_OK && c.wanted_count != 0; u++) {
    size_t found;
    status = compare_unit(&c, &list[u], &found);
    if (status != EGB_OK || found == EGB_NONE)
      continue;
    c.has_each[found] = true;
    add_meaning(out, u, id[found]);
  }
  const bool any = out->count != 0, one = c.wanted_count == 1 && out->count == 1;
  if (one)
    out->unit = out->meaning[0].unit;
  for (size_t i = 0; i < c.wanted_count && (any || c.known * 2 > count); i++)
    if (!c.has_each[i])
      add_meaning(out, EGB_NONE, id[i]);
  return status;
}

/* One unit alone may be called Congo and another be one as well: then the name is no answer. */
static egb_status doubt_name(const egb_unit *list, size_t count, const char *text, egb_unit_answer *out) {
  const char *id;
  egb_unit_answer other = {.unit = EGB_NONE};
  const size_t countries = egb_names_resolve(text, strlen(text), &id, 1);
  if (countries == EGB_NAMES_FAILED)
    return EGB_NO_MEMORY;
  if (countries < 2)
    return EGB_OK;
  const egb_status status = find_country(list, count, text, &other);
  size_t present = 0;
  for (size_t i = 0; i < other.count; i++)
    present += other.meaning[i].unit != EGB_NONE;
  if (status == EGB_OK && present > 1)
    *out = other;
  return status;
}

egb_status egb_units_find(const egb_unit *list, size_t count, const char *text, egb_unit_answer *out) {
  *out = (egb_unit_answer){.unit = EGB_NONE};
  for (size_t i = 0; i < count; i++)
    if (strcmp(list[i].id, text) == 0) {
      add_meaning(out, i, NULL);
      out->unit = i;
      return EGB_OK;
    }
  const egb_status status = find_called(list, count, text, out);
  if (status != EGB_OK)
    return status;
  return out->count == 0         ? find_country(list, count, text, out)
         : out->unit != EGB_NONE ? doubt_name(list, count, text, out)
                                 : EGB_OK;
}

/* ---- in words -------------------------------------------------------------------------------- */

/* "`EL` is Greece (Eurostat code), which is not in this data": with the kind of name or code that the text is, unless
 * it is a usual name. */
static void say_absent(const char *country, const char *text, const char *where, egb_buffer *out) {
  char why[160];
  const char *english = egb_names_english(country);
  if (english == NULL || egb_utf8_same(english, text)) {
    egb_buffer_format(out, "`%s` is not in %s", text, where);
    return;
  }
  if (!egb_names_why(text, strlen(text), country, why, sizeof why))
    out->failed = true;
  why[strcspn(why, ",")] = '\0';
  const bool usual = strncmp(why, "former", 6) != 0 && (strcmp(why, "name") == 0 || strstr(why, " name") != NULL);
  egb_buffer_format(out, "`%s` is %s", text, english);
  if (!usual && why[0] != '\0')
    egb_buffer_format(out, " (%s)", why);
  egb_buffer_format(out, ", which is not in %s", where);
}

static void say_meaning(const egb_unit_meaning *meaning, const egb_unit *list, const char *where, egb_buffer *out) {
  if (meaning->unit == EGB_NONE) {
    const char *english = egb_names_english(meaning->country);
    egb_buffer_format(out, "%s (not in %s)", english != NULL ? english : meaning->country, where);
    return;
  }
  const char *id = list[meaning->unit].id, *name = egb_labels_pick(list[meaning->unit].name, NULL, id);
  egb_buffer_format(out, "`%s`", id);
  if (strcmp(id, name) != 0)
    egb_buffer_format(out, " (%s)", name);
}

/* "or" before the last. */
static const char *joint(size_t i, size_t count) {
  return i == 0 ? "" : i + 1 == count ? " or " : ", ";
}

void egb_units_say(const egb_unit_answer *answer, const egb_unit *list, const char *text, const char *where,
                   egb_buffer *message, egb_buffer *advice) {
  size_t present = 0, said = 0;
  if (answer->count == 1)
    say_absent(answer->meaning[0].country, text, where, message);
  else
    egb_buffer_format(message, "`%s` may be ", text);
  for (size_t i = 0; i < answer->count && answer->count != 1; i++) {
    present += answer->meaning[i].unit != EGB_NONE;
    egb_buffer_text(message, joint(i, answer->count));
    say_meaning(&answer->meaning[i], list, where, message);
  }
  for (size_t i = 0; i < answer->count; i++)
    if (answer->meaning[i].unit != EGB_NONE) {
      egb_buffer_text(advice, said == 0 ? "write " : joint(said, present));
      egb_buffer_format(advice, "`%s`", list[answer->meaning[i].unit].id);
      said++;
    }
}
