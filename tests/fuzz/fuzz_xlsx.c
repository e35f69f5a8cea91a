/* Any bytes as a workbook. Seeds are archives whose parts are stored, not packed, so that mutations reach the XML.
 * Nothing may crash or leak, and a text comes out exactly when no error was reported. */
#include "base/arena.h"
#include "read/xlsx.h"
#include "standalone.h"

#include <stdlib.h>
#include <string.h>

static void require(bool condition) {
  if (!condition)
    abort();
}

static void check_text(const egb_source *source, const egb_xlsx_options *options) {
  egb_arena *arena = egb_arena_new();
  egb_diag *diag = egb_diag_new();
  egb_source *out = NULL;
  if (arena != NULL && diag != NULL) {
    const egb_status status = egb_xlsx_text(arena, source, options, diag, &out);
    require((status == EGB_OK) == (out != NULL));
    require(status == EGB_NO_MEMORY || (status == EGB_OK) == (egb_diag_count(diag, EGB_SEVERITY_ERROR) == 0));
    require(out == NULL || out->length == 0 || out->text[out->length - 1] == '\n');
  }
  egb_diag_free(diag);
  egb_arena_free(arena);
}

static void check_sheets(const egb_source *source) {
  egb_arena *arena = egb_arena_new();
  egb_diag *diag = egb_diag_new();
  egb_xlsx_sheet *sheet = NULL;
  size_t count = 0;
  if (arena != NULL && diag != NULL && egb_xlsx_sheets(arena, source, diag, &sheet, &count) == EGB_OK)
    for (size_t i = 0; i < count; i++)
      require(sheet[i].name != NULL && sheet[i].rows <= EGB_XLSX_ROWS && sheet[i].columns <= EGB_XLSX_COLUMNS);
  egb_diag_free(diag);
  egb_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  char *text = malloc(size + 1);
  if (text == NULL)
    return 0;
  if (size > 0)
    memcpy(text, bytes, size);
  text[size] = '\0';
  const egb_source source = {"fuzz.xlsx", text, size, NULL};
  check_text(&source, &(egb_xlsx_options){.header_last = 3});
  check_text(&source, &(egb_xlsx_options){.sheet = "2", .range = "B2:K99"});
  check_sheets(&source);
  free(text);
  return 0;
}
