/* Rows of the ranking, made some at a time and column by column: what lies side by side in the results is read so. */
#include "base/prefetch.h"
#include "table/cells.h"
#include "table/ranking.h"

#include <math.h>
#include <string.h>

double egb_ranking_number(const egb_ranking *ranking, const egb_field *field, size_t unit) {
  const double *values = field->values == NULL ? NULL : field->values(ranking, field);
  return values != NULL ? values[unit] : field->number(ranking, field, unit);
}

void egb_ranking_text(const egb_ranking *ranking, const egb_field *field, size_t unit, egb_buffer *out) {
  const char *word = field->word == NULL ? NULL : field->word(ranking, field, unit);
  if (word != NULL)
    egb_buffer_text(out, word);
  else if (field->text != NULL)
    field->text(ranking, field, unit, out);
}

/* text: room for one after the other. */
static bool put_text(const egb_ranking *ranking, const egb_field *field, size_t unit, egb_table *table, size_t row,
                     size_t column, egb_buffer *text) {
  text->length = 0;
  field->text(ranking, field, unit, text);
  return !text->failed && (text->length == 0 || egb_table_put_text(table, row, column, text->text));
}

static void put_word(const char *word, egb_table *table, size_t row, size_t column) {
  if (word != NULL && word[0] != '\0')
    egb_table_put_lasting(table, row, column, word);
}

static void put_number(const egb_field *field, double number, egb_table *table, size_t row, size_t column) {
  if (field->measure == EGB_FIELD_RANK || field->measure == EGB_FIELD_BOUND)
    egb_cells_put_rank(table, row, column, number);
  else
    egb_table_put_number(table, row, column, number);
}

static bool put_cell(const egb_ranking *ranking, const egb_field *field, size_t unit, egb_table *table, size_t row,
                     size_t column, egb_buffer *text) {
  bool done = true;
  if (field->word != NULL)
    put_word(field->word(ranking, field, unit), table, row, column);
  else if (field->text != NULL)
    done = put_text(ranking, field, unit, table, row, column, text);
  else
    put_number(field, egb_ranking_number(ranking, field, unit), table, row, column);
  return done;
}

/* Units without a rank are dim, and values that need an explanation. */
static void mute(const egb_ranking *ranking, size_t column, size_t first, egb_table *piece) {
  const bool of_ranks = ranking->chosen[column]->measure == EGB_FIELD_RANK;
  for (size_t row = 0; row < piece->row_count; row++) {
    egb_cell *cell = egb_table_cell(piece, row, column);
    cell->muted = isnan(ranking->results->rank[ranking->unit[first + row]]) || (cell->mark && !of_ranks);
  }
}

#define AHEAD                                                                                                          \
  ((size_t)128) /* rows whose values are fetched before any is looked at: so many waits for memory become one */

static void put_values(const egb_field *field, const double *values, const size_t *unit, egb_table *piece,
                       size_t column) {
  double value[AHEAD];
  for (size_t first = 0; first < piece->row_count; first += AHEAD) {
    const size_t count = piece->row_count - first < AHEAD ? piece->row_count - first : AHEAD;
    for (size_t i = 0; i < count; i++)
      value[i] = values[unit[first + i]];
    for (size_t i = 0; i < count; i++)
      put_number(field, value[i], piece, first + i, column);
  }
}

static void put_words(const egb_ranking *ranking, const egb_field *field, const size_t *unit, egb_table *piece,
                      size_t column) {
  const char *word[AHEAD];
  for (size_t first = 0; first < piece->row_count; first += AHEAD) {
    const size_t count = piece->row_count - first < AHEAD ? piece->row_count - first : AHEAD;
    for (size_t i = 0; i < count; i++)
      egb_prefetch(word[i] = field->word(ranking, field, unit[first + i]));
    for (size_t i = 0; i < count; i++)
      put_word(word[i], piece, first + i, column);
  }
}

static bool put_cells(const egb_ranking *ranking, const egb_field *field, const size_t *unit, egb_table *piece,
                      size_t column, egb_buffer *text) {
  const double *values = field->values == NULL ? NULL : field->values(ranking, field);
  bool done = true;
  if (field->nothing != NULL && field->nothing(ranking))
    return true;
  if (field->word != NULL)
    put_words(ranking, field, unit, piece, column);
  else if (values != NULL)
    put_values(field, values, unit, piece, column);
  else
    for (size_t row = 0; row < piece->row_count && done; row++)
      done = put_cell(ranking, field, unit[row], piece, row, column, text);
  return done;
}

bool egb_ranking_put_column(const egb_ranking *ranking, const egb_field *field, size_t first, egb_table *piece,
                            size_t column, egb_buffer *text) {
  const size_t *unit = ranking->unit + first;
  const bool done = put_cells(ranking, field, unit, piece, column, text);
  for (size_t row = 0; row < piece->row_count && field->mark != NULL && !piece->plain; row++)
    field->mark(ranking, field, unit[row], egb_table_cell(piece, row, column));
  return done;
}

bool egb_ranking_fill(const void *from, size_t first, egb_table *piece) {
  const egb_ranking *ranking = from;
  egb_buffer text = {0};
  bool done = true;
  for (size_t i = 0; i < ranking->chosen_count && done; i++) {
    done = egb_ranking_put_column(ranking, ranking->chosen[i], first, piece, i, &text);
    if (!piece->plain)
      mute(ranking, i, first, piece);
  }
  egb_buffer_clear(&text);
  return done;
}

/* ---- marks without cells --------------------------------------------------------------------- */

/* Whether a cell of the field can have a mark of an imputed or a treated value: most columns have none. */
static bool may_be_marked(const egb_ranking *ranking, const egb_field *field) {
  const egb_results *results = ranking->results;
  const size_t node = field->of_node ? field->item : 0;
  const uint8_t *state = egb_results_states(results, EGB_STAGE_SCORED, node);
  return results->imputed_share != NULL || memchr(state, EGB_STATE_IMPUTED, results->unit_count) != NULL ||
         memchr(state, EGB_STATE_TREATED, results->unit_count) != NULL;
}

/* Notes the mark of the field for a unit, as its cell would have it. */
static void note_mark(const egb_ranking *ranking, const egb_field *field, size_t unit, egb_cells_seen *seen) {
  egb_cell cell = {.kind = field->word != NULL || field->text != NULL ? EGB_CELL_TEXT : EGB_CELL_NUMBER};
  if (cell.kind == EGB_CELL_NUMBER && !isfinite(egb_ranking_number(ranking, field, unit)))
    cell.kind = EGB_CELL_EMPTY;
  field->mark(ranking, field, unit, &cell);
  egb_cells_see(seen, &cell);
}

void egb_ranking_see_states(const egb_ranking *ranking, const egb_field *const *fields, size_t count,
                            egb_cells_seen *seen) {
  for (size_t i = 0; i < count; i++) {
    if (fields[i]->mark == NULL || !may_be_marked(ranking, fields[i]))
      continue;
    for (size_t row = 0; row < ranking->unit_count && !(seen->imputed && seen->treated && seen->both); row++)
      note_mark(ranking, fields[i], ranking->unit[row], seen);
  }
}

bool egb_ranking_state_notes(const egb_ranking *ranking, egb_table *table) {
  egb_cells_seen seen = {.imputed = false};
  egb_ranking_see_states(ranking, ranking->chosen, ranking->chosen_count, &seen);
  return egb_cells_seen_notes(&seen, table);
}

bool egb_ranking_any_tie(const egb_ranking *ranking) {
  bool any = false;
  for (size_t i = 0; i < ranking->chosen_count; i++)
    for (size_t row = 0; row < ranking->unit_count && ranking->chosen[i]->mark == egb_ranking_mark_rank && !any;
         row++) {
      egb_cell cell = {.kind = EGB_CELL_NUMBER};
      egb_ranking_mark_rank(ranking, ranking->chosen[i], ranking->unit[row], &cell);
      any = cell.mark;
    }
  return any;
}
