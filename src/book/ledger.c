#include "book/ledger.h"
#include "score/stages.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define NAME_WIDTH 26
#define COLUMN_WIDTH 13

const char *egb_ledger_name(egb_ledger_sheet sheet) {
  static const char *const names[EGB_LEDGER_COUNT] = {
      [EGB_LEDGER_ABOUT] = "About",
      [EGB_LEDGER_RANKING] = "Ranking",
      [EGB_LEDGER_WEIGHTS] = "Weights",
      [EGB_LEDGER_SCORES] = "Scores",
      [EGB_LEDGER_RANKS] = "Ranks",
      [EGB_LEDGER_LEVELS] = "Levels",
      [EGB_LEDGER_PROFILE] = "Profile",
      [EGB_LEDGER_DATA] = "Data",
      [EGB_LEDGER_PREPARED] = "Prepared",
      [EGB_LEDGER_NORMALISED] = "Normalised",
      [EGB_LEDGER_STEPS] = "Steps",
      [EGB_LEDGER_ROUNDED] = "Rounded",
      [EGB_LEDGER_METHODOLOGY] = "Methodology",
      [EGB_LEDGER_SOURCES] = "Sources",
      [EGB_LEDGER_DICTIONARY] = "Dictionary",
      [EGB_LEDGER_LOG] = "Log",
  };
  return names[sheet];
}

bool egb_ledger_has(const egb_ledger *ledger, egb_ledger_sheet sheet) {
  return (sheet != EGB_LEDGER_PREPARED || ledger->prepared) && (sheet != EGB_LEDGER_STEPS || ledger->step_count > 0);
}

egb_ledger_sheet egb_ledger_source(const egb_ledger *ledger) {
  return ledger->prepared ? EGB_LEDGER_PREPARED : EGB_LEDGER_DATA;
}

/* ---- references and formulas ------------------------------------------------------------------ */

static void restart(egb_buffer *buffer) {
  buffer->length = 0;
  if (buffer->text != NULL)
    buffer->text[0] = '\0';
}

/* The longest is of two cells, 10 characters each, and a sheet's name. */
static egb_reference taken(egb_ledger *ledger) {
  egb_reference out;
  ledger->failed = ledger->failed || ledger->reference.failed;
  (void)snprintf(out.text, sizeof out.text, "%s", egb_buffer_string(&ledger->reference));
  restart(&ledger->reference);
  return out;
}

static const char *seen_from(egb_ledger_sheet from, egb_ledger_sheet to) {
  return from == to ? NULL : egb_ledger_name(to);
}

egb_reference egb_ledger_cell(egb_ledger *ledger, egb_ledger_sheet from, egb_ledger_sheet to, size_t row, size_t column,
                              int fix) {
  egb_book_reference(&ledger->reference, seen_from(from, to), row, column, fix);
  return taken(ledger);
}

egb_reference egb_ledger_range(egb_ledger *ledger, egb_ledger_sheet from, egb_ledger_sheet to, egb_area area, int fix) {
  egb_book_range(&ledger->reference, seen_from(from, to), area, fix);
  return taken(ledger);
}

egb_reference egb_ledger_units(egb_ledger *ledger, egb_ledger_sheet from, egb_ledger_sheet to, size_t column) {
  const egb_area area = {EGB_LEDGER_FIRST, column, EGB_LEDGER_FIRST + ledger->units - 1, column};
  return egb_ledger_range(ledger, from, to, area, EGB_FIX_ROW);
}

egb_buffer *egb_ledger_begin(egb_ledger *ledger) {
  restart(&ledger->formula);
  return &ledger->formula;
}

static void put(egb_ledger *ledger, egb_ledger_sheet sheet, size_t row, size_t column, egb_look look,
                egb_sheet_kind kind, const egb_cell *value) {
  const char *formula = egb_buffer_string(&ledger->formula);
  const size_t in = ledger->sheet[sheet];
  ledger->failed = ledger->failed || ledger->formula.failed;
  if (kind == EGB_SHEET_ARRAY)
    egb_book_array(ledger->book, in, row, column, look, formula, value);
  else
    egb_book_formula(ledger->book, in, row, column, look, formula, value);
}

bool egb_ledger_fits(egb_ledger *ledger, egb_ledger_sheet sheet, const char *what) {
  const bool fits = ledger->formula.length <= EGB_FORMULA_MOST;
  if (!fits)
    egb_ledger_say(ledger, sheet, what, "the formula would be longer than a spreadsheet takes");
  return fits;
}

void egb_ledger_put(egb_ledger *ledger, egb_ledger_sheet sheet, size_t row, size_t column, egb_look look,
                    egb_sheet_kind kind, double value) {
  const egb_cell cell = {.kind = isnan(value) ? EGB_CELL_EMPTY : EGB_CELL_NUMBER,
                         .as.number = isnan(value) ? 0 : value};
  put(ledger, sheet, row, column, look, kind, &cell);
}

void egb_ledger_put_text(egb_ledger *ledger, egb_ledger_sheet sheet, size_t row, size_t column, egb_look look,
                         egb_sheet_kind kind, const char *value) {
  const egb_cell cell = {.kind = value[0] != '\0' ? EGB_CELL_TEXT : EGB_CELL_EMPTY, .as.text = value};
  put(ledger, sheet, row, column, look, kind, &cell);
}

/* A range of one cell is no list in LibreOffice, whose MATCH then finds nothing: the empty row behind makes it one. */
void egb_ledger_put_chosen(egb_ledger *ledger, egb_ledger_sheet sheet, size_t row, size_t column, egb_ledger_sheet to,
                           egb_area area, egb_reference chosen, size_t value) {
  area.last_row++;
  const egb_reference list = egb_ledger_range(ledger, sheet, to, area, EGB_FIX_BOTH);
  egb_buffer_format(egb_ledger_begin(ledger), "MATCH(TRUE,EXACT(%s,%s),0)", list.text, chosen.text);
  egb_ledger_put(ledger, sheet, row, column, (egb_look){.kind = EGB_LOOK_NUMBER, .role = EGB_ROLE_FORMULA},
                 EGB_SHEET_ARRAY, (double)value);
}

void egb_ledger_number(egb_ledger *ledger, egb_ledger_sheet sheet, size_t row, size_t column, egb_look look,
                       double value) {
  egb_book_number(ledger->book, ledger->sheet[sheet], row, column, look, value);
}

void egb_ledger_text(egb_ledger *ledger, egb_ledger_sheet sheet, size_t row, size_t column, egb_look_kind kind,
                     const char *text) {
  egb_book_text(ledger->book, ledger->sheet[sheet], row, column, (egb_look){.kind = kind, .decimals = -1},
                text != NULL ? text : "");
}

static bool is_news(egb_ledger *ledger, egb_ledger_sheet sheet, const char *what) {
  egb_buffer key = {0};
  bool fresh = false;
  egb_buffer_format(&key, "%s %s", egb_ledger_name(sheet), what);
  ledger->said.arena = ledger->arena;
  if (key.failed || egb_names_add(&ledger->said, egb_buffer_string(&key), key.length, &fresh) == EGB_NAMES_NONE)
    ledger->failed = true;
  egb_buffer_clear(&key);
  return fresh;
}

void egb_ledger_say(egb_ledger *ledger, egb_ledger_sheet sheet, const char *what, const char *why) {
  if (!is_news(ledger, sheet, what))
    return;
  if (ledger->note_count == ledger->note_room) {
    const size_t room = ledger->note_room > 0 ? 2 * ledger->note_room : 16;
    egb_ledger_note *more = egb_arena_array(ledger->arena, room, sizeof *more);
    if (more == NULL)
      return;
    for (size_t i = 0; i < ledger->note_count; i++)
      more[i] = ledger->note[i];
    ledger->note = more;
    ledger->note_room = room;
  }
  const egb_ledger_note note = {sheet, egb_arena_copy(ledger->arena, what), egb_arena_copy(ledger->arena, why)};
  if (note.what != NULL && note.why != NULL)
    ledger->note[ledger->note_count++] = note;
}

/* ---- what sheets with a row per unit have in common ------------------------------------------- */

double egb_ledger_contribution(egb_ledger *ledger, size_t node, size_t unit) {
  if (ledger->contributed != unit)
    egb_results_contributions(ledger->results, unit, ledger->contribution);
  ledger->contributed = unit;
  return ledger->contribution[node];
}

bool egb_ledger_adds(egb_ledger *ledger) {
  for (size_t k = 0; k < ledger->children[0]; k++)
    if (!isnan(egb_ledger_contribution(ledger, ledger->order[1 + k], ledger->results->order[0])))
      return true;
  return false;
}

void egb_ledger_add_contribution(egb_ledger *ledger, egb_ledger_sheet from, size_t child, egb_reference at) {
  const size_t shares = EGB_LEDGER_FACTS + 1, column = ledger->column[child];
  const size_t first = ledger->first[0], last = first + ledger->children[0] - 1;
  const egb_area children = {EGB_LEDGER_FIRST, first, EGB_LEDGER_FIRST + ledger->units - 1, last};
  const egb_reference all = egb_ledger_units(ledger, from, EGB_LEDGER_SCORES, column);
  const egb_reference share = egb_ledger_cell(ledger, from, EGB_LEDGER_SCORES, shares, column, EGB_FIX_ROW);
  const egb_reference block = egb_ledger_range(ledger, from, EGB_LEDGER_SCORES, children, EGB_FIX_BOTH);
  const egb_reference weights =
      egb_ledger_range(ledger, from, EGB_LEDGER_SCORES, (egb_area){shares, first, shares, last}, EGB_FIX_BOTH);
  egb_buffer_format(&ledger->formula, "IF(INDEX(%s,%s)=\"\",\"\",", all.text, at.text);
  if (egb_results_is_weighted_sum(ledger->results, 0))
    egb_buffer_format(&ledger->formula, "INDEX(%s,%s)*%s/SUMPRODUCT(%s*(INDEX(%s,%s,0)<>\"\")))", all.text, at.text,
                      share.text, weights.text, block.text, at.text);
  else
    egb_buffer_format(&ledger->formula, "IF(%s>0,%sINDEX(%s,%s),0))", share.text,
                      ledger->index->node[child].subtract ? "-" : "", all.text, at.text);
}

double egb_ledger_mean(const egb_ledger *ledger, size_t node) {
  double sum = 0;
  size_t count = 0;
  for (size_t u = 0; u < ledger->units; u++) {
    const double value = egb_scores(ledger->results, node)[u];
    sum += isnan(value) ? 0 : value;
    count += isnan(value) ? 0 : 1;
  }
  return count > 0 ? sum / (double)count : (double)NAN;
}

const char *egb_ledger_node_name(const egb_ledger *ledger, size_t node) {
  return egb_index_node_name(ledger->index, node, ledger->languages);
}

const char *egb_ledger_unit_name(const egb_ledger *ledger, size_t unit) {
  return egb_dataset_unit_name(ledger->data, unit, ledger->languages);
}

egb_look egb_ledger_score(const egb_ledger *ledger, egb_look_role role) {
  return (egb_look){.kind = EGB_LOOK_NUMBER, .decimals = ledger->decimals, .role = role};
}

static void put_row(egb_ledger *ledger, egb_ledger_sheet sheet, bool nodes, size_t row, const char *label,
                    egb_ledger_fact *fact) {
  const size_t count = nodes ? ledger->nodes : ledger->leaves;
  egb_ledger_text(ledger, sheet, row, 1, EGB_LOOK_DESCRIPTION, label);
  for (size_t k = 0; k < count; k++) {
    const size_t node = nodes ? ledger->order[k] : ledger->leaf_node[k], column = EGB_LEDGER_LEFT + k;
    if (row == EGB_LEDGER_NAME)
      egb_ledger_text(ledger, sheet, row, column, EGB_LOOK_DESCRIPTION, egb_ledger_node_name(ledger, node));
    else
      fact(ledger, sheet, row, column, node);
  }
}

void egb_ledger_widths(egb_ledger *ledger, egb_ledger_sheet sheet, size_t columns) {
  const size_t in = ledger->sheet[sheet];
  egb_book_width(ledger->book, in, 0, 0, COLUMN_WIDTH, (egb_look){0});
  egb_book_width(ledger->book, in, 1, 1, NAME_WIDTH, (egb_look){0});
  if (columns > 0)
    egb_book_width(ledger->book, in, EGB_LEDGER_LEFT, EGB_LEDGER_LEFT + columns - 1, COLUMN_WIDTH, (egb_look){0});
}

void egb_ledger_head(egb_ledger *ledger, egb_ledger_sheet sheet, bool nodes, size_t more, const char *help,
                     const char *const labels[4], egb_ledger_fact *fact) {
  egb_ledger_widths(ledger, sheet, (nodes ? ledger->nodes : ledger->leaves) + more);
  egb_ledger_text(ledger, sheet, EGB_LEDGER_TITLE, 0, EGB_LOOK_TITLE, egb_ledger_name(sheet));
  egb_ledger_text(ledger, sheet, EGB_LEDGER_HELP, 0, EGB_LOOK_GENERAL, help);
  egb_ledger_text(ledger, sheet, EGB_LEDGER_ID, 0, EGB_LOOK_HEADER, "unit");
  egb_ledger_text(ledger, sheet, EGB_LEDGER_ID, 1, EGB_LOOK_HEADER, "name");
  const size_t count = nodes ? ledger->nodes : ledger->leaves;
  for (size_t k = 0; k < count; k++)
    egb_ledger_text(ledger, sheet, EGB_LEDGER_ID, EGB_LEDGER_LEFT + k, EGB_LOOK_HEADER,
                    ledger->index->node[nodes ? ledger->order[k] : ledger->leaf_node[k]].id);
  for (size_t row = EGB_LEDGER_NAME; row < EGB_LEDGER_FIRST; row++) {
    const char *label = row == EGB_LEDGER_NAME ? "" : labels[row - EGB_LEDGER_FACTS];
    if (label != NULL)
      put_row(ledger, sheet, nodes, row, label, fact);
  }
}

void egb_ledger_unit(egb_ledger *ledger, egb_ledger_sheet sheet, size_t unit) {
  const size_t row = EGB_LEDGER_FIRST + unit;
  egb_ledger_text(ledger, sheet, row, 0, EGB_LOOK_TEXT, ledger->data->unit[unit].id);
  egb_ledger_text(ledger, sheet, row, 1, EGB_LOOK_TEXT, egb_ledger_unit_name(ledger, unit));
}

void egb_ledger_finish(egb_ledger *ledger, egb_ledger_sheet sheet) {
  const size_t in = ledger->sheet[sheet];
  egb_book_freeze(ledger->book, in, EGB_LEDGER_FIRST, EGB_LEDGER_LEFT);
  egb_book_print(ledger->book, in, true, EGB_LEDGER_FIRST, EGB_LEDGER_LEFT);
}
