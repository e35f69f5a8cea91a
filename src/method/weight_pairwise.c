/* Pairwise comparisons: the analytic hierarchy process.
 *
 * `comparisons` holds k rows of k numbers per expert, the experts one below the other: a_ij says how many times as
 * important child i is as child j, and `~` that the expert did not compare the two. What a matrix must be, how experts
 * are joined and what becomes of missing comparisons is in stats/comparison.h, as for `weights ahp`: principal
 * eigenvector by Harker's method; consistency ratio of each expert and of the joint matrix.
 * Reference: T. L. Saaty, "A scaling method for priorities in hierarchical structures", Journal of Mathematical
 * Psychology 15 (1977), 234-281; The Analytic Hierarchy Process (1980), p. 21 (random indices); P. T. Harker,
 * Mathematical Modelling 9 (1987), 837-848 (missing comparisons).
 * The caller has checked: comparisons are finite and positive, or NaN.
 * Edges: a matrix of another size, one that is not reciprocal, comparisons of an expert that do not tie all children
 * together, and a consistency ratio above the limit have no answer. One or two children are always consistent. */
#include "base/number.h"
#include "method/rows.h"
#include "stats/comparison.h"

#include <stdio.h>
#include <string.h>

#define TEXT 32 /* doubles of scratch for a reason with a number in it */
#define MOST_CHILDREN 300

enum { COMPARISONS, MAX_INCONSISTENCY };

typedef struct room {
  double *matrix, *logs, *experts, *scratch; /* k x k, and what the eigenvector takes */
  unsigned char *tied;
  char *text;
} room;

static size_t scratch_need(size_t count, size_t child_count) {
  (void)count;
  return 3 * child_count * child_count + EGB_STATS_PRINCIPAL_SCRATCH(child_count) + child_count + TEXT;
}

static room divide(double *scratch, size_t k) {
  double *tied = scratch + 3 * k * k + EGB_STATS_PRINCIPAL_SCRATCH(k);
  return (room){.matrix = scratch,
                .logs = scratch + k * k,
                .experts = scratch + 2 * k * k,
                .scratch = scratch + 3 * k * k,
                .tied = (unsigned char *)tied,
                .text = (char *)(tied + k)};
}

static const char *complete(const room *at, size_t k, size_t expert) {
  for (size_t i = 0; i < k; i++)
    for (size_t j = 0; j <= i; j++)
      if (!egb_stats_complete_comparison(at->matrix, k, i, j))
        return i == j ? "a child compared with itself must be 1"
                      : "`comparisons` is not reciprocal: where i to j is 3, j to i must be 1/3, or `~`";
  if (egb_stats_tied_comparisons(at->matrix, k, at->tied) == k)
    return NULL;
  size_t apart = 0;
  while (at->tied[apart])
    apart++;
  (void)snprintf(at->text, TEXT * sizeof(double),
                 "no comparison of expert %zu ties child %zu to child 1, directly or through others: too many `~`",
                 expert + 1, apart + 1);
  return at->text;
}

static const char *inconsistent(const room *at, double ratio, double most, size_t expert, bool joint) {
  char is[EGB_NUMBER_MAX], limit[EGB_NUMBER_MAX];
  egb_number_fixed(ratio, 3, is);
  egb_number_shortest(most, limit);
  if (joint)
    (void)snprintf(at->text, TEXT * sizeof(double), "the consistency ratio of all experts together is %s, above %s", is,
                   limit);
  else
    (void)snprintf(at->text, TEXT * sizeof(double), "the consistency ratio of expert %zu is %s, above %s", expert + 1,
                   is, limit);
  return at->text;
}

static const char *apply(const egb_weigh_input *input, double *weight) {
  const egb_list *list = &input->list[COMPARISONS];
  const size_t k = input->child_count, experts = k > 0 ? list->rows / k : 0;
  const double most = input->parameter[2 * MAX_INCONSISTENCY];
  const room at = divide(input->scratch, k);
  if (experts == 0 || list->rows != experts * k || list->count != list->rows * k)
    return "`comparisons` needs, for each expert, as many rows and columns as there are children";
  memset(at.logs, 0, 2 * k * k * sizeof *at.logs);
  for (size_t expert = 0; expert <= experts; expert++) {
    const bool joint = expert == experts;
    double lambda;
    if (joint) {
      egb_stats_join_comparisons(at.logs, at.experts, k, at.matrix);
    } else {
      memcpy(at.matrix, list->item + expert * k * k, k * k * sizeof *at.matrix);
      const char *fault = complete(&at, k, expert);
      if (fault != NULL)
        return fault;
      egb_stats_add_comparisons(at.matrix, k, at.logs, at.experts);
    }
    if (!egb_stats_principal(at.matrix, k, weight, &lambda, at.scratch))
      return "no principal eigenvector was found";
    const double ratio = egb_stats_consistency_ratio(lambda, k, egb_stats_not_compared(at.matrix, k));
    if (ratio > most)
      return inconsistent(&at, ratio, most, expert, joint);
  }
  return NULL;
}

static const egb_parameter parameters[] = {
    {.name = "comparisons",
     .kind = EGB_PARAMETER_MATRIX,
     .required = true,
     .may_lack = true,
     .least = 1e-6,
     .most = 1e6,
     .help = EGB_WORDS(
         "A row per child, one number per child: how many times as important the row's child is, `~` where the two "
         "were not compared; further experts below.")},
    {.name = "max-inconsistency",
     .kind = EGB_PARAMETER_NUMBER,
     .preset = {0.1},
     .least = 0,
     .most = 100,
     .help = EGB_WORDS("Largest consistency ratio that is accepted, of each expert and of all together.")}};

const egb_weigh egb_weight_pairwise = {
    .head =
        {.name = "pairwise",
         .summary = EGB_WORDS("Experts compare the children two by two (analytic hierarchy process, AHP)"),
         .formula = EGB_WORDS(
             "principal eigenvector of the matrix of comparisons, with w_i / w_j for those that are missing; several "
             "experts: geometric mean of each comparison; consistency ratio CR = (lambda - k) / (k - 1) / RI, with m "
             "comparisons missing RI times 1 - 2 m / ((k - 1) (k - 2))"),
         .reference = EGB_WORDS(
             "T. L. Saaty, J. Mathematical Psychology 15 (1977), 234-281; J. Aczel, T. L. Saaty, J. Mathematical "
             "Psychology 27 (1983), 93-102; P. T. Harker, Mathematical Modelling 9 (1987), 837-848; K. C. Agoston, L. "
             "Csato, Omega 108 (2022), 102576"),
         .edges = EGB_WORDS(
             "Matrices that are not square or not reciprocal within 2 %, comparisons of an expert that do not tie all "
             "children together, and a consistency ratio above the limit: refused. RI beyond 15 children: that of "
             "15."),
         .example = EGB_WORDS("weights: {method: pairwise, comparisons: [[1, 3], [1/3, 1]]}"),
         .parameter = parameters,
         .parameter_count = 2},
    .scratch = scratch_need,
    .apply = apply,
    .most_children = MOST_CHILDREN};
