#include "base/file_again.h"

#include "base/hash.h"
#include "base/system.h"
#include "base/threads.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#define PIECE ((size_t)1 << 22)
#define THREADS_MOST 8

typedef enum where { WHERE_HERE, WHERE_GIVEN_UP, WHERE_LOST } where;

/* How the text of a source is read again: the same file with the same bytes, or not at all. */
typedef struct file_again {
  egb_again again;
  atomic_int where;
  atomic_flag busy;
  dev_t device;
  ino_t number;
  egb_hash_key key;
  uint64_t *sum; /* per piece */
  size_t threads;
} file_again;

/* ---- reading --------------------------------------------------------------------------------- */

typedef struct reading {
  int file;
  size_t threads; /* 0: as many as there are processors */
  char *text;
  size_t length;
  egb_hash_key key;
  uint64_t *sum;
  atomic_bool ascii;
  atomic_int error; /* 0, an error number or EGB_FILE_OTHER */
} reading;

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

static egb_status read_piece(void *context, size_t worker, size_t number) {
  (void)worker;
  reading *r = context;
  const size_t from = number * PIECE, left = r->length - from, length = left < PIECE ? left : PIECE;
  const int error = read_at(r->file, r->text + from, length, from);
  r->sum[number] = sum_of(r->key, r->text + from, length);
  if (!egb_utf8_is_ascii(r->text + from, length))
    atomic_store(&r->ascii, false);
  if (error == 0)
    return EGB_OK;
  atomic_store(&r->error, error);
  return EGB_IO;
}

static size_t count_pieces(size_t length) {
  return (length + PIECE - 1) / PIECE;
}

static int read_whole(reading *r) {
  const size_t most = egb_threads_wanted(r->threads), threads = most < THREADS_MOST ? most : THREADS_MOST;
  size_t finished;
  char more;
  atomic_init(&r->error, 0);
  atomic_init(&r->ascii, true);
  if (egb_threads_run(threads, count_pieces(r->length), read_piece, r, NULL, &finished) != EGB_OK)
    return atomic_load(&r->error);
  return pread(r->file, &more, 1, (off_t)r->length) == 0 ? 0 : EGB_FILE_OTHER;
}

/* ---- again ----------------------------------------------------------------------------------- */

/* A file of that name is opened without waiting for anything. */
static bool is_same_file(const file_again *again, int file, size_t length) {
  struct stat status;
  return fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_dev == again->device &&
         status.st_ino == again->number && (size_t)status.st_size == length;
}

/* What the arena handed out for the text is written again, while no other thread looks at it. */
static bool read_same(const file_again *again, const egb_source *source, int file) {
  const size_t pieces = count_pieces(source->length);
  char *text = again->again.text;
  egb_arena *arena = egb_arena_new();
  reading r = {.file = file,
               .threads = again->threads,
               .text = text,
               .length = source->length,
               .key = again->key,
               .sum = egb_arena_array(arena, pieces, sizeof *r.sum)};
  const bool same = r.sum != NULL && is_same_file(again, file, source->length) && read_whole(&r) == 0 &&
                    memcmp(r.sum, again->sum, pieces * sizeof *r.sum) == 0;
  if (!same)
    memset(text, 0, source->length);
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
  if (atomic_load(&again->where) == WHERE_GIVEN_UP) {
    const int file = open(source->name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    atomic_store(&again->where, file >= 0 && read_same(again, source, file) ? WHERE_HERE : WHERE_LOST);
    if (file >= 0)
      (void)close(file);
  }
  atomic_flag_clear(&again->busy);
  return atomic_load(&again->where) == WHERE_HERE;
}

int egb_file_read_large(egb_arena *arena, int file, const struct stat *status, size_t threads, egb_source *out) {
  const size_t length = (size_t)status->st_size;
  file_again *again = egb_arena_array(arena, 1, sizeof *again);
  char *text = egb_arena_array(arena, length + 1, 1);
  uint64_t *sum = egb_arena_array(arena, count_pieces(length), sizeof *sum);
  if (again == NULL || text == NULL || sum == NULL)
    return ENOMEM;
  again->again = (egb_again){.read = read_again, .text = text};
  again->device = status->st_dev;
  again->number = status->st_ino;
  again->key = egb_hash_fresh_key();
  again->sum = sum;
  again->threads = threads;
  atomic_init(&again->where, WHERE_HERE);
  atomic_flag_clear(&again->busy);
  reading r = {.file = file, .threads = threads, .text = text, .length = length, .key = again->key, .sum = sum};
  const int error = read_whole(&r);
  again->again.ascii = atomic_load(&r.ascii);
  out->text = text;
  out->length = length;
  out->again = &again->again;
  return error;
}

void egb_file_give_up(const egb_source *source, size_t from, size_t to) {
  if (source->again == NULL || from >= to || source->again->read != read_again)
    return;
  file_again *again = (file_again *)source->again;
  if (egb_system_give_up(again->again.text + from, to - from))
    atomic_store(&again->where, WHERE_GIVEN_UP);
}
