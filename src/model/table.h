/* table.h - the neutral table between results and formats. Builders fill it, writers print it; neither knows the other.
 */
#ifndef EGB_MODEL_TABLE_H
#define EGB_MODEL_TABLE_H

#include "base/arena.h"
#include "base/source.h"
#include "egovbench.h"

#include <math.h>
#include <stdint.h>

typedef enum egb_cell_kind { EGB_CELL_EMPTY = 0, EGB_CELL_TEXT, EGB_CELL_NUMBER, EGB_CELL_INTEGER } egb_cell_kind;

typedef struct egb_cell {
  egb_cell_kind kind;
  bool muted; /* text: shown dim (a re-weighted or unranked value) */
  bool mark;  /* for people: a sign after the value, explained in a note */
  char sign;  /* which one, ASCII; 0: an asterisk */
  union {
    const char *text;
    double number; /* finite; use EMPTY for missing */
    int64_t integer;
  } as;
} egb_cell;

/* Which notes come first where there is room for a few only. */
typedef enum egb_note_kind {
  EGB_NOTE_ALWAYS = 0, /* what was asked for, what is in force, what is to be copied: never left out */
  EGB_NOTE_READING,    /* changes how the numbers are read */
  EGB_NOTE_MEANING,    /* what a sign or a column means */
  EGB_NOTE_DETAIL      /* names and lists that other columns or commands have as well */
} egb_note_kind;

/* What may be filled into the cells of a column of a form. */
typedef struct egb_column_rule {
  const char *prompt;     /* shown while a cell is filled in, NULL: nothing */
  const egb_cell *answer; /* the answers that are taken; NULL: not a list */
  size_t answer_count;
  bool has_bounds; /* numbers within these, without a list */
  double bounds[2];
} egb_column_rule;

/* A bar from one column's number to another's, with a tick at a third, on a scale from 0 to most. */
typedef struct egb_column_bar {
  size_t low, high, point; /* columns */
  double most;             /* above 0 */
} egb_column_bar;

#define EGB_DECIMALS_AS_NEEDED (-2) /* raw values: the digits the number has, at most 6 decimals */

typedef struct egb_table_column {
  const char *id;          /* machine name: header in CSV, key in JSON */
  const char *label;       /* for people, in the chosen language */
  const char *short_label; /* for narrow tables, NULL: the label */
  const char *help;        /* one sentence: the column's meaning, for a data dictionary */
  egb_cell_kind kind;
  int decimals;      /* for people; -1: the writer's default; or EGB_DECIMALS_AS_NEEDED */
  bool upward;       /* for people: rounded up, away from zero, so that the number shown is enough */
  int importance;    /* 0 always shown; text drops columns of the highest number first when the table is too wide */
  bool joined;       /* text: when it is dropped the column before it is dropped as well: two ends of one interval */
  size_t comfort;    /* text: narrowed to this width before other columns are dropped; 0: the writer's choice */
  bool machine_only; /* for people: left out unless the user asked for the column */
  bool people_only;  /* left out of CSV, TSV, JSON and NDJSON: a picture of other columns */
  bool in_full;      /* for people: the column before it with names for its codes, shown instead where it has room */
  bool monospaced;   /* a strip of signs that need the same width each, whatever font the text has */
  const egb_column_rule *rule; /* of a form, for workbooks; NULL: anything */
  const egb_column_bar *bar;   /* HTML: drawn behind the value; NULL: none */
} egb_table_column;

/* Hashing files takes longer than printing most tables, so a fact may name a source instead of a text: the writer that
 * shows facts then writes the SHA-256 of its bytes. */
typedef struct egb_fact {
  const char *key; /* "index", "edition", "period", "licence", "file:NAME:sha256" */
  const char *text;
  const egb_source *checksum_of; /* borrowed: from the index or data set the table was made of */
} egb_fact;

/* Makes rows of a table: fills the cells of a piece, which are all EMPTY, with rows first, first + 1, ... of the whole;
 * piece->row_count says how many. What is made depends on `from` and the number of the row alone. It is called by
 * several threads at once, with different pieces, and only reads `from`. false: out of memory. */
typedef bool egb_table_fill(const void *from, size_t first, egb_table *piece);

struct egb_table {
  egb_arena *arena;
  const char *schema; /* "egovbench.ranking/1" */
  bool inside; /* part of a document, which says where it comes from; one of many, so that it may break anywhere */
  const char *title; /* for people; NULL: none */
  egb_table_column *column;
  size_t column_count;
  egb_cell *cell; /* row by row: cell[row * column_count + column]; NULL: rows are made on demand */
  size_t row_count;
  egb_table_fill *fill;       /* of rows on demand; NULL: the cells are there */
  const void *from;           /* what they are made of; in the table's arena, or borrowed */
  bool plain;                 /* a piece for programs, which are shown no marks: none need be made */
  const size_t *people_order; /* all column positions in the order people see them; NULL: as stored */
  const uint8_t *indent;      /* per row, levels of a tree, by which the first text column is indented; NULL: flat */
  /* What a row is called inside a page: this, and the text of row_anchor_column. NULL: nothing. */
  const char *row_anchor;
  size_t row_anchor_column;
  const char *row_page; /* each row leads to a page beside this one: this, and the same text; NULL: nowhere */
  const char **note;    /* whole sentences shown under the table */
  uint8_t *note_kind;   /* egb_note_kind of each */
  size_t note_count;
  egb_fact *fact; /* provenance: JSON only */
  size_t fact_count;
  bool column_selected;           /* the user chose the columns: machine_only and importance do not apply */
  bool record;                    /* text: a single row is printed as "label: value" lines (methods NAME) */
  size_t head_rows, head_columns; /* of a form: the first rows describe the columns, the first columns say what a row is
                                     about; workbooks keep both in sight */
};

/* An empty table of the given size in its own arena (columns and cells zeroed: all EMPTY); NULL when memory ran out. */
egb_table *egb_table_new(const char *schema, size_t columns, size_t rows);
/* Columns and rows of a table that has none yet. false: out of memory. */
bool egb_table_shape(egb_table *table, size_t columns, size_t rows);
/* The same without cells, whose rows are made when a writer asks for them. */
bool egb_table_shape_on_demand(egb_table *table, size_t columns, size_t rows, egb_table_fill *fill, const void *from);
/* Of a table that has its columns and no rows. */
void egb_table_rows_on_demand(egb_table *table, size_t rows, egb_table_fill *fill, const void *from);
/* egb_table_make_rows, of the public header, makes all rows there are, for whoever needs all cells at once or changes
 * them. */

/* Some rows of a table as a table of its own: a view of the cells there are, or made on demand. */
typedef struct egb_table_piece {
  egb_table table;  /* its arena has texts that were made for it */
  egb_cell *made;   /* room for cells, kept from one piece to the next */
  size_t made_room; /* how many */
} egb_table_piece;
/* plain: for programs. The piece before, of the same variable, is no more. false: out of memory. */
bool egb_table_piece_take(egb_table_piece *piece, const egb_table *table, size_t first, size_t rows, bool plain);
void egb_table_piece_free(egb_table_piece *piece);
/* As many rows as are well made at once: their cells stay near the processor. At least 1. */
size_t egb_table_piece_rows(const egb_table *table);

static inline egb_cell *egb_table_cell(egb_table *table, size_t row, size_t column) {
  return &table->cell[row * table->column_count + column];
}
/* Cells; text is copied into the table's arena; a number that is not finite becomes EMPTY. false: out of memory. */
bool egb_table_put_text(egb_table *table, size_t row, size_t column, const char *text);
/* Text that lives as long as what the table is made of is not copied. */
void egb_table_put_lasting(egb_table *table, size_t row, size_t column, const char *text);
static inline void egb_table_put_number(egb_table *table, size_t row, size_t column, double number) {
  egb_cell *cell = egb_table_cell(table, row, column);
  const bool there = isfinite(number);
  cell->kind = there ? EGB_CELL_NUMBER : EGB_CELL_EMPTY;
  if (there)
    cell->as.number = number;
}
void egb_table_put_integer(egb_table *table, size_t row, size_t column, int64_t integer);
/* Without a kind: EGB_NOTE_MEANING. */
bool egb_table_add_note(egb_table *table, const char *note);
/* A line that begins with two blanks is to be copied: text does not break it. */
bool egb_table_add_note_of(egb_table *table, egb_note_kind kind, const char *note);
/* A key comes once: what is added last takes the place of what was there. */
bool egb_table_add_fact(egb_table *table, const char *key, const char *text);
/* The SHA-256 of a source. False: out of memory. */
bool egb_table_add_checksum(egb_table *table, const char *key, const egb_source *source);

#endif
