/* Statements about weights: nothing crashes; what is refused is told, inside the text; what is read compares siblings
 * with numbers that a polytope takes. */
#include "model/statement.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const char definition[] = "egovbench: 1\nid: whole\ndata: [x.csv]\nindicators:\n"
                                 "  - {id: p, indicators: [{id: a}, {id: b-1}, {id: b.2}, {id: '3'}]}\n"
                                 "  - {id: q}\n  - {id: r}\n";

static void require(bool condition) {
  if (!condition)
    abort();
}

static void check(const egb_index *index, const egb_weight_statement *said, size_t count) {
  for (size_t i = 0; i < count; i++) {
    require(said[i].node > 0 && said[i].node < index->node_count);
    require(isfinite(said[i].value) && said[i].value >= 0);
    require(said[i].text == said[0].text);
    if (said[i].than == EGB_NONE)
      continue;
    require(said[i].than != said[i].node && said[i].than < index->node_count && !said[i].at_most);
    require(index->node[said[i].than].parent == index->node[said[i].node].parent);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  if (size > 4096)
    return 0;
  egb_arena *arena = egb_arena_new();
  egb_diag *diag = egb_diag_new();
  egb_index *index = NULL;
  char *text = arena != NULL ? egb_arena_text(arena, (const char *)bytes, size) : NULL;
  if (text != NULL && diag != NULL &&
      egb_index_parse("fuzz.yaml", definition, sizeof definition - 1, diag, &index) == EGB_OK) {
    const egb_source source = {"fuzz", text, strlen(text), NULL};
    const egb_place place = {&source, 0, (uint32_t)strlen(text)};
    egb_statement_list list = {0};
    const egb_status status = egb_statement_read(index, text, place, arena, diag, &list);
    require(status == EGB_OK || egb_diag_failed(diag));
    require((status == EGB_OK) == (list.count > 0));
    check(index, list.item, list.count);
  }
  egb_index_free(index);
  egb_diag_free(diag);
  egb_arena_free(arena);
  return 0;
}
