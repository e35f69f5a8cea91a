/* payload_state.h - what the files of the payload share. */
#ifndef EGB_LIVE_PAYLOAD_STATE_H
#define EGB_LIVE_PAYLOAD_STATE_H

#include "live/payload.h"

/* What is written, and where nodes are that take part. */
typedef struct egb_payload {
  const egb_plan *plan;
  const egb_results *results;
  const egb_live_options *options;
  egb_arena *arena;
  egb_buffer *out;
  size_t *row;  /* index node -> number in the payload, EGB_NONE: it takes no part */
  size_t *node; /* the other way */
  size_t nodes;
} egb_payload;

/* "key": with a comma before it unless it is the first. */
void egb_payload_key(egb_payload *p, const char *key, bool first);
void egb_payload_text(egb_payload *p, const char *text);         /* NULL: null */
void egb_payload_number(egb_payload *p, double number);          /* NaN, infinite: null */
void egb_payload_reason(egb_payload *p, egb_live_reason reason); /* "why": [key, about], or null */
void egb_payload_labels(egb_payload *p, egb_labels labels);

/* A section each, with its key. Out of memory: the buffer knows. */
void egb_payload_nodes(egb_payload *p);
void egb_payload_units(egb_payload *p);
/* "values" and "imputed", and of nodes whose scores are kept "scored". */
void egb_payload_values(egb_payload *p, const egb_results *results);
/* EGB_NO_MEMORY; a scenario that cannot be scored says why in its place. */
egb_status egb_payload_scenarios(egb_payload *p);
void egb_payload_uncertainty(egb_payload *p);

#endif
