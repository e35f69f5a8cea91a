/* maths.h - logarithm and exponential that give the same bits on every machine.
 *
 * The C library may choose another implementation for another processor, and its last digit with it; a simulation must
 * not. These have no branch, so that compilers can turn loops over them into vector code, and use only +, -, *, / and
 * whole-number steps, all of which are exact by IEEE 754. Build with -ffp-contract=off.
 *
 * Both follow the reductions and minimax coefficients of W. J. Cody and W. Waite, "Software Manual for the Elementary
 * Functions" (1980), in the form Sun's FDLIBM published them (e_log.c, e_exp.c, 1993): errors below 1 unit in the last
 * place. */
#ifndef EGB_KERNEL_MATHS_H
#define EGB_KERNEL_MATHS_H

#include <stdint.h>
#include <string.h>

/* Adding this to |x| < 2^51 rounds x to a whole number, half to even, which is then in the low bits. */
#define EGB_ROUNDER 6755399441055744.0 /* 1.5 * 2^52 */

static inline uint64_t egb_bits_of(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

static inline double egb_of_bits(uint64_t bits) {
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

/* ln x for normal x > 0. */
static inline double egb_maths_log(double x) {
  /* x = 2^k * (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)) */
  const uint64_t half_root = UINT64_C(0x3fe6a09e00000000), bias = UINT64_C(1) << 62;
  const uint64_t shifted = egb_bits_of(x) - half_root + bias, power = shifted >> 52;
  const double f = egb_of_bits((shifted & ((UINT64_C(1) << 52) - 1)) + half_root) - 1.0;
  const double k = egb_of_bits(egb_bits_of(EGB_ROUNDER) + power) - (EGB_ROUNDER + 1024.0);
  const double s = f / (2.0 + f), z = s * s, w = z * z;
  const double odd = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
  const double even =
      z * (6.666666666666735130e-01 +
           w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
  const double square = 0.5 * f * f;
  return k * 6.93147180369123816490e-01 -
         ((square - (s * (square + (odd + even)) + k * 1.90821492927058770002e-10)) - f);
}

/* e^x; 0 below -708, where results leave the normal numbers; x above 709 counts as 709. */
static inline double egb_maths_exp(double x) {
  const double high = x > 709.0 ? 709.0 : x, inside = high < -708.0 ? -708.0 : high;
  const double rounded = inside * 1.44269504088896338700e+00 + EGB_ROUNDER, k = rounded - EGB_ROUNDER;
  const double hi = inside - k * 6.93147180369123816490e-01, lo = k * 1.90821492927058770002e-10, r = hi - lo,
               t = r * r;
  const double p =
      1.66666666666666019037e-01 +
      t * (-2.77777777770155933842e-03 +
           t * (6.61375632143793436117e-05 + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08)));
  const double c = r - t * p, y = 1.0 - ((lo - (r * c) / (2.0 - c)) - hi);
  const double scaled = egb_of_bits(egb_bits_of(y) + (egb_bits_of(rounded) << 52));
  return x < -708.0 ? 0.0 : scaled;
}

#endif
