/* The median of the unit's group; the row says formula, reference and edges.
 *
 * The caller has checked: the grouping is one of the data. */
#include "method/imputation.h"
#include "method/rows.h"

static const char *apply(const egb_impute_input *input) {
  egb_impute_groups(input, egb_middle_median);
  return NULL;
}

static const egb_parameter parameters[] = {{.name = "group",
                                            .kind = EGB_PARAMETER_GROUPING,
                                            .required = true,
                                            .help = EGB_WORDS("The grouping of the units, such as region or income.")}};

const egb_impute egb_impute_group_median = {
    .head =
        {.name = "group-median",
         .summary = EGB_WORDS("The median of the unit's group, such as its region"),
         .formula = EGB_WORDS("median of the present values of the units of the same group"),
         .reference = EGB_WORDS(
             "OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 3 (unconditional mean imputation, "
             "within classes)"),
         .edges = EGB_WORDS("A unit without a group, or a group without a value: stays missing."),
         .example = EGB_WORDS("impute: {method: group-median, group: region}"),
         .parameter = parameters,
         .parameter_count = sizeof parameters / sizeof *parameters},
    .scratch = egb_impute_groups_need,
    .alone = true,
    .apply = apply,
    .draw = egb_impute_groups_draw};
