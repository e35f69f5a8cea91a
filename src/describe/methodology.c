/* The chapter as a whole: purpose, structure, then stage by stage. */
#include "describe/methodology.h"

#include "base/text.h"

#include "table/cells.h"
#include "table/common.h"

#include <math.h>
#include <string.h>

bool egb_chapter_is_indicator(const egb_chapter *chapter, size_t node) {
  return chapter->active[node] && chapter->index->node[node].first_child == EGB_NONE;
}

bool egb_chapter_is_aggregate(const egb_chapter *chapter, size_t node) {
  return chapter->active[node] && chapter->index->node[node].first_child != EGB_NONE;
}

void egb_chapter_put_nodes(const egb_chapter *chapter, egb_buffer *out, const bool *marked, bool indicators) {
  const size_t all = indicators ? chapter->indicators : chapter->aggregates;
  const char *noun = indicators ? "indicator" : "aggregate";
  size_t count = 0;
  for (size_t i = 0; i < chapter->index->node_count; i++)
    count += marked[i];
  if (count == all) {
    if (all == 1)
      egb_buffer_format(out, "the only %s", noun);
    else
      egb_buffer_format(out, "all %zu %ss", all, noun);
    return;
  }
  /* The shorter list is shown. */
  const bool except = count > all - count;
  bool first = true;
  if (except)
    egb_buffer_format(out, "%zu of the %zu %ss, all except ", count, all, noun);
  else
    egb_buffer_format(out, "%zu of the %zu %ss: ", count, all, noun);
  for (size_t i = 0; i < chapter->index->node_count; i++) {
    const bool here = indicators ? egb_chapter_is_indicator(chapter, i) : egb_chapter_is_aggregate(chapter, i);
    if (!here || marked[i] == except)
      continue;
    egb_buffer_format(out, first ? "%s" : ", %s", chapter->index->node[i].id);
    first = false;
  }
}

/* Without results: optional nodes wait for a scenario. */
static bool find_active(egb_chapter *chapter) {
  const egb_index *index = chapter->index;
  chapter->active = egb_arena_array(chapter->document->head->arena, index->node_count, sizeof *chapter->active);
  for (size_t i = 0; chapter->active != NULL && i < index->node_count; i++) {
    const egb_node *node = &index->node[i];
    if (chapter->results != NULL)
      chapter->active[i] = egb_cells_active(chapter->results, i);
    else
      chapter->active[i] = i == 0 || (chapter->active[node->parent] && !node->optional);
    if (chapter->active[i] && node->first_child == EGB_NONE)
      chapter->indicators++;
    else if (chapter->active[i])
      chapter->aggregates++;
  }
  return chapter->active != NULL;
}

/* ---- purpose and structure ------------------------------------------------------------------- */

static void purpose(const egb_chapter *chapter) {
  const egb_index *index = chapter->index;
  egb_document *document = chapter->document;
  egb_buffer text = {0};
  egb_document_heading(document, 2, "Purpose");
  egb_document_text(document, EGB_BLOCK_PARAGRAPH, egb_labels_pick(index->description, chapter->languages, ""));
  egb_buffer_format(&text, "The index %s", index->id);
  if (index->edition != NULL)
    egb_buffer_format(&text, ", edition %s", index->edition);
  if (index->publisher != NULL)
    egb_buffer_format(&text, ", published by %s", index->publisher);
  egb_buffer_format(&text, "%s summarises %zu indicator%s in one score",
                    index->edition != NULL || index->publisher != NULL ? "," : "", chapter->indicators,
                    chapter->indicators == 1 ? "" : "s");
  if (chapter->results != NULL && chapter->results->data->period[chapter->results->period][0] != '\0')
    egb_buffer_format(&text, " for the period %s", chapter->results->data->period[chapter->results->period]);
  egb_buffer_text(&text, ". The scale runs from 0 to ");
  egb_buffer_number(&text, index->scale);
  egb_buffer_text(&text, index->lower ? "; a lower score is better." : "; a higher score is better.");
  egb_document_take(document, EGB_BLOCK_PARAGRAPH, &text);
  egb_document_text(document, EGB_BLOCK_PARAGRAPH, index->note);
  if (index->extended_count > 0)
    egb_document_format(document, EGB_BLOCK_PARAGRAPH,
                        "It is a variant of the definition in %s: what is not said otherwise is as it is there.",
                        egb_path_name(index->extended[0]->name));
  if (chapter->results != NULL && chapter->results->scenario != NULL)
    egb_document_format(document, EGB_BLOCK_PARAGRAPH,
                        "This chapter describes the scenario %s; the section on scenarios says what it changes.",
                        chapter->results->scenario);
}

enum { NODE, NAME, WEIGHT, SHARE, EFFECTIVE, COLUMNS };

static const egb_table_column columns[COLUMNS] = {
    [NODE] = {.id = "node", .label = "Part", .help = "Id of the node.", .kind = EGB_CELL_TEXT},
    [NAME] = {.id = "name", .label = "Name", .help = "Name of the node.", .kind = EGB_CELL_TEXT},
    [WEIGHT] = {.id = "weight",
                .label = "Weight",
                .help = "Weight among the siblings.",
                .kind = EGB_CELL_NUMBER,
                .decimals = EGB_DECIMALS_AS_NEEDED},
    [SHARE] = {.id = "share", .label = "Share", .help = "Share among the siblings.", .kind = EGB_CELL_NUMBER},
    [EFFECTIVE] = {.id = "effective_weight",
                   .label = "Share of the index",
                   .help = "Product of the shares up to the root.",
                   .kind = EGB_CELL_NUMBER},
};

static bool fill_structure(const egb_chapter *chapter, egb_table *table) {
  const egb_index *index = chapter->index;
  uint8_t *indent = egb_arena_array(table->arena, table->row_count, sizeof *indent);
  if (indent == NULL)
    return false;
  memcpy(table->column, columns, sizeof columns);
  table->column[SHARE].decimals = table->column[EFFECTIVE].decimals = 4;
  for (size_t i = 0, row = 0; i < index->node_count; i++) {
    const double *share = chapter->results == NULL ? NULL : chapter->results->share;
    if (!chapter->active[i])
      continue;
    indent[row] = index->node[i].depth > UINT8_MAX ? UINT8_MAX : (uint8_t)index->node[i].depth;
    if (i > 0)
      egb_table_put_number(table, row, WEIGHT,
                           chapter->results != NULL ? chapter->results->weight[i]
                           : chapter->plan != NULL  ? egb_plan_known_weight(chapter->plan, i)
                                                    : index->node[i].weight);
    if (share != NULL) {
      egb_table_put_number(table, row, SHARE, share[i]);
      egb_table_put_number(table, row, EFFECTIVE, chapter->results->effective[i]);
    } else if (chapter->plan != NULL) {
      egb_table_put_number(table, row, SHARE, egb_plan_known_share(chapter->plan, i));
      egb_table_put_number(table, row, EFFECTIVE, egb_plan_known_effective(chapter->plan, i));
    }
    if (!egb_cells_put(table, row, NODE, index->node[i].id) ||
        !egb_cells_put(table, row, NAME, egb_index_node_name(index, i, chapter->languages)))
      return false;
    row++;
  }
  table->indent = indent;
  return true;
}

static void structure(const egb_chapter *chapter) {
  const egb_index *index = chapter->index;
  egb_document *document = chapter->document;
  size_t depth = 0;
  for (size_t i = 0; i < index->node_count; i++)
    if (chapter->active[i] && index->node[i].depth > depth)
      depth = index->node[i].depth;
  egb_document_heading(document, 2, "Structure");
  egb_document_format(
      document, EGB_BLOCK_PARAGRAPH,
      "The index is a tree of %zu level%s below the root: %zu indicator%s in %zu aggregate%s, the root included. "
      "Scores are computed from the indicators upwards. Weight: as in the definition, relative to the siblings; share: "
      "the weight as a part of the siblings' total; share of the index: the product of the shares up to the root.",
      depth, depth == 1 ? "" : "s", chapter->indicators, chapter->indicators == 1 ? "" : "s", chapter->aggregates,
      chapter->aggregates == 1 ? "" : "s");
  egb_table *table = egb_document_table(document, COLUMNS, chapter->indicators + chapter->aggregates);
  if (table != NULL && !fill_structure(chapter, table))
    document->failed = true;
}

/* ---- the whole ------------------------------------------------------------------------------- */

static bool start(egb_chapter *chapter) {
  egb_table *head = chapter->document->head;
  const egb_results *results = chapter->results;
  const char *period = results == NULL ? NULL : results->data->period[results->period];
  const char *title = egb_report_title(head->arena, chapter->index, period, chapter->languages);
  head->title = title == NULL ? NULL : egb_arena_format(head->arena, "Methodology: %s", title);
  return head->title != NULL && find_active(chapter) &&
         egb_report_index_facts(head, chapter->index, chapter->languages) &&
         (results == NULL || egb_report_result_facts(head, results));
}

egb_status egb_methodology(const egb_index *index, const egb_plan *plan, const egb_results *results,
                           const char *const *languages, egb_diag *diag, egb_document **out) {
  *out = NULL;
  const egb_status own = egb_index_refuse_foreign(index, plan, results, diag);
  if (own != EGB_OK)
    return own;
  egb_chapter chapter = {.document = egb_document_new("egovbench.methodology/1"),
                         .index = index,
                         .plan = plan,
                         .results = results,
                         .languages = languages};
  if (chapter.document == NULL)
    return EGB_NO_MEMORY;
  if (start(&chapter)) {
    static void (*const sections[])(const egb_chapter *) = {
        purpose,
        structure,
        egb_chapter_data,
        egb_chapter_derivation,
        egb_chapter_imputation,
        egb_chapter_screening,
        egb_chapter_treatment,
        egb_chapter_normalisation,
        egb_chapter_rubrics,
        egb_chapter_weights,
        egb_chapter_aggregation,
        egb_chapter_missing,
        egb_chapter_ranks,
        egb_chapter_levels,
        egb_chapter_scenarios,
        egb_chapter_sources,
    };
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
      sections[i](&chapter);
  } else {
    chapter.document->failed = true;
  }
  if (chapter.document->failed) {
    egb_document_free(chapter.document);
    return EGB_NO_MEMORY;
  }
  *out = chapter.document;
  return EGB_OK;
}
