/* The log of an import, read by the grammar as a definition is. */
#include "base/codes.h"
#include "define/definition.h"
#include "model/grammar_tables.h"
#include "model/recipe.h"

#include <string.h>

typedef struct reader {
  egb_definition d;
  egb_recipe *out;
} reader;

static egb_status bind_columns(reader *in, size_t list, egb_recipe_file *out) {
  const egb_yaml *yaml = &in->d.yaml;
  egb_recipe_column *column = egb_arena_array(in->d.arena, yaml->node[list].count, sizeof *column);
  out->names.arena = in->d.arena;
  out->column = column;
  if (column == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = yaml->node[list].first; i != EGB_YAML_NONE; i = yaml->node[i].next) {
    bool fresh;
    const size_t name = egb_yaml_child(yaml, i, "column");
    if (yaml->node[i].faulty || name == EGB_YAML_NONE)
      continue;
    const size_t number = egb_names_add(&out->names, yaml->node[name].text, yaml->node[name].length, &fresh);
    if (number == EGB_NAMES_NONE)
      return EGB_NO_MEMORY;
    if (fresh) {
      column[number] = (egb_recipe_column){yaml->node[name].text, yaml->node[name].place,
                                           (egb_column_use)egb_definition_choice_of(&in->d, i, "is")};
      continue;
    }
    egb_diag_at(in->d.diag, EGB_SEVERITY_ERROR, EGB_E_RECIPE, yaml->node[name].place,
                "the column `%.*s` is listed twice", egb_definition_shown(yaml->node[name].text),
                yaml->node[name].text);
    egb_diag_hint(in->d.diag, "remove one of the two; the first is line %zu",
                  egb_place_line(column[number].place).line);
  }
  return EGB_OK;
}

/* A list of units has no columns that are recorded: sources with columns are the data files, in their order. */
static egb_status bind_sources(reader *in) {
  const egb_yaml *yaml = &in->d.yaml;
  const size_t list = egb_yaml_child(yaml, 0, "sources"), files = in->out->index->file_count;
  egb_recipe_file *file = egb_arena_array(in->d.arena, files, sizeof *file);
  size_t count = 0;
  if (file == NULL)
    return EGB_NO_MEMORY;
  if (list == EGB_YAML_NONE)
    return EGB_OK;
  for (size_t i = yaml->node[list].first; i != EGB_YAML_NONE; i = yaml->node[i].next) {
    const size_t columns = egb_yaml_child(yaml, i, "columns");
    if (columns == EGB_YAML_NONE)
      continue;
    if (count < files && bind_columns(in, columns, &file[count]) != EGB_OK)
      return EGB_NO_MEMORY;
    count++;
  }
  in->out->file = file;
  if (count == files)
    return EGB_OK;
  egb_diag_at(in->d.diag, EGB_SEVERITY_ERROR, EGB_E_RECIPE, yaml->node[list].key_place,
              "`sources:` has the columns of %zu file%s and `data:` reads %zu", count, count == 1 ? "" : "s", files);
  egb_diag_hint(in->d.diag, "write both in the same order, or import the files anew without --recipe");
  return EGB_OK;
}

/* Two entries for a text agree; which rows were left out is a list of rows. */
static egb_status add_text(reader *in, egb_recipe_unit *unit, size_t at, const char *id) {
  const egb_yaml_node *node = &in->d.yaml.node[at];
  const bool none = node->kind == EGB_YAML_MAP; /* rows without a unit */
  bool fresh;
  const size_t number = egb_names_add(&in->out->texts, none ? "" : node->text, none ? 0 : node->length, &fresh);
  if (number == EGB_NAMES_NONE)
    return EGB_NO_MEMORY;
  if (fresh)
    unit[number] = (egb_recipe_unit){id, node->place};
  const char *before = unit[number].id;
  if ((before == NULL) == (id == NULL) && (id == NULL || strcmp(before, id) == 0))
    return EGB_OK;
  egb_diag_at(in->d.diag, EGB_SEVERITY_ERROR, EGB_E_RECIPE, node->place, "`%.*s` means two things",
              egb_definition_shown(node->text), node->text);
  egb_diag_hint(in->d.diag, "remove this line, or line %zu", egb_place_line(unit[number].place).line);
  return EGB_OK;
}

static egb_status add_texts(reader *in, egb_recipe_unit *unit, const char *key, const char *text) {
  const egb_yaml *yaml = &in->d.yaml;
  const size_t list = egb_yaml_child(yaml, 0, key);
  egb_status status = EGB_OK;
  for (size_t i = list == EGB_YAML_NONE ? list : yaml->node[list].first; i != EGB_YAML_NONE && status == EGB_OK;
       i = yaml->node[i].next) {
    if (yaml->node[i].faulty)
      continue;
    const size_t at = egb_yaml_child(yaml, i, text);
    status = add_text(in, unit, at == EGB_YAML_NONE ? i : at, egb_definition_text(&in->d, i, "id"));
  }
  return status;
}

static size_t count_of(const egb_yaml *yaml, const char *key) {
  const size_t list = egb_yaml_child(yaml, 0, key);
  return list == EGB_YAML_NONE ? 0 : yaml->node[list].count;
}

static egb_status bind_texts(reader *in) {
  const egb_yaml *yaml = &in->d.yaml;
  const size_t statuses = egb_yaml_child(yaml, 0, "statuses");
  egb_recipe_unit *unit =
      egb_arena_array(in->d.arena, count_of(yaml, "left-out") + count_of(yaml, "resolved"), sizeof *unit);
  in->out->unit = unit;
  in->out->texts.arena = in->out->statuses.arena = in->d.arena;
  if (unit == NULL)
    return EGB_NO_MEMORY;
  egb_status status = add_texts(in, unit, "resolved", "text");
  if (status == EGB_OK)
    status = add_texts(in, unit, "left-out", "unit");
  for (size_t i = statuses == EGB_YAML_NONE ? statuses : yaml->node[statuses].first;
       i != EGB_YAML_NONE && status == EGB_OK; i = yaml->node[i].next) {
    bool fresh;
    if (!yaml->node[i].faulty &&
        egb_names_add(&in->out->statuses, yaml->node[i].text, yaml->node[i].length, &fresh) == EGB_NAMES_NONE)
      status = EGB_NO_MEMORY;
  }
  return status;
}

static egb_status read_tree(reader *in, const egb_source *source) {
  egb_definition *d = &in->d;
  egb_status status = egb_yaml_parse(d->arena, source, d->diag, &d->yaml);
  if (status != EGB_OK)
    return status;
  if (d->yaml.node[0].kind != EGB_YAML_MAP) {
    egb_definition_fault(d, 0, EGB_E_RECIPE, "this is no log of an import");
    egb_diag_hint(d->diag, "`egovbench import FILE -o NAME.csv` writes one, NAME.import.yaml");
    return EGB_REFUSED;
  }
  if (egb_definition_imply(d) != EGB_OK)
    return EGB_NO_MEMORY;
  d->section = egb_arena_array(d->arena, d->yaml.count, sizeof *d->section);
  d->key = egb_arena_array(d->arena, d->yaml.count, sizeof *d->key);
  d->index = egb_arena_array(d->arena, 1, sizeof *d->index);
  in->out = egb_arena_array(d->arena, 1, sizeof *in->out);
  if (egb_arena_failed(d->arena))
    return EGB_NO_MEMORY;
  d->index->arena = d->arena;
  d->index->source = source;
  in->out->index = d->index;
  egb_definition_shape(d, &egb_grammar_recipe);
  return d->yaml.node[0].faulty ? EGB_REFUSED : EGB_OK;
}

static egb_status read_recipe(reader *in, const char *name, const char *text, size_t length) {
  const size_t errors = egb_diag_count(in->d.diag, EGB_SEVERITY_ERROR);
  if (length > EGB_YAML_TEXT) {
    egb_diag_say(in->d.diag, EGB_SEVERITY_ERROR, EGB_E_YAML_SIZE, "the recipe is larger than 64 MiB");
    return EGB_REFUSED;
  }
  egb_source *source = egb_arena_array(in->d.arena, 1, sizeof *source);
  if (source == NULL)
    return EGB_NO_MEMORY;
  *source = (egb_source){egb_arena_copy(in->d.arena, name), egb_arena_text(in->d.arena, text, length), length, NULL};
  egb_status status = egb_arena_failed(in->d.arena) ? EGB_NO_MEMORY : read_tree(in, source);
  if (status == EGB_OK)
    status = egb_definition_bind_files(&in->d);
  if (status == EGB_OK)
    status = bind_sources(in);
  if (status == EGB_OK)
    status = bind_texts(in);
  return status == EGB_OK && egb_diag_count(in->d.diag, EGB_SEVERITY_ERROR) > errors ? EGB_REFUSED : status;
}

egb_status egb_recipe_parse(const char *name, const char *text, size_t length, egb_diag *diag, egb_recipe **out) {
  reader in = {.d = {.arena = egb_arena_new(), .diag = diag, .methods = EGB_YAML_NONE}};
  *out = NULL;
  if (in.d.arena == NULL)
    return EGB_NO_MEMORY;
  in.d.scratch = in.d.arena;
  const egb_status status = read_recipe(&in, name, text, length);
  egb_diag_sort(diag);
  if (status == EGB_OK)
    *out = in.out;
  else
    egb_arena_free(in.d.arena);
  return status;
}
