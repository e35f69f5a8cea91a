/* bundle.h - a bundle in the making.
 *
 * gather.c fills the files of the index (definition, data as used, results, documents); then each row of metadata adds
 * its file; then checksums. Nothing depends on the clock. */
#ifndef EGB_BUNDLE_BUNDLE_H
#define EGB_BUNDLE_BUNDLE_H

#include "base/buffer.h"
#include "model/bundle.h"
#include "model/document.h"

/* Adds a file; what it points to is borrowed (egb_arena_copy keeps it as long as the bundle). EGB_USAGE, reported: a
 * name that not every system can have, or one that is there already. */
egb_status egb_bundle_add(egb_bundle *bundle, const egb_bundle_file *file, egb_diag *diag);

#endif
