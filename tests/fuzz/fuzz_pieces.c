/* Any bytes as a large wide file. The first byte chooses the definition, the second how large the pieces are that
 * threads read, the rest is the file: whatever is in it, what comes of it is what comes of reading it row by row. */
#include "../load/loaded.h"
#include "standalone.h"

#include <stdlib.h>
#include <string.h>

#define HEAD "egovbench: 1\nid: t\ntitle: T\n"
#define THREE "indicators: [{id: a}, {id: b}, {id: c}]\n"

static const char *const definitions[] = {
    HEAD "data: [{file: '-'}]\n" THREE,
    HEAD "data: [{file: '-', missing: ['-', '-999']}]\nindicators: [{id: a, bounds: [-9, 9]}, {id: b}, {id: c}]\n",
    HEAD "data: [{file: '-', delimiter: semicolon, decimal: comma}]\n" THREE,
    HEAD "data: [{file: '-', flags: strip, others: ignore, match: name}]\n" THREE,
    HEAD "data: [{file: '-', footer: blank}]\nindicators: [{id: a, points: {yes: 1, else: 0}}, {id: b}, {id: c}]\n",
};
#define DEFINITIONS (sizeof definitions / sizeof definitions[0])

static void require(bool condition) {
  if (!condition)
    abort();
}

static const egb_index *index_of(size_t number) {
  static egb_index *kept[DEFINITIONS];
  if (kept[number] == NULL) {
    egb_diag *diag = egb_diag_new();
    const char *text = definitions[number];
    require(diag != NULL && egb_index_parse("f.yaml", text, strlen(text), diag, &kept[number]) == EGB_OK);
    egb_diag_free(diag);
  }
  return kept[number];
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  if (size < 2)
    return 0;
  const egb_index *index = index_of(bytes[0] % DEFINITIONS);
  const char *text = (const char *)bytes + 2;
  egb_buffer rows = {0}, pieces = {0};
  if (loaded_text(&rows, index, text, size - 2, (egb_load_how){1, SIZE_MAX, 0}) &&
      loaded_text(&pieces, index, text, size - 2, (egb_load_how){1 + bytes[1] % 3, 1 + bytes[1], 0}))
    require(strcmp(egb_buffer_string(&rows), egb_buffer_string(&pieces)) == 0);
  else
    require(rows.failed || pieces.failed);
  egb_buffer_clear(&rows);
  egb_buffer_clear(&pieces);
  return 0;
}
