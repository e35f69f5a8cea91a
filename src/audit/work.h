/* work.h - the work of an audit: what the sections write to, what they may look at, and how they report.
 *
 * A section writes its paragraphs and tables to the document, whose heading is written before it is called, and reports
 * what it finds with egb_audit_find. Failures of memory inside the document are asked for once, at the end. */
#ifndef EGB_AUDIT_WORK_H
#define EGB_AUDIT_WORK_H

#include "audit/phrases.h"
#include "base/diag.h"
#include "model/audit_rules.h"
#include "model/document.h"
#include "model/results.h"
#include "model/statistics.h"

typedef struct egb_audit_finding {
  egb_severity severity; /* a warning asks for a look; a note is worth knowing */
  const egb_audit_rule *rule;
  size_t section; /* number of its heading */
} egb_audit_finding;

typedef struct egb_audit_figures {
  egb_statistics_kind kind;
  egb_stage stage;
  egb_statistics *statistics;
  struct egb_audit_figures *next;
} egb_audit_figures;

typedef struct egb_audit_work {
  egb_document *document;
  egb_arena *arena; /* of the document */
  const egb_index *index;
  const egb_plan *plan;
  const egb_results *results;
  const char *const *languages;
  egb_phrase_language language; /* of the sentences */
  egb_audit_options asked;      /* with defaults for nothing: zeros mean the same as in egb_uncertainty_options */
  egb_audit_profile profile;
  egb_diag *diag;
  const char *title;          /* of the index and its period */
  size_t sections, section;   /* all, and the number of the one that is being written; 0: the verdict */
  egb_audit_figures *figures; /* statistics that were asked for, each made once; freed with the work */
  egb_audit_finding *finding;
  size_t finding_count, finding_room;
  bool stopped;                    /* the caller wants no audit any more: what is written is thrown away */
  struct egb_audit_tried *tried;   /* choices that were tried alone (robust.h) */
  struct egb_audit_robust *robust; /* what simulations found, made once (robust.h); freed with the work */
} egb_audit_work;

/* Tells the caller how many sections are done, whatever `done` and `all` are, and asks whether the audit is to end; as
 * the `watch` of simulations, with the work as context. */
bool egb_audit_watch(void *context, size_t done, size_t all);

/* The profile of the work: of the definition, with its limits (`audit:`), or without those the one that is asked for;
 * over it the limits that are asked for. EGB_USAGE, reported: no such profile, no such rule, no limit it may have. */
egb_status egb_audit_profile_make(egb_audit_work *work);
/* A rule of the profile, and its limit. An id that no row has is a fault of the program: NULL, NaN. */
const egb_audit_rule *egb_audit_rule_of(const egb_audit_work *work, const char *id);
double egb_audit_limit(const egb_audit_work *work, const char *id);
/* Appends "dominates: r > 0.95, jrc-pocket (JRC pocket guide, as quoted)". */
void egb_audit_put_rule(const egb_audit_work *work, egb_buffer *out, const egb_audit_rule *rule);

/* Reports what a rule flags: an item of the section, and a finding for the verdict. args: EGB_ARGS, NULL: none. */
void egb_audit_find(egb_audit_work *work, egb_severity severity, const char *id, egb_audit_phrase_id says,
                    const egb_arg *args);
/* A phrase as it is, and with arguments: in the arena; "" when memory ran out, which the document keeps in mind. */
const char *egb_audit_phrase(const egb_audit_work *work, egb_audit_phrase_id says);
const char *egb_audit_format(egb_audit_work *work, egb_audit_phrase_id says, const egb_arg *args);
void egb_audit_put(const egb_audit_work *work, egb_buffer *out, egb_audit_phrase_id says, const egb_arg *args);
/* A paragraph, and a note of a table. */
void egb_audit_say(egb_audit_work *work, egb_audit_phrase_id says, const egb_arg *args);
bool egb_audit_note(egb_audit_work *work, egb_table *table, egb_audit_phrase_id says, const egb_arg *args);
/* A paragraph of what a buffer holds, which is cleared. */
void egb_audit_take(egb_audit_work *work, egb_buffer *text);
/* Takes a table over, unless it has no rows; status: of the function that made it, handed on. */
egb_status egb_audit_adopt(egb_audit_work *work, egb_status status, egb_table *table);
/* The same, with a picture of that kind; and a table that has rows and its title, with a picture of another table,
 * which stays the caller's. Where the kind finds nothing to draw, the table alone. */
egb_status egb_audit_adopt_drawn(egb_audit_work *work, egb_status status, egb_table *table, const char *kind);
egb_status egb_audit_adopt_drawn_from(egb_audit_work *work, egb_table *table, const char *kind, const egb_table *from);
/* The document says once whose tables these are: "TITLE, 2024: correlations" becomes "Correlations". */
void egb_audit_shorten_title(const egb_audit_work *work, egb_table *table);
/* Whether a status is an answer and no failure of the run: then *reason is the first error since the mark, which is
 * forgotten with all since, and EGB_OK is returned. */
egb_status egb_audit_reason(egb_audit_work *work, egb_diag_point mark, egb_status status, const char **reason);
/* Statistics of the results, made once. Borrowed from the work. */
egb_status egb_audit_figures_of(egb_audit_work *work, egb_statistics_kind kind, egb_stage stage,
                                const egb_statistics **out);
/* Their table, taken over. plot: the kind of its picture; NULL: none. */
egb_status egb_audit_figures_table(egb_audit_work *work, egb_statistics_kind kind, egb_stage stage, const char *plot);
/* Appends the ids of units as a list of names. */
void egb_audit_put_units(const egb_audit_work *work, egb_buffer *out, const size_t *unit, size_t count);

/* A list of names in a sentence (egb_phrase_list): begin with {0}. */
typedef egb_phrase_list egb_audit_list;
void egb_audit_list_add(const egb_audit_work *work, egb_audit_list *list, const char *item);
/* "ID (0.31)" */
void egb_audit_list_number(const egb_audit_work *work, egb_audit_list *list, const char *item, double value,
                           int decimals);
/* The text, "" when there is none, which clears the list; kept in the arena, as the other texts here. */
const char *egb_audit_list_end(egb_audit_work *work, egb_audit_list *list);

/* The tree as the results have it. */
static inline bool egb_audit_is_indicator(const egb_audit_work *work, size_t node) {
  return work->results->active[node] && work->index->node[node].first_child == EGB_NONE;
}
/* Children that take part, and indicators below (itself, when it is one). */
size_t egb_audit_children(const egb_audit_work *work, size_t node);
size_t egb_audit_indicators(const egb_audit_work *work, size_t node);
static inline const char *egb_audit_id(const egb_audit_work *work, size_t node) {
  return work->index->node[node].id;
}
/* Takes the rows out of which `flag` is empty, and takes over what is left, if anything. */
egb_status egb_audit_adopt_flagged(egb_audit_work *work, egb_status status, egb_table *table);
/* A table of the audit's own, with its columns and the rest as other tables have it. NULL: out of memory. */
egb_table *egb_audit_table(egb_audit_work *work, const char *schema, egb_audit_phrase_id what,
                           const egb_table_column *column, size_t columns, size_t rows);

#endif
