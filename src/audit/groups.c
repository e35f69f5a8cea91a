/* Which units the simulation distinguishes. Two units are distinguished when one of them is ahead in nearly all draws.
 * Of such pairs groups are made from the first place on: the best unit without a group leads one, of all units without
 * a group that it is not surely ahead of. Members of a group differ from its leader by no more than chance; what they
 * are among themselves is in the columns of each. */
#include "audit/robust.h"

#include "table/common.h"
#include "table/tables_robust.h"

#include <math.h>

#define DRAWS_MOST ((size_t)1000)
#define DRAWS_LEAST ((size_t)100)
#define WORK ((size_t)1 << 30) /* pairs and draws that are compared at most */

typedef struct pairs {
  size_t count, draws, groups; /* count: of ranked units */
  size_t *unit;                /* ranked ones by rank */
  uint32_t *ahead;             /* [i * count + k], of unit[i] over unit[k], in halves of draws; i < k */
  uint32_t *rank;              /* of a draw */
  size_t *group;               /* per position, from 1 */
  double limit;                /* halves of draws from which on one is surely ahead */
} pairs;

/* How many draws are compared; 0: too many units. */
static size_t draws_for(size_t units, size_t there) {
  const size_t all = units * units / 2 + 1, most = WORK / all;
  const size_t draws = there < DRAWS_MOST ? there : DRAWS_MOST;
  return most < DRAWS_LEAST ? 0 : draws < most ? draws : most;
}

/* 0, unranked, becomes the largest number: behind all that are ranked, level with others. */
static void count_draw(pairs *p, const uint32_t *rank) {
  for (size_t i = 0; i < p->count; i++)
    p->rank[i] = rank[p->unit[i]] - 1U;
  for (size_t i = 0; i < p->count; i++) {
    const uint32_t mine = p->rank[i];
    uint32_t *ahead = p->ahead + i * p->count;
    for (size_t k = i + 1; k < p->count; k++)
      ahead[k] += 2U * (mine < p->rank[k]) + (mine == p->rank[k]);
  }
}

/* Of the unit at position i over the one at k, in halves of draws. */
static double ahead_of(const pairs *p, size_t i, size_t k) {
  const double all = 2 * (double)p->draws;
  return i < k ? p->ahead[i * p->count + k] : all - p->ahead[k * p->count + i];
}

static bool surely_ahead(const pairs *p, size_t i, size_t k) {
  return ahead_of(p, i, k) >= p->limit;
}

static bool distinguished(const pairs *p, size_t i, size_t k) {
  return surely_ahead(p, i, k) || surely_ahead(p, k, i);
}

static void make_groups(pairs *p) {
  for (size_t i = 0; i < p->count; i++) {
    if (p->group[i] != 0)
      continue;
    p->groups++;
    for (size_t k = i; k < p->count; k++)
      if (p->group[k] == 0 && (k == i || !surely_ahead(p, i, k)))
        p->group[k] = p->groups;
  }
}

static egb_status compare(egb_audit_work *work, const egb_uncertainty *u, pairs *p) {
  const egb_results *results = work->results;
  p->unit = egb_arena_array(work->arena, results->unit_count, sizeof *p->unit);
  for (size_t i = 0; p->unit != NULL && i < results->unit_count; i++)
    if (!isnan(results->rank[results->order[i]]))
      p->unit[p->count++] = results->order[i];
  p->draws = draws_for(p->count, egb_uncertainty_draw_count(u));
  if (p->unit == NULL)
    return EGB_NO_MEMORY;
  if (p->draws == 0 || p->count < 2)
    return EGB_OK;
  p->ahead = egb_arena_array(work->arena, p->count * p->count, sizeof *p->ahead);
  p->rank = egb_arena_array(work->arena, p->count, sizeof *p->rank);
  p->group = egb_arena_array(work->arena, p->count, sizeof *p->group);
  if (egb_arena_failed(work->arena))
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < p->draws; i++)
    count_draw(p, egb_uncertainty_draw_at(u, i)->rank);
  p->limit = 2 * egb_audit_limit(work, "distinguished") * (double)p->draws;
  make_groups(p);
  return EGB_OK;
}

/* ---- the table of groups --------------------------------------------------------------------- */

enum { GROUP, BEST, WORST, UNITS, LEADER, MEMBERS, GROUP_COLUMNS };

#define WHOLE(name, heading, what)                                                                                     \
  { .id = name, .label = heading, .help = what, .kind = EGB_CELL_INTEGER }

static const egb_table_column group_columns[GROUP_COLUMNS] = {
    [GROUP] = WHOLE("group", "Group", "Number of the group, the first from the top."),
    [BEST] = WHOLE("rank_best", "From", "Best rank in the group."),
    [WORST] = WHOLE("rank_worst", "To", "Worst rank in the group."),
    [UNITS] = WHOLE("units", "Units", "How many there are."),
    [LEADER] = {.id = "leader",
                .label = "Leader",
                .help = "The unit that the others are compared with.",
                .kind = EGB_CELL_TEXT},
    [MEMBERS] = {.id = "members", .label = "Members", .help = "The first of them.", .kind = EGB_CELL_TEXT}};

static bool put_group(egb_table *table, size_t row, const egb_audit_work *work, const pairs *p, size_t *member) {
  egb_buffer text = {0};
  size_t count = 0;
  for (size_t i = 0; i < p->count; i++)
    if (p->group[i] == row + 1)
      member[count++] = p->unit[i];
  egb_table_put_integer(table, row, GROUP, (int64_t)row + 1);
  egb_table_put_integer(table, row, UNITS, (int64_t)count);
  egb_cells_put_rank(table, row, BEST, egb_results_rank(work->results, member[0]));
  egb_cells_put_rank(table, row, WORST, egb_results_rank(work->results, member[count - 1]));
  egb_audit_put_units(work, &text, member, count);
  const bool done = !text.failed && egb_robust_put_unit(table, row, LEADER, work->results, member[0]) &&
                    egb_table_put_text(table, row, MEMBERS, egb_buffer_string(&text));
  egb_buffer_clear(&text);
  return done;
}

static egb_table *group_table(egb_audit_work *work, const pairs *p) {
  size_t *member = egb_arena_array(work->arena, p->count, sizeof *member);
  egb_table *table =
      egb_audit_table(work, "egovbench.audit-groups/1", EGB_SAY_table_groups, group_columns, GROUP_COLUMNS, p->groups);
  bool made = table != NULL && member != NULL;
  for (size_t row = 0; row < p->groups && made; row++)
    made = put_group(table, row, work, p, member);
  if (made)
    return table;
  egb_table_free(table);
  return NULL;
}

/* ---- the table of units ---------------------------------------------------------------------- */

enum { UNIT, NAME, RANK, OF_GROUP, BEHIND, LEVEL, LEVEL_BEST, LEVEL_WORST, AHEAD, UNIT_COLUMNS };

static const egb_table_column unit_columns[UNIT_COLUMNS] = {
    [UNIT] = {.id = "unit", .label = "Unit", .help = "Id of the unit.", .kind = EGB_CELL_TEXT, .machine_only = true},
    [NAME] = {.id = "name", .label = "Name", .help = "Name of the unit.", .kind = EGB_CELL_TEXT},
    [RANK] = WHOLE("rank", "Rank", "Rank as defined."),
    [OF_GROUP] = WHOLE("group", "Group", "Number of its group."),
    [BEHIND] = WHOLE("behind", "Behind", "Units that are surely ahead of it."),
    [LEVEL] = WHOLE("level", "Level", "Other units that it cannot be distinguished from."),
    [LEVEL_BEST] = WHOLE("level_best", "From", "Best rank among those."),
    [LEVEL_WORST] = WHOLE("level_worst", "To", "Worst rank among those."),
    [AHEAD] = WHOLE("ahead", "Ahead", "Units that it is surely ahead of.")};

static bool put_unit(egb_table *table, size_t i, const egb_audit_work *work, const pairs *p) {
  size_t behind = 0, ahead = 0, level = 0, best = p->count, worst = 0;
  for (size_t k = 0; k < p->count; k++) {
    const bool mine = k != i && surely_ahead(p, i, k), other = k != i && surely_ahead(p, k, i);
    ahead += mine;
    behind += other;
    if (k == i || mine || other)
      continue;
    level++;
    best = k < best ? k : best;
    worst = k;
  }
  const struct {
    size_t column, count;
  } counts[] = {{OF_GROUP, p->group[i]}, {BEHIND, behind}, {LEVEL, level}, {AHEAD, ahead}};
  for (size_t c = 0; c < sizeof counts / sizeof *counts; c++)
    egb_table_put_integer(table, i, counts[c].column, (int64_t)counts[c].count);
  egb_cells_put_rank(table, i, RANK, egb_results_rank(work->results, p->unit[i]));
  if (level > 0) {
    egb_cells_put_rank(table, i, LEVEL_BEST, egb_results_rank(work->results, p->unit[best]));
    egb_cells_put_rank(table, i, LEVEL_WORST, egb_results_rank(work->results, p->unit[worst]));
  }
  return egb_robust_put_unit(table, i, UNIT, work->results, p->unit[i]) &&
         egb_cells_put(table, i, NAME, egb_dataset_unit_name(work->results->data, p->unit[i], work->languages));
}

static egb_table *unit_table(egb_audit_work *work, const pairs *p) {
  egb_table *table =
      egb_audit_table(work, "egovbench.audit-apart/1", EGB_SAY_table_apart, unit_columns, UNIT_COLUMNS, p->count);
  for (size_t i = 0; i < p->count && table != NULL; i++)
    if (!put_unit(table, i, work, p)) {
      egb_table_free(table);
      table = NULL;
    }
  return table;
}

/* ---- the section ----------------------------------------------------------------------------- */

static void say_groups(egb_audit_work *work, const pairs *p) {
  size_t neighbours = 0, apart = 0, decided = 0;
  for (size_t i = 0; i + 1 < p->count; i++)
    neighbours += distinguished(p, i, i + 1);
  for (size_t i = 0; i < p->count; i++)
    for (size_t k = i + 1; k < p->count; k++, apart++)
      decided += distinguished(p, i, k);
  egb_audit_say(work, EGB_SAY_groups_pairs,
                EGB_ARGS(egb_arg_share(egb_audit_limit(work, "distinguished")), egb_arg_count(p->draws),
                         egb_arg_count(decided), egb_arg_count(apart), egb_arg_count(neighbours),
                         egb_arg_count(p->count - 1)));
  egb_audit_say(work, EGB_SAY_groups, EGB_ARGS(egb_arg_count(p->groups)));
}

/* ---- differences between neighbours ---------------------------------------------------------- */

/* How many rows have an interval that does not hold 0. */
static size_t count_apart(const egb_table *table) {
  const size_t low = egb_table_find_column(table, "difference_low"),
               high = egb_table_find_column(table, "difference_high");
  size_t count = 0;
  for (size_t row = 0; row < table->row_count; row++)
    count += egb_table_number(table, row, low) > 0 || egb_table_number(table, row, high) < 0;
  return count;
}

static egb_status write_differences(egb_audit_work *work, const egb_uncertainty *u) {
  const egb_spread_options options = {.size = sizeof options,
                                      .languages = work->languages,
                                      .neighbours = true,
                                      .threads = work->asked.threads,
                                      .watch = egb_audit_watch,
                                      .context = work};
  egb_table *table = NULL;
  const egb_status status = egb_table_uncertainty_pairs(u, &options, work->diag, &table);
  if (status == EGB_OK)
    egb_audit_say(work, EGB_SAY_groups_differences,
                  EGB_ARGS(egb_arg_share(egb_uncertainty_about(u)->percent / 100), egb_arg_count(count_apart(table)),
                           egb_arg_count(table->row_count)));
  return egb_audit_adopt(work, status, table);
}

/* ---- all of it ------------------------------------------------------------------------------- */

static egb_status write_pairs(egb_audit_work *work, const egb_uncertainty *u) {
  pairs p = {0};
  egb_status status = compare(work, u, &p);
  if (status != EGB_OK)
    return status;
  if (p.count < 2 || p.draws == 0) {
    egb_audit_say(work, p.count < 2 ? EGB_SAY_groups_few : EGB_SAY_groups_too_many, NULL);
    return EGB_OK;
  }
  say_groups(work, &p);
  egb_table *table = group_table(work, &p);
  status = egb_audit_adopt(work, table != NULL ? EGB_OK : EGB_NO_MEMORY, table);
  if (status != EGB_OK)
    return status;
  table = unit_table(work, &p);
  status = egb_audit_adopt(work, table != NULL ? EGB_OK : EGB_NO_MEMORY, table);
  return status == EGB_OK ? write_differences(work, u) : status;
}

egb_status egb_audit_groups(egb_audit_work *work) {
  egb_audit_robust *robust;
  egb_status status = egb_audit_robust_of(work, &robust);
  if (status != EGB_OK)
    return status;
  if (robust->uncertainty == NULL) {
    egb_audit_say(work, EGB_SAY_groups_none, EGB_ARGS(egb_arg_text(robust->reason)));
    return EGB_OK;
  }
  status = write_pairs(work, robust->uncertainty);
  return status == EGB_OK ? egb_audit_changes(work, robust) : status;
}
