/* bundle.h - the open-data bundle of one ranking: its files, what each is, and what is known about it as a whole. */
#ifndef EGB_MODEL_BUNDLE_H
#define EGB_MODEL_BUNDLE_H

#include "base/arena.h"
#include "model/index.h"
#include "model/table.h"

#define EGB_BUNDLE_MANIFEST "bundle.json" /* what a program needs to compute it again */
#define EGB_BUNDLE_VERSION 1              /* of that file */
#define EGB_BUNDLE_SUMS "SHA256SUMS"
#define EGB_BUNDLE_SUM EGB_BUNDLE_SUMS ".sha256"
#define EGB_BUNDLE_SUMS_TITLE "SHA-256 of every file before it, for sha256sum -c SHA256SUMS"
#define EGB_BUNDLE_SUM_TITLE "SHA-256 of SHA256SUMS: to be announced or signed"

typedef enum egb_bundle_role {
  EGB_KEPT_DEFINITION = 0, /* YAML, byte for byte */
  EGB_KEPT_DATA,           /* figures as used, byte for byte */
  EGB_KEPT_RESULT,         /* a table computed from them */
  EGB_KEPT_DOCUMENT,       /* for people */
  EGB_KEPT_LICENCE,
  EGB_KEPT_METADATA,
  EGB_KEPT_CHECKSUM
} egb_bundle_role;

typedef struct egb_bundle_file {
  const char *path;  /* below the bundle: ASCII letters, digits, . _ - and / */
  const char *bytes; /* borrowed from the arena, or from the data set */
  size_t length;
  egb_bundle_role role;
  const char *media_type;  /* "text/csv" */
  const char *title;       /* English */
  const char *description; /* one sentence; NULL: none */
  const egb_table *table;  /* what a CSV was written of: its columns are its dictionary; NULL: none (data as used) */
  const struct egb_bundle_column *column; /* of a CSV without a table, in the order of its header */
  size_t column_count;
  const char *licence, *licence_address; /* as the source says it; NULL: the bundle's own */
  const char *source, *source_address;   /* who published it; NULL: this bundle */
  const char *const *key;                /* the columns that tell rows apart; NULL-terminated; NULL: not known */
} egb_bundle_file;

/* A column of a file that users brought. */
typedef struct egb_bundle_column {
  const char *name;                       /* as in the header, byte for byte */
  const char *title, *description, *unit; /* NULL: not known */
  egb_cell_kind kind;
} egb_bundle_column;

/* A text in several languages: the first is the one that stands for all. */
typedef struct egb_bundle_text {
  const char *language, *text;
} egb_bundle_text;

/* What is known about the bundle as a whole; NULL: not known, and no metadata says it. */
typedef struct egb_bundle_about {
  const char *id, *edition, *version, *period, *publisher, *licence, *licence_address, *citation, *source, *address;
  egb_bundle_text *title, *description, *keyword; /* each its count */
  size_t title_count, description_count, keyword_count;
  const char *contact_name, *contact_email, *contact_phone;
  const char *theme, *frequency, *spatial, *publisher_id, *access, *category,
      *terms[EGB_TERMS_COUNT];   /* as the definition's `publication:` says them */
  const char *when;              /* YYYY-MM-DD, only when asked for */
  const char *program, *command; /* version, and the exact command */
} egb_bundle_about;

struct egb_bundle {
  egb_arena *arena;
  egb_bundle_about about;
  egb_bundle_file *file;
  size_t file_count, file_room;
  egb_bundle_left_out *left_out;
  size_t left_out_count;
  const egb_index *index;
  const egb_dataset *data;
  const egb_plan *plan;
  const egb_results *results;
  const egb_bundle_options *options; /* a copy with its defaults filled in */
  /* What is needed to compute it again, below the bundle. */
  const char *definition;
  const char *home;         /* of definitions and data that came with the program; NULL: none was used */
  const char *const *given; /* in place of the definition's data files, with their keys; NULL-terminated; NULL: none */
  /* Per node: its values would give back cells of a file that is left out; NULL: nothing is left out. */
  const bool *hidden;
  bool hides_names;             /* names and groups of units are cells of a file that is left out */
  bool hides_weights;           /* and so are weights */
  egb_uncertainty *uncertainty; /* NULL: none can be computed */
  egb_table **table;            /* what results are written of, and freed with the bundle */
  size_t table_count;
  char checksum[65]; /* of SHA256SUMS, once it is written */
  egb_bundle_mark *mark;
  size_t mark_count;
};

/* The file at a path, NULL. */
const egb_bundle_file *egb_bundle_find(const egb_bundle *bundle, const char *path);

#endif
