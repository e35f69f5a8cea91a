/* facts.h - what the help and the manual page both list. */
#ifndef EGB_CLI_FACTS_H
#define EGB_CLI_FACTS_H

typedef struct cli_fact {
  const char *name, *text;
} cli_fact;

/* Both end with a NULL name. */
extern const cli_fact cli_exit_codes[];
extern const cli_fact cli_environment[];

#endif
