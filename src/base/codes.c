/* What each code of a message means, in the order of codes.h; tests/docs compares the two. */
#include "base/codes.h"

#include "egovbench.h"

#include <string.h>

static const struct {
  const char *code, *meaning;
} codes[] = {
    {EGB_E_YAML_SYNTAX, "The YAML text breaks the grammar of YAML."},
    {EGB_E_YAML_ENCODING, "The YAML text is not UTF-8."},
    {EGB_E_YAML_ALIAS, "The YAML text uses an anchor, an alias or a tag, which definitions do not have."},
    {EGB_E_YAML_DUPLICATE, "A key is written twice in one map."},
    {EGB_E_YAML_DEPTH, "The YAML text is nested too deeply."},
    {EGB_E_YAML_SIZE, "The YAML text is too large."},
    {EGB_E_YAML_EMPTY, "The YAML text is empty."},
    {EGB_E_YAML_DOCUMENTS, "The YAML text holds more than one document."},
    {EGB_E_KEY_UNKNOWN, "The definition has a key that is not known here."},
    {EGB_E_KEY_MISSING, "A key that is required is missing."},
    {EGB_E_KEY_KIND, "A value has the wrong kind, such as a list where a number is expected."},
    {EGB_E_KEY_VALUE, "A value has the right kind and is not allowed."},
    {EGB_E_ID_DUPLICATE, "Two nodes, levels or scenarios have the same id."},
    {EGB_E_ID_UNKNOWN, "An id names nothing in the definition."},
    {EGB_E_KEYS_CLASH, "Two keys cannot be combined."},
    {EGB_E_WEIGHT, "A weight cannot be used, or the weights of siblings are all zero."},
    {EGB_E_GOALPOSTS, "Goalposts cannot be used."},
    {EGB_E_RUBRIC, "A rubric of points cannot be used."},
    {EGB_E_EXPRESSION, "An expression cannot be read."},
    {EGB_E_LEVELS, "Levels are not in order, or cannot be reached."},
    {EGB_W_LEVELS, "The scale hardly reaches some levels."},
    {EGB_E_FORMAT_VERSION, "The definition is written for another version of the format."},
    {EGB_E_TREE, "The tree has a circle, or a parent that does not exist."},
    {EGB_W_WEIGHT_SUM, "Percentages of siblings do not add up to 100."},
    {EGB_E_CSV_QUOTE, "A quote in a data file is not closed, or stands where none may be."},
    {EGB_E_CSV_RAGGED, "A row has more or fewer fields than the header."},
    {EGB_E_CSV_ENCODING, "A data file is not UTF-8."},
    {EGB_E_CSV_NUL, "A data file holds a NUL byte."},
    {EGB_E_CSV_EMPTY, "A data file is empty, or has a header and no rows."},
    {EGB_E_CSV_HEADER, "A header is empty, or written twice."},
    {EGB_E_CSV_SIZE, "A data file, a field or a number of columns is too large."},
    {EGB_E_COLUMN_MISSING, "No data file has a column that the definition uses."},
    {EGB_W_COLUMN_UNUSED, "A column looks like one that the definition uses, and is not used."},
    {EGB_N_COLUMN_UNUSED, "Columns of the data are not used by the definition."},
    {EGB_E_NUMBER, "A cell is not a number."},
    {EGB_E_BOUNDS, "A value is outside the bounds that the definition sets."},
    {EGB_E_UNIT_UNKNOWN, "A unit is not in the unit list."},
    {EGB_E_UNIT_DUPLICATE, "A unit is listed twice."},
    {EGB_E_CELL_DUPLICATE, "A cell is given twice, with different values."},
    {EGB_E_PERIOD_UNKNOWN, "The data has no such period, or a period cannot be read."},
    {EGB_E_ANSWER, "An answer is not one of those of the rubric."},
    {EGB_E_ERROR_VALUE, "A standard error is negative."},
    {EGB_E_INDICATOR_UNKNOWN, "A long data file names an indicator that the definition does not have."},
    {EGB_E_DATA_NONE, "There is no data, or no unit in it."},
    {EGB_E_JUDGEMENT, "A pairwise comparison or a budget cannot be used."},
    {EGB_N_DATA_NONE, "A definition was checked without its data."},
    {EGB_N_UNITS_MATCHED, "Units were found by a name or a code, under `match: name`."},
    {EGB_N_FLAGS, "Values were read without the marks beside them, under `flags:`."},
    {EGB_N_UNITS_ABSENT, "Units of the unit list are in no data file, or units of the data are not in every file."},
    {EGB_W_LOOK_ALIKE, "Two units, periods or columns look alike, or two units have one name."},
    {EGB_W_COLUMN_PERIOD, "A column looks like the period and is not used."},
    {EGB_W_SENTINEL, "A number probably stands for a missing value."},
    {EGB_E_XLSX, "A workbook (.xlsx) cannot be read."},
    {EGB_E_XLSX_SIZE, "A workbook is larger than any table, or was made to be when unpacked."},
    {EGB_E_XLSX_SHEET, "A workbook does not have this sheet."},
    {EGB_E_XLSX_RANGE, "A range of cells is written wrongly."},
    {EGB_E_XLSX_CELL, "A cell of a workbook cannot be used."},
    {EGB_E_ENCODING, "The encoding of a file is written in a way that is not known."},
    {EGB_W_ENCODING, "A file that is not UTF-8 may be in more than one encoding: the words tell which."},
    {EGB_E_METHOD_UNKNOWN, "There is no method of this name."},
    {EGB_E_PARAMETER, "A parameter of a method is unknown, missing or out of range."},
    {EGB_E_PLAN_CLASH, "Methods or options cannot be combined."},
    {EGB_E_SCENARIO_UNKNOWN, "The definition has no scenario of this name."},
    {EGB_E_SET_WEIGHT, "A weight cannot be changed as asked."},
    {EGB_W_CONSTANT, "An indicator has the same value for every unit and is left out, as the definition asks."},
    {EGB_W_SCREEN_UNIT, "`screen:` names a unit that the data does not have."},
    {EGB_W_STATEMENT, "A statement about weights is about a node that takes no part."},
    {EGB_E_STATEMENTS, "Statements about weights cannot all hold."},
    {EGB_W_PERIOD_UNUSED, "A period was asked of data that has none."},
    {EGB_W_SWITCH, "A method that is tried does not have a parameter of the one it replaces."},
    {EGB_E_FILE_READ, "A file cannot be read."},
    {EGB_E_FILE_WRITE, "A file cannot be written."},
    {EGB_E_FILE_EXISTS, "A file exists and is not replaced."},
    {EGB_E_FILE_CHANGED, "A file was changed by another program since it was read."},
    {EGB_E_FILE_INPUT, "A result would replace a file that was read."},
    {EGB_W_FILE_OWNER, "The owner, mode or attributes of a file could not be kept."},
    {EGB_W_FILE_LINKS, "A file had other hard links, which keep the old contents."},
    {EGB_E_EDIT, "The text of a definition cannot be edited byte for byte."},
    {EGB_E_FILE_OUTSIDE, "A definition names a file that it may not read."},
    {EGB_E_ALL_MISSING, "There are not enough values for what is asked."},
    {EGB_E_UNCOMPUTABLE, "The input is correct and has no answer."},
    {EGB_W_ONE_UNIT, "Only one unit is ranked."},
    {EGB_W_NO_SCORE, "A method has no answer for some units."},
    {EGB_W_OUTSIDE, "Values are far outside their goalposts, or shares stand where percentages are meant."},
    {EGB_W_ONLY_IMPUTED, "Ranked units have imputed values only."},
    {EGB_W_LEVELS_SCALE, "The levels do not fit the scale."},
    {EGB_W_LOCAL, "An answer is perhaps not the best one that its method promises."},
    {EGB_E_USAGE, "An argument or an option is wrong."},
    {EGB_E_MEMORY, "Memory ran out."},
    {EGB_E_INTERNAL, "The program has a fault of its own."},
    {EGB_W_NO_EFFECT, "An option has no effect here."},
    {EGB_W_NO_DATA, "The data cannot be used, and is not needed here."},
    {EGB_W_LEFT_OUT, "A period or a side is left out."},
    {EGB_W_NO_INTERVALS, "The ranks are shown without intervals."},
};
static const size_t code_count = sizeof codes / sizeof codes[0];

const char *egb_code(size_t i) {
  return i < code_count ? codes[i].code : "";
}

const char *egb_code_meaning(const char *code) {
  for (size_t i = 0; i < code_count; i++)
    if (strcmp(codes[i].code, code) == 0)
      return codes[i].meaning;
  return "";
}
