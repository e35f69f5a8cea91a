/* What follows from scores: missing parts, ranks, levels, scenarios; and where everything comes from. */
#include "describe/methodology.h"
#include "model/grammar.h"
#include "table/cells.h"
#include "table/common.h"

#include <math.h>
#include <string.h>

/* ---- missing values -------------------------------------------------------------------------- */

static bool same_availability(const egb_node *a, const egb_node *b) {
  return a->available == b->available && a->available_least == b->available_least &&
         a->available_of_children == b->available_of_children;
}

static void put_availability(egb_buffer *text, const egb_node *node) {
  const char *of = node->available_of_children ? "direct parts" : "indicators below";
  egb_buffer_format(
      text, "Least %s of the %s that a unit needs for a score: ", node->available_least == 0 ? "share" : "number", of);
  if (node->available_least > 0)
    egb_buffer_format(text, "%zu", node->available_least);
  if (node->available_least > 0 && node->available > 0)
    egb_buffer_text(text, ", and a share of ");
  if (node->available > 0)
    egb_report_percent(text, node->available);
  else if (node->available_least == 0)
    egb_buffer_text(text, "none (one indicator is enough)");
}

/* Which indicators are left out when they do not distinguish any units. */
static void put_constant(const egb_chapter *chapter) {
  const egb_index *index = chapter->index;
  egb_document *document = chapter->document;
  bool *left = egb_arena_array(document->head->arena, index->node_count, sizeof *left), any = false;
  for (size_t i = 0; left != NULL && i < index->node_count; i++)
    any = (left[i] = egb_chapter_is_indicator(chapter, i) && index->node[i].drop_constant) || any;
  document->failed = document->failed || left == NULL;
  if (!any)
    return;
  egb_buffer text = {0};
  egb_buffer_text(&text, "Left out when all values are equal and the method learns from them: ");
  egb_chapter_put_nodes(chapter, &text, left, true);
  egb_buffer_char(&text, '.');
  egb_document_take(document, EGB_BLOCK_ITEM, &text);
}

/* Which nodes are for some units only. */
static void put_only(const egb_chapter *chapter) {
  const egb_index *index = chapter->index;
  for (size_t i = 0; i < index->node_count; i++) {
    const egb_node *node = &index->node[i];
    egb_buffer text = {0};
    if (!chapter->active[i] || node->only_count == 0)
      continue;
    egb_buffer_format(&text, "%s is only for units", node->id);
    for (size_t k = 0; k < node->only_count; k++) {
      egb_buffer_format(&text, "%s with the %s ", k == 0 ? "" : ", and", node->only[k].grouping);
      for (size_t v = 0; v < node->only[k].count; v++)
        egb_buffer_format(&text, "%s%s", v == 0 ? "" : " or ", node->only[k].value[v].text);
    }
    egb_buffer_text(&text, ": for others it is as if not written, and its siblings share its weight.");
    egb_document_take(chapter->document, EGB_BLOCK_ITEM, &text);
  }
}

void egb_chapter_missing(const egb_chapter *chapter) {
  const egb_index *index = chapter->index;
  egb_document *document = chapter->document;
  egb_document_heading(document, 2, "Missing values");
  egb_document_text(
      document, EGB_BLOCK_PARAGRAPH,
      "Nothing missing is taken for zero. A part without a value leaves its weight to its siblings: the weights of "
      "those of the available ones are re-scaled to sum to 1, and the score is marked as partial.");
  put_constant(chapter);
  put_only(chapter);
  bool *done = egb_arena_array(document->head->arena, index->node_count, sizeof *done);
  bool *same = egb_arena_array(document->head->arena, index->node_count, sizeof *same);
  document->failed = document->failed || done == NULL || same == NULL;
  for (size_t i = 0; i < index->node_count && !document->failed; i++) {
    if (!egb_chapter_is_aggregate(chapter, i) || done[i])
      continue;
    egb_buffer text = {0};
    const egb_node *node = &index->node[i];
    for (size_t k = 0; k < index->node_count; k++) {
      same[k] = egb_chapter_is_aggregate(chapter, k) && same_availability(node, &index->node[k]);
      done[k] = done[k] || same[k];
    }
    put_availability(&text, node);
    egb_buffer_text(&text, " in ");
    egb_chapter_put_nodes(chapter, &text, same, false);
    egb_buffer_char(&text, '.');
    egb_document_take(document, EGB_BLOCK_ITEM, &text);
  }
}

/* ---- ranks and levels ------------------------------------------------------------------------ */

void egb_chapter_ranks(const egb_chapter *chapter) {
  static const char *const ties[] = {
      [EGB_TIES_COMPETITION] =
          "Units with the same score share the best rank, and the next ones are left out (1 2 2 4).",
      [EGB_TIES_DENSE] = "Units with the same score share a rank, and the next rank follows (1 2 2 3).",
      [EGB_TIES_FRACTIONAL] = "Units with the same score share the mean of their ranks (1 2.5 2.5 4).",
      [EGB_TIES_ORDINAL] = "Units with the same score are ranked by their id (1 2 3 4)."};
  static const char *const roundings[] = {[EGB_ROUNDING_HALF_EVEN] = "half to the even digit",
                                          [EGB_ROUNDING_HALF_UP] = "half away from zero",
                                          [EGB_ROUNDING_R] = "half as round() of R does: to the nearest binary number"};
  const egb_index *index = chapter->index;
  const egb_rank_rule *rule = &index->rank;
  egb_document *document = chapter->document;
  egb_document_heading(document, 2, "Ranks");
  egb_document_format(document, EGB_BLOCK_PARAGRAPH, "Rank 1 is the %s score. %s", index->lower ? "lowest" : "highest",
                      ties[rule->ties]);
  if (rule->count == 0)
    egb_document_text(
        document, EGB_BLOCK_PARAGRAPH,
        "Ranks see scores at full precision, in steps of 1e-9, so that the last digits of the arithmetic decide "
        "nothing.");
  for (size_t i = 0; i < rule->count; i++) {
    const char *period = rule->decimals[i].period;
    egb_document_format(document, EGB_BLOCK_ITEM, "Scores are rounded to %d decimals before they are ranked%s%s, a %s.",
                        rule->decimals[i].decimals, period == NULL ? "" : " in ", period == NULL ? "" : period,
                        roundings[rule->rounding]);
  }
  egb_buffer text = {0};
  for (size_t i = 0; i < rule->tie_breaker_count; i++)
    egb_buffer_format(&text,
                      i > 0          ? ", then of %s"
                      : index->lower ? "Between equal scores the lower score of %s decides"
                                     : "Between equal scores the higher score of %s decides",
                      index->node[rule->tie_breaker[i]].id);
  egb_buffer_text(&text, rule->tie_breaker_count == 0 ? "" : ".");
  egb_document_take(document, EGB_BLOCK_PARAGRAPH, &text);
  if (rule->bounds.place.source == NULL)
    return;
  egb_buffer_text(&text, "The score of a unit has bounds, from ");
  egb_words_rank_bounds(&text, index);
  egb_buffer_text(&text,
                  ". Its best rank is 1 and the units whose scores are better than its best bound, its worst rank "
                  "is 1 and the others whose scores are better than its worst bound.");
  egb_document_take(document, EGB_BLOCK_PARAGRAPH, &text);
}

enum { ID, NAME, FROM, MINIMUM, DESCRIPTION, COLUMNS };

static bool fill_levels(const egb_chapter *chapter, egb_table *table) {
  static const egb_table_column columns[COLUMNS] = {
      [ID] = {.id = "level", .label = "Level", .help = "Id of the level.", .kind = EGB_CELL_TEXT},
      [NAME] = {.id = "name", .label = "Name", .help = "Name of the level.", .kind = EGB_CELL_TEXT},
      [FROM] = {.id = "from",
                .label = "From",
                .help = "Lowest score of the level.",
                .kind = EGB_CELL_NUMBER,
                .decimals = EGB_DECIMALS_AS_NEEDED},
      [MINIMUM] = {.id = "minimum",
                   .label = "Each part at least",
                   .help = "Lowest score that every part directly below the root must have.",
                   .kind = EGB_CELL_NUMBER,
                   .decimals = EGB_DECIMALS_AS_NEEDED},
      [DESCRIPTION] = {.id = "description",
                       .label = "What a unit at it has",
                       .help = "As the publisher describes the level.",
                       .kind = EGB_CELL_TEXT}};
  const egb_index *index = chapter->index;
  memcpy(table->column, columns, table->column_count * sizeof *columns);
  if (index->lower) {
    table->column[FROM].label = "At or below";
    table->column[FROM].help = "Highest score of the level.";
    table->column[MINIMUM].label = "Each part at most";
    table->column[MINIMUM].help = "Highest score that every part directly below the root may have.";
  }
  for (size_t i = 0; i < index->level_count; i++) {
    egb_table_put_number(table, i, FROM, index->level[i].from);
    egb_table_put_number(table, i, MINIMUM, index->level[i].minimum);
    if (!egb_cells_put(table, i, ID, index->level[i].id) ||
        !egb_cells_put(table, i, NAME, egb_labels_pick(index->level[i].name, chapter->languages, index->level[i].id)) ||
        (table->column_count > DESCRIPTION &&
         !egb_cells_put(table, i, DESCRIPTION, egb_index_level_description(index, i, chapter->languages))))
      return false;
  }
  return true;
}

static bool any_description(const egb_index *index) {
  bool any = false;
  for (size_t i = 0; i < index->level_count; i++)
    any = any || index->level[i].description.count > 0;
  return any;
}

void egb_chapter_levels(const egb_chapter *chapter) {
  if (chapter->index->level_count == 0)
    return;
  egb_document_heading(chapter->document, 2, "Levels");
  egb_document_text(
      chapter->document, EGB_BLOCK_PARAGRAPH,
      chapter->index->lower
          ? "A unit is at the best level whose score it is at or below, and every part directly below the root as well "
            "where the level names a score for them."
          : "A unit is at the highest level whose lowest score it reaches and whose least score, where there is one, "
            "every part directly below the root reaches.");
  egb_table *table = egb_document_table(chapter->document, any_description(chapter->index) ? COLUMNS : DESCRIPTION,
                                        chapter->index->level_count);
  if (table != NULL && !fill_levels(chapter, table))
    chapter->document->failed = true;
}

/* ---- scenarios ------------------------------------------------------------------------------- */

static void put_ids(const egb_chapter *chapter, egb_buffer *out, const char *what, const size_t *node, size_t count) {
  for (size_t i = 0; i < count; i++)
    egb_buffer_format(out, "%s%s", i == 0 ? what : ", ", chapter->index->node[node[i]].id);
  egb_buffer_text(out, count == 0 ? "" : ".");
}

void egb_chapter_scenarios(const egb_chapter *chapter) {
  const egb_index *index = chapter->index;
  if (index->scenario_count == 0)
    return;
  egb_document_heading(chapter->document, 2, "Scenarios");
  egb_document_text(
      chapter->document, EGB_BLOCK_PARAGRAPH,
      "Variants of the index that the definition names. Unless said otherwise the siblings of a changed weight share "
      "the rest of their total in proportion.");
  for (size_t i = 0; i < index->scenario_count; i++) {
    const egb_scenario *scenario = &index->scenario[i];
    egb_buffer text = {0};
    egb_buffer_format(&text, "%s:", scenario->id);
    if (scenario->note != NULL)
      egb_buffer_format(&text, " %s.", scenario->note);
    for (size_t k = 0; k < scenario->count; k++) {
      egb_buffer_format(&text, "%s%s ", k == 0 ? " Weights: " : ", ", index->node[scenario->weight[k].node].id);
      egb_buffer_number(&text, scenario->weight[k].weight);
      egb_buffer_text(&text, scenario->weight[k].percent ? " % of the siblings' total" : "");
    }
    egb_buffer_text(&text, scenario->count == 0 ? "" : ".");
    if (scenario->rescale == EGB_RESCALE_FREE)
      egb_buffer_text(&text, " The siblings keep their weights.");
    if (scenario->changes != NULL)
      egb_buffer_format(&text, " Changed: %s.", scenario->changes);
    put_ids(chapter, &text, " Left out: ", scenario->drop, scenario->drop_count);
    put_ids(chapter, &text, " Added: ", scenario->add, scenario->add_count);
    egb_document_take(chapter->document, EGB_BLOCK_ITEM, &text);
  }
}

/* ---- sources --------------------------------------------------------------------------------- */

/* References of the methods in use, each once, in the order of the stages. */
static void references(const egb_chapter *chapter) {
  for (int family = 0; family < EGB_FAMILY_COUNT; family++) {
    const egb_method *method;
    for (size_t m = 0; (method = egb_method_at((egb_method_family)family, m)) != NULL; m++) {
      bool used = false;
      for (size_t i = 0; i < chapter->index->node_count && !used; i++)
        used =
            chapter->active[i] && egb_chapter_uses(&chapter->index->node[i], (egb_method_family)family, method->name);
      if (used && method->reference != NULL)
        egb_document_format(chapter->document, EGB_BLOCK_ITEM, "%s (%s): %s", method->name,
                            egb_grammar_family((egb_method_family)family), method->reference);
    }
  }
}

void egb_chapter_sources(const egb_chapter *chapter) {
  const egb_index *index = chapter->index;
  egb_document *document = chapter->document;
  const struct {
    const char *label, *text;
  } facts[] = {{"Source", index->source_text},
               {"Publisher", index->publisher},
               {"Licence", index->licence},
               {"To be cited as", index->citation},
               {"Version of the definition", index->version}};
  egb_document_heading(document, 2, "Sources, licences and references");
  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
    egb_document_fact(document, facts[i].label, facts[i].text);
  egb_document_heading(document, 3, "Methods");
  references(chapter);
  egb_document_format(document, EGB_BLOCK_PARAGRAPH,
                      "Written by egovbench %s from the definition `%s` and the methods it names.", egb_version(),
                      index->id);
}
