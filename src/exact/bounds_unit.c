#include "exact/bounds_work.h"

#include <string.h>
#include <time.h>

#define NARROWEST 1e-8 /* boxes are not cut finer */

double egb_bounds_now(void) {
  struct timespec t;
  return clock_gettime(CLOCK_MONOTONIC, &t) == 0 ? (double)t.tv_sec + (double)t.tv_nsec / 1e9 : 0;
}

/* ---- one unit -------------------------------------------------------------------------------- */

static egb_box piece(const egb_bounds_work *w, size_t i) {
  const size_t parts = w->bounds->view.count;
  return (egb_box){w->limits + 2 * i * parts, w->limits + (2 * i + 1) * parts, parts};
}

/* Whether `other` is above `unit` in the box. */
egb_outcome egb_bounds_meet(const egb_bounds *bounds, const egb_box *box, size_t unit, size_t other, double *room,
                            egb_duel *duel) {
  const egb_view *view = &bounds->view;
  const double quantum = egb_view_quantum(view);
  if (view->state[view->sense > 0 ? other : unit] == EGB_VIEW_ZERO)
    return EGB_NEVER_ABOVE;
  if (view->state[view->sense > 0 ? unit : other] == EGB_VIEW_ZERO)
    return EGB_ALWAYS_ABOVE;
  if (bounds->least[other] > bounds->most[unit] + quantum)
    return EGB_ALWAYS_ABOVE;
  if (bounds->most[other] < bounds->least[unit])
    return EGB_NEVER_ABOVE;
  if (duel == NULL)
    return EGB_UNDECIDED;
  egb_duel_make(view, box, unit, other, room, duel);
  if (egb_box_most(box, duel->form, NULL) < -duel->rest - quantum)
    return EGB_ALWAYS_ABOVE;
  for (size_t k = 0; k < view->count; k++)
    room[k] = -duel->form[k];
  const double least = -egb_box_most(box, room, NULL);
  return (duel->rest > 0 ? least > duel->rest : least >= -quantum) ? EGB_NEVER_ABOVE : EGB_UNDECIDED;
}

/* The quest for one end in one box: decided pairs counted, the others listed. */
static egb_quest prepare(egb_bounds_work *w, const egb_box *box, size_t unit, bool worst, double seconds) {
  const egb_bounds *bounds = w->bounds;
  const egb_view *view = &bounds->view;
  egb_quest quest = {.view = view,
                     .box = box,
                     .among = bounds->standing.order,
                     .ranked = bounds->standing.count,
                     .unit = unit,
                     .worst = worst,
                     .settled = 1,
                     .all_or_nothing = w->first_only,
                     .duel = w->duel,
                     .seconds = seconds,
                     .stop = egb_bounds_stop,
                     .context = w->bounds};
  memset(w->differ, 0, view->count * sizeof *w->differ);
  for (size_t i = 0; i < quest.ranked; i++) {
    const size_t other = quest.among[i];
    if (other == unit)
      continue;
    egb_duel *duel = &w->duel[quest.count];
    const egb_outcome now = egb_bounds_meet(bounds, box, unit, other, w->room, duel);
    quest.settled += now == EGB_ALWAYS_ABOVE || (worst && now == EGB_UNDECIDED);
    if (now != EGB_UNDECIDED)
      continue;
    quest.count++;
    for (size_t k = 0; k < view->count; k++) {
      w->differ[k] = w->differ[k] || (duel->rest > 0 && isnan(view->value[unit * view->count + k]) !=
                                                            isnan(view->value[other * view->count + k]));
      duel->form[k] = worst ? -duel->form[k] : duel->form[k];
    }
  }
  return quest;
}

/* Halves a piece across the widest part that makes forms inexact. False: it is fine enough, or there are too many. */
static bool halve(egb_bounds_work *w, size_t i) {
  const egb_box box = piece(w, i);
  size_t widest = SIZE_MAX;
  for (size_t k = 0; k < box.count; k++)
    if (w->differ[k] && (widest == SIZE_MAX || box.high[k] - box.low[k] > box.high[widest] - box.low[widest]))
      widest = k;
  if (widest == SIZE_MAX || w->pieces + 1 >= EGB_BOUNDS_PIECES || box.high[widest] - box.low[widest] < NARROWEST)
    return false;
  const egb_box other = piece(w, w->pieces++);
  memcpy(other.low, box.low, box.count * sizeof *box.low);
  memcpy(other.high, box.high, box.count * sizeof *box.high);
  box.high[widest] = other.low[widest] = (box.low[widest] + box.high[widest]) / 2;
  return true;
}

/* One end: all pieces until each is proven to have nothing better than what was found. */
static bool seek(egb_bounds_work *w, size_t unit, bool worst, egb_found *found) {
  const egb_box *whole = &w->bounds->box;
  const egb_box first = piece(w, 0);
  memcpy(first.low, whole->low, whole->count * sizeof *whole->low);
  memcpy(first.high, whole->high, whole->count * sizeof *whole->high);
  w->pieces = 1;
  size_t proven = found->rank;
  for (size_t i = 0; i < w->pieces;) {
    const egb_box box = piece(w, i);
    if (!egb_box_holds(&box)) {
      i++;
      continue;
    }
    const egb_quest quest = prepare(w, &box, unit, worst, w->deadline - egb_bounds_now());
    if (!egb_quest_go(w->arena, &quest, found))
      return false;
    w->bounds->solver = w->bounds->solver && found->solver;
    if (egb_bounds_stop(w->bounds))
      w->deadline = 0; /* what is left gets no proof */
    const bool matters = !w->first_only || (found->proven == 1 && found->rank > 1);
    if (matters && egb_quest_better(&quest, found->proven, found->rank) && found->solver && quest.seconds > 0 &&
        halve(w, i))
      continue; /* the first half now stands here */
    if (egb_quest_better(&quest, found->proven, proven))
      proven = found->proven;
    i++;
  }
  const egb_quest end = {.worst = worst};
  found->proven = egb_quest_better(&end, found->rank, proven) ? found->rank : proven;
  return true;
}

bool egb_bounds_open(egb_bounds *bounds, egb_bounds_work *w) {
  const size_t parts = bounds->view.count, ranked = bounds->standing.count;
  *w = (egb_bounds_work){.arena = egb_arena_new(), .bounds = bounds};
  if (w->arena == NULL)
    return false;
  w->room = egb_arena_array(w->arena, parts, 2 * sizeof *w->room);
  w->duel = egb_arena_array(w->arena, ranked + 1, sizeof *w->duel);
  w->limits = egb_arena_array(w->arena, parts, 2 * EGB_BOUNDS_PIECES * sizeof *w->limits);
  w->differ = egb_arena_array(w->arena, parts, sizeof *w->differ);
  double *form = egb_arena_array(w->arena, parts * (ranked + 1), sizeof *form);
  if (w->room == NULL || w->duel == NULL || w->limits == NULL || w->differ == NULL || form == NULL)
    return false;
  for (size_t i = 0; i <= ranked; i++)
    w->duel[i].form = form + i * parts;
  return true;
}

void egb_bounds_answer(egb_rank_bounds *unit) {
  unit->first = unit->best == 1 ? EGB_ANSWER_YES : unit->best_proven > 1 ? EGB_ANSWER_NO : EGB_ANSWER_UNKNOWN;
}

/* Both ends of unit i; first_only: no more than whether it can be first. */
bool egb_bounds_unit(egb_bounds *bounds, size_t i, bool first_only, double deadline) {
  egb_bounds_work w;
  bool fine = egb_bounds_open(bounds, &w);
  egb_rank_bounds *out = &bounds->unit[i];
  w.deadline = deadline;
  for (int worst = 0; worst < 2 && fine; worst++) {
    size_t *reached = worst == 1 ? &out->worst : &out->best;
    size_t *proven = worst == 1 ? &out->worst_proven : &out->best_proven;
    egb_found found = {
        .rank = *reached, .proven = *proven, .weight = bounds->weights + (2 * i + (size_t)worst) * bounds->view.count};
    w.first_only = first_only;
    if (*reached == *proven || (first_only && (worst == 1 || *proven > 1)))
      continue;
    fine = seek(&w, out->unit, worst == 1, &found);
    *reached = found.rank;
    *proven = found.proven;
  }
  egb_bounds_answer(out);
  egb_arena_free(w.arena);
  return fine;
}
