/* An order by depth-first search (R. E. Tarjan, "Edge-disjoint spanning trees and depth-first search", Acta Informatica
 * 6, 1976, 171-185): a thing is listed when all that it needs is. What is met again while it waits for what it needs is
 * on a circle, and the waiting things from there on are that circle. */
#include "model/links.h"

#include "base/buffer.h"
#include "base/codes.h"

#include <string.h>

enum { UNSEEN, WAITING, LISTED };

typedef struct search {
  const egb_links *links;
  size_t *path;  /* the waiting things, each needed by the one before */
  size_t *next;  /* per thing: which of its needs comes next */
  size_t *state; /* per thing */
  size_t *order;
  size_t depth, listed;
} search;

static void wait(search *s, size_t thing) {
  s->path[s->depth++] = thing;
  s->next[thing] = s->links->first[thing];
  s->state[thing] = WAITING;
}

/* From a thing to the end of all that it needs. Whether there is no circle; else it is the end of the path, from
 * *start on. */
static bool follow(search *s, size_t thing, size_t *start) {
  wait(s, thing);
  while (s->depth > 0) {
    const size_t at = s->path[s->depth - 1];
    if (s->next[at] == s->links->first[at + 1]) {
      s->state[at] = LISTED;
      s->order[s->listed++] = at;
      s->depth--;
      continue;
    }
    const size_t need = s->links->needs[s->next[at]++];
    if (s->state[need] == UNSEEN) {
      wait(s, need);
    } else if (s->state[need] == WAITING) {
      *start = 0;
      while (s->path[*start] != need)
        (*start)++;
      return false;
    }
  }
  return true;
}

size_t egb_links_order(const egb_links *links, bool last_first, size_t *order, size_t *scratch) {
  const size_t count = links->count;
  search s = {.links = links, .path = scratch, .next = scratch + count, .state = scratch + 2 * count, .order = order};
  for (size_t i = 0; i < count; i++)
    s.state[i] = UNSEEN;
  for (size_t i = 0; i < count; i++) {
    const size_t thing = last_first ? count - 1 - i : i;
    size_t start = 0;
    if (s.state[thing] != UNSEEN || follow(&s, thing, &start))
      continue;
    const size_t length = s.depth - start;
    memmove(scratch, scratch + start, length * sizeof *scratch);
    return length;
  }
  return 0;
}

egb_status egb_refuse_circle(const egb_index *index, const char *key, const size_t *circle, size_t length,
                             egb_place (*place)(const egb_node *node), egb_diag *diag) {
  enum { SHOWN = 12 };
  egb_buffer path = {0}, lines = {0};
  for (size_t i = 0; i < length && i < SHOWN; i++) {
    const egb_place at = place(&index->node[circle[i]]);
    egb_buffer_format(&path, "%s -> ", index->node[circle[i]].id);
    egb_buffer_format(&lines, "%s%s in line %zu", i == 0 ? "" : ", ", index->node[circle[i]].id,
                      at.source != NULL ? egb_place_line(at).line : 0);
  }
  if (length > SHOWN) {
    egb_buffer_format(&path, "... (%zu more) -> ", length - SHOWN);
    egb_buffer_format(&lines, " and %zu more", length - SHOWN);
  }
  egb_buffer_text(&path, index->node[circle[0]].id);
  const bool failed = path.failed || lines.failed;
  if (!failed) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_CIRCLE, place(&index->node[circle[0]]), "`%s:` forms a circle: %s", key,
                path.text);
    egb_diag_hint(diag, "change one of them: %s", lines.text);
  }
  egb_buffer_clear(&path);
  egb_buffer_clear(&lines);
  return failed ? EGB_NO_MEMORY : EGB_REFUSED;
}
