/* What is said below simulated ranks: what was left out or imputed, and how far other draws would differ. */
#include "base/number.h"
#include "table/common.h"
#include "table/simulation.h"
#include "table/tables_robust.h"

#include <math.h>

static bool note_level(const egb_simulation_table *m) {
  for (size_t i = 0; i < m->u->varied_count; i++) {
    const egb_varied *v = &m->u->varied[i];
    if (!egb_robust_note_level(m->table, m->results, v->factor, v->alternative, v->level, v->unranked,
                               m->u->about.ranked))
      return false;
  }
  return true;
}

/* What the figures owe to the number of draws: for all rows together, the largest. */
static bool note_errors(const egb_simulation_table *m) {
  double share = 0, mean = 0, end = 0;
  for (size_t row = 0; row < m->units; row++) {
    const egb_rank_spread *spread = &m->u->unit[m->unit[row]];
    share = fmax(share, fmax(spread->first_error, spread->top_error)); /* NaN does not count */
    mean = fmax(mean, spread->mean_error);
    end = fmax(end, fmax(spread->low - spread->low_best, spread->low_worst - spread->low));
    end = fmax(end, fmax(spread->high - spread->high_best, spread->high_worst - spread->high));
  }
  char shares[EGB_NUMBER_MAX], means[EGB_NUMBER_MAX], ends[EGB_NUMBER_MAX];
  (void)egb_number_fixed(share, 3, shares);
  (void)egb_number_fixed(mean, 2, means);
  (void)egb_number_shortest(end, ends);
  egb_buffer text = {0};
  egb_buffer_format(
      &text,
      "Monte Carlo error, with other draws: ends of intervals at most %s ranks (95 %% confidence), mean ranks %s, "
      "shares %s (standard errors, the largest here). Machine formats have them per unit. The intervals of `rank` are "
      "of 500 draws: they may differ by their own error.",
      ends, means, shares);
  return egb_report_note(m->table, &text);
}

/* The largest of the rows, where imputed values are drawn. */
static bool note_imputed(const egb_simulation_table *m) {
  size_t most = SIZE_MAX;
  for (size_t row = 0; row < m->units; row++)
    if (m->u->unit[m->unit[row]].imputation_sd > 0 &&
        (most == SIZE_MAX || m->u->unit[m->unit[row]].imputation_sd > m->u->unit[most].imputation_sd))
      most = m->unit[row];
  if (most == SIZE_MAX)
    return true;
  char sd[EGB_NUMBER_MAX], share[EGB_NUMBER_MAX];
  const double information = m->u->unit[most].missing_information;
  (void)egb_number_fixed(m->u->unit[most].imputation_sd, 2, sd);
  (void)egb_number_fixed(isnan(information) ? 1 : information, 2, share);
  egb_buffer text = {0};
  egb_buffer_format(
      &text,
      "Imputed values alone move the score of %s most: standard deviation %s, share of missing information "
      "%s (Rubin 1987). Machine formats have both per unit.",
      egb_dataset_unit_name(m->results->data, most, m->languages), sd, share);
  return egb_report_note(m->table, &text);
}

static bool note_limits(const egb_simulation_table *m) {
  if (!m->u->about.exact) {
    const bool done = egb_table_add_note(
        m->table,
        "With this many units and draws ranks were counted in bands: intervals end at the outer edge of a band, and "
        "there is no median. Where only weights vary, up to 1024 draws are exact, of a million units 268.");
    if (!done)
      return false;
  }
  return note_errors(m);
}

bool egb_uncertainty_notes(const egb_simulation_table *m) {
  return note_level(m) && egb_simulation_note_failures(m) && note_imputed(m) && note_limits(m);
}
