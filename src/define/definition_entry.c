/* The keys behind a data file or a unit list that the user gives: FILE{delimiter: semicolon}. */
#include "base/codes.h"
#include "define/definition.h"
#include "model/grammar_tables.h"

#include <string.h>

#define ENTRY_LONGEST ((size_t)1 << 16)

/* Every key but the first, which is the file. */
static egb_status check(egb_definition *d, const egb_section *whole) {
  egb_section *section = egb_arena_array(d->arena, 1, sizeof *section);
  if (section == NULL)
    return EGB_NO_MEMORY;
  *section = *whole;
  section->key++;
  section->key_count--;
  egb_definition_shape(d, section);
  return d->yaml.node[0].faulty ? EGB_REFUSED : EGB_OK;
}

static egb_status read_keys(egb_definition *d, const char *label, const char *keys, const egb_section *section) {
  egb_source *source = egb_arena_array(d->arena, 1, sizeof *source);
  if (source == NULL)
    return EGB_NO_MEMORY;
  *source = (egb_source){egb_arena_copy(d->arena, label), egb_arena_copy(d->arena, keys), strlen(keys), NULL};
  if (source->name == NULL || source->text == NULL)
    return EGB_NO_MEMORY;
  if (source->length > ENTRY_LONGEST) {
    egb_diag_say(d->diag, EGB_SEVERITY_ERROR, EGB_E_YAML_SIZE, "the keys of a file are longer than 64 KiB");
    return EGB_REFUSED;
  }
  egb_status status = egb_yaml_parse(d->arena, source, d->diag, &d->yaml);
  if (status == EGB_OK)
    status = egb_definition_imply_entry(d, 0, section);
  if (status != EGB_OK)
    return status;
  d->section = egb_arena_array(d->arena, d->yaml.count, sizeof *d->section);
  d->key = egb_arena_array(d->arena, d->yaml.count, sizeof *d->key);
  return d->section == NULL || d->key == NULL ? EGB_NO_MEMORY : check(d, section);
}

egb_status egb_data_entry(egb_arena *arena, const char *label, const char *keys, egb_diag *diag, egb_data_file *out) {
  const size_t errors = egb_diag_count(diag, EGB_SEVERITY_ERROR);
  egb_definition d = {.arena = arena, .scratch = arena, .diag = diag, .methods = EGB_YAML_NONE};
  egb_status status = read_keys(&d, label, keys, &egb_grammar_data);
  if (status == EGB_OK)
    status = egb_definition_bind_entry(&d, 0, out);
  return status == EGB_OK && egb_diag_count(diag, EGB_SEVERITY_ERROR) > errors ? EGB_REFUSED : status;
}

egb_status egb_unit_entry(egb_arena *arena, const char *label, const char *keys, egb_diag *diag, egb_unit_list *out) {
  const size_t errors = egb_diag_count(diag, EGB_SEVERITY_ERROR);
  egb_definition d = {.arena = arena, .scratch = arena, .diag = diag, .methods = EGB_YAML_NONE};
  egb_status status = read_keys(&d, label, keys, &egb_grammar_units);
  if (status == EGB_OK)
    status = egb_definition_bind_units(&d, 0, out);
  return status == EGB_OK && egb_diag_count(diag, EGB_SEVERITY_ERROR) > errors ? EGB_REFUSED : status;
}
