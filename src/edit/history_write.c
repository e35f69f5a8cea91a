/* One more line in the record of changes, which is read again before it is written. */
#include "edit/history.h"

#include "base/codes.h"
#include "base/json_text.h"
#include "base/options.h"
#include "base/utf8.h"
#include "model/revision.h"

#include <math.h>
#include <string.h>

#define HEAD                                                                                                            \
  "# Changes of weights, oldest first: `egovbench weights log` shows them. A line per change is appended at the end,\n" \
  "# so that `*.changes.yaml merge=union` in .gitattributes lets git merge those of two people.\n"                      \
  "egovbench-changes: 1\n"                                                                                              \
  "changes:\n"
#define TEXT_MAX 4000

static void put_text(egb_buffer *out, const char *key, const char *text) {
  if (text == NULL)
    return;
  egb_buffer_format(out, "%s: ", key);
  egb_json_text(out, text);
  egb_buffer_text(out, ", ");
}

static void put_weights(egb_buffer *out, const egb_edit *edit) {
  const char *before = "weights: {";
  for (size_t i = 0; i < edit->index->node_count; i++) {
    const egb_node *node = &edit->index->node[i];
    if (edit->words[i] == NULL)
      continue;
    egb_buffer_format(out, "%s%s: [", before, node->id);
    if (node->weight_place.source == NULL)
      egb_buffer_text(out, "~");
    else
      egb_buffer_add(out, node->weight_place.source->text + node->weight_place.offset,
                     egb_edit_number_length(node->weight_place));
    egb_buffer_format(out, ", %s]", edit->words[i][0] == '\0' ? "~" : edit->words[i]);
    before = ", ";
  }
  egb_buffer_text(out, "}");
}

/* The record with one more line; an end of line where the last one has none, and the ends that it has. */
static egb_status append(const egb_edit *edit, const egb_history *history, const egb_history_note *note,
                         egb_buffer *out) {
  const egb_source *old = history->source;
  const bool fresh = old == NULL || old->length == 0;
  const char *first = fresh ? NULL : memchr(old->text, '\n', old->length);
  const bool crlf = first != NULL && first > old->text && first[-1] == '\r';
  const char *end = crlf ? "\r\n" : "\n";
  egb_buffer_add(out, fresh ? HEAD : old->text, fresh ? sizeof HEAD - 1 : old->length);
  if (out->length > 0 && out->text[out->length - 1] != '\n')
    egb_buffer_text(out, end);
  egb_buffer_text(out, "- {");
  put_text(out, "when", note->when);
  put_text(out, "who", note->who);
  put_text(out, "why", note->why);
  if (edit->undoes)
    egb_buffer_text(out, "undo: true, ");
  put_weights(out, edit);
  if (note->whatif != NULL) {
    egb_buffer_format(out, ", moved: %zu", note->whatif->moved);
    if (!isnan(note->whatif->spearman)) {
      egb_buffer_text(out, ", correlation: ");
      egb_buffer_number(out, round(note->whatif->spearman * 1e6) / 1e6);
    }
  }
  egb_buffer_format(out, "}%s", end);
  return out->failed ? EGB_NO_MEMORY : EGB_OK;
}

/* Whether the new text has one entry more, which says what the edit does. */
static bool says_so(const egb_edit *edit, const egb_history *old, const egb_history *again) {
  size_t found = 0, wanted = 0;
  if (again->count != old->count + 1)
    return false;
  const egb_history_entry *last = &again->entry[old->count];
  for (size_t i = 0; i < edit->index->node_count; i++) {
    if (edit->words[i] == NULL)
      continue;
    wanted++;
    for (size_t k = 0; k < last->count; k++)
      found += strcmp(last->weight[k].id, edit->index->node[i].id) == 0 && last->weight[k].after == edit->weight[i] &&
               last->weight[k].before == edit->index->node[i].weight;
  }
  return found == wanted && last->count == wanted;
}

static egb_status read_again(egb_edit *edit, const egb_history *old, const char *text, size_t length, egb_diag *diag) {
  egb_source *source = egb_arena_array(edit->arena, 1, sizeof *source);
  egb_diag *quiet = egb_diag_new();
  egb_history again = {.arena = edit->arena, .index = edit->index, .source = source};
  egb_status status = source == NULL || quiet == NULL ? EGB_NO_MEMORY : EGB_OK;
  if (status == EGB_OK) {
    *source = (egb_source){old->path, text, length, NULL};
    status = egb_history_parse(&again, quiet);
  }
  if (status == EGB_REFUSED || (status == EGB_OK && !says_so(edit, old, &again))) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_HISTORY, "`%s` is written in a way that no line can be appended to",
                 old->path);
    egb_diag_hint(diag, "let `changes:` be the last key, with a line `- {...}` per change: nothing was written");
    status = EGB_REFUSED;
  }
  egb_diag_free(quiet);
  return status;
}

static egb_status check(const egb_edit *edit, const egb_history_note *note, egb_diag *diag) {
  const char *const texts[] = {note->when, note->who, note->why};
  bool any = false;
  for (size_t i = 0; i < edit->index->node_count; i++)
    any = any || edit->words[i] != NULL;
  if (!any) {
    egb_diag_report(diag, EGB_SEVERITY_ERROR, EGB_E_HISTORY, "no weight of the definition changes",
                    "the record is of weights of nodes; a scenario keeps a `note:` of its own");
    return EGB_USAGE;
  }
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    if (texts[i] == NULL || (texts[i][0] != '\0' && strlen(texts[i]) <= TEXT_MAX &&
                             egb_utf8_check(texts[i], strlen(texts[i])) == strlen(texts[i])))
      continue;
    egb_diag_report(diag, EGB_SEVERITY_ERROR, EGB_E_HISTORY, "a text of the record is empty, too long or not UTF-8",
                    "write between 1 and 4000 bytes of UTF-8");
    return EGB_USAGE;
  }
  return EGB_OK;
}

/* The file as it was, which outlives the history. */
static bool keep(egb_edit *edit, const egb_history *history, egb_companion *out) {
  *out = (egb_companion){.path = egb_arena_copy(edit->arena, history->path)};
  if (history->source == NULL || out->path == NULL)
    return out->path != NULL;
  egb_source *source = egb_arena_array(edit->arena, 1, sizeof *source);
  const char *text = egb_arena_text(edit->arena, history->source->text, history->source->length);
  if (source == NULL || text == NULL)
    return false;
  *source = (egb_source){out->path, text, history->source->length, NULL};
  out->expected = source;
  return true;
}

egb_status egb_edit_record(egb_edit *edit, const egb_history *history, const egb_history_note *note, egb_diag *diag) {
  egb_history_note asked;
  egb_status status = EGB_OPTIONS_TAKE(asked, note, diag);
  if (status == EGB_OK)
    status = check(edit, &asked, diag);
  if (status != EGB_OK)
    return status;
  egb_buffer out = {0};
  status = append(edit, history, &asked, &out);
  const char *text = status == EGB_OK ? egb_arena_text(edit->arena, out.text, out.length) : NULL;
  egb_companion *record = egb_arena_array(edit->arena, 1, sizeof *record);
  status = text == NULL || record == NULL ? EGB_NO_MEMORY : read_again(edit, history, text, out.length, diag);
  if (status == EGB_OK && keep(edit, history, record)) {
    record->text = text;
    record->length = out.length;
    edit->record = record;
  } else if (status == EGB_OK) {
    status = EGB_NO_MEMORY;
  }
  egb_buffer_clear(&out);
  return status;
}
