/* Principal components of the children's correlation matrix.
 *
 * components first: weight_i = a_i^2 (or |a_i|), a the eigenvector of length 1 of the largest eigenvalue; the squares
 * sum to 1.
 * components kaiser: the components with an eigenvalue above 1 (at least one), loadings a * sqrt(eigenvalue), rotated
 * by varimax; weight_i = the largest squared loading of child i. This is Nicoletti's method: squared loadings scaled to
 * 1 within each component, times the component's share of the variance explained; the component's variance cancels.
 * Reference: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6, weights based on principal
 * components or factor analysis; G. Nicoletti, S. Scarpetta, O. Boylaud, OECD Economics Department Working Paper 226
 * (2000).
 * The caller has checked: the children's columns are complete with NaN for missing values.
 * Edges: correlations over the units that have both children; a pair without a correlation (a constant child) has no
 * answer; nor has `first` when two components explain equally much. Squares hide signs: a child that runs against its
 * siblings weighs as much as one that runs with them. */
#include "method/rows.h"
#include "stats/matrix.h"

#include <math.h>

enum { COMPONENTS, LOADINGS };

static size_t scratch_need(size_t count, size_t child_count) {
  (void)count;
  return 2 * child_count * child_count + child_count + EGB_STATS_EIGEN_SCRATCH(child_count);
}

static void weigh_by_first(const double *vector, size_t n, bool absolute, double *weight) {
  for (size_t i = 0; i < n; i++)
    weight[i] = absolute ? fabs(vector[i * n]) : vector[i * n] * vector[i * n];
}

/* loading: room for n x n; scratch: n. */
static void weigh_by_rotated(const double *value, const double *vector, size_t n, double *loading, double *scratch,
                             double *weight) {
  size_t kept = 1;
  while (kept < n && value[kept] > 1 + 1e-12)
    kept++;
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < kept; j++)
      loading[i * kept + j] = vector[i * n + j] * sqrt(value[j]);
  egb_stats_varimax(loading, n, kept, scratch);
  for (size_t i = 0; i < n; i++) {
    weight[i] = 0;
    for (size_t j = 0; j < kept; j++)
      weight[i] = fmax(weight[i], loading[i * kept + j] * loading[i * kept + j]);
  }
}

static const char *apply(const egb_weigh_input *input, double *weight) {
  const size_t n = input->child_count;
  double *matrix = input->scratch, *vector = matrix + n * n, *value = vector + n * n, *rest = value + n;
  weight[0] = 1;
  if (n == 1)
    return NULL;
  if (!egb_stats_correlations(input->child, n, input->count, matrix))
    return "two children have no correlation: one is constant, or too few units have both";
  if (!egb_stats_eigen(matrix, n, value, vector, rest))
    return "the principal components cannot be found";
  if (input->parameter[2 * COMPONENTS] > 0)
    weigh_by_rotated(value, vector, n, matrix, rest, weight);
  else if (value[0] - value[1] < 1e-9)
    return "two components explain the same share of variance, so that there is no first one";
  else
    weigh_by_first(vector, n, input->parameter[2 * LOADINGS] > 0, weight);
  return NULL;
}

static const char *const components[] = {"first", "kaiser", NULL};
static const char *const loadings[] = {"squared", "absolute", NULL};

static const egb_parameter parameters[] = {
    {.name = "components",
     .kind = EGB_PARAMETER_CHOICE,
     .choices = components,
     .most = 1,
     .help = EGB_WORDS(
         "first: the first component; kaiser: all with an eigenvalue above 1, rotated (Nicoletti's method).")},
    {.name = "loadings",
     .kind = EGB_PARAMETER_CHOICE,
     .choices = loadings,
     .most = 1,
     .help = EGB_WORDS("Of the first component: squared or absolute.")}};

const egb_weigh egb_weight_pca = {
    .head =
        {.name = "pca",
         .summary =
             EGB_WORDS("Each child counts by its squared loading on the principal component(s) of the correlations"),
         .formula = EGB_WORDS(
             "a^2, a the child's loading on the first component; kaiser: its largest squared loading on the components "
             "with eigenvalue > 1 after varimax rotation"),
         .reference = EGB_WORDS(
             "OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 6 (principal components, factor "
             "analysis)"),
         .edges = EGB_WORDS(
             "A constant child: refused. Squares hide signs: a child that correlates negatively with its siblings counts too. "
             "Correlations over the units that have both children."),
         .example = EGB_WORDS("weights: {method: pca, components: kaiser}"),
         .parameter = parameters,
         .parameter_count = 2},
    .needs_data = true,
    .scratch = scratch_need,
    .apply = apply,
    .most_children = 1000};
