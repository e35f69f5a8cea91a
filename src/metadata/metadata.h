/* metadata.h - the rows of files that describe a bundle, and of the portals that take it.
 *
 * A row of list.h adds one file, which may describe every file before it. */
#ifndef EGB_METADATA_METADATA_H
#define EGB_METADATA_METADATA_H

#include "base/buffer.h"
#include "model/bundle.h"

/* A file of metadata: one file metadata_NAME.c and one line in list.h. */
typedef struct egb_bundle_metadata {
  const char *path, *media_type, *title, *description;
  egb_bundle_role role; /* 0: EGB_KEPT_METADATA, as no file made here is a definition */
  const egb_bundle_column *(*columns)(const egb_bundle *bundle, size_t *count); /* of a CSV; NULL: it is none */
  const char *const *key;
  /* False: out of memory. Appends the whole file; adding nothing leaves it out (what it needs is not known). */
  bool (*write)(const egb_bundle *bundle, egb_buffer *out);
} egb_bundle_metadata;

/* A portal: one file portal_NAME.c and one line in list.h. */
#define EGB_BUNDLE_MARKS ((size_t)24)
typedef struct egb_bundle_portal {
  const char *name, *summary, *reference;
  const egb_bundle_metadata *file; /* its own metadata */
  /* The marks of its automatic check, into mark (room for EGB_BUNDLE_MARKS), of the finished files. */
  size_t (*marks)(const egb_bundle *bundle, egb_arena *arena, egb_bundle_mark *mark);
} egb_bundle_portal;

#define EGB_METADATA(name) extern const egb_bundle_metadata egb_metadata_##name;
#define EGB_PORTAL(name) extern const egb_bundle_portal egb_portal_##name;
#include "metadata/list.h"

/* ---- rows.c: what list.h names; NULL beyond the last ---- */
const egb_bundle_metadata *egb_bundle_metadata_at(size_t i);
const egb_bundle_portal *egb_bundle_portal_at(size_t i);
const egb_bundle_portal *egb_bundle_portal_named(const char *name); /* NULL: none */

#endif
