/* xlsx_date.h - days since 1900 or 1904 as ISO 8601. */
#ifndef EGB_READ_XLSX_DATE_H
#define EGB_READ_XLSX_DATE_H

#include <stdbool.h>
#include <stddef.h>

#define EGB_XLSX_DATE_MAX 32
/* "2018-07-09", "2018-07-09T12:30:00" or, below one day, "12:30:00"; milliseconds where there are any. Returns the
 * length; 0: no date (negative, beyond the year 9999, or 29 February 1900, which Excel has and the calendar has not).
 */
size_t egb_xlsx_date(double serial, bool since_1904, char out[EGB_XLSX_DATE_MAX]);

#endif
