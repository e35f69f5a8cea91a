/* yaml.h - a YAML text as a tree of places. The only door to libyaml.
 *
 * Refused with a place: syntax faults, text that is not UTF-8, NUL, anchors, aliases, tags, merge keys, several
 * documents, a duplicate key in a map, keys that are not scalars, tabs as indentation, nesting deeper than
 * EGB_YAML_DEPTH, more than EGB_YAML_NODES nodes, a scalar longer than EGB_YAML_SCALAR bytes, a text longer than
 * EGB_YAML_TEXT bytes, an empty document. Scalars are texts: nothing is typed here (`NO` is "NO", `1_000` is "1_000").
 * Nodes are in one array in document order: parents before children. */
#ifndef EGB_READ_YAML_H
#define EGB_READ_YAML_H

#include "base/arena.h"
#include "base/diag.h"

#define EGB_YAML_DEPTH 64
#define EGB_YAML_NODES ((size_t)1 << 20)
#define EGB_YAML_SCALAR ((size_t)1 << 16)
#define EGB_YAML_TEXT ((size_t)1 << 26)

typedef enum egb_yaml_kind { EGB_YAML_SCALAR_NODE, EGB_YAML_LIST, EGB_YAML_MAP } egb_yaml_kind;

typedef struct egb_yaml_node {
  egb_yaml_kind kind;
  const char *text; /* scalar: value, NUL-terminated */
  size_t length;
  bool quoted; /* scalar written in quotes or as a block */
  bool faulty; /* already reported (alias, tag, second of a key, ...): not to be judged or used, nor what is below */
  egb_place place; /* scalar: its text without the quotes; list and map: their first character */
  const char *key; /* the key of this node in its map; NULL in a list and for the root */
  egb_place key_place;
  size_t parent, next; /* EGB_YAML_NONE: none */
  size_t first;        /* first child */
  size_t count;        /* children */
} egb_yaml_node;

#define EGB_YAML_NONE ((size_t)-1)

typedef struct egb_yaml {
  const egb_source *source;
  egb_yaml_node *node; /* node[0] is the root */
  size_t count;
} egb_yaml;

/* Parses a source into the arena. EGB_REFUSED with every fault that can be found (libyaml stops at its first syntax
 * fault), EGB_NO_MEMORY. A refused text may have a tree all the same (count > 0): then its faults are confined to nodes
 * marked faulty, and the caller may go on looking for others. */
egb_status egb_yaml_parse(egb_arena *arena, const egb_source *source, egb_diag *diag, egb_yaml *out);
/* The child of a map with this key, EGB_YAML_NONE. Children that are faulty are not found. */
size_t egb_yaml_child(const egb_yaml *yaml, size_t map, const char *key);

#endif
