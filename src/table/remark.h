/* remark.h - what the author of a definition noted beside a value. */
#ifndef EGB_TABLE_REMARK_H
#define EGB_TABLE_REMARK_H

#include "base/arena.h"
#include "base/source.h"

/* The comment at the end of the line of a value, without its # and the blanks around it, in the arena; "" when there is
 * none or nothing was written. NULL: out of memory. */
const char *egb_remark(egb_arena *arena, egb_place value);

#endif
