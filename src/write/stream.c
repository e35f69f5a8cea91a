#include "write/stream.h"

#include "base/threads.h"
#include "model/table.h"

#include <stdlib.h>

#define PIECE_CELLS ((size_t)20000) /* whose text is written at once */

/* What a thread works with: its rows, and their text until it is handed on. */
typedef struct worker {
  egb_table_piece piece;
  egb_buffer text;
} worker;

typedef struct stream {
  const egb_writer *writer;
  const egb_table *table;
  const egb_write_options *options;
  size_t rows, pieces;
  egb_sink *sink;
  void *context;
  worker *worker;
} stream;

/* Rows of a piece, some at a time: their cells are formatted while they are near the processor. */
static egb_status put_rows(const stream *s, worker *w, size_t first, size_t end) {
  const size_t step = egb_table_piece_rows(s->table);
  for (size_t row = first; row < end && !w->text.failed; row += step) {
    if (!egb_table_piece_take(&w->piece, s->table, row, end - row < step ? end - row : step, true))
      return EGB_NO_MEMORY;
    s->writer->rows(&w->piece.table, row, s->options, &w->text);
  }
  return w->text.failed ? EGB_NO_MEMORY : EGB_OK;
}

static egb_status make(void *context, size_t number, size_t job) {
  const stream *s = context;
  worker *w = &s->worker[number];
  const size_t first = job * s->rows, left = s->table->row_count - first;
  w->text.length = 0;
  if (job == 0)
    s->writer->begin(s->table, s->options, &w->text);
  const egb_status status = put_rows(s, w, first, first + (left < s->rows ? left : s->rows));
  if (job == s->pieces - 1 && s->writer->end != NULL)
    s->writer->end(s->table, s->options, &w->text);
  return status != EGB_OK ? status : w->text.failed ? EGB_NO_MEMORY : EGB_OK;
}

static egb_status take(void *context, size_t number, size_t job) {
  const stream *s = context;
  const egb_buffer *text = &s->worker[number].text;
  (void)job;
  return s->sink(s->context, egb_buffer_string(text), text->length);
}

size_t egb_stream_rows(const egb_table *table) {
  const size_t columns = table->column_count == 0 ? 1 : table->column_count;
  return columns < PIECE_CELLS ? PIECE_CELLS / columns : 1;
}

egb_status egb_stream(const egb_writer *writer, const egb_table *table, const egb_write_options *options, size_t rows,
                      egb_sink *sink, void *context) {
  const size_t pieces = table->row_count <= rows ? 1 : (table->row_count - 1) / rows + 1;
  const size_t wanted = pieces == 1 ? 1 : egb_threads_wanted(options->threads);
  const size_t threads = wanted < pieces ? wanted : pieces;
  stream s = {.writer = writer,
              .table = table,
              .options = options,
              .rows = rows,
              .pieces = pieces,
              .sink = sink,
              .context = context,
              .worker = calloc(threads, sizeof *s.worker)};
  const egb_status status = s.worker == NULL ? EGB_NO_MEMORY : egb_threads_in_order(threads, pieces, make, take, &s);
  for (size_t i = 0; i < threads && s.worker != NULL; i++) {
    egb_table_piece_free(&s.worker[i].piece);
    egb_buffer_clear(&s.worker[i].text);
  }
  free(s.worker);
  return status;
}
