/* layout.h - where nodes, indicators and units are on the sheets. */
#ifndef EGB_BOOK_LAYOUT_H
#define EGB_BOOK_LAYOUT_H

#include "book/ledger.h"

/* Which steps the score of an aggregate takes, the last of them on Scores. */
bool egb_ledger_takes(const egb_ledger *ledger, size_t node, egb_ledger_step step);
/* From plan and results, which the ledger has. False: out of memory. */
bool egb_ledger_lay(egb_ledger *ledger);

#endif
