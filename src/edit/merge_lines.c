/* A three-way merge of lines: lines that all three have in the same order divide the texts into pieces, and of a piece
 * that only one side changed that side's is taken (S. Khanna, K. Kunal, B. C. Pierce, "A formal investigation of
 * diff3", FSTTCS 2007). The common lines are a longest common subsequence, by the table of Wagner and Fischer: what
 * differs of two definitions is short once equal beginnings and ends are set aside. */
#include "edit/merge_lines.h"

#include "base/arena.h"

#include <string.h>

#define TABLE_MAX ((size_t)1 << 22) /* cells; longer differences have no common lines, and are one piece */
#define NONE ((size_t)-1)

typedef struct line_list {
  const char **start; /* count + 1: the last one is the end of the text */
  size_t count;
} line_list;

static line_list split(egb_arena *arena, egb_lines text) {
  size_t count = 0;
  for (size_t i = 0; i < text.length; i++)
    count += text.text[i] == '\n' || i + 1 == text.length;
  line_list out = {egb_arena_array(arena, count + 1, sizeof *out.start), count};
  const char *at = text.text, *end = text.text + text.length;
  for (size_t i = 0; i < count && out.start != NULL; i++) {
    out.start[i] = at;
    const char *line = memchr(at, '\n', (size_t)(end - at));
    at = line == NULL ? end : line + 1;
  }
  if (out.start != NULL)
    out.start[count] = end;
  return out;
}

static bool same(const line_list *a, size_t i, const line_list *b, size_t k) {
  const size_t length = (size_t)(a->start[i + 1] - a->start[i]);
  return length == (size_t)(b->start[k + 1] - b->start[k]) && memcmp(a->start[i], b->start[k], length) == 0;
}

/* Which line of the other text each of lines [from, to) of a is, [from, end) of b: from the table of lengths. */
static bool match_middle(egb_arena *arena, const line_list *a, const line_list *b, size_t from, size_t to, size_t end,
                         size_t *match) {
  const size_t rows = to - from + 1, columns = end - from + 1;
  if (rows > TABLE_MAX / columns)
    return true;
  uint32_t *length = egb_arena_array(arena, rows * columns, sizeof *length); /* of the rests behind i and k */
  if (length == NULL)
    return false;
  for (size_t i = rows - 1; i-- > 0;)
    for (size_t k = columns - 1; k-- > 0;) {
      const uint32_t down = length[(i + 1) * columns + k], right = length[i * columns + k + 1];
      length[i * columns + k] = same(a, from + i, b, from + k) ? length[(i + 1) * columns + k + 1] + 1
                                : down > right                 ? down
                                                               : right;
    }
  for (size_t i = 0, k = 0; i + 1 < rows && k + 1 < columns;) {
    if (same(a, from + i, b, from + k))
      match[from + i++] = from + k++;
    else if (length[(i + 1) * columns + k] >= length[i * columns + k + 1])
      i++;
    else
      k++;
  }
  return true;
}

/* Per line of a the line of b that it is, NONE: none. NULL: out of memory. */
static size_t *match_lines(egb_arena *arena, const line_list *a, const line_list *b) {
  size_t *match = egb_arena_array(arena, a->count + 1, sizeof *match), from = 0, tail = 0;
  if (match == NULL)
    return NULL;
  for (size_t i = 0; i < a->count; i++)
    match[i] = NONE;
  for (; from < a->count && from < b->count && same(a, from, b, from); from++)
    match[from] = from;
  while (tail < a->count - from && tail < b->count - from && same(a, a->count - 1 - tail, b, b->count - 1 - tail)) {
    tail++;
    match[a->count - tail] = b->count - tail;
  }
  return match_middle(arena, a, b, from, a->count - tail, b->count - tail, match) ? match : NULL;
}

/* Lines [from, to) of a text. */
typedef struct piece {
  const line_list *of;
  size_t from, to;
} piece;

static bool is_same_piece(piece a, piece b) {
  const size_t length = (size_t)(a.of->start[a.to] - a.of->start[a.from]);
  return length == (size_t)(b.of->start[b.to] - b.of->start[b.from]) &&
         memcmp(a.of->start[a.from], b.of->start[b.from], length) == 0;
}

typedef struct merging {
  egb_buffer *out;
  size_t conflicts, first;
} merging;

static void put(merging *m, piece base, piece ours, piece theirs) {
  const bool theirs_only = is_same_piece(base, ours);
  const piece taken = theirs_only ? theirs : ours;
  if (!theirs_only && !is_same_piece(base, theirs) && !is_same_piece(ours, theirs) && m->conflicts++ == 0)
    m->first = ours.from + 1;
  egb_buffer_add(m->out, taken.of->start[taken.from],
                 (size_t)(taken.of->start[taken.to] - taken.of->start[taken.from]));
}

egb_status egb_merge_lines(egb_lines base, egb_lines ours, egb_lines theirs, egb_buffer *out, size_t *conflicts,
                           size_t *first) {
  egb_arena *arena = egb_arena_new();
  if (arena == NULL)
    return EGB_NO_MEMORY;
  const line_list b = split(arena, base), o = split(arena, ours), t = split(arena, theirs);
  const bool whole = b.start != NULL && o.start != NULL && t.start != NULL;
  const size_t *in_ours = whole ? match_lines(arena, &b, &o) : NULL;
  const size_t *in_theirs = in_ours != NULL ? match_lines(arena, &b, &t) : NULL;
  merging m = {.out = out};
  size_t from = 0, at_ours = 0, at_theirs = 0;
  for (size_t i = 0; in_theirs != NULL && i <= b.count; i++) {
    const bool last = i == b.count;
    if (!last && (in_ours[i] == NONE || in_theirs[i] == NONE))
      continue;
    const size_t mine = last ? o.count : in_ours[i], other = last ? t.count : in_theirs[i];
    put(&m, (piece){&b, from, i}, (piece){&o, at_ours, mine}, (piece){&t, at_theirs, other});
    if (!last)
      egb_buffer_add(out, b.start[i], (size_t)(b.start[i + 1] - b.start[i]));
    from = i + 1;
    at_ours = mine + 1;
    at_theirs = other + 1;
  }
  *conflicts = m.conflicts;
  *first = m.first;
  const bool failed = in_theirs == NULL || out->failed;
  egb_arena_free(arena);
  return failed ? EGB_NO_MEMORY : EGB_OK;
}
