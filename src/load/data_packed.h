/* data_packed.h - rows whose first cell holds several, as Eurostat's tab-separated files have them:
 * `freq,unit,geo\TIME_PERIOD`, then `A,PC_IND,AT`. */
#ifndef EGB_LOAD_DATA_PACKED_H
#define EGB_LOAD_DATA_PACKED_H

#include "load/data_rows.h"

/* The first cell of the record as a cell per comma; a name in the header ends at its backslash. Blanks at the ends of
 * cells, which stand where a flag would be, are no part of them. */
egb_status egb_rows_unpack(egb_rows *rows);
/* The first line, among the first, whose first cell ends with a name that begins so; 0: none. */
size_t egb_packed_find_header(const egb_source *source, char delimiter, const char *packed);

#endif
