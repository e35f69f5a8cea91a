/* Whether the numbers of a file have decimal commas: counted, for what is known to be a table of numbers. */
#include "base/number.h"
#include "load/data_load.h"
#include "model/form.h"

#include <string.h>

typedef struct numbers {
  size_t points, commas, groups; /* 1.5; 1,5; 1,500: either of a thousand or of a decimal comma */
} numbers;

static void count_row(const egb_rows *rows, numbers *out) {
  for (size_t i = 0; i < rows->header_count; i++)
    if (egb_form_describes(rows->field[i].text, rows->field[i].length))
      return; /* bounds of an indicator are no value */
  for (size_t i = 0; i < rows->header_count; i++) {
    const egb_csv_field *field = &rows->field[i];
    double value;
    const egb_number_fault why = egb_number_parse(field->text, field->length, &value);
    out->points += why == EGB_NUMBER_OK && memchr(field->text, '.', field->length) != NULL;
    out->commas += why == EGB_NUMBER_DECIMAL_COMMA;
    out->groups += why == EGB_NUMBER_GROUPED && memchr(field->text, ',', field->length) != NULL;
  }
}

/* Spreadsheets separate cells by semicolons where the comma is taken, by the decimals: there 1,500 is one and a half.
 */
egb_status egb_find_decimal(egb_loader *loader, const egb_source *text, egb_dialect *dialect) {
  numbers count = {0};
  egb_rows rows;
  const egb_dialect plain = {.delimiter = dialect->delimiter};
  egb_diag *quiet = egb_diag_beside(loader->diag); /* a hint may be waited for by the message before */
  if (quiet == NULL)
    return EGB_NO_MEMORY;
  egb_status status = egb_rows_open(&rows, loader->scratch, text, &plain, quiet);
  bool more = status == EGB_OK;
  while (status == EGB_OK && more) {
    status = egb_rows_next(&rows, quiet, &more);
    if (status == EGB_OK && more)
      count_row(&rows, &count);
  }
  egb_diag_free(quiet);
  if (count.points == 0 && (count.commas != 0 || (count.groups != 0 && dialect->delimiter == ';')))
    dialect->decimal = ',';
  return status == EGB_NO_MEMORY ? status : EGB_OK; /* what else there is, the load itself reports */
}
