/* links.h - what needs what among numbered things, and an order in which everything comes after what it needs. */
#ifndef EGB_MODEL_LINKS_H
#define EGB_MODEL_LINKS_H

#include "base/diag.h"
#include "model/index.h"

#include <stdbool.h>

/* Thing i needs the things needs[first[i]] to needs[first[i + 1] - 1]. */
typedef struct egb_links {
  size_t count;
  const size_t *first; /* count + 1 numbers */
  const size_t *needs;
} egb_links;

/* Every thing once, after all that it needs, in order[0..count). Without needs they come from the first to the last, or
 * the other way round (last_first); needs move things forward only as far as they must. scratch: room for 3 * count
 * numbers. Returns 0, or the length of a circle: scratch[0] needs scratch[1], and so on, and the last of them needs
 * scratch[0]. Uses no recursion. */
size_t egb_links_order(const egb_links *links, bool last_first, size_t *order, size_t *scratch);

/* Reports nodes whose expressions under a key need each other in this circle, with the place of each. EGB_REFUSED, or
 * EGB_NO_MEMORY. */
egb_status egb_refuse_circle(const egb_index *index, const char *key, const size_t *circle, size_t length,
                             egb_place (*place)(const egb_node *node), egb_diag *diag);

#endif
