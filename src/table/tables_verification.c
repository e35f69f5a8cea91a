/* What a verification found: a row per finding. */
#include "model/verification.h"
#include "table/cells.h"
#include "table/common.h"

#include <string.h>

enum { SEVERITY, FINDING, FILE_PATH, ROW, COLUMN, THERE, HERE, COLUMNS };

static const egb_table_column columns[COLUMNS] = {
    [SEVERITY] = {.id = "severity",
                  .label = "Severity",
                  .help = "error: it differs; note: it could not be looked at.",
                  .kind = EGB_CELL_TEXT,
                  .importance = 1},
    [FINDING] = {.id = "finding", .label = "Finding", .help = "What was found.", .kind = EGB_CELL_TEXT, .comfort = 40},
    [FILE_PATH] = {.id = "file", .label = "File", .help = "The file below the bundle.", .kind = EGB_CELL_TEXT},
    [ROW] = {.id = "row",
             .label = "Row",
             .help = "Row of a table, from 1 below its header, or line of a text.",
             .kind = EGB_CELL_INTEGER},
    [COLUMN] = {.id = "column", .label = "Column", .help = "Column of the table.", .kind = EGB_CELL_TEXT},
    [THERE] =
        {.id = "there", .label = "There", .help = "The value in the bundle.", .kind = EGB_CELL_TEXT, .comfort = 20},
    [HERE] = {.id = "here", .label = "Here", .help = "The value as computed.", .kind = EGB_CELL_TEXT, .comfort = 20}};

static bool put_row(egb_table *table, size_t row, const egb_verification_finding *f) {
  if (f->row != 0)
    egb_table_put_integer(table, row, ROW, (int64_t)f->row);
  return egb_cells_put(table, row, SEVERITY, f->severity == EGB_SEVERITY_ERROR ? "error" : "note") &&
         egb_cells_put(table, row, FINDING, f->text) && egb_cells_put(table, row, FILE_PATH, f->file) &&
         egb_cells_put(table, row, COLUMN, f->column) && egb_cells_put(table, row, THERE, f->there) &&
         egb_cells_put(table, row, HERE, f->here);
}

static bool put_notes(egb_table *table, const egb_verification_summary *about) {
  const char *figures = egb_arena_format(
      table->arena,
      about->computed ? "All was computed again from the bundle alone: %zu cells of results are the same."
                      : "Not all could be computed again; %zu comparisons found what was expected.",
      about->figures);
  const char *found = about->differences == 0
                          ? egb_arena_format(table->arena, "Nothing differs in %zu files.", about->files)
                          : egb_arena_format(table->arena, "%zu difference%s in %zu files.", about->differences,
                                             about->differences == 1 ? "" : "s", about->files);
  const char *sum =
      about->checksum[0] == '\0' ? "" : egb_arena_format(table->arena, "SHA256SUMS has the sum %s.", about->checksum);
  return figures != NULL && found != NULL && sum != NULL && egb_table_add_note_of(table, EGB_NOTE_ALWAYS, found) &&
         egb_table_add_note_of(table, EGB_NOTE_ALWAYS, figures) &&
         (sum[0] == '\0' || egb_table_add_note_of(table, EGB_NOTE_ALWAYS, sum));
}

egb_status egb_table_verification(const egb_verification *verification, egb_diag *diag, egb_table **out) {
  (void)diag;
  *out = NULL;
  egb_table *table = egb_table_new("egovbench.verification/1", COLUMNS, verification->count);
  bool done = table != NULL;
  if (done) {
    memcpy(table->column, columns, sizeof columns);
    table->title = "Verification";
  }
  for (size_t i = 0; i < verification->count && done; i++)
    done = put_row(table, i, &verification->finding[i]);
  done = done && put_notes(table, &verification->about) &&
         egb_table_add_fact(table, "egovbench", verification->about.program);
  if (!done) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  *out = table;
  return EGB_OK;
}
