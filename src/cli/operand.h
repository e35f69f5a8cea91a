/* operand.h - operands that say more than a file: "egdi@2018", "mine.yaml@3". */
#ifndef EGB_CLI_OPERAND_H
#define EGB_CLI_OPERAND_H

#include "egovbench.h"

/* What is before and behind the last @ of an operand (free() both); *behind is NULL when there is none, or when a file
 * has that whole name: an @ belongs to it. EGB_NO_MEMORY. */
egb_status cli_operand_cut(const char *operand, char **before, char **behind);

#endif
