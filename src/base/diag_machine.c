#include "base/diag_list.h"
#include "base/json_text.h"
#include "base/utf8.h"

#include <string.h>

static void member(egb_buffer *out, const char *name, const char *value) {
  egb_json_text(out, name);
  egb_buffer_char(out, ':');
  if (value == NULL)
    egb_buffer_text(out, "null");
  else
    egb_json_text(out, value);
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static void json_message(egb_buffer *out, const egb_message *message) {
  egb_buffer_text(out, "  {");
  member(out, "severity", egb_severity_name(message->severity));
  egb_buffer_char(out, ',');
  member(out, "code", message->code);
  egb_buffer_char(out, ',');
  member(out, "message", message->text);
  egb_buffer_char(out, ',');
  member(out, "hint", message->hint);
  egb_buffer_char(out, ',');
  member(out, "file", message->file);
  if (message->file != NULL) {
    egb_buffer_format(out, ",\"line\":%zu,\"column\":%zu,\"width\":%zu,", message->line, message->column,
                      message->width);
    member(out, "source_line", message->source_line);
  }
  egb_buffer_char(out, '}');
}

void egb_diag_print_json(const egb_diag *diag, egb_severity least, egb_buffer *out) {
  const char *separator = "\n";
  egb_buffer_char(out, '[');
  for (size_t i = 0; i < diag->count; i++) {
    if (diag->entries[i].message.severity < least)
      continue;
    egb_buffer_text(out, separator);
    json_message(out, &diag->entries[i].message);
    separator = ",\n";
  }
  egb_buffer rest = {0};
  if (egb_diag_rest(diag, least, &rest)) {
    const egb_message message = {
        .severity = EGB_SEVERITY_NOTE, .code = "N0000", .text = rest.text == NULL ? "" : rest.text};
    egb_buffer_text(out, separator);
    json_message(out, &message);
    separator = ",\n";
  }
  egb_buffer_clear(&rest);
  egb_buffer_text(out, separator[0] == ',' ? "\n]\n" : "]\n");
}

/* ---- SARIF 2.1.0 (OASIS standard, 27 March 2020) --------------------------------------------- */

/* A path as a URI reference (RFC 3986): everything but unreserved characters and the slash is percent-encoded. */
static void sarif_uri(egb_buffer *out, const char *path) {
  static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  egb_buffer_text(out, path[0] == '/' ? "\"file://" : "\"");
  for (; *path != '\0'; path++) {
    if (strchr(plain, *path) != NULL)
      egb_buffer_char(out, *path);
    else
      egb_buffer_format(out, "%%%02X", (unsigned)(unsigned char)*path);
  }
  egb_buffer_char(out, '"');
}

static void sarif_text(egb_buffer *out, const char *text, const char *hint) {
  egb_buffer whole = {0};
  egb_buffer_text(&whole, text);
  if (hint != NULL) {
    egb_buffer_text(&whole, "\nhelp: ");
    egb_buffer_text(&whole, hint);
  }
  if (whole.failed)
    out->failed = true;
  egb_buffer_text(out, "\"message\":{\"text\":");
  egb_json_text(out, whole.failed ? "" : whole.text);
  egb_buffer_char(out, '}');
  egb_buffer_clear(&whole);
}

static void sarif_result(egb_buffer *out, const egb_message *message) {
  egb_buffer_text(out, "{");
  member(out, "ruleId", message->code);
  egb_buffer_char(out, ',');
  member(out, "level", egb_severity_name(message->severity));
  egb_buffer_char(out, ',');
  sarif_text(out, message->text, message->hint);
  if (message->file != NULL) {
    egb_buffer_text(out, ",\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":");
    sarif_uri(out, message->file);
    egb_buffer_format(out, "},\"region\":{\"startLine\":%zu,\"startColumn\":%zu,\"endColumn\":%zu}}}]", message->line,
                      message->column, message->column + message->width);
  }
  egb_buffer_char(out, '}');
}

static bool first_of_its_code(const egb_diag *diag, egb_severity least, size_t i) {
  for (size_t j = 0; j < i; j++)
    if (diag->entries[j].message.severity >= least &&
        strcmp(diag->entries[j].message.code, diag->entries[i].message.code) == 0)
      return false;
  return true;
}

void egb_diag_print_sarif(const egb_diag *diag, egb_severity least, egb_buffer *out) {
  egb_buffer_text(out, "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\n"
                       "\"runs\":[{\"tool\":{\"driver\":{\"name\":\"egovbench\",");
  member(out, "version", egb_version());
  egb_buffer_text(out, ",\"rules\":[");
  const char *separator = "";
  for (size_t i = 0; i < diag->count; i++) {
    const egb_message *message = &diag->entries[i].message;
    if (message->severity < least || !first_of_its_code(diag, least, i))
      continue;
    egb_buffer_format(out, "%s{", separator);
    member(out, "id", message->code);
    egb_buffer_char(out, '}');
    separator = ",";
  }
  egb_buffer_format(out, "]}},\n\"columnKind\":\"unicodeCodePoints\",\n\"invocations\":[{\"executionSuccessful\":%s",
                    egb_diag_failed(diag) ? "false" : "true");
  egb_buffer rest = {0};
  if (egb_diag_rest(diag, least, &rest)) {
    egb_buffer_text(out, ",\"toolExecutionNotifications\":[{\"level\":\"note\",");
    sarif_text(out, rest.text == NULL ? "" : rest.text, NULL);
    egb_buffer_text(out, "}]");
  }
  egb_buffer_clear(&rest);
  egb_buffer_text(out, "}],\n\"results\":[");
  separator = "\n";
  for (size_t i = 0; i < diag->count; i++) {
    if (diag->entries[i].message.severity < least)
      continue;
    egb_buffer_text(out, separator);
    sarif_result(out, &diag->entries[i].message);
    separator = ",\n";
  }
  egb_buffer_text(out, "]}]}\n");
}

/* ---- GitHub workflow commands ---------------------------------------------------------------- */

/* Cleaned, and with what has a meaning in the command percent-encoded; properties also end at colon and comma. */
static void github_text(egb_buffer *out, const char *text, bool property) {
  egb_buffer clean = {0};
  egb_utf8_show(&clean, text, strlen(text));
  if (clean.failed)
    out->failed = true;
  for (const char *c = clean.failed || clean.text == NULL ? "" : clean.text; *c != '\0'; c++) {
    if (*c == '%' || (property && (*c == ':' || *c == ',')))
      egb_buffer_format(out, "%%%02X", (unsigned)*c);
    else
      egb_buffer_char(out, *c);
  }
  egb_buffer_clear(&clean);
}

void egb_diag_print_github(const egb_diag *diag, egb_severity least, egb_buffer *out) {
  for (size_t i = 0; i < diag->count; i++) {
    const egb_message *message = &diag->entries[i].message;
    if (message->severity < least)
      continue;
    egb_buffer_format(out, "::%s ",
                      message->severity == EGB_SEVERITY_NOTE ? "notice" : egb_severity_name(message->severity));
    if (message->file != NULL) {
      egb_buffer_text(out, "file=");
      github_text(out, message->file, true);
      egb_buffer_format(out, ",line=%zu,col=%zu,endColumn=%zu,", message->line, message->column,
                        message->column + message->width);
    }
    egb_buffer_text(out, "title=");
    github_text(out, message->code, true);
    egb_buffer_text(out, "::");
    github_text(out, message->text, false);
    if (message->hint != NULL) {
      egb_buffer_text(out, "%0Ahelp: ");
      github_text(out, message->hint, false);
    }
    egb_buffer_char(out, '\n');
  }
  egb_buffer rest = {0};
  if (egb_diag_rest(diag, least, &rest)) {
    egb_buffer_text(out, "::notice ::");
    github_text(out, rest.text == NULL ? "" : rest.text, false);
    egb_buffer_char(out, '\n');
  }
  egb_buffer_clear(&rest);
}
