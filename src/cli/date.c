#include "date.h"

#include "base/diag.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The day of a moment in UTC. False: beyond four digits of years. */
static bool date_of(time_t moment, char out[CLI_DATE_MAX]) {
  struct tm day;
  return gmtime_r(&moment, &day) != NULL && day.tm_year >= -1900 && day.tm_year < 8100 &&
         strftime(out, CLI_DATE_MAX, "%Y-%m-%d", &day) == CLI_DATE_MAX - 1;
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
static egb_status read_epoch(egb_diag *diag, char out[CLI_DATE_MAX], const char **date) {
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

egb_status cli_date_given(const cli_arguments *arguments, egb_diag *diag, char out[CLI_DATE_MAX], const char **date) {
  const char *given = arguments->value[OPTION_WHEN].text;
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
