#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/session.h"
#include "cli/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WEIGHT_MAX 64 /* bytes of a number on the command line */

static egb_status refuse(const cli_session *session, const char *text, const char *why) {
  cli_error(session->diag, CLI_E_USAGE, "write the shares that it may have, for instance OS=0.1..0.3 or OS=10%..30%",
            "--limit %.200s: %s", text, why);
  return EGB_USAGE;
}

static bool read_share(const char *text, size_t length, double *out) {
  char copy[WEIGHT_MAX];
  if (length == 0 || length >= sizeof copy)
    return false;
  memcpy(copy, text, length);
  copy[length] = '\0';
  return egb_share_parse(copy, out);
}

/* "ID=LOW..HIGH". */
static egb_status read_limit(const cli_session *session, const char *text, egb_weight_limit *out) {
  const char *equal = strchr(text, '='), *dots = equal == NULL ? NULL : strstr(equal, "..");
  if (dots == NULL)
    return refuse(session, text, "not of the form ID=LOW..HIGH");
  char *id = cli_format("%.*s", (int)(equal - text), text);
  if (id == NULL)
    return EGB_NO_MEMORY;
  out->node = egb_index_find(session->index, id);
  free(id);
  if (out->node == SIZE_MAX || egb_index_node_parent(session->index, out->node) != 0)
    return refuse(session, text, "no part of the index has this id");
  if (!read_share(equal + 1, (size_t)(dots - equal - 1), &out->low) ||
      !read_share(dots + 2, strlen(dots + 2), &out->high))
    return refuse(session, text, "LOW and HIGH are numbers from 0 to 1 or percentages");
  return out->low <= out->high ? EGB_OK : refuse(session, text, "LOW is above HIGH");
}

static egb_status read_limits(const cli_session *session, egb_weight_limit **out, size_t *count) {
  const cli_list *given = &session->arguments->value[OPTION_LIMIT].list;
  egb_status status = EGB_OK;
  *count = 0;
  *out = calloc(given->count + 1, sizeof **out);
  if (*out == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < given->count && status != EGB_NO_MEMORY; i++) {
    const egb_status one = read_limit(session, given->item[i], &(*out)[*count]);
    *count += one == EGB_OK;
    status = one != EGB_OK ? one : status;
  }
  return status;
}

/* "25%", "0.25", or "any" for whatever weights there can be. */
static egb_status read_percent(const cli_session *session, double *out) {
  const char *text = session->arguments->value[OPTION_LIMITS].text;
  double share = 0;
  *out = 0;
  if (text == NULL)
    return EGB_OK;
  *out = (double)INFINITY;
  if (strcmp(text, "any") == 0)
    return EGB_OK;
  *out = egb_share_parse(text, &share) ? 100 * share : 0;
  if (*out > 0)
    return EGB_OK;
  cli_error(session->diag, CLI_E_USAGE, "for instance --limits 25% (or 0.25, which is the same), or --limits any",
            "--limits %.200s: not a share above 0 and at most 1", text);
  return EGB_USAGE;
}

static egb_status search(cli_session *session, egb_table **table, bool *stopped, egb_bounds **bounds) {
  const cli_value *value = session->arguments->value;
  egb_weight_limit *limit = NULL;
  size_t count = 0;
  double percent = 0;
  cli_progress progress;
  egb_status status = read_limits(session, &limit, &count);
  if (status == EGB_OK)
    status = read_percent(session, &percent);
  if (status == EGB_OK) {
    const egb_bounds_options options = {.size = sizeof options,
                                        .percent = percent,
                                        .limit = limit,
                                        .limit_count = count,
                                        .top = (size_t)value[OPTION_TOP].number,
                                        .seconds = (double)value[OPTION_TIME].number,
                                        .watch = cli_progress_watch,
                                        .context = &progress};
    cli_progress_start(&progress, session, "units");
    status = egb_bounds_new(session->plan, session->results, &options, session->diag, bounds);
    *stopped = cli_progress_end(&progress);
  }
  free(limit);
  if (status == EGB_OK)
    status = egb_table_bounds(*bounds, cli_languages(session), session->diag, table);
  return status;
}

/* The pairs are those of any weights, and all of them. */
static egb_status check_dominance(const cli_session *session) {
  static const cli_option_id others[] = {OPTION_LIMITS, OPTION_LIMIT, OPTION_TIME};
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    if (session->arguments->value[others[i]].given != 0) {
      cli_error(session->diag, CLI_E_USAGE, "leave one of the two out", "--dominance cannot be combined with --%s",
                cli_option_at(others[i])->name);
      return EGB_USAGE;
    }
  return EGB_OK;
}

static int run_bounds(cli_session *session) {
  const cli_arguments *arguments = session->arguments;
  egb_bounds *bounds = NULL;
  egb_dominance *dominance = NULL;
  egb_table *table = NULL;
  bool stopped = false;
  const bool pairs = arguments->value[OPTION_DOMINANCE].given != 0;
  egb_status status = pairs ? check_dominance(session) : EGB_OK;
  if (status == EGB_OK)
    status = cli_load_index(session, cli_operand(arguments, 0));
  if (status == EGB_OK)
    status = cli_load_results(session);
  if (status == EGB_OK && pairs) {
    status = egb_dominance_new(session->plan, session->results, EGB_FREE_PARTS, session->diag, &dominance);
    if (status == EGB_OK)
      status = egb_table_dominance_pairs(dominance, cli_languages(session), session->diag, &table);
  } else if (status == EGB_OK) {
    status = search(session, &table, &stopped, &bounds);
  }
  if (status == EGB_OK)
    status = pairs ? cli_print_first(session, table) : cli_print_table(session, table);
  egb_table_free(table);
  egb_dominance_free(dominance);
  egb_bounds_free(bounds);
  return cli_progress_exit(stopped, status);
}

const cli_command cli_command_bounds = {
    .name = "bounds",
    .heading = HEADING_TRUST,
    .summary = "best and worst rank of each unit; who can be first?",
    .arguments = "[INDEX]",
    .description =
        "The best and the worst rank each unit can have when the weights of the index's parts may be anything within "
        "limits, and whether it can be first at all. Exact: reached by some weights (CSV and JSON have them) and "
        "proven that none go beyond. When --time or Ctrl-C ends the search, or without GLPK, proven ranks are shown "
        "next to those found. --dominance lists the pairs of units whose order no weights can change.",
    .example = {{"egovbench bounds", "all weights within 25 %"},
                {"egovbench bounds --limits 25% --limit OS=10%..30%", "others"},
                {"egovbench bounds --limits any --time 10", "any weights, ten seconds"},
                {"egovbench bounds egdi --dominance", "what no weights can change"}},
    .operand = {"index"},
    .most = 1,
    .options =
        CLI_TAKES(TAKES_SCORED, TAKES_TABLE, OPTION_LIMITS, OPTION_LIMIT, OPTION_TOP, OPTION_TIME, OPTION_DOMINANCE),
    .run = run_bounds};
