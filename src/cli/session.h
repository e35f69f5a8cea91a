/* session.h - one run of a command: its arguments, its messages, and what it has loaded so far. */
#ifndef EGB_CLI_SESSION_H
#define EGB_CLI_SESSION_H

#include "home.h"
#include "options.h"
#include "output.h"
#include "team.h"

typedef enum cli_exit {
  CLI_DONE = 0,
  CLI_NO = 1, /* the answer is no */
  CLI_WRONG_USAGE = 2,
  CLI_REFUSED = 3,
  CLI_IO = 4,
  CLI_UNCOMPUTABLE = 5,
  CLI_INTERRUPTED = 130,
  CLI_BUG = 70
} cli_exit;

typedef struct cli_session {
  const cli_arguments *arguments;
  egb_diag *diag;
  cli_home home;
  cli_output output;
  char *index_path; /* NULL: standard input */
  bool shipped;     /* the definition was found by its name among those that came with the program: not to be changed */
  char *stdin_text; /* contents of standard input once something asked for them */
  size_t stdin_length;
  egb_index *index;
  egb_dataset *data;
  bool keeps_index; /* set before anything is loaded: --scenario is not about the index that is loaded here */
  bool blank;       /* it stands in for one that cannot be used: no values */
  egb_plan *plan;
  egb_results *results;
  egb_buffer held;   /* results that the pager may have to show */
  bool reported;     /* the messages are printed */
  cli_team team;     /* of which this process is one; size 0: it is alone */
  cli_list *columns; /* where the first table says its columns instead of being printed; NULL: it is printed */
} cli_session;

/* The exit code of a status. */
int cli_exit_of(egb_status status);

/* Standard input, all of it, into session->stdin_text. */
egb_status cli_read_stdin(cli_session *session);
/* Loads the definition named by text (a name, a path, "-"; NULL: the default) into session->index. */
egb_status cli_load_index(cli_session *session, const char *text);
/* Each loads what it needs and is still missing. Data comes from --data, else from the definition. */
egb_status cli_load_data(cli_session *session);
/* The data; where it cannot be used, one warning (data that no definition names is none) that says what happens
 * `instead`, and a data set of the same units without values. */
egb_status cli_load_data_if_any(cli_session *session, const char *instead);
egb_status cli_load_plan(cli_session *session); /* with --scenario, --period, --set */
egb_status cli_load_results(cli_session *session);
/* The data of a scenario that has its own (egb_index_scenario_has_data), for its index; free with egb_dataset_free.
 * Where the session's data is blank, so is this. */
egb_status cli_load_scenario_data(cli_session *session, size_t scenario, egb_dataset **out);
/* The plan of another period of the same data, with --scenario and --set as well; free with egb_plan_free. */
egb_status cli_plan_period(cli_session *session, const char *period, egb_plan **out);
/* Results of another period of the same data, with --scenario and --set as well; free with egb_results_free. like: of a
 * period before, to spare work; NULL: none. */
egb_status cli_score_period(cli_session *session, const char *period, const egb_results *like, egb_results **out);
/* The path of the definition of that name in *path (free()), found without reading it. */
egb_status cli_find_index(cli_session *session, const char *text, char **path);
egb_data_options cli_data_options(const cli_session *session);
/* For the data of another definition: of this file, or, where it is NULL, the definition's own. */
egb_data_options cli_data_options_of(const cli_session *session, const char *const *file);
/* The --lang list for the library: NULL when none was asked for. */
const char *const *cli_languages(const cli_session *session);

/* The messages in the chosen format; release with egb_free; NULL: out of memory. */
char *cli_messages(const cli_session *session);
/* Prints the messages to standard error in the chosen format; later calls do nothing. */
void cli_print_messages(cli_session *session);
/* A line for people on standard error, unless --quiet or a machine format of messages was asked for. */
void cli_note(const cli_session *session, const char *format, ...) CLI_PRINTF(2, 3);
/* Forgets index, data, plan and results, so that another definition can be loaded. */
void cli_unload(cli_session *session);
/* A session like this one that has loaded nothing yet; free what it loads with cli_unload, or let cli_take_over. */
cli_session cli_begin_again(const cli_session *session, egb_diag *diag);
/* Forgets as cli_unload does, and takes what another session has loaded, which has nothing then. */
void cli_take_over(cli_session *session, cli_session *next);
void cli_session_free(cli_session *session);

#endif
