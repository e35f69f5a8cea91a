/* output.h - where results go and in which format. */
#ifndef EGB_CLI_OUTPUT_H
#define EGB_CLI_OUTPUT_H

#include "base/buffer.h"
#include "options.h"

typedef struct cli_output {
  egb_format format;
  const char *path;            /* NULL: standard output */
  size_t plot;                 /* kind of picture that tables are drawn as; SIZE_MAX: none */
  const char *picture;         /* "svg", "png", "pdf": that is written; NULL: a table in the format */
  bool written;                /* by this very run, which may replace what it wrote */
  egb_buffer *held;            /* gathers what goes to standard output; NULL: it is written at once */
  struct egb_arena *templates; /* memory of those in options; NULL: they are those built in */
  egb_write_options options;
} cli_output;

/* What is said where no message can be made. */
#define CLI_OUT_OF_MEMORY "egovbench: " CLI_NO_MEMORY "\n"

/* Whether a file is a part of an analysis, by its name. */
bool cli_is_part(const char *path);
/* From --format, -o, --excel, --digits, --width, --color and the terminal. Faults are reported: EGB_USAGE. */
egb_status cli_output_choose(const cli_arguments *arguments, egb_diag *diag, cli_output *out);
/* The folder of a path with its links resolved, and a slash, in *out (free()); NULL: there is none. EGB_NO_MEMORY. */
egb_status cli_real_folder(const char *path, char **out);
/* EGB_USAGE: two outputs of the command line have one name, also through links. */
egb_status cli_output_apart(const cli_arguments *arguments, egb_diag *diag);
/* EGB_IO, reported: an output names a file that was read. Asked again by whatever writes; early, it saves the work. */
egb_status cli_output_spares(const cli_arguments *arguments, egb_diag *diag);
/* Whether tables are drawn: as a picture of a file, or in text unless --columns asks for a table. */
bool cli_output_draws(const cli_output *output, const cli_arguments *arguments);
/* Writes a table, or a text as it is. A file that exists is replaced when --force says so, or when it begins with the
 * header of the same table in CSV or TSV and nothing but a result does. A reader that went away is no fault: EGB_OK. */
egb_status cli_output_table(const cli_output *output, const cli_arguments *arguments, const egb_table *table,
                            egb_diag *diag);
egb_status cli_output_text(const cli_output *output, const cli_arguments *arguments, const char *text, size_t length,
                           egb_diag *diag);
/* Whether a path is of something that is written to and cannot be replaced. */
bool cli_is_device(const char *path);
/* Standard output alone; EGB_IO with the reason in diag. */
egb_status cli_write_stdout(const char *text, size_t length, egb_diag *diag);
/* Standard error; nothing can be done about a failure. */
void cli_write_stderr(const char *text, size_t length);

#endif
