#include "base/source_again.h"

#include "base/hash.h"
#include "base/text.h"
#include "base/threads.h"
#include "base/utf8_pieces.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define GROUP ((size_t)16) /* blocks that are read at once */
#define THREADS_MOST 8

typedef enum where { WHERE_HERE, WHERE_IN_FILE, WHERE_LOST } where;

/* How the text of a source is read again: the same file with the same bytes, or not at all. */
typedef struct file_again {
  egb_again again;
  atomic_int where;
  atomic_flag busy;
  dev_t device;
  ino_t number;
  egb_hash_key key;
  uint64_t *sum; /* per block */
  size_t threads;
} file_again;

/* ---- blocks ---------------------------------------------------------------------------------- */

/* Tells bytes from others that somebody wrote in their place, not from those that somebody made for it: four chains of
 * multiplications, which are one to one, under a key. */
static uint64_t sum_of(egb_hash_key key, const char *text, size_t length) {
  uint64_t lane[4] = {key.half[0], key.half[1], ~key.half[0], ~key.half[1]};
  size_t at = 0;
  for (; length - at >= sizeof lane; at += sizeof lane) {
    uint64_t word[4];
    memcpy(word, text + at, sizeof word);
    for (int i = 0; i < 4; i++) {
      lane[i] = (lane[i] ^ word[i]) * UINT64_C(0x9E3779B97F4A7C15);
      lane[i] = lane[i] << 31 | lane[i] >> 33;
    }
  }
  return egb_hash(key, lane, sizeof lane) ^ egb_hash(key, text + at, length - at);
}

/* 0, an error number, or EGB_FILE_OTHER where the file ends before. */
static int read_at(int file, char *to, size_t length, size_t from) {
  for (size_t done = 0; done < length;) {
    const ssize_t got = pread(file, to + done, length - done, (off_t)(from + done));
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return got == 0 ? EGB_FILE_OTHER : errno;
    done += (size_t)got;
  }
  return 0;
}

static size_t count_blocks(size_t length, size_t block) {
  return (length + block - 1) / block;
}

static size_t length_of(size_t length, size_t number, size_t block) {
  const size_t left = length - number * block;
  return left < block ? left : block;
}

/* ---- the whole file -------------------------------------------------------------------------- */

typedef struct reading {
  int file;
  size_t threads; /* 0: as many as there are processors */
  char *text;     /* of all; what is before `from` or not before `to` is not kept */
  size_t from, to, length, block;
  char *room; /* per thread: for a group that is not kept */
  char last;  /* byte of the file */
  egb_hash_key key;
  uint64_t *sum;
  uint32_t *lines;      /* NULL: they are known */
  egb_utf8_piece *utf8; /* per group; NULL: it is known */
  atomic_int error;     /* 0, an error number or EGB_FILE_OTHER */
} reading;

static egb_status read_group(void *context, size_t worker, size_t number) {
  reading *r = context;
  const size_t first = number * GROUP, from = first * r->block, left = r->length - from;
  const size_t length = left < GROUP * r->block ? left : GROUP * r->block;
  char *text = from >= r->from && from < r->to ? r->text + from : r->room + worker * GROUP * r->block;
  const int error = read_at(r->file, text, length, from);
  if (error != 0) {
    atomic_store(&r->error, error);
    return EGB_IO;
  }
  for (size_t i = first; i < first + count_blocks(length, r->block); i++) {
    const char *block = text + (i - first) * r->block;
    const size_t size = length_of(r->length, i, r->block);
    r->sum[i] = sum_of(r->key, block, size);
    if (r->lines != NULL)
      r->lines[i] = (uint32_t)egb_text_lines(block, size);
  }
  if (r->utf8 != NULL)
    r->utf8[number] = egb_utf8_piece_of(text, length, number == 0, length == left);
  if (length == left && length != 0)
    r->last = text[length - 1];
  return EGB_OK;
}

static size_t count_groups(size_t length, size_t block) {
  return (count_blocks(length, block) + GROUP - 1) / GROUP;
}

static int read_whole(reading *r) {
  const size_t most = egb_threads_wanted(r->threads), threads = most < THREADS_MOST ? most : THREADS_MOST;
  const size_t groups = count_groups(r->length, r->block);
  size_t finished;
  char more;
  atomic_init(&r->error, 0);
  r->room = malloc(threads * GROUP * r->block);
  if (r->room == NULL)
    return ENOMEM;
  const egb_status status = egb_threads_run(threads, groups, read_group, r, NULL, &finished);
  free(r->room);
  if (status != EGB_OK)
    return status == EGB_NO_MEMORY ? ENOMEM : atomic_load(&r->error);
  return pread(r->file, &more, 1, (off_t)r->length) == 0 ? 0 : EGB_FILE_OTHER;
}

/* ---- again ----------------------------------------------------------------------------------- */

/* A file of that name is opened without waiting for anything. */
static int open_same(const file_again *again, const egb_source *source) {
  struct stat status;
  const int file = open(source->name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (file >= 0 && fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_dev == again->device &&
      status.st_ino == again->number && (size_t)status.st_size == source->length)
    return file;
  if (file >= 0)
    (void)close(file);
  return -1;
}

/* What the arena handed out for the rest of the text is written, while no other thread looks at it. */
static bool read_same(const file_again *again, const egb_source *source, int file) {
  const size_t blocks = count_blocks(source->length, again->again.block), head = again->again.head;
  char *text = again->again.text;
  egb_arena *arena = egb_arena_new();
  reading r = {.file = file,
               .threads = again->threads,
               .text = text,
               .from = head,
               .to = source->length,
               .length = source->length,
               .block = again->again.block,
               .key = again->key,
               .sum = egb_arena_array(arena, blocks, sizeof *r.sum)};
  const bool same = r.sum != NULL && read_whole(&r) == 0 && memcmp(r.sum, again->sum, blocks * sizeof *r.sum) == 0;
  if (!same)
    memset(text + head, 0, source->length - head);
  egb_arena_free(arena);
  return same;
}

static bool read_again(const egb_source *source) {
  file_again *again = (file_again *)source->again;
  if (atomic_load(&again->where) == WHERE_HERE)
    return true;
  while (atomic_flag_test_and_set(&again->busy)) {
    /* another thread reads it */
  }
  if (atomic_load(&again->where) == WHERE_IN_FILE) {
    const int file = open_same(again, source);
    atomic_store(&again->where, file >= 0 && read_same(again, source, file) ? WHERE_HERE : WHERE_LOST);
    if (file >= 0)
      (void)close(file);
  }
  atomic_flag_clear(&again->busy);
  return atomic_load(&again->where) == WHERE_HERE;
}

int egb_again_open(const egb_source *source) {
  return open_same((const file_again *)source->again, source);
}

bool egb_again_blocks(const egb_source *source, int file, size_t first, size_t count, char *to) {
  const file_again *again = (const file_again *)source->again;
  const size_t block = again->again.block, from = first * block, left = source->length - from;
  const size_t length = left < count * block ? left : count * block;
  bool same = read_at(file, to, length, from) == 0;
  for (size_t i = first; i < first + count_blocks(length, block) && same; i++)
    same = sum_of(again->key, to + (i - first) * block, length_of(source->length, i, block)) == again->sum[i];
  return same;
}

bool egb_again_is_open(const egb_source *source) {
  return source->again != NULL && source->again->read == read_again &&
         atomic_load(&((file_again *)source->again)->where) == WHERE_IN_FILE;
}

int egb_file_read_large(egb_arena *arena, int file, const struct stat *status, egb_again_how how, egb_source *out) {
  const size_t length = (size_t)status->st_size, block = how.block != 0 ? how.block : EGB_AGAIN_BLOCK;
  const size_t blocks = count_blocks(length, block);
  file_again *again = egb_arena_array(arena, 1, sizeof *again);
  char *text = egb_arena_array(arena, length + 1, 1);
  uint64_t *sum = egb_arena_array(arena, blocks, sizeof *sum);
  uint32_t *lines = egb_arena_array(arena, blocks, sizeof *lines);
  egb_utf8_piece *utf8 = egb_arena_array(arena, count_groups(length, block), sizeof *utf8);
  if (again == NULL || text == NULL || sum == NULL || lines == NULL || utf8 == NULL)
    return ENOMEM;
  reading r = {.file = file,
               .threads = how.threads,
               .text = text,
               .to = how.whole || length < GROUP * block ? length : GROUP * block,
               .length = length,
               .block = block,
               .key = egb_hash_fresh_key(),
               .sum = sum,
               .lines = lines,
               .utf8 = utf8};
  const int error = read_whole(&r);
  again->again = (egb_again){.read = read_again,
                             .text = text,
                             .head = r.to,
                             .utf8 = error == 0 && egb_utf8_pieces_fit(utf8, count_groups(length, block)),
                             .last = r.last,
                             .block = block,
                             .lines = lines};
  again->device = status->st_dev;
  again->number = status->st_ino;
  again->key = r.key;
  again->sum = sum;
  again->threads = how.threads;
  atomic_init(&again->where, r.to == length ? WHERE_HERE : WHERE_IN_FILE);
  atomic_flag_clear(&again->busy);
  out->text = text;
  out->length = length;
  out->again = &again->again;
  return error;
}
