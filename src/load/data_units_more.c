/* Several unit lists: names from one, groups from another. The first says which units there are. Each of the others is
 * read as if it were the only one; then what it has of the units of the first is put beside what is known of them. */
#include "base/buffer.h"
#include "base/codes.h"
#include "load/data_load.h"
#include "load/data_text.h"

#include <string.h>

#define UNITS_NAMED 8

/* ---- reading --------------------------------------------------------------------------------- */

/* Units of a further list that the first has not. */
static void report_others(egb_loader *loader, const egb_loader *list) {
  const bool ignored = list->list_spec->dialect.others == EGB_OTHERS_IGNORE;
  egb_buffer names = {0};
  size_t count = 0;
  egb_place first = {0};
  for (size_t i = 0; i < list->listed.count; i++) {
    const egb_name *name = &list->listed.item[i];
    char shown[EGB_CLIP];
    if (egb_names_find(&loader->listed, name->text, name->length) != EGB_NAMES_NONE)
      continue;
    if (count++ == 0)
      first = (egb_place){loader->file[list->list_file].source, name->offset, 0};
    if (count <= UNITS_NAMED)
      egb_buffer_format(&names, "%s%s", count == 1 ? "" : ", ", egb_clip(shown, name->text, name->length));
  }
  if (count > UNITS_NAMED)
    egb_buffer_format(&names, " and %zu more", count - UNITS_NAMED);
  if (count > 0 && !names.failed && ignored)
    egb_diag_at(loader->diag, EGB_SEVERITY_NOTE, EGB_N_UNITS_ABSENT, first,
                "%zu unit%s of `%s` not in `%s` left out: %s", count, count == 1 ? "" : "s", list->list_spec->file,
                loader->list_spec->file, names.text);
  if (count > 0 && !names.failed && !ignored) {
    EGB_LOAD_ERROR(loader, EGB_E_UNIT_UNKNOWN, first, "%zu unit%s of `%s` not in the first unit list, `%s`: %s", count,
                   count == 1 ? "" : "s", list->list_spec->file, loader->list_spec->file, names.text);
    egb_diag_hint(loader->diag, "leave such rows out with `others: ignore`, or write the fuller list first");
  }
  egb_buffer_clear(&names);
}

static egb_status read_list(egb_loader *loader, const egb_unit_list *spec, egb_loader *out) {
  egb_unit_list *list = egb_arena_array(loader->scratch, 1, sizeof *list);
  uint16_t number = 0;
  if (list == NULL)
    return EGB_NO_MEMORY;
  *list = *spec;
  egb_status status = egb_find_file(loader, list->file, list->place, "units", &number);
  if (status == EGB_OK)
    status = egb_decode_file(loader, number, &list->dialect, false);
  if (status != EGB_OK)
    return status;
  *out = (egb_loader){.index = loader->index,
                      .options = loader->options,
                      .diag = loader->diag,
                      .arena = loader->arena,
                      .scratch = loader->scratch,
                      .status = loader->status,
                      .file = loader->file,
                      .file_count = loader->file_count,
                      .dialect = loader->dialect,
                      .comparisons = loader->comparisons};
  out->listed.arena = loader->arena;
  status = egb_load_units(out, loader->file[number].source, list);
  loader->status = out->status;
  loader->comparisons = out->comparisons;
  if (status == EGB_OK)
    report_others(loader, out);
  return status;
}

egb_status egb_load_more_units(egb_loader *loader) {
  const egb_index *index = loader->index;
  loader->more = egb_arena_array(loader->scratch, index->more_unit_count, sizeof *loader->more);
  if (loader->more == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < index->more_unit_count; i++) {
    const egb_status status = read_list(loader, &index->more_units[i], &loader->more[loader->more_count]);
    if (status != EGB_OK)
      return status;
    loader->more_count++;
  }
  return EGB_OK;
}

/* ---- uniting --------------------------------------------------------------------------------- */

static const egb_loader *list_at(const egb_loader *loader, size_t k) {
  return k == 0 ? loader : &loader->more[k - 1];
}

static size_t grouping_in(const egb_loader *list, const char *grouping) {
  for (size_t i = 0; i < list->grouping_count; i++)
    if (strcmp(list->grouping[i], grouping) == 0)
      return i;
  return EGB_NAMES_NONE;
}

static bool collect_groupings(egb_loader *loader) {
  size_t most = 0;
  for (size_t k = 0; k <= loader->more_count; k++)
    most += list_at(loader, k)->grouping_count;
  loader->all_grouping = egb_arena_array(loader->arena, most, sizeof *loader->all_grouping);
  if (loader->all_grouping == NULL)
    return false;
  for (size_t k = 0; k <= loader->more_count; k++)
    for (size_t i = 0; i < list_at(loader, k)->grouping_count; i++) {
      const char *grouping = list_at(loader, k)->grouping[i];
      size_t before = 0;
      while (before < loader->all_grouping_count && strcmp(loader->all_grouping[before], grouping) != 0)
        before++;
      if (before == loader->all_grouping_count)
        loader->all_grouping[loader->all_grouping_count++] = grouping;
    }
  return true;
}

const char *egb_united_group(const egb_loader *loader, const char *unit, size_t grouping, const char *period,
                             bool *changes) {
  const char *found = "";
  for (size_t k = 0; k <= loader->more_count && found[0] == '\0'; k++) {
    const size_t at = grouping_in(list_at(loader, k), loader->all_grouping[grouping]);
    if (at != EGB_NAMES_NONE)
      found = egb_list_group(list_at(loader, k), unit, at, period, changes);
  }
  return found;
}

/* Two lists that have a grouping agree on it. */
static void check_agreement(egb_loader *loader, const egb_unit *unit, size_t grouping, const char *known) {
  const char *id = loader->all_grouping[grouping];
  bool changes = false;
  for (size_t k = 1; k <= loader->more_count && known[0] != '\0'; k++) {
    const egb_loader *list = list_at(loader, k);
    const size_t at = grouping_in(list, id), number = egb_names_find(&list->listed, unit->id, strlen(unit->id));
    const char *other = at != EGB_NAMES_NONE ? egb_list_group(list, unit->id, at, NULL, &changes) : "";
    if (other[0] == '\0' || strcmp(other, known) == 0)
      continue;
    const size_t mine = egb_names_find(&loader->listed, unit->id, strlen(unit->id));
    const egb_place first = {loader->file[loader->list_file].source, loader->listed.item[mine].offset, 0};
    EGB_LOAD_ERROR(loader, EGB_E_UNIT_DUPLICATE,
                   ((egb_place){loader->file[list->list_file].source, list->listed.item[number].offset, 0}),
                   "%s of unit `%s` is `%s` here and `%s` in another unit list", id, unit->id, other, known);
    egb_diag_hint(loader->diag,
                  "correct one of them (the unit is in line %zu of `%s`), or take the grouping from one list "
                  "alone: name the columns of the other under `groups:`",
                  egb_place_line(first).line, loader->list_spec->file);
    return;
  }
}

static bool has_language(egb_labels labels, const char *language) {
  for (size_t i = 0; i < labels.count; i++)
    if (strcmp(labels.item[i].language, language) == 0)
      return true;
  return false;
}

/* In a language that no earlier list has a name in. */
static bool add_names(egb_loader *loader, egb_unit *unit, egb_labels more) {
  egb_label *item = egb_arena_array(loader->arena, unit->name.count + more.count, sizeof *item);
  egb_labels names = {item, unit->name.count};
  if (item == NULL)
    return false;
  if (unit->name.count > 0)
    memcpy(item, unit->name.item, unit->name.count * sizeof *item);
  for (size_t i = 0; i < more.count; i++)
    if (!has_language(unit->name, more.item[i].language))
      item[names.count++] = more.item[i];
  unit->name = names;
  return true;
}

static bool unite_unit(egb_loader *loader, egb_unit *unit) {
  const char **group = egb_arena_array(loader->arena, loader->all_grouping_count, sizeof *group);
  bool changes = false;
  if (group == NULL)
    return false;
  for (size_t i = 0; i < loader->all_grouping_count; i++)
    group[i] = egb_united_group(loader, unit->id, i, NULL, &changes);
  for (size_t i = 0; i < loader->all_grouping_count; i++)
    check_agreement(loader, unit, i, group[i]);
  for (size_t k = 0; k < loader->more_count; k++) {
    const egb_loader *list = &loader->more[k];
    const size_t number = egb_names_find(&list->listed, unit->id, strlen(unit->id));
    if (number != EGB_NAMES_NONE && !add_names(loader, unit, list->list[number].name))
      return false;
  }
  unit->group = group;
  return true;
}

egb_status egb_unite_lists(egb_loader *loader) {
  if (!collect_groupings(loader))
    return EGB_NO_MEMORY;
  /* The groupings of the first list come first: what is known of them by their number stays right. */
  for (size_t i = 0; i < loader->listed.count && loader->more_count > 0; i++)
    if (!unite_unit(loader, &loader->list[i]))
      return EGB_NO_MEMORY;
  return EGB_OK;
}
