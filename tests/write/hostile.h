/* hostile.h - a table whose names try what names in files can try, shared by the tests of the writers. */
#ifndef EGB_TESTS_HOSTILE_H
#define EGB_TESTS_HOSTILE_H

#include "model/table.h"

#include <string.h>

static const char *const hostile_names[] = {
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "<script>alert(1)</script>",
    "\\input{/etc/passwd}",
    "\x1b[31mred\x1b[0m",
    "\xE2\x80\xAE"
    "evil\xE2\x80\xAC",
    "two\nlines",
    "a|b`c*d_e[f](g)&amp;",
    "quote \" and, comma",
    "100 % $x_i^2$ #1 ~tilde {brace} --dash ?`",
    "C1 \xC2\x9B"
    "31m",
    "bad \xFF byte",
    "\xE4\xB8\xAD\xE8\x8F\xAF\xE6\xB0\x91\xE5\x9C\x8B",
    "\xED\x95\x9C\xEA\xB5\xAD",
    "e\xCC\x81t\xC3\xA9",
    "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7 family",
    "http://example.org/?a=1&b=2 https://example.org",
    "www.example.org WWW.example.org",
    "@someone and somebody@example.org",
    "see #12 and [^1] and :smile:",
    "***strong*** ~~gone~~ ==marked== <!-- comment -->",
    "\n=1+1",
    "\xEF\xBC\x9D"
    "1+1",
    "\xEF\xBC\x8B"
    "1",
    "\xEF\xBC\x8D"
    "1",
    "\xEF\xBC\xA0"
    "SUM(A1)",
    "a;=1+1",
    "a,\"=1+1\"",
    "a| \t@x;;+1",
    "  =1+1",
    "\xD8\x9C"
    "Arabic mark \xE2\x80\x8Bzero\xEF\xBB\xBFwidth \xC2\xAD soft",
    "\xD9\x86\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xAE\xD9\x88\xD8\xA7\xD9\x87\xD9\x85",
    "# heading",
    "1. list",
    "[x]",
    " leading and trailing ",
    "",
};
#define HOSTILE_COUNT (sizeof hostile_names / sizeof *hostile_names)

/* Doubles that only the right digits bring back. */
static const double hostile_numbers[] = {0.1,
                                         1.0 / 3,
                                         2.5e-308,
                                         1.7976931348623157e308,
                                         5e-324,
                                         -0.0,
                                         1e15,
                                         1e16,
                                         1e-5,
                                         123456789.123456789,
                                         0.30000000000000004,
                                         -271.828};
#define HOSTILE_NUMBERS (sizeof hostile_numbers / sizeof *hostile_numbers)

/* Columns: id (text), name (text), value (number), count (integer), late (text, dropped first); a row per name. NULL:
 * out of memory. */
static inline egb_table *hostile_table_of(const char *const *names, size_t count) {
  egb_table *table = egb_table_new("egovbench.test/1", 5, count);
  if (table == NULL)
    return NULL;
  static const egb_table_column columns[] = {
      {.id = "id", .label = "Id", .kind = EGB_CELL_TEXT, .decimals = -1, .machine_only = true},
      {.id = "name", .label = "Name", .help = "What it is called.", .kind = EGB_CELL_TEXT, .decimals = -1},
      {.id = "value", .label = "Value", .kind = EGB_CELL_NUMBER, .decimals = -1, .importance = 1},
      {.id = "count", .label = "Count", .kind = EGB_CELL_INTEGER, .decimals = -1, .importance = 2},
      {.id = "late", .label = "Late <b>", .kind = EGB_CELL_TEXT, .decimals = -1, .importance = 3},
  };
  memcpy(table->column, columns, sizeof columns);
  table->title = "Title | with \x1b[1m everything & <b>bold</b> % \\dangerous";
  bool done = egb_table_add_note(table, "- a note with <i>markup</i>, 50 % and \x1b[2J control") &&
              egb_table_add_fact(table, "index", "hostile \"quoted\"");
  for (size_t i = 0; i < count && done; i++) {
    done = egb_table_put_text(table, i, 0, "R") && egb_table_put_text(table, i, 1, names[i]) &&
           egb_table_put_text(table, i, 4, names[count - 1 - i]);
    egb_table_put_number(table, i, 2, hostile_numbers[i % HOSTILE_NUMBERS]);
    if (i % 3 != 0)
      egb_table_put_integer(table, i, 3, (int64_t)i - 5);
  }
  if (done)
    return table;
  egb_table_free(table);
  return NULL;
}

static inline egb_table *hostile_table(void) {
  return hostile_table_of(hostile_names, HOSTILE_COUNT);
}

#endif
