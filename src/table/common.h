/* common.h - what the builders of tables share: provenance, decimals, suggestions. */
#ifndef EGB_TABLE_COMMON_H
#define EGB_TABLE_COMMON_H

#include "base/buffer.h"
#include "base/diag.h"
#include "model/results.h"
#include "model/table.h"

/* Provenance that every table of an index has: tool, definition, edition, licence, citation, checksum of the
 * definition. False: out of memory. */
bool egb_report_index_facts(egb_table *table, const egb_index *index, const char *const *languages);
/* The checksums of the files of a data set, each once. */
bool egb_report_file_facts(egb_table *table, const egb_dataset *data);
/* And of results: period, scenario, changed weights, seed, checksums of the data files. */
bool egb_report_provenance(egb_table *table, const egb_results *results);
/* EGB_USAGE, reported: the results are not of rising periods of one index and data set, or there are none. */
egb_status egb_report_periods(const egb_results *const *results, size_t count, egb_diag *diag);
/* The periods of the results as a fact, between blanks. False: out of memory. */
bool egb_report_period_fact(egb_table *table, const egb_results *const *results, size_t count);
/* A note that says which scenario and which changed weights the numbers were made with; none when there are none. */
bool egb_report_in_force(egb_table *table, const egb_results *results);
bool egb_report_scenario(egb_table *table, const egb_results *results); /* the scenario alone */
/* Both, for a table of one result. */
bool egb_report_result_facts(egb_table *table, const egb_results *results);
/* "half to even": how scores are rounded, after "rounded". */
const char *egb_report_rounding(egb_rounding rounding);
/* Appends the rule of ranks for a period (NULL: any): "ties competition; scores rounded half to even to 4 decimals;
 * ties broken by OS". */
void egb_report_rank_rule(egb_buffer *out, const egb_index *index, const char *period);
/* Appends "OS=0.3 EPAR=0.05 and 7 more": the weights that differ from the definition's, at most limit of them (0: all).
 */
void egb_report_changed_weights(egb_buffer *out, const egb_results *results, size_t limit);
#define EGB_REPORT_WEIGHTS_MAX 12 /* changed weights named in a note */
/* The same of `weight` against `given`, both per node. */
void egb_report_other_weights(egb_buffer *out, const egb_index *index, const double *given, const double *weight,
                              size_t limit);
/* "TITLE, 2024" or "TITLE, edition 2022", in the arena; NULL: out of memory. period may be NULL or "". */
const char *egb_report_title(egb_arena *arena, const egb_index *index, const char *period,
                             const char *const *languages);
/* Appends a share as "40 %" or "64.9 %"; rounded down, so that what misses a threshold never looks like meeting it. */
void egb_report_percent(egb_buffer *out, double share);
/* Appends a count and a noun: "1 unit", "3 units". */
void egb_report_count(egb_buffer *out, size_t count, const char *noun);
/* Appends a number with so many decimals. */
void egb_report_fixed(egb_buffer *out, double value, int decimals);
/* Makes the text a note of the table, unless it is empty, and empties the buffer. False: out of memory, here or before.
 */
bool egb_report_note(egb_table *table, egb_buffer *text);
bool egb_report_note_of(egb_table *table, egb_note_kind kind, egb_buffer *text);
/* Reports (EGB_USAGE to be returned) that there is no `what` of this name, and the nearest that exist; when nothing is
 * near and there are few, all that exist. */
void egb_report_unknown(egb_diag *diag, const char *what, const char *typed, const char *const *candidates,
                        size_t count);
/* The same of a unit: what is known about the text when it is no unit here, else the units that are near. EGB_USAGE:
 * reported; EGB_NO_MEMORY. */
egb_status egb_report_unknown_unit(const egb_dataset *data, const char *typed, egb_arena *arena, egb_diag *diag);
/* Takes units out of keep that are not among those asked for (ids or names, NULL-terminated; NULL or empty: all stay).
 * EGB_USAGE with a suggestion for every unknown one; EGB_NO_MEMORY. */
egb_status egb_report_keep_units(const egb_dataset *data, const char *const *asked, egb_arena *arena, egb_diag *diag,
                                 bool *keep);
/* Those that are kept, in the order of the ranking, in the arena; NULL: out of memory. */
size_t *egb_report_pick_units(const egb_results *results, const bool *keep, egb_arena *arena, size_t *count);

#endif
