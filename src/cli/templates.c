#include "templates.h"

#include "base/arena.h"
#include "files/file.h"

#include <string.h>
#include <unistd.h>

/* Of those that are built in, and behind them those of the desk. */
static const char *name_at(size_t i) {
  size_t count = 0;
  while (count < i && egb_template_name(count) != NULL)
    count++;
  return count == i && egb_template_name(i) != NULL ? egb_template_name(i) : egb_desk_template_name(i - count);
}

static size_t count_names(void) {
  size_t count = 0;
  while (name_at(count) != NULL)
    count++;
  return count;
}

static bool is_given(const egb_write_options *options, const char *name) {
  for (size_t i = 0; i < options->template_count; i++)
    if (strcmp(options->templates[i].name, name) == 0)
      return true;
  return false;
}

static egb_status read_one(egb_arena *arena, const char *path, egb_diag *diag, egb_template *out) {
  egb_source *source = NULL;
  const egb_status status = egb_file_read(arena, path, (egb_place){0}, diag, &source);
  if (status == EGB_OK) {
    out->bytes = source->text;
    out->length = source->length;
  }
  return status;
}

static egb_status refuse(const char *folder, egb_diag *diag) {
  cli_error(diag, CLI_E_USAGE, "copy `reports/` of egovbench, and change the copy",
            "`%.300s` has no file that pages are made of, such as style.css", folder);
  return EGB_USAGE;
}

static egb_status read_all(egb_arena *arena, const char *folder, egb_diag *diag, cli_output *output) {
  egb_template *found = egb_arena_array(arena, count_names(), sizeof *found);
  egb_status status = found == NULL ? EGB_NO_MEMORY : EGB_OK;
  const char *name;
  size_t count = 0;
  for (size_t i = 0; (name = name_at(i)) != NULL && status == EGB_OK; i++) {
    const char *path = egb_path_join(arena, folder, name);
    if (path == NULL)
      return EGB_NO_MEMORY;
    if (access(path, F_OK) != 0)
      continue;
    found[count].name = name;
    status = read_one(arena, path, diag, &found[count++]);
  }
  output->options.templates = found;
  output->options.template_count = count;
  return status == EGB_OK && count == 0 ? refuse(folder, diag) : status;
}

/* Those of the desk that are not there yet, from the folder of egovbench. */
static egb_status add_desk(egb_arena *arena, const char *folder, egb_diag *diag, egb_write_options *options) {
  const char *name;
  size_t count = 0;
  while (egb_desk_template_name(count) != NULL)
    count++;
  egb_template *all = egb_arena_array(arena, options->template_count + count, sizeof *all);
  if (all == NULL)
    return EGB_NO_MEMORY;
  egb_status status = EGB_OK;
  for (size_t i = 0; i < options->template_count; i++)
    all[i] = options->templates[i];
  count = options->template_count;
  for (size_t i = 0; (name = egb_desk_template_name(i)) != NULL && status == EGB_OK; i++) {
    if (is_given(options, name))
      continue;
    const char *path = egb_path_join(arena, folder, name);
    all[count].name = name;
    status = path == NULL ? EGB_NO_MEMORY : read_one(arena, path, diag, &all[count++]);
  }
  options->templates = all;
  options->template_count = count;
  return status;
}

egb_status cli_templates_load_desk(const char *home, egb_diag *diag, cli_output *output) {
  if (home == NULL) {
    cli_error(diag, CLI_E_READ, "name the folder of egovbench with --home FOLDER or EGOVBENCH_HOME",
              "the files that the desk is made of were not found");
    return EGB_IO;
  }
  if (output->templates == NULL && (output->templates = egb_arena_new()) == NULL)
    return EGB_NO_MEMORY;
  const char *folder = egb_path_join(output->templates, home, "reports");
  return folder == NULL ? EGB_NO_MEMORY : add_desk(output->templates, folder, diag, &output->options);
}

egb_status cli_templates_load(const cli_arguments *arguments, egb_diag *diag, cli_output *output) {
  const cli_value *folder = &arguments->value[OPTION_TEMPLATES];
  if (folder->given == 0)
    return EGB_OK;
  output->templates = egb_arena_new();
  return output->templates == NULL ? EGB_NO_MEMORY : read_all(output->templates, folder->text, diag, output);
}

void cli_templates_free(cli_output *output) {
  egb_arena_free(output->templates);
}
