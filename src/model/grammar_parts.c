/* What is defined next to the tree: ranks, levels, scenarios, screening. */
#include "model/grammar_tables.h"
#include "model/index.h"

static const egb_key rank_bounds_keys[] = {
    {.name = "lower",
     .kind = EGB_KEY_TEXT,
     .clashes = ANY_OF("error", "dispersion", "confidence"),
     .needs = "upper",
     .help = "The data column with the lower bound of the score.",
     .example = "score_low"},
    {.name = "upper",
     .kind = EGB_KEY_TEXT,
     .clashes = ANY_OF("error", "dispersion", "confidence"),
     .needs = "lower",
     .help = "The data column with the upper bound of the score. The two need not be as far from it.",
     .example = "score_high"},
    {.name = "error",
     .kind = EGB_KEY_TEXT,
     .clashes = ANY_OF("lower", "upper", "dispersion"),
     .help = "The data column with the standard error of the score: the bounds are z of them away.",
     .example = "standard_error"},
    {.name = "dispersion",
     .kind = EGB_KEY_BOOL,
     .clashes = ANY_OF("lower", "upper", "error"),
     .help =
         "true: the standard error is that of a mean of independent sources, the children of the index that the unit "
         "has: their standard deviation (n - 1) over the square root of n, or with weights w times the square root "
         "of sum(w^2) / sum(w)^2. One source has none.",
     .example = "true"},
    {.name = "confidence",
     .kind = EGB_KEY_SHARE,
     .clashes = ANY_OF("lower", "upper"),
     .help = "How sure the bounds are, of a normal distribution: with 90% z is 1.645. Without it 90%.",
     .example = "95%"},
};

const egb_section egb_grammar_rank_bounds = {.name = "rank bounds",
                                             .where = "under `bounds:` of `rank:`",
                                             .help = "Bounds of the score, and of the rank by them.",
                                             .key = rank_bounds_keys,
                                             .key_count = COUNT(rank_bounds_keys),
                                             .least_one = ANY_OF("lower", "error", "dispersion")};

static const egb_key rank_keys[] = {
    {.name = "ties",
     .kind = EGB_KEY_CHOICE,
     .choices = ANY_OF("competition", "dense", "fractional", "ordinal"),
     .help =
         "How equal scores are ranked: competition gives 1 2 2 4 (the default), dense 1 2 2 3, fractional 1 2.5 2.5 4, "
         "ordinal 1 2 3 4 by unit id.",
     .example = "competition"},
    {.name = "decimals",
     .kind = EGB_KEY_DECIMALS,
     .most = EGB_RANK_DECIMALS_MAX,
     .help =
         "Rounds the score to this many decimals before it is ranked, for indices that rank what they publish. A map "
         "from period to decimals gives each period its own. Without it ranks see nine decimals.",
     .example = "{2020: 3, 2024: 4}"},
    {.name = "rounding",
     .kind = EGB_KEY_CHOICE,
     .choices = ANY_OF("half-even", "half-up", "r"),
     .needs = "decimals",
     .help = "How a score is rounded that is exactly half way: half-even to the even digit (the default), half-up "
             "away from zero. r rounds as round() of R does, for results that were computed there: 0.15 is a little "
             "less than it says in binary, and becomes 0.1.",
     .example = "half-up"},
    {.name = "tie-breakers",
     .kind = EGB_KEY_IDS,
     .help =
         "Nodes whose scores decide between equal scores: the first one that differs. Units equal in all of them stay "
         "tied.",
     .example = "[OS, TII]"},
    {.name = "bounds",
     .kind = EGB_KEY_SECTION,
     .section = &egb_grammar_rank_bounds,
     .help = "Where bounds of the score of the index come from: published ones, standard errors, or the dispersion of "
             "its parts. The interval of each rank is then what they allow, and nothing is simulated for it: the best "
             "rank is 1 and the units whose scores are better than the unit's best bound, the worst rank is 1 and the "
             "others whose scores are better than its worst bound.",
     .example = "{lower: score_low, upper: score_high}"},
};

const egb_section egb_grammar_rank = {.name = "rank",
                                      .where = "under `rank:`",
                                      .help = "How scores become ranks.",
                                      .key = rank_keys,
                                      .key_count = COUNT(rank_keys)};

static const egb_key level_keys[] = {
    {.name = "id",
     .kind = EGB_KEY_ID,
     .required = true,
     .help = "Names the level in every output. Each level has its own id.",
     .example = "A"},
    {.name = "name", .kind = EGB_KEY_LABELS, .help = "The level's label for people.", .example = "{en: Very high}"},
    {.name = "description",
     .kind = EGB_KEY_LABELS,
     .help =
         "What a unit has that is at the level, as the publisher puts it: `profile`, `report` and the methodology show "
         "it.",
     .example = "{en: Services are complete online}"},
    {.name = "from",
     .kind = EGB_KEY_NUMBER,
     .required = true,
     .help =
         "The score that reaches the level: its lowest one. Where a lower score is better (`direction: lower` of the "
         "index) its highest one, so that a level is reached at or below it. Levels may be written in any order; no "
         "two begin at the same score.",
     .example = "75"},
    {.name = "minimum",
     .kind = EGB_KEY_NUMBER,
     .help =
         "The score that every child of the root must reach as well: have it or more, or have it or less where a lower "
         "score is better.",
     .example = "40"},
};

const egb_section egb_grammar_level = {
    .name = "level",
    .where = "in a level",
    .help = "A maturity level: a band of the score. A unit is at the best level that it reaches.",
    .key = level_keys,
    .key_count = COUNT(level_keys)};

static const egb_key scenario_keys[] = {
    {.name = "weights",
     .kind = EGB_KEY_WEIGHT_MAP,
     .help = "New weights of some nodes, in the units the definition uses among their siblings, or in percent of the "
             "siblings' total.",
     .example = "{OS: 14%}"},
    {.name = "rescale",
     .kind = EGB_KEY_CHOICE,
     .choices = ANY_OF("proportional", "free"),
     .needs = "weights",
     .help = "What the siblings do: proportional keeps the siblings' total and lets the others share the rest (the "
             "default), free leaves the others as they are.",
     .example = "proportional"},
    {.name = "drop",
     .kind = EGB_KEY_IDS,
     .help = "Nodes that are left out, with everything below them; the siblings share their weight.",
     .example = "[OS]"},
    {.name = "add", .kind = EGB_KEY_IDS, .help = "Nodes with optional: true that take part.", .example = "[EGPI]"},
    {.name = "note", .kind = EGB_KEY_TEXT, .help = "Why the scenario exists.", .example = "As the 2023 edition has it"},
    {.name = "methods",
     .kind = EGB_KEY_SECTION,
     .section = &egb_grammar_methods,
     .help = "Methods for every node, whatever is written on it; indicators with points keep theirs.",
     .example = "{aggregate: geometric, normalise: {method: minmax, to: [1, 100]}}"},
    {.name = "defaults",
     .kind = EGB_KEY_SECTION,
     .section = &egb_grammar_defaults,
     .help = "Choices where nothing is written on a node, over those of the definition.",
     .example = "{aggregate: geometric}"},
    {.name = "nodes",
     .kind = EGB_KEY_SECTION_MAP,
     .section = &egb_grammar_change,
     .help = "Changes of single nodes: a map from the id of a node, or of the index, to the keys that differ. The tree "
             "itself stays; `drop` and `add` say who takes part, `weights` what nodes weigh.",
     .example = "{TII: {goalposts: [0, 2], treat: none}}"},
    {.name = "screen",
     .kind = EGB_KEY_SECTION,
     .section = &egb_grammar_screen,
     .help = "Which units take part, over what the definition says.",
     .example = "{available: 0.9}"},
    {.name = "data",
     .kind = EGB_KEY_FILES,
     .section = &egb_grammar_data,
     .help = "Data files instead of those of the definition.",
     .example = "[{file: revised.csv, unit: iso3}]"},
    {.name = "units",
     .kind = EGB_KEY_TEXT_OR_SECTION,
     .section = &egb_grammar_units,
     .help = "The list of units instead of that of the definition.",
     .example = "members.csv"},
    {.name = "period",
     .kind = EGB_KEY_TEXT,
     .help = "The period that is scored when none is given.",
     .example = "2020"},
    {.name = "fit",
     .kind = EGB_KEY_TEXT_OR_SECTION,
     .section = &egb_grammar_fit,
     .help = "The periods whose values methods learn from.",
     .example = "all"},
    {.name = "rank",
     .kind = EGB_KEY_SECTION,
     .section = &egb_grammar_rank,
     .help = "How scores become ranks, over what the definition says.",
     .example = "{decimals: 2}"},
};

const egb_section egb_grammar_scenario = {
    .name = "scenario",
    .where = "in a scenario",
    .help =
        "A named variant, chosen with --scenario: other weights, nodes left out, optional nodes added, and whatever "
        "else of the definition differs, in its own words: maps are laid over those of the definition, lists, values "
        "and methods take their place.",
    .key = scenario_keys,
    .key_count = COUNT(scenario_keys),
    .least_one = ANY_OF("weights", "drop", "add", "methods", "defaults", "nodes", "screen", "data", "units", "period",
                        "fit", "rank")};

static const egb_key screen_keys[] = {
    {.name = "available",
     .kind = EGB_KEY_SHARE,
     .help = "The least share of all indicators for which a unit has a value.",
     .example = "0.9"},
    {.name = "available-by-dimension",
     .kind = EGB_KEY_SHARE,
     .help = "The least share of indicators for which a unit has a value below every child of the index.",
     .example = "50%"},
    {.name = "zeros",
     .kind = EGB_KEY_SHARE,
     .help = "The largest share of zeros among the values that a unit has.",
     .example = "0.75"},
    {.name = "after-imputation",
     .kind = EGB_KEY_BOOL,
     .help = "true: imputed values count as if they were observed. Without it only observed values count.",
     .example = "true"},
    {.name = "include",
     .kind = EGB_KEY_REASONS,
     .help = "Units that take part whatever the shares say, each with the reason.",
     .example = "{ISL: Member since the first edition}"},
    {.name = "exclude",
     .kind = EGB_KEY_REASONS,
     .help = "Units that do not take part whatever the shares say, each with the reason. A map from period to reason "
             "leaves a unit out of these periods only, as it does under include and unranked.",
     .example = "{VAT: No statistics, LBY: {2018: No survey, 2020: No survey}}"},
    {.name = "unranked",
     .kind = EGB_KEY_REASONS,
     .help = "Units that are scored like the others but get no rank, each with the reason.",
     .example = "{EU27: Aggregate of the members}"},
};

const egb_section egb_grammar_screen = {
    .name = "screen",
    .where = "under `screen:`",
    .help = "Which units take part. A unit that does not is shown without a rank, with the reason, and no treatment, "
            "normalisation or score of others learns from its values. Imputations come before, and do see them.",
    .key = screen_keys,
    .key_count = COUNT(screen_keys)};
