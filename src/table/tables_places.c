/* One unit in several rankings over the years. */
#include "base/codes.h"
#include "model/results.h"
#include "table/cells.h"
#include "table/common.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct places {
  const egb_crosswalk_source *source;
  size_t count;
  const char *const *languages;
  egb_table *table;
  const char **period, **name; /* rows and columns */
  size_t period_count, name_count;
  const char *unit; /* its id */
} places;

/* Data without periods is of its edition. */
static const char *period_of(const egb_results *results) {
  const char *period = results->data->period[results->period];
  return period[0] != '\0' ? period : results->index->edition != NULL ? results->index->edition : "";
}

static size_t find(const char *const *list, size_t count, const char *text) {
  size_t i = 0;
  while (i < count && strcmp(list[i], text) != 0)
    i++;
  return i;
}

static int by_text(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Periods in which the unit has no place anywhere are no rows. */
static bool list_both(places *p) {
  p->period = egb_arena_array(p->table->arena, p->count, sizeof *p->period);
  p->name = egb_arena_array(p->table->arena, p->count, sizeof *p->name);
  if (p->period == NULL || p->name == NULL)
    return false;
  for (size_t i = 0; i < p->count; i++) {
    const egb_results *results = p->source[i].results;
    const char *period = period_of(results);
    if (!isnan(egb_results_rank(results, egb_dataset_find_unit(results->data, p->unit))) &&
        find(p->period, p->period_count, period) == p->period_count)
      p->period[p->period_count++] = period;
    if (find(p->name, p->name_count, p->source[i].name) == p->name_count)
      p->name[p->name_count++] = p->source[i].name;
  }
  qsort(p->period, p->period_count, sizeof *p->period, by_text);
  return true;
}

static egb_status find_unit(places *p, const char *asked, egb_diag *diag) {
  size_t room = 0, count = 0;
  for (size_t i = 0; i < p->count; i++) {
    const egb_dataset *data = p->source[i].results->data;
    const size_t unit = egb_dataset_find_unit(data, asked);
    if (unit != EGB_NONE) {
      p->unit = data->unit[unit].id;
      return EGB_OK;
    }
    room += 2 * data->unit_count;
  }
  egb_status known = EGB_OK;
  for (size_t i = 0; i < p->count && known == EGB_OK; i++)
    known = egb_dataset_explain_unit(p->source[i].results->data, asked, diag);
  if (known != EGB_OK)
    return known;
  const char **names = egb_arena_array(p->table->arena, room, sizeof *names);
  if (names == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < p->count; i++)
    for (size_t u = 0; u < p->source[i].results->data->unit_count; u++) {
      names[count++] = p->source[i].results->data->unit[u].id;
      names[count++] = egb_dataset_unit_name(p->source[i].results->data, u, NULL);
    }
  egb_report_unknown(diag, "unit", asked, names, count);
  return EGB_USAGE;
}

static double ranked(const egb_results *results) {
  double count = 0;
  for (size_t u = 0; u < results->unit_count; u++)
    count += !isnan(results->rank[u]);
  return count;
}

/* Whether a column is of ranks as published. */
static bool is_published(const places *p, size_t name) {
  for (size_t i = 0; i < p->count; i++)
    if (strcmp(p->source[i].name, p->name[name]) == 0)
      return egb_index_is_published(p->source[i].results->index);
  return false;
}

static bool describe(const places *p) {
  p->table->column[0] = (egb_table_column){.id = "period",
                                           .label = "Period",
                                           .help = "Period of the data, else the edition of the index.",
                                           .kind = EGB_CELL_TEXT};
  for (size_t i = 0; i < p->name_count; i++) {
    egb_table_column *column = &p->table->column[1 + 2 * i];
    column[0] = (egb_table_column){.id = egb_arena_format(p->table->arena, "rank_%s", p->name[i]),
                                   .label = p->name[i],
                                   .help = "Place of the unit; empty: not in this ranking.",
                                   .kind = EGB_CELL_NUMBER,
                                   .decimals = EGB_DECIMALS_AS_NEEDED,
                                   .importance = i > 10000 ? 10000 : (int)i};
    column[1] = (egb_table_column){.id = egb_arena_format(p->table->arena, "of_%s", p->name[i]),
                                   .label = "of",
                                   .help = "How many units are ranked; empty for ranks as published.",
                                   .kind = EGB_CELL_INTEGER,
                                   .decimals = -1,
                                   .importance = i > 10000 ? 10000 : (int)i,
                                   .machine_only = is_published(p, i)};
    if (column[0].id == NULL || column[1].id == NULL)
      return false;
  }
  return true;
}

static void put_place(const places *p, const egb_crosswalk_source *source) {
  const egb_results *results = source->results;
  const size_t row = find(p->period, p->period_count, period_of(results));
  const size_t column = 1 + 2 * find(p->name, p->name_count, source->name);
  const double place = egb_results_rank(results, egb_dataset_find_unit(results->data, p->unit));
  if (isnan(place))
    return;
  egb_table_put_number(p->table, row, column, place);
  if (!egb_index_is_published(results->index))
    egb_table_put_integer(p->table, row, column + 1, (int64_t)ranked(results));
}

/* The name in the first ranking that has one besides the id. */
static const char *name_of(const places *p) {
  for (size_t i = 0; i < p->count; i++) {
    const egb_dataset *data = p->source[i].results->data;
    const size_t unit = egb_dataset_find_unit(data, p->unit);
    if (unit != EGB_NONE && strcmp(egb_dataset_unit_name(data, unit, p->languages), p->unit) != 0)
      return egb_dataset_unit_name(data, unit, p->languages);
  }
  return p->unit;
}

/* False: out of memory. */
static bool say_published(const places *p) {
  egb_buffer text = {0};
  size_t count = 0;
  for (size_t i = 0; i < p->name_count; i++)
    if (is_published(p, i))
      egb_buffer_format(&text, count++ == 0 ? "As published, and perhaps not all units: %s" : ", %s", p->name[i]);
  egb_buffer_text(&text, count > 0 ? "." : "");
  const bool done = !text.failed && (count == 0 || egb_table_add_note(p->table, text.text));
  egb_buffer_clear(&text);
  return done;
}

static bool finish(const places *p) {
  egb_table *table = p->table;
  egb_buffer missing = {0};
  size_t count = 0;
  for (size_t i = 0; i < p->name_count; i++) {
    bool any = false;
    for (size_t row = 0; row < p->period_count; row++)
      any = any || egb_table_cell(table, row, 1 + 2 * i)->kind != EGB_CELL_EMPTY;
    if (!any)
      egb_buffer_format(&missing, count++ == 0 ? "Not ranked at any time in: %s" : ", %s", p->name[i]);
  }
  egb_buffer_text(&missing, count > 0 ? "." : "");
  const char *tool = egb_arena_format(table->arena, "egovbench %s", egb_version());
  table->title =
      egb_arena_format(table->arena, "%s in %zu ranking%s", name_of(p), p->name_count, p->name_count == 1 ? "" : "s");
  const bool done = !missing.failed && tool != NULL && table->title != NULL &&
                    (count == 0 || egb_table_add_note(table, missing.text)) && say_published(p) &&
                    egb_table_add_fact(table, "tool", tool) && egb_table_add_fact(table, "unit", p->unit);
  egb_buffer_clear(&missing);
  return done;
}

static bool fill(const places *p) {
  if (!egb_table_shape(p->table, 1 + 2 * p->name_count, p->period_count) || !describe(p))
    return false;
  for (size_t row = 0; row < p->period_count; row++)
    if (!egb_cells_put(p->table, row, 0, p->period[row]))
      return false;
  for (size_t i = 0; i < p->count; i++)
    put_place(p, &p->source[i]);
  return finish(p);
}

egb_status egb_table_places(const egb_crosswalk_source *source, size_t count, const char *unit,
                            const char *const *languages, egb_diag *diag, egb_table **out) {
  *out = NULL;
  places p = {
      .source = source, .count = count, .languages = languages, .table = egb_table_new("egovbench.places/1", 0, 0)};
  if (p.table == NULL)
    return EGB_NO_MEMORY;
  egb_status status = find_unit(&p, unit, diag);
  if (status == EGB_OK && (!list_both(&p) || !fill(&p)))
    status = EGB_NO_MEMORY;
  if (status == EGB_OK)
    *out = p.table;
  else
    egb_table_free(p.table);
  return status;
}
