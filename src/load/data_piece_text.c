/* The text of a piece: where it is, or again from a file of which only the start was kept. */
#include "base/source_again.h"
#include "load/data_pieces.h"

#include <stdlib.h>
#include <string.h>

/* So many bytes and a NUL. What is there stays. */
static bool make_room(egb_piece_worker *worker, size_t bytes) {
  if (bytes < worker->room)
    return true;
  char *text = realloc(worker->text, bytes + 1);
  if (text == NULL)
    return false;
  worker->text = text;
  worker->room = bytes + 1;
  return true;
}

/* Where the first record ends that does not end before `at`; 0: further on. */
static size_t record_end(const char *text, size_t at, size_t length, bool last) {
  const char *end = at < length ? memchr(text + at, '\n', length - at) : NULL;
  return end != NULL ? (size_t)(end - text) + 1 : last ? length : 0;
}

/* Whole blocks from that which the piece begins in to that which its last record ends in. */
static egb_status read_blocks(const egb_pieces *pieces, egb_piece_worker *worker, const egb_piece *piece,
                              egb_stretch_of_file *out) {
  const egb_source *source = pieces->file->rows.source;
  const size_t block = source->again->block, first = piece->from / block, base = first * block;
  const size_t left = source->length - base;
  size_t blocks = (piece->to - base + block - 1) / block, known = 0, end = 0;
  while (end == 0) {
    const size_t length = blocks * block < left ? blocks * block : left;
    if (!make_room(worker, length))
      return EGB_NO_MEMORY;
    if (!egb_again_blocks(source, pieces->again, first + known, blocks - known, worker->text + known * block))
      return EGB_IO;
    end = record_end(worker->text, piece->to - base, length, length == left);
    known = blocks++;
  }
  worker->text[end] = '\0';
  *out = (egb_stretch_of_file){worker->text, base, end};
  return EGB_OK;
}

egb_status egb_piece_text(const egb_pieces *pieces, egb_piece_worker *worker, const egb_piece *piece,
                          egb_stretch_of_file *out) {
  const egb_source *source = pieces->file->rows.source;
  if (pieces->again >= 0)
    return read_blocks(pieces, worker, piece, out);
  *out = (egb_stretch_of_file){source->text, 0, source->length};
  return EGB_OK;
}
