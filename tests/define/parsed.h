/* parsed.h - an index from the text of a definition alone; a fault ends the test with its messages. */
#ifndef EGB_TESTS_PARSED_H
#define EGB_TESTS_PARSED_H

#include "model/index.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static inline egb_index *parse(const char *text) {
  egb_diag *diag = egb_diag_new();
  egb_index *index = NULL;
  const egb_status status = egb_index_parse("t.yaml", text, strlen(text), diag, &index);
  if (status != EGB_OK) {
    char *messages = egb_diag_text(diag, EGB_DIAG_HUMAN, EGB_SEVERITY_NOTE, false);
    fail_msg("%s", messages);
  }
  egb_diag_free(diag);
  return index;
}

static inline const egb_node *node_of(const egb_index *index, const char *id) {
  const size_t node = egb_index_find(index, id);
  assert_true(node != EGB_NONE);
  return &index->node[node];
}

#endif
