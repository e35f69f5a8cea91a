/* Which columns of the data the definition needs, and what it requires of their cells. */
#include "base/codes.h"
#include "load/data_load.h"

#include <string.h>

static size_t add_column(egb_loader *loader, const char *name, egb_place place) {
  bool fresh;
  const size_t number = egb_names_add(&loader->wanted_names, name, strlen(name), &fresh);
  if (number == EGB_NAMES_NONE)
    return number;
  if (!fresh) {
    loader->wanted[number].spared = loader->wanted[number].expressed = false;
    return number;
  }
  loader->wanted[number] = (egb_wanted){.name = name, .place = place, .codes = {.arena = loader->arena}};
  loader->wanted_count++;
  return number;
}

#define CHOICES 3

static const egb_choice *choice_of(const egb_node *node, size_t i) {
  const egb_choice *const choices[CHOICES] = {&node->impute, &node->treat, &node->normalise};
  return choices[i];
}

/* The columns of the data that a method looks at besides the indicator. */
static const egb_setting *columns_of(const egb_choice *choice) {
  for (size_t i = 0; choice->name != NULL && i < choice->count; i++)
    if (choice->setting[i].columns)
      return &choice->setting[i];
  return NULL;
}

/* The columns with bounds of the score of the index, or its standard error. */
#define BOUNDS 3

static const egb_scalar *bound_of(const egb_index *index, size_t i) {
  const egb_score_bounds *bounds = &index->rank.bounds;
  const egb_scalar *const columns[BOUNDS] = {&bounds->lower, &bounds->upper, &bounds->error};
  return columns[i];
}

/* Columns that whoever loads the data asks for. */
static size_t count_extra(const egb_loader *loader) {
  size_t count = 0;
  while (loader->options->columns != NULL && loader->options->columns[count] != NULL)
    count++;
  return count;
}

static size_t count_uses(const egb_index *index) {
  size_t count = BOUNDS;
  for (size_t i = 0; i < index->node_count; i++) {
    const egb_node *node = &index->node[i];
    if (node->first_child != EGB_NONE)
      continue;
    count += (size_t)(node->column != NULL) + (node->per != NULL);
    for (size_t k = 0; k < CHOICES; k++)
      count += columns_of(choice_of(node, k)) != NULL ? columns_of(choice_of(node, k))->count : 0;
    if (node->compute != NULL)
      count += egb_expression_column_count(node->compute);
  }
  return count;
}

/* What a rubric asks of answers: words, numbers, or neither ("answered"). */
typedef struct demand {
  bool words, numbers;
} demand;

static demand demand_of(const egb_node *node) {
  demand result = {false, node->rubric == NULL || node->has_bounds};
  for (size_t i = 0; node->rubric != NULL && i < node->rubric_count; i++) {
    const egb_rubric_line *line = &node->rubric[i];
    if (line->code_text != NULL)
      result.words = true;
    else if (line->rule.kind <= EGB_RUBRIC_VALUE)
      result.numbers = true;
  }
  return result;
}

static void refuse_mixture(egb_loader *loader, const char *column, egb_place place) {
  EGB_LOAD_ERROR(loader, EGB_E_RUBRIC, place,
                 "the answers in column `%s` are words in one place and numbers in another", column);
  egb_diag_hint(loader->diag, "give every answer of the rubric as a word, or every one as a number");
}

/* What the uses of a column ask of it together. */
typedef struct use {
  size_t indicators; /* with conditions on the values */
  bool words, numbers, open;
  egb_place number_place; /* of a use that needs numbers */
} use;

static void note_numbers(use *asked, egb_place place) {
  asked->numbers = true;
  asked->number_place = place;
}

static void note_indicator(use *asked, const egb_node *node) {
  const demand wants = demand_of(node);
  asked->indicators += node->rubric != NULL || node->has_bounds;
  asked->words = asked->words || wants.words;
  asked->open = asked->open || (!wants.words && !wants.numbers);
  if (wants.numbers)
    note_numbers(asked, node->column_place);
}

/* A column that is divided by or looked at by a method. */
static egb_status add_numbers(egb_loader *loader, const char *name, egb_place place, use *asked) {
  const size_t number = add_column(loader, name, place);
  if (number == EGB_NAMES_NONE)
    return EGB_NO_MEMORY;
  note_numbers(&asked[number], place);
  return EGB_OK;
}

/* The names of an expression are columns, or, where the data has no such column, other nodes. */
static egb_status add_operands(egb_loader *loader, const egb_node *node, use *asked) {
  egb_status status = EGB_OK;
  for (size_t k = 0; status == EGB_OK && node->compute != NULL && k < egb_expression_column_count(node->compute); k++) {
    const char *name = egb_expression_column(node->compute, k);
    const size_t known = egb_names_find(&loader->wanted_names, name, strlen(name));
    const size_t other = egb_index_find(loader->index, name);
    const bool spared = other != EGB_NONE && &loader->index->node[other] != node;
    const bool open = known == EGB_NAMES_NONE || loader->wanted[known].expressed;
    const bool was_spared = known == EGB_NAMES_NONE || loader->wanted[known].spared;
    status = add_numbers(loader, name, egb_expression_column_place(node->compute, k), asked);
    if (status != EGB_OK || !open)
      continue;
    egb_wanted *wanted = &loader->wanted[egb_names_find(&loader->wanted_names, name, strlen(name))];
    wanted->expressed = true;
    wanted->spared = spared && was_spared;
  }
  return status;
}

static egb_status add_predictors(egb_loader *loader, const egb_node *node, use *asked) {
  egb_status status = EGB_OK;
  for (size_t k = 0; k < CHOICES; k++) {
    const egb_setting *setting = columns_of(choice_of(node, k));
    for (size_t i = 0; status == EGB_OK && setting != NULL && i < setting->count; i++)
      status = add_numbers(loader, setting->value[i].text, setting->value[i].place, asked);
  }
  return status;
}

/* Last, so that no column of the definition changes its place; one that no file has is left out. */
static egb_status add_extra(egb_loader *loader, use *asked) {
  for (size_t i = 0; i < count_extra(loader); i++) {
    const char *name = loader->options->columns[i];
    if (egb_names_find(&loader->wanted_names, name, strlen(name)) != EGB_NAMES_NONE)
      continue;
    const char *copy = egb_arena_copy(loader->arena, name);
    if (copy == NULL || add_numbers(loader, copy, (egb_place){0}, asked) != EGB_OK)
      return EGB_NO_MEMORY;
    egb_wanted *wanted = &loader->wanted[loader->wanted_count - 1];
    wanted->spared = wanted->beside = true;
  }
  return EGB_OK;
}

/* Adds the columns in order of first use and what each use asks. */
static egb_status collect(egb_loader *loader, use *asked) {
  const egb_index *index = loader->index;
  for (size_t i = 0; i < index->node_count; i++) {
    const egb_node *node = &index->node[i];
    if (node->first_child != EGB_NONE)
      continue;
    if (node->column != NULL) {
      const size_t number = add_column(loader, node->column, node->column_place);
      if (number == EGB_NAMES_NONE)
        return EGB_NO_MEMORY;
      note_indicator(&asked[number], node);
    }
    egb_status status = add_operands(loader, node, asked);
    if (status == EGB_OK && node->per != NULL)
      status = add_numbers(loader, node->per, node->per_place, asked);
    if (status == EGB_OK)
      status = add_predictors(loader, node, asked);
    if (status != EGB_OK)
      return status;
  }
  for (size_t i = 0; i < BOUNDS; i++) {
    const egb_scalar *bound = bound_of(index, i);
    if (bound->text != NULL && add_numbers(loader, bound->text, bound->place, asked) != EGB_OK)
      return EGB_NO_MEMORY;
  }
  return add_extra(loader, asked);
}

/* Decides whether each column holds words or numbers, and keeps the indicators that check its values. */
static egb_status settle(egb_loader *loader, const use *asked) {
  const egb_index *index = loader->index;
  for (size_t i = 0; i < loader->wanted_count; i++) {
    egb_wanted *wanted = &loader->wanted[i];
    if (asked[i].words && asked[i].numbers)
      refuse_mixture(loader, wanted->name, asked[i].number_place);
    wanted->answers = asked[i].words || (asked[i].open && !asked[i].numbers);
    wanted->node = egb_arena_array(loader->scratch, asked[i].indicators, sizeof *wanted->node);
    if (wanted->node == NULL)
      return EGB_NO_MEMORY;
  }
  for (size_t i = 0; i < index->node_count; i++) {
    const egb_node *node = &index->node[i];
    if (node->first_child != EGB_NONE || node->column == NULL || (node->rubric == NULL && !node->has_bounds))
      continue;
    egb_wanted *wanted = &loader->wanted[egb_names_find(&loader->wanted_names, node->column, strlen(node->column))];
    wanted->node[wanted->node_count++] = node;
  }
  return EGB_OK;
}

/* The words of the rubrics take the first positions of the code list, in the order in which they are written. */
static egb_status add_codes(egb_wanted *wanted) {
  for (size_t i = 0; wanted->answers && i < wanted->node_count; i++)
    for (size_t k = 0; k < wanted->node[i]->rubric_count; k++) {
      const char *text = wanted->node[i]->rubric[k].code_text;
      bool fresh;
      if (text != NULL && egb_names_add(&wanted->codes, text, strlen(text), &fresh) == EGB_NAMES_NONE)
        return EGB_NO_MEMORY;
    }
  return EGB_OK;
}

static void try_answer(egb_wanted *wanted, double answer) {
  if (answer >= 0 && answer < 64 && (double)(unsigned)answer == answer && egb_is_allowed(wanted, answer))
    wanted->taken |= UINT64_C(1) << (unsigned)answer;
}

/* Of the digits and the answers that rules name, those that break no condition; all where there is none. */
static void find_taken(egb_wanted *wanted) {
  wanted->taken = wanted->node_count == 0 ? UINT64_MAX : 0;
  for (int digit = 0; digit < 10; digit++)
    try_answer(wanted, digit);
  for (size_t i = 0; i < wanted->node_count; i++)
    for (size_t k = 0; k < wanted->node[i]->rubric_count; k++) {
      const egb_rubric_line *line = &wanted->node[i]->rubric[k];
      if (line->code_text == NULL && line->rule.kind == EGB_RUBRIC_EQUALS)
        try_answer(wanted, line->rule.code);
    }
}

egb_status egb_load_columns(egb_loader *loader) {
  const size_t uses = count_uses(loader->index) + count_extra(loader);
  loader->wanted = egb_arena_array(loader->scratch, uses, sizeof *loader->wanted);
  use *asked = egb_arena_array(loader->scratch, uses, sizeof *asked);
  if (loader->wanted == NULL || asked == NULL)
    return EGB_NO_MEMORY;
  egb_status status = collect(loader, asked);
  if (status == EGB_OK)
    status = settle(loader, asked);
  for (size_t i = 0; i < loader->wanted_count && status == EGB_OK; i++)
    status = add_codes(&loader->wanted[i]);
  for (size_t i = 0; i < loader->wanted_count && status == EGB_OK; i++)
    find_taken(&loader->wanted[i]);
  return status;
}
