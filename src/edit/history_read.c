/* The record of changes as it is read: every entry is one line, so that git merges what two people append. */
#include "edit/history.h"

#include "base/codes.h"
#include "base/number.h"
#include "base/text.h"
#include "files/file.h"
#include "read/yaml.h"

#include <math.h>
#include <string.h>

#define ENDING ".changes.yaml"
#define VERSION_KEY "egovbench-changes"

typedef struct reader {
  egb_history *history;
  const egb_yaml *yaml;
  egb_diag *diag;
  bool failed;
} reader;

static void refuse(reader *r, egb_place place, const char *text, const char *hint) {
  egb_diag_at(r->diag, EGB_SEVERITY_ERROR, EGB_E_HISTORY, place, "%s", text);
  egb_diag_hint(r->diag, "%s", hint);
  r->failed = true;
}

static bool is_key(const egb_yaml_node *node, const char *key) {
  return node->key != NULL && strcmp(node->key, key) == 0;
}

/* NaN, reported, when it is no number within the limits. */
static double read_number(reader *r, const egb_yaml_node *node, double least, double most) {
  double value = 0;
  if (node->kind == EGB_YAML_SCALAR_NODE && egb_number_parse(node->text, node->length, &value) == EGB_NUMBER_OK &&
      value >= least && value <= most)
    return value;
  refuse(r, node->place, "this is not a number that a change can have here",
         "weights and counts are 0 or more, a correlation is from -1 to 1");
  return (double)NAN;
}

static const char *read_text(reader *r, const egb_yaml_node *node) {
  if (node->kind == EGB_YAML_SCALAR_NODE)
    return node->text;
  refuse(r, node->place, "this is no text", "write it in double quotes on one line");
  return NULL;
}

static bool read_yes(reader *r, const egb_yaml_node *node) {
  const bool yes = node->kind == EGB_YAML_SCALAR_NODE && strcmp(node->text, "true") == 0;
  if (!yes)
    refuse(r, node->place, "this is not `true`", "leave `undo` out of a change that takes none back");
  return yes;
}

/* `~` is no weight in the definition, which counts as 1. */
static const char *read_words(reader *r, const egb_yaml_node *node, double *value, bool *none) {
  *none = node->kind == EGB_YAML_SCALAR_NODE && !node->quoted && strcmp(node->text, "~") == 0;
  *value = *none ? 1 : read_number(r, node, 0, HUGE_VAL);
  return *none ? "1" : node->text;
}

/* OS: [0.2, 0.14] */
static void read_weight(reader *r, const egb_yaml_node *node, egb_history_weight *out) {
  const egb_yaml_node *all = r->yaml->node;
  if (node->kind != EGB_YAML_LIST || node->count != 2) {
    refuse(r, node->place, "a change of a weight has two numbers", "write it as ID: [BEFORE, AFTER]");
    return;
  }
  const egb_yaml_node *from = &all[node->first], *to = &all[from->next];
  *out = (egb_history_weight){.id = node->key};
  out->from = read_words(r, from, &out->before, &out->from_none);
  out->to = read_words(r, to, &out->after, &out->to_none);
}

static egb_status read_weights(reader *r, const egb_yaml_node *node, egb_history_entry *entry) {
  if (node->kind != EGB_YAML_MAP) {
    refuse(r, node->place, "the weights of a change are a map", "write {ID: [BEFORE, AFTER]}");
    return EGB_OK;
  }
  egb_history_weight *weight = egb_arena_array(r->history->arena, node->count + 1, sizeof *weight);
  if (weight == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = node->first; i != EGB_YAML_NONE; i = r->yaml->node[i].next)
    read_weight(r, &r->yaml->node[i], &weight[entry->count++]);
  entry->weight = weight;
  return EGB_OK;
}

static egb_status read_entry(reader *r, const egb_yaml_node *node, egb_history_entry *out) {
  *out = (egb_history_entry){.place = node->place, .moved = (double)NAN, .correlation = (double)NAN};
  egb_status status = EGB_OK;
  if (node->kind != EGB_YAML_MAP) {
    refuse(r, node->place, "a change is a map", "write {why: \"...\", weights: {ID: [BEFORE, AFTER]}}");
    return EGB_OK;
  }
  for (size_t i = node->first; i != EGB_YAML_NONE && status == EGB_OK; i = r->yaml->node[i].next) {
    const egb_yaml_node *child = &r->yaml->node[i];
    if (is_key(child, "when"))
      out->when = read_text(r, child);
    else if (is_key(child, "who"))
      out->who = read_text(r, child);
    else if (is_key(child, "why"))
      out->why = read_text(r, child);
    else if (is_key(child, "weights"))
      status = read_weights(r, child, out);
    else if (is_key(child, "undo"))
      out->undoes = read_yes(r, child);
    else if (is_key(child, "moved"))
      out->moved = read_number(r, child, 0, HUGE_VAL);
    else if (is_key(child, "correlation"))
      out->correlation = read_number(r, child, -1, 1);
    else
      refuse(r, child->key_place, "a change has no such key",
             "its keys: when, who, why, undo, weights, moved, correlation");
  }
  if (status == EGB_OK && out->count == 0 && !r->failed)
    refuse(r, node->place, "this change has no weights", "add weights: {ID: [BEFORE, AFTER]}, or take the line out");
  return status;
}

static egb_status read_entries(reader *r, const egb_yaml_node *list) {
  egb_history_entry *entry = egb_arena_array(r->history->arena, list->count + 1, sizeof *entry);
  if (entry == NULL)
    return EGB_NO_MEMORY;
  egb_status status = EGB_OK;
  size_t count = 0;
  for (size_t i = list->first; i != EGB_YAML_NONE && status == EGB_OK; i = r->yaml->node[i].next)
    status = read_entry(r, &r->yaml->node[i], &entry[count++]);
  r->history->entry = entry;
  r->history->count = count;
  return status;
}

static egb_status read_root(reader *r) {
  const egb_yaml *yaml = r->yaml;
  const egb_yaml_node *root = &yaml->node[0];
  const size_t version = root->kind == EGB_YAML_MAP ? egb_yaml_child(yaml, 0, VERSION_KEY) : EGB_YAML_NONE;
  const size_t list = root->kind == EGB_YAML_MAP ? egb_yaml_child(yaml, 0, "changes") : EGB_YAML_NONE;
  if (version == EGB_YAML_NONE || yaml->node[version].text == NULL || strcmp(yaml->node[version].text, "1") != 0)
    refuse(r, root->place, "this is no record of changes that this version reads",
           "it begins with `" VERSION_KEY ": 1`; rename a file that is something else");
  else if (list == EGB_YAML_NONE || yaml->node[list].kind != EGB_YAML_LIST || root->count != 2)
    refuse(r, root->place, "a record of changes has the list `changes:` and nothing else",
           "take everything else out of the file");
  else
    return read_entries(r, &yaml->node[list]);
  return EGB_OK;
}

egb_status egb_history_parse(egb_history *history, egb_diag *diag) {
  egb_yaml yaml;
  const egb_status status = egb_yaml_parse(history->arena, history->source, diag, &yaml);
  if (status != EGB_OK)
    return status;
  reader r = {.history = history, .yaml = &yaml, .diag = diag};
  const egb_status done = read_root(&r);
  return done == EGB_OK && r.failed ? EGB_REFUSED : done;
}

/* "folder/mine.changes.yaml" of "folder/mine.yaml". */
static char *path_beside(egb_arena *arena, const char *path) {
  const size_t length = strlen(path);
  const size_t ending = egb_text_ends(path, ".yaml") ? 5 : egb_text_ends(path, ".yml") ? 4 : 0;
  return egb_arena_format(arena, "%.*s" ENDING, (int)(length - ending), path);
}

static egb_status open_file(egb_history *history, egb_diag *diag) {
  egb_file_answer answer;
  egb_source *source = NULL;
  const egb_file_root root = {.folder = egb_path_folder(history->arena, history->path)};
  if (root.folder == NULL)
    return EGB_NO_MEMORY;
  const egb_status status =
      egb_file_read_below(history->arena, history->path, &root, 1, (egb_place){0}, diag, &answer, &source);
  if (status != EGB_OK || answer == EGB_FILE_ABSENT)
    return status;
  if (answer != EGB_FILE_READ) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_HISTORY, "`%s` is not a file in its folder", history->path);
    egb_diag_hint(diag, "the changes of weights are kept there: give it another name");
    return EGB_IO;
  }
  history->source = source;
  return egb_history_parse(history, diag);
}

egb_status egb_history_read(const egb_index *index, egb_diag *diag, egb_history **out) {
  *out = NULL;
  egb_arena *arena = egb_arena_new();
  egb_history *history = egb_arena_array(arena, 1, sizeof *history);
  egb_status status = history == NULL ? EGB_NO_MEMORY : EGB_OK;
  if (status == EGB_OK) {
    *history = (egb_history){.arena = arena, .index = index, .path = path_beside(arena, index->source->name)};
    status = history->path == NULL ? EGB_NO_MEMORY : open_file(history, diag);
  }
  if (status == EGB_OK)
    *out = history;
  else
    egb_arena_free(arena);
  return status;
}

egb_status egb_history_of(const egb_index *index, const egb_source *source, egb_diag *diag, egb_history **out) {
  *out = NULL;
  egb_arena *arena = egb_arena_new();
  egb_history *history = egb_arena_array(arena, 1, sizeof *history);
  egb_status status = history == NULL ? EGB_NO_MEMORY : EGB_OK;
  if (status == EGB_OK) {
    *history = (egb_history){.arena = arena, .index = index, .path = source->name, .source = source};
    status = egb_history_parse(history, diag);
  }
  if (status == EGB_OK)
    *out = history;
  else
    egb_arena_free(arena);
  return status;
}

void egb_history_free(egb_history *history) {
  if (history != NULL)
    egb_arena_free(history->arena);
}

size_t egb_history_count(const egb_history *history) {
  return history->count;
}

bool egb_history_is_kept(const egb_history *history) {
  return history->source != NULL;
}

const char *egb_history_path(const egb_history *history) {
  return history->path;
}

/* Every undo takes back the last change that was not taken back: counted from the end, so that entries which two people
 * appended, each with their own undoing, keep their meaning one after the other. */
size_t egb_history_undoable(const egb_history *history) {
  size_t undone = 0;
  for (size_t i = history->count; i > 0; i--) {
    if (history->entry[i - 1].undoes)
      undone++;
    else if (undone == 0)
      return i;
    else
      undone--;
  }
  return 0;
}

const egb_history_said *egb_history_follow(const egb_history *history, size_t count, egb_arena *arena) {
  egb_history_said *said = egb_arena_array(arena, history->index->node_count, sizeof *said);
  for (size_t i = 0; i < history->count && said != NULL; i++)
    for (size_t k = 0; k < history->entry[i].count; k++) {
      const size_t at = egb_index_find(history->index, history->entry[i].weight[k].id);
      if (at != EGB_NONE && (i < count || said[at].weight == NULL))
        said[at] = (egb_history_said){&history->entry[i].weight[k], i >= count};
    }
  return said;
}
