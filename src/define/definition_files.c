/* `data:` and `units:`. */
#include "define/definition.h"

#include <string.h>

static egb_status bind_renames(egb_definition *d, size_t map, const char *key, const egb_rename **out, size_t *count) {
  const size_t at = egb_yaml_child(&d->yaml, map, key);
  if (at == EGB_YAML_NONE)
    return EGB_OK;
  egb_rename *rename = egb_arena_array(d->arena, d->yaml.node[at].count, sizeof *rename);
  if (rename == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    const egb_yaml_node *entry = &d->yaml.node[i];
    if (!entry->faulty)
      rename[(*count)++] = (egb_rename){entry->key, entry->text, entry->place};
  }
  *out = rename;
  return EGB_OK;
}

static egb_status bind_missing(egb_definition *d, size_t map, egb_dialect *out) {
  const size_t at = egb_yaml_child(&d->yaml, map, "missing");
  if (at == EGB_YAML_NONE)
    return EGB_OK;
  const char **token = egb_arena_array(d->arena, d->yaml.node[at].count, sizeof *token);
  if (token == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    if (!d->yaml.node[i].faulty && d->yaml.node[i].length > 0)
      token[out->missing_count++] = d->yaml.node[i].text;
  out->missing = token;
  return EGB_OK;
}

static char delimiter(const char *text) {
  static const struct name {
    const char *text;
    char delimiter;
  } names[] = {{"comma", ','}, {",", ','}, {"semicolon", ';'}, {"tab", '\t'}, {"pipe", '|'}, {";", ';'}, {"|", '|'}};
  for (size_t i = 0; text != NULL && i < sizeof names / sizeof names[0]; i++)
    if (strcmp(text, names[i].text) == 0)
      return names[i].delimiter;
  return '\0';
}

static egb_status bind_file(egb_definition *d, size_t at, egb_data_file *out) {
  const egb_yaml_node *node = &d->yaml.node[at];
  *out = (egb_data_file){.file = node->text, .place = node->place};
  if (node->kind == EGB_YAML_SCALAR_NODE)
    return EGB_OK;
  const size_t file = egb_yaml_child(&d->yaml, at, "file");
  out->file = file != EGB_YAML_NONE ? d->yaml.node[file].text : "";
  if (file != EGB_YAML_NONE)
    out->place = d->yaml.node[file].place;
  const char *layout = egb_definition_text(d, at, "layout");
  if (layout != NULL)
    out->layout = strcmp(layout, "wide") == 0 ? EGB_LAYOUT_WIDE : EGB_LAYOUT_LONG;
  out->unit = egb_definition_text(d, at, "unit");
  out->period = egb_definition_text(d, at, "period");
  out->indicator = egb_definition_text(d, at, "indicator");
  out->value = egb_definition_text(d, at, "value");
  out->error = egb_definition_text(d, at, "error");
  out->only_period = egb_definition_text(d, at, "only-period");
  out->dialect.delimiter = delimiter(egb_definition_text(d, at, "delimiter"));
  egb_status status = bind_missing(d, at, &out->dialect);
  if (status == EGB_OK)
    status = bind_renames(d, at, "columns", &out->rename, &out->rename_count);
  if (status == EGB_OK)
    status = bind_renames(d, at, "errors", &out->errors, &out->error_count);
  return status;
}

static egb_status bind_names(egb_definition *d, size_t map, egb_unit_list *out) {
  const size_t at = egb_yaml_child(&d->yaml, map, "names");
  if (at == EGB_YAML_NONE)
    return EGB_OK;
  egb_labels names;
  const egb_status status = egb_definition_labels(d, at, &names);
  out->names = names.item;
  out->name_count = names.count;
  return status;
}

static egb_status bind_groups(egb_definition *d, size_t map, egb_unit_list *out) {
  const size_t at = egb_yaml_child(&d->yaml, map, "groups");
  if (at == EGB_YAML_NONE)
    return EGB_OK;
  egb_grouping_spec *grouping = egb_arena_array(d->arena, d->yaml.node[at].count, sizeof *grouping);
  if (grouping == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    if (!d->yaml.node[i].faulty)
      grouping[out->grouping_count++] = (egb_grouping_spec){d->yaml.node[i].key, d->yaml.node[i].text};
  out->grouping = grouping;
  return EGB_OK;
}

static egb_status bind_units(egb_definition *d, egb_unit_list *out) {
  const size_t at = egb_yaml_child(&d->yaml, 0, "units");
  if (at == EGB_YAML_NONE)
    return EGB_OK;
  const egb_yaml_node *node = &d->yaml.node[at];
  const size_t file = node->kind == EGB_YAML_SCALAR_NODE ? at : egb_yaml_child(&d->yaml, at, "file");
  if (file == EGB_YAML_NONE)
    return EGB_OK;
  out->file = d->yaml.node[file].text;
  out->place = d->yaml.node[file].place;
  if (node->kind == EGB_YAML_SCALAR_NODE)
    return EGB_OK;
  out->id = egb_definition_text(d, at, "id");
  out->population = egb_definition_text(d, at, "population");
  const egb_status status = bind_names(d, at, out);
  return status == EGB_OK ? bind_groups(d, at, out) : status;
}

egb_status egb_definition_bind_files(egb_definition *d) {
  const size_t list = egb_yaml_child(&d->yaml, 0, "data");
  if (list != EGB_YAML_NONE) {
    egb_data_file *file = egb_arena_array(d->arena, d->yaml.node[list].count, sizeof *file);
    if (file == NULL)
      return EGB_NO_MEMORY;
    for (size_t i = d->yaml.node[list].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
      if (d->yaml.node[i].faulty)
        continue;
      const egb_status status = bind_file(d, i, &file[d->index->file_count++]);
      if (status != EGB_OK)
        return status;
    }
    d->index->file = file;
  }
  return bind_units(d, &d->index->units);
}
