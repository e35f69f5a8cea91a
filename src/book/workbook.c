/* The workbook of an index: what must hold, then its sheets in their order. */
#include "base/codes.h"
#include "base/diag.h"
#include "base/number.h"
#include "base/options.h"
#include "base/sheet_limits.h"
#include "book/layout.h"
#include "model/node_ranks.h"
#include "score/stages.h"
#include "write/archive.h"

#include <math.h>

/* What a spreadsheet still recalculates in seconds: cells with formulas, and comparisons of units that ranks make. */
#define CELLS_MOST 400000.0
#define COMPARED_MOST 1e8

/* ---- what must hold --------------------------------------------------------------------------- */

static egb_status refuse_size(size_t units, size_t nodes, egb_diag *diag) {
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_SHEET_SIZE,
               "a workbook of %zu units and %zu nodes would take a spreadsheet minutes to compute", units, nodes);
  egb_diag_hint(diag, "write the values instead: `export -o index.csv`, or `stages --stage scored -o scores.xlsx`");
  return EGB_UNCOMPUTABLE;
}

/* What is behind the nodes on Rounded and Ranking: no sheet but Steps is wider than these. */
static egb_status check_width(const egb_ledger *ledger, egb_diag *diag) {
  enum { BEHIND = 16 };
  const size_t nodes = EGB_LEDGER_LEFT + ledger->nodes + ledger->index->rank.tie_breaker_count + BEHIND;
  const size_t steps = EGB_LEDGER_LEFT + ledger->step_count, most = nodes > steps ? nodes : steps;
  if (most <= EGB_XLSX_COLUMNS)
    return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_SHEET_SIZE,
               "a workbook of %zu nodes would take %zu columns, and a sheet has %zu", ledger->nodes, most,
               EGB_XLSX_COLUMNS);
  egb_diag_hint(diag, "write the values instead: `export -o index.csv`");
  return EGB_UNCOMPUTABLE;
}

static egb_status check(const egb_plan *plan, const egb_results *results, egb_diag *diag) {
  const char *lacks = egb_archive_lacks();
  if (lacks != NULL) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "workbooks cannot be written: %s", lacks);
    return EGB_USAGE;
  }
  egb_status status = egb_results_refuse_foreign(results, plan, diag);
  if (status == EGB_OK)
    status = egb_index_refuse_published(plan->index, diag);
  const double units = (double)results->unit_count, nodes = (double)results->node_count;
  if (status == EGB_OK && (units * nodes > CELLS_MOST || units * units * nodes > COMPARED_MOST))
    status = refuse_size(results->unit_count, results->node_count, diag);
  return status;
}

/* ---- weights to choose from ------------------------------------------------------------------- */

static bool differs_by_weights(const egb_plan *plan, const egb_plan *other) {
  bool same = other->index == plan->index && other->data == plan->data && other->period == plan->period;
  for (size_t i = 0; same && i < plan->index->node_count; i++)
    same = other->node[i].active == plan->node[i].active;
  return same;
}

static void choose_plans(egb_ledger *ledger) {
  ledger->plans = egb_arena_array(ledger->arena, ledger->options->plan_count, sizeof *ledger->plans);
  for (size_t i = 0; ledger->plans != NULL && i < ledger->options->plan_count; i++)
    if (differs_by_weights(ledger->plan, ledger->options->plans[i]))
      ledger->plans[ledger->plan_count++] = ledger->options->plans[i];
}

/* ---- ranks of every node ---------------------------------------------------------------------- */

static egb_status find_ranks(egb_ledger *ledger, egb_diag *diag) {
  egb_node_ranks *ranks = NULL;
  const size_t cells = ledger->results->node_count * ledger->units;
  double *rank = egb_arena_array(ledger->arena, cells, sizeof *rank);
  if (rank == NULL)
    return EGB_NO_MEMORY;
  const egb_status status = egb_node_ranks_new(ledger->results, SIZE_MAX, diag, &ranks);
  if (status != EGB_OK)
    return status;
  for (size_t i = 0; i < egb_node_ranks_count(ranks); i++) {
    const egb_node_rank item = egb_node_ranks_at(ranks, i);
    rank[item.node * ledger->units + item.unit] = item.rank;
  }
  egb_node_ranks_free(ranks);
  ledger->rank = rank;
  return EGB_OK;
}

/* ---- sheets ----------------------------------------------------------------------------------- */

static egb_status fill(egb_ledger *ledger, egb_diag *diag) {
  for (size_t i = 0; i < EGB_LEDGER_COUNT; i++)
    if (egb_ledger_has(ledger, (egb_ledger_sheet)i))
      ledger->sheet[i] = egb_book_sheet(ledger->book, egb_ledger_name((egb_ledger_sheet)i));
  egb_ledger_ranking(ledger);
  egb_ledger_weights(ledger);
  egb_ledger_scores(ledger);
  egb_ledger_ranks(ledger);
  egb_ledger_levels(ledger);
  egb_ledger_profile(ledger);
  egb_ledger_data(ledger);
  if (ledger->prepared)
    egb_ledger_prepared(ledger);
  egb_ledger_normalised(ledger);
  egb_ledger_rounded(ledger);
  const egb_status status = egb_ledger_methodology(ledger, diag);
  egb_ledger_sources(ledger);
  egb_ledger_dictionary(ledger);
  egb_ledger_log(ledger);
  egb_ledger_about(ledger); /* which has what the others could not say as formulas */
  return status;
}

static egb_status make(egb_ledger *ledger, egb_diag *diag, char **text, size_t *length) {
  egb_buffer out = {0};
  choose_plans(ledger);
  egb_status status = egb_ledger_lay(ledger) ? check_width(ledger, diag) : EGB_NO_MEMORY;
  if (status == EGB_OK)
    status = find_ranks(ledger, diag);
  if (status == EGB_OK)
    status = fill(ledger, diag);
  if (status == EGB_OK && !ledger->failed && !egb_arena_failed(ledger->arena) && egb_book_write(ledger->book, &out))
    *text = egb_buffer_take(&out, length);
  egb_buffer_clear(&out);
  return status != EGB_OK ? status : *text != NULL ? EGB_OK : EGB_NO_MEMORY;
}

egb_status egb_workbook(const egb_plan *plan, const egb_results *results, const egb_workbook_options *options,
                        const char *const *languages, egb_diag *diag, char **text, size_t *length) {
  egb_workbook_options own;
  *text = NULL;
  egb_status status = EGB_OPTIONS_TAKE(own, options, diag);
  if (status == EGB_OK)
    status = check(plan, results, diag);
  if (status != EGB_OK)
    return status;
  egb_ledger ledger = {.arena = egb_arena_new(),
                       .book = egb_book_new(egb_index_title(plan->index, languages)),
                       .plan = plan,
                       .index = plan->index,
                       .data = plan->data,
                       .results = results,
                       .options = &own,
                       .languages = languages,
                       .decimals = egb_number_decimals(plan->index->scale),
                       .units = results->unit_count};
  status = ledger.book != NULL ? make(&ledger, diag, text, length) : EGB_NO_MEMORY;
  egb_buffer_clear(&ledger.formula);
  egb_buffer_clear(&ledger.reference);
  egb_book_free(ledger.book);
  egb_arena_free(ledger.arena);
  return status;
}
