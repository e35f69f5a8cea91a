/* reference.h - reference values as data: the lines of tests/method/reference*.csv.
 *
 * family,method,case,parameters,input,expected,tolerance,source. Numbers are parted by spaces, NA is missing; the
 * columns of children by `|`. parameters: name=value or name=a:b:c with a method's own parameters (a choice by its
 * position, a list by its numbers, rows of a matrix parted by `;`), and direction, scale, goalposts, target, reference
 * (the value of a named unit), points (answer:points:...), weights, given, leaves; shares=1: weights are scaled to sum
 * 1 before they are compared. Imputations: the input is columns; directions (one per column), groups (one per unit, NA
 * unknown), predictors (how many of the last columns are predictors), times (the columns are one indicator in these
 * periods) and period (the position of the one that is filled). expected `refused`: the method answers with a reason.
 * tolerance: relative to the size of the expected number, absolute below 1. */
#ifndef EGB_TESTS_REFERENCE_H
#define EGB_TESTS_REFERENCE_H

#include "read/csv.h"

enum { FAMILY, METHOD, CASE, PARAMETERS, INPUT, EXPECTED, TOLERANCE, SOURCE, REFERENCE_FIELDS };

static const char *const reference_files[] = {"reference.csv", "reference-impute.csv", "reference-treat.csv",
                                              "reference-aggregate.csv", "reference-weight.csv"};
#define REFERENCE_FILES (sizeof reference_files / sizeof *reference_files)

/* Opens a table of the source tree and reads its header; fails the test when it cannot. */
static inline void reference_open(const char *file, egb_csv *csv, egb_arena *arena, egb_diag *diag);
/* The next line as NUL-terminated texts in the arena; false at the end. */
static inline bool reference_next(egb_csv *csv, egb_diag *diag, const char *field[REFERENCE_FIELDS]);

#include "files/file.h"

#include <stdlib.h>

static inline bool reference_next(egb_csv *csv, egb_diag *diag, const char *field[REFERENCE_FIELDS]) {
  bool more = false;
  assert_int_equal(egb_csv_next(csv, diag, &more), EGB_OK);
  if (!more)
    return false;
  assert_int_equal(csv->field_count, REFERENCE_FIELDS);
  for (size_t i = 0; i < REFERENCE_FIELDS; i++) {
    field[i] = egb_arena_text(csv->arena, csv->field[i].text, csv->field[i].length);
    assert_non_null(field[i]);
  }
  return true;
}

static inline void reference_open(const char *file, egb_csv *csv, egb_arena *arena, egb_diag *diag) {
  const char *root = getenv("EGOVBENCH_SOURCE"), *header[REFERENCE_FIELDS];
  egb_source *source = NULL;
  const char *folder = egb_path_join(arena, root != NULL ? root : ".", "tests/method");
  const char *path = egb_path_join(arena, folder, file);
  assert_int_equal(egb_file_read(arena, path, (egb_place){0}, diag, &source), EGB_OK);
  assert_int_equal(egb_csv_open(csv, arena, source, ',', diag), EGB_OK);
  assert_true(reference_next(csv, diag, header));
  assert_string_equal(header[SOURCE], "source");
}

#endif
