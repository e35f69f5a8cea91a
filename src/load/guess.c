/* What the keys of a file of no known publisher may be, each with what was counted. */
#include "base/number.h"
#include "base/text.h"
#include "load/data_rows.h"
#include "load/dialect.h"
#include "load/recognise.h"
#include "names/names.h"

#include <string.h>

#define LINES_LOOKED_AT 40
#define ROWS_LOOKED_AT 2000

typedef struct column {
  const char *header;
  size_t filled, numbers, points, commas, years, codes, names;
  size_t ids;        /* codes that are ids themselves */
  const char *comma; /* the first number with a decimal comma */
} column;

typedef struct guesser {
  egb_arena *arena;
  egb_recognition *out;
  egb_dialect dialect;
  column *column;
  size_t count, rows;
  const column *unit, *period;
} guesser;

static egb_status say(guesser *g, const char *key, const char *value, const char *evidence) {
  return egb_guess_add(g->out, key, value, evidence);
}

/* ---- lines ----------------------------------------------------------------------------------- */

size_t egb_guess_regular_lines(const egb_source *text, char delimiter) {
  size_t regular = 0, before = 0;
  for (size_t line = 1; line <= LINES_LOOKED_AT; line++) {
    const size_t cells = egb_dialect_cells(text, line, delimiter);
    regular += cells > 1 && cells == before;
    before = cells;
  }
  return regular;
}

static egb_status guess_delimiter(guesser *g, const egb_source *text) {
  static const char candidates[] = {';', '\t', '|', ','};
  const char usual = egb_dialect_delimiter(&g->dialect, text);
  char best = usual;
  size_t most = egb_guess_regular_lines(text, usual);
  for (size_t i = 0; i < sizeof candidates; i++) {
    const size_t lines = egb_guess_regular_lines(text, candidates[i]);
    if (lines > most)
      best = candidates[i];
    most = lines > most ? lines : most;
  }
  g->dialect.delimiter = best;
  if (best == usual)
    return EGB_OK;
  return say(g, "delimiter", egb_delimiter_name(best),
             egb_arena_format(g->arena, "%zu of the first lines have as many cells as the line above", most));
}

static egb_status guess_header(guesser *g, const egb_source *text) {
  const size_t line = egb_dialect_guess_header(text, g->dialect.delimiter, NULL, 0);
  size_t first = 1;
  while (first < LINES_LOOKED_AT && egb_dialect_cells(text, first, g->dialect.delimiter) == 0)
    first++;
  /* A title fills few cells; a header may lack a name or two. */
  if (line <= first ||
      egb_dialect_cells(text, first, g->dialect.delimiter) * 2 > egb_dialect_cells(text, line, g->dialect.delimiter))
    return EGB_OK;
  g->dialect.header_first = g->dialect.header_last = line;
  return say(g, "header", egb_arena_format(g->arena, "%zu", line),
             egb_arena_format(g->arena, "the first line with as many cells as the one below, %zu",
                              egb_dialect_cells(text, line, g->dialect.delimiter)));
}

/* ---- cells ----------------------------------------------------------------------------------- */

static bool is_year(const char *text, size_t length) {
  double year;
  return length == 4 && egb_number_parse(text, length, &year) == EGB_NUMBER_OK && year >= EGB_YEAR_FIRST &&
         year <= EGB_YEAR_LAST;
}

static void count_cell(guesser *g, const egb_csv_field *field, column *out) {
  const char *id;
  double value;
  if (field->length == 0)
    return;
  const egb_number_fault why = egb_dialect_number(&(egb_dialect){0}, field->text, field->length, &value);
  out->filled++;
  out->numbers += why == EGB_NUMBER_OK;
  out->points += why == EGB_NUMBER_OK && memchr(field->text, '.', field->length) != NULL;
  out->commas += why == EGB_NUMBER_DECIMAL_COMMA;
  out->years += is_year(field->text, field->length);
  if (why == EGB_NUMBER_DECIMAL_COMMA && out->comma == NULL)
    out->comma = egb_arena_text(g->arena, field->text, field->length);
  if (why == EGB_NUMBER_OK || why == EGB_NUMBER_DECIMAL_COMMA)
    return;
  const bool code = egb_names_resolve_code(field->text, field->length, &id, 1) == 1;
  out->codes += code;
  out->ids += code && strlen(id) == field->length && memcmp(id, field->text, field->length) == 0;
  out->names += !code && egb_names_resolve(field->text, field->length, &id, 1) == 1;
}

static egb_status count_cells(guesser *g, const egb_source *text, egb_diag *diag) {
  egb_rows rows;
  const egb_diag_point mark = egb_diag_mark(diag);
  egb_status status = egb_rows_open(&rows, g->arena, text, &g->dialect, diag);
  if (status == EGB_OK) {
    g->count = rows.header_count;
    g->column = egb_arena_array(g->arena, g->count, sizeof *g->column);
    status = g->column == NULL ? EGB_NO_MEMORY : EGB_OK;
  }
  for (size_t i = 0; status == EGB_OK && i < g->count; i++) {
    g->column[i].header = egb_arena_text(g->arena, rows.header[i].text, rows.header[i].length);
    status = g->column[i].header == NULL ? EGB_NO_MEMORY : EGB_OK;
  }
  bool more = status == EGB_OK;
  while (status == EGB_OK && more && g->rows < ROWS_LOOKED_AT) {
    status = egb_rows_next(&rows, diag, &more);
    for (size_t i = 0; status == EGB_OK && more && i < g->count; i++)
      count_cell(g, &rows.field[i], &g->column[i]);
    g->rows += status == EGB_OK && more;
  }
  egb_diag_rewind(diag, mark);
  return status == EGB_NO_MEMORY ? status : EGB_OK;
}

/* ---- columns --------------------------------------------------------------------------------- */

/* One of the words is part of the header, in any case. */
static bool has_word(const char *header, const char *const *words) {
  for (; *words != NULL; words++)
    for (const char *at = header; *at != '\0'; at++) {
      size_t length = 0;
      while ((*words)[length] != '\0' && egb_lower(at[length]) == (*words)[length])
        length++;
      if ((*words)[length] == '\0')
        return true;
    }
  return false;
}

static egb_status guess_decimal(guesser *g) {
  size_t points = 0, commas = 0;
  const char *shown = "";
  for (size_t i = 0; i < g->count; i++) {
    points += g->column[i].points;
    commas += g->column[i].commas;
    shown = g->column[i].comma != NULL ? g->column[i].comma : shown;
  }
  if (commas == 0 || points != 0)
    return EGB_OK;
  return say(g, "decimal", "comma",
             egb_arena_format(g->arena, "%zu numbers such as `%s`, none with a point", commas, shown));
}

/* The column with the most codes or names that are known, half of its cells at least. */
static const column *most_known(const guesser *g, bool names) {
  const column *best = NULL;
  for (size_t i = 0; i < g->count; i++) {
    const column *here = &g->column[i];
    const size_t known = names ? here->names : here->codes;
    if (here->header[0] != '\0' && known != 0 && known * 2 >= here->filled &&
        (best == NULL || known > (names ? best->names : best->codes)))
      best = here;
  }
  return best;
}

/* A header that is found without being named. */
static bool is_usual(const char *const *headers, const column *here) {
  while (*headers != NULL && strcmp(*headers, here->header) != 0)
    headers++;
  return *headers != NULL;
}

/* Numbers are taken for codes of countries only where the header says so. */
static egb_status guess_numeric_unit(guesser *g) {
  static const char *const words[] = {"m49", NULL};
  for (size_t i = 0; i < g->count && g->unit == NULL; i++)
    g->unit = has_word(g->column[i].header, words) ? &g->column[i] : NULL;
  if (g->unit == NULL)
    return EGB_OK;
  const egb_status status = say(g, "unit", g->unit->header, "its header says so");
  return status == EGB_OK ? say(g, "match", "name", "numbers of UN M49 are no ids") : status;
}

static egb_status guess_unit(guesser *g) {
  const column *codes = most_known(g, false), *names = most_known(g, true);
  for (size_t i = 0; i < g->count; i++)
    if (is_usual(egb_origin_usual.unit, &g->column[i])) {
      g->unit = &g->column[i];
      return EGB_OK;
    }
  g->unit = codes != NULL ? codes : names;
  if (g->unit == NULL)
    return guess_numeric_unit(g);
  egb_status status = say(g, "unit", g->unit->header,
                          egb_arena_format(g->arena, "%zu of its %zu cells are %s of countries",
                                           codes != NULL ? codes->codes : names->names, g->unit->filled,
                                           codes != NULL ? "codes" : "names"));
  if (status == EGB_OK && g->unit->ids != g->unit->codes + g->unit->names)
    status = say(g, "match", "name", "they are no ISO 3166 alpha-3 codes, which ids of countries usually are");
  if (status == EGB_OK && codes != NULL && names != NULL)
    status =
        say(g, "name", names->header,
            egb_arena_format(g->arena, "%zu of its %zu cells are names of countries", names->names, names->filled));
  return status;
}

/* By what its header says, else the only column in which every row has a year. */
static const column *find_period(const guesser *g) {
  static const char *const words[] = {"year", "period", "time", "date", NULL};
  const column *only = NULL;
  size_t whole = 0;
  for (size_t i = 0; i < g->count; i++) {
    const column *here = &g->column[i];
    if (here == g->unit || here->years == 0 || here->years != here->filled || here->header[0] == '\0')
      continue;
    if (has_word(here->header, words))
      return here;
    if (here->years == g->rows && whole++ == 0)
      only = here;
  }
  return whole == 1 && g->rows > 1 ? only : NULL;
}

static egb_status guess_period(guesser *g) {
  g->period = find_period(g);
  if (g->period == NULL || is_usual(egb_origin_usual.period, g->period))
    return EGB_OK;
  return say(g, "period", g->period->header, egb_arena_format(g->arena, "its %zu cells are years", g->period->filled));
}

static const column *find_word(const guesser *g, const char *const *words, bool numbers) {
  for (size_t i = 0; i < g->count; i++) {
    const column *here = &g->column[i];
    if (here != g->unit && here != g->period && here->filled != 0 && (here->numbers * 2 > here->filled) == numbers &&
        has_word(here->header, words))
      return here;
  }
  return NULL;
}

static egb_status guess_layout(guesser *g) {
  static const char *const kinds[] = {"indicator", "series", "variable", "measure", NULL};
  static const char *const values[] = {"value", NULL};
  size_t years = 0;
  for (size_t i = 0; i < g->count; i++)
    years += is_year(g->column[i].header, strlen(g->column[i].header));
  const column *kind = find_word(g, kinds, false), *value = find_word(g, values, true);
  egb_status status = EGB_OK;
  if (years > 1)
    status = say(g, "layout", "periods", egb_arena_format(g->arena, "%zu headers are years", years));
  if (years > 1 && status == EGB_OK && kind == NULL)
    return say(g, "only-indicator", "values", EGB_NO_INDICATOR);
  if (years <= 1 && (kind == NULL || value == NULL))
    return EGB_OK;
  if (status == EGB_OK && !is_usual(egb_origin_usual.indicator, kind))
    status = say(g, "indicator", kind->header, "its header says so");
  if (status == EGB_OK && years <= 1 && !is_usual(egb_origin_usual.value, value))
    status = say(g, "value", value->header, "its header says so, and most of its cells are numbers");
  return status;
}

egb_status egb_guess_keys(egb_arena *arena, const egb_source *text, egb_diag *diag, egb_recognition *out) {
  guesser g = {.arena = arena, .out = out};
  egb_status (*const steps[])(guesser *) = {guess_decimal, guess_unit, guess_period, guess_layout};
  egb_status status = guess_delimiter(&g, text);
  if (status == EGB_OK)
    status = guess_header(&g, text);
  if (status == EGB_OK)
    status = count_cells(&g, text, diag);
  for (size_t i = 0; status == EGB_OK && i < sizeof steps / sizeof steps[0]; i++)
    status = steps[i](&g);
  return status;
}
