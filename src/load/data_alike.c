/* What looks like one and is two. */
#include "base/buffer.h"
#include "base/codes.h"
#include "base/utf8.h"
#include "load/data_load.h"
#include "load/data_text.h"
#include "read/yaml_write.h"

#include <string.h>

egb_place egb_name_place(const egb_loader *loader, const egb_name *name) {
  const uint32_t file = name->mark & EGB_NAME_FILE;
  return file < loader->file_count ? (egb_place){loader->file[file].source, name->offset, name->length}
                                   : (egb_place){0};
}

/* What alone makes the two texts differ; where it takes several, all that it may be. */
static const char *difference(const egb_name *a, const egb_name *b) {
  static const struct aspect {
    unsigned bit;
    const char *words;
  } aspects[] = {{EGB_UTF8_SPACES, "spaces"},
                 {EGB_UTF8_LETTERS, "upper and lower case"},
                 {EGB_UTF8_ZEROS, "the notation of the number"},
                 {EGB_UTF8_APOSTROPHES, "the kind of apostrophe or hyphen"},
                 {EGB_UTF8_FORM, "the Unicode form of a character"}};
  const char *words = "spaces, letter case or the form of characters";
  for (size_t i = 0; i < sizeof aspects / sizeof aspects[0]; i++) {
    egb_buffer left = {0}, right = {0};
    egb_utf8_level(&left, a->text, a->length, aspects[i].bit);
    egb_utf8_level(&right, b->text, b->length, aspects[i].bit);
    if (!left.failed && !right.failed && left.length == right.length && memcmp(left.text, right.text, left.length) == 0)
      words = aspects[i].words;
    egb_buffer_clear(&left);
    egb_buffer_clear(&right);
  }
  return words;
}

static void warn_pair(egb_loader *loader, const char *what, const egb_name *first, const egb_name *second) {
  const egb_place place = egb_name_place(loader, second), before = egb_name_place(loader, first);
  char a[EGB_CLIP], b[EGB_CLIP];
  egb_diag_at(loader->diag, EGB_SEVERITY_WARNING, EGB_W_LOOK_ALIKE, place,
              "the %ss `%s` and `%s` differ only in %s and count as two", what, egb_clip(a, first->text, first->length),
              egb_clip(b, second->text, second->length), difference(first, second));
  if (egb_diag_count(loader->diag, EGB_SEVERITY_WARNING) > EGB_DIAG_CAP)
    return;
  if (before.source != NULL)
    egb_diag_hint(loader->diag, "if they are one %s, write it as %s:%zu does", what, before.source->name,
                  egb_place_line(before).line);
  else
    egb_diag_hint(loader->diag, "if they are one %s, write it the same way everywhere", what);
}

/* The number of an earlier text that looks the same, EGB_NAMES_NONE: none; mark is the number of the levelled text's
 * owner. */
static size_t earlier(egb_names *levelled, egb_buffer *scratch, const char *text, size_t length, size_t number,
                      egb_status *status) {
  bool fresh = false;
  scratch->length = 0;
  egb_utf8_level(scratch, text, length, EGB_UTF8_UNSEEN);
  const size_t at = scratch->failed ? EGB_NAMES_NONE : egb_names_add(levelled, scratch->text, scratch->length, &fresh);
  if (at == EGB_NAMES_NONE) {
    *status = EGB_NO_MEMORY;
    return EGB_NAMES_NONE;
  }
  if (fresh)
    levelled->item[at].mark = (uint32_t)number;
  return fresh ? EGB_NAMES_NONE : levelled->item[at].mark;
}

static egb_status warn_names(egb_loader *loader, const char *what, const egb_names *names) {
  egb_names levelled = {.arena = loader->scratch};
  egb_buffer scratch = {0};
  bool distinct;
  egb_status status = egb_looks_distinct(loader, names, false, &distinct);
  for (size_t i = 0; i < names->count && !distinct && status == EGB_OK; i++) {
    const egb_name *name = &names->item[i];
    if ((name->mark & EGB_NAME_REFUSED) != 0)
      continue;
    const size_t first = earlier(&levelled, &scratch, name->text, name->length, i, &status);
    if (first != EGB_NAMES_NONE)
      warn_pair(loader, what, &names->item[first], name);
  }
  egb_buffer_clear(&scratch);
  return status;
}

static void warn_shared(egb_loader *loader, const egb_names *names, size_t first, size_t second, const char *text) {
  const egb_place place = egb_name_place(loader, &names->item[second]);
  const egb_place before = egb_name_place(loader, &names->item[first]);
  char shown[EGB_CLIP];
  egb_diag_at(loader->diag, EGB_SEVERITY_WARNING, EGB_W_LOOK_ALIKE, place,
              "`%s` is the name of two units, `%s` and `%s`", egb_clip(shown, text, strlen(text)),
              names->item[first].text, names->item[second].text);
  if (before.source != NULL && egb_diag_count(loader->diag, EGB_SEVERITY_WARNING) <= EGB_DIAG_CAP)
    egb_diag_hint(loader->diag, "give each its own name, or both rows one id; the other is %s:%zu", before.source->name,
                  egb_place_line(before).line);
}

/* One name, in one language, for two units. */
static egb_status warn_labels(egb_loader *loader) {
  const egb_names *names = loader->has_list ? &loader->listed : &loader->unit;
  const size_t count = loader->has_list || loader->unit.count < loader->label_room ? names->count : loader->label_room;
  egb_names levelled = {.arena = loader->scratch};
  egb_buffer key = {0};
  bool distinct;
  egb_status status = egb_looks_distinct(loader, names, true, &distinct);
  for (size_t i = 0; i < count && !distinct && status == EGB_OK; i++) {
    const egb_labels label = loader->has_list ? loader->list[i].name : loader->label[i];
    for (size_t k = 0; k < label.count && status == EGB_OK; k++) {
      bool fresh = false;
      key.length = 0;
      egb_buffer_text(&key, label.item[k].language);
      egb_buffer_char(&key, '\n');
      egb_utf8_level(&key, label.item[k].text, strlen(label.item[k].text), EGB_UTF8_UNSEEN);
      const size_t at = key.failed ? EGB_NAMES_NONE : egb_names_add(&levelled, key.text, key.length, &fresh);
      status = at == EGB_NAMES_NONE ? EGB_NO_MEMORY : EGB_OK;
      if (fresh)
        levelled.item[at].mark = (uint32_t)i;
      else if (status == EGB_OK && levelled.item[at].mark != i)
        warn_shared(loader, names, levelled.item[at].mark, i, label.item[k].text);
    }
  }
  egb_buffer_clear(&key);
  return status;
}

egb_status egb_warn_alike(egb_loader *loader) {
  egb_status status = warn_names(loader, "unit", loader->has_list ? &loader->listed : &loader->unit);
  if (status == EGB_OK)
    status = warn_names(loader, "period", &loader->period);
  return status == EGB_OK ? warn_labels(loader) : status;
}

/* ---- columns --------------------------------------------------------------------------------- */

/* Headers that usually hold the period, levelled. */
static bool names_a_period(const char *levelled) {
  static const char *const words[] = {"year", "period", "time", "time_period", "time period", "date", "ref_year"};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    if (strcmp(words[i], levelled) == 0)
      return true;
  return false;
}

static void warn_period(egb_table_file *file, const egb_name *unused, egb_place place) {
  egb_diag *diag = file->loader->diag;
  const bool other = file->period_at != EGB_NAMES_NONE;
  if (other)
    egb_diag_at(diag, EGB_SEVERITY_WARNING, EGB_W_COLUMN_PERIOD, place,
                "the column `%s` looks like the period but is not used: the period is column `%s`", unused->text,
                file->rows.names.item[file->period_at].text);
  else
    egb_diag_at(diag, EGB_SEVERITY_WARNING, EGB_W_COLUMN_PERIOD, place,
                "the column `%s` looks like the period but is not used: the rows count for every period", unused->text);
  egb_buffer key = {0};
  egb_buffer_text(&key, "period: ");
  egb_yaml_put_text(&key, unused->text);
  if (!key.failed) /* without memory there is less advice */
    egb_hint_key(file->loader, key.text, "where it is not, remove it; where it is, ");
  egb_buffer_clear(&key);
}

static void warn_column(egb_table_file *file, const egb_name *unused, egb_place place, const char *wanted) {
  egb_diag *diag = file->loader->diag;
  const egb_name name = {.text = wanted, .length = (uint32_t)strlen(wanted)};
  char shown[EGB_CLIP];
  egb_diag_at(diag, EGB_SEVERITY_WARNING, EGB_W_LOOK_ALIKE, place, "`%s` is not used: it differs from `%s` in %s",
              egb_clip(shown, unused->text, unused->length), wanted, difference(&name, unused));
  egb_diag_hint(diag, "if they are one, write it as the definition does: %s", wanted);
}

/* True when the file has the wanted column, so that a header like it is another one. */
static bool has_column(const egb_table_file *file, size_t wanted) {
  return !file->is_long && file->column_at[wanted] != EGB_NAMES_NONE;
}

egb_status egb_warn_columns(egb_table_file *file) {
  egb_loader *loader = file->loader;
  const bool dated = file->spec->only_period != NULL;
  egb_names levelled = {.arena = loader->scratch};
  egb_buffer scratch = {0};
  egb_status status = EGB_OK;
  for (size_t i = 0; i < loader->wanted_count && status == EGB_OK; i++)
    (void)earlier(&levelled, &scratch, loader->wanted[i].name, strlen(loader->wanted[i].name), i, &status);
  for (size_t i = 0; i < file->unused.count && status == EGB_OK && !scratch.failed; i++) {
    const egb_name *unused = &file->unused.item[i];
    const egb_place place = {file->rows.source, unused->offset, unused->length};
    scratch.length = 0;
    egb_utf8_level(&scratch, unused->text, unused->length, EGB_UTF8_UNSEEN);
    const size_t at = scratch.failed ? EGB_NAMES_NONE : egb_names_find(&levelled, scratch.text, scratch.length);
    if (at < levelled.count && !has_column(file, levelled.item[at].mark))
      warn_column(file, unused, place, loader->wanted[levelled.item[at].mark].name);
    else if (!scratch.failed && !dated && names_a_period(scratch.text) &&
             egb_rows_find(&file->rows, unused->text) != EGB_NAMES_NONE)
      warn_period(file, unused, place);
  }
  if (scratch.failed)
    status = EGB_NO_MEMORY;
  egb_buffer_clear(&scratch);
  return status;
}
