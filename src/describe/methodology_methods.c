/* The stages that offer a choice of methods. */
#include "describe/methodology.h"
#include "table/cells.h"
#include "table/changes.h"
#include "table/common.h"

#include <math.h>
#include <string.h>

/* ---- choices --------------------------------------------------------------------------------- */

static const egb_choice *impute_of(const egb_node *node) {
  return node->first_child == EGB_NONE ? &node->impute : NULL;
}

static const egb_choice *treat_of(const egb_node *node) {
  return node->first_child == EGB_NONE ? &node->treat : NULL;
}

static const egb_choice *normalise_of(const egb_node *node) {
  return node->first_child == EGB_NONE ? &node->normalise : NULL;
}

static const egb_choice *weights_of(const egb_node *node) {
  return node->first_child == EGB_NONE ? NULL : &node->weights;
}

static const egb_choice *aggregate_of(const egb_node *node) {
  return node->first_child == EGB_NONE ? NULL : &node->aggregate;
}

static const egb_choice *rescale_of(const egb_node *node) {
  return node->first_child == EGB_NONE ? NULL : &node->rescale;
}

static const egb_choice *fill_of(const egb_node *node) {
  return node->first_child == EGB_NONE ? NULL : &node->fill;
}

bool egb_chapter_uses(const egb_node *node, egb_method_family family, const char *name) {
  static egb_chapter_choice *const choices[] = {impute_of, treat_of, normalise_of, weights_of, aggregate_of};
  const egb_choice *choice = choices[family](node);
  const egb_choice *again = family == EGB_FAMILY_NORMALISE ? rescale_of(node)
                            : family == EGB_FAMILY_IMPUTE  ? fill_of(node)
                                                           : NULL;
  return (choice != NULL && choice->name != NULL && strcmp(choice->name, name) == 0) ||
         (again != NULL && again->name != NULL && strcmp(again->name, name) == 0);
}

/* ---- imputation and treatment ---------------------------------------------------------------- */

void egb_chapter_imputation(const egb_chapter *chapter) {
  const egb_results *results = chapter->results;
  egb_document *document = chapter->document;
  egb_document_heading(document, 2, "Imputation");
  if (!egb_chapter_any_choice(chapter, impute_of)) {
    egb_document_text(document, EGB_BLOCK_PARAGRAPH, "Missing values of indicators are not imputed.");
    return;
  }
  egb_document_text(
      document, EGB_BLOCK_PARAGRAPH,
      "Missing values of the indicators below are filled. Filled values stay marked through all stages and in every "
      "output.");
  egb_chapter_put_choices(chapter, EGB_FAMILY_IMPUTE, impute_of, true);
  if (results == NULL)
    return;
  size_t count = 0, all = 0;
  for (size_t i = 0; i < results->node_count; i++) {
    for (size_t u = 0; u < results->unit_count && egb_chapter_is_indicator(chapter, i); u++, all++)
      count += egb_changes_is_imputed(results, i, u);
  }
  egb_document_format(document, EGB_BLOCK_PARAGRAPH, "In these data %zu of %zu values are imputed.", count, all);
}

enum { ID, LEARNED, LEARNED_COLUMNS };

static void put_learned_treatments(const egb_chapter *chapter) {
  const egb_results *results = chapter->results;
  size_t rows = 0, row = 0;
  for (size_t i = 0; i < results->node_count; i++)
    rows += egb_chapter_is_indicator(chapter, i) && results->treatment[i].applied;
  egb_document_text(chapter->document, EGB_BLOCK_PARAGRAPH, "What the treatment did in these data:");
  egb_table *table = egb_document_table(chapter->document, LEARNED_COLUMNS, rows);
  if (table == NULL)
    return;
  table->column[ID] = (egb_table_column){
      .id = "indicator", .label = "Indicator", .help = "Id of the indicator.", .kind = EGB_CELL_TEXT};
  table->column[LEARNED] =
      (egb_table_column){.id = "treatment",
                         .label = "Treatment",
                         .help = "What was winsorised or transformed, and the shape of the values.",
                         .kind = EGB_CELL_TEXT,
                         .comfort = 200};
  for (size_t i = 0; i < results->node_count; i++) {
    if (!egb_chapter_is_indicator(chapter, i) || !results->treatment[i].applied)
      continue;
    egb_buffer text = {0};
    egb_changes_learned(&text, &results->treatment[i]);
    if (text.failed || !egb_cells_put(table, row, ID, results->index->node[i].id) ||
        !egb_cells_put(table, row, LEARNED, text.text))
      chapter->document->failed = true;
    egb_buffer_clear(&text);
    row++;
  }
}

void egb_chapter_treatment(const egb_chapter *chapter) {
  egb_document *document = chapter->document;
  egb_document_heading(document, 2, "Treatment of outliers");
  if (!egb_chapter_any_choice(chapter, treat_of)) {
    egb_document_text(document, EGB_BLOCK_PARAGRAPH, "Outliers are not treated.");
    return;
  }
  egb_chapter_put_choices(chapter, EGB_FAMILY_TREAT, treat_of, true);
  if (chapter->results != NULL && chapter->results->treatment != NULL)
    put_learned_treatments(chapter);
}

/* ---- normalisation --------------------------------------------------------------------------- */

enum { N_ID, N_BETTER, N_LOW, N_HIGH, N_TARGET, N_LEARNED, N_COLUMNS };

static const egb_table_column posts[N_COLUMNS] = {
    [N_ID] = {.id = "indicator", .label = "Indicator", .help = "Id of the indicator.", .kind = EGB_CELL_TEXT},
    [N_BETTER] = {.id = "better", .label = "Better", .help = "higher or lower.", .kind = EGB_CELL_TEXT},
    [N_LOW] = {.id = "low",
               .label = "Low post",
               .help = "Lower goalpost of the definition.",
               .kind = EGB_CELL_NUMBER,
               .decimals = EGB_DECIMALS_AS_NEEDED},
    [N_HIGH] = {.id = "high",
                .label = "High post",
                .help = "Upper goalpost of the definition.",
                .kind = EGB_CELL_NUMBER,
                .decimals = EGB_DECIMALS_AS_NEEDED},
    [N_TARGET] = {.id = "target",
                  .label = "Target",
                  .help = "Target of the definition.",
                  .kind = EGB_CELL_NUMBER,
                  .decimals = EGB_DECIMALS_AS_NEEDED},
    [N_LEARNED] = {.id = "learned",
                   .label = "Learned from the data",
                   .help = "Numbers the method learned.",
                   .kind = EGB_CELL_TEXT,
                   .comfort = 200},
};

/* "min 3, max 97" */
static void put_fitted(const egb_chapter *chapter, egb_buffer *out, size_t node) {
  const egb_method *method = egb_words_find(EGB_FAMILY_NORMALISE, chapter->index->node[node].normalise.name);
  /* Goalposts are not learned from the data: they have columns of their own. */
  if (chapter->results == NULL || method == NULL || method->fitted == NULL || egb_words_is_fixed(method->name))
    return;
  for (size_t i = 0; i < EGB_FITTED_MAX && method->fitted[i] != NULL; i++) {
    egb_buffer_format(out, "%s%s ", i == 0 ? "" : ", ", method->fitted[i]);
    egb_buffer_number(out, chapter->results->fitted[node * EGB_FITTED_MAX + i]);
  }
}

static bool fill_posts(const egb_chapter *chapter, egb_table *table) {
  memcpy(table->column, posts, sizeof posts);
  for (size_t i = 0, row = 0; i < chapter->index->node_count; i++) {
    const egb_node *node = &chapter->index->node[i];
    egb_buffer fitted = {0};
    if (!egb_chapter_is_indicator(chapter, i))
      continue;
    if (node->has_goalposts) {
      egb_table_put_number(table, row, N_LOW, node->goalposts[0]);
      egb_table_put_number(table, row, N_HIGH, node->goalposts[1]);
    }
    egb_table_put_number(table, row, N_TARGET, node->target);
    put_fitted(chapter, &fitted, i);
    const bool done =
        !fitted.failed && egb_cells_put(table, row, N_ID, node->id) &&
        egb_cells_put(table, row, N_BETTER,
                      egb_index_node_height(chapter->index, i, node->direction) < 0 ? "lower" : "higher") &&
        egb_cells_put(table, row, N_LEARNED, fitted.text);
    egb_buffer_clear(&fitted);
    if (!done)
      return false;
    row++;
  }
  return true;
}

/* Whether the table would say more than the one of the data does. */
static bool any_post(const egb_chapter *chapter) {
  for (size_t i = 0; i < chapter->index->node_count; i++) {
    egb_buffer fitted = {0};
    if (!egb_chapter_is_indicator(chapter, i))
      continue;
    put_fitted(chapter, &fitted, i);
    const bool learned = fitted.length > 0;
    egb_buffer_clear(&fitted);
    if (learned || chapter->index->node[i].has_goalposts || !isnan(chapter->index->node[i].target))
      return true;
  }
  return false;
}

void egb_chapter_normalisation(const egb_chapter *chapter) {
  egb_document *document = chapter->document;
  egb_buffer text = {0};
  egb_document_heading(document, 2, "Normalisation");
  egb_buffer_text(&text, "Every indicator is brought onto the common scale from 0 to ");
  egb_buffer_number(&text, chapter->index->scale);
  egb_buffer_text(&text, " before it is aggregated. Where less is better, the method turns the indicator round.");
  egb_document_take(document, EGB_BLOCK_PARAGRAPH, &text);
  egb_chapter_put_choices(chapter, EGB_FAMILY_NORMALISE, normalise_of, true);
  if (!any_post(chapter))
    return;
  egb_table *table = egb_document_table(document, N_COLUMNS, chapter->indicators);
  if (table != NULL && (!fill_posts(chapter, table) || !egb_document_drop_empty(table)))
    document->failed = true;
}

/* ---- weights and aggregation ----------------------------------------------------------------- */

/* Weights that the definition has by period. */
static void put_weights_of(const egb_chapter *chapter) {
  const egb_index *index = chapter->index;
  for (size_t i = 1; i < index->node_count; i++) {
    const egb_node *node = &index->node[i];
    egb_buffer text = {0};
    if (!chapter->active[i] || node->weight_of_count == 0)
      continue;
    egb_buffer_format(&text, "The weight of %s depends on the period:", node->id);
    for (size_t k = 0; k < node->weight_of_count; k++) {
      egb_buffer_text(&text, k == 0 ? " " : ", ");
      egb_buffer_number(&text, node->weight_of[k].weight);
      egb_buffer_format(&text, "%s from %s on", node->weight_of[k].percent ? " %" : "", node->weight_of[k].period);
    }
    egb_buffer_char(&text, '.');
    egb_document_take(chapter->document, EGB_BLOCK_ITEM, &text);
  }
}

void egb_chapter_weights(const egb_chapter *chapter) {
  egb_document *document = chapter->document;
  egb_document_heading(document, 2, "Weights");
  egb_document_text(
      document, EGB_BLOCK_PARAGRAPH,
      "Weights are relative among the parts of one aggregate. The table of the structure has them as they come out.");
  if (chapter->results != NULL && chapter->results->weights_changed)
    egb_document_text(document, EGB_BLOCK_PARAGRAPH,
                      "Some weights differ from the definition's: a scenario or a trial changed them.");
  put_weights_of(chapter);
  egb_chapter_put_choices(chapter, EGB_FAMILY_WEIGHT, weights_of, false);
}

static void put_subtracted(const egb_chapter *chapter) {
  egb_buffer text = {0};
  bool any = false;
  for (size_t i = 1; i < chapter->index->node_count; i++)
    if (chapter->active[i] && chapter->index->node[i].subtract) {
      egb_buffer_format(&text, "%s%s",
                        any ? ", " : "Taken away from the sum of the others: ", chapter->index->node[i].id);
      any = true;
    }
  egb_buffer_text(&text, any ? "." : "");
  egb_document_take(chapter->document, EGB_BLOCK_ITEM, &text);
}

/* "services: x * (1 + (difficulty - 1) / 36)" */
static void put_then(const egb_chapter *chapter) {
  bool any = false;
  for (size_t i = 0; i < chapter->index->node_count; i++) {
    const egb_node *node = &chapter->index->node[i];
    if (!egb_chapter_is_aggregate(chapter, i) || node->then == NULL)
      continue;
    if (!any) {
      egb_document_heading(chapter->document, 3, "Scores that become others");
      egb_document_text(chapter->document, EGB_BLOCK_PARAGRAPH,
                        "The score x that the aggregation gives becomes what the formula says, before it is rounded "
                        "and rescaled; other names are the scores of the nodes with these ids. Where one of them is "
                        "missing, so is the result, which nothing holds within the scale. What the parts below such a "
                        "node add to the score of the index is no number of its own.");
      any = true;
    }
    egb_buffer text = {0};
    egb_buffer_format(&text, "%s = ", node->id);
    egb_buffer_add(&text, node->then_place.source->text + node->then_place.offset, node->then_place.length);
    egb_document_take(chapter->document, EGB_BLOCK_FORMULA, &text);
  }
}

void egb_chapter_aggregation(const egb_chapter *chapter) {
  egb_document *document = chapter->document;
  egb_document_heading(document, 2, "Aggregation");
  egb_document_text(
      document, EGB_BLOCK_PARAGRAPH,
      "The score of an aggregate is computed from the scores x of its parts and their weights w, which sum to 1 over "
      "the parts that a unit has.");
  egb_chapter_put_choices(chapter, EGB_FAMILY_AGGREGATE, aggregate_of, false);
  put_then(chapter);
  put_subtracted(chapter);
  if (egb_chapter_any_choice(chapter, rescale_of)) {
    egb_document_heading(document, 2, "Rescaling of aggregates");
    egb_document_text(document, EGB_BLOCK_PARAGRAPH,
                      "The scores of these aggregates are normalised over the units before they are used.");
    egb_chapter_put_choices(chapter, EGB_FAMILY_NORMALISE, rescale_of, false);
  }
  if (!egb_chapter_any_choice(chapter, fill_of))
    return;
  egb_document_heading(document, 2, "Imputation of scores");
  egb_document_text(document, EGB_BLOCK_PARAGRAPH,
                    "Where a unit has no score of these aggregates, one is filled in from the scores of the units that "
                    "have it, and stays marked as imputed; the aggregates above take it like the others.");
  egb_chapter_put_choices(chapter, EGB_FAMILY_IMPUTE, fill_of, false);
}
