/* Codes for "no value" that were not declared: -99, -999, 9999 and their like, among values that are nothing like them.
 *
 * A negative one is reported where every other value is 0 or more; a positive one where it is farther from the highest
 * other value than the others are from each other and from 0. An indicator with `bounds:` or `points:` has said what it
 * takes. */
#include "base/codes.h"
#include "base/number.h"
#include "base/threads.h"
#include "load/data_load.h"

#include <math.h>
#include <string.h>

#define THREADS_FROM ((size_t)1 << 18) /* cells */
#define OTHERS_LEAST 3                 /* fewer other values say nothing */
#define STRETCH 64                     /* values that are looked at together */

static const double codes[] = {-99, -999, -9999, -99999, -999999, -9999999, 999, 9999, 99999, 999999, 9999999};
#define CODES (sizeof codes / sizeof codes[0])

/* Most numbers have digits in their last bits, which no code has. */
#define LAST_BITS UINT64_C(0x1FFFFFFF)

static uint64_t bits_of(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

/* Number of the code, CODES: it is none. */
static size_t code_of(double value) {
  size_t code = 0;
  if ((bits_of(value) & LAST_BITS) != 0 || !(fabs(value) >= 99))
    return CODES;
  while (code < CODES && value != codes[code])
    code++;
  return code;
}

/* Values that are no codes, and which codes there are: a bit each. */
typedef struct range {
  double low, high;
  size_t count;
  unsigned codes;
} range;

static const range nothing = {INFINITY, -INFINITY, 0, 0};

typedef struct search {
  const egb_dataset *data;
  range *found; /* per column */
} search;

static range join(range a, range b) {
  return (range){b.low < a.low ? b.low : a.low, b.high > a.high ? b.high : a.high, a.count + b.count,
                 a.codes | b.codes};
}

static range range_of(const double *value, size_t count) {
  range out = nothing;
  for (size_t i = 0; i < count; i++) {
    const size_t code = code_of(value[i]);
    if (code != CODES)
      out.codes |= 1U << code;
    else if (!isnan(value[i]))
      out = join(out, (range){value[i], value[i], 1, 0});
  }
  return out;
}

/* How many of a whole stretch may be codes: no branch, so that a compiler takes several at once. */
static uint64_t count_likely(const double *value) {
  uint64_t found = 0;
  for (size_t i = 0; i < STRETCH; i++)
    found += (bits_of(value[i]) & LAST_BITS) == 0;
  return found;
}

/* Where none may be: comparisons wait for the one before, so that four are under way. A missing value is neither below
 * nor above. */
static range range_of_stretch(const double *value) {
  range lane[4] = {nothing, nothing, nothing, nothing};
  for (size_t i = 0; i < STRETCH; i++) {
    range *out = &lane[i % 4];
    out->low = value[i] < out->low ? value[i] : out->low;
    out->high = value[i] > out->high ? value[i] : out->high;
    out->count += isnan(value[i]) ? 0 : 1;
  }
  return join(join(lane[0], lane[1]), join(lane[2], lane[3]));
}

static range range_of_column(const double *value, size_t count) {
  range out = nothing;
  size_t i = 0;
  for (; count - i >= STRETCH; i += STRETCH)
    out = join(out, count_likely(value + i) == 0 ? range_of_stretch(value + i) : range_of(value + i, STRETCH));
  return join(out, range_of(value + i, count - i));
}

static egb_status search_column(void *context, size_t worker, size_t column) {
  (void)worker;
  const search *s = context;
  const egb_dataset *data = s->data;
  s->found[column] = nothing;
  for (size_t p = 0; p < data->period_count; p++)
    s->found[column] = join(s->found[column], range_of_column(egb_dataset_values(data, p, column), data->unit_count));
  return EGB_OK;
}

static bool stands_out(range others, double value) {
  if (value < 0)
    return others.low >= 0;
  return value - others.high > others.high - fmin(others.low, 0);
}

static bool any_stands_out(range found) {
  for (size_t i = 0; i < CODES && found.count >= OTHERS_LEAST; i++)
    if ((found.codes >> i & 1) != 0 && stands_out(found, codes[i]))
      return true;
  return false;
}

static void warn_column(const egb_loader *loader, const egb_dataset *data, size_t column, range others) {
  size_t count = 0, unit = 0, period = 0;
  for (size_t p = 0; p < data->period_count; p++) {
    const double *value = egb_dataset_values(data, p, column);
    for (size_t u = 0; u < data->unit_count; u++)
      if (code_of(value[u]) != CODES && stands_out(others, value[u]) && count++ == 0) {
        unit = u;
        period = p;
      }
  }
  char shown[EGB_NUMBER_MAX], low[EGB_NUMBER_MAX], high[EGB_NUMBER_MAX];
  egb_number_shortest(egb_dataset_values(data, period, column)[unit], shown);
  egb_number_shortest(others.low, low);
  egb_number_shortest(others.high, high);
  egb_diag_at(loader->diag, EGB_SEVERITY_WARNING, EGB_W_SENTINEL, egb_dataset_place(data, period, column, unit),
              "`%s` of %s is %s, which looks like a missing value: the others are from %s to %s (%zu such value%s)",
              data->column[column], data->unit[unit].id, shown, low, high, count, count == 1 ? "" : "s");
  egb_diag_hint(loader->diag, "declare it in the data file, missing: [\"%s\"], or say with `bounds:` that it can be",
                shown);
}

egb_status egb_warn_sentinels(const egb_loader *loader, const egb_dataset *data) {
  const size_t cells = data->column_count * data->unit_count * data->period_count;
  search s = {data, egb_arena_array(loader->scratch, data->column_count, sizeof *s.found)};
  size_t finished;
  if (s.found == NULL)
    return EGB_NO_MEMORY;
  const egb_status status = egb_threads_run(cells < THREADS_FROM ? 1 : egb_load_threads(loader), data->column_count,
                                            search_column, &s, NULL, &finished);
  for (size_t c = 0; c < data->column_count && status == EGB_OK; c++)
    if (any_stands_out(s.found[c]) && !loader->wanted[c].answers && loader->wanted[c].node_count == 0)
      warn_column(loader, data, c, s.found[c]);
  return status;
}
