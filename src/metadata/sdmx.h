/* sdmx.h - what results/sdmx.csv and the description of its structure agree on. */
#ifndef EGB_METADATA_SDMX_H
#define EGB_METADATA_SDMX_H

#include "base/buffer.h"
#include "model/bundle.h"

#define EGB_SDMX_AGENCY "EGOVBENCH"
#define EGB_SDMX_VERSION "1.0.0"

/* The id of the structure: there is another one for data without a period that SDMX knows. */
const char *egb_sdmx_structure(const egb_bundle *bundle);
bool egb_sdmx_has_time(const egb_bundle *bundle);
/* Appends an id as a code: of letters, digits, _, - and @; every other byte is written $ and two hexadecimal digits, so
 * that different ids stay different. */
void egb_sdmx_code(egb_buffer *out, const char *id);

#endif
