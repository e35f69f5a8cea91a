#include "revision.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* In quotes unless the shell takes it as it is. */
static char *quoted(const char *text) {
  static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%+,-./:=@_";
  if (text[0] != '\0' && text[strspn(text, plain)] == '\0')
    return cli_format("%s", text);
  char *out = malloc(4 * strlen(text) + 3), *at = out;
  if (out == NULL)
    return NULL;
  *at++ = '\'';
  for (; *text != '\0'; text++) {
    if (*text == '\'') {
      memcpy(at, "'\\''", 4);
      at += 4;
    } else {
      *at++ = *text;
    }
  }
  *at++ = '\'';
  *at = '\0';
  return out;
}

/* One more word; frees what it is added to. */
static char *join(char *text, const char *word) {
  char *piece = text == NULL ? NULL : quoted(word), *out = piece == NULL ? NULL : cli_format("%s %s", text, piece);
  free(piece);
  free(text);
  return out;
}

char *cli_set_start(const char *index) {
  char *out = cli_format("egovbench weights set");
  return index == NULL ? out : join(out, index);
}

/* The node a setting names: before the `=`, and before a sign that belongs to it. */
static size_t node_of(const egb_index *index, const char *setting) {
  char id[128];
  size_t length = strcspn(setting, "=");
  if (length == 0 || length >= sizeof id)
    return SIZE_MAX;
  memcpy(id, setting, length);
  id[length] = '\0';
  if (egb_index_find(index, id) == SIZE_MAX && (id[length - 1] == '+' || id[length - 1] == '-'))
    id[length - 1] = '\0';
  return egb_index_find(index, id);
}

char *cli_set_command(const egb_index *index, const egb_plan *plan, const char *typed, const cli_list *settings,
                      const char *rescale) {
  char *out = cli_set_start(typed);
  for (size_t i = 0; i < settings->count; i++) {
    const size_t node = node_of(index, settings->item[i]), length = strlen(settings->item[i]);
    const bool percent = settings->item[i][length - 1] == '%' && strstr(settings->item[i], "+=") == NULL &&
                         strstr(settings->item[i], "-=") == NULL;
    /* The program never sets a locale, so that the decimal sign is a point. */
    char *word = percent || node == SIZE_MAX
                     ? cli_format("%s", settings->item[i])
                     : cli_format("%s=%.12g", egb_index_node_id(index, node), egb_plan_weight(plan, node));
    out = join(word == NULL ? (free(out), NULL) : out, word == NULL ? "" : word);
    free(word);
  }
  if (rescale != NULL) {
    char *rule = cli_format("--rescale=%s", rescale);
    out = join(rule == NULL ? (free(out), NULL) : out, rule == NULL ? "" : rule);
    free(rule);
  }
  return out;
}
