/* Times the simulation kernel against a plain C loop that counts ranks in O(n^2), on the same data in the same run;
 * prints JSON. Figures of one thread are processor time, which other work on the machine lengthens least; every figure
 * is the least of several runs.
 *
 *   bench_robust [DRAWS]        default 100000 */
#include "kernel/maths.h"
#include "kernel/random.h"
#include "kernel/simulate.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* A flat index of `columns` uniform columns over `units`. */
static egb_kernel *make_kernel(size_t units, size_t columns) {
  double *value = calloc((columns + 1) * units, sizeof *value);
  size_t *parent = calloc(columns + 1, sizeof *parent);
  bool *geometric = calloc(columns + 1, sizeof *geometric);
  egb_random random;
  egb_random_start(&random, 20261123, 0, 0);
  for (size_t i = 0; i < columns * units; i++)
    value[units + i] = 100 * egb_random_uniform(&random);
  egb_kernel *kernel = NULL;
  const double **column = calloc(columns + 1, sizeof *column);
  for (size_t c = 0; c <= columns; c++)
    column[c] = value + c * units;
  const egb_kernel_input input = {
      .units = units, .nodes = columns + 1, .parent = parent, .geometric = geometric, .value = column, .decimals = -1};
  if (egb_kernel_new(&input, &kernel) != EGB_OK)
    exit(1);
  free(value);
  free(column);
  free(parent);
  free(geometric);
  return kernel;
}

static double processor_time(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Seconds per draw by the clock; *work: of processor time over all threads. */
static double measure_both(egb_simulation *simulation, int runs, double *work) {
  double least = 1e300;
  *work = 1e300;
  for (int i = 0; i < runs; i++) {
    egb_simulated done;
    const double start = now(), started = processor_time();
    if (egb_simulate(simulation, &done) != EGB_OK)
      exit(1);
    for (size_t row = 0; row < egb_tally_rows(done.tally); row++) {
      double low[2],
          high[2]; /* between which ranks they are: of ranks in bands, without a second run, no more is known */
      egb_simulated_quantile_between(&done, row, 0.05, &low[0], &low[1]);
      egb_simulated_quantile_between(&done, row, 0.95, &high[0], &high[1]);
      if (!(low[0] >= 1) || !(high[1] >= low[0]) || !(egb_tally_mean(done.tally, row, NULL) >= 1))
        exit(1);
    }
    least = fmin(least, now() - start);
    *work = fmin(*work, processor_time() - started);
    egb_simulated_clear(&done);
  }
  *work /= (double)simulation->draws;
  return least / (double)simulation->draws;
}

static double measure(egb_simulation *simulation, int runs) {
  double work;
  (void)measure_both(simulation, runs, &work);
  return work;
}

/* The scores alone, as fast as this machine multiplies and adds: the limit that is not passed without other arithmetic.
 */
static double scores_alone(const egb_lanes *lanes, size_t units, size_t columns) {
  double *value = calloc(units * columns, sizeof *value), *weight = calloc(columns * EGB_LANES, sizeof *weight),
         *score = calloc(units * EGB_LANES, sizeof *score);
  double least = 1e300;
  for (int i = 0; i < 200; i++) {
    const double start = processor_time();
    for (int k = 0; k < 100; k++)
      lanes->score(value, units, columns, weight, score);
    least = fmin(least, processor_time() - start);
  }
  free(value);
  free(weight);
  free(score);
  return least / 100 / EGB_LANES;
}

/* What one would write by hand: weights, scores, ranks by counting, the frequency matrix. */
static double plain(size_t units, size_t columns, size_t draws) {
  double *x = calloc(units * columns, sizeof *x), *score = calloc(units, sizeof *score),
         *w = calloc(columns, sizeof *w);
  unsigned *count = calloc(units * units, sizeof *count);
  egb_random random;
  egb_random_start(&random, 1, 0, 0);
  for (size_t i = 0; i < units * columns; i++)
    x[i] = 100 * egb_random_uniform(&random);
  uint64_t state = 88172645463325252U;
  const double start = processor_time();
  for (size_t d = 0; d < draws; d++) {
    double total = 0;
    for (size_t c = 0; c < columns; c++) {
      state ^= state << 13;
      state ^= state >> 7;
      state ^= state << 17;
      total += w[c] = -log(((double)(state >> 12) + 0.5) * 0x1p-52);
    }
    memset(score, 0, units * sizeof *score);
    for (size_t c = 0; c < columns; c++)
      for (size_t u = 0; u < units; u++)
        score[u] += x[c * units + u] * (w[c] / total);
    for (size_t u = 0; u < units; u++) {
      unsigned rank = 0;
      for (size_t v = 0; v < units; v++)
        rank += score[v] > score[u];
      count[u * units + rank]++;
    }
  }
  const double taken = processor_time() - start;
  volatile unsigned keep = count[units / 2];
  (void)keep;
  free(x);
  free(score);
  free(w);
  free(count);
  return taken / (double)draws;
}

static egb_sampler sampler_of(egb_sampler_kind kind, size_t count, double spread) {
  double *centre = calloc(count, sizeof *centre);
  size_t *node = calloc(count, sizeof *node);
  for (size_t i = 0; i < count; i++) {
    centre[i] = 1 / (double)count;
    node[i] = i + 1;
  }
  return (egb_sampler){.kind = kind, .count = count, .centre = centre, .spread = spread, .node = node, .stream = 1};
}

int main(int count, char **argument) {
  const size_t draws = count > 1 ? strtoul(argument[1], NULL, 10) : 100000;
  static const double quantile[] = {0.05, 0.5, 0.95};
  egb_kernel *small = make_kernel(200, 10);
  const egb_sampler flat = sampler_of(EGB_SAMPLER_FLAT, 10, 0), near = sampler_of(EGB_SAMPLER_AROUND, 10, 0.25);
  egb_simulation simulation = {.kernel = small,
                               .sampler = &flat,
                               .samplers = 1,
                               .seed = 1,
                               .draws = draws,
                               .threads = 1,
                               .quantile = quantile,
                               .quantiles = 3};
  double peer = 1e300;
  for (int i = 0; i < 3; i++)
    peer = fmin(peer, plain(200, 10, draws / 20 + 1));
  printf("{\"counted_us\": %.4f, \"scores_us\": %.4f", peer * 1e6, scores_alone(egb_lanes_best(), 200, 10) * 1e6);
  for (int set = 0; set < EGB_LANES_SETS; set++) {
    simulation.lanes = egb_lanes_of((egb_lanes_set)set);
    if (simulation.lanes != NULL)
      printf(", \"%s_us\": %.4f", simulation.lanes->name, measure(&simulation, 7) * 1e6);
  }
  simulation.lanes = NULL;
  double one_work, two_work;
  const double one = measure_both(&simulation, 9, &one_work);
  simulation.threads = 2;
  const double two = measure_both(&simulation, 9, &two_work);
  simulation.threads = 1;
  simulation.sampler = &near;
  const double around = measure(&simulation, 5);
  printf(", \"one_us\": %.4f, \"two_us\": %.4f, \"one_work_us\": %.4f, \"two_work_us\": %.4f, \"around_us\": %.4f",
         one * 1e6, two * 1e6, one_work * 1e6, two_work * 1e6, around * 1e6);
  egb_kernel *large = make_kernel(20000, 35);
  const egb_sampler wide = sampler_of(EGB_SAMPLER_AROUND, 35, 0.25);
  simulation.kernel = large;
  simulation.sampler = &wide;
  simulation.draws = 512;
  simulation.quantiles = 0;
  const double first = measure(&simulation, 3);
  simulation.quantiles = 3;
  const double both = measure(&simulation, 3);
  simulation.threads = 2;
  double shared_work;
  const double shared = measure_both(&simulation, 3, &shared_work);
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf(", \"large_means_us\": %.1f, \"large_us\": %.1f, \"large_two_us\": %.1f, \"peak_mb\": %.1f}\n", first * 1e6,
         both * 1e6, shared * 1e6, (double)usage.ru_maxrss / 1024);
  egb_kernel_free(small);
  egb_kernel_free(large);
  free((void *)flat.centre);
  free((void *)flat.node);
  free((void *)near.centre);
  free((void *)near.node);
  free((void *)wide.centre);
  free((void *)wide.node);
  return 0;
}
