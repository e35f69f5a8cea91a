#include "read/yaml_fault.h"

#include "base/codes.h"

#include <stdint.h>
#include <string.h>

#define QUOTE_HELP "put the text in quotes: \"...\""
#define INDENT_HELP                                                                                                    \
  "keys of one map, and the dashes of one list, begin in the same column; what belongs to a key is indented further"

/* Where the message points: at the problem, or at the beginning of the construct that contains it. */
typedef enum anchor { AT_PROBLEM, AT_CONTEXT } anchor;

/* The first row whose words occur in libyaml's sentences is reported. */
static const struct row {
  const char *problem, *context;
  anchor where;
  const char *text, *hint;
} rows[] = {
    {"unexpected end of stream", "quoted scalar", AT_CONTEXT, "a quote begins here and is never closed",
     "close it with the same quote character"},
    {"unexpected document indicator", "quoted scalar", AT_CONTEXT, "a quote begins here and is never closed",
     "close it with the same quote character"},
    {"unknown escape character", NULL, AT_PROBLEM, "no such escape in a text in double quotes",
     "write \\\\ for a backslash, or use single quotes"},
    {"did not find expected hexdecimal number", NULL, AT_PROBLEM, "an escape without its hexadecimal digits",
     "write \\\\ for a backslash, or use single quotes"},
    {"invalid Unicode character escape", NULL, AT_PROBLEM, "an escape that is not a Unicode character",
     "write the character itself"},
    {"expected ',' or ']'", NULL, AT_PROBLEM, "a comma or the closing `]` of a list is missing before this", NULL},
    {"expected ',' or '}'", NULL, AT_PROBLEM, "a comma or the closing `}` of a map is missing before this", NULL},
    {"tab character", NULL, AT_PROBLEM, "a tab is used for indentation", "indent with spaces"},
    {"mapping values are not allowed", NULL, AT_PROBLEM, "a `:` that is not allowed here",
     "put a text that holds `: ` in quotes; otherwise check the indentation of this line"},
    {"block sequence entries are not allowed", NULL, AT_PROBLEM, "a `-` that is not allowed here",
     "begin the list on a line of its own, below its key"},
    {"could not find expected ':'", NULL, AT_CONTEXT, "a key without its `:`", "write `key: value`"},
    {"did not find expected '-' indicator", NULL, AT_PROBLEM, "this does not fit the list around it", INDENT_HELP},
    {"did not find expected key", NULL, AT_PROBLEM, "this does not fit the map around it", INDENT_HELP},
    {"expected <document start>", NULL, AT_PROBLEM, "this does not fit what is written before it", INDENT_HELP},
    {"comment or line break", NULL, AT_PROBLEM, "text behind `|` or `>`", "write the text on the lines below"},
    {"cannot start any token", NULL, AT_PROBLEM, "a text cannot begin with this character", QUOTE_HELP},
    {"control characters", NULL, AT_PROBLEM, "a control character", "remove it"},
    {"undefined tag handle", NULL, AT_PROBLEM, "a tag: definitions do not use tags",
     "remove the tag, or put a text that begins with `!` in quotes"},
    {"alphabetic or numeric", "anchor", AT_CONTEXT, "an anchor: definitions do not use anchors", QUOTE_HELP},
    {"alphabetic or numeric", "alias", AT_CONTEXT, "an alias: definitions do not use aliases", QUOTE_HELP},
    {"incompatible YAML document", NULL, AT_PROBLEM, "a version of YAML that is not known",
     "remove the line that begins with %YAML"},
    {"directive", NULL, AT_CONTEXT, "a directive that is not known", "remove the line that begins with %"},
    {"", "directive", AT_CONTEXT, "a directive that is not known", "remove the line that begins with %"},
    {"", "tag", AT_CONTEXT, "a tag: definitions do not use tags",
     "remove the tag, or put a text that begins with `!` in quotes"},
    {"expected node content", NULL, AT_PROBLEM, "a value is expected here", QUOTE_HELP},
    {"maximum depth", NULL, AT_PROBLEM, "lists and maps are nested too deeply", "flatten the structure"},
};

static const struct row *find(const egb_yaml_fault *fault) {
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    const bool context = rows[i].context == NULL || (fault->context != NULL && strstr(fault->context, rows[i].context));
    if (context && strstr(fault->problem, rows[i].problem) != NULL)
      return &rows[i];
  }
  return NULL;
}

static egb_place place_at(const egb_source *source, size_t offset) {
  const size_t at = offset < source->length ? offset : source->length;
  return (egb_place){source, (uint32_t)at, 1};
}

/* Whether there are only blanks and dashes before an offset in its line. */
static bool begins_line(const egb_source *source, size_t offset) {
  while (offset > 0 && strchr("\r\n", source->text[offset - 1]) == NULL)
    if (strchr(" \t-?", source->text[--offset]) == NULL)
      return false;
  return true;
}

static bool only_blank(const egb_source *source, size_t from) {
  for (size_t i = from; i < source->length; i++)
    if (source->text[i] == '\0' || strchr(" \t\r\n", source->text[i]) == NULL)
      return false;
  return true;
}

/* A bracket that is never closed shows at the end of the file, or at the `:` of a later line: the place to mend is the
 * bracket itself. */
static bool report_bracket(const egb_source *source, const egb_yaml_fault *fault, egb_diag *diag) {
  if (fault->context == NULL || strstr(fault->context, "flow") == NULL || fault->context_at >= source->length)
    return false;
  const char bracket = source->text[fault->context_at];
  if (bracket != '[' && bracket != '{')
    return false;
  const size_t between = fault->problem_at > fault->context_at ? fault->problem_at - fault->context_at : 0;
  const bool later = fault->problem_at < source->length && source->text[fault->problem_at] == ':' &&
                     memchr(source->text + fault->context_at, '\n', between) != NULL;
  if (!later && !only_blank(source, fault->problem_at))
    return false;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_YAML_SYNTAX, place_at(source, fault->context_at),
              "this `%c` is never closed", bracket);
  egb_diag_hint(diag, "close it with `%c`", bracket == '[' ? ']' : '}');
  return true;
}

/* libyaml has one sentence for what does not go on as it should; the character there says which case it is. */
static bool report_by_character(const egb_source *source, const egb_yaml_fault *fault, egb_diag *diag) {
  const char at = fault->problem_at < source->length ? source->text[fault->problem_at] : '\0';
  const char *text = NULL, *hint = NULL;
  const bool block = strstr(fault->problem, "expected key") != NULL ||
                     strstr(fault->problem, "'-' indicator") != NULL ||
                     strstr(fault->problem, "<document start>") != NULL;
  if (at == '\t' && strstr(fault->problem, "cannot start any token") != NULL) {
    text = "a tab is used for indentation";
    hint = "indent with spaces";
  } else if (block && !begins_line(source, fault->problem_at)) {
    text = "this follows a value that is complete";
    hint = "put the whole value in quotes; inside '...' a quote is written twice, inside \"...\" as \\\"";
  } else if (block && at == '-' && fault->problem_at + 1 < source->length &&
             strchr(" \t\r\n-", source->text[fault->problem_at + 1]) == NULL) {
    text = "a dash without a space behind it";
    hint = "write a space behind the dash that begins an entry of a list: `- `";
  } else if (block && at == ':') {
    text = "a `:` without a key before it";
    hint = "write `key: value`";
  }
  if (text == NULL)
    return false;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_YAML_SYNTAX, place_at(source, fault->problem_at), "%s", text);
  egb_diag_hint(diag, "%s", hint);
  return true;
}

void egb_yaml_fault_report(const egb_source *source, const egb_yaml_fault *fault, egb_diag *diag) {
  if (report_by_character(source, fault, diag) || report_bracket(source, fault, diag))
    return;
  const struct row *row = find(fault);
  if (row == NULL) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_YAML_SYNTAX, place_at(source, fault->problem_at), "not YAML: %s",
                fault->problem);
    egb_diag_hint(diag, "check quotes, brackets and indentation here and just above");
    return;
  }
  const size_t where = row->where == AT_CONTEXT && fault->context != NULL ? fault->context_at : fault->problem_at;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_YAML_SYNTAX, place_at(source, where), "%s", row->text);
  if (row->hint != NULL) {
    egb_diag_hint(diag, "%s", row->hint);
  } else {
    const egb_line line = egb_place_line(place_at(source, fault->context_at));
    egb_diag_hint(
        diag,
        "the bracket was opened in line %zu, column %zu; put a text that holds brackets, commas or `: ` in quotes",
        line.line, line.column);
  }
}
