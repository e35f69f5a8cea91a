/* The keys behind a data file that the user gives: FILE{delimiter: semicolon}. */
#include "base/codes.h"
#include "define/definition.h"
#include "model/grammar_tables.h"

#include <string.h>

#define ENTRY_LONGEST ((size_t)1 << 16)

static egb_status check(egb_definition *d) {
  /* Every key but the first, which is the file. */
  egb_section *section = egb_arena_array(d->arena, 1, sizeof *section);
  if (section == NULL)
    return EGB_NO_MEMORY;
  *section = egb_grammar_data;
  section->key++;
  section->key_count--;
  egb_definition_shape(d, section);
  return d->yaml.node[0].faulty ? EGB_REFUSED : EGB_OK;
}

egb_status egb_data_entry(egb_arena *arena, const char *name, const char *keys, egb_diag *diag, egb_data_file *out) {
  const size_t errors = egb_diag_count(diag, EGB_SEVERITY_ERROR);
  egb_source *source = egb_arena_array(arena, 1, sizeof *source);
  egb_definition d = {.arena = arena, .scratch = arena, .diag = diag};
  if (source == NULL)
    return EGB_NO_MEMORY;
  *source = (egb_source){egb_arena_format(arena, "--data %s", name), egb_arena_copy(arena, keys), strlen(keys)};
  if (source->name == NULL || source->text == NULL)
    return EGB_NO_MEMORY;
  if (source->length > ENTRY_LONGEST) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_YAML_SIZE, "the keys of a data file are longer than 64 KiB");
    return EGB_REFUSED;
  }
  egb_status status = egb_yaml_parse(arena, source, diag, &d.yaml);
  if (status == EGB_OK)
    status = egb_definition_imply_entry(&d, 0);
  if (status != EGB_OK)
    return status;
  d.section = egb_arena_array(arena, d.yaml.count, sizeof *d.section);
  d.key = egb_arena_array(arena, d.yaml.count, sizeof *d.key);
  if (d.section == NULL || d.key == NULL)
    return EGB_NO_MEMORY;
  status = check(&d);
  if (status == EGB_OK)
    status = egb_definition_bind_entry(&d, 0, out);
  if (status == EGB_OK && egb_diag_count(diag, EGB_SEVERITY_ERROR) > errors)
    status = EGB_REFUSED;
  return status;
}
