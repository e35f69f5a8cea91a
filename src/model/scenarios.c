/* What a scenario does to a ranking, counted unit by unit. */
#include "model/scenarios.h"

#include <math.h>

#define FAR 10 /* places that are a large move */

void egb_scenario_effect_add(egb_scenario_effect *out, double was, double is, const char *id) {
  const double change = fabs(was - is);
  out->ranked += isnan(is) ? 0 : 1;
  out->lost += !isnan(was) && isnan(is);
  out->gained += isnan(was) && !isnan(is);
  out->top_kept += was <= (double)out->top && is <= (double)out->top;
  if (is <= 1 && out->first_count++ == 0)
    out->first = id;
  if (isnan(change))
    return;
  out->common++;
  out->moved += change > 0;
  out->moved_far += change >= FAR;
  out->mean_change += change;
  if (change > out->largest_change) {
    out->largest_change = change;
    out->largest_unit = id;
  }
}

void egb_scenario_effect_end(egb_scenario_effect *out) {
  out->mean_change = out->common > 0 ? out->mean_change / (double)out->common : (double)NAN;
}
