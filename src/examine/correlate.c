/* Which columns go together: siblings, parts and their wholes, indicators and other dimensions, columns beside. */
#include "examine/examine.h"

#include "base/codes.h"
#include "stats/agreement.h"
#include "stats/matrix.h"

#include <math.h>

/* The pairs in the order of the tree; `pair` NULL: they are counted. */
typedef struct pairs {
  const egb_examined *e;
  egb_correlated *pair;
  size_t count, columns;
} pairs;

static void add(pairs *p, egb_relation relation, size_t x, size_t y) {
  if (p->pair != NULL)
    p->pair[p->count] = (egb_correlated){.relation = relation, .x = x, .y = y};
  p->count++;
}

static void add_siblings(pairs *p, size_t node) {
  const egb_node *nodes = p->e->results->index->node;
  for (size_t i = nodes[node].first_child; i != EGB_NONE; i = nodes[i].next)
    for (size_t j = nodes[i].next; p->e->has[i] && j != EGB_NONE; j = nodes[j].next)
      if (p->e->has[j])
        add(p, EGB_RELATION_SIBLINGS, i, j);
}

static void add_above(pairs *p, size_t node) {
  const egb_node *nodes = p->e->results->index->node;
  for (size_t above = nodes[node].parent; node > 0; above = nodes[above].parent) {
    if (p->e->has[above])
      add(p, above == 0 && nodes[node].parent != 0 ? EGB_RELATION_INDEX : EGB_RELATION_PARENT, node, above);
    if (above == 0)
      break;
  }
}

static void add_others(pairs *p, size_t node) {
  const egb_node *nodes = p->e->results->index->node;
  for (size_t other = nodes[0].first_child; other != EGB_NONE; other = nodes[other].next)
    if (p->e->has[other] && nodes[other].first_child != EGB_NONE && !(node >= other && node < nodes[other].end))
      add(p, EGB_RELATION_OTHER, node, other);
}

static void list_pairs(pairs *p) {
  const egb_node *nodes = p->e->results->index->node;
  for (size_t node = p->e->top; node < nodes[p->e->top].end; node++) {
    add_siblings(p, node);
    if (!p->e->has[node])
      continue;
    add_above(p, node);
    if (nodes[node].first_child == EGB_NONE)
      add_others(p, node);
    for (size_t c = 0; c < p->columns; c++)
      add(p, EGB_RELATION_COLUMN, node, c);
  }
}

/* ---- the figures ----------------------------------------------------------------------------- */

typedef struct work {
  double *x, *y, *scratch;
  const bool *whole; /* per place: takes part; NULL: all that both have */
} work;

static void correlate(const egb_examined *e, const double *x, const double *y, const work *w, egb_correlated *out) {
  egb_agreement pearson, spearman, kendall;
  size_t n = 0;
  for (size_t i = 0; i < e->units; i++) {
    if (isnan(x[i]) || isnan(y[i]) || (w->whole != NULL && !w->whole[i]))
      continue;
    w->x[n] = x[i];
    w->y[n++] = y[i];
  }
  egb_stats_agree_pearson(w->x, w->y, n, w->scratch, &pearson);
  egb_stats_agree_spearman(w->x, w->y, n, w->scratch, &spearman);
  egb_stats_agree_kendall(w->x, w->y, n, w->scratch, &kendall);
  out->count = n;
  out->pearson = pearson.estimate;
  out->pearson_p = pearson.p;
  out->spearman = spearman.estimate;
  out->spearman_p = spearman.p;
  out->kendall = kendall.estimate;
  out->kendall_p = kendall.p;
}

/* Units that have every indicator of the tree. */
static const bool *find_whole(const egb_examined *e) {
  const egb_node *nodes = e->results->index->node;
  bool *whole = egb_arena_array(e->out->arena, e->units, sizeof *whole);
  for (size_t i = 0; whole != NULL && i < e->units; i++) {
    whole[i] = true;
    for (size_t node = 0; node < e->results->node_count && whole[i]; node++)
      whole[i] = nodes[node].first_child != EGB_NONE || !e->has[node] || !isnan(egb_examined_column(e, node)[i]);
  }
  return whole;
}

static egb_status make_work(const egb_examined *e, work *out) {
  const size_t need = egb_stats_agreement_scratch(e->units);
  out->x = egb_arena_array(e->out->arena, e->units, sizeof *out->x);
  out->y = egb_arena_array(e->out->arena, e->units, sizeof *out->y);
  out->scratch = egb_arena_array(e->out->arena, need, sizeof *out->scratch);
  out->whole = e->out->complete ? find_whole(e) : NULL;
  return egb_arena_failed(e->out->arena) ? EGB_NO_MEMORY : EGB_OK;
}

egb_status egb_examine_pairs(egb_examined *e, const egb_statistics_options *asked) {
  pairs list = {.e = e};
  const double **column;
  work w = {0};
  egb_status status = egb_examined_columns(e, asked, &column);
  list.columns = e->out->column_count;
  if (status != EGB_OK)
    return status;
  list_pairs(&list);
  status = egb_examined_bound(e, list.count, "pairs");
  if (status == EGB_OK)
    status = make_work(e, &w);
  if (status != EGB_OK)
    return status;
  list.pair = egb_arena_array(e->out->arena, list.count, sizeof *list.pair);
  if (list.pair == NULL)
    return EGB_NO_MEMORY;
  list.count = 0;
  list_pairs(&list);
  for (size_t i = 0; i < list.count; i++) {
    egb_correlated *pair = &list.pair[i];
    correlate(e, egb_examined_column(e, pair->x),
              pair->relation == EGB_RELATION_COLUMN ? column[pair->y] : egb_examined_column(e, pair->y), &w, pair);
  }
  e->out->row.pair = list.pair;
  e->out->count = list.count;
  return EGB_OK;
}
