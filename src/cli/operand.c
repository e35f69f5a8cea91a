#include "operand.h"

#include "text.h"

#include <string.h>
#include <unistd.h>

egb_status cli_operand_cut(const char *operand, char **before, char **behind) {
  const char *at = strrchr(operand, '@');
  const bool whole = at == NULL || at == operand || at[1] == '\0' || access(operand, F_OK) == 0;
  *before = whole ? cli_format("%s", operand) : cli_format("%.*s", (int)(at - operand), operand);
  *behind = whole ? NULL : cli_format("%s", at + 1);
  return *before == NULL || (!whole && *behind == NULL) ? EGB_NO_MEMORY : EGB_OK;
}
