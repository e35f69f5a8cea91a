/* What the keys of a file of no known publisher may be, each with what was counted. */
#include "base/number.h"
#include "base/text.h"
#include "load/data_load.h"
#include "load/dialect.h"
#include "load/import.h"
#include "load/recognise.h"
#include "names/names.h"

#include <string.h>

#define LINES_LOOKED_AT 40
#define NAMES_LOOKED_AT 2000 /* rows whose texts are looked up */

/* Texts that publishers write for a missing value. */
static const char *const tokens[] = {"..",   "...", ":",   "-",    "NA",   "N/A",          "n/a",
                                     "n.a.", "NaN", "nan", "null", "N.A.", "\xE2\x80\x93", "#N/A"};
#define TOKENS (sizeof tokens / sizeof tokens[0])
#define TOKEN_LONGEST 4

typedef struct column {
  const char *header;
  size_t filled, numbers, points, commas, years, codes, names, tokens;
  size_t ids;               /* codes that are ids themselves */
  size_t listed, named;     /* ids and names of the list */
  egb_names texts;          /* distinct, of the rows that are looked up */
  size_t looked_at, words;  /* cells of these rows, and those that are texts */
  size_t marks;             /* numbers with marks beside them, which count as numbers */
  const char *comma, *mark; /* the first number with a decimal comma, and with a mark */
} column;

typedef struct guesser {
  egb_arena *arena;
  egb_recognition *out;
  const egb_data_file *given;
  const egb_known_units *units;
  egb_dialect dialect;
  column *column;
  size_t count, rows;
  const column *unit, *period, *kind;
  size_t *token; /* per token and column, how many cells */
} guesser;

static egb_status say(guesser *g, const char *key, const char *value, const char *evidence) {
  return egb_guess_add(g->out, key, value, evidence);
}

static const column *column_of(const guesser *g, const char *header) {
  for (size_t i = 0; i < g->count && header != NULL; i++)
    if (strcmp(g->column[i].header, header) == 0)
      return &g->column[i];
  return NULL;
}

/* ---- lines ----------------------------------------------------------------------------------- */

size_t egb_guess_regular_lines(const egb_source *text, char delimiter) {
  size_t regular = 0, before = 0;
  for (size_t line = 1; line <= LINES_LOOKED_AT; line++) {
    const size_t cells = egb_dialect_fields(text, line, delimiter);
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
  return say(g, "delimiter", egb_delimiter_name(best),
             egb_arena_format(g->arena, "%zu of the first lines have as many cells as the line above", most));
}

/* The line does not end inside quotes. */
static bool is_closed(const egb_source *text, size_t line) {
  const size_t end = egb_dialect_line(text, line + 1);
  size_t quotes = 0;
  for (size_t i = egb_dialect_line(text, line); i < end; i++)
    quotes += text->text[i] == '"';
  return quotes % 2 == 0;
}

static egb_status guess_header(guesser *g, const egb_source *text) {
  const size_t line = egb_dialect_guess_header(text, g->dialect.delimiter, NULL, 0);
  size_t first = 1;
  if (g->dialect.header_first != 0)
    return EGB_OK;
  while (first < LINES_LOOKED_AT && egb_dialect_cells(text, first, g->dialect.delimiter) == 0)
    first++;
  /* A title fills few cells; a header may lack a name or two, or go on in the next line. */
  if (line <= first || !is_closed(text, first) ||
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

/* The number of the token that a cell is, TOKENS when it is none. */
static size_t find_token(const egb_csv_field *field) {
  size_t i = field->length <= TOKEN_LONGEST ? 0 : TOKENS;
  while (i < TOKENS && (strlen(tokens[i]) != field->length || memcmp(tokens[i], field->text, field->length) != 0))
    i++;
  return i;
}

static egb_status find_listed(const guesser *g, const egb_csv_field *field, column *out) {
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
static egb_status look_up(guesser *g, const egb_csv_field *field, bool number, column *out) {
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
static egb_number_fault read_marked(const guesser *g, const egb_csv_field *field) {
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

static const char *first_text(guesser *g, const char *before, bool here, const egb_csv_field *field) {
  return before == NULL && here ? egb_arena_text(g->arena, field->text, field->length) : before;
}

static void count_number(guesser *g, const egb_csv_field *field, egb_number_fault why, bool marked, column *out) {
  const bool stored = g->dialect.workbook && !field->quoted; /* a number, whatever the marks of texts are */
  out->numbers += why == EGB_NUMBER_OK;
  out->points += why == EGB_NUMBER_OK && !stored && memchr(field->text, '.', field->length) != NULL;
  out->commas += why == EGB_NUMBER_DECIMAL_COMMA;
  out->marks += marked;
  out->comma = first_text(g, out->comma, why == EGB_NUMBER_DECIMAL_COMMA, field);
  out->mark = first_text(g, out->mark, marked, field);
}

static egb_status count_cell(guesser *g, const egb_csv_field *field, size_t at) {
  column *out = &g->column[at];
  double value;
  if (field->length == 0)
    return EGB_OK;
  egb_number_fault why = egb_dialect_cell(&g->dialect, field, &value);
  const size_t missing = is_number(why) ? TOKENS : find_token(field);
  const bool marked = !is_number(why) && missing == TOKENS && is_number(why = read_marked(g, field));
  out->filled++;
  out->years += is_year(field->text, field->length);
  out->tokens += missing != TOKENS;
  if (missing != TOKENS)
    g->token[missing * g->count + at]++;
  count_number(g, field, why, marked, out);
  return g->rows >= NAMES_LOOKED_AT ? EGB_OK : look_up(g, field, is_number(why) && !marked, out);
}

static egb_status count_cells(guesser *g, const egb_source *text, egb_diag *diag) {
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
  if (commas == 0 || points != 0 || g->dialect.decimal != '\0')
    return EGB_OK;
  for (size_t i = 0; i < g->count; i++)
    g->column[i].numbers += g->column[i].commas;
  return say(g, "decimal", "comma",
             egb_arena_format(g->arena, "%zu numbers such as `%s`, none with a point", commas, shown));
}

/* Most of what is in it, tokens apart, are numbers. */
static bool is_numeric(const column *here) {
  return here->header[0] != '\0' && here->numbers * 2 > here->filled - here->tokens;
}

/* `missing:` is one list for the file. */
static egb_status guess_missing(guesser *g) {
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
    egb_import_put_text(&value, tokens[t]);
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
static egb_status guess_flags(guesser *g) {
  const char *shown = NULL;
  size_t cells = 0;
  for (size_t i = 0; i < g->count; i++)
    if (is_numeric(&g->column[i]) && g->column[i].marks != 0) {
      shown = shown == NULL ? g->column[i].mark : shown;
      cells += g->column[i].marks;
    }
  if (shown == NULL)
    return EGB_OK;
  return say(
      g, "flags", "strip",
      egb_arena_format(g->arena, "%zu number%s a mark, such as `%s`", cells, cells == 1 ? " has" : "s have", shown));
}

/* The column with the most codes or names that are known, half of its cells at least. */
static const column *most_known(const guesser *g, bool names) {
  const column *best = NULL;
  for (size_t i = 0; i < g->count; i++) {
    const column *here = &g->column[i];
    const size_t known = names ? here->names : here->codes;
    if (here->header[0] != '\0' && known != 0 && known * 2 >= here->looked_at &&
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

/* What the list has of a column. */
static const column *most_listed(const guesser *g, bool names) {
  const column *best = NULL;
  for (size_t i = 0; i < g->count; i++) {
    const column *here = &g->column[i];
    const size_t known = names ? here->named : here->listed;
    if (here->header[0] != '\0' && known != 0 && (best == NULL || known > (names ? best->named : best->listed)))
      best = here;
  }
  return best;
}

/* By the list of units that was given; *found is false when it has none of the cells. */
static egb_status guess_listed_unit(guesser *g, bool *found) {
  const column *ids = most_listed(g, false), *names = most_listed(g, true);
  const bool by_name = ids == NULL || (names != NULL && names->named > ids->listed);
  const column *best = by_name ? names : ids;
  *found = best != NULL;
  if (best == NULL)
    return EGB_OK;
  g->unit = best;
  egb_status status =
      say(g, "unit", best->header,
          egb_arena_format(g->arena, "%zu of its %zu cells are %s of the list", by_name ? best->named : best->listed,
                           best->looked_at, by_name ? "names" : "ids"));
  if (status == EGB_OK && by_name)
    status = say(g, "match", "name", "they are names, not ids");
  return status;
}

/* Every row has a text in it. */
static bool is_whole(const guesser *g, const column *here) {
  return here->header[0] != '\0' && here->filled == g->rows && here->words == here->looked_at && here->words != 0;
}

/* Units that nobody knows: the column of texts with the most different ones. */
static egb_status guess_unknown_unit(guesser *g) {
  for (size_t i = 0; i < g->count; i++)
    if (is_whole(g, &g->column[i]) && (g->unit == NULL || g->column[i].texts.count > g->unit->texts.count))
      g->unit = &g->column[i];
  if (g->unit == NULL)
    return EGB_OK;
  return say(g, "unit", g->unit->header,
             egb_arena_format(g->arena, "every row has a text in it, %zu different ones", g->unit->texts.count));
}

static egb_status guess_country(guesser *g, const column *codes, const column *names) {
  g->unit = codes != NULL ? codes : names;
  egb_status status = say(g, "unit", g->unit->header,
                          egb_arena_format(g->arena, "%zu of its %zu cells are %s of countries",
                                           codes != NULL ? codes->codes : names->names, g->unit->looked_at,
                                           codes != NULL ? "codes" : "names"));
  if (status == EGB_OK && g->unit->ids != g->unit->codes + g->unit->names)
    status = say(g, "match", "name", "they are no ISO 3166 alpha-3 codes, which ids of countries usually are");
  if (status == EGB_OK && codes != NULL && names != NULL)
    status =
        say(g, "name", names->header,
            egb_arena_format(g->arena, "%zu of its %zu cells are names of countries", names->names, names->looked_at));
  return status;
}

static egb_status guess_unit(guesser *g) {
  bool found = false;
  g->unit = column_of(g, g->given->unit);
  if (g->given->unit != NULL)
    return EGB_OK;
  if (g->units != NULL) {
    const egb_status status = guess_listed_unit(g, &found);
    if (status != EGB_OK || found)
      return status;
  }
  for (size_t i = 0; i < g->count; i++)
    if (is_usual(egb_origin_usual.unit, &g->column[i])) {
      g->unit = &g->column[i];
      return EGB_OK;
    }
  const column *codes = most_known(g, false), *names = most_known(g, true);
  if (codes != NULL || names != NULL)
    return guess_country(g, codes, names);
  const egb_status status = guess_numeric_unit(g);
  return status == EGB_OK && g->unit == NULL ? guess_unknown_unit(g) : status;
}

/* A column with a text per unit, where no header says that it holds names. */
static egb_status guess_name(guesser *g) {
  if (g->unit == NULL || g->unit->texts.count == 0)
    return EGB_OK;
  for (size_t i = 0; i < g->count; i++)
    if (strncmp(g->column[i].header, "name", 4) == 0 &&
        (g->column[i].header[4] == '\0' || g->column[i].header[4] == '_'))
      return EGB_OK;
  for (size_t i = 0; i < g->count; i++) {
    const column *here = &g->column[i];
    if (here != g->unit && here != g->kind && is_whole(g, here) && here->texts.count == g->unit->texts.count &&
        here->texts.count > 2)
      return say(
          g, "name", here->header,
          egb_arena_format(g->arena, "it has %zu different texts, as many as there are units", here->texts.count));
  }
  return EGB_OK;
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
  g->period = column_of(g, g->given->period);
  if (g->given->period != NULL || g->given->only_period != NULL)
    return EGB_OK;
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

static egb_status guess_periods(guesser *g, const column *kind, size_t years) {
  const egb_status status = say(g, "layout", "periods", egb_arena_format(g->arena, "%zu headers are years", years));
  if (status != EGB_OK || kind != NULL)
    return status == EGB_OK && !is_usual(egb_origin_usual.indicator, kind)
               ? say(g, "indicator", kind->header, "its header says so")
               : status;
  return say(g, "only-indicator", "values", EGB_NO_INDICATOR);
}

static egb_status guess_rows(guesser *g, const egb_source *text, const column *kind, const column *value,
                             egb_diag *diag) {
  const egb_row_roles roles = {g->unit != NULL ? g->unit->header : NULL, g->period != NULL ? g->period->header : NULL,
                               kind != NULL ? kind->header : NULL, value != NULL ? value->header : NULL};
  if (roles.unit == NULL || g->given->dialect.where_count != 0)
    return EGB_OK;
  return egb_guess_where(g->arena, text, &g->dialect, &roles, diag, g->out);
}

static egb_status guess_layout(guesser *g, const egb_source *text, egb_diag *diag) {
  static const char *const kinds[] = {"indicator", "series", "variable", "measure", "node", NULL};
  static const char *const values[] = {"value", NULL};
  const egb_data_file *given = g->given;
  size_t years = 0;
  for (size_t i = 0; i < g->count; i++)
    years += is_year(g->column[i].header, strlen(g->column[i].header));
  const column *kind = given->indicator != NULL ? column_of(g, given->indicator) : find_word(g, kinds, false);
  g->kind = kind;
  const column *value = given->value != NULL ? column_of(g, given->value) : find_word(g, values, true);
  if (given->layout == EGB_LAYOUT_PERIODS || (given->layout == EGB_LAYOUT_AUTO && years > 1))
    return given->only_indicator != NULL ? egb_guess_add(g->out, "layout", "periods", "headers are years")
                                         : guess_periods(g, kind, years);
  if (kind == NULL || value == NULL || given->layout == EGB_LAYOUT_WIDE)
    return guess_rows(g, text, NULL, NULL, diag);
  egb_status status = EGB_OK;
  if (!is_usual(egb_origin_usual.indicator, kind))
    status = say(g, "indicator", kind->header, "its header says so");
  if (status == EGB_OK && !is_usual(egb_origin_usual.value, value))
    status = say(g, "value", value->header, "its header says so, and most of its cells are numbers");
  return status == EGB_OK ? guess_rows(g, text, kind, value, diag) : status;
}

egb_status egb_guess_keys(egb_arena *arena, const egb_source *text, const egb_dialect *dialect,
                          const egb_recognise_from *from, egb_diag *diag, egb_recognition *out) {
  guesser g = {.arena = arena, .out = out, .given = from->given, .units = from->units, .dialect = *dialect};
  egb_status (*const steps[])(guesser *) = {guess_decimal, guess_unit, guess_period, guess_missing, guess_flags};
  egb_status status = guess_delimiter(&g, text);
  if (status == EGB_OK)
    status = guess_header(&g, text);
  if (status == EGB_OK)
    status = count_cells(&g, text, diag);
  for (size_t i = 0; status == EGB_OK && i < sizeof steps / sizeof steps[0]; i++)
    status = steps[i](&g);
  if (status == EGB_OK)
    status = guess_layout(&g, text, diag);
  return status == EGB_OK ? guess_name(&g) : status;
}
