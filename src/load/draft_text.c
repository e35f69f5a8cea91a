/* A draft as a definition in YAML. Names come from files: each is a quoted scalar in which nothing acts. */
#include "load/draft.h"

#include "base/number.h"
#include "base/text.h"
#include "base/utf8.h"
#include "model/index.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define ID_LONGEST 40
#define UNUSED_SHOWN 12

static void put_number(egb_buffer *out, double value) {
  char number[EGB_NUMBER_MAX];
  (void)egb_number_shortest(value, number);
  egb_buffer_text(out, number);
}

/* ---- ids ------------------------------------------------------------------------------------- */

/* Letters and digits of ASCII in lower case, one dash for everything between; "" when there are none. */
static void plain_id(const char *text, size_t length, char out[ID_LONGEST + 1]) {
  size_t to = 0;
  bool between = false;
  for (size_t i = 0; i < length && to + 2 < ID_LONGEST; i++) {
    if (!egb_is_letter(text[i]) && !egb_is_digit(text[i])) {
      between = to != 0;
      continue;
    }
    if (between)
      out[to++] = '-';
    between = false;
    out[to++] = egb_lower(text[i]);
  }
  out[to] = '\0';
}

/* An id that no indicator has yet; a header that is one stays as it is. */
static egb_status give_id(egb_names *ids, const char *column, size_t number, const char **out) {
  char base[EGB_ID_MAX + 1], id[EGB_ID_MAX + 32];
  bool fresh = false;
  if (egb_text_is_id(column) && strlen(column) < ID_LONGEST)
    (void)snprintf(base, sizeof base, "%s", column);
  else
    plain_id(column, strlen(column), base);
  if (base[0] == '\0')
    (void)snprintf(base, sizeof base, "column-%zu", number + 1);
  (void)snprintf(id, sizeof id, "%s", base);
  for (size_t next = 2; !fresh; next++) {
    const size_t at = egb_names_add(ids, id, strlen(id), &fresh);
    if (at == EGB_NAMES_NONE)
      return EGB_NO_MEMORY;
    *out = ids->item[at].text;
    (void)snprintf(id, sizeof id, "%s-%zu", base, next);
  }
  return EGB_OK;
}

/* ---- indicators ------------------------------------------------------------------------------ */

/* The bounds rounded outwards to a step of a tenth of their distance or less; a constant gets room down to 0. */
static void round_outwards(double low, double high, double out[2]) {
  if (low == high) {
    out[0] = fmin(low, 0);
    out[1] = low != 0 ? fmax(high, 0) : 1;
    return;
  }
  const double digits = floor(log10(high - low)) - 1;
  out[0] = low;
  out[1] = high;
  if (!(fabs(digits) < 15) || fmax(fabs(low), fabs(high)) / (high - low) > 1e9)
    return;
  const double power = pow(10, fabs(digits));
  out[0] = digits < 0 ? floor(low * power) / power : floor(low / power) * power;
  out[1] = digits < 0 ? ceil(high * power) / power : ceil(high / power) * power;
}

/* The text in brackets at the end of a header: its unit. 0: there is none. */
static size_t unit_at(const char *text, size_t length) {
  if (length < 4 || text[length - 1] != ')')
    return 0;
  size_t at = length - 1;
  while (at > 0 && text[at] != '(')
    at--;
  return at > 1 && at + 2 < length && text[at - 1] == ' ' ? at : 0;
}

static void put_key(egb_buffer *out, const char *key, const char *text, size_t length) {
  egb_buffer_format(out, "    %s: ", key);
  egb_import_put_quoted(out, text, length);
  egb_buffer_char(out, '\n');
}

static void put_indicator(const egb_draft *draft, size_t number, const char *id, egb_buffer *out) {
  const char *column = draft->import->data->column[number];
  const double low = draft->low[number], high = draft->high[number];
  const char *label = draft->label[number] != NULL ? draft->label[number] : column;
  const size_t length = strlen(label), bracket = unit_at(label, length);
  double posts[2];
  round_outwards(low, high, posts);
  egb_buffer_format(out, "  - id: \"%s\"\n", id);
  if (strcmp(id, label) != 0)
    put_key(out, "name", label, bracket != 0 ? bracket - 1 : length);
  if (strcmp(id, column) != 0)
    put_key(out, "column", column, strlen(column));
  if (bracket != 0)
    put_key(out, "unit", label + bracket + 1, length - bracket - 2);
  egb_buffer_text(out, "    direction: higher # CONFIRM: higher, or lower where lower values are better\n"
                       "    goalposts: [");
  put_number(out, posts[0]);
  egb_buffer_text(out, ", ");
  put_number(out, posts[1]);
  egb_buffer_text(out, "] # DECIDE: the data has ");
  put_number(out, low);
  egb_buffer_text(out, " to ");
  put_number(out, high);
  egb_buffer_text(out, "\n    weight: 1\n");
}

/* ---- files ----------------------------------------------------------------------------------- */

/* What has texts among its values, or nothing else. */
static void put_skipped(const egb_draft *draft, size_t file, egb_buffer *out) {
  const egb_import_notes *notes = &draft->import->data->notes;
  size_t count = 0;
  for (size_t i = 0; i < notes->skipped_count; i++) {
    if (notes->skipped[i].file != file)
      continue;
    if (count < UNUSED_SHOWN) {
      egb_buffer_text(out, count == 0 ? "    # Not used, as not all values are numbers: " : ", ");
      egb_import_put_quoted(out, notes->skipped[i].name, strlen(notes->skipped[i].name));
    }
    count++;
  }
  if (count > UNUSED_SHOWN)
    egb_buffer_format(out, " and %zu more", count - UNUSED_SHOWN);
  if (count != 0)
    egb_buffer_char(out, '\n');
}

static void put_file(const egb_draft *draft, size_t file, egb_buffer *out) {
  egb_buffer_text(out, "  - file: ");
  egb_import_put_quoted(out, draft->names[file], strlen(draft->names[file]));
  egb_buffer_char(out, '\n');
  egb_import_put_keys(&draft->import->file[file].known, true, out);
  put_skipped(draft, file, out);
}

/* Where the latest period is empty, as in files that are made before the year is over, a ranking needs another. */
static void put_period(const egb_dataset *data, egb_buffer *out) {
  size_t last = data->period_count;
  while (last > 1 && !egb_dataset_has_values(data, last - 1))
    last--;
  if (last == data->period_count)
    return;
  egb_buffer_text(out, "period: ");
  egb_import_put_quoted(out, data->period[last - 1], strlen(data->period[last - 1]));
  egb_buffer_text(out, " # DECIDE: the last one with values; ");
  egb_import_put_quoted(out, data->period[data->period_count - 1], strlen(data->period[data->period_count - 1]));
  egb_buffer_text(out, " has none\n");
}

/* The index has an id as well, and so have the columns of a ranking. */
static egb_status reserve_ids(egb_names *ids, const char *index) {
  bool fresh;
  if (egb_names_add(ids, index, strlen(index), &fresh) == EGB_NAMES_NONE)
    return EGB_NO_MEMORY;
  for (const char *const *reserved = egb_index_reserved; *reserved != NULL; reserved++)
    if (egb_names_add(ids, *reserved, strlen(*reserved), &fresh) == EGB_NAMES_NONE)
      return EGB_NO_MEMORY;
  return EGB_OK;
}

egb_status egb_draft_write(const egb_draft *draft, const char *id, egb_buffer *out) {
  char plain[ID_LONGEST + 1];
  egb_names ids = {.arena = draft->arena};
  plain_id(id, strlen(id), plain);
  if (plain[0] == '\0')
    memcpy(plain, "draft", sizeof "draft");
  if (reserve_ids(&ids, plain) != EGB_OK)
    return EGB_NO_MEMORY;
  egb_buffer_format(
      out,
      "# A draft: it can be ranked as it is, and means nothing before this is decided:\n"
      "# - which columns belong in the index: delete the indicators that do not;\n"
      "# - CONFIRM the direction of each: nothing in a table says whether more is better;\n"
      "# - DECIDE the goalposts, here the range of the data rounded outwards: the values that deserve the "
      "least\n"
      "#   and the most, whoever is in the data;\n"
      "# - what is said of each file, with why: it was guessed;\n"
      "# - groups (indicators below an indicator), weights, how gaps are filled (impute).\n"
      "# `egovbench validate FILE` checks it; egovbench-definition(5) describes every key.\n"
      "egovbench: 1\n"
      "id: \"%s\"\n"
      "title: ",
      plain);
  egb_import_put_quoted(out, id, strlen(id));
  egb_buffer_char(out, '\n');
  put_period(draft->import->data, out);
  egb_buffer_text(out, "data:\n");
  for (size_t i = 0; i < draft->import->from.file_count; i++)
    put_file(draft, i, out);
  egb_buffer_text(out, "indicators:\n");
  for (size_t i = 0; i < draft->import->data->column_count; i++) {
    const char *given = NULL;
    if (draft->low[i] > draft->high[i])
      continue; /* no value in any period */
    if (give_id(&ids, draft->import->data->column[i], i, &given) != EGB_OK)
      return EGB_NO_MEMORY;
    put_indicator(draft, i, given, out);
  }
  return out->failed ? EGB_NO_MEMORY : EGB_OK;
}
