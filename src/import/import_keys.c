/* Keys as they were written, in braces or in a log, one by one: what they are, and in a log the comment behind each. */
#include "import/import.h"
#include "read/yaml_write.h"

#include <string.h>

/* ---- comments -------------------------------------------------------------------------------- */

/* Where the comment on the line begins, behind "# "; the end of the line when there is none. */
static const char *find_comment(const char *at, const char *end) {
  char quote = '\0';
  for (; at + 2 < end; at++) {
    if (quote != '\0' && *at == '\\' && quote == '"')
      at++;
    else if (quote != '\0')
      quote = *at == quote ? '\0' : quote;
    else if (at[0] == ' ' && at[1] == '#' && at[2] == ' ')
      return at + 3;
    else if (*at == '"' || *at == '\'')
      quote = *at;
  }
  return end;
}

static const char *comment_of(egb_arena *arena, const egb_yaml *yaml, size_t at) {
  const egb_line line = egb_place_line(yaml->node[at].key_place);
  const char *end = yaml->source->text + line.start + line.length;
  const char *found = find_comment(yaml->source->text + yaml->node[at].key_place.offset, end);
  return found < end ? egb_arena_text(arena, found, (size_t)(end - found)) : "";
}

/* ---- both ------------------------------------------------------------------------------------ */

static egb_status keep(egb_arena *arena, const egb_yaml *yaml, size_t at, const char *evidence, egb_recognition *out) {
  egb_buffer value = {0};
  egb_yaml_put_flow(&value, yaml, at);
  const char *key = egb_arena_copy(arena, yaml->node[at].key);
  const char *text = value.failed ? NULL : egb_arena_copy(arena, egb_buffer_string(&value));
  egb_buffer_clear(&value);
  if (key == NULL)
    return EGB_NO_MEMORY;
  const egb_status status = egb_guess_add_yaml(out, key, text, evidence);
  if (status == EGB_OK && out->count != 0)
    out->guess[out->count - 1].escaped = true;
  return status;
}

egb_status egb_import_keys(egb_import *import, const char *keys, egb_recognition *out) {
  egb_diag *aside = egb_diag_new();
  const egb_source source = {"", keys, strlen(keys), NULL};
  egb_yaml yaml = {0};
  egb_status status = aside == NULL ? EGB_NO_MEMORY : egb_yaml_parse(import->arena, &source, aside, &yaml);
  for (size_t i = status == EGB_OK ? yaml.node[0].first : EGB_YAML_NONE; i != EGB_YAML_NONE && status == EGB_OK;
       i = yaml.node[i].next)
    status = keep(import->arena, &yaml, i, "as given", out);
  egb_diag_free(aside);
  return status;
}

static egb_status keep_map(egb_import *import, const egb_yaml *yaml, size_t map, egb_recognition *out) {
  egb_status status = EGB_OK;
  for (size_t i = yaml->node[map].kind == EGB_YAML_MAP ? yaml->node[map].first : EGB_YAML_NONE;
       i != EGB_YAML_NONE && status == EGB_OK; i = yaml->node[i].next) {
    if (strcmp(yaml->node[i].key, "file") == 0)
      continue;
    const char *comment = comment_of(import->arena, yaml, i);
    status = comment == NULL ? EGB_NO_MEMORY : keep(import->arena, yaml, i, comment, out);
  }
  const size_t as = egb_yaml_child(yaml, map, "as");
  if (yaml->node[map].kind == EGB_YAML_MAP && as != EGB_YAML_NONE)
    out->origin = egb_origin_find(yaml->node[as].text);
  return status;
}

egb_status egb_import_log_keys(egb_import *import, const egb_source *log) {
  egb_diag *aside = egb_diag_new(); /* it was read without a fault before */
  egb_yaml yaml = {0};
  egb_status status = aside == NULL ? EGB_NO_MEMORY : egb_yaml_parse(import->arena, log, aside, &yaml);
  const size_t list = status == EGB_OK ? egb_yaml_child(&yaml, 0, "data") : EGB_YAML_NONE;
  const size_t units = status == EGB_OK ? egb_yaml_child(&yaml, 0, "units") : EGB_YAML_NONE;
  size_t number = 0;
  for (size_t i = list == EGB_YAML_NONE ? list : yaml.node[list].first;
       i != EGB_YAML_NONE && number < import->from.file_count && status == EGB_OK; i = yaml.node[i].next)
    status = keep_map(import, &yaml, i, &import->file[number++].known);
  if (status == EGB_OK && units != EGB_YAML_NONE)
    status = keep_map(import, &yaml, units, &import->unit_keys);
  egb_diag_free(aside);
  return status;
}
