/* The grammar of a definition: its outermost keys, all sections, and what to write instead of keys that people try. */
#include "model/grammar_tables.h"

#include <string.h>

const char *const egb_grammar_rubric_words[] = {"value", "answered", "missing", "else", NULL};

static const egb_key fit_keys[] = {
    {.name = "normalise",
     .kind = EGB_KEY_TEXT,
     .help = "The periods that normalisations learn from: period (the default), all, or one period.",
     .example = "all"},
    {.name = "treat",
     .kind = EGB_KEY_TEXT,
     .help = "The periods that treatments of outliers learn from: period (the default) treats each by itself, also "
             "those that only normalisations learn from; all, or one period.",
     .example = "period"},
};

const egb_section egb_grammar_fit = {.name = "fit",
                                     .where = "under `fit:`",
                                     .help = "The periods that each stage learns from.",
                                     .key = fit_keys,
                                     .key_count = COUNT(fit_keys),
                                     .least_one = ANY_OF("normalise", "treat")};

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
     .kind = EGB_KEY_FILE_OR_FILES,
     .section = &egb_grammar_units,
     .help = "The list of units: a file name, or a map that says how to read it. Of several, in "
             "a list, the first says which units there are, the others have more of their names, groups and columns. "
             "Without it the units are those of the data.",
     .example = "countries.csv"},
    {.name = "period",
     .kind = EGB_KEY_TEXT,
     .help = "The period that is scored when none is given; latest is the last one of the data.",
     .example = "latest"},
    {.name = "fit",
     .kind = EGB_KEY_TEXT_OR_SECTION,
     .section = &egb_grammar_fit,
     .help =
         "The periods whose values methods learn from (the lowest and highest value, the mean): period, each from its "
         "own (the default); all, from all of them together; or one period, so that scores compare with it. A map "
         "says it for each stage: {treat: period, normalise: all} is what COINr does with a panel. A method may say it "
         "for itself: `normalise: {method: minmax, fit: all}`.",
     .example = "all"},
    {.name = "screen",
     .kind = EGB_KEY_SECTION,
     .section = &egb_grammar_screen,
     .help = "Which units take part.",
     .example = "{available: 0.9, exclude: {VAT: No statistics}}"},
    {.name = "defaults",
     .kind = EGB_KEY_SECTION,
     .section = &egb_grammar_defaults,
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
     .section = &egb_grammar_available,
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
     .unless = "extends",
     .section = &egb_grammar_node,
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
    {.name = "audit",
     .kind = EGB_KEY_SECTION,
     .section = &egb_grammar_audit,
     .help = "What the command audit flags: the profile of its limits, and other limits of single rules.",
     .example = "{profile: jrc-pocket, limits: {coverage: 0.8}}"},
    {.name = "publication",
     .kind = EGB_KEY_SECTION,
     .section = &egb_grammar_publication,
     .help = "What open-data portals ask of a publisher besides the index: the command publish writes it into the "
             "bundle's metadata.",
     .example = "{address: \"https://example.org/egov/\", theme: GOVE, frequency: annual}"},
    {.name = "breaks",
     .kind = EGB_KEY_TEXT_MAP,
     .help = BREAKS_HELP " At the top level it is the whole index.",
     .example = "{2022: The questionnaire was enlarged}"},
    {.name = "then",
     .kind = EGB_KEY_EXPRESSION,
     .help = THEN_HELP " At the top level this is the root's.",
     .example = "\"min(x, 100)\""},
    {.name = "extends",
     .kind = EGB_KEY_TEXT,
     .help =
         "Another definition, which this one is laid over: a file in this folder or below it, or the name of a "
         "shipped index. Maps are merged key by key, nodes of the tree by their ids, new ones are appended; lists, "
         "values and methods take the place of those there; `key: ~` removes one, and what cannot be combined with "
         "a key that is written here is removed. Files are looked for from the definition that names them. Only the id "
         "must be written here.",
     .example = "base.yaml"},
    {.name = "nodes",
     .kind = EGB_KEY_SECTION_MAP,
     .section = &egb_grammar_change,
     .needs = "extends",
     .help =
         "Changes of single nodes of the definition that is extended: a map from the id of a node, or of the index, "
         "to the keys that differ.",
     .example = "{TII: {weight: 2, goalposts: [0, 2]}}"},
    {.name = "without",
     .kind = EGB_KEY_IDS,
     .needs = "extends",
     .help = "Nodes of the definition that is extended which this one does not have, with everything below them.",
     .example = "[EPI]"},
};

const egb_section egb_grammar_definition = {.name = "definition",
                                            .where = "in a definition",
                                            .help = "One file is one methodology.",
                                            .key = definition_keys,
                                            .key_count = COUNT(definition_keys)};

const egb_section *const egb_grammar_sections[] = {&egb_grammar_definition,
                                                   &egb_grammar_node,
                                                   &egb_grammar_defaults,
                                                   &egb_grammar_tier,
                                                   &egb_grammar_available,
                                                   &egb_grammar_per,
                                                   &egb_grammar_fit,
                                                   &egb_grammar_data,
                                                   &egb_grammar_units,
                                                   &egb_grammar_screen,
                                                   &egb_grammar_rank,
                                                   &egb_grammar_level,
                                                   &egb_grammar_scenario,
                                                   &egb_grammar_methods,
                                                   &egb_grammar_change,
                                                   &egb_grammar_uncertainty,
                                                   &egb_grammar_uncertain_weights,
                                                   &egb_grammar_error,
                                                   &egb_grammar_rank_bounds,
                                                   &egb_grammar_audit,
                                                   &egb_grammar_audit_limits,
                                                   &egb_grammar_publication,
                                                   &egb_grammar_contact,
                                                   &egb_grammar_terms,
                                                   NULL};

bool egb_grammar_is_merged(const egb_key *key) {
  switch (key->kind) {
  case EGB_KEY_SECTION:
  case EGB_KEY_SECTION_MAP:
  case EGB_KEY_TIERS:
  case EGB_KEY_TEXT_OR_SECTION:
  case EGB_KEY_LABELS:
  case EGB_KEY_TEXT_MAP:
  case EGB_KEY_TEXTS_MAP:
  case EGB_KEY_KEYWORDS:
  case EGB_KEY_WEIGHT_MAP:
  case EGB_KEY_WEIGHT:   /* by period */
  case EGB_KEY_DECIMALS: /* by period */
  case EGB_KEY_REASONS:  /* by unit, and by period */
    return true;
  default:
    return false;
  }
}

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
    {&egb_grammar_node, "parent",
     "the tree is the indentation: write the node in the `indicators:` list of its parent"},
    {&egb_grammar_node, "children", "children are written under `indicators:`"},
    {&egb_grammar_node, "nodes", "children are written under `indicators:`"},
    {&egb_grammar_node, "title", "a node's label is its `name:`"},
    {&egb_grammar_node, "label", "a node's label is its `name:`"},
    {&egb_grammar_node, "min", "write both ends as `goalposts: [lowest, highest]`"},
    {&egb_grammar_node, "max", "write both ends as `goalposts: [lowest, highest]`"},
    {&egb_grammar_node, "clamp", "it is a parameter of the method: `normalise: {method: goalposts, clamp: true}`"},
    {&egb_grammar_node, "normalize", "it is spelt `normalise`"},
    {&egb_grammar_node, "denominator", "write the column to divide by as `per:`"},
    {&egb_grammar_node, "tiers", "it belongs under `defaults:`"},
    {&egb_grammar_node, "screen", "`screen:` belongs at the top level of the file"},
    {&egb_grammar_node, "log", "it is a parameter of the method: `normalise: {method: goalposts, log: ln}`"},
    {&egb_grammar_node, "round", "it is a parameter of the method: `aggregate: {method: arithmetic, round: 1}`"},
    {&egb_grammar_definition, "impute",
     "write it under `defaults:` for the whole tree, or on the indicators it is for"},
    {&egb_grammar_definition, "treat", "write it under `defaults:` for the whole tree, or on the indicators it is for"},
    {&egb_grammar_definition, "tiers", "it belongs under `defaults:`"},
    {&egb_grammar_rank, "tiebreakers", "it is spelt `tie-breakers`"},
    {&egb_grammar_node, "rank", "`rank:` belongs at the top level of the file"},
    {&egb_grammar_node, "levels", "`levels:` belongs at the top level of the file"},
    {&egb_grammar_defaults, "normalize", "it is spelt `normalise`"},
    {&egb_grammar_defaults, "rank", "`rank:` belongs at the top level of the file"},
    {&egb_grammar_defaults, "weight", "a weight is written on its node; `weights:` says how weights are derived"},
    {&egb_grammar_definition, "name", "the label of the index is its `title:`"},
    {&egb_grammar_definition, "normalise",
     "write it under `defaults:` for the whole tree, or on the indicators it is for"},
    {&egb_grammar_definition, "normalize", "write it as `normalise:` under `defaults:`"},
    {&egb_grammar_definition, "license", "it is spelt `licence`"},
    {&egb_grammar_definition, "keywords", "it belongs under `publication:`"},
    {&egb_grammar_definition, "contact", "it belongs under `publication:`"},
    {&egb_grammar_publication, "publisher", "`publisher:` belongs at the top level of the file"},
    {&egb_grammar_publication, "licence", "`licence:` belongs at the top level of the file"},
    {&egb_grammar_publication, "url", "it is spelt `address`"},
    {&egb_grammar_publication, "email", "write it as `contact: {email: ...}`"},
    {&egb_grammar_definition, "dimensions", "the tree is written under `indicators:`"},
    {&egb_grammar_definition, "pillars", "the tree is written under `indicators:`"},
#define EGB_AUDIT_RULE(id, mark, relation, source)                                                                     \
  {&egb_grammar_audit_limits, id, "this rule has no limit that could be another one"},
#include "model/audit_rule_list.h"
};

const egb_key *egb_grammar_key(const egb_section *section, const char *name) {
  for (size_t i = 0; i < section->key_count; i++)
    if (section->key[i].name[0] == name[0] && strcmp(section->key[i].name, name) == 0)
      return &section->key[i];
  return NULL;
}

const char *egb_grammar_advice(const egb_section *section, const char *name) {
  for (size_t i = 0; i < COUNT(advices); i++)
    if (strcmp(advices[i].section->name, section->name) == 0 && strcmp(advices[i].name, name) == 0)
      return advices[i].text;
  return NULL;
}
