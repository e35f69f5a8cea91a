/* overlay.h - one tree of YAML laid over another: how scenarios and variants change a definition.
 *
 * Lists and scalars take the place of those there, maps are merged key by key, `key: ~` removes a key. Methods, rubrics
 * and the like are values although they are written as maps, and are replaced whole; the nodes of `indicators:` are
 * merged by their ids, new ones are appended. A key that comes in takes those out that it cannot be combined with.
 * Every node keeps its place, so that messages lead to the text that says it. */
#ifndef EGB_DEFINE_OVERLAY_H
#define EGB_DEFINE_OVERLAY_H

#include "model/grammar.h"
#include "read/yaml.h"

/* Keys and ids that are compared at most: hostile files must not make it slow. */
#define EGB_OVERLAY_WORK ((size_t)1 << 27)

typedef struct egb_overlay {
  egb_arena *arena;
  egb_yaml yaml; /* linked in any order until the end */
  size_t room, work;
  egb_diag *said; /* a warning for each value that is there already; NULL: none are wanted */
} egb_overlay;

/* A copy of the tree, to be laid over. base and every `from` are in document order. EGB_NO_MEMORY. */
egb_status egb_overlay_begin(egb_overlay *overlay, egb_arena *arena, const egb_yaml *base);
/* Lays a map over a map of the copy, which has the keys of the section; only: those of its keys, NULL: all.
 * EGB_REFUSED: more than EGB_OVERLAY_WORK, not reported; EGB_NO_MEMORY. */
egb_status egb_overlay_lay(egb_overlay *overlay, size_t to, const egb_yaml *from, size_t map,
                           const egb_section *section, const char *const *only);
/* The node of the tree of indicators with this id; EGB_YAML_NONE. */
size_t egb_overlay_find(egb_overlay *overlay, const char *id);
/* Takes a node out, with all below it. */
void egb_overlay_remove(egb_overlay *overlay, size_t at);
/* Copies a node, as the child of a map or list. */
egb_status egb_overlay_append(egb_overlay *overlay, size_t to, const egb_yaml *from, size_t at);
/* The result in document order. EGB_NO_MEMORY. */
egb_status egb_overlay_end(const egb_overlay *overlay, egb_yaml *out);

#endif
