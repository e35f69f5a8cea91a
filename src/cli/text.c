#include "text.h"

#include "base/buffer.h"
#include "base/diag.h"
#include "base/suggest.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MESSAGE_MAX 2048

/* Room for one more text that the list owns. */
static bool grow_owned(cli_list *list) {
  if (list->owned_count < list->owned_room)
    return true;
  const size_t room = list->owned_room == 0 ? 8 : list->owned_room * 2;
  char **grown = realloc(list->owned, room * sizeof *grown);
  if (grown == NULL)
    return false;
  list->owned = grown;
  list->owned_room = room;
  return true;
}

bool cli_list_own(cli_list *list, char *text) {
  if (text == NULL || !grow_owned(list) || !cli_list_add(list, text)) {
    free(text);
    return false;
  }
  list->owned[list->owned_count++] = text;
  return true;
}

bool cli_list_add(cli_list *list, const char *text) {
  if (list->count + 1 >= list->room) {
    const size_t room = list->room == 0 ? 8 : list->room * 2;
    const char **grown = realloc(list->item, room * sizeof *grown);
    if (grown == NULL)
      return false;
    list->item = grown;
    list->room = room;
  }
  list->item[list->count++] = text;
  list->item[list->count] = NULL;
  return true;
}

bool cli_list_has(const cli_list *list, const char *text) {
  for (size_t i = 0; i < list->count; i++)
    if (strcmp(list->item[i], text) == 0)
      return true;
  return false;
}

bool cli_is_stdin(const char *file) {
  return file[0] == '-' && (file[1] == '\0' || file[1] == '{');
}

bool cli_list_has_stdin(const cli_list *list) {
  for (size_t i = 0; i < list->count; i++)
    if (cli_is_stdin(list->item[i]))
      return true;
  return false;
}

void cli_list_free(cli_list *list) {
  for (size_t i = 0; i < list->owned_count; i++)
    free(list->owned[i]);
  free(list->owned);
  free(list->item);
  *list = (cli_list){0};
}

char *cli_format(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  const int length = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  if (length < 0)
    return NULL;
  char *text = malloc((size_t)length + 1);
  if (text == NULL)
    return NULL;
  va_start(arguments, format);
  (void)vsnprintf(text, (size_t)length + 1, format, arguments);
  va_end(arguments);
  return text;
}

static void say(egb_diag *diag, egb_severity severity, const char *code, const char *hint, const char *format,
                va_list arguments) CLI_PRINTF(5, 0);
static void say(egb_diag *diag, egb_severity severity, const char *code, const char *hint, const char *format,
                va_list arguments) {
  char text[MESSAGE_MAX];
  (void)vsnprintf(text, sizeof text, format, arguments);
  egb_diag_report(diag, severity, code, text, hint);
}

void cli_error(egb_diag *diag, const char *code, const char *hint, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  say(diag, EGB_SEVERITY_ERROR, code, hint, format, arguments);
  va_end(arguments);
}

void cli_warn(egb_diag *diag, const char *code, const char *hint, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  say(diag, EGB_SEVERITY_WARNING, code, hint, format, arguments);
  va_end(arguments);
}

bool cli_take_error(egb_diag *diag, egb_diag_point since, egb_message *out) {
  const egb_message *first = egb_diag_first_error(diag, since);
  if (first != NULL)
    *out = *first;
  egb_diag_rewind(diag, since);
  return first != NULL;
}

const char *cli_nearest(const char *typed, const char *const *candidates, size_t count, const char *otherwise,
                        char out[CLI_HINT_MAX]) {
  const char *near[3];
  const size_t found = egb_suggest(typed, candidates, count, near, 3);
  if (found == 0)
    return otherwise;
  size_t used = (size_t)snprintf(out, CLI_HINT_MAX, "did you mean ");
  for (size_t i = 0; i < found && used < CLI_HINT_MAX; i++) {
    const char *before = i == 0 ? "" : i + 1 == found ? " or " : ", ";
    used += (size_t)snprintf(out + used, CLI_HINT_MAX - used, "%s`%.100s`", before, near[i]);
  }
  if (used < CLI_HINT_MAX - 1)
    (void)snprintf(out + used, CLI_HINT_MAX - used, "?");
  return out;
}
