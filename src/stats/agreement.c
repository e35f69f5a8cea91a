#include "stats/agreement.h"

#include "stats/matrix.h"
#include "stats/order.h"
#include "stats/sum.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#define Z 1.959963984540054 /* of the normal distribution at 0.975 */
#define EVEN 1e-14
#define SPEARMAN_EXACT ((size_t)9)
#define KENDALL_EXACT ((size_t)49)
/* Inversions of 49 things, and 0. */
#define KENDALL_SUMS ((size_t)(49 * 48 / 2 + 1))

size_t egb_stats_agreement_scratch(size_t n) {
  return 6 * n + 2 * KENDALL_SUMS;
}

double egb_stats_mean_ranks(const double *x, size_t n, double *rank, double *scratch) {
  double *key = scratch, *place = scratch + n, ties = 0;
  for (size_t i = 0; i < n; i++) {
    key[i] = x[i];
    place[i] = (double)i;
  }
  egb_stats_sort_pairs(key, place, n, scratch + 2 * n);
  for (size_t first = 0, end; first < n; first = end) {
    for (end = first + 1; end < n && !(key[end] > key[first]); end++)
      ;
    for (size_t i = first; i < end; i++)
      rank[(size_t)place[i]] = (double)(first + end + 1) / 2;
    const double t = (double)(end - first);
    ties += t * t * t - t;
  }
  return ties;
}

/* Fisher's transformation, with the standard error on its scale. */
static void interval(egb_agreement *out, double error) {
  if (!(fabs(out->estimate) < 1) || !isfinite(error))
    return;
  const double z = atanh(out->estimate);
  out->low = tanh(z - Z * error);
  out->high = tanh(z + Z * error);
}

static void nothing(egb_agreement *out, size_t n) {
  *out =
      (egb_agreement){.count = n, .estimate = (double)NAN, .low = (double)NAN, .high = (double)NAN, .p = (double)NAN};
}

/* ---- Spearman -------------------------------------------------------------------------------- */

/* In how many of the n! orders of n things, 2 to 9, sum(i * place of i), both from 0, is v above the least that it can
 * be, v from 0 to half of the (n^3 - n) / 6 that there are; the other half mirrors it (OEIS A175929). */
static const uint16_t orders_of[] = {
    1,    1,    2,    0,    1,    3,    1,    4,    2,    2,    1,    4,    3,    6,    7,    6,    4,    10,
    6,    10,   6,    1,    5,    6,    9,    16,   12,   14,   24,   20,   21,   23,   28,   24,   34,   20,
    32,   42,   29,   1,    6,    10,   14,   29,   26,   35,   46,   55,   54,   74,   70,   84,   90,   78,
    90,   129,  106,  123,  134,  147,  98,   168,  130,  175,  144,  168,  144,  184,  1,    7,    15,   22,
    47,   54,   70,   94,   129,  124,  178,  183,  237,  238,  276,  264,  379,  349,  380,  400,  517,  394,
    542,  492,  640,  557,  666,  595,  776,  684,  786,  718,  922,  745,  917,  781,  982,  826,  950,  844,
    1066, 845,  936,  1,    8,    21,   34,   72,   102,  130,  190,  260,  284,  398,  454,  555,  616,  756,
    744,  1022, 1042, 1159, 1282, 1555, 1392, 1719, 1758, 2009, 2032, 2282, 2214, 2676, 2590, 2878, 2928, 3397,
    3138, 3647, 3568, 3921, 3866, 4311, 4050, 4852, 4492, 4816, 4784, 5505, 4954, 5638, 5304, 5890, 5486, 6188,
    5502, 6436, 5822, 6233, 6024, 6697, 5720, 6672, 6020, 6688};
static const uint8_t orders_at[] = {0, 1, 4, 10, 21, 39, 68, 111};

/* Twice the share of orders at least as far from no agreement as this one, on its side. */
static double spearman_exact(const double *x, const double *y, size_t n) {
  double product = 0, orders = 1, tail = 0;
  for (size_t i = 0; i < n; i++) {
    product += (x[i] - 1) * (y[i] - 1);
    orders *= (double)(i + 1);
  }
  const size_t all = (n * n * n - n) / 6, above = (size_t)product - n * (n - 1) * (n - 2) / 6;
  const size_t far = above < all - above ? above : all - above;
  for (size_t v = 0; v <= far; v++)
    tail += orders_of[orders_at[n - 2] + v];
  return fmin(1, 2 * tail / orders);
}

/* Mean ranks are left in scratch: n of x, n of y. */
static double spearman(const double *x, const double *y, size_t n, double *scratch, double *ties) {
  double *left = scratch, *right = scratch + n;
  *ties = egb_stats_mean_ranks(x, n, left, scratch + 2 * n) + egb_stats_mean_ranks(y, n, right, scratch + 2 * n);
  const double estimate = egb_stats_correlation(left, right, n);
  /* the last digits of square roots are not a disagreement */
  return 1 - fabs(estimate) < EVEN ? copysign(1, estimate) : estimate;
}

double egb_stats_spearman(const double *x, const double *y, size_t n, double *scratch) {
  double ties;
  return n < 2 ? (double)NAN : spearman(x, y, n, scratch, &ties);
}

void egb_stats_agree_spearman(const double *x, const double *y, size_t n, double *scratch, egb_agreement *out) {
  double *left = scratch, *right = scratch + n, ties;
  nothing(out, n);
  if (n < 2)
    return;
  out->estimate = spearman(x, y, n, scratch, &ties);
  if (isnan(out->estimate))
    return;
  out->exact = n <= SPEARMAN_EXACT && ties <= 0;
  if (out->exact)
    out->p = spearman_exact(left, right, n);
  else if (n > 2)
    out->p =
        fabs(out->estimate) < 1
            ? 2 * gsl_cdf_tdist_Q(fabs(out->estimate) * sqrt((double)(n - 2) / (1 - out->estimate * out->estimate)),
                                  (double)(n - 2))
            : 0;
  if (n > 3)
    interval(out, sqrt((1 + out->estimate * out->estimate / 2) / (double)(n - 3)));
}

/* ---- Kendall --------------------------------------------------------------------------------- */

/* Sums over the ties of a column that the variance of S needs. */
typedef struct tied {
  double pairs;  /* t (t - 1) / 2 */
  double threes; /* t (t - 1) (t - 2) */
  double spread; /* t (t - 1) (2 t + 5) */
} tied;

static tied count_ties(const double *x, size_t n, double *scratch) {
  tied out = {0};
  memcpy(scratch, x, n * sizeof *x);
  memcpy(scratch + n, x, n * sizeof *x);
  egb_stats_sort_pairs(scratch, scratch + n, n, scratch + 2 * n);
  for (size_t first = 0, end; first < n; first = end) {
    for (end = first + 1; end < n && !(scratch[end] > scratch[first]); end++)
      ;
    const double t = (double)(end - first);
    out.pairs += t * (t - 1) / 2;
    out.threes += t * (t - 1) * (t - 2);
    out.spread += t * (t - 1) * (2 * t + 5);
  }
  return out;
}

/* Pairs i < j with y[i] > y[j], counted where a merge takes the right one first; sorts y. buffer: n doubles. */
static double count_inversions(double *y, size_t n, double *buffer) {
  double inversions = 0;
  for (size_t width = 1; width < n; width *= 2) {
    for (size_t start = 0; start < n; start += 2 * width) {
      const size_t middle = n - start < width ? n : start + width, end = n - middle < width ? n : middle + width;
      size_t left = start, right = middle;
      for (size_t i = start; i < end; i++) {
        const bool is_right = left == middle || (right < end && y[right] < y[left]);
        inversions += is_right ? (double)(middle - left) : 0;
        buffer[i] = is_right ? y[right++] : y[left++];
      }
    }
    memcpy(y, buffer, n * sizeof *y);
  }
  return inversions;
}

static double pairs_equal_in_both(const double *x, const double *y, size_t n) {
  double pairs = 0;
  for (size_t first = 0, end; first < n; first = end) {
    for (end = first + 1; end < n && !(x[end] > x[first]) && !(y[end] > y[first]); end++)
      ;
    pairs += (double)(end - first) * (double)(end - first - 1) / 2;
  }
  return pairs;
}

/* Concordant less discordant pairs in n log n steps (W. R. Knight, "A computer method for calculating Kendall's tau
 * with ungrouped data", JASA 61 (1966), 436-439): in the order of x, and of y where x is equal, every inversion of y is
 * a discordant pair; of the others those equal in x or in y are neither. Counts are exact in doubles below 2^53. */
static double concordant_less_discordant(const double *x, const double *y, size_t n, tied a, tied b, double *scratch) {
  double *left = scratch, *right = scratch + n;
  memcpy(left, x, n * sizeof *x);
  memcpy(right, y, n * sizeof *y);
  egb_stats_sort_pairs(right, left, n, scratch + 2 * n);
  egb_stats_sort_pairs(left, right, n, scratch + 2 * n); /* keeps the order of y among equal x */
  const double all = (double)n * (double)(n - 1) / 2, both = pairs_equal_in_both(left, right, n);
  return all - a.pairs - b.pairs + both - 2 * count_inversions(right, n, scratch + 2 * n);
}

/* Twice the share of orders with at least so many pairs on the side of S. The number of orders of k things with i
 * inversions is the sum of those of k - 1 things with i, i - 1, ... i - k + 1. None beyond those asked for is made: a
 * table of correlations asks once per pair. */
static double kendall_exact(double s, size_t n, double *scratch) {
  const size_t pairs = n * (n - 1) / 2, discordant = (size_t)(((double)pairs - fabs(s)) / 2);
  double *ways = scratch, *next = scratch + KENDALL_SUMS, tail = 0;
  memset(ways, 0, (discordant + 1) * sizeof *ways);
  ways[0] = 1;
  for (size_t k = 2; k <= n; k++) {
    const size_t most = k * (k - 1) / 2 < discordant ? k * (k - 1) / 2 : discordant;
    double window = 0;
    for (size_t i = 0; i <= most; i++) {
      window += ways[i];
      if (i >= k)
        window -= ways[i - k];
      next[i] = window / (double)k; /* shares: counts would lose digits */
    }
    memcpy(ways, next, (most + 1) * sizeof *ways);
  }
  for (size_t i = 0; i <= discordant; i++)
    tail += ways[i];
  return fmin(1, 2 * tail);
}

static double kendall_normal(double s, size_t count, tied x, tied y) {
  const double n = (double)count;
  double variance = (n * (n - 1) * (2 * n + 5) - x.spread - y.spread) / 18 + 2 * x.pairs * y.pairs / (n * (n - 1));
  if (count > 2)
    variance += x.threes * y.threes / (9 * n * (n - 1) * (n - 2));
  return 2 * gsl_cdf_ugaussian_Q(fabs(s) / sqrt(variance));
}

void egb_stats_agree_kendall(const double *x, const double *y, size_t n, double *scratch, egb_agreement *out) {
  nothing(out, n);
  if (n < 2)
    return;
  const double all = (double)n * (double)(n - 1) / 2;
  const tied a = count_ties(x, n, scratch), b = count_ties(y, n, scratch);
  if (!(a.pairs < all) || !(b.pairs < all))
    return;
  const double s = concordant_less_discordant(x, y, n, a, b, scratch);
  out->estimate = fmax(-1, fmin(1, s / sqrt((all - a.pairs) * (all - b.pairs))));
  out->exact = n <= KENDALL_EXACT && !(a.pairs > 0) && !(b.pairs > 0);
  out->p = out->exact ? kendall_exact(s, n, scratch + 4 * n) : kendall_normal(s, n, a, b);
  if (n > 4)
    interval(out, sqrt(0.437 / (double)(n - 4)));
}

/* ---- concordance ----------------------------------------------------------------------------- */

void egb_stats_concordance(const double *const *column, size_t raters, size_t n, double *scratch,
                           egb_concordance *out) {
  const double m = (double)raters, count = (double)n, mean = m * (count + 1) / 2;
  double *total = scratch, ties = 0;
  *out = (egb_concordance){.raters = raters,
                           .count = n,
                           .w = (double)NAN,
                           .chi_squared = (double)NAN,
                           .freedom = (double)NAN,
                           .p = (double)NAN};
  if (raters < 2 || n < 2)
    return;
  egb_sum squares = {0};
  memset(total, 0, n * sizeof *total);
  for (size_t j = 0; j < raters; j++) {
    double *rank = scratch + n;
    ties += egb_stats_mean_ranks(column[j], n, rank, scratch + 2 * n);
    for (size_t i = 0; i < n; i++)
      total[i] += rank[i];
  }
  for (size_t i = 0; i < n; i++)
    egb_sum_add(&squares, (total[i] - mean) * (total[i] - mean));
  const double most = m * m * (count * count * count - count) - m * ties;
  if (!(most > 0))
    return;
  out->w = fmin(1, 12 * egb_sum_value(squares) / most);
  out->freedom = count - 1;
  out->chi_squared = m * out->freedom * out->w;
  out->p = gsl_cdf_chisq_Q(out->chi_squared, out->freedom);
}
