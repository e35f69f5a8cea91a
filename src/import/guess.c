/* What the keys of a file of no known publisher may be, each with what was counted. */
#include "import/guess.h"

#include "base/text.h"

#include <string.h>

egb_status egb_guess_say(egb_guesser *g, const char *key, const char *value, const char *evidence) {
  return egb_guess_add(g->out, key, value, evidence);
}

const egb_guess_column *egb_guess_column_of(const egb_guesser *g, const char *header) {
  for (size_t i = 0; i < g->count && header != NULL; i++)
    if (strcmp(g->column[i].header, header) == 0)
      return &g->column[i];
  return NULL;
}

bool egb_guess_has_word(const char *header, const char *const *words) {
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

bool egb_guess_is_usual(const char *const *headers, const egb_guess_column *here) {
  while (*headers != NULL && strcmp(*headers, here->header) != 0)
    headers++;
  return *headers != NULL;
}

/* ---- columns --------------------------------------------------------------------------------- */

/* By what its header says, else the only column in which every row has a year, or a day. */
static const egb_guess_column *find_period(const egb_guesser *g) {
  static const char *const words[] = {"year", "period", "time", "date", NULL}, *const updates[] = {"update", NULL};
  const egb_guess_column *only = NULL;
  size_t whole = 0;
  for (size_t i = 0; i < g->count; i++) {
    const egb_guess_column *here = &g->column[i];
    const bool years = here->years != 0 && here->years == here->filled;
    const bool dates = here->dates != 0 && here->dates == here->filled && !egb_guess_has_word(here->header, updates);
    if (here == g->unit || (!years && !dates) || here->unnamed)
      continue;
    if (egb_guess_has_word(here->header, words))
      return here;
    if (here->filled == g->rows && whole++ == 0)
      only = here;
  }
  return whole == 1 && g->rows > 1 ? only : NULL;
}

static egb_status guess_period(egb_guesser *g, const egb_source *text, egb_diag *diag) {
  (void)text, (void)diag;
  g->period = egb_guess_column_of(g, g->given->period);
  if (g->given->period != NULL || g->given->only_period != NULL)
    return EGB_OK;
  g->period = find_period(g);
  if (g->period == NULL || egb_guess_is_usual(egb_origin_usual.period, g->period))
    return EGB_OK;
  return egb_guess_say(g, "period", g->period->header,
                       egb_arena_format(g->arena, "its %zu cells are %s", g->period->filled,
                                        g->period->years != 0 ? "years" : "days, months or quarters"));
}

static const egb_guess_column *find_word(const egb_guesser *g, const char *const *words, bool numbers) {
  for (size_t i = 0; i < g->count; i++) {
    const egb_guess_column *here = &g->column[i];
    if (here != g->unit && here != g->period && here->filled != 0 && (here->numbers * 2 > here->filled) == numbers &&
        egb_guess_has_word(here->header, words))
      return here;
  }
  return NULL;
}

static egb_status guess_periods(egb_guesser *g, const egb_guess_column *kind, size_t years) {
  const egb_status status =
      egb_guess_say(g, "layout", "periods", egb_arena_format(g->arena, "%zu headers are years", years));
  if (status != EGB_OK || kind != NULL)
    return status == EGB_OK && !egb_guess_is_usual(egb_origin_usual.indicator, kind)
               ? egb_guess_say(g, "indicator", kind->header, "its header says so")
               : status;
  return egb_guess_say(g, "only-indicator", "values", EGB_NO_INDICATOR);
}

static egb_status guess_rows(egb_guesser *g, const egb_source *text, const egb_guess_column *kind,
                             const egb_guess_column *value, egb_diag *diag) {
  const egb_row_roles roles = {g->unit != NULL ? g->unit->header : NULL, g->period != NULL ? g->period->header : NULL,
                               kind != NULL ? kind->header : NULL, value != NULL ? value->header : NULL};
  if (roles.unit == NULL || g->given->dialect.where_count != 0)
    return EGB_OK;
  return egb_guess_where(g->arena, text, &g->dialect, &roles, diag, g->out);
}

static egb_status guess_layout(egb_guesser *g, const egb_source *text, egb_diag *diag) {
  static const char *const kinds[] = {"indicator", "series", "variable", "measure", "node", NULL};
  static const char *const values[] = {"value", NULL};
  const egb_data_file *given = g->given;
  size_t years = 0;
  for (size_t i = 0; i < g->count; i++)
    years += egb_guess_is_year(g->column[i].header, strlen(g->column[i].header));
  const egb_guess_column *kind =
      given->indicator != NULL ? egb_guess_column_of(g, given->indicator) : find_word(g, kinds, false);
  g->kind = kind;
  const egb_guess_column *value =
      given->value != NULL ? egb_guess_column_of(g, given->value) : find_word(g, values, true);
  if (given->layout == EGB_LAYOUT_PERIODS || (given->layout == EGB_LAYOUT_AUTO && years > 1))
    return given->only_indicator != NULL ? egb_guess_add(g->out, "layout", "periods", "headers are years")
                                         : guess_periods(g, kind, years);
  if (kind == NULL || value == NULL || given->layout == EGB_LAYOUT_WIDE)
    return guess_rows(g, text, NULL, NULL, diag);
  egb_status status = EGB_OK;
  if (!egb_guess_is_usual(egb_origin_usual.indicator, kind))
    status = egb_guess_say(g, "indicator", kind->header, "its header says so");
  if (status == EGB_OK && !egb_guess_is_usual(egb_origin_usual.value, value))
    status = egb_guess_say(g, "value", value->header, "its header says so, and most of its cells are numbers");
  return status == EGB_OK ? guess_rows(g, text, kind, value, diag) : status;
}

egb_status egb_guess_keys(egb_arena *arena, const egb_source *text, const egb_dialect *dialect,
                          const egb_recognise_from *from, egb_diag *diag, egb_recognition *out) {
  egb_guesser g = {.arena = arena, .out = out, .given = from->given, .units = from->units, .dialect = *dialect};
  egb_status (*const steps[])(egb_guesser *, const egb_source *, egb_diag *) = {
      egb_guess_lines, egb_guess_cells,  egb_guess_numbers, egb_guess_unit,
      guess_period,    egb_guess_footer, guess_layout,      egb_guess_check_header};
  egb_status status = EGB_OK;
  for (size_t i = 0; status == EGB_OK && i < sizeof steps / sizeof steps[0]; i++)
    status = steps[i](&g, text, diag);
  if (status != EGB_OK)
    return status;
  egb_guess_warn_unread(&g, diag);
  return egb_guess_name(&g);
}
