#include "metadata/json.h"

#include "base/json_text.h"

static void put_text(const egb_json *json, const char *text) {
  if (json->in_page)
    egb_json_html_text(json->out, text);
  else
    egb_json_text(json->out, text);
}

static void begin_line(const egb_json *json) {
  egb_buffer_char(json->out, '\n');
  egb_buffer_repeat(json->out, ' ', 2 * json->depth);
}

static void begin_entry(egb_json *json, const char *key) {
  if (json->depth > 0) {
    egb_buffer_text(json->out, json->filled ? "," : "");
    begin_line(json);
  }
  json->filled = true;
  if (key == NULL)
    return;
  put_text(json, key);
  egb_buffer_text(json->out, ": ");
}

void egb_json_open(egb_json *json, const char *key, char bracket) {
  begin_entry(json, key);
  egb_buffer_char(json->out, bracket);
  json->depth++;
  json->filled = false;
}

void egb_json_close(egb_json *json, char bracket) {
  json->depth--;
  if (json->filled)
    begin_line(json);
  egb_buffer_char(json->out, bracket);
  egb_buffer_text(json->out, json->depth == 0 ? "\n" : "");
  json->filled = true;
}

void egb_json_put(egb_json *json, const char *key, const char *text) {
  if (text == NULL || text[0] == '\0')
    return;
  begin_entry(json, key);
  put_text(json, text);
}

void egb_json_put_empty(egb_json *json, const char *key) {
  begin_entry(json, key);
  egb_buffer_text(json->out, "\"\"");
}

void egb_json_put_two(egb_json *json, const char *key, const char *first, const char *second) {
  egb_buffer whole = {0};
  egb_buffer_text(&whole, first);
  egb_buffer_text(&whole, second);
  json->out->failed = json->out->failed || whole.failed;
  egb_json_put(json, key, egb_buffer_string(&whole));
  egb_buffer_clear(&whole);
}

void egb_json_put_count(egb_json *json, const char *key, size_t count) {
  begin_entry(json, key);
  egb_buffer_format(json->out, "%zu", count);
}

void egb_json_put_object(egb_json *json, const char *key, const char *name, const char *text) {
  if (text == NULL || text[0] == '\0')
    return;
  egb_json_open(json, key, '{');
  egb_json_put(json, name, text);
  egb_json_close(json, '}');
}

static void put_value(egb_json *json, const char *key, const char *text, const char *name, const char *with) {
  if (text == NULL || text[0] == '\0')
    return;
  egb_json_open(json, key, '{');
  egb_json_put(json, "@value", text);
  egb_json_put(json, name, with);
  egb_json_close(json, '}');
}

void egb_json_put_typed(egb_json *json, const char *key, const char *text, const char *type) {
  put_value(json, key, text, "@type", type);
}

void egb_json_put_spoken(egb_json *json, const char *key, const char *text, const char *language) {
  put_value(json, key, text, "@language", language);
}
