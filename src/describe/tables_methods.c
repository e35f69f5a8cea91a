/* The methods: what the registries say, as a list or one in full. A name may be in several registries (`none`,
 * `points`): then all are shown. */
#include "model/grammar.h"
#include "table/common.h"
#include "table/method_words.h"

#include <string.h>

typedef struct entry {
  egb_method_family family;
  const egb_method *method;
} entry;

enum { NAME, KIND, SUMMARY, FORMULA, PARAMETERS, COMMON, NEEDS, FITTED, EDGES, REFERENCE, EXAMPLE, COLUMNS };

static const egb_table_column columns[COLUMNS] = {
    [NAME] = {.id = "name", .label = "Name", .help = "As written in a definition.", .kind = EGB_CELL_TEXT},
    [KIND] = {.id = "kind",
              .label = "Stage",
              .help = "The key it is written under: impute, treat, normalise, weights or aggregate.",
              .kind = EGB_CELL_TEXT},
    [SUMMARY] = {.id = "summary",
                 .label = "Summary",
                 .help = "One line.",
                 .kind = EGB_CELL_TEXT,
                 .importance = 1,
                 .comfort = 16},
    [FORMULA] = {.id = "formula", .label = "Formula", .help = "Plain text.", .kind = EGB_CELL_TEXT},
    [PARAMETERS] = {.id = "parameters",
                    .label = "Parameters",
                    .help = "One per line: name, values, default, meaning.",
                    .kind = EGB_CELL_TEXT},
    [COMMON] = {.id = "common_parameters",
                .label = "Also takes",
                .help = "Parameters that every method of the stage takes, one per line.",
                .kind = EGB_CELL_TEXT},
    [NEEDS] = {.id = "needs",
               .label = "Notes",
               .help = "What else must be written, and where the method cannot be used.",
               .kind = EGB_CELL_TEXT},
    [FITTED] = {.id = "fitted",
                .label = "Learned",
                .help = "Numbers learned from the data and kept with the results.",
                .kind = EGB_CELL_TEXT},
    [EDGES] = {.id = "edges", .label = "Edges", .help = "What happens in special cases.", .kind = EGB_CELL_TEXT},
    [REFERENCE] = {.id = "reference", .label = "Reference", .help = "Book or paper.", .kind = EGB_CELL_TEXT},
    [EXAMPLE] = {.id = "example", .label = "Example", .help = "As written in a definition.", .kind = EGB_CELL_TEXT},
};

/* All methods into out (NULL: only count them), stage by stage in the order of the pipeline. */
static size_t list_methods(entry *out) {
  size_t count = 0;
  for (int family = 0; family < EGB_FAMILY_COUNT; family++) {
    const egb_method *method;
    for (size_t i = 0; (method = egb_method_at((egb_method_family)family, i)) != NULL; i++, count++)
      if (out != NULL)
        out[count] = (entry){(egb_method_family)family, method};
  }
  return count;
}

static void put_parameters(egb_buffer *out, const egb_parameter *parameter, size_t count) {
  for (size_t i = 0; i < count; i++) {
    egb_buffer_format(out, "%s%s (", i == 0 ? "" : "\n", parameter[i].name);
    egb_words_kind(out, &parameter[i]);
    if (parameter[i].required) {
      egb_buffer_text(out, ", required");
    } else if (egb_words_has_preset(&parameter[i])) {
      egb_buffer_text(out, ", default ");
      egb_words_preset(out, &parameter[i]);
    }
    egb_buffer_format(out, "): %s", parameter[i].help == NULL ? "" : parameter[i].help);
  }
}

/* ---- the table ------------------------------------------------------------------------------- */

static bool put(egb_table *table, size_t row, size_t column, const char *text) {
  return text == NULL || text[0] == '\0' || egb_table_put_text(table, row, column, text);
}

static bool put_made(egb_table *table, size_t row, size_t column, egb_buffer *text) {
  const bool done = !text->failed && put(table, row, column, text->text);
  egb_buffer_clear(text);
  return done;
}

static bool put_method(egb_table *table, size_t row, const entry *item) {
  const egb_method *method = item->method;
  egb_buffer own = {0}, common = {0}, needs = {0}, fitted = {0};
  size_t count;
  const egb_parameter *shared = egb_common_parameters(item->family, &count);
  put_parameters(&own, method->parameter, method->parameter_count);
  put_parameters(&common, shared, count);
  egb_words_needs(&needs, item->family, method->name);
  for (size_t i = 0; method->fitted != NULL && method->fitted[i] != NULL; i++)
    egb_buffer_format(&fitted, i == 0 ? "%s" : ", %s", method->fitted[i]);
  bool done = put_made(table, row, PARAMETERS, &own);
  done = put_made(table, row, COMMON, &common) && done;
  done = put_made(table, row, NEEDS, &needs) && done;
  done = put_made(table, row, FITTED, &fitted) && done;
  return done && put(table, row, NAME, method->name) && put(table, row, KIND, egb_grammar_family_key(item->family)) &&
         put(table, row, SUMMARY, method->summary) && put(table, row, FORMULA, method->formula) &&
         put(table, row, EDGES, method->edges) && put(table, row, REFERENCE, method->reference) &&
         put(table, row, EXAMPLE, method->example);
}

/* The list reads stage first. */
static const size_t list_order[COLUMNS] = {KIND,  NAME,   SUMMARY, FORMULA,   PARAMETERS, COMMON,
                                           NEEDS, FITTED, EDGES,   REFERENCE, EXAMPLE};

static egb_status fill(egb_table *table, const char *name, egb_diag *diag) {
  const size_t count = list_methods(NULL);
  entry *all = egb_arena_array(table->arena, count, sizeof *all);
  const char **names = egb_arena_array(table->arena, count, sizeof *names);
  size_t kept = 0, distinct = 0;
  if (all == NULL || names == NULL)
    return EGB_NO_MEMORY;
  (void)list_methods(all);
  for (size_t i = 0; i < count; i++) {
    bool known = false;
    for (size_t k = 0; k < distinct && !known; k++)
      known = strcmp(names[k], all[i].method->name) == 0;
    if (!known)
      names[distinct++] = all[i].method->name;
    if (name == NULL || strcmp(all[i].method->name, name) == 0)
      all[kept++] = all[i];
  }
  if (kept == 0) {
    egb_report_unknown(diag, "method", name, names, distinct);
    return EGB_USAGE;
  }
  if (!egb_table_shape(table, COLUMNS, kept))
    return EGB_NO_MEMORY;
  memcpy(table->column, columns, sizeof columns);
  for (size_t i = 0; i < COLUMNS; i++) {
    table->column[i].decimals = -1;
    table->column[i].machine_only = name == NULL && i > SUMMARY;
  }
  table->record = name != NULL;
  table->people_order = name == NULL ? list_order : NULL;
  for (size_t i = 0; i < kept; i++)
    if (!put_method(table, i, &all[i]))
      return EGB_NO_MEMORY;
  if (name == NULL &&
      !egb_table_add_note(table, "`egovbench methods NAME` shows a method in full: formula, parameters, reference."))
    return EGB_NO_MEMORY;
  const char *tool = egb_arena_format(table->arena, "egovbench %s", egb_version());
  return tool != NULL && egb_table_add_fact(table, "tool", tool) ? EGB_OK : EGB_NO_MEMORY;
}

egb_status egb_table_methods(const char *name, egb_diag *diag, egb_table **out) {
  *out = NULL;
  egb_table *table = egb_table_new("egovbench.methods/1", 0, 0);
  if (table == NULL)
    return EGB_NO_MEMORY;
  const egb_status status = fill(table, name, diag);
  if (status == EGB_OK)
    *out = table;
  else
    egb_table_free(table);
  return status;
}
