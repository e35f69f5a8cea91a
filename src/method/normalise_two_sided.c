/* Distance to a value from both sides: too little and too much are both worse.
 *
 * With the formula of the row; width may be, with `ends: own`, the largest on the side of x (of the
 * other side where that has no value), or `below` for x < c and `above` for x > c.
 * Reference: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5, Distance to a reference; R. J.
 * Hyndman and Y. Fan, The American Statistician 50 (1996), 361-365 (median as quantile of type 7).
 * The caller has checked: at least one present value, all of them finite; the direction has no meaning here.
 * Edges: no target when one is asked for, and all values at the centre, are answered with the reason. Beyond a width
 * that is given, or that was learned from other data, the score is low. Missing stays missing. */
#include "method/rows.h"
#include "method/target.h"
#include "stats/describe.h"
#include "stats/shape.h"

#include <string.h>

enum { CENTRE, BELOW, ABOVE, TO, ENDS };
enum { ENDS_WIDEST, ENDS_OWN };
enum { CENTRE_TARGET, CENTRE_MEDIAN };

static double median(const egb_normalise_input *input, const double *present, size_t count) {
  memcpy(input->scratch, present, count * sizeof *present);
  egb_stats_sort_values(input->scratch, count);
  return egb_stats_quantile(input->scratch, count, 0.5);
}

static const char *fit(const egb_normalise_input *input, const double *present, size_t count, double *fitted) {
  const bool to_target = (int)input->parameter[2 * CENTRE] == CENTRE_TARGET;
  double least, most;
  if (to_target && isnan(input->target))
    return "it has no `target:`";
  const double centre = to_target ? input->target : median(input, present, count);
  egb_stats_range(present, count, &least, &most);
  const double widest = fmax(fabs(most - centre), fabs(centre - least));
  const bool own = (int)input->parameter[2 * ENDS] == ENDS_OWN;
  const double below = own && least < centre ? centre - least : widest;
  const double above = own && most > centre ? most - centre : widest;
  fitted[0] = centre;
  fitted[1] = isnan(input->parameter[2 * BELOW]) ? below : input->parameter[2 * BELOW];
  fitted[2] = isnan(input->parameter[2 * ABOVE]) ? above : input->parameter[2 * ABOVE];
  if (!isfinite(widest))
    return "the values are too far apart";
  return fitted[1] > 0 && fitted[2] > 0 ? NULL : "all values are equal to the centre";
}

static void apply(const egb_normalise_input *input, const double *fitted, const double *x, double *y, size_t count) {
  const egb_target to = egb_target_of(input, TO);
  for (size_t i = 0; i < count; i++) {
    const double way = 1 - fabs(x[i] - fitted[0]) / fitted[x[i] < fitted[0] ? 1 : 2];
    y[i] = to.low + to.span * egb_target_clamp(way, true);
  }
}

static egb_sheet_kind sheet(const egb_normalise_input *input, const egb_sheet_value *at, egb_buffer *out) {
  char low[EGB_SHEET_NUMBER_MAX], span[EGB_SHEET_NUMBER_MAX];
  const egb_target to = egb_target_of(input, TO);
  const egb_sheet_word word[] = {{'x', at->x},
                                 {'c', at->fitted[0]},
                                 {'b', at->fitted[1]},
                                 {'a', at->fitted[2]},
                                 {'l', egb_sheet_number(to.low, low)},
                                 {'s', egb_sheet_number(to.span, span)},
                                 {0, NULL}};
  egb_sheet_put(out, "%l+%s*MAX(0,1-ABS(%x-%c)/IF(%x<%c,%b,%a))", word);
  return EGB_SHEET_PLAIN;
}

static egb_sheet_kind sheet_fit(const egb_normalise_input *input, size_t k, const char *all, egb_buffer *out) {
  const bool to_target = (int)input->parameter[2 * CENTRE] == CENTRE_TARGET;
  const bool own = (int)input->parameter[2 * ENDS] == ENDS_OWN;
  char target[EGB_SHEET_NUMBER_MAX];
  if (k == 0 ? to_target : !isnan(input->parameter[2 * (k == 1 ? BELOW : ABOVE)]))
    return EGB_SHEET_NONE; /* as the definition says */
  egb_buffer centre = {0};
  const egb_sheet_word values[] = {{'v', all}, {0, NULL}};
  if (to_target)
    egb_buffer_text(&centre, egb_sheet_number(input->target, target));
  else
    egb_sheet_put(&centre, "MEDIAN(%v)", values);
  const egb_sheet_word word[] = {{'v', all}, {'c', egb_buffer_string(&centre)}, {0, NULL}};
  if (k == 0)
    egb_sheet_put(out, "%c", word);
  else if (!own)
    egb_sheet_put(out, "MAX(ABS(MAX(%v)-%c),ABS(%c-MIN(%v)))", word);
  else if (k == 1)
    egb_sheet_put(out, "IF(MIN(%v)<%c,%c-MIN(%v),MAX(%v)-%c)", word);
  else
    egb_sheet_put(out, "IF(MAX(%v)>%c,MAX(%v)-%c,%c-MIN(%v))", word);
  out->failed = out->failed || centre.failed;
  egb_buffer_clear(&centre);
  return EGB_SHEET_PLAIN;
}

static const char *const centres[] = {"target", "median", NULL};
static const char *const ends[] = {"widest", "own", NULL};
static const egb_parameter parameters[] = {
    [CENTRE] = {.name = "centre",
                .kind = EGB_PARAMETER_CHOICE,
                .choices = centres,
                .most = 1,
                .help = EGB_WORDS("What is best: the indicator's target or the median of the data.")},
    [BELOW] = {.name = "below",
               .kind = EGB_PARAMETER_NUMBER,
               .preset = {NAN},
               .least = 1e-300,
               .most = 1e300,
               .help = EGB_WORDS(
                   "How far below the centre the score reaches its low end; without it the largest distance.")},
    [ABOVE] = {.name = "above",
               .kind = EGB_PARAMETER_NUMBER,
               .preset = {NAN},
               .least = 1e-300,
               .most = 1e300,
               .help = EGB_WORDS(
                   "How far above the centre the score reaches its low end; without it the largest distance.")},
    [TO] = EGB_TARGET_PARAMETER,
    [ENDS] = {.name = "ends",
              .kind = EGB_PARAMETER_CHOICE,
              .choices = ends,
              .most = 1,
              .help = EGB_WORDS(
                  "Where the score reaches its low end when no distance is given: widest, the largest distance of "
                  "both sides; own, that of the side.")}};
static const char *const fitted_names[] = {"centre", "below", "above", NULL};

const egb_normalise egb_normalise_two_sided = {
    .head =
        {.name = "two-sided",
         .summary = EGB_WORDS("Nearness to a target or to the median, from both sides"),
         .formula = EGB_WORDS(
             "low + (high - low) * max(0, 1 - |x - c| / width), c the target or the median, width the largest |x - c|, "
             "of both sides or of its own, unless given"),
         .reference = EGB_WORDS(
             "OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 5 (distance to a reference)"),
         .edges = EGB_WORDS(
             "All values at the centre: refused unless the widths are given. Further from it than the width: the low "
             "end. The direction must not be lower. Missing stays missing."),
         .example = EGB_WORDS("target: 2\nnormalise: {method: two-sided, below: 2, above: 8}"),
         .parameter = parameters,
         .parameter_count = sizeof parameters / sizeof *parameters,
         .fitted = fitted_names,
         .hint =
             "give the indicator a `target:` or write `centre: median`; where all values are at the centre, say with "
             "`below` and `above` how far from it a score falls"},
    .ignores_direction = true,
    .fit = fit,
    .apply = apply,
    .sheet = EGB_SHEET(sheet),
    .sheet_fit = EGB_SHEET(sheet_fit)};
