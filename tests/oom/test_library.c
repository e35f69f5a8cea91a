/* Every allocation of the library fails once, alone and with all that follow: each time the call says so, frees what it
 * had, and leaves nothing behind. */
#include "describe/manual.h"
#include "draw/plot.h"
#include "egovbench.h"
#include "files/file.h"
#include "kernel/wide.h"
#include "load/load_pieces.h"
#include "model/table.h"
#include "oom/fail_nth.h"
#include "small.h"
#include "write/rich_book.h"
#include "write/stream.h"

#include <iconv.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char definition[] =
    "egovbench: 1\n"
    "id: small\n"
    "title: {en: A small index, ja: 小さな指標}\n"
    "data: [{file: small.csv, unit: unit}]\n"
    "defaults: {normalise: minmax, aggregate: arithmetic, available: 50%}\n"
    "rank: {decimals: 1, tie-breakers: [networks], bounds: {dispersion: true}}\n"
    "breaks: {2021: Other questions}\n"
    "screen: {available: 10%, include: {EST: it is the host}}\n"
    "levels:\n"
    "  - {id: A, name: High, from: 50}\n"
    "  - {id: B, name: Low, from: 0}\n"
    "indicators:\n"
    "  - id: services\n"
    "    name: {en: Services, zh-Hant: 服務}\n"
    "    weight: 2\n"
    "    rescale: {method: minmax, to: [1, 100], round: 2}\n"
    "    indicators:\n"
    "      - {id: portal, column: portal, goalposts: [0, 1]}\n"
    "      - {id: mobile, column: mobile, points: {1: 0, 2: 0.5, 3: 1}}\n"
    "  - id: networks\n"
    "    weight: 1\n"
    "    aggregate: geometric\n"
    "    impute: mean\n"
    "    then: \"x * (1 + services / 1000) + 0 * extra2\"\n"
    "    indicators:\n"
    "      - {id: lines, compute: \"ln(lines)\", per: speed, goalposts: [0, \"ln(100)\"]}\n"
    "      - {id: speed, column: speed, treat: winsorise}\n"
    "      - {id: extra2, compute: \"mean(extra, 5) / maximum(extra)\", goalposts: [0, 9], weight: 0}\n"
    "      - {id: extra, column: lines, optional: true}\n"
    "  - id: compared\n"
    "    weight: 1\n"
    "    aggregate: copeland\n"
    "    indicators: [{id: mobile2, column: mobile, points: {1: 0, 2: 0.5, 3: 1}},\n"
    "      {id: portal2, column: portal, normalise: minmax}]\n"
    "scenarios: {even: {weights: {services: 50%}, add: [extra]}, other: {methods: {weights: equal}}}\n";

static const char broken[] =
    "egovbench: 1\nid: small\ntitel: x\nindicators:\n  - {id: a, weigth: 1, normalise: minmx}\n"
    "  - {id: a, goalposts: [1, 1]}\n";

static const char table[] = "unit,name,portal,mobile,lines,speed\n"
                            "EST,\"Esti, the first\",0.9,3,40,7\n"
                            "TWN,臺灣,0.8,2,,9\n"
                            "FJI,Fiji,0.2,1,12,\n";

static const char broken_table[] = "unit,name,portal,mobile,lines,speed\nEST,Esti,0;9,4,40\nTWN,x,\"0.8,2,3,9\n";

/* What one walk made, to be compared with the walk that was let alone. */
typedef struct trace {
  uint64_t sum;
  size_t length;
} trace;

static void note(trace *seen, const char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    seen->sum = (seen->sum ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
  seen->length += length;
}

/* A walk with several items does one at a time: the time of a walk grows with the square of its allocations. */
typedef struct work {
  small s;
  trace seen;
  size_t item, items; /* which one, of how many; 0: of one. The walk says how many, whatever fails in it */
} work;

static egb_status work_score(work *on, const char *definition_text, const char *data_text) {
  on->s = small_open(definition_text, data_text);
  small_go(&on->s, &(egb_plan_options){.size = sizeof(egb_plan_options), .scenario = "even"});
  return on->s.status;
}

static egb_status walk_score(work *on) {
  egb_status status = work_score(on, definition, table);
  if (!status)
    status = egb_plan_set_weight(on->s.plan, "services", 1.5, EGB_RESCALE_PROPORTIONAL, on->s.diag);
  if (!status)
    status = egb_rescore(on->s.plan, on->s.results, on->s.diag);
  for (size_t unit = 0; !status && unit < egb_dataset_unit_count(on->s.data); unit++) {
    const double score = egb_results_score(on->s.results, unit);
    note(&on->seen, (const char *)&score, sizeof score);
  }
  return status;
}

/* A table that is read in pieces, and row by row from a line end in quotes on. */
static egb_status walk_pieces(work *on) {
  static const char rows[] = "unit,name,x,y\nA,a,1,2\nB,b,3,\nC,,5,9\nD,d,-9,1e3\nE,\"\ne\",2,2\nF,f,4,1\n";
  static const char of_two[] = "egovbench: 1\nid: t\ndata: [{file: '-'}]\nindicators: [{id: x}, {id: y}]\n";
  const egb_data_options options = {.size = sizeof options, .stdin_text = rows, .stdin_length = strlen(rows)};
  on->s = small_parse("small.yaml", of_two);
  if (on->s.status == EGB_OK)
    on->s.status = egb_dataset_load_pieces(on->s.index, &options, (egb_load_how){1, 20, 0}, on->s.diag, &on->s.data);
  for (size_t unit = 0; on->s.status == EGB_OK && unit < egb_dataset_unit_count(on->s.data); unit++) {
    const char *name = egb_dataset_unit_name(on->s.data, unit, NULL);
    const double value = egb_dataset_values(on->s.data, 0, 1)[unit];
    note(&on->seen, name, strlen(name));
    note(&on->seen, (const char *)&value, sizeof value);
  }
  return on->s.status;
}

/* Each period after the one before, from which it takes what all of them learn. */
static egb_status walk_periods(work *on) {
  static const char panel[] = "unit,period,x,y\nA,1,1,2\nB,1,3,\nC,1,5,9\nA,2,2,2\nB,2,4,1\nC,2,90,3\n";
  static const char of_all[] = "egovbench: 1\nid: t\nfit: all\nscreen: {exclude: {Z: left}, include: {A: host}}\n"
                               "indicators: [{id: x, normalise: minmax, treat: winsorise},\n"
                               "  {id: y, normalise: zscore, impute: linear}, {id: z, column: x, impute: mean}]\n";
  on->s = small_open(of_all, panel);
  small_go(&on->s, &(egb_plan_options){.size = sizeof(egb_plan_options), .period = "1"});
  egb_status status = on->s.status;
  egb_plan *plan = NULL;
  egb_results *results = NULL;
  const egb_plan_options second = {.size = sizeof second, .period = "2"};
  if (!status)
    status = egb_plan_new(on->s.index, on->s.data, &second, on->s.diag, &plan);
  if (!status)
    status = egb_score_like(plan, on->s.results, on->s.diag, &results);
  for (size_t unit = 0; !status && unit < egb_dataset_unit_count(on->s.data); unit++) {
    const double score = egb_results_score(results, unit);
    note(&on->seen, (const char *)&score, sizeof score);
  }
  if (!status)
    status = egb_check(on->s.index, on->s.data, on->s.diag);
  egb_results_free(results);
  egb_plan_free(plan);
  return status;
}

static egb_status walk_within(work *on) {
  const bool member[] = {true, false, true};
  double rank[3] = {0};
  egb_status status = work_score(on, definition, table);
  if (!status)
    status = egb_results_rank_within(on->s.results, member, on->s.diag, rank);
  if (!status)
    status = egb_results_rank_groups(on->s.results, (const size_t[]){0, SIZE_MAX, 0}, 1, on->s.diag, rank);
  if (!status)
    note(&on->seen, (const char *)rank, sizeof rank);
  return status;
}

/* Writes a table in every format, then frees it. */
static egb_status print(work *on, egb_table *made) {
  const egb_write_options options = {.size = sizeof options, .width = 60, .colour = true, .box = true, .excel = true};
  egb_status status = EGB_OK;
  for (size_t i = 0; !status && i < egb_format_count(); i++) {
    char *text = NULL;
    size_t length = 0;
#ifndef EGB_XLSX
    if (egb_format_is_workbook((egb_format)i))
      continue;
#endif
    status = egb_table_write(made, (egb_format)i, &options, on->s.diag, &text, &length);
    if (status)
      assert_null(text);
    else
      note(&on->seen, text, length);
    egb_free(text);
  }
  egb_table_free(made);
  return status;
}

static egb_status walk_ranking(work *on) {
  static const char *const languages[] = {"en", "zh-Hant", NULL};
  static const char *const groups[] = {NULL};
  const egb_ranking_options options = {
      .size = sizeof options, .languages = languages, .groups = groups, .sort = "-score"};
  egb_table *made = NULL;
  egb_status status = work_score(on, definition, table);
  if (!status)
    status = egb_table_ranking(on->s.results, &options, on->s.diag, &made);
  return status ? status : print(on, made);
}

static egb_status note_bytes(void *context, const char *bytes, size_t length) {
  note(context, bytes, length);
  return EGB_OK;
}

/* Rows made while they are written, piece by piece; then all of them. */
static egb_status walk_on_demand(work *on) {
  const egb_ranking_options options = {.size = sizeof options, .on_demand = true};
  const egb_write_options by_one = {.size = sizeof by_one, .threads = 1};
  egb_table *made = NULL;
  egb_status status = work_score(on, definition, table);
  if (!status)
    status = egb_table_ranking(on->s.results, &options, on->s.diag, &made);
  for (egb_format format = EGB_FORMAT_CSV; !status && format <= EGB_FORMAT_NDJSON; format++)
    status = egb_table_write_to(made, format, &by_one, on->s.diag, note_bytes, &on->seen);
  for (egb_format format = EGB_FORMAT_CSV; !status && format <= EGB_FORMAT_NDJSON; format++)
    status = egb_stream(egb_writer_of(format), made, &by_one, 1, note_bytes, &on->seen);
  const egb_select_options sorted = {.size = sizeof sorted, .sort = "-name"};
  if (!status)
    status = egb_table_select(made, &sorted, on->s.diag);
  if (!status)
    return print(on, made);
  egb_table_free(made);
  return status;
}

/* The same of a table with texts that are made for its rows, and of some of its columns. */
static egb_status walk_each_value(work *on) {
  static const char *const columns[] = {"source", "value", "contribution", NULL};
  const egb_export_options options = {.size = sizeof options, .on_demand = true};
  const egb_select_options select = {.size = sizeof select, .columns = columns};
  const egb_write_options by_one = {.size = sizeof by_one, .threads = 1};
  egb_table *made = NULL;
  egb_status status = work_score(on, definition, table);
  const egb_results *results = on->s.results;
  if (!status)
    status = egb_table_long(&results, 1, &options, on->s.diag, &made);
  if (!status)
    status = egb_table_write_to(made, EGB_FORMAT_CSV, &by_one, on->s.diag, note_bytes, &on->seen);
  if (!status)
    status = egb_table_select(made, &select, on->s.diag);
  if (!status)
    status = egb_stream(egb_writer_of(EGB_FORMAT_NDJSON), made, &by_one, 5, note_bytes, &on->seen);
  egb_table_free(made);
  return status;
}

static egb_status walk_tree(work *on) {
  egb_table *made = NULL;
  egb_status status = work_score(on, definition, table);
  if (!status)
    status = egb_table_tree(on->s.index, on->s.plan, NULL, on->s.diag, &made);
  return status ? status : print(on, made);
}

/* Rows, columns and a note that were asked for; a column that does not exist. */
static egb_status walk_selection(work *on) {
  static const char *const columns[] = {"label", "node", "method", NULL}, *const unknown[] = {"nodes", NULL},
                           *const nodes[] = {"small", "portal", "speed", NULL};
  const egb_select_options options = {
      .size = sizeof options, .columns = columns, .nodes = nodes, .top = 2, .note = "Chosen."};
  const egb_select_options misspelt = {.size = sizeof misspelt, .columns = unknown};
  egb_table *made = NULL;
  egb_status status = work_score(on, definition, table);
  if (!status)
    status = egb_table_tree(on->s.index, on->s.plan, NULL, on->s.diag, &made);
  if (!status)
    status = egb_table_select(made, &misspelt, on->s.diag) == EGB_NO_MEMORY ? EGB_NO_MEMORY : EGB_OK;
  if (!status)
    status = egb_table_select(made, &options, on->s.diag);
  if (!status)
    return print(on, made);
  egb_table_free(made);
  return status;
}

static egb_status walk_explain(work *on) {
  egb_trail *trail = NULL;
  egb_table *made = NULL;
  egb_status status = work_score(on, definition, table);
  if (!status)
    status = egb_trail_new(on->s.results, 1, on->s.diag, &trail);
  if (!status)
    status = egb_table_explain(trail, NULL, on->s.diag, &made);
  if (!status)
    status = print(on, made);
  egb_trail_free(trail);
  return status;
}

/* Means with weights only: the exact answers. */
static const char plain[] = "egovbench: 1\nid: plain\ntitle: Plain\ndata: [{file: small.csv, unit: unit}]\n"
                            "scenarios: {even: {weights: {a: 50%}}}\nindicators:\n"
                            "  - id: a\n    aggregate: geometric\n    indicators:\n"
                            "      - {id: portal, goalposts: [0, 1]}\n      - {id: mobile, goalposts: [0, 3]}\n"
                            "  - {id: lines, goalposts: [0, 50]}\n  - {id: speed, goalposts: [0, 10]}\n";

static egb_status walk_stability(work *on) {
  egb_stability *made = NULL;
  egb_table *shown = NULL;
  egb_status status = work_score(on, plain, table);
  if (!status)
    status = egb_stability_new(on->s.plan, on->s.results, 2, on->s.diag, &made);
  if (!status)
    status = egb_table_stability(made, NULL, 0, on->s.diag, &shown);
  if (!status)
    status = print(on, shown);
  egb_stability_free(made);
  return status;
}

static egb_status walk_swap(work *on) {
  egb_swap *made = NULL;
  egb_table *shown = NULL;
  egb_status status = work_score(on, plain, table);
  if (!status)
    status = egb_swap_new(on->s.plan, on->s.results, 0, 1, on->s.diag, &made);
  if (!status)
    status = egb_table_swap(made, NULL, on->s.diag, &shown);
  if (!status)
    status = print(on, shown);
  egb_swap_free(made);
  return status;
}

/* The values of the one are all equal, which the method of the other cannot do with: a note says why there are no
 * scores. */
static egb_status walk_difference(work *on) {
  static const char *const definitions[] = {"egovbench: 1\nid: t\nindicators: [{id: x, goalposts: [0, 9]}]\n",
                                            "egovbench: 1\nid: t\nindicators: [{id: x, normalise: zscore}]\n"};
  egb_difference *made = NULL;
  egb_table *shown = NULL;
  on->s = small_try(definitions[0], "unit,x\nA,5\nB,5\nC,5\n");
  small other = small_try(definitions[1], "unit,x\nA,2\nB,1\nC,7\n");
  egb_status status = on->s.status != EGB_OK ? on->s.status : other.status;
  if (!status)
    status = egb_difference_new(on->s.results, other.results, on->s.diag, &made);
  if (!status)
    status = egb_table_difference(made, NULL, on->s.diag, &shown);
  if (!status)
    status = print(on, shown);
  egb_difference_free(made);
  small_free(&other);
  return status;
}

static egb_status walk_dominance(work *on) {
  egb_dominance *made = NULL;
  egb_table *shown = NULL;
  egb_status status = work_score(on, plain, table);
  if (!status)
    status = egb_dominance_new(on->s.plan, on->s.results, EGB_FREE_ALL, on->s.diag, &made);
  if (!status)
    status = egb_table_dominance(made, NULL, on->s.diag, &shown);
  if (!status)
    status = print(on, shown);
  shown = NULL;
  if (!status)
    status = egb_table_dominance_pairs(made, NULL, on->s.diag, &shown);
  if (!status)
    status = print(on, shown);
  egb_dominance_free(made);
  return status;
}

static egb_status walk_statistics(work *on) {
  static const char *const columns[] = {"lines", "population", NULL};
  egb_statistics_options options = EGB_STATISTICS_OPTIONS_INIT;
  options.columns = columns;
  options.complete = true;
  while (egb_statistics_kind_name((egb_statistics_kind)on->items) != NULL)
    on->items++;
  egb_status status = work_score(on, plain, table);
  egb_statistics *made = NULL;
  egb_table *shown = NULL;
  if (!status)
    status =
        egb_statistics_new(on->s.results, (egb_statistics_kind)on->item, EGB_STAGE_SCORED, &options, on->s.diag, &made);
  if (!status)
    status = egb_table_statistics(made, NULL, on->s.diag, &shown);
  if (!status)
    status = print(on, shown);
  egb_statistics_free(made);
  return status;
}

/* Draws one by one, replayed: something besides the weights varies. */
static egb_status walk_uncertainty(work *on) {
  static const char *const means[] = {"on", "geometric", NULL};
  egb_uncertainty_options options = EGB_UNCERTAINTY_OPTIONS_INIT;
  egb_uncertainty *made = NULL;
  egb_table *shown = NULL;
  options.draws = 6;
  options.threads = 1;
  options.aggregate = means;
  options.error = "10%";
  options.imputed = "predictive";
  options.error_correlation = "unit:0.5";
  options.keep_draws = true;
  options.keep_scores = true;
  egb_status status = work_score(on, plain, table);
  if (!status)
    status = egb_uncertainty_new(on->s.plan, on->s.results, &options, on->s.diag, &made);
  if (!status)
    status = egb_table_draws(made, 0, egb_uncertainty_draw_count(made), on->s.diag, &shown);
  if (!status)
    status = print(on, shown);
  shown = NULL;
  if (!status)
    status = egb_table_uncertainty_scores(made, NULL, on->s.diag, &shown);
  if (!status)
    status = print(on, shown);
  shown = NULL;
  if (!status)
    status = egb_table_uncertainty_pairs(made, NULL, on->s.diag, &shown);
  if (!status)
    status = print(on, shown);
  egb_uncertainty_free(made);
  return status;
}

/* Parts of draws that are replayed, of weights alone with walks, of an acceptability, and of a sensitivity; the merged
 * answer of each. */
static egb_status walk_parts(work *on) {
  static const char *const means[] = {"on", "geometric", NULL};
  egb_uncertainty_options options = EGB_UNCERTAINTY_OPTIONS_INIT;
  egb_part part[2] = {{.name = "part1.egb"}, {.name = "part2.egb"}};
  char *bytes[2] = {NULL, NULL};
  egb_uncertainty *made = NULL;
  egb_acceptability *acceptable = NULL;
  egb_sensitivity *sensitive = NULL;
  on->items = 4;
  options.draws = on->item == 3 ? 3 : 257;
  options.threads = 1;
  options.keep_scores = true;
  options.aggregate = on->item == 0 || on->item == 3 ? means : NULL;
  egb_status status = work_score(on, plain, table);
  for (size_t i = 0; i < 2 && !status; i++) {
    const egb_plan *plan = on->s.plan;
    const egb_results *results = on->s.results;
    size_t *length = &part[i].length;
    status = on->item == 3   ? egb_sensitivity_part(plan, results, 0, &options, i + 1, 2, on->s.diag, &bytes[i], length)
             : on->item == 2 ? egb_acceptability_part(plan, results, &options, i + 1, 2, on->s.diag, &bytes[i], length)
                             : egb_uncertainty_part(plan, results, &options, i + 1, 2, on->s.diag, &bytes[i], length);
    part[i].bytes = bytes[i];
  }
  if (!status && on->item == 3)
    status = egb_sensitivity_merge(on->s.plan, on->s.results, 0, &options, part, 2, on->s.diag, &sensitive);
  else if (!status && on->item == 2)
    status = egb_acceptability_merge(on->s.plan, on->s.results, &options, part, 2, on->s.diag, &acceptable);
  else if (!status)
    status = egb_uncertainty_merge(on->s.plan, on->s.results, &options, part, 2, on->s.diag, &made);
  egb_uncertainty_free(made);
  egb_acceptability_free(acceptable);
  egb_sensitivity_free(sensitive);
  egb_free(bytes[0]);
  egb_free(bytes[1]);
  return status;
}

/* As very many units are simulated; ranks kept, counted, and counted again. */
static egb_status walk_wide(work *on) {
  static const size_t parent[] = {0, 0, 0}, node[] = {1, 2};
  static const bool geometric[] = {false, false, false};
  static const double value[] = {1, 5, 3, 4, 2, 3}, quantile[] = {0.5};
  const double *const column[] = {NULL, value, value + 3};
  const egb_kernel_input input = {
      .units = 3, .nodes = 3, .parent = parent, .geometric = geometric, .value = column, .decimals = 1};
  const egb_sampler sampler = {.kind = EGB_SAMPLER_FLAT, .count = 2, .node = node};
  egb_simulation simulation = {
      .sampler = &sampler, .samplers = 1, .draws = 20, .threads = 1, .quantile = quantile, .quantiles = 1};
  egb_simulated counted = {0}, again = {0};
  egb_kernel *kernel = NULL;
  egb_rank_lists *lists = NULL;
  (void)on;
  egb_status status = egb_kernel_new(&input, &kernel);
  simulation.kernel = kernel;
  if (!status)
    status = egb_rank_lists_new(3, 20, &lists);
  if (!status)
    status = egb_wide_simulate(&simulation, NULL, lists, &counted);
  if (!status)
    status = egb_rank_lists_settle(lists, egb_lanes_best(), 1);
  if (!status)
    status = egb_wide_simulate(&simulation, NULL, NULL, &counted);
  simulation.again = counted.tally;
  if (!status)
    status = egb_wide_simulate(&simulation, NULL, NULL, &again);
  egb_simulated_clear(&counted);
  egb_simulated_clear(&again);
  egb_rank_lists_free(lists);
  egb_kernel_free(kernel);
  return status;
}

static egb_status walk_acceptability(work *on) {
  egb_uncertainty_options options = EGB_UNCERTAINTY_OPTIONS_INIT;
  egb_acceptability *made = NULL;
  egb_table *shown = NULL;
  options.draws = 6;
  options.threads = 1;
  options.keep_pairs = true;
  egb_status status = work_score(on, plain, table);
  if (!status)
    status = egb_acceptability_new(on->s.plan, on->s.results, &options, on->s.diag, &made);
  if (!status)
    status = egb_table_acceptability_pairs(made, NULL, NULL, 0, on->s.diag, &shown);
  if (!status)
    status = print(on, shown);
  egb_acceptability_free(made);
  return status;
}

static egb_status walk_removals(work *on) {
  egb_removals *made = NULL;
  egb_table *shown = NULL;
  egb_status status = work_score(on, plain, table);
  if (!status)
    status = egb_removals_new(on->s.plan, on->s.results, NULL, NULL, on->s.diag, &made);
  if (!status)
    status = egb_table_removals(made, NULL, on->s.diag, &shown);
  if (!status)
    status = print(on, shown);
  shown = NULL;
  if (!status)
    status = egb_table_removal_ranks(made, NULL, on->s.diag, &shown);
  if (!status)
    status = print(on, shown);
  egb_removals_free(made);
  return status;
}

/* Three rows for any kind of picture: its columns, and those that some kinds have as many of as there are. The second
 * row has no numbers. */
static egb_table *make_drawable(const egb_plot_row *kind) {
  static const char *const more[] = {"rank_a", "rank_b", "p_rank_2"};
  static const char *const texts[][4] = {{"unit", "EST", "TWN", "C1"},
                                         {"node", "t", "t", "t"},
                                         {"part", "child", "unit", "unit"},
                                         {"id", "a", "EST", "TWN"},
                                         {"name", "Estonia", "臺灣", "A city"},
                                         {"child", "a", "b", "a"},
                                         {"label", "A", "B", "A"},
                                         {"x", "a", "a", "b"},
                                         {"y", "b", "c", "c"},
                                         {"relation", "siblings", "siblings", "siblings"},
                                         {"period", "1", "1", "1"},
                                         {"level", "A", "", "B"},
                                         {"level_name", "High", "", "Low"},
                                         {"state", "observed", "missing", "treated"},
                                         {"status", "all", "all", "all"},
                                         {"assumption", "weights", "aggregate", "normalise"},
                                         {"alternative", "random", "geometric", "minmax"}};
  size_t count = 0;
  while (kind->columns[count] != NULL)
    count++;
  egb_table *made = egb_table_new(kind->schema, count + 3, 3);
  if (made == NULL)
    return NULL;
  made->title =
      "A title that is too long for a picture of the usual width, and is cut: a title that is too long for it";
  for (size_t c = 0; c < count + 3; c++) {
    const char *id = c < count ? kind->columns[c] : more[c - count];
    made->column[c] = (egb_table_column){.id = id, .label = id, .kind = EGB_CELL_NUMBER};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
      if (strcmp(texts[k][0], id) == 0)
        made->column[c].kind = EGB_CELL_TEXT;
    for (size_t row = 0; row < 3; row++) {
      for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
        if (strcmp(texts[k][0], id) == 0 && !egb_table_put_text(made, row, c, texts[k][row + 1])) {
          egb_table_free(made);
          return NULL;
        }
      if (made->column[c].kind == EGB_CELL_NUMBER && row != 1)
        egb_table_put_number(made, row, c, strcmp(id, "level") == 0 ? (double)row : 1 + (double)row / 4);
    }
  }
  return made;
}

static const egb_plot_row *const kinds[] = {
#define EGB_PLOT(name) &egb_plot_##name,
#include "draw/list.h"
};

/* Every kind of picture, as a file and in a page. */
static egb_status walk_pictures(work *on) {
  on->items = sizeof kinds / sizeof *kinds;
  on->s.diag = egb_diag_new();
  if (on->s.diag == NULL)
    return EGB_NO_MEMORY;
  char *svg = NULL;
  size_t length = 0;
  egb_table *made = make_drawable(kinds[on->item]);
  egb_status status = made == NULL ? EGB_NO_MEMORY : egb_plot_write(on->item, made, on->s.diag, &svg, &length);
  if (status)
    assert_null(svg);
  else
    note(&on->seen, svg, length);
  egb_free(svg);
  egb_buffer part = {0};
  if (!status)
    status = egb_plot_fragment(on->item, made, on->item, on->s.diag, &part);
  egb_buffer_clear(&part);
  egb_table_free(made);
  return status;
}

/* The same in text, with ASCII for every other kind. */
static egb_status walk_prints(work *on) {
  on->items = sizeof kinds / sizeof *kinds;
  const egb_write_options options = {.size = sizeof options, .width = 60, .ascii = on->item % 2 != 0};
  on->s.diag = egb_diag_new();
  if (on->s.diag == NULL)
    return EGB_NO_MEMORY;
  char *text = NULL;
  size_t length = 0;
  egb_table *made = make_drawable(kinds[on->item]);
  const egb_status status =
      made == NULL ? EGB_NO_MEMORY : egb_plot_write_text(on->item, made, &options, on->s.diag, &text, &length);
  if (status)
    assert_null(text);
  else
    note(&on->seen, text, length);
  egb_free(text);
  egb_table_free(made);
  return status;
}

static egb_status walk_form(work *on) {
  egb_table *made = NULL;
  egb_status status = work_score(on, definition, table);
  if (!status)
    status = egb_table_data_form(on->s.data, on->s.diag, &made);
  if (!status)
    status = print(on, made);
  made = NULL;
  if (!status)
    status = egb_table_form(on->s.data, NULL, on->s.diag, &made);
  return status ? status : print(on, made);
}

/* Units that only have numbers, and a plan of them. */
static egb_status walk_units(work *on) {
  const egb_data_options options = {.size = sizeof options, .units = 40};
  egb_table *made = NULL;
  on->s = small_parse("small.yaml", definition);
  egb_status status = on->s.status;
  if (!status)
    status = egb_dataset_blank(on->s.index, &options, on->s.diag, &on->s.data);
  if (!status)
    status = egb_plan_new(on->s.index, on->s.data, NULL, on->s.diag, &on->s.plan);
  if (!status)
    status = egb_table_data_form(on->s.data, on->s.diag, &made);
  return status ? status : print(on, made);
}

static egb_status walk_methods(work *on) {
  egb_table *made = NULL;
  on->s.diag = egb_diag_new();
  if (!on->s.diag)
    return EGB_NO_MEMORY;
  egb_status status = egb_table_methods(NULL, on->s.diag, &made);
  if (!status)
    status = print(on, made);
  made = NULL;
  if (!status)
    status = egb_table_methods("minmax", on->s.diag, &made);
  return status ? status : print(on, made);
}

static egb_status keep(work *on, char *text) {
  if (!text)
    return EGB_NO_MEMORY;
  note(&on->seen, text, strlen(text));
  egb_free(text);
  return EGB_OK;
}

static egb_status walk_documents(work *on) {
  on->items = 2;
  return keep(on, on->item == 0 ? egb_definition_schema() : egb_definition_manual());
}

/* Every error is counted, but one that finds no memory is told as "1 more error", and a suggestion may be left out. */
static egb_status walk_messages(work *on, const char *definition_text, const char *data_text) {
  static const egb_diag_format formats[] = {EGB_DIAG_HUMAN, EGB_DIAG_JSON, EGB_DIAG_SARIF, EGB_DIAG_GITHUB};
  egb_status status = work_score(on, definition_text, data_text);
  if (status != EGB_REFUSED)
    return status ? status : EGB_INTERNAL;
  status = EGB_OK;
  const size_t errors = egb_diag_count(on->s.diag, EGB_SEVERITY_ERROR);
  note(&on->seen, (const char *)&errors, sizeof errors);
  for (size_t i = 0; !status && i < sizeof formats / sizeof formats[0]; i++) {
    char *text = egb_diag_text(on->s.diag, formats[i], EGB_SEVERITY_NOTE, true);
    status = text ? EGB_OK : EGB_NO_MEMORY;
    egb_free(text);
  }
  return status;
}

static egb_status walk_broken_definition(work *on) {
  return walk_messages(on, broken, table);
}

static egb_status walk_broken_data(work *on) {
  return walk_messages(on, definition, broken_table);
}

/* Titles above two lines of header, a filter, periods as columns, other marks in numbers. */
static egb_status walk_dialect(work *on) {
  return walk_messages(
      on,
      "egovbench: 1\nid: t\ntitle: T\ndata: [{file: x.csv, header: 2..3, delimiter: \";\", decimal: comma, "
      "thousands: space, layout: periods, others: ignore, footer: blank, name: Country, "
      "where: {sex: [T, A]}}]\nindicators: [{id: a}]\nscenarios: {even: {weights: {a: 2}}}\n",
      "Title\n;;;;2020\nunit;Country;sex;indicator;\nEST;Estonia;T;a;1 234,5\nFIN;Finland;A;a;2\n"
      ";World;T;a;3\nLVA;Latvia;M;a;4\n\nNotes\n");
}

/* Units by name, marks beside numbers, rows that a hint tells apart. */
static egb_status walk_matched(work *on) {
  return walk_messages(on,
                       "egovbench: 1\nid: t\ntitle: T\ndata: [{file: x.csv, match: name, flags: strip, others: ignore, "
                       "encoding: windows-1252}]\nindicators: [{id: a}]\nscenarios: {even: {weights: {a: 2}}}\n",
                       "unit,sex,a\nEstonia,F,1 b\nT\xFCrkiye,F,<5\nEstonia,M,2\nWorld,M,3\n");
}

static egb_status walk_file(work *on) {
  char folder[] = "/tmp/egovbench-oom-XXXXXX";
  char path[sizeof folder + 8];
  assert_non_null(mkdtemp(folder));
  memcpy(path, folder, sizeof folder - 1);
  memcpy(path + sizeof folder - 1, "/out.csv", 9);
  on->s.diag = egb_diag_new();
  egb_status status = on->s.diag ? egb_file_write(path, "unit\n", 5, EGB_REPLACE_HEADER, on->s.diag) : EGB_NO_MEMORY;
  assert_int_equal(access(path, F_OK), status ? -1 : 0);
  if (!status)
    assert_int_equal(unlink(path), 0);
  assert_int_equal(rmdir(folder), 0); /* a temporary neighbour that stayed would keep it */
  return status;
}

/* Names of countries are looked up; a value is missing, and one header is no id. */
static egb_status walk_draft(work *on) {
  char *text = NULL;
  char path[4096];
  const char *const file = path, *const name = "draft.csv";
  (void)snprintf(path, sizeof path, "%s/tests/load/data/draft.csv", getenv("EGOVBENCH_SOURCE"));
  on->s.diag = egb_diag_new();
  egb_status status = on->s.diag ? egb_index_draft(&file, &name, 1, "draft", on->s.diag, &text) : EGB_NO_MEMORY;
  if (!status)
    note(&on->seen, text, strlen(text));
  egb_free(text);
  return status;
}

#ifdef EGB_XLSX
/* A workbook that computes: charts, formats, rules, and cells that look in many ways. */
static egb_status walk_book(work *on) {
  egb_buffer out = {0};
  egb_book *book = rich_book(3);
  const bool whole = book != NULL && egb_book_write(book, &out);
  if (whole)
    note(&on->seen, out.text, out.length);
  egb_book_free(book);
  egb_buffer_clear(&out);
  return whole ? EGB_OK : EGB_NO_MEMORY;
}
#endif

/* ---- bundles --------------------------------------------------------------------------------- */

static const char bundled[] =
    "egovbench: 1\nid: bundled\ntitle: {en: B, ja: 小}\nlicence: CC-BY-4.0\ncitation: Me\npublisher: Us\n"
    "data: [open.csv, closed.csv]\ndefaults: {normalise: minmax, available: 0}\n"
    "publication: {address: https://example.org/b, theme: GOVE}\n"
    "indicators: [{id: a}, {id: b, weight: 2}]\n";
static const char bundled_closed[] = "unit,b\nX,9\nY,3\nZ,4\n";
static const char bundled_notes[] = "title: C\nlicence: none\nredistribution: no\nreason: house\n"
                                    "columns: [{id: b, unit: per cent, description: Of all}]\n";

typedef struct shelf {
  bool keeps_back;
} shelf;

static egb_status read_shelf(void *context, const char *path, const char **text, size_t *length) {
  static const char *const files[][2] = {{"b/b.yaml", bundled},
                                         {"b/open.csv", "unit,a\nX,1\nY,2\nZ,5\n"},
                                         {"b/closed.csv", bundled_closed},
                                         {"b/closed.meta.yaml", bundled_notes}};
  const size_t count = ((const shelf *)context)->keeps_back ? 4 : 3;
  for (size_t i = 0; i < count; i++)
    if (strcmp(path, files[i][0]) == 0) {
      *text = files[i][1];
      *length = strlen(*text);
      return EGB_OK;
    }
  return EGB_IO;
}

static egb_status open_bundle(work *on, shelf *from, const char *portal, egb_bundle **out) {
  const egb_bundle_options options = {.size = sizeof options,
                                      .home = "nowhere",
                                      .read = read_shelf,
                                      .context = from,
                                      .draws = 10,
                                      .threads = 1,
                                      .portal = portal,
                                      .when = "2026-01-02"};
  const egb_index_options index = {.size = sizeof index, .home = "nowhere", .read = read_shelf, .context = from};
  const egb_data_options data = {.size = sizeof data, .home = "nowhere", .read = read_shelf, .context = from};
  on->s.diag = egb_diag_new();
  on->s.status = on->s.diag == NULL ? EGB_NO_MEMORY : egb_index_read("b/b.yaml", &index, on->s.diag, &on->s.index);
  small_load(&on->s, &data);
  small_go(&on->s, NULL);
  return on->s.status != EGB_OK ? on->s.status : egb_bundle_new(on->s.plan, on->s.results, &options, on->s.diag, out);
}

static void note_bundle(work *on, const egb_bundle *bundle) {
  const char *bytes;
  size_t length;
  for (size_t i = 0; egb_bundle_at(bundle, i, &bytes, &length) != NULL; i++)
    note(&on->seen, bytes, length);
}

/* A bundle with a report; with a file that is left out, and a portal. */
static egb_status walk_bundle(work *on) {
  shelf from = {.keeps_back = on->item == 1};
  egb_bundle *bundle = NULL;
  on->items = 2;
  egb_status status = open_bundle(on, &from, on->item == 1 ? "data.gov.tw" : NULL, &bundle);
  if (!status)
    note_bundle(on, bundle);
  egb_bundle_free(bundle);
  return status;
}

/* What is verified is made once, in folders: minizip 1.1 forgets a block when memory runs out while it opens an entry.
 */
static char kept_back[] = "/tmp/egovbench-kept-XXXXXX", with[] = "/tmp/egovbench-with-XXXXXX/closed.csv";

static void for_files(const char *folder, const egb_bundle *bundle,
                      void (*act)(const char *path, const char *bytes, size_t length)) {
  const char *name, *bytes;
  size_t length;
  for (size_t i = 0; (name = egb_bundle_at(bundle, i, &bytes, &length)) != NULL; i++) {
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    act(path, bytes, length);
  }
}

/* datapackage.json is left out: its reader is that of bundle.json, and a walk through it is an hour. */
static void write_file(const char *path, const char *bytes, size_t length) {
  char folder[4096];
  if (strstr(path, "datapackage.json") != NULL)
    return;
  (void)snprintf(folder, sizeof folder, "%s", path);
  *strrchr(folder, '/') = '\0';
  (void)mkdir(folder, 0700);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, length, file), length);
  assert_int_equal(fclose(file), 0);
}

static void remove_file(const char *path, const char *bytes, size_t length) {
  char folder[4096];
  (void)bytes;
  (void)length;
  (void)snprintf(folder, sizeof folder, "%s", path);
  (void)unlink(path);
  *strrchr(folder, '/') = '\0';
  (void)rmdir(folder);
}

static void shelve(bool there) {
  work on = {0};
  shelf from = {.keeps_back = true};
  egb_bundle *bundle = NULL;
  assert_int_equal(open_bundle(&on, &from, NULL, &bundle), EGB_OK);
  if (there) {
    char *slash = strrchr(with, '/');
    *slash = '\0';
    assert_non_null(mkdtemp(kept_back));
    assert_non_null(mkdtemp(with));
    *slash = '/';
    write_file(with, bundled_closed, strlen(bundled_closed));
  } else {
    remove_file(with, NULL, 0);
  }
  for_files(kept_back, bundle, there ? write_file : remove_file);
  egb_bundle_free(bundle);
  small_free(&on.s);
}

/* Of one that lacks a file, without it and with it. */
static egb_status walk_verify(work *on) {
  const char *const files[] = {with, NULL};
  const egb_verify_options options = {.size = sizeof options, .threads = 1, .with = on->item == 1 ? files : NULL};
  egb_verification *verification = NULL;
  egb_table *made = NULL;
  on->items = 2;
  on->s.diag = egb_diag_new();
  egb_status status = on->s.diag == NULL ? EGB_NO_MEMORY : egb_verify(kept_back, &options, on->s.diag, &verification);
  if (!status)
    status = egb_table_verification(verification, on->s.diag, &made);
  if (!status) {
    assert_int_equal(egb_verification_about(verification)->differences, 1);
    note(&on->seen, (const char *)&egb_verification_about(verification)->figures, sizeof(size_t));
  }
  egb_table_free(made);
  egb_verification_free(verification);
  return status;
}

static work play(egb_status (*walk)(work *), size_t item, egb_status *status) {
  work on = {.item = item};
  *status = walk(&on);
  small_free(&on.s);
  return on;
}

/* Far into a walk one allocation of four fails, unless more is asked for (.ci/full): the same places come again and
 * again there, with other data. */
#define EACH_UNTIL 400

static unsigned long next_one(unsigned long n) {
  return n < EACH_UNTIL || getenv("EGOVBENCH_TRIES") != NULL ? n + 1 : n + 4;
}

/* How many items the walk has. */
static size_t every_allocation(egb_status (*walk)(work *), size_t item, fail_mode mode) {
  egb_status status;
  const work calm = play(walk, item, &status);
  assert_int_equal(status, EGB_OK);
  for (unsigned long n = 1;; n = next_one(n)) {
    const long before = fail_nth_live();
    fail_nth(n, mode);
    const work on = play(walk, item, &status);
    const bool happened = fail_nth_happened();
    fail_nth(0, mode);
    if (fail_nth_live() != before)
      fail_msg("allocation %lu: %ld blocks were not freed", n, fail_nth_live() - before);
    if (status != EGB_NO_MEMORY && status != EGB_OK)
      fail_msg("allocation %lu: status %d", n, (int)status);
    if (status == EGB_OK && (on.seen.sum != calm.seen.sum || on.seen.length != calm.seen.length))
      fail_msg("allocation %lu: no error, but another result", n);
    if (!happened)
      break;
    assert_true(n < 100000);
  }
  return calm.items;
}

static void every_item(egb_status (*walk)(work *), fail_mode mode) {
  const size_t items = every_allocation(walk, 0, mode);
  for (size_t item = 1; item < items; item++)
    (void)every_allocation(walk, item, mode);
}

/* The walk to take is the test's initial state. */
typedef struct walk_case {
  egb_status (*walk)(work *);
} walk_case;

static void test_one_fails(void **state) {
  every_item(((const walk_case *)*state)->walk, FAIL_ONE);
}

static void test_all_fail_from(void **state) {
  every_item(((const walk_case *)*state)->walk, FAIL_ALL_FROM);
}

static void test_rescore_allocates_nothing(void **state) {
  (void)state;
  work on = {0};
  assert_int_equal(work_score(&on, definition, table), EGB_OK);
  assert_int_equal(egb_plan_set_weight(on.s.plan, "services", 0.7, EGB_RESCALE_FREE, on.s.diag), EGB_OK);
  fail_nth(1, FAIL_ALL_FROM);
  const egb_status status = egb_rescore(on.s.plan, on.s.results, on.s.diag);
  const bool happened = fail_nth_happened();
  fail_nth(0, FAIL_ONE);
  assert_int_equal(status, EGB_OK);
  assert_false(happened);
  small_free(&on.s);
}

/* ---- a second round of parts ----------------------------------------------------------------- */

/* So many units that ranks are counted in bands; they are scored, and the files before a step made, with all memory
 * there is. */
typedef struct rounds {
  small s;
  egb_uncertainty_options options;
  egb_part part[2]; /* of all draws, and the second of them again */
} rounds;

enum { ROUND_FIRST, ROUND_JOIN, ROUND_SECOND, ROUND_MERGE, ROUND_STEPS };

static egb_status take_step(const rounds *r, int step, egb_part *made) {
  egb_uncertainty_options options = r->options;
  egb_uncertainty *answer = NULL;
  char *bytes = NULL;
  bool again = false;
  egb_status status;
  options.refine = step == ROUND_SECOND ? &r->part[0] : NULL;
  if (step == ROUND_JOIN)
    status =
        egb_uncertainty_join(r->s.plan, r->s.results, &options, r->part, 1, r->s.diag, &bytes, &made->length, &again);
  else if (step == ROUND_MERGE)
    status = egb_uncertainty_merge(r->s.plan, r->s.results, &options, r->part, 2, r->s.diag, &answer);
  else
    status = egb_uncertainty_part(r->s.plan, r->s.results, &options, 1, 1, r->s.diag, &bytes, &made->length);
  egb_uncertainty_free(answer);
  made->bytes = bytes;
  return status;
}

static void every_step(const rounds *r, int step, fail_mode mode) {
  for (unsigned long n = 1; n < 100000; n++) {
    egb_part made = {.name = "part.egb"};
    const long before = fail_nth_live();
    fail_nth(n, mode);
    const egb_status status = take_step(r, step, &made);
    const bool happened = fail_nth_happened();
    fail_nth(0, mode);
    egb_free((void *)(uintptr_t)made.bytes);
    if (fail_nth_live() != before || (status != EGB_NO_MEMORY && status != EGB_OK))
      fail_msg("step %d, allocation %lu: status %d, %ld blocks", step, n, (int)status, fail_nth_live() - before);
    if (!happened)
      return;
  }
}

static void test_second_round(void **state) {
  (void)state;
  egb_buffer text = {0};
  egb_buffer_text(&text, "unit,a,b\n");
  for (size_t u = 0; u < 4200; u++)
    egb_buffer_format(&text, "U%zu,%zu,%zu\n", u, u * 7919 % 4201, u * 104729 % 4201);
  rounds r = {.s = small_score("egovbench: 1\nid: t\ndefaults: {normalise: as-is}\nindicators: [{id: a}, {id: b}]\n",
                               egb_buffer_string(&text)),
              .options = EGB_UNCERTAINTY_OPTIONS_INIT,
              .part = {{.name = "first.egb"}, {.name = "again.egb"}}};
  egb_buffer_clear(&text);
  r.options.draws = 1100;
  r.options.threads = 1;
  for (int step = ROUND_FIRST; step < ROUND_STEPS; step++) {
    egb_part made = {.name = "part.egb"};
    assert_int_equal(take_step(&r, step, &made), EGB_OK);
    if (step == ROUND_JOIN || step == ROUND_MERGE) {
      every_step(&r, step, FAIL_ONE);
      every_step(&r, step, FAIL_ALL_FROM);
      egb_free((void *)(uintptr_t)made.bytes);
    } else {
      r.part[step == ROUND_SECOND].bytes = made.bytes;
      r.part[step == ROUND_SECOND].length = made.length;
    }
  }
  egb_free((void *)(uintptr_t)r.part[0].bytes);
  egb_free((void *)(uintptr_t)r.part[1].bytes);
  small_free(&r.s);
}

#define WALK(name) static walk_case name##_case = {walk_##name};
WALK(score)
WALK(dialect)
WALK(matched)
WALK(periods)
WALK(pieces)
WALK(within)
WALK(ranking)
WALK(on_demand)
WALK(each_value)
WALK(tree)
WALK(selection)
WALK(explain)
WALK(stability)
WALK(swap)
WALK(difference)
WALK(dominance)
WALK(statistics)
WALK(uncertainty)
WALK(acceptability)
WALK(parts)
WALK(wide)
WALK(removals)
WALK(form)
WALK(pictures)
WALK(prints)
WALK(units)
WALK(methods)
WALK(documents)
WALK(broken_definition)
WALK(broken_data)
WALK(file)
WALK(draft)
WALK(bundle)
WALK(verify)
#ifdef EGB_XLSX
WALK(book)
#endif

#define BOTH(name)                                                                                                     \
  {#name ": one allocation fails", test_one_fails, NULL, NULL, &name##_case}, {                                        \
#name ": all from one on fail", test_all_fail_from, NULL, NULL, &name##_case                                       \
  }

int main(void) {
  /* glibc frees the module of an encoding some openings after its last use: those that stay open keep theirs. */
  static const char *const encodings[] = {"UTF-16LE", "UTF-16BE", "CP1250", "CP1251",     "CP1252",     "CP1253",
                                          "CP1254",   "CP1256",   "CP1257", "ISO-8859-1", "ISO-8859-2", "ISO-8859-15",
                                          "KOI8-R",   "CP850",    "CP866",  "MACINTOSH",  "BIG5",       "CP932",
                                          "EUC-JP",   "CP949",    "GB18030"};
  iconv_t held[sizeof encodings / sizeof encodings[0]];
  for (size_t i = 0; i < sizeof held / sizeof held[0]; i++)
    held[i] = iconv_open("UTF-8", encodings[i]);
  shelve(true);
  const struct CMUnitTest tests[] = {
      BOTH(score),
      BOTH(periods),
      BOTH(pieces),
      BOTH(within),
      BOTH(ranking),
      BOTH(on_demand),
      BOTH(each_value),
      BOTH(tree),
      BOTH(selection),
      BOTH(explain),
      BOTH(stability),
      BOTH(swap),
      BOTH(difference),
      BOTH(dominance),
      BOTH(statistics),
      BOTH(uncertainty),
      BOTH(acceptability),
      BOTH(parts),
      BOTH(wide),
      BOTH(removals),
      BOTH(form),
      BOTH(pictures),
      BOTH(prints),
      BOTH(units),
      BOTH(methods),
      BOTH(documents),
      BOTH(broken_definition),
      BOTH(broken_data),
      BOTH(dialect),
      BOTH(matched),
      BOTH(bundle),
      BOTH(verify),
#ifdef EGB_XLSX
      BOTH(book),
#endif
      BOTH(file),
      BOTH(draft),
      cmocka_unit_test(test_rescore_allocates_nothing),
      cmocka_unit_test(test_second_round),
  };
  const int failed = cmocka_run_group_tests(tests, NULL, NULL);
  shelve(false);
  for (size_t i = 0; i < sizeof held / sizeof held[0]; i++)
    if (held[i] != (iconv_t)-1)
      (void)iconv_close(held[i]);
  return failed;
}
