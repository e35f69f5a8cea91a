/* simulation.h - what tables of a simulation share: which units they have, notes and provenance. */
#ifndef EGB_TABLE_SIMULATION_H
#define EGB_TABLE_SIMULATION_H

#include "base/buffer.h"
#include "model/acceptability.h"
#include "model/table.h"

typedef struct egb_simulation_table {
  const egb_uncertainty *u;
  const egb_results *results;
  const char *const *languages;
  egb_table *table;
  size_t *unit; /* rows */
  size_t units, levels;
} egb_simulation_table;

/* An empty table and the units asked for (ids or names, NULL: all), by their rank in the node. EGB_USAGE: one of
 * them is unknown. u and languages are set before; the table is the caller's to free, whatever the status. */
egb_status egb_simulation_start(egb_simulation_table *m, const char *schema, const char *const *asked, egb_diag *diag);
/* Leaves out the units that no draw ranked. Returns how many are left. */
size_t egb_simulation_keep_ranked(egb_simulation_table *m);
/* What was varied. False: out of memory, here and below. */
bool egb_simulation_note_varied(const egb_simulation_table *m);
/* How many draws, their seed, and what share the interval holds: "90 % " and then `of`, to the end of the sentence. */
bool egb_simulation_note_draws(const egb_simulation_table *m, const char *of);
#define EGB_SIMULATION_OF_RANKS "of a unit's ranks, cut equally at both ends and rounded outwards."
/* Appends how many independent draws those of a walk are worth; nothing where they are independent. */
void egb_simulation_put_worth(const egb_simulation_table *m, egb_buffer *text);
/* Why draws were run again with one assumption less, and why draws are left out. */
bool egb_simulation_note_failures(const egb_simulation_table *m);
/* Of a table of simulated ranks: levels that were left out, failures, imputed values, bands and the Monte Carlo error
 * of its rows. */
bool egb_uncertainty_notes(const egb_simulation_table *m);
/* Draws, seed and how weights were drawn. */
bool egb_simulation_note_sampling(const egb_acceptability *a, const egb_simulation_table *m);
/* What the central weights and their confidence are; and the sampler, its convergence and the draws of confidence as
 * facts. */
bool egb_acceptability_note_confidence(const egb_acceptability *a, egb_table *table);
bool egb_acceptability_facts(const egb_acceptability *a, egb_table *table);
bool egb_simulation_facts(const egb_simulation_table *m);
/* "INDEX: what", "INDEX: what of NODE". */
bool egb_simulation_title(const egb_simulation_table *m, const char *what);
/* Hands the table over, or frees it. status: of its start; filled: what filling it came to. */
egb_status egb_simulation_finish(egb_simulation_table *m, egb_status status, bool filled, egb_table **out);

#endif
