/* What every scenario does to a ranking, and every unit's ranks over all of them. Units are matched by their ids: a
 * scenario may have data of its own. */
#include "model/scenarios.h"
#include "base/codes.h"
#include "base/diag.h"
#include "base/names.h"
#include "stats/agreement.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TOP 10

typedef struct maker {
  egb_scenarios *made;
  egb_arena *arena;
  egb_names names;
  egb_scenarios_unit *unit;
  double *rank, *score; /* unit after unit: the definition's, then those of the scenarios */
  egb_scenario_effect *effect;
  const egb_scenario_source *source;
} maker;

void egb_scenarios_free(egb_scenarios *scenarios) {
  if (scenarios != NULL)
    egb_arena_free(scenarios->arena);
}

size_t egb_scenarios_count(const egb_scenarios *scenarios) {
  return scenarios->count;
}

const egb_scenario_effect *egb_scenarios_at(const egb_scenarios *scenarios, size_t i) {
  return i < scenarios->count ? &scenarios->effect[i] : NULL;
}

/* ---- units ----------------------------------------------------------------------------------- */

static bool name_units(maker *m, const egb_results *results) {
  for (size_t i = 0; results != NULL && i < results->unit_count; i++) {
    const char *id = results->data->unit[results->order[i]].id;
    bool fresh;
    if (egb_names_add(&m->names, id, strlen(id), &fresh) == EGB_NAMES_NONE)
      return false;
  }
  return true;
}

/* side 0: the definition. */
static void take_ranks(maker *m, const egb_results *results, size_t side) {
  const size_t sides = m->made->count + 1;
  for (size_t u = 0; results != NULL && u < results->unit_count; u++) {
    const char *id = results->data->unit[u].id;
    const size_t n = egb_names_find(&m->names, id, strlen(id));
    m->rank[n * sides + side] = results->rank[u];
    m->score[n * sides + side] = egb_results_score(results, u);
    if (m->unit[n].data == NULL) {
      m->unit[n].data = results->data;
      m->unit[n].number = u;
    }
  }
}

static int compare_ranks(const void *a, const void *b) {
  const double left = *(const double *)a, right = *(const double *)b;
  return (left > right) - (left < right);
}

/* Ranks that there are, rising. */
static size_t sort_ranks(const double *rank, size_t sides, double *out) {
  size_t count = 0;
  for (size_t i = 0; i < sides; i++)
    if (!isnan(rank[i]))
      out[count++] = rank[i];
  qsort(out, count, sizeof *out, compare_ranks);
  return count;
}

static bool fill_units(maker *m) {
  const size_t sides = m->made->count + 1, units = m->names.count;
  m->unit = egb_arena_array(m->arena, units, sizeof *m->unit);
  m->rank = egb_arena_array(m->arena, units * sides, sizeof *m->rank);
  m->score = egb_arena_array(m->arena, units * sides, sizeof *m->score);
  double *sorted = egb_arena_array(m->arena, sides, sizeof *sorted);
  if (egb_arena_failed(m->arena))
    return false;
  for (size_t i = 0; i < units * sides; i++)
    m->rank[i] = m->score[i] = (double)NAN;
  take_ranks(m, m->made->base, 0);
  for (size_t s = 0; s < m->made->count; s++)
    take_ranks(m, m->source[s].results, s + 1);
  for (size_t n = 0; n < units; n++) {
    egb_scenarios_unit *unit = &m->unit[n];
    unit->id = m->names.item[n].text;
    unit->rank = m->rank + n * sides;
    unit->score = m->score + n * sides;
    unit->ranked = sort_ranks(unit->rank, sides, sorted);
    const size_t k = unit->ranked;
    unit->lowest = k > 0 ? sorted[0] : (double)NAN;
    unit->highest = k > 0 ? sorted[k - 1] : (double)NAN;
    unit->median = k > 0 ? (sorted[(k - 1) / 2] + sorted[k / 2]) / 2 : (double)NAN;
  }
  m->made->unit = m->unit;
  m->made->unit_count = units;
  return true;
}

/* ---- scenarios ------------------------------------------------------------------------------- */

/* Of the units that have a rank both times. scratch: what the correlations need. */
static void correlate(const egb_scenarios *made, size_t side, double *before, double *after, double *scratch,
                      egb_scenario_effect *out) {
  egb_agreement agreement;
  size_t count = 0;
  for (size_t n = 0; n < made->unit_count; n++)
    if (!isnan(made->unit[n].rank[0]) && !isnan(made->unit[n].rank[side])) {
      before[count] = made->unit[n].rank[0];
      after[count++] = made->unit[n].rank[side];
    }
  out->spearman = egb_stats_spearman(before, after, count, scratch);
  egb_stats_agree_kendall(before, after, count, scratch, &agreement);
  out->kendall = agreement.estimate;
}

static bool fill_effects(maker *m) {
  egb_scenarios *made = m->made;
  const size_t units = made->unit_count;
  double *before = egb_arena_array(m->arena, units, sizeof *before);
  double *after = egb_arena_array(m->arena, units, sizeof *after);
  double *scratch = egb_arena_array(m->arena, egb_stats_agreement_scratch(units), sizeof *scratch);
  m->effect = egb_arena_array(m->arena, made->count, sizeof *m->effect);
  if (egb_arena_failed(m->arena))
    return false;
  size_t ranked = 0;
  for (size_t n = 0; n < units; n++)
    ranked += isnan(made->unit[n].rank[0]) ? 0 : 1;
  made->top = ranked < TOP ? ranked : TOP;
  for (size_t s = 0; s < made->count; s++) {
    egb_scenario_effect *effect = &m->effect[s];
    *effect = (egb_scenario_effect){.id = m->source[s].id, .reason = m->source[s].reason, .top = made->top};
    if (m->source[s].results == NULL)
      continue;
    effect->reason = NULL;
    for (size_t n = 0; n < units; n++)
      egb_scenario_effect_add(effect, made->unit[n].rank[0], made->unit[n].rank[s + 1], made->unit[n].id);
    egb_scenario_effect_end(effect);
    correlate(made, s + 1, before, after, scratch, effect);
  }
  made->effect = m->effect;
  return true;
}

static bool copy_source(maker *m, const egb_scenario_source *source, size_t count) {
  egb_scenario_source *copy = egb_arena_array(m->arena, count, sizeof *copy);
  for (size_t i = 0; copy != NULL && i < count; i++)
    copy[i] = (egb_scenario_source){.id = egb_arena_copy(m->arena, source[i].id),
                                    .results = source[i].results,
                                    .reason = egb_arena_copy(m->arena, source[i].reason)};
  m->source = copy;
  return !egb_arena_failed(m->arena);
}

egb_status egb_scenarios_new(const egb_results *base, const egb_scenario_source *source, size_t count, egb_diag *diag,
                             egb_scenarios **out) {
  *out = NULL;
  if (count == 0) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "there is no scenario to compare with");
    return EGB_USAGE;
  }
  egb_arena *arena = egb_arena_new();
  egb_scenarios *made = egb_arena_array(arena, 1, sizeof *made);
  maker m = {.made = made, .arena = arena, .names = {.arena = arena}};
  if (made != NULL) {
    *made = (egb_scenarios){.arena = arena, .base = base, .count = count};
    bool done = copy_source(&m, source, count) && name_units(&m, base);
    for (size_t s = 0; s < count && done; s++)
      done = name_units(&m, source[s].results);
    if (done && fill_units(&m) && fill_effects(&m)) {
      *out = made;
      return EGB_OK;
    }
  }
  egb_arena_free(arena);
  return EGB_NO_MEMORY;
}
