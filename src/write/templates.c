/* The files that pages are made of. */
#include "write/templates.h"

#include "base/text.h"

#include <string.h>

#define SCRIPT ".js"

const char *egb_template_name(size_t i) {
  size_t count = 0;
  while (count < i && egb_templates[count].name != NULL)
    count++;
  return egb_templates[count].name;
}

const egb_template *egb_template_of(const egb_write_options *options, const char *name) {
  const egb_template *at = egb_templates;
  for (size_t i = 0; i < options->template_count; i++)
    if (strcmp(options->templates[i].name, name) == 0)
      return &options->templates[i];
  while (at->name != NULL && strcmp(at->name, name) != 0)
    at++;
  return at->name == NULL ? NULL : at;
}

/* Where the comment that a line begins with ends: behind it on the same line, or on a later one. NULL: it begins with
 * none, or what is behind the comment on its line is script. */
static const char *skip_comment(const char *line, const char *end) {
  const char *at = line;
  if (end - line < 2 || line[0] != '/' || (line[1] != '/' && line[1] != '*'))
    return NULL;
  if (line[1] == '*') {
    for (at += 2; end - at >= 2 && (at[0] != '*' || at[1] != '/'); at++)
      ;
    at = end - at >= 2 ? at + 2 : end;
  } else {
    while (at < end && *at != '\n')
      at++;
  }
  while (at < end && (*at == ' ' || *at == '\t' || *at == '\r'))
    at++;
  return at == end || *at == '\n' ? at : NULL;
}

void egb_template_put(egb_buffer *out, const egb_template *file) {
  const char *at = file->bytes, *end = at + file->length;
  while (at < end) {
    if (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n') {
      at++;
      continue;
    }
    const char *behind = skip_comment(at, end);
    if (behind != NULL) {
      at = behind;
      continue;
    }
    const char *line = memchr(at, '\n', (size_t)(end - at));
    const char *stop = line == NULL ? end : line;
    egb_buffer_add(out, at, (size_t)(stop - at));
    egb_buffer_char(out, '\n');
    at = stop;
  }
}

/* Whether a blank or a line end separates nothing (CSS Syntax 3, 4): not so before `:` in a selector, nor around `+` in
 * calc(). */
static bool is_loose(char before, char behind) {
  return before == '\0' || strchr(":;,{}\n", before) != NULL || behind == ' ' || behind == '{' || behind == '}';
}

/* The end of the string that begins here; a backslash takes what follows it along. */
static const char *skip_string(const char *at) {
  const char quote = *at++;
  while (*at != '\0' && *at != quote)
    at += at[0] == '\\' && at[1] != '\0' ? 2 : 1;
  return *at == '\0' ? at : at + 1;
}

void egb_template_sheet(egb_buffer *out, const egb_template *file) {
  egb_buffer lines = {0};
  egb_template_put(&lines, file);
  char before = '\0';
  for (const char *at = egb_buffer_string(&lines), *end; *at != '\0'; at = end) {
    end = *at == '"' || *at == '\'' ? skip_string(at) : at + 1;
    if ((*at == ' ' || *at == '\n') && is_loose(before, at[1]))
      continue;
    if (*at == '}' && before == ';' && !out->failed)
      out->length--; /* it ends the declaration as well */
    egb_buffer_add(out, at, (size_t)(end - at));
    before = end[-1];
  }
  out->failed = out->failed || lines.failed;
  egb_buffer_clear(&lines);
}

void egb_templates_script(const egb_write_options *options, egb_buffer *out) {
  for (const egb_template *at = egb_templates; at->name != NULL; at++)
    if (egb_text_ends(at->name, SCRIPT))
      egb_template_put(out, egb_template_of(options, at->name));
}
