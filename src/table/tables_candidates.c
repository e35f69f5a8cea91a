/* Weights by several methods side by side, and how far their rankings agree. */
#include "base/number.h"
#include "model/revision.h"
#include "table/cells.h"
#include "table/common.h"

#include <math.h>
#include <string.h>

#define ACCEPTED 0.1 /* Saaty's limit for the consistency ratio */

enum { KIND, ROW, LABEL, FIXED };
enum { SPEARMAN, KENDALL, CONSISTENCY, FIGURES };

static const egb_table_column fixed[FIXED] = {
    [KIND] =
        {.id = "kind",
         .label = "Kind",
         .help = "weight: of a part; agreement: with the ranking of the weights in force; consistency: of comparisons.",
         .kind = EGB_CELL_TEXT,
         .decimals = -1,
         .machine_only = true},
    [ROW] = {.id = "node",
             .label = "Node",
             .help = "Id of the part, or which figure the row holds.",
             .kind = EGB_CELL_TEXT,
             .decimals = -1},
    [LABEL] = {.id = "label",
               .label = "Name",
               .help = "Name of the part.",
               .kind = EGB_CELL_TEXT,
               .decimals = -1,
               .importance = 1,
               .comfort = 20}};

static const struct {
  const char *id, *kind, *label;
} figures[FIGURES] = {{"spearman", "agreement", "Spearman's rank correlation"},
                      {"kendall", "agreement", "Kendall's tau-b"},
                      {"consistency_ratio", "consistency", "Consistency ratio"}};

static double figure_of(const egb_candidate *candidate, int figure) {
  return figure == SPEARMAN ? candidate->spearman : figure == KENDALL ? candidate->kendall : candidate->consistency;
}

static bool has_figure(const egb_candidates *c, int figure) {
  for (size_t i = 0; i < c->count; i++)
    if (!isnan(figure_of(&c->candidate[i], figure)))
      return true;
  return false;
}

static size_t figure_count(const egb_candidates *c) {
  size_t count = 0;
  for (int i = 0; i < FIGURES; i++)
    count += has_figure(c, i);
  return count;
}

static bool put_rows(egb_table *table, const egb_candidates *c, const char *const *languages) {
  size_t row = 0;
  for (; row < c->child_count; row++) {
    if (!egb_cells_put(table, row, KIND, "weight") ||
        !egb_cells_put(table, row, ROW, c->index->node[c->child[row]].id) ||
        !egb_cells_put(table, row, LABEL, egb_index_node_name(c->index, c->child[row], languages)))
      return false;
    for (size_t i = 0; i < c->count; i++)
      egb_table_put_number(table, row, FIXED + i, c->candidate[i].weight[row]);
  }
  for (int figure = 0; figure < FIGURES; figure++) {
    if (!has_figure(c, figure))
      continue;
    if (!egb_cells_put(table, row, KIND, figures[figure].kind) || !egb_cells_put(table, row, ROW, figures[figure].id) ||
        !egb_cells_put(table, row, LABEL, figures[figure].label))
      return false;
    for (size_t i = 0; i < c->count; i++)
      egb_table_put_number(table, row, FIXED + i, figure_of(&c->candidate[i], figure));
    row++;
  }
  return true;
}

/* ---- notes ----------------------------------------------------------------------------------- */

/* "5", "1/5", and two decimals between the values of the scale. */
static void put_comparison(egb_buffer *out, double value) {
  const double whole = round(value), below = round(1 / value);
  if (fabs(value - whole) < 1e-6 && whole >= 1)
    egb_buffer_format(out, "%zu", (size_t)whole);
  else if (fabs(1 / value - below) < 1e-6 && below >= 1)
    egb_buffer_format(out, "1/%zu", (size_t)below);
  else
    egb_report_fixed(out, value, 2);
}

static bool put_consistency(egb_table *table, const egb_candidates *c, const egb_candidate *candidate) {
  egb_buffer text = {0};
  if (isnan(candidate->consistency))
    return true;
  egb_buffer_format(&text, "%s: consistency ratio ", candidate->name);
  egb_report_fixed(&text, candidate->consistency, 3);
  egb_buffer_text(&text, candidate->consistency > ACCEPTED ? ", above 0.1: the comparisons contradict each other"
                                                           : ", within 0.1");
  if (candidate->worst_row != EGB_NONE && candidate->consistency - candidate->better_consistency > 0.001) {
    egb_buffer_format(&text, "; least consistent: %s is ", c->index->node[c->child[candidate->worst_row]].id);
    put_comparison(&text, candidate->worst_value);
    egb_buffer_format(&text, " times %s; ", c->index->node[c->child[candidate->worst_column]].id);
    put_comparison(&text, candidate->better_value);
    egb_buffer_text(&text, " would bring the ratio to ");
    egb_report_fixed(&text, candidate->better_consistency, 3);
  }
  if (candidate->not_compared > 0)
    egb_buffer_format(
        &text,
        "; %zu of %zu comparisons are missing and take the ratio of the weights (Harker 1987), the random "
        "index is that of so many missing (approximate; Agoston and Csato 2022)",
        candidate->not_compared, c->child_count * (c->child_count - 1) / 2);
  egb_buffer_text(&text, ".");
  return egb_report_note(table, &text);
}

static void put_weight(egb_buffer *out, double weight) {
  char number[EGB_NUMBER_MAX];
  const double decimals = weight > 0 ? 5 - floor(log10(weight)) : 0;
  size_t length = egb_number_fixed(weight, decimals < 0 ? 0 : decimals > 15 ? 15 : (int)decimals, number);
  while (memchr(number, '.', length) != NULL && (number[length - 1] == '0' || number[length - 1] == '.'))
    length--;
  egb_buffer_add(out, number, length);
}

/* Every part is named, so the siblings need no rule; their sum may differ in the last digit. */
static bool put_command(egb_table *table, const egb_candidates *c, const egb_candidate *candidate,
                        const char *command) {
  egb_buffer text = {0};
  egb_buffer_format(&text, "%s: %s", candidate->name, command);
  for (size_t i = 0; i < c->child_count; i++) {
    egb_buffer_format(&text, " %s=", c->index->node[c->child[i]].id);
    put_weight(&text, candidate->weight[i]);
  }
  egb_buffer_text(&text, " --rescale free");
  return egb_report_note(table, &text);
}

static bool put_notes(egb_table *table, const egb_candidates *c, const char *command) {
  egb_buffer text = {0};
  egb_buffer_format(&text, "Weights of the parts of %s, brought to their total of ", c->index->node[c->node].id);
  put_weight(&text, c->total);
  egb_buffer_text(&text, c->rescored ? "; spearman and kendall compare each ranking with that of the weights in force."
                                     : "; there is no data to compare rankings with.");
  bool done = egb_report_note(table, &text);
  for (size_t i = 1; i < c->count && done; i++)
    done = put_consistency(table, c, &c->candidate[i]);
  for (size_t i = 1; i < c->count && done && command != NULL; i++)
    done = put_command(table, c, &c->candidate[i], command);
  return done;
}

static bool fill(egb_table *table, const egb_candidates *c, const char *command, const char *const *languages) {
  memcpy(table->column, fixed, sizeof fixed);
  for (size_t i = 0; i < c->count; i++) {
    const char *name = c->candidate[i].name;
    const char *help = egb_arena_format(table->arena, i == 0 ? "The weights in force." : "Weights by `%s`.", name);
    const char *id = egb_arena_copy(table->arena, name);
    if (help == NULL || id == NULL)
      return false;
    table->column[FIXED + i] =
        (egb_table_column){.id = id, .label = id, .help = help, .kind = EGB_CELL_NUMBER, .decimals = 4};
  }
  table->title = egb_report_title(table->arena, c->index, NULL, languages);
  return table->title != NULL && put_rows(table, c, languages) && put_notes(table, c, command) &&
         egb_report_index_facts(table, c->index, languages);
}

egb_status egb_table_candidates(const egb_candidates *candidates, const char *command, const char *const *languages,
                                egb_diag *diag, egb_table **out) {
  (void)diag;
  *out = NULL;
  egb_table *table = egb_table_new("egovbench.candidates/1", FIXED + candidates->count,
                                   candidates->child_count + figure_count(candidates));
  if (table == NULL || !fill(table, candidates, command, languages)) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  *out = table;
  return EGB_OK;
}
