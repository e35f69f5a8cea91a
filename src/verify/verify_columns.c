/* The dictionary and datapackage.json against the headers of tables, and the kinds of cells. */
#include "base/checksum.h"
#include "base/number.h"
#include "read/csv.h"
#include "verify/verify.h"

#include <math.h>
#include <string.h>

#define DICTIONARY "dictionary.csv"
#define PACKAGE "datapackage.json"

enum { AT_FILE, AT_COLUMN, AT_LABEL, AT_KIND, AT_COUNT };

typedef struct described {
  const char *name, *kind;
} described;

/* A table and what is said of its columns. */
typedef struct table {
  egb_verifying *v;
  egb_arena *arena; /* for one step */
  egb_diag *aside;
  const char *by;   /* the file that says it */
  const char *path; /* NULL: none is open */
  bool *seen;       /* per file of the bundle: it was described already */
  described *column;
  size_t count, room;
} table;

static void differs(const table *t, const char *file, size_t row, const char *column, const char *text) {
  egb_verify_find(t->v, (egb_verification_finding){
                            .severity = EGB_SEVERITY_ERROR, .file = file, .row = row, .column = column, .text = text});
}

static bool is_left_out(const egb_verifying *v, const char *path) {
  for (size_t i = 0; i < v->manifest.left_out_count; i++)
    if (strcmp(v->manifest.left_out[i].path, path) == 0)
      return true;
  return false;
}

static bool add_column(table *t, const char *name, const char *kind) {
  if (t->count == t->room) {
    const size_t room = t->room == 0 ? 64 : 2 * t->room;
    described *larger = egb_arena_array(t->arena, room, sizeof *larger);
    if (larger == NULL)
      return false;
    if (t->count != 0)
      memcpy(larger, t->column, t->count * sizeof *larger);
    t->column = larger;
    t->room = room;
  }
  t->column[t->count++] = (described){name, kind};
  return true;
}

/* A file is read for one description: a short list could name a large file endlessly. */
static bool is_second(const table *t) {
  for (size_t i = 0; i < t->v->held.count; i++)
    if (strcmp(t->v->held.file[i]->name, t->path) == 0) {
      if (t->seen[i])
        differs(t, t->by, 0, NULL, egb_verify_words(t->v, "%.300s is described twice", t->path));
      const bool second = t->seen[i];
      t->seen[i] = true;
      return second;
    }
  return false;
}

/* ---- a table --------------------------------------------------------------------------------- */

static bool is_kind(const egb_csv_field *field, const char *kind) {
  double value;
  if (field->length == 0 || kind == NULL || strcmp(kind, "text") == 0)
    return true;
  if (field->length == 3 && memcmp(field->text, "NaN", 3) == 0) /* as SDMX-CSV writes what is missing */
    return true;
  if (egb_number_parse(field->text, field->length, &value) != EGB_NUMBER_OK)
    return false;
  return strcmp(kind, "integer") != 0 || !(fabs(value - nearbyint(value)) > 0);
}

static void check_header(const table *t, const egb_csv *csv) {
  for (size_t i = 0; i < csv->field_count || i < t->count; i++) {
    const bool there = i < csv->field_count, said = i < t->count;
    if (there && said && strlen(t->column[i].name) == csv->field[i].length &&
        memcmp(t->column[i].name, csv->field[i].text, csv->field[i].length) == 0)
      continue;
    const char *name = said    ? egb_arena_copy(t->v->arena, t->column[i].name)
                       : there ? egb_arena_text(t->v->arena, csv->field[i].text, csv->field[i].length)
                               : NULL;
    differs(t, t->path, 0, name,
            egb_verify_words(t->v, "the header is not the one that %s describes: column %zu", t->by, i + 1));
    return; /* those behind it are shifted */
  }
}

static egb_status check_cells(const table *t, egb_csv *csv) {
  bool more = true;
  egb_status status = EGB_OK;
  for (size_t row = 1; status == EGB_OK && more; row++) {
    status = egb_csv_next(csv, t->aside, &more);
    for (size_t i = 0; status == EGB_OK && more && i < csv->field_count && i < t->count; i++)
      if (!is_kind(&csv->field[i], t->column[i].kind)) {
        char shown[64];
        const size_t length = csv->field[i].length < sizeof shown ? csv->field[i].length : sizeof shown - 1;
        memcpy(shown, csv->field[i].text, length);
        shown[length] = '\0';
        egb_verify_find(t->v, (egb_verification_finding){.severity = EGB_SEVERITY_ERROR,
                                                         .file = t->path,
                                                         .row = row,
                                                         .column = egb_arena_copy(t->v->arena, t->column[i].name),
                                                         .text = egb_verify_words(t->v, "the cell is no %s, as %s says",
                                                                                  t->column[i].kind, t->by),
                                                         .there = shown});
      }
  }
  return csv->failed ? EGB_REFUSED : status;
}

static void check_table(const table *t, bool kinds) {
  const egb_source *file = egb_held_find(&t->v->held, t->path);
  egb_csv csv;
  bool more = false;
  if (file == NULL) {
    if (!is_left_out(t->v, t->path))
      differs(t, t->path, 0, NULL, egb_verify_words(t->v, "%s describes a file that is not there", t->by));
    return;
  }
  egb_status status = egb_csv_open(&csv, t->arena, file, ',', t->aside);
  if (status == EGB_OK)
    status = egb_csv_next(&csv, t->aside, &more);
  if (status == EGB_OK && more) {
    check_header(t, &csv);
    status = kinds ? check_cells(t, &csv) : EGB_OK;
  }
  if (status == EGB_NO_MEMORY)
    t->v->failed = true;
  else if (status != EGB_OK || !more)
    differs(t, t->path, 0, NULL, "the table cannot be read");
}

/* ---- dictionary.csv -------------------------------------------------------------------------- */

static void end_table(table *t) {
  if (t->path != NULL && !is_second(t))
    check_table(t, true);
  t->path = NULL;
  t->count = 0;
}

static const char *text_of(table *t, const egb_csv_field *field) {
  const char *text = egb_arena_text(t->v->arena, field->text, field->length);
  t->v->failed = t->v->failed || text == NULL;
  return text;
}

static egb_status read_dictionary(table *t, const egb_source *file) {
  egb_csv csv;
  bool more = false;
  egb_status status = egb_csv_open(&csv, t->arena, file, ',', t->aside);
  if (status == EGB_OK)
    status = egb_csv_next(&csv, t->aside, &more);
  while (status == EGB_OK && more && !csv.failed && !t->v->failed) {
    status = egb_csv_next(&csv, t->aside, &more);
    if (status != EGB_OK || !more || csv.field_count < AT_COUNT)
      continue;
    const char *path = text_of(t, &csv.field[AT_FILE]);
    if (path != NULL && (t->path == NULL || strcmp(path, t->path) != 0)) {
      end_table(t);
      t->path = path;
    }
    if (!add_column(t, text_of(t, &csv.field[AT_COLUMN]), text_of(t, &csv.field[AT_KIND])))
      status = EGB_NO_MEMORY;
  }
  if (status == EGB_OK && !t->v->failed)
    end_table(t);
  return csv.failed ? EGB_REFUSED : status;
}

/* ---- datapackage.json ------------------------------------------------------------------------ */

static const char *value_of(const egb_yaml *yaml, size_t map, const char *key) {
  const size_t at = egb_yaml_child(yaml, map, key);
  return at == EGB_YAML_NONE || yaml->node[at].kind != EGB_YAML_SCALAR_NODE ? NULL : yaml->node[at].text;
}

static void check_hash(const table *t, const char *hash) {
  static const char begin[] = "sha256:";
  const egb_source *file = egb_held_find(&t->v->held, t->path);
  char sum[65];
  if (file == NULL || hash == NULL || strncmp(hash, begin, sizeof begin - 1) != 0)
    return;
  egb_sha256_hex(file->text, file->length, sum);
  if (strcmp(sum, hash + sizeof begin - 1) != 0)
    differs(t, t->path, 0, NULL, egb_verify_words(t->v, "the file has another SHA-256 than %s says", t->by));
}

static egb_status check_resource(table *t, const egb_yaml *yaml, size_t resource) {
  const size_t schema = egb_yaml_child(yaml, resource, "schema");
  const size_t fields = schema == EGB_YAML_NONE ? EGB_YAML_NONE : egb_yaml_child(yaml, schema, "fields");
  const char *path = value_of(yaml, resource, "path");
  t->count = 0;
  t->path = path == NULL ? NULL : egb_arena_copy(t->v->arena, path);
  if (t->path == NULL)
    return path == NULL ? EGB_OK : EGB_NO_MEMORY;
  if (is_second(t))
    return EGB_OK;
  check_hash(t, value_of(yaml, resource, "hash"));
  if (fields == EGB_YAML_NONE)
    return EGB_OK;
  for (size_t i = yaml->node[fields].first; i != EGB_YAML_NONE; i = yaml->node[i].next) {
    const char *name = value_of(yaml, i, "name");
    if (!add_column(t, name == NULL ? "" : name, NULL))
      return EGB_NO_MEMORY;
  }
  check_table(t, false);
  return EGB_OK;
}

static egb_status read_package(table *t, const egb_source *file) {
  egb_yaml yaml = {0};
  egb_status status = egb_yaml_parse(t->arena, file, t->aside, &yaml);
  const size_t list = status == EGB_OK ? egb_yaml_child(&yaml, 0, "resources") : EGB_YAML_NONE;
  if (status == EGB_OK && list == EGB_YAML_NONE)
    return EGB_REFUSED;
  for (size_t i = status == EGB_OK ? yaml.node[list].first : EGB_YAML_NONE; status == EGB_OK && i != EGB_YAML_NONE;
       i = yaml.node[i].next)
    status = check_resource(t, &yaml, i);
  return status;
}

static void check(egb_verifying *v, const char *path, egb_status (*read)(table *t, const egb_source *file)) {
  const egb_source *file = egb_held_find(&v->held, path);
  if (file == NULL)
    return; /* that it is missing is found elsewhere */
  table t = {.v = v, .arena = egb_arena_new(), .aside = egb_diag_new(), .by = path};
  t.seen = egb_arena_array(t.arena, v->held.count, sizeof *t.seen);
  const egb_status status = t.seen == NULL || t.aside == NULL ? EGB_NO_MEMORY : read(&t, file);
  if (status == EGB_NO_MEMORY)
    v->failed = true;
  else if (status != EGB_OK)
    differs(&t, path, 0, NULL, "the description cannot be read");
  egb_diag_free(t.aside);
  egb_arena_free(t.arena);
}

void egb_verify_columns(egb_verifying *v) {
  check(v, DICTIONARY, read_dictionary);
  check(v, PACKAGE, read_package);
}
