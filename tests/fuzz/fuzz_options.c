/* Command lines, a word per line: nothing crashes, what is refused is reported, and what is read keeps its promises:
 * numbers between their ends, choices that exist, lists that end with NULL. The same words read twice say the same. */
#include "cli/commands.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#define WORDS 64

static void require(bool condition) {
  if (!condition)
    abort();
}

/* The words in memory of their own: the parser cuts them. */
static char *cut(const uint8_t *bytes, size_t size, char *word[WORDS + 2], int *count) {
  char *text = malloc(size + 1);
  require(text != NULL);
  if (size != 0)
    memcpy(text, bytes, size);
  text[size] = '\0';
  static char program[] = "egovbench";
  *count = 0;
  word[(*count)++] = program;
  for (char *at = text; at != NULL && *count <= WORDS;) {
    word[(*count)++] = at;
    at = strchr(at, '\n');
    if (at != NULL)
      *at++ = '\0';
  }
  word[*count] = NULL;
  return text;
}

static void check_list(const cli_list *list) {
  for (size_t i = 0; i < list->count; i++)
    require(list->item[i] != NULL);
  require(list->item == NULL ? list->count == 0 : list->item[list->count] == NULL);
}

static void check_value(const cli_option *option, const cli_value *value) {
  check_list(&value->list);
  require(value->given != 0 || (value->text == NULL && value->list.count == 0));
  if (value->given == 0)
    return;
  size_t choices = 0;
  while ((option->choices != NULL && option->choices[choices] != NULL) ||
         (option->choice_at != NULL && option->choice_at(choices) != NULL))
    choices++;
  require(option->kind != CLI_NUMBER || (value->number >= option->least && value->number <= option->most));
  require(option->kind != CLI_CHOICE || value->choice < choices);
  require(option->kind != CLI_TEXT || value->text != NULL);
}

static void check_same(const cli_arguments *a, const cli_arguments *b) {
  require(a->command == b->command && a->operands.count == b->operands.count);
  for (size_t i = 0; i < OPTION_COUNT; i++) {
    const cli_value *one = &a->value[i], *two = &b->value[i];
    require(one->given == two->given && one->number == two->number && one->choice == two->choice);
    require(one->list.count == two->list.count && (one->text == NULL) == (two->text == NULL));
    require(one->text == NULL || strcmp(one->text, two->text) == 0);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  if (size > 4096)
    return 0;
  char *word[2][WORDS + 2], *text[2];
  cli_arguments arguments[2];
  egb_status status[2];
  for (int i = 0; i < 2; i++) {
    int count;
    egb_diag *diag = egb_diag_new();
    require(diag != NULL);
    text[i] = cut(bytes, size, word[i], &count);
    status[i] = cli_parse(count, word[i], diag, &arguments[i]);
    require(status[i] == EGB_OK || egb_diag_count(diag, EGB_SEVERITY_ERROR) != 0);
    egb_diag_free(diag);
  }
  require(status[0] == status[1]);
  check_list(&arguments[0].operands);
  for (size_t i = 0; i < OPTION_COUNT && status[0] == EGB_OK; i++)
    check_value(cli_option_at((cli_option_id)i), &arguments[0].value[i]);
  check_same(&arguments[0], &arguments[1]);
  for (int i = 0; i < 2; i++) {
    cli_arguments_free(&arguments[i]);
    free(text[i]);
  }
  return 0;
}
