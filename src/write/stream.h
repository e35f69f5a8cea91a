/* stream.h - a table written in pieces: rows are made, formatted and handed on some at a time, by threads, so that
 * neither all cells nor all bytes are in memory at once. */
#ifndef EGB_WRITE_STREAM_H
#define EGB_WRITE_STREAM_H

#include "write/writers.h"

/* rows: handed on at once, at least 1; the bytes do not depend on it. options->threads as in egb_write_options. The
 * statuses are those of the sink and EGB_NO_MEMORY. The format has rows. */
egb_status egb_stream(const egb_writer *writer, const egb_table *table, const egb_write_options *options, size_t rows,
                      egb_sink *sink, void *context);

/* As many rows as are well handed on at once: some hundred kilobytes. */
size_t egb_stream_rows(const egb_table *table);

#endif
