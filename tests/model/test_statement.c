/* Statements about weights: what each says, and the place and words of every fault. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
/* cmocka needs the four before it */
#include <cmocka.h>

#include "model/statement.h"

static const char definition[] = "egovbench: 1\nid: whole\ndata: [x.csv]\nindicators:\n"
                                 "  - {id: OS, indicators: [{id: I-19.2}, {id: '7'}]}\n"
                                 "  - {id: CYB}\n  - {id: NIP}\n";

typedef struct trial {
  egb_arena *arena;
  egb_diag *diag;
  egb_index *index;
  egb_source source;
  egb_statement_list list;
  egb_status status;
} trial;

static trial begin(const char *text, bool in_file) {
  trial t = {.arena = egb_arena_new(), .diag = egb_diag_new()};
  t.source = (egb_source){"x.yaml", text, strlen(text), NULL};
  assert_int_equal(egb_index_parse("x.yaml", definition, strlen(definition), t.diag, &t.index), EGB_OK);
  const egb_place place = {in_file ? &t.source : NULL, 0, (uint32_t)strlen(text)};
  t.status = egb_statement_read(t.index, text, place, t.arena, t.diag, &t.list);
  return t;
}

static void end(trial *t) {
  egb_index_free(t->index);
  egb_arena_free(t->arena);
  egb_diag_free(t->diag);
}

/* "OS >= 2 CYB" and so on: what is read, written out in one fixed way. */
static void says(const char *text, const char *expected) {
  trial t = begin(text, true);
  char got[400] = "";
  if (t.status != EGB_OK)
    fail_msg("%s: %s", text, egb_diag_message(t.diag, 0)->text);
  for (size_t i = 0; i < t.list.count; i++) {
    const egb_weight_statement *said = &t.list.item[i];
    const size_t used = strlen(got);
    assert_string_equal(said->text, text);
    if (said->than == EGB_NONE)
      (void)snprintf(got + used, sizeof got - used, "%s%s %s %g", i == 0 ? "" : ", ", t.index->node[said->node].id,
                     said->at_most ? "<=" : ">=", said->value);
    else
      (void)snprintf(got + used, sizeof got - used, "%s%s >= %g %s", i == 0 ? "" : ", ", t.index->node[said->node].id,
                     said->value, t.index->node[said->than].id);
  }
  assert_string_equal(got, expected);
  end(&t);
}

static void what_statements_say(void **state) {
  (void)state;
  says("OS >= CYB", "OS >= 1 CYB");
  says("OS > CYB > NIP", "OS >= 1 CYB, CYB >= 1 NIP");
  says(" OS<CYB ", "CYB >= 1 OS");
  says("OS >= 2 * NIP", "OS >= 2 NIP");
  says("OS >= 2 NIP", "OS >= 2 NIP");
  says("2*OS <= 3*NIP", "NIP >= 0.666667 OS");
  says("OS <= 30%", "OS <= 0.3");
  says("OS <= 30 %", "OS <= 0.3");
  says("10% <= OS <= 0.25", "OS >= 0.1, OS <= 0.25");
  says("2 * OS <= 50%", "OS <= 0.25");
  says("0.3 > OS", "OS <= 0.3");
  says("OS = CYB", "OS >= 1 CYB, CYB >= 1 OS");
  says("OS == 1", "OS >= 1, OS <= 1");
  says("OS = CYB >= NIP", "OS >= 1 CYB, CYB >= 1 OS, CYB >= 1 NIP");
  says("OS \xE2\x89\xA7 CYB", "OS >= 1 CYB"); /* U+2267, as typed in Taiwan and Japan */
  says("OS \xE2\x89\xA4 CYB", "CYB >= 1 OS"); /* U+2264 */
  says("I-19.2 >= 1 * 7", "I-19.2 >= 1 7");   /* behind the sign a number is an id */
  says("I-19.2 <= 1", "I-19.2 <= 1");         /* elsewhere it is a share */
}

static void refused(const char *text, size_t column, const char *what, const char *hint) {
  trial t = begin(text, true);
  assert_int_equal(t.status, EGB_REFUSED);
  assert_true(t.list.count == 0);
  const egb_message *message = egb_diag_message(t.diag, 0);
  if (strcmp(message->text, what) != 0)
    fail_msg("%s: %s", text, message->text);
  assert_int_equal(message->column, column);
  assert_non_null(strstr(message->hint, hint));
  end(&t);
}

static void faults_have_a_place_and_a_fix(void **state) {
  (void)state;
  refused("OS >= CYP", 7, "no node has the id `CYP`", "did you mean `CYB`?");
  refused("OS >= whole", 7, "`whole` is the index itself, which has no weight", "parts");
  refused("OS >= I-19.2", 7, "`I-19.2` is not a sibling of `OS`", "those below `whole`");
  refused("OS >= OS", 1, "`OS` is compared with itself", "another part");
  refused("OS >= 2 * OS", 1, "`OS` is compared with itself", "another part");
  refused("0.1 <= 30%", 1, "two numbers are compared", "id of a part");
  refused("OS <= 10% <= 20%", 7, "two numbers are compared", "id of a part");
  refused("OS >= CYB <= NIP", 11, "the comparisons point both ways", "two statements");
  refused("OS <= 30", 7, "a share is at most 1, or 100%", "30%");
  refused("OS >= 0 * NIP", 7, "a factor must be from 0.000001 to 1000000", "such as 2");
  refused("OS >= 1e300 NIP", 7, "a factor must be from 0.000001 to 1000000", "such as 2");
  refused("OS", 2, "a comparison such as >= is missing at the end", "A >= B");
  refused("OS CYB", 4, "a comparison such as >= is missing before `CYB`", "A >= B");
  refused("OS >= ", 6, "an id or a share is missing at the end", "A >= B");
  refused("OS >= 2 * ", 10, "the id of a part is missing at the end", "A >= B");
  refused("OS >= -5%", 7, "an id or a share is missing before `-5%`", "A >= B");
  refused("OS <= 0,3", 8, "a comparison such as >= is missing before `,3`", "A >= B");
  refused("", 1, "an id or a share is missing at the end", "A >= B");
}

/* One after the other, and nothing of one that is refused in its second half. */
static void they_follow_each_other(void **state) {
  (void)state;
  trial t = begin("OS >= CYB >= NIP", true);
  for (size_t i = 0; i < 100; i++)
    assert_int_equal(egb_statement_read(t.index, "OS <= 30%", (egb_place){0}, t.arena, t.diag, &t.list), EGB_OK);
  assert_int_equal(egb_statement_read(t.index, "OS >= CYB >= NOP", (egb_place){0}, t.arena, t.diag, &t.list),
                   EGB_REFUSED);
  assert_int_equal(t.list.count, 102);
  assert_true(t.list.item[1].than != EGB_NONE && t.list.item[2].than == EGB_NONE && t.list.item[101].value == 0.3);
  assert_string_equal(t.list.item[0].text, "OS >= CYB >= NIP");
  end(&t);
}

/* On the command line there is no place: the statement is named. */
static void faults_of_a_command_line(void **state) {
  (void)state;
  trial t = begin("OS >= CYP", false);
  const egb_message *message = egb_diag_message(t.diag, 0);
  assert_int_equal(t.status, EGB_REFUSED);
  assert_string_equal(message->text, "the statement `OS >= CYP`: no node has the id `CYP`");
  assert_string_equal(message->code, "E0901");
  assert_null(message->file);
  end(&t);
}

static void long_ones_are_refused(void **state) {
  (void)state;
  static char text[3 * EGB_STATEMENT_BYTES_MAX];
  memset(text, ' ', sizeof text - 1);
  memcpy(text, "OS >= CYB", 9);
  trial t = begin(text, true);
  assert_int_equal(t.status, EGB_REFUSED);
  end(&t);
  text[EGB_STATEMENT_BYTES_MAX] = '\0';
  t = begin(text, true);
  assert_int_equal(t.status, EGB_OK);
  end(&t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_statements_say),    cmocka_unit_test(faults_have_a_place_and_a_fix),
      cmocka_unit_test(they_follow_each_other), cmocka_unit_test(faults_of_a_command_line),
      cmocka_unit_test(long_ones_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
