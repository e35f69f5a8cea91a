/* Where data comes from: the sections of `data:` and `units:`. */
#include "model/grammar_tables.h"

static const egb_key data_keys[] = {
    {.name = "file",
     .kind = EGB_KEY_TEXT,
     .required = true,
     .help = "The file, CSV or the same as YAML: looked for next to the definition, then in ../data, then in the data "
             "folder of the program. A relative path to a regular file below one of these, links resolved.",
     .example = "gtmi-2022.csv"},
    {.name = "unit",
     .kind = EGB_KEY_TEXT,
     .help = "The header of the column with the unit. Without it the first of unit, iso3, id that the file has.",
     .example = "iso3"},
    {.name = "layout",
     .kind = EGB_KEY_CHOICE,
     .choices = ANY_OF("wide", "long"),
     .help = "wide: a row per unit and a column per indicator; long: a row per value. Without it the file's header "
             "decides.",
     .example = "long"},
    {.name = "period",
     .kind = EGB_KEY_TEXT,
     .clashes = ANY_OF("only-period"),
     .help = "The header of the column with the period. Without it period or year, when the file has one.",
     .example = "year"},
    {.name = "only-period",
     .kind = EGB_KEY_TEXT,
     .clashes = ANY_OF("period"),
     .help =
         "The period that every row of a file without a period column belongs to. Without it the rows count for every "
         "period.",
     .example = "2022"},
    {.name = "indicator",
     .kind = EGB_KEY_TEXT,
     .clashes = ANY_OF("errors"),
     .help = "Long files: the header of the column with the indicator. Without it indicator.",
     .example = "series"},
    {.name = "value",
     .kind = EGB_KEY_TEXT,
     .clashes = ANY_OF("errors"),
     .help = "Long files: the header of the column with the value. Without it value.",
     .example = "score"},
    {.name = "error",
     .kind = EGB_KEY_TEXT,
     .clashes = ANY_OF("errors"),
     .help = "Long files: the header of the column with the standard error. Without it error, when the file has one.",
     .example = "standard_error"},
    {.name = "errors",
     .kind = EGB_KEY_TEXT_MAP,
     .clashes = ANY_OF("indicator", "value", "error"),
     .help = "Wide files: for a data column, the header of the column that holds its standard error.",
     .example = "{ge: ge_se}"},
    {.name = "columns",
     .kind = EGB_KEY_TEXT_MAP,
     .help =
         "For a data column of the definition, what the file calls it: the header in a wide file, the indicator in a "
         "long one.",
     .example = "{TII: \"Telecommunication Infrastructure Index\"}"},
    {.name = "missing",
     .kind = EGB_KEY_TEXTS,
     .help = "The texts that mean a missing value, in addition to the empty cell.",
     .example = "[n/a, \"..\"]"},
    {.name = "delimiter",
     .kind = EGB_KEY_CHOICE,
     .choices = ANY_OF("comma", "semicolon", "tab", "pipe", ",", ";", "|"),
     .help = "What separates the cells of a row. Without it the comma.",
     .example = "semicolon"},
};

const egb_section egb_grammar_data = {
    .name = "data file",
    .where = "in a data file",
    .help = "A table with the units' values. Several files are joined by unit and period.",
    .key = data_keys,
    .key_count = COUNT(data_keys)};

static const egb_key units_keys[] = {
    {.name = "file",
     .kind = EGB_KEY_TEXT,
     .required = true,
     .help = "The file: looked for where data files are.",
     .example = "countries.csv"},
    {.name = "id",
     .kind = EGB_KEY_TEXT,
     .help = "The header of the column with the unit's id. Without it the first of iso3, unit, id that the file has.",
     .example = "iso3"},
    {.name = "names",
     .kind = EGB_KEY_TEXT_MAP,
     .help = "For a language, the header of the column with the names in it. Without it the columns name, name_en, "
             "name_zh_hant and so on are found.",
     .example = "{en: name_en, zh-Hant: name_zh_hant}"},
    {.name = "groups",
     .kind = EGB_KEY_TEXT_MAP,
     .help =
         "For a grouping, the header of the column that says which group a unit is in. Without it region and income, "
         "when the file has them.",
     .example = "{region: region_wb, income: income_group}"},
    {.name = "population",
     .kind = EGB_KEY_TEXT,
     .help = "The header of the column with the population.",
     .example = "population_2022"},
};

const egb_section egb_grammar_units = {.name = "units",
                                       .where = "under `units:`",
                                       .help = "The list of units: their ids, names, groups and population.",
                                       .key = units_keys,
                                       .key_count = COUNT(units_keys)};
