/* draft.h - a definition drafted from tables: what draft.c reads of them and draft_text.c writes. */
#ifndef EGB_LOAD_DRAFT_H
#define EGB_LOAD_DRAFT_H

#include "base/buffer.h"
#include "load/data_rows.h"

#define EGB_DRAFT_FILES_MOST 100
#define EGB_DRAFT_TOKENS_MOST 8

/* What a column holds. */
typedef enum egb_draft_role {
  EGB_DRAFT_EMPTY = 0,
  EGB_DRAFT_NUMBERS,
  EGB_DRAFT_TEXTS,
  EGB_DRAFT_ROLE /* the unit, its name or the period */
} egb_draft_role;

typedef struct egb_draft_column {
  egb_csv_field header;
  egb_draft_role role;
  size_t filled, texts, years, codes; /* cells: not empty; no numbers; from 1900 to 2100; of countries */
  egb_names values;                   /* distinct */
  double low, high;
} egb_draft_column;

typedef struct egb_draft_file {
  const char *name; /* what the definition calls it */
  egb_dialect dialect;
  egb_rows rows;
  egb_draft_column *column;                                   /* rows.header_count */
  size_t unit_at, name_at, period_at, indicator_at, value_at; /* EGB_NAMES_NONE: no such column */
  const char *token[EGB_DRAFT_TOKENS_MOST];                   /* of missing values, in order of appearance */
  size_t token_count;
} egb_draft_file;

/* A column of the data that becomes an indicator; one that several files have is one. */
typedef struct egb_draft_indicator {
  const char *column;
  size_t length;
  size_t numbers, texts; /* of a long file; one with texts is not used */
  double low, high;
} egb_draft_indicator;

typedef struct egb_draft {
  egb_arena *arena;
  egb_diag *diag;
  egb_draft_file *file;
  size_t file_count;
  egb_names columns; /* number = position in indicator */
  egb_draft_indicator *indicator;
  size_t indicator_room;
} egb_draft;

/* draft_text.c: appends the definition. EGB_NO_MEMORY. */
egb_status egb_draft_write(const egb_draft *draft, const char *id, egb_buffer *out);

#endif
