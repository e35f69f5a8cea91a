/* merge.h - two people's changes of the weights of one definition, put together. */
#ifndef EGB_MODEL_MERGE_H
#define EGB_MODEL_MERGE_H

#include "base/arena.h"
#include "model/index.h"

typedef enum egb_merged {
  EGB_MERGED_SAME = 0, /* as in the base, on both sides */
  EGB_MERGED_OURS,
  EGB_MERGED_THEIRS,
  EGB_MERGED_BOTH,    /* to the same number */
  EGB_MERGED_CONFLICT /* to different ones; or each what the other needs: the siblings no longer sum to what they did */
} egb_merged;

/* A node that all three have. Numbers as they are written, without a percent sign; "" for none. */
typedef struct egb_merge_node {
  size_t base, ours, theirs; /* its number in each */
  const char *words[3];      /* of base, ours, theirs */
  egb_merged merged;
  bool family; /* a conflict of the siblings' sum */
} egb_merge_node;

struct egb_merge {
  egb_arena *arena;
  const egb_index *base, *ours, *theirs;
  egb_merge_node *node;
  size_t count;
  size_t line_conflicts, first_line; /* of other lines than those of weights; the line in ours */
  const char *text;
  size_t length;
};

#endif
