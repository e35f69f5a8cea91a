/* weights merge: weights by node, everything else by line. Once all three texts have the merged weights, what is left
 * of their differences is what people changed besides, and lines are merged as they are by any other tool. */
#include "model/merge.h"
#include "edit/edit.h"
#include "edit/merge_lines.h"

#include "base/codes.h"
#include "base/number.h"

#include <math.h>
#include <string.h>

enum { BASE, OURS, THEIRS };

static const egb_index *side(const egb_merge *m, size_t which) {
  return which == BASE ? m->base : which == OURS ? m->ours : m->theirs;
}

static size_t number_of(const egb_merge_node *node, size_t which) {
  return which == BASE ? node->base : which == OURS ? node->ours : node->theirs;
}

/* ---- weights --------------------------------------------------------------------------------- */

/* One number of the definition's own: weights of periods, and those of a definition that it extends, are lines. */
static bool is_simple(const egb_index *index, const egb_node *node) {
  const egb_place place = node->weight_place.source != NULL ? node->weight_place : node->place;
  return node->weight_of == NULL && place.source == index->source;
}

static bool is_percent(egb_place place) {
  return place.source != NULL && place.length > 0 && place.source->text[place.offset + place.length - 1] == '%';
}

/* NULL: out of memory. */
static const char *words_of(egb_arena *arena, const egb_node *node) {
  const egb_place place = node->weight_place;
  if (place.source == NULL)
    return EGB_EDIT_NO_WEIGHT;
  return egb_arena_text(arena, place.source->text + place.offset, egb_edit_number_length(place));
}

static double value_of(const char *words) {
  double value = 1;
  if (words[0] != '\0')
    (void)egb_number_parse(words, strlen(words), &value);
  return value;
}

static egb_merged decide(const egb_merge_node *node) {
  const bool ours = strcmp(node->words[BASE], node->words[OURS]) != 0;
  const bool theirs = strcmp(node->words[BASE], node->words[THEIRS]) != 0;
  if (!ours || !theirs)
    return ours ? EGB_MERGED_OURS : theirs ? EGB_MERGED_THEIRS : EGB_MERGED_SAME;
  return value_of(node->words[OURS]) == value_of(node->words[THEIRS]) ? EGB_MERGED_BOTH : EGB_MERGED_CONFLICT;
}

/* The nodes that all three have, each with the same parent and the same way of writing its weight. */
static bool match_nodes(egb_merge *m) {
  m->node = egb_arena_array(m->arena, m->ours->node_count, sizeof *m->node);
  for (size_t i = 1; i < m->ours->node_count && m->node != NULL; i++) {
    const egb_node *ours = &m->ours->node[i];
    const size_t b = egb_index_find(m->base, ours->id), t = egb_index_find(m->theirs, ours->id);
    if (b == EGB_NONE || t == EGB_NONE)
      continue;
    const egb_node *base = &m->base->node[b], *theirs = &m->theirs->node[t];
    if (b == 0 || t == 0 || !is_simple(m->base, base) || !is_simple(m->ours, ours) || !is_simple(m->theirs, theirs) ||
        is_percent(base->weight_place) != is_percent(ours->weight_place) ||
        is_percent(base->weight_place) != is_percent(theirs->weight_place))
      continue;
    egb_merge_node *node = &m->node[m->count++];
    *node = (egb_merge_node){.base = b, .ours = i, .theirs = t};
    node->words[BASE] = words_of(m->arena, base);
    node->words[OURS] = words_of(m->arena, ours);
    node->words[THEIRS] = words_of(m->arena, theirs);
    if (egb_arena_failed(m->arena))
      return false;
    node->merged = decide(node);
  }
  return m->node != NULL;
}

/* What a node gets: theirs where only they changed it. */
static const char *merged_words(const egb_merge_node *node) {
  return node->words[node->merged == EGB_MERGED_THEIRS ? THEIRS : OURS];
}

/* Weights that were rescaled belong together: where both changed a family and its sum is none that anyone meant, what
 * they changed is in conflict, although no single weight is. */
static void check_family(egb_merge *m, size_t parent) {
  double sum[3] = {0, 0, 0}, merged = 0;
  bool ours = false, theirs = false;
  for (size_t i = 0; i < m->count; i++) {
    const egb_merge_node *node = &m->node[i];
    if (m->ours->node[node->ours].parent != parent)
      continue;
    for (size_t k = 0; k < 3; k++)
      sum[k] += value_of(node->words[k]);
    merged += value_of(merged_words(node));
    ours = ours || node->merged == EGB_MERGED_OURS || node->merged == EGB_MERGED_CONFLICT;
    theirs = theirs || node->merged == EGB_MERGED_THEIRS || node->merged == EGB_MERGED_CONFLICT;
  }
  const double dust = 1e-9 * fmax(1, fabs(merged));
  const bool kept = fabs(sum[BASE] - sum[OURS]) <= dust && fabs(sum[BASE] - sum[THEIRS]) <= dust;
  if (!ours || !theirs || !kept || fabs(merged - sum[BASE]) <= dust)
    return;
  for (size_t i = 0; i < m->count; i++) {
    egb_merge_node *node = &m->node[i];
    if (m->ours->node[node->ours].parent == parent && node->merged != EGB_MERGED_SAME &&
        node->merged != EGB_MERGED_BOTH && node->merged != EGB_MERGED_CONFLICT) {
      node->merged = EGB_MERGED_CONFLICT;
      node->family = true;
    }
  }
}

/* ---- texts ----------------------------------------------------------------------------------- */

/* The text of a side with the merged weights; in the edit, which is to be freed. */
static egb_status text_of(const egb_merge *m, size_t which, egb_diag *diag, egb_edit **out) {
  egb_status status = egb_edit_begin(side(m, which), out);
  for (size_t i = 0; i < m->count && status == EGB_OK; i++) {
    const egb_merge_node *node = &m->node[i];
    const size_t at = number_of(node, which);
    const char *words = merged_words(node);
    if (strcmp(words, node->words[which]) == 0)
      continue;
    (*out)->words[at] = words;
    (*out)->weight[at] = value_of(words);
  }
  return status == EGB_OK ? egb_edit_finish(*out, diag) : status;
}

static egb_lines lines_of(const egb_edit *edit) {
  size_t length = 0;
  const char *text = egb_edit_text(edit, &length);
  return (egb_lines){text, length};
}

static egb_status merge_texts(egb_merge *m, egb_diag *diag) {
  egb_edit *edit[3] = {NULL, NULL, NULL};
  egb_buffer out = {0};
  egb_status status = EGB_OK;
  for (size_t k = 0; k < 3 && status == EGB_OK; k++)
    status = text_of(m, k, diag, &edit[k]);
  if (status == EGB_OK)
    status = egb_merge_lines(lines_of(edit[BASE]), lines_of(edit[OURS]), lines_of(edit[THEIRS]), &out,
                             &m->line_conflicts, &m->first_line);
  if (status == EGB_OK) {
    m->text = egb_arena_text(m->arena, egb_buffer_string(&out), out.length);
    m->length = out.length;
    status = m->text == NULL ? EGB_NO_MEMORY : EGB_OK;
  }
  for (size_t k = 0; k < 3; k++)
    egb_edit_free(edit[k]);
  egb_buffer_clear(&out);
  return status;
}

/* What two correct texts make together need not be: one id twice, a scenario of a node that is gone. */
static egb_status read_again(const egb_merge *m, egb_diag *diag) {
  egb_index *again = NULL;
  egb_diag *quiet = egb_diag_beside(diag);
  if (quiet == NULL)
    return EGB_NO_MEMORY;
  const egb_index_options options = {
      .size = sizeof options, .home = m->ours->home, .text = m->text, .length = m->length};
  egb_status status = egb_index_read(m->ours->source->name, &options, quiet, &again);
  bool right = status == EGB_OK;
  for (size_t i = 0; i < m->count && right; i++) {
    const size_t at = egb_index_find(again, m->ours->node[m->node[i].ours].id);
    right = at == EGB_NONE || again->node[at].weight == value_of(merged_words(&m->node[i]));
  }
  if (status != EGB_NO_MEMORY && !right) {
    egb_diag_merge(diag, quiet);
    egb_diag_report(diag, EGB_SEVERITY_ERROR, EGB_E_MERGE, "what the two make together is no correct definition",
                    "merge them by hand, for instance with `git merge-file`: nothing was written");
    status = EGB_REFUSED;
  }
  egb_index_free(again);
  egb_diag_free(quiet);
  return status;
}

egb_status egb_merge_new(const egb_index *base, const egb_index *ours, const egb_index *theirs, egb_diag *diag,
                         egb_merge **out) {
  *out = NULL;
  egb_arena *arena = egb_arena_new();
  egb_merge *m = egb_arena_array(arena, 1, sizeof *m);
  if (m == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  *m = (egb_merge){.arena = arena, .base = base, .ours = ours, .theirs = theirs};
  egb_status status = match_nodes(m) ? EGB_OK : EGB_NO_MEMORY;
  for (size_t i = 0; i < ours->node_count && status == EGB_OK; i++)
    if (ours->node[i].first_child != EGB_NONE)
      check_family(m, i);
  if (status == EGB_OK)
    status = merge_texts(m, diag);
  if (status == EGB_OK)
    status = read_again(m, diag);
  if (status == EGB_OK)
    *out = m;
  else
    egb_merge_free(m);
  return status;
}

void egb_merge_free(egb_merge *merge) {
  if (merge != NULL)
    egb_arena_free(merge->arena);
}

size_t egb_merge_conflict_count(const egb_merge *merge) {
  size_t count = merge->line_conflicts;
  for (size_t i = 0; i < merge->count; i++)
    count += merge->node[i].merged == EGB_MERGED_CONFLICT;
  return count;
}

const char *egb_merge_text(const egb_merge *merge, size_t *length) {
  *length = merge->length;
  return merge->text;
}
