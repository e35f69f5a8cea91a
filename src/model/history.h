/* history.h - the record of changes of a definition's weights: NAME.changes.yaml beside it, oldest first. */
#ifndef EGB_MODEL_HISTORY_H
#define EGB_MODEL_HISTORY_H

#include "base/arena.h"
#include "base/source.h"
#include "model/index.h"

/* The weight of one node: numbers as the definition writes them, without a percent sign. */
typedef struct egb_history_weight {
  const char *id;
  const char *from, *to;   /* "1" where the definition wrote none */
  double before, after;    /* the same as numbers */
  bool from_none, to_none; /* the definition wrote no weight */
} egb_history_weight;

typedef struct egb_history_entry {
  egb_place place;
  const char *when, *who, *why; /* NULL: not given */
  const egb_history_weight *weight;
  size_t count;
  bool undoes;        /* it takes the last one back that was not taken back yet */
  double moved;       /* units whose rank changed; NaN: not known */
  double correlation; /* of the ranks before and after (Spearman); NaN: not known */
} egb_history_entry;

struct egb_history {
  egb_arena *arena;
  const egb_index *index;
  const char *path;         /* where the record is, or would be */
  const egb_source *source; /* NULL: there is no such file yet */
  const egb_history_entry *entry;
  size_t count;
};

/* The record of a text, which is borrowed. EGB_REFUSED: it cannot be read. In `edit`. */
egb_status egb_history_of(const egb_index *index, const egb_source *source, egb_diag *diag, egb_history **out);

#endif
