/* dcat-ap.jsonld - what portals of the European Union harvest. */
#include "metadata/dcat.h"
#include "metadata/metadata.h"

static bool write_dcat(const egb_bundle *bundle, egb_buffer *out) {
  return egb_dcat_write(bundle, out, false);
}

const egb_bundle_metadata egb_metadata_dcat = {.path = "dcat-ap.jsonld",
                                               .media_type = "application/ld+json",
                                               .title = "DCAT-AP",
                                               .description = "The data set and its distributions, as DCAT-AP 3.",
                                               .write = write_dcat};
