/* A page per unit: its rank and how certain it is, what the next level takes, its dimensions beside those of its peers,
 * its ranks over the editions; and a page that leads to them. */
#include "report/report.h"

#include "base/number.h"
#include "model/profile.h"
#include "model/uncertainty.h"
#include "table/cells.h"
#include "table/common.h"
#include "write/people.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct unit_page {
  egb_report_work *work;
  const egb_profile *profile;
  size_t unit;
  size_t kind;  /* of peers */
  double *adds; /* per node: what it adds to the score of the unit */
} unit_page;

/* ---- rank and neighbours --------------------------------------------------------------------- */

static egb_arg rank_arg(double rank) {
  return egb_arg_fixed(rank, rank > floor(rank) ? 1 : 0);
}

static void say_rank(const unit_page *p) {
  egb_report_work *work = p->work;
  const double rank = egb_results_rank(work->results, p->unit);
  const egb_arg name = egb_arg_text(egb_report_unit(work, p->unit));
  const egb_rank_spread *spread = work->uncertainty == NULL ? NULL : egb_uncertainty_at(work->uncertainty, p->unit);
  if (isnan(rank)) {
    const char *screened = egb_cells_screened(work->results, p->unit);
    egb_report_say(
        work, EGB_REPORT_UNIT_UNRANKED,
        EGB_ARGS(name, egb_arg_text(screened != NULL ? screened : egb_cells_unranked(work->results, p->unit))));
    return;
  }
  egb_report_say(work, egb_index_is_published(work->index) ? EGB_REPORT_UNIT_RANK_PUBLISHED : EGB_REPORT_UNIT_RANK,
                 EGB_ARGS(name, rank_arg(rank), egb_arg_count(work->ranked),
                          egb_arg_text(egb_report_score(work, egb_results_score(work->results, p->unit)))));
  if (spread != NULL && !isnan(spread->low))
    egb_report_say(work, EGB_REPORT_UNIT_INTERVAL,
                   EGB_ARGS(egb_arg_share(egb_uncertainty_about(work->uncertainty)->percent / 100),
                            rank_arg(spread->low), rank_arg(spread->high),
                            egb_arg_count(egb_uncertainty_about(work->uncertainty)->draws)));
}

static void say_neighbours(const unit_page *p) {
  egb_report_work *work = p->work;
  egb_phrase_list list = {0};
  size_t place = 0;
  if (work->uncertainty == NULL || isnan(work->results->rank[p->unit]) || work->ranked < 2)
    return;
  while (work->results->order[place] != p->unit)
    place++;
  if (place > 0 && egb_report_is_level(work, place - 1))
    egb_phrase_list_add(&list, work->language, egb_report_unit(work, work->results->order[place - 1]));
  if (place + 1 < work->ranked && egb_report_is_level(work, place))
    egb_phrase_list_add(&list, work->language, egb_report_unit(work, work->results->order[place + 1]));
  egb_phrase_list_end(&list, work->language);
  work->document->failed = work->document->failed || list.text.failed;
  egb_report_say(work, list.count > 0 ? EGB_REPORT_UNIT_SAME : EGB_REPORT_UNIT_APART,
                 EGB_ARGS(egb_arg_text(egb_buffer_string(&list.text))));
  egb_buffer_clear(&list.text);
}

/* ---- level ----------------------------------------------------------------------------------- */

/* A rise, or a fall where a lower score is better, rounded up: the number is enough. */
static egb_arg rise_arg(const unit_page *p, double rise) {
  egb_buffer text = {0};
  egb_buffer_text(&text, p->work->index->lower ? "\xE2\x88\x92" : "+");
  const int decimals = egb_number_decimals(p->work->index->scale);
  egb_report_fixed(&text, egb_people_enough(fabs(rise), decimals), decimals);
  const char *copy = egb_arena_copy(p->work->arena, egb_buffer_string(&text));
  p->work->document->failed = p->work->document->failed || text.failed || copy == NULL;
  egb_buffer_clear(&text);
  return egb_arg_text(copy);
}

static void say_way(const unit_page *p) {
  const egb_profile *profile = p->profile;
  if (!profile->has_way)
    egb_report_say(p->work, EGB_REPORT_UNIT_WAY_UNKNOWN, NULL);
  else if (isnan(profile->evenly))
    egb_report_say(p->work, EGB_REPORT_UNIT_WAY_NONE, NULL);
  else if (profile->shortest == EGB_NONE)
    egb_report_say(p->work, EGB_REPORT_UNIT_WAY_EVEN, EGB_ARGS(rise_arg(p, profile->evenly)));
  else
    egb_report_say(p->work, EGB_REPORT_UNIT_WAY,
                   EGB_ARGS(rise_arg(p, profile->row[profile->shortest].alone),
                            egb_arg_text(egb_report_node(p->work, profile->row[profile->shortest].node)),
                            rise_arg(p, profile->evenly)));
}

static void say_next(const unit_page *p) {
  egb_report_work *work = p->work;
  const egb_level_step *step = &p->profile->step;
  const char *takes = egb_index_level_description(work->index, step->next, work->languages);
  egb_report_section(work, "next-level", EGB_REPORT_UNIT_NEXT_LEVEL);
  egb_report_say(work, work->index->lower ? EGB_REPORT_UNIT_NEXT_BELOW : EGB_REPORT_UNIT_NEXT,
                 EGB_ARGS(egb_arg_text(egb_index_level_name(work->index, step->next, work->languages)),
                          egb_arg_text(egb_report_score(work, work->index->level[step->next].from))));
  if (takes[0] != '\0')
    egb_report_say(work, EGB_REPORT_UNIT_TAKES, EGB_ARGS(egb_arg_text(takes)));
  if (step->node != SIZE_MAX)
    egb_report_say(work, EGB_REPORT_UNIT_HELD, EGB_ARGS(egb_arg_text(egb_report_node(work, step->node))));
  say_way(p);
}

static void say_level(const unit_page *p) {
  egb_report_work *work = p->work;
  const egb_level_step *step = &p->profile->step;
  if (work->index->level_count == 0 || isnan(p->profile->row[0].score))
    return;
  if (step->level == SIZE_MAX) {
    egb_report_say(work, EGB_REPORT_UNIT_NO_LEVEL, NULL);
    return;
  }
  egb_report_say(work, EGB_REPORT_UNIT_LEVEL,
                 EGB_ARGS(egb_arg_text(egb_index_level_name(work->index, step->level, work->languages))));
  egb_document_text(work->document, EGB_BLOCK_PARAGRAPH,
                    egb_index_level_description(work->index, step->level, work->languages));
}

/* ---- dimensions ------------------------------------------------------------------------------ */

enum { LABEL, SHARE, SCORE, RANK, VERDICT, PEERS, BEST, RISE, START, END, ADDS, COLUMNS };

static bool adds_up(const unit_page *p) {
  for (size_t i = 1; i < p->profile->row_count; i++)
    if (!isnan(p->profile->row[i].score) && isnan(p->adds[p->profile->row[i].node]))
      return false;
  return true;
}

static void describe(const unit_page *p, egb_table *table) {
  static const struct {
    const char *id;
    egb_report_phrase label;
    egb_cell_kind kind;
  } columns[COLUMNS] = {[LABEL] = {"name", EGB_REPORT_COLUMN_DIMENSION, EGB_CELL_TEXT},
                        [SHARE] = {"weight", EGB_REPORT_COLUMN_SHARE, EGB_CELL_NUMBER},
                        [SCORE] = {"score", EGB_REPORT_COLUMN_SCORE, EGB_CELL_NUMBER},
                        [RANK] = {"rank", EGB_REPORT_COLUMN_RANK, EGB_CELL_INTEGER},
                        [VERDICT] = {"verdict", EGB_REPORT_COLUMN_VERDICT, EGB_CELL_TEXT},
                        [PEERS] = {"mean_peers", EGB_REPORT_COLUMN_PEERS, EGB_CELL_NUMBER},
                        [BEST] = {"best", EGB_REPORT_COLUMN_HIGHEST, EGB_CELL_NUMBER},
                        [RISE] = {"to_next_level", EGB_REPORT_COLUMN_RISE, EGB_CELL_NUMBER},
                        [START] = {"start", EGB_REPORT_COLUMN_LOW, EGB_CELL_NUMBER},
                        [END] = {"end", EGB_REPORT_COLUMN_HIGH, EGB_CELL_NUMBER},
                        [ADDS] = {"adds", EGB_REPORT_COLUMN_ADDS, EGB_CELL_NUMBER}};
  const int decimals = egb_number_decimals(p->work->index->scale);
  for (size_t i = 0; i < table->column_count; i++)
    table->column[i] = (egb_table_column){.id = columns[i].id,
                                          .label = egb_report_phrase_of(p->work, columns[i].label, NULL),
                                          .kind = columns[i].kind,
                                          .decimals = i == SHARE  ? 4
                                                      : i == RANK ? -1
                                                                  : decimals,
                                          .upward = i == RISE,
                                          .machine_only = i == START || i == END};
  table->column[RISE].machine_only = p->profile->step.next == SIZE_MAX || !p->profile->has_way;
}

static bool put_dimension(const unit_page *p, egb_table *table, size_t row, const egb_profile_row *at, double *sum) {
  const egb_report_phrase verdict = at->verdict > 0 ? EGB_REPORT_STRENGTH : EGB_REPORT_WEAKNESS;
  egb_table_put_number(table, row, SHARE, at->share);
  egb_table_put_number(table, row, SCORE, at->score);
  egb_cells_put_rank(table, row, RANK, at->rank);
  egb_table_put_number(table, row, PEERS, at->mean[p->kind]);
  egb_table_put_number(table, row, BEST, at->best);
  egb_table_put_number(table, row, RISE, at->alone);
  if (table->column_count > ADDS) {
    const double adds = p->adds[at->node];
    egb_table_put_number(table, row, START, isnan(adds) ? adds : *sum);
    *sum += isnan(adds) ? 0 : adds;
    egb_table_put_number(table, row, END, isnan(adds) ? adds : *sum);
    egb_table_put_number(table, row, ADDS, adds);
  }
  return egb_cells_put(table, row, LABEL, egb_report_node(p->work, at->node)) &&
         (at->verdict == 0 || egb_cells_put(table, row, VERDICT, egb_report_phrase_of(p->work, verdict, NULL)));
}

/* What each adds is drawn from where the one before ends. */
static bool put_bar(const unit_page *p, egb_table *table) {
  if (table->column_count <= ADDS || !(p->work->index->scale > 0))
    return true;
  egb_column_bar *bar = egb_arena_array(table->arena, 1, sizeof *bar);
  if (bar == NULL)
    return false;
  *bar = (egb_column_bar){START, END, END, p->work->index->scale};
  table->column[ADDS].bar = bar;
  return true;
}

static bool put_notes(const unit_page *p, egb_table *table) {
  egb_report_work *work = p->work;
  const size_t places = (size_t)ceil(EGB_PROFILE_MARGIN * (double)p->profile->ranked - 1e-9);
  const egb_arg others = egb_arg_count(p->profile->peers[p->kind]);
  const char *group = p->kind < EGB_PEERS_GROUPS ? ""
                                                 : egb_dataset_group(work->results->data, work->results->period,
                                                                     p->unit, p->kind - EGB_PEERS_GROUPS);
  return egb_table_add_note(table, egb_report_phrase_of(work, EGB_REPORT_UNIT_RULE, EGB_ARGS(egb_arg_count(places)))) &&
         egb_table_add_note(
             table, p->kind < EGB_PEERS_GROUPS
                        ? egb_report_phrase_of(work, EGB_REPORT_UNIT_PEERS_NEAR, NULL)
                        : egb_report_phrase_of(work, EGB_REPORT_UNIT_PEERS, EGB_ARGS(egb_arg_text(group), others)));
}

static egb_status add_dimensions(const unit_page *p) {
  const egb_profile *profile = p->profile;
  egb_table *table = egb_table_new("egovbench.profile/1", adds_up(p) ? COLUMNS : START, profile->row_count - 1);
  double sum = 0;
  if (table == NULL)
    return EGB_NO_MEMORY;
  describe(p, table);
  bool done = put_bar(p, table) && put_notes(p, table);
  for (size_t row = 0; row + 1 < profile->row_count && done; row++)
    done = put_dimension(p, table, row, &profile->row[row + 1], &sum);
  if (!done) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  egb_report_section(p->work, "dimensions", EGB_REPORT_UNIT_DIMENSIONS);
  egb_document_adopt(p->work->document, table);
  return EGB_OK;
}

static void say_verdicts(const unit_page *p, int verdict, egb_report_phrase some, egb_report_phrase none) {
  egb_report_work *work = p->work;
  egb_phrase_list list = {0};
  for (size_t i = 1; i < p->profile->row_count; i++)
    if (p->profile->row[i].verdict == verdict)
      egb_phrase_list_number(&list, work->language, egb_report_node(work, p->profile->row[i].node),
                             p->profile->row[i].rank, 0);
  egb_phrase_list_end(&list, work->language);
  work->document->failed = work->document->failed || list.text.failed;
  egb_report_say(work, list.count > 0 ? some : none, EGB_ARGS(egb_arg_text(egb_buffer_string(&list.text))));
  egb_buffer_clear(&list.text);
}

/* ---- over the editions ----------------------------------------------------------------------- */

static egb_status add_history(const unit_page *p) {
  enum { PERIOD, OF_RANK, OF_SCORE, OF_LEVEL, FIELDS };
  egb_report_work *work = p->work;
  static const egb_report_phrase labels[FIELDS] = {EGB_REPORT_COLUMN_EDITION, EGB_REPORT_COLUMN_RANK,
                                                   EGB_REPORT_COLUMN_SCORE, EGB_REPORT_COLUMN_LEVEL};
  static const char *const ids[FIELDS] = {"period", "rank", "score", "level"};
  static const egb_cell_kind kinds[FIELDS] = {EGB_CELL_TEXT, EGB_CELL_INTEGER, EGB_CELL_NUMBER, EGB_CELL_TEXT};
  if (work->asked.edition_count < 2)
    return EGB_OK;
  egb_table *table = egb_table_new("egovbench.editions/1", work->index->level_count > 0 ? FIELDS : OF_LEVEL,
                                   work->asked.edition_count);
  if (table == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < table->column_count; i++)
    table->column[i] = (egb_table_column){.id = ids[i],
                                          .label = egb_report_phrase_of(work, labels[i], NULL),
                                          .kind = kinds[i],
                                          .decimals = i == OF_SCORE ? egb_number_decimals(work->index->scale) : -1};
  bool done = true;
  for (size_t row = 0; row < table->row_count && done; row++) {
    const egb_results *results = work->asked.editions[row];
    const size_t level = egb_level_of(results, p->unit);
    egb_cells_put_rank(table, row, OF_RANK, egb_results_rank(results, p->unit));
    egb_table_put_number(table, row, OF_SCORE, egb_results_score(results, p->unit));
    done = egb_cells_put(table, row, PERIOD, egb_report_when(results)) &&
           (table->column_count <= OF_LEVEL || level >= work->index->level_count ||
            egb_cells_put(table, row, OF_LEVEL, egb_index_level_name(work->index, level, work->languages)));
  }
  if (!done) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  egb_report_section(work, "editions", EGB_REPORT_EDITIONS);
  egb_report_say_breaks(work);
  egb_document_adopt(work->document, table);
  return EGB_OK;
}

/* ---- the pages ------------------------------------------------------------------------------- */

static egb_status fill(const unit_page *p) {
  egb_report_work *work = p->work;
  say_rank(p);
  say_neighbours(p);
  say_level(p);
  if (p->profile->ranked > 0 && !isnan(work->results->rank[p->unit])) {
    say_verdicts(p, 1, EGB_REPORT_UNIT_STRENGTHS, EGB_REPORT_UNIT_NO_STRENGTH);
    say_verdicts(p, -1, EGB_REPORT_UNIT_WEAKNESSES, EGB_REPORT_UNIT_NO_WEAKNESS);
  }
  if (p->profile->step.next != SIZE_MAX && !isnan(p->profile->row[0].score))
    say_next(p);
  egb_status status = p->profile->row_count > 1 ? add_dimensions(p) : EGB_OK;
  if (status == EGB_OK)
    status = add_history(p);
  const char *back = egb_report_phrase_of(work, EGB_REPORT_UNIT_ALL, NULL);
  egb_document_text(work->document, EGB_BLOCK_PARAGRAPH, back);
  egb_document_link(work->document, 0, strlen(back), EGB_LINK_PAGE "index");
  return status == EGB_OK && work->document->failed ? EGB_NO_MEMORY : status;
}

/* The group of the first grouping where the unit has one with others in it, else those nearest in score. */
static size_t kind_of_peers(const unit_page *p) {
  return p->profile->kinds > EGB_PEERS_GROUPS && p->profile->peers[EGB_PEERS_GROUPS] > 0 ? EGB_PEERS_GROUPS
                                                                                         : EGB_PEERS_NEAR;
}

static egb_status make_unit(egb_report_work *work, size_t unit) {
  egb_profile *profile = NULL;
  egb_status status = egb_profile_new(work->plan, work->results, unit, work->diag, &profile);
  if (status == EGB_OK)
    status = egb_report_head(work, egb_report_unit(work, unit));
  unit_page page = {
      .work = work, .profile = profile, .unit = unit, .adds = calloc(work->results->node_count, sizeof *page.adds)};
  if (status == EGB_OK && page.adds == NULL)
    status = EGB_NO_MEMORY;
  if (status == EGB_OK) {
    egb_results_contributions(work->results, unit, page.adds);
    page.kind = kind_of_peers(&page);
    status = fill(&page);
  }
  free(page.adds);
  egb_profile_free(profile);
  return status;
}

static egb_status hand_over(egb_report_work *work, const char *prefix, const char *id, egb_report_take *take,
                            void *context) {
  egb_buffer name = {0};
  egb_document_put_anchor(&name, prefix, id);
  const egb_status status = name.failed ? EGB_NO_MEMORY : take(context, egb_buffer_string(&name), work->document);
  egb_buffer_clear(&name);
  return status;
}

egb_status egb_report_each_unit(egb_report_work *work, egb_report_take *take, void *context) {
  egb_status status = EGB_OK;
  for (size_t i = 0; i < work->results->unit_count && status == EGB_OK; i++) {
    const size_t unit = work->results->order[i];
    status = egb_report_renew(work);
    if (status == EGB_OK)
      status = make_unit(work, unit);
    if (status == EGB_OK)
      status = hand_over(work, EGB_REPORT_PAGE, egb_dataset_unit_id(work->results->data, unit), take, context);
  }
  return status;
}
