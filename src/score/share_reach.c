/* Which shares a weight reaches when it and its siblings vary, each within a part of itself: for the law of draws and
 * for the limits of exact answers, which have to mean the same by "25 %". */
#include "egovbench.h"

/* The part at one end and all its siblings at the other. */
void egb_share_reach(double share, double spread, double *low, double *high) {
  const double rest = 1 - share, least = share * (1 - spread), most = share * (1 + spread);
  *low = least > 0 ? least / (least + rest * (1 + spread)) : 0;
  *high = most > 0 ? most / (most + rest * (1 - spread)) : 0;
}
