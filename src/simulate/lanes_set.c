/* Which table of lanes runs. The build says which there are besides the plain one (EGB_WITH_VECTORS, EGB_WITH_AVX2,
 * EGB_WITH_AVX512): none where the compiler has no vector types, or with -Dvectors=disabled. */
#include "simulate/lanes.h"

extern const egb_lanes egb_lanes_plain;
#ifdef EGB_WITH_VECTORS
extern const egb_lanes egb_lanes_vector;
#endif
#ifdef EGB_WITH_AVX2
extern const egb_lanes egb_lanes_avx2;
#endif
#ifdef EGB_WITH_AVX512
extern const egb_lanes egb_lanes_avx512;
#endif

const egb_lanes *egb_lanes_of(egb_lanes_set set) {
  switch (set) {
  case EGB_LANES_PLAIN:
    return &egb_lanes_plain;
#ifdef EGB_WITH_VECTORS
  case EGB_LANES_VECTOR:
    return &egb_lanes_vector;
#endif
#ifdef EGB_WITH_AVX2
  case EGB_LANES_AVX2:
    return __builtin_cpu_supports("avx2") ? &egb_lanes_avx2 : NULL;
#endif
#ifdef EGB_WITH_AVX512
  case EGB_LANES_AVX512:
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                   __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")
               ? &egb_lanes_avx512
               : NULL;
#endif
  default:
    return NULL;
  }
}

const egb_lanes *egb_lanes_best(void) {
  const egb_lanes *best = &egb_lanes_plain;
  for (int set = EGB_LANES_PLAIN; set < EGB_LANES_SETS; set++) {
    const egb_lanes *lanes = egb_lanes_of((egb_lanes_set)set);
    if (lanes != NULL)
      best = lanes;
  }
  return best;
}
