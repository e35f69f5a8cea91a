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
      const double rank = m->u->unit[unit].rank;
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
  m->results = m->u->results;
  m->levels = m->u->about.node == 0 ? m->results->index->level_count : 0;
  m->table = egb_table_new(schema, 0, 0);
  return m->table != NULL ? choose_units(m, asked, diag) : EGB_NO_MEMORY;
}

size_t egb_simulation_keep_ranked(egb_simulation_table *m) {
  size_t count = 0;
  for (size_t i = 0; i < m->units; i++)
    if (m->u->unit[m->unit[i]].ranked > 0)
      m->unit[count++] = m->unit[i];
  m->units = count;
  return count;
}

/* ---- notes ----------------------------------------------------------------------------------- */

/* "impute, treat, leave-out": what every draw has as the definition has it. */
static bool put_fixed(const egb_uncertainty *u, egb_buffer *out) {
  for (size_t i = 0; i < u->fixed_count; i++)
    egb_buffer_format(out, "%s%s", i == 0 ? "" : ", ", u->fixed[i]);
  return !out->failed;
}

/* " Shares reached: OS 0.063 to 0.156, ...": of the parts of the ranked node, whose weights share their total once
 * drawn, so that a share moves farther than its weight. */
static void put_reach(const egb_simulation_table *m, egb_buffer *out) {
  const double spread = m->u->about.weight_spread;
  const egb_node *nodes = m->results->index->node;
  size_t count = 0;
  for (size_t i = nodes[m->u->about.node].first_child; i != EGB_NONE && !isnan(spread); i = nodes[i].next) {
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

/* Which draws have weights that are not drawn. */
static void put_held(const egb_uncertainty *u, egb_buffer *out) {
  for (size_t i = 0; i < u->varied_count; i++)
    if (u->varied[i].holds_weights)
      egb_buffer_format(out,
                        " Draws with the %s `%s` have the weights below it as defined: it finds weights for every unit "
                        "itself.",
                        u->varied[i].factor, u->varied[i].alternative);
}

bool egb_simulation_note_varied(const egb_simulation_table *m) {
  egb_buffer text = {0};
  if (m->u->varied_count == 0)
    return egb_table_add_note(m->table, "Nothing varies: every draw is the same.");
  egb_buffer_text(&text, "Varied: ");
  egb_varied_words(m->u, EGB_VARIED_DRAWS, &text);
  egb_buffer_char(&text, '.');
  if (m->u->fixed_count > 0) {
    egb_buffer_text(&text, " Not varied: ");
    (void)put_fixed(m->u, &text);
    egb_buffer_char(&text, '.');
  }
  put_reach(m, &text);
  put_held(m->u, &text);
  return egb_report_note(m->table, &text);
}

static bool note_each(const egb_simulation_table *m, const egb_failure *list, size_t count) {
  for (size_t i = 0; i < count; i++) {
    egb_buffer text = {0};
    if (list[i].dropped != NULL)
      egb_buffer_format(&text,
                        "%zu of the draws could not be scored as they were drawn, and were run again with `%s` as the "
                        "definition has it: %s.",
                        list[i].draws, list[i].dropped, list[i].reason);
    else
      egb_buffer_format(&text, "%zu of the draws could not be scored and are left out: %s.", list[i].draws,
                        list[i].reason);
    if (!egb_report_note(m->table, &text))
      return false;
  }
  return true;
}

bool egb_simulation_note_failures(const egb_simulation_table *m) {
  return note_each(m, m->u->replacement, m->u->replacement_count) && note_each(m, m->u->failure, m->u->failure_count);
}

void egb_simulation_put_worth(const egb_simulation_table *m, egb_buffer *text) {
  size_t least = SIZE_MAX, most = 0;
  for (size_t i = 0; i < m->units; i++) {
    const egb_rank_spread *spread = &m->u->unit[m->unit[i]];
    if (spread->ranked == 0)
      continue;
    least = spread->effective < least ? spread->effective : least;
    most = spread->effective > most ? spread->effective : most;
  }
  if (m->u->about.effective < m->u->about.draws && most > 0)
    egb_buffer_format(text,
                      " Draws of a walk depend on each other: for the worst of the weights they are worth %zu "
                      "independent ones, for the ranks of a unit from %zu to %zu (initial monotone sequence, Geyer "
                      "1992), and errors are those of so many.",
                      m->u->about.effective, least, most);
}

bool egb_simulation_note_draws(const egb_simulation_table *m, const char *of) {
  egb_buffer text = {0};
  egb_buffer_format(&text, "%zu draws, seed %llu; the interval holds ", m->u->about.draws,
                    (unsigned long long)m->u->about.seed);
  egb_buffer_number(&text, m->u->about.percent);
  egb_buffer_format(&text, " %% %s", of);
  egb_simulation_put_worth(m, &text);
  if (m->u->about.stopped)
    egb_buffer_text(&text, " Interrupted: fewer draws than asked for.");
  return egb_report_note_of(m->table, EGB_NOTE_READING, &text);
}

/* ---- provenance ------------------------------------------------------------------------------ */

/* "73: p is aggregated by ...; 180: ...": which node, why, in how many draws; "73: aggregate: p is ..." with what was
 * put back. */
static bool add_failures(const egb_simulation_table *m, const char *name, const egb_failure *list, size_t count) {
  egb_buffer text = {0};
  for (size_t i = 0; i < count; i++)
    egb_buffer_format(&text, "%s%zu: %s%s%s", i > 0 ? "; " : "", list[i].draws,
                      list[i].dropped != NULL ? list[i].dropped : "", list[i].dropped != NULL ? ": " : "",
                      list[i].reason);
  const bool done = !text.failed && egb_table_add_fact(m->table, name, text.text == NULL ? "" : text.text);
  egb_buffer_clear(&text);
  return done;
}

bool egb_simulation_facts(const egb_simulation_table *m) {
  egb_table *table = m->table;
  char seed[24], draws[24], percent[EGB_NUMBER_MAX];
  egb_buffer varied = {0}, fixed = {0};
  egb_varied_words(m->u, EGB_VARIED_FACTS, &varied);
  (void)snprintf(seed, sizeof seed, "%llu", (unsigned long long)m->u->about.seed);
  (void)snprintf(draws, sizeof draws, "%zu", m->u->about.draws);
  egb_number_shortest(m->u->about.percent, percent);
  bool done = !varied.failed && put_fixed(m->u, &fixed) &&
              egb_report_index_facts(table, m->results->index, m->languages) &&
              egb_report_result_facts(table, m->results) && egb_table_add_fact(table, "seed", seed) &&
              egb_table_add_fact(table, "draws", draws) && egb_table_add_fact(table, "level", percent) &&
              egb_table_add_fact(table, "varied", varied.text == NULL ? "" : varied.text) &&
              egb_table_add_fact(table, "fixed", fixed.text == NULL ? "" : fixed.text);
  if (done && m->u->about.failed > 0) {
    (void)snprintf(draws, sizeof draws, "%zu", m->u->about.failed);
    done =
        egb_table_add_fact(table, "failed", draws) && add_failures(m, "failures", m->u->failure, m->u->failure_count);
  }
  if (done && m->u->about.replaced > 0) {
    (void)snprintf(draws, sizeof draws, "%zu", m->u->about.replaced);
    done = egb_table_add_fact(table, "replaced", draws) &&
           add_failures(m, "replacements", m->u->replacement, m->u->replacement_count);
  }
  if (done && m->u->about.effective < m->u->about.draws) {
    (void)snprintf(draws, sizeof draws, "%zu", m->u->about.effective);
    done = egb_table_add_fact(table, "effective_draws", draws);
  }
  if (done && m->u->about.stopped)
    done = egb_table_add_fact(table, "interrupted", "true");
  if (done && m->u->about.node != 0)
    done = egb_table_add_fact(table, "node", m->results->index->node[m->u->about.node].id);
  egb_buffer_clear(&varied);
  egb_buffer_clear(&fixed);
  return done;
}

bool egb_simulation_title(const egb_simulation_table *m, const char *what) {
  const egb_results *r = m->results;
  const char *period = r->data->period_count > r->period ? r->data->period[r->period] : "";
  const char *title = egb_report_title(m->table->arena, r->index, period, m->languages);
  const size_t node = m->u->about.node;
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
