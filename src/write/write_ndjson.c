/* A JSON object per line and row, with the columns' ids as keys: no schema, so that lines of several runs can be
 * joined. */
#include "write/writers.h"

static void begin(const egb_table *table, const egb_write_options *options, egb_buffer *out) {
  (void)table;
  (void)options;
  (void)out;
}

static void put_rows(const egb_table *piece, size_t first, const egb_write_options *options, egb_buffer *out) {
  (void)options;
  egb_write_json_rows(out, piece, first, NULL);
}

const egb_writer egb_writer_ndjson = {.name = "ndjson",
                                      .extensions = {"ndjson", "jsonl"},
                                      .help = "is one row on each line.",
                                      .continues = true,
                                      .begin = begin,
                                      .rows = put_rows};
