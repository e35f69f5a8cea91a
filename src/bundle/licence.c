/* NAME.meta.yaml beside a data file: who published it, under which licence, what its columns are. */
#include "bundle/licence.h"

#include "base/codes.h"
#include "base/diag.h"
#include "base/suggest.h"
#include "base/text.h"
#include "files/file.h"
#include "read/yaml.h"

#include <string.h>

#define META ".meta.yaml"

typedef struct reader {
  egb_bundle *bundle;
  egb_yaml yaml;
  egb_diag *diag;
  bool failed;
} reader;

static void refuse(reader *r, egb_place place, const char *text, const char *hint) {
  egb_diag_at(r->diag, EGB_SEVERITY_ERROR, EGB_E_BUNDLE, place, "%s", text);
  egb_diag_hint(r->diag, "%s", hint);
  r->failed = true;
}

/* The file by the caller's function; EGB_IO: there is none. */
static egb_status ask(egb_bundle *bundle, const char *path, egb_source **out) {
  const char *text = NULL;
  size_t length = 0;
  const egb_status status = bundle->options->read(bundle->options->context, path, &text, &length);
  if (status != EGB_OK)
    return status == EGB_IO ? EGB_OK : status;
  egb_source *source = egb_arena_array(bundle->arena, 1, sizeof *source);
  const char *name = egb_arena_copy(bundle->arena, path), *copy = egb_arena_text(bundle->arena, text, length);
  if (source == NULL || name == NULL || copy == NULL)
    return EGB_NO_MEMORY;
  *source = (egb_source){name, copy, length, NULL};
  *out = source;
  return EGB_OK;
}

/* *out NULL: there is none. Beside a link it is looked for where the link is. */
static egb_status find(egb_bundle *bundle, const char *path, egb_diag *diag, egb_source **out) {
  const char *end = egb_path_extension(path);
  const size_t stem = strlen(path) - (end[0] == '\0' ? 0 : strlen(end) + 1);
  const char *name = egb_arena_format(bundle->arena, "%.*s" META, (int)stem, path);
  egb_file_answer answer;
  *out = NULL;
  if (name == NULL)
    return EGB_NO_MEMORY;
  if (bundle->options->read != NULL)
    return ask(bundle, name, out);
  const egb_file_root root = {egb_path_folder(bundle->arena, name), NULL};
  if (root.folder == NULL)
    return EGB_NO_MEMORY;
  egb_status status = egb_file_read_below(bundle->arena, name, &root, 1, (egb_place){0}, diag, &answer, out);
  if (status == EGB_OK && answer != EGB_FILE_READ && answer != EGB_FILE_ABSENT) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_BUNDLE,
                 "`%.300s` is no regular file in its folder, so that the licence of the data is not known", name);
    egb_diag_hint(diag, "write a file there, or take it away");
    status = EGB_REFUSED;
  }
  return status;
}

/* The text of a key; NULL: it is not written, or says nothing. */
static const char *text_of(reader *r, size_t map, const char *key) {
  const size_t at = egb_yaml_child(&r->yaml, map, key);
  if (at == EGB_YAML_NONE)
    return NULL;
  const egb_yaml_node *node = &r->yaml.node[at];
  if (node->kind != EGB_YAML_SCALAR_NODE) {
    refuse(r, node->place, "this is no text", "write a text on one line, or behind `>-` on several");
    return NULL;
  }
  return node->length == 0 || strcmp(node->text, "not recorded") == 0 ? NULL : node->text;
}

static bool read_keeps_back(reader *r) {
  static const char *const words[] = {"no", "false", "yes", "true"};
  const size_t at = egb_yaml_child(&r->yaml, 0, "redistribution");
  if (at == EGB_YAML_NONE)
    return false;
  const egb_yaml_node *node = &r->yaml.node[at];
  for (size_t i = 0; node->kind == EGB_YAML_SCALAR_NODE && i < 4; i++)
    if (egb_text_same(node->text, words[i]))
      return i < 2;
  refuse(r, node->place, "`redistribution` is yes or no",
         "write `redistribution: no` and `reason: ...`, or leave it out");
  return true;
}

/* Any key may be there, but for one that is nearly one of those that say what may be handed on: `license: ...` or
 * `Redistribution: no` would be overlooked, and the file published. */
static void check_keys(reader *r) {
  static const char *const known[] = {"redistribution", "licence"};
  for (size_t i = r->yaml.node[0].first; i != EGB_YAML_NONE; i = r->yaml.node[i].next) {
    const egb_yaml_node *node = &r->yaml.node[i];
    const char *near = NULL;
    if (egb_suggest(node->key, known, sizeof known / sizeof known[0], &near, 1) == 0 || strcmp(near, node->key) == 0)
      continue;
    egb_diag_at(r->diag, EGB_SEVERITY_ERROR, EGB_E_BUNDLE, node->key_place,
                "`%.60s` is not `%s`, and it would be overlooked", node->key, near);
    egb_diag_hint(r->diag, "write `%s: ...`, or give the key a name that is less like it", near);
    r->failed = true;
  }
}

static void read_columns(reader *r, egb_source_notes *out) {
  const size_t list = egb_yaml_child(&r->yaml, 0, "columns");
  if (list == EGB_YAML_NONE || r->yaml.node[list].kind != EGB_YAML_LIST)
    return;
  egb_bundle_column *column = egb_arena_array(r->bundle->arena, r->yaml.node[list].count, sizeof *column);
  for (size_t i = r->yaml.node[list].first; i != EGB_YAML_NONE && column != NULL; i = r->yaml.node[i].next) {
    if (r->yaml.node[i].kind != EGB_YAML_MAP)
      continue;
    const egb_bundle_column one = {.name = text_of(r, i, "id"),
                                   .title = text_of(r, i, "title"),
                                   .description = text_of(r, i, "description"),
                                   .unit = text_of(r, i, "unit")};
    if (one.name != NULL)
      column[out->column_count++] = one;
  }
  out->column = column;
}

egb_status egb_source_notes_read(egb_bundle *bundle, const char *path, egb_diag *diag, egb_source_notes *out) {
  egb_source *source = NULL;
  reader r = {.bundle = bundle, .diag = diag};
  *out = (egb_source_notes){0};
  egb_status status = find(bundle, path, diag, &source);
  if (status != EGB_OK || source == NULL)
    return status;
  if (strspn(source->text, " \t\r\n") == source->length) {
    refuse(&r, (egb_place){source, 0, 0}, "the file is empty", "write `licence: ...` and so on, or take the file away");
    return EGB_REFUSED;
  }
  status = egb_yaml_parse(bundle->arena, source, diag, &r.yaml);
  if (status != EGB_OK)
    return status;
  if (r.yaml.node[0].kind != EGB_YAML_MAP) {
    refuse(&r, r.yaml.node[0].place, "a description of a data file has keys", "write `licence: ...` and so on");
    return EGB_REFUSED;
  }
  out->file = source;
  out->title = text_of(&r, 0, "title");
  out->publisher = text_of(&r, 0, "publisher");
  out->licence = text_of(&r, 0, "licence");
  out->address = text_of(&r, 0, "address");
  out->source = text_of(&r, 0, "source");
  out->description = text_of(&r, 0, "changes");
  out->reason = text_of(&r, 0, "reason");
  out->keeps_back = read_keeps_back(&r);
  check_keys(&r);
  read_columns(&r, out);
  return r.failed ? EGB_REFUSED : egb_arena_failed(bundle->arena) ? EGB_NO_MEMORY : EGB_OK;
}
