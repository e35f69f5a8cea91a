/* The rows of a large wide file, by several threads.
 *
 * The text is cut into pieces of one size. A piece is read from the first line end at its start to the end of the
 * record that the next piece starts in, as if no line end were in quotes. That is proven afterwards: the first piece
 * begins behind the header, and every other one has to begin where the one before ended. Line ends, which were counted
 * before, say which row a piece begins with, so that its values go where they belong; that is proven, too.
 * Units are given their numbers in the order of the rows, by whichever thread finds the next piece ready.
 *
 * The first record that is anything but a row of plain cells about a new unit ends it all, and from there on rows are
 * read one by one (data_wide.c), which has all the messages: what comes out is the same for any size of the pieces and
 * for any number of threads. */
#include "load/data_pieces.h"

#include "base/file_again.h"
#include "base/threads.h"

#include <stdlib.h>
#include <string.h>

#define PIECE ((size_t)1 << 20)
#define UNITS_AT_ONCE ((size_t)1 << 24) /* that room is made for before they are seen */

/* ---- whether, and what of a record ----------------------------------------------------------- */

/* What the fields of a record are. False: some field is two things. */
static bool note_use(egb_pieces *pieces, size_t field, int32_t use) {
  if (pieces->use[field] != EGB_FIELD_UNUSED)
    return false;
  pieces->use[field] = use;
  return true;
}

static bool note_uses(egb_pieces *pieces) {
  const egb_table_file *file = pieces->file;
  const egb_loader *loader = file->loader;
  bool good = note_use(pieces, file->unit_at, EGB_FIELD_TEXT);
  for (size_t i = 0; i < file->name_count; i++)
    good = note_use(pieces, file->names_at[i], EGB_FIELD_TEXT - 1 - (int32_t)i) && good;
  for (size_t c = 0, k = 0; c < loader->wanted_count; c++)
    if (file->column_at[c] != EGB_NAMES_NONE)
      good = note_use(pieces, file->column_at[c], (int32_t)k++) && good;
  return good;
}

/* A file whose rows are read as they are: each is about a unit that no list has to have, in every period. */
static bool is_plain(const egb_table_file *file) {
  const egb_loader *loader = file->loader;
  const egb_dialect *dialect = &file->spec->dialect;
  return !loader->has_list && loader->passed_over == NULL && !loader->everything && file->period_at == EGB_NAMES_NONE &&
         file->spec->only_period == NULL && dialect->match == EGB_MATCH_ID && dialect->where_count == 0 &&
         strchr(",;\t|", file->rows.csv.delimiter) != NULL;
}

static void note_bare(egb_pieces *pieces) {
  const egb_table_file *file = pieces->file;
  const egb_dialect *dialect = &file->spec->dialect;
  const bool points = (dialect->decimal == '\0' || dialect->decimal == '.') && dialect->thousands == '\0';
  for (size_t k = 0; k < file->block->column_count; k++) {
    const egb_wanted *wanted = &file->loader->wanted[file->block->column[k]];
    pieces->bare[k] = points && file->missing_numbers.count == 0 && wanted->node_count == 0 && !wanted->refused;
  }
}

/* ---- lines ----------------------------------------------------------------------------------- */

static size_t count_lines(const char *text, size_t length) {
  const char *at = text, *end = text + length;
  size_t lines = 0;
  for (; at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
    lines++;
  return lines;
}

static size_t piece_length(const egb_pieces *pieces, size_t number) {
  const size_t left = pieces->file->rows.source->length - pieces->from - number * pieces->size;
  return left < pieces->size ? left : pieces->size;
}

static egb_status count_piece(void *context, size_t worker, size_t number) {
  (void)worker;
  egb_pieces *pieces = context;
  const char *text = pieces->file->rows.source->text + pieces->from + number * pieces->size;
  pieces->piece[number].row = count_lines(text, piece_length(pieces, number));
  return EGB_OK;
}

/* From the lines of each piece to those before it. Returns all. */
static size_t add_lines(egb_pieces *pieces) {
  const char *text = pieces->file->rows.source->text + pieces->from;
  size_t lines = 0;
  for (size_t i = 0; i < pieces->count; i++) {
    const size_t more = pieces->piece[i].row;
    const bool inside = i != 0 && text[i * pieces->size - 1] != '\n'; /* begins behind a line end of its own */
    pieces->piece[i].row = lines + inside;
    lines += more;
  }
  return lines;
}

/* ---- units ----------------------------------------------------------------------------------- */

static size_t text_size(const egb_pieces *pieces, const egb_piece *piece) {
  size_t size = 1;
  for (size_t i = 0; i < piece->count * pieces->text_count; i++)
    size += (size_t)piece->span[i].length + 1;
  return size;
}

static const char *copy_text(const egb_source *source, egb_span span, char **to) {
  char *text = memcpy(*to, source->text + span.offset, span.length);
  *to += span.length + 1; /* the arena is all NULs */
  return text;
}

/* The names in a row; the room for them is used up by those that are not empty. */
static egb_labels take_names(const egb_pieces *pieces, const egb_span *span, egb_label **room, char **to) {
  egb_labels labels = {*room, 0};
  for (size_t i = 1; i < pieces->text_count; i++)
    if (span[i].length != 0)
      (*room)[labels.count++] =
          (egb_label){pieces->file->names[i - 1].language, copy_text(pieces->file->rows.source, span[i], to)};
  *room += labels.count;
  return labels;
}

/* The units of a piece, up to one that is known already. */
static egb_status take_units(egb_pieces *pieces, const egb_piece *piece, size_t *taken) {
  egb_table_file *file = pieces->file;
  egb_loader *loader = file->loader;
  egb_block *block = file->block;
  char *text = egb_arena_array(loader->arena, text_size(pieces, piece), 1);
  egb_label *label = egb_arena_array(loader->arena, piece->count * (pieces->text_count - 1), sizeof *label);
  if (text == NULL || label == NULL)
    return EGB_NO_MEMORY;
  for (*taken = 0; *taken < piece->count; (*taken)++) {
    const egb_span *span = piece->span + *taken * pieces->text_count;
    bool fresh;
    const size_t number = egb_names_take(&loader->unit, copy_text(file->rows.source, span[0], &text), span[0].length,
                                         piece->hash[*taken], &fresh);
    if (number == EGB_NAMES_NONE || egb_label_room(loader, number) != EGB_OK)
      return EGB_NO_MEMORY;
    if (!fresh)
      break;
    loader->unit.item[number].offset = span[0].offset;
    loader->unit.item[number].mark = file->number;
    if (pieces->text_count > 1)
      loader->label[number] = take_names(pieces, span, &label, &text);
    block->unit[piece->row + *taken] = (uint32_t)number;
    block->period[piece->row + *taken] = EGB_PERIOD_EVERY;
  }
  return EGB_OK;
}

/* The text of a piece is no longer needed, but for its end, which the next piece may look at. */
static void give_up(const egb_pieces *pieces, size_t number) {
  const egb_rows *rows = &pieces->file->rows;
  const size_t from = pieces->from + number * pieces->size, to = from + pieces->size - 1;
  egb_file_give_up(rows->source, from, to < rows->csv.at ? to : rows->csv.at);
}

/* The rows of the next piece become those of the block, up to the first that has to be read otherwise. */
static egb_status take_piece(egb_pieces *pieces, const egb_piece *piece) {
  egb_table_file *file = pieces->file;
  egb_block *block = file->block;
  if (piece->start != file->rows.csv.at || piece->row != block->row_count) {
    atomic_store(&pieces->stopped, true);
    return EGB_OK;
  }
  size_t taken;
  const egb_status status = take_units(pieces, piece, &taken);
  if (status != EGB_OK)
    return status;
  file->rows.csv.at = taken == piece->count ? piece->end : block->offset[piece->row + taken];
  file->rows.count += taken;
  file->loader->observation_count += taken * block->column_count;
  block->row_count += taken;
  if (taken != piece->count || !piece->whole)
    atomic_store(&pieces->stopped, true);
  else
    give_up(pieces, (size_t)(piece - pieces->piece));
  return EGB_OK;
}

static void forget(egb_piece *piece) {
  free(piece->span);
  free(piece->hash);
  piece->span = NULL;
  piece->hash = NULL;
}

/* Numbers the units of all pieces that are ready, unless another thread is at it. */
static egb_status take_ready(egb_pieces *pieces) {
  egb_status status = EGB_OK;
  size_t next = atomic_load(&pieces->next);
  while (status == EGB_OK && next < pieces->count && atomic_load(&pieces->done[next]) &&
         !atomic_flag_test_and_set(&pieces->taken)) {
    for (next = atomic_load(&pieces->next); next < pieces->count && atomic_load(&pieces->done[next]); next++) {
      if (status == EGB_OK && !atomic_load(&pieces->stopped))
        status = take_piece(pieces, &pieces->piece[next]);
      forget(&pieces->piece[next]);
    }
    atomic_store(&pieces->next, next);
    atomic_flag_clear(&pieces->taken);
  }
  return status;
}

static egb_status read_piece(void *context, size_t worker, size_t number) {
  egb_pieces *pieces = context;
  egb_status status = EGB_OK;
  if (!atomic_load(&pieces->stopped))
    status = egb_piece_read(pieces, pieces->tile + worker * pieces->tile_size, number);
  if (status != EGB_OK)
    return status;
  atomic_store(&pieces->done[number], true);
  return take_ready(pieces);
}

/* ---- all ------------------------------------------------------------------------------------- */

size_t egb_load_threads(const egb_loader *loader) {
  return egb_threads_wanted(loader->options->threads);
}

/* NULL: out of memory. */
static egb_pieces *cut(egb_table_file *file, size_t size) {
  egb_arena *arena = file->loader->scratch;
  egb_pieces *pieces = egb_arena_array(arena, 1, sizeof *pieces);
  if (pieces == NULL)
    return NULL;
  const size_t left = file->rows.source->length - file->rows.csv.at;
  pieces->file = file;
  pieces->from = file->rows.csv.at;
  pieces->size = size;
  pieces->count = (left + size - 1) / size;
  pieces->text_count = 1 + file->name_count;
  pieces->piece = egb_arena_array(arena, pieces->count, sizeof *pieces->piece);
  pieces->done = egb_arena_array(arena, pieces->count, sizeof *pieces->done);
  pieces->use = egb_arena_array(arena, file->rows.header_count, sizeof *pieces->use);
  if (egb_arena_failed(arena))
    return NULL;
  for (size_t i = 0; i < file->rows.header_count; i++)
    pieces->use[i] = EGB_FIELD_UNUSED;
  for (size_t i = 0; i < pieces->count; i++)
    atomic_init(&pieces->done[i], false);
  atomic_init(&pieces->next, 0);
  atomic_init(&pieces->stopped, false);
  atomic_flag_clear(&pieces->taken);
  return pieces;
}

static egb_status read_all(egb_pieces *pieces, size_t threads) {
  egb_table_file *file = pieces->file;
  egb_loader *loader = file->loader;
  const size_t rows = file->block->room < UNITS_AT_ONCE ? file->block->room : UNITS_AT_ONCE;
  size_t finished;
  pieces->tile_size = file->block->column_count * EGB_PIECE_TILE;
  pieces->bare = egb_arena_array(loader->scratch, file->block->column_count, sizeof *pieces->bare);
  pieces->tile = egb_arena_array(loader->scratch, threads * pieces->tile_size, sizeof *pieces->tile);
  if (pieces->bare == NULL || pieces->tile == NULL || !egb_names_reserve(&loader->unit, rows))
    return EGB_NO_MEMORY;
  note_bare(pieces);
  const egb_status status = egb_threads_run(threads, pieces->count, read_piece, pieces, NULL, &finished);
  for (size_t i = 0; i < pieces->count; i++)
    forget(&pieces->piece[i]);
  return status;
}

egb_status egb_read_pieces(egb_table_file *file) {
  const egb_rows *rows = &file->rows;
  const size_t size = file->loader->piece != 0 ? file->loader->piece : PIECE;
  const size_t left = rows->is_yaml ? 0 : rows->source->length - rows->csv.at, threads = egb_load_threads(file->loader);
  size_t finished;
  if (left <= size || !is_plain(file)) {
    const size_t lines = left == 0 ? 0 : count_lines(rows->source->text + rows->csv.at, left);
    return egb_block_begin(file, rows->is_yaml ? 0 : egb_block_rows(rows, lines));
  }
  egb_pieces *pieces = cut(file, size);
  if (pieces == NULL)
    return EGB_NO_MEMORY;
  egb_status status = egb_threads_run(threads, pieces->count, count_piece, pieces, NULL, &finished);
  if (status == EGB_OK)
    status = egb_block_begin(file, egb_block_rows(rows, add_lines(pieces)));
  return status == EGB_OK && file->block != NULL && note_uses(pieces) ? read_all(pieces, threads) : status;
}
