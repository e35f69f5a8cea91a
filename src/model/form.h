/* form.h - rows of a form that describe its columns: what they have where the unit is. Readers of data pass over them,
 * wherever they are. */
#ifndef EGB_MODEL_FORM_H
#define EGB_MODEL_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define EGB_FORM_LABEL "#label"     /* what the column is called */
#define EGB_FORM_MEASURE "#measure" /* the unit of measurement */
#define EGB_FORM_ALLOWED "#allowed" /* the answers that are taken, or the bounds */

static inline bool egb_form_describes(const char *text, size_t length) {
  static const char *const marks[] = {EGB_FORM_LABEL, EGB_FORM_MEASURE, EGB_FORM_ALLOWED};
  for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
    if (strlen(marks[i]) == length && memcmp(marks[i], text, length) == 0)
      return true;
  return false;
}

#endif
