/* A file that the user gives in place of the definition's. Under the name of one of them it is read as that one is;
 * under another it is somebody's own: what the entry says about headers and missing values holds for it, and how the
 * publisher writes his numbers, lines and units does not. What that changes is said. */
#include "base/codes.h"
#include "load/data_load.h"
#include "load/data_text.h"
#include "load/dialect.h"
#include "read/yaml_write.h"

#include <string.h>

/* Keys that say how a file is written, which no file of another name takes over. */
static bool has_form(const egb_data_file *file) {
  const egb_dialect *d = &file->dialect;
  return d->as != NULL || d->encoding != NULL || d->delimiter != '\0' || d->decimal != '\0' || d->thousands != '\0' ||
         d->header_first != 0 || d->sheet != NULL || d->range != NULL || d->where_count != 0 ||
         d->match != EGB_MATCH_ID || d->others != EGB_OTHERS_REFUSE || d->flags != EGB_FLAGS_REFUSE ||
         d->footer != EGB_FOOTER_NONE || file->layout != EGB_LAYOUT_AUTO || file->only_indicator != NULL;
}

void egb_pass_over(egb_loader *loader) {
  const egb_index *index = loader->index;
  const bool one = index->file_count == 1 && !loader->arrays && has_form(&index->file[0]);
  loader->passed_over = one ? &index->file[0] : NULL;
}

/* The keys of the definition's only data file as they are written; "" when there are none. */
static egb_status entry_keys(egb_loader *loader, egb_buffer *out) {
  egb_diag *aside = egb_diag_new(); /* it was read without a fault before */
  egb_yaml yaml = {0};
  egb_status status =
      aside == NULL ? EGB_NO_MEMORY : egb_yaml_parse(loader->scratch, loader->index->source, aside, &yaml);
  const size_t list = status == EGB_OK ? egb_yaml_child(&yaml, 0, "data") : EGB_YAML_NONE;
  const size_t entry = list == EGB_YAML_NONE ? list : yaml.node[list].first;
  bool any = false;
  for (size_t i = entry != EGB_YAML_NONE && yaml.node[entry].kind == EGB_YAML_MAP ? yaml.node[entry].first
                                                                                  : EGB_YAML_NONE;
       i != EGB_YAML_NONE; i = yaml.node[i].next) {
    if (strcmp(yaml.node[i].key, "file") == 0)
      continue;
    egb_buffer_format(out, "%s%s: ", any ? ", " : "", yaml.node[i].key);
    egb_yaml_put_flow(out, &yaml, i);
    any = true;
  }
  egb_diag_free(aside);
  return out->failed ? EGB_NO_MEMORY : status == EGB_NO_MEMORY ? status : EGB_OK;
}

egb_status egb_warn_passed_over(egb_loader *loader, const egb_rows *rows) {
  const egb_data_file *entry = loader->passed_over;
  egb_buffer keys = {0};
  if (entry == NULL || loader->given_keys != NULL || loader->index->source == NULL)
    return EGB_OK;
  const egb_status status = entry_keys(loader, &keys);
  if (status == EGB_OK && keys.length != 0) {
    egb_diag_at(
        loader->diag, EGB_SEVERITY_WARNING, EGB_W_DIALECT, (egb_place){rows->source, 0, 0},
        "`%s` has another name than `%s`: what the definition says about how that one is written is not used for it",
        loader->given, entry->file);
    egb_diag_hint(loader->diag, "where it is written like `%s`, say so: --data '%s{%s}'", entry->file, loader->given,
                  keys.text);
  }
  egb_buffer_clear(&keys);
  return status;
}

void egb_warn_other_number(egb_table_file *file, const egb_csv_field *field, double value) {
  egb_loader *loader = file->loader;
  const egb_data_file *entry = loader->passed_over;
  const egb_dialect *mine = &file->spec->dialect;
  double other;
  if (entry == NULL || mine->decimal != '\0' || mine->thousands != '\0' || mine->workbook ||
      egb_dialect_cell(&entry->dialect, field, &other) != EGB_NUMBER_OK || !(other < value || other > value))
    return;
  char shown[EGB_CLIP], number[2][EGB_NUMBER_MAX];
  (void)egb_number_shortest(value, number[0]);
  (void)egb_number_shortest(other, number[1]);
  loader->passed_over = NULL; /* once: the others are of the same kind */
  egb_diag_at(loader->diag, EGB_SEVERITY_WARNING, EGB_W_DIALECT, field->place,
              "`%s` is read as %s, and would be %s as the definition's `%s` is written",
              egb_clip(shown, field->text, field->length), number[0], number[1], entry->file);
  egb_hint_key(loader, "decimal: point", "where it is right as it is read, ");
}
