/* history.h - reading and continuing the record of changes. */
#ifndef EGB_EDIT_HISTORY_H
#define EGB_EDIT_HISTORY_H

#include "edit/edit.h"
#include "model/history.h"

/* Reads the text of history->source. EGB_REFUSED with every fault and its place, EGB_NO_MEMORY. */
egb_status egb_history_parse(egb_history *history, egb_diag *diag);
/* What the record says about the weight of a node at some moment. */
typedef struct egb_history_said {
  const egb_history_weight *weight; /* NULL: nothing */
  bool before;                      /* as this change found it, not as it left it */
} egb_history_said;
/* What is said of every node after the first `count` entries: what the last of them that changes it made of it, else
 * what the next one found. In the arena; NULL: out of memory. */
const egb_history_said *egb_history_follow(const egb_history *history, size_t count, egb_arena *arena);

#endif
