/* JSON (RFC 8259). Keys come in a fixed order and every row is on its own line, so that two files can be compared
 * with a line diff. Numbers are the shortest digits that read back; a missing value is null. Besides what JSON demands,
 * characters that could steer a terminal or reorder text on screen are escaped: the value stays the same, the file is
 * harmless to look at. Bytes that are not UTF-8 become U+FFFD, as a JSON text must be UTF-8. */
#include "base/checksum.h"
#include "base/json_text.h"
#include "base/number.h"
#include "model/table.h"
#include "write/writers.h"

#include <inttypes.h>

static void put_optional(egb_buffer *out, const char *text) {
  if (text == NULL)
    egb_buffer_text(out, "null");
  else
    egb_json_text(out, text);
}

static void put_cell(egb_buffer *out, const egb_cell *cell) {
  char number[EGB_NUMBER_MAX];
  switch (cell->kind) {
  case EGB_CELL_EMPTY:
    egb_buffer_text(out, "null");
    break;
  case EGB_CELL_TEXT:
    egb_json_text(out, cell->as.text);
    break;
  case EGB_CELL_NUMBER:
    egb_buffer_add(out, number, egb_number_shortest(cell->as.number, number));
    break;
  case EGB_CELL_INTEGER:
    egb_buffer_format(out, "%" PRId64, cell->as.integer);
    break;
  }
}

void egb_write_json_row(egb_buffer *out, const egb_table *table, size_t row) {
  egb_buffer_char(out, '{');
  for (size_t i = 0, shown = 0; i < table->column_count; i++) {
    if (table->column[i].people_only)
      continue;
    if (shown++ > 0)
      egb_buffer_text(out, ", ");
    egb_json_text(out, table->column[i].id);
    egb_buffer_text(out, ": ");
    put_cell(out, &table->cell[row * table->column_count + i]);
  }
  egb_buffer_char(out, '}');
}

void egb_write_json_facts(egb_buffer *out, const egb_table *table) {
  egb_buffer_text(out, "{");
  for (size_t i = 0; i < table->fact_count; i++) {
    const egb_fact *fact = &table->fact[i];
    egb_buffer_text(out, i == 0 ? "\n    " : ",\n    ");
    egb_json_text(out, fact->key);
    egb_buffer_text(out, ": ");
    if (fact->checksum_of != NULL) {
      char checksum[65];
      egb_json_text(out, egb_sha256_source(fact->checksum_of, checksum));
    } else {
      put_optional(out, fact->text);
    }
  }
  egb_buffer_text(out, table->fact_count == 0 ? "}" : "\n  }");
}

void egb_write_json_columns(egb_buffer *out, const egb_table *table) {
  static const char *const kinds[] = {[EGB_CELL_EMPTY] = "text",
                                      [EGB_CELL_TEXT] = "text",
                                      [EGB_CELL_NUMBER] = "number",
                                      [EGB_CELL_INTEGER] = "integer"};
  egb_buffer_text(out, "[");
  for (size_t i = 0, shown = 0; i < table->column_count; i++) {
    const egb_table_column *column = &table->column[i];
    if (column->people_only)
      continue;
    egb_buffer_text(out, shown++ == 0 ? "\n    {\"id\": " : ",\n    {\"id\": ");
    egb_json_text(out, column->id);
    egb_buffer_text(out, ", \"label\": ");
    egb_json_text(out, column->label != NULL ? column->label : column->id);
    egb_buffer_format(out, ", \"kind\": \"%s\", \"help\": ", kinds[column->kind]);
    put_optional(out, column->help);
    egb_buffer_char(out, '}');
  }
  egb_buffer_text(out, table->column_count == 0 ? "]" : "\n  ]");
}

static void put_notes(egb_buffer *out, const egb_table *table) {
  egb_buffer_text(out, "[");
  for (size_t i = 0; i < table->note_count; i++) {
    egb_buffer_text(out, i == 0 ? "\n    " : ",\n    ");
    egb_json_text(out, table->note[i]);
  }
  egb_buffer_text(out, table->note_count == 0 ? "]" : "\n  ]");
}

static bool write_json(const egb_table *table, const egb_write_options *options, egb_buffer *out) {
  (void)options;
  egb_buffer_text(out, "{\n  \"schema\": ");
  egb_json_text(out, table->schema);
  egb_buffer_text(out, ",\n  \"title\": ");
  put_optional(out, table->title);
  egb_buffer_text(out, ",\n  \"provenance\": ");
  egb_write_json_facts(out, table);
  egb_buffer_text(out, ",\n  \"columns\": ");
  egb_write_json_columns(out, table);
  egb_buffer_text(out, ",\n  \"notes\": ");
  put_notes(out, table);
  egb_buffer_text(out, ",\n  \"rows\": [");
  for (size_t row = 0; row < table->row_count; row++) {
    egb_buffer_text(out, row == 0 ? "\n    " : ",\n    ");
    egb_write_json_row(out, table, row);
  }
  egb_buffer_text(out, table->row_count == 0 ? "]\n}\n" : "\n  ]\n}\n");
  return true;
}

const egb_writer egb_writer_json = {
    .name = "json",
    .extensions = {"json"},
    .help =
        "is one object with `schema`, `provenance` and `rows`; fields are only ever added while the number in `schema` stays.",
    .write = write_json,
    .document = egb_document_write_json};
