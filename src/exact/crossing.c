/* Where two curves meet. */
#include "exact/curve.h"

#define SAME 1e-12   /* relative: a difference this small everywhere is none */
#define CLEAR 1e-9   /* relative: a difference this large is no rounding */
#define FINEST 1e-13 /* width of an interval that is given up as a crossing */
#define ENTERED 1e-9
#define PATIENCE 100000 /* intervals looked at before the rest is given up as well */

/* The smallest root of c0 + c1 v + c2 v^2, c0 > 0, in (0, end]; NaN: none. A curve that comes as near to zero as
 * rounding can resolve touches it. */
static double first_root(double c0, double c1, double c2, double end) {
  const double square = c1 * c1, four = 4 * c0 * c2;
  double inside = square - four;
  if (inside < 0 && inside > -SAME * (square + fabs(four)))
    inside = 0;
  if (inside < 0)
    return (double)NAN;
  /* Without cancellation: the roots are q / c2 and c0 / q, of two above zero the latter is the nearer one. */
  const double q = -0.5 * (c1 + copysign(sqrt(inside), c1));
  const double one = c2 != 0 ? q / c2 : (double)NAN, other = q != 0 ? c0 / q : (double)NAN;
  double root = (double)NAN;
  if (one > 0 && one <= end)
    root = one;
  if (other > 0 && other <= end)
    root = other;
  return root;
}

static bool is_zero(const egb_curve *c) {
  return c->kind == EGB_CURVE_FIXED && isinf(c->top[0]);
}

/* Quotients: the sign of a - b is that of a polynomial of degree 2 in the distance v from the share now. */
static double of_quotients(const egb_curves *curves, const egb_curve *a, const egb_curve *b, bool level, double end) {
  const double s = curves->share, way = end > s ? 1 : -1;
  if (is_zero(a) || is_zero(b)) {
    const bool wrong = is_zero(a) && (!is_zero(b) || !level);
    return wrong || (level && is_zero(a) != is_zero(b)) ? s : (double)NAN;
  }
  const double ta = a->top[0] + a->top[1] * s, tb = b->top[0] + b->top[1] * s;
  const double ba = a->bottom[0] + a->bottom[1] * s, bb = b->bottom[0] + b->bottom[1] * s;
  double c0 = ta * bb - tb * ba;
  const double c1 = way * (ta * b->bottom[1] + a->top[1] * bb - tb * a->bottom[1] - b->top[1] * ba);
  const double c2 = a->top[1] * b->bottom[1] - b->top[1] * a->bottom[1];
  const double small = SAME * (fabs(ta * bb) + fabs(tb * ba) + 1);
  if (level && fabs(c1) <= small && fabs(c2) <= small)
    return fabs(c0) <= 1e3 * small ? (double)NAN : s;
  if (!level && fabs(c0) <= small && c1 > small) { /* a unit that only now enters begins where a is, and falls behind */
    const double v = c2 < 0 ? -c1 / c2 : (double)NAN;
    return v <= fabs(end - s) ? s + way * v : (double)NAN;
  }
  if (level || !(c0 > 0))
    return s;
  const double v = first_root(c0, c1, c2, fabs(end - s));
  return isnan(v) ? v : s + way * v;
}

static bool same_chain(const egb_curves *curves, size_t a, size_t b) {
  const egb_curve *x = &curves->curve[a], *y = &curves->curve[b];
  if (x->kind != y->kind)
    return false;
  if (x->kind == EGB_CURVE_FIXED)
    return fabs(x->value - y->value) <= 1e-9 + SAME * fabs(x->value);
  for (int i = 0; i < 2; i++)
    if (fabs(x->top[i] - y->top[i]) > SAME * (1 + fabs(x->top[i])) || fabs(x->bottom[i] - y->bottom[i]) > SAME)
      return false;
  for (size_t i = 0; i < curves->steps; i++) {
    const egb_curve_step *p = &curves->step[i * curves->units + a], *q = &curves->step[i * curves->units + b];
    if (fabs(p->add - q->add) > SAME * (1 + fabs(p->add)) || fabs(p->times - q->times) > SAME)
      return false;
  }
  return true;
}

/* Chains: both scores are monotone, so that on an interval a stays above b when a's lower end is above b's upper end.
 * The interval grows while that holds and shrinks where it does not. */
static double of_chains(const egb_curves *curves, size_t a, size_t b, bool level, double end) {
  const double s = curves->share, way = end > s ? 1 : -1;
  if (level)
    return same_chain(curves, a, b) ? (double)NAN : s;
  double here = s, a_here = egb_curve_value(curves, a, here), b_here = egb_curve_value(curves, b, here);
  double step = fabs(end - s);
  if (!(a_here > b_here)) { /* a unit that only now enters may begin where a is, and fall behind */
    here = s + way * ENTERED;
    a_here = egb_curve_value(curves, a, here);
    b_here = egb_curve_value(curves, b, here);
  }
  if (!(a_here > b_here))
    return s;
  for (size_t tries = 0; tries < PATIENCE; tries++) {
    const double left = fabs(end - here);
    if (!(left > 0))
      return (double)NAN;
    const double next = step >= left ? end : here + way * step;
    const double a_next = egb_curve_value(curves, a, next), b_next = egb_curve_value(curves, b, next);
    if (fmin(a_here, a_next) > fmax(b_here, b_next)) {
      here = next;
      a_here = a_next;
      b_here = b_next;
      step *= 2;
    } else if (step > FINEST) {
      step = fmin(step, left) / 2;
    } else {
      return here;
    }
  }
  return here;
}

/* Quotients again: p0 + p1 t + p2 t^2 is above zero throughout [low, high] when it clearly is at both ends and is not
 * lower in between, being hollow nowhere or turning outside. */
bool egb_curve_stays(const egb_curves *curves, size_t above, size_t below, double low, double high) {
  const egb_curve *a = &curves->curve[above], *b = &curves->curve[below];
  if (curves->steps > 0 || a->kind == EGB_CURVE_NONE || b->kind == EGB_CURVE_NONE || is_zero(a) || is_zero(b))
    return false;
  const double p0 = a->top[0] * b->bottom[0] - b->top[0] * a->bottom[0];
  const double p1 =
      a->top[0] * b->bottom[1] + a->top[1] * b->bottom[0] - b->top[0] * a->bottom[1] - b->top[1] * a->bottom[0];
  const double p2 = a->top[1] * b->bottom[1] - b->top[1] * a->bottom[1];
  const double clear = CLEAR * (1 + fabs(a->top[0]) + fabs(a->top[1]) + fabs(b->top[0]) + fabs(b->top[1]));
  if (!(p0 + low * (p1 + low * p2) > clear && p0 + high * (p1 + high * p2) > clear))
    return false;
  return p2 <= 0 || p1 + 2 * p2 * low >= 0 || p1 + 2 * p2 * high <= 0;
}

double egb_curve_crossing(const egb_curves *curves, size_t a, size_t b, bool level, double end) {
  const egb_curve *x = &curves->curve[a], *y = &curves->curve[b];
  if (x->kind == EGB_CURVE_NONE || y->kind == EGB_CURVE_NONE || end == curves->share)
    return (double)NAN;
  return curves->steps == 0 ? of_quotients(curves, x, y, level, end) : of_chains(curves, a, b, level, end);
}
