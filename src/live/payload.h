/* payload.h - results as the page's engine and explorer want them: one JSON text, of which reports/engine.js makes a
 * pack. What no script reads is not in it. */
#ifndef EGB_LIVE_PAYLOAD_H
#define EGB_LIVE_PAYLOAD_H

#include "base/buffer.h"
#include "score/plan.h"

typedef struct egb_live_options {
  const char *command;               /* that makes the page; NULL: not said */
  const egb_results *const *edition; /* of other periods of the same data */
  size_t editions;
  size_t draws; /* 0: 10,000 */
  uint64_t seed;
  double level; /* percent of the intervals; 0: 90 */
} egb_live_options;

/* Appends it. Every text in it is safe in HTML as well: no `<`, `>` or `&` is written as it is. EGB_NO_MEMORY. */
egb_status egb_live_payload(const egb_plan *plan, const egb_results *results, const egb_live_options *options,
                            egb_buffer *out);

/* Half a sentence of the page's own words: its key in reports/words.json, and what it is about. */
typedef struct egb_live_reason {
  const char *key; /* NULL: there is none */
  const char *about;
} egb_live_reason;

/* Why a node's score cannot follow other weights; none: it can, or it is an indicator, whose score no weight changes.
 * Nodes below one that cannot cannot either. */
egb_live_reason egb_live_obstacle(const egb_plan *plan, size_t node);
/* The same, asked without the words. */
bool egb_live_follows(const egb_plan *plan, size_t node);

#endif
