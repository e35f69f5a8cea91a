/* edit.h - the parts of a byte-exact edit of a definition: which numbers, where, and what it looks like. */
#ifndef EGB_EDIT_EDIT_H
#define EGB_EDIT_EDIT_H

#include "base/buffer.h"
#include "files/file.h"
#include "score/resolve.h"

/* Bytes [offset, offset + length) of the text are replaced by others. */
typedef struct egb_splice {
  size_t offset, length;
  const char *text;
} egb_splice;

struct egb_edit {
  egb_arena *arena;
  const egb_index *index;
  double *weight;     /* per node: as it will be */
  const char **words; /* per node: the number to be written, NULL where nothing changes */
  egb_splice *splice; /* by rising offset */
  size_t splice_count;
  const char *text;
  size_t length;
  bool undoes;                 /* it takes a recorded change back */
  const egb_companion *record; /* the record of changes that is written together with it; NULL: none */
};

#define EGB_EDIT_NO_WEIGHT "" /* in words: the definition writes no weight, which counts as 1 */

/* An edit of nothing yet. EGB_NO_MEMORY. */
egb_status egb_edit_begin(const egb_index *index, egb_edit **out);
/* Makes the text of edit->words, and reads it again. EGB_REFUSED: it cannot be edited; EGB_NO_MEMORY. */
egb_status egb_edit_finish(egb_edit *edit, egb_diag *diag);
/* Bytes of a weight's number without its percent sign, which may be on the next line. */
size_t egb_edit_number_length(egb_place place);

/* The weights of all nodes with these settings, in edit->weight, and what is to be written. EGB_USAGE, EGB_NO_MEMORY.
 */
egb_status egb_edit_numbers(egb_edit *edit, const egb_plan *plan, const egb_weight_change *change, size_t count,
                            egb_rescale how, egb_diag *diag);
/* Shortest text of a number that was rounded to some decimals, with EGB_NUMBER_MAX bytes of room. */
size_t egb_edit_digits(double value, int decimals, char *out);
/* Adds the splices of edit->words. EGB_REFUSED: a weight is that of a definition which this one extends;
 * EGB_NO_MEMORY. */
egb_status egb_edit_place_weights(egb_edit *edit, egb_diag *diag);
/* Adds the splice of a new scenario. *same: the definition has it already. EGB_USAGE: it has another one of that name,
 * or the name is none. */
egb_status egb_edit_place_scenario(egb_edit *edit, const char *id, const egb_weight_change *change, size_t count,
                                   egb_rescale how, bool *same, egb_diag *diag);

#endif
