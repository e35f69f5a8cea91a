/* Where a file is left out nothing can be computed again; that ranks follow from scores can be seen all the same: no
 * unit with a better score has a worse rank. Ties, rounding and tie-breakers leave that as it is. */
#include "base/number.h"
#include "model/index.h"
#include "read/csv.h"
#include "verify/verify.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RANKING "results/ranking.csv"
#define STEP 1e-9 /* in which ranks see scores */

typedef struct ranked {
  double score, rank;
  size_t row;
} ranked;

typedef struct ranks {
  egb_verifying *v;
  size_t score, rank; /* columns */
  ranked *unit;
  size_t count, room;
} ranks;

static size_t column_of(const egb_csv *csv, const char *name) {
  for (size_t i = 0; i < csv->field_count; i++)
    if (csv->field[i].length == strlen(name) && memcmp(csv->field[i].text, name, csv->field[i].length) == 0)
      return i;
  return SIZE_MAX;
}

static bool add(ranks *r, egb_arena *arena, const egb_csv *csv, size_t row) {
  double score, rank;
  if (r->score >= csv->field_count || r->rank >= csv->field_count ||
      egb_number_parse(csv->field[r->score].text, csv->field[r->score].length, &score) != EGB_NUMBER_OK ||
      egb_number_parse(csv->field[r->rank].text, csv->field[r->rank].length, &rank) != EGB_NUMBER_OK)
    return true;
  if (r->count == r->room) {
    const size_t room = r->room == 0 ? 256 : 2 * r->room;
    ranked *larger = egb_arena_array(arena, room, sizeof *larger);
    if (larger == NULL)
      return false;
    if (r->count != 0)
      memcpy(larger, r->unit, r->count * sizeof *larger);
    r->unit = larger;
    r->room = room;
  }
  r->unit[r->count++] = (ranked){score, rank, row};
  return true;
}

static int by_rank(const void *a, const void *b) {
  const ranked *x = a, *y = b;
  return x->rank < y->rank ? -1 : x->rank > y->rank ? 1 : x->row < y->row ? -1 : x->row > y->row;
}

/* sign: -1 where less is better. */
static void compare(ranks *r, double sign) {
  if (r->count == 0)
    return;
  qsort(r->unit, r->count, sizeof *r->unit, by_rank);
  for (size_t i = 1; i < r->count; i++) {
    const ranked *before = &r->unit[i - 1], *one = &r->unit[i];
    const bool level = !(one->rank > before->rank);
    r->v->out->about.figures++;
    if (level || sign * (one->score - before->score) <= STEP)
      continue;
    egb_verify_find(r->v, (egb_verification_finding){.severity = EGB_SEVERITY_ERROR,
                                                     .file = RANKING,
                                                     .row = one->row,
                                                     .column = "rank",
                                                     .text = "the rank does not follow from the scores"});
  }
}

static egb_status read(ranks *r, egb_arena *arena, const egb_source *file, egb_diag *diag) {
  egb_csv csv;
  bool more = false;
  egb_status status = egb_csv_open(&csv, arena, file, ',', diag);
  if (status == EGB_OK)
    status = egb_csv_next(&csv, diag, &more);
  if (status != EGB_OK || !more)
    return status;
  r->score = column_of(&csv, "score");
  r->rank = column_of(&csv, "rank");
  for (size_t row = 1; status == EGB_OK && more; row++) {
    status = egb_csv_next(&csv, diag, &more);
    if (status == EGB_OK && more && !add(r, arena, &csv, row))
      status = EGB_NO_MEMORY;
  }
  if (status == EGB_OK && r->score == SIZE_MAX)
    egb_verify_find(r->v, (egb_verification_finding){.severity = EGB_SEVERITY_NOTE,
                                                     .file = RANKING,
                                                     .column = "score",
                                                     .text = "scores are withheld, so that ranks cannot be checked"});
  return status;
}

void egb_verify_ranks(egb_verifying *v) {
  const egb_source *file = egb_held_find(&v->held, RANKING);
  if (file == NULL)
    return; /* that it is missing is found elsewhere */
  egb_arena *arena = egb_arena_new();
  egb_diag *aside = egb_diag_new();
  egb_index *index = NULL;
  ranks r = {.v = v};
  egb_status status = arena == NULL || aside == NULL ? EGB_NO_MEMORY : egb_verify_index(v, aside, &index);
  if (status != EGB_OK && status != EGB_NO_MEMORY)
    egb_verify_find(v, (egb_verification_finding){.severity = EGB_SEVERITY_ERROR,
                                                  .file = v->manifest.definition,
                                                  .text = "the definition cannot be read"});
  else if (status == EGB_OK)
    status = read(&r, arena, file, aside);
  if (status == EGB_NO_MEMORY)
    v->failed = true;
  else if (index != NULL)
    compare(&r, egb_index_node_height(index, 0, 1));
  egb_index_free(index);
  egb_diag_free(aside);
  egb_arena_free(arena);
}
