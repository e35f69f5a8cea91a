#include "base/buffer.h"
#include "base/text.h"
#include "live/desk_state.h"
#include "live/payload.h"

#include <stdlib.h>
#include <string.h>

/* ---- files ----------------------------------------------------------------------------------- */

egb_desk *egb_desk_new(void) {
  egb_desk *desk = calloc(1, sizeof *desk);
  if (desk != NULL && (desk->diag = egb_diag_new()) == NULL) {
    free(desk);
    return NULL;
  }
  return desk;
}

static egb_desk_file *find(const egb_desk *desk, const char *path) {
  const char *name = egb_path_name(path);
  for (size_t i = 0; i < desk->files; i++)
    if (strcmp(desk->file[i].name, name) == 0)
      return &desk->file[i];
  return NULL;
}

static void drop(egb_desk_file *file) {
  free(file->name);
  free(file->bytes);
  *file = (egb_desk_file){0};
}

egb_status egb_desk_put(egb_desk *desk, const char *name, const char *bytes, size_t length) {
  egb_desk_file new = {.name = strdup(egb_path_name(name)), .bytes = malloc(length + 1), .length = length};
  egb_desk_file *place = find(desk, name);
  if (place == NULL) {
    egb_desk_file *grown = realloc(desk->file, (desk->files + 1) * sizeof *grown);
    if (grown != NULL) {
      desk->file = grown;
      place = &grown[desk->files];
      *place = (egb_desk_file){0};
    }
  }
  if (place == NULL || new.name == NULL || new.bytes == NULL) {
    drop(&new);
    return EGB_NO_MEMORY;
  }
  memcpy(new.bytes, bytes, length);
  new.bytes[length] = '\0';
  desk->files += place == &desk->file[desk->files];
  drop(place);
  *place = new;
  return EGB_OK;
}

void egb_desk_remove(egb_desk *desk, const char *name) {
  egb_desk_file *file = find(desk, name);
  if (file == NULL)
    return;
  drop(file);
  *file = desk->file[--desk->files];
}

/* In place of the file system. */
static egb_status read_file(void *context, const char *path, const char **text, size_t *length) {
  const egb_desk_file *file = find(context, path);
  if (file == NULL)
    return EGB_IO;
  *text = file->bytes;
  *length = file->length;
  return EGB_OK;
}

/* ---- what is open ---------------------------------------------------------------------------- */

static void close_all(egb_desk *desk) {
  for (size_t i = 0; i < desk->editions; i++)
    egb_results_free(desk->edition[i]);
  egb_results_free(desk->results);
  egb_plan_free(desk->plan);
  egb_dataset_free(desk->data);
  egb_index_free(desk->index);
  desk->editions = 0;
  desk->results = NULL;
  desk->plan = NULL;
  desk->data = NULL;
  desk->index = NULL;
  egb_diag_clear(desk->diag);
  egb_desk_take(desk, NULL, 0);
}

void egb_desk_free(egb_desk *desk) {
  if (desk == NULL)
    return;
  close_all(desk);
  egb_diag_free(desk->diag);
  for (size_t i = 0; i < desk->files; i++)
    drop(&desk->file[i]);
  free(desk->file);
  free(desk);
}

static egb_status score(egb_desk *desk, const char *period, egb_plan **plan, egb_results **results) {
  const egb_plan_options options = {.size = sizeof options, .period = period};
  egb_status status = egb_plan_new(desk->index, desk->data, &options, desk->diag, plan);
  if (status == EGB_OK)
    status = egb_score(*plan, desk->diag, results);
  return status;
}

/* Scores of the other periods, the latest first. One that has none is left out: it was not asked for by name. */
static egb_status score_editions(egb_desk *desk) {
  for (size_t i = egb_dataset_period_count(desk->data); i-- > 0 && desk->editions < EGB_DESK_EDITIONS;) {
    const char *period = egb_dataset_period(desk->data, i);
    if (strcmp(period, egb_results_period(desk->results)) == 0)
      continue;
    const egb_diag_point before = egb_diag_mark(desk->diag);
    egb_plan *plan = NULL;
    egb_results *results = NULL;
    const egb_status status = score(desk, period, &plan, &results);
    egb_diag_rewind(desk->diag, before);
    egb_plan_free(plan);
    if (status == EGB_NO_MEMORY)
      return status;
    if (status == EGB_OK)
      desk->edition[desk->editions++] = results;
  }
  return EGB_OK;
}

egb_status egb_desk_open(egb_desk *desk, const char *name, const char *period) {
  close_all(desk);
  const egb_index_options definition = {.size = sizeof definition, .home = "", .read = read_file, .context = desk};
  const egb_data_options data = {.size = sizeof data, .home = "", .read = read_file, .context = desk};
  egb_status status = egb_index_read(name, &definition, desk->diag, &desk->index);
  if (status == EGB_OK)
    status = egb_dataset_load(desk->index, &data, desk->diag, &desk->data);
  if (status == EGB_OK)
    status = score(desk, period[0] == '\0' ? NULL : period, &desk->plan, &desk->results);
  if (status == EGB_OK && !egb_index_is_published(desk->index))
    status = score_editions(desk);
  return status;
}

/* ---- texts ----------------------------------------------------------------------------------- */

void egb_desk_take(egb_desk *desk, char *text, size_t length) {
  free(desk->text);
  desk->text = text;
  desk->length = text == NULL ? 0 : length;
}

egb_status egb_desk_messages(egb_desk *desk, egb_diag_format format) {
  char *text = egb_diag_text(desk->diag, format, EGB_SEVERITY_NOTE, false);
  egb_desk_take(desk, text, text == NULL ? 0 : strlen(text));
  return text == NULL ? EGB_NO_MEMORY : EGB_OK;
}

static bool is_yaml(const char *name) {
  return egb_text_ends(name, ".yaml") || egb_text_ends(name, ".yml");
}

egb_status egb_desk_draft(egb_desk *desk, const char *id) {
  const char **name = calloc(desk->files + 1, sizeof *name);
  size_t count = 0;
  char *text = NULL;
  if (name == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < desk->files; i++)
    if (!is_yaml(desk->file[i].name))
      name[count++] = desk->file[i].name;
  close_all(desk);
  const egb_status status = count == 0 ? EGB_USAGE : egb_index_draft(name, name, count, id, desk->diag, &text);
  egb_desk_take(desk, text, text == NULL ? 0 : strlen(text));
  free(name);
  return status;
}

egb_status egb_desk_payload(egb_desk *desk, const char *command) {
  egb_buffer out = {0};
  size_t length = 0;
  egb_desk_take(desk, NULL, 0);
  if (desk->results == NULL)
    return EGB_USAGE;
  const egb_live_options options = {
      .command = command, .edition = (const egb_results *const *)desk->edition, .editions = desk->editions, .seed = 1};
  const egb_status status = egb_live_payload(desk->plan, desk->results, &options, &out);
  if (status != EGB_OK) {
    egb_buffer_clear(&out);
    return status;
  }
  char *text = egb_buffer_take(&out, &length);
  egb_desk_take(desk, text, length);
  return text == NULL ? EGB_NO_MEMORY : EGB_OK;
}

const char *egb_desk_text(const egb_desk *desk) {
  return desk->text == NULL ? "" : desk->text;
}

size_t egb_desk_length(const egb_desk *desk) {
  return desk->length;
}
