/* Orders that no weights change: unit by unit, and pair by pair. */
#include "base/codes.h"
#include "model/dominance.h"
#include "table/columns.h"
#include "table/tables_robust.h"

#include <string.h>

#define PAIRS_MAX 2000000

enum { UNIT, NAME, RANK, BEST, WORST, ABOVE, BELOW, COLUMNS };

static const egb_table_column columns[COLUMNS] = {
    [UNIT] = {EGB_COLUMN_UNIT},
    [NAME] = {EGB_COLUMN_NAME, .importance = 1},
    [RANK] = {.id = "rank", .label = "Rank", .help = "Rank now.", .kind = EGB_CELL_NUMBER},
    [BEST] = {.id = "best",
              .label = "At best",
              .help = "No weights give a better rank: one more than the units always above.",
              .kind = EGB_CELL_INTEGER},
    [WORST] = {.id = "worst",
               .label = "At worst",
               .help = "No weights give a worse rank: all but the units always below.",
               .kind = EGB_CELL_INTEGER},
    [ABOVE] = {.id = "above",
               .label = "Always above",
               .help = "Units that are always above.",
               .kind = EGB_CELL_INTEGER},
    [BELOW] = {.id = "below",
               .label = "Always below",
               .help = "Units that are always below.",
               .kind = EGB_CELL_INTEGER},
};

enum { UPPER, UPPER_NAME, UPPER_RANK, LOWER, LOWER_NAME, LOWER_RANK, PAIR_COLUMNS };

static const egb_table_column pair_columns[PAIR_COLUMNS] = {
    [UPPER] = {.id = "upper", .label = "Unit", .help = "The unit that is always above.", .kind = EGB_CELL_TEXT},
    [UPPER_NAME] = {.id = "upper_name", .label = "Name", .help = "Its name.", .kind = EGB_CELL_TEXT, .importance = 1},
    [UPPER_RANK] = {.id = "upper_rank", .label = "Rank", .help = "Its rank now.", .kind = EGB_CELL_NUMBER},
    [LOWER] = {.id = "lower", .label = "always above", .help = "The unit that is always below.", .kind = EGB_CELL_TEXT},
    [LOWER_NAME] = {.id = "lower_name", .label = "Name", .help = "Its name.", .kind = EGB_CELL_TEXT, .importance = 1},
    [LOWER_RANK] = {.id = "lower_rank", .label = "Rank", .help = "Its rank now.", .kind = EGB_CELL_NUMBER},
};

static bool put_notes(egb_table *table, const egb_dominance *dominance, const egb_results *results) {
  const char *which = dominance->about.freedom == EGB_FREE_ALL
                          ? "the weights at every level"
                          : "the weights of the index's parts, what is below them as it is";
  return egb_robust_note(table, "%zu of %zu pairs keep their order whatever %s; %zu %s whatever they are.",
                         dominance->about.fixed, dominance->about.pairs, which, dominance->about.level,
                         dominance->about.level == 1 ? "ties" : "tie") &&
         egb_robust_note_rounding(table, results);
}

egb_status egb_table_dominance(const egb_dominance *dominance, const char *const *languages, egb_diag *diag,
                               egb_table **out) {
  const egb_results *results = dominance->results;
  (void)diag;
  *out = NULL;
  egb_table *table = egb_robust_table("egovbench.dominance/1", "orders that no weights change", results, languages,
                                      columns, COLUMNS, dominance->count);
  bool done = table != NULL;
  for (size_t i = 0; done && i < table->row_count; i++) {
    const egb_dominance_unit *unit = &dominance->unit[i];
    egb_table_put_integer(table, i, BEST, (int64_t)unit->best);
    egb_table_put_integer(table, i, WORST, (int64_t)unit->worst);
    egb_table_put_integer(table, i, ABOVE, (int64_t)unit->above);
    egb_table_put_integer(table, i, BELOW, (int64_t)unit->below);
    done = egb_robust_put_ranked(table, i, UNIT, results, unit->unit, unit->rank, languages);
  }
  if (!done || !put_notes(table, dominance, results)) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  *out = table;
  return EGB_OK;
}

static bool put_pairs(egb_table *table, const egb_dominance *dominance, const egb_results *results,
                      const char *const *languages) {
  const size_t count = dominance->count;
  size_t row = 0;
  for (size_t i = 0; i < count; i++) {
    const egb_dominance_unit *upper = &dominance->unit[i];
    for (size_t k = 0, found = 0; k < count && found < upper->below; k++) {
      const egb_dominance_unit *lower = &dominance->unit[k];
      if (lower->above == 0 || !egb_dominates(dominance, upper->unit, lower->unit))
        continue;
      if (!egb_robust_put_ranked(table, row, UPPER, results, upper->unit, upper->rank, languages) ||
          !egb_robust_put_ranked(table, row, LOWER, results, lower->unit, lower->rank, languages))
        return false;
      row++;
      found++;
    }
  }
  return true;
}

egb_status egb_table_dominance_pairs(const egb_dominance *dominance, const char *const *languages, egb_diag *diag,
                                     egb_table **out) {
  const egb_results *results = dominance->results;
  *out = NULL;
  if (dominance->about.fixed > PAIRS_MAX) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE,
                 "%zu pairs of %zu units keep their order, at most %d are listed", dominance->about.fixed,
                 dominance->count, PAIRS_MAX);
    egb_diag_hint(diag, "`bounds` without --dominance gives the best and worst rank of every unit, with --top of some");
    return EGB_UNCOMPUTABLE;
  }
  egb_table *table = egb_robust_table("egovbench.dominance_pairs/1", "pairs whose order no weights change", results,
                                      languages, pair_columns, PAIR_COLUMNS, dominance->about.fixed);
  if (table == NULL)
    return EGB_NO_MEMORY;
  if (!put_pairs(table, dominance, results, languages) || !put_notes(table, dominance, results)) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  *out = table;
  return EGB_OK;
}
