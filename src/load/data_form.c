/* Forms that a spreadsheet saved its own way: with semicolons and decimal commas, as UTF-16 with tabs, in an encoding
 * of one country. A data file in general is not guessed at; a form was written by `init`, which uses commas, points and
 * UTF-8 and marks the rows that describe its columns, so that the character behind a mark is what separates its cells,
 * and the rest can be counted. What was found is a warning with the keys that say the same. */
#include "base/codes.h"
#include "load/data_load.h"
#include "load/dialect.h"
#include "model/form.h"
#include "read/encoding.h"
#include "read/xlsx.h"

#include <stdio.h>
#include <string.h>

#define LINES_LOOKED_AT 20

/* What follows the mark of the labels where it begins a line; '\0': there is none among the first lines. */
static char behind_mark(const egb_source *text) {
  const size_t length = sizeof EGB_FORM_LABEL - 1;
  for (size_t line = 1; line <= LINES_LOOKED_AT; line++) {
    size_t at = egb_dialect_line(text, line);
    const size_t quoted = at < text->length && text->text[at] == '"' ? 1 : 0;
    at += quoted;
    if (at >= text->length || text->length - at <= length + quoted ||
        memcmp(text->text + at, EGB_FORM_LABEL, length) != 0)
      continue;
    const char next = text->text[at + length + quoted];
    return strchr(",;\t|", next) != NULL ? next : '\0';
  }
  return '\0';
}

bool egb_text_is_form(const egb_source *text) {
  return behind_mark(text) != '\0';
}

/* ---- how it is written ------------------------------------------------------------------------ */

/* The likeliest encoding; NULL: UTF-8. EGB_NO_MEMORY. */
static egb_status guess_encoding(const egb_source *source, const char **name) {
  egb_encoding_reading reading[EGB_READINGS_MOST];
  size_t count = 0;
  const egb_status status = egb_encoding_guess(source, reading, &count);
  *name = status == EGB_OK && count != 0 ? reading[0].name : NULL;
  return status;
}

/* The bytes as text, NULL when they are in no encoding that is known; EGB_NO_MEMORY. */
static egb_status as_text(egb_loader *loader, const egb_source *source, const egb_source **out) {
  egb_source *converted = NULL;
  const char *encoding;
  egb_status status = guess_encoding(source, &encoding);
  *out = source;
  if (status != EGB_OK || encoding == NULL)
    return status;
  const egb_diag_point mark = egb_diag_mark(loader->diag);
  status = egb_encoding_convert(loader->scratch, source, encoding, (egb_place){0}, loader->diag, &converted);
  egb_diag_rewind(loader->diag, mark);
  *out = status == EGB_OK ? converted : NULL;
  return status == EGB_NO_MEMORY ? status : EGB_OK;
}

static void note_form(egb_loader *loader, const egb_source *source, const egb_dialect *dialect) {
  char keys[160];
  size_t length = 0;
  if (dialect->encoding != NULL)
    length += (size_t)snprintf(keys + length, sizeof keys - length, ", encoding: %s", dialect->encoding);
  if (dialect->delimiter != ',')
    length += (size_t)snprintf(keys + length, sizeof keys - length, ", delimiter: %s",
                               egb_delimiter_name(dialect->delimiter));
  if (dialect->decimal == ',')
    length += (size_t)snprintf(keys + length, sizeof keys - length, ", decimal: comma");
  if (length == 0)
    return;
  egb_diag_at(loader->diag, EGB_SEVERITY_WARNING, EGB_W_FORM, (egb_place){source, 0, 0},
              "a form as a spreadsheet saved it: read with %s", keys + 2);
  egb_diag_hint(loader->diag, "to say it yourself: --data '%s{%s}'", loader->given, keys + 2);
}

/* The keys that say how a file is written are those of the definition's own files; a form is another file. */
static egb_status take_form(egb_loader *loader, const egb_source *source, const egb_source *text, egb_data_file *spec) {
  const egb_dialect old = spec->dialect;
  const char *encoding = NULL;
  egb_status status = text != source ? guess_encoding(source, &encoding) : EGB_OK;
  if (status != EGB_OK)
    return status;
  spec->layout = EGB_LAYOUT_WIDE;
  spec->dialect = (egb_dialect){.encoding = encoding,
                                .delimiter = behind_mark(text),
                                .missing = old.missing,
                                .missing_count = old.missing_count,
                                .match = old.match,
                                .others = old.others,
                                .flags = old.flags};
  status = egb_find_decimal(loader, text, &spec->dialect);
  if (status == EGB_OK)
    note_form(loader, source, &spec->dialect);
  return status;
}

egb_status egb_form_dialect(egb_loader *loader, const egb_source *source, egb_data_file *spec) {
  const egb_source *text = NULL;
  const egb_status status = egb_xlsx_is(source) ? EGB_OK : as_text(loader, source, &text);
  return status == EGB_OK && text != NULL && egb_text_is_form(text) ? take_form(loader, source, text, spec) : status;
}
