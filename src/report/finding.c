/* What is ranked, and the finding in five sentences: who leads and how certain that is; who cannot be distinguished;
 * what moved since the edition before; which weight matters most; for how many units the rank is reliable. */
#include "report/report.h"

#include "model/uncertainty.h"

#include <math.h>

#define LIKELY 0.95      /* share of draws from which on the first place is called very likely; certain: all */
#define APART 0.1        /* each of two is ahead in this share of the draws: as the ranking marks them */
#define RELIABLE_MOST 10 /* places; a tenth of the units where they are few: as the audit has it */

/* ---- what is ranked -------------------------------------------------------------------------- */

static size_t count_indicators(const egb_report_work *work) {
  size_t count = 0;
  for (size_t i = 1; i < work->index->node_count; i++)
    count += work->results->active[i] && work->index->node[i].first_child == EGB_NONE;
  return count;
}

static void say_about(egb_report_work *work) {
  const egb_index *index = work->index;
  const char *description = egb_labels_pick(index->description, work->languages, NULL);
  const char *period = work->results->data->period[work->results->period];
  egb_document_text(work->document, EGB_BLOCK_PARAGRAPH, description);
  egb_report_say(work, EGB_REPORT_ABOUT,
                 EGB_ARGS(egb_arg_text(egb_index_title(index, work->languages)), egb_arg_count(work->ranked),
                          egb_arg_count(count_indicators(work)), egb_arg_count(egb_report_dimensions(work))));
  if (work->results->unit_count > work->ranked)
    egb_report_say(work, EGB_REPORT_UNRANKED, EGB_ARGS(egb_arg_count(work->results->unit_count - work->ranked)));
  if (index->publisher != NULL && index->edition != NULL)
    egb_report_say(work, EGB_REPORT_EDITION, EGB_ARGS(egb_arg_text(index->edition), egb_arg_text(index->publisher)));
  else if (index->publisher != NULL)
    egb_report_say(work, EGB_REPORT_PUBLISHER, EGB_ARGS(egb_arg_text(index->publisher)));
  if (period[0] != '\0')
    egb_report_say(work, EGB_REPORT_PERIOD, EGB_ARGS(egb_arg_text(period)));
}

/* ---- 1: who leads ---------------------------------------------------------------------------- */

/* The unit, other than this one, that is first in the most draws; EGB_NONE: none ever is. */
static size_t find_rival(const egb_report_work *work, size_t leader) {
  size_t rival = EGB_NONE;
  double most = 0;
  for (size_t i = 0; i < work->results->unit_count; i++) {
    const size_t unit = work->results->order[i];
    const double first = egb_uncertainty_at(work->uncertainty, unit)->first;
    if (unit == leader || isnan(first) || first <= most)
      continue;
    most = first;
    rival = unit;
  }
  return rival;
}

/* Units on rank 1. */
static size_t count_leaders(const egb_report_work *work) {
  const egb_results *results = work->results;
  size_t count = 0;
  while (count < work->ranked && results->rank[results->order[count]] == results->rank[results->order[0]])
    count++;
  return count;
}

static void say_tied(egb_report_work *work, size_t count) {
  egb_phrase_list list = {0};
  for (size_t i = 0; i < count; i++)
    egb_phrase_list_add(&list, work->language, egb_report_unit(work, work->results->order[i]));
  egb_phrase_list_end(&list, work->language);
  work->document->failed = work->document->failed || list.text.failed;
  egb_report_say(
      work, EGB_REPORT_LEADS_TIED,
      EGB_ARGS(egb_arg_count(count),
               egb_arg_text(egb_report_score(work, egb_results_score(work->results, work->results->order[0]))),
               egb_arg_text(egb_buffer_string(&list.text))));
  egb_buffer_clear(&list.text);
}

static void say_leader(egb_report_work *work) {
  const egb_results *results = work->results;
  const size_t leader = results->order[0];
  if (count_leaders(work) > 1) {
    say_tied(work, count_leaders(work));
    return;
  }
  const egb_arg name = egb_arg_text(egb_report_unit(work, leader));
  const egb_arg score = egb_arg_text(egb_report_score(work, egb_results_score(results, leader)));
  if (work->uncertainty == NULL) {
    egb_report_say(work, egb_index_is_published(work->index) ? EGB_REPORT_LEADS_PUBLISHED : EGB_REPORT_LEADS,
                   EGB_ARGS(name, score));
    return;
  }
  const egb_arg share = egb_arg_share(egb_uncertainty_at(work->uncertainty, leader)->first);
  const egb_arg draws = egb_arg_count(egb_uncertainty_about(work->uncertainty)->draws);
  const size_t rival = find_rival(work, leader);
  if (rival == EGB_NONE || share.number >= LIKELY)
    egb_report_say(work, share.number >= 1 ? EGB_REPORT_LEADS_SURE : EGB_REPORT_LEADS_LIKELY,
                   EGB_ARGS(name, score, share, draws));
  else
    egb_report_say(work, EGB_REPORT_LEADS_UNSURE,
                   EGB_ARGS(name, score, share, draws, egb_arg_text(egb_report_unit(work, rival)),
                            egb_arg_share(egb_uncertainty_at(work->uncertainty, rival)->first)));
}

/* ---- 2: who cannot be distinguished ------------------------------------------------------------- */

bool egb_report_is_level(const egb_report_work *work, size_t place) {
  const double ahead = egb_uncertainty_at(work->uncertainty, work->results->order[place])->ahead;
  return ahead >= APART && ahead <= 1 - APART;
}

static void say_same(egb_report_work *work) {
  const size_t *order = work->results->order;
  size_t pairs = 0, run = 0, longest = 0, end = 0;
  for (size_t i = 0; i + 1 < work->ranked; i++) {
    const bool level = egb_report_is_level(work, i);
    pairs += level;
    run = level ? run + 1 : 0;
    if (run > longest) {
      longest = run;
      end = i + 1;
    }
  }
  if (work->ranked < 2)
    return;
  if (pairs == 0)
    egb_report_say(work, EGB_REPORT_SAME_NONE, EGB_ARGS(egb_arg_share(1 - APART)));
  else if (pairs == work->ranked - 1)
    egb_report_say(work, EGB_REPORT_SAME_ALL, EGB_ARGS(egb_arg_count(pairs), egb_arg_share(APART)));
  else
    egb_report_say(work, EGB_REPORT_SAME,
                   EGB_ARGS(egb_arg_count(pairs), egb_arg_count(work->ranked - 1), egb_arg_share(APART),
                            egb_arg_text(egb_report_unit(work, order[end - longest])),
                            egb_arg_text(egb_report_unit(work, order[end]))));
}

/* ---- 4: which weight matters most ------------------------------------------------------------ */

/* How far the share of a node is from the nearer end of a range that something ends, by itself; infinite: nothing ends
 * it. */
static double room(const egb_stable_node *at, const egb_stable_range *range) {
  const double below = range->lower.gains == EGB_NONE ? (double)INFINITY : at->share - range->lower.share;
  const double above = range->upper.gains == EGB_NONE ? (double)INFINITY : range->upper.share - at->share;
  const double nearer = fmin(isnan(below) ? (double)INFINITY : below, isnan(above) ? (double)INFINITY : above);
  return at->share > 0 ? nearer / at->share : (double)INFINITY;
}

/* The node with the least room; EGB_NONE: no node has an end. */
static size_t tightest(const egb_stability *stability, bool first) {
  size_t found = EGB_NONE;
  double least = (double)INFINITY;
  for (size_t i = 0; i < egb_stability_count(stability); i++) {
    const egb_stable_node *at = egb_stability_at(stability, i);
    const double here = at->reason != NULL ? (double)INFINITY : room(at, first ? &at->first : &at->top);
    if (here < least) {
      least = here;
      found = i;
    }
  }
  return found;
}

/* "between 17.3 % and 97.1 %"; an end that nothing is at is not said. */
static egb_arg range_of(egb_report_work *work, const egb_stable_range *range) {
  const bool low = range->lower.gains != EGB_NONE, high = range->upper.gains != EGB_NONE;
  const egb_arg lower = egb_arg_share(range->lower.share), upper = egb_arg_share(range->upper.share);
  if (low && high)
    return egb_arg_text(egb_report_phrase_of(work, EGB_REPORT_BETWEEN, EGB_ARGS(lower, upper)));
  return egb_arg_text(low ? egb_report_phrase_of(work, EGB_REPORT_ABOVE, EGB_ARGS(lower))
                          : egb_report_phrase_of(work, EGB_REPORT_BELOW, EGB_ARGS(upper)));
}

/* Of those that share the first place nothing is said here: a range in which they do is a point. */
static void say_top(egb_report_work *work, const egb_stability *stability, bool alone) {
  const size_t top = egb_stability_about(stability)->top,
               found = top < work->ranked ? tightest(stability, false) : EGB_NONE;
  const egb_stable_node *at = egb_stability_at(stability, found == EGB_NONE ? 0 : found);
  const egb_arg leader = egb_arg_text(egb_report_unit(work, work->results->order[0])), first = egb_arg_count(top);
  const egb_arg name = egb_arg_text(egb_report_node(work, at->node)), now = egb_arg_share(at->share);
  const bool moves = found != EGB_NONE && room(at, &at->top) > 0;
  if (alone && moves)
    egb_report_say(work, EGB_REPORT_WEIGHT_TOP, EGB_ARGS(leader, first, name, range_of(work, &at->top), now));
  else if (moves)
    egb_report_say(work, EGB_REPORT_WEIGHT_TOP_ALONE, EGB_ARGS(first, name, range_of(work, &at->top), now));
  else if (alone && top < work->ranked && found == EGB_NONE)
    egb_report_say(work, EGB_REPORT_WEIGHT_NONE, EGB_ARGS(leader, first));
  else if (alone)
    egb_report_say(work, EGB_REPORT_WEIGHT_NONE_FIRST, EGB_ARGS(leader));
}

static size_t count_answers(const egb_stability *stability) {
  size_t count = 0;
  for (size_t i = 0; i < egb_stability_count(stability); i++)
    count += egb_stability_at(stability, i)->reason == NULL;
  return count;
}

static void say_weight_of(egb_report_work *work, const egb_stability *stability) {
  const bool alone = count_leaders(work) == 1;
  const size_t first = alone ? tightest(stability, true) : EGB_NONE;
  const size_t answers = count_answers(stability), all = egb_stability_count(stability);
  const egb_stable_node *at = egb_stability_at(stability, first == EGB_NONE ? 0 : first);
  if (answers == 0)
    return;
  if (first != EGB_NONE)
    egb_report_say(work, EGB_REPORT_WEIGHT_FIRST,
                   EGB_ARGS(egb_arg_text(egb_report_node(work, at->node)),
                            egb_arg_text(egb_report_unit(work, work->results->order[0])), range_of(work, &at->first),
                            egb_arg_share(at->share)));
  else
    say_top(work, stability, alone);
  if (answers < all)
    egb_report_say(work, EGB_REPORT_WEIGHT_PART, EGB_ARGS(egb_arg_count(answers), egb_arg_count(all)));
}

/* An index that has no weights to change says nothing here. */
static egb_status say_weight(egb_report_work *work) {
  egb_stability *stability = NULL;
  const egb_diag_point mark = egb_diag_mark(work->diag);
  const egb_status status = egb_stability_new(work->plan, work->results, 0, work->diag, &stability);
  if (status == EGB_OK)
    say_weight_of(work, stability);
  egb_stability_free(stability);
  if (status == EGB_UNCOMPUTABLE)
    egb_diag_rewind(work->diag, mark);
  return status == EGB_UNCOMPUTABLE ? EGB_OK : status;
}

/* ---- 5: how many ranks are reliable ---------------------------------------------------------- */

static void say_reliable(egb_report_work *work) {
  const egb_uncertainty *u = work->uncertainty;
  const size_t tenth = work->ranked / 10, places = tenth < RELIABLE_MOST ? tenth : RELIABLE_MOST;
  size_t reliable = 0, units = 0;
  for (size_t i = 0; i < egb_uncertainty_count(u); i++) {
    const egb_rank_spread *spread = egb_uncertainty_at(u, i);
    if (isnan(spread->rank) || isnan(spread->low))
      continue;
    units++;
    reliable += spread->high - spread->low <= (double)places;
  }
  egb_report_say(work, places == 0 ? EGB_REPORT_RELIABLE_FEW : EGB_REPORT_RELIABLE,
                 EGB_ARGS(egb_arg_count(reliable), egb_arg_count(units),
                          egb_arg_share(egb_uncertainty_about(u)->percent / 100), egb_arg_count(places)));
}

egb_status egb_report_finding(egb_report_work *work) {
  say_about(work);
  egb_report_section(work, "finding", EGB_REPORT_FINDING);
  if (work->ranked == 0)
    return EGB_OK;
  say_leader(work);
  if (work->uncertainty != NULL)
    say_same(work);
  egb_status status = egb_report_moves(work);
  if (status == EGB_OK)
    status = say_weight(work);
  if (work->uncertainty != NULL)
    say_reliable(work);
  else if (egb_index_is_published(work->index))
    egb_report_say(work, EGB_REPORT_NO_INTERVALS_PUBLISHED, NULL);
  else
    egb_report_say(work, EGB_REPORT_NO_INTERVALS, EGB_ARGS(egb_arg_text(work->reason)));
  return status;
}
