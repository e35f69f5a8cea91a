/* How weights were drawn, and how sure what is said of them is. */
#include "base/number.h"
#include "table/common.h"
#include "table/simulation.h"

#include <stdio.h>
#include <string.h>

bool egb_simulation_note_sampling(const egb_acceptability *a, const egb_simulation_table *m) {
  const char *how = a->about.sampler;
  char number[EGB_NUMBER_MAX];
  egb_buffer text = {0};
  egb_buffer_format(&text, "%zu draws, seed %llu; ", m->u->about.draws, (unsigned long long)m->u->about.seed);
  if (strcmp(how, "hit-and-run") == 0) {
    (void)egb_number_fixed(a->about.convergence, 3, number);
    egb_buffer_format(
        &text,
        "weights by hit-and-run, whose walks agree to a potential scale reduction of %s (near 1: they have converged).",
        number);
    egb_simulation_put_worth(m, &text);
  } else if (strcmp(how, "uniform") == 0 || strcmp(how, "dirichlet") == 0) {
    egb_buffer_text(&text, "weights of the parts drawn around themselves (see what varied).");
  } else {
    egb_buffer_format(&text, "weights drawn exactly (%s), every set of them as likely as every other.", how);
  }
  if (m->u->about.stopped)
    egb_buffer_text(&text, " Interrupted: not all that was asked for was done.");
  return egb_report_note(m->table, &text);
}

bool egb_acceptability_note_confidence(const egb_acceptability *a, egb_table *table) {
  const size_t draws = a->about.confidence_draws;
  egb_buffer text = {0};
  if (draws == 1)
    egb_buffer_text(
        &text,
        "Confidence: whether the unit is first with its central weights; nothing but weights varies, so that it is 1 "
        "or 0.");
  else if (draws > 1)
    egb_buffer_format(
        &text, "Confidence: how often the unit is first with its central weights, in %zu draws of what else varies.",
        draws);
  else
    egb_buffer_text(&text, "Confidence was not worked out: interrupted.");
  return egb_table_add_note(table, "Central weights: the mean shares among siblings with which the unit is first.") &&
         egb_report_note(table, &text);
}

bool egb_acceptability_facts(const egb_acceptability *a, egb_table *table) {
  char number[EGB_NUMBER_MAX], draws[24];
  egb_number_shortest(a->about.convergence, number);
  (void)snprintf(draws, sizeof draws, "%zu", a->about.confidence_draws);
  return egb_table_add_fact(table, "sampler", a->about.sampler) && egb_table_add_fact(table, "convergence", number) &&
         egb_table_add_fact(table, "confidence_draws", draws);
}
