/* form_headers.h - what the data file of a definition calls its columns. */
#ifndef EGB_TABLE_FORM_HEADERS_H
#define EGB_TABLE_FORM_HEADERS_H

#include "model/dataset.h"

/* Per column of the data its header: as the definition's only file has it, else its name. In the arena, which remembers
 * when memory ran out: NULL. */
const char *const *egb_form_headers(egb_arena *arena, const egb_dataset *data);
/* Per column the indicator that alone reads it; EGB_NONE: none, or several. In the arena, as above. */
const size_t *egb_form_nodes(egb_arena *arena, const egb_dataset *data);
/* Whether one of the headers is this. */
bool egb_form_has_header(const egb_dataset *data, const char *header);

#endif
