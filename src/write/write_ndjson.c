/* A JSON object per line and row, with the columns' ids as keys: no schema, so that lines of several runs can be
 * joined. */
#include "write/writers.h"

#include "model/table.h"

static bool write_ndjson(const egb_table *table, const egb_write_options *options, egb_buffer *out) {
  (void)options;
  for (size_t row = 0; row < table->row_count; row++) {
    egb_write_json_row(out, table, row);
    egb_buffer_char(out, '\n');
  }
  return true;
}

const egb_writer egb_writer_ndjson = {.name = "ndjson",
                                      .extensions = {"ndjson", "jsonl"},
                                      .help = "is one row on each line.",
                                      .continues = true,
                                      .write = write_ndjson};
