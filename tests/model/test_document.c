/* Tables that a document takes over: names that tell them apart, and who frees them. */
#include "model/document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void adopted_tables_have_names_of_their_own(void **state) {
  (void)state;
  static const char *const schemas[] = {"egovbench.summary/1", "egovbench.items/1", "egovbench.summary/1",
                                        "egovbench.summary/1", "bare"};
  static const char *const wanted[] = {"summary", "items", "summary-2", "summary-3", "bare"};
  egb_document *document = egb_document_new("egovbench.audit/1");
  assert_non_null(document);
  for (size_t i = 0; i < 5; i++) {
    egb_document_heading(document, 2, "heading");
    egb_document_adopt(document, egb_table_new(schemas[i], 1, i));
  }
  assert_non_null(egb_document_table(document, 1, 1)); /* the document's own table has no name */
  assert_int_equal(egb_document_table_count(document), 5);
  for (size_t i = 0; i < 5; i++) {
    assert_string_equal(egb_document_table_name(document, i), wanted[i]);
    assert_int_equal(egb_table_row_count(egb_document_table_at(document, i)), i);
    assert_true(egb_document_table_at(document, i)->inside);
  }
  assert_null(egb_document_table_at(document, 5));
  assert_string_equal(egb_document_table_name(document, 5), "");
  assert_false(document->failed);
  egb_document_free(document);
}

static void findings_count_by_severity(void **state) {
  (void)state;
  egb_document *document = egb_document_new("egovbench.audit/1");
  assert_non_null(document);
  document->finding[EGB_SEVERITY_WARNING] = 3;
  assert_int_equal(egb_document_finding_count(document, EGB_SEVERITY_WARNING), 3);
  assert_int_equal(egb_document_finding_count(document, EGB_SEVERITY_NOTE), 0);
  assert_int_equal(egb_document_finding_count(document, (egb_severity)3), 0);
  egb_document_free(document);
}

static void no_table_is_a_failure(void **state) {
  (void)state;
  egb_document *document = egb_document_new("egovbench.audit/1");
  assert_non_null(document);
  egb_document_adopt(document, NULL);
  assert_true(document->failed);
  egb_document_adopt(document, egb_table_new("egovbench.late/1", 1, 1)); /* is freed: nothing is added any more */
  assert_int_equal(egb_document_table_count(document), 0);
  egb_document_free(document);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(adopted_tables_have_names_of_their_own),
                                     cmocka_unit_test(findings_count_by_severity),
                                     cmocka_unit_test(no_table_is_a_failure)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
