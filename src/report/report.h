/* report.h - the work of a report: what the sections write to, what they may look at.
 *
 * A section begins with its heading, and writes nothing where an index has nothing for it. Failures of memory inside
 * the document are asked for once, at the end. */
#ifndef EGB_REPORT_REPORT_H
#define EGB_REPORT_REPORT_H

#include "base/diag.h"
#include "model/document.h"
#include "model/phrase.h"
#include "model/results.h"

#define EGB_PHRASE(id, english, chinese, japanese) EGB_REPORT_##id,
typedef enum egb_report_phrase {
#include "report/phrase_list.h"
  EGB_REPORT_PHRASES
} egb_report_phrase;

typedef struct egb_report_work {
  egb_document *document;
  egb_arena *arena; /* of the document */
  const egb_index *index;
  const egb_plan *plan;
  const egb_results *results;
  const char *const *languages;
  egb_phrase_language language;
  egb_report_options asked;
  egb_diag *diag;
  egb_uncertainty *uncertainty; /* NULL with a reason; of the work */
  const char *reason;
  const char *live_note; /* what of the explorer is left out, and why; NULL: nothing */
  size_t ranked;         /* units with a rank */
  bool pages;            /* each unit has a page of its own, which the ranking leads to */
} egb_report_work;

/* A phrase with its arguments (EGB_ARGS; NULL: none) in the arena; "" when memory ran out, which the document keeps in
 * mind. */
const char *egb_report_phrase_of(egb_report_work *work, egb_report_phrase phrase, const egb_arg *args);
/* As a paragraph, a heading that begins a section, an item. */
void egb_report_say(egb_report_work *work, egb_report_phrase phrase, const egb_arg *args);
void egb_report_section(egb_report_work *work, const char *anchor, egb_report_phrase phrase);
/* The name of a unit and of a node, in the language. */
const char *egb_report_unit(const egb_report_work *work, size_t unit);
const char *egb_report_node(const egb_report_work *work, size_t node);
/* Direct parts of the index that take part. */
size_t egb_report_dimensions(const egb_report_work *work);
/* A score with the decimals that people see. */
const char *egb_report_score(egb_report_work *work, double score);
/* "egovbench rank egdi", in the arena. */
const char *egb_report_command(egb_report_work *work, const char *command, const char *options);
/* The period of results, or the edition. */
const char *egb_report_when(const egb_results *results);

/* Sections, in their order. */
egb_status egb_report_finding(egb_report_work *work);
egb_status egb_report_live(egb_report_work *work); /* the explorer, which is no section of the document */
egb_status egb_report_ranking(egb_report_work *work);
egb_status egb_report_editions(egb_report_work *work);
egb_status egb_report_robustness(egb_report_work *work);
egb_status egb_report_methodology(egb_report_work *work);
egb_status egb_report_data(egb_report_work *work);
egb_status egb_report_cite(egb_report_work *work);

/* The title and where it comes from; of: a unit's name before the title, NULL: none. */
egb_status egb_report_head(egb_report_work *work, const char *of);
/* A new document in the place of the one there is, which is freed. */
egb_status egb_report_renew(egb_report_work *work);
/* Whether the unit at a place of the ranking and the one after it cannot be distinguished; there are intervals. */
bool egb_report_is_level(const egb_report_work *work, size_t place);
/* Pages of units, the best first, each handed over under its name. */
egb_status egb_report_each_unit(egb_report_work *work, egb_report_take *take, void *context);
#define EGB_REPORT_PAGE "u-" /* before the id of a unit in the name of its page, and in the anchor of its row */

/* Parts of the ranking: columns from `first` on, whose cells are empty, with a profile of the unit in each row; column
 * 0 has its id. So many rows have one. */
#define EGB_REPORT_PROFILE_COLUMNS 3
#define EGB_REPORT_PROFILES ((size_t)1000)
#define EGB_REPORT_ROWS ((size_t)2000) /* of the ranking */
/* EGB_NO_MEMORY. */
egb_status egb_report_profile_columns(egb_report_work *work, egb_table *table, size_t first);

/* Says what makes the editions incomparable, from the first to the last; nothing where nothing does. */
void egb_report_say_breaks(egb_report_work *work);
/* Parts of the finding: what moved since the edition before, and why. */
egb_status egb_report_moves(egb_report_work *work);

#endif
