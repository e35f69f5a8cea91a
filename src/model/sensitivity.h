/* sensitivity.h - which assumption matters: shares of a variance, and assumptions switched alone. Made by simulate,
 * read by table. */
#ifndef EGB_MODEL_SENSITIVITY_H
#define EGB_MODEL_SENSITIVITY_H

#include "base/arena.h"
#include "model/results.h"

struct egb_sensitivity {
  egb_arena *arena;
  const egb_results *results;
  egb_sensitivity_summary about;
  const egb_sobol_index *index; /* per assumption */
  size_t count;
  const egb_switch *change;
  size_t change_count;
};

#endif
