/* Branch and bound over boxes for one unit, in the manner of J. E. Falk and R. M. Soland, "An algorithm for separable
 * nonconvex programming problems", Management Science 15 (1969), 550-569.
 *
 * The boxes of the list cover the limits at any time: branching puts two halves in the place of one. A node gives its
 * box a bound that no weights in it pass, and may improve the incumbent, which all boxes share; the best bound of all
 * boxes is then one for the limits. A box is done when its bound is not better than the incumbent, and is cut again
 * only across a part that one unit of an undecided pair has and the other lacks: only there is the bound that of a
 * relaxation. When it is too narrow to be cut, the list is full or the time over, its bound stays as it is, weaker but
 * true. */
#include "exact/bounds_state.h"

#include <string.h>

#define NARROWEST 1e-8 /* boxes are not cut narrower */

/* ---- one unit -------------------------------------------------------------------------------- */

static egb_box box_at(const egb_bounds_state *w, size_t i) {
  const size_t parts = w->search->view.count;
  return (egb_box){w->limits + 2 * i * parts, w->limits + (2 * i + 1) * parts, parts};
}

/* Whether `other` is above `unit` in the box. */
egb_outcome egb_bounds_decide(const egb_bounds_search *search, const egb_box *box, size_t unit, size_t other,
                              double *scratch, egb_pair *pair) {
  const egb_view *view = &search->view;
  const double quantum = egb_view_quantum(view);
  if (view->state[view->sense > 0 ? other : unit] == EGB_VIEW_ZERO)
    return EGB_NEVER_ABOVE;
  if (view->state[view->sense > 0 ? unit : other] == EGB_VIEW_ZERO)
    return EGB_ALWAYS_ABOVE;
  if (search->least[other] > search->most[unit] + quantum)
    return EGB_ALWAYS_ABOVE;
  if (search->most[other] < search->least[unit])
    return EGB_NEVER_ABOVE;
  if (pair == NULL)
    return EGB_UNDECIDED;
  egb_pair_make(view, box, unit, other, scratch, pair);
  if (egb_box_most(box, pair->form, NULL) < -pair->rest - quantum)
    return EGB_ALWAYS_ABOVE;
  for (size_t k = 0; k < view->count; k++)
    scratch[k] = -pair->form[k];
  const double least = -egb_box_most(box, scratch, NULL);
  return (pair->rest > 0 ? least > pair->rest : least >= -quantum) ? EGB_NEVER_ABOVE : EGB_UNDECIDED;
}

/* The node of one end in one box: decided pairs are counted, the others listed. */
static egb_search_node make_node(egb_bounds_state *w, const egb_box *box, size_t unit, bool worst, double seconds) {
  const egb_bounds_search *search = w->search;
  const egb_view *view = &search->view;
  egb_search_node node = {.view = view,
                          .box = box,
                          .among = search->by_rank.order,
                          .ranked = search->by_rank.count,
                          .unit = unit,
                          .worst = worst,
                          .settled = 1,
                          .all_or_nothing = w->first_only,
                          .pair = w->pair,
                          .seconds = seconds,
                          .stop = egb_bounds_stop,
                          .context = w->search};
  memset(w->differ, 0, view->count * sizeof *w->differ);
  for (size_t i = 0; i < node.ranked; i++) {
    const size_t other = node.among[i];
    if (other == unit)
      continue;
    egb_pair *pair = &w->pair[node.count];
    const egb_outcome now = egb_bounds_decide(search, box, unit, other, w->scratch, pair);
    node.settled += now == EGB_ALWAYS_ABOVE || (worst && now == EGB_UNDECIDED);
    if (now != EGB_UNDECIDED)
      continue;
    node.count++;
    for (size_t k = 0; k < view->count; k++) {
      w->differ[k] = w->differ[k] || (pair->rest > 0 && isnan(view->value[unit * view->count + k]) !=
                                                            isnan(view->value[other * view->count + k]));
      pair->form[k] = worst ? -pair->form[k] : pair->form[k];
    }
  }
  return node;
}

/* Halves a box across the widest part that makes forms inexact. False: it is fine enough, or there are too many. */
static bool branch(egb_bounds_state *w, size_t i) {
  const egb_box box = box_at(w, i);
  size_t widest = SIZE_MAX;
  for (size_t k = 0; k < box.count; k++)
    if (w->differ[k] && (widest == SIZE_MAX || box.high[k] - box.low[k] > box.high[widest] - box.low[widest]))
      widest = k;
  if (widest == SIZE_MAX || w->boxes + 1 >= EGB_BOUNDS_BOXES || box.high[widest] - box.low[widest] < NARROWEST)
    return false;
  const egb_box other = box_at(w, w->boxes++);
  memcpy(other.low, box.low, box.count * sizeof *box.low);
  memcpy(other.high, box.high, box.count * sizeof *box.high);
  box.high[widest] = other.low[widest] = (box.low[widest] + box.high[widest]) / 2;
  return true;
}

/* One end. */
static bool branch_and_bound(egb_bounds_state *w, size_t unit, bool worst, egb_incumbent *incumbent) {
  const egb_box *whole = &w->search->box;
  const egb_box first = box_at(w, 0);
  memcpy(first.low, whole->low, whole->count * sizeof *whole->low);
  memcpy(first.high, whole->high, whole->count * sizeof *whole->high);
  w->boxes = 1;
  size_t proven = incumbent->rank; /* the best bound of the boxes that are done */
  for (size_t i = 0; i < w->boxes;) {
    const egb_box box = box_at(w, i);
    if (!egb_box_holds(&box)) {
      i++;
      continue;
    }
    const egb_search_node node = make_node(w, &box, unit, worst, w->deadline - egb_bounds_now());
    if (!egb_search_node_solve(w->arena, &node, incumbent))
      return false;
    w->search->solver = w->search->solver && incumbent->solver;
    if (egb_bounds_stop(w->search))
      w->deadline = 0; /* the other boxes get no program, and keep the bound of their decided pairs */
    const bool matters = !w->first_only || (incumbent->proven == 1 && incumbent->rank > 1);
    if (matters && egb_search_better(&node, incumbent->proven, incumbent->rank) && incumbent->solver &&
        node.seconds > 0 && branch(w, i))
      continue; /* the first half is at i now */
    if (egb_search_better(&node, incumbent->proven, proven))
      proven = incumbent->proven;
    i++;
  }
  const egb_search_node end = {.worst = worst};
  incumbent->proven = egb_search_better(&end, incumbent->rank, proven) ? incumbent->rank : proven;
  return true;
}

bool egb_bounds_open(egb_bounds_search *search, egb_bounds_state *w) {
  const size_t parts = search->view.count, ranked = search->by_rank.count;
  *w = (egb_bounds_state){.arena = egb_arena_new(), .search = search};
  if (w->arena == NULL)
    return false;
  w->scratch = egb_arena_array(w->arena, parts, 2 * sizeof *w->scratch);
  w->pair = egb_arena_array(w->arena, ranked + 1, sizeof *w->pair);
  w->limits = egb_arena_array(w->arena, parts, 2 * EGB_BOUNDS_BOXES * sizeof *w->limits);
  w->differ = egb_arena_array(w->arena, parts, sizeof *w->differ);
  double *form = egb_arena_array(w->arena, parts * (ranked + 1), sizeof *form);
  if (w->scratch == NULL || w->pair == NULL || w->limits == NULL || w->differ == NULL || form == NULL)
    return false;
  for (size_t i = 0; i <= ranked; i++)
    w->pair[i].form = form + i * parts;
  return true;
}

void egb_bounds_answer(egb_rank_bounds *unit) {
  unit->first = unit->best == 1 ? EGB_ANSWER_YES : unit->best_proven > 1 ? EGB_ANSWER_NO : EGB_ANSWER_UNKNOWN;
}

/* Both ends of unit i; first_only: no more than whether it can be first. */
bool egb_bounds_unit(egb_bounds_search *search, size_t i, bool first_only, double deadline) {
  egb_bounds_state w;
  bool fine = egb_bounds_open(search, &w);
  egb_rank_bounds *out = &search->unit[i];
  w.deadline = deadline;
  for (int worst = 0; worst < 2 && fine; worst++) {
    size_t *reached = worst == 1 ? &out->worst : &out->best;
    size_t *proven = worst == 1 ? &out->worst_proven : &out->best_proven;
    egb_incumbent incumbent = {
        .rank = *reached, .proven = *proven, .weight = search->weights + (2 * i + (size_t)worst) * search->view.count};
    w.first_only = first_only;
    if (*reached == *proven || (first_only && (worst == 1 || *proven > 1)))
      continue;
    fine = branch_and_bound(&w, out->unit, worst == 1, &incumbent);
    *reached = incumbent.rank;
    *proven = incumbent.proven;
  }
  egb_bounds_answer(out);
  egb_arena_free(w.arena);
  return fine;
}
