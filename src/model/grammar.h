/* grammar.h - the definition format as one table: the validator, the JSON Schema and the manual page are all driven by
 * it. */
#ifndef EGB_MODEL_GRAMMAR_H
#define EGB_MODEL_GRAMMAR_H

#include "model/cell.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum egb_key_kind {
  EGB_KEY_TEXT,   /* any scalar */
  EGB_KEY_ID,     /* letter or digit first, then letters, digits, '.', '_', '-'; at most 64 bytes */
  EGB_KEY_NUMBER, /* within [least, most] */
  EGB_KEY_INTEGER,
  EGB_KEY_BOOL,            /* true or false, nothing else */
  EGB_KEY_SHARE,           /* 0..1, or 0%..100%, or one of choices */
  EGB_KEY_WEIGHT,          /* number >= 0, or a percentage; or a map period -> such */
  EGB_KEY_CHOICE,          /* one of choices */
  EGB_KEY_LABELS,          /* a text, or a map language -> text */
  EGB_KEY_PAIR,            /* list of two numbers or constant expressions */
  EGB_KEY_CONSTANT,        /* a number or a constant expression */
  EGB_KEY_TEXTS,           /* list of scalars */
  EGB_KEY_IDS,             /* list of ids */
  EGB_KEY_EXPRESSION,      /* compute: */
  EGB_KEY_METHOD,          /* a method's name, or a map with `method:` and its parameters; family says which registry */
  EGB_KEY_METHODS,         /* a list of methods as above; `on` (as the definition has it) and `off` (none) as well */
  EGB_KEY_RUBRIC,          /* map answer -> points */
  EGB_KEY_TEXT_MAP,        /* map text -> text */
  EGB_KEY_TEXTS_MAP,       /* map text -> text or list of texts */
  EGB_KEY_LINES,           /* a line from 1, or a range of them: 2..5 */
  EGB_KEY_WEIGHT_MAP,      /* map node id -> weight */
  EGB_KEY_SECTION,         /* a map with the keys of section */
  EGB_KEY_SECTIONS,        /* a list of such maps */
  EGB_KEY_SECTION_MAP,     /* a map id -> such a map */
  EGB_KEY_TIERS,           /* a map whole number from 0 to most -> such a map */
  EGB_KEY_TEXT_OR_SECTION, /* the text of its first key, or a map with the keys of section */
  EGB_KEY_SHARE_OR_SECTION, /* a share, or a map with the keys of section */
  EGB_KEY_FILES,            /* a list of EGB_KEY_TEXT_OR_SECTION */
  EGB_KEY_DECIMALS,         /* an integer, or a map period -> integer */
  EGB_KEY_VERSION,          /* the number 1 */
  EGB_KEY_FILE_OR_FILES,    /* EGB_KEY_TEXT_OR_SECTION, or a list of them */
  EGB_KEY_REASONS,          /* map unit -> text, or map unit -> map period -> text */
  EGB_KEY_KEYWORDS,         /* map language -> text or list of texts */
  EGB_KEY_ADDRESS,          /* http:// or https:// */
  EGB_KEY_EMAIL
} egb_key_kind;

typedef struct egb_section egb_section;

typedef struct egb_key {
  const char *name;
  egb_key_kind kind;
  bool required;
  double least, most;         /* numbers; both 0: no limits */
  const char *const *choices; /* NULL-terminated */
  egb_method_family family;
  bool or_none; /* methods: `none` is one more name, also where the family has no such method */
  const egb_section *section;
  const char *const *clashes; /* keys it cannot be combined with, NULL-terminated; NULL: none */
  const char *needs;          /* the key it requires; NULL: none */
  const char *unless;  /* required in the whole, but not in a file with this key, which brings it; NULL: always */
  const char *help;    /* for the manual, hover text and messages: whole sentences */
  const char *example; /* valid YAML value on one line */
} egb_key;

struct egb_section {
  const char *name;  /* in the schema and the manual: "definition", "node", "data file", ... */
  const char *where; /* in messages: "in a node", "under `rank:`" */
  const char *help;
  const egb_key *key;
  size_t key_count;
  const char *const *least_one; /* keys of which at least one must be written, NULL-terminated; NULL: none */
  bool partial; /* it is laid over a map that has the other keys: what a key requires beside it may be there */
};

/* The whole file; every other section is reached from it. */
extern const egb_section egb_grammar_definition;
/* The key of a section with this name, NULL when there is none. */
const egb_key *egb_grammar_key(const egb_section *section, const char *name);
/* Whether the map of a key is merged with the one that it is laid over, entry by entry; else it takes its place. */
bool egb_grammar_is_merged(const egb_key *key);
/* What to write instead of a key that is often tried and does not exist in a section; NULL when nothing is known. */
const char *egb_grammar_advice(const egb_section *section, const char *name);
/* Every section once, the definition first, NULL-terminated. */
extern const egb_section *const egb_grammar_sections[];

/* The name of method i of a family, and of parameter i of a method, those that its family has in common included; NULL
 * beyond the last. Which there are is known to the rows alone: these are declared here and defined in src/method, so
 * that the reader can report a wrong name without seeing that room. */
const char *egb_grammar_method(egb_method_family family, size_t i);
const char *egb_grammar_parameter(egb_method_family family, const char *method, size_t i);
/* The method of a node whose definition chooses none; NULL: nothing is done. */
const char *egb_grammar_default(egb_method_family family);
/* The key of a node that chooses method i when nothing else does; NULL: none. */
const char *egb_grammar_implied_by(egb_method_family family, size_t i);
/* Whether a parameter of a method names columns of the data. */
bool egb_grammar_names_columns(egb_method_family family, const char *method, const char *parameter);
/* Whether cells of a parameter of a method may be `~`. */
bool egb_grammar_may_lack(egb_method_family family, const char *method, const char *parameter);
/* Whether a parameter of a method names a file. */
bool egb_grammar_names_file(egb_method_family family, const char *method, const char *parameter);
/* "normalise": the key of the definition that chooses a method of the family. */
const char *egb_grammar_family_key(egb_method_family family);
/* "normalisation": the family in sentences. */
const char *egb_grammar_family(egb_method_family family);

/* Words with a meaning among the answers of `points:`, NULL-terminated, in the order of egb_rubric_kind from VALUE. */
extern const char *const egb_grammar_rubric_words[];

/* Bounds every definition must keep. */
#define EGB_GRAMMAR_TIERS_MAX 31    /* depth of the tree: YAML's own depth does not allow more */
#define EGB_GRAMMAR_NODES_MAX 65535 /* nodes of the tree */

#endif
