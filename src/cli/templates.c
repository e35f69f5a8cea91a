#include "templates.h"

#include "base/arena.h"
#include "base/file.h"

#include <unistd.h>

static size_t count_names(void) {
  size_t count = 0;
  while (egb_template_name(count) != NULL)
    count++;
  return count;
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
  for (size_t i = 0; (name = egb_template_name(i)) != NULL && status == EGB_OK; i++) {
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
