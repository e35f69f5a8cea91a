#include "define/definition.h"

#include "base/codes.h"
#include "base/options.h"
#include "files/file.h"

#include <stdint.h>
#include <string.h>

static egb_status bind(egb_definition *d) {
  egb_status (*const steps[])(egb_definition *) = {
      egb_definition_bind_nodes,  egb_definition_sort_ids,         egb_definition_bind_then,
      egb_definition_bind_head,   egb_definition_bind_rank,        egb_definition_bind_screen,
      egb_definition_bind_levels, egb_definition_bind_scenarios,   egb_definition_bind_uncertainty,
      egb_definition_bind_audit,  egb_definition_bind_publication, egb_definition_bind_files,
      egb_definition_rules};
  egb_status status = EGB_OK;
  for (size_t i = 0; i < sizeof steps / sizeof steps[0] && status == EGB_OK; i++)
    status = steps[i](d);
  return status;
}

egb_status egb_definition_read(egb_definition *d, const egb_source *source, const egb_section *section) {
  egb_arena *arena = d->arena, *scratch = d->scratch;
  if (egb_definition_imply(d) != EGB_OK)
    return EGB_NO_MEMORY;
  const size_t count = d->yaml.count;
  d->section = egb_arena_array(scratch, count, sizeof *d->section);
  d->key = egb_arena_array(scratch, count, sizeof *d->key);
  d->choice = egb_arena_array(scratch, count, sizeof *d->choice);
  d->node = egb_arena_array(scratch, count, sizeof *d->node);
  d->index = egb_arena_array(arena, 1, sizeof *d->index);
  if (egb_arena_failed(arena) || egb_arena_failed(scratch))
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

/* `validate` says what was read besides. */
static void note_lineage(const egb_definition *d) {
  const size_t at = egb_yaml_child(&d->yaml, 0, "extends");
  for (size_t i = 1; i < d->lineage.count && at != EGB_YAML_NONE; i++)
    egb_diag_at(d->diag, EGB_SEVERITY_NOTE, EGB_N_EXTENDS, d->yaml.node[at].place, "%s `%s`",
                i == 1 ? "it extends" : "which extends", d->lineage.source[i]->name);
}

static egb_status keep_lineage(egb_definition *d) {
  if (d->lineage.count < 2)
    return EGB_OK;
  d->index->extended_count = d->lineage.count - 1;
  d->index->extended =
      egb_arena_duplicate(d->arena, d->lineage.source + 1, d->index->extended_count, sizeof *d->index->extended);
  d->index->home = d->options != NULL ? egb_arena_copy(d->arena, d->options->home) : NULL;
  return egb_arena_failed(d->arena) ? EGB_NO_MEMORY : EGB_OK;
}

static egb_status read_tree(egb_definition *d, const egb_source *source, egb_index **out) {
  egb_status status = egb_definition_extend(d, source);
  if (status == EGB_OK)
    status = keep_raw(d);
  if (status != EGB_OK)
    return status;
  note_lineage(d);
  status = egb_definition_read(d, source, &egb_grammar_definition);
  if (status == EGB_OK)
    status = keep_lineage(d);
  if (status == EGB_OK && !egb_diag_failed(d->diag))
    status = egb_definition_make_variants(d);
  if (status == EGB_OK)
    *out = d->index;
  return status;
}

/* Messages apart: what a change says is both where it is written and where it is laid over, and reported once. */
static egb_status read_source(egb_arena *arena, const egb_source *source, const egb_index_options *options,
                              egb_diag *diag, egb_index **out) {
  egb_diag *own = egb_diag_beside(diag);
  egb_definition d = {.arena = arena, .scratch = arena, .diag = own, .options = options, .methods = EGB_YAML_NONE};
  if (own == NULL)
    return EGB_NO_MEMORY;
  egb_status status = egb_yaml_parse(arena, source, own, &d.yaml);
  if (status != EGB_NO_MEMORY && d.yaml.count > 0)
    status = read_tree(&d, source, out);
  if (status == EGB_OK && egb_diag_failed(own)) {
    status = EGB_REFUSED;
    *out = NULL;
  }
  egb_diag_sort(own); /* shape, meaning and rules are checked one after the other */
  egb_diag_merge(diag, own);
  egb_diag_free(own);
  return status;
}

static egb_status no_memory(egb_diag *diag) {
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_MEMORY, "out of memory while reading the definition");
  return EGB_NO_MEMORY;
}

static egb_status read_text(egb_arena *arena, const char *name, const char *text, size_t length, egb_diag *diag,
                            egb_source **out) {
  egb_source *source = egb_arena_array(arena, 1, sizeof *source);
  if (length > EGB_YAML_TEXT) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_YAML_SIZE, "the definition is larger than 64 MiB");
    return EGB_REFUSED;
  }
  if (source == NULL)
    return EGB_NO_MEMORY;
  *source = (egb_source){egb_arena_copy(arena, name), egb_arena_text(arena, text, length), length, NULL};
  *out = source;
  return source->name != NULL && source->text != NULL ? EGB_OK : EGB_NO_MEMORY;
}

/* The text that is given, else what the caller's function has, else the file. */
static egb_status find_source(egb_arena *arena, const char *path, const egb_index_options *from, egb_diag *diag,
                              egb_source **out) {
  const char *text = from->text;
  size_t length = from->length;
  if (text == NULL && from->read == NULL)
    return egb_file_read(arena, path, (egb_place){0}, diag, out);
  const egb_status status = text != NULL ? EGB_OK : from->read(from->context, path, &text, &length);
  if (status == EGB_IO)
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_FILE_READ, "there is no file `%s`", path);
  return status == EGB_OK ? read_text(arena, path, text, length, diag, out) : status;
}

egb_status egb_index_read(const char *path, const egb_index_options *options, egb_diag *diag, egb_index **out) {
  egb_index_options from;
  egb_source *source = NULL;
  *out = NULL;
  egb_status status = EGB_OPTIONS_TAKE(from, options, diag);
  if (status != EGB_OK)
    return status;
  egb_arena *arena = egb_arena_new();
  status = arena != NULL ? find_source(arena, path, &from, diag, &source) : EGB_NO_MEMORY;
  if (status == EGB_OK)
    status = read_source(arena, source, &from, diag, out);
  if (status == EGB_OK)
    return EGB_OK; /* the index owns the arena */
  egb_arena_free(arena);
  return status == EGB_NO_MEMORY ? no_memory(diag) : status;
}

egb_status egb_index_load(const char *path, egb_diag *diag, egb_index **out) {
  return egb_index_read(path, NULL, diag, out);
}

egb_status egb_index_parse(const char *name, const char *text, size_t length, egb_diag *diag, egb_index **out) {
  const egb_index_options options = {.size = sizeof options, .text = text, .length = length};
  return egb_index_read(name, &options, diag, out);
}
