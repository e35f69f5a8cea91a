/* origins.h - how well-known publishers write their files: `as: NAME` in an entry of `data:`.
 *
 * A row says by which headers a file of the publisher is known, which of them are the unit, the period and so on, and
 * which keys of the entry its files need. The keys of the entry itself come first. A row is all there is: nobody else
 * knows a publisher by name. */
#ifndef EGB_MODEL_ORIGINS_H
#define EGB_MODEL_ORIGINS_H

#include <stddef.h>

typedef struct egb_origin {
  const char *name;      /* after `as:` */
  const char *publisher; /* and what the files are, for people */
  const char *keys;      /* of the entry, as YAML: "layout: periods, footer: blank"; "": none */
  /* Headers, NULL-terminated, letter for letter. All of a signature are in one line, which is the header's. Of the
   * others the first that the file has; NULL: the usual ones. */
  const char *const *signature, *const *unit, *const *period, *const *indicator, *const *value;
} egb_origin;

/* In the order of help; NULL behind the last. */
extern const egb_origin *const egb_origins[];
/* Their names alone, NULL-terminated. */
extern const char *const egb_origin_names[];
/* NULL: there is none, or name is NULL. */
const egb_origin *egb_origin_find(const char *name);

#endif
