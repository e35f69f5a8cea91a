/* grammar_tables.h - what the files of the grammar's table share. */
#ifndef EGB_MODEL_GRAMMAR_TABLES_H
#define EGB_MODEL_GRAMMAR_TABLES_H

#include "model/grammar.h"

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))
#define ANY_OF(...) ((const char *const[]){__VA_ARGS__, NULL})

extern const egb_section egb_grammar_node, egb_grammar_defaults, egb_grammar_tier, egb_grammar_available,
    egb_grammar_per, egb_grammar_fit, egb_grammar_change, egb_grammar_methods;
extern const egb_section egb_grammar_data, egb_grammar_units, egb_grammar_recipe;
extern const egb_section egb_grammar_rank_bounds;
extern const egb_section egb_grammar_rank, egb_grammar_level, egb_grammar_scenario, egb_grammar_screen;
extern const egb_section egb_grammar_audit, egb_grammar_audit_limits;
extern const egb_section egb_grammar_publication, egb_grammar_contact, egb_grammar_terms;
extern const egb_section egb_grammar_uncertainty, egb_grammar_uncertain_weights, egb_grammar_error;

/* Of keys that the index has as well as a node. */
#define BREAKS_HELP                                                                                                    \
  "Periods from which on something else was asked or measured under this id, each with what changed. `panel` has no "  \
  "change, growth or trend across such a period, `rank --compare` notes it, and `diff` warns."
#define RESCALE_HELP                                                                                                   \
  "Brings a node's own score to the common scale again, once its children are aggregated: a normalisation's name, or " \
  "a map with the method and its parameters. none: as aggregated, also where an outer default says otherwise."
#define AVAILABLE_HELP                                                                                                 \
  "The least share of the indicators below a node that a unit needs; with less the node is missing for the unit, and " \
  "at the root the unit is shown without a rank. A map may ask for a number instead of a share, and says of what. "    \
  "Without it one indicator is enough."
#define AGGREGATE_HELP                                                                                                 \
  "How the children of a node become its score: a method's name, or a map with the method and its parameters. "        \
  "Without it the arithmetic mean."
#define WEIGHTS_HELP                                                                                                   \
  "Where the weights of the children come from: a method's name, or a map with the method and its parameters. "        \
  "Without it they are the weights given on the children."
#define THEN_HELP                                                                                                       \
  "An expression that the score becomes once the children are aggregated, before it is rounded and rescaled. x is the " \
  "score itself; other names are ids of nodes, whose scores are used as they come out. A unit without a score, or "     \
  "without one of those that are named, has none. Nothing holds the result within the scale."

#endif
