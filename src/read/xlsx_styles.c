/* Which cell formats show a number as a date (ECMA-376-1, 18.8.30 numFmt and 18.8.31): all that is read of styles. */
#include "read/xlsx_book.h"

#include "base/codes.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define FORMATS_MOST ((size_t)1 << 20) /* Excel knows 65,490 */

typedef struct custom {
  unsigned long id;
  bool is_date;
} custom;

typedef struct styles {
  egb_xlsx_book *book;
  custom *custom;
  size_t custom_count, custom_room, format_room;
} styles;

/* Dates and times that every program knows by number; 27 to 36 and 50 to 58 are those of East Asia. 45 to 47 show
 * lengths of time (mm:ss, [h]:mm:ss). */
static bool is_known_date(unsigned long id) {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
}

/* The byte behind a literal: "text", \x, _x (as wide as x), *x (filled with x), [colour, condition or locale]. */
static const char *skip_literal(const char *at) {
  if (*at == '"' || *at == '[') {
    const char *end = strchr(at + 1, *at == '"' ? '"' : ']');
    return end != NULL ? end + 1 : at + strlen(at);
  }
  if (*at == '\\' || *at == '_' || *at == '*')
    return at[1] != '\0' ? at + 2 : at + 1;
  return at;
}

/* Elapsed time, such as [h]:mm: a length, not a date. */
static bool is_elapsed(const char *at) {
  const char *letter = at + 1;
  while (*letter != '\0' && egb_lower(*letter) == egb_lower(at[1]))
    letter++;
  return *at == '[' && *letter == ']' && strchr("hms", egb_lower(at[1])) != NULL;
}

/* A format shows a date when its first section, that of positive numbers, has a y, m, d, h or s outside of literals.
 * `General` has none of these letters. */
static bool shows_date(const char *format) {
  bool found = false;
  for (const char *at = format; *at != '\0' && *at != ';';) {
    if (is_elapsed(at))
      return false;
    const char *behind = skip_literal(at);
    if (behind != at) {
      at = behind;
      continue;
    }
    found = found || strchr("ymdhs", egb_lower(*at)) != NULL;
    at++;
  }
  return found;
}

static unsigned long number(const char *text) {
  return text != NULL && egb_is_digit(*text) ? strtoul(text, NULL, 10) : 0;
}

static egb_status add_custom(styles *s, const egb_xlsx_element *element) {
  const char *code = egb_xlsx_attribute(element, "formatCode");
  if (s->custom_count == FORMATS_MOST)
    return egb_xlsx_refuse(&s->book->about, EGB_E_XLSX_SIZE, EGB_XLSX_SAVE_AGAIN, "more than a million formats");
  if (s->custom_count == s->custom_room) {
    s->custom = egb_xlsx_grow(s->book, s->custom, sizeof *s->custom, &s->custom_room);
    if (s->custom == NULL)
      return EGB_NO_MEMORY;
  }
  s->custom[s->custom_count++] =
      (custom){number(egb_xlsx_attribute(element, "numFmtId")), code != NULL && shows_date(code)};
  return EGB_OK;
}

static int by_id(const void *a, const void *b) {
  const unsigned long x = ((const custom *)a)->id, y = ((const custom *)b)->id;
  return (x > y) - (x < y);
}

static egb_status add_format(styles *s, const egb_xlsx_element *element) {
  egb_xlsx_book *book = s->book;
  if (book->format_count == FORMATS_MOST)
    return egb_xlsx_refuse(&book->about, EGB_E_XLSX_SIZE, EGB_XLSX_SAVE_AGAIN, "more than a million formats");
  if (book->format_count == s->format_room) {
    book->is_date = egb_xlsx_grow(book, book->is_date, sizeof *book->is_date, &s->format_room);
    if (book->is_date == NULL)
      return EGB_NO_MEMORY;
  }
  const custom asked = {.id = number(egb_xlsx_attribute(element, "numFmtId"))};
  const custom *own = s->custom_count == 0 ? NULL : bsearch(&asked, s->custom, s->custom_count, sizeof asked, by_id);
  book->is_date[book->format_count++] = own != NULL ? own->is_date : is_known_date(asked.id);
  return EGB_OK;
}

/* The standard puts the list of own formats first. */
static egb_status open_element(void *context, const egb_xlsx_element *element) {
  styles *s = context;
  if (element->tag == EGB_XLSX_NUM_FMT && element->parent == EGB_XLSX_NUM_FMTS)
    return add_custom(s, element);
  if (element->tag == EGB_XLSX_CELL_XFS && s->custom_count > 0)
    qsort(s->custom, s->custom_count, sizeof *s->custom, by_id);
  return element->tag == EGB_XLSX_XF && element->parent == EGB_XLSX_CELL_XFS ? add_format(s, element) : EGB_OK;
}

egb_status egb_xlsx_styles_read(egb_xlsx_book *book) {
  if (book->styles == NULL || !egb_zip_has(book->zip, book->styles))
    return EGB_OK;
  styles s = {.book = book};
  return egb_xlsx_xml_read(book->zip, &book->about, book->styles,
                           &(egb_xlsx_handler){.context = &s, .open = open_element});
}
