/* CSV with tabs: a text with a tab in it is quoted as CSV quotes commas. */
#include "write/writers.h"

static void begin(const egb_table *table, const egb_write_options *options, egb_buffer *out) {
  egb_write_separated_header(table, options, '\t', out);
}

static void put_rows(const egb_table *piece, size_t first, const egb_write_options *options, egb_buffer *out) {
  (void)first;
  egb_write_separated_rows(piece, options, '\t', out);
}

const egb_writer egb_writer_tsv = {.name = "tsv",
                                   .extensions = {"tsv", "tab"},
                                   .help = "is CSV with tabs between the fields.",
                                   .is_separated = true,
                                   .continues = true,
                                   .begin = begin,
                                   .rows = put_rows};
