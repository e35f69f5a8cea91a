/* lanes_vector.h - the widest vectors of the instruction set a file is compiled for, as the compilers' vector types.
 * What C cannot say with operators (smaller, larger, a product of halves) has a line per instruction set. */
#ifndef EGB_KERNEL_LANES_VECTOR_H
#define EGB_KERNEL_LANES_VECTOR_H

#include "kernel/lanes.h"

#if defined(__AVX512F__)
#define EGB_VECTOR_BYTES 64
#elif defined(__AVX2__)
#define EGB_VECTOR_BYTES 32
#else
#define EGB_VECTOR_BYTES 16
#endif
#if EGB_VECTOR_BYTES > 16
#include <immintrin.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

/* Tiles are arrays of plain numbers, aligned like those. */
typedef double egb_reals __attribute__((vector_size(EGB_VECTOR_BYTES), aligned(8), may_alias));
typedef int32_t egb_wholes __attribute__((vector_size(EGB_VECTOR_BYTES), aligned(4), may_alias));
typedef uint64_t egb_words __attribute__((vector_size(EGB_VECTOR_BYTES), aligned(8), may_alias));

#define EGB_REALS_ROW (EGB_LANES * 8 / EGB_VECTOR_BYTES)  /* vectors in a row of doubles */
#define EGB_WHOLES_ROW (EGB_LANES * 4 / EGB_VECTOR_BYTES) /* vectors in a row of keys */

/* The smaller stays in *a, the larger goes to *b. */
static inline void egb_exchange(egb_wholes *a, egb_wholes *b) {
#if EGB_VECTOR_BYTES == 64
  const __m512i x = (__m512i)*a, y = (__m512i)*b;
  *a = (egb_wholes)_mm512_min_epi32(x, y);
  *b = (egb_wholes)_mm512_max_epi32(x, y);
#elif EGB_VECTOR_BYTES == 32
  const __m256i x = (__m256i)*a, y = (__m256i)*b;
  *a = (egb_wholes)_mm256_min_epi32(x, y);
  *b = (egb_wholes)_mm256_max_epi32(x, y);
#elif defined(__wasm_simd128__)
  const v128_t x = (v128_t)*a, y = (v128_t)*b;
  *a = (egb_wholes)wasm_i32x4_min(x, y);
  *b = (egb_wholes)wasm_i32x4_max(x, y);
#else
  const egb_wholes x = *a, y = *b, swap = (x ^ y) & (x > y);
  *a = x ^ swap;
  *b = y ^ swap;
#endif
}

/* Bit i: lane i of a is above that of b, or at least as large. False where one is NaN. */
#if EGB_VECTOR_BYTES == 64
static inline unsigned egb_above(egb_reals a, egb_reals b) {
  return _mm512_cmp_pd_mask((__m512d)a, (__m512d)b, _CMP_GT_OQ);
}

static inline unsigned egb_from(egb_reals a, egb_reals b) {
  return _mm512_cmp_pd_mask((__m512d)a, (__m512d)b, _CMP_GE_OQ);
}
#else
/* Of lanes that are 0 or all ones. */
static inline unsigned egb_mask(egb_words lanes) {
#if EGB_VECTOR_BYTES == 32
  return (unsigned)_mm256_movemask_pd((__m256d)lanes);
#elif defined(__SSE2__)
  return (unsigned)_mm_movemask_pd((__m128d)lanes);
#elif defined(__wasm_simd128__)
  return (unsigned)wasm_i64x2_bitmask((v128_t)lanes);
#else
  return (unsigned)((lanes[0] & 1) | (lanes[1] & 2));
#endif
}

static inline unsigned egb_above(egb_reals a, egb_reals b) {
  return egb_mask((egb_words)(a > b));
}

static inline unsigned egb_from(egb_reals a, egb_reals b) {
  return egb_mask((egb_words)(a >= b));
}
#endif

/* The low 32 bits of every lane times b. */
static inline egb_words egb_product(egb_words a, uint32_t b) {
  const egb_words zero = {0}, factor = zero + b;
#if EGB_VECTOR_BYTES == 64
  return (egb_words)_mm512_mul_epu32((__m512i)a, (__m512i)factor);
#elif EGB_VECTOR_BYTES == 32
  return (egb_words)_mm256_mul_epu32((__m256i)a, (__m256i)factor);
#elif defined(__SSE2__)
  return (egb_words)_mm_mul_epu32((__m128i)a, (__m128i)factor);
#elif defined(__wasm_simd128__)
  (void)factor;
  const v128_t low = wasm_i32x4_shuffle((v128_t)a, (v128_t)a, 0, 2, 0, 2);
  return (egb_words)wasm_u64x2_extmul_low_u32x4(low, (v128_t)wasm_u32x4_splat(b));
#else
  return (a & UINT32_MAX) * factor;
#endif
}

#endif
