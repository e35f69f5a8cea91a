/* The ranking with its intervals as bars, and the map of it. */
#include "report/report.h"

#include "draw/plot.h"
#include "draw/small_map.h"
#include "model/uncertainty.h"
#include "table/varied.h"

#include <string.h>

static const struct heading {
  const char *column;
  egb_report_phrase phrase;
} headings[] = {{"rank", EGB_REPORT_COLUMN_RANK},    {"name", EGB_REPORT_COLUMN_NAME},
                {"score", EGB_REPORT_COLUMN_SCORE},  {"level_name", EGB_REPORT_COLUMN_LEVEL},
                {"rank_low", EGB_REPORT_COLUMN_LOW}, {"rank_high", EGB_REPORT_COLUMN_HIGH}};

static void name_columns(egb_report_work *work, egb_table *table) {
  for (size_t i = 0; i < sizeof headings / sizeof *headings; i++) {
    const size_t column = egb_table_find_column(table, headings[i].column);
    if (column != SIZE_MAX)
      table->column[column].short_label = egb_report_phrase_of(work, headings[i].phrase, NULL);
  }
}

/* The bar belongs to the column where its numbers end. */
static void add_bars(egb_report_work *work, egb_table *table) {
  const size_t low = egb_table_find_column(table, "rank_low"), high = egb_table_find_column(table, "rank_high");
  egb_column_bar *bar = low == SIZE_MAX ? NULL : egb_arena_array(table->arena, 1, sizeof *bar);
  if (low == SIZE_MAX)
    return;
  work->document->failed = work->document->failed || bar == NULL;
  if (bar == NULL)
    return;
  *bar = (egb_column_bar){low, high, egb_table_find_column(table, "rank"), (double)work->ranked};
  table->column[high].bar = bar;
}

/* More columns behind those there are. */
static bool widen(egb_table *table, size_t more) {
  const size_t before = table->column_count, after = before + more;
  egb_table_column *column = egb_arena_array(table->arena, after, sizeof *column);
  egb_cell *cell = egb_arena_array(table->arena, table->row_count * after, sizeof *cell);
  if (column == NULL || cell == NULL)
    return false;
  memcpy(column, table->column, before * sizeof *column);
  for (size_t row = 0; row < table->row_count; row++)
    memcpy(&cell[row * after], &table->cell[row * before], before * sizeof *cell);
  table->column = column;
  table->cell = cell;
  table->column_count = after;
  return true;
}

static bool put_note(egb_report_work *work, egb_table *table, egb_report_phrase phrase, const egb_arg *args) {
  return egb_table_add_note(table, egb_report_phrase_of(work, phrase, args));
}

static bool put_notes(egb_report_work *work, egb_table *table) {
  egb_buffer varied = {0};
  bool done = true;
  table->note_count = 0; /* they are in English, and about columns that are not here */
  if (work->uncertainty != NULL) {
    const egb_uncertainty_summary *about = egb_uncertainty_about(work->uncertainty);
    egb_varied_words(work->uncertainty, EGB_VARIED_NAMES, &varied);
    done = !varied.failed && put_note(work, table, EGB_REPORT_RANKING_NOTE,
                                      EGB_ARGS(egb_arg_share(about->percent / 100), egb_arg_count(about->draws),
                                               egb_arg_text(egb_buffer_string(&varied))));
    egb_buffer_clear(&varied);
  }
  done = done && put_note(work, table, EGB_REPORT_PROFILE_NOTE, NULL);
  if (table->row_count > EGB_REPORT_PROFILES)
    done = done && put_note(work, table, EGB_REPORT_PROFILES_CUT, EGB_ARGS(egb_arg_count(EGB_REPORT_PROFILES)));
  return done;
}

static egb_status finish_ranking(egb_report_work *work, egb_table *table) {
  const size_t columns = table->column_count;
  table->title = NULL; /* the heading says it */
  table->row_anchor = EGB_REPORT_PAGE;
  table->row_page = work->pages ? EGB_REPORT_PAGE : NULL;
  table->row_anchor_column = 0;
  table->column_selected = false;
  table->people_order = NULL;
  table->column[0].machine_only = true;
  name_columns(work, table);
  add_bars(work, table);
  if (!widen(table, EGB_REPORT_PROFILE_COLUMNS) || !put_notes(work, table))
    return EGB_NO_MEMORY;
  return egb_report_profile_columns(work, table, columns);
}

static egb_status add_ranking(egb_report_work *work) {
  static const char *const all[] = {"unit", "rank", "name", "score", "level_name", "rank_low", "rank_high", NULL};
  static const char *const plain[] = {"unit", "rank", "name", "score", "level_name", NULL};
  const egb_ranking_options options = {.size = sizeof options,
                                       .languages = work->languages,
                                       .columns = work->uncertainty != NULL ? all : plain,
                                       .top = work->pages ? 0 : EGB_REPORT_ROWS,
                                       .uncertainty = work->uncertainty,
                                       .no_bounds = true};
  egb_table *table = NULL;
  egb_status status = egb_table_ranking(work->results, &options, work->diag, &table);
  if (status == EGB_OK)
    status = finish_ranking(work, table);
  if (status == EGB_OK)
    egb_document_adopt(work->document, table);
  else
    egb_table_free(table);
  if (status == EGB_OK && !work->pages && work->results->unit_count > EGB_REPORT_ROWS)
    egb_report_say(work, EGB_REPORT_RANKING_CUT,
                   EGB_ARGS(egb_arg_count(EGB_REPORT_ROWS), egb_arg_count(work->results->unit_count),
                            egb_arg_text(egb_report_command(work, "rank", ""))));
  return status;
}

/* ---- the map, and what the levels mean ------------------------------------------------------- */

static bool wants(const egb_report_work *work, const char *map) {
  return work->asked.map != NULL && strcmp(work->asked.map, map) == 0;
}

/* Its values are those of the ranking: it has no table of its own. An index of no economies has no map. */
static egb_status draw_map(egb_report_work *work, const egb_table *table, egb_buffer *out) {
  if (!egb_plot_small_map(table, egb_plot_next(work->document), out) || !wants(work, "world"))
    return EGB_OK;
  egb_buffer_clear(out);
  return egb_plot_picture(work->document, "world", table, work->diag, out);
}

static egb_status add_map(egb_report_work *work) {
  const egb_ranking_options options = {.size = sizeof options, .languages = work->languages, .no_bounds = true};
  egb_table *table = NULL;
  egb_buffer picture = {0};
  if (wants(work, "none"))
    return EGB_OK;
  egb_status status = egb_table_ranking(work->results, &options, work->diag, &table);
  if (status == EGB_OK)
    status = draw_map(work, table, &picture);
  if (status == EGB_OK && picture.length > 0) {
    egb_report_section(work, "map", EGB_REPORT_MAP);
    egb_document_pictured(work->document);
    egb_plot_figure(work->document, NULL, &picture);
    egb_report_say(work, wants(work, "world") ? EGB_REPORT_WORLD_NOTE : EGB_REPORT_MAP_NOTE, NULL);
    egb_document_pictured(work->document);
  }
  work->document->failed = work->document->failed || picture.failed;
  egb_buffer_clear(&picture);
  egb_table_free(table);
  return status;
}

static void say_levels(egb_report_work *work) {
  if (work->index->level_count > 0)
    egb_report_section(work, "levels", EGB_REPORT_LEVELS);
  for (size_t i = 0; i < work->index->level_count; i++) {
    const egb_level *level = &work->index->level[i];
    const char *description = egb_index_level_description(work->index, i, work->languages);
    egb_document_format(work->document, EGB_BLOCK_ITEM, "%s: %s %s%s%s",
                        egb_labels_pick(level->name, work->languages, level->id),
                        work->index->lower ? "\xE2\x89\xA4" : "\xE2\x89\xA5", egb_report_score(work, level->from),
                        description[0] != '\0' ? ". " : "", description);
  }
}

egb_status egb_report_ranking(egb_report_work *work) {
  egb_report_section(work, "ranking", EGB_REPORT_RANKING);
  egb_status status = add_ranking(work);
  if (status == EGB_OK)
    status = add_map(work);
  say_levels(work);
  return status;
}
