/* Two units side by side: what makes the difference, and which weights would change their order. */
#include "model/swap.h"
#include "table/columns.h"
#include "table/tables_robust.h"

#include "base/number.h"
#include "write/people.h"

#include <math.h>
#include <string.h>

enum {
  NODE,
  LABEL,
  SHARE,
  SCORE_A,
  SCORE_B,
  COUNTED_A,
  COUNTED_B,
  CONTRIBUTION,
  BELOW,
  ABOVE,
  SQUARES,
  TOTAL,
  COLUMNS
};

static const egb_table_column columns[COLUMNS] = {
    [NODE] = {.id = "node", .label = "Node", .help = "Id of a part of the index.", .kind = EGB_CELL_TEXT},
    [LABEL] = {EGB_COLUMN_LABEL, .importance = 3, .comfort = 20},
    [SHARE] =
        {.id = "share", .label = "Share", .help = "Weight of the part, of 1.", .kind = EGB_CELL_NUMBER, .decimals = 4},
    [SCORE_A] =
        {.id = "score_a", .label = "A", .help = "Score of the first unit.", .kind = EGB_CELL_NUMBER, .decimals = -1},
    [SCORE_B] =
        {.id = "score_b", .label = "B", .help = "Score of the second unit.", .kind = EGB_CELL_NUMBER, .decimals = -1},
    [COUNTED_A] = {.id = "counted_a",
                   .label = "Counts for A",
                   .help = "Share with which the part counts for the first unit: more where it lacks others.",
                   .kind = EGB_CELL_NUMBER,
                   .decimals = 4,
                   .machine_only = true},
    [COUNTED_B] = {.id = "counted_b",
                   .label = "Counts for B",
                   .help = "The same for the second unit.",
                   .kind = EGB_CELL_NUMBER,
                   .decimals = 4,
                   .machine_only = true},
    [CONTRIBUTION] = {.id = "contribution",
                      .label = "Contributes",
                      .help = "Contribution to the difference first - second; they add up to it.",
                      .kind = EGB_CELL_NUMBER,
                      .decimals = 3},
    [BELOW] =
        {.id = "level_below",
         .label = "Level below",
         .help = "The nearest lower weight of this part alone, in the definition's units, at which the two are level; "
                 "empty: none.",
         .kind = EGB_CELL_NUMBER,
         .decimals = 4,
         .importance = 1},
    [ABOVE] = {.id = "level_above",
               .label = "above",
               .help = "The nearest higher weight of this part alone at which the two are level; empty: none.",
               .kind = EGB_CELL_NUMBER,
               .decimals = 4,
               .importance = 1},
    [SQUARES] = {.id = "least_squares_share",
                 .label = "Least squares",
                 .help = "Share of the part in the nearest weights that make the two level, by squared changes.",
                 .kind = EGB_CELL_NUMBER,
                 .decimals = 4,
                 .importance = 2},
    [TOTAL] = {.id = "least_total_share",
               .label = "Least total",
               .help = "The same by the sum of absolute changes.",
               .kind = EGB_CELL_NUMBER,
               .decimals = 4,
               .importance = 2},
};

static const char *verdict_name(egb_swap_verdict verdict) {
  switch (verdict) {
  case EGB_SWAP_DOMINATED:
    return "dominated";
  case EGB_SWAP_EQUAL:
    return "level";
  case EGB_SWAP_SAME:
    return "same";
  default:
    return "possible";
  }
}

static bool put_part(egb_table *table, size_t row, const egb_swap_part *part, const egb_results *results,
                     const char *const *languages) {
  egb_table_put_number(table, row, SHARE, part->share);
  egb_table_put_number(table, row, SCORE_A, part->score[0]);
  egb_table_put_number(table, row, SCORE_B, part->score[1]);
  egb_table_put_number(table, row, COUNTED_A, part->counted[0]);
  egb_table_put_number(table, row, COUNTED_B, part->counted[1]);
  egb_table_put_number(table, row, CONTRIBUTION, part->contribution);
  egb_table_put_number(table, row, BELOW, part->at[0].weight);
  egb_table_put_number(table, row, ABOVE, part->at[1].weight);
  egb_table_put_number(table, row, SQUARES, part->least_squares);
  egb_table_put_number(table, row, TOTAL, part->least_total);
  return egb_robust_put_node(table, row, NODE, results, part->node, languages);
}

static bool put_facts(egb_table *table, const egb_swap_summary *about, const egb_results *results) {
  const struct {
    const char *key;
    double value;
  } numbers[] = {{"score_a", about->score[0]},        {"score_b", about->score[1]},
                 {"rank_a", about->rank[0]},          {"rank_b", about->rank[1]},
                 {"difference", about->difference},   {"least_squares_distance", about->distance},
                 {"least_total_change", about->total}};
  bool done = egb_table_add_fact(table, "unit_a", results->data->unit[about->unit[0]].id) &&
              egb_table_add_fact(table, "unit_b", results->data->unit[about->unit[1]].id) &&
              egb_table_add_fact(table, "transform", about->transform) &&
              egb_table_add_fact(table, "swap", verdict_name(about->verdict)) &&
              egb_table_add_fact(table, "different_parts", about->differing ? "true" : "false");
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers && done; i++) {
    char text[EGB_NUMBER_MAX];
    egb_number_shortest(numbers[i].value, text);
    done = !isfinite(numbers[i].value) || egb_table_add_fact(table, numbers[i].key, text);
  }
  return done;
}

/* "NIP=0.245745,EPRO=0.004109": the weights that change, in the definition's units. False: out of memory. */
static bool note_settings(egb_table *table, const egb_swap *swap, const egb_results *results, bool squares) {
  egb_buffer text = {0};
  egb_buffer_format(&text, "%s:\n  --rescale free --set ", squares ? "Least squares" : "Least total");
  size_t changed = 0;
  for (size_t i = 0; i < swap->count; i++) {
    const egb_swap_part *part = &swap->part[i];
    const double to = squares ? part->squares_weight : part->total_weight;
    char number[EGB_NUMBER_MAX];
    if (isnan(to))
      continue;
    (void)egb_number_shortest(to, number);
    egb_buffer_format(&text, "%s%s=%s", changed++ == 0 ? "" : ",", results->index->node[part->node].id, number);
  }
  const bool done =
      !text.failed &&
      (changed == 0 || egb_table_add_note_of(table, squares ? EGB_NOTE_DETAIL : EGB_NOTE_ALWAYS, text.text));
  egb_buffer_clear(&text);
  return done;
}

static bool put_notes(egb_table *table, const egb_swap_summary *about, const egb_results *results,
                      const char *const name[2]) {
  const bool first = egb_index_height(results->index, about->score[0] - about->score[1]) >= 0;
  const char *upper = name[first ? 0 : 1], *lower = name[first ? 1 : 0];
  char distance[EGB_PEOPLE_NUMBER_MAX], total[EGB_PEOPLE_NUMBER_MAX];
  bool done = egb_robust_note_answer(table, "A is %s, B is %s.", name[0], name[1]);
  (void)egb_people_raw(about->distance, distance);
  (void)egb_people_raw(about->total, total);
  if (done && strcmp(about->transform, "none") != 0)
    done = egb_robust_note_answer(table, "Contributions are of %s, as the mean that makes the index compares them.",
                                  strcmp(about->transform, "ln") == 0 ? "logarithms" : "powers");
  if (done && about->differing)
    done = egb_robust_note_answer(
        table,
        "The two lack different parts: each is scored by the parts it has, whose weights are re-scaled, as in the "
        "ranking.");
  if (!done)
    return false;
  switch (about->verdict) {
  case EGB_SWAP_DOMINATED:
    return egb_robust_note_answer(table, "No weights put %s above %s%s.", lower, upper,
                                  about->differing ? "" : ": it is nowhere better");
  case EGB_SWAP_SAME:
    return egb_robust_note_answer(table, "The two are equal in every part: tied whatever the weights.");
  case EGB_SWAP_EQUAL:
    return egb_robust_note_answer(table, "The two are tied now; other weights separate them.");
  default:
    return egb_robust_note_answer(
        table,
        "They come level when shares change by %s in all (least total), or by %s as the root of the summed squares "
        "(least squares); a little further %s is above %s.",
        total, distance, lower, upper);
  }
}

egb_status egb_table_swap(const egb_swap *swap, const char *const *languages, egb_diag *diag, egb_table **out) {
  (void)diag;
  *out = NULL;
  const egb_swap_summary *about = &swap->about;
  const egb_results *results = swap->results;
  const char *const name[2] = {egb_dataset_unit_name(results->data, about->unit[0], languages),
                               egb_dataset_unit_name(results->data, about->unit[1], languages)};
  egb_table *table =
      egb_robust_table("egovbench.swap/1", "two units side by side", results, languages, columns, COLUMNS, swap->count);
  bool done = table != NULL;
  if (done) {
    const int decimals = egb_number_decimals(results->index->scale);
    table->column[SCORE_A].decimals = table->column[SCORE_B].decimals = decimals;
    table->column[CONTRIBUTION].decimals = decimals + 1;
  }
  for (size_t i = 0; done && i < table->row_count; i++)
    done = put_part(table, i, &swap->part[i], results, languages);
  if (done)
    done = put_facts(table, about, results) && put_notes(table, about, results, name) &&
           (about->verdict != EGB_SWAP_POSSIBLE ||
            (note_settings(table, swap, results, false) && note_settings(table, swap, results, true))) &&
           egb_robust_note_rounding(table, results);
  if (!done) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  *out = table;
  return EGB_OK;
}
