/* Documents as JSON: schema, title, provenance and the blocks in their order, one to a line. */
#include "base/json_text.h"
#include "model/document.h"
#include "write/writers.h"

static void put_table(egb_buffer *out, const egb_document_block *block) {
  const egb_table *table = block->table;
  egb_buffer_text(out, "{\"kind\": \"table\", ");
  if (block->name != NULL) {
    egb_buffer_text(out, "\"name\": ");
    egb_json_text(out, block->name);
    egb_buffer_text(out, ", \"title\": ");
    egb_json_text(out, table->title == NULL ? "" : table->title);
    egb_buffer_text(out, ", ");
  }
  egb_buffer_text(out, "\"columns\": ");
  egb_write_json_columns(out, table);
  egb_buffer_text(out, ", \"rows\": [");
  egb_write_json_rows(out, table, 0, "\n      ");
  egb_buffer_text(out, "]}");
}

static void put_block(egb_buffer *out, const egb_document_block *block) {
  static const char *const kinds[] = {"heading", "paragraph", "item", "formula"};
  if (block->table != NULL) {
    put_table(out, block);
    return;
  }
  egb_buffer_format(out, "{\"kind\": \"%s\", ", kinds[block->kind]);
  if (block->kind == EGB_BLOCK_HEADING)
    egb_buffer_format(out, "\"level\": %d, ", block->level);
  egb_buffer_text(out, "\"text\": ");
  egb_json_text(out, block->text);
  egb_buffer_char(out, '}');
}

void egb_document_write_json(const egb_document *document, const egb_write_options *options, egb_buffer *out) {
  (void)options;
  egb_buffer_text(out, "{\n  \"schema\": ");
  egb_json_text(out, document->head->schema);
  egb_buffer_text(out, ",\n  \"title\": ");
  egb_json_text(out, document->head->title == NULL ? "" : document->head->title);
  egb_buffer_text(out, ",\n  \"provenance\": ");
  egb_write_json_facts(out, document->head);
  egb_buffer_text(out, ",\n  \"blocks\": [");
  size_t shown = 0;
  for (size_t i = 0; i < document->count; i++) {
    const egb_document_block *block = &document->block[i];
    if (block->pictured || (block->table == NULL && block->text == NULL)) /* a picture of a table that is elsewhere */
      continue;
    egb_buffer_text(out, shown++ == 0 ? "\n    " : ",\n    ");
    put_block(out, block);
  }
  egb_buffer_text(out, shown == 0 ? "]\n}\n" : "\n  ]\n}\n");
}
