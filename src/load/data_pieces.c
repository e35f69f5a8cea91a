/* The rows of a large wide file, by several threads.
 *
 * The text is cut into pieces of one size. A piece is read from behind its first line end to the end of the record that
 * the next piece starts in or with, as if no line end were in quotes. That is proven afterwards: the first piece
 * begins behind the header, and every other one has to begin where the one before ended. Line ends, which were counted
 * before, say which row a piece begins with, so that its values go where they belong; that is proven, too.
 * Units are given their numbers in the order of the rows, by whichever thread finds the next piece ready.
 *
 * The first record that is anything but a row of plain cells about a new unit ends it all, and from there on rows are
 * read one by one (data_wide.c), which has all the messages: what comes out is the same for any size of the pieces and
 * for any number of threads. */
#include "load/data_pieces.h"

#include "base/source_again.h"
#include "base/text.h"
#include "base/threads.h"
#include "load/data_start.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PIECE ((size_t)1 << 20)
#define AHEAD ((size_t)16)              /* units that are looked for soon */
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

/* Those of a file that is read again were counted by blocks, of which pieces are made; the header is in the first. */
static size_t lines_of(const egb_pieces *pieces, const egb_piece *piece) {
  const egb_source *source = pieces->file->rows.source;
  if (pieces->again < 0)
    return egb_text_lines(source->text + piece->from, piece->to - piece->from);
  const size_t block = source->again->block, first = piece->from / block, base = first * block;
  size_t lines = 0;
  for (size_t i = first; i * block < piece->to; i++)
    lines += source->again->lines[i];
  return lines - (piece->from == base ? 0 : egb_text_lines(source->text + base, piece->from - base));
}

static egb_status count_piece(void *context, size_t worker, size_t number) {
  (void)worker;
  egb_pieces *pieces = context;
  pieces->piece[number].row = lines_of(pieces, &pieces->piece[number]);
  return EGB_OK;
}

/* From the lines of each piece to the row that its first record is. Returns all lines. */
static size_t add_lines(egb_pieces *pieces) {
  size_t lines = 0;
  for (size_t i = 0; i < pieces->count; i++) {
    const size_t more = pieces->piece[i].row;
    pieces->piece[i].row = lines + (i != 0); /* behind that which the piece starts in or with */
    lines += more;
  }
  return lines;
}

/* ---- units ----------------------------------------------------------------------------------- */

/* The names in a row; the room for them is used up by those that are not empty. */
static egb_labels take_names(const egb_pieces *pieces, const egb_span *span, const char *texts, egb_label **room) {
  egb_labels labels = {*room, 0};
  for (size_t i = 1; i < pieces->text_count; i++)
    if (span[i].length != 0)
      (*room)[labels.count++] = (egb_label){pieces->file->names[i - 1].language, texts + span[i].copy};
  *room += labels.count;
  return labels;
}

/* The units of a piece, up to one that is known already. */
static egb_status take_units(egb_pieces *pieces, const egb_piece *piece, size_t *taken) {
  egb_table_file *file = pieces->file;
  egb_loader *loader = file->loader;
  egb_block *block = file->block;
  const char *texts = egb_arena_text(loader->arena, egb_buffer_string(&piece->texts), piece->texts.length);
  egb_label *label = egb_arena_array(loader->arena, piece->count * (pieces->text_count - 1), sizeof *label);
  if (texts == NULL || label == NULL)
    return EGB_NO_MEMORY;
  for (*taken = 0; *taken < piece->count; (*taken)++) {
    const egb_span *span = piece->span + *taken * pieces->text_count;
    bool fresh;
    if (*taken + AHEAD < piece->count)
      egb_names_expect(&loader->unit, piece->hash[*taken + AHEAD]);
    const size_t number =
        egb_names_take(&loader->unit, texts + span[0].copy, span[0].length, piece->hash[*taken], &fresh);
    if (number == EGB_NAMES_NONE || egb_label_room(loader, number) != EGB_OK)
      return EGB_NO_MEMORY;
    if (!fresh)
      break;
    loader->unit.item[number].offset = span[0].at;
    loader->unit.item[number].mark = file->number;
    if (pieces->text_count > 1)
      loader->label[number] = take_names(pieces, span, texts, &label);
    block->unit[piece->row + *taken] = (uint32_t)number;
    block->period[piece->row + *taken] = EGB_PERIOD_EVERY;
  }
  return EGB_OK;
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
  return EGB_OK;
}

static void forget(egb_piece *piece) {
  free(piece->span);
  free(piece->hash);
  egb_buffer_clear(&piece->texts);
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
  egb_piece_worker *w = &pieces->worker[worker];
  egb_piece *piece = &pieces->piece[number];
  egb_stretch_of_file text;
  if (!atomic_load(&pieces->stopped)) {
    egb_status status = egb_piece_text(pieces, w, piece, &text);
    if (status == EGB_IO)
      atomic_store(&pieces->changed, true);
    if (status == EGB_OK)
      status = egb_piece_read(pieces, &text, w->tile, piece);
    if (status != EGB_OK)
      return status;
  }
  atomic_store(&pieces->done[number], true);
  return take_ready(pieces);
}

/* ---- all ------------------------------------------------------------------------------------- */

size_t egb_load_threads(const egb_loader *loader) {
  return egb_threads_wanted(loader->options->threads);
}

/* NULL: out of memory. Pieces begin at multiples of their size, but for the first. */
static egb_pieces *cut(egb_table_file *file, size_t size) {
  egb_arena *arena = file->loader->scratch;
  egb_pieces *pieces = egb_arena_array(arena, 1, sizeof *pieces);
  if (pieces == NULL)
    return NULL;
  const size_t from = file->rows.csv.at, length = file->rows.source->length, first = from / size;
  pieces->file = file;
  pieces->again = -1;
  pieces->count = (length + size - 1) / size - first;
  pieces->text_count = 1 + file->name_count;
  pieces->piece = egb_arena_array(arena, pieces->count, sizeof *pieces->piece);
  pieces->done = egb_arena_array(arena, pieces->count, sizeof *pieces->done);
  pieces->use = egb_arena_array(arena, file->rows.header_count, sizeof *pieces->use);
  if (egb_arena_failed(arena))
    return NULL;
  for (size_t i = 0; i < file->rows.header_count; i++)
    pieces->use[i] = EGB_FIELD_UNUSED;
  for (size_t i = 0; i < pieces->count; i++) {
    pieces->piece[i].from = i == 0 ? from : (first + i) * size;
    pieces->piece[i].to = i + 1 == pieces->count ? length : (first + i + 1) * size;
    atomic_init(&pieces->done[i], false);
  }
  atomic_init(&pieces->next, 0);
  atomic_init(&pieces->stopped, false);
  atomic_init(&pieces->changed, false);
  atomic_flag_clear(&pieces->taken);
  return pieces;
}

static bool make_workers(egb_pieces *pieces, size_t threads) {
  egb_arena *arena = pieces->file->loader->scratch;
  const size_t columns = pieces->file->block->column_count;
  pieces->bare = egb_arena_array(arena, columns, sizeof *pieces->bare);
  pieces->worker = egb_arena_array(arena, threads, sizeof *pieces->worker);
  for (size_t i = 0; i < threads && !egb_arena_failed(arena); i++)
    pieces->worker[i].tile = egb_arena_array(arena, columns * EGB_PIECE_TILE, sizeof(double));
  return !egb_arena_failed(arena);
}

static egb_status read_all(egb_pieces *pieces, size_t threads) {
  egb_table_file *file = pieces->file;
  egb_loader *loader = file->loader;
  const size_t rows = file->block->room < UNITS_AT_ONCE ? file->block->room : UNITS_AT_ONCE;
  size_t finished;
  if (!make_workers(pieces, threads) || !egb_names_reserve(&loader->unit, rows))
    return EGB_NO_MEMORY;
  note_bare(pieces);
  const egb_status status = egb_threads_run(threads, pieces->count, read_piece, pieces, NULL, &finished);
  for (size_t i = 0; i < pieces->count; i++)
    forget(&pieces->piece[i]);
  for (size_t i = 0; i < threads; i++)
    free(pieces->worker[i].text);
  return status;
}

/* Lines first, and room for as many rows; then the rows. */
static egb_status count_and_read(egb_pieces *pieces) {
  egb_table_file *file = pieces->file;
  const size_t threads = egb_load_threads(file->loader);
  size_t finished;
  egb_status status = egb_threads_run(threads, pieces->count, count_piece, pieces, NULL, &finished);
  if (status == EGB_OK)
    status = egb_block_begin(file, egb_block_rows(&file->rows, add_lines(pieces)));
  return status == EGB_OK && file->block != NULL && note_uses(pieces) ? read_all(pieces, threads) : status;
}

/* From the file, where its text is not there. */
static egb_status read_again(egb_pieces *pieces) {
  const egb_table_file *file = pieces->file;
  pieces->again = egb_again_open(file->rows.source);
  const egb_status status = pieces->again < 0 ? EGB_IO : count_and_read(pieces);
  if (pieces->again < 0 || atomic_load(&pieces->changed))
    (void)egb_start_refuse(file->rows.source, file->loader->diag);
  if (pieces->again >= 0)
    (void)close(pieces->again);
  return status;
}

/* How many bytes a piece has: whole blocks of a file that is read again. */
static size_t piece_size(const egb_table_file *file) {
  const egb_source *source = file->rows.source;
  const size_t wanted = file->loader->piece != 0 ? file->loader->piece : PIECE;
  const size_t block = egb_again_is_open(source) ? source->again->block : 1;
  return wanted == SIZE_MAX ? wanted : (wanted + block - 1) / block * block;
}

/* Room for the rows that are read one by one. */
static egb_status read_none(egb_table_file *file) {
  const egb_rows *rows = &file->rows;
  if (rows->is_yaml)
    return egb_block_begin(file, 0);
  const char *text = egb_source_text(rows->source);
  if (text == NULL)
    return egb_start_refuse(rows->source, file->loader->diag);
  return egb_block_begin(
      file, egb_block_rows(rows, egb_text_lines(text + rows->csv.at, rows->source->length - rows->csv.at)));
}

egb_status egb_read_pieces(egb_table_file *file) {
  const egb_rows *rows = &file->rows;
  const size_t size = piece_size(file), left = rows->is_yaml ? 0 : rows->source->length - rows->csv.at;
  if (left <= size || !is_plain(file))
    return read_none(file);
  egb_pieces *pieces = cut(file, size);
  if (pieces == NULL)
    return EGB_NO_MEMORY;
  return egb_again_is_open(rows->source) ? read_again(pieces) : count_and_read(pieces);
}
