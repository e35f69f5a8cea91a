/* Scores and places of some scenarios as bytes (parts/part_file.h): the file of a part, and pieces of a run that is not
 * finished. A piece is its length, eight bytes, the lowest first, and a file of its own, so that what was written last
 * when a run died is seen not to be whole. */
#include "compare/sweep.h"

#include "base/buffer.h"
#include "base/checksum.h"
#include "base/codes.h"

#include <string.h>

#define PREFIX 8
#define SHA_BYTES 32

/* ---- what they are of ------------------------------------------------------------------------ */

/* The grid in one way, however it was typed. */
static void put_grid(egb_buffer *lines, const egb_sweep *sweep) {
  egb_buffer text = {0}, values = {0};
  for (size_t i = 0; i < sweep->axis_count; i++) {
    const egb_sweep_axis *axis = &sweep->axis[i];
    egb_buffer_format(&text, "%s%s=", i > 0 ? "," : "", sweep->base->index->node[axis->node].id);
    egb_buffer_number(&text, axis->value[0]);
    if (axis->count > 1) {
      egb_buffer_text(&text, "..");
      egb_buffer_number(&text, axis->value[axis->count - 1]);
      egb_buffer_format(&text, ":%zu", axis->count);
    }
    for (size_t k = 0; k < axis->count; k++)
      egb_part_put_real(&values, axis->value[k]);
  }
  egb_part_line(lines, "grid", egb_buffer_string(&text));
  egb_part_line_sum(lines, "values", &values);
  lines->failed = lines->failed || text.failed;
  egb_buffer_clear(&text);
  egb_buffer_clear(&values);
}

/* EGB_REFUSED: a file of data has other bytes by now. */
static egb_status put_lines(const egb_sweep_run *r, bool unfinished, egb_buffer *lines, egb_diag *diag) {
  const egb_status status = egb_part_find_sources(r->plan, diag);
  if (status != EGB_OK)
    return status;
  egb_part_put_subject(lines, "sweep", r->plan, r->sweep->base, 0);
  put_grid(lines, r->sweep);
  egb_part_line(lines, "rescale", r->options.rescale != NULL ? r->options.rescale : "proportional");
  if (unfinished)
    egb_buffer_format(lines, "share %zu/%zu\n", r->which.number, r->which.of);
  return lines->failed ? EGB_NO_MEMORY : EGB_OK;
}

void egb_sweep_share(size_t count, size_t number, size_t of, size_t *first, size_t *end) {
  *first = (size_t)((uint64_t)count * (number - 1) / of);
  *end = (size_t)((uint64_t)count * number / of);
}

/* ---- scenarios ------------------------------------------------------------------------------- */

static void put_scenarios(const egb_sweep *sweep, size_t first, size_t end, egb_buffer *out) {
  const size_t units = sweep->base->unit_count;
  for (size_t s = first; s < end; s++) {
    egb_part_put_all(out, sweep->place + s * units, units);
    for (size_t u = 0; u < units; u++)
      egb_part_put_real(out, sweep->score[s * units + u]);
  }
}

static void get_scenarios(egb_part_reader *in, egb_sweep *sweep, size_t first, size_t end) {
  const size_t units = sweep->base->unit_count;
  for (size_t s = first; s < end && !in->failed; s++) {
    uint32_t *place = sweep->place + s * units;
    double *score = sweep->score + s * units;
    memset(place, 0, units * sizeof *place);
    egb_part_add_all(in, place, units, (uint32_t)(2 * units));
    for (size_t u = 0; u < units; u++) {
      score[u] = egb_part_get_real(in);
      in->failed = in->failed || (place[u] > 0 && isnan(score[u]));
    }
  }
}

static egb_status put_file(const egb_sweep_run *r, bool unfinished, const egb_part_which *which, egb_buffer *counts,
                           egb_buffer *file, egb_diag *diag) {
  egb_buffer lines = {0};
  egb_status status = put_lines(r, unfinished, &lines, diag);
  if (status == EGB_OK)
    status = egb_part_close(&lines, which, counts, file);
  egb_buffer_clear(&lines);
  return status;
}

/* ---- parts ----------------------------------------------------------------------------------- */

egb_status egb_sweep_put_part(const egb_sweep_run *r, egb_diag *diag, egb_buffer *file) {
  egb_buffer counts = {0};
  put_scenarios(r->sweep, r->first, r->end, &counts);
  const egb_status status = put_file(r, false, &r->which, &counts, file, diag);
  egb_buffer_clear(&counts);
  return status;
}

egb_status egb_sweep_get_parts(egb_sweep_run *r, const egb_part *parts, size_t count, egb_diag *diag) {
  egb_buffer lines = {0};
  egb_part_set set;
  egb_arena *arena = egb_arena_new();
  egb_status status = arena != NULL ? put_lines(r, false, &lines, diag) : EGB_NO_MEMORY;
  if (status == EGB_OK)
    status = egb_part_open(&lines, parts, count, arena, diag, &set, NULL);
  for (size_t i = 0; status == EGB_OK && i < set.of; i++) {
    size_t first, end;
    egb_sweep_share(r->sweep->count, i + 1, set.of, &first, &end);
    get_scenarios(&set.reader[i], r->sweep, first, end);
    status = egb_part_end(&set.reader[i], diag);
  }
  r->sweep->done = r->sweep->count;
  egb_buffer_clear(&lines);
  egb_arena_free(arena);
  return status;
}

/* ---- pieces ---------------------------------------------------------------------------------- */

egb_status egb_sweep_put_piece(const egb_sweep_run *r, size_t first, size_t end, egb_diag *diag, egb_buffer *piece) {
  static const egb_part_which whole = {.number = 1, .of = 1};
  egb_buffer counts = {0}, file = {0};
  egb_part_put(&counts, first);
  egb_part_put(&counts, end);
  put_scenarios(r->sweep, first, end, &counts);
  const egb_status status = put_file(r, true, &whole, &counts, &file, diag);
  for (size_t i = 0; i < PREFIX; i++)
    egb_buffer_char(piece, (char)(unsigned char)((uint64_t)file.length >> (8 * i) & 0xFF));
  egb_buffer_add(piece, egb_buffer_string(&file), file.length);
  egb_buffer_clear(&counts);
  egb_buffer_clear(&file);
  return status == EGB_OK && piece->failed ? EGB_NO_MEMORY : status;
}

/* The piece at `at`, of so many bytes at most. False: it is not whole, or damaged. */
static bool find_piece(const unsigned char *at, size_t length, egb_part *out) {
  unsigned char sum[SHA_BYTES];
  uint64_t size = 0;
  for (size_t i = 0; i < PREFIX && length >= PREFIX; i++)
    size |= (uint64_t)at[i] << (8 * i);
  if (length < PREFIX || size > length - PREFIX || size < SHA_BYTES)
    return false;
  out->bytes = at + PREFIX;
  out->length = (size_t)size;
  egb_sha256(out->bytes, out->length - SHA_BYTES, sum);
  return memcmp(sum, at + PREFIX + out->length - SHA_BYTES, SHA_BYTES) == 0;
}

/* Scenarios of a piece, which begins where the one before ended. */
static egb_status take_piece(egb_sweep_run *r, const egb_buffer *lines, const egb_part *piece, egb_diag *diag) {
  egb_sweep *sweep = r->sweep;
  egb_part_set set;
  egb_arena *arena = egb_arena_new();
  egb_status status = arena != NULL ? egb_part_open(lines, piece, 1, arena, diag, &set, NULL) : EGB_NO_MEMORY;
  if (status == EGB_OK) {
    egb_part_reader *in = &set.reader[0];
    const size_t first = (size_t)egb_part_get(in, sweep->count), end = (size_t)egb_part_get(in, sweep->count);
    in->failed = in->failed || first != sweep->done || end < first || end > r->end;
    get_scenarios(in, sweep, first, end);
    status = egb_part_end(in, diag);
    if (status == EGB_OK)
      sweep->done = end;
  }
  egb_arena_free(arena);
  return status;
}

/* Why a piece is refused, with what to do about it. */
static egb_status refuse(const char *name, const egb_diag *own, egb_diag *diag) {
  const egb_message *m = egb_diag_first_error(own, (egb_diag_point){0});
  if (m == NULL)
    return EGB_NO_MEMORY;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_PART, "the unfinished sweep beside the output does not fit: %s",
               m->text);
  egb_diag_hint(diag, "say the same as when it was begun, or begin again with --force, which deletes `%.300s`", name);
  return EGB_REFUSED;
}

/* Whether it begins as a piece does. What ends before that can be seen is none. */
static bool is_kept(const unsigned char *bytes, size_t length) {
  static const char magic[] = "egovbench part";
  return length == 0 || (length > PREFIX + sizeof magic && memcmp(bytes + PREFIX, magic, sizeof magic - 1) == 0);
}

egb_status egb_sweep_get_kept(egb_sweep_run *r, const char *name, egb_diag *diag, size_t *usable) {
  const unsigned char *bytes = r->options.kept;
  egb_part piece = {.name = name};
  egb_buffer lines = {0};
  egb_diag *own = egb_diag_beside(diag);
  egb_status status = own != NULL ? EGB_OK : EGB_NO_MEMORY;
  *usable = 0;
  r->sweep->done = r->first;
  if (status == EGB_OK)
    status = put_lines(r, true, &lines, diag);
  const bool refused = status == EGB_REFUSED; /* and said */
  if (status == EGB_OK && !is_kept(bytes, r->options.kept_length)) {
    egb_diag_say(own, EGB_SEVERITY_ERROR, EGB_E_PART, "`%.300s` is no unfinished sweep", name);
    status = EGB_REFUSED;
  }
  while (status == EGB_OK && find_piece(bytes + *usable, r->options.kept_length - *usable, &piece)) {
    status = take_piece(r, &lines, &piece, own);
    *usable += status == EGB_OK ? PREFIX + piece.length : 0;
  }
  if (status == EGB_REFUSED && !refused)
    status = refuse(name, own, diag);
  egb_buffer_clear(&lines);
  egb_diag_free(own);
  return status;
}
