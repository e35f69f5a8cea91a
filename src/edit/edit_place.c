/* Where an edit writes: over a number, behind an id in the style of the node, under `scenarios:`. */
#include "edit/edit.h"

#include "base/codes.h"
#include "base/number.h"
#include "base/text.h"
#include "model/grammar.h"

#include <string.h>

static bool add(egb_edit *edit, size_t offset, size_t length, const char *text) {
  edit->splice[edit->splice_count++] = (egb_splice){offset, length, text};
  return text != NULL;
}

/* ---- what the text looks like ---------------------------------------------------------------- */

static size_t line_start(const egb_source *source, size_t at) {
  while (at > 0 && source->text[at - 1] != '\n')
    at--;
  return at;
}

/* Behind the line end, or the end of the text. */
static size_t line_end(const egb_source *source, size_t at) {
  while (at < source->length && source->text[at] != '\n')
    at++;
  return at < source->length ? at + 1 : at;
}

/* The line end of the line before a place, else of the first line. */
static const char *end_of_line(const egb_source *source, size_t at) {
  if (at == 0 || source->text[at - 1] != '\n')
    at = line_end(source, 0);
  return at > 1 && source->text[at - 1] == '\n' && source->text[at - 2] == '\r' ? "\r\n" : "\n";
}

static bool is_flow(egb_place body) {
  return body.source->text[body.offset] == '{';
}

/* Behind a scalar and its closing quote. */
static size_t behind(egb_place place) {
  const char *text = place.source->text;
  const size_t end = place.offset + place.length;
  const char before = place.offset > 0 ? text[place.offset - 1] : '\0';
  return end < place.source->length && (before == '"' || before == '\'') && text[end] == before ? end + 1 : end;
}

/* Whether keys are in double quotes, as in JSON: asked of the key before a value. */
static bool is_json(egb_place value) {
  const char *text = value.source->text;
  size_t at = value.offset;
  if (at > 0 && (text[at - 1] == '"' || text[at - 1] == '\''))
    at--;
  while (at > 0 && strchr(" \t\r\n:", text[at - 1]) != NULL)
    at--;
  return at > 0 && text[at - 1] == '"';
}

/* Columns between the start of the line and a place: the indentation of a block map. */
static int indentation(egb_place body) {
  size_t start = line_start(body.source, body.offset);
  if (start == 0 && body.source->length >= 3 && memcmp(body.source->text, "\xEF\xBB\xBF", 3) == 0)
    start = 3;
  return (int)(body.offset - start);
}

/* One more key of a map that has an id: behind the id in braces, on the line below it otherwise. json: with the quotes
 * it needs in JSON. */
static bool add_pair(egb_edit *edit, const egb_node *node, const char *key, const char *value) {
  const egb_source *source = node->place.source;
  size_t at = behind(node->place);
  if (is_flow(node->body))
    return add(edit, at, 0,
               egb_arena_format(edit->arena, is_json(node->place) ? ", \"%s\": %s" : ", %s: %s", key, value));
  const int indent = indentation(node->body);
  at = line_end(source, at);
  const char *end = end_of_line(source, at);
  if (at > 0 && source->text[at - 1] == '\n')
    return add(edit, at, 0, egb_arena_format(edit->arena, "%*s%s: %s%s", indent, "", key, value, end));
  return add(edit, at, 0, egb_arena_format(edit->arena, "%s%*s%s: %s", end, indent, "", key, value));
}

/* ---- weights --------------------------------------------------------------------------------- */

static bool ends_with(const char *text, size_t at, const char *ending) {
  const size_t length = strlen(ending);
  return at >= length && memcmp(text + at - length, ending, length) == 0;
}

/* The extent of `weight: N` as add_pair puts it in, with the comma or the line end that came with it. False: it looks
 * otherwise now. */
static bool find_pair(const egb_node *node, size_t *from, size_t *to) {
  const egb_source *source = node->weight_place.source;
  const char *const keys[] = {", weight: ", ", \"weight\": "}, *const key = "weight: ";
  *from = node->weight_place.offset;
  *to = *from + node->weight_place.length;
  if (is_flow(node->body)) {
    const char *pair = keys[is_json(node->place)];
    *from -= ends_with(source->text, *from, pair) ? strlen(pair) : 0;
    return *from < node->weight_place.offset;
  }
  const size_t start = line_start(source, *from), end = line_end(source, *to);
  const bool whole = ends_with(source->text, *from, key) &&
                     *from - strlen(key) - start == (size_t)indentation(node->body) && start > node->body.offset &&
                     strspn(source->text + *to, "\r\n") >= end - *to;
  *from = start;
  if (end == *to && start > 0) /* the last line has no end: the one before had none */
    *from -= ends_with(source->text, start, "\r\n") ? 2 : 1;
  *to = end;
  return whole;
}

/* Writing no weight again, where one was put in; "1" says the same where that is not found. */
static bool take_out(egb_edit *edit, const egb_node *node) {
  size_t from, to;
  if (node->weight_place.source == NULL)
    return true;
  if (find_pair(node, &from, &to))
    return add(edit, from, to - from, "");
  return add(edit, node->weight_place.offset, egb_edit_number_length(node->weight_place), "1");
}

size_t egb_edit_number_length(egb_place place) {
  const char *text = place.source->text + place.offset;
  size_t length = place.length;
  if (length > 0 && text[length - 1] == '%')
    length--;
  while (length > 0 && memchr(" \t\r\n", text[length - 1], 4) != NULL)
    length--;
  return length;
}

/* Only the definition itself is edited: what it says of nodes of the one it extends is `nodes:`. */
static bool is_own(const egb_edit *edit, size_t i) {
  const egb_node *node = &edit->index->node[i];
  const egb_place place = node->weight_place.source != NULL ? node->weight_place : node->place;
  return edit->words[i] == NULL || place.source == edit->index->source;
}

static egb_status refuse_extended(const egb_edit *edit, egb_diag *diag) {
  const egb_index *index = edit->index;
  egb_buffer say = {0};
  const egb_node *first = NULL;
  for (size_t i = 0; i < index->node_count; i++) {
    if (is_own(edit, i))
      continue;
    first = first == NULL ? &index->node[i] : first;
    egb_buffer_format(&say, "%s%s: {weight: %s}", say.length == 0 ? "" : ", ", index->node[i].id, edit->words[i]);
  }
  if (first == NULL)
    return EGB_OK;
  const egb_place place = first->weight_place.source != NULL ? first->weight_place : first->place;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_EDIT, place,
              "the weight of %s is that of a definition which this one extends, and only this one is edited",
              first->id);
  egb_diag_hint(diag, "write in `%s` under `nodes:`: {%s}", index->source->name, say.failed ? "" : say.text);
  egb_buffer_clear(&say);
  return EGB_REFUSED;
}

egb_status egb_edit_place_weights(egb_edit *edit, egb_diag *diag) {
  const egb_status own = refuse_extended(edit, diag);
  for (size_t i = 0; own == EGB_OK && i < edit->index->node_count; i++) {
    const egb_node *node = &edit->index->node[i];
    if (edit->words[i] == NULL)
      continue;
    const bool done =
        edit->words[i][0] == '\0' ? take_out(edit, node)
        : node->weight_place.source != NULL
            ? add(edit, node->weight_place.offset, egb_edit_number_length(node->weight_place), edit->words[i])
            : add_pair(edit, node, "weight", edit->words[i]);
    if (!done)
      return EGB_NO_MEMORY;
  }
  return own;
}

/* ---- scenarios ------------------------------------------------------------------------------- */

static bool is_same(const egb_scenario *scenario, const egb_weight_change *change, size_t count, egb_rescale how) {
  if (scenario->count != count || scenario->rescale != how || scenario->drop_count + scenario->add_count > 0)
    return false;
  for (size_t i = 0; i < count; i++) {
    size_t k = 0;
    while (k < count && (scenario->weight[k].node != change[i].node || scenario->weight[k].weight != change[i].weight ||
                         scenario->weight[k].percent != change[i].percent))
      k++;
    if (k == count)
      return false;
  }
  return true;
}

static egb_status check_name(const egb_index *index, const char *id, const egb_weight_change *change, size_t count,
                             egb_rescale how, bool *same, egb_diag *diag) {
  *same = false;
  if (!egb_text_is_id(id)) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "`%s` cannot be the name of a scenario", id);
    egb_diag_hint(diag, "use letters, digits, `.`, `_` and `-`, a letter or digit first");
    return EGB_USAGE;
  }
  for (size_t i = 0; i < index->scenario_count; i++) {
    if (strcmp(index->scenario[i].id, id) != 0)
      continue;
    *same = is_same(&index->scenario[i], change, count, how);
    if (*same)
      return EGB_OK;
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, index->scenario[i].place,
                "%s has a scenario `%s` already, and it says something else", index->id, id);
    egb_diag_hint(diag, "choose another name, or edit it here");
    return EGB_USAGE;
  }
  return EGB_OK;
}

/* {weights: {OS: 0.3, CYB: 5%}, rescale: free} */
static char *scenario_text(egb_arena *arena, const egb_index *index, const egb_weight_change *change, size_t count,
                           egb_rescale how, bool json) {
  egb_buffer out = {0};
  const char *quote = json ? "\"" : "";
  egb_buffer_format(&out, "{%sweights%s: {", quote, quote);
  for (size_t i = 0; i < count; i++) {
    char number[EGB_NUMBER_MAX];
    egb_number_shortest(change[i].weight, number);
    egb_buffer_format(&out, "%s%s%s%s: ", i == 0 ? "" : ", ", quote, index->node[change[i].node].id, quote);
    egb_buffer_format(&out, change[i].percent ? "%s%s%%%s" : "%s%s%s", change[i].percent ? quote : "", number,
                      change[i].percent ? quote : "");
  }
  egb_buffer_text(&out, "}");
  if (how == EGB_RESCALE_FREE)
    egb_buffer_format(&out, ", %srescale%s: %sfree%s", quote, quote, quote, quote);
  egb_buffer_text(&out, "}");
  char *text = out.failed ? NULL : egb_arena_text(arena, out.text, out.length);
  egb_buffer_clear(&out);
  return text;
}

/* As the first of those there are: right behind the brace, or on the line below the key. */
static bool add_to_scenarios(egb_edit *edit, const char *id, const char *text, bool json) {
  const egb_index *index = edit->index;
  const egb_source *source = index->source;
  if (is_flow(index->scenarios_body))
    return add(edit, index->scenarios_body.offset + 1, 0,
               egb_arena_format(edit->arena, json ? "\"%s\": %s, " : "%s: %s, ", id, text));
  const size_t at = line_end(source, behind(index->scenarios_key));
  return add(edit, at, 0,
             egb_arena_format(edit->arena, "%*s%s: %s%s", indentation(index->scenarios_body), "", id, text,
                              end_of_line(source, at)));
}

/* Where the last line begins when it ends the document (`...`), else the end of the text. */
static size_t end_of_document(const egb_source *source) {
  size_t at = source->length;
  while (at > 0 && strchr(" \t\r\n", source->text[at - 1]) != NULL)
    at--;
  const size_t start = line_start(source, at);
  return at - start == 3 && memcmp(source->text + start, "...", 3) == 0 ? start : source->length;
}

static bool add_scenarios(egb_edit *edit, const char *id, const char *text, bool json) {
  const egb_node *root = &edit->index->node[0];
  const egb_source *source = edit->index->source;
  if (is_flow(root->body)) {
    const char *map = egb_arena_format(edit->arena, json ? "{\"%s\": %s}" : "{%s: %s}", id, text);
    return map != NULL && add_pair(edit, root, "scenarios", map);
  }
  const size_t at = end_of_document(source);
  const bool ended = at > 0 && source->text[at - 1] == '\n';
  const char *end = end_of_line(source, at);
  const int indent = indentation(root->body);
  return add(edit, at, 0,
             egb_arena_format(edit->arena, "%s%*sscenarios:%s%*s%s: %s%s", ended ? "" : end, indent, "", end,
                              indent + 2, "", id, text, ended ? end : ""));
}

egb_status egb_edit_place_scenario(egb_edit *edit, const char *id, const egb_weight_change *change, size_t count,
                                   egb_rescale how, bool *same, egb_diag *diag) {
  const egb_index *index = edit->index;
  const egb_status status = check_name(index, id, change, count, how, same, diag);
  if (status != EGB_OK || *same)
    return status;
  const bool json = is_flow(index->node[0].body) && is_json(index->node[0].place);
  const char *text = scenario_text(edit->arena, index, change, count, how, json);
  const bool done =
      text != NULL && (index->scenarios_body.source == index->source ? add_to_scenarios(edit, id, text, json)
                                                                     : add_scenarios(edit, id, text, json));
  return done ? EGB_OK : EGB_NO_MEMORY;
}
