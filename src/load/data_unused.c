/* What the files have and the definition does not use, and the reverse. */
#include "base/codes.h"
#include "load/data_load.h"
#include "load/data_text.h"

#include <stdio.h>
#include <string.h>

#define NAMES_SHOWN 8
#define UNUSED_MOST 2000 /* kept for suggestions; more would only cost time */

static egb_place place_of(const egb_table_file *file, size_t i) {
  const egb_name *name = &file->unused.item[i];
  return (egb_place){file->rows.source, name->offset, name->length};
}

static void note_unused(egb_table_file *file) {
  char list[NAMES_SHOWN * (EGB_CLIP + 4)];
  size_t length = 0;
  const size_t count = file->unused.count;
  for (size_t i = 0; i < count && i < NAMES_SHOWN; i++) {
    char shown[EGB_CLIP];
    length += (size_t)snprintf(list + length, sizeof list - length, "%s`%s`", i == 0 ? "" : ", ",
                               egb_clip(shown, file->unused.item[i].text, file->unused.item[i].length));
  }
  char rest[40] = "";
  if (count > NAMES_SHOWN)
    (void)snprintf(rest, sizeof rest, " and %zu more", count - NAMES_SHOWN);
  egb_diag_at(file->loader->diag, EGB_SEVERITY_NOTE, EGB_N_COLUMN_UNUSED, place_of(file, 0), "%s that %s: %s%s",
              file->is_long ? "columns or indicators" : "columns",
              file->loader->everything ? "are no indicators" : "the definition does not use", list, rest);
}

/* In a file the user gave, an unused name near to a column that the file lacks is probably that column. */
static void warn_near(egb_table_file *file) {
  egb_loader *loader = file->loader;
  const char **lacking = egb_arena_array(loader->scratch, loader->wanted_count, sizeof *lacking);
  size_t count = 0;
  if (lacking == NULL)
    return; /* a warning less */
  for (size_t i = 0; i < loader->wanted_count; i++)
    if (file->is_long ? !loader->wanted[i].found : file->column_at[i] == EGB_NAMES_NONE)
      lacking[count++] = loader->wanted[i].name;
  for (size_t i = 0; i < file->unused.count && i < UNUSED_MOST && count != 0; i++) {
    char hint[256], shown[EGB_CLIP];
    const egb_name *name = &file->unused.item[i];
    if (egb_diag_count(loader->diag, EGB_SEVERITY_WARNING) >= EGB_DIAG_CAP || !egb_load_suggests(loader, count) ||
        egb_did_you_mean(hint, sizeof hint, name->text, lacking, count)[0] == '\0')
      continue;
    egb_diag_at(loader->diag, EGB_SEVERITY_WARNING, EGB_W_COLUMN_UNUSED, place_of(file, i), "column `%s` is not used",
                egb_clip(shown, name->text, name->length));
    egb_diag_hint(loader->diag, "%s", hint);
  }
}

egb_status egb_report_unused(egb_table_file *file) {
  egb_loader *loader = file->loader;
  if (file->unused.count == 0)
    return EGB_OK;
  note_unused(file);
  const egb_status status = egb_warn_columns(file);
  if (status != EGB_OK)
    return status;
  if (file->lenient)
    warn_near(file);
  for (size_t i = 0; i < file->unused.count && loader->unused.count < UNUSED_MOST; i++) {
    bool fresh;
    const egb_name *name = &file->unused.item[i];
    if (egb_names_add(&loader->unused, name->text, name->length, &fresh) == EGB_NAMES_NONE)
      return EGB_NO_MEMORY;
  }
  return EGB_OK;
}

/* Some names of a list, as many as the room takes. */
static void list_names(char *out, size_t room, const char *const *names, size_t count) {
  size_t used = 0;
  out[0] = '\0';
  for (size_t i = 0; i < count && used + EGB_CLIP + 8 < room; i++) {
    char shown[EGB_CLIP];
    used += (size_t)snprintf(out + used, room - used, "%s`%s`", i == 0 ? "" : ", ",
                             egb_clip(shown, names[i], strlen(names[i])));
    if (i + 1 == NAMES_SHOWN && i + 1 < count) {
      (void)snprintf(out + used, room - used, " and %zu more", count - i - 1);
      return;
    }
  }
}

/* What the data files have beyond what is used, and what the unit list has. */
static void hint_columns(const egb_loader *loader, const char *const *names, size_t data, size_t listed) {
  char mine[NAMES_SHOWN * (EGB_CLIP + 4) + 40], theirs[NAMES_SHOWN * (EGB_CLIP + 4) + 40];
  list_names(mine, sizeof mine, names, data);
  list_names(theirs, sizeof theirs, names + data, listed);
  egb_diag_hint(loader->diag, "add it to either, or name its header with `columns:`; %s%s, the unit list has %s",
                data > 0 ? "the data files have also " : "the data files have no other column", mine, theirs);
}

/* What a name in an expression may have been meant for besides a column that is not used: one that is, an indicator. */
static size_t add_used(const egb_loader *loader, const char **names, size_t count) {
  for (size_t i = 0; i < loader->wanted_count; i++)
    if (loader->wanted[i].found)
      names[count++] = loader->wanted[i].name;
  for (size_t i = 0; i < loader->index->node_count; i++)
    if (loader->index->node[i].first_child == EGB_NONE)
      names[count++] = loader->index->node[i].id;
  return count;
}

/* The headers of all unit lists. */
static size_t count_listed(const egb_loader *loader) {
  size_t count = loader->list_header.count;
  for (size_t k = 0; k < loader->more_count; k++)
    count += loader->more[k].list_header.count;
  return count;
}

static void name_listed(const egb_loader *loader, const char **out) {
  for (size_t k = 0; k <= loader->more_count; k++) {
    const egb_names *header = k == 0 ? &loader->list_header : &loader->more[k - 1].list_header;
    for (size_t i = 0; i < header->count; i++)
      *out++ = header->item[i].text;
  }
}

void egb_report_missing(egb_loader *loader) {
  const size_t data = loader->unused.count, listed = loader->has_list ? count_listed(loader) : 0;
  const size_t most = data + listed + loader->wanted_count + loader->index->node_count;
  const char **names = egb_arena_array(loader->scratch, most, sizeof *names);
  const size_t unused = names != NULL ? data + listed : 0;
  for (size_t i = 0; i < data && unused > 0; i++)
    names[i] = loader->unused.item[i].text;
  if (listed > 0 && unused > 0)
    name_listed(loader, names + data);
  const size_t all = names != NULL ? add_used(loader, names, unused) : 0;
  for (size_t i = 0; i < loader->wanted_count; i++) {
    const egb_wanted *wanted = &loader->wanted[i];
    if (wanted->found || wanted->spared)
      continue;
    const size_t count = wanted->expressed ? all : unused;
    /* The user who gave the one file looks there; else the definition is where the name is written. */
    const bool one = loader->options->file_count == 1 && loader->header_place.source != NULL;
    if (one)
      EGB_LOAD_ERROR(loader, EGB_E_COLUMN_MISSING, loader->header_place, "the file has no column `%s`", wanted->name);
    else
      EGB_LOAD_ERROR(loader, EGB_E_COLUMN_MISSING, wanted->place, "no data file has the column `%s`%s", wanted->name,
                     wanted->expressed ? listed > 0 ? ", nor has the unit list, nor is it the id of another indicator"
                                                    : ", nor is it the id of another indicator"
                     : listed > 0      ? ", nor has the unit list"
                                       : "");
    char hint[256];
    if (egb_load_suggests(loader, count) && egb_did_you_mean(hint, sizeof hint, wanted->name, names, count)[0] != '\0')
      egb_diag_hint(loader->diag, "%s", hint);
    else if (unused > 0 && listed > 0 && !one)
      hint_columns(loader, names, data, listed);
    else if (one)
      egb_diag_hint(loader->diag, "add the column, with empty cells where nothing is known");
    else
      egb_diag_hint(loader->diag, "add the column to a data file, or name its header with `columns: {%s: header}`",
                    wanted->name);
  }
}
