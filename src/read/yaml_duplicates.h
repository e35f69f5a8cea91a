/* yaml_duplicates.h - duplicate keys of one map. */
#ifndef EGB_READ_YAML_DUPLICATES_H
#define EGB_READ_YAML_DUPLICATES_H

#include "read/yaml.h"

/* Reports the second and every further one of a key, with the line of the first, marks it faulty and sets *found. Sorts
 * rather than searches, so that a hostile file cannot make it slow. EGB_OK, EGB_NO_MEMORY. */
egb_status egb_yaml_duplicates(egb_yaml_node *node, size_t count, egb_diag *diag, bool *found);

#endif
