/* engine_state.h - what the files of the engine share. */
#ifndef EGB_LIVE_ENGINE_STATE_H
#define EGB_LIVE_ENGINE_STATE_H

#include "live/engine.h"
#include "score/work.h"

struct egb_engine {
  egb_arena *arena;
  egb_index index;
  egb_dataset data;
  egb_plan plan;
  egb_results *results;
  double *weight;         /* per node: what the caller changes; plan.weight is in force */
  int32_t *level;         /* per unit */
  double *spare;          /* per node, for what is worked out and thrown away */
  const uint8_t *applies; /* per node and unit; NULL: all nodes are for all */
};

/* The numbers of a pack, taken one after the other. Beyond the end, and for a number that is none where one must be
 * whole, `fault` is set and stays. */
typedef struct egb_pack {
  const double *number;
  size_t count, at;
  const char **name;
  size_t name_count;
  bool fault;
} egb_pack;

/* The next number; 0 where there is none. */
double egb_pack_take(egb_pack *pack);
/* A whole number from 0 to most. */
size_t egb_pack_whole(egb_pack *pack, size_t most);
/* 0 or 1. */
bool egb_pack_yes(egb_pack *pack);

/* Index, data set and plan of a pack; the values are not read yet. EGB_REFUSED, EGB_NO_MEMORY. */
egb_status egb_engine_read(egb_engine *engine, egb_pack *pack);
/* The order, the flags and the values of units, into the results. */
egb_status egb_engine_read_values(egb_engine *engine, egb_pack *pack);

/* Rows by their names, of those that the engine can apply; NULL: it cannot. */
const egb_aggregate *egb_engine_aggregate(const char *name);
const egb_normalise *egb_engine_normalise(const char *name);

#endif
