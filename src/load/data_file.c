/* Where data files are, and how a file that the user gives is to be understood. */
#include "base/codes.h"
#include "base/options.h"
#include "base/text.h"
#include "files/file.h"
#include "load/data_load.h"
#include "load/data_start.h"

#include <string.h>

static egb_status keep_source(egb_loader *loader, const egb_source *source, const char *role, uint16_t *number) {
  if (source->length > EGB_FILE_MAX) {
    EGB_LOAD_ERROR(loader, EGB_E_FILE_READ, (egb_place){0}, "`%s` is larger than 1 GiB", source->name);
    egb_diag_hint(loader->diag, "keep the rows and columns that are used: DuckDB or cut can leave out others");
    return EGB_REFUSED;
  }
  if (loader->file_count == loader->file_room) {
    const size_t room = loader->file_room == 0 ? 8 : loader->file_room * 2;
    egb_data_source *larger = egb_arena_array(loader->arena, room, sizeof *larger);
    if (larger == NULL)
      return EGB_NO_MEMORY;
    if (loader->file_count != 0)
      memcpy(larger, loader->file, loader->file_count * sizeof *larger);
    loader->file = larger;
    loader->file_room = room;
  }
  *number = (uint16_t)loader->file_count;
  loader->file[loader->file_count++] = (egb_data_source){source, role, source};
  const bool enough = strcmp(role, "data") == 0 && egb_start_is_enough(source);
  return enough || egb_source_text(source) != NULL ? EGB_OK : egb_start_refuse(source, loader->diag);
}

/* By the caller's function. EGB_IO: there is no such file; nothing was reported. */
static egb_status ask(egb_loader *loader, const char *path, egb_source **out) {
  const char *text = NULL;
  size_t length = 0;
  const egb_status status = loader->options->read(loader->options->context, path, &text, &length);
  if (status != EGB_OK)
    return status;
  egb_source *source = egb_arena_array(loader->arena, 1, sizeof *source);
  if (source == NULL)
    return EGB_NO_MEMORY;
  source->name = egb_arena_copy(loader->arena, path);
  source->text = egb_arena_text(loader->arena, text, length);
  source->length = length;
  *out = source;
  return source->name != NULL && source->text != NULL ? EGB_OK : EGB_NO_MEMORY;
}

static egb_again_how how_of(const egb_loader *loader) {
  return (egb_again_how){.threads = loader->options->threads, .block = loader->block};
}

static egb_status read_path(egb_loader *loader, const char *path, egb_place place, const char *role, uint16_t *number) {
  egb_source *source = NULL;
  egb_status status = EGB_OK;
  if (loader->options->read == NULL) {
    status = egb_file_read_by(loader->arena, path, how_of(loader), place, loader->diag, &source);
  } else if ((status = ask(loader, path, &source)) == EGB_IO) {
    egb_diag_at(loader->diag, EGB_SEVERITY_ERROR, EGB_E_FILE_READ, place, "there is no file `%s`", path);
  }
  return status == EGB_OK ? keep_source(loader, source, role, number) : status;
}

static egb_status read_stdin(egb_loader *loader, egb_place place, const char *role, uint16_t *number) {
  const egb_data_options *options = loader->options;
  if (options->stdin_text == NULL) {
    egb_diag_at(loader->diag, EGB_SEVERITY_ERROR, EGB_E_FILE_READ, place, "`-` means standard input, but it is empty");
    egb_diag_hint(loader->diag, "pipe the data into the program: ... | egovbench rank --data -");
    return EGB_IO;
  }
  egb_source *source = egb_arena_array(loader->arena, 1, sizeof *source);
  if (source == NULL)
    return EGB_NO_MEMORY;
  source->name = loader->arrays ? "<arrays>" : "<stdin>";
  source->text = egb_arena_text(loader->arena, options->stdin_text, options->stdin_length);
  source->length = options->stdin_length;
  return source->text != NULL ? keep_source(loader, source, role, number) : EGB_NO_MEMORY;
}

/* The folder above, written without ".." when the path's own text shows it. */
static char *folder_above(egb_arena *arena, const char *folder) {
  const char *slash = strrchr(folder, '/');
  const char *last = slash != NULL ? slash + 1 : folder;
  if (strcmp(last, ".") == 0 || strcmp(last, "..") == 0 || *last == '\0')
    return egb_path_join(arena, folder, "..");
  return slash == NULL ? egb_arena_copy(arena, "") : egb_path_folder(arena, folder);
}

/* The folders where files of a definition may be; a NULL among them is none. */
typedef struct places {
  const char *folder[3];
  const char *above;
} places;

/* by: the definition that names the file, which may be one that the index extends. */
static egb_status find_places(egb_arena *arena, const egb_source *by, const char *home, places *out) {
  const char *folder = by != NULL ? egb_path_folder(arena, by->name) : ".";
  if (folder == NULL)
    return EGB_NO_MEMORY;
  char *above = folder_above(arena, folder);
  char *beside = above != NULL ? egb_path_join(arena, above, "data") : NULL;
  char *shared = home != NULL ? egb_path_join(arena, home, "data") : NULL;
  *out = (places){{folder, beside, shared}, above != NULL && above[0] == '\0' ? "." : above};
  return beside == NULL || (home != NULL && shared == NULL) ? EGB_NO_MEMORY : EGB_OK;
}

/* The path of a file in one of the places; NULL: out of memory. */
static const char *place_file(egb_arena *arena, const char *folder, const char *name) {
  return egb_path_join(arena, strcmp(folder, ".") == 0 ? "" : folder, name);
}

/* What is to be done about a data file that a definition may not name; a unit list has no option of its own. */
static const char *way_out(const char *role) {
  return strcmp(role, "data") == 0 ? ", or give it with --data" : "";
}

/* Nothing that is in the file is shown. */
static egb_status refuse_file(egb_loader *loader, const char *name, egb_place place, const char *role,
                              egb_file_answer answer) {
  const bool outside = answer == EGB_FILE_OUTSIDE;
  egb_diag_at(loader->diag, EGB_SEVERITY_ERROR, EGB_E_FILE_OUTSIDE, place, "a definition cannot read `%s`: %s", name,
              outside                      ? "it is not below the definition's folder, ../data or the home folder"
              : answer == EGB_FILE_SPECIAL ? "it is not a regular file"
                                           : "it is a folder");
  if (outside)
    egb_diag_hint(loader->diag, "put a copy next to the definition or in ../data and name it by its relative path%s",
                  way_out(role));
  else
    egb_diag_hint(loader->diag, "name a regular file%s", way_out(role));
  return EGB_REFUSED;
}

static egb_status refuse_absent(egb_loader *loader, const char *name, egb_place place, const places *where) {
  egb_diag_at(loader->diag, EGB_SEVERITY_ERROR, EGB_E_FILE_READ, place, "there is no file `%s`", name);
  const char *shared = where->folder[2];
  egb_diag_hint(loader->diag, "it was looked for in `%s`, `%s`%s%s%s", where->folder[0], where->folder[1],
                shared != NULL ? " and `" : "", shared != NULL ? shared : "", shared != NULL ? "`" : "");
  return EGB_IO;
}

static egb_status read_below(egb_loader *loader, const char *path, const egb_file_root *root, size_t count,
                             egb_place place, egb_file_answer *answer, egb_source **out) {
  if (loader->options->read == NULL)
    return egb_file_read_by_below(loader->arena, path, how_of(loader), root, count, place, loader->diag, answer, out);
  const egb_status status = ask(loader, path, out);
  *answer = status == EGB_OK ? EGB_FILE_READ : EGB_FILE_ABSENT;
  return status == EGB_IO ? EGB_OK : status;
}

egb_status egb_find_file(egb_loader *loader, const char *name, egb_place place, const char *role, uint16_t *number) {
  egb_arena *arena = loader->scratch;
  const char *home = loader->options->home;
  places where;
  if (strcmp(name, "-") == 0)
    return read_stdin(loader, place, role, number);
  if (name[0] == '/')
    return refuse_file(loader, name, place, role, EGB_FILE_OUTSIDE);
  if (find_places(arena, place.source != NULL ? place.source : loader->index->source, home, &where) != EGB_OK)
    return EGB_NO_MEMORY;
  /* The home is of whoever runs the program: its data folder may be a link. */
  const egb_file_root root[] = {{where.folder[0], NULL}, {where.above, "data"}, {home, NULL}, {where.folder[2], NULL}};
  egb_file_answer worst = EGB_FILE_ABSENT;
  for (size_t i = 0; i < 3; i++) {
    egb_file_answer answer;
    egb_source *source = NULL;
    const char *path = where.folder[i] != NULL ? place_file(arena, where.folder[i], name) : NULL;
    if (where.folder[i] != NULL && path == NULL)
      return EGB_NO_MEMORY;
    if (path == NULL)
      continue;
    const egb_status status = read_below(loader, path, root, sizeof root / sizeof root[0], place, &answer, &source);
    if (status != EGB_OK)
      return status;
    if (answer == EGB_FILE_READ)
      return keep_source(loader, source, role, number);
    if (answer == EGB_FILE_OUTSIDE || answer == EGB_FILE_SPECIAL)
      return refuse_file(loader, name, place, role, answer);
    if (worst == EGB_FILE_ABSENT)
      worst = answer;
  }
  return worst == EGB_FILE_ABSENT ? refuse_absent(loader, name, place, &where)
                                  : refuse_file(loader, name, place, role, worst);
}

const char *egb_own_keys(const char *given) {
  const size_t length = egb_path_given(given);
  return given[length] != '\0' ? given + length : NULL;
}

const char *egb_own_name(egb_arena *arena, const char *given) {
  const char *keys = egb_own_keys(given);
  return keys == NULL ? given : egb_arena_text(arena, given, (size_t)(keys - given));
}

typedef struct visitor {
  egb_arena *arena;
  const char *home;
  bool (*visit)(void *context, const char *path);
  void *context;
} visitor;

/* false: no more are needed. */
static bool visit_file(const visitor *v, const char *name, egb_place place, egb_status *status) {
  places where;
  if (name == NULL || name[0] == '/' || strcmp(name, "-") == 0)
    return true;
  *status = find_places(v->arena, place.source, v->home, &where);
  for (size_t i = 0; i < 3 && *status == EGB_OK; i++) {
    if (where.folder[i] == NULL)
      continue;
    const char *path = place_file(v->arena, where.folder[i], name);
    if (path == NULL)
      *status = EGB_NO_MEMORY;
    if (path == NULL || !v->visit(v->context, path))
      return false;
  }
  return *status == EGB_OK;
}

egb_status egb_dataset_inputs(const egb_index *index, const egb_data_options *options,
                              bool (*visit)(void *context, const char *path), void *context, egb_diag *diag) {
  egb_data_options from;
  egb_status status = EGB_OPTIONS_TAKE(from, options, diag);
  if (status != EGB_OK)
    return status;
  egb_arena *arena = egb_arena_new();
  const visitor v = {arena, from.home, visit, context};
  status = arena == NULL ? EGB_NO_MEMORY : EGB_OK;
  bool more = status == EGB_OK;
  for (size_t i = 0; more && i < index->extended_count; i++)
    more = visit(context, index->extended[i]->name);
  if (more)
    more = visit_file(&v, index->units.file, index->units.place, &status);
  for (size_t i = 0; more && i < index->more_unit_count; i++)
    more = visit_file(&v, index->more_units[i].file, index->more_units[i].place, &status);
  for (size_t i = 0; more && i < index->node_count; i++)
    more = visit_file(&v, egb_weights_file(index, i), index->node[i].weights.place, &status);
  for (size_t i = 0; more && from.file_count == 0 && i < index->file_count; i++)
    more = visit_file(&v, index->file[i].file, index->file[i].place, &status);
  for (size_t i = 0; more && i < from.file_count; i++) {
    const char *name = egb_own_name(arena, from.files[i]);
    if (name == NULL)
      status = EGB_NO_MEMORY;
    more = name != NULL && (strcmp(name, "-") == 0 || visit(context, name));
  }
  egb_arena_free(arena);
  return status;
}

egb_status egb_user_file(egb_loader *loader, const char *name, const char *role, uint16_t *number) {
  const egb_place nowhere = {0};
  if (strcmp(name, "-") == 0)
    return read_stdin(loader, nowhere, role, number);
  return read_path(loader, name, nowhere, role, number);
}

/* ---- files of the user ----------------------------------------------------------------------- */

static egb_status join_renames(egb_arena *arena, const egb_rename **list, size_t *count, const egb_rename *more,
                               size_t more_count) {
  if (more_count == 0)
    return EGB_OK;
  egb_rename *joined = egb_arena_array(arena, *count + more_count, sizeof *joined);
  if (joined == NULL)
    return EGB_NO_MEMORY;
  if (*count != 0)
    memcpy(joined, *list, *count * sizeof *joined);
  memcpy(joined + *count, more, more_count * sizeof *joined);
  *list = joined;
  *count += more_count;
  return EGB_OK;
}

static egb_status join_tokens(egb_arena *arena, egb_dialect *spec, const egb_dialect *more) {
  if (more->missing_count == 0)
    return EGB_OK;
  const char **joined = egb_arena_array(arena, spec->missing_count + more->missing_count, sizeof *joined);
  if (joined == NULL)
    return EGB_NO_MEMORY;
  if (spec->missing_count != 0)
    memcpy(joined, spec->missing, spec->missing_count * sizeof *joined);
  memcpy(joined + spec->missing_count, more->missing, more->missing_count * sizeof *joined);
  spec->missing = joined;
  spec->missing_count += more->missing_count;
  return EGB_OK;
}

static const char *first_of(const char *a, const char *b) {
  return a != NULL ? a : b;
}

/* What the definition says about a file of this name; about one of another name what it says about headers and missing
 * values, in all entries. */
static egb_status spec_of(egb_loader *loader, const char *name, egb_data_file *out) {
  const egb_index *index = loader->index;
  egb_arena *arena = loader->scratch;
  if (loader->arrays) {
    *out = (egb_data_file){.file = name};
    return EGB_OK;
  }
  for (size_t i = 0; i < index->file_count; i++)
    if (strcmp(egb_path_name(index->file[i].file), egb_path_name(name)) == 0) {
      *out = index->file[i];
      out->place = (egb_place){0};
      return EGB_OK;
    }
  *out = (egb_data_file){.file = name};
  egb_pass_over(loader);
  egb_status status = EGB_OK;
  for (size_t i = 0; i < index->file_count && status == EGB_OK; i++) {
    const egb_data_file *file = &index->file[i];
    out->unit = first_of(out->unit, file->unit);
    out->period = first_of(out->period, file->period);
    out->indicator = first_of(out->indicator, file->indicator);
    out->value = first_of(out->value, file->value);
    out->error = first_of(out->error, file->error);
    status = join_tokens(arena, &out->dialect, &file->dialect);
    if (status == EGB_OK)
      status = join_renames(arena, &out->rename, &out->rename_count, file->rename, file->rename_count);
    if (status == EGB_OK)
      status = join_renames(arena, &out->errors, &out->error_count, file->errors, file->error_count);
  }
  return status;
}

egb_status egb_user_spec(egb_loader *loader, const char *given, egb_data_file *out) {
  const char *keys = loader->arrays ? NULL : egb_own_keys(given), *name = egb_own_name(loader->arena, given);
  if (name == NULL)
    return EGB_NO_MEMORY;
  const egb_status status = spec_of(loader, name, out);
  loader->given = out->file = name;
  loader->given_by = "--data";
  loader->given_keys = keys != NULL && keys[1] != '}' ? keys : NULL;
  if (status != EGB_OK || keys == NULL)
    return status;
  egb_data_file *base = egb_arena_array(loader->arena, 1, sizeof *base);
  if (base == NULL)
    return EGB_NO_MEMORY;
  *base = *out;
  out->base = base;
  const char *label = egb_arena_format(loader->arena, "--data %s", name);
  return label == NULL ? EGB_NO_MEMORY : egb_data_entry(loader->arena, label, keys, loader->diag, out);
}
