/* definition.h - from a YAML tree to an index: the parts of the definition reader.
 *
 * Three passes over one struct, none of them recursive. Shape: every YAML node is compared with the grammar; what is
 * wrong is reported and marked faulty. Binding: what is not faulty becomes the index; a faulty value counts as not
 * written. Rules: what no grammar can say (ids, weights, goalposts) is checked. So one run reports every fault, each
 * once. */
#ifndef EGB_DEFINE_DEFINITION_H
#define EGB_DEFINE_DEFINITION_H

#include "model/grammar.h"
#include "model/index.h"
#include "read/yaml.h"

/* Files that may extend each other, beyond the one that is read. */
#define EGB_LINEAGE_MOST 8

/* The file that is read, the one it extends, and so on; empty when it extends none. */
typedef struct egb_lineage {
  const egb_source *source[EGB_LINEAGE_MOST + 1];
  const char *id[EGB_LINEAGE_MOST + 1]; /* of the index there; NULL */
  size_t count;
} egb_lineage;

typedef struct egb_definition {
  egb_arena *arena;
  egb_arena *scratch; /* of what is per YAML node, and the tree itself; may be the same */
  egb_diag *diag;
  egb_yaml yaml;
  const egb_section **section; /* per YAML node: the section whose keys this map has, or NULL */
  const egb_key **key;         /* per YAML node: the key it is the value of, or NULL */
  const egb_choice **choice;   /* per YAML node: the method it chooses, once bound */
  size_t *node;                /* per YAML node: the number of the index node it describes, or EGB_NONE */
  size_t *origin;              /* per index node: its YAML map */
  egb_index *index;
  egb_yaml raw;                     /* the tree before anything was implied or marked, for variants */
  size_t methods;                   /* YAML node: methods for every node, EGB_YAML_NONE */
  const egb_index_options *options; /* NULL: files are read, the home is egb_home() */
  egb_lineage lineage;
} egb_definition;

/* The tree with those it extends below it. EGB_REFUSED, EGB_IO: reported; EGB_NO_MEMORY. */
egb_status egb_definition_extend(egb_definition *definition, const egb_source *source);
/* Whether an id is that of the index here or in a file it extends: what these say of it is about the root. */
bool egb_definition_is_root_id(const egb_definition *definition, const char *id);

/* From the tree to the index, with the messages about it. section: whose keys the root has. Faults are counted, not
 * returned: EGB_REFUSED only where nothing could be bound; EGB_NO_MEMORY. */
egb_status egb_definition_read(egb_definition *definition, const egb_source *source, const egb_section *section);

/* ---- variants -------------------------------------------------------------------------------- */

/* Before the shape: what a change of a node cannot say is reported and marked. */
void egb_definition_check_changes(egb_definition *definition);
/* The index of every scenario that changes more than weights and who takes part. EGB_NO_MEMORY. */
egb_status egb_definition_make_variants(egb_definition *definition);

/* ---- shape ----------------------------------------------------------------------------------- */

/* Before the shape: the keys that `as: NAME` implies become nodes of the tree, placed at the name. */
egb_status egb_definition_imply(egb_definition *definition);
/* The same of one map with the keys of a section. */
egb_status egb_definition_imply_entry(egb_definition *definition, size_t map, const egb_section *section);
/* section: whose keys the root has. */
void egb_definition_shape(egb_definition *definition, const egb_section *section);
/* Checks the value of a key that is no section; marks what is wrong faulty. */
void egb_definition_check_value(egb_definition *definition, size_t at);
/* A method's name, or a map with `method` and parameters. */
void egb_definition_check_method(egb_definition *definition, size_t at);
/* A list or map with something in it; reported and marked otherwise. */
bool egb_definition_is_filled(egb_definition *definition, size_t at, egb_yaml_kind kind, const char *wanted);
void egb_definition_check_id(egb_definition *definition, size_t at);
/* The kinds that are lists and maps of scalars: labels, pairs, methods, rubrics, weights, texts. */
void egb_definition_check_collection(egb_definition *definition, size_t at);
/* Reports at a YAML node and marks it faulty. */
void egb_definition_fault(egb_definition *definition, size_t at, const char *code, const char *format, ...)
    EGB_PRINTF(4, 5);
/* Kind faults: the value is no scalar, or has no text; reported and marked. name is what the message calls it. */
bool egb_definition_is_scalar(egb_definition *definition, size_t at, const char *name);
bool egb_definition_check_number(egb_definition *definition, size_t at, const char *name, double least, double most);
bool egb_definition_check_weight(egb_definition *definition, size_t at, const char *name);
/* A number or an expression; what the expression says is checked when it is compiled. */
void egb_definition_check_constant(egb_definition *definition, size_t at, const char *name);
bool egb_definition_check_integer(egb_definition *definition, size_t at, const char *name, double least, double most);
/* "did you mean", else the allowed words. */
void egb_definition_hint_words(egb_definition *definition, const char *typed, const char *const *words, size_t count);
/* Bytes of a text that a message shows. */
int egb_definition_shown(const char *text);

/* ---- scalars as values (of nodes that are not faulty) ---------------------------------------- */

/* A language tag: "en", "zh-Hant-TW". */
bool egb_definition_is_language(const char *text);
bool egb_definition_is_null(const egb_yaml_node *node); /* nothing, `~` or `null` without quotes */
/* "0.25" or "25 %", which is 25 with *percent. False: no number. */
bool egb_definition_weight(const char *text, double *weight, bool *percent);
/* "5" or "2..5": lines from 1 to EGB_LINES_MOST, the last not before the first. */
#define EGB_LINES_MOST 9999
bool egb_definition_lines(const char *text, size_t *first, size_t *last);
/* "0.25" or "25 %", both 0.25. False: no number, or not from 0 to 1. */
bool egb_definition_share(const char *text, double *share);
/* A rubric's answer: its kind, and its number; *code_text is set when the answer is a text. false: a comparison without
 * a number. */
bool egb_definition_answer(const char *text, egb_rubric_rule *rule, const char **code_text);

/* ---- binding; EGB_NO_MEMORY or EGB_OK -------------------------------------------------------- */

/* A section each, into the index. What was found faulty before is passed over. */
egb_status egb_definition_bind_nodes(egb_definition *definition);
egb_status egb_definition_bind_head(egb_definition *definition);
egb_status egb_definition_bind_rank(egb_definition *definition);
egb_status egb_definition_bind_screen(egb_definition *definition);
egb_status egb_definition_bind_levels(egb_definition *definition);
egb_status egb_definition_bind_scenarios(egb_definition *definition);
egb_status egb_definition_bind_uncertainty(egb_definition *definition);
egb_status egb_definition_bind_audit(egb_definition *definition);
egb_status egb_definition_bind_publication(egb_definition *definition);
egb_status egb_definition_bind_files(egb_definition *definition);
/* The keys of a data file that are written, over what *out has. */
egb_status egb_definition_bind_entry(egb_definition *definition, size_t at, egb_data_file *out);
/* The keys of a unit list, apart from its file. */
egb_status egb_definition_bind_units(egb_definition *definition, size_t at, egb_unit_list *out);

/* The text of a child, NULL when it is not written. */
const char *egb_definition_text(const egb_definition *definition, size_t map, const char *key);
/* The position of that text among the choices of its key, which are in the order of their enum; 0: not written. */
size_t egb_definition_choice_of(const egb_definition *definition, size_t map, const char *name);
/* The number of a key, preset where it is not written. */
double egb_definition_number(const egb_definition *definition, size_t map, const char *key, double preset);
egb_status egb_definition_labels(egb_definition *definition, size_t at, egb_labels *out);
/* name is NULL for `none` where the key allows it. */
egb_status egb_definition_choice(egb_definition *definition, size_t at, egb_choice *out);
/* A number, or an expression without columns. NaN when it was refused. */
egb_status egb_definition_constant(egb_definition *definition, size_t at, double *out);
/* *given is false when it is not written or was refused. */
egb_status egb_definition_pair(egb_definition *definition, size_t at, double out[2], egb_place *place, bool *given);
egb_status egb_definition_rubric(egb_definition *definition, size_t at, egb_node *node);

/* What a list of ids names; the index itself and a duplicate id are refused. what: "ties are broken", for the
 * hint. */
egb_status egb_definition_bind_ids(egb_definition *definition, size_t at, const char *what, const size_t **out,
                                   size_t *count);
/* A weight, or one per period. False: out of memory. */
bool egb_definition_bind_weight(egb_definition *definition, size_t at, egb_node *node);
/* `only:`; at may be EGB_YAML_NONE. False: out of memory. */
bool egb_definition_bind_only(egb_definition *definition, size_t at, egb_node *node);
/* After the nodes are bound. */
egb_status egb_definition_sort_ids(egb_definition *definition);
/* What the names in `then:` are, and the order in which nodes are scored. After the ids are sorted. */
egb_status egb_definition_bind_then(egb_definition *definition);
/* EGB_NONE: reported. */
size_t egb_definition_find(egb_definition *definition, const char *id, egb_place place, const char *what);

/* ---- rules ----------------------------------------------------------------------------------- */

/* What several keys together must keep to: reported, each at the key to change. EGB_NO_MEMORY or EGB_OK. */
egb_status egb_definition_rules(egb_definition *definition);

#endif
