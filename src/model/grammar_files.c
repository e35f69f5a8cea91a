/* Where data comes from: the sections of `data:` and `units:`. */
#include "model/grammar_tables.h"
#include "model/origins.h"

/* How the file is written: the same keys wherever a file is named. */
#define DIALECT_KEYS                                                                                                                              \
  {.name = "header",                                                                                                                              \
   .kind = EGB_KEY_LINES,                                                                                                                         \
   .help = "The line of the file that holds the headers, or the lines, joined column by column with a space. Without "                            \
           "it the first line that is not blank.",                                                                                                \
   .example = "2..3"},                                                                                                                            \
      {.name = "encoding",                                                                                                                        \
       .kind = EGB_KEY_TEXT,                                                                                                                      \
       .help =                                                                                                                                    \
           "How the text is encoded: UTF-16, windows-1250 to -1254, -1256, -1257, ISO-8859-1, ISO-8859-2, "                                       \
           "ISO-8859-15, KOI8-R, IBM850, IBM866, macintosh, Big5, Shift-JIS, EUC-JP, EUC-KR or GB18030. Without it UTF-8; a file that is not is " \
           "refused, and the message says what it looks like. Not for workbooks.",                                                                \
       .example = "windows-1252"},                                                                                                                \
      {.name = "sheet",                                                                                                                           \
       .kind = EGB_KEY_TEXT,                                                                                                                      \
       .help = "Workbooks (.xlsx): the name of the sheet, or its number from 1. Without it the first that is not "                                \
               "hidden.",                                                                                                                         \
       .example = "Scores"},                                                                                                                      \
      {.name = "range",                                                                                                                           \
       .kind = EGB_KEY_TEXT,                                                                                                                      \
       .help = "Workbooks (.xlsx): the cells to be read, as a spreadsheet writes them: B5:K210, columns B:K or rows "                             \
               "5:210. Without it all.",                                                                                                          \
       .example = "B5:K210"},                                                                                                                     \
      {.name = "delimiter",                                                                                                                       \
       .kind = EGB_KEY_CHOICE,                                                                                                                    \
       .choices = ANY_OF("comma", "semicolon", "tab", "pipe", ",", ";", "|"),                                                                     \
       .help = "What separates the cells of a row. Without it what a first line such as sep=; says, else the tab in "                             \
               "a .tsv file, else the comma.",                                                                                                    \
       .example = "semicolon"},                                                                                                                   \
      {.name = "decimal",                                                                                                                         \
       .kind = EGB_KEY_CHOICE,                                                                                                                    \
       .choices = ANY_OF("point", "comma", ".", ","),                                                                                             \
       .help = "The decimal mark of numbers. Without it the point.",                                                                              \
       .example = "comma"},                                                                                                                       \
      {.name = "thousands",                                                                                                                       \
       .kind = EGB_KEY_CHOICE,                                                                                                                    \
       .choices = ANY_OF("comma", "point", "space", "apostrophe", ",", ".", "'"),                                                                 \
       .help = "What separates groups of three digits in numbers. Without it nothing may.",                                                       \
       .example = "space"},                                                                                                                       \
      {.name = "where",                                                                                                                           \
       .kind = EGB_KEY_TEXTS_MAP,                                                                                                                 \
       .help = "Only rows whose cell in each of these columns is the value, or one of the values.",                                               \
       .example = "{SEX: TOTAL, AGE: [TOTAL, Y_GE15]}"},                                                                                          \
      {.name = "match",                                                                                                                           \
       .kind = EGB_KEY_CHOICE,                                                                                                                    \
       .choices = ANY_OF("id", "name"),                                                                                                           \
       .help =                                                                                                                                    \
           "What the column of units holds. name: names and codes of countries in any usual spelling and language, "                              \
           "ISO 3166, UN M49, those of Eurostat and the World Bank; what each was taken for is named in a note, and "                             \
           "a name of more than one is refused. Names of the unit list count too. Without it id: ids, letter for letter.",                        \
       .example = "name"},                                                                                                                        \
      {.name = "others",                                                                                                                          \
       .kind = EGB_KEY_CHOICE,                                                                                                                    \
       .choices = ANY_OF("refuse", "ignore"),                                                                                                     \
       .help = "Rows whose unit is empty or not in the unit list. ignore: left out, and named in a note. Without it "                             \
               "refuse.",                                                                                                                         \
       .example = "ignore"},                                                                                                                      \
      {.name = "flags",                                                                                                                           \
       .kind = EGB_KEY_CHOICE,                                                                                                                    \
       .choices = ANY_OF("refuse", "strip", "at-bound"),                                                                                          \
       .help =                                                                                                                                    \
           "Marks beside numbers: letters of observation flags (12.3 b), footnotes (5[1], 5 (2019), raised digits), stars, "                      \
           "daggers, per cent. strip: read without them, which a note counts; : and : c and bounds such as <5 are missing. "                      \
           "at-bound: the same, but <5 counts as 5. explain shows a cell as the file has it. Without it they are refused.",                       \
       .example = "strip"},                                                                                                                       \
      {.name = "footer",                                                                                                                          \
       .kind = EGB_KEY_CHOICE,                                                                                                                    \
       .choices = ANY_OF("none", "blank", "notes"),                                                                                               \
       .help =                                                                                                                                    \
           "What ends the table before the file ends. blank: the first blank line, or row of empty cells, below "                                 \
           "the first row. notes: the lines at the end that fill one cell each, as notes and sources below a table do. "                          \
           "What is left out is named in a note. Without it nothing.",                                                                            \
       .example = "blank"},                                                                                                                       \
      {.name = "name",                                                                                                                            \
       .kind = EGB_KEY_TEXT,                                                                                                                      \
       .help = "The header of the column with the units' names. Without it the columns name, name_en, name_zh_hant "                              \
               "and so on are found.",                                                                                                            \
       .example = "Country Name"},                                                                                                                \
  {                                                                                                                                               \
    .name = "missing", .kind = EGB_KEY_TEXTS,                                                                                                     \
    .help = "The texts that mean a missing value, in addition to the empty cell. A number means that number in any "                              \
            "spelling: -999 is -999.0 too.",                                                                                                      \
    .example = "[n/a, \"..\"]"                                                                                                                    \
  }

static const egb_key data_keys[] = {
    {.name = "file",
     .kind = EGB_KEY_TEXT,
     .required = true,
     .help = "The file, CSV or the same as YAML: looked for next to the definition, then in ../data, then in the data "
             "folder of the program. A relative path to a regular file below one of these, links resolved.",
     .example = "gtmi-2022.csv"},
    {.name = "as",
     .kind = EGB_KEY_CHOICE,
     .choices = egb_origin_names,
     .help = "The publisher whose files look like this: finds the line of the header, says which columns are the unit, "
             "the period, the indicator and the value, and implies other keys. Keys of the entry itself come first. "
             "`egovbench import FILE` recognises a file and prints all of them.",
     .example = "worldbank"},
    {.name = "unit",
     .kind = EGB_KEY_TEXT,
     .help = "The header of the column with the unit; one without a header is named by its place, column 1. Without it "
             "the first of unit, iso3, id, code that the file has.",
     .example = "iso3"},
    {.name = "layout",
     .kind = EGB_KEY_CHOICE,
     .choices = ANY_OF("wide", "long", "periods"),
     .help =
         "wide: a row per unit and a column per indicator; long: a row per value; periods: a row per unit (and "
         "indicator) and a column per period, headed by it, as 1990 or 1990 [YR1990]. Without it wide or long, as "
         "the file's header decides. Rows of a form whose unit is #label, #measure or #allowed describe its columns: they "
         "are passed over.",
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
    {.name = "only-indicator",
     .kind = EGB_KEY_TEXT,
     .clashes = ANY_OF("indicator"),
     .help = "Layout periods: the data column of the definition that every row is about, in a file without a column of "
             "indicators. Without it the definition's only data column.",
     .example = "GDP"},
    {.name = "indicator",
     .kind = EGB_KEY_TEXT,
     .clashes = ANY_OF("errors", "only-indicator"),
     .help = "Long files, and layout periods: the header of the column with the indicator. Without it indicator.",
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
    DIALECT_KEYS,
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
     .help =
         "The header of the column with the unit's id. Without it the first of iso3, unit, id, code that the file has. Rows "
         "without an id are left out, which a note says.",
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
     .help = "The header of the column with the population, which `per: population` and expressions then find under "
             "that name. Without it population.",
     .example = "population_2022"},
    DIALECT_KEYS,
    {.name = "period",
     .kind = EGB_KEY_TEXT,
     .help =
         "The header of the column with the period, in a list that has a unit once per period. Without it period or "
         "year, when the file has one. A group that changes, such as the income group of the year, is that of the "
         "period scored, else of the latest one before; names are the latest ones.",
     .example = "fiscal_year"},
    {.name = "as",
     .kind = EGB_KEY_CHOICE,
     .choices = egb_unit_origin_names,
     .help = "The publisher whose list looks like this: finds the line of the header, says which columns are the id, "
             "the name and the groups, and implies other keys. Keys given beside it come first.",
     .example = "m49"},
};

const egb_section egb_grammar_units = {
    .name = "units",
    .where = "under `units:`",
    .help = "The list of units: their ids, names, groups and population. A column that no data file has "
            "is taken from here.",
    .key = units_keys,
    .key_count = COUNT(units_keys)};
