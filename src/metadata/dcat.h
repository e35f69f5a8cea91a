/* dcat.h - the bundle as a data set of DCAT, which the profiles of portals share. */
#ifndef EGB_METADATA_DCAT_H
#define EGB_METADATA_DCAT_H

#include "base/buffer.h"
#include "model/bundle.h"

/* DCAT-AP 3 as JSON-LD, with its context in it. slovak: with the terms of use that data.gov.sk asks for. Nothing of it
 * is a blank node that a harvester could not name. */
bool egb_dcat_write(const egb_bundle *bundle, egb_buffer *out, bool slovak);
/* Whether a file is one of its distributions. */
bool egb_dcat_is_distribution(const egb_bundle_file *file);

#endif
