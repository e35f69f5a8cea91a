/* The record of changes of weights: what goes into it, and showing it. */
#include "base/diag.h"
#include "revision.h"
#include "session.h"
#include "table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DATE_MAX 11 /* "2026-11-27" */

/* The day of a moment in UTC. False: beyond four digits of years. */
static bool date_of(time_t moment, char out[DATE_MAX]) {
  struct tm day;
  return gmtime_r(&moment, &day) != NULL && day.tm_year >= -1900 && day.tm_year < 8100 &&
         strftime(out, DATE_MAX, "%Y-%m-%d", &day) == DATE_MAX - 1;
}

/* Whether the text is a day of the calendar, 2026-11-27. */
static bool is_date(const char *text) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  static const char form[] = "0000-00-00";
  for (size_t i = 0; i < sizeof form; i++)
    if (form[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
      return false;
  const int year = atoi(text), month = atoi(text + 5), day = atoi(text + 8);
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] + (month == 2 && leap ? 1 : 0);
}

/* The day of SOURCE_DATE_EPOCH in out, *date NULL: it is not set. */
static egb_status read_epoch(egb_diag *diag, char out[DATE_MAX], const char **date) {
  const char *text = getenv("SOURCE_DATE_EPOCH");
  char *end = NULL;
  *date = NULL;
  if (text == NULL || text[0] == '\0')
    return EGB_OK;
  const long long seconds = strtoll(text, &end, 10);
  if (*end == '\0' && date_of((time_t)seconds, out)) {
    *date = out;
    return EGB_OK;
  }
  cli_error(diag, CLI_E_USAGE, "set it to seconds since 1970, or unset it, or give --when DATE",
            "SOURCE_DATE_EPOCH is `%.100s`, which is no moment", text);
  return EGB_USAGE;
}

/* The date that was asked for, in out or as given; *date NULL: none. No clock is looked at unless `today` asks. */
static egb_status find_date(const cli_session *session, egb_diag *diag, char out[DATE_MAX], const char **date) {
  const char *given = session->arguments->value[OPTION_WHEN].text;
  if (given == NULL)
    return read_epoch(diag, out, date);
  *date = given;
  if (strcmp(given, "today") == 0 && date_of(time(NULL), out))
    *date = out;
  else if (!is_date(given)) {
    cli_error(diag, CLI_E_USAGE, "write it as 2026-11-27, or `today`", "--when: `%.100s` is no date", given);
    return EGB_USAGE;
  }
  return EGB_OK;
}

/* Options about a record that is not kept. */
static void warn_unrecorded(const cli_session *session, egb_diag *diag) {
  static const cli_option_id about[] = {OPTION_WHO, OPTION_WHEN};
  for (size_t i = 0; i < sizeof about / sizeof about[0]; i++)
    if (session->arguments->value[about[i]].given != 0)
      cli_warn(diag, CLI_W_NO_EFFECT, "give the reason with --why, which begins a record",
               "--%s has no effect here: no record of changes is kept", cli_option_at(about[i])->name);
}

egb_status cli_record(const cli_session *session, egb_edit *edit, const egb_whatif *whatif, const char *otherwise,
                      egb_diag *diag) {
  const cli_value *value = session->arguments->value;
  const bool asked = value[OPTION_WHY].given != 0;
  egb_history *history = NULL;
  char day[DATE_MAX];
  const char *when = NULL;
  if (!asked && value[OPTION_SCENARIO].given != 0)
    return EGB_OK;
  if (asked && session->index_path == NULL) {
    cli_error(diag, CLI_E_USAGE, "give the definition as a file", "standard input keeps no record of changes");
    return EGB_USAGE;
  }
  egb_status status = session->index_path == NULL ? EGB_OK : egb_history_read(session->index, diag, &history);
  if (status == EGB_OK && history != NULL && (asked || egb_history_is_kept(history))) {
    status = find_date(session, diag, day, &when);
    const egb_history_note note = {.size = sizeof note,
                                   .when = when,
                                   .who = value[OPTION_WHO].text,
                                   .why = asked ? value[OPTION_WHY].text : otherwise,
                                   .whatif = whatif};
    if (status == EGB_OK)
      status = egb_edit_record(edit, history, &note, diag);
  } else if (status == EGB_OK) {
    warn_unrecorded(session, diag);
  }
  egb_history_free(history);
  return status;
}

int cli_weights_log(cli_session *session) {
  const cli_list *operands = &session->arguments->operands;
  const char *typed = session->arguments->value[OPTION_INDEX].text;
  egb_history *history = NULL;
  egb_table *table = NULL;
  egb_status status = EGB_OK;
  if (operands->count > 2 || (operands->count == 2 && typed != NULL)) {
    cli_error(session->diag, CLI_E_USAGE, NULL, "`weights log` takes one index");
    status = EGB_USAGE;
  }
  if (status == EGB_OK)
    status = cli_load_index(session, operands->count == 2 ? operands->item[1] : typed);
  if (status == EGB_OK)
    status = egb_history_read(session->index, session->diag, &history);
  if (status == EGB_OK)
    status = egb_table_history(history, cli_languages(session), session->diag, &table);
  if (status == EGB_OK)
    status = cli_print_table(session, table);
  egb_table_free(table);
  egb_history_free(history);
  return cli_exit_of(status);
}
