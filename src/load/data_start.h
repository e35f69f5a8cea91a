/* data_start.h - large files of which only the start was read: enough to see how they are written. What is behind the
 * header is read by whoever needs it, mostly by blocks (data_pieces.c). */
#ifndef EGB_LOAD_DATA_START_H
#define EGB_LOAD_DATA_START_H

#include "base/diag.h"
#include "model/dialect.h"

/* Whether all of a file is there, or so many lines of UTF-8 that none of what is done before its header is read looks
 * further. */
bool egb_start_is_enough(const egb_source *source);
/* Whether all of the file is there, or its header lies within its start. */
bool egb_start_has_header(const egb_source *source, const egb_dialect *dialect);
/* Reports that the file was changed while it was read. EGB_IO. */
egb_status egb_start_refuse(const egb_source *source, egb_diag *diag);

#endif
