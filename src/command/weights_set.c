/* `weights set` and `weights undo`: what would change in the file and in the ranking, and with --write, changing it. */
#include "base/diag.h"
#include "cli/commands.h"
#include "cli/intervals.h"
#include "cli/revision.h"
#include "cli/session.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "command/weights.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct setter {
  cli_session *session;
  const char *index; /* as typed; NULL: the default */
  cli_list settings;
  egb_plan *before, *after;
  egb_results *old, *new;
  egb_whatif *whatif; /* NULL: the index cannot be scored, or no weights make its ranks */
  egb_edit *edit;
  egb_history *history; /* whose last entry is taken back, or that the change belongs in; NULL: none, or not read yet */
  bool undoes;
} setter;

/* The operands behind `set`: one without `=` is the index. */
static egb_status read_operands(setter *s) {
  const cli_list *operands = &s->session->arguments->operands;
  const cli_value *value = s->session->arguments->value;
  s->index = value[OPTION_INDEX].text;
  for (size_t i = 1; i < operands->count; i++) {
    if (!s->undoes && strchr(operands->item[i], '=') != NULL) {
      if (!cli_list_add(&s->settings, operands->item[i]))
        return EGB_NO_MEMORY;
    } else if (s->index != NULL) {
      cli_error(s->session->diag, CLI_E_USAGE,
                s->undoes ? "`weights undo FILE` takes the last change back"
                          : "write weights as ID=WEIGHT, for instance OS=0.2",
                s->undoes ? "`%.200s` is one index too many" : "`%.200s` is neither a weight nor the index",
                operands->item[i]);
      return EGB_USAGE;
    } else {
      s->index = operands->item[i];
    }
  }
  if (s->settings.count == 0 && !s->undoes) {
    cli_error(s->session->diag, CLI_E_USAGE, "for instance `egovbench weights set my.yaml OS=0.2`",
              "no weight is given");
    return EGB_USAGE;
  }
  if (value[OPTION_WRITE].given != 0 && value[OPTION_DRY_RUN].given != 0) {
    cli_error(s->session->diag, CLI_E_USAGE, NULL, "--write and --dry-run contradict each other");
    return EGB_USAGE;
  }
  if (value[OPTION_COPY].given != 0 && value[OPTION_WRITE].given + value[OPTION_DRY_RUN].given != 0) {
    cli_error(s->session->diag, CLI_E_USAGE, "leave out the other one",
              "--copy cannot be combined with --write or --dry-run");
    return EGB_USAGE;
  }
  if (value[OPTION_COPY].given != 0 && value[OPTION_WHY].given != 0) {
    cli_error(s->session->diag, CLI_E_USAGE, "make the copy without it, and change the copy with --why and --write",
              "--why records a change of a file, and --copy makes a new one");
    return EGB_USAGE;
  }
  return EGB_OK;
}

static bool is_given(const setter *s, cli_option_id option) {
  return s->session->arguments->value[option].given != 0;
}

static bool may_change(const char *path) {
  char *folder = cli_format("%s", path), *slash = folder == NULL ? NULL : strrchr(folder, '/');
  if (slash != NULL)
    *(slash == folder ? slash + 1 : slash) = '\0';
  const bool may = folder != NULL && access(path, W_OK) == 0 && access(slash == NULL ? "." : folder, W_OK) == 0;
  free(folder);
  return may;
}

/* Reported before any work is shown, not after. */
static egb_status check_writable(const setter *s) {
  const cli_session *session = s->session;
  const char *path = session->index_path;
  if (!is_given(s, OPTION_WRITE) || (path != NULL && !session->shipped && may_change(path)))
    return EGB_OK;
  if (path == NULL) {
    cli_error(session->diag, CLI_E_USAGE, "give the definition as a file, or a new file with --copy",
              "standard input cannot be written");
    return EGB_USAGE;
  }
  char *command = s->undoes ? NULL : cli_set_copy(session, &s->settings);
  char *hint = s->undoes         ? cli_format("change its mode with chmod")
               : command == NULL ? NULL
                                 : cli_format("make a copy: %s", command);
  if (hint != NULL && session->shipped)
    cli_error(session->diag, CLI_E_WRITE, hint, "`%.200s` came with egovbench and is never changed",
              egb_index_id(session->index));
  else if (hint != NULL)
    cli_error(session->diag, CLI_E_WRITE, hint, "you may not change `%.300s`", path);
  free(command);
  const bool reported = hint != NULL;
  free(hint);
  return reported ? EGB_IO : EGB_NO_MEMORY;
}

/* Whether the copy finds its data from where it will be: not reported to the user, who did not write it. */
static egb_status try_copy(const setter *s, const char *path, const char *text, size_t length) {
  egb_index *index = NULL;
  egb_dataset *data = NULL;
  egb_diag *quiet = egb_diag_beside(s->session->diag);
  if (quiet == NULL)
    return EGB_NO_MEMORY;
  const egb_data_options options = cli_data_options_of(s->session, NULL);
  const egb_index_options from = {.size = sizeof from, .home = s->session->home.path, .text = text, .length = length};
  egb_status status = egb_index_read(path, &from, quiet, &index);
  if (status == EGB_OK && !s->session->blank && !is_given(s, OPTION_DATA) && egb_index_data_file_count(index) != 0)
    status = egb_dataset_load(index, &options, quiet, &data);
  egb_dataset_free(data);
  egb_index_free(index);
  egb_diag_free(quiet);
  return status;
}

static egb_status write_copy(const setter *s, const char *path) {
  const cli_output output = {.path = path};
  cli_session *session = s->session;
  size_t length = 0;
  const char *text = egb_edit_text(s->edit, &length);
  egb_status status = try_copy(s, path, text, length);
  if (status != EGB_OK && status != EGB_NO_MEMORY) {
    cli_error(session->diag, CLI_E_WRITE, "write the copy into the folder of the definition, or copy the data as well",
              "the data of `%.200s`, or what it extends, would not be found from `%.300s`",
              egb_index_id(session->index), path);
    return status;
  }
  if (status == EGB_OK)
    status = cli_output_text(&output, session->arguments, text, length, session->diag);
  char *word = status == EGB_OK ? cli_shell_word(path) : NULL;
  if (word != NULL)
    cli_note(session, "egovbench: `%s` was written; egovbench rank %s%s shows it\n", path,
             strchr(path, '/') == NULL ? "./" : "", word);
  free(word);
  return status;
}

static egb_status make_edit(setter *s) {
  const cli_value *value = s->session->arguments->value;
  const egb_plan_options options = {.size = sizeof options, .period = value[OPTION_PERIOD].text};
  const egb_edit_options wishes = {.size = sizeof wishes,
                                   .settings = s->settings.item,
                                   .count = s->settings.count,
                                   .rescale = value[OPTION_RESCALE].text,
                                   .scenario = value[OPTION_SCENARIO].text};
  egb_diag *diag = s->session->diag;
  egb_status status = egb_plan_new(s->session->index, s->session->data, &options, diag, &s->before);
  if (status == EGB_OK)
    status = egb_plan_new(s->session->index, s->session->data, &options, diag, &s->after);
  if (status == EGB_OK && s->undoes)
    status = egb_history_read(s->session->index, diag, &s->history);
  if (status == EGB_OK)
    status = s->undoes ? egb_edit_undo(s->before, s->history, diag, &s->edit)
                       : egb_edit_new(s->before, &wishes, diag, &s->edit);
  return status == EGB_OK ? egb_edit_apply(s->edit, s->after, diag) : status;
}

/* Who moves; *out stays NULL when the index cannot be scored, or no weights make its ranks. */
static egb_status make_movers(setter *s, egb_table **out) {
  const cli_value *threshold = &s->session->arguments->value[OPTION_THRESHOLD];
  egb_uncertainty *uncertainty = NULL;
  if (egb_index_is_published(s->session->index)) {
    cli_note(s->session, "egovbench: the ranks are as published: no weight moves anyone\n");
    return EGB_OK;
  }
  egb_diag *quiet = egb_diag_beside(s->session->diag);
  if (quiet == NULL)
    return EGB_NO_MEMORY;
  egb_status status = egb_score(s->before, quiet, &s->old);
  if (status == EGB_OK)
    status = egb_score(s->after, quiet, &s->new);
  egb_diag_free(quiet);
  if (status == EGB_OK) {
    status = egb_whatif_new(s->old, s->new, s->session->diag, &s->whatif);
    if (status == EGB_OK)
      status = cli_intervals(s->session, s->before, s->old, &uncertainty);
    const egb_whatif_options options = {.size = sizeof options,
                                        .languages = cli_languages(s->session),
                                        .threshold = threshold->given != 0 ? (size_t)threshold->number : 1,
                                        .uncertainty = uncertainty};
    if (status == EGB_OK)
      status = egb_table_whatif(s->whatif, &options, s->session->diag, out);
  } else if (status != EGB_NO_MEMORY) {
    cli_note(s->session, "egovbench: the index cannot be scored, so the moves cannot be shown\n");
    status = EGB_OK;
  }
  egb_uncertainty_free(uncertainty);
  return status;
}

/* For people the diff, then the movers; for programs the movers alone. */
static egb_status print(setter *s, egb_table *movers) {
  cli_session *session = s->session;
  if (session->output.format != EGB_FORMAT_TEXT && movers != NULL)
    return cli_print_table(session, movers);
  char *diff = NULL, *table = NULL, *text = NULL;
  size_t diff_length = 0, table_length = 0;
  const bool shown = session->output.path == NULL && cli_is_terminal(STDOUT_FILENO);
  egb_status status = movers != NULL ? cli_select_table(session, movers) : EGB_OK;
  if (status == EGB_OK)
    status = egb_edit_diff(s->edit, shown, &diff, &diff_length);
  if (status == EGB_OK && movers != NULL)
    status = egb_table_write(movers, EGB_FORMAT_TEXT, &session->output.options, session->diag, &table, &table_length);
  if (status == EGB_OK) {
    text = malloc(diff_length + table_length + 2);
    status = text != NULL ? EGB_OK : EGB_NO_MEMORY;
  }
  if (status == EGB_OK) {
    memcpy(text, diff, diff_length);
    if (movers != NULL) {
      text[diff_length] = '\n';
      memcpy(text + diff_length + 1, table, table_length);
    }
    status = cli_output_text(&session->output, session->arguments, text,
                             diff_length + (movers != NULL ? table_length + 1 : 0), session->diag);
  }
  free(text);
  egb_free(table);
  egb_free(diff);
  return status;
}

static egb_status finish(setter *s) {
  const char *path = s->session->index_path != NULL ? s->session->index_path : "standard input";
  if (is_given(s, OPTION_COPY))
    return write_copy(s, s->session->arguments->value[OPTION_COPY].text);
  if (!is_given(s, OPTION_WRITE)) {
    if (s->session->shipped || s->session->index_path == NULL)
      cli_note(s->session, "egovbench: nothing was written; --copy FILE writes a changed copy\n");
    else
      cli_note(s->session, "egovbench: nothing was written; --write changes `%s`\n", path);
    return EGB_OK;
  }
  const egb_status status = egb_edit_write(s->edit, s->session->diag);
  if (status == EGB_OK)
    cli_note(s->session, "egovbench: `%s` was changed\n", path);
  return status;
}

/* A copy has no record yet, and is not written over that of the definition either: reading it protects it. */
static egb_status spare_record(const setter *s) {
  egb_diag *quiet = egb_diag_beside(s->session->diag);
  egb_history *history = NULL;
  const egb_status status = quiet == NULL                    ? EGB_NO_MEMORY
                            : s->session->index_path == NULL ? EGB_OK
                                                             : egb_history_read(s->session->index, quiet, &history);
  egb_history_free(history);
  egb_diag_free(quiet);
  return status == EGB_NO_MEMORY ? status : EGB_OK;
}

/* Before anything is printed, so that a record that cannot be continued is no surprise. */
static egb_status record(setter *s) {
  char *why = NULL;
  if (is_given(s, OPTION_COPY))
    return spare_record(s);
  if (s->undoes && (why = cli_format("takes back change %zu", egb_history_undoable(s->history))) == NULL)
    return EGB_NO_MEMORY;
  egb_status status = EGB_OK;
  if (s->history == NULL) /* undoing has read it */
    status = cli_record_find(s->session, s->session->diag, &s->history);
  if (status == EGB_OK && s->history != NULL)
    status = cli_record(s->session, s->edit, s->history, s->whatif, why, s->session->diag);
  free(why);
  return status;
}

static int run(setter s) {
  cli_session *session = s.session;
  egb_table *movers = NULL;
  session->keeps_index = true; /* the scenario is one to be written */
  egb_status status = read_operands(&s);
  if (status == EGB_OK)
    status = cli_load_index(session, s.index);
  if (status == EGB_OK)
    status = check_writable(&s);
  if (status == EGB_OK)
    status = cli_load_data_if_any(session, "it is not known who moves");
  if (status == EGB_OK && session->data == NULL)
    status = cli_load_data(session); /* not even its units: reported in full */
  if (status == EGB_OK)
    status = make_edit(&s);
  if (status == EGB_OK && !egb_edit_changes(s.edit) && !is_given(&s, OPTION_COPY)) {
    cli_note(session, "egovbench: `%s` already has these weights; nothing to change\n",
             session->index_path != NULL ? session->index_path : "standard input");
  } else if (status == EGB_OK) {
    status = make_movers(&s, &movers);
    if (status == EGB_OK)
      status = record(&s);
    if (status == EGB_OK)
      status = print(&s, movers);
    if (status == EGB_OK)
      status = finish(&s);
  }
  egb_table_free(movers);
  egb_edit_free(s.edit);
  egb_history_free(s.history);
  egb_whatif_free(s.whatif);
  egb_results_free(s.new);
  egb_results_free(s.old);
  egb_plan_free(s.after);
  egb_plan_free(s.before);
  cli_list_free(&s.settings);
  return cli_exit_of(status);
}

int cli_weights_set(cli_session *session) {
  return run((setter){.session = session});
}

int cli_weights_undo(cli_session *session) {
  return run((setter){.session = session, .undoes = true});
}
