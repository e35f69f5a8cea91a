#include "write/stream.h"

#include "base/threads.h"
#include "model/table.h"

#include <stdlib.h>

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

static egb_status make(void *context, size_t number, size_t job) {
  const stream *s = context;
  worker *w = &s->worker[number];
  const size_t first = job * s->rows, left = s->table->row_count - first;
  w->text.length = 0;
  if (job == 0)
    s->writer->begin(s->table, s->options, &w->text);
  if (!egb_table_piece_take(&w->piece, s->table, first, left < s->rows ? left : s->rows, true))
    return EGB_NO_MEMORY;
  s->writer->rows(&w->piece.table, first, s->options, &w->text);
  if (job == s->pieces - 1 && s->writer->end != NULL)
    s->writer->end(s->table, s->options, &w->text);
  return w->text.failed ? EGB_NO_MEMORY : EGB_OK;
}

static egb_status take(void *context, size_t number, size_t job) {
  const stream *s = context;
  const egb_buffer *text = &s->worker[number].text;
  (void)job;
  return s->sink(s->context, egb_buffer_string(text), text->length);
}

egb_status egb_stream(const egb_writer *writer, const egb_table *table, const egb_write_options *options, size_t rows,
                      egb_sink *sink, void *context) {
  const size_t pieces = table->row_count <= rows ? 1 : (table->row_count - 1) / rows + 1;
  size_t threads = options->threads != 0 ? options->threads : pieces == 1 ? 1 : egb_threads_available();
  if (threads > EGB_THREADS_MAX)
    threads = EGB_THREADS_MAX;
  if (threads > pieces)
    threads = pieces;
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
