/* methodology.h - the chapter that describes how an index is computed, in the order of the stages. Every figure in it
 * comes from the definition, the rows of the methods, or the results; nothing is computed here. */
#ifndef EGB_DESCRIBE_METHODOLOGY_H
#define EGB_DESCRIBE_METHODOLOGY_H

#include "model/document.h"
#include "model/results.h"
#include "table/method_words.h"

typedef struct egb_chapter {
  egb_document *document;
  const egb_index *index;
  const egb_plan *plan;       /* NULL: weights as written */
  const egb_results *results; /* NULL: nothing is known of the data */
  const char *const *languages;
  bool *active;      /* per node: takes part */
  size_t indicators; /* active ones */
  size_t aggregates;
} egb_chapter;

/* What choice a node makes in a stage; NULL when the stage does not concern it. */
typedef const egb_choice *egb_chapter_choice(const egb_node *node);

/* "All 12 indicators" or "3 of the 12 indicators: A, B, C", for the nodes marked. */
void egb_chapter_put_nodes(const egb_chapter *chapter, egb_buffer *out, const bool *marked, bool indicators);
bool egb_chapter_is_indicator(const egb_chapter *chapter, size_t node); /* and takes part */
bool egb_chapter_is_aggregate(const egb_chapter *chapter, size_t node);

/* methodology_values.c: data, derived values, screening, rubrics */
void egb_chapter_data(const egb_chapter *chapter);
void egb_chapter_derivation(const egb_chapter *chapter);
void egb_chapter_screening(const egb_chapter *chapter);
void egb_chapter_rubrics(const egb_chapter *chapter);
/* methodology_methods.c: the stages that offer a choice of methods */
void egb_chapter_imputation(const egb_chapter *chapter);
void egb_chapter_treatment(const egb_chapter *chapter);
void egb_chapter_normalisation(const egb_chapter *chapter);
void egb_chapter_weights(const egb_chapter *chapter);
void egb_chapter_aggregation(const egb_chapter *chapter);
/* Whether a node chose this method in a stage. */
bool egb_chapter_uses(const egb_node *node, egb_method_family family, const char *name);
/* methodology_choices.c: all choices of a stage, each once; whether there is any */
void egb_chapter_put_choices(const egb_chapter *chapter, egb_method_family family, egb_chapter_choice *choice_of,
                             bool indicators);
bool egb_chapter_any_choice(const egb_chapter *chapter, egb_chapter_choice *choice_of);
/* methodology_rules.c: what follows from scores, and where everything comes from */
void egb_chapter_missing(const egb_chapter *chapter);
void egb_chapter_ranks(const egb_chapter *chapter);
void egb_chapter_levels(const egb_chapter *chapter);
void egb_chapter_scenarios(const egb_chapter *chapter);
void egb_chapter_sources(const egb_chapter *chapter);

#endif
