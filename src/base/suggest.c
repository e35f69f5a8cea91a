#include "base/suggest.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "egovbench.h"

#include <stdint.h>
#include <string.h>

/* Longer texts are not typing slips; the bound keeps the work of hostile ones small. */
#define KEY_MAX 96
#define LIMIT_MAX 16

typedef struct key {
  int32_t points[KEY_MAX];
  size_t count;
} key;

/* The comparison key as code points; false when it is empty, too long or memory ran out. scratch is reused. */
static bool make_key(egb_buffer *scratch, const char *text, key *out) {
  const size_t bytes = strlen(text);
  out->count = 0;
  if (bytes > (size_t)KEY_MAX * 4)
    return false;
  scratch->length = 0;
  egb_utf8_fold(scratch, text, bytes);
  if (scratch->failed)
    return false;
  for (size_t at = 0, size; at < scratch->length; at += size) {
    if (out->count == KEY_MAX)
      return false;
    out->points[out->count++] = egb_utf8_next(scratch->text + at, scratch->length - at, &size);
  }
  return out->count != 0;
}

static size_t least(size_t a, size_t b) {
  return a < b ? a : b;
}

/* Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours, each worth one. */
static size_t distance(const key *a, const key *b) {
  size_t rows[3][KEY_MAX + 1];
  size_t *before = rows[0], *last = rows[1], *row = rows[2];
  for (size_t j = 0; j <= b->count; j++)
    before[j] = last[j] = j;
  for (size_t i = 1; i <= a->count; i++) {
    row[0] = i;
    for (size_t j = 1; j <= b->count; j++) {
      const size_t change = a->points[i - 1] != b->points[j - 1];
      row[j] = least(least(last[j] + 1, row[j - 1] + 1), last[j - 1] + change);
      if (i > 1 && j > 1 && a->points[i - 1] == b->points[j - 2] && a->points[i - 2] == b->points[j - 1])
        row[j] = least(row[j], before[j - 2] + 1);
    }
    size_t *reuse = before;
    before = last;
    last = row;
    row = reuse;
  }
  return last[b->count];
}

static bool is_prefix(const key *prefix, const key *whole) {
  return prefix->count >= 2 && prefix->count < whole->count &&
         memcmp(prefix->points, whole->points, prefix->count * sizeof prefix->points[0]) == 0;
}

/* "Korea" of "Republic of Korea": whole words, long enough to mean something. */
static bool is_word_of(const key *typed, const key *whole) {
  for (size_t at = 0; typed->count >= 4 && at + typed->count <= whole->count; at++) {
    const size_t end = at + typed->count;
    if ((at == 0 || whole->points[at - 1] == ' ') && (end == whole->count || whole->points[end] == ' ') &&
        memcmp(typed->points, whole->points + at, typed->count * sizeof typed->points[0]) == 0)
      return true;
  }
  return false;
}

/* How far a candidate is, in half edits so that a prefix counts between one edit and two; SIZE_MAX: not near. */
static size_t rate(const key *typed, const key *candidate) {
  const size_t longer = typed->count > candidate->count ? typed->count : candidate->count;
  const size_t allowed = longer / 3 > 1 ? longer / 3 : 1;
  const size_t edits = distance(typed, candidate);
  if (edits > 1 && is_prefix(typed, candidate))
    return 3;
  if (edits > 2 && is_word_of(typed, candidate))
    return 4;
  /* As many edits as characters would make anything near to a text of one. */
  return edits <= allowed && edits < longer ? 2 * edits : SIZE_MAX;
}

/* Several lists in one may hold the same word. */
static bool is_listed(const char *const *out, size_t kept, const char *candidate) {
  for (size_t i = 0; i < kept; i++)
    if (strcmp(out[i], candidate) == 0)
      return true;
  return false;
}

size_t egb_suggest(const char *typed, const char *const *candidates, size_t count, const char **out, size_t limit) {
  size_t rates[LIMIT_MAX];
  size_t kept = 0;
  key wanted, offered;
  egb_buffer scratch = {0};
  limit = least(limit, LIMIT_MAX);
  if (!make_key(&scratch, typed, &wanted))
    limit = 0;
  for (size_t i = 0; i < count && limit != 0; i++) {
    if (strcmp(candidates[i], typed) == 0 || !make_key(&scratch, candidates[i], &offered))
      continue;
    const size_t rated = rate(&wanted, &offered);
    if (rated == SIZE_MAX || (kept == limit && rated >= rates[kept - 1]) || is_listed(out, kept, candidates[i]))
      continue;
    if (kept < limit)
      kept++;
    size_t at = kept - 1;
    for (; at > 0 && rates[at - 1] > rated; at--) {
      rates[at] = rates[at - 1];
      out[at] = out[at - 1];
    }
    rates[at] = rated;
    out[at] = candidates[i];
  }
  egb_buffer_clear(&scratch);
  return kept;
}
