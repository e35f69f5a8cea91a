/* CSV with tabs: a text with a tab in it is quoted as CSV quotes commas. */
#include "write/writers.h"

static bool write_tsv(const egb_table *table, const egb_write_options *options, egb_buffer *out) {
  egb_write_separated(table, options, '\t', out);
  return true;
}

const egb_writer egb_writer_tsv = {.name = "tsv",
                                   .extensions = {"tsv", "tab"},
                                   .help = "is CSV with tabs between the fields.",
                                   .is_separated = true,
                                   .continues = true,
                                   .write = write_tsv};
