/* What was read, byte for byte, where it finds itself again: paths below `definition/` are those below the folder that
 * has all of them. What came with the program, found by its name, lies in `shipped`, which a home folder stands for,
 * and what was given in place of the definition's data in `given`. */
#include "base/checksum.h"
#include "base/codes.h"
#include "base/diag.h"
#include "base/text.h"
#include "bundle/gather.h"
#include "bundle/licence.h"
#include "model/history.h"
#include "model/results.h"

#include <string.h>

#define FILES_MOST ((size_t)1000)
#define META ".meta.yaml"

typedef struct read_file {
  const char *path; /* from the root */
  const char *name; /* in the bundle */
  const char *bytes;
  size_t length;
  size_t source; /* which file of the data set, SIZE_MAX: none */
  bool below_home, given;
} read_file;

typedef struct gathering {
  egb_bundle *bundle;
  read_file *file; /* the first is the definition */
  size_t count;
} gathering;

/* ---- names ----------------------------------------------------------------------------------- */

static bool is_below(const char *path, const char *folder) {
  const size_t length = strlen(folder);
  return strncmp(path, folder, length) == 0 && path[length] == '/';
}

static bool is_elsewhere(const gathering *g, const read_file *file) {
  return file->given || (file->below_home && !g->file[0].below_home);
}

/* How much of the paths is the folder that has them all, with its slash. */
static size_t common_folder(const gathering *g) {
  const char *first = g->file[0].path;
  size_t length = strlen(first);
  for (size_t i = 0; i < g->count; i++) {
    if (is_elsewhere(g, &g->file[i]))
      continue;
    size_t same = 0;
    while (same < length && g->file[i].path[same] == first[same] && first[same] != '\0')
      same++;
    length = same;
  }
  while (length > 0 && first[length - 1] != '/')
    length--;
  return length;
}

static const char *name_of(const gathering *g, const read_file *file, const char *home, size_t common) {
  egb_arena *arena = g->bundle->arena;
  if (file->given)
    return egb_arena_format(arena, EGB_BUNDLE_GIVEN "/%s", egb_path_name(file->path));
  if (is_elsewhere(g, file))
    return egb_arena_format(arena, EGB_BUNDLE_HOME "%s", file->path + strlen(home));
  return egb_arena_format(arena, EGB_BUNDLE_BELOW "%s", file->path + common);
}

/* ---- what was read --------------------------------------------------------------------------- */

static egb_status refuse(egb_diag *diag, const char *text, const char *hint) {
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_BUNDLE, "%s", text);
  egb_diag_hint(diag, "%s", hint);
  return EGB_USAGE;
}

/* Whether it was given in place of the definition's data: what the definition reads itself, as its list of units, may
 * be the same file, and lies where the definition looks for it as well. */
static bool is_given(const egb_bundle *bundle, size_t source) {
  return source != SIZE_MAX && bundle->options->file_count != 0 && strcmp(bundle->data->file[source].role, "data") == 0;
}

/* Each place once: a file may hold data and the list of units. */
static egb_status list_read(gathering *g, const char *home, egb_diag *diag) {
  const egb_bundle *bundle = g->bundle;
  const size_t texts = 1 + bundle->index->extended_count;
  const char *bytes, *path;
  size_t length;
  for (size_t i = 0; (path = egb_dataset_file(bundle->data, i, &bytes, &length)) != NULL; i++) {
    if (path[0] == '<')
      return refuse(diag, "what was read from standard input has no name to be kept under",
                    "save it in a file, and give that");
    if (bytes == NULL)
      return refuse(diag, "a file has changed since it was read", "publish again once nobody writes it");
    read_file file = {.path = egb_bundle_whole_path(bundle->arena, path),
                      .bytes = bytes,
                      .length = length,
                      .source = i < texts ? SIZE_MAX : i - texts};
    if (file.path == NULL)
      return EGB_NO_MEMORY;
    file.given = is_given(bundle, file.source);
    file.below_home = home != NULL && is_below(file.path, home);
    size_t k = 0;
    while (k < g->count && (g->file[k].given != file.given || strcmp(g->file[k].path, file.path) != 0))
      k++;
    if (k == FILES_MOST)
      return refuse(diag, "more than 1000 files were read", "join data files into fewer");
    if (k == g->count)
      g->file[g->count++] = file;
  }
  return EGB_OK;
}

/* ---- adding ---------------------------------------------------------------------------------- */

static egb_status leave_out(egb_bundle *bundle, const read_file *file, const egb_source_notes *notes) {
  egb_bundle_left_out *one = &bundle->left_out[bundle->left_out_count++];
  *one = (egb_bundle_left_out){.path = file->name,
                               .licence = notes->licence,
                               .publisher = notes->publisher,
                               .address = notes->address,
                               .length = file->length,
                               .why = notes->reason != NULL ? notes->reason
                                                            : "its description says that it is not to be handed on"};
  egb_sha256_hex(file->bytes, file->length, one->sum);
  return EGB_OK;
}

static egb_status add_notes(egb_bundle *bundle, const read_file *file, const egb_source_notes *notes, egb_diag *diag) {
  if (notes->file == NULL)
    return EGB_OK;
  const char *end = egb_path_extension(file->name);
  const size_t stem = strlen(file->name) - (end[0] == '\0' ? 0 : strlen(end) + 1);
  const char *path = egb_arena_format(bundle->arena, "%.*s" META, (int)stem, file->name);
  if (path != NULL && egb_bundle_find(bundle, path) != NULL)
    return EGB_OK; /* a.csv and a.xlsx share a.meta.yaml */
  return path == NULL ? EGB_NO_MEMORY
                      : egb_bundle_add(bundle,
                                       &(egb_bundle_file){.path = path,
                                                          .bytes = notes->file->text,
                                                          .length = notes->file->length,
                                                          .role = EGB_KEPT_LICENCE,
                                                          .media_type = "application/yaml",
                                                          .title = "Where the data file of this name is from"},
                                       diag);
}

static const char *media_type_of(const char *path) {
  static const struct {
    const char *end, *type;
  } types[] = {{"csv", "text/csv"},
               {"tsv", "text/tab-separated-values"},
               {"yaml", "application/yaml"},
               {"yml", "application/yaml"},
               {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}};
  for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
    if (strcmp(egb_path_extension(path), types[i].end) == 0)
      return types[i].type;
  return "application/octet-stream";
}

static egb_status add_data(gathering *g, const read_file *file, bool *left_out, egb_diag *diag) {
  egb_bundle *bundle = g->bundle;
  egb_source_notes notes;
  const char *path = bundle->data->file[file->source].bytes->name;
  egb_status status = egb_source_notes_read(bundle, path, diag, &notes);
  if (status != EGB_OK)
    return status;
  egb_bundle_file added = {.path = file->name,
                           .bytes = file->bytes,
                           .length = file->length,
                           .role = EGB_KEPT_DATA,
                           .media_type = media_type_of(file->name),
                           .title = notes.title != NULL ? notes.title : egb_path_name(file->name),
                           .description = notes.description,
                           .licence = notes.licence,
                           .source = notes.publisher,
                           .source_address = notes.address};
  status = egb_bundle_columns(bundle, file->source, &notes, &added);
  if (status == EGB_OK) {
    for (size_t i = 0; i < bundle->data->file_count; i++) /* one file may be read for two purposes */
      if (strcmp(bundle->data->file[i].bytes->name, path) == 0)
        left_out[i] = notes.keeps_back;
    status = notes.keeps_back ? leave_out(bundle, file, &notes) : egb_bundle_add(bundle, &added, diag);
  }
  return status == EGB_OK ? add_notes(bundle, file, &notes, diag) : status;
}

static egb_status add_definition(egb_bundle *bundle, const read_file *file, bool first, egb_diag *diag) {
  return egb_bundle_add(bundle,
                        &(egb_bundle_file){.path = file->name,
                                           .bytes = file->bytes,
                                           .length = file->length,
                                           .role = EGB_KEPT_DEFINITION,
                                           .media_type = "application/yaml",
                                           .title = first ? "The definition" : "What the definition extends"},
                        diag);
}

/* An edition has no licences: it stays with those who made it. */
static egb_status add_plain(egb_bundle *bundle, const read_file *file, egb_diag *diag) {
  return egb_bundle_add(bundle,
                        &(egb_bundle_file){.path = file->name,
                                           .bytes = file->bytes,
                                           .length = file->length,
                                           .role = EGB_KEPT_DATA,
                                           .media_type = media_type_of(file->name),
                                           .title = egb_path_name(file->name)},
                        diag);
}

static egb_status add_all(gathering *g, egb_diag *diag) {
  egb_bundle *bundle = g->bundle;
  const bool edition = bundle->options->kind == EGB_BUNDLE_EDITION;
  bool *left_out = egb_arena_array(bundle->arena, bundle->data->file_count + 1, sizeof *left_out);
  bundle->left_out = egb_arena_array(bundle->arena, g->count, sizeof *bundle->left_out);
  if (left_out == NULL || bundle->left_out == NULL)
    return EGB_NO_MEMORY;
  egb_status status = EGB_OK;
  for (size_t i = 0; i < g->count && status == EGB_OK; i++)
    status = g->file[i].source == SIZE_MAX ? add_definition(bundle, &g->file[i], i == 0, diag)
             : edition                     ? add_plain(bundle, &g->file[i], diag)
                                           : add_data(g, &g->file[i], left_out, diag);
  return status == EGB_OK && bundle->left_out_count != 0 ? egb_bundle_hide(bundle, left_out) : status;
}

/* FILE{keys} as it is called in the bundle. */
static egb_status name_given(gathering *g) {
  egb_bundle *bundle = g->bundle;
  const egb_bundle_options *o = bundle->options;
  const char **list = egb_arena_array(bundle->arena, o->file_count + 1, sizeof *list);
  for (size_t i = 0; list != NULL && i < o->file_count; i++) {
    const size_t length = egb_path_given(o->files[i]);
    const char *path = egb_arena_text(bundle->arena, o->files[i], length);
    list[i] = path == NULL ? NULL
                           : egb_arena_format(bundle->arena, EGB_BUNDLE_GIVEN "/%s%s", egb_path_name(path),
                                              o->files[i] + length);
  }
  bundle->given = o->file_count == 0 ? NULL : list;
  return egb_arena_failed(bundle->arena) ? EGB_NO_MEMORY : EGB_OK;
}

const char *egb_bundle_changes_path(egb_arena *arena, const char *definition) {
  const char *end = egb_path_extension(definition);
  return egb_arena_format(arena, "%.*schanges.yaml", (int)(strlen(definition) - strlen(end)), definition);
}

static egb_status add_history(egb_bundle *bundle, egb_diag *diag) {
  const egb_history *history = bundle->options->history;
  if (history == NULL || history->source == NULL)
    return EGB_OK;
  const char *path = egb_bundle_changes_path(bundle->arena, bundle->definition);
  return path == NULL ? EGB_NO_MEMORY
                      : egb_bundle_add(bundle,
                                       &(egb_bundle_file){.path = path,
                                                          .bytes = history->source->text,
                                                          .length = history->source->length,
                                                          .role = EGB_KEPT_DEFINITION,
                                                          .media_type = "application/yaml",
                                                          .title = "The record of changes of the definition"},
                                       diag);
}

egb_status egb_bundle_gather_read(egb_bundle *bundle, egb_diag *diag) {
  const bool edition = bundle->options->kind == EGB_BUNDLE_EDITION;
  gathering g = {.bundle = bundle, .file = egb_arena_array(bundle->arena, FILES_MOST + 1, sizeof *g.file)};
  const char *home = edition ? NULL : egb_bundle_whole_path(bundle->arena, bundle->options->home);
  egb_status status = g.file == NULL || (home == NULL && !edition) ? EGB_NO_MEMORY : list_read(&g, home, diag);
  if (status != EGB_OK)
    return status;
  const size_t common = common_folder(&g);
  for (size_t i = 0; i < g.count; i++) {
    g.file[i].name = name_of(&g, &g.file[i], home, common);
    bundle->home = !g.file[i].given && is_elsewhere(&g, &g.file[i]) ? EGB_BUNDLE_HOME : bundle->home;
  }
  bundle->definition = g.file[0].name;
  status = name_given(&g);
  if (status == EGB_OK)
    status = add_all(&g, diag);
  return status == EGB_OK && !edition ? add_history(bundle, diag) : status;
}
