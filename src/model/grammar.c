#include "model/grammar_tables.h"

#include <string.h>

const char *const egb_grammar_rubric_words[] = {"value", "answered", "missing", "else", NULL};

/* ---- the tree -------------------------------------------------------------------------------- */

#define IMPUTE_HELP                                                                                                    \
  "How missing values of an indicator are filled: a method's name, or a map with the method and its parameters. "      \
  "Filled values stay marked. none: they stay missing, also where an outer default says otherwise. Defaults "          \
  "leave indicators with points alone: their values are codes of answers."
#define TREAT_HELP                                                                                                     \
  "What is done about outliers of an indicator before it is normalised: a method's name, or a map with the method "    \
  "and its parameters. none: nothing, also where an outer default says otherwise. Defaults leave indicators with "     \
  "points "                                                                                                            \
  "alone: their values are codes of answers."
#define RESCALE_HELP                                                                                                   \
  "Brings a node's own score to the common scale again, once its children are aggregated: a normalisation's name, or " \
  "a map with the method and its parameters. none: as aggregated, also where an outer default says otherwise."
#define AVAILABLE_HELP                                                                                                 \
  "The least share of the indicators below a node that a unit needs; with less the node is missing for the unit, and " \
  "at the root the unit is shown without a rank. A map may ask for a number instead of a share, and says of what. "    \
  "Without it one indicator is enough."
#define NORMALISE_HELP                                                                                                 \
  "How an indicator is brought to the common scale: a method's name, or a map with the method and its parameters. "    \
  "Goalposts imply the method goalposts, points the method points; otherwise it is minmax."
#define AGGREGATE_HELP                                                                                                 \
  "How the children of a node become its score: a method's name, or a map with the method and its parameters. "        \
  "Without it the arithmetic mean."
#define WEIGHTS_HELP                                                                                                   \
  "Where the weights of the children come from: a method's name, or a map with the method and its parameters. "        \
  "Without it they are the weights given on the children."

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

static const egb_section available_section = {.name = "available",
                                              .where = "under `available:`",
                                              .help = "How much a unit needs for a score of a node.",
                                              .key = available_keys,
                                              .key_count = COUNT(available_keys),
                                              .least_one = ANY_OF("share", "least")};

static const egb_section tier_section; /* the keys of `defaults:` but the last */

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
     .section = &available_section,
     .help = AVAILABLE_HELP,
     .example = "65%"},
    {.name = "rescale",
     .kind = EGB_KEY_METHOD,
     .family = EGB_FAMILY_NORMALISE,
     .or_none = true,
     .help = RESCALE_HELP,
     .example = "none"},
    {.name = "tiers",
     .kind = EGB_KEY_TIERS,
     .section = &tier_section,
     .most = EGB_GRAMMAR_TIERS_MAX,
     .help =
         "Choices for one tier of the tree, over those for all tiers: a map from the tier to its choices. Tier 0 is "
         "the node that this is written on, or the index itself at the top level; its children are tier 1, and so on.",
     .example = "{0: {aggregate: geometric}, 2: {aggregate: arithmetic, available: 0.5}}"},
};

static const egb_section defaults_section = {
    .name = "defaults",
    .where = "under `defaults:`",
    .help = "Choices for this node and everything below it. An inner one overrides an outer one, and what is "
            "written on a node itself always wins.",
    .key = defaults_keys,
    .key_count = COUNT(defaults_keys)};

static const egb_section tier_section = {.name = "tier",
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

static const egb_section per_section = {.name = "per",
                                        .where = "under `per:`",
                                        .help = "What an indicator is divided by.",
                                        .key = per_keys,
                                        .key_count = COUNT(per_keys)};

static const egb_section node_section; /* nodes hold nodes */

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
         "has a percentage, all have one.",
     .example = "10"},
    {.name = "indicators",
     .kind = EGB_KEY_SECTIONS,
     .section = &node_section,
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
     .help = "Derives the indicator's values from data columns.",
     .example = "\"min(eys, 18)\""},
    {.name = "per",
     .kind = EGB_KEY_TEXT_OR_SECTION,
     .section = &per_section,
     .clashes = ANY_OF("points", "indicators"),
     .help =
         "The data column that the values are divided by, such as the population: its name, or a map with the column "
         "and a scale. Computed values are divided after they are computed; a denominator of 0 or less makes the value "
         "missing.",
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
     .clashes = ANY_OF("indicators"),
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
     .section = &available_section,
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
     .section = &defaults_section,
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
};

static const egb_section node_section = {.name = "node",
                                         .where = "in a node",
                                         .help = "An aggregate or an indicator of the tree.",
                                         .key = node_keys,
                                         .key_count = COUNT(node_keys)};

/* ---- the whole file -------------------------------------------------------------------------- */

static const egb_key definition_keys[] = {
    {.name = "egovbench",
     .kind = EGB_KEY_VERSION,
     .required = true,
     .help = "The version of this format: 1.",
     .example = "1"},
    {.name = "id",
     .kind = EGB_KEY_ID,
     .required = true,
     .help = "Names the index; it is also the id of the tree's root.",
     .example = "waseda-ten"},
    {.name = "title",
     .kind = EGB_KEY_LABELS,
     .help = "The title for people: a text, or a map from language to text.",
     .example = "{en: E-Government Development Index}"},
    {.name = "description",
     .kind = EGB_KEY_LABELS,
     .help = "What the index measures, in a paragraph: a text, or a map from language to text.",
     .example = "{en: How ready administrations are for digital services.}"},
    {.name = "edition", .kind = EGB_KEY_TEXT, .help = "The edition of the index.", .example = "\"2022\""},
    {.name = "version", .kind = EGB_KEY_TEXT, .help = "The version of this definition.", .example = "1.0.0"},
    {.name = "publisher", .kind = EGB_KEY_TEXT, .help = "The publisher of the index.", .example = "United Nations"},
    {.name = "licence",
     .kind = EGB_KEY_TEXT,
     .help = "The licence of the definition, best as an SPDX identifier.",
     .example = "CC-BY-4.0"},
    {.name = "citation",
     .kind = EGB_KEY_TEXT,
     .help = "How to cite the index.",
     .example = "United Nations (2022). E-Government Survey."},
    {.name = "source",
     .kind = EGB_KEY_TEXT,
     .help = "Where the methodology or the data come from.",
     .example = "World Bank GovTech Dataset, October 2022"},
    {.name = "note",
     .kind = EGB_KEY_TEXT,
     .help = "What a reader should know.",
     .example = "Weights are not published"},
    {.name = "scale",
     .kind = EGB_KEY_NUMBER,
     .least = 1e-6,
     .most = 1e9,
     .help = "Scores run from 0 to this. Without it 100.",
     .example = "100"},
    {.name = "direction",
     .kind = EGB_KEY_CHOICE,
     .choices = ANY_OF("higher", "lower", "1", "-1"),
     .help =
         "Which scores of the index and of its parts are better: higher (the default, also 1), or lower (also -1), for "
         "an index of risk, corruption or burden. Ranks, ties, levels and everything that says best or better follow; "
         "the direction of an indicator still says whether its values raise the score or lower it.",
     .example = "lower"},
    {.name = "data",
     .kind = EGB_KEY_FILES,
     .section = &egb_grammar_data,
     .help = "The data files: each a file name, or a map that says how to read it.",
     .example = "[{file: gtmi-2022.csv, unit: iso3}]"},
    {.name = "units",
     .kind = EGB_KEY_TEXT_OR_SECTION,
     .section = &egb_grammar_units,
     .help = "The list of units: a file name, or a map that says how to read it. Without it the units are those of the "
             "data.",
     .example = "countries.csv"},
    {.name = "period",
     .kind = EGB_KEY_TEXT,
     .help = "The period that is scored when none is given; latest is the last one of the data.",
     .example = "latest"},
    {.name = "fit",
     .kind = EGB_KEY_TEXT,
     .help =
         "The periods whose values methods learn from (the lowest and highest value, the mean): period, each from its "
         "own (the default); all, from all of them together; or one period, so that scores compare with it.",
     .example = "all"},
    {.name = "screen",
     .kind = EGB_KEY_SECTION,
     .section = &egb_grammar_screen,
     .help = "Which units take part.",
     .example = "{available: 0.9, exclude: {VAT: No statistics}}"},
    {.name = "defaults",
     .kind = EGB_KEY_SECTION,
     .section = &defaults_section,
     .help = "Choices for the whole tree, the root included, where nothing else is written.",
     .example = "{normalise: minmax, aggregate: arithmetic, available: 0.65}"},
    {.name = "aggregate",
     .kind = EGB_KEY_METHOD,
     .family = EGB_FAMILY_AGGREGATE,
     .help = AGGREGATE_HELP " At the top level this is the root's.",
     .example = "geometric"},
    {.name = "weights",
     .kind = EGB_KEY_METHOD,
     .family = EGB_FAMILY_WEIGHT,
     .help = WEIGHTS_HELP " At the top level this is the root's.",
     .example = "given"},
    {.name = "available",
     .kind = EGB_KEY_SHARE_OR_SECTION,
     .section = &available_section,
     .help = AVAILABLE_HELP " At the top level this is the root's.",
     .example = "0.65"},
    {.name = "rescale",
     .kind = EGB_KEY_METHOD,
     .family = EGB_FAMILY_NORMALISE,
     .or_none = true,
     .help = RESCALE_HELP " At the top level this is the root's.",
     .example = "minmax"},
    {.name = "rank",
     .kind = EGB_KEY_SECTION,
     .section = &egb_grammar_rank,
     .help = "How scores become ranks.",
     .example = "{ties: competition, decimals: 3}"},
    {.name = "levels",
     .kind = EGB_KEY_SECTIONS,
     .section = &egb_grammar_level,
     .help = "Maturity levels: bands of the score.",
     .example = "[{id: high, from: 50}, {id: low, from: 0}]"},
    {.name = "indicators",
     .kind = EGB_KEY_SECTIONS,
     .required = true,
     .section = &node_section,
     .help = "The tree: the children of the index.",
     .example = "[{id: a, weight: 2}, {id: b, weight: 1}]"},
    {.name = "scenarios",
     .kind = EGB_KEY_SECTION_MAP,
     .section = &egb_grammar_scenario,
     .help = "Named variants: a map from the scenario's id to what it changes.",
     .example = "{services-first: {weights: {OS: 14%}}}"},
    {.name = "uncertainty",
     .kind = EGB_KEY_SECTION,
     .section = &egb_grammar_uncertainty,
     .help = "What is uncertain: the assumptions that the commands uncertainty, acceptability and sensitivity "
             "vary, and that the rank intervals are based on. Without it every weight varies by 25 percent of "
             "itself.",
     .example = "{weights: {uniform: 25%}, normalise: [minmax, zscore], aggregate: [arithmetic, geometric]}"},
};

const egb_section egb_grammar_definition = {.name = "definition",
                                            .where = "in a definition",
                                            .help = "One file is one methodology.",
                                            .key = definition_keys,
                                            .key_count = COUNT(definition_keys)};

const egb_section *const egb_grammar_sections[] = {&egb_grammar_definition,  &node_section,
                                                   &defaults_section,        &tier_section,
                                                   &available_section,       &per_section,
                                                   &egb_grammar_data,        &egb_grammar_units,
                                                   &egb_grammar_screen,      &egb_grammar_rank,
                                                   &egb_grammar_level,       &egb_grammar_scenario,
                                                   &egb_grammar_uncertainty, &egb_grammar_uncertain_weights,
                                                   &egb_grammar_error,       NULL};

const char *egb_grammar_family(egb_method_family family) {
  static const char *const nouns[EGB_FAMILY_COUNT] = {"imputation", "treatment", "normalisation", "weighting",
                                                      "aggregation"};
  return nouns[family];
}

/* ---- keys that people try -------------------------------------------------------------------- */

static const struct advice {
  const egb_section *section;
  const char *name, *text;
} advices[] = {
    {&node_section, "parent", "the tree is the indentation: write the node in the `indicators:` list of its parent"},
    {&node_section, "children", "children are written under `indicators:`"},
    {&node_section, "nodes", "children are written under `indicators:`"},
    {&node_section, "title", "a node's label is its `name:`"},
    {&node_section, "label", "a node's label is its `name:`"},
    {&node_section, "min", "write both ends as `goalposts: [lowest, highest]`"},
    {&node_section, "max", "write both ends as `goalposts: [lowest, highest]`"},
    {&node_section, "clamp", "it is a parameter of the method: `normalise: {method: goalposts, clamp: true}`"},
    {&node_section, "normalize", "it is spelt `normalise`"},
    {&node_section, "denominator", "write the column to divide by as `per:`"},
    {&node_section, "tiers", "it belongs under `defaults:`"},
    {&node_section, "screen", "`screen:` belongs at the top level of the file"},
    {&node_section, "log", "it is a parameter of the method: `normalise: {method: goalposts, log: ln}`"},
    {&node_section, "round", "it is a parameter of the method: `aggregate: {method: arithmetic, round: 1}`"},
    {&egb_grammar_definition, "impute",
     "write it under `defaults:` for the whole tree, or on the indicators it is for"},
    {&egb_grammar_definition, "treat", "write it under `defaults:` for the whole tree, or on the indicators it is for"},
    {&egb_grammar_definition, "tiers", "it belongs under `defaults:`"},
    {&egb_grammar_rank, "tiebreakers", "it is spelt `tie-breakers`"},
    {&node_section, "rank", "`rank:` belongs at the top level of the file"},
    {&node_section, "levels", "`levels:` belongs at the top level of the file"},
    {&defaults_section, "normalize", "it is spelt `normalise`"},
    {&defaults_section, "rank", "`rank:` belongs at the top level of the file"},
    {&defaults_section, "weight", "a weight is written on its node; `weights:` says how weights are derived"},
    {&egb_grammar_definition, "name", "the label of the index is its `title:`"},
    {&egb_grammar_definition, "normalise",
     "write it under `defaults:` for the whole tree, or on the indicators it is for"},
    {&egb_grammar_definition, "normalize", "write it as `normalise:` under `defaults:`"},
    {&egb_grammar_definition, "license", "it is spelt `licence`"},
    {&egb_grammar_definition, "nodes", "the tree is written under `indicators:`"},
    {&egb_grammar_definition, "dimensions", "the tree is written under `indicators:`"},
    {&egb_grammar_definition, "pillars", "the tree is written under `indicators:`"},
};

const egb_key *egb_grammar_key(const egb_section *section, const char *name) {
  for (size_t i = 0; i < section->key_count; i++)
    if (strcmp(section->key[i].name, name) == 0)
      return &section->key[i];
  return NULL;
}

const char *egb_grammar_advice(const egb_section *section, const char *name) {
  for (size_t i = 0; i < COUNT(advices); i++)
    if (advices[i].section == section && strcmp(advices[i].name, name) == 0)
      return advices[i].text;
  return NULL;
}
