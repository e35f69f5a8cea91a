#include "metadata/facts.h"

#include "base/utf8.h"
#include "metadata/vocabulary.h"

#include <string.h>

size_t egb_bundle_column_count(const egb_bundle_file *file) {
  if (file->table == NULL)
    return file->column_count;
  size_t count = 0;
  for (size_t i = 0; i < file->table->column_count; i++)
    count += !file->table->column[i].people_only;
  return count;
}

egb_bundle_column egb_bundle_column_at(const egb_bundle_file *file, size_t i) {
  if (file->table == NULL)
    return file->column[i];
  const egb_table_column *column = file->table->column;
  for (; column->people_only || i > 0; column++)
    i -= !column->people_only;
  return (egb_bundle_column){
      .name = column->id, .title = column->label, .description = column->help, .kind = column->kind};
}

bool egb_bundle_is_described(const egb_bundle_file *file) {
  return strcmp(file->media_type, "text/csv") == 0 && egb_bundle_column_count(file) > 0;
}

const char *egb_bundle_licence(const egb_bundle *bundle, const egb_bundle_file *file) {
  return file->licence != NULL || file->source != NULL ? file->licence : bundle->about.licence;
}

const char *egb_bundle_licence_address(const egb_bundle *bundle, const egb_bundle_file *file) {
  if (file->licence == NULL && file->source == NULL)
    return egb_bundle_own_licence_address(&bundle->about);
  return file->licence_address != NULL ? file->licence_address : egb_vocabulary_licence_address(file->licence);
}

const char *egb_bundle_own_licence_address(const egb_bundle_about *about) {
  return about->licence_address != NULL ? about->licence_address : egb_vocabulary_licence_address(about->licence);
}

const char *egb_bundle_text_in(const egb_bundle_text *text, size_t count, const char *language) {
  for (size_t i = 0; i < count; i++)
    if (text[i].language != NULL && strcmp(text[i].language, language) == 0)
      return text[i].text;
  return count > 0 ? text[0].text : NULL;
}

bool egb_bundle_is_unicode(const egb_bundle_file *file) {
  return strncmp(file->media_type, "text/", 5) == 0 && (file->role != EGB_KEPT_DATA || egb_bundle_is_described(file));
}

#define LEAST_CHARACTERS 50
#define MOST_CHARACTERS 5000

/* Bytes of at most so many characters, and how many there are. */
static size_t cut(const char *text, size_t most, size_t *characters) {
  const size_t length = strlen(text);
  size_t at = 0, size;
  for (*characters = 0; at < length && *characters < most; at += size, (*characters)++)
    (void)egb_utf8_next(text + at, length - at, &size);
  return at;
}

void egb_bundle_describe(const egb_bundle *bundle, const char *language, egb_buffer *out) {
  const egb_bundle_about *about = &bundle->about;
  const char *text = egb_bundle_text_in(about->description, about->description_count, language);
  const char *title = egb_bundle_text_in(about->title, about->title_count, language);
  size_t characters = 0;
  if (text != NULL)
    egb_buffer_add(out, text, cut(text, MOST_CHARACTERS, &characters));
  if (characters >= LEAST_CHARACTERS)
    return;
  egb_buffer_text(out, characters > 0 ? " " : "");
  size_t shown = 0;
  const char *name = title != NULL ? title : about->id;
  egb_buffer_add(out, name, cut(name, 200, &shown));
  egb_buffer_text(out, ": scores and ranks, the figures they are computed from, and the definition of the index.");
}

void egb_bundle_put_description(egb_json *json, const egb_bundle *bundle) {
  egb_buffer text = {0};
  egb_bundle_describe(bundle, "en", &text);
  json->out->failed = json->out->failed || text.failed;
  egb_json_put(json, "description", egb_buffer_string(&text));
  egb_buffer_clear(&text);
}

void egb_bundle_put_name(egb_json *json, const egb_bundle *bundle) {
  const egb_bundle_about *about = &bundle->about;
  const char *title = egb_bundle_text_in(about->title, about->title_count, "en");
  egb_json_put(json, "name", title != NULL ? title : about->id);
  egb_bundle_put_description(json, bundle);
}

void egb_bundle_put_keywords(egb_json *json, const egb_bundle_about *about) {
  if (about->keyword_count == 0)
    return;
  egb_json_open(json, "keywords", '[');
  for (size_t i = 0; i < about->keyword_count; i++)
    egb_json_put(json, NULL, about->keyword[i].text);
  egb_json_close(json, ']');
}
