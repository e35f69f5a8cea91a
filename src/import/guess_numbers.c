/* How the numbers of a text are written, and what stands beside them or in their place: `decimal`, `thousands`,
 * `missing`, `flags`. A pair of marks is taken when it reads every cell that any pair reads, in columns of numbers. */
#include "base/buffer.h"
#include "base/codes.h"
#include "import/guess.h"
#include "load/data_load.h"
#include "load/data_spelling.h"
#include "load/data_text.h"
#include "load/dialect.h"
#include "read/yaml_write.h"

#include <string.h>

/* Most of what is in it, marks of missing values apart, are numbers, however they are written. */
static bool may_be_numeric(const egb_guess_column *here) {
  return !here->unnamed && here->any * 2 > here->filled - here->tokens;
}

/* The same as the file is read. A column for a year that has nothing but marks is one, too. */
static bool is_numeric(const egb_guess_column *here) {
  return !here->unnamed && (here->numbers * 2 > here->filled - here->tokens ||
                            (here->tokens == here->filled && egb_guess_is_year(here->header, strlen(here->header))));
}

/* ---- decimal, thousands ---------------------------------------------------------------------- */

size_t egb_guess_declared(const egb_dialect *dialect) {
  const char decimal = dialect->decimal == '\0' ? '.' : dialect->decimal;
  size_t i = 0;
  while (i < EGB_MARKS && (egb_marks_list[i].decimal != decimal || egb_marks_list[i].thousands != dialect->thousands))
    i++;
  return i;
}

static bool reads_all(const egb_guesser *g, size_t marks) {
  for (size_t i = 0; i < g->count; i++)
    if (may_be_numeric(&g->column[i]) && g->column[i].reads[marks] != g->column[i].any)
      return false;
  return egb_marks_fit(&g->dialect, egb_marks_list[marks]);
}

/* The first that reads all; EGB_MARKS: none does, or `1,234` is all there is, which two read otherwise. */
static size_t choose(const egb_guesser *g, size_t usual) {
  size_t i = 0;
  if (usual != EGB_MARKS && reads_all(g, usual))
    return usual;
  while (i < EGB_MARKS && !reads_all(g, i))
    i++;
  return i == EGB_MARKS_COMMA_GROUPS && reads_all(g, EGB_MARKS_COMMA) ? EGB_MARKS : i;
}

static const char *evidence(egb_guesser *g, bool groups, const char *rest) {
  size_t cells = 0;
  const char *shown = NULL;
  for (size_t i = 0; i < g->count; i++) {
    const egb_guess_column *here = &g->column[i];
    if (!may_be_numeric(here))
      continue;
    cells += groups ? here->groups : here->commas;
    shown = shown != NULL ? shown : groups ? here->grouped : here->comma;
  }
  if (shown == NULL)
    return "nothing else reads all numbers";
  return egb_arena_format(g->arena, "%zu number%s such as `%s`%s", cells, cells == 1 ? "" : "s", shown, rest);
}

static egb_status guess_marks(egb_guesser *g) {
  const size_t usual = egb_guess_declared(&g->dialect), best = choose(g, usual);
  const egb_number_marks marks = best < EGB_MARKS ? egb_marks_list[best] : (egb_number_marks){0};
  const size_t read = best < EGB_MARKS ? best : usual;
  egb_status status = EGB_OK;
  for (size_t i = 0; i < g->count; i++)
    g->column[i].numbers = read < EGB_MARKS ? g->column[i].reads[read] : 0;
  if (marks.decimal == ',' && g->dialect.decimal == '\0') {
    status =
        egb_guess_say(g, "decimal", "comma", evidence(g, false, marks.thousands != '.' ? ", none with a point" : ""));
    g->dialect.decimal = ',';
  }
  if (status != EGB_OK || marks.thousands == '\0' || g->dialect.thousands != '\0')
    return status;
  g->dialect.thousands = marks.thousands;
  return egb_guess_say(g, "thousands", egb_thousands_name(marks.thousands), evidence(g, true, ""));
}

/* ---- missing --------------------------------------------------------------------------------- */

/* `missing:` is one list for the file. */
static egb_status guess_missing(egb_guesser *g) {
  egb_buffer value = {0}, why = {0};
  size_t found = 0;
  for (size_t t = 0; t < EGB_MISSING_WORDS && g->dialect.missing_count == 0; t++) {
    size_t cells = 0, columns = 0;
    for (size_t i = 0; i < g->count; i++) {
      const size_t here = is_numeric(&g->column[i]) ? g->token[t * g->count + i] : 0;
      cells += here;
      columns += here != 0;
    }
    if (cells == 0)
      continue;
    egb_buffer_text(&value, found == 0 ? "[" : ", ");
    egb_yaml_put_text(&value, egb_missing_words[t]);
    egb_buffer_format(&why, "%s`%s` is in %zu cell%s of %zu column%s of numbers", found++ == 0 ? "" : "; ",
                      egb_missing_words[t], cells, cells == 1 ? "" : "s", columns, columns == 1 ? "" : "s");
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

/* ---- flags ----------------------------------------------------------------------------------- */

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

egb_status egb_guess_numbers(egb_guesser *g, const egb_source *text, egb_diag *diag) {
  (void)text, (void)diag;
  egb_status status = guess_marks(g);
  if (status == EGB_OK)
    status = guess_missing(g);
  return status == EGB_OK ? guess_flags(g) : status;
}

/* ---- what is lost ---------------------------------------------------------------------------- */

/* What may have been meant as numbers, for the message that there are none. */
static void keep_odd(const egb_guesser *g) {
  size_t most = 0;
  for (size_t i = 0; i < g->count; i++) {
    const egb_guess_column *here = &g->column[i];
    if ((here == g->unit && g->count > 1) || here == g->period || here->odds <= most || here->odd == NULL)
      continue;
    most = here->odds;
    g->out->odd = here->odd_field;
    g->out->odd_header = here->header;
  }
}

/* A column of numbers that is not read as one would be left out without a word. */
void egb_guess_warn_unread(const egb_guesser *g, egb_diag *diag) {
  keep_odd(g);
  for (size_t i = 0; i < g->count; i++) {
    const egb_guess_column *here = &g->column[i];
    char keys[EGB_SPELLING_MOST], shown[EGB_CLIP], header[EGB_CLIP];
    const egb_csv_field *field = &here->unread_field;
    if (!may_be_numeric(here) || is_numeric(here) || here == g->unit || here == g->period || field->text == NULL)
      continue;
    egb_clip(shown, field->text, field->length);
    egb_clip(header, here->header, strlen(here->header));
    egb_diag_at(diag, EGB_SEVERITY_WARNING, EGB_W_COLUMN_UNUSED, field->place,
                "column `%s` looks like numbers, which are not read: `%s`", header, shown);
    if (egb_marks_read(&g->dialect, egb_marks_list[EGB_MARKS_COMMA_GROUPS], field, false) &&
        egb_marks_read(&g->dialect, egb_marks_list[EGB_MARKS_COMMA], field, false))
      egb_diag_hint(diag, "its comma may be of decimals or between thousands: say which in braces behind the file's "
                          "name, {decimal: comma} or {thousands: comma}");
    else if (egb_spelling_keys(&g->dialect, field, false, keys) != NULL)
      egb_diag_hint(diag, "say how its numbers are written in braces behind the file's name, {%s}", keys);
    else
      egb_diag_hint(diag, "its numbers are written otherwise than those of other columns: write them alike");
  }
}
