/* Notes below the ranking: what the ids in the heading mean, which scores were re-weighted and without what, who is not
 * ranked and why, which weights were changed. Lists are cut: a note is read, the columns `missing` and `reason` have
 * everything. */
#include "table/cells.h"
#include "table/common.h"
#include "table/ranking.h"

#include <math.h>
#include <string.h>

#define REASONS_MAX 6 /* different sets of missing parts, or reasons, listed one by one */
#define LEGEND_MAX 40 /* ids explained */
#define NAMES_MAX 10  /* units named in one note */
#define IDS_MAX 8     /* ids of missing dimensions named */

/* A list of names that stops at NAMES_MAX. */
static void add_name(egb_buffer *list, size_t *count, const char *name) {
  if (*count < NAMES_MAX) {
    egb_buffer_text(list, *count == 0 ? "" : "; "); /* names hold commas */
    egb_buffer_text(list, name);
  }
  ++*count;
}

/* The list as the end of a sentence. */
static void put_names(egb_buffer *out, const egb_buffer *list, size_t count) {
  egb_buffer_text(out, egb_buffer_string(list));
  if (count > NAMES_MAX)
    egb_buffer_format(out, " and %zu more", count - NAMES_MAX);
  egb_buffer_char(out, '.');
}

static const char *name_of(const egb_ranking *ranking, size_t unit) {
  return egb_dataset_unit_name(ranking->data, unit, ranking->language[0]);
}

static bool legend(const egb_ranking *ranking, egb_table *table) {
  egb_buffer text = {0};
  size_t count = 0;
  for (size_t i = 0; i < ranking->chosen_count && count < LEGEND_MAX; i++) {
    const egb_field *field = ranking->chosen[i];
    if (!field->of_node)
      continue;
    const char *name = egb_index_node_name(ranking->index, field->item, ranking->language[0]);
    if (strcmp(name, field->column.id) == 0)
      continue;
    egb_buffer_text(&text, count++ == 0 ? "" : "; ");
    egb_buffer_format(&text, "%s: %s", field->column.id, name);
  }
  return egb_report_note_of(table, EGB_NOTE_DETAIL, &text);
}

/* ---- units that share a reason: one note per reason ---------------------------------------------- */

typedef struct reason_units {
  egb_buffer text; /* ids of missing parts, or a reason */
  egb_buffer names;
  size_t count;
} reason_units;

typedef struct reason_list {
  reason_units item[REASONS_MAX];
  size_t count;
  size_t others; /* units with yet another reason */
  bool failed;   /* a text could not be made */
} reason_list;

/* Files a unit under its reason; text is taken over. */
static void add_reason(reason_list *list, egb_buffer *text, const char *name) {
  egb_buffer_add(text, "", 0);
  list->failed = list->failed || text->failed;
  size_t i = 0;
  while (i < list->count && !text->failed && !list->item[i].text.failed &&
         strcmp(list->item[i].text.text, text->text) != 0)
    i++;
  if (i == REASONS_MAX) {
    list->others++;
  } else {
    if (i == list->count) {
      list->item[list->count++].text = *text;
      *text = (egb_buffer){0};
    }
    add_name(&list->item[i].names, &list->item[i].count, name);
  }
  egb_buffer_clear(text);
}

static bool reasons_failed(const reason_list *list) {
  bool failed = list->failed;
  for (size_t i = 0; i < list->count; i++)
    failed = failed || list->item[i].text.failed || list->item[i].names.failed;
  return failed;
}

static void clear_reasons(reason_list *list) {
  for (size_t i = 0; i < list->count; i++) {
    egb_buffer_clear(&list->item[i].text);
    egb_buffer_clear(&list->item[i].names);
  }
}

/* "OS EPAR OGI" as "OS, EPAR, OGI", or their number when they are many. */
static void put_ids(const egb_ranking *ranking, egb_buffer *out, const char *ids) {
  size_t count = 1;
  for (const char *c = ids; *c != '\0'; c++)
    count += *c == ' ';
  if (count > IDS_MAX) {
    egb_buffer_format(out, "%zu of the %zu parts", count, ranking->index->node[0].child_count);
    return;
  }
  for (const char *c = ids; *c != '\0'; c++) {
    if (*c == ' ')
      egb_buffer_char(out, ',');
    egb_buffer_char(out, *c);
  }
}

static bool reweighted(const egb_ranking *ranking, egb_table *table) {
  reason_list list = {.count = 0};
  for (size_t i = 0; i < ranking->unit_count; i++) {
    egb_buffer ids = {0};
    if (!egb_ranking_is_partial(ranking, ranking->unit[i]))
      continue;
    egb_ranking_missing(ranking, ranking->unit[i], &ids);
    add_reason(&list, &ids, name_of(ranking, ranking->unit[i]));
  }
  bool done = !reasons_failed(&list);
  for (size_t i = 0; i < list.count && done; i++) {
    egb_buffer text = {0};
    egb_buffer_text(&text, "* Scored without ");
    put_ids(ranking, &text, list.item[i].text.text);
    egb_buffer_text(&text, " (weights of the others re-scaled): ");
    put_names(&text, &list.item[i].names, list.item[i].count);
    done = egb_report_note(table, &text);
  }
  if (list.others > 0 && done) {
    egb_buffer text = {0};
    egb_buffer_text(&text, "* Scored without other parts: ");
    egb_report_count(&text, list.others, "more unit");
    egb_buffer_text(&text, "; the column `missing` names them.");
    done = egb_report_note(table, &text);
  }
  clear_reasons(&list);
  return done;
}

void egb_name_list_add(egb_name_list *list, const char *name) {
  add_name(&list->text, &list->count, name);
}

bool egb_name_list_note(egb_table *table, const char *what, egb_name_list *list) {
  egb_buffer text = {0};
  const bool failed = list->text.failed;
  if (list->count > 0 && !failed) {
    egb_buffer_format(&text, "%s: ", what);
    put_names(&text, &list->text, list->count);
  }
  egb_buffer_clear(&list->text);
  return !failed && egb_report_note_of(table, EGB_NOTE_DETAIL, &text);
}

static bool partial_dimensions(const egb_ranking *ranking, egb_table *table) {
  const egb_results *results = ranking->results;
  for (size_t i = 0; i < ranking->chosen_count; i++) {
    if (!ranking->chosen[i]->of_node || memchr(egb_results_states(results, EGB_STAGE_SCORED, ranking->chosen[i]->item),
                                               EGB_STATE_PARTIAL, results->unit_count) == NULL)
      continue;
    for (size_t k = 0; k < ranking->unit_count; k++)
      if (egb_ranking_state(ranking, ranking->chosen[i]->item, ranking->unit[k]) == EGB_STATE_PARTIAL &&
          egb_cells_imputed(results, ranking->chosen[i]->item, ranking->unit[k]) == 0)
        return egb_table_add_note(
            table, "* On a part of the index: computed from those of its indicators that have a value, their weights "
                   "re-scaled.");
  }
  return true;
}

static bool unranked(const egb_ranking *ranking, egb_table *table) {
  reason_list list = {.count = 0};
  for (size_t i = 0; i < ranking->unit_count; i++) {
    egb_buffer reason = {0};
    if (!isnan(ranking->results->rank[ranking->unit[i]]))
      continue;
    egb_ranking_reason(ranking, ranking->unit[i], &reason);
    add_reason(&list, &reason, name_of(ranking, ranking->unit[i]));
  }
  bool done = !reasons_failed(&list);
  for (size_t i = 0; i < list.count && done; i++) {
    egb_buffer text = {0};
    egb_buffer_format(&text, "Not ranked, %s: ", list.item[i].text.text);
    put_names(&text, &list.item[i].names, list.item[i].count);
    done = egb_report_note(table, &text);
  }
  if (list.others > 0 && done) {
    egb_buffer text = {0};
    egb_buffer_text(&text, "Not ranked for other reasons: ");
    egb_report_count(&text, list.others, "more unit");
    egb_buffer_text(&text, "; the column `reason` has them.");
    done = egb_report_note(table, &text);
  }
  clear_reasons(&list);
  return done;
}

/* Units that are not in the table at all, and those that a data file has no row of. */
static bool absent(const egb_ranking *ranking, egb_table *table) {
  const egb_dataset *data = ranking->data;
  bool done = true;
  for (size_t g = 0; g <= data->gap_count && done; g++) {
    const bool list = g == data->gap_count;
    const size_t count = list ? data->absent_count : data->gap[g].count;
    egb_buffer names = {0}, text = {0};
    size_t named = 0;
    for (size_t i = 0; i < count; i++) {
      const egb_unit *unit = list ? &data->absent[i] : &data->unit[data->gap[g].unit[i]];
      add_name(&names, &named, egb_labels_pick(unit->name, ranking->language[0], unit->id));
    }
    if (count > 0) {
      egb_buffer_format(&text, list ? "In the list %s, but in no data file: " : "Without a row in %s: ",
                        list ? ranking->index->units.file : data->gap[g].file);
      put_names(&text, &names, count);
      egb_buffer_text(&text, count > NAMES_MAX ? " `egovbench validate` names all." : "");
    }
    text.failed = text.failed || names.failed;
    egb_buffer_clear(&names);
    /* A list that is far longer than the figures is one of all units there are, not of those that are meant. */
    done = egb_report_note_of(table, list && count > NAMES_MAX ? EGB_NOTE_DETAIL : EGB_NOTE_READING, &text);
  }
  return done;
}

/* What the columns about levels mean, once there are any. */
static bool levels(const egb_ranking *ranking, egb_table *table) {
  if (!ranking->options->levels)
    return true;
  if (ranking->index->level_count == 0)
    return egb_table_add_note(table, "The definition has no levels (`levels:`).");
  return egb_table_add_note(
      table,
      "Held back by: where the next level asks for a minimum that is not met, the dimension furthest below it; else "
      "the one with the largest weight times distance to the level.");
}

/* Orders that were searched for and are perhaps not the best ones. */
static bool searched(const egb_ranking *ranking, egb_table *table) {
  const egb_results *results = ranking->results;
  for (size_t i = 0; i < results->node_count; i++) {
    egb_buffer text = {0};
    if (!results->active[i] || !(results->short_of[i] > 0))
      continue;
    egb_buffer_format(&text,
                      "%s: a local optimum of `%s`, whose agreement with the indicators, pair by pair, is at most ",
                      ranking->index->node[i].id, results->method[i]);
    egb_report_fixed(&text, ceil(results->short_of[i] * 1e4) / 100, 2);
    egb_buffer_text(&text, " % less than that of the best order.");
    if (!egb_report_note(table, &text))
      return false;
  }
  return true;
}

bool egb_ranking_notes(const egb_ranking *ranking, egb_table *table) {
  if (ranking->unit_count == 0 &&
      !egb_table_add_note_of(table, EGB_NOTE_ALWAYS, "No unit is in all the groups and lists asked for."))
    return false;
  return legend(ranking, table) && searched(ranking, table) && reweighted(ranking, table) &&
         partial_dimensions(ranking, table) && unranked(ranking, table) && absent(ranking, table) &&
         egb_ranking_state_notes(ranking, table) && egb_ranking_compare_notes(ranking, table) &&
         egb_ranking_interval_notes(ranking, table) && egb_ranking_bound_notes(ranking, table) &&
         levels(ranking, table);
}
