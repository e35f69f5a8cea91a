/* varied.h - what varied in a simulation, in words. */
#ifndef EGB_TABLE_VARIED_H
#define EGB_TABLE_VARIED_H

#include "base/buffer.h"

#include "egovbench.h"

typedef enum egb_varied_style {
  EGB_VARIED_NAMES, /* "impute mean, median; leave-out" */
  EGB_VARIED_DRAWS, /* "impute: mean in 52 draws (on 3 indicators), median in 48 draws (...); leave-out: ..." */
  EGB_VARIED_FACTS  /* "impute=mean: 52; impute=median: 48; leave-out=OSI: 9": for programs */
} egb_varied_style;

/* Appends the assumptions that varied, in the order of the simulation. */
void egb_varied_words(const egb_uncertainty *uncertainty, egb_varied_style style, egb_buffer *out);

#endif
