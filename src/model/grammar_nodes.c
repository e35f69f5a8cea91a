/* The tree of a definition: nodes, what `defaults:` and tiers say for those below, the sections inside. */
#include "model/grammar_tables.h"

#define IMPUTE_HELP                                                                                                    \
  "How missing values of an indicator are filled: a method's name, or a map with the method and its parameters. "      \
  "Filled values stay marked. none: they stay missing, also where an outer default says otherwise. Defaults "          \
  "leave indicators with points alone: their values are codes of answers. On a node with children, never by a "        \
  "default, its missing scores are filled once it is aggregated, by a method that looks at nothing else, such as "     \
  "{method: group-mean, group: region}; a filled score counts as one where `available:` counts children."
#define TREAT_HELP                                                                                                     \
  "What is done about outliers of an indicator before it is normalised: a method's name, or a map with the method "    \
  "and its parameters. none: nothing, also where an outer default says otherwise. Defaults leave indicators with "     \
  "points "                                                                                                            \
  "alone: their values are codes of answers."
#define CONSTANT_HELP                                                                                                  \
  "What becomes of an indicator whose values are all equal, so that a method which learns from them has no answer: "   \
  "refuse the index (the default), or drop the indicator from the period that is scored, as if it were not written, "  \
  "and report it. Fixed goalposts and points learn nothing: such indicators stay."
#define NORMALISE_HELP                                                                                                 \
  "How an indicator is brought to the common scale: a method's name, or a map with the method and its parameters. "    \
  "Goalposts imply the method goalposts, points the method points; otherwise it is minmax."

static const egb_key available_keys[] = {
    {.name = "share", .kind = EGB_KEY_SHARE, .help = "The least share that a unit needs.", .example = "0.9"},
    {.name = "least",
     .kind = EGB_KEY_INTEGER,
     .least = 1,
     .most = EGB_GRAMMAR_NODES_MAX,
     .help = "The least number that a unit needs. With a share as well, both are needed.",
     .example = "3"},
    {.name = "of",
     .kind = EGB_KEY_CHOICE,
     .choices = ANY_OF("indicators", "children"),
     .help =
         "What is counted: the indicators below the node, however far (the default), or its direct children that have "
         "a score.",
     .example = "children"},
};

const egb_section egb_grammar_available = {.name = "available",
                                           .where = "under `available:`",
                                           .help = "How much a unit needs for a score of a node.",
                                           .key = available_keys,
                                           .key_count = COUNT(available_keys),
                                           .least_one = ANY_OF("share", "least")};

static const egb_key defaults_keys[] = {
    {.name = "impute",
     .kind = EGB_KEY_METHOD,
     .family = EGB_FAMILY_IMPUTE,
     .or_none = true,
     .help = IMPUTE_HELP,
     .example = "none"},
    {.name = "treat",
     .kind = EGB_KEY_METHOD,
     .family = EGB_FAMILY_TREAT,
     .or_none = true,
     .help = TREAT_HELP,
     .example = "winsorise"},
    {.name = "normalise",
     .kind = EGB_KEY_METHOD,
     .family = EGB_FAMILY_NORMALISE,
     .help = NORMALISE_HELP,
     .example = "{method: goalposts, clamp: true}"},
    {.name = "aggregate",
     .kind = EGB_KEY_METHOD,
     .family = EGB_FAMILY_AGGREGATE,
     .help = AGGREGATE_HELP,
     .example = "arithmetic"},
    {.name = "weights", .kind = EGB_KEY_METHOD, .family = EGB_FAMILY_WEIGHT, .help = WEIGHTS_HELP, .example = "given"},
    {.name = "available",
     .kind = EGB_KEY_SHARE_OR_SECTION,
     .section = &egb_grammar_available,
     .help = AVAILABLE_HELP,
     .example = "65%"},
    {.name = "rescale",
     .kind = EGB_KEY_METHOD,
     .family = EGB_FAMILY_NORMALISE,
     .or_none = true,
     .help = RESCALE_HELP,
     .example = "none"},
    {.name = "if-constant",
     .kind = EGB_KEY_CHOICE,
     .choices = ANY_OF("refuse", "drop"),
     .help = CONSTANT_HELP,
     .example = "drop"},
    {.name = "tiers",
     .kind = EGB_KEY_TIERS,
     .section = &egb_grammar_tier,
     .most = EGB_GRAMMAR_TIERS_MAX,
     .help =
         "Choices for one tier of the tree, over those for all tiers: a map from the tier to its choices. Tier 0 is "
         "the node that this is written on, or the index itself at the top level; its children are tier 1, and so on.",
     .example = "{0: {aggregate: geometric}, 2: {aggregate: arithmetic, available: 0.5}}"},
};

const egb_section egb_grammar_defaults = {
    .name = "defaults",
    .where = "under `defaults:`",
    .help = "Choices for this node and everything below it. An inner one overrides an outer one, and what is "
            "written on a node itself always wins.",
    .key = defaults_keys,
    .key_count = COUNT(defaults_keys)};

const egb_section egb_grammar_tier = {.name = "tier",
                                      .where = "in a tier",
                                      .help = "Choices for the nodes of one tier.",
                                      .key = defaults_keys,
                                      .key_count = COUNT(defaults_keys) - 1};

static const egb_key per_keys[] = {
    {.name = "column",
     .kind = EGB_KEY_TEXT,
     .required = true,
     .help = "The data column that values are divided by.",
     .example = "population"},
    {.name = "scale",
     .kind = EGB_KEY_NUMBER,
     .least = 1e-12,
     .most = 1e12,
     .help = "The result is multiplied by it: 1000 gives values per thousand. Without it 1.",
     .example = "1000"},
};

const egb_section egb_grammar_per = {.name = "per",
                                     .where = "under `per:`",
                                     .help = "What an indicator is divided by.",
                                     .key = per_keys,
                                     .key_count = COUNT(per_keys)};

static const egb_key node_keys[] = {
    {.name = "id",
     .kind = EGB_KEY_ID,
     .required = true,
     .help =
         "Names the node in every output and option. An indicator without column and compute takes its values from the "
         "data column of this name. Each node has its own id.",
     .example = "OS"},
    {.name = "name",
     .kind = EGB_KEY_LABELS,
     .help = "The node's label for people: a text, or a map from language to text.",
     .example = "{en: Online Services, ja: オンラインサービス}"},
    {.name = "weight",
     .kind = EGB_KEY_WEIGHT,
     .help =
         "The weight relative to the siblings: 10, 20, 30 and 1, 2, 3 mean the same. Without it 1. When one sibling "
         "has a percentage, all have one. A map from period to weight, {2018: 10, 2020: 12}, gives each period its own: a weight holds from "
         "its period on until the next one, and a period before the first is refused. Periods that are no times "
         "(years, quarters, months, days) need an entry each.",
     .example = "10"},
    {.name = "indicators",
     .kind = EGB_KEY_SECTIONS,
     .section = &egb_grammar_node,
     .help = "The children. A node with children is an aggregate, a node without is an indicator: the tree is the "
             "indentation.",
     .example = "[{id: a}, {id: b}]"},
    {.name = "column",
     .kind = EGB_KEY_TEXT,
     .clashes = ANY_OF("compute", "indicators"),
     .help = "The data column with the indicator's values. Without it the id names the column.",
     .example = "I-16"},
    {.name = "compute",
     .kind = EGB_KEY_EXPRESSION,
     .clashes = ANY_OF("column", "indicators"),
     .help =
         "Derives the indicator's values from data columns and from other indicators: an id that is no column of the "
         "data is the indicator's value after its own compute and per, whether or not it takes part in the index.",
     .example = "\"min(eys, 18)\""},
    {.name = "per",
     .kind = EGB_KEY_TEXT_OR_SECTION,
     .section = &egb_grammar_per,
     .clashes = ANY_OF("points", "indicators"),
     .help =
         "The data column that the values are divided by, such as the population: its name, or a map with the column "
         "and a scale. A column that no data file has is looked for in the unit list. Computed values are divided after "
         "they are computed; a denominator of 0 or less is refused, an empty one makes the value missing.",
     .example = "{column: population, scale: 1000}"},
    {.name = "direction",
     .kind = EGB_KEY_CHOICE,
     .choices = ANY_OF("higher", "lower", "1", "-1"),
     .clashes = ANY_OF("indicators"),
     .help =
         "Which values score higher: higher ones (the default, also 1) or lower ones (also -1). These are the better "
         "values, unless the index says that a lower score is better.",
     .example = "lower"},
    {.name = "goalposts",
     .kind = EGB_KEY_PAIR,
     .clashes = ANY_OF("points", "indicators"),
     .help = "The values that earn the least and the most of the scale, the lower one first; numbers or expressions "
             "without columns.",
     .example = "[20, 85]"},
    {.name = "points",
     .kind = EGB_KEY_RUBRIC,
     .clashes = ANY_OF("goalposts", "indicators"),
     .help =
         "The points each answer earns. An answer is a number or a text; a comparison such as \">=1\" covers a range; "
         "the words value, answered, missing and else have a meaning of their own.",
     .example = "{1: 0, 2: 0.5, 3: 1}"},
    {.name = "target",
     .kind = EGB_KEY_CONSTANT,
     .clashes = ANY_OF("indicators"),
     .help =
         "The value to reach, for methods that measure the distance to it: a number, or an expression without columns.",
     .example = "95"},
    {.name = "bounds",
     .kind = EGB_KEY_PAIR,
     .clashes = ANY_OF("indicators"),
     .help = "The lowest and the highest value that can be right: data outside is refused.",
     .example = "[0, 100]"},
    {.name = "impute",
     .kind = EGB_KEY_METHOD,
     .family = EGB_FAMILY_IMPUTE,
     .or_none = true,
     .help = IMPUTE_HELP,
     .example = "none"},
    {.name = "treat",
     .kind = EGB_KEY_METHOD,
     .family = EGB_FAMILY_TREAT,
     .or_none = true,
     .clashes = ANY_OF("indicators"),
     .help = TREAT_HELP,
     .example = "none"},
    {.name = "normalise",
     .kind = EGB_KEY_METHOD,
     .family = EGB_FAMILY_NORMALISE,
     .clashes = ANY_OF("indicators"),
     .help = NORMALISE_HELP,
     .example = "minmax"},
    {.name = "if-constant",
     .kind = EGB_KEY_CHOICE,
     .choices = ANY_OF("refuse", "drop"),
     .clashes = ANY_OF("indicators"),
     .help = CONSTANT_HELP,
     .example = "drop"},
    {.name = "aggregate",
     .kind = EGB_KEY_METHOD,
     .family = EGB_FAMILY_AGGREGATE,
     .needs = "indicators",
     .help = AGGREGATE_HELP,
     .example = "geometric"},
    {.name = "weights",
     .kind = EGB_KEY_METHOD,
     .family = EGB_FAMILY_WEIGHT,
     .needs = "indicators",
     .help = WEIGHTS_HELP,
     .example = "points"},
    {.name = "available",
     .kind = EGB_KEY_SHARE_OR_SECTION,
     .section = &egb_grammar_available,
     .needs = "indicators",
     .help = AVAILABLE_HELP,
     .example = "{share: 0.9, of: children}"},
    {.name = "rescale",
     .kind = EGB_KEY_METHOD,
     .family = EGB_FAMILY_NORMALISE,
     .or_none = true,
     .needs = "indicators",
     .help = RESCALE_HELP,
     .example = "minmax"},
    {.name = "defaults",
     .kind = EGB_KEY_SECTION,
     .section = &egb_grammar_defaults,
     .needs = "indicators",
     .help = "Choices for this node and everything below it, where nothing else is written.",
     .example = "{normalise: zscore}"},
    {.name = "optional",
     .kind = EGB_KEY_BOOL,
     .help = "true: the node and everything below it take part only in scenarios that add it.",
     .example = "true"},
    {.name = "unit", .kind = EGB_KEY_TEXT, .help = "The unit of measurement.", .example = "per 100 inhabitants"},
    {.name = "source", .kind = EGB_KEY_TEXT, .help = "Where the values come from.", .example = "ITU, 2022"},
    {.name = "note", .kind = EGB_KEY_TEXT, .help = "What a reader should know.", .example = "Capped by the source"},
    {.name = "subtract",
     .kind = EGB_KEY_BOOL,
     .help = "true: the score is taken away from the sum of the siblings, such as points for faults. The node above is "
             "aggregated by sum.",
     .example = "true"},
    {.name = "breaks",
     .kind = EGB_KEY_TEXT_MAP,
     .help = BREAKS_HELP,
     .example = "{2025: Another question under this number}"},
    {.name = "only",
     .kind = EGB_KEY_TEXTS_MAP,
     .help =
         "The units that the node is for: a map from a grouping of the unit list to the group, or the groups, that a "
         "unit must be in. For all others the node and everything below it are as if not written: not missing, and its "
         "siblings share its weight. Not below methods that compare units or take weights from the data.",
     .example = "{income: [High income, Upper middle income]}"},
    {.name = "then",
     .kind = EGB_KEY_EXPRESSION,
     .needs = "indicators",
     .help = THEN_HELP,
     .example = "\"x * (1 + (difficulty - 1) / 36)\""},
};

const egb_section egb_grammar_node = {.name = "node",
                                      .where = "in a node",
                                      .help = "An aggregate or an indicator of the tree.",
                                      .key = node_keys,
                                      .key_count = COUNT(node_keys)};

const egb_section egb_grammar_change = {.name = "change",
                                        .where = "in a change of a node",
                                        .help = "What a scenario or a variant says of a node, over what is written on "
                                                "it: the keys of a node but its id. `key: ~` removes a key, and what "
                                                "cannot be combined with a key that is written here is removed.",
                                        .key = node_keys + 1,
                                        .key_count = COUNT(node_keys) - 1,
                                        .partial = true};

const egb_section egb_grammar_methods = {.name = "methods",
                                         .where = "under `methods:`",
                                         .help = "Choices for every node, whatever is written on it. Indicators with "
                                                 "points keep theirs: their values are codes of answers.",
                                         .key = defaults_keys,
                                         .key_count = COUNT(defaults_keys) - 1};
