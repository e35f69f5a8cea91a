/* What list.h names. */
#include "metadata/metadata.h"

#include <string.h>

static const egb_bundle_metadata *const metadata[] = {
#define EGB_METADATA(name) &egb_metadata_##name,
#include "metadata/list.h"
    NULL};

static const egb_bundle_portal *const portals[] = {
#define EGB_PORTAL(name) &egb_portal_##name,
#include "metadata/list.h"
    NULL};

const egb_bundle_metadata *egb_bundle_metadata_at(size_t i) {
  size_t k = 0;
  while (k < i && metadata[k] != NULL)
    k++;
  return metadata[k];
}

const egb_bundle_portal *egb_bundle_portal_at(size_t i) {
  size_t k = 0;
  while (k < i && portals[k] != NULL)
    k++;
  return portals[k];
}

const egb_bundle_portal *egb_bundle_portal_named(const char *name) {
  const egb_bundle_portal *portal = NULL;
  for (size_t i = 0; (portal = egb_bundle_portal_at(i)) != NULL; i++)
    if (strcmp(portal->name, name) == 0)
      return portal;
  return NULL;
}

const char *egb_portal_name(size_t i) {
  const egb_bundle_portal *portal = egb_bundle_portal_at(i);
  return portal == NULL ? NULL : portal->name;
}

const char *egb_portal_help(size_t i) {
  const egb_bundle_portal *portal = egb_bundle_portal_at(i);
  return portal == NULL ? NULL : portal->summary;
}
