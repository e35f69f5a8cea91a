/* origins.h - how well-known publishers write their files: `as: NAME` in an entry of `data:`, or under `units:`.
 *
 * A row says by which headers a file of the publisher is known, which of them are the unit, the period and so on, and
 * which keys of the entry its files need. The keys of the entry itself come first. A row is all there is: no other
 * code knows a publisher by name. */
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
  /* The first cell of a row holds several, separated by commas, `A,PC,AT`; that of the header their names, the last of
   * which begins with this and ends at its backslash, `freq,unit,geo\TIME_PERIOD`. NULL: a cell is a cell. */
  const char *packed;
  /* What the first columns are called, whatever the file calls them; NULL: as the file does. */
  const char *const *columns;
} egb_origin;

/* Of data files and of unit lists, in the order of help; NULL behind the last. A name is in one of the two. */
extern const egb_origin *const egb_origins[], *const egb_unit_origins[];
/* Tables that say how an index is made, and hold no data; only signatures. */
extern const egb_origin *const egb_description_origins[];
/* The names of those that `as:` takes, NULL-terminated. */
extern const char *const egb_origin_names[], *const egb_unit_origin_names[];
/* The headers that files of no publisher are expected to have; it has no name. */
extern const egb_origin egb_origin_usual;
/* In both; NULL: there is none, or name is NULL. */
const egb_origin *egb_origin_find(const char *name);

#endif
