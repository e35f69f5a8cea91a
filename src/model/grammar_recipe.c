/* The log of an import, which is the recipe of the next one. No part of a definition. */
#include "model/grammar_tables.h"
#include "model/recipe.h"

const char *const egb_column_uses[] = {"unused", "unit",       "name",   "period", "where", "indicator",
                                       "error",  "indicators", "values", "errors", NULL};

static const egb_key column_keys[] = {
    {.name = "column",
     .kind = EGB_KEY_TEXT,
     .required = true,
     .help = "The header of a column of the file.",
     .example = "Country Code"},
    {.name = "is",
     .kind = EGB_KEY_CHOICE,
     .required = true,
     .choices = egb_column_uses,
     .help = "What the column was read as: the unit, its name, the period, a condition on rows; in a wide file the "
             "values of an indicator or their standard errors; in a long one which indicators rows are about, their "
             "values, their standard errors; or unused.",
     .example = "unit"}};

static const egb_section column_section = {.name = "column",
                                           .where = "in a column of the recipe",
                                           .help = "A column of a file, and what it was read as.",
                                           .key = column_keys,
                                           .key_count = COUNT(column_keys)};

static const egb_key source_keys[] = {
    {.name = "file", .kind = EGB_KEY_TEXT, .required = true, .help = "The file.", .example = "download.csv"},
    {.name = "sha256", .kind = EGB_KEY_TEXT, .help = "Its checksum.", .example = "\"9f86d0...\""},
    {.name = "columns",
     .kind = EGB_KEY_SECTIONS,
     .section = &column_section,
     .help = "Its columns, apart from those that are periods: another file has the same ones.",
     .example = "[{column: iso3, is: unit}]"}};

static const egb_section source_section = {.name = "source",
                                           .where = "in a source of the recipe",
                                           .help = "A file that was read.",
                                           .key = source_keys,
                                           .key_count = COUNT(source_keys)};

static const egb_key left_out_keys[] = {
    {.name = "file", .kind = EGB_KEY_TEXT, .help = "The file.", .example = "download.csv"},
    {.name = "line", .kind = EGB_KEY_TEXT, .help = "The line of the row.", .example = "12"},
    {.name = "unit",
     .kind = EGB_KEY_TEXT,
     .help = "What its column of units holds: rows with it are left out. Without it nothing.",
     .example = "World"},
    {.name = "reason", .kind = EGB_KEY_TEXT, .help = "Why.", .example = "unit not known"}};

static const egb_section left_out_section = {.name = "left out",
                                             .where = "under `left-out:`",
                                             .help = "A row that was left out.",
                                             .key = left_out_keys,
                                             .key_count = COUNT(left_out_keys)};

static const egb_key resolved_keys[] = {
    {.name = "text",
     .kind = EGB_KEY_TEXT,
     .required = true,
     .help = "What a column of units holds.",
     .example = "Congo"},
    {.name = "id", .kind = EGB_KEY_TEXT, .required = true, .help = "The unit that it means.", .example = "COG"},
    {.name = "how", .kind = EGB_KEY_TEXT, .help = "What says so.", .example = "name, CLDR"}};

static const egb_section resolved_section = {.name = "resolved",
                                             .where = "under `resolved:`",
                                             .help = "A text and the unit that it means.",
                                             .key = resolved_keys,
                                             .key_count = COUNT(resolved_keys)};

static const egb_key recipe_keys[] = {{.name = "data",
                                       .kind = EGB_KEY_FILES,
                                       .required = true,
                                       .section = &egb_grammar_data,
                                       .help = "The files and how they are read, as in a definition.",
                                       .example = "[{file: download.csv, unit: iso3}]"},
                                      {.name = "units",
                                       .kind = EGB_KEY_TEXT_OR_SECTION,
                                       .section = &egb_grammar_units,
                                       .help = "The list of units, as in a definition.",
                                       .example = "countries.csv"},
                                      {.name = "sources",
                                       .kind = EGB_KEY_SECTIONS,
                                       .section = &source_section,
                                       .help = "The files that were read, with their columns.",
                                       .example = "[{file: download.csv}]"},
                                      {.name = "left-out",
                                       .kind = EGB_KEY_SECTIONS,
                                       .section = &left_out_section,
                                       .help = "The rows that were left out.",
                                       .example = "[{unit: World}]"},
                                      {.name = "resolved",
                                       .kind = EGB_KEY_SECTIONS,
                                       .section = &resolved_section,
                                       .help = "The units that were found by name or code.",
                                       .example = "[{text: Congo, id: COG}]"},
                                      {.name = "statuses",
                                       .kind = EGB_KEY_TEXTS,
                                       .help = "The marks beside values, and what is in place of one.",
                                       .example = "[b, \"..\"]"}};

const egb_section egb_grammar_recipe = {.name = "recipe",
                                        .where = "in a recipe",
                                        .help = "The log of an import.",
                                        .key = recipe_keys,
                                        .key_count = COUNT(recipe_keys)};
