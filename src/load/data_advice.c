/* What to declare about a file when a column was not found in it. */
#include "base/buffer.h"
#include "load/data_load.h"
#include "load/data_text.h"
#include "load/dialect.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The command as a shell takes it. */
static void put_command(const egb_loader *loader, const char *key, egb_buffer *out) {
  const char *keys = loader->given_keys;
  egb_buffer word = {0};
  egb_buffer_text(&word, loader->given);
  if (keys != NULL)
    egb_buffer_add(&word, keys, strlen(keys) - 1);
  egb_buffer_format(&word, "%s%s}", keys == NULL ? "{" : ", ", key);
  egb_buffer_format(out, "%s ", loader->given_by);
  egb_buffer_shell(out, egb_buffer_string(&word));
  out->failed = out->failed || word.failed;
  egb_buffer_clear(&word);
}

void egb_hint_key(egb_loader *loader, const char *key, const char *why, ...) {
  char text[256];
  va_list arguments;
  va_start(arguments, why);
  (void)vsnprintf(text, sizeof text, why, arguments);
  va_end(arguments);
  if (loader->given != NULL) {
    egb_buffer command = {0};
    put_command(loader, key, &command);
    if (!command.failed) /* without memory there is less advice */
      egb_diag_hint(loader->diag, "%sdeclare `%s` with the file: %s", text, key, command.text);
    egb_buffer_clear(&command);
  } else if (loader->in_list)
    egb_diag_hint(loader->diag, "%sdeclare `%s` with the unit list: `units: {file: %s, %s}`", text, key,
                  loader->index->units.file, key);
  else
    egb_diag_hint(loader->diag, "%sdeclare `%s` in the %s entry of the file", text, key,
                  loader->recipe != NULL ? "recipe's" : "definition's");
}

/* What separates the cells instead, when the header is one cell; '\0': nothing is known. */
static char other_delimiter(const egb_rows *rows) {
  if (rows->header_count != 1)
    return '\0';
  const char *header = rows->names.item[0].text;
  return strchr(header, ';') != NULL    ? ';'
         : strchr(header, '\t') != NULL ? '\t'
         : strchr(header, '|') != NULL  ? '|'
         : strchr(header, ',') != NULL  ? ','
                                        : '\0';
}

/* The user said how decimals are written. */
static bool is_decided(const egb_loader *loader) {
  return loader->given_keys != NULL && strstr(loader->given_keys, "decimal:") != NULL;
}

bool egb_advise_dialect(egb_loader *loader, const egb_rows *rows, const char *wanted) {
  if (rows->is_yaml)
    return false;
  const char delimiter = other_delimiter(rows);
  if (delimiter != '\0' && (wanted == NULL || strstr(rows->names.item[0].text, wanted) != NULL)) {
    char key[64];
    egb_dialect seen = {.delimiter = delimiter};
    (void)egb_find_decimal(loader, rows->source, &seen); /* without memory there is less advice */
    (void)snprintf(key, sizeof key, "delimiter: %s%s", egb_delimiter_name(delimiter),
                   seen.decimal != '\0' && !is_decided(loader) ? ", decimal: comma" : "");
    egb_hint_key(loader, key, "the fields seem to be separated by %ss: save the file with commas, or ",
                 egb_delimiter_name(delimiter));
    return true;
  }
  const size_t line =
      egb_dialect_guess_header(rows->source, rows->csv.delimiter, wanted, egb_place_line(rows->header_place).line);
  if (line == 0 || (wanted == NULL && rows->unnamed == 0 && rows->header_count != 1))
    return false;
  char key[40];
  (void)snprintf(key, sizeof key, "header: %zu", line);
  egb_hint_key(loader, key, "line %zu looks like the header: ", line);
  return true;
}
