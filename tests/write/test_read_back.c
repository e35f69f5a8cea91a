/* What the writers wrote is read by the csv and json modules of Python (tests/write/read_back.py): texts byte for
 * byte, numbers bit for bit; Markdown and LaTeX by the few rules that such a text must keep. Runs in the source folder.
 *
 * usage: test_read_back [SEED ...]     random tables of these seeds instead of the usual ones */
#include "check.h"
#include "hostile.h"
#include "write/written.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char *const file_names[] = {"table.csv",  "table.tsv",    "excel.csv", "german.csv",
                                         "table.json", "table.ndjson", "table.md",  "table.tex",
                                         "table.html", "shown.csv",    "truth.txt"};

static FILE *open_file(const char *folder, const char *name) {
  char path[200];
  (void)snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  return file;
}

static void write_file(const char *folder, const char *name, const egb_table *table, const char *locale, bool visible) {
  const egb_write_options options = {
      .size = sizeof options, .excel = locale != NULL, .visible = visible, .locale = locale};
  egb_format format = EGB_FORMAT_TEXT;
  char *text = NULL;
  size_t length = 0;
  assert_true(egb_format_by_path(name, &format));
  assert_int_equal(written(table, format, &options, &text, &length), EGB_OK);
  FILE *file = open_file(folder, name);
  assert_int_equal(fwrite(text, 1, length, file), length);
  assert_int_equal(fclose(file), 0);
  egb_free(text);
}

static void write_truth(const char *folder, const egb_table *table) {
  FILE *file = open_file(folder, "truth.txt");
  for (size_t row = 0; row < table->row_count; row++) {
    const egb_cell *cell = &table->cell[row * table->column_count];
    uint64_t bits;
    memcpy(&bits, &cell[2].as.number, sizeof bits);
    for (const char *c = cell[1].as.text; *c != '\0'; c++)
      (void)fprintf(file, "%02x", (unsigned int)(unsigned char)*c);
    (void)fprintf(file, " %016" PRIx64 " ", bits);
    if (cell[3].kind == EGB_CELL_EMPTY)
      (void)fputs("-\n", file);
    else
      (void)fprintf(file, "%" PRId64 "\n", cell[3].as.integer);
  }
  assert_int_equal(fclose(file), 0);
}

static void read_back(egb_table *table) {
  char folder[] = "/tmp/egovbench-read-back-XXXXXX";
  assert_non_null(mkdtemp(folder));
  assert_non_null(table);
  write_file(folder, "table.csv", table, NULL, false);
  write_file(folder, "table.tsv", table, NULL, false);
  write_file(folder, "excel.csv", table, "plain", false);
  write_file(folder, "german.csv", table, "de", false);
  write_file(folder, "table.json", table, NULL, false);
  write_file(folder, "table.ndjson", table, NULL, false);
  write_file(folder, "table.md", table, NULL, false);
  write_file(folder, "table.tex", table, NULL, false);
  write_file(folder, "table.html", table, NULL, false);
  write_file(folder, "shown.csv", table, NULL, true);
  write_truth(folder, table);
  egb_table_free(table);
  char command[300];
  (void)snprintf(command, sizeof command, "python3 tests/write/read_back.py %s", folder);
  const int verdict = system(command);
  for (size_t i = 0; i < sizeof file_names / sizeof *file_names; i++) {
    char path[200];
    (void)snprintf(path, sizeof path, "%s/%s", folder, file_names[i]);
    assert_int_equal(remove(path), 0);
  }
  assert_int_equal(rmdir(folder), 0);
  assert_int_equal(verdict, 0);
}

/* ---- random tables --------------------------------------------------------------------------- */

#define RANDOM_ROWS 400
#define RANDOM_BYTES 64

/* A text of up to eight pieces that mean something to some format, or of bytes of any kind. */
static void random_name(uint64_t *state, char out[RANDOM_BYTES]) {
  static const char *const pieces[] = {"a",
                                       "B",
                                       "7",
                                       " ",
                                       "\t",
                                       "\n",
                                       "\r",
                                       "\r\n",
                                       "\"",
                                       "'",
                                       ",",
                                       ";",
                                       "|",
                                       "=",
                                       "+",
                                       "-",
                                       "@",
                                       "\\",
                                       "`",
                                       "*",
                                       "_",
                                       "[",
                                       "]",
                                       "(",
                                       ")",
                                       "<",
                                       ">",
                                       "&",
                                       "#",
                                       "~",
                                       "$",
                                       "^",
                                       "{",
                                       "}",
                                       "%",
                                       "!",
                                       "?",
                                       ":",
                                       "/",
                                       "://",
                                       "www.",
                                       "http",
                                       "<!--",
                                       "-->",
                                       "--",
                                       "\x1b[",
                                       "\x07",
                                       "\x7f",
                                       "\xFF",
                                       "\xC3",
                                       "\xEF\xBC\x9D",
                                       "\xE2\x80\x8B",
                                       "\xE2\x80\xAE",
                                       "\xEF\xBB\xBF",
                                       "\xE4\xB8\xAD",
                                       "&lt;",
                                       "</script>",
                                       "<bdi>",
                                       "\xD7\x90",
                                       "\xD9\x85"};
  out[0] = '\0';
  for (uint64_t left = next_random(state) % 9; left > 0; left--)
    (void)strcat(out, pieces[next_random(state) % (sizeof pieces / sizeof *pieces)]);
}

static void read_back_random(uint64_t seed) {
  static char text[RANDOM_ROWS][RANDOM_BYTES];
  const char *names[RANDOM_ROWS];
  for (size_t i = 0; i < RANDOM_ROWS; i++) {
    random_name(&seed, text[i]);
    names[i] = text[i];
  }
  read_back(hostile_table_of(names, RANDOM_ROWS));
}

static void python_reads_what_was_meant(void **state) {
  (void)state;
  read_back(hostile_table());
}

static void python_reads_random_tables(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 3; seed++)
    read_back_random(seed);
}

int main(int count, char **argument) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(python_reads_what_was_meant),
                                     cmocka_unit_test(python_reads_random_tables)};
  for (int i = 1; i < count; i++)
    read_back_random(strtoull(argument[i], NULL, 10));
  return count > 1 ? 0 : cmocka_run_group_tests(tests, NULL, NULL);
}
