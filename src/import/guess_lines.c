/* What separates cells, and which lines are the header: one, or two where a line says what the columns of the other
 * belong to or are measured in. */
#include "base/codes.h"
#include "import/guess.h"
#include "load/data_rows.h"
#include "load/data_text.h"
#include "load/dialect.h"
#include "names/names.h"

#include <string.h>

#define LINES_LOOKED_AT 40
#define ROWS_LOOKED_AT 3 /* below a header, to see what its last line is */
#define HEADERS_LOOKED_UP 2000
#define UNITS_LEAST 3 /* columns called as countries that are no chance */

/* ---- what separates cells -------------------------------------------------------------------- */

size_t egb_guess_regular_lines(const egb_source *text, char delimiter) {
  size_t regular = 0, before = 0;
  for (size_t line = 1; line <= LINES_LOOKED_AT; line++) {
    const size_t cells = egb_dialect_fields(text, line, delimiter);
    regular += cells > 1 && cells == before;
    before = cells;
  }
  return regular;
}

static egb_status guess_delimiter(egb_guesser *g, const egb_source *text) {
  static const char candidates[] = {';', '\t', '|', ','};
  const char usual = egb_dialect_delimiter(&g->dialect, text);
  char best = usual;
  size_t most = egb_guess_regular_lines(text, usual);
  if (g->dialect.delimiter != '\0')
    return EGB_OK;
  for (size_t i = 0; i < sizeof candidates; i++) {
    const size_t lines = egb_guess_regular_lines(text, candidates[i]);
    if (lines > most)
      best = candidates[i];
    most = lines > most ? lines : most;
  }
  g->dialect.delimiter = best;
  if (best == usual)
    return EGB_OK;
  return egb_guess_say(g, "delimiter", egb_delimiter_name(best),
                       egb_arena_format(g->arena, "%zu of the first lines have as many cells as the line above", most));
}

/* ---- the header ------------------------------------------------------------------------------ */

/* The line does not end inside quotes. */
static bool is_closed(const egb_source *text, size_t line) {
  const size_t end = egb_dialect_line(text, line + 1);
  size_t quotes = 0;
  for (size_t i = egb_dialect_line(text, line); i < end; i++)
    quotes += text->text[i] == '"';
  return quotes % 2 == 0;
}

/* A line with values is none of the header, and one above it with several texts, or years, is. */
static bool has_values(const egb_guesser *g, const egb_source *text, size_t line) {
  const char delimiter = g->dialect.delimiter;
  const size_t end = egb_dialect_line(text, line + 1);
  for (size_t from = egb_dialect_line(text, line), to; from < end; from = to + 1) {
    to = from;
    while (to < end && text->text[to] != delimiter && text->text[to] != '\n' && text->text[to] != '\r')
      to++;
    const egb_csv_field field = {text->text + from, to - from, {0}, false};
    if (egb_guess_is_number(g, &field) && !egb_guess_is_year(field.text, field.length))
      return true;
  }
  return false;
}

static size_t above_rows(const egb_guesser *g, const egb_source *text, size_t line) {
  const size_t found = line;
  while (line > 1 &&
         (has_values(g, text, line) || (line < found && egb_dialect_cells(text, line, g->dialect.delimiter) < 2)))
    line--;
  return line > 0 && egb_dialect_cells(text, line, g->dialect.delimiter) > 1 ? line : found;
}

static egb_status guess_header(egb_guesser *g, const egb_source *text) {
  const size_t usual = egb_dialect_guess_header(text, g->dialect.delimiter, NULL, 0), line = above_rows(g, text, usual);
  size_t first = 1;
  if (g->dialect.header_first != 0)
    return EGB_OK;
  while (egb_dialect_line(text, first) < egb_dialect_start(text)) /* `sep=;` */
    first++;
  while (first < LINES_LOOKED_AT && egb_dialect_cells(text, first, g->dialect.delimiter) == 0)
    first++;
  /* A title fills few cells; a header may lack a name or two, or go on in the next line. */
  if (line <= first || !is_closed(text, first) ||
      egb_dialect_cells(text, first, g->dialect.delimiter) * 2 > egb_dialect_cells(text, line, g->dialect.delimiter))
    return EGB_OK;
  g->dialect.header_first = g->dialect.header_last = line;
  const char *evidence = line == usual
                             ? egb_arena_format(g->arena, "the first line with as many cells as the one below, %zu",
                                                egb_dialect_cells(text, line, g->dialect.delimiter))
                             : "the last line with several texts, or years, above the first value";
  return egb_guess_say(g, "header", egb_arena_format(g->arena, "%zu", line), evidence);
}

/* ---- a header of two lines ------------------------------------------------------------------- */

/* A header of these lines is whole: it has no text twice. How many columns have none, too. */
typedef struct header_try {
  bool whole;
  size_t unnamed;
} header_try;

static egb_status try_header(egb_guesser *g, const egb_source *text, size_t first, size_t last, egb_diag *diag,
                             header_try *out) {
  egb_rows rows;
  egb_dialect dialect = g->dialect;
  const egb_diag_point mark = egb_diag_mark(diag);
  dialect.header_first = first;
  dialect.header_last = last;
  dialect.where_count = 0;
  const egb_status status = egb_rows_open(&rows, g->arena, text, &dialect, diag);
  egb_diag_rewind(diag, mark);
  *out = (header_try){status == EGB_OK, rows.unnamed};
  return status == EGB_NO_MEMORY ? status : EGB_OK;
}

typedef struct first_cells {
  bool empty, text, number, year; /* of the first row */
  size_t texts, numbers;          /* of the rows below */
} first_cells;

/* The first rows below the header, column by column; *count is 0 where there are too few. */
static egb_status read_first(egb_guesser *g, const egb_source *text, egb_diag *diag, first_cells **out, size_t *count) {
  egb_rows rows;
  egb_dialect dialect = g->dialect;
  const egb_diag_point mark = egb_diag_mark(diag);
  bool more = true;
  dialect.where_count = 0;
  egb_status status = egb_rows_open(&rows, g->arena, text, &dialect, diag);
  *count = 0;
  *out = status == EGB_OK ? egb_arena_array(g->arena, rows.header_count, sizeof **out) : NULL;
  if (status == EGB_OK && *out == NULL)
    status = EGB_NO_MEMORY;
  for (size_t row = 0; status == EGB_OK && more && row < ROWS_LOOKED_AT; row++) {
    status = egb_rows_next(&rows, diag, &more);
    for (size_t i = 0; status == EGB_OK && more && i < rows.header_count; i++) {
      const egb_csv_field *field = &rows.field[i];
      first_cells *here = &(*out)[i];
      const bool number = field->length != 0 && egb_guess_is_number(g, field);
      if (row == 0)
        *here = (first_cells){field->length == 0,
                              field->length != 0 && !number,
                              number,
                              egb_guess_is_year(field->text, field->length),
                              0,
                              0};
      here->texts += row != 0 && field->length != 0 && !number;
      here->numbers += row != 0 && number;
    }
    *count = status == EGB_OK && more && row + 1 == ROWS_LOOKED_AT ? rows.header_count : 0;
  }
  egb_diag_rewind(diag, mark);
  return status == EGB_NO_MEMORY ? status : EGB_OK;
}

/* The first row has no text where all others have one, and texts, or years, where they have numbers: units of
 * measurement, or what the labels above it are divided into. */
static egb_status goes_on(egb_guesser *g, const egb_source *text, egb_diag *diag, bool *second) {
  first_cells *cell;
  size_t count, gaps = 0, labels = 0, others = 0;
  const egb_status status = read_first(g, text, diag, &cell, &count);
  for (size_t i = 0; i < count; i++) {
    gaps += cell[i].empty && cell[i].texts == ROWS_LOOKED_AT - 1;
    labels += (cell[i].text || cell[i].year) && cell[i].numbers != 0;
    others += cell[i].number && !cell[i].year;
  }
  *second = gaps != 0 && labels != 0 && others == 0;
  return status;
}

static egb_status say_lines(egb_guesser *g, size_t first, const char *evidence) {
  g->dialect.header_first = first;
  g->dialect.header_last = first + 1;
  for (size_t i = 0; i < g->out->count; i++)
    if (strcmp(g->out->guess[i].key, "header") == 0)
      g->out->count = i; /* the last that was guessed */
  return egb_guess_say(g, "header", egb_arena_format(g->arena, "%zu..%zu", first, first + 1), evidence);
}

/* The line above names what this line says twice, or columns that this line does not name. */
static egb_status join_above(egb_guesser *g, const egb_source *text, size_t line, egb_diag *diag, bool *joined) {
  header_try alone, both = {0};
  egb_status status = try_header(g, text, line, line, diag, &alone);
  *joined = false;
  if (status != EGB_OK || line == 1 || (alone.whole && alone.unnamed == 0) ||
      egb_dialect_cells(text, line - 1, g->dialect.delimiter) < 2 || !is_closed(text, line - 1))
    return status;
  status = try_header(g, text, line - 1, line, diag, &both);
  *joined = both.whole && (!alone.whole || both.unnamed < alone.unnamed);
  return status != EGB_OK || !*joined
             ? status
             : say_lines(g, line - 1, "the upper one says what columns of the lower one belong to, or are");
}

static egb_status join_below(egb_guesser *g, const egb_source *text, size_t line, egb_diag *diag) {
  header_try both = {0};
  bool second;
  egb_status status = goes_on(g, text, diag, &second);
  if (status == EGB_OK && second)
    status = try_header(g, text, line, line + 1, diag, &both);
  if (status != EGB_OK || !both.whole)
    return status;
  return say_lines(g, line, "the second has no unit and no value, as the lines below do");
}

static egb_status guess_two_lines(egb_guesser *g, const egb_source *text, egb_diag *diag) {
  size_t line = g->dialect.header_first;
  bool joined;
  while (line == 0 || (line < LINES_LOOKED_AT && egb_dialect_cells(text, line, g->dialect.delimiter) == 0))
    line++;
  const egb_status status = join_above(g, text, line, diag, &joined);
  return status == EGB_OK && !joined ? join_below(g, text, line, diag) : status;
}

egb_status egb_guess_lines(egb_guesser *g, const egb_source *text, egb_diag *diag) {
  const bool given = g->dialect.header_first != 0;
  egb_status status = guess_delimiter(g, text);
  if (status == EGB_OK)
    status = guess_header(g, text);
  return status == EGB_OK && !given ? guess_two_lines(g, text, diag) : status;
}

/* ---- is it one? ------------------------------------------------------------------------------ */

static size_t means_unit(const char *header) {
  const char *id;
  const size_t codes = strlen(header) == 3 ? egb_names_resolve_code(header, 3, &id, 1) : 0;
  return codes == 1 ? codes : egb_names_resolve(header, strlen(header), &id, 1);
}

/* Values where headers should be: the unit of the first row would be lost. */
static egb_status refuse_row(const egb_guesser *g, const char *number, egb_diag *diag) {
  char unit[EGB_CLIP], value[EGB_CLIP];
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_CSV_HEADER, g->header_place,
              "this line is read as the header, and looks like a row: `%s` is a unit, `%s` a number",
              egb_clip(unit, g->unit->header, strlen(g->unit->header)), egb_clip(value, number, strlen(number)));
  egb_diag_hint(diag, "write a line above it that says what the columns are, such as country,users");
  return EGB_REFUSED;
}

static bool is_value(egb_guesser *g, const char *header) {
  const egb_csv_field field = {header, strlen(header), {0}, true};
  return header[0] != '\0' && !egb_guess_is_year(header, field.length) && egb_guess_is_number(g, &field);
}

/* A table that has a column for each unit: indicators would be ranked. */
static egb_status warn_units(const egb_guesser *g, size_t units, egb_diag *diag) {
  egb_diag_at(diag, EGB_SEVERITY_WARNING, EGB_W_COLUMN_UNUSED, g->header_place,
              "%zu of %zu columns are called as countries are, and rows are about none", units, g->count);
  egb_diag_hint(diag, "where columns are the units, turn the table first (spreadsheets paste it transposed), a row for "
                      "each unit");
  return EGB_OK;
}

egb_status egb_guess_check_header(egb_guesser *g, const egb_source *text, egb_diag *diag) {
  size_t units = 0;
  (void)text;
  if (g->unit == NULL)
    return EGB_OK;
  const bool countries = (g->unit->codes + g->unit->names) * 2 >= g->unit->looked_at;
  for (size_t i = 0; i < g->count; i++)
    if (countries && means_unit(g->unit->header) == 1 && is_value(g, g->column[i].header))
      return refuse_row(g, g->column[i].header, diag);
  for (size_t i = 0; i < g->count && g->count <= HEADERS_LOOKED_UP; i++)
    units += &g->column[i] != g->unit && means_unit(g->column[i].header) == 1;
  return !countries && units >= UNITS_LEAST && units * 2 >= g->count ? warn_units(g, units, diag) : EGB_OK;
}
