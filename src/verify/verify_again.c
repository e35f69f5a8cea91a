/* The bundle is made again from what it has, and compared file by file.
 *
 * Files that say the same on every machine are compared byte by byte. Figures may differ in their last digits between
 * mathematical libraries: tables of results are compared by their cells, and where any of them differ in such digits,
 * documents and descriptions, which have figures and checksums of them, are not compared, and a note says so. */
#include "bundle/gather.h"
#include "model/history.h"
#include "model/results.h"
#include "verify/verify.h"

#include <string.h>

#define PATH_ROOM 1024
#define LINE_SHOWN 200

/* ---- reading from the bundle alone ----------------------------------------------------------- */

/* A path without `.` and `..`, and without leaving the bundle. */
static bool put_plain(const char *path, char out[PATH_ROOM]) {
  size_t length = 0;
  if (path[0] == '/')
    return false;
  while (*path != '\0') {
    const size_t part = strcspn(path, "/");
    if (part == 2 && memcmp(path, "..", 2) == 0) {
      if (length == 0)
        return false;
      while (length > 0 && out[length - 1] != '/')
        length--;
      length -= length > 0;
    } else if (part != 0 && !(part == 1 && path[0] == '.')) {
      if (length + part + 2 > PATH_ROOM)
        return false;
      if (length != 0)
        out[length++] = '/';
      memcpy(out + length, path, part);
      length += part;
    }
    path += part + (path[part] == '/');
  }
  out[length] = '\0';
  return true;
}

static egb_status read_held(void *context, const char *path, const char **text, size_t *length) {
  const egb_verifying *v = context;
  char plain[PATH_ROOM];
  if (!put_plain(path, plain))
    return EGB_IO;
  const egb_source *file = egb_held_find(&v->held, plain);
  for (size_t i = 0; file == NULL && i < v->manifest.left_out_count; i++)
    if (strcmp(v->manifest.left_out[i].path, plain) == 0)
      file = v->with[i];
  if (file == NULL)
    return EGB_IO;
  *text = file->text;
  *length = file->length;
  return EGB_OK;
}

/* ---- computing ------------------------------------------------------------------------------- */

typedef struct made {
  egb_index *index;
  egb_dataset *data;
  egb_plan *plan;
  egb_results *results;
  egb_history *history;
  egb_bundle *bundle;
} made;

static void clear(made *m) {
  egb_bundle_free(m->bundle);
  egb_history_free(m->history);
  egb_results_free(m->results);
  egb_plan_free(m->plan);
  egb_dataset_free(m->data);
  egb_index_free(m->index);
}

static egb_status read_history(egb_verifying *v, made *m, egb_diag *diag) {
  const char *path = egb_bundle_changes_path(v->arena, v->manifest.definition);
  const egb_source *file = path == NULL ? NULL : egb_held_find(&v->held, path);
  if (file == NULL)
    return path == NULL ? EGB_NO_MEMORY : EGB_OK;
  return egb_history_of(m->index, file, diag, &m->history);
}

static egb_status publish(egb_verifying *v, made *m, egb_diag *diag) {
  const egb_manifest *manifest = &v->manifest;
  egb_bundle_options options = EGB_BUNDLE_OPTIONS_INIT;
  options.home = EGB_BUNDLE_HOME;
  options.files = manifest->given;
  for (size_t i = 0; manifest->given != NULL && manifest->given[i] != NULL; i++)
    options.file_count++;
  options.read = read_held;
  options.context = v;
  options.history = m->history;
  options.draws = manifest->draws;
  options.seed = manifest->seed;
  options.threads = v->options->threads;
  options.level = manifest->level;
  options.portal = manifest->portal;
  options.when = manifest->when;
  return egb_bundle_new(m->plan, m->results, &options, diag, &m->bundle);
}

egb_status egb_verify_index(egb_verifying *v, egb_diag *diag, egb_index **out) {
  const egb_index_options from = {.size = sizeof from, .home = EGB_BUNDLE_HOME, .read = read_held, .context = v};
  const egb_status status = egb_index_read(v->manifest.definition, &from, diag, out);
  if (status == EGB_OK)
    *out = egb_index_under(*out, v->manifest.scenario);
  return status;
}

static egb_status compute(egb_verifying *v, made *m, egb_diag *diag) {
  const egb_manifest *manifest = &v->manifest;
  egb_data_options data = {.size = sizeof data,
                           .home = EGB_BUNDLE_HOME,
                           .files = manifest->given,
                           .read = read_held,
                           .context = v,
                           .threads = v->options->threads};
  for (size_t i = 0; manifest->given != NULL && manifest->given[i] != NULL; i++)
    data.file_count++;
  const egb_plan_options plan = {.size = sizeof plan, .scenario = manifest->scenario, .period = manifest->period};
  egb_status status = egb_verify_index(v, diag, &m->index);
  if (status == EGB_OK)
    status = egb_dataset_load(m->index, &data, diag, &m->data);
  if (status == EGB_OK)
    status = egb_plan_new(m->index, m->data, &plan, diag, &m->plan);
  if (status == EGB_OK)
    status = egb_score(m->plan, diag, &m->results);
  if (status == EGB_OK)
    status = read_history(v, m, diag);
  return status == EGB_OK ? publish(v, m, diag) : status;
}

/* ---- comparing ------------------------------------------------------------------------------- */

static void differs(egb_verifying *v, egb_severity severity, const char *file, const char *text) {
  egb_verify_find(v, (egb_verification_finding){.severity = severity, .file = file, .text = text});
}

/* The line at a byte, without its end, cut. */
static void line_at(const char *text, size_t length, size_t at, char out[LINE_SHOWN + 1]) {
  size_t start = at, end = at;
  while (start > 0 && text[start - 1] != '\n' && at - start < LINE_SHOWN / 2)
    start--;
  while (end < length && text[end] != '\n' && text[end] != '\0' && end - start < LINE_SHOWN)
    end++;
  memcpy(out, text + start, end - start);
  out[end - start] = '\0';
}

/* The first line that differs. */
static void show_difference(egb_verifying *v, const char *path, const egb_source *there, const egb_bundle_file *here) {
  char lines[2][LINE_SHOWN + 1];
  size_t at = 0, row = 1;
  for (; at < there->length && at < here->length && there->text[at] == here->bytes[at]; at++)
    row += there->text[at] == '\n';
  line_at(there->text, there->length, at, lines[0]);
  line_at(here->bytes, here->length, at, lines[1]);
  egb_verify_find(v, (egb_verification_finding){.severity = EGB_SEVERITY_ERROR,
                                                .file = path,
                                                .row = row,
                                                .text = "the file is not what is made of the rest of the bundle",
                                                .there = lines[0],
                                                .here = lines[1]});
}

static bool is_known(const egb_verifying *v, const char *path) {
  for (size_t i = 0; i < v->out->count; i++)
    if (strcmp(v->out->finding[i].file, path) == 0)
      return true;
  return false;
}

/* False: figures differ, at least in digits that do not count. A file that has every cell as it is computed, and is
 * written in another way, is none that the program wrote. */
static bool compare_result(egb_verifying *v, const egb_bundle_file *here, bool same) {
  const egb_source *there = egb_held_find(&v->held, here->path);
  if (there == NULL)
    return true;
  const size_t cells = here->table == NULL ? 0 : here->table->row_count * here->table->column_count;
  if (there->length == here->length && memcmp(there->text, here->bytes, here->length) == 0) {
    v->out->about.figures += cells;
    return true;
  }
  const bool exact = egb_verify_cells(v, there, &(egb_source){here->path, here->bytes, here->length, NULL}, same);
  if (exact && same)
    show_difference(v, there->name, there, here);
  return exact;
}

static void compare_file(egb_verifying *v, const egb_bundle_file *here) {
  const egb_source *there = egb_held_find(&v->held, here->path);
  if (there != NULL && (there->length != here->length || memcmp(there->text, here->bytes, here->length) != 0))
    show_difference(v, there->name, there, here);
}

/* Files that are there and are not made, and files that are made and are not there. */
static void compare_names(egb_verifying *v, const egb_bundle *bundle, bool same) {
  const egb_severity severity = same ? EGB_SEVERITY_ERROR : EGB_SEVERITY_NOTE;
  for (size_t i = 0; i < v->held.count; i++) {
    const char *path = v->held.file[i]->name;
    if (egb_bundle_find(bundle, path) == NULL && !is_known(v, path) &&
        strncmp(path, EGB_BUNDLE_SUMS, strlen(EGB_BUNDLE_SUMS)) != 0)
      differs(v, severity, path, "nothing in the bundle makes this file");
  }
  for (size_t i = 0; i < bundle->file_count; i++) {
    const char *path = egb_arena_copy(v->arena, bundle->file[i].path);
    v->failed = v->failed || path == NULL;
    if (path != NULL && egb_held_find(&v->held, path) == NULL && !is_known(v, path))
      differs(v, severity, path, "the file is missing");
  }
}

static void compare(egb_verifying *v, const egb_bundle *bundle) {
  const bool same = strcmp(v->manifest.program, egb_version()) == 0;
  bool digits = true;
  v->out->about.computed = true;
  for (size_t i = 0; i < bundle->file_count; i++)
    if (bundle->file[i].role == EGB_KEPT_RESULT)
      digits = compare_result(v, &bundle->file[i], same) && digits;
  for (size_t i = 0; same && digits && i < bundle->file_count; i++)
    if (bundle->file[i].role != EGB_KEPT_RESULT && bundle->file[i].role != EGB_KEPT_CHECKSUM)
      compare_file(v, &bundle->file[i]);
  compare_names(v, bundle, same);
  if (same && !digits)
    differs(v, EGB_SEVERITY_NOTE, EGB_BUNDLE_MANIFEST,
            "figures differ, if only in their last digits: documents and descriptions were not compared");
  if (!same)
    differs(
        v, EGB_SEVERITY_NOTE, EGB_BUNDLE_MANIFEST,
        egb_verify_words(v,
                         "made by egovbench %.50s, and this is %s: results were compared, documents and descriptions "
                         "were not",
                         v->manifest.program, egb_version()));
}

/* What was reported first says why; without it, memory ran out when it was. */
static egb_status find_error(egb_verifying *v, const egb_diag *aside) {
  const egb_message *error = egb_diag_first_error(aside, (egb_diag_point){0});
  if (error == NULL)
    return EGB_NO_MEMORY;
  const char *file = error->file == NULL ? v->manifest.definition : error->file;
  egb_verify_find(
      v, (egb_verification_finding){.severity = EGB_SEVERITY_ERROR,
                                    .file = egb_arena_copy(v->arena, file),
                                    .row = error->line,
                                    .text = egb_verify_words(v, "nothing can be computed again: %.800s", error->text)});
  return EGB_OK;
}

egb_status egb_verify_again(egb_verifying *v) {
  made m = {0};
  egb_diag *aside = egb_diag_beside(v->diag);
  egb_status status = aside == NULL ? EGB_NO_MEMORY : compute(v, &m, aside);
  if (status == EGB_OK)
    compare(v, m.bundle);
  else if (status != EGB_NO_MEMORY && status != EGB_INTERNAL)
    status = find_error(v, aside);
  clear(&m);
  egb_diag_free(aside);
  return status;
}
