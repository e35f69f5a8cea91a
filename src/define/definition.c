#include "define/definition.h"

#include "base/codes.h"
#include "base/file.h"

#include <stdint.h>
#include <string.h>

static egb_status bind(egb_definition *d) {
  egb_status (*const steps[])(egb_definition *) = {egb_definition_bind_nodes,     egb_definition_sort_ids,
                                                   egb_definition_bind_head,      egb_definition_bind_rank,
                                                   egb_definition_bind_screen,    egb_definition_bind_levels,
                                                   egb_definition_bind_scenarios, egb_definition_bind_uncertainty,
                                                   egb_definition_bind_files,     egb_definition_rules};
  egb_status status = EGB_OK;
  for (size_t i = 0; i < sizeof steps / sizeof steps[0] && status == EGB_OK; i++)
    status = steps[i](d);
  return status;
}

egb_status egb_definition_read(egb_definition *d, const egb_source *source, const egb_section *section) {
  egb_arena *arena = d->arena;
  if (egb_definition_imply(d) != EGB_OK)
    return EGB_NO_MEMORY;
  const size_t count = d->yaml.count;
  d->section = egb_arena_array(arena, count, sizeof *d->section);
  d->key = egb_arena_array(arena, count, sizeof *d->key);
  d->choice = egb_arena_array(arena, count, sizeof *d->choice);
  d->node = egb_arena_array(arena, count, sizeof *d->node);
  d->index = egb_arena_array(arena, 1, sizeof *d->index);
  if (egb_arena_failed(arena))
    return EGB_NO_MEMORY;
  d->index->arena = arena;
  d->index->source = source;
  d->index->screen.zeros = 1;

  egb_definition_check_changes(d);
  egb_definition_shape(d, section);
  return d->yaml.node[0].faulty ? EGB_REFUSED : bind(d);
}

/* Scenarios are made of the tree as it was read. */
static egb_status keep_raw(egb_definition *d) {
  d->raw = d->yaml;
  if (egb_yaml_child(&d->yaml, 0, "scenarios") == EGB_YAML_NONE)
    return EGB_OK;
  d->raw.node = egb_arena_duplicate(d->arena, d->yaml.node, d->yaml.count, sizeof *d->raw.node);
  return d->raw.node != NULL ? EGB_OK : EGB_NO_MEMORY;
}

static egb_status read_source(egb_arena *arena, const egb_source *source, egb_diag *diag, egb_index **out) {
  const size_t errors = egb_diag_count(diag, EGB_SEVERITY_ERROR);
  egb_definition d = {.arena = arena, .diag = diag, .methods = EGB_YAML_NONE};
  egb_status status = egb_yaml_parse(arena, source, diag, &d.yaml);
  if (status == EGB_NO_MEMORY || d.yaml.count == 0)
    return status;
  status = keep_raw(&d);
  if (status == EGB_OK)
    status = egb_definition_read(&d, source, &egb_grammar_definition);
  if (status == EGB_OK && egb_diag_count(diag, EGB_SEVERITY_ERROR) == errors)
    status = egb_definition_make_variants(&d);
  if (status == EGB_OK && egb_diag_count(diag, EGB_SEVERITY_ERROR) > errors)
    status = EGB_REFUSED;
  if (status == EGB_OK)
    *out = d.index;
  return status;
}

static egb_status no_memory(egb_diag *diag) {
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_MEMORY, "out of memory while reading the definition");
  return EGB_NO_MEMORY;
}

/* The index owns the arena from here on, or it is freed. */
static egb_status finish(egb_arena *arena, egb_status status, egb_diag *diag) {
  egb_diag_sort(diag); /* shape, meaning and rules are checked one after the other */
  if (status != EGB_OK)
    egb_arena_free(arena);
  return status == EGB_NO_MEMORY ? no_memory(diag) : status;
}

egb_status egb_index_load(const char *path, egb_diag *diag, egb_index **out) {
  *out = NULL;
  egb_arena *arena = egb_arena_new();
  if (arena == NULL)
    return no_memory(diag);
  egb_source *source = NULL;
  egb_status status = egb_file_read(arena, path, (egb_place){0}, diag, &source);
  if (status == EGB_OK)
    status = read_source(arena, source, diag, out);
  return finish(arena, status, diag);
}

egb_status egb_index_parse(const char *name, const char *text, size_t length, egb_diag *diag, egb_index **out) {
  *out = NULL;
  egb_arena *arena = egb_arena_new();
  if (arena == NULL)
    return no_memory(diag);
  egb_status status = EGB_NO_MEMORY;
  egb_source *source = egb_arena_array(arena, 1, sizeof *source);
  if (length > EGB_YAML_TEXT) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_YAML_SIZE, "the definition is larger than 64 MiB");
    status = EGB_REFUSED;
  } else if (source != NULL) {
    source->name = egb_arena_copy(arena, name);
    source->text = egb_arena_text(arena, text, length);
    source->length = length;
    if (source->name != NULL && source->text != NULL)
      status = read_source(arena, source, diag, out);
  }
  return finish(arena, status, diag);
}
