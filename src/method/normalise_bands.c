/* Scores by bands of values; the row says formula, reference and edges.
 *
 * `closed: low`: a threshold belongs to the band above it, `closed: high`: to the band below it. The first score is
 * that of everything below the first threshold. The caller has checked: both lists are given. Lists that do not fit are
 * answered with the reason; scores are taken as written. */
#include "method/rows.h"

#include <math.h>

enum { THRESHOLDS, SCORES, CLOSED };
enum { CLOSED_LOW, CLOSED_HIGH };

static const char *fit(const egb_normalise_input *input, const double *present, size_t count, double *fitted) {
  const egb_list *thresholds = &input->list[THRESHOLDS];
  (void)present;
  (void)count;
  (void)fitted;
  if (input->list[SCORES].count != thresholds->count + 1)
    return "`scores` must hold one number more than `thresholds`";
  for (size_t i = 1; i < thresholds->count; i++)
    if (!(thresholds->item[i - 1] < thresholds->item[i]))
      return "`thresholds` must rise";
  return NULL;
}

static void apply(const egb_normalise_input *input, const double *fitted, const double *x, double *y, size_t count) {
  const egb_list *thresholds = &input->list[THRESHOLDS];
  const bool high = (int)input->parameter[2 * CLOSED] == CLOSED_HIGH;
  (void)fitted;
  for (size_t i = 0; i < count; i++) {
    size_t band = 0;
    while (band < thresholds->count && (high ? x[i] > thresholds->item[band] : x[i] >= thresholds->item[band]))
      band++;
    y[i] = isnan(x[i]) ? x[i] : input->list[SCORES].item[band];
  }
}

/* The first score, and at every threshold that is reached the step to the next. */
static egb_sheet_kind sheet(const egb_normalise_input *input, const egb_sheet_value *at, egb_buffer *out) {
  const egb_list *thresholds = &input->list[THRESHOLDS], *scores = &input->list[SCORES];
  const bool high = (int)input->parameter[2 * CLOSED] == CLOSED_HIGH;
  char threshold[EGB_SHEET_NUMBER_MAX], score[EGB_SHEET_NUMBER_MAX];
  egb_buffer_text(out, egb_sheet_number(scores->item[0], score));
  for (size_t i = 0; i < thresholds->count; i++) {
    const egb_sheet_word word[] = {{'x', at->x},
                                   {'t', egb_sheet_number(thresholds->item[i], threshold)},
                                   {'s', egb_sheet_number(scores->item[i + 1] - scores->item[i], score)},
                                   {0, NULL}};
    egb_sheet_put(out, high ? "+%s*(%x>%t)" : "+%s*(%x>=%t)", word);
  }
  return EGB_SHEET_PLAIN;
}

static const char *const closings[] = {"low", "high", NULL};
static const egb_parameter parameters[] = {
    [THRESHOLDS] = {.name = "thresholds",
                    .kind = EGB_PARAMETER_LIST,
                    .required = true,
                    .least = -1e300,
                    .most = 1e300,
                    .help = EGB_WORDS("The values where the next band begins, rising.")},
    [SCORES] = {.name = "scores",
                .kind = EGB_PARAMETER_LIST,
                .required = true,
                .least = -1e9,
                .most = 1e9,
                .help = EGB_WORDS("The score of each band, the first for values below the first threshold.")},
    [CLOSED] = {
        .name = "closed",
        .kind = EGB_PARAMETER_CHOICE,
        .choices = closings,
        .most = 1,
        .help = EGB_WORDS(
            "Which end belongs to a band: low, a value at a threshold is in the band above it; high, in the band below "
            "it.")}};

const egb_normalise egb_normalise_bands = {
    .head =
        {.name = "bands",
         .summary = EGB_WORDS("A score for each band of values"),
         .formula = EGB_WORDS("scores[k], k the number of thresholds that x reaches"),
         .reference =
             EGB_WORDS("OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 5 (categorical scale)"),
         .edges = EGB_WORDS(
             "One score more than thresholds, and thresholds that rise, or it is refused. The direction must not be "
             "lower: the scores say what is better. Missing stays missing."),
         .example = EGB_WORDS("normalise: {method: bands, thresholds: [25, 50, 75], scores: [0, 1, 2, 3]}"),
         .parameter = parameters,
         .parameter_count = sizeof parameters / sizeof *parameters,
         .hint = "write thresholds that rise, and one score more than there are thresholds"},
    .ignores_direction = true,
    .fixed = true,
    .fit = fit,
    .apply = apply,
    .sheet = EGB_SHEET(sheet)};
