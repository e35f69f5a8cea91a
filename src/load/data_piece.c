/* The records of a piece of a wide file: plain rows of numbers, in one pass over the text. What is not one is left to
 * the reader of rows, which has all the messages; nothing here decides anything that it would decide otherwise. */
#include "base/number_usual.h"
#include "load/data_pieces.h"
#include "model/form.h"

#include <stdlib.h>
#include <string.h>

#define ROOM_FIRST 64

typedef struct reader {
  const egb_pieces *pieces;
  const egb_stretch_of_file *source;
  egb_piece *piece;
  egb_block *block;
  double *tile;
  size_t tiled; /* rows in it */
  size_t at;    /* next byte */
  char delimiter;
} reader;

/* ---- fields ---------------------------------------------------------------------------------- */

/* False: it has line ends, or is at fault. A doubled quote is no end of a field. */
static bool find_quoted(reader *r, egb_csv_field *out) {
  const char *text = r->source->text, *start = text + r->at + 1;
  const size_t left = r->source->length - r->at - 1;
  const char *end = memchr(start, '"', left);
  if (end == NULL || memchr(start, '\n', (size_t)(end - start)) != NULL)
    return false;
  *out = (egb_csv_field){.text = start, .length = (size_t)(end - start), .quoted = true};
  r->at = (size_t)(end - text) + 1;
  return true;
}

static bool find_plain(reader *r, egb_csv_field *out) {
  const unsigned char *ends = r->pieces->file->rows.csv.ends;
  const char *text = r->source->text;
  const size_t start = r->at, length = r->source->length;
  while (r->at < length && ends[(unsigned char)text[r->at]] == 0)
    r->at++;
  *out = (egb_csv_field){.text = text + start, .length = r->at - start};
  return r->at == length || text[r->at] != '"';
}

static bool find_field(reader *r, egb_csv_field *out) {
  const bool quoted = r->at < r->source->length && r->source->text[r->at] == '"';
  return (quoted ? find_quoted : find_plain)(r, out) && out->length <= EGB_CSV_FIELD;
}

/* Behind a field: the delimiter, or the end of the record behind the last one. */
static bool end_field(reader *r, bool last) {
  const char *text = r->source->text;
  const size_t length = r->source->length;
  if (!last) {
    const bool good = r->at < length && text[r->at] == r->delimiter;
    r->at += good;
    return good;
  }
  if (r->at == length)
    return true;
  r->at += text[r->at] == '\r' && r->at + 1 < length;
  return text[r->at++] == '\n';
}

/* The numbers of neighbouring fields, from one on, that are written as most are, of columns that take any, each with a
 * delimiter behind it. Returns the first field that is not such a one. Most of a file's time is here: each number waits
 * for where the one before ended. */
static size_t take_numbers(reader *r, size_t field) {
  const size_t last = r->pieces->file->rows.header_count - 1;
  const int32_t *use = r->pieces->use;
  const bool *bare = r->pieces->bare;
  const char delimiter = r->delimiter, *at = r->source->text + r->at, *end = r->source->text + r->source->length;
  double *value = r->tile + r->tiled;
  for (; field < last && use[field] >= 0 && bare[use[field]]; field++) {
    const size_t length = egb_number_usual(at, end, &value[(size_t)use[field] * EGB_PIECE_TILE]);
    if (length == 0 || at[length] != delimiter) /* behind the text is a NUL */
      break;
    at += length + 1;
  }
  r->at = (size_t)(at - r->source->text);
  return field;
}

static bool take_value(reader *r, size_t column) {
  egb_csv_field field;
  return find_field(r, &field) && egb_plain_cell(r->pieces->file, r->block->column[column], &field,
                                                 &r->tile[column * EGB_PIECE_TILE + r->tiled]);
}

static bool take_text(reader *r, egb_span *out, bool is_unit) {
  egb_csv_field field;
  egb_buffer *texts = &r->piece->texts;
  if (!find_field(r, &field))
    return false;
  *out = (egb_span){.at = (uint32_t)(r->source->base + (size_t)(field.text - r->source->text)),
                    .copy = (uint32_t)texts->length,
                    .length = (uint32_t)field.length};
  egb_buffer_add(texts, field.text, field.length);
  egb_buffer_add(texts, "", 1);
  return !is_unit || (field.length != 0 && !egb_form_describes(field.text, field.length));
}

/* ---- records --------------------------------------------------------------------------------- */

/* Into the columns, as many values as a line of the cache takes and more of each at once. */
static void flush(reader *r) {
  const size_t first = r->piece->row + r->piece->count - r->tiled;
  for (size_t k = 0; k < r->block->column_count && r->tiled != 0; k++)
    memcpy(r->block->value + k * r->block->room + first, r->tile + k * EGB_PIECE_TILE, r->tiled * sizeof *r->tile);
  r->tiled = 0;
}

static egb_status make_room(reader *r) {
  egb_piece *piece = r->piece;
  if (piece->count < piece->room)
    return EGB_OK;
  const size_t room = piece->room == 0 ? ROOM_FIRST : 2 * piece->room;
  egb_span *span = realloc(piece->span, room * r->pieces->text_count * sizeof *span);
  if (span == NULL)
    return EGB_NO_MEMORY;
  piece->span = span;
  uint32_t *hash = realloc(piece->hash, room * sizeof *hash);
  if (hash == NULL)
    return EGB_NO_MEMORY;
  piece->hash = hash;
  piece->room = room;
  return EGB_OK;
}

/* False: it is no row of plain cells. */
static bool read_record(reader *r) {
  const egb_rows *rows = &r->pieces->file->rows;
  egb_piece *piece = r->piece;
  egb_span *span = piece->span + piece->count * r->pieces->text_count;
  const size_t start = r->at;
  for (size_t i = take_numbers(r, 0); i < rows->header_count; i = take_numbers(r, i + 1)) {
    const int32_t use = r->pieces->use[i];
    egb_csv_field field;
    const bool good = use >= 0                  ? take_value(r, (size_t)use)
                      : use == EGB_FIELD_UNUSED ? find_field(r, &field)
                                                : take_text(r, &span[EGB_FIELD_TEXT - use], use == EGB_FIELD_TEXT);
    if (!good || !end_field(r, i + 1 == rows->header_count))
      return false;
  }
  r->block->offset[piece->row + piece->count] = (uint32_t)(r->source->base + start);
  piece->hash[piece->count] =
      egb_names_hash(&r->pieces->file->loader->unit, r->source->text + (span[0].at - r->source->base), span[0].length);
  piece->count++;
  r->tiled++;
  return true;
}

/* Where the first record of a piece begins: the first of all behind the header, each other behind a line end. */
static size_t first_record(const egb_pieces *pieces, const egb_stretch_of_file *source, const egb_piece *piece) {
  const size_t from = piece->from - source->base;
  if (piece == pieces->piece)
    return from;
  const char *found = memchr(source->text + from, '\n', source->length - from);
  return found != NULL ? (size_t)(found - source->text) + 1 : source->length;
}

egb_status egb_piece_read(const egb_pieces *pieces, const egb_stretch_of_file *source, double *tile, egb_piece *piece) {
  egb_table_file *file = pieces->file;
  reader r = {.pieces = pieces,
              .source = source,
              .piece = piece,
              .block = file->block,
              .tile = tile,
              .at = first_record(pieces, source, piece),
              .delimiter = file->rows.csv.delimiter};
  egb_status status = EGB_OK;
  piece->start = piece->end = source->base + r.at;
  while (r.at < source->length && source->base + r.at <= piece->to && piece->row + piece->count < file->block->room) {
    status = make_room(&r);
    if (status != EGB_OK || !read_record(&r))
      break;
    piece->end = source->base + r.at;
    if (r.tiled == EGB_PIECE_TILE)
      flush(&r);
  }
  flush(&r);
  piece->whole = piece->end > piece->to || piece->end == file->rows.source->length;
  return status != EGB_OK || !piece->texts.failed ? status : EGB_NO_MEMORY;
}
