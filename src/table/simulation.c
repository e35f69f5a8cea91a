/* What tables of a simulation share. */
#include "table/simulation.h"

#include "base/number.h"
#include "table/common.h"
#include "table/varied.h"

#include "write/people.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define REACHES_MOST 12 /* parts whose shares a note lists */

/* Units by their rank in the node, unranked last, both in the order of the index's ranking. */
static egb_status choose_units(egb_simulation_table *m, const char *const *asked, egb_diag *diag) {
  const size_t units = m->results->unit_count;
  m->unit = egb_arena_array(m->table->arena, units, sizeof *m->unit);
  bool *keep = egb_arena_array(m->table->arena, units, sizeof *keep);
  size_t *at = egb_arena_array(m->table->arena, units + 2, sizeof *at);
  if (m->unit == NULL || keep == NULL || at == NULL)
    return EGB_NO_MEMORY;
  for (size_t u = 0; u < units; u++)
    keep[u] = true;
  const egb_status status = egb_report_keep_units(m->results->data, asked, m->table->arena, diag, keep);
  if (status != EGB_OK)
    return status;
  /* Ranks are at most the number of units: counted, then placed. */
  for (int pass = 0; pass < 2; pass++) {
    for (size_t i = 0; i < units; i++) {
      const size_t unit = m->results->order[i];
      const double rank = egb_uncertainty_rank(m->u, unit);
      const size_t place = isnan(rank) ? units : (size_t)rank - 1;
      if (!keep[unit])
        continue;
      if (pass == 0)
        at[place + 1]++;
      else
        m->unit[at[place]++] = unit;
    }
    for (size_t i = 0; pass == 0 && i <= units; i++)
      at[i + 1] += at[i];
  }
  m->units = at[units];
  return EGB_OK;
}

egb_status egb_simulation_start(egb_simulation_table *m, const char *schema, const char *const *asked, egb_diag *diag) {
  m->results = egb_uncertainty_results(m->u);
  m->levels = egb_uncertainty_node(m->u) == 0 ? m->results->index->level_count : 0;
  m->table = egb_table_new(schema, 0, 0);
  return m->table != NULL ? choose_units(m, asked, diag) : EGB_NO_MEMORY;
}

/* ---- notes ----------------------------------------------------------------------------------- */

static void put_number(egb_buffer *out, double value) {
  char text[EGB_NUMBER_MAX];
  egb_number_shortest(value, text);
  egb_buffer_text(out, text);
}

/* "impute, treat, leave-out": what every draw has as the definition has it. */
static bool put_fixed(const egb_uncertainty *u, egb_buffer *out) {
  const char *name;
  for (size_t i = 0; (name = egb_uncertainty_fixed(u, i)) != NULL; i++)
    egb_buffer_format(out, "%s%s", i == 0 ? "" : ", ", name);
  return !out->failed;
}

/* " Shares reached: OS 0.063 to 0.156, ...": of the parts of the ranked node, whose weights share their total once
 * drawn, so that a share moves farther than its weight. */
static void put_reach(const egb_simulation_table *m, egb_buffer *out) {
  const double spread = egb_uncertainty_weight_spread(m->u);
  const egb_node *nodes = m->results->index->node;
  size_t count = 0;
  for (size_t i = nodes[egb_uncertainty_node(m->u)].first_child; i != EGB_NONE && !isnan(spread); i = nodes[i].next) {
    char low[EGB_PEOPLE_NUMBER_MAX], high[EGB_PEOPLE_NUMBER_MAX];
    double ends[2];
    if (!(m->results->share[i] > 0 && m->results->share[i] < 1) || ++count > REACHES_MOST)
      continue;
    egb_share_reach(m->results->share[i], spread, &ends[0], &ends[1]);
    (void)egb_people_raw(ends[0], low);
    (void)egb_people_raw(ends[1], high);
    egb_buffer_format(out, "%s %s %s to %s", count == 1 ? " Shares reached:" : ",", nodes[i].id, low, high);
  }
  if (count > REACHES_MOST)
    egb_buffer_format(out, " and %zu more", count - REACHES_MOST);
  if (count > 0)
    egb_buffer_char(out, '.');
}

bool egb_simulation_note_varied(const egb_simulation_table *m) {
  egb_buffer text = {0};
  if (egb_uncertainty_varied_count(m->u) == 0)
    return egb_table_add_note(m->table, "Nothing varies: every draw is the same.");
  egb_buffer_text(&text, "Varied: ");
  egb_varied_words(m->u, EGB_VARIED_DRAWS, &text);
  egb_buffer_char(&text, '.');
  if (egb_uncertainty_fixed(m->u, 0) != NULL) {
    egb_buffer_text(&text, " Not varied: ");
    (void)put_fixed(m->u, &text);
    egb_buffer_char(&text, '.');
  }
  put_reach(m, &text);
  return egb_report_note(m->table, &text);
}

bool egb_simulation_note_failures(const egb_simulation_table *m) {
  size_t draws = 0;
  const char *reason;
  for (size_t i = 0; (reason = egb_uncertainty_reason(m->u, i, &draws)) != NULL; i++) {
    egb_buffer text = {0};
    egb_buffer_format(&text, "%zu of the draws could not be scored and are left out: %s.", draws, reason);
    if (!egb_report_note(m->table, &text))
      return false;
  }
  return true;
}

bool egb_simulation_note_draws(const egb_simulation_table *m) {
  egb_buffer text = {0};
  egb_buffer_format(&text, "%zu draws, seed %llu; the interval holds ", egb_uncertainty_draws(m->u),
                    (unsigned long long)egb_uncertainty_seed(m->u));
  put_number(&text, egb_uncertainty_percent(m->u));
  egb_buffer_text(&text, " % of a unit's ranks, cut equally at both ends and rounded outwards.");
  if (egb_uncertainty_stopped(m->u))
    egb_buffer_text(&text, " Interrupted: fewer draws than asked for.");
  return egb_report_note_of(m->table, EGB_NOTE_READING, &text);
}

/* ---- provenance ------------------------------------------------------------------------------ */

bool egb_simulation_facts(const egb_simulation_table *m) {
  egb_table *table = m->table;
  char seed[24], draws[24], percent[EGB_NUMBER_MAX];
  egb_buffer varied = {0}, fixed = {0};
  egb_varied_words(m->u, EGB_VARIED_FACTS, &varied);
  (void)snprintf(seed, sizeof seed, "%llu", (unsigned long long)egb_uncertainty_seed(m->u));
  (void)snprintf(draws, sizeof draws, "%zu", egb_uncertainty_draws(m->u));
  egb_number_shortest(egb_uncertainty_percent(m->u), percent);
  bool done = !varied.failed && put_fixed(m->u, &fixed) &&
              egb_report_index_facts(table, m->results->index, m->languages) &&
              egb_report_result_facts(table, m->results) && egb_table_add_fact(table, "seed", seed) &&
              egb_table_add_fact(table, "draws", draws) && egb_table_add_fact(table, "level", percent) &&
              egb_table_add_fact(table, "varied", varied.text == NULL ? "" : varied.text) &&
              egb_table_add_fact(table, "fixed", fixed.text == NULL ? "" : fixed.text);
  if (done && egb_uncertainty_failed(m->u) > 0) {
    (void)snprintf(draws, sizeof draws, "%zu", egb_uncertainty_failed(m->u));
    done = egb_table_add_fact(table, "failed", draws);
  }
  if (done && egb_uncertainty_stopped(m->u))
    done = egb_table_add_fact(table, "interrupted", "true");
  if (done && egb_uncertainty_node(m->u) != 0)
    done = egb_table_add_fact(table, "node", m->results->index->node[egb_uncertainty_node(m->u)].id);
  egb_buffer_clear(&varied);
  egb_buffer_clear(&fixed);
  return done;
}

bool egb_simulation_title(const egb_simulation_table *m, const char *what) {
  const egb_results *r = m->results;
  const char *period = r->data->period_count > r->period ? r->data->period[r->period] : "";
  const char *title = egb_report_title(m->table->arena, r->index, period, m->languages);
  const size_t node = egb_uncertainty_node(m->u);
  if (title == NULL)
    return false;
  m->table->title = node == 0 ? egb_arena_format(m->table->arena, "%s: %s", title, what)
                              : egb_arena_format(m->table->arena, "%s: %s of %s", title, what,
                                                 egb_index_node_name(r->index, node, m->languages));
  return m->table->title != NULL;
}

egb_status egb_simulation_finish(egb_simulation_table *m, egb_status status, bool filled, egb_table **out) {
  if (status == EGB_OK && !filled)
    status = EGB_NO_MEMORY;
  if (status == EGB_OK)
    *out = m->table;
  else
    egb_table_free(m->table);
  return status;
}
