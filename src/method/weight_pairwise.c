/* Pairwise comparisons: the analytic hierarchy process.
 *
 * `comparisons` holds k rows of k numbers per expert, the experts one below the other: a_ij says how many times as
 * important child i is as child j. The experts' matrices are joined by the geometric mean of each comparison; the
 * weights are the principal eigenvector.
 * Consistency ratio: (lambda - k) / (k - 1) / RI, lambda the largest eigenvalue, RI Saaty's mean of random matrices; of
 * each expert and of the joint matrix.
 * Reference: T. L. Saaty, "A scaling method for priorities in hierarchical structures", Journal of Mathematical
 * Psychology 15 (1977), 234-281; The Analytic Hierarchy Process (1980), p. 21 (random indices); J. Aczel, T. L. Saaty,
 * Journal of Mathematical Psychology 27 (1983), 93-102 (geometric mean).
 * The caller has checked: comparisons are finite and positive.
 * Edges: a matrix of another size, a diagonal other than 1, or a_ij * a_ji further than 2 % from 1 (0.33 will do for
 * 1/3) has no answer, nor a consistency ratio above the limit. One or two children are always consistent. */
#include "base/number.h"
#include "method/rows.h"
#include "stats/sum.h"

#include <stdio.h>

#define RECIPROCAL 0.02
#define ROUNDS 10000
#define TEXT 32 /* doubles of scratch for a reason with a number in it */

enum { COMPARISONS, MAX_INCONSISTENCY };

static size_t scratch_need(size_t count, size_t child_count) {
  (void)count;
  return child_count * child_count + child_count + TEXT;
}

/* The mean consistency index of random matrices; 15 is the last one of the table. */
static double random_index(size_t k) {
  static const double table[] = {0, 0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59};
  return table[k < 16 ? k : 15];
}

/* Eigenvector of sum 1 of a positive matrix by repeated multiplication; returns the eigenvalue. */
static double principal(const double *a, size_t k, double *vector, double *next) {
  double lambda = (double)k, change = 1;
  for (size_t i = 0; i < k; i++)
    vector[i] = 1 / (double)k;
  for (size_t round = 0; change > 1e-15 && round < ROUNDS; round++) {
    egb_sum total = {0};
    for (size_t i = 0; i < k; i++) {
      egb_sum sum = {0};
      for (size_t j = 0; j < k; j++)
        egb_sum_add(&sum, a[i * k + j] * vector[j]);
      next[i] = egb_sum_value(sum);
      egb_sum_add(&total, next[i]);
    }
    lambda = egb_sum_value(total);
    change = 0;
    for (size_t i = 0; i < k; i++) {
      change = fmax(change, fabs(next[i] / lambda - vector[i]));
      vector[i] = next[i] / lambda;
    }
  }
  return lambda;
}

static const char *check(const egb_list *list, size_t k) {
  if (list->rows == 0 || list->count != list->rows * k || list->rows % k != 0)
    return "`comparisons` needs, for each expert, as many rows and columns as there are children";
  for (size_t row = 0; row < list->rows; row++)
    for (size_t j = 0; j < k; j++) {
      const size_t i = row % k;
      const double product = list->item[row * k + j] * list->item[(row - i + j) * k + i];
      if (i == j && fabs(list->item[row * k + j] - 1) > 1e-9)
        return "a child compared with itself must be 1";
      if (!(fabs(product - 1) <= RECIPROCAL))
        return "`comparisons` is not reciprocal: where i to j is 3, j to i must be 1/3";
    }
  return NULL;
}

/* The logarithmic mean of the matrices of experts first to last - 1, made exactly reciprocal. */
static void join(const egb_list *list, size_t k, size_t first, size_t last, double *a) {
  for (size_t i = 0; i < k; i++)
    for (size_t j = 0; j < k; j++) {
      egb_sum logs = {0};
      for (size_t expert = first; expert < last; expert++) {
        const double *item = list->item + expert * k * k;
        egb_sum_add(&logs, log(item[i * k + j] / item[j * k + i]) / 2);
      }
      a[i * k + j] = exp(egb_sum_value(logs) / (double)(last - first));
    }
}

static const char *inconsistent(double ratio, double most, size_t expert, bool joint, double *scratch) {
  char *text = (char *)scratch, is[EGB_NUMBER_MAX], limit[EGB_NUMBER_MAX];
  egb_number_fixed(ratio, 3, is);
  egb_number_shortest(most, limit);
  if (joint)
    (void)snprintf(text, TEXT * sizeof(double), "the consistency ratio of all experts together is %s, above %s", is,
                   limit);
  else
    (void)snprintf(text, TEXT * sizeof(double), "the consistency ratio of expert %zu is %s, above %s", expert + 1, is,
                   limit);
  return text;
}

static const char *apply(const egb_weigh_input *input, double *weight) {
  const egb_list *list = &input->list[COMPARISONS];
  const size_t k = input->child_count;
  const double most = input->parameter[2 * MAX_INCONSISTENCY];
  double *a = input->scratch, *next = a + k * k;
  const char *fault = check(list, k);
  if (fault != NULL)
    return fault;
  const size_t experts = list->rows / k;
  for (size_t expert = 0; expert <= experts; expert++) {
    const bool joint = expert == experts;
    join(list, k, joint ? 0 : expert, joint ? experts : expert + 1, a);
    const double lambda = principal(a, k, weight, next);
    const double ratio = k > 2 ? (lambda - (double)k) / (double)(k - 1) / random_index(k) : 0;
    if (ratio > most)
      return inconsistent(ratio, most, expert, joint, next + k);
  }
  return NULL;
}

static const egb_parameter parameters[] = {
    {.name = "comparisons",
     .kind = EGB_PARAMETER_MATRIX,
     .required = true,
     .least = 1e-6,
     .most = 1e6,
     .help = "A row per child, one number per child: how many times as important the row's child is; further experts "
             "below."},
    {.name = "max-inconsistency",
     .kind = EGB_PARAMETER_NUMBER,
     .preset = {0.1},
     .least = 0,
     .most = 100,
     .help = "Largest consistency ratio that is accepted, of each expert and of all together."}};

const egb_weigh egb_weight_pairwise = {
    .head =
        {.name = "pairwise",
         .summary = "Experts compare the children two by two (analytic hierarchy process, AHP)",
         .formula =
             "principal eigenvector of the matrix of comparisons; several experts: geometric mean of each comparison; "
             "consistency ratio CR = (lambda - k) / (k - 1) / RI",
         .reference =
             "T. L. Saaty, J. Mathematical Psychology 15 (1977), 234-281; J. Aczel, T. L. Saaty, J. Mathematical "
             "Psychology 27 (1983), 93-102",
         .edges = "Matrices that are not square or not reciprocal within 2 %, and a consistency ratio above the limit: "
                  "refused. RI beyond 15 children: that of 15.",
         .example = "weights: {method: pairwise, comparisons: [[1, 3], [1/3, 1]]}",
         .parameter = parameters,
         .parameter_count = 2},
    .scratch = scratch_need,
    .apply = apply};
