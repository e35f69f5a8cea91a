/* Which compiled copy of lanes.c runs. The build says which there are (EGB_WITH_AVX2, EGB_WITH_AVX512). */
#include "simulate/lanes.h"

extern const egb_lanes egb_lanes_portable;
#ifdef EGB_WITH_AVX2
extern const egb_lanes egb_lanes_avx2;
#endif
#ifdef EGB_WITH_AVX512
extern const egb_lanes egb_lanes_avx512;
#endif

const egb_lanes *egb_lanes_of(egb_lanes_set set) {
  switch (set) {
  case EGB_LANES_PORTABLE:
    return &egb_lanes_portable;
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
  const egb_lanes *best = &egb_lanes_portable;
  for (int set = EGB_LANES_PORTABLE; set < EGB_LANES_SETS; set++) {
    const egb_lanes *lanes = egb_lanes_of((egb_lanes_set)set);
    if (lanes != NULL)
      best = lanes;
  }
  return best;
}
