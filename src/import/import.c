#include "import/import.h"

#include "base/codes.h"
#include "base/options.h"
#include "files/file.h"
#include "load/data_load.h"
#include "load/data_spelling.h"
#include "load/data_text.h"
#include "names/names.h"

#include <string.h>

/* ---- the list of units ----------------------------------------------------------------------- */

static egb_status know_names(const egb_unit *unit, egb_known_units *out) {
  bool fresh;
  egb_status status =
      egb_names_add(&out->ids, unit->id, strlen(unit->id), &fresh) != EGB_NAMES_NONE ? EGB_OK : EGB_NO_MEMORY;
  for (size_t i = 0; i < unit->name.count && status == EGB_OK; i++) {
    egb_buffer key = {0};
    egb_names_fold(&key, unit->name.item[i].text, strlen(unit->name.item[i].text));
    if (key.failed || (key.length != 0 && egb_names_add(&out->names, key.text, key.length, &fresh) == EGB_NAMES_NONE))
      status = EGB_NO_MEMORY;
    egb_buffer_clear(&key);
  }
  return status;
}

/* What it has to say about itself is said when the data is read. */
static egb_status know_units(egb_import *import, const egb_unit_list *list, egb_diag *diag, egb_known_units *out) {
  egb_dataset *data = NULL;
  const egb_data_options options =
      EGB_OPTIONS(egb_data_options, .stdin_text = import->from.stdin_text, .stdin_length = import->from.stdin_length,
                  .threads = import->from.threads);
  const egb_diag_point mark = egb_diag_mark(diag);
  egb_status status = egb_dataset_listed(list, &options, diag, &data);
  if (status == EGB_OK)
    egb_diag_rewind(diag, mark);
  out->ids.arena = out->names.arena = import->arena;
  for (size_t i = 0; status == EGB_OK && i < data->unit_count; i++)
    status = know_names(&data->unit[i], out);
  egb_dataset_free(data);
  return status;
}

static egb_status take_units(egb_import *import, const char *given, egb_diag *diag, egb_unit_list *out) {
  const char *keys = egb_own_keys(given), *label;
  import->units = egb_own_name(import->arena, given);
  label = import->units != NULL ? egb_arena_format(import->arena, "--units %s", import->units) : NULL;
  out->file = import->units;
  if (label == NULL)
    return EGB_NO_MEMORY;
  egb_status status = keys == NULL ? EGB_OK : egb_unit_entry(import->arena, label, keys, diag, out);
  return status == EGB_OK && keys != NULL ? egb_import_keys(import, keys, &import->unit_keys) : status;
}

/* ---- what the files are ---------------------------------------------------------------------- */

static egb_status read_bytes(egb_import *import, const char *path, egb_diag *diag, const egb_source **out) {
  const egb_data_options *from = &import->from;
  const egb_again_how how = {.whole = true, .threads = from->threads};
  egb_source *source = NULL;
  if (strcmp(path, "-") != 0) {
    const egb_status status = egb_file_read_by(import->arena, path, how, (egb_place){0}, diag, &source);
    *out = source;
    return status;
  }
  source = egb_arena_array(import->arena, 1, sizeof *source);
  if (source == NULL)
    return EGB_NO_MEMORY;
  source->name = "<stdin>";
  source->text = egb_arena_text(import->arena, from->stdin_text != NULL ? from->stdin_text : "", from->stdin_length);
  source->length = from->stdin_text != NULL ? from->stdin_length : 0;
  *out = source;
  return source->text != NULL ? EGB_OK : EGB_NO_MEMORY;
}

/* The keys that were given with a file, and --as. */
static egb_status take_keys(egb_import *import, size_t i, const char *as, egb_diag *diag, egb_data_file *out) {
  const char *keys = egb_own_keys(import->from.files[i]);
  egb_recognition *known = &import->file[i].known;
  const char *label = egb_arena_format(import->arena, "import %s", import->file[i].path);
  egb_status status = label == NULL ? EGB_NO_MEMORY : EGB_OK;
  if (status == EGB_OK && keys != NULL)
    status = egb_data_entry(import->arena, label, keys, diag, out);
  if (status == EGB_OK && keys != NULL)
    status = egb_import_keys(import, keys, known);
  if (as == NULL || status != EGB_OK || out->dialect.as != NULL)
    return status;
  out->dialect.as = as;
  return egb_guess_add(known, "as", as, "as was asked for");
}

static egb_status recognise_files(egb_import *import, const char *as, const egb_known_units *units, egb_diag *diag) {
  egb_status status = EGB_OK;
  for (size_t i = 0; i < import->from.file_count && status == EGB_OK; i++) {
    const egb_source *source;
    egb_data_file given = {0};
    const egb_recognise_from from = {&given, units};
    status = take_keys(import, i, as, diag, &given);
    if (status == EGB_OK)
      status = read_bytes(import, import->file[i].path, diag, &source);
    if (status == EGB_OK)
      status = egb_recognise(import->arena, source, &from, diag, &import->file[i].known);
  }
  return status;
}

/* The entries become what a definition's become: by the same reader. */
static egb_status parse_entries(egb_import *import, const egb_unit_list *list, egb_diag *diag) {
  egb_buffer text = {0};
  egb_import_write_entries(import, false, &text);
  const egb_status status =
      text.failed ? EGB_NO_MEMORY : egb_recipe_parse("<entry>", text.text, text.length, diag, &import->recipe);
  egb_buffer_clear(&text);
  if (status == EGB_OK)
    import->recipe->index->units = *list;
  return status;
}

static egb_status guess(egb_import *import, const egb_import_options *asked, egb_diag *diag) {
  egb_unit_list list = {0};
  egb_known_units units = {0};
  const char *as = asked->as != NULL ? egb_arena_copy(import->arena, asked->as) : NULL;
  egb_status status = asked->as != NULL && as == NULL ? EGB_NO_MEMORY : EGB_OK;
  if (status == EGB_OK && asked->units != NULL)
    status = take_units(import, asked->units, diag, &list);
  if (status == EGB_OK && asked->units != NULL)
    status = know_units(import, &list, diag, &units);
  if (status == EGB_OK)
    status = recognise_files(import, as, list.file != NULL ? &units : NULL, diag);
  return status == EGB_OK ? parse_entries(import, &list, diag) : status;
}

/* ---- by a recipe ----------------------------------------------------------------------------- */

static egb_status refuse_count(const egb_import *import, egb_diag *diag) {
  const egb_index *index = import->recipe->index;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_RECIPE, index->file[0].place,
              "the recipe reads %zu file%s, and %zu %s given", index->file_count, index->file_count == 1 ? "" : "s",
              import->from.file_count, import->from.file_count == 1 ? "was" : "were");
  egb_diag_hint(diag, "name a file for each entry of its `data:`, in its order");
  return EGB_REFUSED;
}

/* The list itself is given again: a log says what it is called, and not where it is. */
static egb_status take_listed(egb_import *import, const char *given, egb_diag *diag) {
  egb_unit_list *list = &import->recipe->index->units;
  if ((list->file != NULL) == (given != NULL)) {
    list->file = import->units = given != NULL ? egb_arena_copy(import->arena, given) : NULL;
    return given != NULL && import->units == NULL ? EGB_NO_MEMORY : EGB_OK;
  }
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_RECIPE, list->place,
              given == NULL ? "the recipe matches units against the list `%s`" : "the recipe uses no list of units%.0s",
              given == NULL ? list->file : "");
  egb_diag_hint(diag,
                given == NULL ? "give it as well: --units %s"
                              : "leave --units out, or import the files anew without --recipe%.0s",
                given == NULL ? list->file : "");
  return EGB_REFUSED;
}

/* Everything is in the recipe: keys beside it would be guesses of somebody else. */
static egb_status refuse_keys(const egb_import *import, const egb_import_options *asked, egb_diag *diag) {
  const char *what = asked->as != NULL                                            ? "--as"
                     : asked->units != NULL && egb_own_keys(asked->units) != NULL ? "keys behind --units"
                                                                                  : NULL;
  for (size_t i = 0; i < import->from.file_count && what == NULL; i++)
    what = egb_own_keys(import->from.files[i]) != NULL ? "keys behind a file" : NULL;
  if (what == NULL)
    return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "%s and a recipe are two ways to say how files are read", what);
  egb_diag_hint(diag, "write it into the recipe, `%s`", asked->recipe);
  return EGB_USAGE;
}

static egb_status follow(egb_import *import, const egb_import_options *asked, egb_diag *diag) {
  const egb_source *log;
  egb_status status = refuse_keys(import, asked, diag);
  if (status == EGB_OK)
    status = read_bytes(import, asked->recipe, diag, &log);
  if (status == EGB_OK)
    status = egb_recipe_parse(log->name, log->text, log->length, diag, &import->recipe);
  if (status == EGB_OK && import->recipe->file == NULL) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_RECIPE, import->recipe->index->file[0].place,
                "the recipe does not say which columns the files have");
    egb_diag_hint(diag, "it is a whole log that `egovbench import FILE -o NAME.csv` wrote: import the files anew");
    return EGB_REFUSED;
  }
  if (status == EGB_OK && import->recipe->index->file_count != import->from.file_count)
    return refuse_count(import, diag);
  if (status == EGB_OK)
    status = take_listed(import, asked->units, diag);
  return status == EGB_OK ? egb_import_log_keys(import, log) : status;
}

/* ---- both ------------------------------------------------------------------------------------ */

static egb_status refuse_name(const char *as, egb_diag *diag) {
  char list[600];
  size_t length = 0;
  for (size_t i = 0; egb_origin_names[i] != NULL && length + strlen(egb_origin_names[i]) + 8 < sizeof list; i++) {
    const char *before = i == 0 ? "" : ", ";
    memcpy(list + length, before, strlen(before));
    length += strlen(before);
    memcpy(list + length, egb_origin_names[i], strlen(egb_origin_names[i]));
    length += strlen(egb_origin_names[i]);
  }
  list[length] = '\0';
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "no publisher is called `%.100s`", as);
  egb_diag_hint(diag, "there are %s", list);
  return EGB_USAGE;
}

/* The caller's texts, which need not live on. */
static egb_status copy_options(egb_import *import, const egb_import_options *asked) {
  const char **files = egb_arena_array(import->arena, asked->file_count, sizeof *files);
  import->file = egb_arena_array(import->arena, asked->file_count, sizeof *import->file);
  for (size_t i = 0; files != NULL && import->file != NULL && i < asked->file_count; i++) {
    files[i] = egb_arena_copy(import->arena, asked->files[i]);
    import->file[i].path = files[i] != NULL ? egb_own_name(import->arena, files[i]) : NULL;
  }
  import->from = EGB_OPTIONS(egb_data_options, .files = files, .file_count = asked->file_count,
                             .stdin_length = asked->stdin_length, .threads = asked->threads);
  if (asked->stdin_text != NULL)
    import->from.stdin_text = egb_arena_text(import->arena, asked->stdin_text, asked->stdin_length);
  return egb_arena_failed(import->arena) ? EGB_NO_MEMORY : EGB_OK;
}

egb_status egb_import_new(const egb_import_options *options, egb_diag *diag, egb_import **out) {
  egb_import_options asked;
  *out = NULL;
  egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  if (status != EGB_OK)
    return status;
  if (asked.file_count == 0 || asked.file_count > EGB_FILES_MOST) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "an import takes 1 to %d files", EGB_FILES_MOST);
    return EGB_USAGE;
  }
  if (asked.as != NULL && egb_origin_find(asked.as) == NULL)
    return refuse_name(asked.as, diag);
  egb_arena *arena = egb_arena_new();
  egb_import *import = arena != NULL ? egb_arena_array(arena, 1, sizeof *import) : NULL;
  if (import == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  import->arena = arena;
  status = copy_options(import, &asked);
  if (status == EGB_OK)
    status = asked.recipe != NULL ? follow(import, &asked, diag) : guess(import, &asked, diag);
  if (status == EGB_OK)
    *out = import;
  else
    egb_import_free(import);
  return status;
}

/* With a cell that was perhaps meant as one. */
static egb_status refuse_no_numbers(const egb_import *import, egb_diag *diag) {
  const egb_recognition *known = &import->file[0].known;
  char shown[EGB_CLIP], header[EGB_CLIP], hint[EGB_SPELLING_MOST];
  for (size_t i = 1; i < import->from.file_count && known->odd.text == NULL; i++)
    known = &import->file[i].known;
  static const char *const usual = "see whether `delimiter`, `decimal`, `missing` and the line of the header are those "
                                   "of the file; cells are separated by commas, semicolons, tabs or |";
  if (known->odd.text == NULL) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_COLUMN_MISSING, "no column holds numbers");
    egb_diag_hint(diag, "%s", usual);
    return EGB_REFUSED;
  }
  egb_clip(shown, known->odd.text, known->odd.length);
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_COLUMN_MISSING, known->odd.place,
              "no column holds numbers: in `%s`, for one, `%s` is none",
              egb_clip(header, known->odd_header, strlen(known->odd_header)), shown);
  const egb_dialect plain = {0};
  if (egb_spelling_hint(&plain, &known->odd, hint) != NULL)
    egb_diag_hint(diag, "%s", hint);
  else
    egb_diag_hint(diag, "%s", usual);
  return EGB_REFUSED;
}

egb_status egb_import_read_whole(egb_import *import, bool whole, egb_diag *diag) {
  if (import->data != NULL)
    return EGB_OK;
  egb_status status = egb_dataset_everything(import->recipe, whole, &import->from, diag, &import->data);
  if (status == EGB_OK && import->data->column_count == 0)
    status = refuse_no_numbers(import, diag);
  if (status == EGB_OK)
    status = egb_import_check_statuses(import, diag);
  if (status == EGB_OK)
    return status;
  egb_dataset_free(import->data);
  import->data = NULL;
  return status;
}

egb_status egb_import_read(egb_import *import, egb_diag *diag) {
  return egb_import_read_whole(import, false, diag);
}

void egb_import_free(egb_import *import) {
  if (import == NULL)
    return;
  egb_dataset_free(import->data);
  egb_index_free(import->recipe != NULL ? import->recipe->index : NULL);
  egb_arena_free(import->arena);
}
