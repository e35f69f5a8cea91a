/* statement.h - what people know about weights, as they write it: "OS >= CYB >= NIP", "OS >= 2 * NIP", "OS <= 30%",
 * "10% <= NIP <= 25%".
 *
 * Grammar: terms with comparisons between them. A term is a share of the siblings' total (0.3, 30%), the id of a node,
 * or a factor and an id (2 * NIP, 2 NIP). Comparisons are >= > <= < = and the signs U+2265, U+2264, U+2267,
 * U+2266; > is read as >=, since equal weights have no probability. In one statement all ids are siblings and the
 * comparisons point in the same direction. A word that is a number is read as one; behind `*` it is an id. */
#ifndef EGB_MODEL_STATEMENT_H
#define EGB_MODEL_STATEMENT_H

#include "base/diag.h"
#include "model/index.h"

#define EGB_STATEMENT_BYTES_MAX 2000
#define EGB_STATEMENT_FACTOR_MAX 1e6 /* and its reciprocal the least */

/* Comparisons of one statement after the other; all zero: none. */
typedef struct egb_statement_list {
  egb_weight_statement *item; /* in the arena */
  size_t count, room;
} egb_statement_list;

/* Reads one statement and adds its comparisons to the list; they keep a copy of the text. place is that of the text in
 * its file; source NULL: it is from a command line. EGB_REFUSED: reported, with the place inside the text, and nothing
 * is added. EGB_NO_MEMORY. */
egb_status egb_statement_read(const egb_index *index, const char *text, egb_place place, egb_arena *arena,
                              egb_diag *diag, egb_statement_list *list);

#endif
