/* draft.h - a definition drafted from tables: draft.c has an import read them, draft_text.c writes.
 * A table that describes an index (iMeta of COINr) gives it its tree. */
#ifndef EGB_IMPORT_DRAFT_H
#define EGB_IMPORT_DRAFT_H

#include "import/import.h"

/* A row of the description: an indicator, or an aggregate of those that name it as their parent. */
typedef struct egb_draft_node {
  const char *code;
  const char *name, *unit, *per;    /* NULL: the description does not say */
  double weight, direction, target; /* NaN: the same */
  bool indicator;
  bool used;                  /* an indicator with values is here or below */
  size_t column;              /* of the data; EGB_NONE: an aggregate, or it has no values */
  size_t parent, first, next; /* EGB_NONE: none */
  egb_place place;
} egb_draft_node;

/* What a description says; count 0: there is none. */
typedef struct egb_draft_tree {
  egb_draft_node *node;
  size_t count, room;
  size_t root;  /* the one that is the index itself; EGB_NONE: it has no node */
  size_t first; /* the first at the top of the index */
} egb_draft_tree;

typedef struct egb_draft {
  egb_arena *arena;
  const egb_import *import; /* read */
  const char *const *names; /* what the definition calls each file */
  const double *low, *high; /* per column of the data: the range of its values, low > high: it has none */
  const char *const *label; /* per column: what the file calls it, NULL: nothing */
  egb_draft_tree tree;
} egb_draft;

/* draft_tree.c: reads a description. EGB_REFUSED: codes, parents, weights or directions cannot be right. */
egb_status egb_draft_tree_read(egb_arena *arena, const egb_source *text, const egb_dialect *dialect, egb_diag *diag,
                               egb_draft_tree *out);
/* Finds the columns of its indicators; EGB_REFUSED: the data lacks one. */
egb_status egb_draft_tree_match(egb_draft *draft, egb_diag *diag);
/* The node after `at` in the order of the tree, of those that are used; EGB_NONE at the end. *depth: of the node, the
 * top of the index is 0. at EGB_NONE: the first. */
size_t egb_draft_tree_next(const egb_draft_tree *tree, size_t at, size_t *depth);

/* Appends the definition. EGB_NO_MEMORY. */
egb_status egb_draft_write(const egb_draft *draft, const char *id, egb_buffer *out);

#endif
