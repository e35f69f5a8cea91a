/* `extends: FILE`: the tree of a definition laid over that of another one. */
#include "base/buffer.h"
#include "base/codes.h"
#include "base/text.h"
#include "define/definition.h"
#include "define/overlay.h"
#include "files/file.h"
#include "model/grammar_tables.h"

#include <string.h>

/* ---- the file -------------------------------------------------------------------------------- */

/* a.yaml → b.yaml → c.yaml */
static void put_chain(const egb_definition *d, const egb_source *last, egb_buffer *out) {
  for (size_t i = 0; i < d->lineage.count; i++)
    egb_buffer_format(out, "%s%s", i == 0 ? "" : " → ", d->lineage.source[i]->name);
  egb_buffer_format(out, " → %s", last->name);
}

static egb_status refuse_chain(const egb_definition *d, egb_place place, const egb_source *last, bool circle) {
  egb_buffer chain = {0};
  put_chain(d, last, &chain);
  egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_EXTENDS, place, "%s: %s",
              circle ? "the definition extends itself" : "too many files extend each other",
              chain.failed ? "" : chain.text);
  egb_diag_hint(d->diag,
                circle ? "let one of them stand alone" : "extend a definition that is nearer to the first one");
  egb_buffer_clear(&chain);
  return EGB_REFUSED;
}

/* A word without a slash and an extension is the name of a shipped definition, as on the command line. */
static bool is_name(const char *text) {
  return strchr(text, '/') == NULL && !egb_text_ends(text, ".yaml") && !egb_text_ends(text, ".yml");
}

static egb_status refuse_file(const egb_definition *d, egb_place place, const char *name, const char *folder,
                              egb_file_answer answer) {
  const char *const what[] = {[EGB_FILE_ABSENT] = "there is no such file",
                              [EGB_FILE_OUTSIDE] = "it is not below the definition's folder",
                              [EGB_FILE_SPECIAL] = "it is not a regular file",
                              [EGB_FILE_FOLDER] = "it is a folder"};
  egb_diag_at(d->diag, EGB_SEVERITY_ERROR, answer == EGB_FILE_ABSENT ? EGB_E_FILE_READ : EGB_E_FILE_OUTSIDE, place,
              "the definition `%.*s` cannot be extended: %s", egb_definition_shown(name), name, what[answer]);
  if (answer == EGB_FILE_ABSENT)
    egb_diag_hint(d->diag,
                  "it was looked for in `%s`: write a file next to this one, such as base.yaml, or the name of "
                  "an index that is shipped, such as egdi",
                  folder);
  else
    egb_diag_hint(d->diag, "put a copy next to this definition, and write its name");
  return answer == EGB_FILE_ABSENT ? EGB_IO : EGB_REFUSED;
}

/* By the caller's function, or from the file system. */
static egb_status read_file(const egb_definition *d, const char *path, const char *root, egb_place place,
                            egb_file_answer *answer, egb_source **out) {
  const egb_index_options *from = d->options;
  if (from == NULL || from->read == NULL) {
    const egb_file_root roots[] = {{root, NULL}};
    return egb_file_read_below(d->arena, path, roots, 1, place, d->diag, answer, out);
  }
  const char *text = NULL;
  size_t length = 0;
  const egb_status status = from->read(from->context, path, &text, &length);
  *answer = status == EGB_OK ? EGB_FILE_READ : EGB_FILE_ABSENT;
  if (status != EGB_OK)
    return status == EGB_IO ? EGB_OK : status;
  egb_source *source = egb_arena_array(d->arena, 1, sizeof *source);
  if (source == NULL)
    return EGB_NO_MEMORY;
  *source = (egb_source){egb_arena_copy(d->arena, path), egb_arena_text(d->arena, text, length), length, NULL};
  *out = source;
  return source->name != NULL && source->text != NULL ? EGB_OK : EGB_NO_MEMORY;
}

static egb_status find_file(const egb_definition *d, const egb_yaml_node *node, const egb_source *of,
                            egb_source **out) {
  const char *name = node->text, *home = d->options != NULL && d->options->home != NULL ? d->options->home : egb_home();
  const bool shipped = is_name(name);
  if (name[0] == '/' || name[0] == '\0')
    return refuse_file(d, node->place, name, "", name[0] == '/' ? EGB_FILE_OUTSIDE : EGB_FILE_ABSENT);
  const char *folder = shipped ? egb_path_join(d->arena, home, "indicators") : egb_path_folder(d->arena, of->name);
  const char *file = shipped ? egb_arena_format(d->arena, "%s.yaml", name) : name;
  const char *path =
      folder == NULL || file == NULL ? NULL : egb_path_join(d->arena, strcmp(folder, ".") == 0 ? "" : folder, file);
  egb_file_answer answer = EGB_FILE_ABSENT;
  if (path == NULL)
    return EGB_NO_MEMORY;
  const egb_status status = read_file(d, path, folder, node->place, &answer, out);
  if (status != EGB_OK || answer == EGB_FILE_READ)
    return status;
  return refuse_file(d, node->place, name, folder, answer);
}

/* ---- the lineage ----------------------------------------------------------------------------- */

/* The same file, whatever "./" its name has more. */
static bool same_file(const egb_source *a, const egb_source *b) {
  const char *left = a->name, *right = b->name;
  while (strncmp(left, "./", 2) == 0)
    left += 2;
  while (strncmp(right, "./", 2) == 0)
    right += 2;
  return strcmp(left, right) == 0;
}

static egb_status check_head(const egb_definition *d, const egb_yaml *yaml) {
  if (egb_yaml_child(yaml, 0, "egovbench") == EGB_YAML_NONE) {
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_KEY_MISSING, yaml->node[0].place,
                "the key `egovbench` is missing in a definition");
    egb_diag_hint(d->diag, "add for instance `egovbench: 1`");
  }
  if (egb_yaml_child(yaml, 0, "id") != EGB_YAML_NONE)
    return egb_diag_failed(d->diag) ? EGB_REFUSED : EGB_OK;
  egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_KEY_MISSING, yaml->node[0].place,
              "the key `id` is missing in a definition that extends another");
  egb_diag_hint(d->diag, "a variant has a name of its own: add for instance `id: my-variant`");
  return EGB_REFUSED;
}

/* The next file, which the last one extends: its tree in *out. *more: there is one. */
static egb_status read_next(egb_definition *d, const egb_yaml *last, egb_yaml *out, bool *more) {
  const size_t at = last->node[0].kind == EGB_YAML_MAP ? egb_yaml_child(last, 0, "extends") : EGB_YAML_NONE;
  egb_source *source = NULL;
  *more = at != EGB_YAML_NONE && last->node[at].kind == EGB_YAML_SCALAR_NODE;
  if (!*more)
    return EGB_OK; /* what is no text is refused by its shape */
  const egb_yaml_node *node = &last->node[at];
  egb_status status = find_file(d, node, d->lineage.source[d->lineage.count - 1], &source);
  if (status != EGB_OK)
    return status;
  for (size_t i = 0; i < d->lineage.count; i++)
    if (same_file(d->lineage.source[i], source))
      return refuse_chain(d, node->place, source, true);
  if (d->lineage.count > EGB_LINEAGE_MOST)
    return refuse_chain(d, node->place, source, false);
  status = egb_yaml_parse(d->arena, source, d->diag, out);
  if (status == EGB_OK && out->node[0].kind != EGB_YAML_MAP) {
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_EXTENDS, node->place, "`%s` is no definition", source->name);
    egb_diag_hint(d->diag, "a definition is a map of keys and begins with `egovbench: 1`");
    status = EGB_REFUSED;
  }
  if (status != EGB_OK)
    return status;
  const size_t id = egb_yaml_child(out, 0, "id");
  d->lineage.id[d->lineage.count] = id != EGB_YAML_NONE ? out->node[id].text : NULL;
  d->lineage.source[d->lineage.count++] = source;
  return EGB_OK;
}

/* ---- changes by id --------------------------------------------------------------------------- */

bool egb_definition_is_root_id(const egb_definition *d, const char *id) {
  for (size_t i = 0; i < d->lineage.count; i++)
    if (d->lineage.id[i] != NULL && strcmp(d->lineage.id[i], id) == 0)
      return true;
  return false;
}

static void refuse_id(const egb_definition *d, const char *id, egb_place place) {
  egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_ID_UNKNOWN, place, "no node has the id `%.*s`",
              egb_definition_shown(id), id);
  egb_diag_hint(d->diag, "`egovbench show` with the definition that is extended lists them");
}

static egb_status change_nodes(const egb_definition *d, egb_overlay *o, const egb_yaml *from) {
  const size_t map = egb_yaml_child(from, 0, "nodes");
  if (map == EGB_YAML_NONE || from->node[map].kind != EGB_YAML_MAP)
    return EGB_OK;
  for (size_t i = from->node[map].first; i != EGB_YAML_NONE; i = from->node[i].next) {
    const egb_yaml_node *entry = &from->node[i];
    const bool root = egb_definition_is_root_id(d, entry->key);
    const size_t at = root ? 0 : egb_overlay_find(o, entry->key);
    if (at == EGB_YAML_NONE)
      refuse_id(d, entry->key, entry->key_place);
    const egb_section *section = root ? &egb_grammar_definition : &egb_grammar_node;
    const egb_status status = at == EGB_YAML_NONE ? EGB_OK : egb_overlay_lay(o, at, from, i, section, NULL);
    if (status != EGB_OK)
      return status;
  }
  return EGB_OK;
}

static void leave_out(const egb_definition *d, egb_overlay *o, const egb_yaml *from) {
  const size_t list = egb_yaml_child(from, 0, "without");
  if (list == EGB_YAML_NONE || from->node[list].kind != EGB_YAML_LIST)
    return;
  for (size_t i = from->node[list].first; i != EGB_YAML_NONE; i = from->node[i].next) {
    const egb_yaml_node *item = &from->node[i];
    if (item->kind != EGB_YAML_SCALAR_NODE)
      continue;
    const size_t at = egb_overlay_find(o, item->text);
    if (at == EGB_YAML_NONE)
      refuse_id(d, item->text, item->place);
    else
      egb_overlay_remove(o, at);
  }
}

/* ---- one over the other ---------------------------------------------------------------------- */

static egb_status lay(egb_definition *d, const egb_yaml *over) {
  egb_overlay o;
  egb_status status = egb_overlay_begin(&o, d->arena, &d->yaml);
  if (status == EGB_OK)
    status = egb_overlay_lay(&o, 0, over, 0, &egb_grammar_definition, NULL);
  if (status == EGB_OK)
    status = change_nodes(d, &o, over);
  if (status == EGB_OK)
    leave_out(d, &o, over);
  if (status == EGB_OK && o.work > EGB_OVERLAY_WORK)
    status = EGB_REFUSED;
  if (status == EGB_REFUSED) {
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_YAML_SIZE, over->node[0].place,
                "the definition is too large to be laid over another one");
    egb_diag_hint(d->diag, "write it as a definition that extends none");
  }
  if (status != EGB_OK)
    return status;
  o.yaml.node[0].place = over->node[0].place; /* where an edit adds keys */
  o.yaml.source = over->source;
  return egb_overlay_end(&o, &d->yaml);
}

egb_status egb_definition_extend(egb_definition *d, const egb_source *source) {
  egb_yaml tree[EGB_LINEAGE_MOST + 1];
  size_t count = 1;
  bool more = true;
  tree[0] = d->yaml;
  if (tree[0].node[0].kind != EGB_YAML_MAP || egb_yaml_child(&tree[0], 0, "extends") == EGB_YAML_NONE)
    return EGB_OK;
  const size_t id = egb_yaml_child(&tree[0], 0, "id");
  d->lineage.id[0] = id != EGB_YAML_NONE ? tree[0].node[id].text : NULL;
  d->lineage.source[0] = source;
  d->lineage.count = 1;
  egb_status status = check_head(d, &tree[0]);
  while (status == EGB_OK && more) {
    status = read_next(d, &tree[count - 1], &tree[count], &more);
    count += status == EGB_OK && more;
  }
  if (status != EGB_OK)
    return status;
  d->yaml = tree[count - 1];
  for (size_t i = count - 1; i-- > 0 && status == EGB_OK;)
    status = lay(d, &tree[i]);
  return status;
}
