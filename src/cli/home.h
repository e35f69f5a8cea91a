/* home.h - where the installed files are: the folder that holds indicators/ and data/. */
#ifndef EGB_CLI_HOME_H
#define EGB_CLI_HOME_H

#include "text.h"

typedef struct cli_home {
  char *path;         /* NULL: none was found */
  const char *origin; /* which rule found it, for `doctor` */
  bool shipped;       /* its definitions came with the program and are never changed */
} cli_home;

/* In this order: the option (may be NULL), EGOVBENCH_HOME, <folder of the program>/../share/egovbench, a source tree
 * above the program, the folder compiled in. EGB_IO when one of the first two is named but is no such folder; finding
 * none at all is not an error here. A folder that is named is the user's own, unless it is the one that would be
 * found without a name, or a source tree. */
egb_status cli_home_find(const char *option, const char *program, egb_diag *diag, cli_home *out);
void cli_home_free(cli_home *home);

/* Names (without extension) of the definitions in a home, sorted. false: out of memory. */
bool cli_home_indices(const cli_home *home, cli_list *out);
/* True for a folder. */
bool cli_is_folder(const char *path);

/* The absolute path of the running program, NULL when the system does not say. Release with free(). */
char *cli_program_path(const char *program);

#endif
