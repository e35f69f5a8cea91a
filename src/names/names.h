/* names.h - the units that a name or a code may mean: ISO 3166 alpha-3 codes, and XKX for Kosovo.
 *
 * The table is data/unit-names.csv. A text matches when it is the same after folding: letter case, accents,
 * apostrophes, dashes, dots, spaces, an English article and marks of footnotes at the end are no difference. Never by
 * distance. Thread-safe; nothing is kept. */
#ifndef EGB_NAMES_NAMES_H
#define EGB_NAMES_NAMES_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

/* What the two below return when memory ran out. */
#define EGB_NAMES_FAILED ((size_t)-1)
/* More units than any text of the table means. */
#define EGB_NAMES_MEANINGS 8

/* The units that a name or code means, each once, in the order of their ids; at most room of them into id. 0: unknown;
 * more than 1: ambiguous; EGB_NAMES_FAILED. Numbers are no names: 0. A text that is a code means the code's unit only
 * ("RU" is the Russian Federation, although the United Kingdom is so abbreviated in Spanish). */
size_t egb_names_resolve(const char *text, size_t length, const char **id, size_t room);
/* The same among codes alone: ISO 3166 alpha-2 and alpha-3, those of Eurostat and the World Bank, and UN M49 with or
 * without leading zeros. */
size_t egb_names_resolve_code(const char *text, size_t length, const char **id, size_t room);
/* Why a text means that unit, for logs: "former name, CLDR, own" is its kind and the sources that have it. Empty
 * when it does not. False: memory ran out. */
bool egb_names_why(const char *text, size_t length, const char *id, char *out, size_t room);
/* The name in English that messages call a unit by, NULL for an id that is not in the table. */
const char *egb_names_english(const char *id);
/* Appends the key that texts are compared by. The text is valid UTF-8. */
void egb_names_fold(egb_buffer *out, const char *text, size_t length);

#endif
