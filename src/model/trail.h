/* trail.h - the walk of one unit through all stages, one step per node in tree order. Made by score, printed by report.
 */
#ifndef EGB_MODEL_TRAIL_H
#define EGB_MODEL_TRAIL_H

#include "model/results.h"

typedef struct egb_trail_step {
  size_t node;
  double raw;           /* indicator: value taken from the data or computed; NaN when missing */
  const char *raw_text; /* the cell as written, when it is in a file; else NULL */
  egb_place place;      /* of that cell */
  double normalised;    /* indicator */
  double score;         /* any node */
  double share;         /* among the siblings this unit has, sums to 1 over the present ones; NaN when missing */
  double effective;     /* product of these shares up to the root */
  double contribution;  /* to the score of the index; NaN where it does not add up */
  double rank;          /* among the units that have this node, competition; as published */
  double of;            /* how many have it; NaN: ranks are as published */
  egb_state state;
  double coverage;
  double before_then; /* the score before `then:` of the node; NaN without one */
} egb_trail_step;

struct egb_trail {
  egb_arena *arena;
  const egb_results *results;
  size_t unit;
  const egb_trail_step *step;
  size_t count;
};

#endif
