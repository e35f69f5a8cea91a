/* remove.h - the index without one of its nodes. The interface is in egovbench.h. */
#ifndef EGB_EXACT_REMOVE_H
#define EGB_EXACT_REMOVE_H

#include "score/plan.h"

#endif
