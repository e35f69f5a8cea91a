/* tutorial.h - the tutorial of reports/, cut into blocks: headings, paragraphs, items of lists and what is typed and
 * printed.
 *
 * Its Markdown is a part of CommonMark: the title behind `# `, headings behind `## `, a paragraph or an item (`- `) on
 * a line of its own, fenced blocks, and `code` within a line. */
#ifndef EGB_DESCRIBE_TUTORIAL_H
#define EGB_DESCRIBE_TUTORIAL_H

#include "base/buffer.h"
#include "egovbench.h"

/* As built in; the name NULL ends them. "tutorial.en.md" */
extern const egb_template egb_tutorials[];

typedef enum egb_tutorial_kind {
  EGB_TUTORIAL_TITLE = 0,
  EGB_TUTORIAL_HEADING,
  EGB_TUTORIAL_PARAGRAPH,
  EGB_TUTORIAL_ITEM,
  EGB_TUTORIAL_LINE, /* of a fenced block */
  EGB_TUTORIAL_END   /* there is no more */
} egb_tutorial_kind;

typedef struct egb_tutorial_piece {
  egb_tutorial_kind kind;
  const char *text; /* length bytes, without what says its kind */
  size_t length;
  bool first; /* of its fenced block */
} egb_tutorial_piece;

typedef struct egb_tutorial {
  const char *at;
  bool fenced, first;
} egb_tutorial;

/* The text in a language; NULL: it is not in that language. */
const egb_template *egb_tutorial_of(const char *language);
/* Piece by piece. */
egb_tutorial egb_tutorial_open(const egb_template *file);
egb_tutorial_piece egb_tutorial_next(egb_tutorial *tutorial);

#endif
