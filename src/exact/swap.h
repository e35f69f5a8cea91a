/* swap.h - two units side by side: what makes the difference, and what would turn it. The interface is in egovbench.h.
 */
#ifndef EGB_EXACT_SWAP_H
#define EGB_EXACT_SWAP_H

#include "exact/stability.h"

#endif
