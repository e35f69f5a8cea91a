#include "revision.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *cli_shell_word(const char *text) {
  static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%+,-./:=@_";
  if (text[0] != '\0' && text[strspn(text, plain)] == '\0')
    return cli_format("%s", text);
  egb_buffer out = {0};
  egb_buffer_shell(&out, text);
  return egb_buffer_take(&out, NULL);
}

/* One more word; frees what it is added to. */
static char *join(char *text, const char *word) {
  char *piece = text == NULL ? NULL : cli_shell_word(word),
       *out = piece == NULL ? NULL : cli_format("%s %s", text, piece);
  free(piece);
  free(text);
  return out;
}

/* The same with an option and its value as one word; nothing for a value that was not given. */
static char *join_option(char *text, const char *name, const char *value) {
  if (value == NULL)
    return text;
  char *word = cli_format("--%s=%s", name, value);
  char *out = word == NULL ? (free(text), NULL) : join(text, word);
  free(word);
  return out;
}

/* A name that no file in the current folder has: that of the index, or one made of it. */
static char *free_name(const egb_index *index) {
  char *name = cli_format("%s.yaml", egb_index_id(index));
  for (int i = 1; name != NULL && access(name, F_OK) == 0; i++) {
    free(name);
    name = i == 1 ? cli_format("my-%s.yaml", egb_index_id(index)) : cli_format("my-%s-%d.yaml", egb_index_id(index), i);
  }
  return name;
}

char *cli_set_last(const cli_session *session, char *command) {
  command = join_option(command, "home", session->arguments->value[OPTION_HOME].text);
  if (session->index_path != NULL && !session->shipped)
    return join(command, "--write");
  char *name = free_name(session->index);
  char *out = name == NULL ? (free(command), NULL) : join_option(command, "copy", name);
  free(name);
  return out;
}

char *cli_set_copy(const cli_session *session, const cli_list *settings) {
  const cli_value *value = session->arguments->value;
  const char *index = value[OPTION_INDEX].text;
  char *out = cli_format("egovbench weights set");
  for (size_t i = 1; i < session->arguments->operands.count && index == NULL; i++)
    if (strchr(session->arguments->operands.item[i], '=') == NULL)
      index = session->arguments->operands.item[i];
  out = index == NULL ? out : join(out, index);
  for (size_t i = 0; i < settings->count; i++)
    out = join(out, settings->item[i]);
  out = join_option(out, "rescale", value[OPTION_RESCALE].text);
  out = join_option(out, "scenario", value[OPTION_SCENARIO].text);
  out = join_option(out, "period", value[OPTION_PERIOD].text);
  for (size_t i = 0; i < value[OPTION_DATA].list.count; i++)
    out = join_option(out, "data", value[OPTION_DATA].list.item[i]);
  out = join_option(out, "home", value[OPTION_HOME].text);
  char *name = free_name(session->index);
  out = name == NULL ? (free(out), NULL) : join_option(out, "copy", name);
  free(name);
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
  out = join_option(out, "rescale", rescale);
  return out;
}
