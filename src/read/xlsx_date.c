#include "read/xlsx_date.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>

#define DAY_MS 86400000.0
#define LAST_SERIAL 2958465 /* 9999-12-31, in days since 1900 */
#define SHIFT_1904 1462     /* days between the two beginnings */
#define LEAP_BUG 60         /* 1900-02-29: Lotus 1-2-3 took 1900 for a leap year, and everybody after it */
#define EPOCH_1900 25569    /* 1970-01-01 as a serial beyond LEAP_BUG */

/* Days since 1970-01-01 as a date of the Gregorian calendar: H. Hinnant, "chrono-compatible low-level date algorithms",
 * civil_from_days; here for days after 0000-03-01. */
static void civil(long days, int *year, int *month, int *day) {
  days += 719468;
  const long era = days / 146097, of_era = days - era * 146097;
  const long year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const long of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const long shifted = (5 * of_year + 2) / 153;
  *day = (int)(of_year - (153 * shifted + 2) / 5 + 1);
  *month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
  *year = (int)(year_of_era + era * 400 + (*month <= 2));
}

static int write_time(long ms, char *out, size_t room) {
  const int hour = (int)(ms / 3600000), minute = (int)(ms / 60000 % 60), second = (int)(ms / 1000 % 60);
  const int rest = (int)(ms % 1000);
  return rest == 0 ? snprintf(out, room, "%02d:%02d:%02d", hour, minute, second)
                   : snprintf(out, room, "%02d:%02d:%02d.%03d", hour, minute, second, rest);
}

size_t egb_xlsx_date(double serial, bool since_1904, char out[EGB_XLSX_DATE_MAX]) {
  if (!(serial >= 0) || !(serial < LAST_SERIAL + 1))
    return 0;
  const double whole = round(serial * DAY_MS); /* below 2.6e14: exact as a double */
  long day = (long)floor(whole / DAY_MS);
  const long ms = (long)(whole - (double)day * DAY_MS);
  if (day == 0 && (ms > 0 || !since_1904))
    return (size_t)write_time(ms, out, EGB_XLSX_DATE_MAX);
  if (since_1904)
    day += SHIFT_1904;
  else if (day == LEAP_BUG)
    return 0;
  else if (day < LEAP_BUG)
    day++;
  if (day > LAST_SERIAL)
    return 0;
  int year, month, of_month;
  civil(day - EPOCH_1900, &year, &month, &of_month);
  int length = snprintf(out, EGB_XLSX_DATE_MAX, "%04d-%02d-%02d", year, month, of_month);
  if (ms > 0) {
    out[length++] = 'T';
    length += write_time(ms, out + length, EGB_XLSX_DATE_MAX - (size_t)length);
  }
  return (size_t)length;
}
