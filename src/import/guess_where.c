/* `where:` for files with breakdowns: several rows for one unit, indicator and period, which a column tells apart that
 * has a word for the total. A filter is taken when it leaves fewer such rows; code and label of one breakdown need one.
 */
#include "base/buffer.h"
#include "base/text.h"
#include "import/import.h"
#include "import/recognise.h"
#include "load/data_rows.h"
#include "read/yaml_write.h"

#include <string.h>

#define VALUES_MOST 200 /* a column with more is no breakdown */
#define FILTERS_MOST 8
#define VALUES_SHOWN 4

typedef struct breakdown {
  egb_names values;
  bool too_many;
} breakdown;

typedef struct finder {
  egb_arena *arena;
  egb_diag *diag;
  const egb_source *text;
  const egb_row_roles *roles;
  egb_dialect dialect; /* with the filters so far */
  egb_where filter[FILTERS_MOST + 1];
  breakdown *column;
  const char **header;
  size_t count;
  egb_buffer key;
  size_t rows, repeated; /* of the last reading */
} finder;

/* ---- totals ---------------------------------------------------------------------------------- */

static bool is_word(const char *text, const char *word) {
  while (*word != '\0' && egb_lower(*text) == *word)
    text++, word++;
  return *word == '\0' && *text == '\0';
}

/* What publishers call a total, or the lack of a breakdown (`_Z`). */
static bool is_total(const char *text) {
  static const char *const words[] = {"total",   "tot",        "t",      "_t",      "_z",     "all",
                                      "both",    "both sexes", "btsx",   "bothsex", "allage", "all ages",
                                      "allarea", "all areas",  "allsex", "sex_t",   NULL};
  static const char end[] = "_total";
  const size_t length = strlen(text);
  for (size_t i = 0; words[i] != NULL; i++)
    if (is_word(text, words[i]))
      return true;
  return length >= sizeof end && is_word(text + length - (sizeof end - 1), end);
}

/* ---- reading --------------------------------------------------------------------------------- */

static bool has_role(const finder *f, const char *header) {
  const char *const roles[] = {f->roles->unit, f->roles->period, f->roles->indicator, f->roles->value};
  bool has = header[0] == '\0';
  for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
    has = has || (roles[i] != NULL && strcmp(roles[i], header) == 0);
  return has;
}

static const egb_csv_field *field_of(const egb_rows *rows, size_t at) {
  static const egb_csv_field none = {.text = ""};
  return at != EGB_NAMES_NONE ? &rows->field[at] : &none;
}

static size_t place_of(const egb_rows *rows, const char *header) {
  return header != NULL ? egb_rows_find(rows, header) : EGB_NAMES_NONE;
}

static egb_status count_row(finder *f, const egb_rows *rows, const size_t at[3], egb_names *seen) {
  const egb_csv_field *unit = field_of(rows, at[0]), *period = field_of(rows, at[1]),
                      *indicator = field_of(rows, at[2]);
  egb_buffer *key = &f->key;
  bool fresh = false;
  key->length = 0;
  egb_buffer_add(key, (const char *)&unit->length, sizeof unit->length);
  egb_buffer_add(key, (const char *)&period->length, sizeof period->length);
  egb_buffer_add(key, unit->text, unit->length);
  egb_buffer_add(key, period->text, period->length);
  egb_buffer_add(key, indicator->text, indicator->length);
  const bool failed = key->failed || egb_names_add(seen, key->text, key->length, &fresh) == EGB_NAMES_NONE;
  f->repeated += !fresh;
  f->rows++;
  return failed ? EGB_NO_MEMORY : EGB_OK;
}

static egb_status count_values(finder *f, const egb_rows *rows) {
  for (size_t i = 0; i < f->count; i++) {
    breakdown *column = &f->column[i];
    bool fresh;
    if (column->too_many)
      continue;
    const size_t number = egb_names_add(&column->values, rows->field[i].text, rows->field[i].length, &fresh);
    if (number == EGB_NAMES_NONE)
      return EGB_NO_MEMORY;
    column->too_many = column->values.count > VALUES_MOST;
  }
  return EGB_OK;
}

static egb_status set_up(finder *f, const egb_rows *rows) {
  f->count = rows->header_count;
  f->column = egb_arena_array(f->arena, f->count, sizeof *f->column);
  f->header = egb_arena_array(f->arena, f->count, sizeof *f->header);
  if (f->column == NULL || f->header == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < f->count; i++) {
    f->header[i] = egb_arena_text(f->arena, rows->header[i].text, rows->header[i].length);
    if (f->header[i] == NULL)
      return EGB_NO_MEMORY;
    f->column[i].values.arena = f->arena;
    f->column[i].too_many = has_role(f, f->header[i]);
  }
  return EGB_OK;
}

/* Faults of the file are for the load to report. */
static egb_status read_rows(finder *f) {
  egb_rows rows;
  egb_arena *scratch = egb_arena_new();
  egb_names seen = {.arena = scratch};
  const bool first = f->column == NULL;
  const egb_diag_point mark = egb_diag_mark(f->diag);
  egb_status status = scratch == NULL ? EGB_NO_MEMORY : egb_rows_open(&rows, scratch, f->text, &f->dialect, f->diag);
  if (status == EGB_OK && first)
    status = set_up(f, &rows);
  size_t at[3] = {EGB_NAMES_NONE, EGB_NAMES_NONE, EGB_NAMES_NONE};
  const char *const header[3] = {f->roles->unit, f->roles->period, f->roles->indicator};
  for (size_t i = 0; i < 3 && status == EGB_OK; i++)
    at[i] = place_of(&rows, header[i]);
  f->rows = f->repeated = 0;
  for (bool more = true; status == EGB_OK && more;) {
    status = egb_rows_next(&rows, f->diag, &more);
    if (status == EGB_OK && more)
      status = count_row(f, &rows, at, &seen);
    if (status == EGB_OK && more && first)
      status = count_values(f, &rows);
  }
  egb_diag_rewind(f->diag, mark);
  egb_arena_free(scratch);
  return status;
}

/* ---- filters --------------------------------------------------------------------------------- */

/* *out has no values when the column has no word for a total, or nothing else. */
static egb_status totals_of(const finder *f, size_t at, egb_where *out) {
  const egb_names *values = &f->column[at].values;
  *out = (egb_where){.column = f->header[at]};
  if (f->column[at].too_many || values->count < 2)
    return EGB_OK;
  const char **total = egb_arena_array(f->arena, values->count, sizeof *total);
  if (total == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < values->count; i++)
    if (is_total(values->item[i].text))
      total[out->count++] = values->item[i].text;
  out->value = total;
  if (out->count == values->count)
    out->count = 0;
  return EGB_OK;
}

static egb_status try_column(finder *f, size_t at) {
  const size_t before = f->repeated, rows = f->rows;
  egb_where *filter = &f->filter[f->dialect.where_count];
  egb_status status = totals_of(f, at, filter);
  if (status != EGB_OK || filter->count == 0)
    return status;
  f->dialect.where_count++;
  status = read_rows(f);
  if (status == EGB_OK && f->rows != 0 && f->repeated < before)
    return EGB_OK;
  f->dialect.where_count--;
  f->repeated = before;
  f->rows = rows;
  return status;
}

/* ---- what is said ---------------------------------------------------------------------------- */

static void put_filter(egb_buffer *out, const egb_where *filter) {
  egb_yaml_put_text(out, filter->column);
  egb_buffer_text(out, filter->count == 1 ? ": " : ": [");
  for (size_t i = 0; i < filter->count; i++) {
    egb_buffer_text(out, i == 0 ? "" : ", ");
    egb_yaml_put_text(out, filter->value[i]);
  }
  egb_buffer_text(out, filter->count == 1 ? "" : "]");
}

/* The values that are left out, the first few. */
static void put_others(egb_buffer *out, const finder *f, const egb_where *filter) {
  size_t at = 0, shown = 0, others = 0;
  while (at < f->count && f->header[at] != filter->column)
    at++;
  const egb_names *values = &f->column[at].values;
  for (size_t i = 0; i < values->count; i++) {
    if (is_total(values->item[i].text))
      continue;
    if (others++ < VALUES_SHOWN)
      egb_buffer_format(out, "%s`%s`", shown++ == 0 ? "" : ", ", values->item[i].text);
  }
  if (others > shown)
    egb_buffer_format(out, " and %zu more", others - shown);
  egb_buffer_format(out, " of `%s`", filter->column);
}

static egb_status say(const finder *f, size_t rows, size_t repeated, egb_recognition *out) {
  egb_buffer value = {0}, why = {0};
  egb_buffer_format(&why,
                    "%zu of %zu rows are about a unit, indicator and period that another row is about; with the "
                    "totals alone %zu rows are left, without those for ",
                    repeated, rows, f->rows);
  for (size_t i = 0; i < f->dialect.where_count; i++) {
    egb_buffer_text(&value, i == 0 ? "{" : ", ");
    put_filter(&value, &f->filter[i]);
    egb_buffer_text(&why, i == 0 ? "" : " and ");
    put_others(&why, f, &f->filter[i]);
  }
  egb_buffer_text(&value, "}");
  const bool failed = value.failed || why.failed;
  const egb_status status = failed ? EGB_NO_MEMORY
                                   : egb_guess_add_yaml(out, "where", egb_arena_copy(f->arena, value.text),
                                                        egb_arena_copy(f->arena, why.text));
  egb_buffer_clear(&value);
  egb_buffer_clear(&why);
  return status;
}

egb_status egb_guess_where(egb_arena *arena, const egb_source *text, const egb_dialect *dialect,
                           const egb_row_roles *roles, egb_diag *diag, egb_recognition *out) {
  finder f = {.arena = arena, .diag = diag, .text = text, .roles = roles, .dialect = *dialect};
  f.dialect.where = f.filter;
  f.dialect.where_count = 0;
  egb_status status = read_rows(&f);
  const size_t rows = f.rows, repeated = f.repeated;
  for (size_t i = 0; status == EGB_OK && i < f.count && f.repeated != 0 && f.dialect.where_count < FILTERS_MOST; i++)
    status = try_column(&f, i);
  if (status == EGB_OK && f.dialect.where_count != 0)
    status = say(&f, rows, repeated, out);
  egb_buffer_clear(&f.key);
  return status == EGB_NO_MEMORY ? status : EGB_OK;
}
