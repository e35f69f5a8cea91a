/* acceptability.h - which weights speak for whom (SMAA-2). Made by simulate, read by table. */
#ifndef EGB_MODEL_ACCEPTABILITY_H
#define EGB_MODEL_ACCEPTABILITY_H

#include "model/uncertainty.h"

/* In the arena of its simulation. */
struct egb_acceptability {
  egb_uncertainty *simulation;
  egb_acceptability_summary about;
  const egb_acceptance *unit; /* per unit of the data */
};

#endif
