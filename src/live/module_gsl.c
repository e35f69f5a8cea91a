/* Of the module alone: the four functions of GSL that the stages in it call, so that building it needs no GSL. Values
 * are finite and at least two. The first two come into play only where squares leave the range of a double. */
#include <math.h>
#include <stddef.h>

/* As GSL declares them. */
double gsl_stats_sd_m(const double data[], size_t stride, size_t n, double mean);
double gsl_stats_variance_m(const double data[], size_t stride, size_t n, double mean);
void gsl_stats_minmax(double *min, double *max, const double data[], size_t stride, size_t n);
void gsl_sort(double *data, size_t stride, size_t n);

double gsl_stats_sd_m(const double data[], size_t stride, size_t n, double mean) {
  double scale = 0, sum = 0;
  for (size_t i = 0; i < n; i++)
    scale = fmax(scale, fabs(data[i * stride] - mean));
  for (size_t i = 0; i < n && scale > 0; i++)
    sum += (data[i * stride] - mean) / scale * ((data[i * stride] - mean) / scale);
  return scale * sqrt(sum / (double)(n - 1));
}

double gsl_stats_variance_m(const double data[], size_t stride, size_t n, double mean) {
  const double sd = gsl_stats_sd_m(data, stride, n, mean);
  return sd * sd;
}

void gsl_stats_minmax(double *min, double *max, const double data[], size_t stride, size_t n) {
  *min = *max = data[0];
  for (size_t i = 1; i < n; i++) {
    *min = fmin(*min, data[i * stride]);
    *max = fmax(*max, data[i * stride]);
  }
}

/* A heap: the largest is taken off and put behind the rest. */
static void sink(double *data, size_t stride, size_t from, size_t n) {
  for (size_t child; (child = 2 * from + 1) < n; from = child) {
    if (child + 1 < n && data[(child + 1) * stride] > data[child * stride])
      child++;
    if (data[from * stride] >= data[child * stride])
      return;
    const double moved = data[from * stride];
    data[from * stride] = data[child * stride];
    data[child * stride] = moved;
  }
}

void gsl_sort(double *data, size_t stride, size_t n) {
  for (size_t i = n / 2; i-- > 0;)
    sink(data, stride, i, n);
  for (size_t end = n; end-- > 1;) {
    const double largest = data[0];
    data[0] = data[end * stride];
    data[end * stride] = largest;
    sink(data, stride, 0, end);
  }
}
