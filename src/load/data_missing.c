/* What stands for a missing value in a file, and what probably does. */
#include "base/text.h"
#include "load/data_load.h"
#include "load/dialect.h"

#include <string.h>

bool egb_is_declared_missing(const egb_table_file *file, const egb_csv_field *field) {
  return egb_names_find(&file->missing, field->text, field->length) != EGB_NAMES_NONE;
}

/* Equal numbers have equal bytes once the two zeros are one. */
static void bytes_of(double value, char out[sizeof(double)]) {
  const double one = value + 0.0;
  memcpy(out, &one, sizeof one);
}

egb_status egb_read_tokens(egb_table_file *file) {
  const egb_dialect *dialect = &file->spec->dialect;
  file->missing.arena = file->missing_numbers.arena = file->loader->scratch;
  for (size_t i = 0; i < dialect->missing_count; i++) {
    char bytes[sizeof(double)];
    double value;
    bool fresh;
    const size_t length = strlen(dialect->missing[i]);
    if (egb_names_add(&file->missing, dialect->missing[i], length, &fresh) == EGB_NAMES_NONE)
      return EGB_NO_MEMORY;
    if (egb_dialect_number(dialect, dialect->missing[i], length, &value) != EGB_NUMBER_OK)
      continue;
    bytes_of(value, bytes);
    if (egb_names_add(&file->missing_numbers, bytes, sizeof bytes, &fresh) == EGB_NAMES_NONE)
      return EGB_NO_MEMORY;
  }
  return EGB_OK;
}

bool egb_is_missing_number(const egb_table_file *file, double value) {
  char bytes[sizeof value];
  bytes_of(value, bytes);
  return egb_names_find(&file->missing_numbers, bytes, sizeof bytes) != EGB_NAMES_NONE;
}

bool egb_looks_missing(const egb_csv_field *field) {
  static const char tokens[][sizeof "not available"] = {"NA",
                                                        "N/A",
                                                        "n/a",
                                                        "na",
                                                        "N.A.",
                                                        "n.a.",
                                                        "#N/A",
                                                        "#NA",
                                                        "NaN",
                                                        "nan",
                                                        "NAN",
                                                        "NULL",
                                                        "null",
                                                        "Null",
                                                        "None",
                                                        "none",
                                                        "nil",
                                                        "-",
                                                        "--",
                                                        "---",
                                                        ".",
                                                        "..",
                                                        "...",
                                                        "?",
                                                        "x/x",
                                                        "missing",
                                                        "Missing",
                                                        "\xE2\x80\x93",
                                                        "\xE2\x80\x94",
                                                        "\xE2\x80\xA6",
                                                        ":",
                                                        "nd",
                                                        "n.d.",
                                                        "n/d",
                                                        "N.D.",
                                                        "no data",
                                                        "(null)",
                                                        "No data",
                                                        "not available",
                                                        "Not available",
                                                        EGB_MINUS};
  for (size_t i = 0; i < sizeof tokens / sizeof tokens[0] && field->length < sizeof tokens[0]; i++)
    if (tokens[i][field->length] == '\0' && memcmp(tokens[i], field->text, field->length) == 0)
      return true;
  return false;
}

void egb_hint_missing(egb_loader *loader, const char *shown) {
  egb_diag_hint(
      loader->diag,
      "if `%s` stands for a missing value, declare it in the definition's data file, missing: [\"%s\"], or leave the "
      "cell empty",
      shown, shown);
}
