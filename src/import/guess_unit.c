/* Which column is the unit, and what its cells are: of a list that was given, of the table of names, or unknown. */
#include "import/guess.h"
#include "load/data_load.h"

#include <string.h>

/* Nothing but `NA`: values that are missing, rather than rows about Namibia. */
static bool is_all_missing(const egb_guess_column *here) {
  return here->texts.count == 1 && here->looked_at > 1 &&
         egb_missing_word(here->texts.item[0].text, here->texts.item[0].length) != EGB_MISSING_WORDS;
}

/* The column with the most codes or names that are known, half of its cells at least. */
static const egb_guess_column *most_known(const egb_guesser *g, bool names) {
  const egb_guess_column *best = NULL;
  for (size_t i = 0; i < g->count; i++) {
    const egb_guess_column *here = &g->column[i];
    const size_t known = names ? here->names : here->codes;
    if (known != 0 && known * 2 >= here->looked_at && !is_all_missing(here) &&
        (best == NULL || known > (names ? best->names : best->codes)))
      best = here;
  }
  return best;
}

/* Numbers are taken for codes of countries only where the header says so. */
static egb_status guess_numeric_unit(egb_guesser *g) {
  static const char *const words[] = {"m49", NULL};
  for (size_t i = 0; i < g->count && g->unit == NULL; i++)
    g->unit = egb_guess_has_word(g->column[i].header, words) ? &g->column[i] : NULL;
  if (g->unit == NULL)
    return EGB_OK;
  const egb_status status = egb_guess_say(g, "unit", g->unit->header, "its header says so");
  return status == EGB_OK ? egb_guess_say(g, "match", "name", "numbers of UN M49 are no ids") : status;
}

/* What the list has of a column. */
static const egb_guess_column *most_listed(const egb_guesser *g, bool names) {
  const egb_guess_column *best = NULL;
  for (size_t i = 0; i < g->count; i++) {
    const egb_guess_column *here = &g->column[i];
    const size_t known = names ? here->named : here->listed;
    if (known != 0 && (best == NULL || known > (names ? best->named : best->listed)))
      best = here;
  }
  return best;
}

/* By the list of units that was given; *found is false when it has none of the cells. */
static egb_status guess_listed_unit(egb_guesser *g, bool *found) {
  const egb_guess_column *ids = most_listed(g, false), *names = most_listed(g, true);
  const bool by_name = ids == NULL || (names != NULL && names->named > ids->listed);
  const egb_guess_column *best = by_name ? names : ids;
  *found = best != NULL;
  if (best == NULL)
    return EGB_OK;
  g->unit = best;
  egb_status status =
      egb_guess_say(g, "unit", best->header,
                    egb_arena_format(g->arena, "%zu of its %zu cells are %s of the list",
                                     by_name ? best->named : best->listed, best->looked_at, by_name ? "names" : "ids"));
  if (status == EGB_OK && by_name)
    status = egb_guess_say(g, "match", "name", "they are names, not ids");
  return status;
}

/* Every row has a text in it. */
static bool is_whole(const egb_guesser *g, const egb_guess_column *here) {
  return here->filled == g->rows && here->words == here->looked_at && here->words != 0;
}

/* Units that are not known: the column of texts with the most different ones. */
static egb_status guess_unknown_unit(egb_guesser *g) {
  for (size_t i = 0; i < g->count; i++)
    if (is_whole(g, &g->column[i]) && (g->unit == NULL || g->column[i].texts.count > g->unit->texts.count))
      g->unit = &g->column[i];
  if (g->unit == NULL)
    return EGB_OK;
  return egb_guess_say(
      g, "unit", g->unit->header,
      egb_arena_format(g->arena, "every row has a text in it, %zu different ones", g->unit->texts.count));
}

static egb_status guess_country(egb_guesser *g, const egb_guess_column *codes, const egb_guess_column *names) {
  g->unit = codes != NULL ? codes : names;
  egb_status status = egb_guess_say(g, "unit", g->unit->header,
                                    egb_arena_format(g->arena, "%zu of its %zu cells are %s of countries",
                                                     codes != NULL ? codes->codes : names->names, g->unit->looked_at,
                                                     codes != NULL ? "codes" : "names"));
  if (status == EGB_OK && g->unit->ids != g->unit->codes + g->unit->names)
    status =
        egb_guess_say(g, "match", "name", "they are no ISO 3166 alpha-3 codes, which ids of countries usually are");
  if (status == EGB_OK && codes != NULL && names != NULL)
    status = egb_guess_say(
        g, "name", names->header,
        egb_arena_format(g->arena, "%zu of its %zu cells are names of countries", names->names, names->looked_at));
  return status;
}

egb_status egb_guess_unit(egb_guesser *g, const egb_source *text, egb_diag *diag) {
  (void)text, (void)diag;
  bool found = false;
  g->unit = egb_guess_column_of(g, g->given->unit);
  if (g->given->unit != NULL)
    return EGB_OK;
  if (g->units != NULL) {
    const egb_status status = guess_listed_unit(g, &found);
    if (status != EGB_OK || found)
      return status;
  }
  for (size_t i = 0; i < g->count; i++)
    if (egb_guess_is_usual(egb_origin_usual.unit, &g->column[i])) {
      g->unit = &g->column[i];
      return EGB_OK;
    }
  const egb_guess_column *codes = most_known(g, false), *names = most_known(g, true);
  if (codes != NULL || names != NULL)
    return guess_country(g, codes, names);
  const egb_status status = guess_numeric_unit(g);
  return status == EGB_OK && g->unit == NULL ? guess_unknown_unit(g) : status;
}

/* A column with a text per unit, where no header says that it holds names. */
egb_status egb_guess_name(egb_guesser *g) {
  if (g->unit == NULL || g->unit->texts.count == 0)
    return EGB_OK;
  for (size_t i = 0; i < g->count; i++)
    if (strncmp(g->column[i].header, "name", 4) == 0 &&
        (g->column[i].header[4] == '\0' || g->column[i].header[4] == '_'))
      return EGB_OK;
  for (size_t i = 0; i < g->count; i++) {
    const egb_guess_column *here = &g->column[i];
    if (here != g->unit && here != g->kind && is_whole(g, here) && here->texts.count == g->unit->texts.count &&
        here->texts.count > 2)
      return egb_guess_say(
          g, "name", here->header,
          egb_arena_format(g->arena, "it has %zu different texts, as many as there are units", here->texts.count));
  }
  return EGB_OK;
}
