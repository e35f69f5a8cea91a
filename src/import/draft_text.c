/* A draft as a definition in YAML. Names come from files: each is a quoted scalar in which nothing acts. */
#include "import/draft.h"

#include "base/text.h"
#include "base/utf8.h"
#include "model/index.h"
#include "names/names.h"
#include "read/yaml_write.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define ID_LONGEST 40
#define UNUSED_SHOWN 12

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

static void put_key(egb_buffer *out, size_t indent, const char *key, const char *text, size_t length) {
  egb_buffer_format(out, "%*s%s: ", (int)indent, "", key);
  egb_yaml_put_quoted(out, text, length);
  egb_buffer_char(out, '\n');
}

static void put_goalposts(egb_buffer *out, size_t indent, double low, double high) {
  double posts[2];
  round_outwards(low, high, posts);
  egb_buffer_format(out, "%*sgoalposts: [", (int)indent, "");
  egb_buffer_number(out, posts[0]);
  egb_buffer_text(out, ", ");
  egb_buffer_number(out, posts[1]);
  egb_buffer_text(out, "] # DECIDE: the data has ");
  egb_buffer_number(out, low);
  egb_buffer_text(out, " to ");
  egb_buffer_number(out, high);
  egb_buffer_char(out, '\n');
}

static void put_indicator(const egb_draft *draft, size_t number, const char *id, egb_buffer *out) {
  const char *column = draft->import->data->column[number];
  const char *label = draft->label[number] != NULL ? draft->label[number] : column;
  const size_t length = strlen(label), bracket = unit_at(label, length);
  egb_buffer_format(out, "  - id: \"%s\"\n", id);
  if (strcmp(id, label) != 0)
    put_key(out, 4, "name", label, bracket != 0 ? bracket - 1 : length);
  if (strcmp(id, column) != 0)
    put_key(out, 4, "column", column, strlen(column));
  if (bracket != 0)
    put_key(out, 4, "unit", label + bracket + 1, length - bracket - 2);
  egb_buffer_text(out, "    direction: higher # CONFIRM: higher, or lower where lower values are better\n");
  put_goalposts(out, 4, draft->low[number], draft->high[number]);
  egb_buffer_text(out, "    weight: 1\n");
}

/* ---- what a description says of it ----------------------------------------------------------- */

/* Keys of an indicator alone. */
static void put_described(const egb_draft *draft, const egb_draft_node *node, size_t indent, egb_buffer *out) {
  if (node->unit != NULL)
    put_key(out, indent, "unit", node->unit, strlen(node->unit));
  if (node->per != NULL) {
    egb_buffer_format(out, "%*s# per: ", (int)indent, "");
    egb_yaml_put_quoted(out, node->per, strlen(node->per));
    egb_buffer_text(out, " # DECIDE: the description names this denominator\n");
  }
  egb_buffer_format(out, "%*sdirection: %s%s\n", (int)indent, "", node->direction < 0 ? "lower" : "higher",
                    isnan(node->direction) ? " # CONFIRM: higher, or lower where lower values are better" : "");
  put_goalposts(out, indent, draft->low[node->column], draft->high[node->column]);
  if (isnan(node->target))
    return;
  egb_buffer_format(out, "%*starget: ", (int)indent, "");
  egb_buffer_number(out, node->target);
  egb_buffer_char(out, '\n');
}

static void put_node(const egb_draft *draft, const egb_draft_node *node, const char *id, size_t depth,
                     egb_buffer *out) {
  const size_t indent = 4 * (depth + 1);
  egb_buffer_format(out, "%*s- id: \"%s\"\n", (int)indent - 2, "", id);
  if (node->name != NULL && strcmp(node->name, id) != 0)
    put_key(out, indent, "name", node->name, strlen(node->name));
  if (node->indicator && strcmp(id, node->code) != 0)
    put_key(out, indent, "column", node->code, strlen(node->code));
  if (node->indicator)
    put_described(draft, node, indent, out);
  egb_buffer_format(out, "%*sweight: ", (int)indent, "");
  egb_buffer_number(out, isnan(node->weight) ? 1 : node->weight);
  egb_buffer_char(out, '\n');
  if (!node->indicator)
    egb_buffer_format(out, "%*sindicators:\n", (int)indent, "");
}

/* Where there is a top, COINr counts only what is below it. */
static void put_apart(const egb_draft *draft, egb_buffer *out) {
  const egb_draft_tree *tree = &draft->tree;
  bool any = false;
  for (size_t i = 0; i < tree->count; i++) {
    const egb_draft_node *node = &tree->node[i];
    if (!node->indicator || node->parent != EGB_NONE || tree->root == EGB_NONE)
      continue;
    egb_buffer_text(out, any ? ", " : "# Not in the tree, as the description gives them no parent: ");
    egb_yaml_put_quoted(out, node->code, strlen(node->code));
    any = true;
  }
  if (any)
    egb_buffer_char(out, '\n');
}

static egb_status put_tree(const egb_draft *draft, egb_names *ids, egb_buffer *out) {
  const egb_draft_tree *tree = &draft->tree;
  size_t depth = 0;
  for (size_t i = egb_draft_tree_next(tree, EGB_NONE, &depth); i != EGB_NONE;
       i = egb_draft_tree_next(tree, i, &depth)) {
    const char *id = NULL;
    if (give_id(ids, tree->node[i].code, i, &id) != EGB_OK)
      return EGB_NO_MEMORY;
    put_node(draft, &tree->node[i], id, depth, out);
  }
  put_apart(draft, out);
  return EGB_OK;
}

static egb_status put_columns(const egb_draft *draft, egb_names *ids, egb_buffer *out) {
  for (size_t i = 0; i < draft->import->data->column_count; i++) {
    const char *id = NULL;
    if (draft->low[i] > draft->high[i])
      continue; /* no value in any period */
    if (give_id(ids, draft->import->data->column[i], i, &id) != EGB_OK)
      return EGB_NO_MEMORY;
    put_indicator(draft, i, id, out);
  }
  return EGB_OK;
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
      egb_yaml_put_quoted(out, notes->skipped[i].name, strlen(notes->skipped[i].name));
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
  egb_yaml_put_quoted(out, draft->names[file], strlen(draft->names[file]));
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
  egb_yaml_put_quoted(out, data->period[last - 1], strlen(data->period[last - 1]));
  egb_buffer_text(out, " # DECIDE: the last one with values; ");
  egb_yaml_put_quoted(out, data->period[data->period_count - 1], strlen(data->period[data->period_count - 1]));
  egb_buffer_text(out, " has none\n");
}

/* Where every unit is a country by its code, the list that is shipped has their names and groups. */
static void put_units(const egb_dataset *data, egb_buffer *out) {
  for (size_t u = 0; u < data->unit_count; u++)
    if (egb_names_english(data->unit[u].id) == NULL)
      return;
  egb_buffer_text(out, "# units: countries.csv # DECIDE: names, regions and income groups of these countries, from the "
                       "list that is shipped\n");
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

static void put_head(const egb_draft *draft, egb_buffer *out) {
  const bool described = draft->tree.count > 0;
  egb_buffer_text(out, "# A draft: it can be ranked as it is, and means nothing before this is decided:\n");
  if (!described)
    egb_buffer_text(out, "# - which columns belong in the index: delete the indicators that do not;\n"
                         "# - CONFIRM the direction of each: nothing in a table says whether more is better;\n");
  egb_buffer_format(
      out,
      "# - DECIDE the goalposts, here the range of the data rounded outwards: the values that deserve the "
      "least\n"
      "#   and the most, whoever is in the data;\n"
      "# - what is said of each file, with why: it was guessed;\n"
      "# - %show gaps are filled (impute).\n"
      "# `egovbench validate FILE` checks it; egovbench-definition(5) describes every key.\n",
      described ? "" : "groups (indicators below an indicator), weights, ");
  if (described)
    egb_buffer_text(out, "# The tree, its names, weights, units and directions are those of the description.\n");
}

egb_status egb_draft_write(const egb_draft *draft, const char *id, egb_buffer *out) {
  char plain[ID_LONGEST + 1];
  egb_names ids = {.arena = draft->arena};
  const egb_draft_tree *tree = &draft->tree;
  const char *title = tree->count > 0 && tree->root != EGB_NONE ? tree->node[tree->root].name : NULL;
  plain_id(id, strlen(id), plain);
  if (plain[0] == '\0')
    memcpy(plain, "draft", sizeof "draft");
  if (reserve_ids(&ids, plain) != EGB_OK)
    return EGB_NO_MEMORY;
  title = title != NULL ? title : id;
  put_head(draft, out);
  egb_buffer_format(out, "egovbench: 1\nid: \"%s\"\ntitle: ", plain);
  egb_yaml_put_quoted(out, title, strlen(title));
  egb_buffer_char(out, '\n');
  put_period(draft->import->data, out);
  egb_buffer_text(out, "data:\n");
  for (size_t i = 0; i < draft->import->from.file_count; i++)
    put_file(draft, i, out);
  put_units(draft->import->data, out);
  egb_buffer_text(out, "indicators:\n");
  const egb_status status = tree->count > 0 ? put_tree(draft, &ids, out) : put_columns(draft, &ids, out);
  return status == EGB_OK && out->failed ? EGB_NO_MEMORY : status;
}
