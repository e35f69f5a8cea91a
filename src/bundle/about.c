/* What is known about the bundle as a whole, and the command that makes it again from what is in it. */
#include "base/text.h"
#include "bundle/gather.h"
#include "model/results.h"

#include <inttypes.h>
#include <string.h>

static egb_bundle_text *texts_of(egb_bundle *bundle, egb_labels labels, size_t *count) {
  egb_bundle_text *list = egb_arena_array(bundle->arena, labels.count + 1, sizeof *list);
  for (size_t i = 0; list != NULL && i < labels.count; i++)
    list[i] =
        (egb_bundle_text){labels.item[i].language[0] != '\0' ? labels.item[i].language : "en", labels.item[i].text};
  *count = labels.count;
  return list;
}

/* A word of a POSIX shell, in quotes where it needs them. */
static void put_word(egb_buffer *out, const char *word) {
  bool plain = *word != '\0';
  for (const char *c = word; *c != '\0'; c++)
    plain = plain && (egb_is_letter(*c) || egb_is_digit(*c) || strchr("._-/%:=", *c) != NULL);
  if (plain) {
    egb_buffer_format(out, " %s", word);
    return;
  }
  egb_buffer_char(out, ' ');
  egb_buffer_shell(out, word);
}

static void put_option(egb_buffer *out, const char *name, const char *value) {
  if (value == NULL || value[0] == '\0')
    return;
  egb_buffer_format(out, " --%s", name);
  put_word(out, value);
}

/* The address of a folder ends with a slash: what is relative to it would be beside it otherwise. */
static const char *folder_of(egb_arena *arena, const char *address) {
  const size_t length = address == NULL ? 0 : strlen(address);
  return length == 0 || address[length - 1] == '/' ? address : egb_arena_format(arena, "%s/", address);
}

/* Of places in the bundle alone: whoever has it can repeat it, and nothing of the machine is in it. */
static const char *command_of(egb_bundle *bundle) {
  const egb_bundle_options *o = bundle->options;
  egb_buffer out = {0};
  egb_buffer_format(&out, "egovbench publish %s", bundle->definition);
  put_option(&out, "home", bundle->home);
  for (size_t i = 0; bundle->given != NULL && bundle->given[i] != NULL; i++)
    put_option(&out, "data", bundle->given[i]);
  put_option(&out, "period", egb_results_period(bundle->results));
  put_option(&out, "scenario", bundle->results->scenario);
  egb_buffer_format(&out, " --draws %zu --seed %" PRIu64 " --level ", o->draws, o->seed);
  egb_buffer_number(&out, o->level);
  egb_buffer_char(&out, '%');
  put_option(&out, "portal", o->portal);
  put_option(&out, "when", o->when);
  egb_buffer_text(&out, " -o bundle.zip");
  const char *text = out.failed ? NULL : egb_arena_text(bundle->arena, egb_buffer_string(&out), out.length);
  egb_buffer_clear(&out);
  return text;
}

egb_status egb_bundle_say_about(egb_bundle *bundle) {
  const egb_index *index = bundle->index;
  egb_bundle_about *about = &bundle->about;
  about->id = index->id;
  about->edition = index->edition;
  about->version = index->version;
  about->publisher = index->publisher;
  about->licence = index->licence;
  about->citation = index->citation;
  about->source = index->source_text;
  about->title = texts_of(bundle, index->title, &about->title_count);
  about->description = texts_of(bundle, index->description, &about->description_count);
  const egb_publication *said = &index->publication;
  about->keyword = texts_of(bundle, said->keywords, &about->keyword_count);
  about->address = folder_of(bundle->arena, said->address);
  about->contact_name = said->contact_name;
  about->contact_email = said->contact_email;
  about->contact_phone = said->contact_phone;
  about->theme = said->theme;
  about->frequency = said->frequency;
  about->spatial = said->spatial;
  about->publisher_id = said->publisher_id;
  about->access = said->access;
  about->category = said->category;
  for (size_t i = 0; i < EGB_TERMS_COUNT; i++)
    about->terms[i] = said->terms[i];
  const char *period = egb_results_period(bundle->results);
  about->period = period[0] == '\0' ? NULL : period;
  about->when = bundle->options->when;
  about->program = egb_version();
  about->command = command_of(bundle);
  return egb_arena_failed(bundle->arena) || about->command == NULL ? EGB_NO_MEMORY : EGB_OK;
}
