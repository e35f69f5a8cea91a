/* The cells of a text: numbers, years, marks, tokens of missing values, codes and names of units. */
#include "base/number.h"
#include "base/text.h"
#include "import/guess.h"
#include "import/import.h"
#include "load/data_load.h"
#include "load/dialect.h"
#include "names/names.h"
#include "read/yaml_write.h"

#include <string.h>

#define NAMES_LOOKED_AT 2000 /* rows whose texts are looked up */

/* Texts that publishers write for a missing value. */
static const char *const tokens[] = {"..",   "...", ":",   "-",    "NA",   "N/A",          "n/a",
                                     "n.a.", "NaN", "nan", "null", "N.A.", "\xE2\x80\x93", "#N/A"};
#define TOKENS (sizeof tokens / sizeof tokens[0])
#define TOKEN_LONGEST 4

bool egb_guess_is_year(const char *text, size_t length) {
  double year;
  return length == 4 && egb_number_parse(text, length, &year) == EGB_NUMBER_OK && year >= EGB_YEAR_FIRST &&
         year <= EGB_YEAR_LAST;
}

/* The number of the token that a cell is, TOKENS when it is none. */
static size_t find_token(const egb_csv_field *field) {
  size_t i = field->length <= TOKEN_LONGEST ? 0 : TOKENS;
  while (i < TOKENS && (strlen(tokens[i]) != field->length || memcmp(tokens[i], field->text, field->length) != 0))
    i++;
  return i;
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
  if (number || status != EGB_OK)
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

/* What a number is but for a mark beside it; EGB_NUMBER_TEXT: it is none. */
static egb_number_fault read_marked(const egb_guesser *g, const egb_csv_field *field) {
  egb_dialect dialect = g->dialect;
  egb_flagged read;
  if (!egb_is_digit(field->text[0]) && strchr(" +-.,<>", field->text[0]) == NULL)
    return EGB_NUMBER_TEXT; /* most texts begin with a letter */
  if (egb_flags_read(&dialect, field, &read) && !read.absent)
    return EGB_NUMBER_OK;
  if (dialect.decimal != '\0')
    return EGB_NUMBER_TEXT;
  dialect.decimal = ',';
  return egb_flags_read(&dialect, field, &read) && !read.absent ? EGB_NUMBER_DECIMAL_COMMA : EGB_NUMBER_TEXT;
}

static bool is_number(egb_number_fault why) {
  return why == EGB_NUMBER_OK || why == EGB_NUMBER_DECIMAL_COMMA;
}

static const char *first_text(egb_guesser *g, const char *before, bool here, const egb_csv_field *field) {
  return before == NULL && here ? egb_arena_text(g->arena, field->text, field->length) : before;
}

static void count_number(egb_guesser *g, const egb_csv_field *field, egb_number_fault why, bool marked,
                         egb_guess_column *out) {
  const bool stored = g->dialect.workbook && !field->quoted; /* a number, whatever the marks of texts are */
  out->numbers += why == EGB_NUMBER_OK;
  out->points += why == EGB_NUMBER_OK && !stored && memchr(field->text, '.', field->length) != NULL;
  out->commas += why == EGB_NUMBER_DECIMAL_COMMA;
  out->marks += marked;
  out->comma = first_text(g, out->comma, why == EGB_NUMBER_DECIMAL_COMMA, field);
  out->mark = first_text(g, out->mark, marked, field);
}

static egb_status count_cell(egb_guesser *g, const egb_csv_field *field, size_t at) {
  egb_guess_column *out = &g->column[at];
  double value;
  if (field->length == 0)
    return EGB_OK;
  egb_number_fault why = egb_dialect_cell(&g->dialect, field, &value);
  const size_t missing = is_number(why) ? TOKENS : find_token(field);
  const bool marked = !is_number(why) && missing == TOKENS && is_number(why = read_marked(g, field));
  out->filled++;
  out->years += egb_guess_is_year(field->text, field->length);
  out->tokens += missing != TOKENS;
  if (missing != TOKENS)
    g->token[missing * g->count + at]++;
  count_number(g, field, why, marked, out);
  return g->rows >= NAMES_LOOKED_AT ? EGB_OK : look_up(g, field, is_number(why) && !marked, out);
}

egb_status egb_guess_cells(egb_guesser *g, const egb_source *text, egb_diag *diag) {
  egb_rows rows;
  const egb_diag_point mark = egb_diag_mark(diag);
  egb_status status = egb_rows_open(&rows, g->arena, text, &g->dialect, diag);
  if (status == EGB_OK) {
    g->count = rows.header_count;
    g->column = egb_arena_array(g->arena, g->count, sizeof *g->column);
    g->token = egb_arena_array(g->arena, g->count * TOKENS, sizeof *g->token);
    status = g->column == NULL || g->token == NULL ? EGB_NO_MEMORY : EGB_OK;
  }
  for (size_t i = 0; status == EGB_OK && i < g->count; i++) {
    g->column[i].header = egb_arena_text(g->arena, rows.header[i].text, rows.header[i].length);
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

/* ---- what they say ---------------------------------------------------------------------------- */

static egb_status guess_decimal(egb_guesser *g) {
  size_t points = 0, commas = 0;
  const char *shown = "";
  for (size_t i = 0; i < g->count; i++) {
    points += g->column[i].points;
    commas += g->column[i].commas;
    shown = g->column[i].comma != NULL ? g->column[i].comma : shown;
  }
  if (commas == 0 || points != 0 || g->dialect.decimal != '\0')
    return EGB_OK;
  for (size_t i = 0; i < g->count; i++)
    g->column[i].numbers += g->column[i].commas;
  return egb_guess_say(g, "decimal", "comma",
                       egb_arena_format(g->arena, "%zu numbers such as `%s`, none with a point", commas, shown));
}

/* Most of what is in it, tokens apart, are numbers. */
static bool is_numeric(const egb_guess_column *here) {
  return here->header[0] != '\0' && here->numbers * 2 > here->filled - here->tokens;
}

/* `missing:` is one list for the file. */
static egb_status guess_missing(egb_guesser *g) {
  egb_buffer value = {0}, why = {0};
  size_t found = 0;
  for (size_t t = 0; t < TOKENS && g->dialect.missing_count == 0; t++) {
    size_t cells = 0, columns = 0;
    for (size_t i = 0; i < g->count; i++) {
      const size_t here = is_numeric(&g->column[i]) ? g->token[t * g->count + i] : 0;
      cells += here;
      columns += here != 0;
    }
    if (cells == 0)
      continue;
    egb_buffer_text(&value, found == 0 ? "[" : ", ");
    egb_yaml_put_text(&value, tokens[t]);
    egb_buffer_format(&why, "%s`%s` is in %zu cell%s of %zu column%s of numbers", found++ == 0 ? "" : "; ", tokens[t],
                      cells, cells == 1 ? "" : "s", columns, columns == 1 ? "" : "s");
  }
  egb_buffer_text(&value, "]");
  egb_status status = value.failed || why.failed ? EGB_NO_MEMORY : EGB_OK;
  if (status == EGB_OK && found != 0)
    status =
        egb_guess_add_yaml(g->out, "missing", egb_arena_copy(g->arena, value.text), egb_arena_copy(g->arena, why.text));
  egb_buffer_clear(&value);
  egb_buffer_clear(&why);
  return status;
}

/* Marks beside numbers. */
static egb_status guess_flags(egb_guesser *g) {
  const char *shown = NULL;
  size_t cells = 0;
  for (size_t i = 0; i < g->count; i++)
    if (is_numeric(&g->column[i]) && g->column[i].marks != 0) {
      shown = shown == NULL ? g->column[i].mark : shown;
      cells += g->column[i].marks;
    }
  if (shown == NULL)
    return EGB_OK;
  return egb_guess_say(
      g, "flags", "strip",
      egb_arena_format(g->arena, "%zu number%s a mark, such as `%s`", cells, cells == 1 ? " has" : "s have", shown));
}

egb_status egb_guess_numbers(egb_guesser *g) {
  egb_status status = guess_decimal(g);
  if (status == EGB_OK)
    status = guess_missing(g);
  return status == EGB_OK ? guess_flags(g) : status;
}
