/* What the automatic check of a portal will say, as a table. */
#include "metadata/metadata.h"

#include <string.h>

enum { MARK, STATE, WHY, COLUMNS };

static const egb_table_column columns[COLUMNS] = {
    [MARK] = {.id = "mark", .label = "Mark", .help = "The mark, as the portal calls it.", .kind = EGB_CELL_TEXT},
    [STATE] = {.id = "state",
               .label = "State",
               .help = "passes, fails, or unknown: it cannot be seen from here.",
               .kind = EGB_CELL_TEXT},
    [WHY] = {.id = "why", .label = "Why", .help = "Why, and what to do.", .kind = EGB_CELL_TEXT, .comfort = 40}};

static bool fill(egb_table *table, const egb_bundle *bundle) {
  static const char *const states[] = {
      [EGB_MARK_PASSES] = "passes", [EGB_MARK_FAILS] = "fails", [EGB_MARK_UNKNOWN] = "unknown"};
  const egb_bundle_portal *portal = egb_bundle_portal_named(bundle->options->portal);
  bool done = true;
  memcpy(table->column, columns, sizeof columns);
  for (size_t i = 0; i < bundle->mark_count && done; i++) {
    const egb_bundle_mark *mark = &bundle->mark[i];
    done = egb_table_put_text(table, i, MARK, mark->name) && egb_table_put_text(table, i, STATE, states[mark->state]) &&
           egb_table_put_text(table, i, WHY, mark->why);
  }
  table->title = egb_arena_format(table->arena, "What %s will say", portal->name);
  return done && table->title != NULL && egb_table_add_fact(table, "portal", portal->name) &&
         egb_table_add_fact(table, "reference", portal->reference) &&
         egb_table_add_fact(table, "index", bundle->about.id);
}

egb_status egb_table_marks(const egb_bundle *bundle, egb_diag *diag, egb_table **out) {
  (void)diag;
  *out = NULL;
  if (bundle->mark_count == 0)
    return EGB_UNCOMPUTABLE;
  egb_table *table = egb_table_new("egovbench.marks/1", COLUMNS, bundle->mark_count);
  if (table == NULL || !fill(table, bundle)) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  *out = table;
  return EGB_OK;
}
