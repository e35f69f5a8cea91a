/* number_fault.h - what is wrong with a text that is not of the grammar of egb_number_parse. */
#ifndef EGB_BASE_NUMBER_FAULT_H
#define EGB_BASE_NUMBER_FAULT_H

#include "base/number.h"

/* Of such a text only: what a number comes out as is not defined. Blanks around it do not count. */
egb_number_fault egb_number_classify(const char *text, size_t length);

#endif
