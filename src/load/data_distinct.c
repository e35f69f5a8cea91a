/* Whether very many units have ids, and names, that all look different, which is the usual case: nothing is looked for
 * then. Proven by hashes of the texts as they look, which different threads make: where all hashes differ all texts do.
 */
#include "base/text.h"
#include "base/threads.h"
#include "base/utf8.h"
#include "load/data_load.h"

#include <stdlib.h>
#include <string.h>

#define FEW 4096 /* fewer are compared one by one */
#define AT_ONCE 4096
#define NAMES_MOST 4 /* of a unit */

typedef struct looks {
  const egb_loader *loader;
  const egb_names *names;
  bool labels; /* the names of units, not their ids */
  size_t each; /* hashes of a unit */
  egb_hash_key key;
  uint64_t *hash; /* 0: no text */
} looks;

static egb_labels labels_of(const egb_loader *loader, size_t unit) {
  if (loader->has_list)
    return loader->list[unit].name;
  return unit < loader->label_room ? loader->label[unit] : (egb_labels){NULL, 0};
}

static uint64_t hash_of(const looks *all, egb_buffer *scratch, const char *before, const char *text, size_t length) {
  scratch->length = 0;
  egb_buffer_text(scratch, before);
  egb_buffer_char(scratch, '\n');
  egb_utf8_level(scratch, text, length, EGB_UTF8_UNSEEN);
  return scratch->failed ? 0 : egb_hash(all->key, scratch->text, scratch->length) | 1;
}

static void hash_unit(const looks *all, size_t unit, egb_buffer *scratch) {
  uint64_t *hash = all->hash + unit * all->each;
  const egb_name *name = &all->names->item[unit];
  if (!all->labels) {
    hash[0] = (name->mark & EGB_NAME_REFUSED) != 0 ? 0 : hash_of(all, scratch, "", name->text, name->length);
    return;
  }
  const egb_labels labels = labels_of(all->loader, unit);
  for (size_t k = 0; k < labels.count; k++)
    hash[k] = hash_of(all, scratch, labels.item[k].language, labels.item[k].text, strlen(labels.item[k].text));
}

static egb_status hash_some(void *context, size_t worker, size_t job) {
  (void)worker;
  const looks *all = context;
  const size_t from = job * AT_ONCE, left = all->names->count - from;
  egb_buffer scratch = {0};
  for (size_t i = 0; i < (left < AT_ONCE ? left : AT_ONCE); i++)
    hash_unit(all, from + i, &scratch);
  const egb_status status = scratch.failed ? EGB_NO_MEMORY : EGB_OK;
  egb_buffer_clear(&scratch);
  return status;
}

static egb_status all_differ(const uint64_t *hash, size_t count, bool *differ) {
  size_t slots = 1;
  while (slots < 2 * count)
    slots *= 2;
  uint64_t *slot = calloc(slots, sizeof *slot);
  if (slot == NULL)
    return EGB_NO_MEMORY;
  *differ = true;
  for (size_t i = 0; i < count && *differ; i++) {
    size_t at = (size_t)(hash[i] >> 1) & (slots - 1);
    while (slot[at] != 0 && slot[at] != hash[i])
      at = (at + 1) & (slots - 1);
    *differ = hash[i] == 0 || slot[at] == 0;
    slot[at] = hash[i] != 0 ? hash[i] : slot[at];
  }
  free(slot);
  return EGB_OK;
}

static size_t most_labels(const egb_loader *loader, const egb_names *names) {
  size_t most = 0;
  for (size_t i = 0; i < names->count; i++) {
    const size_t count = labels_of(loader, i).count;
    most = count > most ? count : most;
  }
  return most;
}

/* Ids that begin with a letter and have nothing but ASCII that can be seen look as they are written, but for case; and
 * no letter is in both cases. Different ids, as all of a table are, look different then. */
static bool look_as_written(const egb_names *names) {
  uint32_t upper = 0, lower = 0;
  bool plain = true;
  for (size_t i = 0; i < names->count && plain; i++) {
    const egb_name *name = &names->item[i];
    plain = name->length != 0 && egb_is_letter(name->text[0]);
    for (size_t k = 0; k < name->length; k++) {
      const char c = name->text[k];
      upper |= c >= 'A' && c <= 'Z' ? (uint32_t)1 << (c - 'A') : 0;
      lower |= c >= 'a' && c <= 'z' ? (uint32_t)1 << (c - 'a') : 0;
      plain = plain && c > ' ' && c < 0x7f && c != '`';
    }
  }
  return plain && (upper & lower) == 0;
}

egb_status egb_looks_distinct(const egb_loader *loader, const egb_names *names, bool labels, bool *distinct) {
  looks all = {.loader = loader, .names = names, .labels = labels, .each = 1, .key = egb_hash_fresh_key()};
  *distinct = false;
  if (names->count < FEW)
    return EGB_OK;
  if (!labels && look_as_written(names)) {
    *distinct = true;
    return EGB_OK;
  }
  if (labels)
    all.each = most_labels(loader, names);
  if (all.each == 0 || all.each > NAMES_MOST) {
    *distinct = all.each == 0;
    return EGB_OK;
  }
  all.hash = calloc(names->count * all.each, sizeof *all.hash);
  if (all.hash == NULL)
    return EGB_NO_MEMORY;
  size_t finished;
  egb_status status = egb_threads_run(egb_load_threads(loader), (names->count + AT_ONCE - 1) / AT_ONCE, hash_some, &all,
                                      NULL, &finished);
  if (status == EGB_OK)
    status = all_differ(all.hash, names->count * all.each, distinct);
  free(all.hash);
  return status;
}
