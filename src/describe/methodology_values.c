/* Where values come from: data, expressions, denominators; which units take part; what an answer earns. */
#include "describe/methodology.h"
#include "table/cells.h"
#include "table/common.h"

#include <math.h>
#include <string.h>

/* ---- data ------------------------------------------------------------------------------------ */

enum { ID, NAME, UNIT, BETTER, FROM, SOURCE, COLUMNS };

static const egb_table_column columns[COLUMNS] = {
    [ID] = {.id = "indicator", .label = "Indicator", .help = "Id of the indicator.", .kind = EGB_CELL_TEXT},
    [NAME] = {.id = "name", .label = "Name", .help = "Name of the indicator.", .kind = EGB_CELL_TEXT},
    [UNIT] = {.id = "unit", .label = "Unit", .help = "Unit of measurement.", .kind = EGB_CELL_TEXT},
    [BETTER] = {.id = "better", .label = "Better", .help = "Whether more or less is better.", .kind = EGB_CELL_TEXT},
    [FROM] = {.id = "from", .label = "Taken from", .help = "Column of the data.", .kind = EGB_CELL_TEXT},
    [SOURCE] = {.id = "source", .label = "Source", .help = "Where the figures come from.", .kind = EGB_CELL_TEXT},
};

static bool fill_indicators(const egb_chapter *chapter, egb_table *table) {
  memcpy(table->column, columns, sizeof columns);
  for (size_t i = 0, row = 0; i < chapter->index->node_count; i++) {
    const egb_node *node = &chapter->index->node[i];
    if (!egb_chapter_is_indicator(chapter, i))
      continue;
    if (!egb_cells_put(table, row, ID, node->id) ||
        !egb_cells_put(table, row, NAME, egb_index_node_name(chapter->index, i, chapter->languages)) ||
        !egb_cells_put(table, row, UNIT, node->unit) ||
        !egb_cells_put(table, row, BETTER,
                       egb_index_node_height(chapter->index, i, node->direction) < 0 ? "lower" : "higher") ||
        !egb_cells_put(table, row, FROM, node->compute != NULL ? "computed" : node->column) ||
        !egb_cells_put(table, row, SOURCE, node->source))
      return false;
    row++;
  }
  return true;
}

static bool written(const egb_choice *choice) {
  return choice->name != NULL && strcmp(choice->name, "none") != 0;
}

static bool learns_weights(const char *name) {
  for (size_t m = 0; name != NULL && egb_weighings[m] != NULL; m++)
    if (strcmp(egb_weighings[m]->head.name, name) == 0)
      return egb_weighings[m]->needs_data;
  return false;
}

/* Whether any method in use learns from the data. */
static bool learns(const egb_chapter *chapter) {
  for (size_t i = 0; i < chapter->index->node_count; i++) {
    const egb_node *node = &chapter->index->node[i];
    if (egb_chapter_is_indicator(chapter, i) &&
        (!egb_words_is_fixed(node->normalise.name) || written(&node->impute) || written(&node->treat)))
      return true;
    if (egb_chapter_is_aggregate(chapter, i) && (learns_weights(node->weights.name) || written(&node->fill) ||
                                                 (written(&node->rescale) && !egb_words_is_fixed(node->rescale.name))))
      return true;
  }
  return false;
}

/* Where `fit:` says another for treatments than for the rest. */
static void treated_periods(const egb_chapter *chapter) {
  const char *fit = chapter->index->fit_treat;
  if (fit == chapter->index->fit)
    return;
  if (fit == NULL || strcmp(fit, "period") == 0)
    egb_document_text(chapter->document, EGB_BLOCK_PARAGRAPH,
                      "Treatments of outliers learn from each period by itself.");
  else
    egb_document_format(chapter->document, EGB_BLOCK_PARAGRAPH, "Treatments of outliers learn from %s%s.",
                        strcmp(fit, "all") == 0 ? "all periods together" : "the period ",
                        strcmp(fit, "all") == 0 ? "" : fit);
}

static void periods(const egb_chapter *chapter) {
  const egb_results *results = chapter->results;
  const char *fit = chapter->index->fit;
  egb_document *document = chapter->document;
  if (results != NULL) {
    const egb_dataset *data = results->data;
    egb_buffer text = {0};
    egb_buffer_text(&text, "The data hold ");
    egb_report_count(&text, data->unit_count, "unit");
    egb_buffer_text(&text, ", ");
    egb_report_count(&text, data->column_count, "column");
    if (data->period_count > 1)
      egb_buffer_format(&text, " and %zu periods, from %s to %s", data->period_count, data->period[0],
                        data->period[data->period_count - 1]);
    egb_buffer_char(&text, '.');
    egb_document_take(document, EGB_BLOCK_PARAGRAPH, &text);
  }
  if (!learns(chapter))
    return;
  if (fit == NULL || strcmp(fit, "period") == 0)
    egb_document_text(
        document, EGB_BLOCK_PARAGRAPH,
        "Methods that learn from the data (the smallest and largest value, a mean, weights) learn from the period that "
        "is scored.");
  else if (strcmp(fit, "all") == 0)
    egb_document_text(
        document, EGB_BLOCK_PARAGRAPH,
        "Methods that learn from the data (the smallest and largest value, a mean, weights) learn from all periods "
        "together, so that scores of different periods can be compared.");
  else
    egb_document_format(
        document, EGB_BLOCK_PARAGRAPH,
        "Methods that learn from the data (the smallest and largest value, a mean, weights) learn from the base period "
        "%s, and what they learned is applied to every period, so that scores of different periods can be compared.",
        fit);
  treated_periods(chapter);
}

void egb_chapter_data(const egb_chapter *chapter) {
  const egb_index *index = chapter->index;
  egb_document *document = chapter->document;
  egb_document_heading(document, 2, "Data");
  for (size_t i = 0; i < index->file_count; i++)
    egb_document_format(document, EGB_BLOCK_ITEM, "Data file: %s", index->file[i].file);
  if (index->units.file != NULL)
    egb_document_format(document, EGB_BLOCK_ITEM, "List of units: %s", index->units.file);
  for (size_t i = 0; i < index->more_unit_count; i++)
    egb_document_format(document, EGB_BLOCK_ITEM, "More about the units: %s", index->more_units[i].file);
  periods(chapter);
  egb_table *table = egb_document_table(document, COLUMNS, chapter->indicators);
  if (table != NULL && (!fill_indicators(chapter, table) || !egb_document_drop_empty(table)))
    document->failed = true;
  for (size_t i = 0; i < index->node_count; i++)
    if (i > 0 && chapter->active[i] && index->node[i].note != NULL)
      egb_document_format(document, EGB_BLOCK_ITEM, "%s: %s", index->node[i].id, index->node[i].note);
  for (size_t i = 0; i < index->node_count; i++)
    for (size_t k = 0; chapter->active[i] && k < index->node[i].break_count; k++)
      egb_document_format(document, EGB_BLOCK_ITEM, "%s: not comparable with periods before %s: %s.", index->node[i].id,
                          index->node[i].breaks[k].period, index->node[i].breaks[k].text);
}

/* ---- derived values -------------------------------------------------------------------------- */

/* "X = column X * 1000 / column POP" */
static void derived(const egb_chapter *chapter, const egb_node *node) {
  egb_buffer text = {0};
  const egb_place place = node->compute_place;
  egb_buffer_format(&text, "%s = ", node->id);
  if (node->per != NULL && node->compute != NULL)
    egb_buffer_char(&text, '(');
  if (node->compute != NULL && place.source != NULL)
    egb_buffer_add(&text, place.source->text + place.offset, place.length);
  else
    egb_buffer_format(&text, "column %s", node->column == NULL ? node->id : node->column);
  if (node->per != NULL && node->compute != NULL)
    egb_buffer_char(&text, ')');
  if (node->per != NULL && node->per_scale != 1) {
    egb_buffer_text(&text, " * ");
    egb_buffer_number(&text, node->per_scale);
  }
  if (node->per != NULL)
    egb_buffer_format(&text, " / column %s", node->per);
  egb_document_take(chapter->document, EGB_BLOCK_FORMULA, &text);
}

/* The indicator that name k of an expression is; EGB_NONE: a column of the data. */
static size_t other_of(const egb_chapter *chapter, size_t node, size_t k) {
  const char *name = egb_expression_column(chapter->index->node[node].compute, k);
  const size_t other = egb_index_find(chapter->index, name);
  const bool column = chapter->results != NULL && egb_dataset_column(chapter->results->data, name) != EGB_NONE;
  return column || other == node ? EGB_NONE : other;
}

/* Indicators that others are computed from, and what those are computed from. Whether there are any. */
static bool mark_used(const egb_chapter *chapter, bool *used) {
  const egb_index *index = chapter->index;
  bool any = false;
  for (bool more = true; more;) {
    more = false;
    for (size_t i = 0; i < index->node_count; i++) {
      const egb_expression *compute = index->node[i].compute;
      const bool looked_at = compute != NULL && (egb_chapter_is_indicator(chapter, i) || used[i]);
      for (size_t k = 0; looked_at && k < egb_expression_column_count(compute); k++) {
        const size_t other = other_of(chapter, i, k);
        if (other == EGB_NONE || used[other])
          continue;
        used[other] = any = more = true;
      }
    }
  }
  return any;
}

void egb_chapter_derivation(const egb_chapter *chapter) {
  const egb_index *index = chapter->index;
  bool *used = egb_arena_array(chapter->document->head->arena, index->node_count, sizeof *used), any = false;
  if (used == NULL) {
    chapter->document->failed = true;
    return;
  }
  const bool others = mark_used(chapter, used);
  for (size_t i = 0; i < index->node_count; i++) {
    const egb_node *node = &index->node[i];
    const bool helps = used[i] && !egb_chapter_is_indicator(chapter, i);
    if (!helps && (!egb_chapter_is_indicator(chapter, i) || (node->compute == NULL && node->per == NULL)))
      continue;
    if (!any) {
      egb_document_heading(chapter->document, 2, "Derived values");
      egb_document_text(
          chapter->document, EGB_BLOCK_PARAGRAPH,
          "These indicators are computed from columns of the data. A value that one of its columns lacks is missing, "
          "unless the formula decides about it by missing, mean, count or if. The others are taken from their columns "
          "as they are.");
      if (others)
        egb_document_text(chapter->document, EGB_BLOCK_PARAGRAPH,
                          "A name that is no column is another indicator: its value after its own formula, before gaps "
                          "are filled.");
      any = true;
    }
    derived(chapter, node);
    if (helps)
      egb_document_format(chapter->document, EGB_BLOCK_PARAGRAPH, "%s only serves to compute others: it has no score.",
                          node->id);
  }
}

/* ---- screening ------------------------------------------------------------------------------- */

static void threshold(const egb_chapter *chapter, const char *before, double share, const char *after) {
  egb_buffer text = {0};
  egb_buffer_text(&text, before);
  egb_report_percent(&text, share);
  egb_buffer_text(&text, after);
  egb_document_take(chapter->document, EGB_BLOCK_ITEM, &text);
}

static void put_forced(const egb_chapter *chapter, const char *what, const egb_forced *list, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const bool said = list[i].reason != NULL && list[i].reason[0] != '\0';
    egb_document_format(chapter->document, EGB_BLOCK_ITEM, "%s is %s%s%s whatever the rules say%s%s", list[i].unit,
                        what, list[i].period != NULL ? " in " : "", list[i].period != NULL ? list[i].period : "",
                        said ? ": " : "", said ? list[i].reason : "");
  }
}

static void outcome(const egb_chapter *chapter) {
  const egb_results *results = chapter->results;
  size_t count = 0;
  for (size_t u = 0; results != NULL && u < results->unit_count; u++)
    count += egb_cells_screened(results, u) != NULL;
  if (results == NULL)
    return;
  egb_document_format(chapter->document, EGB_BLOCK_PARAGRAPH, "In these data %zu of %zu units do not take part%s",
                      count, results->unit_count, count == 0 ? "." : ":");
  for (size_t u = 0; u < results->unit_count; u++)
    if (egb_cells_screened(results, u) != NULL)
      egb_document_format(chapter->document, EGB_BLOCK_ITEM, "%s: %s",
                          egb_dataset_unit_name(results->data, u, chapter->languages), egb_cells_screened(results, u));
}

static void rules(const egb_chapter *chapter) {
  const egb_screen *screen = &chapter->index->screen;
  egb_document_format(chapter->document, EGB_BLOCK_PARAGRAPH,
                      "A unit takes part when it meets all of the following rules. Shares count %s values.",
                      screen->after_imputation ? "observed and imputed" : "observed, not imputed");
  if (screen->available > 0)
    threshold(chapter, "It has at least ", screen->available, " of the indicators.");
  if (screen->available_by_node > 0)
    threshold(chapter, "It has at least ", screen->available_by_node,
              " of the indicators in every part directly below the root.");
  if (screen->zeros < 1)
    threshold(chapter, "At most ", screen->zeros, " of its values are zero.");
  put_forced(chapter, "included", screen->include, screen->include_count);
  put_forced(chapter, "excluded", screen->exclude, screen->exclude_count);
  outcome(chapter);
}

void egb_chapter_screening(const egb_chapter *chapter) {
  const egb_screen *screen = &chapter->index->screen;
  egb_document *document = chapter->document;
  egb_document_heading(document, 2, "Screening of units");
  if (screen->available > 0 || screen->available_by_node > 0 || screen->zeros < 1 || screen->exclude_count > 0)
    rules(chapter);
  else
    egb_document_text(
        document, EGB_BLOCK_PARAGRAPH,
        "No unit is screened out. Whether a unit has enough data for a score is decided part by part: see the section "
        "on missing values.");
  if (screen->unranked_count > 0)
    egb_document_text(document, EGB_BLOCK_PARAGRAPH, "These units are scored like the others but get no rank:");
  for (size_t i = 0; i < screen->unranked_count; i++)
    egb_document_format(document, EGB_BLOCK_ITEM, "%s%s%s: %s", screen->unranked[i].unit,
                        screen->unranked[i].period != NULL ? " in " : "",
                        screen->unranked[i].period != NULL ? screen->unranked[i].period : "",
                        screen->unranked[i].reason);
}

/* ---- rubrics --------------------------------------------------------------------------------- */

static void put_answer(egb_buffer *out, const egb_rubric_line *line) {
  static const char *const comparisons[] = {[EGB_RUBRIC_AT_LEAST] = ">= ",
                                            [EGB_RUBRIC_ABOVE] = "> ",
                                            [EGB_RUBRIC_AT_MOST] = "<= ",
                                            [EGB_RUBRIC_BELOW] = "< "};
  switch (line->rule.kind) {
  case EGB_RUBRIC_VALUE:
    egb_buffer_text(out, "any answer earns the value, times");
    return;
  case EGB_RUBRIC_ANSWERED:
    egb_buffer_text(out, "any answer");
    return;
  case EGB_RUBRIC_MISSING:
    egb_buffer_text(out, "no answer");
    return;
  case EGB_RUBRIC_ELSE:
    egb_buffer_text(out, "any other answer");
    return;
  case EGB_RUBRIC_EQUALS:
    break;
  default:
    egb_buffer_text(out, comparisons[line->rule.kind]);
  }
  if (line->code_text != NULL)
    egb_buffer_text(out, line->code_text);
  else
    egb_buffer_number(out, line->rule.code);
}

void egb_chapter_rubrics(const egb_chapter *chapter) {
  bool any = false;
  for (size_t i = 0; i < chapter->index->node_count; i++) {
    const egb_node *node = &chapter->index->node[i];
    if (!egb_chapter_is_indicator(chapter, i) || node->rubric_count == 0)
      continue;
    if (!any)
      egb_document_heading(chapter->document, 3, "Points for answers");
    any = true;
    egb_buffer text = {0};
    egb_buffer_format(&text, "%s: ", node->id);
    for (size_t k = 0; k < node->rubric_count; k++) {
      egb_buffer_text(&text, k == 0 ? "" : "; ");
      put_answer(&text, &node->rubric[k]);
      egb_buffer_text(&text, node->rubric[k].rule.kind == EGB_RUBRIC_VALUE ? " " : " earns ");
      egb_buffer_number(&text, node->rubric[k].rule.points);
    }
    egb_document_take(chapter->document, EGB_BLOCK_ITEM, &text);
  }
}
