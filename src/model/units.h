/* units.h - which unit of a list a text means.
 *
 * An id as written, then an id in other letters, then a name of the list (not one that another unit of the list may be
 * meant by: "Congo"), then what the table of countries' names knows (names/names.h). A unit of the list is a country by
 * its names: AL may be Alabama. Without names its id decides, when it is a name or a code of three letters; codes of
 * two letters and numbers only in a list of them: at least ten of its ids, and nine of ten, are codes of countries of
 * that form. */
#ifndef EGB_MODEL_UNITS_H
#define EGB_MODEL_UNITS_H

#include "base/buffer.h"
#include "model/dataset.h"
#include "names/names.h"

/* What a text may mean: a unit of the list (else EGB_NONE), a country (else NULL), or both. */
typedef struct egb_unit_meaning {
  size_t unit;
  const char *country;
} egb_unit_meaning;

typedef struct egb_unit_answer {
  size_t unit;  /* the one meant, EGB_NONE: none, or not one */
  size_t count; /* of meanings; 0: nothing is known about the text */
  egb_unit_meaning meaning[EGB_NAMES_MEANINGS];
} egb_unit_answer;

/* EGB_NO_MEMORY. */
egb_status egb_units_find(const egb_unit *list, size_t count, const char *text, egb_unit_answer *out);
/* Of a text that is no unit and has meanings: appends "`EL` is Greece (Eurostat code), which is not in WHERE" or
 * "`Congo` may be ..." to message, and what to write instead to advice (nothing when there is no such unit). where:
 * "this data". */
void egb_units_say(const egb_unit_answer *answer, const egb_unit *list, const char *text, const char *where,
                   egb_buffer *message, egb_buffer *advice);

#endif
