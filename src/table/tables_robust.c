#include "table/tables_robust.h"

#include "base/number.h"
#include "method/method.h"
#include "model/grammar.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define NOTE 1024

egb_table *egb_robust_table(const char *schema, const char *what, const egb_results *results,
                            const char *const *languages, const egb_table_column *columns, size_t column_count,
                            size_t rows) {
  egb_table *table = egb_table_new(schema, column_count, rows);
  if (table == NULL)
    return NULL;
  const char *period = results->data->period_count > results->period ? results->data->period[results->period] : "";
  const char *title = egb_report_title(table->arena, results->index, period, languages);
  memcpy(table->column, columns, column_count * sizeof *columns);
  table->title = title != NULL ? egb_arena_format(table->arena, "%s: %s", title, what) : NULL;
  if (table->title != NULL && egb_report_index_facts(table, results->index, languages) &&
      egb_report_result_facts(table, results))
    return table;
  egb_table_free(table);
  return NULL;
}

bool egb_robust_put_unit(egb_table *table, size_t row, size_t column, const egb_results *results, size_t unit) {
  return unit >= results->unit_count || egb_table_put_text(table, row, column, results->data->unit[unit].id);
}

bool egb_robust_put_ranked(egb_table *table, size_t row, size_t column, const egb_results *results, size_t unit,
                           double rank, const char *const *languages) {
  egb_cells_put_rank(table, row, column + 2, rank);
  return egb_robust_put_unit(table, row, column, results, unit) &&
         egb_table_put_text(table, row, column + 1, egb_dataset_unit_name(results->data, unit, languages));
}

bool egb_robust_put_node(egb_table *table, size_t row, size_t column, const egb_results *results, size_t node,
                         const char *const *languages) {
  return egb_table_put_text(table, row, column, results->index->node[node].id) &&
         egb_cells_put(table, row, column + 1, egb_index_node_name(results->index, node, languages));
}

static bool add_note(egb_table *table, egb_note_kind kind, const char *format, va_list arguments) {
  char text[NOTE];
  (void)vsnprintf(text, sizeof text, format, arguments);
  return egb_table_add_note_of(table, kind, text);
}

bool egb_robust_note(egb_table *table, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const bool done = add_note(table, EGB_NOTE_MEANING, format, arguments);
  va_end(arguments);
  return done;
}

bool egb_robust_note_answer(egb_table *table, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const bool done = add_note(table, EGB_NOTE_ALWAYS, format, arguments);
  va_end(arguments);
  return done;
}

bool egb_robust_note_level(egb_table *table, const egb_results *results, const char *factor, const char *alternative,
                           size_t level, size_t unranked, size_t ranked) {
  const bool aggregates = strcmp(factor, egb_grammar_family_key(EGB_FAMILY_AGGREGATE)) == 0;
  const egb_method *method = aggregates ? egb_method_named(EGB_FAMILY_AGGREGATE, alternative) : NULL;
  const bool zeros = method != NULL && egb_parameter_with_role(method, EGB_ROLE_LEAST) != EGB_PARAMETER_NONE;
  char least[EGB_NUMBER_MAX];
  egb_number_shortest(results->index->scale / 100, least);
  if (2 * unranked > ranked)
    return egb_robust_note(table, "Note: `%s: %s` on its own leaves %zu of the %zu units unranked.", factor,
                           alternative, unranked, ranked);
  if (2 * level <= ranked)
    return true;
  return egb_robust_note(
      table,
      "Note: `%s: %s` on its own leaves %zu of the %zu units tied for last place, so its ranks carry little information."
      "%s%s%s%s%s",
      factor, alternative, level, ranked, zeros ? " A score of 0 in one part makes the mean 0; {method: " : "",
      zeros ? alternative : "", zeros ? ", least: " : "", zeros ? least : "",
      zeros ? "} under `uncertainty:` counts low scores as that much." : "");
}

bool egb_robust_note_rounding(egb_table *table, const egb_results *results) {
  return results->index->rank.count == 0 ||
         egb_table_add_note_of(table, EGB_NOTE_READING,
                               "Ranks here are those of unrounded scores; the definition rounds them before it ranks.");
}
