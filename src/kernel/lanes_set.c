/* Which table of lanes runs. The build says which there are besides the plain one (EGB_WITH_VECTORS, EGB_WITH_AVX2,
 * EGB_WITH_AVX512): none where the compiler has no vector types, or with -Dvectors=disabled. */
#include "kernel/lanes.h"

/* The GNU library has asked the processor when the program began; to ask again costs a virtual machine as much as some
 * hundred draws, at each start of a program that has __builtin_cpu_supports() in it. CPU_FEATURE_ACTIVE() of its header
 * shifts an int by 31, which C does not define. */
#ifdef EGB_WITH_CPU_FEATURES
#include <sys/platform/x86.h>

static bool is_active(unsigned int feature) {
  const unsigned int word = 8 * sizeof(unsigned int), leaf = 4 * word;
  return (__x86_get_cpuid_feature_leaf(feature / leaf)->active_array[feature % leaf / word] >> feature % word & 1U) !=
         0;
}

#define HAS_AVX2 is_active(x86_cpu_AVX2)
#define HAS_AVX512                                                                                                     \
  (is_active(x86_cpu_AVX512F) && is_active(x86_cpu_AVX512BW) && is_active(x86_cpu_AVX512DQ) &&                         \
   is_active(x86_cpu_AVX512VL))
#else
#define HAS_AVX2 __builtin_cpu_supports("avx2")
#define HAS_AVX512                                                                                                     \
  (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&    \
   __builtin_cpu_supports("avx512vl"))
#endif

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
    return HAS_AVX2 ? &egb_lanes_avx2 : NULL;
#endif
#ifdef EGB_WITH_AVX512
  case EGB_LANES_AVX512:
    return HAS_AVX512 ? &egb_lanes_avx512 : NULL;
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
