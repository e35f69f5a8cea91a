/* JSON (RFC 8259). Keys come in a fixed order and every row is on its own line, so that two files can be compared
 * with a line diff. Numbers are the shortest digits that read back; a missing value is null. Besides what JSON demands,
 * characters that could steer a terminal or reorder text on screen are escaped: the value stays the same, the file is
 * harmless to look at. Bytes that are not UTF-8 become U+FFFD, as a JSON text must be UTF-8. */
#include "base/checksum.h"
#include "base/json_text.h"
#include "model/table.h"
#include "write/writers.h"

#include <string.h>

static void put_optional(egb_buffer *out, const char *text) {
  if (text == NULL)
    egb_buffer_text(out, "null");
  else
    egb_json_text(out, text);
}

static void put_cell(egb_buffer *out, const egb_cell *cell) {
  switch (cell->kind) {
  case EGB_CELL_EMPTY:
    egb_buffer_text(out, "null");
    break;
  case EGB_CELL_TEXT:
    egb_json_text(out, cell->as.text);
    break;
  case EGB_CELL_NUMBER:
    egb_buffer_number(out, cell->as.number);
    break;
  case EGB_CELL_INTEGER:
    egb_buffer_integer(out, cell->as.integer);
    break;
  }
}

/* What stands before each value of a row, which is the same in all of them: `{"unit": `, `, "name": `, each with a NUL
 * behind it. */
static void put_keys(egb_buffer *keys, const egb_table *table) {
  for (size_t i = 0, shown = 0; i < table->column_count; i++) {
    if (table->column[i].people_only)
      continue;
    egb_buffer_text(keys, shown++ == 0 ? "{" : ", ");
    egb_json_text(keys, table->column[i].id);
    egb_buffer_add(keys, ": ", sizeof ": ");
  }
}

static void put_row(egb_buffer *out, const egb_table *table, const egb_cell *cell, const char *keys) {
  size_t shown = 0;
  for (size_t i = 0; i < table->column_count; i++) {
    if (table->column[i].people_only)
      continue;
    const size_t length = strlen(keys);
    egb_buffer_add(out, keys, length);
    put_cell(out, &cell[i]);
    keys += length + 1;
    shown++;
  }
  egb_buffer_text(out, shown == 0 ? "{}" : "}");
}

void egb_write_json_rows(egb_buffer *out, const egb_table *piece, size_t first, const char *between) {
  egb_buffer keys = {0};
  put_keys(&keys, piece);
  for (size_t row = 0; row < piece->row_count && !keys.failed; row++) {
    if (between != NULL && first + row > 0)
      egb_buffer_char(out, ',');
    egb_buffer_text(out, between != NULL ? between : "");
    put_row(out, piece, piece->cell + row * piece->column_count, egb_buffer_string(&keys));
    egb_buffer_text(out, between != NULL ? "" : "\n");
  }
  out->failed = out->failed || keys.failed;
  egb_buffer_clear(&keys);
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

static void begin(const egb_table *table, const egb_write_options *options, egb_buffer *out) {
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
}

static void put_rows(const egb_table *piece, size_t first, const egb_write_options *options, egb_buffer *out) {
  (void)options;
  egb_write_json_rows(out, piece, first, "\n    ");
}

static void end(const egb_table *table, const egb_write_options *options, egb_buffer *out) {
  (void)options;
  egb_buffer_text(out, table->row_count == 0 ? "]\n}\n" : "\n  ]\n}\n");
}

const egb_writer egb_writer_json = {
    .name = "json",
    .extensions = {"json"},
    .help =
        "is one object with `schema`, `provenance` and `rows`; fields are only ever added while the number in `schema` stays.",
    .begin = begin,
    .rows = put_rows,
    .end = end,
    .document = egb_document_write_json};
