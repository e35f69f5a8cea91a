/* The cells of a text: numbers by how they are written, years, dates, marks, words for missing values, codes and names
 * of units. */
#include "base/number.h"
#include "base/text.h"
#include "import/guess.h"
#include "load/data_load.h"
#include "load/data_spelling.h"
#include "load/dialect.h"
#include "model/period.h"
#include "names/names.h"

#include <string.h>

#define NAMES_LOOKED_AT 2000 /* rows whose texts are looked up */
#define DATE_LONGEST 16
#define GROUP 3 /* digits between two marks */

bool egb_guess_is_year(const char *text, size_t length) {
  double year;
  return length == 4 && egb_number_parse(text, length, &year) == EGB_NUMBER_OK && year >= EGB_YEAR_FIRST &&
         year <= EGB_YEAR_LAST;
}

static egb_status find_listed(const egb_guesser *g, const egb_csv_field *field, egb_guess_column *out) {
  egb_buffer key = {0};
  if (g->units == NULL)
    return EGB_OK;
  egb_names_fold(&key, field->text, field->length);
  const bool failed = key.failed;
  const bool id = egb_names_find(&g->units->ids, field->text, field->length) != EGB_NAMES_NONE;
  out->listed += id;
  out->named += !id && key.length != 0 && egb_names_find(&g->units->names, key.text, key.length) != EGB_NAMES_NONE;
  egb_buffer_clear(&key);
  return failed ? EGB_NO_MEMORY : EGB_OK;
}

/* Which unit a text may mean. */
static egb_status look_up(egb_guesser *g, const egb_csv_field *field, bool number, egb_guess_column *out) {
  const char *id;
  bool fresh;
  out->looked_at++;
  const egb_status status = find_listed(g, field, out);
  if (number || status != EGB_OK || egb_means_no_unit(field->text, field->length))
    return status;
  out->words++;
  out->texts.arena = g->arena;
  if (egb_names_add(&out->texts, field->text, field->length, &fresh) == EGB_NAMES_NONE)
    return EGB_NO_MEMORY;
  const size_t codes = egb_names_resolve_code(field->text, field->length, &id, 1);
  out->codes += codes == 1;
  out->ids += codes == 1 && strlen(id) == field->length && memcmp(id, field->text, field->length) == 0;
  const size_t names = codes == 1 ? 0 : egb_names_resolve(field->text, field->length, &id, 1);
  out->names += names == 1;
  return codes == EGB_NAMES_FAILED || names == EGB_NAMES_FAILED ? EGB_NO_MEMORY : EGB_OK;
}

/* ---- numbers --------------------------------------------------------------------------------- */

/* The pairs of marks, as bits, that read the cell as a number. */
static unsigned read_by(const egb_guesser *g, const egb_csv_field *field, bool flags) {
  unsigned out = 0;
  for (size_t i = 0; i < EGB_MARKS; i++) {
    const egb_number_marks with = egb_marks_list[i];
    if (egb_marks_fit(&g->dialect, with) && egb_marks_read(&g->dialect, with, field, flags))
      out |= 1u << i;
  }
  return out;
}

/* The same of a number with a point: a comma may only be its decimal mark where the point is between thousands. */
static unsigned read_point(const egb_guesser *g, const egb_csv_field *field) {
  const char *point = memchr(field->text, '.', field->length);
  unsigned out = 0;
  if (g->dialect.decimal != '\0' || g->dialect.thousands != '\0' ||
      (size_t)(field->text + field->length - point) == GROUP + 1)
    return read_by(g, field, false);
  for (size_t i = 0; i < EGB_MARKS; i++)
    out |= egb_marks_list[i].decimal == '.' ? 1u << i : 0;
  return out;
}

/* The same, also with marks beside it; most texts begin with a letter, which no number does. */
static unsigned read_number(const egb_guesser *g, const egb_csv_field *field, bool *marked) {
  const unsigned all = (1u << EGB_MARKS) - 1;
  double value;
  egb_flagged read;
  *marked = false;
  const bool plain = egb_number_parse(field->text, field->length, &value) == EGB_NUMBER_OK;
  if (plain && ((g->dialect.workbook && !field->quoted) || memchr(field->text, '.', field->length) == NULL))
    return all;
  if (plain)
    return read_point(g, field);
  if (!egb_is_digit(field->text[0]) && strchr(" +-.,<>\xC2\xE2", field->text[0]) == NULL)
    return 0;
  const unsigned without = read_by(g, field, false);
  if (without != 0 || (egb_flags_read(&g->dialect, field, &read) && read.absent))
    return without;
  const unsigned with = read_by(g, field, true);
  *marked = with != 0;
  return with;
}

bool egb_guess_is_number(const egb_guesser *g, const egb_csv_field *field) {
  bool marked;
  return field->length != 0 && read_number(g, field, &marked) != 0;
}

/* ---- a cell ---------------------------------------------------------------------------------- */

static void keep_first(egb_guesser *g, const egb_csv_field *field, const char **text, egb_csv_field *kept) {
  if (*text != NULL)
    return;
  *text = egb_arena_text(g->arena, field->text, field->length); /* without memory there is less evidence */
  if (kept != NULL && *text != NULL)
    *kept = (egb_csv_field){*text, field->length, field->place, field->quoted};
}

static void count_number(egb_guesser *g, const egb_csv_field *field, unsigned by, bool marked, egb_guess_column *out) {
  unsigned points = 0, bare = 0;
  for (size_t i = 0; i < EGB_MARKS; i++) {
    out->reads[i] += by >> i & 1;
    points |= egb_marks_list[i].decimal == '.' ? by & 1u << i : 0;
    bare |= egb_marks_list[i].thousands == '\0' ? by & 1u << i : 0;
  }
  out->any++;
  out->marks += marked;
  out->commas += points == 0;
  out->groups += bare == 0;
  if (points == 0)
    keep_first(g, field, &out->comma, NULL);
  if (bare == 0)
    keep_first(g, field, &out->grouped, NULL);
  if (marked)
    keep_first(g, field, &out->mark, NULL);
  if ((by >> egb_guess_declared(&g->dialect) & 1) == 0)
    keep_first(g, field, &out->unread, &out->unread_field);
}

/* A period that is no number: a day, a month or a quarter. */
static bool is_date(const egb_csv_field *field) {
  char text[DATE_LONGEST + 1];
  double time;
  if (field->length > DATE_LONGEST)
    return false;
  memcpy(text, field->text, field->length);
  text[field->length] = '\0';
  return egb_period_time(text, &time);
}

static bool has_digit(const egb_csv_field *field) {
  size_t i = 0;
  while (i < field->length && !egb_is_digit(field->text[i]))
    i++;
  return i < field->length;
}

static egb_status count_cell(egb_guesser *g, const egb_csv_field *field, size_t at) {
  egb_guess_column *out = &g->column[at];
  bool marked;
  if (field->length == 0)
    return EGB_OK;
  const unsigned by = read_number(g, field, &marked);
  const size_t missing = by != 0 && !marked ? EGB_MISSING_WORDS : egb_missing_word(field->text, field->length);
  out->filled++;
  out->years += egb_guess_is_year(field->text, field->length);
  out->tokens += missing != EGB_MISSING_WORDS;
  if (missing != EGB_MISSING_WORDS)
    g->token[missing * g->count + at]++;
  else if (by != 0)
    count_number(g, field, by, marked, out);
  else if (has_digit(field)) {
    out->odds++;
    out->dates += is_date(field);
    keep_first(g, field, &out->odd, &out->odd_field);
  }
  return g->rows >= NAMES_LOOKED_AT ? EGB_OK : look_up(g, field, by != 0, out);
}

egb_status egb_guess_cells(egb_guesser *g, const egb_source *text, egb_diag *diag) {
  egb_rows rows;
  const egb_diag_point mark = egb_diag_mark(diag);
  egb_status status = egb_rows_open(&rows, g->arena, text, &g->dialect, diag);
  if (status == EGB_OK) {
    g->count = rows.header_count;
    g->header_place = rows.header_place;
    g->column = egb_arena_array(g->arena, g->count, sizeof *g->column);
    g->token = egb_arena_array(g->arena, g->count * EGB_MISSING_WORDS, sizeof *g->token);
    status = g->column == NULL || g->token == NULL ? EGB_NO_MEMORY : EGB_OK;
  }
  for (size_t i = 0; status == EGB_OK && i < g->count; i++) {
    g->column[i].unnamed = rows.header[i].length == 0;
    g->column[i].header = g->column[i].unnamed ? egb_arena_format(g->arena, "column %zu", i + 1)
                                               : egb_arena_text(g->arena, rows.header[i].text, rows.header[i].length);
    status = g->column[i].header == NULL ? EGB_NO_MEMORY : EGB_OK;
  }
  bool more = status == EGB_OK;
  while (status == EGB_OK && more) {
    status = egb_rows_next(&rows, diag, &more);
    for (size_t i = 0; status == EGB_OK && more && i < g->count; i++)
      status = count_cell(g, &rows.field[i], i);
    g->rows += status == EGB_OK && more;
  }
  egb_diag_rewind(diag, mark);
  return status == EGB_NO_MEMORY ? status : EGB_OK;
}
