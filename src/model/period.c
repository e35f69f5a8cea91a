/* Periods as points in time. */
#include "model/period.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

/* Two digits from 1 to most; 0: they are not. */
static int two_digits(const char *text, int most) {
  if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
    return 0;
  const int number = 10 * (text[0] - '0') + text[1] - '0';
  return number <= most ? number : 0;
}

static bool leaps(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* "-MM-DD" behind a year: the share of the year that is over when the day begins. */
static bool read_day(int year, const char *text, double *out) {
  static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int month = two_digits(text + 1, 12);
  const int days = month == 0 ? 0 : length[month - 1] + (month == 2 && leaps(year));
  const int day = two_digits(text + 4, days);
  int before = day - 1;
  for (int m = 1; m < month; m++)
    before += length[m - 1] + (m == 2 && leaps(year));
  *out = (double)before / (leaps(year) ? 366 : 365);
  return day > 0;
}

/* What follows the four digits of a year: -Q1 to -Q4, -H1, -H2 (-S1, -S2), -01 to -12, -M01 to -M12, -01-31; the
 * letters in either case and without the hyphen as well. */
static bool read_part(int year, const char *text, double *out) {
  const size_t length = strlen(text);
  const bool hyphen = text[0] == '-';
  const char *part = text + hyphen;
  const char letter = part[0] >= 'a' && part[0] <= 'z' ? (char)(part[0] - 'a' + 'A') : part[0];
  const int parts = letter == 'Q' ? 4 : letter == 'H' || letter == 'S' ? 2 : letter == 'M' || hyphen ? 12 : 0;
  if (length == 6 && hyphen && text[3] == '-')
    return read_day(year, text, out);
  if (parts == 0)
    return false;
  const char *number = part + (letter >= 'A');
  const char two[] = {'0', number[0], '\0'};
  const size_t digits = strlen(number);
  const int at = digits == 1 && parts < 12    ? two_digits(two, parts)
                 : digits == 2 && parts == 12 ? two_digits(number, 12)
                                              : 0;
  *out = (double)(at - 1) / parts;
  return at > 0;
}

bool egb_period_time(const char *period, double *out) {
  double part = 0;
  if (egb_number_parse(period, strlen(period), out) == EGB_NUMBER_OK)
    return true;
  if (strlen(period) < 6 || strspn(period, "0123456789") != 4)
    return false;
  const int year = 1000 * (period[0] - '0') + 100 * (period[1] - '0') + 10 * (period[2] - '0') + period[3] - '0';
  if (!read_part(year, period + 4, &part))
    return false;
  *out = year + part;
  return true;
}

static double time_of(const char *period) {
  double time = (double)NAN;
  return period != NULL && egb_period_time(period, &time) ? time : (double)NAN;
}

int egb_period_compare(const char *a, double time_a, const char *b, double time_b) {
  const bool text_a = isnan(time_a), text_b = isnan(time_b);
  if (text_a != text_b)
    return text_a ? 1 : -1; /* numbers before texts */
  if (!text_a && time_a != time_b)
    return time_a < time_b ? -1 : 1;
  return strcmp(a, b);
}

/* By insertion: there are few periods. */
void egb_period_weights_sort(egb_period_weight *list, size_t count) {
  for (size_t i = 1; i < count; i++) {
    const egb_period_weight entry = list[i];
    size_t k = i;
    for (; k > 0 && entry.period != NULL &&
           (list[k - 1].period == NULL || egb_period_compare(list[k - 1].period, time_of(list[k - 1].period),
                                                             entry.period, time_of(entry.period)) > 0);
         k--)
      list[k] = list[k - 1];
    list[k] = entry;
  }
}

bool egb_period_weights_clash(const egb_period_weight *a, const egb_period_weight *b) {
  if (a->period == NULL || b->period == NULL)
    return true;
  const double one = time_of(a->period), other = time_of(b->period);
  return isnan(one) || isnan(other) ? strcmp(a->period, b->period) == 0 : one == other;
}

const egb_period_weight *egb_period_weight_at(const egb_period_weight *list, size_t count, const char *period) {
  const double now = time_of(period);
  const egb_period_weight *found = NULL;
  for (size_t i = 0; i < count; i++)
    if (list[i].period == NULL || strcmp(list[i].period, period) == 0 || time_of(list[i].period) <= now)
      found = &list[i];
  return found;
}

/* Periods that are not all times, or not in their order, count as 0, 1, 2... */
static bool are_times(const egb_dataset *data) {
  double time = -INFINITY, before;
  for (size_t p = 0; p < data->period_count; p++) {
    before = time;
    if (!egb_period_time(data->period[p], &time) || !(time > before))
      return false;
  }
  return true;
}

void egb_dataset_times(const egb_dataset *data, double *time) {
  const bool times = are_times(data);
  for (size_t p = 0; p < data->period_count; p++)
    if (!times || !egb_period_time(data->period[p], &time[p]))
      time[p] = (double)p;
}

double egb_dataset_time(const egb_dataset *data, size_t period) {
  double time = (double)period;
  if (period >= data->period_count)
    return (double)NAN;
  return are_times(data) && egb_period_time(data->period[period], &time) ? time : (double)period;
}
