/* `data:` and `units:`. */
#include "base/codes.h"
#include "define/definition.h"

#include <string.h>

static egb_status bind_renames(egb_definition *d, size_t map, const char *key, const egb_rename **out, size_t *count) {
  const size_t at = egb_yaml_child(&d->yaml, map, key);
  if (at == EGB_YAML_NONE)
    return EGB_OK;
  egb_rename *rename = egb_arena_array(d->arena, d->yaml.node[at].count, sizeof *rename);
  if (rename == NULL)
    return EGB_NO_MEMORY;
  *count = 0;
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
  out->missing_count = 0;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    if (!d->yaml.node[i].faulty && d->yaml.node[i].length > 0)
      token[out->missing_count++] = d->yaml.node[i].text;
  out->missing = token;
  return EGB_OK;
}

/* The character that a word stands for; '\0': nothing is written. */
static char mark(const char *text) {
  static const struct name {
    const char *text;
    char mark;
  } names[] = {{"comma", ','}, {"semicolon", ';'}, {"tab", '\t'},       {"pipe", '|'},
               {"point", '.'}, {"space", ' '},     {"apostrophe", '\''}};
  if (text == NULL || text[1] == '\0')
    return text == NULL ? '\0' : text[0];
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (strcmp(text, names[i].text) == 0)
      return names[i].mark;
  return '\0';
}

/* One line of the file at most. */
static bool read_line(const char *text, size_t length, size_t *out) {
  *out = 0;
  if (length == 0 || length > 4 || text[0] == '0')
    return false;
  for (size_t i = 0; i < length; i++) {
    if (text[i] < '0' || text[i] > '9')
      return false;
    *out = *out * 10 + (size_t)(text[i] - '0');
  }
  return true;
}

bool egb_definition_lines(const char *text, size_t *first, size_t *last) {
  const char *dots = strstr(text, "..");
  const size_t length = dots != NULL ? (size_t)(dots - text) : strlen(text);
  if (!read_line(text, length, first))
    return false;
  *last = *first;
  return dots == NULL || (read_line(dots + 2, strlen(dots + 2), last) && *last >= *first);
}

static egb_status bind_values(egb_definition *d, size_t at, egb_where *out) {
  const egb_yaml_node *node = &d->yaml.node[at];
  const bool one = node->kind == EGB_YAML_SCALAR_NODE;
  const char **value = egb_arena_array(d->arena, one ? 1 : node->count, sizeof *value);
  *out = (egb_where){.column = node->key, .value = value, .place = node->key_place};
  if (value == NULL)
    return EGB_NO_MEMORY;
  if (one)
    value[out->count++] = node->text;
  for (size_t i = one ? EGB_YAML_NONE : node->first; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    if (!d->yaml.node[i].faulty)
      value[out->count++] = d->yaml.node[i].text;
  return EGB_OK;
}

static egb_status bind_where(egb_definition *d, size_t map, egb_dialect *out) {
  const size_t at = egb_yaml_child(&d->yaml, map, "where");
  if (at == EGB_YAML_NONE)
    return EGB_OK;
  egb_where *where = egb_arena_array(d->arena, d->yaml.node[at].count, sizeof *where);
  egb_status status = where == NULL ? EGB_NO_MEMORY : EGB_OK;
  out->where = where;
  out->where_count = 0;
  for (size_t i = d->yaml.node[at].first; status == EGB_OK && i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    if (!d->yaml.node[i].faulty)
      status = bind_values(d, i, &where[out->where_count++]);
  return status;
}

static bool is_text(const char *text, const char *word) {
  return text != NULL && strcmp(text, word) == 0;
}

static const char *placed_text(const egb_definition *d, size_t map, const char *key, egb_place *place) {
  const char *text = egb_definition_text(d, map, key);
  if (text != NULL)
    *place = d->yaml.node[egb_yaml_child(&d->yaml, map, key)].place;
  return text;
}

static void bind_mark(const egb_definition *d, size_t map, const char *key, char *out) {
  const char *text = egb_definition_text(d, map, key);
  if (text != NULL)
    *out = mark(text);
}

static void bind_text(const egb_definition *d, size_t map, const char *key, const char **out) {
  const char *text = egb_definition_text(d, map, key);
  if (text != NULL)
    *out = text;
}

static void bind_header(const egb_definition *d, size_t map, egb_dialect *out) {
  const char *text = placed_text(d, map, "header", &out->header_place);
  if (text != NULL)
    (void)egb_definition_lines(text, &out->header_first, &out->header_last);
}

static void bind_choices(const egb_definition *d, size_t map, egb_dialect *out) {
  const char *others = egb_definition_text(d, map, "others"), *match = egb_definition_text(d, map, "match"),
             *footer = egb_definition_text(d, map, "footer"), *flags = egb_definition_text(d, map, "flags");
  if (others != NULL)
    out->others = is_text(others, "ignore") ? EGB_OTHERS_IGNORE : EGB_OTHERS_REFUSE;
  if (match != NULL)
    out->match = is_text(match, "name") ? EGB_MATCH_NAME : EGB_MATCH_ID;
  if (footer != NULL)
    out->footer = is_text(footer, "blank")   ? EGB_FOOTER_BLANK
                  : is_text(footer, "notes") ? EGB_FOOTER_NOTES
                                             : EGB_FOOTER_NONE;
  if (flags != NULL)
    out->flags = is_text(flags, "strip")      ? EGB_FLAGS_STRIP
                 : is_text(flags, "at-bound") ? EGB_FLAGS_AT_BOUND
                                              : EGB_FLAGS_REFUSE;
}

/* The keys of DIALECT_KEYS, of a data file or of the unit list. */
static egb_status bind_dialect(egb_definition *d, size_t map, egb_dialect *out) {
  const size_t thousands = egb_yaml_child(&d->yaml, map, "thousands");
  const char *encoding = placed_text(d, map, "encoding", &out->encoding_place),
             *range = placed_text(d, map, "range", &out->sheet_place),
             *sheet = placed_text(d, map, "sheet", &out->sheet_place);
  out->encoding = encoding != NULL ? encoding : out->encoding;
  out->sheet = sheet != NULL ? sheet : out->sheet;
  out->range = range != NULL ? range : out->range;
  bind_mark(d, map, "delimiter", &out->delimiter);
  (void)placed_text(d, map, "delimiter", &out->delimiter_place);
  bind_mark(d, map, "decimal", &out->decimal);
  bind_mark(d, map, "thousands", &out->thousands);
  bind_text(d, map, "name", &out->name);
  bind_header(d, map, out);
  bind_choices(d, map, out);
  if (thousands != EGB_YAML_NONE && out->thousands == (out->decimal == '\0' ? '.' : out->decimal)) {
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_KEYS_CLASH, d->yaml.node[thousands].place,
                "`thousands` and `decimal` are the same mark");
    egb_diag_hint(d->diag, "write what separates thousands, and as `decimal:` what comes before the decimals");
  }
  const egb_status status = bind_missing(d, map, out);
  return status == EGB_OK ? bind_where(d, map, out) : status;
}

/* A header, and what it takes the place of: the two never go together. */
static void bind_one_of(const egb_definition *d, size_t map, const char *key, const char **out, const char **other) {
  const char *text = egb_definition_text(d, map, key);
  if (text == NULL)
    return;
  *out = text;
  *other = NULL;
}

/* Keys that have no meaning in a layout that is said. */
static void check_layout(egb_definition *d, size_t at, egb_layout layout) {
  static const struct {
    const char *key;
    egb_layout without[2];
  } none[] = {{"only-indicator", {EGB_LAYOUT_WIDE, EGB_LAYOUT_LONG}},
              {"indicator", {EGB_LAYOUT_WIDE}},
              {"value", {EGB_LAYOUT_WIDE, EGB_LAYOUT_PERIODS}},
              {"error", {EGB_LAYOUT_WIDE, EGB_LAYOUT_PERIODS}},
              {"errors", {EGB_LAYOUT_LONG, EGB_LAYOUT_PERIODS}},
              {"period", {EGB_LAYOUT_PERIODS}},
              {"only-period", {EGB_LAYOUT_PERIODS}}};
  static const char *const names[] = {"", "wide", "long", "periods"};
  for (size_t i = 0; layout != EGB_LAYOUT_AUTO && i < sizeof none / sizeof none[0]; i++) {
    const size_t key = egb_yaml_child(&d->yaml, at, none[i].key);
    if (key == EGB_YAML_NONE || (none[i].without[0] != layout && none[i].without[1] != layout))
      continue;
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_KEYS_CLASH, d->yaml.node[key].key_place,
                "`%s` says nothing about a file of layout `%s`", none[i].key, names[layout]);
    egb_diag_hint(d->diag, "remove it, or correct `layout:`");
  }
}

egb_status egb_definition_bind_entry(egb_definition *d, size_t at, egb_data_file *out) {
  const char *layout = egb_definition_text(d, at, "layout");
  if (layout != NULL)
    out->layout = strcmp(layout, "wide") == 0   ? EGB_LAYOUT_WIDE
                  : strcmp(layout, "long") == 0 ? EGB_LAYOUT_LONG
                                                : EGB_LAYOUT_PERIODS;
  check_layout(d, at, out->layout);
  bind_text(d, at, "as", &out->dialect.as);
  bind_text(d, at, "unit", &out->unit);
  bind_text(d, at, "value", &out->value);
  bind_text(d, at, "error", &out->error);
  bind_one_of(d, at, "period", &out->period, &out->only_period);
  bind_one_of(d, at, "only-period", &out->only_period, &out->period);
  bind_one_of(d, at, "indicator", &out->indicator, &out->only_indicator);
  bind_one_of(d, at, "only-indicator", &out->only_indicator, &out->indicator);
  egb_status status = bind_dialect(d, at, &out->dialect);
  if (status == EGB_OK)
    status = bind_renames(d, at, "columns", &out->rename, &out->rename_count);
  if (status == EGB_OK)
    status = bind_renames(d, at, "errors", &out->errors, &out->error_count);
  return status;
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
  return egb_definition_bind_entry(d, at, out);
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

egb_status egb_definition_bind_units(egb_definition *d, size_t at, egb_unit_list *out) {
  bind_text(d, at, "as", &out->dialect.as);
  out->id = egb_definition_text(d, at, "id");
  out->population = egb_definition_text(d, at, "population");
  out->period = egb_definition_text(d, at, "period");
  egb_status status = bind_dialect(d, at, &out->dialect);
  if (status == EGB_OK)
    status = bind_names(d, at, out);
  return status == EGB_OK ? bind_groups(d, at, out) : status;
}

/* A file name, or a map. */
static egb_status bind_unit_list(egb_definition *d, size_t at, egb_unit_list *out) {
  const egb_yaml_node *node = &d->yaml.node[at];
  const size_t file = node->kind == EGB_YAML_SCALAR_NODE ? at : egb_yaml_child(&d->yaml, at, "file");
  if (file == EGB_YAML_NONE)
    return EGB_OK;
  out->file = d->yaml.node[file].text;
  out->place = d->yaml.node[file].place;
  return node->kind == EGB_YAML_SCALAR_NODE ? EGB_OK : egb_definition_bind_units(d, at, out);
}

static egb_status bind_units(egb_definition *d, egb_index *index) {
  const size_t at = egb_yaml_child(&d->yaml, 0, "units");
  if (at == EGB_YAML_NONE)
    return EGB_OK;
  if (d->yaml.node[at].kind != EGB_YAML_LIST)
    return bind_unit_list(d, at, &index->units);
  egb_unit_list *more = egb_arena_array(d->arena, d->yaml.node[at].count, sizeof *more);
  egb_status status = more != NULL ? EGB_OK : EGB_NO_MEMORY;
  bool first = true;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE && status == EGB_OK; i = d->yaml.node[i].next) {
    if (d->yaml.node[i].faulty)
      continue;
    status = bind_unit_list(d, i, first ? &index->units : &more[index->more_unit_count++]);
    first = false;
  }
  index->more_units = more;
  return status;
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
  return bind_units(d, d->index);
}
