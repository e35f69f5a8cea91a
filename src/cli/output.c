#include "output.h"

#include "base/diag.h"
#include "base/text.h"
#include "commands.h"
#include "convert.h"
#include "destination.h"
#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NOTE_LINES 3 /* of notes under a table, unless --notes asks for all */

void cli_write_stderr(const char *text, size_t length) {
  while (length != 0) {
    const ssize_t written = write(STDERR_FILENO, text, length);
    if (written < 0 && errno != EINTR)
      return;
    if (written > 0) {
      text += written;
      length -= (size_t)written;
    }
  }
}

bool cli_is_device(const char *path) {
  struct stat status;
  return strncmp(path, "/dev/", 5) == 0 || (stat(path, &status) == 0 && !S_ISREG(status.st_mode));
}

bool cli_is_part(const char *path) {
  return egb_text_same("egb", egb_path_extension(path));
}

/* The extensions of pictures. */
static const char *const pictures[] = {"svg", "png", "pdf"};

static const char *picture_of(const char *path) {
  const char *tail = egb_path_extension(path);
  for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++)
    if (egb_text_same(pictures[i], tail))
      return pictures[i];
  return NULL;
}

/* A picture where the file's name says so, and where a program reads the stream. */
static void choose_picture(const cli_arguments *arguments, cli_output *out) {
  const bool draws = arguments->command != NULL && arguments->command->draws;
  if (!draws || arguments->value[OPTION_FORMAT].given != 0)
    return;
  if (out->path != NULL)
    out->picture = picture_of(out->path);
  else if (!cli_is_terminal(STDOUT_FILENO))
    out->picture = pictures[0];
  if (out->picture != NULL)
    out->format = EGB_FORMAT_CSV; /* its table is the one for programs */
}

static egb_status choose_format(const cli_arguments *arguments, egb_diag *diag, cli_output *out) {
  const cli_value *format = &arguments->value[OPTION_FORMAT];
  if (format->given != 0) {
    if (!egb_format_by_name(format->text, &out->format))
      out->format = EGB_FORMAT_TEXT; /* already reported by the parser */
    return EGB_OK;
  }
  /* a definition, which is YAML, or a part of the draws, of which --merge may make another */
  const bool joins = arguments->value[OPTION_MERGE].given != 0 && out->path != NULL && cli_is_part(out->path);
  const bool drafts = arguments->value[OPTION_FROM].given != 0 || arguments->value[OPTION_PART].given != 0 || joins;
  const bool has_formats = arguments->command != NULL && !drafts &&
                           cli_command_takes(arguments->command, OPTION_FORMAT) &&
                           !cli_command_takes(arguments->command, OPTION_PORTAL); /* a bundle */
  if (out->path == NULL || !has_formats || out->picture != NULL || egb_format_by_path(out->path, &out->format))
    return EGB_OK;
  out->format = EGB_FORMAT_TEXT;
  const char *tail = egb_path_extension(out->path);
  if (tail[0] == '\0' || cli_is_device(out->path))
    return EGB_OK;
  char hint[CLI_HINT_MAX], list[CLI_HINT_MAX];
  const char *formats[CLI_CHOICES_MAX];
  size_t count = cli_option_choices(cli_option_at(OPTION_FORMAT), formats);
  cli_option_list(cli_option_at(OPTION_FORMAT), "choose one with --format:", list);
  if (arguments->command->draws) {
    (void)snprintf(list, sizeof list, "pictures are svg, png and pdf; --format takes those of tables");
    count = 0;
  }
  if (picture_of(out->path) != NULL) {
    cli_error(diag, CLI_E_USAGE, "`egovbench plot --help` lists what is drawn", "pictures are made by `plot`");
    return EGB_USAGE;
  }
  cli_error(diag, CLI_E_USAGE, cli_nearest(tail, formats, count, list, hint), "no format has the extension `.%.50s`",
            tail);
  return EGB_USAGE;
}

/* A file name or a stream that leads to a screen. */
static bool is_screen(const char *path) {
  struct stat status;
  if (path == NULL)
    return cli_is_terminal(STDOUT_FILENO);
  if (stat(path, &status) != 0 || !S_ISCHR(status.st_mode))
    return false;
  const int file = open(path, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  const bool screen = file >= 0 && cli_is_terminal(file);
  if (file >= 0)
    (void)close(file);
  return screen;
}

/* What the format asks for beyond its table, before any work is done. */
static egb_status check_format(const cli_output *out, egb_diag *diag) {
  const egb_status status = egb_format_check(out->format, diag);
  if (status != EGB_OK || !egb_format_is_workbook(out->format) || !is_screen(out->path))
    return status;
  char hint[CLI_HINT_MAX];
  const char *name = egb_format_name(out->format);
  (void)snprintf(hint, sizeof hint, "name a file: -o FILE.%s", name);
  cli_error(diag, CLI_E_USAGE, hint, "%s is no text, and is not written to a terminal", name);
  return EGB_USAGE;
}

egb_status cli_output_choose(const cli_arguments *arguments, egb_diag *diag, cli_output *out) {
  const cli_value *value = arguments->value;
  *out =
      (cli_output){.format = EGB_FORMAT_TEXT, .held = out->held, .plot = SIZE_MAX, .options = EGB_WRITE_OPTIONS_INIT};
  const char *path = value[OPTION_OUTPUT].text;
  out->path = path == NULL || strcmp(path, "-") == 0 ? NULL : path;
  choose_picture(arguments, out);
  egb_status status = choose_format(arguments, diag, out);
  if (status == EGB_OK)
    status = check_format(out, diag);
  if (value[OPTION_EXCEL].given != 0 && !egb_format_is_separated(out->format) && status == EGB_OK) {
    cli_error(diag, CLI_E_USAGE, "add --format csv, or -o FILE.csv", "--excel is for CSV and TSV");
    status = EGB_USAGE;
  }
  if (value[OPTION_DIGITS].given != 0) {
    const int digits = (int)value[OPTION_DIGITS].number;
    out->options.digits = digits > 0 ? digits : EGB_DIGITS_NONE;
    if (!egb_format_is_for_people(out->format) && !egb_format_is_workbook(out->format))
      cli_warn(diag, CLI_W_NO_EFFECT, NULL, "--digits has no effect here: this format writes every digit that counts");
  }
  const bool terminal = out->path == NULL && cli_is_terminal(STDOUT_FILENO);
  const char *colour = value[OPTION_COLOR].text;
  /* Only a flag colours a file: CLICOLOR_FORCE is meant for pipes. */
  out->options.colour = out->path == NULL ? cli_terminal_colour(colour, STDOUT_FILENO, NULL)
                                          : colour != NULL && strcmp(colour, "always") == 0;
  out->options.box = terminal;
  out->options.visible = terminal;
  out->options.excel = value[OPTION_EXCEL].given != 0;
  out->options.locale = value[OPTION_EXCEL].text;
  out->options.threads = (size_t)value[OPTION_THREADS].number;
  out->options.ascii = value[OPTION_ASCII].given != 0 || (terminal && !cli_terminal_is_utf8());
  if (value[OPTION_LANG].list.count > 0)
    out->options.language = value[OPTION_LANG].list.item[0];
  if (arguments->command != NULL && cli_command_takes(arguments->command, OPTION_NOTES) &&
      value[OPTION_NOTES].given == 0)
    out->options.note_lines = NOTE_LINES;
  if (value[OPTION_WIDTH].given != 0)
    out->options.width = (size_t)value[OPTION_WIDTH].number;
  else if (terminal)
    out->options.width = cli_terminal_width(STDOUT_FILENO);
  return status;
}

egb_status cli_output_text(const cli_output *output, const cli_arguments *arguments, const char *text, size_t length,
                           egb_diag *diag) {
  cli_destination to;
  egb_status status = cli_destination_open(&to, output, arguments, false, diag);
  if (status == EGB_OK)
    status = cli_destination_close(&to, cli_destination_put(&to, text, length));
  return status;
}

static egb_status write_picture(const cli_output *output, const cli_arguments *arguments, const egb_table *table,
                                egb_diag *diag) {
  char *svg = NULL, *converted = NULL;
  size_t length = 0, size = 0;
  egb_status status = egb_plot_write(output->plot, table, diag, &svg, &length);
  if (status == EGB_OK && output->picture != pictures[0])
    status = cli_convert(svg, length, output->picture, diag, &converted, &size);
  if (status == EGB_OK)
    status = cli_output_text(output, arguments, converted != NULL ? converted : svg, converted != NULL ? size : length,
                             diag);
  free(converted);
  egb_free(svg);
  return status;
}

bool cli_output_draws(const cli_output *output, const cli_arguments *arguments) {
  const bool text = output->format == EGB_FORMAT_TEXT && arguments->value[OPTION_COLUMNS].given == 0;
  return output->picture != NULL || (text && egb_plot_has_text(output->plot));
}

static egb_status draw_text(const cli_output *output, const cli_arguments *arguments, const egb_table *table,
                            egb_diag *diag) {
  char *text = NULL;
  size_t length = 0;
  egb_status status = egb_plot_write_text(output->plot, table, &output->options, diag, &text, &length);
  if (status == EGB_OK)
    status = cli_output_text(output, arguments, text, length, diag);
  egb_free(text);
  return status;
}

egb_status cli_output_table(const cli_output *output, const cli_arguments *arguments, const egb_table *table,
                            egb_diag *diag) {
  if (output->picture != NULL)
    return write_picture(output, arguments, table, diag);
  if (cli_output_draws(output, arguments))
    return draw_text(output, arguments, table, diag);
  const bool known_header = egb_format_is_separated(output->format) && egb_table_header_is_known(table);
  cli_destination to;
  egb_status status = cli_destination_open(&to, output, arguments, known_header, diag);
  if (status == EGB_OK)
    status = cli_destination_close(
        &to, egb_table_write_to(table, output->format, &output->options, diag, cli_destination_put, &to));
  return status;
}
